import type { Bands } from "../domain/prediction.js";
import type { SearchRow } from "./rows.js";

/** How often a replica fits a budget, and what that makes of its throughput (`docs/method/search.md` 6). */
export interface Scaled {
  readonly replicas: number;
  readonly totalGpusUsed: number;
  readonly tokensPerSecPerGpuCluster: number;
}

/** Scales one replica to the budget; idle GPUs lower the figure. Budget 0 means one replica, not scaled. */
export function scaleToBudget(tokensPerSecPerGpu: number, gpusPerReplica: number, totalGpus: number): Scaled {
  if (totalGpus === 0) {
    return { replicas: 1, totalGpusUsed: gpusPerReplica, tokensPerSecPerGpuCluster: tokensPerSecPerGpu };
  }
  const replicas = Math.floor(totalGpus / gpusPerReplica);
  const totalGpusUsed = replicas * gpusPerReplica;
  return {
    replicas,
    totalGpusUsed,
    tokensPerSecPerGpuCluster: (tokensPerSecPerGpu * replicas * gpusPerReplica) / totalGpus,
  };
}

/** Bands of a row over the whole budget: idle GPUs count against the throughput, and its band shrinks as the figure does. */
export function clusterBands({
  figures: { bands, tokensPerSecPerGpu },
  tokensPerSecPerGpuCluster,
}: Pick<SearchRow, "figures" | "tokensPerSecPerGpuCluster">): Bands | undefined {
  if (bands === undefined || !(tokensPerSecPerGpu > 0)) return undefined;
  const share = tokensPerSecPerGpuCluster / tokensPerSecPerGpu;
  const [low, high] = bands.tokensPerSecPerGpu;
  return { ...bands, tokensPerSecPerGpu: [low * share, high * share] };
}
