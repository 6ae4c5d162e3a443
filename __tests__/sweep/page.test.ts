import { beforeAll, describe, expect, it } from "@jest/globals";
import { pointsOf } from "../../src/explorer/point.js";
import { outcomePage, sweepPayload } from "../../src/sweep/page.js";
import { runDefault } from "../../src/search/run-default.js";
import { expandGrid, parseGrid } from "../../src/sweep/grid.js";
import { isOutcome, outcomeOf, type SweepOutcome } from "../../src/sweep/outcome.js";
import { fakePredictor } from "../support/fake-predictor.js";

const GRID: Readonly<Record<string, string>> = {
  "sweep-models": "fake/dense",
  "sweep-gpus": "8, 16",
  "sweep-ttft-ms": "1, 600",
};
const MOST = 60;
const points = expandGrid(parseGrid((name) => GRID[name] ?? ""));
let outcomes: readonly SweepOutcome[];
beforeAll(async () => {
  outcomes = await Promise.all(
    points.map(async (point) => {
      const { model, system, backend, gpus, isl, osl, ttftMs } = point;
      const result = await runDefault(
        { predictor: fakePredictor() },
        {
          ...{ model, system, backend, totalGpus: gpus, topN: 1 },
          ...{ lengths: { isl, osl, prefix: 0 }, sla: { ttftMs: ttftMs! } },
        },
      );
      return { ...outcomeOf(point, result), page: outcomePage(result, MOST) };
    }),
  );
});

describe("the page of a sweep", () => {
  it("has a part for each point of the grid, named by the values that vary", () => {
    const { sets, title } = sweepPayload(points, outcomes, "test");
    expect(title).toBe("Sweep of 4 points");
    expect([...new Set(sets.map(({ part }) => part))]).toEqual([
      "GPUs 8 · TTFT limit 1 ms",
      "GPUs 8 · TTFT limit 600 ms",
      "GPUs 16 · TTFT limit 1 ms",
      "GPUs 16 · TTFT limit 600 ms",
    ]);
  });

  it("marks the best of each point that has one, with the figures of the sweep's table", () => {
    const page = sweepPayload(points, outcomes, "test");
    const all = pointsOf(page);
    const marked = page.marks.map(({ set, point }) =>
      all.find((one) => one.set === page.sets[set] && one.index === point)!,
    );
    const best = outcomes.flatMap((outcome) => (outcome.kind === "best" ? [outcome.best] : []));
    expect(best.length).toBeGreaterThan(0);
    expect(marked.map(({ ttftMs, tpotMs }) => [ttftMs, tpotMs])).toEqual(
      best.map(({ ttftMs, tpotMs }) => [ttftMs, tpotMs]),
    );
    expect(marked.map(({ tokensPerSecPerGpuCluster }) => tokensPerSecPerGpuCluster)).toEqual(
      best.map(({ tokensPerSecPerGpu }) => tokensPerSecPerGpu),
    );
  });

  it("holds no more of a point than its share, or its frontier, and tells what it leaves out", () => {
    const { facts } = sweepPayload(points, outcomes, "test");
    expect(facts.at(-1)).toMatch(/^Here are [\d,]+ of [\d,]+ configurations that were priced/);
    for (const { page } of outcomes) expect(pointsOf(page!).length).toBeLessThanOrEqual(2 * MOST);
  });

  it("is the same page when the outcomes come from the files of shards", () => {
    const read = JSON.parse(JSON.stringify(outcomes)) as SweepOutcome[];
    expect(read.every(isOutcome)).toBe(true);
    expect(JSON.stringify(sweepPayload(points, read, "test"))).toBe(
      JSON.stringify(sweepPayload(points, outcomes, "test")),
    );
  });

  it.each([
    ["no object", 5],
    ["no lists", { profile: "x", leftOut: 0 }],
    ["a list of texts", { profile: "x", leftOut: 0, sets: ["x"], marks: [] }],
    ["a negative count", { profile: "x", leftOut: -1, sets: [], marks: [] }],
  ])("is not made from a shard whose part is %s", (_name, page) => {
    expect(isOutcome({ ...outcomes[0], page })).toBe(false);
  });
});
