/** A table that an operator reads: its folder, its file stem (`gemm`, `gemm_perf`) and every column it looks at. */
export interface TableNeed {
  readonly family: string;
  readonly table: string;
  readonly columns: readonly string[];
}

/** Rows of one file. Columns keep file order; constant provenance is in `constants`. */
export interface SourceTable {
  readonly backend: string;
  readonly version: string;
  readonly rowCount: number;
  /** rows stand in the order that decides ties (files of our own importer); upstream files have to be walked first */
  readonly ordered: boolean;
  readonly constants: Readonly<Record<string, string>>;
  /** kernel sources allowed from this file; undefined means all */
  readonly kernels?: readonly string[];
  /** a loaded column; constants of the file answer as columns of one value */
  column(name: string): TableColumn | undefined;
}

/** Text of a column as dictionary codes. Null is "". */
export interface TextColumn {
  readonly kind: "text";
  readonly codes: Int32Array | Uint16Array | Uint8Array;
  readonly values: readonly string[];
}

/** Numbers of a column; booleans are 0 and 1, null is NaN. */
export interface NumberColumn {
  readonly kind: "number";
  /** one per row; made on first use when the file has a dictionary */
  readonly values: Float64Array | Float32Array | Int32Array;
  /** one value, where a few are cheaper than all */
  readonly at?: (row: number) => number;
  /** the dictionary form, cheaper to filter by */
  readonly coded?: { readonly codes: Uint16Array | Uint8Array; readonly dictionary: Float64Array };
}

export type TableColumn = NumberColumn | TextColumn;
