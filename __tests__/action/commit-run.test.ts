import { describe, expect, it } from "@jest/globals";
import type { CheckResult } from "../../src/domain/review.js";
import { advice, BEST } from "../support/examples.js";
import { expectGolden } from "../support/golden.js";
import { aggManifest, POLICY } from "../support/manifests.js";
import { pullRequestPayload } from "../support/pull-request-world.js";
import { result, review } from "../support/reviews.js";
import { runInProcess, type ProcessResult, type ProcessRun } from "../support/run-in-process.js";
import { withFake } from "../support/with-fake.js";

const fake = withFake();
const FILE = "deploy/qwen3-32b.yaml";
const NEW_TEXT = aggManifest({ maxBatchSize: 64 });
const WRITER = { contents: "write", "pull-requests": "write" } as const;
const JOB = { login: "github-actions[bot]", permissions: WRITER };
const APP = { login: "advisor[bot]", permissions: WRITER };

const withAdvice = (newText: string | undefined = NEW_TEXT): CheckResult =>
  result([
    review({
      proposed: BEST,
      recommended: { ...advice(BEST, []), ...(newText === undefined ? {} : { newText }) },
    }),
  ]);

function allow(mode: "on-label" | "always", token = APP): void {
  const { world } = fake.current;
  world.tokens.set("job-token", token);
  const policy = { ".github/dynamo-advisor.yml": `${POLICY}commit: ${mode}\n` };
  world.branches.set("feature", world.commit("main", policy));
  world.commit("feature", { [FILE]: aggManifest() });
}

const labeled = { label: { name: "apply-advice" } };
const run = (action = "labeled", extra: Partial<ProcessRun> = {}): Promise<ProcessResult> =>
  runInProcess({
    fake: fake.current,
    event: "pull_request",
    payload: pullRequestPayload(fake.current.world, 7, action, action === "labeled" ? labeled : {}),
    result: withAdvice(),
    ...extra,
  });
const head = (): string => fake.current.world.branches.get("feature")!;
const commits = (): number => fake.current.world.commits.size;

describe("the commit", () => {
  it("is made on the label, on the head that was analysed, with a trailer", async () => {
    allow("on-label");
    const before = head();
    await run("synchronize");
    expect(head()).toBe(before);
    const ended = await run("labeled", { runId: 8124 });
    const commit = fake.current.world.commits.get(head())!;
    expect(commit.parents).toEqual([before]);
    expect(commit.files.get(FILE)).toBe(NEW_TEXT);
    expect(commit.message).toMatch(
      /^Apply the best found configuration\n\n[^\n]+\n\nConfig-Review: [0-9a-f]{16}$/,
    );
    expect(ended.outputs["commit-sha"]).toBe(head());
    expect(fake.current.world.comments[0]!.body).toContain(
      `Committed the best found as ${head().slice(0, 7)}`,
    );
    expectGolden("committed.md", fake.current.world.comments[0]!.body);
  });

  it("is made without a label where the policy says always, and not on top of its own", async () => {
    allow("always");
    await run("synchronize");
    expect(commits()).toBe(5);
    await run("synchronize", { result: withAdvice("another: text\n") });
    expect(commits()).toBe(5);
  });

  it("is not made when the label was set for another result", async () => {
    allow("on-label");
    await run("synchronize", { engineVersion: "older data" });
    const ended = await run("labeled");
    expect(ended.summary).toContain("the comment showed another result");
    expect(commits()).toBe(4);
    // the comment now shows this result, so a fresh label applies it
    await run("labeled", { runId: 8130 });
    expect(commits()).toBe(5);
  });

  it.each<[string, () => Promise<unknown>]>([
    [
      "the policy",
      async () => {
        const { world } = fake.current;
        const policy = `${POLICY}commit: on-label\nadvice: { min-gain: 0.2 }\n`;
        world.commit("main", { ".github/dynamo-advisor.yml": policy });
      },
    ],
    [
      "the file",
      async () => void fake.current.world.commit("feature", { [FILE]: aggManifest({ maxBatchSize: 41 }) }),
    ],
    ["the performance data", async () => undefined],
  ])("is not made when %s changed since the comment was shown", async (what, change) => {
    allow("on-label");
    await run("synchronize");
    await change();
    const before = commits();
    const ended = await run(
      "labeled",
      what === "the performance data" ? { engineVersion: "newer data" } : {},
    );
    expect(ended.summary).toContain("the comment showed another result");
    expect(commits()).toBe(before);
  });

  it("is not made where the policy says never, and nothing is asked for it", async () => {
    allow("on-label");
    const ended = await run("labeled", { inputs: { commit: "never" } });
    expect(ended.failed).toBeUndefined();
    expect(commits()).toBe(4);
    expect(fake.current.calls.filter(({ path }) => /\/commits\/[0-9a-f]{40}$/.test(path))).toEqual([]);
    expect(fake.current.world.comments[0]!.body).not.toContain("Committed");
  });

  it("is not made in gate mode or in a dry run", async () => {
    allow("always");
    await run("synchronize", { inputs: { mode: "gate" } });
    const dry = await run("synchronize", { inputs: { "dry-run": "true" } });
    expect(commits()).toBe(4);
    expect(dry.log.join("\n")).toContain(`commit on feature: ${FILE}`);
    expect(dry.summary).not.toContain("the branch moved");
    expect(fake.current.writes()).toEqual([]);
  });

  it("is not made again when the run is repeated for the head that was", async () => {
    allow("always");
    const payload = pullRequestPayload(fake.current.world);
    await run("synchronize");
    expect(commits()).toBe(5);
    // "re-run all jobs" brings the payload of the first time
    const ended = await run("synchronize", { payload, runAttempt: 2 });
    expect(commits()).toBe(5);
    expect(ended.summary).toContain("has moved on to");
  });

  it("is not made when another label started the run", async () => {
    allow("on-label");
    await runInProcess({
      fake: fake.current,
      event: "pull_request",
      payload: pullRequestPayload(fake.current.world, 7, "labeled", { label: { name: "bug" } }),
      result: withAdvice(),
    });
    expect(commits()).toBe(4);
  });

  it("is not made when the head moved meanwhile", async () => {
    allow("on-label");
    fake.current.hooks.push({
      method: "POST",
      path: /\/graphql$/,
      times: 1,
      run: () => void fake.current.world.commit("feature", { x: "y" }),
    });
    const ended = await run();
    expect(ended.failed).toBeUndefined();
    expect(ended.summary).toContain("the branch moved while this run was working");
    expect(ended.outputs["commit-sha"]).toBeUndefined();
  });

  it("is not made for a fork", async () => {
    allow("on-label");
    fake.current.world.pull(7, { headRef: "feature", headRepository: "stranger/serving" });
    const ended = await run();
    expect(ended.summary).toContain("belongs to a fork");
    expect(commits()).toBe(4);
  });

  it("is not made when the file is as recommended already", async () => {
    allow("on-label");
    await run("labeled", { result: withAdvice(aggManifest()) });
    expect(commits()).toBe(4);
  });

  it("that a rule of the branch forbids is reported, the verdict stays", async () => {
    allow("on-label");
    fake.current.world.protectedBranches.add("feature");
    const ended = await run();
    expect(ended.failed).toBeUndefined();
    expect(ended.outputs.verdict).toBe("pass");
    expect(ended.summary).toContain("`feature` is protected");
  });

  it("without the permission names it", async () => {
    allow("on-label", {
      login: "advisor[bot]",
      permissions: { contents: "read", "pull-requests": "write" } as never,
    });
    expect((await run()).summary).toContain("`contents: write`");
  });

  it("by the job's own token says what happens to the check", async () => {
    allow("on-label", JOB);
    const ended = await run();
    expect(ended.summary).toContain("required checks of the new commit wait");
    expect(fake.current.world.comments[0]!.body).toContain("required checks of the new commit wait");
  });

  it("by the job's own token starts the gate where it may", async () => {
    allow("on-label", { login: JOB.login, permissions: { ...WRITER, actions: "write" } as never });
    await run("labeled", { inputs: { "gate-workflow": "gate.yml" } });
    expect(fake.current.world.dispatches).toEqual([
      { workflow: "gate.yml", ref: "feature", inputs: { "pr-number": "7" } },
    ]);
    expect(fake.current.world.comments[0]!.body).toContain("The gate was started for it");
  });

  it("answered by 502 although it was made is recognised and not repeated", async () => {
    allow("on-label");
    // the first GraphQL call of a run without a comment is the commit
    fake.current.faults.push({
      method: "POST",
      path: /\/graphql$/,
      times: 1,
      kind: { statusAfterSuccess: 502 },
    });
    const ended = await run();
    expect(ended.outputs["commit-sha"]).toBe(head());
    expect(commits()).toBe(5);
  });

  it("merges the edits of several deployments of one file", async () => {
    allow("always");
    const lines = aggManifest().split("\n");
    const at = (needle: string): number => lines.findIndex((line) => line.includes(needle)) + 1;
    const edit = (line: number, text: string) => ({
      ...advice(BEST, []),
      newText: "unused",
      edits: [{ line, endLine: line, text }],
    });
    await run("synchronize", {
      result: result([
        review({ name: "a", recommended: edit(at("max_batch_size"), "    max_batch_size: 64") }),
        review({ name: "b", recommended: edit(at("replicas: 4"), "      replicas: 5\n") }),
      ]),
    });
    expect(fake.current.world.commits.get(head())!.files.get(FILE)).toBe(
      aggManifest({ maxBatchSize: 64 }).replace("replicas: 4", "replicas: 5"),
    );
  });
});
