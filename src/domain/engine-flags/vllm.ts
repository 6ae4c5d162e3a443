import type { FlagHistory } from "./history.js";

/**
 * Long flags of `dynamo.vllm` in Dynamo 0.6 to 1.6, names only, read from the packages: those of Dynamo itself (package
 * `ai-dynamo`, the last patch of each release, `dynamo/vllm`) and of vLLM 0.11.0 to 0.31.0 (package `vllm`).
 * Apache-2.0.
 */
export const VLLM_FLAG_HISTORY: FlagHistory = {
  came: {
    "0.6": `
      additional-config allowed-local-media-path allowed-media-domains async-scheduling block-size
      calculate-kv-scales code-revision collect-detailed-traces compilation-config config-format connector
      convert cpu-offload-gb cuda-graph-sizes custom-jinja-template data-parallel-address data-parallel-backend
      data-parallel-hybrid-lb data-parallel-rank data-parallel-rpc-port data-parallel-size
      data-parallel-size-local data-parallel-start-rank dbo-decode-token-threshold dbo-prefill-token-threshold
      decode-context-parallel-size default-mm-loras disable-cascade-attn disable-chunked-mm-input
      disable-custom-all-reduce disable-hybrid-kv-cache-manager disable-log-requests disable-log-stats
      disable-mm-preprocessor-cache disable-sliding-window distributed-executor-backend download-dir dtype
      dump-config-to dyn-reasoning-parser dyn-tool-call-parser dynamo-port-max dynamo-port-min
      enable-chunked-prefill enable-dbo enable-eplb enable-expert-parallel enable-log-requests enable-lora
      enable-lora-bias enable-multimodal-encoder-data-parallel enable-prefix-caching enable-prompt-embeds
      enable-sleep-mode enforce-eager eplb-config eplb-log-balancedness eplb-step-interval eplb-window-size
      expert-placement-strategy fully-sharded-loras generation-config gpu-memory-utilization hf-config-path
      hf-overrides hf-token ignore-patterns interleave-mm-strings io-processor-plugin is-decode-worker
      is-prefill-worker kv-cache-dtype kv-cache-memory-bytes kv-events-config kv-sharing-fast-prefill
      kv-transfer-config limit-mm-per-prompt load-format logits-processor-pattern logits-processors
      logprobs-mode long-prefill-token-threshold lora-dtype lora-extra-vocab-size mamba-cache-dtype
      mamba-ssm-cache-dtype max-cpu-loras max-logprobs max-long-partial-prefills max-lora-rank max-loras
      max-model-len max-num-batched-tokens max-num-partial-prefills max-num-seqs max-parallel-loading-workers
      media-io-kwargs migration-limit mm-encoder-tp-mode mm-processor-cache-gb mm-processor-cache-type
      mm-processor-kwargs mm-shm-cache-max-object-size-mb model model-impl model-loader-extra-config
      num-gpu-blocks-override num-lookahead-slots num-redundant-experts otlp-traces-endpoint
      override-attention-dtype override-generation-config override-pooler-config pipeline-parallel-size
      pooler-config prefix-caching-hash-algo pt-load-map-location quantization ray-workers-use-nsight
      reasoning-parser revision rope-scaling rope-theta runner safetensors-load-strategy scheduler-cls
      scheduling-policy seed served-model-name show-hidden-metrics-for-version skip-mm-profiling
      skip-tokenizer-init speculative-config structured-outputs-config swap-space task tensor-parallel-size
      tokenizer tokenizer-mode tokenizer-revision trust-remote-code use-tqdm-on-load version video-pruning-rate
      worker-cls worker-extension-cls
    `,
    "0.7": `
      enable-multimodal mm-prompt-template multimodal-decode-worker multimodal-encode-prefill-worker
      multimodal-encode-worker multimodal-processor multimodal-worker store-kv
    `,
    "0.8": `
      aggregate-engine-logging all2all-backend cp-kv-cache-interleave-size cudagraph-capture-sizes
      data-parallel-external-lb dcp-kv-cache-interleave-size disable-nccl-for-dp-synchronization
      dyn-endpoint-types ec-transfer-config enable-local-indexer enable-mm-embeds kv-cache-metrics
      kv-cache-metrics-sample kv-offloading-backend kv-offloading-size mamba-block-size master-addr master-port
      max-cudagraph-capture-size mm-encoder-attn-backend nnodes node-rank optimization-level
      prefill-context-parallel-size reasoning-parser-plugin request-plane stream-interval use-vllm-tokenizer
    `,
    "0.9": `
      allow-deprecated-quantization attention-backend attention-config cudagraph-metrics ec-connector-backend
      ec-consumer-mode ec-extra-config ec-processor ec-storage-path enable-layerwise-nvtx-tracing
      enable-logging-iteration-details enable-mfu-metrics enable-return-routed-experts
      enable-tower-connector-lora event-plane profiler-config ubatch-size vllm-native-encoder-worker
    `,
    "1.0": `
      default-video-fps disaggregation-mode discovery-backend durable-kv-events embedding-transfer-mode
      enable-flashinfer-autotune endpoint endpoint-types frontend-decoding headless kernel-config
      mamba-cache-mode media-output-fs-url media-output-http-url mm-encoder-only model-express-url
      multimodal-embedding-cache-capacity-gb namespace omni omni-boundary-ratio omni-cfg-parallel-size
      omni-diffusion-cache-backend omni-diffusion-cache-config omni-enable-cache-dit-summary
      omni-enable-cpu-offload omni-enable-layerwise-offload omni-enforce-eager omni-flow-shift
      omni-layerwise-num-gpu-layers omni-ring-degree omni-ulysses-degree omni-vae-use-slicing
      omni-vae-use-tiling output-modalities route-to-encoder sleep-mode-level specialize-active-lora
      stage-configs-path weight-transfer-config
    `,
    "1.1": `
      benchmark-decode-batch-granularity benchmark-decode-length-granularity benchmark-mode
      benchmark-output-path benchmark-prefill-granularity benchmark-timeout benchmark-warmup-iterations
      cpu-offload-params dcp-comm-backend distributed-timeout-seconds enable-elastic-ep enable-ep-weight-filter
      exclude-tools-when-tool-choice-none fail-on-environ-validation gdn-prefill-backend gms-shadow-mode
      kv-cache-dtype-skip-layers language-model-only lora-target-modules mm-tensor-ipc moe-backend
      offload-backend offload-group-size offload-num-in-group offload-params offload-prefetch-step
      performance-mode reasoning-config renderer-num-workers scheduler-reserve-full-isl shutdown-timeout
    `,
    "1.2": `
      enable-mamba-cache-stochastic-rounding ir-op-priority mamba-backend mamba-cache-philox-rounds numa-bind
      numa-bind-cpus numa-bind-nodes
    `,
    "1.3": `
      cpu-distributed-timeout-seconds data-parallel-multi-port-external-lb device-ids diffusion-config
      dyn-enable-structural-tag dyn-structural-tag-schema dyn-structural-tag-scope embedding-worker
      enable-cumem-allocator enable-mixed-moe-lora-format enable-rl engine-request-limit health-check-payload
      jit-monitor-verbose linear-backend mm-encoder-attn-dtype mm-encoder-fp8-scale-path
      mm-encoder-fp8-scale-save-margin mm-encoder-fp8-scale-save-path multimodal-embedding-cache-publisher
      prefill-schedule-interval quantization-config safetensors-prefetch-block-size
      safetensors-prefetch-num-threads spec-method spec-model spec-tokens use-fp64-gumbel watermark
    `,
    "1.4": `
      benchmark-points-file classify-worker custom-encoder-class decode-max-batch-size-samples
      decode-max-kv-read-token-samples dyn-default-thinking-mode enable-bf16x3-router-gemm
      enable-moe-shared-loras fpm-trace jit-monitor-mode kv-state-endpoint max-num-scheduled-tokens
      mm-ipc-gpu-memory-gb model-class-overrides prefill-max-kv-read-token-samples prefill-max-new-token-samples
      prefix-match-unit prefix-max-batch-size-samples
    `,
    "1.5": `
      active-decode-blocks-threshold active-prefill-tokens-threshold active-prefill-tokens-threshold-frac
      admission-control assume-kv-reuse benchmark-collect-imbalanced ec-manager-config
      embedding-frontend-tokenization embedding-worker-processes enable-fault-tolerance enforce-disagg
      fault-tolerance-config kda-prefill-backend kv-events kv-overlap-score-weight load-aware
      mamba-ssu-algorithm mm-device-do-normalize mm-hasher-algorithm mm-processor-device nats-tls-ca-cert-path
      nats-tls-client-cert-path nats-tls-client-key-path nats-tls-insecure realtime replayssm-buffer-len
      return-sampling-mask router-approximate-cache-policy router-assume-kv-reuse router-conditional-disagg
      router-conditional-disagg-config router-decode-active-request-weight router-decode-policy
      router-disk-cache-hit-weight router-event-threads router-host-cache-hit-weight router-kv-events
      router-kv-overlap-score-credit router-kv-overlap-score-credit-decay router-kv-overlap-score-weight
      router-min-initial-workers router-mode router-policy-config router-predicted-ttl-secs
      router-prefill-load-model router-prefill-load-scale router-prefill-policy router-queue-policy
      router-queue-threshold router-replica-sync router-session-affinity-mode router-session-affinity-ttl-secs
      router-temperature router-track-active-blocks router-track-output-blocks router-track-prefill-tokens
      router-tracking-hash router-tracking-key-file router-tracking-key-id router-ttl-secs
      shared-cache-multiplier shared-cache-type tcp-tls-ca-cert-path tcp-tls-cert-path
      tcp-tls-client-ca-cert-path tcp-tls-client-cert-path tcp-tls-client-key-path tcp-tls-handshake-timeout
      tcp-tls-insecure tcp-tls-key-path tcp-tls-server-name track-active-blocks track-output-blocks
      use-remote-indexer use-replayssm video-pruning-method
    `,
    "1.6": `
      aux-output-config benchmark-hybrid-live-state benchmark-max-batch-size benchmark-randomize-kda-state
      dcp-q-replicate device-memory-utilization dp-sync-interval dyn-structural-tag elastic-ep-max-dp-size
      enable-batch-sharded-sampling enable-mamba-shared-prefix-checkpoint enable-nccl-comm-suspend
      enable-session-prefix-index enable-trace-replay engram-config kda-decode-backend log-config-file log-level
      logging-config long-prefill-token-threshold-adaptive max-lora-cls-labels max-num-active-seqs
      max-num-queued-reqs max-num-queued-tokens per-request-spec-decode-metrics prefix-cache-retention-interval
      response-plane sleep-preserve-parameter-names sparse-indexer-topk-backend swa-bounded-replay
      watermark-config
    `,
  },
  gone: {
    "0.7": `
      dynamo-port-max dynamo-port-min
    `,
    "0.8": `
      enable-lora-bias eplb-log-balancedness eplb-step-interval eplb-window-size lora-extra-vocab-size
      num-lookahead-slots num-redundant-experts override-pooler-config rope-scaling rope-theta
    `,
    "0.9": `
      cuda-graph-sizes disable-mm-preprocessor-cache enable-multimodal-encoder-data-parallel task
    `,
    "1.0": `
      ec-connector-backend ec-consumer-mode ec-extra-config ec-processor ec-storage-path enable-local-indexer
      migration-limit multimodal-encode-prefill-worker multimodal-processor store-kv vllm-native-encoder-worker
    `,
    "1.1": `
      default-video-fps disable-log-requests logits-processor-pattern omni omni-boundary-ratio
      omni-cfg-parallel-size omni-diffusion-cache-backend omni-diffusion-cache-config
      omni-enable-cache-dit-summary omni-enable-cpu-offload omni-enable-layerwise-offload omni-enforce-eager
      omni-flow-shift omni-layerwise-num-gpu-layers omni-ring-degree omni-ulysses-degree omni-vae-use-slicing
      omni-vae-use-tiling sleep-mode-level stage-configs-path swap-space
    `,
    "1.4": `
      benchmark-decode-batch-granularity benchmark-decode-length-granularity benchmark-prefill-granularity
      durable-kv-events is-decode-worker is-prefill-worker multimodal-decode-worker multimodal-encode-worker
      multimodal-worker
    `,
    "1.5": `
      calculate-kv-scales max-long-partial-prefills max-num-partial-prefills override-attention-dtype
    `,
    "1.6": `
      enable-bf16x3-router-gemm
    `,
  },
};

/** Short spellings of vLLM. */
export const VLLM_SHORT_FLAGS =
  "-ac -cc -dc -dcp -dp -dpa -dpb -dpe -dph -dpl -dpm -dpn -dpp -dpr -ep -n -pcp -pp -q -r -sc -tp".split(
    " ",
  );
