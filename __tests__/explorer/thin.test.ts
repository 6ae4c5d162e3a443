import { describe, expect, it } from "@jest/globals";
import { thinRows } from "../../src/explorer/thin.js";
import type { SearchRow } from "../../src/search/rows.js";

const row = (speed: number, throughput: number, name = ""): SearchRow =>
  ({
    experiment: "agg",
    key: name,
    figures: { tokensPerSecPerUser: speed },
    tokensPerSecPerGpuCluster: throughput,
  }) as SearchRow;

describe("thinning the points of a page", () => {
  it("keeps all rows where there is room", () => {
    const rows = [row(1, 2), row(1, 2), row(3, 4)];
    expect(thinRows(rows, 3)).toEqual({ rows, seen: 3 });
  });

  it.each([
    ["before", 0],
    ["among", 5000],
    ["behind", 9999],
  ])("keeps a point that stands alone %s a crowd, and the first of the crowd", (_where, at) => {
    const rows = Array.from({ length: 10_000 }, (_, i) => row(50, 100, String(i)));
    rows[at] = row(80, 10, "alone");

    const thinned = thinRows(rows, 100);

    expect(thinned.seen).toBe(10_000);
    expect(thinned.rows).toHaveLength(100);
    expect(thinned.rows.map(({ key }) => key)).toContain("alone");
    expect(thinned.rows.some(({ key }) => key === (at === 0 ? "1" : "0"))).toBe(true);
  });

  it("covers the whole plane where there is room for a part of its cells alone", () => {
    // 40 × 40 points over ten doublings each way, each in a cell of its own, the fastest first
    const rows = Array.from({ length: 1600 }, (_, i) =>
      row(2 ** ((i % 40) / 4), 2 ** (10 - Math.floor(i / 40) / 4)),
    );

    const { rows: kept } = thinRows(rows, 200);

    for (const one of rows) {
      const near = kept.some(
        (other) =>
          Math.abs(Math.log2(one.figures.tokensPerSecPerUser / other.figures.tokensPerSecPerUser)) <= 1 &&
          Math.abs(Math.log2(one.tokensPerSecPerGpuCluster / other.tokensPerSecPerGpuCluster)) <= 1,
      );
      expect([one.figures.tokensPerSecPerUser, one.tokensPerSecPerGpuCluster, near]).toContain(true);
    }
  });

  it("reads rows that are made on the way", () => {
    function* made(): Generator<SearchRow> {
      for (let i = 1; i <= 1000; i++) yield row(i, i);
    }
    expect(thinRows(made(), 10).rows).toHaveLength(10);
  });
});
