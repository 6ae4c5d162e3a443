import { allReduce } from "../../ops/all-reduce.js";
import { gemm } from "../../ops/gemm.js";
import { elementwise } from "../../ops/memory-op.js";
import { modeBytes } from "../../ops/modes.js";
import type { Operator, StepGraph } from "../../types.js";
import { type CacheRequest, type Family, rankHeads } from "../family.js";
import { listField, numberField, type ModelSpec } from "../spec.js";
import { gatedBlock } from "./experts.js";
import { groupedAttention } from "./grouped-attention.js";
import { embeddingOf, inPhase, logits, type PhaseRequest, stageHop } from "./phase.js";

/**
 * Windowed layers and full ones without positions, attention behind a gate, dense: Muse-Glimmer
 * (`docs/method/operators.md` 4.7.5).
 */
export const museGlimmer: Family = {
  name: "MUSEGLIMMER",
  contextParallel: true,
  qkNorm: () => true,
  activationRow: "llama",
  graph: (request): StepGraph => ({
    context: operators(inPhase(request, "context")),
    generation: operators(inPhase(request, "generation")),
  }),
  kvBytesPerSequence: museKvBytes,
};

/** Layers of one kind. */
interface LayerKind {
  readonly prefix: string;
  readonly layers: number;
  /** 0 for full attention */
  readonly window: number;
}

function layerKinds(model: ModelSpec): readonly LayerKind[] {
  const windowed = listField(model.text, "layer_types")
    .slice(0, model.layers)
    .filter((kind) => kind === "sliding_attention").length;
  const window = numberField(model.text, "sliding_window") ?? 2048;
  return [
    { prefix: "swa_", layers: windowed, window },
    { prefix: "global_", layers: model.layers - windowed, window: 0 },
  ];
}

/** Windowed layers keep their window only. */
function museKvBytes(request: CacheRequest, length: number): number {
  const { model, quant } = request;
  const perToken = rankHeads(request).kvHeads * model.headDim * 2 * modeBytes("kvcache", quant.kvcache);
  return layerKinds(model).reduce(
    (bytes, { layers, window }) =>
      bytes + layers * perToken * (window > 0 ? Math.min(length, window) : length),
    0,
  );
}

function operators(request: PhaseRequest): readonly Operator[] {
  const { model, parallelism, cp, times } = request;
  const reduce = { count: model.layers * times, hidden: model.hidden, gpus: parallelism.tp, cp };
  return [
    embeddingOf(request, true),
    allReduce({ ...reduce, name: "embedding_ar", count: times }),
    ...layerKinds(model).flatMap((kind) => layerGroup(request, kind)),
    allReduce({ ...reduce, name: "ar_1" }),
    allReduce({ ...reduce, name: "ar_2" }),
    logits(request),
    stageHop(request),
  ];
}

function layerGroup(request: PhaseRequest, { prefix, layers, window }: LayerKind): readonly Operator[] {
  const { model, parallelism, quant, times, cp } = request;
  const { hidden: h, headDim: d } = model;
  const { heads, kvHeads } = rankHeads(request);
  const count = layers * times;
  const shared = { count, cp };
  const norm = { ...shared, read: 2 * h, written: 2 * h };
  const queries = heads * d;
  const mode = quant.gemm;
  return [
    elementwise({ ...norm, name: `${prefix}attn_norm` }),
    gemm({ ...shared, name: `${prefix}qkv_gemm`, n: queries + 2 * kvHeads * d, k: h, mode }),
    ...groupedAttention(request, count, window, { heads, kvHeads, headDim: d, rope: window > 0 }),
    gemm({ ...shared, name: `${prefix}attn_gate_gemm`, n: queries, k: h, mode }),
    elementwise({ ...shared, name: `${prefix}attn_gate_mul`, read: 2 * queries, written: queries }),
    gemm({ ...shared, name: `${prefix}proj_gemm`, n: h, k: queries, mode, quantizedInput: true }),
    elementwise({ ...norm, name: `${prefix}ffn_norm` }),
    ...gatedBlock(request, {
      count,
      names: [`${prefix}gate_up_gemm`, `${prefix}act`, `${prefix}down_gemm`],
      width: Math.floor(model.inter / parallelism.tp),
      mode,
      quantizedInput: true,
    }),
  ];
}
