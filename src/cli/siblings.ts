import { readFileSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import type { SiblingFile } from "../manifest/types.js";

const MAX_FILES = 50;
const MAX_BYTES = 512 * 1024;

/** YAML files beside a manifest and in `../perf`, which may hold its ConfigMaps, requests and benchmark jobs. */
export function siblingsOf(cwd: string, file: string): SiblingFile[] {
  const folder = path.dirname(path.resolve(cwd, file));
  const found: SiblingFile[] = [];
  for (const place of [folder, path.join(folder, "..", "perf")]) {
    let names: string[];
    try {
      names = readdirSync(place).filter((name) => /\.ya?ml$/i.test(name));
    } catch {
      continue;
    }
    for (const name of names.sort()) {
      const full = path.join(place, name);
      if (found.length >= MAX_FILES || full === path.resolve(cwd, file)) continue;
      const stat = statSync(full);
      if (!stat.isFile() || stat.size > MAX_BYTES) continue;
      found.push({ file: path.relative(cwd, full).split(path.sep).join("/"), text: readFileSync(full, "utf8") });
    }
  }
  return found;
}
