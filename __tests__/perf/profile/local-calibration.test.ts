import { describe, expect, it } from "@jest/globals";
import path from "node:path";
import { readCalibration, readLocalSpread } from "../../../src/perf/db/calibration.js";
import { bandsAround } from "../../../src/perf/profile/bands.js";
import { widths } from "../../../src/perf/profile/calibrated.js";
import { groupKeys, ownGroup } from "../../../src/perf/profile/groups.js";
import { cholesky, logDeterminant, solveCholesky } from "../../../src/perf/profile/cholesky.js";
import { replicaOf } from "../../../src/perf/profile/replica-memo.js";
import { physicsOf } from "../../support/replica-physics.js";
import {
  condition,
  localCalibration,
  type LoadPlace,
  type LocalCalibration,
  type LocalPoint,
  type Spread,
} from "../../../src/perf/profile/local-calibration.js";

const SPREAD: Spread = { group: 0.04, load: 0.03, noise: 0.01, shapeScale: 2, loadScale: 4, band: 1 };
const PLACE: LoadPlace = { isl: 1024, osl: 1024, gpus: 4, prefillLanes: 1, concurrency: 32 };

describe("what measured points say", () => {
  it("one point at the load itself is the shrunk factor", () => {
    const { mean, variance } = condition([PLACE], [0.3], SPREAD).at(PLACE);
    expect(mean).toBeCloseTo((0.3 * 0.07) / 0.08, 12);
    expect(variance).toBeCloseTo(0.08 - 0.07 ** 2 / 0.08, 12);
  });

  it("far from every point only what the group shares is left", () => {
    const far = { ...PLACE, isl: 1e30, osl: 1e30 };
    expect(condition([PLACE], [0.3], SPREAD).at(far).mean).toBeCloseTo((0.3 * 0.04) / 0.08, 6);
  });

  it("no point changes nothing", () => {
    expect(condition([], [], SPREAD).at(PLACE)).toEqual({ mean: 0, variance: 0.08 });
  });

  it("equal points count as their mean with less noise", () => {
    const twice = condition([PLACE, PLACE], [0.2, 0.4], SPREAD).at(PLACE);
    const quiet = condition([PLACE], [0.3], { ...SPREAD, noise: 0.005 }).at(PLACE);
    expect(twice.mean).toBeCloseTo(quiet.mean, 9);
  });

  it("every further point narrows, and never below the noise of one measurement", () => {
    const places = [8, 16, 32, 64, 128, 256].map((concurrency) => ({ ...PLACE, concurrency }));
    const variances = places.map(
      (_, i) => condition(places.slice(0, i + 1), Array<number>(i + 1).fill(0.1), SPREAD).at(PLACE).variance,
    );
    expect([...variances].sort((a, b) => b - a)).toEqual(variances);
    expect(variances.at(-1)).toBeGreaterThanOrEqual(SPREAD.noise);
  });
});

describe("cholesky", () => {
  const MATRIX = [
    [4, 2, 0.4],
    [2, 3, 0.5],
    [0.4, 0.5, 1],
  ];
  it("solves and knows the determinant", () => {
    const factor = cholesky(MATRIX);
    const x = solveCholesky(factor, [1, 2, 3]);
    const back = MATRIX.map((row) => row.reduce((sum, cell, i) => sum + cell * x[i]!, 0));
    back.forEach((value, i) => expect(value).toBeCloseTo(i + 1, 10));
    expect(Math.exp(logDeterminant(factor))).toBeCloseTo(
      4 * (3 - 0.25) - 2 * (2 - 0.2) + 0.4 * (1 - 1.2),
      10,
    );
  });
});

interface LocalAnswer {
  readonly ttftMs: number;
  readonly tpotMs: number;
  readonly bands: ReturnType<typeof bandsAround>;
  readonly localPoints: number;
}

describe("local measurements in the calibrated profile", () => {
  const root = path.join(process.cwd(), "perf-db");
  const calibration = readCalibration(root);
  const spread = readLocalSpread(root);
  const CONCURRENCY = 16;
  const answer = (keys: readonly string[], local?: LocalCalibration): LocalAnswer => {
    const replica = replicaOf(calibration, keys, physicsOf(), { local });
    const bands = bandsAround(replica, CONCURRENCY, widths(calibration, replica, CONCURRENCY, local));
    return { ...replica.curve.at(CONCURRENCY), bands, localPoints: replica.localPoints };
  };
  const keysOf = (model: string): readonly string[] =>
    groupKeys({ backend: "vllm", mode: "agg", system: "h200_sxm", model, precision: "fp8" });
  const keys = keysOf("nobody-7b");
  const point = (concurrency: number, ttft: number, tpot: number): LocalPoint => ({
    group: ownGroup(keys),
    place: { ...physicsOf(), concurrency },
    residual: { ttft, tpot, latency: tpot },
  });
  const three = localCalibration([point(8, 0.5, 0.3), point(16, 0.5, 0.3), point(64, 0.5, 0.3)], spread);
  const plain = answer(keys);

  it("move figures towards what was measured and narrow the bands", () => {
    const local = answer(keys, three);
    const factor = local.tpotMs / plain.tpotMs;
    expect(factor).toBeGreaterThan(Math.exp(0.2));
    expect(factor).toBeLessThan(Math.exp(0.3));
    expect(local.ttftMs).toBeGreaterThan(plain.ttftMs);
    for (const figure of ["ttftMs", "tpotMs", "requestLatencyMs", "tokensPerSecPerGpu"] as const)
      expect(local.bands[figure][1] / local.bands[figure][0]).toBeLessThan(
        plain.bands[figure][1] / plain.bands[figure][0],
      );
    expect(local.localPoints).toBe(3);
  });

  it("leave other groups as they are", () => {
    const others = keysOf("llama-3.1-70b");
    expect(answer(others, three)).toEqual(answer(others));
  });

  it("a figure that no point holds keeps its value and band", () => {
    const { residual: _all, ...rest } = point(16, 0, 0);
    const only = localCalibration([{ ...rest, residual: { tpot: 0.3 } }], spread);
    const local = answer(keys, only);
    expect(local.ttftMs).toBe(plain.ttftMs);
    expect(local.bands.ttftMs[1] / local.bands.ttftMs[0]).toBeGreaterThan(
      0.9 * (plain.bands.ttftMs[1] / plain.bands.ttftMs[0]),
    );
    expect(local.tpotMs).toBeGreaterThan(plain.tpotMs);
  });

  it("bands never widen, whatever was measured", () => {
    const wild = localCalibration([point(16, 3, -3)], spread);
    const local = answer(keys, wild);
    for (const figure of ["ttftMs", "tpotMs"] as const)
      expect(local.bands[figure][1] / local.bands[figure][0]).toBeLessThanOrEqual(
        plain.bands[figure][1] / plain.bands[figure][0] + 1e-9,
      );
  });
});
