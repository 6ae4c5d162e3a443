import type {
  Backend,
  Deployment,
  Parallelism,
  QuantModes,
  ServingMode,
  WorkerPool,
} from "../domain/deployment.js";
import type { ModelNumbers } from "../domain/model-numbers.js";
import { UserError } from "../domain/errors.js";
import { dnsName } from "./build-values.js";
import { DEFAULT_OPTIONS, type GenerateOptions } from "./options/types.js";
import type { GenerateTask } from "./task.js";

/** Where it shall run. */
export interface NaiveRequest {
  readonly model: string;
  readonly numbers: ModelNumbers;
  readonly backend: Backend;
  readonly backendVersion: string;
  readonly system: string;
  /** number formats that the model is priced with here, which the files write as those of a search do */
  readonly quant: QuantModes;
  /** memory of one GPU, bytes */
  readonly memoryBytes: number;
  readonly gpusPerNode: number;
  readonly totalGpus: number;
  /** attention heads, which the GPUs of a worker must share evenly */
  readonly heads?: number;
  /** sizes by hand, instead of what memory asks for */
  readonly tp?: number;
  readonly batchSize?: number;
  readonly mode?: ServingMode;
  /** DeepSeek-V3 and V3.2: data-parallel attention and whole experts on each GPU */
  readonly throughput?: boolean;
}

/** A deployment that was sized by memory alone. */
export interface NaiveSizing {
  readonly deployment: Deployment;
  readonly gpusPerWorker: number;
  /** false: even the largest worker has less memory than 1.5 × the weights */
  readonly fits: boolean;
  readonly isMoe: boolean;
}

/** Batch limit, and lengths where none are given (`docs/method/search.md` 10). */
const NAIVE_BATCH = 128;
const BYTES_PER_PARAMETER = 2;
const MEMORY_FACTOR = 1.5;
const DATA_PARALLEL_ARCHITECTURES = [
  "DeepseekV3ForCausalLM",
  "DeepSeekForCausalLM",
  "DeepseekV32ForCausalLM",
];

/**
 * Parameters counted roughly: embeddings, and for each layer 4 · hidden² attention weights, the feed-forward weights
 * (of all experts, with their gate) and 4 · hidden of norms (`docs/method/search.md` 10).
 */
export function parameterCount(n: ModelNumbers): number {
  const feedForward =
    n.experts > 0 ? 3 * n.hidden * n.moeInter * n.experts + n.hidden * n.experts : 3 * n.hidden * n.inter;
  return n.vocab * n.hidden + n.layers * (4 * n.hidden ** 2 + feedForward + 4 * n.hidden);
}

/**
 * Sizes a deployment without predicting anything: a worker is the smallest power of two of GPUs whose memory exceeds
 * 1.5 × the weights in 16 bit, at most a node; as many workers as fit the budget. Disaggregated: one prefill worker, the
 * rest decode. Sizes by hand take the place of these.
 * @throws UserError `infeasible` when the budget is too small, `usage` for a `tp` that does not divide the heads
 */
export function naiveDeployment(request: NaiveRequest): NaiveSizing {
  const { numbers, totalGpus, gpusPerNode } = request;
  const mode = request.mode ?? "agg";
  const needed = MEMORY_FACTOR * BYTES_PER_PARAMETER * parameterCount(numbers);
  const ceiling = Math.max(1, Math.min(gpusPerNode, totalGpus));
  let gpus = 1;
  while (gpus * request.memoryBytes <= needed && gpus * 2 <= ceiling) gpus *= 2;
  const workers = Math.floor(totalGpus / gpus);
  if (workers < (mode === "disagg" ? 2 : 1)) {
    throw new UserError(
      "infeasible",
      `${mode === "disagg" ? "two workers" : "a worker"} of ${gpus} ${gpus === 1 ? "GPU" : "GPUs"} do not fit --total-gpus ${totalGpus}`,
    );
  }
  const parallelism = naiveParallelism(request, gpus);
  const pool = (role: WorkerPool["role"], count: number): WorkerPool => ({
    role,
    system: request.system,
    parallelism,
    workers: count,
    batchSize: role === "prefill" ? 1 : NAIVE_BATCH,
    settings: {},
  });
  const deployment: Deployment = {
    model: request.model,
    backend: request.backend,
    backendVersion: request.backendVersion,
    mode,
    replicas: mode === "agg" ? workers : 1,
    pools: mode === "agg" ? [pool("agg", 1)] : [pool("prefill", 1), pool("decode", workers - 1)],
    quant: request.quant,
  };
  checkHeads(request);
  return {
    deployment: withGiven(deployment, request),
    gpusPerWorker: gpus,
    fits: gpus * request.memoryBytes > needed,
    isMoe: numbers.experts > 0,
  };
}

/** An engine starts only where the GPUs of a worker share the attention heads evenly. */
function checkHeads({ tp, heads, model }: NaiveRequest): void {
  if (tp === undefined || heads === undefined || heads % tp === 0) return;
  const possible = Array.from({ length: Math.min(heads, 64) }, (_, i) => i + 1).filter(
    (n) => heads % n === 0,
  );
  throw new UserError(
    "usage",
    `--tp-size ${tp} does not divide the ${heads} attention heads of ${model}; use ${possible.join(", ")}`,
  );
}

/** Sizes that were given by hand replace the sized ones; dense models only have tp. */
function withGiven(deployment: Deployment, { tp, batchSize, totalGpus }: NaiveRequest): Deployment {
  const pools = deployment.pools.map((pool) => ({
    ...pool,
    ...(tp !== undefined && { parallelism: withTp(pool.parallelism, tp) }),
    ...(batchSize !== undefined && pool.role !== "prefill" && { batchSize }),
  }));
  if (tp === undefined) return { ...deployment, pools };
  const workers = Math.floor(totalGpus / tp);
  if (workers < pools.length)
    throw new UserError(
      "infeasible",
      `--tp-size ${tp} does not fit --total-gpus ${totalGpus} ${pools.length === 2 ? "twice" : ""}`.trim(),
    );
  if (deployment.mode === "agg") return { ...deployment, replicas: workers, pools };
  const [prefill, decode] = pools as [WorkerPool, WorkerPool];
  return { ...deployment, pools: [prefill, { ...decode, workers: workers - 1 }] };
}

function withTp(parallelism: Parallelism, tp: number): Parallelism {
  const hasExperts = parallelism.moeTp * parallelism.moeEp > 1;
  return { ...parallelism, tp, ...(hasExperts && { moeTp: tp, moeEp: 1, dp: 1 }) };
}

function naiveParallelism({ numbers, throughput }: NaiveRequest, gpus: number): Parallelism {
  const one: Parallelism = { tp: 1, pp: 1, dp: 1, cp: 1, moeTp: 1, moeEp: 1 };
  if (numbers.experts === 0) return { ...one, tp: gpus };
  const dataParallel = throughput === true && DATA_PARALLEL_ARCHITECTURES.includes(numbers.architecture);
  return dataParallel ? { ...one, dp: gpus, moeEp: gpus } : { ...one, tp: gpus, moeTp: gpus };
}

/** Options of a naive run: the deployment is called after the model unless the user named it. */
export function naiveOptions(options: GenerateOptions, model: string): GenerateOptions {
  if (options.k8s.namePrefix !== DEFAULT_OPTIONS.k8s.namePrefix) return options;
  return {
    ...options,
    k8s: {
      ...options.k8s,
      namePrefix: dnsName(model.startsWith("/") ? (model.split("/").at(-1) ?? model) : model),
    },
  };
}

/** Folder of a naive result: `{model with _}_naive_tp{tp}_pp{pp}_{digits}`. */
export function naiveFolderName({ model, pools }: Deployment, suffix: string): string {
  const { tp, pp } = pools[0]?.parallelism ?? { tp: 1, pp: 1 };
  return `${model.replaceAll(/[^A-Za-z0-9.-]/g, "_")}_naive_tp${tp}_pp${pp}_${suffix}`;
}

/** Batch limits no larger than what the cache holds. */
export function withinRoom(deployment: Deployment, rooms: GenerateTask["rooms"] = {}): Deployment {
  const pools = deployment.pools.map((pool) => {
    const { requests = pool.batchSize } = rooms[pool.role] ?? {};
    return { ...pool, batchSize: Math.max(1, Math.min(pool.batchSize, requests)) };
  });
  return { ...deployment, pools };
}
