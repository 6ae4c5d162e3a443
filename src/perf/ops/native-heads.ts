import type { SourceTable, TableNeed } from "../table.js";
import type { PricingContext } from "../types.js";
import { matchRows, type Match } from "./rows.js";

/**
 * Whether a `model` label of a module table belongs to a model with so many heads in all (`num_heads · tp_size` of its rows).
 * Labels of one architecture name different checkpoints of the same sizes.
 */
export function labelsWithHeads(
  context: PricingContext,
  need: TableNeed,
  nativeHeads: number,
): (label: string | number) => boolean {
  const labels = context.shared(`labels of ${need.table}`, () => labelHeads(context, need));
  return (label) => labels.get(String(label)) === nativeHeads;
}

/** Heads of the whole model by label. */
function labelHeads(context: PricingContext, need: TableNeed): ReadonlyMap<string, number> {
  const labels = new Map<string, number>();
  for (const source of context.tables(need.family, need.table)) {
    const model = source.column("model");
    const heads = source.column("num_heads");
    const tp = source.column("tp_size");
    if (model?.kind !== "text" || heads?.kind !== "number" || tp?.kind !== "number") continue;
    for (let row = 0; row < source.rowCount; row++) {
      const label = model.values[model.codes[row] as number] as string;
      if (!labels.has(label)) labels.set(label, (heads.values[row] as number) * (tp.values[row] as number));
    }
  }
  return labels;
}

/** Heads of the rows that stand for a rank with so many: fewer than were ever measured cost as much as the fewest. */
export function atLeastFewest(
  sources: readonly SourceTable[],
  where: Readonly<Record<string, Match>>,
  heads: number,
): number {
  let fewest = Infinity;
  for (const source of sources) {
    const column = source.column("num_heads");
    if (column?.kind !== "number") continue;
    for (const row of matchRows(source, { where }) ?? []) fewest = Math.min(fewest, column.values[row]!);
  }
  return Number.isFinite(fewest) ? Math.max(heads, fewest) : heads;
}
