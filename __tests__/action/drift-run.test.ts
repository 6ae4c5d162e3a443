import { describe, expect, it } from "@jest/globals";
import type { CheckResult } from "../../src/domain/review.js";
import { failReview } from "../support/examples.js";
import { result, review } from "../support/reviews.js";
import { runInProcess, type ProcessResult } from "../support/run-in-process.js";
import { withFake } from "../support/with-fake.js";

const fake = withFake();
const FAIL = result([failReview()]);
const PASS = result([review({ proposed: failReview().proposed! })]);

const watch = (answer: CheckResult, runId: number, title?: string): Promise<ProcessResult> => {
  const { world } = fake.current;
  world.tokens.set("job-token", {
    login: "github-actions[bot]",
    permissions: { contents: "read", issues: "write" },
  });
  if (title !== undefined) world.issues[0]!.title = title;
  return runInProcess({
    fake: fake.current,
    event: "schedule",
    payload: {},
    sha: world.branches.get("main")!,
    result: answer,
    inputs: { issue: "true", gate: "advisory" },
    runId,
  });
};
const patches = (): number => fake.current.calls.filter(({ method }) => method === "PATCH").length;

describe("the weekly watch's issue", () => {
  it("is opened when something misses, and not edited as long as it would say the same", async () => {
    await watch(PASS, 8100);
    expect(fake.current.world.issues).toEqual([]);
    await watch(FAIL, 8101);
    expect(fake.current.world.issues).toHaveLength(1);
    const { body } = fake.current.world.issues[0]!;
    expect(body).toContain("8101");

    const again = await watch(FAIL, 8102);
    expect(again.log).toContain("issue: unchanged");
    expect(patches()).toBe(0);
    expect(fake.current.world.issues[0]!.body).toBe(body);
  });

  it("is edited when the result changes, when a person renamed it, and to say that all is well", async () => {
    await watch(FAIL, 8101);
    await watch(result([failReview(), review({ name: "other", proposed: failReview().proposed! })]), 8102);
    expect(patches()).toBe(1);
    await watch(PASS, 8103);
    expect(patches()).toBe(2);
    expect(fake.current.world.issues[0]!.body).toContain("✅ Pass");
    await watch(PASS, 8104, "renamed");
    expect(patches()).toBe(3);
    expect(fake.current.world.issues).toHaveLength(1);
  });

  it("is not the one that a stranger opened with our header", async () => {
    await watch(FAIL, 8101);
    const [ours] = fake.current.world.issues.splice(0);
    fake.current.world.issues.push({ ...ours!, login: "mallory" });
    await watch(FAIL, 8102);
    expect(fake.current.world.issues.map(({ login }) => login)).toEqual(["mallory", "github-actions[bot]"]);
  });
});
