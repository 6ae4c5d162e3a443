import type { DisaggSearchTask, DisaggTuning, RoleSpec, SearchTask } from "../domain/search-task.js";

export type {
  AggSearchTask,
  DisaggSearchTask,
  DisaggTuning,
  RoleLists,
  RoleSpec,
  SearchTask,
} from "../domain/search-task.js";

/** TTFT and TPOT limits of the command line; experiment files have their own. Milliseconds. */
export const COMMAND_LINE_SLA = { ttftMs: 2000, tpotMs: 30 } as const;
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

/**
 * Defaults of `docs/method/search.md` 5.2; `largeEp` tells that some choice of either role spans nodes with its
 * experts.
 */
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

/**
 * GPU counts that one replica may have under a budget, ascending. Budget 0 means no budget. The sizes that the published
 * method tries are not all that a manifest can have: without `published` and under a budget every size is allowed, unless
 * the task names its own.
 */
export function allowedReplicaSizes(
  task: Pick<DisaggSearchTask, "tuning" | "totalGpus">,
  tuning: ResolvedTuning,
  published: boolean,
): readonly number[] {
  const { totalGpus } = task;
  const ceiling = totalGpus > 0 ? Math.min(totalGpus, tuning.maxGpusPerReplica) : tuning.maxGpusPerReplica;
  const any = !published && totalGpus > 0 && task.tuning?.gpusPerReplica === undefined;
  const sizes =
    (any ? null : tuning.gpusPerReplica) ?? Array.from({ length: ceiling }, (_, index) => index + 1);
  return [...new Set(sizes)].filter((size) => size <= ceiling).sort((a, b) => a - b);
}

/** The mode of a task and its role specifications, for callers that treat both alike. */
export function rolesOf(
  task: SearchTask,
): readonly { readonly role: "agg" | "prefill" | "decode"; readonly spec: RoleSpec }[] {
  return task.mode === "agg"
    ? [{ role: "agg", spec: task.worker }]
    : [
        { role: "prefill", spec: task.prefill },
        { role: "decode", spec: task.decode },
      ];
}
