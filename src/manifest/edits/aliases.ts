import type { TextEdit } from "../../domain/location.js";
import type { AliasUse } from "../text/mapped-text.js";
import { type FileText, positionAt } from "../text/file-text.js";
import { addEdit, applyEdits, type EditList } from "./edit-list.js";

/** Aliases to be replaced by copies, by the offset of their token, with the changes inside each copy. */
export type AliasCopies = Map<number, { readonly alias: AliasUse; readonly changes: TextEdit[] }>;

/** Notes a change below an alias. */
export function addCopy(copies: AliasCopies, alias: AliasUse, change: TextEdit): void {
  const known = copies.get(alias.token.start) ?? { alias, changes: [] };
  known.changes.push(change);
  copies.set(alias.token.start, known);
}

/** Replaces each noted alias by a copy of what it stands for, with its changes made: the other users of the anchor keep theirs. */
export function flushCopies(source: FileText, copies: AliasCopies, list: EditList): void {
  for (const { alias, changes } of copies.values()) {
    const copy = copyOf(source, alias, changes);
    if (copy) addEdit(list, copy.range, copy.text, "an alias");
    else
      list.conflicts.push(
        `the alias on line ${positionAt(source, alias.token.start).line} cannot be replaced by a copy`,
      );
  }
}

/** The edit that puts a copy in place of an alias; undefined for shapes that cannot be re-indented or that define anchors. */
function copyOf(
  source: FileText,
  { token, node }: AliasUse,
  changes: readonly TextEdit[],
): TextEdit | undefined {
  const { text, newline } = source;
  const original = text.slice(node.start, node.end).trimEnd();
  if (/(?:^|[\s[{,])&[\w-]/.test(original) || /^[|>]/.test(original)) return undefined;
  const inside = [...changes]
    .sort((a, b) => a.range.start - b.range.start)
    .map((change) => ({
      range: { start: change.range.start - node.start, end: change.range.end - node.start },
      text: change.text,
    }));
  if (inside.some(({ range }) => range.start < 0 || range.end > original.length)) return undefined;
  const copy = applyEdits(original, inside);
  const inFlow = /^[[{"']/.test(original);
  if (inFlow || !/[\n:]/.test(original)) return { range: token, text: copy };
  const base = positionAt(source, node.start).column - 1;
  const lineStart = text.lastIndexOf("\n", token.start - 1) + 1;
  const indent = (/^[ ]*(?:- )*/.exec(text.slice(lineStart, token.start))?.[0].length ?? 0) + 2;
  const lines = copy.split(/\r?\n/);
  if (lines.slice(1).some((line) => line.trim() !== "" && !line.startsWith(" ".repeat(base))))
    return undefined;
  const shifted = lines.map((line, i) =>
    line.trim() === "" ? "" : " ".repeat(indent) + (i === 0 ? line : line.slice(base)),
  );
  // The blank between the key and the alias would stay at the end of the line.
  const start = text[token.start - 1] === " " ? token.start - 1 : token.start;
  return { range: { start, end: token.end }, text: newline + shifted.join(newline) };
}
