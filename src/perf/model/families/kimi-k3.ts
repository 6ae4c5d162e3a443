import { isBlackwell } from "../../blackwell.js";
import { allReduce } from "../../ops/all-reduce.js";
import { gemm } from "../../ops/gemm.js";
import { elementwise } from "../../ops/memory-op.js";
import { modeBytes } from "../../ops/modes.js";
import type { Operator, StepGraph } from "../../types.js";
import type { QuantModes } from "../../../domain/deployment.js";
import type { CacheRequest, Family, QuantRequest } from "../family.js";
import { numberField } from "../spec.js";
import { gatedBlock, routedExperts, router } from "./experts.js";
import {
  K3_LATENT_WIDTH,
  k3DeltaLayers,
  k3DeltaSizes,
  k3LatentLayers,
  k3Layers,
} from "./kimi-k3-attention.js";
import { k3Draft, k3DraftCacheWidth } from "./kimi-k3-draft.js";
import { embeddingOf, inPhase, logits, stageHop, type PhaseRequest } from "./phase.js";

/** Kimi delta attention, gated latent attention and experts in a narrower space: Kimi-K3 (`docs/model-notes.md`). */
export const kimiK3: Family = {
  name: "KIMIK3",
  contextParallel: false,
  decodeContextOn: ["sglang"],
  qkNorm: () => false,
  activationRow: "default",
  activationRowOn: { sglang: "moe" },
  adjustQuant,
  graph: (request): StepGraph => ({
    context: operators(inPhase(request, "context")),
    // drafts are priced by a model of their own instead of more layers
    generation: [...operators({ ...inPhase(request, "generation"), times: 1 }), ...k3Draft(request)],
  }),
  kvBytesPerSequence: k3KvBytes,
  stateBytesPerSequence: k3StateBytes,
};

/** SGLang quantizes the experts' inputs too where the hardware computes in those formats. */
function adjustQuant(quant: QuantModes, { backend, system, explicit }: QuantRequest): QuantModes {
  const both = backend === "sglang" && isBlackwell(system) && explicit.moe === undefined;
  return both && quant.moe === "w4a16_mxfp4" ? { ...quant, moe: "w4a8_mxfp4_mxfp8" } : quant;
}

/** States that are kept per request. */
const STATE_SLOTS = 5;

/** Cache of the latent layers and of the draft model, and the states of the delta layers, which do not grow. */
function k3KvBytes(request: CacheRequest, length: number): number {
  const { model, quant } = request;
  const perToken = k3Layers(model).latent * K3_LATENT_WIDTH + k3DraftCacheWidth(request);
  return length * perToken * modeBytes("kvcache", quant.kvcache) + k3StateBytes(request);
}

function k3StateBytes({ model, parallelism }: CacheRequest): number {
  const { heads, headDim, convWidth } = k3DeltaSizes(model);
  const inner = heads * headDim;
  const state = (inner * headDim * 4 + 3 * inner * (convWidth - 1) * 2) / parallelism.tp;
  return STATE_SLOTS * k3Layers(model).delta * state;
}

function operators(request: PhaseRequest): readonly Operator[] {
  const { model, parallelism } = request;
  const { hidden: h, layers } = model;
  const { delta, latent } = k3Layers(model);
  const residualBlock = numberField(model.text, "attn_res_block_size") ?? 12;
  const dense = numberField(model.text, "first_k_dense_replace") ?? 0;
  return [
    embeddingOf(request, true),
    allReduce({ name: "embedding_ar", count: 1, hidden: h, gpus: parallelism.tp }),
    ...k3DeltaLayers(request, delta),
    ...k3LatentLayers(request, latent),
    elementwise({ name: "attn_res", count: 2 * layers, read: (residualBlock / 2 - 1) * h, written: h }),
    elementwise({ name: "ffn_norm", count: layers, read: 2 * h, written: 2 * h }),
    ...denseLayers(request, dense),
    ...expertLayers(request, layers - dense),
    logits(request),
    stageHop(request),
  ];
}

function denseLayers(request: PhaseRequest, count: number): readonly Operator[] {
  if (count === 0) return [];
  const { model, parallelism, quant } = request;
  return [
    ...gatedBlock(request, {
      count,
      names: ["dense_gate_up_gemm", "dense_act_gate", "dense_down_gemm"],
      width: model.inter / parallelism.tp,
      mode: quant.gemm,
      quantizedInput: true,
    }),
    allReduce({ name: "dense_ffn_ar", count, hidden: model.hidden, gpus: parallelism.tp }),
  ];
}

function expertLayers(request: PhaseRequest, count: number): readonly Operator[] {
  const { model, parallelism, quant } = request;
  const { hidden: h } = model;
  const width = numberField(model.text, "routed_expert_hidden_size") ?? h;
  const group = { count, distribution: "power_law_1.01", width };
  return [
    router(request, group),
    gemm({ name: "latent_down_gemm", count, n: width, k: h, mode: quant.gemm }),
    elementwise({ name: "latent_norm", count, read: 2 * width, written: 2 * width }),
    ...routedExperts(request, group),
    gemm({ name: "latent_up_gemm", count, n: h, k: width, mode: quant.gemm }),
    ...gatedBlock(request, {
      count,
      names: ["shared_gate_up_gemm", "shared_act_gate", "shared_down_gemm"],
      width: (model.sharedExperts * model.moeInter) / parallelism.tp,
      mode: quant.gemm,
    }),
  ];
}
