import type { Backend } from "../../domain/deployment.js";
import type { TableNeed } from "../table.js";
import type { Operator, Phase } from "../types.js";
import { ALL_REDUCE_NEEDS, allReducePricer } from "./all-reduce.js";
import { NCCL_NEEDS, ncclPricer } from "./nccl.js";

export interface DispatchShape {
  readonly name: string;
  readonly count: number;
  /** before the experts, or after them */
  readonly side: "pre" | "post";
  readonly phase: Phase;
  readonly backend: Backend;
  /** elements per token */
  readonly hidden: number;
  readonly moeTp: number;
  readonly moeEp: number;
  readonly dp: number;
  readonly cp?: number;
  /** a moe mode: quantized tokens travel in fewer bytes on some systems */
  readonly mode: string;
  /** whether the graph prices the all-reduce after attention itself; only vLLM honours it */
  readonly attentionReduced?: boolean;
}

/** One collective over `gpus` GPUs on `tokens · factor` tokens. */
interface Collective {
  readonly kind: "all_reduce" | "all_gather" | "reduce_scatter";
  readonly gpus: number;
  readonly factor: number;
}

/**
 * Moves tokens to the ranks that hold their experts, or the results back, in the fused graph
 * (`docs/method/operators.md` 3.7).
 */
export function moeDispatch(shape: DispatchShape): Operator {
  const { name, count, hidden } = shape;
  return {
    name,
    count,
    scope: "tokens",
    weightBytes: 0,
    needs: dispatchNeeds(shape),
    bind(context) {
      const prices = collectivesOf(shape, context.system.gpu.smVersion).map(({ kind, gpus, factor }) => ({
        factor: factor * hidden,
        price: kind === "all_reduce" ? allReducePricer(context, gpus) : ncclPricer(context, kind, gpus),
      }));
      return (query) => {
        let sum = 0;
        for (const { factor, price } of prices) sum += price(query.tokens * factor);
        return sum;
      };
    },
  };
}

function dispatchNeeds({ moeTp, moeEp }: DispatchShape): readonly TableNeed[] {
  return moeTp * moeEp > 1 ? [...ALL_REDUCE_NEEDS, ...NCCL_NEEDS] : [];
}

function collectivesOf(shape: DispatchShape, sm: number | undefined): readonly Collective[] {
  const { backend } = shape;
  const found = backend === "vllm" ? vllm(shape) : backend === "sglang" ? sglang(shape) : trtllm(shape, sm);
  return found.filter(({ gpus }) => gpus > 1);
}

function sizes({ moeTp, moeEp, dp }: DispatchShape): { gpus: number; attentionTp: number } {
  const gpus = moeTp * moeEp;
  return { gpus, attentionTp: Math.floor(gpus / dp) };
}

function allReduce(gpus: number): Collective {
  return { kind: "all_reduce", gpus, factor: 1 };
}

function gather(gpus: number, factor: number): Collective {
  return { kind: "all_gather", gpus, factor };
}

function scatter(gpus: number, factor: number): Collective {
  return { kind: "reduce_scatter", gpus, factor };
}

function vllm(shape: DispatchShape): readonly Collective[] {
  const { side, dp, attentionReduced = false } = shape;
  const { gpus, attentionTp } = sizes(shape);
  const reduce = attentionTp > 1 && !(side === "pre" && attentionReduced) ? [allReduce(gpus)] : [];
  if (dp === 1) return reduce;
  return [...reduce, side === "pre" ? gather(gpus, dp) : scatter(gpus, dp)];
}

function sglang(shape: DispatchShape): readonly Collective[] {
  const { side, phase, dp, cp = 1 } = shape;
  const { gpus, attentionTp } = sizes(shape);
  if (cp > 1) {
    if (phase === "context") return [side === "pre" ? gather(gpus, 1) : scatter(gpus, 1)];
    return side === "pre" ? [] : [allReduce(gpus)];
  }
  if (attentionTp > 1 && dp > 1) {
    return side === "pre"
      ? [scatter(attentionTp, 1), gather(gpus, dp)]
      : [scatter(gpus, dp), gather(attentionTp, 1)];
  }
  if (attentionTp > 1) return [allReduce(gpus)];
  if (dp > 1) return [side === "pre" ? gather(gpus, dp) : scatter(gpus, dp)];
  return [];
}

function trtllm(shape: DispatchShape, sm: number | undefined): readonly Collective[] {
  const { side, dp, mode } = shape;
  const { gpus, attentionTp } = sizes(shape);
  if (sm === 100 && dp > 1) {
    return [side === "pre" ? gather(gpus, dp * payloadShare(mode)) : scatter(gpus, dp)];
  }
  if (attentionTp > 1) return [allReduce(gpus)];
  if (dp > 1) return [side === "pre" ? gather(gpus, dp) : scatter(gpus, dp)];
  return [];
}

/** Tokens are sent as the experts take them: 4 bits with a scale for 16 values, or 8 bits, of 16. */
function payloadShare(mode: string): number {
  if (mode === "nvfp4") return 1 / 4 + 1 / 32;
  return mode === "fp8" || mode === "fp8_block" ? 1 / 2 : 1;
}
