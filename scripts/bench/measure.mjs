// Runs one command as a process of its own: wall-clock and CPU time, and the most memory that was resident.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, "..", "..");
const cli = path.join(root, "dist", "cli", "index.js");

/** Asks the operating system what a child used; the reference's own Python runs it. */
const WAIT = `
import json, os, subprocess, sys
child = subprocess.Popen(sys.argv[2:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
error = child.stderr.read()
_, status, used = os.wait4(child.pid, 0)
if status: sys.stderr.write(error.decode()[-500:]); sys.exit(2)
json.dump({"cpuMs": 1000 * (used.ru_utime + used.ru_stime), "rssKb": used.ru_maxrss}, open(sys.argv[1], "w"))
`;

/** The least of several runs of our command line: noise of a machine only adds. */
export function measureOurs(args, { node, runs }) {
  const preload = new URL("./usage.mjs", import.meta.url).href;
  return least(runs, (file) => [node, ["--import", preload, cli, ...args], { BENCH_USAGE: file }]);
}

/** One run of the reference, whose command line `reference` is; `failed` with its last words where it gives up. */
export function measureReference(args, reference) {
  const python = path.join(path.dirname(reference), "python");
  try {
    return least(1, (file) => [
      existsSync(python) ? python : "python3",
      ["-c", WAIT, file, reference, "cli", ...args],
      {},
    ]);
  } catch (error) {
    return { failed: error.message.trim().split("\n").at(-1).slice(0, 120) };
  }
}

/** Runs `work` with a folder that is gone afterwards. */
export function inFolder(work) {
  const folder = mkdtempSync(path.join(tmpdir(), "dynamo-advisor-bench-"));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function least(runs, commandOf) {
  const all = Array.from({ length: runs }, () =>
    inFolder((folder) => run(commandOf(path.join(folder, "usage.json")), folder)),
  );
  const of = (pick, key) => pick(...all.map((one) => one[key]));
  return { wallMs: of(Math.min, "wallMs"), cpuMs: of(Math.min, "cpuMs"), rssKb: of(Math.max, "rssKb") };
}

function run([command, args, variables], folder) {
  const started = performance.now();
  const { status, stderr, error } = spawnSync(command, args, {
    cwd: root,
    stdio: ["ignore", "ignore", "pipe"],
    encoding: "utf8",
    env: { ...process.env, ...variables },
  });
  const wallMs = performance.now() - started;
  // `check` ends with 1 where a limit is broken: an answer like any other
  if (error !== undefined || (status !== 0 && status !== 1))
    throw error ?? new Error(`${command}: exit ${status}: ${stderr.slice(-500)}`);
  return { wallMs, ...JSON.parse(readFileSync(path.join(folder, "usage.json"), "utf8")) };
}
