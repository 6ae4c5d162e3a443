import type { Codes, KeyCodes, NumberColumn, SourceTable, TableColumn, TextColumn } from "../table.js";

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
  sources.forEach((source) => {
    const rows = matchRows(source, query);
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

/** Row numbers of one file that match, ascending; undefined when a needed column is missing. */
export function matchRows(
  source: SourceTable,
  { where, defaults }: Pick<RowQuery, "where" | "defaults">,
): Int32Array | undefined {
  const tests: (readonly [column: TableColumn, match: Match, fallback: string | number | undefined])[] = [];
  for (const name in where) {
    const match = where[name]!;
    const fallback = defaults?.[name];
    const column = source.column(name);
    if (column !== undefined) tests.push([column, match, fallback]);
    else if (fallback === undefined || !accepts(match, fallback)) return undefined;
  }
  if (source.kernels !== undefined) {
    const kernels = source.column("kernel_source");
    if (kernels === undefined) return undefined;
    const allowed = new Set(source.kernels);
    tests.push([kernels, (kernel) => allowed.has(String(kernel)), undefined]);
  }
  // what a hundred rows have in common is asked once
  let runs: Int32Array | undefined;
  for (const [column, match, fallback] of tests) {
    const byRun = keyOf(column)?.byRun;
    if (byRun !== undefined) runs = keepCodes(byRun, acceptedCodes(column, match, fallback), runs);
  }
  let rows = runs === undefined ? undefined : rowsOfRuns(source.runs!, runs);
  for (const [column, match, fallback] of tests) {
    const key = keyOf(column);
    if (key?.byRun !== undefined) continue;
    if (key !== undefined) rows = keepCodes(key.codes, acceptedCodes(column, match, fallback), rows);
    else if (column.kind === "number") rows = keepNumbers(column, match, fallback, rows);
  }
  return rows ?? Int32Array.from({ length: source.rowCount }, (_, i) => i);
}

function keyOf(column: TableColumn): KeyCodes | undefined {
  return column.kind === "text" ? column : column.coded;
}

/** The rows of some runs. */
function rowsOfRuns(starts: Int32Array, runs: Int32Array): Int32Array {
  let count = 0;
  for (const run of runs) count += starts[run + 1]! - starts[run]!;
  const rows = new Int32Array(count);
  let at = 0;
  for (const run of runs) for (let row = starts[run]!; row < starts[run + 1]!; row++) rows[at++] = row;
  return rows;
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

function accepts(match: Match, value: string | number): boolean {
  return typeof match === "function" ? match(value) : match === value;
}

function acceptsNumber(match: Match, value: number, fallback: string | number | undefined): boolean {
  const seen = Number.isNaN(value) ? fallback : value;
  return seen !== undefined && accepts(match, seen);
}

/** Which codes of a key match, 1 or 0 each. */
function acceptedCodes(column: TableColumn, match: Match, fallback: string | number | undefined): Uint8Array {
  if (column.kind === "number")
    return Uint8Array.from(column.coded!.dictionary, (value) =>
      acceptsNumber(match, value, fallback) ? 1 : 0,
    );
  return Uint8Array.from(column.values, (value) => {
    const seen = value === "" && fallback !== undefined ? fallback : value;
    return accepts(match, seen) ? 1 : 0;
  });
}

function keepNumbers(
  { values }: NumberColumn,
  match: Match,
  fallback: string | number | undefined,
  rows: Int32Array | undefined,
): Int32Array {
  const kept = new Int32Array(rows?.length ?? values.length);
  let count = 0;
  for (let i = 0; i < kept.length; i++) {
    const row = rows === undefined ? i : (rows[i] as number);
    if (acceptsNumber(match, values[row] as number, fallback)) kept[count++] = row;
  }
  return kept.subarray(0, count);
}

/** Rows, or runs, whose code is accepted: all of them or those of `rows`. */
function keepCodes(codes: Codes, accepted: Uint8Array, rows: Int32Array | undefined): Int32Array {
  const first = accepted.indexOf(1);
  if (first < 0) return new Int32Array();
  if (rows !== undefined && !accepted.includes(0)) return rows;
  if (rows === undefined && first === accepted.lastIndexOf(1)) return rowsOfCode(codes, first);
  const kept = new Int32Array(rows?.length ?? codes.length);
  let count = 0;
  for (let i = 0; i < kept.length; i++) {
    const row = rows === undefined ? i : (rows[i] as number);
    if (accepted[codes[row] as number] === 1) kept[count++] = row;
  }
  return kept.subarray(0, count);
}

/** Rows of one code. Equal ones stand together: the others are passed over by the engine's own search. */
function rowsOfCode(codes: Codes, code: number): Int32Array {
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
  codes: Codes,
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
