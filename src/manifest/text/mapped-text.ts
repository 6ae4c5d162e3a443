import type { FilePosition, TextRange } from "../../domain/location.js";
import type { QuoteLayer } from "../types.js";
import { type FileText, positionAt } from "./file-text.js";

/** File offsets of each unit of a piece of text; −1 where a blank has no place of its own. */
export interface Spans {
  readonly start: Int32Array;
  readonly end: Int32Array;
}

/** An alias on the way to a value: the token `*name` and the node that it stands for. */
export interface AliasUse {
  readonly token: TextRange;
  readonly node: TextRange;
}

/** Where a run of characters came from. */
export interface PieceSource {
  readonly file: FileText;
  /** computed on first use; undefined when the characters have no place in the file */
  readonly spans: () => Spans | undefined;
  /** quoting around the characters, outermost first */
  readonly layers: readonly QuoteLayer[];
  readonly aliased: boolean;
  readonly alias?: AliasUse;
  /** variable or ConfigMap that carried the text */
  readonly via?: string;
  /** where the whole source begins, for text that cannot be mapped */
  readonly offset: number;
}

/** A run of a mapped text: units `from` … `from + length` of a source. */
interface Piece {
  readonly source: PieceSource;
  readonly from: number;
  readonly length: number;
}

/** A string that remembers where in a file each of its characters stands, through any nesting of quotes. */
export interface MappedText {
  readonly text: string;
  readonly pieces: readonly Piece[];
}

/** A text that is one run of one source. */
export function mapped(text: string, source: PieceSource): MappedText {
  return { text, pieces: [{ source, from: 0, length: text.length }] };
}

/** The whole text of a file. */
export function wholeFile(file: FileText): MappedText {
  return mapped(file.text, {
    file,
    spans: memo(() => identity(file.text.length, 0)),
    layers: [],
    aliased: false,
    offset: 0,
  });
}

/** Spans of `length` characters that stand in the file as they are. */
export function identity(length: number, offset: number): Spans {
  const start = new Int32Array(length);
  const end = new Int32Array(length);
  for (let i = 0; i < length; i++) {
    start[i] = offset + i;
    end[i] = offset + i + 1;
  }
  return { start, end };
}

/** Runs `compute` once, at the first call. */
export function memo<T>(compute: () => T): () => T {
  let done: { readonly value: T } | undefined;
  return () => (done ??= { value: compute() }).value;
}

/** Units `from` … `to` of a mapped text. */
export function slice(mappedText: MappedText, from: number, to: number): MappedText {
  const pieces: Piece[] = [];
  let at = 0;
  for (const piece of mappedText.pieces) {
    const begin = Math.max(from, at);
    const stop = Math.min(to, at + piece.length);
    if (begin < stop)
      pieces.push({ source: piece.source, from: piece.from + begin - at, length: stop - begin });
    at += piece.length;
  }
  return { text: mappedText.text.slice(from, to), pieces };
}

/** Mapped texts one after the other. */
export function concat(texts: readonly MappedText[]): MappedText {
  if (texts.length === 1 && texts[0]) return texts[0];
  return { text: texts.map((t) => t.text).join(""), pieces: texts.flatMap((t) => t.pieces) };
}

/** The text without blanks at its ends. */
export function trim(mappedText: MappedText): MappedText {
  const { text } = mappedText;
  const from = text.length - text.trimStart().length;
  return slice(mappedText, from, Math.max(from, text.trimEnd().length));
}

/** The same text, said to have been carried by a variable or a ConfigMap. */
export function carriedBy(mappedText: MappedText, via: string): MappedText {
  return {
    text: mappedText.text,
    pieces: mappedText.pieces.map((piece) => ({ ...piece, source: { ...piece.source, via } })),
  };
}

/**
 * A text whose unit `i` was written as units `starts[i]` … `ends[i]` of `outer` (its escapes undone),
 * with one more layer of quoting than `outer`.
 */
export function derive(
  outer: MappedText,
  text: string,
  starts: ArrayLike<number>,
  ends: ArrayLike<number>,
  layer?: QuoteLayer,
): MappedText {
  const pieces: Piece[] = [];
  let run = 0;
  let current = -1;
  for (let i = 0; i < text.length; i++) {
    const unit = starts[i] ?? -1;
    const here = unit < 0 ? current : pieceIndex(outer, unit);
    if (current !== -1 && here !== current) {
      pushDerived(pieces, outer, starts, ends, run, i, current, layer);
      run = i;
    }
    current = here;
  }
  if (run < text.length)
    pushDerived(pieces, outer, starts, ends, run, text.length, Math.max(0, current), layer);
  return { text, pieces };
}

function pushDerived(
  pieces: Piece[],
  outer: MappedText,
  starts: ArrayLike<number>,
  ends: ArrayLike<number>,
  from: number,
  to: number,
  index: number,
  layer: QuoteLayer | undefined,
): void {
  const first = outer.pieces[index];
  if (!first) return;
  const source: PieceSource = {
    ...first.source,
    layers: layer === undefined ? first.source.layers : [...first.source.layers, layer],
    spans: memo(() => {
      const start = new Int32Array(to - from).fill(-1);
      const end = start.slice();
      for (let i = from; i < to; i++) {
        const a = starts[i] ?? -1;
        const b = ends[i] ?? -1;
        if (a < 0 || b <= a) continue;
        start[i - from] = offsetsAt(outer, a)?.start ?? -1;
        end[i - from] = offsetsAt(outer, b - 1)?.end ?? -1;
      }
      return { start, end };
    }),
  };
  pieces.push({ source, from: 0, length: to - from });
}

function pieceIndex(mappedText: MappedText, unit: number): number {
  if (mappedText.pieces.length <= 1) return 0;
  let at = 0;
  for (let i = 0; i < mappedText.pieces.length; i++) {
    at += mappedText.pieces[i]?.length ?? 0;
    if (unit < at) return i;
  }
  return mappedText.pieces.length - 1;
}

/** File offsets of one unit, or undefined for a blank without a place. */
export function offsetsAt(mappedText: MappedText, unit: number): TextRange | undefined {
  let at = 0;
  for (const piece of mappedText.pieces) {
    if (unit < at + piece.length) {
      const spans = piece.source.spans();
      const index = piece.from + unit - at;
      const start = spans?.start[index] ?? -1;
      const end = spans?.end[index] ?? -1;
      return start < 0 || end < 0 ? undefined : { start, end };
    }
    at += piece.length;
  }
  return undefined;
}

/** The characters' place in the file, when they stand together there and begin and end with a mapped character. */
export function rangeOf(mappedText: MappedText): TextRange | undefined {
  if (mappedText.pieces.length !== 1 || mappedText.text.length === 0) return undefined;
  const start = offsetsAt(mappedText, 0)?.start;
  const end = offsetsAt(mappedText, mappedText.text.length - 1)?.end;
  return start === undefined || end === undefined || end < start ? undefined : { start, end };
}

/** The source that a text came from; of several, the first. */
export function sourceOf(mappedText: MappedText): PieceSource | undefined {
  return mappedText.pieces[0]?.source;
}

/** File offset where the text begins, as exactly as is known; searches on from `unit` for a mapped character. */
export function offsetNear(mappedText: MappedText, unit = 0): number {
  for (let i = unit; i < mappedText.text.length && i < unit + 200; i++) {
    const found = offsetsAt(mappedText, i);
    if (found) return found.start;
  }
  return sourceOf(mappedText)?.offset ?? 0;
}

/** Line and column where the text begins. */
export function positionOf(mappedText: MappedText, unit = 0): FilePosition {
  const source = sourceOf(mappedText);
  return source ? positionAt(source.file, offsetNear(mappedText, unit)) : { line: 1, column: 1 };
}
