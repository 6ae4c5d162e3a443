import { OWN_STEPS, type StepFactors } from "../perf/profile/step-factors.js";
import type { WorkerModel } from "../perf/types.js";
import type { StepTimes } from "./types.js";

/** Decode times are taken at these cache lengths and interpolated between: a kernel's time is near-linear in them. */
const LENGTH_STEP = 256;

/** The parts of a worker's steps in milliseconds, per rank, remembered over every scale that is tried. */
export interface StepParts {
  /** `tokens` new tokens of prompts of `isl` in one step, without answers */
  prompts(tokens: number, isl: number): number;
  /** the same if each prompt had a step of its own */
  prompted(tokens: number, isl: number): number;
  /** what `gen` decodes at a cache length add to such a step */
  decodesBeside(tokens: number, isl: number, gen: number, kvLength: number): number;
  decode(gen: number, kvLength: number): number;
}

/** The parts of a worker's steps from its operators. `prefix` tokens of every prompt are cached. */
export function stepParts(model: WorkerModel, prefix: number): StepParts {
  const decode = decodeTimes(model);
  const mixed = mixedTimes(model, decode);
  const known = new Map<number, number>();
  const wholes = (prompts: number, own: number, cached: number): number => {
    const key = prompts * 2 ** 24 + own;
    let ms = known.get(key);
    if (ms === undefined) known.set(key, (ms = model.contextStepMs(prompts, own, cached)));
    return ms;
  };
  const own = (isl: number): number => isl - Math.min(prefix, isl - 1);
  const prompted = (tokens: number, isl: number): number =>
    (wholes(1, own(isl), isl - own(isl)) * tokens) / own(isl);
  // whole prompts are so many sequences of their own length, not one long sequence of all tokens
  const together = (tokens: number, isl: number): number => {
    const whole = own(isl);
    // a part of a prompt whose beginning is cached takes its share of the whole
    if (tokens % whole === 0) return wholes(tokens / whole, whole, isl - whole);
    return whole < isl ? prompted(tokens, isl) : mixed(tokens, isl, 0, 0);
  };
  return {
    decode,
    prompted,
    // more than one prompt takes no longer together than one after the other, as estimates have it: rows of products that take
    // longer beside more of their kind were measured so, and no estimate knows them
    prompts: (tokens, isl) =>
      tokens > own(isl) ? Math.min(together(tokens, isl), prompted(tokens, isl)) : together(tokens, isl),
    decodesBeside: (tokens, isl, gen, kvLength) =>
      Math.max(0, mixed(tokens, isl, gen, kvLength) - mixed(tokens, isl, 0, 0)),
  };
}

/**
 * Step times of one rank. What answers were measured to wait for a prompt may be more than the prompts themselves take (they share
 * steps, and ranks stop for each other's prompts): the rest is a stall after the step.
 */
export function stepTimes(parts: StepParts, factors: StepFactors = OWN_STEPS): StepTimes {
  const { promptAlone, promptBeside, promptsApart = false } = factors;
  const ownMs = (tokens: number, isl: number): number => promptAlone * parts.prompts(tokens, isl);
  const besideMs = (tokens: number, isl: number): number =>
    promptBeside * (promptsApart ? parts.prompted(tokens, isl) : parts.prompts(tokens, isl));
  return {
    mixedMs(newTokens, isl, gen, kvLength, answering = gen) {
      const length = Math.max(1, Math.round(isl));
      const own = ownMs(newTokens, length);
      const prompts = answering > 0 ? Math.min(own, besideMs(newTokens, length)) : own;
      if (gen === 0) return prompts;
      return prompts + factors.decode(gen) * parts.decodesBeside(newTokens, length, gen, kvLength);
    },
    stallMs(newTokens, isl) {
      const length = Math.max(1, Math.round(isl));
      return Math.max(0, besideMs(newTokens, length) - ownMs(newTokens, length));
    },
    decodeMs: (gen, kvLength) => factors.decode(gen) * parts.decode(gen, kvLength),
  };
}

function decodeTimes(model: WorkerModel): (gen: number, kvLength: number) => number {
  const known = new Map<number, number>();
  const at = (gen: number, slot: number): number => {
    const key = gen * 65536 + slot;
    let ms = known.get(key);
    if (ms === undefined) known.set(key, (ms = model.decodeStepMs(gen, Math.max(1, slot * LENGTH_STEP))));
    return ms;
  };
  return (gen, kvLength) => {
    const slot = Math.floor(kvLength / LENGTH_STEP);
    const share = kvLength / LENGTH_STEP - slot;
    const low = at(gen, slot);
    return share === 0 ? low : low + (at(gen, slot + 1) - low) * share;
  };
}

/** A step of `tokens` prompt tokens (prompts of `isl`) and `gen` decodes, all of one rank. */
function mixedTimes(
  model: WorkerModel,
  decode: (gen: number, kvLength: number) => number,
): (tokens: number, isl: number, gen: number, kvLength: number) => number {
  const known = new Map<string, number>();
  let seesCache: boolean | undefined;
  // The published step takes the cache length from the lengths of a request: the middle of the answer (`isl + osl / 2 + 1`).
  const published = (tokens: number, isl: number, gen: number, kvLength: number): number =>
    model.mixedStepMs(tokens, gen, {
      isl,
      osl: 2 * (Math.round(kvLength) - isl - 1),
      prefix: 0,
    });
  return (tokens, isl, gen, kvLength) => {
    const slot = Math.max(1, Math.round(kvLength / LENGTH_STEP)) * LENGTH_STEP;
    const key = `${tokens} ${isl} ${gen} ${gen > 0 ? slot : 0}`;
    let ms = known.get(key);
    if (ms !== undefined) return ms;
    ms = published(tokens, isl, gen, slot);
    if (gen > 0) {
      seesCache ??=
        published(tokens, isl, gen, slot) !== published(tokens, isl, gen, slot + 64 * LENGTH_STEP);
      if (!seesCache) ms += Math.max(0, decode(gen, slot) - decode(gen, 0));
    }
    known.set(key, ms);
    return ms;
  };
}
