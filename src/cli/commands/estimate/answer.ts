import { estimate, estimateMeasured } from "../../../perf/estimate/estimate.js";
import type { EstimateResult } from "../../../perf/estimate/request.js";
import type { PricedPredictor } from "../../../perf/predictor.js";
import type { Profile } from "../../../perf/profile/profile.js";
import { estimateRequest, type EstimateFlags } from "./request.js";
import { settledDrafts } from "../../inputs/open-data.js";

/** Estimates the configuration of flags under a profile, or refuses it where a part was never measured. Throws `UserError`. */
export function measuredFlags(
  predictor: PricedPredictor,
  flags: EstimateFlags,
  profile: Profile,
): Promise<EstimateResult> {
  return answerFlags(estimateMeasured, predictor, { flags, profile });
}

/** As {@link measuredFlags}, with estimated parts where measurements do not reach: a row of a benchmark to compare with. */
export function estimateFlags(
  predictor: PricedPredictor,
  flags: EstimateFlags,
  profile: Profile,
): Promise<EstimateResult> {
  return answerFlags(estimate, predictor, { flags, profile });
}

async function answerFlags(
  price: typeof estimate,
  predictor: PricedPredictor,
  given: { readonly flags: EstimateFlags; readonly profile: Profile },
): Promise<EstimateResult> {
  const { flags, notes } = await settledDrafts(predictor, given.flags);
  const result = await price(predictor, estimateRequest(flags, given.profile));
  return notes.length === 0 ? result : { ...result, notes: [...result.notes, ...notes] };
}
