import { climb } from "./carried-load.js";
import { decodeBatchGrid, type Promised } from "./grids.js";
import type { WorkerRow } from "../perf/disagg.js";
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

/** Decode workers at any batch. */
interface DecodeRows {
  readonly ladder: readonly number[];
  /** a worker like a known one at another batch; undefined where it does not fit or data are missing */
  readonly at: (like: WorkerRow, batch: number) => WorkerRow | undefined;
}

/** Decode rows of a sweep, those that it priced and others on demand, each priced once. */
export function decodeRowsOf(priced: readonly WorkerRow[], { decode, tuning }: ClimbRequest): DecodeRows {
  const known = new Map<WorkerRow["model"], Map<number, WorkerRow | undefined>>();
  for (const row of priced) {
    const ofModel = known.get(row.model);
    if (ofModel === undefined) known.set(row.model, new Map([[row.batchSize, row]]));
    else ofModel.set(row.batchSize, row);
  }
  const at = (like: WorkerRow, batch: number): WorkerRow | undefined => {
    const rows = known.get(like.model)!;
    if (!rows.has(batch)) {
      const { verdict } = like.model.memory("generation", batch, decode.lengths);
      const row =
        verdict === "fits" ? pricedOrNothing(() => decodeRowAt(decode, tuning, like, batch)) : undefined;
      rows.set(batch, row);
    }
    return rows.get(batch);
  };
  return { ladder: decodeBatchGrid(tuning.decodeMaxBatchSize), at };
}

/**
 * The best replicas of a decode choice that fulfil a promise, each at the highest decode batch at which it does: a replica
 * carries as much as its workers do, not as much as the last step of the grid that was matched with them.
 */
export function climbPairs(
  list: readonly Pair[],
  promise: Promised,
  rows: DecodeRows,
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
  return [...bySize.values()].map((pair) => climbed(pair, promise, rows, book));
}

function climbed(pair: Pair, promise: Promised, rows: DecodeRows, book: PairBook): Pair {
  let best = pair;
  climb(pair.decode.batchSize, rows.ladder, (batch) => {
    const row = rows.at(pair.decode, batch);
    const tried = row && book.correct({ ...pair, decode: row });
    if (tried === undefined || !promise(tried.figures)) return false;
    best = tried;
    return true;
  });
  return best;
}
