import type { LimitCheck } from "../domain/review.js";
import type { SlaTarget } from "../domain/workload.js";

/** The three latencies of a point, milliseconds. */
export interface Latencies {
  readonly ttftMs: number;
  readonly tpotMs: number;
  readonly requestLatencyMs: number;
}

/**
 * The limits that a search's rows are judged by. With a request-latency limit TTFT and TPOT only guide the sweep
 * (`docs/method/search.md` 5.3), so they are no limits of their own.
 */
export function judgedLimits(sla: SlaTarget): SlaTarget {
  return sla.requestLatencyMs === undefined ? sla : { requestLatencyMs: sla.requestLatencyMs };
}

/** Every limit against its figure. */
export function checkLimits(figures: Latencies, sla: SlaTarget): readonly LimitCheck[] {
  const checks: LimitCheck[] = [];
  const add = (metric: LimitCheck["metric"], valueMs: number, limitMs: number | undefined): void => {
    if (limitMs !== undefined) checks.push({ metric, valueMs, limitMs, holds: valueMs <= limitMs });
  };
  add("ttft", figures.ttftMs, sla.ttftMs);
  add("tpot", figures.tpotMs, sla.tpotMs);
  add("requestLatency", figures.requestLatencyMs, sla.requestLatencyMs);
  return checks;
}

/** Whether every limit holds. */
export function withinLimits(figures: Latencies, sla: SlaTarget): boolean {
  return (
    figures.ttftMs <= (sla.ttftMs ?? Infinity) &&
    figures.tpotMs <= (sla.tpotMs ?? Infinity) &&
    figures.requestLatencyMs <= (sla.requestLatencyMs ?? Infinity)
  );
}

/** Relative excess over each limit that is broken. */
function excesses(figures: Latencies, sla: SlaTarget): readonly number[] {
  const pairs: readonly (readonly [number, number | undefined])[] = [
    [figures.ttftMs, sla.ttftMs],
    [figures.tpotMs, sla.tpotMs],
    [figures.requestLatencyMs, sla.requestLatencyMs],
  ];
  return pairs.flatMap(([value, limit]) => (limit !== undefined && value > limit ? [value / limit - 1] : []));
}

/** Largest relative excess over a limit, 0 when all hold. */
export function violationOf(figures: Latencies, sla: SlaTarget): number {
  return Math.max(0, ...excesses(figures, sla));
}

/** Weight of the other broken limits beside the worst one. */
const OTHER_LIMITS = 1e-3;

/** How far a point is from the limits: the worst excess decides, the sum of all breaks ties, so no limit is broken for nothing. */
export function missScore(figures: Latencies, sla: SlaTarget): number {
  const all = excesses(figures, sla);
  return Math.max(0, ...all) + OTHER_LIMITS * all.reduce((sum, excess) => sum + excess, 0);
}
