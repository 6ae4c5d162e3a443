import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { chanceInPercent, decimalsApart, decimalsThatKeep, exactPercent } from "../../src/domain/compared.js";
import { chance, latencyMs } from "../../src/report/format.js";

const figure = fc.oneof(
  fc.double({ min: 0.01, max: 1e6, noNaN: true }),
  fc.integer({ min: 1, max: 2000 }),
  fc.integer({ min: 1, max: 200_000 }).map((hundredths) => hundredths / 100),
);
/** Two figures that are often as good as level, which is where rounding lies. */
const pair = fc.oneof(
  fc.tuple(figure, figure),
  fc
    .tuple(figure, fc.double({ min: -1, max: 1, noNaN: true }), fc.integer({ min: 0, max: 12 }))
    .map(([a, share, digits]): [number, number] => [a, a * (1 + share * 10 ** -digits)]),
);
const read = (shown: string): number => Number(shown.replace(/[^\d.]/g, ""));

describe("a figure beside the one that it is compared with", () => {
  it("what is said of it is as true of what is shown", () => {
    fc.assert(
      fc.property(pair, fc.integer({ min: 0, max: 2 }), ([value, other], from) => {
        for (const says of [(shown: number) => shown > other, (shown: number) => shown < other]) {
          const decimals = decimalsThatKeep(value, from, says);
          expect(decimals).toBeGreaterThanOrEqual(from);
          expect(says(Number(value.toFixed(decimals)))).toBe(says(value));
        }
      }),
    );
  });

  it("two rounded ones stand to each other as they do", () => {
    fc.assert(
      fc.property(pair, ([a, b]) => {
        const decimals = decimalsApart(a, b, 0);
        expect(Math.sign(Number(a.toFixed(decimals)) - Number(b.toFixed(decimals)))).toBe(Math.sign(a - b));
      }),
    );
  });

  it.each(["ttft", "tpot", "requestLatency"] as const)("%s and its limit", (metric) => {
    fc.assert(
      fc.property(pair, ([value, limitMs]) => {
        expect(read(latencyMs(metric, value, limitMs)) > limitMs).toBe(value > limitMs);
      }),
    );
  });

  it("a chance and the confidence that is asked", () => {
    const share = fc.oneof(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: 795_000, max: 805_000 }).map((millionths) => millionths / 1e6),
    );
    fc.assert(
      fc.property(share, fc.integer({ min: 500, max: 990 }), (probability, thousandths) => {
        const confidence = thousandths / 1000;
        const shown = read(chance(probability, confidence));
        expect(shown >= read(exactPercent(confidence))).toBe(probability >= confidence);
      }),
    );
  });

  it.each([
    ["80% that are 79.96", chanceInPercent(0.7996, 0.8), "79.96%"],
    ["without a confidence whole percent do", chanceInPercent(0.7996), "80%"],
    ["a confidence that is no whole percent", exactPercent(0.825), "82.5%"],
    ["nearly none", chanceInPercent(0.001, 0.8), "<1%"],
    ["nearly all", chanceInPercent(0.9999, 0.99), ">99%"],
    ["a limit that is held", latencyMs("tpot", 16.66, 16.67), "16.66\u00a0ms"],
    ["a limit that is missed", latencyMs("tpot", 16.671, 16.67), "16.7\u00a0ms"],
  ])("%s", (_name, shown, expected) => {
    expect(shown).toBe(expected);
  });
});
