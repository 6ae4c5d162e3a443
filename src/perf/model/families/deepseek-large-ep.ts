import { overlap } from "../../ops/composite.js";
import { gemm } from "../../ops/gemm.js";
import { elementwise } from "../../ops/memory-op.js";
import { mlaBmm } from "../../ops/mla-bmm.js";
import { contextMla, generationMla } from "../../ops/mla-granular.js";
import { nccl, type NcclOperation } from "../../ops/nccl.js";
import { wideEpContextMla, wideEpGenerationMla, type WideEpMlaShape } from "../../ops/wideep-mla.js";
import type { Operator } from "../../types.js";
import {
  bmmMode,
  KERNEL_HEADS,
  KV_LORA,
  latentSizes,
  latentWidths,
  Q_LORA,
  ROPE,
} from "./deepseek-attention.js";
import { stripedAttention } from "./decode-context.js";
import { router } from "./experts.js";
import { exchangedExperts, reduceAdd, wholeSharedExpert } from "./large-ep.js";
import { embeddingOf, logits, stageHop, type PhaseRequest } from "./phase.js";
import type { ProjectionModes } from "./projection-modes.js";

export const DISTRIBUTION = "power_law_1.01";

/** Layers as TensorRT-LLM's generation list counts them in this graph. */
const TRTLLM_GENERATION_SHARE = 0.9;

/** Factor on the layer counts of a phase. */
export function largeEpTimes({ phase, backend, times }: PhaseRequest): number {
  return phase === "generation" && backend === "trtllm" ? times * TRTLLM_GENERATION_SHARE : times;
}

/**
 * TensorRT-LLM's graph: granular attention, shared and routed experts side by side while decoding
 * (`docs/method/operators.md` 5.2).
 */
export function trtllmLargeEp(request: PhaseRequest, modes: ProjectionModes): readonly Operator[] {
  const { model, phase } = request;
  const count = model.layers * largeEpTimes(request);
  return [
    embeddingOf(request, false),
    norm(request, "add_norm_1", count),
    ...(phase === "context"
      ? contextAttention(request, modes, count)
      : generationAttention(request, modes, count)),
    norm(request, "add_norm_2", count),
    ...trtllmExperts(request, modes.shared, count),
    logits(request),
    stageHop(request),
  ];
}

/** Router, shared and routed experts of TensorRT-LLM. */
export function trtllmExperts(request: PhaseRequest, sharedMode: string, count: number): readonly Operator[] {
  const route = router(request, { count, distribution: DISTRIBUTION });
  const shared = wholeSharedExpert(request, count, sharedMode);
  const routed = exchangedExperts(request, count, DISTRIBUTION);
  const add = reduceAdd(request, count);
  return request.phase === "context"
    ? [route, ...shared, ...routed, add]
    : [overlap("moe_overlap", [route, ...routed], shared), add];
}

function norm(request: PhaseRequest, name: string, count: number): Operator {
  const width = 2 * request.model.hidden;
  return elementwise({ name, count, read: width, written: width });
}

function lowRank(request: PhaseRequest, modes: ProjectionModes, count: number): readonly Operator[] {
  const { model, parallelism } = request;
  const { qLora, kvLora, rope } = latentSizes(model);
  return [
    gemm({ name: "downscale_gemm", count, n: qLora + kvLora + rope, k: model.hidden, mode: modes.downscale }),
    elementwise({ name: "q_a_layernorm", count, read: qLora, written: qLora }),
    gemm({
      name: "q_b_proj_gemm",
      count,
      n: Math.floor((model.heads * 192) / parallelism.tp),
      k: qLora,
      mode: modes.q,
    }),
  ];
}

function output(request: PhaseRequest, modes: ProjectionModes, count: number): Operator {
  const { model, parallelism } = request;
  const k = Math.floor((model.heads * 128) / parallelism.tp);
  return gemm({ name: "proj_gemm", count, n: model.hidden, k, mode: modes.o });
}

function contextAttention(request: PhaseRequest, modes: ProjectionModes, count: number): readonly Operator[] {
  const { model, parallelism, quant, seqImbalance } = request;
  const { kvLora } = latentSizes(model);
  const { tp } = parallelism;
  return [
    ...lowRank(request, modes, count),
    gemm({
      name: "kv_b_proj_gemm",
      count,
      n: Math.floor((model.heads * 256) / tp),
      k: kvLora,
      mode: modes.kv,
    }),
    contextMla({
      name: "context_attention",
      count,
      heads: Math.floor(KERNEL_HEADS / tp),
      fmha: quant.fmha,
      kvcache: quant.kvcache,
      imbalance: seqImbalance,
    }),
    output(request, modes, count),
  ];
}

function generationAttention(
  request: PhaseRequest,
  modes: ProjectionModes,
  count: number,
): readonly Operator[] {
  const { model, parallelism, quant, genSeqImbalance } = request;
  const { kvLora, rope } = latentSizes(model);
  const heads = Math.floor(KERNEL_HEADS / parallelism.tp);
  const bmm = { count, heads: Math.floor(model.heads / parallelism.tp), mode: bmmMode(modes) };
  const cacheWidth = kvLora + rope;
  return [
    ...lowRank(request, modes, count),
    overlap(
      "bmm_rope_overlap",
      [mlaBmm({ ...bmm, name: "bmm_pre", side: "pre" })],
      [elementwise({ name: "rope_kvcache", count, read: cacheWidth, written: cacheWidth })],
    ),
    generationMla({
      name: "generation_attention",
      count,
      heads,
      kvcache: quant.kvcache,
      imbalance: genSeqImbalance,
    }),
    mlaBmm({ ...bmm, name: "bmm_post", side: "post" }),
    output(request, modes, count),
  ];
}

/** SGLang's graph: it prices the down projection twice and no router, output layer or second norm, as the reference has it. */
export function sglangLargeEp(request: PhaseRequest, modes: ProjectionModes): readonly Operator[] {
  const { model, parallelism, quant, phase, times } = request;
  const count = model.layers * times;
  const down = { count, n: Q_LORA + KV_LORA + ROPE, k: model.hidden, mode: modes.downscale };
  const kernel = {
    count,
    heads: Math.floor(KERNEL_HEADS / parallelism.tp),
    fmha: quant.fmha,
    kvcache: quant.kvcache,
  };
  return [
    gemm({
      ...down,
      name: "qkv_a_proj_gemm",
      ...(phase === "context" ? { scaleNumTokens: parallelism.tp } : {}),
    }),
    ...groupCollective(request, "tp_all_gather", "all_gather"),
    embeddingOf(request, false),
    norm(request, "add_norm_1", count),
    gemm({ ...down, name: "downscale_gemm" }),
    ...(phase === "context"
      ? [wideEpContextMla({ ...kernel, name: "context_attention", imbalance: request.seqImbalance })]
      : wideEpDecode(request, kernel)),
    ...groupCollective(request, "tp_reduce_scatter", "reduce_scatter"),
    ...sglangExperts(request, modes.shared),
  ];
}

function wideEpDecode(request: PhaseRequest, shape: Omit<WideEpMlaShape, "name">): readonly Operator[] {
  const { count, heads } = shape;
  const name = "generation_attention";
  const imbalance = request.genSeqImbalance;
  const stripe = { name, count, heads, ...latentWidths(request.model) };
  return stripedAttention(request, stripe, (gathered) =>
    wideEpGenerationMla({ ...shape, name, heads: gathered, imbalance }),
  );
}

/** Shared and routed experts of SGLang, one after the other. */
export function sglangExperts(request: PhaseRequest, sharedMode: string): readonly Operator[] {
  const count = request.model.layers * request.times;
  return [
    ...wholeSharedExpert(request, count, sharedMode),
    ...exchangedExperts(request, count, DISTRIBUTION),
  ];
}

/** Collective of an attention group around its attention; in prefills of more than one rank only. */
export function groupCollective(
  request: PhaseRequest,
  name: string,
  operation: NcclOperation,
): readonly Operator[] {
  const { model, parallelism, phase, times } = request;
  if (phase !== "context" || parallelism.tp === 1) return [];
  const count = model.layers * times;
  return [nccl({ name, count, operation, gpus: parallelism.tp, elementsPerToken: model.hidden })];
}

/** Router, shared and routed experts of vLLM, one after the other. */
export function vllmExperts(request: PhaseRequest, sharedMode: string): readonly Operator[] {
  const count = request.model.layers * request.times;
  return [router(request, { count, distribution: DISTRIBUTION }), ...sglangExperts(request, sharedMode)];
}
