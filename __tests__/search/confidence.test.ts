import { reference } from "../../src/perf/profile/profile.js";
import { describe, expect, it } from "@jest/globals";
import type { Bands, Interval } from "../../src/domain/prediction.js";
import { carries, chanceOf, chanceWithin, latenciesAt, quantile } from "../../src/search/odds.js";
import { capacityOf } from "../../src/search/carried-load.js";

const figures = (ttftMs: number, tpotMs: number, bands?: Partial<Bands>, tokensPerSec = 100) => ({
  ttftMs,
  tpotMs,
  requestLatencyMs: ttftMs + 99 * tpotMs,
  requestsPerSec: tokensPerSec / 100,
  tokensPerSec,
  ...(bands === undefined
    ? {}
    : {
        bands: {
          ttftMs: [ttftMs, ttftMs] as Interval,
          tpotMs: [tpotMs, tpotMs] as Interval,
          requestLatencyMs: [1, 2] as Interval,
          tokensPerSecPerGpu: [1, 2] as Interval,
          ...bands,
        },
      }),
});

describe("a load is carried when all limits hold together with the confidence", () => {
  it.each<[string, ReturnType<typeof figures>, object, number, boolean]>([
    ["no band: the figure decides", figures(400, 10), { ttftMs: 400 }, 0.99, true],
    ["no band, above the limit", figures(401, 10), { ttftMs: 400 }, 0.5, false],
    [
      "limit in the middle of the band is even odds",
      figures(400, 10, { ttftMs: [200, 800] }),
      { ttftMs: 400 },
      0.5,
      true,
    ],
    ["and not more", figures(400, 10, { ttftMs: [200, 800] }), { ttftMs: 400 }, 0.51, false],
    [
      "the upper end of an 80 % band holds with 90 %",
      figures(400, 10, { ttftMs: [200, 800] }),
      { ttftMs: 800 },
      0.89,
      true,
    ],
    [
      "two limits of 90 % hold together with 81 %",
      figures(400, 10, { ttftMs: [200, 800], tpotMs: [5, 20] }),
      { ttftMs: 800, tpotMs: 20 },
      0.82,
      false,
    ],
    ["nothing limits", figures(400, 10, { ttftMs: [200, 800] }), {}, 0.99, true],
    [
      "an endless limit limits nothing",
      figures(400, 10, { ttftMs: [200, 800] }),
      { ttftMs: Infinity },
      0.99,
      true,
    ],
  ])("%s", (_name, value, sla, confidence, wanted) => expect(carries(value, sla, confidence)).toBe(wanted));

  it("a limit that is none leaves the chance to the others", () => {
    const banded = figures(400, 10, { ttftMs: [200, 800], tpotMs: [5, 20] });
    expect(chanceOf(banded, { ttftMs: Infinity, tpotMs: 10 })).toBeCloseTo(0.5);
    expect(chanceOf(banded, { ttftMs: 400, tpotMs: Infinity })).toBeCloseTo(0.5);
  });

  it("has no chance without a band or without a limit", () => {
    expect(chanceOf(figures(400, 10), { ttftMs: 500 })).toBeUndefined();
    expect(chanceOf(figures(400, 10, { ttftMs: [1, 2] }), {})).toBeUndefined();
  });

  it.each([0.5, 0.8, 0.9, 0.99])("the quantile at %f is where the chance is that", (chance) =>
    expect(chanceWithin([200, 800], quantile([200, 800], chance))).toBeCloseTo(chance, 6),
  );

  it("figures at a confidence are the figures themselves where no error is known", () => {
    const plain = figures(400, 10);
    expect(latenciesAt(plain, 0.9)).toBe(plain);
  });
});

describe("the capacity of a deployment", () => {
  const load = (ttftMs: number) => ({
    figures: figures(ttftMs, 10, { ttftMs: [ttftMs / 2, ttftMs * 2] }, ttftMs),
  });
  const loads = { ladder: [80, 100, 200, 300, 500, 600], priceAt: load };
  const profile = { ...reference, name: "calibrated", identity: false };
  const asked = (ttftMs: number, confidence: number) =>
    capacityOf(loads, { sla: { ttftMs }, confidence, profile }, () => load(50));

  it("is the highest load carried, with even odds beside it where they serve clearly more", () => {
    const { meets, at, evenOdds } = asked(500, 0.8);

    expect([meets, evenOdds]).toEqual([true, load(500)]);
    expect(chanceOf(at.figures, { ttftMs: 500 })).toBeGreaterThanOrEqual(0.8);
    expect(chanceOf(load(at.figures.ttftMs + 1).figures, { ttftMs: 500 })).toBeLessThan(0.8);
  });

  it("asks for less load when more confidence is asked", () => {
    expect(asked(500, 0.9).at.figures.ttftMs).toBeLessThan(asked(500, 0.8).at.figures.ttftMs);
  });

  it("falls back to one request a rank when nothing is carried", () => {
    expect(asked(10, 0.8)).toEqual({ at: load(50), meets: false });
  });
});
