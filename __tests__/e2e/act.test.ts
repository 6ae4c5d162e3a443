import { rmSync } from "node:fs";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { FakeGitHub } from "../support/fake-github/index.js";
import { aggManifest } from "../support/manifests.js";
import { pullRequestPayload, pullRequestWorld } from "../support/pull-request-world.js";
import { bundlePath, findProgram } from "../support/run-bundle.js";
import { makeActProject, runAct, type ActProject, type ActResult } from "../support/run-act.js";

const act = findProgram("act", "ACT");
const ready = act !== undefined && bundlePath() !== undefined;
if (!ready)
  console.warn(
    `skipped: ${act === undefined ? "act is not installed (PATH or $ACT)" : "the bundle is not built"}`,
  );
const suite = ready ? describe : describe.skip;

const WORKFLOW = `name: review
on: [pull_request]
permissions:
  contents: read
  pull-requests: write
jobs:
  review:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - id: advisor
        uses: ./
      - if: always()
        env:
          VERDICT: \${{ steps.advisor.outputs.verdict }}
          OUTCOME: \${{ steps.advisor.outcome }}
        run: echo "seen verdict=$VERDICT outcome=$OUTCOME"
`;

let project: ActProject;
let fake: FakeGitHub;
beforeAll(() => {
  if (ready) project = makeActProject(WORKFLOW);
});
afterAll(() => {
  if (ready) rmSync(project.home, { recursive: true, force: true });
});
beforeEach(async () => {
  fake = await FakeGitHub.start(pullRequestWorld());
});
afterEach(async () => {
  const { violations } = fake;
  await fake.stop();
  expect(violations).toEqual([]);
});

const run = (options: { readonly token?: string; readonly runId?: number } = {}): Promise<ActResult> =>
  runAct(act ?? "", {
    project,
    event: "pull_request",
    payload: pullRequestPayload(fake.world),
    apiUrl: fake.url,
    ...options,
  });

suite("the action under a real runner", () => {
  it("comments once, leaves an equal comment alone, edits it when the head changes", async () => {
    const first = await run();
    expect(first.log).toContain("seen verdict=pass outcome=success");
    expect(first.exitCode).toBe(0);
    expect(fake.world.comments).toHaveLength(1);
    const { id, body } = fake.world.comments[0]!;
    expect(body).toContain("### ✅ Pass");
    expect(first.summary).toContain("## ✅ Pass");

    fake.calls.length = 0;
    const second = await run({ runId: 8124 });
    expect(second.exitCode).toBe(0);
    expect(fake.writes()).toEqual([]);

    fake.world.commit("feature", { "deploy/qwen3-32b.yaml": aggManifest({ tp: 3 }) });
    const third = await run({ runId: 8125 });
    expect(third.exitCode).toBe(1);
    expect(third.log).toContain("seen verdict=fail outcome=failure");
    expect(fake.world.comments.map((comment) => comment.id)).toEqual([id]);
    expect(fake.world.comments[0]!.body).not.toBe(body);
    console.log(
      `act: ${[first, second, third].map((result) => `${result.seconds.toFixed(1)} s`).join(", ")}`,
    );
  });

  it("keeps the verdict with a read-only token and names the missing permission", async () => {
    const result = await run({ token: "read-token" });
    expect(result.exitCode).toBe(0);
    expect(result.log).toContain("seen verdict=pass outcome=success");
    expect(result.summary).toContain("the token lacks `pull-requests: write`");
    expect(fake.world.comments).toEqual([]);
  });
});
