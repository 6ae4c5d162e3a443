import { compact } from "../../domain/compact.js";
import { MissingDataError, type DataSource, type PricingContext } from "../types.js";

/** The three ways to price one query. `empirical` is made on first need and names what it borrowed from. */
export interface ModalPrices<A extends readonly number[]> {
  readonly silicon: (...query: A) => number;
  readonly empirical: () => { readonly price: (...query: A) => number; readonly source: DataSource };
  readonly sol: (...query: A) => number;
}

/**
 * Picks the pricer of the database mode (`docs/method/operators.md` 6): SILICON measured only, SOL the bare roofline,
 * EMPIRICAL roofline over utilisation, HYBRID measured and on a miss EMPIRICAL.
 */
export function priceByMode<A extends readonly number[]>(
  context: PricingContext,
  operator: string,
  prices: ModalPrices<A>,
): (...query: A) => number {
  let estimate: ReturnType<ModalPrices<A>["empirical"]> | undefined;
  function estimated(...query: A): number {
    estimate ??= prices.empirical();
    context.mark(operator, estimate.source);
    return estimate.price(...query);
  }
  switch (context.databaseMode) {
    case "SILICON":
      return prices.silicon;
    case "SOL":
      return (...query) => {
        context.mark(operator, "sol");
        return prices.sol(...query);
      };
    case "EMPIRICAL":
      return estimated;
    case "HYBRID":
      return (...query) => {
        try {
          return prices.silicon(...query);
        } catch (error) {
          if (!(error instanceof MissingDataError)) throw error;
          return estimated(...query);
        }
      };
  }
}

/**
 * Whether the least that a step can take is asked for, as engines run: every operator has a roofline then, and none lies above
 * what kernels do. The published roofline of wide layouts reads measured tables instead, and misses where the engine has none.
 */
export function isFloor({ databaseMode, asEnginesRun }: PricingContext): boolean {
  return databaseMode === "SOL" && asEnginesRun;
}

/** The same data in SILICON mode, with memos of its own. */
export function measuredOnly(context: PricingContext): PricingContext {
  if (context.databaseMode === "SILICON") return context;
  const { scaling } = context;
  return {
    ...context,
    ...compact({ scaling: scaling && { ...scaling, donor: measuredOnly(scaling.donor) } }),
    databaseMode: "SILICON",
    shared: (key, make) => context.shared(`measured only: ${key}`, make),
  };
}
