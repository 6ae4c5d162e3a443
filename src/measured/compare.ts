import { STATISTICS, type ComparedFigure, type ComparedName, type Statistic } from "../domain/measurement.js";
import type { Interval, Prediction } from "../domain/prediction.js";
import type { MeasuredResult } from "./result.js";

/** How far a percentile lies above the mean of a latency, by the scheduler model. */
export type OverMean = Readonly<
  Partial<Record<ComparedName, Readonly<Record<Exclude<Statistic, "mean">, number>>>>
>;

/**
 * Predicted against measured, for every statistic that both sides have. A band of a percentile is the band of the mean,
 * moved as far as the percentile lies above it; without `over` percentiles are left out.
 */
export function compare(
  prediction: Prediction,
  result: MeasuredResult,
  over: OverMean = {},
): ComparedFigure[] {
  const { bands, totalGpus } = prediction;
  const figures: ComparedFigure[] = [];
  const add = (
    figure: ComparedName,
    statistic: Statistic,
    value: number | undefined,
    band: Interval | undefined,
    factor: number | undefined,
  ): void => {
    if (value === undefined || factor === undefined) return;
    const predicted = prediction[figure] * factor;
    if (!(predicted > 0) || !Number.isFinite(predicted)) return;
    const interval = band === undefined ? undefined : ([band[0] * factor, band[1] * factor] as const);
    figures.push({
      figure,
      statistic,
      predicted,
      measured: value,
      ratio: predicted / value,
      ...(interval === undefined
        ? {}
        : { interval80: interval, withinBand: value >= interval[0] && value <= interval[1] }),
    });
  };
  for (const figure of ["ttftMs", "tpotMs", "requestLatencyMs"] as const)
    for (const statistic of STATISTICS)
      add(
        figure,
        statistic,
        result[figure][statistic],
        bands?.[figure],
        statistic === "mean" ? 1 : over[figure]?.[statistic],
      );
  const rate = bands?.tokensPerSecPerGpu;
  add(
    "tokensPerSec",
    "mean",
    result.tokensPerSec,
    rate === undefined ? undefined : [rate[0] * totalGpus, rate[1] * totalGpus],
    1,
  );
  return figures;
}
