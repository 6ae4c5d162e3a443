import type { Speculation } from "../domain/deployment.js";
import { roundTo3 } from "./rounding.js";
import type { Lengths, StaticPoint, WorkerModel } from "./types.js";

/** Constants of disaggregated serving (`docs/method/performance.md` 6). */
export const DISAGG = {
  prefillCorrection: 1.1,
  decodeCorrection: 1.08,
  prefillDegradation: 0.9,
  decodeDegradation: 0.92,
  ttftCorrection: 1.8,
} as const;

/** One worker of a pool, its figures rounded before anything else uses them. */
export interface PoolRow {
  readonly ttftMs: number;
  readonly tpotMs: number;
  readonly seqPerSec: number;
  readonly tokensPerSecPerUser: number;
  readonly concurrency: number;
  readonly point: StaticPoint;
}

/** A prefill worker at a batch. */
export function prefillRow(worker: WorkerModel, batchSize: number, lengths: Lengths): PoolRow {
  const point = worker.context(batchSize, lengths, DISAGG.prefillCorrection);
  const concurrency = batchSize * worker.parallelism.dp;
  return {
    ttftMs: roundTo3(point.contextMs),
    tpotMs: 0,
    seqPerSec: roundTo3(point.seqPerSec),
    tokensPerSecPerUser: 0,
    concurrency,
    point,
  };
}

/** A decode worker at a batch; accepted drafts are projected onto the rounded row, which is rounded again. */
export function decodeRow(
  worker: WorkerModel,
  batchSize: number,
  lengths: Lengths,
  speculation: Speculation | undefined,
): PoolRow {
  const point = worker.generation(batchSize, lengths, DISAGG.decodeCorrection);
  const gain = 1 + (speculation?.accepted ?? 0);
  const perUser = point.tpotMs > 0 ? 1000 / point.tpotMs : 0;
  return {
    ttftMs: 0,
    tpotMs: roundTo3(roundTo3(point.tpotMs) / gain),
    seqPerSec: roundTo3(roundTo3(point.seqPerSec) * gain),
    tokensPerSecPerUser: roundTo3(roundTo3(perUser) * gain),
    concurrency: batchSize * worker.parallelism.dp,
    point,
  };
}

/** Figures of one replica, 3 decimals. */
export interface DisaggFigures {
  readonly ttftMs: number;
  readonly tpotMs: number;
  readonly requestLatencyMs: number;
  readonly seqPerSec: number;
  readonly tokensPerSec: number;
  readonly tokensPerSecPerGpu: number;
  readonly tokensPerSecPerUser: number;
  readonly concurrency: number;
  readonly gpus: number;
}

/** Joins pools of workers at matched rates (`docs/method/performance.md` 6.2). */
export function composeDisagg(
  prefill: PoolRow & { readonly workers: number; readonly gpus: number },
  decode: PoolRow & { readonly workers: number; readonly gpus: number },
  lengths: Lengths,
): DisaggFigures {
  const seqPerSec = Math.min(
    prefill.workers * prefill.seqPerSec * DISAGG.prefillDegradation,
    decode.workers * decode.seqPerSec * DISAGG.decodeDegradation,
  );
  const gpus = prefill.workers * prefill.gpus + decode.workers * decode.gpus;
  const ttftMs = prefill.ttftMs * DISAGG.ttftCorrection;
  const tokensPerSec = seqPerSec * lengths.osl;
  return {
    ttftMs: roundTo3(ttftMs),
    tpotMs: decode.tpotMs,
    requestLatencyMs: roundTo3(ttftMs + decode.tpotMs * Math.max(lengths.osl - 1, 0)),
    seqPerSec: roundTo3(seqPerSec),
    tokensPerSec: roundTo3(tokensPerSec),
    tokensPerSecPerGpu: roundTo3(tokensPerSec / gpus),
    tokensPerSecPerUser: decode.tokensPerSecPerUser,
    concurrency: decode.concurrency * decode.workers,
    gpus,
  };
}
