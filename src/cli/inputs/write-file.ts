import { writeFileSync } from "node:fs";
import path from "node:path";
import { notWritten } from "../../domain/file-problem.js";
import { makeFolders } from "../../make-folders.js";

/** A written place as its flag named it: from `/` where that was given from there, else from the working folder. */
export function asGiven(place: string, given: string, cwd: string): string {
  return path.isAbsolute(given) ? place : path.relative(cwd, place);
}

/** Writes a file that a flag or an argument names, with the folders above it. Throws `UserError` (`io`). */
export function writeTextFile(cwd: string, file: string, text: string): void {
  const full = path.resolve(cwd, file);
  try {
    makeFolders(path.dirname(full));
    writeFileSync(full, text);
  } catch (error) {
    throw notWritten(file, error);
  }
}
