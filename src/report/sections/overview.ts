import type { ReportContext } from "../context.js";
import { change, checkedMs, stated, number, rate } from "../format.js";
import { fileUrl } from "../links.js";
import { bold, code, link, table, text } from "../markdown.js";
import { clause, shorten } from "../visible.js";
import { bestOf, isBestFound } from "../columns.js";
import { MAX_OVERVIEW_NAME, type ReviewView } from "../view.js";
import { limitName } from "../words.js";
import { closestLimit } from "./heading.js";

/** Rows before manifests that pass become one counting line, and before others do. */
const MAX_ROWS = 20;
const MAX_BAD_ROWS = 100;
const ORDER = { fail: 0, "too-close": 1, "not-applicable": 2, pass: 3 } as const;

/** Fail, too close, not checked, pass with a gain (largest first), rest. */
export function sortViews(views: readonly ReviewView[]): readonly ReviewView[] {
  const gain = ({ hasGain, gain: ratio }: ReviewView): number => (hasGain ? (ratio ?? 1) : 0);
  return [...views].sort((a, b) => {
    const byVerdict = ORDER[a.review.verdict] - ORDER[b.review.verdict];
    if (byVerdict !== 0) return byVerdict;
    const byGain = a.review.verdict === "pass" ? gain(b) - gain(a) : 0;
    return byGain !== 0 ? byGain : a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
  });
}

/** Which manifests have a row of their own. */
export function shownViews(
  views: readonly ReviewView[],
  options: { readonly all: boolean },
): readonly ReviewView[] {
  const sorted = sortViews(views);
  if (options.all) return sorted;
  const bad = sorted.filter(({ review }) => review.verdict !== "pass").slice(0, MAX_BAD_ROWS);
  const good = sorted
    .filter(({ review }) => review.verdict === "pass")
    .slice(0, Math.max(0, MAX_ROWS - bad.length));
  return [...bad, ...good];
}

/** One row for each manifest, then the counting line. */
export function overview(
  views: readonly ReviewView[],
  context: ReportContext,
  options: { readonly all: boolean },
): string {
  const shown = shownViews(views, options);
  const grid = table(
    ["Manifest", "Tightest limit", "Tokens/s per GPU", "Best found"],
    "llrr",
    shown.map((view) => overviewRow(view, context)),
  );
  const hidden = views.filter((view) => !shown.includes(view));
  return hidden.length === 0 ? grid : `${grid}\n\n${countingLine(hidden)}`;
}

function overviewRow(view: ReviewView, context: ReportContext): readonly string[] {
  const { review, mark } = view;
  const name = `${mark} ${link(code(shorten(view.name, MAX_OVERVIEW_NAME)), fileUrl(context, review.file))}`;
  if (review.proposed === undefined || view.form === "cannot-start" || view.form === "not-checked")
    return [name, whyEmpty(view), "", ""];
  return [name, tightest(view), rate(review.proposed.prediction.tokensPerSecPerGpu), bestCell(view)];
}

function whyEmpty({ review, errors }: ReviewView): string {
  if (review.verdict === "not-applicable")
    return text(clause(review.notChecked?.phrase ?? review.reasons[0] ?? "cannot be predicted", 80));
  return errors.length > 0
    ? `cannot start, ${number(errors.length)} ${errors.length === 1 ? "error" : "errors"}`
    : text(review.reasons[0] ?? "", 80);
}

function tightest(view: ReviewView): string {
  const check = closestLimit(view);
  if (check === undefined) return "no SLA set";
  const value = `${limitName(check)} ${checkedMs(check)}`;
  return `${check.holds ? value : bold(value)}, limit ${stated(check.limitMs)}`;
}

function bestCell(view: ReviewView): string {
  const { gain, hasGain } = view;
  const best = bestOf(view);
  if (best === undefined || gain === undefined) return "";
  if (isBestFound(view)) return "this PR";
  const cell = `${rate(best.prediction.tokensPerSecPerGpu)}, ${change(gain)}`;
  return hasGain && gain > 1 ? bold(cell) : cell;
}

function countingLine(hidden: readonly ReviewView[]): string {
  const passing = hidden.filter(({ review }) => review.verdict === "pass");
  const rest = hidden.length - passing.length;
  const gains = passing.filter(({ hasGain }) => hasGain).length;
  const parts: string[] = [];
  if (rest > 0) parts.push(`${number(rest)} more that ${rest === 1 ? "does" : "do"} not pass`);
  if (passing.length > 0) {
    const gainWords = gains === 0 ? "none with a gain" : `${number(gains)} with a gain`;
    parts.push(
      `${number(passing.length)} more that ${passing.length === 1 ? "passes" : "pass"}, ${gainWords}`,
    );
  }
  return `and ${parts.join(", and ")}`;
}
