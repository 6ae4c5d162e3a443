import type { Parallelism } from "../../domain/deployment.js";
import { contextNotes } from "../context-note.js";
import type { PricedPredictor } from "../predictor.js";
import { compact } from "../../domain/compact.js";
import { admit, withAdmissionQueue } from "./admission.js";
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
import { commonFields, listWorker, memoryNote, shareNote } from "./result.js";
import { ownLimits } from "../backend/own-limits.js";
import type { Lengths, MemoryCheck, ModelFacts, WorkerContext } from "../types.js";
import { buildWorker, GIB, refuseMisfit } from "./worker.js";

/** One worker that serves prompts and answers together. */
export async function estimateAgg(
  predictor: PricedPredictor,
  request: EstimateRequest,
): Promise<EstimateResult> {
  const { context } = request;
  const lengths = lengthsOf(request);
  const facts = await predictor.facts(context);
  const parallelism = resolveParallelism(request.parallelism ?? {}, facts);
  const { profile = reference } = request;
  const given = request.ctxTokens === undefined ? undefined : positive("ctx-tokens", request.ctxTokens);
  const ctxTokens =
    given ?? (profile.identity ? lengths.isl : promptTokens(facts, context, parallelism, lengths));
  // to an engine as it runs the tokens of a step are a budget like any other
  const asRun = profile.identity ? context : { ...context, ...compact({ maxNumTokens: given }) };
  const worker = await buildWorker(predictor, asRun, parallelism, { role: "agg", profile });
  const slots = parallelism.dp * parallelism.pp;
  const memoryAt = (batch: number): MemoryCheck =>
    worker.memory("agg", batch, lengths, ...(profile.identity ? [ctxTokens] : []));
  const { concurrency: asked } = request;
  // the published method refuses what does not fit; an engine under a load admits what does
  const load = profile.identity || request.batchSize !== undefined ? undefined : asked;
  const admission =
    load === undefined ? undefined : admit(load, slots, (batch) => memoryAt(batch).verdict === "fits");
  const batchSize = positive(
    "batch-size",
    admission?.batch ?? request.batchSize ?? perRank(asked, slots) ?? 128,
  );
  const check = memoryAt(batchSize);
  const { use, verdict } = check;
  if (verdict === "oom" || admission?.admitted === 0)
    refuseMisfit({ model: worker, context }, "agg", batchSize, lengths);
  const point = worker.agg(batchSize, ctxTokens, lengths);
  const common = await commonFields(predictor, context, facts, worker);
  const raw = { ...point, requestsPerSec: point.seqPerSec };
  const inFlight = admission?.admitted ?? point.concurrency;
  const replica = { worker: { model: worker, context }, lengths, point, concurrency: inFlight };
  const figures = withAdmissionQueue(
    profile.agg(replica, () => raw),
    inFlight,
    load ?? inFlight,
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
    concurrency: load ?? point.concurrency,
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
      ...shareNote(context.backend, check),
      ...(figures.notes ?? []),
    ],
    ...(request.detail === true ? { operators: aggDetail(worker, point, lengths, context) } : {}),
  };
}

/** Prompt tokens of a step as the engine runs it when nobody says: a whole prompt, cut to the engine's own budget where it cuts. */
function promptTokens(
  { system }: ModelFacts,
  { backend }: WorkerContext,
  { dp }: Parallelism,
  { isl }: Lengths,
): number {
  const own = ownLimits(backend, { system: system.name, gpuBytes: system.gpu.memCapacity, ranks: dp });
  return own.chunkedPrefill ? Math.min(isl, own.tokenBudget) : isl;
}
