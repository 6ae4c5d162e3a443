// One number for everything that dist/ is built from. The build leaves it beside the bundle; tests of the bundle compare it.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** Where the build leaves the number, below `dist/`. */
export const SOURCES_HASH_FILE = "sources.sha256";

const OTHER_SOURCES = [
  "NOTICE",
  "package-lock.json",
  "scripts/build.mjs",
  "scripts/explorer-page.mjs",
  "scripts/licences.mjs",
  "tsconfig.build.json",
  "tsconfig.json",
];

/** SHA-256 over names and bytes of the sources, hexadecimal, with a line end. */
export function sourcesHash(root) {
  const files = readdirSync(path.join(root, "src"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .concat(OTHER_SOURCES)
    .map((file) => file.split(path.sep).join("/"))
    .sort();
  const hash = createHash("sha256");
  for (const file of files) {
    const bytes = readFileSync(path.join(root, file));
    hash.update(`${file}\0${bytes.length}\0`).update(bytes);
  }
  return `${hash.digest("hex")}\n`;
}
