import { UserError } from "../../../domain/errors.js";
import type { Backend, QuantModes, Speculation } from "../../../domain/deployment.js";
import {
  perRank,
  type EstimateMode,
  type EstimateRequest,
  type PartialParallelism,
  type PoolRequest,
} from "../../../perf/estimate/request.js";
import type { Profile } from "../../../perf/profile/profile.js";
import type { DatabaseMode, TransferPolicy, WorkerContext } from "../../../perf/types.js";
import { choice, int, repeat, sections, text, type Flag, type FlagValues } from "../../flags/table.js";
import {
  BACKEND_FLAG,
  CALIBRATION_FLAG,
  FORMAT_FLAG,
  IGNORED_FLAGS,
  LENGTH_FLAGS,
  MODEL_FLAGS,
} from "../../flags/model.js";
import { SPEC_FLAGS, speculationFromFlags } from "../../flags/speculation.js";

const ROLE_SIZES = [
  "tp-size",
  "pp-size",
  "attention-dp-size",
  "moe-tp-size",
  "moe-ep-size",
  "batch-size",
  "num-workers",
];

/** Flags of `estimate`, which are also the keys of a batch line. */
export const ESTIMATE_FLAGS: readonly Flag[] = [
  ...MODEL_FLAGS,
  BACKEND_FLAG,
  ...LENGTH_FLAGS,
  {
    name: "estimate-mode",
    type: choice("agg", "disagg", "static", "static_ctx", "static_gen"),
    help: "what to predict (default agg)",
  },
  { name: "batch-size", type: int(1), help: "requests per attention-DP rank (default 128)" },
  { name: "ctx-tokens", type: int(1), help: "prompt tokens per mixed step (default isl)" },
  {
    name: "concurrency",
    type: int(1),
    help: "requests in flight over all replicas; instead of --batch-size",
  },
  { name: "tp-size", type: int(1), help: "tensor parallel size" },
  { name: "pp-size", type: int(1), help: "pipeline parallel size" },
  { name: "attention-dp-size", type: int(1), help: "attention data parallel size" },
  { name: "cp-size", type: int(1), help: "context parallel size (SGLang)" },
  { name: "moe-tp-size", type: int(1), help: "tensor parallel size of the experts" },
  { name: "moe-ep-size", type: int(1), help: "expert parallel size" },
  ...["prefill", "decode"].flatMap((role) =>
    ROLE_SIZES.map((size): Flag => ({
      name: `${role}-${size}`,
      type: int(1),
      help: `${size.replace(/-size$/, "").replaceAll("-", " ")} of the ${role} workers (disagg)`,
    })),
  ),
  { name: "stride", type: int(1), help: "decode steps per priced step in static modes (default 32)" },
  ...SPEC_FLAGS,
  { name: "precision", type: text("name"), help: "weights as a benchmark names them: fp8, fp4, bf16, int4" },
  {
    name: "detail",
    type: sections("summary", "memory", "time", "source", "all"),
    help: "parts of the memory, and latency of every operator with its source (default all of them)",
  },
];

/** Flags of the command line alone. */
export const ESTIMATE_COMMAND_FLAGS: readonly Flag[] = [
  ...ESTIMATE_FLAGS.map((flag) =>
    flag.name === "profile"
      ? {
          ...flag,
          help: "calibrated on measurements (default with --concurrency), or the published method (default for a bare --batch-size)",
        }
      : flag,
  ),
  {
    name: "batch",
    type: text("file"),
    help: "JSON lines or CSV with a header, keys are flag names; one result a line ('-' reads standard input)",
  },
  {
    name: "measured",
    type: repeat("file|folder|glob"),
    help: "benchmark results of this configuration: predicted against measured (repeat for more)",
  },
  CALIBRATION_FLAG,
  FORMAT_FLAG,
  ...IGNORED_FLAGS,
];

/** The model, hardware and data of parsed flags. Throws `UserError` when a needed flag is missing. */
export function contextOf(flags: FlagValues): WorkerContext {
  const speculation = speculationFromFlags(flags, speculationOf(flags));
  const quant = quantOf(flags);
  const transfer = transferOf(flags["transferPolicy"] as string | undefined);
  return {
    model: needed(flags, "model"),
    system: needed(flags, "system"),
    backend: (flags["backend"] as Backend | undefined) ?? "trtllm",
    ...optional("backendVersion", flags["backendVersion"] as string | undefined),
    ...optional("databaseMode", flags["databaseMode"] as DatabaseMode | undefined),
    ...optional("transfer", transfer),
    ...(Object.keys(quant).length === 0 ? {} : { quant }),
    ...optional("speculation", speculation),
    ...optional("attentionLane", flags["attentionBackend"] as string | undefined),
    ...optional("memFraction", flags["freeGpuMemoryFraction"] as number | undefined),
    ...optional("maxSeqLen", flags["maxSeqLen"] as number | undefined),
  };
}

/** An object with one field, or none when the value is absent. */
export function optional<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]?: V });
}

function needed(flags: FlagValues, name: string): string {
  const value = flags[name] as string | undefined;
  if (value === undefined || value === "")
    throw new UserError(
      "usage",
      `--${name} is missing; ${name === "model" ? "give a Hugging Face id or a folder with config.json" : "give a GPU system such as h200_sxm (dynamo-advisor support lists them)"}`,
    );
  return value;
}

/** Formats as benchmarks name them. */
const PRECISIONS: Readonly<Record<string, string>> = {
  fp8: "fp8",
  fp8_block: "fp8_block",
  fp4: "nvfp4",
  nvfp4: "nvfp4",
  bf16: "bfloat16",
  bfloat16: "bfloat16",
  fp16: "bfloat16",
  int4: "int4_wo",
  int4_wo: "int4_wo",
};

/** Modes said by the user; a precision fills those of the weights when none is given. */
export function quantOf(flags: FlagValues): Partial<QuantModes> {
  const modes: Record<string, string> = {};
  for (const kind of ["gemm", "moe", "kvcache", "fmha", "comm"]) {
    const value = flags[`${kind}QuantMode`] as string | undefined;
    if (value !== undefined) modes[kind] = value;
  }
  const precision = (flags["precision"] as string | undefined)?.toLowerCase();
  // tables of measurements write n/a where the checkpoint's own formats ran
  if (precision === undefined || precision === "n/a" || precision === "auto") return modes;
  const mode = Object.hasOwn(PRECISIONS, precision) ? PRECISIONS[precision] : undefined;
  if (mode === undefined)
    throw new UserError(
      "usage",
      `precision '${precision}' is unknown; use ${Object.keys(PRECISIONS).join(", ")}, or name the modes of --gemm-quant-mode and --moe-quant-mode`,
    );
  // gpt-oss has one 4-bit format of its own, whatever a benchmark calls it
  if (String(flags["model"]).toLowerCase().includes("gpt-oss")) return {};
  if (modes["gemm"] !== undefined || modes["moe"] !== undefined) return modes;
  return { gemm: mode, moe: mode, ...modes };
}

/** Draft tokens of a number; the acceptance is never assumed. Throws `UserError`. */
export function speculationOf(flags: FlagValues): Speculation | undefined {
  const asked = flags["nextn"] as string | undefined;
  // `auto` is settled before, where the checkpoint is known
  if (asked === undefined || asked === "auto") return undefined;
  const nextn = Number(asked);
  if (!/^\d{1,3}$/.test(asked))
    throw new UserError("usage", `--nextn is '${asked}'; a whole number of at least 0 or auto is needed`);
  if (nextn === 0) return undefined;
  const accepted = flags["nextnAccepted"] as number | undefined;
  if (accepted === undefined)
    throw new UserError(
      "usage",
      `--nextn ${asked} needs --nextn-accepted, the accepted draft tokens per step (0 to nextn)`,
    );
  if (accepted > nextn || accepted < 0)
    throw new UserError("usage", `--nextn-accepted ${accepted} must be between 0 and --nextn ${nextn}`);
  return { nextn, accepted };
}

const TRANSFERS = ["xshape", "xquant", "xprofile", "xop"] as const;
const TRANSFER_PRESETS: Readonly<Record<string, readonly string[]>> = {
  off: [],
  conservative: ["xshape"],
  balanced: ["xshape", "xquant"],
  aggressive: TRANSFERS,
};

/** A preset or a list of transfer steps. */
export function transferOf(asked: string | undefined): TransferPolicy | undefined {
  if (asked === undefined) return undefined;
  const steps =
    (Object.hasOwn(TRANSFER_PRESETS, asked) ? TRANSFER_PRESETS[asked] : undefined) ??
    asked.split(",").map((step) => step.trim());
  const wrong = steps.find((step) => !TRANSFERS.some((known) => known === step));
  if (wrong !== undefined)
    throw new UserError(
      "usage",
      `--transfer-policy: unknown '${wrong}'; use ${Object.keys(TRANSFER_PRESETS).join(", ")} or a list of ${TRANSFERS.join(", ")}`,
    );
  return {
    xshape: steps.includes("xshape"),
    xquant: steps.includes("xquant"),
    xprofile: steps.includes("xprofile"),
    xop: steps.includes("xop"),
  };
}

/** A request of the predictor from flags. */
export function estimateRequest(flags: FlagValues, profile?: Profile): EstimateRequest {
  const size = (name: string): number | undefined => flags[name] as number | undefined;
  const mode = flags["estimateMode"] as EstimateMode | undefined;
  return {
    ...optional("mode", mode),
    context: contextOf(flags),
    ...optional("isl", size("isl")),
    ...optional("osl", size("osl")),
    ...optional("prefix", size("prefix")),
    ...optional("batchSize", size("batchSize")),
    ...optional("concurrency", size("concurrency")),
    ...optional("ctxTokens", size("ctxTokens")),
    ...optional("stride", size("stride")),
    ...optional("decodeSystem", flags["decodeSystem"] as string | undefined),
    parallelism: sizesOf(flags, ""),
    ...optional("profile", profile),
    ...(mode === "disagg" ? { prefill: pool(flags, "prefill"), decode: pool(flags, "decode") } : {}),
    ...(showsOperators(flags) ? { detail: true } : {}),
  };
}

/** Sections that `--detail` names; all of them where it stands alone. */
export function detailSections(flags: FlagValues): ReadonlySet<string> {
  const asked = flags["detail"] as readonly string[] | boolean | undefined;
  if (asked === undefined || asked === false) return new Set();
  return new Set(asked === true || asked.includes("all") ? ["memory", "time", "source"] : asked);
}

function showsOperators(flags: FlagValues): boolean {
  const asked = detailSections(flags);
  return asked.has("time") || asked.has("source");
}

/** Sizes of a role; absent ones fall back to the shared sizes. */
export function sizesOf(flags: FlagValues, role: "" | "prefill" | "decode"): PartialParallelism {
  const of = (flag: string): number | undefined => {
    const own = role === "" ? flag : `${role}${flag[0]!.toUpperCase()}${flag.slice(1)}`;
    return (flags[own] ?? flags[flag]) as number | undefined;
  };
  return {
    ...optional("tp", of("tpSize")),
    ...optional("pp", of("ppSize")),
    ...optional("dp", of("attentionDpSize")),
    ...optional("cp", role === "" ? of("cpSize") : undefined),
    ...optional("moeTp", of("moeTpSize")),
    ...optional("moeEp", of("moeEpSize")),
  };
}

function pool(flags: FlagValues, role: "prefill" | "decode"): PoolRequest {
  const concurrency = flags["concurrency"] as number | undefined;
  const parallelism = sizesOf(flags, role);
  // with a concurrency, pools are single workers unless said, prompts go one by one, and answers share what is in flight
  const workers = (flags[`${role}NumWorkers`] ?? (concurrency === undefined ? undefined : 1)) as
    number | undefined;
  const shared = role === "prefill" ? 1 : perRank(concurrency, (workers ?? 1) * (parallelism.dp ?? 1));
  const batchSize = (flags[`${role}BatchSize`] ?? (concurrency === undefined ? undefined : shared)) as
    number | undefined;
  if (batchSize === undefined || workers === undefined) {
    throw new UserError(
      "usage",
      `--estimate-mode disagg needs --${role}-batch-size and --${role}-num-workers, or --concurrency`,
    );
  }
  return { parallelism, batchSize, workers };
}
