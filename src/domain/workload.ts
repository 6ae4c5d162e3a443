/** What requests look like and how many come. Lengths in tokens. */
export interface Workload {
  /** prompt length */
  readonly isl: number;
  /** answer length */
  readonly osl: number;
  /** cached part of the prompt, below `isl` */
  readonly prefix: number;
  /** requests in flight over all replicas (closed loop) */
  readonly concurrency?: number;
  /** arrivals per second over all replicas (open loop) */
  readonly requestRate?: number;
}

/** Lengths that are assumed where nobody states them, in tokens. */
export const DEFAULT_LENGTHS = { isl: 4000, osl: 1000, prefix: 0 } as const;

/** TTFT and TPOT limits of experiment files that state none, in milliseconds. */
export const FILE_SLA = { ttftMs: 1000, tpotMs: 50 } as const;

/** Whether a load is stated; without one a deployment is taken to the load that it carries. */
export function statesLoad({
  concurrency,
  requestRate,
}: Pick<Workload, "concurrency" | "requestRate">): boolean {
  return concurrency !== undefined || requestRate !== undefined;
}

/** Limits on latency; absent means not limited. Inclusive. */
export interface SlaTarget {
  readonly ttftMs?: number;
  readonly tpotMs?: number;
  readonly requestLatencyMs?: number;
  /** statistic that the limits apply to; the mean unless given */
  readonly percentile?: "p50" | "p90" | "p99";
}
