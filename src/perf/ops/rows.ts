import type { NumberColumn, SourceTable, TextColumn } from "../table.js";

/** What a key column must be: one value, or a test of it. Absent values count as the column's default, if it has one. */
export type Match = string | number | ((value: string | number) => boolean);

export interface RowQuery {
  /** key columns and what they must be */
  readonly where: Readonly<Record<string, Match>>;
  /** value of a key or axis column that a file lacks, or that is null in a row; without one such rows do not match */
  readonly defaults?: Readonly<Record<string, string | number>>;
  /** coordinate columns, outer axis first; several names are added up (`["isl", "step"]`) */
  readonly axes: readonly (string | readonly string[])[];
  readonly value: string;
  /** which of equal coordinates within one file counts; across files the first file always wins */
  readonly duplicates?: "first" | "last";
  /** rows of every source that are asked at all, where somebody has narrowed them before */
  readonly within?: readonly (Int32Array | undefined)[];
}

/** Selected rows of all sources, in order of precedence: of equal coordinates the first row counts. */
export interface Rows {
  readonly count: number;
  readonly axes: readonly Float64Array[];
  readonly values: Float64Array;
}

/**
 * Gathers the rows that match, source after source (`docs/method/performance.md` 8.3: rows merge per coordinate,
 * first source wins).
 */
export function collectRows(sources: readonly SourceTable[], query: RowQuery): Rows {
  const parts: { readonly source: SourceTable; readonly rows: Int32Array }[] = [];
  let count = 0;
  sources.forEach((source, i) => {
    const rows = matchRows(source, query, query.within?.[i]);
    if (rows === undefined || rows.length === 0) return;
    parts.push({ source, rows: query.duplicates === "last" ? rows.slice().reverse() : rows });
    count += rows.length;
  });
  const axes = query.axes.map(() => new Float64Array(count));
  const values = new Float64Array(count);
  let offset = 0;
  for (const { source, rows } of parts) {
    query.axes.forEach((axis, i) => {
      for (const name of typeof axis === "string" ? [axis] : axis) {
        addNumbers(source, name, rows, axes[i] as Float64Array, offset, query.defaults?.[name]);
      }
    });
    addNumbers(source, query.value, rows, values, offset, undefined);
    offset += rows.length;
  }
  return { count, axes, values };
}

/** Reads single values of a column in the cheapest way. */
export function readerOf(column: NumberColumn): (row: number) => number {
  return column.at ?? ((row) => column.values[row] as number);
}

/** Row numbers of one file (or of `within`) that match, ascending; undefined when a needed column is missing. */
export function matchRows(
  source: SourceTable,
  query: Pick<RowQuery, "where" | "defaults">,
  within?: Int32Array,
): Int32Array | undefined {
  let rows = within;
  for (const name in query.where) {
    const match = query.where[name] as Match;
    rows = narrow(source, name, match, query.defaults?.[name], rows);
    if (rows === undefined || rows.length === 0) return rows;
  }
  if (source.kernels !== undefined) {
    const allowed = new Set(source.kernels);
    rows = narrow(source, "kernel_source", (kernel) => allowed.has(String(kernel)), undefined, rows);
  }
  return rows ?? Int32Array.from({ length: source.rowCount }, (_, i) => i);
}

/** Whether any row of one file matches; stops at the first. */
export function someRow(source: SourceTable, where: Readonly<Record<string, string>>): boolean {
  const tests: { readonly codes: TextColumn["codes"]; readonly code: number }[] = [];
  for (const name in where) {
    const column = source.column(name);
    const code = column?.kind === "text" ? column.values.indexOf(where[name] as string) : -1;
    if (column?.kind !== "text" || code < 0) return false;
    tests.push({ codes: column.codes, code });
  }
  for (let row = 0; row < source.rowCount; row++) {
    if (tests.every(({ codes, code }) => codes[row] === code)) return true;
  }
  return false;
}

function narrow(
  source: SourceTable,
  name: string,
  match: Match,
  fallback: string | number | undefined,
  rows: Int32Array | undefined,
): Int32Array | undefined {
  const column = source.column(name);
  if (column === undefined) {
    if (fallback === undefined || !accepts(match, fallback)) return undefined;
    return rows ?? Int32Array.from({ length: source.rowCount }, (_, i) => i);
  }
  return column.kind === "text"
    ? narrowText(column, match, fallback, source.rowCount, rows)
    : narrowNumbers(column, match, fallback, source.rowCount, rows);
}

function accepts(match: Match, value: string | number): boolean {
  return typeof match === "function" ? match(value) : match === value;
}

function narrowText(
  column: TextColumn,
  match: Match,
  fallback: string | number | undefined,
  rowCount: number,
  rows: Int32Array | undefined,
): Int32Array {
  const { codes, values } = column;
  const accepted = Uint8Array.from(values, (value) => {
    const seen = value === "" && fallback !== undefined ? fallback : value;
    return accepts(match, seen) ? 1 : 0;
  });
  return keepCodes(codes, accepted, rowCount, rows);
}

function narrowNumbers(
  column: NumberColumn,
  match: Match,
  fallback: string | number | undefined,
  rowCount: number,
  rows: Int32Array | undefined,
): Int32Array {
  const test = (value: number): boolean => {
    const seen = Number.isNaN(value) ? fallback : value;
    return seen !== undefined && accepts(match, seen);
  };
  if (column.coded !== undefined) {
    const { codes, dictionary } = column.coded;
    return keepCodes(
      codes,
      Uint8Array.from(dictionary, (value) => (test(value) ? 1 : 0)),
      rowCount,
      rows,
    );
  }
  const { values } = column;
  const kept = new Int32Array(rows?.length ?? rowCount);
  let count = 0;
  for (let i = 0; i < kept.length; i++) {
    const row = rows === undefined ? i : (rows[i] as number);
    if (test(values[row] as number)) kept[count++] = row;
  }
  return kept.subarray(0, count);
}

/** Rows whose code is accepted. */
function keepCodes(
  codes: TextColumn["codes"],
  accepted: Uint8Array,
  rowCount: number,
  rows: Int32Array | undefined,
): Int32Array {
  const first = accepted.indexOf(1);
  if (first < 0) return new Int32Array();
  if (rows !== undefined && !accepted.includes(0)) return rows;
  if (rows === undefined && first === accepted.lastIndexOf(1)) return rowsOfCode(codes, first);
  const kept = new Int32Array(rows?.length ?? rowCount);
  let count = 0;
  for (let i = 0; i < kept.length; i++) {
    const row = rows === undefined ? i : (rows[i] as number);
    if (accepted[codes[row] as number] === 1) kept[count++] = row;
  }
  return kept.subarray(0, count);
}

/** Rows of one code. Equal ones stand together: the others are passed over by the engine's own search. */
function rowsOfCode(codes: TextColumn["codes"], code: number): Int32Array {
  const kept = new Int32Array(codes.length);
  let count = 0;
  for (let row = codes.indexOf(code); row >= 0; row = codes.indexOf(code, row)) {
    while (row < codes.length && codes[row] === code) kept[count++] = row++;
  }
  return kept.subarray(0, count);
}

function addNumbers(
  source: SourceTable,
  name: string,
  rows: Int32Array,
  into: Float64Array,
  offset: number,
  fallback: string | number | undefined,
): void {
  const column = source.column(name);
  const absent = Number(fallback ?? 0);
  const coded = column?.kind === "number" ? column.coded : undefined;
  if (column === undefined) {
    for (let i = 0; i < rows.length; i++) into[offset + i] = (into[offset + i] as number) + absent;
  } else if (column.kind === "text") {
    addCoded(column.codes, Float64Array.from(column.values, Number), rows, into, offset, absent);
  } else if (coded !== undefined) {
    addCoded(coded.codes, coded.dictionary, rows, into, offset, absent);
  } else {
    const valueAt = readerOf(column);
    for (let i = 0; i < rows.length; i++) {
      const value = valueAt(rows[i] as number);
      into[offset + i] = (into[offset + i] as number) + (value === value ? value : absent);
    }
  }
}

function addCoded(
  codes: TextColumn["codes"],
  dictionary: Float64Array,
  rows: Int32Array,
  into: Float64Array,
  offset: number,
  absent: number,
): void {
  const whole = dictionary.map((value) => (Number.isNaN(value) ? absent : value));
  for (let i = 0; i < rows.length; i++) {
    into[offset + i] = (into[offset + i] as number) + (whole[codes[rows[i] as number] as number] as number);
  }
}
