import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { isModelFile } from "../../check/model-files.js";
import type { SiblingFile } from "../../manifest/types.js";

const MAX_FILES = 50;
const MAX_BYTES = 512 * 1024;

const BESIDE = /\.ya?ml$|\.measured\.(?:jsonl?|csv)$/i;

const folders = new Map<string, readonly SiblingFile[]>();

/**
 * YAML files beside a manifest and in `../perf` (ConfigMaps, requests, benchmark jobs), its benchmark results, and the
 * configurations of the checkpoints that it serves.
 */
export function siblingsOf(cwd: string, file: string): SiblingFile[] {
  const folder = path.dirname(path.resolve(cwd, file));
  return readFolders(cwd, file, [folder, path.join(folder, "..", "perf")]);
}

/** Around a file of `perf/`: what lies in the folders that look there. */
export function lookersOf(cwd: string, file: string): SiblingFile[] {
  const own = path.dirname(path.resolve(cwd, file));
  if (path.basename(own) !== "perf") return [];
  const parent = path.dirname(own);
  if (!existsSync(parent)) return [];
  const entries = readdirSync(parent, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return readFolders(
    cwd,
    file,
    entries.map(({ name }) => path.join(parent, name)),
  );
}

function readFolders(cwd: string, file: string, places: readonly string[]): SiblingFile[] {
  const own = path.relative(cwd, path.resolve(cwd, file)).split(path.sep).join("/");
  return places.flatMap((place) => readFolder(cwd, place)).filter((sibling) => sibling.file !== own);
}

/** One reading of a folder serves all manifests that look there. */
function readFolder(cwd: string, place: string): readonly SiblingFile[] {
  const known = folders.get(place);
  if (known !== undefined) return known;
  let names: string[] = [];
  try {
    names = readdirSync(place).filter((name) => isModelFile(name) || BESIDE.test(name));
  } catch {
    // most manifests have no folder of benchmarks
  }
  // the few files of checkpoints are not crowded out by manifests
  names.sort((a, b) => Number(isModelFile(b)) - Number(isModelFile(a)) || (a < b ? -1 : 1));
  const found: SiblingFile[] = [];
  for (const name of names) {
    const full = path.join(place, name);
    if (found.length >= MAX_FILES) break;
    const stat = statSync(full);
    if (!stat.isFile() || stat.size > MAX_BYTES) continue;
    found.push({
      file: path.relative(cwd, full).split(path.sep).join("/"),
      text: readFileSync(full, "utf8"),
    });
  }
  folders.set(place, found);
  return found;
}
