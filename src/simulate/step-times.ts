import type { WorkerModel } from "../perf/types.js";
import type { StepTimes } from "./types.js";

/** How much longer than the operator model says a step takes, 1 unless a calibration says otherwise. */
export interface StepScale {
  readonly prefill: number;
  readonly decode: number;
  /** milliseconds more (or less) that a request waits before it can be scheduled, 0 unless steps alone cannot explain TTFT */
  readonly requestMs: number;
}

export const UNSCALED: StepScale = { prefill: 1, decode: 1, requestMs: 0 };

/** Decode times are taken at these cache lengths and interpolated between: a kernel's time is near-linear in them. */
const LENGTH_STEP = 256;

/** The parts of a worker's steps in milliseconds, per rank, remembered over every scale that is tried. */
export interface StepParts {
  readonly ranks: number;
  /** `tokens` prompt tokens of prompts of `isl` alone */
  prompts(tokens: number, isl: number): number;
  /** what `gen` decodes at a cache length add to such a step */
  decodesBeside(tokens: number, isl: number, gen: number, kvLength: number): number;
  decode(gen: number, kvLength: number): number;
}

/** The parts of a worker's steps from its operators. `prefix` tokens of every prompt are cached. */
export function stepParts(model: WorkerModel, prefix: number): StepParts {
  const decode = decodeTimes(model);
  const mixed = mixedTimes(model, prefix, decode);
  const whole = new Map<number, number>();
  return {
    ranks: model.parallelism.dp,
    decode,
    // whole prompts are so many sequences of their own length, not one long sequence of all tokens
    prompts(tokens, isl) {
      if (tokens % isl !== 0) return mixed(tokens, isl, 0, 0);
      const key = tokens * 2 ** 24 + isl;
      let ms = whole.get(key);
      if (ms === undefined) {
        ms = model.contextStepMs(tokens / isl, Math.max(1, isl - prefix), Math.min(prefix, isl - 1));
        whole.set(key, ms);
      }
      return ms;
    },
    decodesBeside: (tokens, isl, gen, kvLength) =>
      Math.max(0, mixed(tokens, isl, gen, kvLength) - mixed(tokens, isl, 0, 0)),
  };
}

/**
 * Step times of a whole worker: ranks of attention data parallelism run side by side, each with its share, and a prompt
 * stays on one rank.
 */
export function stepTimes(parts: StepParts, scale: StepScale = UNSCALED): StepTimes {
  const { ranks } = parts;
  return {
    mixedMs(newTokens, isl, gen, kvLength) {
      const length = Math.max(1, Math.round(isl));
      const tokens = Math.min(newTokens, Math.ceil(newTokens / length / ranks) * length);
      const prefill = scale.prefill * parts.prompts(tokens, length);
      if (gen === 0) return prefill;
      return prefill + scale.decode * parts.decodesBeside(tokens, length, Math.ceil(gen / ranks), kvLength);
    },
    decodeMs: (gen, kvLength) => scale.decode * parts.decode(Math.ceil(gen / ranks), kvLength),
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
  prefix: number,
  decode: (gen: number, kvLength: number) => number,
): (tokens: number, isl: number, gen: number, kvLength: number) => number {
  const known = new Map<string, number>();
  let seesCache: boolean | undefined;
  // The published step takes the cache length from the lengths of a request: the middle of the answer (`isl + osl / 2 + 1`).
  const published = (tokens: number, isl: number, gen: number, kvLength: number): number =>
    model.mixedStepMs(tokens, gen, {
      isl,
      osl: 2 * (Math.round(kvLength) - isl - 1),
      prefix: Math.min(prefix, isl - 1),
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
