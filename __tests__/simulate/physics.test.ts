import { describe, expect, it } from "@jest/globals";
import type { Deployment } from "../../src/domain/deployment.js";
import { SINGLE_GPU } from "../../src/domain/deployment.js";
import { enginePolicy } from "../../src/simulate/engine-policy.js";
import { GapHistogram } from "../../src/simulate/gaps.js";
import { kvTransferMs } from "../../src/simulate/kv-transfer.js";
import { closedLoad } from "../../src/simulate/loads.js";
import { openSystem } from "../../src/simulate/open-system.js";
import { runSimulation } from "../../src/simulate/run.js";
import { simulate } from "../../src/simulate/simulate.js";
import { stepParts, stepTimes } from "../../src/simulate/step-times.js";
import { testPredictor, testWorker, workedContext } from "../support/perf.js";

describe("KV transfer", () => {
  it("is bytes over the link's rate after one latency", () => {
    expect(kvTransferMs(5e9, { interNodeBw: 50e9, p2pLatencyS: 1e-5 })).toBeCloseTo(100.01, 6);
  });

  it("delays the second token of a disaggregated request, not the first", async () => {
    const pools = (["prefill", "decode"] as const).map((role) => ({
      ...{ role, system: "h200_sxm", parallelism: SINGLE_GPU, workers: 1, batchSize: 1, settings: {} },
    }));
    const deployment: Deployment = {
      ...{ model: "Qwen/Qwen3-32B-FP8", backend: "trtllm", backendVersion: "current", mode: "disagg" },
      ...{ replicas: 1, pools, quant: {} },
    };
    const system = (await openSystem(await testPredictor(), deployment, { prefix: 0 })).at();
    if (system.mode !== "disagg") throw new Error("disagg expected");
    const load = closedLoad(1, { requests: 1, isl: 4000, osl: 2 });
    const [slow] = runSimulation(system, load).outcomes;
    const [free] = runSimulation({ ...system, transferMs: () => 0 }, load).outcomes;

    expect(slow!.ttftMs).toBeCloseTo(free!.ttftMs, 9);
    expect(slow!.latencyMs - free!.latencyMs).toBeCloseTo(system.transferMs(4000), 9);
    expect(system.transferMs(8000)).toBeGreaterThan(1.9 * system.transferMs(4000));
  });
});

describe("step times of a worker", () => {
  it("a prompt alone and a decode alone are the operators' own", async () => {
    const worker = await testWorker(workedContext(), { tp: 2 });
    const times = stepTimes(stepParts(worker, 0));

    expect(times.mixedMs(4000, 4000, 0, 0)).toBeCloseTo(worker.contextStepMs(1, 4000, 0), 9);
    expect(times.decodeMs(64, 4096)).toBeCloseTo(worker.decodeStepMs(64, 4096), 9);
    const between = times.decodeMs(64, 4200);
    expect(between).toBeGreaterThan(worker.decodeStepMs(64, 4096));
    expect(between).toBeLessThan(worker.decodeStepMs(64, 4352));
  });

  it("two short prompts are not one long one", async () => {
    const worker = await testWorker(workedContext(), { tp: 2 });
    const { prompts } = stepParts(worker, 0);
    expect(prompts(8000, 4000)).toBeLessThan(prompts(8000, 8000));
  });

  it("answers wait for prompts as for so many alone where that was measured, and the prompts themselves never for more", async () => {
    const worker = await testWorker({ ...workedContext(), model: "openai/gpt-oss-20b" }, { tp: 1 });
    const alone = worker.contextStepMs(1, 1000, 0);
    const together = worker.contextStepMs(8, 1000, 0);
    expect(together).toBeLessThan(0.8 * 8 * alone);
    const own = stepTimes(stepParts(worker, 0));
    expect(own.mixedMs(8000, 1000, 0, 0, 5)).toBeCloseTo(together, 6);
    expect(own.stallMs?.(8000, 1000)).toBe(0);
    for (const promptBeside of [0.2, 0.9, 2.5]) {
      const factors = {
        ...{ requestMs: 0, companyMs: 0, promptAlone: 0.9, promptBeside, promptsApart: true },
        decode: () => 1,
      };
      const times = stepTimes(stepParts(worker, 0), factors);
      const promptsMs = times.mixedMs(8000, 1000, 0, 0, 5);
      expect(promptsMs).toBeLessThanOrEqual(0.9 * together);
      expect(promptsMs + times.stallMs!(8000, 1000)).toBeCloseTo(8 * promptBeside * alone, 6);
      expect(times.mixedMs(8000, 1000, 0, 0)).toBeCloseTo(0.9 * together, 6);
    }
  });

  it("MLA: answers beside a prompt cost more with a longer cache, which the published mixed step leaves out", async () => {
    const worker = await testWorker(
      { model: "deepseek-ai/DeepSeek-V3", system: "h200_sxm", backend: "trtllm" },
      { tp: 8, moeEp: 8 },
    );
    const published = (kvLength: number): number =>
      worker.mixedStepMs(2000, 63, { isl: 2000, osl: 2 * (kvLength - 2001), prefix: 0 });
    const { decodesBeside } = stepParts(worker, 0);

    expect(published(8192)).toBe(published(2560));
    expect(decodesBeside(2000, 2000, 63, 8192)).toBeGreaterThan(decodesBeside(2000, 2000, 63, 2560));
    expect(decodesBeside(2000, 2000, 63, 8192)).toBeCloseTo(
      published(8192) -
        worker.mixedStepMs(2000, 0, { isl: 2000, osl: 2, prefix: 0 }) +
        worker.decodeStepMs(63, 8192) -
        worker.decodeStepMs(63, 1),
      6,
    );
  });

  it("ranks of attention data parallelism serve side by side, each its own requests", async () => {
    const parallelism = { ...SINGLE_GPU, dp: 8, moeEp: 8 };
    const pool = {
      role: "agg",
      system: "h200_sxm",
      parallelism,
      workers: 1,
      batchSize: 8,
      settings: {},
    } as const;
    const deployment: Deployment = {
      ...{ model: "deepseek-ai/DeepSeek-V3", backend: "trtllm", backendVersion: "current", mode: "agg" },
      ...{ replicas: 2, pools: [pool], quant: {} },
    };
    const opened = await openSystem(await testPredictor(), deployment, { prefix: 0 });
    const system = opened.at();
    if (system.mode !== "agg") throw new Error("agg expected");
    const { model } = opened.workers.agg!;
    expect(system.pool.workers).toBe(16);
    expect(system.pool.times.decodeMs(8, 2048)).toBeCloseTo(model.decodeStepMs(8, 2048), 9);
    expect(system.pool.times.mixedMs(2000, 2000, 0, 0)).toBeCloseTo(model.contextStepMs(1, 2000, 0), 9);
  });
});

describe("decode attention over unequal lengths", () => {
  it("a batch of unequal lengths costs what its mean length costs", async () => {
    const worker = await testWorker(workedContext(), { tp: 2 });
    const { decode } = stepParts(worker, 0);
    expect(decode(32, 3000)).toBeGreaterThan(decode(32, 1000));
    expect((decode(32, 1024) + decode(32, 5120)) / 2 / decode(32, 3072)).toBeCloseTo(1, 1);
  });
});

describe("speculative decoding", () => {
  it("a step brings one token and the accepted drafts", () => {
    const policy = enginePolicy({
      ...{
        backend: "vllm",
        settings: {},
        ranks: 1,
        system: "h200_sxm",
        gpuBytes: 8e10,
        kvTokensPerRank: 1e6,
      },
      ...{ requestOverheadMs: 0, companyMs: 0, prefix: 0, tokensPerStep: 2.5 },
    });
    const times = { mixedMs: () => 10, decodeMs: () => 10 };
    const { outcomes } = runSimulation(
      { mode: "agg", pool: { workers: 1, policy, times } },
      closedLoad(1, { requests: 1, isl: 100, osl: 101 }),
    );
    expect(outcomes[0]!.tpotMs).toBeCloseTo(4, 9);
  });
});

describe("engines schedule as they do", () => {
  const times = {
    mixedMs: (tokens: number, _isl: number, gen: number) => tokens * 0.1 + gen,
    decodeMs: () => 5,
  };
  const gapAt99 = (backend: "trtllm" | "sglang"): number => {
    const policy = enginePolicy({
      ...{
        backend,
        settings: { maxBatchSize: 8 },
        ranks: 1,
        system: "h200_sxm",
        gpuBytes: 8e10,
        kvTokensPerRank: 1e6,
      },
      ...{ requestOverheadMs: 0, companyMs: 0, prefix: 0, tokensPerStep: 1 },
    });
    const load = { ...closedLoad(8, { requests: 200, isl: 1000, osl: 40 }) };
    const spread = {
      ...load,
      requests: load.requests.map((one, i) => ({ ...one, osl: 20 + ((i * 13) % 41) })),
    };
    return simulate({ mode: "agg", pool: { workers: 1, policy, times } }, spread, {}).itlMs.p99;
  };

  it("a prompt interrupts answers: the slowest gaps hold a whole prompt", () => {
    expect(gapAt99("trtllm")).toBeGreaterThan(100);
    expect(gapAt99("sglang")).toBeGreaterThan(100);
  });
});

describe("gaps between tokens", () => {
  it("percentiles are within half a percent, the mean is exact", () => {
    const gaps = new GapHistogram();
    for (let i = 1; i <= 1000; i++) gaps.add(i, 3);
    const { mean, p50, p99 } = gaps.distribution();
    expect(mean).toBeCloseTo(500.5, 9);
    expect(Math.abs(p50 / 500 - 1)).toBeLessThan(0.005);
    expect(Math.abs(p99 / 990 - 1)).toBeLessThan(0.005);
  });
});
