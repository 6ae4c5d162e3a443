import { allReduce } from "../../ops/all-reduce.js";
import { contextAttention } from "../../ops/context-attention.js";
import { gemm } from "../../ops/gemm.js";
import { generationAttention } from "../../ops/generation-attention.js";
import { elementwise, embedding } from "../../ops/memory-op.js";
import { modeBytes } from "../../ops/modes.js";
import { nccl } from "../../ops/nccl.js";
import { pipelineP2p } from "../../ops/p2p.js";
import type { Operator, Phase, StepGraph } from "../../types.js";
import { type CacheRequest, draftFactor, type Family, type GraphRequest, rankHeads } from "../family.js";

/** Dense transformers with grouped attention and a gated feed-forward block (`spec` operators 4.1). */
export const llama: Family = {
  name: "LLAMA",
  architectures: ["LlamaForCausalLM", "Qwen2ForCausalLM", "Qwen3ForCausalLM", "MiMoForCausalLM"],
  contextParallel: true,
  qkNorm: (architecture) => architecture === "Qwen3ForCausalLM",
  activationRow: "llama",
  graph: llamaGraph,
  kvBytesPerSequence: groupedKvBytes,
};

/** Keys and values of every layer: `length · bytes · kvHeads of the rank · headDim · 2 · layers`. */
export function groupedKvBytes(request: CacheRequest, length: number): number {
  const { model, quant } = request;
  return (
    length *
    modeBytes("kvcache", quant.kvcache) *
    rankHeads(request).kvHeads *
    model.headDim *
    2 *
    model.layers
  );
}

/** The dense graph; Qwen3-VL uses it too. */
export function llamaGraph(request: GraphRequest): StepGraph {
  return { context: denseOperators(request, "context"), generation: denseOperators(request, "generation") };
}

function denseOperators(request: GraphRequest, phase: Phase): readonly Operator[] {
  const { model, parallelism, quant } = request;
  const { tp, pp } = parallelism;
  // the generation list ignores context parallelism altogether
  const cp = phase === "context" ? parallelism.cp : 1;
  const times = phase === "generation" ? draftFactor(request) : 1;
  const count = model.layers * times;
  const { hidden: h, headDim: d } = model;
  const { heads, kvHeads } = rankHeads(request);
  const inter = model.inter / tp;
  const mode = quant.gemm;
  const vocab = Math.floor(model.vocab / tp);
  const logitRows = phase === "context" ? "batch" : "tokens";
  return [
    embedding({ rows: vocab, hidden: h, count: times, cp }),
    elementwise({ name: "add_norm_1", count, read: 2 * h, written: 2 * h, cp }),
    gemm({ name: "qkv_gemm", count, n: heads * d + 2 * d * kvHeads, k: h, mode, cp }),
    ...attention(request, phase, count, cp),
    gemm({ name: "proj_gemm", count, n: h, k: heads * d, mode, cp, quantizedInput: true }),
    elementwise({ name: "add_norm_2", count, read: 2 * h, written: 2 * h, cp }),
    gemm({ name: "gate_ffn1_gemm", count, n: 2 * inter, k: h, mode, cp }),
    elementwise({ name: "act_gate", count, read: 2 * inter, written: inter, cp }),
    gemm({ name: "ffn2_gemm", count, n: h, k: inter, mode, cp, quantizedInput: true }),
    gemm({ name: "logits_gemm", count: times, n: vocab, k: h, mode: "bfloat16", rows: logitRows, cp }),
    allReduce({ name: "embedding_ar", count: times, hidden: h, gpus: tp, cp }),
    allReduce({ name: "ar_1", count, hidden: h, gpus: tp, cp }),
    allReduce({ name: "ar_2", count, hidden: h, gpus: tp, cp }),
    pipelineP2p({ pp, hidden: h, cp, times }),
  ];
}

function attention(request: GraphRequest, phase: Phase, count: number, cp: number): readonly Operator[] {
  const { model, quant } = request;
  const { heads, kvHeads } = rankHeads(request);
  const shape = { count, heads, kvHeads, headDim: model.headDim, kvcache: quant.kvcache };
  if (phase === "generation") return [generationAttention({ ...shape, imbalance: request.genSeqImbalance })];
  const kernel = contextAttention({
    ...shape,
    fmha: quant.fmha,
    qkNorm: model.qkNorm,
    cp,
    imbalance: request.seqImbalance,
  });
  if (cp === 1) return [kernel];
  const elementsPerToken = (2 * kvHeads * model.headDim * modeBytes("kvcache", quant.kvcache)) / 2;
  return [
    kernel,
    nccl({ name: "cp_all_gather", count, operation: "all_gather", gpus: cp, elementsPerToken }),
  ];
}
