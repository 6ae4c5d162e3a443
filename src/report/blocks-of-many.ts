import {
  block,
  chartBlock,
  fixed,
  movedBlock,
  rankOf,
  restsBlock,
  STEP,
  type Surface,
} from "./block-parts.js";
import { failsByPolicy } from "../review/index.js";
import type { ReportContext } from "./context.js";
import type { CommentBlock } from "./fit.js";
import { change, number, percent } from "./format.js";
import { bold, code, codeHtml, fold, NBSP } from "./markdown.js";
import { bandSentence, fixLine, getGains, missingBlocks } from "./sections/action-line.js";
import { contextLine } from "./sections/context-line.js";
import { editFold } from "./sections/edit.js";
import { errorList, warningList } from "./sections/findings.js";
import { mainTable } from "./sections/main-table.js";
import { movedParts } from "./sections/moved.js";
import { overview, shownViews, sortViews } from "./sections/overview.js";
import { policyLine } from "./sections/policy-line.js";
import { restsOnMany } from "./sections/rests-on.js";
import { isBestFound } from "./columns.js";
import { MAX_NAME, type ReviewView } from "./view.js";

/** Fix lines, and lines of manifests too close to call, that survive every cut. */
const KEPT_FIXES = 10;
/** Manifests whose *What moved* stands in the open, and whose chart the summary draws. */
const MAX_MOVED = 3;
const MAX_CHARTS = 5;

/** The parts of a comment about several manifests: what to do, one row for each, then each in full. */
export function blocksOfMany(
  views: readonly ReviewView[],
  context: ReportContext,
  { surface, totals }: { readonly surface: Surface; readonly totals: string },
): readonly CommentBlock[] {
  const sorted = sortViews(views);
  const all = surface === "summary";
  const failing = sorted.filter(({ review }) => review.verdict === "fail");
  const verdict = sorted[0]?.review.verdict ?? "pass";
  const predicted = sorted.filter(({ review }) => review.proposed !== undefined);
  const moved = failing
    .filter((view) => movedParts(view) !== undefined)
    .slice(0, all ? views.length : MAX_MOVED);
  const charts = all ? predicted.filter(({ form }) => form === "gain").slice(0, MAX_CHARTS) : [];
  const startErrors = sorted.filter(({ form }) => form === "cannot-start").flatMap(({ errors }) => errors);
  const warnings = views.flatMap(({ review }) => review.findings);
  return [
    fixesBlock(failing, context),
    fixed(errorList(startErrors, context, { withFile: true })),
    block(closeLines(sorted)),
    block(missingBlocks(sorted, context)),
    fixed(verdict === "pass" ? "" : policyLine(verdict, context, isUntouched(sorted, context))),
    fixed(overview(views, context, { all })),
    block(totals),
    block(getGains(sorted, context)),
    block(warningList(warnings, context, { withFile: true, ...(all ? { max: 200 } : {}) })),
    ...moved.map((view) => movedBlock(view, `What moved in ${code(view.name, MAX_NAME)}:`)),
    ...charts.map((view) => chartBlock(view, context, bold(code(view.name, MAX_NAME)))),
    ...shownViews(views, { all }).map((view) => inFull(view, context, surface)),
    ...(predicted.length === 0
      ? []
      : [
          restsBlock(
            restsOnMany(
              predicted.map(({ review }) => review),
              context,
            ),
            2,
          ),
        ]),
  ];
}

function fixesBlock(failing: readonly ReviewView[], context: ReportContext): CommentBlock {
  const lines = failing
    .filter(({ form, review }) => form === "fail" || review.smallestFix !== undefined)
    .map((view) => {
      const name = code(view.name, MAX_NAME);
      const { lead, block: diff } = fixLine(view, context, bold(`Fix ${name}:`));
      const named = view.review.smallestFix === undefined && lead !== "" ? `${name}: ${lead}` : lead;
      return diff === "" || failing.length > MAX_MOVED ? named : `${named}\n\n${diff}`;
    })
    .filter((line) => line !== "");
  const more = lines.length - KEPT_FIXES;
  if (more <= 0) return fixed(lines.join("\n\n"));
  const short = [...lines.slice(0, KEPT_FIXES), `and ${number(more)} more in the job summary`].join("\n\n");
  return { text: lines.join("\n\n"), cuts: [{ step: STEP.fixes, rank: 2, text: short }], fixed: true };
}

function closeLines(views: readonly ReviewView[]): string {
  return views
    .filter(({ form }) => form === "too-close")
    .slice(0, KEPT_FIXES)
    .map((view) => bandSentence(view, code(view.name, MAX_NAME)))
    .join("\n\n");
}

function inFull(view: ReviewView, context: ReportContext, surface: Surface): CommentBlock {
  const main =
    view.form === "cannot-start" ? "" : mainTable(view, { withFix: false, minGain: context.minGain });
  if (main === "") return block("");
  const edit = surface === "summary" && view.hasGain ? (editFold(view, context)?.open ?? "") : "";
  const parts = [main, contextLine(view, context, { withFile: false }), edit].filter((part) => part !== "");
  const summary = `${view.mark} ${codeHtml(view.name, 60)} in full${fullTail(view)}`;
  return block(fold(summary, parts.join("\n\n")), [{ step: STEP.inFull, rank: rankOf(view), text: "" }]);
}

/** The number that makes one open the fold. */
function fullTail(view: ReviewView): string {
  const { review, gain, hasGain } = view;
  if (review.verdict !== "pass" || gain === undefined || review.proposed === undefined) return "";
  if (!hasGain) return isBestFound(view) ? ": the best found" : `: ${percent(gain - 1)} from the best found`;
  const gpus = review.recommended?.evaluation.prediction.totalGpus ?? 0;
  const same = gpus === review.proposed.prediction.totalGpus;
  return `: ${change(gain)} from ${same ? "the same " : ""}${number(gpus)}${NBSP}GPUs`;
}

/** Whether the change leaves every manifest as it was that would fail the job. */
function isUntouched(views: readonly ReviewView[], context: ReportContext): boolean {
  return views.every(({ review }) => review.untouched === true || !failsByPolicy(review.verdict, context));
}
