import { describe, expect, it } from "@jest/globals";
import type { Parallelism } from "../../../src/domain/deployment.js";
import type { Phase, StepQuery, WorkerContext, WorkerModel, WorkerOptions } from "../../../src/perf/types.js";
import { SINGLE_GPU } from "../../../src/domain/deployment.js";
import { relativeError, testPredictor } from "../../support/perf.js";

/** perf-db rounds measurements by up to 0.05 %. */
const TOLERANCE = 6e-4;
const GIB = 2 ** 30;

const PREFILL: StepQuery = { tokens: 4000, batch: 1, seq: 4000, prefix: 0 };
const decode = (batch: number): StepQuery => ({ tokens: batch, batch, seq: 4001, prefix: 0 });

const V3: WorkerContext = { model: "deepseek-ai/DeepSeek-V3", system: "h200_sxm", backend: "trtllm" };
const QWEN: WorkerContext = { model: "Qwen/Qwen3-235B-A22B-FP8", system: "h200_sxm", backend: "trtllm" };

async function worker(
  context: WorkerContext,
  sizes: Partial<Parallelism>,
  options: WorkerOptions = { role: "agg" },
): Promise<WorkerModel> {
  const predictor = await testPredictor();
  const [built] = await predictor.workers(context, [{ ...SINGLE_GPU, ...sizes }], options);
  if (built === undefined || built instanceof Error) throw built ?? new Error("no worker");
  return built;
}

/** Figures that the published method prints, one row an operator; the last row is the sum. */
type Rows = readonly (readonly [string, number])[];

function expectRows(built: WorkerModel, phase: Phase, query: StepQuery, rows: Rows): void {
  const found = new Map<string, number>();
  let sum = 0;
  for (const { name, ms } of built.breakdown(phase, query)) {
    found.set(name, (found.get(name) ?? 0) + ms);
    sum += ms;
  }
  const problems = rows
    .map(([name, expected]) => [name, name === "sum" ? sum : (found.get(name) ?? NaN), expected] as const)
    .filter(([, actual, expected]) => !(relativeError(actual, expected) < TOLERANCE));
  expect(problems).toEqual([]);
}

const SHARED_TP8: Rows = [
  ["shared_gate_up_gemm", 4.631801],
  ["shared_act_gate", 0.2806],
  ["shared_ffn2_gemm", 3.076533],
];
const SHARED_WHOLE: Rows = [
  ["shared_gate_up_gemm", 14.362317],
  ["shared_act_gate", 0.9638],
  ["shared_ffn2_gemm", 8.032009],
];

describe("DeepSeek-V3 on 8 H200, operator by operator", () => {
  it("prefills over tp 8, ep 8", async () => {
    expectRows(await worker(V3, { tp: 8, moeEp: 8 }), "context", PREFILL, [
      ["embedding", 0.017933],
      ["add_norm_1", 3.826733],
      ["mla_block", 35.510774],
      ["add_norm_2", 3.826733],
      ...SHARED_TP8,
      ["router_gemm", 1.765429],
      ["moe_pre_dispatch", 17.169922],
      ["moe", 69.803213],
      ["moe_post_dispatch", 17.169922],
      ["logits_gemm", 0.057945],
      ["sum", 157.13754],
    ]);
  });

  it("decodes over tp 8, ep 8", async () => {
    expectRows(await worker(V3, { tp: 8, moeEp: 8 }), "generation", decode(64), [
      ["embedding", 0.003239],
      ["add_norm_1", 0.2413],
      ["mla_block", 6.492306],
      ["add_norm_2", 0.2413],
      ["moe_overlap", 21.61797],
      ["logits_gemm", 0.059028],
      ["sum", 28.655143],
    ]);
  });

  it("prefills over dp 8, ep 8", async () => {
    expectRows(await worker(V3, { dp: 8, moeEp: 8 }), "context", PREFILL, [
      ["mla_block", 169.856599],
      ...SHARED_WHOLE,
      ["router_gemm", 1.765429],
      ["moe_pre_dispatch", 73.030346],
      ["moe", 477.735209],
      ["moe_post_dispatch", 73.009356],
      ["logits_gemm", 0.454872],
      ["sum", 826.881336],
    ]);
  });

  it("decodes over dp 8, ep 8", async () => {
    expectRows(await worker(V3, { dp: 8, moeEp: 8 }), "generation", decode(8), [
      ["embedding", 0.00303],
      ["add_norm_1", 0.190287],
      ["mla_block", 7.115841],
      ["moe_overlap", 20.728481],
      ["logits_gemm", 0.4587],
      ["sum", 28.686626],
    ]);
  });

  it.each([
    [{ tp: 8, moeEp: 8 }, 84.6068, 0.7477, 0.1309],
    [{ dp: 8, moeEp: 8 }, 96.8547, 2.8839, 0.1309],
  ] as const)("fills memory over %o", async (sizes, weights, activations, cache) => {
    const { use } = (await worker(V3, sizes)).memory("context", 1, { isl: 4000, osl: 2, prefix: 0 });

    expect(use.weights / GIB).toBeCloseTo(weights, 3);
    expect(use.activations / GIB).toBeCloseTo(activations, 3);
    expect(use.kvCache / GIB).toBeCloseTo(cache, 3);
  });

  it("serves 64 requests over tp 8, ep 8", async () => {
    const built = await worker(V3, { tp: 8, moeEp: 8 });
    const point = built.agg(64, 4000, { isl: 4000, osl: 500, prefix: 0 });

    const expected = [159.019386, 28.833633, 636.07754, 44.81217, 175.48252];
    const found = [point.mixedStepMs, point.genStepMs, point.ttftMs, point.tpotMs, point.tokensPerSec / 8];
    found.forEach((figure, index) =>
      expect(relativeError(figure, expected[index] as number)).toBeLessThan(TOLERANCE),
    );
  });
});

const SPREAD = { role: "agg", purpose: "search" } as const;

describe("DeepSeek-V3 with experts behind an all-to-all over dp 8, ep 8", () => {
  it("prefills on TensorRT-LLM", async () => {
    expectRows(await worker(V3, { dp: 8, moeEp: 8 }, SPREAD), "context", PREFILL, [
      ["moe_dispatch", 44.784174],
      ["moe_combine", 50.557836],
      ["moe", 552.772842],
      ["context_attention", 75.759416],
      ["downscale_gemm", 9.108623],
      ["q_b_proj_gemm", 19.673693],
      ["kv_b_proj_gemm", 13.375633],
      ["proj_gemm", 51.921884],
      ["q_a_layernorm", 0.5734],
      ["moe_reduce_add", 2.9158],
      ...SHARED_WHOLE,
      ["router_gemm", 1.765429],
      ["sum", 854.693127],
    ]);
  });

  it("decodes on TensorRT-LLM", async () => {
    expectRows(await worker(V3, { dp: 8, moeEp: 8 }, SPREAD), "generation", decode(8), [
      ["generation_attention", 1.727591],
      ["bmm_rope_overlap", 0.899482],
      ["bmm_post", 0.716774],
      ["proj_gemm", 2.065118],
      ["q_b_proj_gemm", 0.931649],
      ["downscale_gemm", 0.738322],
      ["moe_overlap", 23.297985],
      ["add_norm_1", 0.171259],
      ["q_a_layernorm", 0.165403],
      ["moe_reduce_add", 0.169619],
      ["logits_gemm", 0.4587],
      ["sum", 31.516191],
    ]);
  });

  it("serves 8 requests a rank, attention of prompts and answers apart", async () => {
    const built = await worker(V3, { dp: 8, moeEp: 8 }, SPREAD);
    const point = built.agg(8, 4000, { isl: 4000, osl: 500, prefix: 0 });

    const expected = [1929.6061, 39.87376, 178.29334];
    const found = [point.ttftMs, point.tpotMs, point.tokensPerSec / 8];
    found.forEach((figure, index) =>
      expect(relativeError(figure, expected[index] as number)).toBeLessThan(TOLERANCE),
    );
  });

  it("prefills and decodes on SGLang", async () => {
    const built = await worker({ ...V3, backend: "sglang" }, { dp: 8, moeEp: 8 }, SPREAD);

    expect(built.quant.fmha).toBe("fp8_block");
    expectRows(built, "context", PREFILL, [
      ["qkv_a_proj_gemm", 7.318831],
      ["downscale_gemm", 7.318831],
      ["context_attention", 142.91793],
      ["gate_ffn1_gemm", 12.949699],
      ["act_gate", 0.9638],
      ["ffn2_gemm", 6.068742],
      ["moe_dispatch", 29.50759],
      ["moe", 247.154896],
      ["moe_combine", 59.449694],
      ["sum", 517.494682],
    ]);
    expectRows(built, "generation", decode(8), [
      ["generation_attention", 7.383329],
      ["moe", 20.429397],
      ["moe_dispatch", 0.784082],
      ["moe_combine", 1.043504],
      ["sum", 32.956969],
    ]);
  });

  it("prefills and decodes on vLLM", async () => {
    const built = await worker({ ...V3, backend: "vllm" }, { dp: 8, moeEp: 8 }, SPREAD);

    expectRows(built, "context", PREFILL, [
      ["mla_block", 174.542703],
      ["moe_dispatch", 58.790357],
      ["moe", 838.436605],
      ["moe_combine", 86.312216],
    ]);
    expectRows(built, "generation", decode(8), [
      ["mla_block", 10.815109],
      ["moe", 20.794265],
      ["moe_dispatch", 4.266832],
      ["moe_combine", 3.308471],
    ]);
  });
});

describe("Qwen3-235B-A22B-FP8 over tp 8, ep 8, operator by operator", () => {
  it("prefills", async () => {
    expectRows(await worker(QWEN, { tp: 8, moeEp: 8 }), "context", PREFILL, [
      ["embedding", 0.011533],
      ["add_norm_1", 3.490533],
      ["qkv_gemm", 6.275007],
      ["context_attention", 12.861975],
      ["proj_gemm", 4.955545],
      ["router_gemm", 0.946458],
      ["moe_pre_dispatch", 17.954205],
      ["moe", 75.538836],
      ["embedding_ar", 0.191002],
      ["sum", 143.669835],
    ]);
  });

  it("decodes", async () => {
    expectRows(await worker(QWEN, { tp: 8, moeEp: 8 }), "generation", decode(64), [
      ["embedding", 0.003137],
      ["add_norm_1", 0.333337],
      ["qkv_gemm", 0.784978],
      ["generation_attention", 5.59463],
      ["proj_gemm", 0.510458],
      ["router_gemm", 0.554274],
      ["moe_pre_dispatch", 1.671275],
      ["moe", 9.030016],
      ["logits_gemm", 0.043028],
      ["embedding_ar", 0.01778],
      ["sum", 20.547524],
    ]);
  });
});
