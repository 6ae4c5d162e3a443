import { describe, expect, it } from "@jest/globals";
import { openCheckDeps } from "../../src/check/open.js";
import { isMeasuredOf } from "../../src/check/beside.js";
import { runCheck } from "../../src/check/run-check.js";
import { DEFAULT_POLICY } from "../../src/policy/index.js";
import { renderCheckText, renderComment, LOCAL_CONTEXT } from "../../src/report/index.js";
import { aggManifest } from "../support/manifests.js";
import { PERF_DB_ROOT } from "../support/perf.js";

const RESULT = JSON.stringify({
  request_throughput: { unit: "requests/sec", avg: 4 },
  request_latency: { unit: "ms", avg: 8000 },
  time_to_first_token: { unit: "ms", avg: 700, p99: 1400 },
  inter_token_latency: { unit: "ms", avg: 14.6 },
  output_token_throughput: { unit: "tokens/sec", avg: 2000 },
  input_sequence_length: { unit: "tokens", avg: 4000 },
  output_sequence_length: { unit: "tokens", avg: 500 },
  request_count: { unit: "requests", avg: 200 },
  input_config: { loadgen: { concurrency: 32 } },
});
const policy = {
  ...DEFAULT_POLICY,
  defaults: { system: "h200_sxm", isl: 4000, osl: 500, ttftMs: 1500, tpotMs: 25 },
};

async function check(beside: string, text: string) {
  const deps = await openCheckDeps({ root: PERF_DB_ROOT, profile: "calibrated" });
  return runCheck(deps, {
    files: [{ path: "deploy/agg.yaml", status: "modified", headText: aggManifest({ maxBatchSize: 40 }) }],
    policy,
    siblings: async () => [{ file: beside, text }],
  });
}

describe("benchmark results beside a manifest", () => {
  it.each([
    ["deploy/agg.yaml", "deploy/agg.measured.json", true],
    ["deploy/agg.yml", "deploy/agg.measured.csv", true],
    ["deploy/agg.yaml", "deploy/other.measured.json", false],
    ["deploy/agg.yaml", "agg.measured.json", false],
    ["deploy/agg.yaml", "deploy/agg.json", false],
  ])("%s has %s: %s", (manifest, file, yes) => expect(isMeasuredOf(manifest, file)).toBe(yes));

  it("are shown against the prediction of their own load and change no verdict", async () => {
    const plain = await check("deploy/other.measured.json", RESULT);
    const result = await check("deploy/agg.measured.json", RESULT);
    const [{ measured, ...review }] = result.deployments as [(typeof result.deployments)[0]];

    expect(review).toEqual(plain.deployments[0]);
    expect(measured).toHaveLength(1);
    const tpot = measured![0]!.figures.find(
      ({ figure, statistic }) => figure === "tpotMs" && statistic === "mean",
    );
    expect(tpot!.measured).toBe(14.6);
    expect(tpot!.ratio).toBeCloseTo(tpot!.predicted / 14.6, 12);
    expect(renderCheckText(result)).toMatch(
      /Measured: deploy\/agg\.measured\.json \(aiperf\): 4,000 tokens in/,
    );
    expect(renderComment(result, LOCAL_CONTEXT)).toContain("Measured: TPOT 14.6");
  });

  it("that cannot be read are a finding on their line, nothing else is lost", async () => {
    const { deployments } = await check("deploy/agg.measured.json", '{"broken": ');
    expect(deployments[0]!.proposed).toBeDefined();
    expect(deployments[0]!.findings.filter(({ rule }) => rule === "measurement-unreadable")).toEqual([
      expect.objectContaining({ severity: "warning", file: "deploy/agg.measured.json" }),
    ]);
  });
});
