import { describe, expect, it } from "@jest/globals";
import path from "node:path";
import { readCalibration } from "../../../src/perf/db/calibration.js";
import { calibrate } from "../../../src/perf/profile/calibrated.js";
import { groupKeys, modelGroup, type LoadFacts } from "../../../src/perf/profile/calibrated-features.js";

import { queueMs } from "../../../src/perf/profile/corrections.js";

const calibration = readCalibration(path.join(process.cwd(), "perf-db"));
const FACTS: LoadFacts = {
  mode: "agg",
  backend: "vllm",
  prefillMs: 60,
  decodeMs: 12,
  decodeAloneMs: 8,
  referenceTpotMs: 13,
  layers: 64,
  prefillLanes: 1,
  batchSize: 16,
  concurrency: 16,
  gpus: 2,
  isl: 1024,
  osl: 1024,
};
const keys = (model: string, system = "h200_sxm"): readonly string[] =>
  groupKeys({ backend: "vllm", mode: "agg", system, model, precision: "fp8" });

describe("the closed queue of prompts", () => {
  it("one request waits for nobody", () => expect(queueMs(50, 1000, 1)).toBeCloseTo(50, 6));
  it("grows without bound once saturated", () => expect(queueMs(50, 1000, 1000)).toBeGreaterThan(48000));
});

describe("bands", () => {
  it("hold the figure and the figures obey Little's law", () => {
    const { ttftMs, tpotMs, bands } = calibrate(calibration, FACTS, keys("llama-3.1-70b"));
    expect(bands.ttftMs[0]).toBeLessThan(ttftMs);
    expect(bands.ttftMs[1]).toBeGreaterThan(ttftMs);
    expect(Math.sqrt(bands.requestLatencyMs[0] * bands.requestLatencyMs[1])).toBeCloseTo(
      ttftMs + tpotMs * 1023,
      6,
    );
  });

  it("are wider for a model that was never measured", () => {
    const unknown = calibrate(calibration, FACTS, keys("nobody-7b"));
    const ratio = ([low, high]: readonly [number, number]): number => high / low;
    expect(unknown.familiarity).toBe("none");
    expect(ratio(unknown.bands.tpotMs)).toBeGreaterThan(Math.exp(2 * calibration.bands.group.tpot));
  });
});

describe("model groups", () => {
  it.each([
    ["meta-llama/Meta-Llama-3.1-70B", "llama-3.1-70b"],
    ["meta-llama/Llama-3.1-70B-Instruct", "llama-3.1-70b"],
    ["Qwen/Qwen3-32B-FP8", "qwen3-32b"],
    ["deepseek-ai/DeepSeek-R1", "deepseek-v3"],
  ])("%s is %s", (name, group) => expect(modelGroup(name)).toBe(group));
});
