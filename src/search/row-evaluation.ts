import { compact } from "../domain/compact.js";
import type { MemoryUse, MemoryVerdict } from "../domain/prediction.js";
import type { Evaluation } from "../domain/review.js";
import type { SlaTarget } from "../domain/workload.js";
import type { SearchRow } from "./rows.js";
import { rowData } from "./deployments.js";
import { clusterBands } from "./scale.js";
import { checkLimits } from "./sla.js";

/** A row of a search, all its replicas together, as a deployment with its figures. `profile` is the search's. */
export function rowEvaluation(row: SearchRow, sla: SlaTarget, profile: string): Evaluation {
  const { figures, replicas, deployment } = row;
  const { memory, memoryVerdict } = fullestRank(row);
  return {
    deployment,
    limits: checkLimits(figures, sla),
    prediction: compact({
      ttftMs: figures.ttftMs,
      tpotMs: figures.tpotMs,
      requestLatencyMs: figures.requestLatencyMs,
      tokensPerSec: figures.tokensPerSec * replicas,
      tokensPerSecPerGpu: row.tokensPerSecPerGpuCluster,
      tokensPerSecPerUser: figures.tokensPerSecPerUser,
      requestsPerSec: figures.requestsPerSec * replicas,
      concurrency: figures.concurrency * replicas,
      totalGpus: row.totalGpusUsed,
      memoryBytes: memory.total,
      memoryCapacityBytes: memory.capacity,
      memoryVerdict,
      quant: row.quant,
      perfDb: rowData(row),
      profile,
      bands: clusterBands(row),
      pSla: row.chance,
      notes: figures.notes ?? [],
    }),
  };
}

/** The rank that uses the largest share of its GPU's memory. */
function fullestRank({ origin }: SearchRow): {
  readonly memory: MemoryUse;
  readonly memoryVerdict: MemoryVerdict;
} {
  if (origin.mode === "agg") return origin.point;
  const share = ({ memory }: { readonly memory: MemoryUse }): number => memory.total / memory.capacity;
  const { prefill, decode } = origin;
  return share(prefill.point) > share(decode.point) ? prefill.point : decode.point;
}
