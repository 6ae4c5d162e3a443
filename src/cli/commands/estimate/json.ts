import { compact, pick } from "../../../domain/compact.js";
import type { EstimateResult } from "../../../perf/estimate/request.js";
import { figuresJson, oddsJson } from "../../../report/estimate-json.js";

/** The `estimate` object of the command line; names and units stay, further fields may come. */
export function estimateToJson(result: EstimateResult): Record<string, unknown> {
  return {
    kind: "estimate",
    mode: result.mode,
    ...figuresJson(result),
    ...pick(result, "memoryVerdict", "perfDb", "quant", "workers"),
    ...oddsJson(result),
    notes: result.notes,
    ...compact({ operators: result.operators }),
  };
}
