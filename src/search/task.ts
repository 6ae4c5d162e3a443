import type { Backend, QuantModes, ServingMode, Speculation } from "../domain/deployment.js";
import type { SlaTarget } from "../domain/workload.js";
import type { DatabaseMode, Lengths, TransferPolicy } from "../perf/types.js";

/** Sizes that a role may use, one list a dimension; an absent list means the default of `spec/search.md` 3. */
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
  /** modes said explicitly; the rest follows from the checkpoint */
  readonly quant?: Partial<QuantModes>;
  readonly lists?: RoleLists;
}

/** Constants of disaggregated serving (`spec/search.md` 5.2); all have defaults. */
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

interface SearchTaskBase {
  /** label of the experiment, folder and legend name */
  readonly name: string;
  readonly model: string;
  /** name to show instead of the model, e.g. the 0.5.0 name the user wrote */
  readonly displayModel?: string;
  /** GPUs of the whole deployment; 0 means: do not scale */
  readonly totalGpus: number;
  readonly lengths: Lengths;
  readonly sla: SlaTarget;
  readonly databaseMode?: DatabaseMode;
  readonly transfer?: TransferPolicy;
  readonly speculation?: Speculation;
  readonly memFraction?: number;
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
  /** finer context-token grid (`spec/search.md` 4.3) */
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

/** TTFT and TPOT limits of the command line; experiment files use {@link FILE_SLA}. Milliseconds. */
export const COMMAND_LINE_SLA = { ttftMs: 2000, tpotMs: 30 } as const;
/** TTFT and TPOT limits of experiment files. Milliseconds. */
export const FILE_SLA = { ttftMs: 1000, tpotMs: 50 } as const;
/** Lengths that both entry points assume. */
export const DEFAULT_LENGTHS: Lengths = { isl: 4000, osl: 1000, prefix: 0 };
export const DEFAULT_TOP_N = 5;

/** All constants of disaggregated serving, defaults filled in. */
export interface ResolvedTuning {
  readonly gpusPerReplica: readonly number[] | null;
  readonly maxGpusPerReplica: number;
  readonly maxPrefillWorkers: number;
  readonly maxDecodeWorkers: number;
  readonly prefillMaxBatchSize: number;
  readonly decodeMaxBatchSize: number;
  readonly prefillLatencyCorrection: number;
  readonly decodeLatencyCorrection: number;
  readonly prefillDegradation: number;
  readonly decodeDegradation: number;
  readonly ttftCorrection: number;
}

const GPUS_PER_REPLICA = [1, 2, 4, ...Array.from({ length: 16 }, (_, index) => 8 * (index + 1))];
const MAX_GPUS_PER_REPLICA = 128;
const MAX_GPUS_LARGE_EP = 512;

/** Defaults of `spec/search.md` 5.2; `largeEp` tells that some choice of either role spans nodes with its experts. */
export function resolveTuning(tuning: DisaggTuning, options: { largeEp: boolean }): ResolvedTuning {
  const maximum = tuning.maxGpusPerReplica ?? (options.largeEp ? MAX_GPUS_LARGE_EP : MAX_GPUS_PER_REPLICA);
  const byDefault = options.largeEp ? null : extendedReplicaSizes(maximum);
  return {
    gpusPerReplica: tuning.gpusPerReplica === undefined ? byDefault : tuning.gpusPerReplica,
    maxGpusPerReplica: maximum,
    maxPrefillWorkers: tuning.maxPrefillWorkers ?? 32,
    maxDecodeWorkers: tuning.maxDecodeWorkers ?? 32,
    prefillMaxBatchSize: tuning.prefillMaxBatchSize ?? 1,
    decodeMaxBatchSize: tuning.decodeMaxBatchSize ?? 512,
    prefillLatencyCorrection: tuning.prefillLatencyCorrection ?? 1.1,
    decodeLatencyCorrection: tuning.decodeLatencyCorrection ?? 1.08,
    prefillDegradation: tuning.prefillDegradation ?? 0.9,
    decodeDegradation: tuning.decodeDegradation ?? 0.92,
    ttftCorrection: tuning.ttftCorrection ?? 1.8,
  };
}

/** The default list, continued in steps of 8 when the user raises the ceiling above 128. */
function extendedReplicaSizes(maximum: number): readonly number[] {
  const sizes = [...GPUS_PER_REPLICA];
  for (let size = MAX_GPUS_PER_REPLICA + 8; size <= maximum; size += 8) sizes.push(size);
  return sizes;
}

/** GPU counts that one replica may have under a budget, ascending. Budget 0 means no budget. */
export function allowedReplicaSizes(tuning: ResolvedTuning, totalGpus: number): readonly number[] {
  const ceiling = totalGpus > 0 ? Math.min(totalGpus, tuning.maxGpusPerReplica) : tuning.maxGpusPerReplica;
  const sizes = tuning.gpusPerReplica ?? Array.from({ length: ceiling }, (_, index) => index + 1);
  return [...new Set(sizes)].filter((size) => size <= ceiling).sort((a, b) => a - b);
}

/** The mode of a task and its role specifications, for callers that treat both alike. */
export function rolesOf(task: SearchTask): readonly { readonly role: "agg" | "prefill" | "decode"; readonly spec: RoleSpec }[] {
  return task.mode === "agg"
    ? [{ role: "agg", spec: task.worker }]
    : [
        { role: "prefill", spec: task.prefill },
        { role: "decode", spec: task.decode },
      ];
}

/** Backend names of a task, joined when the roles differ. */
export function backendOf(task: SearchTask): Backend {
  return task.mode === "agg" ? task.worker.backend : task.decode.backend;
}

/** `agg` or `disagg` as a plain word for messages. */
export function modeWord(mode: ServingMode): string {
  return mode === "agg" ? "aggregated" : "disaggregated";
}
