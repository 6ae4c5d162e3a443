/**
 * Long flags of `dynamo.trtllm` in Dynamo 1.6.1 (package `ai-dynamo` 1.6.1, `dynamo/trtllm`), names only. Apache-2.0. The
 * engine's own settings stand in its YAML file.
 */
export const TRTLLM_FLAG_NAMES = `
  allowed-local-media-path attn-backend connector conversation-affinity conversation-affinity-dp-rank-source
  custom-jinja-template default-guidance-scale default-height default-num-frames default-num-images-per-prompt
  default-num-inference-steps default-width disable-torch-compile disaggregation-mode discovery-backend
  dit-cfg-size dit-ring-size dit-ulysses-size dump-config-to dyn-default-thinking-mode
  dyn-enable-structural-tag dyn-endpoint-types dyn-reasoning-parser dyn-structural-tag
  dyn-structural-tag-schema dyn-structural-tag-scope dyn-tool-call-parser enable-attention-dp
  enable-cuda-graph enable-fullgraph enable-layerwise-nvtx-marker enable-multimodal enable-teacache
  encode-endpoint endpoint endpoint-types engine-request-limit event-plane exclude-tools-when-tool-choice-none
  expert-parallel-size extra-engine-args fpm-trace free-gpu-memory-fraction frontend-decoding gpus-per-node
  guided-decoding-backend health-check-payload kv-block-size kv-state-endpoint load-format max-batch-size
  max-beam-width max-file-size-mb max-num-tokens max-seq-len media-output-fs-url media-output-http-url
  modality model model-loader-extra-config model-path multimodal-embedding-cache-capacity-gb
  multimodal-embedding-cache-publisher namespace nats-tls-ca-cert-path nats-tls-client-cert-path
  nats-tls-client-key-path nats-tls-insecure output-modalities override-engine-args pipeline-parallel-size
  publish-events-and-metrics publish-kv-events publish-metrics quant-algo quant-dynamic request-plane
  response-plane revision served-model-name skip-warmup tcp-tls-ca-cert-path tcp-tls-cert-path
  tcp-tls-client-ca-cert-path tcp-tls-client-cert-path tcp-tls-client-key-path tcp-tls-handshake-timeout
  tcp-tls-insecure tcp-tls-key-path tcp-tls-server-name teacache-thresh teacache-use-ret-steps
  tensor-parallel-size torch-dtype version
`;
