import type { Deployment, QuantModes, ServingMode } from "../domain/deployment.js";
import type { Bands } from "../domain/prediction.js";
import type { WorkerRow } from "../perf/disagg.js";
import type { StageRates } from "../perf/profile/profile.js";
import type { AggPoint, WorkerModel } from "../perf/types.js";

/** Figures of one replica, rounded to 3 decimals as they are ranked, and what a budget makes of them. */
export interface RowFigures {
  readonly ttftMs: number;
  readonly tpotMs: number;
  readonly requestLatencyMs: number;
  readonly requestsPerSec: number;
  readonly requestsPerSecPerGpu: number;
  readonly tokensPerSec: number;
  readonly tokensPerSecPerGpu: number;
  readonly tokensPerSecPerUser: number;
  /** requests in flight in one replica */
  readonly concurrency: number;
  readonly gpusPerReplica: number;
  /** the fullest rank */
  readonly memoryGib: number;
  readonly bands?: Bands;
  /** disaggregated: requests per second of one worker of each pool at most, where the profile knows them */
  readonly stages?: StageRates;
  /** what the profile says about its correction */
  readonly notes?: readonly string[];
}

/** What an aggregated row was made from. */
export interface AggOrigin {
  readonly mode: "agg";
  readonly model: WorkerModel;
  readonly point: AggPoint;
}

/** What a disaggregated row was made from. */
export interface DisaggOrigin {
  readonly mode: "disagg";
  readonly prefill: WorkerRow;
  readonly decode: WorkerRow;
  readonly prefillWorkers: number;
  readonly decodeWorkers: number;
}

/** A row that a sweep kept: figures of one replica and where they come from. */
export interface KeptRow {
  /** grouping key of the top-N tables: the worker's choice (agg) or the decode worker's (disagg) */
  readonly key: string;
  readonly figures: RowFigures;
  readonly origin: AggOrigin | DisaggOrigin;
}

/** A row under a GPU budget and an SLA. */
export interface SearchRow extends KeptRow {
  readonly mode: ServingMode;
  /** name of the experiment that found it */
  readonly experiment: string;
  readonly replicas: number;
  readonly totalGpusUsed: number;
  /** the ranking figure: tokens per second per GPU of the budget, idle GPUs counted */
  readonly tokensPerSecPerGpuCluster: number;
  /** all limits hold with the confidence that was asked for; without an error band: they hold */
  readonly meetsSla: boolean;
  /** largest relative excess over a limit of the figures at that confidence, 0 when each holds */
  readonly violation: number;
  /** chance that all limits hold together, where the profile knows its error and something limits */
  readonly chance?: number;
  readonly deployment: Deployment;
  readonly quant: QuantModes;
  /** version of the performance data */
  readonly version: string;
  /** set when a load target decides the number of replicas (`docs/method/search.md` 8) */
  readonly load?: LoadFit;
}

/** How many replicas a load needs. */
export interface LoadFit {
  readonly replicasNeeded: number;
  readonly totalGpusNeeded: number;
  /** percent of the load that a ceiling on GPUs leaves room for, one decimal */
  readonly loadServedPct?: number;
}

/** Requests per second of one worker of each pool of a disaggregated row: as the profile has them, else by the published method. */
export function stageRates({ figures, origin }: KeptRow): StageRates {
  if (figures.stages !== undefined) return figures.stages;
  if (origin.mode === "agg") throw new Error("an aggregated row has no stages");
  return { prefill: origin.prefill.seqPerSec, decode: origin.decode.seqPerSec };
}
