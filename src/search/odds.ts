import type { Bands, Interval } from "../domain/prediction.js";
import type { SlaTarget } from "../domain/workload.js";
import type { SearchRow } from "./rows.js";

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

/** Chance that a row holds its limits; undefined where the profile knows no error or nothing limits. */
export function chanceOfRow(row: SearchRow, sla: SlaTarget): number | undefined {
  const { bands } = row.figures;
  if (bands === undefined) return undefined;
  const { requestLatencyMs } = sla;
  // a limit on the whole request replaces those of its parts, as in the search
  if (requestLatencyMs !== undefined && Number.isFinite(requestLatencyMs))
    return chanceWithin(bands.requestLatencyMs, requestLatencyMs);
  return [sla.ttftMs, sla.tpotMs].some((limit) => limit !== undefined && Number.isFinite(limit))
    ? chanceToHold(bands, sla)
    : undefined;
}
