import type { CacheRoom } from "../domain/cache-room.js";
import type { Deployment, Role, WorkerPool } from "../domain/deployment.js";
import { UserError } from "../domain/errors.js";
import { MEMORY_MODES, USUAL_STEP } from "../perf/memory-modes.js";
import { PROMPT_HEADROOM } from "../domain/prompt-headroom.js";
import { poolContext } from "../perf/pool-context.js";
import type { Profile } from "../perf/profile/profile.js";
import type { Lengths, Predictor, WorkerModel } from "../perf/types.js";
import { largestFit } from "../domain/largest-fit.js";

/** No batch limit that is written is above it. */
const MAX_BATCH = 4096;

/** What prices the workers of a deployment. */
export interface PricingDeps {
  readonly predictor: Predictor;
  readonly profile?: Profile;
}

/** The room of one rank of a worker for a workload, beside steps of the size that engines are given for it. */
export function cacheRoom(worker: WorkerModel, role: Role, lengths: Lengths): CacheRoom {
  const mode = MEMORY_MODES[role];
  const given = lengths.isl + PROMPT_HEADROOM;
  const asked = (batch: number): readonly number[] => (worker.asEnginesRun ? [given + batch] : []);
  const fits = (batch: number): boolean =>
    worker.memory(mode, batch, lengths, ...asked(batch)).verdict === "fits";
  return {
    tokens: worker.cacheTokens(mode, { published: Math.max(USUAL_STEP, lengths.isl), asked: given }),
    requests: largestFit(MAX_BATCH, fits),
  };
}

/** The worker of a pool; undefined where its sizes or the data do not allow one. */
export async function workerOfPool(
  { predictor, profile }: PricingDeps,
  pool: WorkerPool,
  deployment: Deployment,
): Promise<WorkerModel | undefined> {
  try {
    const [worker] = await predictor.workers(poolContext(deployment, pool, { profile }), [pool.parallelism], {
      role: pool.role,
      purpose: "search",
    });
    return worker instanceof Error ? undefined : worker;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return undefined;
  }
}

/** The room of every pool that can be priced. */
export async function roomsOf(
  deps: PricingDeps,
  deployment: Deployment,
  lengths: Lengths,
): Promise<Partial<Record<Role, CacheRoom>>> {
  const rooms: Partial<Record<Role, CacheRoom>> = {};
  for (const pool of deployment.pools) {
    const worker = await workerOfPool(deps, pool, deployment);
    if (worker !== undefined) rooms[pool.role] = cacheRoom(worker, pool.role, lengths);
  }
  return rooms;
}
