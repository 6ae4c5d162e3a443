import type { CheckResult, ExperimentFileReview } from "../domain/review.js";
import { number, plural } from "./format.js";
import { code } from "./markdown.js";
import { outcome } from "./sections/experiment.js";
import { headingOfMany, headingOfOne } from "./sections/heading.js";
import { MARKS, type ReviewView } from "./view.js";

/** The heading of a whole result, without the `#` (`docs/method/comment.md` 3). `nothing`: why nothing was judged. */
export function resultHeading(
  result: CheckResult,
  views: readonly ReviewView[],
  nothing = "no manifest is left in this PR",
): string {
  if (result.incomplete) return "❌ Fail: not every changed file could be checked";
  const experiments = result.experiments ?? [];
  const judged = [...views.map(({ review }) => review.verdict), ...experiments.map(({ verdict }) => verdict)];
  if (result.verdict === "fail" && !judged.includes("fail")) return unreadable(result);
  if (views.length === 0 && experiments.length === 0) return `⚪ Nothing to check: ${nothing}`;
  const worst = tellingExperiment(result);
  if (worst !== undefined) {
    if (experiments.length === 1) return `${MARKS[worst.verdict]} ${WORDS[worst.verdict]}: ${outcome(worst)}`;
    const same = experiments.filter(({ verdict }) => verdict === worst.verdict).length;
    if (worst.verdict === "pass")
      return `✅ Pass: ${number(experiments.length)} experiment files have a winner`;
    return `${MARKS[worst.verdict]} ${WORDS[worst.verdict]}: ${number(same)} of ${number(experiments.length)} experiment files`;
  }
  const [only] = views;
  return views.length === 1 && only !== undefined ? headingOfOne(only) : headingOfMany(views);
}

/** The experiment file that the heading speaks of: one of the verdict of the whole that no manifest has. */
export function tellingExperiment(result: CheckResult): ExperimentFileReview | undefined {
  return result.deployments.some(({ verdict }) => verdict === result.verdict)
    ? undefined
    : result.experiments?.find(({ verdict }) => verdict === result.verdict);
}

const WORDS = {
  pass: "Pass",
  fail: "Fail",
  "too-close": "Too close to call",
  "not-applicable": "Not checked",
} as const;

function unreadable({ findings }: CheckResult): string {
  const errors = findings.filter(({ severity }) => severity === "error");
  if (errors.length > 0 && errors.every(({ rule }) => rule === "change-budget-exceeded"))
    return "❌ Fail: this change is over its budget";
  const files = [...new Set(errors.map(({ file }) => file))];
  if (files.length === 1) return `❌ Fail: ${code(files[0] ?? "", 40)} has ${plural(errors.length, "error")}`;
  return files.length === 0
    ? "❌ Fail: the check could not be completed"
    : `❌ Fail: ${number(files.length)} files have errors`;
}
