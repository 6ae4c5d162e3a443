import { fileURLToPath } from "node:url";
import { describe, expect, it } from "@jest/globals";
import type { Deployment } from "../../src/domain/deployment.js";
import type { Interval } from "../../src/domain/prediction.js";
import { openPerfDb } from "../../src/perf/open.js";
import type { Profile, ReplicaFigures } from "../../src/perf/profile/profile.js";
import { chanceToHold, chanceWithin } from "../../src/search/odds.js";
import { evaluateDeployment } from "../../src/search/operating-point.js";
import { runDefault, type DefaultRequest } from "../../src/search/run-default.js";

const { predictor } = await openPerfDb({ root: fileURLToPath(new URL("../../perf-db", import.meta.url)) });
const request: DefaultRequest = {
  model: "Qwen/Qwen3-32B-FP8",
  totalGpus: 16,
  system: "h200_sxm",
  backend: "trtllm",
  lengths: { isl: 4000, osl: 500, prefix: 0 },
  sla: { ttftMs: 600, tpotMs: 16.67 },
};

/** Scales latencies; rates stay. `width`: how far the ends of an 80 % band lie from the figure, as a factor. */
function scaled(ttft: number, tpot: number, width = 1.2): Profile {
  const change = (figures: ReplicaFigures): ReplicaFigures => {
    const ttftMs = figures.ttftMs * ttft;
    const tpotMs = figures.tpotMs * tpot;
    const band = (value: number): Interval => [value / width, value * width];
    const latency = ttftMs + tpotMs * 499;
    return {
      ...figures,
      ttftMs,
      tpotMs,
      requestLatencyMs: latency,
      bands: {
        ttftMs: band(ttftMs),
        tpotMs: band(tpotMs),
        requestLatencyMs: band(latency),
        tokensPerSecPerGpu: [1, 2],
      },
      notes: ["made up"],
    };
  };
  return {
    name: "scaled",
    identity: false,
    agg: (_load, published) => change(published()),
    disagg: (_load, published) => change(published()),
  };
}

describe("a profile that corrects", () => {
  it("and changes nothing, without an error, finds the reference's best or more between the steps of its ladder", async () => {
    const plain = await runDefault({ predictor }, request);
    const same = await runDefault({ predictor, profile: scaled(1, 1, 1) }, request);

    expect(same.profile).toBe("scaled");
    for (const [index, experiment] of same.experiments.entries()) {
      const published = plain.experiments[index]!.bestThroughput;
      expect(experiment.bestThroughput).toBeGreaterThanOrEqual(published - 1e-6);
      expect(experiment.bestThroughput).toBeLessThan(1.2 * published);
    }
  });

  it("lists only rows that hold with the confidence asked, and the best at even odds beside them", async () => {
    for (const confidence of [0.5, 0.8, 0.95]) {
      const result = await runDefault({ predictor, profile: scaled(1, 1), confidence }, request);

      expect(result.confidence).toBe(confidence);
      for (const { top, evenOdds, rows } of result.experiments) {
        expect(top.every(({ chance }) => chance !== undefined && chance >= confidence)).toBe(true);
        const carried = rows.filter(({ chance = 0 }) => chance >= confidence);
        expect(top[0]?.tokensPerSecPerGpuCluster).toBe(
          Math.max(...carried.map((row) => row.tokensPerSecPerGpuCluster)),
        );
        if (evenOdds === undefined) continue;
        expect(evenOdds.chance).toBeGreaterThanOrEqual(0.5);
        expect(evenOdds.tokensPerSecPerGpuCluster).toBeGreaterThan(1.05 * top[0]!.tokensPerSecPerGpuCluster);
      }
    }
  });

  it.each([
    ["slow decode: only corrected figures within the limits are kept", 1, 2],
    ["slow prefill", 1.1, 1],
    ["fast decode: points that the published method refuses are found", 1, 0.5],
    ["fast prefill", 0.25, 1],
  ])("%s", async (_name, ttft, tpot) => {
    const plain = await runDefault({ predictor }, request);
    const result = await runDefault({ predictor, profile: scaled(ttft, tpot) }, request);

    for (const [index, experiment] of result.experiments.entries()) {
      expect(experiment.top.length).toBeGreaterThan(0);
      for (const row of experiment.top) {
        expect(row.figures.ttftMs).toBeLessThanOrEqual(600);
        expect(row.figures.tpotMs).toBeLessThanOrEqual(16.67);
        expect(row.figures.bands).toBeDefined();
      }
      const before = plain.experiments[index]!.bestThroughput;
      if (ttft * tpot < 1) expect(experiment.bestThroughput).toBeGreaterThanOrEqual(before);
      else expect(experiment.bestThroughput).toBeLessThanOrEqual(before);
      expect(experiment.notes).toContain("made up");
    }
  });

  it("gives bands, a chance to hold and its notes to an operating point", async () => {
    const deployment: Deployment = (await runDefault({ predictor }, request)).experiments[0]!.top[0]!
      .deployment;
    const point = await evaluateDeployment(
      { predictor, profile: scaled(1, 1) },
      deployment,
      request.lengths,
      request.sla,
    );

    expect(point.prediction.profile).toBe("scaled");
    expect(point.prediction.pSla).toBeGreaterThan(0);
    expect(point.prediction.pSla).toBeLessThan(1);
    expect(point.prediction.notes).toContain("made up");
  });
});

describe("the chance to hold", () => {
  it.each([
    [[100, 400], 200, 0.5],
    [[100, 400], 400, 0.9],
    [[100, 400], 100, 0.1],
    [[100, 100], 100, 1],
    [[100, 100], 99, 0],
  ] as const)("of %j within %d is %d", (band, limit, chance) => {
    expect(chanceWithin(band, limit)).toBeCloseTo(chance, 5);
  });

  it("multiplies over limits and is capped by the whole request", () => {
    const bands = {
      ttftMs: [100, 400],
      tpotMs: [10, 40],
      requestLatencyMs: [1000, 4000],
      tokensPerSecPerGpu: [1, 2],
    } as const;

    expect(chanceToHold(bands, { ttftMs: 200, tpotMs: 20 })).toBeCloseTo(0.25, 5);
    expect(chanceToHold(bands, { requestLatencyMs: 1000 })).toBeCloseTo(0.1, 5);
    expect(chanceToHold(bands, {})).toBe(1);
  });
});
