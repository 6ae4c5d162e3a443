export const id = 8975;
export const ids = [8975,4138,4748];
export const modules = {

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

/***/ 4138:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   calibrationBase: () => (/* binding */ calibrationBase)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);



/** Which program and which shipped calibration a local prediction rests on, e.g. `1.0.0 3f2a9c41d0b7`. */
function calibrationBase(root, version) {
    const bytes = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readFileSync)(node_path__WEBPACK_IMPORTED_MODULE_2__.join(root, "calibration", "calibrated.json"));
    return `${version} ${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)("sha256").update(bytes).digest("hex").slice(0, 12)}`;
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
