export const id = 604;
export const ids = [604,685];
export const modules = {

/***/ 604:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  declare: () => (/* binding */ declare),
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/lib/domain/errors.js
var errors = __webpack_require__(6586);
// EXTERNAL MODULE: ./build/lib/generate/generate.js + 8 modules
var generate = __webpack_require__(9478);
// EXTERNAL MODULE: ./build/lib/generate/build-values.js + 1 modules
var build_values = __webpack_require__(1910);
// EXTERNAL MODULE: ./build/lib/generate/options/types.js
var types = __webpack_require__(3322);
;// CONCATENATED MODULE: ./build/lib/generate/naive.js



/** Batch limit, and lengths where none are given (`spec/search.md` 10). */
const NAIVE_BATCH = 128;
const NAIVE_LENGTHS = { isl: 4000, osl: 1000, prefix: 0 };
const BYTES_PER_PARAMETER = 2;
const MEMORY_FACTOR = 1.5;
const DATA_PARALLEL_ARCHITECTURES = [
    "DeepseekV3ForCausalLM",
    "DeepSeekForCausalLM",
    "DeepseekV32ForCausalLM",
];
/**
 * Parameters counted roughly: embeddings, and for each layer 4 · hidden² attention weights, the feed-forward weights
 * (of all experts, with their gate) and 4 · hidden of norms (`spec/search.md` 10).
 */
function parameterCount(n) {
    const feedForward = n.experts > 0 ? 3 * n.hidden * n.moeInter * n.experts + n.hidden * n.experts : 3 * n.hidden * n.inter;
    return n.vocab * n.hidden + n.layers * (4 * n.hidden ** 2 + feedForward + 4 * n.hidden);
}
/**
 * Sizes a deployment without predicting anything: a worker is the smallest power of two of GPUs whose memory exceeds
 * 1.5 × the weights in 16 bit, at most a node; as many workers as fit the budget. Disaggregated: one prefill worker, the
 * rest decode.
 * @throws UserError `infeasible` when the budget is too small
 */
function naiveDeployment(request) {
    const { numbers, totalGpus, gpusPerNode } = request;
    const mode = request.mode ?? "agg";
    const parameters = parameterCount(numbers);
    const needed = MEMORY_FACTOR * BYTES_PER_PARAMETER * parameters;
    const ceiling = Math.max(1, Math.min(gpusPerNode, totalGpus));
    let gpus = 1;
    while (gpus * request.memoryBytes <= needed && gpus * 2 <= ceiling)
        gpus *= 2;
    const workers = Math.floor(totalGpus / gpus);
    if (workers < (mode === "disagg" ? 2 : 1)) {
        throw new errors/* UserError */.y("infeasible", `${mode === "disagg" ? "two workers" : "a worker"} of ${gpus} ${gpus === 1 ? "GPU" : "GPUs"} do not fit --total-gpus ${totalGpus}`);
    }
    const parallelism = naiveParallelism(request, gpus);
    const pool = (role, count) => ({
        role,
        system: request.system,
        parallelism,
        workers: count,
        batchSize: role === "prefill" ? 1 : NAIVE_BATCH,
        settings: {},
    });
    return {
        deployment: {
            model: request.model,
            backend: request.backend,
            backendVersion: request.backendVersion,
            mode,
            replicas: mode === "agg" ? workers : 1,
            pools: mode === "agg" ? [pool("agg", 1)] : [pool("prefill", 1), pool("decode", workers - 1)],
            quant: {},
        },
        gpusPerWorker: gpus,
        fits: gpus * request.memoryBytes > needed,
        parameters,
        isMoe: numbers.experts > 0,
    };
}
function naiveParallelism({ numbers, throughput }, gpus) {
    const one = { tp: 1, pp: 1, dp: 1, cp: 1, moeTp: 1, moeEp: 1 };
    if (numbers.experts === 0)
        return { ...one, tp: gpus };
    const dataParallel = throughput === true && DATA_PARALLEL_ARCHITECTURES.includes(numbers.architecture);
    return dataParallel ? { ...one, dp: gpus, moeEp: gpus } : { ...one, tp: gpus, moeTp: gpus };
}
/** Options of a naive run: the deployment is called after the model unless the user named it. */
function naiveOptions(options, model) {
    if (options.k8s.namePrefix !== types/* DEFAULT_OPTIONS */.l.k8s.namePrefix)
        return options;
    return {
        ...options,
        k8s: {
            ...options.k8s,
            namePrefix: (0,build_values/* dnsName */.Tu)(model.startsWith("/") ? (model.split("/").at(-1) ?? model) : model),
        },
    };
}
/** Folder of a naive result: `{model with _}_naive_tp{tp}_pp{pp}_{digits}`. */
function naiveFolderName({ model, pools }, suffix) {
    const { tp, pp } = pools[0]?.parallelism ?? { tp: 1, pp: 1 };
    return `${model.replaceAll(/[^A-Za-z0-9.-]/g, "_")}_naive_tp${tp}_pp${pp}_${suffix}`;
}

// EXTERNAL MODULE: ./build/lib/perf/open.js + 39 modules
var perf_open = __webpack_require__(5997);
// EXTERNAL MODULE: ./build/lib/save/write-tree.js
var write_tree = __webpack_require__(7320);
// EXTERNAL MODULE: ./build/lib/cli/data-root.js
var data_root = __webpack_require__(7578);
// EXTERNAL MODULE: ./build/lib/cli/estimate-request.js
var estimate_request = __webpack_require__(5839);
// EXTERNAL MODULE: ./build/lib/cli/flag-table.js
var flag_table = __webpack_require__(5954);
// EXTERNAL MODULE: ./build/lib/cli/generate-options.js
var generate_options = __webpack_require__(685);
// EXTERNAL MODULE: ./build/lib/cli/model-flags.js
var model_flags = __webpack_require__(3558);
// EXTERNAL MODULE: ./build/lib/cli/search-flags.js
var search_flags = __webpack_require__(6895);
// EXTERNAL MODULE: ./build/lib/cli/commands/estimate.js + 3 modules
var estimate = __webpack_require__(8493);
;// CONCATENATED MODULE: ./build/lib/cli/commands/generate.js














const FLAGS = [
    ...model_flags/* MODEL_FLAGS */.Wt,
    model_flags/* BACKEND_FLAG */.y9,
    { name: "total-gpus", type: (0,flag_table/* int */.Wh)(1), help: "GPUs of the whole deployment" },
    { name: "serving-mode", type: (0,flag_table/* choice */.Yq)("agg", "disagg"), help: "what to write (default agg)" },
    { name: "tp-size", type: (0,flag_table/* int */.Wh)(1), help: "tensor parallel size; sized by memory without it" },
    { name: "batch-size", type: (0,flag_table/* int */.Wh)(1), help: "batch limit (default 128)" },
    {
        name: "throughput",
        type: flag_table/* SWITCH */.Fo,
        help: "DeepSeek: data-parallel attention and whole experts on each GPU",
    },
    ...model_flags/* LENGTH_FLAGS */.Vk,
    ...search_flags/* SAVE_FLAGS */.Qh,
    ...search_flags/* GENERATOR_FLAGS */.y7,
    model_flags/* FORMAT_FLAG */.rp,
    ...model_flags/* IGNORED_FLAGS */.du,
];
/** Flags and help of `generate`. */
function declare(command) {
    (0,flag_table/* declareFlags */.kV)(command, FLAGS);
}
/** Writes deployment files for a configuration sized by memory, or given by hand; predicts nothing. */
async function run(_args, flags, environment) {
    const { terminal, moduleUrl } = environment;
    const context = (0,estimate_request/* contextOf */.Vm)(flags);
    const totalGpus = flags["totalGpus"];
    if (totalGpus === undefined)
        throw new errors/* UserError */.y("usage", "--total-gpus is missing; give the GPUs of the whole deployment");
    const { predictor } = await (0,perf_open/* openPerfDb */.C)({
        root: (0,data_root/* perfDbRoot */.Kq)(moduleUrl),
        systemsPaths: (0,estimate.ownFolders)(flags["systemsPaths"]),
    });
    const facts = await predictor.facts(context);
    const sizing = naiveDeployment({
        model: facts.model,
        numbers: facts.numbers,
        backend: context.backend,
        backendVersion: facts.version,
        system: facts.system.name,
        memoryBytes: facts.system.gpu.memCapacity,
        gpusPerNode: facts.system.node.gpusPerNode,
        totalGpus,
        ...(flags["servingMode"] === undefined ? {} : { mode: flags["servingMode"] }),
        ...(flags["throughput"] === true ? { throughput: true } : {}),
    });
    checkTp(flags["tpSize"], facts);
    const deployment = withGiven(sizing.deployment, flags, totalGpus);
    const lengths = {
        isl: flags["isl"] ?? NAIVE_LENGTHS.isl,
        osl: flags["osl"] ?? NAIVE_LENGTHS.osl,
        prefix: flags["prefix"] ?? 0,
    };
    const generated = (0,generate/* generateFiles */.j)(deployment, { ...lengths, isMoe: sizing.isMoe, producer: `dynamo-advisor ${(0,data_root/* readVersion */.$4)(moduleUrl)}` }, naiveOptions(await (0,generate_options.generateOptions)(flags, terminal.cwd), facts.model));
    if (!sizing.fits)
        terminal.err("warning: the weights may not fit: even a whole node has less memory than 1.5 times the weights");
    for (const note of generated.notes)
        terminal.err(`note: ${note}`);
    if (flags["format"] === "json") {
        terminal.out(JSON.stringify({
            kind: "generate",
            deployment: generated.deployment,
            files: Object.fromEntries(generated.files),
        }));
        return 0;
    }
    const suffix = (0,external_node_crypto_.createHash)("sha256")
        .update(JSON.stringify(flags))
        .digest("hex")
        .replace(/\D/g, "")
        .padEnd(6, "0")
        .slice(0, 6);
    const folder = await (0,write_tree/* writeTree */.W)(generated.files, {
        saveDir: external_node_path_.resolve(terminal.cwd, flags["saveDir"] ?? "output"),
        folder: naiveFolderName(deployment, suffix),
        ...(flags["overwrite"] === true ? { overwrite: true } : {}),
    });
    terminal.out(`Saved to ${external_node_path_.relative(terminal.cwd, folder)}: ${[...generated.files.keys()].join(", ")}\nNothing was predicted: run \`dynamo-advisor default\` to search, or \`dynamo-advisor check\` on the manifest.`);
    return 0;
}
/** An engine starts only where the GPUs of a worker share the attention heads evenly. */
function checkTp(tp, { model, heads }) {
    if (tp === undefined || heads % tp === 0)
        return;
    const possible = Array.from({ length: Math.min(heads, 64) }, (_, i) => i + 1).filter((n) => heads % n === 0);
    throw new errors/* UserError */.y("usage", `--tp-size ${tp} does not divide the ${heads} attention heads of ${model}; use ${possible.join(", ")}`);
}
/** Sizes that were given by hand replace the sized ones; dense models only have tp. */
function withGiven(deployment, flags, totalGpus) {
    const tp = flags["tpSize"];
    const batchSize = flags["batchSize"];
    const pools = deployment.pools.map((pool) => ({
        ...pool,
        ...(tp === undefined
            ? {}
            : {
                parallelism: {
                    ...pool.parallelism,
                    tp,
                    ...(pool.parallelism.moeTp * pool.parallelism.moeEp > 1 ? { moeTp: tp, moeEp: 1, dp: 1 } : {}),
                },
            }),
        ...(batchSize === undefined || pool.role === "prefill" ? {} : { batchSize }),
    }));
    if (tp === undefined)
        return { ...deployment, pools };
    const workers = Math.floor(totalGpus / tp);
    if (workers < pools.length)
        throw new errors/* UserError */.y("infeasible", `--tp-size ${tp} does not fit --total-gpus ${totalGpus} ${pools.length === 2 ? "twice" : ""}`.trim());
    return deployment.mode === "agg"
        ? { ...deployment, replicas: workers, pools }
        : {
            ...deployment,
            pools: pools.map((pool) => (pool.role === "decode" ? { ...pool, workers: workers - 1 } : pool)),
        };
}


/***/ }),

/***/ 685:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   generateOptions: () => (/* binding */ generateOptions)
/* harmony export */ });
/* harmony import */ var _domain_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6586);
/* harmony import */ var _read_file_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1652);


/** Generator options from the flags of a command. Throws `UserError` for unknown keys and wrong values. */
async function generateOptions(flags, cwd) {
    const { parseGenerateOptions } = await Promise.all(/* import() */[__webpack_require__.e(8815), __webpack_require__.e(4193)]).then(__webpack_require__.bind(__webpack_require__, 6574));
    const text = (name) => flags[name];
    const file = text("generatorConfig");
    const configText = file === undefined ? undefined : (0,_read_file_js__WEBPACK_IMPORTED_MODULE_1__/* .readTextFile */ .G)(cwd, file, `--generator-config ${file}`);
    const target = text("deploymentTarget");
    if (target !== undefined && target !== "dynamo-j2")
        throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y("usage", `--deployment-target ${target} is not written by this tool; only dynamo-j2 is`);
    const entries = {
        configText,
        configFile: file,
        sets: flags["generatorSet"],
        namespace: text("namespace"),
        dynamoVersion: text("dynamoVersion"),
        engineVersion: text("configTemplateVersion"),
        modelCache: text("modelCache"),
        imagePullSecret: text("imagePullSecret"),
        transport: text("transport"),
    };
    return parseGenerateOptions(Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)));
}


/***/ })

};
