import { readFileSync } from "node:fs";
import { brotliDecompressSync, constants } from "node:zlib";
import { UserError } from "../../domain/errors.js";
import type { NumberColumn, TableColumn, TextColumn } from "../table.js";
import { codedColumn, runCodes, codedText } from "./columns.js";
import {
  codesOfDifferences,
  gridPlaces,
  HEAD_AT,
  isMeasured,
  LOG_STEP,
  MAGIC,
  wordsOf,
  type GridAxis,
  type PackedHead,
  type PackedKey,
  type PackedValues,
} from "./packed-format.js";
import type { TableFile } from "./table-file.js";

/** Opens a table of ours; each column is unpacked when it is first asked for. Throws `UserError` (`io`). */
export function openPacked(path: string): TableFile {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    throw new UserError("io", `cannot read the performance table ${path}`, { cause });
  }
  if (bytes.toString("latin1", 0, MAGIC.length) !== MAGIC)
    throw new UserError("io", `${path} is no performance table; reinstall the package`);
  return readPacked(bytes);
}

/** The same for bytes in memory that begin with {@link MAGIC}. */
export function readPacked(bytes: Buffer): TableFile {
  const headBytes = bytes.readUInt32LE(MAGIC.length);
  const head = JSON.parse(
    brotliDecompressSync(bytes.subarray(HEAD_AT, HEAD_AT + headBytes)).toString("utf8"),
  ) as PackedHead;
  const sections = new Map<string, Buffer>();
  let at = HEAD_AT + headBytes;
  const lengths = bytes.subarray(at, (at += head.runs.bytes));
  for (const column of head.columns) {
    sections.set(column.name, bytes.subarray(at, at + column.bytes));
    at += column.bytes;
  }
  let runs: Int32Array | undefined;
  const open = new Map<string, TableColumn | undefined>();
  const table = {
    rowCount: head.rows,
    get runs() {
      return (runs ??= runsOf(lengths, head.runs.count));
    },
    constants: head.constants,
    ordered: true,
    column(name: string) {
      if (!open.has(name)) open.set(name, unpack(head, sections.get(name), name, table));
      return open.get(name);
    },
  };
  return table;
}

/** The first row of every run, and the number of rows. */
function runsOf(section: Buffer, count: number): Int32Array {
  const starts = new Int32Array(count + 1);
  wordsOf(unpacked(section, 2 * count)).forEach((length, run) => (starts[run + 1] = starts[run]! + length));
  return starts;
}

function unpack(
  head: PackedHead,
  section: Buffer | undefined,
  name: string,
  table: Required<TableFile>,
): TableColumn | undefined {
  const column = head.columns.find((candidate) => candidate.name === name);
  if (column === undefined || section === undefined) return undefined;
  if (!isMeasured(column)) return keyColumn(column, section, table);
  const axes = column.axes.map((axis) => gridAxis(table.column(axis)));
  return measuredColumn(column, unpacked(section, 2 * head.rows), axes);
}

function gridAxis(column: TableColumn | undefined): GridAxis {
  if (column?.kind === "text") return { codes: column.codes, size: column.values.length };
  const coded = column?.coded;
  if (coded === undefined)
    throw new UserError("io", "a performance table lacks an axis; reinstall the package");
  return { codes: coded.codes, size: coded.dictionary.length };
}

/** Text where any value is one, null being ""; else numbers, null being NaN. Stays coded, which is what filters compare. */
function keyColumn(
  { values, per }: PackedKey,
  section: Buffer,
  table: Required<TableFile>,
): TextColumn | NumberColumn {
  const codes =
    per === "run"
      ? runCodes(table.runs, codesOf(section, values.length, table.runs.length - 1))
      : { codes: codesOf(section, values.length, table.rowCount) };
  return values.some((value) => typeof value === "string")
    ? codedText(
        codes,
        values.map((value) => String(value ?? "")),
      )
    : codedColumn(
        codes,
        Float64Array.from(values, (value) => Number(value ?? NaN)),
      );
}

function codesOf(section: Buffer, valueCount: number, count: number): Uint8Array | Uint16Array {
  if (section.length === 0) return new Uint8Array(count);
  return valueCount <= 256 ? unpacked(section, count) : wordsOf(unpacked(section, 2 * count));
}

/** A section whose length is known: unpacked in one piece and not in many that are joined. */
function unpacked(section: Buffer, length: number): Buffer {
  return brotliDecompressSync(section, { chunkSize: Math.max(length, constants.Z_MIN_CHUNK) });
}

/** Codes become values where somebody looks: most look-ups need few of them. */
function measuredColumn(
  { least, predictor }: PackedValues,
  bytes: Uint8Array,
  axes: readonly GridAxis[],
): NumberColumn {
  const [first, ...others] = axes;
  const grid = first === undefined ? undefined : gridPlaces([first, ...others]);
  const codes = predictor === "none" ? wordsOf(bytes) : codesOfDifferences(bytes, grid);
  const at = (row: number): number => {
    const code = codes[row] as number;
    return code === 0 ? 0 : least * Math.exp((code - 1) * LOG_STEP);
  };
  let all: Float64Array | undefined;
  return {
    kind: "number",
    at,
    get values() {
      return (all ??= Float64Array.from(codes, (_, row) => at(row)));
    },
  };
}
