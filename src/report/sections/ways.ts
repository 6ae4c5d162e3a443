import type { Advice } from "../../domain/review.js";
import { checkCommand } from "../check-command.js";
import type { ReportContext } from "../context.js";
import { code, prose } from "../markdown.js";

/** Longest command: beyond every path that a file system takes, since half a command is none. */
const MAX_COMMAND = 10_000;

/** The command that writes what is advised for these files into a checkout, as code. */
export function writeCommand(files: readonly string[], context: ReportContext): string {
  return code(checkCommand(files, context, { write: true }), MAX_COMMAND);
}

/** How to get a piece of advice, the shortest way first, as the end of a sentence (`docs/method/comment.md` 4). */
export function waysInFull(context: ReportContext, file: string, advice: Advice | undefined): string {
  const command = writeCommand([file], context);
  if (advice !== undefined && advice.edits.length === 0 && advice.newText === undefined) {
    const why = advice.noEditReason === undefined ? "" : ` (${prose(advice.noEditReason, 200)})`;
    return `set the values of the last column by hand${why}.`;
  }
  const anew = advice?.newText !== undefined && advice.noEditReason !== undefined;
  const because = anew ? ` The manifest is written anew, because ${prose(advice.noEditReason, 200)}.` : "";
  return `${shortest(context, command)}${because}`;
}

function shortest(context: ReportContext, command: string): string {
  if (context.fromFork)
    return `copy the edit below, or run ${command} (this PR is from a fork, so the bot cannot commit).`;
  if (context.canCommit && context.commit === "on-label") {
    return `add the label ${code(context.commitLabel)} and the bot commits it, or run ${command}.`;
  }
  if (context.canCommit && context.commit === "always")
    return `the bot commits it to this branch, or run ${command}.`;
  return `run ${command}, or copy the edit below.`;
}

/** The same as a short list of ways, for a second action. */
export function waysInShort(context: ReportContext, files: readonly string[]): string {
  const command = writeCommand(files, context);
  if (context.fromFork || !context.canCommit || context.commit === "never") return command;
  return context.commit === "on-label"
    ? `label ${code(context.commitLabel)}, or ${command}`
    : `the bot commits it, or ${command}`;
}
