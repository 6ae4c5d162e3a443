import { SAME_WITHIN } from "../domain/compared.js";
import type { Evaluation } from "../domain/review.js";
import { throughputRatio, type ReviewView } from "./view.js";

/** One setting of the main table. */
export interface Column {
  readonly title: "Before" | "This PR" | "Smallest fix" | "Best found";
  readonly evaluation: Evaluation;
  /** tokens/s per GPU over the setting it is compared with */
  readonly ratio?: number;
  readonly against?: Evaluation;
}

/** The columns that have something to say, in order (`docs/method/comment.md` 5). */
export function columnsOf(view: ReviewView, options: { readonly withFix: boolean }): readonly Column[] {
  const { base, proposed, smallestFix, verdict } = view.review;
  const columns: Column[] = [];
  const add = (
    title: Column["title"],
    evaluation: Evaluation | undefined,
    against: Evaluation | undefined,
  ): void => {
    if (evaluation === undefined) return;
    columns.push({
      title,
      evaluation,
      ...(against === undefined ? {} : { ratio: throughputRatio(evaluation, against), against }),
    });
  };
  add("Before", base, undefined);
  add("This PR", proposed, base);
  const best = bestOf(view);
  if (
    options.withFix &&
    verdict === "fail" &&
    smallestFix !== undefined &&
    !sameSetting(smallestFix.evaluation, best)
  ) {
    add("Smallest fix", smallestFix.evaluation, proposed);
  }
  if (!sameSetting(best, proposed)) add("Best found", best, proposed);
  return columns;
}

/** The best found, whether it is worth a change or not. */
export function bestOf({ hasGain, review: { recommended, bestFound } }: ReviewView): Evaluation | undefined {
  return hasGain ? recommended?.evaluation : bestFound;
}

/** Whether nothing that was found serves more than this PR, and no column shows another setting as the best. */
export function isBestFound(view: ReviewView): boolean {
  const best = bestOf(view);
  const alone = best === undefined || sameSetting(best, view.review.proposed);
  return alone && (view.gain ?? Infinity) < 1 + SAME_WITHIN;
}

/** Whether two evaluations are of one deployment. */
export function sameSetting(a: Evaluation | undefined, b: Evaluation | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  return a === b || JSON.stringify(a.deployment) === JSON.stringify(b.deployment);
}
