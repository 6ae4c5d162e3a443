import { rowsInOrder, type ProductSol, type Sites } from "../interp/sites.js";
import type { SourceTable, TableNeed } from "../table.js";
import type { PricingContext } from "../types.js";
import { loadSites } from "./gemm-sites.js";
import { modeBytes, modeFlops } from "./modes.js";

export const GEMM_NEED: TableNeed = {
  family: "gemm",
  table: "gemm_perf",
  columns: ["gemm_dtype", "m", "n", "k", "latency"],
};

/** Roofline in milliseconds: the reference charges activations at the weight's byte width. */
export function gemmSol(context: PricingContext, mode: string): ProductSol {
  const bytes = modeBytes("gemm", mode);
  const { memBw } = context.system.gpu;
  let flops = 0;
  return (m, n, k) => {
    if (flops === 0) flops = modeFlops(context.system, "gemm", mode);
    return Math.max((2 * m * n * k) / flops, (bytes * (m * n + m * k + n * k)) / memBw) * 1000;
  };
}

/** What no measured product of a mode takes less than: its roofline; undefined where the hardware has no such FLOPS. */
export function gemmFloor(context: PricingContext, mode: string): ProductSol | undefined {
  const sol = gemmSol(context, mode);
  try {
    sol(1, 1, 1);
    return sol;
  } catch {
    return undefined;
  }
}

/** The measured shapes of one mode; undefined when none was measured. */
export function gemmSites(context: PricingContext, mode: string): Sites | undefined {
  return context.shared(`gemm sites ${mode}`, () => {
    const floor = gemmFloor(context, mode);
    const tables = context.tables(GEMM_NEED.family, GEMM_NEED.table);
    const asRun = context.asEnginesRun ? tables.filter((table) => !isTimedEagerly(table, mode)) : tables;
    const sites = loadSites(asRun, mode, floor);
    return sites !== undefined && context.asEnginesRun ? rowsInOrder(sites) : sites;
  });
}

/** Versions of vLLM whose FP8-block products were timed without CUDA graphs. */
const TIMED_EAGERLY = ["0.24.0", "0.27.1"];

/**
 * FP8-block products of vLLM that were timed without CUDA graphs. Those of 0.24.0 were withdrawn by their publisher, but for L40S
 * and a few on RTX PRO (6 and 83 times bfloat16 at the median); those of 0.27.1 are 17 to 36 times bfloat16, and B200 has no
 * later ones, so that its `next` would rest on them.
 */
function isTimedEagerly({ backend, version }: SourceTable, mode: string): boolean {
  return mode === "fp8_block" && backend === "vllm" && TIMED_EAGERLY.includes(version);
}
