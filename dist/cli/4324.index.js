export const id = 4324;
export const ids = [4324];
export const modules = {

/***/ 4324:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  declare: () => (/* binding */ declare),
  ownFolders: () => (/* binding */ ownFolders),
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:readline"
var external_node_readline_ = __webpack_require__(481);
// EXTERNAL MODULE: ./build/lib/domain/errors.js
var errors = __webpack_require__(6586);
// EXTERNAL MODULE: ./build/lib/perf/open.js + 25 modules
var perf_open = __webpack_require__(5232);
// EXTERNAL MODULE: ./build/lib/perf/profile/select.js + 3 modules
var profile_select = __webpack_require__(9588);
// EXTERNAL MODULE: ./build/lib/cli/data-root.js
var data_root = __webpack_require__(7578);
// EXTERNAL MODULE: ./build/lib/cli/estimate-request.js
var estimate_request = __webpack_require__(5839);
// EXTERNAL MODULE: ./build/lib/cli/flag-table.js
var flag_table = __webpack_require__(5954);
;// CONCATENATED MODULE: ./build/lib/perf/estimate/detail.js
/**
 * Operators of an aggregated point: `context` is one mixed step (its decode attention listed under `generation_attention`),
 * `generation` one decode-only step.
 */
function aggDetail(worker, point, lengths, context) {
    const { isl, osl, prefix } = lengths;
    const { ctxTokens, genInMixed, batchSize } = point;
    const drafts = (context.speculation?.nextn ?? 0) + 1;
    const cached = prefix * Math.floor(ctxTokens / isl);
    const tokens = ctxTokens + genInMixed * drafts - cached;
    const shared = worker.breakdown("context", { tokens, batch: 1, seq: tokens, prefix: cached });
    const prompts = Math.ceil(ctxTokens / isl);
    const seq = isl - prefix;
    const attention = worker.breakdown("context", { tokens: prompts * seq, batch: prompts, seq, prefix });
    const length = isl + Math.floor(osl / 2) + 1;
    const decodes = genInMixed * drafts;
    const mixedDecode = decodes > 0
        ? worker.breakdown("generation", { tokens: decodes, batch: decodes, seq: length, prefix: 0 })
        : [];
    const batch = batchSize * drafts;
    return [
        ...shared.map((entry, i) => entry.name === "context_attention"
            ? { ...entry, ms: (attention[i]?.ms ?? 0) / Math.ceil(isl / ctxTokens) }
            : entry),
        ...mixedDecode
            .filter((entry) => entry.name === "generation_attention")
            .map((entry) => ({ ...entry, phase: "context" })),
        ...worker.breakdown("generation", { tokens: batch, batch, seq: length, prefix: 0 }),
    ];
}
/** Operators of one prefill of a batch. */
function contextDetail(worker, batchSize, lengths) {
    const seq = lengths.isl - lengths.prefix;
    return worker.breakdown("context", {
        tokens: batchSize * seq,
        batch: batchSize,
        seq,
        prefix: lengths.prefix,
    });
}
/** Operators of the first decode step of a batch. */
function generationDetail(worker, batchSize, lengths, context) {
    const batch = batchSize * ((context.speculation?.nextn ?? 0) + 1);
    const tokens = batch * (context.beamWidth ?? 1);
    return worker.breakdown("generation", { tokens, batch, seq: lengths.isl + 1, prefix: 0 });
}

// EXTERNAL MODULE: ./build/lib/perf/profile/profile.js
var profile_profile = __webpack_require__(9521);
// EXTERNAL MODULE: ./build/lib/perf/estimate/request.js
var perf_estimate_request = __webpack_require__(3960);
;// CONCATENATED MODULE: ./build/lib/perf/estimate/result.js
/** Fields that every mode fills the same way. */
async function commonFields(predictor, context, facts, worker) {
    return {
        kind: "estimate",
        quant: worker.quant,
        perfDb: { system: facts.system.name, backend: context.backend, version: facts.version },
        profile: "reference",
        notes: await notesOf(predictor, context, worker),
    };
}
async function notesOf(predictor, context, worker) {
    const notes = [];
    const { pp } = worker.parallelism;
    if (worker.layers % pp !== 0)
        notes.push(`pp ${pp} does not divide the ${worker.layers} layers; the uneven stages are not modelled`);
    const estimated = await predictor.estimatedOperators(context);
    if (context.databaseMode === "HYBRID" && estimated.size > 0) {
        const parts = [...estimated].map(([name, sources]) => `${name} (${[...sources].join(", ")})`);
        notes.push(`estimated, not measured: ${parts.join(", ")}`);
    }
    return notes;
}
/** What a user should know about a load that does not fit but is answered nevertheless. */
function memoryNote(verdict, batchSize, worker) {
    if (verdict === "fits")
        return [];
    const room = worker.kvCapacityTokens(8192);
    return [
        `the key-value cache of ${batchSize} requests does not fit: one rank holds ${room} tokens; use a smaller batch or more GPUs per worker`,
    ];
}
/** A worker as the result lists it. */
function listWorker(worker, rest) {
    return {
        ...rest,
        parallelism: worker.parallelism,
        kvCapacityTokens: worker.kvCapacityTokens(8192),
        largeEp: worker.largeEp,
    };
}

// EXTERNAL MODULE: ./build/lib/perf/types.js
var types = __webpack_require__(2779);
;// CONCATENATED MODULE: ./build/lib/perf/estimate/worker.js


const GIB = 2 ** 30;
/** One worker model; impossible sizes are the user's mistake. */
async function buildWorker(predictor, context, parallelism, role) {
    const [built] = await predictor.workers(context, [parallelism], { role, purpose: "estimate" });
    if (built === undefined || built instanceof Error)
        throw asUserError(built);
    return built;
}
/** What was missing or impossible, as one line for the user; other errors pass unchanged. */
function asUserError(error) {
    if (error instanceof types/* MissingDataError */.hr) {
        return new errors/* UserError */.y("data", `no measurements cover this: ${error.message}; try --database-mode HYBRID`, {
            cause: error,
        });
    }
    if (error instanceof types/* InvalidParallelismError */.eW)
        return new errors/* UserError */.y("usage", error.message, { cause: error });
    return error;
}
/** Refuses a load that the memory of one rank cannot hold. */
function outOfMemory(who, use, context, kvOnly) {
    const gib = (bytes) => (bytes / GIB).toFixed(1);
    const need = `needs ${gib(use.total)} GiB of the ${gib(use.capacity)} GiB of ${context.system}`;
    if (kvOnly) {
        const cache = `its cache of ${gib(use.kvCache)} GiB is more than the engine's share`;
        return new errors/* UserError */.y("kv-memory", `${who} ${need}: ${cache}; use a smaller batch or more GPUs per worker`);
    }
    const parts = `weights ${gib(use.weights)}, activations ${gib(use.activations)}, cache ${gib(use.kvCache)}`;
    return new errors/* UserError */.y("memory", `${who} ${need} (${parts}); use a smaller batch or more GPUs per worker`);
}

;// CONCATENATED MODULE: ./build/lib/perf/estimate/agg.js





/** One worker that serves prompts and answers together. */
async function estimateAgg(predictor, request) {
    const { context } = request;
    const lengths = (0,perf_estimate_request/* lengthsOf */.nY)(request);
    const ctxTokens = (0,perf_estimate_request/* positive */.yj)("ctx-tokens", request.ctxTokens ?? lengths.isl);
    const facts = await predictor.facts(context);
    const parallelism = (0,perf_estimate_request/* resolveParallelism */.Rz)(request.parallelism ?? {}, facts);
    const worker = await buildWorker(predictor, context, parallelism, "agg");
    const batchSize = (0,perf_estimate_request/* positive */.yj)("batch-size", request.batchSize ?? (0,perf_estimate_request/* perRank */.IA)(request.concurrency, parallelism.dp * parallelism.pp) ?? 128);
    const { use, verdict } = worker.memory("agg", batchSize, lengths, ctxTokens);
    if (verdict === "oom")
        throw outOfMemory(`${facts.model} at batch ${batchSize}`, use, context, false);
    const point = worker.agg(batchSize, ctxTokens, lengths);
    const common = await commonFields(predictor, context, facts, worker);
    const memoryGib = use.total / GIB;
    const { profile = profile_profile/* reference */.i } = request;
    const raw = { ...point, requestsPerSec: point.seqPerSec };
    const figures = profile.agg({ worker: { model: worker, context }, lengths, point }, raw);
    return {
        ...common,
        profile: profile.name,
        mode: "agg",
        ttftMs: figures.ttftMs,
        tpotMs: figures.tpotMs,
        requestLatencyMs: figures.requestLatencyMs,
        tokensPerSec: figures.tokensPerSec,
        tokensPerSecPerGpu: figures.tokensPerSec / worker.gpus,
        tokensPerSecPerUser: figures.tpotMs > 0 ? 1000 / figures.tpotMs : 0,
        requestsPerSec: figures.requestsPerSec,
        ...(figures.bands === undefined ? {} : { bands: figures.bands }),
        concurrency: point.concurrency,
        totalGpus: worker.gpus,
        memoryBytes: use.total,
        memoryCapacityBytes: use.capacity,
        memoryVerdict: verdict,
        memoryGib,
        fits: verdict === "fits",
        lengths,
        workers: [listWorker(worker, { role: "agg", workers: 1, batchSize, memoryGib, ctxTokens })],
        notes: [...common.notes, ...memoryNote(verdict, batchSize, worker), ...(figures.notes ?? [])],
        ...(request.detail === true ? { operators: aggDetail(worker, point, lengths, context) } : {}),
    };
}

// EXTERNAL MODULE: ./build/lib/perf/rounding.js
var rounding = __webpack_require__(2440);
;// CONCATENATED MODULE: ./build/lib/perf/disagg.js

/** Constants of disaggregated serving (`spec` perf-model 6). */
const DISAGG = {
    prefillCorrection: 1.1,
    decodeCorrection: 1.08,
    prefillDegradation: 0.9,
    decodeDegradation: 0.92,
    ttftCorrection: 1.8,
};
/** A prefill worker at a batch. */
function prefillRow(worker, batchSize, lengths) {
    const point = worker.context(batchSize, lengths, DISAGG.prefillCorrection);
    const concurrency = batchSize * worker.parallelism.dp;
    return {
        ttftMs: (0,rounding/* roundTo3 */.L)(point.contextMs),
        tpotMs: 0,
        seqPerSec: (0,rounding/* roundTo3 */.L)(point.seqPerSec),
        tokensPerSecPerUser: 0,
        concurrency,
        point,
    };
}
/** A decode worker at a batch; accepted drafts are projected onto the rounded row, which is rounded again. */
function decodeRow(worker, batchSize, lengths, speculation) {
    const point = worker.generation(batchSize, lengths, DISAGG.decodeCorrection);
    const gain = 1 + (speculation?.accepted ?? 0);
    const perUser = point.tpotMs > 0 ? 1000 / point.tpotMs : 0;
    return {
        ttftMs: 0,
        tpotMs: (0,rounding/* roundTo3 */.L)((0,rounding/* roundTo3 */.L)(point.tpotMs) / gain),
        seqPerSec: (0,rounding/* roundTo3 */.L)((0,rounding/* roundTo3 */.L)(point.seqPerSec) * gain),
        tokensPerSecPerUser: (0,rounding/* roundTo3 */.L)((0,rounding/* roundTo3 */.L)(perUser) * gain),
        concurrency: batchSize * worker.parallelism.dp,
        point,
    };
}
/** Joins pools of workers at matched rates (`spec` perf-model 6.2). */
function composeDisagg(prefill, decode, lengths) {
    const seqPerSec = Math.min(prefill.workers * prefill.seqPerSec * DISAGG.prefillDegradation, decode.workers * decode.seqPerSec * DISAGG.decodeDegradation);
    const gpus = prefill.workers * prefill.gpus + decode.workers * decode.gpus;
    const ttftMs = prefill.ttftMs * DISAGG.ttftCorrection;
    const tokensPerSec = seqPerSec * lengths.osl;
    return {
        ttftMs: (0,rounding/* roundTo3 */.L)(ttftMs),
        tpotMs: decode.tpotMs,
        requestLatencyMs: (0,rounding/* roundTo3 */.L)(ttftMs + decode.tpotMs * Math.max(lengths.osl - 1, 0)),
        seqPerSec: (0,rounding/* roundTo3 */.L)(seqPerSec),
        tokensPerSec: (0,rounding/* roundTo3 */.L)(tokensPerSec),
        tokensPerSecPerGpu: (0,rounding/* roundTo3 */.L)(tokensPerSec / gpus),
        tokensPerSecPerUser: decode.tokensPerSecPerUser,
        concurrency: decode.concurrency * decode.workers,
        gpus,
    };
}

;// CONCATENATED MODULE: ./build/lib/perf/estimate/disagg.js







/** Prefill workers beside decode workers. */
async function estimateDisagg(predictor, request) {
    const lengths = (0,perf_estimate_request/* lengthsOf */.nY)(request);
    const asked = { prefill: pool("prefill", request.prefill), decode: pool("decode", request.decode) };
    const context = poolContext(request.context, asked.prefill);
    const decodeContext = {
        ...poolContext(request.context, asked.decode),
        ...(request.decodeSystem === undefined ? {} : { system: request.decodeSystem }),
    };
    const facts = await predictor.facts(context);
    const decodeFacts = await predictor.facts(decodeContext);
    const prefillShape = (0,perf_estimate_request/* resolveParallelism */.Rz)(asked.prefill.parallelism, facts);
    const decodeShape = (0,perf_estimate_request/* resolveParallelism */.Rz)(asked.decode.parallelism, decodeFacts);
    const prefillWorker = await buildWorker(predictor, context, prefillShape, "prefill");
    const decodeWorker = await buildWorker(predictor, decodeContext, decodeShape, "decode");
    refuseMisfit("prefill", prefillWorker, "context", asked.prefill.batchSize, lengths, context);
    refuseMisfit("decode", decodeWorker, "generation", asked.decode.batchSize, lengths, decodeContext);
    const prefill = prefillRow(prefillWorker, asked.prefill.batchSize, lengths);
    const decode = decodeRow(decodeWorker, asked.decode.batchSize, lengths, context.speculation);
    const figures = composeDisagg({ ...prefill, workers: asked.prefill.workers, gpus: prefillWorker.gpus }, { ...decode, workers: asked.decode.workers, gpus: decodeWorker.gpus }, lengths);
    const { profile = profile_profile/* reference */.i } = request;
    const corrected = profile.identity
        ? undefined
        : profile.disagg({
            prefill: { model: prefillWorker, context, workers: asked.prefill.workers, point: prefill.point },
            decode: {
                model: decodeWorker,
                context: decodeContext,
                workers: asked.decode.workers,
                point: decode.point,
            },
            lengths,
        }, { ...figures, requestsPerSec: figures.seqPerSec });
    const fuller = prefill.point.memory.total > decode.point.memory.total ? prefill : decode;
    return {
        ...(await commonFields(predictor, context, facts, prefillWorker)),
        mode: "disagg",
        ttftMs: figures.ttftMs,
        tpotMs: figures.tpotMs,
        requestLatencyMs: figures.requestLatencyMs,
        tokensPerSec: figures.tokensPerSec,
        tokensPerSecPerGpu: figures.tokensPerSecPerGpu,
        tokensPerSecPerUser: figures.tokensPerSecPerUser,
        requestsPerSec: figures.seqPerSec,
        concurrency: figures.concurrency,
        totalGpus: figures.gpus,
        memoryBytes: fuller.point.memory.total,
        memoryCapacityBytes: fuller.point.memory.capacity,
        memoryVerdict: "fits",
        memoryGib: fuller.point.memory.total / GIB,
        fits: true,
        lengths,
        ...(corrected === undefined ? {} : correctedFields(corrected, profile.name, figures.gpus)),
        workers: [
            listWorker(prefillWorker, { role: "prefill", ...sizes(asked.prefill), ...rates(prefill) }),
            listWorker(decodeWorker, { role: "decode", ...sizes(asked.decode), ...rates(decode) }),
        ],
        ...(request.detail === true
            ? {
                operators: [
                    ...contextDetail(prefillWorker, asked.prefill.batchSize, lengths),
                    ...generationDetail(decodeWorker, asked.decode.batchSize, lengths, decodeContext),
                ],
            }
            : {}),
    };
}
function correctedFields(corrected, profile, gpus) {
    const { ttftMs, tpotMs, requestLatencyMs, requestsPerSec, tokensPerSec, bands, notes } = corrected;
    const perUser = tpotMs > 0 ? 1000 / tpotMs : 0;
    return {
        profile,
        ttftMs,
        tpotMs,
        requestLatencyMs,
        requestsPerSec,
        tokensPerSec,
        tokensPerSecPerGpu: tokensPerSec / gpus,
        tokensPerSecPerUser: perUser,
        ...(bands === undefined ? {} : { bands }),
        ...(notes === undefined ? {} : { notes }),
    };
}
function pool(role, asked) {
    if (asked === undefined) {
        throw new errors/* UserError */.y("usage", `mode disagg needs ${role}-batch-size and ${role}-num-workers`);
    }
    (0,perf_estimate_request/* positive */.yj)(`${role}-batch-size`, asked.batchSize);
    (0,perf_estimate_request/* positive */.yj)(`${role}-num-workers`, asked.workers);
    return asked;
}
function poolContext(context, { memFraction, maxSeqLen }) {
    return {
        ...context,
        ...(memFraction === undefined ? {} : { memFraction }),
        ...(maxSeqLen === undefined ? {} : { maxSeqLen }),
    };
}
function refuseMisfit(role, worker, mode, batchSize, lengths, context) {
    const { use, verdict } = worker.memory(mode, batchSize, lengths);
    if (verdict !== "fits")
        throw outOfMemory(`the ${role} worker at batch ${batchSize}`, use, context, verdict === "kv-oom");
}
function sizes(asked) {
    return { workers: asked.workers, batchSize: asked.batchSize };
}
function rates(row) {
    return { requestsPerSec: row.seqPerSec, memoryGib: row.point.memory.total / GIB };
}

;// CONCATENATED MODULE: ./build/lib/perf/estimate/static.js





/** One batch after the other: both phases, prompts alone, or answers alone. */
async function estimateStatic(predictor, request) {
    // the longest sequence of the engine has no part in a static run
    const { maxSeqLen: _maxSeqLen, ...context } = request.context;
    const mode = request.mode;
    const lengths = (0,perf_estimate_request/* lengthsOf */.nY)(request);
    const batchSize = (0,perf_estimate_request/* positive */.yj)("batch-size", request.batchSize ?? 128);
    const facts = await predictor.facts(context);
    const parallelism = (0,perf_estimate_request/* resolveParallelism */.Rz)(request.parallelism ?? {}, facts);
    const worker = await buildWorker(predictor, context, parallelism, mode);
    const memoryMode = mode === "static" ? "static" : mode === "static_ctx" ? "context" : "generation";
    const { use, verdict } = worker.memory(memoryMode, batchSize, lengths);
    // the cache's budget is not judged here, only whether the rank's memory holds everything
    const fits = verdict !== "oom";
    const row = staticRow(worker, mode, batchSize, lengths, context.speculation, request.stride);
    const common = await commonFields(predictor, context, facts, worker);
    const memoryGib = use.total / GIB;
    return {
        ...common,
        ...row,
        mode,
        tokensPerSecPerGpu: row.tokensPerSecPerGpu,
        concurrency: batchSize * parallelism.dp,
        totalGpus: worker.gpus,
        memoryBytes: use.total,
        memoryCapacityBytes: use.capacity,
        memoryVerdict: fits ? "fits" : "oom",
        memoryGib,
        fits,
        lengths,
        workers: [listWorker(worker, { role: "static", workers: 1, batchSize, memoryGib })],
        notes: [...common.notes, ...(fits ? [] : memoryNote(verdict, batchSize, worker))],
        ...(request.detail === true
            ? {
                operators: [
                    ...(mode === "static_gen" ? [] : contextDetail(worker, batchSize, lengths)),
                    ...(mode === "static_ctx" ? [] : generationDetail(worker, batchSize, lengths, context)),
                ],
            }
            : {}),
    };
}
function staticRow(worker, mode, batchSize, lengths, speculation, stride) {
    const steps = Math.max(lengths.osl - 1, 0);
    const ttftMs = mode === "static_gen" ? 0 : worker.context(batchSize, lengths).contextMs;
    const tpotMs = mode === "static_ctx" ? 0 : worker.generation(batchSize, lengths, 1, stride).tpotMs;
    const requestLatencyMs = ttftMs + tpotMs * steps;
    const { dp, pp } = worker.parallelism;
    const requestsPerSec = requestLatencyMs > 0 ? ((batchSize * dp) / requestLatencyMs) * 1000 * pp : 0;
    const tokensPerRequest = mode === "static" ? lengths.osl : mode === "static_gen" ? steps : 1;
    const tokensPerSec = requestsPerSec * tokensPerRequest;
    const row = {
        ttftMs,
        tpotMs,
        requestLatencyMs,
        requestsPerSec,
        tokensPerSec,
        tokensPerSecPerGpu: tokensPerSec / worker.gpus,
        tokensPerSecPerUser: tpotMs > 0 ? 1000 / tpotMs : 0,
    };
    return speculation === undefined || mode === "static_ctx"
        ? row
        : projectDrafts(row, mode, steps, speculation);
}
/** With speculation the row is rounded, projected onto the accepted drafts, and rounded again. */
function projectDrafts(exact, mode, steps, speculation) {
    const row = mapRow(exact, rounding/* roundTo3 */.L);
    const gain = 1 + speculation.accepted;
    const tpotMs = row.tpotMs / gain;
    const requestLatencyMs = row.ttftMs + tpotMs * steps;
    const faster = mode === "static_gen" ? gain : row.requestLatencyMs / requestLatencyMs;
    return mapRow({
        ttftMs: row.ttftMs,
        tpotMs,
        requestLatencyMs,
        requestsPerSec: row.requestsPerSec * faster,
        tokensPerSec: row.tokensPerSec * faster,
        tokensPerSecPerGpu: row.tokensPerSecPerGpu * faster,
        tokensPerSecPerUser: row.tokensPerSecPerUser * gain,
    }, rounding/* roundTo3 */.L);
}
function mapRow(row, change) {
    return {
        ttftMs: change(row.ttftMs),
        tpotMs: change(row.tpotMs),
        requestLatencyMs: change(row.requestLatencyMs),
        requestsPerSec: change(row.requestsPerSec),
        tokensPerSec: change(row.tokensPerSec),
        tokensPerSecPerGpu: change(row.tokensPerSecPerGpu),
        tokensPerSecPerUser: change(row.tokensPerSecPerUser),
    };
}

;// CONCATENATED MODULE: ./build/lib/perf/estimate/estimate.js




/**
 * Predicts one fixed configuration (`spec` search 9). Throws `UserError`: `usage` for impossible sizes, `data` for what
 * was never measured, `memory` and `kv-memory` for what does not fit, and the codes of unknown names.
 */
async function estimate(predictor, request) {
    try {
        switch (request.mode ?? "agg") {
            case "agg":
                return await estimateAgg(predictor, request);
            case "disagg":
                return await estimateDisagg(predictor, request);
            default:
                return await estimateStatic(predictor, request);
        }
    }
    catch (error) {
        throw asUserError(error);
    }
}

;// CONCATENATED MODULE: ./build/lib/cli/estimate-row.js



/** Columns of a table of measurements that say nothing about the configuration. */
const NOT_CONFIGURATION = /^(id|measured|exact_quant|silicon_.*|reference_.*)$/;
const EXPERT_SIZES = /moe_(tp|ep)/;
/** A row of a table of measurements without its empty cells, its results, and expert sizes of 0 (dense models). */
function measuredRow(row) {
    return Object.fromEntries(Object.entries(row).filter(([key, value]) => value !== "" && !NOT_CONFIGURATION.test(key) && !(EXPERT_SIZES.test(key) && Number(value) === 0)));
}
/**
 * Estimates one configuration. A load given by its concurrency is a real deployment, so formats without tables are
 * estimated under the calibrated profile (HYBRID, then the checkpoint's own formats), and a note says so.
 */
async function estimateRow(predictor, flags, profile) {
    const request = (0,estimate_request/* estimateRequest */._E)(flags, profile);
    if (profile.identity || flags["concurrency"] === undefined || request.context.databaseMode !== undefined)
        return estimate(predictor, request);
    let first;
    for (const { change, note } of FALLBACKS) {
        try {
            const result = await estimate(predictor, change(request));
            return note === undefined ? result : { ...result, notes: [...result.notes, note] };
        }
        catch (error) {
            if (!(error instanceof errors/* UserError */.y))
                throw error;
            first ??= error;
        }
    }
    throw first;
}
const FALLBACKS = [
    { change: (request) => request },
    {
        change: (request) => ({ ...request, context: { ...request.context, databaseMode: "HYBRID" } }),
        note: "measurements do not cover this; parts are estimated (HYBRID)",
    },
    {
        change: ({ context: { quant: _quant, ...context }, ...request }) => ({ ...request, context }),
        note: "the given number formats have no data; predicted with those of the checkpoint",
    },
    {
        change: ({ context: { quant: _quant, ...context }, ...request }) => ({
            ...request,
            context: { ...context, databaseMode: "HYBRID" },
        }),
        note: "the given number formats have no data; predicted with those of the checkpoint, parts estimated (HYBRID)",
    },
    {
        change: ({ context: { quant: _quant, backendVersion: _version, ...context }, ...request }) => ({
            ...request,
            context: { ...context, databaseMode: "HYBRID" },
        }),
        note: "the given version or number formats have no data; predicted with the current version and the checkpoint's formats",
    },
];

;// CONCATENATED MODULE: ./build/lib/cli/estimate-json.js
const estimate_json_GIB = 1024 ** 3;
/** The `estimate` object of the command line; names and units stay, further fields may come. */
function estimateToJson(result) {
    const { ttftMs, tpotMs, requestLatencyMs, tokensPerSec, tokensPerSecPerGpu, tokensPerSecPerUser, requestsPerSec, concurrency, } = result;
    return {
        kind: "estimate",
        mode: result.mode,
        ttftMs,
        tpotMs,
        requestLatencyMs,
        tokensPerSec,
        tokensPerSecPerGpu,
        tokensPerSecPerUser,
        requestsPerSec,
        concurrency,
        totalGpus: result.totalGpus,
        memoryGib: result.memoryGib,
        memoryCapacityGib: result.memoryCapacityBytes / estimate_json_GIB,
        fits: result.fits,
        memoryVerdict: result.memoryVerdict,
        perfDb: result.perfDb,
        quant: result.quant,
        workers: result.workers,
        profile: result.profile,
        ...(result.bands === undefined ? {} : { interval80: result.bands }),
        ...(result.pSla === undefined ? {} : { pSla: result.pSla }),
        notes: result.notes,
        ...(result.operators === undefined ? {} : { operators: result.operators }),
    };
}

;// CONCATENATED MODULE: ./build/lib/cli/commands/estimate.js










/** Flags and help of `estimate`. */
function declare(command) {
    (0,flag_table/* declareFlags */.kV)(command, estimate_request/* ESTIMATE_COMMAND_FLAGS */.Pz);
}
/** Predicts one configuration, or one a line of a batch file. */
async function run(_args, flags, environment) {
    const { terminal, moduleUrl } = environment;
    const systemsPaths = ownFolders(flags["systemsPaths"]);
    const root = (0,data_root/* perfDbRoot */.Kq)(moduleUrl);
    const { predictor } = await (0,perf_open/* openPerfDb */.C)({ root, systemsPaths });
    const profileFor = profilesOnce(root);
    const batch = flags["batch"];
    if (batch !== undefined) {
        await runBatch((line) => batchLine(predictor, profileFor, flags, line), batch, (line) => terminal.out(line));
        return 0;
    }
    const result = await estimateRow(predictor, flags, profileFor(flags));
    if (flags["format"] === "json") {
        terminal.out(JSON.stringify(estimateToJson(result)));
        return 0;
    }
    const { renderEstimate } = await Promise.all(/* import() */[__webpack_require__.e(5832), __webpack_require__.e(5668)]).then(__webpack_require__.bind(__webpack_require__, 5668));
    terminal.out(renderEstimate(result, {
        markdown: flags["format"] === "markdown",
        columns: terminal.columns,
        color: terminal.color,
    }));
    return 0;
}
/**
 * The profile of an estimate: as asked; else calibrated for a stated load (`concurrency`), which is what was measured, and
 * the reference for a bare point of batch sizes. The calibration is read when first needed.
 */
function profilesOnce(root) {
    const known = new Map();
    return (flags) => {
        const name = flags["profile"] ??
            (flags["concurrency"] === undefined ? "reference" : "calibrated");
        let profile = known.get(name);
        if (profile === undefined)
            known.set(name, (profile = (0,profile_select/* selectProfile */.o)(name, root)));
        return profile;
    };
}
/** Folders of `--systems-paths` without the word that stands for the shipped data. */
function ownFolders(paths) {
    return (paths ?? []).filter((folder) => folder !== "default");
}
async function runBatch(answer, file, print) {
    const input = file === "-" ? process.stdin : (0,external_node_fs_.createReadStream)(file, "utf8");
    const failed = new Promise((_resolve, reject) => {
        input.once("error", (error) => reject(new errors/* UserError */.y("io", `--batch ${file}: ${(0,errors/* errorMessage */.g)(error)}`)));
    });
    const read = async () => {
        for await (const line of (0,external_node_readline_.createInterface)({ input, crlfDelay: Infinity })) {
            if (line.trim() !== "")
                print(JSON.stringify(await answer(line)));
        }
    };
    await Promise.race([read(), failed]);
}
/** One line: a result, or why there is none. A bad line never stops the others. */
async function batchLine(predictor, profileFor, outer, line) {
    try {
        let object;
        try {
            object = JSON.parse(line);
        }
        catch {
            throw new errors/* UserError */.y("usage", "the line is not valid JSON");
        }
        if (typeof object !== "object" || object === null || Array.isArray(object))
            throw new errors/* UserError */.y("usage", "the line is not a JSON object");
        const flags = (0,flag_table/* flagsFromObject */.r0)(measuredRow(object), estimate_request/* ESTIMATE_FLAGS */.x$, estimate_request/* BATCH_RENAMED */.wE);
        const profile = profileFor({ profile: outer["profile"], ...flags });
        return estimateToJson(await estimateRow(predictor, flags, profile));
    }
    catch (error) {
        const code = error instanceof errors/* UserError */.y ? error.code : "defect";
        return { error: { code, message: (0,errors/* errorMessage */.g)(error) } };
    }
}


/***/ }),

/***/ 5839:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Pz: () => (/* binding */ ESTIMATE_COMMAND_FLAGS),
/* harmony export */   Vm: () => (/* binding */ contextOf),
/* harmony export */   _E: () => (/* binding */ estimateRequest),
/* harmony export */   lq: () => (/* binding */ optional),
/* harmony export */   wE: () => (/* binding */ BATCH_RENAMED),
/* harmony export */   x$: () => (/* binding */ ESTIMATE_FLAGS)
/* harmony export */ });
/* unused harmony exports quantOf, speculationOf, transferOf */
/* harmony import */ var _domain_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6586);
/* harmony import */ var _perf_estimate_request_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3960);
/* harmony import */ var _flag_table_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5954);
/* harmony import */ var _model_flags_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3558);




const ROLE_SIZES = [
    "tp-size",
    "pp-size",
    "attention-dp-size",
    "moe-tp-size",
    "moe-ep-size",
    "batch-size",
    "num-workers",
];
/** Flags of `estimate`, which are also the keys of a batch line. */
const ESTIMATE_FLAGS = [
    ..._model_flags_js__WEBPACK_IMPORTED_MODULE_3__/* .MODEL_FLAGS */ .Wt,
    _model_flags_js__WEBPACK_IMPORTED_MODULE_3__/* .BACKEND_FLAG */ .y9,
    ..._model_flags_js__WEBPACK_IMPORTED_MODULE_3__/* .LENGTH_FLAGS */ .Vk,
    {
        name: "estimate-mode",
        type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_2__/* .choice */ .Yq)("agg", "disagg", "static", "static_ctx", "static_gen"),
        help: "what to predict (default agg)",
    },
    { name: "batch-size", type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_2__/* .int */ .Wh)(1), help: "requests per attention-DP rank (default 128)" },
    { name: "ctx-tokens", type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_2__/* .int */ .Wh)(1), help: "prompt tokens per mixed step (default isl)" },
    {
        name: "concurrency",
        type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_2__/* .int */ .Wh)(1),
        help: "requests in flight over all replicas; instead of --batch-size",
    },
    { name: "tp-size", type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_2__/* .int */ .Wh)(1), help: "tensor parallel size" },
    { name: "pp-size", type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_2__/* .int */ .Wh)(1), help: "pipeline parallel size" },
    { name: "attention-dp-size", type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_2__/* .int */ .Wh)(1), help: "attention data parallel size" },
    { name: "cp-size", type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_2__/* .int */ .Wh)(1), help: "context parallel size (SGLang)" },
    { name: "moe-tp-size", type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_2__/* .int */ .Wh)(1), help: "tensor parallel size of the experts" },
    { name: "moe-ep-size", type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_2__/* .int */ .Wh)(1), help: "expert parallel size" },
    ...["prefill", "decode"].flatMap((role) => ROLE_SIZES.map((size) => ({
        name: `${role}-${size}`,
        type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_2__/* .int */ .Wh)(1),
        help: `${size.replace(/-size$/, "").replaceAll("-", " ")} of the ${role} workers (disagg)`,
    }))),
    { name: "stride", type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_2__/* .int */ .Wh)(1), help: "decode steps per priced step in static modes (default 32)" },
    { name: "precision", type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)("name"), help: "weights as a benchmark names them: fp8, fp4, bf16, int4" },
    { name: "detail", type: _flag_table_js__WEBPACK_IMPORTED_MODULE_2__/* .SWITCH */ .Fo, help: "latency of every operator" },
];
/** Flags of the command line alone. */
const ESTIMATE_COMMAND_FLAGS = [
    ...ESTIMATE_FLAGS,
    {
        name: "batch",
        type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)("file.jsonl"),
        help: "one object a line, keys are flag names; one result a line ('-' reads standard input)",
    },
    _model_flags_js__WEBPACK_IMPORTED_MODULE_3__/* .FORMAT_FLAG */ .rp,
    ..._model_flags_js__WEBPACK_IMPORTED_MODULE_3__/* .IGNORED_FLAGS */ .du,
];
/** Other spellings of batch keys. */
const BATCH_RENAMED = {
    "model-path": "model",
    "model-name": "model",
    "hf-id": "model",
    "model-config-used": "model",
    "system-name": "system",
    "decode-system-name": "decode-system",
    "backend-name": "backend",
    "perf-db-version": "backend-version",
    mode: "estimate-mode",
    tp: "tp-size",
    pp: "pp-size",
    dp: "attention-dp-size",
    cp: "cp-size",
    "moe-tp": "moe-tp-size",
    "moe-ep": "moe-ep-size",
    "gemm-quant": "gemm-quant-mode",
    "moe-quant": "moe-quant-mode",
};
/** The model, hardware and data of parsed flags. Throws `UserError` when a needed flag is missing. */
function contextOf(flags) {
    const speculation = speculationOf(flags);
    const quant = quantOf(flags);
    const transfer = transferOf(flags["transferPolicy"]);
    return {
        model: needed(flags, "model"),
        system: needed(flags, "system"),
        backend: flags["backend"] ?? "trtllm",
        ...optional("backendVersion", flags["backendVersion"]),
        ...optional("databaseMode", flags["databaseMode"]),
        ...optional("transfer", transfer),
        ...(Object.keys(quant).length === 0 ? {} : { quant }),
        ...optional("speculation", speculation),
        ...optional("attentionLane", flags["attentionBackend"]),
        ...optional("memFraction", flags["freeGpuMemoryFraction"]),
        ...optional("maxSeqLen", flags["maxSeqLen"]),
    };
}
/** An object with one field, or none when the value is absent. */
function optional(key, value) {
    return value === undefined ? {} : { [key]: value };
}
function needed(flags, name) {
    const value = flags[name];
    if (value === undefined || value === "")
        throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y("usage", `--${name} is missing; ${name === "model" ? "give a Hugging Face id or a folder with config.json" : "give a GPU system such as h200_sxm (dynamo-advisor support lists them)"}`);
    return value;
}
/** Formats as benchmarks name them. */
const PRECISIONS = {
    fp8: "fp8",
    fp4: "nvfp4",
    bf16: "bfloat16",
    int4: "int4_wo",
};
/** Modes said by the user; a precision fills those of the weights when none is given. */
function quantOf(flags) {
    const modes = {};
    for (const kind of ["gemm", "moe", "kvcache", "fmha", "comm"]) {
        const value = flags[`${kind}QuantMode`];
        if (value !== undefined)
            modes[kind] = value;
    }
    const precision = flags["precision"];
    // tables of measurements write n/a where the checkpoint's own formats ran
    if (precision === undefined || precision === "n/a")
        return modes;
    const mode = PRECISIONS[precision];
    if (mode === undefined)
        throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y("usage", `precision '${precision}' is unknown; use ${Object.keys(PRECISIONS).join(", ")}, or name the modes of --gemm-quant-mode and --moe-quant-mode`);
    // gpt-oss has one 4-bit format of its own, whatever a benchmark calls it
    if (String(flags["model"]).toLowerCase().includes("gpt-oss"))
        return {};
    if (modes["gemm"] !== undefined || modes["moe"] !== undefined)
        return modes;
    return { gemm: mode, moe: mode, ...modes };
}
/** Draft tokens; the acceptance is never assumed. */
function speculationOf(flags) {
    const asked = flags["nextn"];
    if (asked === undefined)
        return undefined;
    const nextn = asked === "auto" ? Number.NaN : Number(asked);
    if (asked !== "auto" && (!Number.isInteger(nextn) || nextn < 0))
        throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y("usage", `--nextn is '${asked}'; a whole number of at least 0 or auto is needed`);
    if (nextn === 0)
        return undefined;
    const accepted = flags["nextnAccepted"];
    if (accepted === undefined)
        throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y("usage", `--nextn ${asked} needs --nextn-accepted, the accepted draft tokens per step (0 to nextn)`);
    if (accepted > nextn || accepted < 0)
        throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y("usage", `--nextn-accepted ${accepted} must be between 0 and --nextn ${nextn}`);
    return { nextn, accepted };
}
const TRANSFERS = ["xshape", "xquant", "xprofile", "xop"];
const TRANSFER_PRESETS = {
    off: [],
    conservative: ["xshape"],
    balanced: ["xshape", "xquant"],
    aggressive: TRANSFERS,
};
/** A preset or a list of transfer steps. */
function transferOf(asked) {
    if (asked === undefined)
        return undefined;
    const steps = TRANSFER_PRESETS[asked] ?? asked.split(",").map((step) => step.trim());
    const wrong = steps.find((step) => !TRANSFERS.some((known) => known === step));
    if (wrong !== undefined)
        throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y("usage", `--transfer-policy: unknown '${wrong}'; use ${Object.keys(TRANSFER_PRESETS).join(", ")} or a list of ${TRANSFERS.join(", ")}`);
    return {
        xshape: steps.includes("xshape"),
        xquant: steps.includes("xquant"),
        xprofile: steps.includes("xprofile"),
        xop: steps.includes("xop"),
    };
}
/** A request of the predictor from flags. */
function estimateRequest(flags, profile) {
    const size = (name) => flags[name];
    const mode = flags["estimateMode"];
    return {
        ...optional("mode", mode),
        context: contextOf(flags),
        ...optional("isl", size("isl")),
        ...optional("osl", size("osl")),
        ...optional("prefix", size("prefix")),
        ...optional("batchSize", size("batchSize")),
        ...optional("concurrency", size("concurrency")),
        ...optional("ctxTokens", size("ctxTokens")),
        ...optional("stride", size("stride")),
        ...optional("decodeSystem", flags["decodeSystem"]),
        parallelism: sizes(flags, ""),
        ...optional("profile", profile),
        ...(mode === "disagg" ? { prefill: pool(flags, "prefill"), decode: pool(flags, "decode") } : {}),
        ...(flags["detail"] === true ? { detail: true } : {}),
    };
}
/** Sizes of a role; absent ones fall back to the shared sizes. */
function sizes(flags, role) {
    const of = (flag) => {
        const own = role === "" ? flag : `${role}${flag[0].toUpperCase()}${flag.slice(1)}`;
        return (flags[own] ?? flags[flag]);
    };
    return {
        ...optional("tp", of("tpSize")),
        ...optional("pp", of("ppSize")),
        ...optional("dp", of("attentionDpSize")),
        ...optional("cp", role === "" ? of("cpSize") : undefined),
        ...optional("moeTp", of("moeTpSize")),
        ...optional("moeEp", of("moeEpSize")),
    };
}
function pool(flags, role) {
    const concurrency = flags["concurrency"];
    const parallelism = sizes(flags, role);
    // with a concurrency, pools are single workers unless said, prompts go one by one, and answers share what is in flight
    const workers = (flags[`${role}NumWorkers`] ?? (concurrency === undefined ? undefined : 1));
    const shared = role === "prefill" ? 1 : (0,_perf_estimate_request_js__WEBPACK_IMPORTED_MODULE_1__/* .perRank */ .IA)(concurrency, (workers ?? 1) * (parallelism.dp ?? 1));
    const batchSize = (flags[`${role}BatchSize`] ?? (concurrency === undefined ? undefined : shared));
    if (batchSize === undefined || workers === undefined) {
        throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y("usage", `--estimate-mode disagg needs --${role}-batch-size and --${role}-num-workers, or --concurrency`);
    }
    return { parallelism, batchSize, workers };
}


/***/ }),

/***/ 3960:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IA: () => (/* binding */ perRank),
/* harmony export */   Rz: () => (/* binding */ resolveParallelism),
/* harmony export */   nY: () => (/* binding */ lengthsOf),
/* harmony export */   yj: () => (/* binding */ positive)
/* harmony export */ });
/* unused harmony export ESTIMATE_MODES */
/* harmony import */ var _domain_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6586);

const ESTIMATE_MODES = (/* unused pure expression or super */ null && (["agg", "disagg", "static", "static_ctx", "static_gen"]));
/** Lengths of the request, checked. Throws `UserError` (`usage`). */
function lengthsOf(request) {
    const isl = positive("isl", request.isl ?? 1024);
    const osl = positive("osl", request.osl ?? 1024);
    const prefix = request.prefix ?? 0;
    if (!Number.isInteger(prefix) || prefix < 0 || prefix >= isl) {
        throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y("usage", `prefix ${prefix} must be a whole number from 0 to ${isl - 1}, below isl ${isl}`);
    }
    return { isl, osl, prefix };
}
/** A whole number of at least 1. */
function positive(name, value) {
    if (Number.isInteger(value) && value >= 1)
        return value;
    throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y("usage", `${name} ${value} must be a whole number of at least 1`);
}
/** Requests of one rank when `concurrency` requests spread over ranks; undefined when no concurrency is given. */
function perRank(concurrency, ranks) {
    return concurrency === undefined ? undefined : Math.max(1, Math.round(concurrency / ranks));
}
/** Full parallel sizes. Experts: `tp · dp · cp = moeTp · moeEp`; one of the two must be given for MoE models. */
function resolveParallelism(asked, facts) {
    const tp = positive("tp", asked.tp ?? 1);
    const pp = positive("pp", asked.pp ?? 1);
    const dp = positive("dp", asked.dp ?? 1);
    const cp = positive("cp", asked.cp ?? 1);
    if (!facts.moe) {
        if ((asked.moeEp ?? 1) > 1)
            throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y("usage", `${facts.model} has no experts: moe-ep must be 1, not ${asked.moeEp}`);
        return { tp, pp, dp: 1, cp, moeTp: 1, moeEp: 1 };
    }
    const width = tp * dp * cp;
    const { moeTp, moeEp } = expertSizes(asked, width, facts.model);
    if (moeTp * moeEp !== width) {
        throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y("usage", `tp ${tp} x dp ${dp}${cp > 1 ? ` x cp ${cp}` : ""} = ${width} must equal moe-tp ${moeTp} x moe-ep ${moeEp} = ${moeTp * moeEp}`);
    }
    return { tp, pp, dp, cp, moeTp, moeEp };
}
function expertSizes(asked, width, model) {
    if (asked.moeTp === undefined && asked.moeEp === undefined) {
        if (width === 1)
            return { moeTp: 1, moeEp: 1 };
        throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y("usage", `${model} has experts: give moe-tp or moe-ep, whose product is ${width}`);
    }
    const moeTp = asked.moeTp === undefined
        ? width / positive("moe-ep", asked.moeEp)
        : positive("moe-tp", asked.moeTp);
    const moeEp = asked.moeEp === undefined ? width / moeTp : positive("moe-ep", asked.moeEp);
    if (!Number.isInteger(moeTp) || !Number.isInteger(moeEp)) {
        throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y("usage", `${asked.moeTp ?? asked.moeEp} does not divide the ${width} GPUs that share the experts`);
    }
    return { moeTp, moeEp };
}


/***/ }),

/***/ 9521:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ reference)
/* harmony export */ });
/** The published method, number for number. */
const reference = {
    name: "reference",
    identity: true,
    agg: (_load, figures) => figures,
    disagg: (_load, figures) => figures,
};


/***/ }),

/***/ 9588:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  o: () => (/* binding */ selectProfile)
});

// EXTERNAL MODULE: ./build/lib/domain/errors.js
var errors = __webpack_require__(6586);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./build/lib/perf/db/calibration.js



/** Reads the calibration below a data folder. Throws `UserError` (`io`). */
function readCalibration(root) {
    const file = external_node_path_.join(root, "calibration", "calibrated.json");
    try {
        return JSON.parse((0,external_node_fs_.readFileSync)(file, "utf8"));
    }
    catch (error) {
        throw new errors/* UserError */.y("io", `profile calibrated: cannot read ${file}: ${(0,errors/* errorMessage */.g)(error)}; use --profile reference or reinstall`);
    }
}

;// CONCATENATED MODULE: ./build/lib/perf/profile/calibrated-features.js
/** Names of {@link featuresOf}, in order; logarithms except `disagg` and the backends. */
const FEATURES = (/* unused pure expression or super */ null && ([
    "prefillMs",
    "requestsPerLane",
    "prefillAllMs",
    "queueMs",
    "decodeMs",
    "decodeAloneMs",
    "referenceTpotMs",
    "batchSize",
    "isl",
    "osl",
    "gpus",
    "concurrency",
    "prefillLoad",
    "msPerLayer",
    "concurrencyPerGpu",
    "disagg",
    "trtllm",
    "vllm",
]));
/**
 * Mean time of a prompt at its lane, waiting included: `N` requests circulate between one server of `S` ms and a decode
 * phase of `Z` ms (closed queue, Schweitzer's approximation). It grows without bound: `N · S − Z` when saturated.
 */
function queueMs(serviceMs, decodePhaseMs, requests) {
    const slack = decodePhaseMs - requests * serviceMs;
    return (Math.sqrt(slack * slack + 4 * serviceMs * decodePhaseMs) - slack) / 2;
}
/** Physical TTFT before calibration: fixed cost, waiting and prefill. */
function physicalTtftMs(facts, overheadMs) {
    const requests = Math.max(1, facts.concurrency / facts.prefillLanes);
    return (overheadMs +
        facts.prefillMs +
        queueMs(facts.prefillMs, facts.decodeMs * Math.max(1, facts.osl - 1), requests));
}
/** The quantities that correct the physics. */
function featuresOf(facts) {
    const { prefillMs, decodeMs, batchSize, isl, osl, concurrency, gpus, layers } = facts;
    const requests = Math.max(1, concurrency / facts.prefillLanes);
    const decodePhaseMs = decodeMs * Math.max(1, osl - 1);
    const values = Float64Array.of(prefillMs, requests, prefillMs * requests, queueMs(prefillMs, decodePhaseMs, requests), decodeMs, facts.decodeAloneMs, facts.referenceTpotMs, batchSize, isl, osl, gpus, concurrency, (prefillMs * requests) / decodePhaseMs, decodeMs / layers, concurrency / gpus, 1, 1, 1);
    for (let i = 0; i < values.length - 3; i++)
        values[i] = Math.log(Math.max(values[i], 1e-9));
    values[values.length - 3] = facts.mode === "disagg" ? 1 : 0;
    values[values.length - 2] = facts.backend === "trtllm" ? 1 : 0;
    values[values.length - 1] = facts.backend === "vllm" ? 1 : 0;
    return values;
}
/** The family a checkpoint belongs to: formats, tuning and release words are dropped, `deepseek-r1` is `deepseek-v3`. */
function modelGroup(model) {
    let name = model
        .slice(model.lastIndexOf("/") + 1)
        .toLowerCase()
        .replaceAll("_", "-");
    for (const word of [
        "-instruct",
        "-fp8",
        "-nvfp4",
        "-fp4",
        "-bf16",
        "-dynamic",
        "-block",
        "-0528",
        "-0324",
        "-2507",
        "-chat",
        "-thinking",
    ])
        name = name.replace(word, "");
    name = name.replace(/^meta-/, "");
    return /^deepseek-(r1|v3|v3\.1)$/.test(name) ? "deepseek-v3" : name;
}
/** Number format of the bulk of the weights (experts where they are narrower): fp4, int4, fp8 or bf16. */
function precisionGroup(quant) {
    const modes = `${quant.gemm} ${quant.moe}`;
    if (modes.includes("fp4"))
        return "fp4";
    if (modes.includes("int4"))
        return "int4";
    return modes.includes("fp8") ? "fp8" : "bf16";
}
/** Keys of the offsets that apply, widest first; the last is the group of `familiarity` "group". */
function groupKeys({ backend, mode, system, model, precision }) {
    return [
        `backend:${backend}/${mode}`,
        `system:${backend}/${mode}/${system}`,
        `model:${model}`,
        `backend-model:${backend}/${model}`,
        `precision:${backend}/${model}/${precision}`,
        `group:${backend}/${mode}/${system}/${model}/${precision}`,
    ];
}

;// CONCATENATED MODULE: ./build/lib/perf/profile/calibrated.js

/** Sum of a tree ensemble at a point. */
function treesAt(trees, x) {
    let sum = 0;
    for (const tree of trees) {
        let node = 0;
        while (tree.left[node] !== 0)
            node = (x[tree.feature[node]] <= tree.threshold[node] ? tree.left[node] : tree.right[node]);
        sum += tree.value[node];
    }
    return sum;
}
/** Logarithm of the factor of a figure. */
function correctionAt(model, x, keys) {
    let sum = model.intercept + treesAt(model.trees, x);
    for (const key of keys)
        sum += model.groups[key] ?? 0;
    return sum;
}
/** Whether the group of a load, or at least its model, was measured. */
function familiarityOf(calibration, keys) {
    if (keys[5] in calibration.ttft.groups)
        return "group";
    return keys[2] in calibration.ttft.groups ? "model" : "none";
}
/** Corrects a load and says how far off it may be. Bands widen by half a unit of log distance outside the measured range. */
function calibrate(calibration, facts, keys) {
    const x = featuresOf(facts);
    const physical = physicalTtftMs(facts, calibration.requestOverheadMs[facts.backend] ?? 0);
    const ttftMs = physical * Math.exp(correctionAt(calibration.ttft, x, keys));
    const tpotMs = facts.referenceTpotMs * Math.exp(correctionAt(calibration.tpot, x, keys));
    const familiarity = familiarityOf(calibration, keys);
    const width = calibration.bands[familiarity];
    let outside = 0;
    for (let i = 0; i < x.length; i++) {
        outside = Math.max(outside, calibration.range.low[i] - x[i], x[i] - calibration.range.high[i]);
    }
    const around = (value, log) => {
        const factor = Math.exp(log * (1 + outside / 2));
        return [value / factor, value * factor];
    };
    const latencyMs = ttftMs + tpotMs * Math.max(facts.osl - 1, 0);
    return {
        ttftMs,
        tpotMs,
        familiarity,
        bands: {
            ttftMs: around(ttftMs, width.ttft),
            tpotMs: around(tpotMs, width.tpot),
            requestLatencyMs: around(latencyMs, width.latency),
            tokensPerSecPerGpu: around(((facts.concurrency / latencyMs) * 1000 * facts.osl) / facts.gpus, width.latency),
        },
    };
}
/** Shared objects: a search asks thousands of times. */
const NOTES = {
    group: {},
    model: {
        notes: [
            "uncalibrated here: this model was measured, but not on this system, backend and number format; bands are wider",
        ],
    },
    none: { notes: ["uncalibrated: this model was never measured; bands are wider"] },
};
/** The profile of a calibration: reference figures in, calibrated figures with bands out. Rates follow Little's law. */
function calibratedProfile(calibration) {
    const keysOf = keyMemo();
    const answer = (figures, facts, keys) => {
        // a correction of speculation is part of the reference's TPOT, so it stays
        if (!(figures.tpotMs > 0))
            return figures;
        const { ttftMs, tpotMs, bands, familiarity } = calibrate(calibration, facts, keys);
        const requestLatencyMs = ttftMs + tpotMs * Math.max(facts.osl - 1, 0);
        const requestsPerSec = (facts.concurrency / requestLatencyMs) * 1000;
        return {
            ttftMs,
            tpotMs,
            requestLatencyMs,
            requestsPerSec,
            tokensPerSec: requestsPerSec * facts.osl,
            bands,
            ...NOTES[familiarity],
        };
    };
    return {
        name: "calibrated",
        identity: false,
        agg({ worker: { model, context }, lengths, point }, figures) {
            const { isl, osl, prefix } = lengths;
            const middle = isl + Math.floor(osl / 2) + 1;
            const facts = {
                mode: "agg",
                backend: context.backend,
                prefillMs: model.contextStepMs(1, isl - prefix, prefix),
                decodeMs: model.decodeStepMs(point.batchSize, middle),
                decodeAloneMs: model.decodeStepMs(1, middle),
                referenceTpotMs: figures.tpotMs,
                layers: model.layers,
                prefillLanes: model.parallelism.dp,
                batchSize: point.batchSize,
                concurrency: point.concurrency,
                gpus: model.gpus,
                isl,
                osl,
            };
            return answer(figures, facts, keysOf(model, context.backend, "agg", context.system, context.model));
        },
        disagg({ prefill, decode, lengths }, figures) {
            const { isl, osl, prefix } = lengths;
            const { dp, pp } = decode.model.parallelism;
            const middle = isl + Math.floor(osl / 2) + 1;
            const facts = {
                mode: "disagg",
                backend: decode.context.backend,
                prefillMs: prefill.model.contextStepMs(1, isl - prefix, prefix),
                decodeMs: decode.model.decodeStepMs(decode.point.batchSize, middle),
                decodeAloneMs: decode.model.decodeStepMs(1, middle),
                referenceTpotMs: figures.tpotMs,
                layers: decode.model.layers,
                prefillLanes: prefill.workers * prefill.model.parallelism.dp,
                batchSize: decode.point.batchSize,
                concurrency: decode.point.batchSize * dp * pp * decode.workers,
                gpus: prefill.workers * prefill.model.gpus + decode.workers * decode.model.gpus,
                isl,
                osl,
            };
            return answer(figures, facts, keysOf(decode.model, decode.context.backend, "disagg", decode.context.system, decode.context.model));
        },
    };
}
/** Keys are asked once per worker. */
function keyMemo() {
    const known = new WeakMap();
    return (worker, backend, mode, system, name) => {
        const before = known.get(worker);
        const found = before?.[mode];
        if (found !== undefined)
            return found;
        const keys = groupKeys({
            backend,
            mode,
            system,
            model: modelGroup(name),
            precision: precisionGroup(worker.quant),
        });
        known.set(worker, { ...before, [mode]: keys });
        return keys;
    };
}

// EXTERNAL MODULE: ./build/lib/perf/profile/profile.js
var profile = __webpack_require__(9521);
;// CONCATENATED MODULE: ./build/lib/perf/profile/select.js




/** The profile of a name; `calibrated` is read below the data folder. Throws `UserError` for other names. */
function selectProfile(name, root) {
    if (name === "reference")
        return profile/* reference */.i;
    if (name === "calibrated")
        return calibratedProfile(readCalibration(root));
    throw new errors/* UserError */.y("usage", `unknown profile '${name}'; use reference or calibrated`);
}


/***/ })

};
