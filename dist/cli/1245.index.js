export const id = 1245;
export const ids = [1245];
export const modules = {

/***/ 1245:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   declare: () => (/* binding */ declare),
/* harmony export */   run: () => (/* binding */ run)
/* harmony export */ });
/* harmony import */ var _perf_open_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5232);
/* harmony import */ var _search_run_default_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9228);
/* harmony import */ var _data_root_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7578);
/* harmony import */ var _flag_table_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5954);
/* harmony import */ var _model_name_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6498);
/* harmony import */ var _profile_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(5400);
/* harmony import */ var _search_answer_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(7894);
/* harmony import */ var _search_flags_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(6895);
/* harmony import */ var _estimate_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(4324);









/** Flags and help of `default`. */
function declare(command) {
    (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_3__/* .declareFlags */ .kV)(command, _search_flags_js__WEBPACK_IMPORTED_MODULE_7__/* .DEFAULT_FLAGS */ .G1);
}
/** Compares aggregated and disaggregated serving; with a load target and no GPU budget it asks how many GPUs are needed. */
async function run(args, flags, environment) {
    const target = flags["targetRequestRate"] ?? flags["targetConcurrency"];
    if (target !== undefined && flags["totalGpus"] === undefined) {
        return (await __webpack_require__.e(/* import() */ 658).then(__webpack_require__.bind(__webpack_require__, 658))).run(args, flags, environment);
    }
    const asked = (0,_search_flags_js__WEBPACK_IMPORTED_MODULE_7__/* .defaultRequest */ .l1)(flags);
    const root = (0,_data_root_js__WEBPACK_IMPORTED_MODULE_2__/* .perfDbRoot */ .Kq)(environment.moduleUrl);
    const db = await (0,_perf_open_js__WEBPACK_IMPORTED_MODULE_0__/* .openPerfDb */ .C)({
        root,
        systemsPaths: (0,_estimate_js__WEBPACK_IMPORTED_MODULE_8__.ownFolders)(flags["systemsPaths"]),
    });
    const request = (0,_model_name_js__WEBPACK_IMPORTED_MODULE_4__/* .resolveModelName */ .R)(db, asked);
    const result = await (0,_search_run_default_js__WEBPACK_IMPORTED_MODULE_1__/* .runDefault */ .N)({ predictor: db.predictor, ...(0,_profile_js__WEBPACK_IMPORTED_MODULE_5__/* .profileFlag */ .o)(flags, root), now: () => performance.now() }, request);
    return (0,_search_answer_js__WEBPACK_IMPORTED_MODULE_6__/* .answerSearch */ .B)(result, {
        flags,
        environment,
        totalGpus: request.totalGpus,
        model: flags["model"],
        command: "default",
    });
}


/***/ }),

/***/ 6498:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ resolveModelName)
/* harmony export */ });
/* harmony import */ var _perf_db_models_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8731);
/* harmony import */ var _perf_db_names_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6177);


/**
 * The repository id behind a 0.5.0 name (`QWEN3_32B`), with the name kept for display: files and benchmark commands need an
 * id that exists. Other names pass unchanged.
 */
function resolveModelName(db, request) {
    const known = db.folders.some(({ index }) => Object.hasOwn(index.modelNames, request.model));
    if (!known)
        return request;
    const { system } = (0,_perf_db_names_js__WEBPACK_IMPORTED_MODULE_1__/* .findSystem */ .T6)(db.folders, request.system);
    const { id } = (0,_perf_db_models_js__WEBPACK_IMPORTED_MODULE_0__/* .findModel */ .P)(db.folders, request.model, system);
    return id === request.model ? request : { ...request, model: id, displayModel: request.model };
}


/***/ }),

/***/ 9228:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  g: () => (/* binding */ defaultTasks),
  N: () => (/* binding */ runDefault)
});

// EXTERNAL MODULE: ./build/lib/domain/deployment.js
var deployment = __webpack_require__(6518);
// EXTERNAL MODULE: ./build/lib/domain/errors.js
var errors = __webpack_require__(6586);
// EXTERNAL MODULE: ./build/lib/search/choose.js
var choose = __webpack_require__(5908);
// EXTERNAL MODULE: ./build/lib/search/rank.js + 1 modules
var rank = __webpack_require__(441);
// EXTERNAL MODULE: ./build/lib/search/task.js
var task = __webpack_require__(1512);
;// CONCATENATED MODULE: ./build/lib/search/merge-backends.js




/**
 * Joins the experiments of several engines to one a serving mode: top rows together, sorted, N kept; the frontier of
 * all frontiers (`spec/search.md` 7.3). Rows remember the experiment and the engine they come from.
 */
function mergeBackends(result) {
    const experiments = [];
    for (const mode of ["agg", "disagg"]) {
        const group = result.experiments.filter((experiment) => experiment.mode === mode);
        if (group.length > 0)
            experiments.push(join(mode, group));
    }
    return { ...result, experiments, ...(0,choose/* chooseExperiment */.hF)(experiments) };
}
function join(name, group) {
    const first = group[0];
    const by = first.xAxis;
    const topN = first.task.topN ?? task/* DEFAULT_TOP_N */.tz;
    const top = group
        .flatMap((one) => one.top)
        .sort((a, b) => (0,rank/* compareRows */.fz)(a, b, by))
        .slice(0, topN);
    const nearest = top.length > 0
        ? []
        : group
            .flatMap((one) => one.nearest)
            .sort((a, b) => a.violation - b.violation)
            .slice(0, topN);
    const frontier = (0,rank/* frontierOf */.$f)(group.flatMap((one) => one.frontier), by);
    const failed = group.filter((one) => one.error !== undefined);
    const error = failed.length === group.length ? first.error : undefined;
    return {
        name,
        mode: first.mode,
        task: { ...first.task, name },
        evaluated: group.reduce((sum, one) => sum + one.evaluated, 0),
        points: group.map((one) => one.points).reduce(addPoints),
        choices: group.map((one) => one.choices).reduce(addPoints),
        seconds: group.reduce((sum, one) => sum + one.seconds, 0),
        rows: group
            .flatMap((one) => one.rows)
            .sort((a, b) => b.figures.tokensPerSecPerGpu - a.figures.tokensPerSecPerGpu),
        everyRow: () => group.flatMap((one) => one.everyRow?.() ?? []),
        top,
        nearest,
        frontier,
        bestThroughput: top[0]?.tokensPerSecPerGpuCluster ?? 0,
        xAxis: by,
        ...(error === undefined ? {} : { error }),
        notes: [
            ...new Set(group.flatMap((one) => one.notes)),
            ...failed.map((one) => `${one.name} left out: ${(0,errors/* errorMessage */.g)(one.error)}`),
        ],
    };
}
function addPoints(a, b) {
    const sum = (key) => a[key] === undefined && b[key] === undefined ? {} : { [key]: (a[key] ?? 0) + (b[key] ?? 0) };
    return { ...sum("agg"), ...sum("prefill"), ...sum("decode") };
}

// EXTERNAL MODULE: ./build/lib/search/run-search.js + 5 modules
var run_search = __webpack_require__(989);
;// CONCATENATED MODULE: ./build/lib/search/run-default.js



const MIN_DISAGG_GPUS = 2;
/** The experiments of a `default` run: agg and disagg, for one engine or for all (`agg_vllm`, …). */
function defaultTasks(request) {
    const auto = request.backend === "auto";
    const backends = request.backend === "auto" ? deployment/* BACKENDS */.A7 : [request.backend];
    const wanted = request.modes ?? ["agg", "disagg"];
    const modes = wanted.filter((mode) => mode === "agg" || request.totalGpus >= MIN_DISAGG_GPUS);
    const notes = modes.length < wanted.length
        ? [`disaggregated serving needs at least ${MIN_DISAGG_GPUS} GPUs and was left out`]
        : [];
    const tasks = backends.flatMap((backend) => modes.map((mode) => taskOf(request, mode, backend, auto)));
    return { tasks, notes };
}
function taskOf(request, mode, backend, auto) {
    const { backend: _backend, system, decodeSystem, backendVersion, quant, modes: _modes, lists, chunkedPrefill, ...common } = request;
    const spec = (name) => ({
        system: name,
        backend,
        ...(backendVersion === undefined ? {} : { backendVersion }),
        ...(quant === undefined ? {} : { quant }),
        ...(lists === undefined ? {} : { lists }),
    });
    const base = { ...common, name: auto ? `${mode}_${backend}` : mode };
    if (mode === "agg") {
        return {
            ...base,
            mode,
            worker: spec(system),
            ...(chunkedPrefill === undefined ? {} : { chunkedPrefill }),
        };
    }
    return { ...base, mode, prefill: spec(system), decode: spec(decodeSystem ?? system) };
}
/** Runs a `default` search. With `auto` the engines' experiments are merged to one a serving mode. */
async function runDefault(deps, request) {
    const { tasks, notes } = defaultTasks(request);
    const result = await (0,run_search/* runSearch */._d)(deps, tasks);
    const merged = request.backend === "auto" ? mergeBackends(result) : result;
    return { ...merged, notes: [...merged.notes, ...notes] };
}


/***/ })

};
