import type { Nearness, Place } from "./neighbours.js";

/** One regression tree, flat: a node with `left` 0 is a leaf of value `value`; otherwise `x[feature] <= threshold` goes left. */
export interface Tree {
  readonly feature: readonly number[];
  readonly threshold: readonly number[];
  readonly left: readonly number[];
  readonly right: readonly number[];
  readonly value: readonly number[];
}

/** Correction of one figure. Everything is the logarithm of a factor. */
export interface FigureModel {
  readonly intercept: number;
  /** residual of the physics on physical quantities alone, so that it also speaks about unseen models */
  readonly trees: readonly Tree[];
  /** shrunk offsets of groups, by `level:key`; absent groups are 0 */
  readonly groups: Readonly<Record<string, number>>;
  /** what is left at the {@link Calibration.places} of a group, by the group's key: weights of their covariances */
  readonly near: Readonly<Record<string, readonly number[]>>;
}

/** How far the truth lies from a prediction in 80 of 100 cases, as a logarithm. */
export interface BandWidths {
  readonly ttft: number;
  readonly tpot: number;
  readonly latency: number;
}

/** How well a load is known: its group was measured; its model was, but not here; its model never was. */
export const FAMILIARITIES = ["group", "model", "none"] as const;
export type Familiarity = (typeof FAMILIARITIES)[number];

/** `perf-db/calibration/calibrated.json`, made by `npm run calibrate`. */
export interface Calibration {
  readonly format: 1;
  readonly data: {
    readonly file: string;
    readonly sha256: string;
    readonly rows: number;
    readonly unpriced: number;
  };
  readonly features: readonly string[];
  /** fixed cost of a request by backend, in the TTFT physics */
  readonly requestOverheadMs: Readonly<Record<string, number>>;
  /** fixed cost of a step, in the TPOT physics */
  readonly stepOverheadMs: number;
  readonly nearness: Nearness;
  /** where the measurements of a group lie, by the group's key */
  readonly places: Readonly<Record<string, readonly Place[]>>;
  readonly ttft: FigureModel;
  readonly tpot: FigureModel;
  readonly bands: Readonly<Record<Familiarity, BandWidths>>;
  /** the same of disaggregated serving, whose few rows err more */
  readonly disaggBands: Readonly<Record<Familiarity, BandWidths>>;
  /** feature ranges seen in training; outside them bands widen */
  readonly range: { readonly low: readonly number[]; readonly high: readonly number[] };
  readonly scores: unknown;
}
