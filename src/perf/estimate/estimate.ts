import { withPagedCache } from "../pool-context.js";
import type { PricedPredictor } from "../predictor.js";
import { estimateAgg } from "./agg.js";
import { estimateDisagg } from "./disagg.js";
import { estimateStatic } from "./static.js";
import type { EstimateRequest, EstimateResult } from "./request.js";
import { asUserError } from "./worker.js";

/**
 * Predicts one fixed configuration (`spec` search 9). Throws `UserError`: `usage` for impossible sizes, `data` for what
 * was never measured, `memory` and `kv-memory` for what does not fit, and the codes of unknown names.
 */
export async function estimate(predictor: PricedPredictor, asked: EstimateRequest): Promise<EstimateResult> {
  const request = { ...asked, context: withPagedCache(asked.context, asked.profile) };
  try {
    switch (request.mode ?? "agg") {
      case "agg":
        return await estimateAgg(predictor, request);
      case "disagg":
        return await estimateDisagg(predictor, request);
      default:
        return await estimateStatic(predictor, request);
    }
  } catch (error) {
    throw asUserError(error);
  }
}
