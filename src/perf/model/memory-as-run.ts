import type { MemoryVerdict } from "../../domain/prediction.js";
import { ownLimits } from "../backend/own-limits.js";
import { USUAL_STEP } from "../memory-modes.js";
import type { Lengths, MemoryMode } from "../types.js";
import { tokensIn, type MemoryModel, type MemoryParts, type MemoryQuestion } from "./memory-parts.js";
import { numberField } from "./spec.js";

/** Requests of a decode step that engines have buffers for, whatever is in flight. */
const DECODE_REQUESTS = 512;

/** Tokens of the largest step that an engine runs, the multiplier of its drafts, and whether it runs both phases. */
type Step = readonly [tokens: number, drafts: number, aggregated: boolean];

/** Bytes of the cache: by the engine's own share, and as it is. */
interface Room {
  readonly share: number;
  readonly room: number;
}

/** Sequence lengths that a load takes of the cache, tokens. */
interface Held {
  /** of a request in flight, on average */
  readonly mean: number;
  /** of a request that is about to leave */
  readonly whole: number;
}

/**
 * Memory as engines fill it (`docs/method/memory.md` 2.1). What the cache gets is settled when an engine starts, by its
 * weights and the buffers of the largest step that it runs: it depends on no load, so requests that fit never grow with
 * their lengths, nor with a smaller GPU.
 */
export function memoryAsRun(
  question: MemoryQuestion,
  parts: MemoryParts,
): Pick<MemoryModel, "check" | "cacheTokens"> {
  const { rules, system, parallelism, width, beamWidth, kvRoom, memFraction } = question;
  const { use, kvBytes, activation, cacheBytes } = parts;
  const capacity = system.gpu.memCapacity;
  const own = ownLimits(rules.name, { system: system.name, gpuBytes: capacity, ranks: parallelism.dp });
  // what engines are known to hold was charged for no larger step than this, whatever chunk SGLang takes on a large GPU
  const budget = question.maxNumTokens ?? Math.min(own.tokenBudget, USUAL_STEP);
  const written = memFraction !== undefined || kvRoom !== undefined;
  const { text, assumedContext = 0 } = question.model;
  const longest = question.maxSeqLen ?? numberField(text, "max_position_embeddings") ?? assumedContext;

  function stepOf(mode: MemoryMode, batch: number, asked: number): Step {
    if (mode === "generation") return [Math.max(DECODE_REQUESTS, batch) * beamWidth, width, false];
    return [rules.activationsByTokenBudget ? budget : Math.max(budget, asked), 1, mode === "agg"];
  }

  // the tokens of a step say the rest of it, but for its mode
  const rooms: Record<MemoryMode, Map<number, Room>> = {
    context: new Map(),
    generation: new Map(),
    static: new Map(),
    agg: new Map(),
  };
  const roomOf = (mode: MemoryMode, step: Step): Room => {
    let room = rooms[mode].get(step[0]);
    if (room === undefined) rooms[mode].set(step[0], (room = openRoom(step)));
    return room;
  };

  /** bytes of the cache: the engine's share, or, where that does not hold the longest sequence, as much more as it takes */
  function openRoom(step: Step): Room {
    const share = cacheBytes(...step);
    if (written) return { share, room: share };
    const [tokens, drafts] = step;
    const left = capacity - use(activation(tokens, drafts), 0).total;
    return { share, room: Math.max(share, Math.min(left, kvBytes(1, longest))) };
  }

  function heldBy(mode: MemoryMode, { isl, osl }: Lengths): Held {
    if (mode === "context") return { mean: isl + 1, whole: isl + 1 };
    const whole = isl + beamWidth * osl;
    // engines page their cache, so requests are on average half way through their answers; TensorRT-LLM reserves the whole
    return { whole, mean: rules.name === "trtllm" ? whole : isl + Math.ceil((beamWidth * osl) / 2) };
  }

  return {
    check(mode, batchSize, lengths, ctxTokens = 0) {
      const step = stepOf(mode, batchSize, ctxTokens);
      const { share, room } = roomOf(mode, step);
      const { mean, whole } = heldBy(mode, lengths);
      const found = use(activation(step[0], step[1]), kvBytes(batchSize, mean));
      const needed = Math.max(found.kvCache, kvBytes(1, whole));
      const tokens = Math.max(batchSize * mean, whole);
      const full = needed > room || tokens > (kvRoom?.tokens ?? Infinity);
      const verdict: MemoryVerdict = !full
        ? "fits"
        : found.total - found.kvCache + needed >= capacity
          ? "oom"
          : "kv-oom";
      return {
        use: found,
        verdict,
        kvBudget: room,
        ...(!full && needed > share ? { beyondShare: true } : {}),
      };
    },
    cacheTokens: (mode, { asked = 0 }) =>
      tokensIn(question, parts, roomOf(mode, stepOf(mode, 1, asked)).room),
  };
}
