import { describe, expect, it } from "@jest/globals";
import { encodeMarker } from "../../src/report/index.js";
import type { CheckResult } from "../../src/domain/review.js";
import { passGain, failReview } from "../support/examples.js";
import { pullRequestPayload } from "../support/pull-request-world.js";
import { result, review } from "../support/reviews.js";
import { runInProcess, type ProcessResult, type ProcessRun } from "../support/run-in-process.js";
import { withFake } from "../support/with-fake.js";

const fake = withFake();
const BOT = "github-actions[bot]";
const FAIL = result([failReview()]);

const run = (extra: Partial<ProcessRun> = {}): Promise<ProcessResult> =>
  runInProcess({
    fake: fake.current,
    event: "pull_request",
    payload: pullRequestPayload(fake.current.world),
    result: passGain.result,
    ...extra,
  });

const marker = (head: string, runId: number, attempt = 1): string =>
  encodeMarker("default", { v: 1, head, run: runId, attempt, verdict: "pass" });
const headSha = (): string => fake.current.world.branches.get("feature")!;
function place(body: string, login = BOT): number {
  const id = fake.current.world.id();
  fake.current.world.comments.push({ id, issue: 7, body, login });
  return id;
}
const bodies = (): string[] => fake.current.world.comments.map((comment) => comment.body);

describe("the one comment", () => {
  it("is found behind 120 others", async () => {
    for (let i = 0; i < 120; i++) place(`chat ${i}`, "alice");
    const id = place(`${marker("0".repeat(40), 1)}\nold`);
    const ended = await run();
    expect(ended.outputs["comment-id"]).toBe(String(id));
    expect(bodies()).toHaveLength(121);
    expect(bodies().at(-1)).toContain("### ✅ Pass");
  });

  it("is not one whose marker somebody else pasted", async () => {
    const id = place(`${marker(headSha(), 999999)}\nforged`, "mallory");
    await run();
    expect(bodies()).toHaveLength(2);
    expect(fake.current.world.comments.find((comment) => comment.id === id)!.body).toContain("forged");
  });

  it("of an app is not doubled when GitHub does not say whose the token is", async () => {
    fake.current.world.tokens.set("app-token", {
      login: "advisor[bot]",
      permissions: { contents: "read", "pull-requests": "write" },
    });
    await run({ token: "app-token", result: FAIL });
    const viewer = { path: /\/graphql$/, graphql: "viewer", times: Infinity } as const;
    // it may be asked again later: nothing is written on a guess
    fake.current.faults.push({ ...viewer, kind: { status: 502 } });
    const doubtful = await run({ token: "app-token", runId: 8124 });
    expect(doubtful.outputs.verdict).toBe("pass");
    expect(doubtful.summary).toContain("Writing the comment failed: GitHub answered 502");
    expect(bodies()).toHaveLength(1);
    expect(bodies()[0]).toContain("❌ Fail");
    // an old server never says it: the one comment that an app wrote with our header is ours, a person's is not
    fake.current.faults.splice(0, 1, { ...viewer, kind: { status: 404 } });
    place(`${marker(headSha(), 999_999)}\nforged`, "mallory");
    await run({ token: "app-token", runId: 8125 });
    expect(bodies()).toHaveLength(2);
    expect(bodies()[0]).toContain("✅ Pass");
    expect(bodies()[1]).toContain("forged");
  });

  it("is the oldest of two; the other goes", async () => {
    const first = place(`${marker("0".repeat(40), 1)}\nold`);
    place("between", "alice");
    place(`${marker("0".repeat(40), 2)}\nnewer`);
    await run();
    expect(
      fake.current.world.comments.map((comment) => comment.id === first || comment.body === "between"),
    ).toEqual([true, true]);
    expect(bodies()[0]).toContain("### ✅ Pass");
  });

  it("of a newer run for the same head stays", async () => {
    place(`${marker(headSha(), 9000)}\nnewer run`);
    const ended = await run({ runId: 8123 });
    expect(bodies()).toEqual([`${marker(headSha(), 9000)}\nnewer run`]);
    expect(ended.log).toContain("comment: kept");
  });

  it("of a later attempt of the same run stays", async () => {
    place(`${marker(headSha(), 8123, 2)}\nlater attempt`);
    await run({ runId: 8123, runAttempt: 1 });
    expect(bodies()[0]).toContain("later attempt");
  });

  it("of a newer run for an older head gives way", async () => {
    place(`${marker("a".repeat(40), 9000)}\nolder head`);
    await run({ runId: 8123 });
    expect(bodies()[0]).toContain("### ✅ Pass");
  });

  it("is left to the newer head's run when the head moves while this one works", async () => {
    const { current } = fake;
    const payload = pullRequestPayload(current.world);
    current.hooks.push({
      method: "GET",
      path: /\/git\/blobs\//,
      times: 1,
      run: () => void current.world.commit("feature", { x: "y" }),
    });
    const ended = await run({ payload });
    expect(ended.failed).toBeUndefined();
    expect(ended.outputs.verdict).toBe("pass");
    expect(current.writes()).toEqual([]);
  });

  it("belongs to the newer head after two runs raced, whoever wrote last", async () => {
    const { current } = fake;
    const older = pullRequestPayload(current.world);
    const olderHead = headSha();
    // the older run has looked at the head and is about to post when the newer one does all of its work
    current.hooks.push({
      method: "POST",
      path: /\/issues\/7\/comments$/,
      times: 1,
      run: async () => {
        current.world.commit("feature", { "deploy/qwen3-32b.yaml": "kind: newer\n" });
        await run({ result: FAIL, runId: 8200 });
      },
    });
    await run({ payload: older, runId: 8100 });
    expect(bodies()).toHaveLength(1);
    expect(bodies()[0]).toContain(headSha());
    expect(bodies()[0]).toContain("### ❌ Fail");
    expect(bodies()[0]).not.toContain(olderHead);
  });

  it("is written again when it was deleted between two looks", async () => {
    place(`${marker("0".repeat(40), 1)}\nold`);
    const { current } = fake;
    current.hooks.push({
      method: "PATCH",
      path: /\/issues\/comments\//,
      times: 1,
      run: () => void current.world.comments.splice(0),
    });
    await run();
    expect(bodies()).toHaveLength(1);
  });

  it("turns into a pass when all is well again, and says so when nothing is left to check", async () => {
    await run({ result: FAIL });
    expect(bodies()[0]).toContain("❌ Fail");
    await run({ runId: 8124 });
    expect(bodies()).toHaveLength(1);
    expect(bodies()[0]).toContain("✅ Pass");
    await run({ result: result([]), runId: 8125 });
    expect(bodies()).toHaveLength(1);
    expect(bodies()[0]).toContain("Nothing to check");
  });

  it("is not begun when nothing relevant changed", async () => {
    await run({ result: result([]) });
    expect(fake.current.writes()).toEqual([]);
  });

  it("keeps apart from one with another key", async () => {
    await run();
    await run({ inputs: { "comment-key": "nightly" } });
    expect(bodies()).toHaveLength(2);
  });

  it("is one for two runs that create at the same time", async () => {
    const { current } = fake;
    current.hooks.push({
      method: "POST",
      path: /\/issues\/7\/comments$/,
      times: 1,
      run: async () => void (await run({ runId: 8200 })),
    });
    await run({ runId: 8100 });
    expect(bodies()).toHaveLength(1);
    expect(bodies()[0]).toContain('"run":8200');
  });

  it("is not lost and not doubled on a locked conversation", async () => {
    fake.current.world.lockedIssues.add(7);
    const ended = await run();
    expect(ended.failed).toBeUndefined();
    expect(ended.summary).toContain("the conversation is locked");
  });
});

describe("when it is written", () => {
  const small = result([review({ base: failReview().proposed!, proposed: failReview().proposed! })]);
  it.each<[string, CheckResult, number]>([
    ["always", small, 1],
    ["on-change", small, 0],
    ["on-change", passGain.result, 1],
    ["on-finding", small, 0],
    ["on-finding", FAIL, 1],
    ["never", FAIL, 0],
  ])("%s", async (mode, answer, expected) => {
    await run({ result: answer, inputs: { comment: mode, gate: "advisory" } });
    expect(bodies()).toHaveLength(expected);
  });

  it("gate mode writes nothing to the pull request", async () => {
    const ended = await run({ result: FAIL, inputs: { mode: "gate" } });
    expect(ended.failed).toMatch(/^Fail/);
    expect(fake.current.writes()).toEqual([]);
  });

  it("a dry run writes nothing and says what it would have written", async () => {
    const ended = await run({ inputs: { "dry-run": "true" } });
    expect(fake.current.writes()).toEqual([]);
    expect(ended.log.join("\n")).toMatch(/comment on #7, \d+ characters/);
  });
});
