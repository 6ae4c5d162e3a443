import type { FilePosition } from "../../domain/location.js";

/** A file's text with an index of its lines. */
export interface FileText {
  readonly file: string;
  readonly text: string;
  /** offset of the first character of each line */
  readonly lineStarts: readonly number[];
  /** line ending to use for new lines */
  readonly newline: "\n" | "\r\n";
}

/** Indexes the lines of a text. Lines end in LF or CRLF. */
export function fileText(file: string, text: string): FileText {
  const lineStarts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) lineStarts.push(at + 1);
  return { file, text, lineStarts, newline: text.includes("\r\n") ? "\r\n" : "\n" };
}

/** Line and column (both from 1) of an offset; offsets outside the text are clamped. */
export function positionAt(source: FileText, offset: number): FilePosition {
  const { lineStarts, text } = source;
  const at = Math.max(0, Math.min(offset, text.length));
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lineStarts[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: at - (lineStarts[low] ?? 0) + 1 };
}

/** Offset of the first character of the line that holds `offset`. */
export function lineStartAt(source: FileText, offset: number): number {
  return source.lineStarts[positionAt(source, offset).line - 1] ?? 0;
}

/** Offset just before the line ending of the line that holds `offset`. */
export function lineEndAt(source: FileText, offset: number): number {
  const next = source.text.indexOf("\n", offset);
  const end = next === -1 ? source.text.length : next;
  return end > 0 && source.text[end - 1] === "\r" ? end - 1 : end;
}
