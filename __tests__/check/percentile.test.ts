import { describe, expect, it } from "@jest/globals";
import { SINGLE_GPU, type Deployment } from "../../src/domain/deployment.js";
import type { SlaTarget, Workload } from "../../src/domain/workload.js";
import { createEvaluator, evaluationOf } from "../../src/check/evaluator.js";
import { DEFAULT_POLICY, resolveSettings } from "../../src/policy/index.js";
import { judge } from "../../src/review/index.js";
import { testPredictor } from "../support/perf.js";

const DEPLOYMENT: Deployment = {
  ...{ model: "Qwen/Qwen3-32B-FP8", backend: "vllm", backendVersion: "current", mode: "agg" },
  ...{ replicas: 2, quant: {} },
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
const WORKLOAD: Workload = { isl: 2000, osl: 200, prefix: 0, requestRate: 6 };

async function at(sla: SlaTarget, workload = WORKLOAD) {
  const evaluator = createEvaluator({ predictor: await testPredictor() });
  return evaluator.evaluate(DEPLOYMENT, workload, sla);
}
const verdict = (point: Awaited<ReturnType<typeof at>>): ReturnType<typeof judge> =>
  judge({ proposed: evaluationOf(point), findings: [], assumed: [], confidence: 0.8 });

describe("limits on a percentile", () => {
  it("under random arrivals TTFT at p99 lies above p90, p50 and the mean's limit decides otherwise", async () => {
    const valueOf = async (percentile?: "p50" | "p90" | "p99"): Promise<number> =>
      (await at({ ttftMs: 1e6, ...(percentile === undefined ? {} : { percentile }) })).limits[0]!.valueMs;
    const [mean, p50, p90, p99] = [
      await valueOf(),
      await valueOf("p50"),
      await valueOf("p90"),
      await valueOf("p99"),
    ];

    expect(p99).toBeGreaterThan(p90);
    expect(p90).toBeGreaterThan(p50);
    expect(p99).toBeGreaterThan(1.1 * mean);
  });

  it.each(["p50", "p90", "p99"] as const)(
    "no load stated: it is taken to one that holds at %s",
    async (percentile) => {
      const { requestRate: _stated, ...unstated } = WORKLOAD;
      const sla = { ttftMs: 600, tpotMs: 14 };
      const onMeans = await at(sla, unstated);
      const point = await at({ ...sla, percentile }, unstated);
      expect([onMeans.meetsSla, point.meetsSla]).toEqual([true, true]);
      expect(point.limits.map(({ percentile: of }) => of?.name)).toEqual([percentile, percentile]);
      expect(point.prediction.concurrency).toBeGreaterThan(0.2 * onMeans.prediction.concurrency);
    },
  );

  it.each([
    ["p50", 64],
    ["p90", 64],
    ["p99", 64],
    ["p99", 6],
  ] as const)(
    "no load stated: one request more on each rank does not pass at %s (%i a rank at most)",
    async (percentile, most) => {
      const { requestRate: _stated, ...unstated } = WORKLOAD;
      const [pool] = DEPLOYMENT.pools;
      const deployment = {
        ...DEPLOYMENT,
        pools: [{ ...pool!, settings: { ...pool!.settings, maxBatchSize: most } }],
      };
      const sla = { ttftMs: 600, tpotMs: 14, percentile };
      const evaluator = createEvaluator({ predictor: await testPredictor() });
      const carried = await evaluator.evaluate(deployment, unstated, sla);
      const { concurrency } = carried.prediction;
      const stated = (load: number) =>
        evaluator.evaluate(deployment, { ...unstated, concurrency: load }, sla);

      expect([carried.meetsSla, (await stated(concurrency)).meetsSla]).toEqual([true, true]);
      if (concurrency < most * DEPLOYMENT.replicas)
        expect((await stated(concurrency + DEPLOYMENT.replicas)).meetsSla).toBe(false);
      else expect(concurrency).toBe(most * DEPLOYMENT.replicas);
    },
  );

  it("a limit between mean and p99 passes on the mean and fails on p99, and the reason names it", async () => {
    const mean = (await at({ ttftMs: 1e6 })).limits[0]!.valueMs;
    const p99 = (await at({ ttftMs: 1e6, percentile: "p99" })).limits[0]!.valueMs;
    const ttftMs = (mean + p99) / 2;

    expect(verdict(await at({ ttftMs })).verdict).toBe("pass");
    const judged = verdict(await at({ ttftMs, percentile: "p99" }));
    expect(judged.verdict).toBe("fail");
    expect(judged.reasons[0]).toMatch(/^TTFT p99 is \d/);
  });

  it("figures of the prediction stay means, and the same question has the same answer", async () => {
    const [plain, first, again] = [
      await at({ ttftMs: 500 }),
      await at({ ttftMs: 500, percentile: "p99" }),
      await at({ ttftMs: 500, percentile: "p99" }),
    ];
    expect(first.prediction.ttftMs).toBe(plain.prediction.ttftMs);
    expect(again).toEqual(first);
    expect(first.prediction.notes.at(-1)).toContain("limits apply to p99");
  });
});

describe("the policy's percentile", () => {
  it.each([
    [
      { ttftMs: 600, percentile: "p99" as const },
      { ttftMs: 600, percentile: "p99" },
    ],
    [{ ttftMs: 600, percentile: "mean" as const }, { ttftMs: 600 }],
    [{ percentile: "p99" as const }, {}],
  ])("%j gives %j", (defaults, sla) => {
    expect(resolveSettings({ ...DEFAULT_POLICY, defaults }, "a.yaml", []).sla).toEqual(sla);
  });
});
