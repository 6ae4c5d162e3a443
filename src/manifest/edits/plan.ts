import { decodeRanks } from "../../domain/decode-context.js";
import {
  type Backend,
  type Deployment,
  gpusOfWorker,
  type Parallelism,
  type WorkerPool,
} from "../../domain/deployment.js";
import { parallelismOf } from "../parallelism.js";
import type { ManifestDeployment, ManifestWorker } from "../types.js";

/** What a worker should say after the edit, in the engine's own terms; undefined leaves a setting as it is. */
export interface WorkerPlan {
  readonly replicas?: number;
  readonly nodes?: number;
  readonly gpusPerNode?: number;
  readonly tp?: number;
  readonly pp?: number;
  readonly dp?: number;
  readonly dcp?: number;
  readonly ep?: number;
  readonly moeTp?: number;
  readonly attentionDp?: boolean;
  readonly expertParallel?: boolean;
  readonly maxBatch?: number;
  readonly maxTokens?: number;
  readonly chunkedPrefillSize?: number;
  readonly maxSeqLen?: number;
  readonly memFraction?: number;
  readonly chunkedPrefill?: boolean;
  readonly prefixCaching?: boolean;
}

/** A plan, or why the target cannot be said in this engine's terms. */
export type PlanResult = { readonly plan: WorkerPlan } | { readonly refusal: string };

/** GPUs in one node of a system. */
export function gpusPerNodeOf(system: string): number {
  return /^gb[23]00/.test(system) ? 4 : 8;
}

/** What one worker's lines must say for a pool of the target. `current` is the pool that the manifest says now. */
export function planWorker(
  worker: ManifestWorker,
  current: WorkerPool,
  target: WorkerPool,
  replicas: number,
  backend: Backend,
  isMoe: boolean | undefined,
): PlanResult {
  const sizes = sameSizes(current.parallelism, target.parallelism)
    ? {}
    : parallelPlan(worker, target.parallelism, backend);
  if ("refusal" in sizes) return sizes;
  // Data parallel without attention DP holds whole copies of the model; new sizes always write one.
  const copies = Object.keys(sizes).length > 0 ? 1 : parallelismOf(worker, backend, isMoe).copies;
  if (replicas % copies !== 0)
    return {
      refusal: `${worker.component} holds ${copies} copies of the model in each worker, ${replicas} do not divide evenly`,
    };
  const asksAsMuch =
    sameSizes(current.parallelism, target.parallelism) && current.gpusAsked === target.gpusAsked;
  const gpus = asksAsMuch ? {} : gpuPlan(worker, target, copies);
  return {
    plan: { replicas: replicas / copies, ...sizes, ...gpus, ...limitsPlan(worker, current, target, backend) },
  };
}

function sameSizes(a: Parallelism, b: Parallelism): boolean {
  return (
    a.tp === b.tp &&
    a.pp === b.pp &&
    a.dp === b.dp &&
    a.cp === b.cp &&
    decodeRanks(a) === decodeRanks(b) &&
    a.moeTp === b.moeTp &&
    a.moeEp === b.moeEp
  );
}

type Sizes = Pick<WorkerPlan, "tp" | "pp" | "dp" | "dcp" | "ep" | "moeTp" | "attentionDp" | "expertParallel">;

/** Inverse of `parallelismOf`. */
function parallelPlan(
  worker: ManifestWorker,
  p: Parallelism,
  backend: Backend,
): Sizes | { readonly refusal: string } {
  if (p.cp > 1) return { refusal: "context parallelism cannot be written into this manifest" };
  const { settings } = worker;
  const moe = p.moeTp * p.moeEp > 1 || p.dp > 1;
  const pp = needs(settings.pp?.value, p.pp, 1) ? { pp: p.pp } : {};
  // what was priced without ranks that share a cache must not be deployed with them
  const ranks = decodeRanks(p);
  const dcp = needs(settings.dcp?.value, ranks, 1) ? { dcp: ranks } : {};
  if (backend === "vllm") {
    if (p.moeEp > 1 && p.moeEp !== p.tp * p.dp)
      return { refusal: `vLLM spreads experts over all ${p.tp * p.dp} ranks or none, not over ${p.moeEp}` };
    const experts = needs(settings.expertParallel?.value, p.moeEp > 1, false)
      ? { expertParallel: p.moeEp > 1 }
      : {};
    return {
      ...(needs(settings.tp?.value, p.tp, 1) && { tp: p.tp }),
      ...pp,
      ...(needs(settings.dp?.value, p.dp, 1) && { dp: p.dp }),
      ...dcp,
      ...experts,
    };
  }
  if (backend === "trtllm" && p.dp > 1 && p.tp > 1)
    return { refusal: "TensorRT-LLM's attention data parallelism takes the whole tensor parallel size" };
  const width = p.tp * p.dp;
  const ep =
    needs(settings.ep?.value, p.moeEp, 1) || (backend === "sglang" && moe && settings.moeBackend)
      ? { ep: p.moeEp }
      : {};
  const attention = needs(settings.attentionDp?.value, p.dp > 1, false) ? { attentionDp: p.dp > 1 } : {};
  const moeTp = settings.moeTp && settings.moeTp.value !== p.moeTp ? { moeTp: p.moeTp } : {};
  const dp = backend === "sglang" && needs(settings.dp?.value, p.dp, 1) ? { dp: p.dp } : {};
  return {
    ...(needs(settings.tp?.value, width, 1) && { tp: width }),
    ...pp,
    ...dp,
    ...dcp,
    ...ep,
    ...attention,
    ...moeTp,
  };
}

/** A value must be written when it differs from what is written, or from the default when nothing is. */
function needs<T>(written: T | undefined, wanted: T, byDefault: T): boolean {
  return (written ?? byDefault) !== wanted;
}

function gpuPlan(
  worker: ManifestWorker,
  target: WorkerPool,
  copies: number,
): Pick<WorkerPlan, "nodes" | "gpusPerNode"> {
  const total = Math.round(gpusOfWorker(target) * copies);
  const oldNodes = worker.nodes?.value ?? 1;
  const oldPerNode = worker.gpusPerNode?.value;
  // Keep the width of a node that the file uses when it still fits.
  const width = oldNodes > 1 && oldPerNode !== undefined ? oldPerNode : gpusPerNodeOf(target.system);
  let nodes = Math.ceil(total / width);
  // nodes of equal size: GPUs beyond the worker's would be paid for
  while (total % nodes !== 0) nodes++;
  const perNode = total / nodes;
  return {
    ...(nodes !== oldNodes && { nodes }),
    ...(oldPerNode !== undefined && perNode !== oldPerNode && { gpusPerNode: perNode }),
  };
}

function limitsPlan(
  worker: ManifestWorker,
  current: WorkerPool,
  target: WorkerPool,
  backend: Backend,
): WorkerPlan {
  const ranks = backend === "sglang" ? target.parallelism.dp : 1;
  const oldRanks = backend === "sglang" ? current.parallelism.dp : 1;
  const { settings } = worker;
  const wanted = target.settings;
  const batch =
    wanted.maxBatchSize === undefined ||
    (wanted.maxBatchSize === current.settings.maxBatchSize && ranks === oldRanks)
      ? undefined
      : wanted.maxBatchSize * ranks;
  const chunk =
    backend === "sglang" && !(settings.maxTokens && !((settings.chunkedPrefillSize?.value ?? 0) > 0));
  const raised = raisedTokens(current, target, backend);
  const tokensChange =
    raised !== undefined && (raised !== current.settings.maxNumTokens || (chunk && ranks !== oldRanks));
  const tokens = tokensChange ? (chunk ? { chunkedPrefillSize: raised * ranks } : { maxTokens: raised }) : {};
  const differs = <K extends "maxSeqLen" | "memFraction" | "prefixCaching">(key: K): boolean =>
    wanted[key] !== undefined && wanted[key] !== current.settings[key];
  const kept =
    batch !== undefined && target.role !== "prefill" && backend !== "sglang" && tokens.maxTokens === undefined
      ? tokensForBatch(worker, batch)
      : {};
  return {
    ...(batch !== undefined && { maxBatch: batch }),
    ...tokens,
    ...kept,
    ...(differs("maxSeqLen") && wanted.maxSeqLen !== undefined && { maxSeqLen: wanted.maxSeqLen }),
    ...(differs("memFraction") && wanted.memFraction !== undefined && { memFraction: wanted.memFraction }),
    ...(differs("prefixCaching") &&
      wanted.prefixCaching !== undefined && { prefixCaching: wanted.prefixCaching }),
    ...(wanted.chunkedPrefill !== undefined &&
      wanted.chunkedPrefill !== current.settings.chunkedPrefill &&
      backend !== "sglang" && { chunkedPrefill: wanted.chunkedPrefill }),
  };
}

/** The target's token budget; where the target asks for more requests than tokens, the requests decide. */
function raisedTokens(current: WorkerPool, target: WorkerPool, backend: Backend): number | undefined {
  const { maxNumTokens, maxBatchSize } = target.settings;
  const same =
    maxNumTokens === current.settings.maxNumTokens && maxBatchSize === current.settings.maxBatchSize;
  if (maxNumTokens === undefined || same || target.role === "prefill" || backend === "sglang")
    return maxNumTokens;
  return Math.max(maxNumTokens, maxBatchSize ?? 0);
}

/** A decode step carries one token of every request: the token budget must not fall below the batch. */
function tokensForBatch({ settings }: ManifestWorker, batch: number): WorkerPlan {
  return settings.maxTokens && settings.maxTokens.value < batch ? { maxTokens: batch } : {};
}

/** Pools of a target by the workers of a manifest, or why they do not pair. */
export function pairPools(
  manifest: ManifestDeployment,
  target: Deployment,
): readonly { readonly worker: ManifestWorker; readonly pool: WorkerPool }[] | undefined {
  const pairs = target.pools.flatMap((pool) => {
    const found = manifest.workers.filter((worker) => worker.role === pool.role);
    return found.length === 1 && found[0] ? [{ worker: found[0], pool }] : [];
  });
  return pairs.length === target.pools.length && manifest.mode === target.mode ? pairs : undefined;
}
