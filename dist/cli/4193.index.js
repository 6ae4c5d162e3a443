export const id = 4193;
export const ids = [4193];
export const modules = {

/***/ 6574:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  parseGenerateOptions: () => (/* binding */ parseGenerateOptions)
});

// UNUSED EXPORTS: applyMapping

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
// EXTERNAL MODULE: ./build/lib/generate/options/types.js
var types = __webpack_require__(3322);
// EXTERNAL MODULE: ./build/lib/domain/errors.js
var errors = __webpack_require__(6586);
// EXTERNAL MODULE: ./build/lib/domain/nearest-name.js
var nearest_name = __webpack_require__(7267);
// EXTERNAL MODULE: ./build/lib/generate/transport.js
var transport = __webpack_require__(6071);
// EXTERNAL MODULE: ./build/lib/generate/options/values.js
var values = __webpack_require__(7363);
;// CONCATENATED MODULE: ./build/lib/generate/options/keys.js


/** Sets a field of a section; null leaves it as it is (the reference writes null for "not set"). */
function field(section, name, read) {
    return (options, value, key) => value === null ? options : { ...options, [section]: { ...options[section], [name]: read(value, key) } };
}
function keys_top(name, read) {
    return (options, value, key) => (value === null ? options : { ...options, [name]: read(value, key) });
}
function workerCount(role) {
    return (options, value, key) => value === null
        ? options
        : { ...options, workerCounts: { ...options.workerCounts, [role]: (0,values/* nonNegative */.rG)(value, key) } };
}
/** Accepted because generator files of AIConfigurator carry it; it changes nothing here. */
const ignored = (options) => options;
/** Emptiable text: an empty text means "not set". */
function optionalField(section, name) {
    return (options, value, key) => value === null || value === ""
        ? options
        : { ...options, [section]: { ...options[section], [name]: (0,values/* text */.Qq)(value, key) } };
}
/** Every dotted key outside `Workers.*`. */
const OPTION_KEYS = {
    "ServiceConfig.model_path": optionalField("service", "modelPath"),
    "ServiceConfig.served_model_path": ignored,
    "ServiceConfig.served_model_name": optionalField("service", "servedModelName"),
    "ServiceConfig.model_name": (options, value, key) => options.service.servedModelName === undefined
        ? optionalField("service", "servedModelName")(options, value, key)
        : options,
    "ServiceConfig.hf_token": optionalField("service", "hfToken"),
    "ServiceConfig.head_node_ip": optionalField("service", "headNodeIp"),
    "ServiceConfig.port": field("service", "port", values/* positive */.yj),
    "ServiceConfig.include_frontend": field("service", "includeFrontend", values/* switchOn */.mu),
    "ServiceConfig.prefix": keys_top("prefix", values/* nonNegative */.rG),
    "ServiceConfig.dyn_vllm_kv_event_port": field("service", "vllmKvEventPort", values/* positive */.yj),
    "ServiceConfig.vllm_nixl_side_channel_port": field("service", "vllmNixlSideChannelPort", values/* positive */.yj),
    "ServiceConfig.sglang_kv_event_port": field("service", "sglangKvEventPort", values/* positive */.yj),
    "DynConfig.mode": ignored,
    "DynConfig.enable_router": field("dyn", "enableRouter", values/* switchOn */.mu),
    "DynConfig.router_mode": optionalField("dyn", "routerMode"),
    "DynConfig.router_config": field("dyn", "routerConfig", values/* mapping */.pq),
    "DynConfig.planner_config": field("dyn", "plannerConfig", values/* mapping */.pq),
    "DynConfig.kvbm_config": field("dyn", "kvbmConfig", values/* mapping */.pq),
    "K8sConfig.name_prefix": field("k8s", "namePrefix", values/* text */.Qq),
    "K8sConfig.k8s_namespace": optionalField("k8s", "namespace"),
    "K8sConfig.k8s_image": optionalField("k8s", "image"),
    "K8sConfig.k8s_planner_image": optionalField("k8s", "plannerImage"),
    "K8sConfig.k8s_image_pull_secret": optionalField("k8s", "imagePullSecret"),
    "K8sConfig.k8s_hf_token_secret": (options, value, key) => ({
        ...options,
        k8s: { ...options.k8s, hfTokenSecret: value === null ? "" : (0,values/* text */.Qq)(value, key) },
    }),
    "K8sConfig.transport": field("k8s", "transport", (0,values/* oneOf */.yL)(transport/* TRANSPORTS */.Z)),
    "K8sConfig.k8s_engine_mode": field("k8s", "engineMode", (0,values/* oneOf */.yL)(["inline", "configmap"])),
    "K8sConfig.use_engine_cm": ignored,
    "K8sConfig.k8s_pvc_name": optionalField("k8s", "pvcName"),
    "K8sConfig.k8s_model_cache": optionalField("k8s", "pvcName"),
    "K8sConfig.k8s_pvc_mount_path": optionalField("k8s", "pvcMountPath"),
    "K8sConfig.k8s_model_path_in_pvc": optionalField("k8s", "modelPathInPvc"),
    "K8sConfig.k8s_etcd_endpoints": optionalField("k8s", "etcdEndpoints"),
    "K8sConfig.k8s_hf_home": optionalField("k8s", "hfHome"),
    "K8sConfig.node_selector": field("k8s", "nodeSelector", values/* nodeSelector */.UL),
    "K8sConfig.extra_env": field("k8s", "extraEnv", values/* envEntries */.IR),
    "K8sConfig.worker_extra_pod_spec": field("k8s", "workerExtraPodSpec", values/* mapping */.pq),
    "K8sConfig.frontend_extra_pod_spec": field("k8s", "frontendExtraPodSpec", values/* mapping */.pq),
    "K8sConfig.k8s_api_version": (options, value, key) => ({
        ...options,
        k8s: {
            ...options.k8s,
            apiVersion: `nvidia.com/${(0,values/* oneOf */.yL)(["v1alpha1", "v1beta1"])(withoutGroup(value), key)}`,
        },
    }),
    "K8sConfig.name": ignored,
    "K8sConfig.system_name": ignored,
    "K8sConfig.fpm_orchestrator": ignored,
    "K8sConfig.prefill_engine_args": ignored,
    "K8sConfig.decode_engine_args": ignored,
    "K8sConfig.agg_engine_args": ignored,
    "WorkerConfig.prefill_workers": workerCount("prefill"),
    "WorkerConfig.decode_workers": workerCount("decode"),
    "WorkerConfig.agg_workers": workerCount("agg"),
    "WorkerConfig.prefill_gpus_per_worker": ignored,
    "WorkerConfig.decode_gpus_per_worker": ignored,
    "WorkerConfig.agg_gpus_per_worker": ignored,
    "ModelConfig.is_moe": keys_top("isMoe", values/* switchOn */.mu),
    "ModelConfig.nextn": keys_top("nextn", values/* nonNegative */.rG),
    "ModelConfig.nextn_accepted": ignored,
    "ModelConfig.nextn_accept_rates": ignored,
    "ModelConfig.prefix": keys_top("prefix", values/* nonNegative */.rG),
    "ModelConfig.fits_in_memory": ignored,
    "ModelConfig.required_tp": ignored,
    "SlaConfig.isl": keys_top("isl", values/* positive */.yj),
    "SlaConfig.osl": keys_top("osl", values/* positive */.yj),
    "SlaConfig.ttft": ignored,
    "SlaConfig.tpot": ignored,
    "NodeConfig.num_gpus_per_node": keys_top("gpusPerNode", values/* positive */.yj),
    "NodeConfig.system_name": ignored,
    "BenchConfig.name": optionalField("bench", "name"),
    "BenchConfig.image": optionalField("bench", "image"),
    "BenchConfig.profile_start_timeout": field("bench", "profileStartTimeout", values/* positive */.yj),
    "BenchConfig.endpoint_type": optionalField("bench", "endpointType"),
    "BenchConfig.endpoint_url": optionalField("bench", "endpointUrl"),
    "BenchConfig.model": optionalField("bench", "model"),
    "BenchConfig.tokenizer": optionalField("bench", "tokenizer"),
    "BenchConfig.isl": field("bench", "isl", values/* positive */.yj),
    "BenchConfig.osl": field("bench", "osl", values/* positive */.yj),
    "BenchConfig.isl_stddev": field("bench", "islStddev", values/* nonNegative */.rG),
    "BenchConfig.osl_stddev": field("bench", "oslStddev", values/* nonNegative */.rG),
    "BenchConfig.prefix": field("bench", "prefix", values/* nonNegative */.rG),
    "BenchConfig.prefix_prompt_pool_size": field("bench", "prefixPromptPoolSize", values/* positive */.yj),
    "BenchConfig.concurrency": field("bench", "concurrency", values/* positiveList */.c4),
    "BenchConfig.estimated_concurrency": ignored,
    "BenchConfig.num_requests": ignored,
    "BenchConfig.ui": optionalField("bench", "ui"),
    "BenchConfig.image_batch_size": ignored,
    generator_dynamo_version: (options, value, key) => value === null || value === "" ? options : { ...options, dynamoVersion: (0,values/* text */.Qq)(value, key) },
    generated_config_version: (options, value, key) => value === null || value === "" ? options : { ...options, engineVersion: (0,values/* text */.Qq)(value, key) },
    rule: keys_top("rule", (0,values/* oneOf */.yL)(["default", "benchmark"])),
    preserve_engine_limits: keys_top("preserveEngineLimits", values/* switchOn */.mu),
};
/** Sections of generator files that are for other targets (Slurm, llm-d) or that hold results, not wishes. */
const IGNORED_SECTIONS = ["SflowConfig", "LlmdConfig", "params", "backend"];
/** Keys of `Workers.<role>.*`. */
const WORKER_KEYS = {
    tensor_parallel_size: values/* positive */.yj,
    pipeline_parallel_size: values/* positive */.yj,
    data_parallel_size: values/* positive */.yj,
    moe_tensor_parallel_size: values/* positive */.yj,
    moe_expert_parallel_size: values/* positive */.yj,
    max_batch_size: values/* positive */.yj,
    max_num_tokens: values/* positive */.yj,
    max_prefill_tokens: values/* positive */.yj,
    max_seq_len: values/* positive */.yj,
    kv_cache_dtype: values/* text */.Qq,
    kv_cache_free_gpu_memory_fraction: values/* fraction */.zO,
    kv_cache_max_tokens: values/* positive */.yj,
    tokens_per_block: values/* positive */.yj,
    page_size: values/* positive */.yj,
    disable_prefix_cache: values/* switchOn */.mu,
    enable_chunked_prefill: values/* switchOn */.mu,
    enable_mixed_chunk: values/* switchOn */.mu,
    cache_transceiver_max_tokens_in_buffer: values/* positive */.yj,
    kv_transfer_backend: values/* text */.Qq,
    disaggregation_bootstrap_port: values/* positive */.yj,
    cuda_graph_batch_sizes: values/* positiveList */.c4,
    cuda_graph_enable_padding: values/* switchOn */.mu,
    cuda_graph_max_batch_size: values/* positive */.yj,
    disable_cuda_graph: values/* switchOn */.mu,
    disable_overlap_scheduler: values/* switchOn */.mu,
    moe_backend: values/* text */.Qq,
    moe_all2all_backend: values/* text */.Qq,
    attention_backend: values/* text */.Qq,
    skip_tokenizer_init: values/* switchOn */.mu,
    trust_remote_code: values/* switchOn */.mu,
    quantization: values/* text */.Qq,
    extra_engine_args: values/* mapping */.pq,
    extra_cli_args: values/* words */.aL,
};
function withoutGroup(value) {
    return typeof value === "string" ? value.replace(/^nvidia\.com\//, "") : value;
}
/** Every legal dotted key, for messages. */
function allOptionKeys() {
    const workers = ["prefill", "decode", "agg"].flatMap((role) => Object.keys(WORKER_KEYS).map((key) => `Workers.${role}.${key}`));
    return [...Object.keys(OPTION_KEYS), ...workers];
}

;// CONCATENATED MODULE: ./build/lib/generate/options/parse.js







/**
 * Generator options of a command line: file, then `--generator-set`, then the flags of their own.
 * @throws UserError `usage` or `input`: unknown key, wrong value, unreadable file
 */
function parseGenerateOptions(sources) {
    let options = types/* DEFAULT_OPTIONS */.l;
    if (sources.configText !== undefined)
        options = applyMapping(options, configMapping(sources.configText, sources.configFile));
    for (const set of sources.sets ?? [])
        options = applySet(options, set);
    return applyFlags(options, sources);
}
/** Applies a generator configuration, nested or with dotted keys. */
function applyMapping(options, config) {
    let result = options;
    for (const [key, value] of flatten(config))
        result = applyKey(result, key, value);
    return result;
}
function configMapping(content, file) {
    let value;
    try {
        value = (0,dist/* parse */.qg)(content, { maxAliasCount: 100 });
    }
    catch (error) {
        throw new errors/* UserError */.y("input", `${file ?? "generator config"}: not YAML: ${(0,errors/* errorMessage */.g)(error).split("\n")[0]}`, { cause: error });
    }
    if (!(0,values/* isMapping */.pi)(value))
        throw new errors/* UserError */.y("input", `${file ?? "generator config"}: a mapping with sections such as K8sConfig is needed`);
    return value;
}
/** Mapping → dotted keys. Mappings that are values themselves (pod specs, planner settings, …) stay whole. */
function flatten(config) {
    const found = [];
    const visit = (prefix, node) => {
        for (const [name, value] of Object.entries(node)) {
            const key = prefix === "" ? name : `${prefix}.${name}`;
            const isLeaf = key in OPTION_KEYS || isWorkerKey(key) || !(0,values/* isMapping */.pi)(value) || IGNORED_SECTIONS.includes(name);
            if (isLeaf)
                found.push([key, value]);
            else
                visit(key, value);
        }
    };
    visit("", config);
    return found;
}
function isWorkerKey(key) {
    const parts = key.split(".");
    return parts.length === 3 && parts[0] === "Workers" && (parts[2] ?? "") in WORKER_KEYS;
}
function applySet(options, set) {
    const cut = set.indexOf("=");
    if (cut < 1)
        throw new errors/* UserError */.y("usage", `--generator-set ${set}: KEY=VALUE is needed, e.g. K8sConfig.k8s_namespace=prod`);
    const written = set.slice(cut + 1);
    let value;
    try {
        value = (0,dist/* parse */.qg)(written, { maxAliasCount: 0 });
    }
    catch {
        value = written;
    }
    return applyMapping(options, { [set.slice(0, cut).trim()]: (value ?? "") });
}
function applyKey(options, key, value) {
    if (IGNORED_SECTIONS.includes(key.split(".")[0] ?? ""))
        return options;
    const apply = Object.hasOwn(OPTION_KEYS, key) ? OPTION_KEYS[key] : undefined;
    if (apply !== undefined)
        return apply(options, value, key);
    const [section, roleName, name = ""] = key.split(".");
    const role = types/* ROLES_OF_OPTIONS */.f.find((candidate) => candidate === roleName);
    const read = Object.hasOwn(WORKER_KEYS, name) ? WORKER_KEYS[name] : undefined;
    if (section !== "Workers" || role === undefined || read === undefined || !isWorkerKey(key)) {
        throw new errors/* UserError */.y("usage", `unknown generator option ${key}${(0,nearest_name/* didYouMean */.a)(key, allOptionKeys())} (docs/artifacts.md lists all)`);
    }
    if (value === null)
        return options;
    const overrides = {
        ...options.workers[role],
        [name === "page_size" ? "tokens_per_block" : name]: read(value, key),
    };
    return { ...options, workers: { ...options.workers, [role]: overrides } };
}
function applyFlags(options, sources) {
    const k8s = {
        ...options.k8s,
        ...(sources.namespace === undefined ? {} : { namespace: (0,values/* text */.Qq)(sources.namespace, "--namespace") }),
        ...(sources.imagePullSecret === undefined
            ? {}
            : { imagePullSecret: (0,values/* text */.Qq)(sources.imagePullSecret, "--image-pull-secret") }),
        ...(sources.transport === undefined
            ? {}
            : { transport: (0,values/* oneOf */.yL)(transport/* TRANSPORTS */.Z)(sources.transport, "--transport") }),
        ...(sources.modelCache === undefined ? {} : modelCache(sources.modelCache)),
    };
    return {
        ...options,
        k8s,
        ...(sources.dynamoVersion === undefined ? {} : { dynamoVersion: sources.dynamoVersion }),
        ...(sources.engineVersion === undefined ? {} : { engineVersion: sources.engineVersion }),
    };
}
function modelCache(value) {
    const [pvcName = "", mount = "", subpath = "", ...rest] = value.split(":");
    if (pvcName === "" || rest.length > 0 || (mount !== "" && !mount.startsWith("/"))) {
        throw new errors/* UserError */.y("usage", `--model-cache ${value}: NAME[:MOUNT[:SUBPATH]] is needed, MOUNT an absolute path, e.g. model-cache:/models:qwen`);
    }
    return {
        pvcName,
        ...(mount === "" ? {} : { pvcMountPath: mount }),
        ...(subpath === "" ? {} : { modelPathInPvc: subpath }),
    };
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


/***/ })

};
