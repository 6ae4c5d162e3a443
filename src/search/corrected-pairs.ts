import type { LatencyTarget } from "./grids.js";
import { isBetter, type Candidate, type Pair, type PairBook } from "./pairs.js";

/** Partners of a decode candidate that are corrected: the best by the published method, and the one with the lowest TTFT. */
const BEST_PARTNERS = 3;

/**
 * Pairs whose figures a profile corrects, one list a decode choice, best corrected throughput first. A correction costs
 * far more than a pair, and moves all pairs of one decode candidate alike, so only the likely partners are corrected.
 */
export function correctedPairs(
  groups: readonly (readonly Candidate[])[],
  prefills: readonly Candidate[],
  book: PairBook,
): readonly (readonly Pair[])[] {
  return groups.map((group) =>
    group
      .flatMap((decode) => likelyPairs(decode, prefills, book))
      .map((pair) => book.correct(pair))
      .sort((a, b) => (isBetter(a, b) ? -1 : isBetter(b, a) ? 1 : 0)),
  );
}

function likelyPairs(decode: Candidate, prefills: readonly Candidate[], book: PairBook): readonly Pair[] {
  if (!(decode.row.tpotMs > 0)) return [];
  const pairs = prefills.flatMap((prefill) => book.pair(decode, prefill) ?? []);
  const fastest = pairs.reduce<Pair | undefined>(
    (best, pair) => (best === undefined || pair.prefill.ttftMs < best.prefill.ttftMs ? pair : best),
    undefined,
  );
  pairs.sort((a, b) => (isBetter(a, b) ? -1 : isBetter(b, a) ? 1 : 0));
  const likely = new Set(pairs.slice(0, BEST_PARTNERS));
  if (fastest !== undefined) likely.add(fastest);
  return [...likely];
}

/** The best pair of each choice whose corrected figures keep a target. */
export function bestCorrected(lists: readonly (readonly Pair[])[], target: LatencyTarget): Pair[] {
  return lists.flatMap(
    (list) =>
      list.find((pair) => pair.figures.ttftMs <= target.ttftMs && pair.figures.tpotMs <= target.tpotMs) ?? [],
  );
}
