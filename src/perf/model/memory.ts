import type { MemoryUse } from "../../domain/prediction.js";
import type { CacheStep, Lengths, MemoryMode } from "../types.js";
import { memoryAsRun } from "./memory-as-run.js";
import {
  fractionOf,
  memoryParts,
  tokensIn,
  type MemoryModel,
  type MemoryParts,
  type MemoryQuestion,
} from "./memory-parts.js";

/** Token budget of a TensorRT-LLM step unless said otherwise. */
export const DEFAULT_MAX_NUM_TOKENS = 8192;

/** Throws {@link MissingDataError} for a tensor parallel size that the constants do not know. */
export function memoryModel(question: MemoryQuestion): MemoryModel {
  const parts = memoryParts(question);
  const { kvBytes, cacheBytes } = parts;
  const kvCapacityTokens = (maxNumTokens: number): number =>
    tokensIn(question, parts, cacheBytes(maxNumTokens));
  const judged =
    question.asEnginesRun === true
      ? memoryAsRun(question, parts)
      : {
          check: publishedCheck(question, parts),
          cacheTokens: (_: MemoryMode, { published }: CacheStep) => kvCapacityTokens(published),
        };
  return {
    ...judged,
    kvCapacityTokens,
    slots: (ctxTokens, { isl, osl }) =>
      Math.max(1, Math.trunc(cacheBytes(ctxTokens) / kvBytes(1, isl + osl))),
  };
}

/** The published method's check: the cache of whole requests beside the activations of their own steps. */
function publishedCheck(
  question: MemoryQuestion,
  { use, kvBytes, activation }: MemoryParts,
): MemoryModel["check"] {
  const { rules, system, width } = question;

  function activationsOf(mode: MemoryMode, batch: number, lengths: Lengths, ctxTokens: number): number {
    if (mode === "generation") return activation(batch * question.beamWidth, width);
    if (mode !== "agg") return activation((lengths.isl - lengths.prefix) * batch, 1);
    if (rules.activationsByTokenBudget)
      return activation(question.maxNumTokens ?? DEFAULT_MAX_NUM_TOKENS, width);
    if (batch === 1) return Math.max(activation(ctxTokens, 1), activation(1, width));
    const decodes = batch - Math.ceil(ctxTokens / lengths.isl);
    const tokens = ctxTokens + decodes;
    const drafted = Math.max(0, decodes);
    return activation(tokens, (tokens - drafted + drafted * width) / tokens);
  }

  function lengthOf(mode: MemoryMode, lengths: Lengths): number {
    const reserved = mode === "agg" && !rules.reservesMaxSeqLen ? undefined : question.maxSeqLen;
    if (reserved !== undefined) return reserved;
    if (mode === "context") return lengths.isl + 1;
    return lengths.isl + question.beamWidth * lengths.osl;
  }

  return (mode, batchSize, lengths, ctxTokens = lengths.isl) => {
    const length = lengthOf(mode, lengths);
    const found = use(activationsOf(mode, batchSize, lengths, ctxTokens), kvBytes(batchSize, length));
    const kvBudget = kvBudgetOf(question, found, mode === "agg");
    const overRoom = batchSize * length > (question.kvRoom?.tokens ?? Infinity);
    const full = overRoom || found.kvCache > kvBudget;
    const verdict = found.total >= system.gpu.memCapacity ? "oom" : full ? "kv-oom" : "fits";
    return { use: found, verdict, kvBudget };
  };
}

/** Bytes that the engine leaves for the KV cache: a fixed number, or its share of all or of the free memory. */
function kvBudgetOf(question: MemoryQuestion, use: MemoryUse, aggregated: boolean): number {
  const fixed = question.kvRoom?.bytes;
  if (fixed !== undefined) return fixed;
  const { kv } = question.rules;
  const scale = (1 - kv.reserved) * (1 - kv.tolerance);
  const fraction = fractionOf(question, aggregated);
  const withoutKv = use.total - use.kvCache;
  return kv.of === "free"
    ? (use.capacity - withoutKv) * fraction * scale
    : use.capacity * fraction * scale - withoutKv;
}
