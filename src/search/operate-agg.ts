import { largestFit } from "../domain/largest-fit.js";
import { type Backend, type Deployment, type EngineSettings, type WorkerPool } from "../domain/deployment.js";
import { doorOf } from "../perf/estimate/admission.js";
import type { ReplicaFigures } from "../perf/profile/profile.js";
import type { AggPoint, Lengths, MemoryCheck } from "../perf/types.js";
import { figuresOf } from "./agg-sweep.js";
import { capacityOf, type Loads } from "./carried-load.js";
import { aggBatchGrid } from "./grids.js";
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
import type { OpenedPool, OperatingPoint, OperatingRequest, Queueing } from "./operating-types.js";

const NO_LOAD_CARRIED = "no load meets the limits; shown with one request per rank";

/** One worker at a batch. */
interface Priced {
  readonly batch: number;
  readonly point: AggPoint;
  readonly figures: ReplicaFigures;
}

/**
 * Context tokens that an engine admits into one step at a batch: its token budget (whole prompts unless prefill is
 * chunked), one prompt when no budget is known, and never so many prompts that no request is left to generate.
 */
export function contextTokensAt(settings: EngineSettings, lengths: Lengths, batch: number): number {
  const { isl } = lengths;
  const budget = settings.maxNumTokens;
  let tokens = isl;
  if (budget !== undefined) {
    tokens = settings.chunkedPrefill === true ? budget : Math.max(isl, Math.floor(budget / isl) * isl);
  }
  return Math.min(tokens, Math.max(1, batch - 1) * isl);
}

/** An aggregated deployment at its operating point. */
export function operateAgg(request: OperatingRequest, worker: OpenedPool): OperatingPoint {
  const { deployment, lengths, workload } = request;
  const pool = deployment.pools[0]!;
  const ctxAt = (batch: number): number => contextTokensAt(pool.settings, lengths, batch);
  const ceiling = pool.settings.maxBatchSize ?? UNKNOWN_BATCH_CEILING;
  // engines as they run take their own budget, whatever the load makes of it
  const memoryAt = (batch: number): MemoryCheck =>
    worker.model.memory("agg", batch, lengths, ...(request.profile.identity ? [ctxAt(batch)] : []));
  const fit = largestFit(ceiling, (batch) => memoryAt(batch).verdict === "fits");
  const memo = new Map<number, Priced>();
  const priceAt = (batch: number): Priced => {
    let known = memo.get(batch);
    if (known === undefined) {
      const point = worker.model.agg(batch, ctxAt(batch), lengths);
      const figures = request.profile.agg({ worker, lengths, point }, () => figuresOf(point));
      known = { batch, point, figures };
      memo.set(batch, known);
    }
    return known;
  };
  const finish = (
    at: Priced,
    figures: DeploymentFigures,
    notes: readonly string[],
    queueing?: Queueing,
  ): OperatingPoint =>
    operatingPoint(request, {
      deployment: loaded(deployment, pool, at.point),
      figures,
      memory: memoryAt(at.batch),
      model: worker.model,
      notes: [...budgetNotes(deployment.backend, pool.settings, lengths), ...notes],
      ...(queueing === undefined ? {} : { queueing }),
    });
  if (fit === 0) {
    const alone = priced(() => priceAt(1));
    return finish(alone, allReplicas(alone.figures, alone.point.concurrency, deployment.replicas), []);
  }
  if (workload.concurrency !== undefined) {
    const figuresAt = ({ point, figures }: Priced, concurrency: number): ReplicaFigures =>
      request.profile.agg({ worker, lengths, point, concurrency }, () => figures);
    return request.profile.identity
      ? atBatches(request, workload.concurrency, fit, priceAt, finish)
      : atConcurrency(request, workload.concurrency, fit, { priceAt, figuresAt, finish });
  }
  if (workload.requestRate !== undefined) return atRate(request, workload.requestRate, fit, priceAt, finish);
  const loads: Loads<Priced> = {
    ladder: batchesUpTo(aggBatchGrid(), fit),
    priceAt: (batch) => pricedOrNothing(() => priceAt(batch)),
  };
  const capacity = capacityOf(loads, request, () => priced(() => priceAt(1)));
  const full = (at: Priced, notes: readonly string[]): OperatingPoint =>
    finish(at, allReplicas(at.figures, at.point.concurrency, deployment.replicas), notes);
  const point = full(capacity.at, capacity.meets ? [] : [NO_LOAD_CARRIED]);
  return capacity.evenOdds === undefined ? point : { ...point, evenOdds: full(capacity.evenOdds, []) };
}

type PriceAt = (batch: number) => Priced;
type Finish = (
  at: Priced,
  figures: DeploymentFigures,
  notes: readonly string[],
  queueing?: Queueing,
) => OperatingPoint;

/** A stated load by a profile that knows every load: replicas share it as whole requests go, the ranks of one evenly. */
function atConcurrency(
  { deployment }: OperatingRequest,
  requests: number,
  fit: number,
  {
    priceAt,
    figuresAt,
    finish,
  }: {
    readonly priceAt: PriceAt;
    readonly figuresAt: (at: Priced, concurrency: number) => ReplicaFigures;
    readonly finish: Finish;
  },
): OperatingPoint {
  const pool = deployment.pools[0]!;
  const ranks = pool.parallelism.pp * pool.parallelism.dp;
  const spread = spreadRequests(requests, deployment.replicas, fit * ranks);
  return priced(() => {
    const at = priceAt(Math.ceil(spread.batch / ranks));
    const figures = overReplicas(spread, (load) => figuresAt(at, load));
    const served = { ...allReplicas(figures, 0, 1), concurrency: Math.ceil(requests) };
    return finish(at, served, [], queueOf(spread.waiting, served, doorOf(fit, pool.settings)));
  });
}

/** A stated load by the published method, which knows whole batches alone. */
function atBatches(
  request: OperatingRequest,
  requests: number,
  fit: number,
  priceAt: PriceAt,
  finish: Finish,
): OperatingPoint {
  const pool = request.deployment.pools[0]!;
  const perWorker = pool.parallelism.pp * pool.parallelism.dp;
  const spread = spreadRequests(requests, request.deployment.replicas * perWorker, fit);
  return priced(() => {
    const at = priceAt(spread.batch);
    let requestsPerSec = 0;
    let tokensPerSec = 0;
    for (const share of spread.shares) {
      const { figures } = priceAt(share.batch);
      requestsPerSec += (figures.requestsPerSec * share.slots) / perWorker;
      tokensPerSec += (figures.tokensPerSec * share.slots) / perWorker;
    }
    const figures = { ...pick(at.figures), requestsPerSec, tokensPerSec, concurrency: Math.ceil(requests) };
    return finish(at, figures, [], queueOf(spread.waiting, figures, doorOf(fit, pool.settings)));
  });
}

function atRate(
  request: OperatingRequest,
  rate: number,
  fit: number,
  priceAt: PriceAt,
  finish: Finish,
): OperatingPoint {
  const perReplica = rate / request.deployment.replicas;
  return priced(() => {
    const batch = smallestBatch(fit, (b) => priceAt(b).figures.requestsPerSec >= perReplica);
    const at = priceAt(batch ?? fit);
    const served = Math.min(perReplica, at.figures.requestsPerSec);
    const share = served / at.figures.requestsPerSec;
    const figures = allReplicas(at.figures, at.point.concurrency * share, request.deployment.replicas, share);
    const queueing = batch === undefined ? endlessQueue(fit, request.deployment.pools[0]!) : undefined;
    return finish(at, figures, [], queueing);
  });
}

function pick(figures: ReplicaFigures): Pick<DeploymentFigures, "ttftMs" | "tpotMs" | "bands" | "notes"> {
  const { ttftMs, tpotMs, bands, notes } = figures;
  return {
    ttftMs,
    tpotMs,
    ...(bands === undefined ? {} : { bands }),
    ...(notes === undefined ? {} : { notes }),
  };
}

function allReplicas(
  figures: ReplicaFigures,
  concurrency: number,
  replicas: number,
  share = 1,
): DeploymentFigures {
  return {
    ...pick(figures),
    requestsPerSec: figures.requestsPerSec * replicas * share,
    tokensPerSec: figures.tokensPerSec * replicas * share,
    concurrency: concurrency * replicas,
  };
}

function loaded(deployment: Deployment, pool: WorkerPool, point: AggPoint): Deployment {
  return { ...deployment, pools: [{ ...pool, batchSize: point.batchSize, ctxTokens: point.ctxTokens }] };
}

/** vLLM cuts prompts to its budget unless told not to, TensorRT-LLM only when told to. */
function budgetNotes(backend: Backend, settings: EngineSettings, lengths: Lengths): readonly string[] {
  const { maxNumTokens: budget, chunkedPrefill: cuts = backend === "vllm" } = settings;
  if (budget === undefined || cuts || budget >= lengths.isl) return [];
  return [
    `the token budget of ${budget} is below a prompt of ${lengths.isl} tokens and prefill is not chunked: the engine refuses such prompts`,
  ];
}
