import { compact } from "../domain/compact.js";
import { SAME_WITHIN } from "../domain/compared.js";
import type { Evaluation, VerdictKind } from "../domain/review.js";

/** What a search offers a proposed deployment. */
export interface AdviceChoice {
  /** the best found, where it is worth an edit */
  readonly recommended?: Evaluation;
  /** the best found when it is not worth one; the proposal itself when nothing beats it */
  readonly bestFound?: Evaluation;
  /** nothing carries the load: the setting that comes nearest, never farther from a limit than the proposal */
  readonly nearestMiss?: Evaluation;
}

/** Results of a search at one budget, in any order. */
export interface Candidates {
  readonly proposed?: Evaluation;
  readonly verdict: VerdictKind;
  /** settings that carry the load: every limit holds with the confidence asked, and memory fits */
  readonly passing: readonly Evaluation[];
  /** settings that miss a limit, only where none passes */
  readonly misses: readonly Evaluation[];
  readonly minGain: number;
  /** whether all were judged at one stated load, else each at the load that it carries */
  readonly loadStated: boolean;
  /** GPUs that the settings were searched for */
  readonly gpuBudget: number;
}

/**
 * Picks the best found among settings that carry the load, see {@link byWorth}. A proposal that passes is only advised
 * against for a gain of `minGain` in tokens/s per GPU, never for a setting that leaves so many GPUs of the budget idle
 * that all of it serves less, and one that serves the same (as most do at a stated load) is no better than it.
 */
export function chooseAdvice(candidates: Candidates): AdviceChoice {
  const { proposed, verdict, passing, misses, minGain, loadStated } = candidates;
  const [best] = [...passing].sort(byWorth(loadStated));
  if (verdict === "fail" || verdict === "too-close") {
    if (best !== undefined) return { recommended: best };
    const own = proposed === undefined ? Infinity : worstRatio(proposed);
    const chance = (verdict === "too-close" ? proposed?.prediction.pSla : undefined) ?? 0;
    const nearest = misses
      // what is open inside its limits is farther from an answer where it holds less surely
      .filter((miss) => worstRatio(miss) < own && (miss.prediction.pSla ?? chance) >= chance)
      .sort((a, b) => worstRatio(a) - worstRatio(b))[0];
    return compact({ nearestMiss: nearest });
  }
  if (proposed === undefined) return best === undefined ? {} : { bestFound: best };
  const ratio = best === undefined || servesLess(best, proposed, candidates) ? 0 : gain(best, proposed);
  if (best === undefined || ratio < 1 + SAME_WITHIN) return { bestFound: proposed };
  return ratio >= 1 + minGain ? { recommended: best } : { bestFound: best };
}

/** Most of each serving mode that the report lists as other settings. */
const MAX_ALTERNATIVES = 8;

/** Passing settings for the list of alternatives, best first; equal deployments once. */
export function alternativesOf(passing: readonly Evaluation[], loadStated: boolean): readonly Evaluation[] {
  const seen = new Set<string>();
  const counts = { agg: 0, disagg: 0 };
  return [...passing].sort(byWorth(loadStated)).filter(({ deployment }) => {
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

/**
 * The largest ratio of a figure to its limit: how near a setting comes, or how far it lies beyond; without end where a queue
 * that grows for good breaks a limit which the figures at full load keep.
 */
export function worstRatio({ limits }: Pick<Evaluation, "limits">): number {
  return Math.max(
    0,
    ...limits.map(({ valueMs, limitMs, holds }) =>
      !holds && valueMs <= limitMs ? Infinity : valueMs / limitMs,
    ),
  );
}

/** Whether a setting serves less than the proposal in all, both at what they carry on the GPUs of the budget. */
function servesLess(
  { prediction }: Evaluation,
  { prediction: own }: Evaluation,
  { loadStated, gpuBudget }: Pick<Candidates, "loadStated" | "gpuBudget">,
): boolean {
  return !loadStated && own.totalGpus <= gpuBudget && prediction.tokensPerSec < own.tokensPerSec;
}

function gain(setting: Evaluation, proposed: Evaluation): number {
  return throughputPerGpu(setting) / throughputPerGpu(proposed);
}

function throughputPerGpu({ prediction }: Evaluation): number {
  return prediction.tokensPerSecPerGpu;
}

/**
 * Order of settings under one budget, best first. At the load that each carries: most tokens/s of the whole budget, so that
 * GPUs left idle count, as in a search. At one stated load: most tokens/s per GPU that it takes.
 */
function byWorth(loadStated: boolean): (a: Evaluation, b: Evaluation) => number {
  if (loadStated) return (a, b) => throughputPerGpu(b) - throughputPerGpu(a);
  return ({ prediction: a }, { prediction: b }) =>
    b.tokensPerSec - a.tokensPerSec || a.totalGpus - b.totalGpus;
}
