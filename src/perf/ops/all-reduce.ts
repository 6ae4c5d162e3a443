import { curveAsRun, curveAt, type Curve } from "../interp/curve.js";
import type { TableNeed } from "../table.js";
import { MissingDataError, type Operator, type PricingContext } from "../types.js";
import { p2pBandwidth } from "./bandwidth.js";
import { priceByMode } from "./by-mode.js";
import { memo1 } from "./memo.js";
import { NCCL_NEEDS, ncclPricer } from "./nccl.js";
import { curveSlice } from "./slices.js";
import { utilisationOf } from "./utilisation.js";

export const ALL_REDUCE_NEED: TableNeed = {
  family: "comm",
  table: "custom_allreduce_perf",
  columns: ["num_gpus", "message_size", "kernel_source", "backend", "latency"],
};

/** Tables of every all-reduce; rack-scale NVLink takes NCCL's. */
export const ALL_REDUCE_NEEDS: readonly TableNeed[] = [ALL_REDUCE_NEED, ...NCCL_NEEDS];

export interface AllReduceShape {
  readonly name: string;
  readonly count: number;
  /** elements per token */
  readonly hidden: number;
  readonly gpus: number;
  readonly cp?: number;
}

/** Sum of the tokens' hidden states over `gpus` GPUs (`docs/method/operators.md` 3.6); nothing for one GPU. */
export function allReduce(shape: AllReduceShape): Operator {
  const { name, count, hidden, gpus, cp = 1 } = shape;
  return {
    name,
    count,
    scope: "tokens",
    weightBytes: 0,
    needs: gpus > 1 ? ALL_REDUCE_NEEDS : [],
    bind(context) {
      if (gpus <= 1) return () => 0;
      const price = allReducePricer(context, gpus);
      return (query) => price(Math.ceil(query.tokens / cp) * hidden);
    },
  };
}

/** Milliseconds over message size in elements, for the engine's own all-reduce over `gpus` (> 1) GPUs. */
export function allReducePricer(context: PricingContext, gpus: number): (elements: number) => number {
  const { system } = context;
  if (system.node.gpusPerNode === 72 && gpus > 4) return ncclPricer(context, "all_reduce", gpus);
  return context.shared(`all-reduce ${gpus}`, () => {
    const sol = (elements: number): number =>
      (((4 * elements * (gpus - 1)) / gpus) * 1000) / p2pBandwidth(system, gpus);
    return memo1(
      priceByMode<[number]>(context, "all_reduce", {
        silicon(elements) {
          const { curve, factor } = measured(context, gpus);
          return factor * curveAt(curve, elements, proportional);
        },
        empirical() {
          const { curve, gpus: lender } = measured(context, gpus);
          const lenderSol = (x: number): number =>
            (((4 * x * (lender - 1)) / lender) * 1000) / p2pBandwidth(system, lender);
          const utilisation = utilisationOf({ axes: [curve.keys], values: curve.values }, ([x]) =>
            lenderSol(x as number),
          );
          return { price: (x) => sol(x) / utilisation([x]), source: "empirical" };
        },
        sol,
      }),
    );
  });
}

/** Curve of exactly this many GPUs, else of the largest measured number below, scaled by the data that travel and the link. */
function measured(context: PricingContext, gpus: number): { curve: Curve; factor: number; gpus: number } {
  const { system } = context;
  const lender = Math.max(0, ...measuredCounts(context).filter((count) => count <= gpus));
  const curve = lender < 2 ? undefined : allReduceCurve(context, lender);
  if (curve === undefined || (lender < gpus && gpus <= system.node.gpusPerNode))
    throw new MissingDataError(`no all-reduce over ${gpus} GPUs was measured on ${system.name}`);
  const steps = (((gpus - 1) / gpus) * lender) / (lender - 1);
  const factor = lender === gpus ? 1 : (steps * p2pBandwidth(system, lender)) / p2pBandwidth(system, gpus);
  return { curve, factor, gpus: lender };
}

function measuredCounts(context: PricingContext): readonly number[] {
  return context.shared("all-reduce counts", () => {
    const counts = new Set<number>();
    for (const source of context.tables(ALL_REDUCE_NEED.family, ALL_REDUCE_NEED.table)) {
      const column = source.column("num_gpus");
      if (column?.kind === "number") for (const count of column.values) counts.add(count);
    }
    return [...counts].filter((count) => allReduceCurve(context, count) !== undefined);
  });
}

function allReduceCurve(context: PricingContext, gpus: number): Curve | undefined {
  return context.shared(`all-reduce curve ${gpus}`, () => {
    const eager = context.system.name === "b60";
    const graphed = (kernel: string | number): boolean => eager || !String(kernel).endsWith("_eager");
    const curve = curveSlice(context.tables(ALL_REDUCE_NEED.family, ALL_REDUCE_NEED.table), {
      where: { num_gpus: gpus, kernel_source: graphed, backend: graphed },
      defaults: { kernel_source: "", backend: "" },
      axes: ["message_size"],
      value: "latency",
    });
    return curve && curveAsRun(curve, context);
  });
}

function proportional(size: number): number {
  return size;
}
