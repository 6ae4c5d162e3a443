export const id = 114;
export const ids = [114];
export const modules = {

/***/ 418:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  LO: () => (/* binding */ gatedBlock),
  Br: () => (/* binding */ routedExperts),
  QB: () => (/* binding */ router)
});

// EXTERNAL MODULE: ./build/lib/perf/ops/all-reduce.js
var all_reduce = __webpack_require__(8277);
// EXTERNAL MODULE: ./build/lib/perf/ops/nccl.js
var nccl = __webpack_require__(2557);
;// CONCATENATED MODULE: ./build/lib/perf/ops/dispatch.js


/** Moves tokens to the ranks that hold their experts, or the results back, in the fused graph (`spec` operators 3.7). */
function moeDispatch(shape) {
    const { name, count, hidden } = shape;
    return {
        name,
        count,
        scope: "tokens",
        weightBytes: 0,
        needs: dispatchNeeds(shape),
        bind(context) {
            const prices = collectivesOf(shape, context.system.gpu.smVersion).map(({ kind, gpus, factor }) => ({
                factor: factor * hidden,
                price: kind === "all_reduce" ? (0,all_reduce/* allReducePricer */.N7)(context, gpus) : (0,nccl/* ncclPricer */.uC)(context, kind, gpus),
            }));
            return (query) => {
                let sum = 0;
                for (const { factor, price } of prices)
                    sum += price(query.tokens * factor);
                return sum;
            };
        },
    };
}
function dispatchNeeds({ moeTp, moeEp }) {
    return moeTp * moeEp > 1 ? [...all_reduce/* ALL_REDUCE_NEEDS */.v9, ...nccl/* NCCL_NEEDS */.Vx] : [];
}
function collectivesOf(shape, sm) {
    const { backend } = shape;
    const found = backend === "vllm" ? vllm(shape) : backend === "sglang" ? sglang(shape) : trtllm(shape, sm);
    return found.filter(({ gpus }) => gpus > 1);
}
function sizes({ moeTp, moeEp, dp }) {
    const gpus = moeTp * moeEp;
    return { gpus, attentionTp: Math.floor(gpus / dp) };
}
function allReduce(gpus) {
    return { kind: "all_reduce", gpus, factor: 1 };
}
function gather(gpus, factor) {
    return { kind: "all_gather", gpus, factor };
}
function scatter(gpus, factor) {
    return { kind: "reduce_scatter", gpus, factor };
}
function vllm(shape) {
    const { side, dp, attentionReduced = false } = shape;
    const { gpus, attentionTp } = sizes(shape);
    const reduce = attentionTp > 1 && !(side === "pre" && attentionReduced) ? [allReduce(gpus)] : [];
    if (dp === 1)
        return reduce;
    return [...reduce, side === "pre" ? gather(gpus, dp) : scatter(gpus, dp)];
}
function sglang(shape) {
    const { side, phase, dp, cp = 1 } = shape;
    const { gpus, attentionTp } = sizes(shape);
    if (cp > 1) {
        if (phase === "context")
            return [side === "pre" ? gather(gpus, 1) : scatter(gpus, 1)];
        return side === "pre" ? [] : [allReduce(gpus)];
    }
    if (attentionTp > 1 && dp > 1) {
        return side === "pre"
            ? [scatter(attentionTp, 1), gather(gpus, dp)]
            : [scatter(gpus, dp), gather(attentionTp, 1)];
    }
    if (attentionTp > 1)
        return [allReduce(gpus)];
    if (dp > 1)
        return [side === "pre" ? gather(gpus, dp) : scatter(gpus, dp)];
    return [];
}
function trtllm(shape, sm) {
    const { side, dp, mode } = shape;
    const { gpus, attentionTp } = sizes(shape);
    if (sm === 100 && dp > 1) {
        return [side === "pre" ? gather(gpus, dp * payloadShare(mode)) : scatter(gpus, dp)];
    }
    if (attentionTp > 1)
        return [allReduce(gpus)];
    if (dp > 1)
        return [side === "pre" ? gather(gpus, dp) : scatter(gpus, dp)];
    return [];
}
/** Tokens are sent as the experts take them: 4 bits with a scale for 16 values, or 8 bits, of 16. */
function payloadShare(mode) {
    if (mode === "nvfp4")
        return 1 / 4 + 1 / 32;
    return mode === "fp8" || mode === "fp8_block" ? 1 / 2 : 1;
}

// EXTERNAL MODULE: ./build/lib/perf/ops/gemm.js + 4 modules
var gemm = __webpack_require__(2541);
// EXTERNAL MODULE: ./build/lib/perf/ops/memory-op.js
var memory_op = __webpack_require__(4348);
// EXTERNAL MODULE: ./build/lib/perf/ops/moe.js + 1 modules
var moe = __webpack_require__(4283);
;// CONCATENATED MODULE: ./build/lib/perf/model/families/experts.js




/** Chooses the experts of each token, always bf16. */
function router(request, group) {
    const { model, cp } = request;
    const { count, prefix = "" } = group;
    return (0,gemm/* gemm */.vE)({
        name: `${prefix}router_gemm`,
        count,
        n: model.experts,
        k: model.hidden,
        mode: "bfloat16",
        cp,
    });
}
/** Dispatch, experts, combine of the fused graph. */
function routedExperts(request, group) {
    const { model, parallelism, quant, backend, phase, cp } = request;
    const { moeTp, moeEp, dp } = parallelism;
    const { count, distribution, prefix = "", width = model.hidden, gated = true, attentionReduced = false, } = group;
    const dispatchCp = group.dispatchCp ?? cp;
    const mode = group.mode ?? quant.moe;
    const travel = {
        count,
        phase,
        backend,
        hidden: width,
        moeTp,
        moeEp,
        dp,
        cp: dispatchCp,
        mode: group.dispatchMode ?? mode,
        attentionReduced,
    };
    return [
        moeDispatch({ ...travel, name: `${prefix}moe_pre_dispatch`, side: "pre" }),
        (0,moe/* moe */.s1)({
            name: `${prefix}moe`,
            count,
            hidden: width,
            inter: model.moeInter,
            topK: model.topK,
            experts: model.experts,
            moeTp,
            moeEp,
            dp,
            mode,
            distribution,
            gated,
        }),
        moeDispatch({ ...travel, name: `${prefix}moe_post_dispatch`, side: "post" }),
    ];
}
/** Up and gate in one product, activation, down. */
function gatedBlock(request, block) {
    const { model, cp } = request;
    const { count, names, width, mode, quantizedInput = false, scaleNumTokens = 1 } = block;
    const shared = { count, cp, scaleNumTokens };
    return [
        (0,gemm/* gemm */.vE)({ ...shared, name: names[0], n: 2 * width, k: model.hidden, mode }),
        (0,memory_op/* elementwise */.zc)({ ...shared, name: names[1], read: 2 * width, written: width }),
        (0,gemm/* gemm */.vE)({ ...shared, name: names[2], n: model.hidden, k: width, mode, quantizedInput }),
    ];
}


/***/ }),

/***/ 8868:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ attentionGroup),
/* harmony export */   n: () => (/* binding */ groupedAttention)
/* harmony export */ });
/* harmony import */ var _ops_context_attention_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(673);
/* harmony import */ var _ops_gemm_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2541);
/* harmony import */ var _ops_generation_attention_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2876);
/* harmony import */ var _ops_memory_op_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(4348);
/* harmony import */ var _ops_modes_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6289);
/* harmony import */ var _ops_nccl_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2557);
/* harmony import */ var _family_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(1390);







/** Kernel of `count` layers with a window (0: none), and the exchange of keys and values under context parallelism. */
function groupedAttention(request, count, window, sizes = { ...(0,_family_js__WEBPACK_IMPORTED_MODULE_5__/* .rankHeads */ .A)(request), headDim: request.model.headDim }) {
    return [attentionKernel(request, count, window, sizes), ...keyValueGather(request, count, sizes)];
}
function attentionKernel(request, count, window, sizes) {
    const { model, quant, phase, cp } = request;
    const shape = { ...sizes, count, kvcache: quant.kvcache, window };
    if (phase === "generation")
        return (0,_ops_generation_attention_js__WEBPACK_IMPORTED_MODULE_2__/* .generationAttention */ .hV)({ ...shape, imbalance: request.genSeqImbalance });
    return (0,_ops_context_attention_js__WEBPACK_IMPORTED_MODULE_0__/* .contextAttention */ .CV)({
        ...shape,
        fmha: quant.fmha,
        qkNorm: model.qkNorm,
        cp,
        imbalance: request.seqImbalance,
    });
}
/** Hands the new keys and values to all context ranks; nothing without context parallelism. */
function keyValueGather(request, count, { kvHeads, headDim, valueDim = headDim }) {
    const { quant, cp } = request;
    if (cp === 1)
        return [];
    const elementsPerToken = (kvHeads * (headDim + valueDim) * (0,_ops_modes_js__WEBPACK_IMPORTED_MODULE_3__/* .modeBytes */ .DX)("kvcache", quant.kvcache)) / 2;
    return [(0,_ops_nccl_js__WEBPACK_IMPORTED_MODULE_4__/* .nccl */ .PZ)({ name: "cp_all_gather", count, operation: "all_gather", gpus: cp, elementsPerToken })];
}
/** Norm, projections and kernel of a group of layers, without any all-reduce. */
function attentionGroup(request, group) {
    const { hidden: h } = request.model;
    const { cp } = request;
    const { prefix, count, window, heads, kvHeads, headDim: d, mode, keyValueSets = 2 } = group;
    const valueDim = group.valueDim ?? d;
    const keyValues = keyValueSets === 1 ? kvHeads * d : kvHeads * (d + valueDim);
    return [
        (0,_ops_memory_op_js__WEBPACK_IMPORTED_MODULE_6__/* .elementwise */ .zc)({ name: `${prefix}attn_norm`, count, read: 2 * h, written: 2 * h, cp }),
        (0,_ops_gemm_js__WEBPACK_IMPORTED_MODULE_1__/* .gemm */ .vE)({ name: `${prefix}qkv_gemm`, count, n: heads * d + keyValues, k: h, mode, cp }),
        ...groupedAttention(request, count, window, { heads, kvHeads, headDim: d, valueDim }),
        (0,_ops_gemm_js__WEBPACK_IMPORTED_MODULE_1__/* .gemm */ .vE)({ name: `${prefix}proj_gemm`, count, n: h, k: heads * valueDim, mode, cp, quantizedInput: true }),
    ];
}


/***/ }),

/***/ 5058:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a4: () => (/* binding */ stageHop),
/* harmony export */   hB: () => (/* binding */ embeddingOf),
/* harmony export */   t6: () => (/* binding */ logits),
/* harmony export */   xe: () => (/* binding */ inPhase)
/* harmony export */ });
/* harmony import */ var _ops_gemm_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2541);
/* harmony import */ var _ops_memory_op_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4348);
/* harmony import */ var _ops_p2p_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3651);
/* harmony import */ var _family_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1390);




/** The request of one phase. */
function inPhase(request, phase) {
    return {
        ...request,
        phase,
        cp: phase === "context" ? request.parallelism.cp : 1,
        times: phase === "generation" ? (0,_family_js__WEBPACK_IMPORTED_MODULE_1__/* .draftFactor */ .n)(request) : 1,
    };
}
/** Token embedding; `sharded` over tp or whole on every rank. */
function embeddingOf(request, sharded) {
    const { model, parallelism, cp, times } = request;
    const rows = sharded ? Math.floor(model.vocab / parallelism.tp) : model.vocab;
    return (0,_ops_memory_op_js__WEBPACK_IMPORTED_MODULE_2__/* .embedding */ .Gz)({ rows, hidden: model.hidden, count: times, cp });
}
/** Output layer, always bf16; in a prefill only the last token of each sequence. */
function logits(request) {
    const { model, parallelism, phase, cp, times } = request;
    return (0,_ops_gemm_js__WEBPACK_IMPORTED_MODULE_0__/* .gemm */ .vE)({
        name: "logits_gemm",
        count: times,
        n: Math.floor(model.vocab / parallelism.tp),
        k: model.hidden,
        mode: "bfloat16",
        rows: phase === "context" ? "batch" : "tokens",
        cp,
    });
}
/** Hand-over between pipeline stages. */
function stageHop(request) {
    const { model, parallelism, cp, times } = request;
    return (0,_ops_p2p_js__WEBPACK_IMPORTED_MODULE_3__/* .pipelineP2p */ .j)({ pp: parallelism.pp, hidden: model.hidden, cp, times });
}


/***/ }),

/***/ 6855:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bs: () => (/* binding */ roofline),
/* harmony export */   Mv: () => (/* binding */ gridPricer),
/* harmony export */   Pw: () => (/* binding */ uncachedShare),
/* harmony export */   sH: () => (/* binding */ splitOverContext)
/* harmony export */ });
/* harmony import */ var _interp_grid_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4473);
/* harmony import */ var _types_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2779);
/* harmony import */ var _by_mode_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2546);
/* harmony import */ var _grid_points_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2985);
/* harmony import */ var _memo_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6799);
/* harmony import */ var _utilisation_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(168);






/** Milliseconds of a kernel in the database mode (`spec` operators 2.2 and 6), shared by operators of equal shape. */
function gridPricer(context, kernel) {
    const { key, label, missing, gridSol, at, factor, sqrtAxis } = kernel;
    const sol = kernel.sol ?? ((batch, seq, prefix) => gridSol(at(batch, seq, prefix)));
    function load() {
        const grid = context.shared(`grid of ${key}`, kernel.grid);
        if (grid === undefined)
            throw new _types_js__WEBPACK_IMPORTED_MODULE_1__/* .MissingDataError */ .hr(`no ${label} was measured on ${context.system.name} for ${missing}`);
        return grid;
    }
    return context.shared(key, () => {
        const options = { sol: gridSol, ...(sqrtAxis === undefined ? {} : { sqrtAxis }) };
        return (0,_memo_js__WEBPACK_IMPORTED_MODULE_4__/* .memo3 */ .O)((0,_by_mode_js__WEBPACK_IMPORTED_MODULE_2__/* .priceByMode */ .W)(context, label, {
            silicon(batch, seq, prefix) {
                const value = (0,_interp_grid_js__WEBPACK_IMPORTED_MODULE_0__/* .gridAt */ .Q)(load(), at(batch, seq, prefix), options);
                return factor === undefined ? value : value * factor(batch, seq, prefix);
            },
            empirical() {
                const utilisation = (0,_utilisation_js__WEBPACK_IMPORTED_MODULE_3__/* .utilisationOf */ .n)((0,_grid_points_js__WEBPACK_IMPORTED_MODULE_5__/* .gridPoints */ .C)(load()), gridSol);
                return {
                    price: (batch, seq, prefix) => sol(batch, seq, prefix) / utilisation(at(batch, seq, prefix)),
                    source: "empirical",
                };
            },
            sol,
        }));
    });
}
/** Share of a causal prefill of `seq + prefix` tokens that is left when the first `prefix` are cached. */
function uncachedShare(_batch, seq, prefix) {
    if (prefix === 0)
        return 1;
    const full = seq + prefix;
    return (full * full - prefix * prefix) / (full * full);
}
/**
 * A prefill kernel split over `cp` ranks: each takes the first and the last of `2 · cp` chunks, so that causal work is even.
 */
function splitOverContext(price, cp) {
    if (cp === 1)
        return price;
    return (batch, seq, prefix) => {
        const chunk = Math.ceil(seq / (2 * cp));
        return price(batch, chunk, prefix) + price(batch, chunk, prefix + seq - chunk);
    };
}
/** Longer of computing and moving, milliseconds; both given in seconds. */
function roofline(computeS, memoryS) {
    return Math.max(computeS, memoryS) * 1000;
}


/***/ }),

/***/ 618:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Xv: () => (/* binding */ MOE_NEED),
/* harmony export */   _$: () => (/* binding */ splitKey),
/* harmony export */   eM: () => (/* binding */ moeCurves),
/* harmony export */   xW: () => (/* binding */ hasDistribution)
/* harmony export */ });
/* unused harmony export modeMatch */
/* harmony import */ var _rows_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(852);
/* harmony import */ var _slices_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5434);


const MOE_NEED = {
    family: "moe",
    table: "moe_perf",
    columns: [
        "kernel_source",
        "moe_dtype",
        "num_tokens",
        "hidden_size",
        "inter_size",
        "topk",
        "num_experts",
        "moe_tp_size",
        "moe_ep_size",
        "distribution",
        "latency",
    ],
};
/** A table name under which some kernels' rows of a mode are filed (`spec` operators 3.5). */
const SPLIT_MODES = [
    {
        rows: "w4a8_mxfp4_mxfp8",
        kernel: "sglang_mxfp4_flashinfer_trtllm_moe",
        mode: "w4a8_mxfp4_mxfp8_trtllm",
    },
    { rows: "w4a16_mxfp4", kernel: "sglang_flashinfer_cutlass_moe", mode: "w4a16_mxfp4_cutlass" },
];
/** Kernel of small batches; its rows form a table of their own. */
const MIN_LATENCY = "moe_torch_flow_min_latency";
/** Key of {@link MoeCurves}. */
function splitKey(moeTp, moeEp) {
    return moeTp * 65536 + moeEp;
}
/** All parallel splits of one expert shape, gathered in one pass over the rows. */
function moeCurves(context, query) {
    const { hidden, inter, topK, experts, mode, distribution, minLatency = false } = query;
    const key = `moe curves ${mode} ${distribution} ${hidden} ${inter} ${topK} ${experts} ${minLatency}`;
    return context.shared(key, () => {
        const buckets = new Map();
        for (const source of context.tables(MOE_NEED.family, MOE_NEED.table)) {
            fillBuckets(source, buckets, {
                hidden_size: hidden,
                inter_size: inter,
                topk: topK,
                num_experts: experts,
                distribution,
                ...modeMatch(mode, minLatency),
            });
        }
        return new Map([...buckets].map(([split, { tokens, values }]) => [
            split,
            (0,_slices_js__WEBPACK_IMPORTED_MODULE_0__/* .buildCurve */ .kQ)({
                count: tokens.length,
                axes: [Float64Array.from(tokens)],
                values: Float64Array.from(values),
            }),
        ]));
    });
}
/** Whether any row has this mode and distribution; without one, the `uniform` rows are asked (`spec` operators 3.5). */
function hasDistribution(context, mode, distribution, minLatency = false) {
    return context.shared(`moe has ${mode} ${distribution} ${minLatency}`, () => context
        .tables(MOE_NEED.family, MOE_NEED.table)
        .some((source) => ((0,_rows_js__WEBPACK_IMPORTED_MODULE_1__/* .matchRows */ .lj)(source, { where: { distribution, ...modeMatch(mode, minLatency) } })?.length ?? 0) > 0));
}
/** Which rows carry a mode. */
function modeMatch(mode, minLatency) {
    const split = SPLIT_MODES.find((entry) => entry.mode === mode);
    if (split !== undefined)
        return { moe_dtype: split.rows, kernel_source: split.kernel };
    const taken = SPLIT_MODES.find((entry) => entry.rows === mode)?.kernel;
    return {
        moe_dtype: mode,
        kernel_source: (kernel) => kernel !== taken && (kernel === MIN_LATENCY) === minLatency,
    };
}
function fillBuckets(source, buckets, where) {
    const rows = (0,_rows_js__WEBPACK_IMPORTED_MODULE_1__/* .matchRows */ .lj)(source, { where, defaults: { kernel_source: "" } });
    if (rows === undefined || rows.length === 0)
        return;
    const moeTp = numbers(source, "moe_tp_size");
    const moeEp = numbers(source, "moe_ep_size");
    const tokens = numbers(source, "num_tokens");
    const latency = numbers(source, "latency");
    for (const row of rows) {
        const key = splitKey(moeTp[row], moeEp[row]);
        let bucket = buckets.get(key);
        if (bucket === undefined)
            buckets.set(key, (bucket = { tokens: [], values: [] }));
        bucket.tokens.push(tokens[row]);
        bucket.values.push(latency[row]);
    }
}
function numbers(source, name) {
    const column = source.column(name);
    if (column?.kind !== "number")
        throw new Error(`column ${name} of the MoE table is not numeric`);
    return column.values;
}


/***/ }),

/***/ 4283:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  W0: () => (/* binding */ expertBytes),
  s1: () => (/* binding */ moe),
  rz: () => (/* binding */ moePricer)
});

// UNUSED EXPORTS: moeSol

// EXTERNAL MODULE: ./build/lib/perf/interp/curve.js
var interp_curve = __webpack_require__(2226);
// EXTERNAL MODULE: ./build/lib/perf/types.js
var types = __webpack_require__(2779);
// EXTERNAL MODULE: ./build/lib/perf/ops/by-mode.js
var by_mode = __webpack_require__(2546);
// EXTERNAL MODULE: ./build/lib/perf/ops/grid-kernel.js
var grid_kernel = __webpack_require__(6855);
// EXTERNAL MODULE: ./build/lib/perf/ops/memo.js
var memo = __webpack_require__(6799);
// EXTERNAL MODULE: ./build/lib/perf/ops/modes.js
var modes = __webpack_require__(6289);
;// CONCATENATED MODULE: ./build/lib/perf/ops/moe-estimate.js

/** Estimate of the experts from the utilisation of measured ones. */
function estimateMoe(_context, _shape) {
    throw new types/* MissingDataError */.hr("no estimate of experts yet");
}

// EXTERNAL MODULE: ./build/lib/perf/ops/moe-rows.js
var moe_rows = __webpack_require__(618);
;// CONCATENATED MODULE: ./build/lib/perf/ops/moe.js








/** Tokens up to which NVFP4 experts may run in the small-batch kernel. */
const MIN_LATENCY_TOKENS = 128;
/** Routed experts of one rank (`spec` operators 3.5). */
function moe(shape) {
    const { name, count, dp } = shape;
    return {
        name,
        count,
        scope: "tokens",
        weightBytes: expertBytes(shape) * count,
        needs: [moe_rows/* MOE_NEED */.Xv],
        bind(context) {
            const price = moePricer(context, shape);
            return (query) => price(query.tokens * dp);
        },
    };
}
/** Weight bytes of one layer's experts on one rank. */
function expertBytes(shape) {
    const { hidden, inter, experts, moeTp, moeEp, mode, gated = true } = shape;
    const whole = hidden * inter * experts * (0,modes/* modeBytes */.DX)("moe", mode) * (gated ? 3 : 2);
    return Math.floor(Math.floor(whole / moeEp) / moeTp);
}
/** Milliseconds over the tokens of all attention ranks, shared by operators of equal shape. */
function moePricer(context, shape) {
    const { name, hidden, inter, topK, experts, moeTp, moeEp, mode, distribution, gated = true } = shape;
    const key = `moe ${mode} ${distribution} ${hidden} ${inter} ${topK} ${experts} ${moeTp} ${moeEp} ${gated}`;
    return context.shared(key, () => {
        const sol = moeSol(context, shape);
        return (0,memo/* memo1 */.A)((0,by_mode/* priceByMode */.W)(context, name, {
            silicon: measuredMoe(context, shape, sol),
            empirical: () => estimateMoe(context, shape),
            sol,
        }));
    });
}
/** Roofline in milliseconds over tokens; integer divisions as the reference has them. */
function moeSol(context, shape) {
    const { hidden: h, inter: i, topK, experts, moeTp, moeEp, mode, gated = true } = shape;
    const matrices = gated ? 3 : 2;
    const bytes = (0,modes/* modeBytes */.DX)("moe", mode);
    const { memBw } = context.system.gpu;
    const weights = Math.floor((h * i * matrices) / moeTp);
    return (tokens) => {
        const routed = tokens * topK;
        const ops = Math.floor(Math.floor((routed * h * i * matrices * 2) / moeEp) / moeTp);
        const local = Math.floor(routed / moeEp);
        const elements = local * h * 2 +
            Math.floor((local * i * matrices) / moeTp) +
            weights * Math.min(Math.floor(experts / moeEp), local);
        return (0,grid_kernel/* roofline */.Bs)(ops / (0,modes/* modeFlops */.qU)(context.system, "moe", mode), (elements * bytes) / memBw);
    };
}
function measuredMoe(context, shape, sol) {
    const small = shape.mode === "nvfp4" && shape.gated !== false && context.backend === "trtllm";
    let curve;
    let smallCurve;
    let asked = false;
    return (tokens) => {
        if (!asked) {
            asked = true;
            curve = moeCurve(context, shape, false);
            smallCurve = small ? moeCurve(context, shape, true) : undefined;
        }
        const options = { singlePointIsMissBelow: true };
        if (smallCurve !== undefined && tokens <= MIN_LATENCY_TOKENS)
            return (0,interp_curve/* curveAt */.p)(smallCurve, tokens, sol, options);
        if (curve === undefined)
            throw missing(context, shape);
        return (0,interp_curve/* curveAt */.p)(curve, tokens, sol, options);
    };
}
function moeCurve(context, shape, minLatency) {
    const { mode, moeTp, moeEp } = shape;
    const distribution = (0,moe_rows/* hasDistribution */.xW)(context, mode, shape.distribution, minLatency)
        ? shape.distribution
        : "uniform";
    return (0,moe_rows/* moeCurves */.eM)(context, { ...shape, distribution, minLatency }).get((0,moe_rows/* splitKey */._$)(moeTp, moeEp));
}
function missing(context, shape) {
    const { mode, hidden, inter, topK, experts, moeTp, moeEp } = shape;
    return new types/* MissingDataError */.hr(`no ${mode} experts were measured on ${context.system.name} for hidden ${hidden}, expert width ${inter}, ` +
        `${topK} of ${experts} experts, moe-tp ${moeTp}, moe-ep ${moeEp}`);
}


/***/ })

};
