import { compact } from "../../domain/compact.js";
import { didYouMean } from "../../domain/nearest-name.js";
import type { Backend, QuantModes, Speculation } from "../../domain/deployment.js";
import {
  mixedEngines,
  type DisaggTuning,
  type RoleLists,
  type RoleSpec,
  type SearchTask,
} from "../../domain/search-task.js";
import type { FlatExperiment, FlatRole } from "./flat.js";
import {
  BACKEND_ALIASES,
  LEGACY_MODELS,
  PROFILES,
  QUANT_ALIASES,
  QUANT_FIELDS,
  QUANT_NAMES,
  SYSTEM_ALIASES,
  SYSTEM_SM,
  type QuantField,
} from "./names.js";
import { hasImplicitDraft, resolveLegacyModel } from "./v1-quant.js";
import { show, type Problem } from "./validate.js";

/** What the reader must be told from outside, because it rests on the performance data at hand. */
export interface ExperimentContext {
  /** systems that can be named; those that ship with the advisor unless given */
  readonly systems?: readonly string[];
  /**
   * version of the data to use for one that a file asks for: itself, or a stand-in with a note; throws when there is none.
   * Absent: versions pass as written.
   */
  readonly resolveVersion?: (
    system: string,
    backend: Backend,
    asked: string,
  ) => { readonly version: string; readonly note?: string };
}

interface Reading {
  readonly flat: FlatExperiment;
  readonly problems: Problem[];
  readonly notes: string[];
  readonly context: ExperimentContext;
}

const DEFAULT_TTFT = 1000;
const DEFAULT_TPOT = 50;
const DEFAULT_ISL = 4000;
const DEFAULT_OSL = 1000;
const TRANSFER_PRESETS: Readonly<Record<string, readonly string[]>> = {
  off: [],
  conservative: ["xshape"],
  balanced: ["xshape", "xquant"],
  aggressive: ["xshape", "xquant", "xprofile", "xop"],
};
const TRANSFER_KINDS = ["xshape", "xquant", "xprofile", "xop"];

/** Turns a flat experiment into a search task, or says what is wrong with it, value by value. */
export function toTask(
  flat: FlatExperiment,
  context: ExperimentContext,
): { readonly task?: SearchTask; readonly problems: readonly Problem[]; readonly notes: readonly string[] } {
  const reading: Reading = { flat, problems: [], notes: [...flat.notes], context };
  const { values } = flat;
  const number = (key: string): number | undefined => values[key] as number | undefined;
  const lengths = {
    isl: number("isl") ?? DEFAULT_ISL,
    osl: number("osl") ?? DEFAULT_OSL,
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
  const drafts = readDrafts(reading, roles.model);
  const transfer = readTransfer(reading);
  const memFraction = number("free_gpu_memory_fraction");
  const maxSeqLen = number("max_seq_len");
  const lane = values["attention_backend"];
  const base = {
    name: flat.name,
    model: roles.model,
    ...compact({ displayModel: roles.displayModel }),
    totalGpus,
    lengths,
    sla: {
      ttftMs: number("ttft") ?? (requestLatencyMs === undefined ? DEFAULT_TTFT : undefined),
      tpotMs: number("tpot") ?? DEFAULT_TPOT,
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

function fail(reading: Reading, key: string, message: string): void {
  const path = reading.flat.paths[key] ?? [reading.flat.name];
  reading.problems.push({ path, onKey: false, message });
}

interface Roles {
  readonly model: string;
  readonly displayModel?: string;
  readonly first: RoleSpec;
  readonly decode?: RoleSpec;
}

function readRoles(reading: Reading): Roles | undefined {
  const { flat } = reading;
  const names = flat.decode === undefined ? (["agg"] as const) : (["prefill", "decode"] as const);
  const roles = flat.decode === undefined ? [flat.first] : [flat.first, flat.decode];
  const systems = roles.map((role, index) => readSystem(reading, role, names[index]!));
  const backends = roles.map((role, index) => readBackend(reading, role, names[index]!));
  const written = flat.first.model;
  if (written === undefined) {
    fail(reading, `${names[0]}.model`, "the model is missing");
    return undefined;
  }
  if (systems.includes(undefined) || backends.includes(undefined)) return undefined;
  if (backends[1] !== undefined && backends[0] !== backends[1])
    fail(reading, "decode.backend", mixedEngines(backends[0]!, backends[1]));
  const legacy =
    flat.form === "v1" ? resolveLegacyModel(written, systems as string[], backends[0]!) : undefined;
  if (legacy === undefined && !written.includes("/")) {
    const near = didYouMean(written, Object.keys(LEGACY_MODELS));
    if (near !== "") {
      fail(reading, flat.form === "v1" ? "model" : `${names[0]}.model`, `unknown model ${written}${near}`);
      return undefined;
    }
  }
  if (legacy !== undefined && legacy.note !== "") reading.notes.push(legacy.note);
  const presets = readPresets(reading);
  const specs = roles.map((role, index): RoleSpec => {
    const name = names[index]!;
    const quant = { ...(legacy?.quant ?? {}), ...presets, ...readQuant(reading, role, name) };
    const version = readVersion(reading, role, name, systems[index]!, backends[index]!);
    return {
      system: systems[index]!,
      backend: backends[index]!,
      ...compact({ backendVersion: version }),
      ...(Object.keys(quant).length === 0 ? {} : { quant }),
      ...readLists(reading, role, name),
    };
  });
  return {
    model: legacy?.id ?? written,
    ...(legacy === undefined || legacy.id === written ? {} : { displayModel: written }),
    first: specs[0]!,
    ...compact({ decode: specs[1] }),
  };
}

function readSystem(reading: Reading, role: FlatRole, name: string): string | undefined {
  const known = reading.context.systems ?? Object.keys(SYSTEM_SM);
  const written = role.system;
  if (written === undefined) {
    fail(reading, `${name}.system`, "the GPU system is missing");
    return undefined;
  }
  const system = SYSTEM_ALIASES[written] ?? written;
  if (known.includes(system)) return system;
  fail(
    reading,
    `${name}.system`,
    `unknown system ${show(written)}${didYouMean(written, known, ";")} known systems: ${known.join(", ")}`,
  );
  return undefined;
}

function readBackend(reading: Reading, role: FlatRole, name: string): Backend | undefined {
  const written = role.backend ?? "trtllm";
  const backend = BACKEND_ALIASES[written.toLowerCase()];
  if (backend === undefined)
    fail(
      reading,
      `${name}.backend`,
      `unknown backend ${show(written)}${didYouMean(written, Object.keys(BACKEND_ALIASES), ";")} allowed: trtllm, vllm, sglang`,
    );
  return backend;
}

function readVersion(
  reading: Reading,
  role: FlatRole,
  name: string,
  system: string,
  backend: Backend,
): string | undefined {
  if (role.version === undefined || role.version === "latest") return undefined;
  if (reading.context.resolveVersion === undefined) return role.version;
  try {
    const { version, note } = reading.context.resolveVersion(system, backend, role.version);
    if (note !== undefined && !reading.notes.includes(note)) reading.notes.push(note);
    return version;
  } catch (error) {
    fail(reading, `${name}.version`, error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

/** One mode by name, aliases with a note. */
function quantName(reading: Reading, field: QuantField, written: string, path: string): string | undefined {
  const allowed: readonly string[] = QUANT_NAMES[field];
  const lower = written.toLowerCase();
  const alias = field === "comm" ? undefined : QUANT_ALIASES[lower];
  // `float16` is a name of its own for attention in the flat form.
  if (allowed.includes(lower) && (alias === undefined || reading.flat.form === "v2")) return lower;
  if (alias !== undefined && (reading.flat.form === "v1" || !allowed.includes(lower))) {
    if (lower !== "float16") reading.notes.push(`${field}_quant_mode ${written} is read as ${alias}`);
    return alias;
  }
  fail(
    reading,
    path,
    `unknown ${field} quantization ${show(written)}${didYouMean(written, allowed, ";")} allowed: ${allowed.join(", ")}`,
  );
  return undefined;
}

function readQuant(reading: Reading, role: FlatRole, name: string): Partial<QuantModes> {
  const quant: Partial<Record<QuantField, string>> = {};
  for (const field of QUANT_FIELDS) {
    const written = role.quant[field];
    if (written === undefined) continue;
    const mode = quantName(reading, field, written, `${name}.quant.${field}`);
    if (mode !== undefined) quant[field] = mode;
  }
  return quant;
}

/** `profiles` in order, then `use_specific_quant_mode` (`docs/method/experiment-files.md` 2.1 and 2.5). */
function readPresets(reading: Reading): Partial<QuantModes> {
  let quant: Partial<Record<QuantField, string>> = {};
  const profiles = (reading.flat.values["profiles"] ?? []) as readonly string[];
  for (const profile of profiles) {
    const preset = PROFILES[profile];
    if (preset === undefined)
      fail(
        reading,
        "profiles",
        `unknown profile ${show(profile)}${didYouMean(profile, Object.keys(PROFILES), ";")} known profiles: ${Object.keys(PROFILES).join(", ")}`,
      );
    else quant = { ...quant, ...preset };
  }
  const specific = reading.flat.values["use_specific_quant_mode"];
  if (typeof specific !== "string") return quant;
  const moe = quantName(reading, "moe", specific, "use_specific_quant_mode");
  if (moe === undefined) return quant;
  // w4afp8 exists for experts only.
  return specific === "w4afp8" ? { ...quant, moe } : { ...quant, gemm: moe, moe };
}

function readLists(reading: Reading, role: FlatRole, name: string): { readonly lists?: RoleLists } {
  const lists = Object.fromEntries(
    Object.entries(role.lists).filter(([, value]) => value !== undefined),
  ) as RoleLists;
  if (name === "decode" && lists.cp?.some((size) => size !== 1) === true) {
    fail(reading, "decode.lists.cp", "decode_cp_candidates must be [1]: decode workers cannot split prompts");
  }
  return Object.keys(lists).length === 0 ? {} : { lists };
}

function readDrafts(reading: Reading, model: string): Pick<SearchTask, "speculation" | "autoDrafts"> {
  const { values } = reading.flat;
  if (values["nextn"] !== "auto") return compact({ speculation: readSpeculation(reading, model) });
  // rates by position need the depth, which the checkpoint tells later
  return { autoDrafts: compact({ accepted: values["nextn_accepted"] as number | undefined }) };
}

function readSpeculation(reading: Reading, model: string): Speculation | undefined {
  const { flat } = reading;
  const { values } = flat;
  const written = values["nextn"];
  const implicit = flat.form === "v1" && written === undefined && hasImplicitDraft(flat.first.model ?? model);
  const nextn = (written as number | undefined) ?? (implicit ? 1 : 0);
  if (implicit)
    reading.notes.push(
      "nextn is 1, the default of this file's form for DeepSeek; write nextn: 0 to switch drafting off",
    );
  if (nextn === 0) return undefined;
  const accepted = (values["nextn_accepted"] as number | undefined) ?? acceptedFromRates(reading, nextn);
  if (accepted === undefined) {
    fail(
      reading,
      "nextn",
      `nextn is ${nextn}; it needs nextn_accepted, the drafts accepted per step on average`,
    );
    return undefined;
  }
  if (accepted > nextn)
    fail(reading, "nextn_accepted", `nextn_accepted is ${accepted}; it must be at most nextn (${nextn})`);
  return { nextn, accepted };
}

/**
 * Mean of accepted drafts: `Σ_i Π_{j ≤ i} rate_j`, positions beyond the list count 0
 * (`docs/method/experiment-files.md` 3.7).
 */
function acceptedFromRates(reading: Reading, nextn: number): number | undefined {
  const written = reading.flat.values["nextn_accept_rates"] as readonly number[] | undefined;
  if (written === undefined && reading.flat.form === "v2") return undefined;
  const rates = written ?? (reading.flat.values["nextn"] === undefined ? [0.85] : [0.85, 0.3]);
  let product = 1;
  let accepted = 0;
  for (let position = 0; position < nextn; position++) {
    product *= rates[position] ?? 0;
    accepted += product;
  }
  return accepted;
}

function readTransfer(reading: Reading): SearchTask["transfer"] {
  const written = reading.flat.values["transfer_policy"];
  if (written === undefined) return undefined;
  const parts = Array.isArray(written)
    ? written.map(String)
    : String(written)
        .split(",")
        .map((part) => part.trim());
  const kinds = parts.length === 1 && parts[0]! in TRANSFER_PRESETS ? TRANSFER_PRESETS[parts[0]!]! : parts;
  const wrong = kinds.find((kind) => !TRANSFER_KINDS.includes(kind));
  if (wrong !== undefined) {
    const allowed = [...Object.keys(TRANSFER_PRESETS), ...TRANSFER_KINDS];
    fail(
      reading,
      "transfer_policy",
      `unknown transfer policy ${show(wrong)}${didYouMean(wrong, allowed, ";")} allowed: ${Object.keys(TRANSFER_PRESETS).join(", ")}, or a list of ${TRANSFER_KINDS.join(", ")}`,
    );
    return undefined;
  }
  return {
    xshape: kinds.includes("xshape"),
    xquant: kinds.includes("xquant"),
    xprofile: kinds.includes("xprofile"),
    xop: kinds.includes("xop"),
  };
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
    fail(reading, "moe_backend", `unknown moe_backend ${show(written)}; allowed: megamoe, deepep_moe`);
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
