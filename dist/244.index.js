export const id = 244;
export const ids = [244];
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

/***/ 3816:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   z: () => (/* binding */ mlaBmm)
/* harmony export */ });
/* harmony import */ var _interp_curve_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2226);
/* harmony import */ var _types_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2779);
/* harmony import */ var _by_mode_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2546);
/* harmony import */ var _memo_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6799);
/* harmony import */ var _mla_sol_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(262);
/* harmony import */ var _slices_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(5434);
/* harmony import */ var _utilisation_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(168);







const NEED = {
    family: "mla_bmm",
    table: "mla_bmm_perf",
    columns: ["op_name", "bmm_dtype", "num_heads", "num_tokens", "kernel_source", "latency"],
};
/** Batched product that moves queries into, or results out of, the latent space while decoding (`spec` operators 3.8). */
function mlaBmm(shape) {
    const { name, count } = shape;
    return {
        name,
        count,
        scope: "batch",
        weightBytes: 0,
        needs: [NEED],
        bind(context) {
            const price = bmmPricer(context, shape);
            return (query) => price(query.batch);
        },
    };
}
function bmmPricer(context, shape) {
    const { side, heads, mode } = shape;
    return context.shared(`mla bmm ${side} ${heads} ${mode}`, () => {
        const sol = (0,_mla_sol_js__WEBPACK_IMPORTED_MODULE_3__/* .mlaBmmSol */ .H9)(context, mode);
        let known;
        const measured = () => (known ??= findCurve(context, shape));
        return (0,_memo_js__WEBPACK_IMPORTED_MODULE_5__/* .memo1 */ .A)((0,_by_mode_js__WEBPACK_IMPORTED_MODULE_2__/* .priceByMode */ .W)(context, "MLA batched product", {
            silicon(tokens) {
                const { curve, heads: lender } = measured();
                return ((0,_interp_curve_js__WEBPACK_IMPORTED_MODULE_0__/* .curveAt */ .p)(curve, tokens, (x) => sol(x, lender)) * heads) / lender;
            },
            empirical() {
                const { curve, heads: lender } = measured();
                const utilisation = (0,_utilisation_js__WEBPACK_IMPORTED_MODULE_4__/* .utilisationOf */ .n)({ axes: [curve.keys], values: curve.values }, ([x]) => sol(x, lender));
                return { price: (tokens) => sol(tokens, heads) / utilisation([tokens]), source: "empirical" };
            },
            sol: (tokens) => sol(tokens, heads),
        }));
    });
}
/** An uncollected head count that is no power of two borrows the next power's curve in proportion. */
function findCurve(context, shape) {
    const sources = context.tables(NEED.family, NEED.table);
    for (const mode of [shape.mode, "bfloat16"]) {
        for (const heads of [shape.heads, 2 ** Math.ceil(Math.log2(shape.heads))]) {
            const curve = (0,_slices_js__WEBPACK_IMPORTED_MODULE_6__/* .curveSlice */ .Kr)(sources, {
                where: { op_name: `mla_gen_${shape.side}`, bmm_dtype: mode, num_heads: heads },
                axes: ["num_tokens"],
                value: "latency",
            });
            if (curve !== undefined)
                return { curve, heads };
        }
    }
    throw new _types_js__WEBPACK_IMPORTED_MODULE_1__/* .MissingDataError */ .hr(`no MLA batched product (${shape.side}) was measured on ${context.system.name} for ${shape.mode}, ${shape.heads} heads`);
}


/***/ }),

/***/ 1414:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H1: () => (/* binding */ generationMla),
/* harmony export */   Sq: () => (/* binding */ contextMla),
/* harmony export */   m6: () => (/* binding */ CONTEXT_MLA_NEED)
/* harmony export */ });
/* harmony import */ var _grid_kernel_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6855);
/* harmony import */ var _mla_sol_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(262);
/* harmony import */ var _slices_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5434);



const COLUMNS = ["kv_cache_dtype", "num_heads", "batch_size", "isl", "kernel_source", "latency"];
/** Prefill kernels; their formats decide whether attention runs in fp8. */
const CONTEXT_MLA_NEED = {
    family: "mla",
    table: "context_mla_perf",
    columns: [...COLUMNS, "mla_dtype"],
};
const GENERATION_NEED = {
    family: "mla",
    table: "generation_mla_perf",
    columns: [...COLUMNS, "step"],
};
/** MLA kernel of a prefill without its projections (`spec` operators 3.8). */
function contextMla(shape) {
    const { name, count, heads, fmha, kvcache, cp = 1, imbalance = 1 } = shape;
    return {
        name,
        count,
        scope: "sequence",
        weightBytes: 0,
        needs: [CONTEXT_MLA_NEED],
        bind(context) {
            const sol = (0,_mla_sol_js__WEBPACK_IMPORTED_MODULE_1__/* .contextMlaSol */ .Q8)(context, shape);
            const price = (0,_grid_kernel_js__WEBPACK_IMPORTED_MODULE_0__/* .gridPricer */ .Mv)(context, {
                key: `context mla ${heads} ${fmha} ${kvcache}`,
                label: "MLA prefill",
                missing: `${fmha} attention, ${kvcache} cache`,
                grid: () => (0,_slices_js__WEBPACK_IMPORTED_MODULE_2__/* .gridSlice */ .P5)(context.tables(CONTEXT_MLA_NEED.family, CONTEXT_MLA_NEED.table), {
                    where: { mla_dtype: fmha, kv_cache_dtype: kvcache },
                    axes: ["num_heads", "isl", "batch_size"],
                    value: "latency",
                }),
                gridSol: ([n, s, b]) => sol(n, s, b, 0),
                sqrtAxis: 1,
                at: (batch, seq, prefix) => [heads, seq + prefix, batch],
                sol: (batch, seq, prefix) => sol(heads, seq, batch, prefix),
                factor: _grid_kernel_js__WEBPACK_IMPORTED_MODULE_0__/* .uncachedShare */ .Pw,
            });
            const split = (0,_grid_kernel_js__WEBPACK_IMPORTED_MODULE_0__/* .splitOverContext */ .sH)(price, cp);
            return (query) => split(query.batch, query.seq, query.prefix) * imbalance;
        },
    };
}
/** MLA kernel of a decode step without its products. */
function generationMla(shape) {
    const { name, count, heads, kvcache, imbalance = 1 } = shape;
    return {
        name,
        count,
        scope: "sequence",
        weightBytes: 0,
        needs: [GENERATION_NEED],
        bind(context) {
            const sol = (0,_mla_sol_js__WEBPACK_IMPORTED_MODULE_1__/* .generationMlaSol */ .Zy)(context, { kvcache });
            const price = (0,_grid_kernel_js__WEBPACK_IMPORTED_MODULE_0__/* .gridPricer */ .Mv)(context, {
                key: `generation mla ${heads} ${kvcache}`,
                label: "MLA decode",
                missing: `${kvcache} cache`,
                grid: () => (0,_slices_js__WEBPACK_IMPORTED_MODULE_2__/* .gridSlice */ .P5)(context.tables(GENERATION_NEED.family, GENERATION_NEED.table), {
                    where: { kv_cache_dtype: kvcache },
                    axes: ["num_heads", "batch_size", ["isl", "step"]],
                    value: "latency",
                }),
                gridSol: ([n, b, s]) => sol(n, b, s),
                at: (batch, seq) => [heads, batch, seq],
            });
            return (query) => price(query.batch, query.seq, 0) * imbalance;
        },
    };
}


/***/ }),

/***/ 6394:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ mlaModule)
/* harmony export */ });
/* harmony import */ var _grid_kernel_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6855);
/* harmony import */ var _mla_sol_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(262);
/* harmony import */ var _rows_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(852);
/* harmony import */ var _slices_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5434);




const COLUMNS = [
    "model",
    "kv_cache_dtype",
    "gemm_type",
    "num_heads",
    "batch_size",
    "isl",
    "kernel_source",
    "latency",
];
const CONTEXT_NEED = {
    family: "mla",
    table: "mla_context_module_perf",
    columns: [...COLUMNS, "mla_dtype"],
};
const GENERATION_NEED = {
    family: "mla",
    table: "mla_generation_module_perf",
    columns: [...COLUMNS, "step"],
};
/** Heads of the whole model behind a `model` label; everything else was collected with DeepSeek-V3's 128. */
const NATIVE_HEADS = { "moonshotai/Kimi-K3": 96 };
const DEFAULT_NATIVE_HEADS = 128;
/** The whole attention block of DeepSeek-V3-like models, projections included (`spec` operators 3.8). */
function mlaModule(shape) {
    const { name, count, phase, imbalance = 1 } = shape;
    return {
        name,
        count,
        scope: "sequence",
        weightBytes: 0,
        needs: [phase === "context" ? CONTEXT_NEED : GENERATION_NEED],
        bind(context) {
            const price = phase === "context" ? contextModule(context, shape) : generationModule(context, shape);
            return (query) => price(query.batch, query.seq, query.prefix) * imbalance;
        },
    };
}
function contextModule(context, shape) {
    const { heads, fmha, kvcache, gemm } = shape;
    const sol = (0,_mla_sol_js__WEBPACK_IMPORTED_MODULE_1__/* .contextMlaSol */ .Q8)(context, shape);
    const where = { mla_dtype: fmha, kv_cache_dtype: kvcache, gemm_type: gemm };
    return (0,_grid_kernel_js__WEBPACK_IMPORTED_MODULE_0__/* .gridPricer */ .Mv)(context, {
        key: `mla context module ${heads} ${shape.nativeHeads} ${fmha} ${kvcache} ${gemm}`,
        label: "MLA prefill module",
        missing: `${fmha} attention, ${kvcache} cache, ${gemm} projections`,
        grid: () => moduleGrid(context, CONTEXT_NEED, where, shape.nativeHeads, ["num_heads", "isl", "batch_size"]),
        gridSol: ([n, s, b]) => sol(n, s, b, 0),
        sqrtAxis: 1,
        at: (batch, seq, prefix) => [heads, seq + prefix, batch],
        sol: (batch, seq, prefix) => sol(heads, seq, batch, prefix),
        factor: _grid_kernel_js__WEBPACK_IMPORTED_MODULE_0__/* .uncachedShare */ .Pw,
    });
}
function generationModule(context, shape) {
    const { heads, kvcache, gemm } = shape;
    const sol = (0,_mla_sol_js__WEBPACK_IMPORTED_MODULE_1__/* .generationMlaSol */ .Zy)(context, { kvcache, gemm });
    const where = { kv_cache_dtype: kvcache, gemm_type: gemm };
    return (0,_grid_kernel_js__WEBPACK_IMPORTED_MODULE_0__/* .gridPricer */ .Mv)(context, {
        key: `mla generation module ${heads} ${shape.nativeHeads} ${kvcache} ${gemm}`,
        label: "MLA decode module",
        missing: `${kvcache} cache, ${gemm} projections`,
        grid: () => moduleGrid(context, GENERATION_NEED, where, shape.nativeHeads, [
            "num_heads",
            "batch_size",
            ["isl", "step"],
        ]),
        gridSol: ([n, b, s]) => sol(n, b, s),
        at: (batch, seq) => [heads, batch, seq],
    });
}
function moduleGrid(context, need, where, nativeHeads, axes) {
    const sources = context.tables(need.family, need.table);
    const bucket = chooseBucket(nativeBuckets(sources, where), nativeHeads);
    return (0,_slices_js__WEBPACK_IMPORTED_MODULE_2__/* .gridSlice */ .P5)(sources, {
        where: { ...where, model: (model) => nativeHeadsOf(String(model)) === bucket },
        axes,
        value: "latency",
    });
}
function nativeBuckets(sources, where) {
    const found = new Set();
    for (const source of sources) {
        const column = source.column("model");
        if (column?.kind !== "text")
            continue;
        for (const row of (0,_rows_js__WEBPACK_IMPORTED_MODULE_3__/* .matchRows */ .lj)(source, { where }) ?? []) {
            found.add(nativeHeadsOf(column.values[column.codes[row]]));
        }
    }
    return [...found];
}
/** Rows of models with as many heads, else the only ones there are, else the nearest that are not larger. */
function chooseBucket(buckets, nativeHeads) {
    if (buckets.includes(nativeHeads))
        return nativeHeads;
    if (buckets.length === 1)
        return buckets[0];
    const below = buckets.filter((heads) => heads < nativeHeads);
    return below.length > 0 ? Math.max(...below) : undefined;
}
function nativeHeadsOf(model) {
    return NATIVE_HEADS[model] ?? DEFAULT_NATIVE_HEADS;
}


/***/ }),

/***/ 262:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H9: () => (/* binding */ mlaBmmSol),
/* harmony export */   Q8: () => (/* binding */ contextMlaSol),
/* harmony export */   Zy: () => (/* binding */ generationMlaSol)
/* harmony export */ });
/* harmony import */ var _grid_kernel_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6855);
/* harmony import */ var _modes_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6289);


/** Width of an absorbed query head: latent 512 and rotary 64. */
const LATENT = 576;
const LATENT_VALUES = 512;
const NOPE = 128;
/** Roofline of prefill MLA over heads, new tokens, batch and cached tokens (`spec` operators 3.8). */
function contextMlaSol(context, modes) {
    const kvBytes = (0,_modes_js__WEBPACK_IMPORTED_MODULE_1__/* .modeBytes */ .DX)("kvcache", modes.kvcache);
    const { memBw } = context.system.gpu;
    return (heads, seq, batch, prefix) => {
        const full = seq + prefix;
        const ops = batch * heads * 320 * (full * full - prefix * prefix);
        const bytes = batch * heads * (kvBytes * full * 320 + 2 * seq * 320);
        return (0,_grid_kernel_js__WEBPACK_IMPORTED_MODULE_0__/* .roofline */ .Bs)(ops / (0,_modes_js__WEBPACK_IMPORTED_MODULE_1__/* .modeFlops */ .qU)(context.system, "fmha", modes.fmha), bytes / memBw);
    };
}
/**
 * Roofline of decode MLA over heads, batch and key-value length. With `gemm`, both batched products around the kernel are
 * added, compute and memory apart.
 */
function generationMlaSol(context, modes) {
    const { kvcache, gemm } = modes;
    const kvBytes = (0,_modes_js__WEBPACK_IMPORTED_MODULE_1__/* .modeBytes */ .DX)("kvcache", kvcache);
    const { memBw } = context.system.gpu;
    return (heads, batch, seq) => {
        const ops = 2 * batch * heads * (LATENT + LATENT_VALUES) * seq;
        const bytes = batch * (heads * 2 * (LATENT + LATENT_VALUES) + (seq - 1) * LATENT * kvBytes);
        let computeS = ops / (0,_modes_js__WEBPACK_IMPORTED_MODULE_1__/* .decodeAttentionFlops */ .ZN)(context.system, kvcache);
        let memoryS = bytes / memBw;
        if (gemm !== undefined) {
            computeS += (4 * batch * heads * NOPE * LATENT_VALUES) / (0,_modes_js__WEBPACK_IMPORTED_MODULE_1__/* .modeFlops */ .qU)(context.system, "gemm", gemm);
            memoryS += (2 * heads * (640 * batch + NOPE * LATENT_VALUES) * (0,_modes_js__WEBPACK_IMPORTED_MODULE_1__/* .modeBytes */ .DX)("gemm", gemm)) / memBw;
        }
        return (0,_grid_kernel_js__WEBPACK_IMPORTED_MODULE_0__/* .roofline */ .Bs)(computeS, memoryS);
    };
}
/** Roofline of one batched product over `tokens` sequences: `heads` matrices of 128 × 512. */
function mlaBmmSol(context, mode) {
    const bytes = (0,_modes_js__WEBPACK_IMPORTED_MODULE_1__/* .modeBytes */ .DX)("gemm", mode);
    const { memBw } = context.system.gpu;
    return (tokens, heads) => (0,_grid_kernel_js__WEBPACK_IMPORTED_MODULE_0__/* .roofline */ .Bs)((2 * tokens * heads * NOPE * LATENT_VALUES) / (0,_modes_js__WEBPACK_IMPORTED_MODULE_1__/* .modeFlops */ .qU)(context.system, "gemm", mode), (heads * (640 * tokens + NOPE * LATENT_VALUES) * bytes) / memBw);
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
