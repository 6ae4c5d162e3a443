import type { Grid } from "../interp/grid-data.js";
import { codedColumn, runCodes } from "../db/columns.js";
import type { NumberColumn, SourceTable, TableNeed } from "../table.js";
import type { PricingContext } from "../types.js";
import { laneOf, lanePrecedence, type LaneQuery } from "./lanes.js";
import type { Match } from "./rows.js";
import { gridSlice } from "./slices.js";

const COLUMNS = [
  "kv_cache_dtype",
  "num_heads",
  "num_key_value_heads",
  "head_dim",
  "window_size",
  "isl",
  "batch_size",
  "kernel_source",
  "latency",
];

export const CONTEXT_ATTENTION_NEED: TableNeed = {
  family: "attention",
  table: "context_attention_perf",
  columns: [...COLUMNS, "attn_dtype"],
};

export const GENERATION_ATTENTION_NEED: TableNeed = {
  family: "attention",
  table: "generation_attention_perf",
  columns: [...COLUMNS, "step"],
};

/** What picks a slice of an attention table. */
export interface AttentionSlice {
  /** absent for generation, whose rows serve every attention format */
  readonly fmha?: string;
  readonly kvcache: string;
  /** rank-local key-value heads; 0 when every query head has its own */
  readonly kvHeads: number;
  readonly headDim: number;
  readonly window: number;
}

const DEFAULTS = { window_size: 0, kernel_source: "" };
const SLICE_COLUMNS = ["kv_cache_dtype", "num_key_value_heads", "head_dim", "window_size"];

/**
 * Grid heads × length × batch (context) or heads × batch × length (generation) of a slice, from the kernel that comes first
 * or from one given; undefined when empty.
 */
export function attentionGrid(
  context: PricingContext,
  need: TableNeed,
  slice: AttentionSlice,
  kernel?: string,
): Grid | undefined {
  const { fmha, kvcache, kvHeads, headDim, window } = slice;
  const key = `${need.table} ${fmha ?? ""} ${kvcache} ${kvHeads} ${headDim} ${window} ${kernel ?? ""}`;
  return context.shared(key, () => {
    // as many key-value heads as heads counts as 0 key-value heads, whatever the file says
    const grouped = kvHeads > 0;
    const sources = grouped ? context.tables(need.family, need.table) : normalizedSources(context, need);
    const where: Record<string, Match> = {
      head_dim: headDim,
      window_size: window,
      ...(fmha === undefined ? {} : { attn_dtype: fmha }),
      kv_cache_dtype: kvcache,
      num_key_value_heads: kvHeads,
      ...(grouped ? { num_heads: (heads) => heads !== kvHeads } : {}),
    };
    const lane =
      kernel === undefined
        ? laneOf(context, sources, { where, ...rankingOf(context, need) })
        : { name: kernel, only: false };
    if (lane === undefined) return undefined;
    return gridSlice(sources, {
      where: lane.only ? where : { ...where, kernel_source: lane.name },
      defaults: DEFAULTS,
      axes:
        fmha === undefined
          ? ["num_heads", "batch_size", ["isl", "step"]]
          : ["num_heads", "isl", "batch_size"],
      value: "latency",
    });
  });
}

/** Every kernel of an attention table, the strongest first. */
export function attentionLanes(context: PricingContext, need: TableNeed): readonly string[] {
  return context.shared(`${need.table} lanes`, () => lanePrecedence(context, rankingOf(context, need)));
}

function rankingOf(
  context: PricingContext,
  need: TableNeed,
): Pick<LaneQuery, "defaults" | "sliceColumns" | "ranked"> {
  const sliceColumns = need.columns.includes("attn_dtype") ? ["attn_dtype", ...SLICE_COLUMNS] : SLICE_COLUMNS;
  return { defaults: DEFAULTS, sliceColumns, ranked: () => normalizedSources(context, need) };
}

/** Sources whose rows with as many key-value heads as query heads say 0 key-value heads, as the slice key does. */
export function normalizedSources(context: PricingContext, need: TableNeed): readonly SourceTable[] {
  return context.shared(`${need.table} key-value heads`, () =>
    context.tables(need.family, need.table).map((source) => {
      const heads = source.column("num_heads");
      const kvHeads = source.column("num_key_value_heads");
      if (heads?.kind !== "number" || kvHeads?.kind !== "number") return source;
      const own = normalizedHeads(source.runs, heads, kvHeads);
      return {
        ...source,
        column: (name: string) => (name === "num_key_value_heads" ? own : source.column(name)),
      };
    }),
  );
}

/** Key-value heads, 0 where there are as many as query heads. */
function normalizedHeads(
  runs: Int32Array | undefined,
  heads: NumberColumn,
  kvHeads: NumberColumn,
): NumberColumn {
  const [all, own] = [heads.coded, kvHeads.coded];
  if (runs === undefined || all?.byRun === undefined || own?.byRun === undefined)
    return {
      kind: "number",
      values: Int32Array.from(kvHeads.values, (value, row) => (value === heads.values[row] ? 0 : value)),
    };
  const { byRun } = all;
  const none = own.dictionary.length;
  const codes = Uint16Array.from(own.byRun, (code, run) =>
    own.dictionary[code] === all.dictionary[byRun[run]!] ? none : code,
  );
  return codedColumn(runCodes(runs, codes), Float64Array.of(...own.dictionary, 0));
}
