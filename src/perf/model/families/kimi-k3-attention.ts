import { allReduce } from "../../ops/all-reduce.js";
import { fallback } from "../../ops/composite.js";
import { contextAttention } from "../../ops/context-attention.js";
import { gemm } from "../../ops/gemm.js";
import { generationAttention } from "../../ops/generation-attention.js";
import { kdaConv, kdaScan } from "../../ops/kda.js";
import { elementwise } from "../../ops/memory-op.js";
import { mlaBmm } from "../../ops/mla-bmm.js";
import { contextMla, generationMla } from "../../ops/mla-granular.js";
import { mlaModule } from "../../ops/mla-module.js";
import type { Operator } from "../../types.js";
import { listField, numberField, objectField, type ModelSpec } from "../spec.js";
import { overOwnCache, replicatedQueries, stripedAttention } from "./decode-context.js";
import { latentElements } from "./deepseek-attention.js";
import type { PhaseRequest } from "./phase.js";

export const K3_Q_LORA = 1536;
const KV_LORA = 512;
export const K3_ROPE = 64;
/** head size without the rotary part, of queries, keys and values alike */
export const HEAD = 128;
/** latent keys and values of a token */
export const K3_LATENT_WIDTH = KV_LORA + K3_ROPE;

/** How many layers have which attention. */
export function k3Layers(model: ModelSpec): { readonly delta: number; readonly latent: number } {
  const linear = objectField(model.text, "linear_attn_config") ?? {};
  const full = listField(linear, "full_attn_layers").filter((layer) => Number(layer) <= model.layers).length;
  return { delta: model.layers - full, latent: full };
}

/** Sizes of the delta layers, of the whole model. */
export function k3DeltaSizes(model: ModelSpec): { heads: number; headDim: number; convWidth: number } {
  const linear = objectField(model.text, "linear_attn_config") ?? {};
  return {
    heads: numberField(linear, "num_heads") ?? model.heads,
    headDim: numberField(linear, "head_dim") ?? HEAD,
    convWidth: numberField(linear, "short_conv_kernel_size") ?? 4,
  };
}

/** Layers of Kimi delta attention. */
export function k3DeltaLayers(request: PhaseRequest, count: number): readonly Operator[] {
  const { model, parallelism, quant, phase, backend, nextn } = request;
  const { hidden: h } = model;
  const { heads: wholeHeads, headDim, convWidth } = k3DeltaSizes(model);
  const heads = wholeHeads / parallelism.tp;
  const inner = heads * headDim;
  const verify = phase === "generation" && nextn > 0;
  const kernel = {
    count,
    phase,
    hidden: h,
    convWidth,
    heads,
    headDim,
    ...(verify ? { verifyTokens: nextn + 1 } : {}),
  };
  const fused = phase === "generation" && backend === "vllm" && !verify;
  const scan = phase === "context" ? "kda_scan" : verify ? "kda_verify" : "kda_recurrent";
  const mode = quant.gemm;
  return [
    norm(request, "kda_norm", count),
    gemm({ name: "kda_qkvg_gemm", count, n: 4 * inner, k: h, mode }),
    gemm({ name: "kda_bfa_gemm", count, n: wholeHeads + headDim, k: h, mode }),
    gemm({ name: "kda_fb_gemm", count, n: inner, k: headDim, mode }),
    ...(fused
      ? [kdaScan({ ...kernel, name: "kda_fused_decode" })]
      : [
          kdaConv({ ...kernel, name: "kda_conv1d" }),
          kdaScan({ ...kernel, name: scan }),
          elementwise({ name: "kda_onorm", count, read: 2 * inner, written: inner }),
        ]),
    gemm({ name: "kda_o_gemm", count, n: h, k: inner, mode, quantizedInput: true }),
    allReduce({ name: "kda_ar", count, hidden: h, gpus: parallelism.tp }),
  ];
}

/** Layers of latent attention with an output gate. */
export function k3LatentLayers(request: PhaseRequest, count: number): readonly Operator[] {
  const { model, parallelism, quant, backend } = request;
  const { hidden: h } = model;
  const inner = (model.heads * HEAD) / parallelism.tp;
  const chain = latentChain(request, count);
  return [
    norm(request, "mla_norm", count),
    gemm({ name: "mla_downscale_gemm", count, n: K3_Q_LORA + K3_LATENT_WIDTH, k: h, mode: quant.gemm }),
    ...(backend === "vllm" ? [fallback("mla_block", latentModule(request, count), chain)] : chain),
    gemm({ name: "mla_gate_gemm", count, n: inner, k: h, mode: quant.gemm }),
    elementwise({ name: "mla_gate_mul", count, read: 2 * inner, written: inner }),
    allReduce({ name: "mla_ar", count, hidden: h, gpus: parallelism.tp }),
  ];
}

function latentModule(request: PhaseRequest, count: number): Operator {
  const { model, parallelism, quant, phase } = request;
  return mlaModule({
    name: "mla_module",
    count,
    phase,
    heads: model.heads / parallelism.tp,
    nativeHeads: model.heads,
    fmha: quant.fmha,
    kvcache: quant.kvcache,
    gemm: quant.gemm,
    imbalance: phase === "context" ? request.seqImbalance : request.genSeqImbalance,
  });
}

function latentChain(request: PhaseRequest, count: number): readonly Operator[] {
  const { model, parallelism, quant, phase } = request;
  const heads = model.heads / parallelism.tp;
  const mode = quant.gemm;
  const ofQueries = count * replicatedQueries(request);
  return [
    gemm({ name: "mla_q_b_gemm", count: ofQueries, n: heads * (HEAD + K3_ROPE), k: K3_Q_LORA, mode }),
    ...(phase === "context"
      ? [
          gemm({ name: "mla_kv_b_gemm", count, n: heads * 2 * HEAD, k: KV_LORA, mode }),
          contextKernel(request, count),
        ]
      : generationKernel(request, count)),
    gemm({ name: "mla_o_gemm", count, n: model.hidden, k: heads * HEAD, mode, quantizedInput: true }),
  ];
}

function contextKernel(request: PhaseRequest, count: number): Operator {
  const { model, parallelism, quant, backend, seqImbalance } = request;
  const heads = model.heads / parallelism.tp;
  const shape = {
    name: "context_attention",
    count,
    heads,
    fmha: quant.fmha,
    kvcache: quant.kvcache,
    imbalance: seqImbalance,
  };
  return backend === "vllm"
    ? contextAttention({ ...shape, kvHeads: heads, headDim: HEAD, qkNorm: false })
    : overOwnCache(request, contextMla(shape), latentElements(request));
}

function generationKernel(request: PhaseRequest, count: number): readonly Operator[] {
  const { model, parallelism, quant, backend, genSeqImbalance } = request;
  const heads = model.heads / parallelism.tp;
  const shape = {
    name: "generation_attention",
    count,
    heads,
    kvcache: quant.kvcache,
    imbalance: genSeqImbalance,
  };
  if (backend === "vllm")
    return [generationAttention({ ...shape, kvHeads: heads, headDim: HEAD, qkNorm: false })];
  const bmm = { heads, mode: quant.gemm === "bfloat16" ? "bfloat16" : "fp8" };
  const stripe = { name: shape.name, count, heads, queryWidth: K3_LATENT_WIDTH, valueWidth: KV_LORA };
  return [
    mlaBmm({ ...bmm, count: count * replicatedQueries(request), name: "bmm_pre", side: "pre" }),
    ...stripedAttention(request, stripe, (gathered) => generationMla({ ...shape, heads: gathered })),
    mlaBmm({ ...bmm, count, name: "bmm_post", side: "post" }),
  ];
}

function norm(request: PhaseRequest, name: string, count: number): Operator {
  const width = 2 * request.model.hidden;
  return elementwise({ name, count, read: width, written: width });
}
