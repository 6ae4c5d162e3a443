import type { SourceTable, TableColumn } from "../types.js";
import { constantColumn } from "./columns.js";
import type { DataFolder } from "./folder.js";
import { openParquet, type ParquetTable } from "./parquet.js";
import type { SourcePlace } from "./sources.js";

/** Tables of one system that were read so far; each file is opened once, each column decoded once. */
export interface TableStore {
  open(family: string, table: string, places: readonly SourcePlace[]): readonly SourceTable[];
}

/** Reads tables of a system lazily and keeps them. */
export function tableStore(folder: DataFolder, system: string): TableStore {
  const files = new Map<string, ParquetTable>();
  return {
    open: (family, table, places) =>
      places.map((place) => {
        const path = folder.tableFile(system, family, place.backend, place.version, table);
        let file = files.get(path);
        if (file === undefined) files.set(path, (file = openParquet(path)));
        return asSource(place, file);
      }),
  };
}

function asSource(place: SourcePlace, file: ParquetTable): SourceTable {
  const { rowCount, constants, ordered } = file;
  const filled = new Map<string, TableColumn>();
  return {
    backend: place.backend,
    version: place.version,
    rowCount,
    ordered,
    constants,
    ...(place.kernels === undefined ? {} : { kernels: place.kernels }),
    column(name) {
      const column = file.column(name) ?? filled.get(name);
      const constant = constants[name];
      if (column !== undefined || constant === undefined) return column;
      const made = constantColumn(constant, rowCount);
      filled.set(name, made);
      return made;
    },
  };
}
