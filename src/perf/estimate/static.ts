import type { Speculation } from "../../domain/deployment.js";
import { contextNotes } from "../context-note.js";
import type { PricedPredictor } from "../predictor.js";
import { reference } from "../profile/profile.js";
import { roundTo3 } from "../rounding.js";
import type { Lengths, MemoryMode, WorkerModel } from "../types.js";
import { contextDetail, generationDetail } from "./detail.js";
import {
  lengthsOf,
  positive,
  resolveParallelism,
  type EstimateRequest,
  type EstimateResult,
} from "./request.js";
import { commonFields, listWorker, memoryNote } from "./result.js";
import { buildWorker, GIB } from "./worker.js";

type StaticMode = "static" | "static_ctx" | "static_gen";

/** One batch after the other: both phases, prompts alone, or answers alone. */
export async function estimateStatic(
  predictor: PricedPredictor,
  request: EstimateRequest,
): Promise<EstimateResult> {
  // the longest sequence of the engine has no part in a static run
  const { maxSeqLen: _maxSeqLen, ...context } = request.context;
  const mode = request.mode as StaticMode;
  const lengths = lengthsOf(request);
  const batchSize = positive("batch-size", request.batchSize ?? 128);
  const { profile = reference } = request;
  const facts = await predictor.facts(context);
  const parallelism = resolveParallelism(request.parallelism ?? {}, facts);
  const worker = await buildWorker(predictor, context, parallelism, { role: mode, profile });
  const memoryMode: MemoryMode =
    mode === "static" ? "static" : mode === "static_ctx" ? "context" : "generation";
  const { use, verdict } = worker.memory(memoryMode, batchSize, lengths);
  // the cache's budget is not judged here, only whether the rank's memory holds everything
  const fits = verdict !== "oom";
  const row = staticRow(worker, mode, batchSize, lengths, context.speculation, request.stride);
  const common = await commonFields(predictor, context, facts, worker);
  return {
    ...common,
    ...row,
    mode,
    tokensPerSecPerGpu: row.tokensPerSecPerGpu,
    concurrency: batchSize * parallelism.dp,
    totalGpus: worker.gpus,
    memoryBytes: use.total,
    memoryCapacityBytes: use.capacity,
    memoryVerdict: fits ? "fits" : "oom",
    memoryGib: use.total / GIB,
    fits,
    lengths,
    workers: [listWorker(worker, use, { role: "static", workers: 1, batchSize })],
    notes: [
      ...common.notes,
      ...contextNotes(facts, lengths),
      ...(fits ? [] : memoryNote(verdict, batchSize, worker)),
    ],
    ...(request.detail === true
      ? {
          operators: [
            ...(mode === "static_gen" ? [] : contextDetail(worker, batchSize, lengths)),
            ...(mode === "static_ctx" ? [] : generationDetail(worker, batchSize, lengths, context)),
          ],
        }
      : {}),
  };
}

/** Figures of a static run (`docs/method/performance.md` 3.4). */
interface StaticRow {
  readonly ttftMs: number;
  readonly tpotMs: number;
  readonly requestLatencyMs: number;
  readonly requestsPerSec: number;
  readonly tokensPerSec: number;
  readonly tokensPerSecPerGpu: number;
  readonly tokensPerSecPerUser: number;
}

function staticRow(
  worker: WorkerModel,
  mode: StaticMode,
  batchSize: number,
  lengths: Lengths,
  speculation: Speculation | undefined,
  stride: number | undefined,
): StaticRow {
  const steps = Math.max(lengths.osl - 1, 0);
  const ttftMs = mode === "static_gen" ? 0 : worker.context(batchSize, lengths).contextMs;
  const tpotMs = mode === "static_ctx" ? 0 : worker.generation(batchSize, lengths, stride).tpotMs;
  const requestLatencyMs = ttftMs + tpotMs * steps;
  const { dp, pp } = worker.parallelism;
  const requestsPerSec = requestLatencyMs > 0 ? ((batchSize * dp) / requestLatencyMs) * 1000 * pp : 0;
  const tokensPerRequest = mode === "static" ? lengths.osl : mode === "static_gen" ? steps : 1;
  const tokensPerSec = requestsPerSec * tokensPerRequest;
  const row: StaticRow = {
    ttftMs,
    tpotMs,
    requestLatencyMs,
    requestsPerSec,
    tokensPerSec,
    tokensPerSecPerGpu: tokensPerSec / worker.gpus,
    tokensPerSecPerUser: tpotMs > 0 ? 1000 / tpotMs : 0,
  };
  return speculation === undefined || mode === "static_ctx"
    ? row
    : projectDrafts(row, mode, steps, speculation);
}

/** With speculation the row is rounded, projected onto the accepted drafts, and rounded again. */
function projectDrafts(
  exact: StaticRow,
  mode: StaticMode,
  steps: number,
  speculation: Speculation,
): StaticRow {
  const row = mapRow(exact, roundTo3);
  const gain = 1 + speculation.accepted;
  const tpotMs = row.tpotMs / gain;
  const requestLatencyMs = row.ttftMs + tpotMs * steps;
  const faster = mode === "static_gen" ? gain : row.requestLatencyMs / requestLatencyMs;
  return mapRow(
    {
      ttftMs: row.ttftMs,
      tpotMs,
      requestLatencyMs,
      requestsPerSec: row.requestsPerSec * faster,
      tokensPerSec: row.tokensPerSec * faster,
      tokensPerSecPerGpu: row.tokensPerSecPerGpu * faster,
      tokensPerSecPerUser: row.tokensPerSecPerUser * gain,
    },
    roundTo3,
  );
}

function mapRow(row: StaticRow, change: (x: number) => number): StaticRow {
  return {
    ttftMs: change(row.ttftMs),
    tpotMs: change(row.tpotMs),
    requestLatencyMs: change(row.requestLatencyMs),
    requestsPerSec: change(row.requestsPerSec),
    tokensPerSec: change(row.tokensPerSec),
    tokensPerSecPerGpu: change(row.tokensPerSecPerGpu),
    tokensPerSecPerUser: change(row.tokensPerSecPerUser),
  };
}
