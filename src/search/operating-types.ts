import type { Deployment } from "../domain/deployment.js";
import type { Prediction } from "../domain/prediction.js";
import type { LimitCheck } from "../domain/review.js";
import type { SlaTarget, Workload } from "../domain/workload.js";
import type { Door } from "../perf/estimate/admission.js";
import type { Profile } from "../perf/profile/profile.js";
import type { Lengths, WorkerContext, WorkerModel } from "../perf/types.js";
import type { DisaggTuning } from "./task.js";

/** More requests than the batch limits let in at once. */
export interface Queueing {
  /** requests that wait, over all replicas */
  readonly waiting: number;
  /** mean wait before the first step, in the TTFT figure; Infinity when arrivals outrun the service for good */
  readonly waitMs: number;
  /** what keeps them out */
  readonly door: Door;
}

/** A deployment at its operating point. */
export interface OperatingPoint {
  /** the deployment with the batch sizes and context tokens of the point */
  readonly deployment: Deployment;
  readonly prediction: Prediction;
  readonly limits: readonly LimitCheck[];
  /** memory fits and all limits hold with the confidence that was asked for; without an error band: they hold */
  readonly meetsSla: boolean;
  /** no load was stated: the point at even odds, where it serves clearly more */
  readonly evenOdds?: OperatingPoint;
  readonly queueing?: Queueing;
}

/** What both serving modes work with. */
export interface OperatingRequest {
  readonly deployment: Deployment;
  readonly workload: Workload;
  readonly lengths: Lengths;
  readonly sla: SlaTarget;
  readonly profile: Profile;
  readonly tuning: DisaggTuning;
  readonly confidence: number;
}

/** A pool's worker and what it was priced from. */
export interface OpenedPool {
  readonly model: WorkerModel;
  readonly context: WorkerContext;
}

/** Requests each second that the two pools of a disaggregated deployment could serve alone, all workers together. */
export interface PoolRates {
  readonly prefillWorkers: number;
  readonly decodeWorkers: number;
  /** GPUs of one worker */
  readonly prefillGpus: number;
  readonly decodeGpus: number;
  readonly prefillRequestsPerSec: number;
  readonly decodeRequestsPerSec: number;
}
