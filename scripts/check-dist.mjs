// Fails when dist/ is not what the committed sources build to, byte for byte.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { SOURCES_HASH_FILE, sourcesHash } from "./sources-hash.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const committedHash = readFileSync(path.join(root, "dist", SOURCES_HASH_FILE), "utf8");
if (committedHash !== sourcesHash(root)) {
  console.error("dist/ is built from other sources; run `npm run build` and commit");
  process.exit(1);
}
const fresh = mkdtempSync(path.join(tmpdir(), "dynamo-advisor-dist-"));
const built = spawnSync(process.execPath, [path.join(root, "scripts", "build.mjs"), "--out", fresh], {
  stdio: "inherit",
});
if (built.status !== 0) process.exit(built.status ?? 1);

const list = (folder) =>
  readdirSync(folder, { recursive: true })
    .map(String)
    .filter((file) => statSync(path.join(folder, file)).isFile())
    .sort();
const committed = list(path.join(root, "dist"));
const expected = list(fresh);
const differing = [...new Set([...committed, ...expected])].filter(
  (file) =>
    !committed.includes(file) ||
    !expected.includes(file) ||
    !readFileSync(path.join(root, "dist", file)).equals(readFileSync(path.join(fresh, file))),
);
rmSync(fresh, { recursive: true, force: true });
if (differing.length > 0) {
  console.error(
    `dist/ is not built from these sources; run \`npm run build\` and commit. Differs: ${differing.join(", ")}`,
  );
  process.exit(1);
}
console.log(`dist/ is up to date: ${expected.length} files`);
