import type { DatabaseMode, TransferPolicy } from "../domain/data-policy.js";
import type { CheckpointFormat, ModelNumbers } from "../domain/model-numbers.js";
import type { Backend, KvRoom, Parallelism, QuantModes, Speculation } from "../domain/deployment.js";
import type { DraftNumber, TrainedDraftName } from "../domain/draft-methods.js";
import type { MemoryUse, MemoryVerdict } from "../domain/prediction.js";
import type { Workload } from "../domain/workload.js";
import type { SourceTable, TableNeed } from "./table.js";
import type { CacheStep, MemoryCheck, MemoryMode } from "./memory-types.js";
import type { ScaledFrom, SystemSpec } from "./system-spec.js";

export { MissingDataError } from "./missing-data.js";

export type { CacheStep, MemoryCheck, MemoryMode };

/** Half of an iteration's work: prompts (`context`) or answers (`generation`). */
export type Phase = "context" | "generation";

/**
 * One forward pass as every operator sees it (per attention-DP rank).
 * Context: `batch` sequences of `seq` new tokens after `prefix` cached ones, `tokens = batch · seq`. The shared pass of a
 * mixed step is one sequence of all its tokens (`batch` 1, `seq = tokens`). Generation: `batch` sequences at key-value
 * length `seq` (draft tokens counted in `batch`), `tokens = batch · beam`, `prefix` 0.
 */
export interface StepQuery {
  readonly tokens: number;
  readonly batch: number;
  /** requests behind a wider batch, where one pass over each one's cache serves all its tokens */
  readonly requests?: number;
  readonly seq: number;
  readonly prefix: number;
}

/**
 * Milliseconds of ONE instance of an operator in one step; the caller multiplies by {@link Operator.count}.
 * Throws {@link MissingDataError} on a miss.
 */
export type StepPricer = (query: StepQuery) => number;

/**
 * What an operator's time depends on, so that a step can be remembered by as little as possible:
 * `tokens` only on `query.tokens`, `batch` only on `query.batch`, `sequence` on anything in the query.
 */
export type OperatorScope = "tokens" | "batch" | "sequence";

/** One node of a step's graph. Plain data until it is bound to loaded tables. */
export interface Operator {
  /** the reference's own names (`qkv_gemm`, `context_attention`, …) because mixed steps select by name */
  readonly name: string;
  /** layers that it stands for; may be fractional (drafts) */
  readonly count: number;
  readonly scope: OperatorScope;
  /** weight bytes of one rank, all layers together, before division by pp; 0 for kernels without weights */
  readonly weightBytes: number;
  /** tables to load before {@link Operator.bind} */
  readonly needs: readonly TableNeed[];
  /** stands for other operators, each of which is bound for itself */
  readonly composed?: true;
  /** Looks its slices up once; the returned pricer remembers what is costly. Must not throw: misses belong to the pricer. */
  bind(context: PricingContext): StepPricer;
}

/** The operators of the two phases, in the reference's order. */
export interface StepGraph {
  readonly context: readonly Operator[];
  readonly generation: readonly Operator[];
}

/** Where a priced figure came from, worst of its parts last. */
export type DataSource = "silicon" | "empirical" | "xshape" | "xquant" | "xprofile" | "xop" | "sol";

/** What fixes the price of an operator beside its sizes. */
export interface PricingTerms {
  readonly system: SystemSpec;
  readonly backend: Backend;
  readonly version: string;
  readonly databaseMode: DatabaseMode;
  readonly transfer: TransferPolicy;
  /** kernels that the user's choice of attention backend stands for, strongest */
  readonly pinnedLanes: readonly string[];
  /** kernel lane by `backend` version and sm of the framework, newest first; see `ops/lanes.ts` */
  readonly laneDefaults: LaneDefaults;
  readonly asEnginesRun: boolean;
}

/** What an operator may look at while it is bound. Made by `perf/db`. */
export interface PricingContext extends PricingTerms {
  /** loaded files of a table in source order (first wins); empty when no source has it. EMPIRICAL and SOL see the first source alone */
  tables(family: string, table: string): readonly SourceTable[];
  /** one shared object per key, so that operators of equal shape share curves and memos; mode and data are implied */
  shared<T>(key: string, make: () => T): T;
  /** on a system that was never measured: what its operators are scaled from and by */
  readonly scaling?: {
    /** the donor's own prices */
    readonly donor: PricingContext;
    /** the bare rooflines of the system and of its donor */
    readonly roofline: PricingContext;
    readonly donorRoofline: PricingContext;
  };
  /** as engines run: the measured systems of the same design that this one is no slower than in anything */
  readonly outdone?: readonly PricingContext[];
  /** notes that a figure was not measured, for the report */
  mark(operator: string, source: DataSource): void;
}

/** Framework default attention kernels of one backend: version → sm → lane name or `default`. */
export type LaneDefaults = Readonly<Record<string, Readonly<Record<string, string>>>>;

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
  /** what runs, where the tables are of another version; absent: that of the tables */
  readonly engineVersion?: string;
  readonly databaseMode?: DatabaseMode;
  readonly transfer?: TransferPolicy;
  /** modes said by the user; the rest is inferred from the checkpoint */
  readonly quant?: Partial<QuantModes>;
  readonly speculation?: Speculation;
  /** attention backend by the engine's own name (`fa3`, `triton`, …); absent or `default` leaves it to the engine */
  readonly attentionLane?: string;
  readonly memFraction?: number;
  /**
   * longest sequence that the engine accepts, in tokens. The published method reserves so much for each request (absent: prompt
   * and answer); an engine must hold one such sequence (absent: of the model's context)
   */
  readonly maxSeqLen?: number;
  /** memory by blocks and kernels of every release, as engines run, not by whole lengths and known names as published */
  readonly asEnginesRun?: boolean;
  /** KV cache of a fixed size, in place of the engine's own share */
  readonly kvRoom?: KvRoom;
  /** token budget of one step, TRT-LLM's activation size (8192 unless given) */
  readonly maxNumTokens?: number;
  /** overrides the number of layers, for experiments */
  readonly layers?: number;
  readonly beamWidth?: number;
  /** multipliers of context and generation attention, 1 unless given */
  readonly seqImbalance?: number;
  readonly genSeqImbalance?: number;
}

/** How the workers are going to be used. */
export interface WorkerOptions {
  /** `agg`: both phases, mixed steps; `prefill`, `decode`: one phase of a pool; `static`: both or one, batch after batch */
  readonly role: "agg" | "prefill" | "decode" | "static" | "static_ctx" | "static_gen";
  /** searches switch to the large-EP graph wherever data cover it; single points only where the reference does (default) */
  readonly purpose?: "search" | "estimate";
  /** `published`: formats of the published method's single points, where its searches take those that the engine runs (default) */
  readonly formats?: "engine" | "published";
}

/** What can be said about a model on a system and backend without pricing anything. */
export interface ModelFacts {
  readonly model: string;
  readonly architecture: string;
  readonly family: string;
  readonly moe: boolean;
  /** the family can split a prompt over GPUs (SGLang) */
  readonly contextParallel: boolean;
  /** ranks can share the cache of a decode: one of latent attention, or copies of key-value heads; absent: not priced */
  readonly decodeContext?: "latent" | "copies";
  readonly layers: number;
  /** attention heads, which tp must divide */
  readonly heads: number;
  /** experts, which moeEp must divide; 0 for dense models */
  readonly experts: number;
  /** sizes that a rough count of parameters needs */
  readonly numbers: ModelNumbers;
  /** `num_nextn_predict_layers`, for `--nextn auto` */
  readonly nextnLayers: number | undefined;
  readonly maxPositionEmbeddings: number | undefined;
  readonly stretchedContext?: boolean; // by a factor: an engine may allow more positions than the configuration counts
  /** version of the performance data after aliases */
  readonly version: string;
  readonly basis?: string; // what the sizes rest on, when it is not the checkpoint's own file
  readonly system: SystemSpec;
  readonly quant: QuantModes;
  readonly checkpoint?: CheckpointFormat; // how the checkpoint itself was quantized
  /** EP sizes for which all-to-all and expert-compute data exist, by phase; empty when the fused graph is all there is */
  readonly largeEp: { readonly context: readonly number[]; readonly generation: readonly number[] };
}

/** Lengths of one request. */
export type Lengths = Pick<Workload, "isl" | "osl" | "prefix">;

/** One point of aggregated serving, unrounded, per worker (`docs/method/performance.md` 5). */
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

/** One phase of one worker alone, unrounded (`docs/method/performance.md` 3). */
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

/** Latency of one operator in a phase, its count included. */
export interface OperatorLatency {
  readonly phase: Phase;
  readonly name: string;
  readonly ms: number;
  readonly sources: readonly DataSource[];
}

/** One worker, ready to be priced. Remembers every step that it has priced. Methods throw {@link MissingDataError}. */
export interface WorkerModel {
  readonly family: string; // of the model
  /** names as the data have them, whatever alias was asked for: what is known about a worker is known under these */
  readonly model: string;
  readonly system: string;
  /** the file that describes the system, by which a command asks for it; absent for those that ship */
  readonly systemFile?: string;
  readonly parallelism: Parallelism;
  readonly gpus: number;
  readonly quant: QuantModes;
  readonly layers: number;
  readonly shape: string; // architecture and sizes; equal for checkpoints that differ in nothing but their weights
  /** whether the large-EP graph was taken */
  readonly largeEp: boolean;
  /** version of the performance data after aliases */
  readonly version: string;
  readonly basis?: string; // what every answer from this worker has to say about its graph: it is not the published method's
  /** where operator times were scaled from; absent: the system was measured */
  readonly scaled?: ScaledFrom;
  /** weight bytes of one rank */
  readonly weightBytes: number;
  /**
   * memory alone, cheap; asked before a point is priced. `ctxTokens` counts in `agg`: prompt tokens of a step, as engines run
   * only where they are more than the engine's own budget
   */
  memory(mode: MemoryMode, batchSize: number, lengths: Lengths, ctxTokens?: number): MemoryCheck;
  /** tokens of KV cache that an engine announces at start-up with the share that it has (`docs/method/memory.md` 4) */
  kvCapacityTokens(maxNumTokens: number): number;
  /** tokens of KV cache of one rank that {@link WorkerModel.memory} judges by */
  cacheTokens(mode: MemoryMode, step: CacheStep): number;
  readonly asEnginesRun: boolean; // in memory and kernels; else as the published method has them
  agg(batchSize: number, ctxTokens: number, lengths: Lengths): AggPoint;
  /** disaggregated prefill and decode, without correction factors */
  context(batchSize: number, lengths: Lengths): StaticPoint;
  generation(batchSize: number, lengths: Lengths, stride?: number): StaticPoint;
  /** raw step times for schedulers: prompts of `ctxTokens` with `gen` decodes, or decodes alone at a length */
  mixedStepMs(ctxTokens: number, gen: number, lengths: Lengths): number;
  decodeStepMs(gen: number, kvLength: number): number;
  contextStepMs(batch: number, newTokens: number, prefix: number): number;
  /** the same steps at the roofline of every operator: no silicon is faster; 0 where none is known */
  readonly roofline: StepFloor;
  /** operator by operator: a prefill of `batch` prompts, or one decode step at a KV length */
  breakdown(phase: Phase, query: StepQuery): readonly OperatorLatency[];
}

/** The least that steps can take, milliseconds. */
export type StepFloor = Pick<WorkerModel, "decodeStepMs" | "contextStepMs">;

/** Opened performance data: resolves names and versions, loads tables lazily, builds workers. */
export interface Predictor {
  /** Throws `UserError` for unknown models, systems, backends and versions. */
  facts(context: WorkerContext): Promise<ModelFacts>;
  /** A worker model per choice (tables load once for all), or why it is impossible. Throws `UserError` for unknown names. */
  workers(
    context: WorkerContext,
    choices: readonly Parallelism[],
    options: WorkerOptions,
  ): Promise<readonly (WorkerModel | Error)[]>;
  /** Drafts of a step of a trained network. Throws `UserError` (`model`) for files that cannot be read. */
  draftTokens(context: WorkerContext, draft: TrainedDraftName): Promise<DraftNumber>;
}
