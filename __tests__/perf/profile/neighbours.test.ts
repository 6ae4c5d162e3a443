import path from "node:path";
import { describe, expect, it } from "@jest/globals";
import { readCalibration } from "../../../src/perf/db/calibration.js";
import { neighboursAt } from "../../../src/perf/profile/correction-at.js";
import type { LoadFacts } from "../../../src/perf/profile/calibrated-features.js";
import { cholesky, solveCholesky } from "../../../src/perf/profile/cholesky.js";
import { covariance, nearby, placeOf, type Place } from "../../../src/perf/profile/neighbours.js";

const NEARNESS = { variance: 0.08, noise: 0.02, reach: 3 };
const FACTS: LoadFacts = {
  ...{ mode: "agg", backend: "vllm", prefillMs: 60, decodeMs: 12, decodeAloneMs: 8 },
  ...{ referenceTpotMs: 13, layers: 64, prefillLanes: 1, batchSize: 16, concurrency: 16 },
  ...{ gpus: 2, isl: 1024, osl: 1024 },
};
const at = (change: Partial<LoadFacts>): Place => placeOf({ ...FACTS, ...change });
const weightsOf = (places: readonly Place[], left: readonly number[]): number[] =>
  Array.from(
    solveCholesky(
      cholesky(
        places.map((a, i) =>
          places.map((b, j) => covariance(NEARNESS, a, b) + (i === j ? NEARNESS.noise : 0)),
        ),
      ),
      left,
    ),
  );

describe("what measurements of a group say of loads near them", () => {
  const places = [at({ concurrency: 8 }), at({ concurrency: 64 })];
  const weights = weightsOf(places, [0.4, -0.2]);
  const of = (change: Partial<LoadFacts>): number => nearby(NEARNESS, places, weights, at(change));

  it("at a measurement is most of what it left, less what repeats differ by", () => {
    expect(of({ concurrency: 8 })).toBeGreaterThan(0.2);
    expect(of({ concurrency: 8 })).toBeLessThan(0.4);
    expect(of({ concurrency: 64 })).toBeLessThan(0);
  });

  it("between two lies between them", () => {
    const middle = of({ concurrency: 23 });
    expect(middle).toBeLessThan(of({ concurrency: 8 }));
    expect(middle).toBeGreaterThan(of({ concurrency: 64 }));
  });

  it("far away is nothing", () => {
    expect(Math.abs(of({ concurrency: 8e8, isl: 1e9 }))).toBeLessThan(1e-3);
  });

  it("a lone measurement is believed as its variance says", () => {
    const alone = weightsOf([places[0]!], [0.4]);
    expect(nearby(NEARNESS, [places[0]!], alone, places[0]!)).toBeCloseTo((0.4 * 0.08) / 0.1, 9);
  });
});

describe("the shipped calibration", () => {
  const calibration = readCalibration(path.join(process.cwd(), "perf-db"));

  it("has weights of both figures for every place of every group", () => {
    for (const [group, places] of Object.entries(calibration.places)) {
      expect(group in calibration.ttft.groups).toBe(true);
      expect(calibration.ttft.near[group]).toHaveLength(places.length);
      expect(calibration.tpot.near[group]).toHaveLength(places.length);
    }
    expect(Object.values(calibration.places).flat()).toHaveLength(calibration.data.rows);
  });

  it("says nothing of a group that was never measured", () => {
    expect(neighboursAt(calibration, "group:vllm/agg/h200_sxm/nobody-7b/fp8", FACTS)).toEqual({
      ttft: 0,
      tpot: 0,
    });
  });

  it("moves no figure of a measured group by more than the measurements themselves left", () => {
    for (const [group, places] of Object.entries(calibration.places)) {
      for (const [concurrency, isl, osl, gpus] of places) {
        const facts = {
          ...{ ...FACTS, concurrency: Math.exp(concurrency!), isl: Math.exp(isl!) },
          ...{ osl: Math.exp(osl!), gpus: Math.exp(gpus!) },
        };
        const { ttft, tpot } = neighboursAt(calibration, group, facts);
        expect(Math.abs(ttft)).toBeLessThan(1.2);
        expect(Math.abs(tpot)).toBeLessThan(1.2);
      }
    }
  });
});
