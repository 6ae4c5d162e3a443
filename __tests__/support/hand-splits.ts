import type { CheckDeps } from "../../src/check/deps.js";
import { compact } from "../../src/domain/compact.js";
import { commonFactor } from "../../src/domain/common-factor.js";
import { gpusPerWorker, parallelKey, type Deployment, type WorkerPool } from "../../src/domain/deployment.js";
import { MissingDataError } from "../../src/perf/types.js";
import { UserError } from "../../src/domain/errors.js";
import { evaluateDeployment } from "../../src/search/operating-point.js";
import { runDefault, type DefaultRequest } from "../../src/search/run-default.js";

/** Tokens per second per GPU of the best disaggregated row, and of the best that its listed pools make in other counts. */
export interface SplitAnswer {
  readonly listed: number;
  readonly byHand: number;
  readonly split: string;
}

/**
 * Searches disaggregated serving, then combines every prefill pool that it lists with every decode pool in every number
 * of workers that the budget has room for, each as a manifest is priced. Undefined where the search lists nothing.
 */
export async function splitsByHand(
  { predictor, profile }: Pick<CheckDeps, "predictor" | "profile">,
  asked: Omit<DefaultRequest, "modes">,
  confidence: number,
): Promise<SplitAnswer | undefined> {
  const deps = { predictor, confidence, ...compact({ profile }) };
  const { experiments } = await runDefault(deps, { ...asked, modes: ["disagg"] });
  const top = experiments[0]!.top;
  if (top[0] === undefined) return undefined;
  const poolsOf = (role: 0 | 1): readonly WorkerPool[] => [
    ...new Map(
      top.map(({ deployment: { pools } }) => [parallelKey(pools[role]!.parallelism), pools[role]!]),
    ).values(),
  ];
  let best: SplitAnswer = { listed: top[0].tokensPerSecPerGpuCluster, byHand: 0, split: "" };
  for (const prefill of poolsOf(0))
    for (const decode of poolsOf(1)) {
      // engines of this kind hand over between equal tensor sizes only
      if (asked.backend === "sglang" && prefill.parallelism.tp !== decode.parallelism.tp) continue;
      for (const deployment of deploymentsOf(top[0].deployment, prefill, decode, asked.totalGpus)) {
        const served = await servedBy(deps, deployment, asked);
        if (served === undefined || served <= best.byHand) continue;
        const [p, d] = deployment.pools;
        best = { ...best, byHand: served, split: `${deployment.replicas} x (${p!.workers} + ${d!.workers})` };
      }
    }
  return best;
}

/** Every deployment of two kinds of workers within a budget; multiples of a replica are the same deployment. */
function* deploymentsOf(
  like: Deployment,
  prefill: WorkerPool,
  decode: WorkerPool,
  totalGpus: number,
): Generator<Deployment> {
  const gpus = (p: number, d: number): number =>
    p * gpusPerWorker(prefill.parallelism) + d * gpusPerWorker(decode.parallelism);
  for (let p = 1; p <= 32 && gpus(p, 1) <= totalGpus; p++)
    for (let d = 1; d <= 32 && gpus(p, d) <= totalGpus; d++) {
      if (commonFactor(p, d) > 1) continue;
      yield {
        ...like,
        replicas: Math.floor(totalGpus / gpus(p, d)),
        pools: [
          { ...prefill, workers: p, settings: { ...prefill.settings, maxBatchSize: 1 } },
          { ...decode, workers: d, settings: { ...decode.settings, maxBatchSize: 512 } },
        ],
      };
    }
}

/** Tokens per second per GPU of the budget at the load that is carried; undefined where none is. */
async function servedBy(
  deps: Parameters<typeof evaluateDeployment>[0],
  deployment: Deployment,
  { lengths, sla, totalGpus }: Omit<DefaultRequest, "modes">,
): Promise<number | undefined> {
  try {
    const { meetsSla, prediction } = await evaluateDeployment(deps, deployment, lengths, sla);
    return meetsSla ? prediction.tokensPerSec / totalGpus : undefined;
  } catch (error) {
    if (error instanceof UserError || error instanceof MissingDataError) return undefined;
    throw error;
  }
}
