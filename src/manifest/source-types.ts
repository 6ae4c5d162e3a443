import type { FilePosition } from "../domain/location.js";
import type { Setting } from "./origin-types.js";

/** SLA, workload and hardware facts, each on its own. Milliseconds and tokens. */
export interface WorkloadFacts {
  readonly model?: Setting<string>;
  readonly backend?: Setting<string>;
  readonly system?: Setting<string>;
  readonly decodeSystem?: Setting<string>;
  readonly backendVersion?: Setting<string>;
  readonly isl?: Setting<number>;
  readonly osl?: Setting<number>;
  readonly prefixTokens?: Setting<number>;
  readonly concurrency?: Setting<number>;
  readonly requestRate?: Setting<number>;
  readonly ttftMs?: Setting<number>;
  readonly tpotMs?: Setting<number>;
  readonly e2eMs?: Setting<number>;
  readonly acceptLength?: Setting<number>;
  readonly totalGpus?: Setting<number>;
  readonly gpusPerNode?: Setting<number>;
}

/** Annotations with our prefix on a deployment. */
export interface ManifestAnnotations extends WorkloadFacts {
  readonly ignore?: Setting<boolean>;
}

/** A source of SLA and workload that is not an annotation: DGDR, planner or benchmark Job. */
export interface WorkloadSource extends WorkloadFacts {
  readonly kind: "dgdr" | "planner" | "perf-job";
  readonly name: string;
  readonly file: string;
  readonly position: FilePosition;
  /** deployment whose planner says it */
  readonly deployment?: string;
  /** every concurrency of a benchmark Job */
  readonly concurrencies?: readonly number[];
}

/** A DynamoGraphDeploymentRequest as written. */
export interface ManifestRequest extends WorkloadFacts {
  readonly file: string;
  readonly name: string;
  readonly apiVersion: string;
  readonly position: FilePosition;
  readonly gpuSku?: Setting<string>;
  readonly searchStrategy?: Setting<string>;
}
