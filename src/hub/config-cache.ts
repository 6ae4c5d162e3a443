import { readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { makeFolders } from "../make-folders.js";

/** What is older than a day is asked for again, where a network may be asked. */
const FRESH_MS = 24 * 3600 * 1000;

/** A text that was kept, and whether it is recent. */
export interface Kept {
  readonly text: string;
  readonly fresh: boolean;
}

/** Reads what was kept under a name; undefined when there is nothing. */
export function readKept(folder: string, name: string): Kept | undefined {
  const file = path.join(folder, name);
  try {
    const text = readFileSync(file, "utf8");
    return { text, fresh: Date.now() - statSync(file).mtimeMs < FRESH_MS };
  } catch {
    return undefined;
  }
}

/** Keeps a text whole or not at all. A cache that cannot be written is no reason to stop. */
export function keep(folder: string, name: string, text: string): void {
  const file = path.join(folder, name);
  try {
    makeFolders(folder);
    writeFileSync(`${file}.${process.pid}`, text);
    renameSync(`${file}.${process.pid}`, file);
  } catch {
    // answered without
  }
}
