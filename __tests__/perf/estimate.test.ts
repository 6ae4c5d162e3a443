import { describe, expect, it } from "@jest/globals";
import { compact } from "../../src/domain/compact.js";
import type { Backend } from "../../src/domain/deployment.js";
import { UserError } from "../../src/domain/errors.js";
import { estimate } from "../../src/perf/estimate/estimate.js";
import type { EstimateRequest } from "../../src/perf/estimate/request.js";
import type { DatabaseMode } from "../../src/domain/data-policy.js";
import { relativeError, testPredictor, workedContext } from "../support/perf.js";

const BASE: EstimateRequest = {
  mode: "agg",
  isl: 4000,
  osl: 500,
  batchSize: 64,
  parallelism: { tp: 2 },
  context: workedContext(),
};

async function refusal(request: EstimateRequest): Promise<UserError> {
  try {
    await estimate(await testPredictor(), request);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

// every mistake: request, code, what the one line must say
const REFUSALS: readonly (readonly [string, EstimateRequest, string, string])[] = [
  [
    "tp that does not divide the heads",
    { ...BASE, parallelism: { tp: 3 } },
    "usage",
    "tp 3 does not divide the 64 attention heads",
  ],
  ["prefix as long as the prompt", { ...BASE, prefix: 4000 }, "usage", "below isl 4000"],
  ["no tokens", { ...BASE, osl: 0 }, "usage", "osl 0 must be a whole number"],
  ["half a request", { ...BASE, batchSize: 1.5 }, "usage", "batch-size 1.5"],
  [
    "context parallelism outside SGLang",
    { ...BASE, parallelism: { cp: 2 } },
    "usage",
    "trtllm cannot split a prompt",
  ],
  [
    "context with tensor parallelism",
    { ...BASE, parallelism: { tp: 2, cp: 2 }, context: workedContext("sglang") },
    "usage",
    "needs tp 1 and dp 1",
  ],
  [
    "more than the memory",
    { ...BASE, batchSize: 512, parallelism: { tp: 1 } },
    "memory",
    "of the 141.0 GiB of h200_sxm",
  ],
  [
    "unknown system",
    { ...BASE, context: workedContext("trtllm", { system: "h300" }) },
    "system",
    "did you mean",
  ],
  [
    "unknown model",
    { ...BASE, context: workedContext("trtllm", { model: "QWEN3_32C" }) },
    "model",
    "did you mean QWEN3_32B?",
  ],
  [
    "unknown version",
    { ...BASE, context: workedContext("trtllm", { backendVersion: "9.9" }) },
    "version",
    "1.3.0rc20 (current)",
  ],
  [
    "unknown format",
    { ...BASE, context: workedContext("trtllm", { quant: { gemm: "fp7" } }) },
    "usage",
    "fp7 is no gemm quantization mode",
  ],
  [
    "a format that nobody measured",
    { ...BASE, context: workedContext("trtllm", { quant: { gemm: "int4_wo" } }) },
    "data",
    "--database-mode HYBRID",
  ],
  [
    "attention in fp8 where only bfloat16 was measured",
    { ...BASE, context: workedContext("vllm", { quant: { fmha: "fp8" } }) },
    "data",
    "use bfloat16",
  ],
  ["disaggregation without pools", { ...BASE, mode: "disagg" }, "usage", "prefill-batch-size"],
  [
    "a decode pool whose cache is too large",
    {
      ...BASE,
      mode: "disagg",
      prefill: { parallelism: {}, batchSize: 1, workers: 1 },
      decode: { parallelism: {}, batchSize: 170, workers: 1 },
    },
    "kv-memory",
    "the decode worker at batch 170",
  ],
  [
    "experts without their sizes",
    { ...BASE, parallelism: { tp: 8 }, context: workedContext("trtllm", { model: "Qwen/Qwen3-30B-A3B" }) },
    "usage",
    "give moe-tp or moe-ep, whose product is 8",
  ],
  [
    "experts that contradict attention",
    {
      ...BASE,
      parallelism: { tp: 4, moeTp: 2, moeEp: 4 },
      context: workedContext("trtllm", { model: "Qwen/Qwen3-30B-A3B" }),
    },
    "usage",
    "tp 4 x dp 1 = 4 must equal moe-tp 2 x moe-ep 4 = 8",
  ],
];

describe("refusals", () => {
  it.each(REFUSALS)("%s", async (_name, request, code, text) => {
    const error = await refusal(request);

    expect(error.code).toBe(code);
    expect(error.message).toContain(text);
    expect(error.message).not.toContain("\n");
  });

  it.each([
    [undefined, true],
    ["SILICON", true],
    ["HYBRID", false],
    ["EMPIRICAL", false],
  ] as const)(
    "under the database mode %s point to HYBRID only where that is another",
    async (databaseMode, points) => {
      const context = workedContext("vllm", {
        model: "meta-llama/Llama-4-Scout-17B-16E-Instruct",
        system: "h200_sxm",
        ...compact({ databaseMode }),
      });
      const error = await refusal({
        ...BASE,
        context,
        parallelism: { dp: 8, moeTp: 2, moeEp: 4 },
        batchSize: 9,
      });

      expect(error.message).toMatch(/^no measurements cover this: .*/);
      expect(error.message.includes("try --database-mode HYBRID")).toBe(points);
    },
  );
});

describe("answers", () => {
  it("fill every field of the JSON", async () => {
    const result = await estimate(await testPredictor(), BASE);

    expect(result).toMatchObject({
      kind: "estimate",
      mode: "agg",
      concurrency: 64,
      totalGpus: 2,
      fits: true,
      perfDb: { system: "h200_sxm", backend: "trtllm", version: "1.3.0rc20" },
      quant: { gemm: "fp8_block", moe: "fp8_block", kvcache: "fp8", fmha: "fp8", comm: "half" },
      notes: [],
    });
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
  });

  it("warn about a cache that does not fit, and answer", async () => {
    const result = await estimate(await testPredictor(), { ...BASE, batchSize: 180, parallelism: { tp: 1 } });

    expect(result.fits).toBe(false);
    expect(result.memoryVerdict).toBe("kv-oom");
    expect(result.notes.join()).toContain("does not fit");
  });

  it("add up: the operators of both kinds of step give the steps", async () => {
    const result = await estimate(await testPredictor(), { ...BASE, detail: true });
    const sum = (phase: string): number =>
      (result.operators ?? [])
        .filter((operator) => operator.phase === phase)
        .reduce((total, { ms }) => total + ms, 0);

    expect(relativeError(sum("context"), 173.41086)).toBeLessThan(6e-4);
    expect(relativeError(sum("generation"), 14.83315)).toBeLessThan(6e-4);
  });

  it("take a stride of one for what it is: every decode step priced", async () => {
    const request: EstimateRequest = { ...BASE, mode: "static_gen", osl: 100 };
    const coarse = await estimate(await testPredictor(), request);
    const fine = await estimate(await testPredictor(), { ...request, stride: 1 });

    expect(fine.tpotMs).toBeGreaterThan(coarse.tpotMs);
    expect(relativeError(fine.tpotMs, coarse.tpotMs)).toBeLessThan(0.01);
  });

  it("name what was estimated under HYBRID", async () => {
    const result = await estimate(await testPredictor(), {
      ...BASE,
      context: workedContext("trtllm", { databaseMode: "HYBRID", quant: { gemm: "sq" } }),
    });

    expect(result.notes.join()).toMatch(/estimated, not measured: .*_gemm \(xquant\)/);
  });
});

interface Estimated {
  readonly model: string;
  readonly system: string;
  readonly backend: Backend;
  readonly databaseMode: DatabaseMode;
  readonly gemm?: string;
  readonly isl: number;
  readonly osl: number;
  readonly tp: number;
  readonly batch: number;
  readonly ttftMs: number;
  readonly tpotMs: number;
}

// printed by the reference 0.13 for aggregated points with one prompt a step
const ESTIMATED: readonly Estimated[] = [
  {
    model: "Qwen/Qwen3-32B-FP8",
    system: "b300_sxm",
    backend: "trtllm",
    databaseMode: "HYBRID",
    gemm: "sq",
    isl: 4000,
    osl: 2,
    tp: 1,
    batch: 1,
    ttftMs: 247.2295221,
    tpotMs: 12.8037034,
  },
  {
    model: "Qwen/Qwen3-32B-FP8",
    system: "b300_sxm",
    backend: "trtllm",
    databaseMode: "HYBRID",
    gemm: "sq",
    isl: 872,
    osl: 500,
    tp: 16,
    batch: 64,
    ttftMs: 350.2526908173234,
    tpotMs: 30.71627951226519,
  },
  {
    model: "Qwen/Qwen3-1.7B",
    system: "b60",
    backend: "vllm",
    databaseMode: "EMPIRICAL",
    gemm: "sq",
    isl: 4000,
    osl: 2,
    tp: 1,
    batch: 1,
    ttftMs: 207.8649296,
    tpotMs: 7.8616366,
  },
  {
    model: "Qwen/Qwen3-32B-FP8-Static-PerTensor",
    system: "gb300",
    backend: "sglang",
    databaseMode: "EMPIRICAL",
    isl: 1024,
    osl: 175,
    tp: 4,
    batch: 16,
    ttftMs: 52.60379639915599,
    tpotMs: 7.519612745930637,
  },
  {
    model: "nvidia/Llama-3.1-70B-Instruct-FP8",
    system: "h200_sxm",
    backend: "vllm",
    databaseMode: "EMPIRICAL",
    isl: 1000,
    osl: 1024,
    tp: 2,
    batch: 33,
    ttftMs: 250.2416830211559,
    tpotMs: 19.541005663188628,
  },
  {
    model: "meta-llama/Meta-Llama-3.1-70B",
    system: "a100_sxm",
    backend: "vllm",
    databaseMode: "EMPIRICAL",
    isl: 897,
    osl: 2,
    tp: 2,
    batch: 33,
    ttftMs: 570.7548869240225,
    tpotMs: 286.03841907965483,
  },
];

describe("estimates without measurements", () => {
  it.each(ESTIMATED)("$model on $system, $backend, $databaseMode $gemm", async (example) => {
    const { model, system, backend, databaseMode, gemm, isl, osl, tp, batch, ttftMs, tpotMs } = example;
    const pp = system === "a100_sxm" ? 4 : 1;

    const result = await estimate(await testPredictor(), {
      mode: "agg",
      isl,
      osl,
      batchSize: batch,
      parallelism: { tp, pp },
      context: { model, system, backend, databaseMode, ...(gemm === undefined ? {} : { quant: { gemm } }) },
    });

    expect(relativeError(result.ttftMs, ttftMs)).toBeLessThan(1e-3);
    expect(relativeError(result.tpotMs, tpotMs)).toBeLessThan(1e-3);
  });
});
