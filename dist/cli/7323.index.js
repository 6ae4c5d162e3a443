export const id = 7323;
export const ids = [7323];
export const modules = {

/***/ 3705:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  kn: () => (/* binding */ compareMeasured),
  Yl: () => (/* binding */ pricePoint),
  Rc: () => (/* binding */ workloadOf)
});

// UNUSED EXPORTS: predictAt

// EXTERNAL MODULE: ./build/lib/domain/errors.js
var errors = __webpack_require__(6586);
;// CONCATENATED MODULE: ./build/lib/domain/measurement.js
/** Statistics that a comparison knows. */
const STATISTICS = ["mean", "p50", "p90", "p99"];
/** Figures that a benchmark and a prediction both have. */
const COMPARED = (/* unused pure expression or super */ null && (["ttftMs", "tpotMs", "requestLatencyMs", "tokensPerSec"]));

;// CONCATENATED MODULE: ./build/lib/measured/compare.js

/**
 * Predicted against measured, for every statistic that both sides have. A band of a percentile is the band of the mean,
 * moved as far as the percentile lies above it; without `over` percentiles are left out.
 */
function compare(prediction, result, over = {}) {
    const { bands, totalGpus } = prediction;
    const figures = [];
    const add = (figure, statistic, value, band, factor) => {
        if (value === undefined || factor === undefined)
            return;
        const predicted = prediction[figure] * factor;
        if (!(predicted > 0) || !Number.isFinite(predicted))
            return;
        const interval = band === undefined ? undefined : [band[0] * factor, band[1] * factor];
        figures.push({
            figure,
            statistic,
            predicted,
            measured: value,
            ratio: predicted / value,
            ...(interval === undefined
                ? {}
                : { interval80: interval, withinBand: value >= interval[0] && value <= interval[1] }),
        });
    };
    for (const figure of ["ttftMs", "tpotMs", "requestLatencyMs"])
        for (const statistic of STATISTICS)
            add(figure, statistic, result[figure][statistic], bands?.[figure], statistic === "mean" ? 1 : over[figure]?.[statistic]);
    const rate = bands?.tokensPerSecPerGpu;
    add("tokensPerSec", "mean", result.tokensPerSec, rate === undefined ? undefined : [rate[0] * totalGpus, rate[1] * totalGpus], 1);
    return figures;
}

// EXTERNAL MODULE: ./build/lib/perf/profile/calibrated.js + 4 modules
var calibrated = __webpack_require__(8395);
// EXTERNAL MODULE: ./build/lib/perf/types.js
var types = __webpack_require__(2779);
// EXTERNAL MODULE: ./build/lib/search/operating-point.js + 1 modules
var operating_point = __webpack_require__(9674);
;// CONCATENATED MODULE: ./build/lib/check/measured-point.js





/** The load of a result, for a prediction of the same. */
function workloadOf(result, prefix) {
    const { isl, osl, concurrency } = result;
    return { isl, osl, prefix: Math.min(prefix, isl - 1), concurrency };
}
/**
 * A prediction at a measured load. Operators that nothing was measured for are estimated (HYBRID), and a note says so: a
 * deployment that ran has figures. Throws `UserError`.
 */
async function predictAt(predictor, profile, { deployment, databaseMode }, workload) {
    const at = (mode) => (0,operating_point/* evaluateDeployment */.J)({ predictor, profile, databaseMode: mode }, deployment, workload, {});
    if (databaseMode !== undefined)
        return { point: await at(databaseMode), databaseMode };
    try {
        return { point: await at("SILICON"), databaseMode: "SILICON" };
    }
    catch (error) {
        if (!(error instanceof errors/* UserError */.y))
            throw error;
        try {
            return { point: await at("HYBRID"), databaseMode: "HYBRID" };
        }
        catch {
            // what measurements lack says more than what estimates lack on top
            throw error;
        }
    }
}
/** Predicted against measured, percentiles by a run of the scheduler model where one is possible. */
async function compareMeasured(predictor, profile, measured, result, prefix) {
    const workload = workloadOf(result, prefix);
    const { point, databaseMode } = await predictAt(predictor, profile, measured, workload);
    const over = await overMean(predictor, profile, { ...measured, databaseMode }, result, workload);
    return {
        file: result.file,
        line: result.line,
        tool: result.tool,
        ...(result.date === undefined ? {} : { date: result.date }),
        isl: result.isl,
        osl: result.osl,
        concurrency: result.concurrency,
        figures: compare(point.prediction, result, over),
        notes: [
            ...result.doubts,
            ...LOAD_NOTES[result.concurrencyFrom],
            ...(databaseMode === "HYBRID" ? ["measurements do not cover this; parts are estimated (HYBRID)"] : []),
            ...point.prediction.notes,
        ],
    };
}
const LOAD_NOTES = {
    stated: [],
    folder: ["the concurrency is that in the folder's name"],
    little: ["the file states no concurrency; it follows from request rate and latency"],
};
/** Arrivals of an open load; the same for every run. */
const SEED = 1;
async function overMean(predictor, profile, { deployment, databaseMode }, result, workload) {
    const wanted = [result.ttftMs, result.tpotMs, result.requestLatencyMs];
    if (!wanted.some(({ mean: _mean, ...percentiles }) => Object.keys(percentiles).length > 0))
        return {};
    const { isl, osl, prefix, concurrency } = workload;
    const { simulateDeployment, closedLoad, poissonLoad, openSystem, requestsFor } = await Promise.all(/* import() */[__webpack_require__.e(9720), __webpack_require__.e(9258)]).then(__webpack_require__.bind(__webpack_require__, 9258));
    const host = profile.hostCosts?.(deployment.backend);
    try {
        const system = await openSystem(predictor, deployment, {
            prefix,
            ...(host === undefined ? {} : { host }),
            ...(databaseMode === undefined ? {} : { databaseMode }),
        });
        const load = result.requestRate === undefined
            ? closedLoad(concurrency, { requests: requestsFor(concurrency), isl, osl })
            : poissonLoad(result.requestRate, SEED, { requests: 1000, isl, osl });
        const { result: run } = simulateDeployment(system, deployment, { isl, osl, prefix }, load, {}, profile);
        const ratios = (of) => {
            const over = (value) => (of.mean > 0 ? value / of.mean : 1);
            return { p50: over(of.p50), p90: over(of.p90), p99: over(of.p99) };
        };
        return {
            ttftMs: ratios(run.ttftMs),
            tpotMs: ratios(run.tpotMs),
            requestLatencyMs: ratios(run.requestLatencyMs),
        };
    }
    catch (error) {
        if (!(error instanceof types/* MissingDataError */.hr || error instanceof errors/* UserError */.y))
            throw error;
        return {};
    }
}
/** Prices a measured load with the shipped calibration alone and tells which group it belongs to. Throws `UserError`. */
async function pricePoint(predictor, calibration, measured, workload) {
    const asked = [];
    const recorder = {
        at(group, { isl, osl, gpus, prefillLanes, concurrency }) {
            asked.push({ group, load: { isl, osl, gpus, prefillLanes, concurrency } });
            return undefined;
        },
    };
    const profile = (0,calibrated/* calibratedProfile */.Tq)(calibration, recorder);
    const { point, databaseMode } = await predictAt(predictor, profile, measured, workload);
    const [first] = asked;
    if (first === undefined)
        throw new errors/* UserError */.y("infeasible", "this load has no calibrated prediction to compare with");
    const { ttftMs, tpotMs } = point.prediction;
    return { ...first, databaseMode, predicted: { ttftMs, tpotMs } };
}


/***/ }),

/***/ 8464:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $6: () => (/* binding */ textAt),
/* harmony export */   DG: () => (/* binding */ fault),
/* harmony export */   SP: () => (/* binding */ shown),
/* harmony export */   gI: () => (/* binding */ given),
/* harmony export */   gT: () => (/* binding */ listAt),
/* harmony export */   lJ: () => (/* binding */ objectAt),
/* harmony export */   tk: () => (/* binding */ numberAt),
/* harmony export */   xl: () => (/* binding */ finished)
/* harmony export */ });
/* harmony import */ var _domain_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6586);

/** The object at a field, or undefined. */
function objectAt(fields, key) {
    const value = fields?.[key];
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
}
/** The list at a field, or an empty one. */
function listAt(fields, key) {
    const value = fields?.[key];
    return Array.isArray(value) ? value : [];
}
/** A non-empty text at a field. */
function textAt(fields, key) {
    const value = fields?.[key];
    return typeof value === "string" && value !== "" ? value : undefined;
}
/**
 * A positive number at a field; 0, null and absent are "not measured". Throws `UserError` (`input`) for anything else;
 * `owner` is the field that holds `fields`, for the message.
 */
function numberAt(source, fields, key, owner) {
    const value = fields?.[key];
    if (value === undefined || value === null || value === 0)
        return undefined;
    if (typeof value === "number" && Number.isFinite(value) && value > 0)
        return value;
    const name = owner === undefined ? key : `${owner}.${key}`;
    throw fault(source, `\`${name}\` is ${shown(value)}; a positive number is needed`, owner ?? key);
}
/** A mistake in a result file, at the line of a key where the text holds it. */
function fault(source, message, key) {
    return new _domain_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y("input", message, { file: source.file, position: positionOf(source, key) });
}
function positionOf({ text, line }, key) {
    const at = key === undefined ? -1 : text.indexOf(`"${key}"`);
    if (at < 0)
        return { line, column: 1 };
    const before = text.slice(0, at).split("\n");
    return { line: line + before.length - 1, column: before.at(-1).length + 1 };
}
/** A value in a message, cut to a readable length. */
function shown(value) {
    const text = JSON.stringify(value) ?? String(value);
    return `\`${text.length > 40 ? `${text.slice(0, 39)}…` : text}\``;
}
/**
 * A whole result, or the one thing that it lacks. A concurrency that the file does not state follows from the name of its
 * folder (`…concurrency32/`), else from Little's law: requests a second times mean request latency.
 */
function finished(source, found) {
    const { tool, model, date, isl, osl, requestRate, requests, requestsPerSec, tokensPerSec } = found;
    const lack = (what, allowed) => fault(source, `this ${tool} result has no ${what}; ${allowed}`);
    if (isl === undefined || osl === undefined)
        throw lack(isl === undefined ? "input length" : "output length", "without lengths it cannot be compared with a prediction");
    if (found.ttftMs.mean === undefined && found.tpotMs.mean === undefined)
        throw lack("time to first token and no inter-token latency", "measure with streaming on (`--streaming` of AIPerf)");
    const load = loadOf(source.file, found);
    if (load === undefined)
        throw lack("concurrency", "it is neither stated, nor in the name of a folder (`concurrency_32/`), nor do rate and latency give it");
    return {
        file: source.file,
        line: source.line,
        tool,
        isl: Math.max(1, Math.round(isl)),
        osl: Math.max(1, Math.round(osl)),
        ...load,
        ttftMs: found.ttftMs,
        tpotMs: found.tpotMs,
        requestLatencyMs: found.requestLatencyMs,
        doubts: found.doubts,
        ...given({ model, date, requestRate, requests, requestsPerSec, tokensPerSec }),
    };
}
function loadOf(file, { concurrency, requestsPerSec, requestLatencyMs }) {
    if (concurrency !== undefined)
        return { concurrency: Math.max(1, Math.round(concurrency)), concurrencyFrom: "stated" };
    const folder = /concurrency[_-]?(\d{1,7})(?:\D[^/]*)?\/[^/]*$/i.exec(file.replaceAll("\\", "/"))?.[1];
    if (folder !== undefined)
        return { concurrency: Math.max(1, Number(folder)), concurrencyFrom: "folder" };
    if (requestsPerSec === undefined || requestLatencyMs.mean === undefined)
        return undefined;
    const inFlight = (requestsPerSec * requestLatencyMs.mean) / 1000;
    return { concurrency: Math.max(1, Math.round(inFlight)), concurrencyFrom: "little" };
}
/** Fields that have a value. */
function given(fields) {
    return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}


/***/ }),

/***/ 5945:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ contextTokensAt),
/* harmony export */   u: () => (/* binding */ operateAgg)
/* harmony export */ });
/* harmony import */ var _domain_deployment_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6518);
/* harmony import */ var _perf_types_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2779);
/* harmony import */ var _agg_sweep_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1673);
/* harmony import */ var _grids_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(444);
/* harmony import */ var _operate_common_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3039);
/* harmony import */ var _sla_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(1703);






/**
 * Context tokens that an engine admits into one step at a batch: its token budget (whole prompts unless prefill is
 * chunked), one prompt when no budget is known, and never so many prompts that no request is left to generate.
 */
function contextTokensAt(settings, lengths, batch) {
    const { isl } = lengths;
    const budget = settings.maxNumTokens;
    let tokens = isl;
    if (budget !== undefined) {
        tokens = settings.chunkedPrefill === true ? budget : Math.max(isl, Math.floor(budget / isl) * isl);
    }
    return Math.min(tokens, Math.max(1, batch - 1) * isl);
}
/** An aggregated deployment at its operating point. */
function operateAgg(request, worker) {
    const { deployment, lengths, workload } = request;
    const pool = deployment.pools[0];
    const ctxAt = (batch) => contextTokensAt(pool.settings, lengths, batch);
    const ceiling = pool.settings.maxBatchSize ?? _operate_common_js__WEBPACK_IMPORTED_MODULE_4__/* .UNKNOWN_BATCH_CEILING */ .AC;
    const memoryAt = (batch) => worker.model.memory("agg", batch, lengths, ctxAt(batch));
    const fit = (0,_operate_common_js__WEBPACK_IMPORTED_MODULE_4__/* .largestFit */ .SV)(ceiling, (batch) => memoryAt(batch).verdict === "fits");
    const memo = new Map();
    const priceAt = (batch) => {
        let known = memo.get(batch);
        if (known === undefined) {
            const point = worker.model.agg(batch, ctxAt(batch), lengths);
            const raw = (0,_agg_sweep_js__WEBPACK_IMPORTED_MODULE_2__/* .figuresOf */ .h5)(point);
            const figures = request.profile.identity ? raw : request.profile.agg({ worker, lengths, point }, raw);
            known = { batch, point, figures };
            memo.set(batch, known);
        }
        return known;
    };
    const finish = (at, figures, notes, queueing) => (0,_operate_common_js__WEBPACK_IMPORTED_MODULE_4__/* .operatingPoint */ .QG)(request, {
        deployment: loaded(deployment, pool, at.point),
        figures,
        memory: memoryAt(at.batch),
        model: worker.model,
        system: pool.system,
        notes: [...budgetNotes(pool.settings, lengths), ...notes],
        ...(queueing === undefined ? {} : { queueing }),
    });
    if (fit === 0) {
        const alone = (0,_operate_common_js__WEBPACK_IMPORTED_MODULE_4__/* .priced */ .af)(() => priceAt(1));
        return finish(alone, allReplicas(alone.figures, alone.point.concurrency, deployment.replicas), []);
    }
    if (workload.concurrency !== undefined)
        return atConcurrency(request, workload.concurrency, fit, priceAt, finish);
    if (workload.requestRate !== undefined)
        return atRate(request, workload.requestRate, fit, priceAt, finish);
    const best = bestLoad(request, (0,_operate_common_js__WEBPACK_IMPORTED_MODULE_4__/* .batchesUpTo */ .zi)((0,_grids_js__WEBPACK_IMPORTED_MODULE_3__/* .aggBatchGrid */ .ef)(), fit), priceAt);
    const notes = best.meets ? [] : ["no load meets the limits; shown with one request per rank"];
    return finish(best.at, allReplicas(best.at.figures, best.at.point.concurrency, deployment.replicas), notes);
}
function atConcurrency(request, requests, fit, priceAt, finish) {
    const pool = request.deployment.pools[0];
    const perWorker = pool.parallelism.pp * pool.parallelism.dp;
    const spread = (0,_operate_common_js__WEBPACK_IMPORTED_MODULE_4__/* .spreadRequests */ .s1)(requests, request.deployment.replicas * perWorker, fit);
    return (0,_operate_common_js__WEBPACK_IMPORTED_MODULE_4__/* .priced */ .af)(() => {
        const at = priceAt(spread.batch);
        let requestsPerSec = 0;
        let tokensPerSec = 0;
        for (const share of spread.shares) {
            const { figures } = priceAt(share.batch);
            requestsPerSec += (figures.requestsPerSec * share.slots) / perWorker;
            tokensPerSec += (figures.tokensPerSec * share.slots) / perWorker;
        }
        const figures = { ...pick(at.figures), requestsPerSec, tokensPerSec, concurrency: Math.ceil(requests) };
        const queueing = spread.waiting > 0
            ? { waiting: spread.waiting, waitMs: (spread.waiting / requestsPerSec) * 1000 }
            : undefined;
        return finish(at, figures, [], queueing);
    });
}
function atRate(request, rate, fit, priceAt, finish) {
    const perReplica = rate / request.deployment.replicas;
    return (0,_operate_common_js__WEBPACK_IMPORTED_MODULE_4__/* .priced */ .af)(() => {
        const batch = (0,_operate_common_js__WEBPACK_IMPORTED_MODULE_4__/* .smallestBatch */ .or)(fit, (b) => priceAt(b).figures.requestsPerSec >= perReplica);
        const at = priceAt(batch ?? fit);
        const served = Math.min(perReplica, at.figures.requestsPerSec);
        const share = served / at.figures.requestsPerSec;
        const figures = allReplicas(at.figures, at.point.concurrency * share, request.deployment.replicas, share);
        const queueing = batch === undefined ? { waiting: Infinity, waitMs: Infinity } : undefined;
        return finish(at, figures, [], queueing);
    });
}
/** The load with the highest throughput that meets the limits; batch 1 when none does. Points without data are skipped. */
function bestLoad(request, batches, priceAt) {
    let best;
    for (const batch of batches) {
        try {
            const at = priceAt(batch);
            if (!(0,_sla_js__WEBPACK_IMPORTED_MODULE_5__/* .checkLimits */ .J5)(at.figures, request.sla).every((limit) => limit.holds))
                continue;
            if (best === undefined || at.figures.tokensPerSec > best.figures.tokensPerSec)
                best = at;
        }
        catch (error) {
            if (!(error instanceof _perf_types_js__WEBPACK_IMPORTED_MODULE_1__/* .MissingDataError */ .hr))
                throw error;
        }
    }
    return best === undefined ? { at: (0,_operate_common_js__WEBPACK_IMPORTED_MODULE_4__/* .priced */ .af)(() => priceAt(1)), meets: false } : { at: best, meets: true };
}
function pick(figures) {
    const { ttftMs, tpotMs, bands, notes } = figures;
    return {
        ttftMs,
        tpotMs,
        ...(bands === undefined ? {} : { bands }),
        ...(notes === undefined ? {} : { notes }),
    };
}
function allReplicas(figures, concurrency, replicas, share = 1) {
    return {
        ...pick(figures),
        requestsPerSec: figures.requestsPerSec * replicas * share,
        tokensPerSec: figures.tokensPerSec * replicas * share,
        concurrency: concurrency * replicas,
    };
}
function loaded(deployment, pool, point) {
    return { ...deployment, pools: [{ ...pool, batchSize: point.batchSize, ctxTokens: point.ctxTokens }] };
}
function budgetNotes(settings, lengths) {
    const budget = settings.maxNumTokens;
    if (budget === undefined || settings.chunkedPrefill === true || budget >= lengths.isl)
        return [];
    return [
        `the token budget of ${budget} is below a prompt of ${lengths.isl} tokens and prefill is not chunked: the engine refuses such prompts`,
    ];
}


/***/ }),

/***/ 3039:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AC: () => (/* binding */ UNKNOWN_BATCH_CEILING),
/* harmony export */   QG: () => (/* binding */ operatingPoint),
/* harmony export */   SV: () => (/* binding */ largestFit),
/* harmony export */   af: () => (/* binding */ priced),
/* harmony export */   or: () => (/* binding */ smallestBatch),
/* harmony export */   s1: () => (/* binding */ spreadRequests),
/* harmony export */   zi: () => (/* binding */ batchesUpTo)
/* harmony export */ });
/* harmony import */ var _domain_deployment_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6518);
/* harmony import */ var _domain_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6586);
/* harmony import */ var _perf_types_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2779);
/* harmony import */ var _odds_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2447);
/* harmony import */ var _sla_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1703);





/** The largest batch that is looked at when the engine's own ceiling is unknown. */
const UNKNOWN_BATCH_CEILING = 512;
/** Spreads requests as evenly as they go. `slots` are attention-DP ranks and pipeline stages over all workers. */
function spreadRequests(requests, slots, ceiling) {
    const total = Math.max(1, Math.ceil(requests));
    if (total >= slots * ceiling) {
        return { batch: ceiling, waiting: total - slots * ceiling, shares: [{ batch: ceiling, slots }] };
    }
    const low = Math.floor(total / slots);
    const high = total - low * slots;
    const shares = [
        { batch: low + 1, slots: high },
        { batch: low, slots: slots - high },
    ].filter((share) => share.batch > 0 && share.slots > 0);
    return { batch: shares[0].batch, waiting: 0, shares };
}
/** Largest batch up to `ceiling` that fits memory, 0 when not even one request does. Memory grows with the batch. */
function largestFit(ceiling, fits) {
    let low = 0;
    let high = ceiling;
    while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (fits(middle))
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}
/** Smallest batch from 1 to `ceiling` that reaches a rate, undefined when none does. Rates grow with the batch. */
function smallestBatch(ceiling, reaches) {
    if (ceiling < 1 || !reaches(ceiling))
        return undefined;
    let low = 1;
    let high = ceiling;
    while (low < high) {
        const middle = (low + high) >> 1;
        if (reaches(middle))
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}
/** Batches of a grid up to a ceiling, the ceiling itself included. */
function batchesUpTo(grid, ceiling) {
    const batches = grid.filter((batch) => batch <= ceiling);
    return batches.at(-1) === ceiling ? batches : [...batches, ceiling];
}
/** Runs a pricing step; data that do not cover it become the user's error. */
function priced(run) {
    try {
        return run();
    }
    catch (error) {
        if (error instanceof _perf_types_js__WEBPACK_IMPORTED_MODULE_2__/* .MissingDataError */ .hr)
            throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .y("data", error.message, { cause: error });
        throw error;
    }
}
/** Joins figures, memory and limits to an operating point; the wait of queued requests counts into TTFT. */
function operatingPoint(request, parts) {
    const { figures, queueing, memory } = parts;
    const endless = queueing !== undefined && !Number.isFinite(queueing.waitMs);
    const ttftMs = figures.ttftMs + (queueing === undefined || endless ? 0 : queueing.waitMs);
    const gpus = (0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .totalGpus */ .Oj)(request.deployment);
    const bands = figures.bands === undefined ? undefined : (0,_odds_js__WEBPACK_IMPORTED_MODULE_3__/* .waited */ .h6)(figures.bands, ttftMs - figures.ttftMs);
    const prediction = {
        ttftMs,
        tpotMs: figures.tpotMs,
        requestLatencyMs: ttftMs + figures.tpotMs * Math.max(request.lengths.osl - 1, 0),
        tokensPerSec: figures.tokensPerSec,
        tokensPerSecPerGpu: figures.tokensPerSec / gpus,
        tokensPerSecPerUser: figures.tpotMs > 0 ? 1000 / figures.tpotMs : 0,
        requestsPerSec: figures.requestsPerSec,
        concurrency: figures.concurrency,
        totalGpus: gpus,
        memoryBytes: memory.use.total,
        memoryCapacityBytes: memory.use.capacity,
        memoryVerdict: memory.verdict,
        quant: parts.model.quant,
        perfDb: { system: parts.system, backend: request.deployment.backend, version: parts.model.version },
        profile: request.profile.name,
        ...(bands === undefined ? {} : { bands, ...odds(bands, request.sla, endless) }),
        notes: [
            ...parts.notes,
            ...(figures.notes ?? []),
            ...memoryNotes(memory.verdict),
            ...queueNotes(queueing),
        ],
    };
    const limits = (0,_sla_js__WEBPACK_IMPORTED_MODULE_4__/* .checkLimits */ .J5)(prediction, request.sla).map((limit) => endless && limit.metric !== "tpot" ? { ...limit, holds: false } : limit);
    return {
        deployment: parts.deployment,
        prediction,
        limits,
        meetsSla: memory.verdict === "fits" && limits.every((limit) => limit.holds),
        ...(queueing === undefined ? {} : { queueing }),
    };
}
/** The chance to hold, where there is something to hold. */
function odds(bands, sla, endless) {
    if (Object.values(sla).every((limit) => limit === undefined))
        return {};
    const broken = endless && (sla.ttftMs !== undefined || sla.requestLatencyMs !== undefined);
    return { pSla: broken ? 0 : (0,_odds_js__WEBPACK_IMPORTED_MODULE_3__/* .chanceToHold */ .Th)(bands, sla) };
}
function memoryNotes(verdict) {
    if (verdict === "oom")
        return ["weights and activations do not fit the GPU memory"];
    return verdict === "kv-oom" ? ["the KV cache of one request per rank does not fit the GPU memory"] : [];
}
function queueNotes(queueing) {
    if (queueing === undefined)
        return [];
    if (!Number.isFinite(queueing.waitMs)) {
        return [
            "requests arrive faster than they can be served: the queue and TTFT grow without end, figures are those at full load",
        ];
    }
    return [
        `${Math.round(queueing.waiting)} requests more than the batch limits admit: they wait about ${Math.round(queueing.waitMs)} ms, which TTFT includes`,
    ];
}


/***/ }),

/***/ 9674:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  J: () => (/* binding */ evaluateDeployment)
});

// EXTERNAL MODULE: ./build/lib/domain/deployment.js
var domain_deployment = __webpack_require__(6518);
// EXTERNAL MODULE: ./build/lib/domain/errors.js
var errors = __webpack_require__(6586);
// EXTERNAL MODULE: ./build/lib/perf/profile/profile.js
var profile = __webpack_require__(9521);
// EXTERNAL MODULE: ./build/lib/search/operate-agg.js
var operate_agg = __webpack_require__(5945);
// EXTERNAL MODULE: ./build/lib/perf/types.js
var types = __webpack_require__(2779);
// EXTERNAL MODULE: ./build/lib/search/grids.js
var grids = __webpack_require__(444);
// EXTERNAL MODULE: ./build/lib/search/operate-common.js
var operate_common = __webpack_require__(3039);
// EXTERNAL MODULE: ./build/lib/search/pairs.js + 1 modules
var pairs = __webpack_require__(4098);
// EXTERNAL MODULE: ./build/lib/search/sla.js
var sla = __webpack_require__(1703);
// EXTERNAL MODULE: ./build/lib/search/task.js
var task = __webpack_require__(1512);
// EXTERNAL MODULE: ./build/lib/search/worker-rows.js
var worker_rows = __webpack_require__(6533);
;// CONCATENATED MODULE: ./build/lib/search/operate-disagg.js








/** Prefill batches that are looked at; throughput is flat well before. */
const MAX_PREFILL_BATCH = 16;
/** A disaggregated deployment at its operating point, with the worker counts that it has. */
function operateDisagg(request, prefill, decode) {
    const pools = openPools(request, prefill, decode);
    const { workload } = request;
    if (pools.prefill.fit === 0 || pools.decode.fit === 0) {
        const alone = (0,operate_common/* priced */.af)(() => at(pools, 1, 1));
        return finish(request, pools, alone, replicated(request, alone, alone.figures), []);
    }
    if (workload.concurrency !== undefined)
        return atConcurrency(request, pools, workload.concurrency);
    if (workload.requestRate !== undefined)
        return atRate(request, pools, workload.requestRate);
    const best = bestLoad(request, pools);
    const notes = best.meets ? [] : ["no load meets the limits; shown with one request per worker"];
    return finish(request, pools, best.at, replicated(request, best.at, best.at.figures), notes);
}
function openPools(request, prefill, decode) {
    const { deployment, lengths } = request;
    const tuning = (0,task/* resolveTuning */.a7)(request.tuning, { largeEp: false });
    const prefillPool = (0,domain_deployment/* poolOf */.e9)(deployment, "prefill");
    const decodePool = (0,domain_deployment/* poolOf */.e9)(deployment, "decode");
    const prefillRows = new Map();
    const decodeRows = new Map();
    const counts = { prefillWorkers: prefillPool.workers, decodeWorkers: decodePool.workers };
    const fits = (opened, phase, ceiling) => (0,operate_common/* largestFit */.SV)(ceiling, (batch) => opened.model.memory(phase, batch, lengths).verdict === "fits");
    return {
        prefill: {
            ...prefill,
            pool: prefillPool,
            fit: fits(prefill, "context", prefillCeiling(prefillPool, lengths.isl, tuning)),
        },
        decode: {
            ...decode,
            pool: decodePool,
            fit: fits(decode, "generation", decodePool.settings.maxBatchSize ?? operate_common/* UNKNOWN_BATCH_CEILING */.AC),
        },
        tuning,
        prefillAt: (batch) => remember(prefillRows, batch, () => (0,worker_rows/* prefillRow */.PF)(prefill.model, batch, { context: prefill.context, lengths }, tuning.prefillLatencyCorrection)),
        decodeAt: (batch) => remember(decodeRows, batch, () => (0,worker_rows/* decodeRow */.X5)(decode.model, batch, { context: decode.context, lengths }, tuning.decodeLatencyCorrection)),
        figuresAt: (p, d) => (0,pairs/* replicaFigures */.YR)({ lengths, tuning, profile: request.profile, prefill, decode }, p, d, counts),
    };
}
function remember(memo, key, make) {
    let value = memo.get(key);
    if (value === undefined) {
        value = make();
        memo.set(key, value);
    }
    return value;
}
/** Prompts of one prefill step: the engine's batch limit within its token budget; 1 when neither says more. */
function prefillCeiling(pool, isl, tuning) {
    const { maxBatchSize, maxNumTokens } = pool.settings;
    const byTokens = maxNumTokens === undefined ? Infinity : Math.max(1, Math.floor(maxNumTokens / isl));
    return Math.min(maxBatchSize ?? tuning.prefillMaxBatchSize, byTokens, MAX_PREFILL_BATCH);
}
function at(pools, prefillBatch, decodeBatch) {
    const prefill = pools.prefillAt(prefillBatch);
    const decode = pools.decodeAt(decodeBatch);
    return { prefill, decode, figures: pools.figuresAt(prefill, decode) };
}
/** Smallest prefill batch whose pool reaches a rate per replica, else the one with the highest rate. */
function prefillBatchFor(pools, rate) {
    const { workers } = pools.prefill.pool;
    let best = 1;
    for (let batch = 1; batch <= pools.prefill.fit; batch++) {
        const served = pools.prefillAt(batch).seqPerSec * workers * pools.tuning.prefillDegradation;
        if (served >= rate)
            return batch;
        if (pools.prefillAt(batch).seqPerSec > pools.prefillAt(best).seqPerSec)
            best = batch;
    }
    return best;
}
function atConcurrency(request, pools, requests) {
    const { replicas } = request.deployment;
    const { dp } = pools.decode.pool.parallelism;
    const decodeWorkers = pools.decode.pool.workers;
    const spread = (0,operate_common/* spreadRequests */.s1)(requests, replicas * decodeWorkers * dp, pools.decode.fit);
    return (0,operate_common/* priced */.af)(() => {
        let decodeRate = 0;
        for (const share of spread.shares)
            decodeRate += (pools.decodeAt(share.batch).seqPerSec * share.slots) / dp;
        decodeRate *= pools.tuning.decodeDegradation;
        const point = at(pools, prefillBatchFor(pools, decodeRate / replicas), spread.batch);
        const prefillRate = point.prefill.seqPerSec * pools.prefill.pool.workers * pools.tuning.prefillDegradation * replicas;
        const full = point.figures.requestsPerSec * replicas;
        // Corrected rates follow the load itself; the published ones are limited pool by pool.
        const slots = spread.shares.reduce((sum, one) => sum + one.slots * one.batch, 0);
        const share = request.profile.identity
            ? Math.min(decodeRate, prefillRate, full) / full
            : slots / (spread.batch * replicas * decodeWorkers * dp);
        const figures = replicated(request, point, point.figures, share);
        const queueing = spread.waiting > 0
            ? { waiting: spread.waiting, waitMs: (spread.waiting / figures.requestsPerSec) * 1000 }
            : undefined;
        return finish(request, pools, point, { ...figures, concurrency: Math.ceil(requests) }, [], queueing);
    });
}
function atRate(request, pools, rate) {
    const perReplica = rate / request.deployment.replicas;
    return (0,operate_common/* priced */.af)(() => {
        const prefillBatch = prefillBatchFor(pools, perReplica);
        const decodeBatch = (0,operate_common/* smallestBatch */.or)(pools.decode.fit, (b) => at(pools, prefillBatch, b).figures.requestsPerSec >= perReplica);
        const point = at(pools, prefillBatch, decodeBatch ?? pools.decode.fit);
        const share = Math.min(1, perReplica / point.figures.requestsPerSec);
        const queueing = decodeBatch === undefined ? { waiting: Infinity, waitMs: Infinity } : undefined;
        return finish(request, pools, point, replicated(request, point, point.figures, share, share), [], queueing);
    });
}
/** The load with the highest throughput that meets the limits, the faster of equals; batch 1 when none does. */
function bestLoad(request, pools) {
    let best;
    for (let prefillBatch = 1; prefillBatch <= pools.prefill.fit; prefillBatch++) {
        for (const decodeBatch of (0,operate_common/* batchesUpTo */.zi)((0,grids/* decodeBatchGrid */.XP)(operate_common/* UNKNOWN_BATCH_CEILING */.AC), pools.decode.fit)) {
            try {
                const point = at(pools, prefillBatch, decodeBatch);
                if (!(0,sla/* checkLimits */.J5)(point.figures, request.sla).every((limit) => limit.holds))
                    continue;
                if (best === undefined || point.figures.tokensPerSec > best.figures.tokensPerSec)
                    best = point;
            }
            catch (error) {
                if (!(error instanceof types/* MissingDataError */.hr))
                    throw error;
            }
        }
    }
    return best === undefined ? { at: (0,operate_common/* priced */.af)(() => at(pools, 1, 1)), meets: false } : { at: best, meets: true };
}
function replicated(request, point, figures, share = 1, loadShare = 1) {
    const { replicas } = request.deployment;
    const decodeWorkers = (0,domain_deployment/* poolOf */.e9)(request.deployment, "decode").workers;
    return {
        ttftMs: figures.ttftMs,
        tpotMs: figures.tpotMs,
        requestsPerSec: figures.requestsPerSec * replicas * share,
        tokensPerSec: figures.tokensPerSec * replicas * share,
        concurrency: point.decode.globalBatchSize * decodeWorkers * replicas * loadShare,
        ...(figures.bands === undefined ? {} : { bands: figures.bands }),
        ...(figures.notes === undefined ? {} : { notes: figures.notes }),
    };
}
function finish(request, pools, point, figures, notes, queueing) {
    const { lengths, deployment } = request;
    const ranks = [
        { ...pools.prefill, ...pools.prefill.model.memory("context", point.prefill.batchSize, lengths) },
        { ...pools.decode, ...pools.decode.model.memory("generation", point.decode.batchSize, lengths) },
    ];
    const fullest = ranks.find((rank) => rank.verdict !== "fits") ??
        ranks.reduce((a, b) => (b.use.total / b.use.capacity > a.use.total / a.use.capacity ? b : a));
    return (0,operate_common/* operatingPoint */.QG)(request, {
        deployment: loaded(deployment, point),
        figures,
        memory: fullest,
        model: pools.decode.model,
        system: pools.decode.pool.system,
        notes,
        ...(queueing === undefined ? {} : { queueing }),
    });
}
function loaded(deployment, point) {
    const batch = { prefill: point.prefill.batchSize, decode: point.decode.batchSize, agg: 1 };
    return { ...deployment, pools: deployment.pools.map((pool) => ({ ...pool, batchSize: batch[pool.role] })) };
}

;// CONCATENATED MODULE: ./build/lib/search/operating-point.js





/**
 * Predicts a deployment at its operating point (`design` 1a): at the load that the workload states, split over the
 * replicas; else at the load with the highest throughput within the limits and the engine's own ceilings; else, when no
 * load meets them, at batch 1. Throws `UserError` for impossible layouts, unknown names and missing data.
 */
async function evaluateDeployment(deps, deployment, workload, sla) {
    const request = {
        deployment,
        workload,
        lengths: { isl: workload.isl, osl: workload.osl, prefix: workload.prefix },
        sla,
        profile: deps.profile ?? profile/* reference */.i,
        tuning: deps.tuning ?? {},
    };
    if (deployment.mode === "agg")
        return (0,operate_agg/* operateAgg */.u)(request, await openPool(deps, deployment, "agg"));
    const [prefill, decode] = await Promise.all([
        openPool(deps, deployment, "prefill"),
        openPool(deps, deployment, "decode"),
    ]);
    return operateDisagg(request, prefill, decode);
}
async function openPool(deps, deployment, role) {
    const pool = (0,domain_deployment/* poolOf */.e9)(deployment, role);
    if (pool === undefined)
        throw new errors/* UserError */.y("input", `a ${deployment.mode} deployment needs a ${role} pool; none was found`);
    const { maxSeqLen, maxNumTokens, memFraction } = pool.settings;
    const context = {
        model: deployment.model,
        system: pool.system,
        backend: deployment.backend,
        backendVersion: deployment.backendVersion,
        quant: deployment.quant,
        ...(deps.databaseMode === undefined ? {} : { databaseMode: deps.databaseMode }),
        ...(deps.transfer === undefined ? {} : { transfer: deps.transfer }),
        ...(deployment.speculation === undefined ? {} : { speculation: deployment.speculation }),
        ...(memFraction === undefined ? {} : { memFraction }),
        ...(maxSeqLen === undefined ? {} : { maxSeqLen }),
        ...(maxNumTokens === undefined || role !== "agg" ? {} : { maxNumTokens }),
    };
    const [built] = await deps.predictor.workers(context, [pool.parallelism], { role, purpose: "search" });
    if (built === undefined)
        throw new Error("the predictor returned no worker");
    if (!(built instanceof Error))
        return { model: built, context };
    if (built instanceof errors/* UserError */.y)
        throw built;
    throw new errors/* UserError */.y("infeasible", built.message, { cause: built });
}


/***/ })

};
