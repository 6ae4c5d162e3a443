import type { Entry } from "../flags/entries.js";

/** The names of a worker's settings, as flags and as keys apart. */
export interface NamesGiven {
  /** Whether another entry of the same kind has this name, or parts of it: renaming to it would say it twice. */
  has(entry: Entry, key: string): boolean;
}

/** The names that stand in a worker's entries. */
export function namesGiven(entries: readonly Entry[]): NamesGiven {
  const names = new Set<string>();
  for (const { space, key } of entries) {
    const parts = key.split(".");
    for (let level = 1; level <= parts.length; level++)
      names.add(`${space} ${parts.slice(0, level).join(".")}`);
  }
  return { has: ({ space }, key) => names.has(`${space} ${key}`) };
}
