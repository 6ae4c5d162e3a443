import { estimate } from "../../../perf/estimate/estimate.js";
import type { EstimateResult } from "../../../perf/estimate/request.js";
import type { PricedPredictor } from "../../../perf/predictor.js";
import type { Profile } from "../../../perf/profile/profile.js";
import { estimateRequest, type EstimateFlags } from "./request.js";
import { settledDrafts } from "../../inputs/open-data.js";

/** Estimates the configuration of flags under a profile. Throws `UserError`. */
export async function estimateFlags(
  predictor: PricedPredictor,
  given: EstimateFlags,
  profile: Profile,
): Promise<EstimateResult> {
  const { flags, notes } = await settledDrafts(predictor, given);
  const result = await estimate(predictor, estimateRequest(flags, profile));
  return notes.length === 0 ? result : { ...result, notes: [...result.notes, ...notes] };
}
