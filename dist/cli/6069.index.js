export const id = 6069;
export const ids = [6069];
export const modules = {

/***/ 4367:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  N5: () => (/* binding */ mayBeExperimentText),
  gj: () => (/* binding */ readExperimentFile)
});

// UNUSED EXPORTS: EXPERIMENT_RULES, isExperimentData

// EXTERNAL MODULE: ./build/lib/domain/nearest-name.js
var nearest_name = __webpack_require__(7267);
;// CONCATENATED MODULE: ./build/lib/manifest/experiment/flat.js
/** A mapping, or an empty one. */
function flat_mapping(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}
/** A value that is set: null is the same as absent. */
function set(value) {
    return value === null || value === undefined ? undefined : value;
}
/** Text of a text or number (`backend_version: 0.24` without quotes). Empty text is absent. */
function textOf(value) {
    if (typeof value === "number")
        return String(value);
    return typeof value === "string" && value !== "" ? value : undefined;
}

;// CONCATENATED MODULE: ./build/lib/manifest/experiment/names.js
/** A GPU system by name: compute capability times ten, undefined for other vendors. */
const SYSTEM_SM = {
    h100_sxm: 90,
    h100_pcie: 90,
    h200_sxm: 90,
    b200_sxm: 100,
    b300_sxm: 103,
    gb200: 100,
    gb300: 103,
    a100_sxm: 80,
    a100_pcie: 80,
    a30: 80,
    l4: 89,
    l40s: 89,
    b60: undefined,
    rtx_pro_6000_server: 120,
};
/** Older spellings of systems. */
const SYSTEM_ALIASES = { gb200_sxm: "gb200" };
/** Spellings of engines, all lower case. */
const BACKEND_ALIASES = {
    trtllm: "trtllm",
    "trt-llm": "trtllm",
    "tensorrt-llm": "trtllm",
    tensorrtllm: "trtllm",
    vllm: "vllm",
    sglang: "sglang",
};
/** Names of release 0.5.0, case sensitive (`spec/experiment-files.md` 2.4). */
const LEGACY_MODELS = {
    LLAMA2_7B: { id: "meta-llama/Llama-2-7b-hf" },
    LLAMA2_13B: { id: "meta-llama/Llama-2-13b-hf" },
    LLAMA2_70B: { id: "meta-llama/Llama-2-70b-hf" },
    "LLAMA3.1_8B": { id: "meta-llama/Meta-Llama-3.1-8B" },
    "LLAMA3.1_70B": { id: "meta-llama/Meta-Llama-3.1-70B", fp8: "nvidia/Llama-3.1-70B-Instruct-FP8" },
    "LLAMA3.1_405B": { id: "meta-llama/Meta-Llama-3.1-405B" },
    MOE_Mixtral8x7B: { id: "mistralai/Mixtral-8x7B-v0.1" },
    MOE_Mixtral8x22B: { id: "mistralai/Mixtral-8x22B-v0.1" },
    DEEPSEEK_V3: {
        id: "deepseek-ai/DeepSeek-V3",
        fp8: "deepseek-ai/DeepSeek-V3",
        nvfp4: "nvidia/DeepSeek-V3.1-NVFP4",
    },
    "QWEN2.5_1.5B": { id: "Qwen/Qwen2.5-1.5B" },
    "QWEN2.5_7B": { id: "Qwen/Qwen2.5-7B" },
    "QWEN2.5_32B": { id: "Qwen/Qwen2.5-32B" },
    "QWEN2.5_72B": { id: "Qwen/Qwen2.5-72B" },
    "QWEN3_0.6B": { id: "Qwen/Qwen3-0.6B" },
    "QWEN3_1.7B": { id: "Qwen/Qwen3-1.7B" },
    QWEN3_8B: { id: "Qwen/Qwen3-8B" },
    QWEN3_32B: { id: "Qwen/Qwen3-32B", fp8: "Qwen/Qwen3-32B-FP8" },
    QWEN3_30B_A3B: { id: "Qwen/Qwen3-30B-A3B", fp8: "Qwen/Qwen3-30B-A3B-FP8" },
    QWEN3_235B: {
        id: "Qwen/Qwen3-235B-A22B",
        fp8: "Qwen/Qwen3-235B-A22B-FP8",
        nvfp4: "nvidia/Qwen3-235B-A22B-NVFP4",
    },
    QWEN3_480B: { id: "Qwen/Qwen3-Coder-480B-A35B-Instruct" },
    "Nemotron_super_v1.1": { id: "nvidia/Llama-3_3-Nemotron-Super-49B-v1" },
    GPT_OSS_120B: { id: "openai/gpt-oss-120b" },
    GPT_OSS_20B: { id: "openai/gpt-oss-20b" },
};
/** Quantization names by field (`spec/experiment-files.md` 3.5). */
const QUANT_NAMES = {
    gemm: [
        "bfloat16",
        "int8_wo",
        "int4_wo",
        "fp8",
        "fp8_static",
        "sq",
        "fp8_block",
        "fp8_ootb",
        "nvfp4",
        "nvfp4_wo",
        "w4a16_nvfp4",
    ],
    moe: [
        "bfloat16",
        "fp8",
        "int4_wo",
        "fp8_block",
        "w4afp8",
        "nvfp4",
        "nvfp4_wo",
        "w4a16_mxfp4",
        "w4a8_mxfp4_mxfp8",
        "w4a8_mxfp4_mxfp8_trtllm",
        "w4a16_mxfp4_cutlass",
        "w4a16_nvfp4",
    ],
    kvcache: ["bfloat16", "int8", "fp8"],
    fmha: ["bfloat16", "float16", "fp8", "fp8_block"],
    comm: ["half", "int8", "fp8"],
};
const QUANT_FIELDS = Object.keys(QUANT_NAMES);
/** Other spellings of number formats; `comm` has none. */
const QUANT_ALIASES = {
    float16: "bfloat16",
    fp16: "bfloat16",
    bf16: "bfloat16",
};
/** Presets of number formats: names of release 0.5.0 and of its successor's converter (`spec/experiment-files.md` 2.5). */
const PROFILES = (() => {
    const all = (mode) => ({
        gemm: mode,
        moe: mode,
        kvcache: mode,
        fmha: mode,
        comm: "half",
    });
    const fp8 = all("fp8");
    const bfloat16 = all("bfloat16");
    const nvfp4 = { gemm: "nvfp4", moe: "nvfp4", kvcache: "fp8", fmha: "fp8", comm: "half" };
    return {
        fp8_default: fp8,
        fp8,
        float16_default: bfloat16,
        bfloat16,
        nvfp4_default: nvfp4,
        nvfp4,
        fp8_static: { ...fp8, gemm: "fp8_static" },
        mxfp4: { ...bfloat16, moe: "w4a16_mxfp4" },
    };
})();

;// CONCATENATED MODULE: ./build/lib/manifest/experiment/read-v1.js


const LISTS = {
    num_gpu_per_worker: "gpus",
    tp_list: "tp",
    pp_list: "pp",
    dp_list: "dp",
    moe_tp_list: "moeTp",
    moe_ep_list: "moeEp",
    cp_list: "cp",
};
const SHARED = [
    "total_gpus",
    "isl",
    "osl",
    "prefix",
    "ttft",
    "tpot",
    "request_latency",
    "database_mode",
    "transfer_policy",
    "free_gpu_memory_fraction",
    "max_seq_len",
    "forward_model",
    "nextn",
    "nextn_accepted",
    "nextn_accept_rates",
    "moe_backend",
    "attention_backend",
    "enable_chunked_prefill",
    "use_specific_quant_mode",
    "profiles",
];
const TUNABLE = [
    "nextn",
    "nextn_accepted",
    "nextn_accept_rates",
    "moe_backend",
    "attention_backend",
];
const RUNTIME = ["isl", "osl", "prefix", "ttft", "tpot", "request_latency"];
const RENAMED = {
    replica_config: {
        num_gpu_per_replica: "num_gpu_per_replica",
        max_gpu_per_replica: "max_gpu_per_replica",
        max_prefill_worker: "max_prefill_workers",
        max_decode_worker: "max_decode_workers",
    },
    advanced_tuning_config: {
        prefill_latency_correction_scale: "prefill_latency_correction",
        decode_latency_correction_scale: "decode_latency_correction",
        prefill_max_batch_size: "prefill_max_batch_size",
        decode_max_batch_size: "decode_max_batch_size",
    },
};
/** Reads an experiment of the nested form, already checked against its schema (`spec/experiment-files.md` 2). */
function readV1(name, raw) {
    const mode = raw["serving_mode"] === "disagg" ? "disagg" : "agg";
    const problems = [];
    const config = flat_mapping(raw["config"]);
    const hasConfig = Object.keys(config).length > 0;
    const values = {};
    const paths = {};
    const take = (key, found) => {
        if (found === undefined || set(found.value) === undefined)
            return;
        values[key] = found.value;
        paths[key] = found.path;
    };
    for (const key of SHARED)
        take(key, { value: raw[key], path: [name, key] });
    for (const key of TUNABLE)
        take(key, { value: config[key], path: [name, "config", key] });
    const block = (key) => blockOf(name, raw, config, hasConfig, key);
    const runtime = block("runtime_config");
    for (const key of RUNTIME)
        take(key, { value: flat_mapping(runtime.value)[key], path: [...runtime.path, key] });
    for (const [blockName, keys] of Object.entries(RENAMED)) {
        const found = block(blockName);
        for (const [key, as] of Object.entries(keys))
            take(as, { value: flat_mapping(found.value)[key], path: [...found.path, key] });
    }
    problems.push(...strayBlocks(name, raw, hasConfig, mode), ...replaceProblems(name, raw, config));
    const model = textOf(raw["model_name"]) ?? textOf(raw["model_path"]);
    paths["model"] = [name, textOf(raw["model_name"]) === undefined ? "model_path" : "model_name"];
    const role = (as, blockName, systemKey) => readRole(name, raw, block(blockName), { as, systemKey }, model, paths);
    const first = mode === "agg"
        ? role("agg", "worker_config", "system_name")
        : role("prefill", "prefill_worker_config", "system_name");
    const decode = mode === "disagg"
        ? role("decode", "decode_worker_config", textOf(raw["decode_system_name"]) === undefined ? "system_name" : "decode_system_name")
        : undefined;
    const blocks = ["worker_config", "prefill_worker_config", "decode_worker_config"].map((key) => flat_mapping(block(key).value));
    const notes = [raw, ...blocks].some((one) => one["enable_wideep"] === true)
        ? ["enable_wideep ignored: large expert parallelism is explored wherever data cover it"]
        : [];
    return {
        flat: {
            name,
            form: "v1",
            mode,
            first,
            ...(decode === undefined ? {} : { decode }),
            values,
            paths,
            notes,
        },
        problems,
    };
}
/** A block inside `config`; directly in the experiment when there is no `config`. */
function blockOf(name, raw, config, hasConfig, key) {
    return hasConfig
        ? { value: config[key], path: [name, "config", key] }
        : { value: raw[key], path: [name, key] };
}
function readRole(name, raw, block, role, model, paths) {
    const own = flat_mapping(block.value);
    const read = (as, key, outer) => {
        const inside = textOf(set(own[key]));
        paths[`${role.as}.${as}`] =
            inside !== undefined || outer === undefined ? [...block.path, key] : [name, outer];
        return inside ?? (outer === undefined ? undefined : textOf(set(raw[outer])));
    };
    const quant = {};
    for (const field of QUANT_FIELDS)
        quant[field] = read(`quant.${field}`, `${field}_quant_mode`);
    const lists = {};
    for (const [key, field] of Object.entries(LISTS)) {
        paths[`${role.as}.lists.${field}`] = [...block.path, key];
        lists[field] = set(own[key]);
    }
    const system = read("system", "system_name", role.systemKey);
    const backend = read("backend", "backend_name", "backend_name");
    const version = read("version", "backend_version", "backend_version");
    return {
        ...(model === undefined ? {} : { model }),
        ...(system === undefined ? {} : { system }),
        ...(backend === undefined ? {} : { backend }),
        ...(version === undefined ? {} : { version }),
        quant,
        lists,
    };
}
/** Blocks that would not take effect: beside `config`, or of the other serving mode. */
function strayBlocks(name, raw, hasConfig, mode) {
    const blocks = [
        "worker_config",
        "prefill_worker_config",
        "decode_worker_config",
        "replica_config",
        "advanced_tuning_config",
        "runtime_config",
    ];
    const wrong = mode === "agg" ? blocks.slice(1, 5) : blocks.slice(0, 1);
    const where = hasConfig ? flat_mapping(raw["config"]) : raw;
    const base = hasConfig ? [name, "config"] : [name];
    const problems = wrong
        .filter((key) => set(where[key]) !== undefined)
        .map((key) => ({
        path: [...base, key],
        onKey: true,
        message: `${key} has no effect with serving_mode ${mode}; remove it`,
    }));
    if (!hasConfig)
        return problems;
    return problems.concat(blocks
        .filter((key) => set(raw[key]) !== undefined)
        .map((key) => ({
        path: [name, key],
        onKey: true,
        message: `${key} has no effect beside config; move it into config`,
    })));
}
function replaceProblems(name, raw, config) {
    const inner = textOf(config["model_name"]);
    const outer = textOf(raw["model_name"]) ?? textOf(raw["model_path"]);
    if (raw["mode"] !== "replace") {
        return inner === undefined
            ? []
            : [
                {
                    path: [name, "config", "model_name"],
                    onKey: true,
                    message: "model_name inside config is for mode replace only; remove it",
                },
            ];
    }
    if (Object.keys(config).length === 0)
        return [];
    if (inner === undefined) {
        return [
            {
                path: [name, "config"],
                onKey: true,
                message: "mode replace: config must be the whole configuration and say model_name; use mode patch to change single values",
            },
        ];
    }
    return inner === outer
        ? []
        : [
            {
                path: [name, "config", "model_name"],
                onKey: false,
                message: `model_name inside config is ${inner}, the experiment says ${String(outer)}; both must be the same`,
            },
        ];
}

;// CONCATENATED MODULE: ./build/lib/manifest/experiment/read-v2.js


const read_v2_LISTS = {
    num_gpu: "gpus",
    tp: "tp",
    pp: "pp",
    dp: "dp",
    moe_tp: "moeTp",
    moe_ep: "moeEp",
    cp: "cp",
};
const read_v2_SHARED = [
    "total_gpus",
    "isl",
    "osl",
    "prefix",
    "ttft",
    "tpot",
    "request_latency",
    "pareto_sweep",
    "database_mode",
    "transfer_policy",
    "free_gpu_memory_fraction",
    "max_seq_len",
    "forward_model",
    "nextn",
    "nextn_accepted",
    "nextn_accept_rates",
    "moe_backend",
    "attention_backend",
    "enable_chunked_prefill",
    "num_gpu_per_replica",
    "max_gpu_per_replica",
    "max_prefill_workers",
    "max_decode_workers",
    "prefill_max_batch_size",
    "decode_max_batch_size",
    "prefill_latency_correction",
    "decode_latency_correction",
    "rate_match_prefill_degradation",
    "rate_match_decode_degradation",
    "autoscale_ttft_correction_factor",
];
/** Top-level keys that have no meaning when the roles have their own (`spec/experiment-files.md` 3.3). */
const NOT_IN_DISAGG = [
    "model_path",
    "system_name",
    "enable_chunked_prefill",
    "enable_eplb",
    ...QUANT_FIELDS.map((field) => `${field}_quant_mode`),
];
/** Reads an experiment of the flat form, already checked against its schema. */
function readV2(name, raw) {
    const mode = raw["serving_mode"] === "disagg" ? "disagg" : "agg";
    const problems = [];
    const paths = {};
    const values = {};
    for (const key of read_v2_SHARED) {
        if (set(raw[key]) === undefined)
            continue;
        values[key] = raw[key];
        paths[key] = [name, key];
    }
    if (mode === "disagg") {
        const stray = NOT_IN_DISAGG.filter((key) => set(raw[key]) !== undefined && raw[key] !== false && raw[key] !== "");
        for (const key of stray) {
            problems.push({
                path: [name, key],
                onKey: true,
                message: `${key} is not used with serving_mode disagg; say prefill_${key} and decode_${key} instead`,
            });
        }
        if (raw["prefill_model_path"] !== raw["decode_model_path"]) {
            problems.push({
                path: [name, "decode_model_path"],
                onKey: false,
                message: "prefill_model_path and decode_model_path differ; both roles must serve the same model",
            });
        }
    }
    const first = mode === "agg"
        ? read_v2_readRole(name, raw, "", "agg_", "agg", paths)
        : read_v2_readRole(name, raw, "prefill_", "prefill_", "prefill", paths);
    const decode = mode === "disagg" ? read_v2_readRole(name, raw, "decode_", "decode_", "decode", paths) : undefined;
    return {
        flat: {
            name,
            form: "v2",
            mode,
            first,
            ...(decode === undefined ? {} : { decode }),
            values,
            paths,
            notes: visionNotes(raw),
        },
        problems: [...problems, ...visionProblems(name, raw)],
    };
}
function read_v2_readRole(name, raw, prefix, listPrefix, role, paths) {
    const read = (key, as) => {
        paths[`${role}.${as}`] = [name, `${prefix}${key}`];
        return textOf(set(raw[`${prefix}${key}`]));
    };
    const quant = {};
    for (const field of QUANT_FIELDS)
        quant[field] = read(`${field}_quant_mode`, `quant.${field}`);
    const lists = {};
    for (const [key, field] of Object.entries(read_v2_LISTS)) {
        paths[`${role}.lists.${field}`] = [name, `${listPrefix}${key}_candidates`];
        lists[field] = set(raw[`${listPrefix}${key}_candidates`]);
    }
    const model = read("model_path", "model");
    const system = read("system_name", "system");
    const backend = read("backend_name", "backend");
    const version = read("backend_version", "version");
    return {
        ...(model === undefined ? {} : { model }),
        ...(system === undefined ? {} : { system }),
        ...(backend === undefined ? {} : { backend }),
        ...(version === undefined ? {} : { version }),
        quant,
        lists,
    };
}
function visionProblems(name, raw) {
    const wanted = ["image_height", "image_width"].filter((key) => Number(set(raw[key]) ?? 0) > 0);
    if (raw["enable_epd"] === true)
        wanted.push("enable_epd");
    return wanted.map((key) => ({
        path: [name, key],
        onKey: true,
        message: `${key}: vision inputs and encoder disaggregation are not predicted; remove it to search for text alone`,
    }));
}
function visionNotes(raw) {
    const flags = flat_mapping(raw);
    const deprecated = ["enable_wideep", "prefill_enable_wideep", "decode_enable_wideep"].filter((key) => flags[key] === true);
    return deprecated.length === 0
        ? []
        : [`${deprecated.join(", ")} ignored: large expert parallelism is explored wherever data cover it`];
}

;// CONCATENATED MODULE: ./build/lib/manifest/experiment/keys.js
const described = (schema, description) => ({ ...schema, description });
const nullable = (type) => [type, "null"];
/** Every optional key may be null: saved files list all keys. */
const keys_text = (description) => described({ type: nullable("string") }, description);
const requiredText = (description) => described({ type: "string", minLength: 1 }, description);
const flag = (description) => described({ type: nullable("boolean") }, description);
const whole = (minimum, description) => described({ type: nullable("integer"), minimum, maximum: 100_000_000 }, description);
const positive = (description) => described({ type: nullable("number"), exclusiveMinimum: 0, maximum: 1e12 }, description);
const share = (description) => described({ type: nullable("number"), exclusiveMinimum: 0, maximum: 1 }, description);
const sizes = (description) => described({
    type: nullable("array"),
    minItems: 1,
    maxItems: 512,
    uniqueItems: true,
    items: { type: "integer", minimum: 1, maximum: 65_536 },
}, description);
const anything = (description) => described({}, description);
/** Lengths, limits and switches that both forms know. */
const COMMON_KEYS = {
    isl: whole(1, "Prompt length in tokens. Default 4000."),
    osl: whole(2, "Answer length in tokens. Default 1000."),
    prefix: whole(0, "Cached tokens of the prompt, below isl. Default 0."),
    ttft: positive("Limit on the time to the first token in milliseconds. Default 1000."),
    tpot: positive("Limit on the time per output token in milliseconds. Default 50."),
    request_latency: positive("Limit on the whole request in milliseconds; replaces the limit on tpot."),
    database_mode: described({ enum: ["SILICON", "HYBRID", "EMPIRICAL", "SOL", "SOL_FULL", null] }, "Measured data only, measured else estimated, estimated only, or the bare roofline. Default SILICON."),
    free_gpu_memory_fraction: share("Memory fraction of the engine; its own default unless given."),
    max_seq_len: whole(1, "Longest sequence (TensorRT-LLM). Default isl + osl."),
    engine_step_backend: keys_text("Accepted and ignored."),
    forward_model: described({ enum: ["op_level", "fpm", null] }, "How a step is priced; only op_level is supported."),
    nextn: described({ anyOf: [{ type: ["integer", "null"], minimum: 0, maximum: 64 }, { const: "auto" }] }, "Draft tokens per step."),
    nextn_accepted: described({ type: nullable("number"), minimum: 0 }, "Drafts accepted per step on average, between 0 and nextn."),
    nextn_accept_rates: described({ type: nullable("array"), maxItems: 64, items: { type: "number", minimum: 0, maximum: 1 } }, "Older form of nextn_accepted: acceptance of each draft position."),
    moe_backend: keys_text("megamoe (SGLang on Blackwell) or deepep_moe (ignored)."),
    attention_backend: described({ enum: ["fa3", "triton", "trtllm_mha", "flashinfer", "fla", "default", "None", null] }, "Attention kernel to assume."),
    wideep_num_slots: whole(1, "Slots of the expert load balancer."),
    enable_wideep: flag("Deprecated: large expert parallelism is explored wherever data cover it."),
    enable_eplb: flag("Expert load balancer."),
};
/** One quantization mode; spellings are resolved by the reader, so that aliases get a note instead of an error. */
const quantMode = (what) => keys_text(`Number format of ${what}.`);
const QUANT_KEYS = {
    gemm_quant_mode: quantMode("matrix multiplications"),
    moe_quant_mode: quantMode("experts"),
    kvcache_quant_mode: quantMode("the KV cache"),
    fmha_quant_mode: quantMode("attention"),
    comm_quant_mode: quantMode("collectives"),
};

;// CONCATENATED MODULE: ./build/lib/manifest/experiment/schema.js

const prefixed = (prefix, keys) => Object.fromEntries(Object.entries(keys).map(([key, schema]) => [`${prefix}${key}`, schema]));
const schema_closed = (properties, more = {}) => ({
    type: ["object", "null"],
    additionalProperties: false,
    properties,
    ...more,
});
const SERVING_MODES = ["agg", "disagg", "afd"];
/** Worker block of the first form (`spec/experiment-files.md` 2.3). */
const V1_WORKER = schema_closed({
    system_name: keys_text("GPU system of this role."),
    backend_name: keys_text("Engine of this role."),
    backend_version: keys_text("Version of the performance data for this role."),
    num_gpu_per_worker: sizes("GPUs that one worker may have."),
    tp_list: sizes("Tensor parallel sizes."),
    pp_list: sizes("Pipeline parallel sizes."),
    dp_list: sizes("Attention data parallel sizes."),
    moe_tp_list: sizes("Tensor parallel sizes of the experts."),
    moe_ep_list: sizes("Expert parallel sizes."),
    cp_list: sizes("Context parallel sizes (SGLang prefill and agg)."),
    enable_wideep: flag("Deprecated, ignored."),
    enable_eplb: flag("Expert load balancer."),
    ...QUANT_KEYS,
});
const V1_BLOCKS = {
    worker_config: V1_WORKER,
    prefill_worker_config: V1_WORKER,
    decode_worker_config: V1_WORKER,
    replica_config: schema_closed({
        num_gpu_per_replica: sizes("GPUs that one replica may have."),
        max_gpu_per_replica: whole(1, "Most GPUs of one replica. Default 128."),
        max_prefill_worker: whole(1, "Most prefill workers of one replica. Default 32."),
        max_decode_worker: whole(1, "Most decode workers of one replica. Default 32."),
    }),
    advanced_tuning_config: schema_closed({
        prefill_latency_correction_scale: positive("Factor on predicted prefill latency. Default 1.1."),
        decode_latency_correction_scale: positive("Factor on predicted decode latency. Default 1.08."),
        prefill_max_batch_size: whole(1, "Largest prefill batch that is tried. Default 1."),
        decode_max_batch_size: whole(1, "Largest decode batch that is tried. Default 512."),
    }),
    runtime_config: schema_closed({
        isl: COMMON_KEYS["isl"],
        osl: COMMON_KEYS["osl"],
        prefix: COMMON_KEYS["prefix"],
        ttft: COMMON_KEYS["ttft"],
        tpot: COMMON_KEYS["tpot"],
        request_latency: COMMON_KEYS["request_latency"],
    }),
};
const V1_TUNABLE = {
    nextn: COMMON_KEYS["nextn"],
    nextn_accept_rates: COMMON_KEYS["nextn_accept_rates"],
    nextn_accepted: COMMON_KEYS["nextn_accepted"],
    moe_backend: COMMON_KEYS["moe_backend"],
    attention_backend: COMMON_KEYS["attention_backend"],
    wideep_num_slots: COMMON_KEYS["wideep_num_slots"],
    ...V1_BLOCKS,
};
/** First form (release 0.5.0): `model_name`, `mode`, a nested `config` block (`spec/experiment-files.md` 2). */
const V1_SCHEMA = {
    type: "object",
    additionalProperties: false,
    required: ["serving_mode", "total_gpus", "system_name"],
    anyOf: [{ required: ["model_name"] }, { required: ["model_path"] }],
    properties: {
        mode: {
            enum: ["patch", "replace", null],
            description: "How config is combined with the defaults. Default patch.",
        },
        serving_mode: { enum: SERVING_MODES, description: "Aggregated or disaggregated serving." },
        model_name: requiredText("Fixed name of release 0.5.0 (QWEN3_32B) or a repository id."),
        model_path: requiredText("Repository id or folder with config.json."),
        total_gpus: { type: "integer", minimum: 0, description: "GPUs of the whole deployment." },
        system_name: requiredText("GPU system; of the prefill workers when disaggregated."),
        decode_system_name: keys_text("GPU system of the decode workers."),
        backend_name: keys_text("trtllm, vllm or sglang. Default trtllm."),
        backend_version: {
            type: ["string", "number", "null"],
            description: "Version of the performance data, in quotes.",
        },
        use_specific_quant_mode: keys_text("Number format of matrix multiplications and experts."),
        profiles: {
            type: ["array", "null"],
            maxItems: 20,
            items: { type: "string" },
            description: "Presets of number formats.",
        },
        config: schema_closed(V1_TUNABLE, {
            properties: { ...V1_TUNABLE, model_name: keys_text("Only with mode replace.") },
        }),
        transfer_policy: anything("What may be borrowed where nothing was measured."),
        enable_chunked_prefill: flag("Finer grid of context tokens."),
        ...COMMON_KEYS,
        ...V1_BLOCKS,
    },
};
const V2_WORKER_KEYS = {
    backend_name: keys_text("trtllm, vllm or sglang. Default trtllm."),
    backend_version: {
        type: ["string", "number", "null"],
        description: "Version of the performance data, in quotes; the current one unless given.",
    },
    enable_eplb: flag("Expert load balancer."),
    enable_wideep: flag("Deprecated, ignored."),
    ...QUANT_KEYS,
};
const V2_CANDIDATES = {
    num_gpu_candidates: sizes("GPUs that one worker may have."),
    tp_candidates: sizes("Tensor parallel sizes."),
    pp_candidates: sizes("Pipeline parallel sizes."),
    dp_candidates: sizes("Attention data parallel sizes."),
    moe_tp_candidates: sizes("Tensor parallel sizes of the experts."),
    moe_ep_candidates: sizes("Expert parallel sizes."),
    cp_candidates: sizes("Context parallel sizes."),
};
const V2_DISAGG = {
    num_gpu_per_replica: sizes("GPUs that one replica may have."),
    max_gpu_per_replica: whole(1, "Most GPUs of one replica. Default 128."),
    max_prefill_workers: whole(1, "Most prefill workers of one replica. Default 32."),
    max_decode_workers: whole(1, "Most decode workers of one replica. Default 32."),
    prefill_max_batch_size: whole(1, "Largest prefill batch that is tried. Default 1."),
    decode_max_batch_size: whole(1, "Largest decode batch that is tried. Default 512."),
    prefill_latency_correction: positive("Factor on predicted prefill latency. Default 1.1."),
    decode_latency_correction: positive("Factor on predicted decode latency. Default 1.08."),
    rate_match_prefill_degradation: positive("Share of the prefill rate that a replica reaches. Default 0.9."),
    rate_match_decode_degradation: positive("Share of the decode rate that a replica reaches. Default 0.92."),
    autoscale_ttft_correction_factor: positive("Factor on prefill latency for queueing. Default 1.8."),
};
const V2_VISION = {
    image_height: whole(0, "Vision-language models: not predicted."),
    image_width: whole(0, "Vision-language models: not predicted."),
    num_images_per_request: whole(0, "Vision-language models: not predicted."),
    enable_encoder_dp: flag("Vision-language models: not predicted."),
    enable_epd: flag("Encoder disaggregation: not predicted."),
    encoder_tp_candidates: sizes("Needs enable_epd."),
    encoder_batch_candidates: sizes("Needs enable_epd."),
    max_encoder_workers: whole(1, "Needs enable_epd."),
    encoder_latency_correction: positive("Needs enable_epd."),
    encoder_system_name: keys_text("Needs enable_epd."),
    rate_match_encoder_degradation: positive("Needs enable_epd."),
};
/** Keys of attention/FFN disaggregation: recognised, so that a saved file loads back, and not used. */
const AFD_KEYS = [
    "total_gpus",
    "combined_with_pd",
    "comm_overhead_factor",
    "boundary_on_attn",
    "total_batch_size",
    "max_a_batch_size",
    "n_a_nodes",
    "n_f_nodes",
    "tp_a",
    "a_batch_size",
    "tp_a_candidates",
    "microbatch_candidates",
    "pipeline_model_candidates",
    "f_moe_ep_size_candidates",
    "max_af_ratio",
    "max_candidates",
    "candidate_overflow",
    "prefill_batch_size_list",
    "prefill_max_candidates",
    "prefill_candidate_overflow",
    "max_prefill_gpus",
    "max_prefill_workers",
    "prefill_degradation",
    "decode_degradation",
    "ttft_correction_factor",
    "decode_latency_correction",
];
/** Second form (release 0.12.0): one flat mapping (`spec/experiment-files.md` 3). */
const V2_SCHEMA = {
    type: "object",
    additionalProperties: false,
    required: ["serving_mode", "total_gpus"],
    properties: {
        serving_mode: { enum: SERVING_MODES, description: "Aggregated or disaggregated serving." },
        total_gpus: { type: "integer", minimum: 0, description: "GPUs of the whole deployment." },
        pareto_sweep: flag("false: only the tpot limit itself is a target. Default true."),
        transfer_policy: anything("What may be borrowed where nothing was measured: a preset, a comma list or a list."),
        model_path: keys_text("Repository id or folder with config.json (agg)."),
        system_name: keys_text("GPU system (agg)."),
        enable_chunked_prefill: flag("Finer grid of context tokens. Default false."),
        ...COMMON_KEYS,
        ...V2_WORKER_KEYS,
        ...prefixed("agg_", V2_CANDIDATES),
        prefill_model_path: keys_text("Repository id or folder with config.json."),
        prefill_system_name: keys_text("GPU system of the prefill workers."),
        prefill_enable_chunked_prefill: flag("No effect on the disaggregated search."),
        ...prefixed("prefill_", { ...V2_WORKER_KEYS, ...V2_CANDIDATES }),
        decode_model_path: keys_text("The same model as prefill_model_path."),
        decode_system_name: keys_text("GPU system of the decode workers."),
        ...prefixed("decode_", { ...V2_WORKER_KEYS, ...V2_CANDIDATES }),
        ...V2_DISAGG,
        ...V2_VISION,
        ...Object.fromEntries(AFD_KEYS.map((key) => [`afd_${key}`, anything("Attention/FFN disaggregation: not supported.")])),
    },
    allOf: [
        {
            if: { required: ["serving_mode"], properties: { serving_mode: { const: "agg" } } },
            then: {
                required: ["model_path", "system_name"],
                properties: {
                    model_path: requiredText("Repository id or folder with config.json."),
                    system_name: requiredText("GPU system."),
                },
            },
        },
        {
            if: { required: ["serving_mode"], properties: { serving_mode: { const: "disagg" } } },
            then: {
                required: ["prefill_model_path", "decode_model_path", "prefill_system_name", "decode_system_name"],
                properties: Object.fromEntries(["prefill_model_path", "decode_model_path", "prefill_system_name", "decode_system_name"].map((key) => [key, requiredText("Needed with serving_mode disagg.")])),
            },
        },
    ],
};
/** Keys that make an experiment one of the first form. */
const V1_MARKERS = [
    "mode",
    "config",
    "profiles",
    "worker_config",
    "prefill_worker_config",
    "decode_worker_config",
    "replica_config",
    "advanced_tuning_config",
    "model_name",
];
/** The whole file, for editors: `exps` and experiments of either form. */
const FILE_SCHEMA = {
    $schema: "http://json-schema.org/draft-07/schema#",
    $id: "https://dynamo-advisor.dev/schemas/experiment.schema.json",
    title: "Experiment file",
    description: "Experiments of `exp`: every key but exps is one experiment, in the flat form or in the older nested one.",
    type: "object",
    properties: {
        exps: {
            type: "array",
            items: { type: "string" },
            description: "Names of the experiments to run, in order. All unless given.",
        },
    },
    additionalProperties: {
        if: { type: "object", anyOf: V1_MARKERS.map((key) => ({ required: [key] })) },
        then: V1_SCHEMA,
        else: V2_SCHEMA,
    },
};

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
// EXTERNAL MODULE: ./build/lib/manifest/yaml/inspect.js
var inspect = __webpack_require__(1854);
;// CONCATENATED MODULE: ./build/lib/manifest/experiment/source.js


/** Largest experiment file that is read, in characters. */
const MAX_LENGTH = 512 * 1024;
const MAX_NODES = 50_000;
const MAX_ALIASES = 200;
const START = { line: 1, column: 1 };
/** Parses one YAML document within bounds of size, depth and aliases. Several documents are refused. */
function parseSource(text) {
    if (text.length > MAX_LENGTH)
        return {
            problem: `the file has ${text.length} characters, at most ${MAX_LENGTH} are read`,
            position: START,
        };
    const lines = new dist.LineCounter();
    const at = (offset) => {
        const { line, col } = lines.linePos(offset);
        return { line: Math.max(line, 1), column: Math.max(col, 1) };
    };
    try {
        const document = (0,dist.parseDocument)(text, {
            lineCounter: lines,
            uniqueKeys: false,
            merge: true,
            logLevel: "error",
            prettyErrors: false,
        });
        const broken = document.errors[0];
        if (broken !== undefined)
            return { problem: `not valid YAML: ${firstLine(broken.message)}`, position: at(broken.pos[0]) };
        const inspection = (0,inspect/* inspect */.N)(document, MAX_NODES);
        if (inspection.tooDeep || inspection.nodes > MAX_NODES)
            return { problem: "the file is nested too deeply or has too many values", position: START };
        const alias = inspection.brokenAliases[0];
        if (alias !== undefined)
            return {
                problem: `the alias *${alias.name.slice(0, 60)} ${alias.cyclic ? "contains itself" : "has no anchor before it"}`,
                position: at(alias.start),
            };
        const data = document.toJS({ maxAliasCount: MAX_ALIASES });
        return {
            data,
            at: (path) => at(valueOffset(document, path)),
            atKey: (path) => at(keyOffset(document, path)),
            duplicates: inspection.duplicates.map(({ key, start }) => ({ key, position: at(start) })),
        };
    }
    catch (error) {
        // Deep nesting exhausts recursion, too many aliases are refused by the library.
        return {
            problem: `the file cannot be read as YAML: ${firstLine(error instanceof Error ? error.message : String(error))}`,
            position: START,
        };
    }
}
function firstLine(message) {
    return (message.split("\n")[0] ?? "").slice(0, 200);
}
function nodeAt(document, path) {
    const node = path.length === 0 ? document.contents : document.getIn(path, true);
    return node?.range === undefined ? undefined : node;
}
function valueOffset(document, path) {
    for (let length = path.length; length >= 0; length--) {
        const node = nodeAt(document, path.slice(0, length));
        if (node !== undefined)
            return node.range?.[0] ?? 0;
    }
    return 0;
}
function keyOffset(document, path) {
    const parent = nodeAt(document, path.slice(0, -1));
    const name = String(path.at(-1));
    const pair = parent?.items?.find(({ key }) => String(key?.value) === name);
    return pair?.key?.range?.[0] ?? valueOffset(document, path.slice(0, -1));
}

;// CONCATENATED MODULE: ./build/lib/manifest/experiment/v1-quant.js

const HAS_NVFP4 = 100;
const HAS_FP8_BLOCK = 90;
const HAS_FP8 = 89;
/**
 * Release 0.5.0 chose number formats from the GPU, its successors take them from the checkpoint. A name of 0.5.0 becomes the
 * FP8 or FP4 checkpoint that means the same; where there is none, the base checkpoint with the modes said
 * (`spec/experiment-files.md` 2.4 and 2.6). With two systems the older decides, since both roles serve one checkpoint.
 * Undefined when the name is not one of the fixed ones.
 */
function resolveLegacyModel(name, systems, backend) {
    const known = LEGACY_MODELS[name];
    if (known === undefined)
        return undefined;
    const where = [...new Set(systems)].join(" and ");
    const sm = Math.min(...systems.map((system) => SYSTEM_SM[system] ?? 0));
    const checkpoint = sm >= HAS_NVFP4 ? (known.nvfp4 ?? known.fp8) : sm >= HAS_FP8 ? known.fp8 : undefined;
    if (checkpoint !== undefined) {
        return {
            id: checkpoint,
            quant: {},
            note: checkpoint === known.id ? "" : `${name} means ${checkpoint} on ${where}`,
        };
    }
    const quant = legacyModes(name, sm, backend);
    const gemm = quant.gemm === undefined ? "" : ` in ${quant.gemm}`;
    return { id: known.id, quant, note: `${name} means ${known.id}${gemm} on ${where}` };
}
/** Modes that release 0.5.0 took for a GPU; none below compute capability 8.9. gpt-oss keeps those of its checkpoint. */
function legacyModes(name, sm, backend) {
    if (sm < HAS_FP8 || name.startsWith("GPT_OSS"))
        return {};
    const block = sm >= HAS_FP8_BLOCK && backend !== "vllm" ? "fp8_block" : "fp8";
    const fmha = sm >= HAS_FP8_BLOCK && backend !== "vllm" && name !== "DEEPSEEK_V3" ? "fp8" : "bfloat16";
    return { gemm: block, moe: block, kvcache: "fp8", fmha };
}
/** Release 0.5.0 drafted one token for the DeepSeek family without being asked. */
function hasImplicitDraft(model) {
    return model === "DEEPSEEK_V3" || /^(?:deepseek-ai|nvidia)\/DeepSeek-(?:V3|R1)(?:[.-](?!2)|$)/.test(model);
}

// EXTERNAL MODULE: ./node_modules/ajv/dist/ajv.js
var ajv = __webpack_require__(2463);
;// CONCATENATED MODULE: ./build/lib/manifest/experiment/validate.js



const compiled = new Map();
const SCHEMAS = { v1: V1_SCHEMA, v2: V2_SCHEMA };
const MOST_PROBLEMS = 10;
/** Checks one experiment against the schema of its form. */
function checkShape(experiment, form, name) {
    let validate = compiled.get(form);
    if (validate === undefined) {
        validate = new ajv.Ajv({ allErrors: true, strict: false, ownProperties: true }).compile(SCHEMAS[form]);
        compiled.set(form, validate);
    }
    if (validate(experiment))
        return [];
    const problems = new Map();
    for (const error of telling(validate.errors ?? [])) {
        const problem = describe(error, experiment, name, form);
        problems.set(`${problem.path.join("/")}|${problem.message}`, problem);
    }
    return [...problems.values()].slice(0, MOST_PROBLEMS);
}
/** Leaves out what `if`, `anyOf` and `enum` with null say on top of a more precise error. */
function telling(errors) {
    const useful = errors.filter((error) => error.keyword !== "if" && error.keyword !== "allOf");
    return useful.filter((error) => !(error.keyword === "required" && /anyOf/.test(error.schemaPath)) &&
        !(error.keyword === "const" && /anyOf/.test(error.schemaPath)));
}
function partsOf(instancePath) {
    return instancePath
        .split("/")
        .slice(1)
        .map((part) => decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~"))
        .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}
function describe(error, experiment, name, form) {
    const inner = partsOf(error.instancePath);
    const path = [name, ...inner];
    const key = inner.join(".") || name;
    const params = error.params;
    const value = inner.reduce((node, part) => node?.[part], experiment);
    switch (error.keyword) {
        case "additionalProperties": {
            const found = String(params["additionalProperty"]);
            const known = Object.keys(propertiesAt(error.schemaPath, form));
            const where = inner.length === 0 ? "" : ` in ${key}`;
            const near = (0,nearest_name/* didYouMean */.a)(found, known);
            const list = near === "" ? `; known keys: ${known.filter((one) => !one.startsWith("afd_")).join(", ")}` : "";
            return { path: [...path, found], onKey: true, message: `unknown key ${found}${where}${near}${list}` };
        }
        case "required":
            return {
                path,
                onKey: false,
                message: `${String(params["missingProperty"])} is missing${inner.length === 0 ? "" : ` in ${key}`}`,
            };
        case "anyOf":
            return inner.length === 0
                ? { path, onKey: false, message: "model_name (or model_path) is missing" }
                : {
                    path,
                    onKey: false,
                    message: `${key} is ${show(value)}; a whole number of at least 0 or auto is needed`,
                };
        case "enum": {
            const allowed = params["allowedValues"]
                .filter((one) => one !== null)
                .map(String);
            const near = typeof value === "string" ? (0,nearest_name/* didYouMean */.a)(value, allowed) : "";
            return {
                path,
                onKey: false,
                message: `${key} is ${show(value)}${near || ";"} allowed: ${allowed.join(", ")}`,
            };
        }
        case "type":
            return {
                path,
                onKey: false,
                message: `${key} is ${show(value)}; ${typeWords(params["type"])} is needed`,
            };
        default:
            return {
                path,
                onKey: false,
                message: `${key} is ${show(value)}; it ${error.message ?? "is not allowed"}`,
            };
    }
}
function typeWords(type) {
    const words = {
        integer: "a whole number",
        number: "a number",
        string: "text",
        boolean: "true or false",
        array: "a list",
        object: "a mapping",
    };
    const types = (Array.isArray(type) ? type : [type])
        .filter((one) => one !== "null")
        .map((one) => words[String(one)] ?? String(one));
    return types.join(" or ");
}
function propertiesAt(schemaPath, form) {
    let node = SCHEMAS[form];
    for (const part of schemaPath.replace(/^#\//, "").split("/").slice(0, -1))
        node = node?.[part];
    return node?.properties ?? {};
}
/** A value as it is shown in a message. */
function show(value) {
    const text = JSON.stringify(value) ?? String(value);
    return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
/** Position of a problem in the file. */
function positionOf(source, problem) {
    return problem.onKey ? source.atKey(problem.path) : source.at(problem.path);
}

;// CONCATENATED MODULE: ./build/lib/manifest/experiment/to-task.js




const DEFAULT_TTFT = 1000;
const DEFAULT_TPOT = 50;
const DEFAULT_ISL = 4000;
const DEFAULT_OSL = 1000;
const TRANSFER_PRESETS = {
    off: [],
    conservative: ["xshape"],
    balanced: ["xshape", "xquant"],
    aggressive: ["xshape", "xquant", "xprofile", "xop"],
};
const TRANSFER_KINDS = ["xshape", "xquant", "xprofile", "xop"];
/** Turns a flat experiment into a search task, or says what is wrong with it, value by value. */
function toTask(flat, context) {
    const reading = { flat, problems: [], notes: [...flat.notes], context };
    const { values } = flat;
    const number = (key) => values[key];
    const lengths = {
        isl: number("isl") ?? DEFAULT_ISL,
        osl: number("osl") ?? DEFAULT_OSL,
        prefix: number("prefix") ?? 0,
    };
    if (lengths.prefix >= lengths.isl)
        fail(reading, "prefix", `prefix is ${lengths.prefix}; it must be below isl (${lengths.isl})`);
    const totalGpus = number("total_gpus") ?? 0;
    if (flat.mode === "disagg" && totalGpus < 2)
        fail(reading, "total_gpus", `total_gpus is ${totalGpus}; disaggregated serving needs at least 2`);
    if (values["forward_model"] === "fpm")
        fail(reading, "forward_model", "forward_model fpm is not supported; use op_level");
    const requestLatencyMs = number("request_latency");
    const roles = readRoles(reading);
    if (roles === undefined)
        return { problems: reading.problems, notes: reading.notes };
    const speculation = readSpeculation(reading, roles.model);
    const transfer = readTransfer(reading);
    const memFraction = number("free_gpu_memory_fraction");
    const maxSeqLen = number("max_seq_len");
    const lane = values["attention_backend"];
    const base = {
        name: flat.name,
        model: roles.model,
        ...(roles.displayModel === undefined ? {} : { displayModel: roles.displayModel }),
        totalGpus,
        lengths,
        sla: {
            ttftMs: number("ttft") ?? (requestLatencyMs === undefined ? DEFAULT_TTFT : undefined),
            tpotMs: number("tpot") ?? DEFAULT_TPOT,
            ...(requestLatencyMs === undefined ? {} : { requestLatencyMs }),
        },
        ...databaseMode(reading),
        ...(transfer === undefined ? {} : { transfer }),
        ...(speculation === undefined ? {} : { speculation }),
        ...(memFraction === undefined ? {} : { memFraction }),
        ...(maxSeqLen === undefined ? {} : { maxSeqLen }),
        ...(typeof lane !== "string" || lane === "None" || lane === "default" ? {} : { attentionLane: lane }),
        ...moeBackend(reading, roles.first),
        ...(values["pareto_sweep"] === false ? { paretoSweep: false } : {}),
        notes: reading.notes,
    };
    const { ttftMs, ...otherLimits } = base.sla;
    const sla = ttftMs === undefined ? otherLimits : { ttftMs, ...otherLimits };
    const task = roles.decode === undefined
        ? {
            ...base,
            sla,
            mode: "agg",
            worker: roles.first,
            ...(values["enable_chunked_prefill"] === true ? { chunkedPrefill: true } : {}),
        }
        : { ...base, sla, mode: "disagg", prefill: roles.first, decode: roles.decode, ...tuning(reading) };
    return {
        ...(reading.problems.length > 0 ? {} : { task }),
        problems: reading.problems,
        notes: reading.notes,
    };
}
function fail(reading, key, message) {
    const path = reading.flat.paths[key] ?? [reading.flat.name];
    reading.problems.push({ path, onKey: false, message });
}
function readRoles(reading) {
    const { flat } = reading;
    const names = flat.decode === undefined ? ["agg"] : ["prefill", "decode"];
    const roles = flat.decode === undefined ? [flat.first] : [flat.first, flat.decode];
    const systems = roles.map((role, index) => readSystem(reading, role, names[index]));
    const backends = roles.map((role, index) => readBackend(reading, role, names[index]));
    const written = flat.first.model;
    if (written === undefined) {
        fail(reading, `${names[0]}.model`, "the model is missing");
        return undefined;
    }
    if (systems.includes(undefined) || backends.includes(undefined))
        return undefined;
    const legacy = flat.form === "v1" ? resolveLegacyModel(written, systems, backends[0]) : undefined;
    if (legacy === undefined && !written.includes("/")) {
        const near = (0,nearest_name/* didYouMean */.a)(written, Object.keys(LEGACY_MODELS));
        if (near !== "") {
            fail(reading, flat.form === "v1" ? "model" : `${names[0]}.model`, `unknown model ${written}${near}`);
            return undefined;
        }
    }
    if (legacy !== undefined && legacy.note !== "")
        reading.notes.push(legacy.note);
    const presets = readPresets(reading);
    const specs = roles.map((role, index) => {
        const name = names[index];
        const quant = { ...(legacy?.quant ?? {}), ...presets, ...readQuant(reading, role, name) };
        const version = readVersion(reading, role, name, systems[index], backends[index]);
        return {
            system: systems[index],
            backend: backends[index],
            ...(version === undefined ? {} : { backendVersion: version }),
            ...(Object.keys(quant).length === 0 ? {} : { quant }),
            ...readLists(reading, role, name),
        };
    });
    return {
        model: legacy?.id ?? written,
        ...(legacy === undefined || legacy.id === written ? {} : { displayModel: written }),
        first: specs[0],
        ...(specs[1] === undefined ? {} : { decode: specs[1] }),
    };
}
function readSystem(reading, role, name) {
    const known = reading.context.systems ?? Object.keys(SYSTEM_SM);
    const written = role.system;
    if (written === undefined) {
        fail(reading, `${name}.system`, "the GPU system is missing");
        return undefined;
    }
    const system = SYSTEM_ALIASES[written] ?? written;
    if (known.includes(system))
        return system;
    fail(reading, `${name}.system`, `unknown system ${show(written)}${(0,nearest_name/* didYouMean */.a)(written, known, ";")} known systems: ${known.join(", ")}`);
    return undefined;
}
function readBackend(reading, role, name) {
    const written = role.backend ?? "trtllm";
    const backend = BACKEND_ALIASES[written.toLowerCase()];
    if (backend === undefined)
        fail(reading, `${name}.backend`, `unknown backend ${show(written)}${(0,nearest_name/* didYouMean */.a)(written, Object.keys(BACKEND_ALIASES), ";")} allowed: trtllm, vllm, sglang`);
    return backend;
}
function readVersion(reading, role, name, system, backend) {
    if (role.version === undefined || role.version === "latest")
        return undefined;
    if (reading.context.resolveVersion === undefined)
        return role.version;
    try {
        const { version, note } = reading.context.resolveVersion(system, backend, role.version);
        if (note !== undefined && !reading.notes.includes(note))
            reading.notes.push(note);
        return version;
    }
    catch (error) {
        fail(reading, `${name}.version`, error instanceof Error ? error.message : String(error));
        return undefined;
    }
}
/** One mode by name, aliases with a note. */
function quantName(reading, field, written, path) {
    const allowed = QUANT_NAMES[field];
    const lower = written.toLowerCase();
    const alias = field === "comm" ? undefined : QUANT_ALIASES[lower];
    // `float16` is a name of its own for attention in the flat form.
    if (allowed.includes(lower) && (alias === undefined || reading.flat.form === "v2"))
        return lower;
    if (alias !== undefined && (reading.flat.form === "v1" || !allowed.includes(lower))) {
        if (lower !== "float16")
            reading.notes.push(`${field}_quant_mode ${written} is read as ${alias}`);
        return alias;
    }
    fail(reading, path, `unknown ${field} quantization ${show(written)}${(0,nearest_name/* didYouMean */.a)(written, allowed, ";")} allowed: ${allowed.join(", ")}`);
    return undefined;
}
function readQuant(reading, role, name) {
    const quant = {};
    for (const field of QUANT_FIELDS) {
        const written = role.quant[field];
        if (written === undefined)
            continue;
        const mode = quantName(reading, field, written, `${name}.quant.${field}`);
        if (mode !== undefined)
            quant[field] = mode;
    }
    return quant;
}
/** `profiles` in order, then `use_specific_quant_mode` (`spec/experiment-files.md` 2.1 and 2.5). */
function readPresets(reading) {
    let quant = {};
    const profiles = (reading.flat.values["profiles"] ?? []);
    for (const profile of profiles) {
        const preset = PROFILES[profile];
        if (preset === undefined)
            fail(reading, "profiles", `unknown profile ${show(profile)}${(0,nearest_name/* didYouMean */.a)(profile, Object.keys(PROFILES), ";")} known profiles: ${Object.keys(PROFILES).join(", ")}`);
        else
            quant = { ...quant, ...preset };
    }
    const specific = reading.flat.values["use_specific_quant_mode"];
    if (typeof specific !== "string")
        return quant;
    const moe = quantName(reading, "moe", specific, "use_specific_quant_mode");
    if (moe === undefined)
        return quant;
    // w4afp8 exists for experts only.
    return specific === "w4afp8" ? { ...quant, moe } : { ...quant, gemm: moe, moe };
}
function readLists(reading, role, name) {
    const lists = Object.fromEntries(Object.entries(role.lists).filter(([, value]) => value !== undefined));
    if (name === "decode" && lists.cp?.some((size) => size !== 1) === true) {
        fail(reading, "decode.lists.cp", "decode_cp_candidates must be [1]: decode workers cannot split prompts");
    }
    return Object.keys(lists).length === 0 ? {} : { lists };
}
function readSpeculation(reading, model) {
    const { values, flat } = { values: reading.flat.values, flat: reading.flat };
    const written = values["nextn"];
    if (written === "auto") {
        fail(reading, "nextn", "nextn auto needs the checkpoint's own number; write the number of draft tokens");
        return undefined;
    }
    const implicit = flat.form === "v1" && written === undefined && hasImplicitDraft(flat.first.model ?? model);
    const nextn = written ?? (implicit ? 1 : 0);
    if (implicit)
        reading.notes.push("nextn is 1, the default of this file's form for DeepSeek; write nextn: 0 to switch drafting off");
    if (nextn === 0)
        return undefined;
    const accepted = values["nextn_accepted"] ?? acceptedFromRates(reading, nextn);
    if (accepted === undefined) {
        fail(reading, "nextn", `nextn is ${nextn}; it needs nextn_accepted, the drafts accepted per step on average`);
        return undefined;
    }
    if (accepted > nextn)
        fail(reading, "nextn_accepted", `nextn_accepted is ${accepted}; it must be at most nextn (${nextn})`);
    return { nextn, accepted };
}
/** Mean of accepted drafts: `Σ_i Π_{j ≤ i} rate_j`, positions beyond the list count 0 (`spec/experiment-files.md` 3.7). */
function acceptedFromRates(reading, nextn) {
    const written = reading.flat.values["nextn_accept_rates"];
    if (written === undefined && reading.flat.form === "v2")
        return undefined;
    const rates = written ?? (reading.flat.values["nextn"] === undefined ? [0.85] : [0.85, 0.3]);
    let product = 1;
    let accepted = 0;
    for (let position = 0; position < nextn; position++) {
        product *= rates[position] ?? 0;
        accepted += product;
    }
    return accepted;
}
function readTransfer(reading) {
    const written = reading.flat.values["transfer_policy"];
    if (written === undefined)
        return undefined;
    const parts = Array.isArray(written)
        ? written.map(String)
        : String(written)
            .split(",")
            .map((part) => part.trim());
    const kinds = parts.length === 1 && parts[0] in TRANSFER_PRESETS ? TRANSFER_PRESETS[parts[0]] : parts;
    const wrong = kinds.find((kind) => !TRANSFER_KINDS.includes(kind));
    if (wrong !== undefined) {
        const allowed = [...Object.keys(TRANSFER_PRESETS), ...TRANSFER_KINDS];
        fail(reading, "transfer_policy", `unknown transfer policy ${show(wrong)}${(0,nearest_name/* didYouMean */.a)(wrong, allowed, ";")} allowed: ${Object.keys(TRANSFER_PRESETS).join(", ")}, or a list of ${TRANSFER_KINDS.join(", ")}`);
        return undefined;
    }
    return {
        xshape: kinds.includes("xshape"),
        xquant: kinds.includes("xquant"),
        xprofile: kinds.includes("xprofile"),
        xop: kinds.includes("xop"),
    };
}
function databaseMode(reading) {
    const written = reading.flat.values["database_mode"];
    if (written === undefined)
        return {};
    if (written === "SOL_FULL") {
        reading.notes.push("database_mode SOL_FULL is read as SOL");
        return { databaseMode: "SOL" };
    }
    return { databaseMode: written };
}
function moeBackend(reading, first) {
    const written = reading.flat.values["moe_backend"];
    if (written === undefined || written === "None" || written === "")
        return {};
    if (written === "deepep_moe") {
        reading.notes.push("moe_backend deepep_moe ignored: large expert parallelism is explored wherever data cover it");
        return {};
    }
    if (written !== "megamoe") {
        fail(reading, "moe_backend", `unknown moe_backend ${show(written)}; allowed: megamoe, deepep_moe`);
        return {};
    }
    if (first.backend !== "sglang" || (SYSTEM_SM[first.system] ?? 0) < 100) {
        fail(reading, "moe_backend", `moe_backend megamoe runs with sglang on Blackwell only, not with ${first.backend} on ${first.system}`);
    }
    return { moeBackend: "megamoe" };
}
function tuning(reading) {
    const { values } = reading.flat;
    const number = (key, as) => values[key] === undefined ? {} : { [as]: values[key] };
    const sizes = values["num_gpu_per_replica"];
    const found = {
        ...(sizes === undefined ? {} : { gpusPerReplica: sizes }),
        ...number("max_gpu_per_replica", "maxGpusPerReplica"),
        ...number("max_prefill_workers", "maxPrefillWorkers"),
        ...number("max_decode_workers", "maxDecodeWorkers"),
        ...number("prefill_max_batch_size", "prefillMaxBatchSize"),
        ...number("decode_max_batch_size", "decodeMaxBatchSize"),
        ...number("prefill_latency_correction", "prefillLatencyCorrection"),
        ...number("decode_latency_correction", "decodeLatencyCorrection"),
        ...number("rate_match_prefill_degradation", "prefillDegradation"),
        ...number("rate_match_decode_degradation", "decodeDegradation"),
        ...number("autoscale_ttft_correction_factor", "ttftCorrection"),
    };
    return Object.keys(found).length === 0 ? {} : { tuning: found };
}

;// CONCATENATED MODULE: ./build/lib/manifest/experiment/read-file.js








/** Rules that reading an experiment file can break. */
const EXPERIMENT_RULES = {
    "experiment-invalid": "error",
    "experiment-unknown-name": "warning",
    "experiment-duplicate-key": "warning",
    "experiment-note": "notice",
};
/** Files of the first releases hold one fixed search for the whole file. */
const OLD_FORM_BLOCKS = ["agg_config", "disagg_config", "ifb_config"];
const EXPS = "exps";
const SERVING_MODE = "serving_mode";
/** Whether plain data look like an experiment file: some entry says how it is served. */
function isExperimentData(data) {
    const root = mapping(data);
    if (SERVING_MODE in root)
        return true;
    return Array.isArray(root[EXPS]) || Object.values(root).some((entry) => SERVING_MODE in mapping(entry));
}
/** Whether a text is worth reading as an experiment file; cheap, no YAML. */
function mayBeExperimentText(text) {
    return text.includes(SERVING_MODE) && !text.includes("kind: DynamoGraphDeployment");
}
/**
 * Reads an experiment file of either form (`spec/experiment-files.md`). Every problem is a finding on its line; an
 * experiment with an error has no task, the others are not affected. Saved single experiments (a flat mapping without a
 * name, or one more level around an older one) load as well.
 */
function readExperimentFile(text, file, context = {}) {
    const source = parseSource(text);
    if ("problem" in source)
        return failed(file, source.problem, source.position);
    if (typeof source.data !== "object" || source.data === null || Array.isArray(source.data)) {
        return failed(file, "the root of an experiment file must be a mapping of experiments", {
            line: 1,
            column: 1,
        });
    }
    const root = source.data;
    const oldForm = OLD_FORM_BLOCKS.find((key) => key in root);
    if (oldForm !== undefined) {
        const message = `${oldForm} belongs to the search files of release 0.1 and 0.2; write an experiment file: a name with serving_mode, model_path, system_name and total_gpus`;
        return failed(file, message, source.atKey([oldForm]));
    }
    const findings = source.duplicates.map(({ key, position }) => finding(file, "experiment-duplicate-key", position, `the key ${key} occurs twice here; the last one counts`));
    const named = SERVING_MODE in root ? { names: [""], problems: [] } : namesOf(root);
    findings.push(...named.problems.map((problem) => problemFinding(file, source, problem)));
    const experiments = named.names.map((name) => readExperiment(source, file, name, context));
    findings.push(...experiments.flatMap((experiment) => experiment.findings));
    if (experiments.length === 0 && !findings.some((one) => one.severity === "error")) {
        findings.push(finding(file, "experiment-invalid", { line: 1, column: 1 }, "the file holds no experiment; add one: a name with serving_mode, model, system and total_gpus"));
    }
    findings.sort((a, b) => a.position.line - b.position.line || a.position.column - b.position.column);
    return { file, experiments, findings };
}
/** Names to run, in order, and what is wrong with `exps` and other top-level keys. */
function namesOf(root) {
    const problems = [];
    const defined = Object.keys(root).filter((key) => key !== EXPS);
    for (const key of defined) {
        if (typeof root[key] !== "object" || root[key] === null || Array.isArray(root[key])) {
            problems.push({
                path: [key],
                onKey: true,
                message: `${key} is not an experiment: a mapping is needed`,
            });
        }
    }
    const experiments = defined.filter((key) => !problems.some((problem) => problem.path[0] === key));
    const listed = root[EXPS];
    if (listed === undefined || listed === null)
        return { names: experiments, problems: problems.slice(0, 5) };
    if (!Array.isArray(listed)) {
        return {
            names: experiments,
            problems: [
                ...problems,
                { path: [EXPS], onKey: false, message: "exps must be a list of experiment names" },
            ],
        };
    }
    const names = [];
    listed.forEach((entry, index) => {
        const name = String(entry);
        if (experiments.includes(name))
            names.push(name);
        else if (!defined.includes(name))
            problems.push({
                path: [EXPS, index],
                onKey: true,
                message: `exps names ${name}, which is not defined${(0,nearest_name/* didYouMean */.a)(name, experiments)}`,
            });
    });
    return { names: [...new Set(names)], problems };
}
function readExperiment(source, file, name, context) {
    const outer = name === "" ? [] : [name];
    const { raw, path } = unwrap(source.data, outer);
    const label = name === "" ? "experiment" : name;
    const form = V1_MARKERS.some((key) => key in raw) ? "v1" : "v2";
    const position = name === "" ? { line: 1, column: 1 } : source.atKey(outer);
    const relocate = (problem) => ({ ...problem, path: [...path, ...problem.path.slice(1)] });
    const fixed = nullTexts(raw);
    const shape = checkShape(fixed, form, label).map(relocate);
    const result = (problems, notes, task) => ({
        name: label,
        form,
        position,
        ...(task === undefined ? {} : { task }),
        findings: [
            ...problems.map((problem) => problemFinding(file, source, { ...problem, message: `${label}: ${problem.message}` })),
            ...notes.map((note) => finding(file, "experiment-note", position, `${label}: ${note}`)),
        ],
        notes,
    });
    if (shape.length > 0)
        return result(shape, []);
    if (fixed[SERVING_MODE] === "afd") {
        return result([
            {
                path: [...path, SERVING_MODE],
                onKey: false,
                message: "serving_mode afd (attention and FFN on separate nodes) is not supported; use agg or disagg",
            },
        ], []);
    }
    const { flat, problems } = form === "v1" ? readV1(label, fixed) : readV2(label, fixed);
    const read = toTask(flat, context);
    const all = [...problems, ...read.problems].map(relocate);
    return result(all, read.notes, all.length === 0 ? read.task : undefined);
}
/** A saved file of release 0.5.0 has one more level: a single key that holds the whole experiment. */
function unwrap(data, outer) {
    let raw = data;
    for (const key of outer)
        raw = flat_mapping(raw[key]);
    const keys = Object.keys(raw);
    const inner = keys.length === 1 ? flat_mapping(raw[keys[0]]) : {};
    return SERVING_MODE in inner ? { raw: inner, path: [...outer, keys[0]] } : { raw, path: outer };
}
/** `moe_backend: None` is text in YAML and means null; the form's own example writes it. */
function nullTexts(raw) {
    const config = raw["config"];
    const inner = typeof config === "object" && config !== null ? { config: withoutNone(config) } : {};
    return { ...withoutNone(raw), ...inner };
}
function withoutNone(block) {
    return block["moe_backend"] === "None" ? { ...block, moe_backend: null } : block;
}
function failed(file, message, position) {
    return { file, experiments: [], findings: [finding(file, "experiment-invalid", position, message)] };
}
function problemFinding(file, source, problem) {
    const rule = problem.path[0] === EXPS && problem.path.length > 1 ? "experiment-unknown-name" : "experiment-invalid";
    return finding(file, rule, positionOf(source, problem), problem.message);
}
function finding(file, rule, position, message) {
    return { rule, severity: EXPERIMENT_RULES[rule], message, file, position };
}


/***/ }),

/***/ 6103:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   v: () => (/* binding */ dataNames)
/* harmony export */ });
/* unused harmony export standInVersion */
/* harmony import */ var _perf_db_names_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6177);
/* harmony import */ var _perf_version_order_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5019);


/**
 * The version to search with for one that a file asks for: itself when the data have it, else the nearest that is not
 * newer, else the oldest, with a note (`spec/experiment-files.md` 4). Throws `UserError` for unknown systems and for
 * engines without data.
 */
function standInVersion(folders, systemName, backend, asked) {
    const { folder, system } = (0,_perf_db_names_js__WEBPACK_IMPORTED_MODULE_0__/* .findSystem */ .T6)(folders, systemName);
    const slots = (0,_perf_db_names_js__WEBPACK_IMPORTED_MODULE_0__/* .slotsOf */ .nK)(folder.index, system.name, backend);
    // The strict rule knows the words for what is missing.
    if (slots === undefined)
        return { version: (0,_perf_db_names_js__WEBPACK_IMPORTED_MODULE_0__/* .resolveVersion */ .x)(folder.index, system.name, backend, asked) };
    const versions = [...new Set(Object.values(slots))].sort(_perf_version_order_js__WEBPACK_IMPORTED_MODULE_1__/* .compareVersions */ .Z);
    if (asked in slots || versions.includes(asked))
        return { version: asked };
    const older = versions.filter((version) => (0,_perf_version_order_js__WEBPACK_IMPORTED_MODULE_1__/* .compareVersions */ .Z)(version, asked) <= 0);
    const version = older.at(-1) ?? versions[0];
    return {
        version,
        note: `${backend} ${asked} is not in the data for ${system.name} (available: ${versions.join(", ")}); ${version} is used`,
    };
}
/** Systems and versions of opened data, for reading experiment files. */
function dataNames(folders) {
    return {
        systems: [...new Set(folders.flatMap((folder) => Object.keys(folder.index.systems)))],
        resolveVersion: (system, backend, asked) => standInVersion(folders, system, backend, asked),
    };
}


/***/ })

};
