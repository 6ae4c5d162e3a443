import type { Interval } from "./prediction.js";

/** Statistics that a comparison knows. */
export const STATISTICS = ["mean", "p50", "p90", "p99"] as const;
export type Statistic = (typeof STATISTICS)[number];

/** Figures that a benchmark and a prediction both have. */
export const COMPARED = ["ttftMs", "tpotMs", "requestLatencyMs", "tokensPerSec"] as const;
export type ComparedName = (typeof COMPARED)[number];

/** One figure: what was predicted, what was measured. */
export interface ComparedFigure {
  readonly figure: ComparedName;
  readonly statistic: Statistic;
  readonly predicted: number;
  readonly measured: number;
  /** predicted / measured */
  readonly ratio: number;
  /** the 80 % interval of the prediction, where the profile has one */
  readonly interval80?: Interval;
  readonly withinBand?: boolean;
}

/** A benchmark run against the prediction of the same load. */
export interface MeasuredComparison {
  readonly file: string;
  readonly line: number;
  /** program that measured, e.g. `aiperf` */
  readonly tool: string;
  /** as the file says */
  readonly date?: string;
  readonly isl: number;
  readonly osl: number;
  /** requests in flight over all replicas */
  readonly concurrency: number;
  readonly figures: readonly ComparedFigure[];
  readonly notes: readonly string[];
}
