import { compact } from "../../domain/compact.js";
import { TRANSFER_ALLOWED, TRANSFER_WORDS, transferPolicy } from "../../domain/data-policy.js";
import { didYouMean } from "../../domain/nearest-name.js";
import type { DisaggTuning, RoleSpec, SearchTask } from "../../domain/search-task.js";
import { DEFAULT_LENGTHS, FILE_SLA } from "../../domain/workload.js";
import type { FlatExperiment } from "./flat.js";
import { SYSTEM_SM } from "./names.js";
import { readDrafts } from "./read-drafts.js";
import { readRoles } from "./read-roles.js";
import { fail, type ExperimentContext, type Reading } from "./reading.js";
import { shortJson } from "../../domain/schema-errors.js";
import type { Problem } from "./validate.js";

/** Turns a flat experiment into a search task, or says what is wrong with it, value by value. */
export function toTask(
  flat: FlatExperiment,
  context: ExperimentContext,
): { readonly task?: SearchTask; readonly problems: readonly Problem[]; readonly notes: readonly string[] } {
  const reading: Reading = { flat, problems: [], notes: [...flat.notes], context };
  const { values } = flat;
  const number = (key: string): number | undefined => values[key] as number | undefined;
  const lengths = {
    isl: number("isl") ?? DEFAULT_LENGTHS.isl,
    osl: number("osl") ?? DEFAULT_LENGTHS.osl,
    prefix: number("prefix") ?? 0,
  };
  if (lengths.prefix >= lengths.isl)
    fail(reading, "prefix", `prefix is ${lengths.prefix}; it must be below isl (${lengths.isl})`);
  const totalGpus = number("total_gpus") ?? 0;
  if (flat.mode === "disagg" && totalGpus < 2)
    fail(reading, "total_gpus", `total_gpus is ${totalGpus}; disaggregated serving needs at least 2`);
  if (values["forward_model"] === "fpm")
    fail(reading, "forward_model", "forward_model fpm is not supported; use op_level");
  const requestLatencyMs = number("request_latency");
  const roles = readRoles(reading);
  if (roles === undefined) return { problems: reading.problems, notes: reading.notes };
  const drafts = readDrafts(reading, roles.model, roles.first.backend);
  const transfer = readTransfer(reading);
  const memFraction = number("free_gpu_memory_fraction");
  const maxSeqLen = number("max_seq_len");
  const lane = values["attention_backend"];
  const base = {
    name: flat.name,
    model: roles.model,
    ...compact({ displayModel: roles.displayModel }),
    totalGpus,
    ...readLoad(reading),
    lengths,
    sla: {
      ttftMs: number("ttft") ?? (requestLatencyMs === undefined ? FILE_SLA.ttftMs : undefined),
      tpotMs: number("tpot") ?? FILE_SLA.tpotMs,
      ...compact({ requestLatencyMs }),
    },
    ...databaseMode(reading),
    ...compact({ transfer, memFraction, maxSeqLen, ...drafts }),
    ...(typeof lane !== "string" || lane === "None" || lane === "default" ? {} : { attentionLane: lane }),
    ...moeBackend(reading, roles.first),
    ...(values["pareto_sweep"] === false ? { paretoSweep: false } : {}),
    notes: reading.notes,
  };
  const { ttftMs, ...otherLimits } = base.sla;
  const sla = ttftMs === undefined ? otherLimits : { ttftMs, ...otherLimits };
  const task: SearchTask =
    roles.decode === undefined
      ? {
          ...base,
          sla,
          mode: "agg",
          worker: roles.first,
          ...(values["enable_chunked_prefill"] === true ? { chunkedPrefill: true } : {}),
        }
      : { ...base, sla, mode: "disagg", prefill: roles.first, decode: roles.decode, ...tuning(reading) };
  return {
    ...(reading.problems.length > 0 ? {} : { task }),
    problems: reading.problems,
    notes: reading.notes,
  };
}

/** The load to serve, as `recommend` is told one. */
function readLoad(reading: Reading): Pick<SearchTask, "load"> {
  const { values } = reading.flat;
  const [requestRate, concurrency, maxTotalGpus] = [
    "target_request_rate",
    "target_concurrency",
    "max_total_gpus",
  ].map((key) => values[key] as number | undefined);
  if (requestRate !== undefined && concurrency !== undefined)
    fail(
      reading,
      "target_concurrency",
      "target_request_rate and target_concurrency exclude each other; remove one",
    );
  if (requestRate === undefined && concurrency === undefined) {
    if (maxTotalGpus !== undefined)
      fail(
        reading,
        "max_total_gpus",
        "max_total_gpus needs a load: add target_request_rate or target_concurrency",
      );
    return {};
  }
  return { load: compact({ requestRate, concurrency, maxTotalGpus }) };
}

function readTransfer(reading: Reading): SearchTask["transfer"] {
  const written = reading.flat.values["transfer_policy"];
  if (written === undefined) return undefined;
  const read = transferPolicy(Array.isArray(written) ? written : String(written));
  if ("policy" in read) return read.policy;
  const { wrong } = read;
  fail(
    reading,
    "transfer_policy",
    `unknown transfer policy ${shortJson(wrong)}${didYouMean(wrong, TRANSFER_WORDS, ";")} allowed: ${TRANSFER_ALLOWED}`,
  );
  return undefined;
}

function databaseMode(reading: Reading): Pick<SearchTask, "databaseMode"> {
  const written = reading.flat.values["database_mode"];
  if (written === undefined) return {};
  if (written === "SOL_FULL") {
    reading.notes.push("database_mode SOL_FULL is read as SOL");
    return { databaseMode: "SOL" };
  }
  return { databaseMode: written as NonNullable<SearchTask["databaseMode"]> };
}

function moeBackend(reading: Reading, first: RoleSpec): Pick<SearchTask, "moeBackend"> {
  const written = reading.flat.values["moe_backend"];
  if (written === undefined || written === "None" || written === "") return {};
  if (written === "deepep_moe") {
    reading.notes.push(
      "moe_backend deepep_moe ignored: large expert parallelism is explored wherever data cover it",
    );
    return {};
  }
  if (written !== "megamoe") {
    fail(reading, "moe_backend", `unknown moe_backend ${shortJson(written)}; allowed: megamoe, deepep_moe`);
    return {};
  }
  if (first.backend !== "sglang" || (SYSTEM_SM[first.system] ?? 0) < 100) {
    fail(
      reading,
      "moe_backend",
      `moe_backend megamoe runs with sglang on Blackwell only, not with ${first.backend} on ${first.system}`,
    );
  }
  return { moeBackend: "megamoe" };
}

function tuning(reading: Reading): { readonly tuning?: DisaggTuning } {
  const { values } = reading.flat;
  const number = (key: string, as: keyof DisaggTuning): DisaggTuning =>
    values[key] === undefined ? {} : { [as]: values[key] as number };
  const sizes = values["num_gpu_per_replica"] as readonly number[] | undefined;
  const found: DisaggTuning = {
    ...compact({ gpusPerReplica: sizes }),
    ...number("max_gpu_per_replica", "maxGpusPerReplica"),
    ...number("max_prefill_workers", "maxPrefillWorkers"),
    ...number("max_decode_workers", "maxDecodeWorkers"),
    ...number("prefill_max_batch_size", "prefillMaxBatchSize"),
    ...number("decode_max_batch_size", "decodeMaxBatchSize"),
    ...number("prefill_latency_correction", "prefillLatencyCorrection"),
    ...number("decode_latency_correction", "decodeLatencyCorrection"),
    ...number("rate_match_prefill_degradation", "prefillDegradation"),
    ...number("rate_match_decode_degradation", "decodeDegradation"),
    ...number("autoscale_ttft_correction_factor", "ttftCorrection"),
  };
  return Object.keys(found).length === 0 ? {} : { tuning: found };
}
