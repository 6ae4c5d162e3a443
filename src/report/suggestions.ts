import { createHash } from "node:crypto";
import type { CheckResult, DeploymentReview } from "../domain/review.js";
import { suggestionKey } from "./context.js";
import { change, checkedMs, stated, list, number } from "./format.js";
import { bold, code, NBSP } from "./markdown.js";
import { throughputRatio } from "./view.js";
import { limitName } from "./words.js";

/** A review comment with a suggested change of whole lines. */
export interface Suggestion {
  readonly file: string;
  /** last line of the range */
  readonly line: number;
  /** first line, when the range has several */
  readonly startLine?: number;
  readonly body: string;
  /** the same for the same suggestion; stands hidden in the body */
  readonly fingerprint: string;
  /** key of `ReportContext.suggestions` */
  readonly key: string;
}

/** Whether all lines of a range lie in the diff of the pull request, on its new side. */
export type InDiff = (file: string, startLine: number, endLine: number) => boolean;

/** Most comments of one review. */
const MAX_SUGGESTIONS = 30;
const FINGERPRINT = /^<!-- dynamo-advisor-suggestion (?<hash>[0-9a-f]{16}) -->/;

/**
 * The smallest fixes that lie wholly on changed lines. A fix with an edit elsewhere gives none: half of it would be a
 * different setting.
 */
export function toSuggestions(result: CheckResult, inDiff: InDiff): readonly Suggestion[] {
  return result.deployments.flatMap((review) => suggestionsOf(review, inDiff)).slice(0, MAX_SUGGESTIONS);
}

function suggestionsOf(review: DeploymentReview, inDiff: InDiff): readonly Suggestion[] {
  const fix = review.verdict === "fail" ? review.smallestFix : undefined;
  if (fix === undefined || fix.edits.length === 0) return [];
  if (!fix.edits.every(({ line, endLine }) => endLine >= line && inDiff(review.file, line, endLine)))
    return [];
  const key = suggestionKey(review.file, fix.edits[0]?.line ?? 0);
  return fix.edits.map((edit, index) => {
    const text = edit.text.replace(/\n$/, "");
    const fingerprint = createHash("sha256")
      .update(JSON.stringify([review.file, edit.line, edit.endLine, text]))
      .digest("hex")
      .slice(0, 16);
    const part =
      fix.edits.length === 1 ? "" : ` (part ${number(index + 1)} of ${number(fix.edits.length)}, apply all)`;
    return {
      file: review.file,
      line: edit.endLine,
      ...(edit.endLine > edit.line ? { startLine: edit.line } : {}),
      body: `<!-- dynamo-advisor-suggestion ${fingerprint} -->\n${sentence(review)}${part}\n\n${suggestionFence(text)}`,
      fingerprint,
      key,
    };
  });
}

function sentence(review: DeploymentReview): string {
  const { proposed, smallestFix } = review;
  const missed = proposed?.limits.filter(({ holds }) => !holds) ?? [];
  const values = missed.map(
    (check) =>
      `${limitName(check)} of ${code(review.name, 40)} is ${checkedMs(check)}, limit ${stated(check.limitMs)}${NBSP}ms`,
  );
  if (proposed === undefined || smallestFix === undefined || missed.length === 0) return bold("Smallest fix");
  const after = smallestFix.evaluation.limits
    .filter(({ metric }) => missed.some((each) => each.metric === metric))
    .map((check) => `${limitName(check)} ${checkedMs(check)}`);
  const shift = change(throughputRatio(smallestFix.evaluation, proposed));
  return `${list(values)}. With this: ${list(after)}, ${shift === "same" ? "same throughput" : `throughput ${shift}`}.`;
}

/** The lines are taken as they are: what is committed must be what was checked. Only the fence adapts. */
function suggestionFence(text: string): string {
  let ticks = 3;
  for (const run of text.matchAll(/`{3,}/g)) ticks = Math.max(ticks, run[0].length + 1);
  const mark = "`".repeat(ticks);
  return `${mark}suggestion\n${text === "" ? "" : `${text}\n`}${mark}`;
}

/** Fingerprint in the body of a review comment; check its author before. */
export function suggestionFingerprint(body: string): string | undefined {
  return FINGERPRINT.exec(body)?.groups?.["hash"];
}
