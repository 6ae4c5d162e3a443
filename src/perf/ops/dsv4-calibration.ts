import { gridAt, type Grid } from "../interp/grid.js";
import type { Phase, PricingContext, TableNeed } from "../types.js";
import { type SequencePricer } from "./grid-kernel.js";
import { labelsWithHeads } from "./native-heads.js";
import { memo3 } from "./memo.js";
import { gridSlice } from "./slices.js";

export const DSV4_CALIBRATION_NEED: TableNeed = {
  family: "sparse_attention",
  table: "dsv4_csa_topk_calib_perf",
  columns: ["model", "score_mode", "num_heads", "tp_size", "batch_size", "isl", "step", "kernel_source", "latency"],
};

/** Milliseconds that choosing compressed entries takes less with real scores than with the flat ones of the collection. */
export function indexSavingMs(
  context: PricingContext,
  phase: Phase,
  nativeHeads: number,
  topK: number,
): SequencePricer {
  return context.shared(`dsv4 calibration ${phase} ${nativeHeads}`, () => {
    const version = phase === "context" ? "v1" : "v2";
    const flat = scoreGrid(context, phase, nativeHeads, `${version}_flat`);
    const real = scoreGrid(context, phase, nativeHeads, `${version}_top_last`);
    if (flat === undefined || real === undefined) return () => 0;
    const options = { sol: (c: readonly number[]) => c.reduce((product, x) => product * Math.max(x, 1), 1) };
    return memo3((batch, seq, prefix) => {
      if (seq + prefix <= 4 * topK) return 0;
      const at = phase === "context" ? [prefix, seq, batch] : [batch, seq];
      return Math.max(0, gridAt(flat, at, options) - gridAt(real, at, options));
    });
  });
}

function scoreGrid(context: PricingContext, phase: Phase, nativeHeads: number, score: string): Grid | undefined {
  const { family, table } = DSV4_CALIBRATION_NEED;
  return gridSlice(context.tables(family, table), {
    where: { model: labelsWithHeads(context, DSV4_CALIBRATION_NEED, nativeHeads), score_mode: score },
    axes: phase === "context" ? ["step", "isl", "batch_size"] : ["batch_size", ["isl", "step"]],
    value: "latency",
    duplicates: "last",
  });
}
