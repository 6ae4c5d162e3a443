import type { SourceTable, TableColumn, TableNeed } from "../types.js";
import { constantColumn } from "./columns.js";
import type { DataFolder } from "./folder.js";
import { readParquet, type ParquetTable } from "./parquet.js";
import type { SourcePlace } from "./sources.js";

/** Columns that precedence may need, whoever asks. */
const ALWAYS: readonly string[] = ["kernel_source"];

/** Tables of one system that were read so far; each file is opened once per set of columns. */
export interface TableStore {
  load(need: TableNeed, places: readonly SourcePlace[]): readonly SourceTable[];
}

/** Reads tables of a system lazily and keeps them. */
export function tableStore(folder: DataFolder, system: string): TableStore {
  const files = new Map<string, LoadedFile>();
  function fileOf(place: SourcePlace, need: TableNeed): LoadedFile {
    const key = `${need.family}/${place.backend}/${place.version}/${need.table}`;
    let file = files.get(key);
    if (file === undefined) {
      file = { path: folder.tableFile(system, need.family, place.backend, place.version, need.table), asked: new Set() };
      files.set(key, file);
    }
    addColumns(file, place.kernels === undefined ? need.columns : [...need.columns, ...ALWAYS]);
    return file;
  }
  return { load: (need, places) => places.map((place) => asSource(place, fileOf(place, need))) };
}

interface LoadedFile {
  readonly path: string;
  readonly asked: Set<string>;
  table?: ParquetTable;
}

function addColumns(file: LoadedFile, columns: readonly string[]): void {
  const missing = columns.filter((name) => !file.asked.has(name));
  if (missing.length === 0 && file.table !== undefined) return;
  for (const name of missing) file.asked.add(name);
  const read = readParquet(file.path, missing);
  file.table =
    file.table === undefined ? read : { ...file.table, columns: new Map([...file.table.columns, ...read.columns]) };
}

function asSource(place: SourcePlace, file: LoadedFile): SourceTable {
  const { rowCount, constants, ordered } = file.table as ParquetTable;
  const filled = new Map<string, TableColumn>();
  return {
    backend: place.backend,
    version: place.version,
    rowCount,
    ordered,
    constants,
    ...(place.kernels === undefined ? {} : { kernels: place.kernels }),
    column(name) {
      const column = file.table?.columns.get(name) ?? filled.get(name);
      const constant = constants[name];
      if (column !== undefined || constant === undefined) return column;
      const made = constantColumn(constant, rowCount);
      filled.set(name, made);
      return made;
    },
  };
}
