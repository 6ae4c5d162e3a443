/**
 * A table of `perf-db/` on disk (docs/perf-db.md, "A table"): {@link MAGIC}, the length of the packed head (32 bits,
 * little endian), the head, then the columns' sections in the head's order. Head and sections are Brotli, each for itself,
 * so that only the columns that somebody asks for are unpacked.
 */
export interface PackedHead {
  readonly rows: number;
  /** columns of one text that say where the rows come from (framework, version, device) */
  readonly constants: Readonly<Record<string, string>>;
  readonly columns: readonly PackedColumn[];
}

/** A column's description. `bytes` is the length of its packed section; 0 where every row has the first value. */
export type PackedColumn = PackedKey | PackedValues;

/** A key: one code a row (8 bits, or 16 when there are more than 256 values) into `values`. */
export interface PackedKey {
  readonly name: string;
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
export const MAGIC = "PDB2";

/** Bytes before the head: the magic and the head's length. */
export const HEAD_AT = 8;

/** Ratio of neighbouring codes, as a logarithm. Half a step is the largest error: 0.0488 %. */
export const LOG_STEP = 2 * Math.log1p(2 ** -11);

/** Whether a column is measured. */
export function isMeasured(column: PackedColumn): column is PackedValues {
  return "predictor" in column;
}

/** A column of codes beside what is stored of it, the differences from their predictions (both modulo 2¹⁶). */
export interface CodeColumn {
  readonly codes: Uint16Array;
  readonly differences: Uint16Array;
  /** where each row stands in the grid; undefined: the row before alone predicts */
  readonly places?: Int32Array;
  /** one more than the largest place */
  readonly placeCount?: number;
}

/** Fills in the differences of known codes, or the codes of known differences. */
export function predictCodes(column: CodeColumn, fill: "differences" | "codes"): void {
  const { codes, differences, places, placeCount = 0 } = column;
  const above = new Int32Array(placeCount);
  const decode = fill === "codes";
  let before = 0;
  for (let row = 0; row < codes.length; row++) {
    let predicted = before;
    if (places !== undefined) {
      const place = places[row] as number;
      const up = above[place] as number;
      // the step from the row before is what it was when this place was last passed
      if (up > 0) predicted += (codes[up] as number) - (codes[up - 1] as number);
      above[place] = row;
    }
    if (decode) codes[row] = unfold(differences[row] as number) + predicted;
    else differences[row] = fold((codes[row] as number) - predicted);
    before = codes[row] as number;
  }
}

/** Small differences of either sign to small numbers: 0, −1, 1, −2 … to 0, 1, 2, 3 … */
function fold(difference: number): number {
  const signed = (difference << 16) >> 16;
  return (signed << 1) ^ (signed >> 15);
}

function unfold(folded: number): number {
  return (folded >>> 1) ^ -(folded & 1);
}

/** A key's codes and how many values it has. */
export interface GridAxis {
  readonly codes: ArrayLike<number>;
  readonly size: number;
}

/** Where each row stands in the grid of some keys. */
export function gridPlaces(axes: readonly GridAxis[], rows: number): Int32Array {
  const places = new Int32Array(rows);
  for (const { codes, size } of axes) {
    for (let row = 0; row < rows; row++)
      places[row] = (places[row] as number) * size + (codes[row] as number);
  }
  return places;
}
