import { msaModule } from "../../ops/msa-module.js";
import type { Operator, StepGraph } from "../../types.js";
import type { Family } from "../family.js";
import { numberField, objectField, type ModelSpec } from "../spec.js";
import { addNorm, expertBlock } from "./deepseek.js";
import { groupedKvBytes } from "./llama.js";
import { embeddingOf, inPhase, logits, stageHop, type PhaseRequest } from "./phase.js";

/** Block-sparse attention and experts in all layers: MiniMax-M3 (`docs/method/operators.md` 4.7.4). */
export const minimaxM3: Family = {
  name: "MINIMAXM3",
  contextParallel: false,
  qkNorm: () => false,
  activationRow: "default",
  graph: (request): StepGraph => ({
    context: operators(inPhase(request, "context")),
    generation: operators(inPhase(request, "generation")),
  }),
  kvBytesPerSequence: groupedKvBytes,
};

function operators(request: PhaseRequest): readonly Operator[] {
  const { model, parallelism, quant } = request;
  return [
    embeddingOf(request, false),
    addNorm(request, "add_norm_1"),
    attention(request),
    addNorm(request, "add_norm_2"),
    ...expertBlock(request, {
      distribution: "power_law_1.01",
      sharedWidth: model.moeInter / parallelism.tp,
      sharedMode: quant.gemm,
    }),
    logits(request),
    stageHop(request),
  ];
}

function attention(request: PhaseRequest): Operator {
  const { model, parallelism, quant, phase, times } = request;
  return msaModule({
    name: `${phase}_attention`,
    count: model.layers * times,
    phase,
    heads: model.heads / parallelism.tp,
    dims: {
      ...indexSizes(model),
      hidden: model.hidden,
      headDim: model.headDim,
      valueDim: model.headDim,
      kvHeads: Math.ceil(model.kvHeads / parallelism.tp),
    },
    fmha: quant.fmha,
    kvcache: quant.kvcache,
    gemm: quant.gemm,
    imbalance: phase === "context" ? request.seqImbalance : request.genSeqImbalance,
  });
}

function indexSizes(model: ModelSpec): { indexHeads: number; indexDim: number; topK: number; block: number } {
  const sparse = objectField(model.text, "sparse_attention_config") ?? {};
  const field = (name: string, fallback: number): number => numberField(sparse, name) ?? fallback;
  const block = field("sparse_block_size", 128);
  return {
    indexHeads: field("sparse_num_index_heads", 4),
    indexDim: field("sparse_index_dim", 128),
    topK: block * field("sparse_topk_blocks", 16),
    block,
  };
}
