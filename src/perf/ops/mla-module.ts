import type { SourceTable, TableNeed } from "../table.js";
import type { Operator, Phase, PricingContext } from "../types.js";
import { measuredOnly } from "./by-mode.js";
import { gridPricer, uncachedShare, type SequencePricer, sequenceOperator } from "./grid-kernel.js";
import { contextMlaSol, generationMlaSol } from "./mla-sol.js";
import { matchRows, type Match } from "./rows.js";
import { gridSlice } from "./slices.js";
import { widerFormats } from "./wider.js";

const COLUMNS = [
  "model",
  "kv_cache_dtype",
  "gemm_type",
  "num_heads",
  "batch_size",
  "isl",
  "kernel_source",
  "latency",
];

const CONTEXT_NEED: TableNeed = {
  family: "mla",
  table: "mla_context_module_perf",
  columns: [...COLUMNS, "mla_dtype"],
};
const GENERATION_NEED: TableNeed = {
  family: "mla",
  table: "mla_generation_module_perf",
  columns: [...COLUMNS, "step"],
};

/** Heads of the whole model behind a `model` label; everything else was collected with DeepSeek-V3's 128. */
const NATIVE_HEADS: Readonly<Record<string, number>> = { "moonshotai/Kimi-K3": 96 };
const DEFAULT_NATIVE_HEADS = 128;

export interface MlaModuleShape {
  readonly name: string;
  readonly count: number;
  readonly phase: Phase;
  /** of one rank */
  readonly heads: number;
  /** of the whole model */
  readonly nativeHeads: number;
  readonly fmha: string;
  readonly kvcache: string;
  readonly gemm: string;
  /** sequence imbalance correction, 1 unless given */
  readonly imbalance?: number;
}

/** The whole attention block of DeepSeek-V3-like models, projections included (`docs/method/operators.md` 3.8). */
export function mlaModule(shape: MlaModuleShape): Operator {
  return shape.phase === "context"
    ? sequenceOperator(shape, [CONTEXT_NEED], (context) => contextModule(context, shape))
    : sequenceOperator(shape, [GENERATION_NEED], (context) => generationModule(context, shape));
}

function contextModule(context: PricingContext, shape: MlaModuleShape): SequencePricer {
  const { heads, fmha, kvcache, gemm } = shape;
  const sol = contextMlaSol(context, shape);
  const where = { mla_dtype: fmha, kv_cache_dtype: kvcache, gemm_type: gemm };
  return gridPricer(context, {
    key: `mla context module ${heads} ${shape.nativeHeads} ${fmha} ${kvcache} ${gemm}`,
    label: "MLA prefill module",
    missing: `${fmha} attention, ${kvcache} cache, ${gemm} projections`,
    grid: () =>
      moduleGrid(context, CONTEXT_NEED, where, shape.nativeHeads, ["num_heads", "isl", "batch_size"]),
    gridSol: ([n, s, b]) => sol(n as number, s as number, b as number, 0),
    sqrtAxis: 1,
    at: (batch, seq, prefix) => [heads, seq + prefix, batch],
    sol: (batch, seq, prefix) => sol(heads, seq, batch, prefix),
    factor: uncachedShare,
    wider: () =>
      widerFormats({ fmha, kvcache, gemm }).map((formats) =>
        contextModule(measuredOnly(context), { ...shape, ...formats }),
      ),
  });
}

function generationModule(context: PricingContext, shape: MlaModuleShape): SequencePricer {
  const { heads, kvcache, gemm } = shape;
  const sol = generationMlaSol(context, { kvcache, gemm });
  const where = { kv_cache_dtype: kvcache, gemm_type: gemm };
  return gridPricer(context, {
    key: `mla generation module ${heads} ${shape.nativeHeads} ${kvcache} ${gemm}`,
    label: "MLA decode module",
    missing: `${kvcache} cache, ${gemm} projections`,
    grid: () =>
      moduleGrid(context, GENERATION_NEED, where, shape.nativeHeads, [
        "num_heads",
        "batch_size",
        ["isl", "step"],
      ]),
    gridSol: ([n, b, s]) => sol(n as number, b as number, s as number),
    at: (batch, seq) => [heads, batch, seq],
    wider: () =>
      widerFormats({ kvcache, gemm }).map((formats) =>
        generationModule(measuredOnly(context), { ...shape, ...formats }),
      ),
  });
}

function moduleGrid(
  context: PricingContext,
  need: TableNeed,
  where: Readonly<Record<string, Match>>,
  nativeHeads: number,
  axes: readonly (string | readonly string[])[],
): ReturnType<typeof gridSlice> {
  const sources = context.tables(need.family, need.table);
  const bucket = chooseBucket(nativeBuckets(sources, where), nativeHeads);
  return gridSlice(sources, {
    where: { ...where, model: (model) => nativeHeadsOf(String(model)) === bucket },
    axes,
    value: "latency",
  });
}

function nativeBuckets(sources: readonly SourceTable[], where: Readonly<Record<string, Match>>): number[] {
  const found = new Set<number>();
  for (const source of sources) {
    const column = source.column("model");
    if (column?.kind !== "text") continue;
    for (const row of matchRows(source, { where }) ?? []) {
      found.add(nativeHeadsOf(column.values[column.codes[row] as number] as string));
    }
  }
  return [...found];
}

/** Rows of models with as many heads, else the nearest that are not larger, else the smallest. */
function chooseBucket(buckets: readonly number[], nativeHeads: number): number | undefined {
  if (buckets.length === 0) return undefined;
  const below = buckets.filter((heads) => heads <= nativeHeads);
  return below.length > 0 ? Math.max(...below) : Math.min(...buckets);
}

function nativeHeadsOf(model: string): number {
  return NATIVE_HEADS[model] ?? DEFAULT_NATIVE_HEADS;
}
