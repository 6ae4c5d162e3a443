import { elementwise } from "../../ops/memory-op.js";
import { modeBytes } from "../../ops/modes.js";
import { InvalidParallelismError, type Operator, type StepGraph } from "../../types.js";
import type { CacheRequest, Family } from "../family.js";
import { listField, numberField, type ModelSpec } from "../spec.js";
import { gatedBlock, routedExperts, router } from "./experts.js";
import { attentionGroup } from "./grouped-attention.js";
import { embeddingOf, inPhase, logits, stageHop, type PhaseRequest } from "./phase.js";

/**
 * Windowed and full attention with a shared feed-forward block, with or without experts: Gemma-4
 * (`docs/method/operators.md` 4.7.3).
 */
export const gemma4: Family = {
  name: "GEMMA4MIX",
  contextParallel: true,
  qkNorm: () => false,
  activationRow: "moe",
  moeWorkspace: "hidden",
  check({ model, parallelism }) {
    if (model.experts > 0 || parallelism.moeEp === 1) return;
    throw new InvalidParallelismError(
      `${model.id} has no experts, so moe-ep must be 1, not ${parallelism.moeEp}`,
    );
  },
  graph: (request): StepGraph => ({
    context: operators(inPhase(request, "context")),
    generation: operators(inPhase(request, "generation")),
  }),
  kvBytesPerSequence: gemmaKvBytes,
};

function excludes(model: ModelSpec, name: string): boolean {
  return model.checkpoint.exclusions.some((pattern) => pattern.includes(name));
}

/** One of the two kinds of layers, sizes of the whole model. */
interface LayerKind {
  readonly prefix: string;
  readonly layers: number;
  readonly kvHeads: number;
  readonly headDim: number;
  readonly window: number;
  readonly sameKeyValue: boolean;
}

function layerKinds(model: ModelSpec): readonly LayerKind[] {
  const field = (name: string, fallback: number): number => numberField(model.text, name) ?? fallback;
  const windowed = listField(model.text, "layer_types")
    .slice(0, model.layers)
    .filter((kind) => kind === "sliding_attention").length;
  return [
    {
      prefix: "swa_",
      layers: windowed,
      kvHeads: model.kvHeads,
      headDim: model.headDim,
      window: field("sliding_window", 1024),
      sameKeyValue: false,
    },
    {
      prefix: "global_",
      layers: model.layers - windowed,
      kvHeads: field("num_global_key_value_heads", model.kvHeads),
      headDim: field("global_head_dim", model.headDim),
      window: 0,
      sameKeyValue: model.text["attention_k_eq_v"] === true,
    },
  ];
}

/** Windowed layers keep their window; keys and values are both charged even where they are the same. */
function gemmaKvBytes(request: CacheRequest, length: number): number {
  const { model, parallelism, quant } = request;
  let bytes = 0;
  for (const { layers, kvHeads, headDim, window } of layerKinds(model)) {
    const tokens = window > 0 ? Math.min(length, window) : length;
    bytes +=
      layers *
      tokens *
      Math.ceil(kvHeads / parallelism.tp) *
      headDim *
      2 *
      modeBytes("kvcache", quant.kvcache);
  }
  return bytes;
}

function operators(request: PhaseRequest): readonly Operator[] {
  return [
    embeddingOf(request, false),
    ...layerKinds(request.model).flatMap((kind) => (kind.layers === 0 ? [] : layerGroup(request, kind))),
    logits(request),
    stageHop(request),
  ];
}

function layerGroup(request: PhaseRequest, kind: LayerKind): readonly Operator[] {
  const { model, parallelism, quant, given, times, cp } = request;
  const { tp } = parallelism;
  const { prefix } = kind;
  const gemmMode = (name: string): string => (excludes(model, name) && !given.gemm ? "bfloat16" : quant.gemm);
  const count = kind.layers * times;
  const group = {
    count,
    prefix,
    distribution: "power_law_1.01",
    dispatchCp: parallelism.cp,
    // one excluded block makes the experts bf16 too, though such checkpoints keep them quantized
    ...(excludes(model, ".mlp") && !given.moe ? { mode: "bfloat16" } : {}),
  };
  return [
    ...attentionGroup(request, {
      prefix,
      count,
      window: kind.window,
      heads: model.heads / tp,
      kvHeads: Math.ceil(kind.kvHeads / tp),
      headDim: kind.headDim,
      keyValueSets: kind.sameKeyValue ? 1 : 2,
      mode: gemmMode("self_attn"),
    }),
    elementwise({ name: `${prefix}ffn_norm`, count, read: 2 * model.hidden, written: 2 * model.hidden, cp }),
    ...gatedBlock(request, {
      count,
      names: [`${prefix}shared_mlp_gate_up_gemm`, `${prefix}shared_mlp_act`, `${prefix}shared_mlp_down_gemm`],
      width: model.inter / tp,
      mode: gemmMode(".mlp"),
      quantizedInput: true,
    }),
    ...(model.experts > 0 ? [router(request, group), ...routedExperts(request, group)] : []),
  ];
}
