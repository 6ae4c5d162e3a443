import zlib from "node:zlib";
import {
  differencesOf,
  gridPlaces,
  LOG_STEP,
  LONGEST_RUN,
  MAGIC,
  type GridAxis,
  type PackedColumn,
  type PackedHead,
  type PackedKey,
  type PackedValues,
} from "../../src/perf/db/packed-format.js";
import { columnKind, isProvenance, orderRule } from "./columns.js";
import { rowOrder } from "./order.js";
import type { Cell, KeyColumn, PlainTable, ValueColumn } from "./table.js";

/** Counts up when a change of the encoding must rebuild every table. */
export const CONVERTER = 4;

/** Larger grids cost more to walk than they save. */
const LARGEST_GRID = 2 ** 20;

/** A re-encoded table and what it cost. */
export interface EncodedTable {
  readonly bytes: Uint8Array;
  readonly rows: number;
  readonly maxError: number;
  readonly softGrouped: boolean;
}

interface Section {
  readonly column: PackedColumn;
  readonly bytes: Uint8Array;
}

/**
 * Re-encodes one original table; `family` and `stem` are its folder and file name without extension. Rows marked in
 * `hidden` are left out after the order is settled, so that the others stand as they would beside them.
 */
export function encodeTable(table: PlainTable, family: string, stem: string, hidden?: Uint8Array): EncodedTable {
  const whole = rowOrder(table, stem, orderRule(family, stem));
  const order = hidden === undefined ? whole.order : whole.order.filter((row) => hidden[row] !== 1);
  const constants: Record<string, string> = {};
  const keys: OrderedKey[] = [];
  for (const key of table.keys) {
    if (columnKind(stem, key.name) === "dropped") continue;
    const only = key.values.length === 1 ? key.values[0] : undefined;
    if (typeof only === "string" && isProvenance(key.name)) constants[key.name] = only;
    else keys.push(inOrder(key, order));
  }
  const isAxis = ({ key }: OrderedKey) => columnKind(stem, key.name) === "axis" && key.values.length > 1;
  const axes = keys.filter(isAxis).map(({ key, codes }) => ({ name: key.name, codes, size: key.values.length }));
  const starts = runStarts(keys.filter((key) => !isAxis(key)), order.length);
  const lengths = brotli(bytePlanes(Uint32Array.from(starts, (start, run) => (starts[run + 1] ?? order.length) - start), 2));
  const measured = table.values.map((column) => packValues(column, order, axes));
  const packedKeys = keys.map((key) =>
    isAxis(key) ? packKey(key.key, "row", key.codes) : packKey(key.key, "run", Uint32Array.from(starts, (row) => key.codes[row]!)),
  );
  const sections = [...packedKeys, ...measured.map(({ section }) => section)];
  const runs = { count: starts.length, bytes: lengths.length };
  const head: PackedHead = { rows: order.length, runs, constants, columns: sections.map(({ column }) => column) };
  return {
    bytes: joinSections(head, lengths, sections),
    rows: order.length,
    maxError: Math.max(0, ...measured.map(({ maxError }) => maxError)),
    softGrouped: whole.softGrouped,
  };
}

/** A key and its codes row by row as they are written. */
interface OrderedKey {
  readonly key: KeyColumn;
  readonly codes: Uint32Array;
}

/** The first rows of runs that agree in some keys, none longer than a length can say. */
function runStarts(keys: readonly OrderedKey[], rows: number): number[] {
  const starts: number[] = [];
  for (let row = 0; row < rows; row++) {
    const before = starts.at(-1);
    const agrees = before !== undefined && row - before < LONGEST_RUN && keys.every(({ codes }) => codes[row] === codes[row - 1]);
    if (!agrees) starts.push(row);
  }
  return starts;
}

/** A key as it is written, its values in the order of first sight: readers break ties by it. */
function inOrder(key: KeyColumn, order: Uint32Array): OrderedKey {
  const seen = new Map<number, number>();
  const codes = order.map((row) => {
    const code = key.codes[row] as number;
    if (!seen.has(code)) seen.set(code, seen.size);
    return seen.get(code) as number;
  });
  return { key: { ...key, values: [...seen.keys()].map((code) => key.values[code] as Cell) }, codes };
}

function joinSections(head: PackedHead, lengths: Uint8Array, sections: readonly Section[]): Uint8Array {
  const packed = brotli(Buffer.from(JSON.stringify(head)));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(packed.length);
  return Buffer.concat([Buffer.from(MAGIC, "latin1"), length, packed, lengths, ...sections.map(({ bytes }) => bytes)]);
}

function packKey(key: KeyColumn, per: PackedKey["per"], codes: Uint32Array): Section {
  const bytes = key.values.length === 1 ? new Uint8Array(0) : brotli(bytePlanes(codes, key.values.length > 256 ? 2 : 1));
  const column: PackedKey = { name: key.name, per, values: key.values, bytes: bytes.length };
  return { column, bytes };
}

type Axis = GridAxis & { readonly name: string };

/** Tries the predictions and keeps the one whose differences say least. */
function packValues(column: ValueColumn, order: Uint32Array, axes: readonly Axis[]): { section: Section; maxError: number } {
  const values = Float64Array.from(order, (row) => column.values[row] as number);
  const { codes, least, maxError } = logCodes(column.name, values);
  const gridded = axes.reduce((size, axis) => size * axis.size, 1) <= LARGEST_GRID ? axes : [];
  const [first, ...others] = gridded;
  const none: readonly Axis[] = [];
  const tried = [
    { predictor: "none" as const, axes: none, differences: codes },
    { predictor: "row" as const, axes: none, differences: differencesOf(codes) },
    ...(first === undefined
      ? []
      : [{ predictor: "grid" as const, axes: gridded, differences: differencesOf(codes, gridPlaces([first, ...others])) }]),
  ];
  const [best] = tried
    .map((choice) => ({ ...choice, bits: entropy(choice.differences) }))
    .sort((a, b) => a.bits - b.bits);
  if (best === undefined) throw new Error(`${column.name}: no prediction`);
  const bytes = brotli(bytePlanes(best.differences, 2));
  const names = best.axes.map((axis) => axis.name);
  const packed: PackedValues = { name: column.name, least, predictor: best.predictor, axes: names, bytes: bytes.length };
  return { section: { column: packed, bytes }, maxError };
}

/** Nearest logarithmic codes of measurements. Throws on a negative one and on a range that 16 bits cannot hold. */
function logCodes(name: string, values: Float64Array): { codes: Uint16Array; least: number; maxError: number } {
  let least = Infinity;
  for (const value of values) if (value > 0 && value < least) least = value;
  if (least === Infinity) least = 1;
  const codes = new Uint16Array(values.length);
  let maxError = 0;
  values.forEach((value, row) => {
    const code = value === 0 ? 0 : Math.round(Math.log(value / least) / LOG_STEP) + 1;
    if (!(code >= 0 && code < 2 ** 16)) throw new Error(`${name}, row ${row}: ${value} cannot be encoded beside ${least}`);
    codes[row] = code;
    maxError = Math.max(maxError, relativeError(value, code === 0 ? 0 : least * Math.exp((code - 1) * LOG_STEP)));
  });
  return { codes, least, maxError };
}

/** |stored − original| / |original|; infinite when only the original is zero. */
export function relativeError(original: number, stored: number): number {
  if (original === stored) return 0;
  return original === 0 ? Infinity : Math.abs(stored - original) / Math.abs(original);
}

/** Bits that numbers need when each is told apart by its frequency alone. */
function entropy(numbers: Uint16Array): number {
  const counts = new Uint32Array(2 ** 16);
  for (const number of numbers) counts[number] = (counts[number] as number) + 1;
  return counts.reduce((bits, count) => (count === 0 ? bits : bits - count * Math.log2(count / numbers.length)), 0);
}

/** All low bytes, then all high ones. */
function bytePlanes(numbers: Uint16Array | Uint32Array, planes: 1 | 2): Uint8Array {
  const bytes = new Uint8Array(numbers.length * planes);
  numbers.forEach((number, i) => {
    bytes[i] = number & 0xff;
    if (planes === 2) bytes[numbers.length + i] = number >>> 8;
  });
  return bytes;
}

function brotli(input: Uint8Array): Uint8Array {
  const c = zlib.constants;
  return zlib.brotliCompressSync(input, {
    params: { [c.BROTLI_PARAM_QUALITY]: 11, [c.BROTLI_PARAM_LGWIN]: 22, [c.BROTLI_PARAM_SIZE_HINT]: input.length },
  });
}
