import { group } from "d3-array";
import { compact } from "../domain/compact.js";
import type { Deployment } from "../domain/deployment.js";
import type { Evaluation } from "../domain/review.js";
import type { TooClose } from "../domain/too-close.js";
import type { PairedWidths } from "../perf/profile/profile.js";
import { chanceAt, closeRivals, type Rival } from "../search/choose.js";
import { throughputOf, withinError } from "../search/paired.js";
import type { SearchRow } from "../search/rows.js";

/** Settings that hold their limits, and by what they are compared. */
export interface CloseQuestion {
  /** the proposal, where it carries its load */
  readonly proposed?: Evaluation;
  readonly passing: readonly Evaluation[];
  /** every row of the searches, for the chance with which less is served */
  readonly rows: readonly SearchRow[];
  readonly paired: PairedWidths | undefined;
  readonly loadStated: boolean;
  /** GPUs over which settings are compared at the load that each carries */
  readonly gpuBudget: number;
}

/** Modes and engines that the error does not tell apart, and which settings the proposal is within the error of. */
export interface CloseAnswer {
  readonly tooClose?: TooClose;
  /** whether a setting is of another mode or engine and the error does not tell the proposal from it */
  isLevel(best: Evaluation): boolean;
}

/**
 * Modes and engines too close to tell apart, by the rule of a search (`closeRivals`), with the surer of them. The best found
 * stays the one that serves most, but a proposal is not advised against for what its error does not tell from it.
 */
export function tellApart(question: CloseQuestion): CloseAnswer {
  const { proposed, passing, paired } = question;
  const own = proposed === undefined ? [] : [proposed];
  const groups = group([...own, ...passing], ({ deployment }) => kindOf(deployment));
  const engines = new Set([...groups.values()].map(([first]) => first!.deployment.backend));
  const nameOf = ({ mode, backend }: Deployment): string => (engines.size > 1 ? `${mode}_${backend}` : mode);
  const rivals = [...groups.values()]
    .map((some) => rivalOf(some, nameOf(some[0]!.deployment), question))
    .sort((a, b) => b.tokensPerSecPerGpu! - a.tokensPerSecPerGpu!);
  return {
    ...compact({ tooClose: closeRivals(rivals, paired) }),
    isLevel: (best) =>
      proposed !== undefined &&
      kindOf(best.deployment) !== kindOf(proposed.deployment) &&
      isWithinError(best, proposed, question),
  };
}

function rivalOf(some: readonly Evaluation[], name: string, question: CloseQuestion): Rival {
  const { loadStated, rows } = question;
  const served = (one: Evaluation): number => servedOf(one, question);
  const best = some.reduce((a, b) => (served(b) > served(a) ? b : a));
  const own = rows.filter(({ deployment }) => kindOf(deployment) === kindOf(best.deployment));
  return {
    name,
    tokensPerSecPerGpu: served(best),
    best: throughputOf(best.deployment, best.prediction),
    ...(some.some(({ prediction }) => prediction.pSla !== undefined) && {
      // at a stated load all are asked for the same
      chanceAt: (throughput: number) =>
        Math.max(
          loadStated ? 0 : chanceAt(own, throughput),
          ...some.filter((one) => served(one) >= throughput).map(({ prediction }) => prediction.pSla ?? 0),
        ),
    }),
  };
}

/** Tokens/s per GPU as settings are ranked: of the budget where each carries its own load, of those that it takes at a stated one. */
function servedOf(
  { prediction }: Evaluation,
  { loadStated, gpuBudget }: Pick<CloseQuestion, "loadStated" | "gpuBudget">,
): number {
  return loadStated
    ? prediction.tokensPerSecPerGpu
    : prediction.tokensPerSec / Math.max(gpuBudget, prediction.totalGpus);
}

function isWithinError(best: Evaluation, other: Evaluation, question: CloseQuestion): boolean {
  return withinError(
    throughputOf(best.deployment, best.prediction),
    throughputOf(other.deployment, other.prediction),
    question.paired,
    servedOf(other, question) / servedOf(best, question),
  );
}

function kindOf({ mode, backend }: Pick<Deployment, "mode" | "backend">): string {
  return `${mode} ${backend}`;
}
