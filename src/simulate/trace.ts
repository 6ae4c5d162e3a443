import { UserError } from "../domain/errors.js";
import type { Load, LoadRequest } from "./types.js";

/** Columns or keys that a trace may use. Times are milliseconds, except `*_s`. */
const ARRIVAL_MS = ["arrival_ms", "arrivalms", "timestamp_ms", "timestamp", "arrival"];
const ARRIVAL_S = ["arrival_s", "arrival_sec", "timestamp_s"];
const ISL = ["isl", "input_length", "input_tokens", "prompt_tokens"];
const OSL = ["osl", "output_length", "output_tokens", "completion_tokens"];

/** More requests than this are refused: a trace is read whole. */
const MAX_REQUESTS = 1_000_000;

/**
 * Reads a trace: CSV with a header line, or one JSON object a line, with arrival time, prompt and answer length. Requests
 * are put in order of arrival and the first one comes at 0. Throws `UserError` (`input`) with file and line.
 */
export function parseTrace(text: string, file: string): Load {
  const lines = text.split(/\r?\n/);
  const first = lines.findIndex((line) => line.trim() !== "");
  if (first < 0) throw at(file, 1, "the trace is empty; a line needs arrival_ms, isl and osl");
  const json = lines[first]!.trimStart().startsWith("{");
  const header = json ? [] : lines[first]!.split(",").map((name) => name.trim().toLowerCase());
  const requests: (LoadRequest & { readonly arrivalMs: number })[] = [];
  for (let i = json ? first : first + 1; i < lines.length; i++) {
    const line = lines[i]!;
    if (line.trim() === "") continue;
    if (requests.length === MAX_REQUESTS) throw at(file, i + 1, `more than ${MAX_REQUESTS} requests`);
    requests.push(toRequest(json ? fromJson(line, file, i + 1) : fromCsv(line, header), file, i + 1));
  }
  if (requests.length === 0) throw at(file, first + 1, "the trace has a header and no requests");
  requests.sort((a, b) => a.arrivalMs - b.arrivalMs);
  const start = requests[0]!.arrivalMs;
  return {
    kind: "open",
    requests: requests.map((request) => ({ ...request, arrivalMs: request.arrivalMs - start })),
  };
}

type Cells = ReadonlyMap<string, unknown>;

function fromCsv(line: string, header: readonly string[]): Cells {
  const cells = line.split(",");
  return new Map(header.map((name, i) => [name, cells[i]?.trim()]));
}

function fromJson(line: string, file: string, number: number): Cells {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw at(file, number, "the line is not valid JSON");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw at(file, number, "the line is not a JSON object");
  return new Map(Object.entries(value).map(([key, cell]) => [key.toLowerCase(), cell]));
}

function toRequest(cells: Cells, file: string, line: number): LoadRequest & { readonly arrivalMs: number } {
  const find = (names: readonly string[]): unknown => {
    const name = names.find((candidate) => cells.has(candidate));
    return name === undefined ? undefined : cells.get(name);
  };
  const seconds = find(ARRIVAL_S);
  const arrival = seconds ?? find(ARRIVAL_MS);
  return {
    arrivalMs: number(arrival, "arrival_ms", 0, false) * (seconds === undefined ? 1 : 1000),
    isl: number(find(ISL), "isl", 1, true),
    osl: number(find(OSL), "osl", 1, true),
  };

  function number(value: unknown, name: string, least: number, whole: boolean): number {
    if (value === undefined || value === "")
      throw at(file, line, `${name} is missing; a line needs arrival_ms, isl and osl`);
    const parsed = typeof value === "number" ? value : typeof value === "string" ? Number(value) : Number.NaN;
    if (!Number.isFinite(parsed) || parsed < least || (whole && !Number.isInteger(parsed)))
      throw at(
        file,
        line,
        `${name} is ${JSON.stringify(value)}; a ${whole ? "whole " : ""}number of at least ${least} is needed`,
      );
    return parsed;
  }
}

function at(file: string, line: number, message: string): UserError {
  return new UserError("input", message, { file, position: { line, column: 1 } });
}
