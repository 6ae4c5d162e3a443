import type { Bands, Interval } from "../domain/prediction.js";
import type { LimitCheck } from "../domain/review.js";
import type { SlaTarget } from "../domain/workload.js";
import { chanceBelow, jointChance, widthsAt, type LimitDistance } from "../perf/profile/chance.js";
import { withinLimits, type Latencies } from "./sla.js";

/** How far a limit lies above the middle of a band. */
function distanceOf(band: Interval, limit: number): LimitDistance {
  const low = band[0];
  const high = band[1];
  if (!(low > 0) || high <= low) return { distance: limit - high, width: 0 };
  const middle = (Math.log(low) + Math.log(high)) / 2;
  return { distance: Math.log(limit) - middle, width: Math.log(high / low) / 2 };
}

/** Chance that a figure with an 80 % band stays within a limit. */
export function chanceWithin(band: Interval, limit: number): number {
  return chanceBelow(distanceOf(band, limit));
}

/**
 * Chance that every limit holds. The errors of TTFT and TPOT are taken as independent, as they were where they were measured; the
 * whole request is made of both, so its chance is only a ceiling.
 */
export function chanceToHold(bands: Bands, sla: SlaTarget): number {
  const limits: LimitDistance[] = [];
  if (sla.ttftMs !== undefined) limits.push(distanceOf(bands.ttftMs, sla.ttftMs));
  if (sla.tpotMs !== undefined) limits.push(distanceOf(bands.tpotMs, sla.tpotMs));
  const both = jointChance(limits);
  return sla.requestLatencyMs === undefined
    ? both
    : Math.min(both, chanceWithin(bands.requestLatencyMs, sla.requestLatencyMs));
}

/** Figures with an error band, or without where the profile knows no error. */
export interface BandedLatencies extends Latencies {
  readonly bands?: Bands | undefined;
}

/** Chance that figures hold their limits together; undefined where the profile knows no error or nothing limits. */
export function chanceOf({ bands }: BandedLatencies, sla: SlaTarget): number | undefined {
  const limited = [sla.ttftMs, sla.tpotMs, sla.requestLatencyMs].some(
    (limit) => limit !== undefined && Number.isFinite(limit),
  );
  return bands === undefined || !limited ? undefined : chanceToHold(bands, sla);
}

/** Whether limits that were judged hold together with at least `confidence`; without a chance: whether each holds. */
export function isHeld(
  limits: readonly Pick<LimitCheck, "holds">[],
  pSla: number | undefined,
  confidence: number,
): boolean {
  return pSla === undefined ? limits.every(({ holds }) => holds) : pSla >= confidence;
}

/** Whether every limit holds with at least `confidence`; without an error band: whether it holds. */
export function carries(figures: BandedLatencies, sla: SlaTarget, confidence: number): boolean {
  const chance = chanceOf(figures, sla);
  return chance === undefined ? withinLimits(figures, sla) : chance >= confidence;
}

/**
 * {@link carries}, with a look at the figures first: beyond a limit nothing holds with a chance of one half or more, and the
 * band of a point that a sweep passes by need not be made.
 */
export function mayCarry(figures: BandedLatencies, sla: SlaTarget, confidence: number): boolean {
  return withinLimits(figures, sla) && carries(figures, sla, confidence);
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

/** The value that a figure with an 80 % band stays below with a chance. */
export function quantile([low, high]: Interval, chance: number): number {
  if (!(low > 0) || high <= low) return high;
  const middle = (Math.log(low) + Math.log(high)) / 2;
  return Math.exp(middle + (widthsAt(chance) * Math.log(high / low)) / 2);
}
