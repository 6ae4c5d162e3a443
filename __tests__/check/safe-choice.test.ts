import { describe, expect, it } from "@jest/globals";
import { SINGLE_GPU, type Deployment } from "../../src/domain/deployment.js";
import type { Evaluation } from "../../src/domain/review.js";
import { createEvaluator, evaluationOf } from "../../src/check/evaluator.js";
import { marginsOf, recommend } from "../../src/check/recommend.js";
import { selectProfile } from "../../src/perf/profile/select.js";
import { isSafe } from "../../src/review/index.js";
import { PERF_DB_ROOT, testPredictor } from "../support/perf.js";

const PROPOSED: Deployment = {
  ...{ model: "Qwen/Qwen3-32B-FP8", backend: "vllm", backendVersion: "current", mode: "agg" },
  ...{ replicas: 4, quant: {} },
  pools: [
    {
      ...{
        role: "agg",
        system: "h200_sxm",
        parallelism: { ...SINGLE_GPU, tp: 2 },
        workers: 1,
        batchSize: 64,
      },
      settings: { maxBatchSize: 64, maxNumTokens: 8192, chunkedPrefill: true },
    },
  ],
};
const WORKLOAD = { isl: 2000, osl: 200, prefix: 0 };
const SLA = { ttftMs: 800, tpotMs: 25 };

async function found(profile: "reference" | "calibrated") {
  const evaluator = createEvaluator({
    predictor: await testPredictor(),
    profile: selectProfile(profile, PERF_DB_ROOT),
  });
  const proposed = evaluationOf(await evaluator.evaluate(PROPOSED, WORKLOAD, SLA));
  const request = {
    ...{ proposed: PROPOSED, workload: WORKLOAD, sla: SLA, gpuBudget: 8, backends: ["vllm" as const] },
  };
  return {
    proposed,
    plain: await recommend(evaluator, request),
    roomy: await recommend(evaluator, { ...request, margins: marginsOf(proposed) }),
  };
}

const fastest = (all: readonly Evaluation[]): number =>
  Math.max(...all.map(({ prediction }) => prediction.tokensPerSecPerGpu));

describe("the safe choice", () => {
  it("is searched for with the band's room: the plain search's rows lie at the edge of a limit", async () => {
    const { plain, roomy } = await found("calibrated");

    expect(plain.alternatives.filter(isSafe)).toEqual([]);
    const safe = roomy.alternatives.filter(isSafe);
    expect(safe.length).toBeGreaterThan(0);
    expect(fastest(safe)).toBeLessThan(fastest(plain.alternatives));
    // nothing of the plain search is lost
    expect(roomy.best).toEqual(plain.best);
  });

  it("needs no second search where figures are taken at their word", async () => {
    const { proposed, plain, roomy } = await found("reference");

    expect(marginsOf(proposed)).toEqual({ ttft: 1, tpot: 1, requestLatency: 1 });
    expect(roomy).toEqual(plain);
  });

  it("leaves room for a percentile above the mean", async () => {
    const { proposed } = await found("calibrated");
    const limits = proposed.limits.map((limit) => ({
      ...limit,
      percentile: { name: "p99" as const, overMean: 2 },
    }));

    expect(marginsOf({ ...proposed, limits }).ttft).toBeCloseTo(2 * marginsOf(proposed).ttft, 9);
  });
});
