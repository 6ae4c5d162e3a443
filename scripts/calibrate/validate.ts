import { familyKey } from "./rows.js";
import { errorsOf, fitPair, type Sample } from "./fit.js";
import type { ServingMode } from "../../src/domain/deployment.js";
import type { BandWidths } from "../../src/perf/profile/calibration-file.js";

/** What is held out whole; a group is a system, model and number format on one backend in one mode. */
export type HeldOut = "family" | "model" | "system" | "group";
/** A held-out error of a row. */
export interface OutOfFold {
  readonly sample: Sample;
  readonly fold: number;
  readonly ttft: number;
  readonly tpot: number;
  readonly latency: number;
}
/** Scores over rows with exact quantisation modes. Factors and shares are plain, MAPE in percent. */
export interface Scores {
  readonly rows: number;
  readonly ttftFactor: number;
  readonly ttftWithin20: number;
  readonly tpotMape: number;
  readonly tpotWithin20: number;
  readonly throughputMape: number;
  readonly ttftBandHolds?: number;
  readonly tpotBandHolds?: number;
  readonly ttftBandRatio?: number;
  readonly tpotBandRatio?: number;
}

const HELD_OUT_KEYS: Readonly<Record<HeldOut, (sample: Sample) => string>> = {
  family: ({ priced }) => familyKey(priced.row),
  model: ({ priced }) => priced.model,
  system: ({ priced }) => priced.row.system,
  group: ({ priced }) => priced.keys[5]!,
};
/** Folds where one for each key would take too long. */
const FOLDS: Readonly<Partial<Record<HeldOut, number>>> = { family: 10, group: 20 };

/** Errors of every row under a fit that never saw its family, model or system. */
export function outOfFold(samples: readonly Sample[], heldOut: HeldOut, seed = 0): OutOfFold[] {
  const keyOf = (sample: Sample): string => HELD_OUT_KEYS[heldOut](sample);
  const keys = [...new Set(samples.map(keyOf))].sort();
  const count = FOLDS[heldOut];
  const foldOf = new Map(
    keys.map((key, i) => [key, count === undefined ? i : hash(seed === 0 ? key : `${seed}#${key}`) % count]),
  );
  const folds = [...new Set(foldOf.values())].sort((a, b) => a - b);
  return folds.flatMap((fold) => {
    const inFold = (sample: Sample): boolean => foldOf.get(keyOf(sample)) === fold;
    const pair = fitPair(samples.filter((sample) => !inFold(sample)));
    return samples.filter(inFold).map((sample) => ({ sample, fold, ...errorsOf(pair, sample) }));
  });
}

/** Fewer errors than this say nothing of their own about 80 of 100 cases. */
const LEAST_ERRORS = 20;

/**
 * The log distance that 80 % of held-out errors of a mode stay within (conformal: one more than the count); of all modes
 * where this one has too few.
 */
export function bandWidths(errors: readonly OutOfFold[], mode: ServingMode): BandWidths {
  const at = (values: number[]): number => {
    const sorted = values.map(Math.abs).sort((a, b) => a - b);
    return (
      Math.round((sorted[Math.min(sorted.length - 1, Math.ceil(0.8 * (sorted.length + 1)) - 1)] ?? 1) * 1e4) /
      1e4
    );
  };
  // rows whose formats lack tables err in their own way; they do not widen the bands of the others
  const exact = errors.filter((e) => e.sample.priced.row.exactQuant);
  const own = exact.filter((e) => e.sample.priced.row.mode === mode);
  const used = own.length >= LEAST_ERRORS ? own : exact.length > 0 ? exact : errors;
  return {
    ttft: at(used.map((e) => e.ttft)),
    tpot: at(used.map((e) => e.tpot)),
    latency: at(used.map((e) => e.latency)),
  };
}

/** Scores; bands of a fold come from the errors of the other folds. */
export function scoresOf(errors: readonly OutOfFold[]): Scores {
  const exact = errors.filter(({ sample }) => sample.priced.row.exactQuant);
  const ratio = (e: number): number => Math.abs(Math.exp(e) - 1);
  const widths = new Map(
    [...new Set(errors.map((e) => e.fold))].map((fold) => {
      const others = errors.filter((e) => e.fold !== fold);
      return [fold, { agg: bandWidths(others, "agg"), disagg: bandWidths(others, "disagg") }];
    }),
  );
  const widthOf = (e: OutOfFold): BandWidths => widths.get(e.fold)![e.sample.priced.row.mode];
  const mean = (of: (e: OutOfFold) => number): number =>
    exact.reduce((sum, e) => sum + of(e), 0) / exact.length;
  const share = (of: (e: OutOfFold) => boolean): number => round(mean((e) => (of(e) ? 1 : 0)));
  return {
    rows: exact.length,
    ttftFactor: round(Math.exp(mean((e) => Math.abs(e.ttft)))),
    ttftWithin20: share((e) => ratio(e.ttft) <= 0.2),
    tpotMape: round(100 * mean((e) => ratio(e.tpot))),
    tpotWithin20: share((e) => ratio(e.tpot) <= 0.2),
    throughputMape: round(100 * mean((e) => ratio(-e.latency))),
    ttftBandHolds: share((e) => Math.abs(e.ttft) <= widthOf(e).ttft),
    tpotBandHolds: share((e) => Math.abs(e.tpot) <= widthOf(e).tpot),
    ttftBandRatio: round(Math.exp(2 * mean((e) => widthOf(e).ttft))),
    tpotBandRatio: round(Math.exp(2 * mean((e) => widthOf(e).tpot))),
  };
}

/** The reference's own figures of the file, on the same rows. */
export function referenceScores(samples: readonly Sample[]): Scores {
  const errors = samples.map((sample): OutOfFold => {
    const { row } = sample.priced;
    const steps = Math.max(0, row.osl - 1);
    const latency = Math.log(
      (row.referenceTtftMs + row.referenceTpotMs * steps) / (row.ttftMs + row.tpotMs * steps),
    );
    return {
      sample,
      fold: 0,
      ttft: Math.log(row.referenceTtftMs / row.ttftMs),
      tpot: Math.log(row.referenceTpotMs / row.tpotMs),
      latency,
    };
  });
  const { rows, ttftFactor, ttftWithin20, tpotMape, tpotWithin20, throughputMape } = scoresOf(errors);
  return { rows, ttftFactor, ttftWithin20, tpotMape, tpotWithin20, throughputMape };
}

export function round(value: number): number {
  return Math.round(value * 1e3) / 1e3;
}

function hash(text: string): number {
  let value = 2166136261;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 16777619) >>> 0;
  return value;
}
