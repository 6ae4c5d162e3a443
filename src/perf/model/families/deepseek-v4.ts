import { dsv4Module } from "../../ops/dsv4-module.js";
import type { CompressionKind, Dsv4Dims } from "../../ops/dsv4-sol.js";
import { elementwise } from "../../ops/memory-op.js";
import { mhc } from "../../ops/mhc.js";
import { modeBytes } from "../../ops/modes.js";
import { MissingDataError, type Operator, type StepGraph } from "../../types.js";
import type { QuantModes } from "../../../domain/deployment.js";
import type { CacheRequest, Family, GraphRequest, QuantRequest } from "../family.js";
import { listField, numberField, textField, type ModelSpec } from "../spec.js";
import { expertBlock } from "./deepseek.js";
import { embeddingOf, inPhase, logits, stageHop, type PhaseRequest } from "./phase.js";

/** Compressed attention, mixed residual streams and experts: DeepSeek-V4 (`docs/method/operators.md` 4.7.4). */
export const deepseekV4: Family = {
  name: "DEEPSEEKV4",
  contextParallel: true,
  qkNorm: () => false,
  activationRow: "moe",
  moeWorkspace: "hidden",
  adjustQuant,
  check({ quant }) {
    if (quant.fmha === "bfloat16") return;
    throw new MissingDataError(`compressed attention was measured in bfloat16, not in ${quant.fmha}`);
  },
  graph: (request): StepGraph => ({
    context: operators(inPhase(request, "context")),
    generation: operators(inPhase(request, "generation")),
  }),
  kvBytesPerSequence: compressedKvBytes,
};

function adjustQuant(quant: QuantModes, request: QuantRequest): QuantModes {
  const { model, explicit } = request;
  // what is asked for stays, and is a miss where it was not measured
  const fixed = { ...quant, fmha: explicit.fmha ?? "bfloat16", kvcache: explicit.kvcache ?? "fp8" };
  if (explicit.moe !== undefined || textField(model.text, "expert_dtype") !== "fp4" || nvfp4Experts(quant))
    return fixed;
  return { ...fixed, moe: mxfp4Mode(request) };
}

function nvfp4Experts({ moe }: QuantModes): boolean {
  return moe.includes("nvfp4");
}

/**
 * Inputs in MXFP8 need the tensor cores of Blackwell; before it engines run MXFP4 as weights alone. The published method takes
 * such inputs for vLLM and TensorRT-LLM everywhere, which nobody measured, and estimates them from whatever else was.
 */
function mxfp4Mode({ backend, system, asEnginesRun }: QuantRequest): string {
  const sm = system.gpu.smVersion ?? 0;
  if (backend === "sglang" && sm >= 100) return "w4a8_mxfp4_mxfp8_trtllm";
  if (backend === "sglang" && sm === 90) return "w4a16_mxfp4_cutlass";
  return asEnginesRun && sm < 100 ? "w4a16_mxfp4" : "w4a8_mxfp4_mxfp8";
}

function dims({ model, parallelism }: Pick<GraphRequest, "model" | "parallelism">): Dsv4Dims {
  const field = (name: string, fallback: number): number => numberField(model.text, name) ?? fallback;
  return {
    hidden: model.hidden,
    heads: model.heads / parallelism.tp,
    headDim: model.headDim,
    rope: field("qk_rope_head_dim", 64),
    qLora: field("q_lora_rank", 1024),
    oLora: field("o_lora_rank", 1024),
    outputGroups: Math.max(1, Math.floor(field("o_groups", 8) / parallelism.tp)),
    indexHeads: field("index_n_heads", 64),
    indexDim: field("index_head_dim", 128),
    indexTopK: field("index_topk", 512),
    window: field("sliding_window", 128),
  };
}

/** Layers whose cache is compressed so much; a list entry of 0 stands for no compression. */
function layersWithRatio(model: ModelSpec, ratio: number): number {
  return listField(model.text, "compress_ratios")
    .slice(0, model.layers)
    .filter((found) => found === ratio).length;
}

/** Window of every layer, compressed entries, index keys and the state of the compressors; replicated over tp. */
function compressedKvBytes(request: CacheRequest, length: number): number {
  const { model, quant } = request;
  const { headDim: d, indexDim, window } = dims(request);
  const bytes = modeBytes("kvcache", quant.kvcache);
  const fine = Math.floor(length / 4) * (d + indexDim / 2) + 64 * (d + indexDim);
  const coarse = Math.floor(length / 128) * d + 1024 * d;
  const local = model.layers * Math.min(length, window) * d;
  return bytes * (local + layersWithRatio(model, 4) * fine + layersWithRatio(model, 128) * coarse);
}

function operators(request: PhaseRequest): readonly Operator[] {
  const { model, parallelism, quant, times, cp } = request;
  const count = model.layers * times;
  const indexed = layersWithRatio(model, 4);
  const mixing = { count, hidden: model.hidden, streams: numberField(model.text, "hc_mult") ?? 4, cp };
  const norm = { count, read: model.hidden, written: model.hidden, cp };
  return [
    embeddingOf(request, false),
    mhc({ ...mixing, name: "mhc_pre", side: "pre" }),
    elementwise({ ...norm, name: "attn_norm" }),
    attention(request, "csa", indexed * times),
    // layers without compression are priced like strongly compressed ones
    attention(request, "hca", (model.layers - indexed) * times),
    mhc({ ...mixing, name: "mhc_post", side: "post" }),
    elementwise({ ...norm, name: "ffn_norm" }),
    ...expertBlock(request, {
      distribution: "power_law_1.01",
      sharedWidth: model.moeInter / parallelism.tp,
      sharedMode: quant.gemm,
    }),
    logits(request),
    stageHop(request),
  ];
}

function attention(request: PhaseRequest, kind: CompressionKind, count: number): Operator {
  const { model, quant, phase } = request;
  return dsv4Module({
    name: `${phase}_attention`,
    count,
    phase,
    kind,
    dims: dims(request),
    nativeHeads: model.heads,
    fmha: quant.fmha,
    kvcache: quant.kvcache,
    gemm: quant.gemm,
    imbalance: phase === "context" ? request.seqImbalance : request.genSeqImbalance,
  });
}
