import { describe, expect, it } from "@jest/globals";
import { curveAt, neverSlowerThanMore, withoutImpossible } from "../../../src/perf/interp/curve.js";
import { MissingDataError } from "../../../src/perf/types.js";

const CURVE = { keys: Float64Array.of(10, 20, 40), values: Float64Array.of(1, 3, 4) };
const sol = (x: number): number => x / 100;

describe("curveAt", () => {
  it.each([
    [10, 1, "an exact key"],
    [40, 4, "the last key"],
    [15, 2, "half way between two keys"],
    [35, 3.75, "three quarters of the way"],
    [5, 0.5, "below: the first point's utilisation"],
    [80, 8, "above: the last point's utilisation"],
    [12.5, 1.5, "a fractional query"],
  ])("at %f is %f (%s)", (x, expected) => {
    expect(curveAt(CURVE, x, sol)).toBeCloseTo(expected, 12);
  });

  it("refuses to look below a single point where told so", () => {
    const single = { keys: Float64Array.of(8), values: Float64Array.of(2) };

    expect(() => curveAt(single, 4, sol, { singlePointIsMissBelow: true })).toThrow(MissingDataError);
    expect(curveAt(single, 4, sol)).toBe(1);
    expect(curveAt(single, 16, sol, { singlePointIsMissBelow: true })).toBe(4);
  });

  it("refuses an empty curve", () => {
    expect(() => curveAt({ keys: new Float64Array(), values: new Float64Array() }, 1, sol)).toThrow(
      MissingDataError,
    );
  });
});

describe("withoutImpossible", () => {
  it.each([
    { values: [1, 2, 4, 8], kept: [1, 2, 4, 8], why: "as many runs are what many tokens may cost" },
    { values: [1, 2, 900, 8], kept: [1, 2, 8], why: "a row far above as many runs of a smaller one" },
    { values: [1, 2, 900, 1800], kept: [1, 2], why: "nor does one such row excuse the next" },
    { values: [9, 1, 1, 1], kept: [9, 1, 1, 1], why: "less than before is for another rule" },
    { values: [1, 2.3, 4.5], kept: [1, 2.3, 4.5], why: "what repeated measurements differ by" },
  ])("$values keep $kept: $why", ({ values, kept }) => {
    const keys = Float64Array.from(values, (_, i) => 2 ** i);
    const { keys: left, values: found } = withoutImpossible({ keys, values: Float64Array.from(values) });
    expect([...found]).toEqual(kept);
    expect(left).toHaveLength(kept.length);
  });
});

describe("neverSlowerThanMore", () => {
  it.each([
    { values: [1, 2, 3], become: [1, 2, 3] },
    { values: [1, 6, 2, 3], become: [1, 2, 2, 3] },
    { values: [9, 6, 2, 3], become: [2, 2, 2, 3] },
  ])("$values become $become", ({ values, become }) => {
    const keys = Float64Array.from(values, (_, i) => i);
    const curve = { keys, values: Float64Array.from(values) };
    expect([...neverSlowerThanMore(curve).values]).toEqual(become);
    expect([...curve.values]).toEqual(values);
  });
});
