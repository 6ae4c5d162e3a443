import { exponential, seededRandom } from "../domain/random.js";
import type { Load, LoadRequest } from "./types.js";

/** Lengths of equal requests, tokens. */
export interface EqualRequests {
  readonly requests: number;
  readonly isl: number;
  readonly osl: number;
}

/**
 * `concurrency` requests always in flight. The answers of the first ones end one after the other, as if they had been
 * running for a while: equal requests that start together would come together for ever.
 */
export function closedLoad(concurrency: number, { requests, isl, osl }: EqualRequests): Load {
  const left = (i: number): number =>
    i < concurrency && requests > concurrency ? Math.max(1, Math.round(osl * (1 - i / concurrency))) : osl;
  return {
    kind: "closed",
    concurrency,
    requests: Array.from({ length: requests }, (_, i) => ({ isl, osl: left(i) })),
  };
}

/** Independent arrivals at `ratePerSec` on average. The same seed gives the same arrivals. */
export function poissonLoad(ratePerSec: number, seed: number, { requests, isl, osl }: EqualRequests): Load {
  const random = seededRandom(seed);
  let arrivalMs = 0;
  const list: LoadRequest[] = [];
  for (let i = 0; i < requests; i++) {
    arrivalMs += exponential(random, ratePerSec / 1000);
    list.push({ arrivalMs, isl, osl });
  }
  return { kind: "open", requests: list };
}
