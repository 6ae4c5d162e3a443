import { compact } from "../domain/compact.js";
import type { QuantModes, Speculation } from "../domain/deployment.js";
import { DEPTH_KEYS } from "../domain/drafts-asked.js";
import { yamlText } from "../generate/yaml-text.js";
import type { Json } from "../generate/options/types.js";
import { ANSWERED_BY, type AnsweredBy } from "../manifest/experiment/answered-by.js";
import type { ExperimentResult } from "../search/result.js";
import type { DisaggTuning, RoleLists, RoleSpec, SearchTask } from "../search/task.js";

/** Limit that stands for "no limit": the file's own defaults are stricter. Milliseconds. */
const NO_LIMIT = 1e9;

/**
 * `config.yaml` of an experiment: the flat form, which `exp` accepts again, with what answered it. The data version is
 * written out, so that the file gives the same result after an update. Experiments that joined several engines list one
 * experiment for each.
 */
export function experimentConfig(
  result: ExperimentResult,
  answeredBy: Omit<AnsweredBy, "profile"> & { readonly profile: string },
): string {
  const tasks = joinedTasks(result);
  const modes = result.rows[0]?.quant;
  return yamlText(
    {
      [ANSWERED_BY]: { ...answeredBy },
      exps: tasks.map((task) => task.name),
      ...Object.fromEntries(tasks.map((task) => [task.name, taskMapping(task)])),
    },
    {
      header: [
        "exp --yaml-path with this file runs this again",
        ...(modes === undefined ? [] : [`Number formats that were used: ${formats(modes)}`]),
      ],
    },
  );
}

/** The experiment's task; for `--backend auto` one for each engine that has rows. */
function joinedTasks({ task, rows }: ExperimentResult): readonly SearchTask[] {
  const versions = new Map(rows.map((row) => [row.deployment.backend, row.version]));
  const backends = [...versions.keys()];
  const own = task.mode === "agg" ? task.worker.backend : task.decode.backend;
  if (backends.length <= 1) return [withEngine(task, own, versions.get(own), task.name)];
  return backends.map((backend) =>
    withEngine(task, backend, versions.get(backend), `${task.name}_${backend}`),
  );
}

function withEngine(
  task: SearchTask,
  backend: RoleSpec["backend"],
  version: string | undefined,
  name: string,
): SearchTask {
  const spec = (role: RoleSpec): RoleSpec => ({
    ...role,
    backend,
    ...(version === undefined ? {} : { backendVersion: version }),
  });
  return task.mode === "agg"
    ? { ...task, name, worker: spec(task.worker) }
    : { ...task, name, prefill: spec(task.prefill), decode: spec(task.decode) };
}

function taskMapping(task: SearchTask): { readonly [key: string]: Json } {
  const { lengths, sla, speculation } = task;
  const values: Record<string, Json | undefined> = {
    serving_mode: task.mode,
    isl: lengths.isl,
    osl: lengths.osl,
    prefix: lengths.prefix,
    ttft: sla.ttftMs ?? NO_LIMIT,
    tpot: sla.tpotMs ?? NO_LIMIT,
    request_latency: sla.requestLatencyMs,
    total_gpus: task.totalGpus,
    target_request_rate: task.load?.requestRate,
    target_concurrency: task.load?.concurrency,
    max_total_gpus: task.load?.maxTotalGpus,
    database_mode: task.databaseMode ?? "SILICON",
    transfer_policy:
      task.transfer === undefined
        ? undefined
        : Object.entries(task.transfer)
            .filter(([, on]) => on === true)
            .map(([kind]) => kind),
    pareto_sweep: task.paretoSweep,
    free_gpu_memory_fraction: task.memFraction,
    max_seq_len: task.maxSeqLen,
    ...draftsMapping(speculation),
    moe_backend: task.moeBackend,
    attention_backend: task.attentionLane,
    ...(task.mode === "agg"
      ? {
          ...roleMapping(task.model, task.worker, "", "agg_"),
          enable_chunked_prefill: task.chunkedPrefill ?? false,
        }
      : {
          ...roleMapping(task.model, task.prefill, "prefill_", "prefill_"),
          ...roleMapping(task.model, task.decode, "decode_", "decode_"),
          ...tuningMapping(task.tuning ?? {}),
        }),
  };
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, Json] => entry[1] !== undefined),
  );
}

/** Layers of the checkpoint by their older keys, as the published method writes them; other drafts as a block. */
function draftsMapping(speculation: Speculation | undefined): Record<string, Json | undefined> {
  if (speculation === undefined) return {};
  const { method = "mtp", nextn, accepted, draftModel } = speculation;
  if (method === "mtp") return { nextn, nextn_accepted: accepted };
  return {
    speculative: {
      method,
      params: { [DEPTH_KEYS[method]]: nextn },
      ...compact({ draft_model_path: draftModel }),
      accepted_tokens: accepted,
    },
  };
}

function roleMapping(
  model: string,
  role: RoleSpec,
  prefix: string,
  listPrefix: string,
): Record<string, Json | undefined> {
  return {
    [`${prefix}model_path`]: model,
    [`${prefix}system_name`]: role.system,
    [`${prefix}backend_name`]: role.backend,
    [`${prefix}backend_version`]: role.backendVersion,
    [`${prefix}dcp_size`]: role.decodeContexts?.[0]?.dcp,
    ...Object.fromEntries(
      Object.entries(role.quant ?? {}).map(([kind, mode]) => [`${prefix}${kind}_quant_mode`, mode]),
    ),
    ...Object.fromEntries(
      LISTS.map(([field, name]) => [`${listPrefix}${name}_candidates`, role.lists?.[field]]),
    ),
  };
}

const LISTS: readonly (readonly [keyof RoleLists, string])[] = [
  ["gpus", "num_gpu"],
  ["tp", "tp"],
  ["pp", "pp"],
  ["dp", "dp"],
  ["moeTp", "moe_tp"],
  ["moeEp", "moe_ep"],
  ["cp", "cp"],
];

function tuningMapping(tuning: DisaggTuning): Record<string, Json | undefined> {
  return {
    num_gpu_per_replica: tuning.gpusPerReplica ?? undefined,
    max_gpu_per_replica: tuning.maxGpusPerReplica,
    max_prefill_workers: tuning.maxPrefillWorkers,
    max_decode_workers: tuning.maxDecodeWorkers,
    prefill_max_batch_size: tuning.prefillMaxBatchSize,
    decode_max_batch_size: tuning.decodeMaxBatchSize,
    prefill_latency_correction: tuning.prefillLatencyCorrection,
    decode_latency_correction: tuning.decodeLatencyCorrection,
    rate_match_prefill_degradation: tuning.prefillDegradation,
    rate_match_decode_degradation: tuning.decodeDegradation,
    autoscale_ttft_correction_factor: tuning.ttftCorrection,
  };
}

function formats(modes: QuantModes): string {
  return Object.entries(modes)
    .map(([kind, mode]) => `${kind} ${mode}`)
    .join(", ");
}
