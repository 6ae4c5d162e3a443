import type { Parallelism, Speculation } from "../../domain/deployment.js";
import type { StepGraph } from "../types.js";

/** Tokens of one request that the target looks at in a decode step: the drafts and the one that is always right. */
export function verifyWidth(speculation: Speculation | undefined): number {
  return 1 + (speculation?.nextn ?? 0);
}

/** Whether the checkpoint's own layers draft; their cost is then part of the target's graph. */
export function draftsItself({ method = "mtp" }: Speculation): boolean {
  return method === "mtp";
}

/** Draft layers inside the target's own graph. */
export function ownDraftLayers(speculation: Speculation | undefined): number {
  return speculation !== undefined && draftsItself(speculation) ? speculation.nextn : 0;
}

/** A smaller model beside the target, which writes `rounds` tokens one after the other in each step. */
export interface Drafter {
  readonly graph: StepGraph;
  readonly rounds: number;
  readonly kvBytesPerSequence: (length: number) => number;
}

/** Sizes of the smaller model: the target's tensor and data parallelism, experts split as its tensors, no pipeline. */
export function drafterParallelism({ tp, dp }: Parallelism, moe: boolean): Parallelism {
  return { tp, dp, pp: 1, cp: 1, moeTp: moe ? tp : 1, moeEp: moe ? dp : 1 };
}
