import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { gridAt } from "../../../src/perf/interp/grid.js";
import { lessIsNeverSlower } from "../../../src/perf/interp/grid-order.js";
import { buildGrid } from "../../../src/perf/ops/slices.js";

const AS_RUN = { asEnginesRun: true };
const KEYS = [1, 2, 4, 8];

const gridOf = (axes: number, valueOf: (at: readonly number[]) => number): ReturnType<typeof buildGrid> => {
  const places = Array.from({ length: axes }, () => KEYS).reduce<readonly (readonly number[])[]>(
    (paths, keys) => paths.flatMap((path) => keys.map((key) => [...path, key])),
    [[]],
  );
  return buildGrid({
    count: places.length,
    axes: Array.from({ length: axes }, (_, i) => Float64Array.from(places, (place) => place[i]!)),
    values: Float64Array.from(places, valueOf),
  });
};
const sol = (at: readonly number[]): number => at.reduce((product, x) => product * x, 1) / 1000;

describe("a measured grid as engines run", () => {
  it("says as much as before where more takes longer, and under the published method whatever it says", () => {
    const rising = gridOf(3, ([a, b, c]) => a! + 2 * b! + 3 * c!);
    expect(lessIsNeverSlower(rising, AS_RUN).values).toEqual(rising.values);
    const wild = gridOf(2, ([a, b]) => a! / b!);
    expect(lessIsNeverSlower(wild, { asEnginesRun: false })).toBe(wild);
  });

  it("takes one slow row down to the next larger one along the cache and along the batch, and touches no other", () => {
    const slow = gridOf(2, ([a, b]) => a! * b! + (a === 2 && b === 2 ? 50 : 0));
    const ordered = lessIsNeverSlower(slow, AS_RUN);
    expect(gridAt(ordered, [2, 2], { sol })).toBe(8);
    for (const [a, b] of [
      [1, 2],
      [2, 1],
      [4, 2],
      [2, 4],
      [8, 8],
    ] as const)
      expect(gridAt(ordered, [a, b], { sol })).toBe(gridAt(slow, [a, b], { sol }));
  });

  it.each([1, 2, 3, 4])("of %i axes never falls along its last two, whatever was measured", (axes) => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.01, max: 9, noNaN: true }), { minLength: 256, maxLength: 256 }),
        fc.array(fc.constantFrom(...KEYS), { minLength: 4, maxLength: 4 }),
        (values, place) => {
          let next = 0;
          const grid = lessIsNeverSlower(
            gridOf(axes, () => values[next++ % values.length]!),
            AS_RUN,
          );
          const at = place.slice(0, axes);
          for (const axis of [axes - 1, axes - 2].filter((i) => i >= 0)) {
            const along = KEYS.map((key) =>
              gridAt(
                grid,
                at.map((x, i) => (i === axis ? key : x)),
                { sol },
              ),
            );
            expect(along).toEqual([...along].sort((a, b) => a - b));
          }
        },
      ),
      { seed: 5, numRuns: 60 },
    );
  });
});
