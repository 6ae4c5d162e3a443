import { commonFactor } from "../domain/common-factor.js";
import { cachedPrefix, poolOf, shapeText, type Deployment, type Role } from "../domain/deployment.js";
import { compact } from "../domain/compact.js";
import { DEFAULT_CONFIDENCE } from "../domain/confidence.js";
import { UserError } from "../domain/errors.js";
import type { SlaTarget, Workload } from "../domain/workload.js";
import { poolContext } from "../perf/pool-context.js";
import { reference, type Profile } from "../perf/profile/profile.js";
import { MissingDataError, type Predictor } from "../perf/types.js";
import { type DatabaseMode, type TransferPolicy } from "../domain/data-policy.js";
import { operateAgg } from "./operate-agg.js";
import { operateDisagg, poolRates } from "./operate-disagg.js";
import type { OpenedPool, OperatingPoint, OperatingRequest, PoolRates } from "./operating-types.js";
import type { DisaggTuning } from "./task.js";

/** What evaluating a deployment needs from outside. */
export interface OperatingDeps {
  readonly predictor: Predictor;
  readonly profile?: Profile;
  readonly databaseMode?: DatabaseMode;
  readonly transfer?: TransferPolicy;
  readonly tuning?: DisaggTuning;
  /** chance with which a load must hold its limits to count as carried; {@link DEFAULT_CONFIDENCE} unless given */
  readonly confidence?: number;
}

/** A pool whose workers cannot be priced: `infeasible` layouts, or `data` that were not measured. */
export class PoolError extends UserError {
  readonly role: Role;

  constructor(code: "data" | "infeasible", message: string, role: Role, cause: Error) {
    super(code, message, { cause });
    this.role = role;
  }
}

/**
 * Predicts a deployment at its operating point (`docs/method/judging.md` 1): at the load that the workload states,
 * split over the replicas; else at the load with the highest throughput that it carries (every limit holds with the
 * confidence asked) within the engine's own ceilings; else, when it carries none, at batch 1. Throws `UserError` for
 * impossible layouts, unknown names and missing data.
 */
export async function evaluateDeployment(
  deps: OperatingDeps,
  deployment: Deployment,
  workload: Workload,
  sla: SlaTarget,
): Promise<OperatingPoint> {
  const request = requestOf(deps, deployment, workload, sla);
  if (deployment.mode === "agg") return operateAgg(request, await openPool(deps, deployment, "agg"));
  // 15 prefill and 5 decode workers are five replicas of 3 and 1
  const factor = Math.max(1, deployment.pools.map(({ workers }) => workers).reduce(commonFactor, 0));
  const parted = { ...request, deployment: split(deployment, factor) };
  return inOnePiece(operateDisagg(parted, ...(await openPools(deps, deployment))), factor);
}

/** A manifest scales pools where a search counts replicas: both spellings of one deployment are priced as the search does. */
function split(deployment: Deployment, factor: number): Deployment {
  const pools = deployment.pools.map((pool) => ({ ...pool, workers: pool.workers / factor }));
  return { ...deployment, replicas: deployment.replicas * factor, pools };
}

function inOnePiece(point: OperatingPoint, factor: number): OperatingPoint {
  const { evenOdds, deployment } = point;
  const pools = deployment.pools.map((pool) => ({ ...pool, workers: pool.workers * factor }));
  return {
    ...point,
    deployment: { ...deployment, replicas: deployment.replicas / factor, pools },
    ...compact({ evenOdds: evenOdds && inOnePiece(evenOdds, factor) }),
  };
}

/**
 * What each pool of a disaggregated deployment could serve within its own limits. Undefined for an aggregated one and
 * where data are missing; throws `UserError` as {@link evaluateDeployment} does.
 */
export async function deploymentPoolRates(
  deps: OperatingDeps,
  deployment: Deployment,
  workload: Workload,
  sla: SlaTarget,
): Promise<PoolRates | undefined> {
  if (deployment.mode === "agg") return undefined;
  return poolRates(requestOf(deps, deployment, workload, sla), ...(await openPools(deps, deployment)));
}

function requestOf(
  deps: OperatingDeps,
  deployment: Deployment,
  workload: Workload,
  sla: SlaTarget,
): OperatingRequest {
  return {
    deployment,
    workload,
    lengths: { isl: workload.isl, osl: workload.osl, prefix: cachedPrefix(deployment, workload) },
    sla,
    profile: deps.profile ?? reference,
    tuning: deps.tuning ?? {},
    confidence: deps.confidence ?? DEFAULT_CONFIDENCE,
  };
}

function openPools(deps: OperatingDeps, deployment: Deployment): Promise<[OpenedPool, OpenedPool]> {
  return Promise.all([openPool(deps, deployment, "prefill"), openPool(deps, deployment, "decode")]);
}

async function openPool(
  deps: OperatingDeps,
  deployment: Deployment,
  role: "agg" | "prefill" | "decode",
): Promise<OpenedPool> {
  const pool = poolOf(deployment, role);
  if (pool === undefined)
    throw new UserError("input", `a ${deployment.mode} deployment needs a ${role} pool; none was found`);
  const context = poolContext(deployment, pool, deps);
  const [built] = await deps.predictor.workers(context, [pool.parallelism], { role, purpose: "search" });
  if (built === undefined) throw new Error("the predictor returned no worker");
  if (!(built instanceof Error)) return { model: built, context };
  if (built instanceof UserError) throw built;
  const worker = `${role === "agg" ? "the" : `the ${role}`} worker (${shapeText(pool.parallelism)})`;
  const code = built instanceof MissingDataError ? "data" : "infeasible";
  throw new PoolError(code, `${worker}: ${built.message}`, role, built);
}
