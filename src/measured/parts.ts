import { UserError } from "../domain/errors.js";
import type { FilePosition } from "../domain/location.js";
import { shortJson } from "../domain/schema-errors.js";
import type { LoadOrigin, MeasuredResult, Statistics, Tool } from "./result.js";

/** A JSON object whose fields were not looked at yet. */
export type Fields = Readonly<Record<string, unknown>>;

/** A text under reading: its name and where in the file it begins, for messages. */
export interface Source {
  readonly file: string;
  readonly text: string;
  /** line of the file that `text` begins at */
  readonly line: number;
}

/** The object at a field, or undefined. */
export function objectAt(fields: Fields | undefined, key: string): Fields | undefined {
  const value = fields?.[key];
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

/** The list at a field, or an empty one. */
export function listAt(fields: Fields | undefined, key: string): readonly unknown[] {
  const value = fields?.[key];
  return Array.isArray(value) ? value : [];
}

/** A non-empty text at a field. */
export function wordAt(fields: Fields | undefined, key: string): string | undefined {
  const value = fields?.[key];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/**
 * A positive number at a field; 0, null and absent are "not measured". Throws `UserError` (`input`) for anything else;
 * `owner` is the field that holds `fields`, for the message.
 */
export function numberAt(
  source: Source,
  fields: Fields | undefined,
  key: string,
  owner?: string,
): number | undefined {
  const value = fields?.[key];
  if (value === undefined || value === null || value === 0) return undefined;
  if (typeof value === "number" && Number.isFinite(value) && value > 0) return value;
  const name = owner === undefined ? key : `${owner}.${key}`;
  throw fault(source, `\`${name}\` is ${shownValue(value)}; a positive number is needed`, owner ?? key);
}

/** A mistake in a result file, at the line of a key where the text holds it. */
export function fault(source: Source, message: string, key?: string): UserError {
  return new UserError("input", message, { file: source.file, position: positionOf(source, key) });
}

function positionOf({ text, line }: Source, key?: string): FilePosition {
  const at = key === undefined ? -1 : text.indexOf(`"${key}"`);
  if (at < 0) return { line, column: 1 };
  const before = text.slice(0, at).split("\n");
  return { line: line + before.length - 1, column: before.at(-1)!.length + 1 };
}

/** A value in a message, cut to a readable length. */
export function shownValue(value: unknown): string {
  return `\`${shortJson(value, 40)}\``;
}

/** What the readers of single formats have found; everything may be missing. */
export interface Found {
  readonly tool: Tool;
  readonly model?: string | undefined;
  readonly date?: string | undefined;
  readonly isl?: number | undefined;
  readonly osl?: number | undefined;
  readonly concurrency?: number | undefined;
  readonly requestRate?: number | undefined;
  readonly requests?: number | undefined;
  readonly ttftMs: Statistics;
  readonly tpotMs: Statistics;
  readonly requestLatencyMs: Statistics;
  readonly requestsPerSec?: number | undefined;
  readonly tokensPerSec?: number | undefined;
  readonly doubts: readonly string[];
}

/**
 * A whole result, or the one thing that it lacks. A concurrency that the file does not state follows from the name of its
 * folder (`…concurrency32/`), else from Little's law: requests a second times mean request latency.
 */
export function finished(source: Source, found: Found): MeasuredResult {
  const { tool, model, date, isl, osl, requestRate, requests, requestsPerSec, tokensPerSec } = found;
  const lack = (what: string, allowed: string): UserError =>
    fault(source, `this ${tool} result has no ${what}; ${allowed}`);
  if (isl === undefined || osl === undefined)
    throw lack(
      isl === undefined ? "input length" : "output length",
      "without lengths it cannot be compared with a prediction",
    );
  if (found.ttftMs.mean === undefined && found.tpotMs.mean === undefined)
    throw lack(
      "time to first token and no inter-token latency",
      "measure with streaming on (`--streaming` of AIPerf)",
    );
  const load = loadOf(source.file, found);
  if (load === undefined)
    throw lack(
      "concurrency",
      "it is neither stated, nor in the name of a folder (`concurrency_32/`), nor do rate and latency give it",
    );
  return {
    file: source.file,
    line: source.line,
    tool,
    isl: Math.max(1, Math.round(isl)),
    osl: Math.max(1, Math.round(osl)),
    ...load,
    ttftMs: found.ttftMs,
    tpotMs: found.tpotMs,
    requestLatencyMs: found.requestLatencyMs,
    doubts: found.doubts,
    ...given({ model, date, requestRate, requests, requestsPerSec, tokensPerSec }),
  };
}

function loadOf(
  file: string,
  { concurrency, requestsPerSec, requestLatencyMs }: Found,
): { readonly concurrency: number; readonly concurrencyFrom: LoadOrigin } | undefined {
  if (concurrency !== undefined)
    return { concurrency: Math.max(1, Math.round(concurrency)), concurrencyFrom: "stated" };
  const folder = /concurrency[_-]?(\d{1,7})(?:\D[^/]*)?\/[^/]*$/i.exec(file.replaceAll("\\", "/"))?.[1];
  if (folder !== undefined) return { concurrency: Math.max(1, Number(folder)), concurrencyFrom: "folder" };
  if (requestsPerSec === undefined || requestLatencyMs.mean === undefined) return undefined;
  const inFlight = (requestsPerSec * requestLatencyMs.mean) / 1000;
  return { concurrency: Math.max(1, Math.round(inFlight)), concurrencyFrom: "little" };
}

/** Fields that have a value. */
export function given<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
