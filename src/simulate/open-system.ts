import { compact } from "../domain/compact.js";
import { poolOf, type Deployment, type Role, type WorkerPool } from "../domain/deployment.js";
import { UserError } from "../domain/errors.js";
import { MEMORY_MODES } from "../perf/memory-modes.js";
import { poolContext } from "../perf/pool-context.js";
import type { Profile } from "../perf/profile/profile.js";
import type { Predictor, WorkerContext, WorkerModel } from "../perf/types.js";
import type { DatabaseMode } from "../domain/data-policy.js";
import { enginePolicy, tokenBudgetOf } from "./engine-policy.js";
import { kvTransferOf } from "./kv-transfer.js";
import type { SimulatedPool, SimulatedSystem } from "./run.js";
import { OWN_STEPS, type StepFactors } from "../perf/profile/step-factors.js";
import { stepParts, stepTimes, type StepParts } from "./step-times.js";

/** What a deployment is simulated with. */
export interface SystemOptions {
  /** cached tokens of every prompt */
  readonly prefix: number;
  readonly databaseMode?: DatabaseMode;
  /** whose figures are simulated; the published method unless given */
  readonly profile?: Profile;
}

/** A deployment whose workers are priced. */
export interface OpenedSystem {
  /** the system with steps as the operators say, or times factors */
  at(factors?: StepFactors): SimulatedSystem;
  /** workers by role, for those who want to know more of them */
  readonly workers: Readonly<Partial<Record<Role, { model: WorkerModel; context: WorkerContext }>>>;
}

/**
 * Prices the workers of a deployment for the simulator. Ranks of attention data parallelism each serve their own requests,
 * and pipeline stages work on different batches at a time: a worker counts as `dp · pp`. A stage holds
 * its layers of every batch that is under way, so each of them has the whole cache of a rank. Throws `UserError` for impossible sizes and missing data.
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
    const { maxSeqLen, ...rest } = poolContext(deployment, pool, options);
    // the scheduler pages its cache whatever the profile: what the published method reserves counts for nothing
    const context = rest.asEnginesRun === true ? { ...rest, ...compact({ maxSeqLen }) } : rest;
    const [model] = await predictor.workers(context, [pool.parallelism], { role, purpose: "search" });
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
      at: (factors = OWN_STEPS) => ({ mode: "agg", pool: simulated(deployment, agg, options, factors) }),
    };
  }
  const [prefill, decode] = [await open("prefill"), await open("decode")];
  const { system } = await predictor.facts(prefill.context);
  const transferMs = kvTransferOf(prefill.model, system.node);
  return {
    workers: { prefill, decode },
    at: (factors = OWN_STEPS) => ({
      mode: "disagg",
      prefill: simulated(deployment, prefill, options, factors),
      // the fixed cost of a request is paid once, where it arrives
      decode: simulated(deployment, decode, options, { ...factors, requestMs: 0, companyMs: 0 }),
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
  { pool, model, context, gpuBytes, parts }: OpenedPool,
  { prefix }: SystemOptions,
  factors: StepFactors,
): SimulatedPool {
  const { dp, pp } = model.parallelism;
  const site = { system: pool.system, gpuBytes, ranks: dp };
  const published = tokenBudgetOf(deployment.backend, pool.settings, site);
  const kvTokens = model.cacheTokens(MEMORY_MODES[pool.role], { published });
  if (kvTokens === 0 && context.asEnginesRun !== true)
    throw new UserError(
      "kv-memory",
      `the ${pool.role} worker has no room for a KV cache on ${pool.system}; use more GPUs per worker`,
    );
  return {
    workers: deployment.replicas * pool.workers * pp * dp,
    times: stepTimes(parts, factors),
    policy: enginePolicy({
      backend: deployment.backend,
      settings: pool.settings,
      ...site,
      kvTokensPerRank: kvTokens,
      requestOverheadMs: factors.requestMs,
      companyMs: factors.companyMs,
      prefix,
      tokensPerStep: 1 + (deployment.speculation?.accepted ?? 0),
    }),
  };
}
