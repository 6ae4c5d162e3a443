import { gpusPerReplica, type Backend, type Deployment } from "../domain/deployment.js";
import { UserError } from "../domain/errors.js";
import type { Evaluation, FrontierPoint, Metric } from "../domain/review.js";
import type { Interval } from "../domain/prediction.js";
import type { SlaTarget, Workload } from "../domain/workload.js";
import type { SearchRow } from "../search/rows.js";
import type { SearchResult } from "../search/result.js";
import type { OperatingPoint } from "../search/operating-point.js";
import { evaluationOf, type Evaluator } from "./evaluator.js";

/** What the search found for one proposed deployment. */
export interface SearchFindings {
  /** the best setting that meets every limit */
  readonly best?: Evaluation;
  /** without one: the setting that misses by least */
  readonly nearestMiss?: Evaluation;
  /** settings that meet every limit, disaggregated first, best first within a mode */
  readonly alternatives: readonly Evaluation[];
  readonly frontier: readonly FrontierPoint[];
  /** points that were priced */
  readonly evaluated: number;
  /** why there was no search, or what it could not do */
  readonly notes: readonly string[];
}

/** Question of a search: the proposed deployment and what it is allowed to become. */
export interface RecommendRequest {
  readonly proposed: Deployment;
  readonly workload: Workload;
  readonly sla: SlaTarget;
  readonly gpuBudget: number;
  /** engines that a recommendation may use; the manifest's own when the policy names none */
  readonly backends: readonly Backend[];
  /** how far each figure may lie above its prediction; none: a figure is taken at its word */
  readonly margins?: Margins;
}

/** Factors over a predicted mean that a setting must have room for, to be called safe. */
export type Margins = Readonly<Record<Metric, number>>;

const MAX_FRONTIER_POINTS = 200;

/**
 * Searches the whole space for the proposed deployment's workload, limits and GPU budget, and judges every candidate at
 * the same operating point as the proposal, so that the columns of a comparison answer one question.
 */
export async function recommend(evaluator: Evaluator, request: RecommendRequest): Promise<SearchFindings> {
  const results = await Promise.all(
    request.backends.map((backend) => searchBackend(evaluator, request, backend)),
  );
  const experiments = results.flatMap((result) => result.experiments);
  const passing: Evaluation[] = await roomySettings(evaluator, request);
  let nearestMiss: { readonly point: OperatingPoint; readonly excess: number } | undefined;
  for (const experiment of experiments) {
    for (const row of experiment.top.length > 0 ? experiment.top : experiment.nearest.slice(0, 3)) {
      const point = await operate(evaluator, request, row);
      if (point === undefined) continue;
      if (point.meetsSla) passing.push(evaluationOf(point));
      else {
        const excess = worstExcess(point);
        if (nearestMiss === undefined || excess < nearestMiss.excess) nearestMiss = { point, excess };
      }
    }
  }
  const ordered = [...passing].sort(byThroughput);
  const [best] = ordered;
  return {
    ...(best === undefined ? {} : { best }),
    ...(best === undefined && nearestMiss !== undefined
      ? { nearestMiss: evaluationOf(nearestMiss.point) }
      : {}),
    alternatives: [...ordered].sort((a, b) => modeRank(a) - modeRank(b) || byThroughput(a, b)),
    frontier: experiments
      .flatMap((experiment) => experiment.frontier.map((row) => frontierPoint(experiment.mode, row)))
      .slice(0, MAX_FRONTIER_POINTS),
    evaluated: experiments.reduce((sum, experiment) => sum + experiment.evaluated, 0),
    notes: experiments.flatMap((experiment) =>
      experiment.error === undefined ? [] : [`${experiment.name}: ${experiment.error.message}`],
    ),
  };
}

/**
 * Settings that meet the limits with the margins to spare. The fastest rows of the plain search lie at the very edge of a
 * limit, so a safe one is rarely among them.
 */
async function roomySettings(evaluator: Evaluator, request: RecommendRequest): Promise<Evaluation[]> {
  const { margins, sla } = request;
  if (margins === undefined || Object.values(margins).every((factor) => factor === 1)) return [];
  const tight: RecommendRequest = {
    ...request,
    sla: {
      ...sla,
      ...(sla.ttftMs === undefined ? {} : { ttftMs: sla.ttftMs / margins.ttft }),
      ...(sla.tpotMs === undefined ? {} : { tpotMs: sla.tpotMs / margins.tpot }),
      ...(sla.requestLatencyMs === undefined
        ? {}
        : { requestLatencyMs: sla.requestLatencyMs / margins.requestLatency }),
    },
  };
  const results = await Promise.all(
    request.backends.map((backend) => searchBackend(evaluator, tight, backend)),
  );
  const found: Evaluation[] = [];
  for (const row of results.flatMap(({ experiments }) => experiments.flatMap(({ top }) => top))) {
    const point = await operate(evaluator, request, row);
    if (point?.meetsSla === true) found.push(evaluationOf(point));
  }
  return found;
}

/** What a prediction's limits need to spare: the upper end of the band, and a percentile's distance from the mean. */
export function marginsOf({ prediction, limits }: Evaluation): Margins {
  const { bands } = prediction;
  const margin = (metric: Metric, band: Interval | undefined, meanMs: number): number => {
    const over = limits.find((limit) => limit.metric === metric)?.percentile?.overMean ?? 1;
    const factor = (band === undefined || !(meanMs > 0) ? 1 : band[1] / meanMs) * over;
    return Number.isFinite(factor) ? factor : 1;
  };
  return {
    ttft: margin("ttft", bands?.ttftMs, prediction.ttftMs),
    tpot: margin("tpot", bands?.tpotMs, prediction.tpotMs),
    requestLatency: margin("requestLatency", bands?.requestLatencyMs, prediction.requestLatencyMs),
  };
}

function searchBackend(
  evaluator: Evaluator,
  request: RecommendRequest,
  backend: Backend,
): Promise<SearchResult> {
  const { proposed, workload, sla } = request;
  const first = proposed.pools[0]!;
  const last = proposed.pools.at(-1)!;
  const own = backend === proposed.backend;
  const { chunkedPrefill, memFraction } = (proposed.mode === "agg" ? first : last).settings;
  // settings that are compared carry the same limit, on whichever role it is written
  const maxSeqLen = last.settings.maxSeqLen ?? first.settings.maxSeqLen;
  return evaluator.search({
    model: proposed.model,
    totalGpus: request.gpuBudget,
    system: first.system,
    decodeSystem: last.system,
    backend,
    ...(own ? { backendVersion: proposed.backendVersion, quant: proposed.quant } : {}),
    lengths: { isl: workload.isl, osl: workload.osl, prefix: workload.prefix },
    // An absent limit must not become the command line's default limit.
    sla: {
      ttftMs: sla.ttftMs ?? Infinity,
      tpotMs: sla.tpotMs ?? Infinity,
      ...(sla.requestLatencyMs === undefined ? {} : { requestLatencyMs: sla.requestLatencyMs }),
    },
    ...(proposed.speculation === undefined ? {} : { speculation: proposed.speculation }),
    ...(chunkedPrefill === undefined ? {} : { chunkedPrefill }),
    ...(own && memFraction !== undefined ? { memFraction } : {}),
    ...(maxSeqLen === undefined ? {} : { maxSeqLen }),
  });
}

/** A row as a deployment with the limits that make an engine run at that row's load, at its operating point. */
async function operate(
  evaluator: Evaluator,
  request: RecommendRequest,
  row: SearchRow,
): Promise<OperatingPoint | undefined> {
  const deployment: Deployment = {
    ...row.deployment,
    replicas: Math.max(1, Math.floor(request.gpuBudget / gpusPerReplica(row.deployment))),
    pools: row.deployment.pools.map((pool) => ({
      ...pool,
      settings: {
        ...pool.settings,
        maxBatchSize: pool.batchSize,
        ...(pool.ctxTokens === undefined ? {} : { maxNumTokens: pool.ctxTokens }),
      },
    })),
  };
  try {
    return await evaluator.evaluate(deployment, request.workload, request.sla);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

function worstExcess(point: OperatingPoint): number {
  return Math.max(0, ...point.limits.map(({ valueMs, limitMs }) => valueMs / limitMs - 1));
}

function byThroughput(a: Evaluation, b: Evaluation): number {
  return (
    b.prediction.tokensPerSec - a.prediction.tokensPerSec || a.prediction.totalGpus - b.prediction.totalGpus
  );
}

function modeRank(evaluation: Evaluation): number {
  return evaluation.deployment.mode === "disagg" ? 0 : 1;
}

function frontierPoint(mode: "agg" | "disagg", row: SearchRow): FrontierPoint {
  return {
    mode,
    tokensPerSecPerUser: row.figures.tokensPerSecPerUser,
    tokensPerSecPerGpu: row.tokensPerSecPerGpuCluster,
    ttftMs: row.figures.ttftMs,
    requestLatencyMs: row.figures.requestLatencyMs,
  };
}
