import type { QuantModes } from "./deployment.js";

/** A closed interval, `[low, high]`. */
export type Interval = readonly [number, number];

/** The 80 % interval of each figure, where the profile knows its error. */
export interface Bands {
  readonly ttftMs: Interval;
  readonly tpotMs: Interval;
  readonly requestLatencyMs: Interval;
  readonly tokensPerSecPerGpu: Interval;
}

/** Per-rank memory in bytes. */
export interface MemoryUse {
  readonly weights: number;
  readonly activations: number;
  readonly kvCache: number;
  readonly nccl: number;
  readonly other: number;
  readonly total: number;
  readonly capacity: number;
}

/** Whether one rank's memory holds the load: `oom` weights and activations do not fit, `kv-oom` only the KV cache does not. */
export type MemoryVerdict = "fits" | "oom" | "kv-oom";

/** The measurements behind a prediction. */
export interface DataSet {
  readonly system: string;
  readonly backend: string;
  readonly version: string;
  /** the measured system whose operator times were scaled; absent: `system` was measured itself */
  readonly scaledFrom?: string;
}

/** How the system of a data set is told: `h20 (scaled from h200_sxm)`. */
export function dataSystem({ system, scaledFrom }: Pick<DataSet, "system" | "scaledFrom">): string {
  return scaledFrom === undefined ? system : `${system} (scaled from ${scaledFrom})`;
}

/** What a deployment does at one operating point. Rates count the whole deployment unless the name says otherwise. */
export interface Prediction {
  readonly ttftMs: number;
  readonly tpotMs: number;
  /** `ttft + tpot · max(osl − 1, 0)` */
  readonly requestLatencyMs: number;
  /** output tokens per second of all replicas */
  readonly tokensPerSec: number;
  readonly tokensPerSecPerGpu: number;
  /** `1000 / tpot` */
  readonly tokensPerSecPerUser: number;
  readonly requestsPerSec: number;
  /** requests in flight over all replicas */
  readonly concurrency: number;
  readonly totalGpus: number;
  /** the fullest rank */
  readonly memoryBytes: number;
  readonly memoryCapacityBytes: number;
  readonly memoryVerdict: MemoryVerdict;
  readonly quant: QuantModes;
  readonly perfDb: DataSet;
  readonly profile: string;
  readonly bands?: Bands;
  /** probability that every limit of the SLA holds; only with bands */
  readonly pSla?: number;
  readonly notes: readonly string[];
}
