import { compact } from "../../../domain/compact.js";
import {
  ceilTo,
  commonEngineValues,
  cudaGraphs,
  decodeTokens,
  givenBatchLimit,
  givenTokenBudget,
  graphSizesAround,
  graphSizesUpTo,
  predictedTokens,
} from "../../rules.js";
import type { CudaGraphs, EngineValues, RoleContext } from "../../values.js";

/** TensorRT-LLM's KV block; budgets are multiples of it. */
const TOKENS_PER_BLOCK = 32;
/** Share of the free memory for the cache that files name, and the engine's own, by which batches are priced. */
const DEFAULT_FRACTION = 0.8;
const PRICED_FRACTION = 0.9;
const PREFILL_GRAPH_SIZES = [1, 2, 4, 8, 16, 32, 64, 128, 256];

/** TensorRT-LLM's limits from the predicted batch (`docs/artifacts.md`). */
export function trtllmEngineValues(context: RoleContext): EngineValues {
  const {
    role,
    overrides,
    isl,
    osl,
    nextn,
    facts,
    parallelism: p,
    preserveEngineLimits,
    benchmarkRule,
  } = context;
  const block = overrides.tokens_per_block ?? TOKENS_PER_BLOCK;
  const headroom = benchmarkRule ? 1500 : 500;
  const maxBatchSize =
    givenBatchLimit(context) ?? (preserveEngineLimits ? undefined : context.pool.batchSize);
  const maxNumTokens =
    givenTokenBudget(context) ??
    (preserveEngineLimits || maxBatchSize === undefined
      ? undefined
      : ceilTo(Math.max(budget(maxBatchSize), predictedTokens(context)), block));
  const common = commonEngineValues(context);
  // the kernels for experts that span machines need data-parallel attention and whole experts on each rank
  const wideExperts = facts.blackwell && p.dp > 1 && p.moeTp === 1 && p.moeEp > 1;
  return {
    ...common,
    ...compact({ maxBatchSize, maxNumTokens }),
    memFraction: common.memFraction ?? fractionFor(context),
    chunkedPrefill: common.chunkedPrefill ?? false,
    prefixCaching: common.prefixCaching ?? false,
    kvBlockSize: block,
    disableOverlapScheduler: common.disableOverlapScheduler ?? role === "prefill",
    ...compact({ kvCacheDtype: overrides.kv_cache_dtype ?? kvCacheDtype(context.kvCache) }),
    ...(context.isMoe
      ? compact({
          moeBackend:
            overrides.moe_backend ?? (wideExperts ? "WIDEEP" : facts.blackwell ? undefined : "CUTLASS"),
        })
      : {}),
    ...compact({ cudaGraphs: cudaGraphs(context, graphRule()) }),
    ...(context.disagg
      ? {
          kvTransferBackend: overrides.kv_transfer_backend ?? "DEFAULT",
          cacheTransceiverMaxTokens:
            overrides.cache_transceiver_max_tokens_in_buffer ?? ceilTo(isl + osl + headroom, block),
        }
      : {}),
  };

  function budget(batch: number): number {
    if (role === "decode") return decodeTokens(batch, nextn);
    return isl + headroom + (role === "agg" ? decodeTokens(batch, nextn) : 0);
  }

  function graphRule(): CudaGraphs | undefined {
    if (benchmarkRule)
      return maxBatchSize === undefined ? undefined : { sizes: graphSizesUpTo(maxBatchSize), padding: false };
    return role === "prefill"
      ? { sizes: PREFILL_GRAPH_SIZES, padding: false }
      : { sizes: graphSizesAround(context.pool.batchSize), padding: true };
  }
}

function kvCacheDtype(mode: string | undefined): string {
  return mode === undefined || mode === "bfloat16" || mode === "float16" ? "auto" : mode;
}

/** The usual share, unless the priced batch needs more of the cache than that leaves. */
function fractionFor({ room, pool }: RoleContext): number {
  const usual = ((room?.requests ?? Infinity) * DEFAULT_FRACTION) / PRICED_FRACTION;
  return pool.batchSize < Math.floor(usual) ? DEFAULT_FRACTION : PRICED_FRACTION;
}
