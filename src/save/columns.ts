import { parallelKey, type Parallelism, type QuantModes } from "../domain/deployment.js";
import type { AggOrigin, DisaggOrigin, WorkerRow } from "../search/rows.js";
import type { RoleSpec } from "../search/task.js";
import { type Column, float, int, type TableRow, text } from "./column.js";

const agg = ({ row }: TableRow): AggOrigin => {
  if (row.origin.mode !== "agg") throw new Error("a disaggregated row in an aggregated table");
  return row.origin;
};
const disagg = ({ row }: TableRow): DisaggOrigin => {
  if (row.origin.mode !== "disagg") throw new Error("an aggregated row in a disaggregated table");
  return row.origin;
};
const lengths = ({ task }: TableRow): TableRow["task"]["lengths"] => task.lengths;

const WORKLOAD: readonly Column[] = [
  text("model", ({ task }) => task.displayModel ?? task.model),
  int("isl", (entry) => lengths(entry).isl),
  int("osl", (entry) => lengths(entry).osl),
  int("prefix", (entry) => lengths(entry).prefix),
  int("concurrency", ({ row }) => row.figures.concurrency),
  float("request_rate", ({ row }) => row.figures.requestsPerSec),
];

const LATENCY: readonly Column[] = [
  float("ttft", ({ row }) => row.figures.ttftMs),
  float("tpot", ({ row }) => row.figures.tpotMs),
  float("request_latency", ({ row }) => row.figures.requestLatencyMs),
];

const THROUGHPUT: readonly Column[] = [
  float("seq/s", ({ row }) => row.figures.requestsPerSec),
  float("seq/s/gpu", ({ row }) => row.figures.requestsPerSecPerGpu),
  float("tokens/s", ({ row }) => row.figures.tokensPerSec),
  float("tokens/s/gpu", ({ row }) => row.figures.tokensPerSecPerGpu),
  float("tokens/s/user", ({ row }) => row.figures.tokensPerSecPerUser),
];

const LAST: readonly Column[] = [
  float("power_w", () => 0),
  float("tokens/s/gpu_cluster", ({ row }) => row.tokensPerSecPerGpuCluster),
];

function sizes(prefix: string, of: (entry: TableRow) => Parallelism, withCp: boolean): readonly Column[] {
  return [
    int(`${prefix}tp`, (entry) => of(entry).tp),
    int(`${prefix}pp`, (entry) => of(entry).pp),
    int(`${prefix}dp`, (entry) => of(entry).dp),
    int(`${prefix}moe_tp`, (entry) => of(entry).moeTp),
    int(`${prefix}moe_ep`, (entry) => of(entry).moeEp),
    ...(withCp ? [int(`${prefix}cp`, (entry) => of(entry).cp)] : []),
    text(`${prefix}parallel`, (entry) => parallelKey(of(entry))),
  ];
}

function quant(prefix: string, of: (entry: TableRow) => QuantModes): readonly Column[] {
  return (["gemm", "kvcache", "fmha", "moe", "comm"] as const).map((kind) =>
    text(`${prefix}${kind}`, (entry) => of(entry)[kind]),
  );
}

/** Columns of an aggregated table, in the reference's order (0.12.0). */
export const AGG_COLUMNS: readonly Column[] = [
  ...WORKLOAD,
  int("bs", (entry) => agg(entry).point.batchSize),
  int("global_bs", (entry) => agg(entry).point.batchSize * agg(entry).model.parallelism.dp),
  ...LATENCY,
  int("encoder_latency", () => 0),
  float("encoder_memory", () => 0),
  ...THROUGHPUT,
  int("num_total_gpus", ({ row }) => row.figures.gpusPerReplica),
  ...sizes("", (entry) => agg(entry).model.parallelism, true),
  ...quant("", (entry) => agg(entry).model.quant),
  float("memory", ({ row }) => row.figures.memoryGib),
  float("balance_score", balanceScore),
  float("num_ctx_reqs", promptsOfStep),
  float("num_gen_reqs", decodesOfStep),
  float("num_tokens", (entry) => agg(entry).point.ctxTokens + decodesOfStep(entry)),
  int("ctx_tokens", (entry) => agg(entry).point.ctxTokens),
  float("gen_tokens", decodesOfStep),
  text("backend", ({ row }) => row.deployment.backend),
  text("version", (entry) => agg(entry).model.version),
  text("system", ({ row }) => row.deployment.pools[0]?.system ?? ""),
  ...LAST,
];

/** Prefill work over decode work of a step; above 1 prompts are the bottleneck. */
function balanceScore(entry: TableRow): number {
  const { point } = agg(entry);
  const { isl, osl } = lengths(entry);
  return ((isl * point.batchSize) / point.ctxTokens / osl) * (1 + (entry.task.speculation?.accepted ?? 0));
}

/** The reference's count, also where prompts are the bottleneck and fewer decodes really run. */
function decodesOfStep(entry: TableRow): number {
  return agg(entry).point.batchSize - promptsOfStep(entry);
}

function promptsOfStep(entry: TableRow): number {
  return Math.ceil(agg(entry).point.ctxTokens / lengths(entry).isl);
}

function pool(
  prefix: string,
  of: (entry: TableRow) => WorkerRow,
  spec: (entry: TableRow) => RoleSpec,
  withCp: boolean,
): readonly Column[] {
  return [
    ...sizes(prefix, (entry) => of(entry).model.parallelism, withCp),
    ...quant(prefix, (entry) => of(entry).model.quant),
    float(`${prefix}memory`, (entry) => of(entry).memoryGib),
    text(`${prefix}backend`, (entry) => spec(entry).backend),
    text(`${prefix}version`, (entry) => of(entry).model.version),
    text(`${prefix}system`, (entry) => spec(entry).system),
  ];
}

const spec =
  (role: "prefill" | "decode") =>
  ({ row }: TableRow): RoleSpec => ({
    backend: row.deployment.backend,
    system: row.deployment.pools.find((one) => one.role === role)?.system ?? "",
  });

/** Columns of a disaggregated table, in the reference's order (0.12.0). The `(e)` columns are for encoders, which we do not predict. */
export const DISAGG_COLUMNS: readonly Column[] = [
  ...WORKLOAD,
  int("(p)bs", (entry) => disagg(entry).prefill.batchSize),
  int("(p)global_bs", (entry) => disagg(entry).prefill.globalBatchSize),
  int("(p)workers", (entry) => disagg(entry).prefillWorkers),
  int("(d)bs", (entry) => disagg(entry).decode.batchSize),
  int("(d)global_bs", (entry) => disagg(entry).decode.globalBatchSize),
  int("(d)workers", (entry) => disagg(entry).decodeWorkers),
  ...LATENCY,
  float("encoder_latency", () => 0),
  ...THROUGHPUT,
  float("(p)seq/s/worker", (entry) => disagg(entry).prefill.seqPerSec),
  float("(d)seq/s/worker", (entry) => disagg(entry).decode.seqPerSec),
  int("num_total_gpus", ({ row }) => row.figures.gpusPerReplica),
  ...pool("(p)", (entry) => disagg(entry).prefill, spec("prefill"), true),
  ...pool("(d)", (entry) => disagg(entry).decode, spec("decode"), false),
  int("(e)workers", () => 0),
  int("(e)tp", () => 0),
  int("(e)pp", () => 0),
  int("(e)bs", () => 0),
  text("(e)parallel", () => ""),
  float("(e)memory", () => 0),
  ...LAST,
];

/** Columns that a load target adds. */
export const LOAD_COLUMNS: readonly Column[] = [
  int("replicas_needed", ({ row }) => row.load?.replicasNeeded ?? 0),
  int("total_gpus_needed", ({ row }) => row.load?.totalGpusNeeded ?? 0),
];

/** Added when a ceiling on GPUs leaves a part of the load unserved. */
export const SERVED_COLUMN: Column = float("load_served_pct", ({ row }) => row.load?.loadServedPct ?? 100);

/** What `points.csv` has beyond the reference's columns. */
export const POINT_COLUMNS: readonly Column[] = [
  int("replicas", ({ row }) => row.replicas),
  int("total_gpus_used", ({ row }) => row.totalGpusUsed),
  text("meets_sla", ({ row }) => (row.meetsSla ? "True" : "False")),
];
