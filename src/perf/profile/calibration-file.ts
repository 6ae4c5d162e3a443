import type { MeasuredVersions } from "./engine-age.js";
import type { Level } from "./groups.js";

/**
 * Corrections of some parts of a figure, as logarithms of factors: a Gaussian process whose covariance is a sum of what
 * levels share, what measurements of like layout and lengths share, and what workers of like speed share.
 */
export interface CorrectionClass {
  /** column of {@link weights} and {@link offsets} by part of the figure; −1: this class leaves the part alone */
  readonly columns: readonly number[];
  /** whether measurements of like prompts share more; what does not would let a figure fall when the prompt gets longer */
  readonly byPrompt: boolean;
  /** sums of weights of a level times its variance, one number a column, by key */
  readonly offsets: Readonly<Record<string, readonly number[]>>;
  /** variances that decay with the distance of layout and lengths, inside a level */
  readonly near: Readonly<Partial<Record<Level, number>>>;
  /** the same with the distance of speeds, inside a backend and mode */
  readonly alike: number;
  /** one row a measurement */
  readonly weights: readonly (readonly number[])[];
}

/** Half of an 80 % interval as a logarithm: a base by familiarity, times factors of the keys that a load has. */
export interface BandModel {
  readonly base: Readonly<Record<Familiarity, number>>;
  /** logarithms of factors by key of `groupKeys` */
  readonly factors: Readonly<Record<string, number>>;
}

/** How well a load is known: its group was measured; its model was, but not here; its model never was. */
export const FAMILIARITIES = ["group", "model", "none"] as const;
export type Familiarity = (typeof FAMILIARITIES)[number];

/** Figures that have bands; `latency` is the whole request, which rates follow from. */
export const BANDED = ["ttft", "tpot", "latency"] as const;
export type Banded = (typeof BANDED)[number];
export type BandWidths = Readonly<Record<Banded, number>>;

/** `perf-db/calibration/calibrated.json`, made by `npm run calibrate`. */
export interface Calibration {
  readonly format: 2;
  readonly data: {
    readonly file: string;
    readonly sha256: string;
    readonly rows: number;
    readonly unpriced: number;
  };
  /** fixed cost of a lone request by backend, what company adds to it, and the cost of a step on the host */
  readonly fixedMs: Readonly<Record<string, number>>;
  readonly companyMs: Readonly<Record<string, number>>;
  readonly stepMs: number;
  /** `WorkerModel.shape` of the measured models: a fine-tune of one is that model by another name */
  readonly shapes: Readonly<Record<string, string>>;
  /** last keys of `groupKeys` of the measured groups; rows of one group stand together */
  readonly groups: readonly { readonly key: string; readonly rows: number }[];
  /** natural logarithms of `PLACE` of every measurement, in the order of the groups */
  readonly places: readonly (readonly number[])[];
  readonly ttft: readonly CorrectionClass[];
  readonly tpot: readonly CorrectionClass[];
  readonly versions: MeasuredVersions;
  readonly bands: Readonly<Record<Banded, BandModel>>;
  /** bands of systems that are scaled from a donor, as shares of those that their parts add up to; absent: all of them */
  readonly scaled?: BandWidths;
  /** correlation of the held-out errors of TTFT and TPOT */
  readonly correlation: number;
  /** 80 % half-widths of the logarithm of a ratio of two predictions, as shares of the width of one */
  readonly paired: Readonly<Record<"sameLayout" | "sameGroup", BandWidths>>;
  /** places and loads that were measured; outside them bands widen */
  readonly range: { readonly low: readonly number[]; readonly high: readonly number[] };
  readonly scores: unknown;
}
