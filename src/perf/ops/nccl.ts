import { curveAsRun, curveAt, type Curve } from "../interp/curve.js";
import type { TableNeed } from "../table.js";
import { MissingDataError, type Operator, type PricingContext } from "../types.js";
import { p2pBandwidth } from "./bandwidth.js";
import { priceByMode } from "./by-mode.js";
import { memo1 } from "./memo.js";
import { modeBytes } from "./modes.js";
import { matchRows } from "./rows.js";
import { curveSlice } from "./slices.js";
import { utilisationOf } from "./utilisation.js";

export type NcclOperation = "all_reduce" | "all_gather" | "reduce_scatter" | "alltoall";

const COLUMNS = ["nccl_dtype", "op_name", "num_gpus", "message_size", "latency"];

/** NCCL and, as a fallback slice by slice, oneCCL; both in the version that the system file names. */
export const NCCL_NEEDS: readonly TableNeed[] = [
  { family: "comm", table: "nccl_perf", columns: COLUMNS },
  { family: "comm", table: "oneccl_perf", columns: COLUMNS },
];

export interface NcclShape {
  readonly name: string;
  readonly count: number;
  readonly operation: NcclOperation;
  readonly gpus: number;
  readonly elementsPerToken: number;
  /** number format of the message, `half` unless given */
  readonly mode?: string;
}

/** A library collective on all tokens of the step. */
export function nccl(shape: NcclShape): Operator {
  const { name, count, operation, gpus, elementsPerToken, mode } = shape;
  return {
    name,
    count,
    scope: "tokens",
    weightBytes: 0,
    needs: gpus > 1 ? NCCL_NEEDS : [],
    bind(context) {
      if (gpus <= 1) return () => 0;
      // no narrow format was measured; as engines run, a message takes as long as one of as many bytes
      const asHalf = context.asEnginesRun && mode !== undefined;
      const price = ncclPricer(context, operation, gpus, asHalf ? "half" : mode);
      const elements = asHalf ? (elementsPerToken * modeBytes("comm", mode)) / 2 : elementsPerToken;
      return (query) => price(query.tokens * elements);
    },
  };
}

/**
 * Milliseconds over message size in elements of a mode (`half` unless given) over `gpus` (> 1) GPUs
 * (`docs/method/operators.md` 3.6).
 */
export function ncclPricer(
  context: PricingContext,
  operation: NcclOperation,
  gpus: number,
  mode = "half",
): (elements: number) => number {
  const { system } = context;
  return context.shared(`nccl ${operation} ${gpus} ${mode}`, () => {
    const passes = operation === "all_reduce" ? 2 : 1;
    const solOver =
      (ranks: number) =>
      (elements: number): number =>
        (((passes * modeBytes("comm", mode) * elements * (ranks - 1)) / ranks) * 1000) /
        p2pBandwidth(system, ranks);
    const sol = solOver(gpus);
    let found: MeasuredCollective | undefined;
    return memo1(
      priceByMode<[number]>(context, operation, {
        silicon(elements) {
          const { curve, factor } = (found ??= measured(context, operation, gpus, mode));
          return factor * curveAt(curve, elements, (size) => size);
        },
        empirical() {
          const { curve, gpus: lender } = measured(context, operation, gpus, mode);
          const lenderSol = solOver(lender);
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

interface MeasuredCollective {
  readonly curve: Curve;
  readonly factor: number;
  readonly gpus: number;
}

/** The largest collected count caps the curve; beyond it time follows the share of data that travels and the link. */
function measured(
  context: PricingContext,
  operation: NcclOperation,
  gpus: number,
  mode: string,
): MeasuredCollective {
  for (const need of NCCL_NEEDS) {
    const found = fromTable(context, need, operation, gpus, mode);
    if (found !== undefined) return found;
  }
  throw new MissingDataError(`no ${operation} over ${gpus} GPUs was measured on ${context.system.name}`);
}

function fromTable(
  context: PricingContext,
  need: TableNeed,
  operation: NcclOperation,
  gpus: number,
  mode: string,
): MeasuredCollective | undefined {
  const sources = context.tables(need.family, need.table);
  const where = { op_name: operation, nccl_dtype: mode };
  let largest = 0;
  for (const source of sources) {
    const column = source.column("num_gpus");
    if (column?.kind !== "number") continue;
    for (const row of matchRows(source, { where }) ?? [])
      largest = Math.max(largest, column.values[row] as number);
  }
  if (largest === 0) return undefined;
  const used = Math.min(gpus, largest);
  const rows = curveSlice(sources, {
    where: { ...where, num_gpus: used },
    axes: ["message_size"],
    value: "latency",
  });
  if (rows === undefined) return undefined;
  const curve = curveAsRun(rows, context);
  if (gpus <= largest) return { curve, factor: 1, gpus: used };
  const steps = (((gpus - 1) / gpus) * largest) / (largest - 1);
  const factor = (steps * p2pBandwidth(context.system, largest)) / p2pBandwidth(context.system, gpus);
  return { curve, factor, gpus: used };
}
