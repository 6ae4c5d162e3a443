import {
  commonEngineValues,
  cudaGraphs,
  decodeTokens,
  defined,
  givenBatchLimit,
  givenTokenBudget,
  graphSizesUpTo,
  predictedTokens,
} from "../../rules.js";
import type { EngineValues, RoleContext } from "../../values.js";

/** Room above the prompt for chat templates and special tokens. */
const PROMPT_HEADROOM = 1500;
/** Sequence limit left to engines that serve real traffic, not only the predicted batch. */
const BATCH_HEADROOM = 512;

/** vLLM's limits from the predicted batch (`docs/artifacts.md`). */
export function vllmEngineValues(context: RoleContext): EngineValues {
  const { role, overrides, isl, osl, nextn, preserveEngineLimits, benchmarkRule } = context;
  const maxBatchSize = givenBatchLimit(context) ?? (preserveEngineLimits ? undefined : batchLimit(context));
  const maxNumTokens =
    givenTokenBudget(context) ??
    (maxBatchSize === undefined || preserveEngineLimits
      ? undefined
      : Math.max(budget(maxBatchSize), predictedTokens(context)));
  const common = commonEngineValues(context);
  const graphs = cudaGraphs(
    context,
    benchmarkRule && maxBatchSize !== undefined
      ? { sizes: graphSizesUpTo(maxBatchSize), padding: false }
      : undefined,
  );
  return {
    ...common,
    ...defined("maxBatchSize", maxBatchSize),
    ...defined("maxNumTokens", maxNumTokens),
    ...(role === "agg" && common.maxSeqLen === undefined && !preserveEngineLimits
      ? { maxSeqLen: isl + osl + PROMPT_HEADROOM }
      : {}),
    ...defined("kvCacheDtype", overrides.kv_cache_dtype ?? kvCacheDtype(context.kvCache)),
    ...defined("cudaGraphs", graphs),
  };

  function budget(batch: number): number {
    if (role === "prefill") return isl + PROMPT_HEADROOM;
    return role === "decode"
      ? decodeTokens(batch, nextn)
      : decodeTokens(batch, nextn) + isl + PROMPT_HEADROOM;
  }
}

function batchLimit({ role, pool: { batchSize }, benchmarkRule }: RoleContext): number {
  if (role === "prefill" || benchmarkRule) return batchSize;
  return batchSize < BATCH_HEADROOM ? BATCH_HEADROOM : 2 * batchSize;
}

function kvCacheDtype(mode: string | undefined): string | undefined {
  return mode === "bfloat16" || mode === "float16" ? "auto" : mode;
}
