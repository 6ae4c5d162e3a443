import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { collectShards, parseShardFile, type ShardFile } from "../../src/sweep/collect.js";
import { sweepCsv } from "../../src/sweep/csv.js";
import { sweptDimensions } from "../../src/sweep/dimensions.js";
import { expandGrid, parseGrid, type SweepPoint } from "../../src/sweep/grid.js";
import { bestMatrix, stepCost } from "../../src/sweep/matrix.js";
import type { SweepOutcome } from "../../src/sweep/outcome.js";
import { sweepPicture } from "../../src/sweep/picture.js";
import { MAX_SHARDS, planSweep, pointsOfShard, shardNumbers } from "../../src/sweep/plan.js";
import { renderSweepSummary } from "../../src/sweep/summary.js";
import { expectGolden } from "../support/golden.js";

const INPUTS: Readonly<Record<string, string>> = {
  "sweep-models": "Qwen/Qwen3-32B-FP8, meta-llama/Llama-3.1-70B",
  "sweep-systems": "h200_sxm",
  "sweep-gpus": "8, 16",
  "sweep-lengths": "4000/500",
  "sweep-ttft-ms": "300,600,2400",
};
const grid = (overrides: Readonly<Record<string, string>> = {}): readonly SweepPoint[] =>
  expandGrid(parseGrid((name) => ({ ...INPUTS, ...overrides })[name] ?? ""));

function outcome(point: SweepPoint): SweepOutcome {
  const rate = point.gpus * 10 + (point.ttftMs ?? 0) / 10;
  if (point.ttftMs === 300 && point.gpus === 8)
    return { index: point.index, kind: "error", message: "no configuration | fits" };
  return {
    index: point.index,
    kind: point.ttftMs === 300 ? "miss" : "best",
    best: {
      mode: "agg",
      backend: "trtllm",
      workers: "4 × TP2",
      ttftMs: 500.123456789,
      tpotMs: 0.1 + 0.2,
      requestLatencyMs: 1,
      tokensPerSecPerGpu: rate,
      tokensPerSecPerUser: 60,
      requestsPerSec: 1,
      concurrency: 10,
      gpusUsed: 8,
      memoryGib: 20,
      dataVersion: "1.3.0rc20",
    },
  };
}

function shardFiles(
  points: readonly SweepPoint[],
  shards: number,
): { plan: ReturnType<typeof planSweep>; files: ShardFile[] } {
  const plan = planSweep(points, shards, "v");
  const files = shardNumbers(plan).map((shard): ShardFile => ({
    kind: "sweep-shard",
    planHash: plan.hash,
    shard,
    outcomes: pointsOfShard(plan, shard).map(outcome),
  }));
  // as they travel between jobs
  return { plan, files: files.map((file) => parseShardFile(JSON.stringify(file), "f")) };
}

describe("the grid", () => {
  it("is every combination, once, in a fixed order", () => {
    const points = grid();
    expect(points).toHaveLength(2 * 2 * 3);
    expect(points.map((point) => point.index)).toEqual(points.map((_, index) => index));
    expect(points[0]).toEqual({
      index: 0,
      model: "Qwen/Qwen3-32B-FP8",
      system: "h200_sxm",
      backend: "trtllm",
      gpus: 8,
      isl: 4000,
      osl: 500,
      ttftMs: 300,
    });
    expect(grid({ "sweep-models": "a,a,b" })).toHaveLength(12);
  });

  it.each([
    [{ "sweep-models": "" }, /at least one model/],
    [{ "sweep-backends": "tensorrt" }, /allowed: trtllm, vllm, sglang, auto/],
    [{ "sweep-lengths": "4000" }, /isl\/osl/],
    [{ "sweep-gpus": "0" }, /whole numbers above 0/],
    [{ "sweep-ttft-ms": "-5" }, /milliseconds above 0/],
    [{ "sweep-ttft-ms": Array.from({ length: 9000 }, (_, i) => i + 1).join(",") }, /at most 20000/],
  ])("refuses %#", (overrides, expected) => {
    expect(() => grid(overrides as Record<string, string>)).toThrow(expected);
  });
});

describe("the plan", () => {
  it("gives every point to exactly one shard, evenly", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 1, max: 400 }), (count, shards) => {
        const points = Array.from({ length: count }, (_, index): SweepPoint => ({
          index,
          model: "m",
          system: "s",
          backend: "auto",
          isl: 1,
          osl: 1,
          gpus: 1,
        }));
        const plan = planSweep(points, shards, "v");
        const parts = shardNumbers(plan).map((shard) => pointsOfShard(plan, shard));
        expect(parts.flat()).toEqual(points);
        expect(parts.length).toBeLessThanOrEqual(Math.min(shards, MAX_SHARDS));
        const sizes = parts.map((part) => part.length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 60 },
    );
  });
});

describe("the merge", () => {
  it("is exact whatever the order of the files and however often one comes", () => {
    const { plan, files } = shardFiles(grid({ "sweep-tpot-ms": "5,10,20" }), 5);
    const expected = plan.points.map(outcome);
    fc.assert(
      fc.property(fc.shuffledSubarray([...files, ...files], { minLength: files.length * 2 }), (shuffled) => {
        expect(collectShards(plan, shuffled)).toEqual({ outcomes: expected, lost: [], problems: [] });
      }),
    );
  });

  it("names a lost shard and its points, and keeps the rest", () => {
    const { plan, files } = shardFiles(grid(), 3);
    const collected = collectShards(
      plan,
      files.filter((file) => file.shard !== 1),
    );
    expect(collected.lost).toEqual([{ shard: 1, from: 4, to: 7 }]);
    expect(collected.outcomes).toHaveLength(8);
    const summary = renderSweepSummary(plan, collected);
    expect(summary).toContain("1 shard lost");
    expect(summary).toContain("shard 1 (points 5 to 8");
    expect(
      sweepCsv(plan.points, collected.outcomes)
        .split("\n")
        .filter((line) => line.includes(",lost,")),
    ).toHaveLength(4);
  });

  it("loses a shard that is not whole and leaves out another plan's", () => {
    const { plan, files } = shardFiles(grid(), 3);
    const cut = { ...files[0]!, outcomes: files[0]!.outcomes.slice(1) };
    const other = { ...files[1]!, planHash: "other" };
    const collected = collectShards(plan, [cut, other, files[2]!]);
    expect(collected.lost.map(({ shard }) => shard)).toEqual([0, 1]);
    expect(collected.problems).toHaveLength(1);
  });

  it("refuses two files of a shard that differ, and files that are none", () => {
    const { plan, files } = shardFiles(grid(), 3);
    const changed = { ...files[0]!, outcomes: files[1]!.outcomes };
    expect(() => collectShards(plan, [files[0]!, changed])).toThrow("two files of shard 0 differ");
    for (const text of [
      "",
      "[]",
      "{}",
      '{"kind":"sweep-shard"}',
      '{"kind":"sweep-shard","planHash":"x","shard":0,"outcomes":[{}]}',
    ]) {
      expect(() => parseShardFile(text, "x.json")).toThrow("x.json");
    }
  });
});

describe("what is shown", () => {
  const { plan, files } = shardFiles(grid(), 3);
  const collected = collectShards(plan, files);

  it("is a matrix, what a step costs, and every point", () => {
    const summary = renderSweepSummary(plan, collected);
    expectGolden("summary-sweep.md", summary);
    expect(summary).toMatch(/^## Sweep: 12 points, 8 meet their limits\n/);
    expect(summary).toContain("❌");
    expect(summary).toContain("no configuration \\| fits");
    for (const block of summary.split("\n\n").filter((part) => part.startsWith("|"))) {
      const cells = block
        .trim()
        .split("\n")
        .map((line) => line.replaceAll("\\|", "").split("|").length);
      expect(new Set(cells).size).toBe(1);
    }
  });

  it("says in words where nothing changes the best", () => {
    const alike = collected.outcomes.map((one) =>
      one.kind === "best" ? { ...one, best: { ...one.best, tokensPerSecPerGpu: 100 } } : one,
    );
    const summary = renderSweepSummary(plan, { ...collected, outcomes: alike });
    expect(summary).toContain("No step in TTFT limit changes the best.");
    expect(summary).toMatch(/Model: \S+ to \S+ keeps the best\./);
    expect(summary).not.toContain("by same");
  });

  it("finds the best of each cell by the two values that move it most, and the typical step", () => {
    const matrix = bestMatrix(plan.points, collected.outcomes, sweptDimensions(plan.points))!;
    expect([matrix.rows.key, matrix.columns.key]).toEqual(["gpus", "ttft"]);
    expect(matrix.cells).toEqual([
      [undefined, 140, 320],
      [undefined, 220, 400],
    ]);
    expect(stepCost(matrix, "columns")).toMatchObject({ largest: { from: "600", to: "2,400" } });
    expect(stepCost(matrix, "columns")!.typical).toBeCloseTo(Math.sqrt((320 / 140) * (400 / 220)), 10);
    const svg = sweepPicture(matrix);
    expect(svg).toContain(">400<");
    expect(svg).not.toMatch(/NaN|undefined/);
  });

  it("keeps formulas out of the table", () => {
    const points = grid({ "sweep-models": "=cmd()" });
    expect(sweepCsv(points, [])).toContain("'=cmd()");
  });
});
