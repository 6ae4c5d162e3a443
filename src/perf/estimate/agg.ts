import { contextNotes } from "../context-note.js";
import type { PricedPredictor } from "../predictor.js";
import { admittedOf, withAdmissionQueue } from "./admission.js";
import { aggDetail } from "./detail.js";
import { reference } from "../profile/profile.js";
import {
  lengthsOf,
  perRank,
  positive,
  resolveParallelism,
  type EstimateRequest,
  type EstimateResult,
} from "./request.js";
import { commonFields, listWorker, memoryNote } from "./result.js";
import { buildWorker, GIB, outOfMemory } from "./worker.js";

/** One worker that serves prompts and answers together. */
export async function estimateAgg(
  predictor: PricedPredictor,
  request: EstimateRequest,
): Promise<EstimateResult> {
  const { context } = request;
  const lengths = lengthsOf(request);
  const ctxTokens = positive("ctx-tokens", request.ctxTokens ?? lengths.isl);
  const facts = await predictor.facts(context);
  const parallelism = resolveParallelism(request.parallelism ?? {}, facts);
  const { profile = reference } = request;
  const worker = await buildWorker(predictor, context, parallelism, { role: "agg", profile });
  const wanted = positive(
    "batch-size",
    request.batchSize ?? perRank(request.concurrency, parallelism.dp * parallelism.pp) ?? 128,
  );
  const memoryAt = (batch: number): ReturnType<typeof worker.memory> =>
    worker.memory("agg", batch, lengths, ctxTokens);
  // the published method refuses what does not fit; an engine under a load admits what does
  const queues = !profile.identity && request.batchSize === undefined && request.concurrency !== undefined;
  const admitted = queues ? admittedOf(wanted, (batch) => memoryAt(batch).verdict) : wanted;
  const batchSize = Math.max(1, admitted);
  const { use, verdict } = memoryAt(batchSize);
  if (verdict === "oom") throw outOfMemory(`${facts.model} at batch ${batchSize}`, use, context, false);
  const point = worker.agg(batchSize, ctxTokens, lengths);
  const common = await commonFields(predictor, context, facts, worker);
  const raw = { ...point, requestsPerSec: point.seqPerSec };
  const figures = withAdmissionQueue(
    profile.agg({ worker: { model: worker, context }, lengths, point }, raw),
    batchSize,
    wanted,
  );
  return {
    ...common,
    profile: profile.name,
    mode: "agg",
    ttftMs: figures.ttftMs,
    tpotMs: figures.tpotMs,
    requestLatencyMs: figures.requestLatencyMs,
    tokensPerSec: figures.tokensPerSec,
    tokensPerSecPerGpu: figures.tokensPerSec / worker.gpus,
    tokensPerSecPerUser: figures.tpotMs > 0 ? 1000 / figures.tpotMs : 0,
    requestsPerSec: figures.requestsPerSec,
    ...(figures.bands === undefined ? {} : { bands: figures.bands }),
    concurrency: (point.concurrency / batchSize) * wanted,
    totalGpus: worker.gpus,
    memoryBytes: use.total,
    memoryCapacityBytes: use.capacity,
    memoryVerdict: verdict,
    memoryGib: use.total / GIB,
    fits: verdict === "fits",
    lengths,
    workers: [listWorker(worker, use, { role: "agg", workers: 1, batchSize, ctxTokens })],
    notes: [
      ...common.notes,
      ...contextNotes(facts, lengths),
      ...memoryNote(verdict, batchSize, worker),
      ...(figures.notes ?? []),
    ],
    ...(request.detail === true ? { operators: aggDetail(worker, point, lengths, context) } : {}),
  };
}
