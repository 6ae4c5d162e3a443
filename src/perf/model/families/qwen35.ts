import { allReduce } from "../../ops/all-reduce.js";
import { overlap } from "../../ops/composite.js";
import { gdnConv, gdnScan } from "../../ops/gdn.js";
import { gemm } from "../../ops/gemm.js";
import { elementwise } from "../../ops/memory-op.js";
import { modeBytes } from "../../ops/modes.js";
import { InvalidParallelismError, type Operator, type StepGraph } from "../../types.js";
import { type CacheRequest, type Family, rankHeads } from "../family.js";
import { listField, numberField, textField, type ModelSpec } from "../spec.js";
import { gatedBlock, routedExperts, router } from "./experts.js";
import { groupedAttention } from "./grouped-attention.js";
import { embeddingOf, inPhase, logits, stageHop, type PhaseRequest } from "./phase.js";
import { qwen35Modes, type Qwen35Modes } from "./qwen35-modes.js";

const DISTRIBUTION = "power_law_1.2";
/** Fewer experts than this are chosen without a product of their own. */
const ROUTED_EXPERTS = 128;

/**
 * Gated delta net and full attention in turn, dense or with experts: Qwen3.5, Qwen3.6 (`docs/method/operators.md`
 * 4.5).
 */
export const qwen35: Family = {
  name: "QWEN35",
  contextParallel: false,
  qkNorm: () => true,
  activationRow: "default",
  check({ model, parallelism }) {
    const { keyHeads, valueHeads } = gdnSizes(model);
    if (keyHeads % parallelism.tp === 0 && valueHeads % parallelism.tp === 0) return;
    throw new InvalidParallelismError(
      `tp ${parallelism.tp} does not divide the ${keyHeads} key and ${valueHeads} value heads of the linear layers`,
    );
  },
  graph: (request): StepGraph => ({
    context: operators(inPhase(request, "context")),
    generation: operators(inPhase(request, "generation")),
  }),
  kvBytesPerSequence: qwen35KvBytes,
};

interface GdnSizes {
  readonly keyHeads: number;
  readonly keyDim: number;
  readonly valueHeads: number;
  readonly valueDim: number;
  readonly convWidth: number;
}

function gdnSizes(model: ModelSpec): GdnSizes {
  const field = (name: string, fallback: number): number => numberField(model.text, name) ?? fallback;
  return {
    keyHeads: field("linear_num_key_heads", 16),
    keyDim: field("linear_key_head_dim", 128),
    valueHeads: field("linear_num_value_heads", 32),
    valueDim: field("linear_value_head_dim", 128),
    convWidth: field("linear_conv_kernel_dim", 4),
  };
}

function fullLayers(model: ModelSpec): number {
  return listField(model.text, "layer_types")
    .slice(0, model.layers)
    .filter((kind) => kind === "full_attention").length;
}

/** Cache of the full layers, and the recurrent and convolution states of the linear ones, which do not grow. */
function qwen35KvBytes(request: CacheRequest, length: number): number {
  const { model, parallelism, quant } = request;
  const { keyHeads, keyDim, valueHeads, valueDim, convWidth } = gdnSizes(model);
  const full = fullLayers(model);
  const cache =
    length * modeBytes("kvcache", quant.kvcache) * 2 * rankHeads(request).kvHeads * model.headDim * full;
  const stateType = textField(model.text, "mamba_ssm_dtype") ?? textField(model.root, "mamba_ssm_dtype");
  const state =
    Math.floor(valueHeads / parallelism.tp) * keyDim * valueDim * (stateType === "bfloat16" ? 2 : 4);
  const channels = Math.floor((2 * keyHeads * keyDim + valueHeads * valueDim) / parallelism.tp);
  return cache + (model.layers - full) * (state + channels * (convWidth - 1) * 2);
}

function operators(request: PhaseRequest): readonly Operator[] {
  const { model, parallelism, times } = request;
  const full = fullLayers(model);
  const modes = qwen35Modes(request);
  return [
    embeddingOf(request, true),
    allReduce({ name: "embedding_ar", count: times, hidden: model.hidden, gpus: parallelism.tp }),
    ...linearGroup(request, modes, (model.layers - full) * times),
    ...fullGroup(request, modes, full * times),
    logits(request),
    stageHop(request),
  ];
}

function linearGroup(request: PhaseRequest, modes: Qwen35Modes, count: number): readonly Operator[] {
  const { model, parallelism, phase } = request;
  const { tp } = parallelism;
  const { keyHeads, keyDim, valueHeads, valueDim, convWidth } = gdnSizes(model);
  const inner = valueHeads * valueDim;
  const kernel = {
    count,
    phase,
    hidden: model.hidden,
    convWidth,
    keyHeads: keyHeads / tp,
    keyDim,
    valueHeads: valueHeads / tp,
    valueDim,
  };
  const k = model.hidden;
  const mode = modes.linear;
  return [
    norm(request, "gdn_norm", count),
    gemm({ name: "gdn_in_proj_gemm", count, n: (2 * keyHeads * keyDim + 2 * inner) / tp, k, mode }),
    gemm({ name: "gdn_in_proj_ba_gemm", count, n: (2 * valueHeads) / tp, k, mode, belowGridSol: true }),
    gdnConv({ ...kernel, name: "gdn_conv1d" }),
    gdnScan({ ...kernel, name: phase === "context" ? "gdn_scan" : "gdn_recurrence" }),
    gemm({ name: "gdn_out_proj_gemm", count, n: k, k: inner / tp, mode, quantizedInput: true }),
    ...attentionReduce(request, "gdn_ar", count),
    ...feedForward(request, modes, "gdn_", count),
  ];
}

function fullGroup(request: PhaseRequest, modes: Qwen35Modes, count: number): readonly Operator[] {
  const { model } = request;
  const { heads, kvHeads } = rankHeads(request);
  const { hidden: h, headDim: d } = model;
  const mode = modes.attention;
  return [
    norm(request, "full_attn_norm", count),
    // the output gate doubles the queries
    gemm({ name: "qkv_gemm", count, n: 2 * heads * d + 2 * kvHeads * d, k: h, mode }),
    ...groupedAttention(request, count, 0),
    gemm({ name: "proj_gemm", count, n: h, k: heads * d, mode, quantizedInput: true }),
    ...attentionReduce(request, "full_ar", count),
    ...feedForward(request, modes, "full_", count),
  ];
}

/** SGLang with attention data parallelism leaves this sum to the dispatch. */
function attentionReduce(request: PhaseRequest, name: string, count: number): readonly Operator[] {
  const { model, parallelism, backend } = request;
  if (model.experts > 0 && backend === "sglang" && parallelism.dp > 1) return [];
  return [allReduce({ name, count, hidden: model.hidden, gpus: parallelism.tp })];
}

function feedForward(
  request: PhaseRequest,
  modes: Qwen35Modes,
  prefix: string,
  count: number,
): readonly Operator[] {
  const first = norm(request, `${prefix}ffn_norm`, count);
  if (request.model.experts > 0) return [first, ...expertBlock(request, modes, prefix, count)];
  const { model, parallelism } = request;
  return [
    first,
    ...gatedBlock(request, {
      count,
      names: [`${prefix}gate_ffn1_gemm`, `${prefix}act_gate`, `${prefix}ffn2_gemm`],
      width: model.inter / parallelism.tp,
      mode: modes.dense,
      quantizedInput: true,
    }),
    allReduce({ name: `${prefix}ffn_ar`, count, hidden: model.hidden, gpus: parallelism.tp }),
  ];
}

function expertBlock(
  request: PhaseRequest,
  modes: Qwen35Modes,
  prefix: string,
  count: number,
): readonly Operator[] {
  const { model, parallelism, backend, phase } = request;
  const group = { count, distribution: DISTRIBUTION, prefix, attentionReduced: true };
  const route = model.experts >= ROUTED_EXPERTS ? [router(request, group)] : [];
  const [pre, experts, post] = routedExperts(request, group);
  const shared = sharedExpert(request, modes, prefix, count);
  const merge = elementwise({
    name: `${prefix}shared_merge`,
    count,
    read: (backend === "sglang" ? 3 : 2) * model.hidden,
    written: model.hidden,
  });
  if (backend === "sglang") {
    const hand = parallelism.dp > 1 ? [pre] : [];
    return phase === "context"
      ? [...route, ...hand, experts, post, ...shared, merge]
      : [...hand, overlap(`${prefix}moe_overlap`, [...route, experts], shared), merge, post];
  }
  if (phase === "context") return [...route, pre, experts, post, ...shared, merge];
  if (backend === "vllm")
    return [overlap(`${prefix}moe_overlap`, [...route, pre, experts], shared), merge, post];
  return [...route, pre, experts, ...shared, merge, post];
}

/** The shared expert; SGLang fuses its gate into the merge. */
function sharedExpert(
  request: PhaseRequest,
  modes: Qwen35Modes,
  prefix: string,
  count: number,
): readonly Operator[] {
  const { model, parallelism, backend } = request;
  const { hidden: h } = model;
  const width = (numberField(model.text, "shared_expert_intermediate_size") ?? 0) / parallelism.tp;
  if (width === 0) return [];
  const block = gatedBlock(request, {
    count,
    names: [`${prefix}shared_gate_up_gemm`, `${prefix}shared_act_gate`, `${prefix}shared_down_gemm`],
    width,
    mode: modes.shared,
    quantizedInput: true,
  });
  if (backend === "sglang") return block;
  const gate = {
    name: `${prefix}shared_expert_gate_gemm`,
    count,
    n: 1,
    k: h,
    mode: "bfloat16",
    belowGridSol: true,
  };
  return [
    gemm(gate),
    ...block,
    elementwise({ name: `${prefix}shared_expert_gate_mul`, count, read: h, written: h }),
  ];
}

function norm(request: PhaseRequest, name: string, count: number): Operator {
  const width = 2 * request.model.hidden;
  return elementwise({ name, count, read: width, written: width });
}
