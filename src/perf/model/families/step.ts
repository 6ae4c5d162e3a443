import type { Operator, StepGraph } from "../../types.js";
import { modeBytes } from "../../ops/modes.js";
import { rankHeads, type CacheRequest, type Family } from "../family.js";
import { listField, numberField, type ModelSpec } from "../spec.js";
import { gatedBlock } from "./experts.js";
import { attentionGroup } from "./grouped-attention.js";
import { countLayers, densePart, expertPart } from "./hybrid-moe.js";
import { embeddingOf, inPhase, logits, stageHop, type PhaseRequest } from "./phase.js";

/** Full and windowed attention with experts behind a few dense layers: Step-3.5, Step-3.7 (`docs/model-notes.md`). */
export const step: Family = {
  name: "STEP3P7",
  contextParallel: true,
  qkNorm: () => true,
  activationRow: "moe",
  moeWorkspace: "hidden",
  graph: (request): StepGraph => ({
    context: operators(inPhase(request, "context")),
    generation: operators(inPhase(request, "generation")),
  }),
  kvBytesPerSequence: stepKvBytes,
};

function isFull(model: ModelSpec, layer: number): boolean {
  return listField(model.text, "layer_types")[layer] === "full_attention";
}

function windowOf(model: ModelSpec): number {
  return numberField(model.text, "sliding_window") ?? 512;
}

/** Windowed layers keep their window only. */
function stepKvBytes(request: CacheRequest, length: number): number {
  const { model, quant } = request;
  let tokens = 0;
  for (let layer = 0; layer < model.layers; layer++) {
    tokens += isFull(model, layer) ? length : Math.min(length, windowOf(model));
  }
  return tokens * rankHeads(request).kvHeads * model.headDim * 2 * modeBytes("kvcache", quant.kvcache);
}

function operators(request: PhaseRequest): readonly Operator[] {
  const { model } = request;
  const dense = numberField(model.text, "first_k_dense_replace") ?? 0;
  const groups = [
    { full: true, experts: true, prefix: "global_" },
    { full: false, experts: true, prefix: "swa_" },
    { full: false, experts: false, prefix: "swa_dense_" },
    { full: true, experts: false, prefix: "global_dense_" },
  ];
  return [
    embeddingOf(request, false),
    ...groups.flatMap(({ full, experts, prefix }) => {
      const count = countLayers(
        request,
        (layer) => isFull(model, layer) === full && layer >= dense === experts,
      );
      if (count === 0) return [];
      const attention = attentionGroup(request, {
        ...rankHeads(request),
        prefix,
        count,
        window: full ? 0 : windowOf(model),
        headDim: model.headDim,
        mode: request.quant.gemm,
      });
      return [
        ...attention,
        ...(experts ? expertPart(request, prefix, count) : densePart(request, model.inter, prefix, count)),
      ];
    }),
    logits(request),
    stageHop(request),
    ...sharedExpert(
      request,
      countLayers(request, (layer) => layer >= dense),
    ),
  ];
}

function sharedExpert(request: PhaseRequest, count: number): readonly Operator[] {
  const { model, parallelism, quant } = request;
  const width = numberField(model.text, "share_expert_dim") ?? 0;
  if (width === 0) return [];
  return gatedBlock(request, {
    count,
    names: ["shared_expert_dense_gate_up_gemm", "shared_expert_dense_act", "shared_expert_dense_down_gemm"],
    width: width / parallelism.tp,
    mode: quant.gemm,
    quantizedInput: true,
  });
}
