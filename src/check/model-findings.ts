import type { Deployment, WorkerPool } from "../domain/deployment.js";
import type { Finding } from "../domain/review.js";
import type { Workload } from "../domain/workload.js";
import type { ManifestDeployment } from "../manifest/types.js";
import { poolContext } from "../perf/pool-context.js";
import type { Profile } from "../perf/profile/profile.js";
import type { ModelFacts, Predictor } from "../perf/types.js";
import { contextFinding, divisibilityFindings, memoryFinding } from "../review/index.js";
import { placeOf } from "./places.js";

/** Largest batch that is looked for when a manifest states no limit. */
const MAX_BATCH = 1024;

/** What the checkpoint's sizes say against a deployment: heads and experts that do not divide, a context that is too short. */
export function modelFindings(
  facts: ModelFacts,
  deployment: Deployment,
  workload: Workload,
  manifest: ManifestDeployment,
): readonly Finding[] {
  const findings = deployment.pools.flatMap((pool) =>
    divisibilityFindings(facts, pool.parallelism, (size) => placeOf(manifest, pool.role, size)),
  );
  const limits = deployment.pools.flatMap(({ role, settings }) =>
    settings.maxSeqLen === undefined ? [] : [{ role, limit: settings.maxSeqLen }],
  );
  const needed = workload.isl + workload.osl;
  for (const { role, limit } of limits) {
    const finding = contextFinding(needed, limit, placeOf(manifest, role, "maxSeqLen"));
    if (finding !== undefined) findings.push(finding);
  }
  if (facts.maxPositionEmbeddings !== undefined && limits.length === 0) {
    const finding = contextFinding(
      needed,
      facts.maxPositionEmbeddings,
      placeOf(manifest, deployment.pools[0]!.role, "model"),
    );
    if (finding !== undefined) findings.push({ ...finding, severity: "warning" });
  }
  return findings;
}

/** What prices the workers. */
export interface PricingDeps {
  readonly predictor: Predictor;
  readonly profile?: Profile;
}

/** Pools whose memory does not hold one request, or not the batch limit that is written; with the largest batch that fits. */
export async function memoryFindings(
  deps: PricingDeps,
  deployment: Deployment,
  workload: Workload,
  manifest: ManifestDeployment,
): Promise<readonly Finding[]> {
  const found = await Promise.all(
    deployment.pools.map((pool) => poolFinding(deps, deployment, pool, workload, manifest)),
  );
  return found.filter((finding) => finding !== undefined);
}

async function poolFinding(
  deps: PricingDeps,
  deployment: Deployment,
  pool: WorkerPool,
  workload: Workload,
  manifest: ManifestDeployment,
): Promise<Finding | undefined> {
  const { maxBatchSize } = pool.settings;
  const context = poolContext(deployment, pool, { profile: deps.profile });
  const [worker] = await deps.predictor.workers(context, [pool.parallelism], {
    role: pool.role,
    purpose: "search",
  });
  if (worker === undefined || worker instanceof Error) return undefined;
  const mode = pool.role === "agg" ? "agg" : pool.role === "prefill" ? "context" : "generation";
  const memoryAt = (batch: number) => worker.memory(mode, batch, workload, workload.isl);
  let low = 0;
  let high = Math.min(maxBatchSize ?? 1, MAX_BATCH * 4) + 1;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (memoryAt(middle).verdict === "fits") low = middle;
    else high = middle;
  }
  return memoryFinding(
    {
      role: pool.role,
      largestFit: low,
      use: memoryAt(1).use,
      ...(maxBatchSize === undefined ? {} : { maxBatchSize }),
    },
    placeOf(manifest, pool.role, low < 1 ? "tp" : "maxBatchSize"),
  );
}
