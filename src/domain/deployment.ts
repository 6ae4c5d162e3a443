import { decodeRanks, type DecodeContext } from "./decode-context.js";

/** Inference engines that Dynamo drives and that the performance data covers. */
export const BACKENDS = ["trtllm", "vllm", "sglang"] as const;
export type Backend = (typeof BACKENDS)[number];

/** Aggregated: one pool does prefill and decode. Disaggregated: a pool for each. */
export type ServingMode = "agg" | "disagg";

/** What one pool of workers does. */
export type Role = "agg" | "prefill" | "decode";

/** Parallel sizes of one worker. All are at least 1; dense models have `dp = moeTp = moeEp = 1`. */
export interface Parallelism extends DecodeContext {
  /** tensor parallel size of attention and dense layers */
  readonly tp: number;
  /** pipeline parallel size */
  readonly pp: number;
  /** attention data parallel size: each rank holds its own requests */
  readonly dp: number;
  /** context parallel size (prefill, SGLang only) */
  readonly cp: number;
  /** tensor parallel size of the experts */
  readonly moeTp: number;
  /** expert parallel size */
  readonly moeEp: number;
}

export const SINGLE_GPU: Parallelism = { tp: 1, pp: 1, dp: 1, cp: 1, moeTp: 1, moeEp: 1 };

/** GPUs that one worker occupies: `tp · pp · dp · cp`. */
export function gpusPerWorker(p: Parallelism): number {
  return p.tp * p.pp * p.dp * p.cp;
}

/** The reference's text key of a parallel choice, e.g. `tp2pp1dp1etp1ep1`; `cp` and `dcp` only when above 1. */
export function parallelKey(p: Parallelism): string {
  const { dcp = 1, dcpComm = "", dcpReplicateQ } = p;
  const queries = dcpReplicateQ === undefined ? "" : `q${Number(dcpReplicateQ)}`;
  const decode = dcp > 1 ? `dcp${dcp}${dcpComm}${queries}` : "";
  return `tp${p.tp}pp${p.pp}dp${p.dp}etp${p.moeTp}ep${p.moeEp}${p.cp > 1 ? `cp${p.cp}` : ""}${decode}`;
}

/** Number formats by operator kind; names as in the performance data (`fp8_block`, `bfloat16`, …). */
export interface QuantModes {
  readonly gemm: string;
  readonly moe: string;
  readonly kvcache: string;
  readonly fmha: string;
  readonly comm: string;
}

/** Ways of drafting by a network that is trained for its target and reads the target's own states. */
export type TrainedMethod = "eagle3" | "dflash" | "dspark";

/** Draft tokens per step and how many of them are accepted on average (`0 ≤ accepted ≤ nextn`). */
export interface Speculation {
  /** who drafts: layers of the checkpoint (`mtp`) unless given, a lookup in the text, a smaller model, a trained network */
  readonly method?: "mtp" | "ngram" | "draft_model" | TrainedMethod;
  /** the smaller model of `draft_model`, the network of a {@link TrainedMethod}: an id, or a folder with `config.json` */
  readonly draftModel?: string;
  readonly nextn: number;
  readonly accepted: number;
}

/** Engine limits and switches that change a prediction. Absent: the engine's own default. */
export interface EngineSettings {
  /** most requests in flight per attention-DP rank */
  readonly maxBatchSize?: number;
  /** token budget of one step */
  readonly maxNumTokens?: number;
  readonly maxSeqLen?: number;
  /** the backend's memory fraction flag (its meaning differs by backend, see `perf/memory.ts`) */
  readonly memFraction?: number;
  readonly chunkedPrefill?: boolean;
  readonly prefixCaching?: boolean;
  readonly kvRoom?: KvRoom;
}

/** A KV cache of fixed size on one rank; bytes stand in place of the share of memory, tokens bound it. */
export interface KvRoom {
  readonly tokens?: number;
  readonly bytes?: number;
}

/** Equal workers that do the same thing. */
export interface WorkerPool {
  readonly role: Role;
  /** GPU system, e.g. `h200_sxm` */
  readonly system: string;
  readonly parallelism: Parallelism;
  /** GPUs that one worker asks for, where they are more than its sizes take: idle, and paid for */
  readonly gpusAsked?: number;
  /** workers of this pool in one replica (1 for agg) */
  readonly workers: number;
  /** requests in flight per attention-DP rank at the operating point */
  readonly batchSize: number;
  /** context tokens per mixed step (agg only) */
  readonly ctxTokens?: number;
  readonly settings: EngineSettings;
}

/** A configuration: manifests parse into it, the search produces it, the generator renders it, the comparison compares it. */
export interface Deployment {
  /** Hugging Face id or the path of a local folder */
  readonly model: string;
  readonly backend: Backend;
  /** version of the performance data */
  readonly backendVersion: string;
  /** version of the engine that runs, where the performance data are of another */
  readonly engineVersion?: string;
  readonly mode: ServingMode;
  /** how many times the pools are repeated: one agg worker, or x prefill + y decode workers, make one replica */
  readonly replicas: number;
  /** one pool (`agg`) or two (`prefill`, `decode`, in this order) */
  readonly pools: readonly WorkerPool[];
  /** modes said explicitly; the rest follows from the checkpoint */
  readonly quant: Partial<QuantModes>;
  readonly speculation?: Speculation;
}

/** Sizes of one worker: `TP4`, `DP2·EP2`; sizes of 1 are left out, a single GPU is `TP1`. */
export function shapeText(p: Parallelism): string {
  const sizes = [
    ["TP", p.tp],
    ["PP", p.pp],
    ["DP", p.dp],
    ["CP", p.cp],
    ["EP", p.moeEp],
    ["DCP", decodeRanks(p)],
  ] as const;
  return (
    sizes
      .filter(([, size]) => size > 1)
      .map(([name, size]) => `${name}${size}`)
      .join("·") || "TP1"
  );
}

/** GPUs that one worker of a pool is paid for: those that it asks for, which are at least those that it occupies. */
export function gpusOfWorker({ parallelism, gpusAsked }: WorkerPool): number {
  return gpusAsked ?? gpusPerWorker(parallelism);
}

/** A pool whose workers ask for the GPUs that they occupy. */
export function withoutIdleGpus({ gpusAsked: _idle, ...pool }: WorkerPool): WorkerPool {
  return pool;
}

/** GPUs of one replica that are paid for. */
export function gpusPerReplica(d: Deployment): number {
  return d.pools.reduce((sum, pool) => sum + pool.workers * gpusOfWorker(pool), 0);
}

/** GPUs of the whole deployment that are paid for. */
export function totalGpus(d: Deployment): number {
  // workers that share a pod of more GPUs have a fraction of it each
  return Math.round(d.replicas * gpusPerReplica(d));
}

/** The pool of a role, or undefined. */
export function poolOf(d: Deployment, role: Role): WorkerPool | undefined {
  return d.pools.find((pool) => pool.role === role);
}

/** Cached tokens of every prompt: none where the engine that reads prompts keeps no prefixes. */
export function cachedPrefix(d: Deployment, { prefix }: { readonly prefix: number }): number {
  return d.pools[0]?.settings.prefixCaching === false ? 0 : prefix;
}
