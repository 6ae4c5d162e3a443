export const id = 379;
export const ids = [379];
export const modules = {

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

/***/ 1217:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B7: () => (/* binding */ INDEX_FORMAT),
/* harmony export */   YP: () => (/* binding */ tablePath),
/* harmony export */   ZX: () => (/* binding */ modelConfigPath)
/* harmony export */ });
/** Version of the layout of `perf-db/index.json`; a reader refuses another one. */
const INDEX_FORMAT = 1;
/** Path of a model's {@link ModelConfigFile} below `perf-db/`. */
function modelConfigPath(id) {
    return `models/${id.replace("/", "--")}.json`;
}
/** Path of a table below `perf-db/`. */
function tablePath(system, family, backend, version, table) {
    return `${system}/${family}/${backend}/${version}/${table}.parquet`;
}


/***/ }),

/***/ 8731:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ findModel)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _domain_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6586);
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6177);




/**
 * Finds a model: a local folder with `config.json` (or the path of that file), a bundled repository id, or a name of the
 * 0.5.0 release, which chose the number format by GPU. Throws `UserError` (`model`) with the nearest names.
 */
function findModel(folders, name, system) {
    const local = localFolder(name);
    if (local !== undefined)
        return { id: name, files: readLocal(local) };
    const id = idOfOldName(folders, name, system) ?? name;
    for (const folder of folders) {
        const files = folder.modelFiles(id);
        if (files !== undefined)
            return { id, files };
    }
    const ids = folders.flatMap((folder) => Object.keys(folder.index.models));
    const old = folders.flatMap((folder) => Object.keys(folder.index.modelNames));
    throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .y("model", `unknown model ${name}${(0,_names_js__WEBPACK_IMPORTED_MODULE_3__/* .didYouMean */ .au)(name, [...ids, ...old])}; pass the path of a folder with its config.json instead`);
}
/** Checkpoint that a 0.5.0 name stands for on a GPU: FP8 where the hardware computes in FP8. */
function idOfOldName(folders, name, system) {
    for (const folder of folders) {
        const found = folder.index.modelNames[name];
        if (found !== undefined)
            return found.fp8 !== undefined && (system.gpu.tcFlops.fp8 ?? 0) > 0 ? found.fp8 : found.id;
    }
    return undefined;
}
function localFolder(name) {
    const folder = node_path__WEBPACK_IMPORTED_MODULE_1__.basename(name) === "config.json" ? node_path__WEBPACK_IMPORTED_MODULE_1__.dirname(name) : name;
    if (!(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(node_path__WEBPACK_IMPORTED_MODULE_1__.join(folder, "config.json"))) {
        if (/^[./~]/.test(name) && (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(name) && (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(name).isDirectory()) {
            throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .y("model", `${name} has no config.json; copy the checkpoint's config.json into it`);
        }
        return undefined;
    }
    return folder;
}
function readLocal(folder) {
    const beside = node_path__WEBPACK_IMPORTED_MODULE_1__.join(folder, "hf_quant_config.json");
    return {
        config: readJson(node_path__WEBPACK_IMPORTED_MODULE_1__.join(folder, "config.json")),
        ...((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(beside) ? { hfQuantConfig: readJson(beside) } : {}),
    };
}
/** Python writes `Infinity` and `NaN`, which JSON has not. */
function readJson(file) {
    const text = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(file, "utf8");
    try {
        return JSON.parse(text);
    }
    catch {
        try {
            return JSON.parse(text.replace(/([:,[]\s*)-?(?:Infinity|NaN)/g, "$1null"));
        }
        catch (cause) {
            throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .y("model", `${file} is not valid JSON`, { file, cause });
        }
    }
}


/***/ }),

/***/ 6177:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T6: () => (/* binding */ findSystem),
/* harmony export */   au: () => (/* binding */ didYouMean),
/* harmony export */   nK: () => (/* binding */ slotsOf),
/* harmony export */   x: () => (/* binding */ resolveVersion)
/* harmony export */ });
/* unused harmony export backendsOf */
/* harmony import */ var _domain_deployment_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6518);
/* harmony import */ var _domain_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6586);
/* harmony import */ var _nearest_name_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9074);



/** Finds a system by name or alias. Throws `UserError` (`system`) with the nearest name. */
function findSystem(folders, name) {
    for (const folder of folders) {
        const { systems, systemAliases } = folder.index;
        const system = systems[name] ?? systems[systemAliases[name] ?? ""];
        if (system !== undefined)
            return { folder, system };
    }
    const known = [...new Set(folders.flatMap((folder) => Object.keys(folder.index.systems)))].sort();
    throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .y("system", `unknown system ${name}${didYouMean(name, known)}; known: ${known.join(", ")}`);
}
/** Engines that have any table on a system. */
function backendsOf(index, system) {
    const families = Object.values(index.tables[system] ?? {});
    return _domain_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .BACKENDS */ .A7.filter((backend) => families.some((family) => family[backend] !== undefined));
}
/** Versions of an engine that may be asked for on a system; undefined when the engine has no data there. */
function slotsOf(index, system, backend) {
    if (!backendsOf(index, system).includes(backend))
        return undefined;
    return index.versions.overrides[system]?.[backend] ?? index.versions.defaults[backend];
}
/**
 * Exact version of a slot alias or of an exact text (`spec` perf-model 8.2); absent means `current`. Throws `UserError`
 * (`backend` or `version`) with what is allowed.
 */
function resolveVersion(index, system, backend, asked) {
    const slots = slotsOf(index, system, backend);
    if (slots === undefined) {
        const others = backendsOf(index, system);
        const instead = others.length > 0 ? `use ${others.join(" or ")}` : "no engine has any; choose another system";
        throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .y("backend", `there are no ${backend} measurements for ${system}; ${instead}`);
    }
    const wanted = asked === undefined || asked === "" ? "current" : asked;
    const exact = wanted in slots ? slots[wanted] : undefined;
    if (exact !== undefined)
        return exact;
    const versions = Object.values(slots);
    if (versions.includes(wanted))
        return wanted;
    const allowed = Object.entries(slots).map(([slot, version]) => `${version} (${slot})`);
    throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .y("version", `no ${backend} data of version ${wanted} can be queried on ${system}; use ${allowed.join(" or ")}`);
}
/** `, did you mean X?` or nothing. */
function didYouMean(wrong, known) {
    const near = (0,_nearest_name_js__WEBPACK_IMPORTED_MODULE_2__/* .nearestName */ .q)(wrong, known);
    return near === undefined ? "" : `, did you mean ${near}?`;
}


/***/ }),

/***/ 8492:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ nearestInLog),
/* harmony export */   Y: () => (/* binding */ log2Floored)
/* harmony export */ });
/* harmony import */ var _search_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2153);

/** Smallest coordinate that is told apart in log space. */
const FLOOR = 1e-12;
/** `log2` of a coordinate, floored. */
function log2Floored(x) {
    return Math.log2(Math.max(x, FLOOR));
}
/**
 * The `count` points with a positive value nearest in `log2` of every coordinate, distances ascending. Walks each level
 * outward from the query and leaves a branch once its partial distance exceeds the worst kept.
 */
function nearestInLog(grid, coordinates, count) {
    const walk = new OutwardWalk(grid, coordinates, count);
    walk.level(0, 0, grid.keys[0].length, 0);
    return walk.neighbours();
}
/** One search. Flat arrays and no closures: the search of a whole space asks tens of thousands of times. */
class OutwardWalk {
    grid;
    coordinates;
    count;
    kept = 0;
    worst = Infinity;
    squares;
    leaves;
    paths;
    path;
    logs;
    depth;
    constructor(grid, coordinates, count) {
        this.grid = grid;
        this.coordinates = coordinates;
        this.count = count;
        this.depth = grid.keys.length;
        this.logs = grid.logKeys();
        this.squares = new Float64Array(count + 1);
        this.leaves = new Int32Array(count + 1);
        this.paths = new Int32Array((count + 1) * this.depth);
        this.path = new Int32Array(this.depth);
    }
    neighbours() {
        const found = [];
        for (let i = 0; i < this.kept; i++) {
            const path = [];
            for (let level = 0; level < this.depth; level++)
                path.push(this.paths[i * this.depth + level]);
            found.push({ distance: Math.sqrt(this.squares[i]), leaf: this.leaves[i], path });
        }
        return found;
    }
    level(level, lo, hi, partial) {
        const logs = this.logs[level];
        const coordinate = this.coordinates[level];
        const target = log2Floored(coordinate);
        const starts = level === this.depth - 1 ? undefined : this.grid.starts[level];
        const middle = (0,_search_js__WEBPACK_IMPORTED_MODULE_0__/* .lowerBound */ .y)(this.grid.keys[level], coordinate, lo, hi);
        for (let step = 1; step >= -1; step -= 2) {
            for (let at = step > 0 ? middle : middle - 1; at < hi && at >= lo; at += step) {
                const apart = logs[at] - target;
                const square = partial + apart * apart;
                if (square >= this.worst)
                    break;
                this.path[level] = at;
                if (starts === undefined)
                    this.keep(square, at);
                else
                    this.level(level + 1, starts[at], starts[at + 1], square);
            }
        }
    }
    keep(square, leaf) {
        if (!(this.grid.values[leaf] > 0))
            return;
        const { squares, leaves, paths, depth, count } = this;
        let place = this.kept;
        while (place > 0 && squares[place - 1] > square) {
            squares[place] = squares[place - 1];
            leaves[place] = leaves[place - 1];
            for (let i = place * depth; i < (place + 1) * depth; i++)
                paths[i] = paths[i - depth];
            place--;
        }
        squares[place] = square;
        leaves[place] = leaf;
        for (let i = 0; i < depth; i++)
            paths[place * depth + i] = this.path[i];
        if (this.kept < count)
            this.kept++;
        if (this.kept === count)
            this.worst = squares[count - 1];
    }
}


/***/ }),

/***/ 2153:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ median),
/* harmony export */   y: () => (/* binding */ lowerBound)
/* harmony export */ });
/** Index of the first element of `keys[lo..hi)` (ascending) that is not below `x`; `hi` when all are below. */
function lowerBound(keys, x, lo, hi) {
    let a = lo;
    let b = hi;
    while (a < b) {
        const middle = (a + b) >>> 1;
        if (keys[middle] < x)
            a = middle + 1;
        else
            b = middle;
    }
    return a;
}
/** Median of a handful of numbers; the mean of the two middle ones when their count is even. */
function median(values) {
    const sorted = [...values].sort((a, b) => a - b);
    const half = sorted.length >> 1;
    const upper = sorted[half];
    return sorted.length % 2 === 1 ? upper : (sorted[half - 1] + upper) / 2;
}


/***/ }),

/***/ 4261:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FZ: () => (/* binding */ listField),
/* harmony export */   M8: () => (/* binding */ textField),
/* harmony export */   qV: () => (/* binding */ objectField),
/* harmony export */   sJ: () => (/* binding */ numberField)
/* harmony export */ });
/** A number of a raw config; undefined when absent, null or not a number. */
function numberField(config, name) {
    const value = config[name];
    return typeof value === "number" ? value : undefined;
}
/** A text of a raw config. */
function textField(config, name) {
    const value = config[name];
    return typeof value === "string" ? value : undefined;
}
/** A nested object of a raw config. */
function objectField(config, name) {
    const value = config[name];
    return typeof value === "object" && value !== null && !Array.isArray(value)
        ? value
        : undefined;
}
/** A list of a raw config; empty when absent. */
function listField(config, name) {
    const value = config[name];
    return Array.isArray(value) ? value : [];
}


/***/ }),

/***/ 9074:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ nearestName)
/* harmony export */ });
/* harmony import */ var fastest_levenshtein__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1916);

/** The known name nearest to a wrong one, for messages; undefined when none shares half of it. */
function nearestName(wrong, known) {
    const lower = wrong.toLowerCase();
    let best;
    let bestDistance = Math.max(2, Math.floor(wrong.length / 2)) + 1;
    for (const name of known) {
        const steps = (0,fastest_levenshtein__WEBPACK_IMPORTED_MODULE_0__/* .distance */ .Io)(lower, name.toLowerCase());
        if (steps < bestDistance) {
            best = name;
            bestDistance = steps;
        }
    }
    return best;
}


/***/ }),

/***/ 5232:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  C: () => (/* binding */ openPerfDb)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/lib/domain/errors.js
var errors = __webpack_require__(6586);
// EXTERNAL MODULE: ./build/lib/perf/db/index-format.js
var index_format = __webpack_require__(1217);
;// CONCATENATED MODULE: ./build/lib/perf/db/folder.js




/** Opens our own folder. Throws `UserError` (`io`) when it is missing or of another layout. */
function openOwnFolder(root) {
    const file = external_node_path_.join(root, "index.json");
    let index;
    try {
        index = JSON.parse((0,external_node_fs_.readFileSync)(file, "utf8"));
    }
    catch (cause) {
        throw new errors/* UserError */.y("io", `cannot read the performance data index ${file}`, { cause });
    }
    if (index.format !== index_format/* INDEX_FORMAT */.B7) {
        throw new errors/* UserError */.y("io", `${file} has layout ${String(index.format)}, this program reads ${index_format/* INDEX_FORMAT */.B7}`);
    }
    return {
        index,
        tableFile: (...place) => external_node_path_.join(root, (0,index_format/* tablePath */.YP)(...place)),
        modelFiles(id) {
            if (index.models[id] === undefined)
                return undefined;
            return JSON.parse((0,external_node_fs_.readFileSync)(external_node_path_.join(root, (0,index_format/* modelConfigPath */.ZX)(id)), "utf8"));
        },
    };
}
/** Whether a folder has the layout of ours (an index) rather than upstream's (YAML files). */
function isOwnFolder(root) {
    return (0,external_node_fs_.existsSync)(external_node_path_.join(root, "index.json"));
}

// EXTERNAL MODULE: ./build/lib/domain/deployment.js
var deployment = __webpack_require__(6518);
// EXTERNAL MODULE: ./build/lib/perf/rounding.js
var rounding = __webpack_require__(2440);
;// CONCATENATED MODULE: ./build/lib/perf/backend/sglang.js

/** SGLang. */
const sglang = {
    name: "sglang",
    saturatedDecodes: ({ batchSize, steps, decodeSteps }) => Math.max(1, (0,rounding/* floorQuotient */.u)(batchSize, steps / decodeSteps)),
    tpotMixedSteps: (mixedSteps) => Math.max(1, mixedSteps - 3),
    ttftHostMs: () => 0,
    queueFactor: (_batchSize, steps) => Math.min(2 + (steps - 3) / 20, 4),
    littleCap: false,
    attentionLanes: {
        fa3: ["fa3"],
        fla: ["fla"],
        flashinfer: ["flashinfer"],
        triton: ["triton"],
        trtllm_mha: ["trtllm_mha"],
    },
    contextParallel: true,
    keepsTuple: () => true,
    activationCoefficients: (row) => row === "llama" ? [14, 8.5, 6.5, 6.5] : row === "moe" ? [28, 17, 13, 13] : [13, 8, 6.5, 6.5],
    activationFloorBytes: 90 * 2 ** 20,
    activationScale: 1.15,
    workspaceWidth: "hidden",
    otherMemoryScale: 1.2,
    activationsByTokenBudget: false,
    reservesMaxSeqLen: false,
    kv: {
        of: "total",
        reserved: 0,
        tolerance: 0.02,
        fraction: (question) => (question.aggregated ? 0.88 : derivedFraction(question)),
    },
};
/** `--mem-fraction-static` as the engine derives it from capacity and parallel sizes (`spec` memory 2). */
function derivedFraction({ system, parallelism }) {
    const capacityMib = system.gpu.memCapacity / 2 ** 20;
    const { tp, pp, dp } = parallelism;
    const [chunk, graphBatch] = schedulerSizes(capacityMib / 1024, tp);
    let reserved = 512 + 1.5 * chunk + ((tp * pp) / 8) * 1024 + 2 * graphBatch;
    if (dp > 1)
        reserved += 3 * graphBatch * dp + (graphBatch > 300 ? 1.5 * graphBatch * dp : 0);
    if (capacityMib > 60 * 1024)
        reserved = Math.max(reserved, 10240);
    return (0,rounding/* roundTo3 */.L)((capacityMib - reserved) / capacityMib);
}
function schedulerSizes(capacityGib, tp) {
    if (capacityGib < 20)
        return [2048, 8];
    if (capacityGib < 35)
        return [2048, tp >= 4 ? 80 : 24];
    if (capacityGib < 60)
        return [4096, tp >= 4 ? 160 : 32];
    if (capacityGib < 160)
        return [8192, tp >= 4 ? 512 : 256];
    return [16384, 512];
}

;// CONCATENATED MODULE: ./build/lib/perf/backend/trtllm.js

/** TensorRT-LLM. */
const trtllm = {
    name: "trtllm",
    saturatedDecodes: ({ batchSize, steps, decodeSteps }) => Math.max(1, (0,rounding/* floorQuotient */.u)(batchSize, steps / decodeSteps)),
    tpotMixedSteps: (mixedSteps) => Math.max(1, mixedSteps - 3),
    ttftHostMs: () => 0,
    queueFactor: (_batchSize, steps) => Math.min(2 + (steps - 3) / 20, 4),
    littleCap: false,
    attentionLanes: {},
    contextParallel: false,
    keepsTuple: ({ dp, tp }) => !(dp > 1 && tp > 1),
    activationCoefficients: (row) => row === "llama" ? [11, 6.5, 5, 5] : row === "moe" ? [22, 13, 10, 10] : [10, 6, 5, 5],
    activationFloorBytes: 70 * 2 ** 20,
    activationScale: 1,
    workspaceWidth: "attention",
    otherMemoryScale: 1,
    activationsByTokenBudget: true,
    reservesMaxSeqLen: true,
    kv: { of: "free", reserved: 0.015, tolerance: 0.02, fraction: () => 0.9 },
};

// EXTERNAL MODULE: ./build/lib/perf/version-order.js
var version_order = __webpack_require__(5019);
;// CONCATENATED MODULE: ./build/lib/perf/backend/vllm.js

/** host milliseconds per layer before the first token */
const HOST_MS_PER_LAYER = 0.8;
/** vLLM. */
const vllm = {
    name: "vllm",
    saturatedDecodes: ({ batchSize, ctxTokens, isl }) => Math.max(1, batchSize - Math.ceil(ctxTokens / isl)),
    tpotMixedSteps: (mixedSteps) => mixedSteps,
    ttftHostMs: (layers) => HOST_MS_PER_LAYER * layers,
    queueFactor: (batchSize) => (batchSize <= 1 ? 1 : Math.min(1 + Math.log2(batchSize) / 8, 2)),
    littleCap: true,
    attentionLanes: {
        flashinfer: ["vllm_flashinfer_trtllmprefill", "vllm_flashinfer_trtllmdecode", "vllm_flashinfer"],
        triton: ["vllm_triton_attn"],
    },
    contextParallel: false,
    keepsTuple: ({ moeTp, moeEp }) => !(moeTp > 1 && moeEp > 1),
    activationCoefficients: (row) => row === "llama" ? [11, 6.5, 5, 5] : row === "moe" ? [22, 13, 10, 10] : [10, 6, 5, 5],
    activationFloorBytes: 70 * 2 ** 20,
    activationScale: 1,
    workspaceWidth: "attention",
    otherMemoryScale: 1,
    activationsByTokenBudget: false,
    reservesMaxSeqLen: false,
    kv: {
        of: "total",
        reserved: 0,
        tolerance: 0.02,
        // --gpu-memory-utilization: 0.9 in the older releases with data (0.14, 0.19), 0.92 since 0.22
        fraction: ({ version }) => ((0,version_order/* compareVersions */.Z)(version, "0.20.0") < 0 ? 0.9 : 0.92),
    },
};

;// CONCATENATED MODULE: ./build/lib/perf/backend/registry.js



const RULES = [trtllm, vllm, sglang];
/** Rules of an engine. */
function rulesOf(backend) {
    const rules = RULES.find((candidate) => candidate.name === backend);
    if (rules === undefined)
        throw new Error(`no rules for ${backend}`);
    return rules;
}

// EXTERNAL MODULE: ./build/lib/perf/db/models.js
var db_models = __webpack_require__(8731);
// EXTERNAL MODULE: ./build/lib/perf/db/names.js
var names = __webpack_require__(6177);
;// CONCATENATED MODULE: ./build/lib/perf/db/sources.js

/** Libraries whose version the system file fixes; they never inherit. */
const LIBRARIES = { nccl_perf: "nccl", oneccl_perf: "oneccl" };
/**
 * Files of a table in order of precedence (`spec` perf-model 8.3): the requested version, declared donors, earlier
 * versions of the engine, then other engines for shared kernels.
 */
function resolveSources(question) {
    const { index, system, backend, version, family, table } = question;
    const folders = index.tables[system.name]?.[family] ?? {};
    const has = (engine, release) => folders[engine]?.[release]?.split(" ").includes(table) === true;
    const library = LIBRARIES[table];
    if (library !== undefined) {
        const release = library === "nccl" ? system.ncclVersion : system.onecclVersion;
        return release !== undefined && has(library, release) ? [{ backend: library, version: release }] : [];
    }
    const found = new Set();
    if (has(backend, version))
        found.add(version);
    const donor = index.donors[`${system.name}/${family}/${backend}/${version}`]?.[table];
    if (donor !== undefined && has(backend, donor))
        found.add(donor);
    for (const earlier of earlierVersions(index, system.name, backend, version)) {
        if (has(backend, earlier))
            found.add(earlier);
    }
    const own = [...found].map((release) => ({ backend, version: release }));
    return family === "comm" ? own : [...own, ...otherEngines(question, folders)];
}
/** Versions of an engine before the requested one, newest first, over every family of the system. */
function earlierVersions(index, system, backend, version) {
    const all = new Set();
    for (const folders of Object.values(index.tables[system] ?? {})) {
        for (const release of Object.keys(folders[backend] ?? {}))
            all.add(release);
    }
    return [...all]
        .filter((release) => (0,version_order/* compareVersions */.Z)(release, version) < 0)
        .sort((a, b) => (0,version_order/* compareVersions */.Z)(b, a));
}
function otherEngines(question, folders) {
    const shared = question.index.reuse[question.table];
    if (shared === undefined)
        return [];
    const places = [];
    for (const engine of Object.keys(folders).sort()) {
        if (engine === question.backend)
            continue;
        const kernels = Object.keys(shared).filter((kernel) => {
            const engines = shared[kernel] ?? [];
            return engines.includes(question.backend) && engines.includes(engine);
        });
        if (kernels.length === 0)
            continue;
        for (const [release, tables] of Object.entries(folders[engine] ?? {})) {
            if (tables.split(" ").includes(question.table))
                places.push({ backend: engine, version: release, kernels });
        }
    }
    return places;
}

;// CONCATENATED MODULE: ./build/lib/perf/db/session.js

/** Opens a session; nothing is read yet. */
function openSession(key) {
    const { folder, store, system, backend, version, databaseMode, transfer, pinnedLanes } = key;
    const opened = new Map();
    const shared = new Map();
    const marks = new Map();
    const onlyRequested = databaseMode === "EMPIRICAL" || databaseMode === "SOL";
    const context = {
        system,
        backend,
        version,
        databaseMode,
        transfer,
        pinnedLanes,
        laneDefaults: folder.index.attentionLanes[backend] ?? {},
        tables(family, table) {
            const name = `${family}/${table}`;
            let found = opened.get(name);
            if (found === undefined) {
                const places = resolveSources({ index: folder.index, system, backend, version, family, table });
                const used = onlyRequested ? places.filter((place) => isRequested(place, backend, version)) : places;
                opened.set(name, (found = store.open(family, table, used)));
            }
            return found;
        },
        shared(name, make) {
            if (shared.has(name))
                return shared.get(name);
            const made = make();
            shared.set(name, made);
            return made;
        },
        mark(operator, source) {
            let sources = marks.get(operator);
            if (sources === undefined)
                marks.set(operator, (sources = new Set()));
            sources.add(source);
        },
    };
    return { context, marks };
}
/** The requested version's own file, or a library's, whose version the system fixes. */
function isRequested(place, backend, version) {
    return place.backend === backend ? place.version === version : place.kernels === undefined;
}

;// CONCATENATED MODULE: ./build/lib/perf/db/columns.js
/** A decoded column of any kind: text becomes dictionary codes in order of first sight, booleans 0 and 1, null NaN or "". */
function toColumn(data) {
    if (data instanceof Float64Array || data instanceof Float32Array || data instanceof Int32Array) {
        return { kind: "number", values: data };
    }
    let isText = false;
    for (let i = 0; i < data.length && !isText; i++)
        isText = typeof data[i] === "string";
    if (isText)
        return textColumn(data);
    const values = new Float64Array(data.length);
    for (let i = 0; i < data.length; i++) {
        const value = data[i];
        values[i] = value === null || value === undefined ? NaN : Number(value);
    }
    return { kind: "number", values };
}
/** A column of one text value. */
function constantColumn(value, rowCount) {
    return { kind: "text", codes: new Uint8Array(rowCount), values: [value] };
}
/** A numeric column in dictionary form; its row values are made when somebody asks for them. */
function codedColumn(codes, dictionary) {
    let rows;
    return {
        kind: "number",
        coded: { codes, dictionary },
        get values() {
            if (rows === undefined) {
                rows = new Float64Array(codes.length);
                for (let i = 0; i < codes.length; i++)
                    rows[i] = dictionary[codes[i]];
            }
            return rows;
        },
    };
}
function textColumn(data) {
    const codes = new Int32Array(data.length);
    const known = new Map();
    for (let i = 0; i < data.length; i++) {
        const value = data[i] ?? "";
        let code = known.get(value);
        if (code === undefined)
            known.set(value, (code = known.size));
        codes[i] = code;
    }
    return { kind: "text", codes, values: [...known.keys()].map(String) };
}

// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
// EXTERNAL MODULE: ./node_modules/hyparquet/src/column.js + 6 modules
var column = __webpack_require__(8111);
// EXTERNAL MODULE: ./node_modules/hyparquet/src/convert.js + 1 modules
var convert = __webpack_require__(9234);
// EXTERNAL MODULE: ./node_modules/hyparquet/src/metadata.js + 1 modules
var src_metadata = __webpack_require__(6367);
// EXTERNAL MODULE: ./node_modules/hyparquet/src/schema.js
var src_schema = __webpack_require__(8286);
;// CONCATENATED MODULE: ./build/lib/perf/db/own-chunk.js



/**
 * One column chunk exactly as our importer writes it: required values, Brotli, one version-2 data page, either
 * dictionary codes or byte-stream-split floats. Several times faster than the library's general reader, because
 * nothing passes through arrays of values. Undefined for any other chunk: the caller then takes the general way.
 */
function readOwnChunk(file, chunk, rowCount) {
    if (chunk.codec !== "BROTLI" || Number(chunk.num_values) !== rowCount)
        return undefined;
    const start = Number(chunk.dictionary_page_offset ?? chunk.data_page_offset);
    const reader = { view: new DataView(file, start, Number(chunk.total_compressed_size)), offset: 0 };
    let dictionary;
    while (reader.offset < reader.view.byteLength) {
        const header = (0,column/* parquetHeader */.wK)(reader);
        const body = new Uint8Array(file, start + reader.offset, header.compressed_page_size);
        reader.offset += header.compressed_page_size;
        if (header.type === "DICTIONARY_PAGE") {
            dictionary = (0,external_node_zlib_.brotliDecompressSync)(body);
            continue;
        }
        const page = header.data_page_header_v2;
        if (page === undefined || page.num_values !== rowCount || page.num_nulls > 0)
            return undefined;
        if (page.definition_levels_byte_length + page.repetition_levels_byte_length > 0)
            return undefined;
        const bytes = page.is_compressed === false ? body : (0,external_node_zlib_.brotliDecompressSync)(body);
        if (page.encoding === "BYTE_STREAM_SPLIT" && chunk.type === "FLOAT")
            return joinFloats(bytes, rowCount);
        if (page.encoding !== "RLE_DICTIONARY" || dictionary === undefined)
            return undefined;
        if (chunk.type === "BYTE_ARRAY")
            return own_chunk_textColumn(bytes, textsOf(dictionary), rowCount);
        if (chunk.type !== "INT32" && chunk.type !== "DOUBLE")
            return undefined;
        return numberColumn(bytes, numbersOf(dictionary, chunk.type), rowCount);
    }
    return undefined;
}
/** Floats whose bytes lie in four planes, lowest first. They are joined where somebody looks. */
function joinFloats(bytes, count) {
    const bits = new Uint32Array(1);
    const float = new Float32Array(bits.buffer);
    const [second, third, fourth] = [count, 2 * count, 3 * count];
    const bitsAt = (row) => bytes[row] |
        (bytes[second + row] << 8) |
        (bytes[third + row] << 16) |
        (bytes[fourth + row] << 24);
    let all;
    return {
        kind: "number",
        at(row) {
            bits[0] = bitsAt(row);
            return float[0];
        },
        get values() {
            if (all === undefined) {
                const joined = new Uint32Array(count);
                for (let row = 0; row < count; row++)
                    joined[row] = bitsAt(row);
                all = new Float32Array(joined.buffer);
            }
            return all;
        },
    };
}
function own_chunk_textColumn(page, values, count) {
    const codes = values.length <= 256 ? new Uint8Array(count) : new Uint16Array(count);
    readCodes(page, codes);
    return { kind: "text", codes, values };
}
/** Stays in dictionary form, which is what filters compare. */
function numberColumn(page, lookup, count) {
    const codes = lookup.length <= 256 ? new Uint8Array(count) : new Uint16Array(count);
    readCodes(page, codes);
    return codedColumn(codes, lookup);
}
function numbersOf(dictionary, type) {
    const view = new DataView(dictionary.buffer, dictionary.byteOffset, dictionary.byteLength);
    const width = type === "INT32" ? 4 : 8;
    return Float64Array.from({ length: dictionary.byteLength / width }, (_, i) => type === "INT32" ? view.getInt32(i * width, true) : view.getFloat64(i * width, true));
}
/** Texts of a plain dictionary page: four bytes of length, then UTF-8. */
function textsOf(dictionary) {
    const view = new DataView(dictionary.buffer, dictionary.byteOffset, dictionary.byteLength);
    const decoder = new TextDecoder();
    const texts = [];
    for (let at = 0; at < dictionary.byteLength;) {
        const length = view.getUint32(at, true);
        texts.push(decoder.decode(dictionary.subarray(at + 4, at + 4 + length)));
        at += 4 + length;
    }
    return texts;
}
/** Parquet's mix of runs and bit-packed groups of eight, after one byte that holds the width of a code. */
function readCodes(page, codes) {
    const width = page[0] ?? 0;
    if (width === 0)
        return;
    const mask = 2 ** width - 1;
    let at = 1;
    let filled = 0;
    while (filled < codes.length && at < page.length) {
        let header = 0;
        for (let shift = 0, more = true; more; shift += 7) {
            const byte = page[at++];
            header |= (byte & 0x7f) << shift;
            more = byte > 0x7f;
        }
        if ((header & 1) === 1) {
            const packed = (header >>> 1) * width;
            filled = unpack(page, at, width, mask, codes, filled, Math.min(codes.length, filled + (header >>> 1) * 8));
            at += packed;
        }
        else {
            let code = 0;
            for (let shift = 0; shift < width; shift += 8)
                code |= page[at++] << shift;
            const end = Math.min(codes.length, filled + (header >>> 1));
            codes.fill(code, filled, end);
            filled = end;
        }
    }
}
/** Widths stay below 24 bits, so that one 32-bit accumulator holds a code and the next byte. */
function unpack(page, start, width, mask, codes, from, end) {
    let at = start;
    let bits = 0;
    let held = 0;
    for (let i = from; i < end; i++) {
        while (held < width) {
            bits |= page[at++] << held;
            held += 8;
        }
        codes[i] = bits & mask;
        bits >>>= width;
        held -= width;
    }
    return end;
}

;// CONCATENATED MODULE: ./build/lib/perf/db/parquet.js









/** Footer entry in which the importer keeps constants; it marks our own files. */
const CONSTANTS_KEY = "const";
/** Decompressors beyond what the library brings: Brotli in our files, Zstandard in upstream ones. */
const COMPRESSORS = {
    BROTLI: (bytes) => external_node_zlib_.brotliDecompressSync(bytes),
    ZSTD: (bytes) => {
        if (external_node_zlib_.zstdDecompressSync === undefined) {
            throw new errors/* UserError */.y("io", "this data folder holds Zstandard files, which need Node 22.15 or newer");
        }
        return external_node_zlib_.zstdDecompressSync(bytes);
    },
};
/** Opens a Parquet file; each column is decoded when it is first asked for. */
function openParquet(path) {
    let bytes;
    try {
        bytes = (0,external_node_fs_.readFileSync)(path);
    }
    catch (cause) {
        throw new errors/* UserError */.y("io", `cannot read the performance table ${path}`, { cause });
    }
    const shares = bytes.byteOffset !== 0 || bytes.byteLength !== bytes.buffer.byteLength;
    const file = (shares ? new Uint8Array(bytes).buffer : bytes.buffer);
    const metadata = (0,src_metadata/* parquetMetadata */.m5)(file);
    const schema = (0,src_metadata/* parquetSchema */.YR)(metadata);
    const columns = new Map();
    const kept = metadata.key_value_metadata?.find((entry) => entry.key === CONSTANTS_KEY)?.value;
    return {
        rowCount: Number(metadata.num_rows),
        constants: kept === undefined ? {} : textValues(JSON.parse(kept)),
        ordered: kept !== undefined,
        column(name) {
            if (!columns.has(name))
                columns.set(name, readNamedColumn(file, metadata, schema, name));
            return columns.get(name);
        },
    };
}
function textValues(constants) {
    return Object.fromEntries(Object.entries(constants).map(([name, value]) => [name, String(value ?? "")]));
}
function readNamedColumn(file, metadata, schema, name) {
    const chunks = [];
    for (const group of metadata.row_groups) {
        const chunk = group.columns.find((candidate) => candidate.meta_data?.path_in_schema[0] === name)?.meta_data;
        if (chunk === undefined)
            return undefined;
        chunks.push(chunk);
    }
    const path = (0,src_schema/* getTreePath */.st)(schema, [name]);
    const rowCount = Number(metadata.num_rows);
    const own = chunks.length === 1 ? readOwnChunk(file, chunks[0], rowCount) : undefined;
    return own ?? readAny(file, metadata, chunks, path);
}
/** Any Parquet column, through the library's own reader. */
function readAny(file, metadata, chunks, path) {
    const element = path[path.length - 1].element;
    const parts = [];
    chunks.forEach((chunk, i) => {
        const rows = Number(metadata.row_groups[i]?.num_rows ?? 0);
        const start = Number(chunk.dictionary_page_offset ?? chunk.data_page_offset);
        const reader = { view: new DataView(file, start, Number(chunk.total_compressed_size)), offset: 0 };
        const plan = { groupStart: 0, selectStart: 0, selectEnd: rows, groupRows: rows };
        const decoder = {
            ...chunk,
            pathInSchema: chunk.path_in_schema,
            element,
            schemaPath: path,
            compressors: COMPRESSORS,
            parsers: convert/* DEFAULT_PARSERS */.Rc,
        };
        for (const data of (0,column/* readColumn */.JB)(reader, plan, decoder).data) {
            for (let row = 0; row < data.length; row++)
                parts.push(data[row]);
        }
    });
    return toColumn(parts);
}

;// CONCATENATED MODULE: ./build/lib/perf/db/tables.js


/** Reads tables of a system lazily and keeps them. */
function tableStore(folder, system) {
    const files = new Map();
    return {
        open: (family, table, places) => places.map((place) => {
            const path = folder.tableFile(system, family, place.backend, place.version, table);
            let file = files.get(path);
            if (file === undefined)
                files.set(path, (file = openParquet(path)));
            return asSource(place, file);
        }),
    };
}
function asSource(place, file) {
    const { rowCount, constants, ordered } = file;
    const filled = new Map();
    return {
        backend: place.backend,
        version: place.version,
        rowCount,
        ordered,
        constants,
        ...(place.kernels === undefined ? {} : { kernels: place.kernels }),
        column(name) {
            const column = file.column(name) ?? filled.get(name);
            const constant = constants[name];
            if (column !== undefined || constant === undefined)
                return column;
            const made = constantColumn(constant, rowCount);
            filled.set(name, made);
            return made;
        },
    };
}

// EXTERNAL MODULE: ./build/lib/perf/types.js
var types = __webpack_require__(2779);
;// CONCATENATED MODULE: ./build/lib/perf/model/large-ep.js

/** Expert parallel sizes that a search may look at. */
const SIZES = [2, 4, 8, 16, 32, 64, 128];
const BOTH = ["context", "generation"];
/** Phases that a role runs. */
const PHASES = {
    agg: BOTH,
    static: BOTH,
    prefill: ["context"],
    static_ctx: ["context"],
    decode: ["generation"],
    static_gen: ["generation"],
};
/**
 * Whether a tuple takes the multi-node expert graph (`spec` perf-model 7). Searches take it wherever data cover it; single
 * points only in static runs that leave the node. Throws {@link MissingDataError} where experts cross nodes without data.
 */
function largeEpChoice(request, family, session, options) {
    const { model, parallelism, system } = request;
    const { purpose = "estimate", role } = options;
    if (model.experts === 0)
        return false;
    const crossesNodes = parallelism.moeEp > system.node.gpusPerNode;
    if (purpose === "estimate" && (role === "agg" || !crossesNodes))
        return false;
    const phases = purpose === "search" ? BOTH : PHASES[role];
    if (isCandidate(request) && phases.every((phase) => covers(request, family, session, phase)))
        return true;
    if (crossesNodes) {
        throw new types/* MissingDataError */.hr(`experts over ${parallelism.moeEp} GPUs cross nodes of ${system.node.gpusPerNode}, and no all-to-all was measured for this`);
    }
    return false;
}
/** Sizes at which a phase is covered, for the lists of a search. */
function largeEpSizes(request, family, session, phase) {
    return SIZES.filter((size) => {
        const parallelism = { tp: 1, pp: 1, dp: size, cp: 1, moeTp: 1, moeEp: size };
        return size <= request.model.experts && covers({ ...request, parallelism }, family, session, phase);
    });
}
function isCandidate({ parallelism, backend }) {
    return parallelism.moeTp === 1 && parallelism.moeEp > 1 && (backend !== "trtllm" || parallelism.dp > 1);
}
function covers(request, family, session, phase) {
    if (family.coversLargeEp === undefined)
        return false;
    return family.coversLargeEp(request, session.context, phase);
}

// EXTERNAL MODULE: ./build/lib/perf/ops/attention-slices.js
var attention_slices = __webpack_require__(2643);
// EXTERNAL MODULE: ./build/lib/perf/ops/lanes.js
var lanes = __webpack_require__(6762);
;// CONCATENATED MODULE: ./build/lib/perf/model/attention-lane.js




/** Kernels of a pinned attention backend; none for `default`. Throws `UserError` (`usage`) for a name that the engine lacks. */
function lanesOfBackend(backend, name) {
    if (name === "default")
        return [];
    const known = rulesOf(backend).attentionLanes;
    const lanes = known[name];
    if (lanes !== undefined)
        return lanes;
    const allowed = [...Object.keys(known), "default"].join(", ");
    throw new errors/* UserError */.y("usage", `${backend} has no attention backend ${name}; use one of ${allowed}`);
}
/** Refuses a pinned attention backend of which nothing was measured on this system (grouped attention only). */
function checkPinnedLanes(context, family, pricing) {
    if (pricing.pinnedLanes.length === 0 || family.contextAttentionTable !== undefined)
        return;
    const { family: folder, table } = attention_slices/* CONTEXT_ATTENTION_NEED */.ih;
    const measured = (0,lanes/* lanesOfTable */.dh)(pricing.tables(folder, table));
    if (pricing.pinnedLanes.some((lane) => measured.has(lane)))
        return;
    throw new errors/* UserError */.y("data", `attention backend ${context.attentionLane ?? ""} was not measured on ${context.system} with ${context.backend}; ` +
        `measured kernels: ${[...measured].sort().join(", ")}; leave it out or use default`);
}

// EXTERNAL MODULE: ./build/lib/perf/nearest-name.js
var nearest_name = __webpack_require__(9074);
// EXTERNAL MODULE: ./build/lib/perf/model/spec.js
var model_spec = __webpack_require__(4261);
;// CONCATENATED MODULE: ./build/lib/perf/model/checkpoint-quant.js

/** Reads `hf_quant_config.json` and `quantization_config` (`spec` perf-model 2.2, step 1). */
function readCheckpointQuant(files) {
    const text = (0,model_spec/* objectField */.qV)(files.config, "text_config");
    const inline = (0,model_spec/* objectField */.qV)(files.config, "quantization_config") ??
        (text === undefined ? undefined : (0,model_spec/* objectField */.qV)(text, "quantization_config"));
    const beside = files.hfQuantConfig === undefined ? undefined : (0,model_spec/* objectField */.qV)(files.hfQuantConfig, "quantization");
    const both = [beside, inline].filter((part) => part !== undefined);
    const algorithm = algorithmOf(beside, inline);
    return {
        algorithm,
        kvAlgorithm: both.map(kvAlgorithmOf).find((found) => found !== undefined),
        dynamic: both.map(dynamicOf).find((found) => found !== undefined),
        nativeBlockFp8: inline !== undefined && isNativeBlockFp8(inline),
        baseAlgorithm: inline === undefined ? undefined : groupAlgorithm(inline),
        layerAlgorithms: new Map(both.flatMap(layerAlgorithmsOf)),
        exclusions: both.flatMap(exclusionsOf),
    };
}
function algorithmOf(beside, inline) {
    const named = (beside && (0,model_spec/* textField */.M8)(beside, "quant_algo")) ??
        (inline && ((0,model_spec/* textField */.M8)(inline, "quant_algo") ?? (0,model_spec/* textField */.M8)(inline, "quant_method"))) ??
        (inline && (0,model_spec/* textField */.M8)(inline, "quantization_method"));
    const algorithm = named?.toLowerCase();
    const blocks = inline === undefined ? [] : (0,model_spec/* listField */.FZ)(inline, "weight_block_size");
    return algorithm === "fp8" && blocks.length > 0 ? "fp8_block" : algorithm;
}
function isNativeBlockFp8(inline) {
    return (0,model_spec/* textField */.M8)(inline, "quant_method") === "fp8" && (0,model_spec/* listField */.FZ)(inline, "weight_block_size").length > 0;
}
function kvAlgorithmOf(part) {
    const named = (0,model_spec/* textField */.M8)(part, "kv_cache_quant_algo") ?? (0,model_spec/* textField */.M8)(part, "kv_cache_dtype");
    if (named !== undefined)
        return normalizedKv(named);
    const scheme = part["kv_cache_scheme"];
    if (typeof scheme === "string")
        return normalizedKv(scheme);
    const group = (0,model_spec/* objectField */.qV)(part, "kv_cache_scheme");
    const bits = group === undefined ? undefined : (0,model_spec/* numberField */.sJ)(group, "num_bits");
    if (group === undefined || bits === undefined || (0,model_spec/* textField */.M8)(group, "type") !== "float")
        return undefined;
    return bits <= 8 ? "fp8" : bits >= 16 ? "bfloat16" : undefined;
}
function normalizedKv(name) {
    const lower = name.toLowerCase();
    if (lower.startsWith("fp8"))
        return "fp8";
    if (lower === "bf16" || lower === "bfloat16" || lower === "fp16" || lower === "float16")
        return "bfloat16";
    return lower === "int8" ? "int8" : undefined;
}
function dynamicOf(part) {
    const scheme = (0,model_spec/* textField */.M8)(part, "activation_scheme");
    if (scheme === "dynamic")
        return true;
    if (scheme === "static")
        return false;
    const inputs = groupsOf(part)
        .map((group) => (0,model_spec/* objectField */.qV)(group, "input_activations"))
        .filter((input) => input !== undefined);
    return inputs.length === 0 ? undefined : inputs.some((input) => input["dynamic"] === true);
}
function groupsOf(part) {
    const groups = (0,model_spec/* objectField */.qV)(part, "config_groups");
    if (groups === undefined)
        return [];
    return Object.keys(groups)
        .map((name) => (0,model_spec/* objectField */.qV)(groups, name))
        .filter((group) => group !== undefined);
}
/** Weight format of the first group: 4-bit integers, MXFP4, NVFP4 or FP8. */
function groupAlgorithm(part) {
    const group = groupsOf(part)[0];
    const weights = group === undefined ? undefined : (0,model_spec/* objectField */.qV)(group, "weights");
    if (group === undefined || weights === undefined)
        return undefined;
    const bits = (0,model_spec/* numberField */.sJ)(weights, "num_bits");
    const format = (0,model_spec/* textField */.M8)(group, "format") ?? (0,model_spec/* textField */.M8)(part, "format") ?? "";
    if ((0,model_spec/* textField */.M8)(weights, "type") === "int")
        return bits === 4 ? "int4_wo" : bits === 8 ? "int8_wo" : undefined;
    if (bits === 8)
        return Array.isArray(weights["block_structure"]) ? "fp8_block" : "fp8";
    if (bits === 4)
        return format.includes("mxfp4") ? "mxfp4" : "nvfp4";
    return undefined;
}
function layerAlgorithmsOf(part) {
    const layers = (0,model_spec/* objectField */.qV)(part, "quantized_layers");
    if (layers === undefined)
        return [];
    return Object.keys(layers).flatMap((name) => {
        const layer = (0,model_spec/* objectField */.qV)(layers, name);
        const algorithm = layer === undefined ? undefined : (0,model_spec/* textField */.M8)(layer, "quant_algo");
        return algorithm === undefined ? [] : [[name, algorithm.toLowerCase()]];
    });
}
function exclusionsOf(part) {
    return ["ignore", "modules_to_not_convert", "exclude_modules", "ignored_layers"].flatMap((name) => (0,model_spec/* listField */.FZ)(part, name).filter((pattern) => typeof pattern === "string"));
}

;// CONCATENATED MODULE: ./build/lib/perf/model/registry.js
/** Every model family: one entry each. */
const FAMILIES = [
    {
        architectures: ["LlamaForCausalLM", "Qwen2ForCausalLM", "Qwen3ForCausalLM", "MiMoForCausalLM"],
        load: async () => (await Promise.all(/* import() */[__webpack_require__.e(9203), __webpack_require__.e(9492)]).then(__webpack_require__.bind(__webpack_require__, 9492))).llama,
    },
    {
        architectures: [
            "MixtralForCausalLM",
            "Qwen2MoeForCausalLM",
            "Qwen3MoeForCausalLM",
            "GptOssForCausalLM",
            "MiniMaxM2ForCausalLM",
        ],
        load: async () => (await Promise.all(/* import() */[__webpack_require__.e(9203), __webpack_require__.e(8114), __webpack_require__.e(8891), __webpack_require__.e(2290)]).then(__webpack_require__.bind(__webpack_require__, 2290))).moe,
    },
    {
        architectures: ["DeepSeekForCausalLM", "DeepseekV3ForCausalLM"],
        load: async () => (await Promise.all(/* import() */[__webpack_require__.e(9203), __webpack_require__.e(8891), __webpack_require__.e(1244), __webpack_require__.e(6207)]).then(__webpack_require__.bind(__webpack_require__, 6207))).deepseek,
    },
    {
        architectures: ["KimiK25ForConditionalGeneration"],
        load: async () => (await Promise.all(/* import() */[__webpack_require__.e(9203), __webpack_require__.e(8891), __webpack_require__.e(1244), __webpack_require__.e(6207)]).then(__webpack_require__.bind(__webpack_require__, 6207))).kimiK25,
    },
    {
        architectures: ["DeepseekV32ForCausalLM", "GlmMoeDsaForCausalLM"],
        load: async () => (await Promise.all(/* import() */[__webpack_require__.e(9203), __webpack_require__.e(8891), __webpack_require__.e(1244), __webpack_require__.e(6207), __webpack_require__.e(2745)]).then(__webpack_require__.bind(__webpack_require__, 2745))).deepseekV32,
    },
    {
        architectures: ["DeepseekV4ForCausalLM"],
        load: async () => (await Promise.all(/* import() */[__webpack_require__.e(9203), __webpack_require__.e(8891), __webpack_require__.e(1244), __webpack_require__.e(6207), __webpack_require__.e(148)]).then(__webpack_require__.bind(__webpack_require__, 148))).deepseekV4,
    },
    {
        architectures: ["Qwen3_5ForConditionalGeneration", "Qwen3_5MoeForConditionalGeneration"],
        load: async () => (await Promise.all(/* import() */[__webpack_require__.e(9203), __webpack_require__.e(8114), __webpack_require__.e(3578)]).then(__webpack_require__.bind(__webpack_require__, 3578))).qwen35,
    },
    {
        architectures: ["NemotronHForCausalLM"],
        load: async () => (await Promise.all(/* import() */[__webpack_require__.e(9203), __webpack_require__.e(8114), __webpack_require__.e(9421)]).then(__webpack_require__.bind(__webpack_require__, 9421))).nemotronH,
    },
    {
        architectures: ["NemotronForCausalLM", "DeciLMForCausalLM"],
        load: async () => (await Promise.all(/* import() */[__webpack_require__.e(9203), __webpack_require__.e(8114), __webpack_require__.e(696)]).then(__webpack_require__.bind(__webpack_require__, 696))).nemotronNas,
    },
    {
        architectures: ["Llama4ForConditionalGeneration", "MiMoV2FlashForCausalLM"],
        load: async () => (await Promise.all(/* import() */[__webpack_require__.e(9203), __webpack_require__.e(8114), __webpack_require__.e(5021)]).then(__webpack_require__.bind(__webpack_require__, 5021))).hybridMoe,
    },
    {
        architectures: ["Gemma4ForConditionalGeneration", "Gemma4ForCausalLM"],
        load: async () => (await Promise.all(/* import() */[__webpack_require__.e(9203), __webpack_require__.e(8114), __webpack_require__.e(8183)]).then(__webpack_require__.bind(__webpack_require__, 8183))).gemma4,
    },
    {
        architectures: ["MiniMaxM3ForCausalLM", "MiniMaxM3SparseForConditionalGeneration"],
        load: async () => (await Promise.all(/* import() */[__webpack_require__.e(9203), __webpack_require__.e(8891), __webpack_require__.e(1244), __webpack_require__.e(6207), __webpack_require__.e(4947)]).then(__webpack_require__.bind(__webpack_require__, 4947))).minimaxM3,
    },
    {
        architectures: ["Qwen3VLForConditionalGeneration"],
        load: async () => (await Promise.all(/* import() */[__webpack_require__.e(9203), __webpack_require__.e(8114), __webpack_require__.e(8891), __webpack_require__.e(2824)]).then(__webpack_require__.bind(__webpack_require__, 2824))).qwen3Vl,
    },
    {
        architectures: ["Qwen3VLMoeForConditionalGeneration"],
        load: async () => (await Promise.all(/* import() */[__webpack_require__.e(9203), __webpack_require__.e(8114), __webpack_require__.e(8891), __webpack_require__.e(2824)]).then(__webpack_require__.bind(__webpack_require__, 2824))).qwen3VlMoe,
    },
    {
        architectures: [
            "Step3p5ForCausalLM",
            "Step3p5ForConditionalGeneration",
            "Step3p7FlashForCausalLM",
            "Step3p7ForCausalLM",
            "Step3p7ForConditionalGeneration",
        ],
        load: async () => (await Promise.all(/* import() */[__webpack_require__.e(9203), __webpack_require__.e(8114), __webpack_require__.e(1855)]).then(__webpack_require__.bind(__webpack_require__, 1855))).step,
    },
    {
        architectures: ["KimiK3ForConditionalGeneration"],
        load: async () => (await Promise.all(/* import() */[__webpack_require__.e(9203), __webpack_require__.e(1244), __webpack_require__.e(8835)]).then(__webpack_require__.bind(__webpack_require__, 8835))).kimiK3,
    },
];
/** The family of an architecture; undefined when nobody knows it. */
async function familyOf(architecture) {
    return FAMILIES.find((family) => family.architectures.includes(architecture))?.load();
}
/** All architectures that can be priced, for messages. */
function knownArchitectures() {
    return FAMILIES.flatMap((family) => family.architectures);
}

;// CONCATENATED MODULE: ./build/lib/perf/model/config.js





/**
 * Reads a checkpoint's files (`spec` perf-model 2.1). `layers` overrides the number of layers. Throws `UserError` with
 * code `model` for unknown architectures and missing fields.
 */
async function readModel(id, files, layers) {
    const root = files.config;
    const architecture = (0,model_spec/* listField */.FZ)(root, "architectures")[0];
    if (typeof architecture !== "string") {
        throw new errors/* UserError */.y("model", `config.json of ${id} names no architecture (field "architectures")`);
    }
    const family = await familyOf(architecture);
    if (family === undefined) {
        const near = (0,nearest_name/* nearestName */.q)(architecture, knownArchitectures());
        const hint = near === undefined ? "" : `; the nearest known one is ${near}`;
        throw new errors/* UserError */.y("model", `${id} has the architecture ${architecture}, which cannot be priced yet${hint}`);
    }
    const text = (family.multimodal?.(architecture) === true && (0,model_spec/* objectField */.qV)(root, "text_config")) || root;
    return { spec: readSpec(id, architecture, family, files, text, layers), family };
}
function readSpec(id, architecture, family, files, text, layerOverride) {
    const required = (...names) => {
        const value = firstNumber(text, names);
        if (value === undefined)
            throw new errors/* UserError */.y("model", `config.json of ${id} lacks ${names.join(" or ")}`);
        return value;
    };
    const hidden = required("hidden_size");
    const heads = required("num_attention_heads");
    const inter = (0,model_spec/* numberField */.sJ)(text, "intermediate_size") ?? 0;
    const moeInter = firstNumber(text, ["moe_intermediate_size"]) ?? inter;
    return {
        id,
        architecture,
        layers: layerOverride ?? layerCount(id, text),
        hidden,
        heads,
        kvHeads: (0,model_spec/* numberField */.sJ)(text, "num_key_value_heads") ?? 0,
        headDim: firstNumber(text, ["head_dim", "attention_head_dim"]) ?? Math.floor(hidden / heads),
        inter,
        vocab: required("vocab_size"),
        topK: firstNumber(text, ["num_experts_per_tok", "num_experts_per_token", "top_k_experts", "moe_top_k"]) ?? 0,
        experts: firstNumber(text, ["num_local_experts", "n_routed_experts", "moe_num_experts", "num_experts"]) ?? 0,
        moeInter,
        sharedExperts: sharedExperts(text, moeInter),
        qkNorm: family.qkNorm(architecture),
        text,
        root: files.config,
        checkpoint: readCheckpointQuant(files),
    };
}
function layerCount(id, text) {
    const count = (0,model_spec/* numberField */.sJ)(text, "num_hidden_layers") ??
        ((0,model_spec/* listField */.FZ)(text, "layers_block_type").length || undefined) ??
        (typeof text["hybrid_override_pattern"] === "string"
            ? text["hybrid_override_pattern"].length
            : undefined);
    if (count === undefined)
        throw new errors/* UserError */.y("model", `config.json of ${id} lacks num_hidden_layers`);
    return count;
}
function sharedExperts(text, moeInter) {
    const named = firstNumber(text, ["n_shared_experts", "num_shared_experts"]);
    if (named !== undefined)
        return named;
    const width = (0,model_spec/* numberField */.sJ)(text, "shared_expert_intermediate_size");
    return width === undefined || moeInter === 0 ? 0 : Math.max(1, Math.floor(width / moeInter));
}
function firstNumber(config, names) {
    for (const name of names) {
        const value = (0,model_spec/* numberField */.sJ)(config, name);
        if (value !== undefined)
            return value;
    }
    return undefined;
}

// EXTERNAL MODULE: ./build/lib/perf/ops/rows.js
var rows = __webpack_require__(852);
// EXTERNAL MODULE: ./build/lib/perf/ops/modes.js
var modes = __webpack_require__(6289);
;// CONCATENATED MODULE: ./build/lib/perf/model/quant.js


/**
 * Number formats by operator kind (`spec` perf-model 2.2): said by the user, else inferred from the checkpoint, else
 * bfloat16; adjusted to engine and hardware. Adjustments that need a table or belong to one family follow later.
 */
function inferQuant(question) {
    const { checkpoint, explicit, backend, system } = question;
    const lowBits = ["fp8", "fp8_block", "nvfp4"].includes(checkpoint.algorithm ?? "");
    const kvcache = checkpoint.kvAlgorithm ?? (lowBits ? "fp8" : "bfloat16");
    const fp8Attention = lowBits || checkpoint.kvAlgorithm === "fp8";
    const inferred = {
        gemm: gemmMode(checkpoint),
        moe: moeMode(checkpoint),
        kvcache,
        fmha: fp8Attention && backend !== "vllm" ? "fp8" : "bfloat16",
        comm: "half",
    };
    const wanted = { ...inferred, ...explicit };
    const weightOnly = (system.gpu.smVersion ?? 0) < 100;
    const adjusted = (mode) => (weightOnly && mode === "nvfp4" ? "nvfp4_wo" : mode);
    return { ...wanted, gemm: adjusted(wanted.gemm), moe: adjusted(wanted.moe) };
}
/** Refuses mode names that nobody knows, with what is allowed. */
function checkModes(explicit) {
    for (const kind of Object.keys(modes/* MODES */.FN)) {
        const name = explicit[kind];
        if (name === undefined || modes/* MODES */.FN[kind][name] !== undefined)
            continue;
        const allowed = Object.keys(modes/* MODES */.FN[kind]).join(", ");
        throw new errors/* UserError */.y("usage", `${name} is no ${kind} quantization mode; use one of ${allowed}`);
    }
}
function gemmMode(checkpoint) {
    switch (checkpoint.algorithm) {
        case "fp8":
            return fp8Gemm(checkpoint);
        case "fp8_block":
        case "nvfp4":
            return checkpoint.algorithm;
        case "compressed-tensors":
            return leavesOut(checkpoint, "self_attn") ? "bfloat16" : compressedMode(checkpoint, "gemm");
        case "mixed_precision":
            return mixedGemm(checkpoint);
        default:
            return "bfloat16";
    }
}
function moeMode(checkpoint) {
    switch (checkpoint.algorithm) {
        case "fp8":
        case "fp8_block":
        case "nvfp4":
            return checkpoint.algorithm;
        case "mxfp4":
            return "w4a16_mxfp4";
        case "compressed-tensors":
            return leavesOutExperts(checkpoint) ? "bfloat16" : compressedMode(checkpoint, "moe");
        case "mixed_precision":
            return mixedMoe(checkpoint);
        default:
            return "bfloat16";
    }
}
function fp8Gemm(checkpoint) {
    return checkpoint.dynamic === true ? "fp8" : "fp8_static";
}
function compressedMode(checkpoint, kind) {
    const base = checkpoint.baseAlgorithm;
    if (base === "mxfp4")
        return kind === "moe" ? "w4a16_mxfp4" : "bfloat16";
    if (base === "fp8" && kind === "gemm")
        return fp8Gemm(checkpoint);
    return base ?? "bfloat16";
}
function mixedGemm(checkpoint) {
    // a checkpoint that keeps its native block FP8 and only re-quantizes the experts
    if (checkpoint.nativeBlockFp8)
        return "fp8_block";
    const found = new Set(checkpoint.layerAlgorithms.values());
    if (found.has("mxfp8"))
        return "fp8_block";
    if (found.has("fp8"))
        return fp8Gemm(checkpoint);
    if (found.has("w4a16_nvfp4"))
        return "w4a16_nvfp4";
    return found.has("nvfp4") ? "nvfp4" : "bfloat16";
}
function mixedMoe(checkpoint) {
    const found = new Set();
    for (const [name, algorithm] of checkpoint.layerAlgorithms)
        if (name.includes("experts"))
            found.add(algorithm);
    if (found.size === 0)
        for (const algorithm of checkpoint.layerAlgorithms.values())
            found.add(algorithm);
    if (found.has("w4a16_nvfp4"))
        return "w4a16_nvfp4";
    if (found.has("nvfp4"))
        return "nvfp4";
    if (found.has("mxfp8"))
        return "fp8_block";
    return found.has("fp8") ? "fp8" : "bfloat16";
}
function leavesOut(checkpoint, part) {
    return checkpoint.exclusions.some((pattern) => pattern.includes(part));
}
/** Routed experts, not the shared ones. */
function leavesOutExperts(checkpoint) {
    return checkpoint.exclusions.some((pattern) => pattern.includes("experts") && !pattern.includes("shared_experts"));
}

;// CONCATENATED MODULE: ./build/lib/perf/model/settle-quant.js




/** Final modes of a worker: inferred, adjusted to the measured attention formats, then to the family (`spec` perf-model 2.2). */
function settleQuant(question) {
    const { model, explicit, backend, system } = question;
    let quant = inferQuant({ checkpoint: model.spec.checkpoint, explicit, backend, system });
    const prefills = question.role !== "decode" && question.role !== "static_gen";
    // static runs answer an explicit choice as far as the mode of the database can
    const refuses = question.role === "agg" || question.role === "prefill";
    if (quant.fmha === "fp8" &&
        prefills &&
        (explicit.fmha === undefined || refuses) &&
        !measuredFp8(question, quant)) {
        if (explicit.fmha !== undefined) {
            throw new errors/* UserError */.y("data", `fmha fp8 was not measured for ${backend} on ${system.name}; use bfloat16 or leave it out`);
        }
        quant = { ...quant, fmha: "bfloat16" };
    }
    return model.family.adjustQuant?.(quant, { ...question, model: model.spec }) ?? quant;
}
/** False when prefill attention was measured in bfloat16 but not in fp8 with this cache. */
function measuredFp8({ model, session }, quant) {
    const { need, column } = model.family.contextAttentionTable ?? {
        need: attention_slices/* CONTEXT_ATTENTION_NEED */.ih,
        column: "attn_dtype",
    };
    return session.context.shared(`fp8 attention ${need.table} ${quant.kvcache}`, () => {
        const has = (format) => session.context
            .tables(need.family, need.table)
            .some((source) => (0,rows/* someRow */.LC)(source, { [column]: format, kv_cache_dtype: quant.kvcache }));
        return has("fp8") || !has("bfloat16");
    });
}

;// CONCATENATED MODULE: ./build/lib/perf/model/parallelism.js


/** Throws {@link InvalidParallelismError} for sizes that no model of this shape can have (`spec` perf-model 2.3). */
function checkParallelism(request, family, rules) {
    const { model, parallelism } = request;
    const { tp, pp, dp, cp } = parallelism;
    if (model.heads % tp !== 0)
        refuse(`tp ${tp} does not divide the ${model.heads} attention heads of ${model.id}`);
    if (pp > model.layers)
        refuse(`pp ${pp} is more than the ${model.layers} layers of ${model.id}`);
    if (cp > 1) {
        if (!rules.contextParallel)
            refuse(`cp ${cp}: ${rules.name} cannot split a prompt over GPUs; use cp 1`);
        if (!family.contextParallel)
            refuse(`cp ${cp}: ${model.architecture} cannot split a prompt over GPUs; use cp 1`);
        if (tp > 1 || dp > 1)
            refuse(`cp ${cp} needs tp 1 and dp 1, not tp ${tp} and dp ${dp}`);
    }
    if (model.experts > 0)
        checkExperts(request);
}
function checkExperts({ model, parallelism, quant }) {
    const { tp, dp, cp, moeTp, moeEp } = parallelism;
    if (tp * dp * cp !== moeTp * moeEp) {
        refuse(`tp ${tp} x dp ${dp} x cp ${cp} must equal moe-tp ${moeTp} x moe-ep ${moeEp}`);
    }
    if (moeEp > model.experts)
        refuse(`moe-ep ${moeEp} is more than the ${model.experts} experts of ${model.id}`);
    const block = blockSize(model.root);
    if (quant.moe === "fp8_block" && block !== undefined && (model.moeInter / moeTp) % block !== 0) {
        refuse(`moe-tp ${moeTp} splits the expert width ${model.moeInter} into parts that are no multiple of the FP8 block ${block}`);
    }
}
function blockSize(root) {
    const quantization = (0,model_spec/* objectField */.qV)(root, "quantization_config");
    const size = quantization === undefined ? undefined : (0,model_spec/* listField */.FZ)(quantization, "weight_block_size")[0];
    return typeof size === "number" && size > 0 ? size : undefined;
}
function refuse(message) {
    throw new types/* InvalidParallelismError */.eW(message);
}

// EXTERNAL MODULE: ./build/lib/perf/ops/composite.js
var composite = __webpack_require__(3986);
// EXTERNAL MODULE: ./build/lib/perf/ops/memo.js
var memo = __webpack_require__(6799);
;// CONCATENATED MODULE: ./build/lib/perf/model/step-prices.js


/** Binds a graph lazily, a phase at a time: a phase that is never asked needs no data. */
function stepPrices(graph, session, settings) {
    const { nextn, beamWidth } = settings;
    let contextSums;
    let generationSums;
    const inContext = () => (contextSums ??= bindPhase(graph.context, session, "context_attention", (batch, seq) => batch * seq));
    const inGeneration = () => (generationSums ??= bindPhase(graph.generation, session, "generation_attention", (batch) => batch * beamWidth));
    function generation(sequences, seq) {
        const batch = sequences * (nextn + 1);
        const { tokens, batch: byBatch, attention, rest } = inGeneration();
        return tokens(batch * beamWidth) + byBatch(batch) + attention(batch, seq, 0) + rest(batch, seq, 0);
    }
    function mixed(ctxTokens, gen, lengths) {
        const { isl, osl, prefix } = lengths;
        const sums = inContext();
        const sharedPrefix = prefix * Math.floor(ctxTokens / isl);
        const tokens = ctxTokens + gen * (nextn + 1) - sharedPrefix;
        let ms = sums.tokens(tokens) + sums.batch(1) + sums.rest(1, tokens, sharedPrefix);
        if (ctxTokens > 0) {
            ms += sums.attention(Math.ceil(ctxTokens / isl), isl - prefix, prefix) / Math.ceil(isl / ctxTokens);
        }
        if (gen > 0)
            ms += inGeneration().attention(gen * (nextn + 1), decodeMiddle(isl, osl), 0);
        return ms;
    }
    return {
        context(batch, seq, prefix) {
            const { tokens, batch: byBatch, attention, rest } = inContext();
            return tokens(batch * seq) + byBatch(batch) + attention(batch, seq, prefix) + rest(batch, seq, prefix);
        },
        generation,
        mixed,
    };
}
/** Key-value length at which a decode step between prompts is priced: half of the answer is written. */
function decodeMiddle(isl, osl) {
    return isl + Math.floor(osl / 2) + 1;
}
function bindPhase(operators, session, attentionName, tokensOf) {
    const pricing = session.context;
    const apart = operators.filter((operator) => operator.name === attentionName);
    const others = operators.filter((operator) => operator.name !== attentionName);
    const scoped = (scope) => others.filter((operator) => operator.scope === scope);
    const byTokens = (0,composite/* bindSum */.t4)(pricing, scoped("tokens"));
    const byBatch = (0,composite/* bindSum */.t4)(pricing, scoped("batch"));
    const bySequence = (list) => {
        if (list.length === 0)
            return () => 0;
        const sum = (0,composite/* bindSum */.t4)(pricing, list);
        return (0,memo/* memo3 */.O)((batch, seq, prefix) => sum({ tokens: tokensOf(batch, seq), batch, seq, prefix }));
    };
    return {
        tokens: (0,memo/* memo1 */.A)((tokens) => byTokens({ tokens, batch: 1, seq: tokens, prefix: 0 })),
        batch: (0,memo/* memo1 */.A)((batch) => byBatch({ tokens: batch, batch, seq: 1, prefix: 0 })),
        attention: bySequence(apart),
        rest: bySequence(scoped("sequence")),
    };
}

;// CONCATENATED MODULE: ./build/lib/perf/model/agg.js

/** Continuous batching at one point (`spec` perf-model 5). */
function aggPoint(question, batchSize, ctxTokens, lengths, memory) {
    const { prices, rules, layers, pp, dp, speculation } = question;
    const { isl, osl } = lengths;
    const progress = speculation === undefined ? 1 : 1 + speculation.accepted;
    const decodeSteps = 1 + (osl - 1) / progress;
    const steps = Math.ceil((isl * batchSize) / ctxTokens);
    const counts = stepCounts(rules, { batchSize, ctxTokens, isl, steps, decodeSteps });
    const mixedStepMs = prices.mixed(ctxTokens, counts.genInMixed, lengths);
    const genStepMs = counts.gen > 0 ? prices.generation(batchSize, decodeMiddle(isl, osl)) : 0;
    const chunks = Math.ceil(isl / ctxTokens);
    const ttftMs = (mixedStepMs * chunks + rules.ttftHostMs(layers)) * rules.queueFactor(batchSize, steps);
    const tpotSteps = counts.tpotMixed + counts.gen;
    const tpotMs = tpotSteps > 0 ? (mixedStepMs * counts.tpotMixed + genStepMs * counts.gen) / tpotSteps / progress : 0;
    const requestLatencyMs = ttftMs + tpotMs * Math.max(osl - 1, 0);
    const totalMs = counts.mixed * mixedStepMs + counts.gen * genStepMs;
    // requests per millisecond of one attention-DP rank
    let rate = batchSize / totalMs;
    if (rules.littleCap)
        rate = Math.min(rate, batchSize / requestLatencyMs);
    const seqPerSec = rate * 1000 * pp * dp;
    return {
        batchSize,
        ctxTokens,
        ttftMs,
        tpotMs,
        requestLatencyMs,
        seqPerSec,
        tokensPerSec: seqPerSec * (osl - 1),
        concurrency: batchSize * pp * dp,
        numMixedSteps: counts.mixed,
        numGenSteps: counts.gen,
        mixedStepMs,
        genStepMs,
        genInMixed: counts.genInMixed,
        memory: memory.use,
        memoryVerdict: memory.verdict,
    };
}
function stepCounts(rules, point) {
    const { batchSize, ctxTokens, isl, steps, decodeSteps } = point;
    if (batchSize <= 1)
        return { mixed: 1, gen: Math.max(decodeSteps - 1, 0), genInMixed: 0, tpotMixed: 0 };
    if (steps >= decodeSteps) {
        return { mixed: steps, gen: 0, genInMixed: rules.saturatedDecodes(point), tpotMixed: steps };
    }
    return {
        mixed: steps,
        gen: decodeSteps - steps,
        genInMixed: Math.max(1, batchSize - Math.ceil(ctxTokens / isl)),
        tpotMixed: rules.tpotMixedSteps(steps),
    };
}

;// CONCATENATED MODULE: ./build/lib/perf/model/memory.js

/** Token budget of a TensorRT-LLM step unless said otherwise. */
const DEFAULT_MAX_NUM_TOKENS = 8192;
/** Throws {@link InvalidParallelismError} for a tensor parallel size that the constants do not know. */
function memoryModel(question) {
    const { family, rules, system, parallelism, weightBytes, nextn } = question;
    const nccl = byRanks(system.memory.ncclBytes, parallelism.tp);
    const other = system.memory.otherBytes * rules.otherMemoryScale;
    const capacity = system.gpu.memCapacity;
    const activation = activationModel(question);
    function use(activations, kvCache) {
        const total = weightBytes + activations + kvCache + nccl + other;
        return { weights: weightBytes, activations, kvCache, nccl, other, total, capacity };
    }
    function kvBytes(batch, length) {
        return batch * family.kvBytesPerSequence({ ...question, backend: rules.name }, length);
    }
    function activationsOf(mode, batch, lengths, ctxTokens) {
        if (mode === "generation")
            return activation(batch * question.beamWidth, nextn + 1);
        if (mode !== "agg")
            return activation((lengths.isl - lengths.prefix) * batch, 1);
        if (rules.activationsByTokenBudget)
            return activation(question.maxNumTokens ?? DEFAULT_MAX_NUM_TOKENS, nextn + 1);
        if (batch === 1)
            return Math.max(activation(ctxTokens, 1), activation(1, nextn + 1));
        const decodes = batch - Math.ceil(ctxTokens / lengths.isl);
        const tokens = ctxTokens + decodes;
        const drafted = Math.max(0, decodes);
        return activation(tokens, (tokens - drafted + drafted * (nextn + 1)) / tokens);
    }
    function lengthOf(mode, lengths) {
        const reserved = mode === "agg" && !rules.reservesMaxSeqLen ? undefined : question.maxSeqLen;
        if (reserved !== undefined)
            return reserved;
        if (mode === "context")
            return lengths.isl + 1;
        return lengths.isl + question.beamWidth * lengths.osl;
    }
    return {
        check(mode, batchSize, lengths, ctxTokens = lengths.isl) {
            const found = use(activationsOf(mode, batchSize, lengths, ctxTokens), kvBytes(batchSize, lengthOf(mode, lengths)));
            return { use: found, verdict: verdictOf(question, found, mode === "agg") };
        },
        kvCapacityTokens(maxNumTokens) {
            const { total } = use(activation(maxNumTokens, 1), 0);
            const fraction = fractionOf(question, true);
            const budget = rules.kv.of === "free" ? (capacity - total) * fraction : capacity * fraction - total;
            return largestLength((length) => kvBytes(1, length), budget);
        },
    };
}
/** Activation bytes over tokens; `drafts` is the multiplier of speculation. */
function activationModel(question) {
    const { model, family, rules, parallelism } = question;
    const { tp, dp, moeEp } = parallelism;
    const [c1, c2, c4, c8] = rules.activationCoefficients(family.activationRowOn?.[rules.name] ?? family.activationRow);
    const coefficient = byRanks({ 1: c1, 2: c2, 4: c4, 8: c8 }, tp);
    const attentionWidth = model.heads * model.headDim;
    const wide = family.moeWorkspace === "hidden" || rules.workspaceWidth === "hidden" ? model.hidden : attentionWidth;
    const perToken = 2 * attentionWidth * coefficient +
        (family.moeWorkspace === undefined ? 0 : (wide * dp * model.experts * model.topK * 4) / moeEp / 128);
    return (tokens, drafts) => Math.max(tokens * perToken, rules.activationFloorBytes) * drafts * rules.activationScale;
}
/** Constants are known for 1, 2, 4 and 8 ranks; more ranks count as 8. */
function byRanks(table, tp) {
    const value = table[String(Math.min(tp, 8))];
    if (value === undefined) {
        throw new types/* InvalidParallelismError */.eW(`memory of tp ${tp} is not known; use tp 1, 2, 4, 8 or more`);
    }
    return value;
}
function verdictOf(question, use, aggregated) {
    if (use.total >= use.capacity)
        return "oom";
    const { kv } = question.rules;
    const scale = (1 - kv.reserved) * (1 - kv.tolerance);
    const fraction = fractionOf(question, aggregated);
    const withoutKv = use.total - use.kvCache;
    const budget = kv.of === "free"
        ? (use.capacity - withoutKv) * fraction * scale
        : use.capacity * fraction * scale - withoutKv;
    return use.kvCache > budget ? "kv-oom" : "fits";
}
function fractionOf(question, aggregated) {
    const { rules, version, system, parallelism, memFraction } = question;
    return memFraction ?? rules.kv.fraction({ version, system, parallelism, aggregated });
}
/** Largest length whose bytes stay within a budget, by bisection; bytes never fall with length. */
function largestLength(bytes, budget) {
    if (bytes(1) <= 0 || bytes(1) > budget)
        return 0;
    let high = 1;
    while (high < 2 ** 40 && bytes(high * 2) <= budget)
        high *= 2;
    let low = high;
    high *= 2;
    while (high - low > 1) {
        const middle = Math.floor((low + high) / 2);
        if (bytes(middle) <= budget)
            low = middle;
        else
            high = middle;
    }
    return low;
}

;// CONCATENATED MODULE: ./build/lib/perf/model/static-batch.js
/** Tokens between two priced decode steps; the first of each window stands for all of it. */
const DEFAULT_STRIDE = 32;
/** Latency of all `osl − 1` decode steps of a batch (`spec` perf-model 3.2). */
function decodeLatency(prices, batchSize, lengths, stride = DEFAULT_STRIDE) {
    const steps = lengths.osl - 1;
    let sum = 0;
    for (let i = 0; i < steps; i += stride) {
        sum += prices.generation(batchSize, lengths.isl + i + 1) * Math.min(stride, steps - i);
    }
    return sum;
}

;// CONCATENATED MODULE: ./build/lib/perf/model/worker.js






/** Joins a graph, its prices and its memory into a worker. Throws `InvalidParallelismError`. */
function makeWorker(parts) {
    const { model, graph, session, backend, parallelism, quant, speculation, beamWidth } = parts;
    const { pp, dp } = parallelism;
    const rules = rulesOf(backend);
    const nextn = speculation?.nextn ?? 0;
    const weightBytes = sumWeights(graph.context) / pp;
    const memory = memoryModel({
        ...parts,
        model: model.spec,
        family: model.family,
        rules,
        weightBytes,
        nextn,
    });
    const prices = stepPrices(graph, session, { nextn, beamWidth });
    const layers = model.spec.layers;
    function staticPoint(batchSize, lengths, contextMs, generationMs, mode) {
        const { use, verdict } = memory.check(mode, batchSize, lengths);
        const total = contextMs + generationMs;
        return {
            batchSize,
            contextMs,
            generationMs,
            tpotMs: lengths.osl > 1 ? generationMs / (lengths.osl - 1) : 0,
            seqPerSec: total > 0 ? ((batchSize * dp) / total) * 1000 * pp : 0,
            memory: use,
            memoryVerdict: verdict,
        };
    }
    return {
        parallelism,
        gpus: (0,deployment/* gpusPerWorker */.D_)(parallelism),
        quant,
        layers,
        largeEp: parts.largeEp,
        version: parts.version,
        weightBytes,
        memory: memory.check,
        kvCapacityTokens: memory.kvCapacityTokens,
        agg(batchSize, ctxTokens, lengths) {
            const check = memory.check("agg", batchSize, lengths, ctxTokens);
            return aggPoint({ prices, rules, layers, pp, dp, speculation }, batchSize, ctxTokens, lengths, check);
        },
        context(batchSize, lengths, correction = 1) {
            const ms = correction * prices.context(batchSize, lengths.isl - lengths.prefix, lengths.prefix);
            return staticPoint(batchSize, lengths, ms, 0, "context");
        },
        generation(batchSize, lengths, correction = 1, stride) {
            const ms = correction * decodeLatency(prices, batchSize, lengths, stride);
            return staticPoint(batchSize, lengths, 0, ms, "generation");
        },
        mixedStepMs: prices.mixed,
        decodeStepMs: prices.generation,
        contextStepMs: prices.context,
        breakdown: (phase, query) => breakdown(phase === "context" ? graph.context : graph.generation, phase, query, session),
    };
}
function sumWeights(operators) {
    return operators.reduce((sum, operator) => sum + operator.weightBytes, 0);
}
function breakdown(operators, phase, query, session) {
    return operators.map((operator) => ({
        phase,
        name: operator.name,
        ms: operator.count === 0 ? 0 : operator.count * operator.bind(session.context)(query),
        sources: [...(session.marks.get(operator.name) ?? ["silicon"])],
    }));
}

;// CONCATENATED MODULE: ./build/lib/perf/predictor.js
















/** Everything may be borrowed; the reference's default. */
const ALL_TRANSFERS = { xshape: true, xquant: true, xprofile: true, xop: true };
/** Builds a predictor over opened folders; of several folders the first that knows a name counts. */
function createPredictor(folders) {
    const stores = new Map();
    const sessions = new Map();
    const models = new Map();
    async function open(context) {
        const { folder, system } = (0,names/* findSystem */.T6)(folders, context.system);
        if (!deployment/* BACKENDS */.A7.includes(context.backend)) {
            throw new errors/* UserError */.y("backend", `unknown backend ${String(context.backend)}${(0,names/* didYouMean */.au)(context.backend, deployment/* BACKENDS */.A7)}; use ${deployment/* BACKENDS */.A7.join(", ")}`);
        }
        const version = (0,names/* resolveVersion */.x)(folder.index, system.name, context.backend, context.backendVersion);
        checkModes(context.quant ?? {});
        const modelKey = `${context.model} ${system.name} ${context.layers ?? ""}`;
        let reading = models.get(modelKey);
        if (reading === undefined) {
            const found = (0,db_models/* findModel */.P)(folders, context.model, system);
            models.set(modelKey, (reading = readModel(found.id, found.files, context.layers)));
        }
        const model = await reading;
        let store = stores.get(system.name);
        if (store === undefined)
            stores.set(system.name, (store = tableStore(folder, system.name)));
        const { databaseMode = "SILICON", transfer = ALL_TRANSFERS, attentionLane = "default" } = context;
        // estimates are reported by model, so they keep to themselves
        const owner = databaseMode === "SILICON" ? "" : model.spec.id;
        const key = JSON.stringify([
            system.name,
            context.backend,
            version,
            databaseMode,
            transfer,
            attentionLane,
            owner,
        ]);
        let session = sessions.get(key);
        if (session === undefined) {
            const { backend } = context;
            const pinnedLanes = lanesOfBackend(backend, attentionLane);
            session = openSession({ folder, store, system, backend, version, databaseMode, transfer, pinnedLanes });
            sessions.set(key, session);
        }
        return { model, system, version, session };
    }
    function build(context, opened, parallelism, options) {
        const { model, system, version, session } = opened;
        const { backend } = context;
        const purpose = options.purpose ?? "estimate";
        const question = {
            model,
            backend,
            system,
            explicit: context.quant ?? {},
            purpose,
            role: options.role,
            session,
        };
        let quant = settleQuant({ ...question, largeEp: false });
        const request = (largeEp) => graphRequest(context, opened, quant, parallelism, largeEp);
        checkParallelism(request(false), model.family, rulesOf(backend));
        const largeEp = largeEpChoice(request(true), model.family, session, options);
        if (largeEp)
            quant = settleQuant({ ...question, largeEp });
        checkPinnedLanes(context, model.family, session.context);
        model.family.check?.(request(largeEp));
        const graph = model.family.graph(request(largeEp));
        return makeWorker({
            ...context,
            model,
            graph,
            session,
            backend,
            system,
            version,
            parallelism,
            quant,
            largeEp,
            beamWidth: context.beamWidth ?? 1,
        });
    }
    return {
        async facts(context) {
            const opened = await open(context);
            const { model, system, version, session } = opened;
            const { spec, family } = model;
            const { backend } = context;
            const quant = settleQuant({
                model,
                backend,
                system,
                explicit: context.quant ?? {},
                purpose: "search",
                // facts are told even where an explicit choice will be refused
                role: "static",
                session,
                largeEp: false,
            });
            let largeEp;
            const sizes = (phase) => spec.experts === 0
                ? []
                : largeEpSizes(graphRequest(context, opened, quant, deployment/* SINGLE_GPU */.QL, true), family, session, phase);
            return {
                model: spec.id,
                architecture: spec.architecture,
                family: family.name,
                moe: spec.experts > 0,
                contextParallel: family.contextParallel && rulesOf(context.backend).contextParallel,
                layers: spec.layers,
                heads: spec.heads,
                experts: spec.experts,
                numbers: {
                    architecture: spec.architecture,
                    vocab: spec.vocab,
                    hidden: spec.hidden,
                    layers: spec.layers,
                    inter: spec.inter,
                    experts: spec.experts,
                    moeInter: spec.moeInter,
                },
                nextnLayers: (0,model_spec/* numberField */.sJ)(spec.text, "num_nextn_predict_layers"),
                maxPositionEmbeddings: (0,model_spec/* numberField */.sJ)(spec.text, "max_position_embeddings"),
                version,
                system,
                quant,
                // only searches ask, and the answer takes tables of its own
                get largeEp() {
                    return (largeEp ??= { context: sizes("context"), generation: sizes("generation") });
                },
            };
        },
        async workers(context, choices, options) {
            const opened = await open(context);
            return choices.map((choice) => {
                try {
                    return build(context, opened, choice, options);
                }
                catch (error) {
                    if (error instanceof types/* InvalidParallelismError */.eW || error instanceof types/* MissingDataError */.hr)
                        return error;
                    throw error;
                }
            });
        },
        estimatedOperators: async (context) => (await open(context)).session.marks,
    };
}
function graphRequest(context, opened, quant, parallelism, largeEp) {
    return {
        model: opened.model.spec,
        parallelism,
        quant,
        backend: context.backend,
        system: opened.system,
        nextn: context.speculation?.nextn ?? 0,
        largeEp,
        seqImbalance: context.seqImbalance ?? 1,
        genSeqImbalance: context.genSeqImbalance ?? 1,
    };
}

;// CONCATENATED MODULE: ./build/lib/perf/open.js


/** Opens performance data. Reads one index; tables are read when a step is priced. Throws `UserError` (`io`). */
async function openPerfDb(places) {
    const folders = [];
    for (const path of places.systemsPaths ?? []) {
        folders.push(isOwnFolder(path) ? openOwnFolder(path) : await openUpstream(path));
    }
    folders.push(openOwnFolder(places.root));
    return { folders, predictor: createPredictor(folders) };
}
async function openUpstream(path) {
    const { openUpstreamFolder } = await Promise.all(/* import() */[__webpack_require__.e(8815), __webpack_require__.e(6132)]).then(__webpack_require__.bind(__webpack_require__, 6132));
    return openUpstreamFolder(path);
}


/***/ }),

/***/ 2643:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   PP: () => (/* binding */ attentionGrid),
/* harmony export */   Ys: () => (/* binding */ normalizedSources),
/* harmony export */   _U: () => (/* binding */ attentionLanes),
/* harmony export */   dJ: () => (/* binding */ GENERATION_ATTENTION_NEED),
/* harmony export */   ih: () => (/* binding */ CONTEXT_ATTENTION_NEED)
/* harmony export */ });
/* harmony import */ var _lanes_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6762);
/* harmony import */ var _rows_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(852);
/* harmony import */ var _slices_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5434);



const COLUMNS = [
    "kv_cache_dtype",
    "num_heads",
    "num_key_value_heads",
    "head_dim",
    "window_size",
    "isl",
    "batch_size",
    "kernel_source",
    "latency",
];
const CONTEXT_ATTENTION_NEED = {
    family: "attention",
    table: "context_attention_perf",
    columns: [...COLUMNS, "attn_dtype"],
};
const GENERATION_ATTENTION_NEED = {
    family: "attention",
    table: "generation_attention_perf",
    columns: [...COLUMNS, "step"],
};
const DEFAULTS = { window_size: 0, kernel_source: "" };
const SLICE_COLUMNS = ["kv_cache_dtype", "num_key_value_heads", "head_dim", "window_size"];
/**
 * Grid heads × length × batch (context) or heads × batch × length (generation) of a slice, from the kernel that comes first
 * or from one given; undefined when empty.
 */
function attentionGrid(context, need, slice, kernel) {
    const { fmha, kvcache, kvHeads, headDim, window } = slice;
    const key = `${need.table} ${fmha ?? ""} ${kvcache} ${kvHeads} ${headDim} ${window} ${kernel ?? ""}`;
    return context.shared(key, () => {
        // as many key-value heads as heads counts as 0 key-value heads, whatever the file says
        const grouped = kvHeads > 0;
        const sources = grouped ? context.tables(need.family, need.table) : normalizedSources(context, need);
        const formats = {
            kv_cache_dtype: kvcache,
            head_dim: headDim,
            window_size: window,
            ...(fmha === undefined ? {} : { attn_dtype: fmha }),
        };
        // every tensor parallel size asks for other head counts of the same formats
        const within = context.shared(`${need.table} rows ${fmha ?? ""} ${kvcache} ${headDim} ${window}`, () => context
            .tables(need.family, need.table)
            .map((source) => (0,_rows_js__WEBPACK_IMPORTED_MODULE_0__/* .matchRows */ .lj)(source, { where: formats, defaults: DEFAULTS }) ?? new Int32Array()));
        const where = {
            num_key_value_heads: kvHeads,
            ...(grouped ? { num_heads: (heads) => heads !== kvHeads } : {}),
        };
        const lane = kernel === undefined
            ? (0,_lanes_js__WEBPACK_IMPORTED_MODULE_1__/* .laneOf */ .kk)(context, sources, { where, within, ...rankingOf(context, need) })
            : { name: kernel, only: false };
        if (lane === undefined)
            return undefined;
        return (0,_slices_js__WEBPACK_IMPORTED_MODULE_2__/* .gridSlice */ .P5)(sources, {
            where: lane.only ? where : { ...where, kernel_source: lane.name },
            within,
            defaults: DEFAULTS,
            axes: fmha === undefined
                ? ["num_heads", "batch_size", ["isl", "step"]]
                : ["num_heads", "isl", "batch_size"],
            value: "latency",
        });
    });
}
/** Every kernel of an attention table, the strongest first. */
function attentionLanes(context, need) {
    return context.shared(`${need.table} lanes`, () => (0,_lanes_js__WEBPACK_IMPORTED_MODULE_1__/* .lanePrecedence */ .Bx)(context, rankingOf(context, need)));
}
function rankingOf(context, need) {
    const sliceColumns = need.columns.includes("attn_dtype") ? ["attn_dtype", ...SLICE_COLUMNS] : SLICE_COLUMNS;
    return { defaults: DEFAULTS, sliceColumns, ranked: () => normalizedSources(context, need) };
}
/** Sources whose rows with as many key-value heads as query heads say 0 key-value heads, as the slice key does. */
function normalizedSources(context, need) {
    return context.shared(`${need.table} key-value heads`, () => context.tables(need.family, need.table).map((source) => {
        const heads = source.column("num_heads");
        const kvHeads = source.column("num_key_value_heads");
        if (heads?.kind !== "number" || kvHeads?.kind !== "number")
            return source;
        const values = Int32Array.from(kvHeads.values);
        for (let i = 0; i < values.length; i++)
            if (values[i] === heads.values[i])
                values[i] = 0;
        return {
            ...source,
            column: (name) => name === "num_key_value_heads" ? { kind: "number", values } : source.column(name),
        };
    }));
}


/***/ }),

/***/ 3986:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EF: () => (/* binding */ overlap),
/* harmony export */   Np: () => (/* binding */ fallback),
/* harmony export */   t4: () => (/* binding */ bindSum)
/* harmony export */ });
/* harmony import */ var _types_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2779);

/** Two groups that run at the same time: the longer one counts, the weights of both add (`spec` perf-model 3.3). */
function overlap(name, first, second) {
    const all = [...first, ...second];
    return {
        name,
        count: 1,
        scope: widestScope(all),
        weightBytes: sumWeights(all),
        needs: joinNeeds(all),
        bind(context) {
            const left = bindSum(context, first);
            const right = bindSum(context, second);
            return (query) => Math.max(left(query), right(query));
        },
    };
}
/**
 * A fused module where it was measured, otherwise the chain of its parts. Only missing data lead to the chain. The
 * primary is asked for measurements even where estimates are allowed. Weights: the primary's if it counts any.
 */
function fallback(name, primary, chain) {
    return {
        name,
        count: 1,
        scope: widestScope([primary, ...chain]),
        weightBytes: primary.weightBytes > 0 ? primary.weightBytes : sumWeights(chain),
        needs: joinNeeds([primary, ...chain]),
        bind(context) {
            const measured = bindSum(context.databaseMode === "HYBRID" ? measuredOnly(context) : context, [
                primary,
            ]);
            const parts = bindSum(context, chain);
            return (query) => {
                try {
                    return measured(query);
                }
                catch (error) {
                    if (error instanceof _types_js__WEBPACK_IMPORTED_MODULE_0__/* .MissingDataError */ .hr)
                        return parts(query);
                    throw error;
                }
            };
        },
    };
}
/** Sum of operators, each times its count. */
function bindSum(context, operators) {
    const bound = operators.map((operator) => ({ count: operator.count, price: operator.bind(context) }));
    return (query) => {
        let sum = 0;
        for (const { count, price } of bound)
            if (count !== 0)
                sum += count * price(query);
        return sum;
    };
}
/** The same data in SILICON mode, with memos of its own. */
function measuredOnly(context) {
    return {
        ...context,
        databaseMode: "SILICON",
        shared: (key, make) => context.shared(`measured only: ${key}`, make),
    };
}
function widestScope(operators) {
    const scopes = new Set(operators.map((operator) => operator.scope));
    if (scopes.size === 1)
        return operators[0]?.scope ?? "tokens";
    return "sequence";
}
function sumWeights(operators) {
    return operators.reduce((sum, operator) => sum + operator.weightBytes, 0);
}
function joinNeeds(operators) {
    return operators.flatMap((operator) => operator.needs);
}


/***/ }),

/***/ 6762:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bx: () => (/* binding */ lanePrecedence),
/* harmony export */   dh: () => (/* binding */ lanesOfTable),
/* harmony export */   kk: () => (/* binding */ laneOf)
/* harmony export */ });
/* harmony import */ var _version_order_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5019);
/* harmony import */ var _rows_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(852);


/**
 * The kernel that serves a slice (`spec` operators 3.4): the first lane of the precedence list that has rows in it.
 * Undefined when the slice is empty.
 */
function laneOf(context, sources, query) {
    const all = lanesOfTable(sources);
    if (all.size === 1)
        return { name: [...all][0], only: true };
    const present = lanesWithin(sources, query);
    if (present.length === 0)
        return undefined;
    return { name: firstLane(context, present, query), only: false };
}
function firstLane(context, present, query) {
    if (present.length === 1)
        return present[0];
    const pinned = pinnedLanes(context).lanes.find((lane) => present.includes(lane));
    return (pinned ?? lanePrecedence(context, query).find((lane) => present.includes(lane)) ?? present[0]);
}
/** All kernels of a table in order of precedence: pinned ones, then the others. */
function lanePrecedence(context, query) {
    const pinned = pinnedLanes(context);
    const others = pinned.mapped
        ? rankedLanes(query.ranked(), query)
        : [...lanesOfTable(query.ranked())].sort();
    return [...new Set([...pinned.lanes, ...others])];
}
/** Every kernel that a table has rows of. */
function lanesOfTable(sources) {
    const lanes = new Set();
    for (const source of sources) {
        const column = source.column("kernel_source");
        if (column?.kind !== "text")
            lanes.add("");
        else
            for (const value of column.values)
                lanes.add(value);
    }
    return lanes;
}
function lanesWithin(sources, query) {
    const lanes = new Set();
    sources.forEach((source, i) => {
        const rows = (0,_rows_js__WEBPACK_IMPORTED_MODULE_0__/* .matchRows */ .lj)(source, query, query.within?.[i]);
        const column = source.column("kernel_source");
        if (rows === undefined || rows.length === 0)
            return;
        if (column?.kind !== "text")
            lanes.add("");
        else if (column.values.length === 1)
            lanes.add(column.values[0]);
        else
            for (const row of rows)
                lanes.add(column.values[column.codes[row]]);
    });
    return [...lanes];
}
/** The user's lane, then the framework's default; `mapped` tells whether the default map covers the version at all. */
function pinnedLanes(context) {
    const lanes = [...context.pinnedLanes];
    const versions = Object.keys(context.laneDefaults)
        .filter((version) => (0,_version_order_js__WEBPACK_IMPORTED_MODULE_1__/* .compareVersions */ .Z)(version, context.version) <= 0)
        .sort(_version_order_js__WEBPACK_IMPORTED_MODULE_1__/* .compareVersions */ .Z);
    const newest = versions[versions.length - 1];
    if (newest === undefined)
        return { lanes, mapped: false };
    const lane = context.laneDefaults[newest]?.[String(context.system.gpu.smVersion)];
    if (lane !== undefined && lane !== "default")
        lanes.push(lane);
    return { lanes, mapped: true };
}
/** All lanes of a table: those of the requested version first, then by slices, rows and name. */
function rankedLanes(sources, query) {
    const ranks = new Map();
    sources.forEach((source, order) => {
        const column = source.column("kernel_source");
        for (const row of (0,_rows_js__WEBPACK_IMPORTED_MODULE_0__/* .matchRows */ .lj)(source, { where: {} }) ?? []) {
            const lane = column?.kind === "text" ? column.values[column.codes[row]] : "";
            let rank = ranks.get(lane);
            if (rank === undefined)
                ranks.set(lane, (rank = { lane, requested: false, slices: new Set(), rows: 0 }));
            if (order === 0)
                rank.requested = true;
            rank.rows++;
            rank.slices.add(sliceKey(source, row, query));
        }
    });
    return [...ranks.values()]
        .sort((a, b) => Number(b.requested) - Number(a.requested) ||
        b.slices.size - a.slices.size ||
        b.rows - a.rows ||
        (a.lane < b.lane ? -1 : 1))
        .map((rank) => rank.lane);
}
function sliceKey(source, row, query) {
    return query.sliceColumns
        .map((name) => {
        const column = source.column(name);
        if (column === undefined)
            return query.defaults[name];
        return column.kind === "text" ? column.values[column.codes[row]] : column.values[row];
    })
        .join(" ");
}


/***/ }),

/***/ 6799:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ memo1),
/* harmony export */   O: () => (/* binding */ memo3)
/* harmony export */ });
/** Remembers a function of one number. */
function memo1(f) {
    const known = new Map();
    return (x) => {
        let value = known.get(x);
        if (value === undefined)
            known.set(x, (value = f(x)));
        return value;
    };
}
/** Batches stay below this, so that batch and length fit one exact number. */
const BATCH_SPAN = 2 ** 26;
/** Remembers a function of batch, length and prefix (all non-negative, the batch below 2^26). */
function memo3(f) {
    const byPrefix = new Map();
    return (batch, seq, prefix) => {
        let known = byPrefix.get(prefix);
        if (known === undefined)
            byPrefix.set(prefix, (known = new Map()));
        const key = seq * BATCH_SPAN + batch;
        let value = known.get(key);
        if (value === undefined)
            known.set(key, (value = f(batch, seq, prefix)));
        return value;
    };
}


/***/ }),

/***/ 6289:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DX: () => (/* binding */ modeBytes),
/* harmony export */   FN: () => (/* binding */ MODES),
/* harmony export */   MP: () => (/* binding */ computeFlops),
/* harmony export */   VV: () => (/* binding */ modeOf),
/* harmony export */   ZN: () => (/* binding */ decodeAttentionFlops),
/* harmony export */   qU: () => (/* binding */ modeFlops),
/* harmony export */   to: () => (/* binding */ computeFactor)
/* harmony export */ });
/* harmony import */ var _types_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2779);

const GEMM_MODES = {
    bfloat16: { bytes: 2, compute: "bfloat16" },
    int8_wo: { bytes: 1, compute: "bfloat16" },
    int4_wo: { bytes: 0.5, compute: "bfloat16" },
    fp8: { bytes: 1, compute: "fp8" },
    fp8_static: { bytes: 1, compute: "fp8" },
    fp8_block: { bytes: 1, compute: "fp8" },
    fp8_ootb: { bytes: 1, compute: "fp8" },
    sq: { bytes: 1, compute: "int8" },
    nvfp4: { bytes: 0.5625, compute: "fp4" },
    nvfp4_wo: { bytes: 0.5625, compute: "bfloat16" },
    w4a16_nvfp4: { bytes: 0.5625, compute: "bfloat16" },
};
const MOE_MODES = {
    bfloat16: { bytes: 2, compute: "bfloat16" },
    fp8: { bytes: 1, compute: "fp8" },
    fp8_block: { bytes: 1, compute: "fp8" },
    int4_wo: { bytes: 0.5, compute: "bfloat16" },
    nvfp4: { bytes: 0.5625, compute: "fp4" },
    nvfp4_wo: { bytes: 0.5625, compute: "bfloat16" },
    w4a16_nvfp4: { bytes: 0.5625, compute: "bfloat16" },
    w4afp8: { bytes: 0.5, compute: "fp8" },
    w4a16_mxfp4: { bytes: 0.5, compute: "bfloat16" },
    w4a8_mxfp4_mxfp8: { bytes: 0.5, compute: "fp8" },
    w4a8_mxfp4_mxfp8_trtllm: { bytes: 0.5, compute: "fp8" },
    w4a16_mxfp4_cutlass: { bytes: 0.5, compute: "bfloat16" },
};
const FMHA_MODES = {
    bfloat16: { bytes: 2, compute: "bfloat16" },
    float16: { bytes: 2, compute: "bfloat16" },
    fp8: { bytes: 1, compute: "fp8" },
    fp8_block: { bytes: 1, compute: "fp8" },
};
const KV_MODES = {
    bfloat16: { bytes: 2, compute: "bfloat16" },
    int8: { bytes: 1, compute: "int8" },
    fp8: { bytes: 1, compute: "fp8" },
};
const COMM_MODES = {
    half: { bytes: 2, compute: "bfloat16" },
    int8: { bytes: 1, compute: "int8" },
    fp8: { bytes: 1, compute: "fp8" },
};
/** Every mode of an operator kind, by name. */
const MODES = {
    gemm: GEMM_MODES,
    moe: MOE_MODES,
    fmha: FMHA_MODES,
    kvcache: KV_MODES,
    comm: COMM_MODES,
};
/** Description of a mode. Names are checked where they enter (`model/quant.ts`), so an unknown one is a defect. */
function modeOf(kind, name) {
    const mode = MODES[kind][name];
    if (mode === undefined)
        throw new Error(`unknown ${kind} mode ${name}`);
    return mode;
}
/** Bytes per element of a mode. */
function modeBytes(kind, name) {
    return modeOf(kind, name).bytes;
}
/** FLOPS of a compute format; throws {@link MissingDataError} where the hardware has none. */
function computeFlops(system, compute) {
    const flops = system.gpu.tcFlops[compute];
    if (flops === undefined || !(flops > 0))
        throw new _types_js__WEBPACK_IMPORTED_MODULE_0__/* .MissingDataError */ .hr(`${system.name} has no ${compute} tensor cores`);
    return flops;
}
/** FLOPS that a mode computes with. */
function modeFlops(system, kind, name) {
    return computeFlops(system, modeOf(kind, name).compute);
}
/** FLOPS of attention over the cache while decoding: fp8 only with an fp8 cache on hardware that has it. */
function decodeAttentionFlops(system, kvcache) {
    const fp8 = kvcache === "fp8" && (system.gpu.smVersion ?? 0) >= 89;
    return computeFlops(system, fp8 ? "fp8" : "bfloat16");
}
/** Relative compute rate of a mode: 1 for bf16, 2 for 8 bits, 4 for fp4. */
function computeFactor(mode) {
    return mode.compute === "fp4" ? 4 : mode.compute === "bfloat16" ? 1 : 2;
}


/***/ }),

/***/ 852:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LC: () => (/* binding */ someRow),
/* harmony export */   TC: () => (/* binding */ readerOf),
/* harmony export */   Un: () => (/* binding */ collectRows),
/* harmony export */   lj: () => (/* binding */ matchRows)
/* harmony export */ });
/** Gathers the rows that match, source after source (`spec` perf-model 8.3: rows merge per coordinate, first source wins). */
function collectRows(sources, query) {
    const parts = [];
    let count = 0;
    sources.forEach((source, i) => {
        const rows = matchRows(source, query, query.within?.[i]);
        if (rows === undefined || rows.length === 0)
            return;
        parts.push({ source, rows: query.duplicates === "last" ? rows.slice().reverse() : rows });
        count += rows.length;
    });
    const axes = query.axes.map(() => new Float64Array(count));
    const values = new Float64Array(count);
    let offset = 0;
    for (const { source, rows } of parts) {
        query.axes.forEach((axis, i) => {
            for (const name of typeof axis === "string" ? [axis] : axis) {
                addNumbers(source, name, rows, axes[i], offset, query.defaults?.[name]);
            }
        });
        addNumbers(source, query.value, rows, values, offset, undefined);
        offset += rows.length;
    }
    return { count, axes, values };
}
/** Reads single values of a column in the cheapest way. */
function readerOf(column) {
    return column.at ?? ((row) => column.values[row]);
}
/** Row numbers of one file (or of `within`) that match, ascending; undefined when a needed column is missing. */
function matchRows(source, query, within) {
    let rows = within;
    for (const name in query.where) {
        const match = query.where[name];
        rows = narrow(source, name, match, query.defaults?.[name], rows);
        if (rows === undefined || rows.length === 0)
            return rows;
    }
    if (source.kernels !== undefined) {
        const allowed = new Set(source.kernels);
        rows = narrow(source, "kernel_source", (kernel) => allowed.has(String(kernel)), undefined, rows);
    }
    return rows ?? Int32Array.from({ length: source.rowCount }, (_, i) => i);
}
/** Whether any row of one file matches; stops at the first. */
function someRow(source, where) {
    const tests = [];
    for (const name in where) {
        const column = source.column(name);
        const code = column?.kind === "text" ? column.values.indexOf(where[name]) : -1;
        if (column?.kind !== "text" || code < 0)
            return false;
        tests.push({ codes: column.codes, code });
    }
    for (let row = 0; row < source.rowCount; row++) {
        if (tests.every(({ codes, code }) => codes[row] === code))
            return true;
    }
    return false;
}
function narrow(source, name, match, fallback, rows) {
    const column = source.column(name);
    if (column === undefined) {
        if (fallback === undefined || !accepts(match, fallback))
            return undefined;
        return rows ?? Int32Array.from({ length: source.rowCount }, (_, i) => i);
    }
    return column.kind === "text"
        ? narrowText(column, match, fallback, source.rowCount, rows)
        : narrowNumbers(column, match, fallback, source.rowCount, rows);
}
function accepts(match, value) {
    return typeof match === "function" ? match(value) : match === value;
}
function narrowText(column, match, fallback, rowCount, rows) {
    const { codes, values } = column;
    const accepted = Uint8Array.from(values, (value) => {
        const seen = value === "" && fallback !== undefined ? fallback : value;
        return accepts(match, seen) ? 1 : 0;
    });
    return keepCodes(codes, accepted, rowCount, rows);
}
function narrowNumbers(column, match, fallback, rowCount, rows) {
    const test = (value) => {
        const seen = Number.isNaN(value) ? fallback : value;
        return seen !== undefined && accepts(match, seen);
    };
    if (column.coded !== undefined) {
        const { codes, dictionary } = column.coded;
        return keepCodes(codes, Uint8Array.from(dictionary, (value) => (test(value) ? 1 : 0)), rowCount, rows);
    }
    const { values } = column;
    const kept = new Int32Array(rows?.length ?? rowCount);
    let count = 0;
    for (let i = 0; i < kept.length; i++) {
        const row = rows === undefined ? i : rows[i];
        if (test(values[row]))
            kept[count++] = row;
    }
    return kept.subarray(0, count);
}
/** Rows whose code is accepted. */
function keepCodes(codes, accepted, rowCount, rows) {
    const kept = new Int32Array(rows?.length ?? rowCount);
    let count = 0;
    if (rows === undefined) {
        for (let row = 0; row < rowCount; row++)
            if (accepted[codes[row]] === 1)
                kept[count++] = row;
    }
    else {
        for (let i = 0; i < rows.length; i++) {
            const row = rows[i];
            if (accepted[codes[row]] === 1)
                kept[count++] = row;
        }
    }
    return kept.subarray(0, count);
}
function addNumbers(source, name, rows, into, offset, fallback) {
    const column = source.column(name);
    const absent = Number(fallback ?? 0);
    const coded = column?.kind === "number" ? column.coded : undefined;
    if (column === undefined) {
        for (let i = 0; i < rows.length; i++)
            into[offset + i] = into[offset + i] + absent;
    }
    else if (column.kind === "text") {
        addCoded(column.codes, Float64Array.from(column.values, Number), rows, into, offset, absent);
    }
    else if (coded !== undefined) {
        addCoded(coded.codes, coded.dictionary, rows, into, offset, absent);
    }
    else {
        const valueAt = readerOf(column);
        for (let i = 0; i < rows.length; i++) {
            const value = valueAt(rows[i]);
            into[offset + i] = into[offset + i] + (value === value ? value : absent);
        }
    }
}
function addCoded(codes, dictionary, rows, into, offset, absent) {
    const whole = dictionary.map((value) => (Number.isNaN(value) ? absent : value));
    for (let i = 0; i < rows.length; i++) {
        into[offset + i] = into[offset + i] + whole[codes[rows[i]]];
    }
}


/***/ }),

/***/ 5434:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Kr: () => (/* binding */ curveSlice),
/* harmony export */   P5: () => (/* binding */ gridSlice),
/* harmony export */   kQ: () => (/* binding */ buildCurve),
/* harmony export */   zc: () => (/* binding */ buildGrid)
/* harmony export */ });
/* harmony import */ var _interp_log_neighbours_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8492);
/* harmony import */ var _rows_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(852);


/** The curve of the matching rows over one axis; undefined when nothing matches. */
function curveSlice(sources, query) {
    const rows = (0,_rows_js__WEBPACK_IMPORTED_MODULE_0__/* .collectRows */ .Un)(sources, query);
    return rows.count === 0 ? undefined : buildCurve(rows);
}
/** The grid of the matching rows over two to four axes; undefined when nothing matches. */
function gridSlice(sources, query) {
    const rows = (0,_rows_js__WEBPACK_IMPORTED_MODULE_0__/* .collectRows */ .Un)(sources, query);
    return rows.count === 0 ? undefined : buildGrid(rows);
}
/** Sorts rows of one axis into a curve; of equal keys the first row counts. */
function buildCurve(rows) {
    const grid = buildGrid(rows);
    return { keys: grid.keys[0], values: grid.values };
}
/** Sorts rows into a ragged tree of keys; of equal coordinates the first row counts. */
function buildGrid(rows) {
    const order = sortedOrder(rows);
    const depth = rows.axes.length;
    const keys = rows.axes.map(() => new Float64Array(rows.count));
    const starts = rows.axes.slice(1).map(() => new Int32Array(rows.count + 1));
    const values = new Float64Array(rows.count);
    const filled = new Int32Array(depth);
    let previous = -1;
    for (let i = 0; i < rows.count; i++) {
        const row = order === undefined ? i : order[i];
        let level = 0;
        if (previous >= 0)
            while (level < depth && same(rows, level, row, previous))
                level++;
        if (level === depth)
            continue;
        for (; level < depth; level++) {
            const at = filled[level];
            keys[level][at] = rows.axes[level][row];
            if (level < depth - 1)
                starts[level][at] = filled[level + 1];
            else
                values[at] = rows.values[row];
            filled[level] = at + 1;
        }
        previous = row;
    }
    const last = filled[depth - 1];
    for (let level = 0; level < depth - 1; level++) {
        starts[level][filled[level]] = filled[level + 1];
    }
    const kept = keys.map((array, level) => array.slice(0, filled[level]));
    let logs;
    return {
        keys: kept,
        logKeys: () => (logs ??= kept.map((array) => array.map(_interp_log_neighbours_js__WEBPACK_IMPORTED_MODULE_1__/* .log2Floored */ .Y))),
        starts: starts.map((array, level) => array.slice(0, filled[level] + 1)),
        values: values.slice(0, last),
    };
}
function same(rows, level, a, b) {
    const axis = rows.axes[level];
    return axis[a] === axis[b];
}
/** Stable ascending order of the coordinates; undefined when the rows already have it. */
function sortedOrder(rows) {
    if (isSorted(rows))
        return undefined;
    const packed = packCoordinates(rows);
    if (packed === undefined)
        return sortByComparison(rows);
    for (let i = 0; i < rows.count; i++)
        packed[i] = packed[i] * rows.count + i;
    packed.sort();
    for (let i = 0; i < rows.count; i++)
        packed[i] = packed[i] % rows.count;
    return packed;
}
function isSorted(rows) {
    for (let row = 1; row < rows.count; row++) {
        for (const axis of rows.axes) {
            const step = axis[row] - axis[row - 1];
            if (step > 0)
                break;
            if (step < 0)
                return false;
        }
    }
    return true;
}
/** One exact integer per row that sorts like its coordinates, with room for the row number; undefined when too large. */
function packCoordinates(rows) {
    const packed = new Float64Array(rows.count);
    let span = rows.count;
    for (const axis of rows.axes) {
        let top = 0;
        for (let i = 0; i < rows.count; i++) {
            const x = axis[i];
            if (!Number.isInteger(x) || x < 0)
                return undefined;
            if (x > top)
                top = x;
        }
        span *= top + 1;
        if (span > Number.MAX_SAFE_INTEGER)
            return undefined;
        for (let i = 0; i < rows.count; i++)
            packed[i] = packed[i] * (top + 1) + axis[i];
    }
    return packed;
}
function sortByComparison(rows) {
    const order = Int32Array.from({ length: rows.count }, (_, i) => i);
    return order.sort((a, b) => {
        for (const axis of rows.axes) {
            const step = axis[a] - axis[b];
            if (step !== 0)
                return step;
        }
        return a - b;
    });
}


/***/ }),

/***/ 2440:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ roundTo3),
/* harmony export */   u: () => (/* binding */ floorQuotient)
/* harmony export */ });
/** Floor of the exact quotient of two doubles, as Python's `//` gives it: 512 // 1.024 is 499, not floor(500.0). */
function floorQuotient(a, b) {
    const rest = a % b;
    const quotient = (a - rest) / b;
    const floor = Math.floor(quotient);
    return quotient - floor > 0.5 ? floor + 1 : floor;
}
/** Nearest multiple of 0.001, ties to even. */
function roundTo3(x) {
    const scaled = x * 1000;
    const floor = Math.floor(scaled);
    const rest = scaled - floor;
    if (rest !== 0.5)
        return Math.round(scaled) / 1000;
    return (floor % 2 === 0 ? floor : floor + 1) / 1000;
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


/***/ }),

/***/ 5019:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ compareVersions)
/* harmony export */ });
/** Negative when `a` is older than `b`. A release candidate precedes its release, a post release follows it. */
function compareVersions(a, b) {
    const left = parseVersion(a);
    const right = parseVersion(b);
    const parts = Math.max(left.release.length, right.release.length);
    for (let i = 0; i < parts; i++) {
        const step = (left.release[i] ?? 0) - (right.release[i] ?? 0);
        if (step !== 0)
            return step;
    }
    return left.rc - right.rc || left.post - right.post || (a < b ? -1 : a > b ? 1 : 0);
}
function parseVersion(text) {
    const release = /^[0-9]+(?:\.[0-9]+)*/.exec(text)?.[0].split(".").map(Number) ?? [0];
    const rc = /rc([0-9]+)/.exec(text)?.[1];
    const post = /post([0-9]+)/.exec(text)?.[1];
    return {
        release,
        rc: rc === undefined ? Infinity : Number(rc),
        post: post === undefined ? -1 : Number(post),
    };
}


/***/ })

};
