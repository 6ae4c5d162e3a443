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
