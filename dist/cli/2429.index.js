export const id = 2429;
export const ids = [2429,4748,5895];
export const modules = {

/***/ 5895:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   measuredFiles: () => (/* binding */ measuredFiles)
/* harmony export */ });
/* unused harmony export measuredBeside */
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7598);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var _domain_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6586);
/* harmony import */ var _measured_read_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7341);
/* harmony import */ var _policy_globs_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(4748);
/* harmony import */ var _read_file_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(1652);







/** Results with every request in them can be large. */
const MAX_BYTES = 64 * 1024 * 1024;
/** Most files that a folder or a pattern stands for. */
const MAX_FILES = 500;
const SKIPPED_FOLDERS = new Set([".git", "node_modules"]);
/** Summaries among the other files of a benchmark's folder; the CSV beside one says the same. */
const SUMMARY = /(?:_aiperf|_genai_perf)\.json$|\.measured\.(?:jsonl?|csv)$/;
/** Results of a file, of the summaries below a folder, or of the files that a glob matches. Throws `UserError`. */
function measuredFiles(given, cwd) {
    const full = node_path__WEBPACK_IMPORTED_MODULE_2__.resolve(cwd, given);
    const files = !(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(full)
        ? matching(given, cwd)
        : (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(full).isDirectory()
            ? below(full).filter((file) => SUMMARY.test(file))
            : [full];
    if (files.length === 0)
        throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y("io", (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(full)
            ? `${given}: no profile_export_aiperf.json or profile_export_genai_perf.json below this folder; name other result files one by one or by a quoted pattern`
            : `${given}: no such file, and no file matches it`);
    return files.map((file) => readFile(file, cwd));
}
/**
 * Results that lie beside a manifest: for `agg.yaml` the files `agg.measured.json`, `.jsonl` or `.csv` and the summaries
 * below the folder `agg.measured/`.
 */
function measuredBeside(manifest, cwd) {
    const stem = path.resolve(cwd, manifest.replace(/\.(?:ya?ml|json)$/i, ""));
    const alone = ["json", "jsonl", "csv"]
        .map((extension) => `${stem}.measured.${extension}`)
        .filter((file) => existsSync(file));
    const folder = `${stem}.measured`;
    const inside = existsSync(folder) && statSync(folder).isDirectory()
        ? below(folder).filter((file) => SUMMARY.test(file))
        : [];
    return [...alone, ...inside].map((file) => readFile(file, cwd));
}
function readFile(full, cwd) {
    const file = node_path__WEBPACK_IMPORTED_MODULE_2__.relative(cwd, full).split(node_path__WEBPACK_IMPORTED_MODULE_2__.sep).join("/");
    const text = (0,_read_file_js__WEBPACK_IMPORTED_MODULE_6__/* .readTextFile */ .G)(cwd, full, file, MAX_BYTES);
    return {
        file,
        sha256: (0,node_crypto__WEBPACK_IMPORTED_MODULE_1__.createHash)("sha256").update(text).digest("hex"),
        results: (0,_measured_read_js__WEBPACK_IMPORTED_MODULE_4__/* .readMeasured */ .L)(text, file),
    };
}
/** Files below the last folder that a pattern names without wildcards. */
function matching(pattern, cwd) {
    const parts = pattern.split("/");
    const wild = parts.findIndex((part) => /[*?[]/.test(part));
    if (wild < 0)
        return [];
    const folder = node_path__WEBPACK_IMPORTED_MODULE_2__.resolve(cwd, parts.slice(0, wild).join("/") || (pattern.startsWith("/") ? "/" : "."));
    if (!(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(folder))
        return [];
    const rest = parts.slice(wild).join("/");
    return below(folder).filter((file) => (0,_policy_globs_js__WEBPACK_IMPORTED_MODULE_5__/* .matchesAny */ ._)(node_path__WEBPACK_IMPORTED_MODULE_2__.relative(folder, file).split(node_path__WEBPACK_IMPORTED_MODULE_2__.sep).join("/"), [rest]));
}
function below(folder) {
    const found = [];
    const walk = (place) => {
        for (const entry of (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readdirSync)(place, { withFileTypes: true }).sort((a, b) => a.name < b.name ? -1 : 1)) {
            const full = node_path__WEBPACK_IMPORTED_MODULE_2__.join(place, entry.name);
            // a link could lead out of the tree or in circles
            if (entry.isDirectory() && !SKIPPED_FOLDERS.has(entry.name))
                walk(full);
            else if (entry.isFile())
                found.push(full);
            if (found.length > MAX_FILES * 20)
                throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y("io", `${place}: too many files; name a smaller folder or a pattern`);
        }
    };
    walk(folder);
    return found;
}


/***/ }),

/***/ 9467:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ deploymentOfFlags)
/* harmony export */ });
/* harmony import */ var _domain_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6586);
/* harmony import */ var _simulate_request_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5403);


/** Flags that say a load, which results bring along. */
const LOAD_FLAGS = [
    ["isl", "--isl"],
    ["osl", "--osl"],
    ["concurrency", "--concurrency"],
    ["batchSize", "--batch-size"],
    ["prefillBatchSize", "--prefill-batch-size"],
    ["decodeBatchSize", "--decode-batch-size"],
];
/** What was measured, from flags: their deployment, and the model of the results where no flag names one. */
async function deploymentOfFlags(predictor, flags, results) {
    for (const [name, spelled] of LOAD_FLAGS)
        if (flags[name] !== undefined)
            throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y("usage", `${spelled} is not needed: lengths and load are those of the results`);
    const mode = flags["estimateMode"];
    if (mode !== undefined && mode !== "agg" && mode !== "disagg")
        throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y("usage", `--estimate-mode ${mode} cannot be measured; use agg or disagg`);
    // aliases of a frontend are no models; a checkpoint's id has its organisation in front
    const named = results.find(({ model }) => model?.includes("/"))?.model;
    const isl = Math.max(1, ...results.map((result) => result.isl));
    const { deployment, lengths } = await (0,_simulate_request_js__WEBPACK_IMPORTED_MODULE_1__/* .simulateRequest */ .qy)(predictor, {
        ...flags,
        isl,
        osl: 1,
        ...(flags["model"] === undefined && named !== undefined ? { model: named } : {}),
    });
    return { deployment, prefix: lengths.prefix };
}


/***/ }),

/***/ 5403:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   VN: () => (/* binding */ askedLoad),
/* harmony export */   lT: () => (/* binding */ SIMULATE_FLAGS),
/* harmony export */   qy: () => (/* binding */ simulateRequest)
/* harmony export */ });
/* harmony import */ var _domain_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6586);
/* harmony import */ var _perf_estimate_request_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3960);
/* harmony import */ var _estimate_request_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5839);
/* harmony import */ var _flag_table_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5954);
/* harmony import */ var _model_flags_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3558);
/* harmony import */ var _search_flags_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6895);






/** Flags of `estimate` that set a single point or a table of them: the simulator finds batches for itself. */
const NOT_SIMULATED = /^(estimate-mode|batch-size|ctx-tokens|stride|detail|precision|.*-batch-size)$/;
/** Flags of `simulate`. */
const SIMULATE_FLAGS = [
    ..._estimate_request_js__WEBPACK_IMPORTED_MODULE_2__/* .ESTIMATE_FLAGS */ .x$.filter(({ name }) => !NOT_SIMULATED.test(name)).map((flag) => flag.name === "concurrency"
        ? { ...flag, help: "requests always in flight over all replicas (closed loop)" }
        : flag),
    { name: "mode", type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_3__/* .choice */ .Yq)("agg", "disagg"), help: "serving mode (default agg)" },
    { name: "estimate-mode", type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_3__/* .choice */ .Yq)("agg", "disagg"), help: "the same, as estimate calls it" },
    { name: "replicas", type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_3__/* .int */ .Wh)(1, 4096), help: "how often the workers are repeated (default 1)" },
    { name: "request-rate", type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_3__/* .number */ .ai)(0), help: "arrivals a second over all replicas (Poisson)" },
    {
        name: "trace",
        type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_3__/* .text */ .Qq)("file"),
        help: "CSV or JSON lines with arrival_ms, isl and osl; '-' reads standard input",
    },
    {
        name: "requests",
        type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_3__/* .int */ .Wh)(1, 1_000_000),
        help: "requests of a run (default ten rounds, at least 1000)",
    },
    { name: "warmup", type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_3__/* .int */ .Wh)(0), help: "first requests that are left out of the figures" },
    { name: "seed", type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_3__/* .int */ .Wh)(0, 4_294_967_295), help: "of the arrivals (default 1)" },
    { name: "max-batch-size", type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_3__/* .int */ .Wh)(1), help: "requests per attention-DP rank (default: the engine's)" },
    { name: "max-num-tokens", type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_3__/* .int */ .Wh)(1), help: "tokens of one step and rank (default: the engine's)" },
    {
        name: "chunked-prefill",
        type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_3__/* .choice */ .Yq)("on", "off"),
        help: "prompts may be split over steps (default: as the engine does)",
    },
    ..._search_flags_js__WEBPACK_IMPORTED_MODULE_5__/* .SLA_FLAGS */ .Js.map((flag) => ({
        ...flag,
        help: `${flag.help.replace(/ \(default.*|;.*/, "")}, for goodput`,
    })),
    _model_flags_js__WEBPACK_IMPORTED_MODULE_4__/* .CALIBRATION_FLAG */ .CB,
    _model_flags_js__WEBPACK_IMPORTED_MODULE_4__/* .FORMAT_FLAG */ .rp,
    ..._model_flags_js__WEBPACK_IMPORTED_MODULE_4__/* .IGNORED_FLAGS */ .du,
];
/** The load that the flags name. Throws `UserError` unless exactly one is named. */
function askedLoad(flags) {
    const concurrency = flags["concurrency"];
    const requestRate = flags["requestRate"];
    const file = flags["trace"];
    const given = [];
    if (concurrency !== undefined)
        given.push({ kind: "concurrency", concurrency });
    if (requestRate !== undefined)
        given.push({ kind: "rate", requestRate });
    if (file !== undefined)
        given.push({ kind: "trace", file });
    const [only] = given;
    if (only === undefined || given.length > 1)
        throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y("usage", "give exactly one load: --concurrency (requests in flight), --request-rate (arrivals a second) or --trace FILE");
    return only;
}
/** Deployment, lengths and limits from flags. Throws `UserError`. */
async function simulateRequest(predictor, flags) {
    const context = (0,_estimate_request_js__WEBPACK_IMPORTED_MODULE_2__/* .contextOf */ .Vm)(flags);
    const facts = await predictor.facts(context);
    const mode = (flags["mode"] ?? flags["estimateMode"] ?? "agg");
    const settings = {
        ...(0,_estimate_request_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)("maxBatchSize", flags["maxBatchSize"]),
        ...(0,_estimate_request_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)("maxNumTokens", flags["maxNumTokens"]),
        ...(0,_estimate_request_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)("memFraction", context.memFraction),
        ...(0,_estimate_request_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)("maxSeqLen", context.maxSeqLen),
        ...(flags["chunkedPrefill"] === undefined ? {} : { chunkedPrefill: flags["chunkedPrefill"] === "on" }),
    };
    const pool = (role, parallelism) => ({
        role,
        system: role === "decode" ? (flags["decodeSystem"] ?? context.system) : context.system,
        parallelism,
        workers: role === "agg" ? 1 : (flags[`${role}NumWorkers`] ?? 1),
        batchSize: settings.maxBatchSize ?? 1,
        settings,
    });
    const roles = mode === "agg" ? ["agg"] : ["prefill", "decode"];
    const lengths = (0,_perf_estimate_request_js__WEBPACK_IMPORTED_MODULE_1__/* .lengthsOf */ .nY)({
        context,
        ...(0,_estimate_request_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)("isl", flags["isl"]),
        ...(0,_estimate_request_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)("osl", flags["osl"]),
        ...(0,_estimate_request_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)("prefix", flags["prefix"]),
    });
    return {
        deployment: {
            model: context.model,
            backend: context.backend,
            backendVersion: context.backendVersion ?? "current",
            mode,
            replicas: flags["replicas"] ?? 1,
            pools: roles.map((role) => pool(role, (0,_perf_estimate_request_js__WEBPACK_IMPORTED_MODULE_1__/* .resolveParallelism */ .Rz)((0,_estimate_request_js__WEBPACK_IMPORTED_MODULE_2__/* .sizesOf */ .gN)(flags, role === "agg" ? "" : role), facts))),
            quant: context.quant ?? {},
            ...(0,_estimate_request_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)("speculation", context.speculation),
        },
        lengths,
        sla: {
            ...(0,_estimate_request_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)("ttftMs", flags["ttft"]),
            ...(0,_estimate_request_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)("tpotMs", flags["tpot"]),
            ...(0,_estimate_request_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)("requestLatencyMs", flags["requestLatency"]),
        },
    };
}


/***/ }),

/***/ 7341:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  L: () => (/* binding */ readMeasured)
});

// EXTERNAL MODULE: ./build/lib/domain/errors.js
var errors = __webpack_require__(6586);
// EXTERNAL MODULE: ./build/lib/measured/parts.js
var parts = __webpack_require__(8464);
// EXTERNAL MODULE: ./build/lib/domain/csv.js
var csv = __webpack_require__(9033);
;// CONCATENATED MODULE: ./build/lib/measured/perf-export.js


/** Milliseconds of a unit as the exports spell it. */
const MILLISECONDS = {
    ms: 1,
    milliseconds: 1,
    s: 1000,
    sec: 1000,
    seconds: 1000,
    us: 1e-3,
    microseconds: 1e-3,
    ns: 1e-6,
    nanoseconds: 1e-6,
};
/** Whether an object is the summary of AIPerf or of GenAI-Perf, which it took the shape from. */
function isPerfExport(fields) {
    return ["time_to_first_token", "inter_token_latency", "request_latency"].some((tag) => (0,parts/* textAt */.$6)((0,parts/* objectAt */.lJ)(fields, tag), "unit") !== undefined);
}
/**
 * `profile_export_aiperf.json`, or `profile_export_genai_perf.json`: one object of statistics (`unit`, `avg`, `p1`…`p99`)
 * for each metric; `unit` alone says what numbers mean. Lengths are those that were measured. The load is where the version
 * at hand puts it: AIPerf's `input_config.phases[].concurrency` (warm-up phases are marked `exclude_from_results`) or the
 * older `input_config.loadgen`; GenAI-Perf's `input_config.perf_analyzer.stimulus` or the older `input_config` itself.
 *
 * Sources: AIPerf `docs/reference/json-export-schema.md` (schema 1.0 to 1.5) and `src/aiperf/common/models/export_models.py`
 * (github.com/ai-dynamo/aiperf); GenAI-Perf `genai_perf/export_data/json_exporter.py`
 * (github.com/triton-inference-server/perf_analyzer).
 */
function readPerfJson(source, fields) {
    const config = (0,parts/* objectAt */.lJ)(fields, "input_config");
    const aiperf = ["aiperf_version", "schema_version", "benchmark_id"].some((key) => key in fields);
    const tool = aiperf || (0,parts/* objectAt */.lJ)(config, "loadgen") !== undefined || (0,parts/* listAt */.gT)(config, "phases").length > 0
        ? "aiperf"
        : "genai-perf";
    return fromMetrics(source, fields, tool, config);
}
/** The parts that JSON and CSV share. */
function fromMetrics(source, metrics, tool, config) {
    const average = (tag) => (0,parts/* numberAt */.tk)(source, (0,parts/* objectAt */.lJ)(metrics, tag), "avg", tag);
    const failed = average("error_request_count");
    return (0,parts/* finished */.xl)(source, {
        tool,
        model: modelOf(config),
        date: (0,parts/* textAt */.$6)(metrics, "end_time") ?? (0,parts/* textAt */.$6)(metrics, "start_time"),
        isl: average("input_sequence_length"),
        osl: average("output_sequence_length"),
        ...loadOf(source, metrics, config),
        requests: average("request_count"),
        ttftMs: latency(source, metrics, "time_to_first_token"),
        tpotMs: latency(source, metrics, "inter_token_latency"),
        requestLatencyMs: latency(source, metrics, "request_latency"),
        requestsPerSec: average("request_throughput"),
        tokensPerSec: average("output_token_throughput"),
        doubts: [
            ...(metrics["was_cancelled"] === true ? ["the run was cancelled"] : []),
            ...(failed === undefined ? [] : [`${failed} requests failed`]),
        ],
    });
}
function modelOf(config) {
    const [item] = (0,parts/* listAt */.gT)((0,parts/* objectAt */.lJ)(config, "models"), "items");
    const endpoint = (0,parts/* objectAt */.lJ)(config, "endpoint");
    const names = [
        item?.["name"],
        (0,parts/* listAt */.gT)(endpoint, "model_names")[0],
        (0,parts/* listAt */.gT)(config, "model_names")[0],
        (0,parts/* listAt */.gT)(config, "model")[0],
        config?.["model"],
    ];
    return names.find((name) => typeof name === "string" && name !== "");
}
function loadOf(source, metrics, config) {
    const phase = (0,parts/* listAt */.gT)(config, "phases").find((each) => typeof each === "object" && each !== null && each["exclude_from_results"] !== true);
    const places = [
        phase,
        (0,parts/* objectAt */.lJ)(config, "loadgen"),
        (0,parts/* objectAt */.lJ)((0,parts/* objectAt */.lJ)(config, "perf_analyzer"), "stimulus"),
        config,
    ];
    const first = (key) => {
        for (const place of places) {
            const value = (0,parts/* numberAt */.tk)(source, place, key);
            if (value !== undefined)
                return value;
        }
        return undefined;
    };
    const varied = (0,parts/* objectAt */.lJ)((0,parts/* objectAt */.lJ)(metrics, "run_info"), "variation_values");
    const swept = Object.keys(varied ?? {}).find((key) => key.endsWith(".concurrency"));
    const concurrency = first("concurrency") ?? (swept === undefined ? undefined : (0,parts/* numberAt */.tk)(source, varied, swept));
    // with a rate, a concurrency is only a ceiling: what was in flight follows from rate and latency
    const requestRate = first("request_rate") ?? (0,parts/* numberAt */.tk)(source, phase, "rate");
    return (0,parts/* given */.gI)({ concurrency: requestRate === undefined ? concurrency : undefined, requestRate });
}
function latency(source, metrics, tag) {
    const metric = (0,parts/* objectAt */.lJ)(metrics, tag);
    if (metric === undefined)
        return {};
    const unit = (0,parts/* textAt */.$6)(metric, "unit") ?? "ms";
    const factor = MILLISECONDS[unit];
    if (factor === undefined)
        throw (0,parts/* fault */.DG)(source, `\`${tag}\` has the unit ${(0,parts/* shown */.SP)(unit)}; allowed: ${Object.keys(MILLISECONDS).join(", ")}`, tag);
    const at = (key) => {
        const value = (0,parts/* numberAt */.tk)(source, metric, key, tag);
        return value === undefined ? undefined : value * factor;
    };
    return (0,parts/* given */.gI)({ mean: at("avg"), p50: at("p50"), p90: at("p90"), p99: at("p99") });
}
/** Whether a text is the CSV summary of either program. */
function isPerfCsv(text) {
    return /^\uFEFF?"?Metric"?,/.test(text);
}
/**
 * `profile_export_aiperf.csv` or `profile_export_genai_perf.csv`: a section of metrics with statistics (`Metric,avg,min,…`),
 * an empty line, a section of single values (`Metric,Value`); further sections are telemetry. Names are those of the JSON in
 * words with the unit behind (`Time to First Token (ms)`); GenAI-Perf groups thousands with commas. The file states neither
 * model nor load.
 *
 * Sources: AIPerf `src/aiperf/exporters/metrics_csv_exporter.py`, GenAI-Perf `genai_perf/export_data/csv_exporter.py`.
 */
function readPerfCsv(source) {
    const metrics = {};
    let header = [];
    for (const [index, line] of source.text
        .replace(/^\uFEFF/, "")
        .split(/\r?\n/)
        .entries()) {
        const [name = "", ...cells] = (0,csv/* csvCells */.a)(line).map((cell) => cell.trim());
        if (name === "Metric")
            header = cells;
        else if (name === "" || header.length === 0)
            header = [];
        else {
            const { tag, unit } = named(name);
            const row = { unit };
            for (const [column, cell] of cells.entries()) {
                const key = header[column] === "Value" ? "avg" : (header[column] ?? "");
                if (cell === "" || cell === "N/A")
                    continue;
                const value = Number(cell.replaceAll(",", ""));
                if (!Number.isFinite(value))
                    throw (0,parts/* fault */.DG)({ ...source, line: source.line + index }, `\`${name}\` has ${key} ${(0,parts/* shown */.SP)(cell)}; a number is needed`);
                row[key] = value;
            }
            metrics[tag] ??= row;
        }
    }
    const tool = /genai_perf[^/]*$/.test(source.file) ? "genai-perf" : "aiperf";
    return fromMetrics(source, metrics, tool, undefined);
}
/** `Time to First Token (ms)` as tag and unit. */
function named(name) {
    const open = name.indexOf("(");
    const words = open < 0 ? name : name.slice(0, open);
    const unit = open < 0 ? "ms" : name.slice(open + 1).replace(")", "");
    return { tag: words.trim().toLowerCase().replaceAll(/[ -]/g, "_"), unit };
}

;// CONCATENATED MODULE: ./build/lib/measured/serving-bench.js

/** Whether an object is the result of vLLM's or SGLang's serving benchmark. */
function isServingBench(fields) {
    return "mean_ttft_ms" in fields || "mean_tpot_ms" in fields || "mean_itl_ms" in fields;
}
/**
 * The result of `vllm bench serve --save-result` (or `benchmark_serving.py`), or one line that `sglang.bench_serving`
 * appends. Latencies are milliseconds under `mean_`, `median_`, `p90_`, `p99_` and `ttft`, `tpot`, `e2el` (SGLang:
 * `e2e_latency`); lengths follow from totals over completed requests. `max_concurrency` is the load of a closed loop and a
 * ceiling where `request_rate` is a number instead of `"inf"`; SGLang also tells the `concurrency` that was reached.
 * `tpot` is used, not `itl`: engines that send several tokens at once have a longer `itl`.
 *
 * Sources: `vllm/benchmarks/serve.py` (github.com/vllm-project/vllm), `python/sglang/bench_serving.py`
 * (github.com/sgl-project/sglang).
 */
function readServingBench(source, fields) {
    const sglang = "mean_e2e_latency_ms" in fields;
    const tool = sglang ? "sglang" : "vllm";
    const number = (key) => (0,parts/* numberAt */.tk)(source, fields, key);
    const rate = fields["request_rate"];
    // JSON has no infinity: vLLM writes "inf", SGLang writes Infinity, which the reader has turned into null
    const requestRate = typeof rate === "string" || rate === null ? undefined : number("request_rate");
    const requests = number("completed");
    const each = (total) => {
        const tokens = number(total);
        return tokens === undefined || requests === undefined ? undefined : tokens / requests;
    };
    const closed = requestRate === undefined ? number("max_concurrency") : undefined;
    const failed = number("failed");
    return (0,parts/* finished */.xl)(source, {
        tool,
        model: (0,parts/* textAt */.$6)(fields, "model_id") ??
            (0,parts/* textAt */.$6)(fields, "model") ??
            (0,parts/* textAt */.$6)((0,parts/* objectAt */.lJ)(fields, "server_info"), "model_path"),
        date: dateOf((0,parts/* textAt */.$6)(fields, "date")),
        isl: each("total_input_tokens"),
        osl: each("total_output_tokens"),
        concurrency: closed ?? (sglang ? number("concurrency") : undefined),
        requestRate,
        requests,
        ttftMs: serving_bench_latency(source, fields, "ttft"),
        tpotMs: serving_bench_latency(source, fields, "tpot"),
        requestLatencyMs: serving_bench_latency(source, fields, sglang ? "e2e_latency" : "e2el"),
        requestsPerSec: number("request_throughput"),
        tokensPerSec: number("output_throughput"),
        doubts: failed === undefined ? [] : [`${failed} requests failed`],
    });
}
function serving_bench_latency(source, fields, name) {
    const at = (statistic) => (0,parts/* numberAt */.tk)(source, fields, `${statistic}_${name}_ms`);
    return (0,parts/* given */.gI)({ mean: at("mean"), p50: at("median"), p90: at("p90"), p99: at("p99") });
}
/** vLLM writes `20251124-093000`. */
function dateOf(text) {
    const groups = /^(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)$/.exec(text ?? "");
    if (groups === null)
        return text;
    const [, year, month, day, hour, minute, second] = groups;
    return `${year}-${month}-${day}T${hour}:${minute}:${second}`;
}

;// CONCATENATED MODULE: ./build/lib/measured/read.js




const READABLE = "readable are profile_export_aiperf.json or .csv, profile_export_genai_perf.json or .csv, the JSON of `vllm bench serve --save-result` and the lines of sglang.bench_serving";
/**
 * Every run in a file of benchmark results, whatever it is called: the content says what it is. JSON may be one object, a
 * list, or one object a line. Throws `UserError` (`input`) at the first thing that cannot be used.
 */
function readMeasured(text, file) {
    const source = { file, text, line: 1 };
    if (text.trim() === "")
        throw (0,parts/* fault */.DG)(source, `the file is empty; ${READABLE}`);
    if (isPerfCsv(text))
        return [readPerfCsv(source)];
    if (!/^\uFEFF?\s*[{[]/.test(text))
        throw (0,parts/* fault */.DG)(source, `neither JSON nor a table of metrics begins with ${(0,parts/* shown */.SP)(text.trim().slice(0, 20))}; ${READABLE}`);
    return objectsOf(source).map(({ at, fields }) => {
        if (isPerfExport(fields))
            return readPerfJson(at, fields);
        if (isServingBench(fields))
            return readServingBench(at, fields);
        const keys = Object.keys(fields);
        throw (0,parts/* fault */.DG)(at, `no benchmark result: the object has ${keys.length === 0 ? "no fields" : `the fields ${(0,parts/* shown */.SP)(keys.slice(0, 5).join(", "))}`}; ${READABLE}`);
    });
}
function objectsOf(source) {
    const whole = parsed(source);
    if (!(whole instanceof errors/* UserError */.y))
        return (Array.isArray(whole) ? whole : [whole]).map((value) => located(source, value));
    const lines = source.text.split("\n");
    const filled = lines.flatMap((text, i) => (text.trim() === "" ? [] : [{ ...source, text, line: i + 1 }]));
    // one object a line begins with a whole object; else the first message, on the whole text, says more
    if (filled.length < 2 || parsed(filled[0]) instanceof errors/* UserError */.y)
        throw whole;
    return filled.map((line) => {
        const value = parsed(line);
        if (value instanceof errors/* UserError */.y)
            throw value;
        return located(line, value);
    });
}
function located(at, value) {
    if (typeof value !== "object" || value === null || Array.isArray(value))
        throw (0,parts/* fault */.DG)(at, `${(0,parts/* shown */.SP)(value)} is no object; ${READABLE}`);
    return { at, fields: value };
}
/** Python writes numbers that JSON does not know; they say "not measured", or "no limit" of a rate. */
const NOT_JSON = /-?\bInfinity\b|\bNaN\b/g;
function parsed(source) {
    const text = source.text.replace(/^\uFEFF/, "");
    try {
        return JSON.parse(text);
    }
    catch {
        // most files are plain JSON, so the others pay for a second reading
    }
    try {
        return JSON.parse(text.replace(NOT_JSON, "null"));
    }
    catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        const offset = Number(/position (\d+)/.exec(message)?.[1] ?? 0);
        const before = text.slice(0, offset).split("\n");
        return new errors/* UserError */.y("input", `not valid JSON: ${message.replace(/ (?:in JSON )?at position.*$/, "")}`, {
            file: source.file,
            position: { line: source.line + before.length - 1, column: before.at(-1).length + 1 },
        });
    }
}


/***/ }),

/***/ 4748:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ matchesAny)
/* harmony export */ });
/* unused harmony export MAX_PATTERN_LENGTH */
/* harmony import */ var minimatch__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1138);

/** Longest pattern that is tried; the schema refuses longer ones. */
const MAX_PATTERN_LENGTH = 200;
/**
 * Whether a repository path matches one of the globs. Extended globs are off: they are the one form whose cost can grow
 * faster than the path. A pattern that is too long matches nothing.
 */
function matchesAny(path, patterns) {
    return patterns.some((pattern) => pattern.length <= MAX_PATTERN_LENGTH &&
        (0,minimatch__WEBPACK_IMPORTED_MODULE_0__/* .minimatch */ .xF)(path, pattern, { dot: true, noext: true, nobrace: true, nonegate: true, nocomment: true }));
}


/***/ })

};
