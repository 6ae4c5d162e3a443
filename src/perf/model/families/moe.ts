import type { QuantModes } from "../../../domain/deployment.js";
import { isBlackwell } from "../../blackwell.js";
import { allReduce } from "../../ops/all-reduce.js";
import { gemm } from "../../ops/gemm.js";
import { elementwise } from "../../ops/memory-op.js";
import { modeBytes } from "../../ops/modes.js";
import type { Operator, StepGraph } from "../../types.js";
import {
  type CacheRequest,
  type Family,
  type GraphRequest,
  type QuantRequest,
  rankHeads,
} from "../family.js";
import { routedExperts, router } from "./experts.js";
import { groupedAttention } from "./grouped-attention.js";
import { coversLargeEp, exchangedExperts, LARGE_EP_NEEDS } from "./large-ep.js";
import { groupedKvBytes } from "./llama.js";
import { embeddingOf, inPhase, logits, stageHop, type PhaseRequest } from "./phase.js";

const DISTRIBUTION = "power_law_1.2";
/** Architecture of gpt-oss, which differs from the other models of this family in its windows. */
export const GPT_OSS = "GptOssForCausalLM";
/** gpt-oss: every second layer looks at this many tokens only */
const GPT_OSS_WINDOW = 128;

/**
 * Grouped attention with routed experts in every layer: Mixtral, Qwen-MoE, gpt-oss, MiniMax-M2
 * (`docs/method/operators.md` 4.2).
 */
export const moeFamily: Family = {
  name: "MOE",
  contextParallel: true,
  decodeContextOn: ["vllm"],
  decodeContextByCopies: true,
  sizes: ["experts", "topK"],
  qkNorm: (architecture) => architecture === "Qwen3MoeForCausalLM" || architecture === "MiniMaxM2ForCausalLM",
  activationRow: "moe",
  adjustQuant: engineExperts,
  graph: moeGraph,
  largeEpNeeds: LARGE_EP_NEEDS,
  coversLargeEp: (request, context, phase) => coversLargeEp(request, context, phase, DISTRIBUTION),
  kvBytesPerSequence: moeKvBytes,
};

/**
 * TensorRT-LLM quantizes the inputs of gpt-oss' MXFP4 experts too where the hardware computes in those formats: its table of
 * formats has weight-only MXFP4 for Hopper alone. The published `estimate` keeps the checkpoint's weight-only format.
 */
function engineExperts(quant: QuantModes, request: QuantRequest): QuantModes {
  const { model, backend, system, explicit, formats } = request;
  if (formats === "published" || explicit.moe !== undefined) return quant;
  const quantizesInputs = model.architecture === GPT_OSS && backend === "trtllm" && isBlackwell(system);
  return quantizesInputs && quant.moe === "w4a16_mxfp4" ? { ...quant, moe: "w4a8_mxfp4_mxfp8" } : quant;
}

/** The graph of grouped attention and experts; Qwen3-VL uses it too. */
export function moeGraph(request: GraphRequest): StepGraph {
  return {
    context: operators(inPhase(request, "context")),
    generation: operators(inPhase(request, "generation")),
  };
}

function operators(request: PhaseRequest): readonly Operator[] {
  const { model, parallelism, quant, phase, cp, times } = request;
  const { hidden: h, headDim: d } = model;
  const { heads, kvHeads } = rankHeads(request);
  const count = model.layers * times;
  const norm = { count, read: 2 * h, written: 2 * h, cp };
  const experts = { count, distribution: DISTRIBUTION };
  return [
    embeddingOf(request, true),
    elementwise({ ...norm, name: "add_norm_1" }),
    gemm({ name: "qkv_gemm", count, n: heads * d + 2 * d * kvHeads, k: h, mode: quant.gemm, cp }),
    ...attention(request),
    gemm({ name: "proj_gemm", count, n: h, k: heads * d, mode: quant.gemm, cp, quantizedInput: true }),
    elementwise({ ...norm, name: "add_norm_2" }),
    router(request, experts),
    ...(request.largeEp ? exchangedExperts(request, count, DISTRIBUTION) : routedExperts(request, experts)),
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

function moeKvBytes(request: CacheRequest, length: number): number {
  const { model, quant } = request;
  if (model.architecture !== GPT_OSS) return groupedKvBytes(request, length);
  const windowed = Math.floor(model.layers / 2);
  const tokens = windowed * Math.min(length, GPT_OSS_WINDOW) + (model.layers - windowed) * length;
  return rankHeads(request).kvHeads * model.headDim * 2 * modeBytes("kvcache", quant.kvcache) * tokens;
}
