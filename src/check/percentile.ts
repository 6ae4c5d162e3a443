import { DEFAULT_CONFIDENCE } from "../domain/confidence.js";
import type { LimitCheck, Metric } from "../domain/review.js";
import type { Interval } from "../domain/prediction.js";
import type { SlaTarget, Workload } from "../domain/workload.js";
import { reference } from "../perf/profile/profile.js";
import { MissingDataError } from "../perf/types.js";
import { chanceToHold } from "../search/odds.js";
import type { OperatingDeps } from "../search/operating-point.js";
import type { OperatingPoint } from "../search/operating-types.js";
import { simulateDeployment } from "../simulate/deployment-run.js";
import { closedLoad, poissonLoad } from "../simulate/loads.js";
import { openSystem } from "../simulate/open-system.js";
import { requestsFor } from "../simulate/simulate.js";

/** Arrivals of an open load; the same for every run, so that a verdict does not change from run to run. */
const SEED = 1;

/**
 * Judges limits that apply to a percentile: the mean comes from the profile, how far the percentile lies above it from a
 * run of the scheduler at the same load. A point that cannot be simulated is returned as it is, with a note.
 */
export async function atPercentile(
  deps: OperatingDeps,
  point: OperatingPoint,
  workload: Workload,
  sla: SlaTarget,
): Promise<OperatingPoint> {
  const name = sla.percentile;
  if (name === undefined) return point;
  const { prediction, deployment } = point;
  const profile = deps.profile ?? reference;
  const inFlight = Math.max(1, Math.round(workload.concurrency ?? prediction.concurrency));
  const { isl, osl, prefix } = workload;
  const load =
    workload.requestRate === undefined
      ? closedLoad(inFlight, { requests: requestsFor(inFlight), isl, osl })
      : poissonLoad(workload.requestRate, SEED, { requests: 1000, isl, osl });
  const over: Record<Metric, number> = { ttft: 1, tpot: 1, requestLatency: 1 };
  try {
    const system = await openSystem(deps.predictor, deployment, { prefix });
    const { result } = simulateDeployment(system, {
      deployment,
      lengths: { isl, osl, prefix },
      load,
      profile,
    });
    const ratio = (of: {
      readonly mean: number;
      readonly p50: number;
      readonly p90: number;
      readonly p99: number;
    }): number => (of.mean > 0 ? of[name] / of.mean : 1);
    over.ttft = ratio(result.ttftMs);
    over.tpot = ratio(result.tpotMs);
    over.requestLatency = ratio(result.requestLatencyMs);
  } catch (error) {
    if (!(error instanceof MissingDataError)) throw error;
    const note = `limits are held against means: ${name} cannot be simulated here (${error.message})`;
    return { ...point, prediction: { ...prediction, notes: [...prediction.notes, note] } };
  }
  const limits = point.limits.map((limit): LimitCheck => {
    const valueMs = limit.valueMs * over[limit.metric];
    const endless = !limit.holds && limit.valueMs <= limit.limitMs;
    return {
      ...limit,
      valueMs,
      holds: !endless && valueMs <= limit.limitMs,
      percentile: { name, overMean: over[limit.metric] },
    };
  });
  const scaled = ([low, high]: Interval, by: number): Interval => [low * by, high * by];
  const { bands } = prediction;
  const pSla =
    bands === undefined || prediction.pSla === undefined || prediction.pSla === 0
      ? prediction.pSla
      : chanceToHold(
          {
            ...bands,
            ttftMs: scaled(bands.ttftMs, over.ttft),
            tpotMs: scaled(bands.tpotMs, over.tpot),
            requestLatencyMs: scaled(bands.requestLatencyMs, over.requestLatency),
          },
          sla,
        );
  const words = limits.map(({ metric, valueMs }) => `${metric} ${valueMs.toPrecision(4)} ms`).join(", ");
  return {
    ...point,
    limits,
    prediction: {
      ...prediction,
      ...(pSla === undefined ? {} : { pSla }),
      notes: [...prediction.notes, `limits apply to ${name}: ${words} (scheduler model)`],
    },
    meetsSla:
      prediction.memoryVerdict === "fits" &&
      (pSla === undefined
        ? limits.every(({ holds }) => holds)
        : pSla >= (deps.confidence ?? DEFAULT_CONFIDENCE)),
  };
}
