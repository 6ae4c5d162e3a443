import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { gridAt, gridLine } from "../../../src/perf/interp/grid.js";
import { LogNeighbours } from "../../../src/perf/interp/log-neighbours.js";
import { buildGrid } from "../../../src/perf/ops/slices.js";
import { gridPoints } from "../../../src/perf/ops/grid-points.js";

type Point = readonly [number, number, number];

function gridOf(points: readonly (readonly [...number[]])[]): ReturnType<typeof buildGrid> {
  const depth = (points[0]?.length ?? 1) - 1;
  return buildGrid({
    count: points.length,
    axes: Array.from({ length: depth }, (_, i) => Float64Array.from(points, (point) => point[i] as number)),
    values: Float64Array.from(points, (point) => point[depth] as number),
  });
}

/** roofline that is proportional to both coordinates */
const sol = (c: readonly number[]): number => c.reduce((product, x) => product * x, 1) / 1000;

// rows out of order, one of them repeated, one corner missing
const POINTS: readonly Point[] = [
  [2, 20, 8],
  [1, 10, 1],
  [1, 20, 3],
  [1, 10, 99],
  [2, 10, 4],
  [4, 10, 16],
];

describe("gridAt", () => {
  const grid = gridOf(POINTS);

  const lookups: readonly (readonly [readonly number[], number, string])[] = [
    [[1, 10], 1, "a point; of equal coordinates the first row counts"],
    [[1, 15], 2, "between two points of one key"],
    [[1.5, 10], 2.5, "between two keys"],
    [[1.5, 15], 4, "in the middle of four points"],
    [[3, 10], 10, "next to a ragged branch"],
  ];

  it.each(lookups)("at %j is %f (%s)", (coordinates, expected) => {
    expect(gridAt(grid, coordinates, { sol })).toBeCloseTo(expected, 12);
  });

  it("takes the branch that is left, scaled by the roofline", () => {
    // at key 4 nothing reaches 20, so key 2 answers alone: 8 · sol(3, 20) / sol(2, 20)
    expect(gridAt(grid, [3, 20], { sol })).toBeCloseTo(12, 12);
  });

  it("blends roots on the declared axis", () => {
    // √ between 1 and 3, half way, squared
    expect(gridAt(grid, [1, 15], { sol, sqrtAxis: 1 })).toBeCloseTo(((1 + Math.sqrt(3)) / 2) ** 2, 12);
  });

  it("holds the utilisation of the nearest points outside", () => {
    const even = gridOf([
      [1, 1, 0.01],
      [1, 2, 0.02],
      [2, 1, 0.02],
      [2, 2, 0.04],
      [4, 4, 0.16],
      [4, 1, 0.04],
    ]);

    // every point has utilisation 0.1, so any weights give it
    expect(gridAt(even, [8, 8], { sol })).toBeCloseTo(0.64, 12);
  });

  it("does not depend on the order of distinct rows", () => {
    const coordinate = fc.integer({ min: 1, max: 12 });
    const rows = fc.uniqueArray(
      fc.tuple(coordinate, coordinate, fc.double({ min: 0.1, max: 9, noNaN: true })),
      {
        selector: ([a, b]) => a * 100 + b,
        minLength: 1,
        maxLength: 40,
      },
    );
    fc.assert(
      fc.property(rows, (points) => {
        const sorted = gridPoints(gridOf(points));
        const reversed = gridPoints(gridOf([...points].reverse()));
        expect(sorted).toEqual(reversed);
        expect(sorted.values.length).toBe(points.length);
      }),
      { numRuns: 60 },
    );
  });
});

describe("the nearest points in log space", () => {
  const coordinate = fc.integer({ min: 1, max: 64 });
  const rows = fc.uniqueArray(fc.tuple(coordinate, coordinate, fc.constant(1)), {
    selector: ([a, b]) => a * 100 + b,
    minLength: 5,
    maxLength: 60,
  });
  const answer = (near: LogNeighbours, query: readonly number[]) => {
    near.find(query);
    return Array.from({ length: near.found }, (_, i) => [near.distance(i), ...near.at(i)]);
  };

  it("are those of a full scan", () => {
    fc.assert(
      fc.property(rows, coordinate, coordinate, (points, a, b) => {
        const distances = answer(new LogNeighbours(gridOf(points), 5), [a, b]).map(([distance]) => distance);
        const scanned = points
          .map(([x, y]) => Math.hypot(Math.log2(x) - Math.log2(a), Math.log2(y) - Math.log2(b)))
          .sort((p, q) => p - q)
          .slice(0, 5);
        expect(distances.length).toBe(5);
        distances.forEach((distance, i) => expect(distance).toBeCloseTo(scanned[i] as number, 9));
      }),
      { numRuns: 60 },
    );
  });

  it("do not depend on what was asked before, ties included", () => {
    fc.assert(
      fc.property(rows, fc.array(fc.tuple(coordinate, coordinate), { maxLength: 8 }), (points, queries) => {
        const grid = gridOf(points);
        const used = new LogNeighbours(grid, 5);
        for (const query of queries)
          expect(answer(used, query)).toEqual(answer(new LogNeighbours(grid, 5), query));
      }),
      { numRuns: 200 },
    );
  });
});

describe("gridLine", () => {
  const key = fc.integer({ min: 1, max: 6 });
  const anywhere = fc.double({ min: 0.5, max: 7, noNaN: true });
  const points = fc.array(fc.tuple(key, key, key, fc.integer({ min: 1, max: 50 })), {
    minLength: 1,
    maxLength: 40,
  });

  it("is gridAt along the last axis, wherever the outer coordinates lie", () => {
    fc.assert(
      fc.property(
        points,
        fc.oneof(key, anywhere),
        fc.oneof(key, anywhere),
        fc.oneof(key, anywhere),
        (list, a, b, x) => {
          const grid = gridOf(list);
          expect(gridLine(grid, a, b, { sol })(x)).toBe(gridAt(grid, [a, b, x], { sol }));
        },
      ),
    );
  });
});
