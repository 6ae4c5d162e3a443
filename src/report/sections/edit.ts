import type { Advice } from "../../domain/review.js";
import { list, MINUS, number } from "../format.js";
import { code, codeHtml, fence, fold, NBSP } from "../markdown.js";
import type { ReviewView } from "../view.js";
import type { ReportContext } from "../context.js";
import { writeCommand } from "./ways.js";

/** Longest diff that stands in the open. */
const MAX_OPEN_DIFF = 12;
/** Longest diff in a comment; a longer one is cut and says so. */
const MAX_LINES = 400;

/** Whether a diff is so short that no fold hides it. */
export function isShortDiff(diff: readonly string[]): boolean {
  return diff.length > 0 && diff.length <= MAX_OPEN_DIFF;
}

/** The fold with the edit, and its short form that names the command instead. Undefined without a diff. */
export function editFold(
  view: ReviewView,
  context: ReportContext,
): { readonly full: string; readonly short: string; readonly open: string } | undefined {
  const advice = view.review.recommended;
  if (advice?.diff === undefined || advice.diff.length === 0) return undefined;
  const lead = view.review.verdict === "pass" ? "The edit:" : "The best found as an edit:";
  const summary = `${lead} ${codeHtml(view.review.file, 120)}, ${lineCounts(advice)} lines`;
  const shown =
    advice.diff.length > MAX_LINES
      ? [...advice.diff.slice(0, MAX_LINES), ` … ${number(advice.diff.length - MAX_LINES)} more lines`]
      : advice.diff;
  const gone =
    advice.dropped === undefined
      ? ""
      : `Gone with it: ${list(advice.dropped.map((name) => code(name)))}.\n\n`;
  const open = `${gone}${fence("diff", shown)}`;
  return {
    full: fold(summary, open),
    open,
    short: `${lead} ${writeCommand([view.review.file], context)} writes it to the file, ${lineCounts(advice)}${NBSP}lines.`,
  };
}

/** `+17 −6`. */
export function lineCounts({ diff }: Advice): string {
  const count = (mark: string): string => number((diff ?? []).filter((line) => line.startsWith(mark)).length);
  return `+${count("+")} ${MINUS}${count("-")}`;
}
