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

/** How workers are reckoned; the published method's way where `asEnginesRun` is absent. */
interface RunOptions {
  readonly maxSeqLen?: number;
  readonly asEnginesRun?: boolean;
}

/**
 * As engines run, unless the profile is the published method. Engines page their KV cache: a request holds what it has
 * used, and a context limit only bounds prompt plus answer. The published method reads the limit as memory of each
 * request, so it alone keeps it, as it alone keeps to the kernel names of the releases it knows.
 */
export function pricedAsRun<T extends RunOptions>(asked: T, profile: Profile = reference): T {
  if (profile.identity) return asked;
  const { maxSeqLen: _limit, ...paged } = asked;
  return { ...paged, asEnginesRun: true } as T;
}
