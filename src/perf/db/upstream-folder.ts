import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { UserError } from "../../domain/errors.js";
import type { DataFolder } from "./folder.js";
import type { TablePlace } from "./index-format.js";
import { openParquet } from "./parquet.js";
import { indexOf, tablePlace, type SystemsFile } from "./upstream/index-of.js";

/** Deepest path that counts: `data/<system>/<family>/<backend>/<version>/<file>`. */
const DEPTH = 6;

/** Opens a user's folder in the layout of the upstream package: system files and others in YAML beside `data/`. */
export function openUpstreamFolder(root: string): DataFolder {
  const files: SystemsFile[] = [];
  const places: TablePlace[] = [];
  for (const relative of walk(root)) {
    const place = tablePlace(relative);
    if (place !== undefined) places.push(place);
    else if (relative.endsWith(".yaml")) {
      files.push({ path: relative, text: readFileSync(path.join(root, relative), "utf8") });
    }
  }
  const source = { package: root, version: "", sha256: "" };
  const index = indexOf(files, places, { source, models: {}, modelNames: {} });
  if (Object.keys(index.systems).length === 0) {
    throw new UserError(
      "io",
      `${root} is no data folder: it holds neither index.json nor system files (<system>.yaml)`,
    );
  }
  return {
    index,
    described: () => ({}),
    openTable: (...place) => openParquet(path.join(root, "data", `${place.join("/")}.parquet`)),
    modelFiles: () => undefined,
  };
}

function walk(root: string, below = "", depth = 1): string[] {
  let entries;
  try {
    entries = readdirSync(path.join(root, below), { withFileTypes: true });
  } catch (cause) {
    throw new UserError("io", `cannot read the data folder ${root}`, { cause });
  }
  return entries.flatMap((entry) => {
    const relative = below === "" ? entry.name : `${below}/${entry.name}`;
    if (entry.isFile()) return [relative];
    return entry.isDirectory() && depth < DEPTH ? walk(root, relative, depth + 1) : [];
  });
}
