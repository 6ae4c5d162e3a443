/*
 * Where Kubernetes reads one text otherwise than YAML 1.2 says, and other tools do not: two readers that see two documents
 * are one too many for a gate.
 */

/** Line ends of YAML 1.1 alone: what stands behind one in a comment is no comment for Kubernetes. */
const HIDDEN_LINE_END = /[\u0085\u2028\u2029]|\r(?!\n)/;

/** Offset of the first line end that only Kubernetes sees. */
export function hiddenLineEnd(text: string): number | undefined {
  return HIDDEN_LINE_END.exec(text)?.index;
}

/** Whether Kubernetes sees other lines in a text than we do. */
export function hidesLines(text: string): boolean {
  return HIDDEN_LINE_END.test(text);
}

/** What is said of a {@link hiddenLineEnd}. */
export const HIDDEN_LINE_END_WORDS =
  "A line end that Kubernetes knows and YAML 1.2 does not (U+0085, U+2028, U+2029 or a lone carriage return). Write a line feed.";

/** What is said of a document behind `...`: kubectl cuts files at `---` and takes the first document of each part. */
export const BEHIND_END_WORDS =
  "kubectl reads nothing behind `...` until the next `---`, and other readers do. Write `---` in front of this document.";

/** What is said of a merge key behind a key that it brings as well: Kubernetes' reader takes what comes last. */
export function mergedBehindWords(key: string): string {
  return `The merge key stands behind "${key}": kubectl takes the merged value, other readers the one in front. Put it first.`;
}

/** An escaped line end before an empty line, in double quotes: a line feed for Kubernetes, and for our parser a blank. */
const JOINED_LINES = /(?:^|[^\\])(?:\\\\)*\\\r?\n[ \t]*\r?\n/;

/** Whether Kubernetes sees two lines in a double-quoted text where our parser sees one. */
export function joinsLines(token: object | undefined): boolean {
  return token !== undefined && "source" in token && JOINED_LINES.test(String(token.source));
}

/** What is said of a text that {@link joinsLines}. */
export const JOINED_LINES_WORDS =
  "A backslash at the end of a line with an empty line behind it: a line feed for kubectl, and a blank for other readers. Take the empty line out.";
