import { flagSpans, wasEngineFlag } from "../../domain/engine-flags/index.js";
import type { Backend } from "../../domain/deployment.js";
import type { Entry } from "./entries.js";
import type { BackendFlags } from "./spec.js";

/**
 * Parts of names that say what a setting is about, and that it computes nothing of an answer to text: names, places and
 * rights; logs and watching; text around a model; loading; other kinds of models and what comes with adapters; what a
 * router reads; and groups whose main switch is named or priced by itself (drafts, tiers of a cache, balanced experts).
 */
const ABOUT = words(
  `access-log address admin-api affinity allowed api-key asr audio benchmark bootstrap-port bucket buckets   cert chat-template checkpoint checksum classify completion-template convert crash custom-jinja custom-labels
  debug decoupled-spec decrypted default-mm detokenizer diffusion dist-init dist-timeout dit dllm download dump dyn ec
  elastic-ep embedding encode encoder endpoint-types traces-endpoint next-endpoint publish-endpoint bind-endpoint connect-endpoints energy eplb event events export fault-tolerance
  file-storage folder format fpm frontend frontends gateway generation-config grammar grpc guided headless health hf-token
  hicache histogram host hostname http http2 ignore-patterns image interleave io-processor iter-stats iteration-details
  jinja jit-monitor label labels language-model-only language-only lmcache load-format loader loading log log-level
  logging logprobs lora loras master-addr master-port media metric metrics mfu mm modalities
  modality model-class modelexpress model-express multi-item multimodal nats nccl-init nccl-port ngram nnodes
  node-rank numa nvtx omni otlp oltp parser path payload peft-cache-config perf-metrics plane pooler port print profile
  prometheus prompt-embeds publish publisher realtime reasoning renderer request-stats rerank response revision
  rl router rpc safetensors sampling-defaults schema seed served session shutdown sidecar sigquit skip-server-warmup skip-warmup
  sleep socket ssl stat-loggers stats store-kv structural structured tag tcp telemetry template
  thinking tls tokenization tokenizer tool tools tqdm trace traces track tracking transceiver trust
  truncate uvicorn version video wait-weights warmup warmups watchdog watermark-config weight-cache weight-loader weight-version whitespace`,
);
/** Whole names of the same kind without such a part, and what engines do anyway, or as good as. */
const NAMES: ReadonlySet<string> = new Set(
  words(
    `return-input-ids return-output-ids embedding-transfer-mode logits-processor-pattern
    kv-transfer-config.kv-role kv-transfer-config.kv-rank kv-transfer-config.kv-parallel-size kv-transfer-config.engine-id
    kv-transfer-config.kv-ip kv-transfer-config.kv-port kv-transfer-config.kv-load-failure-policy weight-transfer-config
    active-decode-blocks-threshold active-prefill-tokens-threshold active-prefill-tokens-threshold-frac admission-control
    allow-deprecated-quantization assume-kv-reuse async-scheduling base-gpu-id cp-strategy attention-config batch-notify-size calculate-kv-scales connector
    cpu-distributed-timeout-seconds cuda-graph-config.enable-padding cuda-graph-config.mode compilation-config.cudagraph-num-of-warmups compilation-config.pass-config
    compilation-config.cache-dir compilation-config.local-cache-dir cuda-graph-padding custom-weight-loader
    data-parallel-backend data-parallel-hybrid-lb data-parallel-multi-port-external-lb data-parallel-external-lb
    data-parallel-start-rank deepep-mode device-ids disable-chunked-mm-input disable-request-abort
    disable-nccl-for-dp-synchronization disaggregation-ib-device disaggregation-strategy enable-cache-report
    enable-cumem-allocator enable-dp-lm-head enable-flashinfer-allreduce-fusion enable-iter-perf-stats enable-iter-req-stats
    enable-memory-saver enable-mixed-chunk enable-nccl-nvls enable-p2p-check enable-piecewise-cuda-graph enable-symm-mem enforce-disagg
    env-overrides fail-fast-on-attention-window-too-large fail-on-environ-validation garbage-collection-gen0-threshold gc-threshold
    gc-warning-threshold-secs gpus-per-node gpu-id-step incremental-streaming-output kv-overlap-score-weight
    kv-state-endpoint load-aware load-balance-method load-watch-interval max-input-len migration-limit moe-dense-tp-size
    mooncake-ib-device mpi-session encode-endpoint num-postprocess-workers orchestrator-type pre-warm-nccl
    prefix-caching-hash-algo pt-load-map-location radix-eviction-policy random-seed ray-placement-config
    ray-workers-use-nsight record-nolora-graph runner sampler-type scheduling-policy shared-cache-multiplier
    shared-cache-type show-time-cost swap-space task enable-nan-detection
    track-active-blocks track-output-blocks use-nixl-connect use-ray use-remote-indexer workspace
    kv-cache-config.enable-partial-reuse kv-cache-config.copy-on-partial-reuse
    moe-config.max-num-tokens`,
  ),
);
/** Names that have such a part and compute all the same. */
const COMPUTES: ReadonlySet<string> = new Set(
  words(
    `attention-config.flash-attn-version multimodal-worker multimodal-decode-worker dllm-algorithm debug-cuda-graph
    enable-torch-compile-debug-mode msprobe-dump-config enable-dynamic-batch-tokenizer dynamic-batch-tokenizer-batch-timeout
    enable-bf16x3-router-gemm use-cute-dsl-blockscaling-mm enable-low-latency-host-dispatch enable-early-first-token-response
    embedding-parallel-mode ple-offload-embedding disaggregation-decode-host-receive-threshold disaggregation-enable-kv-checksum
    nvfp4-gemm-config.allowed-backends mm-ipc-gpu-memory-gb enable-layerwise-nvtx-marker cp-kv-cache-interleave-size
    dcp-kv-cache-interleave-size context-bucket gated-launch-port`,
  ),
);
/** Values that say what engines do anyway. */
const USUAL: ReadonlySet<string> = new Set(
  words(
    `device=cuda schedule-policy=fcfs backend=pytorch batching-type=inflight retraction-policy=auto
    scheduler-config.capacity-scheduler-policy=guaranteed_no_evict scheduler-config.capacity-scheduler-policy=max_utilization
    scheduler-config.context-chunking-policy=first_come_first_served scheduler-config.waiting-queue-policy=fcfs
    distributed-executor-backend=mp distributed-executor-backend=ray distributed-executor-backend=uni
    attn-backend=trtllm kv-transfer-config.kv-buffer-device=cuda performance-mode=balanced
    kv-offloading-backend=native moe-cluster-parallel-size=1 optimization-level=2 optimization-level=3 model-impl=vllm
    model-impl=sglang sampling-backend=flashinfer compilation-config.backend=inductor compilation-config.use-inductor=true
    compilation-config.use-cudagraph=true compilation-config.mode=3 compilation-config.mode=vllm_compile compilation-config.level=3
    compilation-config.level=piecewise compilation-config.cudagraph-mode=full compilation-config.cudagraph-mode=full_decode_only
    compilation-config.cudagraph-mode=full_and_piecewise use-cuda-graph=true enable-flashinfer-autotune= enable-flashinfer-autotune=true enable-autotuner=true cuda-graph-backend-decode=full`,
  ),
);

const PART = new RegExp(`(?:^|[-.])(?:${ABOUT.join("|")})(?:[-.]|$)`);

/**
 * Whether an entry is a setting of the engine of which nothing here knows that it is harmless: neither read, nor named with
 * its direction, nor known to move no figure. Flags that the engine never had are said elsewhere.
 */
export function isUnpriced({ key, space, value }: Entry, table: BackendFlags): boolean {
  if (/^no[-_]disable[-_]/.test(key)) return false;
  const name = space === "flag" ? knownName(key, table.backend as Backend) : key.replaceAll("_", "-");
  if (name === undefined || isRead(key, table) || isRead(name, table)) return false;
  if (!COMPUTES.has(name) && (NAMES.has(name) || PART.test(name))) return false;
  return key.startsWith("no-") || !USUAL.has(`${name}=${value?.text.trim().toLowerCase() ?? ""}`);
}

/** The long name of a flag that the engine has or had, also by a beginning of it. */
function knownName(key: string, backend: Backend): string | undefined {
  const plain = key.replace(/^no-/, "");
  const [flag = ""] = plain.split(".");
  if (wasEngineFlag(backend, flag)) return plain;
  return flag.length < 3 ? undefined : [...flagSpans(backend).keys()].find((name) => name.startsWith(flag));
}

/**
 * Whether a name is in the tables of what is read, or of what is named with its direction whatever its value. One that is named
 * for some of its values alone says nothing of the others.
 */
function isRead(key: string, table: BackendFlags): boolean {
  const plain = key.replace(/^no-/, "");
  let names = READ.get(table);
  if (names === undefined) READ.set(table, (names = namesRead(table)));
  if (names.has(key) || names.has(plain)) return true;
  // a group of names, and what lies below one that is named with all of its parts
  return (
    [...names].some((name) => name.startsWith(`${plain}.`)) ||
    table.notModelled.some(([rows]) => below(plain, rows))
  );
}

const READ = new Map<BackendFlags, ReadonlySet<string>>();

function namesRead(table: BackendFlags): ReadonlySet<string> {
  const named = table.notModelled.flatMap(([rows]) => rows.split(" ").filter((row) => !row.includes("=")));
  return new Set([
    ...[...table.flags.keys(), ...table.keys.keys(), ...named, ...table.features.keys()],
    ...[...table.fileFlags, ...table.overrideFlags, ...table.variables.values()],
  ]);
}

/** Whether a key lies below one that is named with all of its parts. */
function below(key: string, rows: string): boolean {
  return rows.split(" ").some((row) => !row.includes("=") && key.startsWith(`${row}.`));
}

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
