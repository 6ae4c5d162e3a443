import { existsSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";

/** What builds write beside the folders of systems; `models` is a folder of earlier layouts. */
const OWN_NAMES: readonly string[] = ["index.json", "sources.json", "support.json.br", "models.br", "models"];

/**
 * Deletes what earlier builds left and this one did not write. Only the builds' own names and the systems' folders are
 * looked at: `calibration/` and whatever else lies in the data folder belongs to others.
 *
 * @param written paths below `folder`, with `/`
 * @param systems names of the systems' folders, of this build and of the one before
 */
export function removeStale(folder: string, written: ReadonlySet<string>, systems: Iterable<string>): void {
  for (const name of new Set([...OWN_NAMES, ...systems])) {
    for (const file of filesBelow(folder, name)) {
      if (!written.has(file)) rmSync(path.join(folder, file));
    }
  }
}

function filesBelow(folder: string, name: string): string[] {
  const top = path.join(folder, name);
  if (!existsSync(top)) return [];
  const entries = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.name === name);
  if (entries[0]?.isFile() === true) return [name];
  return readdirSync(top, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, "/"));
}
