import type { PricedPredictor } from "../predictor.js";
import { aggDetail } from "./detail.js";
import { lengthsOf, positive, resolveParallelism, type EstimateRequest, type EstimateResult } from "./request.js";
import { commonFields, listWorker, memoryNote } from "./result.js";
import { buildWorker, GIB, outOfMemory } from "./worker.js";

/** One worker that serves prompts and answers together. */
export async function estimateAgg(predictor: PricedPredictor, request: EstimateRequest): Promise<EstimateResult> {
  const { context } = request;
  const lengths = lengthsOf(request);
  const batchSize = positive("batch-size", request.batchSize ?? 128);
  const ctxTokens = positive("ctx-tokens", request.ctxTokens ?? lengths.isl);
  const facts = await predictor.facts(context);
  const parallelism = resolveParallelism(request.parallelism ?? {}, facts);
  const worker = await buildWorker(predictor, context, parallelism, "agg");
  const { use, verdict } = worker.memory("agg", batchSize, lengths, ctxTokens);
  if (verdict === "oom") throw outOfMemory(`${facts.model} at batch ${batchSize}`, use, context, false);
  const point = worker.agg(batchSize, ctxTokens, lengths);
  const common = commonFields(predictor, context, facts, worker);
  const memoryGib = use.total / GIB;
  return {
    ...common,
    mode: "agg",
    ttftMs: point.ttftMs,
    tpotMs: point.tpotMs,
    requestLatencyMs: point.requestLatencyMs,
    tokensPerSec: point.tokensPerSec,
    tokensPerSecPerGpu: point.tokensPerSec / worker.gpus,
    tokensPerSecPerUser: point.tpotMs > 0 ? 1000 / point.tpotMs : 0,
    requestsPerSec: point.seqPerSec,
    concurrency: point.concurrency,
    totalGpus: worker.gpus,
    memoryBytes: use.total,
    memoryCapacityBytes: use.capacity,
    memoryVerdict: verdict,
    memoryGib,
    fits: verdict === "fits",
    lengths,
    workers: [listWorker(worker, { role: "agg", workers: 1, batchSize, memoryGib, ctxTokens })],
    notes: [...common.notes, ...memoryNote(verdict, batchSize, worker)],
    ...(request.detail === true ? { operators: aggDetail(worker, point, lengths, context) } : {}),
  };
}
