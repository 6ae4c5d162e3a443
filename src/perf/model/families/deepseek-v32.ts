import { dsaModule, type DsaIndexing } from "../../ops/dsa-module.js";
import type { DsaDims } from "../../ops/dsa-sol.js";
import { elementwise } from "../../ops/memory-op.js";
import { modeBytes } from "../../ops/modes.js";
import type { Operator, StepGraph } from "../../types.js";
import type { CacheRequest, Family, GraphRequest } from "../family.js";
import { refuseLayout } from "../parallelism.js";
import { numberField, textField, type ModelSpec } from "../spec.js";
import { overOwnCache, stripedAttention } from "./decode-context.js";
import { latentWidths } from "./deepseek-attention.js";
import { expertBlock } from "./deepseek.js";
import { denseFirstLayers } from "./dense-first-layers.js";
import {
  DISTRIBUTION,
  groupCollective,
  largeEpTimes,
  sglangExperts,
  trtllmExperts,
  vllmExperts,
} from "./deepseek-large-ep.js";
import { coversLargeEp, LARGE_EP_NEEDS } from "./large-ep.js";
import { embeddingOf, inPhase, logits, stageHop, type PhaseRequest } from "./phase.js";
import { projectionModes, type ProjectionModes } from "./projection-modes.js";

/** Sparse latent attention and experts: DeepSeek-V3.2, GLM-5 (`docs/method/operators.md` 4.4). */
export const deepseekV32: Family = {
  name: "DEEPSEEKV32",
  contextParallel: true,
  decodeContextOn: ["vllm"],
  qkNorm: () => false,
  activationRow: "moe",
  moeWorkspace: "backend",
  adjustQuant: (quant, { explicit }) =>
    explicit.fmha === undefined ? { ...quant, fmha: "bfloat16" } : quant,
  graph: (request): StepGraph => ({
    context: operators(inPhase(request, "context")),
    generation: operators(inPhase(request, "generation")),
  }),
  kvBytesPerSequence: sparseKvBytes,
  check: checkDecodeContext,
  largeEpNeeds: LARGE_EP_NEEDS,
  coversLargeEp: (request, context, phase) => coversLargeEp(request, context, phase, DISTRIBUTION),
};

/**
 * vLLM's own kernel of sparse attention over a shared cache hands out its scores for an 8-bit cache alone, and joins
 * the results in one way.
 */
function checkDecodeContext({ model, parallelism, quant, attentionLane = "" }: GraphRequest): void {
  const { dcp = 1, dcpComm } = parallelism;
  if (dcp === 1 || attentionLane.includes("flashinfer")) return;
  const asked = `dcp ${dcp} of ${model.architecture} with vLLM's own kernel of sparse attention`;
  const other = "or the attention backend flashinfer";
  if (dcpComm === "a2a")
    refuseLayout(`${asked} joins its results by ag_rs, not a2a; use dcp-comm ag_rs ${other}`);
  if (modeBytes("kvcache", quant.kvcache) !== 1)
    refuseLayout(`${asked} needs an fp8 KV cache, not ${quant.kvcache}; set the KV cache to fp8 ${other}`);
}

/** Latent keys and values, rotary part in bf16, and the index keys with their scales; replicated over tp. */
function sparseKvBytes(request: Pick<CacheRequest, "model" | "quant">, length: number): number {
  const { model, quant } = request;
  return model.layers * length * cachedBytes({ quant }, dsaDims(model));
}

/** Cache of one token in one layer. */
function cachedBytes({ quant }: Pick<CacheRequest, "quant">, { kvLora, rope, indexDim }: DsaDims): number {
  return kvLora * modeBytes("kvcache", quant.kvcache) + rope * 2 + indexDim + 4 * Math.ceil(indexDim / 128);
}

function operators(request: PhaseRequest): readonly Operator[] {
  const { model, parallelism } = request;
  const modes = modesOf(request);
  if (request.largeEp) return largeEpOperators(request);
  // only the norms and the attention module share a prompt over the context ranks
  const whole = { ...request, cp: 1 };
  const dense = denseFirstLayers(request);
  return [
    embeddingOf(whole, false),
    splitNorm(request, "add_norm_1"),
    ...attention(request, request.times),
    splitNorm(request, "add_norm_2"),
    ...dense.operators,
    ...expertBlock(whole, {
      distribution: DISTRIBUTION,
      sharedWidth: model.moeInter / parallelism.moeTp,
      sharedMode: modes.shared,
      layers: model.layers - dense.layers,
    }),
    logits(whole),
    stageHop(whole),
  ];
}

/** Experts over nodes; SGLang prices nothing but attention and experts, as the reference has it. */
function largeEpOperators(request: PhaseRequest): readonly Operator[] {
  const { model, backend } = request;
  const shared = request.given.gemm ? request.quant.gemm : modesOf(request).shared;
  const times = largeEpTimes(request);
  if (backend === "sglang") {
    return [
      ...groupCollective(request, "tp_all_gather", "all_gather"),
      ...attention(request, times),
      ...groupCollective(request, "tp_reduce_scatter", "reduce_scatter"),
      ...sglangExperts(request, shared),
    ];
  }
  const norm = { count: model.layers * times, read: 2 * model.hidden, written: 2 * model.hidden };
  return [
    embeddingOf(request, false),
    elementwise({ ...norm, name: "add_norm_1" }),
    ...attention(request, times),
    elementwise({ ...norm, name: "add_norm_2" }),
    ...(backend === "vllm"
      ? vllmExperts(request, shared)
      : trtllmExperts(request, shared, model.layers * times)),
    logits(request),
    stageHop(request),
  ];
}

function splitNorm(request: PhaseRequest, name: string): Operator {
  const { model, times, cp } = request;
  const { hidden, layers } = model;
  return elementwise({
    name,
    count: layers * times,
    read: 2 * hidden,
    written: 2 * hidden,
    scaleNumTokens: cp,
  });
}

function attention(request: PhaseRequest, times: number): readonly Operator[] {
  const { model, parallelism, quant, phase, dcp } = request;
  const dims = dsaDims(model);
  const name = `${phase}_attention`;
  const count = model.layers * times;
  const heads = model.heads / parallelism.tp;
  const module = (gathered: number): Operator =>
    dsaModule({
      name,
      count,
      phase,
      heads: gathered,
      architecture: model.architecture,
      dims,
      fmha: quant.fmha,
      kvcache: quant.kvcache,
      modes: modesOf(request),
      indexing: indexingOf(request),
      ranks: dcp,
      imbalance: phase === "context" ? request.seqImbalance : request.genSeqImbalance,
    });
  if (phase === "context") return [overOwnCache(request, module(heads), cachedBytes(request, dims) / 2)];
  const stripe = { name, count, heads, ...latentWidths(model), topK: dims.indexTopK };
  return stripedAttention(request, stripe, module);
}

function modesOf(request: Pick<PhaseRequest, "model" | "quant" | "backend">): ProjectionModes {
  return projectionModes(request, request.backend === "vllm" ? "module-path" : "substring");
}

/** Which layers run an indexer, as the engine's rows have it; TensorRT-LLM's were measured with one in every layer. */
function indexingOf({ model, backend }: PhaseRequest): DsaIndexing {
  if (backend === "trtllm") return { share: 1 };
  return { share: indexedShare(model), skipping: backend === "vllm" ? "whole-indexer" : "index-products" };
}

/** Sizes from the configuration. */
export function dsaDims(model: ModelSpec): DsaDims {
  const field = (name: string, fallback: number): number => numberField(model.text, name) ?? fallback;
  return {
    hidden: model.hidden,
    qLora: field("q_lora_rank", 1536),
    kvLora: field("kv_lora_rank", 512),
    nope: field("qk_nope_head_dim", 128),
    rope: field("qk_rope_head_dim", 64),
    valueDim: field("v_head_dim", 128),
    indexTopK: field("index_topk", 2048),
    indexDim: field("index_head_dim", 128),
    indexHeads: field("index_n_heads", 64),
  };
}

/** Share of layers with an indexer of their own: by pattern (`S` skips), else by frequency after an offset. */
export function indexedShare(model: ModelSpec): number {
  const pattern = textField(model.text, "index_topk_pattern");
  if (pattern !== undefined) {
    const used = pattern.slice(0, model.layers);
    return [...used].filter((kind) => kind !== "S").length / used.length;
  }
  const frequency = numberField(model.text, "index_topk_freq") ?? 1;
  if (frequency <= 1) return 1;
  const offset = numberField(model.text, "index_skip_topk_offset");
  let indexed = 0;
  for (let layer = 0; layer < model.layers; layer++) {
    const position = offset === undefined ? layer - 1 : layer - offset + 1;
    if (Math.max(position, 0) % frequency === 0) indexed++;
  }
  return indexed / model.layers;
}
