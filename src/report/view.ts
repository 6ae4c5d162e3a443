import type { CheckResult, DeploymentReview, Evaluation, Finding } from "../domain/review.js";
import type { ReportContext } from "./context.js";
import { stopsStart } from "../domain/rules.js";
import { shorten } from "./visible.js";

/** Which of the forms of the comment fits a reviewed manifest. */
export type ReviewCase =
  "gain" | "near-best" | "regressed" | "no-sla" | "fail" | "cannot-start" | "too-close" | "not-checked";

export const MARKS = { pass: "✅", fail: "❌", "too-close": "⚠️", "not-applicable": "⚪" } as const;

/** A reviewed manifest with what its text needs again and again. */
export interface ReviewView {
  readonly review: DeploymentReview;
  /** name to show: `metadata.name`, or the path below the common folder when there are several */
  readonly name: string;
  readonly form: ReviewCase;
  readonly mark: string;
  /** best found over this PR in tokens/s per GPU; absent when either is unknown */
  readonly gain?: number;
  /** the advice is worth an action line of its own */
  readonly hasGain: boolean;
  readonly errors: readonly Finding[];
}

/** Longest name in a heading, and in a row of the overview. */
export const MAX_NAME = 40;
export const MAX_OVERVIEW_NAME = 30;

/** All manifests of a result, in the order of their files. */
export function viewsOf(result: CheckResult, context: ReportContext): readonly ReviewView[] {
  const names = displayNames(result.deployments);
  return result.deployments.map((review, index) => viewOf(review, names[index] ?? review.name, context));
}

function viewOf(review: DeploymentReview, name: string, context: ReportContext): ReviewView {
  const better = review.recommended?.evaluation ?? review.bestFound;
  const gain =
    better === undefined || review.proposed === undefined
      ? undefined
      : throughputRatio(better, review.proposed);
  const errors = review.findings.filter(({ severity }) => severity === "error");
  const hasGain =
    review.recommended !== undefined &&
    (gain === undefined || gain >= 1 + context.minGain || review.verdict !== "pass");
  const form = formOf(review, errors, hasGain);
  return {
    review,
    name,
    form,
    mark: form === "no-sla" ? MARKS["not-applicable"] : MARKS[review.verdict],
    ...(gain === undefined ? {} : { gain }),
    hasGain,
    errors,
  };
}

function formOf(review: DeploymentReview, errors: readonly Finding[], hasGain: boolean): ReviewCase {
  if (review.verdict === "not-applicable") return "not-checked";
  if (review.verdict === "too-close") return "too-close";
  if (review.proposed !== undefined && review.proposed.prediction.memoryVerdict !== "fits")
    return "cannot-start";
  if (review.verdict === "fail") return errors.some(stopsStart) ? "cannot-start" : "fail";
  if (review.findings.some(({ rule }) => rule === "regression") && review.base !== undefined)
    return "regressed";
  if (Object.keys(review.sla).length === 0) return "no-sla";
  return hasGain ? "gain" : "near-best";
}

/** Whether the advice is an edit that a program can write. */
export function canApply({ hasGain, review: { recommended } }: ReviewView): boolean {
  return (
    hasGain &&
    recommended !== undefined &&
    (recommended.edits.length > 0 || recommended.newText !== undefined)
  );
}

/** Tokens/s per GPU of `a` over those of `b`. */
export function throughputRatio(a: Evaluation, b: Evaluation): number {
  return a.prediction.tokensPerSecPerGpu / b.prediction.tokensPerSecPerGpu;
}

/**
 * One manifest: its own name. Several: the path below the common folder without its ending; manifests of one file are
 * told apart by their names.
 */
export function displayNames(reviews: readonly DeploymentReview[]): readonly string[] {
  if (reviews.length === 1) return reviews.map(({ name }) => name);
  const folder = commonFolder(reviews.map(({ file }) => file));
  const perFile = new Map<string, number>();
  for (const { file } of reviews) perFile.set(file, (perFile.get(file) ?? 0) + 1);
  return reviews.map(({ file, name }) => {
    const path = file.slice(folder.length).replace(/\.(?:ya?ml|json)$/, "");
    return (perFile.get(file) ?? 0) > 1 ? `${path}:${name}` : path;
  });
}

/** The longest folder (with its `/`) that holds all paths; empty at the root. */
export function commonFolder(paths: readonly string[]): string {
  const [first = "", ...rest] = paths;
  const parts = first.split("/").slice(0, -1);
  let length = parts.length;
  for (const path of rest) {
    const other = path.split("/").slice(0, -1);
    let same = 0;
    while (same < length && other[same] === parts[same]) same++;
    length = same;
  }
  return length === 0 ? "" : `${parts.slice(0, length).join("/")}/`;
}

/** The name in a heading. */
export function headingName(view: ReviewView): string {
  return shorten(view.name, MAX_NAME);
}
