import { estimate } from "../../../perf/estimate/estimate.js";
import type { EstimateRequest, EstimateResult } from "../../../perf/estimate/request.js";
import type { PricedPredictor } from "../../../perf/predictor.js";
import { estimateRequest, type EstimateFlags } from "./request.js";
import { settledDrafts } from "../../inputs/open-data.js";

/** How flags are answered. */
type Answering = Pick<EstimateRequest, "profile" | "substitutes">;

/** Estimates the configuration of flags. Throws `UserError`. */
export async function estimateFlags(
  predictor: PricedPredictor,
  given: EstimateFlags,
  answering: Answering,
): Promise<EstimateResult> {
  const { flags, notes } = await settledDrafts(predictor, given);
  const result = await estimate(predictor, { ...estimateRequest(flags), ...answering });
  return notes.length === 0 ? result : { ...result, notes: [...result.notes, ...notes] };
}
