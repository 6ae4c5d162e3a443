import { compact } from "../../../domain/compact.js";
import { UserError } from "../../../domain/errors.js";
import { POINT_LENGTHS, type EstimateRequest, type PoolRequest } from "../../../perf/estimate/request.js";
import { contextOf, PRECISION_FLAG } from "../../flags/context.js";
import {
  BACKEND_FLAG,
  CALIBRATION_FLAG,
  FORMAT_FLAG,
  IGNORED_FLAGS,
  lengthFlags,
  MAX_REQUESTS,
  MODEL_FLAGS,
} from "../../flags/model.js";
import { impliedMode, SIZE_FLAGS, sizesOf } from "../../flags/sizes.js";
import { ESTIMATE_MODE_FLAG, SPEC_FLAGS } from "../../flags/speculation.js";
import { intFlag, repeatFlag, sectionsFlag, textFlag, type FlagValues } from "../../flags/types.js";

/** Flags of `estimate`, which are also the keys of a batch line. */
export const ESTIMATE_FLAGS = {
  ...MODEL_FLAGS,
  ...BACKEND_FLAG,
  ...lengthFlags(POINT_LENGTHS),
  ...ESTIMATE_MODE_FLAG,
  "batch-size": intFlag("requests per attention-DP rank (default 128)", 1, MAX_REQUESTS),
  "ctx-tokens": intFlag("prompt tokens per mixed step (default isl)", 1),
  concurrency: intFlag("requests in flight over all replicas; instead of --batch-size", 1, MAX_REQUESTS),
  ...SIZE_FLAGS,
  stride: intFlag("decode steps per priced step in static modes (default 32)", 1),
  ...SPEC_FLAGS,
  ...PRECISION_FLAG,
  detail: sectionsFlag(
    "parts of the memory, and latency of every operator with its source (default all of them)",
    "summary",
    "memory",
    "time",
    "source",
    "all",
  ),
};

/** Flags of the command line alone. */
export const ESTIMATE_COMMAND_FLAGS = {
  ...ESTIMATE_FLAGS,
  profile: {
    ...ESTIMATE_FLAGS.profile,
    help: "calibrated on measurements (default with --concurrency), or the published method (default for a bare --batch-size)",
  },
  batch: textFlag(
    "JSON lines or CSV with a header, keys are flag names; one result a line ('-' reads standard input)",
    "file",
  ),
  measured: repeatFlag(
    "benchmark results of this configuration: predicted against measured (repeat for more)",
    "file|folder|glob",
  ),
  ...CALIBRATION_FLAG,
  ...FORMAT_FLAG,
  ...IGNORED_FLAGS,
};

/** A line of a batch, or the flags of the command. */
export type EstimateFlags = FlagValues<typeof ESTIMATE_FLAGS>;

/** A request of the predictor from flags. Throws `UserError` (`usage`) for a load that is given twice. */
export function estimateRequest(flags: EstimateFlags): EstimateRequest {
  refuseTwoLoads(flags);
  const mode = flags.estimateMode ?? impliedMode(flags);
  const { isl, osl, prefix, batchSize, concurrency, ctxTokens, stride, decodeSystem } = flags;
  return {
    context: contextOf(flags),
    parallelism: sizesOf(flags, ""),
    ...compact({ mode, isl, osl, prefix, batchSize, concurrency, ctxTokens, stride, decodeSystem }),
    ...(mode === "disagg" ? { prefill: pool(flags, "prefill"), decode: pool(flags, "decode") } : {}),
    ...(showsOperators(flags) ? { detail: true } : {}),
  };
}

/** What is in flight, and the batch that it would be of. */
function refuseTwoLoads({ batchSize, decodeBatchSize, concurrency }: EstimateFlags): void {
  const batch = batchSize !== undefined ? "batch-size" : "decode-batch-size";
  if (concurrency === undefined || (batchSize ?? decodeBatchSize) === undefined) return;
  throw new UserError(
    "usage",
    `--${batch} and --concurrency contradict each other: give the batch of one rank, or what is in flight over all replicas`,
  );
}

/** Sections that `--detail` names; all of them where it stands alone. */
export function detailSections({ detail }: EstimateFlags): ReadonlySet<string> {
  if (detail === undefined || detail === false) return new Set();
  return new Set(detail === true || detail.includes("all") ? ["memory", "time", "source"] : detail);
}

function showsOperators(flags: EstimateFlags): boolean {
  const asked = detailSections(flags);
  return asked.has("time") || asked.has("source");
}

function pool(flags: EstimateFlags, role: "prefill" | "decode"): PoolRequest {
  const { [`${role}BatchSize` as const]: batchSize, [`${role}NumWorkers` as const]: workers } = flags;
  return { parallelism: sizesOf(flags, role), ...compact({ batchSize, workers }) };
}
