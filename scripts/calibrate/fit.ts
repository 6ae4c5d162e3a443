import type { Calibration, FigureModel } from "../../src/perf/profile/calibration-file.js";
import { correctionAt, neighboursAt, treesAt } from "../../src/perf/profile/correction-at.js";
import { featuresOf } from "../../src/perf/profile/calibrated-features.js";
import { physicalTpotMs, physicalTtftMs } from "../../src/perf/profile/corrections.js";
import { boost, median, type BoostOptions } from "./boost.js";
import { NEARNESS, nearWeights, placesOf } from "./near.js";
import type { PricedRow } from "./price.js";

/** Fixed cost of a request by backend (fits of lone requests in the training file's notes). */
export const REQUEST_OVERHEAD_MS: Readonly<Record<string, number>> = { sglang: 199, trtllm: 110, vllm: 49 };

/** Fixed cost of a step, milliseconds; chosen by cross-validation (`docs/adr/0162-fixed-costs.md`). */
export const STEP_OVERHEAD_MS = 0.5;

/** Rows that a group needs as much as its own to speak for itself, by level of {@link PricedRow.keys}. */
const SHRINK = [8, 6, 4, 4, 3, 2];

/** A row ready to be fitted: features and both log residuals of the physics. */
export interface Sample {
  readonly priced: PricedRow;
  readonly x: Float64Array;
  readonly ttft: number;
  readonly tpot: number;
}

/** Everything of a calibration that is fitted. */
export type FittedPair = Pick<Calibration, "nearness" | "places" | "ttft" | "tpot">;

/** What the physics misses in a row. */
export function toSample(priced: PricedRow): Sample {
  const { row, facts } = priced;
  const physical = physicalTtftMs(facts, REQUEST_OVERHEAD_MS[row.backend] ?? 0);
  return {
    priced,
    x: featuresOf(facts),
    ttft: Math.log(row.ttftMs / physical),
    tpot: Math.log(row.tpotMs / physicalTpotMs(facts, STEP_OVERHEAD_MS)),
  };
}

/** Each tree sees a part of the rows and of the quantities, so that no single one decides. */
const GROWTH = { trees: 160, leaves: 6, minLeaf: 8, shrink: 5, rows: 0.7, features: 0.6 };
export const TREES: Readonly<Record<"ttft" | "tpot", BoostOptions>> = {
  ttft: { ...GROWTH, rate: 0.12 },
  tpot: { ...GROWTH, rate: 0.1 },
};

/** Weight of a row whose number formats have no tables: its physics is an estimate, and its error partly that of it. */
const ESTIMATED_WEIGHT = 0.25;

/** Fits both figures on rows. */
export function fitPair(samples: readonly Sample[]): FittedPair {
  return {
    nearness: NEARNESS,
    places: placesOf(samples),
    ttft: fitFigure(samples, "ttft"),
    tpot: fitFigure(samples, "tpot"),
  };
}

/**
 * Trees on physical quantities, then group offsets level by level (each a shrunk mean of what is left), twice round; then
 * what is left near each measurement of a group.
 */
export function fitFigure(samples: readonly Sample[], figure: "ttft" | "tpot"): FigureModel {
  const x = samples.map((sample) => sample.x);
  const y = samples.map((sample) => sample[figure]);
  const weightOf = ({ priced }: Sample): number => (priced.row.exactQuant ? 1 : ESTIMATED_WEIGHT);
  const weights = samples.map(weightOf);
  const intercept = median([...y].sort((a, b) => a - b));
  // Offsets first, lightly, so that trees do not explain one group by its odd sizes; then both on what the other leaves.
  let groups: Record<string, number> = {};
  let trees: FigureModel["trees"] = [];
  for (let round = 0; round < 2; round++) {
    trees = boost(
      x,
      samples.map((sample, i) => y[i]! - intercept - offset(groups, sample.priced.keys)),
      weights,
      TREES[figure],
    );
    groups = offsets(
      samples,
      samples.map((sample, i) => y[i]! - intercept - treesAt(trees, sample.x)),
      weights,
    );
  }
  const model = { intercept, trees, groups };
  const left = new Map(
    samples.map((sample) => [sample, sample[figure] - correctionAt(model, sample.x, sample.priced.keys)]),
  );
  return { ...model, near: nearWeights(samples, left, weightOf) };
}

function offset(groups: Readonly<Record<string, number>>, keys: readonly string[]): number {
  return keys.reduce((sum, key) => sum + (groups[key] ?? 0), 0);
}

function offsets(
  samples: readonly Sample[],
  target: readonly number[],
  weights: readonly number[],
): Record<string, number> {
  const groups: Record<string, number> = {};
  const left = [...target];
  SHRINK.forEach((shrink, level) => {
    const members = new Map<string, number[]>();
    samples.forEach((sample, i) => {
      const key = sample.priced.keys[level]!;
      const list = members.get(key);
      if (list === undefined) members.set(key, [i]);
      else list.push(i);
    });
    for (const [key, rows] of members) {
      let sum = 0;
      let weight = 0;
      for (const i of rows) {
        sum += weights[i]! * Math.max(-1, Math.min(1, left[i]!));
        weight += weights[i]!;
      }
      groups[key] = Math.round((sum / (weight + shrink)) * 1e4) / 1e4;
      for (const i of rows) left[i] = left[i]! - groups[key]!;
    }
  });
  return groups;
}

/** Log error of both figures and of request latency: positive when the prediction is too high. */
export function errorsOf(
  pair: FittedPair,
  { priced, x, ttft, tpot }: Sample,
): { ttft: number; tpot: number; latency: number } {
  const { row } = priced;
  const near = neighboursAt(pair, priced.keys[5]!, priced.facts);
  const te = correctionAt(pair.ttft, x, priced.keys) + near.ttft - ttft;
  const pe = correctionAt(pair.tpot, x, priced.keys) + near.tpot - tpot;
  const steps = Math.max(0, row.osl - 1);
  const predicted = row.ttftMs * Math.exp(te) + row.tpotMs * Math.exp(pe) * steps;
  return { ttft: te, tpot: pe, latency: Math.log(predicted / (row.ttftMs + row.tpotMs * steps)) };
}
