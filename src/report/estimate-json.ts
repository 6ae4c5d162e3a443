import { compact, pick } from "../domain/compact.js";
import type { Prediction } from "../domain/prediction.js";

const GIB = 1024 ** 3;

/** The figures of a prediction by the names that JSON gives them, wherever it shows one; units stay, fields may come. */
export function figuresJson(prediction: Prediction) {
  return {
    ...pick(prediction, "ttftMs", "tpotMs", "requestLatencyMs", "tokensPerSec", "tokensPerSecPerGpu"),
    ...pick(prediction, "tokensPerSecPerUser", "requestsPerSec", "concurrency", "totalGpus"),
    memoryGib: prediction.memoryBytes / GIB,
    memoryCapacityGib: prediction.memoryCapacityBytes / GIB,
    fits: prediction.memoryVerdict === "fits",
  };
}

/** The profile and what it says of its error. */
export function oddsJson({ profile, bands, pSla }: Prediction) {
  return compact({ profile, interval80: bands, pSla });
}
