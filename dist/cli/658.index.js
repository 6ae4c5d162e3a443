export const id = 658;
export const ids = [658];
export const modules = {

/***/ 658:
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
// EXTERNAL MODULE: ./build/lib/search/choose.js
var choose = __webpack_require__(5908);
// EXTERNAL MODULE: ./build/lib/search/rank.js + 1 modules
var rank = __webpack_require__(441);
// EXTERNAL MODULE: ./build/lib/search/run-default.js + 1 modules
var run_default = __webpack_require__(9228);
// EXTERNAL MODULE: ./build/lib/search/run-search.js + 5 modules
var run_search = __webpack_require__(989);
// EXTERNAL MODULE: ./build/lib/search/task.js
var search_task = __webpack_require__(1512);
// EXTERNAL MODULE: ./build/lib/search/space.js
var space = __webpack_require__(9180);
;// CONCATENATED MODULE: ./build/lib/search/load-target.js







const LARGEST_BUDGET = 64;
/**
 * Fewest GPUs for a load (`spec/search.md` 8). Searches on one node, and on two, four, … nodes only for the experiments
 * that lacked memory before. Data that were not measured are estimated unless the request says otherwise.
 */
async function recommend(deps, request) {
    checkLoad(request.load);
    const { load, ...rest } = request;
    const now = deps.now ?? Date.now;
    const started = now();
    const { tasks } = (0,run_default/* defaultTasks */.g)({ databaseMode: "HYBRID", ...rest, totalGpus: LARGEST_BUDGET });
    const experiments = [];
    for (const task of tasks) {
        const found = await runGrowing(deps, task);
        const result = fitToLoad(found, load);
        experiments.push(result);
        deps.onExperiment?.(result);
    }
    return {
        experiments,
        ...(0,choose/* chooseExperiment */.hF)(experiments),
        profile: deps.profile?.name ?? "reference",
        seconds: (now() - started) / 1000,
        notes: [],
    };
}
/** One experiment on growing budgets until it fits. */
async function runGrowing(deps, task) {
    const first = (0,search_task/* rolesOf */.R7)(task)[0].spec;
    const facts = await deps.predictor.facts((0,space/* workerContext */.C1)(task, first));
    let result;
    for (let budget = facts.system.node.gpusPerNode; budget <= LARGEST_BUDGET; budget *= 2) {
        result = await (0,run_search/* runExperiment */.p0)(deps, withBudget(task, budget));
        if (result.error === undefined || (result.error.code !== "memory" && result.error.code !== "kv-memory"))
            return result;
    }
    return result;
}
/** A task on a budget: workers of every power of two up to it, one replica within it. */
function withBudget(task, budget) {
    const gpus = [];
    for (let size = 1; size <= budget; size *= 2)
        gpus.push(size);
    if (task.mode === "agg") {
        return { ...task, totalGpus: budget, worker: { ...task.worker, lists: { gpus, ...task.worker.lists } } };
    }
    return {
        ...task,
        totalGpus: budget,
        prefill: { ...task.prefill, lists: { gpus, ...task.prefill.lists } },
        decode: { ...task.decode, lists: { gpus, ...task.decode.lists } },
    };
}
/**
 * Ranks an experiment's rows by the GPUs that the load needs: one row per parallel key, fewest GPUs first, then tokens per
 * second per GPU. With a ceiling that no row keeps, replicas are capped and rows ranked by what they serve within it.
 * `bestThroughput` becomes the figure that experiments are compared by: `1 / GPUs needed`, or the capped throughput.
 */
function fitToLoad(experiment, load) {
    const topN = experiment.task.topN ?? search_task/* DEFAULT_TOP_N */.tz;
    const able = experiment.rows.filter((row) => row.meetsSla).map((row) => fitRow(row, load));
    const ceiling = load.maxTotalGpus;
    const within = ceiling === undefined ? able : able.filter((row) => row.totalGpusUsed <= ceiling);
    const capped = ceiling !== undefined && within.length === 0;
    const rows = capped
        ? able.map((row) => capRow(row, load, ceiling)).filter((row) => row.totalGpusUsed <= ceiling)
        : within;
    const compare = capped
        ? (a, b) => (0,rank/* compareRows */.fz)(a, b, experiment.xAxis)
        : compareByGpus;
    const top = (0,rank/* bestPerKey */.Fu)(rows, compare).slice(0, topN);
    const nearest = top.length > 0 ? [] : experiment.nearest.map((row) => fitRow(row, load));
    const first = top[0];
    // Without a budget nothing is idle: the frontier is drawn over the figures of the replicas themselves.
    const unscaled = experiment.rows.map((row) => ({
        ...row,
        tokensPerSecPerGpuCluster: row.figures.tokensPerSecPerGpu,
    }));
    return {
        ...experiment,
        rows: unscaled,
        frontier: (0,rank/* frontierOf */.$f)(unscaled, experiment.xAxis),
        top,
        nearest,
        bestThroughput: first === undefined ? 0 : capped ? first.tokensPerSecPerGpuCluster : 1 / first.totalGpusUsed,
    };
}
function compareByGpus(a, b) {
    return (a.totalGpusUsed - b.totalGpusUsed ||
        b.figures.tokensPerSecPerGpu - a.figures.tokensPerSecPerGpu ||
        (0,rank/* compareRows */.fz)(a, b));
}
/** A row with as many replicas as the load needs. */
function fitRow(row, load) {
    const served = load.requestRate === undefined ? row.figures.concurrency : row.figures.requestsPerSec;
    const wanted = load.requestRate ?? load.concurrency ?? 0;
    const replicas = served > 0 ? Math.max(1, Math.ceil(wanted / served)) : Infinity;
    return withReplicas(row, replicas, { replicasNeeded: replicas, totalGpusNeeded: replicas * row.figures.gpusPerReplica }, row.figures.tokensPerSecPerGpu);
}
/** A row with as many replicas as a ceiling allows. */
function capRow(row, load, ceiling) {
    const gpus = row.figures.gpusPerReplica;
    const needed = fitRow(row, load).replicas;
    const replicas = Math.max(1, Math.floor(ceiling / gpus));
    const loadServedPct = Math.round((1000 * replicas) / needed) / 10;
    const cluster = (row.figures.tokensPerSecPerGpu * replicas * gpus) / ceiling;
    return withReplicas(row, replicas, { replicasNeeded: replicas, totalGpusNeeded: replicas * gpus, loadServedPct }, cluster);
}
function withReplicas(row, replicas, load, cluster) {
    return {
        ...row,
        replicas,
        totalGpusUsed: replicas * row.figures.gpusPerReplica,
        tokensPerSecPerGpuCluster: cluster,
        deployment: { ...row.deployment, replicas },
        load,
    };
}
function checkLoad(load) {
    const given = [load.requestRate, load.concurrency].filter((value) => value !== undefined);
    if (given.length !== 1) {
        throw new errors/* UserError */.y("usage", "exactly one of --target-request-rate and --target-concurrency is needed");
    }
    if (!(given[0] > 0))
        throw new errors/* UserError */.y("usage", `the target load is ${given[0]}; it must be above 0`);
}

// EXTERNAL MODULE: ./build/lib/cli/data-root.js
var data_root = __webpack_require__(7578);
// EXTERNAL MODULE: ./build/lib/cli/estimate-request.js
var estimate_request = __webpack_require__(5839);
// EXTERNAL MODULE: ./build/lib/cli/flag-table.js
var flag_table = __webpack_require__(5954);
// EXTERNAL MODULE: ./build/lib/cli/local-calibration.js
var local_calibration = __webpack_require__(7379);
// EXTERNAL MODULE: ./build/lib/cli/model-name.js
var model_name = __webpack_require__(6498);
// EXTERNAL MODULE: ./build/lib/cli/profile.js
var profile = __webpack_require__(5400);
// EXTERNAL MODULE: ./build/lib/cli/search-answer.js + 4 modules
var search_answer = __webpack_require__(7894);
// EXTERNAL MODULE: ./build/lib/cli/search-flags.js
var search_flags = __webpack_require__(6895);
// EXTERNAL MODULE: ./build/lib/cli/commands/estimate.js + 3 modules
var estimate = __webpack_require__(8493);
;// CONCATENATED MODULE: ./build/lib/cli/commands/recommend.js












/** Flags and help of `recommend`. */
function declare(command) {
    (0,flag_table/* declareFlags */.kV)(command, [
        ...search_flags/* DEFAULT_FLAGS */.G1.filter((flag) => flag.name !== "total-gpus"),
        {
            name: "max-total-gpus",
            type: (0,flag_table/* int */.Wh)(1),
            help: "most GPUs that may be used; the load is served in part when they do not suffice",
        },
    ]);
}
/** Fewest GPUs for a request rate or a concurrency. */
async function run(_args, flags, environment) {
    const requestRate = flags["targetRequestRate"];
    const concurrency = flags["targetConcurrency"];
    if ((requestRate === undefined) === (concurrency === undefined)) {
        throw new errors/* UserError */.y("usage", "give exactly one of --target-request-rate (requests a second) and --target-concurrency (requests at once)");
    }
    const { totalGpus: _totalGpus, ...request } = (0,search_flags/* defaultRequest */.l1)({ ...flags, totalGpus: 0 });
    const root = (0,data_root/* perfDbRoot */.Kq)(environment.moduleUrl);
    const db = await (0,perf_open/* openPerfDb */.C)({
        root,
        systemsPaths: (0,estimate.ownFolders)(flags["systemsPaths"]),
    });
    const result = await recommend({
        predictor: db.predictor,
        profile: await (0,local_calibration/* withLocalCalibration */.e2)((0,profile/* profileFlag */.o)(flags, root, [request.databaseMode]).profile, {
            flags,
            environment,
            root,
            predictor: db.predictor,
        }),
        now: () => performance.now(),
    }, {
        ...(0,model_name/* resolveModelName */.R)(db, request),
        load: {
            ...(0,estimate_request/* optional */.lq)("requestRate", requestRate),
            ...(0,estimate_request/* optional */.lq)("concurrency", concurrency),
            ...(0,estimate_request/* optional */.lq)("maxTotalGpus", flags["maxTotalGpus"]),
        },
    });
    return (0,search_answer/* answerSearch */.B)(result, {
        flags,
        environment,
        totalGpus: 0,
        model: flags["model"],
        command: "recommend",
    });
}


/***/ })

};
