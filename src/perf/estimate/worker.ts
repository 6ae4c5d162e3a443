import type { DatabaseMode } from "../../domain/data-policy.js";
import { UserError } from "../../domain/errors.js";
import type { Parallelism, Role } from "../../domain/deployment.js";
import type { MemoryUse } from "../../domain/prediction.js";
import { MEMORY_MODES } from "../memory-modes.js";
import { noMeasurements } from "../no-data.js";
import type { Profile } from "../profile/profile.js";
import {
  InvalidParallelismError,
  MissingDataError,
  type Lengths,
  type Predictor,
  type WorkerContext,
  type WorkerModel,
  type WorkerOptions,
} from "../types.js";

export const GIB = 2 ** 30;

/** What a single point asks of a worker: its role, and whose figures they shall be. */
interface PointOptions {
  readonly role: WorkerOptions["role"];
  readonly profile: Profile;
}

/** One worker model; impossible sizes are the user's mistake. */
export async function buildWorker(
  predictor: Predictor,
  context: WorkerContext,
  parallelism: Parallelism,
  { role, profile }: PointOptions,
): Promise<WorkerModel> {
  const formats = profile.identity ? "published" : "engine";
  // the published method prices experts over nodes in one way for single points and in another in its searches; a fitted
  // profile has one figure, that of searches and gates. Static runs are the published method's under either
  const purpose = profile.identity || role.startsWith("static") ? "estimate" : "search";
  const [built] = await predictor.workers(context, [parallelism], { role, purpose, formats });
  if (built === undefined || built instanceof Error) throw asUserError(built, context.databaseMode);
  return built;
}

/** What was missing or impossible under a database mode, as one line for the user; other errors pass unchanged. */
export function asUserError(error: unknown, mode: DatabaseMode | undefined): unknown {
  if (error instanceof MissingDataError)
    return new UserError("data", noMeasurements(error, mode), { cause: error });
  if (error instanceof InvalidParallelismError)
    return new UserError("usage", error.message, { cause: error });
  return error;
}

/** Throws `UserError` (`memory`, `kv-memory`) for a worker whose ranks do not hold `batchSize` requests each. */
export function refuseMisfit(
  { model, context }: { readonly model: WorkerModel; readonly context: WorkerContext },
  role: Role,
  batchSize: number,
  lengths: Lengths,
): void {
  const { use, verdict } = model.memory(MEMORY_MODES[role], batchSize, lengths);
  const who = role === "agg" ? model.model : `the ${role} worker`;
  if (verdict !== "fits")
    throw outOfMemory(`${who} at batch ${batchSize}`, use, context, verdict === "kv-oom");
}

/** Why a load is refused that the memory of one rank cannot hold. */
export function outOfMemory(who: string, use: MemoryUse, context: WorkerContext, kvOnly: boolean): UserError {
  const gib = (bytes: number): string => (bytes / GIB).toFixed(1);
  const need = `needs ${gib(use.total)} GiB of the ${gib(use.capacity)} GiB of ${context.system}`;
  if (kvOnly) {
    const cache = `its cache of ${gib(use.kvCache)} GiB is more than the engine's share`;
    return new UserError(
      "kv-memory",
      `${who} ${need}: ${cache}; use a smaller batch or more GPUs per worker`,
    );
  }
  const parts = `weights ${gib(use.weights)}, activations ${gib(use.activations)}, cache ${gib(use.kvCache)}`;
  return new UserError("memory", `${who} ${need} (${parts}); use a smaller batch or more GPUs per worker`);
}
