import type { Grid } from "../interp/grid-data.js";
import { lowerBound } from "../interp/search.js";
import type { TableNeed } from "../table.js";
import type { Phase, PricingContext } from "../types.js";
import type { SequencePricer } from "./grid-kernel.js";
import { memo3 } from "./memo.js";
import { labelsWithHeads } from "./native-heads.js";
import { gridSlice } from "./slices.js";

export const DSV4_CALIBRATION_NEED: TableNeed = {
  family: "sparse_attention",
  table: "dsv4_csa_topk_calib_perf",
  columns: [
    "model",
    "score_mode",
    "num_heads",
    "tp_size",
    "batch_size",
    "isl",
    "step",
    "kernel_source",
    "latency",
  ],
};

/**
 * Milliseconds that choosing compressed entries takes less with real scores than with the flat ones of the collection.
 * Linear inside the table, held at its edge outside (`docs/model-notes.md`). Nothing where no such rows exist.
 */
export function indexSavingMs(context: PricingContext, phase: Phase, nativeHeads: number): SequencePricer {
  return context.shared(`dsv4 calibration ${phase} ${nativeHeads}`, () => {
    const version = phase === "context" ? "v1" : "v2";
    const flat = scoreGrid(context, phase, nativeHeads, `${version}_flat`);
    const real = scoreGrid(context, phase, nativeHeads, `${version}_top_last`);
    if (flat === undefined || real === undefined) return () => 0;
    return memo3((batch, seq, prefix) => {
      const at = phase === "context" ? [batch, prefix, seq] : [batch, seq];
      return (
        heldAt(flat, at, 0, 0, flat.keys[0]?.length ?? 0) - heldAt(real, at, 0, 0, real.keys[0]?.length ?? 0)
      );
    });
  });
}

function scoreGrid(
  context: PricingContext,
  phase: Phase,
  nativeHeads: number,
  score: string,
): Grid | undefined {
  const { family, table } = DSV4_CALIBRATION_NEED;
  return gridSlice(context.tables(family, table), {
    where: { model: labelsWithHeads(context, DSV4_CALIBRATION_NEED, nativeHeads), score_mode: score },
    axes: phase === "context" ? ["batch_size", "step", "isl"] : ["batch_size", ["isl", "step"]],
    value: "latency",
  });
}

/** Linear between the keys of every level, the nearest key beyond them. */
function heldAt(grid: Grid, at: readonly number[], level: number, lo: number, hi: number): number {
  const keys = grid.keys[level] as Float64Array;
  const x = at[level] as number;
  const above = Math.min(lowerBound(keys, x, lo, hi), hi - 1);
  const below = Math.max(lo, above - 1);
  const high = keys[above] as number;
  const low = keys[below] as number;
  if (x >= high || above === below) return descend(grid, at, level, above);
  if (x <= low) return descend(grid, at, level, below);
  const first = descend(grid, at, level, below);
  return first + ((x - low) / (high - low)) * (descend(grid, at, level, above) - first);
}

function descend(grid: Grid, at: readonly number[], level: number, index: number): number {
  const starts = grid.starts[level];
  if (starts === undefined) return grid.values[index] as number;
  return heldAt(grid, at, level + 1, starts[index] as number, starts[index + 1] as number);
}
