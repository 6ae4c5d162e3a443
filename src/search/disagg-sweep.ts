import type { Profile, ReplicaFigures } from "../perf/profile/profile.js";
import type { Lengths } from "../perf/types.js";
import { climbPairs, decodeRowsOf } from "./climb-pairs.js";
import { correctedBatches, type LatencyTarget, type Promised } from "./grids.js";
import { bestWithinTargets, correctedPairs } from "./corrected-pairs.js";
import { isBetter, PairBook, pairRow, type IndexedRow, type Pair } from "./pairs.js";
import { roundTo3 } from "../perf/rounding.js";
import type { KeptRow } from "./rows.js";
import type { SweepNotes } from "./sweep-notes.js";
import type { ResolvedTuning } from "./task.js";
import { unpairedReason } from "./unpaired.js";
import { decodeRows, prefillRows, type WorkerSweepRequest } from "./worker-rows.js";

/**
 * Prefill candidates, decode candidates of one choice, and rows of one target that stay (`docs/method/search.md`
 * 5.2).
 */
const KEPT_PREFILLS = 32;
const KEPT_DECODES_PER_CHOICE = 16;
const KEPT_PER_TARGET = 5;

/** What a disaggregated sweep runs over. */
export interface DisaggSweepRequest {
  readonly prefill: WorkerSweepRequest;
  readonly decode: WorkerSweepRequest;
  readonly lengths: Lengths;
  readonly targets: readonly LatencyTarget[];
  /** further rows to keep, of a profile that corrects: the best whose figures fulfil each */
  readonly promises?: readonly Promised[];
  readonly tuning: ResolvedTuning;
  /** GPU counts that a replica may have */
  readonly allowedGpus: readonly number[];
  /** GPUs of the whole deployment, 0: no limit */
  readonly totalGpus: number;
  readonly profile: Profile;
}

export interface DisaggSweepResult {
  /** kept rows, best tokens per second per GPU first */
  readonly rows: readonly KeptRow[];
  readonly evaluatedPrefill: number;
  readonly evaluatedDecode: number;
  /** the rows that miss the limits by least, one per decode choice; for when no row meets them */
  nearest(score: (figures: ReplicaFigures) => number): readonly KeptRow[];
  /** why no pair of workers makes a replica; undefined where one does, or where one side has none */
  readonly unpaired: string | undefined;
  /** a row for every pair of workers that was matched, kept or not; for the table of all configurations */
  every(): Iterable<KeptRow>;
}

/** Prices both pools once, then derives the rows of all targets (`docs/method/search.md` 5.2). */
export function sweepDisagg(
  request: DisaggSweepRequest,
  notes: { readonly prefill: SweepNotes; readonly decode: SweepNotes },
): DisaggSweepResult {
  const pricedPrefills = prefillRows(request.prefill, request.tuning, notes.prefill);
  const asked = request.profile.identity ? undefined : correctedBatches();
  const pricedDecodes = decodeRows(request.decode, request.tuning, notes.decode, asked);
  const prefills = pricedPrefills.rows.map((row, index) => ({ row, index }));
  const decodes = pricedDecodes.rows.map((row, index) => ({ row, index }));
  const book = new PairBook(request);
  const groups = [...groupByKey(decodes).values()].map((group) =>
    group.sort((a, b) => b.row.seqPerSecPerGpu - a.row.seqPerSecPerGpu),
  );
  const byPrefillRate = [...prefills].sort(
    (a, b) => b.row.seqPerSecPerGpu - a.row.seqPerSecPerGpu || a.row.globalBatchSize - b.row.globalBatchSize,
  );
  const kept = new Set<Pair>();
  const corrected = request.profile.identity ? undefined : correctedPairs(groups, byPrefillRate, book);
  const above: Pair[] = [];
  if (corrected !== undefined) {
    const bestWithin = bestWithinTargets(corrected);
    for (const target of request.targets) keepFirst(bestWithin(target), kept);
    const rowsAt = decodeRowsOf(pricedDecodes.rows, request);
    for (const promise of request.promises ?? [])
      for (const list of corrected) {
        const climbed = climbPairs(list, { promise, rows: rowsAt, prefills: pricedPrefills.rows, book });
        above.push(...climbed.filter((pair) => !list.includes(pair)));
        for (const pair of climbed) kept.add(pair);
      }
  } else keepPublished(request, { groups, prefills: byPrefillRate, book }, kept);
  const rows = [...kept]
    .map((pair) => pairRow(pair))
    .sort((a, b) => b.figures.tokensPerSecPerGpu - a.figures.tokensPerSecPerGpu);
  const paired = rows.length > 0 || prefills.length === 0 || decodes.length === 0;
  const all = paired ? undefined : (corrected ?? pairsOfGroups(groups, byPrefillRate, book));
  return {
    rows,
    unpaired: all?.every((list) => list.length === 0)
      ? unpairedReason(request, pricedPrefills.rows, pricedDecodes.rows)
      : undefined,
    evaluatedPrefill: pricedPrefills.evaluated,
    evaluatedDecode: pricedDecodes.evaluated,
    nearest: (score) => nearestRows(corrected ?? pairsOfGroups(groups, byPrefillRate, book), score),
    *every() {
      for (const list of corrected ?? book.pairs()) for (const pair of list) yield pairRow(pair);
      for (const pair of above) yield pairRow(pair);
    },
  };
}

/** Keeps the best pairs of every target by the published method. */
function keepPublished(
  { targets, tuning }: DisaggSweepRequest,
  from: {
    readonly groups: readonly (readonly IndexedRow[])[];
    readonly prefills: readonly IndexedRow[];
    readonly book: PairBook;
  },
  kept: Set<Pair>,
): void {
  const choices = new Map<number, PrefillChoice>();
  for (const target of targets) {
    let choice = choices.get(target.ttftMs);
    if (choice === undefined) {
      const candidates = from.prefills
        .filter(({ row }) => row.ttftMs * tuning.ttftCorrection < target.ttftMs)
        .slice(0, KEPT_PREFILLS);
      choices.set(target.ttftMs, (choice = { candidates, best: [] }));
    }
    if (choice.candidates.length > 0) keepFirst(bestOfGroups(from.groups, choice, target, from.book), kept);
  }
}

/** Prefill candidates of a TTFT limit, and the best pair of each decode candidate with any of them, once known. */
interface PrefillChoice {
  readonly candidates: readonly IndexedRow[];
  readonly best: (Pair | null | undefined)[];
}

/** The best pair of each decode group under a target. */
function bestOfGroups(
  groups: readonly (readonly IndexedRow[])[],
  prefills: PrefillChoice,
  target: LatencyTarget,
  book: PairBook,
): Pair[] {
  const best: Pair[] = [];
  for (const group of groups) {
    let winner: Pair | undefined;
    let room = KEPT_DECODES_PER_CHOICE;
    for (const decode of group) {
      if (!(decode.row.tpotMs > 0 && decode.row.tpotMs < target.tpotMs)) continue;
      const pair = bestPartner(decode, prefills, book);
      if (pair !== null && (winner === undefined || isBetter(pair, winner))) winner = pair;
      if (--room === 0) break;
    }
    if (winner !== undefined) best.push(winner);
  }
  return best;
}

/** Adds the five best pairs of a target to `kept`. */
function keepFirst(best: readonly Pair[], kept: Set<Pair>): void {
  const first =
    best.length > KEPT_PER_TARGET
      ? [...best].sort((a, b) => roundTo3(b.tokensPerSecPerGpu) - roundTo3(a.tokensPerSecPerGpu))
      : best;
  for (const pair of first.slice(0, KEPT_PER_TARGET)) kept.add(pair);
}

/** The best pair of a decode candidate; it does not depend on the TPOT limit, so it is found once. */
function bestPartner(decode: IndexedRow, prefills: PrefillChoice, book: PairBook): Pair | null {
  const known = prefills.best[decode.index];
  return known === undefined
    ? (prefills.best[decode.index] = bestWithin(decode, prefills.candidates, book))
    : known;
}

/** The first of the best pairs. */
function bestWithin(decode: IndexedRow, prefills: readonly IndexedRow[], book: PairBook): Pair | null {
  let winner: Pair | null = null;
  for (const prefill of prefills) {
    const pair = book.pair(decode, prefill);
    if (pair !== null && (winner === null || isBetter(pair, winner))) winner = pair;
  }
  return winner;
}

function groupByKey(candidates: readonly IndexedRow[]): Map<string, IndexedRow[]> {
  const groups = new Map<string, IndexedRow[]>();
  for (const candidate of candidates) {
    const group = groups.get(candidate.row.key);
    if (group === undefined) groups.set(candidate.row.key, [candidate]);
    else group.push(candidate);
  }
  return groups;
}

/** Every pair of each group: the corrected ones where a profile corrects, else all that can be matched. */
function pairsOfGroups(
  groups: readonly (readonly IndexedRow[])[],
  prefills: readonly IndexedRow[],
  book: PairBook,
): readonly (readonly Pair[])[] {
  return groups.map((group) =>
    group.flatMap((decode) => prefills.flatMap((prefill) => book.pair(decode, prefill) ?? [])),
  );
}

/** The pair of each group that misses the limits by least, the better of equals. */
function nearestRows(
  lists: readonly (readonly Pair[])[],
  score: (figures: ReplicaFigures) => number,
): KeptRow[] {
  return lists.flatMap((list) => {
    let best: Pair | undefined;
    let bestScore = Infinity;
    for (const pair of list) {
      const miss = score(pair.figures);
      if (miss < bestScore || (miss === bestScore && best !== undefined && isBetter(pair, best))) {
        best = pair;
        bestScore = miss;
      }
    }
    return best === undefined ? [] : [pairRow(best)];
  });
}
