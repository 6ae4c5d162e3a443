export const id = 6036;
export const ids = [6036];
export const modules = {

/***/ 1916:
/***/ ((__unused_webpack_module, exports) => {

var __webpack_unused_export__;

__webpack_unused_export__ = true;
exports.Io = __webpack_unused_export__ = void 0;
var peq = new Uint32Array(0x10000);
var myers_32 = function (a, b) {
    var n = a.length;
    var m = b.length;
    var lst = 1 << (n - 1);
    var pv = -1;
    var mv = 0;
    var sc = n;
    var i = n;
    while (i--) {
        peq[a.charCodeAt(i)] |= 1 << i;
    }
    for (i = 0; i < m; i++) {
        var eq = peq[b.charCodeAt(i)];
        var xv = eq | mv;
        eq |= ((eq & pv) + pv) ^ pv;
        mv |= ~(eq | pv);
        pv &= eq;
        if (mv & lst) {
            sc++;
        }
        if (pv & lst) {
            sc--;
        }
        mv = (mv << 1) | 1;
        pv = (pv << 1) | ~(xv | mv);
        mv &= xv;
    }
    i = n;
    while (i--) {
        peq[a.charCodeAt(i)] = 0;
    }
    return sc;
};
var myers_x = function (b, a) {
    var n = a.length;
    var m = b.length;
    var mhc = [];
    var phc = [];
    var hsize = Math.ceil(n / 32);
    var vsize = Math.ceil(m / 32);
    for (var i = 0; i < hsize; i++) {
        phc[i] = -1;
        mhc[i] = 0;
    }
    var j = 0;
    for (; j < vsize - 1; j++) {
        var mv_1 = 0;
        var pv_1 = -1;
        var start_1 = j * 32;
        var vlen_1 = Math.min(32, m) + start_1;
        for (var k = start_1; k < vlen_1; k++) {
            peq[b.charCodeAt(k)] |= 1 << k;
        }
        for (var i = 0; i < n; i++) {
            var eq = peq[a.charCodeAt(i)];
            var pb = (phc[(i / 32) | 0] >>> i) & 1;
            var mb = (mhc[(i / 32) | 0] >>> i) & 1;
            var xv = eq | mv_1;
            var xh = ((((eq | mb) & pv_1) + pv_1) ^ pv_1) | eq | mb;
            var ph = mv_1 | ~(xh | pv_1);
            var mh = pv_1 & xh;
            if ((ph >>> 31) ^ pb) {
                phc[(i / 32) | 0] ^= 1 << i;
            }
            if ((mh >>> 31) ^ mb) {
                mhc[(i / 32) | 0] ^= 1 << i;
            }
            ph = (ph << 1) | pb;
            mh = (mh << 1) | mb;
            pv_1 = mh | ~(xv | ph);
            mv_1 = ph & xv;
        }
        for (var k = start_1; k < vlen_1; k++) {
            peq[b.charCodeAt(k)] = 0;
        }
    }
    var mv = 0;
    var pv = -1;
    var start = j * 32;
    var vlen = Math.min(32, m - start) + start;
    for (var k = start; k < vlen; k++) {
        peq[b.charCodeAt(k)] |= 1 << k;
    }
    var score = m;
    for (var i = 0; i < n; i++) {
        var eq = peq[a.charCodeAt(i)];
        var pb = (phc[(i / 32) | 0] >>> i) & 1;
        var mb = (mhc[(i / 32) | 0] >>> i) & 1;
        var xv = eq | mv;
        var xh = ((((eq | mb) & pv) + pv) ^ pv) | eq | mb;
        var ph = mv | ~(xh | pv);
        var mh = pv & xh;
        score += (ph >>> (m - 1)) & 1;
        score -= (mh >>> (m - 1)) & 1;
        if ((ph >>> 31) ^ pb) {
            phc[(i / 32) | 0] ^= 1 << i;
        }
        if ((mh >>> 31) ^ mb) {
            mhc[(i / 32) | 0] ^= 1 << i;
        }
        ph = (ph << 1) | pb;
        mh = (mh << 1) | mb;
        pv = mh | ~(xv | ph);
        mv = ph & xv;
    }
    for (var k = start; k < vlen; k++) {
        peq[b.charCodeAt(k)] = 0;
    }
    return score;
};
var distance = function (a, b) {
    if (a.length < b.length) {
        var tmp = b;
        b = a;
        a = tmp;
    }
    if (b.length === 0) {
        return a.length;
    }
    if (a.length <= 32) {
        return myers_32(a, b);
    }
    return myers_x(a, b);
};
exports.Io = distance;
var closest = function (str, arr) {
    var min_distance = Infinity;
    var min_index = 0;
    for (var i = 0; i < arr.length; i++) {
        var dist = distance(str, arr[i]);
        if (dist < min_distance) {
            min_distance = dist;
            min_index = i;
        }
    }
    return arr[min_index];
};
__webpack_unused_export__ = closest;


/***/ }),

/***/ 6036:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  declare: () => (/* binding */ declare),
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/lib/domain/errors.js
var errors = __webpack_require__(6586);
// EXTERNAL MODULE: ./build/lib/manifest/parse.js + 31 modules
var parse = __webpack_require__(4045);
;// CONCATENATED MODULE: ./build/lib/manifest/expected-parse.js
/** The parse of a file in the form that `parse --format json` prints and the corpus expects. */
function expectedParse(file) {
    const [request] = file.requests;
    const jobs = file.workloads.filter((source) => source.kind === "perf-job");
    const onlyOther = file.deployments.length === 0 && (request !== undefined || jobs.length > 0);
    return {
        plain_yaml: file.plainYaml,
        ...(!onlyOther && { deployments: file.deployments.map(expectedDeployment) }),
        ...(file.template && { template: file.template }),
        ...(request && { request: expectedRequest(request) }),
        ...(jobs[0] && { workload: expectedWorkload(jobs[0]) }),
    };
}
function expectedDeployment(deployment) {
    const roles = new Map();
    for (const worker of deployment.workers)
        if (!roles.has(worker.role))
            roles.set(worker.role, expectedRole(worker));
    const evidence = deployment.workers.flatMap((worker) => worker.gpu);
    const instance = evidence.find((one) => one.kind === "instance-type")?.value;
    const model = deployment.model?.value ?? null;
    const served = deployment.servedName?.value;
    const unresolved = [...new Set(deployment.unresolved.map((one) => one.name))];
    return {
        name: deployment.name,
        apiVersion: deployment.apiVersion,
        backend: deployment.backend,
        model,
        mode: deployment.mode,
        gpu_product: evidence.find((one) => one.kind === "product")?.value ?? null,
        roles: Object.fromEntries(roles),
        others: Object.fromEntries(deployment.others.map(({ component, kind }) => [component, kind])),
        ...(served !== undefined && served !== model && { served_model_name: served }),
        ...(instance !== undefined && { instance_type: instance }),
        ...(unresolved.length > 0 && { unresolved }),
        ...(!deployment.supported && { supported: false }),
    };
}
function expectedRole(worker) {
    const { settings } = worker;
    const also = alsoOf(worker);
    const replicasUnresolved = worker.unresolved.some((one) => one.name === "replicas");
    const nodes = worker.unresolved.some((one) => one.name === "nodes") ? null : (worker.nodes?.value ?? 1);
    const gpus = value(worker.gpusPerNode);
    return {
        component: worker.component,
        replicas: replicasUnresolved ? null : (worker.replicas?.value ?? 1),
        nodes,
        gpus_per_worker: gpus === null || nodes === null ? null : gpus * nodes,
        tp: value(settings.tp),
        pp: value(settings.pp),
        dp: value(settings.dp),
        ep: value(settings.ep),
        max_batch: value(settings.maxBatch),
        max_tokens: value(settings.maxTokens),
        kv_dtype: value(settings.kvDtype),
        image: value(worker.image),
        ...(Object.keys(also).length > 0 && { also }),
    };
}
function alsoOf({ settings }) {
    const { speculative } = settings;
    const pairs = [
        ["expert_parallel", settings.expertParallel?.value],
        ["attention_dp", settings.attentionDp?.value],
        ["moe_tp", settings.moeTp?.value],
        ["chunked_prefill_size", settings.chunkedPrefillSize?.value],
        ["quantization", settings.quantization?.value],
        ["mem_fraction", settings.memFraction?.value],
        ["max_len", settings.maxSeqLen?.value],
        ["chunked_prefill", settings.chunkedPrefill?.value],
        ["prefix_caching", settings.prefixCaching?.value],
        [
            "speculative",
            speculative &&
                withoutUndefined({
                    method: speculative.method?.value,
                    num_tokens: speculative.numTokens?.value,
                    num_steps: speculative.numSteps?.value,
                    num_draft_tokens: speculative.numDraftTokens?.value,
                }),
        ],
    ];
    return withoutUndefined(Object.fromEntries(pairs));
}
function withoutUndefined(record) {
    return Object.fromEntries(Object.entries(record).filter(([, entry]) => entry !== undefined));
}
function value(setting) {
    return setting?.value ?? null;
}
function expectedRequest(request) {
    return {
        name: request.name,
        apiVersion: request.apiVersion,
        model: value(request.model),
        backend: value(request.backend),
        isl: value(request.isl),
        osl: value(request.osl),
        ttft_ms: value(request.ttftMs),
        itl_ms: value(request.tpotMs),
        e2e_ms: value(request.e2eMs),
        concurrency: value(request.concurrency),
        request_rate: value(request.requestRate),
        gpu_sku: value(request.gpuSku),
        total_gpus: value(request.totalGpus),
        gpus_per_node: value(request.gpusPerNode),
    };
}
function expectedWorkload(source) {
    return {
        model: value(source.model),
        isl: value(source.isl),
        osl: value(source.osl),
        concurrencies: source.concurrencies ?? [],
    };
}

// EXTERNAL MODULE: ./build/lib/cli/flag-table.js
var flag_table = __webpack_require__(5954);
// EXTERNAL MODULE: ./build/lib/cli/model-flags.js
var model_flags = __webpack_require__(3558);
// EXTERNAL MODULE: ./build/lib/cli/siblings.js
var siblings = __webpack_require__(6110);
;// CONCATENATED MODULE: ./build/lib/cli/commands/parse.js








/** Flags and help of `parse`. */
function declare(command) {
    command.argument("<file...>", "manifests");
    (0,flag_table/* declareFlags */.kV)(command, [model_flags/* FORMAT_FLAG */.rp]);
}
/** Shows what was understood of a manifest, from where, and what is missing. Predicts nothing. */
async function run(args, flags, environment) {
    const { terminal } = environment;
    const parsed = args.map((file) => {
        let text;
        try {
            text = (0,external_node_fs_.readFileSync)(external_node_path_.resolve(terminal.cwd, file), "utf8");
        }
        catch (error) {
            throw new errors/* UserError */.y("io", `${file}: ${(0,errors/* errorMessage */.g)(error)}`);
        }
        return (0,parse/* parseManifest */.N)(text, { file, siblings: (0,siblings/* siblingsOf */.D)(terminal.cwd, file) });
    });
    if (flags["format"] === "json") {
        const objects = parsed.map((file) => ({
            file: file.file,
            ...expectedParse(file),
            findings: file.findings,
        }));
        terminal.out(JSON.stringify(objects.length === 1 ? objects[0] : objects, null, 2));
        return 0;
    }
    const { renderParse } = await __webpack_require__.e(/* import() */ 7313).then(__webpack_require__.bind(__webpack_require__, 7313));
    for (const file of parsed)
        terminal.out(renderParse(file, { columns: terminal.columns, markdown: flags["format"] === "markdown" }));
    return 0;
}


/***/ }),

/***/ 5954:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Fo: () => (/* binding */ SWITCH),
/* harmony export */   Qq: () => (/* binding */ text),
/* harmony export */   Wh: () => (/* binding */ int),
/* harmony export */   Yq: () => (/* binding */ choice),
/* harmony export */   ai: () => (/* binding */ number),
/* harmony export */   kV: () => (/* binding */ declareFlags),
/* harmony export */   p_: () => (/* binding */ list),
/* harmony export */   r0: () => (/* binding */ flagsFromObject),
/* harmony export */   ux: () => (/* binding */ repeat)
/* harmony export */ });
/* unused harmony export camelCase */
/* harmony import */ var _domain_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6586);
/* harmony import */ var _values_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3859);


const text = (placeholder) => ({ kind: "text", placeholder });
const list = (placeholder) => ({ kind: "list", placeholder });
const repeat = (placeholder) => ({ kind: "repeat", placeholder });
const choice = (...values) => ({ kind: "choice", values });
const int = (min, max) => ({
    kind: "int",
    min,
    ...(max === undefined ? {} : { max }),
});
const number = (above, max) => ({
    kind: "number",
    above,
    ...(max === undefined ? {} : { max }),
});
const SWITCH = { kind: "switch" };
/** Adds a table of flags to a command. */
function declareFlags(command, flags) {
    for (const flag of flags) {
        const names = `${flag.short === undefined ? "" : `${flag.short}, `}--${flag.name}`;
        const { type } = flag;
        switch (type.kind) {
            case "switch":
                command.option(names, flag.help);
                break;
            case "text":
                command.option(`${names} <${type.placeholder}>`, flag.help);
                break;
            case "list":
                command.option(`${names} <${type.placeholder}>`, flag.help, (value, before) => [...(before ?? []), ...(0,_values_js__WEBPACK_IMPORTED_MODULE_1__/* .listOf */ .c3)(value)]);
                break;
            case "repeat":
                command.option(`${names} <${type.placeholder}>`, flag.help, (value, before) => [...(before ?? []), value]);
                break;
            case "choice":
                command.option(`${names} <${type.values.length > 6 ? "name" : type.values.join("|")}>`, flag.help, (0,_values_js__WEBPACK_IMPORTED_MODULE_1__/* .oneOf */ .yL)(type.values));
                break;
            case "int":
                command.option(`${names} <n>`, flag.help, (0,_values_js__WEBPACK_IMPORTED_MODULE_1__/* .wholeNumber */ .rD)(type.min, type.max));
                break;
            case "number":
                command.option(`${names} <x>`, flag.help, (0,_values_js__WEBPACK_IMPORTED_MODULE_1__/* .realNumber */ .Ko)(type.above, type.max));
                break;
        }
    }
}
/** camelCase of a flag name, as commander stores it. */
function camelCase(name) {
    return name.replace(/-([a-z0-9])/g, (_match, letter) => letter.toUpperCase());
}
/**
 * Flags given as a JSON object (one line of a batch file): keys are flag names with hyphens or underscores, null is
 * absent. Throws `UserError` with the nearest flag name.
 */
function flagsFromObject(object, flags, renamed) {
    const values = {};
    for (const [key, value] of Object.entries(object)) {
        const spelled = key.replaceAll("_", "-").replace(/^--/, "");
        const name = renamed[spelled] ?? spelled;
        const flag = flags.find((candidate) => candidate.name === name);
        if (flag === undefined) {
            const near = (0,_values_js__WEBPACK_IMPORTED_MODULE_1__/* .nearest */ .pA)(name, flags.map((candidate) => candidate.name));
            throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y("usage", `unknown key '${key}'${near === undefined ? "" : `; did you mean '${near}'?`}`);
        }
        if (value === null || value === undefined)
            continue;
        values[camelCase(name)] = fromJson(flag, value);
    }
    return values;
}
function fromJson({ name, type }, value) {
    const refuse = (wanted) => {
        throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y("usage", `'${name}' is ${JSON.stringify(value)}; ${wanted}`);
    };
    const parsed = (parse) => {
        if (typeof value !== "string" && typeof value !== "number")
            return refuse("a number or a text is needed");
        try {
            return parse(String(value));
        }
        catch (error) {
            return refuse(error instanceof Error ? error.message : String(error));
        }
    };
    switch (type.kind) {
        case "switch":
            return typeof value === "boolean" ? value : refuse("true or false is needed");
        case "text":
            return typeof value === "string" || typeof value === "number"
                ? String(value)
                : refuse("a text is needed");
        case "repeat":
        case "list":
            return Array.isArray(value) ? value.map(String) : (0,_values_js__WEBPACK_IMPORTED_MODULE_1__/* .listOf */ .c3)(String(value));
        case "choice":
            return parsed((0,_values_js__WEBPACK_IMPORTED_MODULE_1__/* .oneOf */ .yL)(type.values));
        case "int":
            // Tables made by other programs write whole numbers as 8.0.
            return parsed((raw) => (0,_values_js__WEBPACK_IMPORTED_MODULE_1__/* .wholeNumber */ .rD)(type.min, type.max)(raw.replace(/\.0+$/, "")));
        case "number":
            return parsed((0,_values_js__WEBPACK_IMPORTED_MODULE_1__/* .realNumber */ .Ko)(type.above, type.max));
    }
}


/***/ }),

/***/ 3558:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Vk: () => (/* binding */ LENGTH_FLAGS),
/* harmony export */   Wt: () => (/* binding */ MODEL_FLAGS),
/* harmony export */   du: () => (/* binding */ IGNORED_FLAGS),
/* harmony export */   rp: () => (/* binding */ FORMAT_FLAG),
/* harmony export */   y9: () => (/* binding */ BACKEND_FLAG)
/* harmony export */ });
/* harmony import */ var _domain_deployment_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6518);
/* harmony import */ var _perf_types_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2779);
/* harmony import */ var _flag_table_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5954);



/** Attention kernel lanes that a user may pin. */
const ATTENTION_LANES = ["fa3", "triton", "trtllm_mha", "flashinfer", "fla", "default"];
/** Flags that name the model, the hardware and the data; every predicting command has them. */
const MODEL_FLAGS = [
    {
        name: "model",
        type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)("name"),
        help: "Hugging Face id, a 0.5.0 name (QWEN3_32B) or a folder with config.json",
    },
    { name: "system", type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)("name"), help: "GPU system, e.g. h200_sxm" },
    { name: "decode-system", type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)("name"), help: "GPU system of the decode workers, if another" },
    {
        name: "backend-version",
        type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)("version"),
        help: "performance data: current, previous, next or an exact version",
    },
    {
        name: "database-mode",
        type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_2__/* .choice */ .Yq)(..._perf_types_js__WEBPACK_IMPORTED_MODULE_1__/* .DATABASE_MODES */ .tP),
        help: "measured data, measured else estimated, estimated, or roofline (default SILICON)",
    },
    {
        name: "transfer-policy",
        type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)("policy"),
        help: "what HYBRID and EMPIRICAL may borrow: off, conservative, balanced, aggressive, or a list",
    },
    {
        name: "systems-paths",
        type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_2__/* .list */ .p_)("folders"),
        help: "own data folders, searched before the shipped data ('default' is the shipped data)",
    },
    {
        name: "profile",
        type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_2__/* .choice */ .Yq)("reference", "calibrated"),
        help: "the published method number for number, or calibrated on measurements",
    },
    { name: "gemm-quant-mode", type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)("mode"), help: "number format of matrix multiplications" },
    { name: "moe-quant-mode", type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)("mode"), help: "number format of experts" },
    { name: "kvcache-quant-mode", type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)("mode"), help: "number format of the KV cache" },
    { name: "fmha-quant-mode", type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)("mode"), help: "number format of attention" },
    { name: "comm-quant-mode", type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)("mode"), help: "number format of collectives" },
    { name: "free-gpu-memory-fraction", type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_2__/* .number */ .ai)(0, 1), help: "the backend's memory fraction" },
    { name: "max-seq-len", type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_2__/* .int */ .Wh)(1), help: "longest sequence (TensorRT-LLM), default isl + osl" },
    { name: "attention-backend", type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_2__/* .choice */ .Yq)(...ATTENTION_LANES), help: "attention kernels to prefer" },
    { name: "nextn", type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)("n"), help: "draft tokens per step (MTP), or auto; 0 unless given" },
    {
        name: "nextn-accepted",
        type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_2__/* .number */ .ai)(-1e-9),
        help: "accepted draft tokens per step, needed with --nextn",
    },
    { name: "prefix", type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_2__/* .int */ .Wh)(0), help: "cached tokens of the prompt" },
];
/** Flags of one request's lengths. */
const LENGTH_FLAGS = [
    { name: "isl", type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_2__/* .int */ .Wh)(1), help: "prompt length in tokens" },
    { name: "osl", type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_2__/* .int */ .Wh)(1), help: "answer length in tokens" },
];
/** How a command answers. */
const FORMAT_FLAG = {
    name: "format",
    type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_2__/* .choice */ .Yq)("text", "markdown", "json"),
    help: "text for people (default), markdown, or json alone on stdout",
};
/** One engine. */
const BACKEND_FLAG = {
    name: "backend",
    type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_2__/* .choice */ .Yq)(..._domain_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .BACKENDS */ .A7),
    help: "inference engine (default trtllm)",
};
/** Flags that 0.12.0 accepts and that change nothing; taken so that old commands run. */
const IGNORED_FLAGS = [
    {
        name: "enable-wideep",
        type: _flag_table_js__WEBPACK_IMPORTED_MODULE_2__/* .SWITCH */ .Fo,
        help: "accepted and ignored: large expert parallelism is chosen by the data",
    },
    {
        name: "moe-backend",
        type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_2__/* .choice */ .Yq)("deepep_moe", "megamoe"),
        help: "expert kernels; deepep_moe is accepted and ignored",
    },
    { name: "engine-step-backend", type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)("name"), help: "accepted and ignored" },
    { name: "forward-model", type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_2__/* .choice */ .Yq)("op_level"), help: "accepted and ignored" },
    { name: "log-level", type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)("level"), help: "accepted and ignored" },
    { name: "debug", type: _flag_table_js__WEBPACK_IMPORTED_MODULE_2__/* .SWITCH */ .Fo, help: "accepted and ignored" },
    { name: "no-color", type: _flag_table_js__WEBPACK_IMPORTED_MODULE_2__/* .SWITCH */ .Fo, help: "accepted; NO_COLOR works too" },
];


/***/ }),

/***/ 3859:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ko: () => (/* binding */ realNumber),
/* harmony export */   c3: () => (/* binding */ listOf),
/* harmony export */   pA: () => (/* binding */ nearest),
/* harmony export */   rD: () => (/* binding */ wholeNumber),
/* harmony export */   yL: () => (/* binding */ oneOf)
/* harmony export */ });
/* harmony import */ var commander__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8179);
/* harmony import */ var fastest_levenshtein__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1916);


/** The allowed value nearest to `value`, when it is near enough to be a slip. */
function nearest(value, allowed) {
    let best;
    let bestDistance = Infinity;
    for (const candidate of allowed) {
        const d = (0,fastest_levenshtein__WEBPACK_IMPORTED_MODULE_1__/* .distance */ .Io)(value.toLowerCase(), candidate.toLowerCase());
        if (d < bestDistance)
            [best, bestDistance] = [candidate, d];
    }
    return bestDistance <= Math.max(2, Math.floor(value.length / 3)) ? best : undefined;
}
/** An argument parser for a fixed list; names the nearest value. */
function oneOf(allowed) {
    return (value) => {
        const found = allowed.find((candidate) => candidate === value) ??
            allowed.find((candidate) => candidate.toLowerCase() === value.toLowerCase());
        if (found !== undefined)
            return found;
        const near = nearest(value, allowed);
        throw new commander__WEBPACK_IMPORTED_MODULE_0__/* .InvalidArgumentError */ .Di(`Allowed: ${allowed.join(", ")}.${near ? ` Did you mean ${near}?` : ""}`);
    };
}
/** An argument parser for whole numbers within bounds. */
function wholeNumber(min, max = Number.MAX_SAFE_INTEGER) {
    return (value) => {
        const number = /^[+-]?\d{1,15}$/.test(value.trim()) ? Number(value) : Number.NaN;
        if (Number.isNaN(number) || number < min || number > max) {
            throw new commander__WEBPACK_IMPORTED_MODULE_0__/* .InvalidArgumentError */ .Di(`A whole number ${max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`} is needed.`);
        }
        return number;
    };
}
/** An argument parser for numbers above `above` and at most `max`. */
function realNumber(above, max = Infinity) {
    return (value) => {
        const number = value.trim() === "" ? Number.NaN : Number(value);
        if (!Number.isFinite(number) || number <= above || number > max) {
            throw new commander__WEBPACK_IMPORTED_MODULE_0__/* .InvalidArgumentError */ .Di(max === Infinity
                ? `A number above ${above} is needed.`
                : `A number above ${above}, at most ${max}, is needed.`);
        }
        return number;
    };
}
/** A comma- or blank-separated list of folders or names. */
function listOf(value) {
    return value.split(/[\s,]+/).filter((part) => part !== "");
}


/***/ }),

/***/ 6518:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A7: () => (/* binding */ BACKENDS),
/* harmony export */   D_: () => (/* binding */ gpusPerWorker),
/* harmony export */   Fl: () => (/* binding */ gpusPerReplica),
/* harmony export */   Oj: () => (/* binding */ totalGpus),
/* harmony export */   QL: () => (/* binding */ SINGLE_GPU),
/* harmony export */   e9: () => (/* binding */ poolOf),
/* harmony export */   h2: () => (/* binding */ parallelKey)
/* harmony export */ });
/** Inference engines that Dynamo drives and that the performance data covers. */
const BACKENDS = ["trtllm", "vllm", "sglang"];
const SINGLE_GPU = { tp: 1, pp: 1, dp: 1, cp: 1, moeTp: 1, moeEp: 1 };
/** GPUs that one worker occupies: `tp · pp · dp · cp`. */
function gpusPerWorker(p) {
    return p.tp * p.pp * p.dp * p.cp;
}
/** The reference's text key of a parallel choice, e.g. `tp2pp1dp1etp1ep1`; `cp` only when above 1. */
function parallelKey(p) {
    return `tp${p.tp}pp${p.pp}dp${p.dp}etp${p.moeTp}ep${p.moeEp}${p.cp > 1 ? `cp${p.cp}` : ""}`;
}
/** GPUs of one replica. */
function gpusPerReplica(d) {
    return d.pools.reduce((sum, pool) => sum + pool.workers * gpusPerWorker(pool.parallelism), 0);
}
/** GPUs of the whole deployment. */
function totalGpus(d) {
    return d.replicas * gpusPerReplica(d);
}
/** The pool of a role, or undefined. */
function poolOf(d, role) {
    return d.pools.find((pool) => pool.role === role);
}


/***/ }),

/***/ 2779:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   eW: () => (/* binding */ InvalidParallelismError),
/* harmony export */   hr: () => (/* binding */ MissingDataError),
/* harmony export */   tP: () => (/* binding */ DATABASE_MODES)
/* harmony export */ });
/** Which figures a query may use: measured only, measured else estimated, estimated only, or the bare roofline. */
const DATABASE_MODES = ["SILICON", "HYBRID", "EMPIRICAL", "SOL"];
/** A table lacks what a query needs. Fallback chains, HYBRID and the search catch it; a single estimate reports it. */
class MissingDataError extends Error {
    constructor(message) {
        super(message);
        this.name = "MissingDataError";
    }
}
/** A parallel choice that the model or backend cannot have (heads not divisible, …). The search skips it. */
class InvalidParallelismError extends Error {
    constructor(message) {
        super(message);
        this.name = "InvalidParallelismError";
    }
}


/***/ })

};
