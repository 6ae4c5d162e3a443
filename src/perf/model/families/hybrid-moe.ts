import { elementwise } from "../../ops/memory-op.js";
import type { Operator, StepGraph } from "../../types.js";
import type { Family } from "../family.js";
import { listField, numberField, type ModelSpec } from "../spec.js";
import { gatedBlock, routedExperts, router } from "./experts.js";
import { attentionGroup } from "./grouped-attention.js";
import { groupedKvBytes } from "./llama.js";
import { embeddingOf, inPhase, logits, stageHop, type PhaseRequest } from "./phase.js";

const LLAMA4 = "Llama4ForConditionalGeneration";
/** Tokens of this family travel in bf16, whatever the experts' format. */
export const HYBRID_EXPERTS = { distribution: "power_law_1.01", dispatchMode: "bfloat16" } as const;

/**
 * Full and windowed attention, dense and expert layers in any mixture: Llama-4, MiMo-V2 (`docs/method/operators.md`
 * 4.7.1).
 */
export const hybridMoe: Family = {
  name: "HYBRIDMOE",
  contextParallel: true,
  qkNorm: () => false,
  activationRow: "default",
  graph: (request): StepGraph => ({
    context: operators(inPhase(request, "context")),
    generation: operators(inPhase(request, "generation")),
  }),
  kvBytesPerSequence: groupedKvBytes,
};

/** What one layer is, and what its kind of attention looks like. */
interface LayerPlan {
  readonly isFull: (layer: number) => boolean;
  readonly hasExperts: (layer: number) => boolean;
  readonly full: WholeSizes;
  readonly windowed: WholeSizes;
  readonly window: number;
  readonly denseWidth: number;
}

/** Sizes of the whole model. */
interface WholeSizes {
  readonly kvHeads: number;
  readonly headDim: number;
  readonly valueDim: number;
}

function planOf(model: ModelSpec): LayerPlan {
  return model.architecture === LLAMA4 ? llama4Plan(model) : mimoPlan(model);
}

function llama4Plan(model: ModelSpec): LayerPlan {
  const sizes = { kvHeads: model.kvHeads, headDim: model.headDim, valueDim: model.headDim };
  const step = numberField(model.text, "interleave_moe_layer_step") ?? 1;
  return {
    isFull: (layer) => layer % 2 === 1,
    hasExperts: (layer) => (layer + 1) % step === 0,
    full: sizes,
    windowed: sizes,
    window: numberField(model.text, "attention_chunk_size") ?? 8192,
    denseWidth: numberField(model.text, "intermediate_size_mlp") ?? model.inter,
  };
}

function mimoPlan(model: ModelSpec): LayerPlan {
  const field = (name: string, fallback: number): number => numberField(model.text, name) ?? fallback;
  const pattern = listField(model.text, "hybrid_layer_pattern");
  const experts = listField(model.text, "moe_layer_freq");
  const valueDim = field("v_head_dim", model.headDim);
  return {
    // the reference reads the pattern the wrong way round: 1 means a window in the model
    isFull: (layer) => pattern[layer] === 1,
    hasExperts: (layer) => experts[layer] === 1,
    full: { kvHeads: model.kvHeads, headDim: model.headDim, valueDim },
    windowed: {
      kvHeads: field("swa_num_key_value_heads", model.kvHeads),
      headDim: field("swa_head_dim", model.headDim),
      valueDim: field("swa_v_head_dim", valueDim),
    },
    window: field("sliding_window", 128),
    denseWidth: model.inter,
  };
}

function operators(request: PhaseRequest): readonly Operator[] {
  const plan = planOf(request.model);
  const groups = [
    { full: true, experts: true, prefix: "global_" },
    { full: true, experts: false, prefix: "global_dense_" },
    { full: false, experts: true, prefix: "swa_" },
    { full: false, experts: false, prefix: "swa_dense_" },
  ];
  return [
    embeddingOf(request, false),
    ...groups.flatMap(({ full, experts, prefix }) => {
      const count = countLayers(
        request,
        (layer) => plan.isFull(layer) === full && plan.hasExperts(layer) === experts,
      );
      if (count === 0) return [];
      const attention = attentionOf(request, plan, full, prefix, count);
      const rest = experts
        ? expertPart(request, prefix, count)
        : densePart(request, plan.denseWidth, prefix, count);
      return [...attention, ...rest];
    }),
    logits(request),
    stageHop(request),
  ];
}

/** Layers of a kind, drafts included. */
export function countLayers(request: PhaseRequest, belongs: (layer: number) => boolean): number {
  let count = 0;
  for (let layer = 0; layer < request.model.layers; layer++) if (belongs(layer)) count++;
  return count * request.times;
}

function attentionOf(
  request: PhaseRequest,
  plan: LayerPlan,
  full: boolean,
  prefix: string,
  count: number,
): readonly Operator[] {
  const { model, parallelism, quant } = request;
  const { kvHeads, headDim, valueDim } = full ? plan.full : plan.windowed;
  return attentionGroup(request, {
    prefix,
    count,
    window: full ? 0 : plan.window,
    heads: model.heads / parallelism.tp,
    kvHeads: Math.ceil(kvHeads / parallelism.tp),
    headDim,
    valueDim,
    mode: quant.gemm,
  });
}

/** Norm, router and experts of a group; Step-3 uses it too. */
export function expertPart(request: PhaseRequest, prefix: string, count: number): readonly Operator[] {
  const { model, parallelism, cp } = request;
  const width = 2 * model.hidden;
  const group = { ...HYBRID_EXPERTS, count, prefix, dispatchCp: parallelism.cp };
  return [
    elementwise({ name: `${prefix}moe_norm`, count, read: width, written: width, cp }),
    router(request, group),
    ...routedExperts(request, group),
  ];
}

/** Norm and feed-forward block of a group of dense layers. */
export function densePart(
  request: PhaseRequest,
  denseWidth: number,
  prefix: string,
  count: number,
): readonly Operator[] {
  const width = 2 * request.model.hidden;
  return [
    elementwise({ name: `${prefix}ffn_norm`, count, read: width, written: width, cp: request.cp }),
    ...gatedBlock(request, {
      count,
      names: [`${prefix}gate_up_gemm`, `${prefix}act`, `${prefix}down_gemm`],
      width: denseWidth / request.parallelism.tp,
      mode: request.quant.gemm,
      quantizedInput: true,
    }),
  ];
}
