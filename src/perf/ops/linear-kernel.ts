import type { Grid } from "../interp/grid-data.js";
import type { TableNeed } from "../table.js";
import { MissingDataError, type Operator, type Phase, type PricingContext } from "../types.js";
import { measuredOnly } from "./by-mode.js";
import { gridPricer } from "./grid-kernel.js";
import { matchRows, type Match } from "./rows.js";
import { gridSlice } from "./slices.js";

/** An engine and the version of its measurements. */
export type PricedEngine = Pick<PricingContext, "backend" | "version" | "asEnginesRun">;

/** A kernel of a recurrent layer: measured over batch and length in a prefill, over batch in a decode. */
export interface LinearKernel {
  readonly name: string;
  readonly count: number;
  readonly phase: Phase;
  readonly need: TableNeed;
  /** groups of names of the kernel in the table, the preferred group first; rows of one group merge */
  readonly kernels: (engine: PricedEngine) => readonly (readonly string[])[];
  /** kernels that do this one's work too: where only they were measured, this one costs nothing */
  readonly absorbedBy?: readonly string[];
  /** tokens that a decode step checks per request; its rows have the phase `verify` and are measured over both */
  readonly verifyTokens?: number;
  /** shape columns */
  readonly shape: Readonly<Record<string, number>>;
  /** bytes moved for a batch of `seq` tokens each (decode: one each, or the checked ones) */
  readonly bytes: (batch: number, seq: number) => number;
}

/**
 * Measured where there are rows, in every database mode; else its roofline: nobody is refused for a missing recurrent
 * kernel (`docs/method/operators.md` 3.10).
 */
export function linearKernel(kernel: LinearKernel): Operator {
  const { name, count, phase, need, verifyTokens } = kernel;
  return {
    name,
    count,
    scope: phase === "context" ? "sequence" : "batch",
    weightBytes: 0,
    needs: [need],
    bind(context) {
      const price = linearPricer(context, kernel);
      if (phase === "context") return (query) => price(query.batch, query.seq);
      if (verifyTokens === undefined) return (query) => price(query.batch, 1);
      return (query) => price(Math.ceil(query.batch / verifyTokens), verifyTokens);
    },
  };
}

function linearPricer(context: PricingContext, kernel: LinearKernel): (batch: number, seq: number) => number {
  const { name, need, shape, bytes } = kernel;
  const { memBw } = context.system.gpu;
  const sol = (batch: number, seq: number): number => (bytes(batch, seq) / memBw) * 1000;
  const overLength = isOverLength(kernel);
  const names = kernel.kernels(context);
  const price = gridPricer(measuredOnly(context), {
    key: `${need.table} ${rowPhase(kernel)} ${names.join()} ${Object.values(shape).join(" ")}`,
    label: name,
    missing: names.map((group) => group[0]).join(" or "),
    grid: () => kernelGrid(context, kernel),
    gridSol: overLength ? ([b, s]) => sol(b as number, s as number) : ([b]) => sol(b as number, 1),
    at: overLength ? (batch, seq) => [batch, seq] : (batch) => [batch],
  });
  let absorbed: boolean | undefined;
  return (batch, seq) => {
    try {
      return price(batch, seq, 0);
    } catch (error) {
      if (!(error instanceof MissingDataError)) throw error;
      absorbed ??= isAbsorbed(context, kernel);
      if (absorbed) return 0;
      context.mark(name, "sol");
      return sol(batch, seq);
    }
  };
}

function isOverLength({ phase, verifyTokens }: LinearKernel): boolean {
  return phase === "context" || verifyTokens !== undefined;
}

function rowPhase({ phase, verifyTokens }: LinearKernel): string {
  return verifyTokens === undefined ? phase : "verify";
}

function rowsOf(kernel: LinearKernel, names: readonly string[]): Readonly<Record<string, Match>> {
  return {
    ...kernel.shape,
    phase: rowPhase(kernel),
    kernel_source: (source) => names.includes(String(source)),
  };
}

function isMeasured(context: PricingContext, kernel: LinearKernel, names: readonly string[]): boolean {
  const where = rowsOf(kernel, names);
  const { family, table } = kernel.need;
  return context.tables(family, table).some((source) => (matchRows(source, { where })?.length ?? 0) > 0);
}

function isAbsorbed(context: PricingContext, kernel: LinearKernel): boolean {
  return kernel.absorbedBy !== undefined && isMeasured(context, kernel, kernel.absorbedBy);
}

function kernelGrid(context: PricingContext, kernel: LinearKernel): Grid | undefined {
  const { family, table } = kernel.need;
  const axes = isOverLength(kernel) ? ["batch_size", "seq_len"] : ["batch_size"];
  for (const names of kernel.kernels(context)) {
    if (!isMeasured(context, kernel, names)) continue;
    return gridSlice(context.tables(family, table), { where: rowsOf(kernel, names), axes, value: "latency" });
  }
  return undefined;
}
