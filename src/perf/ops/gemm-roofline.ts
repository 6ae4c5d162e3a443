import type { Sites } from "../interp/sites.js";
import type { TableNeed } from "../table.js";
import type { PricingContext } from "../types.js";
import { loadSites } from "./gemm-sites.js";
import { modeBytes, modeFlops } from "./modes.js";

export const GEMM_NEED: TableNeed = {
  family: "gemm",
  table: "gemm_perf",
  columns: ["gemm_dtype", "m", "n", "k", "latency"],
};

/** Roofline in milliseconds: the reference charges activations at the weight's byte width. */
export function gemmSol(context: PricingContext, mode: string): (m: number, n: number, k: number) => number {
  const bytes = modeBytes("gemm", mode);
  const { memBw } = context.system.gpu;
  let flops = 0;
  return (m, n, k) => {
    if (flops === 0) flops = modeFlops(context.system, "gemm", mode);
    return Math.max((2 * m * n * k) / flops, (bytes * (m * n + m * k + n * k)) / memBw) * 1000;
  };
}

/** The measured shapes of one mode; undefined when none was measured. */
export function gemmSites(context: PricingContext, mode: string): Sites | undefined {
  return context.shared(`gemm sites ${mode}`, () => {
    let floor: ReturnType<typeof gemmSol> | undefined = gemmSol(context, mode);
    try {
      floor(1, 1, 1);
    } catch {
      floor = undefined;
    }
    return loadSites(context.tables(GEMM_NEED.family, GEMM_NEED.table), mode, floor);
  });
}
