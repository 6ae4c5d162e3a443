import { allReduce } from "../../ops/all-reduce.js";
import { contextAttention } from "../../ops/context-attention.js";
import { gemm } from "../../ops/gemm.js";
import { generationAttention } from "../../ops/generation-attention.js";
import { elementwise } from "../../ops/memory-op.js";
import { modeBytes } from "../../ops/modes.js";
import { nccl } from "../../ops/nccl.js";
import type { Operator, StepGraph } from "../../types.js";
import { rankHeads, type Family, type GraphRequest } from "../family.js";
import { routedExperts, router } from "./experts.js";
import { groupedKvBytes } from "./llama.js";
import { embeddingOf, inPhase, logits, stageHop, type PhaseRequest } from "./phase.js";

const GPT_OSS = "GptOssForCausalLM";
/** gpt-oss: every second layer looks at this many tokens only */
const GPT_OSS_WINDOW = 128;

/** Grouped attention with routed experts in every layer: Mixtral, Qwen-MoE, gpt-oss, MiniMax-M2 (`spec` operators 4.2). */
export const moe: Family = {
  name: "MOE",
  architectures: [
    "MixtralForCausalLM",
    "Qwen2MoeForCausalLM",
    "Qwen3MoeForCausalLM",
    GPT_OSS,
    "MiniMaxM2ForCausalLM",
  ],
  contextParallel: true,
  qkNorm: (architecture) => architecture === "Qwen3MoeForCausalLM" || architecture === "MiniMaxM2ForCausalLM",
  activationRow: "moe",
  graph: moeGraph,
  kvBytesPerSequence: moeKvBytes,
};

/** The graph of grouped attention and experts; Qwen3-VL uses it too. */
export function moeGraph(request: GraphRequest): StepGraph {
  return { context: operators(inPhase(request, "context")), generation: operators(inPhase(request, "generation")) };
}

function operators(request: PhaseRequest): readonly Operator[] {
  const { model, parallelism, quant, phase, cp, times } = request;
  const { hidden: h, headDim: d } = model;
  const { heads, kvHeads } = rankHeads(request);
  const count = model.layers * times;
  const norm = { count, read: 2 * h, written: 2 * h, cp };
  const experts = { count, distribution: "power_law_1.2" };
  return [
    embeddingOf(request, true),
    elementwise({ ...norm, name: "add_norm_1" }),
    gemm({ name: "qkv_gemm", count, n: heads * d + 2 * d * kvHeads, k: h, mode: quant.gemm, cp }),
    ...attention(request),
    gemm({ name: "proj_gemm", count, n: h, k: heads * d, mode: quant.gemm, cp, quantizedInput: true }),
    elementwise({ ...norm, name: "add_norm_2" }),
    router(request, experts),
    ...routedExperts(request, experts),
    // the reference's prefill list has no output layer
    ...(phase === "generation" ? [logits(request)] : []),
    allReduce({ name: "embedding_ar", count: times, hidden: h, gpus: parallelism.tp, cp }),
    stageHop(request),
  ];
}

function attention(request: PhaseRequest): readonly Operator[] {
  const { model, times } = request;
  if (model.architecture !== GPT_OSS) return groupedAttention(request, model.layers * times, 0);
  const windowed = Math.floor(model.layers / 2);
  return [
    ...groupedAttention(request, windowed * times, GPT_OSS_WINDOW),
    ...groupedAttention(request, (model.layers - windowed) * times, 0),
  ];
}

/** Attention of `count` layers with a window (0: none), and the exchange of keys and values under context parallelism. */
export function groupedAttention(request: PhaseRequest, count: number, window: number): readonly Operator[] {
  const { model, quant, phase, cp } = request;
  const { heads, kvHeads } = rankHeads(request);
  const shape = { count, heads, kvHeads, headDim: model.headDim, kvcache: quant.kvcache, window };
  if (phase === "generation") return [generationAttention({ ...shape, imbalance: request.genSeqImbalance })];
  const kernel = contextAttention({
    ...shape,
    fmha: quant.fmha,
    qkNorm: model.qkNorm,
    cp,
    imbalance: request.seqImbalance,
  });
  if (cp === 1) return [kernel];
  const elementsPerToken = (2 * kvHeads * model.headDim * modeBytes("kvcache", quant.kvcache)) / 2;
  return [kernel, nccl({ name: "cp_all_gather", count, operation: "all_gather", gpus: cp, elementsPerToken })];
}

function moeKvBytes(request: Pick<GraphRequest, "model" | "parallelism" | "quant">, length: number): number {
  const { model, quant } = request;
  if (model.architecture !== GPT_OSS) return groupedKvBytes(request, length);
  const windowed = Math.floor(model.layers / 2);
  const tokens = windowed * Math.min(length, GPT_OSS_WINDOW) + (model.layers - windowed) * length;
  return rankHeads(request).kvHeads * model.headDim * 2 * modeBytes("kvcache", quant.kvcache) * tokens;
}
