import { compact } from "../../../domain/compact.js";
import type { ServingMode } from "../../../domain/deployment.js";
import { UserError } from "../../../domain/errors.js";
import type { DefaultRequest } from "../../../search/run-default.js";
import { COMMAND_LINE_SLA } from "../../../search/task.js";
import { DEFAULT_LENGTHS } from "../../../domain/workload.js";
import { contextOf } from "../../flags/context.js";
import {
  CALIBRATION_FLAG,
  engine,
  FORMAT_FLAG,
  IGNORED_FLAGS,
  lengthFlags,
  MODEL_FLAGS,
} from "../../flags/model.js";
import { CONFIDENCE_FLAG } from "../../flags/profile.js";
import { GENERATOR_FLAGS, HTML_FLAG, SAVE_FLAGS, SLA_FLAGS } from "../../flags/search.js";
import { choiceFlag, intFlag, numberFlag, toggleFlag, without, type FlagValues } from "../../flags/types.js";

/** Flags of `default`. */
export const DEFAULT_FLAGS = {
  ...MODEL_FLAGS,
  backend: engine("inference engine (default trtllm); auto tries all", "auto"),
  "total-gpus": intFlag("GPUs of the whole deployment", 1),
  ...lengthFlags(DEFAULT_LENGTHS),
  ...SLA_FLAGS,
  ...CONFIDENCE_FLAG,
  "strict-sla": toggleFlag("settings above the limits leave chart and frontier too"),
  "serving-mode": choiceFlag("modes to compare (default both)", "auto", "all", "agg", "disagg"),
  "enable-chunked-prefill": toggleFlag("prompts may be split over steps"),
  "top-n": intFlag("rows of a table (default 5)", 1, 100),
  "inclusive-tpot": toggleFlag("print TPOT with the first token counted in"),
  "target-request-rate": numberFlag("find the fewest GPUs for this many requests a second", 0),
  "target-concurrency": numberFlag("find the fewest GPUs for this many requests at once", 0),
  ...SAVE_FLAGS,
  ...HTML_FLAG,
  ...GENERATOR_FLAGS,
  ...CALIBRATION_FLAG,
  ...FORMAT_FLAG,
  ...without(IGNORED_FLAGS, "moe-backend"),
  "moe-backend": choiceFlag(
    "megamoe: the sizes of those kernels only (DeepSeek-V4-Pro, SGLang, Blackwell); deepep_moe is ignored",
    "deepep_moe",
    "megamoe",
  ),
};

/** A search from flags. Throws `UserError` when a needed flag is missing or two contradict. */
export function defaultRequest(flags: FlagValues<typeof DEFAULT_FLAGS>): DefaultRequest {
  const { totalGpus, moeBackend, backend = "trtllm", isl = DEFAULT_LENGTHS.isl, prefix = 0 } = flags;
  const { backend: _engine, ...context } = contextOf({
    ...flags,
    backend: backend === "auto" ? "trtllm" : backend,
  });
  if (totalGpus === undefined)
    throw new UserError(
      "usage",
      "--total-gpus is missing; give the GPUs of the whole deployment, or --target-request-rate / --target-concurrency to ask how many",
    );
  if (prefix >= isl) throw new UserError("usage", `--prefix ${prefix} must be below --isl ${isl}`);
  const modes = modesOf(flags.servingMode);
  if (totalGpus === 1 && modes?.length === 1 && modes[0] === "disagg")
    throw new UserError("usage", "disaggregated serving needs at least 2 GPUs; --total-gpus is 1");
  if (moeBackend === "megamoe" && backend !== "sglang" && backend !== "auto")
    throw new UserError(
      "usage",
      `--moe-backend megamoe runs with --backend sglang on Blackwell only, not with ${backend}`,
    );
  return {
    ...context,
    backend,
    totalGpus,
    lengths: { isl, osl: flags.osl ?? DEFAULT_LENGTHS.osl, prefix },
    sla: {
      ttftMs: flags.ttft ?? COMMAND_LINE_SLA.ttftMs,
      tpotMs: flags.tpot ?? COMMAND_LINE_SLA.tpotMs,
      ...compact({ requestLatencyMs: flags.requestLatency }),
    },
    ...compact({
      decodeSystem: flags.decodeSystem,
      autoDrafts: flags.nextn === "auto" ? compact({ accepted: flags.nextnAccepted }) : undefined,
      strictSla: flags.strictSla,
      chunkedPrefill: flags.enableChunkedPrefill,
      topN: flags.topN,
      moeBackend: moeBackend === "deepep_moe" ? undefined : moeBackend,
      modes,
    }),
  };
}

function modesOf(asked: string | undefined): readonly ServingMode[] | undefined {
  return asked === "agg" || asked === "disagg" ? [asked] : undefined;
}
