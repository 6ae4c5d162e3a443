import type { PricingContext } from "../types.js";
import { roofline } from "./grid-kernel.js";
import { modeBytes, modeFlops } from "./modes.js";
import type { ExpertSizes } from "./moe-rows.js";

export interface MoeShape extends ExpertSizes {
  readonly name: string;
  readonly count: number;
  readonly moeTp: number;
  readonly moeEp: number;
  /** attention data parallel size: the experts see the tokens of all its ranks */
  readonly dp: number;
  /** a moe mode of `ops/modes.ts` */
  readonly mode: string;
  /** how tokens spread over the experts, e.g. `power_law_1.2` */
  readonly distribution: string;
  /** three matrices an expert, or two */
  readonly gated?: boolean;
}

/** What the roofline of experts depends on. */
type RooflineShape = Pick<
  MoeShape,
  "hidden" | "inter" | "topK" | "experts" | "moeTp" | "moeEp" | "mode" | "gated"
>;

/** Milliseconds of one rank that computes `local` choices and reads `read` experts, of whatever number. */
function rankMs(context: PricingContext, shape: RooflineShape): (local: number, read: number) => number {
  const { hidden: h, inter: i, moeTp, mode, gated = true } = shape;
  const matrices = gated ? 3 : 2;
  const { memBw } = context.system.gpu;
  const expert = (h * i * matrices) / moeTp;
  return (local, read) => {
    const elements = local * (2 * h + (i * matrices) / moeTp) + expert * read;
    const computeS = (2 * expert * local) / modeFlops(context.system, "moe", mode);
    return roofline(computeS, (elements * modeBytes("moe", mode)) / memBw);
  };
}

/**
 * Roofline of the busiest rank in milliseconds over tokens, of whatever number: it reads at least one expert. The published
 * one counts whole experts of a mean rank, so fewer choices than ranks read none, and a utilisation that is taken from there
 * prices one token of Kimi-K2.5 with 13 ms a layer.
 */
function busiestMoeSol(context: PricingContext, shape: RooflineShape): (tokens: number) => number {
  const { topK, experts, moeEp } = shape;
  const ms = rankMs(context, shape);
  return (tokens) => {
    const local = Math.max(1, (tokens * topK) / moeEp);
    return ms(local, Math.min(experts / moeEp, local));
  };
}

/** The roofline whose utilisation holds where nothing was measured: the busiest rank's, or as published. */
export function heldMoeSol(context: PricingContext, shape: RooflineShape): (tokens: number) => number {
  return (context.asEnginesRun ? busiestMoeSol : moeSol)(context, shape);
}

/**
 * The least that experts can take, in milliseconds over tokens: only those that are chosen are read. The published roofline has every
 * choice read another expert as long as there are any, a third more than kernels read where choices are as many as experts. Evenly
 * spread, each is left out by all tokens with `(1 − topK / experts) ^ tokens`; some rank reads at least its share of one token.
 */
export function leastMoeSol(context: PricingContext, shape: RooflineShape): (tokens: number) => number {
  const { topK, experts, moeEp } = shape;
  const ms = rankMs(context, shape);
  return (tokens) => {
    const chosen = (experts / moeEp) * (1 - (1 - topK / experts) ** tokens);
    return ms((tokens * topK) / moeEp, Math.max(Math.ceil(topK / moeEp), chosen));
  };
}

/** Roofline in milliseconds over tokens; integer divisions as the reference has them. */
export function moeSol(context: PricingContext, shape: RooflineShape): (tokens: number) => number {
  const { hidden: h, inter: i, topK, experts, moeTp, moeEp, mode, gated = true } = shape;
  const matrices = gated ? 3 : 2;
  const bytes = modeBytes("moe", mode);
  const { memBw } = context.system.gpu;
  const weights = Math.floor((h * i * matrices) / moeTp);
  return (tokens) => {
    const routed = tokens * topK;
    const ops = Math.floor(Math.floor((routed * h * i * matrices * 2) / moeEp) / moeTp);
    const local = Math.floor(routed / moeEp);
    const elements =
      local * h * 2 +
      Math.floor((local * i * matrices) / moeTp) +
      weights * Math.min(Math.floor(experts / moeEp), local);
    return roofline(ops / modeFlops(context.system, "moe", mode), (elements * bytes) / memBw);
  };
}
