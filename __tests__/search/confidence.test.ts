import { describe, expect, it } from "@jest/globals";
import type { Bands, Interval } from "../../src/domain/prediction.js";
import { carries, chanceOf, chanceWithin, latenciesAt, quantile } from "../../src/search/odds.js";
import { capacityOf } from "../../src/search/operate-common.js";

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
  const load = (ttftMs: number, tokensPerSec: number) => ({
    figures: figures(ttftMs, 10, { ttftMs: [ttftMs / 2, ttftMs * 2] }, tokensPerSec),
  });
  const loads = [
    load(80, 80),
    load(100, 100),
    load(200, 200),
    load(300, 300),
    load(500, 500),
    load(600, 600),
  ];
  const sla = { ttftMs: 500 };

  it("is the highest throughput carried, with even odds beside it where they serve clearly more", () => {
    const capacity = capacityOf(loads, { sla, confidence: 0.8 }, () => load(50, 1));

    expect([capacity.meets, capacity.at, capacity.evenOdds]).toEqual([true, loads[3], loads[4]]);
  });

  it("asks for less load when more confidence is asked", () => {
    expect(capacityOf(loads, { sla, confidence: 0.99 }, () => load(50, 1)).at).toBe(loads[0]);
  });

  it("falls back to one request a rank when nothing is carried", () => {
    const alone = load(50, 1);
    const capacity = capacityOf(loads, { sla: { ttftMs: 10 }, confidence: 0.8 }, () => alone);

    expect(capacity).toEqual({ at: alone, meets: false });
  });
});
