import { decodeAt, replicaGpus, type WorkerAt, type WorkerCounts, type WorkerRow } from "../perf/disagg.js";
import { climb } from "./carried-load.js";
import { decodeBatchGrid, type Promised } from "./grids.js";
import { pricedOrNothing } from "./operate-common.js";
import { isBetter, type Pair, type PairBook } from "./pairs.js";
import type { ResolvedTuning } from "./task.js";
import { decodeRequest, type WorkerSweepRequest } from "./worker-rows.js";

/** Replicas of one decode choice, by workers, that are taken to the load that they carry. */
const CLIMBED_PER_CHOICE = 3;
/** Splits of the GPUs that are tried, and neighbours of the best on either side. */
const SPLITS_TRIED = 24;
const NEIGHBOURS = 6;
/** Workers beside a single one of the other pool whose splits are looked at early. */
const LONE_BESIDE: ReadonlySet<number> = new Set([6, 8, 12, 16, 24, 32]);

/** The decode pool that is climbed in. */
interface ClimbRequest {
  readonly decode: WorkerSweepRequest;
  readonly tuning: ResolvedTuning;
}

/** Decode workers at any batch. */
interface DecodeRows {
  readonly ladder: readonly number[];
  /** a worker like a known one at another batch; undefined where it does not fit or data are missing */
  readonly at: (like: WorkerAt, batch: number) => WorkerAt | undefined;
}

/** Decode workers of a sweep, those that it priced and others, each made once. */
export function decodeRowsOf(priced: readonly WorkerRow[], { decode, tuning }: ClimbRequest): DecodeRows {
  const known = new Map<WorkerRow["model"], Map<number, WorkerAt | undefined>>();
  for (const row of priced) {
    const ofModel = known.get(row.model);
    if (ofModel === undefined) known.set(row.model, new Map([[row.batchSize, row]]));
    else ofModel.set(row.batchSize, row);
  }
  const at = (like: WorkerAt, batch: number): WorkerAt | undefined => {
    const rows = known.get(like.model)!;
    if (!rows.has(batch)) {
      const { verdict } = like.model.memory("generation", batch, decode.lengths);
      const row =
        verdict === "fits"
          ? pricedOrNothing(() =>
              decodeAt(
                like.model,
                batch,
                decodeRequest(decode, tuning, like.key),
                decode.context.speculation,
              ),
            )
          : undefined;
      rows.set(batch, row);
    }
    return rows.get(batch);
  };
  return { ladder: decodeBatchGrid(tuning.decodeMaxBatchSize), at };
}

/** A pair whose decode worker may not be priced: a profile knows its figures at every batch, and few of those tried are kept. */
type Tried = Pair<WorkerAt>;

/** What pairs are climbed with. */
interface Climb {
  readonly promise: Promised;
  readonly rows: DecodeRows;
  readonly prefills: readonly WorkerRow[];
  readonly book: PairBook;
}

/** Prefill workers that no other is as quick, as fast per GPU and as small as. */
function likelyPartners(prefills: readonly WorkerRow[]): readonly WorkerRow[] {
  const beats = (a: WorkerRow, b: WorkerRow): boolean =>
    a.ttftMs <= b.ttftMs && a.seqPerSecPerGpu >= b.seqPerSecPerGpu && a.gpus <= b.gpus;
  return prefills.filter(
    (row, index) =>
      !prefills.some((other, at) => at !== index && beats(other, row) && (at < index || !beats(row, other))),
  );
}

/**
 * The best replicas of a decode choice that fulfil a promise, each at the highest decode batch at which it does: a replica
 * carries as much as its workers do, not as much as the last step of the grid that was matched with them. Worker counts
 * that were matched by rates alone keep too few prompts from waiting where a limit on TTFT binds, so the splits beside the
 * best are looked at too, and where none of those matched fulfils the promise, all others: a larger budget is matched with
 * larger replicas, and two copies of what a smaller one carries always fit.
 */
export function climbPairs(list: readonly Pair[], how: Climb): readonly Pair[] {
  const bySize = new Map<string, Pair>();
  for (const pair of list) {
    const { prefill, match } = pair;
    const size = `${prefill.key} ${match.prefillWorkers} ${match.decodeWorkers}`;
    if (bySize.has(size) || !how.promise(pair.figures)) continue;
    bySize.set(size, pair);
    if (bySize.size === CLIMBED_PER_CHOICE) break;
  }
  const climbed = [...bySize.values()].map((pair) => climbedFrom(pair, how));
  const best = climbed.reduce<Tried | undefined>(
    (most, pair) => (most === undefined || isBetter(pair, most) ? pair : most),
    undefined,
  );
  const from: Tried | undefined = best ?? list[0];
  if (from === undefined) return [];
  const others = likelyPartners(how.prefills.filter((prefill) => how.book.mayPair(prefill, from.decode)));
  const splits = others.flatMap((prefill) => bestSplitOf({ ...from, prefill }, { ...how, than: best }) ?? []);
  return [...climbed, ...splits].flatMap((pair) => pricedPair(pair) ?? []);
}

function pricedPair(pair: Tried): Pair | undefined {
  const decode = pricedOrNothing(() => pair.decode.row());
  return decode === pair.decode ? (pair as Pair) : decode && { ...pair, decode };
}

function climbedFrom(pair: Tried, how: Climb): Tried {
  let best = pair;
  climb(pair.decode.batchSize, how.rows.ladder, (batch) => {
    const tried = atBatch(pair, batch, how);
    if (tried === undefined || !how.promise(tried.figures)) return false;
    best = tried;
    return true;
  });
  return best;
}

/** A replica at another decode batch; undefined where that does not fit or data are missing. */
function atBatch(pair: Tried, batch: number, { rows, book }: Climb): Tried | undefined {
  const decode = rows.at(pair.decode, batch);
  return decode && book.correct({ ...pair, decode });
}

/** The same, for replicas that serve more than another: any, where there is none. */
interface Contest extends Climb {
  readonly than: Tried | undefined;
}

/**
 * The best of all splits of the GPUs between the workers of a pair, each at the load that it carries; undefined where none
 * serves more than another pair. Of many splits the simplest, then those beside the best: whole replicas do not fill a budget
 * evenly, so what is carried has more than one hill over the share of prefill.
 */
function bestSplitOf(pair: Tried, how: Contest): Tried | undefined {
  const splits = how.book.splits(pair);
  if (how.than === undefined && !mayHold(pair, splits, how)) return undefined;
  let best: Tried | undefined;
  let at: number | undefined;
  const tried = new Set<number>();
  const look = (index: number): void => {
    const split = splits[index];
    if (split === undefined || tried.has(index)) return;
    tried.add(index);
    const found = carriedWith(pair, split, { ...how, than: best ?? how.than });
    if (found !== undefined) [best, at] = [found, index];
  };
  const simplest = [...splits.keys()].sort((a, b) => complexity(splits[a]!) - complexity(splits[b]!));
  simplest.slice(0, SPLITS_TRIED).forEach(look);
  const from = at;
  if (from !== undefined)
    for (let away = 1; away <= NEIGHBOURS; away++) {
      look(from - away);
      look(from + away);
    }
  return best;
}

/** Workers of a split, and fewer where many stand beside a single one: those are the far ends of all shares of prefill. */
function complexity({ prefillWorkers, decodeWorkers }: WorkerCounts): number {
  const most = Math.max(prefillWorkers, decodeWorkers);
  const single = Math.min(prefillWorkers, decodeWorkers) === 1;
  return single && LONE_BESIDE.has(most) ? 2 * Math.log2(most) : prefillWorkers + decodeWorkers;
}

/** The load that the workers of a pair carry in another split, where they serve more than another pair does. */
function carriedWith(pair: Tried, counts: WorkerCounts, { than, ...how }: Contest): Tried | undefined {
  const { ladder } = how.rows;
  const split = inSplit(pair, counts);
  let found: Tried | undefined;
  let low = 0;
  let high = ladder.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    const tried = atBatch(split, ladder[middle - 1]!, how);
    if (tried !== undefined && how.promise(tried.figures)) [low, found] = [middle, tried];
    // less load never serves more
    else if (tried !== undefined && than !== undefined && !isBetter(tried, than)) return undefined;
    else high = middle - 1;
  }
  const carried = found && climbedFrom(found, how);
  return carried !== undefined && (than === undefined || isBetter(carried, than)) ? carried : undefined;
}

/** Whether any split may fulfil a promise: of the least load, the fewest workers or the largest share of prefill do it soonest. */
function mayHold(pair: Tried, splits: readonly WorkerCounts[], how: Climb): boolean {
  const least = how.rows.ladder[0]!;
  return [splits.at(-1), { prefillWorkers: 1, decodeWorkers: 1 }].some((counts) => {
    const tried = counts && atBatch(inSplit(pair, counts), least, how);
    return tried !== undefined && how.promise(tried.figures);
  });
}

function inSplit(pair: Tried, counts: WorkerCounts): Tried {
  return { ...pair, match: { ...counts, gpus: replicaGpus(counts, pair), rate: pair.match.rate } };
}
