import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { removeStale } from "../../../scripts/perf-db/stale.js";
import { main } from "../../../src/cli/main.js";
import { PERF_DB_ROOT } from "../../support/perf.js";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "perf-db-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(file: string): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), "x");
}

describe("a rebuild of the data removes what it left itself, and nothing else", () => {
  const kept = "h200_sxm/gemm/vllm/0.24.0/gemm_perf.parquet";

  it.each([
    ["calibration/calibrated.json", true],
    ["calibration/local.json", true],
    ["README.md", true],
    ["notes/models/x.json", true],
    ["own_gpu/gemm/vllm/1/gemm_perf.parquet", true],
    [kept, true],
    ["h200_sxm/gemm/vllm/0.20.0/gemm_perf.parquet", false],
    ["l4/gemm/vllm/0.20.0/gemm_perf.parquet", false],
    ["models/a--b.json", false],
    ["support.json.br", false],
  ])("%s stays: %s", (file, stays) => {
    write(file);
    removeStale(folder, new Set(["index.json", kept]), ["h200_sxm", "l4"]);
    const left = readdirSync(folder, { recursive: true }).map(String);
    expect(left.includes(file)).toBe(stays);
  });
});

describe("without its calibration the default profile is an error that says how to mend it", () => {
  const LOAD = "--model Qwen/Qwen3-32B --system h200_sxm";
  const MANIFEST = path.resolve("examples/qwen3-32b/proposed.yaml");

  it.each([
    `default ${LOAD} --total-gpus 2`,
    `recommend ${LOAD} --target-request-rate 1`,
    `estimate ${LOAD} --concurrency 4`,
    `estimate ${LOAD} --profile calibrated`,
    `simulate ${LOAD} --concurrency 4`,
    `check ${MANIFEST}`,
    "calibrate",
  ])("%s", async (line) => {
    const data = path.join(folder, "perf-db");
    mkdirSync(path.join(folder, "dist", "cli"), { recursive: true });
    mkdirSync(data);
    writeFileSync(path.join(folder, "package.json"), '{"version":"0.0.0"}');
    for (const name of readdirSync(PERF_DB_ROOT))
      if (name !== "calibration") symlinkSync(path.join(PERF_DB_ROOT, name), path.join(data, name));
    const moduleUrl = pathToFileURL(path.join(folder, "dist", "cli", "index.js")).href;
    const out: string[] = [];
    const err: string[] = [];
    const terminal = {
      columns: 120,
      color: false,
      cwd: folder,
      out: (text: string) => void out.push(text),
      err: (text: string) => void err.push(text),
    };
    const exitCode = await main(line.split(" "), moduleUrl, terminal);
    expect(err.join("\n")).toMatch(/calibrated\.json.*; run npm run calibrate in a clone, reinstall/);
    expect([exitCode, out]).toEqual([2, []]);
  });
});
