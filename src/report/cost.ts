import type { Evaluation } from "../domain/review.js";

const SECONDS_PER_HOUR = 3600;

/** Dollars for a million output tokens: all GPUs are paid for, whatever they do. */
export function costPerMillionTokens(evaluation: Evaluation, gpuPricePerHour: number): number {
  return (gpuPricePerHour / SECONDS_PER_HOUR / evaluation.prediction.tokensPerSecPerGpu) * 1e6;
}
