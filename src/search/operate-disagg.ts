import { largestFit } from "../domain/largest-fit.js";
import { gpusOfWorker, poolOf, type Deployment } from "../domain/deployment.js";
import { decodeInFlight, type WorkerAt, type WorkerRow } from "../perf/disagg.js";
import { doorOf } from "../perf/estimate/admission.js";
import type { ReplicaFigures } from "../perf/profile/profile.js";
import { capacityOf, type Capacity } from "./carried-load.js";
import { decodeBatchGrid } from "./grids.js";
import {
  batchesUpTo,
  endlessQueue,
  operatingPoint,
  overReplicas,
  priced,
  pricedOrNothing,
  queueOf,
  smallestBatch,
  spreadRequests,
  UNKNOWN_BATCH_CEILING,
  type DeploymentFigures,
} from "./operate-common.js";
import type { OpenedPool, OperatingPoint, OperatingRequest, PoolRates, Queueing } from "./operating-types.js";
import { openPools, type Pools } from "./operate-pools.js";

const NO_LOAD_CARRIED = "no load meets the limits; shown with one request per worker";

/** A replica at a load. */
interface Priced {
  readonly prefill: WorkerRow;
  readonly decode: WorkerAt;
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
  if (workload.concurrency !== undefined)
    return (request.profile.identity ? atBatches : atConcurrency)(request, pools, workload.concurrency);
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
    const within = largestFit(pools.decode.fit, (batch) => pools.decodeAt(batch).row().tpotMs <= tpotMs);
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
        pools.decodeAt(Math.max(1, within)).row().seqPerSec * decodeWorkers * pools.tuning.decodeDegradation,
    };
  });
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

/** A stated load by a profile that knows every load: replicas share it as whole requests go, the ranks of one evenly. */
function atConcurrency(request: OperatingRequest, pools: Pools, requests: number): OperatingPoint {
  const { replicas } = request.deployment;
  const { fit, pool } = pools.decode;
  const ranks = pool.workers * pool.parallelism.dp * pool.parallelism.pp;
  const spread = spreadRequests(requests, replicas, fit * ranks);
  return priced(() => {
    const decode = pools.decodeAt(Math.ceil(spread.batch / ranks));
    const rate = pools.figuresAt(pools.prefillAt(1), decode, spread.batch).requestsPerSec;
    const prefill = pools.prefillAt(prefillBatchFor(pools, rate));
    const figures = overReplicas(spread, (load) => pools.figuresAt(prefill, decode, load));
    const served = { ...figures, concurrency: Math.ceil(requests) };
    const queueing = queueOf(spread.waiting, served, doorOf(fit, pool.settings));
    return finish(request, pools, { prefill, decode, figures }, served, [], queueing);
  });
}

/** A stated load by the published method, which knows whole batches alone. */
function atBatches(request: OperatingRequest, pools: Pools, requests: number): OperatingPoint {
  const { replicas } = request.deployment;
  const { dp } = pools.decode.pool.parallelism;
  const decodeWorkers = pools.decode.pool.workers;
  const spread = spreadRequests(requests, replicas * decodeWorkers * dp, pools.decode.fit);
  return priced(() => {
    let decodeRate = 0;
    for (const share of spread.shares)
      decodeRate += (pools.decodeAt(share.batch).row().seqPerSec * share.slots) / dp;
    decodeRate *= pools.tuning.decodeDegradation;
    const point = at(pools, prefillBatchFor(pools, decodeRate / replicas), spread.batch);
    const prefillRate =
      point.prefill.seqPerSec * pools.prefill.pool.workers * pools.tuning.prefillDegradation * replicas;
    const full = point.figures.requestsPerSec * replicas;
    const share = Math.min(decodeRate, prefillRate, full) / full;
    const figures = replicated(request, point, point.figures, share);
    const queueing = queueOf(spread.waiting, figures, doorOf(pools.decode.fit, pools.decode.pool.settings));
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
    concurrency: decodeInFlight(point.decode) * decodeWorkers * replicas * loadShare,
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
