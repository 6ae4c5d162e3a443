import type { DatabaseMode, TransferPolicy } from "./data-policy.js";
import type { DecodeContext } from "./decode-context.js";
import type { Backend, QuantModes, Speculation } from "./deployment.js";
import type { TrainedDraftName } from "./draft-methods.js";
import type { SlaTarget, Workload } from "./workload.js";

/** Sizes that a role may use, one list a dimension; an absent list means the default of `docs/method/search.md` 3. */
export interface RoleLists {
  readonly gpus?: readonly number[];
  readonly tp?: readonly number[];
  readonly pp?: readonly number[];
  readonly dp?: readonly number[];
  readonly moeTp?: readonly number[];
  readonly moeEp?: readonly number[];
  readonly cp?: readonly number[];
}

/** Where a role runs, with which engine, and which sizes it may use. */
export interface RoleSpec {
  readonly system: string;
  readonly backend: Backend;
  /** slot alias or exact version of the performance data; absent means `current` */
  readonly backendVersion?: string;
  /** version of the engine that runs, where the performance data are of another */
  readonly engineVersion?: string;
  /** modes said explicitly; the rest follows from the checkpoint */
  readonly quant?: Partial<QuantModes>;
  readonly lists?: RoleLists;
  /** what each layout is tried with, the first preferred; without sharing unless given */
  readonly decodeContexts?: readonly DecodeContext[];
}

/** Constants of disaggregated serving (`docs/method/search.md` 5.2); all have defaults. */
export interface DisaggTuning {
  /** GPU counts of one replica; null allows every count up to the ceiling */
  readonly gpusPerReplica?: readonly number[] | null;
  readonly maxGpusPerReplica?: number;
  readonly maxPrefillWorkers?: number;
  readonly maxDecodeWorkers?: number;
  readonly prefillMaxBatchSize?: number;
  readonly decodeMaxBatchSize?: number;
  readonly prefillLatencyCorrection?: number;
  readonly decodeLatencyCorrection?: number;
  readonly prefillDegradation?: number;
  readonly decodeDegradation?: number;
  readonly ttftCorrection?: number;
}

/** Drafts whose number the checkpoint tells by its layers for them, or the files of a network trained for it. */
export interface AutoDrafts {
  /** drafts accepted per step on average */
  readonly accepted?: number;
  readonly trained?: TrainedDraftName;
}

/** A load to be served: exactly one of request rate (requests per second) and concurrency. */
export interface LoadTarget {
  readonly requestRate?: number;
  readonly concurrency?: number;
  /** GPUs that may be used at most; the load is served in part when they do not suffice */
  readonly maxTotalGpus?: number;
}

interface SearchTaskBase {
  /** label of the experiment, folder and legend name */
  readonly name: string;
  readonly model: string;
  /** name to show instead of the model, e.g. the 0.5.0 name the user wrote */
  readonly displayModel?: string;
  /** GPUs of the whole deployment; 0 means: do not scale */
  readonly totalGpus: number;
  /** rows are ranked by the GPUs that it needs, not by what `totalGpus` serve; those only bound a replica then */
  readonly load?: LoadTarget;
  readonly lengths: Pick<Workload, "isl" | "osl" | "prefix">;
  readonly sla: SlaTarget;
  /** which figures a prediction may use: measured only unless said */
  readonly databaseMode?: DatabaseMode;
  /** what may be borrowed where nothing was measured */
  readonly transfer?: TransferPolicy;
  readonly speculation?: Speculation;
  /** instead of `speculation`: a number of drafts that the run looks up */
  readonly autoDrafts?: AutoDrafts;
  readonly memFraction?: number;
  /** memory as engines fill it; set by the profile, not by users */
  readonly asEnginesRun?: boolean;
  readonly maxSeqLen?: number;
  readonly attentionLane?: string;
  readonly moeBackend?: "megamoe" | "deepep_moe";
  /** rows above the limits leave the frontier too */
  readonly strictSla?: boolean;
  /** rows of a table, 5 unless said */
  readonly topN?: number;
  /** false: only the TPOT limit itself is a target */
  readonly paretoSweep?: boolean;
  /** what the reader of the task should know (assumed defaults, converted names) */
  readonly notes?: readonly string[];
}

/** One aggregated experiment. */
export interface AggSearchTask extends SearchTaskBase {
  readonly mode: "agg";
  readonly worker: RoleSpec;
  /** finer context-token grid (`docs/method/search.md` 4.3) */
  readonly chunkedPrefill?: boolean;
}

/** One disaggregated experiment. */
export interface DisaggSearchTask extends SearchTaskBase {
  readonly mode: "disagg";
  readonly prefill: RoleSpec;
  readonly decode: RoleSpec;
  readonly tuning?: DisaggTuning;
}

/** One experiment of a search. */
export type SearchTask = AggSearchTask | DisaggSearchTask;

/** Why prefill and decode workers of two engines are refused, wherever they are asked for. */
export function mixedEngines(prefill: Backend, decode: Backend): string {
  return `prefill workers run ${prefill} and decode workers ${decode}: two engines cannot hand a KV cache to each other; use one backend for both`;
}
