import { describe, expect, it } from "@jest/globals";
import { passGain } from "../support/examples.js";
import { makeZip } from "../support/fake-github/index.js";
import { pullRequestPayload } from "../support/pull-request-world.js";
import { runInProcess, type ProcessResult, type ProcessRun } from "../support/run-in-process.js";
import { withFake } from "../support/with-fake.js";

const fake = withFake();
const PUBLISHER = {
  login: "github-actions[bot]",
  permissions: { contents: "read", "pull-requests": "write", actions: "read" },
} as const;
const RUN = 77;

/** The analysis of a fork's pull request: read-only, leaves a report. */
async function analyse(): Promise<string> {
  const { world } = fake.current;
  world.pull(7, { headRef: "feature", headRepository: "stranger/serving" });
  const ended = await runInProcess({
    fake: fake.current,
    event: "pull_request",
    payload: pullRequestPayload(world),
    result: passGain.result,
    token: "read-token",
    inputs: { "report-file": "out/report.json" },
  });
  expect(ended.summary).toContain("publish workflow");
  world.tokens.set("publish-token", PUBLISHER);
  fake.current.calls.length = 0;
  return ended.report!;
}

function upload(
  report: string,
  options: { readonly name?: string; readonly claimedSize?: number; readonly file?: string } = {},
): void {
  fake.current.world.artifacts.push({
    id: fake.current.world.id(),
    runId: RUN,
    name: options.name ?? "dynamo-advisor-report",
    zip: makeZip({ [options.file ?? "report.json"]: report }, options),
  });
}

function publish(
  extra: Partial<ProcessRun> = {},
  head = fake.current.world.branches.get("feature"),
): Promise<ProcessResult> {
  return runInProcess({
    fake: fake.current,
    event: "workflow_run",
    payload: {
      workflow_run: {
        id: RUN,
        event: "pull_request",
        head_sha: head,
        head_branch: "feature",
        head_repository: { full_name: "stranger/serving" },
        pull_requests: [],
      },
    },
    result: () => {
      throw new Error("publish mode must not analyse");
    },
    token: "publish-token",
    inputs: { mode: "publish" },
    ...extra,
  });
}

function inResult(report: Record<string, unknown>, change: (text: string) => string): unknown {
  return { ...report, result: JSON.parse(change(JSON.stringify(report["result"]))) as unknown };
}

describe("publish mode", () => {
  it("posts what the fork's run found, rendered anew", async () => {
    upload(await analyse());
    const ended = await publish();
    expect(ended.failed).toBeUndefined();
    expect(fake.current.world.comments).toHaveLength(1);
    expect(fake.current.world.comments[0]!.body).toContain(
      "### ✅ Pass: `qwen3-32b` meets its SLA. Best found: +28% tokens/s per GPU",
    );
    fake.current.calls.length = 0;
    await publish({ runId: 9000 });
    expect(fake.current.writes()).toEqual([]);
  });

  it("refuses when the head has moved", async () => {
    upload(await analyse());
    const old = fake.current.world.branches.get("feature");
    fake.current.world.commit("feature", { x: "y" });
    const ended = await publish({}, old);
    expect(ended.summary).toContain("Nothing was published");
    expect(fake.current.writes()).toEqual([]);
  });

  it("refuses a report for another commit", async () => {
    const report = JSON.parse(await analyse()) as Record<string, unknown>;
    upload(JSON.stringify({ ...report, headSha: "b".repeat(40) }));
    await publish();
    expect(fake.current.writes()).toEqual([]);
  });

  it.each<[string, (report: Record<string, unknown>) => unknown]>([
    [
      "an unknown field",
      (report) => ({ ...report, result: { ...(report["result"] as object), markdown: "# hi" } }),
    ],
    [
      "a text that is too long",
      (report) => ({ ...report, result: { ...(report["result"] as object), profile: "x".repeat(5000) } }),
    ],
    [
      "a figure that is none",
      (report) => inResult(report, (text) => text.replace(/"ttftMs":[\d.]+/, '"ttftMs":"<b>"')),
    ],
    [
      "too many deployments",
      (report) => ({
        ...report,
        result: {
          ...(report["result"] as object),
          deployments: Array.from(
            { length: 501 },
            () => (report["result"] as { deployments: unknown[] }).deployments[0],
          ),
        },
      }),
    ],
    ["no report", () => ({})],
    ["an array", () => []],
    [
      "a forbidden key",
      (report) => inResult(report, (text) => text.replace('"verdict":', '"__proto__":{"x":1},"verdict":')),
    ],
  ])("refuses %s", async (_name, change) => {
    upload(JSON.stringify(change(JSON.parse(await analyse()) as Record<string, unknown>)));
    const ended = await publish();
    expect(fake.current.writes()).toEqual([]);
    expect(fake.current.world.comments).toEqual([]);
    expect(ended.summary + ended.log.join("\n")).toMatch(/report/);
  });

  it("lets no text of the report out of its place", async () => {
    const report = await analyse();
    const hostile = "x`|@everyone\\n<img src=x>](https://evil.example) ::error::";
    upload(report.replaceAll('qwen3-32b"', `${hostile}"`));
    await publish();
    const { body } = fake.current.world.comments[0]!;
    expect(body).not.toMatch(/@everyone(?!\u200b)/u);
    expect(body).not.toContain("<img");
    expect(body).not.toContain("](https://evil.example)");
  });

  it("takes neither another artifact nor a file that leaves its folder", async () => {
    const report = await analyse();
    upload(report, { name: "something-else" });
    expect((await publish()).summary).toContain("no artifact dynamo-advisor-report");
    upload(report, { file: "../report.json" });
    await publish();
    expect(fake.current.writes()).toEqual([]);
  });

  it("stops inflating at the limit, whatever the archive claims", async () => {
    await analyse();
    upload("0".repeat(9_000_000), { claimedSize: 10 });
    const ended = await publish();
    expect(fake.current.writes()).toEqual([]);
    expect(ended.log.join("\n")).toMatch(/larger|buffer/i);
  });

  it("names the permission it lacks", async () => {
    upload(await analyse());
    fake.current.world.tokens.set("publish-token", {
      ...PUBLISHER,
      permissions: { contents: "read", "pull-requests": "write" },
    } as never);
    expect((await publish()).log.join("\n")).toContain("`actions: read`");
  });

  it("is for workflow_run only", async () => {
    await analyse();
    expect(
      (await publish({ event: "pull_request", payload: pullRequestPayload(fake.current.world) })).failed,
    ).toContain("mode: publish works on the event workflow_run");
    expect((await publish({ inputs: {} })).failed).toContain("mode: publish");
  });
});
