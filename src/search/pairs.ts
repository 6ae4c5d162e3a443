import { compact } from "../domain/compact.js";
import { parallelKey } from "../domain/deployment.js";
import {
  composeDisagg,
  decodeInFlight,
  replicaGpus,
  type WorkerAt,
  type WorkerCounts,
  type WorkerRow,
} from "../perf/disagg.js";
import type { DisaggLoad, Profile, ReplicaFigures } from "../perf/profile/profile.js";
import type { Lengths, WorkerContext } from "../perf/types.js";
import { filledShare, WorkerMatcher, type WorkerMatch } from "./match-workers.js";
import { roundTo3 } from "../perf/rounding.js";
import type { DisaggOrigin, KeptRow, RowFigures } from "./rows.js";
import { BACKEND_SPACE_RULES } from "./space-rules.js";
import type { ResolvedTuning } from "./task.js";

/** What composing pairs needs to know. */
export interface PairRequest {
  readonly prefill: { readonly context: WorkerContext };
  readonly decode: { readonly context: WorkerContext };
  readonly lengths: Lengths;
  readonly tuning: ResolvedTuning;
  /** GPU counts that a replica may have */
  readonly allowedGpus: readonly number[];
  /** GPUs of the whole deployment, 0: no limit */
  readonly totalGpus: number;
  readonly profile: Profile;
}

/** A worker row and its place in the list that memos are indexed by. */
export interface IndexedRow {
  readonly row: WorkerRow;
  readonly index: number;
}

/** A pair of candidates with its worker counts. */
export interface MatchedPair<D extends WorkerAt = WorkerRow> {
  readonly prefill: WorkerRow;
  readonly decode: D;
  readonly match: WorkerMatch;
}

/** The same with its figures, unrounded. */
export interface Pair<D extends WorkerAt = WorkerRow> extends MatchedPair<D> {
  readonly figures: ReplicaFigures;
  /** what pairs are compared by; under a profile of ours idle GPUs of the deployment count too */
  readonly tokensPerSecPerGpu: number;
}

/** Pairs of one decode candidate, by prefill candidate; `null` when no worker count fits. */
type PairMemo = (Pair | null | undefined)[];

/** Composes and remembers pairs of prefill and decode candidates. */
export class PairBook {
  private readonly matcher: WorkerMatcher;
  private readonly memo: (PairMemo | undefined)[] = [];
  private readonly splitsOf = new Map<number, readonly WorkerCounts[]>();
  private readonly packedInto: number;

  constructor(private readonly request: PairRequest) {
    const { tuning, allowedGpus, profile, totalGpus } = request;
    this.packedInto = profile.identity ? 0 : totalGpus;
    this.matcher = new WorkerMatcher({
      allowedGpus,
      maxPrefillWorkers: tuning.maxPrefillWorkers,
      maxDecodeWorkers: tuning.maxDecodeWorkers,
      prefillDegradation: tuning.prefillDegradation,
      decodeDegradation: tuning.decodeDegradation,
      packedInto: this.packedInto,
    });
  }

  /** The figure that pairs are compared by. */
  private perGpu({ tokensPerSec }: ReplicaFigures, { gpus }: WorkerMatch): number {
    return (tokensPerSec / gpus) * filledShare(gpus, this.packedInto);
  }

  pair(decode: IndexedRow, prefill: IndexedRow): Pair | null {
    const row = (this.memo[decode.index] ??= []);
    const known = row[prefill.index];
    if (known !== undefined) return known;
    return (row[prefill.index] = this.compose(decode.row, prefill.row));
  }

  /** Whether workers can hand over to each other. */
  mayPair(prefill: WorkerRow, decode: WorkerAt): boolean {
    return mayPair(this.request, prefill, decode);
  }

  /** Every pair that was composed so far, one list a decode candidate. */
  *pairs(): Generator<readonly Pair[]> {
    for (const row of this.memo)
      if (row !== undefined) yield row.filter((pair) => pair !== null && pair !== undefined);
  }

  private compose(decode: WorkerRow, prefill: WorkerRow): Pair | null {
    if (!this.mayPair(prefill, decode)) return null;
    const match = this.matcher.match(prefill.seqPerSec, decode.seqPerSec, prefill.gpus, decode.gpus);
    if (match === undefined) return null;
    const figures = rawFigures(this.request, prefill, decode, match);
    return { prefill, decode, match, figures, tokensPerSecPerGpu: this.perGpu(figures, match) };
  }

  /**
   * The same workers with counts that leave the prefill pool idle for a share of the time: matched as if prefill were
   * `slack` times slower. Null when no such count is allowed.
   */
  withSlack({ prefill, decode }: MatchedPair, slack: number): MatchedPair | null {
    const match = this.matcher.match(prefill.seqPerSec / slack, decode.seqPerSec, prefill.gpus, decode.gpus);
    return match === undefined ? null : { prefill, decode, match };
  }

  /** The same workers in every other split of the GPUs that is worth trying, by the share of prefill. */
  splits({ prefill, decode }: MatchedPair<WorkerAt>): readonly WorkerCounts[] {
    const key = prefill.gpus * 4096 + decode.gpus;
    let known = this.splitsOf.get(key);
    if (known === undefined) this.splitsOf.set(key, (known = this.matcher.splits(prefill.gpus, decode.gpus)));
    return known;
  }

  /** A pair after the profile's correction. */
  correct<D extends WorkerAt>({ prefill, decode, match }: MatchedPair<D>): Pair<D> {
    const figures = replicaFigures(this.request, prefill, decode, match);
    return { prefill, decode, match, figures, tokensPerSecPerGpu: this.perGpu(figures, match) };
  }
}

/** More throughput per GPU, or as much with fewer GPUs. */
export function isBetter(a: Pair<WorkerAt>, b: Pair<WorkerAt>): boolean {
  return (
    a.tokensPerSecPerGpu > b.tokensPerSecPerGpu ||
    (a.tokensPerSecPerGpu === b.tokensPerSecPerGpu && a.match.gpus < b.match.gpus)
  );
}

/** Whether an engine hands the KV cache over between two such workers. */
export function mayPair(request: Pick<PairRequest, "decode">, prefill: WorkerAt, decode: WorkerAt): boolean {
  const rules = BACKEND_SPACE_RULES[request.decode.context.backend];
  if (!rules.needsEqualTp || prefill.model.largeEp || decode.model.largeEp) return true;
  return prefill.model.parallelism.tp === decode.model.parallelism.tp;
}

/** What a replica of given workers does by the published method, unrounded (`docs/method/search.md` 5.2.2). */
function rawFigures(
  { lengths, tuning }: Pick<PairRequest, "lengths" | "tuning">,
  prefill: WorkerRow,
  decode: WorkerRow,
  counts: WorkerCounts,
): ReplicaFigures {
  return composeDisagg(prefill, decode, counts, lengths.osl, tuning);
}

/** The same, corrected by the profile. */
export function replicaFigures(
  request: Omit<PairRequest, "allowedGpus" | "totalGpus">,
  prefill: WorkerRow,
  decode: WorkerAt,
  counts: WorkerCounts,
  concurrency?: number,
): ReplicaFigures {
  const { lengths, profile } = request;
  const side = (
    { model, batchSize }: WorkerAt,
    context: WorkerContext,
    workers: number,
  ): DisaggLoad["prefill"] => ({ model, context, workers, batchSize });
  return profile.disagg(
    {
      prefill: side(prefill, request.prefill.context, counts.prefillWorkers),
      decode: side(decode, request.decode.context, counts.decodeWorkers),
      lengths,
      concurrency,
    },
    () => rawFigures(request, prefill, decode.row(), counts),
  );
}

/** Rounds the figures of a replica made of the given workers into a row. */
export function disaggRow(
  prefill: WorkerRow,
  decode: WorkerRow,
  counts: WorkerCounts,
  figures: ReplicaFigures,
): KeptRow {
  const gpus = replicaGpus(counts, { prefill, decode });
  const rounded: RowFigures = {
    ttftMs: roundTo3(figures.ttftMs),
    tpotMs: roundTo3(figures.tpotMs),
    requestLatencyMs: roundTo3(figures.requestLatencyMs),
    requestsPerSec: roundTo3(figures.requestsPerSec),
    requestsPerSecPerGpu: roundTo3(figures.requestsPerSec / gpus),
    tokensPerSec: roundTo3(figures.tokensPerSec),
    tokensPerSecPerGpu: roundTo3(figures.tokensPerSec / gpus),
    tokensPerSecPerUser:
      figures.tpotMs === decode.tpotMs ? decode.tokensPerSecPerUser : roundTo3(1000 / figures.tpotMs),
    concurrency: decodeInFlight(decode) * counts.decodeWorkers,
    gpusPerReplica: gpus,
    memoryGib: Math.max(prefill.memoryGib, decode.memoryGib),
    ...compact({ bands: figures.bands, notes: figures.notes, stages: figures.stages }),
  };
  const origin: DisaggOrigin = {
    mode: "disagg",
    prefill,
    decode,
    prefillWorkers: counts.prefillWorkers,
    decodeWorkers: counts.decodeWorkers,
  };
  return { key: parallelKey(decode.model.parallelism), figures: rounded, origin };
}

/** The row of a pair. */
export function pairRow(pair: Pair): KeptRow {
  return disaggRow(pair.prefill, pair.decode, pair.match, pair.figures);
}
