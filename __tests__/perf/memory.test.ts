import { describe, expect, it } from "@jest/globals";
import type { Backend, Parallelism, Speculation } from "../../src/domain/deployment.js";
import { derivedFraction } from "../../src/perf/backend/sglang.js";
import type { Lengths, MemoryMode } from "../../src/perf/types.js";
import { SINGLE_GPU } from "../../src/domain/deployment.js";
import { testPredictor, testWorker, workedContext } from "../support/perf.js";

const GIB = 2 ** 30;

interface MemoryCase {
  readonly name: string;
  readonly backend: Backend;
  readonly sizes: Partial<Parallelism>;
  readonly mode: MemoryMode;
  readonly batch: number;
  readonly lengths: Lengths;
  readonly ctxTokens?: number;
  readonly speculation?: Speculation;
  /** GiB: weights, activations, cache, nccl, other, total */
  readonly expected: readonly [number, number, number, number, number, number];
}

const AGG_LENGTHS: Lengths = { isl: 4000, osl: 500, prefix: 0 };
const SHORT: Lengths = { isl: 4000, osl: 2, prefix: 0 };

// `docs/method/memory.md` 6, rows of the dense model
const CASES: readonly MemoryCase[] = [
  {
    name: "context",
    backend: "trtllm",
    sizes: {},
    mode: "context",
    batch: 1,
    lengths: SHORT,
    expected: [31.9604, 0.6714, 0.4884, 0, 3.5, 36.6202],
  },
  {
    name: "decode",
    backend: "trtllm",
    sizes: { tp: 2 },
    mode: "generation",
    batch: 64,
    lengths: AGG_LENGTHS,
    expected: [15.9802, 0.0684, 17.5781, 0.334, 3.5, 37.4607],
  },
  {
    name: "agg trtllm",
    backend: "trtllm",
    sizes: { tp: 2 },
    mode: "agg",
    batch: 64,
    lengths: AGG_LENGTHS,
    ctxTokens: 4000,
    expected: [15.9802, 0.8125, 17.5781, 0.334, 3.5, 38.2048],
  },
  {
    name: "agg vllm",
    backend: "vllm",
    sizes: { tp: 2 },
    mode: "agg",
    batch: 64,
    lengths: AGG_LENGTHS,
    ctxTokens: 2048,
    expected: [15.9802, 0.2094, 17.5781, 0.334, 3.5, 37.6017],
  },
  {
    name: "agg sglang",
    backend: "sglang",
    sizes: { tp: 2 },
    mode: "agg",
    batch: 64,
    lengths: AGG_LENGTHS,
    ctxTokens: 2048,
    expected: [15.9802, 0.3149, 17.5781, 0.334, 4.2, 38.4072],
  },
  {
    name: "agg with two stages",
    backend: "trtllm",
    sizes: { tp: 2, pp: 2 },
    mode: "agg",
    batch: 16,
    lengths: AGG_LENGTHS,
    expected: [7.9901, 0.8125, 4.3945, 0.334, 3.5, 17.0311],
  },
  {
    name: "decode with drafts",
    backend: "trtllm",
    sizes: { tp: 2 },
    mode: "generation",
    batch: 8,
    lengths: SHORT,
    speculation: { nextn: 2, accepted: 1 },
    expected: [15.9802, 0.2051, 1.9541, 0.334, 3.5, 21.9734],
  },
];

describe("memory of one rank", () => {
  it.each(CASES)(
    "$name ($backend)",
    async ({ backend, sizes, mode, batch, lengths, ctxTokens, speculation, expected }) => {
      const worker = await testWorker(
        workedContext(backend, speculation === undefined ? {} : { speculation }),
        sizes,
      );

      const { use } = worker.memory(mode, batch, lengths, ctxTokens);

      const found = [use.weights, use.activations, use.kvCache, use.nccl, use.other, use.total].map(
        (bytes) => bytes / GIB,
      );
      found.forEach((gib, i) => expect(gib).toBeCloseTo(expected[i] as number, 3));
    },
  );
});

// `docs/method/memory.md` 2: SGLang's derived fraction
const FRACTIONS = [
  ["h100_sxm", 0.836, 0.834, 0.819, 0.761, 0.686],
  ["h200_sxm", 0.907, 0.906, 0.897, 0.864, 0.822],
  ["b200_sxm", 0.858, 0.857, 0.853, 0.758, 0.658],
  ["b300_sxm", 0.905, 0.904, 0.901, 0.838, 0.771],
] as const;

describe("the fraction of memory that SGLang gives to its pool", () => {
  it.each(FRACTIONS)("%s", async (system, tp1, tp2, tp8, dp8, dp16) => {
    const facts = await (await testPredictor()).facts({ ...workedContext("sglang"), system });
    const of = (sizes: Partial<Parallelism>): number =>
      derivedFraction({
        version: "",
        system: facts.system,
        parallelism: { ...SINGLE_GPU, ...sizes },
        aggregated: false,
      });

    expect([of({ tp: 1 }), of({ tp: 2 }), of({ tp: 8 }), of({ dp: 8 }), of({ dp: 16 })]).toEqual([
      tp1,
      tp2,
      tp8,
      dp8,
      dp16,
    ]);
  });
});

describe("verdicts", () => {
  it.each([
    ["fits", 64],
    ["kv-oom", 720],
    ["oom", 1000],
  ] as const)("%s at batch %i", async (verdict, batch) => {
    const worker = await testWorker(workedContext(), {});

    expect(worker.memory("agg", batch, { isl: 1000, osl: 100, prefix: 0 }).verdict).toBe(verdict);
  });

  it("counts the tokens that the cache holds at start-up", async () => {
    const worker = await testWorker(workedContext(), { tp: 2 });

    const { use } = worker.memory("agg", 1, AGG_LENGTHS);
    const free = use.capacity - (use.total - use.kvCache);

    expect(worker.kvCapacityTokens(8192)).toBe(Math.floor((free * 0.9) / 65536));
  });
});
