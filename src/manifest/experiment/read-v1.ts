import { compact } from "../../domain/compact.js";
import { mapping, set, textOf, type FlatExperiment, type FlatRole, type Mapping } from "./flat.js";
import { SHARED_TOP_KEYS } from "./keys.js";
import { QUANT_FIELDS } from "./names.js";
import type { Problem } from "./validate.js";

const LISTS = {
  num_gpu_per_worker: "gpus",
  tp_list: "tp",
  pp_list: "pp",
  dp_list: "dp",
  moe_tp_list: "moeTp",
  moe_ep_list: "moeEp",
  cp_list: "cp",
} as const;
const SHARED = [...SHARED_TOP_KEYS, "use_specific_quant_mode", "profiles"] as const;
const TUNABLE = [
  "nextn",
  "nextn_accepted",
  "nextn_accept_rates",
  "moe_backend",
  "attention_backend",
] as const;
const RUNTIME = ["isl", "osl", "prefix", "ttft", "tpot", "request_latency"] as const;
const RENAMED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  replica_config: {
    num_gpu_per_replica: "num_gpu_per_replica",
    max_gpu_per_replica: "max_gpu_per_replica",
    max_prefill_worker: "max_prefill_workers",
    max_decode_worker: "max_decode_workers",
  },
  advanced_tuning_config: {
    prefill_latency_correction_scale: "prefill_latency_correction",
    decode_latency_correction_scale: "decode_latency_correction",
    prefill_max_batch_size: "prefill_max_batch_size",
    decode_max_batch_size: "decode_max_batch_size",
  },
};

/** A value that was found, and where. */
interface Found {
  readonly value: unknown;
  readonly path: readonly (string | number)[];
}

/**
 * Reads an experiment of the nested form, already checked against its schema (`docs/method/experiment-files.md` 2).
 */
export function readV1(
  name: string,
  raw: Mapping,
): { readonly flat: FlatExperiment; readonly problems: readonly Problem[] } {
  const mode = raw["serving_mode"] === "disagg" ? "disagg" : "agg";
  const problems: Problem[] = [];
  const config = mapping(raw["config"]);
  const hasConfig = Object.keys(config).length > 0;
  const values: Record<string, unknown> = {};
  const paths: Record<string, readonly (string | number)[]> = {};
  const take = (key: string, found: Found | undefined): void => {
    if (found === undefined || set(found.value) === undefined) return;
    values[key] = found.value;
    paths[key] = found.path;
  };
  for (const key of SHARED) take(key, { value: raw[key], path: [name, key] });
  for (const key of TUNABLE) take(key, { value: config[key], path: [name, "config", key] });
  const block = (key: string): Found => blockOf(name, raw, config, hasConfig, key);
  const runtime = block("runtime_config");
  for (const key of RUNTIME) take(key, { value: mapping(runtime.value)[key], path: [...runtime.path, key] });
  for (const [blockName, keys] of Object.entries(RENAMED)) {
    const found = block(blockName);
    for (const [key, as] of Object.entries(keys))
      take(as, { value: mapping(found.value)[key], path: [...found.path, key] });
  }
  problems.push(...strayBlocks(name, raw, hasConfig, mode), ...replaceProblems(name, raw, config));
  const model = textOf(raw["model_name"]) ?? textOf(raw["model_path"]);
  paths["model"] = [name, textOf(raw["model_name"]) === undefined ? "model_path" : "model_name"];
  const role = (as: string, blockName: string, systemKey: string): FlatRole =>
    readRole(name, raw, block(blockName), { as, systemKey }, model, paths);
  const first =
    mode === "agg"
      ? role("agg", "worker_config", "system_name")
      : role("prefill", "prefill_worker_config", "system_name");
  const decode =
    mode === "disagg"
      ? role(
          "decode",
          "decode_worker_config",
          textOf(raw["decode_system_name"]) === undefined ? "system_name" : "decode_system_name",
        )
      : undefined;
  const blocks = ["worker_config", "prefill_worker_config", "decode_worker_config"].map((key) =>
    mapping(block(key).value),
  );
  const notes = [
    ...([raw, ...blocks].some((one) => one["enable_wideep"] === true)
      ? ["enable_wideep ignored: large expert parallelism is explored wherever data cover it"]
      : []),
    ...(raw["mode"] === "replace" && hasConfig && textOf(config["model_name"]) === undefined
      ? ["mode replace is read as patch: config is not a whole configuration, so defaults fill the rest"]
      : []),
  ];
  return {
    flat: {
      name,
      form: "v1",
      mode,
      first,
      ...compact({ decode }),
      values,
      paths,
      notes,
    },
    problems,
  };
}

/** A block inside `config`; directly in the experiment when there is no `config`. */
function blockOf(name: string, raw: Mapping, config: Mapping, hasConfig: boolean, key: string): Found {
  return hasConfig
    ? { value: config[key], path: [name, "config", key] }
    : { value: raw[key], path: [name, key] };
}

function readRole(
  name: string,
  raw: Mapping,
  block: Found,
  role: { readonly as: string; readonly systemKey: string },
  model: string | undefined,
  paths: Record<string, readonly (string | number)[]>,
): FlatRole {
  const own = mapping(block.value);
  const read = (as: string, key: string, outer?: string): string | undefined => {
    const inside = textOf(set(own[key]));
    paths[`${role.as}.${as}`] =
      inside !== undefined || outer === undefined ? [...block.path, key] : [name, outer];
    return inside ?? (outer === undefined ? undefined : textOf(set(raw[outer])));
  };
  const quant: Record<string, string | undefined> = {};
  for (const field of QUANT_FIELDS) quant[field] = read(`quant.${field}`, `${field}_quant_mode`);
  const lists: Record<string, readonly number[] | undefined> = {};
  for (const [key, field] of Object.entries(LISTS)) {
    paths[`${role.as}.lists.${field}`] = [...block.path, key];
    lists[field] = set(own[key] as readonly number[] | null | undefined);
  }
  const system = read("system", "system_name", role.systemKey);
  const backend = read("backend", "backend_name", "backend_name");
  const version = read("version", "backend_version", "backend_version");
  return {
    ...compact({ model, system, backend, version }),
    quant,
    lists,
  };
}

/** Blocks that would not take effect: beside `config`, or of the other serving mode. */
function strayBlocks(
  name: string,
  raw: Mapping,
  hasConfig: boolean,
  mode: "agg" | "disagg",
): readonly Problem[] {
  const blocks = [
    "worker_config",
    "prefill_worker_config",
    "decode_worker_config",
    "replica_config",
    "advanced_tuning_config",
    "runtime_config",
  ];
  const wrong = mode === "agg" ? blocks.slice(1, 5) : blocks.slice(0, 1);
  const where = hasConfig ? mapping(raw["config"]) : raw;
  const base = hasConfig ? [name, "config"] : [name];
  const problems: Problem[] = wrong
    .filter((key) => set(where[key]) !== undefined)
    .map((key) => ({
      path: [...base, key],
      onKey: true,
      message: `${key} has no effect with serving_mode ${mode}; remove it`,
    }));
  if (!hasConfig) return problems;
  return problems.concat(
    blocks
      .filter((key) => set(raw[key]) !== undefined)
      .map((key) => ({
        path: [name, key],
        onKey: true,
        message: `${key} has no effect beside config; move it into config`,
      })),
  );
}

function replaceProblems(name: string, raw: Mapping, config: Mapping): readonly Problem[] {
  const inner = textOf(config["model_name"]);
  const outer = textOf(raw["model_name"]) ?? textOf(raw["model_path"]);
  if (raw["mode"] !== "replace") {
    return inner === undefined
      ? []
      : [
          {
            path: [name, "config", "model_name"],
            onKey: true,
            message: "model_name inside config is for mode replace only; remove it",
          },
        ];
  }
  return inner === undefined || inner === outer
    ? []
    : [
        {
          path: [name, "config", "model_name"],
          onKey: false,
          message: `model_name inside config is ${inner}, the experiment says ${String(outer)}; both must be the same`,
        },
      ];
}
