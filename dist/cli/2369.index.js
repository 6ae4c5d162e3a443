export const id = 2369;
export const ids = [2369];
export const modules = {

/***/ 2369:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  minimaxM3: () => (/* binding */ minimaxM3)
});

// EXTERNAL MODULE: ./build/lib/perf/types.js
var types = __webpack_require__(2779);
// EXTERNAL MODULE: ./build/lib/perf/ops/dsa-module.js
var dsa_module = __webpack_require__(8514);
// EXTERNAL MODULE: ./build/lib/perf/ops/grid-kernel.js
var grid_kernel = __webpack_require__(6855);
// EXTERNAL MODULE: ./build/lib/perf/ops/by-mode.js
var by_mode = __webpack_require__(2546);
// EXTERNAL MODULE: ./build/lib/perf/ops/memo.js
var memo = __webpack_require__(6799);
;// CONCATENATED MODULE: ./build/lib/perf/ops/msa-estimate.js



/** The model whose sparse attention lends: GLM-5, with as many heads and the same formats. */
const LENDER = "GlmMoeDsaForCausalLM";
const LENDER_DIMS = {
    hidden: 6144,
    qLora: 2048,
    kvLora: 512,
    nope: 192,
    rope: 64,
    valueDim: 256,
    indexTopK: 2048,
    indexDim: 128,
    indexHeads: 32,
};
/**
 * Milliseconds of block-sparse attention from sparse latent attention of the same sizes: its roofline times what the lender
 * was measured to take over its own (`docs/model-notes.md`).
 */
function borrowedMsa(context, loan, sol) {
    const { phase, heads, fmha, kvcache, gemm } = loan;
    const shape = {
        name: "sparse attention of the lender",
        count: 1,
        phase,
        heads,
        architecture: LENDER,
        dims: LENDER_DIMS,
        fmha,
        kvcache,
        modes: { q: gemm, kv: gemm, o: gemm, indexer: gemm },
        indexedShare: 1,
    };
    const measured = (0,dsa_module/* dsaPricer */.gS)((0,by_mode/* measuredOnly */.H)(context), shape);
    const roof = (0,dsa_module/* dsaPricer */.gS)(rooflineOnly(context), shape);
    return (0,memo/* memo3 */.O)((batch, seq, prefix) => (sol(batch, seq, prefix) * measured(batch, seq, prefix)) / roof(batch, seq, prefix));
}
function rooflineOnly(context) {
    return {
        ...context,
        databaseMode: "SOL",
        shared: (key, make) => context.shared(`roofline only: ${key}`, make),
        mark: () => undefined,
    };
}

// EXTERNAL MODULE: ./build/lib/perf/ops/dsa-sol.js
var dsa_sol = __webpack_require__(8526);
// EXTERNAL MODULE: ./build/lib/perf/ops/modes.js
var ops_modes = __webpack_require__(6289);
;// CONCATENATED MODULE: ./build/lib/perf/ops/msa-sol.js



/**
 * Roofline of the prefill module over heads, cached tokens, new tokens and batch, milliseconds. Found by running the
 * reference on hardware with a single finite resource (`docs/model-notes.md`).
 */
function contextMsaSol(context, dims, modes) {
    return (heads, prefix, newTokens, batch) => moduleRoofline(context, dims, modes, {
        heads,
        tokens: batch * newTokens,
        batch,
        length: prefix + newTokens,
        pairs: (0,dsa_sol/* causalPairs */.pO)(batch, newTokens, prefix, dims.topK),
    });
}
/** Roofline of the decode module over heads, batch and key-value length, milliseconds. */
function generationMsaSol(context, dims, modes) {
    return (heads, batch, seq) => moduleRoofline(context, dims, modes, {
        heads,
        tokens: batch,
        batch,
        length: seq - 1,
        pairs: batch * Math.min(seq - 1, dims.topK),
    });
}
function moduleRoofline(context, dims, modes, work) {
    const { hidden, kvHeads, headDim: d, valueDim, indexHeads, indexDim, topK, block } = dims;
    const { heads: n, tokens, batch, length, pairs } = work;
    const indexWidth = indexHeads * indexDim;
    const weights = hidden * (n * d + 2 * kvHeads * d + n * valueDim + indexWidth);
    const blocks = length > topK ? Math.ceil(length / block) : 0;
    const indexOps = 2 * tokens * indexWidth * blocks;
    const computeS = (2 * tokens * weights) / (0,ops_modes/* modeFlops */.qU)(context.system, "gemm", modes.gemm) +
        (2 * n * (d + valueDim) * pairs) / (0,ops_modes/* modeFlops */.qU)(context.system, "fmha", modes.fmha) +
        (indexOps === 0 ? 0 : indexOps / (0,ops_modes/* computeFlops */.MP)(context.system, "fp8"));
    const bytes = weights * (0,ops_modes/* modeBytes */.DX)("gemm", modes.gemm) +
        2 * tokens * n * d * (0,ops_modes/* modeBytes */.DX)("fmha", modes.fmha) +
        batch * kvHeads * (d + valueDim) * Math.min(length, topK) * (0,ops_modes/* modeBytes */.DX)("kvcache", modes.kvcache) +
        batch * blocks * indexWidth;
    return (0,grid_kernel/* roofline */.Bs)(computeS, bytes / context.system.gpu.memBw);
}

// EXTERNAL MODULE: ./build/lib/perf/ops/slices.js
var slices = __webpack_require__(5434);
;// CONCATENATED MODULE: ./build/lib/perf/ops/msa-module.js






const COLUMNS = [
    "kv_cache_dtype",
    "gemm_type",
    "num_heads",
    "batch_size",
    "isl",
    "step",
    "kernel_source",
    "latency",
];
const NEEDS = {
    context: { family: "msa", table: "msa_context_module_perf", columns: COLUMNS },
    generation: { family: "msa", table: "msa_generation_module_perf", columns: COLUMNS },
};
/** Block-sparse attention of MiniMax-M3 with its projections, whose weights the reference does not count. */
function msaModule(shape) {
    const { name, count, phase, imbalance = 1 } = shape;
    return {
        name,
        count,
        scope: "sequence",
        weightBytes: 0,
        needs: [NEEDS[phase], dsa_module/* DSA_NEEDS */.jp[phase]],
        bind(context) {
            const price = pricer(context, shape);
            return (query) => price(query.batch, query.seq, query.prefix) * imbalance;
        },
    };
}
function pricer(context, shape) {
    const { phase, heads, dims, fmha, kvcache, gemm } = shape;
    const common = {
        key: `msa ${phase} ${heads} ${dims.kvHeads} ${fmha} ${kvcache} ${gemm}`,
        label: `block-sparse attention (${phase === "context" ? "prefill" : "decode"})`,
        missing: `${kvcache} cache, ${gemm} projections`,
        grid: () => moduleGrid(context, shape),
    };
    // where estimates are made this kernel's own rows are not looked at, as the reference has it
    function loan(sol) {
        if (!context.transfer.xop)
            throw new types/* MissingDataError */.hr(`${common.label} is estimated from other kernels only, which is not allowed`);
        return { price: borrowedMsa(context, shape, sol), source: "xop" };
    }
    if (phase === "context") {
        const sol = contextMsaSol(context, dims, shape);
        return (0,grid_kernel/* gridPricer */.Mv)(context, {
            ...common,
            estimate: () => loan((batch, seq, prefix) => sol(heads, prefix, seq, batch)),
            gridSol: ([n, p, s, b]) => sol(n, p, s, b),
            at: (batch, seq, prefix) => [heads, prefix, seq, batch],
        });
    }
    const sol = generationMsaSol(context, dims, shape);
    return (0,grid_kernel/* gridPricer */.Mv)(context, {
        ...common,
        estimate: () => loan((batch, seq) => sol(heads, batch, seq)),
        gridSol: ([n, b, s]) => sol(n, b, s),
        at: (batch, seq) => [heads, batch, seq],
    });
}
function moduleGrid(context, { phase, kvcache, gemm }) {
    const { family, table } = NEEDS[phase];
    return (0,slices/* gridSlice */.P5)(context.tables(family, table), {
        where: { gemm_type: gemm, kv_cache_dtype: (mode) => mode === kvcache || mode === `${kvcache}_e4m3` },
        axes: phase === "context"
            ? ["num_heads", "step", "isl", "batch_size"]
            : ["num_heads", "batch_size", ["isl", "step"]],
        value: "latency",
    });
}

// EXTERNAL MODULE: ./build/lib/perf/model/spec.js
var spec = __webpack_require__(4261);
// EXTERNAL MODULE: ./build/lib/perf/model/families/deepseek.js
var deepseek = __webpack_require__(6207);
// EXTERNAL MODULE: ./build/lib/perf/model/families/llama.js
var llama = __webpack_require__(9492);
// EXTERNAL MODULE: ./build/lib/perf/model/families/phase.js
var phase = __webpack_require__(5058);
;// CONCATENATED MODULE: ./build/lib/perf/model/families/minimax-m3.js





/** Block-sparse attention and experts in all layers: MiniMax-M3 (`spec` operators 4.7.4). */
const minimaxM3 = {
    name: "MINIMAXM3",
    architectures: ["MiniMaxM3ForCausalLM", "MiniMaxM3SparseForConditionalGeneration"],
    multimodal: (architecture) => architecture === "MiniMaxM3SparseForConditionalGeneration",
    contextParallel: false,
    qkNorm: () => false,
    activationRow: "default",
    graph: (request) => ({
        context: operators((0,phase/* inPhase */.xe)(request, "context")),
        generation: operators((0,phase/* inPhase */.xe)(request, "generation")),
    }),
    kvBytesPerSequence: llama.groupedKvBytes,
};
function operators(request) {
    const { model, parallelism, quant } = request;
    return [
        (0,phase/* embeddingOf */.hB)(request, false),
        (0,deepseek.addNorm)(request, "add_norm_1"),
        attention(request),
        (0,deepseek.addNorm)(request, "add_norm_2"),
        ...(0,deepseek.expertBlock)(request, {
            distribution: "power_law_1.01",
            sharedWidth: model.moeInter / parallelism.tp,
            sharedMode: quant.gemm,
        }),
        (0,phase/* logits */.t6)(request),
        (0,phase/* stageHop */.a4)(request),
    ];
}
function attention(request) {
    const { model, parallelism, quant, phase, times } = request;
    return msaModule({
        name: `${phase}_attention`,
        count: model.layers * times,
        phase,
        heads: model.heads / parallelism.tp,
        dims: {
            ...indexSizes(model),
            hidden: model.hidden,
            headDim: model.headDim,
            valueDim: model.headDim,
            kvHeads: Math.ceil(model.kvHeads / parallelism.tp),
        },
        fmha: quant.fmha,
        kvcache: quant.kvcache,
        gemm: quant.gemm,
        imbalance: phase === "context" ? request.seqImbalance : request.genSeqImbalance,
    });
}
function indexSizes(model) {
    const sparse = (0,spec/* objectField */.qV)(model.text, "sparse_attention_config") ?? {};
    const field = (name, fallback) => (0,spec/* numberField */.sJ)(sparse, name) ?? fallback;
    const block = field("sparse_block_size", 128);
    return {
        indexHeads: field("sparse_num_index_heads", 4),
        indexDim: field("sparse_index_dim", 128),
        topK: block * field("sparse_topk_blocks", 16),
        block,
    };
}


/***/ }),

/***/ 8514:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   gS: () => (/* binding */ dsaPricer),
/* harmony export */   jp: () => (/* binding */ DSA_NEEDS),
/* harmony export */   vm: () => (/* binding */ dsaModule)
/* harmony export */ });
/* harmony import */ var _interp_grid_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4473);
/* harmony import */ var _dsa_sol_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8526);
/* harmony import */ var _grid_kernel_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6855);
/* harmony import */ var _modes_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6289);
/* harmony import */ var _rows_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(852);
/* harmony import */ var _slices_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5434);






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
const DSA_NEEDS = {
    context: { family: "sparse_attention", table: "dsa_context_module_perf", columns: COLUMNS },
    generation: { family: "sparse_attention", table: "dsa_generation_module_perf", columns: COLUMNS },
};
const AXES = {
    context: ["num_heads", "step", "isl", "batch_size"],
    generation: ["num_heads", "batch_size", ["isl", "step"]],
};
/** place of the cached tokens among the axes of a prefill */
const PREFIX_AXIS = 1;
/** Sparse latent attention with all its projections and the indexer (`spec` operators 3.9). */
function dsaModule(shape) {
    const { name, count, phase, indexedShare, imbalance = 1 } = shape;
    return {
        name,
        count,
        scope: "sequence",
        weightBytes: moduleWeightBytes(shape) * count,
        needs: [DSA_NEEDS[phase]],
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
/** Milliseconds of one layer with its indexer, as the database mode has it. */
function dsaPricer(context, shape) {
    return pricer(context, shape, false);
}
/** The mode that the module's rows are filed under: the common one, else that of the output projection. */
function moduleMode(modes) {
    return modes.o;
}
/** Weight bytes of one layer on one rank. */
function moduleWeightBytes({ dims, heads: n, modes }) {
    const { hidden: h, qLora, kvLora, nope, rope, valueDim, indexDim, indexHeads } = dims;
    return ((h * qLora + qLora * n * (nope + rope)) * (0,_modes_js__WEBPACK_IMPORTED_MODULE_3__/* .modeBytes */ .DX)("gemm", modes.q) +
        (h * (kvLora + rope) + kvLora * n * (nope + valueDim)) * (0,_modes_js__WEBPACK_IMPORTED_MODULE_3__/* .modeBytes */ .DX)("gemm", modes.kv) +
        n * valueDim * h * (0,_modes_js__WEBPACK_IMPORTED_MODULE_3__/* .modeBytes */ .DX)("gemm", modes.o) +
        (qLora * indexDim * indexHeads + h * indexHeads) * (0,_modes_js__WEBPACK_IMPORTED_MODULE_3__/* .modeBytes */ .DX)("gemm", modes.indexer));
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
        const sol = (0,_dsa_sol_js__WEBPACK_IMPORTED_MODULE_1__/* .contextDsaSol */ .Ct)(context, dims, { fmha, kvcache, gemm }, skip);
        return (0,_grid_kernel_js__WEBPACK_IMPORTED_MODULE_2__/* .gridPricer */ .Mv)(context, {
            ...common,
            gridSol: ([n, p, s, b]) => sol(n, p, s, b),
            at: (batch, seq, prefix) => [heads, prefix, seq, batch],
            estimateAt: (batch, seq, prefix, grid) => {
                // more cached tokens than were ever measured: as a prompt of that length without any
                const beyond = prefix > (0,_interp_grid_js__WEBPACK_IMPORTED_MODULE_0__/* .largestKey */ .M)(grid, PREFIX_AXIS);
                return beyond ? [heads, 0, prefix + seq, batch] : [heads, prefix, seq, batch];
            },
        });
    }
    const sol = (0,_dsa_sol_js__WEBPACK_IMPORTED_MODULE_1__/* .generationDsaSol */ .XF)(context, dims, { kvcache, gemm }, skip);
    return (0,_grid_kernel_js__WEBPACK_IMPORTED_MODULE_2__/* .gridPricer */ .Mv)(context, {
        ...common,
        gridSol: ([n, b, s]) => sol(n, b, s),
        at: (batch, seq) => [heads, batch, seq],
    });
}
function moduleGrid(context, shape, skip) {
    const sources = context.tables(DSA_NEEDS[shape.phase].family, DSA_NEEDS[shape.phase].table);
    for (const kernel of kernelBuckets(shape.kvcache)) {
        const grid = (0,_slices_js__WEBPACK_IMPORTED_MODULE_4__/* .gridSlice */ .P5)(sources, {
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
    const { family, table } = DSA_NEEDS[shape.phase];
    return context
        .tables(family, table)
        .some((source) => ((0,_rows_js__WEBPACK_IMPORTED_MODULE_5__/* .matchRows */ .lj)(source, { where: sliceOf(shape, true), defaults: { op_name: "" } })?.length ?? 0) > 0);
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
        index / (0,_modes_js__WEBPACK_IMPORTED_MODULE_1__/* .computeFlops */ .MP)(context.system, "fp8") +
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
