import type { Backend, ServingMode } from "../../domain/deployment.js";
import { lowerToNext } from "../interp/curve.js";
import { MissingDataError, type Lengths, type WorkerModel } from "../types.js";

/** Requests of a rank at which steps are priced; figures between them are straight lines. */
export const LOADS: readonly number[] = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024];

/** What the operators say of one replica, whatever its load. Milliseconds, tokens, requests. */
export interface ReplicaPhysics {
  readonly mode: ServingMode;
  readonly backend: Backend;
  /** prefill of one prompt alone, and the least that its arithmetic and its bytes allow */
  readonly prefillMs: number;
  readonly prefillFloorMs: number;
  /** a prompt's part of a step that as many prompts share as one takes; at most `prefillMs` */
  readonly sharedPrefillMs: number;
  /** the least that its arithmetic and its bytes allow there; at most `prefillFloorMs` */
  readonly sharedFloorMs: number;
  /** decode step of a rank at {@link LOADS} in the middle of the answer, never falling, and the least that it can take */
  readonly decodeMs: readonly number[];
  readonly decodeFloorMs: readonly number[];
  /** what of a step reads caches beyond {@link SHORT_CONTEXT}, never falling: it alone grows with the lengths of requests */
  readonly contextMs: readonly number[];
  readonly layers: number;
  /** sizes of the worker that answers */
  readonly tp: number;
  readonly dp: number;
  readonly moeEp: number;
  /** places that prompts queue at: ranks of all prefill workers (aggregated: of the worker) */
  readonly prefillLanes: number;
  /** ranks that answer */
  readonly ranks: number;
  readonly gpus: number;
  /** GPUs of one worker of each kind: how many of them a replica has changes no step of theirs */
  readonly workerGpus: number;
  readonly isl: number;
  readonly osl: number;
  /** tokens of one decode step, accepted drafts included; 1 without speculation */
  readonly tokensPerStep: number;
}

/** Tokens of a context that costs a step as little as an empty one. */
export const SHORT_CONTEXT = 64;

/** Decode steps of a worker at {@link LOADS}, and their floors. A load that nothing was measured for goes on as before. */
export function decodeSteps(
  worker: WorkerModel,
  { isl, osl }: Lengths,
): Pick<ReplicaPhysics, "decodeMs" | "decodeFloorMs" | "contextMs"> {
  const middle = isl + Math.floor(osl / 2) + 1;
  const decodeMs = neverFalling((batch) => worker.decodeStepMs(batch, middle));
  const shortStep = (batch: number): number => worker.decodeStepMs(batch, Math.min(SHORT_CONTEXT, middle));
  const shortMs = neverFalling(
    (batch) => priceOrNothing(() => shortStep(batch)) ?? worker.decodeStepMs(batch, middle),
  );
  let contextMs = 0;
  return {
    decodeMs,
    contextMs: decodeMs.map((ms, i) => (contextMs = Math.max(contextMs, ms - shortMs[i]!))),
    decodeFloorMs: neverFalling((batch) => worker.roofline.decodeStepMs(batch, middle)),
  };
}

/**
 * Prices at {@link LOADS}, never falling with the load: as engines run, fewer requests take no longer than more. What operators
 * say otherwise comes from rows of single sizes, and whoever carried it upward would slow every load behind it.
 */
function neverFalling(priceAt: (batch: number) => number): number[] {
  const prices = LOADS.map((batch, i) => (i === 0 ? priceAt(batch) : priceOrNothing(() => priceAt(batch))));
  const least = Float64Array.from(prices, (ms) => ms ?? Infinity);
  lowerToNext(least, 0, least.length);
  const rising: number[] = [];
  prices.forEach((price, i) => {
    const before = rising.at(-1) ?? 0;
    const grown = i < 2 ? before : before + 2 * (before - rising.at(-2)!);
    rising.push(price === undefined ? grown : Math.max(before, least[i]!));
  });
  return rising;
}

function priceOrNothing(price: () => number): number | undefined {
  try {
    const ms = price();
    return Number.isFinite(ms) ? ms : undefined;
  } catch (error) {
    if (error instanceof MissingDataError) return undefined;
    throw error;
  }
}

/** Lengths to the octave that prompts are priced at; in between the price is a straight line. */
const TO_THE_OCTAVE = 8;

/** Tokens of prompts that engines compute in one step by default, and most prompts of such a step. */
const STEP_TOKENS = 8192;
const STEP_PROMPTS = 32;

/**
 * A prompt alone, its part of a step that several share, and its floor. Products grow by whole tiles (one token more than
 * 2,304 costs Llama-8B 7 % on four H100), and the queue of a full engine multiplies such a leap; prompts of one load differ
 * by more than a tile, so it is spread.
 */
export function prefillTimes(
  worker: WorkerModel,
  { isl, prefix }: Lengths,
): Pick<ReplicaPhysics, "prefillMs" | "sharedPrefillMs" | "prefillFloorMs" | "sharedFloorMs"> {
  const tokens = isl - prefix;
  const step = TO_THE_OCTAVE * Math.log2(tokens);
  const low = Math.min(tokens, pricedLength(Math.floor(step)));
  const high = Math.max(tokens, pricedLength(Math.ceil(step)));
  const share = high > low ? (tokens - low) / (high - low) : 0;
  const prices = promptMs(worker, low, prefix);
  const more = share > 0 ? promptMs(worker, high, prefix) : prices;
  const between = (of: keyof PromptMs): number => prices[of] + share * (more[of] - prices[of]);
  const prefillFloorMs = worker.roofline.contextStepMs(1, tokens, prefix);
  const prompts = promptsOfStep(tokens);
  return {
    prefillMs: between("alone"),
    sharedPrefillMs: between("shared"),
    prefillFloorMs,
    sharedFloorMs:
      prompts <= 1
        ? prefillFloorMs
        : Math.min(prefillFloorMs, worker.roofline.contextStepMs(prompts, tokens, prefix) / prompts),
  };
}

interface PromptMs {
  readonly alone: number;
  readonly shared: number;
}

/** Short prompts of expert models leave a step half empty: eight of 1,024 tokens cost a third to a half of eight steps. */
function promptMs(worker: WorkerModel, tokens: number, prefix: number): PromptMs {
  const alone = worker.contextStepMs(1, tokens, prefix);
  const prompts = promptsOfStep(tokens);
  if (prompts <= 1) return { alone, shared: alone };
  const together = priceOrNothing(() => worker.contextStepMs(prompts, tokens, prefix));
  return { alone, shared: Math.min(alone, (together ?? Infinity) / prompts) };
}

/** Prompts of a length that an engine computes in one step. */
function promptsOfStep(tokens: number): number {
  return Math.min(STEP_PROMPTS, Math.floor(STEP_TOKENS / tokens));
}

function pricedLength(step: number): number {
  return Math.round(2 ** (step / TO_THE_OCTAVE));
}

/** Value of a curve over {@link LOADS} at a load: straight lines, the last one goes on; below one request as at one. */
export function alongLoads(values: ArrayLike<number>, load: number): number {
  if (load <= 1) return values[0]!;
  const last = LOADS.length - 1;
  // 31 - clz32 is the whole part of log2, at a fraction of its price; searches ask ten thousand times
  const i = load < LOADS[last]! ? 31 - Math.clz32(load) : last - 1;
  const share = (load - LOADS[i]!) / (LOADS[i + 1]! - LOADS[i]!);
  return values[i]! + (values[i + 1]! - values[i]!) * share;
}
