import { largestFit } from "../domain/largest-fit.js";
import { poolOf, type WorkerPool } from "../domain/deployment.js";
import { decodeAt, prefillRow, type WorkerAt, type WorkerRow } from "../perf/disagg.js";
import type { ReplicaFigures } from "../perf/profile/profile.js";
import { UNKNOWN_BATCH_CEILING } from "./operate-common.js";
import type { OpenedPool, OperatingRequest } from "./operating-types.js";
import { replicaFigures } from "./pairs.js";
import { resolveTuning, type ResolvedTuning } from "./task.js";

/** Prefill batches that are looked at; throughput is flat well before. */
const MAX_PREFILL_BATCH = 16;

/** Both pools, priced on demand. */
export interface Pools {
  readonly prefill: OpenedPool & { readonly pool: WorkerPool; readonly fit: number };
  readonly decode: OpenedPool & { readonly pool: WorkerPool; readonly fit: number };
  readonly tuning: ResolvedTuning;
  prefillAt(batch: number): WorkerRow;
  decodeAt(batch: number): WorkerAt;
  figuresAt(prefill: WorkerRow, decode: WorkerAt, concurrency?: number): ReplicaFigures;
}

/** The pools of a disaggregated deployment, nothing priced yet. */
export function openPools(request: OperatingRequest, prefill: OpenedPool, decode: OpenedPool): Pools {
  const { deployment, lengths } = request;
  const tuning = resolveTuning(request.tuning, { largeEp: false });
  const prefillPool = poolOf(deployment, "prefill")!;
  const decodePool = poolOf(deployment, "decode")!;
  const prefillRows = new Map<number, WorkerRow>();
  const decodeRows = new Map<number, WorkerAt>();
  const counts = { prefillWorkers: prefillPool.workers, decodeWorkers: decodePool.workers };
  const fits = (opened: OpenedPool, phase: "context" | "generation", ceiling: number): number =>
    largestFit(ceiling, (batch) => opened.model.memory(phase, batch, lengths).verdict === "fits");
  return {
    prefill: {
      ...prefill,
      pool: prefillPool,
      fit: fits(prefill, "context", prefillCeiling(prefillPool, lengths.isl, tuning)),
    },
    decode: {
      ...decode,
      pool: decodePool,
      fit: fits(decode, "generation", decodePool.settings.maxBatchSize ?? UNKNOWN_BATCH_CEILING),
    },
    tuning,
    prefillAt: (batch) =>
      remember(prefillRows, batch, () =>
        prefillRow(prefill.model, batch, { lengths, correction: tuning.prefillLatencyCorrection }),
      ),
    decodeAt: (batch) =>
      remember(decodeRows, batch, () =>
        decodeAt(
          decode.model,
          batch,
          { lengths, correction: tuning.decodeLatencyCorrection },
          decode.context.speculation,
        ),
      ),
    figuresAt: (p, d, concurrency) =>
      replicaFigures(
        { lengths, tuning, profile: request.profile, prefill, decode },
        p,
        d,
        counts,
        concurrency,
      ),
  };
}

function remember<T>(memo: Map<number, T>, key: number, make: () => T): T {
  let value = memo.get(key);
  if (value === undefined) {
    value = make();
    memo.set(key, value);
  }
  return value;
}

/** Prompts of one prefill step: the engine's batch limit within its token budget; 1 when neither says more. */
function prefillCeiling(pool: WorkerPool, isl: number, tuning: ResolvedTuning): number {
  const { maxBatchSize, maxNumTokens } = pool.settings;
  const byTokens = maxNumTokens === undefined ? Infinity : Math.max(1, Math.floor(maxNumTokens / isl));
  return Math.min(maxBatchSize ?? tuning.prefillMaxBatchSize, byTokens, MAX_PREFILL_BATCH);
}
