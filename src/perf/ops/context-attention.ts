import { gridAt } from "../interp/grid.js";
import { lessIsNeverSlower } from "../interp/grid-order.js";
import { MissingDataError, type Operator, type PricingContext } from "../types.js";
import { estimateContextAttention } from "./attention-estimate.js";
import type { SequencePricer } from "./grid-kernel.js";
import { attentionGrid, type AttentionSlice, CONTEXT_ATTENTION_NEED } from "./attention-slices.js";
import { cacheWriteMs, contextAttentionSol, qkNormMs, ropeMs } from "./attention-sol.js";
import { priceByMode } from "./by-mode.js";
import { memo3 } from "./memo.js";
import { neverAbove, widerFormats } from "./wider.js";

export interface ContextAttentionShape {
  /** `context_attention` unless given */
  readonly name?: string;
  readonly count: number;
  /** of one rank */
  readonly heads: number;
  readonly kvHeads: number;
  readonly headDim: number;
  /** sliding window in tokens; 0 for full attention */
  readonly window?: number;
  readonly fmha: string;
  readonly kvcache: string;
  /** queries and keys are normalized */
  readonly qkNorm: boolean;
  /** positions are rotated into queries and keys; true unless given */
  readonly rope?: boolean;
  readonly cp?: number;
  /** sequence imbalance correction, 1 unless given */
  readonly imbalance?: number;
}

/** Attention kernel of a prefill with its RoPE, cache write and qk-norm (`docs/method/operators.md` 3.2). */
export function contextAttention(shape: ContextAttentionShape): Operator {
  const { name = "context_attention", count, cp = 1, imbalance = 1 } = shape;
  return {
    name,
    count,
    scope: "sequence",
    weightBytes: 0,
    needs: [CONTEXT_ATTENTION_NEED],
    bind(context) {
      const kernel = contextAttentionPricer(context, shape);
      const extras = extrasMs(context, shape);
      if (cp === 1) return (q) => (kernel(q.batch, q.seq, q.prefix) + extras) * imbalance;
      return (q) => {
        // each rank takes the first and the last of 2·cp chunks, so that causal work is even
        const chunk = Math.ceil(q.seq / (2 * cp));
        const last = kernel(q.batch, chunk, q.prefix + q.seq - chunk);
        return (kernel(q.batch, chunk, q.prefix) + last + extras) * imbalance;
      };
    },
  };
}

/** Kernel milliseconds for a batch of `seq` new tokens after `prefix` cached ones, shared by operators of equal shape. */
export function contextAttentionPricer(
  context: PricingContext,
  shape: ContextAttentionShape,
): (batch: number, seq: number, prefix: number) => number {
  const { name = "context_attention", heads, headDim, window = 0, fmha, kvcache } = shape;
  const kvHeads = shape.kvHeads === heads ? 0 : shape.kvHeads;
  return context.shared(
    `context attention ${heads} ${kvHeads} ${headDim} ${window} ${fmha} ${kvcache}`,
    () => {
      const slice = { fmha, kvcache, kvHeads, headDim, window };
      const sol = contextAttentionSol(context, slice);
      return memo3(
        neverAbove(
          context,
          priceByMode<[number, number, number]>(context, name, {
            silicon: measured(context, slice, heads),
            empirical: () => estimateContextAttention(context, slice, heads),
            sol: (batch, seq, prefix) => sol(heads, seq, batch, prefix),
          }),
          () =>
            widerFormats({ fmha, kvcache }).map((wider) => measured(context, { ...slice, ...wider }, heads)),
        ),
      );
    },
  );
}

type ContextSlice = Required<AttentionSlice>;

/** Milliseconds from what was measured of a slice. */
function measured(context: PricingContext, slice: ContextSlice, heads: number): SequencePricer {
  const sol = contextAttentionSol(context, slice);
  const gridSol = (at: readonly number[]): number =>
    sol(at[0] as number, at[1] as number, at[2] as number, 0);
  const options = { sol: gridSol, sqrtAxis: 1 };
  return (batch, seq, prefix) => {
    const grid = attentionGrid(context, CONTEXT_ATTENTION_NEED, slice);
    if (grid === undefined) throw missing(slice);
    const full = seq + prefix;
    const whole = gridAt(lessIsNeverSlower(grid, context), [heads, full, batch], options);
    return prefix === 0 ? whole : (whole * (full * full - prefix * prefix)) / (full * full);
  };
}

/** Everything of a layer's attention that is no kernel of its own table. */
function extrasMs(context: PricingContext, shape: ContextAttentionShape): number {
  const { fmha, qkNorm, rope = true } = shape;
  const norms = qkNorm ? qkNormMs(context, shape) : 0;
  return norms + (rope ? ropeMs(context, shape) : 0) + cacheWriteMs(context, shape, fmha);
}

function missing(slice: {
  fmha: string;
  kvcache: string;
  kvHeads: number;
  headDim: number;
  window: number;
}): Error {
  const { fmha, kvcache, kvHeads, headDim, window } = slice;
  const heads = kvHeads === 0 ? "as many key-value heads as heads" : `${kvHeads} key-value heads`;
  return new MissingDataError(
    `no prefill attention was measured for ${fmha} with ${kvcache} cache, ${heads}, head size ${headDim}, window ${window}`,
  );
}
