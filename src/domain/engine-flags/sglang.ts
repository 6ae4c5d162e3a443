import type { FlagHistory } from "./history.js";

/**
 * Long flags of `dynamo.sglang` in Dynamo 0.6 to 1.6, names only, read from the packages: those of Dynamo itself (package
 * `ai-dynamo`, the last patch of each release, `dynamo/sglang`) and of SGLang 0.5.3.post2 to 0.5.21 (package `sglang`).
 * Apache-2.0.
 */
export const SGLANG_FLAG_HISTORY: FlagHistory = {
  came: {
    "0.6": `
      allow-auto-truncate api-key attention-backend base-gpu-id bucket-e2e-request-latency
      bucket-inter-token-latency bucket-time-to-first-token chat-template chunked-prefill-size
      collect-tokens-histogram completion-template config constrained-json-disable-any-whitespace
      constrained-json-whitespace-pattern context-length cpu-offload-gb crash-dump-folder crash-on-nan
      cuda-graph-bs cuda-graph-max-bs custom-weight-loader data-parallel-size debug-tensor-dump-inject
      debug-tensor-dump-input-file debug-tensor-dump-output-folder decode-attention-backend decode-log-interval
      deepep-config deepep-mode delete-ckpt-after-loading device disable-chunked-prefix-cache disable-cuda-graph
      disable-cuda-graph-padding disable-custom-all-reduce disable-fast-image-processor
      disable-flashinfer-cutlass-moe-fp4-allgather disable-hybrid-swa-memory disable-outlines-disk-cache
      disable-overlap-schedule disable-radix-cache disable-shared-experts-fusion disaggregation-bootstrap-port
      disaggregation-decode-dp disaggregation-decode-enable-offload-kvcache
      disaggregation-decode-polling-interval disaggregation-decode-tp disaggregation-ib-device
      disaggregation-mode disaggregation-prefill-pp disaggregation-transfer-backend dist-init-addr dist-timeout
      download-dir dp-size ds-channel-config-path ds-heavy-channel-num ds-heavy-channel-type ds-heavy-token-num
      ds-sparse-decode-threshold dtype dump-config-to dynamic-batch-tokenizer-batch-size
      dynamic-batch-tokenizer-batch-timeout elastic-ep-backend enable-beta-spec enable-cache-report
      enable-cudagraph-gc enable-custom-logit-processor enable-deepep-moe enable-deterministic-inference
      enable-double-sparsity enable-dp-attention enable-dp-lm-head enable-dynamic-batch-tokenizer enable-ep-moe
      enable-eplb enable-expert-distribution-metrics enable-flashinfer-allreduce-fusion
      enable-flashinfer-cutedsl-moe enable-flashinfer-cutlass-moe enable-flashinfer-mxfp4-moe
      enable-flashinfer-trtllm-moe enable-fp32-lm-head enable-hierarchical-cache enable-lmcache enable-lora
      enable-memory-saver enable-metrics enable-metrics-for-all-schedulers enable-mixed-chunk enable-mscclpp
      enable-multimodal enable-nan-detection enable-nccl-nvls enable-p2p-check enable-pdmux
      enable-piecewise-cuda-graph enable-priority-scheduling enable-profile-cuda-graph
      enable-request-time-stats-logging enable-return-hidden-states enable-single-batch-overlap enable-symm-mem
      enable-tokenizer-batch-encode enable-torch-compile enable-torch-symm-mem enable-trace
      enable-triton-kernel-moe enable-two-batch-overlap enable-weights-cpu-backup ep ep-dispatch-algorithm
      ep-num-redundant-experts ep-size eplb-algorithm eplb-min-rebalancing-utilization-threshold
      eplb-rebalance-layers-per-chunk eplb-rebalance-num-iterations expert-distribution-recorder-buffer-size
      expert-distribution-recorder-mode expert-parallel-size file-storage-path flashinfer-mla-disable-ragged
      flashinfer-mxfp4-moe-precision gc-warning-threshold-secs generation-tokens-buckets gpu-id-step
      grammar-backend grpc-mode hicache-io-backend hicache-mem-layout hicache-ratio hicache-size
      hicache-storage-backend hicache-storage-backend-extra-config hicache-storage-prefetch-policy
      hicache-write-policy host hybrid-kvcache-ratio init-expert-location is-embedding json-model-override-args
      keep-mm-feature-on-device kv-cache-dtype kv-events-config load-balance-method load-format
      load-watch-interval log-level log-level-http log-requests log-requests-level lora-backend
      lora-eviction-policy lora-paths lora-target-modules mamba-full-memory-ratio mamba-ssm-dtype
      max-loaded-loras max-lora-chunk-size max-lora-rank max-loras-per-batch max-mamba-cache-size
      max-prefill-tokens max-queued-requests max-running-requests max-total-tokens mem-fraction-static
      mm-attention-backend model model-impl model-loader-extra-config model-path
      modelopt-checkpoint-restore-path modelopt-checkpoint-save-path modelopt-quant moe-a2a-backend
      moe-dense-tp-size moe-runner-backend mooncake-ib-device multi-item-scoring-delimiter nccl-init-addr
      nccl-port nnodes node-rank nsa-decode nsa-prefill num-continuous-decode-steps num-reserved-decode-tokens
      numa-node offload-group-size offload-mode offload-num-in-group offload-prefetch-step oltp-traces-endpoint
      page-size pdmux-config-path piecewise-cuda-graph-max-tokens piecewise-cuda-graph-tokens
      pipeline-parallel-size port pp-max-micro-batch-size pp-size preferred-sampling-params
      prefill-attention-backend prefill-round-robin-balance priority-scheduling-preemption-threshold
      prompt-tokens-buckets quantization quantization-param-path radix-eviction-policy random-seed
      reasoning-parser remote-instance-weight-loader-seed-instance-ip
      remote-instance-weight-loader-seed-instance-service-port
      remote-instance-weight-loader-send-weights-group-ports revision sampling-backend sampling-defaults
      schedule-conservativeness schedule-low-priority-values-first schedule-policy scheduler-recv-interval
      served-model-name show-time-cost skip-server-warmup skip-tokenizer-init sleep-on-idle sm-group-num
      speculative-accept-threshold-acc speculative-accept-threshold-single speculative-algorithm
      speculative-attention-mode speculative-draft-load-format speculative-draft-model
      speculative-draft-model-path speculative-draft-model-revision speculative-eagle-topk
      speculative-ngram-branch-length speculative-ngram-capacity speculative-ngram-match-type
      speculative-ngram-max-bfs-breadth speculative-ngram-max-match-window-size
      speculative-ngram-min-bfs-breadth speculative-ngram-min-match-window-size speculative-num-draft-tokens
      speculative-num-steps speculative-token-map stream-interval stream-output swa-full-tokens-ratio
      tbo-token-distribution-threshold tensor-parallel-size tokenizer-metrics-allowed-custom-labels
      tokenizer-metrics-custom-labels-header tokenizer-mode tokenizer-path tokenizer-worker-num tool-call-parser
      tool-server torch-compile-max-bs torchao-config tp-size triton-attention-num-kv-splits
      triton-attention-reduce-in-fp32 triton-attention-split-tile-size trust-remote-code version warmups
      watchdog-timeout weight-loader-disable-mmap weight-version
    `,
    "0.7": `
      abort-on-priority-when-disabled checkpoint-engine-wait-weights-before-ready config-key
      debug-tensor-dump-layers decrypted-config-file decrypted-draft-config-file disable-tokenizer-batch-decode
      kt-amx-method kt-amx-weight-path kt-cpuinfer kt-num-gpu-experts kt-threadpool-count
      mm-max-concurrent-calls mm-per-request-timeout modelopt-export-path nsa-decode-backend nsa-prefill-backend
      otlp-traces-endpoint piecewise-cuda-graph-compiler quantize-and-serve rl-on-policy-target
      speculative-moe-runner-backend
    `,
    "0.8": `
      dllm-algorithm dllm-algorithm-config enable-attn-tp-input-scattered enable-broadcast-mm-inputs-process
      enable-draft-weights-cpu-backup enable-flashinfer-autotune enable-fused-qk-norm-rope
      enable-layerwise-nvtx-marker enable-nsa-prefill-context-parallel enable-torch-compile-debug-mode
      export-metrics-to-file export-metrics-to-file-dir fastapi-root-path forward-hooks fp8-gemm-backend
      kt-max-deferred-experts-per-token kt-method kt-weight-path mm-enable-dp-encoder mm-process-config
      rl-quant-profile speculative-moe-a2a-backend
    `,
    "0.9": `
      admin-api-key custom-sigquit-handler disable-flashinfer-autotune disable-hicache-numa-detect
      disaggregation-decode-enable-fake-auto enable-dynamic-chunking enable-lora-overlap-loading
      enable-multi-layer-eagle enable-precise-embedding-interpolation enable-prefill-delayer
      enable-prefix-mm-cache enable-return-routed-experts encoder-only encoder-transfer-backend encoder-urls
      fp4-gemm-backend hf-chat-template-name hierarchical-sparse-attention-extra-config language-only
      limit-mm-data-per-request log-requests-format log-requests-target mamba-scheduler-strategy
      mamba-track-interval model-checksum nsa-prefill-cp-mode pp-async-batch-depth
      prefill-delayer-forward-passes-buckets prefill-delayer-max-delay-passes
      prefill-delayer-token-usage-low-watermark prefill-delayer-wait-seconds-buckets prefill-max-requests
      remote-instance-weight-loader-backend remote-instance-weight-loader-start-seed-via-transfer-engine
      soft-watchdog-timeout speculative-draft-attention-backend speculative-draft-model-quantization
      uvicorn-access-log-exclude-prefixes
    `,
    "1.0": `
      attention-context-parallel-size attn-cp-size connector custom-jinja-template disagg-config
      disagg-config-key discovery-backend durable-kv-events dyn-endpoint-types dyn-reasoning-parser
      dyn-tool-call-parser embedding-worker endpoint endpoint-types event-plane extra-metric-labels
      image-diffusion-worker mamba-backend media-output-fs-url media-output-http-url moe-data-parallel-size
      moe-dp-size multimodal-embedding-cache-capacity-gb multimodal-encode-worker multimodal-processor
      multimodal-worker namespace output-modalities request-plane use-sglang-tokenizer video-generation-worker
    `,
    "1.1": `
      default-priority-value disable-piecewise-cuda-graph disable-priority-preemption embedding-transfer-mode
      enable-adaptive-dispatch-to-encoder enable-aiter-allreduce-fusion enable-elastic-expert-backup
      enable-fused-moe-sum-all-reduce enable-hisparse enable-mfu-metrics enable-mm-global-cache
      enable-prefill-context-parallel enable-rl enable-ssl-refresh enable-streaming-session
      enforce-disable-flashinfer-allreduce-fusion enforce-piecewise-cuda-graph engine-info-bootstrap-port
      exclude-tools-when-tool-choice-none experts-shared-outer-loras gc-threshold hisparse-config
      incremental-streaming-output linear-attn-backend linear-attn-decode-backend linear-attn-prefill-backend
      modelexpress-config pre-warm-nccl prefill-cp-mode speculative-ngram-max-trie-depth ssl-ca-certs
      ssl-certfile ssl-keyfile ssl-keyfile-password stream-response-default-include-usage use-ray
    `,
    "1.2": `
      batch-notify-size debug-cuda-graph disaggregation-decode-enable-radix-cache elastic-ep-rejoin
      enable-breakable-cuda-graph enable-dp-attention-local-control-broadcast enable-http2 enable-mis
      enable-quant-communications enforce-shared-experts-fusion frontend-decoding grpc-http-sidecar-port
      lora-strict-loading lora-use-virtual-experts msprobe-dump-config record-nolora-graph speculative-adaptive
      speculative-adaptive-config speculative-dflash-block-size speculative-dflash-draft-window-size
      speculative-ngram-external-corpus-max-tokens speculative-ngram-external-corpus-path
      speculative-ngram-external-sam-budget speculative-skip-dp-mlp-sync strip-thinking-cache tokenizer-backend
      weight-loader-prefetch-checkpoints weight-loader-prefetch-num-threads
    `,
    "1.3": `
      asr-max-buffer-seconds asr-max-concurrent-sessions bf16-gemm-backend cp-strategy cuda-graph-backend-decode
      cuda-graph-backend-prefill cuda-graph-bs-decode cuda-graph-bs-prefill cuda-graph-config
      cuda-graph-max-bs-decode cuda-graph-max-bs-prefill cuda-graph-tc-compiler dcp-size
      decode-context-parallel-size decoupled-spec-bind-endpoint decoupled-spec-connect-endpoints
      decoupled-spec-rank decoupled-spec-role dedicated-mm-encoder deepep-dispatcher-output-dtype
      default-chat-template-kwargs detokenizer-worker-num disable-attn-tp-gather disable-decode-cuda-graph
      disable-prefill-cuda-graph disaggregation-decode-extra-slots dllm-fdfo dsa-decode-backend
      dsa-paged-mqa-logits-backend dsa-prefill-backend dsa-prefill-cp-mode dsa-topk-backend
      dyn-enable-structural-tag dyn-structural-tag-schema dyn-structural-tag-scope elastic-ep-initial-size
      elastic-ep-join-mode elastic-ep-join-rank-offset elastic-ep-scale-timeout enable-deepseek-v4-fp4-indexer
      enable-dsa-cache-layer-split enable-dsa-prefill-context-parallel enable-flexkv enable-forward-pass-metrics
      enable-gdn-replayssm-spec enable-int8-mamba-checkpoint enable-linear-replayssm
      enable-mamba-cache-stochastic-rounding enable-page-major-kv-layout enable-prefill-cp
      enable-return-indexer-topk enable-scattered-sconv enable-session-radix-cache enable-strict-thinking
      enable-tf32-matmul enable-unified-memory enable-waterfill encoder-bootstrap-port encoder-register-urls
      engine-request-limit flashinfer-allreduce-fusion-backend flexkv-config-file forward-pass-metrics-ipc-name
      forward-pass-metrics-worker-id fuseep-mode grpc-port health-check-payload int8-mamba-ckpt-size kv-canary
      kv-canary-real-data kv-canary-sweep-interval linear-replayssm-cache-len lmcache-config-file
      load-snapshot-publish-interval lora-drain-wait-threshold mamba-cache-philox-rounds
      mamba-radix-cache-strategy max-ep-size min-free-slots-delay mm-feature-transport model-config-parser
      multimodal-embedding-cache-publisher optimistic-prefill-attempts prefill-delayer-max-delay-ms
      prefill-delayer-queue-min-ratio prefill-only-disable-kv-cache radix-cache-backend retraction-policy
      sglang-trace-level sidecar sidecar-args smg-grpc-mode smg-http-sidecar-port spec-trace-dir
      speculative-draft-window-size speculative-dspark-align-verify-tokens-to-graph-tier
      speculative-dspark-block-size speculative-dspark-confidence-sts-path speculative-dspark-sps-table-path
      speculative-use-rejection-sampling trace-modules weight-loader-drop-cache-after-load
    `,
    "1.4": `
      dyn-default-thinking-mode fpm-trace kv-state-endpoint
    `,
    "1.5": `
      active-decode-blocks-threshold active-prefill-tokens-threshold active-prefill-tokens-threshold-frac
      admission-control allowed-media-domains assume-kv-reuse c128-page-size dcp-comm-backend
      dcp-replicate-q-proj disaggregation-decode-retraction-backup dwdp-size enable-cp-decode-attn-tp
      enable-linear-replayssm-spec enable-tp-lm-head-all-to-all enforce-disagg engine-route
      expert-balancedness-report-mode flashinfer-autotune-skip-ops http2-max-concurrent-streams
      image-processor-backend kv-events kv-overlap-score-weight language-model-only linear-attn-verify-backend
      load-aware mamba-max-states-per-path media-url-max-file-size-mb mlx-enable-sampling
      mm-global-cache-backend mm-io-worker-num mm-preprocess-cache-size-mb mm-processor-worker-num
      nats-tls-ca-cert-path nats-tls-client-cert-path nats-tls-client-key-path nats-tls-insecure
      return-hidden-states-mode router-approximate-cache-policy router-assume-kv-reuse router-conditional-disagg
      router-conditional-disagg-config router-decode-active-request-weight router-decode-policy
      router-disk-cache-hit-weight router-event-threads router-host-cache-hit-weight router-kv-events
      router-kv-overlap-score-credit router-kv-overlap-score-credit-decay router-kv-overlap-score-weight
      router-min-initial-workers router-mode router-policy-config router-predicted-ttl-secs
      router-prefill-load-model router-prefill-load-scale router-prefill-policy router-queue-policy
      router-queue-threshold router-replica-sync router-session-affinity-mode router-session-affinity-ttl-secs
      router-temperature router-track-active-blocks router-track-output-blocks router-track-prefill-tokens
      router-tracking-hash router-tracking-key-file router-tracking-key-id router-ttl-secs
      shared-cache-multiplier shared-cache-type speculative-draft-kv-cache-dtype startup-weight-load-mode
      stat-loggers tcp-tls-ca-cert-path tcp-tls-cert-path tcp-tls-client-ca-cert-path tcp-tls-client-cert-path
      tcp-tls-client-key-path tcp-tls-handshake-timeout tcp-tls-insecure tcp-tls-key-path tcp-tls-server-name
      track-active-blocks track-output-blocks trust-mm-content-hashes use-remote-indexer weight-cache-mode
      weight-cache-socket weight-cache-timeout
    `,
    "1.6": `
      boundary-reduction constrained-json-max-whitespace-cnt context-bucket cuda-graph-max-seq-len-prefill
      cuda-graph-prefill-max-context deepep-v2-mode disable-aiter-allreduce-fusion-in-decode
      disable-aiter-allreduce-fusion-in-prefill disaggregation-decode-host-receive-threshold
      disaggregation-enable-kv-checksum dsv4-attn-backend dsv4-prefill-backend dyn-structural-tag
      enable-decoder-swa-bounded-replay enable-dense-mlp-attn-tp enable-encoder-swa-bounded-replay
      enable-layernorm-sp enable-lean-attention enable-linker-mla-dedup enable-pd-role-switch
      enable-response-store enable-session-prefix-index enable-shared-experts-attn-tp
      enable-unified-cache-external-linker enable-w4a4-mxfp4-megamoe flashinfer-a2a-dispatch-type
      gated-launch-port gateway-workers grpc-response-timeout-secs hicache-host-memory-fraction
      hicache-host-memory-mode hicache-storage-prefetch-retry-max-attempts
      hicache-storage-prefetch-retry-poll-interval http2-initial-connection-window-size load-publish-endpoint
      no-dcp-replicate-q-proj no-dllm-fdfo no-enable-tp-lm-head-all-to-all no-experts-shared-outer-loras
      no-lora-strict-loading no-ple-offload-embedding otlp-service-name ple-offload-backend ple-offload-dir
      ple-offload-embedding prefill-decode-interval prefill-kv-cache-dequant-dtype radix-eviction-policy-config
      rerank-worker response-plane return-input-ids return-output-ids sampling-mask-max-tokens
      shared-experts-tp-size speculative-domino-candidate-pool-size speculative-draft-sink-size
      speculative-dsa-topk-backend swa-prefix-tails trust-request-chat-template
      unified-cache-external-linker-backend uno-lora-path
    `,
  },
  gone: {
    "0.7": `
      crash-on-nan enable-beta-spec enable-deepep-moe enable-ep-moe enable-flashinfer-cutedsl-moe
      enable-flashinfer-cutlass-moe enable-flashinfer-mxfp4-moe enable-flashinfer-trtllm-moe
      enable-triton-kernel-moe nsa-decode nsa-prefill oltp-traces-endpoint
    `,
    "0.8": `
      kt-amx-method kt-amx-weight-path
    `,
    "0.9": `
      enable-flashinfer-autotune load-watch-interval
    `,
    "1.0": `
      config-key disaggregation-decode-enable-fake-auto
    `,
    "1.1": `
      disable-hicache-numa-detect disaggregation-decode-dp disaggregation-decode-tp disaggregation-prefill-pp
      mm-max-concurrent-calls mm-per-request-timeout multimodal-processor speculative-ngram-branch-length
      speculative-ngram-max-match-window-size speculative-ngram-min-match-window-size
    `,
    "1.2": `
      ds-channel-config-path ds-heavy-channel-num ds-heavy-channel-type ds-heavy-token-num
      ds-sparse-decode-threshold enable-double-sparsity multi-item-scoring-delimiter
    `,
    "1.3": `
      debug-tensor-dump-inject enable-nan-detection enable-piecewise-cuda-graph hybrid-kvcache-ratio
      record-nolora-graph
    `,
    "1.4": `
      durable-kv-events multimodal-encode-worker multimodal-worker
    `,
    "1.5": `
      torchao-config
    `,
    "1.6": `
      collect-tokens-histogram cuda-graph-bs cuda-graph-max-bs custom-sigquit-handler
      disable-piecewise-cuda-graph dsa-prefill-cp-mode elastic-ep-rejoin enable-breakable-cuda-graph
      enable-dsa-prefill-context-parallel enable-expert-distribution-metrics enable-gdn-replayssm-spec
      enable-nsa-prefill-context-parallel enable-prefill-context-parallel enforce-piecewise-cuda-graph
      keep-mm-feature-on-device mamba-scheduler-strategy nsa-decode-backend nsa-prefill-backend
      nsa-prefill-cp-mode piecewise-cuda-graph-compiler piecewise-cuda-graph-max-tokens
      piecewise-cuda-graph-tokens prefill-cp-mode prefill-round-robin-balance
      speculative-dflash-draft-window-size stat-loggers stream-output
    `,
  },
};
