import type { Json, JsonObject } from "./options/types.js";
import { isMapping } from "./options/values.js";

/** Deep merge; the second wins. Lists are replaced, except lists of things with a `name` (environment, volumes): those merge by name. */
export function deepMerge(base: JsonObject, over: JsonObject): JsonObject {
  const merged: Record<string, Json> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const before = Object.hasOwn(merged, key) ? merged[key] : undefined;
    if (isMapping(before) && isMapping(value)) merged[key] = deepMerge(before, value);
    else if (isNamedList(before) && isNamedList(value)) merged[key] = mergeNamed(before, value);
    else merged[key] = value;
  }
  return merged;
}

type Named = JsonObject & { readonly name: string };

function isNamedList(value: Json | undefined): value is readonly Named[] {
  return (
    Array.isArray(value) && value.every((item: Json) => isMapping(item) && typeof item["name"] === "string")
  );
}

function mergeNamed(base: readonly Named[], over: readonly Named[]): readonly JsonObject[] {
  const replaced = base.map((item) => over.find((candidate) => candidate.name === item.name) ?? item);
  return [...replaced, ...over.filter((item) => !base.some((candidate) => candidate.name === item.name))];
}
