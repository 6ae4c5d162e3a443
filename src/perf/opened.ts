import type { Parallelism, QuantModes } from "../domain/deployment.js";
import type { PricingSession } from "./db/session.js";
import type { Model } from "./model/config.js";
import { ownDraftLayers, type DraftSource } from "./model/drafting.js";
import type { GraphRequest } from "./model/family.js";
import type { SystemSpec } from "./system-spec.js";
import type { WorkerContext } from "./types.js";

/** What a context names, found. */
export interface Opened {
  readonly model: Model;
  readonly system: SystemSpec;
  readonly version: string;
  readonly session: PricingSession;
  readonly roofline: () => PricingSession;
  readonly drafts?: DraftSource | undefined;
}

/** What a family is asked for a worker of one layout. */
export function graphRequest(
  context: WorkerContext,
  opened: Opened,
  quant: QuantModes,
  parallelism: Parallelism,
  largeEp: boolean,
  purpose: "search" | "estimate",
): GraphRequest {
  const fixed = largeEp && purpose === "estimate";
  return {
    model: opened.model.spec,
    parallelism,
    quant,
    // hardware without fp4, and single points with experts over nodes, fix the modes like a user does
    given: {
      gemm: fixed || context.quant?.gemm !== undefined || quant.gemm === "nvfp4_wo",
      moe: fixed || context.quant?.moe !== undefined || quant.moe === "nvfp4_wo",
    },
    backend: context.backend,
    system: opened.system,
    nextn: ownDraftLayers(context.speculation),
    largeEp,
    seqImbalance: context.seqImbalance ?? 1,
    genSeqImbalance: context.genSeqImbalance ?? 1,
    attentionLane: context.attentionLane,
  };
}
