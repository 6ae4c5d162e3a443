import { gridAt, type Grid } from "../interp/grid.js";
import { MissingDataError, type PricingContext, type TableNeed } from "../types.js";
import { gridSlice } from "./slices.js";

const COLUMNS = ["quant_dtype", "m", "k", "latency"];

/** Tables of the two steps that a statically quantized product does not run. */
export const QUANTIZE_NEEDS: readonly TableNeed[] = [
  { family: "quantize", table: "computescale_perf", columns: COLUMNS },
  { family: "quantize", table: "scale_matrix_perf", columns: COLUMNS },
];

/**
 * Milliseconds that a dynamically quantized `fp8` product spends on its input `m × k`: finding the scale, and, when the
 * producer hands over quantized values, applying it (`spec` operators 3.1).
 */
export function quantizationMs(context: PricingContext, m: number, k: number, applied: boolean): number {
  const scale = clampedLookup(quantizeGrid(context, "computescale_perf"), m, k).value;
  if (!applied) return scale;
  const matrix = clampedLookup(quantizeGrid(context, "scale_matrix_perf"), m, k);
  return scale + (matrix.value * m * k) / (matrix.m * matrix.k);
}

function quantizeGrid(context: PricingContext, table: string): Grid {
  const grid = context.shared(`quantize ${table}`, () =>
    gridSlice(context.tables("quantize", table), {
      where: { quant_dtype: "fp8" },
      axes: ["m", "k"],
      value: "latency",
    }),
  );
  if (grid === undefined) throw new MissingDataError(`no ${table} rows for fp8`);
  return grid;
}

/** Value at the nearest point of the table's envelope, and that point. */
function clampedLookup(grid: Grid, m: number, k: number): { value: number; m: number; k: number } {
  const rows = grid.keys[0] as Float64Array;
  const columns = grid.keys[1] as Float64Array;
  const atM = clamp(m, rows[0] as number, rows[rows.length - 1] as number);
  let low = Infinity;
  let high = 0;
  for (const column of columns) {
    if (column < low) low = column;
    if (column > high) high = column;
  }
  const atK = clamp(k, low, high);
  return { value: gridAt(grid, [atM, atK], { sol: ([a, b]) => (a as number) * (b as number) }), m: atM, k: atK };
}

function clamp(x: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, x));
}
