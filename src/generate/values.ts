import type { CacheRoom } from "../domain/cache-room.js";
import type {
  Backend,
  Parallelism,
  Role,
  ServingMode,
  Speculation,
  WorkerPool,
} from "../domain/deployment.js";
import type { GenerateOptions, JsonObject, WorkerOverrides } from "./options/types.js";
import type { SystemFacts } from "./systems.js";
import type { GenerateTask } from "./task.js";
import type { ReleaseTarget } from "./versions.js";

/** Captured CUDA graphs. */
export interface CudaGraphs {
  /** batch sizes, ascending, without repeats */
  readonly sizes: readonly number[];
  /** run a batch between two sizes on the next larger graph */
  readonly padding: boolean;
}

/**
 * Engine settings of one role after all rules: what the files of any backend are written from. Absent: not written, the
 * engine's own default holds. Limits count one attention-DP rank, as in the domain.
 */
export interface EngineValues {
  readonly parallelism: Parallelism;
  readonly isMoe: boolean;
  readonly maxBatchSize?: number;
  /** token budget of a step */
  readonly maxNumTokens?: number;
  readonly maxSeqLen?: number;
  readonly memFraction?: number;
  readonly kvCacheDtype?: string;
  readonly kvCacheMaxTokens?: number;
  readonly kvBlockSize?: number;
  readonly prefixCaching?: boolean;
  readonly chunkedPrefill?: boolean;
  readonly mixedChunk?: boolean;
  readonly cudaGraphs?: CudaGraphs;
  readonly disableCudaGraphs?: boolean;
  readonly disableOverlapScheduler?: boolean;
  /** most tokens in the buffer of a KV transfer (TensorRT-LLM) */
  readonly cacheTransceiverMaxTokens?: number;
  /** what moves the KV cache from prefill to decode */
  readonly kvTransferBackend?: string;
  readonly bootstrapPort?: number;
  /** draft tokens per step; 0: off */
  readonly nextn: number;
  /** what drafts them, where it is not the model itself */
  readonly drafter?: DrafterNames;
  readonly moeBackend?: string;
  readonly moeAllToAll?: string;
  readonly attentionBackend?: string;
  readonly quantization?: string;
  readonly cudaGraphMaxBatchSize?: number;
  readonly skipTokenizerInit?: boolean;
  readonly trustRemoteCode?: boolean;
  readonly extraEngineArgs?: JsonObject;
  readonly extraCliArgs: readonly string[];
}

/** One role of the deployment, ready to be written. */
export interface RoleValues {
  readonly role: Role;
  readonly system: string;
  readonly facts: SystemFacts;
  /** workers of the whole deployment */
  readonly workers: number;
  /** `tp · pp · dp · cp` */
  readonly gpusPerWorker: number;
  readonly gpusPerNode: number;
  /** nodes of one worker */
  readonly nodes: number;
  /** predicted requests in flight per attention-DP rank */
  readonly batchSize: number;
  readonly engine: EngineValues;
}

/** The model as the engines are told. */
export interface ServiceValues {
  readonly modelPath: string;
  readonly servedModelName: string;
}

/** The whole deployment, ready to be written: the seam between rules and text. */
export interface DeployValues {
  readonly backend: Backend;
  /** version of the performance data that the prediction rests on */
  readonly dataVersion: string;
  readonly mode: ServingMode;
  /** `metadata.name` */
  readonly name: string;
  readonly target: ReleaseTarget;
  readonly service: ServiceValues;
  readonly router: boolean;
  readonly replicas: number;
  /** `agg`, or `prefill` and `decode` */
  readonly roles: readonly RoleValues[];
  /** requests in flight over all replicas at the predicted point */
  readonly concurrency: number;
  readonly isMoe: boolean;
  readonly nextn: number;
  /** drafts accepted per step on average, when predicted with drafts */
  readonly accepted?: number;
  readonly prefix: number;
  readonly task: GenerateTask;
  readonly options: GenerateOptions;
  /** sentences about what could not be written as predicted */
  readonly notes: readonly string[];
}

/** How drafts come from beside the model. */
export interface DrafterNames {
  readonly method: Exclude<Speculation["method"], "mtp" | undefined>;
  /** checkpoint of what drafts */
  readonly model?: string;
}

/** What a backend's rules start from. */
export interface RoleContext {
  readonly role: Role;
  readonly pool: WorkerPool;
  readonly parallelism: Parallelism;
  readonly overrides: WorkerOverrides;
  readonly facts: SystemFacts;
  readonly isMoe: boolean;
  readonly isl: number;
  readonly osl: number;
  readonly prefix: number;
  readonly nextn: number;
  readonly drafter?: DrafterNames;
  readonly disagg: boolean;
  /** version of the engine that the files are for */
  readonly engineVersion: string;
  /** what the KV cache of one rank holds */
  readonly room?: CacheRoom;
  /** number format of the KV cache, when known */
  readonly kvCache?: string;
  readonly benchmarkRule: boolean;
  readonly preserveEngineLimits: boolean;
}
