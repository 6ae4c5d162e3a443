import type { LatencyTarget } from "./grids.js";
import { isBetter, type IndexedRow, type MatchedPair, type Pair, type PairBook } from "./pairs.js";

/** How many times faster than needed the prefill pool may be: queues shorten TTFT, which the published method does not see. */
const PREFILL_SLACK = [1, 2, 4];
/** Partners of a decode candidate by the published method, beside the one with the lowest TTFT. */
const BEST_PARTNERS = 3;

/**
 * Pairs whose figures a profile corrects, one list a decode choice, best corrected throughput first. A correction costs
 * far more than a pair and moves all pairs of one decode candidate alike, so only likely ones are corrected: the best
 * partners by the published method and the one with the lowest TTFT, each with prefill pools of several sizes.
 */
export function correctedPairs(
  groups: readonly (readonly IndexedRow[])[],
  prefills: readonly IndexedRow[],
  book: PairBook,
): readonly (readonly Pair[])[] {
  return groups.map((group) =>
    group
      .flatMap((decode) => likelyPairs(decode, prefills, book))
      .map((pair) => book.correct(pair))
      .sort(byThroughput),
  );
}

function likelyPairs(
  decode: IndexedRow,
  prefills: readonly IndexedRow[],
  book: PairBook,
): readonly MatchedPair[] {
  if (!(decode.row.tpotMs > 0)) return [];
  const pairs = prefills.flatMap((prefill) => book.pair(decode, prefill) ?? []);
  let fastest = pairs[0];
  for (const pair of pairs) if (pair.prefill.ttftMs < fastest!.prefill.ttftMs) fastest = pair;
  const partners = new Set(bestOf(pairs, BEST_PARTNERS));
  if (fastest !== undefined) partners.add(fastest);
  const sized = new Map<string, MatchedPair>();
  for (const pair of partners) {
    for (const slack of PREFILL_SLACK) {
      const one = slack === 1 ? pair : book.withSlack(pair, slack);
      if (one !== null)
        sized.set(`${one.prefill.key} ${one.match.prefillWorkers} ${one.match.decodeWorkers}`, one);
    }
  }
  return [...sized.values()];
}

/** The best of some pairs, best first; of equals the first. */
function bestOf(pairs: readonly Pair[], count: number): readonly Pair[] {
  const best: Pair[] = [];
  for (const pair of pairs) {
    let place = best.length;
    while (place > 0 && isBetter(pair, best[place - 1]!)) place--;
    if (place === count) continue;
    best.splice(place, 0, pair);
    if (best.length > count) best.pop();
  }
  return best;
}

/** Order of {@link isBetter}. */
function byThroughput(a: Pair, b: Pair): number {
  return b.tokensPerSecPerGpu - a.tokensPerSecPerGpu || a.match.gpus - b.match.gpus;
}

/** The best pair of each choice within a target; a sweep asks for many TPOT limits under few of TTFT. */
export function bestWithinTargets(
  lists: readonly (readonly Pair[])[],
): (target: LatencyTarget) => readonly Pair[] {
  const known = new Map<number, readonly (readonly Pair[])[]>();
  return ({ ttftMs, tpotMs }) => {
    let stairs = known.get(ttftMs);
    if (stairs === undefined) known.set(ttftMs, (stairs = lists.map((list) => stairsOf(list, ttftMs))));
    return stairs.flatMap((steps) => steps.find(({ figures }) => figures.tpotMs <= tpotMs) ?? []);
  };
}

/** Of pairs within a TTFT limit, best first, those with a lower TPOT than all better ones: the others are never the first. */
function stairsOf(list: readonly Pair[], ttftMs: number): readonly Pair[] {
  let least = Infinity;
  const steps: Pair[] = [];
  for (const pair of list) {
    const { figures } = pair;
    if (figures.ttftMs > ttftMs || figures.tpotMs >= least) continue;
    least = figures.tpotMs;
    steps.push(pair);
  }
  return steps;
}
