export const id = 548;
export const ids = [548];
export const modules = {

/***/ 9739:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   r: () => (/* binding */ openCheckDeps)
/* harmony export */ });
/* harmony import */ var _perf_open_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5997);
/* harmony import */ var _domain_nearest_name_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7267);
/* harmony import */ var _perf_profile_select_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4702);
/* harmony import */ var _search_data_versions_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6103);




/** Opens performance data for checks. Throws `UserError`: `io` when there are none, `input` for broken measurements. */
async function openCheckDeps(options) {
    const { predictor, folders } = await (0,_perf_open_js__WEBPACK_IMPORTED_MODULE_0__/* .openPerfDb */ .C)({
        root: options.root,
        systemsPaths: options.systemsPaths ?? [],
        // the names come from manifests under review: none of them may make us read a file of this machine
        localModels: false,
    });
    const models = [...new Set(folders.flatMap(({ index }) => Object.keys(index.models)))].sort();
    return {
        predictor,
        ...(await profileOf(options, predictor)),
        experimentContext: (0,_search_data_versions_js__WEBPACK_IMPORTED_MODULE_3__/* .dataNames */ .v)(folders),
        systems: [...new Set(folders.flatMap(({ index }) => Object.keys(index.systems)))].sort(),
        nearestModels: (name) => nearestModels(name, models),
    };
}
async function profileOf({ profile, root, local }, predictor) {
    if (profile === undefined)
        return {};
    if (profile !== "calibrated" || local === undefined)
        return { profile: (0,_perf_profile_select_js__WEBPACK_IMPORTED_MODULE_2__/* .selectProfile */ .o)(profile, root) };
    const { openLocalProfile } = await __webpack_require__.e(/* import() */ 4203).then(__webpack_require__.bind(__webpack_require__, 6584));
    const opened = await openLocalProfile(local, { root, base: local.base, predictor });
    return { profile: opened.profile, notes: opened.notes };
}
/** Models whose own name (behind the organisation) begins alike, else the one that is spelled most alike. */
function nearestModels(name, models) {
    const stem = own(name).slice(0, 8);
    const alike = models.filter((model) => stem.length >= 4 && own(model).startsWith(stem));
    if (alike.length > 0)
        return alike.slice(0, 3);
    const near = (0,_domain_nearest_name_js__WEBPACK_IMPORTED_MODULE_1__/* .nearestName */ .q)(name, models, 1 / 2);
    return near === undefined ? [] : [near];
}
function own(model) {
    return (model.split("/").at(-1) ?? model).toLowerCase();
}


/***/ }),

/***/ 7159:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  k: () => (/* binding */ runCheck)
});

// UNUSED EXPORTS: isManifestText

// EXTERNAL MODULE: ./build/lib/manifest/parse.js + 31 modules
var parse = __webpack_require__(4045);
// EXTERNAL MODULE: ./build/lib/perf/profile/profile.js
var profile_profile = __webpack_require__(9521);
// EXTERNAL MODULE: ./build/lib/review/index.js + 16 modules
var review = __webpack_require__(3302);
// EXTERNAL MODULE: ./build/lib/search/operating-point.js + 1 modules
var operating_point = __webpack_require__(9674);
// EXTERNAL MODULE: ./build/lib/search/run-default.js + 1 modules
var run_default = __webpack_require__(9228);
// EXTERNAL MODULE: ./build/lib/search/run-search.js + 5 modules
var run_search = __webpack_require__(989);
// EXTERNAL MODULE: ./build/lib/domain/deployment.js
var domain_deployment = __webpack_require__(6518);
// EXTERNAL MODULE: ./build/lib/domain/errors.js
var errors = __webpack_require__(6586);
// EXTERNAL MODULE: ./build/lib/search/candidates.js
var candidates = __webpack_require__(6683);
// EXTERNAL MODULE: ./build/lib/search/grids.js
var grids = __webpack_require__(444);
// EXTERNAL MODULE: ./build/lib/search/operate-agg.js
var operate_agg = __webpack_require__(5945);
// EXTERNAL MODULE: ./build/lib/search/space.js
var space = __webpack_require__(9180);
;// CONCATENATED MODULE: ./build/lib/search/worker-cache.js

/** A predictor that builds every worker once and remembers what it has priced. For many evaluations in one run. */
function rememberWorkers(predictor) {
    const workers = new Map();
    const facts = new Map();
    return {
        facts(context) {
            const key = contextKey(context);
            let known = facts.get(key);
            if (known === undefined) {
                known = predictor.facts(context);
                facts.set(key, known);
            }
            return known;
        },
        async workers(context, choices, options) {
            const prefix = `${contextKey(context)}|${options.role}|${options.purpose ?? ""}|`;
            const keyOf = (choice) => prefix + (0,domain_deployment/* parallelKey */.h2)(choice);
            const missing = choices.filter((choice) => !workers.has(keyOf(choice)));
            const built = missing.length === 0 ? [] : await predictor.workers(context, missing, options);
            missing.forEach((choice, index) => workers.set(keyOf(choice), built[index]));
            return choices.map((choice) => workers.get(keyOf(choice)));
        },
    };
}
/** A context as text, independent of the order in which its fields were set. */
function contextKey(context) {
    const sorted = (value) => typeof value === "object" && value !== null
        ? Object.fromEntries(Object.entries(value)
            .filter(([, v]) => v !== undefined)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([k, v]) => [k, sorted(v)]))
        : value;
    return JSON.stringify(sorted(context));
}

;// CONCATENATED MODULE: ./build/lib/search/smallest-fix.js








const DEFAULT_MAX_CHANGES = 3;
const DEFAULT_MAX_EVALUATIONS = 3000;
const BATCH_STEP = 1.2;
/**
 * The fewest changed values of a deployment that meet every limit, then the highest throughput among those. Values that
 * may change: batch limit (only when a load is given: it decides how many wait), token budget, parallel sizes,
 * workers and replicas within the GPU budget. Undefined when nothing within the limits is found.
 */
async function findSmallestFix(deps, deployment, workload, sla, options = {}) {
    const cached = { ...deps, predictor: rememberWorkers(deps.predictor) };
    const budget = options.gpuBudget ?? (0,domain_deployment/* totalGpus */.Oj)(deployment);
    const variants = await listVariants(cached, deployment, workload, budget);
    const maxChanges = options.maxChanges ?? DEFAULT_MAX_CHANGES;
    let evaluations = options.maxEvaluations ?? DEFAULT_MAX_EVALUATIONS;
    for (let cost = 1; cost <= maxChanges; cost++) {
        let best;
        for (const variant of variants) {
            if (variant.cost !== cost)
                continue;
            if (evaluations-- <= 0)
                return best;
            const point = await evaluateOrSkip(cached, variant.deployment, workload, sla);
            if (point === undefined || !point.meetsSla)
                continue;
            if (best === undefined || point.prediction.tokensPerSec > best.point.prediction.tokensPerSec) {
                best = { deployment: variant.deployment, point, changedValues: cost };
            }
        }
        if (best !== undefined)
            return best;
    }
    return undefined;
}
async function evaluateOrSkip(deps, deployment, workload, sla) {
    try {
        return await (0,operating_point/* evaluateDeployment */.J)(deps, deployment, workload, sla);
    }
    catch (error) {
        if (error instanceof errors/* UserError */.y)
            return undefined;
        throw error;
    }
}
async function listVariants(deps, deployment, workload, budget) {
    const poolOptions = await Promise.all(deployment.pools.map((pool) => listPools(deps, deployment, pool, workload, budget)));
    const variants = [];
    const combine = (index, pools) => {
        if (index < poolOptions.length) {
            for (const pool of poolOptions[index])
                combine(index + 1, [...pools, pool]);
            return;
        }
        const gpus = pools.reduce((sum, pool) => sum + pool.workers * (0,domain_deployment/* gpusPerWorker */.D_)(pool.parallelism), 0);
        for (const replicas of replicaOptions(deployment, gpus, workload, budget)) {
            const changed = { ...deployment, replicas, pools };
            const cost = changedValues(deployment, changed);
            if (cost > 0)
                variants.push({ deployment: changed, cost });
        }
    };
    combine(0, []);
    return variants;
}
/** The replicas as they are when they fit, as many as fit when not (or when a load asks for more). */
function replicaOptions(deployment, gpusPerReplica, workload, budget) {
    const most = Math.floor(budget / gpusPerReplica);
    if (most < 1)
        return [];
    const hasLoad = workload.concurrency !== undefined || workload.requestRate !== undefined;
    const same = Math.min(deployment.replicas, most);
    // Freed GPUs are used: half a cluster left idle is no fix.
    return hasLoad || same * gpusPerReplica < (0,domain_deployment/* totalGpus */.Oj)(deployment) ? [...new Set([same, most])] : [same];
}
async function listPools(deps, deployment, pool, workload, budget) {
    const context = {
        model: deployment.model,
        system: pool.system,
        backend: deployment.backend,
        backendVersion: deployment.backendVersion,
        quant: deployment.quant,
    };
    const facts = await deps.predictor.facts(context);
    const request = {
        role: pool.role,
        backend: deployment.backend,
        totalGpus: budget,
        lists: {},
        facts: (0,space/* spaceFacts */.kl)(facts, pool.role),
    };
    const choices = [
        pool.parallelism,
        ...(0,candidates/* listCandidates */.j)(request).filter((choice) => !sameParallelism(choice, pool.parallelism)),
    ];
    const settings = settingOptions(pool, workload);
    const pools = [];
    for (const parallelism of choices) {
        for (const workers of workerOptions(pool, budget, (0,domain_deployment/* gpusPerWorker */.D_)(parallelism))) {
            for (const option of settings)
                pools.push({ ...pool, parallelism, workers, settings: { ...pool.settings, ...option } });
        }
    }
    return pools;
}
function workerOptions(pool, budget, gpus) {
    if (pool.role === "agg")
        return [pool.workers];
    const most = Math.floor(budget / gpus);
    return Array.from({ length: Math.min(32, most) }, (_, index) => index + 1);
}
/** Values of token budget and batch limit that are tried, alone and together, the present ones first. */
function settingOptions(pool, workload) {
    const options = [];
    for (const budget of [undefined, ...tokenBudgets(pool, workload)]) {
        for (const batch of [undefined, ...batchLimits(pool, workload)]) {
            options.push({
                ...(budget === undefined ? {} : { maxNumTokens: budget }),
                ...(batch === undefined ? {} : { maxBatchSize: batch }),
            });
        }
    }
    return options;
}
/** Token budgets under which an aggregated engine runs other steps than now. */
function tokenBudgets(pool, workload) {
    if (pool.role !== "agg")
        return [];
    const { chunkedPrefill = false } = pool.settings;
    const roomy = Number.MAX_SAFE_INTEGER;
    const lengths = { isl: workload.isl, osl: workload.osl, prefix: workload.prefix };
    const now = (0,operate_agg/* contextTokensAt */.Z)(pool.settings, lengths, roomy);
    const grid = (0,grids/* contextTokenGrid */.nJ)(workload.isl, chunkedPrefill).filter((tokens) => chunkedPrefill || tokens >= workload.isl);
    return grid.filter((maxNumTokens) => (0,operate_agg/* contextTokensAt */.Z)({ ...pool.settings, maxNumTokens }, lengths, roomy) !== now);
}
/** Higher batch limits, a fifth apart at least. Only a given load can be helped by one: it decides how many wait. */
function batchLimits(pool, workload) {
    const { maxBatchSize } = pool.settings;
    const hasLoad = workload.concurrency !== undefined || workload.requestRate !== undefined;
    if (!hasLoad || maxBatchSize === undefined || pool.role === "prefill")
        return [];
    const limits = [];
    let last = maxBatchSize;
    for (const batch of (0,grids/* aggBatchGrid */.ef)()) {
        if (batch < last * BATCH_STEP)
            continue;
        limits.push(batch);
        last = batch;
    }
    return limits;
}
function sameParallelism(a, b) {
    return differences(a, b) === 0;
}
function differences(a, b) {
    return ["tp", "pp", "dp", "cp", "moeTp", "moeEp"].filter((size) => a[size] !== b[size]).length;
}
/** How many values a reader would have to change to get from one deployment to the other. */
function changedValues(from, to) {
    const single = from.mode === "agg";
    let count = from.replicas === to.replicas ? 0 : 1;
    to.pools.forEach((pool, index) => {
        const before = from.pools[index];
        count += differences(before.parallelism, pool.parallelism);
        if (!single && before.workers !== pool.workers)
            count++;
        if (before.settings.maxBatchSize !== pool.settings.maxBatchSize)
            count++;
        if (before.settings.maxNumTokens !== pool.settings.maxNumTokens)
            count++;
    });
    return count;
}

// EXTERNAL MODULE: ./build/lib/perf/types.js
var types = __webpack_require__(2779);
// EXTERNAL MODULE: ./build/lib/search/odds.js
var odds = __webpack_require__(2447);
// EXTERNAL MODULE: ./build/lib/simulate/deployment-run.js + 2 modules
var deployment_run = __webpack_require__(2561);
// EXTERNAL MODULE: ./build/lib/simulate/loads.js + 1 modules
var loads = __webpack_require__(1286);
// EXTERNAL MODULE: ./build/lib/simulate/open-system.js + 2 modules
var open_system = __webpack_require__(1096);
// EXTERNAL MODULE: ./build/lib/simulate/simulate.js + 4 modules
var simulate = __webpack_require__(2413);
;// CONCATENATED MODULE: ./build/lib/check/percentile.js







/** Arrivals of an open load; the same for every run, so that a verdict does not change from run to run. */
const SEED = 1;
/** How far a percentile lies above the mean of the same run hardly changes with the last per cent of the step times. */
const ROUNDS = 3;
/**
 * Judges limits that apply to a percentile: the mean comes from the profile, how far the percentile lies above it from a
 * run of the scheduler at the same load. A point that cannot be simulated is returned as it is, with a note.
 */
async function atPercentile(deps, point, workload, sla) {
    const name = sla.percentile;
    if (name === undefined)
        return point;
    const { prediction, deployment } = point;
    const profile = deps.profile ?? profile_profile/* reference */.i;
    const host = profile.hostCosts?.(deployment.backend);
    const inFlight = Math.max(1, Math.round(workload.concurrency ?? prediction.concurrency));
    const { isl, osl, prefix } = workload;
    const load = workload.requestRate === undefined
        ? (0,loads/* closedLoad */.f)(inFlight, { requests: (0,simulate/* requestsFor */.Uw)(inFlight), isl, osl })
        : (0,loads/* poissonLoad */.o)(workload.requestRate, SEED, { requests: 1000, isl, osl });
    const over = { ttft: 1, tpot: 1, requestLatency: 1 };
    try {
        const system = await (0,open_system/* openSystem */.k)(deps.predictor, deployment, {
            prefix,
            ...(host === undefined ? {} : { host }),
        });
        const { result } = (0,deployment_run/* simulateDeployment */.e)(system, deployment, { isl, osl, prefix }, load, {}, profile, {
            anchorRounds: ROUNDS,
        });
        const ratio = (of) => (of.mean > 0 ? of[name] / of.mean : 1);
        over.ttft = ratio(result.ttftMs);
        over.tpot = ratio(result.tpotMs);
        over.requestLatency = ratio(result.requestLatencyMs);
    }
    catch (error) {
        if (!(error instanceof types/* MissingDataError */.hr))
            throw error;
        const note = `limits are held against means: ${name} cannot be simulated here (${error.message})`;
        return { ...point, prediction: { ...prediction, notes: [...prediction.notes, note] } };
    }
    const limits = point.limits.map((limit) => {
        const valueMs = limit.valueMs * over[limit.metric];
        const endless = !limit.holds && limit.valueMs <= limit.limitMs;
        return {
            ...limit,
            valueMs,
            holds: !endless && valueMs <= limit.limitMs,
            percentile: { name, overMean: over[limit.metric] },
        };
    });
    const scaled = ([low, high], by) => [low * by, high * by];
    const { bands } = prediction;
    const pSla = bands === undefined || prediction.pSla === undefined || prediction.pSla === 0
        ? prediction.pSla
        : (0,odds/* chanceToHold */.Th)({
            ...bands,
            ttftMs: scaled(bands.ttftMs, over.ttft),
            tpotMs: scaled(bands.tpotMs, over.tpot),
            requestLatencyMs: scaled(bands.requestLatencyMs, over.requestLatency),
        }, sla);
    const words = limits.map(({ metric, valueMs }) => `${metric} ${valueMs.toPrecision(4)} ms`).join(", ");
    return {
        ...point,
        limits,
        prediction: {
            ...prediction,
            ...(pSla === undefined ? {} : { pSla }),
            notes: [...prediction.notes, `limits apply to ${name}: ${words} (scheduler model)`],
        },
        meetsSla: prediction.memoryVerdict === "fits" && limits.every(({ holds }) => holds),
    };
}

;// CONCATENATED MODULE: ./build/lib/check/evaluator.js






/** An evaluator that remembers for as long as it lives (one run). */
function createEvaluator(deps) {
    const cached = { ...deps, predictor: rememberWorkers(deps.predictor) };
    const points = new Map();
    const searches = new Map();
    const fixes = new Map();
    const once = (memory, key, make) => {
        const text = JSON.stringify(key);
        let found = memory.get(text);
        if (found === undefined)
            memory.set(text, (found = make()));
        return found;
    };
    return {
        evaluate: (deployment, workload, sla) => once(points, [deployment, workload, sla], async () => atPercentile(cached, await (0,operating_point/* evaluateDeployment */.J)(cached, deployment, workload, sla), workload, sla)),
        experiments: (tasks) => once(searches, tasks, () => (0,run_search/* runSearch */._d)(cached, tasks)),
        search: (request) => once(searches, request, () => (0,run_default/* runDefault */.N)(cached, request)),
        smallestFix: (deployment, workload, sla, gpuBudget) => once(fixes, [deployment, workload, sla, gpuBudget], async () => {
            const fix = await findSmallestFix(cached, deployment, workload, sla, { gpuBudget });
            if (fix === undefined || sla.percentile === undefined)
                return fix;
            // found on means: it is a fix only if the percentile holds too
            const point = await atPercentile(cached, fix.point, workload, sla);
            return point.meetsSla ? { ...fix, point } : undefined;
        }),
    };
}
/** An operating point in the words of a review. */
function evaluationOf(point) {
    return { deployment: point.deployment, prediction: point.prediction, limits: point.limits };
}

// EXTERNAL MODULE: ./build/lib/manifest/experiment/read-file.js + 10 modules
var read_file = __webpack_require__(4367);
// EXTERNAL MODULE: ./build/lib/search/sla.js
var search_sla = __webpack_require__(1703);
;// CONCATENATED MODULE: ./build/lib/check/experiments.js



/** Cheap look whether a text may be an experiment file. */
const isExperimentText = read_file/* mayBeExperimentText */.N5;
const GIB = 1024 ** 3;
/** Which experiment of a changed file wins, and which won before. Undefined when the file turns out to be something else. */
async function reviewExperiments(evaluator, policy, context, file, text) {
    const head = (0,read_file/* readExperimentFile */.gj)(text, file.path, context);
    if (head.experiments.length === 0 && head.findings.length === 0)
        return undefined;
    const reviews = await runAll(evaluator, head);
    const findings = (0,review/* applyLevels */.k1)(head.findings, policy.rules);
    const errors = findings.filter(({ severity }) => severity === "error");
    const judgement = errors.length > 0
        ? { verdict: "fail", reasons: errors.map(({ message }) => message) }
        : (0,review/* judgeExperiments */.qc)(reviews, policy.experiments);
    const first = head.experiments.find(({ task }) => task !== undefined)?.task;
    const before = file.baseText === undefined
        ? undefined
        : await winnerOf(evaluator, (0,read_file/* readExperimentFile */.gj)(file.baseText, file.previousPath ?? file.path, context));
    return {
        file: file.path,
        ...(file.previousPath === undefined ? {} : { previousFile: file.previousPath }),
        verdict: judgement.verdict,
        reasons: judgement.reasons,
        sla: first?.sla ?? {},
        ...(first === undefined ? {} : { workload: first.lengths }),
        experiments: (0,review/* rankExperiments */.Dl)(reviews),
        ...(before === undefined ? {} : { baseWinner: before }),
        facts: head.experiments.flatMap(({ notes, name }) => notes.map((note) => ({ label: name, value: note, source: { kind: "derived", what: "" } }))),
        findings,
    };
}
async function runAll(evaluator, file) {
    const reviews = [];
    for (const { name, task, findings } of file.experiments) {
        if (task === undefined) {
            reviews.push({
                name,
                problem: findings.find(({ severity }) => severity === "error")?.message ?? "cannot run",
            });
            continue;
        }
        const { experiments } = await evaluator.experiments([task]);
        reviews.push(reviewOf(name, experiments[0]));
    }
    return reviews;
}
function reviewOf(name, result) {
    const [best] = result?.top ?? [];
    if (result !== undefined && best !== undefined)
        return { name, best: experiments_evaluationOf(best, result) };
    const [miss] = result?.nearest ?? [];
    if (result !== undefined && miss !== undefined)
        return { name, nearestMiss: experiments_evaluationOf(miss, result) };
    return { name, problem: result?.error?.message ?? "nothing could be predicted" };
}
/** Name of the winner on the base; null when nothing passed there. */
async function winnerOf(evaluator, file) {
    const ranked = (0,review/* rankExperiments */.Dl)(await runAll(evaluator, file));
    const [first] = ranked;
    return first?.best === undefined ? null : first.name;
}
function experiments_evaluationOf(row, { task }) {
    const { figures, replicas, deployment } = row;
    const sla = task.sla;
    return {
        deployment,
        limits: (0,search_sla/* checkLimits */.J5)(figures, sla),
        prediction: {
            ttftMs: figures.ttftMs,
            tpotMs: figures.tpotMs,
            requestLatencyMs: figures.requestLatencyMs,
            tokensPerSec: figures.tokensPerSec * replicas,
            tokensPerSecPerGpu: row.tokensPerSecPerGpuCluster,
            tokensPerSecPerUser: figures.tokensPerSecPerUser,
            requestsPerSec: figures.requestsPerSec * replicas,
            concurrency: figures.concurrency * replicas,
            totalGpus: row.totalGpusUsed,
            memoryBytes: figures.memoryGib * GIB,
            memoryCapacityBytes: figures.memoryGib * GIB,
            memoryVerdict: "fits",
            quant: row.quant,
            perfDb: { system: deployment.pools[0].system, backend: deployment.backend, version: row.version },
            profile: "reference",
            ...(figures.bands === undefined ? {} : { bands: figures.bands }),
            notes: [],
        },
    };
}

// EXTERNAL MODULE: ./build/lib/measured/read.js + 2 modules
var read = __webpack_require__(7341);
// EXTERNAL MODULE: ./build/lib/check/measured-point.js + 2 modules
var measured_point = __webpack_require__(3705);
;// CONCATENATED MODULE: ./build/lib/check/measured.js




/** Results that belong to a manifest by their name: for `agg.yaml` the files `agg.measured.json`, `.jsonl` and `.csv`. */
const MEASURED_NAME = /\.measured\.(?:jsonl?|csv)$/i;
/** Most results that are compared for one deployment: a sweep over loads has about ten. */
const MAX_RESULTS = 20;
/** Whether a file holds benchmark results of the manifest beside it. */
function isMeasuredOf(manifest, file) {
    return (MEASURED_NAME.test(file) && file.replace(MEASURED_NAME, "") === manifest.replace(/\.(?:ya?ml|json)$/i, ""));
}
/** Whether a file's name says that it holds benchmark results. */
function isMeasuredName(file) {
    return MEASURED_NAME.test(file);
}
/**
 * Compares a deployment with the results that lie beside its manifest. They are shown and judge nothing: whoever writes a
 * pull request writes them.
 */
async function measuredReview(deps, deployment, prefix, files) {
    const comparisons = [];
    const findings = [];
    for (const { file, text } of files) {
        try {
            for (const result of (0,read/* readMeasured */.L)(text, file)) {
                if (comparisons.length >= MAX_RESULTS)
                    return { comparisons, findings };
                comparisons.push(await (0,measured_point/* compareMeasured */.kn)(deps.predictor, deps.profile ?? profile_profile/* reference */.i, { deployment }, result, prefix));
            }
        }
        catch (error) {
            if (!(error instanceof errors/* UserError */.y))
                throw error;
            findings.push({
                rule: "measurement-unreadable",
                severity: "warning",
                message: `not compared: ${(0,errors/* errorMessage */.g)(error)}`,
                file,
                position: error.position ?? { line: 1, column: 1 },
            });
        }
    }
    return { comparisons, findings };
}

;// CONCATENATED MODULE: ./build/lib/check/pair.js
/**
 * Finds what each deployment was before: by name, else, when exactly one on either side is left, that one (a rename).
 * Two deployments of one name in a file are paired in order.
 */
function pairDeployments(head, base) {
    const left = [...base];
    const pairs = head.map((deployment) => {
        const index = left.findIndex((other) => other.name === deployment.name && other.namespace === deployment.namespace);
        const [found] = index < 0 ? [] : left.splice(index, 1);
        return found === undefined ? { head: deployment } : { head: deployment, base: found };
    });
    const unpaired = pairs.filter((pair) => pair.base === undefined);
    if (unpaired.length === 1 && left.length === 1)
        unpaired[0].base = left[0];
    return pairs;
}

;// CONCATENATED MODULE: ./build/lib/manifest/engine-settings.js
/** Limits and switches in the domain's words: batch per attention-DP rank, one token budget. */
function engineSettings(worker, backend, parallelism) {
    const { settings } = worker;
    // SGLang counts the whole server and divides among its ranks; the others count one rank.
    const ranks = backend === "sglang" ? parallelism.dp : 1;
    const share = (setting) => setting === undefined ? undefined : Math.max(1, Math.floor(setting.value / ranks));
    const maxBatchSize = share(settings.maxBatch);
    const maxNumTokens = tokenBudget(worker, backend, ranks);
    const chunked = chunkedPrefillOf(worker, backend);
    return {
        ...(maxBatchSize !== undefined && { maxBatchSize }),
        ...(maxNumTokens !== undefined && { maxNumTokens }),
        ...(settings.maxSeqLen && { maxSeqLen: settings.maxSeqLen.value }),
        ...(settings.memFraction && { memFraction: settings.memFraction.value }),
        ...(chunked !== undefined && { chunkedPrefill: chunked }),
        ...(settings.prefixCaching && { prefixCaching: settings.prefixCaching.value }),
    };
}
function tokenBudget({ settings }, backend, ranks) {
    if (backend !== "sglang")
        return settings.maxTokens?.value;
    const chunk = settings.chunkedPrefillSize?.value;
    if (chunk !== undefined && chunk > 0)
        return Math.max(1, Math.floor(chunk / ranks));
    return settings.maxTokens?.value;
}
function chunkedPrefillOf({ settings }, backend) {
    if (backend === "sglang" && settings.chunkedPrefillSize)
        return settings.chunkedPrefillSize.value > 0;
    return settings.chunkedPrefill?.value;
}
/** Number formats that the flags say and the checkpoint does not. */
function quantOf(workers, facts) {
    const kv = workers
        .map((worker) => worker.settings.kvDtype?.value.toLowerCase())
        .find((one) => one !== undefined && one !== "auto");
    const kvcache = kv === undefined ? undefined : KV_MODES[kv];
    const weights = workers
        .map((worker) => worker.settings.quantization?.value.toLowerCase())
        .find((one) => one !== undefined);
    const online = weights === "fp8" && facts.checkpointQuantized === false;
    return { ...(kvcache !== undefined && { kvcache }), ...(online && { gemm: "fp8", moe: "fp8" }) };
}
const KV_MODES = {
    fp8: "fp8",
    fp8_e4m3: "fp8",
    fp8_e5m2: "fp8",
    bf16: "bfloat16",
    bfloat16: "bfloat16",
    fp16: "bfloat16",
    float16: "bfloat16",
    int8: "int8",
};
/** Multi-token prediction inside the model; other drafts are not modelled. */
const MTP_METHODS = /^(?:mtp|nextn|.*_mtp)$/i;
/** Drafts inside the model, when their acceptance is known; else an assumption is noted. */
function speculationOf(workers, facts, assumptions) {
    const written = workers.map((worker) => worker.settings.speculative).find((one) => one !== undefined);
    if (!written)
        return undefined;
    const method = written.method?.value ?? "";
    const depth = written.numTokens?.value ?? written.numSteps?.value;
    if (!MTP_METHODS.test(method) || depth === undefined || depth < 1) {
        assumptions.push(`speculative decoding (${method || "method not said"}) is not modelled: predicted without it`);
        return undefined;
    }
    if (facts.acceptLength === undefined) {
        assumptions.push("the accepted draft tokens are not known (annotation accept-length): predicted without speculative decoding");
        return undefined;
    }
    return { nextn: depth, accepted: Math.min(depth, Math.max(0, facts.acceptLength - 1)) };
}

// EXTERNAL MODULE: ./build/lib/manifest/parallelism.js
var parallelism = __webpack_require__(8602);
;// CONCATENATED MODULE: ./build/lib/manifest/to-deployment.js


/**
 * Maps a written deployment to the domain: tensor and data parallel sizes by what each engine means with them
 * (SGLang's tp is the worker's width, TensorRT-LLM's attention DP takes all of tp), batch limits per attention-DP rank.
 * Unknown values are listed in `missing`, never guessed.
 */
function toDeployment(manifest, facts) {
    const missing = [];
    const assumptions = [];
    if (!manifest.supported)
        missing.push({ name: "supported", message: manifest.notes[0] ?? "This deployment is not covered." });
    const backend = manifest.backend === "mocker" ? null : manifest.backend;
    if (backend === null)
        missing.push({ name: "backend", message: "The manifest does not say which engine runs." });
    const model = facts.model ?? manifest.model?.value;
    if (model === undefined)
        missing.push({ name: "model", message: "The manifest does not name the model." });
    const chosen = chooseWorkers(manifest, missing);
    const pools = [];
    for (const { worker, role } of chosen) {
        const pool = backend === null ? undefined : poolOf(worker, role, backend, facts, missing, assumptions);
        if (pool)
            pools.push(pool);
    }
    if (missing.length > 0 || backend === null || model === undefined || pools.length === 0)
        return { deployment: undefined, missing, assumptions };
    const agg = pools.length === 1 && pools[0] ? pools[0] : undefined;
    const speculation = speculationOf(chosen.map(({ worker }) => worker), facts, assumptions);
    return {
        deployment: {
            model,
            backend,
            backendVersion: facts.backendVersion,
            mode: agg ? "agg" : "disagg",
            replicas: agg ? agg.workers : 1,
            pools: agg ? [{ ...agg, workers: 1 }] : pools,
            quant: quantOf(chosen.map(({ worker }) => worker), facts),
            ...(speculation && { speculation }),
        },
        missing,
        assumptions,
    };
}
/** System that the file itself proves for a worker: its product label, else its instance type. Hints do not count. */
function provenSystem(worker) {
    return worker.gpu.find((one) => (one.kind === "product" || one.kind === "instance-type") && one.system !== undefined);
}
/** System that labels or names only suggest; to be offered, not used. */
function suggestedSystem(worker) {
    return worker.gpu.find((one) => one.system !== undefined && one.kind !== "product" && one.kind !== "instance-type");
}
function chooseWorkers(manifest, missing) {
    const of = (role) => manifest.workers.filter((worker) => worker.role === role);
    const single = (role) => {
        const [first, ...rest] = of(role);
        if (rest.length > 0)
            missing.push({
                name: "workers",
                role,
                message: `${rest.length + 1} ${role} components: only one pool of a role can be predicted.`,
            });
        return first ? [{ worker: first, role }] : [];
    };
    switch (manifest.mode) {
        case "agg":
            return single("agg");
        case "disagg":
            if (of("agg").length > 0)
                missing.push({
                    name: "workers",
                    message: "An aggregated worker stands beside the prefill and decode workers.",
                });
            return [...single("prefill"), ...single("decode")];
        case "prefill-only":
            missing.push({
                name: "decode",
                message: "Only prefill workers: the decode pool is in another deployment.",
            });
            return [];
        case "decode-only":
            missing.push({
                name: "prefill",
                message: "Only decode workers: the prefill pool is in another deployment.",
            });
            return [];
        case null:
            if (manifest.supported)
                missing.push({
                    name: "mode",
                    message: manifest.notes[0] ?? "The roles of the workers are not understood.",
                });
            return [];
    }
}
function poolOf(worker, role, backend, facts, missing, assumptions) {
    const system = systemFor(worker, role, facts);
    if (system === undefined)
        missing.push({ name: "system", role, message: `The GPU type of ${worker.component} is not said.` });
    const vague = worker.unresolved.filter((one) => DECISIVE.has(one.name) || hidesSizes(one, worker));
    for (const one of vague)
        missing.push({
            name: "unresolved",
            role,
            message: `${one.name} of ${worker.component} is not known: ${one.reason} (line ${one.position.line}).`,
        });
    const mapping = (0,parallelism/* parallelismOf */.o)(worker, backend, facts.isMoe);
    assumptions.push(...mapping.assumptions.map((text) => `${worker.component}: ${text}`));
    const hidden = worker.unresolved.find((one) => one.name === "engine file");
    if (hidden)
        assumptions.push(`${worker.component}: its engine file is not known (${hidden.reason}), it may say otherwise`);
    if (mapping.problem !== undefined)
        missing.push({ name: "tp", role, message: `${worker.component}: ${mapping.problem}` });
    if (system === undefined || vague.length > 0 || !mapping.parallelism)
        return undefined;
    const replicas = worker.replicas?.value ?? 1;
    if (replicas < 1) {
        missing.push({ name: "replicas", role, message: `${worker.component} has ${replicas} replicas.` });
        return undefined;
    }
    const settings = engineSettings(worker, backend, mapping.parallelism);
    return {
        role,
        system,
        parallelism: mapping.parallelism,
        workers: replicas * mapping.copies,
        batchSize: settings.maxBatchSize ?? (role === "prefill" ? 1 : defaultBatch(backend)),
        settings,
    };
}
/** An engine file that is not here may hold the sizes of a worker of several GPUs; the limits of any worker. */
function hidesSizes(unresolved, worker) {
    if (unresolved.name !== "engine file" || worker.settings.tp)
        return false;
    return (worker.gpusPerNode?.value ?? 2) * (worker.nodes?.value ?? 1) > 1;
}
const DECISIVE = new Set([
    "replicas",
    "nodes",
    "tp",
    "pp",
    "dp",
    "ep",
    "moeTp",
    "attentionDp",
    "expertParallel",
    "role",
]);
function systemFor(worker, role, facts) {
    const given = role === "decode" ? (facts.decodeSystem ?? facts.system) : facts.system;
    return given ?? provenSystem(worker)?.system ?? facts.defaultSystem;
}
/** Engine default of the batch limit; SGLang computes its own from memory, so the model's limit decides there. */
function defaultBatch(backend) {
    return backend === "trtllm" ? 2048 : 1024;
}

// EXTERNAL MODULE: ./build/lib/policy/index.js + 5 modules
var lib_policy = __webpack_require__(7809);
// EXTERNAL MODULE: ./build/lib/manifest/text/file-text.js
var file_text = __webpack_require__(2524);
;// CONCATENATED MODULE: ./build/lib/manifest/diff.js

/**
 * The same edits in whole lines: lines `line` … `endLine` of the old text become `text` (without a line ending at its end;
 * empty text of a removed line is the empty string). Edits on neighbouring lines are joined.
 */
function lineEdits(text, edits) {
    const source = (0,file_text/* fileText */.CG)("", text);
    const groups = [];
    for (const edit of edits) {
        const line = (0,file_text/* positionAt */.t$)(source, edit.range.start).line;
        // An edit that ends at the start of a line does not touch that line, unless it only inserts there.
        const last = edit.range.end > edit.range.start &&
            source.lineStarts[(0,file_text/* positionAt */.t$)(source, edit.range.end).line - 1] === edit.range.end
            ? edit.range.end - 1
            : edit.range.end;
        const endLine = (0,file_text/* positionAt */.t$)(source, last).line;
        const group = groups.at(-1);
        if (group && line <= group.endLine + 1) {
            group.edits.push(edit);
            group.endLine = Math.max(group.endLine, endLine);
            group.end = Math.max(group.end, (0,file_text/* lineEndAt */.fT)(source, last), edit.range.end);
        }
        else
            groups.push({
                start: (0,file_text/* lineStartAt */.CM)(source, edit.range.start),
                end: Math.max((0,file_text/* lineEndAt */.fT)(source, last), edit.range.end),
                line,
                endLine,
                edits: [edit],
            });
    }
    return groups.map(({ start, end, line, endLine, edits: inside }) => {
        let result = "";
        let at = start;
        for (const { range, text: inserted } of inside) {
            result += text.slice(at, range.start) + inserted;
            at = range.end;
        }
        result += text.slice(at, end);
        return { line, endLine, text: result.replace(/\r?\n$/, "") };
    });
}

;// CONCATENATED MODULE: ./build/lib/manifest/edits/edit-list.js
/** An empty list. */
function editList() {
    return { edits: [], conflicts: [] };
}
/** Adds an edit; the same edit twice counts once, overlapping different ones are a conflict. */
function addEdit(list, range, text, what) {
    for (const edit of list.edits) {
        const same = edit.range.start === range.start && edit.range.end === range.end;
        if (same && edit.text === text && range.start !== range.end)
            return;
        if (overlaps(edit.range, range)) {
            list.conflicts.push(`${what} needs two different values at one place`);
            return;
        }
    }
    list.edits.push({ range, text });
}
function overlaps(a, b) {
    if (a.start === a.end || b.start === b.end)
        return false;
    return a.start < b.end && b.start < a.end;
}
/** Edits in order of their place; insertions at one place keep the order in which they were added. */
function sortedEdits(list) {
    return [...list.edits].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
}
/** Applies edits that do not overlap and are sorted by place. */
function applyEdits(text, edits) {
    let result = "";
    let at = 0;
    for (const { range, text: inserted } of edits) {
        result += text.slice(at, range.start) + inserted;
        at = range.end;
    }
    return result + text.slice(at);
}

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
// EXTERNAL MODULE: ./build/lib/manifest/flags/index.js + 4 modules
var flags = __webpack_require__(5489);
;// CONCATENATED MODULE: ./build/lib/manifest/edits/quote.js
/** A text as it must be spelled inside the given quoting, outermost layer first. Undefined when it cannot be. */
function encode(text, layers) {
    let spelled = text;
    for (const layer of [...layers].reverse()) {
        if (spelled === undefined)
            return undefined;
        spelled = encodeOne(spelled, layer);
    }
    return spelled;
}
function encodeOne(text, layer) {
    switch (layer.kind) {
        case "yaml-double":
        case "json":
            return text.replace(/["\\]/g, "\\$&").replaceAll("\n", "\\n");
        case "yaml-single":
            return text.includes("\n") ? undefined : text.replaceAll("'", "''");
        case "yaml-block":
            return layer.folded && text.includes("\n")
                ? undefined
                : text.replaceAll("\n", `\n${" ".repeat(layer.indent)}`);
        case "yaml-plain":
            return /^[\w./+][\w./+:=@-]*$/.test(text) ||
                /^--?[\w-]+$/.test(text) ||
                /^-?\d+(?:\.\d+)?$/.test(text) ||
                isWords(text)
                ? text
                : undefined;
        case "shell-plain":
            return /^[\w./+:=@,%-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
        case "shell-single":
            return text.replaceAll("'", "'\\''");
        case "shell-double":
            return text.replace(/["\\$`]/g, "\\$&");
        case "here-doc":
            return layer.expands ? text.replace(/[\\$`]/g, "\\$&") : text;
    }
}
/** Words of a command inside a plain scalar of block style: nothing that YAML reads as more than text. */
function isWords(text) {
    return /^[\w ./+=@'"{}[\]:,-]+$/.test(text) && !/^\s|\s$|: | #|:$/.test(text);
}

;// CONCATENATED MODULE: ./build/lib/manifest/edits/flags.js



/** Flags that a new setting is written as. */
const NEW_FLAGS = {
    vllm: {
        tp: "--tensor-parallel-size",
        pp: "--pipeline-parallel-size",
        dp: "--data-parallel-size",
        expertParallel: "--enable-expert-parallel",
        maxBatch: "--max-num-seqs",
        maxTokens: "--max-num-batched-tokens",
        maxSeqLen: "--max-model-len",
        memFraction: "--gpu-memory-utilization",
        kvDtype: "--kv-cache-dtype",
        role: "--disaggregation-mode",
    },
    sglang: {
        tp: "--tp-size",
        pp: "--pp-size",
        dp: "--dp-size",
        ep: "--ep-size",
        attentionDp: "--enable-dp-attention",
        maxBatch: "--max-running-requests",
        maxTokens: "--max-prefill-tokens",
        chunkedPrefillSize: "--chunked-prefill-size",
        maxSeqLen: "--context-length",
        memFraction: "--mem-fraction-static",
        kvDtype: "--kv-cache-dtype",
        role: "--disaggregation-mode",
    },
    trtllm: {
        tp: "--tensor-parallel-size",
        pp: "--pipeline-parallel-size",
        ep: "--expert-parallel-size",
        attentionDp: "--enable-attention-dp",
        maxBatch: "--max-batch-size",
        maxTokens: "--max-num-tokens",
        maxSeqLen: "--max-seq-len",
        memFraction: "--free-gpu-memory-fraction",
        role: "--disaggregation-mode",
    },
};
/** The flag that writes a setting, when the engine has one. */
function newFlag(backend, setting) {
    return backend === null || backend === "mocker" ? undefined : NEW_FLAGS[backend][setting];
}
/**
 * Adds flags after the last argument of the command, in the style of its neighbours: one list item each, or words with the
 * same continuation. False when there is no place for them.
 */
function insertFlags(text, command, words, list, what) {
    if (!command.editable || words.length === 0)
        return command.editable;
    const own = command.args.filter((arg) => arg.wholeRange !== undefined && arg.via === undefined && !arg.aliased);
    const last = own.at(-1);
    if (!last?.wholeRange || command.args.at(-1) !== last)
        return false;
    if (!isShellWord(last))
        return insertItems(text, own, last.wholeRange, words, list, what);
    const flag = own.filter((arg) => /^--?[A-Za-z]/.test(arg.text)).at(-1);
    const before = flag && command.args[command.args.indexOf(flag) - 1];
    const gap = flag?.wholeRange && before?.wholeRange ? text.slice(before.wholeRange.end, flag.wholeRange.start) : " ";
    const separator = /^(?:\s|\\|\\n|n)+$/.test(gap) && /\s/.test(gap) ? gap : " ";
    const at = last.wholeRange.end;
    const around = last.layers.slice(0, last.layers.findIndex((layer) => layer.kind.startsWith("shell")));
    const spelled = words.map((word) => encode(/^[\w./=:,-]+$/.test(word) ? word : `'${word}'`, around));
    if (!spelled.every((word) => word !== undefined))
        return false;
    addEdit(list, { start: at, end: at }, groupFlags(spelled)
        .map((group) => separator + group.join(" "))
        .join(""), what);
    return true;
}
/** A word of a script; arguments that reach a script as `"$@"` are list items. */
function isShellWord({ layers }) {
    return layers.some((layer) => layer.kind.startsWith("shell"));
}
/** `--a 1 --b` as groups of a flag and its values. */
function groupFlags(words) {
    const groups = [];
    for (const word of words) {
        if (word.startsWith("--") || groups.length === 0)
            groups.push([word]);
        else
            groups.at(-1)?.push(word);
    }
    return groups;
}
function insertItems(text, own, last, words, list, what) {
    const lineStart = text.lastIndexOf("\n", last.start - 1) + 1;
    const prefix = text.slice(lineStart, last.start);
    const quote = numberQuote(text, own);
    const items = words.map((word) => /^[\d.]+$/.test(word)
        ? quote + word + quote
        : /^[\w./-]+$/.test(word)
            ? word
            : `'${word.replaceAll("'", "''")}'`);
    if (/^\s*- $/.test(prefix)) {
        const newline = text[last.start - 1] !== undefined && text.includes("\r\n") ? "\r\n" : "\n";
        addEdit(list, { start: last.end, end: last.end }, items.map((item) => newline + prefix + item).join(""), what);
        return true;
    }
    // A flow list: [python3, -m, dynamo.vllm, --model, x]
    const after = /^\s*(?:,|\])/.test(text.slice(last.end, last.end + 200));
    if (!after)
        return false;
    addEdit(list, { start: last.end, end: last.end }, items.map((item) => `, ${item}`).join(""), what);
    return true;
}
/** Quotes that the list uses around numbers; Kubernetes wants text in a list of arguments. */
function numberQuote(text, own) {
    const number = own.find((arg) => /^[\d.]+$/.test(arg.text) && arg.wholeRange);
    const first = number?.wholeRange ? text.charAt(number.wholeRange.start) : '"';
    return first === "'" || first === '"' ? first : '"';
}
/** Removes a flag and its values. False when it does not stand in the command as plain words. */
function removeFlag(text, worker, setting, list, what) {
    const { command, backend } = worker;
    if (!command?.editable || backend === null)
        return false;
    const table = (0,flags/* flagsOf */.Z)(backend).flags;
    const positions = command.args.flatMap((arg, i) => {
        const name = /^--?([A-Za-z][\w-]*)/.exec(arg.text)?.[1]?.replaceAll("_", "-");
        return name !== undefined && table.get(name)?.setting === setting ? [i] : [];
    });
    if (positions.length === 0)
        return false;
    return positions.every((index) => removeAt(text, command, index, table.get(flagName(command.args[index]))?.type === "on", list, what));
}
function flagName(arg) {
    return /^--?([A-Za-z][\w-]*)/.exec(arg?.text ?? "")?.[1]?.replaceAll("_", "-") ?? "";
}
function removeAt(text, command, index, isSwitch, list, what) {
    const flag = command.args[index];
    if (!flag)
        return false;
    const items = !isShellWord(flag);
    const value = isSwitch || flag.text.includes("=") ? undefined : command.args[index + 1];
    const end = (value ?? flag)?.wholeRange?.end;
    const start = flag.wholeRange?.start;
    if (start === undefined || end === undefined || flag.aliased || (value?.via !== undefined && items))
        return false;
    if (items)
        return removeItems(text, start, end, list, what);
    // Take the blanks (or the continuation) before the flag along.
    const from = gapStart(text, start);
    if (from === start)
        return false;
    addEdit(list, { start: from, end }, "", what);
    return true;
}
/** Where the blanks, line breaks and continuations before an offset begin. */
function gapStart(text, offset) {
    let at = offset;
    while (at > 0) {
        const letter = text[at - 1] ?? "";
        const continues = letter === "\\" && (text[at] === "\n" || text[at] === "\r");
        if (letter !== " " && letter !== "\t" && letter !== "\n" && letter !== "\r" && !continues)
            break;
        at--;
    }
    return at;
}
function removeItems(text, start, end, list, what) {
    const lineStart = text.lastIndexOf("\n", start - 1) + 1;
    const lineEnd = text.indexOf("\n", end);
    if (!/^\s*- $/.test(text.slice(lineStart, start)) ||
        lineEnd === -1 ||
        text.slice(end, lineEnd).trim() !== "")
        return false;
    addEdit(list, { start: lineStart, end: lineEnd + 1 }, "", what);
    return true;
}

;// CONCATENATED MODULE: ./build/lib/manifest/edits/settings.js


/**
 * Writes a value where it was read, and in every other place that states it, so that flag and engine file stay in step.
 * False when a place cannot be edited.
 */
function writeSetting(context, setting, value, what) {
    const { source } = context;
    if (!writePlace(context, setting, value, what))
        return false;
    for (const other of setting.overridden ?? []) {
        // A losing place outside this file, or one that cannot be edited, changes nothing.
        if (other.origin.file === source.file && other.origin.range && other.text !== value)
            writePlace(context, other, value, what);
    }
    return true;
}
function writePlace({ source, worker, wishes }, setting, value, what) {
    const { origin } = setting;
    if (origin.file !== source.file || !origin.range)
        return false;
    const text = encode(value, origin.layers);
    if (text === undefined)
        return false;
    wishes.push({ component: worker.component, origin, text, what });
    return true;
}
/** Sets a number: in place, or as a new flag. */
function setNumber(context, key, setting, value, what) {
    if (value === undefined || setting?.value === value) {
        // The winning place may be right while a losing one is not; that is not this edit's business.
        return undefined;
    }
    if (setting)
        return writeSetting(context, setting, String(value), what)
            ? undefined
            : `${what} cannot be edited where it stands (line ${setting.origin.position.line})`;
    const flag = newFlag(context.worker.backend, key);
    if (flag === undefined)
        return `${what} has no flag in this engine`;
    context.added.push(flag, String(value));
    return undefined;
}
/** Sets a switch: the text of a written value, a flag added or taken away. */
function setSwitch(context, key, setting, value, what) {
    if (value === undefined || setting?.value === value)
        return undefined;
    if (setting?.origin.range) {
        const spelled = spelledLike(setting.text, value !== setting.value);
        return writeSetting(context, setting, spelled, what)
            ? undefined
            : `${what} cannot be edited where it stands (line ${setting.origin.position.line})`;
    }
    if (setting) {
        if (setting.origin.how !== "flag")
            return `${what} cannot be edited where it stands (line ${setting.origin.position.line})`;
        return removeFlag(context.source.text, context.worker, key, context.list, what)
            ? undefined
            : `${what} cannot be taken out of the command`;
    }
    const flag = newFlag(context.worker.backend, key);
    if (flag === undefined || !value)
        return value ? `${what} has no flag in this engine` : undefined;
    context.added.push(flag);
    return undefined;
}
/** The other boolean, in the spelling of the file; a negating switch (`disable-x: true`) is turned over too. */
function spelledLike(text, flip) {
    const trimmed = text.trim();
    const isTrue = /^(?:true|1)$/i.test(trimmed);
    const next = flip ? !isTrue : isTrue;
    if (trimmed === "1" || trimmed === "0")
        return next ? "1" : "0";
    if (/^[TF]/.test(trimmed))
        return next ? "True" : "False";
    return next ? "true" : "false";
}
/** Adds the collected flags. */
function flushFlags(context) {
    if (context.added.length === 0)
        return undefined;
    const { command } = context.worker;
    const done = command && insertFlags(context.source.text, command, context.added, context.list, "the command");
    return done
        ? undefined
        : `${context.added.filter((word) => word.startsWith("--")).join(", ")} cannot be added to the command of ${context.worker.component}`;
}

;// CONCATENATED MODULE: ./build/lib/manifest/edits/fields.js




/** Replicas, nodes and GPUs of a worker. Returns why something cannot be written. */
function editFields(context, component, plan) {
    const { worker } = context;
    const lines = [];
    if (plan.replicas !== undefined && plan.replicas !== (worker.replicas?.value ?? 1)) {
        if (!worker.replicas)
            lines.push(`replicas: ${plan.replicas}`);
        else if (!writeSetting(context, worker.replicas, String(plan.replicas), "replicas"))
            return `replicas of ${worker.component} cannot be edited`;
    }
    if (plan.nodes !== undefined) {
        if (plan.nodes === 1) {
            if (!removeKey(context.source, component.cursor, "multinode", context))
                return `multinode of ${worker.component} cannot be taken out`;
        }
        else if (worker.nodes) {
            if (!writeSetting(context, worker.nodes, String(plan.nodes), "nodes"))
                return `multinode.nodeCount of ${worker.component} cannot be edited`;
        }
        else
            lines.push("multinode:", `  nodeCount: ${plan.nodes}`);
    }
    if (plan.gpusPerNode !== undefined && worker.gpusPerNode) {
        const changed = writeSetting(context, worker.gpusPerNode, String(plan.gpusPerNode), "GPU limit");
        if (!changed)
            return `the GPU limit of ${worker.component} cannot be edited`;
    }
    if (lines.length > 0 && !insertKeys(context.source, component.cursor, lines, context))
        return `${lines[0] ?? ""} cannot be added to ${worker.component}`;
    return undefined;
}
/** Adds lines to a block map, after its first key with a one-line value. */
function insertKeys(source, cursor, lines, { list }) {
    if (cursor.aliased || !(0,dist/* isMap */.jh)(cursor.node) || cursor.node.flow)
        return false;
    const start = cursor.node.range?.[0];
    if (start === undefined)
        return false;
    const indent = (0,file_text/* positionAt */.t$)(source, start).column - 1;
    for (const pair of cursor.node.items) {
        if (!(0,dist/* isScalar */.jn)(pair.value) ||
            !(0,dist/* isScalar */.jn)(pair.key) ||
            !pair.value.range ||
            typeof pair.key.value === "symbol")
            continue;
        const [from, to] = pair.value.range;
        if (to <= from || source.text.slice(from, to).includes("\n"))
            continue;
        const at = (0,file_text/* lineEndAt */.fT)(source, to);
        addEdit(list, { start: at, end: at }, lines.map((line) => source.newline + " ".repeat(indent) + line).join(""), lines[0] ?? "");
        return true;
    }
    return false;
}
/** Takes a key with everything below it out of a block map, whole lines only. */
function removeKey(source, cursor, name, { list }) {
    if (cursor.aliased || !(0,dist/* isMap */.jh)(cursor.node) || cursor.node.flow)
        return false;
    const map = cursor.node;
    const index = map.items.findIndex((pair) => (0,dist/* isScalar */.jn)(pair.key) && pair.key.value === name);
    const pair = map.items[index];
    if (!pair || !(0,dist/* isScalar */.jn)(pair.key) || !pair.key.range)
        return false;
    const value = pair.value;
    const end = (value?.range?.[1] ?? pair.key.range[1]);
    const text = source.text.slice(pair.key.range[0], end).trimEnd();
    const stop = (0,file_text/* lineEndAt */.fT)(source, pair.key.range[0] + text.length);
    const lineStart = (0,file_text/* lineStartAt */.CM)(source, pair.key.range[0]);
    const prefix = source.text.slice(lineStart, pair.key.range[0]);
    const next = source.text.indexOf("\n", stop);
    if (next === -1)
        return false;
    if (prefix.trim() === "") {
        addEdit(list, { start: lineStart, end: next + 1 }, "", name);
        return true;
    }
    // `- multinode:` begins a list item: the next key takes its place after the dash.
    const following = map.items[index + 1];
    if (!following || !(0,dist/* isScalar */.jn)(following.key) || !following.key.range)
        return false;
    addEdit(list, { start: pair.key.range[0], end: following.key.range[0] }, "", name);
    return true;
}

;// CONCATENATED MODULE: ./build/lib/manifest/edits/graphs.js

/**
 * Keeps the sizes of CUDA graphs in step with a new batch limit: a list that ended at the old limit ends at the new one, and
 * none ends below it. Lists that already reach further stay.
 */
function editGraphs(context, oldBatch, newBatch) {
    const { cudaGraphSizes, cudaGraphMaxBatch } = context.worker.settings;
    if (cudaGraphMaxBatch && (cudaGraphMaxBatch.value === oldBatch || cudaGraphMaxBatch.value < newBatch))
        writeSetting(context, cudaGraphMaxBatch, String(newBatch), "CUDA graph batch");
    if (!cudaGraphSizes)
        return;
    const largest = Math.max(...cudaGraphSizes.value);
    if (largest !== oldBatch && largest >= newBatch)
        return;
    const sizes = sizesUpTo(cudaGraphSizes.value, newBatch);
    if (sizes.join() !== cudaGraphSizes.value.join())
        writeList(context, cudaGraphSizes, sizes);
}
/** The listed sizes below the batch limit, doubled on to it, and the limit itself. */
function sizesUpTo(sizes, batch) {
    const kept = sizes.filter((size) => size < batch);
    let next = Math.max(1, ...kept) * 2;
    while (next < batch && kept.length < 200) {
        kept.push(next);
        next *= 2;
    }
    return [...kept, batch];
}
function writeList({ source, worker, wishes }, setting, sizes) {
    const { range, file } = setting.origin;
    if (!range || file !== source.file)
        return;
    const written = source.text.slice(range.start, range.end);
    // The separator of the list as it is spelled: a comma, a blank, or a new line with a dash.
    const separator = /^\d+(\D+?)\d/.exec(written)?.[1] ?? onlyItemSeparator(source.text, range.start, source.newline);
    if (separator === undefined || /[#&*]/.test(separator))
        return;
    wishes.push({
        component: worker.component,
        origin: setting.origin,
        text: sizes.join(separator),
        what: "CUDA graph sizes",
    });
}
function onlyItemSeparator(text, start, newline) {
    const lineStart = text.lastIndexOf("\n", start - 1) + 1;
    const prefix = text.slice(lineStart, start);
    if (/^\s*- $/.test(prefix))
        return newline + prefix;
    return text[start - 1] === "[" ? ", " : undefined;
}

// EXTERNAL MODULE: ./build/lib/manifest/findings/sizes.js
var sizes = __webpack_require__(8777);
;// CONCATENATED MODULE: ./build/lib/manifest/edits/plan.js



/** GPUs in one node of a system. */
function gpusPerNodeOf(system) {
    return /^gb[23]00/.test(system) ? 4 : 8;
}
/** What one worker's lines must say for a pool of the target. `current` is the pool that the manifest says now. */
function planWorker(worker, current, target, replicas, backend, isMoe) {
    const sizes = sameSizes(current.parallelism, target.parallelism)
        ? {}
        : parallelPlan(worker, target.parallelism, backend);
    if ("refusal" in sizes)
        return sizes;
    // Data parallel without attention DP holds whole copies of the model; new sizes always write one.
    const copies = Object.keys(sizes).length > 0 ? 1 : (0,parallelism/* parallelismOf */.o)(worker, backend, isMoe).copies;
    if (replicas % copies !== 0)
        return {
            refusal: `${worker.component} holds ${copies} copies of the model in each worker, ${replicas} do not divide evenly`,
        };
    const gpus = sameSizes(current.parallelism, target.parallelism) ? {} : gpuPlan(worker, target);
    return {
        plan: { replicas: replicas / copies, ...sizes, ...gpus, ...limitsPlan(worker, current, target, backend) },
    };
}
function sameSizes(a, b) {
    return (a.tp === b.tp &&
        a.pp === b.pp &&
        a.dp === b.dp &&
        a.cp === b.cp &&
        a.moeTp === b.moeTp &&
        a.moeEp === b.moeEp);
}
/** Inverse of `parallelismOf`. */
function parallelPlan(worker, p, backend) {
    if (p.cp > 1)
        return { refusal: "context parallelism cannot be written into this manifest" };
    const { settings } = worker;
    const moe = p.moeTp * p.moeEp > 1 || p.dp > 1;
    const pp = needs(settings.pp?.value, p.pp, 1) ? { pp: p.pp } : {};
    if (backend === "vllm") {
        if (p.moeEp > 1 && p.moeEp !== p.tp * p.dp)
            return { refusal: `vLLM spreads experts over all ${p.tp * p.dp} ranks or none, not over ${p.moeEp}` };
        const experts = needs(settings.expertParallel?.value, p.moeEp > 1, false)
            ? { expertParallel: p.moeEp > 1 }
            : {};
        return {
            ...(needs(settings.tp?.value, p.tp, 1) && { tp: p.tp }),
            ...pp,
            ...(needs(settings.dp?.value, p.dp, 1) && { dp: p.dp }),
            ...experts,
        };
    }
    if (backend === "trtllm" && p.dp > 1 && p.tp > 1)
        return { refusal: "TensorRT-LLM's attention data parallelism takes the whole tensor parallel size" };
    const width = p.tp * p.dp;
    const ep = needs(settings.ep?.value, p.moeEp, 1) || (backend === "sglang" && moe && settings.moeBackend)
        ? { ep: p.moeEp }
        : {};
    const attention = needs(settings.attentionDp?.value, p.dp > 1, false) ? { attentionDp: p.dp > 1 } : {};
    const moeTp = settings.moeTp && settings.moeTp.value !== p.moeTp ? { moeTp: p.moeTp } : {};
    const dp = backend === "sglang" && needs(settings.dp?.value, p.dp, 1) ? { dp: p.dp } : {};
    return {
        ...(needs(settings.tp?.value, width, 1) && { tp: width }),
        ...pp,
        ...dp,
        ...ep,
        ...attention,
        ...moeTp,
    };
}
/** A value must be written when it differs from what is written, or from the default when nothing is. */
function needs(written, wanted, byDefault) {
    return (written ?? byDefault) !== wanted;
}
function gpuPlan(worker, target) {
    const total = (0,domain_deployment/* gpusPerWorker */.D_)(target.parallelism);
    const oldNodes = worker.nodes?.value ?? 1;
    const oldPerNode = worker.gpusPerNode?.value;
    // Keep the width of a node that the file uses when it still fits.
    const width = oldNodes > 1 && oldPerNode !== undefined ? oldPerNode : gpusPerNodeOf(target.system);
    const nodes = total <= width ? 1 : Math.ceil(total / width);
    return {
        ...(nodes !== oldNodes && { nodes }),
        ...(oldPerNode !== undefined &&
            Math.ceil(total / nodes) !== oldPerNode && { gpusPerNode: Math.ceil(total / nodes) }),
    };
}
function limitsPlan(worker, current, target, backend) {
    const ranks = backend === "sglang" ? target.parallelism.dp : 1;
    const oldRanks = backend === "sglang" ? current.parallelism.dp : 1;
    const { settings } = worker;
    const wanted = target.settings;
    const batch = wanted.maxBatchSize === undefined ||
        (wanted.maxBatchSize === current.settings.maxBatchSize && ranks === oldRanks)
        ? undefined
        : wanted.maxBatchSize * ranks;
    const chunk = backend === "sglang" && !(settings.maxTokens && !((settings.chunkedPrefillSize?.value ?? 0) > 0));
    const raised = raisedTokens(current, target, backend);
    const tokensChange = raised !== undefined && (raised !== current.settings.maxNumTokens || (chunk && ranks !== oldRanks));
    const tokens = tokensChange && raised !== undefined
        ? chunk
            ? { chunkedPrefillSize: raised * ranks }
            : { maxTokens: raised }
        : {};
    const differs = (key) => wanted[key] !== undefined && wanted[key] !== current.settings[key];
    const kept = batch !== undefined && target.role !== "prefill" && backend !== "sglang" && tokens.maxTokens === undefined
        ? tokensForBatch(worker, batch)
        : {};
    return {
        ...(batch !== undefined && { maxBatch: batch }),
        ...tokens,
        ...kept,
        ...(differs("maxSeqLen") && wanted.maxSeqLen !== undefined && { maxSeqLen: wanted.maxSeqLen }),
        ...(differs("memFraction") && wanted.memFraction !== undefined && { memFraction: wanted.memFraction }),
        ...(differs("prefixCaching") &&
            wanted.prefixCaching !== undefined && { prefixCaching: wanted.prefixCaching }),
        ...(wanted.chunkedPrefill !== undefined &&
            wanted.chunkedPrefill !== current.settings.chunkedPrefill &&
            backend !== "sglang" && { chunkedPrefill: wanted.chunkedPrefill }),
    };
}
/** The target's token budget; where the target asks for more requests than tokens, the requests decide. */
function raisedTokens(current, target, backend) {
    const { maxNumTokens, maxBatchSize } = target.settings;
    const same = maxNumTokens === current.settings.maxNumTokens && maxBatchSize === current.settings.maxBatchSize;
    if (maxNumTokens === undefined || same || target.role === "prefill" || backend === "sglang")
        return maxNumTokens;
    return Math.max(maxNumTokens, maxBatchSize ?? 0);
}
/** A decode step carries one token of every request: the token budget must not fall below the batch. */
function tokensForBatch({ settings }, batch) {
    return settings.maxTokens && settings.maxTokens.value < batch ? { maxTokens: batch } : {};
}
/** True when the written sizes and the written GPUs agree; only then can both be kept in step. */
function gpusAgree(worker) {
    return (worker.gpusPerNode === undefined ||
        worker.gpusPerNode.value * (worker.nodes?.value ?? 1) === gpusNeeded(worker));
}
/** Pools of a target by the workers of a manifest, or why they do not pair. */
function pairPools(manifest, target) {
    const pairs = target.pools.flatMap((pool) => {
        const found = manifest.workers.filter((worker) => worker.role === pool.role);
        return found.length === 1 && found[0] ? [{ worker: found[0], pool }] : [];
    });
    return pairs.length === target.pools.length && manifest.mode === target.mode ? pairs : undefined;
}

;// CONCATENATED MODULE: ./build/lib/manifest/edits/aliases.js


/** Notes a change below an alias. */
function addCopy(copies, alias, change) {
    const known = copies.get(alias.token.start) ?? { alias, changes: [] };
    known.changes.push(change);
    copies.set(alias.token.start, known);
}
/** Replaces each noted alias by a copy of what it stands for, with its changes made: the other users of the anchor keep theirs. */
function flushCopies(source, copies, list) {
    for (const { alias, changes } of copies.values()) {
        const copy = copyOf(source, alias, changes);
        if (copy)
            addEdit(list, copy.range, copy.text, "an alias");
        else
            list.conflicts.push(`the alias on line ${(0,file_text/* positionAt */.t$)(source, alias.token.start).line} cannot be replaced by a copy`);
    }
}
/** The edit that puts a copy in place of an alias; undefined for shapes that cannot be re-indented or that define anchors. */
function copyOf(source, { token, node }, changes) {
    const { text, newline } = source;
    const original = text.slice(node.start, node.end).trimEnd();
    if (/(?:^|[\s[{,])&[\w-]/.test(original) || /^[|>]/.test(original))
        return undefined;
    const inside = [...changes]
        .sort((a, b) => a.range.start - b.range.start)
        .map((change) => ({
        range: { start: change.range.start - node.start, end: change.range.end - node.start },
        text: change.text,
    }));
    if (inside.some(({ range }) => range.start < 0 || range.end > original.length))
        return undefined;
    const copy = applyEdits(original, inside);
    const inFlow = /^[[{"']/.test(original);
    if (inFlow || !/[\n:]/.test(original))
        return { range: token, text: copy };
    const base = (0,file_text/* positionAt */.t$)(source, node.start).column - 1;
    const lineStart = text.lastIndexOf("\n", token.start - 1) + 1;
    const indent = (/^[ ]*(?:- )*/.exec(text.slice(lineStart, token.start))?.[0].length ?? 0) + 2;
    const lines = copy.split(/\r?\n/);
    if (lines.slice(1).some((line) => line.trim() !== "" && !line.startsWith(" ".repeat(base))))
        return undefined;
    const shifted = lines.map((line, i) => line.trim() === "" ? "" : " ".repeat(indent) + (i === 0 ? line : line.slice(base)));
    // The blank between the key and the alias would stay at the end of the line.
    const start = text[token.start - 1] === " " ? token.start - 1 : token.start;
    return { range: { start, end: token.end }, text: newline + shifted.join(newline) };
}

;// CONCATENATED MODULE: ./build/lib/manifest/edits/places.js


/**
 * Turns wishes into edits. A place that several workers read (through an alias) is edited once when all want the same; else
 * the readers that want something different get a copy in place of their alias. Two wishes of one worker for one place conflict.
 */
function resolveWishes(source, manifest, wishes, list) {
    const readers = readersByPlace(manifest);
    const copies = new Map();
    const places = new Map();
    for (const wish of wishes) {
        const { range } = wish.origin;
        if (!range)
            continue;
        const key = `${range.start}-${range.end}`;
        places.set(key, [...(places.get(key) ?? []), wish]);
    }
    for (const [key, wanted] of places) {
        const range = wanted[0]?.origin.range;
        if (!range)
            continue;
        const old = source.text.slice(range.start, range.end);
        const wantedBy = new Map();
        for (const { component, text, what } of wanted) {
            const before = wantedBy.get(component);
            if (before !== undefined && before !== text)
                list.conflicts.push(`${what} of ${component} shares its value with another setting`);
            wantedBy.set(component, text);
        }
        const all = new Map();
        for (const { component, origin } of [...(readers.get(key) ?? []), ...wanted])
            all.set(component, origin);
        const owner = [...all].find(([, origin]) => !origin.aliased) ?? [...all][0];
        const ownText = owner ? (wantedBy.get(owner[0]) ?? old) : old;
        const what = wanted[0]?.what ?? "a value";
        const settings = readers.get(key)?.filter(({ component }) => wantedBy.has(component)) ?? [];
        // A variable that also feeds a setting which should stay as it is.
        if (new Set(settings.map(({ name }) => name)).size > new Set(wanted.map((wish) => wish.origin.name)).size &&
            wanted.some((wish) => wish.origin.how === "env"))
            list.conflicts.push(`${what} comes from a variable that other settings use`);
        if (ownText !== old)
            addEdit(list, range, ownText, what);
        for (const [component, origin] of all) {
            const text = wantedBy.get(component) ?? old;
            if (text === ownText)
                continue;
            if (!origin.alias || origin === owner?.[1])
                list.conflicts.push(`${what} stands at one place for several workers (line ${origin.position.line})`);
            else
                addCopy(copies, origin.alias, { range, text });
        }
    }
    flushCopies(source, copies, list);
}
function readersByPlace(manifest) {
    const found = new Map();
    for (const worker of manifest.workers) {
        for (const setting of allSettings(worker)) {
            const { range, name } = setting.origin;
            if (!range || setting.origin.file !== manifest.file)
                continue;
            const key = `${range.start}-${range.end}`;
            found.set(key, [
                ...(found.get(key) ?? []),
                { component: worker.component, name, origin: setting.origin },
            ]);
        }
    }
    return found;
}
/** Every setting of a worker with its losing places. */
function allSettings(worker) {
    const { speculative, ...plain } = worker.settings;
    const settings = [
        worker.replicas,
        worker.nodes,
        worker.gpusPerNode,
        ...Object.values(plain),
        ...Object.values(speculative ?? {}),
    ];
    return settings.flatMap((setting) => (setting ? [setting, ...(setting.overridden ?? [])] : []));
}

;// CONCATENATED MODULE: ./build/lib/manifest/edits/verify.js


/** Parses the edited text and says in what it differs from the target, or from the old text where it should not. */
function differenceAfter({ text, newText, manifest, target, facts, siblings, }) {
    const before = (0,parse/* parseManifest */.N)(text, { file: manifest.file, siblings });
    const after = (0,parse/* parseManifest */.N)(newText, { file: manifest.file, siblings });
    if (after.deployments.length !== before.deployments.length ||
        after.documents.length !== before.documents.length)
        return "documents appeared or vanished";
    const index = before.deployments.findIndex((one) => one.range.start === manifest.range.start);
    const edited = after.deployments[index];
    if (!edited || edited.name !== manifest.name)
        return "the deployment is gone";
    for (let i = 0; i < before.deployments.length; i++) {
        const [old, now] = [before.deployments[i], after.deployments[i]];
        if (old &&
            now &&
            i !== index &&
            JSON.stringify(valuesOf(old, false)) !== JSON.stringify(valuesOf(now, false)))
            return `${old.name} changed too`;
    }
    if (JSON.stringify(valuesOf(manifest, true)) !== JSON.stringify(valuesOf(edited, true)))
        return "a setting outside the edit changed";
    const { deployment, missing } = toDeployment(edited, facts);
    if (!deployment)
        return missing[0]?.message ?? "it is not understood any more";
    return differenceOf(deployment, target);
}
/** In what two deployments differ, as far as a manifest can say it. */
function differenceOf(have, want) {
    if (have.mode !== want.mode)
        return `mode ${have.mode} instead of ${want.mode}`;
    for (const pool of want.pools) {
        const found = have.pools.find((one) => one.role === pool.role);
        if (!found)
            return `no ${pool.role} pool`;
        const workers = found.workers * have.replicas;
        if (workers !== pool.workers * want.replicas)
            return `${workers} ${pool.role} workers instead of ${pool.workers * want.replicas}`;
        const difference = poolDifference(found, pool);
        if (difference !== undefined)
            return `${pool.role} ${difference}`;
    }
    return undefined;
}
function poolDifference(have, want) {
    for (const key of ["tp", "pp", "dp", "cp", "moeTp", "moeEp"])
        if (have.parallelism[key] !== want.parallelism[key])
            return `${key} ${have.parallelism[key]} instead of ${want.parallelism[key]}`;
    for (const key of [
        "maxBatchSize",
        "maxNumTokens",
        "maxSeqLen",
        "memFraction",
        "chunkedPrefill",
        "prefixCaching",
    ])
        if (want.settings[key] !== undefined &&
            have.settings[key] !== want.settings[key] &&
            !(key === "maxNumTokens" && isRaised(have, want)))
            return `${key} ${String(have.settings[key])} instead of ${String(want.settings[key])}`;
    return undefined;
}
/** A token budget below the batch limit was raised to it: a decode step carries one token of every request. */
function isRaised(have, want) {
    return (want.role !== "prefill" &&
        have.settings.maxNumTokens === have.settings.maxBatchSize &&
        (have.settings.maxNumTokens ?? 0) > (want.settings.maxNumTokens ?? 0));
}
const CHANGING = new Set([
    "tp",
    "pp",
    "dp",
    "ep",
    "moeTp",
    "attentionDp",
    "expertParallel",
    "maxBatch",
    "maxTokens",
    "chunkedPrefillSize",
    "maxSeqLen",
    "memFraction",
    "chunkedPrefill",
    "prefixCaching",
    "cudaGraphSizes",
    "cudaGraphMaxBatch",
]);
/** Everything that an edit must leave alone (`edited`), or all values (other deployments). */
function valuesOf(deployment, edited) {
    const { name, namespace, apiVersion, backend, mode, others } = deployment;
    return [
        name,
        namespace,
        apiVersion,
        backend,
        mode,
        deployment.model?.value,
        deployment.servedName?.value,
        others,
        deployment.workers.map((worker) => workerValues(worker, edited)),
    ];
}
function workerValues(worker, edited) {
    const settings = Object.entries(worker.settings)
        .filter(([key]) => !(edited && CHANGING.has(key)))
        .map(([key, setting]) => [
        key,
        key === "speculative"
            ? Object.values(setting).map((one) => one.value)
            : setting.value,
    ])
        .sort();
    const sizes = edited ? [] : [worker.replicas?.value, worker.nodes?.value, worker.gpusPerNode?.value];
    return [
        worker.role,
        worker.component,
        worker.backend,
        worker.image?.value,
        worker.unresolved.map((one) => one.name),
        worker.features,
        settings,
        sizes,
    ];
}

;// CONCATENATED MODULE: ./build/lib/manifest/edit.js










/** Most edits of one file. */
const MAX_EDITS = 400;
/**
 * The smallest list of edits after which the file says the target: values change where they were read, every other byte,
 * comment and quote stays. The result is parsed again and compared; what cannot be proved right is refused.
 */
function editManifest({ text, manifest, target, facts, siblings = [] }) {
    const refused = (reason) => ({ kind: "refused", reason });
    const generated = /^#[^\n]*(?:do not edit|generated by|auto-?generated)/im.exec(text.slice(0, 2000));
    if (generated)
        return {
            kind: "refused",
            reason: "the file's header says that it is generated: edit its source instead",
            final: true,
        };
    const current = toDeployment(manifest, facts).deployment;
    if (!current || manifest.backend === null || manifest.backend === "mocker")
        return refused("the manifest does not say enough to be edited");
    if (current.backend !== target.backend)
        return refused(`the engine changes from ${current.backend} to ${target.backend}: that needs a new manifest`);
    const pairs = pairPools(manifest, target);
    if (!pairs)
        return refused("aggregated and disaggregated serving need different workers: that needs a new manifest");
    const read = (0,parse/* readManifest */.W)(text, { file: manifest.file, siblings });
    const internal = read.deployments.find((one) => one.deployment.name === manifest.name && one.deployment.range.start === manifest.range.start);
    if (!internal)
        return refused("the text is not the one that was parsed");
    const list = editList();
    const wishes = [];
    for (const { worker, pool } of pairs) {
        const now = current.pools.find((one) => one.role === worker.role);
        const replicas = target.replicas * pool.workers;
        const problem = now
            ? editWorker(internal, worker.component, now, pool, replicas, manifest.backend, {
                list,
                wishes,
                read,
                isMoe: facts.isMoe,
            })
            : "a pool has no worker";
        if (problem !== undefined)
            return refused(problem);
    }
    resolveWishes(read.source, internal.deployment, wishes, list);
    const [conflict] = list.conflicts;
    if (conflict !== undefined)
        return refused(conflict);
    const edits = sortedEdits(list);
    if (edits.length > MAX_EDITS)
        return refused(`the change needs more than ${MAX_EDITS} edits`);
    const newText = applyEdits(text, edits);
    const difference = differenceAfter({ text, newText, manifest, target, facts, siblings });
    if (difference !== undefined)
        return refused(`the edited file could not be proved right: ${difference}`);
    return { kind: "edits", edits, lines: lineEdits(text, edits), newText, notes: [] };
}
function editWorker(internal, component, now, pool, replicas, backend, shared) {
    const worker = internal.deployment.workers.find((one) => one.component === component && one.role === pool.role);
    const source = internal.readings.find((reading) => reading.component.name === component)?.component;
    if (!worker || !source)
        return `${component} was not found again`;
    const planned = planWorker(worker, now, pool, replicas, backend, shared.isMoe);
    if ("refusal" in planned)
        return planned.refusal;
    const { plan } = planned;
    const { replicas: _replicas, ...sizes } = plan;
    const hidden = worker.engineFiles.find((file) => file.how === "missing" || file.how === "unresolved");
    // TensorRT-LLM's engine file beats the flags: what it says decides, and it is not here.
    if (backend === "trtllm" && hidden && Object.keys(sizes).length > 0)
        return `the engine file ${hidden.path} of ${component} is not in this file and beats the flags`;
    const context = {
        source: shared.read.source,
        worker,
        list: shared.list,
        wishes: shared.wishes,
        added: [],
    };
    return editFields(context, source, plan) ?? editSettings(context, plan) ?? flushFlags(context);
}
function editSettings(context, plan) {
    const { settings } = context.worker;
    const problem = setNumber(context, "tp", settings.tp, plan.tp, "tensor parallel size") ??
        setNumber(context, "pp", settings.pp, plan.pp, "pipeline parallel size") ??
        setNumber(context, "dp", settings.dp, plan.dp, "data parallel size") ??
        setNumber(context, "ep", settings.ep, plan.ep, "expert parallel size") ??
        setNumber(context, "moeTp", settings.moeTp, plan.moeTp, "expert tensor parallel size") ??
        setSwitch(context, "attentionDp", settings.attentionDp, plan.attentionDp, "attention data parallelism") ??
        setSwitch(context, "expertParallel", settings.expertParallel, plan.expertParallel, "expert parallelism") ??
        setNumber(context, "maxBatch", settings.maxBatch, plan.maxBatch, "batch limit") ??
        setNumber(context, "maxTokens", settings.maxTokens, plan.maxTokens, "token budget") ??
        setNumber(context, "chunkedPrefillSize", settings.chunkedPrefillSize, plan.chunkedPrefillSize, "prefill chunk") ??
        setNumber(context, "maxSeqLen", settings.maxSeqLen, plan.maxSeqLen, "sequence limit") ??
        setNumber(context, "memFraction", settings.memFraction, plan.memFraction, "memory fraction") ??
        setSwitch(context, "chunkedPrefill", settings.chunkedPrefill, plan.chunkedPrefill, "chunked prefill") ??
        setSwitch(context, "prefixCaching", settings.prefixCaching, plan.prefixCaching, "prefix caching");
    if (problem !== undefined)
        return problem;
    if (plan.maxBatch !== undefined) {
        // SGLang's limit counts the whole server, its graphs one attention rank.
        const ranks = (width, attention) => context.worker.backend === "sglang" && attention === true ? (width ?? 1) : 1;
        const oldRanks = ranks(settings.dp?.value, settings.attentionDp?.value);
        const newRanks = ranks(plan.dp ?? settings.dp?.value, plan.attentionDp ?? settings.attentionDp?.value);
        editGraphs(context, settings.maxBatch && Math.ceil(settings.maxBatch.value / oldRanks), Math.ceil(plan.maxBatch / newRanks));
    }
    return undefined;
}

// EXTERNAL MODULE: ./build/lib/manifest/command/config-maps.js
var config_maps = __webpack_require__(5996);
// EXTERNAL MODULE: ./build/lib/manifest/yaml/cursor.js + 1 modules
var yaml_cursor = __webpack_require__(1619);
;// CONCATENATED MODULE: ./build/lib/manifest/edits/blocks.js



/** The lines of a component; undefined in flow style or when other things share its lines. */
function componentBlock(source, component) {
    const { cursor } = component;
    if (cursor.aliased || !(0,dist/* isMap */.jh)(cursor.node) || cursor.node.flow || !cursor.node.range)
        return undefined;
    const nameNode = component.shape === "services" ? cursor.key : nameOf(cursor);
    if (!nameNode?.range)
        return undefined;
    const begin = component.shape === "services" ? nameNode.range[0] : cursor.node.range[0];
    const range = wholeLines(source, begin, cursor.node.range[1]);
    const prefix = source.text.slice(range.start, begin);
    if (!/^[ ]*(?:- )?$/.test(prefix))
        return undefined;
    return { range, name: { start: nameNode.range[0], end: nameNode.range[1] } };
}
function nameOf(cursor) {
    const pair = cursor.node.items.find((one) => (0,dist/* isScalar */.jn)(one.key) && one.key.value === "name");
    return (0,dist/* isScalar */.jn)(pair?.value) ? pair.value : undefined;
}
/** The lines of a key of a ConfigMap's data. */
function dataBlock(source, data, key) {
    if (!(0,yaml_cursor/* isMapCursor */.zC)(data) || data.aliased || data.node.flow)
        return undefined;
    const value = (0,yaml_cursor/* child */.jf)(data, key);
    const keyRange = value?.key?.range;
    if (!value?.node.range || !keyRange || value.aliased)
        return undefined;
    const range = wholeLines(source, keyRange[0], value.node.range[1]);
    if (source.text.slice(range.start, keyRange[0]).trim() !== "")
        return undefined;
    return { range, name: { start: keyRange[0], end: keyRange[1] } };
}
/** From the start of a line to the end (with its line ending) of the last line that holds text. */
function wholeLines(source, start, end) {
    const used = source.text.slice(start, end).trimEnd().length;
    const stop = (0,file_text/* lineEndAt */.fT)(source, start + used);
    const next = source.text.indexOf("\n", stop);
    return { start: (0,file_text/* lineStartAt */.CM)(source, start), end: next === -1 ? source.text.length : next + 1 };
}
/** A block's text after edits that lie inside it; undefined when one does not. */
function editedBlock(source, block, edits) {
    const { start, end } = block.range;
    let result = "";
    let at = start;
    for (const { range, text } of [...edits].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end)) {
        if (range.start < at || range.end > end)
            return undefined;
        result += source.text.slice(at, range.start) + text;
        at = range.end;
    }
    result += source.text.slice(at, end);
    return result.endsWith("\n") ? result : result + source.newline;
}

;// CONCATENATED MODULE: ./build/lib/manifest/edits/names.js
const ROLE_WORDS = /[-_]?(?:prefill|decode|agg(?:regated)?)[-_]?/i;
/** Name of the worker of a role, made from the name that the only worker had: `TrtllmWorker` → `TrtllmPrefillWorker`, `agg` → `prefill`. */
function roleName(name, role) {
    const plain = withoutRole(name);
    const word = role === "agg" ? "" : role;
    if (plain === "")
        return role;
    if (word === "")
        return plain;
    const kebab = /[-_]/.exec(name)?.[0] ?? (/^[a-z0-9]+$/.test(plain) ? "-" : undefined);
    if (kebab !== undefined)
        return plain.endsWith(`${kebab}worker`)
            ? `${plain.slice(0, -"worker".length)}${word}${kebab}worker`
            : `${plain}${kebab}${word}`;
    const title = word.charAt(0).toUpperCase() + word.slice(1);
    return plain.endsWith("Worker") ? `${plain.slice(0, -"Worker".length)}${title}Worker` : `${plain}${title}`;
}
function withoutRole(name) {
    const match = ROLE_WORDS.exec(name);
    if (!match)
        return name;
    const before = name.slice(0, match.index);
    const after = name.slice(match.index + match[0].length);
    const glue = before !== "" && after !== "" && /[-_]/.test(match[0]) ? (/[-_]/.exec(match[0])?.[0] ?? "") : "";
    return before + glue + after;
}

// EXTERNAL MODULE: ./build/lib/manifest/dynamo-version.js
var dynamo_version = __webpack_require__(5829);
// EXTERNAL MODULE: ./build/lib/manifest/text/mapped-text.js
var mapped_text = __webpack_require__(663);
;// CONCATENATED MODULE: ./build/lib/manifest/edits/role-edits.js








/** What gives one worker a role: its declared type, its flags, its KV connector. Returns why it cannot be done. */
function giveRole(source, read, reading, worker, role, list) {
    const { command } = worker;
    if (reading.sidecar || command?.module.startsWith("dynamo.") === false)
        return "an engine beside a Dynamo sidecar gets its role elsewhere";
    declareRole(source, reading, role, list);
    if (!command?.editable)
        return `the command of ${worker.component} cannot be edited`;
    const written = reading.resolved.settings.get("role");
    if (written) {
        const text = written.origin.range && encode(role, written.origin.layers);
        if (!written.origin.range || text === undefined)
            return `the role flag of ${worker.component} cannot be edited`;
        addEdit(list, written.origin.range, text, "role");
        return undefined;
    }
    const words = roleFlags(read, worker, role);
    return insertFlags(source.text, command, words, list, "role")
        ? undefined
        : `the role flag cannot be added to the command of ${worker.component}`;
}
function roleFlags(read, worker, role) {
    const version = read.deployment.dynamoVersion?.value;
    if (worker.backend === "vllm") {
        if (version !== undefined && !(0,dynamo_version/* versionAtLeast */.z)(version, 1, 0))
            return role === "prefill" ? ["--is-prefill-worker"] : ["--is-decode-worker"];
        const connector = worker.settings.kvTransfer
            ? []
            : ["--kv-transfer-config", '{"kv_connector":"NixlConnector","kv_role":"kv_both"}'];
        return ["--disaggregation-mode", role, ...connector];
    }
    if (worker.backend === "sglang") {
        const transfer = worker.settings.kvTransfer ? [] : ["--disaggregation-transfer-backend", "nixl"];
        return ["--disaggregation-mode", role, ...transfer];
    }
    return ["--disaggregation-mode", role];
}
function declareRole(source, { component }, role, list) {
    const { cursor, shape, typeCursor } = component;
    const sub = shape === "services" ? (0,yaml_cursor/* child */.jf)(cursor, "subComponentType") : undefined;
    const target = sub ?? (shape === "components" ? typeCursor : undefined);
    const range = target?.node.range;
    if (range && (0,dist/* isScalar */.jn)(target.node)) {
        addEdit(list, { start: range[0], end: range[1] }, role, "type");
        return;
    }
    const after = shape === "services" ? (0,yaml_cursor/* child */.jf)(cursor, "componentType") : (0,yaml_cursor/* child */.jf)(cursor, "name");
    const keyStart = after?.key?.range?.[0];
    const end = after?.node.range?.[1];
    if (keyStart === undefined || end === undefined || after?.aliased)
        return;
    const indent = (0,file_text/* positionAt */.t$)(source, cursor.node.range?.[0] ?? keyStart).column - 1;
    const at = (0,file_text/* lineEndAt */.fT)(source, end);
    const key = shape === "services" ? "subComponentType" : "type";
    addEdit(list, { start: at, end: at }, `${source.newline}${" ".repeat(indent)}${key}: ${role}`, "type");
}
/** Takes the role of a decode worker away, so that it serves prompts too. */
function takeRole(source, reading, worker, list) {
    const { cursor, shape, typeCursor } = reading.component;
    const { settings } = reading.resolved;
    if (shape === "services")
        removeLine(source, cursor.node, "subComponentType", list);
    const type = (0,yaml_cursor/* stringAt */.bX)(typeCursor);
    if (typeCursor?.node.range &&
        (0,dist/* isScalar */.jn)(typeCursor.node) &&
        shape === "components" &&
        (type === "decode" || type === "prefill"))
        addEdit(list, { start: typeCursor.node.range[0], end: typeCursor.node.range[1] }, "worker", "type");
    for (const key of ["role", "isDecode", "isPrefill", "kvTransfer"]) {
        const setting = settings.get(key);
        if (!setting)
            continue;
        if (key === "kvTransfer" && worker.backend === "trtllm")
            continue;
        if (removeFlag(source.text, worker, key, list, key))
            continue;
        if (key === "kvTransfer")
            continue;
        const text = setting.origin.range && encode("agg", setting.origin.layers);
        if (!setting.origin.range || text === undefined)
            return `the role flag of ${worker.component} cannot be taken out`;
        addEdit(list, setting.origin.range, text, "role");
    }
    const bare = reading.entries.find((entry) => entry.key === "kv-transfer-config");
    if (bare && bare.value && (0,mapped_text/* rangeOf */.be)(bare.value))
        removeNamed(source, worker, "kv-transfer-config", list);
    return undefined;
}
/** Removes a flag that has no setting of its own. */
function removeNamed(source, worker, name, list) {
    const args = worker.command?.args ?? [];
    const index = args.findIndex((arg) => arg.text.replaceAll("_", "-") === `--${name}`);
    const start = args[index]?.wholeRange?.start;
    const end = args[index + 1]?.wholeRange?.end;
    if (index < 0 || start === undefined || end === undefined)
        return;
    const lineStart = source.text.lastIndexOf("\n", start - 1) + 1;
    if (/^\s*- $/.test(source.text.slice(lineStart, start))) {
        const next = source.text.indexOf("\n", end);
        if (next !== -1)
            addEdit(list, { start: lineStart, end: next + 1 }, "", name);
        return;
    }
    const from = gapStart(source.text, start);
    if (from < start)
        addEdit(list, { start: from, end }, "", name);
}
function removeLine(source, map, key, list) {
    if (!(0,dist/* isMap */.jh)(map))
        return;
    const pair = map.items.find((one) => (0,dist/* isScalar */.jn)(one.key) && one.key.value === key);
    if (!pair || !(0,dist/* isScalar */.jn)(pair.key) || !pair.key.range)
        return;
    const lineStart = source.text.lastIndexOf("\n", pair.key.range[0] - 1) + 1;
    const next = source.text.indexOf("\n", pair.key.range[0]);
    if (next !== -1 && source.text.slice(lineStart, pair.key.range[0]).trim() === "")
        addEdit(list, { start: lineStart, end: next + 1 }, "", key);
}

;// CONCATENATED MODULE: ./build/lib/manifest/edits/join.js





/** A prefill and a decode worker become one aggregated worker: the decode worker without its role; the prefill worker's lines go. */
function joinWorkers(loaded, read, prefill, decode) {
    const { source } = loaded;
    const [gone, kept] = [
        componentBlock(source, prefill.reading.component),
        componentBlock(source, decode.reading.component),
    ];
    if (!gone || !kept)
        return { refusal: "the lines of the workers cannot be told from their neighbours" };
    const list = editList();
    const taken = [...read.deployment.workers, ...read.deployment.others].map((one) => one.component.toLowerCase());
    const name = roleName(decode.worker.component, "agg");
    const free = !taken.includes(name.toLowerCase()) && name !== "agg";
    if (free)
        list.edits.push({ range: kept.name, text: name });
    const problem = takeRole(source, decode.reading, decode.worker, list);
    if (problem !== undefined)
        return { refusal: problem };
    const text = list.conflicts.length > 0 ? undefined : editedBlock(source, kept, list.edits);
    if (text === undefined)
        return { refusal: `${decode.worker.component} takes settings from outside its own lines` };
    const edits = [
        { range: gone.range, text: "" },
        { range: kept.range, text },
    ];
    if (source.text.slice(gone.range.start, gone.range.end).match(/(?:^|[\s[{,])&[\w-]/))
        return { refusal: "the prefill worker defines anchors that others use" };
    const unused = unusedEngineFile(loaded, read, prefill.worker);
    return { edits: [...edits, ...unused].sort((a, b) => a.range.start - b.range.start) };
}
/** The prefill worker's own engine file goes with it. */
function unusedEngineFile(loaded, read, prefill) {
    const file = prefill.engineFiles.at(-1);
    if (file?.how !== "config-map" || file.via === undefined || file.file !== loaded.source.file)
        return [];
    if (read.deployment.workers.some((other) => other.component !== prefill.component && other.engineFiles.some((one) => one.via === file.via)))
        return [];
    const [map = "", key = ""] = file.via.replace(/^ConfigMap /, "").split(", ");
    const data = (0,config_maps/* configMapsOf */.T)([loaded]).data(map);
    const block = dataBlock(loaded.source, data, key);
    const others = loaded.source.text.split(key).length - 1;
    // A key that is named anywhere else (another deployment, a comment) stays.
    return block && others <= 2 ? [{ range: block.range, text: "" }] : [];
}

;// CONCATENATED MODULE: ./build/lib/manifest/edits/split.js








const ROLES = ["prefill", "decode"];
/**
 * One aggregated worker becomes a prefill and a decode worker: its lines twice, with names, types, role flags and an engine
 * file of their own. Sizes stay as they were; a later edit sets them.
 */
function splitWorker(loaded, read, worker, reading) {
    const { source } = loaded;
    const block = componentBlock(source, reading.component);
    if (!block)
        return { refusal: `the lines of ${worker.component} cannot be told from their neighbours` };
    const names = new Set([
        ...read.deployment.workers.map((one) => one.component),
        ...read.deployment.others.map((one) => one.component),
    ].map((name) => name.toLowerCase()));
    names.delete(worker.component.toLowerCase());
    const file = worker.engineFiles.at(-1);
    const edits = [];
    const texts = [];
    for (const role of ROLES) {
        const list = editList();
        const name = roleName(worker.component, role);
        if (names.has(name.toLowerCase()))
            return { refusal: `a component named ${name} exists already` };
        list.edits.push({ range: block.name, text: name });
        const problem = giveRole(source, read, reading, worker, role, list) ??
            engineFileEdits(source, worker, reading, file, role, list.edits);
        if (problem !== undefined)
            return { refusal: problem };
        const text = list.conflicts.length > 0 ? undefined : editedBlock(source, block, list.edits);
        if (text === undefined)
            return { refusal: `${worker.component} takes settings from outside its own lines` };
        texts.push(text);
    }
    edits.push({ range: block.range, text: texts.join("") });
    const split = file?.how === "config-map" ? splitConfigMap(loaded, read, worker, reading, file) : { edits: [] };
    if ("refusal" in split)
        return split;
    return { edits: [...edits, ...split.edits].sort((a, b) => a.range.start - b.range.start) };
}
/** The path of a mounted engine file gets the role's own file; a here-document gets what the role needs. */
function engineFileEdits(source, worker, reading, file, role, edits) {
    if (!file)
        return worker.backend === "trtllm"
            ? "TensorRT-LLM needs an engine file for cache_transceiver_config, and there is none in the manifest"
            : undefined;
    if (file.how === "here-doc") {
        if (worker.backend !== "trtllm" || !file.range)
            return undefined;
        const text = encode(roleKeys(reading, role), file.layers);
        if (text === undefined)
            return "the here-document cannot be extended";
        if (text !== "")
            edits.push({ range: { start: file.range.start, end: file.range.start }, text });
        overlapEdit(reading, role, edits);
        return undefined;
    }
    if (file.how !== "config-map")
        return `the engine file ${file.path} is not in this file`;
    if (!file.pathRange)
        return `the path ${file.path} cannot be edited`;
    const path = file.path.slice(0, file.path.lastIndexOf("/") + 1) + engineKey(role);
    const text = encode(path, file.pathLayers ?? []);
    if (text === undefined || source.text.slice(file.pathRange.start, file.pathRange.end).includes("$"))
        return `the path ${file.path} cannot be edited`;
    edits.push({ range: file.pathRange, text });
    return undefined;
}
function engineKey(role) {
    return `${role}.yaml`;
}
/** Keys that a disaggregated TensorRT-LLM worker needs and the aggregated one does not write. */
function roleKeys(reading, role) {
    const has = (key) => reading.entries.some((entry) => entry.key === key || entry.key.startsWith(`${key}.`));
    const transceiver = has("cache_transceiver_config")
        ? ""
        : "cache_transceiver_config:\n  backend: DEFAULT\n";
    const overlap = role === "prefill" && !has("disable_overlap_scheduler") ? "disable_overlap_scheduler: true\n" : "";
    return transceiver + overlap;
}
/** Overlap scheduling is not supported in prefill-only workers. */
function overlapEdit(reading, role, edits) {
    const entry = reading.entries.find((one) => one.key === "disable_overlap_scheduler" && one.space === "key");
    const range = entry?.value && (0,mapped_text/* rangeOf */.be)(entry.value);
    if (role === "prefill" && range && /^false$/i.test(entry.value?.text ?? ""))
        edits.push({ range, text: /^F/.test(entry.value?.text ?? "") ? "True" : "true" });
}
function splitConfigMap(loaded, read, worker, reading, file) {
    const { source } = loaded;
    const [map = "", key = ""] = (file.via ?? "").replace(/^ConfigMap /, "").split(", ");
    const data = (0,config_maps/* configMapsOf */.T)([loaded]).data(map);
    const block = dataBlock(source, data, key);
    if (!block || !file.range || file.file !== source.file)
        return { refusal: `the engine file ${file.path} cannot be split` };
    for (const role of ROLES)
        if ((0,yaml_cursor/* child */.jf)(data, engineKey(role)) && engineKey(role) !== key)
            return { refusal: `the ConfigMap ${map} has a ${engineKey(role)} already` };
    const shared = read.deployment.workers.some((other) => other.component !== worker.component && other.engineFiles.some((one) => one.via === file.via));
    const texts = [];
    for (const role of ROLES) {
        const edits = [{ range: block.name, text: engineKey(role) }];
        if (worker.backend === "trtllm") {
            const text = encode(roleKeys(reading, role), file.layers);
            if (text === undefined)
                return { refusal: `the engine file ${file.path} cannot be extended` };
            if (text !== "")
                edits.push({ range: { start: file.range.start, end: file.range.start }, text });
            overlapEdit(reading, role, edits);
        }
        const text = editedBlock(source, block, edits);
        if (text === undefined)
            return { refusal: `the engine file ${file.path} cannot be split` };
        texts.push(text);
    }
    const kept = shared ? source.text.slice(block.range.start, block.range.end) : "";
    return { edits: [{ range: block.range, text: kept + texts.join("") }] };
}

;// CONCATENATED MODULE: ./build/lib/manifest/rewrite.js





/**
 * The file after a change to the target, whichever way is possible: edits in place for the same serving mode, else the whole
 * new manifest with the old one's names, images, volumes, environment and namespace. Both are proved by parsing again.
 */
function changeManifest(request) {
    const { manifest, target } = request;
    if (manifest.mode === target.mode || (manifest.mode !== "agg" && manifest.mode !== "disagg"))
        return editManifest(request);
    return rewriteManifest(request);
}
function rewriteManifest(request) {
    const { text, manifest, target, facts, siblings = [] } = request;
    const refused = (reason) => ({ kind: "refused", reason });
    if (target.backend !== manifest.backend)
        return refused(`the engine changes from ${manifest.backend ?? "an unknown one"} to ${target.backend}`);
    const read = (0,parse/* readManifest */.W)(text, { file: manifest.file, siblings });
    const own = read.deployments.find((one) => one.deployment.range.start === manifest.range.start && one.deployment.name === manifest.name);
    if (!own)
        return refused("the text is not the one that was parsed");
    const remade = target.mode === "disagg" ? split(read, own) : join(read, own);
    if ("refusal" in remade)
        return refused(remade.refusal);
    const middle = applyEdits(text, remade.edits);
    const after = (0,parse/* readManifest */.W)(middle, { file: manifest.file, siblings }).result;
    const next = after.deployments.find((one) => one.name === manifest.name && one.mode === target.mode);
    if (!next || after.deployments.length !== read.result.deployments.length)
        return refused("the new manifest could not be proved right");
    const lost = lostFrom(own.deployment, next);
    if (lost !== undefined)
        return refused(`the new manifest could not be proved right: ${lost}`);
    const sized = editManifest({ text: middle, manifest: next, target, facts, siblings });
    if (sized.kind === "refused")
        return sized;
    return { kind: "rewritten", newText: sized.newText, notes: notesFor(target) };
}
function split(read, own) {
    const [worker, ...rest] = own.deployment.workers;
    const reading = own.readings.find((one) => one.component.name === worker?.component);
    if (!worker || !reading || rest.length > 0)
        return { refusal: "more than one aggregated worker" };
    return splitWorker(read.loaded, own, worker, reading);
}
function join(read, own) {
    const find = (role) => {
        const workers = own.deployment.workers.filter((one) => one.role === role);
        const reading = own.readings.find((one) => one.component.name === workers[0]?.component);
        return workers.length === 1 && workers[0] && reading ? { worker: workers[0], reading } : undefined;
    };
    const [prefill, decode] = [find("prefill"), find("decode")];
    if (!prefill || !decode || own.deployment.workers.length !== 2)
        return { refusal: "not exactly one prefill and one decode worker" };
    return joinWorkers(read.loaded, own, prefill, decode);
}
/** What of the old manifest the new one lacks. */
function lostFrom(old, next) {
    if (old.namespace !== next.namespace)
        return "its namespace changed";
    if (old.model?.value !== next.model?.value)
        return "its model changed";
    if (JSON.stringify(old.others) !== JSON.stringify(next.others))
        return "another component changed";
    const images = new Set(old.workers.map((worker) => worker.image?.value));
    if (next.workers.some((worker) => !images.has(worker.image?.value)))
        return "an image changed";
    return next.workers.some((worker) => worker.engineFiles.some((file) => file.how === "missing"))
        ? "an engine file is not found"
        : undefined;
}
function notesFor(target) {
    if (target.mode === "agg")
        return [];
    return [
        "Prefill and decode workers hand the KV cache over by NIXL: the pods need a network that it can use.",
    ];
}

// EXTERNAL MODULE: ./build/lib/generate/build-values.js + 1 modules
var build_values = __webpack_require__(1910);
// EXTERNAL MODULE: ./build/lib/generate/manifest/graph.js + 2 modules
var manifest_graph = __webpack_require__(2594);
// EXTERNAL MODULE: ./build/lib/generate/manifest/v1alpha1.js
var v1alpha1 = __webpack_require__(3930);
// EXTERNAL MODULE: ./build/lib/generate/manifest/v1beta1.js
var v1beta1 = __webpack_require__(7608);
// EXTERNAL MODULE: ./build/lib/generate/merge.js
var merge = __webpack_require__(3978);
// EXTERNAL MODULE: ./build/lib/generate/options/values.js
var values = __webpack_require__(7363);
// EXTERNAL MODULE: ./build/lib/generate/yaml-text.js
var yaml_text = __webpack_require__(8595);
;// CONCATENATED MODULE: ./build/lib/generate/from-manifest.js









/** Fields of a worker that follow from the deployment and therefore never stay. */
const SIZED = ["replicas", "multinode", "componentType", "subComponentType", "type", "name", "resources"];
const PLACEMENT = ["nodeSelector", "affinity", "tolerations"];
/**
 * A whole new DynamoGraphDeployment with new workers and the old one's name, namespace, labels, other components, images,
 * volumes, environment, placement and secrets. For cases in which the old text cannot be edited: another engine, an engine
 * file that is not in the file. Comments of the old file are lost, engine settings that the generator does not write too.
 * @throws UserError `infeasible`: a worker whose engine runs beside a Dynamo sidecar, or what {@link buildValues} refuses
 */
function manifestFrom(kept, deployment, task, options) {
    const { document } = kept;
    const spec = mappingOf(document["spec"]);
    const alpha = document["apiVersion"] === "nvidia.com/v1alpha1";
    const values = (0,build_values/* buildValues */.XF)(deployment, task, {
        ...options,
        ...(options.dynamoVersion === undefined && kept.dynamoVersion !== undefined
            ? { dynamoVersion: kept.dynamoVersion }
            : {}),
        service: { ...options.service, includeFrontend: false },
    });
    const graph = (0,manifest_graph/* buildGraph */.ZG)(values);
    const fresh = alpha ? (0,v1alpha1/* graphV1alpha1 */.R)(graph) : (0,v1beta1/* graphV1beta1 */.Z)(graph);
    const written = components(mappingOf(fresh["spec"]), alpha);
    const sameEngine = kept.backend === deployment.backend;
    const old = components(spec, alpha);
    refuseSidecars(kept, old);
    const made = written.map(([generatedName, component], index) => {
        const role = deployment.pools[index]?.role ?? "agg";
        const model = kept.workers.find((worker) => worker.role === role) ?? kept.workers[0];
        const name = model === undefined
            ? generatedName
            : model.role === role
                ? model.component
                : roleName(model.component, role);
        return [
            name,
            keepOld(component, old.find(([oldName]) => oldName === model?.component)?.[1] ?? {}, {
                alpha,
                sameEngine,
            }),
        ];
    });
    const others = old.filter(([name]) => !kept.workers.some((worker) => worker.component === name));
    const all = [...others, ...made];
    const metadata = mappingOf(document["metadata"]);
    return (0,yaml_text/* yamlText */.pS)({
        apiVersion: document["apiVersion"] ?? values.target.apiVersion,
        kind: "DynamoGraphDeployment",
        metadata: { ...metadata, annotations: { ...graph.annotations, ...mappingOf(metadata["annotations"]) } },
        spec: {
            ...spec,
            backendFramework: deployment.backend,
            ...(alpha
                ? { services: Object.fromEntries(all) }
                : { components: all.map(([name, component]) => ({ ...component, name })) }),
        },
    }, {
        header: [
            "Made anew with the names, images, volumes, environment and placement of the manifest before it",
            ...(kept.unseenFiles ?? []).map((file) => `Settings of ${JSON.stringify(file)}, which is not in the old manifest, are not carried over`),
        ],
    });
}
/** An engine in an init container that never ends is started elsewhere than we write. */
function refuseSidecars(kept, old) {
    for (const [name, component] of old) {
        const pod = mappingOf(component["extraPodSpec"] ?? mappingOf(component["podTemplate"])["spec"]);
        const engineBeside = listOf(pod["initContainers"]).some((container) => container["restartPolicy"] === "Always");
        if (engineBeside && kept.workers.some((worker) => worker.component === name)) {
            throw new errors/* UserError */.y("infeasible", `${name} runs its engine beside a Dynamo sidecar; such a worker cannot be written anew`);
        }
    }
}
/** Name and content of every component, whichever shape holds them. */
function components(spec, alpha) {
    if (alpha)
        return Object.entries(mappingOf(spec["services"])).map(([name, service]) => [name, mappingOf(service)]);
    const list = spec["components"];
    return Array.isArray(list)
        ? list.map((item) => [String(mappingOf(item)["name"] ?? ""), mappingOf(item)])
        : [];
}
/** The new component with everything of the old one that does not follow from sizes, role or engine command. */
function keepOld(fresh, old, form) {
    const { alpha } = form;
    const [podKey, oldPod] = alpha
        ? ["extraPodSpec", mappingOf(old["extraPodSpec"])]
        : ["podTemplate", mappingOf(mappingOf(old["podTemplate"])["spec"])];
    const freshPod = alpha
        ? mappingOf(fresh["extraPodSpec"])
        : mappingOf(mappingOf(fresh["podTemplate"])["spec"]);
    const pod = mergePods(freshPod, oldPod, form);
    const kept = without(old, [...SIZED, podKey]);
    const resources = (0,merge/* deepMerge */.$)(withoutGpus(mappingOf(old["resources"])), mappingOf(fresh["resources"]));
    const merged = {
        ...(0,merge/* deepMerge */.$)(without(fresh, [podKey]), kept),
        ...(Object.keys(resources).length === 0 ? {} : { resources }),
    };
    return {
        ...merged,
        [podKey]: alpha ? pod : { ...without(mappingOf(old["podTemplate"]), ["spec"]), spec: pod },
    };
}
function mergePods(fresh, old, { alpha, sameEngine }) {
    const placed = PLACEMENT.some((field) => old[field] !== undefined);
    const containerKeys = ["mainContainer", "containers"];
    const pod = (0,merge/* deepMerge */.$)(without(fresh, [...containerKeys, ...(placed ? PLACEMENT : [])]), withoutOwnVolumes(without(old, containerKeys), fresh));
    if (alpha)
        return {
            ...pod,
            mainContainer: mergeContainers(mappingOf(fresh["mainContainer"]), mappingOf(old["mainContainer"]), sameEngine),
        };
    const sidecars = listOf(old["containers"]).filter((container) => container["name"] !== "main");
    const main = (list) => listOf(list).find((container) => container["name"] === "main") ?? {};
    return {
        ...pod,
        containers: [
            mergeContainers(main(fresh["containers"]), main(old["containers"]), sameEngine),
            ...sidecars,
        ],
    };
}
/** The old container with the new command, GPUs, and what the new command needs. */
function mergeContainers(fresh, old, sameEngine) {
    const { resources: oldResources, ...rest } = without(old, [
        "command",
        "args",
        ...(sameEngine ? [] : ["image", "workingDir"]),
    ]);
    const merged = (0,merge/* deepMerge */.$)(fresh, withoutOwnMounts(rest, fresh));
    const resources = (0,merge/* deepMerge */.$)(withoutGpus(mappingOf(oldResources)), mappingOf(fresh["resources"]));
    return Object.keys(resources).length === 0 ? merged : { ...merged, resources };
}
/** Old volumes but those whose names the new engine files need. */
function withoutOwnVolumes(old, fresh) {
    const own = listOf(fresh["volumes"]).map((volume) => volume["name"]);
    return old["volumes"] === undefined
        ? old
        : { ...old, volumes: listOf(old["volumes"]).filter((volume) => !own.includes(volume["name"])) };
}
/** Old mounts but those at places that the new engine files need. */
function withoutOwnMounts(old, fresh) {
    const own = listOf(fresh["volumeMounts"]);
    const taken = (mount) => own.some((one) => one["mountPath"] === mount["mountPath"] || one["name"] === mount["name"]);
    return old["volumeMounts"] === undefined
        ? old
        : { ...old, volumeMounts: listOf(old["volumeMounts"]).filter((mount) => !taken(mount)) };
}
function withoutGpus(resources) {
    return Object.fromEntries(Object.entries(resources).map(([kind, amounts]) => [
        kind,
        (0,values/* isMapping */.pi)(amounts) ? without(amounts, ["nvidia.com/gpu", "gpu"]) : amounts,
    ]));
}
function listOf(value) {
    return Array.isArray(value) ? value.filter((item) => (0,values/* isMapping */.pi)(item)) : [];
}
function mappingOf(value) {
    return (0,values/* isMapping */.pi)(value) ? value : {};
}
function without(mapping, keys) {
    return Object.fromEntries(Object.entries(mapping).filter(([key]) => !keys.includes(key)));
}

// EXTERNAL MODULE: ./build/lib/generate/options/types.js
var options_types = __webpack_require__(3322);
;// CONCATENATED MODULE: ./build/lib/manifest/document-data.js

/**
 * One document of a file as plain data, aliases and merge keys resolved. Undefined when it is no mapping or cannot be read
 * within the limits. For a document that `parseManifest` has already accepted.
 */
function documentData(text, range) {
    try {
        const data = (0,dist/* parse */.qg)(text.slice(range.start, range.end), {
            merge: true,
            uniqueKeys: false,
            maxAliasCount: 100,
            logLevel: "error",
        });
        return typeof data === "object" && data !== null && !Array.isArray(data)
            ? data
            : undefined;
    }
    catch {
        // More aliases than allowed, or an anchor of another document.
        return undefined;
    }
}

;// CONCATENATED MODULE: ./build/lib/check/remake.js







/**
 * The file with the deployment's document written anew: other documents stay byte by byte, and names, images, volumes,
 * environment, placement and other components of the old document stay as values. Proved by parsing it again; undefined
 * when it cannot be written or proved. Engine settings in files that were not seen are lost, and its header says so.
 */
function remakeManifest(request) {
    const { text, manifest, target } = request;
    const { backend } = manifest;
    if (backend === null || backend === "mocker" || !manifest.supported || manifest.template !== undefined)
        return undefined;
    const document = documentData(text, manifest.range);
    if (document?.["kind"] !== "DynamoGraphDeployment")
        return undefined;
    const made = write(request, document, backend);
    if (made === undefined)
        return undefined;
    const { start, end } = manifest.range;
    const newText = `${text.slice(0, start)}${marker(text.slice(start, end))}${made}${text.slice(end)}`;
    return isProved(request, newText) ? newText : undefined;
    function write({ facts, workload }, old, engine) {
        const unseen = manifest.workers.flatMap((worker) => worker.engineFiles
            .filter(({ how }) => how === "missing" || how === "unresolved")
            .map(({ path }) => path));
        try {
            return manifestFrom({
                document: old,
                backend: engine,
                workers: manifest.workers.flatMap(({ role, component }) => role === "encode" ? [] : [{ role, component }]),
                ...(manifest.dynamoVersion === undefined ? {} : { dynamoVersion: manifest.dynamoVersion.value }),
                unseenFiles: [...new Set(unseen)],
            }, target, { isl: workload.isl, osl: workload.osl, prefix: workload.prefix }, {
                ...options_types/* DEFAULT_OPTIONS */.l,
                rule: "benchmark",
                service: {
                    ...options_types/* DEFAULT_OPTIONS */.l.service,
                    ...(manifest.model === undefined ? {} : { modelPath: manifest.model.value }),
                    ...(manifest.servedName === undefined ? {} : { servedModelName: manifest.servedName.value }),
                },
                ...(facts.isMoe === undefined ? {} : { isMoe: facts.isMoe }),
            });
        }
        catch (error) {
            if (error instanceof errors/* UserError */.y)
                return undefined;
            throw error;
        }
    }
}
/** The document's own start marker, when its text holds it. */
function marker(document) {
    return /^---[ \t]*\r?\n/.exec(document)?.[0] ?? "";
}
function isProved({ text, manifest, target, facts, siblings }, newText) {
    const before = (0,parse/* parseManifest */.N)(text, { file: manifest.file, siblings });
    const after = (0,parse/* parseManifest */.N)(newText, { file: manifest.file, siblings });
    if (after.deployments.length !== before.deployments.length ||
        after.documents.length !== before.documents.length)
        return false;
    const index = before.deployments.findIndex((one) => one.range.start === manifest.range.start);
    const next = after.deployments[index];
    if (next === undefined || next.name !== manifest.name || next.namespace !== manifest.namespace)
        return false;
    if (next.backend !== target.backend || next.model?.value !== manifest.model?.value)
        return false;
    const { deployment } = toDeployment(next, facts);
    return deployment !== undefined && differenceOf(deployment, target) === undefined;
}

;// CONCATENATED MODULE: ./build/lib/check/advice.js




/**
 * An evaluation with the edit that leads to it from the proposed file; where no edit is possible the whole manifest is written
 * anew, with the reason; where that is impossible too, the reason alone.
 */
function adviceFor(source, target, facts, workload, evaluation) {
    const { headText, head, siblings } = source;
    const edit = changeManifest({ text: headText, manifest: head, target, facts, siblings });
    if (edit.kind === "refused") {
        const refused = { evaluation, edits: [], noEditReason: edit.reason };
        if (edit.final === true)
            return refused;
        const newText = remakeManifest({ text: headText, manifest: head, target, facts, siblings, workload });
        return newText === undefined ? refused : { ...refused, newText, diff: (0,review/* unifiedDiff */.WH)(headText, newText) };
    }
    if (edit.kind === "rewritten") {
        return { evaluation, edits: [], newText: edit.newText, diff: (0,review/* unifiedDiff */.WH)(headText, edit.newText) };
    }
    return {
        evaluation,
        edits: edit.lines.length > 0 ? edit.lines : lineEdits(headText, edit.edits),
        newText: edit.newText,
        diff: (0,review/* unifiedDiff */.WH)(headText, edit.newText),
    };
}

;// CONCATENATED MODULE: ./build/lib/check/sources.js
/** Which field of a written source is which setting. `backend` has no setting: it is the manifest's own. */
const FIELDS = [
    ["isl", "isl"],
    ["osl", "osl"],
    ["prefixTokens", "prefix"],
    ["concurrency", "concurrency"],
    ["requestRate", "requestRate"],
    ["ttftMs", "ttftMs"],
    ["tpotMs", "tpotMs"],
    ["e2eMs", "requestLatencyMs"],
    ["system", "system"],
    ["decodeSystem", "decodeSystem"],
    ["backendVersion", "backendVersion"],
    ["model", "model"],
    ["acceptLength", "acceptLength"],
    ["totalGpus", "gpus"],
];
const HOW = {
    annotation: "annotation",
    dgdr: "deployment request",
    planner: "planner",
    "perf-job": "benchmark job",
};
/**
 * Everything that the file itself (and files beside it) says about load, limits and hardware of one deployment, for the
 * policy's precedence (`dgd` 12). A request or a benchmark counts only when it speaks of the same model or names none.
 */
function candidatesOf(deployment, file, beside = []) {
    const sources = [file, ...beside].flatMap((one) => one.workloads);
    const fitting = sources.filter((source) => speaksOf(source, deployment));
    return [
        { kind: "annotation", values: sourced(deployment.annotations, "annotation") },
        ...["dgdr", "planner", "perf-job"].flatMap((kind) => fitting
            .filter((source) => source.kind === kind)
            .map((source) => ({ kind, values: inferredValues(source, kind) }))),
    ];
}
/** A request's GPU budget and model are wishes of their own; only load, limits and hardware carry over. */
function inferredValues(source, kind) {
    const { model: _model, gpus: _gpus, ...rest } = sourced(source, kind);
    return rest;
}
function speaksOf(source, deployment) {
    if (source.deployment !== undefined)
        return source.deployment === deployment.name;
    const model = source.model?.value.toLowerCase();
    if (model === undefined)
        return true;
    const own = [deployment.model?.value, deployment.servedName?.value].flatMap((name) => name === undefined ? [] : [name.toLowerCase()]);
    return own.length === 0 || own.includes(model);
}
function sourced(facts, kind) {
    const values = {};
    for (const [field, key] of FIELDS) {
        const setting = facts[field];
        if (setting !== undefined)
            values[key] = { value: setting.value, source: settingSource(setting, HOW[kind]) };
    }
    return values;
}
/** Where a written setting stands, as a fact's source. */
function settingSource(setting, how) {
    const { origin } = setting;
    return {
        kind: "file",
        file: origin.file,
        position: origin.position,
        what: origin.via ?? origin.name,
        ...(how === undefined ? {} : { how }),
    };
}

;// CONCATENATED MODULE: ./build/lib/check/places.js
/** Which written setting a kind of change is read from, first that is written. */
const WRITTEN = {
    tp: ["tp"],
    pp: ["pp"],
    dp: ["dp", "attentionDp"],
    ep: ["ep", "expertParallel"],
    maxBatchSize: ["maxBatch"],
    maxNumTokens: ["maxTokens", "chunkedPrefillSize"],
    maxSeqLen: ["maxSeqLen"],
    memFraction: ["memFraction"],
    chunkedPrefill: ["chunkedPrefill", "chunkedPrefillSize"],
    prefixCaching: ["prefixCaching"],
    quant: ["quantization", "kvDtype"],
    model: ["model"],
};
/** The worker of a role; a decode worker may be written without one beside a prefill worker. */
function workerOf(manifest, role) {
    return manifest.workers.find((worker) => worker.role === role) ?? manifest.workers[0];
}
/** The setting that a kind of change is written as. */
function writtenSetting(manifest, kind, role) {
    const worker = workerOf(manifest, role);
    if (worker === undefined)
        return undefined;
    if (kind === "replicas")
        return worker.replicas;
    if (kind === "system")
        return worker.gpusPerNode;
    for (const name of WRITTEN[kind] ?? []) {
        const setting = worker.settings[name];
        if (setting !== undefined && "origin" in setting)
            return setting;
    }
    return undefined;
}
/** Where the settings of a manifest stand, for the labels of *what moved*. */
function writtenIn(manifest) {
    return (kind, role) => {
        const setting = writtenSetting(manifest, kind, role);
        return setting === undefined
            ? undefined
            : { name: shortName(setting.origin.name), line: setting.origin.position.line };
    };
}
/** Last part of a path of fields; flags stay whole. */
function shortName(name) {
    return name.startsWith("-") ? name : (name.split(".").at(-1) ?? name);
}
/** Where a finding about a setting belongs: at the setting, else at the worker, else at the deployment. */
function placeOf(manifest, role, kind) {
    const setting = role === undefined || kind === undefined ? undefined : writtenSetting(manifest, kind, role);
    if (setting !== undefined) {
        return {
            file: setting.origin.file,
            position: setting.origin.position,
            endPosition: setting.origin.endPosition,
        };
    }
    const worker = role === undefined ? undefined : manifest.workers.find((each) => each.role === role);
    return { file: manifest.file, position: worker?.position ?? manifest.position };
}

;// CONCATENATED MODULE: ./build/lib/check/facts.js



const ENGINES = { trtllm: "TensorRT-LLM", vllm: "vLLM", sglang: "SGLang" };
/** Every value that a prediction rests on, with where it came from. */
function factsOf(input) {
    const { manifest, settings, deployment, prediction } = input;
    const facts = [];
    const first = deployment.pools[0];
    const worker = workerOf(manifest, first.role);
    facts.push({
        label: "Model",
        value: deployment.model,
        source: settings.values.model?.source ??
            (manifest.model === undefined
                ? { kind: "derived", what: "the manifest" }
                : settingSource(manifest.model)),
    });
    const written = [worker?.settings.kvDtype, worker?.settings.quantization].flatMap((setting) => setting === undefined ? [] : [settingSource(setting)]);
    facts.push({
        label: "Precision",
        value: `weights ${modeText(prediction.quant.gemm)}, KV cache ${modeText(prediction.quant.kvcache)}`,
        source: { kind: "checkpoint", what: "the model's `config.json`" },
        ...(written.length === 0 ? {} : { also: written }),
    });
    facts.push({
        label: "GPUs",
        value: gpuText(deployment),
        source: systemSource(input),
        also: [{ kind: "derived", what: "replicas × `gpu` limits" }],
    });
    facts.push(combined("Prompt, answer", `${count(settings.workload.isl)} and ${count(settings.workload.osl)} tokens`, settings, ["isl", "osl"]));
    const limits = limitText(settings);
    if (limits !== "")
        facts.push(combined("Limits", limits, settings, ["ttftMs", "tpotMs", "requestLatencyMs", "percentile"]));
    facts.push({
        label: "Engine data",
        value: `${ENGINES[deployment.backend]} ${prediction.perfDb.version}`,
        source: versionSource(input),
    });
    facts.push(combined("Shared prefix", `${count(settings.workload.prefix)} tokens`, settings, ["prefix"]));
    facts.push(loadFact(input));
    for (const assumption of input.assumptions)
        facts.push({ label: "Engine default", value: assumption, source: { kind: "assumed", what: "" } });
    return facts;
}
function gpuText(deployment) {
    const systems = [...new Set(deployment.pools.map((pool) => pool.system))].map(systemText);
    return `${(0,domain_deployment/* totalGpus */.Oj)(deployment)} × ${systems.join(" and ")}`;
}
/** `h200_sxm` as people write it. */
function systemText(system) {
    return system.toUpperCase().replaceAll("_", " ");
}
function systemSource({ settings, manifest, deployment }) {
    const evidence = workerOf(manifest, deployment.pools[0].role)?.gpu.find((each) => each.system === deployment.pools[0].system);
    return (settings.values.system?.source ??
        (evidence === undefined
            ? { kind: "derived", what: "the manifest" }
            : {
                kind: "file",
                file: evidence.origin.file,
                position: evidence.origin.position,
                what: evidence.origin.name,
            }));
}
/** One row for several values of one kind: the strongest source first, the others behind it. */
function combined(label, value, settings, keys) {
    const sources = [];
    for (const key of keys) {
        const source = settings.values[key]?.source;
        if (source !== undefined && !sources.some((known) => JSON.stringify(known) === JSON.stringify(source)))
            sources.push(source);
    }
    const [first, ...also] = sources;
    return {
        label,
        value,
        source: first ?? { kind: "assumed", what: "" },
        ...(also.length === 0 ? {} : { also }),
    };
}
function limitText({ sla }) {
    const parts = [];
    if (sla.ttftMs !== undefined)
        parts.push(`TTFT ${limit(sla.ttftMs)} ms`);
    if (sla.tpotMs !== undefined)
        parts.push(`TPOT ${limit(sla.tpotMs)} ms`);
    if (sla.requestLatencyMs !== undefined)
        parts.push(`request latency ${limit(sla.requestLatencyMs)} ms`);
    return sla.percentile === undefined ? parts.join(", ") : `${parts.join(", ")}, each at ${sla.percentile}`;
}
/** A limit as it was written, with commas. */
function limit(valueMs) {
    return Number.isInteger(valueMs) ? count(valueMs) : String(valueMs);
}
function versionSource({ settings, manifest, wantedVersion, prediction }) {
    const stated = settings.values.backendVersion;
    if (stated !== undefined)
        return stated.source;
    const written = manifest.dynamoVersion ?? manifest.backendVersion;
    if (written === undefined)
        return { kind: "assumed", what: "the newest released data" };
    const exact = wantedVersion === undefined || wantedVersion === prediction.perfDb.version;
    return settingSource(written, exact ? "engine of the image tag" : `nearest to ${wantedVersion}, the engine of the image tag`);
}
/** `fp8_block` as people write it. */
function modeText(mode) {
    return mode.replace(/^([^_]+)_(.+)$/, "$1 ($2)");
}
/** The load that was judged: as stated, else the one with the highest throughput at which the limits hold. */
function loadFact({ settings, deployment, prediction }) {
    const { concurrency, requestRate } = settings.workload;
    if (concurrency !== undefined)
        return combined("Load", `${count(concurrency)} requests at once`, settings, ["concurrency"]);
    if (requestRate !== undefined)
        return combined("Load", `${requestRate} requests a second`, settings, ["requestRate"]);
    const full = deployment.pools.every((pool) => pool.role === "prefill" ||
        pool.settings.maxBatchSize === undefined ||
        pool.batchSize >= pool.settings.maxBatchSize);
    const value = full
        ? "every worker full"
        : `${count(prediction.concurrency)} requests at once, the most that keeps the limits`;
    return { label: "Load", value, source: { kind: "assumed", what: "the policy names no concurrency" } };
}
function count(value) {
    return value.toLocaleString("en-US");
}

;// CONCATENATED MODULE: ./build/lib/check/model-findings.js


/** Largest batch that is looked for when a manifest states no limit. */
const MAX_BATCH = 1024;
/** What the checkpoint's sizes say against a deployment: heads and experts that do not divide, a context that is too short. */
function modelFindings(facts, deployment, workload, manifest) {
    const findings = deployment.pools.flatMap((pool) => (0,review/* divisibilityFindings */.kh)(facts, pool.parallelism, (size) => placeOf(manifest, pool.role, size)));
    const limits = deployment.pools.flatMap(({ role, settings }) => settings.maxSeqLen === undefined ? [] : [{ role, limit: settings.maxSeqLen }]);
    const needed = workload.isl + workload.osl;
    for (const { role, limit } of limits) {
        const finding = (0,review/* contextFinding */.$5)(needed, limit, placeOf(manifest, role, "maxSeqLen"));
        if (finding !== undefined)
            findings.push(finding);
    }
    if (facts.maxPositionEmbeddings !== undefined && limits.length === 0) {
        const finding = (0,review/* contextFinding */.$5)(needed, facts.maxPositionEmbeddings, placeOf(manifest, deployment.pools[0].role, "model"));
        if (finding !== undefined)
            findings.push({ ...finding, severity: "warning" });
    }
    return findings;
}
/** Pools whose memory does not hold one request, or not the batch limit that is written; with the largest batch that fits. */
async function memoryFindings(predictor, deployment, workload, manifest) {
    const found = await Promise.all(deployment.pools.map((pool) => poolFinding(predictor, deployment, pool, workload, manifest)));
    return found.filter((finding) => finding !== undefined);
}
async function poolFinding(predictor, deployment, pool, workload, manifest) {
    const { memFraction, maxSeqLen, maxNumTokens, maxBatchSize } = pool.settings;
    const context = {
        model: deployment.model,
        system: pool.system,
        backend: deployment.backend,
        backendVersion: deployment.backendVersion,
        quant: deployment.quant,
        ...(deployment.speculation === undefined ? {} : { speculation: deployment.speculation }),
        ...(memFraction === undefined ? {} : { memFraction }),
        ...(maxSeqLen === undefined ? {} : { maxSeqLen }),
        ...(maxNumTokens === undefined || pool.role !== "agg" ? {} : { maxNumTokens }),
    };
    const [worker] = await predictor.workers(context, [pool.parallelism], {
        role: pool.role,
        purpose: "search",
    });
    if (worker === undefined || worker instanceof Error)
        return undefined;
    const mode = pool.role === "agg" ? "agg" : pool.role === "prefill" ? "context" : "generation";
    const memoryAt = (batch) => worker.memory(mode, batch, workload, workload.isl);
    let low = 0;
    let high = Math.min(maxBatchSize ?? 1, MAX_BATCH * 4) + 1;
    while (high - low > 1) {
        const middle = (low + high) >>> 1;
        if (memoryAt(middle).verdict === "fits")
            low = middle;
        else
            high = middle;
    }
    return (0,review/* memoryFinding */.bw)({
        role: pool.role,
        largestFit: low,
        use: memoryAt(1).use,
        ...(maxBatchSize === undefined ? {} : { maxBatchSize }),
    }, placeOf(manifest, pool.role, low < 1 ? "tp" : "maxBatchSize"));
}

;// CONCATENATED MODULE: ./build/lib/check/recommend.js



const MAX_FRONTIER_POINTS = 200;
/**
 * Searches the whole space for the proposed deployment's workload, limits and GPU budget, and judges every candidate at
 * the same operating point as the proposal, so that the columns of a comparison answer one question.
 */
async function recommend(evaluator, request) {
    const results = await Promise.all(request.backends.map((backend) => searchBackend(evaluator, request, backend)));
    const experiments = results.flatMap((result) => result.experiments);
    const passing = await roomySettings(evaluator, request);
    let nearestMiss;
    for (const experiment of experiments) {
        for (const row of experiment.top.length > 0 ? experiment.top : experiment.nearest.slice(0, 3)) {
            const point = await operate(evaluator, request, row);
            if (point === undefined)
                continue;
            if (point.meetsSla)
                passing.push(evaluationOf(point));
            else {
                const excess = worstExcess(point);
                if (nearestMiss === undefined || excess < nearestMiss.excess)
                    nearestMiss = { point, excess };
            }
        }
    }
    const ordered = [...passing].sort(byThroughput);
    const [best] = ordered;
    return {
        ...(best === undefined ? {} : { best }),
        ...(best === undefined && nearestMiss !== undefined
            ? { nearestMiss: evaluationOf(nearestMiss.point) }
            : {}),
        alternatives: [...ordered].sort((a, b) => modeRank(a) - modeRank(b) || byThroughput(a, b)),
        frontier: experiments
            .flatMap((experiment) => experiment.frontier.map((row) => frontierPoint(experiment.mode, row)))
            .slice(0, MAX_FRONTIER_POINTS),
        evaluated: experiments.reduce((sum, experiment) => sum + experiment.evaluated, 0),
        notes: experiments.flatMap((experiment) => experiment.error === undefined ? [] : [`${experiment.name}: ${experiment.error.message}`]),
    };
}
/**
 * Settings that meet the limits with the margins to spare. The fastest rows of the plain search lie at the very edge of a
 * limit, so a safe one is rarely among them.
 */
async function roomySettings(evaluator, request) {
    const { margins, sla } = request;
    if (margins === undefined || Object.values(margins).every((factor) => factor === 1))
        return [];
    const tight = {
        ...request,
        sla: {
            ...sla,
            ...(sla.ttftMs === undefined ? {} : { ttftMs: sla.ttftMs / margins.ttft }),
            ...(sla.tpotMs === undefined ? {} : { tpotMs: sla.tpotMs / margins.tpot }),
            ...(sla.requestLatencyMs === undefined
                ? {}
                : { requestLatencyMs: sla.requestLatencyMs / margins.requestLatency }),
        },
    };
    const results = await Promise.all(request.backends.map((backend) => searchBackend(evaluator, tight, backend)));
    const found = [];
    for (const row of results.flatMap(({ experiments }) => experiments.flatMap(({ top }) => top))) {
        const point = await operate(evaluator, request, row);
        if (point?.meetsSla === true)
            found.push(evaluationOf(point));
    }
    return found;
}
/** What a prediction's limits need to spare: the upper end of the band, and a percentile's distance from the mean. */
function marginsOf({ prediction, limits }) {
    const { bands } = prediction;
    const margin = (metric, band, meanMs) => {
        const over = limits.find((limit) => limit.metric === metric)?.percentile?.overMean ?? 1;
        const factor = (band === undefined || !(meanMs > 0) ? 1 : band[1] / meanMs) * over;
        return Number.isFinite(factor) ? factor : 1;
    };
    return {
        ttft: margin("ttft", bands?.ttftMs, prediction.ttftMs),
        tpot: margin("tpot", bands?.tpotMs, prediction.tpotMs),
        requestLatency: margin("requestLatency", bands?.requestLatencyMs, prediction.requestLatencyMs),
    };
}
function searchBackend(evaluator, request, backend) {
    const { proposed, workload, sla } = request;
    const first = proposed.pools[0];
    const last = proposed.pools.at(-1);
    const own = backend === proposed.backend;
    const { chunkedPrefill, memFraction, maxSeqLen } = (proposed.mode === "agg" ? first : last).settings;
    return evaluator.search({
        model: proposed.model,
        totalGpus: request.gpuBudget,
        system: first.system,
        decodeSystem: last.system,
        backend,
        ...(own ? { backendVersion: proposed.backendVersion, quant: proposed.quant } : {}),
        lengths: { isl: workload.isl, osl: workload.osl, prefix: workload.prefix },
        // An absent limit must not become the command line's default limit.
        sla: {
            ttftMs: sla.ttftMs ?? Infinity,
            tpotMs: sla.tpotMs ?? Infinity,
            ...(sla.requestLatencyMs === undefined ? {} : { requestLatencyMs: sla.requestLatencyMs }),
        },
        ...(proposed.speculation === undefined ? {} : { speculation: proposed.speculation }),
        ...(chunkedPrefill === undefined ? {} : { chunkedPrefill }),
        ...(own && memFraction !== undefined ? { memFraction } : {}),
        ...(maxSeqLen === undefined ? {} : { maxSeqLen }),
    });
}
/** A row as a deployment with the limits that make an engine run at that row's load, at its operating point. */
async function operate(evaluator, request, row) {
    const deployment = {
        ...row.deployment,
        replicas: Math.max(1, Math.floor(request.gpuBudget / (0,domain_deployment/* gpusPerReplica */.Fl)(row.deployment))),
        pools: row.deployment.pools.map((pool) => ({
            ...pool,
            settings: {
                ...pool.settings,
                maxBatchSize: pool.batchSize,
                ...(pool.ctxTokens === undefined ? {} : { maxNumTokens: pool.ctxTokens }),
            },
        })),
    };
    try {
        return await evaluator.evaluate(deployment, request.workload, request.sla);
    }
    catch (error) {
        if (error instanceof errors/* UserError */.y)
            return undefined;
        throw error;
    }
}
function worstExcess(point) {
    return Math.max(0, ...point.limits.map(({ valueMs, limitMs }) => valueMs / limitMs - 1));
}
function byThroughput(a, b) {
    return (b.prediction.tokensPerSec - a.prediction.tokensPerSec || a.prediction.totalGpus - b.prediction.totalGpus);
}
function modeRank(evaluation) {
    return evaluation.deployment.mode === "disagg" ? 0 : 1;
}
function frontierPoint(mode, row) {
    return {
        mode,
        tokensPerSecPerUser: row.figures.tokensPerSecPerUser,
        tokensPerSecPerGpu: row.tokensPerSecPerGpuCluster,
        ttftMs: row.figures.ttftMs,
        requestLatencyMs: row.figures.requestLatencyMs,
    };
}

;// CONCATENATED MODULE: ./build/lib/check/review-deployment.js












/** Predicts, searches and judges one deployment. User mistakes become findings; only defects are thrown. */
async function reviewDeployment(deps, evaluator, policy, one) {
    const settings = (0,lib_policy/* resolveSettings */.Mo)(policy, one.file, one.candidates);
    const findings = [...one.findings];
    const frame = {
        file: one.file,
        ...(one.previousFile === undefined ? {} : { previousFile: one.previousFile }),
        name: one.head.name,
        line: one.head.position.line,
        sla: settings.sla,
        workload: settings.workload,
        ...(settings.values.gpuPricePerHour === undefined
            ? {}
            : { gpuPricePerHour: settings.values.gpuPricePerHour.value }),
    };
    const close = (parts, notChecked) => {
        const levelled = (0,review/* applyLevels */.k1)(findings, policy.rules);
        const judgement = (0,review/* judge */.S4)({
            findings: levelled,
            assumed: settings.assumed,
            ...(parts.proposed === undefined ? {} : { proposed: parts.proposed }),
            ...(notChecked === undefined ? {} : { notChecked }),
        });
        return {
            ...frame,
            movements: [],
            alternatives: [],
            frontier: [],
            facts: [],
            ...parts,
            verdict: judgement.verdict,
            reasons: judgement.reasons,
            ...(judgement.notChecked === undefined ? {} : { notChecked: judgement.notChecked }),
            findings: levelled,
        };
    };
    const mapped = await mapManifest(deps, one.head, settings);
    findings.push(...mapped.findings);
    const deployment = mapped.mapping.deployment;
    if (deployment === undefined || mapped.facts === undefined)
        return close({}, mapped.notChecked ?? { phrase: phraseOf(mapped.mapping) });
    const modelProblems = modelFindings(mapped.facts, deployment, settings.workload, one.head);
    findings.push(...modelProblems);
    if (modelProblems.some(({ severity }) => severity === "error"))
        return close({});
    const memory = await memoryFindings(deps.predictor, deployment, settings.workload, one.head);
    findings.push(...memory);
    if (memory.some(({ rule }) => rule === "memory-exceeded"))
        return close({});
    const proposed = await evaluate(evaluator, deployment, settings, one.head);
    if ("finding" in proposed) {
        findings.push(proposed.finding);
        return close({}, proposed.notChecked);
    }
    if (proposed.queueing !== undefined)
        findings.push(...proposed.prediction.notes
            .slice(0, 1)
            .map((note) => (0,review/* queueFinding */.V)(note, placeOf(one.head, deployment.pools.at(-1).role, "maxBatchSize"))));
    const proposedEvaluation = evaluationOf(proposed);
    const base = await baseEvaluation(deps, evaluator, one, settings);
    const budget = settings.values.gpus?.value ?? (0,domain_deployment/* totalGpus */.Oj)(deployment);
    push(findings, (0,review/* budgetFinding */.rf)((0,domain_deployment/* totalGpus */.Oj)(deployment), budget, placeOf(one.head, deployment.pools[0].role, "replicas")));
    if (base !== undefined)
        push(findings, (0,review/* regressionFinding */.nN)(base.evaluation, proposedEvaluation, policy.regressionTolerance, placeOf(one.head)));
    const found = await recommend(evaluator, {
        proposed: deployment,
        workload: settings.workload,
        sla: settings.sla,
        gpuBudget: budget,
        backends: settings.values.backends?.value ?? [deployment.backend],
        margins: marginsOf(proposedEvaluation),
    });
    const verdict = (0,review/* judge */.S4)({
        proposed: proposedEvaluation,
        findings: (0,review/* applyLevels */.k1)(findings, policy.rules),
        assumed: settings.assumed,
    }).verdict;
    const advice = await advise(evaluator, policy, one, deployment, mapped.told, {
        proposed: proposedEvaluation,
        verdict,
        found,
        settings,
        budget,
    });
    if (found.best === undefined &&
        Object.keys(settings.sla).length > 0 &&
        found.alternatives.length === 0 &&
        found.nearestMiss !== undefined) {
        findings.push((0,review/* unreachableSla */.jD)(budget, found.evaluated, placeOf(one.head)));
    }
    const movements = base === undefined
        ? []
        : await (0,review/* traceMovements */.U1)(base.evaluation, proposedEvaluation, (0,review/* stepsBetween */.Cm)(base.deployment, deployment, writtenIn(one.head)), async (step) => {
            const point = await evaluate(evaluator, step, settings, one.head);
            return "finding" in point ? undefined : evaluationOf(point);
        });
    const facts = factsOf({
        manifest: one.head,
        settings,
        deployment: proposed.deployment,
        prediction: proposed.prediction,
        ...(mapped.wantedVersion === undefined ? {} : { wantedVersion: mapped.wantedVersion }),
        assumptions: mapped.mapping.assumptions,
    });
    const measured = await measuredReview(deps, deployment, settings.workload.prefix, one.measured ?? []);
    findings.push(...measured.findings);
    const band = (0,review/* bandFact */.sd)(proposed.prediction, deps.bandSource ?? "held-out measurements");
    return close({
        gpuBudget: budget,
        proposed: proposedEvaluation,
        ...(base === undefined ? {} : { base: base.evaluation }),
        ...advice,
        movements,
        alternatives: (0,review/* alternativesOf */.c3)(found.alternatives),
        frontier: found.frontier,
        ...(measured.comparisons.length === 0 ? {} : { measured: measured.comparisons }),
        facts: band === undefined ? facts : [...facts, band],
    });
}
function push(list, item) {
    if (item !== undefined)
        list.push(item);
}
/** From written values to a deployment: GPU type, model and data version are resolved, never guessed. */
async function mapManifest(deps, manifest, settings) {
    const { values } = settings;
    const findings = [];
    const proven = manifest.workers.map(provenSystem).find((evidence) => evidence !== undefined)?.system;
    const system = values.system?.value ?? proven;
    const model = values.model?.value ?? manifest.model?.value;
    const backend = manifest.backend === "mocker" ? null : manifest.backend;
    const tell = (facts) => ({
        ...(values.system === undefined
            ? {}
            : values.system.source.kind === "policy" && proven !== undefined
                ? { defaultSystem: values.system.value }
                : { system: values.system.value }),
        ...(values.decodeSystem === undefined ? {} : { decodeSystem: values.decodeSystem.value }),
        backendVersion: facts?.version ?? "current",
        ...(values.model === undefined ? {} : { model: values.model.value }),
        ...(facts === undefined
            ? {}
            : { isMoe: facts.moe, checkpointQuantized: facts.quant.gemm !== "bfloat16" }),
        ...(values.acceptLength === undefined ? {} : { acceptLength: values.acceptLength.value }),
    });
    const draft = (facts) => toDeployment(manifest, tell(facts));
    const first = draft();
    const unchecked = (result) => ({
        mapping: { ...first, deployment: undefined },
        told: tell(),
        findings: [...findings, result.finding],
        notChecked: result.notChecked,
    });
    if (first.missing.some(({ name }) => name !== "system" && name !== "tp") ||
        model === undefined ||
        backend === null) {
        return { mapping: first, told: tell(), findings };
    }
    if (system === undefined) {
        const hint = manifest.workers.map(suggestedSystem).find((evidence) => evidence !== undefined)?.system;
        return unchecked((0,review/* missingGpuType */.V5)({ known: deps.systems, ...(hint === undefined ? {} : { suggested: hint }) }, placeOf(manifest, manifest.mode === "disagg" ? "prefill" : "agg")));
    }
    const wanted = values.backendVersion?.value ?? manifest.backendVersion?.value;
    const place = placeOf(manifest);
    let facts;
    try {
        const opened = await openVersion(deps, { model, system, backend }, wanted, values.backendVersion !== undefined);
        facts = opened.facts;
        if (wanted !== undefined && opened.substitute)
            findings.push((0,review/* nearestVersion */.bm)(`${backend} ${wanted}`, `${backend} ${facts.version}`, placeOf(manifest)));
    }
    catch (error) {
        if (!(error instanceof errors/* UserError */.y))
            throw error;
        if (error.code === "model")
            return unchecked((0,review/* unknownModel */.w2)(model, deps.nearestModels(model), manifest.model === undefined
                ? place
                : placeOf(manifest, manifest.mode === "disagg" ? "prefill" : "agg", "model")));
        if (error.code === "system")
            return unchecked((0,review/* unknownSystem */.Sc)(system, deps.systems, place));
        return unchecked((0,review/* missingData */.$0)(error.message, place));
    }
    const mapping = draft(facts);
    const badSizes = mapping.missing.filter(({ name }) => name === "tp");
    for (const problem of badSizes)
        findings.push((0,review/* impossibleFinding */.Vq)(problem.message, placeOf(manifest, problem.role, "tp")));
    return {
        mapping,
        told: tell(facts),
        facts,
        findings,
        ...(wanted === undefined ? {} : { wantedVersion: wanted }),
    };
}
/** Data of the wanted engine version; when nobody but the image asked for it and there is none, the current data. */
async function openVersion(deps, context, wanted, strict) {
    if (wanted === undefined)
        return { facts: await deps.predictor.facts(context), substitute: false };
    try {
        return { facts: await deps.predictor.facts({ ...context, backendVersion: wanted }), substitute: false };
    }
    catch (error) {
        if (strict || !(error instanceof errors/* UserError */.y) || error.code !== "version")
            throw error;
        return { facts: await deps.predictor.facts(context), substitute: true };
    }
}
function phraseOf(mapping) {
    const [first] = mapping.missing;
    return first === undefined ? "cannot be predicted" : `cannot be predicted: ${first.message}`;
}
/** The operating point, or the finding that says why there is none. */
async function evaluate(evaluator, deployment, settings, manifest) {
    const role = deployment.pools[0].role;
    try {
        return await evaluator.evaluate(deployment, settings.workload, settings.sla);
    }
    catch (error) {
        if (!(error instanceof errors/* UserError */.y))
            throw error;
        const place = placeOf(manifest, role, "tp");
        if (error.code === "infeasible")
            return {
                finding: (0,review/* impossibleFinding */.Vq)(`${(0,domain_deployment/* parallelKey */.h2)(deployment.pools[0].parallelism)}: ${error.message}`, place),
            };
        return (0,review/* missingData */.$0)(error.message, place);
    }
}
/** The deployment as it was, on the same workload and limits; nothing when it cannot be priced. */
async function baseEvaluation(deps, evaluator, one, settings) {
    if (one.base === undefined)
        return undefined;
    const { deployment } = (await mapManifest(deps, one.base, settings)).mapping;
    if (deployment === undefined)
        return undefined;
    const point = await evaluate(evaluator, deployment, settings, one.base);
    return "finding" in point ? undefined : { deployment, evaluation: evaluationOf(point) };
}
/** Best found, smallest fix and nearest miss, with their edits. */
async function advise(evaluator, policy, one, deployment, told, { proposed, verdict, found, settings, budget }) {
    const choice = (0,review/* chooseAdvice */.eK)({
        proposed,
        verdict,
        passing: found.alternatives,
        misses: found.nearestMiss === undefined ? [] : [found.nearestMiss],
        minGain: policy.minGain,
    });
    const withEdits = (evaluation, target = evaluation.deployment) => adviceFor(one, target, told, settings.workload, evaluation);
    const fix = verdict === "fail"
        ? await evaluator.smallestFix(deployment, settings.workload, settings.sla, budget)
        : undefined;
    return {
        ...(choice.recommended === undefined ? {} : { recommended: withEdits(choice.recommended) }),
        ...(choice.bestFound === undefined ? {} : { bestFound: choice.bestFound }),
        ...(choice.nearestMiss === undefined ? {} : { nearestMiss: choice.nearestMiss }),
        ...(fix === undefined ? {} : { smallestFix: withEdits(evaluationOf(fix.point), fix.deployment) }),
    };
}

;// CONCATENATED MODULE: ./build/lib/check/run-check.js










/**
 * The main job: reads every changed manifest and experiment file before and after, predicts, searches, judges. Equal
 * questions are answered once, so time grows with distinct configurations. User mistakes are findings; only defects throw.
 */
async function runCheck(outer, asked) {
    const deps = { ...outer, predictor: rememberWorkers(outer.predictor) };
    const request = { ...asked, parsed: parsedOnce() };
    const evaluator = createEvaluator({
        predictor: deps.predictor,
        ...(deps.profile === undefined ? {} : { profile: deps.profile }),
    });
    const deployments = [];
    const experiments = [];
    const findings = [];
    const files = [];
    const removed = [];
    for (const file of request.files) {
        if (file.headText === undefined) {
            if (file.status === "removed" && file.baseText !== undefined && isManifestText(file.baseText))
                removed.push(file.path);
            else if (file.unreadable !== undefined)
                findings.push(unreadable(file.path, file.unreadable));
            continue;
        }
        if (isManifestText(file.headText)) {
            const reviewed = await reviewFile(deps, evaluator, request, file, file.headText);
            if (reviewed === undefined)
                continue;
            files.push(file.path);
            deployments.push(...reviewed.deployments);
            findings.push(...reviewed.findings);
        }
        else if (isExperimentText(file.headText)) {
            const review = await reviewExperiments(evaluator, request.policy, deps.experimentContext ?? {}, file, file.headText);
            if (review === undefined)
                continue;
            files.push(file.path);
            experiments.push(review);
        }
    }
    const levelled = (0,review/* applyLevels */.k1)(findings, request.policy.rules);
    const incomplete = request.incomplete ?? false;
    const verdicts = [...deployments, ...experiments].map(({ verdict }) => verdict);
    if (incomplete || levelled.some(({ severity }) => severity === "error"))
        verdicts.push("fail");
    return {
        verdict: (0,review/* worstVerdict */.zP)(verdicts),
        deployments,
        findings: levelled,
        files,
        profile: (deps.profile ?? profile_profile/* reference */.i).name,
        incomplete,
        ...(experiments.length === 0 ? {} : { experiments }),
        ...(removed.length === 0 ? {} : { removed }),
    };
}
/** A cheap look before anything is parsed: most files of a repository are not ours. */
function isManifestText(text) {
    return /\bDynamo(?:GraphDeployment|ComponentDeployment)/.test(text);
}
function unreadable(file, why) {
    return {
        rule: "file-unreadable",
        severity: "warning",
        message: `not checked: the file is ${why}`,
        file,
        position: { line: 1, column: 1 },
    };
}
async function reviewFile(deps, evaluator, request, file, headText) {
    const nearby = (await request.siblings?.(file.path)) ?? [];
    const all = nearby.filter((sibling) => !isMeasuredName(sibling.file));
    const measured = [
        ...nearby.filter((sibling) => isMeasuredOf(file.path, sibling.file)),
        ...(request.measured ?? []),
    ];
    const { head, siblings } = parseWithin(headText, file.path, all);
    const base = file.baseText === undefined
        ? undefined
        : parseWithin(file.baseText, file.previousPath ?? file.path, all).head;
    const beside = all
        .filter(({ text }) => SOURCE_KINDS.test(text))
        .map((sibling) => request.parsed.get(sibling));
    if (head.deployments.length === 0 && head.findings.length === 0)
        return undefined;
    const inputs = request.inputs === undefined ? [] : [request.inputs];
    const reviews = [];
    const active = head.deployments.filter(({ annotations }) => annotations.ignore?.value !== true);
    const owned = splitFindings(head);
    for (const { head: deployment, base: before } of pairDeployments(active, base?.deployments ?? [])) {
        reviews.push(await reviewDeployment(deps, evaluator, request.policy, {
            file: file.path,
            ...(file.previousPath === undefined ? {} : { previousFile: file.previousPath }),
            headText,
            head: deployment,
            ...(before === undefined ? {} : { base: before }),
            candidates: [...inputs, ...candidatesOf(deployment, head, beside)],
            siblings,
            // results name no deployment: of several, it is unknown whose they are
            measured: active.length === 1 ? measured : [],
            findings: owned.of(deployment.range),
        }));
    }
    return { deployments: reviews, findings: owned.rest() };
}
/** Kinds beside a manifest that say load and limits. */
const SOURCE_KINDS = /^kind:\s*["']?(?:DynamoGraphDeploymentRequest|Job)\b/m;
const CONFIG_MAP = /^kind:\s*["']?ConfigMap\b/m;
/** Parses a manifest; files beside it are read only when an engine file of it lies elsewhere. */
function parseWithin(text, file, all) {
    const alone = (0,parse/* parseManifest */.N)(text, { file });
    const missing = alone.deployments.some(({ workers }) => workers.some(({ engineFiles }) => engineFiles.some(({ how }) => how === "missing")));
    const siblings = missing ? all.filter((sibling) => CONFIG_MAP.test(sibling.text)) : [];
    return { head: siblings.length === 0 ? alone : (0,parse/* parseManifest */.N)(text, { file, siblings }), siblings };
}
/** Parses each file beside the manifests once a run. */
function parsedOnce() {
    const known = new Map();
    return {
        get(sibling) {
            let parsed = known.get(sibling.file);
            if (parsed === undefined)
                known.set(sibling.file, (parsed = (0,parse/* parseManifest */.N)(sibling.text, { file: sibling.file })));
            return parsed;
        },
    };
}
/** Findings belong to the deployment whose document they lie in; what is left belongs to the file. */
function splitFindings(file) {
    const left = new Set(file.findings);
    const ranges = file.documents.map((document) => ({ start: document.position.line, range: document.range }));
    const documentOf = (finding) => {
        let index = -1;
        for (const [at, { start }] of ranges.entries())
            if (start <= finding.position.line)
                index = at;
        return index;
    };
    return {
        of(range) {
            const index = ranges.findIndex((document) => document.range.start === range.start);
            // A single deployment owns what is said of its ConfigMaps too.
            const own = [...left].filter((finding) => file.deployments.length === 1 || documentOf(finding) === index);
            for (const finding of own)
                left.delete(finding);
            return own;
        },
        rest: () => [...left],
    };
}


/***/ }),

/***/ 5576:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ readChanges)
/* harmony export */ });
/* unused harmony export isCandidate */
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1421);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var _domain_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6586);




/** Largest file that is read, in bytes. */
const MAX_BYTES = 1024 * 1024;
/** Folders that never hold manifests of the project itself. */
const SKIPPED_FOLDERS = new Set([".git", "node_modules", "dist", "build"]);
/** Whether a file can be a manifest or an experiment file, by its name. */
function isCandidate(file) {
    return /\.(?:ya?ml|json)$/i.test(file) && !/(?:^|\/)(?:package(?:-lock)?|tsconfig)\.json$/.test(file);
}
/**
 * The files below `paths` (default: everything below `cwd`) with their text now and, when `base` is given, before.
 * `base` is a folder (same relative paths) or a git ref. Paths in the result are relative to `cwd`, with `/`.
 */
function readChanges(cwd, paths, base) {
    const files = new Set();
    for (const given of paths.length > 0 ? paths : ["."]) {
        const full = node_path__WEBPACK_IMPORTED_MODULE_2__.resolve(cwd, given);
        if (!(0,node_fs__WEBPACK_IMPORTED_MODULE_1__.existsSync)(full))
            throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y("io", `${given}: no such file or folder`);
        for (const file of (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.statSync)(full).isDirectory() ? walk(full) : [full])
            files.add(file);
    }
    const before = base === undefined ? () => undefined : baseReader(cwd, base, paths);
    const changes = [];
    for (const file of [...files].sort()) {
        const relative = node_path__WEBPACK_IMPORTED_MODULE_2__.relative(cwd, file).split(node_path__WEBPACK_IMPORTED_MODULE_2__.sep).join("/");
        const head = readText(file);
        const baseText = before(relative);
        changes.push({
            path: relative,
            status: base === undefined
                ? "added"
                : baseText === undefined
                    ? "added"
                    : baseText === head.text
                        ? "unchanged"
                        : "modified",
            ...(head.text === undefined ? {} : { headText: head.text }),
            ...(head.why === undefined ? {} : { unreadable: head.why }),
            ...(baseText === undefined ? {} : { baseText }),
        });
    }
    return changes;
}
function walk(folder) {
    const found = [];
    for (const entry of (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readdirSync)(folder, { withFileTypes: true })) {
        const full = node_path__WEBPACK_IMPORTED_MODULE_2__.join(folder, entry.name);
        // A symlink could lead out of the tree or in circles; repositories keep manifests as plain files.
        if (entry.isDirectory() && !SKIPPED_FOLDERS.has(entry.name))
            found.push(...walk(full));
        else if (entry.isFile() && isCandidate(entry.name))
            found.push(full);
    }
    return found;
}
function readText(file) {
    if ((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.statSync)(file).size > MAX_BYTES)
        return { why: `larger than ${MAX_BYTES / 1024} KiB` };
    try {
        return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readFileSync)(file)) };
    }
    catch {
        return { why: "not UTF-8 text" };
    }
}
/** Reads a file as it was: from a folder, from one other file, or from git. */
function baseReader(cwd, base, paths) {
    const asPath = node_path__WEBPACK_IMPORTED_MODULE_2__.resolve(cwd, base);
    if ((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.existsSync)(asPath)) {
        const single = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.statSync)(asPath).isFile();
        if (single && paths.length !== 1)
            throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y("usage", `--base ${base} is one file, so exactly one path can be compared with it`);
        return (relative) => {
            const file = single ? asPath : node_path__WEBPACK_IMPORTED_MODULE_2__.join(asPath, relative);
            return (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.existsSync)(file) ? readText(file).text : undefined;
        };
    }
    const git = (...args) => (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.execFileSync)("git", ["-C", cwd, ...args], {
        encoding: "utf8",
        maxBuffer: 64 * MAX_BYTES,
        stdio: ["ignore", "pipe", "pipe"],
    });
    let top;
    let commit;
    try {
        top = git("rev-parse", "--show-toplevel").trim();
        commit = git("rev-parse", "--verify", "--quiet", "--end-of-options", `${base}^{commit}`).trim();
    }
    catch (error) {
        throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y("usage", `--base ${base} is neither a folder nor a commit of this git repository`, {
            cause: error,
        });
    }
    const prefix = node_path__WEBPACK_IMPORTED_MODULE_2__.relative((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.realpathSync)(top), (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.realpathSync)(cwd)).split(node_path__WEBPACK_IMPORTED_MODULE_2__.sep).join("/");
    return (relative) => {
        try {
            return git("show", `${commit}:${prefix === "" ? "" : `${prefix}/`}${relative}`);
        }
        catch {
            return undefined;
        }
    };
}


/***/ }),

/***/ 548:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  declare: () => (/* binding */ declare),
  readPolicyFile: () => (/* binding */ readPolicyFile),
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/lib/domain/errors.js
var errors = __webpack_require__(6586);
// EXTERNAL MODULE: ./build/lib/check/open.js
var check_open = __webpack_require__(9739);
// EXTERNAL MODULE: ./build/lib/check/run-check.js + 37 modules
var run_check = __webpack_require__(7159);
// EXTERNAL MODULE: ./build/lib/perf/db/calibration-digest.js
var calibration_digest = __webpack_require__(4138);
// EXTERNAL MODULE: ./build/lib/policy/index.js + 5 modules
var lib_policy = __webpack_require__(7809);
// EXTERNAL MODULE: ./build/lib/report/markdown.js
var markdown = __webpack_require__(8818);
;// CONCATENATED MODULE: ./build/lib/report/format.js

/** Minus sign, not a hyphen. */
const MINUS = "\u2212";
/** Whole or with `decimals`, commas from 1,000. Text of what is no number is empty. */
function format_number(value, decimals = 0) {
    if (!Number.isFinite(value))
        return "";
    const [whole = "0", fraction] = Math.abs(value).toFixed(decimals).split(".");
    const grouped = grouping(whole);
    const shown = fraction === undefined ? grouped : `${grouped}.${fraction}`;
    return value < 0 && /[1-9]/.test(shown) ? `${MINUS}${shown}` : shown;
}
/** Digits in threes from the right. */
function grouping(digits) {
    const head = digits.length % 3;
    const threes = digits.slice(head).match(/\d{3}/g) ?? [];
    return [...(head === 0 ? [] : [digits.slice(0, head)]), ...threes].join(",");
}
/** With a sign; zero has none. */
function signed(value, decimals = 0) {
    const shown = format_number(value, decimals);
    return /[1-9]/.test(shown) && value > 0 ? `+${shown}` : shown;
}
/** Tokens or requests each second: whole, one decimal under 10. */
function rate(value) {
    return format_number(value, Math.abs(value) < 9.95 ? 1 : 0);
}
/** Latency of a metric without its unit: TTFT and request latency whole, TPOT one decimal, two under 1 ms. */
function latency(metric, valueMs) {
    return format_number(valueMs, decimalsOf(metric, valueMs));
}
function decimalsOf(metric, valueMs) {
    if (metric === "tpot")
        return valueMs < 1 ? 2 : 1;
    return 0;
}
/** The same with `ms`. A value that misses its limit never looks equal to it: decimals are added until it differs. */
function latencyMs(metric, valueMs, limitMs) {
    let shown = latency(metric, valueMs);
    if (limitMs !== undefined && valueMs > limitMs) {
        for (let decimals = decimalsOf(metric, valueMs) + 1; decimals <= 6 && Number(shown.replaceAll(",", "")) <= limitMs; decimals++) {
            shown = format_number(valueMs, decimals);
        }
    }
    return `${shown}${markdown/* NBSP */.MK}ms`;
}
/** A figure that is not its limit's only because a queue grows without end: no number says it. */
function isEndless({ holds, valueMs, limitMs }) {
    return !holds && valueMs <= limitMs;
}
/** The figure of a limit with `ms`; `∞` when a queue grows without end. */
function format_checkedMs(check) {
    return isEndless(check) ? "∞" : latencyMs(check.metric, check.valueMs, check.limitMs);
}
/** A limit as the policy has it, with commas. */
function format_limit(valueMs) {
    const [whole = "0", fraction] = String(valueMs).split(".");
    return /^\d+$/.test(whole)
        ? `${format_number(Number(whole))}${fraction === undefined ? "" : `.${fraction}`}`
        : String(valueMs);
}
/** A relative change: whole percent with sign, `same` under half a percent, `×10` from +900 %. */
function format_change(ratio) {
    const delta = ratio - 1;
    if (!Number.isFinite(delta))
        return "";
    if (delta >= 9)
        return `×${format_number(ratio)}`;
    if (Math.abs(delta) < 0.005)
        return "same";
    return `${signed(delta * 100)}%`;
}
/** A distance without its sign: `28%`. */
function percent(share) {
    return `${format_number(Math.abs(share) * 100)}%`;
}
/** A probability: whole percent, `<1%`, `>99%`. */
function chance(probability) {
    const whole = Math.round(probability * 100);
    if (whole < 1)
        return "<1%";
    return whole > 99 ? ">99%" : `${whole}%`;
}
/** Used of available memory: `25 of 141 GiB`. */
function memory(usedBytes, capacityBytes) {
    const gib = 1024 ** 3;
    return `${format_number(usedBytes / gib)} of ${format_number(capacityBytes / gib)}${markdown/* NBSP */.MK}GiB`;
}
/** Dollars, escaped because a bare sign can start a formula: two decimals under 100. */
function dollars(value) {
    return `\\$${format_number(value, value < 0.1 ? 3 : value < 100 ? 2 : 0)}`;
}
/** `1 edit`, `2 edits`. */
function plural(count, one, many = `${one}s`) {
    return `${format_number(count)} ${count === 1 ? one : many}`;
}
/** `a`, `a and b`, `a, b and c`. */
function format_list(items) {
    return items.length < 2 ? (items[0] ?? "") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

;// CONCATENATED MODULE: ./build/lib/report/links.js
/** Longest path that is linked: a comment must not be filled by addresses. */
const MAX_PATH = 600;
/**
 * Address of a file of the head commit, of one line of it when said; undefined without a repository, and for a path that
 * is too long or would lead out of the commit.
 */
function fileUrl(context, path, line) {
    const { serverUrl, repository, headSha } = context;
    if (serverUrl === undefined || repository === undefined || headSha === undefined)
        return undefined;
    const segments = path.split("/");
    if (segments.some((segment) => segment === "" || segment === "." || segment === ".."))
        return undefined;
    const safe = segments.map(encodeSegment).join("/");
    if (safe.length > MAX_PATH)
        return undefined;
    return `${serverUrl}/${repository.split("/").map(encodeSegment).join("/")}/blob/${encodeSegment(headSha)}/${safe}${line === undefined ? "" : `#L${Math.max(1, Math.trunc(line))}`}`;
}
/** Like `encodeURIComponent`, but also the marks that could end a Markdown link or start emphasis. */
function encodeSegment(segment) {
    return encodeURIComponent(segment.replace(/\p{Cs}/gu, "\ufffd")).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}

;// CONCATENATED MODULE: ./build/lib/report/sections/findings.js



const MAX_ERRORS = 10;
const MAX_WARNINGS = 5;
const ORDER = { error: 0, warning: 1, notice: 2 };
/** Worst first, then by place. */
function findings_sortFindings(findings) {
    return [...findings].sort((a, b) => ORDER[a.severity] - ORDER[b.severity] ||
        (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) ||
        a.position.line - b.position.line ||
        a.position.column - b.position.column);
}
/** `[line 58] · message`; with the file when the reader cannot know it. */
function findingText(finding, context, withFile) {
    const place = (0,markdown/* link */.nf)(`line ${Math.trunc(finding.position.line)}`, fileUrl(context, finding.file, finding.position.line));
    return `${withFile ? `${(0,markdown/* code */.aY)(finding.file, 80)} ` : ""}${place} · ${(0,markdown/* prose */.CS)(finding.message, 500)}`;
}
/** A numbered list of errors, at most ten. */
function errorList(findings, context, options) {
    const errors = findings_sortFindings(findings).filter(({ severity }) => severity === "error");
    const lines = errors
        .slice(0, MAX_ERRORS)
        .map((finding, index) => `${index + 1}. ${findingText(finding, context, options.withFile)}`);
    if (errors.length > MAX_ERRORS)
        lines.push("", `and ${plural(errors.length - MAX_ERRORS, "more error")} on the lines.`);
    return lines.join("\n");
}
/** Warnings that do not decide, as a short list; notices are only on the lines. The regression is in the heading. */
function warningList(findings, context, options) {
    const warnings = findings_sortFindings(findings).filter(({ severity, rule }) => severity === "warning" && rule !== "regression");
    if (warnings.length === 0)
        return "";
    const max = options.max ?? MAX_WARNINGS;
    const lines = warnings
        .slice(0, max)
        .map((finding) => `- ⚠️ ${findingText(finding, context, options.withFile)}`);
    if (warnings.length > max)
        lines.push(`- and ${format_number(warnings.length - max)} more on the lines`);
    return lines.join("\n");
}

;// CONCATENATED MODULE: ./build/lib/report/words.js


const BACKEND_NAMES = {
    trtllm: "TensorRT-LLM",
    vllm: "vLLM",
    sglang: "SGLang",
};
/** Name of a backend as its makers write it. */
function backendName(backend) {
    return BACKEND_NAMES[backend] ?? backend;
}
/** `h200_sxm` → `H200 SXM`. */
function systemName(system) {
    return system.toUpperCase().replaceAll("_", " ");
}
/** `h200_sxm` → `H200`: the form factor says nothing to a reader of a comment. */
function systemShort(system) {
    return systemName(system).replace(/ (?:SXM|PCIE)$/, "");
}
/** `Qwen/Qwen3-32B-FP8` → `Qwen3-32B-FP8`. */
function modelShort(model) {
    return (model
        .split("/")
        .filter((part) => part !== "")
        .at(-1) ?? model);
}
const METRIC_NAMES = {
    ttft: "TTFT",
    tpot: "TPOT",
    requestLatency: "Request latency",
};
function metricName(metric) {
    return METRIC_NAMES[metric];
}
/** A limited metric with the statistic that its figure is: `TTFT p99`; a mean goes without saying. */
function words_limitName({ metric, percentile }) {
    return percentile === undefined ? metricName(metric) : `${metricName(metric)} ${percentile.name}`;
}
/** Sizes of one worker: `TP4`, `DP2·EP2`; sizes of 1 are left out, a single GPU is `TP1`. */
function shape(p) {
    const sizes = [
        ["TP", p.tp],
        ["PP", p.pp],
        ["DP", p.dp],
        ["CP", p.cp],
        ["EP", p.moeEp],
    ];
    return (sizes
        .filter(([, size]) => size > 1)
        .map(([name, size]) => `${name}${size}`)
        .join("·") || "TP1");
}
function counted(count, what) {
    return `${format_number(count)}${markdown/* NBSP */.MK}×${markdown/* NBSP */.MK}${what}`;
}
/** `10 × TP1` for all replicas of a pool. */
function pool(deployment, pool) {
    return counted(deployment.replicas * pool.workers, shape(pool.parallelism));
}
/** Cell of the row *Workers*: a line for each role. */
function workers(deployment) {
    if (deployment.mode === "agg")
        return deployment.pools.map((each) => pool(deployment, each)).join("<br>");
    return deployment.pools.map((each) => `${pool(deployment, each)} ${each.role}`).join("<br>");
}
/** The same on one line with batch sizes: `10 × TP1 (1) + 3 × TP2 (64)`. */
function workersWithBatch(deployment) {
    return deployment.pools.map((each) => `${pool(deployment, each)} (${format_number(each.batchSize)})`).join(" + ");
}
/** The same on one line: `10 × TP1 prefill + 3 × TP2 decode`. */
function workersInline(deployment) {
    return workers(deployment).replaceAll("<br>", " + ");
}
/** GPUs of an evaluation with their type: `16 × H200`; two types when prefill and decode differ. */
function gpus(evaluation) {
    const systems = [
        ...new Set(evaluation.deployment.pools.map(({ system }) => (0,markdown/* text */.Qq)(systemShort(system), 40))),
    ];
    return counted(evaluation.prediction.totalGpus, systems.join(" and "));
}

;// CONCATENATED MODULE: ./build/lib/report/annotations.js





/** The runner cuts messages at 4,096 characters. */
const MAX_MESSAGE = 4000;
/** Ten a level in one step. */
const MAX_PER_LEVEL = 10;
/** One annotation for every finding and for every manifest that misses a limit, worst first. */
function toAnnotations(result) {
    const findings = sortFindings([
        ...result.findings,
        ...result.deployments.flatMap((review) => review.findings),
        ...(result.experiments ?? []).flatMap((review) => review.findings),
    ]);
    return [
        ...result.deployments.flatMap(missedLimits),
        ...findings.map(({ rule, severity, message, file, position, endPosition }) => {
            const sameLine = endPosition !== undefined && endPosition.line === position.line;
            return {
                level: severity,
                file,
                line: atLeastOne(position.line),
                ...(endPosition === undefined ? {} : { endLine: atLeastOne(endPosition.line) }),
                // the platform takes columns only when the range is within one line
                ...(endPosition === undefined || sameLine ? { column: atLeastOne(position.column) } : {}),
                ...(sameLine ? { endColumn: atLeastOne(endPosition.column) } : {}),
                title: visible(rule),
                message: plain(message),
            };
        }),
    ];
}
function missedLimits(review) {
    const missed = review.verdict === "fail" ? (review.proposed?.limits.filter(({ holds }) => !holds) ?? []) : [];
    if (missed.length === 0)
        return [];
    const values = missed.map((check) => `${limitName(check)} is ${checkedMs(check)}, limit ${limit(check.limitMs)} ms`);
    const fix = review.smallestFix?.edits[0];
    const hint = fix === undefined ? "" : `. Smallest fix: ${visible(fix.text.split("\n")[0] ?? "").trim()}`;
    return [
        {
            level: "error",
            file: review.file,
            line: atLeastOne(fix?.line ?? review.line),
            title: "sla-missed",
            message: plain(`${review.name}: ${list(values)}${hint}`),
        },
    ];
}
function plain(message) {
    return truncate(visible(message), MAX_MESSAGE).replaceAll(NBSP, " ");
}
function atLeastOne(value) {
    return Math.max(1, Math.trunc(value));
}
/** At most ten of a level; the summary has the rest. */
function limitAnnotations(annotations) {
    const counts = { error: 0, warning: 0, notice: 0 };
    const shown = annotations.filter(({ level }) => ++counts[level] <= MAX_PER_LEVEL);
    return { shown, hidden: annotations.length - shown.length };
}

// EXTERNAL MODULE: ./build/lib/domain/deployment.js
var domain_deployment = __webpack_require__(6518);
// EXTERNAL MODULE: ./build/lib/report/json-text.js
var json_text = __webpack_require__(4169);
// EXTERNAL MODULE: ./build/lib/report/visible.js
var report_visible = __webpack_require__(3381);
;// CONCATENATED MODULE: ./build/lib/report/view.js

const MARKS = { pass: "✅", fail: "❌", "too-close": "⚠️", "not-applicable": "⚪" };
/** Longest name in a heading, and in a row of the overview. */
const MAX_NAME = 40;
const MAX_OVERVIEW_NAME = 30;
/** All manifests of a result, in the order of their files. */
function view_viewsOf(result, context) {
    const names = displayNames(result.deployments);
    return result.deployments.map((review, index) => viewOf(review, names[index] ?? review.name, context));
}
function viewOf(review, name, context) {
    const better = review.recommended?.evaluation ?? review.bestFound;
    const gain = better === undefined || review.proposed === undefined
        ? undefined
        : view_throughputRatio(better, review.proposed);
    const errors = review.findings.filter(({ severity }) => severity === "error");
    const hasGain = review.recommended !== undefined &&
        (gain === undefined || gain >= 1 + context.minGain || review.verdict !== "pass");
    const form = formOf(review, errors, hasGain);
    return {
        review,
        name,
        form,
        mark: form === "no-sla" ? MARKS["not-applicable"] : MARKS[review.verdict],
        ...(gain === undefined ? {} : { gain }),
        hasGain,
        errors,
    };
}
function formOf(review, errors, hasGain) {
    if (review.verdict === "not-applicable")
        return "not-checked";
    if (review.verdict === "too-close")
        return "too-close";
    if (review.proposed !== undefined && review.proposed.prediction.memoryVerdict !== "fits")
        return "cannot-start";
    const breaks = review.proposed?.limits.some(({ holds }) => !holds) ?? false;
    if (review.verdict === "fail")
        return breaks || errors.length === 0 ? "fail" : "cannot-start";
    if (review.findings.some(({ rule }) => rule === "regression") && review.base !== undefined)
        return "regressed";
    if (Object.keys(review.sla).length === 0)
        return "no-sla";
    return hasGain ? "gain" : "near-best";
}
/** Whether the advice is an edit that a program can write. */
function canApply({ hasGain, review: { recommended } }) {
    return (hasGain &&
        recommended !== undefined &&
        (recommended.edits.length > 0 || recommended.newText !== undefined));
}
/** Tokens/s per GPU of `a` over those of `b`. */
function view_throughputRatio(a, b) {
    return a.prediction.tokensPerSecPerGpu / b.prediction.tokensPerSecPerGpu;
}
/**
 * One manifest: its own name. Several: the path below the common folder without its ending; manifests of one file are
 * told apart by their names.
 */
function displayNames(reviews) {
    if (reviews.length === 1)
        return reviews.map(({ name }) => name);
    const folder = commonFolder(reviews.map(({ file }) => file));
    const perFile = new Map();
    for (const { file } of reviews)
        perFile.set(file, (perFile.get(file) ?? 0) + 1);
    return reviews.map(({ file, name }) => {
        const path = file.slice(folder.length).replace(/\.(?:ya?ml|json)$/, "");
        return (perFile.get(file) ?? 0) > 1 ? `${path}:${name}` : path;
    });
}
/** The longest folder (with its `/`) that holds all paths; empty at the root. */
function commonFolder(paths) {
    const [first = "", ...rest] = paths;
    const parts = first.split("/").slice(0, -1);
    let length = parts.length;
    for (const path of rest) {
        const other = path.split("/").slice(0, -1);
        let same = 0;
        while (same < length && other[same] === parts[same])
            same++;
        length = same;
    }
    return length === 0 ? "" : `${parts.slice(0, length).join("/")}/`;
}
/** The name in a heading. */
function headingName(view) {
    return (0,report_visible/* shorten */.ml)(view.name, MAX_NAME);
}

;// CONCATENATED MODULE: ./build/lib/report/check-json.js



const GIB = 1024 ** 3;
/** The `check` object of the command line and of the report file (`design.md` 3); further fields may come, these stay. */
function checkJson(result) {
    const deployments = new Map();
    const paths = new Set([...result.files, ...result.deployments.map(({ file }) => file)]);
    for (const review of result.deployments)
        deployments.set(review.file, [...(deployments.get(review.file) ?? []), review]);
    return {
        kind: "check",
        verdict: result.verdict,
        profile: result.profile,
        incomplete: result.incomplete,
        files: [...paths].map((path) => ({
            path,
            deployments: (deployments.get(path) ?? []).map(deploymentJson),
            findings: result.findings.filter(({ file }) => file === path).map(findingJson),
        })),
        findings: result.findings
            .filter(({ file }) => !paths.has(file))
            .map((finding) => ({ ...findingJson(finding), file: finding.file })),
        ...(result.experiments === undefined ? {} : { experiments: result.experiments.map(experimentJson) }),
        ...(result.removed === undefined ? {} : { removed: result.removed }),
    };
}
/** The same as text, one line an indentation step of two. */
function renderCheckJson(result) {
    return `${(0,json_text/* jsonText */.s)(checkJson(result), 2)}\n`;
}
function deploymentJson(review) {
    const { proposed, recommended, bestFound } = review;
    const best = recommended?.evaluation ?? bestFound;
    return {
        name: review.name,
        line: review.line,
        ...(review.previousFile === undefined ? {} : { previousPath: review.previousFile }),
        verdict: review.verdict,
        reasons: review.reasons,
        workload: review.workload ?? null,
        sla: review.sla,
        gpuBudget: review.gpuBudget ?? null,
        base: review.base === undefined ? null : estimateJson(review.base),
        proposed: proposed === undefined ? null : estimateJson(proposed),
        recommended: recommended === undefined ? null : estimateJson(recommended.evaluation),
        smallestFix: review.smallestFix === undefined
            ? null
            : { ...estimateJson(review.smallestFix.evaluation), edits: review.smallestFix.edits },
        bestFound: bestFound === undefined ? null : estimateJson(bestFound),
        nearestMiss: review.nearestMiss === undefined ? null : estimateJson(review.nearestMiss),
        gain: best === undefined || proposed === undefined ? null : view_throughputRatio(best, proposed) - 1,
        movements: review.movements,
        alternatives: review.alternatives.map(estimateJson),
        facts: review.facts,
        findings: review.findings.map(findingJson),
        edits: recommended?.edits ?? [],
        newText: newText(recommended),
        notChecked: review.notChecked ?? null,
        ...(review.measured === undefined ? {} : { measured: review.measured }),
    };
}
/** A whole new file only where edits of lines cannot say it. */
function newText(advice) {
    return advice !== undefined && advice.edits.length === 0 ? (advice.newText ?? null) : null;
}
function findingJson({ rule, severity, message, position, endPosition }) {
    return {
        rule,
        severity,
        message,
        line: position.line,
        column: position.column,
        ...(endPosition === undefined ? {} : { endLine: endPosition.line, endColumn: endPosition.column }),
    };
}
function experimentJson(review) {
    return {
        path: review.file,
        verdict: review.verdict,
        reasons: review.reasons,
        sla: review.sla,
        workload: review.workload ?? null,
        winner: review.experiments[0]?.best === undefined ? null : review.experiments[0].name,
        baseWinner: review.baseWinner ?? null,
        experiments: review.experiments.map(({ name, best, nearestMiss, problem }) => ({
            name,
            best: best === undefined ? null : estimateJson(best),
            nearestMiss: nearestMiss === undefined ? null : estimateJson(nearestMiss),
            ...(problem === undefined ? {} : { problem }),
        })),
        findings: review.findings.map(findingJson),
    };
}
/** An evaluation with the field names of `estimate`, its limits and its workers. */
function estimateJson({ deployment, prediction, limits }) {
    return {
        kind: "estimate",
        mode: deployment.mode,
        model: deployment.model,
        backend: deployment.backend,
        ttftMs: prediction.ttftMs,
        tpotMs: prediction.tpotMs,
        requestLatencyMs: prediction.requestLatencyMs,
        tokensPerSec: prediction.tokensPerSec,
        tokensPerSecPerGpu: prediction.tokensPerSecPerGpu,
        tokensPerSecPerUser: prediction.tokensPerSecPerUser,
        requestsPerSec: prediction.requestsPerSec,
        concurrency: prediction.concurrency,
        totalGpus: prediction.totalGpus,
        memoryGib: prediction.memoryBytes / GIB,
        memoryCapacityGib: prediction.memoryCapacityBytes / GIB,
        fits: prediction.memoryVerdict === "fits",
        meetsSla: limits.every(({ holds }) => holds),
        limits,
        perfDb: prediction.perfDb,
        quant: prediction.quant,
        profile: prediction.profile,
        ...(prediction.bands === undefined ? {} : { interval80: prediction.bands }),
        ...(prediction.pSla === undefined ? {} : { pSla: prediction.pSla }),
        replicas: deployment.replicas,
        ...workersJson(deployment),
        notes: prediction.notes,
    };
}
function workersJson(deployment) {
    const [prefill, decode] = [(0,domain_deployment/* poolOf */.e9)(deployment, "prefill"), (0,domain_deployment/* poolOf */.e9)(deployment, "decode")];
    const agg = (0,domain_deployment/* poolOf */.e9)(deployment, "agg");
    return {
        ...(agg === undefined ? {} : { worker: shapeJson(agg) }),
        ...(prefill === undefined ? {} : { prefill: { workers: prefill.workers, ...shapeJson(prefill) } }),
        ...(decode === undefined ? {} : { decode: { workers: decode.workers, ...shapeJson(decode) } }),
    };
}
function shapeJson({ parallelism: { cp, ...sizes }, batchSize, system, }) {
    return { ...sizes, ...(cp > 1 ? { cp } : {}), batchSize, system };
}

// EXTERNAL MODULE: ./node_modules/string-width/index.js + 6 modules
var string_width = __webpack_require__(4292);
;// CONCATENATED MODULE: ./build/lib/report/context.js
/** A context for a terminal: nothing linked, nothing pushed. */
const LOCAL_CONTEXT = {
    key: "default",
    canCommit: false,
    fromFork: false,
    draft: false,
    commit: "never",
    commitLabel: "apply-advice",
    gate: "enforce",
    tooClose: "pass",
    notApplicable: "pass",
    minGain: 0.05,
    chartStyle: "rich",
};
/** Key of {@link ReportContext.suggestions}: the file and the first line of the smallest fix. */
function context_suggestionKey(file, line) {
    return `${file}:${line}`;
}

;// CONCATENATED MODULE: ./build/lib/report/sections/context-line.js




/** What the figures are about: model · engine · GPUs · lengths · file. */
function contextLine(view, context, options) {
    const { review } = view;
    const parts = [];
    const shown = review.proposed ?? review.bestFound;
    if (shown !== undefined) {
        parts.push((0,markdown/* text */.Qq)(modelShort(shown.deployment.model), 80), (0,markdown/* text */.Qq)(backendName(shown.deployment.backend)), gpus(shown));
    }
    else {
        for (const label of ["Model", "GPUs"]) {
            const fact = review.facts.find((each) => each.label === label);
            if (fact !== undefined)
                parts.push((0,markdown/* prose */.CS)(label === "Model" ? modelShort(fact.value) : fact.value, 80));
        }
    }
    if (review.workload !== undefined)
        parts.push(lengths(review.workload));
    if (options.withFile)
        parts.push((0,markdown/* link */.nf)((0,markdown/* code */.aY)(review.file, 120), fileUrl(context, review.file)));
    if (view.form === "too-close" && (review.recommended ?? review.bestFound) !== undefined) {
        parts.push("Safe choice: the best setting whose whole band is inside the limits.");
    }
    return parts.length === 0 ? "" : (0,markdown/* small */.EX)(parts.join(" · "));
}
/** `4,000 tokens in, 500 out`, and the load when it is fixed. */
function lengths({ isl, osl, concurrency, requestRate }) {
    const load = concurrency !== undefined
        ? `, ${format_number(concurrency)} at once`
        : requestRate !== undefined
            ? `, ${format_number(requestRate, requestRate % 1 === 0 ? 0 : 1)} a second`
            : "";
    return `${format_number(isl)}${markdown/* NBSP */.MK}tokens in, ${format_number(osl)} out${load}`;
}

;// CONCATENATED MODULE: ./build/lib/report/columns.js

/** The columns that have something to say, in order (`comment.md` 5). */
function columnsOf(view, options) {
    const { base, proposed, smallestFix, recommended, bestFound, verdict } = view.review;
    const columns = [];
    const add = (title, evaluation, against) => {
        if (evaluation === undefined)
            return;
        columns.push({
            title,
            evaluation,
            ...(against === undefined ? {} : { ratio: view_throughputRatio(evaluation, against), against }),
        });
    };
    add("Before", base, undefined);
    add("This PR", proposed, base);
    const best = view.hasGain ? recommended?.evaluation : bestFound;
    if (options.withFix &&
        verdict === "fail" &&
        smallestFix !== undefined &&
        !sameSetting(smallestFix.evaluation, best)) {
        add("Smallest fix", smallestFix.evaluation, proposed);
    }
    if (!sameSetting(best, proposed))
        add(verdict === "too-close" ? "Safe choice" : "Best found", best, proposed);
    return columns;
}
/** Whether two evaluations are of one deployment. */
function sameSetting(a, b) {
    if (a === undefined || b === undefined)
        return false;
    return a === b || JSON.stringify(a.deployment) === JSON.stringify(b.deployment);
}

;// CONCATENATED MODULE: ./build/lib/report/cost.js
const SECONDS_PER_HOUR = 3600;
/** Dollars for a million output tokens: all GPUs are paid for, whatever they do. */
function costPerMillionTokens(evaluation, gpuPricePerHour) {
    return (gpuPricePerHour / SECONDS_PER_HOUR / evaluation.prediction.tokensPerSecPerGpu) * 1e6;
}

;// CONCATENATED MODULE: ./build/lib/report/sections/main-table.js





/** Share of free memory under which the row is shown. */
const TIGHT_MEMORY = 0.15;
/** The table of settings against metrics; empty when nothing was predicted. */
function mainTable(view, options) {
    const { header, rows } = mainRows(view, options);
    return rows.length === 0 ? "" : (0,markdown/* table */.tp)(header, `l${"r".repeat(header.length - 1)}`, rows);
}
/** The cells of {@link mainTable}. */
function mainRows(view, options) {
    const columns = columnsOf(view, options);
    if (columns.length === 0)
        return { header: [], rows: [] };
    const { sla, gpuPricePerHour, verdict } = view.review;
    const row = (label, cell) => [
        label,
        ...columns.map(cell),
    ];
    const prediction = ({ evaluation }) => evaluation.prediction;
    const best = bestColumn(columns, options.minGain);
    const rows = [row("Workers", ({ evaluation }) => workers(evaluation.deployment))];
    for (const metric of ["ttft", "tpot", "requestLatency"]) {
        const limitMs = limitOf(sla, metric);
        if (limitMs === undefined && metric === "requestLatency")
            continue;
        const statistic = columns.map(({ evaluation }) => checkOf(evaluation, metric)?.percentile).find(Boolean);
        const named = words_limitName({ metric, ...(statistic === undefined ? {} : { percentile: statistic }) });
        const label = limitMs === undefined ? named : `${named}, limit ${format_limit(limitMs)}${markdown/* NBSP */.MK}ms`;
        rows.push(row(label, (column) => {
            const cell = latencyCell(column, metric, verdict === "too-close");
            // a column whose percentile could not be found holds the mean
            const other = statistic !== undefined && checkOf(column.evaluation, metric)?.percentile === undefined;
            return other ? `${cell}<br>mean` : cell;
        }));
    }
    if (verdict === "too-close" && columns.some((column) => prediction(column).pSla !== undefined)) {
        rows.push(row("Chance to hold", (column) => chanceCell(prediction(column).pSla)));
    }
    rows.push(row((0,markdown/* bold */.Cr)("Tokens/s per GPU"), (column) => withChange(rate(prediction(column).tokensPerSecPerGpu), column.ratio, column === best)), row("Tokens/s per user", (column) => rate(prediction(column).tokensPerSecPerUser)), row("Requests at once", (column) => format_number(prediction(column).concurrency)));
    if (new Set(columns.map((column) => prediction(column).totalGpus)).size > 1) {
        rows.push(row("GPUs", (column) => format_number(prediction(column).totalGpus)));
    }
    if (columns.some((column) => freeMemory(column.evaluation) < TIGHT_MEMORY)) {
        rows.push(row("Free GPU memory", ({ evaluation }) => `${format_number(100 * freeMemory(evaluation))}%`));
    }
    if (gpuPricePerHour !== undefined)
        rows.push(row("Cost per M tokens", (column) => costCell(column, gpuPricePerHour)));
    return { header: ["", ...columns.map(({ title }) => title)], rows };
}
/** Limit of a metric, if it has one. */
function limitOf(sla, metric) {
    return { ttft: sla.ttftMs, tpot: sla.tpotMs, requestLatency: sla.requestLatencyMs }[metric];
}
/** Predicted latency of a metric. */
function main_table_valueOf(evaluation, metric) {
    const { ttftMs, tpotMs, requestLatencyMs } = evaluation.prediction;
    return { ttft: ttftMs, tpot: tpotMs, requestLatency: requestLatencyMs }[metric];
}
/** The limit of a metric with its figure. */
function checkOf(evaluation, metric) {
    return evaluation.limits.find((each) => each.metric === metric);
}
/** The 80 % band of the figure that is shown for a metric, if the profile has one: a percentile scatters as the mean does. */
function bandOf(evaluation, metric) {
    const { bands } = evaluation.prediction;
    const mean = bands && { ttft: bands.ttftMs, tpot: bands.tpotMs, requestLatency: bands.requestLatencyMs }[metric];
    const over = checkOf(evaluation, metric)?.percentile?.overMean ?? 1;
    return mean && (over === 1 ? mean : [mean[0] * over, mean[1] * over]);
}
/** Whether the limit lies inside the band. */
function straddles(check, band) {
    return check !== undefined && band !== undefined && band[0] <= check.limitMs && check.limitMs < band[1];
}
function latencyCell(column, metric, tooClose) {
    const { evaluation, title } = column;
    const check = checkOf(evaluation, metric);
    const band = bandOf(evaluation, metric);
    const shown = check === undefined ? latencyMs(metric, main_table_valueOf(evaluation, metric)) : format_checkedMs(check);
    const range = band === undefined ? "" : `<br>${latency(metric, band[0])}–${latency(metric, band[1])}`;
    const mark = tooClose && straddles(check, band) ? "⚠️ " : check?.holds === false ? "❌ " : "";
    return `${mark}${mark !== "" && title === "This PR" ? (0,markdown/* bold */.Cr)(shown) : shown}${range}`;
}
function chanceCell(probability) {
    return probability === undefined ? "" : chance(probability);
}
/** The column whose gain is worth bold: the highest among those that gain at least `minGain`. */
function bestColumn(columns, minGain) {
    let best;
    for (const column of columns) {
        if (column.ratio === undefined || column.ratio < 1 + minGain)
            continue;
        if (best === undefined ||
            column.evaluation.prediction.tokensPerSecPerGpu > best.evaluation.prediction.tokensPerSecPerGpu)
            best = column;
    }
    return best;
}
function withChange(value, ratio, strong) {
    const parts = ratio === undefined ? [value] : [value, format_change(ratio)];
    return parts.map((part) => (strong ? (0,markdown/* bold */.Cr)(part) : part)).join("<br>");
}
function costCell({ evaluation, against }, price) {
    const cost = costPerMillionTokens(evaluation, price);
    return withChange(dollars(cost), against && cost / costPerMillionTokens(against, price), false);
}
function freeMemory({ prediction }) {
    return 1 - prediction.memoryBytes / prediction.memoryCapacityBytes;
}

;// CONCATENATED MODULE: ./build/lib/report/sections/experiment.js







/** Most experiments that a heading names. */
const MAX_NAMED = 3;
/** Name of an experiment for people: the backend when it tells the experiments of the file apart. */
function experimentNames(review) {
    const backends = review.experiments.map((experiment) => shown(experiment)?.deployment.backend);
    const distinct = new Set(backends);
    const byBackend = distinct.size === backends.length && !backends.includes(undefined);
    return review.experiments.map(({ name }, index) => byBackend ? (0,markdown/* text */.Qq)(backendName(backends[index] ?? "")) : (0,markdown/* code */.aY)(name, 40));
}
function shown({ best, nearestMiss }) {
    return best ?? nearestMiss;
}
/** `TensorRT-LLM wins, SGLang 13% behind, vLLM misses TPOT`. */
function outcome(review) {
    const names = experimentNames(review);
    const winner = review.experiments[0]?.best;
    const phrases = review.experiments.slice(0, MAX_NAMED).map((experiment, index) => {
        const name = names[index] ?? "";
        if (experiment.best === undefined || winner === undefined)
            return `${name} ${missText(experiment)}`;
        if (index === 0)
            return `${name} wins`;
        const behind = 1 - view_throughputRatio(experiment.best, winner);
        return behind < 0.005 ? `${name} is level` : `${name} ${percent(behind)} behind`;
    });
    const more = review.experiments.length - phrases.length;
    return [...phrases, ...(more > 0 ? [`${more} more`] : [])].join(", ");
}
function missText(experiment) {
    const missed = experiment.nearestMiss?.limits.filter(({ holds }) => !holds) ?? [];
    return missed.length === 0 ? "cannot run" : `misses ${format_list(missed.map(words_limitName))}`;
}
/** Table of the experiments: winner first and bold, change against the winner, ❌ in the cell that misses. */
function experimentTable(review) {
    const names = experimentNames(review);
    const winner = review.experiments[0]?.best;
    const metrics = ["ttft", "tpot", "requestLatency"].filter((metric) => limitOf(review.sla, metric) !== undefined ||
        (metric !== "requestLatency" && review.sla.requestLatencyMs === undefined));
    const header = metrics.map((metric) => {
        const limitMs = limitOf(review.sla, metric);
        return limitMs === undefined
            ? metricName(metric)
            : `${metricName(metric)}, limit ${format_limit(limitMs)}${markdown/* NBSP */.MK}ms`;
    });
    const rows = review.experiments.map((experiment, index) => {
        const evaluation = shown(experiment);
        const won = index === 0 && winner !== undefined;
        const name = won ? (0,markdown/* bold */.Cr)(names[index] ?? "") : (names[index] ?? "");
        if (evaluation === undefined)
            return [`${name}<br>${(0,markdown/* prose */.CS)(experiment.problem ?? "cannot run", 160)}`, "", ...metrics.map(() => "")];
        const throughput = rate(evaluation.prediction.tokensPerSecPerGpu);
        const against = winner === undefined || won ? "" : `<br>${format_change(view_throughputRatio(evaluation, winner))}`;
        return [
            `${name}<br>${workers(evaluation.deployment)}`,
            won ? (0,markdown/* bold */.Cr)(throughput) : `${throughput}${against}`,
            ...metrics.map((metric) => metricCell(evaluation, metric)),
        ];
    });
    return (0,markdown/* table */.tp)(["Experiment", "Tokens/s per GPU", ...header], `l${"r".repeat(header.length + 1)}`, rows);
}
function metricCell(evaluation, metric) {
    const check = evaluation.limits.find((each) => each.metric === metric);
    const value = check === undefined ? latencyMs(metric, main_table_valueOf(evaluation, metric)) : format_checkedMs(check);
    return check?.holds === false ? `❌ ${value}` : value;
}
/** Who won before, when that changed; empty for a new file. */
function formerWinner(review) {
    if (review.baseWinner === undefined)
        return "";
    const now = review.experiments[0]?.best === undefined ? undefined : review.experiments[0].name;
    if (review.baseWinner === null)
        return now === undefined
            ? "Before, no experiment met the limits either."
            : "Before, no experiment met the limits.";
    return review.baseWinner === now
        ? "The winner is the one it was before."
        : `Before, ${nameOf(review, review.baseWinner)} won.`;
}
/** The name that the table uses, when the experiment is still there. */
function nameOf(review, experiment) {
    const index = review.experiments.findIndex(({ name }) => name === experiment);
    return experimentNames(review)[index] ?? (0,markdown/* code */.aY)(experiment, 40);
}
/** Model, GPUs, lengths and file. */
function experimentContext(review, context) {
    const evaluations = review.experiments.map(shown).filter((evaluation) => evaluation !== undefined);
    const one = (values) => new Set(values).size === 1 ? values.slice(0, 1) : [];
    const parts = [
        ...one(evaluations.map(({ deployment }) => (0,markdown/* text */.Qq)(modelShort(deployment.model), 80))),
        ...one(evaluations.map(gpus)),
        ...(review.workload === undefined ? [] : [lengths(review.workload)]),
        (0,markdown/* link */.nf)((0,markdown/* code */.aY)(review.file, 120), fileUrl(context, review.file)),
    ];
    return (0,markdown/* small */.EX)(parts.join(" · "));
}

;// CONCATENATED MODULE: ./build/lib/report/sections/heading.js




/** Mark, verdict and the fact that decides, for one manifest (`comment.md` 3). Without the `#`. */
function headingOfOne(view) {
    const name = (0,markdown/* code */.aY)(headingName(view));
    const { review } = view;
    switch (view.form) {
        case "gain":
            return `✅ Pass: ${name} meets its SLA. Best found: ${format_change(view.gain ?? 1)} tokens/s per GPU`;
        case "near-best":
            return `✅ Pass: ${name} meets its SLA${nearness(view)}`;
        case "regressed":
            return `✅ Pass: ${name} meets its SLA, but serves ${lossAgainstBase(view)} less per GPU than before`;
        case "no-sla":
            return `⚪ No SLA set for ${name}${view.hasGain ? `. Best found: ${format_change(view.gain ?? 1)} tokens/s per GPU` : nearness(view)}`;
        case "cannot-start":
            return `❌ Fail: ${name} ${startProblem(view)}`;
        case "fail":
            return `❌ Fail: ${broken(name, review.proposed?.limits.filter(({ holds }) => !holds) ?? [], review.reasons[0])}`;
        case "too-close": {
            const check = closestLimit(view);
            return check === undefined
                ? `⚠️ Too close to call: ${name}`
                : `⚠️ Too close to call: ${words_limitName(check)} of ${name} is ${format_checkedMs(check)}, limit ${format_limit(check.limitMs)}${markdown/* NBSP */.MK}ms`;
        }
        case "not-checked":
            return `⚪ Not checked: ${name} ${(0,markdown/* text */.Qq)(review.notChecked?.phrase ?? "cannot be predicted", 60)}`;
    }
}
/** A manifest with errors that was predicted all the same can start: a rule of the policy fails it. */
function startProblem({ review, errors }) {
    const count = plural(errors.length, "error");
    if (errors.length === 0)
        return "does not fit the GPU memory";
    return review.proposed?.prediction.memoryVerdict === "fits" ? `has ${count}` : `cannot start, ${count}`;
}
function broken(name, limits, reason) {
    const [first, second] = limits;
    if (first === undefined)
        return `${name}${reason === undefined ? "" : `: ${(0,markdown/* text */.Qq)(reason, 60)}`}`;
    if (second === undefined) {
        if (isEndless(first))
            return `${words_limitName(first)} of ${name} grows without end, limit ${format_limit(first.limitMs)}${markdown/* NBSP */.MK}ms`;
        return `${words_limitName(first)} of ${name} is ${format_checkedMs(first)}, limit ${format_limit(first.limitMs)}${markdown/* NBSP */.MK}ms`;
    }
    return `${name} breaks its ${format_list(limits.map((check, index) => (index === 0 ? words_limitName(check) : lower(words_limitName(check)))))} limits`;
}
function lower(name) {
    return name.startsWith("Request") ? name.toLowerCase() : name;
}
function nearness({ gain }) {
    if (gain === undefined)
        return "";
    return gain < 1.005 ? " and is the best found" : `, ${percent(gain - 1)} from the best found`;
}
function lossAgainstBase({ review }) {
    return review.base === undefined || review.proposed === undefined
        ? ""
        : percent(1 - view_throughputRatio(review.proposed, review.base));
}
/** The limit that the figure is nearest to, or furthest beyond; too close: the one that its band reaches furthest beyond. */
function closestLimit({ review }) {
    const bands = review.verdict === "too-close" ? review.proposed?.prediction.bands : undefined;
    const worst = ({ metric, valueMs, percentile }) => {
        const band = bands && { ttft: bands.ttftMs, tpot: bands.tpotMs, requestLatency: bands.requestLatencyMs }[metric];
        return band === undefined ? valueMs : band[1] * (percentile?.overMean ?? 1);
    };
    const ratio = (check) => (isEndless(check) ? Infinity : worst(check) / check.limitMs);
    return [...(review.proposed?.limits ?? [])].sort((a, b) => ratio(b) - ratio(a))[0];
}
/** The heading of several manifests: the worst verdict gives the mark. */
function headingOfMany(views) {
    const total = views.length;
    const failed = views.filter(({ review }) => review.verdict === "fail");
    if (failed.length > 0) {
        const of = `${format_number(failed.length)} of ${format_number(total)} manifests`;
        if (failed.some(({ form }) => form === "cannot-start"))
            return `❌ Fail: ${of} ${failed.length === 1 ? "fails" : "fail"}`;
        return `❌ Fail: ${of} ${failed.length === 1 ? "breaks its SLA" : "break their SLAs"}`;
    }
    const close = views.filter(({ review }) => review.verdict === "too-close").length;
    if (close > 0)
        return `⚠️ Too close to call: ${format_number(close)} of ${format_number(total)} manifests`;
    const unchecked = views.filter(({ review }) => review.verdict === "not-applicable").length;
    if (unchecked > 0)
        return `⚪ Not checked: ${format_number(unchecked)} of ${format_number(total)} manifests`;
    const best = Math.max(1, ...views.filter(({ hasGain }) => hasGain).map(({ gain }) => gain ?? 1));
    const gained = best > 1 ? `. Best found: up to ${format_change(best)} tokens/s per GPU` : "";
    if (views.every(({ form }) => form === "no-sla"))
        return `⚪ No SLA set for ${format_number(total)} manifests${gained}`;
    const worse = views.filter(({ form }) => form === "regressed").length;
    if (worse > 0)
        return `✅ Pass: ${format_number(total)} manifests meet their SLAs, but ${format_number(worse)} ${worse === 1 ? "serves" : "serve"} less per GPU than before`;
    return `✅ Pass: ${format_number(total)} manifests meet their SLAs${gained}`;
}

;// CONCATENATED MODULE: ./build/lib/report/result-heading.js





/** The heading of a whole result, without the `#` (`comment.md` 3). */
function result_heading_resultHeading(result, views) {
    if (result.incomplete)
        return "❌ Fail: not every changed file could be checked";
    const experiments = result.experiments ?? [];
    const judged = [...views.map(({ review }) => review.verdict), ...experiments.map(({ verdict }) => verdict)];
    if (result.verdict === "fail" && !judged.includes("fail"))
        return unreadable(result);
    if (views.length === 0 && experiments.length === 0)
        return "⚪ Nothing to check: no manifest is left in this PR";
    const worst = tellingExperiment(result);
    if (worst !== undefined) {
        if (experiments.length === 1)
            return `${MARKS[worst.verdict]} ${WORDS[worst.verdict]}: ${outcome(worst)}`;
        const same = experiments.filter(({ verdict }) => verdict === worst.verdict).length;
        if (worst.verdict === "pass")
            return `✅ Pass: ${format_number(experiments.length)} experiment files have a winner`;
        return `${MARKS[worst.verdict]} ${WORDS[worst.verdict]}: ${format_number(same)} of ${format_number(experiments.length)} experiment files`;
    }
    const [only] = views;
    return views.length === 1 && only !== undefined ? headingOfOne(only) : headingOfMany(views);
}
/** The experiment file that the heading speaks of: one of the verdict of the whole that no manifest has. */
function tellingExperiment(result) {
    return result.deployments.some(({ verdict }) => verdict === result.verdict)
        ? undefined
        : result.experiments?.find(({ verdict }) => verdict === result.verdict);
}
const WORDS = {
    pass: "Pass",
    fail: "Fail",
    "too-close": "Too close to call",
    "not-applicable": "Not checked",
};
function unreadable({ findings }) {
    const errors = findings.filter(({ severity }) => severity === "error");
    const files = [...new Set(errors.map(({ file }) => file))];
    if (files.length === 1)
        return `❌ Fail: ${(0,markdown/* code */.aY)(files[0] ?? "", 40)} has ${plural(errors.length, "error")}`;
    return files.length === 0
        ? "❌ Fail: the check could not be completed"
        : `❌ Fail: ${format_number(files.length)} files have errors`;
}

;// CONCATENATED MODULE: ./build/lib/report/sections/facts.js


/** Facts that say something else for every manifest stay out of a table of several. */
const OWN_FACTS = new Set(["Model", "Precision"]);
/** `Fact | Value | From`. */
function factsTable(facts, context) {
    return grid(facts.map((fact) => ({ label: fact.label, value: (0,markdown/* prose */.CS)(fact.value, 200), from: from(fact, context) })));
}
function grid(rows) {
    let last = "";
    const cells = rows.map(({ label, value, from: source }) => {
        const shown = label === last ? "" : (0,markdown/* text */.Qq)(label, 60);
        last = label;
        return [shown, value, source];
    });
    return cells.length === 0 ? "" : (0,markdown/* table */.tp)(["Fact", "Value", "From"], "lll", cells);
}
function from(fact, context) {
    return [fact.source, ...(fact.also ?? [])].map((source) => sourceText(source, context)).join("; ");
}
/** Where a value came from, with a link to its line. */
function sourceText(source, context) {
    switch (source.kind) {
        case "file": {
            const place = (0,markdown/* link */.nf)(`line ${Math.trunc(source.position.line)}`, fileUrl(context, source.file, source.position.line));
            return [
                ...(source.how === undefined ? [] : [(0,markdown/* prose */.CS)(source.how, 120)]),
                place,
                ...(source.what === "" ? [] : [(0,markdown/* code */.aY)(source.what, 80)]),
            ].join(", ");
        }
        case "policy":
            return `policy ${(0,markdown/* code */.aY)(source.path, 80)}${source.what === "" ? "" : ` (${(0,markdown/* code */.aY)(source.what, 80)})`}`;
        case "input":
            return source.what === "" ? "input" : `input ${(0,markdown/* prose */.CS)(source.what, 120)}`;
        case "assumed":
            return source.what === "" ? (0,markdown/* bold */.Cr)("assumed") : `${(0,markdown/* bold */.Cr)("assumed")}, ${(0,markdown/* prose */.CS)(source.what, 120)}`;
        case "checkpoint":
        case "derived":
            return (0,markdown/* prose */.CS)(source.what, 160);
    }
}
/**
 * The facts of several manifests in one table: equal ones once, those that differ below each other without their label,
 * lines of single files left out.
 */
function sharedFactsTable(reviews, context, options) {
    const labels = [...new Set(reviews.flatMap(({ facts }) => facts.map(({ label }) => label)))].filter((label) => !OWN_FACTS.has(label));
    const rows = labels.flatMap((label) => {
        const facts = reviews.flatMap((review) => review.facts.filter((fact) => fact.label === label));
        const kept = options.assumedOnly ? facts.filter(({ source }) => source.kind === "assumed") : facts;
        if (label === "Limits" && kept.length > 0 && kept.every(({ source }) => source.kind === "file")) {
            return [{ label, value: "as in the table", from: "annotations of each manifest" }];
        }
        const distinct = new Map();
        for (const fact of kept) {
            const value = (0,markdown/* prose */.CS)(label === "GPUs" ? fact.value.replace(/^[\d,]+\s×\s/, "") : fact.value, 200);
            const source = sharedSource(fact.source, context);
            distinct.set(`${value}\n${source}`, { label, value, from: source });
        }
        return [...distinct.values()].slice(0, 8);
    });
    return grid(rows);
}
function sharedSource(source, context) {
    if (source.kind !== "file")
        return sourceText(source, context);
    if (source.how !== undefined)
        return (0,markdown/* prose */.CS)(source.how, 120);
    return source.what === "" ? "the manifest" : (0,markdown/* code */.aY)(source.what, 80);
}

;// CONCATENATED MODULE: ./build/lib/report/sections/measured.js


const NAMES = {
    ttftMs: "TTFT, ms",
    tpotMs: "TPOT, ms",
    requestLatencyMs: "Request latency, ms",
    tokensPerSec: "Tokens/s",
};
/** Header and rows of a comparison; cells hold no Markdown of strangers. */
function measuredRows({ figures }) {
    return [
        ["", "Predicted", "Measured", "Ratio", "80% band"],
        ...figures.map(({ figure, statistic, predicted, measured, ratio, interval80, withinBand }) => [
            `${NAMES[figure]}${statistic === "mean" ? "" : ` ${statistic}`}`,
            measured_short(predicted),
            measured_short(measured),
            ratio.toFixed(2),
            interval80 === undefined
                ? ""
                : `${interval80.map(measured_short).join("–")}${withinBand === true ? "" : ", outside"}`,
        ]),
    ];
}
/** Where a comparison's measurement came from, and at which load. */
function measuredTitle({ file, tool, date, isl, osl, concurrency }) {
    const when = date === undefined ? "" : `, ${date.slice(0, 10)}`;
    return `${file} (${tool}${when}): ${format_number(isl)} tokens in, ${format_number(osl)} out, ${format_number(concurrency)} at once`;
}
/** The fold of benchmark results beside the manifest: predicted against measured at the same load. Empty without any. */
function measuredFold({ review }) {
    const all = review.measured ?? [];
    if (all.length === 0)
        return "";
    const parts = all.map((comparison) => {
        const [header = [], ...rows] = measuredRows(comparison);
        const notes = comparison.notes.map((note) => `\n\n${(0,markdown/* text */.Qq)(note, 300)}`).join("");
        return `${(0,markdown/* text */.Qq)(measuredTitle(comparison), 200)}\n\n${(0,markdown/* table */.tp)(header, "lrrrr", rows)}${notes}`;
    });
    const tpot = all[0]?.figures.find(({ figure, statistic }) => figure === "tpotMs" && statistic === "mean");
    const lead = tpot === undefined ? "" : `: TPOT ${measured_short(tpot.measured)}${markdown/* NBSP */.MK}ms, predicted ${measured_short(tpot.predicted)}`;
    return (0,markdown/* fold */.AU)(`Measured${lead}`, parts.join("\n\n"));
}
function measured_short(value) {
    return value >= 100 ? format_number(value) : value.toFixed(1);
}

;// CONCATENATED MODULE: ./build/lib/report/sections/moved-sentence.js



/** A limit is near when less than this share of it is left. */
const NEAR_LIMIT = 0.05;
/** An edit is dear when it adds this share to a latency … */
const DEAR_LATENCY = 0.1;
/** … and brings less than this share of throughput. */
const CHEAP_GAIN = 0.01;
/**
 * The first of four things that is true: a broken limit, a near one, a dear edit, the largest gain (`comment.md` 6). Where
 * the whole change serves less than before, the edit that costs most throughput comes before the near limit.
 */
function tellMovement({ movements, base, proposed, findings }) {
    if (base === undefined || proposed === undefined)
        return { sentence: "" };
    const running = (start, delta) => {
        let value = start;
        return movements.map((movement) => {
            const before = value;
            value += delta(movement);
            return before;
        });
    };
    const trail = {
        movements,
        throughput: running(base.prediction.tokensPerSecPerGpu, ({ deltaTokensPerSecPerGpu }) => deltaTokensPerSecPerGpu),
        ttft: running(base.prediction.ttftMs, ({ deltaTtftMs }) => deltaTtftMs),
        tpot: running(base.prediction.tpotMs, ({ deltaTpotMs }) => deltaTpotMs),
    };
    const regressed = findings.some(({ rule }) => rule === "regression");
    return (tellBroken(trail) ??
        (regressed ? tellLoss(trail) : undefined) ??
        tellNear(trail, proposed.limits) ??
        tellDear(trail, proposed.limits.some(({ percentile }) => percentile !== undefined)) ??
        tellGain(trail));
}
function tellBroken(trail) {
    const row = trail.movements.findIndex(({ breaks }) => breaks.length > 0);
    const movement = trail.movements[row];
    if (movement === undefined)
        return undefined;
    const what = movement.breaks.length === 1 ? "the limit" : `the ${format_list(movement.breaks.map(metricName))} limits`;
    return { sentence: `${names(movement)} breaks ${what}${exchange(trail, row, " and costs ")}.`, row };
}
function tellNear(trail, limits) {
    const near = limits
        .filter(({ holds, valueMs, limitMs }) => holds && 1 - valueMs / limitMs < NEAR_LIMIT)
        .sort((a, b) => b.valueMs / b.limitMs - a.valueMs / a.limitMs)[0];
    if (near === undefined)
        return undefined;
    const left = `${words_limitName(near)} is ${gap(near.metric, near.limitMs - near.valueMs)} under its limit.`;
    // what an edit adds is known of the mean alone
    if (near.metric === "requestLatency" || near.percentile !== undefined)
        return { sentence: left };
    const row = dearest(trail.movements, near.metric);
    const movement = row === undefined ? undefined : trail.movements[row];
    if (row === undefined || movement === undefined)
        return { sentence: left };
    const cost = latencyMs(near.metric, deltaOf(movement, near.metric));
    const alone = trail.movements.length > 1 ? "alone costs" : "costs";
    return {
        sentence: `${left} ${names(movement)} ${alone} ${cost} of it${exchange(trail, row, " and ")}.`,
        row,
        column: near.metric,
    };
}
function tellDear(trail, percentiles) {
    for (const [row, movement] of trail.movements.entries()) {
        for (const metric of ["ttft", "tpot"]) {
            const added = deltaOf(movement, metric) / (trail[metric][row] ?? Infinity);
            const gained = movement.deltaTokensPerSecPerGpu / (trail.throughput[row] ?? Infinity);
            if (added < DEAR_LATENCY || gained >= CHEAP_GAIN)
                continue;
            const cost = `${latencyMs(metric, deltaOf(movement, metric))} to ${percentiles ? "mean " : ""}${metricName(metric)}`;
            return {
                sentence: `${names(movement)} adds ${cost}${exchange(trail, row, " and costs ")}.`,
                row,
                column: metric,
            };
        }
    }
    return undefined;
}
function tellLoss({ movements, throughput }) {
    let row;
    let least = 0;
    for (const [index, { deltaTokensPerSecPerGpu }] of movements.entries()) {
        if (deltaTokensPerSecPerGpu >= least)
            continue;
        least = deltaTokensPerSecPerGpu;
        row = index;
    }
    const movement = row === undefined ? undefined : movements[row];
    if (row === undefined || movement === undefined)
        return undefined;
    const share = percent(least / (throughput[row] ?? Infinity));
    return { sentence: `${names(movement)} costs ${share} of throughput.`, row, column: "throughput" };
}
function tellGain({ movements, throughput }) {
    let row;
    let most = 0;
    for (const [index, { deltaTokensPerSecPerGpu }] of movements.entries()) {
        if (deltaTokensPerSecPerGpu <= most)
            continue;
        most = deltaTokensPerSecPerGpu;
        row = index;
    }
    const movement = row === undefined ? undefined : movements[row];
    if (row === undefined || movement === undefined)
        return { sentence: "no edit brings throughput." };
    const brought = format_change(1 + most / (throughput[row] ?? Infinity));
    if (brought === "same")
        return { sentence: "no edit moves throughput by half a percent." };
    return { sentence: `${names(movement)} brings ${brought} throughput.`, row, column: "throughput" };
}
/** What an edit gives or takes in throughput, as the end of a sentence. */
function exchange({ movements, throughput }, row, costs) {
    const share = (movements[row]?.deltaTokensPerSecPerGpu ?? 0) / (throughput[row] ?? Infinity);
    const shown = format_change(1 + share);
    if (shown === "same" || shown === "")
        return ", for the same throughput";
    return share < 0 ? `${costs}${percent(share)} of throughput` : `, for ${shown} throughput`;
}
/** Names of the settings as the subject of a sentence. */
function names({ settings, label }) {
    if (settings === undefined || settings.length === 0)
        return (0,markdown/* prose */.CS)(label, 120);
    return format_list(settings.slice(0, 4).map(({ name, written }, index) => {
        if (written)
            return (0,markdown/* code */.aY)(name, 60);
        const shown = (0,markdown/* text */.Qq)(name, 60);
        return index === 0 ? shown.charAt(0).toUpperCase() + shown.slice(1) : shown;
    }));
}
function deltaOf(movement, metric) {
    return { ttft: movement.deltaTtftMs, tpot: movement.deltaTpotMs, requestLatency: 0 }[metric];
}
/** The edit that adds most to a latency. */
function dearest(movements, metric) {
    let row;
    let most = 0;
    for (const [index, movement] of movements.entries()) {
        if (deltaOf(movement, metric) <= most)
            continue;
        most = deltaOf(movement, metric);
        row = index;
    }
    return row;
}
/** A distance to a limit: with a decimal where whole milliseconds would say 0. */
function gap(metric, leftMs) {
    return leftMs < 1 && metric !== "tpot" ? latencyMs("tpot", leftMs) : latencyMs(metric, leftMs);
}

;// CONCATENATED MODULE: ./build/lib/report/sections/moved.js



/** Most rows; smaller edits beyond join in the last. */
const MAX_ROWS = 6;
/** Parts of *What moved*: the sentence, and the sentence with its table. Empty without a base. */
function movedParts(view, title = "What moved:") {
    const { review } = view;
    if (review.movements.length === 0 || review.base === undefined || review.proposed === undefined)
        return undefined;
    const told = tellMovement(review);
    const sentence = told.sentence === "" ? (0,markdown/* bold */.Cr)(title) : `${(0,markdown/* bold */.Cr)(title)} ${told.sentence}`;
    const rows = joinSmall(review.movements).map(({ movement, index }) => movedRow(movement, index === told.row ? told.column : undefined));
    const of = statisticOfMoved(review.proposed);
    const named = (metric) => (of === "" ? `${metric}, ms` : `Mean ${metric}, ms`);
    const grid = (0,markdown/* table */.tp)(["Edit in this PR", named("TTFT"), named("TPOT"), "Tokens/s per GPU"], "lrrr", rows);
    return { sentence: told.sentence === "" ? "" : sentence, full: `${sentence}\n\n${grid}` };
}
/** What an edit adds is known of means; said where the limits apply to something else. */
function statisticOfMoved({ limits }) {
    return limits.some(({ percentile }) => percentile !== undefined) ? "mean " : "";
}
function movedRow(movement, column) {
    const cell = (name, value, broken) => broken ? `❌ ${(0,markdown/* bold */.Cr)(value)}` : name === column ? (0,markdown/* bold */.Cr)(value) : value;
    return [
        movementLabel(movement),
        cell("ttft", signed(movement.deltaTtftMs), movement.breaks.includes("ttft")),
        cell("tpot", signed(movement.deltaTpotMs, 1), movement.breaks.includes("tpot")),
        cell("throughput", signed(movement.deltaTokensPerSecPerGpu), false),
    ];
}
/** `TP 2 → 4, replicas 8 → 4`; names that stand in the file are code. */
function movementLabel({ settings, label }) {
    if (settings === undefined || settings.length === 0)
        return (0,markdown/* prose */.CS)(label, 120);
    const shown = settings.slice(0, 4).map(({ name, written, from, to }) => {
        const called = written ? (0,markdown/* code */.aY)(name, 60) : (0,markdown/* text */.Qq)(name, 60);
        if (from === undefined)
            return `${called} ${to === undefined ? "" : `${(0,markdown/* text */.Qq)(to, 40)} `}added`;
        return to === undefined
            ? `${called} ${(0,markdown/* text */.Qq)(from, 40)} removed`
            : `${called} ${(0,markdown/* text */.Qq)(from, 40)} → ${(0,markdown/* text */.Qq)(to, 40)}`;
    });
    const more = settings.length - shown.length;
    return [...shown, ...(more > 0 ? [`${format_number(more)} more`] : [])].join(", ");
}
/** The largest five stay, the others become one row at the end. */
function joinSmall(movements) {
    const all = movements.map((movement, index) => ({ movement, index }));
    if (movements.length <= MAX_ROWS)
        return all;
    const weight = ({ movement }) => movement.breaks.length > 0
        ? Infinity
        : Math.abs(movement.deltaTokensPerSecPerGpu) +
            Math.abs(movement.deltaTtftMs) +
            Math.abs(movement.deltaTpotMs);
    const kept = new Set([...all]
        .sort((a, b) => weight(b) - weight(a))
        .slice(0, MAX_ROWS - 1)
        .map(({ index }) => index));
    const rest = all.filter(({ index }) => !kept.has(index)).map(({ movement }) => movement);
    const sum = (pick) => rest.map(pick).reduce((a, b) => a + b, 0);
    const joined = {
        label: `${format_number(rest.length)} more edits`,
        line: rest[0]?.line ?? 1,
        deltaTtftMs: sum(({ deltaTtftMs }) => deltaTtftMs),
        deltaTpotMs: sum(({ deltaTpotMs }) => deltaTpotMs),
        deltaTokensPerSecPerGpu: sum(({ deltaTokensPerSecPerGpu }) => deltaTokensPerSecPerGpu),
        breaks: [...new Set(rest.flatMap(({ breaks }) => breaks))],
    };
    return [...all.filter(({ index }) => kept.has(index)), { movement: joined, index: -1 }];
}

;// CONCATENATED MODULE: ./build/lib/report/sections/overview.js







/** Rows before manifests that pass become one counting line, and before others do. */
const overview_MAX_ROWS = 20;
const MAX_BAD_ROWS = 100;
const overview_ORDER = { fail: 0, "too-close": 1, "not-applicable": 2, pass: 3 };
/** Fail, too close, not checked, pass with a gain (largest first), rest. */
function sortViews(views) {
    const gain = ({ hasGain, gain: ratio }) => (hasGain ? (ratio ?? 1) : 0);
    return [...views].sort((a, b) => {
        const byVerdict = overview_ORDER[a.review.verdict] - overview_ORDER[b.review.verdict];
        if (byVerdict !== 0)
            return byVerdict;
        const byGain = a.review.verdict === "pass" ? gain(b) - gain(a) : 0;
        return byGain !== 0 ? byGain : a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
    });
}
/** Which manifests have a row of their own. */
function shownViews(views, options) {
    const sorted = sortViews(views);
    if (options.all)
        return sorted;
    const bad = sorted.filter(({ review }) => review.verdict !== "pass").slice(0, MAX_BAD_ROWS);
    const good = sorted
        .filter(({ review }) => review.verdict === "pass")
        .slice(0, Math.max(0, overview_MAX_ROWS - bad.length));
    return [...bad, ...good];
}
/** One row for each manifest, then the counting line. */
function overview(views, context, options) {
    const shown = shownViews(views, options);
    const grid = (0,markdown/* table */.tp)(["Manifest", "Tightest limit", "Tokens/s per GPU", "Best found"], "llrr", shown.map((view) => overviewRow(view, context)));
    const hidden = views.filter((view) => !shown.includes(view));
    return hidden.length === 0 ? grid : `${grid}\n\n${countingLine(hidden)}`;
}
function overviewRow(view, context) {
    const { review, mark } = view;
    const name = `${mark} ${(0,markdown/* link */.nf)((0,markdown/* code */.aY)((0,report_visible/* shorten */.ml)(view.name, MAX_OVERVIEW_NAME)), fileUrl(context, review.file))}`;
    if (review.proposed === undefined || view.form === "cannot-start" || view.form === "not-checked")
        return [name, whyEmpty(view), "", ""];
    return [name, tightest(view), rate(review.proposed.prediction.tokensPerSecPerGpu), bestCell(view)];
}
function whyEmpty({ review, errors }) {
    if (review.verdict === "not-applicable")
        return (0,markdown/* text */.Qq)(review.notChecked?.phrase ?? review.reasons[0] ?? "cannot be predicted", 80);
    return errors.length > 0
        ? `cannot start, ${format_number(errors.length)} ${errors.length === 1 ? "error" : "errors"}`
        : (0,markdown/* text */.Qq)(review.reasons[0] ?? "", 80);
}
function tightest(view) {
    const check = closestLimit(view);
    if (check === undefined)
        return "no SLA set";
    const value = `${words_limitName(check)} ${format_checkedMs(check)}`;
    return `${check.holds ? value : (0,markdown/* bold */.Cr)(value)}, limit ${format_limit(check.limitMs)}`;
}
function bestCell({ review, gain, hasGain }) {
    const best = hasGain ? review.recommended?.evaluation : review.bestFound;
    if (best === undefined || gain === undefined)
        return "";
    if (format_change(gain) === "same")
        return "this PR";
    const cell = `${rate(best.prediction.tokensPerSecPerGpu)}, ${format_change(gain)}`;
    return hasGain && gain > 1 ? (0,markdown/* bold */.Cr)(cell) : cell;
}
function countingLine(hidden) {
    const passing = hidden.filter(({ review }) => review.verdict === "pass");
    const rest = hidden.length - passing.length;
    const gains = passing.filter(({ hasGain }) => hasGain).length;
    const parts = [];
    if (rest > 0)
        parts.push(`${format_number(rest)} more that ${rest === 1 ? "does" : "do"} not pass`);
    if (passing.length > 0) {
        const gainWords = gains === 0 ? "none with a gain" : `${format_number(gains)} with a gain`;
        parts.push(`${format_number(passing.length)} more that ${passing.length === 1 ? "passes" : "pass"}, ${gainWords}`);
    }
    return `and ${parts.join(", and ")}`;
}

;// CONCATENATED MODULE: ./build/lib/report/sections/rests-on.js





const SUMMARY = "What this rests on, and how to recompute it";
/** What one manifest's figures rest on. */
function restsOn(view, context) {
    const { review } = view;
    const command = (0,markdown/* fence */.EU)("sh", [checkCommand([review.file], context)]);
    const compose = (...parts) => (0,markdown/* fold */.AU)(SUMMARY, [...parts.filter((part) => part !== ""), command].join("\n\n"));
    const facts = factsTable(review.facts, context);
    const assumed = factsTable(review.facts.filter(({ source }) => source.kind === "assumed"), context);
    return {
        full: compose(otherFigures(view), facts),
        withoutFigures: compose(facts),
        assumedOnly: compose(assumed),
    };
}
/** What figures without a table of others rest on. */
function restsOnFacts(facts, files, context) {
    const command = (0,markdown/* fence */.EU)("sh", [checkCommand(files, context)]);
    const compose = (shown) => (0,markdown/* fold */.AU)(SUMMARY, [factsTable(shown, context), command].filter((part) => part !== "").join("\n\n"));
    const full = compose(facts);
    return {
        full,
        withoutFigures: full,
        assumedOnly: compose(facts.filter(({ source }) => source.kind === "assumed")),
    };
}
/** What the figures of several manifests rest on. */
function restsOnMany(reviews, context) {
    const files = [...new Set(reviews.map(({ file }) => file))];
    const folder = commonFolder(files).replace(/\/$/, "");
    const command = (0,markdown/* fence */.EU)("sh", [
        checkCommand(folder === "" ? (files.length <= 3 ? files : ["."]) : [folder], context),
    ]);
    const compose = (facts) => (0,markdown/* fold */.AU)(SUMMARY, [facts, command].filter((part) => part !== "").join("\n\n"));
    const full = compose(sharedFactsTable(reviews, context, { assumedOnly: false }));
    return {
        full,
        withoutFigures: full,
        assumedOnly: compose(sharedFactsTable(reviews, context, { assumedOnly: true })),
    };
}
/** All figures that the main table leaves out; only where the comment argues for another setting. */
function otherFigures(view) {
    if (view.form !== "gain")
        return "";
    const columns = columnsOf(view, { withFix: false });
    const row = (label, cell) => [
        label,
        ...columns.map(({ evaluation }) => cell(evaluation)),
    ];
    const rows = [
        ...(view.review.sla.requestLatencyMs === undefined
            ? [row("Request latency", ({ prediction }) => latencyMs("requestLatency", prediction.requestLatencyMs))]
            : []),
        row("Tokens/s in all", ({ prediction }) => format_number(prediction.tokensPerSec)),
        row("Requests/s", ({ prediction }) => prediction.requestsPerSec < 100
            ? format_number(prediction.requestsPerSec, 1)
            : rate(prediction.requestsPerSec)),
        row("GPUs", ({ prediction }) => format_number(prediction.totalGpus)),
        row("Memory used per GPU", ({ prediction }) => memory(prediction.memoryBytes, prediction.memoryCapacityBytes)),
    ];
    return (0,markdown/* table */.tp)(["All figures", ...columns.map(({ title }) => title)], `l${"r".repeat(columns.length)}`, rows);
}
/** The command that recomputes a comment. */
function checkCommand(paths, context) {
    const base = context.baseSha === undefined ? "" : ` --base ${shownBase(context.baseSha)}`;
    return `npx dynamo-advisor check ${paths.map(shellWord).join(" ")}${base}`;
}
/** A commit by its short name; a folder, file or branch of a local run as it was given. */
function shownBase(base) {
    return /^[0-9a-f]{40,64}$/.test(base) ? base.slice(0, 7) : shellWord(base);
}
/** A path as one word of a POSIX shell; one that begins with a hyphen is no flag. */
function shellWord(path) {
    const safe = path.startsWith("-") ? `./${path}` : path;
    return /^[\w./@%+:,-]+$/.test(safe) ? safe : `'${safe.replaceAll("'", `'\\''`)}'`;
}

;// CONCATENATED MODULE: ./build/lib/report/sections/ways.js

/** The command that applies the best found to a checkout. */
const WRITE_COMMAND = "npx dynamo-advisor check --write";
/** How to get a piece of advice, the shortest way first, as the end of a sentence (`comment.md` 4). */
function waysInFull(context, advice) {
    const command = (0,markdown/* code */.aY)(WRITE_COMMAND);
    if (advice !== undefined && advice.edits.length === 0 && advice.newText === undefined) {
        const why = advice.noEditReason === undefined ? "" : ` (${(0,markdown/* prose */.CS)(advice.noEditReason, 200)})`;
        return `set the values of the last column by hand${why}.`;
    }
    const anew = advice?.newText !== undefined && advice.noEditReason !== undefined;
    const because = anew ? ` The manifest is written anew, because ${(0,markdown/* prose */.CS)(advice.noEditReason, 200)}.` : "";
    return `${shortest(context, command)}${because}`;
}
function shortest(context, command) {
    if (context.fromFork)
        return `copy the edit below, or run ${command} (this PR is from a fork, so the bot cannot commit).`;
    if (context.canCommit && context.commit === "on-label") {
        return `add the label ${(0,markdown/* code */.aY)(context.commitLabel)} and the bot commits it, or run ${command}.`;
    }
    if (context.canCommit && context.commit === "always")
        return `the bot commits it to this branch, or run ${command}.`;
    return `run ${command}, or copy the edit below.`;
}
/** The same as a short list of ways, for a second action. */
function waysInShort(context) {
    const command = (0,markdown/* code */.aY)(WRITE_COMMAND);
    if (context.fromFork || !context.canCommit || context.commit === "never")
        return command;
    return context.commit === "on-label"
        ? `label ${(0,markdown/* code */.aY)(context.commitLabel)}, or ${command}`
        : `the bot commits it, or ${command}`;
}

// EXTERNAL MODULE: ./build/lib/report/text-layout.js
var text_layout = __webpack_require__(799);
;// CONCATENATED MODULE: ./build/lib/report/check-text.js

















const check_text_WORDS = {
    pass: "PASS",
    fail: "FAIL",
    "too-close": "TOO CLOSE",
    "not-applicable": "NOT CHECKED",
};
const STYLES = {
    pass: "green",
    fail: "red",
    "too-close": "yellow",
    "not-applicable": "dim",
};
/** What the verdict word already says. */
const LEADS = ["Pass: ", "Fail: ", "Too close to call: ", "Not checked: "];
const MAX_FINDINGS = 20;
/** Longest message of a finding. */
const check_text_MAX_MESSAGE = 1000;
/** Manifests that pass and are told in full; further ones get one line. */
const MAX_IN_FULL = 10;
/** The result of `check` for a terminal. Every line fits the columns unless a single word does not. */
function renderCheckText(result, options = {}, context = LOCAL_CONTEXT) {
    const columns = Math.max(40, options.columns ?? 80);
    const style = (0,text_layout/* styler */.YJ)(options.color ?? false);
    const all = view_viewsOf(result, context);
    const views = sortViews(all);
    const verbose = options.verbose ?? false;
    const lines = [];
    for (const [index, view] of views.entries()) {
        const short = index >= MAX_IN_FULL && view.review.verdict === "pass" && !verbose;
        lines.push(...(short
            ? headLines(view, columns, style).slice(0, 1)
            : [...manifestLines(view, context, columns, style, verbose), ""]));
    }
    for (const review of result.experiments ?? []) {
        const word = style(STYLES[review.verdict], check_text_WORDS[review.verdict]);
        lines.push(`${word}  ${brief(review.file, 200)}`, ...textTable(experimentTable(review), columns), "");
    }
    lines.push(...findingLines(result.findings, columns, style, true));
    const told = views.length === 1 &&
        views[0]?.review.verdict === result.verdict &&
        (result.experiments ?? []).length === 0;
    if (!told)
        lines.push("", ...(0,text_layout/* wrap */.LV)(style("bold", (0,text_layout/* plainText */.wh)(result_heading_resultHeading(result, all))), columns));
    if (views.some(canApply))
        lines.push(...(0,text_layout/* wrap */.LV)(`Apply the best found: ${WRITE_COMMAND}`, columns));
    return `${(0,report_visible/* inertLines */.wi)(lines
        .join("\n")
        .replace(/\n{3,}/g, "\n\n")
        .trim())}\n`;
}
/** Verdict word with the fact that decides, and the file. */
function headLines(view, columns, style) {
    const { review } = view;
    const heading = (0,text_layout/* plainText */.wh)(headingOfOne(view));
    const lead = LEADS.find((each) => heading.startsWith(each)) ?? "";
    const rest = heading.slice(lead.length);
    return [
        ...(0,text_layout/* wrap */.LV)(`${style(STYLES[review.verdict], check_text_WORDS[review.verdict])}  ${rest}`, columns),
        style("dim", brief(review.file, columns)),
    ];
}
/** A row of figures whose second lines are bands, with a word for them: a terminal has no fold that says so. */
function withBandLabel([label = "", ...cells]) {
    return cells.some((cell) => /<br>[\d.,]+–/.test(cell))
        ? [`${label}<br>  80% band`, ...cells]
        : [label, ...cells];
}
function manifestLines(view, context, columns, style, verbose) {
    const { review } = view;
    const lines = headLines(view, columns, style);
    const { header, rows } = view.form === "cannot-start"
        ? { header: [], rows: [] }
        : mainRows(view, { withFix: true, minGain: context.minGain });
    if (rows.length > 0)
        lines.push("", ...alignedTable([header, ...rows.map(withBandLabel)], columns, style));
    if (review.movements.length > 0) {
        const of = review.proposed === undefined ? "" : statisticOfMoved(review.proposed);
        lines.push("", `What moved (${of}TTFT ms, ${of}TPOT ms, tokens/s per GPU):`);
        for (const movement of review.movements) {
            const deltas = [
                signed(movement.deltaTtftMs),
                signed(movement.deltaTpotMs, 1),
                signed(movement.deltaTokensPerSecPerGpu),
            ];
            const broken = movement.breaks.length > 0 ? "  breaks a limit" : "";
            lines.push(...(0,text_layout/* wrap */.LV)(`${(0,text_layout/* plainText */.wh)(movementLabel(movement))}: ${deltas.join(", ")}${broken}`, columns, "  "));
        }
    }
    const fix = review.smallestFix;
    if (review.verdict === "fail" && fix !== undefined && fix.edits.length > 0) {
        lines.push("", "Smallest fix:");
        for (const edit of fix.edits)
            lines.push(...(0,text_layout/* wrap */.LV)(`line ${edit.line}: ${brief(edit.text.trim(), 200)}`, columns, "  "));
    }
    if (review.notChecked?.policyYaml !== undefined) {
        lines.push("", `Add to ${context.policyFile ?? ".github/dynamo-advisor.yml"}:`, ...review.notChecked.policyYaml
            .trimEnd()
            .split("\n")
            .map((line) => `  ${(0,report_visible/* visibleLine */.P8)((0,report_visible/* truncate */.xv)(line, 200)).replaceAll("\t", "  ")}`));
    }
    if (review.verdict === "pass" && view.hasGain && view.gain !== undefined)
        lines.push("", ...(0,text_layout/* wrap */.LV)(`The best found serves ${format_change(view.gain)} tokens/s per GPU.`, columns));
    lines.push(...findingLines(review.findings, columns, style, false));
    for (const comparison of review.measured ?? [])
        lines.push("", ...(0,text_layout/* wrap */.LV)(`Measured: ${brief(measuredTitle(comparison), 200)}`, columns), ...alignedTable(measuredRows(comparison), columns, style), ...comparison.notes.flatMap((note) => (0,text_layout/* wrap */.LV)(`note: ${brief(note, 300)}`, columns, "  ")));
    const facts = verbose ? review.facts : review.facts.filter(({ source }) => source.kind === "assumed");
    if (facts.length > 0) {
        lines.push("", verbose ? "What this rests on:" : "Assumed:");
        for (const fact of facts)
            lines.push(...(0,text_layout/* wrap */.LV)(`${brief(fact.label, 80)}: ${(0,text_layout/* plainText */.wh)((0,report_visible/* truncate */.xv)(fact.value, 200))} (${(0,text_layout/* plainText */.wh)(sourceText(fact.source, LOCAL_CONTEXT))})`, columns, "  "));
    }
    if (verbose)
        lines.push("", ...(0,text_layout/* wrap */.LV)(brief(checkCommand([review.file], context), 400), columns));
    return lines;
}
function findingLines(findings, columns, style, withFile) {
    const sorted = findings_sortFindings(findings);
    if (sorted.length === 0)
        return [];
    const lines = sorted.slice(0, MAX_FINDINGS).flatMap(({ severity, rule, message, file, position }) => {
        const place = `${withFile ? `${brief(file, 200)}:` : "line "}${position.line}:${position.column}`;
        return (0,text_layout/* wrap */.LV)(`${style(severity === "error" ? "red" : severity === "warning" ? "yellow" : "dim", severity)} ${place} ${(0,text_layout/* plainText */.wh)((0,report_visible/* truncate */.xv)(message, check_text_MAX_MESSAGE))} [${brief(rule, 80)}]`, columns, "  ");
    });
    if (sorted.length > MAX_FINDINGS)
        lines.push(`  and ${plural(sorted.length - MAX_FINDINGS, "more finding")}`);
    return ["", ...lines];
}
/** A Markdown table of ours as aligned text. */
function textTable(markdown, columns) {
    const rows = markdown
        .split("\n")
        .filter((_line, index) => index !== 1)
        .map((line) => line.replace(/^\| | \|$/g, "").split(" | "));
    return ["", ...alignedTable(rows, columns, (0,text_layout/* styler */.YJ)(false))];
}
/** Right-aligned columns under a header; a cell of several lines takes several rows. */
function alignedTable(rows, columns, style) {
    const cells = rows.map((row) => row.map((cell) => cell.split("<br>").map((line) => (0,report_visible/* truncate */.xv)((0,text_layout/* plainText */.wh)(line.trim()), columns))));
    const count = Math.max(...cells.map((row) => row.length));
    const widths = Array.from({ length: count }, (_, index) => Math.max(...cells.map((row) => Math.max(0, ...(row[index] ?? []).map((line) => (0,string_width/* default */.A)(line))))));
    const free = columns - 2 - (widths[0] ?? 0) - widths.slice(1).reduce((a, b) => a + b, 0);
    const gap = " ".repeat(Math.max(1, Math.min(3, Math.floor(free / Math.max(1, count - 1)))));
    return cells.flatMap((row, rowIndex) => {
        const height = Math.max(...row.map((lines) => lines.length));
        return Array.from({ length: height }, (_, line) => {
            const parts = widths.map((width, index) => pad(row[index]?.[line] ?? "", width, index === 0 ? "left" : "right"));
            const shown = `  ${parts.join(gap)}`.trimEnd();
            return rowIndex === 0 ? style("dim", shown) : shown;
        });
    });
}
function pad(value, width, side) {
    const blank = " ".repeat(Math.max(0, width - (0,string_width/* default */.A)(value)));
    return side === "left" ? value + blank : blank + value;
}
/** A stranger's text on one line, cut first so that the rest costs nothing. */
function brief(value, max) {
    return (0,report_visible/* visible */.RK)((0,report_visible/* truncate */.xv)(value, max));
}

;// CONCATENATED MODULE: ./build/lib/report/chart.js


/** The recipe is `comment.md` 7. Labels are fixed words and numbers only, never text from a file. */
const COLOURS = { "this PR": "#bf8700", "best found": "#2da44e", before: "#8c959f" };
const RADIUS = { "this PR": 7, "best found": 7, before: 5 };
const DOTS = { agg: { radius: 2, colour: "#8c959f" }, disagg: { radius: 3, colour: "#1f6feb" } };
/** Two labels nearer than this in both directions cover each other. */
const LABEL_DISTANCE = 0.06;
/** A dot nearer than this to the one before says nothing new. */
const DOT_DISTANCE = { x: 0.03, y: 0.045 };
const MAX_DOTS = 24;
/** Coordinates at the rim are syntax errors in some versions. */
const LOWEST = 0.02;
const HIGHEST = 0.98;
const CONFIG = `---
config:
  quadrantChart:
    chartWidth: 780
    chartHeight: 260
    pointLabelFontSize: 14
    quadrantLabelFontSize: 14
    xAxisLabelFontSize: 13
    yAxisLabelFontSize: 13
  themeVariables:
    quadrant1Fill: "#2da44e26"
    quadrant2Fill: "#8080800d"
    quadrant3Fill: "#8080800d"
    quadrant4Fill: "#8080800d"
---`;
/** The size alone, in the form that every Mermaid with this chart reads. */
const PLAIN_CONFIG = `%%{init: {"quadrantChart": {"chartWidth": 780, "chartHeight": 260, "pointLabelFontSize": 14, "quadrantLabelFontSize": 14, "xAxisLabelFontSize": 13, "yAxisLabelFontSize": 13}}}%%`;
/** The fence of the chart with its key; empty when there is nothing to compare. */
function chart(view, style) {
    const source = chartSource(view, style);
    if (source === "")
        return "";
    const fence = `\`\`\`mermaid\n${source}\n\`\`\``;
    return !source.includes(`" ": [`)
        ? fence
        : `${fence}\n\n${(0,markdown/* small */.EX)(`Dots: best settings${underLimit(view.review.sla)}, blue disaggregated, grey aggregated.`)}`;
}
/** The Mermaid text alone. */
function chartSource({ review }, style) {
    const { base, proposed, recommended } = review;
    // points and dots are means: limits on a percentile are no line among them
    const meansTell = review.sla.percentile === undefined;
    const sla = meansTell ? review.sla : {};
    const frontier = meansTell ? review.frontier : [];
    const best = recommended?.evaluation ?? review.bestFound;
    if (proposed === undefined || best === undefined)
        return "";
    const labelled = {
        proposed: at(proposed),
        best: at(best),
        ...(base === undefined ? {} : { base: at(base) }),
    };
    const xScale = horizontal(Object.values(labelled), labelled.proposed, sla.tpotMs);
    const yScale = vertical(labelled);
    const place = (point) => ({ x: position(point.x, xScale), y: position(point.y, yScale) });
    const points = labels(labelled, place);
    const lines = [
        style === "rich" ? CONFIG : PLAIN_CONFIG,
        "quadrantChart",
        ...axes(xScale, yScale, sla),
        ...points.map(({ name, point }) => `  "${name}": ${coordinates(clamp(point))}${style === "rich" ? ` radius: ${RADIUS[name]}, color: ${COLOURS[name]}` : ""}`),
        ...(style === "rich" ? dots(frontier, sla, place) : []),
    ];
    return lines.join("\n");
}
function at({ prediction }) {
    return { x: prediction.tokensPerSecPerUser, y: prediction.tokensPerSecPerGpu };
}
/** Centre is the SLA, without one this PR. */
function horizontal(points, proposed, tpotMs) {
    const centre = tpotMs === undefined ? proposed.x : 1000 / tpotMs;
    const furthest = Math.max(...points.map(({ x }) => Math.abs(x - centre)));
    return { centre, half: Math.max(centre, 1.15 * furthest) };
}
/** Centre is this PR. */
function vertical({ proposed, best, base }) {
    const fall = base === undefined ? 0 : 1.15 * Math.abs(proposed.y - base.y);
    return { centre: proposed.y, half: Math.max(2.3 * Math.abs(best.y - proposed.y), fall, 0.15 * proposed.y) };
}
function position(value, { centre, half }) {
    return 0.5 + (value - centre) / (2 * half);
}
function clamp({ x, y }) {
    const inside = (value) => Math.min(HIGHEST, Math.max(LOWEST, value));
    return { x: inside(x), y: inside(y) };
}
function coordinates({ x, y }) {
    return `[${x.toFixed(3)}, ${y.toFixed(3)}]`;
}
function labels(points, place) {
    const shown = [
        { name: "this PR", point: place(points.proposed) },
        { name: "best found", point: place(points.best) },
    ];
    if (points.base === undefined)
        return shown;
    const before = place(points.base);
    const hidden = shown.some(({ point }) => Math.abs(point.x - before.x) < LABEL_DISTANCE && Math.abs(point.y - before.y) < LABEL_DISTANCE);
    return hidden ? shown : [...shown, { name: "before", point: before }];
}
function axes(x, y, sla) {
    const middle = rate(y.centre);
    const field = Object.keys(sla).length === 0 ? "better" : "better, inside the SLA";
    if (sla.tpotMs === undefined) {
        return [
            `  x-axis "slower" --> "faster than this PR"`,
            `  y-axis "below ${middle}" --> "above ${middle} per GPU"`,
            `  quadrant-1 "${field}"`,
        ];
    }
    return [
        `  x-axis "below ${rate(x.centre)} tokens/s per user" --> "${rate(x.centre)} to ${rate(x.centre + x.half)} tokens/s per user"`,
        `  y-axis "below ${middle}" --> "above ${middle} per GPU"`,
        `  quadrant-1 "${field}"`,
        `  quadrant-2 "misses TPOT"`,
    ];
}
/** The two frontiers: aggregated first, each from the slowest user up; only what meets the other limits. */
function dots(frontier, sla, place) {
    const kept = [];
    for (const mode of ["agg", "disagg"]) {
        const { radius, colour } = DOTS[mode];
        let last;
        const points = frontier
            .filter((point) => point.mode === mode && holds(point, sla))
            .map((point) => place({ x: point.tokensPerSecPerUser, y: point.tokensPerSecPerGpu }))
            .filter(({ x, y }) => x >= LOWEST && x <= HIGHEST && y >= LOWEST && y <= HIGHEST)
            .sort((a, b) => a.x - b.x);
        for (const point of points) {
            if (last !== undefined &&
                Math.abs(point.x - last.x) < DOT_DISTANCE.x &&
                Math.abs(point.y - last.y) < DOT_DISTANCE.y)
                continue;
            last = point;
            kept.push(`  " ": ${coordinates(point)} radius: ${radius}, color: ${colour}`);
        }
    }
    return kept.slice(0, MAX_DOTS);
}
function holds({ ttftMs, requestLatencyMs }, sla) {
    return ttftMs <= (sla.ttftMs ?? Infinity) && requestLatencyMs <= (sla.requestLatencyMs ?? Infinity);
}
function underLimit(sla) {
    if (sla.ttftMs !== undefined && sla.requestLatencyMs !== undefined)
        return " under the TTFT and request-latency limits";
    if (sla.ttftMs !== undefined)
        return " under the TTFT limit";
    return sla.requestLatencyMs === undefined ? "" : " under the request-latency limit";
}

;// CONCATENATED MODULE: ./build/lib/report/sections/alternatives.js




const MODES = ["disagg", "agg"];
const alternatives_WORDS = { agg: "aggregated", disagg: "disaggregated" };
/** The fold of other settings that pass, at most `each` of a mode. Empty when there are none. */
function alternativesFold({ review }, each) {
    const modes = orderedModes(review.alternatives);
    const groups = modes.map((mode) => ({
        mode,
        rows: review.alternatives.filter(({ deployment }) => deployment.mode === mode).slice(0, each),
    }));
    const counts = groups
        .filter(({ rows }) => rows.length > 0)
        .map(({ mode, rows }) => `${format_number(rows.length)} ${alternatives_WORDS[mode]}`);
    if (counts.length === 0)
        return "";
    // limits on a percentile: the figures that were held against them, where every row has them
    const statistic = review.alternatives[0]?.limits[0]?.percentile?.name;
    const held = statistic !== undefined &&
        review.alternatives.every(({ limits }) => limits.every(({ percentile }) => percentile !== undefined));
    const title = (metric) => {
        const limited = held && limitOf(review.sla, metric) !== undefined;
        return `${metricName(metric)}${limited ? ` ${statistic}` : statistic === undefined ? "" : " mean"}, ms`;
    };
    const cell = (evaluation, metric) => latency(metric, (held ? evaluation.limits.find((each) => each.metric === metric)?.valueMs : undefined) ??
        main_table_valueOf(evaluation, metric));
    const requestLimit = review.sla.requestLatencyMs !== undefined;
    const header = [
        "",
        "Workers (batch)",
        "Tokens/s per GPU",
        "Tokens/s per user",
        title("ttft"),
        title("tpot"),
        ...(requestLimit ? [title("requestLatency")] : []),
        "Requests at once",
    ];
    const rows = groups.flatMap(({ mode, rows: found }) => found.map((evaluation, index) => [
        `${mode}${markdown/* NBSP */.MK}${format_number(index + 1)}`,
        workersWithBatch(evaluation.deployment),
        rate(evaluation.prediction.tokensPerSecPerGpu),
        rate(evaluation.prediction.tokensPerSecPerUser),
        cell(evaluation, "ttft"),
        cell(evaluation, "tpot"),
        ...(requestLimit ? [cell(evaluation, "requestLatency")] : []),
        format_number(evaluation.prediction.concurrency),
    ]));
    return (0,markdown/* fold */.AU)(`Other settings that pass: ${counts.join(", ")}`, (0,markdown/* table */.tp)(header, `ll${"r".repeat(header.length - 2)}`, rows));
}
/** The mode of the best one first. */
function orderedModes(alternatives) {
    const best = [...alternatives].sort((a, b) => b.prediction.tokensPerSecPerGpu - a.prediction.tokensPerSecPerGpu)[0];
    return best?.deployment.mode === "agg" ? [...MODES].reverse() : MODES;
}

;// CONCATENATED MODULE: ./build/lib/report/sections/edit.js



/** Longest diff in a comment; a longer one is cut and says so. */
const MAX_LINES = 400;
/** The fold with the edit, and its short form that names the command instead. Undefined without a diff. */
function editFold(view) {
    const advice = view.review.recommended;
    if (advice?.diff === undefined || advice.diff.length === 0)
        return undefined;
    const lead = view.review.verdict === "fail"
        ? "The best found as an edit:"
        : view.review.verdict === "too-close"
            ? "The safe choice as an edit:"
            : "The edit:";
    const summary = `${lead} ${(0,markdown/* codeHtml */.v1)(view.review.file, 120)}, ${lineCounts(advice)} lines`;
    const shown = advice.diff.length > MAX_LINES
        ? [...advice.diff.slice(0, MAX_LINES), ` … ${format_number(advice.diff.length - MAX_LINES)} more lines`]
        : advice.diff;
    const open = (0,markdown/* fence */.EU)("diff", shown);
    return {
        full: (0,markdown/* fold */.AU)(summary, open),
        open,
        short: `${lead} \`${WRITE_COMMAND}\` writes it to the file, ${lineCounts(advice)}${markdown/* NBSP */.MK}lines.`,
    };
}
/** `+17 −6`. */
function lineCounts({ diff }) {
    const count = (mark) => format_number((diff ?? []).filter((line) => line.startsWith(mark)).length);
    return `+${count("+")} ${MINUS}${count("-")}`;
}

;// CONCATENATED MODULE: ./build/lib/report/block-parts.js




/** Most rows a mode in *Other settings that pass*; what is left of them after the first cut. */
const MAX_ALTERNATIVES = 4;
const KEPT_ALTERNATIVES = 2;
/** The steps of `comment.md` 11; a half step is the second stage of a step. */
const STEP = {
    alternatives: 1,
    figures: 2,
    facts: 3,
    edit: 4,
    inFull: 5,
    chart: 6,
    moved: 7,
    fixes: 9,
};
/** How willingly the parts of a manifest are given up. */
function rankOf(view) {
    if (view.review.verdict !== "pass")
        return 2;
    return view.hasGain ? 1 : 0;
}
/** A block with its shorter forms. */
function block(text, cuts = []) {
    return { text, cuts };
}
/** A block that no budget touches. */
function fixed(text) {
    return { text, fixed: true };
}
/** *What moved*: the table goes before the sentence. */
function movedBlock(view, title) {
    const parts = movedParts(view, title);
    return parts === undefined
        ? block("")
        : block(parts.full, [{ step: STEP.moved, rank: rankOf(view), text: parts.sentence }]);
}
/** The chart with its key. */
function chartBlock(view, context, title = "") {
    const source = chart(view, context.chartStyle);
    if (source === "")
        return block("");
    return block(title === "" ? source : `${title}\n\n${source}`, [
        { step: STEP.chart, rank: rankOf(view), text: "" },
    ]);
}
/** The edit; shorter, it names the command. */
function editBlock(view) {
    const edit = editFold(view);
    return edit === undefined
        ? block("")
        : block(edit.full, [{ step: STEP.edit, rank: rankOf(view), text: edit.short }]);
}
/** Other settings that pass. */
function alternativesBlock(view) {
    const rank = rankOf(view);
    const full = alternativesFold(view, MAX_ALTERNATIVES);
    if (full === "")
        return block("");
    return block(full, [
        { step: STEP.alternatives, rank, text: alternativesFold(view, KEPT_ALTERNATIVES) },
        { step: STEP.alternatives + 0.5, rank, text: "" },
    ]);
}
/** What the figures rest on: other figures go first, then all facts but the assumed ones, then all. */
function restsBlock(rests, rank) {
    return block(rests.full, [
        { step: STEP.figures, rank, text: rests.withoutFigures },
        { step: STEP.facts, rank, text: rests.assumedOnly },
        { step: STEP.facts + 0.5, rank, text: "" },
    ]);
}

;// CONCATENATED MODULE: ./build/lib/report/sections/policy-line.js

/** What the policy, a waiver or a draft makes of the verdict; empty when it stands as it is. */
function policyLine(verdict, context) {
    if (verdict === "fail") {
        if (context.waiver !== undefined) {
            return `Waived by the label ${(0,markdown/* code */.aY)(context.waiver.label)}, set by ${(0,markdown/* code */.aY)(context.waiver.actor)}: the check passes.`;
        }
        if (context.gate !== "enforce")
            return `Policy ${(0,markdown/* code */.aY)(`gate: ${context.gate}`)}: the check stays green.`;
        return context.draft ? "Draft: the check stays green." : "";
    }
    if (verdict === "too-close")
        return turned("too-close", context.tooClose, context);
    if (verdict === "not-applicable")
        return turned("not-applicable", context.notApplicable, context);
    return "";
}
function turned(key, value, context) {
    if (value === "fail" && context.gate !== "enforce")
        return `Policy ${(0,markdown/* code */.aY)(`gate: ${context.gate}`)}: the check stays green.`;
    if (value === "fail" && context.waiver !== undefined)
        return policyLine("fail", context);
    if (value === "fail" && context.draft)
        return "Draft: the check stays green.";
    return `Policy ${(0,markdown/* code */.aY)(`${key}: ${value}`)}: the check ${value === "pass" ? "passes" : "fails"}.`;
}

;// CONCATENATED MODULE: ./build/lib/report/blocks-of-experiments.js







/** Experiment files, each with its table; under its own name when it is not the only thing in the comment. */
function blocksOfExperiments(result, context) {
    const files = result.experiments ?? [];
    const several = files.length + result.deployments.length > 1;
    const told = files.length === 1 ? tellingExperiment(result) : undefined;
    return files.flatMap((review) => {
        // the heading has said how the only file came out
        const how = review === told || review.experiments.length === 0 ? "" : `: ${outcome(review)}`;
        return blocksOfFile(review, context, several ? `${(0,markdown/* bold */.Cr)((0,markdown/* code */.aY)(review.file, 120))}${how}` : "");
    });
}
function blocksOfFile(review, context, title) {
    return [
        block(title),
        fixed(policyLine(review.verdict, context)),
        fixed(errorList(review.findings, context, { withFile: false })),
        block(review.experiments.length === 0 ? "" : experimentTable(review)),
        block(formerWinner(review)),
        block(experimentContext(review, context)),
        block(warningList(review.findings, context, { withFile: false })),
        ...(review.facts.length === 0 ? [] : [restsBlock(restsOnFacts(review.facts, [review.file], context), 1)]),
    ];
}

;// CONCATENATED MODULE: ./build/lib/report/sections/action-line.js











/** Longest diff that stands in the open under a fix. */
const MAX_OPEN_DIFF = 12;
/** Most edits that a fix names in its sentence. */
const MAX_NAMED_EDITS = 3;
/** What to do now: one line for the gate or the gain, blocks joined by blank lines. Empty when there is nothing to do. */
function actionLine(view, context) {
    const policy = policyLine(view.review.verdict, context);
    const join = (...parts) => parts.filter((part) => part !== "").join(" ");
    switch (view.form) {
        case "gain":
        case "regressed":
        case "no-sla":
            return view.hasGain ? getGain(view, context) : "";
        case "near-best":
            return "";
        case "fail": {
            const { lead, block } = fixLine(view, context, (0,markdown/* bold */.Cr)("Smallest fix:"));
            return [join(lead, policy), block].filter((part) => part !== "").join("\n\n");
        }
        case "cannot-start":
            return policy;
        case "too-close":
            return [join(bandSentence(view), policy), settleLine(view, context)]
                .filter((part) => part !== "")
                .join("\n\n");
        case "not-checked":
            return [missingLine(view, context), policy].filter((part) => part !== "").join("\n\n");
    }
}
function getGain(view, context) {
    const { recommended, proposed } = view.review;
    if (recommended === undefined)
        return "";
    const ways = waysInFull(context, recommended);
    const rest = proposed === undefined ? "" : ` ${sameGpus(recommended.evaluation, proposed)}`;
    return `${(0,markdown/* bold */.Cr)(`Get the ${percent((view.gain ?? 1) - 1)}:`)} ${ways}${rest}`;
}
function sameGpus(best, proposed) {
    const [count, before] = [best.prediction.totalGpus, proposed.prediction.totalGpus];
    const mode = best.deployment.mode === proposed.deployment.mode
        ? ""
        : best.deployment.mode === "agg"
            ? ", aggregated"
            : ", disaggregated";
    return count === before
        ? `Same ${format_number(count)}${markdown/* NBSP */.MK}GPUs${mode}.`
        : `On ${format_number(count)}${markdown/* NBSP */.MK}GPUs instead of ${format_number(before)}${mode}.`;
}
/** The smallest fix, or what else helps a manifest that misses its limits; `block` is a diff under it. */
function fixLine(view, context, title) {
    const { review } = view;
    const fix = review.smallestFix;
    if (fix === undefined || fix.edits.length === 0)
        return { lead: withoutFix(view, context), block: "" };
    const suggestion = context.suggestions?.get(context_suggestionKey(review.file, fix.edits[0]?.line ?? 0));
    const named = namedEdits(review, fix, context);
    const effect = review.proposed === undefined ? "" : ` ${fixEffect(fix.evaluation, review)}`;
    const sentence = `${title} ${named}${effect}`;
    if (suggestion !== undefined) {
        return {
            lead: `${sentence} ${(0,markdown/* link */.nf)("Suggested on the line", suggestion ?? undefined)}, one click to commit.`,
            block: "",
        };
    }
    const diff = fix.diff ?? [];
    return {
        lead: sentence,
        block: diff.length > 0 && diff.length <= MAX_OPEN_DIFF ? (0,markdown/* fence */.EU)("diff", diff) : "",
    };
}
function namedEdits(review, fix, context) {
    const named = fix.edits.slice(0, MAX_NAMED_EDITS).map((edit) => {
        const first = edit.text.split("\n").find((line) => line.trim() !== "") ?? "";
        const where = (0,markdown/* link */.nf)(`line ${format_number(edit.line).replaceAll(",", "")}`, fileUrl(context, review.file, edit.line));
        return first === "" ? `delete ${where}` : `on ${where} ${(0,markdown/* code */.aY)(first.trim(), 80)}`;
    });
    const more = fix.edits.length - named.length;
    return `${format_list(more > 0 ? [...named, `${format_number(more)} more`] : named)}.`;
}
/** `TTFT 593 ms, throughput −1%.` — the metric that was over its limit, then what the fix costs. */
function fixEffect(fixed, { proposed }) {
    if (proposed === undefined)
        return "";
    const mended = proposed.limits.filter(({ holds }) => !holds).map(({ metric }) => metric);
    const values = mended.map((metric) => {
        const check = fixed.limits.find((each) => each.metric === metric);
        return check === undefined ? "" : `${words_limitName(check)} ${format_checkedMs(check)}`;
    });
    const shift = format_change(view_throughputRatio(fixed, proposed));
    return `${[...values.filter((value) => value !== ""), shift === "same" ? "same throughput" : `throughput ${shift}`].join(", ")}.`;
}
function withoutFix(view, context) {
    const { recommended, nearestMiss, proposed } = view.review;
    if (recommended !== undefined) {
        return `${(0,markdown/* bold */.Cr)(`Get a setting that holds${gainWord(view)}:`)} ${waysInFull(context, recommended)}`;
    }
    const around = nearestMiss ?? proposed;
    if (around === undefined)
        return "";
    const on = `${(0,markdown/* bold */.Cr)("No setting found meets these limits")} on ${gpus(around)}.`;
    const missed = nearestMiss?.limits.filter(({ holds }) => !holds) ?? [];
    if (nearestMiss === undefined || missed.length === 0)
        return `${on} Raise the limit or the GPUs.`;
    const values = missed.map((check) => `${words_limitName(check)} ${format_checkedMs(check)}`);
    return `${on} Nearest: ${format_list(values)} with ${workersInline(nearestMiss.deployment)}. Raise the limit or the GPUs.`;
}
function gainWord({ gain }) {
    return gain === undefined || format_change(gain) === "same" ? "" : `, ${format_change(gain)}`;
}
/** The second action of a manifest that fails and has a fix: the best of the whole search. */
function bestFoundLine(view, context) {
    const { recommended, smallestFix, verdict } = view.review;
    if (verdict !== "fail" || recommended === undefined || smallestFix === undefined)
        return "";
    if (!canApply(view) || sameSetting(recommended.evaluation, smallestFix.evaluation))
        return "";
    return `${(0,markdown/* bold */.Cr)(`Get the best found${gainWord(view)}:`)} ${waysInShort(context)}.`;
}
/** What a measurement would say, and the chance that the limits hold. `name`: Markdown of the manifest, among several. */
function bandSentence(view, name = "") {
    const check = closestLimit(view);
    const { proposed } = view.review;
    const band = check === undefined || proposed === undefined ? undefined : bandOf(proposed, check.metric);
    const odds = proposed?.prediction.pSla;
    const lead = (words) => name === "" ? words : `${name}: ${words.charAt(0).toLowerCase()}${words.slice(1)}`;
    if (check === undefined || band === undefined) {
        return odds === undefined ? "" : (0,markdown/* bold */.Cr)(`${lead(oddsInWords(odds, true))} to hold.`);
    }
    const [low, high] = [latency(check.metric, band[0]), latency(check.metric, band[1])];
    const what = name === "" ? "it" : words_limitName(check);
    const chanceWords = odds === undefined ? "" : `, ${oddsInWords(odds)} to hold`;
    return `${(0,markdown/* bold */.Cr)(lead(`Measured, ${what} would be ${low} to ${high}${markdown/* NBSP */.MK}ms`))} (80% band)${chanceWords}.`;
}
function oddsInWords(probability, capital = false) {
    if (probability >= 0.45 && probability <= 0.55)
        return capital ? "An even chance" : "an even chance";
    const shown = chance(probability);
    // "an 8% chance", "an 80% chance"
    const article = /^>?8|^1[18]%/.test(shown) ? "an" : "a";
    return `${capital ? article[0]?.toUpperCase() + article.slice(1) : article} ${shown} chance`;
}
function settleLine(view, context) {
    const measure = "add an AIPerf result of this setting to the PR";
    const { recommended, bestFound } = view.review;
    if (recommended === undefined) {
        const price = bestFound === undefined || view.gain === undefined
            ? ""
            : ` The safe choice serves ${format_change(view.gain)} tokens/s per GPU.`;
        return `${(0,markdown/* bold */.Cr)("Settle it:")} ${measure}.${price}`;
    }
    const gain = view.gain === undefined
        ? ""
        : format_change(view.gain) === "same"
            ? ", same tokens/s per GPU"
            : `, ${format_change(view.gain)} tokens/s per GPU`;
    return `${(0,markdown/* bold */.Cr)("Settle it:")} take the safe choice${gain} (${waysInShort(context)}), or ${measure}.`;
}
function missingLine(view, context) {
    const yaml = view.review.notChecked?.policyYaml;
    if (yaml === undefined)
        return "";
    const file = (0,markdown/* code */.aY)(context.policyFile ?? ".github/dynamo-advisor.yml");
    return `${(0,markdown/* bold */.Cr)(`Add to ${file}`)} and this comment fills in:\n\n${(0,markdown/* fence */.EU)("yaml", yaml.replace(/\n$/, "").split("\n"))}`;
}
/** What to add to the policy for all manifests that could not be checked; equal snippets once, at most two. */
function missingBlocks(views, context) {
    const snippets = new Map();
    for (const { review } of views) {
        const yaml = review.notChecked?.policyYaml;
        if (yaml !== undefined)
            snippets.set(yaml, (snippets.get(yaml) ?? 0) + 1);
    }
    const file = (0,markdown/* code */.aY)(context.policyFile ?? ".github/dynamo-advisor.yml");
    return [...snippets]
        .slice(0, 2)
        .map(([yaml, count,]) => `${(0,markdown/* bold */.Cr)(`Add to ${file}`)} and ${count === 1 ? "one manifest more is" : `${format_number(count)} manifests more are`} checked:

${(0,markdown/* fence */.EU)("yaml", yaml.replace(/\n$/, "").split("\n"))}`)
        .join("\n\n");
}
/** What several manifests can gain together, and how. */
function getGains(views, context) {
    const gained = views.filter((view) => canApply(view) && view.gain !== undefined && view.gain >= 1 + context.minGain);
    if (gained.length === 0)
        return "";
    const shown = gained.map(({ gain }) => format_change(gain ?? 1));
    const title = shown.length <= 3
        ? format_list(shown)
        : `up to ${format_change(Math.max(...gained.map(({ gain }) => gain ?? 1)))} (${format_number(shown.length)} manifests)`;
    return `${(0,markdown/* bold */.Cr)(`Get ${title}:`)} ${waysInShort(context)}.`;
}

;// CONCATENATED MODULE: ./build/lib/report/blocks-of-many.js













/** Fix lines, and lines of manifests too close to call, that survive every cut. */
const KEPT_FIXES = 10;
/** Manifests whose *What moved* stands in the open, and whose chart the summary draws. */
const MAX_MOVED = 3;
const MAX_CHARTS = 5;
/** The parts of a comment about several manifests: what to do, one row for each, then each in full. */
function blocksOfMany(views, context, surface) {
    const sorted = sortViews(views);
    const all = surface === "summary";
    const failing = sorted.filter(({ review }) => review.verdict === "fail");
    const verdict = sorted[0]?.review.verdict ?? "pass";
    const predicted = sorted.filter(({ review }) => review.proposed !== undefined);
    const moved = failing
        .filter((view) => movedParts(view) !== undefined)
        .slice(0, all ? views.length : MAX_MOVED);
    const charts = all ? predicted.filter(({ form }) => form === "gain").slice(0, MAX_CHARTS) : [];
    const startErrors = sorted.filter(({ form }) => form === "cannot-start").flatMap(({ errors }) => errors);
    const warnings = views.flatMap(({ review }) => review.findings);
    return [
        fixesBlock(failing, context),
        fixed(errorList(startErrors, context, { withFile: true })),
        block(closeLines(sorted)),
        block(missingBlocks(sorted, context)),
        fixed(verdict === "pass" ? "" : policyLine(verdict, context)),
        fixed(overview(views, context, { all })),
        block(getGains(sorted, context)),
        block(warningList(warnings, context, { withFile: true, ...(all ? { max: 200 } : {}) })),
        ...moved.map((view) => movedBlock(view, `What moved in ${(0,markdown/* code */.aY)(view.name, MAX_NAME)}:`)),
        ...charts.map((view) => chartBlock(view, context, (0,markdown/* bold */.Cr)((0,markdown/* code */.aY)(view.name, MAX_NAME)))),
        ...shownViews(views, { all }).map((view) => inFull(view, context, surface)),
        ...(predicted.length === 0
            ? []
            : [
                restsBlock(restsOnMany(predicted.map(({ review }) => review), context), 2),
            ]),
    ];
}
function fixesBlock(failing, context) {
    const lines = failing
        .filter(({ form }) => form === "fail")
        .map((view) => {
        const name = (0,markdown/* code */.aY)(view.name, MAX_NAME);
        const { lead, block: diff } = fixLine(view, context, (0,markdown/* bold */.Cr)(`Fix ${name}:`));
        const named = view.review.smallestFix === undefined && lead !== "" ? `${name}: ${lead}` : lead;
        return diff === "" || failing.length > MAX_MOVED ? named : `${named}\n\n${diff}`;
    })
        .filter((line) => line !== "");
    const more = lines.length - KEPT_FIXES;
    if (more <= 0)
        return fixed(lines.join("\n\n"));
    const short = [...lines.slice(0, KEPT_FIXES), `and ${format_number(more)} more in the job summary`].join("\n\n");
    return { text: lines.join("\n\n"), cuts: [{ step: STEP.fixes, rank: 2, text: short }], fixed: true };
}
function closeLines(views) {
    return views
        .filter(({ form }) => form === "too-close")
        .slice(0, KEPT_FIXES)
        .map((view) => bandSentence(view, (0,markdown/* code */.aY)(view.name, MAX_NAME)))
        .join("\n\n");
}
function inFull(view, context, surface) {
    const main = view.form === "cannot-start" ? "" : mainTable(view, { withFix: false, minGain: context.minGain });
    if (main === "")
        return block("");
    const edit = surface === "summary" && view.hasGain ? (editFold(view)?.open ?? "") : "";
    const parts = [main, contextLine(view, context, { withFile: false }), edit].filter((part) => part !== "");
    const summary = `${view.mark} ${(0,markdown/* codeHtml */.v1)(view.name, 60)} in full${fullTail(view)}`;
    return block((0,markdown/* fold */.AU)(summary, parts.join("\n\n")), [{ step: STEP.inFull, rank: rankOf(view), text: "" }]);
}
/** The number that makes one open the fold. */
function fullTail({ review, gain, hasGain }) {
    if (review.verdict !== "pass" || gain === undefined || review.proposed === undefined)
        return "";
    if (!hasGain)
        return gain < 1.005 ? ": the best found" : `: ${percent(gain - 1)} from the best found`;
    const gpus = review.recommended?.evaluation.prediction.totalGpus ?? 0;
    const same = gpus === review.proposed.prediction.totalGpus;
    return `: ${format_change(gain)} from ${same ? "the same " : ""}${format_number(gpus)}${markdown/* NBSP */.MK}GPUs`;
}

// EXTERNAL MODULE: ./build/lib/review/why-sentence.js
var why_sentence = __webpack_require__(8345);
;// CONCATENATED MODULE: ./build/lib/report/sections/why.js





/** One sentence with two numbers a side; empty when the figures show no plain reason. */
function whySentence({ review }) {
    const best = review.recommended?.evaluation;
    if (best === undefined || review.proposed === undefined)
        return "";
    const why = (0,why_sentence/* whyBetter */.V)(best, review.proposed);
    switch (why?.kind) {
        case undefined:
            return "";
        case "decode-alone":
            return `${(0,markdown/* bold */.Cr)("Why disaggregated wins:")} with no prefill in its steps a ${shape(why.best.pool.parallelism)} worker decodes ${requests(why.best)} at ${tpot(why.best)}; a mixed ${shape(why.other.pool.parallelism)} worker holds ${format_number(why.other.requests)} at ${tpot(why.other)}.`;
        case "mixed":
            return `${(0,markdown/* bold */.Cr)("Why aggregated wins:")} no GPU waits for the other half: a ${shape(why.best.pool.parallelism)} worker does both for ${requests(why.best)} at ${tpot(why.best)}; a decode worker of ${shape(why.other.pool.parallelism)} holds ${format_number(why.other.requests)} at ${tpot(why.other)}.`;
        case "more-at-once":
            return moreAtOnce(`${(0,markdown/* bold */.Cr)(`Why ${workersInline(best.deployment)} wins:`)}`, why);
        case "fewer-prefill":
            return `${(0,markdown/* bold */.Cr)(`Why ${format_number(why.bestPrefill)} prefill to ${format_number(why.bestDecode)} decode wins:`)} ${why.bestPrefill / why.bestDecode < why.otherPrefill / why.otherDecode ? "prefill waited for decode" : "decode waited for prefill"} with ${format_number(why.otherPrefill)} to ${format_number(why.otherDecode)}.`;
    }
}
/** Workers of different sizes are compared on the same GPUs; empty when those of the best do not hold more there. */
function moreAtOnce(lead, { best, other, role }) {
    const worker = role === "agg" ? "worker" : "decode worker";
    const [a, b] = [(0,domain_deployment/* gpusPerWorker */.D_)(best.pool.parallelism), (0,domain_deployment/* gpusPerWorker */.D_)(other.pool.parallelism)];
    if (best.requests * b <= other.requests * a)
        return "";
    const [mine, theirs] = [shape(best.pool.parallelism), shape(other.pool.parallelism)];
    if (a === b)
        return mine === theirs
            ? `${lead} a ${mine} ${worker} holds ${requests(best)} at ${tpot(best)} instead of ${format_number(other.requests)} at ${tpot(other)}.`
            : `${lead} a ${mine} ${worker} holds ${requests(best)} at ${tpot(best)}, one of ${theirs} ${format_number(other.requests)} at ${tpot(other)}.`;
    if (b % a === 0)
        return `${lead} ${format_number(b / a)} ${mine} ${worker}s hold ${format_number((best.requests * b) / a)} requests at ${tpot(best)}; on as many GPUs a ${theirs} ${worker} holds ${format_number(other.requests)} at ${tpot(other)}.`;
    if (a % b === 0)
        return `${lead} a ${mine} ${worker} holds ${requests(best)} at ${tpot(best)}; on as many GPUs ${format_number(a / b)} ${theirs} ${worker}s hold ${format_number((other.requests * a) / b)} at ${tpot(other)}.`;
    return "";
}
function requests({ requests: count }) {
    return `${format_number(count)} ${count === 1 ? "request" : "requests"}`;
}
function tpot({ tpotMs }) {
    return latencyMs("tpot", tpotMs);
}

;// CONCATENATED MODULE: ./build/lib/report/blocks-of-one.js












/** The parts of a comment about one manifest, after its heading and before its footer (`comment.md` 2). */
function blocksOfOne(view, context, surface) {
    const { form, review } = view;
    const line = block(contextLine(view, context, { withFile: true }));
    const action = fixed(actionLine(view, context));
    const errors = fixed(errorList(review.findings, context, { withFile: false }));
    const warnings = block(warningList(review.findings, context, { withFile: false }));
    const main = block(mainTable(view, { withFix: true, minGain: context.minGain }));
    const rests = restsBlock(restsOn(view, context), rankOf(view));
    const measured = block(measuredFold(view), [{ step: STEP.figures, rank: rankOf(view), text: "" }]);
    const summaryChart = surface === "summary" ? [chartBlock(view, context)] : [];
    switch (form) {
        case "gain":
        case "near-best":
        case "regressed":
        case "no-sla":
            return view.hasGain
                ? [
                    action,
                    main,
                    line,
                    warnings,
                    movedBlock(view),
                    block(whySentence(view)),
                    chartBlock(view, context),
                    editBlock(view),
                    alternativesBlock(view),
                    measured,
                    rests,
                ]
                : [
                    block(figuresLine(view)),
                    warnings,
                    ...(form === "regressed" ? [movedBlock(view)] : []),
                    ...summaryChart,
                    foldedTable(view, main.text, line.text),
                    measured,
                    rests,
                ];
        case "fail":
            return [
                action,
                errors,
                main,
                line,
                warnings,
                movedBlock(view),
                ...summaryChart,
                block(bestFoundLine(view, context)),
                editBlock(view),
                alternativesBlock(view),
                measured,
                rests,
            ];
        case "cannot-start":
            return [errors, ...fixBlocks(view, context), action, line, warnings, rests];
        case "too-close":
            return [action, main, line, warnings, ...summaryChart, measured, rests];
        case "not-checked":
            return [action, line, warnings];
    }
}
function fixBlocks(view, context) {
    if (view.review.smallestFix === undefined)
        return [];
    const { lead, block: diff } = fixLine(view, context, (0,markdown/* bold */.Cr)("Smallest fix:"));
    return [block(lead), block(diff)];
}
/** The table of a manifest near the best, folded under the names of its columns. */
function foldedTable(view, main, line) {
    if (main === "")
        return block("");
    const titles = main
        .slice(0, main.indexOf("\n"))
        .replace(/^\||\|$/g, "")
        .split("|")
        .slice(1)
        .map((title) => title.trim());
    const summary = titles
        .map((title, index) => (index === 0 ? title : title === "This PR" ? "this PR" : title.toLowerCase()))
        .join(", ");
    return block((0,markdown/* fold */.AU)(summary, `${main}\n\n${line}`), [{ step: STEP.inFull, rank: rankOf(view), text: "" }]);
}
/** One line of figures for a manifest near the best: latencies with limits, throughput against before. */
function figuresLine({ review }) {
    const { proposed, base } = review;
    if (proposed === undefined)
        return "";
    const latencies = proposed.limits.map((check) => `${words_limitName(check)} ${format_checkedMs(check)} (limit ${format_limit(check.limitMs)})`);
    const throughput = `${rate(proposed.prediction.tokensPerSecPerGpu)}${markdown/* NBSP */.MK}tokens/s per GPU`;
    const ratio = base && format_change(view_throughputRatio(proposed, base));
    if (ratio === undefined)
        return [...latencies, (0,markdown/* bold */.Cr)(throughput)].join(" · ");
    const against = ratio === "same"
        ? `${(0,markdown/* bold */.Cr)(throughput)}, the same as before`
        : `${(0,markdown/* bold */.Cr)(`${throughput}, ${ratio}`)} over before`;
    return [...latencies, against].join(" · ");
}

;// CONCATENATED MODULE: ./build/lib/report/sections/footer.js



/** Most data sets that are named. */
const MAX_DATA = 4;
/** The last line. `shortened`: how many parts were dropped. */
function footer_footer(result, context, shortened = 0) {
    const evaluations = [
        ...result.deployments.flatMap(({ proposed, base, bestFound, recommended }) => [
            proposed,
            base,
            bestFound,
            recommended?.evaluation,
        ]),
        ...(result.experiments ?? []).flatMap(({ experiments }) => experiments.flatMap(({ best, nearestMiss }) => [best, nearestMiss])),
    ].filter((evaluation) => evaluation !== undefined);
    const parts = [];
    if (shortened > 0)
        parts.push(`Shortened: ${format_number(shortened)} ${shortened === 1 ? "part is" : "parts are"} in the job summary`);
    if (evaluations.length > 0) {
        const banded = evaluations.some(({ prediction }) => prediction.bands !== undefined);
        parts.push("Predicted, not measured", `profile ${(0,markdown/* code */.aY)(result.profile, 40)}${banded ? "" : " (no error band)"}`, `data ${dataSets(evaluations)}`);
    }
    if (context.headSha !== undefined) {
        const against = context.baseSha === undefined ? "" : ` against ${(0,markdown/* text */.Qq)(context.baseSha.slice(0, 7))}`;
        parts.push(`${(0,markdown/* text */.Qq)(context.headSha.slice(0, 7))}${against}`);
    }
    if (context.run !== undefined)
        parts.push((0,markdown/* link */.nf)("run", context.run.url));
    return parts.length === 0 ? "" : (0,markdown/* small */.EX)(parts.join(" · "));
}
/** `H200, TensorRT-LLM 1.3.0rc20`; engines of one system together. */
function dataSets(evaluations) {
    const bySystem = new Map();
    for (const { prediction } of evaluations) {
        const { system, backend, version } = prediction.perfDb;
        const engines = bySystem.get(system) ?? new Set();
        bySystem.set(system, engines.add((0,markdown/* text */.Qq)(`${backendName(backend)} ${version}`, 60)));
    }
    const sets = [...bySystem].map(([system, engines]) => `${(0,markdown/* text */.Qq)(systemShort(system), 40)}, ${format_list([...engines].slice(0, MAX_DATA))}`);
    const more = sets.length - MAX_DATA;
    return more > 0 ? `${sets.slice(0, MAX_DATA).join(" and ")} and ${format_number(more)} more` : sets.join(" and ");
}

;// CONCATENATED MODULE: ./build/lib/report/comment.js














/** The pull-request comment, hidden header first, within the size budget. */
function renderComment(result, context, budget = COMMENT_BUDGET) {
    const views = viewsOf(result, context);
    const checked = views.some(({ form }) => form !== "not-checked") || (result.experiments?.length ?? 0) > 0;
    const custom = ownText(context.footer);
    const tail = custom === "" ? "" : `\n\n${custom}`;
    const blocks = [
        { text: head(context, result.verdict, resultHeading(result, views)), fixed: true },
        ...resultBlocks(result, context),
        ...judgedBlocks(result, views, context, "comment"),
    ];
    const last = (shortened) => `${checked || shortened > 0 ? footer(result, context, shortened) : ""}${tail}`.replace(/^\n+/, "");
    return `${fit(blocks, last, budget - 1).text}\n`;
}
/** Manifests and experiment files; what the heading speaks of comes first. */
function judgedBlocks(result, views, context, surface) {
    const manifests = manifestBlocks(views, context, surface);
    const experiments = blocksOfExperiments(result, context);
    if (tellingExperiment(result) === undefined || manifests.length === 0)
        return [...manifests, ...experiments];
    const [only] = views;
    const title = views.length === 1 && only !== undefined ? headingOfOne(only) : headingOfMany(views);
    return [...experiments, { text: (0,markdown/* bold */.Cr)(title), fixed: true }, ...manifests];
}
/** Blocks of the manifests, by how many there are. */
function manifestBlocks(views, context, surface) {
    const [only] = views;
    if (only === undefined)
        return [];
    return views.length === 1 ? blocksOfOne(only, context, surface) : blocksOfMany(views, context, surface);
}
/** What belongs to no manifest: files that could not be read, a list that was cut. */
function resultBlocks(result, context) {
    const errors = errorList(result.findings, context, { withFile: true });
    const judged = [...result.deployments, ...(result.experiments ?? [])].some(({ verdict }) => verdict === "fail");
    const removed = result.removed ?? [];
    const gone = removed.length === 0 || result.deployments.length > 0
        ? ""
        : `${plural(removed.length, "manifest")} removed: ${removed
            .slice(0, 5)
            .map((path) => (0,markdown/* code */.aY)(path, 80))
            .join(", ")}${removed.length > 5 ? ", …" : ""}`;
    return [
        { text: errors, fixed: true },
        {
            text: result.incomplete
                ? "The list of changed files is cut by the platform; manifests beyond it were not looked at. Split the pull request."
                : "",
            fixed: true,
        },
        { text: result.verdict === "fail" && !judged ? policyLine("fail", context) : "", fixed: true },
        { text: gone },
    ];
}
/** The comment of a run that ended in a defect of ours. */
function renderBrokenComment(message, context) {
    const blocks = [
        { text: head(context, "error", comment_BROKEN_HEADING), fixed: true },
        {
            text: `${prose(message, 400)}\n\nNothing in this pull request caused it. The job log has the details; a run started again may pass.`,
            fixed: true,
        },
    ];
    const empty = {
        verdict: "fail",
        deployments: [],
        findings: [],
        files: [],
        profile: "",
        incomplete: false,
    };
    return `${fit(blocks, () => footer(empty, context)).text}\n`;
}
/** Heading of a defect of ours. */
const comment_BROKEN_HEADING = "❌ Fail: the advisor broke, not your change";
/** Hidden header, the policy's own text, and the heading. */
function head(context, verdict, heading) {
    const marker = encodeMarker(context.key, {
        v: 1,
        head: context.headSha ?? "",
        run: context.run?.id ?? 0,
        attempt: context.run?.attempt ?? 0,
        verdict,
        ...(context.hashes === undefined ? {} : { hashes: context.hashes }),
    });
    const custom = ownText(context.header);
    return `${marker}\n${custom === "" ? "" : `${custom}\n\n`}### ${heading}`;
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./build/lib/report/sarif.js




/** The platform keeps 5,000 results of a run. */
const MAX_RESULTS = 5000;
const LEVELS = { error: "error", warning: "warning", notice: "note" };
/** A SARIF 2.1.0 log of all findings; valid without any, because a missing file would break the upload step. */
function sarifLog(result, options) {
    const findings = sortFindings([
        ...result.findings,
        ...result.deployments.flatMap((review) => review.findings),
        ...(result.experiments ?? []).flatMap((review) => review.findings),
    ]).slice(0, MAX_RESULTS);
    const rules = [...new Set(findings.map(({ rule }) => rule))].sort();
    const occurrences = new Map();
    return {
        $schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [
            {
                tool: {
                    driver: {
                        name: "Dynamo Config Advisor",
                        semanticVersion: options.version,
                        rules: rules.map((id) => ruleJson(id, findings, options)),
                    },
                },
                automationDetails: { id: `${visible(options.category)}/` },
                columnKind: "utf16CodeUnits",
                results: findings.map((finding) => resultJson(finding, rules.indexOf(finding.rule), occurrences)),
            },
        ],
    };
}
/** The same as text. */
function toSarif(result, options) {
    return `${jsonText(sarifLog(result, options), 2)}\n`;
}
function ruleJson(id, findings, { helpUri }) {
    const worst = findings.find(({ rule }) => rule === id);
    const words = id.replaceAll("-", " ");
    return {
        id,
        name: words.replace(/(?:^| )(?<letter>[a-z])/g, (_all, letter) => letter.toUpperCase()),
        shortDescription: { text: `${words[0]?.toUpperCase() ?? ""}${words.slice(1)}` },
        help: {
            text: `See the page of the rule ${id}.`,
            ...(helpUri === undefined ? {} : { markdown: `[${id}](${helpUri(id)})` }),
        },
        ...(helpUri === undefined ? {} : { helpUri: helpUri(id) }),
        defaultConfiguration: { level: LEVELS[worst?.severity ?? "warning"] },
        properties: { tags: ["dynamo", "deployment"] },
    };
}
/** Address below the root of the repository: segments that would leave it are left out. */
function uriBelowRoot(file) {
    return file
        .split("/")
        .filter((part) => !["", ".", ".."].includes(part))
        .map((part) => encodeURIComponent(part.replace(/\p{Cs}/gu, "\ufffd")))
        .join("/");
}
/** Plain text of SARIF has links (`[text](address)`), and an alert is shown as a comment: names in it stay words. */
function withoutLinks(message) {
    return message
        .replaceAll("](", "]\u200b(")
        .replace(/[@#](?=[a-z0-9])/gi, (mark) => `${mark}\u200b`)
        .replace(/:(?=\/\/)/g, ":\u200b");
}
function resultJson(finding, ruleIndex, occurrences) {
    const { rule, severity, message, file, position, endPosition } = finding;
    const shown = truncate(visible(message), 4000);
    // lines move and figures change from push to push; rule, file and words stay
    const identity = JSON.stringify([rule, file, shown.replace(/[\d.,]+/g, "0")]);
    const nth = occurrences.get(identity) ?? 0;
    occurrences.set(identity, nth + 1);
    return {
        ruleId: rule,
        ruleIndex,
        level: LEVELS[severity],
        message: { text: withoutLinks(shown) },
        locations: [
            {
                physicalLocation: {
                    artifactLocation: {
                        uri: uriBelowRoot(file),
                        uriBaseId: "%SRCROOT%",
                    },
                    region: {
                        startLine: Math.max(1, Math.trunc(position.line)),
                        startColumn: Math.max(1, Math.trunc(position.column)),
                        ...(endPosition === undefined
                            ? {}
                            : {
                                endLine: Math.max(1, Math.trunc(endPosition.line)),
                                endColumn: Math.max(1, Math.trunc(endPosition.column)),
                            }),
                    },
                },
            },
        ],
        partialFingerprints: {
            "dynamoAdvisor/v1": createHash("sha256").update(`${identity}#${nth}`).digest("hex").slice(0, 32),
        },
    };
}

;// CONCATENATED MODULE: ./build/lib/report/suggestions.js






/** Most comments of one review. */
const MAX_SUGGESTIONS = 30;
const FINGERPRINT = /^<!-- dynamo-advisor-suggestion (?<hash>[0-9a-f]{16}) -->/;
/**
 * The smallest fixes that lie wholly on changed lines. A fix with an edit elsewhere gives none: half of it would be a
 * different setting.
 */
function toSuggestions(result, inDiff) {
    return result.deployments.flatMap((review) => suggestionsOf(review, inDiff)).slice(0, MAX_SUGGESTIONS);
}
function suggestionsOf(review, inDiff) {
    const fix = review.verdict === "fail" ? review.smallestFix : undefined;
    if (fix === undefined || fix.edits.length === 0)
        return [];
    if (!fix.edits.every(({ line, endLine }) => endLine >= line && inDiff(review.file, line, endLine)))
        return [];
    const key = suggestionKey(review.file, fix.edits[0]?.line ?? 0);
    return fix.edits.map((edit, index) => {
        const text = edit.text.replace(/\n$/, "");
        const fingerprint = createHash("sha256")
            .update(JSON.stringify([review.file, edit.line, edit.endLine, text]))
            .digest("hex")
            .slice(0, 16);
        const part = fix.edits.length === 1 ? "" : ` (part ${number(index + 1)} of ${number(fix.edits.length)}, apply all)`;
        return {
            file: review.file,
            line: edit.endLine,
            ...(edit.endLine > edit.line ? { startLine: edit.line } : {}),
            body: `<!-- dynamo-advisor-suggestion ${fingerprint} -->\n${sentence(review)}${part}\n\n${suggestionFence(text)}`,
            fingerprint,
            key,
        };
    });
}
function sentence(review) {
    const { proposed, smallestFix } = review;
    const missed = proposed?.limits.filter(({ holds }) => !holds) ?? [];
    const values = missed.map((check) => `${limitName(check)} of ${code(review.name, 40)} is ${checkedMs(check)}, limit ${limit(check.limitMs)}${NBSP}ms`);
    if (proposed === undefined || smallestFix === undefined || missed.length === 0)
        return bold("Smallest fix");
    const after = smallestFix.evaluation.limits
        .filter(({ metric }) => missed.some((each) => each.metric === metric))
        .map((check) => `${limitName(check)} ${checkedMs(check)}`);
    const shift = change(throughputRatio(smallestFix.evaluation, proposed));
    return `${list(values)}. With this: ${list(after)}, ${shift === "same" ? "same throughput" : `throughput ${shift}`}.`;
}
/** The lines are taken as they are: what is committed must be what was checked. Only the fence adapts. */
function suggestionFence(text) {
    let ticks = 3;
    for (const run of text.matchAll(/`{3,}/g))
        ticks = Math.max(ticks, run[0].length + 1);
    const mark = "`".repeat(ticks);
    return `${mark}suggestion\n${text === "" ? "" : `${text}\n`}${mark}`;
}
/** Fingerprint in the body of a review comment; check its author before. */
function suggestionFingerprint(body) {
    return FINGERPRINT.exec(body)?.groups?.["hash"];
}

;// CONCATENATED MODULE: ./build/lib/report/fit.js
/** Characters that a comment may have, hidden header included; GitHub's own limit is 65,536. */
const fit_COMMENT_BUDGET = 60_000;
/**
 * Joins blocks; over the budget, whole parts become shorter in a fixed order until it fits. `footer` is made last because it
 * counts what was cut. What is still too long after every cut loses its largest block that is not fixed.
 */
function fit_fit(blocks, footer, budget = fit_COMMENT_BUDGET) {
    const texts = blocks.map(({ text }) => text);
    const touched = new Set();
    const compose = () => join([...texts, footer(touched.size)]);
    const first = compose();
    if (first.length <= budget)
        return { text: first, shortened: 0 };
    const cuts = blocks
        // a part that is not there cannot be cut, nor counted as cut
        .flatMap(({ text, cuts: own = [] }, block) => (text === "" ? [] : own).map((cut, order) => ({ ...cut, block, order })))
        .sort((a, b) => a.step - b.step || a.rank - b.rank || b.block - a.block || a.order - b.order);
    // joining costs two characters a block at most; the footer grows by its notice
    let length = texts.reduce((sum, text) => sum + text.length + 2, 0) + footer(blocks.length).length;
    for (const { block, text } of cuts) {
        if (length <= budget)
            break;
        length += text.length - (texts[block] ?? "").length;
        texts[block] = text;
        touched.add(block);
    }
    const bySize = texts
        .map((text, index) => ({ index, size: blocks[index]?.fixed ? 0 : text.length }))
        .filter(({ size }) => size > 0)
        .sort((a, b) => b.size - a.size);
    for (const { index, size } of bySize) {
        if (length <= budget)
            break;
        length -= size;
        texts[index] = "";
        touched.add(index);
    }
    return { text: compose(), shortened: touched.size };
}
/** Blocks with a blank line between; folds stand on each other. Empty ones are left out. */
function join(texts) {
    const parts = [];
    let last = "";
    for (const text of texts) {
        if (text === "")
            continue;
        if (last !== "")
            parts.push(last.endsWith("</details>") && text.startsWith("<details>") ? "\n" : "\n\n");
        parts.push(text);
        last = text;
    }
    return parts.join("");
}

;// CONCATENATED MODULE: ./build/lib/report/summary.js









/** GitHub refuses more than 1 MiB of UTF-8; three bytes a character at worst leaves a third. */
const SUMMARY_BUDGET = 340_000;
/** The job summary: the comment with everything that it has no room for, and what went wrong with writing. */
function renderSummary(result, context, budget = SUMMARY_BUDGET) {
    const views = view_viewsOf(result, context);
    const several = views.length > 1;
    const blocks = [
        { text: `## ${result_heading_resultHeading(result, views)}`, fixed: true },
        { text: notices(context), fixed: true },
        ...resultBlocks(result, context),
        ...judgedBlocks(result, views, context, "summary"),
        ...(several
            ? views
                .filter(({ review }) => review.facts.length > 0)
                .map((view) => factFold(view.name, factsTable(view.review.facts, context)))
            : []),
        { text: several ? warningList(result.findings, context, { withFile: true, max: 100 }) : "" },
    ];
    return `${fit_fit(blocks, (shortened) => footer_footer(result, context, shortened), budget - 1).text}\n`;
}
/** The summary of a run that ended in a defect of ours. */
function renderBrokenSummary(message, context) {
    return `## ${BROKEN_HEADING}\n\n${prose(message, 2000)}\n${notices(context) === "" ? "" : `\n${notices(context)}\n`}`;
}
function factFold(name, facts) {
    return {
        text: (0,markdown/* fold */.AU)(`${(0,markdown/* codeHtml */.v1)(name, 60)}: what it rests on`, facts),
        cuts: [{ step: 3, rank: 0, text: "" }],
    };
}
function notices(context) {
    return (context.notices ?? []).map((notice) => `- ${(0,markdown/* prose */.CS)(notice, 500)}`).join("\n");
}

;// CONCATENATED MODULE: ./build/lib/report/index.js













// EXTERNAL MODULE: ./build/lib/review/index.js + 16 modules
var review = __webpack_require__(3302);
// EXTERNAL MODULE: ./build/lib/cli/changes.js
var cli_changes = __webpack_require__(5576);
// EXTERNAL MODULE: ./build/lib/cli/data-root.js
var data_root = __webpack_require__(7578);
// EXTERNAL MODULE: ./build/lib/cli/failure.js
var failure = __webpack_require__(2011);
// EXTERNAL MODULE: ./build/lib/cli/flag-table.js
var flag_table = __webpack_require__(5954);
// EXTERNAL MODULE: ./build/lib/cli/local-calibration.js
var local_calibration = __webpack_require__(7379);
// EXTERNAL MODULE: ./build/lib/cli/model-flags.js
var model_flags = __webpack_require__(3558);
// EXTERNAL MODULE: ./build/lib/cli/read-file.js
var read_file = __webpack_require__(1652);
// EXTERNAL MODULE: ./build/lib/cli/siblings.js
var siblings = __webpack_require__(6110);
// EXTERNAL MODULE: ./build/lib/cli/terminal.js
var cli_terminal = __webpack_require__(1913);
// EXTERNAL MODULE: ./build/lib/cli/commands/estimate.js + 3 modules
var estimate = __webpack_require__(8493);
;// CONCATENATED MODULE: ./build/lib/cli/commands/check.js



















/** Flags that are values of the policy, stronger than every file. */
const VALUES = [
    ["system", "system"],
    ["decodeSystem", "decodeSystem"],
    ["isl", "isl"],
    ["osl", "osl"],
    ["prefix", "prefix"],
    ["concurrency", "concurrency"],
    ["requestRate", "requestRate"],
    ["ttft", "ttftMs"],
    ["tpot", "tpotMs"],
    ["requestLatency", "requestLatencyMs"],
    ["percentile", "percentile"],
    ["totalGpus", "gpus"],
    ["backendVersion", "backendVersion"],
    ["model", "model"],
];
const CHECK_FLAGS = [
    {
        name: "base",
        type: (0,flag_table/* text */.Qq)("ref|folder|file"),
        help: "what to compare with: a git ref, a folder or one file",
    },
    { name: "write", type: flag_table/* SWITCH */.Fo, help: "apply the recommended edit to the files" },
    { name: "config-file", type: (0,flag_table/* text */.Qq)("file"), help: `policy (default ${lib_policy/* POLICY_FILE */.CX}, when it exists)` },
    { name: "system", type: (0,flag_table/* text */.Qq)("name"), help: "GPU system, e.g. h200_sxm" },
    { name: "decode-system", type: (0,flag_table/* text */.Qq)("name"), help: "GPU system of the decode workers, if another" },
    { name: "model", type: (0,flag_table/* text */.Qq)("name"), help: "Hugging Face id, instead of the manifest's" },
    { name: "isl", type: (0,flag_table/* int */.Wh)(1), help: "prompt length in tokens" },
    { name: "osl", type: (0,flag_table/* int */.Wh)(1), help: "answer length in tokens" },
    { name: "prefix", type: (0,flag_table/* int */.Wh)(0), help: "cached tokens of the prompt" },
    { name: "concurrency", type: (0,flag_table/* int */.Wh)(1), help: "requests in flight over all replicas" },
    { name: "request-rate", type: (0,flag_table/* number */.ai)(0), help: "requests a second" },
    { name: "ttft", type: (0,flag_table/* number */.ai)(0), help: "limit of the time to first token, ms" },
    { name: "tpot", type: (0,flag_table/* number */.ai)(0), help: "limit of the time per output token, ms" },
    { name: "request-latency", type: (0,flag_table/* number */.ai)(0), help: "limit of the whole request, ms" },
    {
        name: "percentile",
        type: (0,flag_table/* choice */.Yq)("mean", "p50", "p90", "p99"),
        help: "statistic that the limits apply to (default mean)",
    },
    { name: "total-gpus", type: (0,flag_table/* int */.Wh)(1), help: "GPU budget of the search (default: the deployment's own)" },
    {
        name: "backend-version",
        type: (0,flag_table/* text */.Qq)("version"),
        help: "performance data: current, previous, next or an exact version",
    },
    {
        name: "systems-paths",
        type: (0,flag_table/* list */.p_)("folders"),
        help: "own data folders, searched before the shipped data",
    },
    {
        name: "profile",
        type: (0,flag_table/* choice */.Yq)("calibrated", "reference"),
        help: "calibrated on measurements (default), or the published method",
    },
    {
        name: "measured",
        type: (0,flag_table/* repeat */.ux)("file|folder|glob"),
        help: "benchmark results of the one deployment that is checked (repeat for more)",
    },
    model_flags/* CALIBRATION_FLAG */.CB,
    model_flags/* FORMAT_FLAG */.rp,
];
/** Flags and help of `check`. */
function declare(command) {
    command.argument("[paths...]", "manifests, experiment files or folders (default: everything below the current folder)");
    (0,flag_table/* declareFlags */.kV)(command, CHECK_FLAGS);
}
/** The action's main job on files of the working tree. Exit code 1 when the gate fails. */
async function run(args, flags, environment) {
    const { terminal, moduleUrl } = environment;
    const base = flags["base"];
    const policy = await readPolicyFile(terminal.cwd, flags["configFile"]);
    const changes = (0,cli_changes/* readChanges */.S)(terminal.cwd, args, base);
    // Without paths and with a base only what changed is a change.
    const relevant = base === undefined || args.length > 0 ? changes : changes.filter(({ status }) => status !== "unchanged");
    const root = (0,data_root/* perfDbRoot */.Kq)(moduleUrl);
    const profile = flags["profile"] ?? policy.profile;
    const local = profile === "calibrated"
        ? await (0,local_calibration/* localText */.lt)(flags["calibrationFile"], terminal.cwd, () => policy)
        : undefined;
    const deps = await (0,check_open/* openCheckDeps */.r)({
        root,
        systemsPaths: (0,estimate.ownFolders)(flags["systemsPaths"]),
        profile,
        ...(local === undefined
            ? {}
            : { local: { ...local, base: (0,calibration_digest.calibrationBase)(root, (0,data_root/* readVersion */.$4)(moduleUrl)) } }),
    });
    const measured = await measuredTexts(flags["measured"], terminal.cwd);
    for (const note of deps.notes ?? [])
        terminal.err((0,cli_terminal/* safeLine */.om)(`note: ${note}`));
    const result = await (0,run_check/* runCheck */.k)(deps, {
        files: relevant.map((file) => file.status === "unchanged" ? { ...file, status: "modified" } : file),
        policy,
        inputs: inputCandidate(flags),
        siblings: async (file) => (0,siblings/* siblingsOf */.D)(terminal.cwd, file),
        measured,
    });
    if (measured.length > 0 && result.deployments.length !== 1)
        throw new errors/* UserError */.y("usage", `--measured is about one deployment; ${result.deployments.length} are checked: name one manifest`);
    const context = {
        ...LOCAL_CONTEXT,
        gate: policy.gate,
        tooClose: policy.tooClose,
        notApplicable: policy.notApplicable,
        minGain: policy.minGain,
        commit: policy.commit,
        commitLabel: policy.commitLabel,
        ...(base === undefined ? {} : { baseSha: base }),
    };
    if (flags["format"] === "json")
        terminal.out(renderCheckJson(result));
    else if (flags["format"] === "markdown")
        terminal.out(renderSummary(result, context));
    else
        terminal.out(renderCheckText(result, { columns: terminal.columns, color: terminal.color }, context));
    if (flags["write"] === true)
        writeAdvice(result, terminal.cwd, terminal.err);
    const outcome = (0,review/* gateOutcome */.SH)(result.verdict, policy, {
        empty: result.files.length === 0 && result.findings.length === 0,
        draft: false,
    });
    return outcome.passes ? failure/* EXIT */.dc.done : failure/* EXIT */.dc.gateFailed;
}
/** Files of benchmark results by name. Throws `UserError` for what cannot be read. */
async function measuredTexts(given, cwd) {
    if (given === undefined)
        return [];
    const { measuredFiles } = await __webpack_require__.e(/* import() */ 5895).then(__webpack_require__.bind(__webpack_require__, 5895));
    return given
        .flatMap((each) => measuredFiles(each, cwd))
        .map(({ file }) => ({ file, text: (0,external_node_fs_.readFileSync)(external_node_path_.resolve(cwd, file), "utf8") }));
}
/** The policy of a working tree: the given file, or the usual one when it exists. Throws `UserError` for a broken one. */
async function readPolicyFile(cwd, given) {
    const file = given ?? lib_policy/* POLICY_FILE */.CX;
    if (given === undefined && !(0,external_node_fs_.existsSync)(external_node_path_.resolve(cwd, file)))
        return lib_policy/* DEFAULT_POLICY */.zj;
    const text = (0,read_file/* readTextFile */.G)(cwd, file, given === undefined ? file : `--config-file ${given}`);
    const { policy, findings } = await (0,lib_policy.loadPolicy)(text, file);
    const [broken] = findings;
    if (broken !== undefined)
        throw new errors/* UserError */.y("input", broken.message, { file, position: broken.position });
    return policy;
}
function inputCandidate(flags) {
    const values = {};
    for (const [flag, key] of VALUES) {
        if (flags[flag] !== undefined)
            values[key] = {
                value: flags[flag],
                source: {
                    kind: "input",
                    what: `\`--${flag.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}\``,
                },
            };
    }
    return { kind: "input", values: values };
}
/** Writes the best found (or the smallest fix, when there is no better) into the files that can be edited. */
function writeAdvice(result, cwd, say) {
    for (const review of result.deployments) {
        const advice = review.recommended ?? review.smallestFix;
        if (advice === undefined)
            continue;
        if (advice.newText === undefined)
            say(`${review.file}: not written, ${advice.noEditReason ?? "there is no edit"}`);
        else if (result.deployments.filter(({ file }) => file === review.file).length > 1)
            say(`${review.file}: not written, it holds several deployments; apply the edits one by one`);
        else {
            (0,external_node_fs_.writeFileSync)(external_node_path_.resolve(cwd, review.file), advice.newText);
            say(`${review.file}: written`);
        }
    }
}


/***/ }),

/***/ 3302:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  c3: () => (/* reexport */ alternativesOf),
  k1: () => (/* reexport */ applyLevels),
  sd: () => (/* reexport */ bandFact),
  rf: () => (/* reexport */ budgetFinding),
  eK: () => (/* reexport */ chooseAdvice),
  $5: () => (/* reexport */ contextFinding),
  kh: () => (/* reexport */ divisibilityFindings),
  SH: () => (/* reexport */ gateOutcome),
  Vq: () => (/* reexport */ impossibleFinding),
  S4: () => (/* reexport */ judge),
  qc: () => (/* reexport */ judgeExperiments),
  bw: () => (/* reexport */ memoryFinding),
  $0: () => (/* reexport */ missingData),
  V5: () => (/* reexport */ missingGpuType),
  bm: () => (/* reexport */ nearestVersion),
  V: () => (/* reexport */ queueFinding),
  Dl: () => (/* reexport */ rankExperiments),
  nN: () => (/* reexport */ regressionFinding),
  Cm: () => (/* reexport */ stepsBetween),
  U1: () => (/* reexport */ traceMovements),
  WH: () => (/* reexport */ unifiedDiff),
  w2: () => (/* reexport */ unknownModel),
  Sc: () => (/* reexport */ unknownSystem),
  jD: () => (/* reexport */ unreachableSla),
  zP: () => (/* reexport */ worstVerdict)
});

// UNUSED EXPORTS: CLEAR_CHANCE, REVIEW_RULES, excess, finding, imbalanceFinding, isSafe, whyBetter

;// CONCATENATED MODULE: ./build/lib/review/verdict.js
/** With a higher chance than this the limits hold for us; with a lower one than its rest they do not. Edges of an 80 % band. */
const CLEAR_CHANCE = 0.9;
/**
 * The verdict of one deployment. Errors fail it before any figure; figures fail it only when every required value was
 * stated by somebody: an assumption never fails a gate.
 */
function judge({ proposed, findings, notChecked, assumed }) {
    const errors = findings.filter(({ severity }) => severity === "error");
    if (errors.length > 0)
        return { verdict: "fail", reasons: errors.map(({ message }) => message) };
    if (notChecked !== undefined || proposed === undefined) {
        const missing = notChecked ?? { phrase: "cannot be predicted" };
        return { verdict: "not-applicable", reasons: [missing.phrase], notChecked: missing };
    }
    if (proposed.prediction.memoryVerdict !== "fits") {
        return { verdict: "fail", reasons: ["the load does not fit the GPU memory"] };
    }
    const figures = judgeFigures(proposed);
    if (figures.verdict === "pass" || assumed.length === 0)
        return figures;
    const missing = {
        phrase: `does not say its ${lengthWords(assumed)}`,
        policyYaml: `defaults:\n  workload:\n${assumed.map((key) => `    ${key}: ${key === "isl" ? 4000 : 1000} # tokens, yours\n`).join("")}`,
    };
    return {
        verdict: "not-applicable",
        reasons: [`${missing.phrase}; at assumed lengths ${figures.reasons.join(" and ")}`],
        notChecked: missing,
    };
}
function lengthWords(assumed) {
    const words = assumed.map((key) => (key === "isl" ? "prompt" : key === "osl" ? "answer" : key));
    return `${words.join(" and ")} ${words.length === 1 ? "length" : "lengths"}`;
}
/** Figures against limits: bands where the profile has them, else the figures themselves. */
function judgeFigures(proposed) {
    const states = proposed.limits.map((check) => ({
        check,
        state: stateOf(check, bandOf(proposed, check)),
    }));
    const broken = states.filter(({ state }) => state === "broken");
    const odds = proposed.prediction.pSla;
    if (broken.length > 0)
        return { verdict: "fail", reasons: broken.map(({ check }) => reason(check)) };
    if (odds !== undefined && odds < 1 - CLEAR_CHANCE)
        return { verdict: "fail", reasons: proposed.limits.map(reason) };
    const open = states.filter(({ state }) => state === "open");
    if (open.length === 0 || (odds !== undefined && odds >= CLEAR_CHANCE))
        return { verdict: "pass", reasons: [] };
    return {
        verdict: "too-close",
        reasons: open.map(({ check }) => `${reason(check)}, within the error of the prediction`),
    };
}
function stateOf(check, band) {
    // a queue without end breaks its limit whatever the band says
    if (band === undefined || (!check.holds && check.valueMs <= check.limitMs))
        return check.holds ? "holds" : "broken";
    if (band[1] <= check.limitMs)
        return "holds";
    return band[0] > check.limitMs ? "broken" : "open";
}
/** The band of the statistic that the limit applies to: a percentile scatters as the mean does. */
function bandOf({ prediction: { bands } }, { metric, percentile }) {
    const mean = bands && { ttft: bands.ttftMs, tpot: bands.tpotMs, requestLatency: bands.requestLatencyMs }[metric];
    if (mean === undefined || percentile === undefined)
        return mean;
    return [mean[0] * percentile.overMean, mean[1] * percentile.overMean];
}
/** Plain words; rounding for people is the report's. */
function reason({ metric, valueMs, limitMs, percentile }) {
    const name = { ttft: "TTFT", tpot: "TPOT", requestLatency: "request latency" }[metric];
    return `${name}${percentile === undefined ? "" : ` ${percentile.name}`} is ${Number(valueMs.toPrecision(6))} ms, limit ${limitMs} ms`;
}
/** Whether every limit holds over its whole band: a setting that can be called safe. */
function isSafe(evaluation) {
    return (evaluation.prediction.memoryVerdict === "fits" &&
        judgeFigures(evaluation).verdict === "pass" &&
        evaluation.limits.every(({ holds }) => holds));
}
/** The verdict over several: fail, then too close, then not checked, then pass. Nothing at all is `not-applicable`. */
function worstVerdict(verdicts) {
    return (["fail", "too-close", "not-applicable", "pass"].find((kind) => verdicts.includes(kind)) ??
        "not-applicable");
}

;// CONCATENATED MODULE: ./build/lib/review/advice.js

/** A safe choice that serves less than this share of the proposal's throughput is shown but not offered as an edit. */
const FAIR_PRICE = 0.95;
/**
 * Picks the best found. A recommendation must hold over its whole band (where nothing does and the proposal fails: at its
 * figures) and, unless the proposal does not pass, gain `minGain`.
 */
function chooseAdvice({ proposed, verdict, passing, misses, minGain }) {
    const ranked = [...passing].sort(byThroughput);
    const best = ranked.find(isSafe);
    if (verdict === "too-close") {
        if (best === undefined)
            return {};
        const fair = proposed === undefined || throughputPerGpu(best) >= FAIR_PRICE * throughputPerGpu(proposed);
        return fair ? { recommended: best } : { bestFound: best };
    }
    if (verdict === "fail") {
        const likely = best ?? ranked[0];
        if (likely !== undefined)
            return { recommended: likely };
        const nearest = [...misses].sort((a, b) => excess(a) - excess(b))[0];
        return nearest === undefined ? {} : { nearestMiss: nearest };
    }
    if (proposed === undefined)
        return best === undefined ? {} : { bestFound: best };
    const ratio = best === undefined ? 0 : throughputPerGpu(best) / throughputPerGpu(proposed);
    if (best !== undefined && ratio >= 1 + minGain)
        return { recommended: best };
    return { bestFound: best !== undefined && ratio > 1 ? best : proposed };
}
/** Most of each serving mode that the report lists as other settings. */
const MAX_ALTERNATIVES = 8;
/** Passing settings for the list of alternatives, best first; equal deployments once. */
function alternativesOf(passing) {
    const seen = new Set();
    const counts = { agg: 0, disagg: 0 };
    return [...passing].sort(byThroughput).filter(({ deployment }) => {
        const key = JSON.stringify([
            deployment.mode,
            deployment.replicas,
            deployment.pools.map(({ parallelism, workers, batchSize }) => [parallelism, workers, batchSize]),
        ]);
        if (seen.has(key) || counts[deployment.mode] >= MAX_ALTERNATIVES)
            return false;
        seen.add(key);
        counts[deployment.mode]++;
        return true;
    });
}
/** Largest relative excess over a limit. */
function excess({ limits }) {
    return Math.max(0, ...limits.map(({ valueMs, limitMs }) => valueMs / limitMs - 1));
}
function throughputPerGpu({ prediction }) {
    return prediction.tokensPerSecPerGpu;
}
function byThroughput(a, b) {
    return throughputPerGpu(b) - throughputPerGpu(a);
}

;// CONCATENATED MODULE: ./build/lib/review/band-fact.js
/**
 * The band of a prediction as a fact; undefined when the profile has none. `what` says where it comes from; measurements
 * of the repository itself are named beside it.
 */
function bandFact({ bands, ttftMs, tpotMs, notes }, what) {
    if (bands === undefined)
        return undefined;
    const factor = ([low, high], value) => {
        const [down, up] = [value / low, high / value];
        return Math.abs(down - up) < 0.02
            ? `× or ÷ ${up.toFixed(2)}`
            : `÷ ${down.toFixed(2)} to × ${up.toFixed(2)}`;
    };
    return {
        label: "Band",
        value: `TTFT ${factor(bands.ttftMs, ttftMs)}, TPOT ${factor(bands.tpotMs, tpotMs)}`,
        source: {
            kind: "derived",
            what: [what, ...notes.filter((note) => note.startsWith("local calibration of "))].join(", "),
        },
    };
}

;// CONCATENATED MODULE: ./build/lib/review/diff.js
/** Unchanged lines around a change. */
const CONTEXT = 2;
/** Above this product of lines the middle is shown as replaced: the exact answer would cost too much. */
const MAX_CELLS = 4_000_000;
/**
 * The lines of a unified diff without file headers. Hunks that begin in the first lines of the file go without a header.
 * Line endings are not part of the lines.
 */
function unifiedDiff(oldText, newText) {
    const [a, b] = [lines(oldText), lines(newText)];
    const ops = compare(a, b);
    const result = [];
    for (const hunk of hunks(ops)) {
        const [first] = hunk;
        if (first === undefined)
            continue;
        const count = (mark) => hunk.filter((op) => op.mark === " " || op.mark === mark).length;
        if (first.old >= CONTEXT + 1) {
            const section = sectionAbove(a, first.old);
            result.push(`@@ -${first.old + 1},${count("-")} +${first.new + 1},${count("+")} @@${section === "" ? "" : ` ${section}`}`);
        }
        result.push(...hunk.map(({ mark, text }) => `${mark}${text}`));
    }
    return result;
}
function lines(text) {
    const all = text.split(/\r?\n/);
    return all.at(-1) === "" ? all.slice(0, -1) : all;
}
/** The nearest line above that begins a block at the margin, as git shows it. */
function sectionAbove(text, line) {
    for (let at = line - 1; at >= 0; at--)
        if (/^[A-Za-z_]/.test(text[at] ?? ""))
            return text[at] ?? "";
    return "";
}
function compare(a, b) {
    let start = 0;
    while (start < a.length && start < b.length && a[start] === b[start])
        start++;
    let end = 0;
    while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end])
        end++;
    const same = (from, to, shift) => a
        .slice(from, to)
        .map((text, index) => ({ mark: " ", text, old: from + index, new: from + index + shift }));
    return [
        ...same(0, start, 0),
        ...middle(a, b, start, a.length - end, b.length - end),
        ...same(a.length - end, a.length, b.length - a.length),
    ];
}
/** Longest common subsequence of the changed middle. */
function middle(a, b, start, aEnd, bEnd) {
    const [n, m] = [aEnd - start, bEnd - start];
    const removed = (i, j) => ({
        mark: "-",
        text: a[start + i] ?? "",
        old: start + i,
        new: start + j,
    });
    const added = (i, j) => ({
        mark: "+",
        text: b[start + j] ?? "",
        old: start + i,
        new: start + j,
    });
    if (n * m > MAX_CELLS) {
        return [
            ...Array.from({ length: n }, (_, i) => removed(i, 0)),
            ...Array.from({ length: m }, (_, j) => added(n, j)),
        ];
    }
    const width = m + 1;
    const length = new Uint16Array((n + 1) * width);
    for (let i = n - 1; i >= 0; i--) {
        for (let j = m - 1; j >= 0; j--) {
            length[i * width + j] =
                a[start + i] === b[start + j]
                    ? (length[(i + 1) * width + j + 1] ?? 0) + 1
                    : Math.max(length[(i + 1) * width + j] ?? 0, length[i * width + j + 1] ?? 0);
        }
    }
    const ops = [];
    let [i, j] = [0, 0];
    while (i < n || j < m) {
        if (i < n && j < m && a[start + i] === b[start + j]) {
            ops.push({ mark: " ", text: a[start + i] ?? "", old: start + i++, new: start + j++ });
        }
        else if (i < n && (j === m || (length[(i + 1) * width + j] ?? 0) >= (length[i * width + j + 1] ?? 0)))
            ops.push(removed(i++, j));
        else
            ops.push(added(i, j++));
    }
    return ops;
}
/** Changes with their context; changes that are near each other share a hunk. */
function hunks(ops) {
    const result = [];
    let until = -1;
    for (const [index, op] of ops.entries()) {
        if (op.mark === " ")
            continue;
        const from = Math.max(index - CONTEXT, 0);
        if (from <= until && result.length > 0)
            result.at(-1)?.push(...ops.slice(until, index + 1));
        else
            result.push(ops.slice(from, index + 1));
        until = index + 1;
        const after = ops.slice(until, until + CONTEXT);
        const quiet = after.findIndex(({ mark }) => mark !== " ");
        if (quiet < 0) {
            result.at(-1)?.push(...after);
            until += after.length;
        }
    }
    return result;
}

;// CONCATENATED MODULE: ./build/lib/review/experiments.js
/** Experiments with the best first; those without a passing setting last, by how little they miss. */
function rankExperiments(experiments) {
    const throughput = ({ best, nearestMiss }) => (best ?? nearestMiss)?.prediction.tokensPerSecPerGpu ?? 0;
    const group = ({ best, nearestMiss }) => best !== undefined ? 0 : nearestMiss !== undefined ? 1 : 2;
    return [...experiments].sort((a, b) => group(a) - group(b) || throughput(b) - throughput(a));
}
/** A file passes when any, or all, of its experiments have a setting that meets the limits. */
function judgeExperiments(experiments, mode) {
    if (experiments.length === 0 ||
        experiments.every(({ best, nearestMiss }) => best === undefined && nearestMiss === undefined)) {
        return {
            verdict: "not-applicable",
            reasons: experiments.map(({ name, problem }) => `${name}: ${problem ?? "nothing could be predicted"}`),
        };
    }
    const missing = experiments.filter(({ best }) => best === undefined);
    const fails = mode === "any" ? missing.length === experiments.length : missing.length > 0;
    return {
        verdict: fails ? "fail" : "pass",
        reasons: missing.map(({ name }) => `${name}: no setting meets the limits`),
    };
}

;// CONCATENATED MODULE: ./build/lib/review/findings/place.js
/**
 * Rules that need the model or the performance data, with the severity each has unless the policy says otherwise.
 * `docs/rules.md` explains them.
 */
const REVIEW_RULES = {
    "heads-not-divisible": "error",
    "experts-not-divisible": "error",
    "parallel-size-impossible": "error",
    "memory-exceeded": "error",
    "batch-exceeds-memory": "warning",
    "context-exceeds-model": "error",
    "pool-imbalance": "warning",
    "sla-unreachable": "warning",
    "queue-grows": "warning",
    "unknown-model": "notice",
    "unknown-system": "notice",
    "gpu-type-missing": "notice",
    "data-version-nearest": "notice",
    "data-missing": "notice",
    "gpu-budget-exceeded": "warning",
    regression: "warning",
};
/** A finding with its rule's own severity. */
function place_finding(rule, place, message) {
    return {
        rule,
        severity: REVIEW_RULES[rule],
        message,
        file: place.file,
        position: place.position,
        ...(place.endPosition === undefined ? {} : { endPosition: place.endPosition }),
    };
}

;// CONCATENATED MODULE: ./build/lib/review/findings/balance.js

/** One pool may be this many times faster before it counts as wasted. */
const TOLERATED = 1.5;
/** A pool that waits for the other most of the time, with the count that would balance it. */
function imbalanceFinding(rates, place) {
    const { prefillWorkers, decodeWorkers, prefillRequestsPerSec, decodeRequestsPerSec } = rates;
    const ratio = prefillRequestsPerSec / decodeRequestsPerSec;
    if (!Number.isFinite(ratio) || ratio <= 0 || (ratio <= TOLERATED && ratio >= 1 / TOLERATED))
        return undefined;
    const prefillFast = ratio > 1;
    const [fast, slow] = prefillFast ? ["prefill", "decode"] : ["decode", "prefill"];
    const workers = prefillFast ? prefillWorkers : decodeWorkers;
    const enough = Math.max(1, Math.ceil(workers / (prefillFast ? ratio : 1 / ratio)));
    const times = (prefillFast ? ratio : 1 / ratio).toFixed(1);
    const change = enough < workers ? `${enough} of ${workers} ${fast} workers would do` : `add ${slow} workers`;
    return finding("pool-imbalance", place, `the ${fast} pool can serve ${times} times as many requests as the ${slow} pool: ${change}`);
}

;// CONCATENATED MODULE: ./build/lib/review/findings/levels.js
/** Findings with the severities of the policy; those that are off are gone. */
function applyLevels(findings, levels) {
    return findings.flatMap((finding) => {
        const level = Object.hasOwn(levels, finding.rule) ? levels[finding.rule] : undefined;
        if (level === "off")
            return [];
        return [level === undefined ? finding : { ...finding, severity: level }];
    });
}

;// CONCATENATED MODULE: ./build/lib/review/findings/limits.js

/** No setting of the whole search meets the limits. */
function unreachableSla(gpus, evaluated, place) {
    return place_finding("sla-unreachable", place, `none of ${evaluated} settings on ${gpus} GPUs meets the limits: raise a limit or the GPUs`);
}
/** The stated load is more than the batch limits admit. */
function queueFinding(note, place) {
    return place_finding("queue-grows", place, note);
}
/** The manifest asks for more GPUs than the policy's budget. */
function budgetFinding(used, budget, place) {
    return used <= budget
        ? undefined
        : place_finding("gpu-budget-exceeded", place, `uses ${used} GPUs, the policy's budget is ${budget}`);
}
/** Prompt and answer do not fit the context that the engine or the model allows. */
function contextFinding(needed, allowed, place) {
    return needed <= allowed
        ? undefined
        : place_finding("context-exceeds-model", place, `prompt and answer of the workload are ${needed} tokens, at most ${allowed} are allowed`);
}

;// CONCATENATED MODULE: ./build/lib/review/findings/memory.js

const GIB = 1024 ** 3;
/** Nothing fits: an error. Less than the written batch limit fits: a warning that names the largest that does. */
function memoryFinding({ role, maxBatchSize, largestFit, use }, place) {
    const worker = role === "agg" ? "worker" : `${role} worker`;
    if (largestFit < 1) {
        const [need, have] = [use.total, use.capacity].map((bytes) => (bytes / GIB).toFixed(0));
        return place_finding("memory-exceeded", place, `a ${worker} needs ${need} GiB on each GPU for one request, the GPU has ${have}. Use more GPUs for a worker, or a smaller precision`);
    }
    if (maxBatchSize === undefined || largestFit >= maxBatchSize)
        return undefined;
    return place_finding("batch-exceeds-memory", place, `the KV cache of ${maxBatchSize} requests at once does not fit a ${worker}; the largest batch that fits is ${largestFit}`);
}

;// CONCATENATED MODULE: ./build/lib/review/findings/names.js

/** Most near names that are offered. */
const MAX_NEAR = 3;
/** A model that the performance data does not know; neutral, because new models appear in manifests first. */
function unknownModel(model, near, place) {
    const offered = near
        .slice(0, MAX_NEAR)
        .map((name) => `\`${name}\``)
        .join(", ");
    return {
        finding: place_finding("unknown-model", place, `the model \`${model}\` is not in the performance data${offered === "" ? "" : `. Near: ${offered}`}`),
        notChecked: {
            phrase: "serves a model that is not in the data",
            ...(near[0] === undefined
                ? {}
                : { policyYaml: `defaults:\n  model: ${yamlString(near[0])} # only if it is the same checkpoint\n` }),
        },
    };
}
/** A GPU system that the performance data does not know. */
function unknownSystem(system, known, place) {
    return {
        finding: place_finding("unknown-system", place, `the GPU system \`${system}\` is not in the performance data. Possible: ${known.join(", ")}`),
        notChecked: { phrase: "runs on GPUs that are not in the data" },
    };
}
/** A manifest that does not say its GPU type, with the exact lines that would. Never a guess. */
function missingGpuType({ suggested, known, glob }, place) {
    const system = suggested ?? known[0] ?? "h200_sxm";
    const others = known.filter((name) => name !== system).join(", ");
    const comment = suggested === undefined ? `# or ${others}` : "# suggested by the manifest, please confirm";
    const line = `system: ${system} ${comment}`.trimEnd();
    return {
        finding: place_finding("gpu-type-missing", place, `the GPU type is not said. Add to the policy: \`system: ${system}\` under \`defaults\`, or the annotation \`dynamo-advisor.dev/system\``),
        notChecked: {
            phrase: "does not say its GPU type",
            policyYaml: glob === undefined
                ? `defaults:\n  ${line}\n`
                : `overrides:\n  - paths: ${yamlString(glob)}\n    ${line}\n`,
        },
    };
}
/** No performance data for what is asked: the sentence of whoever looked. */
function missingData(message, place) {
    return {
        finding: place_finding("data-missing", place, message),
        notChecked: { phrase: "is not covered by the performance data" },
    };
}
/** The engine version of the image has no data of its own. */
function nearestVersion(wanted, used, place) {
    return place_finding("data-version-nearest", place, `predicted with the data of ${used}: there is none of ${wanted}`);
}
/** A plain scalar where that is safe, else double-quoted. */
function yamlString(value) {
    return /^[A-Za-z0-9][\w./-]*$/.test(value) ? value : JSON.stringify(value);
}

;// CONCATENATED MODULE: ./build/lib/review/findings/parallelism.js

/** Largest size that is offered. */
const MAX_OFFERED = 64;
/** Tensor and expert parallel sizes that do not divide the model. `place` is asked for the line of a size. */
function divisibilityFindings(sizes, parallelism, place) {
    const findings = [];
    if (sizes.heads % parallelism.tp !== 0) {
        findings.push(place_finding("heads-not-divisible", place("tp"), `tensor parallel size ${parallelism.tp} does not divide ${sizes.heads} attention heads. Possible: ${divisors(sizes.heads)}`));
    }
    const experts = sizes.experts ?? 0;
    if (experts > 0 && experts % parallelism.moeEp !== 0) {
        findings.push(place_finding("experts-not-divisible", place("ep"), `expert parallel size ${parallelism.moeEp} does not divide ${experts} experts. Possible: ${divisors(experts)}`));
    }
    return findings;
}
function divisors(count) {
    return Array.from({ length: Math.min(count, MAX_OFFERED) }, (_, index) => index + 1)
        .filter((size) => count % size === 0)
        .join(", ");
}
/** A layout that the model or the engine cannot have, in the words of whoever refused it. */
function impossibleFinding(message, place) {
    return place_finding("parallel-size-impossible", place, message);
}

;// CONCATENATED MODULE: ./build/lib/review/gate.js
/** Whether the job passes. Only `enforce` on a pull request that is ready can fail it. */
function gateOutcome(verdict, policy, situation) {
    if (situation.empty)
        return { passes: true, reason: "no relevant file changed" };
    const fails = verdict === "fail" ||
        (verdict === "too-close" && policy.tooClose === "fail") ||
        (verdict === "not-applicable" && policy.notApplicable === "fail");
    const word = {
        pass: "pass",
        fail: "fail",
        "too-close": "too close to call",
        "not-applicable": "not checked",
    }[verdict];
    if (!fails)
        return { passes: true, reason: word };
    if (situation.waiver !== undefined)
        return {
            passes: true,
            reason: `${word}, waived by the label ${situation.waiver.label} of ${situation.waiver.actor}`,
        };
    if (policy.gate !== "enforce")
        return { passes: true, reason: `${word}, gate is ${policy.gate}` };
    if (situation.draft)
        return { passes: true, reason: `${word}, draft` };
    return { passes: false, reason: word };
}

;// CONCATENATED MODULE: ./build/lib/review/movements.js
/**
 * What each edit of a pull request moved, in file order, each on top of the ones before. The rows add up to *proposed* minus
 * *base* by construction: every row is the difference of two neighbours, and the last is the proposed deployment itself.
 * An edit that cannot stand alone is one row with the next that can.
 */
async function traceMovements(base, proposed, steps, evaluate) {
    const movements = [];
    let before = base;
    let waiting = [];
    let line;
    for (const [index, step] of steps.entries()) {
        const last = index === steps.length - 1;
        const settings = [...waiting, ...step.settings];
        line ??= step.line;
        const after = last ? proposed : await evaluate(step.deployment);
        if (after === undefined || after.prediction.memoryVerdict !== "fits") {
            if (!last) {
                waiting = settings;
                continue;
            }
        }
        if (after === undefined)
            continue;
        movements.push(movement(before, after, settings, line));
        before = after;
        waiting = [];
        line = undefined;
    }
    return movements;
}
function movement(before, after, settings, line) {
    const holds = ({ limits }, metric) => limits.find((each) => each.metric === metric)?.holds ?? true;
    return {
        label: settings.map(labelOf).join(", "),
        line: line === Number.MAX_SAFE_INTEGER ? 1 : line,
        deltaTtftMs: after.prediction.ttftMs - before.prediction.ttftMs,
        deltaTpotMs: after.prediction.tpotMs - before.prediction.tpotMs,
        deltaTokensPerSecPerGpu: after.prediction.tokensPerSecPerGpu - before.prediction.tokensPerSecPerGpu,
        breaks: ["ttft", "tpot", "requestLatency"].filter((metric) => holds(before, metric) && !holds(after, metric)),
        settings,
    };
}
/** `TP 2 → 4`, for readers of the JSON. */
function labelOf({ name, from, to }) {
    if (from === undefined)
        return to === undefined ? name : `${name} ${to} added`;
    return to === undefined ? `${name} ${from} removed` : `${name} ${from} → ${to}`;
}

;// CONCATENATED MODULE: ./build/lib/review/regression.js

/** A change that serves less per GPU than its base by more than the tolerance, whatever the SLA says. */
function regressionFinding(base, proposed, tolerance, place) {
    const loss = 1 - proposed.prediction.tokensPerSecPerGpu / base.prediction.tokensPerSecPerGpu;
    if (!(loss > tolerance))
        return undefined;
    const [before, after] = [base, proposed].map(({ prediction }) => Math.round(prediction.tokensPerSecPerGpu));
    return place_finding("regression", place, `serves ${Math.round(100 * loss)}% less per GPU than before: ${after} tokens/s instead of ${before}`);
}

;// CONCATENATED MODULE: ./build/lib/review/steps.js
const SIZES = ["tp", "pp", "dp", "cp", "moeEp"];
const SETTINGS = [
    "maxBatchSize",
    "maxNumTokens",
    "maxSeqLen",
    "memFraction",
    "chunkedPrefill",
    "prefixCaching",
];
const SIZE_NAMES = { tp: "TP", pp: "PP", dp: "DP", cp: "CP", moeEp: "EP" };
const SETTING_NAMES = {
    maxBatchSize: "max batch",
    maxNumTokens: "max tokens",
    maxSeqLen: "max sequence",
    memFraction: "memory fraction",
    chunkedPrefill: "chunked prefill",
    prefixCaching: "prefix caching",
};
/**
 * The edits between two deployments as steps in file order, each on top of the ones before; the last deployment is the
 * proposed one. Sizes and worker counts of a role are one edit, because one without the other changes the GPUs. When the
 * serving mode, the model, the backend or the GPUs change, everything is one edit: nothing of it stands alone.
 */
function stepsBetween(base, proposed, written = () => undefined) {
    const whole = wholeChange(base, proposed, written);
    if (whole !== undefined)
        return [{ ...whole, deployment: proposed }];
    const edits = proposed.pools.flatMap((pool, index) => poolEdits(base, proposed, pool, index, written));
    edits.push(...deploymentEdits(base, proposed, written));
    edits.sort((a, b) => a.line - b.line);
    const steps = [];
    let deployment = base;
    for (const [index, { settings, line, apply }] of edits.entries()) {
        deployment = index === edits.length - 1 ? proposed : apply(deployment);
        steps.push({ settings, line, deployment });
    }
    return steps;
}
function wholeChange(base, proposed, written) {
    const role = proposed.pools[0]?.role ?? "agg";
    const settings = [];
    let line = Infinity;
    const note = (kind, name, from, to) => {
        if (from === to)
            return;
        const place = written(kind, role);
        settings.push({ name, written: false, from, to });
        line = Math.min(line, place?.line ?? Infinity);
    };
    note("model", "model", base.model, proposed.model);
    note("backend", "engine", base.backend, proposed.backend);
    note("mode", "serving mode", base.mode === "agg" ? "aggregated" : "disaggregated", proposed.mode === "agg" ? "aggregated" : "disaggregated");
    note("system", "GPUs", systems(base), systems(proposed));
    return settings.length === 0 ? undefined : { settings, line: Number.isFinite(line) ? line : 1 };
}
function systems({ pools }) {
    return [...new Set(pools.map(({ system }) => system))].join(" and ");
}
function poolEdits(base, proposed, pool, index, written) {
    const before = base.pools[index];
    if (before === undefined)
        return [];
    const edits = [];
    const prefix = proposed.pools.length > 1 ? `${pool.role} ` : "";
    const sizes = [];
    const lines = [];
    for (const size of SIZES) {
        const [from, to] = [before.parallelism[size], pool.parallelism[size]];
        if (from === to)
            continue;
        sizes.push({ name: `${prefix}${SIZE_NAMES[size]}`, written: false, from: String(from), to: String(to) });
        lines.push(written(size === "moeEp" ? "ep" : size, pool.role)?.line ?? Infinity);
    }
    const [countBefore, count] = [base.replicas * before.workers, proposed.replicas * pool.workers];
    if (countBefore !== count) {
        sizes.push({ name: `${prefix}replicas`, written: false, from: String(countBefore), to: String(count) });
        lines.push(written("replicas", pool.role)?.line ?? Infinity);
    }
    if (sizes.length > 0 || before.parallelism.moeTp !== pool.parallelism.moeTp) {
        edits.push({
            settings: sizes.length > 0
                ? sizes
                : [
                    {
                        name: `${prefix}expert TP`,
                        written: false,
                        from: String(before.parallelism.moeTp),
                        to: String(pool.parallelism.moeTp),
                    },
                ],
            line: finite(Math.min(...lines, Infinity)),
            apply: (deployment) => ({
                ...deployment,
                replicas: proposed.replicas,
                pools: deployment.pools.map((each, at) => at === index ? { ...each, parallelism: pool.parallelism, workers: pool.workers } : each),
            }),
        });
    }
    for (const key of SETTINGS) {
        const [from, to] = [before.settings[key], pool.settings[key]];
        if (from === to)
            continue;
        const place = written(key, pool.role);
        edits.push({
            settings: [
                {
                    name: place?.name ?? `${prefix}${SETTING_NAMES[key]}`,
                    written: place !== undefined,
                    ...(from === undefined ? {} : { from: String(from) }),
                    ...(to === undefined ? {} : { to: String(to) }),
                },
            ],
            line: finite(place?.line ?? Infinity),
            apply: (deployment) => ({
                ...deployment,
                pools: deployment.pools.map((each, at) => at === index ? { ...each, settings: withSetting(each.settings, key, to) } : each),
            }),
        });
    }
    return edits;
}
function withSetting(settings, key, value) {
    const { [key]: _old, ...rest } = settings;
    return value === undefined ? rest : { ...rest, [key]: value };
}
function deploymentEdits(base, proposed, written) {
    const role = proposed.pools[0]?.role ?? "agg";
    const edits = [];
    const add = (kind, name, from, to, apply) => {
        if (from === to)
            return;
        const place = written(kind, role);
        edits.push({
            settings: [
                {
                    name: place?.name ?? name,
                    written: place !== undefined,
                    ...(from === "" ? {} : { from }),
                    ...(to === "" ? {} : { to }),
                },
            ],
            line: finite(place?.line ?? Infinity),
            apply,
        });
    };
    add("version", "engine data", base.backendVersion, proposed.backendVersion, (deployment) => ({
        ...deployment,
        backendVersion: proposed.backendVersion,
    }));
    add("quant", "precision", quantText(base), quantText(proposed), (deployment) => ({
        ...deployment,
        quant: proposed.quant,
    }));
    add("speculation", "draft tokens", speculationText(base), speculationText(proposed), (deployment) => {
        const { speculation: _old, ...rest } = deployment;
        return proposed.speculation === undefined ? rest : { ...rest, speculation: proposed.speculation };
    });
    return edits;
}
function quantText({ quant }) {
    return Object.values(quant).length === 0 ? "" : [...new Set(Object.values(quant))].join(", ");
}
function speculationText({ speculation }) {
    return speculation === undefined ? "" : String(speculation.nextn);
}
/** Edits without a known line go last. */
function finite(line) {
    return Number.isFinite(line) ? line : Number.MAX_SAFE_INTEGER;
}

// EXTERNAL MODULE: ./build/lib/review/why-sentence.js
var why_sentence = __webpack_require__(8345);
;// CONCATENATED MODULE: ./build/lib/review/index.js



















/***/ }),

/***/ 8345:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ whyBetter)
/* harmony export */ });
/* harmony import */ var _domain_deployment_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6518);

/** The reason that the figures of both settings show; undefined when none is plain. */
function whyBetter(best, proposed) {
    const [a, b] = [sideOf(best), sideOf(proposed)];
    if (a === undefined || b === undefined)
        return undefined;
    if (best.deployment.mode === "disagg" && proposed.deployment.mode === "agg")
        return { kind: "decode-alone", best: a, other: b };
    if (best.deployment.mode === "agg" && proposed.deployment.mode === "disagg")
        return { kind: "mixed", best: a, other: b };
    const perGpu = (evaluation) => evaluation.prediction.concurrency / evaluation.prediction.totalGpus;
    if (best.deployment.mode === "disagg" && samePool(a.pool, b.pool)) {
        const count = (deployment, role) => deployment.replicas * ((0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .poolOf */ .e9)(deployment, role)?.workers ?? 0);
        const [bestPrefill, otherPrefill] = [
            count(best.deployment, "prefill"),
            count(proposed.deployment, "prefill"),
        ];
        const [bestDecode, otherDecode] = [
            count(best.deployment, "decode"),
            count(proposed.deployment, "decode"),
        ];
        if (bestPrefill !== otherPrefill || bestDecode !== otherDecode)
            return { kind: "fewer-prefill", bestPrefill, otherPrefill, bestDecode, otherDecode };
    }
    if (perGpu(best) > perGpu(proposed))
        return {
            kind: "more-at-once",
            best: a,
            other: b,
            role: best.deployment.mode === "agg" ? "agg" : "decode",
        };
    return undefined;
}
function sideOf({ deployment, prediction }) {
    const pool = (0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .poolOf */ .e9)(deployment, "decode") ?? (0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .poolOf */ .e9)(deployment, "agg");
    return pool && { pool, requests: pool.batchSize * pool.parallelism.dp, tpotMs: prediction.tpotMs };
}
function samePool(a, b) {
    return JSON.stringify(a.parallelism) === JSON.stringify(b.parallelism) && a.batchSize === b.batchSize;
}


/***/ })

};
