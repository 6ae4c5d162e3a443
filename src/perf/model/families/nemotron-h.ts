import { isBlackwell } from "../../blackwell.js";
import { allReduce } from "../../ops/all-reduce.js";
import { gemm } from "../../ops/gemm.js";
import { mamba2Conv, mamba2Scan } from "../../ops/mamba2.js";
import { elementwise } from "../../ops/memory-op.js";
import type { Operator, StepGraph } from "../../types.js";
import { rankHeads, type Family } from "../family.js";
import { listField, numberField, textField, type ModelSpec } from "../spec.js";
import { routedExperts, router } from "./experts.js";
import { groupedKvBytes } from "./llama.js";
import { groupedAttention } from "./grouped-attention.js";
import { embeddingOf, inPhase, logits, stageHop, type PhaseRequest } from "./phase.js";

/** Mamba-2, attention, expert and plain layers in a pattern of the model's own (`docs/method/operators.md` 4.6). */
export const nemotronH: Family = {
  name: "NEMOTRONH",
  contextParallel: false,
  qkNorm: () => false,
  activationRow: "default",
  adjustQuant: (quant, { backend, system, explicit }) =>
    backend === "vllm" && explicit.moe === undefined && quant.moe === "w4a16_nvfp4"
      ? { ...quant, moe: isBlackwell(system) ? "nvfp4" : "nvfp4_wo" }
      : quant,
  graph: (request): StepGraph => ({
    context: operators(inPhase(request, "context")),
    generation: operators(inPhase(request, "generation")),
  }),
  // only attention layers cache keys and values; the state of the Mamba layers is not charged
  kvBytesPerSequence: (request, length) => groupedKvBytes(request, length, layersOfKind(request.model, "*")),
};

/** Kinds of layers in the pattern: Mamba, attention, experts, plain feed-forward. */
type LayerKind = "M" | "*" | "E" | "-";

const KIND_NAMES: Readonly<Record<string, LayerKind>> = {
  mamba: "M",
  linear_attention: "M",
  attention: "*",
  full_attention: "*",
  moe: "E",
  mlp: "-",
};

/** How many layers of a kind the model has. */
export function layersOfKind(model: ModelSpec, kind: LayerKind): number {
  const pattern = textField(model.text, "hybrid_override_pattern");
  const kinds =
    pattern === undefined ? kindNames(model).map((name) => KIND_NAMES[String(name)]) : [...pattern];
  return kinds.slice(0, model.layers).filter((found) => found === kind).length;
}

function kindNames(model: ModelSpec): readonly unknown[] {
  const names = listField(model.text, "layers_block_type");
  return names.length > 0 ? names : listField(model.text, "layer_types");
}

function operators(request: PhaseRequest): readonly Operator[] {
  const counts = (kind: LayerKind): number => layersOfKind(request.model, kind) * request.times;
  return [
    embeddingOf(request, false),
    ...mambaLayers(request, counts("M")),
    ...attentionLayers(request, counts("*")),
    ...expertLayers(request, counts("E")),
    ...plainLayers(request, counts("-")),
    stageHop(request),
    logits(request),
  ];
}

function mambaLayers(request: PhaseRequest, count: number): readonly Operator[] {
  if (count === 0) return [];
  const { model, parallelism, quant, phase } = request;
  const { tp } = parallelism;
  const field = (name: string): number => numberField(model.text, name) ?? 0;
  const heads = field("mamba_num_heads");
  const headDim = field("mamba_head_dim");
  const groups = field("n_groups");
  const stateDim = field("ssm_state_size");
  const inner = heads * headDim;
  const kernel = {
    count,
    phase,
    hidden: model.hidden,
    stateDim,
    convWidth: field("conv_kernel"),
    heads,
    headDim,
    groups,
    chunk: field("chunk_size"),
  };
  // a group is not cut: where ranks are more, each holds one whole
  const rankGroups = Math.max(Math.floor(groups / tp), 1);
  const inWidth = Math.floor((2 * inner + heads) / tp) + 2 * rankGroups * stateDim;
  return [
    norm(request, "mamba_norm", count),
    gemm({ name: "mamba_in_proj_gemm", count, n: inWidth, k: model.hidden, mode: quant.gemm }),
    mamba2Conv({ ...kernel, name: "mamba_conv1d" }),
    mamba2Scan({ ...kernel, name: "mamba_ssm" }),
    gemm({
      name: "mamba_out_proj_gemm",
      count,
      n: model.hidden,
      k: Math.floor(inner / tp),
      mode: quant.gemm,
    }),
    reduce(request, "mamba_ar", count),
  ];
}

function attentionLayers(request: PhaseRequest, count: number): readonly Operator[] {
  if (count === 0) return [];
  const { model, quant } = request;
  const { heads, kvHeads } = rankHeads(request);
  const { hidden: h, headDim: d } = model;
  return [
    norm(request, "attn_norm", count),
    gemm({ name: "qkv_gemm", count, n: heads * d + 2 * d * kvHeads, k: h, mode: quant.gemm }),
    ...groupedAttention(request, count, 0),
    gemm({ name: "proj_gemm", count, n: h, k: heads * d, mode: quant.gemm, quantizedInput: true }),
    reduce(request, "attn_ar", count),
  ];
}

function expertLayers(request: PhaseRequest, count: number): readonly Operator[] {
  if (count === 0) return [];
  const { model, parallelism, quant } = request;
  const { tp } = parallelism;
  const { hidden: h } = model;
  const sharedWidth = numberField(model.text, "moe_shared_expert_intermediate_size") ?? model.moeInter;
  const shared = Math.floor(sharedWidth / tp);
  const latent = numberField(model.text, "moe_latent_size") ?? 0;
  const group = { count, distribution: "power_law_1.01", gated: false, width: latent > 0 ? latent : h };
  const experts = routedExperts(request, group);
  const narrow = Math.floor(latent / tp);
  return [
    norm(request, "moe_norm", count),
    gemm({ name: "shared_up_gemm", count, n: shared, k: h, mode: quant.gemm }),
    elementwise({ name: "shared_relu2", count, read: shared, written: shared }),
    gemm({ name: "shared_down_gemm", count, n: h, k: shared, mode: quant.gemm, quantizedInput: true }),
    router(request, group),
    ...(latent > 0 ? [gemm({ name: "fc1_latent_proj_gemm", count, n: narrow, k: h, mode: quant.gemm })] : []),
    ...experts,
    ...(latent > 0
      ? [
          gemm({
            name: "fc2_latent_proj_gemm",
            count,
            n: h,
            k: narrow,
            mode: quant.gemm,
            quantizedInput: true,
          }),
        ]
      : []),
    reduce(request, "moe_ar", count),
  ];
}

function plainLayers(request: PhaseRequest, count: number): readonly Operator[] {
  if (count === 0) return [];
  const { model, parallelism, quant } = request;
  const width = Math.floor(model.inter / parallelism.tp);
  return [
    norm(request, "mlp_norm", count),
    gemm({ name: "mlp_up_gemm", count, n: width, k: model.hidden, mode: quant.gemm }),
    elementwise({ name: "mlp_relu2", count, read: width, written: width }),
    gemm({ name: "mlp_down_gemm", count, n: model.hidden, k: width, mode: quant.gemm }),
    reduce(request, "mlp_ar", count),
  ];
}

function norm(request: PhaseRequest, name: string, count: number): Operator {
  const width = 2 * request.model.hidden;
  return elementwise({ name, count, read: width, written: width });
}

function reduce(request: PhaseRequest, name: string, count: number): Operator {
  return allReduce({ name, count, hidden: request.model.hidden, gpus: request.parallelism.tp });
}
