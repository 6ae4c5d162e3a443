import { ownGroup } from "../../src/perf/profile/groups.js";
import type { PricedRow } from "./price.js";

/** TPOT of a row over that of its slowest twin, below which both did not run the same way; as the training file's own rule has it. */
const SAME_RUN = 0.8;

/**
 * Rows that drafted tokens though nobody says so: their engine did that day on other rows, and they are faster than a twin by
 * more than runs differ. The training file compares rows of one checkpoint; twins here are all rows of one architecture and number
 * format, for DeepSeek-V3 and R1 take the same steps. Such rows must not speak for deployments that draft nothing.
 */
export function draftedRows(rows: readonly PricedRow[]): ReadonlySet<PricedRow> {
  const slowest = new Map<string, number>();
  for (const priced of rows) {
    const key = question(priced);
    slowest.set(key, Math.max(slowest.get(key) ?? 0, priced.row.tpotMs));
  }
  return new Set(
    rows.filter(
      (priced) =>
        priced.row.maybeSpeculative && priced.row.tpotMs < SAME_RUN * slowest.get(question(priced))!,
    ),
  );
}

/** Rows of one question were asked for the same lengths and requests of as many GPUs. */
function question({ row, keys, concurrency, physics }: PricedRow): string {
  return [ownGroup(keys), row.isl, row.osl, concurrency, physics.gpus].join(" ");
}
