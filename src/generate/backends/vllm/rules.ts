import { compact } from "../../../domain/compact.js";
import { PROMPT_HEADROOM } from "../../../domain/prompt-headroom.js";
import {
  commonEngineValues,
  cudaGraphs,
  decodeTokens,
  fittingLength,
  givenBatchLimit,
  givenTokenBudget,
  graphSizesUpTo,
  predictedTokens,
  roomyBatchLimit,
} from "../../rules.js";
import type { EngineValues, RoleContext } from "../../values.js";
import { isAtLeast } from "../../../domain/versions.js";

/** Sequence limit left to engines that serve real traffic, not only the predicted batch. */
const BATCH_HEADROOM = 512;

/** vLLM's limits from the predicted batch (`docs/artifacts.md`). */
export function vllmEngineValues(context: RoleContext): EngineValues {
  const { role, overrides, isl, osl, nextn, preserveEngineLimits } = context;
  const maxBatchSize = givenBatchLimit(context) ?? (preserveEngineLimits ? undefined : batchLimit(context));
  const maxNumTokens =
    givenTokenBudget(context) ??
    (maxBatchSize === undefined || preserveEngineLimits
      ? undefined
      : Math.max(budget(maxBatchSize), predictedTokens(context)));
  const common = commonEngineValues(context);
  const graphs = cudaGraphs(
    context,
    context.benchmarkRule && maxBatchSize !== undefined
      ? { sizes: graphSizesUpTo(maxBatchSize), padding: false }
      : undefined,
  );
  return {
    ...common,
    ...compact({ maxBatchSize, maxNumTokens }),
    // without a length vLLM takes the model's own, whose cache a worker often cannot hold: it refuses to start
    ...(common.maxSeqLen === undefined && !preserveEngineLimits
      ? { maxSeqLen: fittingLength(context, isl + osl + PROMPT_HEADROOM) }
      : {}),
    ...compact({ kvCacheDtype: overrides.kv_cache_dtype ?? kvCacheDtype(context), cudaGraphs: graphs }),
  };

  function budget(batch: number): number {
    if (role === "prefill") return isl + PROMPT_HEADROOM;
    return role === "decode"
      ? decodeTokens(batch, nextn)
      : decodeTokens(batch, nextn) + isl + PROMPT_HEADROOM;
  }
}

function batchLimit(context: RoleContext): number {
  const { batchSize } = context.pool;
  if (context.role === "prefill" || context.benchmarkRule) return batchSize;
  return roomyBatchLimit(context, batchSize < BATCH_HEADROOM ? BATCH_HEADROOM : 2 * batchSize);
}

/** First vLLM that takes the plain format by name; `auto` follows the checkpoint, whatever was predicted. */
const FIRST_LITERAL_DTYPE = "0.11.0";

function kvCacheDtype({ kvCache, engineVersion }: RoleContext): string | undefined {
  if (kvCache === "float16") return "auto";
  return kvCache === "bfloat16" && !isAtLeast(engineVersion, FIRST_LITERAL_DTYPE) ? "auto" : kvCache;
}
