import type { Backend } from "../../domain/deployment.js";
import type { Grid } from "../interp/grid.js";
import { MissingDataError, type Operator, type Phase, type PricingContext, type TableNeed } from "../types.js";
import { gridPricer } from "./grid-kernel.js";
import { matchRows, type Match } from "./rows.js";
import { gridSlice } from "./slices.js";

/** A kernel of a recurrent layer: measured over batch and length in a prefill, over batch in a decode. */
export interface LinearKernel {
  readonly name: string;
  readonly count: number;
  readonly phase: Phase;
  readonly need: TableNeed;
  /** groups of names of the kernel in the table, the preferred group first; rows of one group merge */
  readonly kernels: (backend: Backend) => readonly (readonly string[])[];
  /** `phase` column, when it is not the phase itself */
  readonly rows?: string;
  /** shape columns */
  readonly shape: Readonly<Record<string, number>>;
  /** bytes moved for a batch of `seq` tokens each (decode: one each) */
  readonly bytes: (batch: number, seq: number) => number;
}

/** Measured where there are rows, else its roofline: nobody is refused for a missing recurrent kernel (`spec` operators 3.10). */
export function linearKernel(kernel: LinearKernel): Operator {
  const { name, count, phase, need } = kernel;
  return {
    name,
    count,
    scope: phase === "context" ? "sequence" : "batch",
    weightBytes: 0,
    needs: [need],
    bind(context) {
      const price = linearPricer(context, kernel);
      return (query) => price(query.batch, phase === "context" ? query.seq : 1);
    },
  };
}

function linearPricer(context: PricingContext, kernel: LinearKernel): (batch: number, seq: number) => number {
  const { name, phase, need, rows = phase, shape, bytes } = kernel;
  const kernels = kernel.kernels(context.backend);
  const key = `${need.table} ${rows} ${kernels.join()} ${Object.values(shape).join(" ")}`;
  const { memBw } = context.system.gpu;
  const sol = (batch: number, seq: number): number => (bytes(batch, seq) / memBw) * 1000;
  const price = gridPricer(context, {
    key,
    label: name,
    missing: kernels.map((names) => names[0]).join(" or "),
    grid: () => kernelGrid(context, kernel),
    gridSol: phase === "context" ? ([b, s]) => sol(b as number, s as number) : ([b]) => sol(b as number, 1),
    at: phase === "context" ? (batch, seq) => [batch, seq] : (batch) => [batch],
  });
  return (batch, seq) => {
    try {
      return price(batch, seq, 0);
    } catch (error) {
      if (!(error instanceof MissingDataError)) throw error;
      context.mark(name, "sol");
      return sol(batch, seq);
    }
  };
}

function kernelGrid(context: PricingContext, kernel: LinearKernel): Grid | undefined {
  const { phase, need, rows = phase, shape } = kernel;
  const sources = context.tables(need.family, need.table);
  const axes = phase === "context" ? ["batch_size", "seq_len"] : ["batch_size"];
  for (const names of kernel.kernels(context.backend)) {
    const where: Record<string, Match> = {
      ...shape,
      phase: rows,
      kernel_source: (source) => names.includes(String(source)),
    };
    if (!sources.some((source) => (matchRows(source, { where })?.length ?? 0) > 0)) continue;
    return gridSlice(sources, { where, axes, value: "latency" });
  }
  return undefined;
}
