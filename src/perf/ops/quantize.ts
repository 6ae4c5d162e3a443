import { gridAt } from "../interp/grid.js";
import { type Grid } from "../interp/grid-data.js";
import type { TableNeed } from "../table.js";
import { MissingDataError, type PricingContext } from "../types.js";
import { priceByMode } from "./by-mode.js";
import { gridPoints } from "./grid-points.js";
import { gridSlice } from "./slices.js";
import { nearestPoint, utilisationOf } from "./utilisation.js";

const COLUMNS = ["quant_dtype", "m", "k", "latency"];

/** Tables of the two steps that a statically quantized product does not run. */
export const QUANTIZE_NEEDS: readonly TableNeed[] = [
  { family: "quantize", table: "computescale_perf", columns: COLUMNS },
  { family: "quantize", table: "scale_matrix_perf", columns: COLUMNS },
];

/**
 * Milliseconds that a dynamically quantized `fp8` product spends on its input `m × k`: finding the scale, and, when
 * the producer hands over quantized values, applying it (`docs/method/operators.md` 3.1).
 */
export function quantizationMs(context: PricingContext, m: number, k: number, applied: boolean): number {
  const scale = stepPricer(context, "computescale_perf")(m, k);
  return applied ? scale + stepPricer(context, "scale_matrix_perf")(m, k) : scale;
}

type QuantizeTable = "computescale_perf" | "scale_matrix_perf";

/** Memory passes over the input. */
const PASSES: Readonly<Record<QuantizeTable, number>> = { computescale_perf: 2, scale_matrix_perf: 3 };

function stepPricer(context: PricingContext, table: QuantizeTable): (m: number, k: number) => number {
  return context.shared(`quantize price ${table}`, () => {
    const sol = (m: number, k: number): number => ((PASSES[table] * m * k) / context.system.gpu.memBw) * 1000;
    return priceByMode<[number, number]>(context, table, {
      silicon(m, k) {
        const found = clampedLookup(quantizeGrid(context, table), m, k);
        // beyond the table finding a scale is held flat, applying it follows the size
        return table === "computescale_perf" ? found.value : (found.value * m * k) / (found.m * found.k);
      },
      empirical() {
        const grid = quantizeGrid(context, table);
        if (table === "computescale_perf") return { price: scaledNearest(grid, sol), source: "empirical" };
        const utilisation = utilisationOf(gridPoints(grid), ([m, k]) => sol(m as number, k as number));
        return { price: (m, k) => sol(m, k) / utilisation([m, k]), source: "empirical" };
      },
      sol,
    });
  });
}

/** The nearest point scaled by size: finding a scale costs nothing at all on some engines, so there may be no utilisation. */
function scaledNearest(grid: Grid, sol: (m: number, k: number) => number): (m: number, k: number) => number {
  const { axes, values } = gridPoints(grid);
  const nearest = nearestPoint(axes);
  return (m, k) => {
    const at = nearest([m, k]);
    const [ms, ks] = axes as [ArrayLike<number>, ArrayLike<number>];
    return ((values[at] as number) * sol(m, k)) / sol(ms[at] as number, ks[at] as number);
  };
}

function quantizeGrid(context: PricingContext, table: QuantizeTable): Grid {
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
  return {
    value: gridAt(grid, [atM, atK], { sol: ([a, b]) => (a as number) * (b as number) }),
    m: atM,
    k: atK,
  };
}

function clamp(x: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, x));
}
