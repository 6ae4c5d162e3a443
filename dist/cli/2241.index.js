export const id = 2241;
export const ids = [2241];
export const modules = {

/***/ 3381:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P8: () => (/* binding */ visibleLine),
/* harmony export */   RK: () => (/* binding */ visible),
/* harmony export */   ml: () => (/* binding */ shorten),
/* harmony export */   xv: () => (/* binding */ truncate)
/* harmony export */ });
/** Escape sequences of terminals. Bounded, so that the cost stays linear. */
const ANSI = /\u001b(?:\[[0-9;:?]{0,40}[@-~]|\][^\u0007\u001b]{0,200}(?:\u0007|\u001b\\)|[@-Z\\-_])/g;
/** Control characters, marks that turn the direction of text, characters without width, and what is no character. */
const INVISIBLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff9-\ufffc]|[\u{e0000}-\u{e0fff}]|\p{Cs}/gu;
/** Printable ASCII needs no mending; the expressions above cost 30 ms of start-up when they are first used. */
const PLAIN = /^[ -~]*$/;
/** A stranger's text on one line, with everything that is not plainly visible replaced by `�`. */
function visible(value) {
    if (PLAIN.test(value))
        return value;
    return value
        .replace(/\r\n|[\n\r\t]/g, " ")
        .replace(ANSI, "\ufffd")
        .replace(INVISIBLE, "\ufffd");
}
/** The same for a line of a file: tabs and the leading blanks stay. */
function visibleLine(value) {
    return value
        .replace(ANSI, "\ufffd")
        .replace(INVISIBLE, "\ufffd")
        .replace(/[\n\r]/g, " ");
}
/** At most `max` characters; what is cut out of the middle becomes `…`. */
function shorten(value, max) {
    const characters = value.length > 4 * max + 400 ? [...value.slice(0, 2 * max), ...value.slice(-2 * max)] : [...value];
    if (characters.length <= max)
        return value;
    const head = Math.ceil((max - 1) / 2);
    return `${characters.slice(0, head).join("")}…${characters.slice(characters.length - (max - 1 - head)).join("")}`;
}
/** At most `max` characters; the end is cut off and becomes `…`. */
function truncate(value, max) {
    if (value.length <= max)
        return value;
    const cut = value.slice(0, max - 1);
    return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}


/***/ }),

/***/ 1673:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   eq: () => (/* binding */ sweepAgg),
/* harmony export */   h5: () => (/* binding */ figuresOf)
/* harmony export */ });
/* unused harmony export forEachAggPoint */
/* harmony import */ var _domain_deployment_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6518);
/* harmony import */ var _perf_profile_profile_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9521);
/* harmony import */ var _perf_types_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2779);
/* harmony import */ var _round_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(225);




/** Points per worker and target that stay (`spec/search.md` 4.5). */
const KEPT_PER_TARGET = 10;
const GIB = 2 ** 30;
/**
 * The guarded double loop of `spec/search.md` 4.4: batches outside, context tokens inside. Calls `visit` once a point
 * that passes the guards; `visit` answers false when the point does not fit, which ends the inner loop.
 */
function forEachAggPoint(grid, lengths, options, visit) {
    const seen = new Set();
    for (const batch of grid.batches) {
        for (const ctxTokens of grid.ctxTokens) {
            const prompts = Math.ceil(ctxTokens / lengths.isl);
            if (batch - prompts < 0 || (batch > 1 && batch - prompts < 1))
                break;
            // Batches that saturate at the same number of generation tokens are one point.
            const balance = (lengths.isl * batch) / ctxTokens / lengths.osl;
            if (!options.speculative && balance > 1) {
                const generating = (0,_round_js__WEBPACK_IMPORTED_MODULE_3__/* .floorDivide */ .G)(batch, balance);
                if (generating > 1) {
                    if (seen.has(generating))
                        continue;
                    seen.add(generating);
                }
            }
            if (!visit(batch, ctxTokens))
                break;
        }
    }
}
/** Prices every guarded point once and derives the rows of all targets from them. */
function sweepAgg(request, notes) {
    const kept = [];
    const all = [];
    let evaluated = 0;
    for (const model of request.workers) {
        const { points, looked } = pricePoints(request, model, notes);
        evaluated += looked;
        if (points.length === 0)
            continue;
        all.push(points);
        for (const point of bestOfTargets(points, request.targets))
            kept.push(point);
    }
    const rows = kept.map(toRow).sort((a, b) => b.figures.tokensPerSecPerGpu - a.figures.tokensPerSecPerGpu);
    return {
        rows,
        evaluated,
        nearest: (violation) => all.map((points) => toRow(leastViolation(points, violation))),
        every: () => all.flat().map(toRow),
    };
}
function pricePoints(request, model, notes) {
    const { lengths, profile, context } = request;
    const points = [];
    let looked = 0;
    const speculative = (context.speculation?.accepted ?? 0) > 0;
    forEachAggPoint(request, lengths, { speculative }, (batch, ctxTokens) => {
        looked++;
        const { verdict } = model.memory("agg", batch, lengths, ctxTokens);
        if (verdict !== "fits") {
            notes.outOfMemory(verdict);
            return false;
        }
        try {
            const point = model.agg(batch, ctxTokens, lengths);
            const raw = figuresOf(point);
            const figures = profile.identity
                ? raw
                : profile.agg({ worker: { model, context }, lengths, point }, raw);
            points.push({ model, point, figures, rankedRate: (0,_round_js__WEBPACK_IMPORTED_MODULE_3__/* .round3 */ .c)(figures.requestsPerSec) });
        }
        catch (error) {
            if (!(error instanceof _perf_types_js__WEBPACK_IMPORTED_MODULE_2__/* .MissingDataError */ .hr))
                throw error;
            notes.missingData(error);
        }
        return true;
    });
    if (points.length > 0)
        notes.priced();
    return { points, looked };
}
/** Union over the targets of the best points that meet each; a point is listed once, in the order it was priced. */
function bestOfTargets(points, targets) {
    const byRate = points
        .map((_, index) => index)
        .sort((a, b) => points[b].rankedRate - points[a].rankedRate || a - b);
    const kept = new Uint8Array(points.length);
    for (const target of targets) {
        let room = KEPT_PER_TARGET;
        for (const index of byRate) {
            const { tpotMs, ttftMs } = points[index].figures;
            if (tpotMs > target.tpotMs || ttftMs > target.ttftMs)
                continue;
            kept[index] = 1;
            if (--room === 0)
                break;
        }
    }
    return points.filter((_, index) => kept[index] === 1);
}
function leastViolation(points, violation) {
    let best = points[0];
    let bestViolation = Infinity;
    for (const point of points) {
        const excess = violation(point.figures);
        if (excess < bestViolation || (excess === bestViolation && point.rankedRate > best.rankedRate)) {
            best = point;
            bestViolation = excess;
        }
    }
    return best;
}
/** An uncorrected point as figures of one replica. */
function figuresOf(point) {
    return {
        ttftMs: point.ttftMs,
        tpotMs: point.tpotMs,
        requestLatencyMs: point.requestLatencyMs,
        requestsPerSec: point.seqPerSec,
        tokensPerSec: point.tokensPerSec,
    };
}
function toRow({ model, point, figures }) {
    const rate = figures.requestsPerSec;
    const rounded = {
        ttftMs: (0,_round_js__WEBPACK_IMPORTED_MODULE_3__/* .round3 */ .c)(figures.ttftMs),
        tpotMs: (0,_round_js__WEBPACK_IMPORTED_MODULE_3__/* .round3 */ .c)(figures.tpotMs),
        requestLatencyMs: (0,_round_js__WEBPACK_IMPORTED_MODULE_3__/* .round3 */ .c)(figures.requestLatencyMs),
        requestsPerSec: (0,_round_js__WEBPACK_IMPORTED_MODULE_3__/* .round3 */ .c)(rate),
        requestsPerSecPerGpu: (0,_round_js__WEBPACK_IMPORTED_MODULE_3__/* .round3 */ .c)(rate / model.gpus),
        tokensPerSec: (0,_round_js__WEBPACK_IMPORTED_MODULE_3__/* .round3 */ .c)(figures.tokensPerSec),
        tokensPerSecPerGpu: (0,_round_js__WEBPACK_IMPORTED_MODULE_3__/* .round3 */ .c)(figures.tokensPerSec / model.gpus),
        tokensPerSecPerUser: figures.tpotMs > 0 ? (0,_round_js__WEBPACK_IMPORTED_MODULE_3__/* .round3 */ .c)(1000 / figures.tpotMs) : 0,
        concurrency: point.concurrency,
        gpusPerReplica: model.gpus,
        memoryGib: (0,_round_js__WEBPACK_IMPORTED_MODULE_3__/* .round3 */ .c)(point.memory.total / GIB),
        ...(figures.bands === undefined ? {} : { bands: figures.bands }),
        ...(figures.notes === undefined ? {} : { notes: figures.notes }),
    };
    return { key: (0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .parallelKey */ .h2)(model.parallelism), figures: rounded, origin: { mode: "agg", model, point } };
}


/***/ }),

/***/ 6683:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   j: () => (/* binding */ listCandidates)
/* harmony export */ });
/* unused harmony export defaultLists */
/* harmony import */ var _domain_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6586);
/* harmony import */ var _space_rules_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8537);


const X8 = [1, 2, 4, 8];
const X16 = [1, 2, 4, 8, 16];
const ONE = [1];
const LARGE_PIPELINE = { gpus: [16], tp: [8], pp: [2], dp: [1], moeTp: X8, moeEp: X8 };
const LARGE_PIPELINE_MIN_GPUS = 16;
const union = (a, b) => b === undefined ? a : [...new Set([...a, ...b])].sort((x, y) => x - y);
function denseLists(rackScale) {
    const sizes = rackScale ? X16 : X8;
    return { gpus: sizes, tp: sizes, pp: ONE, dp: ONE, moeTp: ONE, moeEp: ONE, cp: ONE };
}
function megaMoeLists(rackScale) {
    const gpus = rackScale ? [4, 8, 16, 32] : [8];
    return {
        gpus,
        tp: X8,
        pp: ONE,
        dp: rackScale ? [1, 2, 4, 8, 16, 32] : X8,
        moeTp: ONE,
        moeEp: gpus,
        cp: ONE,
    };
}
/** Default lists of a role (`spec/search.md` 3.1 and 3.3), before the user's own replace them. */
function defaultLists(request) {
    const { facts, backend, role } = request;
    const rules = _space_rules_js__WEBPACK_IMPORTED_MODULE_1__/* .BACKEND_SPACE_RULES */ .Y[backend];
    const cp = rules.contextParallel && facts.contextParallel && role !== "decode" ? X8 : ONE;
    if (!facts.isMoe)
        return { ...denseLists(facts.rackScale), cp };
    if (backend === "sglang" && request.moeBackend === "megamoe")
        return { ...megaMoeLists(facts.rackScale), cp };
    let lists = { gpus: X16, tp: X16, pp: ONE, dp: X16, moeTp: X16, moeEp: X16, cp };
    if (facts.largeEpSizes.length > 0)
        lists = join(lists, rules.largeEpLists(role, facts.largeEpSizes));
    if (facts.largePipeline && request.totalGpus >= LARGE_PIPELINE_MIN_GPUS)
        lists = join(lists, LARGE_PIPELINE);
    return lists;
}
function join(lists, more) {
    return {
        gpus: union(lists.gpus, more.gpus),
        tp: union(lists.tp, more.tp),
        pp: union(lists.pp, more.pp),
        dp: union(lists.dp, more.dp),
        moeTp: union(lists.moeTp, more.moeTp),
        moeEp: union(lists.moeEp, more.moeEp),
        cp: lists.cp,
    };
}
/**
 * Parallel choices of a role in loop order (`spec/search.md` 3.4), clamped to the GPU budget (3.5).
 * Choices that the model cannot have are still listed: building their workers tells.
 * Throws {@link UserError} for a `cp` that the engine or the role cannot have.
 */
function listCandidates(request) {
    const defaults = defaultLists(request);
    const lists = { ...defaults, ...definedOnly(request.lists) };
    checkContextParallel(request, lists.cp);
    const budget = request.totalGpus > 0 ? request.totalGpus : Infinity;
    const gpus = new Set(lists.gpus.filter((size) => size <= budget));
    const found = [];
    for (const tp of lists.tp) {
        for (const pp of lists.pp) {
            if (!request.facts.isMoe) {
                for (const cp of lists.cp) {
                    if (gpus.has(tp * pp * cp))
                        found.push({ tp, pp, dp: 1, cp, moeTp: 1, moeEp: 1 });
                }
                continue;
            }
            addMoe(request, lists, gpus, { tp, pp }, found);
        }
    }
    return found;
}
function addMoe(request, lists, gpus, { tp, pp }, found) {
    const rules = _space_rules_js__WEBPACK_IMPORTED_MODULE_1__/* .BACKEND_SPACE_RULES */ .Y[request.backend];
    const needsMoeTp1 = request.backend === "sglang" && request.moeBackend === "megamoe";
    for (const dp of lists.dp) {
        for (const moeTp of lists.moeTp) {
            if (needsMoeTp1 && moeTp !== 1)
                continue;
            for (const moeEp of lists.moeEp) {
                for (const cp of lists.cp) {
                    if (dp * tp * cp !== moeTp * moeEp || !gpus.has(dp * tp * pp * cp))
                        continue;
                    const choice = { tp, pp, dp, cp, moeTp, moeEp };
                    if (rules.keepsMoe(choice))
                        found.push(choice);
                }
            }
        }
    }
}
function definedOnly(lists) {
    return Object.fromEntries(Object.entries(lists).filter(([, value]) => value !== undefined));
}
function checkContextParallel(request, cp) {
    if (cp.every((size) => size === 1))
        return;
    if (request.role === "decode") {
        throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y("input", `decode workers cannot split prompts: cp ${cp.join(", ")} found, only 1 is allowed for decode`);
    }
    if (!_space_rules_js__WEBPACK_IMPORTED_MODULE_1__/* .BACKEND_SPACE_RULES */ .Y[request.backend].contextParallel) {
        throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y("input", `cp ${cp.join(", ")} found for ${request.backend}: context parallelism above 1 exists on sglang only`);
    }
}


/***/ }),

/***/ 5908:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Rg: () => (/* binding */ nearestMiss),
/* harmony export */   bD: () => (/* binding */ bestRow),
/* harmony export */   hF: () => (/* binding */ chooseExperiment)
/* harmony export */ });
/**
 * The experiment with the best throughput among those that meet their SLA; the earlier one wins a tie
 * (`spec/search.md` 7.3). An experiment whose rows all miss it never wins.
 */
function chooseExperiment(experiments) {
    const able = experiments.filter((experiment) => experiment.top.length > 0);
    const ordered = [...able].sort((a, b) => b.bestThroughput - a.bestThroughput);
    const [first, second] = ordered;
    return {
        best: first?.name,
        bestOverNext: first === undefined || second === undefined ? undefined : first.bestThroughput / second.bestThroughput,
    };
}
/** The best row of the chosen experiment, or undefined when nothing meets its SLA. */
function bestRow(experiments) {
    const { best } = chooseExperiment(experiments);
    return experiments.find((experiment) => experiment.name === best)?.top[0];
}
/** When nothing meets any SLA: the row that misses by least, over all experiments. */
function nearestMiss(experiments) {
    let nearest;
    for (const row of experiments.flatMap((experiment) => experiment.nearest.slice(0, 1))) {
        if (nearest === undefined || row.violation < nearest.violation)
            nearest = row;
    }
    return nearest;
}


/***/ }),

/***/ 444:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C_: () => (/* binding */ tpotTargets),
/* harmony export */   XP: () => (/* binding */ decodeBatchGrid),
/* harmony export */   aV: () => (/* binding */ requestLatencyTargets),
/* harmony export */   ef: () => (/* binding */ aggBatchGrid),
/* harmony export */   lW: () => (/* binding */ prefillBatchGrid),
/* harmony export */   nJ: () => (/* binding */ contextTokenGrid)
/* harmony export */ });
const AGG_RANGES = [
    [1, 16, 1],
    [16, 32, 4],
    [32, 64, 8],
    [64, 256, 16],
    [256, 512, 32],
    [512, 513, 1],
];
const DECODE_RANGES = [
    [1, 16, 1],
    [16, 32, 2],
    [32, 128, 4],
    [128, 512, 8],
    [512, 513, 1],
];
const CONTEXT_CEILING = 8192;
const SMALL_STEP = 512;
function expand(ranges) {
    const values = [];
    for (const [from, to, step] of ranges) {
        for (let value = from; value < to; value += step)
            values.push(value);
    }
    return values;
}
/** Batches per attention-DP rank that an aggregated search tries, 44 values up to 512 (`spec/search.md` 4.1). */
function aggBatchGrid() {
    return expand(AGG_RANGES);
}
/** Prefill batches: 1 to the ceiling (`spec/search.md` 4.2). */
function prefillBatchGrid(maxBatchSize) {
    return Array.from({ length: Math.max(1, Math.floor(maxBatchSize)) }, (_, index) => index + 1);
}
/** Decode batches up to the ceiling, which is itself added when above 512 (`spec/search.md` 4.2). */
function decodeBatchGrid(maxBatchSize) {
    const ceiling = Math.max(1, Math.floor(maxBatchSize));
    const values = expand(DECODE_RANGES).filter((value) => value <= ceiling);
    return ceiling > 512 ? [...values, ceiling] : values;
}
/** Context tokens per mixed step that an aggregated search tries, ascending (`spec/search.md` 4.3). */
function contextTokenGrid(isl, chunkedPrefill) {
    const limit = Math.max(CONTEXT_CEILING, 2 * isl);
    let small = SMALL_STEP;
    let large = Math.max(1024, small, Math.floor(limit / 8));
    if (!chunkedPrefill) {
        small = Math.max(isl, small);
        large = Math.ceil(large / isl) * isl;
    }
    const values = new Set([isl, 2 * isl]);
    let value = 0;
    for (;;) {
        value += value < CONTEXT_CEILING ? small : large;
        if (value > limit)
            break;
        values.add(value);
    }
    return [...values].sort((a, b) => a - b);
}
const TPOT_TARGETS = expand([
    [1, 20, 1],
    [20, 300, 5],
]);
const TTFT_STEPS = [300, 400, 500, 600, 800, 1000, 1200, 1400, 1600, 2000, 3000, 5000, 8000];
const TTFT_SHARES = [0.1, 0.2, 0.3, 0.5, 0.7];
const TTFT_SHARE_WITHOUT_LIMIT = 0.95;
/** The 75 TPOT targets under one TTFT limit (`spec/search.md` 4.5). */
function tpotTargets(ttftMs) {
    return TPOT_TARGETS.map((tpotMs) => ({ ttftMs, tpotMs }));
}
/** Splits of a request-latency limit into TTFT and TPOT (`spec/search.md` 5.3). Needs `osl > 1`. */
function requestLatencyTargets(requestLatencyMs, ttftMs, lengths) {
    const shares = TTFT_SHARES.map((share) => share * requestLatencyMs).filter((t) => t < 300 || t > 8000);
    const ttfts = new Set([...TTFT_STEPS, ...shares, ttftMs ?? TTFT_SHARE_WITHOUT_LIMIT * requestLatencyMs]);
    return [...ttfts]
        .filter((t) => t < requestLatencyMs)
        .sort((a, b) => a - b)
        .map((t) => ({ ttftMs: t, tpotMs: (requestLatencyMs - t) / (lengths.osl - 1) }));
}


/***/ }),

/***/ 4098:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  S4: () => (/* binding */ PairBook),
  LK: () => (/* binding */ isBetter),
  bs: () => (/* binding */ pairRow),
  YR: () => (/* binding */ replicaFigures)
});

// UNUSED EXPORTS: disaggRow

// EXTERNAL MODULE: ./build/lib/domain/deployment.js
var deployment = __webpack_require__(6518);
;// CONCATENATED MODULE: ./build/lib/search/match-workers.js
/**
 * Finds worker counts for pairs of rates (`spec/search.md` 5.2.1): the largest rate per GPU over all allowed counts,
 * decode count outermost, the first of equals. Same answer as trying all pairs: for a fixed decode count the ratio
 * rises with the prefill count until the decode side limits and falls after, so two counts suffice.
 */
class WorkerMatcher {
    rules;
    counts = new Map();
    constructor(rules) {
        this.rules = rules;
    }
    /** Rates are per worker in requests per second, sizes in GPUs per worker. Undefined when no count is allowed. */
    match(prefillRate, decodeRate, prefillGpus, decodeGpus) {
        const counts = this.allowed(prefillGpus, decodeGpus);
        const { prefillDegradation, decodeDegradation } = this.rules;
        let bestRatio = 0;
        let best;
        for (let i = 0; i < counts.decode.length; i++) {
            const d = counts.decode[i];
            const decodeLimit = decodeDegradation * d * decodeRate;
            const list = counts.prefill[i];
            const at = firstAtLeast(list, prefillDegradation * prefillRate, decodeLimit);
            for (let j = Math.max(0, at - 1); j <= at && j < list.length; j++) {
                const p = list[j];
                const gpus = p * prefillGpus + d * decodeGpus;
                const rate = Math.min(prefillDegradation * p * prefillRate, decodeLimit);
                const ratio = rate / gpus;
                if (ratio > bestRatio) {
                    bestRatio = ratio;
                    best = { prefillWorkers: p, decodeWorkers: d, gpus, rate };
                }
            }
        }
        return best;
    }
    allowed(prefillGpus, decodeGpus) {
        const key = prefillGpus * 4096 + decodeGpus;
        const known = this.counts.get(key);
        if (known !== undefined)
            return known;
        const { allowedGpus, maxPrefillWorkers, maxDecodeWorkers } = this.rules;
        const decode = [];
        const prefill = [];
        for (let d = 1; d <= maxDecodeWorkers; d++) {
            const list = [];
            if (allowedGpus.length === 0) {
                for (let p = 1; p <= maxPrefillWorkers; p++)
                    list.push(p);
            }
            else {
                for (const gpus of allowedGpus) {
                    const p = (gpus - d * decodeGpus) / prefillGpus;
                    if (Number.isInteger(p) && p >= 1 && p <= maxPrefillWorkers)
                        list.push(p);
                }
            }
            if (list.length === 0)
                continue;
            decode.push(d);
            prefill.push(Int32Array.from(list));
        }
        const counts = { decode, prefill };
        this.counts.set(key, counts);
        return counts;
    }
}
/** Index of the first count whose rate reaches the limit; the length when none does. */
function firstAtLeast(counts, ratePerWorker, limit) {
    let low = 0;
    let high = counts.length;
    while (low < high) {
        const middle = (low + high) >> 1;
        if (counts[middle] * ratePerWorker < limit)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

// EXTERNAL MODULE: ./build/lib/search/round.js
var round = __webpack_require__(225);
// EXTERNAL MODULE: ./build/lib/search/space-rules.js
var space_rules = __webpack_require__(8537);
;// CONCATENATED MODULE: ./build/lib/search/pairs.js




/** Composes and remembers pairs of prefill and decode candidates. */
class PairBook {
    request;
    matcher;
    memo = [];
    constructor(request) {
        this.request = request;
        const { tuning, allowedGpus } = request;
        this.matcher = new WorkerMatcher({
            allowedGpus,
            maxPrefillWorkers: tuning.maxPrefillWorkers,
            maxDecodeWorkers: tuning.maxDecodeWorkers,
            prefillDegradation: tuning.prefillDegradation,
            decodeDegradation: tuning.decodeDegradation,
        });
    }
    pair(decode, prefill) {
        const row = (this.memo[decode.index] ??= []);
        const known = row[prefill.index];
        if (known !== undefined)
            return known;
        return (row[prefill.index] = this.compose(decode.row, prefill.row));
    }
    /** Every pair that was composed so far. */
    pairs() {
        return this.memo.flatMap((row) => row.filter((pair) => pair !== null && pair !== undefined));
    }
    compose(decode, prefill) {
        if (!mayPair(this.request, prefill, decode))
            return null;
        const match = this.matcher.match(prefill.seqPerSec, decode.seqPerSec, prefill.gpus, decode.gpus);
        if (match === undefined)
            return null;
        const figures = rawFigures(this.request, prefill, decode, match);
        return { prefill, decode, match, figures, tokensPerSecPerGpu: figures.tokensPerSec / match.gpus };
    }
    /**
     * The same workers with counts that leave the prefill pool idle for a share of the time: matched as if prefill were
     * `slack` times slower. Null when no such count is allowed.
     */
    withSlack(pair, slack) {
        const { prefill, decode } = pair;
        const match = this.matcher.match(prefill.seqPerSec / slack, decode.seqPerSec, prefill.gpus, decode.gpus);
        if (match === undefined)
            return null;
        const figures = rawFigures(this.request, prefill, decode, match);
        return { prefill, decode, match, figures, tokensPerSecPerGpu: figures.tokensPerSec / match.gpus };
    }
    /** A pair after the profile's correction. */
    correct(pair) {
        const figures = replicaFigures(this.request, pair.prefill, pair.decode, pair.match);
        return { ...pair, figures, tokensPerSecPerGpu: figures.tokensPerSec / pair.match.gpus };
    }
}
/** More throughput per GPU, or as much with fewer GPUs. */
function isBetter(a, b) {
    return (a.tokensPerSecPerGpu > b.tokensPerSecPerGpu ||
        (a.tokensPerSecPerGpu === b.tokensPerSecPerGpu && a.match.gpus < b.match.gpus));
}
function mayPair(request, prefill, decode) {
    const rules = space_rules/* BACKEND_SPACE_RULES */.Y[request.decode.context.backend];
    if (!rules.needsEqualTp || prefill.model.largeEp || decode.model.largeEp)
        return true;
    return prefill.model.parallelism.tp === decode.model.parallelism.tp;
}
/** What a replica of given workers does by the published method, unrounded (`spec/search.md` 5.2.2). */
function rawFigures({ lengths, tuning }, prefill, decode, counts) {
    const requestsPerSec = Math.min(prefill.seqPerSec * counts.prefillWorkers * tuning.prefillDegradation, decode.seqPerSec * counts.decodeWorkers * tuning.decodeDegradation);
    const ttftMs = prefill.ttftMs * tuning.ttftCorrection;
    return {
        ttftMs,
        tpotMs: decode.tpotMs,
        requestLatencyMs: ttftMs + decode.tpotMs * Math.max(lengths.osl - 1, 0),
        requestsPerSec,
        tokensPerSec: requestsPerSec * lengths.osl,
    };
}
/** The same, corrected by the profile. */
function replicaFigures(request, prefill, decode, counts) {
    const { lengths, profile } = request;
    const figures = rawFigures(request, prefill, decode, counts);
    if (profile.identity)
        return figures;
    const side = (row, context, workers) => ({
        model: row.model,
        context,
        workers,
        point: row.point,
    });
    return profile.disagg({
        prefill: side(prefill, request.prefill.context, counts.prefillWorkers),
        decode: side(decode, request.decode.context, counts.decodeWorkers),
        lengths,
    }, figures);
}
/** Rounds the figures of a replica made of the given workers into a row. */
function disaggRow(prefill, decode, counts, figures) {
    const gpus = counts.prefillWorkers * prefill.gpus + counts.decodeWorkers * decode.gpus;
    const rounded = {
        ttftMs: (0,round/* round3 */.c)(figures.ttftMs),
        tpotMs: (0,round/* round3 */.c)(figures.tpotMs),
        requestLatencyMs: (0,round/* round3 */.c)(figures.requestLatencyMs),
        requestsPerSec: (0,round/* round3 */.c)(figures.requestsPerSec),
        requestsPerSecPerGpu: (0,round/* round3 */.c)(figures.requestsPerSec / gpus),
        tokensPerSec: (0,round/* round3 */.c)(figures.tokensPerSec),
        tokensPerSecPerGpu: (0,round/* round3 */.c)(figures.tokensPerSec / gpus),
        tokensPerSecPerUser: figures.tpotMs === decode.tpotMs ? decode.tokensPerSecPerUser : (0,round/* round3 */.c)(1000 / figures.tpotMs),
        concurrency: decode.globalBatchSize * counts.decodeWorkers,
        gpusPerReplica: gpus,
        memoryGib: Math.max(prefill.memoryGib, decode.memoryGib),
        ...(figures.bands === undefined ? {} : { bands: figures.bands }),
        ...(figures.notes === undefined ? {} : { notes: figures.notes }),
    };
    const origin = {
        mode: "disagg",
        prefill,
        decode,
        prefillWorkers: counts.prefillWorkers,
        decodeWorkers: counts.decodeWorkers,
    };
    return { key: (0,deployment/* parallelKey */.h2)(decode.model.parallelism), figures: rounded, origin };
}
/** The row of a pair. */
function pairRow(pair) {
    return disaggRow(pair.prefill, pair.decode, pair.match, pair.figures);
}


/***/ }),

/***/ 441:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Fu: () => (/* binding */ bestPerKey),
  fz: () => (/* binding */ compareRows),
  $f: () => (/* binding */ frontierOf),
  SC: () => (/* binding */ nearestRows),
  FE: () => (/* binding */ topRows)
});

;// CONCATENATED MODULE: ./build/lib/search/frontier.js
/**
 * The rows that no other row beats: at least as good in x and y and better in one. y is always maximised; of rows
 * equal in both only the first stays; rows with a figure that is not finite are dropped. Sorted by x ascending
 * (`spec/search.md` 7.1). n log n.
 */
function findFrontier(rows, x, y, sense) {
    const sign = sense === "maximise" ? -1 : 1;
    const points = rows
        .map((row, index) => ({ row, index, x: x(row), y: y(row) }))
        .filter((point) => Number.isFinite(point.x) && Number.isFinite(point.y));
    points.sort((a, b) => sign * (a.x - b.x) || b.y - a.y || a.index - b.index);
    const frontier = [];
    let best = -Infinity;
    for (const point of points) {
        if (point.y <= best)
            continue;
        best = point.y;
        frontier.push(point.row);
    }
    return sense === "maximise" ? frontier.reverse() : frontier;
}

;// CONCATENATED MODULE: ./build/lib/search/rank.js

function batchSizes(row) {
    const origin = row.origin;
    return origin.mode === "agg"
        ? [origin.point.batchSize, 0]
        : [origin.decode.batchSize, origin.prefill.batchSize];
}
function fullKey(row) {
    return row.origin.mode === "agg" ? row.key : `${row.origin.prefill.key} ${row.key}`;
}
/**
 * Best first: throughput of the cluster, then the user's speed (or request latency), then fewer GPUs a replica,
 * smaller batches, and the parallel key as text, so that equal figures always come in the same order (`spec/search.md` 7.4).
 */
function compareRows(a, b, by = "tokensPerSecPerUser") {
    const second = by === "requestLatency"
        ? a.figures.requestLatencyMs - b.figures.requestLatencyMs
        : b.figures.tokensPerSecPerUser - a.figures.tokensPerSecPerUser;
    const primary = b.tokensPerSecPerGpuCluster - a.tokensPerSecPerGpuCluster || second;
    if (primary !== 0)
        return primary;
    const [batchA, prefillA] = batchSizes(a);
    const [batchB, prefillB] = batchSizes(b);
    return (a.figures.gpusPerReplica - b.figures.gpusPerReplica ||
        batchA - batchB ||
        prefillA - prefillB ||
        (fullKey(a) < fullKey(b) ? -1 : fullKey(a) > fullKey(b) ? 1 : 0));
}
/** The best row of every parallel key under an order, itself in that order. */
function bestPerKey(rows, compare) {
    const best = new Map();
    for (const row of rows) {
        const known = best.get(row.key);
        if (known === undefined || compare(row, known) < 0)
            best.set(row.key, row);
    }
    return [...best.values()].sort(compare);
}
/** The table of an experiment: rows that meet the limits, one per parallel key, N at most (`spec/search.md` 7.2). */
function topRows(rows, topN, by) {
    const compare = (a, b) => compareRows(a, b, by);
    return bestPerKey(rows.filter((row) => row.meetsSla), compare).slice(0, topN);
}
/** Rows that miss the limits, the smallest miss first; equal misses in the order of {@link compareRows}. */
function nearestRows(rows, topN, by) {
    const compare = (a, b) => a.violation - b.violation || compareRows(a, b, by);
    return bestPerKey(rows, compare).slice(0, topN);
}
/** The frontier of rows: the user's speed (or the whole request's latency) against the ranking figure (`spec/search.md` 7.1). */
function frontierOf(rows, by) {
    const y = (row) => row.tokensPerSecPerGpuCluster;
    return by === "requestLatency"
        ? findFrontier(rows, (row) => row.figures.requestLatencyMs, y, "minimise")
        : findFrontier(rows, (row) => row.figures.tokensPerSecPerUser, y, "maximise");
}


/***/ }),

/***/ 225:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ floorDivide),
/* harmony export */   c: () => (/* binding */ round3)
/* harmony export */ });
/** The nearest integer, ties to even. */
function roundHalfEven(x) {
    const rounded = Math.round(x);
    return rounded - x === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}
/** To 3 decimals, ties to even (`spec/perf-model.md` 1): the precision that rows are ranked with. */
function round3(x) {
    return roundHalfEven(x * 1000) / 1000;
}
/**
 * Floor of the exact quotient of two doubles, as opposed to the floor of the rounded quotient
 * (512 / 1.024 rounds to 500 although it is below). Source: `spec/perf-model.md` 1.
 */
function floorDivide(a, b) {
    const quotient = (a - (a % b)) / b;
    const floor = Math.floor(quotient);
    return quotient - floor > 0.5 ? floor + 1 : floor;
}


/***/ }),

/***/ 989:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  p0: () => (/* binding */ runExperiment),
  _d: () => (/* binding */ runSearch)
});

// UNUSED EXPORTS: targetsOf

// EXTERNAL MODULE: ./build/lib/domain/errors.js
var errors = __webpack_require__(6586);
// EXTERNAL MODULE: ./build/lib/perf/profile/profile.js
var profile_profile = __webpack_require__(9521);
// EXTERNAL MODULE: ./build/lib/search/agg-sweep.js
var agg_sweep = __webpack_require__(1673);
// EXTERNAL MODULE: ./build/lib/search/choose.js
var choose = __webpack_require__(5908);
;// CONCATENATED MODULE: ./build/lib/search/deployments.js
/** The deployment that a row stands for, repeated `replicas` times. Pools carry the batch of the row as their load. */
function deploymentOf(task, row, replicas) {
    const { origin } = row;
    const settings = settingsOf(task);
    const pools = [];
    let version;
    if (task.mode === "agg" && origin.mode === "agg") {
        version = origin.model.version;
        pools.push({
            role: "agg",
            system: task.worker.system,
            parallelism: origin.model.parallelism,
            workers: 1,
            batchSize: origin.point.batchSize,
            ctxTokens: origin.point.ctxTokens,
            settings: task.chunkedPrefill === true ? { ...settings, chunkedPrefill: true } : settings,
        });
    }
    else if (task.mode === "disagg" && origin.mode === "disagg") {
        version = origin.decode.model.version;
        pools.push(pool("prefill", task.prefill.system, origin.prefill, origin.prefillWorkers, settings), pool("decode", task.decode.system, origin.decode, origin.decodeWorkers, settings));
    }
    else {
        throw new Error(`row of another mode in experiment ${task.name}`);
    }
    const spec = task.mode === "agg" ? task.worker : task.decode;
    return {
        model: task.model,
        backend: spec.backend,
        backendVersion: version,
        mode: task.mode,
        replicas,
        pools,
        quant: spec.quant ?? {},
        ...(task.speculation === undefined ? {} : { speculation: task.speculation }),
    };
}
function pool(role, system, row, workers, settings) {
    return { role, system, parallelism: row.model.parallelism, workers, batchSize: row.batchSize, settings };
}
function settingsOf(task) {
    return {
        ...(task.memFraction === undefined ? {} : { memFraction: task.memFraction }),
        ...(task.maxSeqLen === undefined ? {} : { maxSeqLen: task.maxSeqLen }),
    };
}

// EXTERNAL MODULE: ./build/lib/search/grids.js
var grids = __webpack_require__(444);
// EXTERNAL MODULE: ./build/lib/search/pairs.js + 1 modules
var pairs = __webpack_require__(4098);
;// CONCATENATED MODULE: ./build/lib/search/corrected-pairs.js


/** How many times faster than needed the prefill pool may be: queues shorten TTFT, which the published method does not see. */
const PREFILL_SLACK = [1, 2, 4];
/** Partners of a decode candidate by the published method, beside the one with the lowest TTFT. */
const BEST_PARTNERS = 3;
/** Above this batch the finer steps of the decode grid are left out: corrections are less certain than the steps are wide. */
const FINE_BATCHES = 64;
const COARSE_BATCHES = new Set((0,grids/* aggBatchGrid */.ef)());
/**
 * Pairs whose figures a profile corrects, one list a decode choice, best corrected throughput first. A correction costs
 * far more than a pair and moves all pairs of one decode candidate alike, so only likely ones are corrected: the best
 * partners by the published method and the one with the lowest TTFT, each with prefill pools of several sizes.
 */
function correctedPairs(groups, prefills, book) {
    return groups.map((group) => group
        .filter(({ row: { batchSize } }) => batchSize <= FINE_BATCHES || COARSE_BATCHES.has(batchSize))
        .flatMap((decode) => likelyPairs(decode, prefills, book))
        .map((pair) => book.correct(pair))
        .sort(byThroughput));
}
function likelyPairs(decode, prefills, book) {
    if (!(decode.row.tpotMs > 0))
        return [];
    const pairs = prefills.flatMap((prefill) => book.pair(decode, prefill) ?? []);
    let fastest = pairs[0];
    for (const pair of pairs)
        if (pair.prefill.ttftMs < fastest.prefill.ttftMs)
            fastest = pair;
    const partners = new Set(pairs.sort(byThroughput).slice(0, BEST_PARTNERS));
    if (fastest !== undefined)
        partners.add(fastest);
    const sized = new Map();
    for (const pair of partners) {
        for (const slack of PREFILL_SLACK) {
            const one = slack === 1 ? pair : book.withSlack(pair, slack);
            if (one !== null)
                sized.set(`${one.prefill.key} ${one.match.prefillWorkers} ${one.match.decodeWorkers}`, one);
        }
    }
    return [...sized.values()];
}
function byThroughput(a, b) {
    return (0,pairs/* isBetter */.LK)(a, b) ? -1 : (0,pairs/* isBetter */.LK)(b, a) ? 1 : 0;
}
/** The best pair of each choice whose corrected figures keep a target. */
function bestCorrected(lists, target) {
    return lists.flatMap((list) => list.find((pair) => pair.figures.ttftMs <= target.ttftMs && pair.figures.tpotMs <= target.tpotMs) ?? []);
}

// EXTERNAL MODULE: ./build/lib/search/round.js
var round = __webpack_require__(225);
// EXTERNAL MODULE: ./build/lib/search/worker-rows.js
var worker_rows = __webpack_require__(6533);
;// CONCATENATED MODULE: ./build/lib/search/disagg-sweep.js




/** Prefill candidates, decode candidates of one choice, and rows of one target that stay (`spec/search.md` 5.2). */
const KEPT_PREFILLS = 32;
const KEPT_DECODES_PER_CHOICE = 16;
const KEPT_PER_TARGET = 5;
/** Prices both pools once, then derives the rows of all targets (`spec/search.md` 5.2). */
function sweepDisagg(request, notes) {
    const pricedPrefills = (0,worker_rows/* prefillRows */.Cj)(request.prefill, request.tuning, notes.prefill);
    const pricedDecodes = (0,worker_rows/* decodeRows */.UW)(request.decode, request.tuning, notes.decode);
    const prefills = pricedPrefills.rows.map((row, index) => ({ row, index }));
    const decodes = pricedDecodes.rows.map((row, index) => ({ row, index }));
    const book = new pairs/* PairBook */.S4(request);
    const groups = [...groupByKey(decodes).values()].map((group) => group.sort((a, b) => b.row.seqPerSecPerGpu - a.row.seqPerSecPerGpu));
    const byPrefillRate = [...prefills].sort((a, b) => b.row.seqPerSecPerGpu - a.row.seqPerSecPerGpu || a.row.globalBatchSize - b.row.globalBatchSize);
    const kept = new Set();
    const corrected = request.profile.identity ? undefined : correctedPairs(groups, byPrefillRate, book);
    const prefillsOf = new Map();
    for (const target of request.targets) {
        if (corrected !== undefined) {
            keepFirst(bestCorrected(corrected, target), kept);
            continue;
        }
        let choice = prefillsOf.get(target.ttftMs);
        if (choice === undefined) {
            const candidates = byPrefillRate
                .filter(({ row }) => row.ttftMs * request.tuning.ttftCorrection < target.ttftMs)
                .slice(0, KEPT_PREFILLS);
            prefillsOf.set(target.ttftMs, (choice = { candidates, best: [] }));
        }
        if (choice.candidates.length > 0)
            keepFirst(bestOfGroups(groups, choice, target, book), kept);
    }
    const rows = [...kept]
        .map((pair) => (0,pairs/* pairRow */.bs)(pair))
        .sort((a, b) => b.figures.tokensPerSecPerGpu - a.figures.tokensPerSecPerGpu);
    return {
        rows,
        evaluatedPrefill: pricedPrefills.evaluated,
        evaluatedDecode: pricedDecodes.evaluated,
        nearest: (score) => nearestRows(corrected ?? pairsOfGroups(groups, byPrefillRate, book), score),
        every: () => (corrected?.flat() ?? book.pairs()).map((pair) => (0,pairs/* pairRow */.bs)(pair)),
    };
}
/** The best pair of each decode group under a target. */
function bestOfGroups(groups, prefills, target, book) {
    const best = [];
    for (const group of groups) {
        let winner;
        let room = KEPT_DECODES_PER_CHOICE;
        for (const decode of group) {
            if (!(decode.row.tpotMs > 0 && decode.row.tpotMs < target.tpotMs))
                continue;
            const pair = bestPartner(decode, prefills, book);
            if (pair !== null && (winner === undefined || (0,pairs/* isBetter */.LK)(pair, winner)))
                winner = pair;
            if (--room === 0)
                break;
        }
        if (winner !== undefined)
            best.push(winner);
    }
    return best;
}
/** Adds the five best pairs of a target to `kept`. */
function keepFirst(best, kept) {
    if (best.length > KEPT_PER_TARGET)
        best.sort((a, b) => (0,round/* round3 */.c)(b.tokensPerSecPerGpu) - (0,round/* round3 */.c)(a.tokensPerSecPerGpu));
    for (const pair of best.slice(0, KEPT_PER_TARGET))
        kept.add(pair);
}
/** The best pair of a decode candidate; it does not depend on the TPOT limit, so it is found once. */
function bestPartner(decode, prefills, book) {
    const known = prefills.best[decode.index];
    return known === undefined
        ? (prefills.best[decode.index] = bestWithin(decode, prefills.candidates, book))
        : known;
}
/** The first of the best pairs. */
function bestWithin(decode, prefills, book) {
    let winner = null;
    for (const prefill of prefills) {
        const pair = book.pair(decode, prefill);
        if (pair !== null && (winner === null || (0,pairs/* isBetter */.LK)(pair, winner)))
            winner = pair;
    }
    return winner;
}
function groupByKey(candidates) {
    const groups = new Map();
    for (const candidate of candidates) {
        const group = groups.get(candidate.row.key);
        if (group === undefined)
            groups.set(candidate.row.key, [candidate]);
        else
            group.push(candidate);
    }
    return groups;
}
/** Every pair of each group: the corrected ones where a profile corrects, else all that can be matched. */
function pairsOfGroups(groups, prefills, book) {
    return groups.map((group) => group.flatMap((decode) => prefills.flatMap((prefill) => book.pair(decode, prefill) ?? [])));
}
/** The pair of each group that misses the limits by least, the better of equals. */
function nearestRows(lists, score) {
    return lists.flatMap((list) => {
        let best;
        let bestScore = Infinity;
        for (const pair of list) {
            const miss = score(pair.figures);
            if (miss < bestScore || (miss === bestScore && best !== undefined && (0,pairs/* isBetter */.LK)(pair, best))) {
                best = pair;
                bestScore = miss;
            }
        }
        return best === undefined ? [] : [(0,pairs/* pairRow */.bs)(best)];
    });
}

// EXTERNAL MODULE: ./build/lib/search/rank.js + 1 modules
var rank = __webpack_require__(441);
;// CONCATENATED MODULE: ./build/lib/search/scale.js
/** Scales one replica to the budget; idle GPUs lower the figure. Budget 0 means one replica, not scaled. */
function scaleToBudget(tokensPerSecPerGpu, gpusPerReplica, totalGpus) {
    if (totalGpus === 0) {
        return { replicas: 1, totalGpusUsed: gpusPerReplica, tokensPerSecPerGpuCluster: tokensPerSecPerGpu };
    }
    const replicas = Math.floor(totalGpus / gpusPerReplica);
    const totalGpusUsed = replicas * gpusPerReplica;
    return {
        replicas,
        totalGpusUsed,
        tokensPerSecPerGpuCluster: (tokensPerSecPerGpu * replicas * gpusPerReplica) / totalGpus,
    };
}

// EXTERNAL MODULE: ./build/lib/search/sla.js
var search_sla = __webpack_require__(1703);
// EXTERNAL MODULE: ./build/lib/search/space.js
var search_space = __webpack_require__(9180);
// EXTERNAL MODULE: ./build/lib/perf/types.js
var types = __webpack_require__(2779);
;// CONCATENATED MODULE: ./build/lib/search/sweep-notes.js


/** What a sweep met on its way, to say why an experiment is empty (`spec/search.md` 5.6). */
class SweepNotes {
    built = 0;
    pricedWorkers = 0;
    oom = false;
    kvOom = false;
    firstMissing;
    lastRefused;
    /** A parallel choice that the model, the engine or the data cannot have. */
    refused(error) {
        if (error instanceof types/* MissingDataError */.hr)
            this.missingData(error);
        else
            this.lastRefused = error;
    }
    workerBuilt() {
        this.built++;
    }
    /** At least one point of a worker was priced. */
    priced() {
        this.pricedWorkers++;
    }
    missingData(error) {
        this.firstMissing ??= error;
    }
    outOfMemory(verdict) {
        if (verdict === "oom")
            this.oom = true;
        else
            this.kvOom = true;
    }
    /** Why nothing could be priced, as one line that says what to do; undefined when something was. */
    failure(task) {
        if (this.pricedWorkers > 0)
            return undefined;
        const what = `${task.model} on ${task.where}`;
        if (this.built > 0 && this.kvOom) {
            return new errors/* UserError */.y("kv-memory", `${what}: the weights fit, the KV cache of a single request does not; give more GPUs (${task.totalGpus} now), shorter lengths or a smaller KV format`);
        }
        if (this.built > 0 && this.oom) {
            return new errors/* UserError */.y("memory", `${what}: the weights do not fit with any layout of up to ${task.totalGpus} GPUs; give more GPUs or a smaller checkpoint`);
        }
        const cause = this.firstMissing ?? this.lastRefused;
        if (cause === undefined) {
            return new errors/* UserError */.y("infeasible", `${what}: no parallel layout is left; widen the size lists or give more GPUs (${task.totalGpus} now)`);
        }
        if (cause instanceof errors/* UserError */.y)
            return cause;
        return new errors/* UserError */.y(cause === this.firstMissing ? "data" : "infeasible", `${what}: no layout can be predicted: ${(0,errors/* errorMessage */.g)(cause)}`, { cause });
    }
}

// EXTERNAL MODULE: ./build/lib/search/task.js
var search_task = __webpack_require__(1512);
;// CONCATENATED MODULE: ./build/lib/search/run-search.js













/**
 * Runs experiments one after the other and chooses between them. An experiment that cannot run keeps its reason in
 * `error`; the others go on (`spec/search.md` 5.6). Only defects of ours are thrown.
 */
async function runSearch(deps, tasks) {
    const now = deps.now ?? Date.now;
    const started = now();
    const experiments = [];
    for (const task of tasks) {
        const result = await runExperiment(deps, task);
        experiments.push(result);
        deps.onExperiment?.(result);
    }
    return {
        experiments,
        ...(0,choose/* chooseExperiment */.hF)(experiments),
        profile: (deps.profile ?? profile_profile/* reference */.i).name,
        seconds: (now() - started) / 1000,
        notes: [],
    };
}
/** Runs one experiment. The user's mistakes come back in `error`; defects are thrown. */
async function runExperiment(deps, task) {
    const now = deps.now ?? Date.now;
    const started = now();
    const profile = deps.profile ?? profile_profile/* reference */.i;
    const seconds = () => (now() - started) / 1000;
    try {
        checkTask(task);
        const sweep = task.mode === "agg"
            ? await runAgg(deps.predictor, task, profile)
            : await runDisagg(deps.predictor, task, profile);
        return judge(task, sweep, seconds());
    }
    catch (error) {
        if (!(error instanceof errors/* UserError */.y))
            throw error;
        return emptyResult(task, error, seconds());
    }
}
async function runAgg(predictor, task, profile) {
    const notes = new SweepNotes();
    const space = await (0,search_space/* openRole */.$V)(predictor, task, { role: "agg", spec: task.worker, maxGpus: task.totalGpus }, notes);
    const result = (0,agg_sweep/* sweepAgg */.eq)({
        workers: space.workers,
        context: space.context,
        lengths: task.lengths,
        batches: (0,grids/* aggBatchGrid */.ef)(),
        ctxTokens: (0,grids/* contextTokenGrid */.nJ)(task.lengths.isl, task.chunkedPrefill === true),
        targets: targetsOf(task),
        profile,
    }, notes);
    return {
        rows: result.rows,
        nearest: result.nearest,
        every: result.every,
        points: { agg: result.evaluated },
        choices: { agg: space.choices.length },
        failure: notes.failure({ ...label(task), where: `${task.worker.system} with ${task.worker.backend}` }),
    };
}
async function runDisagg(predictor, task, profile) {
    const notes = { prefill: new SweepNotes(), decode: new SweepNotes() };
    const ceiling = task.totalGpus;
    const prefill = await (0,search_space/* openRole */.$V)(predictor, task, { role: "prefill", spec: task.prefill, maxGpus: ceiling }, notes.prefill);
    const decode = await (0,search_space/* openRole */.$V)(predictor, task, { role: "decode", spec: task.decode, maxGpus: ceiling }, notes.decode);
    const largeEp = [...prefill.workers, ...decode.workers].some((worker) => worker.largeEp);
    const tuning = (0,search_task/* resolveTuning */.a7)(task.tuning ?? {}, { largeEp });
    const result = sweepDisagg({
        prefill: { workers: prefill.workers, context: prefill.context, lengths: task.lengths },
        decode: { workers: decode.workers, context: decode.context, lengths: task.lengths },
        lengths: task.lengths,
        targets: targetsOf(task),
        tuning,
        allowedGpus: (0,search_task/* allowedReplicaSizes */.XB)(tuning, task.totalGpus),
        profile,
    }, notes);
    const failure = notes.prefill.failure({
        ...label(task),
        where: `${task.prefill.system} with ${task.prefill.backend} (prefill)`,
    }) ??
        notes.decode.failure({
            ...label(task),
            where: `${task.decode.system} with ${task.decode.backend} (decode)`,
        });
    return {
        rows: result.rows,
        nearest: result.nearest,
        every: result.every,
        points: { prefill: result.evaluatedPrefill, decode: result.evaluatedDecode },
        choices: { prefill: prefill.choices.length, decode: decode.choices.length },
        failure,
    };
}
function label(task) {
    return { model: task.displayModel ?? task.model, totalGpus: task.totalGpus };
}
/** The limits that a sweep runs through (`spec/search.md` 4.5 and 5.3). */
function targetsOf(task) {
    const { ttftMs, tpotMs, requestLatencyMs } = task.sla;
    if (requestLatencyMs !== undefined)
        return (0,grids/* requestLatencyTargets */.aV)(requestLatencyMs, ttftMs, task.lengths);
    const ttft = ttftMs ?? Infinity;
    if (task.paretoSweep === false)
        return [{ ttftMs: ttft, tpotMs: tpotMs ?? search_task/* FILE_SLA */.Yu.tpotMs }];
    return (0,grids/* tpotTargets */.C_)(ttft);
}
/** Scales, judges, ranks. */
function judge(task, sweep, seconds) {
    const sla = (0,search_sla/* judgedLimits */.I9)(task.sla);
    const topN = task.topN ?? search_task/* DEFAULT_TOP_N */.tz;
    const xAxis = task.sla.requestLatencyMs === undefined ? "tokensPerSecPerUser" : "requestLatency";
    const by = xAxis;
    const scale = (row) => searchRow(task, row, (0,search_sla/* violationOf */.xg)(row.figures, sla));
    const all = sweep.rows.map(scale);
    const rows = task.strictSla === true ? all.filter((row) => row.meetsSla) : all;
    const top = (0,rank/* topRows */.FE)(all, topN, by);
    const nearest = top.length > 0 || sweep.failure !== undefined
        ? []
        : (0,rank/* nearestRows */.SC)(sweep.nearest((figures) => (0,search_sla/* missScore */.vv)(figures, sla)).map(scale), topN, by);
    const frontier = (0,rank/* frontierOf */.$f)(rows, by);
    return {
        name: task.name,
        mode: task.mode,
        task,
        evaluated: (sweep.points.agg ?? 0) + (sweep.points.prefill ?? 0) + (sweep.points.decode ?? 0),
        points: sweep.points,
        choices: sweep.choices,
        seconds,
        rows,
        everyRow: () => sweep.every().map(scale),
        top,
        nearest,
        frontier,
        bestThroughput: top[0]?.tokensPerSecPerGpuCluster ?? 0,
        xAxis,
        ...(sweep.failure === undefined ? {} : { error: sweep.failure }),
        notes: [
            ...new Set([...(task.notes ?? []), ...[...top, ...nearest].flatMap((row) => row.figures.notes ?? [])]),
        ],
    };
}
/** A kept row under the task's budget and limits. */
function searchRow(task, row, violation) {
    const scaled = scaleToBudget(row.figures.tokensPerSecPerGpu, row.figures.gpusPerReplica, task.totalGpus);
    const model = row.origin.mode === "agg" ? row.origin.model : row.origin.decode.model;
    return {
        key: row.key,
        figures: row.figures,
        origin: row.origin,
        mode: task.mode,
        experiment: task.name,
        replicas: scaled.replicas,
        totalGpusUsed: scaled.totalGpusUsed,
        tokensPerSecPerGpuCluster: scaled.tokensPerSecPerGpuCluster,
        meetsSla: violation === 0,
        violation,
        deployment: deploymentOf(task, row, scaled.replicas),
        quant: model.quant,
        version: model.version,
    };
}
function emptyResult(task, error, seconds) {
    return {
        name: task.name,
        mode: task.mode,
        task,
        evaluated: 0,
        points: {},
        choices: {},
        seconds,
        rows: [],
        top: [],
        nearest: [],
        frontier: [],
        bestThroughput: 0,
        xAxis: task.sla.requestLatencyMs === undefined ? "tokensPerSecPerUser" : "requestLatency",
        error,
        notes: task.notes ?? [],
    };
}
/** Rules that hold for every task, whoever made it. Throws {@link UserError}. */
function checkTask(task) {
    const { isl, osl, prefix } = task.lengths;
    const fail = (message) => {
        throw new errors/* UserError */.y("input", message);
    };
    if (!Number.isInteger(isl) || isl < 1)
        fail(`isl is ${isl}; a whole number of at least 1 is needed`);
    if (!Number.isInteger(osl) || osl < 2)
        fail(`osl is ${osl}; a whole number of at least 2 is needed (TPOT has no meaning below)`);
    if (!Number.isInteger(prefix) || prefix < 0 || prefix >= isl)
        fail(`prefix is ${prefix}; it must be at least 0 and below isl (${isl})`);
    if (!Number.isInteger(task.totalGpus) || task.totalGpus < 0)
        fail(`total_gpus is ${task.totalGpus}; a whole number of at least 0 is needed`);
    if (task.mode === "disagg" && task.totalGpus < 2)
        fail(`disaggregated serving needs at least 2 GPUs, total_gpus is ${task.totalGpus}`);
    const speculation = task.speculation;
    if (speculation !== undefined && (speculation.accepted < 0 || speculation.accepted > speculation.nextn)) {
        fail(`nextn_accepted is ${speculation.accepted}; it must lie between 0 and nextn (${speculation.nextn})`);
    }
}


/***/ }),

/***/ 1703:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I9: () => (/* binding */ judgedLimits),
/* harmony export */   J5: () => (/* binding */ checkLimits),
/* harmony export */   vv: () => (/* binding */ missScore),
/* harmony export */   xg: () => (/* binding */ violationOf)
/* harmony export */ });
/**
 * The limits that a search's rows are judged by. With a request-latency limit TTFT and TPOT only guide the sweep
 * (`spec/search.md` 5.3), so they are no limits of their own.
 */
function judgedLimits(sla) {
    return sla.requestLatencyMs === undefined ? sla : { requestLatencyMs: sla.requestLatencyMs };
}
/** Every limit against its figure. */
function checkLimits(figures, sla) {
    const checks = [];
    const add = (metric, valueMs, limitMs) => {
        if (limitMs !== undefined)
            checks.push({ metric, valueMs, limitMs, holds: valueMs <= limitMs });
    };
    add("ttft", figures.ttftMs, sla.ttftMs);
    add("tpot", figures.tpotMs, sla.tpotMs);
    add("requestLatency", figures.requestLatencyMs, sla.requestLatencyMs);
    return checks;
}
/** Relative excess over each limit that is broken. */
function excesses(figures, sla) {
    const pairs = [
        [figures.ttftMs, sla.ttftMs],
        [figures.tpotMs, sla.tpotMs],
        [figures.requestLatencyMs, sla.requestLatencyMs],
    ];
    return pairs.flatMap(([value, limit]) => (limit !== undefined && value > limit ? [value / limit - 1] : []));
}
/** Largest relative excess over a limit, 0 when all hold. */
function violationOf(figures, sla) {
    return Math.max(0, ...excesses(figures, sla));
}
/** Weight of the other broken limits beside the worst one. */
const OTHER_LIMITS = 1e-3;
/** How far a point is from the limits: the worst excess decides, the sum of all breaks ties, so no limit is broken for nothing. */
function missScore(figures, sla) {
    const all = excesses(figures, sla);
    return Math.max(0, ...all) + OTHER_LIMITS * all.reduce((sum, excess) => sum + excess, 0);
}


/***/ }),

/***/ 8537:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ BACKEND_SPACE_RULES)
/* harmony export */ });
const X8 = [1, 2, 4, 8];
const upTo = (sizes, most) => sizes.filter((size) => size <= most);
const BACKEND_SPACE_RULES = {
    trtllm: {
        keepsMoe: (p) => !(p.dp > 1 && p.tp > 1),
        contextParallel: false,
        needsEqualTp: false,
        largeEpLists: (role) => {
            const all = role === "agg" ? [2, 4, 8, 16, 32, 64] : [4, 8, 16, 32, 64];
            const sizes = role === "prefill" ? upTo(all, 32) : all;
            return { gpus: sizes, tp: X8, dp: sizes, moeTp: [1], moeEp: sizes };
        },
    },
    vllm: {
        keepsMoe: (p) => !(p.moeTp > 1 && p.moeEp > 1),
        contextParallel: false,
        needsEqualTp: false,
        largeEpLists: (_role, covered) => ({ gpus: covered, tp: [1], dp: covered, moeTp: [1], moeEp: covered }),
    },
    sglang: {
        keepsMoe: () => true,
        contextParallel: true,
        needsEqualTp: true,
        largeEpLists: (role) => {
            const sizes = role === "prefill" ? [8, 16, 32] : [8, 16, 32, 64];
            return { gpus: sizes, tp: X8, dp: [1, 2, 4, ...sizes], moeTp: [1], moeEp: sizes };
        },
    },
};


/***/ }),

/***/ 9180:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $V: () => (/* binding */ openRole),
/* harmony export */   C1: () => (/* binding */ workerContext),
/* harmony export */   kl: () => (/* binding */ spaceFacts)
/* harmony export */ });
/* harmony import */ var _candidates_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6683);

/** Families whose layers gain from a two-stage pipeline on Blackwell (`spec/search.md` 3.3). */
const LARGE_PIPELINE_FAMILIES = ["DEEPSEEKV32", "DEEPSEEKV4"];
const BLACKWELL_SM = 100;
/** GPUs that one NVLink domain must span to count as rack scale. */
const RACK_GPUS = 72;
/** The price-list context of a role of a task. */
function workerContext(task, spec) {
    return {
        model: task.model,
        system: spec.system,
        backend: spec.backend,
        ...(spec.backendVersion === undefined ? {} : { backendVersion: spec.backendVersion }),
        ...(task.databaseMode === undefined ? {} : { databaseMode: task.databaseMode }),
        ...(task.transfer === undefined ? {} : { transfer: task.transfer }),
        ...(spec.quant === undefined ? {} : { quant: spec.quant }),
        ...(task.speculation === undefined ? {} : { speculation: task.speculation }),
        ...(task.attentionLane === undefined ? {} : { attentionLane: task.attentionLane }),
        ...(task.memFraction === undefined ? {} : { memFraction: task.memFraction }),
        ...(task.maxSeqLen === undefined ? {} : { maxSeqLen: task.maxSeqLen }),
    };
}
/** EP sizes that the data cover for every phase of a role; empty unless one spans nodes (`spec/search.md` 3.3). */
function largeEpSizes(facts, role) {
    const { context, generation } = facts.largeEp;
    const covered = role === "prefill" ? context : context.filter((size) => generation.includes(size));
    return covered.some((size) => size > facts.system.node.gpusPerNode) ? covered : [];
}
/** What a model and a system say about a role's space. */
function spaceFacts(facts, role) {
    return {
        isMoe: facts.moe,
        contextParallel: facts.contextParallel,
        rackScale: (facts.system.node.gpusPerRack ?? 0) >= RACK_GPUS,
        largeEpSizes: largeEpSizes(facts, role),
        largePipeline: LARGE_PIPELINE_FAMILIES.includes(facts.family) && (facts.system.gpu.smVersion ?? 0) >= BLACKWELL_SM,
    };
}
/** Lists a role's choices and builds their workers. Throws `UserError` for unknown names and impossible lists. */
async function openRole(predictor, task, request, notes) {
    const { role, spec } = request;
    const context = workerContext(task, spec);
    const facts = await predictor.facts(context);
    const choices = (0,_candidates_js__WEBPACK_IMPORTED_MODULE_0__/* .listCandidates */ .j)({
        role,
        backend: spec.backend,
        totalGpus: request.maxGpus,
        lists: spec.lists ?? {},
        facts: spaceFacts(facts, role),
        ...(task.moeBackend === undefined ? {} : { moeBackend: task.moeBackend }),
    });
    const workers = [];
    for (const built of await predictor.workers(context, choices, { role, purpose: "search" })) {
        if (built instanceof Error) {
            notes.refused(built);
            continue;
        }
        notes.workerBuilt();
        workers.push(built);
    }
    return { context, facts, choices, workers };
}


/***/ }),

/***/ 1512:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R7: () => (/* binding */ rolesOf),
/* harmony export */   Ss: () => (/* binding */ DEFAULT_LENGTHS),
/* harmony export */   XB: () => (/* binding */ allowedReplicaSizes),
/* harmony export */   Yu: () => (/* binding */ FILE_SLA),
/* harmony export */   a7: () => (/* binding */ resolveTuning),
/* harmony export */   qi: () => (/* binding */ COMMAND_LINE_SLA),
/* harmony export */   tz: () => (/* binding */ DEFAULT_TOP_N)
/* harmony export */ });
/* unused harmony exports backendOf, modeWord */
/** TTFT and TPOT limits of the command line; experiment files use {@link FILE_SLA}. Milliseconds. */
const COMMAND_LINE_SLA = { ttftMs: 2000, tpotMs: 30 };
/** TTFT and TPOT limits of experiment files. Milliseconds. */
const FILE_SLA = { ttftMs: 1000, tpotMs: 50 };
/** Lengths that both entry points assume. */
const DEFAULT_LENGTHS = { isl: 4000, osl: 1000, prefix: 0 };
const DEFAULT_TOP_N = 5;
const GPUS_PER_REPLICA = [1, 2, 4, ...Array.from({ length: 16 }, (_, index) => 8 * (index + 1))];
const MAX_GPUS_PER_REPLICA = 128;
const MAX_GPUS_LARGE_EP = 512;
/** Defaults of `spec/search.md` 5.2; `largeEp` tells that some choice of either role spans nodes with its experts. */
function resolveTuning(tuning, options) {
    const maximum = tuning.maxGpusPerReplica ?? (options.largeEp ? MAX_GPUS_LARGE_EP : MAX_GPUS_PER_REPLICA);
    const byDefault = options.largeEp ? null : extendedReplicaSizes(maximum);
    return {
        gpusPerReplica: tuning.gpusPerReplica === undefined ? byDefault : tuning.gpusPerReplica,
        maxGpusPerReplica: maximum,
        maxPrefillWorkers: tuning.maxPrefillWorkers ?? 32,
        maxDecodeWorkers: tuning.maxDecodeWorkers ?? 32,
        prefillMaxBatchSize: tuning.prefillMaxBatchSize ?? 1,
        decodeMaxBatchSize: tuning.decodeMaxBatchSize ?? 512,
        prefillLatencyCorrection: tuning.prefillLatencyCorrection ?? 1.1,
        decodeLatencyCorrection: tuning.decodeLatencyCorrection ?? 1.08,
        prefillDegradation: tuning.prefillDegradation ?? 0.9,
        decodeDegradation: tuning.decodeDegradation ?? 0.92,
        ttftCorrection: tuning.ttftCorrection ?? 1.8,
    };
}
/** The default list, continued in steps of 8 when the user raises the ceiling above 128. */
function extendedReplicaSizes(maximum) {
    const sizes = [...GPUS_PER_REPLICA];
    for (let size = MAX_GPUS_PER_REPLICA + 8; size <= maximum; size += 8)
        sizes.push(size);
    return sizes;
}
/** GPU counts that one replica may have under a budget, ascending. Budget 0 means no budget. */
function allowedReplicaSizes(tuning, totalGpus) {
    const ceiling = totalGpus > 0 ? Math.min(totalGpus, tuning.maxGpusPerReplica) : tuning.maxGpusPerReplica;
    const sizes = tuning.gpusPerReplica ?? Array.from({ length: ceiling }, (_, index) => index + 1);
    return [...new Set(sizes)].filter((size) => size <= ceiling).sort((a, b) => a - b);
}
/** The mode of a task and its role specifications, for callers that treat both alike. */
function rolesOf(task) {
    return task.mode === "agg"
        ? [{ role: "agg", spec: task.worker }]
        : [
            { role: "prefill", spec: task.prefill },
            { role: "decode", spec: task.decode },
        ];
}
/** Backend names of a task, joined when the roles differ. */
function backendOf(task) {
    return task.mode === "agg" ? task.worker.backend : task.decode.backend;
}
/** `agg` or `disagg` as a plain word for messages. */
function modeWord(mode) {
    return mode === "agg" ? "aggregated" : "disaggregated";
}


/***/ }),

/***/ 6533:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cj: () => (/* binding */ prefillRows),
/* harmony export */   PF: () => (/* binding */ prefillRow),
/* harmony export */   UW: () => (/* binding */ decodeRows),
/* harmony export */   X5: () => (/* binding */ decodeRow)
/* harmony export */ });
/* harmony import */ var _domain_deployment_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6518);
/* harmony import */ var _perf_types_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2779);
/* harmony import */ var _grids_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(444);
/* harmony import */ var _round_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(225);




const GIB = 2 ** 30;
/** One row a worker and prefill batch, upwards until memory ends (`spec/search.md` 4.2). */
function prefillRows(request, tuning, notes) {
    return sweep(request, "context", (0,_grids_js__WEBPACK_IMPORTED_MODULE_2__/* .prefillBatchGrid */ .lW)(tuning.prefillMaxBatchSize), notes, (model, batch, key) => prefillRow(model, batch, request, tuning.prefillLatencyCorrection, key));
}
/** One row a worker and decode batch, upwards until memory ends (`spec/search.md` 4.2). */
function decodeRows(request, tuning, notes) {
    return sweep(request, "generation", (0,_grids_js__WEBPACK_IMPORTED_MODULE_2__/* .decodeBatchGrid */ .XP)(tuning.decodeMaxBatchSize), notes, (model, batch, key) => decodeRow(model, batch, request, tuning.decodeLatencyCorrection, key));
}
function sweep(request, phase, batches, notes, price) {
    const rows = [];
    let evaluated = 0;
    for (const model of request.workers) {
        const key = (0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .parallelKey */ .h2)(model.parallelism);
        let priced = false;
        for (const batch of batches) {
            evaluated++;
            const { verdict } = model.memory(phase, batch, request.lengths);
            if (verdict !== "fits") {
                notes.outOfMemory(verdict);
                break;
            }
            try {
                rows.push(price(model, batch, key));
                priced = true;
            }
            catch (error) {
                if (!(error instanceof _perf_types_js__WEBPACK_IMPORTED_MODULE_1__/* .MissingDataError */ .hr))
                    throw error;
                notes.missingData(error);
            }
        }
        if (priced)
            notes.priced();
    }
    return { rows, evaluated };
}
/** A prefill worker at a batch: context latency × correction, rounded (`spec/perf-model.md` 6.1). */
function prefillRow(model, batch, request, correction, key = (0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .parallelKey */ .h2)(model.parallelism)) {
    const point = model.context(batch, request.lengths);
    const latencyMs = correction * point.contextMs;
    return workerRow(model, key, point, latencyMs, { ttftMs: (0,_round_js__WEBPACK_IMPORTED_MODULE_3__/* .round3 */ .c)(latencyMs), tpotMs: 0 });
}
/** A decode worker at a batch: latency of all `osl − 1` steps × correction, rounded, with speculation's gain. */
function decodeRow(model, batch, request, correction, key = (0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .parallelKey */ .h2)(model.parallelism)) {
    const point = model.generation(batch, request.lengths);
    const latencyMs = correction * point.generationMs;
    const steps = request.lengths.osl - 1;
    const row = workerRow(model, key, point, latencyMs, {
        ttftMs: 0,
        tpotMs: steps > 0 ? latencyMs / steps : 0,
    });
    return speculated(row, request.context.speculation);
}
/** Projects the accepted drafts onto an already rounded row and rounds again (`spec/perf-model.md` 3.4). */
function speculated(row, speculation) {
    const gain = 1 + (speculation?.accepted ?? 0);
    if (gain === 1)
        return row;
    return {
        ...row,
        tpotMs: (0,_round_js__WEBPACK_IMPORTED_MODULE_3__/* .round3 */ .c)(row.tpotMs / gain),
        tokensPerSecPerUser: (0,_round_js__WEBPACK_IMPORTED_MODULE_3__/* .round3 */ .c)(row.tokensPerSecPerUser * gain),
        seqPerSec: (0,_round_js__WEBPACK_IMPORTED_MODULE_3__/* .round3 */ .c)(row.seqPerSec * gain),
        seqPerSecPerGpu: (0,_round_js__WEBPACK_IMPORTED_MODULE_3__/* .round3 */ .c)(row.seqPerSecPerGpu * gain),
    };
}
function workerRow(model, key, point, latencyMs, { ttftMs, tpotMs }) {
    const { dp, pp } = model.parallelism;
    const globalBatchSize = point.batchSize * dp;
    const seqPerSec = latencyMs > 0 ? (globalBatchSize / latencyMs) * 1000 * pp : 0;
    return {
        model,
        key,
        point,
        batchSize: point.batchSize,
        globalBatchSize,
        gpus: model.gpus,
        ttftMs,
        tpotMs: (0,_round_js__WEBPACK_IMPORTED_MODULE_3__/* .round3 */ .c)(tpotMs),
        tokensPerSecPerUser: tpotMs > 0 ? (0,_round_js__WEBPACK_IMPORTED_MODULE_3__/* .round3 */ .c)(1000 / tpotMs) : 0,
        seqPerSec: (0,_round_js__WEBPACK_IMPORTED_MODULE_3__/* .round3 */ .c)(seqPerSec),
        seqPerSecPerGpu: (0,_round_js__WEBPACK_IMPORTED_MODULE_3__/* .round3 */ .c)(seqPerSec / model.gpus),
        memoryGib: (0,_round_js__WEBPACK_IMPORTED_MODULE_3__/* .round3 */ .c)(point.memory.total / GIB),
    };
}


/***/ })

};
