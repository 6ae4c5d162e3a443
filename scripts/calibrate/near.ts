import { cholesky, solveCholesky } from "../../src/perf/profile/cholesky.js";
import { covariance, placeOf, type Nearness, type Place } from "../../src/perf/profile/neighbours.js";
import type { Sample } from "./fit.js";

/** Chosen by cross-validation of families; `docs/adr/0163-neighbours.md` has the figures of others. */
export const NEARNESS: Nearness = { variance: 0.08, noise: 0.02, reach: 3 };

/** No single measurement is believed to be further than this from its neighbours. */
const LIMIT = 1;

/** Samples of each group, by the group's key. */
export function samplesByGroup(samples: readonly Sample[]): ReadonlyMap<string, readonly Sample[]> {
  const groups = new Map<string, Sample[]>();
  for (const sample of samples) {
    const key = sample.priced.keys[5]!;
    const list = groups.get(key);
    if (list === undefined) groups.set(key, [sample]);
    else list.push(sample);
  }
  return groups;
}

/** Where the samples of every group lie. */
export function placesOf(samples: readonly Sample[]): Record<string, readonly Place[]> {
  return Object.fromEntries(
    [...samplesByGroup(samples)].map(([key, members]) => [
      key,
      members.map(({ priced }) => placeOf(priced.facts).map(round)),
    ]),
  );
}

/** Weights that reproduce what is left of each group, as far as repeats of a measurement agree. */
export function nearWeights(
  samples: readonly Sample[],
  left: ReadonlyMap<Sample, number>,
  weightOf: (sample: Sample) => number,
): Record<string, readonly number[]> {
  const places = placesOf(samples);
  return Object.fromEntries(
    [...samplesByGroup(samples)].map(([key, members]) => {
      const at = places[key]!;
      const matrix = at.map((a, i) =>
        at.map((b, j) => covariance(NEARNESS, a, b) + (i === j ? NEARNESS.noise / weightOf(members[i]!) : 0)),
      );
      const target = members.map((sample) => Math.max(-LIMIT, Math.min(LIMIT, left.get(sample)!)));
      return [key, Array.from(solveCholesky(cholesky(matrix), target), round)];
    }),
  );
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
