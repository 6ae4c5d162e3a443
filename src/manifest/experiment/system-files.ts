import { isSystemFile } from "../../domain/system-file.js";
import { parseSource } from "./source.js";

/** Keys that name a system, in every form of the file. */
const SYSTEM_KEY = /^(?:[a-z]+_)?system(?:_name)?$/;

/** Files that the systems of an experiment file are described in: what its keys of systems name that ends in `.yml`. */
export function systemFilesOf(content: string): readonly string[] {
  // most files name none, and reading one is not free
  if (!/\.ya?ml/i.test(content)) return [];
  const source = parseSource(content);
  return "problem" in source ? [] : [...new Set(namedIn(source.data))].filter(isSystemFile);
}

/** Every value of a key of systems, at any depth; what was read is bounded in size and depth. */
function namedIn(data: unknown): readonly string[] {
  if (typeof data !== "object" || data === null) return [];
  return Object.entries(data).flatMap(([key, value]: [string, unknown]) =>
    typeof value === "string" ? (SYSTEM_KEY.test(key) ? [value] : []) : namedIn(value),
  );
}
