import { columnKind } from "./columns.js";
import { combine } from "./order.js";
import type { SlotSources } from "./reachable.js";
import type { Cell, PlainTable } from "./table.js";

/** A table of a group (same system, family and name; another engine or version) by its path below `perf-db/`. */
export interface GroupTable {
  readonly file: string;
  readonly table: PlainTable;
}

/** Columns that say where a row comes from, not what it measures. */
const ORIGIN: ReadonlySet<string> = new Set(["framework", "version", "device"]);

/**
 * Marks, table by table, the rows that no queryable version can see: wherever their file is read, a file before it holds
 * a row of the same keys, and of equal coordinates the first file counts. Two rows are equal only if every other column
 * is, so that a rule which looks at fewer of them sees what it saw.
 */
export function hiddenRows(group: readonly GroupTable[], slots: readonly SlotSources[], stem: string): Uint8Array[] {
  const ids = rowNumbers(group.map(({ table }) => table), stem);
  const idCount = ids.reduce((most, own) => own.reduce((a, b) => Math.max(a, b), most), -1) + 1;
  const hidden = group.map(({ table }) => new Uint8Array(table.rowCount).fill(1));
  const position = new Map(group.map(({ file }, i) => [file, i]));
  for (const { files, kernels } of slots) {
    const seen = new Uint8Array(idCount);
    files.forEach((file, source) => {
      const at = position.get(file);
      if (at === undefined) throw new Error(`${file} is not in its group`);
      const own = ids[at] as Uint32Array;
      const mark = hidden[at] as Uint8Array;
      const allowed = allowedRows((group[at] as GroupTable).table, kernels[source]);
      for (let row = 0; row < own.length; row++) {
        if (allowed?.[row] !== 0 && seen[own[row] as number] === 0) mark[row] = 0;
      }
      for (let row = 0; row < own.length; row++) if (allowed?.[row] !== 0) seen[own[row] as number] = 1;
    });
  }
  return hidden;
}

/** Which rows of a shared table may be taken; undefined means all. */
function allowedRows(table: PlainTable, kernels: readonly string[] | undefined): Uint8Array | undefined {
  if (kernels === undefined) return undefined;
  const column = table.keys.find(({ name }) => name === "kernel_source");
  if (column === undefined) return undefined;
  const allowed = column.values.map((kernel) => kernels.includes(String(kernel)));
  return Uint8Array.from(column.codes, (code) => (allowed[code] === true ? 1 : 0));
}

/** A number for every row, equal where all keys are; a column that a table lacks is a value of its own. */
function rowNumbers(tables: readonly PlainTable[], stem: string): Uint32Array[] {
  const names = new Set(tables.flatMap(({ keys }) => keys.map(({ name }) => name)));
  const counted = [...names].filter((name) => !ORIGIN.has(name) && columnKind(stem, name) !== "dropped");
  const total = tables.reduce((sum, { rowCount }) => sum + rowCount, 0);
  const columns = counted.map((name) => {
    const codeOf = new Map<Cell | undefined, number>();
    const codes = new Uint32Array(total);
    let offset = 0;
    for (const { keys, rowCount } of tables) {
      const key = keys.find((column) => column.name === name);
      const shared = (key?.values ?? [undefined]).map((value) => {
        if (!codeOf.has(value)) codeOf.set(value, codeOf.size);
        return codeOf.get(value) as number;
      });
      for (let row = 0; row < rowCount; row++) codes[offset + row] = shared[key?.codes[row] ?? 0] as number;
      offset += rowCount;
    }
    return codes;
  });
  const ids = combine(columns, total);
  let offset = 0;
  return tables.map(({ rowCount }) => ids.subarray(offset, (offset += rowCount)));
}
