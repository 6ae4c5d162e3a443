// `npm run bench [-- --reference PATH --node PATH --runs N --only TEXT]`: one table of wall-clock time, CPU time and resident
// memory of whole processes over the shipped dist/, beside the reference where its command line is given.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { inFolder, measureOurs, measureReference } from "./measure.mjs";
import { SCENARIOS } from "./scenarios.mjs";

const { values } = parseArgs({
  options: {
    reference: { type: "string", default: process.env.BENCH_REFERENCE ?? "" },
    node: { type: "string", multiple: true, default: [process.execPath] },
    runs: { type: "string", default: "5" },
    only: { type: "string", default: "" },
  },
});
const reference = existsSync(values.reference) ? values.reference : undefined;
const runs = Math.max(1, Math.trunc(Number(values.runs)) || 1);
const COLUMNS = [44, 9, 8, 8, 7, 11, 11, 11, 9];

print("", "Node", "wall ms", "CPU ms", "MB", "ref. wall", "ref. CPU", "ref. MB", "x CPU");
for (const scenario of SCENARIOS.filter(({ name }) =>
  name.toLowerCase().includes(values.only.toLowerCase()),
)) {
  const theirs =
    reference === undefined || scenario.alike === undefined
      ? undefined
      : inFolder((folder) => measureReference([...scenario.alike, ...saveTo(scenario, folder)], reference));
  for (const node of values.node) {
    const own = inFolder((folder) =>
      measureOurs([...scenario.args, ...saveTo(scenario, folder), ...again(scenario)], { node, runs }),
    );
    print(scenario.name, versionOf(node), ...figures(own), ...beside(theirs, own));
  }
}
if (reference === undefined)
  console.log("\nWithout the reference: give its command line with --reference PATH or BENCH_REFERENCE.");

function saveTo({ writes }, folder) {
  return writes === true ? ["--save-dir", folder] : [];
}

/** Several runs of ours write to one folder. */
function again({ writes }) {
  return writes === true ? ["--overwrite"] : [];
}

/** The reference's figures and how many times our CPU time it takes; a search that it cannot finish says why. */
function beside(theirs, own) {
  if (theirs === undefined) return [];
  if (theirs.failed !== undefined) return [`  reference failed: ${theirs.failed}`];
  return [...figures(theirs), (theirs.cpuMs / own.cpuMs).toFixed(1)];
}

function figures({ wallMs, cpuMs, rssKb }) {
  return [wallMs.toFixed(0), cpuMs.toFixed(0), (rssKb / 1024).toFixed(0)];
}

function versionOf(node) {
  return spawnSync(node, ["--version"], { encoding: "utf8" }).stdout.trim();
}

function print(...cells) {
  console.log(
    cells.map((cell, i) => (i === 0 ? cell.padEnd(COLUMNS[i]) : cell.padStart(COLUMNS[i]))).join(""),
  );
}
