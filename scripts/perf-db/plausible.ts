import type { SourceTable, TableColumn } from "../../src/perf/table.js";

/** Columns that tell measurements of one table apart, formats excluded. */
const KEYS: readonly string[] = [
  ...["m", "n", "k", "num_tokens", "batch_size", "isl", "step", "seq_len", "num_heads", "num_key_value_heads"],
  ...["head_dim", "window_size", "topk", "num_experts", "hidden_size", "inter_size", "moe_tp_size"],
  ...["moe_ep_size", "distribution", "architecture", "model", "op_name", "num_gpus", "message_size", "nccl_dtype"],
];
const FORMATS: readonly string[] = [
  ...["gemm_dtype", "moe_dtype", "kv_cache_dtype", "attn_dtype", "mla_dtype", "gemm_type"],
];
/** The widest format: nothing that moves fewer bytes should take longer. */
const WIDEST = "bfloat16";

/** Latencies by everything that tells rows apart; the first row of a key counts. */
export type Latencies = ReadonlyMap<string, number>;

/** How one set of latencies compares with another at the keys that both have. */
export interface Likeness {
  readonly shared: number;
  /** median of ours over theirs */
  readonly median: number;
  /** part of the shared keys at which ours takes more than {@link FACTOR} times as long */
  readonly slower: number;
}

/** A ratio that no launch, cache or clock explains. */
export const FACTOR = 3;
const FEWEST_SHARED = 20;
/** Fewer outliers than this are the scatter of a collector. */
const TOLERATED_SHARE = 0.1;

/** Rows of a format column's value, or all of them, without that column in the key. */
export function latenciesOf(source: SourceTable, format?: { readonly column: string; readonly value: string }): Latencies {
  const latency = source.column("latency");
  const found = new Map<string, number>();
  if (latency?.kind !== "number") return found;
  const key = [...KEYS, ...FORMATS]
    .filter((name) => name !== format?.column)
    .flatMap((name) => source.column(name) ?? []);
  const filter = format === undefined ? undefined : source.column(format.column);
  for (let row = 0; row < source.rowCount; row++) {
    if (filter !== undefined && textAt(filter, row) !== format?.value) continue;
    const name = key.map((column) => textAt(column, row)).join(" ");
    if (!found.has(name)) found.set(name, latency.values[row]!);
  }
  return found;
}

function textAt(column: TableColumn, row: number): string | number {
  return column.kind === "text" ? column.values[column.codes[row]!]! : column.values[row]!;
}

/** Compares at the shared keys; undefined with too few of them to say anything. */
export function compareLatencies(ours: Latencies, theirs: Latencies): Likeness | undefined {
  const ratios: number[] = [];
  for (const [key, latency] of ours) {
    const other = theirs.get(key);
    if (other !== undefined && other > 0) ratios.push(latency / other);
  }
  if (ratios.length < FEWEST_SHARED) return undefined;
  ratios.sort((a, b) => a - b);
  const slower = ratios.filter((ratio) => ratio > FACTOR).length / ratios.length;
  return { shared: ratios.length, median: ratios[ratios.length >> 1]!, slower };
}

/** Whether a comparison is a reason to doubt the rows. */
export function isDoubtful(likeness: Likeness): boolean {
  return likeness.slower >= TOLERATED_SHARE;
}

/** Every narrower format of a table beside its widest: column, format and comparison. */
export function narrowerFormats(
  source: SourceTable,
): readonly { readonly column: string; readonly format: string; readonly likeness: Likeness }[] {
  return FORMATS.flatMap((column) => {
    const formats = source.column(column);
    if (formats?.kind !== "text" || !formats.values.includes(WIDEST)) return [];
    const widest = latenciesOf(source, { column, value: WIDEST });
    return formats.values
      .filter((value) => value !== WIDEST)
      .flatMap((format) => {
        const likeness = compareLatencies(latenciesOf(source, { column, value: format }), widest);
        return likeness === undefined ? [] : [{ column, format, likeness }];
      });
  });
}
