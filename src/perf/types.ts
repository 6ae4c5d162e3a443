import type { Backend, Parallelism, QuantModes, Speculation } from "../domain/deployment.js";
import type { MemoryUse, MemoryVerdict } from "../domain/prediction.js";

/** Which figures a query may use: measured only, measured else estimated, estimated only, or the bare roofline. */
export const DATABASE_MODES = ["SILICON", "HYBRID", "EMPIRICAL", "SOL"] as const;
export type DatabaseMode = (typeof DATABASE_MODES)[number];

/** What may be borrowed when a measured slice is empty (HYBRID, EMPIRICAL). */
export interface TransferPolicy {
  readonly xshape: boolean;
  readonly xquant: boolean;
  readonly xprofile: boolean;
  readonly xop: boolean;
}

/** Half of an iteration's work: prompts (`context`) or answers (`generation`). */
export type Phase = "context" | "generation";

/**
 * One forward pass as every operator sees it (per attention-DP rank).
 * Context: `batch` sequences of `seq` new tokens after `prefix` cached ones, `tokens = batch · seq` unless stated
 * (a mixed step states its own). Generation: `batch` sequences at key-value length `seq`, one token each.
 */
export interface StepQuery {
  readonly tokens: number;
  readonly batch: number;
  readonly seq: number;
  readonly prefix: number;
}

/** A table that an operator reads, by its file stem, e.g. `gemm_perf`. `family` is the folder it lies in. */
export interface TableNeed {
  readonly family: string;
  readonly table: string;
}

/** Milliseconds of one operator in one step, its count included. Throws {@link MissingDataError} on a miss. */
export type StepPricer = (query: StepQuery) => number;

/** One node of a step's graph. Plain data until it is bound to loaded tables. */
export interface Operator {
  /** unique within its graph; the reference's own names (`qkv_gemm`, `context_attention`, …) because mixed steps select by name */
  readonly name: string;
  /** layers that it stands for */
  readonly count: number;
  /** weight bytes of one rank, all layers together, before division by pp */
  readonly weightBytes: number;
  /** tables to load before {@link Operator.bind} */
  needs(): readonly TableNeed[];
  /** Looks its slices up once; the returned pricer remembers every distinct query. */
  bind(context: PricingContext): StepPricer;
}

/** The operators of the two phases, in the reference's order. */
export interface StepGraph {
  readonly context: readonly Operator[];
  readonly generation: readonly Operator[];
}

/** What an operator may look at while it is bound. Implemented in `perf/db`. */
export interface PricingContext {
  readonly system: SystemSpec;
  readonly backend: Backend;
  readonly version: string;
  readonly databaseMode: DatabaseMode;
  readonly transfer: TransferPolicy;
  /** user's choice of attention kernel lane, strongest */
  readonly attentionLane?: string;
  /** rows of a loaded table in source order (first source first); undefined when no source has it */
  tables(need: TableNeed): readonly SourceTable[];
  /** one shared object per key, so that operators of equal shape share curves and memos */
  shared<T>(key: string, make: () => T): T;
}

/** Rows of one file. Columns keep file order; constant provenance is in `constants`. */
export interface SourceTable {
  readonly backend: string;
  readonly version: string;
  readonly rowCount: number;
  readonly constants: Readonly<Record<string, string>>;
  /** kernel sources allowed from this file; undefined means all */
  readonly kernels?: readonly string[];
  column(name: string): TableColumn | undefined;
}

/** A column: numbers as a typed array (booleans 0/1, null as NaN), text as dictionary codes. */
export type TableColumn =
  | { readonly kind: "number"; readonly values: Float64Array | Float32Array | Int32Array }
  | { readonly kind: "text"; readonly codes: Int32Array | Uint16Array | Uint8Array; readonly values: readonly string[] };

/** A system file: see `spec` of the reference data, units as there (bytes, bytes/s, FLOPS). */
export interface SystemSpec {
  readonly name: string;
  readonly gpu: {
    readonly memBw: number;
    readonly memBwScaling: number;
    readonly memConstantLatencyS: number;
    readonly memCapacity: number;
    /** by compute dtype: bfloat16, int8, fp8, fp4 */
    readonly tcFlops: Readonly<Partial<Record<"bfloat16" | "int8" | "fp8" | "fp4", number>>>;
    readonly smVersion: number | undefined;
  };
  readonly node: {
    readonly gpusPerNode: number;
    readonly intraNodeBw: number;
    readonly interNodeBw: number;
    readonly gpusPerRack: number | undefined;
    readonly interRackBw: number | undefined;
    readonly p2pLatencyS: number;
  };
  readonly memory: { readonly ncclBytes: Readonly<Record<string, number>>; readonly otherBytes: number };
  readonly ncclVersion: string | undefined;
  readonly onecclVersion: string | undefined;
}

/** A table lacks what a query needs. Fallback chains, HYBRID and the search catch it; a single estimate reports it. */
export class MissingDataError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "MissingDataError";
  }
}

/** A parallel choice that the model or backend cannot have (heads not divisible, …). The search skips it. */
export class InvalidParallelismError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "InvalidParallelismError";
  }
}

/** Everything that fixes a worker's price list, apart from its parallel sizes. */
export interface WorkerContext {
  readonly model: string;
  readonly system: string;
  readonly backend: Backend;
  /** slot alias (`current`, `previous`, `next`) or an exact version; absent means `current` */
  readonly backendVersion?: string;
  readonly databaseMode?: DatabaseMode;
  readonly transfer?: TransferPolicy;
  readonly quant?: Partial<QuantModes>;
  readonly speculation?: Speculation;
  readonly attentionLane?: string;
  readonly memFraction?: number;
  readonly maxSeqLen?: number;
  /** overrides the number of layers, for experiments */
  readonly layers?: number;
}

/** Lengths of one request. */
export interface Lengths {
  readonly isl: number;
  readonly osl: number;
  readonly prefix: number;
}

/** One point of aggregated serving, unrounded, per worker (`spec` 5). */
export interface AggPoint {
  readonly batchSize: number;
  readonly ctxTokens: number;
  readonly ttftMs: number;
  readonly tpotMs: number;
  readonly requestLatencyMs: number;
  readonly seqPerSec: number;
  readonly tokensPerSec: number;
  readonly concurrency: number;
  readonly numMixedSteps: number;
  readonly numGenSteps: number;
  readonly mixedStepMs: number;
  readonly genStepMs: number;
  /** decode requests in a mixed step */
  readonly genInMixed: number;
  readonly memory: MemoryUse;
  readonly memoryVerdict: MemoryVerdict;
}

/** One phase of one worker alone, unrounded (`spec` 3). */
export interface StaticPoint {
  readonly batchSize: number;
  /** context latency of the batch, 0 when the phase was not run */
  readonly contextMs: number;
  /** latency of all `osl − 1` decode steps, 0 when the phase was not run */
  readonly generationMs: number;
  readonly tpotMs: number;
  readonly seqPerSec: number;
  readonly memory: MemoryUse;
  readonly memoryVerdict: MemoryVerdict;
}

/** One worker shape, ready to be priced. Remembers every step that it has priced. */
export interface WorkerModel {
  readonly parallelism: Parallelism;
  readonly gpus: number;
  readonly quant: QuantModes;
  readonly layers: number;
  /** memory alone, cheap; `mode` selects the token rule */
  memory(mode: "agg" | "context" | "generation" | "static", batchSize: number, lengths: Lengths, ctxTokens?: number): {
    readonly use: MemoryUse;
    readonly verdict: MemoryVerdict;
  };
  agg(batchSize: number, ctxTokens: number, lengths: Lengths): AggPoint;
  context(batchSize: number, lengths: Lengths): StaticPoint;
  generation(batchSize: number, lengths: Lengths): StaticPoint;
  /** raw step times for schedulers: prompts of `ctxTokens` with `gen` decodes, or decodes alone at a length */
  mixedStepMs(ctxTokens: number, gen: number, lengths: Lengths): number;
  decodeStepMs(gen: number, kvLength: number): number;
  contextStepMs(batch: number, newTokens: number, prefix: number): number;
}

/** Opened performance data: resolves names and versions, loads tables lazily, builds workers. */
export interface Predictor {
  readonly version: string;
  /**
   * Builds one worker model per parallel choice; tables are loaded once for all. A choice that is impossible is
   * returned as the error instead (the search skips it).
   */
  workers(
    context: WorkerContext,
    choices: readonly Parallelism[],
    options?: { largeEp?: "auto" | "never"; purpose?: "search" | "estimate" },
  ): Promise<readonly (WorkerModel | Error)[]>;
}
