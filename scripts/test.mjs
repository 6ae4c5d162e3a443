// `npm test`: jest on ES modules. Extra arguments go to jest. The last line is the plain count that CI reads.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const folder = mkdtempSync(path.join(tmpdir(), "dynamo-advisor-test-"));
const summary = path.join(folder, "summary.json");
const run = spawnSync(
  process.execPath,
  [
    "--experimental-vm-modules",
    "--no-warnings",
    "node_modules/jest/bin/jest.js",
    "--json",
    `--outputFile=${summary}`,
    ...process.argv.slice(2),
  ],
  { stdio: ["ignore", "ignore", "inherit"], env: { ...process.env } },
);
let counts;
try {
  counts = JSON.parse(readFileSync(summary, "utf8"));
} catch {
  counts = undefined;
}
rmSync(folder, { recursive: true, force: true });
if (counts) {
  const skipped = counts.numPendingTests + counts.numTodoTests;
  console.log(`${counts.numPassedTests} passed, ${counts.numFailedTests} failed, ${skipped} skipped`);
}
process.exitCode = run.status ?? 1;
