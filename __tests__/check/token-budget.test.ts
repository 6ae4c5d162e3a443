import { describe, expect, it } from "@jest/globals";
import { stepsToFirstToken } from "../../src/check/stages/token-budget.js";

const lengths = { isl: 4000, osl: 500, prefix: 0 };

describe("the fewest steps before a first token", () => {
  it.each([
    ["one prompt, cut", { budget: 512, requests: 1, lengths }, 8],
    ["one that fits a step", { budget: 8192, requests: 1, lengths }, 1],
    [
      "what is cached is not computed",
      { budget: 500, requests: 1, lengths: { ...lengths, prefix: 3000 } },
      2,
    ],
    ["more requests than a step ends", { budget: 64, requests: 16, lengths }, 625],
    ["as many as it ends", { budget: 144, requests: 16, lengths }, 28],
    ["none but its own", { budget: 64, requests: 0, lengths }, 63],
  ])("%s", (_name, asked, steps) => {
    expect(stepsToFirstToken(asked)).toBe(steps);
  });

  it("falls with the budget and rises with the load", () => {
    const at = (budget: number, requests: number): number => stepsToFirstToken({ budget, requests, lengths });
    for (const budget of [16, 64, 256, 1024, 4096])
      for (const requests of [1, 4, 16, 64]) {
        expect(at(budget * 2, requests)).toBeLessThanOrEqual(at(budget, requests));
        expect(at(budget, requests * 2)).toBeGreaterThanOrEqual(at(budget, requests));
      }
  });
});
