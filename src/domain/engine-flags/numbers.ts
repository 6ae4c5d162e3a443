import type { Backend } from "../deployment.js";

/**
 * Flags that take a number and nothing else in every release that has them: the types of the argument classes of vLLM 0.11 to
 * 0.31 and SGLang 0.5.3 to 0.5.21. Names only; Apache-2.0.
 */
const NUMBERS: Readonly<Record<Backend, string>> = {
  vllm: `
    cp-kv-cache-interleave-size cpu-distributed-timeout-seconds cpu-offload-gb data-parallel-size
    dbo-decode-token-threshold dbo-prefill-token-threshold dcp-kv-cache-interleave-size
    decode-context-parallel-size distributed-timeout-seconds dp-sync-interval elastic-ep-max-dp-size
    kv-cache-metrics-sample kv-offloading-size long-prefill-token-threshold lora-extra-vocab-size
    mamba-block-size mamba-cache-philox-rounds master-port max-cpu-loras max-cudagraph-capture-size max-logprobs
    max-long-partial-prefills max-lora-cls-labels max-loras max-num-active-seqs max-num-batched-tokens
    max-num-partial-prefills max-num-queued-reqs max-num-queued-tokens max-num-scheduled-tokens max-num-seqs
    max-parallel-loading-workers nnodes node-rank num-gpu-blocks-override num-lookahead-slots offload-group-size
    offload-num-in-group offload-prefetch-step pipeline-parallel-size prefill-context-parallel-size
    prefill-schedule-interval prefix-cache-retention-interval prefix-match-unit renderer-num-workers
    replayssm-buffer-len rope-theta safetensors-prefetch-block-size safetensors-prefetch-num-threads seed
    spec-tokens stream-interval swap-space tensor-parallel-size ubatch-size
  `,
  sglang: `
    asr-max-buffer-seconds asr-max-concurrent-sessions attention-context-parallel-size attn-cp-size base-gpu-id
    batch-notify-size c128-page-size chunked-prefill-size cpu-offload-gb cuda-graph-max-bs-decode
    cuda-graph-max-bs-prefill data-parallel-size dcp-size decode-log-interval decoupled-spec-rank
    default-priority-value detokenizer-worker-num disaggregation-bootstrap-port disaggregation-decode-dp
    disaggregation-decode-extra-slots disaggregation-decode-polling-interval disaggregation-decode-tp
    disaggregation-prefill-pp dist-timeout dp-size ds-heavy-channel-num ds-heavy-token-num
    ds-sparse-decode-threshold dwdp-size dynamic-batch-tokenizer-batch-size
    dynamic-batch-tokenizer-batch-timeout elastic-ep-initial-size elastic-ep-scale-timeout
    encoder-bootstrap-port engine-info-bootstrap-port ep ep-join-rank-offset ep-num-redundant-experts ep-size
    eplb-min-rebalancing-utilization-threshold eplb-rebalance-layers-per-chunk eplb-rebalance-num-iterations
    expert-distribution-recorder-buffer-size expert-parallel-size gc-warning-threshold-secs gpu-id-step
    grpc-http-sidecar-port grpc-port hicache-size http2-max-concurrent-streams int8-mamba-ckpt-size kt-cpuinfer
    kt-max-deferred-experts-per-token kt-num-gpu-experts kt-threadpool-count kv-canary-sweep-interval
    linear-replayssm-cache-len load-snapshot-publish-interval load-watch-interval log-requests-level
    lora-drain-wait-threshold mamba-cache-philox-rounds mamba-full-memory-ratio mamba-max-states-per-path
    mamba-track-interval max-ep-size max-loaded-loras max-lora-chunk-size max-lora-rank max-loras-per-batch
    max-mamba-cache-size max-queued-requests max-running-requests media-url-max-file-size-mb
    min-free-slots-delay mm-io-worker-num mm-max-concurrent-calls mm-per-request-timeout
    mm-preprocess-cache-size-mb mm-processor-worker-num moe-data-parallel-size moe-dense-tp-size moe-dp-size
    nccl-port nnodes node-rank num-continuous-decode-steps num-reserved-decode-tokens offload-group-size
    offload-num-in-group offload-prefetch-step optimistic-prefill-attempts page-size pipeline-parallel-size port
    pp-async-batch-depth pp-max-micro-batch-size pp-size prefill-delayer-max-delay-ms
    prefill-delayer-max-delay-passes prefill-delayer-queue-min-ratio prefill-delayer-token-usage-low-watermark
    prefill-max-requests priority-scheduling-preemption-threshold random-seed
    remote-instance-weight-loader-seed-instance-service-port schedule-conservativeness scheduler-recv-interval
    sm-group-num smg-http-sidecar-port soft-watchdog-timeout speculative-accept-threshold-acc
    speculative-accept-threshold-single speculative-dflash-block-size speculative-draft-window-size
    speculative-dspark-block-size speculative-eagle-topk speculative-ngram-branch-length
    speculative-ngram-capacity speculative-ngram-external-corpus-max-tokens
    speculative-ngram-external-sam-budget speculative-ngram-max-bfs-breadth
    speculative-ngram-max-match-window-size speculative-ngram-max-trie-depth speculative-ngram-min-bfs-breadth
    speculative-ngram-min-match-window-size speculative-num-draft-tokens speculative-num-steps stream-interval
    swa-full-tokens-ratio tbo-token-distribution-threshold tensor-parallel-size tokenizer-worker-num
    torch-compile-max-bs tp-size triton-attention-num-kv-splits triton-attention-split-tile-size
    watchdog-timeout weight-cache-timeout weight-loader-prefetch-num-threads
  `,
  trtllm: "",
};

const read = new Map<Backend, ReadonlySet<string>>();

/** Whether a flag of an engine, by its name without dashes, takes numbers alone. */
export function takesNumber(backend: Backend, name: string): boolean {
  let names = read.get(backend);
  if (names === undefined) read.set(backend, (names = new Set(NUMBERS[backend].trim().split(/\s+/))));
  return names.has(name);
}
