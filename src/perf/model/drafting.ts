import type { Backend, Parallelism, QuantModes, Speculation } from "../../domain/deployment.js";
import { rulesOf } from "../backend/registry.js";
import type { SystemSpec } from "../system-spec.js";
import type { StepGraph } from "../types.js";
import type { Model } from "./config.js";
import { checkParallelism } from "./parallelism.js";

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

/** What a smaller model takes over from its target. */
interface DraftTarget {
  readonly backend: Backend;
  readonly system: SystemSpec;
  readonly parallelism: Parallelism;
  readonly quant: QuantModes;
  readonly speculation?: Speculation;
  readonly seqImbalance?: number;
  readonly genSeqImbalance?: number;
}

/**
 * A smaller model's own graph in the target's number formats: the target's tensor and data parallelism, experts split as
 * its tensors, no pipeline. Throws `InvalidParallelismError` where it cannot be split so.
 */
export function drafterOf(draftModel: Model | undefined, target: DraftTarget): Drafter | undefined {
  const { speculation, backend, system, quant, seqImbalance = 1, genSeqImbalance = 1 } = target;
  if (draftModel === undefined || speculation === undefined) return undefined;
  const { family, spec: model } = draftModel;
  const { tp, dp } = target.parallelism;
  const moe = model.experts > 0;
  const parallelism = { tp, dp, pp: 1, cp: 1, moeTp: moe ? tp : 1, moeEp: moe ? dp : 1 };
  const cache = { model, parallelism, quant, backend, nextn: 0 };
  const request = {
    ...{ ...cache, system, largeEp: false, seqImbalance, genSeqImbalance },
    given: { gemm: true, moe: true },
  };
  checkParallelism(request, family, rulesOf(backend));
  return {
    graph: family.graph(request),
    rounds: speculation.nextn,
    kvBytesPerSequence: (length) => family.kvBytesPerSequence(cache, length),
  };
}
