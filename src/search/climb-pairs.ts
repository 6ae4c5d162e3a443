import { climb } from "./carried-load.js";
import { decodeBatchGrid, type Promised } from "./grids.js";
import { pricedOrNothing } from "./operate-common.js";
import type { Pair, PairBook } from "./pairs.js";
import type { ResolvedTuning } from "./task.js";
import { decodeRowAt, type WorkerSweepRequest } from "./worker-rows.js";

/** Replicas of one decode choice, by workers, that are taken to the load that they carry. */
const CLIMBED_PER_CHOICE = 3;

/** The decode pool that is climbed in. */
interface ClimbRequest {
  readonly decode: WorkerSweepRequest;
  readonly tuning: ResolvedTuning;
}

/**
 * The best replicas of a decode choice that fulfil a promise, each at the highest decode batch at which it does: a replica
 * carries as much as its workers do, not as much as the last step of the grid that was matched with them.
 */
export function climbPairs(
  list: readonly Pair[],
  promise: Promised,
  request: ClimbRequest,
  book: PairBook,
): readonly Pair[] {
  const bySize = new Map<string, Pair>();
  for (const pair of list) {
    const { prefill, match } = pair;
    const size = `${prefill.key} ${match.prefillWorkers} ${match.decodeWorkers}`;
    if (bySize.has(size) || !promise(pair.figures)) continue;
    bySize.set(size, pair);
    if (bySize.size === CLIMBED_PER_CHOICE) break;
  }
  return [...bySize.values()].map((pair) => climbed(pair, promise, request, book));
}

function climbed(pair: Pair, promise: Promised, { decode, tuning }: ClimbRequest, book: PairBook): Pair {
  let best = pair;
  climb(pair.decode.batchSize, decodeBatchGrid(tuning.decodeMaxBatchSize), (batch) => {
    if (pair.decode.model.memory("generation", batch, decode.lengths).verdict !== "fits") return false;
    const row = pricedOrNothing(() => decodeRowAt(decode, tuning, pair.decode, batch));
    const tried = row === undefined ? undefined : book.correct({ ...pair, decode: row });
    if (tried === undefined || !promise(tried.figures)) return false;
    best = tried;
    return true;
  });
  return best;
}
