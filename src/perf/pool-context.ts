import type { Deployment, WorkerPool } from "../domain/deployment.js";
import { compact } from "../domain/compact.js";
import { reference, type Profile } from "./profile/profile.js";
import type { WorkerContext } from "./types.js";
import type { DatabaseMode, TransferPolicy } from "../domain/data-policy.js";

/** How the workers of a deployment are priced. */
export interface PricingOptions {
  /** absent: the published method */
  readonly profile?: Profile | undefined;
  readonly databaseMode?: DatabaseMode | undefined;
  readonly transfer?: TransferPolicy | undefined;
}

/** The price-list context of one pool of a deployment, with the settings that the pool's engine runs with. */
export function poolContext(
  deployment: Deployment,
  pool: WorkerPool,
  { profile, databaseMode, transfer }: PricingOptions = {},
): WorkerContext {
  const { memFraction, maxSeqLen, maxNumTokens, kvRoom } = pool.settings;
  const context = compact({
    model: deployment.model,
    system: pool.system,
    backend: deployment.backend,
    backendVersion: deployment.backendVersion,
    engineVersion: deployment.engineVersion,
    quant: deployment.quant,
    databaseMode,
    transfer,
    speculation: deployment.speculation,
    memFraction,
    maxSeqLen,
    kvRoom,
    maxNumTokens: pool.role === "agg" ? maxNumTokens : undefined,
  });
  return pricedAsRun(context, profile);
}

/**
 * As engines run, unless the profile is the published method: engines page their KV cache, and the published method alone
 * reads a context limit as memory of each request and keeps to the kernel names of the releases it knows.
 */
export function pricedAsRun<T extends object>(asked: T, profile: Profile = reference): T {
  return profile.identity ? asked : { ...asked, asEnginesRun: true };
}
