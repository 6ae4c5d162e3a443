import { dollarsPerHour, gpusOf, type GpuPrice } from "../domain/price.js";
import type { Evaluation } from "../domain/review.js";

const SECONDS_PER_HOUR = 3600;

/** Dollars for a million output tokens: all GPUs are paid for, whatever they do. Undefined when a system has no price. */
export function costPerMillionTokens(
  { deployment, prediction }: Evaluation,
  price: GpuPrice,
): number | undefined {
  const dollars = dollarsPerHour(gpusOf(deployment), price);
  return dollars && (dollars / SECONDS_PER_HOUR / prediction.tokensPerSec) * 1e6;
}
