/** A place in a text file. Lines and columns count from 1, columns in UTF-16 units. */
export interface FilePosition {
  readonly line: number;
  readonly column: number;
}

/** A half-open range of a text, in UTF-16 offsets. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** Replace `range` of the text by `text`. Edits of one list never overlap and are sorted by start. */
export interface TextEdit {
  readonly range: TextRange;
  readonly text: string;
}

/** The same edit in whole lines, as reviewers and the JSON output see it: lines `line`…`endLine` become `text`. */
export interface LineEdit {
  readonly line: number;
  readonly endLine: number;
  readonly text: string;
}
