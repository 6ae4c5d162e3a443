import { contextAttention, type ContextAttentionShape } from "../../ops/context-attention.js";
import { fallback } from "../../ops/composite.js";
import { gemm } from "../../ops/gemm.js";
import { generationAttention } from "../../ops/generation-attention.js";
import { mlaBmm } from "../../ops/mla-bmm.js";
import { contextMla, generationMla } from "../../ops/mla-granular.js";
import { mlaModule } from "../../ops/mla-module.js";
import { modeBytes } from "../../ops/modes.js";
import { nccl } from "../../ops/nccl.js";
import type { Operator } from "../../types.js";
import { numberField, type ModelSpec } from "../spec.js";
import {
  overOwnCache,
  replicatedQueries,
  stripedAttention,
  type StripedAttention,
} from "./decode-context.js";
import { keyValueElements } from "./grouped-attention.js";
import type { PhaseRequest } from "./phase.js";
import type { ProjectionModes } from "./projection-modes.js";

/** The reference asks the MLA kernel tables at this many heads over tp, whatever the model has. */
export const KERNEL_HEADS = 128;
/** Ranks of the low-rank queries, keys and values; literals in the fused graph. */
export const Q_LORA = 1536;
export const KV_LORA = 512;
export const ROPE = 64;
const QK_HEAD = 192;
const KV_HEAD = 256;
const V_HEAD = 128;

/** Ranks from the configuration, for the graphs that honour it. */
export function latentSizes(model: ModelSpec): { qLora: number; kvLora: number; rope: number } {
  return {
    qLora: numberField(model.text, "q_lora_rank") ?? Q_LORA,
    kvLora: numberField(model.text, "kv_lora_rank") ?? KV_LORA,
    rope: numberField(model.text, "qk_rope_head_dim") ?? ROPE,
  };
}

/** Attention of the fused graph: the measured module, or its parts where projections differ in format. */
export function latentAttention(request: PhaseRequest, modes: ProjectionModes): readonly Operator[] {
  const uniform = modes.q === modes.kv && modes.kv === modes.o;
  if (request.phase === "generation")
    return uniform ? decodeBlock(request, modes) : decodeChain(request, modes, decodeKernels(request));
  const chain = contextChain(request, modes);
  const module = (): Operator => overOwnCache(request, moduleOf(request, modes.o), latentElements(request));
  const attention = uniform ? [fallback("mla_block", module(), chain)] : chain;
  return request.cp === 1 ? attention : [...attention, latentGather(request)];
}

/** The measured module of a decode, or its parts where there is none. */
function decodeBlock(request: PhaseRequest, modes: ProjectionModes): readonly Operator[] {
  const { model, parallelism, times, dcp } = request;
  const heads = model.heads / parallelism.tp;
  const block = { name: "mla_block", count: model.layers * times, heads, ...latentWidths(model) };
  return stripedAttention(request, block, (gathered) => {
    const { heads: own, draw } = decodeKernel(request);
    return fallback(
      "mla_block",
      moduleOf(request, modes.o, gathered),
      decodeChain(request, modes, [draw(own * dcp)]),
    );
  });
}

function moduleOf(
  request: PhaseRequest,
  mode: string,
  heads = request.model.heads / request.parallelism.tp,
): Operator {
  const { model, quant, phase, times, cp } = request;
  return mlaModule({
    name: "mla_module",
    count: (model.layers * times) / cp,
    phase,
    heads,
    nativeHeads: model.heads,
    fmha: quant.fmha,
    kvcache: quant.kvcache,
    gemm: mode,
    imbalance: phase === "context" ? request.seqImbalance : request.genSeqImbalance,
  });
}

/** Elements of a head's query and of its result in the latent space. */
export function latentWidths(model: ModelSpec): { readonly queryWidth: number; readonly valueWidth: number } {
  const { kvLora, rope } = latentSizes(model);
  return { queryWidth: kvLora + rope, valueWidth: kvLora };
}

/** Latent keys and values of one token in one layer, in elements of 16 bits. */
export function latentElements({ quant }: Pick<PhaseRequest, "quant">): number {
  return ((KV_LORA + ROPE) * modeBytes("kvcache", quant.kvcache)) / 2;
}

/** Every rank needs the latent keys and values of the others' tokens. */
export function latentGather(request: PhaseRequest): Operator {
  const { model, times, cp } = request;
  return nccl({
    name: "cp_all_gather",
    count: model.layers * times,
    operation: "all_gather",
    gpus: cp,
    elementsPerToken: latentElements(request),
  });
}

function contextChain(request: PhaseRequest, modes: ProjectionModes): readonly Operator[] {
  const { model, parallelism, quant, backend, cp, times, seqImbalance } = request;
  const { tp } = parallelism;
  const { heads: n, hidden: h } = model;
  const shared = { count: model.layers * times, cp };
  const kernel = {
    ...shared,
    name: "context_attention",
    fmha: quant.fmha,
    kvcache: quant.kvcache,
    imbalance: seqImbalance,
  };
  return [
    gemm({ ...shared, name: "downscale_gemm", n: Q_LORA + KV_LORA + ROPE, k: h, mode: modes.downscale }),
    gemm({ ...shared, name: "q_b_proj_gemm", n: Math.floor((n * QK_HEAD) / tp), k: Q_LORA, mode: modes.q }),
    gemm({
      ...shared,
      name: "kv_b_proj_gemm",
      n: Math.floor((n * KV_HEAD) / tp),
      k: KV_LORA,
      mode: modes.kv,
    }),
    backend === "vllm"
      ? plainPrefill(request, kernel)
      : overOwnCache(
          request,
          contextMla({ ...kernel, heads: Math.floor(KERNEL_HEADS / tp) }),
          latentElements(request),
        ),
    gemm({ ...shared, name: "proj_gemm", n: h, k: Math.floor((n * V_HEAD) / tp), mode: modes.o }),
  ];
}

function plainPrefill(
  request: PhaseRequest,
  kernel: Omit<ContextAttentionShape, "heads" | "kvHeads" | "headDim" | "qkNorm">,
): Operator {
  const sizes = plainHeads(request);
  const operator = contextAttention({ ...kernel, ...sizes, qkNorm: false });
  return overOwnCache(request, operator, keyValueElements(request, sizes));
}

/** Kernel of a decode as one rank has it, for a number of heads; without MLA kernels vLLM runs plain attention. */
function decodeKernel(request: PhaseRequest): StripedAttention & { draw(heads: number): Operator } {
  const { model, parallelism, quant, backend, times, genSeqImbalance: imbalance } = request;
  const kernel = {
    name: "generation_attention",
    count: model.layers * times,
    kvcache: quant.kvcache,
    imbalance,
  };
  const { name, count } = kernel;
  if (backend !== "vllm") {
    const draw = (heads: number): Operator => generationMla({ ...kernel, heads });
    return { name, count, heads: Math.floor(KERNEL_HEADS / parallelism.tp), ...latentWidths(model), draw };
  }
  const plain = plainHeads(request);
  const draw = (heads: number): Operator =>
    generationAttention({ ...kernel, ...plain, heads, qkNorm: false });
  return { name, count, heads: plain.heads, queryWidth: plain.headDim, valueWidth: plain.headDim, draw };
}

function decodeKernels(request: PhaseRequest): readonly Operator[] {
  const { draw, ...kernel } = decodeKernel(request);
  return stripedAttention(request, kernel, draw);
}

function decodeChain(
  request: PhaseRequest,
  modes: ProjectionModes,
  kernels: readonly Operator[],
): readonly Operator[] {
  const { model, parallelism, backend, times } = request;
  const { tp } = parallelism;
  const { heads: n, hidden: h } = model;
  const count = model.layers * times;
  const ofQueries = count * replicatedQueries(request);
  const bmm = { heads: Math.floor(n / tp), mode: bmmMode(modes) };
  return [
    gemm({ name: "downscale_gemm", count, n: Q_LORA + KV_LORA + ROPE, k: h, mode: modes.downscale }),
    gemm({
      name: "q_b_proj_gemm",
      count: ofQueries,
      n: Math.floor((n * QK_HEAD) / tp),
      k: Q_LORA,
      mode: modes.q,
    }),
    ...(backend === "vllm"
      ? kernels
      : [
          mlaBmm({ ...bmm, count: ofQueries, name: "bmm_pre", side: "pre" }),
          ...kernels,
          mlaBmm({ ...bmm, count, name: "bmm_post", side: "post" }),
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
