import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import path from "node:path";
import { UserError } from "./domain/errors.js";

/** The project folder above a bundle (`dist/cli`, `dist`, `build/lib/…`): the nearest one that holds `perf-db/index.json`. */
export function projectRoot(moduleUrl: string): string {
  let folder = path.dirname(fileURLToPath(moduleUrl));
  for (let level = 0; level < 6; level++) {
    if (existsSync(path.join(folder, "perf-db", "index.json"))) return folder;
    folder = path.dirname(folder);
  }
  throw new UserError(
    "io",
    "perf-db/index.json was not found above the program; reinstall the package or the action at a released tag",
  );
}

/** The folder of the shipped performance data. */
export function perfDbRoot(moduleUrl: string): string {
  return path.join(projectRoot(moduleUrl), "perf-db");
}

/** The version of `package.json`. */
export function readVersion(moduleUrl: string): string {
  const text = readFileSync(path.join(projectRoot(moduleUrl), "package.json"), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}
