import type { LineEdit } from "../domain/location.js";
import type { Advice } from "../domain/review.js";

/**
 * The file after the edits of several of its deployments: each edit lies in the deployment's own lines. Edits that two
 * deployments share (one engine file for both) are applied once. Undefined where they ask for different things of one line,
 * or an edit has no text.
 */
export function mergedText(before: string, advices: readonly Advice[]): string | undefined {
  const edits: LineEdit[] = [];
  for (const { edits: own, newText } of advices) {
    if (own.length > 0) edits.push(...own);
    else if (newText === undefined) return undefined;
    else edits.push(...difference(before, newText));
  }
  edits.sort((a, b) => a.line - b.line || a.endLine - b.endLine);
  const lines = before.split("\n");
  const result: string[] = [];
  let next = 1;
  let last: LineEdit | undefined;
  for (const edit of edits) {
    if (last !== undefined && edit.line <= last.endLine) {
      if (edit.line === last.line && edit.endLine === last.endLine && edit.text === last.text) continue;
      return undefined;
    }
    result.push(...lines.slice(next - 1, edit.line - 1));
    if (edit.text !== "") result.push(ended(edit.text, lines[edit.endLine - 1]));
    next = edit.endLine + 1;
    last = edit;
  }
  return [...result, ...lines.slice(next - 1)].join("\n");
}

/** A file with Windows line endings keeps them at the end of an edit too. */
function ended(text: string, old: string | undefined): string {
  const whole = text.replace(/\r?\n$/, "");
  return old?.endsWith("\r") === true && !whole.endsWith("\r") ? `${whole}\r` : whole;
}

/** What lies between the lines that begin both texts and those that end them, as one edit. */
function difference(before: string, after: string): readonly LineEdit[] {
  if (before === after) return [];
  const [a, b] = [before.split("\n"), after.split("\n")];
  const most = Math.min(a.length, b.length);
  let start = 0;
  while (start < most && a[start] === b[start]) start++;
  let end = 0;
  while (end < most - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  // an edit replaces at least one line
  if (start + end === a.length) {
    if (start > 0) start--;
    else end--;
  }
  return [{ line: start + 1, endLine: a.length - end, text: b.slice(start, b.length - end).join("\n") }];
}
