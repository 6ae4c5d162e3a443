import type { Backend } from "../../domain/deployment.js";
import type { Calibration } from "./calibration-file.js";
import { alongLoads, type ReplicaPhysics } from "./replica-physics.js";

/**
 * TTFT and TPOT are sums of parts, each with a correction of its own that does not depend on the load; every part grows
 * with the load or stays, so a corrected figure never falls when load rises, whatever was fitted.
 */
export const SEGMENT_ENDS: readonly number[] = [1, 4, 16, 64, 256, Infinity];
const SEGMENTS = SEGMENT_ENDS.length - 1;

/** TTFT: fixed cost of a lone request, its own prefill, its wait by requests of its lane, then what company costs it. */
export const TTFT_PARTS = 3 + SEGMENTS;
export const COMPANY_PART = TTFT_PARTS - 1;
/** Those parts of TTFT that are waits, one a segment. */
export const WAIT_PARTS = { first: 2, count: SEGMENTS } as const;
/**
 * TPOT: the step of one request with a short context, what further ones of the rank add to it, the contexts of all, then the
 * prompts of others between steps. Only the last two grow with the prompt's length.
 */
export const TPOT_PARTS = 3 + SEGMENTS;
export const CONTEXT_PART = TPOT_PARTS - 2;
export const PROMPTS_PART = TPOT_PARTS - 1;

/** Share of the prompts of others that an answer waits for between its tokens; the rest falls before its first. */
export const PROMPTS_BETWEEN = 0.85;

/**
 * Mean time of a prompt at its lane, waiting included: `N` requests circulate between one server of `S` ms and a decode
 * phase of `Z` ms (closed queue, Schweitzer's approximation). It grows without bound: `N · S − Z` when saturated.
 */
export function queueMs(serviceMs: number, decodePhaseMs: number, requests: number): number {
  const slack = decodePhaseMs - requests * serviceMs;
  return (Math.sqrt(slack * slack + 4 * serviceMs * decodePhaseMs) - slack) / 2;
}

/** Of the prompts of others, how many share their steps with more: the rest comes when a step has begun. */
const SHARING = 0.6;

/** What a prompt takes among others: its own step, or its part of one that several share. */
function amongOthersMs({
  prefillMs,
  sharedPrefillMs,
}: Pick<ReplicaPhysics, "prefillMs" | "sharedPrefillMs">): number {
  return prefillMs + SHARING * (sharedPrefillMs - prefillMs);
}

/**
 * Mean wait of prompts that come together: a closed loop starts with all its requests at once, and equal answers end
 * together and come back together. Of `N` prompts at one lane the mean one would wait for `(N − 1) / 2` others if all came at
 * once; half of them do.
 */
export function togetherMs(
  prompt: Pick<ReplicaPhysics, "prefillMs" | "sharedPrefillMs">,
  requests: number,
): number {
  return amongOthersMs(prompt) * (Math.max(1, requests) - 1) * 0.25;
}

/** Requests of a prefill lane, at least one. */
function perLane({ ranks, prefillLanes }: ReplicaPhysics, batch: number): number {
  return Math.max(1, (batch * ranks) / prefillLanes);
}

/** What the prompts of the others add to one answer of an aggregated worker, from its first token to its last. */
function betweenMs(physics: ReplicaPhysics, requests: number): number {
  return PROMPTS_BETWEEN * amongOthersMs(physics) * Math.max(0, requests - 1);
}

/** Wait of a prompt before it is computed, at a number of requests of its lane: the longer of both. */
function waitMs(physics: ReplicaPhysics, requests: number): number {
  const { sharedPrefillMs, decodeMs, osl, ranks, prefillLanes, tokensPerStep, mode } = physics;
  const batch = Math.max(1, (requests * prefillLanes) / ranks);
  const stepsMs = (alongLoads(decodeMs, batch) * Math.max(1, osl - 1)) / tokensPerStep;
  // an aggregated worker keeps its answers for as long as the prompts between their tokens take, too
  const phaseMs = stepsMs + (mode === "agg" ? betweenMs(physics, requests) : 0);
  const queuedMs = queueMs(sharedPrefillMs, phaseMs, requests) - sharedPrefillMs;
  return Math.max(queuedMs, togetherMs(physics, requests));
}

/** Requests of a lane from which on company costs all that it does whatever its size. */
const FULL_COMPANY = 3;

/** The share of what company costs that a request bears among `requests` of its lane: nothing alone. */
export function companyShare(requests: number): number {
  return Math.min(1, Math.max(0, requests - 1) / (FULL_COMPANY - 1));
}

/** What a request costs its engine beside the operators, milliseconds: alone, and what others in flight add to that. */
export interface RequestCosts {
  readonly fixedMs: number;
  readonly companyMs: number;
}

/** Those of an engine. */
export function costsOf(
  { fixedMs, companyMs }: Pick<Calibration, "fixedMs" | "companyMs">,
  backend: Backend,
): RequestCosts {
  return { fixedMs: fixedMs[backend] ?? 0, companyMs: companyMs[backend] ?? 0 };
}

/** Parts of TTFT at `batch` requests of a rank, milliseconds. */
export function ttftParts(
  physics: ReplicaPhysics,
  { fixedMs, companyMs }: RequestCosts,
  batch: number,
): Float64Array {
  const parts = new Float64Array(TTFT_PARTS);
  parts[0] = fixedMs;
  parts[1] = physics.prefillMs;
  const requests = perLane(physics, batch);
  let before = 0;
  for (let i = 0; i < SEGMENTS; i++) {
    const end = SEGMENT_ENDS[i + 1]!;
    const wait = Math.max(before, waitMs(physics, Math.min(requests, end)));
    parts[WAIT_PARTS.first + i] = wait - before;
    before = wait;
    // further segments add nothing
    if (requests <= end) break;
  }
  parts[COMPANY_PART] = companyMs * companyShare(requests);
  return parts;
}

/** Parts of TPOT at `batch` requests of a rank, milliseconds. `hostMs` is what a host spends on every step. */
export function tpotParts(physics: ReplicaPhysics, hostMs: number, batch: number): Float64Array {
  const { decodeMs, contextMs, osl, mode, tokensPerStep } = physics;
  const shortMs = (load: number): number => alongLoads(decodeMs, load) - alongLoads(contextMs, load);
  const parts = new Float64Array(TPOT_PARTS);
  parts[0] = (shortMs(1) + hostMs) / tokensPerStep;
  let low = shortMs(Math.min(batch, SEGMENT_ENDS[0]!));
  for (let i = 0; i < SEGMENTS && batch > SEGMENT_ENDS[i]!; i++) {
    const high = shortMs(Math.min(batch, SEGMENT_ENDS[i + 1]!));
    parts[1 + i] = Math.max(0, high - low) / tokensPerStep;
    low = high;
  }
  parts[CONTEXT_PART] = alongLoads(contextMs, batch) / tokensPerStep;
  if (mode === "agg") parts[PROMPTS_PART] = betweenMs(physics, batch) / Math.max(1, osl - 1);
  return parts;
}
