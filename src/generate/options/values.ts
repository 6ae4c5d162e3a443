import { UserError } from "../../domain/errors.js";
import { nearestName } from "../../domain/nearest-name.js";
import type { EnvEntry } from "../systems.js";
import type { Json, JsonObject, K8sOptions } from "./types.js";

/** Refuses a value: what was found, what is allowed. */
export function refuse(key: string, value: Json, allowed: string): never {
  throw new UserError(
    "usage",
    `generator option ${key}: ${JSON.stringify(value)} is not allowed; expected ${allowed}`,
  );
}

/** Text; numbers and switches are taken as they are written. Line breaks and control characters are refused. */
export function optionText(value: Json, key: string): string {
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean")
    return refuse(key, value, "text");
  const written = String(value);

  return /[\u0000-\u001f\u007f]/.test(written) ? refuse(key, value, "text of one line") : written;
}

function number(value: Json, key: string, allowed: string, holds: (n: number) => boolean): number {
  const n =
    typeof value === "number"
      ? value
      : typeof value === "string" && /^\d{1,12}(?:\.\d{1,12})?$/.test(value.trim())
        ? Number(value)
        : Number.NaN;
  return Number.isFinite(n) && holds(n) ? n : refuse(key, value, allowed);
}

/** A whole number of at least 1. */
export function positiveOption(value: Json, key: string): number {
  return number(value, key, "a whole number of at least 1", (n) => Number.isInteger(n) && n >= 1);
}

/** A whole number of at least 0. */
export function nonNegative(value: Json, key: string): number {
  return number(value, key, "a whole number of at least 0", (n) => Number.isInteger(n) && n >= 0);
}

/** A number above 0 and at most 1. */
export function fraction(value: Json, key: string): number {
  return number(value, key, "a number above 0, at most 1", (n) => n > 0 && n <= 1);
}

/** `true` or `false`. */
export function switchOn(value: Json, key: string): boolean {
  if (typeof value === "boolean") return value;
  if (typeof value === "string" && /^(?:true|false)$/i.test(value)) return value.toLowerCase() === "true";
  return refuse(key, value, "true or false");
}

/** A reader for one word of a list; names the nearest one. */
export function optionOneOf<T extends string>(allowed: readonly T[]): (value: Json, key: string) => T {
  return (value, key) => {
    const found = allowed.find((candidate) => candidate === value);
    if (found !== undefined) return found;
    const near = typeof value === "string" ? nearestName(value, allowed) : undefined;
    return refuse(key, value, `${allowed.join(", ")}${near === undefined ? "" : `; did you mean ${near}?`}`);
  };
}

/** Whole numbers of at least 1, as a list, one number, or text with commas or blanks. */
export function positiveList(value: Json, key: string): readonly number[] {
  const items: readonly Json[] = Array.isArray(value)
    ? value
    : typeof value === "string"
      ? value.split(/[\s,]+/).filter((item) => item !== "")
      : [value];
  return items.length === 0
    ? refuse(key, value, "a list of whole numbers")
    : items.map((item) => positiveOption(item, key));
}

/** A mapping. */
export function mappingOption(value: Json, key: string): JsonObject {
  return isMapping(value) ? value : refuse(key, value, "a mapping");
}

/** Whether a value is a mapping. */
export function isMapping(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Words: a list of texts, or one text cut at blanks. */
export function words(value: Json, key: string): readonly string[] {
  if (Array.isArray(value)) return value.map((item: Json) => optionText(item, key));
  return optionText(value, key)
    .split(/\s+/)
    .filter((word) => word !== "");
}

/** Environment variables: a list of `{name, value}` or a mapping. */
export function envEntries(value: Json, key: string): readonly EnvEntry[] {
  const allowed = "a list of {name, value}";
  const pairs: readonly (readonly [Json | undefined, Json | undefined])[] = isMapping(value)
    ? Object.entries(value)
    : Array.isArray(value)
      ? value.map((item: Json) =>
          isMapping(item) ? ([item["name"], item["value"]] as const) : refuse(key, value, allowed),
        )
      : refuse(key, value, allowed);
  return pairs.map(([name, content]) => {
    if (typeof name !== "string" || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
      return refuse(key, value, `${allowed}, names of letters, digits and _`);
    return [name, content === undefined || content === null ? "" : optionText(content, key)] as const;
  });
}

/** `known`, `none`, a switch, or a mapping of node labels. */
export function nodeSelector(value: Json, key: string): K8sOptions["nodeSelector"] {
  if (value === true || value === "known") return "known";
  if (value === false || value === "none") return "none";
  if (!isMapping(value)) return refuse(key, value, "known, none or a mapping of node labels");
  return Object.fromEntries(
    Object.entries(value).map(([label, content]) => [label, optionText(content, key)]),
  );
}
