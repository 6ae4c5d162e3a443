import type { Grid } from "../interp/grid-data.js";
import type { TableNeed } from "../table.js";
import { MissingDataError, type DataSource, type PricingContext } from "../types.js";
import {
  attentionGrid,
  attentionLanes,
  CONTEXT_ATTENTION_NEED,
  GENERATION_ATTENTION_NEED,
  normalizedSources,
  type AttentionSlice,
} from "./attention-slices.js";
import { contextAttentionSol, generationAttentionSol, raisedToSol } from "./attention-sol.js";
import { gridPoints } from "./grid-points.js";
import { matchRows } from "./rows.js";
import { utilisationOf } from "./utilisation.js";

type SequencePrice = { price: (batch: number, seq: number, prefix: number) => number; source: DataSource };

/** Prefill utilisation relative to head size 128, by backend (`docs/method/operators.md` 6). */
const HEAD_LEVELS: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
  trtllm: [
    [64, 0.58],
    [128, 1],
    [192, 1.1],
    [256, 1.17],
    [512, 1.2],
  ],
  sglang: [
    [64, 0.6],
    [128, 1],
    [192, 1.18],
    [256, 1.32],
    [512, 1.38],
  ],
  vllm: [
    [64, 0.6],
    [128, 1],
    [192, 1.27],
    [256, 1.51],
    [512, 1.6],
  ],
};

type ContextSlice = AttentionSlice & { readonly fmha: string };

/** Prefill attention from measured utilisation, of another head size or without the window where it has to be. */
export function estimateContextAttention(
  context: PricingContext,
  slice: ContextSlice,
  heads: number,
): SequencePrice {
  const sol = contextAttentionSol(context, slice);
  const lender = findLender(context, CONTEXT_ATTENTION_NEED, slice);
  const lenderSol = contextAttentionSol(context, { ...slice, ...lender.slice });
  const { kvcache, kvHeads, headDim, window, fmha } = { ...slice, ...lender.slice };
  const utilisation = context.shared(
    `prefill utilisation ${fmha} ${kvcache} ${kvHeads} ${headDim} ${window} ${lender.kernel ?? ""}`,
    () =>
      utilisationOf(gridPoints(lender.grid), ([n, s, b]) =>
        lenderSol(n as number, s as number, b as number, 0),
      ),
  );
  const levels = HEAD_LEVELS[context.backend] ?? [];
  const factor = headLevel(levels, slice.headDim) / headLevel(levels, headDim);
  return {
    price: (batch, seq, prefix) =>
      sol(heads, seq, batch, prefix) / (utilisation([heads, seq + prefix, batch]) * factor),
    source: lender.source,
  };
}

/** Decode attention from measured utilisation; other head sizes lend theirs unchanged. */
export function estimateGenerationAttention(
  context: PricingContext,
  slice: AttentionSlice,
  heads: number,
): SequencePrice {
  const sol = generationAttentionSol(context, slice);
  const lender = findLender(context, GENERATION_ATTENTION_NEED, slice);
  const used = { ...slice, ...lender.slice };
  const lenderSol = generationAttentionSol(context, used);
  const gridSol = ([n, b, s]: readonly number[]): number => lenderSol(n as number, b as number, s as number);
  const utilisation = context.shared(
    `decode utilisation ${used.kvcache} ${used.kvHeads} ${used.headDim} ${used.window} ${lender.kernel ?? ""}`,
    () => utilisationOf(gridPoints(raisedToSol(lender.grid, gridSol)), gridSol),
  );
  return {
    price: (batch, seq) => sol(heads, batch, seq) / utilisation([heads, batch, seq]),
    source: lender.source,
  };
}

interface Lender {
  readonly slice: { readonly headDim?: number; readonly window?: number };
  /** of a borrowed slice */
  readonly kernel?: string;
  readonly grid: Grid;
  readonly source: DataSource;
}

/** The slice itself, else, kernel after kernel, the head size (128 first, then the nearest) with the window or without it. */
function findLender(context: PricingContext, need: TableNeed, slice: AttentionSlice): Lender {
  const own = attentionGrid(context, need, slice);
  if (own !== undefined) return { slice: {}, grid: own, source: "empirical" };
  if (context.transfer.xshape) {
    const windows = slice.window > 0 ? [slice.window, 0] : [0];
    const sizes = headDims(context, need, slice);
    for (const kernel of attentionLanes(context, need)) {
      for (const window of windows) {
        for (const headDim of sizes) {
          const grid = attentionGrid(context, need, { ...slice, headDim, window }, kernel);
          if (grid !== undefined) return { slice: { headDim, window }, kernel, grid, source: "xshape" };
        }
      }
    }
  }
  throw new MissingDataError(`no attention of this shape was measured, and none may be borrowed`);
}

function headDims(context: PricingContext, need: TableNeed, slice: AttentionSlice): number[] {
  const found = new Set<number>();
  for (const source of normalizedSources(context, need)) {
    const column = source.column("head_dim");
    const rows = matchRows(source, {
      where: {
        kv_cache_dtype: slice.kvcache,
        ...(slice.fmha === undefined ? {} : { attn_dtype: slice.fmha }),
      },
    });
    if (column?.kind === "number") for (const row of rows ?? []) found.add(column.values[row] as number);
  }
  const distance = (d: number): number => Math.abs(Math.log2(d / slice.headDim));
  return [...found].sort(
    (a, b) => Number(b === 128) - Number(a === 128) || distance(a) - distance(b) || a - b,
  );
}

function headLevel(levels: readonly (readonly [number, number])[], headDim: number): number {
  let before: readonly [number, number] | undefined;
  for (const level of levels) {
    if (headDim <= level[0]) {
      if (before === undefined || headDim === level[0]) return level[1];
      const weight = Math.log2(headDim / before[0]) / Math.log2(level[0] / before[0]);
      return before[1] + weight * (level[1] - before[1]);
    }
    before = level;
  }
  return before?.[1] ?? 1;
}
