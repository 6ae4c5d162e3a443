import { compact } from "../../../domain/compact.js";
import { PROMPT_HEADROOM } from "../../../domain/prompt-headroom.js";
import {
  commonEngineValues,
  cudaGraphs,
  givenBatchLimit,
  givenTokenBudget,
  graphSizesAround,
  graphSizesUpTo,
  predictedTokens,
  roomyBatchLimit,
} from "../../rules.js";
import type { CudaGraphs, EngineValues, RoleContext } from "../../values.js";

/** Least limit of requests of the whole server: it serves real traffic, not only the predicted batch. */
const SERVER_HEADROOM = 512;

/** SGLang's limits from the predicted batch (`docs/artifacts.md`). */
export function sglangEngineValues(context: RoleContext): EngineValues {
  const { role, overrides, facts, parallelism: p, pool, preserveEngineLimits, benchmarkRule } = context;
  const maxBatchSize = givenBatchLimit(context) ?? (preserveEngineLimits ? undefined : batchLimit(context));
  const maxNumTokens =
    overrides.max_prefill_tokens ??
    givenTokenBudget(context) ??
    (preserveEngineLimits
      ? undefined
      : Math.max(context.isl + PROMPT_HEADROOM, role === "decode" ? 0 : predictedTokens(context)));
  // within a machine or a rack that is one, experts are priced with the collectives that measured deployments ran with
  const wideExperts = context.isMoe && facts.blackwell && p.moeTp === 1 && p.moeEp > facts.gpusTogether;
  return {
    ...commonEngineValues(context),
    ...compact({
      maxBatchSize,
      maxNumTokens,
      mixedChunk: overrides.enable_mixed_chunk ?? (role === "agg" ? true : undefined),
      kvCacheDtype: overrides.kv_cache_dtype ?? kvCacheDtype(context.kvCache),
      cudaGraphs: cudaGraphs(context, graphRule()),
    }),
    ...(context.disagg ? { kvTransferBackend: overrides.kv_transfer_backend ?? "nixl" } : {}),
    ...(wideExperts && overrides.moe_all2all_backend === undefined ? { moeAllToAll: "deepep" } : {}),
  };

  function graphRule(): CudaGraphs | undefined {
    if (benchmarkRule)
      return maxBatchSize === undefined ? undefined : { sizes: graphSizesUpTo(maxBatchSize), padding: true };
    return role === "prefill" ? undefined : { sizes: graphSizesAround(pool.batchSize), padding: true };
  }
}

/** Limit per attention-DP rank. The headroom counts the whole server, whose flag is divided among the ranks. */
function batchLimit(context: RoleContext): number {
  const {
    pool: { batchSize },
    parallelism: { dp },
  } = context;
  if (context.role === "prefill" || context.benchmarkRule) return batchSize;
  if (dp > 1) return roomyBatchLimit(context, Math.max(batchSize, Math.ceil(SERVER_HEADROOM / dp)));
  return roomyBatchLimit(context, batchSize < SERVER_HEADROOM ? SERVER_HEADROOM : 2 * batchSize);
}

function kvCacheDtype(mode: string | undefined): string | undefined {
  if (mode === "bfloat16" || mode === "float16") return "auto";
  return mode === "fp8" ? "fp8_e4m3" : mode;
}
