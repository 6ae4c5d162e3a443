import type { Parallelism, Role } from "../domain/deployment.js";
import type { Predictor, WorkerContext } from "../perf/types.js";

/** What the search needs to know of a model before it builds workers. */
export interface ModelFacts {
  readonly isMoe: boolean;
  /** the family supports context parallelism on SGLang for prefill and agg */
  readonly contextParallel: boolean;
  /** DeepSeek-V3.2 and V4: a two-stage pipeline is explored on Blackwell */
  readonly largePipeline: boolean;
}

/** What the search needs to know of a GPU system. */
export interface SystemFacts {
  readonly gpusPerNode: number;
  readonly rackScale: boolean;
  readonly blackwell: boolean;
  readonly memoryCapacityBytes: number;
}

/** The door to the performance model: opens data, knows names, builds workers. Names are resolved here. */
export interface PerfSource {
  /** opens the data of a system and engine; throws `UserError` for unknown names and versions */
  predictor(context: WorkerContext): Promise<Predictor>;
  modelFacts(context: WorkerContext): Promise<ModelFacts>;
  systemFacts(system: string): Promise<SystemFacts>;
  /** EP sizes beyond one node that the data cover for every phase of the role (`spec/search.md` 3.3) */
  largeEpSizes(context: WorkerContext, role: Role): Promise<readonly number[]>;
}

/** Identifies a worker's price list; two roles with equal keys share workers and everything they have priced. */
export function contextKey(context: WorkerContext): string {
  return JSON.stringify(context, Object.keys(context).sort().concat("gemm", "moe", "kvcache", "fmha", "comm", "nextn", "accepted", "xshape", "xquant", "xprofile", "xop"));
}

/** A parallel choice with everything that tells it from others. */
export function choiceKey(p: Parallelism): string {
  return `${p.tp}/${p.pp}/${p.dp}/${p.cp}/${p.moeTp}/${p.moeEp}`;
}
