import type { LineEdit, TextEdit } from "../domain/location.js";
import { fileText, lineEndAt, lineStartAt, positionAt } from "./text/file-text.js";

/**
 * The same edits in whole lines: lines `line` … `endLine` of the old text become `text` (without a line ending at its end;
 * empty text of a removed line is the empty string). Edits on neighbouring lines are joined.
 */
export function lineEdits(text: string, edits: readonly TextEdit[]): readonly LineEdit[] {
  const source = fileText("", text);
  const groups: { start: number; end: number; line: number; endLine: number; edits: TextEdit[] }[] = [];
  for (const edit of edits) {
    const line = positionAt(source, edit.range.start).line;
    // An edit that ends at the start of a line does not touch that line, unless it only inserts there.
    const last =
      edit.range.end > edit.range.start &&
      source.lineStarts[positionAt(source, edit.range.end).line - 1] === edit.range.end
        ? edit.range.end - 1
        : edit.range.end;
    const endLine = positionAt(source, last).line;
    const group = groups.at(-1);
    if (group && line <= group.endLine + 1) {
      group.edits.push(edit);
      group.endLine = Math.max(group.endLine, endLine);
      group.end = Math.max(group.end, lineEndAt(source, last), edit.range.end);
    } else
      groups.push({
        start: lineStartAt(source, edit.range.start),
        end: Math.max(lineEndAt(source, last), edit.range.end),
        line,
        endLine,
        edits: [edit],
      });
  }
  return groups.map(({ start, end, line, endLine, edits: inside }) => {
    let result = "";
    let at = start;
    for (const { range, text: inserted } of inside) {
      result += text.slice(at, range.start) + inserted;
      at = range.end;
    }
    result += text.slice(at, end);
    return { line, endLine, text: result.replace(/\r?\n$/, "") };
  });
}
