import type { SearchRow } from "../search/rows.js";
import type { SearchTask } from "../search/task.js";

/** A row of a result table and the experiment it belongs to. */
export interface TableRow {
  readonly row: SearchRow;
  readonly task: SearchTask;
  /** profile of the model that answered */
  readonly profile: string;
}

/** Type of a column, as pandas should read it: whole numbers, numbers, text. */
export type ColumnKind = "int" | "float" | "text";

/** One column of a saved table. */
export interface CsvColumn {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly value: (entry: TableRow) => string | number;
}

/** A column of whole numbers. */
export function intColumn(name: string, value: (entry: TableRow) => number): CsvColumn {
  return { name, kind: "int", value };
}

/** A column of numbers; whole ones are written with `.0`, so that the column keeps its type. */
export function float(name: string, value: (entry: TableRow) => number): CsvColumn {
  return { name, kind: "float", value };
}

/** A column of numbers that a row may not have; its cell is empty then. */
export function maybeFloat(name: string, value: (entry: TableRow) => number | undefined): CsvColumn {
  return { name, kind: "float", value: (entry) => value(entry) ?? "" };
}

/** A column of texts. */
export function textColumn(name: string, value: (entry: TableRow) => string): CsvColumn {
  return { name, kind: "text", value };
}
