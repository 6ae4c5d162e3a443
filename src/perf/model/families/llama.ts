import { allReduce } from "../../ops/all-reduce.js";
import { gemm } from "../../ops/gemm.js";
import { elementwise } from "../../ops/memory-op.js";
import { modeBytes } from "../../ops/modes.js";
import type { Operator, StepGraph } from "../../types.js";
import { type CacheRequest, type Family, type GraphRequest, rankHeads } from "../family.js";
import { gatedBlock } from "./experts.js";
import { groupedAttention } from "./grouped-attention.js";
import { embeddingOf, inPhase, logits, type PhaseRequest, stageHop } from "./phase.js";

/** Dense transformers with grouped attention and a gated feed-forward block (`docs/method/operators.md` 4.1). */
export const llama: Family = {
  name: "LLAMA",
  contextParallel: true,
  decodeContextOn: ["vllm"],
  decodeContextByCopies: true,
  qkNorm: (architecture) => architecture === "Qwen3ForCausalLM",
  sizes: ["inter"],
  activationRow: "llama",
  graph: llamaGraph,
  kvBytesPerSequence: groupedKvBytes,
};

/** Keys and values of the layers that have them: `length · bytes · kvHeads of the rank · headDim · 2 · layers`. */
export function groupedKvBytes(
  request: CacheRequest,
  length: number,
  layers: number = request.model.layers,
): number {
  const { model, quant } = request;
  return (
    length * modeBytes("kvcache", quant.kvcache) * rankHeads(request).kvHeads * model.headDim * 2 * layers
  );
}

/** The dense graph; Qwen3-VL uses it too. */
export function llamaGraph(request: GraphRequest): StepGraph {
  return {
    context: denseOperators(inPhase(request, "context")),
    generation: denseOperators(inPhase(request, "generation")),
  };
}

function denseOperators(request: PhaseRequest): readonly Operator[] {
  const { model, parallelism, quant, cp, times } = request;
  const { tp } = parallelism;
  const count = model.layers * times;
  const { hidden: h, headDim: d } = model;
  const { heads, kvHeads } = rankHeads(request);
  const mode = quant.gemm;
  const norm = { count, read: 2 * h, written: 2 * h, cp };
  const reduce = { count, hidden: h, gpus: tp, cp };
  return [
    embeddingOf(request, true),
    elementwise({ ...norm, name: "add_norm_1" }),
    gemm({ name: "qkv_gemm", count, n: heads * d + 2 * d * kvHeads, k: h, mode, cp }),
    ...groupedAttention(request, count, 0),
    gemm({ name: "proj_gemm", count, n: h, k: heads * d, mode, cp, quantizedInput: true }),
    elementwise({ ...norm, name: "add_norm_2" }),
    ...gatedBlock(request, {
      count,
      names: ["gate_ffn1_gemm", "act_gate", "ffn2_gemm"],
      width: model.inter / tp,
      mode,
      quantizedInput: true,
    }),
    logits(request),
    allReduce({ ...reduce, name: "embedding_ar", count: times }),
    allReduce({ ...reduce, name: "ar_1" }),
    allReduce({ ...reduce, name: "ar_2" }),
    stageHop(request),
  ];
}
