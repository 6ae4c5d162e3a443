import type { TableNeed } from "../table.js";
import type { Operator } from "../types.js";
import { gridPricer, splitOverContext, uncachedShare, sequenceOperator } from "./grid-kernel.js";
import { contextMlaSol, generationMlaSol } from "./mla-sol.js";
import { gridSlice } from "./slices.js";

const COLUMNS = ["kv_cache_dtype", "num_heads", "batch_size", "isl", "kernel_source", "latency"];
/** Prefill kernels; their formats decide whether attention runs in fp8. */
export const CONTEXT_MLA_NEED: TableNeed = {
  family: "mla",
  table: "context_mla_perf",
  columns: [...COLUMNS, "mla_dtype"],
};
const GENERATION_NEED: TableNeed = {
  family: "mla",
  table: "generation_mla_perf",
  columns: [...COLUMNS, "step"],
};

export interface MlaKernelShape {
  readonly name: string;
  readonly count: number;
  /** of one rank */
  readonly heads: number;
  readonly kvcache: string;
  /** sequence imbalance correction, 1 unless given */
  readonly imbalance?: number;
}

export interface ContextMlaShape extends MlaKernelShape {
  readonly fmha: string;
  readonly cp?: number;
}

/** MLA kernel of a prefill without its projections (`docs/method/operators.md` 3.8). */
export function contextMla(shape: ContextMlaShape): Operator {
  const { heads, fmha, kvcache, cp = 1 } = shape;
  return sequenceOperator(shape, [CONTEXT_MLA_NEED], (context) => {
    const sol = contextMlaSol(context, shape);
    const price = gridPricer(context, {
      key: `context mla ${heads} ${fmha} ${kvcache}`,
      label: "MLA prefill",
      missing: `${fmha} attention, ${kvcache} cache`,
      grid: () =>
        gridSlice(context.tables(CONTEXT_MLA_NEED.family, CONTEXT_MLA_NEED.table), {
          where: { mla_dtype: fmha, kv_cache_dtype: kvcache },
          axes: ["num_heads", "isl", "batch_size"],
          value: "latency",
        }),
      gridSol: ([n, s, b]) => sol(n as number, s as number, b as number, 0),
      sqrtAxis: 1,
      at: (batch, seq, prefix) => [heads, seq + prefix, batch],
      sol: (batch, seq, prefix) => sol(heads, seq, batch, prefix),
      factor: uncachedShare,
    });
    return splitOverContext(price, cp);
  });
}

/** MLA kernel of a decode step without its products. */
export function generationMla(shape: MlaKernelShape): Operator {
  const { heads, kvcache } = shape;
  return sequenceOperator(shape, [GENERATION_NEED], (context) => {
    const sol = generationMlaSol(context, { kvcache });
    return gridPricer(context, {
      key: `generation mla ${heads} ${kvcache}`,
      label: "MLA decode",
      missing: `${kvcache} cache`,
      grid: () =>
        gridSlice(context.tables(GENERATION_NEED.family, GENERATION_NEED.table), {
          where: { kv_cache_dtype: kvcache },
          axes: ["num_heads", "batch_size", ["isl", "step"]],
          value: "latency",
        }),
      gridSol: ([n, b, s]) => sol(n as number, b as number, s as number),
      at: (batch, seq) => [heads, batch, seq],
    });
  });
}
