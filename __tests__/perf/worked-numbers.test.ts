import { describe, expect, it } from "@jest/globals";
import type { Backend, Parallelism } from "../../src/domain/deployment.js";
import { composeDisagg, decodeRow, prefillRow } from "../../src/perf/disagg.js";
import type { OperatorLatency } from "../../src/perf/types.js";
import { relativeError, testWorker, workedContext } from "../support/perf.js";

/** perf-db rounds measurements by up to 0.05 %. */
const TOLERANCE = 6e-4;

const LENGTHS = { isl: 4000, osl: 500, prefix: 0 };

function latencies(operators: readonly OperatorLatency[]): Record<string, number> {
  return Object.fromEntries(operators.map(({ name, ms }) => [name, ms]));
}

function expectNear(actual: number | undefined, expected: number): void {
  expect(relativeError(actual ?? NaN, expected)).toBeLessThan(TOLERANCE);
}

// worked example 9.1: h200_sxm, trtllm 1.3.0rc20, tp 1, batch 1, isl 4000
const CONTEXT_STEP: readonly (readonly [string, number])[] = [
  ["embedding", 0.013667],
  ["add_norm_1", 2.922667],
  ["qkv_gemm", 23.554108],
  ["context_attention", 33.328315],
  ["proj_gemm", 20.486602],
  ["add_norm_2", 2.922667],
  ["gate_ffn1_gemm", 111.011189],
  ["act_gate", 10.432],
  ["ffn2_gemm", 63.059115],
  ["logits_gemm", 0.385484],
];

// worked example 9.2 with the norms of queries and keys that 0.13 adds: tp 2, batch 64, key-value length 4001
const DECODE_STEP: readonly (readonly [string, number])[] = [
  ["embedding", 0.003171],
  ["add_norm_1", 0.235691],
  ["qkv_gemm", 0.879957],
  ["generation_attention", 6.622929],
  ["proj_gemm", 0.767204],
  ["add_norm_2", 0.235691],
  ["gate_ffn1_gemm", 2.889475],
  ["act_gate", 0.27392],
  ["ffn2_gemm", 1.861812],
  ["logits_gemm", 0.213812],
  ["embedding_ar", 0.004751],
  ["ar_1", 0.304041],
  ["ar_2", 0.304041],
];

describe("one prefill of the worked example, operator by operator", () => {
  it.each(CONTEXT_STEP)("%s takes %f ms", async (name, expected) => {
    const worker = await testWorker(workedContext());

    const found = latencies(worker.breakdown("context", { tokens: 4000, batch: 1, seq: 4000, prefix: 0 }));

    expectNear(found[name], expected);
  });

  it("takes 268.115813 ms in all", async () => {
    const worker = await testWorker(workedContext());

    expectNear(worker.contextStepMs(1, 4000, 0), 268.115813);
  });
});

describe("one decode step of the worked example, operator by operator", () => {
  it.each(DECODE_STEP)("%s takes %f ms", async (name, expected) => {
    const worker = await testWorker(workedContext(), { tp: 2 });

    const found = latencies(worker.breakdown("generation", { tokens: 64, batch: 64, seq: 4001, prefix: 0 }));

    expectNear(found[name], expected);
  });

  it("takes 14.596493 ms in all, 7393.99 ms for 499 steps", async () => {
    const worker = await testWorker(workedContext(), { tp: 2 });

    expectNear(worker.decodeStepMs(64, 4001), 14.596493);
    expectNear(worker.generation(64, LENGTHS).generationMs, 7393.987316);
  });
});

interface AggCase {
  readonly backend: Backend;
  readonly sizes: Partial<Parallelism>;
  readonly batch: number;
  readonly ctxTokens: number;
  readonly osl?: number;
  /** mixed step, decode-only step, TTFT, TPOT, tokens per second per GPU */
  readonly expected: readonly [number | undefined, number | undefined, number, number, number];
  readonly steps: readonly [number, number];
}

// worked example 9.3 as 0.13 prints it
const AGG: readonly AggCase[] = [
  {
    backend: "trtllm",
    sizes: { tp: 2 },
    batch: 64,
    ctxTokens: 4000,
    expected: [173.41086, 14.83315, 693.64342, 34.29641, 909.05219],
    steps: [64, 436],
  },
  {
    backend: "trtllm",
    sizes: { tp: 2 },
    batch: 64,
    ctxTokens: 2048,
    expected: [102.08974, 14.83315, 816.71788, 36.25227, 871.44218],
    steps: [125, 375],
  },
  {
    backend: "trtllm",
    sizes: { tp: 2 },
    batch: 8,
    ctxTokens: 4000,
    expected: [168.23282, 10.04492, 378.52383, 11.63634, 317.43197],
    steps: [8, 492],
  },
  {
    backend: "trtllm",
    sizes: { tp: 2 },
    batch: 1,
    ctxTokens: 4000,
    expected: [165.20217, 9.34578, 313.88413, 9.34578, 51.66975],
    steps: [1, 499],
  },
  {
    backend: "sglang",
    sizes: { tp: 2 },
    batch: 64,
    ctxTokens: 8000,
    expected: [302.05477, 17.18956, 1042.08896, 33.81147, 901.61375],
    steps: [32, 468],
  },
  {
    backend: "vllm",
    sizes: { tp: 2 },
    batch: 64,
    ctxTokens: 8000,
    expected: [undefined, undefined, 641.15572, 35.66296, 866.08572],
    steps: [32, 468],
  },
  {
    backend: "vllm",
    sizes: { tp: 2 },
    batch: 1,
    ctxTokens: 4000,
    expected: [undefined, 10.05452, 211.36434, 10.05452, 47.7186],
    steps: [1, 499],
  },
  {
    backend: "trtllm",
    sizes: { tp: 2, pp: 2 },
    batch: 16,
    ctxTokens: 4000,
    expected: [170.12917, 11.03553, 450.84231, 15.19693, 495.08494],
    steps: [16, 484],
  },
  {
    backend: "trtllm",
    sizes: { tp: 2 },
    batch: 400,
    ctxTokens: 1024,
    osl: 100,
    expected: [55.82934, undefined, 893.26945, 55.82934, 226.90482],
    steps: [1563, 0],
  },
];

describe("aggregated points of the worked example", () => {
  it.each(AGG)("$backend $sizes batch $batch, $ctxTokens tokens a step", async (example) => {
    const worker = await testWorker(workedContext(example.backend), example.sizes);

    const point = worker.agg(example.batch, example.ctxTokens, { ...LENGTHS, osl: example.osl ?? 500 });

    const [mixed, gen, ttft, tpot, perGpu] = example.expected;
    if (mixed !== undefined) expectNear(point.mixedStepMs, mixed);
    if (gen !== undefined) expectNear(point.genStepMs, gen);
    expectNear(point.ttftMs, ttft);
    expectNear(point.tpotMs, tpot);
    expectNear(point.tokensPerSec / worker.gpus, perGpu);
    expect([point.numMixedSteps, point.numGenSteps]).toEqual(example.steps);
  });

  it("runs 25 decodes beside the prompts when prefilling outlasts decoding", async () => {
    const worker = await testWorker(workedContext(), { tp: 2 });

    const point = worker.agg(400, 1024, { ...LENGTHS, osl: 100 });

    expect(point.genInMixed).toBe(25);
  });
});

describe("the disaggregated point of the worked example (9.4)", () => {
  it("matches 2 prefill workers with 1 decode worker, from rounded worker rows", async () => {
    const prefill = await testWorker(workedContext(), { tp: 1 }, "prefill");
    const decode = await testWorker(workedContext(), { tp: 2 }, "decode");

    const row = prefillRow(prefill, 1, { lengths: LENGTHS });
    const counts = { prefillWorkers: 2, decodeWorkers: 1 };
    const figures = composeDisagg(
      row,
      decodeRow(decode, 64, { lengths: LENGTHS }, undefined),
      counts,
      LENGTHS.osl,
    );

    expectNear(figures.ttftMs, 530.869);
    expectNear(figures.tpotMs, 16.003);
    expectNear(figures.requestsPerSec, 6.104);
    expectNear(figures.tokensPerSec, 3051.9);
    expectNear(figures.tokensPerSec / (2 * row.gpus + 2), 762.975);
    expectNear(figures.requestLatencyMs, 8516.366);
  });
});

// totals at the end of 9.6, with the norms of 0.13: tp 1, batch 1, isl 4000; prefill and one decode step at length 4001
const DATABASE_MODES = [
  ["SILICON", 268.115813, 13.432972],
  ["HYBRID", 268.115813, 13.432972],
  ["EMPIRICAL", 265.371946, 13.361007],
  ["SOL", 147.588163, 6.940797],
] as const;

describe("database modes", () => {
  it.each(DATABASE_MODES)("%s: prefill %f ms, decode step %f ms", async (databaseMode, context, decode) => {
    const worker = await testWorker(workedContext("trtllm", { databaseMode }));

    expectNear(worker.contextStepMs(1, 4000, 0), context);
    expectNear(worker.decodeStepMs(1, 4001), decode);
  });
});
