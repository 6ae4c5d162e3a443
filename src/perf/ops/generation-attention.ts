import { gridLine } from "../interp/grid.js";
import { type Grid } from "../interp/grid-data.js";
import { lessIsNeverSlower } from "../interp/grid-order.js";
import { MissingDataError, type Operator, type PricingContext } from "../types.js";
import { estimateGenerationAttention } from "./attention-estimate.js";
import { attentionGrid, GENERATION_ATTENTION_NEED } from "./attention-slices.js";
import { generationAttentionSol, qkNormMs, raisedToSol } from "./attention-sol.js";
import { priceByMode } from "./by-mode.js";
import { memo3 } from "./memo.js";
import { neverAbove, widerModes } from "./wider.js";

export interface GenerationAttentionShape {
  /** `generation_attention` unless given */
  readonly name?: string;
  readonly count: number;
  /** of one rank */
  readonly heads: number;
  readonly kvHeads: number;
  readonly headDim: number;
  readonly window?: number;
  readonly kvcache: string;
  /** queries and keys are normalized */
  readonly qkNorm: boolean;
  /** sequence imbalance correction, 1 unless given */
  readonly imbalance?: number;
}

/** Decode attention over the cache (`docs/method/operators.md` 3.3). */
export function generationAttention(shape: GenerationAttentionShape): Operator {
  const { name = "generation_attention", count, imbalance = 1 } = shape;
  return {
    name,
    count,
    scope: "sequence",
    weightBytes: 0,
    needs: [GENERATION_ATTENTION_NEED],
    bind(context) {
      const kernel = generationAttentionPricer(context, shape);
      const norms = shape.qkNorm ? qkNormMs(context, shape) : 0;
      const verifyMs = blockVerifyMs(context, shape);
      return (q) =>
        ((q.requests === undefined
          ? kernel(q.batch, q.seq, 0)
          : Math.max(kernel(q.requests, q.seq, 0), verifyMs(q.batch, q.seq))) +
          norms) *
        imbalance;
    },
  };
}

/** Least time of the products when several tokens of a request share one pass over its cache. */
function blockVerifyMs(
  { system }: PricingContext,
  { heads, headDim }: GenerationAttentionShape,
): (batch: number, seq: number) => number {
  const flops = system.gpu.tcFlops.bfloat16 ?? Infinity;
  return (batch, seq) => ((4 * batch * heads * headDim * seq) / flops) * 1000;
}

/** Kernel milliseconds for a batch at a key-value length, shared by operators of equal shape. */
export function generationAttentionPricer(
  context: PricingContext,
  shape: GenerationAttentionShape,
): (batch: number, seq: number, prefix: number) => number {
  const { name = "generation_attention", heads, headDim, window = 0, kvcache } = shape;
  const kvHeads = shape.kvHeads === heads ? 0 : shape.kvHeads;
  return context.shared(`generation attention ${heads} ${kvHeads} ${headDim} ${window} ${kvcache}`, () => {
    const slice = { kvcache, kvHeads, headDim, window };
    const sol = generationAttentionSol(context, slice);
    return memo3(
      neverAbove(
        context,
        priceByMode<[number, number, number]>(context, name, {
          silicon: measured(context, slice, heads),
          empirical: () => estimateGenerationAttention(context, slice, heads),
          sol: (batch, seq) => sol(heads, batch, seq),
        }),
        () =>
          widerModes("kvcache", kvcache).map((wider) =>
            measured(context, { ...slice, kvcache: wider }, heads),
          ),
        leastOfWider(context, slice, heads),
      ),
    );
  });
}

/**
 * What no slice with a wider cache says less than: the roofline, which every point is raised to. It is a straight line over the
 * lengths that are averaged, whose mean rounding brings up to 2 below the one asked for; a window bends it.
 */
function leastOfWider(
  context: PricingContext,
  slice: GenerationSlice,
  heads: number,
): (batch: number, seq: number) => number {
  if (slice.window > 0) return () => 0;
  const rooflines = widerModes("kvcache", slice.kvcache).map((kvcache) =>
    generationAttentionSol(context, { ...slice, kvcache }),
  );
  return (batch, seq) =>
    rooflines.reduce((least, sol) => Math.min(least, sol(heads, batch, seq - 2)), Infinity);
}

/** Milliseconds over batch and length from what was measured of a slice. */
function measured(
  context: PricingContext,
  slice: GenerationSlice,
  heads: number,
): (batch: number, seq: number) => number {
  const sol = generationAttentionSol(context, slice);
  // Indices, not a pattern: a pattern walks an iterator, and this runs for every step of every configuration.
  const gridSol = (at: readonly number[]): number => sol(at[0] as number, at[1] as number, at[2] as number);
  const options = { sol: gridSol };
  let lineBatch = NaN;
  let line: (seq: number) => number;
  return (batch, seq) => {
    if (batch !== lineBatch) line = gridLine(floored(context, slice, gridSol), heads, batch, options);
    lineBatch = batch;
    return meanAround(seq, line);
  };
}

/** Mean of five samples from 0.9 to 1.1 of a length: sequences of a batch differ. */
export function meanAround(seq: number, at: (seq: number) => number): number {
  const low = Math.max(1, Math.trunc(0.9 * seq));
  const high = Math.max(low, Math.trunc(1.1 * seq));
  let sum = 0;
  for (let i = 0; i <= 4; i++) sum += at(low + Math.floor(((high - low) * i) / 4));
  return sum / 5;
}

interface GenerationSlice {
  readonly kvcache: string;
  readonly kvHeads: number;
  readonly headDim: number;
  readonly window: number;
}

/** The slice with every point raised to its roofline. */
function floored(
  context: PricingContext,
  slice: GenerationSlice,
  sol: (coordinates: readonly number[]) => number,
): Grid {
  const { kvcache, kvHeads, headDim, window } = slice;
  const grid = context.shared(`decode grid ${kvcache} ${kvHeads} ${headDim} ${window}`, () => {
    const raw = attentionGrid(context, GENERATION_ATTENTION_NEED, slice);
    return raw === undefined ? undefined : raisedToSol(lessIsNeverSlower(raw, context), sol);
  });
  if (grid !== undefined) return grid;
  const heads = kvHeads === 0 ? "as many key-value heads as heads" : `${kvHeads} key-value heads`;
  throw new MissingDataError(
    `no decode attention was measured with ${kvcache} cache, ${heads}, head size ${headDim}, window ${window}`,
  );
}
