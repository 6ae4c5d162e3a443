import type { Bands, Interval } from "../domain/prediction.js";
import type { SlaTarget } from "../domain/workload.js";
import { checkLimits, type Latencies } from "./sla.js";

/** Quantile of the standard normal at 90 %: half the width of an 80 % interval in standard deviations. */
const Z_80 = 1.2815515655446004;

/** Share of the standard normal below `z` (Abramowitz and Stegun 26.2.17, error below 1e-7). */
function normalBelow(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const tail =
    (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return z >= 0 ? 1 - tail : tail;
}

/** Chance that a figure with an 80 % band stays within a limit, its logarithm taken as normal. */
export function chanceWithin(band: Interval, limit: number): number {
  const [low, high] = band;
  if (!(low > 0) || high <= low) return high <= limit ? 1 : 0;
  const spread = Math.log(high / low) / (2 * Z_80);
  return normalBelow((Math.log(limit) - (Math.log(low) + Math.log(high)) / 2) / spread);
}

/**
 * Chance that every limit holds. The errors of TTFT and TPOT are taken as independent: they come from other parts of the
 * engine; the whole request is made of both, so its chance is only a ceiling.
 */
export function chanceToHold(bands: Bands, sla: SlaTarget): number {
  let both = 1;
  if (sla.ttftMs !== undefined) both *= chanceWithin(bands.ttftMs, sla.ttftMs);
  if (sla.tpotMs !== undefined) both *= chanceWithin(bands.tpotMs, sla.tpotMs);
  return sla.requestLatencyMs === undefined
    ? both
    : Math.min(both, chanceWithin(bands.requestLatencyMs, sla.requestLatencyMs));
}

/** Bands of a load whose requests first wait in a queue. */
export function waited(bands: Bands, waitMs: number): Bands {
  const later = ([low, high]: Interval): Interval => [low + waitMs, high + waitMs];
  return { ...bands, ttftMs: later(bands.ttftMs), requestLatencyMs: later(bands.requestLatencyMs) };
}

/** Figures with an error band, or without where the profile knows no error. */
export interface BandedLatencies extends Latencies {
  readonly bands?: Bands;
}

/** Chance that figures hold their limits together; undefined where the profile knows no error or nothing limits. */
export function chanceOf({ bands }: BandedLatencies, sla: SlaTarget): number | undefined {
  const limited = [sla.ttftMs, sla.tpotMs, sla.requestLatencyMs].some(
    (limit) => limit !== undefined && Number.isFinite(limit),
  );
  return bands === undefined || !limited ? undefined : chanceToHold(bands, sla);
}

/** Whether every limit holds with at least `confidence`; without an error band: whether it holds. */
export function carries(figures: BandedLatencies, sla: SlaTarget, confidence: number): boolean {
  const chance = chanceOf(figures, sla);
  return chance === undefined ? checkLimits(figures, sla).every(({ holds }) => holds) : chance >= confidence;
}

/** The latencies that figures stay below with a chance of `confidence` each; without a band: the figures. */
export function latenciesAt(figures: BandedLatencies, confidence: number): Latencies {
  const { bands } = figures;
  if (bands === undefined) return figures;
  return {
    ttftMs: quantile(bands.ttftMs, confidence),
    tpotMs: quantile(bands.tpotMs, confidence),
    requestLatencyMs: quantile(bands.requestLatencyMs, confidence),
  };
}

/** The value that a figure with an 80 % band stays below with a chance, its logarithm taken as normal. */
export function quantile([low, high]: Interval, chance: number): number {
  if (!(low > 0) || high <= low) return high;
  const middle = (Math.log(low) + Math.log(high)) / 2;
  return Math.exp(middle + (normalQuantile(chance) * Math.log(high / low)) / (2 * Z_80));
}

/** The inverse of {@link normalBelow}, by bisection: it is asked a few times a search. */
function normalQuantile(chance: number): number {
  let low = -8;
  let high = 8;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (normalBelow(middle) < chance) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
