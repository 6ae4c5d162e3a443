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
  /**
   * first rows of runs that agree in every key but the axes, and the number of rows: hundreds of runs are looked through instead
   * of a hundred thousand rows. Absent in upstream files
   */
  readonly runs?: Int32Array | undefined;
  /** rows stand in the order that decides ties (files of our own importer); upstream files have to be walked first */
  readonly ordered: boolean;
  readonly constants: Readonly<Record<string, string>>;
  /** kernel sources allowed from this file; undefined means all */
  readonly kernels?: readonly string[];
  /** a loaded column; constants of the file answer as columns of one value */
  column(name: string): TableColumn | undefined;
}

export type Codes = Int32Array | Uint16Array | Uint8Array;

/** A column's dictionary codes. */
export interface KeyCodes {
  /** one per row; made on first use where there are some by run */
  readonly codes: Codes;
  /** one per run of the table, where the rows of a run agree */
  readonly byRun?: Codes | undefined;
}

/** Text of a column as dictionary codes. Null is "". */
export interface TextColumn extends KeyCodes {
  readonly kind: "text";
  readonly values: readonly string[];
}

/** Numbers as dictionary codes. */
export interface CodedNumbers extends KeyCodes {
  readonly dictionary: Float64Array;
}

/** Numbers of a column; booleans are 0 and 1, null is NaN. */
export interface NumberColumn {
  readonly kind: "number";
  /** one per row; made on first use when the file has a dictionary */
  readonly values: Float64Array | Float32Array | Int32Array;
  /** one value, where a few are cheaper than all */
  readonly at?: (row: number) => number;
  /** the dictionary form, cheaper to filter by */
  readonly coded?: CodedNumbers;
}

export type TableColumn = NumberColumn | TextColumn;
