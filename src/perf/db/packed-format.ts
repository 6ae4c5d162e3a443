/**
 * A table of `perf-db/` on disk (docs/perf-db.md, "A table"): {@link MAGIC}, the length of the packed head (32 bits,
 * little endian), the head, the lengths of the runs, then the columns' sections in the head's order. Head and sections are
 * Brotli, each for itself, so that only the columns that somebody asks for are unpacked.
 */
export interface PackedHead {
  readonly rows: number;
  readonly runs: PackedRuns;
  /** columns of one text that say where the rows come from (framework, version, device) */
  readonly constants: Readonly<Record<string, string>>;
  readonly columns: readonly PackedColumn[];
}

/** A column's description. `bytes` is the length of its packed section; 0 where every row has the first value. */
export type PackedColumn = PackedKey | PackedValues;

/** Runs of rows that agree in every key but the axes: how many, and the length of the section of their lengths (16 bits each). */
export interface PackedRuns {
  readonly count: number;
  readonly bytes: number;
}

/** A key: one code a run, or a row where it is an axis (8 bits, or 16 when there are more than 256 values), into `values`. */
export interface PackedKey {
  readonly name: string;
  readonly per: "run" | "row";
  readonly values: readonly (string | number | null)[];
  readonly bytes: number;
}

/** A measured column: logarithmic codes as differences from their prediction, all low bytes before all high bytes. */
export interface PackedValues {
  readonly name: string;
  /** the smallest value above zero, which has code 1; zero has code 0 */
  readonly least: number;
  /** what a code is predicted from: nothing, the row before, or also the row above in the grid of `axes` */
  readonly predictor: "none" | "row" | "grid";
  /** key columns whose values make two rows neighbours; empty unless `predictor` is `grid` */
  readonly axes: readonly string[];
  readonly bytes: number;
}

/** First bytes of a table. */
export const MAGIC = "PDB3";

/** Bytes before the head: the magic and the head's length. */
export const HEAD_AT = 8;

/** Ratio of neighbouring codes, as a logarithm. Half a step is the largest error: 0.0488 %. */
export const LOG_STEP = 2 * Math.log1p(2 ** -11);

/** The longest run; a longer one is written as several. */
export const LONGEST_RUN = 2 ** 16 - 1;

/** Whether a column is measured. */
export function isMeasured(column: PackedColumn): column is PackedValues {
  return "predictor" in column;
}

/**
 * Where each row of a column stands in the grid of its axes, `outer * inner.size + inner.codes`, and one more than the largest
 * place. Put together where it is read: one pass over a large table less.
 */
export interface GridPlaces {
  readonly outer: ArrayLike<number>;
  readonly inner: GridAxis;
  readonly count: number;
}

/**
 * What is stored of codes: the differences from their predictions, modulo 2¹⁶ and folded. A code is predicted to equal the one
 * before it; in a grid, to differ from it by as much as when its place was last passed.
 */
export function differencesOf(codes: Uint16Array, grid?: GridPlaces): Uint16Array {
  const differences = new Uint16Array(codes.length);
  const steps = new Int32Array(grid?.count ?? 0);
  let before = 0;
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] as number;
    const place = grid === undefined ? 0 : grid.outer[row]! * grid.inner.size + grid.inner.codes[row]!;
    differences[row] = fold(code - before - (steps[place] ?? 0));
    // the first row has none before it to differ from
    if (row > 0 && grid !== undefined) steps[place] = code - before;
    before = code;
  }
  return differences;
}

/**
 * Codes from the bytes of their {@link differencesOf}, all low ones before all high ones. Runs over every row of large tables
 * in code that is compiled late: nothing in the loop is a call.
 */
export function codesOfDifferences(bytes: Uint8Array, grid?: GridPlaces): Uint16Array {
  const rows = bytes.length / 2;
  const codes = new Uint16Array(rows);
  // without a grid no step is ever kept
  const outer = grid?.outer;
  const inner = grid?.inner.codes;
  const size = grid?.inner.size ?? 1;
  const steps = new Int32Array(grid?.count ?? 1);
  let before = 0;
  for (let row = 0; row < rows; row++) {
    const folded = (bytes[row] as number) | ((bytes[rows + row] as number) << 8);
    const place = outer === undefined ? 0 : (outer[row] as number) * size + (inner![row] as number);
    const difference = (folded >>> 1) ^ -(folded & 1);
    const code = (difference + before + (steps[place] as number)) & 0xffff;
    if (outer !== undefined && row > 0) steps[place] = code - before;
    codes[row] = before = code;
  }
  return codes;
}

/** Words whose low bytes all come before their high ones. */
export function wordsOf(bytes: Uint8Array): Uint16Array {
  const words = new Uint16Array(bytes.length / 2);
  for (let i = 0; i < words.length; i++)
    words[i] = (bytes[i] as number) | ((bytes[words.length + i] as number) << 8);
  return words;
}

/** Small differences of either sign to small numbers: 0, −1, 1, −2 … to 0, 1, 2, 3 …; {@link codesOfDifferences} undoes it. */
function fold(difference: number): number {
  const signed = (difference << 16) >> 16;
  return (signed << 1) ^ (signed >> 15);
}

/** A key's codes and how many values it has. */
export interface GridAxis {
  readonly codes: ArrayLike<number>;
  readonly size: number;
}

/** Where each row stands in the grid of some keys. */
export function gridPlaces(axes: readonly [GridAxis, ...GridAxis[]]): GridPlaces {
  const [first, ...others] = axes;
  const inner = others.pop() ?? { codes: new Uint8Array(first.codes.length), size: 1 };
  if (others.length === 0) return { outer: first.codes, inner, count: first.size * inner.size };
  const outer = new Int32Array(first.codes);
  let count = first.size;
  for (const { codes, size } of others) {
    count *= size;
    for (let row = 0; row < outer.length; row++)
      outer[row] = (outer[row] as number) * size + (codes[row] as number);
  }
  return { outer, inner, count: count * inner.size };
}
