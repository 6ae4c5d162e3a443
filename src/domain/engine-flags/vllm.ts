/**
 * Long flags of `dynamo.vllm` in Dynamo 1.6.1, names only: those of vLLM 0.31.0 (package `vllm`, `vllm/engine/arg_utils.py`) and of
 * Dynamo itself (package `ai-dynamo` 1.6.1, `dynamo/vllm`). Apache-2.0.
 */
export const VLLM_FLAG_NAMES = `
  additional-config aggregate-engine-logging all2all-backend allow-deprecated-quantization
  allowed-local-media-path allowed-media-domains async-scheduling attention-backend attention-config
  aux-output-config block-size code-revision collect-detailed-traces compilation-config config-format convert
  cp-kv-cache-interleave-size cpu-distributed-timeout-seconds cpu-offload-gb cpu-offload-params
  cudagraph-capture-sizes cudagraph-metrics data-parallel-address data-parallel-backend
  data-parallel-external-lb data-parallel-hybrid-lb data-parallel-multi-port-external-lb data-parallel-rank
  data-parallel-rpc-port data-parallel-size data-parallel-size-local data-parallel-start-rank
  dbo-decode-token-threshold dbo-prefill-token-threshold dcp-comm-backend dcp-kv-cache-interleave-size
  dcp-q-replicate decode-context-parallel-size default-mm-loras device-ids device-memory-utilization
  diffusion-config disable-cascade-attn disable-chunked-mm-input disable-custom-all-reduce
  disable-hybrid-kv-cache-manager disable-log-stats disable-nccl-for-dp-synchronization disable-sliding-window
  distributed-executor-backend distributed-timeout-seconds download-dir dp-sync-interval dtype
  ec-manager-config ec-transfer-config elastic-ep-max-dp-size enable-batch-sharded-sampling
  enable-chunked-prefill enable-cumem-allocator enable-dbo enable-elastic-ep enable-ep-weight-filter
  enable-eplb enable-expert-parallel enable-fault-tolerance enable-flashinfer-autotune
  enable-layerwise-nvtx-tracing enable-log-requests enable-logging-iteration-details enable-lora
  enable-mamba-cache-stochastic-rounding enable-mamba-shared-prefix-checkpoint enable-mfu-metrics
  enable-mixed-moe-lora-format enable-mm-embeds enable-moe-shared-loras enable-nccl-comm-suspend
  enable-prefix-caching enable-prompt-embeds enable-return-routed-experts enable-sleep-mode
  enable-tower-connector-lora enable-trace-replay enforce-eager engram-config eplb-config
  expert-placement-strategy fail-on-environ-validation fault-tolerance-config fully-sharded-loras
  gdn-prefill-backend generation-config gpu-memory-utilization hf-config-path hf-overrides hf-token
  ignore-patterns interleave-mm-strings io-processor-plugin ir-op-priority jit-monitor-mode
  jit-monitor-verbose kda-decode-backend kda-prefill-backend kernel-config kv-cache-dtype
  kv-cache-dtype-skip-layers kv-cache-memory-bytes kv-cache-metrics kv-cache-metrics-sample kv-events-config
  kv-offloading-backend kv-offloading-size kv-sharing-fast-prefill kv-transfer-config language-model-only
  limit-mm-per-prompt linear-backend load-format log-config-file log-level logging-config logits-processors
  logprobs-mode long-prefill-token-threshold long-prefill-token-threshold-adaptive lora-dtype
  lora-target-modules mamba-backend mamba-block-size mamba-cache-dtype mamba-cache-mode
  mamba-cache-philox-rounds mamba-ssm-cache-dtype mamba-ssu-algorithm master-addr master-port max-cpu-loras
  max-cudagraph-capture-size max-logprobs max-lora-cls-labels max-lora-rank max-loras max-model-len
  max-num-active-seqs max-num-batched-tokens max-num-queued-reqs max-num-queued-tokens
  max-num-scheduled-tokens max-num-seqs max-parallel-loading-workers media-io-kwargs mm-device-do-normalize
  mm-encoder-attn-backend mm-encoder-attn-dtype mm-encoder-fp8-scale-path mm-encoder-fp8-scale-save-margin
  mm-encoder-fp8-scale-save-path mm-encoder-only mm-encoder-tp-mode mm-hasher-algorithm mm-ipc-gpu-memory-gb
  mm-processor-cache-gb mm-processor-cache-type mm-processor-device mm-processor-kwargs
  mm-shm-cache-max-object-size-mb mm-tensor-ipc model model-class-overrides model-impl
  model-loader-extra-config moe-backend nnodes node-rank num-gpu-blocks-override numa-bind numa-bind-cpus
  numa-bind-nodes offload-backend offload-group-size offload-num-in-group offload-params offload-prefetch-step
  optimization-level otlp-traces-endpoint override-generation-config per-request-spec-decode-metrics
  performance-mode pipeline-parallel-size pooler-config prefill-context-parallel-size
  prefill-schedule-interval prefix-cache-retention-interval prefix-caching-hash-algo prefix-match-unit
  profiler-config pt-load-map-location quantization quantization-config ray-workers-use-nsight
  reasoning-config reasoning-parser reasoning-parser-plugin renderer-num-workers replayssm-buffer-len
  return-sampling-mask revision runner safetensors-load-strategy safetensors-prefetch-block-size
  safetensors-prefetch-num-threads scheduler-cls scheduler-reserve-full-isl scheduling-policy seed
  served-model-name show-hidden-metrics-for-version shutdown-timeout skip-mm-profiling skip-tokenizer-init
  sleep-preserve-parameter-names sparse-indexer-topk-backend spec-method spec-model spec-tokens
  specialize-active-lora speculative-config stream-interval structured-outputs-config swa-bounded-replay
  tensor-parallel-size tokenizer tokenizer-mode tokenizer-revision trust-remote-code ubatch-size
  use-fp64-gumbel use-replayssm use-tqdm-on-load video-pruning-method video-pruning-rate watermark
  watermark-config weight-transfer-config worker-cls worker-extension-cls
  benchmark-collect-imbalanced benchmark-hybrid-live-state benchmark-max-batch-size benchmark-mode
  benchmark-output-path benchmark-points-file benchmark-randomize-kda-state benchmark-timeout
  benchmark-warmup-iterations classify-worker connector custom-encoder-class custom-jinja-template
  decode-max-batch-size-samples decode-max-kv-read-token-samples disaggregation-mode discovery-backend
  dump-config-to dyn-default-thinking-mode dyn-enable-structural-tag dyn-endpoint-types dyn-reasoning-parser
  dyn-structural-tag dyn-structural-tag-schema dyn-structural-tag-scope dyn-tool-call-parser
  embedding-frontend-tokenization embedding-transfer-mode embedding-worker embedding-worker-processes
  enable-multimodal enable-rl endpoint endpoint-types engine-request-limit event-plane
  exclude-tools-when-tool-choice-none fpm-trace frontend-decoding gms-shadow-mode headless
  health-check-payload kv-state-endpoint media-output-fs-url media-output-http-url mm-prompt-template
  model-express-url multimodal-embedding-cache-capacity-gb multimodal-embedding-cache-publisher namespace
  nats-tls-ca-cert-path nats-tls-client-cert-path nats-tls-client-key-path nats-tls-insecure output-modalities
  prefill-max-kv-read-token-samples prefill-max-new-token-samples prefix-max-batch-size-samples realtime
  request-plane response-plane route-to-encoder tcp-tls-ca-cert-path tcp-tls-cert-path
  tcp-tls-client-ca-cert-path tcp-tls-client-cert-path tcp-tls-client-key-path tcp-tls-handshake-timeout
  tcp-tls-insecure tcp-tls-key-path tcp-tls-server-name use-vllm-tokenizer version
`;

/** Its short spellings. */
export const VLLM_SHORT_FLAGS = [
  "-ac",
  "-cc",
  "-dc",
  "-dcp",
  "-dp",
  "-dpa",
  "-dpb",
  "-dpe",
  "-dph",
  "-dpl",
  "-dpm",
  "-dpn",
  "-dpp",
  "-dpr",
  "-ep",
  "-n",
  "-pcp",
  "-pp",
  "-q",
  "-r",
  "-sc",
  "-tp",
];
