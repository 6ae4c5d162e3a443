import { csvCells } from "../domain/csv.js";
import { UserError } from "../domain/errors.js";

/** One line of a batch and its number (from 1): its object, or why it is none. */
export type BatchLine = { readonly line: number } & LineContent;
type LineContent = { readonly row: Readonly<Record<string, unknown>> } | { readonly error: UserError };

/**
 * Objects of a batch file as its lines come: JSON, one object a line, or CSV when the first line is not JSON (then it
 * names the columns). Empty lines are skipped.
 */
export async function* batchLines(lines: AsyncIterable<string>): AsyncGenerator<BatchLine> {
  let header: readonly string[] | undefined;
  let first = true;
  let number = 0;
  for await (const raw of lines) {
    number += 1;
    const line = first ? raw.replace(/^\uFEFF/, "") : raw;
    if (line.trim() === "") continue;
    if (first && !/^\s*[{["\d]/.test(line)) header = columnNames(line);
    else yield { line: number, ...(header === undefined ? fromJson(line) : fromCsv(line, header)) };
    first = false;
  }
}

function fromJson(line: string): LineContent {
  // an array written over lines reads like its objects
  const text = line
    .trim()
    .replace(/^\[(?=\s*\{)/, "")
    .replace(/(?<=\})\s*[,\]]{1,2}$/, "");
  let object: unknown;
  try {
    object = JSON.parse(text);
  } catch {
    return { error: notAnObject("valid JSON") };
  }
  if (typeof object !== "object" || object === null || Array.isArray(object))
    return { error: notAnObject("a JSON object") };
  return { row: flattened(object as Readonly<Record<string, unknown>>) };
}

function notAnObject(wanted: string): UserError {
  return new UserError(
    "usage",
    `the line is not ${wanted}; give one object a line, its keys are the names of the flags`,
  );
}

/** Names of the columns; a delimiter at the end of the line names none. */
function columnNames(line: string): readonly string[] {
  const names = csvCells(line).map((name) => name.trim());
  return names.slice(0, names.findLastIndex((name) => name !== "") + 1);
}

/**
 * The row of a line with one cell for each column. A line with fewer is a table that was cut short: defaults in the
 * place of what is lost would look like an answer. Empty cells behind the last column are delimiters at the end.
 */
function fromCsv(line: string, header: readonly string[]): LineContent {
  const cells = csvCells(line).map((cell) => cell.trim());
  if (cells.length >= header.length && cells.slice(header.length).every((cell) => cell === ""))
    return { row: Object.fromEntries(header.map((name, i) => [name, cells[i]])) };
  const first = cells.length < header.length ? `; there is none for ${header[cells.length]}` : "";
  return {
    error: new UserError(
      "usage",
      `the line has ${cells.length} cells, the header names ${header.length}${first}; give one for each, empty where nothing is said`,
    ),
  };
}

/** `{layout: {tp: 8}, prefill: {tp: 1}, quant: {gemm: "fp8"}}` as `{tp: 8, prefill_tp: 1, gemm_quant: "fp8"}`. */
function flattened(row: Readonly<Record<string, unknown>>, role = ""): Record<string, unknown> {
  const flat: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(row)) {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      flat[`${role}${key}`] = value;
      continue;
    }
    const inner = value as Readonly<Record<string, unknown>>;
    if (key === "prefill" || key === "decode") Object.assign(flat, flattened(inner, `${key}_`));
    else if (/^quant/.test(key))
      for (const [kind, mode] of Object.entries(inner))
        flat[kind.includes("quant") ? kind : `${kind}_quant`] = mode;
    else if (/^(?:layout|parallelism|workload)$/.test(key)) Object.assign(flat, flattened(inner, role));
    else flat[`${role}${key}`] = value;
  }
  return flat;
}
