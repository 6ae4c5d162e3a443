import { describe, expect, it } from "@jest/globals";
import { servedPerSec } from "../../src/simulate/served.js";
import type { RequestOutcome } from "../../src/simulate/types.js";

// 1,000 requests a second apart at most; each case serves exactly two a second while it is loaded.

const COUNT = 1000;
const RATE = 2;
const each = (
  of: (i: number) => readonly [arrivalMs: number, firstMs: number, endMs: number],
): RequestOutcome[] =>
  Array.from({ length: COUNT }, (_, i) => {
    const [arrivalMs, firstMs, endMs] = of(i);
    return { arrivalMs, ttftMs: firstMs - arrivalMs, tpotMs: 0, latencyMs: endMs - arrivalMs, osl: 10 };
  });
const due = (i: number): number => (i * 1000) / RATE;
const whole = due(COUNT);

describe("requests served while a run is loaded", () => {
  it.each([
    ["keep up with their arrivals", each((i) => [due(i), due(i) + 50, due(i) + 900])],
    [
      "take long answers, so that the end of a run drains",
      each((i) => [due(i), due(i) + 50, due(i) + 40_000]),
    ],
    ["have come at once and wait their turn", each((i) => [0, due(i), due(i) + 20_000])],
    [
      "come at once: all prompts first, then all answers together",
      each((i) => [0, (i * whole) / COUNT / 2, whole]),
    ],
    ["answer in one step", each((i) => [due(i), due(i), due(i)])],
  ])("%s", (_name, outcomes) => {
    expect(servedPerSec(outcomes, COUNT / 10) / RATE).toBeGreaterThan(0.97);
    expect(servedPerSec(outcomes, COUNT / 10) / RATE).toBeLessThan(1.12);
  });

  it("tell nothing where all comes at one time", () => {
    expect(
      servedPerSec(
        each(() => [0, 0, 0]),
        0,
      ),
    ).toBeNaN();
  });
});
