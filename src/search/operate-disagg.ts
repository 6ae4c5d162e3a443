import { largestFit } from "../domain/largest-fit.js";
import { gpusOfWorker, poolOf, type Deployment, type WorkerPool } from "../domain/deployment.js";
import { decodeRow, prefillRow, type WorkerRow } from "../perf/disagg.js";
import { doorOf } from "../perf/estimate/admission.js";
import type { ReplicaFigures } from "../perf/profile/profile.js";
import { capacityOf, type Capacity } from "./carried-load.js";
import { decodeBatchGrid } from "./grids.js";
import {
  batchesUpTo,
  endlessQueue,
  operatingPoint,
  priced,
  pricedOrNothing,
  smallestBatch,
  spreadRequests,
  UNKNOWN_BATCH_CEILING,
  type DeploymentFigures,
} from "./operate-common.js";
import type { OpenedPool, OperatingPoint, OperatingRequest, PoolRates, Queueing } from "./operating-types.js";
import { replicaFigures } from "./pairs.js";
import { resolveTuning, type ResolvedTuning } from "./task.js";

const NO_LOAD_CARRIED = "no load meets the limits; shown with one request per worker";

/** Prefill batches that are looked at; throughput is flat well before. */
const MAX_PREFILL_BATCH = 16;

/** Both pools, priced on demand. */
interface Pools {
  readonly prefill: OpenedPool & { readonly pool: WorkerPool; readonly fit: number };
  readonly decode: OpenedPool & { readonly pool: WorkerPool; readonly fit: number };
  readonly tuning: ResolvedTuning;
  prefillAt(batch: number): WorkerRow;
  decodeAt(batch: number): WorkerRow;
  figuresAt(prefill: WorkerRow, decode: WorkerRow): ReplicaFigures;
}

/** A replica at a load. */
interface Priced {
  readonly prefill: WorkerRow;
  readonly decode: WorkerRow;
  readonly figures: ReplicaFigures;
}

/** A disaggregated deployment at its operating point, with the worker counts that it has. */
export function operateDisagg(
  request: OperatingRequest,
  prefill: OpenedPool,
  decode: OpenedPool,
): OperatingPoint {
  const pools = openPools(request, prefill, decode);
  const { workload } = request;
  if (pools.prefill.fit === 0 || pools.decode.fit === 0) {
    const alone = priced(() => at(pools, 1, 1));
    return finish(request, pools, alone, replicated(request, alone, alone.figures), []);
  }
  if (workload.concurrency !== undefined) return atConcurrency(request, pools, workload.concurrency);
  if (workload.requestRate !== undefined) return atRate(request, pools, workload.requestRate);
  const capacity = capacityOfPools(request, pools);
  const full = (load: Priced, notes: readonly string[]): OperatingPoint =>
    finish(request, pools, load, replicated(request, load, load.figures), notes);
  const point = full(capacity.at, capacity.meets ? [] : [NO_LOAD_CARRIED]);
  return capacity.evenOdds === undefined ? point : { ...point, evenOdds: full(capacity.evenOdds, []) };
}

/**
 * What each pool could serve alone: prefill at its best batch within the TTFT limit, decode at its largest batch within
 * the TPOT limit. A limit that not even one request keeps does not bind. Undefined where data are missing.
 */
export function poolRates(
  request: OperatingRequest,
  prefill: OpenedPool,
  decode: OpenedPool,
): PoolRates | undefined {
  const pools = openPools(request, prefill, decode);
  const { ttftMs = Infinity, tpotMs = Infinity } = request.sla;
  return pricedOrNothing(() => {
    const within = largestFit(pools.decode.fit, (batch) => pools.decodeAt(batch).tpotMs <= tpotMs);
    let prompts = pools.prefillAt(1).seqPerSec;
    for (let batch = 2; batch <= pools.prefill.fit && pools.prefillAt(batch).ttftMs <= ttftMs; batch++)
      prompts = Math.max(prompts, pools.prefillAt(batch).seqPerSec);
    const { replicas } = request.deployment;
    const prefillWorkers = pools.prefill.pool.workers * replicas;
    const decodeWorkers = pools.decode.pool.workers * replicas;
    return {
      prefillWorkers,
      decodeWorkers,
      prefillGpus: gpusOfWorker(pools.prefill.pool),
      decodeGpus: gpusOfWorker(pools.decode.pool),
      prefillRequestsPerSec: prompts * prefillWorkers * pools.tuning.prefillDegradation,
      decodeRequestsPerSec:
        pools.decodeAt(Math.max(1, within)).seqPerSec * decodeWorkers * pools.tuning.decodeDegradation,
    };
  });
}

function openPools(request: OperatingRequest, prefill: OpenedPool, decode: OpenedPool): Pools {
  const { deployment, lengths } = request;
  const tuning = resolveTuning(request.tuning, { largeEp: false });
  const prefillPool = poolOf(deployment, "prefill")!;
  const decodePool = poolOf(deployment, "decode")!;
  const prefillRows = new Map<number, WorkerRow>();
  const decodeRows = new Map<number, WorkerRow>();
  const counts = { prefillWorkers: prefillPool.workers, decodeWorkers: decodePool.workers };
  const fits = (opened: OpenedPool, phase: "context" | "generation", ceiling: number): number =>
    largestFit(ceiling, (batch) => opened.model.memory(phase, batch, lengths).verdict === "fits");
  return {
    prefill: {
      ...prefill,
      pool: prefillPool,
      fit: fits(prefill, "context", prefillCeiling(prefillPool, lengths.isl, tuning)),
    },
    decode: {
      ...decode,
      pool: decodePool,
      fit: fits(decode, "generation", decodePool.settings.maxBatchSize ?? UNKNOWN_BATCH_CEILING),
    },
    tuning,
    prefillAt: (batch) =>
      remember(prefillRows, batch, () =>
        prefillRow(prefill.model, batch, { lengths, correction: tuning.prefillLatencyCorrection }),
      ),
    decodeAt: (batch) =>
      remember(decodeRows, batch, () =>
        decodeRow(
          decode.model,
          batch,
          { lengths, correction: tuning.decodeLatencyCorrection },
          decode.context.speculation,
        ),
      ),
    figuresAt: (p, d) =>
      replicaFigures({ lengths, tuning, profile: request.profile, prefill, decode }, p, d, counts),
  };
}

function remember<T>(memo: Map<number, T>, key: number, make: () => T): T {
  let value = memo.get(key);
  if (value === undefined) {
    value = make();
    memo.set(key, value);
  }
  return value;
}

/** Prompts of one prefill step: the engine's batch limit within its token budget; 1 when neither says more. */
function prefillCeiling(pool: WorkerPool, isl: number, tuning: ResolvedTuning): number {
  const { maxBatchSize, maxNumTokens } = pool.settings;
  const byTokens = maxNumTokens === undefined ? Infinity : Math.max(1, Math.floor(maxNumTokens / isl));
  return Math.min(maxBatchSize ?? tuning.prefillMaxBatchSize, byTokens, MAX_PREFILL_BATCH);
}

function at(pools: Pools, prefillBatch: number, decodeBatch: number): Priced {
  const prefill = pools.prefillAt(prefillBatch);
  const decode = pools.decodeAt(decodeBatch);
  return { prefill, decode, figures: pools.figuresAt(prefill, decode) };
}

/** Smallest prefill batch whose pool reaches a rate per replica, else the one with the highest rate. */
function prefillBatchFor(pools: Pools, rate: number): number {
  const { workers } = pools.prefill.pool;
  let best = 1;
  for (let batch = 1; batch <= pools.prefill.fit; batch++) {
    const served = pools.prefillAt(batch).seqPerSec * workers * pools.tuning.prefillDegradation;
    if (served >= rate) return batch;
    if (pools.prefillAt(batch).seqPerSec > pools.prefillAt(best).seqPerSec) best = batch;
  }
  return best;
}

function atConcurrency(request: OperatingRequest, pools: Pools, requests: number): OperatingPoint {
  const { replicas } = request.deployment;
  const { dp } = pools.decode.pool.parallelism;
  const decodeWorkers = pools.decode.pool.workers;
  const spread = spreadRequests(requests, replicas * decodeWorkers * dp, pools.decode.fit);
  return priced(() => {
    let decodeRate = 0;
    for (const share of spread.shares)
      decodeRate += (pools.decodeAt(share.batch).seqPerSec * share.slots) / dp;
    decodeRate *= pools.tuning.decodeDegradation;
    const point = at(pools, prefillBatchFor(pools, decodeRate / replicas), spread.batch);
    const prefillRate =
      point.prefill.seqPerSec * pools.prefill.pool.workers * pools.tuning.prefillDegradation * replicas;
    const full = point.figures.requestsPerSec * replicas;
    // Corrected rates follow the load itself; the published ones are limited pool by pool.
    const slots = spread.shares.reduce((sum, one) => sum + one.slots * one.batch, 0);
    const share = request.profile.identity
      ? Math.min(decodeRate, prefillRate, full) / full
      : slots / (spread.batch * replicas * decodeWorkers * dp);
    const figures = replicated(request, point, point.figures, share);
    const queueing =
      spread.waiting > 0
        ? {
            waiting: spread.waiting,
            waitMs: (spread.waiting / figures.requestsPerSec) * 1000,
            door: doorOf(pools.decode.fit, pools.decode.pool.settings),
          }
        : undefined;
    return finish(request, pools, point, { ...figures, concurrency: Math.ceil(requests) }, [], queueing);
  });
}

function atRate(request: OperatingRequest, pools: Pools, rate: number): OperatingPoint {
  const perReplica = rate / request.deployment.replicas;
  return priced(() => {
    const prefillBatch = prefillBatchFor(pools, perReplica);
    const decodeBatch = smallestBatch(
      pools.decode.fit,
      (b) => at(pools, prefillBatch, b).figures.requestsPerSec >= perReplica,
    );
    const point = at(pools, prefillBatch, decodeBatch ?? pools.decode.fit);
    const share = Math.min(1, perReplica / point.figures.requestsPerSec);
    const { fit, pool } = pools.decode;
    const queueing = decodeBatch === undefined ? endlessQueue(fit, pool) : undefined;
    return finish(
      request,
      pools,
      point,
      replicated(request, point, point.figures, share, share),
      [],
      queueing,
    );
  });
}

/** What the pools carry. Only the published method's figures depend on the prefill batch: there the best of all. */
function capacityOfPools(request: OperatingRequest, pools: Pools): Capacity<Priced> {
  const ladder = batchesUpTo(decodeBatchGrid(UNKNOWN_BATCH_CEILING), pools.decode.fit);
  const alone = (): Priced => priced(() => at(pools, 1, 1));
  const withPrefill = (prefillBatch: number): Capacity<Priced> => {
    const priceAt = (batch: number): Priced | undefined =>
      pricedOrNothing(() => at(pools, prefillBatch, batch));
    return capacityOf({ ladder, priceAt }, request, alone);
  };
  let best = withPrefill(1);
  if (!request.profile.identity) return best;
  for (let batch = 2; batch <= pools.prefill.fit; batch++) {
    const more = withPrefill(batch);
    const better = more.at.figures.tokensPerSec > best.at.figures.tokensPerSec;
    if (more.meets && (better || !best.meets)) best = more;
  }
  return best;
}

function replicated(
  request: OperatingRequest,
  point: Priced,
  figures: ReplicaFigures,
  share = 1,
  loadShare = 1,
): DeploymentFigures {
  const { replicas } = request.deployment;
  const decodeWorkers = poolOf(request.deployment, "decode")!.workers;
  return {
    ttftMs: figures.ttftMs,
    tpotMs: figures.tpotMs,
    requestsPerSec: figures.requestsPerSec * replicas * share,
    tokensPerSec: figures.tokensPerSec * replicas * share,
    concurrency: point.decode.globalBatchSize * decodeWorkers * replicas * loadShare,
    ...(figures.bands === undefined ? {} : { bands: figures.bands }),
    ...(figures.notes === undefined ? {} : { notes: figures.notes }),
  };
}

function finish(
  request: OperatingRequest,
  pools: Pools,
  point: Priced,
  figures: DeploymentFigures,
  notes: readonly string[],
  queueing?: Queueing,
): OperatingPoint {
  const { lengths, deployment } = request;
  const ranks = [
    { ...pools.prefill, ...pools.prefill.model.memory("context", point.prefill.batchSize, lengths) },
    { ...pools.decode, ...pools.decode.model.memory("generation", point.decode.batchSize, lengths) },
  ];
  const fullest =
    ranks.find((rank) => rank.verdict !== "fits") ??
    ranks.reduce((a, b) => (b.use.total / b.use.capacity > a.use.total / a.use.capacity ? b : a));
  return operatingPoint(request, {
    deployment: loaded(deployment, point),
    figures,
    memory: fullest,
    model: pools.decode.model,
    notes,
    ...(queueing === undefined ? {} : { queueing }),
  });
}

function loaded(deployment: Deployment, point: Priced): Deployment {
  const batch = { prefill: point.prefill.batchSize, decode: point.decode.batchSize, agg: 1 };
  return { ...deployment, pools: deployment.pools.map((pool) => ({ ...pool, batchSize: batch[pool.role] })) };
}
