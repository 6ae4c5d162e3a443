export const id = 1042;
export const ids = [1042];
export const modules = {

/***/ 7085:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  M: () => (/* binding */ backendGenerator)
});

// EXTERNAL MODULE: ./build/lib/generate/flags.js
var flags = __webpack_require__(7957);
;// CONCATENATED MODULE: ./build/lib/generate/backends/sglang/command.js

/** SGLang's smallest own chunk among the GPUs of the data; larger steps need the chunk said. */
const DEFAULT_CHUNK = 8192;
/** Words of `dynamo.sglang`. Its tensor size is the width of the worker; attention data parallelism divides it. */
function sglangCommand(role, values) {
    const { engine } = role;
    const { parallelism: p } = engine;
    return {
        module: "dynamo.sglang",
        args: [
            ...(0,flags/* flag */.Jt)("model-path", values.service.modelPath),
            ...(0,flags/* flag */.Jt)("served-model-name", values.service.servedModelName),
            ...(0,flags/* flag */.Jt)("tensor-parallel-size", p.tp * p.dp * p.cp),
            ...(0,flags/* flag */.Jt)("pipeline-parallel-size", p.pp),
            ...(0,flags/* flag */.Jt)("data-parallel-size", p.dp),
            ...(0,flags/* flag */.Jt)("attention-context-parallel-size", p.cp > 1 ? p.cp : undefined),
            ...(0,flags/* flag */.Jt)("page-size", engine.kvBlockSize),
            ...(0,flags/* flag */.Jt)("kv-cache-dtype", engine.kvCacheDtype),
            ...(0,flags/* flag */.Jt)("quantization", engine.quantization),
            ...(0,flags/* flag */.Jt)("mem-fraction-static", engine.memFraction),
            ...(0,flags/* flag */.Jt)("max-total-tokens", engine.kvCacheMaxTokens),
            ...(0,flags/* flag */.Jt)("context-length", engine.maxSeqLen),
            ...(0,flags/* flag */.Jt)("max-running-requests", engine.maxBatchSize === undefined ? undefined : engine.maxBatchSize * p.dp),
            ...(0,flags/* flag */.Jt)("chunked-prefill-size", chunkSize(role)),
            ...(0,flags/* flag */.Jt)("max-prefill-tokens", engine.maxNumTokens),
            ...(0,flags/* switchFlag */.J9)("enable-mixed-chunk", engine.mixedChunk),
            ...(0,flags/* switchFlag */.J9)("skip-tokenizer-init", engine.skipTokenizerInit),
            ...(0,flags/* switchFlag */.J9)("trust-remote-code", engine.trustRemoteCode),
            ...(0,flags/* switchFlag */.J9)("disable-radix-cache", engine.prefixCaching === false),
            ...(0,flags/* switchFlag */.J9)("enable-dp-attention", p.dp > 1),
            ...(0,flags/* flag */.Jt)("expert-parallel-size", p.moeEp),
            ...(0,flags/* flag */.Jt)("moe-runner-backend", engine.moeBackend),
            ...(0,flags/* flag */.Jt)("moe-a2a-backend", engine.moeAllToAll),
            ...(0,flags/* flag */.Jt)("attention-backend", engine.attentionBackend),
            ...(0,flags/* flag */.Jt)("disaggregation-transfer-backend", engine.kvTransferBackend),
            ...(0,flags/* flag */.Jt)("disaggregation-bootstrap-port", engine.bootstrapPort),
            ...(0,flags/* switchFlag */.J9)("disable-cuda-graph", engine.disableCudaGraphs),
            ...(0,flags/* listFlag */.v6)("cuda-graph-bs", engine.cudaGraphs?.sizes),
            ...(0,flags/* switchFlag */.J9)("disable-cuda-graph-padding", engine.cudaGraphs?.padding === false),
            ...(0,flags/* flag */.Jt)("cuda-graph-max-bs", engine.cudaGraphMaxBatchSize),
            ...speculation(engine),
            ...(0,flags/* switchFlag */.J9)("disable-overlap-schedule", engine.disableOverlapScheduler),
            ...(0,flags/* mappingFlags */.Os)(engine.extraEngineArgs),
            ...(0,flags/* jsonFlag */.hG)("kv-events-config", values.router ? kvEvents(values.options.service.sglangKvEventPort) : undefined),
            ...(role.role === "agg" ? [] : ["--host", "0.0.0.0", "--disaggregation-mode", role.role]),
            ...engine.extraCliArgs,
        ],
    };
}
/**
 * The chunk in tokens of the whole server: SGLang divides it among attention-DP ranks. Said when chunking was asked for,
 * or when a predicted step is longer than the engine's own chunk; −1 switches chunking off.
 */
function chunkSize({ role, engine }) {
    if (role === "decode" || engine.maxNumTokens === undefined)
        return undefined;
    const { dp } = engine.parallelism;
    if (engine.chunkedPrefill === false)
        return -1;
    return engine.chunkedPrefill === true || engine.maxNumTokens * dp > DEFAULT_CHUNK * dp
        ? engine.maxNumTokens * dp
        : undefined;
}
function speculation({ nextn }) {
    if (nextn === 0)
        return [];
    return [
        ...(0,flags/* flag */.Jt)("speculative-algorithm", "NEXTN"),
        ...(0,flags/* flag */.Jt)("speculative-num-steps", nextn),
        ...(0,flags/* flag */.Jt)("speculative-eagle-topk", 1),
        ...(0,flags/* flag */.Jt)("speculative-num-draft-tokens", nextn + 1),
    ];
}
/** Where a worker publishes its KV events. */
function kvEvents(port) {
    return { publisher: "zmq", topic: "kv-events", endpoint: `tcp://*:${port}` };
}

// EXTERNAL MODULE: ./build/lib/generate/rules.js
var rules = __webpack_require__(4085);
;// CONCATENATED MODULE: ./build/lib/generate/backends/sglang/rules.js

/** Room above the prompt for chat templates and special tokens. */
const PROMPT_HEADROOM = 1500;
/** Least limit of requests of the whole server: it serves real traffic, not only the predicted batch. */
const SERVER_HEADROOM = 512;
/** SGLang's limits from the predicted batch (`docs/artifacts.md`). */
function sglangEngineValues(context) {
    const { role, overrides, facts, parallelism: p, pool, preserveEngineLimits, benchmarkRule } = context;
    const maxBatchSize = (0,rules/* givenBatchLimit */.nX)(context) ?? (preserveEngineLimits ? undefined : batchLimit(context));
    const maxNumTokens = overrides.max_prefill_tokens ??
        (0,rules/* givenTokenBudget */._P)(context) ??
        (preserveEngineLimits
            ? undefined
            : Math.max(context.isl + PROMPT_HEADROOM, role === "decode" ? 0 : (0,rules/* predictedTokens */.LL)(context)));
    const wideExperts = context.isMoe && facts.blackwell && p.moeTp === 1 && p.moeEp > 1;
    return {
        ...(0,rules/* commonEngineValues */.gr)(context),
        ...(0,rules/* defined */.sw)("maxBatchSize", maxBatchSize),
        ...(0,rules/* defined */.sw)("maxNumTokens", maxNumTokens),
        ...(0,rules/* defined */.sw)("mixedChunk", overrides.enable_mixed_chunk ?? (role === "agg" ? true : undefined)),
        ...(0,rules/* defined */.sw)("kvCacheDtype", overrides.kv_cache_dtype ?? kvCacheDtype(context.kvCache)),
        ...(0,rules/* defined */.sw)("cudaGraphs", (0,rules/* cudaGraphs */.jk)(context, graphRule())),
        ...(context.disagg ? { kvTransferBackend: overrides.kv_transfer_backend ?? "nixl" } : {}),
        ...(wideExperts && overrides.moe_all2all_backend === undefined ? { moeAllToAll: "deepep" } : {}),
    };
    function graphRule() {
        if (benchmarkRule)
            return maxBatchSize === undefined ? undefined : { sizes: (0,rules/* graphSizesUpTo */.Zl)(maxBatchSize), padding: true };
        return role === "prefill" ? undefined : { sizes: (0,rules/* graphSizesAround */.wq)(pool.batchSize), padding: true };
    }
}
/** Limit per attention-DP rank. The headroom counts the whole server, whose flag is divided among the ranks. */
function batchLimit({ role, pool: { batchSize }, parallelism: { dp }, benchmarkRule }) {
    if (role === "prefill" || benchmarkRule)
        return batchSize;
    if (dp === 1)
        return batchSize < SERVER_HEADROOM ? SERVER_HEADROOM : 2 * batchSize;
    return Math.max(batchSize, Math.ceil(SERVER_HEADROOM / dp));
}
function kvCacheDtype(mode) {
    if (mode === "bfloat16" || mode === "float16")
        return "auto";
    return mode === "fp8" ? "fp8_e4m3" : mode;
}

;// CONCATENATED MODULE: ./build/lib/generate/backends/sglang/index.js



/** Port at which a prefill worker meets its decode workers; workers on one machine need one each. */
const BOOTSTRAP_PORT = 8998;
/** `dynamo.sglang`: every setting is a flag. */
const SGLANG = {
    backend: "sglang",
    runtimeImage: "sglang-runtime",
    componentNames: { agg: "SGLangWorker", prefill: "SGLangPrefillWorker", decode: "SGLangDecodeWorker" },
    workingDir: "/workspace/components/backends/sglang",
    readsEngineFile: false,
    ownProbes: false,
    ports: () => [{ variable: "DYN_SYSTEM_PORT", base: 8081 }],
    portFlags: ({ role, engine }, { router, options: { service } }) => [
        ...(role === "prefill"
            ? [{ flag: "--disaggregation-bootstrap-port", base: engine.bootstrapPort ?? BOOTSTRAP_PORT }]
            : []),
        ...(router
            ? [
                {
                    flag: "--kv-events-config",
                    base: service.sglangKvEventPort,
                    around: (0,flags/* aroundPort */.DK)(JSON.stringify(kvEvents("PORT"))),
                },
            ]
            : []),
    ],
    engineValues: sglangEngineValues,
    refuses: ({ parallelism: p }) => p.cp > 1 && (p.tp > 1 || p.dp > 1)
        ? "SGLang does not mix context parallelism with tensor or data parallelism"
        : undefined,
    command: sglangCommand,
    multiNodeArgs: (nodes) => [
        "--nnodes",
        String(nodes),
        "--node-rank",
        "${NODE_RANK}",
        "--dist-init-addr",
        "${MASTER_ADDR}:${MASTER_PORT}",
    ],
};

;// CONCATENATED MODULE: ./build/lib/generate/backends/trtllm/command.js

/** Words of `dynamo.trtllm`; every engine setting stands in the file. */
function trtllmCommand(role, values, engineFilePath) {
    return {
        module: "dynamo.trtllm",
        args: [
            ...(0,flags/* flag */.Jt)("model-path", values.service.modelPath),
            ...(0,flags/* flag */.Jt)("served-model-name", values.service.servedModelName),
            ...(0,flags/* flag */.Jt)("extra-engine-args", engineFilePath),
            ...(0,flags/* switchFlag */.J9)("skip-tokenizer-init", role.engine.skipTokenizerInit),
            ...(0,flags/* switchFlag */.J9)("trust-remote-code", role.engine.trustRemoteCode),
            ...(0,flags/* flag */.Jt)("disaggregation-mode", role.role === "agg" ? undefined : role.role),
            ...(0,flags/* switchFlag */.J9)("publish-events-and-metrics", values.router),
            ...role.engine.extraCliArgs,
        ],
    };
}

// EXTERNAL MODULE: ./build/lib/generate/merge.js
var merge = __webpack_require__(3978);
// EXTERNAL MODULE: ./build/lib/generate/versions.js
var versions = __webpack_require__(4069);
;// CONCATENATED MODULE: ./build/lib/generate/backends/trtllm/engine-file.js



/** Releases that read the limits below `build_config`; older and newer ones have them at the top. */
const BUILD_CONFIG = { first: "1.0.0rc6", last: "1.2.0rc3" };
const COMMENTS = {
    tensor_parallel_size: "GPUs of one stage of the worker",
    enable_attention_dp: "true: each of these GPUs holds its own requests",
    max_batch_size: "requests in flight on each attention-DP rank",
    max_num_tokens: "tokens of one step on each rank",
    "kv_cache_config.free_gpu_memory_fraction": "of the memory that is free after weights",
    "kv_cache_config.enable_block_reuse": "prefix caching",
    "cache_transceiver_config.max_tokens_in_buffer": "longest sequence that moves from prefill to decode in one piece",
};
/** The engine file of a role. */
function trtllmEngineFile({ role, engine }, { target }) {
    const { parallelism: p, cudaGraphs } = engine;
    const limits = {
        ...(0,rules/* defined */.sw)("max_batch_size", engine.maxBatchSize),
        ...(0,rules/* defined */.sw)("max_num_tokens", engine.maxNumTokens),
        ...(0,rules/* defined */.sw)("max_seq_len", engine.maxSeqLen),
    };
    const nested = (0,versions/* compareVersions */.Zy)(target.engine, BUILD_CONFIG.first) >= 0 &&
        (0,versions/* compareVersions */.Zy)(target.engine, BUILD_CONFIG.last) <= 0;
    const data = {
        backend: "pytorch",
        ...(engine.isMoe ? { moe_expert_parallel_size: p.moeEp, moe_tensor_parallel_size: p.moeTp } : {}),
        ...(engine.isMoe && engine.moeBackend !== undefined
            ? { moe_config: { backend: engine.moeBackend } }
            : {}),
        tensor_parallel_size: p.tp * p.dp,
        pipeline_parallel_size: p.pp,
        enable_attention_dp: p.dp > 1,
        enable_chunked_prefill: engine.chunkedPrefill ?? false,
        ...(nested && Object.keys(limits).length > 0 ? { build_config: limits } : limits),
        kv_cache_config: {
            ...(0,rules/* defined */.sw)("free_gpu_memory_fraction", engine.memFraction),
            ...(0,rules/* defined */.sw)("dtype", engine.kvCacheDtype),
            ...(0,rules/* defined */.sw)("tokens_per_block", engine.kvBlockSize),
            ...(0,rules/* defined */.sw)("max_tokens", engine.kvCacheMaxTokens),
            enable_block_reuse: engine.prefixCaching ?? false,
        },
        ...(engine.kvTransferBackend === undefined
            ? {}
            : {
                cache_transceiver_config: {
                    backend: engine.kvTransferBackend,
                    ...(0,rules/* defined */.sw)("max_tokens_in_buffer", engine.cacheTransceiverMaxTokens),
                },
            }),
        ...graphConfig(engine.disableCudaGraphs === true, cudaGraphs),
        disable_overlap_scheduler: engine.disableOverlapScheduler ?? false,
        print_iter_log: false,
        ...(engine.nextn > 0
            ? { speculative_config: { decoding_type: "MTP", num_nextn_predict_layers: engine.nextn } }
            : {}),
    };
    return {
        name: `${role}_config.yaml`,
        data: (0,merge/* deepMerge */.$)(data, engine.extraEngineArgs ?? {}),
        comments: nested ? nestedComments() : COMMENTS,
    };
}
function graphConfig(disabled, graphs) {
    if (disabled)
        return { cuda_graph_config: null };
    return graphs === undefined
        ? {}
        : { cuda_graph_config: { enable_padding: graphs.padding, batch_sizes: graphs.sizes } };
}
function nestedComments() {
    return Object.fromEntries(Object.entries(COMMENTS).map(([key, text]) => [
        /^max_(?:batch_size|num_tokens)$/.test(key) ? `build_config.${key}` : key,
        text,
    ]));
}

;// CONCATENATED MODULE: ./build/lib/generate/backends/trtllm/rules.js

/** TensorRT-LLM's KV block; budgets are multiples of it. */
const TOKENS_PER_BLOCK = 32;
const DEFAULT_FRACTION = 0.8;
const PREFILL_GRAPH_SIZES = [1, 2, 4, 8, 16, 32, 64, 128, 256];
/** TensorRT-LLM's limits from the predicted batch (`docs/artifacts.md`). */
function trtllmEngineValues(context) {
    const { role, overrides, isl, osl, nextn, facts, parallelism: p, preserveEngineLimits, benchmarkRule, } = context;
    const block = overrides.tokens_per_block ?? TOKENS_PER_BLOCK;
    const headroom = benchmarkRule ? 1500 : 500;
    const maxBatchSize = (0,rules/* givenBatchLimit */.nX)(context) ?? (preserveEngineLimits ? undefined : context.pool.batchSize);
    const maxNumTokens = (0,rules/* givenTokenBudget */._P)(context) ??
        (preserveEngineLimits || maxBatchSize === undefined
            ? undefined
            : (0,rules/* ceilTo */.nH)(Math.max(budget(maxBatchSize), (0,rules/* predictedTokens */.LL)(context)), block));
    const common = (0,rules/* commonEngineValues */.gr)(context);
    // the kernels for experts that span machines need data-parallel attention and whole experts on each rank
    const wideExperts = facts.blackwell && p.dp > 1 && p.moeTp === 1 && p.moeEp > 1;
    return {
        ...common,
        ...(0,rules/* defined */.sw)("maxBatchSize", maxBatchSize),
        ...(0,rules/* defined */.sw)("maxNumTokens", maxNumTokens),
        memFraction: common.memFraction ?? DEFAULT_FRACTION,
        chunkedPrefill: common.chunkedPrefill ?? false,
        prefixCaching: common.prefixCaching ?? false,
        kvBlockSize: block,
        disableOverlapScheduler: common.disableOverlapScheduler ?? role === "prefill",
        ...(0,rules/* defined */.sw)("kvCacheDtype", overrides.kv_cache_dtype ?? rules_kvCacheDtype(context.kvCache)),
        ...(context.isMoe
            ? (0,rules/* defined */.sw)("moeBackend", overrides.moe_backend ?? (wideExperts ? "WIDEEP" : facts.blackwell ? undefined : "CUTLASS"))
            : {}),
        ...(0,rules/* defined */.sw)("cudaGraphs", (0,rules/* cudaGraphs */.jk)(context, graphRule())),
        ...(context.disagg
            ? {
                kvTransferBackend: overrides.kv_transfer_backend ?? "DEFAULT",
                cacheTransceiverMaxTokens: overrides.cache_transceiver_max_tokens_in_buffer ?? (0,rules/* ceilTo */.nH)(isl + osl + headroom, block),
            }
            : {}),
    };
    function budget(batch) {
        if (role === "decode")
            return (0,rules/* decodeTokens */.DJ)(batch, nextn);
        return isl + headroom + (role === "agg" ? (0,rules/* decodeTokens */.DJ)(batch, nextn) : 0);
    }
    function graphRule() {
        if (benchmarkRule)
            return maxBatchSize === undefined ? undefined : { sizes: (0,rules/* graphSizesUpTo */.Zl)(maxBatchSize), padding: false };
        return role === "prefill"
            ? { sizes: PREFILL_GRAPH_SIZES, padding: false }
            : { sizes: (0,rules/* graphSizesAround */.wq)(context.pool.batchSize), padding: true };
    }
}
function rules_kvCacheDtype(mode) {
    return mode === undefined || mode === "bfloat16" || mode === "float16" ? "auto" : mode;
}

;// CONCATENATED MODULE: ./build/lib/generate/backends/trtllm/index.js



/** `dynamo.trtllm`: settings stand in an engine file, which beats the flags. */
const TRTLLM = {
    backend: "trtllm",
    runtimeImage: "tensorrtllm-runtime",
    componentNames: { agg: "TRTLLMWorker", prefill: "TRTLLMPrefillWorker", decode: "TRTLLMDecodeWorker" },
    workingDir: "/workspace/components/backends/trtllm",
    readsEngineFile: true,
    ownProbes: true,
    ports: () => [{ variable: "DYN_SYSTEM_PORT", base: 8081 }],
    portFlags: () => [],
    engineValues: trtllmEngineValues,
    refuses: ({ parallelism: p }) => {
        if (p.cp > 1)
            return "TensorRT-LLM workers have no context parallelism here";
        // attention DP makes every rank of the tensor size a data-parallel one
        return p.dp > 1 && p.tp > 1
            ? "TensorRT-LLM cannot mix tensor- and data-parallel attention (tp and dp above 1)"
            : undefined;
    },
    engineFile: trtllmEngineFile,
    command: trtllmCommand,
};

;// CONCATENATED MODULE: ./build/lib/generate/backends/vllm/command.js


/** First engine version with `--cudagraph-capture-sizes`; before it the sizes stand in the compilation config. */
const FIRST_CAPTURE_SIZES = "0.12.0";
/** Words of `dynamo.vllm`. */
function vllmCommand(role, values) {
    const { engine } = role;
    const { parallelism: p } = engine;
    return {
        module: "dynamo.vllm",
        args: [
            ...(0,flags/* flag */.Jt)("model", values.service.modelPath),
            ...(0,flags/* flag */.Jt)("served-model-name", values.service.servedModelName),
            ...(0,flags/* flag */.Jt)("tensor-parallel-size", p.tp),
            ...(0,flags/* flag */.Jt)("pipeline-parallel-size", p.pp),
            ...(0,flags/* flag */.Jt)("data-parallel-size", p.dp),
            ...(0,flags/* switchFlag */.J9)("enable-expert-parallel", engine.isMoe && p.moeEp > 1),
            ...(0,flags/* flag */.Jt)("all2all-backend", engine.moeAllToAll),
            ...(0,flags/* flag */.Jt)("block-size", engine.kvBlockSize),
            ...(0,flags/* flag */.Jt)("kv-cache-dtype", engine.kvCacheDtype),
            ...(0,flags/* flag */.Jt)("quantization", engine.quantization),
            ...(0,flags/* flag */.Jt)("gpu-memory-utilization", engine.memFraction),
            ...(0,flags/* flag */.Jt)("max-model-len", engine.maxSeqLen),
            ...(0,flags/* flag */.Jt)("max-num-seqs", engine.maxBatchSize),
            ...(0,flags/* flag */.Jt)("max-num-batched-tokens", engine.maxNumTokens),
            ...onOff("enable-chunked-prefill", engine.chunkedPrefill),
            ...onOff("enable-prefix-caching", engine.prefixCaching),
            ...(0,flags/* switchFlag */.J9)("skip-tokenizer-init", engine.skipTokenizerInit),
            ...(0,flags/* switchFlag */.J9)("trust-remote-code", engine.trustRemoteCode),
            ...(0,flags/* switchFlag */.J9)("enforce-eager", engine.disableCudaGraphs),
            ...graphFlags(engine, values),
            ...(0,flags/* jsonFlag */.hG)("speculative-config", engine.nextn > 0 ? { method: "mtp", num_speculative_tokens: engine.nextn } : undefined),
            ...(0,flags/* mappingFlags */.Os)(engine.extraEngineArgs),
            ...(0,flags/* jsonFlag */.hG)("kv-events-config", values.router ? command_kvEvents(values.options.service.vllmKvEventPort) : undefined),
            ...roleFlags(role, values),
            ...engine.extraCliArgs,
        ],
    };
}
function onOff(name, on) {
    return on === undefined ? [] : [on ? `--${name}` : `--no-${name}`];
}
function graphFlags(engine, { target }) {
    const sizes = engine.cudaGraphs?.sizes;
    if (sizes === undefined)
        return (0,flags/* flag */.Jt)("max-cudagraph-capture-size", engine.cudaGraphMaxBatchSize);
    return (0,versions/* isAtLeast */.du)(target.engine, FIRST_CAPTURE_SIZES)
        ? (0,flags/* listFlag */.v6)("cudagraph-capture-sizes", sizes)
        : (0,flags/* jsonFlag */.hG)("compilation-config", { cudagraph_capture_sizes: sizes });
}
/** Where a worker publishes its KV events. */
function command_kvEvents(port) {
    return { publisher: "zmq", topic: "kv-events", endpoint: `tcp://*:${port}`, enable_kv_cache_events: true };
}
/** Role and KV transfer. Releases before 1.0 have one switch for each role. */
function roleFlags({ role, engine }, { target, options }) {
    const offloads = options.dyn.kvbmConfig !== undefined;
    if (role === "agg")
        return (0,flags/* jsonFlag */.hG)("kv-transfer-config", offloads ? BLOCK_MANAGER : undefined);
    const transfer = { kv_connector: engine.kvTransferBackend ?? "NixlConnector", kv_role: "kv_both" };
    return [
        ...((0,versions/* hasDisaggregationMode */.GH)(target) ? (0,flags/* flag */.Jt)("disaggregation-mode", role) : [`--is-${role}-worker`]),
        ...(0,flags/* jsonFlag */.hG)("kv-transfer-config", offloads && role === "prefill" ? bothConnectors(transfer) : transfer),
    ];
}
const BLOCK_MANAGER = {
    kv_connector: "DynamoConnector",
    kv_connector_module_path: "kvbm.vllm_integration.connector",
    kv_role: "kv_both",
};
/** Prefill workers offload blocks and hand the cache over. */
function bothConnectors(transfer) {
    return {
        kv_connector: "PdConnector",
        kv_role: "kv_both",
        kv_connector_extra_config: { connectors: [BLOCK_MANAGER, transfer] },
        kv_connector_module_path: BLOCK_MANAGER.kv_connector_module_path,
    };
}

;// CONCATENATED MODULE: ./build/lib/generate/backends/vllm/rules.js

/** Room above the prompt for chat templates and special tokens. */
const rules_PROMPT_HEADROOM = 1500;
/** Sequence limit left to engines that serve real traffic, not only the predicted batch. */
const BATCH_HEADROOM = 512;
/** vLLM's limits from the predicted batch (`docs/artifacts.md`). */
function vllmEngineValues(context) {
    const { role, overrides, isl, osl, nextn, preserveEngineLimits, benchmarkRule } = context;
    const maxBatchSize = (0,rules/* givenBatchLimit */.nX)(context) ?? (preserveEngineLimits ? undefined : rules_batchLimit(context));
    const maxNumTokens = (0,rules/* givenTokenBudget */._P)(context) ??
        (maxBatchSize === undefined || preserveEngineLimits
            ? undefined
            : Math.max(budget(maxBatchSize), (0,rules/* predictedTokens */.LL)(context)));
    const common = (0,rules/* commonEngineValues */.gr)(context);
    const graphs = (0,rules/* cudaGraphs */.jk)(context, benchmarkRule && maxBatchSize !== undefined
        ? { sizes: (0,rules/* graphSizesUpTo */.Zl)(maxBatchSize), padding: false }
        : undefined);
    return {
        ...common,
        ...(0,rules/* defined */.sw)("maxBatchSize", maxBatchSize),
        ...(0,rules/* defined */.sw)("maxNumTokens", maxNumTokens),
        ...(role === "agg" && common.maxSeqLen === undefined && !preserveEngineLimits
            ? { maxSeqLen: isl + osl + rules_PROMPT_HEADROOM }
            : {}),
        ...(0,rules/* defined */.sw)("kvCacheDtype", overrides.kv_cache_dtype ?? vllm_rules_kvCacheDtype(context.kvCache)),
        ...(0,rules/* defined */.sw)("cudaGraphs", graphs),
    };
    function budget(batch) {
        if (role === "prefill")
            return isl + rules_PROMPT_HEADROOM;
        return role === "decode"
            ? (0,rules/* decodeTokens */.DJ)(batch, nextn)
            : (0,rules/* decodeTokens */.DJ)(batch, nextn) + isl + rules_PROMPT_HEADROOM;
    }
}
function rules_batchLimit({ role, pool: { batchSize }, benchmarkRule }) {
    if (role === "prefill" || benchmarkRule)
        return batchSize;
    return batchSize < BATCH_HEADROOM ? BATCH_HEADROOM : 2 * batchSize;
}
function vllm_rules_kvCacheDtype(mode) {
    return mode === "bfloat16" || mode === "float16" ? "auto" : mode;
}

;// CONCATENATED MODULE: ./build/lib/generate/backends/vllm/index.js



/** `dynamo.vllm`: every setting is a flag. */
const VLLM = {
    backend: "vllm",
    runtimeImage: "vllm-runtime",
    componentNames: { agg: "VllmWorker", prefill: "VllmPrefillWorker", decode: "VllmDecodeWorker" },
    workingDir: "/workspace/examples/backends/vllm",
    readsEngineFile: false,
    ownProbes: false,
    ports: ({ options: { service } }) => [
        { variable: "DYN_SYSTEM_PORT", base: 8081 },
        { variable: "DYN_VLLM_KV_EVENT_PORT", base: service.vllmKvEventPort },
        { variable: "VLLM_NIXL_SIDE_CHANNEL_PORT", base: service.vllmNixlSideChannelPort },
    ],
    portFlags: (_role, { router, options: { service } }) => router
        ? [
            {
                flag: "--kv-events-config",
                base: service.vllmKvEventPort,
                around: (0,flags/* aroundPort */.DK)(JSON.stringify(command_kvEvents("PORT"))),
            },
        ]
        : [],
    engineValues: vllmEngineValues,
    refuses: ({ parallelism: p }) => {
        if (p.cp > 1)
            return "vLLM workers have no context parallelism here";
        // --enable-expert-parallel spreads the experts over all tp × dp ranks; there is no number
        return p.moeTp > 1 && p.moeEp > 1
            ? "vLLM cannot mix tensor- and expert-parallel experts (moe_tp and moe_ep above 1)"
            : undefined;
    },
    command: vllmCommand,
    multiNodeArgs: (nodes) => [
        "--nnodes",
        String(nodes),
        "--node-rank",
        "${NODE_RANK}",
        "--master-addr",
        "${MASTER_ADDR}",
    ],
};

;// CONCATENATED MODULE: ./build/lib/generate/backends/index.js



const GENERATORS = {
    trtllm: TRTLLM,
    vllm: VLLM,
    sglang: SGLANG,
};
/** What is peculiar to an engine. */
function backendGenerator(backend) {
    return GENERATORS[backend];
}


/***/ }),

/***/ 1910:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  XF: () => (/* binding */ buildValues),
  Tu: () => (/* binding */ dnsName)
});

// UNUSED EXPORTS: nodesOf

// EXTERNAL MODULE: ./build/lib/domain/deployment.js
var domain_deployment = __webpack_require__(6518);
// EXTERNAL MODULE: ./build/lib/domain/errors.js
var errors = __webpack_require__(6586);
// EXTERNAL MODULE: ./build/lib/generate/backends/index.js + 10 modules
var backends = __webpack_require__(7085);
;// CONCATENATED MODULE: ./build/lib/generate/systems.js
const GPU_TAINT_EQUAL = {
    key: "nvidia.com/gpu",
    operator: "Equal",
    value: "true",
    effect: "NoSchedule",
};
const GPU_TAINT = { key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" };
const ARM_TAINT = {
    key: "kubernetes.io/arch",
    operator: "Equal",
    value: "arm64",
    effect: "NoSchedule",
};
const CUMEM = ["NCCL_CUMEM_ENABLE", "1"];
const RACK_ENV = [
    CUMEM,
    ["NCCL_MNNVL_ENABLE", "1"],
    ["NCCL_NVLS_ENABLE", "1"],
    ["NCCL_P2P_LEVEL", "NVL"],
    ["UCX_CUDA_IPC_ENABLE_MNNVL", "y"],
    ["VLLM_USE_NCCL_SYMM_MEM", "1"],
];
const UNKNOWN = { gpusPerNode: 8, gpuProducts: [], tolerations: [], env: [], blackwell: false };
const HOPPER = { ...UNKNOWN, env: [CUMEM], sharedMemory: "64Gi" };
const BLACKWELL = { ...HOPPER, tolerations: [GPU_TAINT], blackwell: true };
const RACK = {
    gpusPerNode: 4,
    gpuProducts: [],
    arch: "arm64",
    tolerations: [GPU_TAINT, ARM_TAINT],
    env: RACK_ENV,
    sharedMemory: "64Gi",
    decodeSharedMemory: "128Gi",
    blackwell: true,
};
const SYSTEMS = {
    // GPU feature discovery labels SXM boards `80GB-HBM3`; some clusters carry the marketing name
    h100_sxm: { ...HOPPER, gpuProducts: ["NVIDIA-H100-80GB-HBM3", "NVIDIA-H100-SXM5-80GB"] },
    h100_pcie: HOPPER,
    h200_sxm: { ...HOPPER, gpuProducts: ["NVIDIA-H200"], tolerations: [GPU_TAINT_EQUAL] },
    b200_sxm: { ...BLACKWELL, gpuProducts: ["NVIDIA-B200"] },
    b300_sxm: BLACKWELL,
    gb200: { ...RACK, gpuProducts: ["NVIDIA-GB200"] },
    gb300: { ...RACK, gpuProducts: ["NVIDIA-GB300"] },
};
/** Facts of a system by its name in the performance data; systems without an entry get no selector, taint or environment. */
function systemFacts(system) {
    return SYSTEMS[system === "gb200_sxm" ? "gb200" : system] ?? UNKNOWN;
}

// EXTERNAL MODULE: ./build/lib/generate/versions.js
var versions = __webpack_require__(4069);
;// CONCATENATED MODULE: ./build/lib/generate/build-values.js





/**
 * Everything the files say, from a deployment, its workload and the user's options.
 * @throws UserError `version` (unknown Dynamo version), `infeasible` (sizes that the engine cannot express), `input`
 */
function buildValues(deployment, task, options) {
    const { backend } = deployment;
    const disagg = deployment.mode === "disagg";
    const nextn = options.nextn ?? deployment.speculation?.nextn ?? 0;
    const prefix = options.prefix ?? task.prefix;
    const isMoe = options.isMoe ?? task.isMoe ?? deployment.pools.some(({ parallelism: p }) => p.moeTp * p.moeEp > 1);
    const lengths = { isl: options.isl ?? task.isl, osl: options.osl ?? task.osl, prefix };
    checkPools(deployment);
    if (backend === "sglang" && options.dyn.kvbmConfig !== undefined)
        throw new errors/* UserError */.y("usage", "DynConfig.kvbm_config: SGLang workers have no KV block manager; trtllm and vllm have");
    const roles = deployment.pools.map((pool) => roleValues(pool));
    const router = options.dyn.enableRouter ?? (prefix > 0 || options.dyn.routerMode === "kv");
    const target = (0,versions/* resolveTarget */.u1)(backend, {
        ...(options.dynamoVersion === undefined ? {} : { dynamoVersion: options.dynamoVersion }),
        ...(options.engineVersion === undefined ? {} : { engineVersion: options.engineVersion }),
        ...(options.k8s.apiVersion === undefined ? {} : { apiVersion: options.k8s.apiVersion }),
    });
    const modelPath = options.service.modelPath ?? deployment.model;
    return {
        backend,
        dataVersion: deployment.backendVersion,
        mode: deployment.mode,
        name: dnsName(options.k8s.namePrefix, `-${deployment.mode}${options.dyn.enableRouter === true ? "-router" : ""}`),
        target,
        service: { modelPath, servedModelName: options.service.servedModelName ?? modelPath },
        router,
        replicas: deployment.replicas,
        roles,
        concurrency: task.concurrency ?? loadOf(roles),
        isMoe,
        nextn,
        ...(deployment.speculation === undefined ? {} : { accepted: deployment.speculation.accepted }),
        prefix,
        task: { ...task, ...lengths },
        options,
        notes: notesOf(roles),
    };
    function roleValues(pool) {
        const overrides = options.workers[pool.role] ?? {};
        const parallelism = overridden(pool.parallelism, overrides);
        const facts = systemFacts(pool.system);
        const context = {
            role: pool.role,
            pool,
            parallelism,
            overrides,
            facts,
            isMoe,
            ...lengths,
            nextn,
            disagg,
            ...(deployment.quant.kvcache === undefined ? {} : { kvCache: deployment.quant.kvcache }),
            benchmarkRule: options.rule === "benchmark",
            preserveEngineLimits: options.preserveEngineLimits,
        };
        const generator = (0,backends/* backendGenerator */.M)(backend);
        const refusal = generator.refuses(context);
        if (refusal !== undefined)
            throw new errors/* UserError */.y("infeasible", `${pool.role} workers cannot be written: ${refusal}`);
        const gpus = (0,domain_deployment/* gpusPerWorker */.D_)(parallelism);
        const nodes = nodesOf(gpus, options.gpusPerNode ?? facts.gpusPerNode);
        return {
            role: pool.role,
            system: pool.system,
            facts,
            workers: options.workerCounts[pool.role] ?? pool.workers * deployment.replicas,
            gpusPerWorker: gpus,
            gpusPerNode: options.gpusPerNode ?? facts.gpusPerNode,
            nodes,
            batchSize: pool.batchSize,
            engine: generator.engineValues(context),
        };
    }
}
/** Nodes of one worker: the fewest that hold it with the same number of GPUs on each. */
function nodesOf(gpus, gpusPerNode) {
    let nodes = Math.max(1, Math.ceil(gpus / gpusPerNode));
    while (gpus % nodes !== 0)
        nodes++;
    return nodes;
}
/** Requests in flight over all workers: of the aggregated, else of the decode pool. */
function loadOf(roles) {
    const serving = roles.find((role) => role.role !== "prefill");
    if (serving === undefined)
        return 1;
    const { dp, pp } = serving.engine.parallelism;
    return Math.max(1, serving.workers * serving.batchSize * dp * (serving.role === "agg" ? pp : 1));
}
function overridden(parallelism, overrides) {
    return {
        ...parallelism,
        tp: overrides.tensor_parallel_size ?? parallelism.tp,
        pp: overrides.pipeline_parallel_size ?? parallelism.pp,
        dp: overrides.data_parallel_size ?? parallelism.dp,
        moeTp: overrides.moe_tensor_parallel_size ?? parallelism.moeTp,
        moeEp: overrides.moe_expert_parallel_size ?? parallelism.moeEp,
    };
}
function checkPools(deployment) {
    const expected = deployment.mode === "agg" ? ["agg"] : ["prefill", "decode"];
    const found = deployment.pools.map((pool) => pool.role);
    if (found.join() !== expected.join()) {
        throw new errors/* UserError */.y("input", `a ${deployment.mode} deployment needs the pools ${expected.join(" and ")}, found ${found.join(" and ") || "none"}`);
    }
}
function notesOf(roles) {
    return roles.flatMap(({ role, engine: { parallelism: p } }) => p.cp > 1
        ? [
            `${role}: SGLang names the switch of prefill context parallelism differently from release to release; add it with Workers.${role}.extra_cli_args`,
        ]
        : []);
}
/** A name that Kubernetes accepts: lower-case letters, digits and dashes, at most 63 characters, the ending kept whole. */
function dnsName(text, ending = "") {
    const cleaned = text
        .toLowerCase()
        .replaceAll(/[^a-z0-9]/g, "-")
        .split("-")
        .filter((part) => part !== "")
        .join("-")
        .slice(0, 63 - ending.length);
    const trimmed = cleaned.endsWith("-") ? cleaned.slice(0, -1) : cleaned;
    return `${trimmed === "" ? "dynamo" : trimmed}${ending}`;
}


/***/ }),

/***/ 7957:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DK: () => (/* binding */ aroundPort),
/* harmony export */   J9: () => (/* binding */ switchFlag),
/* harmony export */   Jt: () => (/* binding */ flag),
/* harmony export */   Os: () => (/* binding */ mappingFlags),
/* harmony export */   hG: () => (/* binding */ jsonFlag),
/* harmony export */   v6: () => (/* binding */ listFlag)
/* harmony export */ });
/** `--name value`, or nothing when the value is absent. */
function flag(name, value) {
    return value === undefined ? [] : [`--${name}`, String(value)];
}
/** `--name`, when `on`. */
function switchFlag(name, on) {
    return on === true ? [`--${name}`] : [];
}
/** `--name a b c`, or nothing for an empty list. */
function listFlag(name, values) {
    return values === undefined || values.length === 0 ? [] : [`--${name}`, ...values.map(String)];
}
/** `--name {json}`. */
function jsonFlag(name, value) {
    return value === undefined ? [] : [`--${name}`, JSON.stringify(value)];
}
/** Flags from a mapping of names and values: switches for `true`, nothing for `false` and null, JSON for mappings. */
function mappingFlags(mapping) {
    return Object.entries(mapping ?? {}).flatMap(([name, value]) => {
        const spelled = name.replace(/^-+/, "").replaceAll("_", "-");
        if (value === null || value === false)
            return [];
        if (value === true)
            return [`--${spelled}`];
        if (Array.isArray(value))
            return [
                `--${spelled}`,
                ...value.map((item) => (typeof item === "object" ? JSON.stringify(item) : String(item))),
            ];
        return typeof value === "object" ? jsonFlag(spelled, value) : flag(spelled, value);
    });
}
/** The text before and after the word PORT. */
function aroundPort(text) {
    const at = text.indexOf("PORT");
    return [text.slice(0, at), text.slice(at + "PORT".length)];
}


/***/ }),

/***/ 7393:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ envList)
/* harmony export */ });
/** `[{name, value}]`. */
function envList(entries) {
    return entries.map(([name, value]) => ({ name, value }));
}


/***/ }),

/***/ 9404:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ computeDomainClaim),
/* harmony export */   m: () => (/* binding */ computeDomain)
/* harmony export */ });
/** Name of the claim template that a deployment's NVLink domain offers to its pods. */
function computeDomainClaim(name) {
    return `${name}-compute-domain-channel`;
}
/** The NVLink domain of workers that span machines. `numNodes: 0` lets the driver follow the pods. */
function computeDomain(name, namespace) {
    return {
        apiVersion: "resource.nvidia.com/v1beta1",
        kind: "ComputeDomain",
        metadata: { name: `${name}-compute-domain`, ...(namespace === undefined ? {} : { namespace }) },
        spec: { numNodes: 0, channel: { resourceClaimTemplate: { name: computeDomainClaim(name) } } },
    };
}


/***/ }),

/***/ 2594:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  ZG: () => (/* binding */ buildGraph),
  Wy: () => (/* binding */ runtimeImage)
});

// UNUSED EXPORTS: IMAGE_REGISTRY

// EXTERNAL MODULE: ./build/lib/generate/backends/index.js + 10 modules
var backends = __webpack_require__(7085);
// EXTERNAL MODULE: ./build/lib/generate/flags.js
var flags = __webpack_require__(7957);
// EXTERNAL MODULE: ./build/lib/generate/merge.js
var merge = __webpack_require__(3978);
// EXTERNAL MODULE: ./build/lib/generate/options/values.js
var values = __webpack_require__(7363);
// EXTERNAL MODULE: ./build/lib/generate/transport.js
var generate_transport = __webpack_require__(6071);
// EXTERNAL MODULE: ./build/lib/manifest/types.js
var types = __webpack_require__(5653);
;// CONCATENATED MODULE: ./build/lib/generate/manifest/annotations.js

/**
 * What a manifest cannot say otherwise and a later check needs: GPU system, workload, limits. Texts, as annotations must be.
 * They stand on the deployment itself, so changing them restarts no pod.
 */
function annotations(values) {
    const { task, roles } = values;
    const system = roles[0]?.system;
    const decodeSystem = roles.find((role) => role.role === "decode")?.system;
    const facts = [
        ["system", system],
        ["decode-system", decodeSystem === system ? undefined : decodeSystem],
        ["isl", task.isl],
        ["osl", task.osl],
        ["prefix-tokens", task.prefix > 0 ? task.prefix : undefined],
        ["ttft-ms", task.sla?.ttftMs],
        ["tpot-ms", task.sla?.tpotMs],
        ["e2e-ms", task.sla?.requestLatencyMs],
        // tokens of a decode step on average: one, and the accepted drafts
        ["accept-length", values.nextn > 0 && values.accepted !== undefined ? 1 + values.accepted : undefined],
    ];
    return Object.fromEntries(facts.flatMap(([name, value]) => value === undefined ? [] : [[`${types/* ANNOTATION_PREFIX */.L}${name}`, String(value)]]));
}

// EXTERNAL MODULE: ./build/lib/generate/manifest/compute-domain.js
var compute_domain = __webpack_require__(9404);
// EXTERNAL MODULE: ./build/lib/generate/manifest/worker-command.js
var worker_command = __webpack_require__(5910);
;// CONCATENATED MODULE: ./build/lib/generate/manifest/pod.js

/** A probe that waits for a large model: the operator's own gives up before the weights are loaded. */
function probe(path, initialDelaySeconds, failureThreshold) {
    return {
        httpGet: { path, port: 9090 },
        initialDelaySeconds,
        periodSeconds: 30,
        timeoutSeconds: 10,
        failureThreshold,
    };
}
/** Probes of an engine that loads for minutes. */
const PROBES = {
    startupProbe: probe("/health", 120, 40),
    livenessProbe: probe("/live", 300, 10),
    readinessProbe: probe("/live", 300, 10),
};
/** Which nodes a pod may use, and the secret that lets them pull its image. */
function placement(k8s, facts) {
    const arch = facts.arch === undefined ? {} : { "kubernetes.io/arch": facts.arch };
    const [only, ...more] = facts.gpuProducts;
    const byProduct = k8s.nodeSelector === "known" && only !== undefined;
    const selector = typeof k8s.nodeSelector === "object"
        ? k8s.nodeSelector
        : { ...arch, ...(byProduct && more.length === 0 ? { "nvidia.com/gpu.product": only } : {}) };
    return {
        ...(k8s.imagePullSecret === undefined ? {} : { imagePullSecrets: [{ name: k8s.imagePullSecret }] }),
        ...(k8s.nodeSelector === "none" || Object.keys(selector).length === 0 ? {} : { nodeSelector: selector }),
        ...(byProduct && more.length > 0 ? { affinity: productAffinity(facts.gpuProducts) } : {}),
        ...(facts.tolerations.length === 0
            ? {}
            : { tolerations: facts.tolerations.map((toleration) => ({ ...toleration })) }),
    };
}
function productAffinity(products) {
    const matchExpressions = [{ key: "nvidia.com/gpu.product", operator: "In", values: products }];
    return {
        nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions }] },
        },
    };
}
/** The volume of the model cache, when there is one. */
function cacheVolumes(k8s) {
    return k8s.pvcName === undefined
        ? []
        : [{ name: "model-cache", persistentVolumeClaim: { claimName: k8s.pvcName } }];
}
/** Its mount. */
function cacheMounts(k8s) {
    return k8s.pvcName === undefined ? [] : [{ name: "model-cache", mountPath: k8s.pvcMountPath }];
}
/** Where engine files stand, and a /tmp in memory. */
function engineFileVolumes(k8s) {
    const fromMap = k8s.engineMode === "configmap";
    return {
        volumes: [
            {
                name: "engine-configs",
                ...(fromMap ? { configMap: { name: worker_command/* ENGINE_CONFIG_MAP */.RR } } : { emptyDir: {} }),
            },
            { name: "tmp", emptyDir: { medium: "Memory", sizeLimit: "10Gi" } },
        ],
        mounts: [
            { name: "engine-configs", mountPath: worker_command/* ENGINE_FOLDER */.EN, ...(fromMap ? { readOnly: true } : {}) },
            { name: "tmp", mountPath: "/tmp" },
        ],
    };
}
/** `volumes`, left out when empty. */
function volumes(list) {
    return list.length === 0 ? {} : { volumes: list };
}
/** `volumeMounts`, left out when empty. */
function mounts(list) {
    return list.length === 0 ? {} : { volumeMounts: list };
}

;// CONCATENATED MODULE: ./build/lib/generate/manifest/graph.js









/** NVIDIA's public container registry and the folder of Dynamo's images. */
const IMAGE_REGISTRY = "nvcr.io/nvidia/ai-dynamo";
/** Name of the claim that gives a multi-node worker its NVLink channel. */
const CHANNEL_CLAIM = "compute-domain-channel";
/** The components of the deployment: frontend, planner when asked for, engine workers. */
function buildGraph(values) {
    const { options } = values;
    const first = values.roles[0];
    const frontend = options.service.includeFrontend && first !== undefined ? [frontendComponent(values, first.facts)] : [];
    const planner = options.dyn.plannerConfig !== undefined && first !== undefined
        ? [plannerComponent(values, first.facts, options.dyn.plannerConfig)]
        : [];
    return {
        name: values.name,
        ...(options.k8s.namespace === undefined ? {} : { namespace: options.k8s.namespace }),
        annotations: annotations(values),
        backend: values.backend,
        components: [...frontend, ...planner, ...values.roles.map((role) => workerComponent(values, role))],
    };
}
/** The image of the engine workers and the frontend. */
function runtimeImage(values) {
    return (values.options.k8s.image ??
        `${IMAGE_REGISTRY}/${(0,backends/* backendGenerator */.M)(values.backend).runtimeImage}:${values.target.dynamo}`);
}
function frontendComponent(values, facts) {
    const { k8s, dyn } = values.options;
    const router = [
        ...(dyn.routerMode === undefined ? [] : ["--router-mode", dyn.routerMode]),
        ...(0,flags/* mappingFlags */.Os)(dyn.routerConfig),
    ];
    return controlComponent(values, facts, {
        name: "Frontend",
        kind: "frontend",
        image: runtimeImage(values),
        command: ["python3", "-m", "dynamo.frontend"],
        args: ["--http-port", "8000", ...router],
        env: values.router ? [["DYN_ROUTER_MODE", dyn.routerMode ?? "kv"]] : [],
        extra: k8s.frontendExtraPodSpec,
    });
}
function plannerComponent(values, facts, config) {
    const { k8s } = values.options;
    const whole = {
        environment: "kubernetes",
        backend: values.backend,
        model_name: values.service.servedModelName,
        ...config,
    };
    return controlComponent(values, facts, {
        name: "Planner",
        kind: "planner",
        image: k8s.plannerImage ?? `${IMAGE_REGISTRY}/dynamo-planner:${values.target.dynamo}`,
        command: ["python3", "-m", "dynamo.planner"],
        args: ["--config", JSON.stringify(whole)],
        env: [],
        extra: undefined,
    });
}
function controlComponent(values, facts, control) {
    const { k8s } = values.options;
    const container = {
        image: control.image,
        imagePullPolicy: "IfNotPresent",
        ...mounts(cacheMounts(k8s)),
        command: control.command,
        args: control.args,
    };
    return withExtra({
        name: control.name,
        kind: control.kind,
        replicas: 1,
        gpus: 0,
        nodes: 1,
        resources: {},
        claims: [],
        ...(k8s.hfTokenSecret === "" ? {} : { envSecret: k8s.hfTokenSecret }),
        sharedEnv: [...etcdEnv(k8s), ...control.env, ...hfHomeEnv(k8s)],
        pod: { ...volumes(cacheVolumes(k8s)), ...placement(k8s, facts) },
        container,
        env: [],
    }, control.extra);
}
function workerComponent(values, role) {
    const { k8s } = values.options;
    const generator = (0,backends/* backendGenerator */.M)(values.backend);
    const transport = (0,generate_transport/* transportFacts */.R)(k8s.transport);
    const multiNode = role.nodes > 1;
    const gpus = role.gpusPerWorker / role.nodes;
    const engineFiles = generator.readsEngineFile ? engineFileVolumes(k8s) : { volumes: [], mounts: [] };
    const memory = role.role === "decode"
        ? (role.facts.decodeSharedMemory ?? role.facts.sharedMemory)
        : role.facts.sharedMemory;
    const container = {
        image: runtimeImage(values),
        workingDir: generator.workingDir,
        imagePullPolicy: "IfNotPresent",
        ...mounts([...cacheMounts(k8s), ...engineFiles.mounts]),
        ...(0,worker_command/* workerCommand */.y2)(role, values),
        ...(generator.ownProbes ? PROBES : {}),
        ...(transport.privileged
            ? { securityContext: { privileged: true, capabilities: { add: ["IPC_LOCK"] } } }
            : {}),
    };
    return withExtra({
        name: generator.componentNames[role.role],
        kind: role.role === "agg" ? "worker" : role.role,
        replicas: role.workers,
        gpus,
        nodes: role.nodes,
        resources: transport.resource === undefined ? {} : { [transport.resource]: String(gpus) },
        claims: multiNode ? [CHANNEL_CLAIM] : [],
        ...(k8s.hfTokenSecret === "" ? {} : { envSecret: k8s.hfTokenSecret }),
        sharedEnv: [...etcdEnv(k8s), ...(role.role === "decode" ? [] : kvbmEnv(values)), ...hfHomeEnv(k8s)],
        ...(memory === undefined ? {} : { sharedMemory: memory }),
        pod: {
            ...volumes([...cacheVolumes(k8s), ...engineFiles.volumes]),
            ...placement(k8s, role.facts),
            ...(multiNode
                ? {
                    resourceClaims: [
                        { name: CHANNEL_CLAIM, resourceClaimTemplateName: (0,compute_domain/* computeDomainClaim */.Q)(values.name) },
                    ],
                }
                : {}),
            ...(transport.privileged ? { hostIPC: true } : {}),
        },
        container,
        // the hardware's values win over the transport's, the user's over both
        env: uniqueEnv([...transport.env, ...role.facts.env], [...role.facts.env, ...transport.env], k8s.extraEnv),
    }, k8s.workerExtraPodSpec);
}
/** Environment in written order (hardware, transport, user), each name once with its strongest value. */
function uniqueEnv(weakToStrong, order, user) {
    const values = new Map([...weakToStrong, ...user]);
    const names = new Set([...order, ...user].map(([name]) => name));
    return [...names].map((name) => [name, values.get(name) ?? ""]);
}
function etcdEnv(k8s) {
    return k8s.etcdEndpoints === undefined ? [] : [["ETCD_ENDPOINTS", k8s.etcdEndpoints]];
}
/** Where the models of the volume lie: an own path, or the path below the mount. */
function hfHomeEnv(k8s) {
    if (k8s.hfHome !== undefined)
        return [["HF_HOME", k8s.hfHome]];
    if (k8s.pvcName === undefined || k8s.modelPathInPvc === undefined)
        return [];
    return [["HF_HOME", `${k8s.pvcMountPath.replace(/\/$/, "")}/${k8s.modelPathInPvc.replace(/^\//, "")}`]];
}
/** Offloading of KV blocks: each setting is a variable, `cpu_cache_gb` → `DYN_KVBM_CPU_CACHE_GB`. */
function kvbmEnv({ options: { dyn } }) {
    return Object.entries(dyn.kvbmConfig ?? {})
        .filter(([, value]) => value !== null && typeof value !== "object")
        .map(([name, value]) => [`DYN_KVBM_${name.toUpperCase()}`, String(value)]);
}
/** The user's pod fields over ours; `mainContainer` is about the main container. */
function withExtra(component, extra) {
    if (extra === undefined)
        return component;
    const { mainContainer, ...pod } = extra;
    const merged = { ...component, pod: (0,merge/* deepMerge */.$)(component.pod, pod) };
    if (!(0,values/* isMapping */.pi)(mainContainer))
        return merged;
    const { env, ...container } = mainContainer;
    return {
        ...merged,
        container: (0,merge/* deepMerge */.$)(component.container, container),
        env: mergeEnv(component.env, env),
    };
}
function mergeEnv(env, more) {
    if (!Array.isArray(more))
        return env;
    const entries = new Map(env);
    for (const item of more) {
        if ((0,values/* isMapping */.pi)(item) && typeof item["name"] === "string")
            entries.set(item["name"], String(item["value"] ?? ""));
    }
    return [...entries];
}


/***/ }),

/***/ 3930:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ graphV1alpha1)
/* harmony export */ });
/* harmony import */ var _component_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7393);

/** A graph as `nvidia.com/v1alpha1`: a mapping of services. */
function graphV1alpha1(graph) {
    return {
        apiVersion: "nvidia.com/v1alpha1",
        kind: "DynamoGraphDeployment",
        metadata: {
            name: graph.name,
            ...(graph.namespace === undefined ? {} : { namespace: graph.namespace }),
            ...(Object.keys(graph.annotations).length === 0 ? {} : { annotations: graph.annotations }),
        },
        spec: {
            backendFramework: graph.backend,
            services: Object.fromEntries(graph.components.map((component) => [component.name, service(component)])),
        },
    };
}
function service(component) {
    const { kind } = component;
    const role = kind === "prefill" || kind === "decode";
    return {
        ...(component.envSecret === undefined ? {} : { envFromSecret: component.envSecret }),
        ...(component.sharedEnv.length === 0 ? {} : { envs: (0,_component_js__WEBPACK_IMPORTED_MODULE_0__/* .envList */ .s)(component.sharedEnv) }),
        componentType: role ? "worker" : kind,
        ...(role ? { subComponentType: kind } : {}),
        replicas: component.replicas,
        ...(component.nodes > 1 ? { multinode: { nodeCount: component.nodes } } : {}),
        ...resources(component),
        ...(component.sharedMemory === undefined ? {} : { sharedMemory: { size: component.sharedMemory } }),
        extraPodSpec: {
            ...component.pod,
            mainContainer: {
                ...component.container,
                ...(component.env.length === 0 ? {} : { env: (0,_component_js__WEBPACK_IMPORTED_MODULE_0__/* .envList */ .s)(component.env) }),
            },
        },
    };
}
function resources({ gpus, resources: custom, claims }) {
    const limits = {
        ...(gpus > 0 ? { gpu: String(gpus) } : {}),
        ...(Object.keys(custom).length === 0 ? {} : { custom }),
    };
    if (Object.keys(limits).length === 0 && claims.length === 0)
        return {};
    return {
        resources: {
            ...(Object.keys(limits).length === 0 ? {} : { limits }),
            ...(claims.length === 0 ? {} : { claims: claims.map((name) => ({ name })) }),
        },
    };
}


/***/ }),

/***/ 7608:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ graphV1beta1)
/* harmony export */ });
/* harmony import */ var _component_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7393);

/** A graph as `nvidia.com/v1beta1`: a list of components with ordinary pod templates. */
function graphV1beta1(graph) {
    return {
        apiVersion: "nvidia.com/v1beta1",
        kind: "DynamoGraphDeployment",
        metadata: {
            name: graph.name,
            ...(graph.namespace === undefined ? {} : { namespace: graph.namespace }),
            ...(Object.keys(graph.annotations).length === 0 ? {} : { annotations: graph.annotations }),
        },
        spec: { backendFramework: graph.backend, components: graph.components.map(componentObject) },
    };
}
function componentObject(component) {
    const env = [...component.sharedEnv, ...component.env];
    const limits = {
        ...(component.gpus > 0 ? { "nvidia.com/gpu": String(component.gpus) } : {}),
        ...component.resources,
    };
    const resources = {
        ...(Object.keys(limits).length === 0 ? {} : { limits }),
        ...(component.claims.length === 0 ? {} : { claims: component.claims.map((name) => ({ name })) }),
    };
    const { containers: _replaced, ...pod } = component.pod;
    return {
        name: component.name,
        type: component.kind,
        replicas: component.replicas,
        ...(component.nodes > 1 ? { multinode: { nodeCount: component.nodes } } : {}),
        ...(component.sharedMemory === undefined ? {} : { sharedMemorySize: component.sharedMemory }),
        podTemplate: {
            spec: {
                ...pod,
                containers: [
                    {
                        name: "main",
                        ...component.container,
                        ...(component.envSecret === undefined
                            ? {}
                            : { envFrom: [{ secretRef: { name: component.envSecret } }] }),
                        ...(env.length === 0 ? {} : { env: (0,_component_js__WEBPACK_IMPORTED_MODULE_0__/* .envList */ .s)(env) }),
                        ...(Object.keys(resources).length === 0 ? {} : { resources }),
                    },
                ],
            },
        },
    };
}


/***/ }),

/***/ 5910:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EN: () => (/* binding */ ENGINE_FOLDER),
/* harmony export */   Ol: () => (/* binding */ engineFileText),
/* harmony export */   RR: () => (/* binding */ ENGINE_CONFIG_MAP),
/* harmony export */   y2: () => (/* binding */ workerCommand)
/* harmony export */ });
/* harmony import */ var _backends_index_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7085);
/* harmony import */ var _shell_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(60);
/* harmony import */ var _yaml_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8595);



/** Folder of the engine files inside the container. */
const ENGINE_FOLDER = "/workspace/engine_configs";
/** ConfigMap that holds the engine files, when they do not stand in the script. */
const ENGINE_CONFIG_MAP = "engine-configs";
/** The engine file of a role as text, or undefined for engines that read none. */
function engineFileText(role, values) {
    const file = engineFile(role, values);
    return file === undefined
        ? undefined
        : { name: file.name, text: (0,_yaml_text_js__WEBPACK_IMPORTED_MODULE_1__/* .yamlText */ .pS)(file.data, { comments: file.comments }) };
}
function engineFile(role, values) {
    return (0,_backends_index_js__WEBPACK_IMPORTED_MODULE_0__/* .backendGenerator */ .M)(values.backend).engineFile?.(role, values);
}
/**
 * `command` and `args` of a worker. Engines without a file are started directly; TensorRT-LLM through a script that
 * first writes the file (`inline`), or only reads the mounted one.
 */
function workerCommand(role, values) {
    const generator = (0,_backends_index_js__WEBPACK_IMPORTED_MODULE_0__/* .backendGenerator */ .M)(values.backend);
    const file = engineFileText(role, values);
    const path = file === undefined ? undefined : `${ENGINE_FOLDER}/${file.name}`;
    const { module, args } = generator.command(role, values, path);
    if (file === undefined || path === undefined || values.options.k8s.engineMode === "configmap") {
        return { command: ["python3", "-m", module], args };
    }
    const script = [
        "set -euo pipefail\n",
        `mkdir -p ${ENGINE_FOLDER}\n`,
        `cat > ${path} <<'YAML'\n`,
        file.text,
        "YAML\n",
        `args=(\n${(0,_shell_js__WEBPACK_IMPORTED_MODULE_2__/* .arrayLines */ .zL)(args)})\n`,
        `exec python3 -m ${module} "\${args[@]}"\n`,
    ];
    return { command: ["/bin/bash", "-c"], args: [script.join("")] };
}


/***/ }),

/***/ 3978:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ deepMerge)
/* harmony export */ });
/* harmony import */ var _options_values_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7363);

/** Deep merge; the second wins. Lists are replaced, except lists of things with a `name` (environment, volumes): those merge by name. */
function deepMerge(base, over) {
    const merged = { ...base };
    for (const [key, value] of Object.entries(over)) {
        const before = Object.hasOwn(merged, key) ? merged[key] : undefined;
        if ((0,_options_values_js__WEBPACK_IMPORTED_MODULE_0__/* .isMapping */ .pi)(before) && (0,_options_values_js__WEBPACK_IMPORTED_MODULE_0__/* .isMapping */ .pi)(value))
            merged[key] = deepMerge(before, value);
        else if (isNamedList(before) && isNamedList(value))
            merged[key] = mergeNamed(before, value);
        else
            merged[key] = value;
    }
    return merged;
}
function isNamedList(value) {
    return (Array.isArray(value) && value.every((item) => (0,_options_values_js__WEBPACK_IMPORTED_MODULE_0__/* .isMapping */ .pi)(item) && typeof item["name"] === "string"));
}
function mergeNamed(base, over) {
    const replaced = base.map((item) => over.find((candidate) => candidate.name === item.name) ?? item);
    return [...replaced, ...over.filter((item) => !base.some((candidate) => candidate.name === item.name))];
}


/***/ }),

/***/ 3322:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ ROLES_OF_OPTIONS),
/* harmony export */   l: () => (/* binding */ DEFAULT_OPTIONS)
/* harmony export */ });
/** Options when the user says nothing. */
const DEFAULT_OPTIONS = {
    rule: "default",
    preserveEngineLimits: false,
    service: {
        hfToken: "",
        headNodeIp: "0.0.0.0",
        port: 8000,
        includeFrontend: true,
        vllmKvEventPort: 20081,
        vllmNixlSideChannelPort: 20097,
        sglangKvEventPort: 5557,
    },
    dyn: {},
    k8s: {
        namePrefix: "dynamo",
        hfTokenSecret: "hf-token-secret",
        transport: "nvlink",
        engineMode: "inline",
        pvcMountPath: "/workspace/model_cache",
        nodeSelector: "known",
        extraEnv: [],
    },
    bench: {
        image: "python:3.12-slim",
        profileStartTimeout: 400,
        endpointType: "chat",
        islStddev: 0,
        oslStddev: 0,
        prefixPromptPoolSize: 1,
        ui: "simple",
    },
    workerCounts: {},
    workers: {},
};
/** Roles that `Workers.<role>` may name. */
const ROLES_OF_OPTIONS = ["prefill", "decode", "agg"];


/***/ }),

/***/ 7363:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IR: () => (/* binding */ envEntries),
/* harmony export */   Qq: () => (/* binding */ text),
/* harmony export */   UL: () => (/* binding */ nodeSelector),
/* harmony export */   aL: () => (/* binding */ words),
/* harmony export */   c4: () => (/* binding */ positiveList),
/* harmony export */   mu: () => (/* binding */ switchOn),
/* harmony export */   pi: () => (/* binding */ isMapping),
/* harmony export */   pq: () => (/* binding */ mapping),
/* harmony export */   rG: () => (/* binding */ nonNegative),
/* harmony export */   yL: () => (/* binding */ oneOf),
/* harmony export */   yj: () => (/* binding */ positive),
/* harmony export */   zO: () => (/* binding */ fraction)
/* harmony export */ });
/* unused harmony export refuse */
/* harmony import */ var _domain_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6586);
/* harmony import */ var _domain_nearest_name_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7267);


/** Refuses a value: what was found, what is allowed. */
function refuse(key, value, allowed) {
    throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y("usage", `generator option ${key}: ${JSON.stringify(value)} is not allowed; expected ${allowed}`);
}
/** Text; numbers and switches are taken as they are written. Line breaks and control characters are refused. */
function text(value, key) {
    if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean")
        return refuse(key, value, "text");
    const written = String(value);
    return /[\u0000-\u001f\u007f]/.test(written) ? refuse(key, value, "text of one line") : written;
}
function number(value, key, allowed, holds) {
    const n = typeof value === "number"
        ? value
        : typeof value === "string" && /^\d{1,12}(?:\.\d{1,12})?$/.test(value.trim())
            ? Number(value)
            : Number.NaN;
    return Number.isFinite(n) && holds(n) ? n : refuse(key, value, allowed);
}
/** A whole number of at least 1. */
function positive(value, key) {
    return number(value, key, "a whole number of at least 1", (n) => Number.isInteger(n) && n >= 1);
}
/** A whole number of at least 0. */
function nonNegative(value, key) {
    return number(value, key, "a whole number of at least 0", (n) => Number.isInteger(n) && n >= 0);
}
/** A number above 0 and at most 1. */
function fraction(value, key) {
    return number(value, key, "a number above 0, at most 1", (n) => n > 0 && n <= 1);
}
/** `true` or `false`. */
function switchOn(value, key) {
    if (typeof value === "boolean")
        return value;
    if (typeof value === "string" && /^(?:true|false)$/i.test(value))
        return value.toLowerCase() === "true";
    return refuse(key, value, "true or false");
}
/** A reader for one word of a list; names the nearest one. */
function oneOf(allowed) {
    return (value, key) => {
        const found = allowed.find((candidate) => candidate === value);
        if (found !== undefined)
            return found;
        const near = typeof value === "string" ? (0,_domain_nearest_name_js__WEBPACK_IMPORTED_MODULE_1__/* .nearestName */ .q)(value, allowed) : undefined;
        return refuse(key, value, `${allowed.join(", ")}${near === undefined ? "" : `; did you mean ${near}?`}`);
    };
}
/** Whole numbers of at least 1, as a list, one number, or text with commas or blanks. */
function positiveList(value, key) {
    const items = Array.isArray(value)
        ? value
        : typeof value === "string"
            ? value.split(/[\s,]+/).filter((item) => item !== "")
            : [value];
    return items.length === 0
        ? refuse(key, value, "a list of whole numbers")
        : items.map((item) => positive(item, key));
}
/** A mapping. */
function mapping(value, key) {
    return isMapping(value) ? value : refuse(key, value, "a mapping");
}
/** Whether a value is a mapping. */
function isMapping(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
/** Words: a list of texts, or one text cut at blanks. */
function words(value, key) {
    if (Array.isArray(value))
        return value.map((item) => text(item, key));
    return text(value, key)
        .split(/\s+/)
        .filter((word) => word !== "");
}
/** Environment variables: a list of `{name, value}` or a mapping. */
function envEntries(value, key) {
    const allowed = "a list of {name, value}";
    const pairs = isMapping(value)
        ? Object.entries(value)
        : Array.isArray(value)
            ? value.map((item) => isMapping(item) ? [item["name"], item["value"]] : refuse(key, value, allowed))
            : refuse(key, value, allowed);
    return pairs.map(([name, content]) => {
        if (typeof name !== "string" || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
            return refuse(key, value, `${allowed}, names of letters, digits and _`);
        return [name, content === undefined || content === null ? "" : text(content, key)];
    });
}
/** `known`, `none`, a switch, or a mapping of node labels. */
function nodeSelector(value, key) {
    if (value === true || value === "known")
        return "known";
    if (value === false || value === "none")
        return "none";
    if (!isMapping(value))
        return refuse(key, value, "known, none or a mapping of node labels");
    return Object.fromEntries(Object.entries(value).map(([label, content]) => [label, text(content, key)]));
}


/***/ }),

/***/ 4085:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DJ: () => (/* binding */ decodeTokens),
/* harmony export */   LL: () => (/* binding */ predictedTokens),
/* harmony export */   Zl: () => (/* binding */ graphSizesUpTo),
/* harmony export */   _P: () => (/* binding */ givenTokenBudget),
/* harmony export */   gr: () => (/* binding */ commonEngineValues),
/* harmony export */   jk: () => (/* binding */ cudaGraphs),
/* harmony export */   nH: () => (/* binding */ ceilTo),
/* harmony export */   nX: () => (/* binding */ givenBatchLimit),
/* harmony export */   sw: () => (/* binding */ defined),
/* harmony export */   wq: () => (/* binding */ graphSizesAround)
/* harmony export */ });
/* unused harmony export sortedUnique */
/** Rounds up to a multiple of `step`. */
function ceilTo(value, step) {
    return Math.ceil(value / step) * step;
}
/** Tokens that a rank's decode step takes: one and the drafts for each request. */
function decodeTokens(batchSize, nextn) {
    return batchSize * (nextn + 1);
}
/**
 * Tokens that the predicted step needs at least. A smaller budget would deploy something else than was predicted: agg
 * steps mix `ctxTokens` of prompts with the running requests, prefill steps hold whole prompts of the batch.
 */
function predictedTokens(context) {
    const { pool, isl, nextn } = context;
    switch (context.role) {
        case "agg":
            return (pool.ctxTokens ?? 0) + decodeTokens(pool.batchSize, nextn);
        case "prefill":
            return pool.batchSize * isl;
        case "decode":
            return decodeTokens(pool.batchSize, nextn);
    }
}
/** The batch limit that is said outright: by the user, or by the deployment. */
function givenBatchLimit(context) {
    return context.overrides.max_batch_size ?? context.pool.settings.maxBatchSize;
}
/** The token budget that is said outright. */
function givenTokenBudget(context) {
    return context.overrides.max_num_tokens ?? context.pool.settings.maxNumTokens;
}
const STANDARD_SIZES = [
    ...range(1, 16, 1),
    ...range(16, 32, 4),
    ...range(32, 64, 8),
    ...range(64, 128, 16),
    ...range(128, 256, 32),
    ...range(256, 512, 64),
];
function range(from, to, step) {
    return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);
}
/** Graph sizes around the predicted batch and, coarser, up to 512: every size near the operating point has its own graph. */
function graphSizesAround(batchSize) {
    return sortedUnique([...STANDARD_SIZES, ...range(Math.max(1, batchSize - 8), batchSize + 8, 1)]);
}
/** Every size up to the batch limit: what the benchmark rule captures. */
function graphSizesUpTo(batchSize) {
    return range(1, Math.max(1, batchSize), 1);
}
/** Ascending, without repeats. */
function sortedUnique(sizes) {
    return [...new Set(sizes)].sort((a, b) => a - b);
}
/** Graphs after the user's word: own sizes, own padding, or none. */
function cudaGraphs(context, rule) {
    const { cuda_graph_batch_sizes: sizes, cuda_graph_enable_padding: padding, disable_cuda_graph: disabled, } = context.overrides;
    if (disabled === true)
        return undefined;
    if (sizes !== undefined)
        return { sizes: sortedUnique(sizes), padding: padding ?? rule?.padding ?? true };
    return rule === undefined || padding === undefined ? rule : { ...rule, padding };
}
/** What every backend takes from the user's word and the deployment in the same way. */
function commonEngineValues(context) {
    const { overrides, pool, parallelism, isMoe, nextn } = context;
    const memFraction = overrides.kv_cache_free_gpu_memory_fraction ?? pool.settings.memFraction;
    const maxSeqLen = overrides.max_seq_len ?? pool.settings.maxSeqLen;
    const chunkedPrefill = overrides.enable_chunked_prefill ?? pool.settings.chunkedPrefill;
    const prefixCaching = overrides.disable_prefix_cache === undefined
        ? (pool.settings.prefixCaching ?? (context.prefix > 0 ? true : undefined))
        : !overrides.disable_prefix_cache;
    return {
        parallelism,
        isMoe,
        nextn,
        extraCliArgs: overrides.extra_cli_args ?? [],
        ...defined("memFraction", memFraction),
        ...defined("maxSeqLen", maxSeqLen),
        ...defined("chunkedPrefill", chunkedPrefill),
        ...defined("prefixCaching", prefixCaching),
        ...defined("kvCacheMaxTokens", overrides.kv_cache_max_tokens),
        ...defined("kvBlockSize", overrides.tokens_per_block),
        ...defined("disableCudaGraphs", overrides.disable_cuda_graph),
        ...defined("cudaGraphMaxBatchSize", overrides.cuda_graph_max_batch_size),
        ...defined("disableOverlapScheduler", overrides.disable_overlap_scheduler),
        ...defined("moeAllToAll", overrides.moe_all2all_backend),
        ...defined("moeBackend", overrides.moe_backend),
        ...defined("attentionBackend", overrides.attention_backend),
        ...defined("quantization", overrides.quantization),
        ...defined("bootstrapPort", overrides.disaggregation_bootstrap_port),
        ...defined("skipTokenizerInit", overrides.skip_tokenizer_init),
        ...defined("trustRemoteCode", overrides.trust_remote_code),
        ...defined("extraEngineArgs", overrides.extra_engine_args),
    };
}
/** `{[name]: value}`, or nothing when the value is absent. */
function defined(name, value) {
    return (value === undefined ? {} : { [name]: value });
}


/***/ }),

/***/ 60:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Qx: () => (/* binding */ shellDouble),
/* harmony export */   ZL: () => (/* binding */ shellQuote),
/* harmony export */   jx: () => (/* binding */ assignDefault),
/* harmony export */   zL: () => (/* binding */ arrayLines)
/* harmony export */ });
/** A word that a shell reads back as it is, whatever it holds: in single quotes, or escaped in double ones. */
function shellQuote(word) {
    return /['$`]/.test(word) ? `"${shellDouble(word)}"` : `'${word}'`;
}
/**
 * `NAME`, from the variable of that name (or another) when it is set, else `fallback`. Values with characters that mean
 * something inside `${…}` are assigned on a line of their own.
 */
function assignDefault(name, fallback, variable = name) {
    if (/^[\w./:@%+,=-]*(?: [\w./:@%+,=-]+)*$/.test(fallback))
        return `${name}="\${${variable}:-${fallback}}"\n`;
    return `${name}="\${${variable}:-}"\n[ -n "$${name}" ] || ${name}=${shellQuote(fallback)}\n`;
}
/** Text inside double quotes, where it means itself. */
function shellDouble(text) {
    return text.replaceAll(/[\\"$`]/g, String.raw `\$&`);
}
/** Words as lines of a bash array: a flag and its values on one line, values quoted, flags bare. */
function arrayLines(words, indent = "  ") {
    const lines = [];
    for (const word of words) {
        const isFlag = /^--?[A-Za-z][A-Za-z0-9.-]*$/.test(word);
        const last = lines.at(-1);
        if (isFlag || last === undefined)
            lines.push([isFlag ? word : shellQuote(word)]);
        else
            last.push(shellQuote(word));
    }
    return lines.map((line) => `${indent}${line.join(" ")}\n`).join("");
}


/***/ }),

/***/ 6071:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ transportFacts),
/* harmony export */   Z: () => (/* binding */ TRANSPORTS)
/* harmony export */ });
/** How nodes talk to each other. */
const TRANSPORTS = ["nvlink", "ib", "efa"];
const INFINIBAND = [
    ["UCX_MEMTYPE_CACHE", "n"],
    ["UCX_TLS", "cuda_copy,cuda_ipc,tcp"],
    ["UCX_CUDA_IPC_ENABLE_MNNVL", "y"],
    ["UCX_LOG_LEVEL", "error"],
    ["NIXL_LOG_LEVEL", "ERROR"],
];
const LIBFABRIC = [
    ["SGLANG_DISAGGREGATION_NIXL_BACKEND", "LIBFABRIC"],
    ["FI_PROVIDER", "efa"],
    ["FI_EFA_USE_DEVICE_RDMA", "1"],
    ["FI_EFA_ENABLE_SHM_TRANSFER", "0"],
    ["FI_EFA_ENABLE_SHM", "0"],
    ["FI_EFA_FORK_SAFE", "0"],
    ["FI_EFA_USE_HUGE_PAGE", "0"],
    ["FI_EFA_MR_MAX_CACHED_COUNT", "524288"],
    ["FI_EFA_MR_MAX_CACHED_SIZE", "0"],
    ["FI_HMEM", "cuda"],
    ["FI_HMEM_CUDA_ENABLE_XFER", "1"],
    ["FI_LOG_LEVEL", "warn"],
    ["PATH", "/opt/dynamo/venv/bin:/opt/amazon/efa/bin:/usr/local/cuda/bin:/usr/local/bin:/usr/bin:/bin"],
    [
        "LD_LIBRARY_PATH",
        "/opt/amazon/efa/lib:/opt/amazon/efa/lib64:/opt/aws-ofi-nccl/lib:/opt/nvidia/nvda_nixl/lib64:/opt/nvidia/nvda_nixl/lib64/plugins:/opt/nvidia/nvda_nixl/lib/aarch64-linux-gnu:/usr/local/ucx/lib:/usr/local/ucx/lib/ucx:/usr/local/cuda/lib64:/usr/local/lib",
    ],
    ["NIXL_TELEMETRY_ENABLE", "y"],
    ["NIXL_TELEMETRY_EXPORTER", "prometheus"],
    ["NIXL_TELEMETRY_PROMETHEUS_PORT", "19090"],
    ["NIXL_LOG_LEVEL", "ERROR"],
];
/** Environment, resources and privileges of a transport. `nvlink` (the default) adds nothing. */
function transportFacts(transport) {
    switch (transport) {
        case "nvlink":
            return { env: [], privileged: false };
        case "ib":
            return { env: INFINIBAND, privileged: false };
        case "efa":
            return { env: LIBFABRIC, resource: "vpc.amazonaws.com/efa", privileged: true };
    }
}


/***/ }),

/***/ 4069:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GH: () => (/* binding */ hasDisaggregationMode),
/* harmony export */   Zy: () => (/* binding */ compareVersions),
/* harmony export */   du: () => (/* binding */ isAtLeast),
/* harmony export */   u1: () => (/* binding */ resolveTarget)
/* harmony export */ });
/* unused harmony export DYNAMO_RELEASES */
/* harmony import */ var _domain_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6586);
/* harmony import */ var _domain_nearest_name_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7267);


/** Known releases, newest first (AIConfigurator's table, which Dynamo's image tags follow). */
const DYNAMO_RELEASES = [
    release("1.3.0", "0.24.0", "0.5.16", "1.3.0rc23"),
    release("1.2.0", "0.20.1", "0.5.11", "1.3.0rc14"),
    release("1.1.0", "0.19.0", "0.5.10.post1", "1.3.0rc11"),
    release("1.0.0", "0.16.0", "0.5.9", "1.3.0rc5.post1"),
    release("0.9.0", "0.14.1", "0.5.8", "1.3.0rc1"),
    release("0.8.1.post1", "0.12.0", "0.5.6.post2", "1.2.0rc6.post1"),
    release("0.8.1", "0.12.0", "0.5.6.post2", "1.2.0rc6.post1"),
    release("0.8.0", "0.12.0", "0.5.6.post2", "1.2.0rc6.post1"),
    release("0.7.1", "0.11.0", "0.5.4.post3", "1.2.0rc3"),
    release("0.7.0.post1", "0.11.0", "0.5.4.post3", "1.2.0rc3"),
    release("0.7.0", "0.11.0", "0.5.4.post3", "1.2.0rc2"),
    release("0.6.1.post1", "0.11.0", "0.5.3.post2", "1.1.0rc5"),
    release("0.6.1", "0.11.0", "0.5.3.post2", "1.1.0rc5"),
    release("0.6.0", "0.11.0", "0.5.3.post2", "1.1.0rc5"),
];
function release(dynamo, vllm, sglang, trtllm) {
    return { dynamo, engines: { vllm, sglang, trtllm } };
}
/** First release whose operator serves v1beta1 of a DynamoGraphDeployment. */
const FIRST_V1BETA1 = "1.2.0";
/** First release whose vLLM worker takes `--disaggregation-mode`. */
const FIRST_DISAGGREGATION_MODE = "1.0.0";
/**
 * Dynamo and engine version of the written files: the wish, else the newest known release.
 * @throws UserError `version` for an unknown Dynamo version
 */
function resolveTarget(backend, wish = {}) {
    const wanted = wish.dynamoVersion?.trim().replace(/^v/, "");
    const known = wanted === undefined || wanted === ""
        ? DYNAMO_RELEASES[0]
        : DYNAMO_RELEASES.find((entry) => entry.dynamo === wanted);
    if (known === undefined) {
        const names = DYNAMO_RELEASES.map((entry) => entry.dynamo);
        throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y("version", `unknown Dynamo version '${wish.dynamoVersion}'${(0,_domain_nearest_name_js__WEBPACK_IMPORTED_MODULE_1__/* .didYouMean */ .a)(wanted ?? "", names, ";")} known: ${names.join(", ")}`);
    }
    return {
        dynamo: known.dynamo,
        engine: wish.engineVersion?.trim().replace(/^v/, "") || known.engines[backend],
        apiVersion: wish.apiVersion ??
            (isAtLeast(known.dynamo, FIRST_V1BETA1) ? "nvidia.com/v1beta1" : "nvidia.com/v1alpha1"),
    };
}
/** Whether vLLM workers of this target take `--disaggregation-mode`; older ones have `--is-prefill-worker`. */
function hasDisaggregationMode(target) {
    return isAtLeast(target.dynamo, FIRST_DISAGGREGATION_MODE);
}
/** Whether `version` is `floor` or newer. Release candidates come before, `.post` after their release. */
function isAtLeast(version, floor) {
    return compareVersions(version, floor) >= 0;
}
/** Order of two versions of the forms `1.2.0`, `1.2.0rc3`, `0.5.10.post1`: negative, 0 or positive. */
function compareVersions(a, b) {
    const left = versionKey(a);
    const right = versionKey(b);
    for (let i = 0; i < Math.max(left.length, right.length); i++) {
        const difference = (left[i] ?? 0) - (right[i] ?? 0);
        if (difference !== 0)
            return difference;
    }
    return 0;
}
/** `[major, minor, patch, rc (none = infinity), post]`. */
function versionKey(version) {
    const match = /^(\d{1,6})(?:\.(\d{1,6}))?(?:\.(\d{1,6}))?(?:\.?rc(\d{1,6}))?(?:\.post(\d{1,6}))?/.exec(version.trim().replace(/^v/, ""));
    if (match === null)
        return [0, 0, 0, 0, 0];
    const [, major, minor, patch, candidate, post] = match;
    return [
        Number(major),
        Number(minor ?? 0),
        Number(patch ?? 0),
        candidate === undefined ? 1e9 : Number(candidate),
        Number(post ?? 0),
    ];
}


/***/ }),

/***/ 8595:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   TN: () => (/* binding */ oneLine),
/* harmony export */   oF: () => (/* binding */ yamlFile),
/* harmony export */   pS: () => (/* binding */ yamlText)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8815);

/**
 * Data as YAML text: keys in the order of the data, no folded lines, texts of several lines as literal blocks, lists of
 * numbers on one line. Texts that YAML 1.1 would read as something else (`y`, `off`, `1_000`) are quoted.
 */
function yamlText(data, options = {}) {
    const document = new yaml__WEBPACK_IMPORTED_MODULE_0__/* .Document */ .yo(data, { compat: "yaml-1.1", aliasDuplicateObjects: false });
    (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .visit */ .YR)(document, {
        Seq: (_key, node) => {
            if (node.items.length > 0 &&
                node.items.every((item) => (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(item) && typeof item.value === "number"))
                node.flow = true;
        },
    });
    for (const [path, remark] of Object.entries(options.comments ?? {})) {
        const node = document.getIn(path.split("."), true);
        if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(node) || ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(node) && node.flow === true))
            node.comment = ` ${oneLine(remark)}`;
    }
    if (options.header !== undefined && options.header.length > 0) {
        const comment = options.header.map((line) => ` ${oneLine(line)}`).join("\n");
        if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isCollection */ .P3)(document.contents))
            document.contents.commentBefore = comment;
    }
    return document.toString({ lineWidth: 0, flowCollectionPadding: false, indentSeq: false });
}
/** Documents in one file. */
function yamlFile(documents) {
    return documents.join("---\n");
}
/** Text from outside as part of a comment: no line breaks, no control characters. */
function oneLine(text) {
    return text.replaceAll(/[\u0000-\u001f\u007f\u0085\u2028\u2029]/g, " ");
}


/***/ }),

/***/ 5653:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ ANNOTATION_PREFIX)
/* harmony export */ });
/** Prefix of the annotations on `metadata.annotations` of a deployment. */
const ANNOTATION_PREFIX = "dynamo-advisor.dev/";


/***/ })

};
