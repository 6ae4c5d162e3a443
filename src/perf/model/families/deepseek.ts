import { allReduce } from "../../ops/all-reduce.js";
import { fallback, overlap } from "../../ops/composite.js";
import { contextAttention } from "../../ops/context-attention.js";
import { gemm } from "../../ops/gemm.js";
import { generationAttention } from "../../ops/generation-attention.js";
import { mlaBmm } from "../../ops/mla-bmm.js";
import { CONTEXT_MLA_NEED, contextMla, generationMla } from "../../ops/mla-granular.js";
import { mlaModule } from "../../ops/mla-module.js";
import { elementwise } from "../../ops/memory-op.js";
import { modeBytes } from "../../ops/modes.js";
import { nccl } from "../../ops/nccl.js";
import type { Operator, StepGraph } from "../../types.js";
import type { CacheRequest, Family, GraphRequest } from "../family.js";
import { numberField } from "../spec.js";
import { gatedBlock, routedExperts, router } from "./experts.js";
import { embeddingOf, inPhase, logits, stageHop, type PhaseRequest } from "./phase.js";
import { projectionModes, type ProjectionModes } from "./projection-modes.js";

/** The reference asks the MLA kernel tables at this many heads over tp, whatever the model has. */
export const KERNEL_HEADS = 128;
/** Ranks of the low-rank queries, keys and values; literals in the fused graph. */
export const Q_LORA = 1536;
export const KV_LORA = 512;
export const ROPE = 64;
const QK_HEAD = 192;
const KV_HEAD = 256;
const V_HEAD = 128;

/** Latent attention and experts: DeepSeek-V3, R1, V3.1, Kimi-K2 (`spec` operators 4.3). */
export const deepseek: Family = {
  name: "DEEPSEEK",
  architectures: ["DeepSeekForCausalLM", "DeepseekV3ForCausalLM"],
  contextParallel: true,
  qkNorm: () => false,
  activationRow: "moe",
  moeWorkspace: "backend",
  contextAttentionTable: { need: CONTEXT_MLA_NEED, column: "mla_dtype" },
  graph: deepseekGraph,
  kvBytesPerSequence: latentKvBytes,
};

/** Kimi-K2.5 and later: the same graph under another name. */
export const kimiK25: Family = {
  ...deepseek,
  name: "KIMIK25",
  architectures: ["KimiK25ForConditionalGeneration"],
  multimodal: () => true,
};

/** Latent keys and values of every layer, replicated over tp. */
export function latentKvBytes(request: Pick<CacheRequest, "model" | "quant">, length: number): number {
  const { model, quant } = request;
  const width = (numberField(model.text, "kv_lora_rank") ?? KV_LORA) + (numberField(model.text, "qk_rope_head_dim") ?? ROPE);
  return length * modeBytes("kvcache", quant.kvcache) * model.layers * width;
}

/** The fused graph. */
export function deepseekGraph(request: GraphRequest): StepGraph {
  return { context: operators(inPhase(request, "context")), generation: operators(inPhase(request, "generation")) };
}

function operators(request: PhaseRequest): readonly Operator[] {
  const { model, parallelism, backend, times, cp } = request;
  const count = model.layers * times;
  const modes = projectionModes(request);
  return [
    embeddingOf(request, false),
    addNorm(request, "add_norm_1"),
    ...latentAttention(request, modes),
    addNorm(request, "add_norm_2"),
    ...expertBlock(request, {
      distribution: "power_law_1.01",
      sharedWidth: model.moeInter / parallelism.tp,
      sharedMode: modes.shared,
    }),
    logits(request),
    ...(backend === "vllm"
      ? [allReduce({ name: "tp_allreduce", count: 2 * count, hidden: model.hidden, gpus: parallelism.tp, cp })]
      : []),
    stageHop(request),
  ];
}

/** Residual addition and norm in front of a block. */
export function addNorm(request: PhaseRequest, name: string): Operator {
  const { model, times, cp } = request;
  return elementwise({ name, count: model.layers * times, read: 2 * model.hidden, written: 2 * model.hidden, cp });
}

/** What the expert block of DeepSeek-like families leaves open. */
export interface ExpertBlock {
  readonly distribution: string;
  /** of one rank */
  readonly sharedWidth: number;
  readonly sharedMode: string;
}

/** Shared and routed experts: one after the other in a prefill, side by side while decoding. */
export function expertBlock(request: PhaseRequest, block: ExpertBlock): readonly Operator[] {
  const count = request.model.layers * request.times;
  const group = { count, distribution: block.distribution, dispatchCp: request.parallelism.cp };
  const shared = gatedBlock(request, {
    count,
    names: ["shared_gate_up_gemm", "shared_act_gate", "shared_ffn2_gemm"],
    width: block.sharedWidth,
    mode: block.sharedMode,
  });
  const routed = [router(request, group), ...routedExperts(request, group)];
  return request.phase === "context" ? [...shared, ...routed] : [overlap("moe_overlap", routed, shared)];
}

function latentAttention(request: PhaseRequest, modes: ProjectionModes): readonly Operator[] {
  const chain = request.phase === "context" ? contextChain(request, modes) : generationChain(request, modes);
  const uniform = modes.q === modes.kv && modes.kv === modes.o;
  const attention = uniform ? [fallback("mla_block", moduleOf(request, modes.o), chain)] : chain;
  return request.cp === 1 ? attention : [...attention, latentGather(request)];
}

function moduleOf(request: PhaseRequest, mode: string): Operator {
  const { model, parallelism, quant, phase, times, cp } = request;
  return mlaModule({
    name: "mla_module",
    count: (model.layers * times) / cp,
    phase,
    heads: model.heads / parallelism.tp,
    nativeHeads: model.heads,
    fmha: quant.fmha,
    kvcache: quant.kvcache,
    gemm: mode,
    imbalance: phase === "context" ? request.seqImbalance : request.genSeqImbalance,
  });
}

/** Every rank needs the latent keys and values of the others' tokens. */
export function latentGather(request: PhaseRequest): Operator {
  const { model, quant, times, cp } = request;
  return nccl({
    name: "cp_all_gather",
    count: model.layers * times,
    operation: "all_gather",
    gpus: cp,
    elementsPerToken: ((KV_LORA + ROPE) * modeBytes("kvcache", quant.kvcache)) / 2,
  });
}

function contextChain(request: PhaseRequest, modes: ProjectionModes): readonly Operator[] {
  const { model, parallelism, quant, backend, cp, times, seqImbalance } = request;
  const { tp } = parallelism;
  const { heads: n, hidden: h } = model;
  const shared = { count: model.layers * times, cp };
  const kernel = { ...shared, name: "context_attention", fmha: quant.fmha, kvcache: quant.kvcache, imbalance: seqImbalance };
  return [
    gemm({ ...shared, name: "downscale_gemm", n: Q_LORA + KV_LORA + ROPE, k: h, mode: modes.downscale }),
    gemm({ ...shared, name: "q_b_proj_gemm", n: Math.floor((n * QK_HEAD) / tp), k: Q_LORA, mode: modes.q }),
    gemm({ ...shared, name: "kv_b_proj_gemm", n: Math.floor((n * KV_HEAD) / tp), k: KV_LORA, mode: modes.kv }),
    backend === "vllm"
      ? contextAttention({ ...kernel, ...plainHeads(request), qkNorm: false })
      : contextMla({ ...kernel, heads: Math.floor(KERNEL_HEADS / tp) }),
    gemm({ ...shared, name: "proj_gemm", n: h, k: Math.floor((n * V_HEAD) / tp), mode: modes.o }),
  ];
}

function generationChain(request: PhaseRequest, modes: ProjectionModes): readonly Operator[] {
  const { model, parallelism, quant, backend, times, genSeqImbalance } = request;
  const { tp } = parallelism;
  const { heads: n, hidden: h } = model;
  const count = model.layers * times;
  const kernel = { name: "generation_attention", count, kvcache: quant.kvcache, imbalance: genSeqImbalance };
  const bmm = { count, heads: Math.floor(n / tp), mode: bmmMode(modes) };
  return [
    gemm({ name: "downscale_gemm", count, n: Q_LORA + KV_LORA + ROPE, k: h, mode: modes.downscale }),
    gemm({ name: "q_b_proj_gemm", count, n: Math.floor((n * QK_HEAD) / tp), k: Q_LORA, mode: modes.q }),
    ...(backend === "vllm"
      ? [generationAttention({ ...kernel, ...plainHeads(request) })]
      : [
          mlaBmm({ ...bmm, name: "bmm_pre", side: "pre" }),
          generationMla({ ...kernel, heads: Math.floor(KERNEL_HEADS / tp) }),
          mlaBmm({ ...bmm, name: "bmm_post", side: "post" }),
        ]),
    gemm({ name: "proj_gemm", count, n: h, k: Math.floor((n * V_HEAD) / tp), mode: modes.o }),
  ];
}

/** The batched products run in fp8 unless the key-value up-projection is kept in bf16. */
export function bmmMode(modes: ProjectionModes): string {
  return modes.kv === "bfloat16" ? "bfloat16" : "fp8";
}

/** Without MLA kernels vLLM runs plain attention over the expanded heads. */
function plainHeads(request: PhaseRequest): { heads: number; kvHeads: number; headDim: number } {
  const { model, parallelism } = request;
  return {
    heads: model.heads / parallelism.tp,
    kvHeads: Math.floor(model.kvHeads / parallelism.tp),
    headDim: numberField(model.text, "v_head_dim") ?? V_HEAD,
  };
}
