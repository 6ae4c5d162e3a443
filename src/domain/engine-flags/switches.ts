import type { Backend } from "../deployment.js";

/**
 * Flags of the workers of Dynamo 0.6 to 1.6 that are on where they stand and whose names do not begin with what says so
 * (`enable-`, `disable-`, `enforce-`, `trust-`, `skip-`, `no-`). Names only, read from the packages `ai-dynamo`, `vllm` and
 * `sglang` of these releases; Apache-2.0.
 */
const SWITCHES: Readonly<Record<Backend | "all", string>> = {
  all: `
    assume-kv-reuse durable-kv-events exclude-tools-when-tool-choice-none fpm-trace frontend-decoding kv-events
    load-aware multimodal-embedding-cache-publisher nats-tls-insecure router-assume-kv-reuse
    router-conditional-disagg router-kv-events router-replica-sync router-track-active-blocks
    router-track-output-blocks router-track-prefill-tokens tcp-tls-insecure track-active-blocks
    track-output-blocks use-remote-indexer`,
  vllm: `
    aggregate-engine-logging allow-deprecated-quantization async-scheduling benchmark-collect-imbalanced
    benchmark-hybrid-live-state benchmark-randomize-kda-state calculate-kv-scales classify-worker
    cudagraph-metrics data-parallel-external-lb data-parallel-hybrid-lb data-parallel-multi-port-external-lb
    dcp-q-replicate ec-consumer-mode ec-processor embedding-frontend-tokenization embedding-worker
    fully-sharded-loras gms-shadow-mode headless interleave-mm-strings is-decode-worker is-prefill-worker
    jit-monitor-verbose kv-cache-metrics kv-sharing-fast-prefill language-model-only
    long-prefill-token-threshold-adaptive mm-encoder-only multimodal-decode-worker
    multimodal-encode-prefill-worker multimodal-encode-worker multimodal-processor multimodal-worker numa-bind
    omni omni-enable-cache-dit-summary omni-enable-cpu-offload omni-enable-layerwise-offload omni-enforce-eager
    omni-vae-use-slicing omni-vae-use-tiling ray-workers-use-nsight realtime return-sampling-mask
    route-to-encoder scheduler-reserve-full-isl specialize-active-lora swa-bounded-replay use-fp64-gumbel
    use-replayssm use-tqdm-on-load use-vllm-tokenizer vllm-native-encoder-worker`,
  sglang: `
    abort-on-priority-when-disabled allow-auto-truncate checkpoint-engine-wait-weights-before-ready
    collect-tokens-histogram constrained-json-disable-any-whitespace dcp-replicate-q-proj debug-cuda-graph
    dedicated-mm-encoder delete-ckpt-after-loading disaggregation-decode-enable-fake-auto
    disaggregation-decode-enable-offload-kvcache disaggregation-decode-enable-radix-cache
    disaggregation-enable-kv-checksum dllm-fdfo elastic-ep-rejoin embedding-worker encoder-only
    export-metrics-to-file flashinfer-mla-disable-ragged grpc-mode image-diffusion-worker
    incremental-streaming-output is-embedding keep-mm-feature-on-device language-model-only language-only
    log-requests lora-use-virtual-experts mlx-enable-sampling mm-enable-dp-encoder multimodal-encode-worker
    multimodal-processor multimodal-worker ple-offload-embedding pre-warm-nccl prefill-only-disable-kv-cache
    prefill-round-robin-balance quantize-and-serve remote-instance-weight-loader-start-seed-via-transfer-engine
    rerank-worker return-input-ids return-output-ids schedule-low-priority-values-first show-time-cost
    sleep-on-idle smg-grpc-mode speculative-adaptive speculative-dspark-align-verify-tokens-to-graph-tier
    speculative-skip-dp-mlp-sync speculative-use-rejection-sampling stream-output
    stream-response-default-include-usage strip-thinking-cache triton-attention-reduce-in-fp32 use-ray
    use-sglang-tokenizer video-generation-worker weight-loader-disable-mmap weight-loader-drop-cache-after-load
    weight-loader-prefetch-checkpoints`,
  trtllm: `
    conversation-affinity publish-events-and-metrics publish-kv-events publish-metrics teacache-use-ret-steps`,
};

/** Flags that may stand with a value and without one, in one release or another. */
const EITHER: Readonly<Record<Backend, string>> = {
  vllm: "connector dyn-enable-structural-tag enable-local-indexer enforce-disagg hf-token",
  sglang: `
    custom-weight-loader download-dir dyn-enable-structural-tag enable-local-indexer enforce-disagg experts-shared-outer-loras hybrid-kvcache-ratio
    log-requests-target lora-paths lora-strict-loading lora-target-modules model-checksum
    uvicorn-access-log-exclude-prefixes`,
  trtllm:
    "dyn-enable-structural-tag enable-local-indexer enforce-disagg fuse-qkv quant-dynamic skip-components",
};

const SAYS_SO = /^(?:enable|disable|enforce|trust|skip|no)-/;

const read = new Map<string, ReadonlySet<string>>();

function listed(text: string): ReadonlySet<string> {
  let names = read.get(text);
  if (names === undefined) read.set(text, (names = new Set(text.trim().split(/\s+/))));
  return names;
}

/** Whether a flag of a worker, by its name without dashes, takes a value: always, never, or as one likes. */
export function takesValue(backend: Backend, name: string): "always" | "never" | "either" {
  if (listed(EITHER[backend]).has(name)) return "either";
  const never =
    SAYS_SO.test(name) || [SWITCHES.all, SWITCHES[backend]].some((text) => listed(text).has(name));
  return never ? "never" : "always";
}
