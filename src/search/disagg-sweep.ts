import { parallelKey } from "../domain/deployment.js";
import type { Profile, ReplicaFigures } from "../perf/profile/profile.js";
import type { Lengths, StaticPoint, WorkerContext, WorkerModel } from "../perf/types.js";
import type { LatencyTarget } from "./grids.js";
import { WorkerMatcher, type WorkerMatch } from "./match-workers.js";
import { round3 } from "./round.js";
import type { DisaggOrigin, KeptRow, RowFigures, WorkerRow } from "./rows.js";
import { BACKEND_SPACE_RULES } from "./space-rules.js";
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

/** A pair of candidates with its worker counts and its figures, unrounded. */
interface Pair {
  readonly prefill: WorkerRow;
  readonly decode: WorkerRow;
  readonly match: WorkerMatch;
  readonly figures: ReplicaFigures;
  readonly tokensPerSecPerGpu: number;
}

/** Pairs of one decode candidate, by prefill candidate; `null` when no worker count fits. */
type PairMemo = (Pair | null | undefined)[];

/** Composes and remembers pairs of prefill and decode candidates. */
class PairBook {
  private readonly matcher: WorkerMatcher;
  private readonly memo: PairMemo[] = [];

  constructor(private readonly request: DisaggSweepRequest) {
    const { tuning, allowedGpus } = request;
    this.matcher = new WorkerMatcher({
      allowedGpus,
      maxPrefillWorkers: tuning.maxPrefillWorkers,
      maxDecodeWorkers: tuning.maxDecodeWorkers,
      prefillDegradation: tuning.prefillDegradation,
      decodeDegradation: tuning.decodeDegradation,
    });
  }

  pair(decode: Candidate, prefill: Candidate): Pair | null {
    const row = (this.memo[decode.index] ??= []);
    const known = row[prefill.index];
    if (known !== undefined) return known;
    return (row[prefill.index] = this.compose(decode.row, prefill.row));
  }

  /** Every pair that was composed so far. */
  pairs(): readonly Pair[] {
    return this.memo.flatMap((row) => row.filter((pair) => pair !== null && pair !== undefined));
  }

  private compose(decode: WorkerRow, prefill: WorkerRow): Pair | null {
    if (!mayPair(this.request, prefill, decode)) return null;
    const match = this.matcher.match(prefill.seqPerSec, decode.seqPerSec, prefill.gpus, decode.gpus);
    if (match === undefined) return null;
    const figures = replicaFigures(this.request, prefill, decode, match);
    return { prefill, decode, match, figures, tokensPerSecPerGpu: figures.tokensPerSec / match.gpus };
  }
}

/** A worker row and its place in the list that memos are indexed by. */
interface Candidate {
  readonly row: WorkerRow;
  readonly index: number;
}

/** Prices both pools once, then derives the rows of all targets (`spec/search.md` 5.2). */
export function sweepDisagg(request: DisaggSweepRequest, notes: { readonly prefill: SweepNotes; readonly decode: SweepNotes }): DisaggSweepResult {
  const pricedPrefills = prefillRows(request.prefill, request.tuning, notes.prefill);
  const pricedDecodes = decodeRows(request.decode, request.tuning, notes.decode);
  const prefills = pricedPrefills.rows.map((row, index) => ({ row, index }));
  const decodes = pricedDecodes.rows.map((row, index) => ({ row, index }));
  const book = new PairBook(request);
  const groups = [...groupByKey(decodes).values()].map((group) => group.sort((a, b) => b.row.seqPerSecPerGpu - a.row.seqPerSecPerGpu));
  const byPrefillRate = [...prefills].sort(
    (a, b) => b.row.seqPerSecPerGpu - a.row.seqPerSecPerGpu || a.row.globalBatchSize - b.row.globalBatchSize,
  );
  const kept = new Set<Pair>();
  const prefillsOf = new Map<number, readonly Candidate[]>();
  for (const target of request.targets) {
    let candidates = prefillsOf.get(target.ttftMs);
    if (candidates === undefined) {
      candidates = byPrefillRate
        .filter(({ row }) => row.ttftMs * request.tuning.ttftCorrection < target.ttftMs)
        .slice(0, KEPT_PREFILLS);
      prefillsOf.set(target.ttftMs, candidates);
    }
    if (candidates.length > 0) keepBest(groups, candidates, target, book, request.profile, kept);
  }
  const rows = [...kept].map((pair) => toRow(pair)).sort((a, b) => b.figures.tokensPerSecPerGpu - a.figures.tokensPerSecPerGpu);
  return {
    rows,
    evaluatedPrefill: pricedPrefills.evaluated,
    evaluatedDecode: pricedDecodes.evaluated,
    nearest: (violation) => nearestRows(groups, byPrefillRate, book, violation),
    every: () => book.pairs().map((pair) => toRow(pair)),
  };
}

/** Adds the best pair of each decode group under a target, five at most, to `kept`. */
function keepBest(
  groups: readonly (readonly Candidate[])[],
  prefills: readonly Candidate[],
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
      for (const prefill of prefills) {
        const pair = book.pair(decode, prefill);
        if (pair === null || !(winner === undefined || isBetter(pair, winner))) continue;
        if (!profile.identity && !(pair.figures.ttftMs < target.ttftMs && pair.figures.tpotMs < target.tpotMs)) continue;
        winner = pair;
      }
      if (--room === 0) break;
    }
    if (winner !== undefined) best.push(winner);
  }
  if (best.length > KEPT_PER_TARGET) best.sort((a, b) => round3(b.tokensPerSecPerGpu) - round3(a.tokensPerSecPerGpu));
  for (const pair of best.slice(0, KEPT_PER_TARGET)) kept.add(pair);
}

function isBetter(a: Pair, b: Pair): boolean {
  return a.tokensPerSecPerGpu > b.tokensPerSecPerGpu || (a.tokensPerSecPerGpu === b.tokensPerSecPerGpu && a.match.gpus < b.match.gpus);
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
        if (excess < bestViolation || (excess === bestViolation && best !== undefined && isBetter(pair, best))) {
          best = pair;
          bestViolation = excess;
        }
      }
    }
    if (best !== undefined) rows.push(toRow(best));
  }
  return rows;
}

function mayPair(request: DisaggSweepRequest, prefill: WorkerRow, decode: WorkerRow): boolean {
  const rules = BACKEND_SPACE_RULES[request.decode.context.backend];
  if (!rules.needsEqualTp || prefill.model.largeEp || decode.model.largeEp) return true;
  return prefill.model.parallelism.tp === decode.model.parallelism.tp;
}

/** What a replica of given workers does, unrounded (`spec/search.md` 5.2.2), corrected by the profile. */
export function replicaFigures(
  request: Pick<DisaggSweepRequest, "lengths" | "tuning" | "profile"> & {
    readonly prefill: { readonly context: WorkerContext };
    readonly decode: { readonly context: WorkerContext };
  },
  prefill: WorkerRow,
  decode: WorkerRow,
  counts: { readonly prefillWorkers: number; readonly decodeWorkers: number },
): ReplicaFigures {
  const { lengths, tuning, profile } = request;
  const requestsPerSec = Math.min(
    prefill.seqPerSec * counts.prefillWorkers * tuning.prefillDegradation,
    decode.seqPerSec * counts.decodeWorkers * tuning.decodeDegradation,
  );
  const ttftMs = prefill.ttftMs * tuning.ttftCorrection;
  const figures: ReplicaFigures = {
    ttftMs,
    tpotMs: decode.tpotMs,
    requestLatencyMs: ttftMs + decode.tpotMs * Math.max(lengths.osl - 1, 0),
    requestsPerSec,
    tokensPerSec: requestsPerSec * lengths.osl,
  };
  if (profile.identity) return figures;
  const side = (row: WorkerRow, context: WorkerContext, workers: number): { model: WorkerModel; context: WorkerContext; workers: number; point: StaticPoint } => ({
    model: row.model,
    context,
    workers,
    point: row.point,
  });
  return profile.disagg(
    {
      prefill: side(prefill, request.prefill.context, counts.prefillWorkers),
      decode: side(decode, request.decode.context, counts.decodeWorkers),
      lengths,
    },
    figures,
  );
}

/** Rounds the figures of a replica made of the given workers into a row. */
export function disaggRow(
  prefill: WorkerRow,
  decode: WorkerRow,
  counts: { readonly prefillWorkers: number; readonly decodeWorkers: number },
  figures: ReplicaFigures,
): KeptRow {
  const gpus = counts.prefillWorkers * prefill.gpus + counts.decodeWorkers * decode.gpus;
  const rounded: RowFigures = {
    ttftMs: round3(figures.ttftMs),
    tpotMs: round3(figures.tpotMs),
    requestLatencyMs: round3(figures.requestLatencyMs),
    requestsPerSec: round3(figures.requestsPerSec),
    requestsPerSecPerGpu: round3(figures.requestsPerSec / gpus),
    tokensPerSec: round3(figures.tokensPerSec),
    tokensPerSecPerGpu: round3(figures.tokensPerSec / gpus),
    tokensPerSecPerUser: figures.tpotMs === decode.tpotMs ? decode.tokensPerSecPerUser : round3(1000 / figures.tpotMs),
    concurrency: decode.globalBatchSize * counts.decodeWorkers,
    gpusPerReplica: gpus,
    memoryGib: Math.max(prefill.memoryGib, decode.memoryGib),
    ...(figures.bands === undefined ? {} : { bands: figures.bands }),
  };
  const origin: DisaggOrigin = { mode: "disagg", prefill, decode, prefillWorkers: counts.prefillWorkers, decodeWorkers: counts.decodeWorkers };
  return { key: parallelKey(decode.model.parallelism), figures: rounded, origin };
}

function toRow(pair: Pair): KeptRow {
  return disaggRow(pair.prefill, pair.decode, pair.match, pair.figures);
}
