import type { Deployment, EngineSettings, WorkerPool } from "../../domain/deployment.js";
import { compact } from "../../domain/compact.js";
import { batchUnsaid } from "../../manifest/to-deployment.js";
import { ownLimits } from "../../perf/backend/own-limits.js";
import { rulesOf } from "../../perf/backend/registry.js";
import type { ModelFacts } from "../../perf/types.js";

/** A mapped deployment with what its engine's own limits depend on. */
interface Limited {
  readonly deployment: Deployment;
  readonly model: ModelFacts;
  /** engine version that the policy or the image names, where the data are of another */
  readonly wantedVersion?: string | undefined;
}

/**
 * The deployment without limits that only say what the engine takes anyway: whoever writes out a default changes nothing,
 * so no figure and no finding may move by it.
 */
export function withoutOwnDefaults(written: Limited): Deployment {
  return { ...written.deployment, pools: written.deployment.pools.map((pool) => unsaid(pool, written)) };
}

function unsaid(pool: WorkerPool, written: Limited): WorkerPool {
  const { backend } = written.deployment;
  const { system } = written.model;
  // what another GPU makes of it is not known here
  if (pool.system !== system.name) return pool;
  const { role, settings, parallelism } = pool;
  const site = { system: pool.system, gpuBytes: system.gpu.memCapacity, ranks: parallelism.dp };
  const own = ownLimits(backend, site);
  const ranks = backend === "sglang" ? parallelism.dp : 1;
  const maxBatchSize = other(settings.maxBatchSize, Math.floor(own.maxBatch / ranks));
  // where prompts are not cut, vLLM's own budget holds the longest prompt
  const whole = backend === "vllm" && settings.chunkedPrefill === false;
  // SGLang cuts prompts at its own size where only the tokens of a whole step are bounded, and not below that
  const idle = backend === "sglang" && settings.chunkedPrefill === undefined;
  const budget = idle && (settings.maxNumTokens ?? 0) > own.tokenBudget ? undefined : settings.maxNumTokens;
  const maxNumTokens = whole ? budget : other(budget, own.tokenBudget);
  const changed: EngineSettings = compact({
    ...settings,
    maxBatchSize,
    maxNumTokens,
    memFraction: ownFractions(pool, written).reduce(other, settings.memFraction),
    chunkedPrefill:
      maxNumTokens === undefined
        ? other(settings.chunkedPrefill, own.chunkedPrefill)
        : settings.chunkedPrefill,
    prefixCaching: other(settings.prefixCaching, true),
  });
  const batchSize = maxBatchSize === settings.maxBatchSize ? pool.batchSize : batchUnsaid(role, backend);
  return { ...pool, batchSize, settings: changed };
}

/** A value unless it is the engine's own. */
function other<T>(value: T | undefined, own: T): T | undefined {
  return value === own ? undefined : value;
}

/** The shares of memory that the engine takes by itself, at the version of the data and at the one that runs. */
function ownFractions(pool: WorkerPool, { deployment, model, wantedVersion }: Limited): readonly number[] {
  const { kv } = rulesOf(deployment.backend);
  const { system, version } = model;
  const shared = { system, parallelism: pool.parallelism, aggregated: pool.role === "agg" };
  return [version, wantedVersion ?? version].map((one) => kv.fraction({ ...shared, version: one }));
}
