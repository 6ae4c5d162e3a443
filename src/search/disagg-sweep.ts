import type { Profile, ReplicaFigures } from "../perf/profile/profile.js";
import type { Lengths } from "../perf/types.js";
import type { LatencyTarget } from "./grids.js";
import { isBetter, PairBook, pairRow, type Candidate, type Pair } from "./pairs.js";
import { round3 } from "./round.js";
import type { KeptRow } from "./rows.js";
import type { SweepNotes } from "./sweep-notes.js";
import type { ResolvedTuning } from "./task.js";
import { decodeRows, prefillRows, type WorkerSweepRequest } from "./worker-rows.js";

/** Prefill candidates, decode candidates of one choice, and rows of one target that stay (`spec/search.md` 5.2). */
const KEPT_PREFILLS = 32;
const KEPT_DECODES_PER_CHOICE = 16;
const KEPT_PER_TARGET = 5;

/** What a disaggregated sweep runs over. */
export interface DisaggSweepRequest {
  readonly prefill: WorkerSweepRequest;
  readonly decode: WorkerSweepRequest;
  readonly lengths: Lengths;
  readonly targets: readonly LatencyTarget[];
  readonly tuning: ResolvedTuning;
  /** GPU counts that a replica may have */
  readonly allowedGpus: readonly number[];
  readonly profile: Profile;
}

export interface DisaggSweepResult {
  /** kept rows, best tokens per second per GPU first */
  readonly rows: readonly KeptRow[];
  readonly evaluatedPrefill: number;
  readonly evaluatedDecode: number;
  /** the rows that miss the limits by least, one per decode choice; for when no row meets them */
  nearest(violation: (figures: ReplicaFigures) => number): readonly KeptRow[];
  /** a row for every pair of workers that was matched, kept or not; for the table of all configurations */
  every(): readonly KeptRow[];
}

/** Prices both pools once, then derives the rows of all targets (`spec/search.md` 5.2). */
export function sweepDisagg(
  request: DisaggSweepRequest,
  notes: { readonly prefill: SweepNotes; readonly decode: SweepNotes },
): DisaggSweepResult {
  const pricedPrefills = prefillRows(request.prefill, request.tuning, notes.prefill);
  const pricedDecodes = decodeRows(request.decode, request.tuning, notes.decode);
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
  const prefillsOf = new Map<number, PrefillChoice>();
  for (const target of request.targets) {
    let choice = prefillsOf.get(target.ttftMs);
    if (choice === undefined) {
      const candidates = byPrefillRate
        .filter(({ row }) => row.ttftMs * request.tuning.ttftCorrection < target.ttftMs)
        .slice(0, KEPT_PREFILLS);
      prefillsOf.set(target.ttftMs, (choice = { candidates, best: [] }));
    }
    if (choice.candidates.length > 0) keepBest(groups, choice, target, book, request.profile, kept);
  }
  const rows = [...kept]
    .map((pair) => pairRow(pair))
    .sort((a, b) => b.figures.tokensPerSecPerGpu - a.figures.tokensPerSecPerGpu);
  return {
    rows,
    evaluatedPrefill: pricedPrefills.evaluated,
    evaluatedDecode: pricedDecodes.evaluated,
    nearest: (violation) => nearestRows(groups, byPrefillRate, book, violation),
    every: () => book.pairs().map((pair) => pairRow(pair)),
  };
}

/** Prefill candidates of a TTFT limit, and the best pair of each decode candidate with any of them, once known. */
interface PrefillChoice {
  readonly candidates: readonly Candidate[];
  readonly best: (Pair | null | undefined)[];
}

/** Adds the best pair of each decode group under a target, five at most, to `kept`. */
function keepBest(
  groups: readonly (readonly Candidate[])[],
  prefills: PrefillChoice,
  target: LatencyTarget,
  book: PairBook,
  profile: Profile,
  kept: Set<Pair>,
): void {
  const best: Pair[] = [];
  for (const group of groups) {
    let winner: Pair | undefined;
    let room = KEPT_DECODES_PER_CHOICE;
    for (const decode of group) {
      if (!(decode.row.tpotMs > 0 && decode.row.tpotMs < target.tpotMs)) continue;
      const pair = profile.identity
        ? bestPartner(decode, prefills, book)
        : bestWithin(decode, prefills.candidates, book, target);
      if (pair !== null && (winner === undefined || isBetter(pair, winner))) winner = pair;
      if (--room === 0) break;
    }
    if (winner !== undefined) best.push(winner);
  }
  if (best.length > KEPT_PER_TARGET)
    best.sort((a, b) => round3(b.tokensPerSecPerGpu) - round3(a.tokensPerSecPerGpu));
  for (const pair of best.slice(0, KEPT_PER_TARGET)) kept.add(pair);
}

/** The best pair of a decode candidate; it does not depend on the TPOT limit, so it is found once. */
function bestPartner(decode: Candidate, prefills: PrefillChoice, book: PairBook): Pair | null {
  const known = prefills.best[decode.index];
  return known === undefined
    ? (prefills.best[decode.index] = bestWithin(decode, prefills.candidates, book))
    : known;
}

/** The first of the best pairs; with a target only pairs whose corrected figures keep it. */
function bestWithin(
  decode: Candidate,
  prefills: readonly Candidate[],
  book: PairBook,
  target?: LatencyTarget,
): Pair | null {
  let winner: Pair | null = null;
  for (const prefill of prefills) {
    const pair = book.pair(decode, prefill);
    if (pair === null || !(winner === null || isBetter(pair, winner))) continue;
    if (target !== undefined && !(pair.figures.ttftMs < target.ttftMs && pair.figures.tpotMs < target.tpotMs))
      continue;
    winner = pair;
  }
  return winner;
}

function groupByKey(candidates: readonly Candidate[]): Map<string, Candidate[]> {
  const groups = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    const group = groups.get(candidate.row.key);
    if (group === undefined) groups.set(candidate.row.key, [candidate]);
    else group.push(candidate);
  }
  return groups;
}

function nearestRows(
  groups: readonly (readonly Candidate[])[],
  prefills: readonly Candidate[],
  book: PairBook,
  violation: (figures: ReplicaFigures) => number,
): KeptRow[] {
  const rows: KeptRow[] = [];
  for (const group of groups) {
    let best: Pair | undefined;
    let bestViolation = Infinity;
    for (const decode of group) {
      for (const prefill of prefills) {
        const pair = book.pair(decode, prefill);
        if (pair === null) continue;
        const excess = violation(pair.figures);
        if (
          excess < bestViolation ||
          (excess === bestViolation && best !== undefined && isBetter(pair, best))
        ) {
          best = pair;
          bestViolation = excess;
        }
      }
    }
    if (best !== undefined) rows.push(pairRow(best));
  }
  return rows;
}
