import type { PricedPredictor } from "../predictor.js";
import { estimateAsAsked } from "./as-asked.js";
import { estimateDeployed } from "./deployed.js";
import type { EstimateRequest, EstimateResult } from "./request.js";

/**
 * Predicts one fixed configuration, for every shell alike (`docs/method/search.md` 9). A load given by its
 * concurrency, under a profile that was fitted on measurements, is a real deployment and answered as one; anything
 * else exactly as asked. Throws `UserError`: `usage` for impossible sizes, `data` for what was never measured,
 * `memory` and `kv-memory` for what does not fit, and the codes of unknown names.
 */
export function estimate(predictor: PricedPredictor, request: EstimateRequest): Promise<EstimateResult> {
  const { profile, concurrency } = request;
  const fitted = profile !== undefined && !profile.identity && concurrency !== undefined;
  return (fitted ? estimateDeployed : estimateAsAsked)(predictor, request);
}
