import { isBlackwell } from "../../blackwell.js";
import { allToAll } from "../../ops/a2a.js";
import { ALL_TO_ALL_NEEDS } from "../../ops/a2a-rows.js";
import { chooseExchange } from "../../ops/exchange-choice.js";
import { coversExpertCompute, expertCompute } from "../../ops/expert-compute.js";
import { EXPERT_COMPUTE_NEEDS } from "../../ops/expert-compute-rows.js";
import { elementwise } from "../../ops/memory-op.js";
import { MOE_NEED } from "../../ops/moe-rows.js";
import type { TableNeed } from "../../table.js";
import type { Operator, Phase, PricingContext } from "../../types.js";
import type { GraphRequest } from "../family.js";
import { gatedBlock } from "./experts.js";
import type { PhaseRequest } from "./phase.js";

/** Tables that decide whether experts may spread over nodes. */
export const LARGE_EP_NEEDS: readonly TableNeed[] = [...ALL_TO_ALL_NEEDS, ...EXPERT_COMPUTE_NEEDS, MOE_NEED];

/** Whether all-to-all and expert work were measured for this tuple in a phase (`docs/method/operators.md` 5.4). */
export function coversLargeEp(
  request: GraphRequest,
  context: PricingContext,
  phase: Phase,
  distribution: string,
): boolean {
  const question = questionOf(request, phase);
  if (chooseExchange(context, question) === undefined) return false;
  return coversExpertCompute(context, { ...question, inter: request.model.moeInter, distribution });
}

function questionOf({ model, parallelism, quant }: GraphRequest, phase: Phase) {
  return {
    phase,
    mode: quant.moe,
    ep: parallelism.moeEp,
    hidden: model.hidden,
    topK: model.topK,
    experts: model.experts,
  };
}

/** Dispatch, expert work and combine behind an all-to-all; the exchange is chosen among the measured ones. */
export function exchangedExperts(
  request: PhaseRequest,
  count: number,
  distribution: string,
): readonly Operator[] {
  const { model, parallelism, backend, system, phase } = request;
  const question = questionOf(request, phase);
  const exchange = { ...question, count, attentionRanks: parallelism.tp * parallelism.cp };
  const prepares = backend === "trtllm" && isBlackwell(system);
  return [
    ...(prepares ? [allToAll({ ...exchange, name: "moe_prepare", step: "prepare" })] : []),
    allToAll({ ...exchange, name: "moe_dispatch", step: "dispatch" }),
    expertCompute({
      ...question,
      name: "moe",
      count,
      inter: model.moeInter,
      distribution,
      dp: parallelism.dp,
    }),
    allToAll({ ...exchange, name: "moe_combine", step: "combine" }),
  ];
}

/** The shared expert, whole on every rank; SGLang and vLLM split a prefill's tokens over the attention group. */
export function wholeSharedExpert(request: PhaseRequest, count: number, mode: string): readonly Operator[] {
  const { model, parallelism, backend, phase } = request;
  const splits = backend !== "trtllm" && phase === "context";
  return gatedBlock(request, {
    count,
    names:
      backend === "trtllm"
        ? ["shared_gate_up_gemm", "shared_act_gate", "shared_ffn2_gemm"]
        : ["gate_ffn1_gemm", "act_gate", "ffn2_gemm"],
    width: model.moeInter,
    mode,
    ...(splits ? { scaleNumTokens: parallelism.tp } : {}),
  });
}

/** Adds the shared expert's result to the routed ones'. */
export function reduceAdd(request: PhaseRequest, count: number): Operator {
  const { hidden } = request.model;
  return elementwise({ name: "moe_reduce_add", count, read: 2 * hidden, written: hidden });
}
