import type { CheckResult, DeploymentReview, Finding } from "../domain/review.js";
import type { Severity } from "../domain/rules.js";
import { checkedMs, stated, list } from "./format.js";
import { NBSP } from "./markdown.js";
import { sortFindings } from "./sections/findings.js";
import { limitName } from "./words.js";
import { truncate, visible } from "./visible.js";

/** What the runner prints on a line of a file. Plain text. */
export interface Annotation {
  readonly level: Severity;
  readonly file: string;
  readonly line: number;
  readonly endLine?: number;
  readonly column?: number;
  readonly endColumn?: number;
  readonly title: string;
  readonly message: string;
}

/** Annotations the platform shows, and how many it would not. */
export interface LimitedAnnotations {
  readonly shown: readonly Annotation[];
  readonly hidden: number;
}

/** The runner cuts messages at 4,096 characters. */
const MAX_MESSAGE = 4000;
/** Ten a level in one step. */
const MAX_PER_LEVEL = 10;

/**
 * One annotation for every finding and for every manifest that misses a limit, worst first. The platform shows them on
 * lines of the diff alone: `nearest` says which those are, and what lies elsewhere in a changed file moves to the nearest
 * and names its own line.
 */
export function toAnnotations(
  result: CheckResult,
  nearest: NearestLine = () => undefined,
): readonly Annotation[] {
  return annotationsOf(result).map((annotation) => inDiff(annotation, nearest));
}

/** The line of a file's diff that is nearest to a line; undefined where the file has no diff that is shown. */
type NearestLine = (file: string, line: number) => number | undefined;

function inDiff(annotation: Annotation, nearest: NearestLine): Annotation {
  const { level, file, line, endLine, title, message } = annotation;
  const shown = nearest(file, line);
  if (shown === undefined || (shown === line && nearest(file, endLine ?? line) === (endLine ?? line)))
    return annotation;
  if (shown === line) return { level, file, line, title, message };
  return { level, file, line: shown, title, message: plain(`line ${line}: ${message}`) };
}

function annotationsOf(result: CheckResult): readonly Annotation[] {
  const findings = sortFindings([
    ...result.findings,
    ...[...result.deployments, ...(result.experiments ?? [])].flatMap(findingsOf),
  ]);
  return [
    ...result.deployments.flatMap(missedLimits),
    ...findings.map(({ rule, severity, message, file, position, endPosition }): Annotation => {
      const sameLine = endPosition !== undefined && endPosition.line === position.line;
      return {
        level: severity,
        file,
        line: atLeastOne(position.line),
        ...(endPosition === undefined ? {} : { endLine: atLeastOne(endPosition.line) }),
        // the platform takes columns only when the range is within one line
        ...(endPosition === undefined || sameLine ? { column: atLeastOne(position.column) } : {}),
        ...(sameLine ? { endColumn: atLeastOne(endPosition.column) } : {}),
        title: visible(rule),
        message: plain(message),
      };
    }),
  ];
}

/** Findings of a review; where the change leaves it as it was, none of them is the change's error. */
function findingsOf({
  findings,
  untouched,
}: Pick<DeploymentReview, "findings" | "untouched">): readonly Finding[] {
  if (untouched !== true) return findings;
  return findings.map((one) => (one.severity === "error" ? { ...one, severity: "warning" } : one));
}

function missedLimits(review: DeploymentReview): readonly Annotation[] {
  const missed =
    review.verdict === "fail" ? (review.proposed?.limits.filter(({ holds }) => !holds) ?? []) : [];
  if (missed.length === 0) return [];
  const values = missed.map(
    (check) => `${limitName(check)} is ${checkedMs(check)}, limit ${stated(check.limitMs)} ms`,
  );
  const fix = review.smallestFix?.edits[0];
  const hint = fix === undefined ? "" : `. Smallest fix: ${visible(fix.text.split("\n")[0] ?? "").trim()}`;
  return [
    {
      level: review.untouched === true ? "warning" : "error",
      file: review.file,
      line: atLeastOne(fix?.line ?? review.movements[0]?.line ?? review.line),
      title: "sla-missed",
      message: plain(`${review.name}: ${list(values)}${hint}`),
    },
  ];
}

function plain(message: string): string {
  return truncate(visible(message), MAX_MESSAGE).replaceAll(NBSP, " ");
}

function atLeastOne(value: number): number {
  return Math.max(1, Math.trunc(value));
}

/** At most ten of a level, the job's own `taken` among them; the summary has the rest. */
export function limitAnnotations(
  annotations: readonly Annotation[],
  taken: Partial<Record<Severity, number>> = {},
): LimitedAnnotations {
  const counts = { error: 0, warning: 0, notice: 0, ...taken };
  const shown = annotations.filter(({ level }) => ++counts[level] <= MAX_PER_LEVEL);
  return { shown, hidden: annotations.length - shown.length };
}
