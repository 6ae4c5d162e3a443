import { compact } from "../domain/compact.js";
import { waysBeside } from "../domain/decode-context.js";
import {
  gpusOfWorker,
  totalGpus,
  withoutIdleGpus,
  type Deployment,
  type Parallelism,
  type WorkerPool,
} from "../domain/deployment.js";
import { UserError } from "../domain/errors.js";
import { statesLoad, type SlaTarget, type Workload } from "../domain/workload.js";
import { listCandidates } from "./candidates.js";
import { withDecodeContexts } from "./decode-contexts.js";
import { aggBatchGrid, contextTokenGrid } from "./grids.js";
import { contextTokensAt } from "./operate-agg.js";
import { evaluateDeployment, type OperatingDeps } from "./operating-point.js";
import { type OperatingPoint } from "./operating-types.js";
import { spaceFacts } from "./space.js";
import { rememberWorkers } from "./worker-cache.js";

/** A fix: the changed deployment at its operating point, and how many values it changes. */
export interface SmallestFix {
  readonly deployment: Deployment;
  readonly point: OperatingPoint;
  readonly changedValues: number;
}

/** Limits of the search for a fix. */
export interface SmallestFixOptions {
  /** GPUs that the fix may use; the deployment's own unless given */
  readonly gpuBudget?: number;
  /** whether a fix would be told of something that the deployment is not: such a one is only taken where there is no other */
  readonly raises?: (point: OperatingPoint) => boolean;
  /** most values that a fix may change, 3 unless given */
  readonly maxChanges?: number;
  /** most deployments that are evaluated, 3000 unless given */
  readonly maxEvaluations?: number;
}

/** A changed deployment and the number of values that differ. */
interface Variant {
  readonly deployment: Deployment;
  readonly cost: number;
}

const DEFAULT_MAX_CHANGES = 3;
const DEFAULT_MAX_EVALUATIONS = 3000;
const BATCH_STEP = 1.2;

/**
 * The fewest changed values of a deployment that meet every limit and raise nothing else, then the fewest GPUs beyond its own,
 * then the highest throughput; where each raises something, the first of those. Values that may change: batch limit (only when
 * a load is given: it decides how many wait), token budget, parallel sizes, workers and replicas within the GPU budget.
 * Undefined when nothing within the limits is found.
 */
export async function findSmallestFix(
  deps: OperatingDeps,
  deployment: Deployment,
  workload: Workload,
  sla: SlaTarget,
  options: SmallestFixOptions = {},
): Promise<SmallestFix | undefined> {
  const cached: OperatingDeps = { ...deps, predictor: rememberWorkers(deps.predictor) };
  const { raises = () => false, maxChanges = DEFAULT_MAX_CHANGES } = options;
  const own = totalGpus(deployment);
  const variants = await listVariants(cached, deployment, workload, options.gpuBudget ?? own);
  let evaluations = options.maxEvaluations ?? DEFAULT_MAX_EVALUATIONS;
  let raising: SmallestFix | undefined;
  for (let cost = 1; cost <= maxChanges; cost++) {
    let best: SmallestFix | undefined;
    for (const variant of variants) {
      if (variant.cost !== cost) continue;
      if (evaluations-- <= 0) return best ?? raising;
      const point = await evaluateOrSkip(cached, variant.deployment, workload, sla);
      if (point === undefined || !point.meetsSla) continue;
      const fix = { deployment: variant.deployment, point, changedValues: cost };
      if (!raises(point)) best = smaller(best, fix, own);
      else if (raising === undefined || raising.changedValues === cost) raising = smaller(raising, fix, own);
    }
    if (best !== undefined) return best;
  }
  return raising;
}

/** Of two fixes that change as much: fewest GPUs beyond those that are there, then most throughput; equals: the first. */
function smaller(a: SmallestFix | undefined, b: SmallestFix, own: number): SmallestFix {
  if (a === undefined) return b;
  const [first, second] = [a, b].map(({ point: { prediction } }) => prediction);
  const more = Math.max(own, first!.totalGpus) - Math.max(own, second!.totalGpus);
  return more > 0 || (more === 0 && second!.tokensPerSec > first!.tokensPerSec) ? b : a;
}

async function evaluateOrSkip(
  deps: OperatingDeps,
  deployment: Deployment,
  workload: Workload,
  sla: SlaTarget,
): Promise<OperatingPoint | undefined> {
  try {
    return await evaluateDeployment(deps, deployment, workload, sla);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

async function listVariants(
  deps: OperatingDeps,
  deployment: Deployment,
  workload: Workload,
  budget: number,
): Promise<readonly Variant[]> {
  const poolOptions = await Promise.all(
    deployment.pools.map((pool) => listPools(deps, deployment, pool, workload, budget)),
  );
  const variants: Variant[] = [];
  const combine = (index: number, pools: readonly WorkerPool[]): void => {
    if (index < poolOptions.length) {
      for (const pool of poolOptions[index]!) combine(index + 1, [...pools, pool]);
      return;
    }
    const gpus = pools.reduce((sum, pool) => sum + pool.workers * gpusOfWorker(pool), 0);
    for (const replicas of replicaOptions(deployment, gpus, workload, budget)) {
      const changed: Deployment = { ...deployment, replicas, pools };
      const cost = changedValues(deployment, changed);
      if (cost > 0) variants.push({ deployment: changed, cost });
    }
  };
  combine(0, []);
  return variants;
}

/** The replicas as they are when they fit, as many as fit when not (or when a load asks for more). */
function replicaOptions(
  deployment: Deployment,
  gpusPerReplica: number,
  workload: Workload,
  budget: number,
): readonly number[] {
  const most = Math.floor(budget / gpusPerReplica);
  if (most < 1) return [];
  const same = Math.min(deployment.replicas, most);
  // Freed GPUs are used: half a cluster left idle is no fix.
  return statesLoad(workload) || same * gpusPerReplica < totalGpus(deployment)
    ? [...new Set([same, most])]
    : [same];
}

async function listPools(
  deps: OperatingDeps,
  deployment: Deployment,
  pool: WorkerPool,
  workload: Workload,
  budget: number,
): Promise<readonly WorkerPool[]> {
  const context = {
    model: deployment.model,
    system: pool.system,
    backend: deployment.backend,
    backendVersion: deployment.backendVersion,
    quant: deployment.quant,
  };
  const facts = await deps.predictor.facts(context);
  const request = {
    role: pool.role,
    backend: deployment.backend,
    totalGpus: budget,
    lists: {},
    facts: spaceFacts(facts, pool.role),
  };
  const layouts = withDecodeContexts(listCandidates(request), waysBeside(pool.parallelism), {
    ...facts,
    ...request,
  });
  // new sizes are written with the GPUs that they take
  const exact = withoutIdleGpus(pool);
  const choices: readonly WorkerPool[] = [
    pool,
    ...(pool.gpusAsked === undefined ? [] : [exact]),
    ...layouts
      .filter((choice) => !sameParallelism(choice, pool.parallelism))
      .map((parallelism) => ({ ...exact, parallelism })),
  ];
  const settings = settingOptions(pool, workload);
  const pools: WorkerPool[] = [];
  for (const choice of choices) {
    for (const workers of workerOptions(pool, budget, gpusOfWorker(choice))) {
      for (const option of settings)
        pools.push({ ...choice, workers, settings: { ...pool.settings, ...option } });
    }
  }
  return pools;
}

function workerOptions(pool: WorkerPool, budget: number, gpus: number): readonly number[] {
  if (pool.role === "agg") return [pool.workers];
  const most = Math.floor(budget / gpus);
  return Array.from({ length: Math.min(32, most) }, (_, index) => index + 1);
}

/** Values of token budget and batch limit that are tried, alone and together, the present ones first. */
function settingOptions(pool: WorkerPool, workload: Workload): readonly Partial<WorkerPool["settings"]>[] {
  const options: Partial<WorkerPool["settings"]>[] = [];
  for (const budget of [undefined, ...tokenBudgets(pool, workload)]) {
    for (const batch of [undefined, ...batchLimits(pool, workload)]) {
      options.push({
        ...compact({ maxNumTokens: budget, maxBatchSize: batch }),
      });
    }
  }
  return options;
}

/** Token budgets under which an aggregated engine runs other steps than now. */
function tokenBudgets(pool: WorkerPool, workload: Workload): readonly number[] {
  if (pool.role !== "agg") return [];
  const { chunkedPrefill = false } = pool.settings;
  const roomy = Number.MAX_SAFE_INTEGER;
  const lengths = { isl: workload.isl, osl: workload.osl, prefix: workload.prefix };
  const now = contextTokensAt(pool.settings, lengths, roomy);
  const grid = contextTokenGrid(workload.isl, chunkedPrefill).filter(
    (tokens) => chunkedPrefill || tokens >= workload.isl,
  );
  return grid.filter(
    (maxNumTokens) => contextTokensAt({ ...pool.settings, maxNumTokens }, lengths, roomy) !== now,
  );
}

/** Higher batch limits, a fifth apart at least. Only a given load can be helped by one: it decides how many wait. */
function batchLimits(pool: WorkerPool, workload: Workload): readonly number[] {
  const { maxBatchSize } = pool.settings;
  if (!statesLoad(workload) || maxBatchSize === undefined || pool.role === "prefill") return [];
  const limits: number[] = [];
  let last = maxBatchSize;
  for (const batch of aggBatchGrid()) {
    if (batch < last * BATCH_STEP) continue;
    limits.push(batch);
    last = batch;
  }
  return limits;
}

function sameParallelism(a: Parallelism, b: Parallelism): boolean {
  return differences(a, b) === 0;
}

function differences(a: Parallelism, b: Parallelism): number {
  return (["tp", "pp", "dp", "cp", "moeTp", "moeEp", "dcp"] as const).filter(
    (size) => (a[size] ?? 1) !== (b[size] ?? 1),
  ).length;
}

/** How many values a reader would have to change to get from one deployment to the other. */
export function changedValues(from: Deployment, to: Deployment): number {
  const single = from.mode === "agg";
  let count = from.replicas === to.replicas ? 0 : 1;
  to.pools.forEach((pool, index) => {
    const before = from.pools[index]!;
    const sizes = differences(before.parallelism, pool.parallelism);
    count += sizes === 0 && before.gpusAsked !== pool.gpusAsked ? 1 : sizes;
    if (!single && before.workers !== pool.workers) count++;
    if (before.settings.maxBatchSize !== pool.settings.maxBatchSize) count++;
    if (before.settings.maxNumTokens !== pool.settings.maxNumTokens) count++;
  });
  return count;
}
