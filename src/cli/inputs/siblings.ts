import { readFileSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import type { SiblingFile } from "../../manifest/types.js";

const MAX_FILES = 50;
const MAX_BYTES = 512 * 1024;

const folders = new Map<string, readonly SiblingFile[]>();

/** YAML files beside a manifest and in `../perf` (ConfigMaps, requests, benchmark jobs), and its benchmark results. */
export function siblingsOf(cwd: string, file: string): SiblingFile[] {
  const folder = path.dirname(path.resolve(cwd, file));
  const own = path.relative(cwd, path.resolve(cwd, file)).split(path.sep).join("/");
  let known = folders.get(folder);
  if (known === undefined) folders.set(folder, (known = readSiblings(cwd, folder)));
  return known.filter((sibling) => sibling.file !== own);
}

/** One reading of a folder serves all manifests in it. */
function readSiblings(cwd: string, folder: string): readonly SiblingFile[] {
  const found: SiblingFile[] = [];
  for (const place of [folder, path.join(folder, "..", "perf")]) {
    let names: string[];
    try {
      names = readdirSync(place).filter((name) => /\.ya?ml$|\.measured\.(?:jsonl?|csv)$/i.test(name));
    } catch {
      continue;
    }
    for (const name of names.sort()) {
      const full = path.join(place, name);
      if (found.length >= MAX_FILES) continue;
      const stat = statSync(full);
      if (!stat.isFile() || stat.size > MAX_BYTES) continue;
      found.push({
        file: path.relative(cwd, full).split(path.sep).join("/"),
        text: readFileSync(full, "utf8"),
      });
    }
  }
  return found;
}
