import { describe, expect, it } from "@jest/globals";
import { chanceBelow, jointChance, widthsAt } from "../../../src/perf/profile/chance.js";

describe("the chance of a limit", () => {
  it.each([
    [0, 0.5],
    [1, 0.9],
    [-1, 0.1],
  ])("%d half-widths of an 80 %% band above the prediction is %d", (distance, chance) =>
    expect(chanceBelow({ distance, width: 1 })).toBeCloseTo(chance, 9),
  );

  it("knows far errors that a normal distribution does not", () =>
    expect(chanceBelow({ distance: 2, width: 1 })).toBeLessThan(0.99));

  it("without a width is whether the limit holds", () => {
    expect(chanceBelow({ distance: 0, width: 0 })).toBe(1);
    expect(chanceBelow({ distance: -0.1, width: 0 })).toBe(0);
  });

  it.each([0.5, 0.8, 0.9, 0.99])("%d has its distance", (chance) =>
    expect(chanceBelow({ distance: widthsAt(chance), width: 1 })).toBeCloseTo(chance, 9),
  );
});

describe("the chance of two limits", () => {
  const limits = [
    { distance: 0.5, width: 1 },
    { distance: 0.2, width: 1 },
  ];
  const [first, second] = limits.map(chanceBelow) as [number, number];
  it("is their product", () => expect(jointChance(limits)).toBeCloseTo(first * second, 12));
  it("of none is certain", () => expect(jointChance([])).toBe(1));
});
