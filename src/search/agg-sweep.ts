import { compact } from "../domain/compact.js";
import { parallelKey } from "../domain/deployment.js";
import { PROMPT_HEADROOM } from "../domain/prompt-headroom.js";
import { type Profile, type ReplicaFigures } from "../perf/profile/profile.js";
import {
  MissingDataError,
  type AggPoint,
  type Lengths,
  type WorkerContext,
  type WorkerModel,
} from "../perf/types.js";
import { climb } from "./carried-load.js";
import { withinTarget, type LatencyTarget, type Promised } from "./grids.js";
import { pricedOrNothing } from "./operate-common.js";
import { floorQuotient, roundTo3 } from "../perf/rounding.js";
import type { KeptRow, RowFigures } from "./rows.js";
import type { SweepNotes } from "./sweep-notes.js";

/** Points per worker and target that stay (`docs/method/search.md` 4.5). */
const KEPT_PER_TARGET = 10;
const GIB = 2 ** 30;

/** What an aggregated sweep runs over. */
export interface AggSweepRequest {
  readonly workers: readonly WorkerModel[];
  readonly context: WorkerContext;
  readonly lengths: Lengths;
  readonly batches: readonly number[];
  readonly ctxTokens: readonly number[];
  readonly targets: readonly LatencyTarget[];
  /** further rows to keep: the best whose figures fulfil each */
  readonly promises?: readonly Promised[];
  readonly profile: Profile;
}

/** Every priced point of one worker, and figures after the profile's correction. */
interface PricedPoint {
  readonly model: WorkerModel;
  readonly point: AggPoint;
  readonly figures: ReplicaFigures;
  /** requests per second as rows are ranked by it */
  readonly rankedRate: number;
}

export interface AggSweepResult {
  /** kept rows, best tokens per second per GPU first */
  readonly rows: readonly KeptRow[];
  /** distinct points that were looked at, those that do not fit included */
  readonly evaluated: number;
  /** the rows that miss the limits by least, one per worker; for when no row meets them */
  nearest(violation: (figures: ReplicaFigures) => number): readonly KeptRow[];
  /** a row for every priced point, kept or not; for the table of all configurations */
  every(): Iterable<KeptRow>;
}

/**
 * The guarded double loop of `docs/method/search.md` 4.4: batches outside, context tokens inside. Calls `visit` once
 * a point that passes the guards; `visit` answers false when the point does not fit, which ends the inner loop.
 */
export function forEachAggPoint(
  grid: { readonly batches: readonly number[]; readonly ctxTokens: readonly number[] },
  lengths: Lengths,
  options: { readonly speculative: boolean },
  visit: (batch: number, ctxTokens: number) => boolean,
): void {
  const seen = new Set<number>();
  for (const batch of grid.batches) {
    for (const ctxTokens of grid.ctxTokens) {
      const prompts = Math.ceil(ctxTokens / lengths.isl);
      if (batch - prompts < 0 || (batch > 1 && batch - prompts < 1)) break;
      // Batches that saturate at the same number of generation tokens are one point.
      const balance = (lengths.isl * batch) / ctxTokens / lengths.osl;
      if (!options.speculative && balance > 1) {
        const generating = floorQuotient(batch, balance);
        if (generating > 1) {
          if (seen.has(generating)) continue;
          seen.add(generating);
        }
      }
      if (!visit(batch, ctxTokens)) break;
    }
  }
}

/** Prices every guarded point once and derives the rows of all targets from them. */
export function sweepAgg(request: AggSweepRequest, notes: SweepNotes): AggSweepResult {
  const kept: PricedPoint[] = [];
  const all: PricedPoint[][] = [];
  let evaluated = 0;
  for (const model of request.workers) {
    const { points, looked } = pricePoints(request, model, notes);
    evaluated += looked;
    if (points.length === 0) continue;
    for (const promise of request.promises ?? []) evaluated += climbFrom(request, points, promise);
    all.push(points);
    kept.push(...bestOfEach(points, [...promisesOf(points, request.targets), ...(request.promises ?? [])]));
  }
  const rows = kept.map(toRow).sort((a, b) => b.figures.tokensPerSecPerGpu - a.figures.tokensPerSecPerGpu);
  return {
    rows,
    evaluated,
    nearest: (violation) => all.map((points) => toRow(leastViolation(points, violation))),
    *every() {
      for (const points of all) for (const point of points) yield toRow(point);
    },
  };
}

function pricePoints(
  request: AggSweepRequest,
  model: WorkerModel,
  notes: SweepNotes,
): { readonly points: PricedPoint[]; readonly looked: number } {
  const { lengths, context } = request;
  const points: PricedPoint[] = [];
  let looked = 0;
  const speculative = (context.speculation?.accepted ?? 0) > 0;
  forEachAggPoint(request, lengths, { speculative }, (batch, ctxTokens) => {
    looked++;
    const { verdict } = model.memory("agg", batch, lengths, budgetOf(request, batch, ctxTokens));
    if (verdict !== "fits") {
      notes.outOfMemory(verdict);
      return false;
    }
    try {
      points.push(pricePoint(request, model, batch, ctxTokens));
    } catch (error) {
      if (!(error instanceof MissingDataError)) throw error;
      notes.missingData(error);
    }
    return true;
  });
  if (points.length > 0) notes.priced();
  return { points, looked };
}

/** Tokens of a step that an engine is given for a point; the published method charges those of the step itself. */
function budgetOf({ profile, context }: AggSweepRequest, batch: number, ctxTokens: number): number {
  if (profile.identity) return ctxTokens;
  return ctxTokens + batch * (1 + (context.speculation?.nextn ?? 0)) + PROMPT_HEADROOM;
}

function pricePoint(
  { lengths, profile, context }: AggSweepRequest,
  model: WorkerModel,
  batch: number,
  ctxTokens: number,
): PricedPoint {
  const point = model.agg(batch, ctxTokens, lengths);
  const figures = profile.agg({ worker: { model, context }, lengths, point }, () => figuresOf(point));
  return { model, point, figures, rankedRate: roundTo3(figures.requestsPerSec) };
}

/**
 * Prices the loads between the highest that fulfils a promise and the next step of the grid, as far as they fulfil it: what a
 * worker carries does not depend on where the grid has its steps. Returns how many were looked at.
 */
function climbFrom(request: AggSweepRequest, points: PricedPoint[], promise: Promised): number {
  let best: PricedPoint | undefined;
  for (const one of points)
    if ((best === undefined || one.rankedRate > best.rankedRate) && promise(one.figures)) best = one;
  if (best === undefined) return 0;
  const { model, point } = best;
  let looked = 0;
  climb(point.batchSize, request.batches, (batch) => {
    const known = points.find(
      (one) => one.point.batchSize === batch && one.point.ctxTokens === point.ctxTokens,
    );
    if (known !== undefined) return promise(known.figures);
    looked++;
    const { verdict } = model.memory(
      "agg",
      batch,
      request.lengths,
      budgetOf(request, batch, point.ctxTokens),
    );
    if (verdict !== "fits") return false;
    const tried = pricedOrNothing(() => pricePoint(request, model, batch, point.ctxTokens));
    const fulfils = tried !== undefined && promise(tried.figures);
    if (fulfils) points.push(tried);
    return fulfils;
  });
  return looked;
}

/** Targets as promises, without those that no point tells apart from the target before: 75 limits lie between few points. */
function promisesOf(points: readonly PricedPoint[], targets: readonly LatencyTarget[]): readonly Promised[] {
  const tpots = Float64Array.from(points, ({ figures }) => figures.tpotMs).sort();
  let ttftMs: number | undefined;
  let held = 0;
  return targets.flatMap((target) => {
    const before = ttftMs === target.ttftMs ? held : undefined;
    held = tpots.findLastIndex((tpotMs) => tpotMs <= target.tpotMs);
    ttftMs = target.ttftMs;
    return held < 0 || held === before ? [] : withinTarget(target);
  });
}

/** Union over the promises of the best points that fulfil each; a point is listed once, in the order it was priced. */
function bestOfEach(points: readonly PricedPoint[], promises: readonly Promised[]): PricedPoint[] {
  const byRate = points
    .map((_, index) => index)
    .sort((a, b) => points[b]!.rankedRate - points[a]!.rankedRate || a - b);
  const kept = new Uint8Array(points.length);
  for (const fulfils of promises) {
    let room = KEPT_PER_TARGET;
    for (const index of byRate) {
      if (!fulfils(points[index]!.figures)) continue;
      kept[index] = 1;
      if (--room === 0) break;
    }
  }
  return points.filter((_, index) => kept[index] === 1);
}

function leastViolation(
  points: readonly PricedPoint[],
  violation: (figures: ReplicaFigures) => number,
): PricedPoint {
  let best = points[0]!;
  let bestViolation = Infinity;
  for (const point of points) {
    const excess = violation(point.figures);
    if (excess < bestViolation || (excess === bestViolation && point.rankedRate > best.rankedRate)) {
      best = point;
      bestViolation = excess;
    }
  }
  return best;
}

/** An uncorrected point as figures of one replica. */
export function figuresOf(point: AggPoint): ReplicaFigures {
  return {
    ttftMs: point.ttftMs,
    tpotMs: point.tpotMs,
    requestLatencyMs: point.requestLatencyMs,
    requestsPerSec: point.seqPerSec,
    tokensPerSec: point.tokensPerSec,
  };
}

function toRow({ model, point, figures }: PricedPoint): KeptRow {
  const { requestsPerSec: rate, bands, notes } = figures;
  const rounded: RowFigures = {
    ttftMs: roundTo3(figures.ttftMs),
    tpotMs: roundTo3(figures.tpotMs),
    requestLatencyMs: roundTo3(figures.requestLatencyMs),
    requestsPerSec: roundTo3(rate),
    requestsPerSecPerGpu: roundTo3(rate / model.gpus),
    tokensPerSec: roundTo3(figures.tokensPerSec),
    tokensPerSecPerGpu: roundTo3(figures.tokensPerSec / model.gpus),
    tokensPerSecPerUser: figures.tpotMs > 0 ? roundTo3(1000 / figures.tpotMs) : 0,
    concurrency: point.concurrency,
    gpusPerReplica: model.gpus,
    memoryGib: roundTo3(point.memory.total / GIB),
    ...compact({ bands, notes }),
  };
  return { key: parallelKey(model.parallelism), figures: rounded, origin: { mode: "agg", model, point } };
}
