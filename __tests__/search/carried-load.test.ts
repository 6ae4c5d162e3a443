import { describe, expect, it } from "@jest/globals";
import { openCheckDeps } from "../../src/check/open.js";
import {
  gpusPerReplica,
  SINGLE_GPU,
  type Backend,
  type Deployment,
  type Role,
} from "../../src/domain/deployment.js";
import type { SlaTarget } from "../../src/domain/workload.js";
import { capacityOf, climb } from "../../src/search/carried-load.js";
import { evaluateDeployment } from "../../src/search/operating-point.js";
import type { OperatingPoint } from "../../src/search/operating-types.js";
import { rowEvaluation } from "../../src/search/row-evaluation.js";
import { runDefault } from "../../src/search/run-default.js";
import { reference } from "../../src/perf/profile/profile.js";
import { PERF_DB_ROOT } from "../support/perf.js";

const deps = await openCheckDeps({ root: PERF_DB_ROOT, profile: "calibrated" });

describe("the highest load that holds", () => {
  const ladder = [1, 2, 4, 8, 16, 32];

  it.each([
    [4, 4, 4],
    [4, 5, 5],
    [4, 7, 7],
    [4, 8, 8],
    [2, 21, 21],
    [1, 32, 32],
    [8, 1000, 32],
  ])("from %i, when loads up to %i hold, is %i", (from, most, found) => {
    expect(climb(from, ladder, (load) => load <= most)).toBe(found);
  });
});

describe("the capacity of a deployment", () => {
  const figures = (load: number, tokensPerSec = 10 * load) => ({
    load,
    figures: { ttftMs: load, tpotMs: 1, requestLatencyMs: load, requestsPerSec: 1, tokensPerSec },
  });
  const alone = figures(0);
  const published = (sla: SlaTarget, served: (load: number) => number) =>
    capacityOf(
      { ladder: [1, 2, 4, 8], priceAt: (load) => (load === 3 ? undefined : figures(load, served(load))) },
      { sla, confidence: 0.8, profile: reference },
      () => alone,
    ).at.load;

  it.each([
    ["between two steps", { ttftMs: 6 }, (load: number) => load, 6],
    ["at a step beside a load without data", { ttftMs: 3.5 }, (load: number) => load, 2],
    ["where most is served by the published method", { ttftMs: 9 }, (load: number) => -Math.abs(load - 4), 4],
    ["nothing", { ttftMs: 0.5 }, (load: number) => load, 0],
  ])("%s", (_name, sla, served, found) => {
    expect(published(sla, served)).toBe(found);
  });
});

const CASES: readonly (readonly [backend: Backend, model: string, tp: number, replicas: number])[] = [
  ["vllm", "Qwen/Qwen3-32B-FP8", 2, 4],
  ["trtllm", "Qwen/Qwen3-32B-FP8", 4, 2],
  ["sglang", "meta-llama/Meta-Llama-3.1-8B", 1, 3],
];
const LIMITS: readonly SlaTarget[] = [
  { ttftMs: 600, tpotMs: 16.67 },
  { ttftMs: 2000, tpotMs: 12 },
  { requestLatencyMs: 8000 },
];
const ASKED = CASES.flatMap((one) => LIMITS.map((sla) => [...one, sla] as const));
const workload = { isl: 4000, osl: 500, prefix: 0 };

function pool(role: Role, tp: number, workers: number, maxBatchSize: number): Deployment["pools"][number] {
  const parallelism = { ...SINGLE_GPU, tp };
  return { role, system: "h200_sxm", parallelism, workers, batchSize: 1, settings: { maxBatchSize } };
}

function deploymentOf(backend: Backend, model: string, replicas: number): Omit<Deployment, "pools" | "mode"> {
  return { model, backend, backendVersion: "current", replicas, quant: {} };
}

describe.each(ASKED)("%s %s tp%i x %i inside %j", (backend, model, tp, replicas, sla) => {
  const modes: readonly (readonly [string, (limit: number) => Deployment])[] = [
    [
      "agg",
      (limit) => ({
        ...deploymentOf(backend, model, replicas),
        mode: "agg",
        pools: [pool("agg", tp, 1, limit)],
      }),
    ],
    [
      "disagg",
      (limit) => ({
        ...deploymentOf(backend, model, 1),
        mode: "disagg",
        pools: [pool("prefill", tp, replicas, 1), pool("decode", tp, 1, limit)],
      }),
    ],
  ];
  const at = (deployment: Deployment, concurrency?: number): Promise<OperatingPoint> =>
    evaluateDeployment(
      deps,
      deployment,
      concurrency === undefined ? workload : { ...workload, concurrency },
      sla,
    );

  it.each(modes)(
    "%s: what is carried holds when it is stated, and the next load does not",
    async (_m, of) => {
      const limit = 400;
      const point = await at(of(limit));
      if (!point.meetsSla) return;
      const { concurrency } = point.prediction;
      const stated = await at(of(limit), concurrency);
      expect(stated.meetsSla).toBe(true);
      expect(stated.prediction.tokensPerSec).toBeCloseTo(point.prediction.tokensPerSec, 6);
      const full = point.deployment.pools.at(-1)!.batchSize === limit;
      expect(full || !(await at(of(limit), concurrency + 1)).meetsSla).toBe(true);
    },
  );

  it.each(modes)("%s: an engine that may take more never carries less", async (_m, of) => {
    let before = 0;
    for (const limit of [1, 3, 16, 18, 20, 23, 36, 50, 100]) {
      const { tokensPerSec, concurrency } = (await at(of(limit))).prediction;
      expect(tokensPerSec).toBeGreaterThanOrEqual(before);
      expect(concurrency).toBeLessThanOrEqual(limit * replicas);
      before = tokensPerSec;
    }
  });
});

describe("the rows of a search", () => {
  it("stand between the ends of their bands, GPUs left idle counted in both", async () => {
    const sla = { ttftMs: 1500, tpotMs: 15 };
    const [backend, model] = CASES[0]!;
    const asked = { model, backend, lengths: workload, sla, system: "h200_sxm", totalGpus: 7 };
    const rows = (await runDefault(deps, asked)).experiments.flatMap(({ top }) => top);
    expect(rows.some(({ totalGpusUsed }) => totalGpusUsed < 7)).toBe(true);
    for (const row of rows) {
      const { tokensPerSecPerGpu, tokensPerSec, bands } = rowEvaluation(row, sla, "calibrated").prediction;
      const [low, high] = bands!.tokensPerSecPerGpu;
      expect(tokensPerSecPerGpu).toBeCloseTo(tokensPerSec / 7, 2);
      expect(low).toBeLessThan(tokensPerSecPerGpu);
      expect(high).toBeGreaterThan(tokensPerSecPerGpu);
    }
  });

  it.each(CASES)("%s %s carry what their deployment does, whatever it may take", async (backend, model) => {
    const sla = { ttftMs: 1500, tpotMs: 15 };
    const lengths = workload;
    const { experiments } = await runDefault(deps, {
      model,
      backend,
      lengths,
      sla,
      system: "h200_sxm",
      totalGpus: 8,
    });
    for (const row of experiments.flatMap(({ top }) => top)) {
      const pools = row.deployment.pools.map((one) => ({ ...one, settings: { maxBatchSize: 512 } }));
      const free = await evaluateDeployment(deps, { ...row.deployment, pools }, workload, sla);
      expect(free.prediction.concurrency).toBe(row.figures.concurrency * row.replicas);
      expect(gpusPerReplica(row.deployment)).toBe(row.figures.gpusPerReplica);
    }
  });
});
