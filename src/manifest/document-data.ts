import { parse, parseAllDocuments } from "yaml";
import type { TextRange } from "../domain/location.js";

/**
 * One document of a file as plain data, aliases and merge keys resolved. Undefined when it is no mapping or cannot be read
 * within the limits. For a document that `parseManifest` has already accepted.
 */
export function documentData(text: string, range: TextRange): Readonly<Record<string, unknown>> | undefined {
  try {
    const data: unknown = parse(text.slice(range.start, range.end), {
      merge: true,
      uniqueKeys: false,
      maxAliasCount: 100,
      logLevel: "error",
    });
    return typeof data === "object" && data !== null && !Array.isArray(data) && isTree(data)
      ? (data as Record<string, unknown>)
      : undefined;
  } catch {
    // More aliases than allowed, or an anchor of another document.
    return undefined;
  }
}

/** What the documents of any YAML or JSON text say, in order; undefined for one with an error, nothing where none can be read. */
export function documentValues(text: string): readonly unknown[] {
  try {
    const documents = parseAllDocuments(text, { merge: true, uniqueKeys: false, logLevel: "silent" });
    return [...documents].map((one) => {
      const value: unknown = one.errors.length > 0 ? undefined : one.toJS({ maxAliasCount: 100 });
      return isTree(value) ? value : undefined;
    });
  } catch {
    return [];
  }
}

/** Whether a value ends: an alias may stand within what it means, and no reader of Kubernetes takes that. */
function isTree(value: unknown, above = new Set<unknown>()): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (above.has(value)) return false;
  above.add(value);
  const ends = Object.values(value).every((one) => isTree(one, above));
  above.delete(value);
  return ends;
}
