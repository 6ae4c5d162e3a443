import { worstRatio } from "./advice.js";
import type { ExperimentReview, VerdictKind } from "../domain/review.js";

/** Experiments with the best first; those without a passing setting last, by how little they miss. */
export function rankExperiments(experiments: readonly ExperimentReview[]): readonly ExperimentReview[] {
  const throughput = ({ best }: ExperimentReview): number => best?.prediction.tokensPerSecPerGpu ?? 0;
  const miss = ({ nearestMiss }: ExperimentReview): number =>
    nearestMiss === undefined ? 0 : (1 - (nearestMiss.prediction.pSla ?? 0)) * worstRatio(nearestMiss);
  const group = ({ best, nearestMiss }: ExperimentReview): number =>
    best !== undefined ? 0 : nearestMiss !== undefined ? 1 : 2;
  return [...experiments].sort(
    (a, b) => group(a) - group(b) || throughput(b) - throughput(a) || miss(a) - miss(b),
  );
}

/**
 * A file passes when any, or all, of its experiments have a setting that meets the limits. One that cannot be predicted
 * fails nothing: where all have to hold it leaves the file not checked.
 */
export function judgeExperiments(
  experiments: readonly ExperimentReview[],
  mode: "any" | "all",
): { readonly verdict: VerdictKind; readonly reasons: readonly string[] } {
  if (
    experiments.length === 0 ||
    experiments.every(({ best, nearestMiss }) => best === undefined && nearestMiss === undefined)
  ) {
    return {
      verdict: "not-applicable",
      reasons: experiments.map(notPredicted),
    };
  }
  const holds = experiments.some(({ best }) => best !== undefined);
  const missed = experiments.some(({ best, nearestMiss }) => best === undefined && nearestMiss !== undefined);
  const open = experiments.some(({ best, nearestMiss }) => best === undefined && nearestMiss === undefined);
  const all = missed ? "fail" : open ? "not-applicable" : "pass";
  return {
    verdict: mode === "any" ? (holds ? "pass" : "fail") : all,
    reasons: experiments.flatMap(({ name, best, nearestMiss, problem }) => {
      if (best !== undefined) return [];
      return nearestMiss === undefined
        ? [notPredicted({ name, problem })]
        : [`${name}: no setting meets the limits`];
    }),
  };
}

function notPredicted({
  name,
  problem,
}: {
  readonly name: string;
  readonly problem?: string | undefined;
}): string {
  return `${name}: ${problem ?? "nothing could be predicted"}`;
}
