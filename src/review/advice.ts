import type { Evaluation, VerdictKind } from "../domain/review.js";
import { isSafe } from "./verdict.js";

/** What a search offers a proposed deployment. */
export interface Choice {
  /** worth an edit: the best found, or the safe choice when the verdict is too close */
  readonly recommended?: Evaluation;
  /** the best when it is not worth one (too close: the safe choice at its price); the proposal itself when nothing beats it */
  readonly bestFound?: Evaluation;
  readonly nearestMiss?: Evaluation;
}

/** Results of a search at one budget, in any order. */
export interface Candidates {
  readonly proposed?: Evaluation;
  readonly verdict: VerdictKind;
  /** settings that meet every limit and fit memory */
  readonly passing: readonly Evaluation[];
  /** settings that miss a limit, only where none passes */
  readonly misses: readonly Evaluation[];
  readonly minGain: number;
}

/** A safe choice that serves less than this share of the proposal's throughput is shown but not offered as an edit. */
const FAIR_PRICE = 0.95;

/**
 * Picks the best found. A recommendation must hold over its whole band (where nothing does and the proposal fails: at its
 * figures) and, unless the proposal does not pass, gain `minGain`.
 */
export function chooseAdvice({ proposed, verdict, passing, misses, minGain }: Candidates): Choice {
  const ranked = [...passing].sort(byThroughput);
  const best = ranked.find(isSafe);
  if (verdict === "too-close") {
    if (best === undefined) return {};
    const fair = proposed === undefined || throughputPerGpu(best) >= FAIR_PRICE * throughputPerGpu(proposed);
    return fair ? { recommended: best } : { bestFound: best };
  }
  if (verdict === "fail") {
    const likely = best ?? ranked[0];
    if (likely !== undefined) return { recommended: likely };
    const nearest = [...misses].sort((a, b) => excess(a) - excess(b))[0];
    return nearest === undefined ? {} : { nearestMiss: nearest };
  }
  if (proposed === undefined) return best === undefined ? {} : { bestFound: best };
  const ratio = best === undefined ? 0 : throughputPerGpu(best) / throughputPerGpu(proposed);
  if (best !== undefined && ratio >= 1 + minGain) return { recommended: best };
  return { bestFound: best !== undefined && ratio > 1 ? best : proposed };
}

/** Most of each serving mode that the report lists as other settings. */
const MAX_ALTERNATIVES = 8;

/** Passing settings for the list of alternatives, best first; equal deployments once. */
export function alternativesOf(passing: readonly Evaluation[]): readonly Evaluation[] {
  const seen = new Set<string>();
  const counts = { agg: 0, disagg: 0 };
  return [...passing].sort(byThroughput).filter(({ deployment }) => {
    const key = JSON.stringify([
      deployment.mode,
      deployment.replicas,
      deployment.pools.map(({ parallelism, workers, batchSize }) => [parallelism, workers, batchSize]),
    ]);
    if (seen.has(key) || counts[deployment.mode] >= MAX_ALTERNATIVES) return false;
    seen.add(key);
    counts[deployment.mode]++;
    return true;
  });
}

/** Largest relative excess over a limit. */
export function excess({ limits }: Evaluation): number {
  return Math.max(0, ...limits.map(({ valueMs, limitMs }) => valueMs / limitMs - 1));
}

function throughputPerGpu({ prediction }: Evaluation): number {
  return prediction.tokensPerSecPerGpu;
}

function byThroughput(a: Evaluation, b: Evaluation): number {
  return throughputPerGpu(b) - throughputPerGpu(a);
}
