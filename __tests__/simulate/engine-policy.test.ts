import { describe, expect, it } from "@jest/globals";
import { BACKENDS, type Backend, type EngineSettings } from "../../src/domain/deployment.js";
import { enginePolicy } from "../../src/simulate/engine-policy.js";
import { runSimulation } from "../../src/simulate/run.js";
import type { EnginePolicy } from "../../src/simulate/types.js";

const GPUS = { h200_sxm: 141, b200_sxm: 180, a100_sxm: 80, l40s: 45, l4: 24 } as const;
const policyOf = (
  backend: Backend,
  system: keyof typeof GPUS,
  ranks = 1,
  settings: EngineSettings = {},
): EnginePolicy =>
  enginePolicy({
    ...{ backend, system, ranks, settings, gpuBytes: GPUS[system] * 2 ** 30, kvTokensPerRank: 1e6 },
    ...{ requestOverheadMs: 0, companyMs: 0, prefix: 0, tokensPerStep: 1 },
  });

describe("limits that nobody wrote are the engine's own", () => {
  it.each<readonly [Backend, keyof typeof GPUS, number, number]>([
    ["trtllm", "h200_sxm", 2048, 8192],
    ["trtllm", "l4", 2048, 8192],
    ["vllm", "h200_sxm", 1024, 8192],
    ["vllm", "b200_sxm", 1024, 8192],
    ["vllm", "a100_sxm", 256, 2048],
    ["vllm", "l40s", 256, 2048],
    ["sglang", "h200_sxm", 2048, 8192],
    ["sglang", "b200_sxm", 2048, 16_384],
    ["sglang", "a100_sxm", 2048, 8192],
    ["sglang", "l40s", 2048, 4096],
    ["sglang", "l4", 2048, 2048],
  ])("%s on %s: %d requests, %d tokens", (backend, system, maxBatch, tokenBudget) => {
    expect(policyOf(backend, system)).toMatchObject({ maxBatch, tokenBudget });
  });

  it.each([
    ["trtllm", { chunkedPrefill: false, mixed: true, kvReserve: 1 }],
    ["vllm", { chunkedPrefill: true, mixed: true, kvReserve: 0 }],
    ["sglang", { chunkedPrefill: true, mixed: false }],
  ] as const)("%s schedules in its own way", (backend, expected) => {
    expect(policyOf(backend, "h200_sxm")).toMatchObject(expected);
  });

  it("limits are those of a rank, but SGLang's chunk is that of the whole worker", () => {
    expect(policyOf("vllm", "h200_sxm", 8)).toMatchObject({ maxBatch: 1024, tokenBudget: 8192 });
    expect(policyOf("sglang", "h200_sxm", 8)).toMatchObject({ maxBatch: 2048, tokenBudget: 1024 });
  });

  it.each(BACKENDS)("%s: what is written wins, per rank", (backend) => {
    const settings = { maxBatchSize: 16, maxNumTokens: 512, chunkedPrefill: backend === "trtllm" };
    expect(policyOf(backend, "h200_sxm", 2, settings)).toMatchObject({
      ...{ maxBatch: 16, tokenBudget: 512, chunkedPrefill: backend === "trtllm" },
    });
  });
});

describe("a cache that is too small", () => {
  const times = { mixedMs: (tokens: number) => 6 + tokens * 0.01, decodeMs: () => 5 };
  const requests = Array.from({ length: 96 }, () => ({ isl: 100, osl: 100 }));
  const load = { kind: "closed", concurrency: 16, requests } as const;
  const run = (kvReserve: number, kvTokens: number) =>
    runSimulation(
      {
        mode: "agg",
        pool: { workers: 1, times, policy: { ...policyOf("vllm", "h200_sxm"), kvReserve, kvTokens } },
      },
      load,
    );

  it.each([0, 0.1, 1])("with a reserve of %d every request ends once, with all its tokens", (kvReserve) => {
    const { outcomes } = run(kvReserve, 700);
    expect(outcomes).toHaveLength(96);
    expect(outcomes.every(({ tpotMs, latencyMs, ttftMs }) => tpotMs >= 5 && latencyMs > ttftMs)).toBe(true);
  });

  it("a full reserve serves in batches of what fits whole and sends nobody back", () => {
    // three requests of 200 tokens fit: 32 rounds, each of one prompt step and 99 answers
    const { endMs } = run(1, 700);
    expect(endMs).toBeGreaterThan(31 * 99 * 5);
    expect(endMs).toBeLessThan(34 * (99 * 5 + 8));
  });

  it("without a reserve first tokens come sooner and answers are interrupted", () => {
    const mean = (kvReserve: number, of: "ttftMs" | "tpotMs"): number => {
      const { outcomes } = run(kvReserve, 700);
      return outcomes.reduce((sum, outcome) => sum + outcome[of], 0) / outcomes.length;
    };
    expect(mean(0, "ttftMs")).toBeLessThan(mean(1, "ttftMs"));
    expect(mean(0, "tpotMs")).toBeGreaterThan(mean(1, "tpotMs"));
  });

  it.each([
    { isl: 205, osl: 10, concurrency: 39, kvTokens: 3207, tokenBudget: 287 },
    { isl: 43, osl: 28, concurrency: 22, kvTokens: 795, tokenBudget: 72 },
    { isl: 52, osl: 20, concurrency: 40, kvTokens: 2361, tokenBudget: 48 },
    { isl: 45, osl: 23, concurrency: 26, kvTokens: 1162, tokenBudget: 197 },
  ])("two answers are not swapped for ever by an engine that computes prompts first: %o", (one) => {
    const { isl, osl, concurrency, ...limits } = one;
    let steps = 0;
    const mixedMs = (tokens: number): number => {
      if (++steps > 160 * concurrency) throw new Error("prompts are computed again and again");
      return times.mixedMs(tokens);
    };
    const policy = { ...policyOf("sglang", "h200_sxm"), ...limits };
    const system = { mode: "agg", pool: { workers: 1, times: { ...times, mixedMs }, policy } } as const;
    const many = Array.from({ length: 4 * concurrency }, () => ({ isl, osl }));
    expect(runSimulation(system, { kind: "closed", concurrency, requests: many }).outcomes).toHaveLength(
      many.length,
    );
  });

  it("a cache that holds everything makes no difference", () => {
    expect(run(0, 16 * 200).endMs).toBeCloseTo(run(1, 16 * 200).endMs, 9);
  });
});
