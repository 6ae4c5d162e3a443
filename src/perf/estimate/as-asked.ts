import { finiteAnswer } from "../../domain/finite.js";
import { pricedAsRun } from "../pool-context.js";
import type { PricedPredictor } from "../predictor.js";
import { estimateAgg } from "./agg.js";
import { estimateDisagg } from "./disagg.js";
import { estimateStatic } from "./static.js";
import type { EstimateMode, EstimateRequest, EstimateResult } from "./request.js";
import { asUserError } from "./worker.js";

const ESTIMATORS: Readonly<
  Record<EstimateMode, (predictor: PricedPredictor, request: EstimateRequest) => Promise<EstimateResult>>
> = {
  agg: estimateAgg,
  disagg: estimateDisagg,
  static: estimateStatic,
  static_ctx: estimateStatic,
  static_gen: estimateStatic,
};

/**
 * Predicts one fixed configuration (`docs/method/search.md` 9). Throws `UserError`: `usage` for impossible sizes,
 * `data` for what was never measured, `memory` and `kv-memory` for what does not fit, and the codes of unknown names.
 */
export async function estimateAsAsked(
  predictor: PricedPredictor,
  asked: EstimateRequest,
): Promise<EstimateResult> {
  const request = { ...asked, context: pricedAsRun(asked.context, asked.profile) };
  try {
    return finiteAnswer(await ESTIMATORS[request.mode ?? "agg"](predictor, request));
  } catch (error) {
    throw asUserError(error, request.context.databaseMode);
  }
}
