import { moeDispatch } from "../../ops/dispatch.js";
import { gemm } from "../../ops/gemm.js";
import { elementwise } from "../../ops/memory-op.js";
import { moe } from "../../ops/moe.js";
import type { Operator } from "../../types.js";
import type { PhaseRequest } from "./phase.js";

/** Routed experts of a group of layers. */
export interface ExpertGroup {
  /** layers, drafts included */
  readonly count: number;
  readonly distribution: string;
  /** starts the names of the operators, e.g. `swa_` */
  readonly prefix?: string;
  /** width of the tokens that reach the experts; the hidden size unless the model narrows them */
  readonly width?: number;
  readonly gated?: boolean;
  readonly attentionReduced?: boolean;
  /** context ranks as the dispatch sees them; those of the phase unless given */
  readonly dispatchCp?: number;
  /** format of the experts, when it is not the one that the checkpoint states */
  readonly mode?: string;
  /** format of the travelling tokens; that of the experts unless given */
  readonly dispatchMode?: string;
}

/** Chooses the experts of each token, always bf16. */
export function router(request: PhaseRequest, group: ExpertGroup): Operator {
  const { model, cp } = request;
  const { count, prefix = "" } = group;
  return gemm({
    name: `${prefix}router_gemm`,
    count,
    n: model.experts,
    k: model.hidden,
    mode: "bfloat16",
    cp,
  });
}

/** Dispatch, experts, combine of the fused graph. */
export function routedExperts(
  request: PhaseRequest,
  group: ExpertGroup,
): readonly [Operator, Operator, Operator] {
  const { model, parallelism, quant, backend, phase, cp } = request;
  const { moeTp, moeEp, dp } = parallelism;
  const {
    count,
    distribution,
    prefix = "",
    width = model.hidden,
    gated = true,
    attentionReduced = false,
  } = group;
  const dispatchCp = group.dispatchCp ?? cp;
  const mode = group.mode ?? quant.moe;
  const travel = {
    count,
    phase,
    backend,
    hidden: width,
    moeTp,
    moeEp,
    dp,
    cp: dispatchCp,
    mode: group.dispatchMode ?? mode,
    attentionReduced,
  };
  return [
    moeDispatch({ ...travel, name: `${prefix}moe_pre_dispatch`, side: "pre" }),
    moe({
      name: `${prefix}moe`,
      count,
      hidden: width,
      inter: model.moeInter,
      topK: model.topK,
      experts: model.experts,
      moeTp,
      moeEp,
      dp,
      mode,
      distribution,
      gated,
    }),
    moeDispatch({ ...travel, name: `${prefix}moe_post_dispatch`, side: "post" }),
  ];
}

/** A gated feed-forward block of one rank, e.g. the shared experts. */
export interface GatedBlock {
  readonly count: number;
  /** names of the products and of the activation */
  readonly names: readonly [up: string, activation: string, down: string];
  /** width on one rank */
  readonly width: number;
  readonly mode: string;
  /** the down projection's input comes already quantized */
  readonly quantizedInput?: boolean;
  /** products see `tokens // scaleNumTokens` */
  readonly scaleNumTokens?: number;
}

/** Up and gate in one product, activation, down. */
export function gatedBlock(request: PhaseRequest, block: GatedBlock): readonly Operator[] {
  const { model, cp } = request;
  const { count, names, width, mode, quantizedInput = false, scaleNumTokens = 1 } = block;
  const shared = { count, cp, scaleNumTokens };
  return [
    gemm({ ...shared, name: names[0], n: 2 * width, k: model.hidden, mode }),
    elementwise({ ...shared, name: names[1], read: 2 * width, written: width }),
    gemm({ ...shared, name: names[2], n: model.hidden, k: width, mode, quantizedInput }),
  ];
}
