import { compact } from "../../../domain/compact.js";
import { deepMerge } from "../../merge.js";
import type { JsonObject } from "../../options/types.js";
import type { DeployValues, RoleValues } from "../../values.js";
import { compareVersions } from "../../../domain/versions.js";
import type { EngineFileData } from "../backend.js";

/** Releases that read the limits below `build_config`; older and newer ones have them at the top. */
const BUILD_CONFIG = { first: "1.0.0rc6", last: "1.2.0rc3" };

const COMMENTS: Readonly<Record<string, string>> = {
  tensor_parallel_size: "GPUs of one stage of the worker",
  enable_attention_dp: "true: each of these GPUs holds its own requests",
  max_batch_size: "requests in flight on each attention-DP rank",
  max_num_tokens: "tokens of one step on each rank",
  "kv_cache_config.free_gpu_memory_fraction": "of the memory that is free after weights",
  "kv_cache_config.enable_block_reuse": "prefix caching",
  "cache_transceiver_config.max_tokens_in_buffer":
    "longest sequence that moves from prefill to decode in one piece",
};

/** The engine file of a role. */
export function trtllmEngineFile({ role, engine }: RoleValues, { target }: DeployValues): EngineFileData {
  const { parallelism: p, cudaGraphs } = engine;
  const limits = compact({
    max_batch_size: engine.maxBatchSize,
    max_num_tokens: engine.maxNumTokens,
    max_seq_len: engine.maxSeqLen,
  });
  const nested =
    compareVersions(target.engine, BUILD_CONFIG.first) >= 0 &&
    compareVersions(target.engine, BUILD_CONFIG.last) <= 0;
  const data: JsonObject = {
    backend: "pytorch",
    ...(engine.isMoe ? { moe_expert_parallel_size: p.moeEp, moe_tensor_parallel_size: p.moeTp } : {}),
    ...(engine.isMoe && engine.moeBackend !== undefined
      ? { moe_config: { backend: engine.moeBackend } }
      : {}),
    tensor_parallel_size: p.tp * p.dp,
    pipeline_parallel_size: p.pp,
    enable_attention_dp: p.dp > 1,
    enable_chunked_prefill: engine.chunkedPrefill ?? false,
    ...(nested && Object.keys(limits).length > 0 ? { build_config: limits } : limits),
    kv_cache_config: {
      ...compact({
        free_gpu_memory_fraction: engine.memFraction,
        dtype: engine.kvCacheDtype,
        tokens_per_block: engine.kvBlockSize,
        max_tokens: engine.kvCacheMaxTokens,
      }),
      enable_block_reuse: engine.prefixCaching ?? false,
    },
    ...(engine.kvTransferBackend === undefined
      ? {}
      : {
          cache_transceiver_config: {
            backend: engine.kvTransferBackend,
            ...compact({ max_tokens_in_buffer: engine.cacheTransceiverMaxTokens }),
          },
        }),
    ...graphConfig(engine.disableCudaGraphs === true, cudaGraphs),
    disable_overlap_scheduler: engine.disableOverlapScheduler ?? false,
    print_iter_log: false,
    ...(engine.nextn > 0
      ? { speculative_config: { decoding_type: "MTP", num_nextn_predict_layers: engine.nextn } }
      : {}),
  };
  return {
    name: `${role}_config.yaml`,
    data: deepMerge(data, engine.extraEngineArgs ?? {}),
    comments: nested ? nestedComments() : COMMENTS,
  };
}

function graphConfig(disabled: boolean, graphs: RoleValues["engine"]["cudaGraphs"]): JsonObject {
  if (disabled) return { cuda_graph_config: null };
  return graphs === undefined
    ? {}
    : { cuda_graph_config: { enable_padding: graphs.padding, batch_sizes: graphs.sizes } };
}

function nestedComments(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(COMMENTS).map(([key, text]) => [
      /^max_(?:batch_size|num_tokens)$/.test(key) ? `build_config.${key}` : key,
      text,
    ]),
  );
}
