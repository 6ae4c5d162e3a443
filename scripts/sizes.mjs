// What a job downloads, as a table: bundles and performance data. Fails over the budget of the design.
import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const BUDGET_MB = 25;
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");

const megabytes = (folder) =>
  readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(path.join(entry.parentPath, entry.name)).size, 0) / 1e6;

const parts = [
  ["bundles (dist/)", megabytes("dist")],
  ["performance data (perf-db/)", megabytes("perf-db")],
];
const total = parts.reduce((sum, [, size]) => sum + size, 0);
console.log("| What a job downloads | MB |\n|:--|--:|");
for (const [name, size] of [...parts, [`together, at most ${BUDGET_MB}`, total]])
  console.log(`| ${name} | ${size.toFixed(1)} |`);
if (total > BUDGET_MB) process.exitCode = 1;
