import type { CheckResult } from "../domain/review.js";
import { chart } from "./chart.js";
import type { ReportContext } from "./context.js";
import type { Block, Cut, Rank } from "./fit.js";
import { change, latencyMs, limit, number, percent, rate } from "./format.js";
import { bold, code, codeHtml, fold, NBSP } from "./markdown.js";
import {
  actionLine,
  bandSentence,
  bestFoundLine,
  fixLine,
  getGains,
  missingBlocks,
} from "./sections/action-line.js";
import { alternativesFold } from "./sections/alternatives.js";
import { contextLine } from "./sections/context-line.js";
import { editFold } from "./sections/edit.js";
import { experimentContext, experimentTable, formerWinner } from "./sections/experiment.js";
import { errorList, warningList } from "./sections/findings.js";
import { mainTable } from "./sections/main-table.js";
import { movedParts } from "./sections/moved.js";
import { overview, shownViews, sortViews } from "./sections/overview.js";
import { policyLine } from "./sections/policy-line.js";
import { restsOn, restsOnMany, type RestsOn } from "./sections/rests-on.js";
import { whySentence } from "./sections/why.js";
import { throughputRatio, type ReviewView } from "./view.js";

/** Most rows a mode in *Other settings that pass*. */
const MAX_ALTERNATIVES = 4;
/** Fix lines that survive every cut. */
const KEPT_FIXES = 10;
/** Manifests whose *What moved* stands in the open. */
const MAX_MOVED = 3;

/** Where the blocks are shown: the comment has room for less than the job summary. */
export interface BlockOptions {
  readonly surface: "comment" | "summary";
}

/** Step 1 to 9 of `comment.md` 11; a half step is the second stage of a step. */
const STEP = {
  alternatives: 1,
  figures: 2,
  facts: 3,
  edit: 4,
  inFull: 5,
  chart: 6,
  moved: 7,
  overview: 8,
  fixes: 9,
} as const;

function rankOf(view: ReviewView): Rank {
  if (view.review.verdict !== "pass") return 2;
  return view.hasGain ? 1 : 0;
}

function block(text: string, cuts: readonly Cut[] = []): Block {
  return { text, cuts };
}

/** The parts of a comment about one manifest, after its heading and before its footer, in order. */
export function blocksOfOne(
  view: ReviewView,
  context: ReportContext,
  options: BlockOptions,
): readonly Block[] {
  const rank = rankOf(view);
  const { form, review } = view;
  const main = mainTable(view, { withFix: true, minGain: context.minGain });
  const line = contextLine(view, context, { withFile: true });
  const action: Block = { text: actionLine(view, context), fixed: true };
  const warnings = block(warningList(review.findings, context, { withFile: false }));
  const rests = restsBlock(restsOn(view, context), rank);
  switch (form) {
    case "gain":
    case "regressed":
    case "no-sla":
    case "near-best":
      return view.hasGain
        ? [
            action,
            block(main),
            block(line),
            warnings,
            movedBlock(view),
            block(whySentence(view)),
            chartBlock(view, context),
            editBlock(view),
            alternativesBlock(view),
            rests,
          ]
        : [
            block(figuresLine(view)),
            warnings,
            ...(form === "regressed" ? [movedBlock(view)] : []),
            ...(options.surface === "summary" ? [chartBlock(view, context)] : []),
            block(main === "" ? "" : fold(tableSummary(main), `${main}\n\n${line}`), [
              { step: STEP.inFull, rank, text: "" },
            ]),
            rests,
          ];
    case "fail":
      return [
        action,
        block(errorList(review.findings, context, { withFile: false })),
        block(main),
        block(line),
        warnings,
        movedBlock(view),
        ...(options.surface === "summary" ? [chartBlock(view, context)] : []),
        block(bestFoundLine(view, context)),
        editBlock(view),
        alternativesBlock(view),
        rests,
      ];
    case "cannot-start": {
      const { lead, block: diff } =
        review.smallestFix === undefined
          ? { lead: "", block: "" }
          : fixLine(view, context, bold("Smallest fix:"));
      return [
        { text: errorList(review.findings, context, { withFile: false }), fixed: true },
        block(lead),
        block(diff),
        action,
        block(line),
        warnings,
        rests,
      ];
    }
    case "too-close":
      return [action, block(main), block(line), warnings, rests];
    case "not-checked":
      return [action, block(line), warnings];
  }
}

/** The parts of a comment about several manifests. */
export function blocksOfMany(
  views: readonly ReviewView[],
  context: ReportContext,
  options: BlockOptions,
): readonly Block[] {
  const sorted = sortViews(views);
  const everything = options.surface === "summary";
  const failing = sorted.filter(({ review }) => review.verdict === "fail");
  const verdict = sorted[0]?.review.verdict ?? "pass";
  const shown = shownViews(views, { all: everything });
  const startErrors = sorted.filter(({ form }) => form === "cannot-start").flatMap(({ errors }) => errors);
  const moved = failing
    .filter((view) => movedParts(view) !== undefined)
    .slice(0, everything ? Infinity : MAX_MOVED);
  return [
    fixesBlock(failing, context),
    { text: errorList(startErrors, context, { withFile: true }), fixed: true },
    block(
      sorted
        .filter(({ form }) => form === "too-close")
        .slice(0, KEPT_FIXES)
        .map((view) => `${bold(code(view.name, 40))} ${bandSentence(view)}`)
        .join("\n\n"),
    ),
    block(missingBlocks(sorted, context)),
    { text: verdict === "pass" ? "" : policyLine(verdict, context), fixed: true },
    { text: overview(views, context, { all: everything }), fixed: true },
    block(getGains(sorted, context)),
    block(
      warningList(
        views.flatMap(({ review }) => review.findings),
        context,
        { withFile: true },
      ),
    ),
    ...moved.map((view) => movedBlock(view, `What moved in ${code(view.name, 40)}:`)),
    ...shown.flatMap((view) => inFull(view, context, options)),
    restsBlock(
      restsOnMany(
        sorted.filter(({ review }) => review.proposed !== undefined).map(({ review }) => review),
        context,
      ),
      2,
      sorted.some(({ review }) => review.proposed !== undefined),
    ),
  ];
}

/** Experiment files, each with its table. */
export function blocksOfExperiments(result: CheckResult, context: ReportContext): readonly Block[] {
  const several = (result.experiments?.length ?? 0) + result.deployments.length > 1;
  return (result.experiments ?? []).flatMap((review) => [
    block(several ? bold(code(review.file, 120)) : ""),
    { text: errorList(review.findings, context, { withFile: false }), fixed: true },
    block(review.experiments.length === 0 ? "" : experimentTable(review)),
    block(formerWinner(review)),
    block(experimentContext(review, context)),
    block(warningList(review.findings, context, { withFile: false })),
  ]);
}

function inFull(view: ReviewView, context: ReportContext, options: BlockOptions): readonly Block[] {
  const main = mainTable(view, { withFix: false, minGain: context.minGain });
  if (main === "") return [];
  const parts = [main, contextLine(view, context, { withFile: false })];
  if (options.surface === "summary" && view.hasGain) {
    const edit = view.review.recommended?.diff;
    if (edit !== undefined && edit.length > 0) parts.push(editFold(view)?.open ?? "");
  }
  return [
    block(
      fold(
        `${view.mark} ${codeHtml(view.name, 60)} in full${fullTail(view)}`,
        parts.filter((part) => part !== "").join("\n\n"),
      ),
      [{ step: STEP.inFull, rank: rankOf(view), text: "" }],
    ),
  ];
}

function fullTail({ review, gain, hasGain }: ReviewView): string {
  if (review.verdict !== "pass" || gain === undefined || review.proposed === undefined) return "";
  if (!hasGain) return gain < 1.005 ? ": the best found" : `: ${percent(gain - 1)} from the best found`;
  const best = review.recommended?.evaluation.prediction.totalGpus ?? 0;
  const same = best === review.proposed.prediction.totalGpus;
  return `: ${change(gain)} from ${same ? "the same " : ""}${number(best)}${NBSP}GPUs`;
}

function fixesBlock(failing: readonly ReviewView[], context: ReportContext): Block {
  const lines = failing
    .filter(({ form }) => form === "fail")
    .map((view) => {
      const { lead, block: diff } = fixLine(view, context, bold(`Fix ${code(view.name, 40)}:`));
      const named = lead.startsWith("**Fix ") ? lead : `${code(view.name, 40)}: ${lead}`;
      return diff === "" || failing.length > 3 ? named : `${named}\n\n${diff}`;
    })
    .filter((line) => line !== "");
  const more = lines.length - KEPT_FIXES;
  const short =
    more > 0 ? [...lines.slice(0, KEPT_FIXES), `and ${number(more)} more in the job summary`] : lines;
  return {
    text: lines.join("\n\n"),
    cuts: more > 0 ? [{ step: STEP.fixes, rank: 2, text: short.join("\n\n") }] : [],
  };
}

function movedBlock(view: ReviewView, title?: string): Block {
  const parts = movedParts(view, title);
  return parts === undefined
    ? block("")
    : block(parts.full, [{ step: STEP.moved, rank: rankOf(view), text: parts.sentence }]);
}

function chartBlock(view: ReviewView, context: ReportContext): Block {
  const source = chart(view, context.chartStyle);
  return block(source, source === "" ? [] : [{ step: STEP.chart, rank: rankOf(view), text: "" }]);
}

function editBlock(view: ReviewView): Block {
  const edit = editFold(view);
  return edit === undefined
    ? block("")
    : block(edit.full, [{ step: STEP.edit, rank: rankOf(view), text: edit.short }]);
}

function alternativesBlock(view: ReviewView): Block {
  const rank = rankOf(view);
  const full = alternativesFold(view, MAX_ALTERNATIVES);
  return full === ""
    ? block("")
    : block(full, [
        { step: STEP.alternatives, rank, text: alternativesFold(view, 2) },
        { step: STEP.alternatives + 0.5, rank, text: "" },
      ]);
}

function restsBlock(rests: RestsOn, rank: Rank, present = true): Block {
  if (!present) return block("");
  return block(rests.full, [
    { step: STEP.figures, rank, text: rests.withoutFigures },
    { step: STEP.facts, rank, text: rests.assumedOnly },
    { step: STEP.facts + 0.5, rank, text: "" },
  ]);
}

/** `Before, this PR, best found`: the columns of the folded table. */
function tableSummary(main: string): string {
  const titles = main
    .slice(0, main.indexOf("\n"))
    .split(" | ")
    .slice(1)
    .map((title) => title.replace(" |", "").trim());
  return titles
    .map((title, index) => (index === 0 ? title : title === "This PR" ? "this PR" : title.toLowerCase()))
    .join(", ");
}

/** One line of figures for a manifest near the best: latencies with limits, throughput against before. */
function figuresLine({ review }: ReviewView): string {
  const { proposed, base } = review;
  if (proposed === undefined) return "";
  const latencies = proposed.limits.map(
    ({ metric, valueMs, limitMs }) =>
      `${{ ttft: "TTFT", tpot: "TPOT", requestLatency: "Request latency" }[metric]} ${latencyMs(metric, valueMs, limitMs)} (limit ${limit(limitMs)})`,
  );
  const throughput = `${rate(proposed.prediction.tokensPerSecPerGpu)}${NBSP}tokens/s per GPU`;
  const ratio = base && change(throughputRatio(proposed, base));
  const shown =
    ratio === undefined
      ? bold(throughput)
      : ratio === "same"
        ? `${bold(throughput)}, the same as before`
        : `${bold(`${throughput}, ${ratio}`)} over before`;
  return [...latencies, shown].join(" · ");
}
