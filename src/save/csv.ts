import { stringify } from "csv-stringify/sync";
import type { SearchRow } from "../search/rows.js";
import type { SearchTask } from "../search/task.js";
import { type Column, float, type TableRow } from "./column.js";
import { AGG_COLUMNS, DISAGG_COLUMNS, LOAD_COLUMNS, POINT_COLUMNS, SERVED_COLUMN } from "./columns.js";

/** What a table shows. */
export interface TableOptions {
  /** `tpot` counts the first token in: `(ttft + tpot · (osl − 1)) / osl` */
  readonly inclusiveTpot?: boolean;
  /** adds replicas, GPUs and whether the row meets its limits */
  readonly allPoints?: boolean;
}

/** Rows of one experiment as CSV, with the reference's column names, order and types. */
export function resultCsv(rows: readonly SearchRow[], task: SearchTask, options: TableOptions = {}): string {
  const columns = [
    ...(task.mode === "agg" ? AGG_COLUMNS : DISAGG_COLUMNS).map((column) =>
      column.name === "tpot" && options.inclusiveTpot === true ? INCLUSIVE_TPOT : column,
    ),
    ...(rows.some((row) => row.load !== undefined) ? LOAD_COLUMNS : []),
    ...(rows.some((row) => row.load?.loadServedPct !== undefined) ? [SERVED_COLUMN] : []),
    ...(options.allPoints === true ? POINT_COLUMNS : []),
  ];
  const lines = rows.map((row) => columns.map((column) => cell(column, { row, task })));
  // a text that begins with = + - @ would be a formula in a spreadsheet
  return stringify([columns.map((column) => column.name), ...lines], { escape_formulas: true });
}

const INCLUSIVE_TPOT: Column = float("tpot", ({ row, task }) => {
  const { osl } = task.lengths;
  return (row.figures.ttftMs + row.figures.tpotMs * (osl - 1)) / osl;
});

/** A value as text. Three decimals, as the reference rounds; numbers of a `float` column always have one. */
function cell(column: Column, entry: TableRow): string {
  const value = column.value(entry);
  if (typeof value === "string") return value;
  if (column.kind === "int") return String(Math.round(value));
  const rounded = String(Math.round(value * 1000) / 1000);
  return /^-?\d+$/.test(rounded) ? `${rounded}.0` : rounded;
}
