import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeEach, describe, expect, it } from "@jest/globals";
import type { LocalFile } from "../../src/measured/local-file.js";
import { runCli, type CliRun } from "../support/run-cli.js";

const FIXTURES = fileURLToPath(new URL("../fixtures/measured/", import.meta.url));
const LOCAL = ".github/dynamo-advisor-calibration.json";
const SETTING = [
  "--model",
  "Qwen/Qwen3-32B-FP8",
  "--system",
  "h200_sxm",
  "--backend",
  "vllm",
  "--tp-size",
  "2",
];

let cwd = "";
beforeEach(() => {
  cwd = mkdtempSync(path.join(tmpdir(), "dynamo-advisor-feedback-"));
  cpSync(FIXTURES, path.join(cwd, "results"), { recursive: true });
});
const made: string[] = [];
afterAll(() => made.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

async function cli(...argv: readonly string[]): Promise<CliRun> {
  made.push(cwd);
  return runCli(argv, cwd);
}

async function json<T>(...argv: readonly string[]): Promise<T> {
  const { exitCode, out, err } = await cli(...argv, "--format", "json");
  expect([exitCode, err]).toEqual([0, ""]);
  return JSON.parse(out) as T;
}

interface Figure {
  readonly figure: string;
  readonly statistic: string;
  readonly predicted: number;
  readonly measured: number;
  readonly ratio: number;
  readonly interval80?: readonly [number, number];
  readonly withinBand?: boolean;
}
interface Measured {
  readonly profile: string;
  readonly results: readonly {
    readonly file: string;
    readonly figures: readonly Figure[];
    readonly notes: readonly string[];
  }[];
}
interface Estimate {
  readonly ttftMs: number;
  readonly tpotMs: number;
  readonly notes: readonly string[];
  readonly interval80: {
    readonly ttftMs: readonly [number, number];
    readonly tpotMs: readonly [number, number];
  };
}

describe("estimate --measured", () => {
  it("sets what was predicted against what was measured, percentiles too", async () => {
    const { profile, results } = await json<Measured>(
      "estimate",
      ...SETTING,
      "--measured",
      "results/aiperf.json",
    );
    const estimate = await json<Estimate>(
      ...["estimate", ...SETTING, "--isl", "1024", "--osl", "1024", "--concurrency", "32"],
    );
    expect(profile).toBe("calibrated");
    const [result] = results;
    const names = result!.figures.map(({ figure, statistic }) => `${figure} ${statistic}`);
    expect(names).toEqual([
      ...["ttftMs", "tpotMs", "requestLatencyMs"].flatMap((figure) =>
        ["mean", "p50", "p90", "p99"].map((statistic) => `${figure} ${statistic}`),
      ),
      "tokensPerSec mean",
    ]);
    const tpot = result!.figures.find(({ figure }) => figure === "tpotMs")!;
    expect(tpot.predicted).toBeCloseTo(estimate.tpotMs, 9);
    expect(tpot.measured).toBe(10.3);
    expect(tpot.ratio).toBeCloseTo(tpot.predicted / 10.3, 12);
    for (const { interval80, measured, withinBand } of result!.figures)
      expect(withinBand).toBe(measured >= interval80![0] && measured <= interval80![1]);
  });

  it("prints a table, and names doubts", async () => {
    const { out } = await cli("estimate", ...SETTING, "--measured", "results/aiperf-loadgen.json");
    expect(out).toMatch(
      /^results\/aiperf-loadgen\.json \(aiperf, 2025-11-03T14:05:10\.250000\): isl 1000, osl 1024, 16/,
    );
    expect(out).toMatch(/^TTFT, ms +[\d.]+ +205\.5 +\d\.\d\d +[\d.]+ to [\d.]+ +(?:within|outside)$/m);
    expect(out).toMatch(/^note: 3 requests failed$/m);
  });

  it("takes the model from the results, and every result of a folder or a pattern", async () => {
    const [, , ...rest] = SETTING;
    const pattern = await json<Measured>("estimate", ...rest, "--measured", "results/*l*m.json*");
    expect(pattern.results.map(({ file }) => file)).toEqual(["results/vllm.json"]);
    mkdirSync(path.join(cwd, "sweep", "c16"), { recursive: true });
    cpSync(
      path.join(cwd, "results", "aiperf.json"),
      path.join(cwd, "sweep", "c16", "profile_export_aiperf.json"),
    );
    writeFileSync(path.join(cwd, "sweep", "c16", "inputs.json"), "{}");
    const folder = await json<Measured>("estimate", ...rest, "--measured", "sweep");
    expect(folder.results.map(({ file }) => file)).toEqual(["sweep/c16/profile_export_aiperf.json"]);
  });

  it.each([
    [["--measured", "results/nothing.json"], /results\/nothing\.json: no such file, and no file matches it/],
    [
      ["--measured", "results"],
      /results: no profile_export_aiperf\.json or profile_export_genai_perf\.json below/,
    ],
    [
      ["--measured", "results/vllm.json", "--isl", "512"],
      /--isl is not needed: lengths and load are those of the results/,
    ],
    [
      ["--measured", "results/vllm.json", "--estimate-mode", "static"],
      /--estimate-mode static cannot be measured/,
    ],
  ])("%j is one clear message", async (flags, message) => {
    const { exitCode, out, err } = await cli("estimate", ...SETTING, ...flags);
    expect([exitCode, out]).toEqual([2, ""]);
    expect(err).toMatch(message);
    expect(err.trim().split("\n")).toHaveLength(1);
  });
});

describe("calibrate", () => {
  const LOAD = ["--isl", "1024", "--osl", "1024", "--concurrency", "24"];

  it("writes points that later predictions of the group follow, with narrower bands", async () => {
    const before = await json<Estimate>("estimate", ...SETTING, ...LOAD);
    const { out } = await cli(
      ...["calibrate", ...SETTING, "results/aiperf.json", "results/vllm.json"],
      "results/concurrency_16/profile_export_aiperf.csv",
    );
    expect(out).toContain(`${LOCAL}: 3 points, written`);
    expect(out).toContain("local calibration of 3 points for vllm/agg/h200_sxm/qwen3-32b/fp8");

    const after = await json<Estimate>("estimate", ...SETTING, ...LOAD);
    expect(after.notes).toContain("local calibration of 3 points");
    const local = JSON.parse(readFileSync(path.join(cwd, LOCAL), "utf8")) as LocalFile;
    const mean =
      local.points.reduce(
        (sum, { measured, predicted }) => sum + Math.log(measured.tpotMs! / predicted.tpotMs),
        0,
      ) / 3;
    // between what was predicted and what was measured, in its direction
    const moved = Math.log(after.tpotMs / before.tpotMs);
    expect(moved / mean).toBeGreaterThan(0.3);
    expect(moved / mean).toBeLessThan(1.2);
    for (const figure of ["ttftMs", "tpotMs"] as const) {
      const ratio = ({ interval80 }: Estimate): number => interval80[figure][1] / interval80[figure][0];
      expect(ratio(after)).toBeLessThanOrEqual(ratio(before) * (1 + 1e-9));
    }

    const without = await json<Estimate>("estimate", ...SETTING, ...LOAD, "--calibration-file", "none");
    expect(without).toEqual(before);
    const reference = await json<Estimate>("estimate", ...SETTING, ...LOAD, "--profile", "reference");
    expect(reference.notes).not.toContain("local calibration of 3 points");
  });

  it("reading the same results again changes nothing, nor does the order", async () => {
    await cli("calibrate", ...SETTING, "results/aiperf.json", "results/vllm.json");
    const first = readFileSync(path.join(cwd, LOCAL), "utf8");
    await cli("calibrate", ...SETTING, "results/vllm.json");
    await cli("calibrate", ...SETTING, "results/aiperf.json");
    expect(readFileSync(path.join(cwd, LOCAL), "utf8")).toBe(first);
  });

  it("points of another program version are priced again: figures do not depend on it", async () => {
    await cli("calibrate", ...SETTING, "results/aiperf.json");
    const file = path.join(cwd, LOCAL);
    const fresh = await json<Estimate>("estimate", ...SETTING, ...LOAD);
    const local = JSON.parse(readFileSync(file, "utf8")) as LocalFile;
    const stale = {
      ...local,
      base: "0.0.1 000000000000",
      points: local.points.map((point) => ({ ...point, predicted: { ttftMs: 1, tpotMs: 1 } })),
    };
    writeFileSync(file, JSON.stringify(stale));
    expect(await json<Estimate>("estimate", ...SETTING, ...LOAD)).toEqual(fresh);
    await cli("calibrate");
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(local);
  });

  it("--dry-run writes nothing", async () => {
    const answer = await json<{ readonly written: boolean; readonly added: readonly unknown[] }>(
      ...["calibrate", ...SETTING, "results/sglang.jsonl", "--dry-run"],
    );
    expect([answer.written, answer.added.length]).toEqual([false, 2]);
    expect(existsSync(path.join(cwd, LOCAL))).toBe(false);
  });

  it("goes where the policy says, and is read from there", async () => {
    mkdirSync(path.join(cwd, ".github"));
    writeFileSync(path.join(cwd, ".github", "dynamo-advisor.yml"), "calibration-file: perf/own.json\n");
    await cli("calibrate", ...SETTING, "results/aiperf.json");
    expect(existsSync(path.join(cwd, "perf", "own.json"))).toBe(true);
    expect((await json<Estimate>("estimate", ...SETTING, ...LOAD)).notes).toContain(
      "local calibration of 1 point",
    );
  });

  it.each([
    ["default", ["--total-gpus", "8", "--isl", "1024", "--osl", "1024", "--serving-mode", "agg"]],
    ["simulate", LOAD],
  ])("%s reads it too", async (command, flags) => {
    await cli("calibrate", ...SETTING, "results/aiperf.json");
    const setting = command === "default" ? SETTING.slice(0, 6) : SETTING;
    const own = await cli(command, ...setting, ...flags, "--format", "json");
    const without = await cli(
      command,
      ...setting,
      ...flags,
      "--format",
      "json",
      "--calibration-file",
      "none",
    );
    expect([own.exitCode, without.exitCode]).toEqual([0, 0]);
    expect(own.out).toContain("local calibration of 1 point");
    expect(own.out).not.toBe(without.out);
  });

  it.each([
    [
      ["calibrate"],
      "",
      /name benchmark results; \.github\/dynamo-advisor-calibration\.json, which could be priced/,
    ],
    [["estimate", ...SETTING, ...LOAD], "{}", /the local calibration lacks `format`; `calibrate` writes/],
    [
      ["estimate", ...SETTING, ...LOAD, "--calibration-file", "no.json"],
      "",
      /--calibration-file no\.json: no such file$/,
    ],
  ])("%j with %j as the file is one clear message", async (argv, content, message) => {
    if (content !== "") {
      mkdirSync(path.join(cwd, ".github"));
      writeFileSync(path.join(cwd, LOCAL), content);
    }
    const { exitCode, err } = await cli(...argv);
    expect(exitCode).toBe(2);
    expect(err).toMatch(message);
  });
});
