import { compact } from "../domain/compact.js";
import type { CudaGraphs, EngineValues, RoleContext } from "./values.js";

/** Rounds up to a multiple of `step`. */
export function ceilTo(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}

/** Tokens that a rank's decode step takes: one and the drafts for each request. */
export function decodeTokens(batchSize: number, nextn: number): number {
  return batchSize * (nextn + 1);
}

/**
 * Tokens that the predicted step needs at least. A smaller budget would deploy something else than was predicted: agg
 * steps mix `ctxTokens` of prompts with the running requests, prefill steps hold whole prompts of the batch.
 */
export function predictedTokens(context: RoleContext): number {
  const { pool, isl, nextn } = context;
  switch (context.role) {
    case "agg":
      return (pool.ctxTokens ?? 0) + decodeTokens(pool.batchSize, nextn);
    case "prefill":
      return pool.batchSize * isl;
    case "decode":
      return decodeTokens(pool.batchSize, nextn);
  }
}

/**
 * A batch limit above the predicted batch, for real traffic, but no larger than the requests whose cache a rank holds:
 * an engine that admits more preempts them.
 */
export function roomyBatchLimit(context: RoleContext, limit: number): number {
  const { room, pool } = context;
  return Math.max(pool.batchSize, Math.min(limit, room?.requests ?? limit));
}

/** The longest sequence that a rank's cache holds, up to the wanted one and never less than a request of the workload. */
export function fittingLength(context: RoleContext, wanted: number): number {
  const { room, isl, osl } = context;
  return Math.max(isl + osl, Math.min(wanted, Math.floor(room?.tokens ?? wanted)));
}

/** The batch limit that is said outright: by the user, or by the deployment. */
export function givenBatchLimit(context: RoleContext): number | undefined {
  return context.overrides.max_batch_size ?? context.pool.settings.maxBatchSize;
}

/** The token budget that is said outright. */
export function givenTokenBudget(context: RoleContext): number | undefined {
  return context.overrides.max_num_tokens ?? context.pool.settings.maxNumTokens;
}

const STANDARD_SIZES: readonly number[] = [
  ...range(1, 16, 1),
  ...range(16, 32, 4),
  ...range(32, 64, 8),
  ...range(64, 128, 16),
  ...range(128, 256, 32),
  ...range(256, 512, 64),
];

function range(from: number, to: number, step: number): readonly number[] {
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);
}

/** Graph sizes around the predicted batch and, coarser, up to 512: every size near the operating point has its own graph. */
export function graphSizesAround(batchSize: number): readonly number[] {
  return sortedUnique([...STANDARD_SIZES, ...range(Math.max(1, batchSize - 8), batchSize + 8, 1)]);
}

/** Every size up to the batch limit: what the benchmark rule captures. */
export function graphSizesUpTo(batchSize: number): readonly number[] {
  return range(1, Math.max(1, batchSize), 1);
}

/** Ascending, without repeats. */
export function sortedUnique(sizes: readonly number[]): readonly number[] {
  return [...new Set(sizes)].sort((a, b) => a - b);
}

/** Graphs after the user's word: own sizes, own padding, or none. */
export function cudaGraphs(context: RoleContext, rule: CudaGraphs | undefined): CudaGraphs | undefined {
  const {
    cuda_graph_batch_sizes: sizes,
    cuda_graph_enable_padding: padding,
    disable_cuda_graph: disabled,
  } = context.overrides;
  if (disabled === true) return undefined;
  if (sizes !== undefined) return { sizes: sortedUnique(sizes), padding: padding ?? rule?.padding ?? true };
  return rule === undefined || padding === undefined ? rule : { ...rule, padding };
}

/** What every backend takes from the user's word and the deployment in the same way. */
export function commonEngineValues(context: RoleContext): EngineValues {
  const { overrides, pool, parallelism, isMoe, nextn, drafter } = context;
  const memFraction = overrides.kv_cache_free_gpu_memory_fraction ?? pool.settings.memFraction;
  const maxSeqLen = overrides.max_seq_len ?? pool.settings.maxSeqLen;
  const chunkedPrefill = overrides.enable_chunked_prefill ?? pool.settings.chunkedPrefill;
  const prefixCaching =
    overrides.disable_prefix_cache === undefined
      ? (pool.settings.prefixCaching ?? (context.prefix > 0 ? true : undefined))
      : !overrides.disable_prefix_cache;
  return {
    parallelism,
    isMoe,
    nextn,
    extraCliArgs: overrides.extra_cli_args ?? [],
    ...compact({
      drafter: nextn > 0 ? drafter : undefined,
      memFraction,
      maxSeqLen,
      chunkedPrefill,
      prefixCaching,
      kvCacheMaxTokens: overrides.kv_cache_max_tokens,
      kvBlockSize: overrides.tokens_per_block,
      disableCudaGraphs: overrides.disable_cuda_graph,
      cudaGraphMaxBatchSize: overrides.cuda_graph_max_batch_size,
      disableOverlapScheduler: overrides.disable_overlap_scheduler,
      moeAllToAll: overrides.moe_all2all_backend,
      moeBackend: overrides.moe_backend,
      attentionBackend: overrides.attention_backend,
      quantization: overrides.quantization,
      bootstrapPort: overrides.disaggregation_bootstrap_port,
      skipTokenizerInit: overrides.skip_tokenizer_init,
      trustRemoteCode: overrides.trust_remote_code,
      extraEngineArgs: overrides.extra_engine_args,
    }),
  };
}
