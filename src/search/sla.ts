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
 * (`spec/search.md` 5.3), so they are no limits of their own.
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

/** Largest relative excess over a limit, 0 when all hold. */
export function violationOf(figures: Latencies, sla: SlaTarget): number {
  let worst = 0;
  if (sla.ttftMs !== undefined) worst = Math.max(worst, figures.ttftMs / sla.ttftMs - 1);
  if (sla.tpotMs !== undefined) worst = Math.max(worst, figures.tpotMs / sla.tpotMs - 1);
  if (sla.requestLatencyMs !== undefined)
    worst = Math.max(worst, figures.requestLatencyMs / sla.requestLatencyMs - 1);
  return worst;
}
