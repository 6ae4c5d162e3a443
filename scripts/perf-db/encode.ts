import zlib from "node:zlib";
import { parquetWriteBuffer } from "hyparquet-writer";
import { columnKind, isProvenance, orderRule } from "./columns.js";
import { rowOrder } from "./order.js";
import { CONSTANTS_KEY, type KeyColumn, readTable } from "./table.js";

/** Counts up when a change of the encoding must rebuild every table. */
export const CONVERTER = 1;

/** Mantissa bits kept of a measurement: the relative error stays below 2⁻¹¹ = 0.0488 %. */
export const MANTISSA_BITS = 10;

/** A re-encoded table and what it cost. */
export interface EncodedTable {
  readonly bytes: Uint8Array;
  readonly rows: number;
  readonly maxError: number;
  readonly softGrouped: boolean;
}

/** Re-encodes one original table; `family` and `stem` are its folder and file name without extension. */
export async function encodeTable(original: Uint8Array, family: string, stem: string): Promise<EncodedTable> {
  const table = await readTable(original, (column) => columnKind(stem, column) === "value");
  const { order, softGrouped } = rowOrder(table, stem, orderRule(family, stem));
  const constants: Record<string, string> = {};
  const keys: KeyColumn[] = [];
  for (const key of table.keys) {
    if (columnKind(stem, key.name) === "dropped") continue;
    const only = key.values.length === 1 ? key.values[0] : undefined;
    if (typeof only === "string" && isProvenance(key.name)) constants[key.name] = only;
    else keys.push(key);
  }
  let maxError = 0;
  const values = table.values
    .filter((column) => columnKind(stem, column.name) === "value")
    .map(({ name, values }) => {
      const data = Float32Array.from(order, (row) => roundMantissa(values[row] as number));
      order.forEach((row, i) => (maxError = Math.max(maxError, relativeError(values[row] as number, data[i] as number))));
      return { name, data, type: "FLOAT" as const, nullable: false, encoding: "BYTE_STREAM_SPLIT" as const };
    });
  const buffer = parquetWriteBuffer({
    columnData: [...keys.map((key) => keyColumn(key, order)), ...values],
    codec: "BROTLI",
    compressors: { BROTLI: brotli },
    statistics: false,
    rowGroupSize: 1e9,
    pageSize: 64 << 20,
    kvMetadata: [{ key: CONSTANTS_KEY, value: JSON.stringify(constants) }],
  });
  return { bytes: new Uint8Array(buffer), rows: table.rowCount, maxError, softGrouped };
}

const bits = new DataView(new ArrayBuffer(4));

/** The nearest 32-bit float with {@link MANTISSA_BITS} mantissa bits, halves away from zero. Zero stays zero. */
export function roundMantissa(value: number): number {
  const shift = 23 - MANTISSA_BITS;
  bits.setFloat32(0, value);
  bits.setUint32(0, (((bits.getUint32(0) + (1 << (shift - 1))) >>> shift) << shift) >>> 0);
  return bits.getFloat32(0);
}

/** |stored − original| / |original|; infinite when only the original is zero. */
export function relativeError(original: number, stored: number): number {
  if (original === stored) return 0;
  return original === 0 ? Infinity : Math.abs(stored - original) / Math.abs(original);
}

function keyColumn(key: KeyColumn, order: Uint32Array) {
  const type = keyType(key);
  const nullable = key.values.includes(null);
  const cells = Array.from(order, (row) => key.values[key.codes[row] as number] ?? null);
  const data = type === "INT32" && !nullable ? Int32Array.from(cells as number[]) : cells;
  return { name: key.name, data, type, nullable };
}

function keyType(key: KeyColumn): "BOOLEAN" | "INT32" | "DOUBLE" | "STRING" {
  const present = key.values.filter((value) => value !== null);
  if (present.every((value) => typeof value === "boolean")) return "BOOLEAN";
  if (present.every((value) => Number.isInteger(value) && Math.abs(value as number) < 2 ** 31)) return "INT32";
  return present.every((value) => typeof value === "number") ? "DOUBLE" : "STRING";
}

function brotli(input: Uint8Array): Uint8Array {
  const c = zlib.constants;
  return zlib.brotliCompressSync(input, {
    params: { [c.BROTLI_PARAM_QUALITY]: 11, [c.BROTLI_PARAM_LGWIN]: 24, [c.BROTLI_PARAM_SIZE_HINT]: input.length },
  });
}
