import type { Lengths } from "../types.js";
import type { StepPrices } from "./step-prices.js";

/** Tokens between two priced decode steps; the first of each window stands for all of it. */
export const DEFAULT_STRIDE = 32;

/** Latency of all `osl − 1` decode steps of a batch (`docs/method/performance.md` 3.2). */
export function decodeLatency(
  prices: StepPrices,
  batchSize: number,
  lengths: Lengths,
  stride: number = DEFAULT_STRIDE,
): number {
  const steps = lengths.osl - 1;
  let sum = 0;
  for (let i = 0; i < steps; i += stride) {
    sum += prices.generation(batchSize, lengths.isl + i + 1) * Math.min(stride, steps - i);
  }
  return sum;
}
