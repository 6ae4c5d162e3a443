import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, it } from "@jest/globals";
import { describedGrid } from "../../src/action/sweep-systems.js";
import { openEngine } from "../../src/engine.js";
import { expandGrid, parseGrid, type SweepGrid } from "../../src/sweep/grid.js";
import { PERF_DB_ROOT } from "../support/perf.js";

const workspace = mkdtempSync(path.join(tmpdir(), "sweep-systems-"));
const GPU =
  "name: mine\nlike: h200_sxm\nmemory: { gib: 95, gb-per-s: 4000 }\ntflops: { bf16: 148, fp8: 296 }\n";
writeFileSync(path.join(workspace, "mine.yml"), GPU);
writeFileSync(path.join(workspace, "broken.yml"), GPU.replace("95", "none"));
writeFileSync(path.join(workspace, "twin.yml"), GPU);
writeFileSync(path.join(workspace, "measured.yml"), GPU.replace("mine", "h200_sxm"));
symlinkSync("/etc/hostname", path.join(workspace, "link.yml"));
afterAll(() => rmSync(workspace, { recursive: true }));

const grid = (systems: string): SweepGrid => {
  const inputs: Readonly<Record<string, string>> = {
    "sweep-models": "Qwen/Qwen3-32B-FP8",
    "sweep-systems": systems,
    "sweep-backends": "vllm",
    "sweep-gpus": "2",
  };
  return parseGrid((name) => inputs[name] ?? "");
};

const engine = openEngine(pathToFileURL(path.join(PERF_DB_ROOT, "..", "dist", "index.js")).href);

describe("a sweep over systems that files describe", () => {
  it("has their names for its values and prices them", async () => {
    const read = await describedGrid(grid("mine.yml, h20"), workspace, await engine);
    expect(read.grid.systems).toEqual(["mine", "h20"]);
    const points = expandGrid(read.grid).slice(0, 1);
    const model = { profile: undefined, confidence: undefined, systems: read.files };
    expect(await (await engine).sweep(points, model)).toMatchObject([{ kind: "best" }]);
  });

  it.each([
    ["mine.yml,twin.yml", "input sweep-systems names two files that describe mine"],
    ["measured.yml", "h200_sxm is a measured system"],
    ["broken.yml", '`memory.gib` is `"none"`'],
    ["nowhere.yml", "input sweep-systems is 'nowhere.yml': a file inside the workspace is needed"],
    ["../out.yml", "input sweep-systems is '../out.yml': a file inside the workspace is needed"],
    ["link.yml", "input sweep-systems is 'link.yml': a file inside the workspace is needed"],
  ])("%s is refused", async (file, message) => {
    await expect(describedGrid(grid(file), workspace, await engine)).rejects.toThrow(message);
  });
});
