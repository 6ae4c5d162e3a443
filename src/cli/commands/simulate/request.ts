import type { Deployment, EngineSettings, Parallelism, WorkerPool } from "../../../domain/deployment.js";
import { UserError } from "../../../domain/errors.js";
import type { SlaTarget } from "../../../domain/workload.js";
import { lengthsOf, resolveParallelism } from "../../../perf/estimate/request.js";
import type { Lengths, Predictor } from "../../../perf/types.js";
import { contextOf, ESTIMATE_FLAGS, optional, sizesOf } from "../estimate/request.js";
import { choice, int, number, text, type Flag, type FlagValues } from "../../flags/table.js";
import { CALIBRATION_FLAG, FORMAT_FLAG, IGNORED_FLAGS } from "../../flags/model.js";
import { SLA_FLAGS } from "../default/request.js";

/** Flags of `estimate` that set a single point or a table of them: the simulator finds batches for itself. */
const NOT_SIMULATED = /^(estimate-mode|batch-size|ctx-tokens|stride|detail|precision|.*-batch-size)$/;

/** Flags of `simulate`. */
export const SIMULATE_FLAGS: readonly Flag[] = [
  ...ESTIMATE_FLAGS.filter(({ name }) => !NOT_SIMULATED.test(name)).map((flag) =>
    flag.name === "concurrency"
      ? { ...flag, help: "requests always in flight over all replicas (closed loop)" }
      : flag,
  ),
  { name: "mode", type: choice("agg", "disagg"), help: "serving mode (default agg)" },
  { name: "estimate-mode", type: choice("agg", "disagg"), help: "the same, as estimate calls it" },
  { name: "replicas", type: int(1, 4096), help: "how often the workers are repeated (default 1)" },
  { name: "request-rate", type: number(0), help: "arrivals a second over all replicas (Poisson)" },
  {
    name: "trace",
    type: text("file"),
    help: "CSV or JSON lines with arrival_ms, isl and osl; '-' reads standard input",
  },
  {
    name: "requests",
    type: int(1, 1_000_000),
    help: "requests of a run (default ten rounds, at least 1000)",
  },
  { name: "warmup", type: int(0), help: "first requests that are left out of the figures" },
  { name: "seed", type: int(0, 4_294_967_295), help: "of the arrivals (default 1)" },
  { name: "max-batch-size", type: int(1), help: "requests per attention-DP rank (default: the engine's)" },
  { name: "max-num-tokens", type: int(1), help: "tokens of one step and rank (default: the engine's)" },
  {
    name: "chunked-prefill",
    type: choice("on", "off"),
    help: "prompts may be split over steps (default: as the engine does)",
  },
  ...SLA_FLAGS.map((flag) => ({
    ...flag,
    help: `${flag.help.replace(/ \(default.*|;.*/, "")}, for goodput`,
  })),
  CALIBRATION_FLAG,
  FORMAT_FLAG,
  ...IGNORED_FLAGS,
];

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
export function askedLoad(flags: FlagValues): AskedLoad {
  const concurrency = flags["concurrency"] as number | undefined;
  const requestRate = flags["requestRate"] as number | undefined;
  const file = flags["trace"] as string | undefined;
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
export async function simulateRequest(predictor: Predictor, flags: FlagValues): Promise<SimulateRequest> {
  const context = contextOf(flags);
  const facts = await predictor.facts(context);
  const mode = (flags["mode"] ?? flags["estimateMode"] ?? "agg") as "agg" | "disagg";
  const settings: EngineSettings = {
    ...optional("maxBatchSize", flags["maxBatchSize"] as number | undefined),
    ...optional("maxNumTokens", flags["maxNumTokens"] as number | undefined),
    ...optional("memFraction", context.memFraction),
    ...optional("maxSeqLen", context.maxSeqLen),
    ...(flags["chunkedPrefill"] === undefined ? {} : { chunkedPrefill: flags["chunkedPrefill"] === "on" }),
  };
  const pool = (role: WorkerPool["role"], parallelism: Parallelism): WorkerPool => ({
    role,
    system:
      role === "decode" ? ((flags["decodeSystem"] as string | undefined) ?? context.system) : context.system,
    parallelism,
    workers: role === "agg" ? 1 : ((flags[`${role}NumWorkers`] as number | undefined) ?? 1),
    batchSize: settings.maxBatchSize ?? 1,
    settings,
  });
  const roles = mode === "agg" ? (["agg"] as const) : (["prefill", "decode"] as const);
  const lengths = lengthsOf({
    context,
    ...optional("isl", flags["isl"] as number | undefined),
    ...optional("osl", flags["osl"] as number | undefined),
    ...optional("prefix", flags["prefix"] as number | undefined),
  });
  return {
    deployment: {
      model: context.model,
      backend: context.backend,
      backendVersion: context.backendVersion ?? "current",
      mode,
      replicas: (flags["replicas"] as number | undefined) ?? 1,
      pools: roles.map((role) =>
        pool(role, resolveParallelism(sizesOf(flags, role === "agg" ? "" : role), facts)),
      ),
      quant: context.quant ?? {},
      ...optional("speculation", context.speculation),
    },
    lengths,
    sla: {
      ...optional("ttftMs", flags["ttft"] as number | undefined),
      ...optional("tpotMs", flags["tpot"] as number | undefined),
      ...optional("requestLatencyMs", flags["requestLatency"] as number | undefined),
    },
  };
}
