import { UserError } from "../../domain/errors.js";
import { composeDisagg, decodeInFlight, decodeRow, prefillRow, roundedFigures } from "../disagg.js";
import { roundTo3 } from "../rounding.js";
import { contextNotes } from "../context-note.js";
import type { PricedPredictor } from "../predictor.js";
import type { WorkerContext } from "../types.js";
import { reference, type DisaggLoad, type ReplicaFigures } from "../profile/profile.js";
import { admit, withAdmissionQueue } from "./admission.js";
import { contextDetail, generationDetail } from "./detail.js";
import {
  lengthsOf,
  perRank,
  positive,
  resolveParallelism,
  type EstimateRequest,
  type EstimateResult,
  type PoolRequest,
} from "./request.js";
import { commonFields, listWorker, shareNote } from "./result.js";
import { buildWorker, GIB, refuseMisfit } from "./worker.js";

/** Prefill workers beside decode workers. */
export async function estimateDisagg(
  predictor: PricedPredictor,
  request: EstimateRequest,
): Promise<EstimateResult> {
  const lengths = lengthsOf(request);
  const asked = { prefill: pool("prefill", request), decode: pool("decode", request) };
  const context = contextOf(request.context, asked.prefill);
  const decodeContext = {
    ...contextOf(request.context, asked.decode),
    ...(request.decodeSystem === undefined ? {} : { system: request.decodeSystem }),
  };
  const facts = await predictor.facts(context);
  const decodeFacts = await predictor.facts(decodeContext);
  const prefillShape = resolveParallelism(asked.prefill.parallelism, facts);
  const decodeShape = resolveParallelism(asked.decode.parallelism, decodeFacts);
  const { profile = reference } = request;
  const prefillWorker = await buildWorker(predictor, context, prefillShape, { role: "prefill", profile });
  const decodeWorker = await buildWorker(predictor, decodeContext, decodeShape, { role: "decode", profile });
  refuseMisfit({ model: prefillWorker, context }, "prefill", asked.prefill.batchSize, lengths);
  // the published method refuses what does not fit; decode workers under a load admit what does
  const stated = profile.identity || request.decode?.batchSize !== undefined;
  const load = stated ? undefined : request.concurrency;
  const slots = asked.decode.workers * decodeShape.dp * decodeShape.pp;
  const admission =
    load === undefined
      ? undefined
      : admit(load, slots, (batch) => decodeWorker.memory("generation", batch, lengths).verdict === "fits");
  const decodeBatch = admission?.batch ?? asked.decode.batchSize;
  refuseMisfit({ model: decodeWorker, context: decodeContext }, "decode", decodeBatch, lengths);
  const prefill = prefillRow(prefillWorker, asked.prefill.batchSize, { lengths });
  const decode = decodeRow(decodeWorker, decodeBatch, { lengths }, context.speculation);
  const counts = { prefillWorkers: asked.prefill.workers, decodeWorkers: asked.decode.workers };
  const unrounded = composeDisagg(prefill, decode, counts, lengths.osl);
  const figures = roundedFigures(unrounded);
  const gpus = counts.prefillWorkers * prefill.gpus + counts.decodeWorkers * decode.gpus;
  const inFlight = admission?.admitted ?? decodeInFlight(decode) * counts.decodeWorkers;
  const replica: DisaggLoad = {
    prefill: { model: prefillWorker, context, workers: asked.prefill.workers, batchSize: prefill.batchSize },
    decode: {
      model: decodeWorker,
      context: decodeContext,
      workers: asked.decode.workers,
      batchSize: decodeBatch,
    },
    lengths,
    concurrency: admission?.admitted,
  };
  const served = profile.identity ? undefined : profile.disagg(replica, () => figures);
  const corrected = served && withAdmissionQueue(served, inFlight, load ?? inFlight);
  const fuller = prefill.point.memory.total > decode.point.memory.total ? prefill : decode;
  const common = await commonFields(predictor, context, facts, prefillWorker);
  return {
    ...common,
    mode: "disagg",
    ttftMs: figures.ttftMs,
    tpotMs: figures.tpotMs,
    requestLatencyMs: figures.requestLatencyMs,
    tokensPerSec: figures.tokensPerSec,
    tokensPerSecPerGpu: roundTo3(unrounded.tokensPerSec / gpus),
    tokensPerSecPerUser: decode.tokensPerSecPerUser,
    requestsPerSec: figures.requestsPerSec,
    concurrency: load ?? inFlight,
    totalGpus: gpus,
    memoryBytes: fuller.point.memory.total,
    memoryCapacityBytes: fuller.point.memory.capacity,
    memoryVerdict: "fits",
    memoryGib: fuller.point.memory.total / GIB,
    fits: true,
    lengths,
    ...(corrected === undefined ? {} : correctedFields(corrected, profile.name, gpus)),
    notes: [
      ...common.notes,
      ...contextNotes(facts, lengths),
      ...shareNote(context.backend, prefillWorker.memory("context", asked.prefill.batchSize, lengths)),
      ...shareNote(context.backend, decodeWorker.memory("generation", decodeBatch, lengths)),
      ...(corrected?.notes ?? []),
    ],
    workers: [
      listWorker(prefillWorker, prefill.point.memory, {
        role: "prefill",
        ...sizes(asked.prefill),
        requestsPerSec: served?.stages?.prefill ?? prefill.seqPerSec,
      }),
      listWorker(decodeWorker, decode.point.memory, {
        role: "decode",
        ...sizes({ ...asked.decode, batchSize: decodeBatch }),
        requestsPerSec: served?.stages?.decode ?? decode.seqPerSec,
      }),
    ],
    ...(request.detail === true
      ? {
          operators: [
            ...contextDetail(prefillWorker, asked.prefill.batchSize, lengths),
            ...generationDetail(decodeWorker, decodeBatch, lengths, decodeContext),
          ],
        }
      : {}),
  };
}

function correctedFields(corrected: ReplicaFigures, profile: string, gpus: number): Partial<EstimateResult> {
  const { ttftMs, tpotMs, requestLatencyMs, requestsPerSec, tokensPerSec, bands } = corrected;
  const perUser = tpotMs > 0 ? 1000 / tpotMs : 0;
  return {
    profile,
    ttftMs,
    tpotMs,
    requestLatencyMs,
    requestsPerSec,
    tokensPerSec,
    tokensPerSecPerGpu: tokensPerSec / gpus,
    tokensPerSecPerUser: perUser,
    ...(bands === undefined ? {} : { bands }),
  };
}

/** A pool whose counts are all known. */
type Pool = PoolRequest & { readonly batchSize: number; readonly workers: number };

/**
 * A pool as asked. Under a concurrency pools are single workers unless said, prompts go one by one, and decode workers share
 * what is in flight. Throws `UserError` (`usage`) where counts are missing or impossible.
 */
function pool(role: "prefill" | "decode", { [role]: asked, concurrency }: EstimateRequest): Pool {
  const workers = asked?.workers ?? (concurrency === undefined ? undefined : 1);
  const shared = perRank(concurrency, (workers ?? 1) * (asked?.parallelism.dp ?? 1));
  const batchSize = asked?.batchSize ?? (role === "prefill" && shared !== undefined ? 1 : shared);
  if (asked === undefined || batchSize === undefined || workers === undefined)
    throw new UserError(
      "usage",
      `--estimate-mode disagg needs --${role}-batch-size and --${role}-num-workers, or --concurrency`,
    );
  positive(`${role}-batch-size`, batchSize);
  positive(`${role}-num-workers`, workers);
  return { ...asked, batchSize, workers };
}

function contextOf(context: WorkerContext, asked: PoolRequest): WorkerContext {
  const { memFraction, maxSeqLen } = asked;
  return {
    ...context,
    ...(memFraction === undefined ? {} : { memFraction }),
    ...(maxSeqLen === undefined ? {} : { maxSeqLen }),
  };
}

function sizes(asked: Pool): { workers: number; batchSize: number } {
  return { workers: asked.workers, batchSize: asked.batchSize };
}
