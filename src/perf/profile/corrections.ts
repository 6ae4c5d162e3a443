import type { LoadFacts } from "./calibrated-features.js";

/**
 * Mean time of a prompt at its lane, waiting included: `N` requests circulate between one server of `S` ms and a decode
 * phase of `Z` ms (closed queue, Schweitzer's approximation). It grows without bound: `N · S − Z` when saturated.
 */
export function queueMs(serviceMs: number, decodePhaseMs: number, requests: number): number {
  const slack = decodePhaseMs - requests * serviceMs;
  return (Math.sqrt(slack * slack + 4 * serviceMs * decodePhaseMs) - slack) / 2;
}

/**
 * Mean wait of prompts that come together: a closed loop starts with all its requests at once, and equal answers end
 * together and come back together. Of `N` prompts of `S` ms at one lane the mean one waits for `(N − 1) / 2` others.
 */
export function togetherMs(serviceMs: number, requests: number): number {
  return serviceMs * (Math.max(1, requests) - 1) * 0.5;
}

/**
 * Time that an answer loses to the prompts of others, as a share of its time between tokens: while it is written, every
 * other request of its rank computes one prompt, and each interrupts it for `S` ms.
 */
export function interruption(serviceMs: number, batchSize: number, osl: number, tpotMs: number): number {
  return (serviceMs * batchSize) / Math.max(1, osl - 1) / tpotMs;
}

/**
 * TTFT of the physics, before calibration: the fixed cost of a request, its prefill, and its wait: that of a closed queue,
 * or of prompts that come together where that is longer. Milliseconds.
 */
export function physicalTtftMs(facts: LoadFacts, requestOverheadMs: number): number {
  const { prefillMs, decodeMs, concurrency, prefillLanes, osl } = facts;
  const requests = Math.max(1, concurrency / prefillLanes);
  const queued = queueMs(prefillMs, decodeMs * Math.max(1, osl - 1), requests);
  return requestOverheadMs + prefillMs + Math.max(queued, togetherMs(prefillMs, requests));
}

/**
 * TPOT of the physics, before calibration: the method's own, and what the host spends on every step (scheduling, sampling,
 * sending tokens), which no operator contains. Milliseconds.
 */
export function physicalTpotMs(facts: LoadFacts, stepOverheadMs: number): number {
  return facts.referenceTpotMs + stepOverheadMs;
}
