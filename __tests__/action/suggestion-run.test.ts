import { expect, it } from "@jest/globals";
import type { LineEdit } from "../../src/domain/location.js";
import type { CheckResult } from "../../src/domain/review.js";
import { failReview } from "../support/examples.js";
import { aggManifest } from "../support/manifests.js";
import { pullRequestPayload } from "../support/pull-request-world.js";
import { result } from "../support/reviews.js";
import { runInProcess, type ProcessResult } from "../support/run-in-process.js";
import { withFake } from "../support/with-fake.js";

const fake = withFake();
const LINES = aggManifest().split("\n");
const changed = LINES.findIndex((line) => line.includes("max_num_tokens")) + 1;
const untouched = LINES.findIndex((line) => line.includes("volumes:")) + 1;

function withFix(edits: readonly LineEdit[]): CheckResult {
  const base = failReview();
  return result([{ ...base, smallestFix: { ...base.smallestFix!, edits } }]);
}
const run = (answer: CheckResult, runId = 8123): Promise<ProcessResult> =>
  runInProcess({
    fake: fake.current,
    event: "pull_request",
    payload: pullRequestPayload(fake.current.world),
    result: answer,
    runId,
  });

const FIX = withFix([{ line: changed, endLine: changed, text: "    max_num_tokens: 4000" }]);

it("puts the smallest fix on a changed line, once, and links it in the comment", async () => {
  await run(FIX);
  const { world } = fake.current;
  expect(world.reviewComments.map(({ path, line, startLine }) => [path, line, startLine])).toEqual([
    ["deploy/qwen3-32b.yaml", changed, null],
  ]);
  expect(world.reviewComments[0]!.body).toContain("```suggestion\n    max_num_tokens: 4000\n```");
  expect(world.comments[0]!.body).toContain(`#discussion_r${world.reviewComments[0]!.id}`);
  fake.current.calls.length = 0;
  await run(FIX, 8124);
  expect(fake.current.writes()).toEqual([]);
});

it("leaves lines outside the diff to the comment", async () => {
  await run(withFix([{ line: untouched, endLine: untouched, text: "x" }]));
  expect(fake.current.world.reviewComments).toEqual([]);
  expect(fake.current.world.comments).toHaveLength(1);
});

it("posts again what somebody else only pasted", async () => {
  await run(FIX);
  const [own] = fake.current.world.reviewComments;
  fake.current.world.reviewComments.splice(0, 1, { ...own!, login: "mallory" });
  await run(FIX, 8124);
  expect(fake.current.world.reviewComments.map(({ login }) => login)).toEqual([
    "mallory",
    "github-actions[bot]",
  ]);
});

it("does not post twice after a 502 that had stored the review", async () => {
  fake.current.faults.push({
    method: "POST",
    path: /\/reviews$/,
    times: 1,
    kind: { statusAfterSuccess: 502 },
  });
  await run(FIX);
  expect(fake.current.world.reviewComments).toHaveLength(1);
});

it("is off by policy or input", async () => {
  await runInProcess({
    fake: fake.current,
    event: "pull_request",
    payload: pullRequestPayload(fake.current.world),
    result: FIX,
    inputs: { suggest: "false" },
  });
  expect(fake.current.world.reviewComments).toEqual([]);
});
