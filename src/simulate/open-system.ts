import { poolOf, type Deployment, type Role, type WorkerPool } from "../domain/deployment.js";
import { UserError } from "../domain/errors.js";
import { poolContext } from "../perf/pool-context.js";
import type { DatabaseMode, Predictor, WorkerContext, WorkerModel } from "../perf/types.js";
import { enginePolicy, tokenBudgetOf } from "./engine-policy.js";
import { kvTransferOf } from "./kv-transfer.js";
import type { SimulatedPool, SimulatedSystem } from "./run.js";
import { stepParts, stepTimes, UNSCALED, type StepParts, type StepScale } from "./step-times.js";

/** Fixed costs of a host, milliseconds. */
export interface HostCosts {
  readonly requestMs: number;
  readonly stepMs: number;
}

export const NO_HOST_COSTS: HostCosts = { requestMs: 0, stepMs: 0 };

/** What a deployment is simulated with. */
export interface SystemOptions {
  /** cached tokens of every prompt */
  readonly prefix: number;
  readonly host?: HostCosts;
  readonly databaseMode?: DatabaseMode;
}

/** A deployment whose workers are priced. */
export interface OpenedSystem {
  /** the system with step times as the operators say, or scaled */
  at(scale?: StepScale): SimulatedSystem;
  /** workers by role, for those who want to know more of them */
  readonly workers: Readonly<Partial<Record<Role, { model: WorkerModel; context: WorkerContext }>>>;
}

/**
 * Prices the workers of a deployment for the simulator. Pipeline stages work on different batches at a time, so a worker
 * of `pp` stages counts as `pp` that share its cache. Throws `UserError` for impossible sizes and missing data.
 */
export async function openSystem(
  predictor: Predictor,
  deployment: Deployment,
  options: SystemOptions,
): Promise<OpenedSystem> {
  const open = async (role: Role): Promise<OpenedPool> => {
    const pool = poolOf(deployment, role);
    if (pool === undefined)
      throw new UserError("input", `a ${deployment.mode} deployment needs a ${role} pool; none was found`);
    // the scheduler pages its cache whatever the profile
    const { maxSeqLen: _limit, ...context } = poolContext(deployment, pool, options);
    const [model] = await predictor.workers(context, [pool.parallelism], { role, purpose: "estimate" });
    if (model === undefined) throw new Error("the predictor returned no worker");
    if (model instanceof UserError) throw model;
    if (model instanceof Error) throw new UserError("usage", model.message, { cause: model });
    const { system } = await predictor.facts(context);
    return {
      pool,
      model,
      context,
      gpuBytes: system.gpu.memCapacity,
      parts: stepParts(model, options.prefix),
    };
  };
  if (deployment.mode === "agg") {
    const agg = await open("agg");
    return {
      workers: { agg },
      at: (scale = UNSCALED) => ({ mode: "agg", pool: simulated(deployment, agg, options, scale) }),
    };
  }
  const [prefill, decode] = [await open("prefill"), await open("decode")];
  const { system } = await predictor.facts(prefill.context);
  const transferMs = kvTransferOf(prefill.model, system.node);
  return {
    workers: { prefill, decode },
    at: (scale = UNSCALED) => ({
      mode: "disagg",
      prefill: simulated(deployment, prefill, options, scale),
      // the fixed cost of a request is paid once, where it arrives
      decode: simulated(
        deployment,
        decode,
        { ...options, host: { requestMs: 0, stepMs: options.host?.stepMs ?? 0 } },
        scale,
      ),
      transferMs,
    }),
  };
}

interface OpenedPool {
  readonly pool: WorkerPool;
  readonly model: WorkerModel;
  readonly context: WorkerContext;
  /** memory of one GPU */
  readonly gpuBytes: number;
  readonly parts: StepParts;
}

function simulated(
  deployment: Deployment,
  { pool, model, gpuBytes, parts }: OpenedPool,
  { host = NO_HOST_COSTS }: SystemOptions,
  scale: StepScale,
): SimulatedPool {
  const { dp, pp } = model.parallelism;
  const site = { system: pool.system, gpuBytes, ranks: dp };
  const kvTokens = model.kvCapacityTokens(tokenBudgetOf(deployment.backend, pool.settings, site));
  if (kvTokens === 0)
    throw new UserError(
      "kv-memory",
      `the ${pool.role} worker has no room for a KV cache on ${pool.system}; use more GPUs per worker`,
    );
  return {
    workers: deployment.replicas * pool.workers * pp,
    times: stepTimes(parts, scale),
    policy: enginePolicy({
      backend: deployment.backend,
      settings: pool.settings,
      ...site,
      kvTokensPerRank: Math.floor(kvTokens / pp),
      // paid where a request arrives; never less than nothing
      requestOverheadMs: host.requestMs > 0 ? Math.max(0, host.requestMs + scale.requestMs) : 0,
      stepOverheadMs: host.stepMs,
      tokensPerStep: 1 + (deployment.speculation?.accepted ?? 0),
    }),
  };
}
