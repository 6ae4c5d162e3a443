import { parallelKey, type Speculation } from "../domain/deployment.js";
import {
  MissingDataError,
  type Lengths,
  type StaticPoint,
  type WorkerContext,
  type WorkerModel,
} from "../perf/types.js";
import { decodeBatchGrid, prefillBatchGrid } from "./grids.js";
import { roundTo3 } from "../perf/rounding.js";
import type { WorkerRow } from "./rows.js";
import type { SweepNotes } from "./sweep-notes.js";
import type { ResolvedTuning } from "./task.js";

const GIB = 2 ** 30;

/** The workers of one pool. */
export interface WorkerSweepRequest {
  readonly workers: readonly WorkerModel[];
  readonly context: WorkerContext;
  readonly lengths: Lengths;
}

/** Rows of a pool, and how many points were looked at, those that do not fit included. */
export interface WorkerRows {
  readonly rows: readonly WorkerRow[];
  readonly evaluated: number;
}

/** One row a worker and prefill batch, upwards until memory ends (`docs/method/search.md` 4.2). */
export function prefillRows(
  request: WorkerSweepRequest,
  tuning: ResolvedTuning,
  notes: SweepNotes,
): WorkerRows {
  return sweep(request, "context", prefillBatchGrid(tuning.prefillMaxBatchSize), notes, (model, batch, key) =>
    prefillWorkerRow(model, batch, request, tuning.prefillLatencyCorrection, key),
  );
}

/** One row a worker and decode batch, upwards until memory ends (`docs/method/search.md` 4.2). */
export function decodeRows(
  request: WorkerSweepRequest,
  tuning: ResolvedTuning,
  notes: SweepNotes,
): WorkerRows {
  return sweep(
    request,
    "generation",
    decodeBatchGrid(tuning.decodeMaxBatchSize),
    notes,
    (model, batch, key) => decodeWorkerRow(model, batch, request, tuning.decodeLatencyCorrection, key),
  );
}

function sweep(
  request: WorkerSweepRequest,
  phase: "context" | "generation",
  batches: readonly number[],
  notes: SweepNotes,
  price: (model: WorkerModel, batch: number, key: string) => WorkerRow,
): WorkerRows {
  const rows: WorkerRow[] = [];
  let evaluated = 0;
  for (const model of request.workers) {
    const key = parallelKey(model.parallelism);
    let priced = false;
    for (const batch of batches) {
      evaluated++;
      const { verdict } = model.memory(phase, batch, request.lengths);
      if (verdict !== "fits") {
        notes.outOfMemory(verdict);
        break;
      }
      try {
        rows.push(price(model, batch, key));
        priced = true;
      } catch (error) {
        if (!(error instanceof MissingDataError)) throw error;
        notes.missingData(error);
      }
    }
    if (priced) notes.priced();
  }
  return { rows, evaluated };
}

type RowRequest = Pick<WorkerSweepRequest, "context" | "lengths">;

/** A prefill worker at a batch: context latency × correction, rounded (`docs/method/performance.md` 6.1). */
export function prefillWorkerRow(
  model: WorkerModel,
  batch: number,
  request: RowRequest,
  correction: number,
  key = parallelKey(model.parallelism),
): WorkerRow {
  const point = model.context(batch, request.lengths);
  const latencyMs = correction * point.contextMs;
  return workerRow(model, key, point, latencyMs, { ttftMs: roundTo3(latencyMs), tpotMs: 0 });
}

/** A decode worker at a batch: latency of all `osl − 1` steps × correction, rounded, with speculation's gain. */
export function decodeWorkerRow(
  model: WorkerModel,
  batch: number,
  request: RowRequest,
  correction: number,
  key = parallelKey(model.parallelism),
): WorkerRow {
  const point = model.generation(batch, request.lengths);
  const latencyMs = correction * point.generationMs;
  const steps = request.lengths.osl - 1;
  const row = workerRow(model, key, point, latencyMs, {
    ttftMs: 0,
    tpotMs: steps > 0 ? latencyMs / steps : 0,
  });
  return speculated(row, request.context.speculation);
}

/** Projects the accepted drafts onto an already rounded row and rounds again (`docs/method/performance.md` 3.4). */
function speculated(row: WorkerRow, speculation: Speculation | undefined): WorkerRow {
  const gain = 1 + (speculation?.accepted ?? 0);
  if (gain === 1) return row;
  return {
    ...row,
    tpotMs: roundTo3(row.tpotMs / gain),
    tokensPerSecPerUser: roundTo3(row.tokensPerSecPerUser * gain),
    seqPerSec: roundTo3(row.seqPerSec * gain),
    seqPerSecPerGpu: roundTo3(row.seqPerSecPerGpu * gain),
  };
}

function workerRow(
  model: WorkerModel,
  key: string,
  point: StaticPoint,
  latencyMs: number,
  { ttftMs, tpotMs }: { readonly ttftMs: number; readonly tpotMs: number },
): WorkerRow {
  const { dp, pp } = model.parallelism;
  const globalBatchSize = point.batchSize * dp;
  const seqPerSec = latencyMs > 0 ? (globalBatchSize / latencyMs) * 1000 * pp : 0;
  return {
    model,
    key,
    point,
    batchSize: point.batchSize,
    globalBatchSize,
    gpus: model.gpus,
    ttftMs,
    tpotMs: roundTo3(tpotMs),
    tokensPerSecPerUser: tpotMs > 0 ? roundTo3(1000 / tpotMs) : 0,
    seqPerSec: roundTo3(seqPerSec),
    seqPerSecPerGpu: roundTo3(seqPerSec / model.gpus),
    memoryGib: roundTo3(point.memory.total / GIB),
  };
}
