import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { FakeGitHub } from "../support/fake-github/index.js";
import { aggManifest } from "../support/manifests.js";
import { pullRequestPayload, pullRequestWorld } from "../support/pull-request-world.js";
import { bundlePath, runBundle } from "../support/run-bundle.js";

jest.setTimeout(120_000);

const present = bundlePath() !== undefined;
if (!present) console.warn("skipped: the bundle (dist/index.js) is not built");
const suite = present ? describe : describe.skip;

let fake: FakeGitHub;
beforeEach(async () => {
  fake = await FakeGitHub.start(pullRequestWorld());
});
afterEach(async () => {
  const { violations } = fake;
  await fake.stop();
  expect(violations).toEqual([]);
});

const review = (extra: Partial<Parameters<typeof runBundle>[0]> = {}): ReturnType<typeof runBundle> =>
  runBundle({ event: "pull_request", payload: pullRequestPayload(fake.world), apiUrl: fake.url, ...extra });

suite("the bundle on a pull request", () => {
  it("creates one comment, writes nothing on the same head, edits it on the next", async () => {
    const first = await review();
    expect(first.exitCode).toBe(0);
    expect(first.outputs["verdict"]).toBe("pass");
    expect(fake.world.comments).toHaveLength(1);
    const [comment] = fake.world.comments;
    const body = comment!.body;

    fake.calls.length = 0;
    const second = await review({ runId: 8124 });
    expect(second.exitCode).toBe(0);
    expect(fake.writes()).toEqual([]);
    expect(comment!.body).toBe(body);

    fake.world.commit("feature", { "deploy/qwen3-32b.yaml": aggManifest({ tp: 3 }) });
    const third = await review({ runId: 8125 });
    expect(third.exitCode).toBe(1);
    expect(third.outputs["verdict"]).toBe("fail");
    expect(fake.world.comments).toHaveLength(1);
    expect(fake.world.comments[0]!.id).toBe(comment!.id);
    expect(fake.world.comments[0]!.body).toContain("### ❌ Fail");
  });

  it("keeps verdict and summary with a read-only token, and names the permission", async () => {
    const read = await review({ token: "read-token" });
    const written = await review();

    expect(fake.world.comments).toHaveLength(1);
    expect(read.exitCode).toBe(0);
    expect(read.outputs["verdict"]).toBe(written.outputs["verdict"]);
    expect(read.outputs["comparison"]).toBe(written.outputs["comparison"]);
    expect(read.summary).toContain("the token lacks `pull-requests: write`");
    expect(written.summary).not.toContain("lacks");
    expect(read.summary).toContain(written.summary.split("\n")[0]!);
  });
});
