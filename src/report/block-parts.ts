import { chart } from "./chart.js";
import type { ReportContext } from "./context.js";
import type { CommentBlock, Cut, Rank } from "./fit.js";
import { alternativesFold } from "./sections/alternatives.js";
import { editFold } from "./sections/edit.js";
import { movedParts } from "./sections/moved.js";
import type { RestsOn } from "./sections/rests-on.js";
import type { ReviewView } from "./view.js";

/** Most rows a mode in *Other settings that pass*; what is left of them after the first cut. */
const MAX_ALTERNATIVES = 4;
const KEPT_ALTERNATIVES = 2;

/** Where the blocks are shown: the comment has room for less than the job summary. */
export type Surface = "comment" | "summary";

/** The steps of `docs/method/comment.md` 11; a half step is the second stage of a step. */
export const STEP = {
  alternatives: 1,
  figures: 2,
  facts: 3,
  edit: 4,
  inFull: 5,
  chart: 6,
  moved: 7,
  fixes: 9,
} as const;

/** How willingly the parts of a manifest are given up. */
export function rankOf(view: ReviewView): Rank {
  if (view.review.verdict !== "pass") return 2;
  return view.hasGain ? 1 : 0;
}

/** A block with its shorter forms. */
export function block(text: string, cuts: readonly Cut[] = []): CommentBlock {
  return { text, cuts };
}

/** A block that no budget touches. */
export function fixed(text: string): CommentBlock {
  return { text, fixed: true };
}

/** *What moved*: the table goes before the sentence. */
export function movedBlock(view: ReviewView, title?: string): CommentBlock {
  const parts = movedParts(view, title);
  return parts === undefined
    ? block("")
    : block(parts.full, [{ step: STEP.moved, rank: rankOf(view), text: parts.sentence }]);
}

/** The chart with its key. */
export function chartBlock(view: ReviewView, context: ReportContext, title = ""): CommentBlock {
  const source = chart(view, context.chartStyle);
  if (source === "") return block("");
  return block(title === "" ? source : `${title}\n\n${source}`, [
    { step: STEP.chart, rank: rankOf(view), text: "" },
  ]);
}

/** The edit; shorter, it names the command. */
export function editBlock(view: ReviewView, context: ReportContext): CommentBlock {
  const edit = editFold(view, context);
  return edit === undefined
    ? block("")
    : block(edit.full, [{ step: STEP.edit, rank: rankOf(view), text: edit.short }]);
}

/** Other settings that pass. */
export function alternativesBlock(view: ReviewView): CommentBlock {
  const rank = rankOf(view);
  const full = alternativesFold(view, MAX_ALTERNATIVES);
  if (full === "") return block("");
  return block(full, [
    { step: STEP.alternatives, rank, text: alternativesFold(view, KEPT_ALTERNATIVES) },
    { step: STEP.alternatives + 0.5, rank, text: "" },
  ]);
}

/** What the figures rest on: other figures go first, then all facts but the assumed ones, then all. */
export function restsBlock(rests: RestsOn, rank: Rank): CommentBlock {
  return block(rests.full, [
    { step: STEP.figures, rank, text: rests.withoutFigures },
    { step: STEP.facts, rank, text: rests.assumedOnly },
    { step: STEP.facts + 0.5, rank, text: "" },
  ]);
}
