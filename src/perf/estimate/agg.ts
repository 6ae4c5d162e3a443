import type { PricedPredictor } from "../predictor.js";
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
  const worker = await buildWorker(predictor, context, parallelism, "agg");
  const batchSize = positive(
    "batch-size",
    request.batchSize ?? perRank(request.concurrency, parallelism.dp * parallelism.pp) ?? 128,
  );
  const { use, verdict } = worker.memory("agg", batchSize, lengths, ctxTokens);
  if (verdict === "oom") throw outOfMemory(`${facts.model} at batch ${batchSize}`, use, context, false);
  const point = worker.agg(batchSize, ctxTokens, lengths);
  const common = await commonFields(predictor, context, facts, worker);
  const memoryGib = use.total / GIB;
  const { profile = reference } = request;
  const raw = { ...point, requestsPerSec: point.seqPerSec };
  const figures = profile.agg({ worker: { model: worker, context }, lengths, point }, raw);
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
    concurrency: point.concurrency,
    totalGpus: worker.gpus,
    memoryBytes: use.total,
    memoryCapacityBytes: use.capacity,
    memoryVerdict: verdict,
    memoryGib,
    fits: verdict === "fits",
    lengths,
    workers: [listWorker(worker, { role: "agg", workers: 1, batchSize, memoryGib, ctxTokens })],
    notes: [...common.notes, ...memoryNote(verdict, batchSize, worker), ...(figures.notes ?? [])],
    ...(request.detail === true ? { operators: aggDetail(worker, point, lengths, context) } : {}),
  };
}
