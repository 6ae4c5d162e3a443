import {
  alternativesBlock,
  block,
  chartBlock,
  editBlock,
  fixed,
  movedBlock,
  rankOf,
  restsBlock,
  STEP,
  type Surface,
} from "./block-parts.js";
import type { ReportContext } from "./context.js";
import type { CommentBlock } from "./fit.js";
import { change, checkedMs, stated, rate } from "./format.js";
import { bold, fold, NBSP } from "./markdown.js";
import { actionLine, bestFoundLine } from "./sections/action-line.js";
import { closeModes } from "./sections/close-modes.js";
import { contextLine } from "./sections/context-line.js";
import { errorList, warningList } from "./sections/findings.js";
import { measuredFold } from "./sections/measured.js";
import { mainTable } from "./sections/main-table.js";
import { restsOn } from "./sections/rests-on.js";
import { whySentence } from "./sections/why.js";
import { throughputRatio, type ReviewView } from "./view.js";
import { limitName } from "./words.js";

/**
 * The parts of a comment about one manifest, after its heading and before its footer (`docs/method/comment.md` 2).
 */
export function blocksOfOne(
  view: ReviewView,
  context: ReportContext,
  surface: Surface,
): readonly CommentBlock[] {
  const { form, review } = view;
  const line = block(contextLine(view, context, { withFile: true }));
  const action = fixed(actionLine(view, context));
  const errors = fixed(errorList(review.findings, context, { withFile: false }));
  const warnings = block(warningList(review.findings, context, { withFile: false }));
  const main = block(mainTable(view, { withFix: true, minGain: context.minGain }));
  const close = block(closeModes(review));
  const rests = restsBlock(restsOn(view, context), rankOf(view));
  const measured = block(measuredFold(view), [{ step: STEP.figures, rank: rankOf(view), text: "" }]);
  const summaryChart = surface === "summary" ? [chartBlock(view, context)] : [];
  switch (form) {
    case "gain":
    case "near-best":
    case "regressed":
    case "no-sla":
      return view.hasGain
        ? [
            action,
            main,
            line,
            close,
            warnings,
            movedBlock(view),
            block(whySentence(view)),
            chartBlock(view, context),
            editBlock(view, context),
            alternativesBlock(view),
            measured,
            rests,
          ]
        : [
            block(figuresLine(view)),
            close,
            warnings,
            ...(form === "regressed" ? [movedBlock(view)] : []),
            ...summaryChart,
            foldedTable(view, main.text, line.text),
            measured,
            rests,
          ];
    case "fail":
      return [
        action,
        errors,
        main,
        line,
        close,
        warnings,
        movedBlock(view),
        ...summaryChart,
        block(bestFoundLine(view, context)),
        editBlock(view, context),
        alternativesBlock(view),
        measured,
        rests,
      ];
    case "cannot-start":
      return [errors, action, line, warnings, rests];
    case "too-close":
      return [action, main, line, close, warnings, ...summaryChart, measured, rests];
    case "not-checked":
      return [action, line, warnings];
  }
}

/** The table of a manifest near the best, folded under the names of its columns. */
function foldedTable(view: ReviewView, main: string, line: string): CommentBlock {
  if (main === "") return block("");
  const titles = main
    .slice(0, main.indexOf("\n"))
    .replace(/^\||\|$/g, "")
    .split("|")
    .slice(1)
    .map((title) => title.trim());
  const summary = titles
    .map((title, index) => (index === 0 ? title : title === "This PR" ? "this PR" : title.toLowerCase()))
    .join(", ");
  return block(fold(summary, `${main}\n\n${line}`), [{ step: STEP.inFull, rank: rankOf(view), text: "" }]);
}

/** One line of figures for a manifest near the best: latencies with limits, throughput against before. */
function figuresLine({ review }: ReviewView): string {
  const { proposed, base } = review;
  if (proposed === undefined) return "";
  const latencies = proposed.limits.map(
    (check) => `${limitName(check)} ${checkedMs(check)} (limit ${stated(check.limitMs)})`,
  );
  const throughput = `${rate(proposed.prediction.tokensPerSecPerGpu)}${NBSP}tokens/s per GPU`;
  const ratio = base && change(throughputRatio(proposed, base));
  if (ratio === undefined) return [...latencies, bold(throughput)].join(" · ");
  const against =
    ratio === "same"
      ? `${bold(throughput)}, the same as before`
      : `${bold(`${throughput}, ${ratio}`)} over before`;
  return [...latencies, against].join(" · ");
}
