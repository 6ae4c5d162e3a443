export const id = 745;
export const ids = [745];
export const modules = {

/***/ 2745:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  deepseekV32: () => (/* binding */ deepseekV32),
  dsaDims: () => (/* binding */ dsaDims),
  indexedShare: () => (/* binding */ indexedShare)
});

// EXTERNAL MODULE: ./build/lib/perf/ops/dsa-sol.js
var dsa_sol = __webpack_require__(8526);
// EXTERNAL MODULE: ./build/lib/perf/ops/grid-kernel.js
var grid_kernel = __webpack_require__(6855);
// EXTERNAL MODULE: ./build/lib/perf/ops/modes.js
var ops_modes = __webpack_require__(6289);
// EXTERNAL MODULE: ./build/lib/perf/ops/rows.js
var rows = __webpack_require__(852);
// EXTERNAL MODULE: ./build/lib/perf/ops/slices.js
var slices = __webpack_require__(5434);
;// CONCATENATED MODULE: ./build/lib/perf/ops/dsa-module.js





const COLUMNS = [
    "architecture",
    "op_name",
    "kernel_source",
    "mla_dtype",
    "kv_cache_dtype",
    "gemm_type",
    "num_heads",
    "batch_size",
    "isl",
    "step",
    "latency",
];
const NEEDS = {
    context: { family: "sparse_attention", table: "dsa_context_module_perf", columns: COLUMNS },
    generation: { family: "sparse_attention", table: "dsa_generation_module_perf", columns: COLUMNS },
};
const AXES = {
    context: ["num_heads", "step", "isl", "batch_size"],
    generation: ["num_heads", "batch_size", ["isl", "step"]],
};
/** Sparse latent attention with all its projections and the indexer (`spec` operators 3.9). */
function dsaModule(shape) {
    const { name, count, phase, indexedShare, imbalance = 1 } = shape;
    return {
        name,
        count,
        scope: "sequence",
        weightBytes: moduleWeightBytes(shape) * count,
        needs: [NEEDS[phase]],
        bind(context) {
            const full = pricer(context, shape, false);
            const shares = indexedShare < 1 && skipRowsExist(context, shape);
            const skipping = shares ? pricer(context, shape, true) : undefined;
            return ({ batch, seq, prefix }) => {
                const own = full(batch, seq, prefix);
                if (skipping === undefined)
                    return own * imbalance;
                return (indexedShare * own + (1 - indexedShare) * skipping(batch, seq, prefix)) * imbalance;
            };
        },
    };
}
/** The mode that the module's rows are filed under: the common one, else that of the output projection. */
function moduleMode(modes) {
    return modes.o;
}
/** Weight bytes of one layer on one rank. */
function moduleWeightBytes({ dims, heads: n, modes }) {
    const { hidden: h, qLora, kvLora, nope, rope, valueDim, indexDim, indexHeads } = dims;
    return ((h * qLora + qLora * n * (nope + rope)) * (0,ops_modes/* modeBytes */.DX)("gemm", modes.q) +
        (h * (kvLora + rope) + kvLora * n * (nope + valueDim)) * (0,ops_modes/* modeBytes */.DX)("gemm", modes.kv) +
        n * valueDim * h * (0,ops_modes/* modeBytes */.DX)("gemm", modes.o) +
        (qLora * indexDim * indexHeads + h * indexHeads) * (0,ops_modes/* modeBytes */.DX)("gemm", modes.indexer));
}
function pricer(context, shape, skip) {
    const { phase, heads, architecture, dims, fmha, kvcache } = shape;
    const gemm = moduleMode(shape.modes);
    const common = {
        key: `dsa ${phase} ${architecture} ${heads} ${fmha} ${kvcache} ${gemm} ${skip}`,
        label: `sparse latent attention (${phase === "context" ? "prefill" : "decode"})`,
        missing: `${architecture}, ${fmha} attention, ${kvcache} cache, ${gemm} projections`,
        grid: () => moduleGrid(context, shape, skip),
    };
    if (phase === "context") {
        const sol = (0,dsa_sol/* contextDsaSol */.Ct)(context, dims, { fmha, kvcache, gemm }, skip);
        return (0,grid_kernel/* gridPricer */.Mv)(context, {
            ...common,
            gridSol: ([n, p, s, b]) => sol(n, p, s, b),
            at: (batch, seq, prefix) => [heads, prefix, seq, batch],
        });
    }
    const sol = (0,dsa_sol/* generationDsaSol */.XF)(context, dims, { kvcache, gemm }, skip);
    return (0,grid_kernel/* gridPricer */.Mv)(context, {
        ...common,
        gridSol: ([n, b, s]) => sol(n, b, s),
        at: (batch, seq) => [heads, batch, seq],
    });
}
function moduleGrid(context, shape, skip) {
    const sources = context.tables(NEEDS[shape.phase].family, NEEDS[shape.phase].table);
    for (const kernel of kernelBuckets(shape.kvcache)) {
        const grid = (0,slices/* gridSlice */.P5)(sources, {
            where: { ...sliceOf(shape, skip), kernel_source: kernel },
            defaults: { op_name: "", kernel_source: "" },
            axes: AXES[shape.phase],
            value: "latency",
            duplicates: "last",
        });
        if (grid !== undefined)
            return grid;
    }
    return undefined;
}
/** Rows of the TRT-LLM kernel where there are any, else all others; with a bf16 cache they form one table. */
function kernelBuckets(kvcache) {
    if (kvcache === "bfloat16")
        return [() => true];
    return [true, false].map((wanted) => (kernel) => String(kernel).includes("trtllm") === wanted);
}
function sliceOf(shape, skip) {
    const { architecture, fmha, kvcache, modes } = shape;
    return {
        op_name: (op) => String(op).includes("skip_indexer") === skip,
        architecture,
        mla_dtype: fmha,
        kv_cache_dtype: kvcache,
        gemm_type: moduleMode(modes),
    };
}
function skipRowsExist(context, shape) {
    const { family, table } = NEEDS[shape.phase];
    return context
        .tables(family, table)
        .some((source) => ((0,rows/* matchRows */.lj)(source, { where: sliceOf(shape, true), defaults: { op_name: "" } })?.length ?? 0) > 0);
}

// EXTERNAL MODULE: ./build/lib/perf/ops/memory-op.js
var memory_op = __webpack_require__(4348);
// EXTERNAL MODULE: ./build/lib/perf/model/spec.js
var spec = __webpack_require__(4261);
// EXTERNAL MODULE: ./build/lib/perf/model/families/deepseek.js
var deepseek = __webpack_require__(6207);
// EXTERNAL MODULE: ./build/lib/perf/model/families/deepseek-large-ep.js + 1 modules
var deepseek_large_ep = __webpack_require__(5136);
// EXTERNAL MODULE: ./build/lib/perf/model/families/large-ep.js + 5 modules
var large_ep = __webpack_require__(8891);
// EXTERNAL MODULE: ./build/lib/perf/model/families/phase.js
var phase = __webpack_require__(5058);
// EXTERNAL MODULE: ./build/lib/perf/model/families/projection-modes.js
var projection_modes = __webpack_require__(9605);
;// CONCATENATED MODULE: ./build/lib/perf/model/families/deepseek-v32.js









/** Sparse latent attention and experts: DeepSeek-V3.2, GLM-5 (`spec` operators 4.4). */
const deepseekV32 = {
    name: "DEEPSEEKV32",
    architectures: ["DeepseekV32ForCausalLM", "GlmMoeDsaForCausalLM"],
    contextParallel: true,
    qkNorm: () => false,
    activationRow: "moe",
    moeWorkspace: "backend",
    adjustQuant: (quant, { explicit }) => explicit.fmha === undefined ? { ...quant, fmha: "bfloat16" } : quant,
    graph: (request) => ({
        context: operators((0,phase/* inPhase */.xe)(request, "context")),
        generation: operators((0,phase/* inPhase */.xe)(request, "generation")),
    }),
    kvBytesPerSequence: sparseKvBytes,
    largeEpNeeds: large_ep/* LARGE_EP_NEEDS */.Us,
    coversLargeEp: (request, context, phase) => (0,large_ep/* coversLargeEp */.h0)(request, context, phase, deepseek_large_ep/* DISTRIBUTION */.hN),
};
/** Latent keys and values, rotary part in bf16, and the index keys with their scales; replicated over tp. */
function sparseKvBytes(request, length) {
    const { model, quant } = request;
    const { kvLora, rope, indexDim } = dsaDims(model);
    const perToken = kvLora * (0,ops_modes/* modeBytes */.DX)("kvcache", quant.kvcache) + rope * 2 + indexDim + 4 * Math.ceil(indexDim / 128);
    return model.layers * length * perToken;
}
function operators(request) {
    const { model, parallelism } = request;
    const modes = (0,projection_modes/* projectionModes */.g)(request);
    if (request.largeEp)
        return largeEpOperators(request);
    // only the norms and the attention module share a prompt over the context ranks
    const whole = { ...request, cp: 1 };
    return [
        (0,phase/* embeddingOf */.hB)(whole, false),
        splitNorm(request, "add_norm_1"),
        attention(request, request.times),
        splitNorm(request, "add_norm_2"),
        ...(0,deepseek.expertBlock)(whole, {
            distribution: deepseek_large_ep/* DISTRIBUTION */.hN,
            sharedWidth: model.moeInter / parallelism.moeTp,
            sharedMode: modes.shared,
        }),
        (0,phase/* logits */.t6)(whole),
        (0,phase/* stageHop */.a4)(whole),
    ];
}
/** Experts over nodes; SGLang prices nothing but attention and experts, as the reference has it. */
function largeEpOperators(request) {
    const { model, backend } = request;
    const shared = request.given.gemm ? request.quant.gemm : (0,projection_modes/* projectionModes */.g)(request).shared;
    const times = (0,deepseek_large_ep/* largeEpTimes */.Vc)(request);
    if (backend === "sglang") {
        return [
            ...(0,deepseek_large_ep/* groupCollective */.Ih)(request, "tp_all_gather", "all_gather"),
            attention(request, times),
            ...(0,deepseek_large_ep/* groupCollective */.Ih)(request, "tp_reduce_scatter", "reduce_scatter"),
            ...(0,deepseek_large_ep/* sglangExperts */.uK)(request, shared),
        ];
    }
    const norm = { count: model.layers * times, read: 2 * model.hidden, written: 2 * model.hidden };
    return [
        (0,phase/* embeddingOf */.hB)(request, false),
        (0,memory_op/* elementwise */.zc)({ ...norm, name: "add_norm_1" }),
        attention(request, times),
        (0,memory_op/* elementwise */.zc)({ ...norm, name: "add_norm_2" }),
        ...(backend === "vllm"
            ? (0,deepseek_large_ep/* vllmExperts */.Dt)(request, shared)
            : (0,deepseek_large_ep/* trtllmExperts */.xs)(request, shared, model.layers * times)),
        (0,phase/* logits */.t6)(request),
        (0,phase/* stageHop */.a4)(request),
    ];
}
function splitNorm(request, name) {
    const { model, times, cp } = request;
    const { hidden, layers } = model;
    return (0,memory_op/* elementwise */.zc)({
        name,
        count: layers * times,
        read: 2 * hidden,
        written: 2 * hidden,
        scaleNumTokens: cp,
    });
}
function attention(request, times) {
    const { model, parallelism, quant, phase } = request;
    return dsaModule({
        name: `${phase}_attention`,
        count: model.layers * times,
        phase,
        heads: model.heads / parallelism.tp,
        architecture: model.architecture,
        dims: dsaDims(model),
        fmha: quant.fmha,
        kvcache: quant.kvcache,
        modes: (0,projection_modes/* projectionModes */.g)(request),
        indexedShare: request.backend === "sglang" ? indexedShare(model) : 1,
        imbalance: phase === "context" ? request.seqImbalance : request.genSeqImbalance,
    });
}
/** Sizes from the configuration. */
function dsaDims(model) {
    const field = (name, fallback) => (0,spec/* numberField */.sJ)(model.text, name) ?? fallback;
    return {
        hidden: model.hidden,
        qLora: field("q_lora_rank", 1536),
        kvLora: field("kv_lora_rank", 512),
        nope: field("qk_nope_head_dim", 128),
        rope: field("qk_rope_head_dim", 64),
        valueDim: field("v_head_dim", 128),
        indexTopK: field("index_topk", 2048),
        indexDim: field("index_head_dim", 128),
        indexHeads: field("index_n_heads", 64),
    };
}
/** Share of layers with an indexer of their own: by pattern (`S` skips), else by frequency after an offset. */
function indexedShare(model) {
    const pattern = (0,spec/* textField */.M8)(model.text, "index_topk_pattern");
    if (pattern !== undefined) {
        const used = pattern.slice(0, model.layers);
        return [...used].filter((kind) => kind !== "S").length / used.length;
    }
    const frequency = (0,spec/* numberField */.sJ)(model.text, "index_topk_freq") ?? 1;
    if (frequency <= 1)
        return 1;
    const offset = (0,spec/* numberField */.sJ)(model.text, "index_skip_topk_offset");
    let indexed = 0;
    for (let layer = 0; layer < model.layers; layer++) {
        const position = offset === undefined ? layer - 1 : layer - offset + 1;
        if (Math.max(position, 0) % frequency === 0)
            indexed++;
    }
    return indexed / model.layers;
}


/***/ }),

/***/ 8526:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ct: () => (/* binding */ contextDsaSol),
/* harmony export */   XF: () => (/* binding */ generationDsaSol),
/* harmony export */   pO: () => (/* binding */ causalPairs)
/* harmony export */ });
/* harmony import */ var _grid_kernel_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6855);
/* harmony import */ var _modes_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6289);


/** Query-key pairs of causal attention that looks at `topK` tokens at most, over `f − p` new tokens after `p` cached ones. */
function causalPairs(batch, newTokens, prefix, topK) {
    const full = prefix + newTokens;
    if (full <= topK)
        return (batch * (full * (full + 1) - prefix * (prefix + 1))) / 2;
    if (prefix >= topK)
        return batch * newTokens * topK;
    return (batch * (topK * (topK + 1) - prefix * (prefix + 1))) / 2 + batch * (full - topK) * topK;
}
/**
 * Roofline of the prefill module over heads, cached tokens, new tokens and batch (`spec` operators 3.9). `skip`: layers that
 * take over the indices of an earlier one; only the index products are left out.
 */
function contextDsaSol(context, dims, modes, skip) {
    const { kvLora, rope, nope, indexTopK, indexDim, indexHeads } = dims;
    const { memBw } = context.system.gpu;
    const latent = kvLora + rope;
    return (n, prefix, newTokens, batch) => {
        const tokens = batch * newTokens;
        const full = newTokens + prefix;
        const sparse = full > indexTopK;
        const index = skip || !sparse ? 0 : 2 * tokens * indexHeads * indexDim * full;
        const pairs = causalPairs(batch, newTokens, prefix, indexTopK);
        const computeS = computeSeconds(context, dims, modes, {
            tokens,
            heads: n,
            index,
            pairs,
            attentionFlops: (0,_modes_js__WEBPACK_IMPORTED_MODULE_1__/* .modeFlops */ .qU)(context.system, "fmha", modes.fmha),
        });
        const bytes = weightElements(dims, n) * (0,_modes_js__WEBPACK_IMPORTED_MODULE_1__/* .modeBytes */ .DX)("gemm", modes.gemm) +
            batch * n * Math.min(full, indexTopK) * latent * (0,_modes_js__WEBPACK_IMPORTED_MODULE_1__/* .modeBytes */ .DX)("kvcache", modes.kvcache) +
            (sparse ? batch * full * indexRowBytes(indexDim) : 0) +
            tokens * n * (nope + rope) * (0,_modes_js__WEBPACK_IMPORTED_MODULE_1__/* .modeBytes */ .DX)("fmha", modes.fmha) * 2;
        return (0,_grid_kernel_js__WEBPACK_IMPORTED_MODULE_0__/* .roofline */ .Bs)(computeS, bytes / memBw);
    };
}
/** Roofline of the decode module over heads, batch and key-value length. */
function generationDsaSol(context, dims, modes, skip) {
    const { kvLora, rope, indexTopK, indexDim, indexHeads } = dims;
    const { memBw } = context.system.gpu;
    return (n, batch, seq) => {
        const pairs = batch * Math.min(seq, indexTopK);
        const computeS = computeSeconds(context, dims, modes, {
            tokens: batch,
            heads: n,
            index: skip ? 0 : 2 * batch * indexHeads * indexDim * seq,
            pairs,
            attentionFlops: (0,_modes_js__WEBPACK_IMPORTED_MODULE_1__/* .computeFlops */ .MP)(context.system, "bfloat16"),
        });
        const bytes = weightElements(dims, n) * (0,_modes_js__WEBPACK_IMPORTED_MODULE_1__/* .modeBytes */ .DX)("gemm", modes.gemm) +
            pairs * (kvLora + rope) * (0,_modes_js__WEBPACK_IMPORTED_MODULE_1__/* .modeBytes */ .DX)("kvcache", modes.kvcache) +
            batch * seq * indexRowBytes(indexDim);
        return (0,_grid_kernel_js__WEBPACK_IMPORTED_MODULE_0__/* .roofline */ .Bs)(computeS, bytes / memBw);
    };
}
function computeSeconds(context, dims, modes, work) {
    const { hidden: h, qLora, kvLora, nope, rope, valueDim, indexDim, indexHeads } = dims;
    const { tokens: t, heads: n, index, pairs, attentionFlops } = work;
    const down = qLora + kvLora + rope + indexDim;
    const products = 2 * t * h * down +
        2 * t * qLora * n * (nope + rope) +
        2 * t * qLora * indexHeads * indexDim +
        2 * t * h * indexHeads +
        2 * t * n * valueDim * h +
        2 * n * t * nope * kvLora +
        2 * n * t * kvLora * valueDim;
    const attention = 2 * n * (2 * kvLora + rope) * pairs;
    return (products / (0,_modes_js__WEBPACK_IMPORTED_MODULE_1__/* .modeFlops */ .qU)(context.system, "gemm", modes.gemm) +
        (index === 0 ? 0 : index / (0,_modes_js__WEBPACK_IMPORTED_MODULE_1__/* .computeFlops */ .MP)(context.system, "fp8")) +
        attention / attentionFlops);
}
function weightElements(dims, n) {
    const { hidden: h, qLora, kvLora, nope, rope, valueDim, indexDim, indexHeads } = dims;
    return (h * (qLora + kvLora + rope + indexDim) +
        qLora * n * (nope + rope) +
        qLora * indexHeads * indexDim +
        h * indexHeads +
        n * valueDim * h);
}
/** A cached index key: one byte an element and a scale for every 128. */
function indexRowBytes(indexDim) {
    return indexDim + 4 * Math.ceil(indexDim / 128);
}


/***/ })

};
