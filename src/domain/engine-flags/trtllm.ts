import type { FlagHistory } from "./history.js";

/**
 * Long flags of `dynamo.trtllm` in Dynamo 0.6 to 1.6, names only, read from the packages: those of Dynamo itself (package
 * `ai-dynamo`, the last patch of each release, `dynamo/trtllm`) and none of the engine's own, whose settings stand in its YAML file.
 * Apache-2.0.
 */
export const TRTLLM_FLAG_HISTORY: FlagHistory = {
  came: {
    "0.6": `
      allowed-local-media-path custom-jinja-template disaggregation-mode disaggregation-strategy dump-config-to
      dyn-reasoning-parser dyn-tool-call-parser encode-endpoint endpoint expert-parallel-size extra-engine-args
      free-gpu-memory-fraction gpus-per-node kv-block-size max-batch-size max-beam-width max-file-size-mb
      max-num-tokens max-seq-len migration-limit modality model-path next-endpoint override-engine-args
      pipeline-parallel-size publish-events-and-metrics served-model-name tensor-parallel-size use-nixl-connect
      version
    `,
    "0.7": `
      store-kv
    `,
    "0.8": `
      dyn-endpoint-types enable-local-indexer request-plane
    `,
    "0.9": `
      connector event-plane
    `,
    "1.0": `
      attn-backend default-guidance-scale default-height default-num-frames default-num-inference-steps
      default-width disable-request-abort disable-torch-compile discovery-backend dit-cfg-size dit-dp-size
      dit-fsdp-size dit-ring-size dit-tp-size dit-ulysses-size durable-kv-events enable-async-cpu-offload
      enable-attention-dp enable-cuda-graph enable-fullgraph enable-layerwise-nvtx-marker enable-teacache
      endpoint-types fuse-qkv guided-decoding-backend media-output-fs-url media-output-http-url model
      multimodal-embedding-cache-capacity-gb namespace output-modalities quant-algo quant-dynamic revision
      skip-components teacache-thresh teacache-use-ret-steps torch-compile-mode torch-dtype warmup-steps
    `,
    "1.1": `
      exclude-tools-when-tool-choice-none frontend-decoding load-format model-loader-extra-config skip-warmup
    `,
    "1.2": `
      default-num-images-per-prompt
    `,
    "1.3": `
      dyn-enable-structural-tag dyn-structural-tag-schema dyn-structural-tag-scope enable-multimodal
      engine-request-limit health-check-payload multimodal-embedding-cache-publisher publish-kv-events
    `,
    "1.4": `
      conversation-affinity dyn-default-thinking-mode fpm-trace kv-state-endpoint
    `,
    "1.5": `
      active-decode-blocks-threshold active-prefill-tokens-threshold active-prefill-tokens-threshold-frac
      admission-control assume-kv-reuse conversation-affinity-dp-rank-source enforce-disagg kv-events
      kv-overlap-score-weight load-aware nats-tls-ca-cert-path nats-tls-client-cert-path
      nats-tls-client-key-path nats-tls-insecure router-approximate-cache-policy router-assume-kv-reuse
      router-conditional-disagg router-conditional-disagg-config router-decode-active-request-weight
      router-decode-policy router-disk-cache-hit-weight router-event-threads router-host-cache-hit-weight
      router-kv-events router-kv-overlap-score-credit router-kv-overlap-score-credit-decay
      router-kv-overlap-score-weight router-min-initial-workers router-mode router-policy-config
      router-predicted-ttl-secs router-prefill-load-model router-prefill-load-scale router-prefill-policy
      router-queue-policy router-queue-threshold router-replica-sync router-session-affinity-mode
      router-session-affinity-ttl-secs router-temperature router-track-active-blocks router-track-output-blocks
      router-track-prefill-tokens router-tracking-hash router-tracking-key-file router-tracking-key-id
      router-ttl-secs shared-cache-multiplier shared-cache-type tcp-tls-ca-cert-path tcp-tls-cert-path
      tcp-tls-client-ca-cert-path tcp-tls-client-cert-path tcp-tls-client-key-path tcp-tls-handshake-timeout
      tcp-tls-insecure tcp-tls-key-path tcp-tls-server-name track-active-blocks track-output-blocks
      use-remote-indexer
    `,
    "1.6": `
      dyn-structural-tag enable-session-prefix-index publish-metrics response-plane
    `,
  },
  gone: {
    "0.7": `
      disaggregation-strategy next-endpoint
    `,
    "1.0": `
      enable-local-indexer migration-limit store-kv use-nixl-connect
    `,
    "1.1": `
      disable-request-abort torch-compile-mode warmup-steps
    `,
    "1.3": `
      dit-dp-size dit-fsdp-size dit-tp-size enable-async-cpu-offload fuse-qkv skip-components
    `,
    "1.4": `
      durable-kv-events
    `,
  },
};
