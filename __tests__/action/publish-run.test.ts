import { describe, expect, it } from "@jest/globals";
import { passGain } from "../support/examples.js";
import { pullRequestPayload } from "../support/pull-request-world.js";
import { runInProcess, type ProcessResult, type ProcessRun } from "../support/run-in-process.js";
import { withFake } from "../support/with-fake.js";

const fake = withFake();
const PUBLISHER = {
  login: "github-actions[bot]",
  permissions: { contents: "read", "pull-requests": "write" },
} as const;

function publish(
  extra: Partial<ProcessRun> = {},
  head = fake.current.world.branches.get("feature"),
): Promise<ProcessResult> {
  const { world } = fake.current;
  if (!world.tokens.has("publish-token")) world.tokens.set("publish-token", PUBLISHER);
  world.pull(7, { headRef: "feature", headRepository: "stranger/serving" });
  return runInProcess({
    fake: fake.current,
    event: "workflow_run",
    payload: {
      workflow_run: {
        id: 77,
        event: "pull_request",
        head_sha: head,
        head_branch: "feature",
        head_repository: { full_name: "stranger/serving" },
        pull_requests: [],
      },
    },
    result: passGain.result,
    token: "publish-token",
    inputs: { mode: "publish" },
    ...extra,
  });
}

describe("publish mode", () => {
  it("posts what it finds itself, and nothing when nothing changed", async () => {
    const ended = await publish();
    expect(ended.failed).toBeUndefined();
    expect(ended.files.map(({ path }) => path)).toEqual(["deploy/qwen3-32b.yaml"]);
    expect(fake.current.world.comments.map(({ body }) => body.split("\n")[1])).toEqual([
      "### ✅ Pass: `qwen3-32b` meets its SLA. Best found: +28% tokens/s per GPU",
    ]);
    fake.current.calls.length = 0;
    await publish({ runId: 9000 });
    expect(fake.current.writes()).toEqual([]);
    expect(fake.current.calls.filter(({ path }) => /artifacts/.test(path))).toEqual([]);
  });

  it("leaves a head that has moved to its own run", async () => {
    const old = fake.current.world.branches.get("feature");
    fake.current.world.commit("feature", { x: "y" });
    const ended = await publish({}, old);
    expect(ended.summary).toContain("Nothing was published");
    expect(fake.current.writes()).toEqual([]);
  });

  it("is red where it could not post, whatever the verdict", async () => {
    fake.current.world.tokens.set("publish-token", {
      ...PUBLISHER,
      permissions: { contents: "read", "pull-requests": "read" },
    } as never);
    expect((await publish()).failed).toContain("`pull-requests: write`");
  });

  it("is green where it posts a failed verdict: the check is the fork's own run", async () => {
    const failing = { ...passGain.result, verdict: "fail" as const };
    expect((await publish({ result: failing })).failed).toBeUndefined();
  });

  it("is for workflow_run only", async () => {
    expect(
      (await publish({ event: "pull_request", payload: pullRequestPayload(fake.current.world) })).failed,
    ).toContain("mode: publish works on the event workflow_run");
    expect((await publish({ inputs: {} })).failed).toContain("mode: publish");
  });
});
