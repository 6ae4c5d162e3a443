import type { Json, JsonObject } from "./options/types.js";

/** `--name value`, or nothing when the value is absent. */
export function flag(name: string, value: string | number | undefined): readonly string[] {
  return value === undefined ? [] : [`--${name}`, String(value)];
}

/** `--name`, when `on`. */
export function switchFlag(name: string, on: boolean | undefined): readonly string[] {
  return on === true ? [`--${name}`] : [];
}

/** `--name a b c`, or nothing for an empty list. */
export function listFlag(name: string, values: readonly number[] | undefined): readonly string[] {
  return values === undefined || values.length === 0 ? [] : [`--${name}`, ...values.map(String)];
}

/** `--name {json}`. */
export function jsonFlag(name: string, value: Json | undefined): readonly string[] {
  return value === undefined ? [] : [`--${name}`, JSON.stringify(value)];
}

/** Flags from a mapping of names and values: switches for `true`, nothing for `false` and null, JSON for mappings. */
export function mappingFlags(mapping: JsonObject | undefined): readonly string[] {
  return Object.entries(mapping ?? {}).flatMap(([name, value]) => {
    const spelled = name.replace(/^-+/, "").replaceAll("_", "-");
    if (value === null || value === false) return [];
    if (value === true) return [`--${spelled}`];
    if (Array.isArray(value))
      return [
        `--${spelled}`,
        ...value.map((item: Json) => (typeof item === "object" ? JSON.stringify(item) : String(item))),
      ];
    return typeof value === "object" ? jsonFlag(spelled, value) : flag(spelled, value);
  });
}

/** The text before and after the word PORT. */
export function aroundPort(text: string): readonly [string, string] {
  const at = text.indexOf("PORT");
  return [text.slice(0, at), text.slice(at + "PORT".length)];
}
