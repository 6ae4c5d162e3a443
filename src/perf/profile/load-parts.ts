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

/** The wait of a prompt at the requests of its lane that a segment reaches, no less than at those of the one before. */
function waitUpTo(physics: ReplicaPhysics, segment: number, requests: number, beforeMs: number): number {
  return Math.max(beforeMs, waitMs(physics, Math.min(requests, SEGMENT_ENDS[segment + 1]!)));
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
    const wait = waitUpTo(physics, i, requests, before);
    parts[WAIT_PARTS.first + i] = wait - before;
    before = wait;
    // further segments add nothing
    if (requests <= SEGMENT_ENDS[i + 1]!) break;
  }
  parts[COMPANY_PART] = companyMs * companyShare(requests);
  return parts;
}

/** The sum of {@link ttftParts}, each times its factor. */
export function correctedTtft(
  physics: ReplicaPhysics,
  { fixedMs, companyMs }: RequestCosts,
  batch: number,
  factors: Float64Array,
): number {
  const requests = perLane(physics, batch);
  let sum = fixedMs * factors[0]! + physics.prefillMs * factors[1]!;
  let before = 0;
  for (let i = 0; i < SEGMENTS; i++) {
    const wait = waitUpTo(physics, i, requests, before);
    sum += (wait - before) * factors[WAIT_PARTS.first + i]!;
    before = wait;
    if (requests <= SEGMENT_ENDS[i + 1]!) break;
  }
  return sum + companyMs * companyShare(requests) * factors[COMPANY_PART]!;
}

/** Decode steps of one rank with short contexts at a load. */
function shortMs({ decodeMs, contextMs }: ReplicaPhysics, load: number): number {
  return alongLoads(decodeMs, load) - alongLoads(contextMs, load);
}

/** The parts of TPOT below a load that are known whatever is asked above it. `hostMs` is what a host spends on every step. */
function lonePart(physics: ReplicaPhysics, hostMs: number): number {
  return (shortMs(physics, 1) + hostMs) / physics.tokensPerStep;
}

function furtherPart({ tokensPerStep }: ReplicaPhysics, lowMs: number, highMs: number): number {
  return Math.max(0, highMs - lowMs) / tokensPerStep;
}

function contextPart({ contextMs, tokensPerStep }: ReplicaPhysics, batch: number): number {
  return alongLoads(contextMs, batch) / tokensPerStep;
}

function promptsPart(physics: ReplicaPhysics, batch: number): number {
  return physics.mode === "agg" ? betweenMs(physics, batch) / Math.max(1, physics.osl - 1) : 0;
}

/** Parts of TPOT at `batch` requests of a rank, milliseconds. `hostMs` is what a host spends on every step. */
export function tpotParts(physics: ReplicaPhysics, hostMs: number, batch: number): Float64Array {
  const parts = new Float64Array(TPOT_PARTS);
  parts[0] = lonePart(physics, hostMs);
  let low = shortMs(physics, Math.min(batch, SEGMENT_ENDS[0]!));
  for (let i = 0; i < SEGMENTS && batch > SEGMENT_ENDS[i]!; i++) {
    const high = shortMs(physics, Math.min(batch, SEGMENT_ENDS[i + 1]!));
    parts[1 + i] = furtherPart(physics, low, high);
    low = high;
  }
  parts[CONTEXT_PART] = contextPart(physics, batch);
  parts[PROMPTS_PART] = promptsPart(physics, batch);
  return parts;
}

/**
 * The sum of {@link tpotParts}, each times its factor, over the requests of a rank. What whole segments add is summed up once: a
 * search asks a replica for a hundred loads, its own and those of replicas that it is held against.
 */
export function correctedTpot(
  physics: ReplicaPhysics,
  hostMs: number,
  factors: Float64Array,
): (batch: number) => number {
  const starts = Float64Array.from({ length: SEGMENTS }, (_, i) => shortMs(physics, SEGMENT_ENDS[i]!));
  const upTo = new Float64Array(SEGMENTS);
  upTo[0] = lonePart(physics, hostMs) * factors[0]!;
  for (let i = 1; i < SEGMENTS; i++)
    upTo[i] = upTo[i - 1]! + furtherPart(physics, starts[i - 1]!, starts[i]!) * factors[i]!;
  return (batch) => {
    let sum = upTo[0]!;
    if (batch > 1) {
      let i = 0;
      while (batch > SEGMENT_ENDS[i + 1]!) i++;
      sum = upTo[i]! + furtherPart(physics, starts[i]!, shortMs(physics, batch)) * factors[1 + i]!;
    }
    sum += contextPart(physics, batch) * factors[CONTEXT_PART]!;
    return sum + promptsPart(physics, batch) * factors[PROMPTS_PART]!;
  };
}
