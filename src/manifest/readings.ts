import { fieldSetting, toInteger, toNumber, toText } from "./origin.js";
import { placeholderKind } from "./placeholders.js";
import { type FindingList, reportAt, reportOn } from "./rules.js";
import type { Setting, SourceKind } from "./types.js";
import { type Cursor, offsetOf, textAt } from "./yaml/cursor.js";

/** How a value that is ours is read, and what is allowed, in words. */
export interface FieldReading<T> {
  readonly convert: (text: string) => T | undefined;
  readonly allowed: string;
}

/** Numbers above a floor, whole ones or any. */
export const above = (floor: number, whole: boolean, allowed: string): FieldReading<number> => ({
  convert: (text) => {
    const value = whole ? toInteger(text) : toNumber(text);
    return value !== undefined && value > floor ? value : undefined;
  },
  allowed,
});

export const TOKENS = above(0, true, "a whole number of tokens above 0");
export const MILLISECONDS = above(0, false, "a number of milliseconds above 0");
export const REQUESTS = above(0, false, "a number of requests above 0");
export const REQUEST_RATE = above(0, false, "a number of requests a second above 0");
export const GPUS = above(0, true, "a whole number of GPUs above 0");
export const TEXT: FieldReading<string> = { convert: toText, allowed: "a name" };

/** One of a few words, in any case. */
export const oneOfWords = (words: readonly string[]): FieldReading<string> => ({
  convert: (text) => (words.includes(text.toLowerCase()) ? text : undefined),
  allowed: `one of ${words.join(", ")}`,
});

/**
 * A field of a request or a planner. A value that cannot be read is an error at its line, as a limit that silently
 * disappears lets a gate pass; a placeholder is nobody's mistake and stays unknown.
 */
export function readField<T>(
  cursor: Cursor | undefined,
  name: string,
  { convert, allowed }: FieldReading<T>,
  { findings, how = "field" }: { readonly findings: FindingList; readonly how?: SourceKind },
): Setting<T> | undefined {
  const setting = fieldSetting(cursor, name, convert, how);
  if (setting !== undefined || cursor === undefined) return setting;
  const text = textAt(cursor);
  const message = unreadValue(name, allowed, text?.text);
  if (text === undefined) {
    const start = offsetOf(cursor);
    reportAt(findings, "field-value-invalid", start, start + 1, message);
  } else if (!isOpen(text.text)) reportOn(findings, "field-value-invalid", text, message);
  return undefined;
}

/** Whether a value stands for one that something else must fill in. */
export function isOpen(text: string): boolean {
  return text.includes("$") || placeholderKind(text) !== undefined;
}

/** What to say of a value that cannot be read; without a text it is a list or a map. */
export function unreadValue(name: string, allowed: string, text: string | undefined): string {
  const found = text === undefined ? "no plain value" : `"${text.slice(0, 60)}"`;
  return `${name} needs ${allowed}, found ${found}.`;
}
