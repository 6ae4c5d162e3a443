import { positionAt } from "./text/file-text.js";
import { type MappedText, offsetsAt, positionOf, rangeOf, sourceOf } from "./text/mapped-text.js";
import type { Origin, Setting, SourceKind } from "./types.js";
import { type Cursor, offsetOf, textAt } from "./yaml/cursor.js";

/** Where a mapped text stands. `place` is pointed at when the text itself has no place (a switch, a computed value). */
export function originOf(text: MappedText, how: SourceKind, name: string, place: MappedText = text): Origin {
  const shown = text.pieces.length > 0 && text.text !== "" ? text : place;
  const source = sourceOf(shown);
  const range = rangeOf(text);
  const last = shown.text.length === 0 ? undefined : offsetsAt(shown, shown.text.trimEnd().length - 1);
  const position = positionOf(shown);
  return {
    how: source?.via !== undefined && how === "flag" ? "env" : how,
    file: source?.file.file ?? "",
    name,
    position,
    endPosition: last && source ? positionAt(source.file, last.end) : position,
    ...(range && { range }),
    layers: source?.layers ?? [],
    aliased: source?.aliased ?? false,
    ...(source?.alias && { alias: source.alias }),
    ...(source?.via !== undefined && { via: source.via }),
  };
}

/** A setting read from a field of the manifest, when `convert` accepts its text. */
export function fieldSetting<T>(
  cursor: Cursor | undefined,
  name: string,
  convert: (text: string) => T | undefined,
  how: SourceKind = "field",
): Setting<T> | undefined {
  const text = textAt(cursor);
  if (!text) return undefined;
  const value = convert(text.text.trim());
  return value === undefined ? undefined : { value, text: text.text, origin: originOf(text, how, name) };
}

/** Line and column of a cursor's key. */
export function cursorPosition(cursor: Cursor): { readonly line: number; readonly column: number } {
  const source = sourceOf(cursor.context.text);
  return source ? positionAt(source.file, offsetOf(cursor)) : { line: 1, column: 1 };
}

/** A whole number of at most 15 digits; like Python and YAML 1.1, single underscores may part them. */
export function toInteger(text: string): number | undefined {
  if (!/^[+-]?\d(?:_?\d){0,14}$/.test(text)) return undefined;
  return Number(text.replaceAll("_", ""));
}

/** A decimal number. */
export function toNumber(text: string): number | undefined {
  return /^[+-]?(?:\d{1,15}(?:\.\d{0,15})?|\.\d{1,15})(?:e[+-]?\d{1,2})?$/i.test(text)
    ? Number(text)
    : undefined;
}

/** `true` or `false` in any case, `1` or `0`. */
export function toBoolean(text: string): boolean | undefined {
  if (/^(?:true|1)$/i.test(text)) return true;
  return /^(?:false|0)$/i.test(text) ? false : undefined;
}

/** Text that is not empty. */
export function toText(text: string): string | undefined {
  return text === "" ? undefined : text;
}
