export const id = 4897;
export const ids = [4897];
export const modules = {

/***/ 4897:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  declare: () => (/* binding */ declare),
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./build/lib/domain/errors.js
var errors = __webpack_require__(6586);
// EXTERNAL MODULE: ./build/lib/perf/open.js + 39 modules
var perf_open = __webpack_require__(5997);
// EXTERNAL MODULE: ./build/lib/perf/profile/select.js
var profile_select = __webpack_require__(4702);
// EXTERNAL MODULE: ./build/lib/perf/types.js
var types = __webpack_require__(2779);
// EXTERNAL MODULE: ./build/lib/simulate/deployment-run.js + 2 modules
var deployment_run = __webpack_require__(2561);
// EXTERNAL MODULE: ./build/lib/simulate/loads.js + 1 modules
var loads = __webpack_require__(1286);
// EXTERNAL MODULE: ./build/lib/simulate/open-system.js + 2 modules
var open_system = __webpack_require__(1096);
// EXTERNAL MODULE: ./build/lib/simulate/simulate.js + 4 modules
var simulate = __webpack_require__(2413);
;// CONCATENATED MODULE: ./build/lib/simulate/trace.js

/** Columns or keys that a trace may use. Times are milliseconds, except `*_s`. */
const ARRIVAL_MS = ["arrival_ms", "arrivalms", "timestamp_ms", "timestamp", "arrival"];
const ARRIVAL_S = ["arrival_s", "arrival_sec", "timestamp_s"];
const ISL = ["isl", "input_length", "input_tokens", "prompt_tokens"];
const OSL = ["osl", "output_length", "output_tokens", "completion_tokens"];
/** More requests than this are refused: a trace is read whole. */
const MAX_REQUESTS = 1_000_000;
/**
 * Reads a trace: CSV with a header line, or one JSON object a line, with arrival time, prompt and answer length. Requests
 * are put in order of arrival and the first one comes at 0. Throws `UserError` (`input`) with file and line.
 */
function parseTrace(text, file) {
    const lines = text.split(/\r?\n/);
    const first = lines.findIndex((line) => line.trim() !== "");
    if (first < 0)
        throw at(file, 1, "the trace is empty; a line needs arrival_ms, isl and osl");
    const json = lines[first].trimStart().startsWith("{");
    const header = json ? [] : lines[first].split(",").map((name) => name.trim().toLowerCase());
    const requests = [];
    for (let i = json ? first : first + 1; i < lines.length; i++) {
        const line = lines[i];
        if (line.trim() === "")
            continue;
        if (requests.length === MAX_REQUESTS)
            throw at(file, i + 1, `more than ${MAX_REQUESTS} requests`);
        requests.push(toRequest(json ? fromJson(line, file, i + 1) : fromCsv(line, header), file, i + 1));
    }
    if (requests.length === 0)
        throw at(file, first + 1, "the trace has a header and no requests");
    requests.sort((a, b) => a.arrivalMs - b.arrivalMs);
    const start = requests[0].arrivalMs;
    return {
        kind: "open",
        requests: requests.map((request) => ({ ...request, arrivalMs: request.arrivalMs - start })),
    };
}
function fromCsv(line, header) {
    const cells = line.split(",");
    return new Map(header.map((name, i) => [name, cells[i]?.trim()]));
}
function fromJson(line, file, number) {
    let value;
    try {
        value = JSON.parse(line);
    }
    catch {
        throw at(file, number, "the line is not valid JSON");
    }
    if (typeof value !== "object" || value === null || Array.isArray(value))
        throw at(file, number, "the line is not a JSON object");
    return new Map(Object.entries(value).map(([key, cell]) => [key.toLowerCase(), cell]));
}
function toRequest(cells, file, line) {
    const find = (names) => {
        const name = names.find((candidate) => cells.has(candidate));
        return name === undefined ? undefined : cells.get(name);
    };
    const seconds = find(ARRIVAL_S);
    const arrival = seconds ?? find(ARRIVAL_MS);
    return {
        arrivalMs: number(arrival, "arrival_ms", 0, false) * (seconds === undefined ? 1 : 1000),
        isl: number(find(ISL), "isl", 1, true),
        osl: number(find(OSL), "osl", 1, true),
    };
    function number(value, name, least, whole) {
        if (value === undefined || value === "")
            throw at(file, line, `${name} is missing; a line needs arrival_ms, isl and osl`);
        const parsed = typeof value === "number" ? value : typeof value === "string" ? Number(value) : Number.NaN;
        if (!Number.isFinite(parsed) || parsed < least || (whole && !Number.isInteger(parsed)))
            throw at(file, line, `${name} is ${JSON.stringify(value)}; a ${whole ? "whole " : ""}number of at least ${least} is needed`);
        return parsed;
    }
}
function at(file, line, message) {
    return new errors/* UserError */.y("input", message, { file, position: { line, column: 1 } });
}

// EXTERNAL MODULE: ./build/lib/cli/data-root.js
var data_root = __webpack_require__(7578);
// EXTERNAL MODULE: ./build/lib/cli/estimate-request.js
var estimate_request = __webpack_require__(5839);
// EXTERNAL MODULE: ./build/lib/cli/flag-table.js
var flag_table = __webpack_require__(5954);
// EXTERNAL MODULE: ./build/lib/cli/local-calibration.js
var local_calibration = __webpack_require__(7379);
// EXTERNAL MODULE: ./build/lib/cli/read-file.js
var read_file = __webpack_require__(1652);
// EXTERNAL MODULE: ./build/lib/domain/deployment.js
var deployment = __webpack_require__(6518);
// EXTERNAL MODULE: ./build/lib/report/terminal/grouped.js
var grouped = __webpack_require__(6966);
;// CONCATENATED MODULE: ./build/lib/cli/simulate-answer.js


/** The answer as an object; names and units stay. */
function simulateToJson(answer) {
    const { request, run } = answer;
    const { result, scale, expected } = run;
    const gpus = (0,deployment/* totalGpus */.Oj)(request.deployment);
    return {
        kind: "simulation",
        mode: request.deployment.mode,
        load: answer.load,
        seed: answer.seed,
        requests: result.requests,
        ttftMs: result.ttftMs,
        tpotMs: result.tpotMs,
        itlMs: result.itlMs,
        requestLatencyMs: result.requestLatencyMs,
        requestsPerSec: result.requestsPerSec,
        tokensPerSec: result.outputTokensPerSec,
        tokensPerSecPerGpu: result.outputTokensPerSec / gpus,
        goodputPerSec: result.goodputPerSec,
        concurrency: result.meanInFlight,
        totalGpus: gpus,
        profile: answer.profile,
        stepScale: scale,
        ...(expected?.bands === undefined ? {} : { interval80: expected.bands }),
        notes: answer.notes,
    };
}
/** The answer for people: a table of latencies, then rates. */
function simulateToText(answer, markdown) {
    const { request, run } = answer;
    const { result } = run;
    const gpus = (0,deployment/* totalGpus */.Oj)(request.deployment);
    const rows = [
        ["TTFT, ms", result.ttftMs],
        ["TPOT, ms", result.tpotMs],
        ["Inter-token, ms", result.itlMs],
        ["Request latency, ms", result.requestLatencyMs],
    ];
    const cells = rows.map(([name, { mean, p50, p90, p99 }]) => [name, ...[mean, p50, p90, p99].map(figure)]);
    const table = markdown
        ? [
            "|  | mean | p50 | p90 | p99 |",
            "|:--|--:|--:|--:|--:|",
            ...cells.map((row) => `| ${row.join(" | ")} |`),
        ]
        : [["", "mean", "p50", "p90", "p99"], ...cells].map(([name = "", ...values]) => `${name.padEnd(22)}${values.map((value) => value.padStart(12)).join("")}`.trimEnd());
    const share = result.requestsPerSec > 0 ? result.goodputPerSec / result.requestsPerSec : 0;
    const facts = [
        ["Load", `${answer.load}, ${result.requests} requests after the warm-up`],
        ["Requests/s", result.requestsPerSec.toFixed(3)],
        ...(Object.keys(request.sla).length === 0
            ? []
            : [
                [
                    "Goodput, requests/s",
                    `${result.goodputPerSec.toFixed(3)} (${(100 * share).toFixed(1)}%)`,
                ],
            ]),
        [
            "Tokens/s",
            `${(0,grouped/* grouped */.z)(result.outputTokensPerSec.toFixed(1))}, ${(0,grouped/* grouped */.z)((result.outputTokensPerSec / gpus).toFixed(1))} per GPU (${gpus})`,
        ],
        ["Requests at once", result.meanInFlight.toFixed(1)],
        ["Profile", answer.profile],
    ];
    const lines = markdown
        ? facts.map(([name, value]) => `- ${name}: ${value}`)
        : facts.map(([name, value]) => `${name.padEnd(22)}${value}`);
    return [
        ...table,
        "",
        ...lines,
        ...answer.notes.map((note) => (markdown ? `\n> ${note}` : `note: ${note}`)),
    ].join("\n");
}
function figure(value) {
    return (0,grouped/* grouped */.z)(value.toFixed(value < 100 ? 2 : 0));
}

// EXTERNAL MODULE: ./build/lib/cli/simulate-request.js
var simulate_request = __webpack_require__(5403);
// EXTERNAL MODULE: ./build/lib/cli/commands/estimate.js + 3 modules
var estimate = __webpack_require__(8493);
;// CONCATENATED MODULE: ./build/lib/cli/commands/simulate.js

















/** Traces of real days are long. */
const MAX_TRACE_BYTES = 256 * 1024 * 1024;
/** Flags and help of `simulate`. */
function declare(command) {
    (0,flag_table/* declareFlags */.kV)(command, simulate_request/* SIMULATE_FLAGS */.lT);
}
/** Runs a load through the schedulers of a deployment, request by request. */
async function run(_args, flags, environment) {
    const { terminal, moduleUrl } = environment;
    const asked = (0,simulate_request/* askedLoad */.VN)(flags);
    const root = (0,data_root/* perfDbRoot */.Kq)(moduleUrl);
    const { predictor } = await (0,perf_open/* openPerfDb */.C)({
        root,
        systemsPaths: (0,estimate.ownFolders)(flags["systemsPaths"]),
    });
    const request = await (0,simulate_request/* simulateRequest */.qy)(predictor, flags);
    const seed = flags["seed"] ?? 1;
    const load = loadOf(asked, request, flags, seed, terminal.cwd);
    const profile = await (0,local_calibration/* withLocalCalibration */.e2)((0,profile_select/* selectProfile */.o)(flags["profile"] ?? "calibrated", root), { flags, environment, root, predictor });
    const system = await (0,open_system/* openSystem */.k)(predictor, request.deployment, {
        prefix: request.lengths.prefix,
        host: profile.hostCosts?.(request.deployment.backend) ?? open_system/* NO_HOST_COSTS */.M,
        ...(0,estimate_request/* optional */.lq)("databaseMode", (0,estimate_request/* contextOf */.Vm)(flags).databaseMode),
    });
    const lengths = asked.kind === "trace" ? (0,deployment_run/* meanLengths */.p)(load, request.lengths.prefix) : request.lengths;
    const simulated = priced(() => (0,deployment_run/* simulateDeployment */.e)(system, request.deployment, lengths, load, request.sla, profile, {
        warmup: flags["warmup"],
    }));
    const answer = {
        request,
        run: simulated,
        profile: profile.name,
        load: words(asked, load),
        seed,
        notes: [
            ...(simulated.expected?.notes ?? []),
            ...outside(simulated),
            ...overload(asked, simulated.result.requestsPerSec),
        ],
    };
    if (flags["format"] === "json")
        terminal.out(JSON.stringify(simulateToJson(answer)));
    else
        terminal.out(simulateToText(answer, flags["format"] === "markdown"));
    return 0;
}
function loadOf(asked, { lengths: { isl, osl } }, flags, seed, cwd) {
    const requests = flags["requests"];
    switch (asked.kind) {
        case "concurrency":
            return (0,loads/* closedLoad */.f)(asked.concurrency, {
                requests: requests ?? (0,simulate/* requestsFor */.Uw)(asked.concurrency),
                isl,
                osl,
            });
        case "rate":
            return (0,loads/* poissonLoad */.o)(asked.requestRate, seed, { requests: requests ?? 1000, isl, osl });
        case "trace": {
            const load = parseTrace(readText(asked.file, cwd), asked.file);
            return requests === undefined ? load : { ...load, requests: load.requests.slice(0, requests) };
        }
    }
}
function readText(file, cwd) {
    return (0,read_file/* readTextFile */.G)(cwd, file, `--trace ${file}`, MAX_TRACE_BYTES);
}
function words(asked, load) {
    if (asked.kind === "concurrency")
        return `${asked.concurrency} requests in flight`;
    if (asked.kind === "rate")
        return `${asked.requestRate} requests a second (Poisson)`;
    return `${asked.file} (${load.requests.length} requests)`;
}
/** A schedule may not reach the mean that measurements suggest, e.g. where prompts hardly queue; both are then said. */
function outside({ expected, result }) {
    const band = expected?.bands?.ttftMs;
    if (band === undefined || (result.ttftMs.mean >= band[0] && result.ttftMs.mean <= band[1]))
        return [];
    return [
        `measurements of like loads suggest a mean TTFT of ${band[0].toFixed(0)} to ${band[1].toFixed(0)} ms; the schedule does not reach it with step times that can be believed`,
    ];
}
/** Arrivals that outrun the service: percentiles then say how long the run was, not how good the deployment is. */
function overload(asked, requestsPerSec) {
    return asked.kind === "rate" && requestsPerSec < 0.95 * asked.requestRate
        ? [
            `only ${requestsPerSec.toFixed(2)} of ${asked.requestRate} requests a second are served: the queue grows with the length of the run`,
        ]
        : [];
}
function priced(work) {
    try {
        return work();
    }
    catch (error) {
        if (error instanceof types/* MissingDataError */.hr)
            throw new errors/* UserError */.y("data", `no measurements cover this: ${error.message}; try --database-mode HYBRID`, {
                cause: error,
            });
        throw error;
    }
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


/***/ })

};
