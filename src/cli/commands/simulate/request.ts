import { compact } from "../../../domain/compact.js";
import type { Deployment, EngineSettings, Parallelism, WorkerPool } from "../../../domain/deployment.js";
import { UserError } from "../../../domain/errors.js";
import type { SlaTarget } from "../../../domain/workload.js";
import { lengthsOf, resolveParallelism } from "../../../perf/estimate/request.js";
import type { Lengths, Predictor } from "../../../perf/types.js";
import { contextOf, type ContextFlags } from "../../flags/context.js";
import { CALIBRATION_FLAG, FORMAT_FLAG, IGNORED_FLAGS, MAX_REQUESTS } from "../../flags/model.js";
import { impliedMode, sizesOf } from "../../flags/sizes.js";
import { choiceFlag, intFlag, numberFlag, textFlag, without, type FlagValues } from "../../flags/types.js";
import { ESTIMATE_FLAGS } from "../estimate/request.js";

/** Flags of `simulate`. */
export const SIMULATE_FLAGS = {
  ...without(
    ESTIMATE_FLAGS,
    "estimate-mode",
    "batch-size",
    "ctx-tokens",
    "stride",
    "detail",
    "precision",
    "prefill-batch-size",
    "decode-batch-size",
  ),
  concurrency: intFlag("requests always in flight over all replicas (closed loop)", 1, MAX_REQUESTS),
  mode: choiceFlag("serving mode (default agg)", "agg", "disagg"),
  "estimate-mode": choiceFlag("the same, as estimate calls it", "agg", "disagg"),
  replicas: intFlag("how often the workers are repeated (default 1)", 1, 4096),
  "request-rate": numberFlag("arrivals a second over all replicas (Poisson)", 0),
  trace: textFlag("CSV or JSON lines with arrival_ms, isl and osl; '-' reads standard input", "file"),
  requests: intFlag("requests of a run (default ten rounds, at least 1000)", 1, 1_000_000),
  warmup: intFlag("first requests that are left out of the figures", 0),
  seed: intFlag("of the arrivals (default 1)", 0, 4_294_967_295),
  "max-batch-size": intFlag("requests per attention-DP rank (default: the engine's)", 1),
  "max-num-tokens": intFlag("tokens of one step and rank (default: the engine's)", 1),
  "chunked-prefill": choiceFlag("prompts may be split over steps (default: as the engine does)", "on", "off"),
  ttft: numberFlag("limit of the time to first token, ms, for goodput", 0),
  tpot: numberFlag("limit of the time per output token, ms, for goodput", 0),
  "request-latency": numberFlag("limit of the whole request, ms, for goodput", 0),
  ...CALIBRATION_FLAG,
  ...FORMAT_FLAG,
  ...IGNORED_FLAGS,
};

export type SimulateFlags = FlagValues<typeof SIMULATE_FLAGS>;

/** What a deployment and its requests are read from. */
type DeploymentFlags = SimulateFlags & Pick<ContextFlags, "precision">;

/** What is simulated. */
export interface SimulateRequest {
  readonly deployment: Deployment;
  readonly lengths: Lengths;
  readonly sla: SlaTarget;
}

/** How the load comes; exactly one way. */
export type AskedLoad =
  | { readonly kind: "concurrency"; readonly concurrency: number }
  | { readonly kind: "rate"; readonly requestRate: number }
  | { readonly kind: "trace"; readonly file: string };

/** The load that the flags name. Throws `UserError` unless exactly one is named. */
export function askedLoad({ concurrency, requestRate, trace: file }: SimulateFlags): AskedLoad {
  const given: AskedLoad[] = [];
  if (concurrency !== undefined) given.push({ kind: "concurrency", concurrency });
  if (requestRate !== undefined) given.push({ kind: "rate", requestRate });
  if (file !== undefined) given.push({ kind: "trace", file });
  const [only] = given;
  if (only === undefined || given.length > 1)
    throw new UserError(
      "usage",
      "give exactly one load: --concurrency (requests in flight), --request-rate (arrivals a second) or --trace FILE",
    );
  return only;
}

/** Deployment, lengths and limits from flags. Throws `UserError`. */
export async function simulateRequest(
  predictor: Predictor,
  flags: DeploymentFlags,
): Promise<SimulateRequest> {
  const context = contextOf(flags);
  const facts = await predictor.facts(context);
  const mode = flags.mode ?? flags.estimateMode ?? impliedMode(flags) ?? "agg";
  const settings: EngineSettings = compact({
    maxBatchSize: flags.maxBatchSize,
    maxNumTokens: flags.maxNumTokens,
    memFraction: context.memFraction,
    maxSeqLen: context.maxSeqLen,
    chunkedPrefill: flags.chunkedPrefill === undefined ? undefined : flags.chunkedPrefill === "on",
  });
  const pool = (role: WorkerPool["role"], parallelism: Parallelism): WorkerPool => ({
    role,
    system: role === "decode" ? (flags.decodeSystem ?? context.system) : context.system,
    parallelism,
    workers: role === "agg" ? 1 : (flags[`${role}NumWorkers`] ?? 1),
    batchSize: settings.maxBatchSize ?? 1,
    settings,
  });
  const roles = mode === "agg" ? (["agg"] as const) : (["prefill", "decode"] as const);
  return {
    deployment: {
      model: context.model,
      backend: context.backend,
      backendVersion: context.backendVersion ?? "current",
      mode,
      replicas: flags.replicas ?? 1,
      pools: roles.map((role) =>
        pool(role, resolveParallelism(sizesOf(flags, role === "agg" ? "" : role), facts)),
      ),
      quant: context.quant ?? {},
      ...compact({ speculation: context.speculation }),
    },
    lengths: lengthsOf({ context, ...compact({ isl: flags.isl, osl: flags.osl, prefix: flags.prefix }) }),
    sla: compact({ ttftMs: flags.ttft, tpotMs: flags.tpot, requestLatencyMs: flags.requestLatency }),
  };
}
