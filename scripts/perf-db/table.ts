import zlib from "node:zlib";
import { parquetMetadata, parquetRead } from "hyparquet";
import type { TableFile } from "../../src/perf/db/table-file.js";
import type { TableColumn } from "../../src/perf/table.js";

/** A key's value in one row; booleans are 0 and 1. */
export type Cell = string | number | null;

/** A key column as codes into its distinct values, which ascend (null first). */
export interface KeyColumn {
  readonly name: string;
  readonly codes: Uint32Array;
  readonly values: readonly Cell[];
}

/** A measured column. */
export interface ValueColumn {
  readonly name: string;
  readonly values: Float64Array;
}

/** A whole table in memory, rows in file order. */
export interface PlainTable {
  readonly rowCount: number;
  readonly keys: readonly KeyColumn[];
  readonly values: readonly ValueColumn[];
}

/**
 * Decodes a Parquet table of the wheel. `isValue` tells measured columns from keys; 64-bit integers become
 * numbers. Throws on a null or a non-finite number in a measured column: no such row is known, and zero would be a guess.
 */
export async function readTable(bytes: Uint8Array, isValue: (column: string) => boolean): Promise<PlainTable> {
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  const metadata = parquetMetadata(file);
  const rowCount = Number(metadata.num_rows);
  const names = metadata.schema.slice(1).map((element) => element.name);
  const cells = new Map<string, unknown[]>(names.map((name) => [name, new Array<unknown>(rowCount)]));
  await parquetRead({
    file,
    metadata,
    compressors: {
      ZSTD: (input) => zlib.zstdDecompressSync(input),
    },
    onChunk: ({ columnName, columnData, rowStart }) => {
      const target = cells.get(columnName);
      if (target === undefined) throw new Error(`unexpected column ${columnName}`);
      for (let i = 0; i < columnData.length; i++) target[rowStart + i] = columnData[i];
    },
  });
  const keys: KeyColumn[] = [];
  const values: ValueColumn[] = [];
  for (const [name, column] of cells) {
    if (isValue(name)) values.push({ name, values: toNumbers(name, column) });
    else keys.push(toKey(name, column));
  }
  return { rowCount, keys, values };
}

/** A table of ours in the same form; provenance constants are key columns of one value. */
export function plainTable(file: TableFile, columns: readonly string[], isValue: (column: string) => boolean): PlainTable {
  const { rowCount, constants } = file;
  const keys: KeyColumn[] = [];
  const values: ValueColumn[] = [];
  for (const name of columns) {
    const column = file.column(name);
    const constant = constants[name];
    if (column === undefined && constant === undefined) continue;
    if (column === undefined) keys.push({ name, codes: new Uint32Array(rowCount), values: [constant ?? null] });
    else if (column.kind === "number" && isValue(name)) values.push({ name, values: Float64Array.from(column.values) });
    else keys.push(toKey(name, cellsOf(column)));
  }
  return { rowCount, keys, values };
}

/** A key's cells; the reader's spellings of null are undone. */
function cellsOf(column: TableColumn): Cell[] {
  if (column.kind === "text") return Array.from(column.codes, (code) => column.values[code] || null);
  return Array.from(column.values, (value) => (Number.isNaN(value) ? null : value));
}

function toNumbers(name: string, column: readonly unknown[]): Float64Array {
  const numbers = new Float64Array(column.length);
  for (let i = 0; i < column.length; i++) {
    const cell = column[i];
    const number = typeof cell === "bigint" ? Number(cell) : cell;
    if (typeof number !== "number" || !Number.isFinite(number)) throw new Error(`${name}, row ${i}: ${String(cell)} is no measurement`);
    numbers[i] = number;
  }
  return numbers;
}

function toKey(name: string, column: readonly unknown[]): KeyColumn {
  const seen = new Map<Cell, number>();
  const codes = new Uint32Array(column.length);
  for (let i = 0; i < column.length; i++) {
    const cell = toCell(column[i]);
    let code = seen.get(cell);
    if (code === undefined) seen.set(cell, (code = seen.size));
    codes[i] = code;
  }
  const firstSeen = [...seen.keys()];
  const order = firstSeen.map((_, code) => code).sort((a, b) => compareCells(firstSeen[a] as Cell, firstSeen[b] as Cell));
  const rank = new Uint32Array(order.length);
  order.forEach((code, position) => (rank[code] = position));
  for (let i = 0; i < codes.length; i++) codes[i] = rank[codes[i] as number] as number;
  return { name, codes, values: order.map((code) => firstSeen[code] as Cell) };
}

/** 64-bit integers to numbers; undefined and NaN (how some files spell a missing window) to null. */
function toCell(cell: unknown): Cell {
  if (cell === null || cell === undefined) return null;
  if (typeof cell === "bigint") return Number(cell);
  if (typeof cell === "number") return Number.isNaN(cell) ? null : cell;
  if (typeof cell === "boolean") return Number(cell);
  // an empty text is how a reader sees a missing one
  if (typeof cell === "string") return cell === "" ? null : cell;
  throw new Error(`a key of type ${typeof cell}`);
}

function compareCells(a: Cell, b: Cell): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}
