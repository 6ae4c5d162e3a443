import { allReduce } from "../../ops/all-reduce.js";
import { gemm } from "../../ops/gemm.js";
import { elementwise } from "../../ops/memory-op.js";
import { modeBytes } from "../../ops/modes.js";
import type { Operator, StepGraph } from "../../types.js";
import { DENSE_TRAITS, type DenseTraits } from "../dense-traits.js";
import type { CacheRequest, Family, GraphRequest } from "../family.js";
import { listField, numberField, type ModelSpec } from "../spec.js";
import { gatedBlock } from "./experts.js";
import { groupedAttention } from "./grouped-attention.js";
import { embeddingOf, inPhase, logits, type PhaseRequest, stageHop } from "./phase.js";

/** Dense decoders that the published method does not know: its operators, our graph (`docs/model-notes.md`). */
export const denseDecoder: Family = {
  name: "DENSE",
  ownBasis:
    "the published method refuses this architecture; the figures are ours, from the operators of dense decoders of the Llama shape",
  contextParallel: true,
  decodeContextOn: ["vllm"],
  decodeContextByCopies: true,
  qkNorm: (architecture) => DENSE_TRAITS[architecture]?.qkNorm === true,
  activationRow: "llama",
  graph: (request): StepGraph => ({
    context: operators(inPhase(request, "context")),
    generation: operators(inPhase(request, "generation")),
  }),
  kvBytesPerSequence: cacheBytes,
};

function traitsOf(model: ModelSpec): DenseTraits {
  return DENSE_TRAITS[model.architecture] ?? {};
}

/** Layers of one kind of attention. */
interface LayerKind {
  readonly prefix: string;
  readonly layers: number;
  /** 0 for full attention */
  readonly window: number;
}

function layerKinds(model: ModelSpec): readonly LayerKind[] {
  const window = numberField(model.text, "sliding_window") ?? 0;
  const windowed = window > 0 ? windowedLayers(model) : 0;
  const full = { prefix: "", layers: model.layers - windowed, window: 0 };
  return windowed === 0 ? [full] : [{ prefix: "swa_", layers: windowed, window }, full];
}

function windowedLayers(model: ModelSpec): number {
  if (model.text["use_sliding_window"] === false) return 0;
  const kinds = listField(model.text, "layer_types").slice(0, model.layers);
  if (kinds.length > 0) return kinds.filter((kind) => kind === "sliding_attention").length;
  const { windowed } = traitsOf(model);
  if (windowed === undefined) return 0;
  if (windowed === "all") return model.layers;
  const every = numberField(model.text, "sliding_window_pattern") ?? windowed;
  return model.layers - Math.floor(model.layers / every);
}

/** Key-value heads of the whole model; older configurations name them otherwise, or have one for every head. */
function keyValueHeads(model: ModelSpec): number {
  if (model.kvHeads > 0) return model.kvHeads;
  const older = model.text["new_decoder_architecture"] === true;
  const named = older ? numberField(model.text, "num_kv_heads") : undefined;
  return named ?? (model.text["multi_query"] === true ? 1 : model.heads);
}

function rankSizes({ model, parallelism }: Pick<GraphRequest, "model" | "parallelism">): {
  heads: number;
  kvHeads: number;
  headDim: number;
} {
  const { tp } = parallelism;
  return {
    heads: model.heads / tp,
    kvHeads: Math.ceil(keyValueHeads(model) / tp),
    headDim: model.headDim,
  };
}

/** Windowed layers keep their window only. */
function cacheBytes(request: CacheRequest, length: number): number {
  const { model, quant } = request;
  const { kvHeads, headDim } = rankSizes(request);
  const perToken = kvHeads * headDim * 2 * modeBytes("kvcache", quant.kvcache);
  return layerKinds(model).reduce(
    (bytes, { layers, window }) =>
      bytes + layers * perToken * (window > 0 ? Math.min(length, window) : length),
    0,
  );
}

function operators(request: PhaseRequest): readonly Operator[] {
  const { model, parallelism, cp, times } = request;
  const { parallel = false, norms = 2 } = traitsOf(model);
  const { hidden: h } = model;
  const count = model.layers * times;
  const reduce = { count, hidden: h, gpus: parallelism.tp, cp };
  return [
    embeddingOf(request, true),
    elementwise({ name: "add_norm", count: norms * count, read: 2 * h, written: 2 * h, cp }),
    ...layerKinds(model).flatMap((kind) => attention(request, kind)),
    ...feedForward(request, count),
    logits(request),
    allReduce({ ...reduce, name: "embedding_ar", count: times }),
    allReduce({ ...reduce, name: "ar", count: parallel ? count : 2 * count }),
    stageHop(request),
  ];
}

function attention(request: PhaseRequest, { prefix, layers, window }: LayerKind): readonly Operator[] {
  const { model, quant, times, cp } = request;
  const sizes = rankSizes(request);
  const { heads, kvHeads, headDim: d } = sizes;
  const count = layers * times;
  const shared = { count, cp, mode: quant.gemm };
  const { hidden: h } = model;
  return [
    gemm({ ...shared, name: `${prefix}qkv_gemm`, n: heads * d + 2 * kvHeads * d, k: h }),
    ...groupedAttention(request, count, window, sizes),
    gemm({ ...shared, name: `${prefix}proj_gemm`, n: h, k: heads * d, quantizedInput: true }),
  ];
}

/** Width of the feed-forward block; four times the hidden size where nothing is said. */
function feedForwardWidth(model: ModelSpec): number {
  return model.inter || (numberField(model.text, "ffn_hidden_size") ?? 4 * model.hidden);
}

function feedForward(request: PhaseRequest, count: number): readonly Operator[] {
  const { model, parallelism, quant, cp } = request;
  const width = feedForwardWidth(model) / parallelism.tp;
  const { gated = true } = traitsOf(model);
  if (gated)
    return gatedBlock(request, {
      count,
      names: ["gate_ffn1_gemm", "act_gate", "ffn2_gemm"],
      width,
      mode: quant.gemm,
      quantizedInput: true,
    });
  const shared = { count, cp };
  const { hidden: h } = model;
  return [
    gemm({ ...shared, name: "ffn1_gemm", n: width, k: h, mode: quant.gemm }),
    elementwise({ ...shared, name: "act", read: width, written: width }),
    gemm({ ...shared, name: "ffn2_gemm", n: h, k: width, mode: quant.gemm, quantizedInput: true }),
  ];
}
