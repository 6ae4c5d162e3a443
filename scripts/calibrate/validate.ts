import type { BandWidths, Familiarity } from "../../src/perf/profile/calibration-file.js";
import { ownGroup } from "../../src/perf/profile/groups.js";
import { errorsOf, fitPair, type Fit, type RowErrors, type Sample } from "./fit.js";
import { familyKey } from "./rows.js";
import { fitBands, widthAt, within80, type KnownErrors } from "./widths.js";

/** What is held out whole; a group is a system, model and number format on one backend in one mode. */
export type HeldOut = "family" | "model" | "system" | "group";
/** A held-out error of a row. */
export interface OutOfFold extends RowErrors {
  readonly sample: Sample;
  readonly fold: number;
}
/** Scores over rows with exact quantisation modes. Factors and shares are plain, MAPE in percent. */
export interface Scores {
  readonly rows: number;
  readonly ttftFactor: number;
  readonly ttftWithin20: number;
  readonly tpotMape: number;
  readonly tpotMedian: number;
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
  group: ({ priced }) => ownGroup(priced.keys),
};
/** Folds of held-out keys; a model or a system is a fold of its own. */
const FOLDS: Readonly<Partial<Record<HeldOut, number>>> = { family: 10, group: 20 };

/** Errors of every row under a fit that never saw its family, model or system. */
export function outOfFold(samples: readonly Sample[], heldOut: HeldOut, whole: Fit): OutOfFold[] {
  const keyOf = (sample: Sample): string => HELD_OUT_KEYS[heldOut](sample);
  const keys = [...new Set(samples.map(keyOf))].sort();
  const count = FOLDS[heldOut];
  const foldOf = new Map(keys.map((key, i) => [key, count === undefined ? i : hash(key) % count]));
  const folds = [...new Set(foldOf.values())].sort((a, b) => a - b);
  return folds.flatMap((fold) => {
    const held = samples.filter((sample) => foldOf.get(keyOf(sample)) === fold);
    // families are refitted for sure; the others are worked out from the fit of all rows, which agrees within 3 %
    const fitted =
      heldOut === "family"
        ? fitPair(samples.filter((sample) => !held.includes(sample))).fitted
        : whole.without(held);
    return held.map((sample) => ({ sample, fold, ...errorsOf(fitted, sample) }));
  });
}

/** The log distances that 80 % of held-out errors stay within, all rows alike. */
export function bandWidths(errors: readonly OutOfFold[]): BandWidths {
  const exact = errors.filter((e) => e.sample.priced.row.exactQuant);
  const used = exact.length > 0 ? exact : errors;
  return {
    ttft: within80(used.map((e) => e.ttft)),
    tpot: within80(used.map((e) => e.tpot)),
    latency: within80(used.map((e) => e.latency)),
  };
}

/** An error beside the widths that its row has from the errors of the other folds. */
export interface WithWidth extends OutOfFold {
  readonly width: BandWidths;
}

/** Widths of every row at a familiarity from the errors of the other folds; the factors from families held out. */
export function withWidths(
  errors: readonly OutOfFold[],
  known: KnownErrors,
  familiarity: Familiarity,
): WithWidth[] {
  const folds = [...new Set(errors.map((e) => e.fold))];
  return folds.flatMap((fold) => {
    const own = errors.filter((e) => e.fold === fold);
    const seen = new Set(own.map(({ sample }) => sample));
    const without = (list: readonly OutOfFold[]): readonly OutOfFold[] =>
      list.filter(({ sample }) => !seen.has(sample));
    const bands = fitBands({
      group: without(known.group),
      model: without(known.model),
      none: without(known.none),
    });
    return own.map((e) => ({
      ...e,
      width: {
        ttft: widthAt(bands.ttft, e, familiarity),
        tpot: widthAt(bands.tpot, e, familiarity),
        latency: widthAt(bands.latency, e, familiarity),
      },
    }));
  });
}

/** Scores of rows whose formats have tables; bands where rows carry widths. */
export function scoresOf(errors: readonly (OutOfFold & { readonly width?: BandWidths })[]): Scores {
  const exact = errors.filter(({ sample }) => sample.priced.row.exactQuant);
  const ratio = (e: number): number => Math.abs(Math.exp(e) - 1);
  const mean = (of: (e: OutOfFold & { readonly width?: BandWidths }) => number): number =>
    exact.reduce((sum, e) => sum + of(e), 0) / exact.length;
  const share = (of: (e: OutOfFold & { readonly width?: BandWidths }) => boolean): number =>
    round(mean((e) => (of(e) ? 1 : 0)));
  const median = (of: (e: OutOfFold) => number): number =>
    round(exact.map(of).sort((a, b) => a - b)[Math.floor(exact.length / 2)] ?? Number.NaN);
  return {
    rows: exact.length,
    ttftFactor: round(Math.exp(mean((e) => Math.abs(e.ttft)))),
    ttftWithin20: share((e) => ratio(e.ttft) <= 0.2),
    tpotMape: round(100 * mean((e) => ratio(e.tpot))),
    tpotMedian: median((e) => 100 * ratio(e.tpot)),
    tpotWithin20: share((e) => ratio(e.tpot) <= 0.2),
    throughputMape: round(100 * mean((e) => ratio(-e.latency))),
    ...(exact.every(({ width }) => width !== undefined)
      ? {
          ttftBandHolds: share((e) => Math.abs(e.ttft) <= e.width!.ttft),
          tpotBandHolds: share((e) => Math.abs(e.tpot) <= e.width!.tpot),
          ttftBandRatio: round(Math.exp(2 * mean((e) => e.width!.ttft))),
          tpotBandRatio: round(Math.exp(2 * mean((e) => e.width!.tpot))),
        }
      : {}),
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
  return scoresOf(errors);
}

export function round(value: number): number {
  return Math.round(value * 1e3) / 1e3;
}

function hash(text: string): number {
  let value = 2166136261;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 16777619) >>> 0;
  return value;
}
