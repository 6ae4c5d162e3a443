export const id = 2104;
export const ids = [2104];
export const modules = {

/***/ 6110:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ siblingsOf)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);


const MAX_FILES = 50;
const MAX_BYTES = 512 * 1024;
const folders = new Map();
/** YAML files beside a manifest and in `../perf` (ConfigMaps, requests, benchmark jobs), and its benchmark results. */
function siblingsOf(cwd, file) {
    const folder = node_path__WEBPACK_IMPORTED_MODULE_1__.dirname(node_path__WEBPACK_IMPORTED_MODULE_1__.resolve(cwd, file));
    const own = node_path__WEBPACK_IMPORTED_MODULE_1__.relative(cwd, node_path__WEBPACK_IMPORTED_MODULE_1__.resolve(cwd, file)).split(node_path__WEBPACK_IMPORTED_MODULE_1__.sep).join("/");
    let known = folders.get(folder);
    if (known === undefined)
        folders.set(folder, (known = readSiblings(cwd, folder)));
    return known.filter((sibling) => sibling.file !== own);
}
/** One reading of a folder serves all manifests in it. */
function readSiblings(cwd, folder) {
    const found = [];
    for (const place of [folder, node_path__WEBPACK_IMPORTED_MODULE_1__.join(folder, "..", "perf")]) {
        let names;
        try {
            names = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readdirSync)(place).filter((name) => /\.ya?ml$|\.measured\.(?:jsonl?|csv)$/i.test(name));
        }
        catch {
            continue;
        }
        for (const name of names.sort()) {
            const full = node_path__WEBPACK_IMPORTED_MODULE_1__.join(place, name);
            if (found.length >= MAX_FILES)
                continue;
            const stat = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(full);
            if (!stat.isFile() || stat.size > MAX_BYTES)
                continue;
            found.push({
                file: node_path__WEBPACK_IMPORTED_MODULE_1__.relative(cwd, full).split(node_path__WEBPACK_IMPORTED_MODULE_1__.sep).join("/"),
                text: (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(full, "utf8"),
            });
        }
    }
    return found;
}


/***/ }),

/***/ 5996:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ configMapsOf)
/* harmony export */ });
/* harmony import */ var _yaml_cursor_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1619);

/** ConfigMaps of a file and, after it, of the files beside it. Of two with one name in a file the last counts. */
function configMapsOf(files) {
    const found = new Map();
    for (const { source, documents } of [...files].reverse()) {
        for (const document of documents) {
            if (document.kind === "ConfigMap" && document.name !== undefined && document.root)
                found.set(document.name, { data: (0,_yaml_cursor_js__WEBPACK_IMPORTED_MODULE_0__/* .child */ .jf)(document.root, "data"), file: source.file });
        }
    }
    return { data: (name) => found.get(name)?.data, file: (name) => found.get(name)?.file };
}


/***/ }),

/***/ 5829:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   z: () => (/* binding */ versionAtLeast)
/* harmony export */ });
/** True when a version (`1.3.0`, `v0.8.1-efa`) is at least `major.minor`. False when it is no version. */
function versionAtLeast(version, major, minor) {
    const match = /^v?(\d{1,6})\.(\d{1,6})/.exec(version);
    if (!match)
        return false;
    const [have, haveMinor] = [Number(match[1]), Number(match[2])];
    return have > major || (have === major && haveMinor >= minor);
}


/***/ }),

/***/ 8777:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ reportSizes)
/* harmony export */ });
/* unused harmony export gpusNeeded */
/* harmony import */ var _parallelism_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8602);
/* harmony import */ var _rules_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3631);


/** Sizes that contradict each other or the GPUs. */
function reportSizes({ deployment }, findings) {
    for (const worker of deployment.workers) {
        if (worker.backend === null || worker.backend === "mocker" || worker.role === "encode")
            continue;
        const vague = worker.unresolved.some((one) => one.name === "engine file" || SIZES.has(one.name));
        reportDivision(worker, findings);
        if (!vague)
            reportProduct(worker, findings);
        reportBatch(worker, findings);
    }
}
const SIZES = new Set(["tp", "pp", "dp", "ep", "nodes", "attentionDp"]);
function reportDivision(worker, findings) {
    const { settings, backend } = worker;
    if (backend !== "sglang" && backend !== "trtllm")
        return;
    const mapping = (0,_parallelism_js__WEBPACK_IMPORTED_MODULE_0__/* .parallelismOf */ .o)(worker, backend, undefined);
    if (mapping.problem === undefined) {
        const ep = settings.ep?.value;
        const tp = settings.tp?.value ?? 1;
        if (settings.ep && ep !== undefined && ep > 0 && tp % ep !== 0)
            (0,_rules_js__WEBPACK_IMPORTED_MODULE_1__/* .reportSetting */ .PN)(findings, "experts-not-dividing-tp", settings.ep, `Expert parallel size ${ep} does not divide the tensor parallel size ${tp} of ${worker.component}.`);
        return;
    }
    const dpWrong = settings.dp &&
        settings.attentionDp?.value === true &&
        (settings.tp?.value ?? 1) % settings.dp.value !== 0;
    if (settings.dp && dpWrong)
        (0,_rules_js__WEBPACK_IMPORTED_MODULE_1__/* .reportSetting */ .PN)(findings, "dp-not-dividing-tp", settings.dp, `${worker.component}: ${mapping.problem}.`);
    else {
        const culprit = settings.ep ?? settings.moeTp ?? settings.tp;
        if (culprit)
            (0,_rules_js__WEBPACK_IMPORTED_MODULE_1__/* .reportSetting */ .PN)(findings, "experts-not-dividing-tp", culprit, `${worker.component}: ${mapping.problem}.`);
    }
}
/** GPUs that the written sizes need, or undefined when they say nothing. */
function gpusNeeded({ settings, backend }) {
    const tp = settings.tp?.value ?? 1;
    const pp = settings.pp?.value ?? 1;
    const dp = settings.dp?.value ?? 1;
    const whole = backend === "trtllm" ? 1 : backend === "sglang" && settings.attentionDp?.value === true ? 1 : dp;
    return tp * pp * whole;
}
function reportProduct(worker, findings) {
    const { gpusPerNode, settings } = worker;
    if (!gpusPerNode) {
        (0,_rules_js__WEBPACK_IMPORTED_MODULE_1__/* .reportPosition */ .Av)(findings, "gpu-limit-missing", worker.position, `${worker.component} has no GPU limit in this file. Its GPUs are taken from its parallel sizes.`);
        return;
    }
    const nodes = worker.nodes?.value ?? 1;
    const have = gpusPerNode.value * nodes;
    const need = gpusNeeded(worker);
    if (need === undefined || have === need || have < 1)
        return;
    const sizes = sizesText(worker);
    const gpus = nodes > 1
        ? `${have} GPUs (${gpusPerNode.value} on each of ${nodes} nodes)`
        : `${have} GPU${have === 1 ? "" : "s"}`;
    if (need > have) {
        const at = settings.tp ?? settings.dp ?? gpusPerNode;
        (0,_rules_js__WEBPACK_IMPORTED_MODULE_1__/* .reportSetting */ .PN)(findings, "gpus-too-few", at, `${worker.component} needs ${need} GPUs (${sizes}) and has ${gpus}. It cannot start.`);
    }
    else if (!worker.features.includes("elastic expert parallelism")) {
        const why = settings.tp ? sizes : "no tensor parallel size is written and the engine takes 1";
        (0,_rules_js__WEBPACK_IMPORTED_MODULE_1__/* .reportSetting */ .PN)(findings, "gpus-unused", settings.tp ?? gpusPerNode, `${worker.component} has ${gpus} and uses ${need} (${why}): ${have - need} idle.`);
    }
}
function sizesText({ settings, backend }) {
    const parts = [`tensor ${settings.tp?.value ?? 1}`];
    if ((settings.pp?.value ?? 1) > 1)
        parts.push(`pipeline ${settings.pp?.value ?? 1}`);
    const countsDp = backend === "vllm" || (backend === "sglang" && settings.attentionDp?.value !== true);
    if (countsDp && (settings.dp?.value ?? 1) > 1)
        parts.push(`data ${settings.dp?.value ?? 1}`);
    return parts.join(" × ");
}
function reportBatch(worker, findings) {
    const { maxBatch, maxTokens, cudaGraphSizes, cudaGraphMaxBatch, attentionDp } = worker.settings;
    if (maxBatch &&
        maxTokens &&
        worker.role !== "prefill" &&
        worker.backend !== "sglang" &&
        maxTokens.value < maxBatch.value)
        (0,_rules_js__WEBPACK_IMPORTED_MODULE_1__/* .reportSetting */ .PN)(findings, "tokens-below-batch", maxTokens, `${worker.component} may hold ${maxBatch.value} requests but decodes at most ${maxTokens.value} tokens in a step: ${maxBatch.value - maxTokens.value} requests always wait.`);
    if (!maxBatch || worker.role === "prefill")
        return;
    const largest = cudaGraphSizes ? Math.max(...cudaGraphSizes.value) : cudaGraphMaxBatch?.value;
    const at = cudaGraphSizes ?? cudaGraphMaxBatch;
    const perRank = worker.backend === "sglang" && attentionDp?.value === true
        ? maxBatch.value / (worker.settings.dp?.value ?? 1)
        : maxBatch.value;
    if (at && largest !== undefined && largest > 0 && largest < perRank)
        (0,_rules_js__WEBPACK_IMPORTED_MODULE_1__/* .reportSetting */ .PN)(findings, "graph-sizes-below-batch", at, `CUDA graphs of ${worker.component} end at batch ${largest}, its limit is ${perRank}: larger steps run without a graph and slower.`);
}


/***/ }),

/***/ 5489:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Z: () => (/* binding */ flagsOf)
});

;// CONCATENATED MODULE: ./build/lib/manifest/flags/spec.js
/** A table from `[names, setting, type]` rows; names are separated by blanks. */
function flagTable(rows) {
    const table = new Map();
    for (const [names, setting, type] of rows)
        for (const name of names.split(" "))
            table.set(name, { setting, type });
    return table;
}

;// CONCATENATED MODULE: ./build/lib/manifest/flags/sglang.js

/** SGLang server flags and the flags of Dynamo's wrapper; its `--config` file has the same names. */
const SGLANG_FLAGS = {
    backend: "sglang",
    flags: flagTable([
        ["model-path model", "model", "text"],
        ["served-model-name", "servedName", "text"],
        ["tensor-parallel-size tp-size tp", "tp", "int"],
        ["pipeline-parallel-size pp-size pp", "pp", "int"],
        ["data-parallel-size dp-size dp", "dp", "int"],
        ["expert-parallel-size ep-size ep", "ep", "int"],
        ["enable-dp-attention", "attentionDp", "on"],
        ["max-running-requests", "maxBatch", "int"],
        ["max-prefill-tokens", "maxTokens", "int"],
        ["chunked-prefill-size", "chunkedPrefillSize", "int"],
        ["context-length", "maxSeqLen", "int"],
        ["mem-fraction-static", "memFraction", "float"],
        ["kv-cache-dtype", "kvDtype", "text"],
        ["quantization", "quantization", "text"],
        ["page-size", "kvBlockSize", "int"],
        ["disable-radix-cache", "prefixCaching", "off"],
        ["moe-a2a-backend", "moeBackend", "text"],
        ["speculative-algorithm speculative-algo", "speculative.method", "text"],
        ["speculative-num-steps", "speculative.numSteps", "int"],
        ["speculative-num-draft-tokens", "speculative.numDraftTokens", "int"],
        ["cuda-graph-bs cuda-graph-bs-decode", "cudaGraphSizes", "sizes"],
        ["cuda-graph-max-bs cuda-graph-max-bs-decode", "cudaGraphMaxBatch", "int"],
        ["disaggregation-transfer-backend", "kvTransfer", "text"],
        ["disaggregation-mode", "role", "text"],
    ]),
    keys: new Map(),
    switches: new Set([
        "trust-remote-code",
        "skip-tokenizer-init",
        "enable-dp-lm-head",
        "enable-eplb",
        "enable-mixed-chunk",
        "disable-cuda-graph",
        "disable-cuda-graph-padding",
        "disable-overlap-schedule",
        "enable-metrics",
        "prefill-round-robin-balance",
        "enable-lora",
        "enable-multimodal",
        "multimodal-processor",
        "multimodal-encode-worker",
        "multimodal-worker",
        "embedding-worker",
        "enable-flashinfer-allreduce-fusion",
        "incremental-streaming-output",
        "disable-flashinfer-autotune",
    ]),
    jsonFlags: new Set(),
    lists: new Set(["cuda-graph-bs", "cuda-graph-bs-decode"]),
    fileFlags: new Set(["config"]),
    overrideFlags: new Set(),
    dottedPrefix: undefined,
    fileBeatsFlags: false,
    variables: new Map([["DYN_SGL_DISAGGREGATION_MODE", "disaggregation-mode"]]),
    features: new Map([
        ["enable-multimodal", "multimodal input"],
        ["multimodal-processor", "multimodal input"],
        ["multimodal-encode-worker", "multimodal input"],
        ["multimodal-worker", "multimodal input"],
        ["enable-lora", "LoRA adapters"],
        ["embedding-worker", "embeddings"],
        ["image-diffusion-worker", "diffusion"],
        ["video-generation-worker", "diffusion"],
    ]),
    abbreviations: true,
};

;// CONCATENATED MODULE: ./build/lib/manifest/flags/trtllm.js

const LIMITS = ["max_batch_size", "max_num_tokens", "max_seq_len"];
/** Flags of Dynamo's TensorRT-LLM wrapper, keys of the engine file, and the variables that stand for flags. */
const TRTLLM_FLAGS = {
    backend: "trtllm",
    flags: flagTable([
        ["model model-path", "model", "text"],
        ["served-model-name", "servedName", "text"],
        ["tensor-parallel-size tp-size", "tp", "int"],
        ["pipeline-parallel-size pp-size", "pp", "int"],
        ["expert-parallel-size ep-size", "ep", "int"],
        ["enable-attention-dp", "attentionDp", "on"],
        ["no-enable-attention-dp", "attentionDp", "off"],
        ["max-batch-size", "maxBatch", "int"],
        ["max-num-tokens", "maxTokens", "int"],
        ["max-seq-len", "maxSeqLen", "int"],
        ["free-gpu-memory-fraction kv-cache-free-gpu-memory-fraction", "memFraction", "float"],
        ["kv-block-size", "kvBlockSize", "int"],
        ["disaggregation-mode", "role", "text"],
    ]),
    keys: flagTable([
        ["model", "model", "text"],
        ["tensor_parallel_size", "tp", "int"],
        ["pipeline_parallel_size", "pp", "int"],
        ["moe_expert_parallel_size", "ep", "int"],
        ["moe_tensor_parallel_size", "moeTp", "int"],
        ["enable_attention_dp", "attentionDp", "bool"],
        // Nested under build_config in releases 1.0.0rc6 to 1.2.0rc3.
        [`${LIMITS[0]} build_config.${LIMITS[0]}`, "maxBatch", "int"],
        [`${LIMITS[1]} build_config.${LIMITS[1]}`, "maxTokens", "int"],
        [`${LIMITS[2]} build_config.${LIMITS[2]}`, "maxSeqLen", "int"],
        ["kv_cache_config.free_gpu_memory_fraction", "memFraction", "float"],
        ["kv_cache_config.dtype", "kvDtype", "text"],
        ["kv_cache_config.enable_block_reuse", "prefixCaching", "bool"],
        ["kv_cache_config.tokens_per_block", "kvBlockSize", "int"],
        ["enable_chunked_prefill", "chunkedPrefill", "bool"],
        ["cuda_graph_config.batch_sizes", "cudaGraphSizes", "sizes"],
        ["cuda_graph_config.max_batch_size", "cudaGraphMaxBatch", "int"],
        ["cache_transceiver_config.backend", "kvTransfer", "text"],
        ["cache_transceiver_config.max_tokens_in_buffer", "cacheTransceiverMaxTokens", "int"],
        ["moe_config.backend", "moeBackend", "text"],
        ["speculative_config.decoding_type", "speculative.method", "text"],
        [
            "speculative_config.num_nextn_predict_layers speculative_config.max_draft_len",
            "speculative.numTokens",
            "int",
        ],
        ["disaggregation_mode disaggregation-mode", "role", "text"],
    ]),
    switches: new Set([
        "publish-events-and-metrics",
        "publish-kv-events",
        "publish-metrics",
        "skip-tokenizer-init",
        "trust-remote-code",
        "enable-multimodal",
    ]),
    jsonFlags: new Set(),
    lists: new Set(),
    fileFlags: new Set(["extra-engine-args", "extra-llm-api-options", "config"]),
    overrideFlags: new Set(["override-engine-args"]),
    dottedPrefix: "trtllm.",
    fileBeatsFlags: true,
    variables: new Map([
        ["DYN_TRTLLM_MODEL", "model"],
        ["DYN_TRTLLM_MODEL_PATH", "model"],
        ["DYN_TRTLLM_SERVED_MODEL_NAME", "served-model-name"],
        ["DYN_TRTLLM_TENSOR_PARALLEL_SIZE", "tensor-parallel-size"],
        ["DYN_TRTLLM_PIPELINE_PARALLEL_SIZE", "pipeline-parallel-size"],
        ["DYN_TRTLLM_EXPERT_PARALLEL_SIZE", "expert-parallel-size"],
        ["DYN_TRTLLM_ENABLE_ATTENTION_DP", "enable-attention-dp"],
        ["DYN_TRTLLM_MAX_BATCH_SIZE", "max-batch-size"],
        ["DYN_TRTLLM_MAX_NUM_TOKENS", "max-num-tokens"],
        ["DYN_TRTLLM_MAX_SEQ_LEN", "max-seq-len"],
        ["DYN_TRTLLM_FREE_GPU_MEMORY_FRACTION", "free-gpu-memory-fraction"],
        ["DYN_TRTLLM_KV_BLOCK_SIZE", "kv-block-size"],
        ["DYN_TRTLLM_DISAGGREGATION_MODE", "disaggregation-mode"],
        ["DYN_TRTLLM_EXTRA_ENGINE_ARGS", "extra-engine-args"],
        ["DYN_TRTLLM_OVERRIDE_ENGINE_ARGS", "override-engine-args"],
    ]),
    features: new Map([
        ["enable-multimodal", "multimodal input"],
        ["encode-endpoint", "multimodal input"],
        ["modality", "multimodal input"],
    ]),
    abbreviations: false,
};

;// CONCATENATED MODULE: ./build/lib/manifest/flags/vllm.js

/** vLLM engine flags and the flags of Dynamo's wrapper around it; dashes and underscores are one. */
const VLLM_FLAGS = {
    backend: "vllm",
    flags: flagTable([
        ["model", "model", "text"],
        ["served-model-name", "servedName", "text"],
        ["tensor-parallel-size tp", "tp", "int"],
        ["pipeline-parallel-size pp", "pp", "int"],
        ["data-parallel-size dp", "dp", "int"],
        ["data-parallel-size-local dpl", "dpLocal", "int"],
        ["enable-expert-parallel ep", "expertParallel", "on"],
        ["no-enable-expert-parallel", "expertParallel", "off"],
        ["max-num-seqs", "maxBatch", "length"],
        ["max-num-batched-tokens", "maxTokens", "length"],
        ["max-model-len", "maxSeqLen", "length"],
        ["kv-cache-dtype", "kvDtype", "text"],
        ["quantization q", "quantization", "text"],
        ["gpu-memory-utilization", "memFraction", "float"],
        ["enable-prefix-caching", "prefixCaching", "on"],
        ["no-enable-prefix-caching", "prefixCaching", "off"],
        ["enable-chunked-prefill", "chunkedPrefill", "on"],
        ["no-enable-chunked-prefill", "chunkedPrefill", "off"],
        ["block-size", "kvBlockSize", "int"],
        ["moe-backend", "moeBackend", "text"],
        ["speculative-config.method spec-method", "speculative.method", "text"],
        ["speculative-config.num-speculative-tokens spec-tokens", "speculative.numTokens", "int"],
        ["kv-transfer-config.kv-connector connector", "kvTransfer", "text"],
        ["compilation-config.cudagraph-capture-sizes cudagraph-capture-sizes", "cudaGraphSizes", "sizes"],
        ["compilation-config.max-cudagraph-capture-size max-cudagraph-capture-size", "cudaGraphMaxBatch", "int"],
        ["disaggregation-mode", "role", "text"],
        ["is-prefill-worker", "isPrefill", "on"],
        ["is-decode-worker", "isDecode", "on"],
    ]),
    keys: new Map(),
    switches: new Set([
        "trust-remote-code",
        "enforce-eager",
        "enable-eplb",
        "enable-dbo",
        "async-scheduling",
        "no-async-scheduling",
        "headless",
        "skip-tokenizer-init",
        "enable-multimodal",
        "route-to-encoder",
        "enable-lora",
        "embedding-worker",
        "enable-elastic-ep",
        "enable-mm-embeds",
        "data-parallel-hybrid-lb",
        "enable-log-requests",
    ]),
    jsonFlags: new Set(["speculative-config", "kv-transfer-config", "compilation-config"]),
    lists: new Set(["served-model-name", "connector", "cudagraph-capture-sizes"]),
    fileFlags: new Set(["config"]),
    overrideFlags: new Set(),
    dottedPrefix: undefined,
    fileBeatsFlags: false,
    variables: new Map([["DYN_VLLM_DISAGGREGATION_MODE", "disaggregation-mode"]]),
    features: new Map([
        ["enable-multimodal", "multimodal input"],
        ["route-to-encoder", "multimodal input"],
        ["custom-encoder-class", "multimodal input"],
        ["multimodal-worker", "multimodal input"],
        ["multimodal-encode-worker", "multimodal input"],
        ["enable-lora", "LoRA adapters"],
        ["embedding-worker", "embeddings"],
        ["enable-elastic-ep", "elastic expert parallelism"],
    ]),
    abbreviations: false,
};

;// CONCATENATED MODULE: ./build/lib/manifest/flags/index.js



const TABLES = {
    vllm: VLLM_FLAGS,
    sglang: SGLANG_FLAGS,
    trtllm: TRTLLM_FLAGS,
    // The mocker takes vLLM's names.
    mocker: {
        ...VLLM_FLAGS,
        flags: new Map([
            ...VLLM_FLAGS.flags,
            ["model-path", { setting: "model", type: "text" }],
            ["model-name", { setting: "servedName", type: "text" }],
        ]),
    },
};
/** The flag table of a backend. */
function flagsOf(backend) {
    return TABLES[backend];
}


/***/ }),

/***/ 8602:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ parallelismOf)
/* harmony export */ });
/** SGLang's expert exchange backends that set the expert parallel size to the tensor parallel size. */
const WIDE_A2A = new Set(["deepep", "mooncake", "nixl", "mori", "ascend_fuseep"]);
/** What the written sizes mean to each engine. `isMoe` undefined counts as dense unless experts are spoken of. */
function parallelismOf(worker, backend, isMoe) {
    const { settings } = worker;
    const tp = settings.tp?.value ?? 1;
    const pp = settings.pp?.value ?? 1;
    const dp = settings.dp?.value ?? 1;
    const assumptions = settings.tp ? [] : ["tensor parallel size is not written, the engine takes 1"];
    const bad = [tp, pp, dp, settings.ep?.value ?? 1, settings.moeTp?.value ?? 1].some((size) => size < 1);
    if (bad)
        return { parallelism: undefined, copies: 1, assumptions, problem: "a parallel size is below 1" };
    const moe = isMoe ?? speaksOfExperts(worker);
    const done = (parallelism, copies = 1) => ({
        parallelism,
        copies,
        assumptions,
        problem: undefined,
    });
    const wrong = (problem) => ({
        parallelism: undefined,
        copies: 1,
        assumptions,
        problem,
    });
    if (backend === "vllm") {
        if (!moe)
            return done(dense(tp, pp), dp);
        const width = tp * dp;
        const experts = settings.expertParallel?.value === true ? width : 1;
        return done({ tp, pp, dp, cp: 1, moeTp: width / experts, moeEp: experts });
    }
    const attentionDp = settings.attentionDp?.value === true;
    const ranks = backend === "trtllm" ? (attentionDp ? tp : 1) : attentionDp ? dp : 1;
    const copies = backend === "sglang" && !attentionDp ? dp : 1;
    if (tp % ranks !== 0)
        return wrong(`the data parallel size ${ranks} does not divide the tensor parallel size ${tp}`);
    if (!moe) {
        // Dense models have no attention DP: its ranks would be whole replicas of the layers.
        return ranks > 1 ? done(dense(tp / ranks, pp), ranks) : done(dense(tp, pp), copies);
    }
    const ep = settings.ep?.value ?? (WIDE_A2A.has(settings.moeBackend?.value ?? "") && backend === "sglang" ? tp : 1);
    const moeTp = settings.moeTp?.value ?? tp / ep;
    if (!Number.isInteger(moeTp) || moeTp * ep !== tp)
        return wrong(`expert parallel size ${ep}${settings.moeTp ? ` times expert tensor parallel size ${moeTp}` : ""} does not give the tensor parallel size ${tp}`);
    return done({ tp: tp / ranks, pp, dp: ranks, cp: 1, moeTp, moeEp: ep }, copies);
}
function dense(tp, pp) {
    return { tp, pp, dp: 1, cp: 1, moeTp: 1, moeEp: 1 };
}
function speaksOfExperts({ settings }) {
    return (settings.expertParallel?.value === true ||
        settings.attentionDp?.value === true ||
        (settings.ep?.value ?? 1) > 1 ||
        (settings.moeTp?.value ?? 1) > 1);
}


/***/ }),

/***/ 4045:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  N: () => (/* binding */ parseManifest),
  W: () => (/* binding */ readManifest)
});

// EXTERNAL MODULE: ./build/lib/manifest/command/config-maps.js
var config_maps = __webpack_require__(5996);
// EXTERNAL MODULE: ./build/lib/manifest/text/file-text.js
var file_text = __webpack_require__(2524);
// EXTERNAL MODULE: ./build/lib/manifest/text/mapped-text.js
var mapped_text = __webpack_require__(663);
// EXTERNAL MODULE: ./build/lib/manifest/yaml/cursor.js + 1 modules
var yaml_cursor = __webpack_require__(1619);
;// CONCATENATED MODULE: ./build/lib/manifest/origin.js



/** Where a mapped text stands. `place` is pointed at when the text itself has no place (a switch, a computed value). */
function originOf(text, how, name, place = text) {
    const shown = text.pieces.length > 0 && text.text !== "" ? text : place;
    const source = (0,mapped_text/* sourceOf */.vz)(shown);
    const range = (0,mapped_text/* rangeOf */.be)(text);
    const last = shown.text.length === 0 ? undefined : (0,mapped_text/* offsetsAt */.Mo)(shown, shown.text.trimEnd().length - 1);
    const position = (0,mapped_text/* positionOf */.df)(shown);
    return {
        how: source?.via !== undefined && how === "flag" ? "env" : how,
        file: source?.file.file ?? "",
        name,
        position,
        endPosition: last && source ? (0,file_text/* positionAt */.t$)(source.file, last.end) : position,
        ...(range && { range }),
        layers: source?.layers ?? [],
        aliased: source?.aliased ?? false,
        ...(source?.alias && { alias: source.alias }),
        ...(source?.via !== undefined && { via: source.via }),
    };
}
/** A setting read from a field of the manifest, when `convert` accepts its text. */
function fieldSetting(cursor, name, convert, how = "field") {
    const text = (0,yaml_cursor/* textAt */.$6)(cursor);
    if (!text)
        return undefined;
    const value = convert(text.text.trim());
    return value === undefined ? undefined : { value, text: text.text, origin: originOf(text, how, name) };
}
/** Line and column of a cursor's key. */
function cursorPosition(cursor) {
    const source = (0,mapped_text/* sourceOf */.vz)(cursor.context.text);
    return source ? (0,file_text/* positionAt */.t$)(source.file, (0,yaml_cursor/* offsetOf */.b4)(cursor)) : { line: 1, column: 1 };
}
/** A whole number of at most 15 digits. */
function toInteger(text) {
    if (!/^[+-]?\d{1,15}$/.test(text))
        return undefined;
    return Number(text);
}
/** A decimal number. */
function toNumber(text) {
    return /^[+-]?(?:\d{1,15}(?:\.\d{0,15})?|\.\d{1,15})(?:e[+-]?\d{1,2})?$/i.test(text)
        ? Number(text)
        : undefined;
}
/** `true` or `false` in any case, `1` or `0`. */
function toBoolean(text) {
    if (/^(?:true|1)$/i.test(text))
        return true;
    return /^(?:false|0)$/i.test(text) ? false : undefined;
}
/** Text that is not empty. */
function toText(text) {
    return text === "" ? undefined : text;
}

// EXTERNAL MODULE: ./build/lib/manifest/types.js
var types = __webpack_require__(5653);
;// CONCATENATED MODULE: ./build/lib/manifest/annotations.js



const NUMBERS = {
    isl: "isl",
    osl: "osl",
    prefixTokens: "prefix-tokens",
    concurrency: "concurrency",
    requestRate: "request-rate",
    ttftMs: "ttft-ms",
    tpotMs: "tpot-ms",
    e2eMs: "e2e-ms",
    acceptLength: "accept-length",
};
const TEXTS = {
    system: "system",
    decodeSystem: "decode-system",
    model: "model",
    backendVersion: "backend-version",
};
/** Names of our annotations after the prefix. */
const ANNOTATION_KEYS = [
    ...Object.values(NUMBERS),
    ...Object.values(TEXTS),
    "ignore",
];
/** The annotations of a deployment that are ours. Values that do not convert are left out. */
function readAnnotations(root) {
    const annotations = (0,yaml_cursor.at)(root, "metadata", "annotations");
    const read = (name) => (0,yaml_cursor/* child */.jf)(annotations, types/* ANNOTATION_PREFIX */.L + name);
    const found = {};
    for (const [key, name] of Object.entries(NUMBERS)) {
        const setting = fieldSetting(read(name), types/* ANNOTATION_PREFIX */.L + name, positive, "annotation");
        if (setting)
            found[key] = setting;
    }
    for (const [key, name] of Object.entries(TEXTS)) {
        const setting = fieldSetting(read(name), types/* ANNOTATION_PREFIX */.L + name, toText, "annotation");
        if (setting)
            found[key] = setting;
    }
    const ignore = fieldSetting(read("ignore"), `${types/* ANNOTATION_PREFIX */.L}ignore`, toBoolean, "annotation");
    return { ...found, ...(ignore && { ignore }) };
}
function positive(text) {
    const value = toNumber(text);
    return value !== undefined && value >= 0 ? value : undefined;
}

// EXTERNAL MODULE: ./build/lib/manifest/rules.js
var rules = __webpack_require__(3631);
;// CONCATENATED MODULE: ./build/lib/manifest/components.js


/** Components of a deployment in file order, whichever of the two shapes the document has. */
function componentsOf(root, apiVersion, findings) {
    const spec = (0,yaml_cursor/* child */.jf)(root, "spec");
    const services = (0,yaml_cursor/* child */.jf)(spec, "services");
    const list = (0,yaml_cursor/* child */.jf)(spec, "components");
    const found = [];
    if ((0,yaml_cursor/* isMapCursor */.zC)(services))
        for (const [name, cursor] of (0,yaml_cursor/* entries */.jO)(services))
            if ((0,yaml_cursor/* isMapCursor */.zC)(cursor))
                found.push(fromService(name, cursor, spec));
    if ((0,yaml_cursor/* isListCursor */.VJ)(list))
        (0,yaml_cursor/* items */.ld)(list).forEach((cursor, i) => found.push(fromComponent(cursor, i, spec)));
    const wrong = apiVersion.endsWith("/v1beta1")
        ? services
        : apiVersion.endsWith("/v1alpha1")
            ? list
            : undefined;
    if (wrong && found.length > 0) {
        const [have, want] = wrong === services
            ? ["spec.services (v1alpha1)", "spec.components"]
            : ["spec.components (v1beta1)", "spec.services"];
        const start = (0,yaml_cursor/* offsetOf */.b4)(wrong);
        (0,rules/* reportAt */.UA)(findings, "version-shape-mismatch", start, start + 8, `${apiVersion} has ${want}, but this document uses ${have}. A strict cluster refuses it.`);
    }
    return found;
}
function fromService(name, cursor, spec) {
    const pod = (0,yaml_cursor/* child */.jf)(cursor, "extraPodSpec");
    const main = (0,yaml_cursor/* child */.jf)(pod, "mainContainer");
    return {
        name,
        cursor,
        offset: (0,yaml_cursor/* offsetOf */.b4)(cursor),
        shape: "services",
        type: (0,yaml_cursor/* stringAt */.bX)((0,yaml_cursor/* child */.jf)(cursor, "componentType")),
        subType: (0,yaml_cursor/* stringAt */.bX)((0,yaml_cursor/* child */.jf)(cursor, "subComponentType")),
        typeCursor: (0,yaml_cursor/* child */.jf)(cursor, "subComponentType") ?? (0,yaml_cursor/* child */.jf)(cursor, "componentType"),
        pod,
        main,
        others: [...(0,yaml_cursor/* items */.ld)((0,yaml_cursor/* child */.jf)(pod, "containers")), ...sidecars(pod)],
        env: [(0,yaml_cursor/* child */.jf)(spec, "envs"), (0,yaml_cursor/* child */.jf)(cursor, "envs"), (0,yaml_cursor/* child */.jf)(main, "env")],
        envFrom: [(0,yaml_cursor/* child */.jf)(main, "envFrom")],
        path: `spec.services.${name}`,
    };
}
function fromComponent(cursor, index, spec) {
    const pod = (0,yaml_cursor.at)(cursor, "podTemplate", "spec");
    const containers = (0,yaml_cursor/* items */.ld)((0,yaml_cursor/* child */.jf)(pod, "containers"));
    const main = containers.find((container) => (0,yaml_cursor/* stringAt */.bX)((0,yaml_cursor/* child */.jf)(container, "name")) === "main") ?? containers[0];
    const name = (0,yaml_cursor/* stringAt */.bX)((0,yaml_cursor/* child */.jf)(cursor, "name")) ?? `components[${index}]`;
    return {
        name,
        cursor,
        offset: (0,yaml_cursor/* offsetOf */.b4)(cursor),
        shape: "components",
        type: (0,yaml_cursor/* stringAt */.bX)((0,yaml_cursor/* child */.jf)(cursor, "type")) ?? (0,yaml_cursor/* stringAt */.bX)((0,yaml_cursor/* child */.jf)(cursor, "componentType")),
        subType: (0,yaml_cursor/* stringAt */.bX)((0,yaml_cursor/* child */.jf)(cursor, "subComponentType")),
        typeCursor: (0,yaml_cursor/* child */.jf)(cursor, "type"),
        pod,
        main,
        others: [...containers.filter((container) => container !== main), ...sidecars(pod)],
        env: [(0,yaml_cursor/* child */.jf)(spec, "env"), (0,yaml_cursor/* child */.jf)(spec, "envs"), (0,yaml_cursor/* child */.jf)(cursor, "env"), (0,yaml_cursor/* child */.jf)(main, "env")],
        envFrom: [(0,yaml_cursor/* child */.jf)(main, "envFrom")],
        path: `spec.components[${name}]`,
    };
}
/** Native sidecars: init containers that keep running. */
function sidecars(pod) {
    return (0,yaml_cursor/* items */.ld)((0,yaml_cursor/* child */.jf)(pod, "initContainers")).filter((container) => (0,yaml_cursor/* stringAt */.bX)((0,yaml_cursor/* child */.jf)(container, "restartPolicy")) === "Always");
}

;// CONCATENATED MODULE: ./build/lib/manifest/model-name.js
/** True for a path on a disk, a URL of storage, or a variable: not a model id. */
function isLocalPath(model) {
    return /^(?:[./~]|[a-z][a-z0-9]*:\/\/)/.test(model);
}
/** Identity of a model: the flag's id; for a local path the served name, else the id in a Hugging Face cache path, else the path. */
function modelIdentity(model, served) {
    if (!model)
        return undefined;
    if (!isLocalPath(model.value))
        return model;
    if (served && !isLocalPath(served.value))
        return served;
    const folder = model.value.split("/").find((part) => part.startsWith("models--"));
    const [, organisation, ...name] = folder?.split("--") ?? [];
    return organisation && name.length > 0 ? { ...model, value: `${organisation}/${name.join("--")}` } : model;
}

;// CONCATENATED MODULE: ./build/lib/manifest/placeholders.js
/** A value that something else must fill in before it means anything: `${X}`, `<your-registry>`, `REPLICAS_PLACEHOLDER`. */
function placeholderKind(text) {
    if (text.includes("{{"))
        return "helm";
    if (/\$\{[A-Za-z_]\w*(?::?-[^}]*)?\}|\$[A-Z_]{2,}/.test(text))
        return "envsubst";
    if (/<[A-Za-z][\w .-]{0,60}>|(?:^|[^A-Za-z])PLACEHOLDER|_PLACEHOLDER\b|\bPLACEHOLDER_|^(?:REPLACE_ME|CHANGE_?ME|TODO|YOUR_[A-Z_]+)$/.test(text))
        return "placeholder";
    return undefined;
}

;// CONCATENATED MODULE: ./build/lib/manifest/roles.js
/** Roles of the workers of one deployment: the engine flag first, then the declared type, then the name; one worker alone is aggregated. */
function decideRoles(workers) {
    const flags = workers.map((worker) => flagClue(worker.flag));
    if (workers.length === 1) {
        const [flag] = flags;
        if (flag === "prefill")
            return {
                roles: ["prefill"],
                mode: "prefill-only",
                note: "A prefill pool without a decode pool in this document.",
            };
        if (flag === "decode")
            return {
                roles: ["decode"],
                mode: "decode-only",
                note: "A decode pool without a prefill pool in this document.",
            };
        if (flag === "encode")
            return { roles: ["encode"], mode: null, note: "Only an encode worker." };
        return { roles: ["agg"], mode: "agg", note: undefined };
    }
    const clues = workers.map((worker, i) => flags[i] ?? declaredClue(worker) ?? nameClue(worker.name));
    const hasPrefill = clues.includes("prefill");
    const roles = clues.map((clue) => {
        if (clue === "prefill" || clue === "encode")
            return clue;
        if (clue === "combined")
            return "agg";
        if (clue === "decode")
            return hasPrefill || flags.includes("decode") ? "decode" : "agg";
        return hasPrefill && !clues.includes("decode") ? "decode" : "agg";
    });
    return { roles, ...modeOf(roles) };
}
function modeOf(roles) {
    const count = (role) => roles.filter((one) => one === role).length;
    const [prefill, decode, agg] = [count("prefill"), count("decode"), count("agg")];
    if (prefill > 0 && decode > 0) {
        const pools = prefill > 1 || decode > 1 ? "Several pools of one role: only the first of each is shown." : undefined;
        return {
            mode: "disagg",
            note: agg > 0 ? "An aggregated worker stands beside the prefill and decode workers." : pools,
        };
    }
    if (agg === 1 && prefill === 0 && decode === 0)
        return { mode: "agg", note: undefined };
    if (agg > 1 && prefill === 0 && decode === 0)
        return {
            mode: "agg",
            note: `${agg} workers without a role: several aggregated pools, or roles that are not understood.`,
        };
    if (prefill > 0 && agg === 0)
        return { mode: "prefill-only", note: "Prefill pools without a decode pool in this document." };
    if (decode > 0 && agg === 0)
        return { mode: "decode-only", note: "Decode pools without a prefill pool in this document." };
    return {
        mode: null,
        note: roles.length === 0 ? undefined : "The roles of the workers are not understood.",
    };
}
function flagClue(flag) {
    switch (flag?.toLowerCase()) {
        case undefined:
            return undefined;
        case "prefill":
        case "decode":
        case "encode":
            return flag?.toLowerCase();
        default:
            // agg, pd, null, prefill_and_decode
            return "combined";
    }
}
function declaredClue({ type, subType }) {
    for (const declared of [subType, type]) {
        const text = declared?.toLowerCase();
        if (text === "prefill" || text === "decode" || text === "encode")
            return text;
    }
    return undefined;
}
function nameClue(name) {
    if (/prefill/i.test(name))
        return "prefill";
    if (/encode/i.test(name))
        return "encode";
    if (/decode|(?:^|[-_])dec(?:[-_]|$)/i.test(name))
        return "decode";
    return undefined;
}
/** What a component without an engine is, from its type and what it runs. */
function otherKind(type, program) {
    const declared = type?.toLowerCase();
    if (declared === "frontend" || declared === "planner" || declared === "epp")
        return declared;
    if (program === undefined)
        return "other";
    if (program === "dynamo.frontend" || program === "dynamo.ingress")
        return "frontend";
    if (program === "dynamo.planner" ||
        program === "dynamo.global_planner" ||
        /planner_sla(?:\.py)?$/.test(program))
        return "planner";
    if (program === "dynamo.router" ||
        program === "dynamo.global_router" ||
        program.startsWith("dynamo.router."))
        return "router";
    return "other";
}

;// CONCATENATED MODULE: ./build/lib/manifest/versions.js
/** Dynamo release → engine versions inside its images, newest first. */
const DYNAMO_VERSIONS = [
    ["1.3.0", { vllm: "0.24.0", sglang: "0.5.16", trtllm: "1.3.0rc23" }],
    ["1.2.0", { vllm: "0.20.1", sglang: "0.5.11", trtllm: "1.3.0rc14" }],
    ["1.1.0", { vllm: "0.19.0", sglang: "0.5.10.post1", trtllm: "1.3.0rc11" }],
    ["1.0.0", { vllm: "0.16.0", sglang: "0.5.9", trtllm: "1.3.0rc5.post1" }],
    ["0.9.0", { vllm: "0.14.1", sglang: "0.5.8", trtllm: "1.3.0rc1" }],
    ["0.8.0", { vllm: "0.12.0", sglang: "0.5.6.post2", trtllm: "1.2.0rc6.post1" }],
    ["0.7.1", { vllm: "0.11.0", sglang: "0.5.4.post3", trtllm: "1.2.0rc3" }],
    ["0.7.0", { vllm: "0.11.0", sglang: "0.5.4.post3", trtllm: "1.2.0rc2" }],
    ["0.6.0", { vllm: "0.11.0", sglang: "0.5.3.post2", trtllm: "1.1.0rc5" }],
];
/** Engine version of a Dynamo version (`1.3.0`, `v0.8.1`); patch releases take their minor's entry. Undefined when not known. */
function engineVersionOf(dynamo, backend) {
    const wanted = /^v?(\d+)\.(\d+)\.(\d+)/.exec(dynamo);
    if (!wanted)
        return undefined;
    const exact = DYNAMO_VERSIONS.find(([version]) => version === `${wanted[1]}.${wanted[2]}.${wanted[3]}`);
    const minor = DYNAMO_VERSIONS.find(([version]) => version.startsWith(`${wanted[1]}.${wanted[2]}.`));
    return (exact ?? minor)?.[1][backend];
}
/** Splits an image reference; a digest is left out. */
function parseImage(image) {
    const [name = ""] = image.split("@");
    const slash = name.lastIndexOf("/");
    const colon = name.indexOf(":", slash + 1);
    return colon === -1
        ? { repository: name, tag: undefined }
        : { repository: name.slice(0, colon), tag: name.slice(colon + 1) };
}
/** Dynamo version that the tag of a Dynamo image names (`…/vllm-runtime:1.3.0-efa` → `1.3.0`). */
function dynamoVersionOf(image) {
    const { repository, tag } = parseImage(image);
    if (tag === undefined || !isDynamoImage(repository.slice(repository.lastIndexOf("/") + 1)))
        return undefined;
    return /^v?(\d{1,4}\.\d{1,4}\.\d{1,4})(?:$|[-.+])/.exec(tag)?.[1];
}
function isDynamoImage(name) {
    return name.startsWith("dynamo-") || /(?:vllm|sglang|tensorrtllm|trtllm)-runtime/.test(name);
}
/** Engine version of a stock engine image (`vllm/vllm-openai:v0.26.0` → `0.26.0`). */
function stockEngineVersion(image, backend) {
    const { repository, tag } = parseImage(image);
    const stock = backend === "vllm" ? /vllm-openai$/ : backend === "sglang" ? /(?:^|\/)sglang$/ : /tensorrt-llm\/release$/;
    return tag !== undefined && stock.test(repository)
        ? /^v?(\d+\.\d+\.\d+(?:\.?(?:rc|post|dev)\d+)*)/.exec(tag)?.[1]
        : undefined;
}

;// CONCATENATED MODULE: ./build/lib/manifest/command/environment.js


/** Longest text that expansion may add: variables that name each other twice double at every step. */
const MAX_EXPANSION = 256 * 1024;
/**
 * The environment of a container from lists of `env` and `envFrom`, weakest first. ConfigMaps of the file are followed,
 * secrets and pod fields stay unknown. `$(NAME)` inside a value refers to variables defined before it.
 */
function readEnvironment(env, envFrom, configMaps) {
    const variables = new Map();
    for (const list of envFrom)
        for (const source of (0,yaml_cursor/* items */.ld)(list))
            addConfigMap(variables, source, configMaps);
    for (const list of env)
        for (const entry of (0,yaml_cursor/* items */.ld)(list))
            addVariable(variables, entry, configMaps);
    return variables;
}
function addConfigMap(variables, source, configMaps) {
    const name = (0,yaml_cursor/* stringAt */.bX)((0,yaml_cursor.at)(source, "configMapRef", "name"));
    const data = name === undefined ? undefined : configMaps.data(name);
    const prefix = (0,yaml_cursor/* stringAt */.bX)((0,yaml_cursor/* child */.jf)(source, "prefix")) ?? "";
    for (const [key, value] of (0,yaml_cursor/* entries */.jO)(data)) {
        const text = (0,yaml_cursor/* textAt */.$6)(value);
        if (text)
            variables.set(prefix + key, { text: (0,mapped_text/* carriedBy */.ay)(text, prefix + key), reason: undefined });
    }
}
function addVariable(variables, entry, configMaps) {
    const name = (0,yaml_cursor/* stringAt */.bX)((0,yaml_cursor/* child */.jf)(entry, "name"));
    if (name === undefined)
        return;
    const value = (0,yaml_cursor/* textAt */.$6)((0,yaml_cursor/* child */.jf)(entry, "value"));
    if (value) {
        variables.set(name, {
            text: (0,mapped_text/* carriedBy */.ay)(expandKubernetes(value, variables).text, name),
            reason: undefined,
        });
        return;
    }
    const from = (0,yaml_cursor/* child */.jf)(entry, "valueFrom");
    if (!from) {
        // `- name: X` without a value is the empty string.
        variables.set(name, { text: { text: "", pieces: [] }, reason: undefined });
        return;
    }
    const map = (0,yaml_cursor/* stringAt */.bX)((0,yaml_cursor.at)(from, "configMapKeyRef", "name"));
    const key = (0,yaml_cursor/* stringAt */.bX)((0,yaml_cursor.at)(from, "configMapKeyRef", "key"));
    if (map !== undefined && key !== undefined) {
        const text = (0,yaml_cursor/* textAt */.$6)((0,yaml_cursor/* child */.jf)(configMaps.data(map), key));
        if (text)
            variables.set(name, { text: (0,mapped_text/* carriedBy */.ay)(text, name), reason: undefined });
        else
            variables.set(name, { text: undefined, reason: `key ${key} of ConfigMap ${map} is not in this file` });
        return;
    }
    variables.set(name, {
        text: undefined,
        reason: (0,yaml_cursor.at)(from, "secretKeyRef") ? "it comes from a secret" : "it is only known in the pod",
    });
}
/** Kubernetes' own expansion of `$(NAME)`; `$$(NAME)` stays. Names that are not defined stay as they are and are listed. */
function expandKubernetes(text, variables) {
    if (!text.text.includes("$("))
        return { text, missing: [] };
    const parts = [];
    let length = 0;
    const missing = [];
    let done = 0;
    for (const match of text.text.matchAll(/\$(\$?)\(([A-Za-z_][\w.-]{0,200})\)/g)) {
        const name = match[2] ?? "";
        const begin = match.index;
        if (match[1] === "$") {
            parts.push((0,mapped_text/* slice */.di)(text, done, begin + 1));
            done = begin + 2;
            continue;
        }
        const value = variables.get(name);
        if (value?.text === undefined || length + value.text.text.length > MAX_EXPANSION) {
            missing.push(name);
            continue;
        }
        length += value.text.text.length;
        parts.push((0,mapped_text/* slice */.di)(text, done, begin), value.text);
        done = begin + match[0].length;
    }
    if (done === 0)
        return { text, missing };
    parts.push((0,mapped_text/* slice */.di)(text, done, text.text.length));
    return { text: (0,mapped_text/* concat */.xW)(parts.filter((part) => part.text !== "")), missing };
}

;// CONCATENATED MODULE: ./build/lib/manifest/command/program.js
const ENGINE_MODULES = [
    [/^dynamo\.vllm(?:\.\w+)*$/, "vllm"],
    [/^dynamo\.sglang(?:\.\w+)*$/, "sglang"],
    [/^dynamo\.trtllm(?:\.\w+)*$/, "trtllm"],
    [/^dynamo\.mocker(?:\.\w+)*$/, "mocker"],
    [/^sglang\.launch_server$/, "sglang"],
    [/^vllm\.entrypoints\.[\w.]+$/, "vllm"],
    [/^tensorrt_llm\.commands\.serve$/, "trtllm"],
];
const SILENT = new Set(["echo", "printf", ":", "true", "test", "["]);
/**
 * Finds the program in the words of one command, looking through `exec`, `env`, launchers and the like:
 * an engine module anywhere wins, else the word after `-m`, else the executable.
 */
function findProgram(words) {
    const first = words[0];
    if (first === undefined)
        return undefined;
    if (!SILENT.has(first)) {
        for (let i = 0; i < words.length; i++) {
            const found = engineAt(words, i);
            if (found)
                return found;
        }
    }
    const module = words.indexOf("-m");
    if (module > 0 &&
        /^(?:.*\/)?python[\d.]*$/.test(words[module - 1]?.trim() ?? "") &&
        words[module + 1] !== undefined) {
        const name = words[module + 1] ?? "";
        return {
            name,
            kind: name.startsWith("dynamo.") ? "dynamo" : "other",
            backend: null,
            firstArgument: module + 2,
            modelFirst: false,
        };
    }
    return executable(words);
}
function engineAt(words, i) {
    const word = (words[i] ?? "").trim();
    const next = (words[i + 1] ?? "").trim();
    if (word === "-m") {
        const backend = ENGINE_MODULES.find(([pattern]) => pattern.test(next))?.[1];
        return backend
            ? { name: next, kind: "engine", backend, firstArgument: i + 2, modelFirst: false }
            : undefined;
    }
    const base = word.slice(word.lastIndexOf("/") + 1);
    if (next === "serve" && /vllm/i.test(base))
        return engine("vllm serve", "vllm", i + 2, true);
    if (next === "serve" && base === "sglang")
        return engine("sglang serve", "sglang", i + 2, false);
    if (base === "trtllm-serve")
        return engine("trtllm-serve", "trtllm", next === "serve" ? i + 2 : i + 1, true);
    const sidecar = /^dynamo-(vllm|sglang|trtllm)-sidecar$/.exec(base);
    if (sidecar)
        return {
            name: base,
            kind: "sidecar",
            backend: sidecar[1],
            firstArgument: i + 1,
            modelFirst: false,
        };
    return undefined;
}
function engine(name, backend, firstArgument, modelFirst) {
    return { name, kind: "engine", backend, firstArgument, modelFirst };
}
const WRAPPERS = new Set(["exec", "env", "nohup", "time", "command", "sudo"]);
function executable(words) {
    let i = 0;
    while (i < words.length && (WRAPPERS.has(words[i] ?? "") || /^\w+=/.test(words[i] ?? "")))
        i++;
    const word = words[i];
    if (word === undefined)
        return undefined;
    const base = word.slice(word.lastIndexOf("/") + 1);
    const script = /^python[\d.]*$/.test(base)
        ? words.slice(i + 1).find((next) => !next.startsWith("-"))
        : undefined;
    return { name: script ?? base, kind: "other", backend: null, firstArgument: i + 1, modelFirst: false };
}

;// CONCATENATED MODULE: ./build/lib/manifest/command/expand.js

/** Most arguments that expansion may give, whatever arrays contain. */
const MAX_ARGUMENTS = 4000;
/** Longest text that expansion may give: `A=$A$A` doubles with every line. */
const expand_MAX_EXPANSION = 256 * 1024;
/** Text of a variable: what the script set, else the container's environment. */
function lookUp(scope, name) {
    const value = scope.variables.get(name);
    if (value)
        return value.kind === "text" ? value.text : value.items[0]?.text;
    if (/^\d+$/.test(name))
        return Number(name) > 0 ? scope.positional[Number(name) - 1]?.text : undefined;
    return scope.environment.get(name)?.text;
}
function expandWords(scope, words) {
    const found = [];
    for (const word of words) {
        for (const argument of expandWord(scope, word))
            found.push(argument);
        if (found.length >= MAX_ARGUMENTS)
            break;
    }
    return found;
}
/** A word as the shell would pass it: none, one or several arguments. */
function expandWord(scope, word) {
    const [only] = word.parts;
    if (word.parts.length === 1 && only?.kind === "variable") {
        if (only.all)
            return expandAll(scope, only.name, word);
        const text = lookUp(scope, only.name);
        if (!only.quoted && text && /\s|^$/.test(text.text))
            return splitBlanks(text);
    }
    return [expandOne(scope, word)];
}
function expandAll(scope, name, word) {
    if (name === "@" || name === "*")
        return scope.positional;
    const value = scope.variables.get(name);
    if (value?.kind === "list")
        return value.uncertain ? value.items.map((item) => ({ ...item, conditional: true })) : value.items;
    if (value?.kind === "text" && value.text)
        return [{ text: value.text, unresolved: false, conditional: false }];
    return [{ text: (0,mapped_text/* slice */.di)(scope.script, word.start, word.end), unresolved: true, conditional: false }];
}
/** A word as one argument, variables expanded in place. */
function expandOne(scope, word) {
    const expanded = expandParts(scope, word.parts);
    const begin = (0,mapped_text/* offsetsAt */.Mo)(scope.script, word.start);
    const stop = (0,mapped_text/* offsetsAt */.Mo)(scope.script, word.end - 1);
    const whole = begin && stop && stop.end >= begin.start ? { start: begin.start, end: stop.end } : undefined;
    return { ...expanded, conditional: false, ...(whole && { whole }) };
}
function expandParts(scope, parts) {
    let unresolved = false;
    const texts = parts.map((part) => {
        if (part.kind === "text")
            return (0,mapped_text/* derive */.CX)(scope.script, part.value, part.starts, part.ends, layerOf(part.quote));
        if (part.kind === "variable" && !part.all) {
            const text = lookUp(scope, part.name);
            const known = text !== undefined && !(text.text === "" && part.fallback);
            if (known)
                return text;
            if (part.fallback && !isDefinedElsewhere(scope, part.name)) {
                const fallback = expandParts(scope, part.fallback.parts);
                unresolved ||= fallback.unresolved;
                return fallback.text;
            }
        }
        unresolved = true;
        return { text: part.text, pieces: [] };
    });
    if (texts.reduce((sum, text) => sum + text.text.length, 0) > expand_MAX_EXPANSION)
        return { text: { text: "", pieces: [] }, unresolved: true };
    return { text: (0,mapped_text/* concat */.xW)(texts.filter((text) => text.text !== "")), unresolved };
}
/** Set, but to something that the file does not tell: a fallback would be a guess. */
function isDefinedElsewhere(scope, name) {
    const value = scope.variables.get(name);
    return ((value?.kind === "text" && value.text === undefined) ||
        (value === undefined && scope.environment.get(name)?.reason !== undefined));
}
function layerOf(quote) {
    return { kind: quote === "none" ? "shell-plain" : quote === "single" ? "shell-single" : "shell-double" };
}
function joined(args) {
    return args.some((arg) => arg.unresolved) ? undefined : args.map((arg) => arg.text.text).join(" ");
}
/** Splits at blanks, as the shell does with an unquoted variable. */
function splitBlanks(text) {
    return [...text.text.matchAll(/\S+/g)].map((match) => ({
        text: (0,mapped_text/* slice */.di)(text, match.index, match.index + match[0].length),
        unresolved: false,
        conditional: false,
    }));
}
function hereDocBody(scope, document) {
    const layer = { kind: "here-doc", expands: !document.quoted };
    if (document.parts) {
        return (0,mapped_text/* concat */.xW)(document.parts
            .map((part) => part.kind === "text"
            ? (0,mapped_text/* derive */.CX)(scope.script, part.value, part.starts, part.ends, layer)
            : expandParts(scope, [part]).text)
            .filter((text) => text.text !== ""));
    }
    const starts = [];
    let value = "";
    let lineStart = true;
    for (let at = document.start; at < document.end; at++) {
        const letter = scope.script.text.charAt(at);
        if (document.stripTabs && lineStart && letter === "\t")
            continue;
        lineStart = letter === "\n";
        value += letter;
        starts.push(at);
    }
    return (0,mapped_text/* derive */.CX)(scope.script, value, starts, starts.map((start) => start + 1), layer);
}

// EXTERNAL MODULE: ./node_modules/unbash/dist/parser.js + 16 modules
var parser = __webpack_require__(8989);
;// CONCATENATED MODULE: ./build/lib/manifest/command/shell.js

/** Longest script that is parsed, in UTF-16 units; the kernel allows 128 KiB for one argument. */
const MAX_SCRIPT_LENGTH = 64 * 1024;
const DECLARING = new Set(["export", "declare", "local", "readonly", "typeset"]);
/**
 * Parses a script as bash 5.3 does and flattens it. Nothing runs. Words are not entered deeper than their own parts:
 * the library re-parses each level of nested substitutions. Undefined when the script is too long or too deep to parse.
 */
function parseShell(script) {
    if (script.length > MAX_SCRIPT_LENGTH)
        return undefined;
    const steps = [];
    const state = { usesArrays: false };
    try {
        const tree = (0,parser/* parse */.qg)(script);
        visit(tree, false, steps, state, script, 0);
        return {
            steps,
            errors: (tree.errors ?? []).map(({ message, pos }) => ({ message, pos })),
            usesArrays: state.usesArrays,
        };
    }
    catch {
        // A few thousand nested constructs exhaust the stack.
        return undefined;
    }
}
const CONDITIONAL = new Set(["If", "For", "While", "Case", "Select", "ArithmeticFor", "Elif"]);
function visit(node, conditional, steps, state, script, depth) {
    if (depth > 200 || steps.length > 5000)
        return;
    if (node.type === "Command")
        return visitCommand(node, conditional, steps, state, script);
    if (node.type === "Assignment" || node.type === "Word")
        return;
    if (node.type === "AndOr") {
        node.commands.forEach((command, i) => {
            visit(command, conditional || node.operators[i - 1] === "||", steps, state, script, depth + 1);
        });
        return;
    }
    const inside = conditional || CONDITIONAL.has(node.type);
    (0,parser/* forEachChild */.dK)(node, (next) => visit(next, inside, steps, state, script, depth + 1));
}
function visitCommand(command, conditional, steps, state, script) {
    const name = command.name?.value;
    const prefix = command.prefix.filter((entry) => entry.type === "Assignment");
    const declared = command.args.filter((entry) => entry.type === "Assignment");
    const words = command.args.filter((entry) => entry.type === "Word");
    const assign = (entry) => {
        if (entry.value.type === "ArrayValue")
            state.usesArrays = true;
        steps.push({
            kind: "assign",
            name: entry.name,
            append: entry.append === true,
            value: entry.value.type === "ArrayValue"
                ? entry.value.elements.map((word) => shellWord(word, script))
                : shellWord(entry.value, script),
            conditional: conditional || entry.index !== undefined,
            start: entry.pos,
        });
    };
    if (!command.name) {
        prefix.forEach(assign);
        return;
    }
    if (name === "unset")
        for (const word of words)
            steps.push({ kind: "unset", name: word.value });
    if (name !== undefined && DECLARING.has(name))
        declared.forEach(assign);
    steps.push({
        kind: "run",
        words: [command.name, ...words].map((word) => shellWord(word, script)),
        environment: prefix.flatMap((entry) => entry.value.type === "Word" ? [{ name: entry.name, value: shellWord(entry.value, script) }] : []),
        outputs: outputsOf(command.redirects, script),
        hereDocs: hereDocsOf(command.redirects, script),
        conditional,
        start: command.pos,
        end: command.end,
    });
}
function outputsOf(redirects, script) {
    return redirects.flatMap((entry) => entry.type === "Redirect" &&
        (entry.operator === ">" || entry.operator === ">>" || entry.operator === ">|") &&
        entry.target
        ? [shellWord(entry.target, script)]
        : []);
}
function hereDocsOf(redirects, script) {
    return redirects.flatMap((entry) => {
        if (entry.type !== "HereDoc")
            return [];
        const quoted = entry.delimiter?.quoted === true;
        const parts = quoted || !entry.body.parts ? undefined : partsOf(entry.body.parts, true, script);
        return [
            { start: entry.body.pos, end: entry.body.end, parts, quoted, stripTabs: entry.operator === "<<-" },
        ];
    });
}
function shellWord(word, script) {
    // A line continuation glued to the word belongs to its text; its value is right without it.
    let { end } = word;
    while (script.startsWith("\\\n", end - 2) && end - 2 >= word.pos)
        end -= 2;
    const parts = word.parts
        ? partsOf(word.parts, false, script)
        : [literal(script, word.pos, word.end, "none")];
    return { parts, start: word.pos, end, text: script.slice(word.pos, end) };
}
function partsOf(parts, quoted, script) {
    return parts.flatMap((part) => {
        switch (part.type) {
            case "Literal":
            case "Glob":
            case "ExtendedGlob":
            case "BraceExpansion":
                return [literal(script, part.pos, part.end, quoted ? "double" : "none")];
            case "SingleQuoted":
                return [plain(part.value, part.pos + 1, "single")];
            case "AnsiCQuoted":
                return [{ kind: "text", value: part.value, starts: [], ends: [], quote: "single" }];
            case "DoubleQuoted":
                // An empty pair of quotes still makes a word.
                return part.parts.length === 0
                    ? [plain("", part.pos + 1, "double")]
                    : partsOf(part.parts, true, script);
            case "LocaleString":
                return partsOf(part.parts, true, script);
            case "SimpleExpansion":
                return [variable(part.text.slice(1), quoted, part.text)];
            case "ParameterExpansion":
                return [parameter(part, quoted, script)];
            default:
                return [{ kind: "dynamic", text: part.text }];
        }
    });
}
function variable(name, quoted, text) {
    return { kind: "variable", name, all: name === "@" || name === "*", fallback: undefined, quoted, text };
}
function parameter(part, quoted, script) {
    const { operation, index, prefix, parameter: name, text } = part;
    if (prefix !== undefined)
        return { kind: "dynamic", text };
    const all = name === "@" || name === "*" || index?.value === "@" || index?.value === "*";
    if ((index && !all) || (operation && operation.type !== "Default"))
        return { kind: "dynamic", text };
    if (!operation)
        return { kind: "variable", name, all, fallback: undefined, quoted, text };
    if (operation.operator.includes("+"))
        return { kind: "dynamic", text };
    const fallback = operation.operator.includes("?") ? undefined : shellWord(operation.operand, script);
    return { kind: "variable", name, all, fallback, quoted, text };
}
function plain(value, offset, quote) {
    const starts = Array.from({ length: value.length }, (_, i) => offset + i);
    return { kind: "text", value, starts, ends: starts.map((start) => start + 1), quote };
}
/** Undoes the backslashes of an unquoted or double-quoted stretch. */
function literal(script, from, to, quote) {
    let value = "";
    const starts = [];
    const ends = [];
    for (let at = from; at < to;) {
        const escaped = script[at] === "\\" && at + 1 < to && (quote === "none" || '"\\$`\n'.includes(script[at + 1] ?? ""));
        const next = escaped ? (script[at + 1] ?? "") : (script[at] ?? "");
        const length = escaped ? 2 : 1;
        if (!(escaped && next === "\n")) {
            value += next;
            starts.push(at);
            ends.push(at + length);
        }
        at += length;
    }
    return { kind: "text", value, starts, ends, quote };
}

;// CONCATENATED MODULE: ./build/lib/manifest/command/script.js




/**
 * Reads a script without running it: follows plain variables, arrays and here-documents, and takes the last command that
 * runs an engine (of none, the last program). Undefined when the script cannot be parsed.
 */
function readScript(script, environment, positional) {
    const shell = parseShell(script.text);
    if (!shell)
        return undefined;
    const scope = { script, variables: new Map(), environment, positional };
    const files = [];
    let best;
    let engines = 0;
    const benchmarks = [];
    for (const step of shell.steps) {
        if (step.kind === "assign")
            script_assign(scope, step);
        else if (step.kind === "unset")
            scope.variables.set(step.name, { kind: "text", text: undefined });
        else {
            for (const document of step.hereDocs) {
                const target = step.outputs[0] ?? teeTarget(step.words);
                const path = target && joined(expandWord(scope, target));
                if (path !== undefined)
                    files.push({ path, body: hereDocBody(scope, document) });
            }
            const words = expandWords(scope, step.words);
            if (BENCHMARK.test(words[0]?.text.text ?? "") && benchmarks.length < 50)
                benchmarks.push(words);
            const program = findProgram(words.map((word) => word.text.text));
            if (!program)
                continue;
            const isEngine = program.kind === "engine" || program.kind === "sidecar";
            if (isEngine)
                engines++;
            if (isEngine || best === undefined || (best.program.kind === "other" && !isQuiet(program.name))) {
                if (best && best.program.kind !== "other" && !isEngine)
                    continue;
                best = { program, args: words.slice(program.firstArgument), step, words };
            }
        }
    }
    const first = best?.words[0]?.text.text ?? "";
    const stray = best !== undefined &&
        best.words.some((word, i) => word.text.text.startsWith(" ") &&
            (i < (best?.program.firstArgument ?? 0) || /^ +--?[A-Za-z]/.test(word.text.text)));
    return {
        program: best?.program,
        args: stray ? (best?.args ?? []).map((arg) => ({ ...arg, text: (0,mapped_text/* trim */.Bq)(arg.text) })) : (best?.args ?? []),
        files,
        assigned: assignedText(scope, best?.step),
        form: best &&
            best.step.words.some((word) => word.parts.some((part) => part.kind === "variable" && part.all && part.name !== "@"))
            ? "array"
            : "shell",
        start: best?.step.start ?? 0,
        errors: shell.errors,
        usesArrays: shell.usesArrays,
        strayBackslashes: stray && first !== "",
        engineCommands: engines,
        benchmarks,
    };
}
const BENCHMARK = /^(?:.*\/)?(?:aiperf|genai-perf)$/;
const QUIET = new Set([
    "set",
    "ulimit",
    "export",
    "cd",
    "mkdir",
    "echo",
    "printf",
    "source",
    ".",
    "unset",
    "sysctl",
    "sleep",
    "tee",
    "true",
    "cat",
    "exit",
    "test",
    "[",
]);
function isQuiet(name) {
    return QUIET.has(name);
}
/** `tee FILE <<EOF` writes too. */
function teeTarget(words) {
    if (words[0]?.text !== "tee")
        return undefined;
    return words.slice(1).find((word) => !word.text.startsWith("-"));
}
function script_assign(scope, step) {
    const before = scope.variables.get(step.name);
    if (isWordList(step.value)) {
        const added = expandWords(scope, step.value).map((item) => step.conditional ? { ...item, conditional: true } : item);
        const kept = step.append && before?.kind === "list" ? before.items : [];
        const items = [...kept, ...added].slice(0, MAX_ARGUMENTS);
        scope.variables.set(step.name, { kind: "list", items, uncertain: step.conditional && !step.append });
        return;
    }
    if (step.conditional) {
        scope.variables.set(step.name, { kind: "text", text: undefined });
        return;
    }
    const expanded = expandOne(scope, step.value);
    const text = expanded.unresolved ? undefined : expanded.text;
    const old = lookUp(scope, step.name);
    if (!step.append)
        scope.variables.set(step.name, { kind: "text", text });
    else if (before?.kind !== "list")
        scope.variables.set(step.name, { kind: "text", text: text && old ? (0,mapped_text/* concat */.xW)([old, text]) : undefined });
}
function isWordList(value) {
    return Array.isArray(value);
}
function assignedText(scope, step) {
    const found = new Map();
    for (const [name, value] of scope.variables)
        if (value.kind === "text" && value.text)
            found.set(name, value.text);
    for (const { name, value } of step?.environment ?? []) {
        const expanded = expandOne(scope, value);
        if (!expanded.unresolved)
            found.set(name, expanded.text);
    }
    return found;
}

;// CONCATENATED MODULE: ./build/lib/manifest/command/engine-command.js







const SHELL = /^(?:.*\/)?(?:ba|da|z|k|a)?sh$/;
/** Reads `command` and `args` of a container in any of their forms. Nothing is executed. */
function readCommand(container, environment, findings) {
    const command = argumentsOf((0,yaml_cursor/* child */.jf)(container, "command"), environment);
    const args = argumentsOf((0,yaml_cursor/* child */.jf)(container, "args"), environment);
    const key = (0,yaml_cursor/* child */.jf)(container, "args") ?? (0,yaml_cursor/* child */.jf)(container, "command");
    const offset = key ? (0,yaml_cursor/* offsetOf */.b4)(key) : container ? (0,yaml_cursor/* offsetOf */.b4)(container) : 0;
    const argv = [...command, ...args];
    const shell = shellParts(argv);
    if (shell)
        return readShell(shell.script, shell.positional, shell.executable, environment, offset, findings);
    const words = splitItems(argv);
    const program = findProgram(words.map((word) => word.text.text));
    const bare = command.length === 0 && program?.kind === "other" && words[0]?.text.text.startsWith("-") === true;
    return {
        program: bare ? undefined : program,
        args: bare ? words : words.slice(program?.firstArgument ?? 0),
        form: "list",
        files: [],
        assigned: new Map(),
        benchmarks: /^(?:.*\/)?(?:aiperf|genai-perf)$/.test(words[0]?.text.text ?? "") ? [words] : [],
        offset,
        script: undefined,
        editable: true,
        written: argv.length > 0,
    };
}
function readShell(script, positional, executable, environment, offset, findings) {
    const result = readScript(script, environment, positional);
    const shared = { offset, script, written: true };
    if (!result) {
        const tooLong = script.text.length > MAX_SCRIPT_LENGTH;
        const why = tooLong ? `longer than ${MAX_SCRIPT_LENGTH} characters` : "nested too deeply to read";
        (0,rules/* reportOn */.Sb)(findings, tooLong ? "shell-too-long" : "shell-syntax", (0,mapped_text/* slice */.di)(script, 0, 1), `This script is ${why}. It is not read.`);
        return {
            ...shared,
            program: undefined,
            args: [],
            form: "shell",
            files: [],
            assigned: new Map(),
            benchmarks: [],
            editable: false,
        };
    }
    const isEngine = result.program?.kind === "engine";
    for (const { message, pos } of isEngine ? result.errors.slice(0, 3) : [])
        (0,rules/* reportOn */.Sb)(findings, "shell-syntax", (0,mapped_text/* slice */.di)(script, pos, pos + 1), `Shell syntax: ${message}. The settings are read as well as they can be; this script is never rewritten.`);
    if (isEngine && result.strayBackslashes) {
        (0,rules/* reportOn */.Sb)(findings, "shell-stray-backslash", (0,mapped_text/* slice */.di)(script, result.start, result.start + 6), "A backslash before a blank is not a line continuation: the engine's words become arguments of the command before them and the engine never starts. Use a literal block (|) instead of a folded one (>).");
    }
    if (isEngine && result.usesArrays && !/bash$|zsh$|ksh$/.test(executable))
        (0,rules/* reportOn */.Sb)(findings, "shell-array-under-sh", (0,mapped_text/* slice */.di)(script, result.start, result.start + 6), `Arrays need bash, but the command names ${executable}.`);
    return {
        ...shared,
        program: result.program,
        args: result.args,
        form: result.form,
        files: result.files,
        assigned: result.assigned,
        benchmarks: result.benchmarks,
        editable: result.errors.length === 0 && !result.strayBackslashes,
    };
}
/** The script and its positional parameters, when the command is a shell with `-c`. */
function shellParts(argv) {
    const executable = argv[0]?.text.text ?? "";
    if (!SHELL.test(executable))
        return undefined;
    for (let i = 1; i < argv.length; i++) {
        const word = argv[i]?.text.text ?? "";
        if (!word.startsWith("-") && !word.startsWith("+"))
            return undefined;
        if (/^-[A-Za-z]*c$/.test(word)) {
            const script = argv[i + 1];
            // The argument after the script is `$0`.
            return script && { script: script.text, positional: argv.slice(i + 3), executable };
        }
        // `-o pipefail`, `-euo pipefail`
        if (/^[-+][A-Za-z]*[oO]$/.test(word))
            i++;
    }
    return undefined;
}
/** Items of `command` or `args`; a bare string stands for a list of one. */
function argumentsOf(list, environment) {
    const cursors = (0,yaml_cursor/* isListCursor */.VJ)(list) ? (0,yaml_cursor/* items */.ld)(list) : list ? [list] : [];
    return cursors.flatMap((cursor) => {
        const written = (0,yaml_cursor/* textAt */.$6)(cursor);
        if (!written)
            return [];
        const { text, missing } = expandKubernetes(written, environment);
        const range = cursor.node.range;
        const begin = range ? (0,mapped_text/* offsetsAt */.Mo)(cursor.context.text, range[0])?.start : undefined;
        const stop = range ? (0,mapped_text/* offsetsAt */.Mo)(cursor.context.text, range[1] - 1)?.end : undefined;
        const whole = begin !== undefined && stop !== undefined && stop >= begin ? { start: begin, end: stop } : undefined;
        return [{ text, unresolved: missing.length > 0, conditional: false, ...(whole && { whole }) }];
    });
}
/** An item may hold `--flag value` or a whole command line; JSON values stay whole. */
function splitItems(argv) {
    return argv.flatMap((item, i) => {
        const { text } = item.text;
        const splits = /^\s*(?:--?[A-Za-z][\w.-]*\s|(?:exec\s+)?(?:\S*\/)?python[\d.]*\s)/.test(text) &&
            (i === 0 || text.trimStart().startsWith("-"));
        if (!splits)
            return [item];
        const words = parseShell(text)?.steps.flatMap((step) => (step.kind === "run" ? step.words : []));
        if (!words)
            return [item];
        return words.map((word) => {
            const parts = word.parts.map((part) => part.kind === "text" && part.starts.length === part.value.length
                ? (0,mapped_text/* derive */.CX)(item.text, part.value, part.starts, part.ends)
                : { text: part.kind === "text" ? part.value : part.text, pieces: [] });
            const whole = (0,mapped_text/* rangeOf */.be)((0,mapped_text/* slice */.di)(item.text, word.start, word.end));
            return {
                text: (0,mapped_text/* concat */.xW)(parts.filter((part) => part.text !== "")),
                unresolved: item.unresolved || word.parts.some((part) => part.kind !== "text"),
                conditional: false,
                ...(whole && { whole }),
            };
        });
    });
}

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
// EXTERNAL MODULE: ./build/lib/manifest/yaml/inspect.js
var inspect = __webpack_require__(1854);
;// CONCATENATED MODULE: ./build/lib/manifest/documents.js






/** Largest file that is read, in UTF-16 units. */
const MAX_FILE_LENGTH = 1024 * 1024;
/** Most documents in a file. */
const MAX_DOCUMENTS = 200;
/** Most YAML nodes in a file. */
const MAX_NODES = 100_000;
/** Most node visits while reading, so that aliases cannot multiply the work. */
const READ_BUDGET = 400_000;
const YAML_OPTIONS = {
    keepSourceTokens: true,
    merge: true,
    // The library's own check is quadratic; `inspect` does it with a set.
    uniqueKeys: false,
    logLevel: "error",
    prettyErrors: false,
    strict: true,
};
/** Parses all documents of a file. Documents with errors are reported and skipped; the others are kept. */
function loadDocuments(source, findings) {
    const { text } = source;
    const refused = (rule, message) => {
        (0,rules/* reportAt */.UA)(findings, rule, 0, 0, message);
        return { source, documents: [], plainYaml: true, template: undefined };
    };
    if (text.length > MAX_FILE_LENGTH)
        return refused("file-too-large", `The file has ${text.length} characters, at most ${MAX_FILE_LENGTH} are read. Split it.`);
    if (countMarkers(text) > MAX_DOCUMENTS)
        return refused("too-many-documents", `The file has more than ${MAX_DOCUMENTS} documents. Split it.`);
    if (text.charCodeAt(0) === 0xfeff)
        (0,rules/* reportAt */.UA)(findings, "byte-order-mark", 0, 1, "The file begins with a byte order mark. It is ignored.");
    const parsed = parseGuarded(text, findings);
    const whole = (0,mapped_text/* wholeFile */.AA)(source);
    const budget = { left: READ_BUDGET };
    let nodes = 0;
    let plainYaml = true;
    let template;
    const documents = [];
    for (const document of parsed) {
        const range = documentRange(document, text);
        const kindOfTemplate = templateOf(document, text.slice(range.start, range.end));
        if (kindOfTemplate) {
            if (!template)
                reportTemplate(findings, kindOfTemplate, document, range);
            template ??= kindOfTemplate;
            plainYaml = false;
            documents.push(unreadable(document, range));
            continue;
        }
        if (document.errors.length > 0) {
            reportErrors(findings, document);
            documents.push(unreadable(document, range));
            continue;
        }
        if (document.contents === null)
            continue;
        const inspection = (0,inspect/* inspect */.N)(document, MAX_NODES - nodes);
        nodes += inspection.nodes;
        if (nodes > MAX_NODES || inspection.tooDeep) {
            const what = inspection.tooDeep ? "is nested too deeply" : `has more than ${MAX_NODES} values`;
            (0,rules/* reportAt */.UA)(findings, "too-many-nodes", range.start, range.start, `This document ${what} and is not read.`);
            documents.push(unreadable(document, range));
            if (nodes > MAX_NODES)
                break;
            continue;
        }
        reportInspection(findings, inspection);
        const root = (0,yaml_cursor/* cursorAt */.OH)({ text: whole, anchors: inspection.anchors, budget }, document.contents, false);
        documents.push({
            kind: (0,yaml_cursor/* stringAt */.bX)((0,yaml_cursor.at)(root, "kind")) ?? "",
            apiVersion: (0,yaml_cursor/* stringAt */.bX)((0,yaml_cursor.at)(root, "apiVersion")) ?? "",
            name: (0,yaml_cursor/* stringAt */.bX)((0,yaml_cursor.at)(root, "metadata", "name")),
            range,
            root,
        });
    }
    return { source, documents, plainYaml, template };
}
/** Parses YAML that stands inside another text (an engine file). Undefined when it is broken; the first error is returned. */
function parseNested(text, budget) {
    if (text.text.length > MAX_FILE_LENGTH)
        return { error: { message: "too large", unit: 0 } };
    try {
        const [document] = (0,dist/* parseAllDocuments */.hR)(text.text, YAML_OPTIONS);
        if (!document?.contents)
            return {};
        const error = document.errors[0];
        if (error)
            return { error: { message: firstLine(error.message), unit: error.pos[0] } };
        const inspection = (0,inspect/* inspect */.N)(document, 20_000);
        if (inspection.nodes > 20_000 || inspection.tooDeep)
            return { error: { message: "too many values", unit: 0 } };
        const root = (0,yaml_cursor/* cursorAt */.OH)({ text, anchors: inspection.anchors, budget }, document.contents, false);
        return root ? { root } : {};
    }
    catch (error) {
        return {
            error: { message: error instanceof Error ? firstLine(error.message) : "not readable", unit: 0 },
        };
    }
}
function parseGuarded(text, findings) {
    try {
        const parsed = (0,dist/* parseAllDocuments */.hR)(text, YAML_OPTIONS);
        return Array.isArray(parsed) ? parsed : [];
    }
    catch (error) {
        // Deep nesting can exhaust the library's recursion.
        (0,rules/* reportAt */.UA)(findings, "yaml-syntax", 0, 0, `The file cannot be read as YAML: ${error instanceof Error ? firstLine(error.message) : "unknown error"}.`);
        return [];
    }
}
function countMarkers(text) {
    let count = 0;
    for (let at = text.startsWith("---") ? 0 : text.indexOf("\n---"); at !== -1; at = text.indexOf("\n---", at + 1))
        count++;
    return count;
}
function documentRange(document, text) {
    const [start = 0, , end = text.length] = document.range ?? [];
    return { start, end };
}
function unreadable(document, range) {
    const read = (name) => {
        if (!(0,dist/* isMap */.jh)(document.contents))
            return "";
        const value = document.contents.items.find((pair) => (0,dist/* isScalar */.jn)(pair.key) && pair.key.value === name)?.value;
        return (0,dist/* isScalar */.jn)(value) && typeof value.value === "string" ? value.value : "";
    };
    return { kind: read("kind"), apiVersion: read("apiVersion"), name: undefined, range, root: undefined };
}
/** Templates that are not YAML before they are rendered; Helm can be valid YAML by accident. */
function templateOf(document, text) {
    const broken = document.errors.length > 0;
    if (text.includes("{{") && (broken || hasMapKey(document)))
        return "helm";
    if (broken && /\$\{?[A-Za-z_]/.test(text))
        return "envsubst";
    return undefined;
}
function hasMapKey(document) {
    return (0,inspect/* inspect */.N)(document, MAX_NODES).mapKeys;
}
function reportTemplate(findings, kind, document, range) {
    const marker = kind === "helm" ? "{{" : "${";
    const found = findings.source.text.indexOf(marker, range.start);
    const start = found === -1 ? (document.errors[0]?.pos[0] ?? range.start) : found;
    const name = kind === "helm" ? "a Helm template" : "a template for envsubst";
    (0,rules/* reportAt */.UA)(findings, "template-not-rendered", start, start + 2, `This is ${name}, not YAML yet. Render it and check the rendered file.`);
}
function reportErrors(findings, document) {
    for (const error of document.errors.slice(0, 5)) {
        (0,rules/* reportAt */.UA)(findings, "yaml-syntax", error.pos[0], error.pos[1], `Not valid YAML: ${firstLine(error.message)}. This document is skipped.`);
    }
}
function reportInspection(findings, inspection) {
    for (const { key, start, end } of inspection.duplicates)
        (0,rules/* reportAt */.UA)(findings, "duplicate-key", start, end, `The key "${key.slice(0, 60)}" occurs twice in this map. Kubernetes refuses that; here the last one counts.`);
    for (const { name, start, end, cyclic } of inspection.brokenAliases) {
        const why = cyclic ? "contains itself" : "has no anchor before it in this document";
        (0,rules/* reportAt */.UA)(findings, "broken-alias", start, end, `The alias *${name.slice(0, 60)} ${why}.`);
    }
    for (const { text, key, start, end } of inspection.ambiguous)
        (0,rules/* reportAt */.UA)(findings, "ambiguous-boolean", start, end, `${key.slice(0, 60)}: ${text} is a boolean for Kubernetes and text for YAML 1.2. Write true, false or "${text}".`);
}
function firstLine(message) {
    return (message.split("\n")[0] ?? message).slice(0, 200);
}
/** The place in the file of a unit of a document's text. */
function fileOffset(text, unit) {
    return offsetsAt(text, unit)?.start ?? sourceOf(text)?.offset ?? 0;
}

;// CONCATENATED MODULE: ./build/lib/manifest/engine-files.js


/** Finds the text of a file that a worker reads: written by its script, or mounted from a ConfigMap. */
function findEngineFile(path, written, mounts, configMaps) {
    const full = absolute(path, (0,yaml_cursor/* stringAt */.bX)((0,yaml_cursor/* child */.jf)(mounts.container, "workingDir")));
    const made = [...written]
        .reverse()
        .find((file) => file.path === path || absolute(file.path, (0,yaml_cursor/* stringAt */.bX)((0,yaml_cursor/* child */.jf)(mounts.container, "workingDir"))) === full);
    if (made)
        return { how: "here-doc", text: made.body, via: "here-document", reason: "" };
    for (const mount of (0,yaml_cursor/* items */.ld)((0,yaml_cursor/* child */.jf)(mounts.container, "volumeMounts"))) {
        const mountPath = clean((0,yaml_cursor/* stringAt */.bX)((0,yaml_cursor/* child */.jf)(mount, "mountPath")) ?? "");
        if (mountPath === "" || !(full === mountPath || full.startsWith(`${mountPath}/`)))
            continue;
        const name = (0,yaml_cursor/* stringAt */.bX)((0,yaml_cursor/* child */.jf)(mount, "name")) ?? "";
        const subPath = (0,yaml_cursor/* stringAt */.bX)((0,yaml_cursor/* child */.jf)(mount, "subPath"));
        const rest = full === mountPath ? "" : full.slice(mountPath.length + 1);
        const inside = subPath === undefined ? rest : rest === "" ? clean(subPath) : `${clean(subPath)}/${rest}`;
        return fromVolume(name, inside, path, mounts.pod, configMaps);
    }
    for (const mount of (0,yaml_cursor/* items */.ld)((0,yaml_cursor/* child */.jf)(mounts.service, "volumeMounts"))) {
        const mountPoint = clean((0,yaml_cursor/* stringAt */.bX)((0,yaml_cursor/* child */.jf)(mount, "mountPoint")) ?? "");
        if (mountPoint !== "" && full.startsWith(`${mountPoint}/`))
            return missing(`${path} lies on the volume ${(0,yaml_cursor/* stringAt */.bX)((0,yaml_cursor/* child */.jf)(mount, "name")) ?? ""}, not in this file`);
    }
    return missing(`${path} is a file inside the image`);
}
function fromVolume(name, inside, path, pod, configMaps) {
    const volume = (0,yaml_cursor/* items */.ld)((0,yaml_cursor/* child */.jf)(pod, "volumes")).find((one) => (0,yaml_cursor/* stringAt */.bX)((0,yaml_cursor/* child */.jf)(one, "name")) === name);
    if (!volume)
        return missing(`${path} lies on the volume ${name}, which this pod does not define`);
    const sources = [
        (0,yaml_cursor/* child */.jf)(volume, "configMap"),
        ...(0,yaml_cursor/* items */.ld)((0,yaml_cursor.at)(volume, "projected", "sources")).map((source) => (0,yaml_cursor/* child */.jf)(source, "configMap")),
    ];
    let reason = `${path} lies on the volume ${name}, not in this file`;
    for (const source of sources) {
        const map = (0,yaml_cursor/* stringAt */.bX)((0,yaml_cursor/* child */.jf)(source, "name"));
        if (map === undefined)
            continue;
        const key = keyOf(source, inside);
        const data = configMaps.data(map);
        if (!data) {
            reason = `${path} comes from the ConfigMap ${map}, which is not in this file`;
            continue;
        }
        const text = key === undefined ? undefined : (0,yaml_cursor/* textAt */.$6)((0,yaml_cursor/* child */.jf)(data, key));
        if (text && key !== undefined)
            return {
                how: "config-map",
                text: (0,mapped_text/* carriedBy */.ay)(text, `ConfigMap ${map}, ${key}`),
                via: `ConfigMap ${map}, ${key}`,
                reason: "",
            };
        reason = `the ConfigMap ${map} has no key ${key ?? inside}`;
    }
    return missing(reason);
}
/** Key of a ConfigMap that stands at a path of its volume. */
function keyOf(source, inside) {
    const listed = (0,yaml_cursor/* items */.ld)((0,yaml_cursor/* child */.jf)(source, "items"));
    if (listed.length === 0)
        return inside;
    const item = listed.find((one) => clean((0,yaml_cursor/* stringAt */.bX)((0,yaml_cursor/* child */.jf)(one, "path")) ?? "") === inside);
    return (0,yaml_cursor/* stringAt */.bX)((0,yaml_cursor/* child */.jf)(item, "key"));
}
function missing(reason) {
    return { how: "missing", text: undefined, via: undefined, reason };
}
function absolute(path, workingDir) {
    const relative = path.startsWith("./") ? path.slice(2) : path;
    return clean(path.startsWith("/") || workingDir === undefined ? relative : `${clean(workingDir)}/${relative}`);
}
function clean(path) {
    const parts = [];
    for (const part of path.split("/")) {
        if (part === "..")
            parts.pop();
        else if (part !== "." && part !== "")
            parts.push(part);
    }
    return `${path.startsWith("/") ? "/" : ""}${parts.join("/")}`;
}

// EXTERNAL MODULE: ./node_modules/jsonc-parser/lib/umd/main.js
var main = __webpack_require__(9547);
;// CONCATENATED MODULE: ./build/lib/manifest/flags/entries.js




/** Most entries of one worker. */
const MAX_ENTRIES = 3000;
/** The arguments of an engine as entries: `--a b`, `--a=b`, switches, several values. JSON stays one value here. */
function flagEntries(args, table, rank, modelFirst) {
    const found = [];
    const first = args[0];
    let i = 0;
    if (modelFirst && first && !first.text.text.startsWith("-")) {
        found.push(entry("model", "model", first.text, first.text, undefined, first.unresolved || first.conditional, rank));
        i = 1;
    }
    while (i < args.length && found.length < MAX_ENTRIES) {
        const argument = args[i++];
        if (!argument)
            break;
        const parsed = /^(--?)([A-Za-z][\w.-]*)(=)?/.exec(argument.text.text);
        if (!parsed)
            continue;
        const [whole, , rawName = "", equals] = parsed;
        const written = `${parsed[1]}${rawName}`;
        const key = fullName(normalise(rawName, table), table);
        const uncertain = argument.conditional;
        if (equals) {
            const value = (0,mapped_text/* slice */.di)(argument.text, whole.length, argument.text.text.length);
            found.push(entry(key, written, value, argument.text, undefined, uncertain || argument.unresolved, rank));
            continue;
        }
        const values = [];
        const spec = table.flags.get(key);
        const isSwitch = table.switches.has(key) || spec?.type === "on" || spec?.type === "off";
        const most = table.lists.has(key) ? 1000 : 1;
        while (values.length < most && i < args.length) {
            const next = args[i];
            if (!next || looksLikeFlag(next.text.text))
                break;
            if (isSwitch && !/^(?:true|false)$/i.test(next.text.text))
                break;
            values.push(next);
            i++;
        }
        const list = table.lists.has(key) ? values.map((value) => value.text) : undefined;
        const unresolved = uncertain || values.some((value) => value.unresolved || value.conditional);
        found.push(entry(key, written, values[0]?.text, argument.text, list, unresolved, rank));
    }
    return found;
}
function entry(key, name, value, place, list, unresolved, rank) {
    return { key, space: "flag", name, value, list, place, how: "flag", unresolved, rank };
}
/** `--flag`, `-tp`; negative numbers are values. */
function looksLikeFlag(text) {
    return /^--?[A-Za-z]/.test(text);
}
/** Underscores count as dashes, except below a dot of TensorRT-LLM's engine keys. */
function normalise(name, table) {
    if (table.dottedPrefix && name.startsWith(table.dottedPrefix))
        return name;
    return name.replaceAll("_", "-");
}
/** The long name that an abbreviation stands for, where the parser accepts unique beginnings. */
function fullName(name, table) {
    if (!table.abbreviations || table.flags.has(name) || name.length < 8)
        return name;
    const matches = [...table.flags.keys(), ...table.switches].filter((flag) => flag.startsWith(name));
    return matches.length === 1 && matches[0] ? matches[0] : name;
}
/** A YAML engine file as entries with dotted keys; `flat` files use flag names. */
function yamlEntries(root, table, how, rank) {
    const found = [];
    const nested = table.keys.size > 0;
    const visit = (cursor, path, depth) => {
        for (const [name, value] of (0,yaml_cursor/* entries */.jO)(cursor)) {
            if (found.length >= MAX_ENTRIES || depth > 12)
                return;
            const part = nested ? name : name.replaceAll("_", "-");
            const key = path === "" ? part : `${path}.${part}`;
            const place = (0,yaml_cursor/* textAt */.$6)(value) ?? keyText(value) ?? cursor.context.text;
            if ((0,yaml_cursor/* isMapCursor */.zC)(value))
                visit(value, key, depth + 1);
            else if ((0,yaml_cursor/* isListCursor */.VJ)(value))
                found.push(yamlEntry(key, undefined, (0,yaml_cursor/* items */.ld)(value).flatMap((item) => (0,yaml_cursor/* textAt */.$6)(item) ?? []), place, nested, how, rank));
            else
                found.push(yamlEntry(key, (0,yaml_cursor/* textAt */.$6)(value), undefined, place, nested, how, rank));
        }
    };
    if ((0,yaml_cursor/* isMapCursor */.zC)(root))
        visit(root, "", 0);
    return found;
}
function yamlEntry(key, value, list, place, nested, how, rank) {
    return { key, space: nested ? "key" : "flag", name: key, value, list, place, how, unresolved: false, rank };
}
function keyText(cursor) {
    const range = cursor.key?.range;
    return range ? (0,mapped_text/* slice */.di)(cursor.context.text, range[0], range[1]) : undefined;
}
/** JSON text as entries with dotted keys below `prefix`. Invalid JSON is reported and gives nothing. */
function jsonEntries(text, prefix, space, name, rank, findings) {
    const errors = [];
    const root = text.text.length > 200_000
        ? undefined
        : (0,main.parseTree)(text.text, errors, { allowTrailingComma: false, disallowComments: true });
    const error = errors[0];
    if (!root || error) {
        const at = error?.offset ?? 0;
        (0,rules/* reportOn */.Sb)(findings, "json-syntax", (0,mapped_text/* slice */.di)(text, at, at + 1).text === "" ? text : (0,mapped_text/* slice */.di)(text, at, at + 1), `The value of ${name} is not valid JSON${error ? ` (${(0,main.printParseErrorCode)(error.error)})` : ""}.`);
        return [];
    }
    const found = [];
    collectJson(root, text, prefix, space, name, rank, found, 0);
    return found;
}
function collectJson(node, text, path, space, name, rank, found, depth) {
    if (node.type !== "object" || depth > 12)
        return;
    for (const property of node.children ?? []) {
        const [key, value] = property.children ?? [];
        if (!key || !value || found.length >= MAX_ENTRIES)
            continue;
        const part = space === "flag" ? String(key.value).replaceAll("_", "-") : String(key.value);
        const full = path === "" ? part : `${path}.${part}`;
        const shared = {
            key: full,
            space,
            name: `${name} ${full}`,
            how: "inline-json",
            unresolved: false,
            rank,
        };
        if (value.type === "object")
            collectJson(value, text, full, space, name, rank, found, depth + 1);
        else if (value.type === "array") {
            const list = (value.children ?? [])
                .filter((item) => item.type !== "object" && item.type !== "array")
                .map((item) => jsonText(item, text));
            found.push({
                ...shared,
                value: undefined,
                list,
                place: (0,mapped_text/* slice */.di)(text, value.offset, value.offset + value.length),
            });
        }
        else if (value.type !== "null") {
            const place = jsonText(value, text);
            found.push({ ...shared, value: place, list: undefined, place });
        }
    }
}
/** A JSON scalar's text; escapes in strings are undone without a place of their own. */
function jsonText(node, text) {
    if (node.type !== "string")
        return (0,mapped_text/* slice */.di)(text, node.offset, node.offset + node.length);
    const inner = (0,mapped_text/* slice */.di)(text, node.offset + 1, node.offset + node.length - 1);
    const value = String(node.value);
    if (inner.text !== value)
        return { text: value, pieces: [] };
    const starts = Array.from({ length: value.length }, (_, i) => node.offset + 1 + i);
    return value === ""
        ? (0,mapped_text/* concat */.xW)([inner])
        : (0,mapped_text/* derive */.CX)(text, value, starts, starts.map((start) => start + 1), { kind: "json" });
}

// EXTERNAL MODULE: ./build/lib/manifest/flags/index.js + 4 modules
var manifest_flags = __webpack_require__(5489);
;// CONCATENATED MODULE: ./build/lib/manifest/flags/resolve.js




/**
 * Decides each setting from everything that is written: strongest rank first, within a rank the last occurrence. A strongest
 * value that cannot be understood leaves the setting unknown: weaker places do not stand in for it.
 */
function resolveEntries(entries, table, findings) {
    const bySetting = new Map();
    entries.forEach((entry, order) => {
        const spec = (entry.space === "key" ? table.keys : table.flags).get(entry.key);
        if (!spec)
            return;
        const list = bySetting.get(spec.setting) ?? [];
        list.push({ entry, spec, order });
        bySetting.set(spec.setting, list);
    });
    const settings = new Map();
    const unresolved = [];
    for (const [setting, found] of bySetting) {
        found.sort((a, b) => a.entry.rank - b.entry.rank || b.order - a.order);
        const read = found.map(({ entry, spec }) => ({ entry, value: convert(entry, spec, findings) }));
        const winner = read.find(({ value }) => value !== "absent");
        if (!winner)
            continue;
        if (winner.value === undefined || winner.value === "absent") {
            unresolved.push(unresolvedOf(setting, winner.entry));
            continue;
        }
        const losers = read.filter((one) => one !== winner && one.value !== undefined && one.value !== "absent");
        settings.set(setting, {
            ...winner.value,
            ...(losers.length > 0 && { overridden: losers.map(({ value }) => value) }),
        });
        reportRepeats(setting, winner, losers, findings);
    }
    return { settings, unresolved };
}
function unresolvedOf(setting, entry) {
    const text = entry.value?.text ?? entry.name;
    const reason = entry.value && placeholderKind(entry.value.text) !== undefined
        ? "it is a placeholder that something else must fill in"
        : entry.unresolved
            ? "its value depends on a variable, a branch or a substitution that the file does not settle"
            : "its value is not understood";
    return {
        name: setting,
        text,
        reason,
        position: (0,mapped_text/* positionOf */.df)(entry.value?.pieces.length ? entry.value : entry.place),
    };
}
/** The value of an entry; `absent` when it says nothing (`auto`); undefined when it cannot be understood. */
function convert(entry, spec, findings) {
    if (entry.unresolved)
        return undefined;
    if (spec.type === "sizes")
        return convertList(entry);
    const text = entry.value?.text.trim() ?? "";
    if (entry.value === undefined && entry.list === undefined && (spec.type === "on" || spec.type === "off"))
        return { value: spec.type === "on", text: entry.name, origin: switchOrigin(entry) };
    if (entry.value === undefined && entry.list?.[0] === undefined)
        return "absent";
    const source = entry.value ?? entry.list?.[0];
    if (!source)
        return "absent";
    if (placeholderKind(source.text) !== undefined)
        return undefined;
    const value = convertText(entry.value ? text : source.text.trim(), spec.type);
    if (value === "absent")
        return "absent";
    if (value === undefined) {
        (0,rules/* reportOn */.Sb)(findings, "flag-value-invalid", source.text === "" ? entry.place : source, `${entry.name} needs ${EXPECTED[spec.type]}, found "${source.text.slice(0, 60)}".`);
        return undefined;
    }
    return { value, text: source.text, origin: originOf(source, entry.how, entry.name, entry.place) };
}
function switchOrigin(entry) {
    const origin = originOf(entry.place, entry.how, entry.name);
    const { range: _range, ...rest } = origin;
    return rest;
}
const EXPECTED = {
    int: "a whole number",
    length: "a whole number",
    float: "a number",
    text: "a value",
    on: "true or false",
    off: "true or false",
    bool: "true or false",
    sizes: "a list of whole numbers",
};
function convertText(text, type) {
    switch (type) {
        case "int":
            return (toInteger(text) ??
                (text === "" || text.toLowerCase() === "none" || text === "null" ? "absent" : undefined));
        case "length":
            return convertLength(text);
        case "float":
            return toNumber(text) ?? (text.toLowerCase() === "auto" || text === "" ? "absent" : undefined);
        case "text":
            return text === "" ? "absent" : text;
        case "on":
        case "bool":
            return toBoolean(text);
        case "off": {
            const value = toBoolean(text);
            return value === undefined ? undefined : !value;
        }
        case "sizes":
            return undefined;
    }
}
const DECIMAL = { k: 1e3, m: 1e6, g: 1e9 };
const BINARY = { K: 2 ** 10, M: 2 ** 20, G: 2 ** 30 };
/** vLLM's lengths: `8k` is 8000, `1K` is 1024; `auto` and −1 leave it to the engine. */
function convertLength(text) {
    if (text === "auto" || text === "-1" || text === "")
        return "absent";
    const plain = toInteger(text);
    if (plain !== undefined)
        return plain;
    const match = /^(\d{1,9}(?:\.\d{1,6})?)([kmgKMG])$/.exec(text);
    const scale = match?.[2] === undefined ? undefined : (DECIMAL[match[2]] ?? BINARY[match[2]]);
    return match && scale !== undefined ? Math.floor(Number(match[1]) * scale) : undefined;
}
function convertList(entry) {
    const items = entry.list ?? (entry.value ? splitSizes(entry.value) : []);
    if (items.length === 0)
        return "absent";
    const values = [];
    for (const item of items) {
        const value = toInteger(item.text.trim());
        if (value === undefined)
            return undefined;
        values.push(value);
    }
    const first = items[0];
    const last = items.at(-1);
    const from = first && (0,mapped_text/* rangeOf */.be)(first);
    const to = last && (0,mapped_text/* rangeOf */.be)(last);
    const text = items.map((item) => item.text).join(",");
    const origin = originOf(first ?? entry.place, entry.how, entry.name, entry.place);
    const joined = from && to && to.end >= from.start ? { range: { start: from.start, end: to.end } } : {};
    return { value: values, text, origin: { ...origin, ...joined } };
}
/** A list in one argument: `[1,2,4]` or `1,2,4`. */
function splitSizes(value) {
    return [...value.text.matchAll(/-?\d{1,12}/g)].map((match) => (0,mapped_text/* slice */.di)(value, match.index, match.index + match[0].length));
}
function reportRepeats(setting, winner, losers, findings) {
    const won = winner.value;
    for (const { entry, value } of losers) {
        if (String(value.value) === String(won.value))
            continue;
        const sameSpace = entry.rank === winner.entry.rank && entry.how === winner.entry.how;
        const place = entry.value?.pieces.length ? entry.value : entry.place;
        if (sameSpace && setting !== "kvTransfer" && entry.name === winner.entry.name)
            (0,rules/* reportOn */.Sb)(findings, "flag-duplicate", place, `${entry.name} is given twice, ${value.text} and ${won.text}. The last one counts: ${won.text}.`);
        else if (!sameSpace && entry.rank > winner.entry.rank)
            (0,rules/* reportOn */.Sb)(findings, "setting-disagrees", place, `${entry.name} says ${value.text || String(value.value)}, but ${winner.entry.name} on line ${won.origin.position.line} says ${won.text || String(won.value)} and wins.`);
    }
}

;// CONCATENATED MODULE: ./build/lib/manifest/worker-settings.js







/** Ranks of the places of a setting, 0 strongest. */
const RANK = { override: 0, strong: 1, weak: 2, variable: 3, sidecar: 4 };
/** Every setting of a worker, from flags, engine files, inline JSON and variables, with their ranks. */
function readSettings(command, sidecar, component, container, environment, backend, state) {
    const table = (0,manifest_flags/* flagsOf */.Z)(backend);
    const fileRank = table.fileBeatsFlags ? RANK.strong : RANK.weak;
    const flagRank = table.fileBeatsFlags ? RANK.weak : RANK.strong;
    const flags = flagEntries(command.args, table, flagRank, command.program?.modelFirst ?? false);
    const entries = [];
    const unresolved = [];
    const engineFiles = [];
    const context = {
        table,
        entries,
        unresolved,
        engineFiles,
        command,
        component,
        container,
        fileRank,
        state,
    };
    for (const flag of flags)
        addFlag(flag, context);
    const seen = new Set(flags.map((flag) => flag.key));
    for (const [name, key] of table.variables)
        worker_settings_addVariable(name, key, seen, environment, context);
    if (sidecar)
        for (const entry of flagEntries(sidecar.args, (0,manifest_flags/* flagsOf */.Z)(backend), RANK.sidecar, false))
            entries.push(entry);
    const resolved = resolveEntries(entries, table, state.findings);
    return { resolved, engineFiles, entries, unresolved: [...unresolved, ...resolved.unresolved] };
}
function addFlag(flag, context) {
    const { table, entries, state } = context;
    if (table.fileFlags.has(flag.key))
        return addFile(flag, context);
    if (table.overrideFlags.has(flag.key)) {
        if (flag.value && !flag.unresolved)
            for (const entry of jsonEntries(flag.value, "", "key", flag.name, RANK.override, state.findings))
                entries.push(entry);
        else if (flag.unresolved)
            context.unresolved.push(unresolvedFlag(flag));
        return;
    }
    if (table.dottedPrefix && flag.key.startsWith(table.dottedPrefix)) {
        entries.push({
            ...flag,
            key: flag.key.slice(table.dottedPrefix.length),
            space: "key",
            how: flag.how === "flag" ? "dotted-flag" : flag.how,
            rank: RANK.override,
        });
        return;
    }
    if (table.jsonFlags.has(flag.key) && flag.value) {
        if (flag.unresolved)
            context.unresolved.push(unresolvedFlag(flag));
        else if (looksLikeJson(flag.value.text))
            for (const entry of jsonEntries(flag.value, flag.key, "flag", flag.name, flag.rank, state.findings))
                entries.push(entry);
    }
    entries.push(flag);
}
/** `--compilation-config 3` is a level, not JSON. */
function looksLikeJson(text) {
    return /^\s*[{['"]/.test(text);
}
function unresolvedFlag(flag) {
    return {
        name: flag.key,
        text: flag.value?.text ?? flag.name,
        reason: "its value depends on a variable, a branch or a substitution that the file does not settle",
        position: (0,mapped_text/* positionOf */.df)(flag.value?.pieces.length ? flag.value : flag.place),
    };
}
function worker_settings_addVariable(name, key, seen, environment, context) {
    const value = context.command.assigned.get(name) ?? environment.get(name)?.text;
    if (!value || value.text === "" || (seen.has(key) && context.table.fileFlags.has(key)))
        return;
    const entry = {
        key,
        space: "flag",
        name,
        value,
        list: undefined,
        place: value,
        how: "env",
        unresolved: false,
        rank: RANK.variable,
    };
    // An override or a file keeps its own rank however it was given.
    addFlag(entry, context);
}
function addFile(flag, context) {
    const { state, command, component, container, table } = context;
    const path = flag.value;
    if (!path)
        return;
    const position = (0,mapped_text/* positionOf */.df)(path.pieces.length > 0 ? path : flag.place);
    const range = (text) => (text ? textRange(text) : undefined);
    if (flag.unresolved) {
        context.unresolved.push({ ...unresolvedFlag(flag), name: "engine file" });
        (0,rules/* reportOn */.Sb)(state.findings, "engine-file-missing", path.pieces.length > 0 ? path : flag.place, `The engine file cannot be read: its path "${path.text.slice(0, 80)}" is not known. Its settings are unknown.`);
        context.engineFiles.push({ path: path.text, how: "unresolved", position, layers: [], sharedBy: 1 });
        return;
    }
    const found = findEngineFile(path.text, command.files, { pod: component.pod, container, service: component.cursor }, state.configMaps);
    const source = found.text && (0,mapped_text/* sourceOf */.vz)(found.text);
    const pathRange = (0,mapped_text/* rangeOf */.be)(path);
    const span = range(found.text);
    context.engineFiles.push({
        path: path.text,
        how: found.how,
        position,
        layers: source?.layers ?? [],
        sharedBy: 1,
        ...(pathRange && { pathRange, pathLayers: (0,mapped_text/* sourceOf */.vz)(path)?.layers ?? [] }),
        ...(found.via !== undefined && { via: found.via }),
        ...(source && { file: source.file.file }),
        ...(span && { range: span }),
    });
    if (!found.text) {
        context.unresolved.push({ name: "engine file", text: path.text, reason: found.reason, position });
        (0,rules/* reportOn */.Sb)(state.findings, "engine-file-missing", path.pieces.length > 0 ? path : flag.place, `The engine file cannot be read: ${found.reason}. Its settings are unknown.`);
        return;
    }
    const nested = parseNested(found.text, state.budget);
    if (nested.error) {
        const at = Math.min(nested.error.unit, Math.max(0, found.text.text.length - 1));
        (0,rules/* reportOn */.Sb)(state.findings, "engine-file-syntax", (0,mapped_text/* slice */.di)(found.text, at, at + 1), `The engine file ${path.text} is not valid YAML: ${nested.error.message}.`);
        context.unresolved.push({
            name: "engine file",
            text: path.text,
            reason: "it is not valid YAML",
            position,
        });
        return;
    }
    const how = found.how === "here-doc" ? "here-doc" : "config-map";
    for (const entry of yamlEntries(nested.root, table, how, context.fileRank))
        context.entries.push(entry);
}
/** The stretch of a file in which a text stands, from its first to its last mapped character. */
function textRange(text) {
    return (0,mapped_text/* rangeOf */.be)((0,mapped_text/* slice */.di)(text, firstMapped(text), lastMapped(text)));
}
function firstMapped(text) {
    return text.text.length - text.text.trimStart().length;
}
function lastMapped(text) {
    return text.text.trimEnd().length;
}

;// CONCATENATED MODULE: ./build/lib/manifest/worker.js




/** Reads the command of a component and every engine setting that it reaches. */
function readComponent(component, specBackend, state) {
    const containers = [component.main, ...component.others].filter((one) => one !== undefined);
    const read = (container) => {
        const isMain = container === component.main;
        const env = isMain ? component.env : [...component.env.slice(0, -1), (0,yaml_cursor/* child */.jf)(container, "env")];
        const environment = readEnvironment(env, isMain ? component.envFrom : [(0,yaml_cursor/* child */.jf)(container, "envFrom")], state.configMaps);
        return { container, environment, command: readCommand(container, environment, state.findings) };
    };
    const readings = containers.map(read);
    const main = readings[0] ?? read(undefined);
    const engine = readings.find(({ command }) => command.program?.kind === "engine");
    const chosen = engine ?? main;
    const program = chosen.command.program;
    const sidecar = readings.find(({ command }) => command.program?.kind === "sidecar")?.command;
    const bareArguments = !program && chosen.command.args.length > 0 && specBackend !== null && !isAuxiliaryType(component.type);
    const isEngine = program?.kind === "engine" || program?.kind === "sidecar" || bareArguments;
    const backend = program?.backend ?? (isEngine ? specBackend : null);
    const base = {
        component,
        container: chosen.container,
        command: chosen.command,
        sidecar,
        isEngine,
        backend,
        environment: chosen.environment,
    };
    if (!isEngine || backend === null) {
        return {
            ...base,
            resolved: { settings: new Map(), unresolved: [] },
            engineFiles: [],
            entries: [],
            unresolved: [],
        };
    }
    return {
        ...base,
        ...readSettings(chosen.command, sidecar === chosen.command ? undefined : sidecar, component, chosen.container, chosen.environment, backend, state),
    };
}
function isAuxiliaryType(type) {
    return type === "frontend" || type === "planner" || type === "epp";
}

;// CONCATENATED MODULE: ./build/lib/manifest/gpu-names.js
/** Values of the node label `nvidia.com/gpu.product` and the system that each stands for. */
const GPU_PRODUCTS = [
    [/^NVIDIA-GB300/i, "gb300"],
    [/^NVIDIA-GB200/i, "gb200"],
    [/^NVIDIA-B300/i, "b300_sxm"],
    [/^NVIDIA-B200/i, "b200_sxm"],
    [/^NVIDIA-H200(?!-NVL)/i, "h200_sxm"],
    [/^NVIDIA-H100-PCIe/i, "h100_pcie"],
    [/^NVIDIA-H100(?!-NVL)/i, "h100_sxm"],
    [/^NVIDIA-A100-(?:SXM|80GB-SXM)/i, "a100_sxm"],
    [/^NVIDIA-A100-PCIe|^NVIDIA-A100-80GB-PCIe/i, "a100_pcie"],
    [/^NVIDIA-L40S/i, "l40s"],
    [/^NVIDIA-L4$/i, "l4"],
    [/^NVIDIA-A30/i, "a30"],
    [/^NVIDIA-RTX-PRO-6000-Blackwell-Server/i, "rtx_pro_6000_server"],
];
/** Cloud instance types that carry one kind of GPU, and the system that each stands for. */
const INSTANCE_TYPES = [
    [/^(?:ml\.)?p6e-gb200/, "gb200"],
    [/^(?:ml\.)?p6-b300/, "b300_sxm"],
    [/^(?:ml\.)?p6-b200/, "b200_sxm"],
    [/^(?:ml\.)?p5en?\./, "h200_sxm"],
    [/^(?:ml\.)?p5\./, "h100_sxm"],
    [/^(?:ml\.)?p4de?\./, "a100_sxm"],
    [/^(?:ml\.)?g7e\./, "rtx_pro_6000_server"],
    [/^(?:ml\.)?g6e\./, "l40s"],
    [/^(?:ml\.)?g6\./, "l4"],
    [/^a4x-highgpu/, "gb200"],
    [/^a4-highgpu/, "b200_sxm"],
    [/^a3-ultragpu/, "h200_sxm"],
    [/^a3-(?:mega|high|edge)gpu/, "h100_sxm"],
    [/^a2-(?:high|ultra|mega)gpu/, "a100_sxm"],
    [/^g2-standard/, "l4"],
    [/ND96is?r?_H200/i, "h200_sxm"],
    [/ND96is?r?_H100/i, "h100_sxm"],
    [/ND96\w*_A100/i, "a100_sxm"],
];

;// CONCATENATED MODULE: ./build/lib/manifest/gpu.js



/** GPUs of one node of a worker: limits before requests, service level before container level; the others stay in step. */
function gpusPerNode(component, engine) {
    const places = [
        ["resources.limits.gpu", (0,yaml_cursor.at)(component.cursor, "resources", "limits", "gpu")],
        ["resources.limits.nvidia.com/gpu", (0,yaml_cursor.at)(component.cursor, "resources", "limits", "nvidia.com/gpu")],
        [
            "resources.limits.custom.nvidia.com/gpu",
            (0,yaml_cursor.at)(component.cursor, "resources", "limits", "custom", "nvidia.com/gpu"),
        ],
        ["container resources.limits.nvidia.com/gpu", (0,yaml_cursor.at)(engine, "resources", "limits", "nvidia.com/gpu")],
        ["container resources.limits.gpu", (0,yaml_cursor.at)(engine, "resources", "limits", "gpu")],
        [
            "main resources.limits.nvidia.com/gpu",
            engine === component.main ? undefined : (0,yaml_cursor.at)(component.main, "resources", "limits", "nvidia.com/gpu"),
        ],
        ["resources.requests.gpu", (0,yaml_cursor.at)(component.cursor, "resources", "requests", "gpu")],
        ["resources.requests.nvidia.com/gpu", (0,yaml_cursor.at)(component.cursor, "resources", "requests", "nvidia.com/gpu")],
        ["container resources.requests.nvidia.com/gpu", (0,yaml_cursor.at)(engine, "resources", "requests", "nvidia.com/gpu")],
        ["container resources.requests.gpu", (0,yaml_cursor.at)(engine, "resources", "requests", "gpu")],
    ];
    const found = places.flatMap(([name, cursor]) => fieldSetting(cursor, name, toInteger) ?? []);
    const [first, ...rest] = found;
    return first && { ...first, ...(rest.length > 0 && { overridden: rest }) };
}
/** What the file tells about the GPU type of a component, best evidence first. */
function gpuEvidence(component) {
    const found = [];
    const pod = component.pod;
    for (const [key, value] of (0,yaml_cursor/* entries */.jO)((0,yaml_cursor/* child */.jf)(pod, "nodeSelector")))
        addLabel(found, key, value, `nodeSelector.${key}`);
    const required = (0,yaml_cursor.at)(pod, "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms");
    for (const term of (0,yaml_cursor/* items */.ld)(required)) {
        for (const expression of (0,yaml_cursor/* items */.ld)((0,yaml_cursor/* child */.jf)(term, "matchExpressions"))) {
            if (((0,yaml_cursor/* stringAt */.bX)((0,yaml_cursor/* child */.jf)(expression, "operator")) ?? "In") !== "In")
                continue;
            const key = (0,yaml_cursor/* stringAt */.bX)((0,yaml_cursor/* child */.jf)(expression, "key")) ?? "";
            for (const value of (0,yaml_cursor/* items */.ld)((0,yaml_cursor/* child */.jf)(expression, "values")))
                addLabel(found, key, value, `nodeAffinity ${key}`);
        }
    }
    const gpuType = (0,yaml_cursor.at)(component.cursor, "resources", "limits", "gpuType") ??
        (0,yaml_cursor.at)(component.cursor, "resources", "requests", "gpuType");
    if (gpuType)
        add(found, "node-label", gpuType, "resources.limits.gpuType", systemOfText((0,yaml_cursor/* stringAt */.bX)(gpuType) ?? ""));
    return found.sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
}
const ORDER = [
    "product",
    "instance-type",
    "accelerator",
    "node-label",
    "name",
    "arch",
];
function addLabel(found, key, value, name) {
    const text = (0,yaml_cursor/* stringAt */.bX)(value) ?? "";
    if (key === "nvidia.com/gpu.product")
        add(found, "product", value, name, systemOfProduct(text));
    else if (key === "node.kubernetes.io/instance-type" || key === "beta.kubernetes.io/instance-type")
        add(found, "instance-type", value, name, systemOfInstance(text));
    else if (key === "cloud.google.com/gke-accelerator")
        add(found, "accelerator", value, name, systemOfText(text));
    else if (key === "kubernetes.io/arch") {
        if (text === "arm64")
            add(found, "arch", value, name, undefined);
    }
    else if (systemOfText(text) !== undefined)
        add(found, "node-label", value, name, systemOfText(text));
}
function add(found, kind, cursor, name, system) {
    const text = (0,yaml_cursor/* textAt */.$6)(cursor);
    if (!text || found.length >= 20)
        return;
    found.push({
        kind,
        value: text.text,
        origin: originOf(text, "field", name),
        ...(system !== undefined && { system }),
    });
}
/** System name of the performance data for a value of `nvidia.com/gpu.product`; a `-SHARED` ending is left out. */
function systemOfProduct(product) {
    const name = product.replace(/-(?:SHARED|MIG-[\w.]+)$/, "");
    return GPU_PRODUCTS.find(([pattern]) => pattern.test(name))?.[1];
}
/** System name for a cloud instance type. */
function systemOfInstance(instance) {
    return INSTANCE_TYPES.find(([pattern]) => pattern.test(instance))?.[1];
}
/** System named somewhere in a free text (a label, a name, a path): a hint, no evidence. */
function systemOfText(text) {
    const found = /(?:^|[^a-z0-9])(gb300|gb200|gh200|b300|b200|h200|h100|a100|l40s|l4)(?![0-9a-z])/i.exec(text)?.[1];
    return found === undefined ? undefined : HINTS[found.toLowerCase()];
}
const HINTS = {
    gb300: "gb300",
    gb200: "gb200",
    b300: "b300_sxm",
    b200: "b200_sxm",
    h200: "h200_sxm",
    h100: "h100_sxm",
    a100: "a100_sxm",
    l40s: "l40s",
    l4: "l4",
};

;// CONCATENATED MODULE: ./build/lib/manifest/worker-result.js







/** A worker of the result, from its reading and the role that was decided for it. */
function workerResult(reading, role, declaredOrFlag) {
    const { component, container } = reading;
    const replicas = fieldSetting((0,yaml_cursor/* child */.jf)(component.cursor, "replicas"), `${component.path}.replicas`, toInteger);
    const nodes = nodeCount(reading);
    const gpus = gpusPerNode(component, container);
    const image = imageOf(container);
    const command = commandOf(reading);
    const unresolved = [...reading.unresolved, ...unresolvedFields(reading)];
    const source = (0,mapped_text/* sourceOf */.vz)(component.cursor.context.text);
    return {
        role,
        component: component.name,
        position: source ? (0,file_text/* positionAt */.t$)(source.file, component.offset) : { line: 1, column: 1 },
        backend: reading.backend,
        ...(replicas && { replicas }),
        ...(nodes && { nodes }),
        ...(gpus && { gpusPerNode: gpus }),
        ...(image && { image }),
        settings: settingsOf(reading.resolved),
        gpu: gpuEvidence(component),
        ...(command && { command }),
        engineFiles: reading.engineFiles,
        ...(declaredOrFlag && { roleSource: declaredOrFlag }),
        unresolved,
        scaled: isScaled(component.cursor, component.shape),
        env: literalEnvironment(reading),
        features: featuresOf(reading),
    };
}
/** Nodes of one worker; `multinode: {}` means 2. */
function nodeCount({ component }) {
    const multinode = (0,yaml_cursor/* child */.jf)(component.cursor, "multinode");
    return fieldSetting((0,yaml_cursor/* child */.jf)(multinode, "nodeCount"), `${component.path}.multinode.nodeCount`, toInteger);
}
function imageOf(container) {
    const image = fieldSetting((0,yaml_cursor/* child */.jf)(container, "image"), "image", toText);
    return image && placeholderKind(image.value) === undefined ? image : undefined;
}
function unresolvedFields({ component, container }) {
    const fields = [
        ["replicas", (0,yaml_cursor/* child */.jf)(component.cursor, "replicas"), toInteger],
        ["nodes", (0,yaml_cursor.at)(component.cursor, "multinode", "nodeCount"), toInteger],
        ["image", (0,yaml_cursor/* child */.jf)(container, "image"), (text) => (placeholderKind(text) === undefined ? text : undefined)],
        [
            "gpus_per_worker",
            (0,yaml_cursor.at)(component.cursor, "resources", "limits", "gpu") ??
                (0,yaml_cursor.at)(container, "resources", "limits", "nvidia.com/gpu"),
            toInteger,
        ],
    ];
    return fields.flatMap(([name, cursor, convert]) => {
        const text = (0,yaml_cursor/* textAt */.$6)(cursor);
        if (!text || convert(text.text.trim()) !== undefined)
            return [];
        return [
            {
                name,
                text: text.text,
                reason: "it is a placeholder that something else must fill in",
                position: (0,mapped_text/* positionOf */.df)(text),
            },
        ];
    });
}
function isScaled(component, shape) {
    const adapter = (0,yaml_cursor/* child */.jf)(component, "scalingAdapter");
    if (!(0,yaml_cursor/* isMapCursor */.zC)(adapter))
        return false;
    // `{}` is off in v1alpha1 and on in v1beta1.
    return shape === "components" || toBoolean((0,yaml_cursor/* textAt */.$6)((0,yaml_cursor/* child */.jf)(adapter, "enabled"))?.text ?? "") === true;
}
function literalEnvironment({ environment }) {
    return [...environment].flatMap(([name, { text }]) => (text ? [[name, text.text]] : []));
}
function featuresOf({ entries, backend }) {
    if (backend === null)
        return [];
    const table = (0,manifest_flags/* flagsOf */.Z)(backend);
    const found = new Set();
    for (const { key, value } of entries) {
        const feature = table.features.get(key);
        if (feature !== undefined && value?.text.toLowerCase() !== "false")
            found.add(feature);
    }
    return [...found];
}
function settingsOf({ settings }) {
    const plain = {};
    const speculative = {};
    for (const [key, value] of settings) {
        if (ROLE_KEYS.has(key))
            continue;
        if (key.startsWith("speculative."))
            speculative[key.slice("speculative.".length)] = value;
        else
            plain[key] = value;
    }
    return {
        ...plain,
        ...(Object.keys(speculative).length > 0 && { speculative: speculative }),
    };
}
const ROLE_KEYS = new Set(["role", "isPrefill", "isDecode"]);
function commandOf({ command, isEngine }) {
    if (!isEngine)
        return undefined;
    const script = command.script;
    const source = script ? (0,mapped_text/* sourceOf */.vz)(script) : undefined;
    const first = command.args[0];
    const position = first
        ? (0,mapped_text/* positionOf */.df)(first.text)
        : source
            ? (0,file_text/* positionAt */.t$)(source.file, command.offset)
            : { line: 1, column: 1 };
    return {
        form: command.form,
        module: command.program?.name ?? "",
        args: command.args.map(argumentOf),
        position,
        editable: command.editable,
    };
}
function argumentOf(argument) {
    const range = (0,mapped_text/* rangeOf */.be)(argument.text);
    const source = (0,mapped_text/* sourceOf */.vz)(argument.text);
    const start = argument.text.text === "" ? undefined : (0,mapped_text/* offsetsAt */.Mo)((0,mapped_text/* slice */.di)(argument.text, 0, 1), 0);
    return {
        text: argument.text.text,
        ...(range && start && { range }),
        ...(argument.whole && { wholeRange: argument.whole }),
        layers: source?.layers ?? [],
        aliased: source?.aliased ?? false,
        unresolved: argument.unresolved || argument.conditional,
        ...(source?.via !== undefined && { via: source.via }),
    };
}

;// CONCATENATED MODULE: ./build/lib/manifest/dgd.js












/** Reads a DynamoGraphDeployment. Undefined for a kustomize patch, which describes no whole deployment. */
function readDeployment(document, root, state) {
    const { findings } = state;
    const spec = (0,yaml_cursor.at)(root, "spec");
    const components = componentsOf(root, document.apiVersion, findings);
    if (components.length === 0 && ((0,yaml_cursor.at)(spec, "dynamoGraph") || (0,yaml_cursor.at)(spec, "graph")))
        return "legacy";
    if (isPatch(components, root))
        return "patch";
    const specBackend = backendOf((0,yaml_cursor/* stringAt */.bX)((0,yaml_cursor.at)(spec, "backendFramework")));
    const readings = components.map((component) => readComponent(component, specBackend, state));
    const engines = readings.filter((reading) => reading.isEngine);
    const decision = decideRoles(engines.map(clues));
    const workers = engines.map((reading, i) => workerResult(reading, decision.roles[i] ?? "agg", roleSource(reading)));
    const others = readings
        .filter((reading) => !reading.isEngine)
        .map((reading) => ({
        component: reading.component.name,
        kind: otherKind(reading.component.type, reading.command.program?.name),
    }));
    const backend = workers.find((worker) => worker.backend !== null)?.backend ?? specBackend;
    const model = commonModel(workers);
    const served = workers.map((worker) => worker.settings.servedName).find((one) => one !== undefined);
    const namespace = (0,yaml_cursor/* stringAt */.bX)((0,yaml_cursor.at)(root, "metadata", "namespace"));
    const versions = versionsOf(root, workers, backend);
    const notes = notesOf(decision.note, readings, workers, backend);
    const template = dgd_templateOf(workers);
    const unresolved = workers.flatMap((worker) => worker.unresolved);
    const deployment = {
        file: findings.source.file,
        name: document.name ?? "",
        ...(namespace !== undefined && { namespace }),
        apiVersion: document.apiVersion,
        position: (0,file_text/* positionAt */.t$)(findings.source, firstOffset(root, document)),
        range: document.range,
        backend,
        mode: workers.length === 0 ? null : decision.mode,
        ...(model && { model }),
        ...(served && { servedName: served }),
        ...versions,
        workers,
        others,
        annotations: readAnnotations(root),
        unresolved,
        supported: notes.blocking.length === 0,
        notes: [...notes.blocking, ...notes.remarks],
        ...(template && { template }),
    };
    return { deployment, readings, root };
}
/** Offset of the document's first key, past comments. */
function firstOffset(root, document) {
    return root.node.range?.[0] ?? document.range.start;
}
function backendOf(text) {
    return text === "vllm" || text === "sglang" || text === "trtllm" || text === "mocker" ? text : null;
}
/** A patch names services but gives none of them an image or a command. */
function isPatch(components, root) {
    if ((0,yaml_cursor.at)(root, "$patch"))
        return true;
    return !components.some(({ main, others }) => [main, ...others].some((container) => (0,yaml_cursor.at)(container, "image") ?? (0,yaml_cursor.at)(container, "command") ?? (0,yaml_cursor.at)(container, "args")));
}
function clues(reading) {
    const { settings } = reading.resolved;
    const flag = settings.get("role")?.value;
    const old = settings.get("isPrefill")?.value === true
        ? "prefill"
        : settings.get("isDecode")?.value === true
            ? "decode"
            : undefined;
    const { name, type, subType } = reading.component;
    return { name, flag: typeof flag === "string" ? flag : old, type, subType };
}
function roleSource(reading) {
    const { settings } = reading.resolved;
    const flag = settings.get("role");
    if (flag && typeof flag.value === "string")
        return flag;
    for (const [key, value] of [
        ["isPrefill", "prefill"],
        ["isDecode", "decode"],
    ]) {
        const old = settings.get(key);
        if (old?.value === true)
            return { value, text: old.text, origin: old.origin };
    }
    const declared = fieldSetting(reading.component.typeCursor, `${reading.component.path}.type`, toText);
    return declared && /^(?:prefill|decode|encode)$/.test(declared.value) ? declared : undefined;
}
function commonModel(workers) {
    const order = ["agg", "decode", "prefill", "encode"];
    const sorted = [...workers].sort((a, b) => order.indexOf(a.role) - order.indexOf(b.role));
    for (const { settings } of sorted) {
        const model = modelIdentity(settings.model, settings.servedName);
        if (model)
            return model;
    }
    return undefined;
}
function versionsOf(root, workers, backend) {
    const override = fieldSetting((0,yaml_cursor.at)(root, "spec", "runtimeVersionOverride"), "spec.runtimeVersionOverride", toText);
    const image = workers.map((worker) => worker.image).find((one) => one !== undefined);
    const tag = image && dynamoVersionOf(image.value);
    const dynamo = override ?? (image && tag !== undefined ? fromImage(image, tag) : undefined);
    if (backend === null || backend === "mocker")
        return dynamo ? { dynamoVersion: dynamo } : {};
    const stock = image && stockEngineVersion(image.value, backend);
    if (image && stock !== undefined)
        return { ...(dynamo && { dynamoVersion: dynamo }), backendVersion: fromImage(image, stock) };
    const engine = dynamo && engineVersionOf(dynamo.value, backend);
    return {
        ...(dynamo && { dynamoVersion: dynamo }),
        ...(dynamo && engine !== undefined && { backendVersion: { ...dynamo, value: engine } }),
    };
}
function fromImage(image, value) {
    const { range: _range, ...origin } = image.origin;
    return { value, text: image.text, origin: { ...origin, how: "image" } };
}
function notesOf(roleNote, readings, workers, backend) {
    const blocking = [];
    const remarks = roleNote === undefined ? [] : [roleNote];
    if (workers.length === 0)
        blocking.push(noEngine(readings));
    if (backend === "mocker")
        blocking.push("The mocker serves no model.");
    if (workers.some((worker) => worker.role === "encode"))
        blocking.push("An encode worker: multimodal graphs are not covered.");
    if (readings.some((reading) => !reading.isEngine &&
        /encode/i.test(reading.component.name) &&
        reading.command.program?.kind === "other"))
        blocking.push("An encode component with a script of its own: multimodal graphs are not covered.");
    if (workers.some((worker) => /(?:^|[-/])(?:xpu|cpu|rocm)(?:[-:]|$)|-xpu[:@]|runtime-xpu/.test(worker.image?.value ?? "")))
        blocking.push("An image for hardware other than NVIDIA GPUs.");
    const backends = new Set(workers.map((worker) => worker.backend));
    if (backends.size > 1)
        blocking.push("The workers run different engines.");
    if (new Set(workers.flatMap((worker) => worker.gpu.filter((one) => one.kind === "product").map((one) => one.value))).size > 1)
        remarks.push("The workers ask for different GPU products.");
    for (const feature of new Set(workers.flatMap((worker) => worker.features)))
        remarks.push(`Uses ${feature}: only the text path is predicted.`);
    if (workers.some((worker) => worker.scaled) ||
        readings.some((reading) => otherKind(reading.component.type, reading.command.program?.name) === "planner"))
        remarks.push("A scaler or planner changes the replicas at run time; the file's numbers are predicted.");
    return { blocking, remarks };
}
function noEngine(readings) {
    const programs = readings.flatMap((reading) => reading.command.program && otherKind(reading.component.type, reading.command.program.name) === "other"
        ? [reading.command.program.name]
        : []);
    const ran = programs.length === 0 ? "" : ` (found ${[...new Set(programs)].slice(0, 4).join(", ")})`;
    return `No component runs a vLLM, SGLang or TensorRT-LLM engine${ran}.`;
}
function dgd_templateOf(workers) {
    for (const { text } of workers.flatMap((worker) => worker.unresolved)) {
        const kind = placeholderKind(text);
        if (kind)
            return kind;
    }
    return undefined;
}
/** Reports a document that is no whole deployment. */
function reportIncomplete(kind, document, root, state) {
    const start = firstOffset(root, document);
    if (kind === "patch")
        (0,rules/* reportAt */.UA)(state.findings, "kustomize-patch", start, start + 10, "This is a patch: no component has an image or a command. Check the rendered deployment instead.");
    else
        (0,rules/* reportAt */.UA)(state.findings, "legacy-graph", start, start + 10, "spec.dynamoGraph is the form of Dynamo 0.3. It says nothing about workers and is not predicted.");
}

;// CONCATENATED MODULE: ./build/lib/manifest/planner.js







/** Older planners took flags without a unit; newer ones JSON with `_ms`. */
const KEYS = [
    ["isl", "isl"],
    ["osl", "osl"],
    ["ttft", "ttftMs"],
    ["ttft_ms", "ttftMs"],
    ["itl", "tpotMs"],
    ["itl_ms", "tpotMs"],
    ["model_name", "model"],
];
/** Load and limits of the planner inside a deployment, from its flags or its `--config` (JSON, or a mounted file). */
function plannerSource(readings, deployment, configMaps, budget, source) {
    const reading = readings.find(({ component, command }) => otherKind(component.type, command.program?.name) === "planner" && command.args.length > 0);
    if (!reading)
        return undefined;
    const { args, files } = reading.command;
    const plan = {};
    for (let i = 0; i < args.length; i++) {
        const argument = args[i];
        const match = /^--([A-Za-z][\w-]*)(=)?/.exec(argument?.text.text ?? "");
        if (!argument || !match || argument.unresolved)
            continue;
        const name = (match[1] ?? "").replaceAll("-", "_");
        const value = match[2]
            ? (0,mapped_text/* slice */.di)(argument.text, match[0].length, argument.text.text.length)
            : args[i + 1]?.text;
        if (!value)
            continue;
        if (name === "config") {
            const inline = value.text.trimStart().startsWith("{");
            const mounts = {
                pod: reading.component.pod,
                container: reading.container,
                service: reading.component.cursor,
            };
            const text = inline ? value : findEngineFile(value.text, files, mounts, configMaps).text;
            if (text)
                Object.assign(plan, planOf(parseNested(text, budget).root, "--config"));
            continue;
        }
        const key = KEYS.find(([flag]) => flag === name)?.[1];
        const converted = key && planner_convert(key, value.text.trim());
        if (key && converted !== undefined)
            plan[key] = {
                value: converted,
                text: value.text,
                origin: originOf(value, "flag", match[0].replace("=", "")),
            };
    }
    if (Object.keys(plan).length === 0)
        return undefined;
    const { component } = reading;
    return {
        kind: "planner",
        name: component.name,
        file: source.file,
        position: (0,file_text/* positionAt */.t$)(source, component.offset),
        deployment,
        ...plan,
    };
}
/** The planner's own keys in a map. */
function planOf(config, path) {
    const plan = {};
    for (const [name, key] of KEYS) {
        const setting = fieldSetting((0,yaml_cursor/* child */.jf)(config, name), `${path}.${name}`, (text) => planner_convert(key, text), path.startsWith("--") ? "inline-json" : "field");
        if (setting)
            plan[key] = setting;
    }
    return plan;
}
function planner_convert(key, text) {
    if (key === "model" || key === "backend")
        return text.includes("$") ? undefined : toText(text);
    return key === "isl" || key === "osl" ? toInteger(text) : toNumber(text);
}

;// CONCATENATED MODULE: ./build/lib/manifest/dgdr.js



/** Reads a DynamoGraphDeploymentRequest of either version; absent values stay absent, the operator's defaults are not filled in. */
function readRequest(document, root, file) {
    const spec = (0,yaml_cursor/* child */.jf)(root, "spec");
    const facts = (0,yaml_cursor.at)(spec, "profilingConfig") ? olderFacts(spec) : newerFacts(spec);
    const strategy = fieldSetting((0,yaml_cursor/* child */.jf)(spec, "searchStrategy"), "spec.searchStrategy", toText);
    return {
        file,
        name: document.name ?? "",
        apiVersion: document.apiVersion,
        position: cursorPosition(root),
        ...named("model", (0,yaml_cursor/* child */.jf)(spec, "model"), "spec.model", toText),
        ...named("backend", (0,yaml_cursor/* child */.jf)(spec, "backend"), "spec.backend", toText),
        ...facts,
        ...(strategy && { searchStrategy: strategy }),
    };
}
/** The request as a source of load, limits and hardware. */
function requestSource(request) {
    const { apiVersion: _version, gpuSku, searchStrategy: _strategy, ...facts } = request;
    const system = gpuSku && systemOfSku(gpuSku);
    return { kind: "dgdr", ...facts, ...(system && { system }) };
}
function newerFacts(spec) {
    const [workload, sla, hardware] = [(0,yaml_cursor/* child */.jf)(spec, "workload"), (0,yaml_cursor/* child */.jf)(spec, "sla"), (0,yaml_cursor/* child */.jf)(spec, "hardware")];
    const plan = planOf((0,yaml_cursor.at)(spec, "features", "planner"), "spec.features.planner");
    return {
        ...plan,
        ...named("isl", (0,yaml_cursor/* child */.jf)(workload, "isl"), "spec.workload.isl", toInteger),
        ...named("osl", (0,yaml_cursor/* child */.jf)(workload, "osl"), "spec.workload.osl", toInteger),
        ...named("concurrency", (0,yaml_cursor/* child */.jf)(workload, "concurrency"), "spec.workload.concurrency", toNumber),
        ...named("requestRate", (0,yaml_cursor/* child */.jf)(workload, "requestRate"), "spec.workload.requestRate", toNumber),
        ...named("ttftMs", (0,yaml_cursor/* child */.jf)(sla, "ttft"), "spec.sla.ttft", toNumber),
        ...named("tpotMs", (0,yaml_cursor/* child */.jf)(sla, "itl"), "spec.sla.itl", toNumber),
        ...named("e2eMs", (0,yaml_cursor/* child */.jf)(sla, "e2eLatency"), "spec.sla.e2eLatency", toNumber),
        ...named("gpuSku", (0,yaml_cursor/* child */.jf)(hardware, "gpuSku"), "spec.hardware.gpuSku", toText),
        ...named("totalGpus", (0,yaml_cursor/* child */.jf)(hardware, "totalGpus"), "spec.hardware.totalGpus", toInteger),
        ...named("gpusPerNode", (0,yaml_cursor/* child */.jf)(hardware, "numGpusPerNode"), "spec.hardware.numGpusPerNode", toInteger),
    };
}
/** v1alpha1 keeps everything in `profilingConfig.config`; keys are snake_case before 0.8.1. */
function olderFacts(spec) {
    const config = (0,yaml_cursor.at)(spec, "profilingConfig", "config");
    const either = (parent, ...names) => names.map((name) => (0,yaml_cursor/* child */.jf)(parent, name)).find((cursor) => cursor !== undefined);
    const [sla, hardware, sweep] = [(0,yaml_cursor/* child */.jf)(config, "sla"), (0,yaml_cursor/* child */.jf)(config, "hardware"), (0,yaml_cursor/* child */.jf)(config, "sweep")];
    const path = "spec.profilingConfig.config";
    return {
        ...named("isl", (0,yaml_cursor/* child */.jf)(sla, "isl"), `${path}.sla.isl`, toInteger),
        ...named("osl", (0,yaml_cursor/* child */.jf)(sla, "osl"), `${path}.sla.osl`, toInteger),
        ...named("ttftMs", (0,yaml_cursor/* child */.jf)(sla, "ttft"), `${path}.sla.ttft`, toNumber),
        ...named("tpotMs", (0,yaml_cursor/* child */.jf)(sla, "itl"), `${path}.sla.itl`, toNumber),
        ...named("gpuSku", either(sweep, "aicSystem", "aic_system"), `${path}.sweep.aicSystem`, toText),
        ...named("backendVersion", either(sweep, "aicBackendVersion", "aic_backend_version"), `${path}.sweep.aicBackendVersion`, toText),
        ...named("gpusPerNode", either(hardware, "numGpusPerNode", "num_gpus_per_node"), `${path}.hardware.numGpusPerNode`, toInteger),
    };
}
function named(key, cursor, name, convert) {
    const setting = fieldSetting(cursor, name, convert);
    return (setting ? { [key]: setting } : {});
}
/** SKU names of the request differ from system names of the performance data for the Grace machines. */
function systemOfSku(sku) {
    const value = sku.value.toLowerCase().replace(/^(gb200|gb300|l40s|l4|a30)_(?:sxm|pcie)$/, "$1");
    return { ...sku, value };
}

;// CONCATENATED MODULE: ./build/lib/manifest/perf-job.js





/** Benchmark Jobs and Pods: load and limits from their variables and AIPerf flags. Undefined when the document benchmarks nothing. */
function readPerfJob(document, root, configMaps, findings) {
    const pod = document.kind === "Pod" ? (0,yaml_cursor/* child */.jf)(root, "spec") : (0,yaml_cursor.at)(root, "spec", "template", "spec");
    for (const container of (0,yaml_cursor/* items */.ld)((0,yaml_cursor/* child */.jf)(pod, "containers"))) {
        const environment = readEnvironment([(0,yaml_cursor/* child */.jf)(container, "env")], [(0,yaml_cursor/* child */.jf)(container, "envFrom")], configMaps);
        const command = readCommand(container, environment, { source: findings.source, list: [] });
        const benchmark = command.benchmarks.at(-1);
        const speaks = [
            "ISL",
            "OSL",
            "CONCURRENCY",
            "CONCURRENCIES",
            "CONCURRENCY_PER_GPU",
            "TOTAL_CONCURRENCY",
        ].some((name) => environment.has(name));
        if (!benchmark && !speaks)
            continue;
        return {
            kind: "perf-job",
            name: document.name ?? "",
            file: findings.source.file,
            position: cursorPosition(root),
            ...readLoad(benchmark ?? [], environment),
        };
    }
    return undefined;
}
function readLoad(benchmark, environment) {
    const flag = (...names) => flagValue(benchmark, names);
    const number = (value, name, convert) => {
        const converted = value && convert(value.text.trim());
        return value && converted !== undefined
            ? { value: converted, text: value.text, origin: originOf(value, "flag", name) }
            : undefined;
    };
    const variable = (name, convert) => {
        const value = environment.get(name)?.text;
        const converted = value && convert(value.text.trim());
        return value && converted !== undefined
            ? { value: converted, text: value.text, origin: originOf(value, "env", name) }
            : undefined;
    };
    // A replayed trace has no fixed lengths, whatever a warm-up before it uses.
    const replay = flag("--input-file") !== undefined;
    const isl = number(flag("--isl", "--synthetic-input-tokens-mean"), "--isl", toInteger) ?? variable("ISL", toInteger);
    const osl = number(flag("--osl", "--output-tokens-mean"), "--osl", toInteger) ?? variable("OSL", toInteger);
    const rate = number(flag("--request-rate"), "--request-rate", toNumber) ?? variable("REQUEST_RATE", toNumber);
    const goodput = goodputLimits(flag("--goodput"));
    const concurrencies = concurrenciesOf(flag("--concurrency"), environment);
    const single = concurrencies.length === 1 ? concurrencies[0] : undefined;
    const model = modelOf(flag("--model", "-m", "--model-names"), environment);
    return {
        ...(model && { model }),
        ...(!replay && isl && { isl }),
        ...(!replay && osl && { osl }),
        ...(rate && { requestRate: rate }),
        ...(single && { concurrency: single }),
        ...goodput,
        concurrencies: concurrencies.map((one) => one.value),
    };
}
function flagValue(args, names) {
    let found;
    args.forEach((argument, i) => {
        const { text } = argument.text;
        const name = names.find((one) => text === one || text.startsWith(`${one}=`));
        if (name === undefined)
            return;
        const next = args[i + 1];
        if (text !== name) {
            if (!argument.unresolved)
                found = (0,mapped_text/* slice */.di)(argument.text, name.length + 1, text.length);
        }
        else if (next && !next.unresolved)
            found = next.text;
        // `--input-file "$X"` still tells that a trace is replayed.
        else if (next && name === "--input-file")
            found = next.text;
    });
    return found;
}
function concurrenciesOf(flag, environment) {
    const [fromFlag, list, single, total] = [
        flag,
        ...["CONCURRENCIES", "CONCURRENCY", "TOTAL_CONCURRENCY"].map((name) => environment.get(name)?.text),
    ];
    for (const [text, name, how] of [
        [fromFlag, "--concurrency", "flag"],
        [list, "CONCURRENCIES", "env"],
        [single, "CONCURRENCY", "env"],
        [total, "TOTAL_CONCURRENCY", "env"],
    ]) {
        const values = text
            ? numbers(text).map((part) => ({
                value: Number(part.text),
                text: part.text,
                origin: originOf(part, how, name),
            }))
            : [];
        if (values.length > 0)
            return values;
    }
    const perGpu = environment.get("CONCURRENCY_PER_GPU")?.text;
    const gpus = environment.get("DEPLOYMENT_GPU_COUNT")?.text;
    const product = (toInteger(perGpu?.text.trim() ?? "") ?? 0) * (toInteger(gpus?.text.trim() ?? "") ?? 0);
    if (!perGpu || !gpus || product <= 0)
        return [];
    const { range: _range, ...origin } = originOf(perGpu, "env", "CONCURRENCY_PER_GPU × DEPLOYMENT_GPU_COUNT");
    return [{ value: product, text: `${perGpu.text} × ${gpus.text}`, origin }];
}
function numbers(text) {
    return [...text.text.matchAll(/\d{1,12}/g)]
        .slice(0, 200)
        .map((match) => (0,mapped_text/* slice */.di)(text, match.index, match.index + match[0].length));
}
/** `time_to_first_token:500 inter_token_latency:30` */
function goodputLimits(text) {
    const found = {};
    for (const match of text?.text.matchAll(/(time_to_first_token|inter_token_latency|request_latency):(\d{1,12}(?:\.\d{1,9})?)/g) ?? []) {
        const key = match[1] === "time_to_first_token" ? "ttftMs" : match[1] === "inter_token_latency" ? "tpotMs" : "e2eMs";
        const start = match.index + (match[1]?.length ?? 0) + 1;
        const part = text && (0,mapped_text/* slice */.di)(text, start, start + (match[2]?.length ?? 0));
        if (part)
            found[key] = { value: Number(part.text), text: part.text, origin: originOf(part, "flag", "--goodput") };
    }
    return found;
}
function modelOf(flag, environment) {
    if (flag)
        return { value: flag.text, text: flag.text, origin: originOf(flag, "flag", "--model") };
    for (const name of ["TARGET_MODEL", "MODEL_NAME", "MODEL"]) {
        const text = environment.get(name)?.text;
        if (text && text.text !== "")
            return { value: text.text, text: text.text, origin: originOf(text, "env", name) };
    }
    return undefined;
}

;// CONCATENATED MODULE: ./build/lib/manifest/findings/api.js





/** API version, backend name, annotations, and why nothing is predicted. */
function reportApi({ deployment, readings, root }, findings) {
    const version = fieldSetting((0,yaml_cursor/* child */.jf)(root, "apiVersion"), "apiVersion", toText);
    if (version?.value === "nvidia.com/v1alpha1")
        (0,rules/* reportSetting */.PN)(findings, "deprecated-api-version", version, "nvidia.com/v1alpha1 is deprecated since mid 2026 and still served; nvidia.com/v1beta1 replaces it. The shape differs: changing only this line does not work.");
    else if (version && version.value !== "nvidia.com/v1beta1")
        (0,rules/* reportSetting */.PN)(findings, "unknown-api-version", version, `Unknown version ${version.value}. Known: nvidia.com/v1alpha1, nvidia.com/v1beta1.`);
    const framework = fieldSetting((0,yaml_cursor.at)(root, "spec", "backendFramework"), "spec.backendFramework", toText);
    for (const reading of readings) {
        const { backend, command } = reading;
        if (framework &&
            reading.isEngine &&
            backend !== null &&
            command.program?.backend &&
            framework.value !== backend)
            (0,rules/* reportSetting */.PN)(findings, "backend-mismatch", framework, `backendFramework says ${framework.value}, but ${reading.component.name} runs ${command.program.name}. The command is what runs.`);
    }
    for (const [key, value] of (0,yaml_cursor/* entries */.jO)((0,yaml_cursor.at)(root, "metadata", "annotations"))) {
        if (!key.startsWith(types/* ANNOTATION_PREFIX */.L))
            continue;
        const name = key.slice(types/* ANNOTATION_PREFIX */.L.length);
        const start = (0,yaml_cursor/* offsetOf */.b4)(value);
        if (!ANNOTATION_KEYS.includes(name))
            (0,rules/* reportAt */.UA)(findings, "annotation-unknown", start, start + key.length, `Unknown annotation ${key.slice(0, 80)}. Known after the prefix: ${ANNOTATION_KEYS.join(", ")}.`);
    }
    if (!deployment.supported)
        (0,rules/* reportPosition */.Av)(findings, "not-predicted", deployment.position, deployment.notes[0] ?? "Not predicted.");
}

;// CONCATENATED MODULE: ./build/lib/manifest/findings/gpus.js

/** GPU limits that differ from requests, and GPU types that differ inside a worker or between workers. */
function reportGpus({ deployment }, findings) {
    for (const { gpusPerNode, component, gpu } of deployment.workers) {
        for (const other of gpusPerNode?.overridden ?? []) {
            if (gpusPerNode && other.value !== gpusPerNode.value)
                (0,rules/* reportSetting */.PN)(findings, "gpu-request-differs", other, `${component}: ${other.origin.name} says ${other.value}, ${gpusPerNode.origin.name} says ${gpusPerNode.value}. For GPUs Kubernetes wants the same number in all places.`);
        }
        const proven = gpu.filter((one) => one.kind === "product" || one.kind === "instance-type");
        const systems = new Set(proven.flatMap((one) => one.system ?? []));
        const last = proven.at(-1);
        if (systems.size > 1 && last)
            (0,rules/* reportSetting */.PN)(findings, "gpu-product-conflict", last, `${component} asks for different GPU types: ${proven.map((one) => one.value).join(", ")}. No node has both, unless they are alternatives.`);
    }
    const products = deployment.workers.flatMap((worker) => firstProduct(worker.gpu) ?? []);
    const [first] = products;
    const other = products.find((one) => one.value !== first?.value);
    if (first && other)
        (0,rules/* reportSetting */.PN)(findings, "gpu-product-mixed", other, `The workers run on different GPUs: ${[...new Set(products.map((one) => one.value))].join(", ")}.`);
}
function firstProduct(evidence) {
    return evidence.find((one) => one.kind === "product");
}

// EXTERNAL MODULE: ./build/lib/manifest/dynamo-version.js
var dynamo_version = __webpack_require__(5829);
;// CONCATENATED MODULE: ./build/lib/manifest/findings/roles.js



/** Roles that the engines will not have, workers that do not fit together, values that stay unknown. */
function reportRoles({ deployment, readings }, findings) {
    const engines = readings.filter((reading) => reading.isEngine);
    deployment.workers.forEach((worker, i) => {
        const reading = engines[i];
        if (reading)
            reportRole(worker, reading, deployment, findings);
    });
    if (deployment.workers.length > 0 && deployment.mode === null && deployment.supported)
        (0,rules/* reportPosition */.Av)(findings, "mode-not-understood", deployment.position, deployment.notes[0] ?? "The roles of the workers are not understood.");
    if (deployment.workers.filter((worker) => worker.role === "agg").length > 1)
        (0,rules/* reportPosition */.Av)(findings, "mode-not-understood", deployment.position, deployment.notes[0] ?? "Several workers without a role.");
    reportModels(deployment, findings);
    for (const reading of readings)
        reportSilent(reading, findings);
    for (const { name, text, reason, position } of deployment.unresolved) {
        if (name === "engine file")
            continue;
        (0,rules/* reportPosition */.Av)(findings, "unresolved-value", position, `${name} is not known: "${text.slice(0, 80)}", ${reason}.`);
    }
}
function reportRole(worker, reading, deployment, findings) {
    const { settings } = reading.resolved;
    const flag = settings.get("role");
    const hasFlag = flag !== undefined || settings.has("isPrefill") || settings.has("isDecode");
    const declared = reading.component.subType ?? reading.component.type;
    const unknown = worker.unresolved.some((one) => one.name === "role" || one.name === "engine file");
    if (flag &&
        (declared === "prefill" || declared === "decode") &&
        (flag.value === "prefill" || flag.value === "decode") &&
        flag.value !== declared)
        (0,rules/* reportSetting */.PN)(findings, "role-mismatch", flag, `${worker.component} is declared ${declared}, but its engine runs with ${flag.origin.name} ${String(flag.value)}. The flag is what the engine does.`);
    // vLLM's decode worker runs as an aggregated one and needs no flag.
    const needsFlag = worker.role === "prefill" || (worker.role === "decode" && worker.backend !== "vllm");
    if (deployment.mode !== "agg" &&
        needsFlag &&
        !hasFlag &&
        !unknown &&
        reading.command.program?.kind === "engine") {
        const start = reading.component.offset;
        (0,rules/* reportAt */.UA)(findings, "role-flag-missing", start, start + worker.component.length, `${worker.component} has no --disaggregation-mode ${worker.role}: its engine runs as an aggregated worker.`);
    }
    if (worker.role === "prefill" && deployment.mode === "disagg")
        reportConnector(worker, reading, deployment, findings);
}
/** Without a connector the KV cache cannot leave the prefill worker. vLLM had a default until Dynamo 0.9. */
function reportConnector(worker, reading, deployment, findings) {
    const unknown = worker.unresolved.some((one) => one.name === "kv-transfer-config" || one.name === "engine file" || one.name === "kvTransfer");
    if (worker.settings.kvTransfer || unknown)
        return;
    const place = worker.command?.position ?? worker.position;
    if (worker.backend === "vllm") {
        const modern = deployment.dynamoVersion
            ? (0,dynamo_version/* versionAtLeast */.z)(deployment.dynamoVersion.value, 1, 0)
            : reading.resolved.settings.has("role");
        if (modern && !reading.entries.some((entry) => entry.key === "kv-transfer-config"))
            (0,rules/* reportPosition */.Av)(findings, "kv-connector-missing", place, `${worker.component} has no --kv-transfer-config: since Dynamo 1.0 a prefill worker needs one, for example '{"kv_connector":"NixlConnector","kv_role":"kv_both"}'.`);
    }
    if (worker.backend === "trtllm" && worker.engineFiles.length > 0)
        (0,rules/* reportPosition */.Av)(findings, "kv-connector-missing", place, `${worker.component} reads no cache_transceiver_config: a disaggregated TensorRT-LLM worker needs one to hand over the KV cache.`);
}
function reportModels(deployment, findings) {
    const [first, ...rest] = deployment.workers.filter((worker) => worker.role !== "encode" && worker.settings.model);
    const expected = first && modelIdentity(first.settings.model, first.settings.servedName)?.value;
    for (const worker of rest) {
        const model = modelIdentity(worker.settings.model, worker.settings.servedName);
        if (model && expected !== undefined && model.value !== expected && deployment.mode === "disagg")
            (0,rules/* reportSetting */.PN)(findings, "model-mismatch", model, `${worker.component} serves ${model.value}, ${first?.component ?? ""} serves ${expected}. Prefill and decode must serve the same model.`);
    }
}
/** A component that says it is a worker and runs no engine that we know. */
function reportSilent(reading, findings) {
    const type = reading.component.type;
    if (reading.isEngine || (type !== "worker" && type !== "prefill" && type !== "decode"))
        return;
    const start = reading.component.offset;
    const ran = reading.command.program
        ? `runs ${reading.command.program.name}`
        : reading.command.written
            ? "has a command that is not understood"
            : "has no command";
    (0,rules/* reportAt */.UA)(findings, "engine-not-found", start, start + reading.component.name.length, `${reading.component.name} is a ${type} and ${ran}: no vLLM, SGLang or TensorRT-LLM engine was found.`);
}

// EXTERNAL MODULE: ./build/lib/manifest/findings/sizes.js
var sizes = __webpack_require__(8777);
;// CONCATENATED MODULE: ./build/lib/manifest/findings/versions.js


/** Flags that some Dynamo releases do not know. */
const DRIFT = [
    { backend: "vllm", flag: "is-prefill-worker", until: [1, 4], instead: "--disaggregation-mode prefill" },
    { backend: "vllm", flag: "is-decode-worker", until: [1, 4], instead: "--disaggregation-mode decode" },
    { backend: "vllm", flag: "connector", until: [1, 0], instead: "--kv-transfer-config" },
    { backend: "vllm", flag: "disaggregation-mode", from: [1, 0], instead: "--is-prefill-worker" },
    { backend: "trtllm", flag: "disaggregation-strategy", until: [0, 7], instead: "nothing: it is gone" },
    { backend: "vllm", flag: "multimodal-worker", until: [1, 4], instead: "--disaggregation-mode" },
    {
        backend: "vllm",
        flag: "multimodal-encode-worker",
        until: [1, 4],
        instead: "--disaggregation-mode encode",
    },
];
/** Flags that the engine does not know at this Dynamo version, and switches that do nothing with these sizes. */
function reportFlags({ deployment, readings }, findings) {
    const version = deployment.dynamoVersion?.value;
    for (const reading of readings) {
        if (!reading.isEngine)
            continue;
        for (const entry of reading.entries) {
            if (entry.space !== "flag" || entry.how !== "flag")
                continue;
            const drift = DRIFT.find((one) => one.backend === reading.backend && one.flag === entry.key);
            if (!drift || version === undefined)
                continue;
            const gone = drift.until && (0,dynamo_version/* versionAtLeast */.z)(version, ...drift.until);
            const early = drift.from && !(0,dynamo_version/* versionAtLeast */.z)(version, ...drift.from);
            if (gone || early) {
                const when = gone
                    ? `was removed in ${drift.until?.join(".") ?? ""}`
                    : `came with ${drift.from?.join(".") ?? ""}`;
                (0,rules/* reportOn */.Sb)(findings, "flag-ignored", entry.place, `${entry.name} ${when}, the image is Dynamo ${version}. Use ${drift.instead}.`);
            }
        }
        const dp = reading.resolved.settings.get("dp")?.value;
        const attention = reading.resolved.settings.get("attentionDp");
        if (reading.backend === "sglang" && attention?.value === true && (dp === undefined || dp === 1)) {
            const entry = reading.entries.find((one) => one.key === "enable-dp-attention");
            if (entry)
                (0,rules/* reportOn */.Sb)(findings, "flag-ignored", entry.place, "--enable-dp-attention has no effect with a data parallel size of 1.");
        }
    }
}

;// CONCATENATED MODULE: ./build/lib/manifest/findings/index.js





/** Everything that can be said about a deployment from its file alone. */
function reportDeployment(read, findings) {
    reportApi(read, findings);
    reportRoles(read, findings);
    (0,sizes/* reportSizes */.N)(read, findings);
    reportGpus(read, findings);
    reportFlags(read, findings);
}

;// CONCATENATED MODULE: ./build/lib/manifest/parse.js










/**
 * Reads every deployment, request and workload of a manifest file. Never throws for what the text holds: whatever cannot be
 * read is a finding, and a broken document does not hide the others. `siblings` are files that may hold its ConfigMaps.
 */
function parseManifest(text, options) {
    return readManifest(text, options).result;
}
/** Reads a file as {@link parseManifest} does and keeps what edits need. */
function readManifest(text, options) {
    const source = (0,file_text/* fileText */.CG)(options.file, text);
    const findings = { source, list: [] };
    const loaded = loadDocuments(source, findings);
    const siblings = (options.siblings ?? [])
        .slice(0, 50)
        .filter((sibling) => sibling.text.length <= MAX_FILE_LENGTH);
    const beside = siblings.map((sibling) => {
        const siblingSource = (0,file_text/* fileText */.CG)(sibling.file, sibling.text);
        return loadDocuments(siblingSource, { source: siblingSource, list: [] });
    });
    const state = {
        findings,
        configMaps: (0,config_maps/* configMapsOf */.T)([loaded, ...beside]),
        budget: { left: 200_000 },
    };
    const documents = loaded.documents.flatMap(unfold);
    const read = [];
    let template = loaded.template;
    const requests = [];
    const jobs = [];
    for (const document of documents) {
        if (document.root && document.kind === "DynamoGraphDeploymentRequest")
            requests.push(readRequest(document, document.root, options.file));
        if (document.root && (document.kind === "Job" || document.kind === "Pod")) {
            const job = readPerfJob(document, document.root, state.configMaps, findings);
            if (job)
                jobs.push(job);
        }
        if (!document.root || document.kind !== "DynamoGraphDeployment" || !isDynamoGroup(document.apiVersion))
            continue;
        const result = readDeployment(document, document.root, state);
        if (result === "patch" || result === "legacy") {
            if (result === "patch")
                template ??= "kustomize-patch";
            reportIncomplete(result, document, document.root, state);
        }
        else {
            read.push(result);
            reportDeployment(result, findings);
        }
    }
    const deployments = read.map((one) => one.deployment);
    const planners = read.flatMap(({ readings, deployment }) => plannerSource(readings, deployment.name, state.configMaps, state.budget, source) ?? []);
    template ??= deployments.map((deployment) => deployment.template).find((one) => one !== undefined);
    const result = {
        file: options.file,
        plainYaml: loaded.plainYaml,
        ...(template && { template }),
        documents: documents.map((document) => ({
            kind: document.kind,
            apiVersion: document.apiVersion,
            ...(document.name !== undefined && { name: document.name }),
            range: document.range,
            position: (0,file_text/* positionAt */.t$)(source, document.root?.node.range?.[0] ?? document.range.start),
            readable: document.root !== undefined,
        })),
        deployments,
        requests,
        workloads: [...requests.map(requestSource), ...planners, ...jobs],
        findings: sortFindings(findings.list),
        notes: deployments.length > 1
            ? [`${deployments.length} deployments in one file: they may belong together.`]
            : [],
    };
    return { result, source, loaded, deployments: read };
}
function isDynamoGroup(apiVersion) {
    return apiVersion.startsWith("nvidia.com/");
}
/** Lists (`kind: List`, `DynamoGraphDeploymentList`) become their items. */
function unfold(document) {
    if (!document.root || !document.kind.endsWith("List"))
        return [document];
    const inner = (0,yaml_cursor/* items */.ld)((0,yaml_cursor/* child */.jf)(document.root, "items"));
    return inner.length === 0 ? [document] : inner.map((item) => itemDocument(item, document));
}
function itemDocument(root, list) {
    const range = root.node.range;
    return {
        kind: (0,yaml_cursor/* stringAt */.bX)((0,yaml_cursor.at)(root, "kind")) ?? (list.kind === "List" ? "" : list.kind.slice(0, -"List".length)),
        apiVersion: (0,yaml_cursor/* stringAt */.bX)((0,yaml_cursor.at)(root, "apiVersion")) ?? (list.kind === "List" ? "" : list.apiVersion),
        name: (0,yaml_cursor/* stringAt */.bX)((0,yaml_cursor.at)(root, "metadata", "name")),
        range: range ? { start: range[0], end: range[2] } : list.range,
        root,
    };
}
function sortFindings(list) {
    return [...list].sort((a, b) => a.position.line - b.position.line || a.position.column - b.position.column);
}


/***/ }),

/***/ 3631:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Av: () => (/* binding */ reportPosition),
/* harmony export */   PN: () => (/* binding */ reportSetting),
/* harmony export */   Sb: () => (/* binding */ reportOn),
/* harmony export */   UA: () => (/* binding */ reportAt)
/* harmony export */ });
/* unused harmony export MANIFEST_RULES */
/* harmony import */ var _text_file_text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2524);
/* harmony import */ var _text_mapped_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(663);


/** Rules that reading a manifest can break, with the severity each has unless the policy says otherwise. `docs/rules.md` explains them. */
const MANIFEST_RULES = {
    // the file
    "file-too-large": "error",
    "too-many-documents": "error",
    "too-many-nodes": "error",
    "yaml-syntax": "error",
    "duplicate-key": "warning",
    "broken-alias": "error",
    "ambiguous-boolean": "notice",
    "byte-order-mark": "notice",
    "template-not-rendered": "notice",
    "kustomize-patch": "notice",
    "legacy-graph": "notice",
    "deprecated-api-version": "notice",
    "unknown-api-version": "warning",
    "version-shape-mismatch": "error",
    // commands and engine files
    "engine-not-found": "warning",
    "shell-syntax": "warning",
    "shell-too-long": "warning",
    "shell-stray-backslash": "error",
    "shell-array-under-sh": "warning",
    "unresolved-value": "notice",
    "flag-value-invalid": "error",
    "flag-duplicate": "warning",
    "flag-ignored": "warning",
    "json-syntax": "error",
    "engine-file-missing": "notice",
    "engine-file-syntax": "error",
    "setting-disagrees": "warning",
    "backend-mismatch": "warning",
    // roles
    "role-flag-missing": "warning",
    "role-mismatch": "warning",
    "mode-not-understood": "notice",
    "model-mismatch": "error",
    "kv-connector-missing": "warning",
    // sizes
    "gpus-too-few": "error",
    "gpus-unused": "warning",
    "dp-not-dividing-tp": "error",
    "experts-not-dividing-tp": "error",
    "gpu-limit-missing": "notice",
    "gpu-request-differs": "error",
    "gpu-product-mixed": "notice",
    "gpu-product-conflict": "warning",
    "tokens-below-batch": "warning",
    "graph-sizes-below-batch": "notice",
    "annotation-unknown": "warning",
    "not-predicted": "notice",
};
/** Most findings kept for one file: a hostile file must not make an endless list. */
const MAX_FINDINGS = 500;
/** Adds a finding at a range of offsets. */
function reportAt(findings, rule, start, end, message) {
    push(findings, rule, message, findings.source.file, (0,_text_file_text_js__WEBPACK_IMPORTED_MODULE_0__/* .positionAt */ .t$)(findings.source, start), (0,_text_file_text_js__WEBPACK_IMPORTED_MODULE_0__/* .positionAt */ .t$)(findings.source, Math.max(start, end)));
}
/** Adds a finding on the characters of a mapped text. */
function reportOn(findings, rule, text, message) {
    const source = (0,_text_mapped_text_js__WEBPACK_IMPORTED_MODULE_1__/* .sourceOf */ .vz)(text);
    const from = (0,_text_mapped_text_js__WEBPACK_IMPORTED_MODULE_1__/* .positionOf */ .df)(text);
    const last = text.text.length === 0 ? undefined : (0,_text_mapped_text_js__WEBPACK_IMPORTED_MODULE_1__/* .offsetsAt */ .Mo)(text, text.text.trimEnd().length - 1);
    push(findings, rule, message, source?.file.file ?? findings.source.file, from, last && source ? (0,_text_file_text_js__WEBPACK_IMPORTED_MODULE_0__/* .positionAt */ .t$)(source.file, last.end) : undefined);
}
/** Adds a finding at a position of the file. */
function reportPosition(findings, rule, position, message, file = findings.source.file) {
    push(findings, rule, message, file, position, undefined);
}
/** Adds a finding on a setting. */
function reportSetting(findings, rule, setting, message) {
    const { file, position, endPosition } = setting.origin;
    push(findings, rule, message, file === "" ? findings.source.file : file, position, endPosition);
}
function push(findings, rule, message, file, position, endPosition) {
    if (findings.list.length >= MAX_FINDINGS)
        return;
    // Two workers that read one place through an alias have one mistake.
    const known = findings.list.some((one) => one.rule === rule &&
        one.file === file &&
        one.position.line === position.line &&
        one.position.column === position.column);
    if (known)
        return;
    findings.list.push({
        rule,
        severity: MANIFEST_RULES[rule],
        message,
        file,
        position,
        ...(endPosition && { endPosition }),
    });
}


/***/ })

};
