import type { Grid } from "../interp/grid-data.js";
import type { TableNeed } from "../table.js";
import { MissingDataError, type Operator, type Phase, type PricingContext } from "../types.js";
import { measuredOnly } from "./by-mode.js";
import { gridPricer } from "./grid-kernel.js";
import type { Match } from "./rows.js";
import { gridSlice } from "./slices.js";

const NEED: TableNeed = {
  family: "linear_attention",
  table: "mamba2_perf",
  columns: [
    "kernel_source",
    "phase",
    "batch_size",
    "seq_len",
    "d_model",
    "d_state",
    "d_conv",
    "nheads",
    "head_dim",
    "n_groups",
    "chunk_size",
    "latency",
  ],
};

export interface Mamba2Shape {
  readonly name: string;
  readonly count: number;
  readonly phase: Phase;
  readonly hidden: number;
  readonly stateDim: number;
  readonly convWidth: number;
  readonly heads: number;
  readonly headDim: number;
  readonly groups: number;
  readonly chunk: number;
}

/** Short convolution of a Mamba-2 layer. */
export function mamba2Conv(shape: Mamba2Shape): Operator {
  const width = shape.heads * shape.headDim + 2 * shape.groups * shape.stateDim;
  return mamba2Kernel(shape, "causal_conv1d_fn", (tokens) => tokens * width * (shape.convWidth + 2) * 2);
}

/** State-space scan of a Mamba-2 layer. */
export function mamba2Scan(shape: Mamba2Shape): Operator {
  const inner = shape.heads * shape.headDim;
  const read = inner + 2 * shape.groups * shape.stateDim + shape.heads;
  return mamba2Kernel(shape, "mamba_chunk_scan_combined", (tokens) => tokens * (read + inner) * 2);
}

/**
 * Prefill kernels are measured, in every database mode; decode kernels always cost their bytes, as the reference never
 * reads their rows.
 */
function mamba2Kernel(shape: Mamba2Shape, kernel: string, bytesOf: (tokens: number) => number): Operator {
  const { name, count, phase } = shape;
  return {
    name,
    count,
    scope: phase === "context" ? "sequence" : "batch",
    weightBytes: 0,
    needs: phase === "context" ? [NEED] : [],
    bind(context) {
      const { memBw } = context.system.gpu;
      const sol = (batch: number, seq: number): number => (bytesOf(batch * seq) / memBw) * 1000;
      if (phase === "generation") return (query) => sol(query.batch, 1);
      const price = contextPricer(context, shape, kernel, sol);
      return (query) => {
        try {
          return price(query.batch, query.seq, 0);
        } catch (error) {
          if (!(error instanceof MissingDataError)) throw error;
          context.mark(name, "sol");
          return sol(query.batch, query.seq);
        }
      };
    },
  };
}

function contextPricer(
  context: PricingContext,
  shape: Mamba2Shape,
  kernel: string,
  sol: (batch: number, seq: number) => number,
): ReturnType<typeof gridPricer> {
  const { hidden, stateDim, convWidth, heads, headDim, groups, chunk } = shape;
  return gridPricer(measuredOnly(context), {
    key: `mamba2 ${kernel} ${hidden} ${stateDim} ${convWidth} ${heads} ${headDim} ${groups} ${chunk}`,
    label: shape.name,
    missing: kernel,
    grid: () => kernelGrid(context, shape, kernel),
    gridSol: ([b, s]) => sol(b as number, s as number),
    at: (batch, seq) => [batch, seq],
  });
}

/** Rows of the shape, else of any shape with the same hidden size. */
function kernelGrid(context: PricingContext, shape: Mamba2Shape, kernel: string): Grid | undefined {
  const rows: Record<string, Match> = { kernel_source: kernel, phase: "context", d_model: shape.hidden };
  const exact: Record<string, Match> = {
    ...rows,
    d_state: shape.stateDim,
    d_conv: shape.convWidth,
    nheads: shape.heads,
    head_dim: shape.headDim,
    n_groups: shape.groups,
    chunk_size: shape.chunk,
  };
  const sources = context.tables(NEED.family, NEED.table);
  for (const where of [exact, rows]) {
    const grid = gridSlice(sources, { where, axes: ["batch_size", "seq_len"], value: "latency" });
    if (grid !== undefined) return grid;
  }
  return undefined;
}
