import { compact } from "../../domain/compact.js";
import type { SourceTable, TableColumn } from "../table.js";
import { constantColumn } from "./columns.js";
import type { DataFolder } from "./folder.js";
import type { SourcePlace } from "./sources.js";
import type { TableFile } from "./table-file.js";

/** Tables of one system that were read so far; each file is opened once, each column decoded once. */
export interface TableStore {
  open(family: string, table: string, places: readonly SourcePlace[]): readonly SourceTable[];
}

/** Reads tables of a system lazily and keeps them. */
export function tableStore(folder: DataFolder, system: string): TableStore {
  const files = new Map<string, TableFile>();
  return {
    open: (family, table, places) =>
      places.map((place) => {
        const parts = [system, family, place.backend, place.version, table] as const;
        const key = parts.join("/");
        let file = files.get(key);
        if (file === undefined) files.set(key, (file = folder.openTable(...parts)));
        return asSource(place, file);
      }),
  };
}

function asSource(place: SourcePlace, file: TableFile): SourceTable {
  const { rowCount, constants, ordered } = file;
  const filled = new Map<string, TableColumn>();
  return {
    backend: place.backend,
    version: place.version,
    rowCount,
    get runs() {
      return file.runs;
    },
    ordered,
    constants,
    ...compact({ kernels: place.kernels }),
    column(name: string) {
      const column = file.column(name) ?? filled.get(name);
      const constant = constants[name];
      if (column !== undefined || constant === undefined) return column;
      const made = constantColumn(constant, rowCount);
      filled.set(name, made);
      return made;
    },
  };
}
