import type { Role } from "../../domain/deployment.js";
import type { MemoryUse } from "../../domain/prediction.js";
import type { Finding } from "../../domain/review.js";
import { finding, type FindingPlace } from "../../domain/finding.js";

const GIB = 1024 ** 3;

/** What one rank can hold. */
export interface RankRoom {
  readonly role: Role;
  /** batch limit of the engine, when written */
  readonly maxBatchSize?: number;
  /** largest batch whose KV cache fits at the workload's lengths; 0: not even one request */
  readonly largestFit: number;
  readonly use: MemoryUse;
}

/** Nothing fits: an error. Less than the written batch limit fits: a warning that names the largest that does. */
export function memoryFinding(
  { role, maxBatchSize, largestFit, use }: RankRoom,
  place: FindingPlace,
): Finding | undefined {
  const worker = role === "agg" ? "worker" : `${role} worker`;
  if (largestFit < 1) {
    const [need, have] = [use.total, use.capacity].map((bytes) => (bytes / GIB).toFixed(0));
    return finding(
      "memory-exceeded",
      place,
      `a ${worker} needs ${need} GiB on each GPU for one request, the GPU has ${have}. Use more GPUs for a worker, or a smaller precision`,
    );
  }
  if (maxBatchSize === undefined || largestFit >= maxBatchSize) return undefined;
  return finding(
    "batch-exceeds-memory",
    place,
    `the KV cache of ${maxBatchSize} requests at once does not fit a ${worker}; the largest batch that fits is ${largestFit}`,
  );
}
