import { parallelKey, type Parallelism, type QuantModes } from "../domain/deployment.js";
import type { WorkerRow } from "../perf/disagg.js";
import { stageRates, type AggOrigin, type DisaggOrigin } from "../search/rows.js";
import type { RoleSpec } from "../search/task.js";
import { type CsvColumn, float, intColumn, maybeFloat, type TableRow, textColumn } from "./column.js";

const agg = ({ row }: TableRow): AggOrigin => {
  if (row.origin.mode !== "agg") throw new Error("a disaggregated row in an aggregated table");
  return row.origin;
};
const disagg = ({ row }: TableRow): DisaggOrigin => {
  if (row.origin.mode !== "disagg") throw new Error("an aggregated row in a disaggregated table");
  return row.origin;
};
const lengths = ({ task }: TableRow): TableRow["task"]["lengths"] => task.lengths;

const WORKLOAD: readonly CsvColumn[] = [
  textColumn("model", ({ task }) => task.displayModel ?? task.model),
  intColumn("isl", (entry) => lengths(entry).isl),
  intColumn("osl", (entry) => lengths(entry).osl),
  intColumn("prefix", (entry) => lengths(entry).prefix),
  intColumn("concurrency", ({ row }) => row.figures.concurrency),
  float("request_rate", ({ row }) => row.figures.requestsPerSec),
];

const LATENCY: readonly CsvColumn[] = [
  float("ttft", ({ row }) => row.figures.ttftMs),
  float("tpot", ({ row }) => row.figures.tpotMs),
  float("request_latency", ({ row }) => row.figures.requestLatencyMs),
];

const THROUGHPUT: readonly CsvColumn[] = [
  float("seq/s", ({ row }) => row.figures.requestsPerSec),
  float("seq/s/gpu", ({ row }) => row.figures.requestsPerSecPerGpu),
  float("tokens/s", ({ row }) => row.figures.tokensPerSec),
  float("tokens/s/gpu", ({ row }) => row.figures.tokensPerSecPerGpu),
  float("tokens/s/user", ({ row }) => row.figures.tokensPerSecPerUser),
];

const LAST: readonly CsvColumn[] = [
  float("power_w", () => 0),
  float("tokens/s/gpu_cluster", ({ row }) => row.tokensPerSecPerGpuCluster),
];

function sizes(prefix: string, of: (entry: TableRow) => Parallelism, withCp: boolean): readonly CsvColumn[] {
  return [
    intColumn(`${prefix}tp`, (entry) => of(entry).tp),
    intColumn(`${prefix}pp`, (entry) => of(entry).pp),
    intColumn(`${prefix}dp`, (entry) => of(entry).dp),
    intColumn(`${prefix}moe_tp`, (entry) => of(entry).moeTp),
    intColumn(`${prefix}moe_ep`, (entry) => of(entry).moeEp),
    ...(withCp ? [intColumn(`${prefix}cp`, (entry) => of(entry).cp)] : []),
    textColumn(`${prefix}parallel`, (entry) => parallelKey(of(entry))),
  ];
}

function quant(prefix: string, of: (entry: TableRow) => QuantModes): readonly CsvColumn[] {
  return (["gemm", "kvcache", "fmha", "moe", "comm"] as const).map((kind) =>
    textColumn(`${prefix}${kind}`, (entry) => of(entry)[kind]),
  );
}

/** Columns of an aggregated table, in the reference's order (0.12.0). */
export const AGG_COLUMNS: readonly CsvColumn[] = [
  ...WORKLOAD,
  intColumn("bs", (entry) => agg(entry).point.batchSize),
  intColumn("global_bs", (entry) => agg(entry).point.batchSize * agg(entry).model.parallelism.dp),
  ...LATENCY,
  intColumn("encoder_latency", () => 0),
  float("encoder_memory", () => 0),
  ...THROUGHPUT,
  intColumn("num_total_gpus", ({ row }) => row.figures.gpusPerReplica),
  ...sizes("", (entry) => agg(entry).model.parallelism, true),
  ...quant("", (entry) => agg(entry).model.quant),
  float("memory", ({ row }) => row.figures.memoryGib),
  float("balance_score", balanceScore),
  float("num_ctx_reqs", promptsOfStep),
  float("num_gen_reqs", decodesOfStep),
  float("num_tokens", (entry) => agg(entry).point.ctxTokens + decodesOfStep(entry)),
  intColumn("ctx_tokens", (entry) => agg(entry).point.ctxTokens),
  float("gen_tokens", decodesOfStep),
  textColumn("backend", ({ row }) => row.deployment.backend),
  textColumn("version", (entry) => agg(entry).model.version),
  textColumn("system", ({ row }) => row.deployment.pools[0]?.system ?? ""),
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
): readonly CsvColumn[] {
  return [
    ...sizes(prefix, (entry) => of(entry).model.parallelism, withCp),
    ...quant(prefix, (entry) => of(entry).model.quant),
    float(`${prefix}memory`, (entry) => of(entry).memoryGib),
    textColumn(`${prefix}backend`, (entry) => spec(entry).backend),
    textColumn(`${prefix}version`, (entry) => of(entry).model.version),
    textColumn(`${prefix}system`, (entry) => spec(entry).system),
  ];
}

const spec =
  (role: "prefill" | "decode") =>
  ({ row }: TableRow): RoleSpec => ({
    backend: row.deployment.backend,
    system: row.deployment.pools.find((one) => one.role === role)?.system ?? "",
  });

/** Columns of a disaggregated table, in the reference's order (0.12.0). The `(e)` columns are for encoders, which we do not predict. */
export const DISAGG_COLUMNS: readonly CsvColumn[] = [
  ...WORKLOAD,
  intColumn("(p)bs", (entry) => disagg(entry).prefill.batchSize),
  intColumn("(p)global_bs", (entry) => disagg(entry).prefill.globalBatchSize),
  intColumn("(p)workers", (entry) => disagg(entry).prefillWorkers),
  intColumn("(d)bs", (entry) => disagg(entry).decode.batchSize),
  intColumn("(d)global_bs", (entry) => disagg(entry).decode.globalBatchSize),
  intColumn("(d)workers", (entry) => disagg(entry).decodeWorkers),
  ...LATENCY,
  float("encoder_latency", () => 0),
  ...THROUGHPUT,
  float("(p)seq/s/worker", ({ row }) => stageRates(row).prefill),
  float("(d)seq/s/worker", ({ row }) => stageRates(row).decode),
  intColumn("num_total_gpus", ({ row }) => row.figures.gpusPerReplica),
  ...pool("(p)", (entry) => disagg(entry).prefill, spec("prefill"), true),
  ...pool("(d)", (entry) => disagg(entry).decode, spec("decode"), false),
  intColumn("(e)workers", () => 0),
  intColumn("(e)tp", () => 0),
  intColumn("(e)pp", () => 0),
  intColumn("(e)bs", () => 0),
  textColumn("(e)parallel", () => ""),
  float("(e)memory", () => 0),
  ...LAST,
];

/** What answered a row: beside the reference's columns, in every table. */
export const PROFILE_COLUMN: CsvColumn = textColumn("profile", ({ profile }) => profile);

/** Columns of a profile that knows its error: the chance that a row holds its limits, and its 80 % bands. */
export const ERROR_COLUMNS: readonly CsvColumn[] = [
  maybeFloat("chance", ({ row }) => row.chance),
  ...(
    [
      ["ttft", "ttftMs"],
      ["tpot", "tpotMs"],
      ["request_latency", "requestLatencyMs"],
      ["tokens/s/gpu", "tokensPerSecPerGpu"],
    ] as const
  ).flatMap(([name, figure]) => [
    maybeFloat(`${name}_low`, ({ row }) => row.figures.bands?.[figure][0]),
    maybeFloat(`${name}_high`, ({ row }) => row.figures.bands?.[figure][1]),
  ]),
];

/** Columns that a load target adds. */
export const LOAD_COLUMNS: readonly CsvColumn[] = [
  intColumn("replicas_needed", ({ row }) => row.load?.replicasNeeded ?? 0),
  intColumn("total_gpus_needed", ({ row }) => row.load?.totalGpusNeeded ?? 0),
];

/** Added when a ceiling on GPUs leaves a part of the load unserved. */
export const SERVED_COLUMN: CsvColumn = float("load_served_pct", ({ row }) => row.load?.loadServedPct ?? 100);

/** What `points.csv` has beyond the reference's columns. */
export const POINT_COLUMNS: readonly CsvColumn[] = [
  intColumn("replicas", ({ row }) => row.replicas),
  intColumn("total_gpus_used", ({ row }) => row.totalGpusUsed),
  textColumn("meets_sla", ({ row }) => (row.meetsSla ? "True" : "False")),
];
