import type { LoadFacts } from "./calibrated-features.js";

/** Where the measurements of a group lie; the same order everywhere. */
export type Place = readonly number[];

/**
 * How one measurement tells about another of its group (model, system, backend, number format, mode): the variance of
 * what the other corrections leave, that of repeats of one measurement, and how far it reaches. Distances are sums of
 * |ln(a / b)| over requests in flight, lengths and GPUs; a reach of 3 means that e³ times the load tells e⁻¹ as much.
 */
export interface Nearness {
  readonly variance: number;
  readonly noise: number;
  readonly reach: number;
}

/** The load and the layout of a measurement: logarithms of requests in flight, prompt, answer and GPUs. */
export function placeOf({ concurrency, isl, osl, gpus }: LoadFacts): Place {
  return [Math.log(concurrency), Math.log(isl), Math.log(osl), Math.log(gpus)];
}

/** Covariance of what is left at two places of one group. */
export function covariance({ variance, reach }: Nearness, a: Place, b: Place): number {
  let distance = 0;
  for (let i = 0; i < a.length; i++) distance += Math.abs(a[i]! - b[i]!);
  return variance * Math.exp(-distance / reach);
}

/**
 * What measurements of the same group say of a place, beyond what trees and offsets do (simple kriging, exponential
 * covariance): the logarithm of a factor. Far from all of them it is 0.
 */
export function nearby(
  nearness: Nearness,
  places: readonly Place[],
  weights: readonly number[],
  place: Place,
): number {
  let sum = 0;
  for (let i = 0; i < places.length; i++) sum += weights[i]! * covariance(nearness, places[i]!, place);
  return sum;
}
