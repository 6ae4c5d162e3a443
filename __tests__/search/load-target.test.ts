import { describe, expect, it } from "@jest/globals";
import { fitToLoad } from "../../src/search/fit-load.js";
import { recommend } from "../../src/search/load-target.js";
import { runDefault } from "../../src/search/run-default.js";
import { fakePredictor } from "../support/fake-predictor.js";

const deps = { predictor: fakePredictor() };
const request = {
  model: "fake/dense",
  system: "h200_sxm",
  backend: "trtllm" as const,
  lengths: { isl: 4000, osl: 500, prefix: 0 },
  sla: { ttftMs: 600, tpotMs: 16.67 },
};

describe("fewest GPUs for a load", () => {
  it.each([
    ["request rate", { requestRate: 20 }, "requestsPerSec" as const],
    ["concurrency", { concurrency: 500 }, "concurrency" as const],
  ])("serves the %s with every row, fewest GPUs first", async (_name, load, figure) => {
    const result = await recommend(deps, { ...request, load });

    for (const experiment of result.experiments) {
      expect(experiment.top.length).toBeGreaterThan(0);
      for (const row of experiment.top) {
        expect(row.figures[figure] * row.replicas).toBeGreaterThanOrEqual(Object.values(load)[0]!);
        expect(row.figures[figure] * (row.replicas - 1)).toBeLessThan(Object.values(load)[0]!);
      }
      const gpus = experiment.top.map((row) => row.totalGpusUsed);
      expect(gpus).toEqual([...gpus].sort((a, b) => a - b));
    }
    const best = result.experiments.find((one) => one.name === result.best)!;
    expect(Math.min(...result.experiments.map((one) => one.top[0]!.totalGpusUsed))).toBe(
      best.top[0]!.totalGpusUsed,
    );
  });

  it("serves a part of the load when a ceiling leaves no room", async () => {
    const { experiments } = await runDefault(deps, { ...request, totalGpus: 8 });
    const capped = fitToLoad(experiments[0]!, { requestRate: 2000, maxTotalGpus: 8 });

    for (const row of capped.top) {
      expect(row.totalGpusUsed).toBeLessThanOrEqual(8);
      expect(row.load?.loadServedPct).toBeLessThan(100);
    }
  });

  it.each([
    ["of the load", { identity: false }, 62],
    ["of the replicas that it needs, as published", { identity: true }, 60],
  ])("a ceiling leaves a share %s", async (_name, profile, share) => {
    const { experiments } = await runDefault(deps, { ...request, totalGpus: 8 });
    const [row] = experiments[0]!.top;
    const rows = [{ ...row!, figures: { ...row!.figures, gpusPerReplica: 2, concurrency: 20 } }];
    const evenOdds = { ...rows[0]!, figures: { ...rows[0]!.figures, concurrency: 24 } };
    const load = { concurrency: 97, maxTotalGpus: 6 };
    const capped = fitToLoad({ ...experiments[0]!, rows, evenOdds }, load, profile);

    expect(capped.top.map(({ load: served }) => Math.round(served!.loadServedPct!))).toEqual([share]);
    expect(capped.evenOdds).toMatchObject({ totalGpusUsed: 6, replicas: 3 });
    const without = fitToLoad({ ...experiments[0]!, rows, evenOdds }, { ...load, maxTotalGpus: 1 }, profile);
    expect([without.top, without.evenOdds]).toEqual([[], undefined]);
  });

  it.each([
    ["on fewer GPUs", 40, 3],
    ["on as many: not told", 20, undefined],
  ])("even odds serve the load %s", async (_name, concurrency, gpus) => {
    const { experiments } = await runDefault(deps, { ...request, totalGpus: 8 });
    const [row] = experiments[0]!.top;
    const carried = {
      ...row!,
      chance: 0.8,
      figures: { ...row!.figures, gpusPerReplica: 1, concurrency: 20 },
    };
    const likely = {
      ...carried,
      key: "likely",
      chance: 0.5,
      meetsSla: false,
      figures: { ...carried.figures, concurrency },
    };
    const fitted = fitToLoad(
      { ...experiments[0]!, rows: [carried, likely] },
      { concurrency: 97 },
      { identity: false },
    );

    expect([fitted.top[0]?.totalGpusUsed, fitted.evenOdds?.totalGpusUsed]).toEqual([5, gpus]);
  });

  it("counts the replicas of a row whose rate rounds to none by its latency", async () => {
    const { experiments } = await runDefault(deps, { ...request, totalGpus: 8 });
    const [row] = experiments[0]!.top;
    const slow = { requestsPerSec: 0, concurrency: 2, requestLatencyMs: 8_000_000 };
    const rows = [{ ...row!, figures: { ...row!.figures, ...slow } }];

    const { top } = fitToLoad({ ...experiments[0]!, rows }, { requestRate: 0.001 });

    expect(top.map(({ replicas }) => replicas)).toEqual([4]);
  });

  it("takes more nodes only when the model needs them", async () => {
    const large = { predictor: fakePredictor({ weightGib: 1500, moe: true }) };
    const result = await recommend(large, {
      ...request,
      sla: { ttftMs: 5000, tpotMs: 100 },
      load: { requestRate: 1 },
    });

    expect(result.experiments[0]?.top[0]?.figures.gpusPerReplica).toBe(16);
  });

  it.each([
    [{}, "exactly one"],
    [{ requestRate: 1, concurrency: 1 }, "exactly one"],
    [{ requestRate: 0 }, "above 0"],
  ])("refuses %j", async (load, text) => {
    await expect(recommend(deps, { ...request, load })).rejects.toThrow(text);
  });
});
