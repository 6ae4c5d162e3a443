import type { SlaTarget } from "../domain/workload.js";
import type { SimulationRun } from "./run.js";
import { servedPerSec } from "./served.js";
import type { Distribution, Load, RequestOutcome } from "./types.js";

/** What a load experienced after the warm-up. */
export interface SimulationResult {
  readonly requests: number;
  readonly ttftMs: Distribution;
  /** mean time between the tokens of a request, over requests */
  readonly tpotMs: Distribution;
  /** time between tokens, over all tokens of the run */
  readonly itlMs: Distribution;
  readonly requestLatencyMs: Distribution;
  readonly requestsPerSec: number;
  readonly outputTokensPerSec: number;
  /** requests per second that met every limit */
  readonly goodputPerSec: number;
  /** requests in flight on average (Little's law) */
  readonly meanInFlight: number;
}

/**
 * Summarises a run without its first `warmup` requests by order of arrival. Rates of a closed loop are taken while requests
 * still arrive, as it drains at its end, those of an open one while it is loaded. Short runs count everything.
 */
export function summarize(
  run: SimulationRun,
  sla: SlaTarget,
  { warmup, kind }: { readonly warmup: number; readonly kind: Load["kind"] },
): SimulationResult {
  const byArrival = inOrder(run);
  const kept = after(byArrival, warmup);
  const { requestsPerSec, counted } =
    kind === "closed" ? whileArriving(run, byArrival, kept) : whileLoaded(run, byArrival, kept);
  const share = (of: (outcome: RequestOutcome) => number): number => requestsPerSec * meanOf(counted.map(of));
  const latency = distribution(kept.map((outcome) => outcome.latencyMs));
  return {
    requests: kept.length,
    ttftMs: distribution(kept.map((outcome) => outcome.ttftMs)),
    tpotMs: distribution(kept.filter((outcome) => outcome.osl > 1).map((outcome) => outcome.tpotMs)),
    itlMs: run.gaps.distribution(),
    requestLatencyMs: latency,
    requestsPerSec,
    outputTokensPerSec: share(({ osl }) => osl),
    goodputPerSec: share((outcome) => (meets(outcome, sla) ? 1 : 0)),
    meanInFlight: (requestsPerSec * latency.mean) / 1000,
  };
}

/** A rate, and whose lengths and latencies it is about. */
interface Served {
  readonly requestsPerSec: number;
  readonly counted: readonly RequestOutcome[];
}

function whileArriving(
  run: SimulationRun,
  byArrival: readonly RequestOutcome[],
  kept: readonly RequestOutcome[],
): Served {
  const startMs = kept[0]?.arrivalMs ?? 0;
  const lastArrivalMs = kept.at(-1)?.arrivalMs ?? 0;
  const within = byArrival.filter(({ arrivalMs, latencyMs }) => {
    const endMs = arrivalMs + latencyMs;
    return endMs > startMs && endMs <= lastArrivalMs;
  });
  const steady = within.length >= kept.length / 2;
  const counted = steady ? within : kept;
  const durationMs = Math.max((steady ? lastArrivalMs : run.endMs) - startMs, Number.MIN_VALUE);
  return { requestsPerSec: (counted.length * 1000) / durationMs, counted };
}

/** Of fewer requests than this, or where all end at once, the whole run is counted. */
const FEW = 20;

function whileLoaded(
  run: SimulationRun,
  byArrival: readonly RequestOutcome[],
  kept: readonly RequestOutcome[],
): Served {
  const rate = byArrival.length < FEW ? Number.NaN : servedPerSec(byArrival, byArrival.length - kept.length);
  const wholeMs = Math.max(run.endMs - (byArrival[0]?.arrivalMs ?? 0), Number.MIN_VALUE);
  return { requestsPerSec: Number.isNaN(rate) ? (byArrival.length * 1000) / wholeMs : rate, counted: kept };
}

/** The mean of some numbers; 0 of none. */
export function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return values.length === 0 ? 0 : sum / values.length;
}

/** Outcomes by order of arrival. */
export function inOrder({ outcomes }: SimulationRun): readonly RequestOutcome[] {
  return [...outcomes].sort((a, b) => a.arrivalMs - b.arrivalMs);
}

/** What is counted of outcomes in order of arrival: all after the warm-up, at least the last. */
export function after(byArrival: readonly RequestOutcome[], warmup: number): readonly RequestOutcome[] {
  return byArrival.slice(Math.min(warmup, Math.max(0, byArrival.length - 1)));
}

/** Whether a request met every limit that is set. */
export function meets(outcome: RequestOutcome, sla: SlaTarget): boolean {
  return (
    (sla.ttftMs === undefined || outcome.ttftMs <= sla.ttftMs) &&
    (sla.tpotMs === undefined || outcome.tpotMs <= sla.tpotMs) &&
    (sla.requestLatencyMs === undefined || outcome.latencyMs <= sla.requestLatencyMs)
  );
}

/** Mean and percentiles by linear interpolation between order statistics; zeros for an empty list. */
export function distribution(values: readonly number[]): Distribution {
  if (values.length === 0) return { mean: 0, p50: 0, p90: 0, p99: 0 };
  const sorted = Float64Array.from(values).sort();
  const at = (p: number): number => {
    const rank = p * (sorted.length - 1);
    const low = Math.floor(rank);
    const high = Math.min(low + 1, sorted.length - 1);
    return sorted[low]! + (sorted[high]! - sorted[low]!) * (rank - low);
  };
  return {
    mean: meanOf(sorted),
    p50: at(0.5),
    p90: at(0.9),
    p99: at(0.99),
  };
}
