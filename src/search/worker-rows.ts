import { parallelKey } from "../domain/deployment.js";
import { decodeRow, prefillRow, type RowRequest, type WorkerRow } from "../perf/disagg.js";
import { MissingDataError, type Lengths, type WorkerContext, type WorkerModel } from "../perf/types.js";
import { decodeBatchGrid, prefillBatchGrid } from "./grids.js";
import type { SweepNotes } from "./sweep-notes.js";
import type { ResolvedTuning } from "./task.js";

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
    prefillRow(model, batch, { lengths: request.lengths, correction: tuning.prefillLatencyCorrection, key }),
  );
}

/** One row a worker and decode batch that is asked for, upwards until memory ends (`docs/method/search.md` 4.2). */
export function decodeRows(
  request: WorkerSweepRequest,
  tuning: ResolvedTuning,
  notes: SweepNotes,
  asked?: (batch: number) => boolean,
): WorkerRows {
  const price = (model: WorkerModel, batch: number, key: string): WorkerRow =>
    decodeRow(model, batch, decodeRequest(request, tuning, key), request.context.speculation);
  return sweep(request, "generation", decodeBatchGrid(tuning.decodeMaxBatchSize), notes, price, asked);
}

/** How the decode workers of a pool are priced. */
export function decodeRequest(
  { lengths }: Pick<WorkerSweepRequest, "lengths">,
  tuning: ResolvedTuning,
  key: string,
): RowRequest {
  return { lengths, correction: tuning.decodeLatencyCorrection, key };
}

function sweep(
  request: WorkerSweepRequest,
  phase: "context" | "generation",
  batches: readonly number[],
  notes: SweepNotes,
  price: (model: WorkerModel, batch: number, key: string) => WorkerRow,
  asked?: (batch: number) => boolean,
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
      if (asked?.(batch) === false) continue;
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
