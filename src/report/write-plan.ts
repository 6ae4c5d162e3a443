import { decimalsThatKeep, exactPercent } from "../domain/compared.js";
import type { Advice, CheckResult, DeploymentReview } from "../domain/review.js";
import { change, number } from "./format.js";
import { mergedText } from "./merged-text.js";
import { lineCounts } from "./sections/edit.js";
import { workersInline } from "./words.js";
import { throughputRatio } from "./view.js";
import { plainText } from "./text-layout.js";

/** What `--write` does to one deployment's file: the new text, or why there is none. */
export interface PlannedWrite {
  readonly file: string;
  readonly name: string;
  /** the whole file, with the edits of its deployments above this one */
  readonly newText?: string;
  /** the edit as lines of a unified diff */
  readonly diff: readonly string[];
  /** what is written, or why nothing is; completes "file: …" */
  readonly why: string;
}

/**
 * What `--write` writes and what it leaves alone, deployment by deployment. Pure: nothing is written here. Deployments of one
 * file are written one after the other, so that the text of each holds the edits of those before it. `textOf` is the text
 * that was checked. `smallest`: what fails gets its smallest fix, where it has one.
 */
export function planWrites(
  result: CheckResult,
  minGain: number,
  textOf: (file: string) => string | undefined,
  { smallest = false }: { readonly smallest?: boolean } = {},
): readonly PlannedWrite[] {
  const written = new Map<string, Advice[]>();
  return result.deployments.map((review): PlannedWrite => {
    const { file, name } = review;
    const found = adviceOf(review, smallest);
    const left = (why: string): PlannedWrite => ({ file, name, diff: [], why: `not written: ${why}` });
    if (found === undefined) return left(noAdvice(review, minGain));
    const { advice, what } = found;
    if (advice.newText === undefined) return left(advice.noEditReason ?? "there is no edit");
    const before = written.get(file) ?? [];
    const old = textOf(file);
    const newText =
      before.length === 0
        ? advice.newText
        : old === undefined
          ? undefined
          : mergedText(old, [...before, advice]);
    if (newText === undefined)
      return left("its edit changes lines that another one above changes too; check again for what is left");
    written.set(file, [...before, advice]);
    const anew = advice.noEditReason === undefined ? "" : ` (anew, because ${advice.noEditReason})`;
    return {
      file,
      name,
      newText,
      diff: advice.diff ?? [],
      why: `written: ${what}${effect(advice, review)}, ${plainText(lineCounts(advice))} lines${anew}${goneWith(advice)}`,
    };
  });
}

function goneWith({ dropped }: Advice): string {
  return dropped === undefined ? "" : `; gone with it: ${dropped.join(", ")}`;
}

/** The best found, else the smallest fix; the fix first where the `smallest` edit is asked for. */
function adviceOf(
  { recommended, smallestFix }: DeploymentReview,
  smallest: boolean,
): { readonly advice: Advice; readonly what: string } | undefined {
  if (smallest && smallestFix !== undefined) return { advice: smallestFix, what: "the smallest fix" };
  if (recommended !== undefined) return { advice: recommended, what: "the best found" };
  return smallestFix && { advice: smallestFix, what: "the smallest fix" };
}

function effect({ evaluation }: Advice, { proposed }: DeploymentReview): string {
  const workers = ` ${plainText(workersInline(evaluation.deployment))}`;
  if (proposed === undefined) return workers;
  return `${workers}, ${plainText(change(throughputRatio(evaluation, proposed)))} tokens/s per GPU`;
}

/** Why nothing is advised. */
function noAdvice(review: DeploymentReview, minGain: number): string {
  const { verdict, notChecked, findings, bestFound, proposed, nearestMiss } = review;
  if (verdict === "not-applicable") return `it ${notChecked?.phrase ?? "cannot be predicted"}`;
  const errors = findings.filter(({ severity }) => severity === "error").length;
  if (errors > 0) return `mend the ${errors === 1 ? "error" : `${errors} errors`} above first`;
  if (nearestMiss !== undefined) {
    const nearest = plainText(workersInline(nearestMiss.deployment));
    return `no setting found meets the limits; the nearest is ${nearest}`;
  }
  if (verdict !== "pass") return "no setting found meets the limits, and none comes nearer than this one";
  const gain = bestFound === undefined || proposed === undefined ? 1 : throughputRatio(bestFound, proposed);
  if (gain <= 1) return "it is the best found";
  const gained = 100 * (gain - 1);
  const decimals = decimalsThatKeep(gained, 0, (shown) => shown < 100 * minGain);
  return `the best found gains ${number(gained, decimals)}%, less than the ${exactPercent(minGain)} that are worth an edit`;
}
