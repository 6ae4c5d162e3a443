import type { Backend, ServingMode } from "../../../domain/deployment.js";
import { CONFIDENCE_FLAG } from "../../flags/profile.js";
import { BACKENDS } from "../../../domain/deployment.js";
import { UserError } from "../../../domain/errors.js";
import { COMMAND_LINE_SLA, DEFAULT_LENGTHS } from "../../../search/task.js";
import type { DefaultRequest } from "../../../search/run-default.js";
import { contextOf, optional } from "../estimate/request.js";
import { choice, int, number, repeat, SWITCH, text, type Flag, type FlagValues } from "../../flags/table.js";
import {
  CALIBRATION_FLAG,
  FORMAT_FLAG,
  IGNORED_FLAGS,
  LENGTH_FLAGS,
  MODEL_FLAGS,
} from "../../flags/model.js";

/** Limits of a search. */
export const SLA_FLAGS: readonly Flag[] = [
  {
    name: "ttft",
    type: number(0),
    help: `limit of the time to first token, ms (default ${COMMAND_LINE_SLA.ttftMs})`,
  },
  {
    name: "tpot",
    type: number(0),
    help: `limit of the time per output token, ms (default ${COMMAND_LINE_SLA.tpotMs})`,
  },
  {
    name: "request-latency",
    type: number(0),
    help: "limit of the whole request, ms; replaces the other two",
  },
];

/** Where results are saved. */
export const SAVE_FLAGS: readonly Flag[] = [
  {
    name: "save-dir",
    type: text("folder"),
    help: "write tables, charts and deployment files below this folder",
  },
  { name: "overwrite", type: SWITCH, help: "replace a result that is already in --save-dir" },
];

/** Flags of the deployment files, for every command that writes them. */
export const GENERATOR_FLAGS: readonly Flag[] = [
  {
    name: "generator-set",
    type: repeat("path=value"),
    help: "set one value of the generator (repeat for more)",
  },
  { name: "generator-config", type: text("file"), help: "YAML file of generator values" },
  { name: "namespace", type: text("name"), help: "Kubernetes namespace of the manifest" },
  { name: "dynamo-version", type: text("version"), help: "Dynamo release that the files are for" },
  { name: "config-template-version", type: text("version"), help: "engine version that the files are for" },
  { name: "model-cache", type: text("pvc[:mount[:path]]"), help: "volume that holds the model" },
  {
    name: "transport",
    type: choice("nvlink", "ib", "efa"),
    help: "how the KV cache travels between workers",
  },
  { name: "image-pull-secret", type: text("name"), help: "secret for pulling images" },
  { name: "deployment-target", type: text("name"), help: "dynamo-j2 (default)" },
];

/** Flags of `default`. */
export const DEFAULT_FLAGS: readonly Flag[] = [
  ...MODEL_FLAGS,
  {
    name: "backend",
    type: choice(...BACKENDS, "auto"),
    help: "inference engine (default trtllm); auto tries all",
  },
  { name: "total-gpus", type: int(1), help: "GPUs of the whole deployment" },
  ...LENGTH_FLAGS,
  ...SLA_FLAGS,
  CONFIDENCE_FLAG,
  { name: "strict-sla", type: SWITCH, help: "settings above the limits leave chart and frontier too" },
  {
    name: "serving-mode",
    type: choice("auto", "all", "agg", "disagg"),
    help: "modes to compare (default both)",
  },
  { name: "enable-chunked-prefill", type: SWITCH, help: "prompts may be split over steps" },
  { name: "top-n", type: int(1, 100), help: "rows of a table (default 5)" },
  { name: "inclusive-tpot", type: SWITCH, help: "print TPOT with the first token counted in" },
  {
    name: "target-request-rate",
    type: number(0),
    help: "find the fewest GPUs for this many requests a second",
  },
  {
    name: "target-concurrency",
    type: number(0),
    help: "find the fewest GPUs for this many requests at once",
  },
  ...SAVE_FLAGS,
  ...GENERATOR_FLAGS,
  CALIBRATION_FLAG,
  FORMAT_FLAG,
  ...IGNORED_FLAGS.filter(({ name }) => name !== "moe-backend"),
  {
    name: "moe-backend",
    type: choice("deepep_moe", "megamoe"),
    help: "megamoe: the sizes of those kernels only (DeepSeek-V4-Pro, SGLang, Blackwell); deepep_moe is ignored",
  },
];

/** A search from flags. Throws `UserError` when a needed flag is missing or two contradict. */
export function defaultRequest(flags: FlagValues): DefaultRequest {
  const value = <T>(name: string): T | undefined => flags[name] as T | undefined;
  const backend = value<Backend | "auto">("backend") ?? "trtllm";
  const {
    model,
    system,
    backend: _backend,
    ...context
  } = contextOf({ ...flags, backend: backend === "auto" ? "trtllm" : backend });
  const totalGpus = value<number>("totalGpus");
  if (totalGpus === undefined)
    throw new UserError(
      "usage",
      "--total-gpus is missing; give the GPUs of the whole deployment, or --target-request-rate / --target-concurrency to ask how many",
    );
  const isl = value<number>("isl") ?? DEFAULT_LENGTHS.isl;
  const prefix = value<number>("prefix") ?? 0;
  if (prefix >= isl) throw new UserError("usage", `--prefix ${prefix} must be below --isl ${isl}`);
  const modes = modesOf(value<string>("servingMode"));
  if (totalGpus === 1 && modes?.length === 1 && modes[0] === "disagg")
    throw new UserError("usage", "disaggregated serving needs at least 2 GPUs; --total-gpus is 1");
  const moeBackend = value<"megamoe" | "deepep_moe">("moeBackend");
  if (moeBackend === "megamoe" && backend !== "sglang" && backend !== "auto")
    throw new UserError(
      "usage",
      `--moe-backend megamoe runs with --backend sglang on Blackwell only, not with ${backend}`,
    );
  return {
    ...context,
    model,
    system,
    backend,
    totalGpus,
    ...optional("decodeSystem", value<string>("decodeSystem")),
    ...(flags["nextn"] === "auto"
      ? { autoDrafts: optional("accepted", value<number>("nextnAccepted")) }
      : {}),
    lengths: { isl, osl: value<number>("osl") ?? DEFAULT_LENGTHS.osl, prefix },
    sla: {
      ttftMs: value<number>("ttft") ?? COMMAND_LINE_SLA.ttftMs,
      tpotMs: value<number>("tpot") ?? COMMAND_LINE_SLA.tpotMs,
      ...optional("requestLatencyMs", value<number>("requestLatency")),
    },
    ...(flags["strictSla"] === true ? { strictSla: true } : {}),
    ...(flags["enableChunkedPrefill"] === true ? { chunkedPrefill: true } : {}),
    ...optional("topN", value<number>("topN")),
    ...optional("moeBackend", moeBackend === "deepep_moe" ? undefined : moeBackend),
    ...optional("modes", modes),
  };
}

function modesOf(asked: string | undefined): readonly ServingMode[] | undefined {
  return asked === "agg" || asked === "disagg" ? [asked] : undefined;
}
