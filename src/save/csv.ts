import type { SearchRow } from "../search/rows.js";
import type { SearchTask } from "../search/task.js";
import { type CsvColumn, float, type TableRow } from "./column.js";
import {
  AGG_COLUMNS,
  DISAGG_COLUMNS,
  ERROR_COLUMNS,
  LOAD_COLUMNS,
  POINT_COLUMNS,
  PROFILE_COLUMN,
  SERVED_COLUMN,
} from "./columns.js";

/** What a table shows. */
export interface TableOptions {
  /** `tpot` counts the first token in: `(ttft + tpot · (osl − 1)) / osl` */
  readonly inclusiveTpot?: boolean;
  /** adds replicas, GPUs and whether the row meets its limits */
  readonly allPoints?: boolean;
}

/** Where the rows of a table come from. */
export interface SavedTable {
  readonly task: SearchTask;
  readonly profile: string;
  /** chance with which rows hold their limits; absent: the profile knows no error */
  readonly confidence?: number | undefined;
}

/** Lines that are handed on at a time: a large search has 170,000, and no need to lie in memory as one text. */
const LINES_AT_A_TIME = 500;

/** Rows of one experiment as CSV, with the reference's column names, order and types; some lines at a time. */
export function* resultCsv(
  rows: Iterable<SearchRow>,
  { task, profile, confidence }: SavedTable,
  options: TableOptions = {},
): Generator<string> {
  // priced configurations stand for one replica whatever the load, and there are too many to hold at once
  const listed = options.allPoints === true ? undefined : [...rows];
  const columns = [
    ...(task.mode === "agg" ? AGG_COLUMNS : DISAGG_COLUMNS).map((column) =>
      column.name === "tpot" && options.inclusiveTpot === true ? INCLUSIVE_TPOT : column,
    ),
    PROFILE_COLUMN,
    ...(confidence === undefined ? [] : ERROR_COLUMNS),
    ...(listed?.some((row) => row.load !== undefined) === true ? LOAD_COLUMNS : []),
    ...(listed?.some((row) => row.load?.loadServedPct !== undefined) === true ? [SERVED_COLUMN] : []),
    ...(options.allPoints === true ? POINT_COLUMNS : []),
  ];
  // joined and not added up: a text that is added to keeps every piece of it as an object until it is written
  let lines = [columns.map((column) => quoted(column.name)).join(",")];
  for (const row of listed ?? rows) {
    const entry = { row, task, profile };
    lines.push(columns.map((column) => cell(column, entry)).join(","));
    if (lines.length < LINES_AT_A_TIME) continue;
    yield ended(lines);
    lines = [];
  }
  if (lines.length > 0) yield ended(lines);
}

function ended(lines: readonly string[]): string {
  return `${lines.join("\n")}\n`;
}

/** A text as one cell (RFC 4180). One that begins with = + - @ would be a formula in a spreadsheet, so a quote stands before it. */
function quoted(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const INCLUSIVE_TPOT: CsvColumn = float("tpot", ({ row, task }) => {
  const { osl } = task.lengths;
  return (row.figures.ttftMs + row.figures.tpotMs * (osl - 1)) / osl;
});

/** A value as text. Three decimals, as the reference rounds; numbers of a `float` column always have one. */
function cell(column: CsvColumn, entry: TableRow): string {
  const value = column.value(entry);
  if (typeof value === "string") return quoted(value);
  if (column.kind === "int") return String(Math.round(value));
  const rounded = Math.round(value * 1000) / 1000;
  return Number.isInteger(rounded) && Math.abs(rounded) < 1e21 ? `${rounded}.0` : String(rounded);
}
