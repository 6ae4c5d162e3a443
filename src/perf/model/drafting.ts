import type { Speculation } from "../../domain/deployment.js";
import { rulesOf } from "../backend/registry.js";
import type { Model } from "./config.js";
import type { Drafter, DraftTarget } from "./drafter.js";
import { trainedDrafter } from "./families/trained-drafter.js";
import { checkParallelism } from "./parallelism.js";
import type { TrainedDraft } from "./trained-draft.js";
import { checkTrainedDraft } from "./trained-target.js";

/** What drafts, as its files describe it. */
export type DraftSource = Model | TrainedDraft;

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

/**
 * The draft of a target in the target's number formats and tensor parallelism. Throws `InvalidParallelismError` where it
 * cannot be split so, `UserError` (`model`) where it was trained for another target.
 */
export function drafterOf(source: DraftSource | undefined, target: DraftTarget): Drafter | undefined {
  if (source === undefined || target.speculation === undefined) return undefined;
  const { nextn: tokens } = target.speculation;
  if ("family" in source) return smallerModel(source, target, tokens);
  checkTrainedDraft(source, target);
  return trainedDrafter({
    ...target,
    draft: source,
    target: target.model.spec,
    tp: target.parallelism.tp,
    tokens,
  });
}

/** A smaller model's own graph with the target's data parallelism too, experts split as its tensors, no pipeline. */
function smallerModel({ family, spec: model }: Model, target: DraftTarget, tokens: number): Drafter {
  const { backend, system, quant, seqImbalance = 1, genSeqImbalance = 1 } = target;
  const { tp, dp } = target.parallelism;
  const moe = model.experts > 0;
  const parallelism = { tp, dp, pp: 1, cp: 1, moeTp: moe ? tp : 1, moeEp: moe ? dp : 1 };
  const cache = { model, parallelism, quant, backend, nextn: 0 };
  const request = {
    ...{ ...cache, system, largeEp: false, seqImbalance, genSeqImbalance },
    given: { gemm: true, moe: true },
  };
  checkParallelism(request, family, rulesOf(backend));
  const { context, generation } = family.graph(request);
  return {
    context,
    passes: [{ operators: generation, tokens: 1, times: tokens }],
    heldBytes: 0,
    kvBytesPerSequence: (length) => family.kvBytesPerSequence(cache, length),
  };
}
