import type { JsonObject } from "../../../src/generate/options/types.js";
import { FLAGS_OF_DYNAMO, isEngineFlag } from "../../../src/domain/engine-flags/index.js";
import { isAtLeast } from "../../../src/domain/versions.js";
import type { NeutralWorker } from "./neutral.js";

/** Flags that an engine knows, some from a Dynamo release on or up to one. Taken by hand from the engines' argument lists. */
interface KnownFlag {
  readonly from?: string;
  readonly before?: string;
}

const always = (names: string): Readonly<Record<string, KnownFlag>> =>
  Object.fromEntries(names.split(/\s+/).map((name) => [name, {}]));

const FLAGS: Readonly<Record<string, Readonly<Record<string, KnownFlag>>>> = {
  "dynamo.frontend": always("http-port router-mode"),
  "dynamo.vllm": {
    ...always(
      "model served-model-name tensor-parallel-size pipeline-parallel-size data-parallel-size enable-expert-parallel max-num-seqs max-num-batched-tokens max-model-len kv-cache-dtype quantization gpu-memory-utilization enable-prefix-caching no-enable-prefix-caching enable-chunked-prefill no-enable-chunked-prefill block-size speculative-config kv-transfer-config kv-events-config enforce-eager compilation-config all2all-backend",
    ),
    "cudagraph-capture-sizes": { from: "0.8.0" },
    "disaggregation-mode": { from: "1.0.0" },
    "is-prefill-worker": { before: "1.4.0" },
    "is-decode-worker": { before: "1.4.0" },
  },
  "dynamo.sglang": always(
    "model-path served-model-name tensor-parallel-size pipeline-parallel-size data-parallel-size enable-dp-attention expert-parallel-size moe-a2a-backend max-running-requests max-prefill-tokens chunked-prefill-size context-length mem-fraction-static max-total-tokens kv-cache-dtype quantization page-size disable-radix-cache enable-mixed-chunk disaggregation-mode disaggregation-transfer-backend disaggregation-bootstrap-port speculative-algorithm speculative-num-steps speculative-eagle-topk speculative-num-draft-tokens attention-context-parallel-size enable-prefill-cp cp-strategy cuda-graph-max-bs cuda-graph-bs disable-cuda-graph host kv-events-config",
  ),
  "dynamo.trtllm": always(
    "model-path served-model-name extra-engine-args disaggregation-mode publish-events-and-metrics",
  ),
};

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
  const known = FLAGS[worker.module] ?? {};
  const backend = (["vllm", "sglang", "trtllm"] as const).find((one) => worker.module === `dynamo.${one}`);
  const flags = Object.keys(worker.flags).filter((name) => {
    // of one release the argument lists themselves are at hand
    if (dynamo === FLAGS_OF_DYNAMO && backend !== undefined) return !isEngineFlag(backend, `--${name}`);
    const flag = known[name];
    return (
      flag === undefined ||
      (flag.from !== undefined && !isAtLeast(dynamo, flag.from)) ||
      (flag.before !== undefined && isAtLeast(dynamo, flag.before))
    );
  });
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
