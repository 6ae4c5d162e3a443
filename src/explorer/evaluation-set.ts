import { compact } from "../domain/compact.js";
import { gpusPerReplica } from "../domain/deployment.js";
import type { Evaluation } from "../domain/review.js";
import type { SlaTarget, Workload } from "../domain/workload.js";
import { BAND_COLUMNS, bandMultiple, type PointSet, type PointSource, type PoolColumn } from "./payload.js";

const GIB = 2 ** 30;

/** Where an evaluated deployment comes from, and what it was judged by. */
export interface EvaluationPlace {
  readonly part?: string;
  readonly workload: Workload;
  readonly sla: SlaTarget;
  readonly gpuBudget: number;
  readonly source: PointSource;
}

/** A deployment of a change as a set of one point. Its figures are of its operating point, a replica's share of them. */
export function evaluationSet({ deployment, prediction }: Evaluation, place: EvaluationPlace): PointSet {
  const { replicas, pools, ...rest } = deployment;
  const { bands, quant, perfDb } = prediction;
  const { isl, osl, prefix } = place.workload;
  const column = (value: number): readonly number[] => [value];
  const pool = (at: number): Record<PoolColumn, readonly number[]> => ({
    worker: column(at),
    workers: column(pools[at]!.workers),
    batchSize: column(pools[at]!.batchSize),
    ctxTokens: column(pools[at]!.ctxTokens ?? 0),
    memoryGib: column(prediction.memoryBytes / GIB),
  });
  return {
    series: deployment.mode,
    ...compact({ part: place.part }),
    source: place.source,
    task: {
      family: "",
      model: deployment.model,
      totalGpus: place.gpuBudget,
      lengths: { isl, osl, prefix },
      sla: place.sla,
    },
    deployment: rest,
    roles: pools.map(({ role, system, settings }) => ({
      ...{ role, system, settings },
      ...compact({ scaledFrom: system === perfDb.system ? perfDb.scaledFrom : undefined }),
    })),
    workers: pools.map(({ parallelism }) => ({ parallelism, quant })),
    columns: {
      figures: {
        tokensPerSecPerGpuCluster: column(prediction.tokensPerSecPerGpu),
        tokensPerSecPerGpu: column(prediction.tokensPerSecPerGpu),
        tokensPerSecPerUser: column(prediction.tokensPerSecPerUser),
        ttftMs: column(prediction.ttftMs),
        tpotMs: column(prediction.tpotMs),
        requestLatencyMs: column(prediction.requestLatencyMs),
        requestsPerSec: column(prediction.requestsPerSec / replicas),
        concurrency: column(prediction.concurrency / replicas),
        memoryGib: column(prediction.memoryBytes / GIB),
        gpusPerReplica: column(gpusPerReplica(deployment)),
        replicas: column(replicas),
      },
      ...(bands === undefined
        ? {}
        : {
            bands: Object.fromEntries(
              BAND_COLUMNS.map((name) => [
                name,
                bands[name].map((end) => column(bandMultiple(end, prediction[name]))),
              ]),
            ) as unknown as NonNullable<PointSet["columns"]["bands"]>,
          }),
      pools: pools.map((_pool, at) => pool(at)),
    },
  };
}
