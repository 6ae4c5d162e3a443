import { compact } from "../../domain/compact.js";
import { mapping, set, textOf, type FlatExperiment, type FlatRole, type Mapping } from "./flat.js";
import { SHARED_TOP_KEYS } from "./keys.js";
import { QUANT_FIELDS } from "./names.js";
import type { Problem } from "./validate.js";

const LISTS = {
  num_gpu: "gpus",
  tp: "tp",
  pp: "pp",
  dp: "dp",
  moe_tp: "moeTp",
  moe_ep: "moeEp",
  cp: "cp",
} as const;
const SHARED = [
  ...SHARED_TOP_KEYS,
  "pareto_sweep",
  "speculative",
  "num_gpu_per_replica",
  "max_gpu_per_replica",
  "max_prefill_workers",
  "max_decode_workers",
  "prefill_max_batch_size",
  "decode_max_batch_size",
  "prefill_latency_correction",
  "decode_latency_correction",
  "rate_match_prefill_degradation",
  "rate_match_decode_degradation",
  "autoscale_ttft_correction_factor",
] as const;
/** Top-level keys that have no meaning when the roles have their own (`docs/method/experiment-files.md` 3.3). */
const NOT_IN_DISAGG = [
  "model_path",
  "system_name",
  "enable_chunked_prefill",
  "enable_eplb",
  ...QUANT_FIELDS.map((field) => `${field}_quant_mode`),
];

/** Reads an experiment of the flat form, already checked against its schema. */
export function readV2(
  name: string,
  raw: Mapping,
): { readonly flat: FlatExperiment; readonly problems: readonly Problem[] } {
  const mode = raw["serving_mode"] === "disagg" ? "disagg" : "agg";
  const problems: Problem[] = [];
  const paths: Record<string, readonly (string | number)[]> = {};
  const values: Record<string, unknown> = {};
  for (const key of SHARED) {
    if (set(raw[key]) === undefined) continue;
    values[key] = raw[key];
    paths[key] = [name, key];
  }
  if (mode === "disagg") {
    const stray = NOT_IN_DISAGG.filter(
      (key) => set(raw[key]) !== undefined && raw[key] !== false && raw[key] !== "",
    );
    for (const key of stray) {
      problems.push({
        path: [name, key],
        onKey: true,
        message: `${key} is not used with serving_mode disagg; say prefill_${key} and decode_${key} instead`,
      });
    }
    if (raw["prefill_model_path"] !== raw["decode_model_path"]) {
      problems.push({
        path: [name, "decode_model_path"],
        onKey: false,
        message: "prefill_model_path and decode_model_path differ; both roles must serve the same model",
      });
    }
  }
  const first =
    mode === "agg"
      ? readRole(name, raw, "", "agg_", "agg", paths)
      : readRole(name, raw, "prefill_", "prefill_", "prefill", paths);
  const decode = mode === "disagg" ? readRole(name, raw, "decode_", "decode_", "decode", paths) : undefined;
  return {
    flat: {
      name,
      form: "v2",
      mode,
      first,
      ...compact({ decode }),
      values,
      paths,
      notes: [...wideEpNotes(raw), ...removedNotes(raw)],
    },
    problems: [...problems, ...visionProblems(name, raw)],
  };
}

function readRole(
  name: string,
  raw: Mapping,
  prefix: string,
  listPrefix: string,
  role: string,
  paths: Record<string, readonly (string | number)[]>,
): FlatRole {
  const read = (key: string, as: string): string | undefined => {
    paths[`${role}.${as}`] = [name, `${prefix}${key}`];
    return textOf(set(raw[`${prefix}${key}`]));
  };
  const quant: Record<string, string | undefined> = {};
  for (const field of QUANT_FIELDS) quant[field] = read(`${field}_quant_mode`, `quant.${field}`);
  const lists: Record<string, readonly number[] | undefined> = {};
  for (const [key, field] of Object.entries(LISTS)) {
    paths[`${role}.lists.${field}`] = [name, `${listPrefix}${key}_candidates`];
    lists[field] = set(raw[`${listPrefix}${key}_candidates`] as readonly number[] | null | undefined);
  }
  const model = read("model_path", "model");
  const system = read("system_name", "system");
  const backend = read("backend_name", "backend");
  const version = read("backend_version", "version");
  paths[`${role}.dcp`] = [name, `${prefix}dcp_size`];
  const dcp = set(raw[`${prefix}dcp_size`] as number | null | undefined);
  return {
    ...compact({ model, system, backend, version, dcp }),
    quant,
    lists,
  };
}

function visionProblems(name: string, raw: Mapping): readonly Problem[] {
  const wanted = ["image_height", "image_width"].filter((key) => Number(set(raw[key]) ?? 0) > 0);
  if (raw["enable_epd"] === true) wanted.push("enable_epd");
  return wanted.map((key) => ({
    path: [name, key],
    onKey: true,
    notPredicted: true,
    message: `${key}: vision inputs and encoder disaggregation are not predicted; remove it to search for text alone`,
  }));
}

/** Keys of a way of serving that the published method no longer has; saved files still carry them. */
function removedNotes(raw: Mapping): readonly string[] {
  const removed = Object.keys(raw).filter((key) => key.startsWith("afd_") && set(raw[key]) !== undefined);
  return removed.length === 0
    ? []
    : [`${removed.join(", ")} ignored: attention and FFN on separate nodes is not predicted`];
}

function wideEpNotes(raw: Mapping): readonly string[] {
  const flags = mapping(raw);
  const deprecated = ["enable_wideep", "prefill_enable_wideep", "decode_enable_wideep"].filter(
    (key) => flags[key] === true,
  );
  return deprecated.length === 0
    ? []
    : [`${deprecated.join(", ")} ignored: large expert parallelism is explored wherever data cover it`];
}
