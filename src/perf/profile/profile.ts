import type { Bands } from "../../domain/prediction.js";
import type { StepFactors } from "./step-factors.js";
import type { AggPoint, Lengths, WorkerContext, WorkerModel } from "../types.js";

/** Figures of one replica that a profile may correct. Latencies in milliseconds, rates per second. */
export interface ReplicaFigures {
  readonly ttftMs: number;
  readonly tpotMs: number;
  readonly requestLatencyMs: number;
  readonly requestsPerSec: number;
  readonly tokensPerSec: number;
  /** disaggregated: what a worker of each pool serves at most, where the profile knows it; see {@link StageRates} */
  readonly stages?: StageRates | undefined;
  /** 80 % intervals, where the profile knows its error */
  readonly bands?: Bands;
  /** what a reader should know about the correction, e.g. that nothing like it was measured */
  readonly notes?: readonly string[] | undefined;
}

/**
 * Requests per second that one worker of each pool serves at most: prompts as they share steps, and answers with the requests in
 * flight spread over the decode workers (0 where nothing is decoded). A replica serves no more than either pool.
 */
export interface StageRates {
  readonly prefill: number;
  readonly decode: number;
}

/** A worker and what it was priced from. */
export interface ProfiledWorker {
  readonly model: WorkerModel;
  readonly context: WorkerContext;
}

/** An aggregated replica at one load. */
export interface AggLoad {
  readonly worker: ProfiledWorker;
  readonly lengths: Lengths;
  readonly point: AggPoint;
  /** requests in flight, where they do not fill every rank alike; absent: those of the point */
  readonly concurrency?: number | undefined;
}

/** A disaggregated replica, whatever its load. */
export interface DisaggReplica {
  readonly prefill: ProfiledWorker & { readonly workers: number };
  readonly decode: ProfiledWorker & { readonly workers: number };
  readonly lengths: Lengths;
}

/** A disaggregated replica at one load: batches of one rank. */
export interface DisaggLoad extends DisaggReplica {
  readonly prefill: DisaggReplica["prefill"] & { readonly batchSize: number };
  readonly decode: DisaggReplica["decode"] & { readonly batchSize: number };
  /** requests in flight, where they do not fill every decode rank alike; absent: those of the point */
  readonly concurrency?: number | undefined;
}

/**
 * How sure the ratio of two throughputs is, as a share of the band of one: layouts of one engine, model and system err
 * alike, one layout at two loads more so.
 */
export interface PairedWidths {
  readonly sameLayout: number;
  readonly sameGroup: number;
}

/**
 * Figures of a load, corrected from those of the published method, which are worked out where a profile looks at them: ours
 * never does, and a search asks thousands of times. A value that is passed in, never a global; every output names it.
 */
export interface Profile {
  readonly name: string;
  /** true: figures pass unchanged, so callers keep their fast path */
  readonly identity: boolean;
  agg(load: AggLoad, published: () => ReplicaFigures): ReplicaFigures;
  disagg(load: DisaggLoad, published: () => ReplicaFigures): ReplicaFigures;
  /** absent: the profile knows no error */
  readonly paired?: PairedWidths;
  /** what schedulers multiply the steps of a replica with; absent: nothing is known */
  steps?(replica: Pick<AggLoad, "worker" | "lengths"> | DisaggReplica): StepFactors;
}

/** The published method, number for number. */
export const reference: Profile = {
  name: "reference",
  identity: true,
  agg: (_load, published) => published(),
  disagg: (_load, published) => published(),
};
