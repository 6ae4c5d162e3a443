import { draftsNote } from "../../../perf/drafts.js";
import { estimate } from "../../../perf/estimate/estimate.js";
import type { EstimateRequest, EstimateResult } from "../../../perf/estimate/request.js";
import type { PricedPredictor } from "../../../perf/predictor.js";
import { estimateRequest, type EstimateFlags } from "./request.js";
import { isTrained } from "../../../domain/draft-methods.js";
import { contextOf } from "../../flags/context.js";
import { settledDrafts } from "../../inputs/open-data.js";

/** How flags are answered. */
type Answering = Pick<EstimateRequest, "profile" | "substitutes">;

/** Estimates the configuration of flags. Throws `UserError`. */
export async function estimateFlags(
  predictor: PricedPredictor,
  given: EstimateFlags,
  answering: Answering,
): Promise<EstimateResult> {
  const depth = await settledDepth(predictor, given);
  const { flags, notes } = await settledDrafts(predictor, depth.flags);
  const result = await estimate(predictor, { ...estimateRequest(flags), ...answering });
  return { ...result, notes: [...result.notes, ...depth.notes, ...notes] };
}

/** The flags with the number of drafts that a trained draft's own files ask for, where none is given. Throws `UserError`. */
async function settledDepth(
  predictor: PricedPredictor,
  flags: EstimateFlags,
): Promise<{ readonly flags: EstimateFlags; readonly notes: readonly string[] }> {
  const { specMethod: method, specDraftModelPath: draft, specNumDraftTokens: given } = flags;
  if (!isTrained(method) || draft === undefined || given !== undefined) return { flags, notes: [] };
  const { specMethod: _method, specDraftModelPath: _draft, specAcceptedTokens: _accepted, ...target } = flags;
  const trained = { method, draftModel: draft };
  const found = await predictor.draftTokens(contextOf(target), trained);
  const note = `${draftsNote(trained, found)}; --spec-num-draft-tokens sets another number`;
  return { flags: { ...flags, specNumDraftTokens: found.tokens }, notes: [note] };
}
