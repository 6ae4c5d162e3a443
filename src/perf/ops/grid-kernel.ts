import { gridAt } from "../interp/grid.js";
import { type Grid } from "../interp/grid-data.js";
import { lessIsNeverSlower } from "../interp/grid-order.js";
import type { TableNeed } from "../table.js";
import { MissingDataError, type Operator, type PricingContext } from "../types.js";
import { priceByMode, type ModalPrices } from "./by-mode.js";
import { gridPoints } from "./grid-points.js";
import { memo3 } from "./memo.js";
import { utilisationOf } from "./utilisation.js";
import { neverAbove } from "./wider.js";

/** Milliseconds of a batch of sequences: new tokens and cached ones in a prefill, the key-value length (prefix 0) in a decode. */
export type SequencePricer = (batch: number, seq: number, prefix: number) => number;

/** What every operator over sequences has. */
interface SequenceShape {
  readonly name: string;
  readonly count: number;
  /** of all instances; 0 where the model counts them elsewhere */
  readonly weightBytes?: number;
  /** sequence imbalance correction, 1 unless given */
  readonly imbalance?: number;
}

/** An operator over whole sequences: one pricer a context, times the imbalance. */
export function sequenceOperator(
  { name, count, weightBytes = 0, imbalance = 1 }: SequenceShape,
  needs: readonly TableNeed[],
  pricerOf: (context: PricingContext) => SequencePricer,
): Operator {
  return {
    ...{ name, count, scope: "sequence", weightBytes, needs },
    bind(context) {
      const price = pricerOf(context);
      return ({ batch, seq, prefix }) => price(batch, seq, prefix) * imbalance;
    },
  };
}

/** A kernel or module that was measured on a grid of two to four axes. */
export interface GridKernel {
  /** names slice and shape among everything that is shared */
  readonly key: string;
  /** for notes and messages, e.g. `MLA prefill` */
  readonly label: string;
  /** the slice; undefined when nothing was measured */
  readonly grid: () => Grid | undefined;
  /** what was looked for, for the message of a miss */
  readonly missing: string;
  /** roofline at coordinates of the grid, milliseconds */
  readonly gridSol: (coordinates: readonly number[]) => number;
  readonly sqrtAxis?: number;
  /** coordinates of a query */
  readonly at: (batch: number, seq: number, prefix: number) => readonly number[];
  /** coordinates whose utilisation an estimate takes over; those of the query unless the grid ends before them */
  readonly estimateAt?: (batch: number, seq: number, prefix: number, grid: Grid) => readonly number[];
  /** estimate of a kernel that does not take its own rows' utilisation */
  readonly estimate?: ModalPrices<[number, number, number]>["empirical"];
  /** roofline of a query; that of its coordinates unless a prefix changes it */
  readonly sol?: SequencePricer;
  /** corrects the measured value, e.g. for a cached prefix */
  readonly factor?: SequencePricer;
  /** the same kernel in wider numbers, as measured: as engines run it takes at most what these take */
  readonly wider?: () => readonly SequencePricer[];
}

/**
 * Milliseconds of a kernel in the database mode (`docs/method/operators.md` 2.2 and 6), shared by operators of equal
 * shape.
 */
export function gridPricer(context: PricingContext, kernel: GridKernel): SequencePricer {
  const { key, label, missing, gridSol, at, estimateAt = at, factor, sqrtAxis } = kernel;
  const sol: SequencePricer = kernel.sol ?? ((batch, seq, prefix) => gridSol(at(batch, seq, prefix)));
  // kept, and a miss as well: a step that falls back on other tables asks at every load
  let known: Grid | MissingDataError | undefined;
  function load(): Grid {
    known ??= find();
    if (known instanceof MissingDataError) throw known;
    return known;
  }
  function find(): Grid | MissingDataError {
    const grid = context.shared(`grid of ${key}`, kernel.grid);
    if (grid !== undefined) return lessIsNeverSlower(grid, context);
    return new MissingDataError(`no ${label} was measured on ${context.system.name} for ${missing}`);
  }
  return context.shared(key, () => {
    const options = { sol: gridSol, ...(sqrtAxis === undefined ? {} : { sqrtAxis }) };
    const price = priceByMode<[number, number, number]>(context, label, {
      silicon(batch, seq, prefix) {
        const value = gridAt(load(), at(batch, seq, prefix), options);
        return factor === undefined ? value : value * factor(batch, seq, prefix);
      },
      empirical() {
        if (kernel.estimate !== undefined) return kernel.estimate();
        const grid = load();
        const utilisation = utilisationOf(gridPoints(grid), gridSol);
        return {
          price: (batch, seq, prefix) =>
            sol(batch, seq, prefix) / utilisation(estimateAt(batch, seq, prefix, grid)),
          source: "empirical",
        };
      },
      sol,
    });
    return memo3(kernel.wider === undefined ? price : neverAbove(context, price, kernel.wider));
  });
}

/** Share of a causal prefill of `seq + prefix` tokens that is left when the first `prefix` are cached. */
export function uncachedShare(_batch: number, seq: number, prefix: number): number {
  if (prefix === 0) return 1;
  const full = seq + prefix;
  return (full * full - prefix * prefix) / (full * full);
}

/**
 * A prefill kernel split over `cp` ranks: each takes the first and the last of `2 · cp` chunks, so that causal work is even.
 */
export function splitOverContext(price: SequencePricer, cp: number): SequencePricer {
  if (cp === 1) return price;
  return (batch, seq, prefix) => {
    const chunk = Math.ceil(seq / (2 * cp));
    return price(batch, chunk, prefix) + price(batch, chunk, prefix + seq - chunk);
  };
}

/** Longer of computing and moving, milliseconds; both given in seconds. */
export function roofline(computeS: number, memoryS: number): number {
  return Math.max(computeS, memoryS) * 1000;
}
