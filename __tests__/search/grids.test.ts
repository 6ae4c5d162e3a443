import { describe, expect, it } from "@jest/globals";
import {
  aggBatchGrid,
  contextTokenGrid,
  correctedBatches,
  decodeBatchGrid,
  prefillBatchGrid,
  requestLatencyTargets,
  tpotTargets,
} from "../../src/search/grids.js";
import { floorQuotient, roundTo3 } from "../../src/perf/rounding.js";

describe("batch grids", () => {
  it("aggregated: 44 values up to 512", () => {
    const grid = aggBatchGrid();

    expect(grid).toHaveLength(44);
    expect(grid.join(" ")).toBe(
      "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 20 24 28 32 40 48 56 64 80 96 112 128 144 160 176 192 208 224 240 256 288 320 352 384 416 448 480 512",
    );
  });

  it("a profile corrects every decode batch up to 64, above it those that are aggregated ones too", () => {
    const corrected = decodeBatchGrid(512).filter(correctedBatches());

    expect(corrected.filter((batch) => batch <= 64)).toEqual(decodeBatchGrid(64));
    expect(corrected.filter((batch) => batch > 64)).toEqual(aggBatchGrid().filter((batch) => batch > 64));
  });

  it.each([
    [512, 96, 512],
    [128, 48, 128],
    [1, 1, 1],
    [700, 97, 700],
  ])("decode up to %i: %i values, the last %i", (ceiling, count, last) => {
    const grid = decodeBatchGrid(ceiling);

    expect(grid).toHaveLength(count);
    expect(grid.at(-1)).toBe(last);
  });

  it("prefill: every size up to the ceiling", () => {
    expect(prefillBatchGrid(3)).toEqual([1, 2, 3]);
  });
});

describe("context-token grid", () => {
  it.each([
    [4000, false, [4000, 8000]],
    [1000, false, [1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000]],
    [16000, false, [16000, 32000]],
  ])("isl %i, chunked %s", (isl, chunked, expected) => {
    expect(contextTokenGrid(isl, chunked)).toEqual(expected);
  });

  it("short prompts: multiples of 512 and the prompt itself", () => {
    expect(contextTokenGrid(256, false)).toHaveLength(17);
  });

  it("chunked prefill of 8000 tokens", () => {
    const grid = contextTokenGrid(8000, true);

    expect(grid).toHaveLength(21);
    expect(grid.slice(-5)).toEqual([8192, 10192, 12192, 14192, 16000].slice(0, 5));
    expect(grid).toContain(8000);
  });
});

describe("targets", () => {
  it("are 75 values of TPOT", () => {
    const targets = tpotTargets(600);

    expect(targets).toHaveLength(75);
    expect(targets[19]).toEqual({ ttftMs: 600, tpotMs: 20 });
    expect(targets.at(-1)).toEqual({ ttftMs: 600, tpotMs: 295 });
  });

  it("split a request latency, shares only outside the fixed values", () => {
    const targets = requestLatencyTargets(8000, 2000, { isl: 4000, osl: 500, prefix: 0 });

    expect(targets).toHaveLength(12);
    expect(targets[0]).toEqual({ ttftMs: 300, tpotMs: 7700 / 499 });
  });
});

describe("numbers", () => {
  it.each([
    [1.0005, 1],
    [1.0015, 1.002],
    [2.5, 2.5],
    [12483.4799999, 12483.48],
  ])("roundTo3(%d) is %d", (x, expected) => {
    expect(roundTo3(x)).toBe(expected);
  });

  it.each([
    [512, 1.024, 499],
    [7, 2, 3],
    [6, 2, 3],
  ])("the floor of %d over %d is %d", (a, b, expected) => {
    expect(floorQuotient(a, b)).toBe(expected);
  });
});
