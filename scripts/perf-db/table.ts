import zlib from "node:zlib";
import { parquetMetadata, parquetRead } from "hyparquet";

/** A key's value in one row. */
export type Cell = string | number | boolean | null;

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
  /** column → value from the file's key-value metadata */
  readonly constants: Readonly<Record<string, string>>;
}

/**
 * Decodes a Parquet table, original or re-encoded. `isValue` tells measured columns from keys; 64-bit integers become
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
      BROTLI: (input) => zlib.brotliDecompressSync(input),
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
  return { rowCount, keys, values, constants: readConstants(metadata.key_value_metadata) };
}

/** Key-value metadata entry that holds constant provenance columns as JSON. */
export const CONSTANTS_KEY = "const";

function readConstants(entries: readonly { key: string; value?: string | undefined }[] | undefined): Record<string, string> {
  const text = entries?.find((entry) => entry.key === CONSTANTS_KEY)?.value;
  return text === undefined ? {} : (JSON.parse(text) as Record<string, string>);
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
  if (typeof cell === "string" || typeof cell === "boolean") return cell;
  throw new Error(`a key of type ${typeof cell}`);
}

function compareCells(a: Cell, b: Cell): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}
