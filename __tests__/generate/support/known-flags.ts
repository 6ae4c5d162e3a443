import type { JsonObject } from "../../../src/generate/options/types.js";
import { isEngineFlag } from "../../../src/domain/engine-flags/index.js";
import { isAtLeast } from "../../../src/domain/versions.js";
import type { NeutralWorker } from "./neutral.js";

const FRONTEND: readonly string[] = ["http-port", "router-mode"];

const ENGINE_KEYS: ReadonlySet<string> = new Set(
  "backend moe_expert_parallel_size moe_tensor_parallel_size moe_config moe_config.backend tensor_parallel_size pipeline_parallel_size enable_attention_dp enable_chunked_prefill max_batch_size max_num_tokens max_seq_len kv_cache_config kv_cache_config.free_gpu_memory_fraction kv_cache_config.dtype kv_cache_config.tokens_per_block kv_cache_config.enable_block_reuse kv_cache_config.max_tokens cache_transceiver_config cache_transceiver_config.backend cache_transceiver_config.max_tokens_in_buffer cuda_graph_config cuda_graph_config.enable_padding cuda_graph_config.batch_sizes disable_overlap_scheduler print_iter_log speculative_config speculative_config.decoding_type speculative_config.num_nextn_predict_layers".split(
    " ",
  ),
);
const NESTED_LIMITS = [
  "build_config",
  "build_config.max_batch_size",
  "build_config.max_num_tokens",
  "build_config.max_seq_len",
];
const TOP_LIMITS = ["max_batch_size", "max_num_tokens", "max_seq_len"];

/** Flags and engine keys of a worker that its engine does not know at this Dynamo release. */
export function unknownFlags(worker: NeutralWorker, dynamo: string): readonly string[] {
  const backend = (["vllm", "sglang", "trtllm"] as const).find((one) => worker.module === `dynamo.${one}`);
  const flags = Object.keys(worker.flags).filter((name) =>
    backend === undefined ? !FRONTEND.includes(name) : !isEngineFlag(backend, `--${name}`, dynamo),
  );
  // releases 0.6 and 0.7 read the limits below build_config
  const nested = !isAtLeast(dynamo, "0.8.0");
  const keys = keysOf(worker.engineFile ?? {}, "").filter(
    (key) =>
      (nested ? TOP_LIMITS.includes(key) : key.startsWith("build_config")) ||
      !(ENGINE_KEYS.has(key) || NESTED_LIMITS.includes(key)),
  );
  return [...flags.map((name) => `--${name}`), ...keys];
}

function keysOf(mapping: JsonObject, prefix: string): readonly string[] {
  return Object.entries(mapping).flatMap(([key, value]) => [
    `${prefix}${key}`,
    ...(typeof value === "object" && value !== null && !Array.isArray(value)
      ? keysOf(value as JsonObject, `${prefix}${key}.`)
      : []),
  ]);
}
