import type { TableColumn } from "../table.js";

/** An opened table, whatever its format. */
export interface TableFile {
  readonly rowCount: number;
  /** first rows of the runs of `SourceTable.runs`, and the number of rows; absent where none are known */
  readonly runs?: Int32Array;
  /** columns that are the same in all rows and say where they come from */
  readonly constants: Readonly<Record<string, string>>;
  /** written by our importer, rows in the order that decides ties */
  readonly ordered: boolean;
  /** a column on first use; undefined when the file has none of that name */
  column(name: string): TableColumn | undefined;
}
