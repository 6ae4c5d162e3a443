import { parallelKey, type Speculation } from "../domain/deployment.js";
import { decodeMiddle } from "./model/step-prices.js";
import { roundTo3 } from "./rounding.js";
import type { ReplicaFigures } from "./profile/profile.js";
import type { Lengths, StaticPoint, WorkerModel } from "./types.js";

/** Constants of disaggregated serving (`docs/method/performance.md` 6). */
export const DISAGG = {
  prefillCorrection: 1.1,
  decodeCorrection: 1.08,
  prefillDegradation: 0.9,
  decodeDegradation: 0.92,
  ttftCorrection: 1.8,
} as const;

const GIB = 2 ** 30;

/** One worker of a disaggregated replica at a batch, priced or not yet. */
export interface WorkerAt {
  readonly model: WorkerModel;
  /** parallel choice as text */
  readonly key: string;
  readonly batchSize: number;
  readonly globalBatchSize: number;
  readonly gpus: number;
  /** with its figures */
  row(): WorkerRow;
}

/** The same with its figures, rounded to 3 decimals before anything else uses them. */
export interface WorkerRow extends WorkerAt {
  /** unrounded, without correction factors */
  readonly point: StaticPoint;
  /** prefill only, latency correction included, TTFT correction not */
  readonly ttftMs: number;
  /** decode only */
  readonly tpotMs: number;
  readonly tokensPerSecPerUser: number;
  readonly seqPerSec: number;
  readonly seqPerSecPerGpu: number;
  readonly memoryGib: number;
}

/** How a worker is priced beside its batch: prompts and answers, the factor on its latency, its choice as text. */
export interface RowRequest {
  readonly lengths: Lengths;
  readonly correction?: number;
  readonly key?: string;
}

/** A prefill worker at a batch: context latency × correction (`docs/method/performance.md` 6.1). */
export function prefillRow(
  model: WorkerModel,
  batchSize: number,
  { lengths, correction = DISAGG.prefillCorrection, key }: RowRequest,
): WorkerRow {
  const point = model.context(batchSize, lengths);
  const latencyMs = correction * point.contextMs;
  return workerRow(model, key, point, latencyMs, { ttftMs: roundTo3(latencyMs), tpotMs: 0 });
}

/**
 * A decode worker at a batch: latency of all `osl − 1` steps × correction. Accepted drafts are projected onto the rounded
 * row, which is rounded again (`docs/method/performance.md` 3.4).
 */
export function decodeRow(
  model: WorkerModel,
  batchSize: number,
  { lengths, correction = DISAGG.decodeCorrection, key }: RowRequest,
  speculation: Speculation | undefined,
): WorkerRow {
  const point = model.generation(batchSize, lengths);
  const latencyMs = correction * point.generationMs;
  const steps = lengths.osl - 1;
  const tpotMs = steps > 0 ? latencyMs / steps : 0;
  const row = workerRow(model, key, point, latencyMs, { ttftMs: 0, tpotMs });
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

/**
 * The same, priced when somebody looks at its figures: a profile of ours knows a replica at every batch without them. Throws
 * `MissingDataError` where the step in the middle of the answers has no data.
 */
export function decodeAt(
  model: WorkerModel,
  batchSize: number,
  request: RowRequest,
  speculation: Speculation | undefined,
): WorkerAt {
  const { lengths, key = parallelKey(model.parallelism) } = request;
  model.decodeStepMs(batchSize, decodeMiddle(lengths.isl, lengths.osl));
  let row: WorkerRow | undefined;
  return {
    model,
    key,
    batchSize,
    globalBatchSize: batchSize * model.parallelism.dp,
    gpus: model.gpus,
    row: () => (row ??= decodeRow(model, batchSize, request, speculation)),
  };
}

function workerRow(
  model: WorkerModel,
  key = parallelKey(model.parallelism),
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
    row: itself,
  };
}

function itself(this: WorkerRow): WorkerRow {
  return this;
}

/**
 * Requests in flight of a decode worker. As engines run, the stages of a pipeline work on a batch each; the published method
 * counts one batch, though its rate is that of all.
 */
export function decodeInFlight({ model, globalBatchSize }: WorkerAt): number {
  return globalBatchSize * (model.asEnginesRun ? model.parallelism.pp : 1);
}

/** Workers of the two pools of one replica. */
export interface WorkerCounts {
  readonly prefillWorkers: number;
  readonly decodeWorkers: number;
}

/** GPUs of a replica. */
export function replicaGpus(
  { prefillWorkers, decodeWorkers }: WorkerCounts,
  workers: Readonly<Record<"prefill" | "decode", Pick<WorkerRow, "gpus">>>,
): number {
  return prefillWorkers * workers.prefill.gpus + decodeWorkers * workers.decode.gpus;
}

/** What a replica of given workers does by the published method, unrounded (`docs/method/performance.md` 6.2). */
export function composeDisagg(
  prefill: Pick<WorkerRow, "ttftMs" | "seqPerSec">,
  decode: Pick<WorkerRow, "tpotMs" | "seqPerSec">,
  { prefillWorkers, decodeWorkers }: WorkerCounts,
  osl: number,
  factors: Readonly<Record<"prefillDegradation" | "decodeDegradation" | "ttftCorrection", number>> = DISAGG,
): ReplicaFigures {
  const requestsPerSec = Math.min(
    prefill.seqPerSec * prefillWorkers * factors.prefillDegradation,
    decode.seqPerSec * decodeWorkers * factors.decodeDegradation,
  );
  const ttftMs = prefill.ttftMs * factors.ttftCorrection;
  return {
    ttftMs,
    tpotMs: decode.tpotMs,
    requestLatencyMs: ttftMs + decode.tpotMs * Math.max(osl - 1, 0),
    requestsPerSec,
    tokensPerSec: requestsPerSec * osl,
  };
}

/** The figures that a replica is shown with, 3 decimals. */
export function roundedFigures(figures: ReplicaFigures): ReplicaFigures {
  return {
    ...figures,
    ttftMs: roundTo3(figures.ttftMs),
    requestLatencyMs: roundTo3(figures.requestLatencyMs),
    requestsPerSec: roundTo3(figures.requestsPerSec),
    tokensPerSec: roundTo3(figures.tokensPerSec),
  };
}
