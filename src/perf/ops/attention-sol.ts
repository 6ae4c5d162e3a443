import type { Grid } from "../interp/grid-data.js";
import type { PricingContext } from "../types.js";
import { memoryMs } from "./memory-op.js";
import { decodeAttentionFlops, modeBytes, modeFlops } from "./modes.js";

/** Heads of one rank. */
export interface RankHeads {
  readonly heads: number;
  readonly kvHeads: number;
  readonly headDim: number;
}

/** What a roofline of grouped attention depends on, apart from the number of query heads. */
export interface CacheSlice {
  /** 0 where there are as many as query heads */
  readonly kvHeads: number;
  readonly headDim: number;
  /** sliding window in tokens; 0 or absent for full attention */
  readonly window?: number;
  readonly kvcache: string;
}

/** What the small operators beside an attention kernel cost, relative to their bytes. */
const LAUNCH_SHARE = 1.1;

/** Roofline over heads, new tokens, batch and cached tokens. `kvHeads` 0 means as many as heads. */
export function contextAttentionSol(
  context: PricingContext,
  shape: CacheSlice & { readonly fmha: string },
): (heads: number, seq: number, batch: number, prefix: number) => number {
  const { kvHeads, headDim: d, window: w = 0, fmha, kvcache } = shape;
  const kvBytes = modeBytes("kvcache", kvcache);
  const { memBw } = context.system.gpu;
  return (heads, seq, batch, prefix) => {
    const full = seq + prefix;
    const kv = kvHeads === 0 ? heads : kvHeads;
    const ops =
      w > 0 && full > w
        ? 4 * batch * seq * w * heads * d
        : 2 * batch * (full * full - prefix * prefix) * heads * d;
    const bytes = 2 * batch * (2 * heads * seq * d) + kvBytes * batch * 2 * kv * full * d;
    return Math.max(ops / modeFlops(context.system, "fmha", fmha), bytes / memBw) * 1000;
  };
}

/** Roofline over heads, batch and key-value length. `kvHeads` 0 means as many as heads. */
export function generationAttentionSol(
  context: PricingContext,
  shape: CacheSlice,
): (heads: number, batch: number, seq: number) => number {
  const { kvHeads, headDim: d, window: w = 0, kvcache } = shape;
  const kvBytes = modeBytes("kvcache", kvcache);
  const { memBw } = context.system.gpu;
  return (heads, batch, seq) => {
    const kv = kvHeads === 0 ? heads : kvHeads;
    const length = w > 0 ? Math.min(seq - 1, w) : seq - 1;
    const ops = 4 * batch * heads * d * length;
    const bytes = batch * (2 * heads * d + 2 * kv * length * d * kvBytes + 2 * heads * d);
    return Math.max(ops / decodeAttentionFlops(context.system, kvcache), bytes / memBw) * 1000;
  };
}

/** A grid with every point raised to its roofline. */
export function raisedToSol(grid: Grid, sol: (coordinates: readonly number[]) => number): Grid {
  const values = grid.values.slice();
  const path: number[] = [];
  function visit(level: number, lo: number, hi: number): void {
    const keys = grid.keys[level] as Float64Array;
    for (let at = lo; at < hi; at++) {
      path[level] = keys[at] as number;
      if (level === grid.keys.length - 1) values[at] = Math.max(values[at] as number, sol(path));
      else {
        const starts = grid.starts[level] as Int32Array;
        visit(level + 1, starts[at] as number, starts[at + 1] as number);
      }
    }
  }
  visit(0, 0, (grid.keys[0] as Float64Array).length);
  return { ...grid, values };
}

/** Norms of the queries and keys of one layer; the reference prices them for a single token, whatever the load. */
export function qkNormMs(context: PricingContext, shape: RankHeads): number {
  const { heads: n, kvHeads: kv, headDim: d } = shape;
  return LAUNCH_SHARE * 2 * (2 * memoryMs(context, 2 * n * d) + 2 * memoryMs(context, 2 * kv * d));
}

/** Rotary embedding of the queries and keys of one layer, priced like {@link qkNormMs}. */
export function ropeMs(context: PricingContext, shape: RankHeads): number {
  const { heads: n, kvHeads: kv, headDim: d } = shape;
  return LAUNCH_SHARE * 2 * memoryMs(context, 2 * n * d + 2 * kv * d);
}

/** Write of new keys and values into the cache, priced like {@link qkNormMs}. */
export function cacheWriteMs(context: PricingContext, shape: RankHeads, fmha: string): number {
  return LAUNCH_SHARE * 2 * memoryMs(context, shape.kvHeads * shape.headDim * modeBytes("fmha", fmha));
}
