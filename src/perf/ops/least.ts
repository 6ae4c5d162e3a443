import { MissingDataError } from "../types.js";

/** Milliseconds of a query: rows, a batch of sequences, or a step. */
export type Price<A extends readonly unknown[]> = (...query: A) => number;

/**
 * A price that is at most those of others, where these have data. The others are made when they are first asked: their tables are
 * opened for it. `leastMs`: what none of them takes less than; they are not looked up where the price is no more than that.
 */
export function leastOf<A extends readonly unknown[]>(
  own: Price<A>,
  others: () => readonly Price<A>[],
  leastMs?: Price<A>,
): Price<A> {
  let made: readonly Price<A>[] | undefined;
  return (...query) => {
    let least = own(...query);
    if (leastMs !== undefined && least <= leastMs(...query)) return least;
    made ??= others();
    for (const price of made) least = Math.min(least, measuredMs(price, query));
    return least;
  };
}

function measuredMs<A extends readonly unknown[]>(price: Price<A>, query: A): number {
  try {
    return price(...query);
  } catch (error) {
    if (error instanceof MissingDataError) return Infinity;
    throw error;
  }
}
