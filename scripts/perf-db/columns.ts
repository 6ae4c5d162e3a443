/** Measured columns: written as rounded 32-bit floats. Every other column is part of a row's key. */
const VALUE_COLUMNS: ReadonlySet<string> = new Set([
  "latency",
  "avg_ms",
  "combine_avg_t_us",
  "dispatch_avg_t_us",
  "transmit_us",
  "notify_us",
  "dispatch_transmit_us",
  "dispatch_notify_us",
  "combine_transmit_us",
  "combine_notify_us",
]);

/** Derived from other columns, or without use in any formula: not written. */
const DROPPED_COLUMNS: ReadonlySet<string> = new Set([
  "combine_bandwidth_gbps",
  "dispatch_bandwidth_gbps",
  "power",
  "power_limit",
]);

/** Provenance: goes to the file's key-value metadata where it is the same in all rows. */
const PROVENANCE_COLUMNS: ReadonlySet<string> = new Set(["framework", "version", "device", "op_name"]);

/** Coordinates of a curve or grid, slowest first. Inside a group, rows ascend along them. */
const AXIS_COLUMNS: readonly string[] = ["batch_size", "isl", "seq_len", "step", "num_tokens", "num_token", "m"];

/**
 * Columns that a model may ignore when it looks a row up, so that two rows which differ only here can meet in one
 * coordinate and the first (or last) of them wins. Their order must survive.
 */
const SOFT_COLUMNS: ReadonlySet<string> = new Set([
  "kernel_source",
  "op_name",
  "framework",
  "version",
  "device",
  "model",
  "model_name",
  "architecture",
  "tp_size",
  "compress_ratio",
  "attn_dtype",
  "mla_dtype",
  "beam_width",
  "dp_num_tokens",
  "rank0_num_tokens",
  "simulation_mode",
]);

/** Soft columns that a table's look-up does tell apart: attention lanes, computation dtypes, step names. */
const HARD_BY_TABLE: Readonly<Record<string, readonly string[]>> = {
  context_attention_perf: ["kernel_source", "attn_dtype"],
  generation_attention_perf: ["kernel_source"],
  encoder_attention_perf: ["attn_dtype"],
  context_mla_perf: ["mla_dtype"],
  mla_context_module_perf: ["mla_dtype"],
  wideep_context_mla_perf: ["kernel_source", "mla_dtype"],
  wideep_generation_mla_perf: ["kernel_source"],
  dsa_context_module_perf: ["architecture", "op_name", "mla_dtype"],
  dsa_generation_module_perf: ["architecture", "op_name"],
  mla_bmm_perf: ["op_name"],
};

/** How one column takes part in a table. */
export type ColumnKind = "value" | "dropped" | "axis" | "hard" | "soft";

/** Kind of a column in a table (file stem). `hard` keys always separate rows, `soft` ones may not. */
export function columnKind(table: string, column: string): ColumnKind {
  if (VALUE_COLUMNS.has(column)) return "value";
  if (DROPPED_COLUMNS.has(column)) return "dropped";
  if (AXIS_COLUMNS.includes(column)) return "axis";
  return SOFT_COLUMNS.has(column) && HARD_BY_TABLE[table]?.includes(column) !== true ? "soft" : "hard";
}

/** True when a column moves to the metadata if all rows agree. */
export function isProvenance(column: string): boolean {
  return PROVENANCE_COLUMNS.has(column);
}

/** Rank of an axis, slowest first. */
export function axisRank(column: string): number {
  return AXIS_COLUMNS.indexOf(column);
}

/** How the rows of a table are ordered. */
export type OrderRule = "file" | "grouped" | "gemm";

/**
 * `file`: small tables keep the order that they have. `gemm`: sites (n, k) in the order of the nested walk
 * m → n → k. `grouped`: groups in first-seen order, axes ascending inside.
 */
export function orderRule(family: string, table: string): OrderRule {
  if (table === "gemm_perf") return "gemm";
  return family === "comm" || family === "mhc" || family === "mlp" ? "file" : "grouped";
}

/** Decode tables price by total length: `isl + step` is one axis there. */
export function hasTotalLength(table: string): boolean {
  return table.includes("generation");
}
