import { poolOf, type Deployment, type WorkerPool } from "../domain/deployment.js";
import type { Evaluation } from "../domain/review.js";

/** One side of the sentence: a worker, the requests it holds, and its time for a token. */
export interface WhySide {
  readonly pool: WorkerPool;
  /** requests in flight of one worker: batch times attention-DP ranks */
  readonly requests: number;
  readonly tpotMs: number;
}

/** Why the best found serves more, in two numbers a side. */
export type Why =
  | { readonly kind: "decode-alone"; readonly best: WhySide; readonly other: WhySide }
  | { readonly kind: "mixed"; readonly best: WhySide; readonly other: WhySide }
  | {
      readonly kind: "more-at-once";
      readonly best: WhySide;
      readonly other: WhySide;
      readonly role: "decode" | "agg";
    }
  | {
      readonly kind: "fewer-prefill";
      readonly bestPrefill: number;
      readonly otherPrefill: number;
      readonly bestDecode: number;
      readonly otherDecode: number;
    };

/** The reason that the figures of both settings show; undefined when none is plain. */
export function whyBetter(best: Evaluation, proposed: Evaluation): Why | undefined {
  const [a, b] = [sideOf(best), sideOf(proposed)];
  if (a === undefined || b === undefined) return undefined;
  if (best.deployment.mode === "disagg" && proposed.deployment.mode === "agg")
    return { kind: "decode-alone", best: a, other: b };
  if (best.deployment.mode === "agg" && proposed.deployment.mode === "disagg")
    return { kind: "mixed", best: a, other: b };
  const perGpu = (evaluation: Evaluation): number =>
    evaluation.prediction.concurrency / evaluation.prediction.totalGpus;
  if (best.deployment.mode === "disagg" && samePool(a.pool, b.pool)) {
    const count = (deployment: Deployment, role: "prefill" | "decode"): number =>
      deployment.replicas * (poolOf(deployment, role)?.workers ?? 0);
    const [bestPrefill, otherPrefill] = [
      count(best.deployment, "prefill"),
      count(proposed.deployment, "prefill"),
    ];
    const [bestDecode, otherDecode] = [
      count(best.deployment, "decode"),
      count(proposed.deployment, "decode"),
    ];
    if (bestPrefill !== otherPrefill || bestDecode !== otherDecode)
      return { kind: "fewer-prefill", bestPrefill, otherPrefill, bestDecode, otherDecode };
  }
  if (perGpu(best) > perGpu(proposed))
    return {
      kind: "more-at-once",
      best: a,
      other: b,
      role: best.deployment.mode === "agg" ? "agg" : "decode",
    };
  return undefined;
}

function sideOf({ deployment, prediction }: Evaluation): WhySide | undefined {
  const pool = poolOf(deployment, "decode") ?? poolOf(deployment, "agg");
  return pool && { pool, requests: pool.batchSize * pool.parallelism.dp, tpotMs: prediction.tpotMs };
}

function samePool(a: WorkerPool, b: WorkerPool): boolean {
  return JSON.stringify(a.parallelism) === JSON.stringify(b.parallelism) && a.batchSize === b.batchSize;
}
