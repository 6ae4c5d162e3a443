import { compact } from "../domain/compact.js";
import { waysBeside } from "../domain/decode-context.js";
import {
  cachedPrefix,
  gpusPerReplica,
  poolOf,
  type Backend,
  type Deployment,
  type EngineSettings,
  type Speculation,
  type WorkerPool,
} from "../domain/deployment.js";
import { unpredictedEngine } from "../domain/draft-methods.js";
import { UserError } from "../domain/errors.js";
import type { Evaluation, FrontierPoint } from "../domain/review.js";
import { statesLoad, type SlaTarget, type Workload } from "../domain/workload.js";
import { worstRatio } from "../review/index.js";
import { UNKNOWN_BATCH_CEILING } from "../search/operate-common.js";
import type { DefaultRequest } from "../search/run-default.js";
import type { SearchRow } from "../search/rows.js";
import type { SearchAsker, SearchResult } from "../search/result.js";
import type { OperatingPoint } from "../search/operating-types.js";
import { evaluationOf, type Evaluator } from "./evaluator.js";

/** What the search found for one proposed deployment. */
export interface SearchFindings {
  /** settings that carry the load: every limit holds as surely as was asked; in no order */
  readonly passing: readonly Evaluation[];
  /** settings of the search that miss a limit */
  readonly misses: readonly Evaluation[];
  readonly frontier: readonly FrontierPoint[];
  /** every row that the searches kept */
  readonly rows: readonly SearchRow[];
  /** points that were priced */
  readonly evaluated: number;
  /** why there was no search, or what it could not do */
  readonly notes: readonly string[];
}

/** Question of a search: the proposed deployment and what it is allowed to become. */
export interface BetterRequest {
  readonly proposed: Deployment;
  readonly workload: Workload;
  readonly sla: SlaTarget;
  readonly gpuBudget: number;
  /** engines that a recommendation may use; the manifest's own when the policy names none */
  readonly backends: readonly Backend[];
  readonly asker: SearchAsker;
}

/** What a search asks. */
type SearchPort = Pick<Evaluator, "evaluate" | "search">;

const MAX_FRONTIER_POINTS = 200;

/**
 * Searches the whole space for the proposed deployment's workload, limits and GPU budget, and judges every candidate at
 * the same operating point as the proposal, so that the columns of a comparison answer one question.
 */
export async function findBetter(evaluator: SearchPort, request: BetterRequest): Promise<SearchFindings> {
  const results = await Promise.all(
    request.backends.map((backend) => searchBackend(evaluator, request, backend)),
  );
  const experiments = results.flatMap((result) => result.experiments);
  const passing: Evaluation[] = [];
  const misses: Evaluation[] = [];
  for (const experiment of experiments) {
    for (const row of experiment.top.length > 0 ? experiment.top : experiment.nearest.slice(0, 3)) {
      const point = await operate(evaluator, request, row);
      if (point === undefined) continue;
      (point.meetsSla ? passing : misses).push(evaluationOf(point));
    }
  }
  return {
    passing,
    misses,
    frontier: experiments
      .flatMap((experiment) => experiment.frontier.map((row) => frontierPoint(experiment.mode, row)))
      .slice(0, MAX_FRONTIER_POINTS),
    rows: experiments.flatMap(({ rows }) => rows),
    evaluated: experiments.reduce((sum, experiment) => sum + experiment.evaluated, 0),
    notes: experiments.flatMap((experiment) =>
      experiment.error === undefined ? [] : [`${experiment.name}: ${experiment.error.message}`],
    ),
  };
}

/**
 * Of settings that miss a stated load, the one that carries most of it; undefined where none carries any. Rates are
 * compared where a rate was stated.
 */
export async function mostCarried(
  evaluator: Pick<Evaluator, "evaluate">,
  misses: readonly Evaluation[],
  { concurrency: _asked, requestRate, ...unstated }: Workload,
  sla: SlaTarget,
): Promise<Evaluation | undefined> {
  const load = requestRate === undefined ? "concurrency" : "requestsPerSec";
  let most: Evaluation | undefined;
  for (const { deployment } of misses) {
    const point = await evaluator.evaluate(deployment, unstated, sla);
    if (point.meetsSla && point.prediction[load] > (most?.prediction[load] ?? 0)) most = evaluationOf(point);
  }
  return most;
}

function searchBackend(
  evaluator: SearchPort,
  request: BetterRequest,
  backend: Backend,
): Promise<SearchResult> {
  const { proposed, workload, sla } = request;
  const first = proposed.pools[0]!;
  const last = proposed.pools.at(-1)!;
  const own = backend === proposed.backend;
  const { backendVersion, engineVersion, quant } = proposed;
  const { chunkedPrefill, memFraction } = (proposed.mode === "agg" ? first : last).settings;
  // settings that are compared carry the same limit, on whichever role it is written
  const maxSeqLen = last.settings.maxSeqLen ?? first.settings.maxSeqLen;
  const question: DefaultRequest = {
    model: proposed.model,
    totalGpus: request.gpuBudget,
    system: first.system,
    decodeSystem: last.system,
    backend,
    ...(own ? compact({ backendVersion, engineVersion, quant }) : {}),
    lengths: { isl: workload.isl, osl: workload.osl, prefix: cachedPrefix(proposed, workload) },
    // An absent limit must not become the command line's default limit.
    sla: {
      ttftMs: sla.ttftMs ?? Infinity,
      tpotMs: sla.tpotMs ?? Infinity,
      ...(sla.requestLatencyMs === undefined ? {} : { requestLatencyMs: sla.requestLatencyMs }),
    },
    ...compact({ speculation: draftsOn(backend, proposed), chunkedPrefill }),
    ...compact({ decodeContexts: own ? decodeContextsOf(proposed) : undefined }),
    ...(own && memFraction !== undefined ? { memFraction } : {}),
    ...(maxSeqLen === undefined ? {} : { maxSeqLen }),
  };
  return evaluator.search(question, request.asker);
}

/** Each role with the proposal's way of sharing a decode's cache and without; nothing where it shares none. */
function decodeContextsOf({ pools }: Deployment): DefaultRequest["decodeContexts"] {
  const decode = waysBeside(pools.at(-1)!.parallelism);
  const prefill = pools.length > 1 ? waysBeside(pools[0]!.parallelism) : undefined;
  return prefill === undefined && decode === undefined
    ? undefined
    : compact({ agg: decode ?? prefill, prefill, decode });
}

/** The deployment's drafts on an engine, where they are predicted for it. */
function draftsOn(backend: Backend, { speculation }: Deployment): Speculation | undefined {
  const refusal = unpredictedEngine(speculation?.method ?? "mtp", backend);
  return refusal === undefined ? speculation : undefined;
}

/**
 * A row as a deployment with the limits that make an engine run at that row's load, at its operating point. A stated load
 * that does not hold so may be more than the row carries: then with as much room as that load takes, where that is nearer.
 */
async function operate(
  evaluator: SearchPort,
  request: BetterRequest,
  row: SearchRow,
): Promise<OperatingPoint | undefined> {
  const { workload, sla } = request;
  const at = async (batchOf: (pool: WorkerPool) => number): Promise<OperatingPoint | undefined> => {
    try {
      return await evaluator.evaluate(startable(request, row, batchOf), workload, sla);
    } catch (error) {
      if (error instanceof UserError) return undefined;
      throw error;
    }
  };
  const own = await at(({ batchSize }) => batchSize);
  if (own === undefined || own.meetsSla || !statesLoad(workload)) return own;
  const free = await at(({ role, batchSize }) => (role === "prefill" ? batchSize : UNKNOWN_BATCH_CEILING));
  const roomy =
    free &&
    (await at(({ role, batchSize }) => Math.max(batchSize, poolOf(free.deployment, role)?.batchSize ?? 0)));
  return roomy !== undefined && (roomy.meetsSla || worstRatio(roomy) < worstRatio(own)) ? roomy : own;
}

/** The deployment of a row, as often as it fits the budget, with a batch limit for each pool. */
function startable(
  { gpuBudget, proposed }: BetterRequest,
  { deployment }: SearchRow,
  batchOf: (pool: WorkerPool) => number,
): Deployment {
  return {
    ...deployment,
    replicas: Math.max(1, Math.floor(gpuBudget / gpusPerReplica(deployment))),
    pools: deployment.pools.map((pool) => ({
      ...pool,
      settings: {
        ...pool.settings,
        ...carried(proposed, deployment.backend),
        maxBatchSize: batchOf(pool),
        ...compact({ maxNumTokens: pool.ctxTokens }),
      },
    })),
  };
}

/** Settings that an edit leaves in the file, so that a candidate is priced with them. */
function carried(proposed: Deployment, backend: Backend): EngineSettings {
  const { prefixCaching } = proposed.pools[0]!.settings;
  const kvRoom = backend === proposed.backend ? proposed.pools.at(-1)!.settings.kvRoom : undefined;
  return compact({ prefixCaching, kvRoom });
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
