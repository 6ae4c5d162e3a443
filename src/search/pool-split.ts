import type { Deployment } from "../domain/deployment.js";
import { UserError } from "../domain/errors.js";
import type { Lengths } from "../perf/types.js";
import { deploymentPoolRates, type OperatingDeps } from "./operating-point.js";
import type { PoolRates } from "./operating-types.js";

/** Workers of each pool. */
interface Split {
  readonly prefill: number;
  readonly decode: number;
  /** requests served against those of the split as it is */
  readonly gain: number;
}

/** The split of the deployment's GPUs among workers of these sizes that serves the most requests. */
export function bestSplit(rates: PoolRates): Split {
  const { prefillWorkers, decodeWorkers, prefillGpus, decodeGpus } = rates;
  const prompts = rates.prefillRequestsPerSec / prefillWorkers;
  const answers = rates.decodeRequestsPerSec / decodeWorkers;
  const served = (prefill: number, decode: number): number => Math.min(prefill * prompts, decode * answers);
  const gpus = prefillWorkers * prefillGpus + decodeWorkers * decodeGpus;
  const now = served(prefillWorkers, decodeWorkers);
  let best: Split = { prefill: prefillWorkers, decode: decodeWorkers, gain: 1 };
  for (let prefill = 1; prefill * prefillGpus + decodeGpus <= gpus; prefill++) {
    const decode = Math.floor((gpus - prefill * prefillGpus) / decodeGpus);
    const gain = served(prefill, decode) / now;
    if (gain > best.gain) best = { prefill, decode, gain };
  }
  return best;
}

/**
 * A disaggregated deployment with its GPUs split between the pools as they are needed: as many requests a second on both
 * sides as the workers allow. Unchanged where its workers cannot be priced.
 */
export async function splitByRates(
  deps: OperatingDeps,
  deployment: Deployment,
  lengths: Lengths,
): Promise<Deployment> {
  const rates = await ratesOf(deps, deployment, lengths);
  if (rates === undefined) return deployment;
  const workers = { agg: 1, ...bestSplit(rates) };
  const pools = deployment.pools.map((pool) => ({ ...pool, workers: workers[pool.role] }));
  return { ...deployment, pools };
}

async function ratesOf(
  deps: OperatingDeps,
  deployment: Deployment,
  lengths: Lengths,
): Promise<PoolRates | undefined> {
  try {
    return await deploymentPoolRates(deps, deployment, lengths, {});
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
