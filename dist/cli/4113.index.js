export const id = 4113;
export const ids = [4113];
export const modules = {

/***/ 4113:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   deepseekV32: () => (/* binding */ deepseekV32),
/* harmony export */   dsaDims: () => (/* binding */ dsaDims),
/* harmony export */   indexedShare: () => (/* binding */ indexedShare)
/* harmony export */ });
/* harmony import */ var _ops_dsa_module_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8514);
/* harmony import */ var _ops_memory_op_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(1967);
/* harmony import */ var _ops_modes_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6289);
/* harmony import */ var _spec_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(4261);
/* harmony import */ var _deepseek_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6207);
/* harmony import */ var _deepseek_large_ep_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5136);
/* harmony import */ var _large_ep_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8891);
/* harmony import */ var _phase_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(5058);
/* harmony import */ var _projection_modes_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(9605);









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
        context: operators((0,_phase_js__WEBPACK_IMPORTED_MODULE_5__/* .inPhase */ .xe)(request, "context")),
        generation: operators((0,_phase_js__WEBPACK_IMPORTED_MODULE_5__/* .inPhase */ .xe)(request, "generation")),
    }),
    kvBytesPerSequence: sparseKvBytes,
    largeEpNeeds: _large_ep_js__WEBPACK_IMPORTED_MODULE_4__/* .LARGE_EP_NEEDS */ .Us,
    coversLargeEp: (request, context, phase) => (0,_large_ep_js__WEBPACK_IMPORTED_MODULE_4__/* .coversLargeEp */ .h0)(request, context, phase, _deepseek_large_ep_js__WEBPACK_IMPORTED_MODULE_3__/* .DISTRIBUTION */ .hN),
};
/** Latent keys and values, rotary part in bf16, and the index keys with their scales; replicated over tp. */
function sparseKvBytes(request, length) {
    const { model, quant } = request;
    const { kvLora, rope, indexDim } = dsaDims(model);
    const perToken = kvLora * (0,_ops_modes_js__WEBPACK_IMPORTED_MODULE_1__/* .modeBytes */ .DX)("kvcache", quant.kvcache) + rope * 2 + indexDim + 4 * Math.ceil(indexDim / 128);
    return model.layers * length * perToken;
}
function operators(request) {
    const { model, parallelism } = request;
    const modes = (0,_projection_modes_js__WEBPACK_IMPORTED_MODULE_6__/* .projectionModes */ .g)(request);
    if (request.largeEp)
        return largeEpOperators(request);
    // only the norms and the attention module share a prompt over the context ranks
    const whole = { ...request, cp: 1 };
    return [
        (0,_phase_js__WEBPACK_IMPORTED_MODULE_5__/* .embeddingOf */ .hB)(whole, false),
        splitNorm(request, "add_norm_1"),
        attention(request, request.times),
        splitNorm(request, "add_norm_2"),
        ...(0,_deepseek_js__WEBPACK_IMPORTED_MODULE_2__.expertBlock)(whole, {
            distribution: _deepseek_large_ep_js__WEBPACK_IMPORTED_MODULE_3__/* .DISTRIBUTION */ .hN,
            sharedWidth: model.moeInter / parallelism.moeTp,
            sharedMode: modes.shared,
        }),
        (0,_phase_js__WEBPACK_IMPORTED_MODULE_5__/* .logits */ .t6)(whole),
        (0,_phase_js__WEBPACK_IMPORTED_MODULE_5__/* .stageHop */ .a4)(whole),
    ];
}
/** Experts over nodes; SGLang prices nothing but attention and experts, as the reference has it. */
function largeEpOperators(request) {
    const { model, backend } = request;
    const shared = request.given.gemm ? request.quant.gemm : (0,_projection_modes_js__WEBPACK_IMPORTED_MODULE_6__/* .projectionModes */ .g)(request).shared;
    const times = (0,_deepseek_large_ep_js__WEBPACK_IMPORTED_MODULE_3__/* .largeEpTimes */ .Vc)(request);
    if (backend === "sglang") {
        return [
            ...(0,_deepseek_large_ep_js__WEBPACK_IMPORTED_MODULE_3__/* .groupCollective */ .Ih)(request, "tp_all_gather", "all_gather"),
            attention(request, times),
            ...(0,_deepseek_large_ep_js__WEBPACK_IMPORTED_MODULE_3__/* .groupCollective */ .Ih)(request, "tp_reduce_scatter", "reduce_scatter"),
            ...(0,_deepseek_large_ep_js__WEBPACK_IMPORTED_MODULE_3__/* .sglangExperts */ .uK)(request, shared),
        ];
    }
    const norm = { count: model.layers * times, read: 2 * model.hidden, written: 2 * model.hidden };
    return [
        (0,_phase_js__WEBPACK_IMPORTED_MODULE_5__/* .embeddingOf */ .hB)(request, false),
        (0,_ops_memory_op_js__WEBPACK_IMPORTED_MODULE_7__/* .elementwise */ .zc)({ ...norm, name: "add_norm_1" }),
        attention(request, times),
        (0,_ops_memory_op_js__WEBPACK_IMPORTED_MODULE_7__/* .elementwise */ .zc)({ ...norm, name: "add_norm_2" }),
        ...(backend === "vllm"
            ? (0,_deepseek_large_ep_js__WEBPACK_IMPORTED_MODULE_3__/* .vllmExperts */ .Dt)(request, shared)
            : (0,_deepseek_large_ep_js__WEBPACK_IMPORTED_MODULE_3__/* .trtllmExperts */ .xs)(request, shared, model.layers * times)),
        (0,_phase_js__WEBPACK_IMPORTED_MODULE_5__/* .logits */ .t6)(request),
        (0,_phase_js__WEBPACK_IMPORTED_MODULE_5__/* .stageHop */ .a4)(request),
    ];
}
function splitNorm(request, name) {
    const { model, times, cp } = request;
    const { hidden, layers } = model;
    return (0,_ops_memory_op_js__WEBPACK_IMPORTED_MODULE_7__/* .elementwise */ .zc)({
        name,
        count: layers * times,
        read: 2 * hidden,
        written: 2 * hidden,
        scaleNumTokens: cp,
    });
}
function attention(request, times) {
    const { model, parallelism, quant, phase } = request;
    return (0,_ops_dsa_module_js__WEBPACK_IMPORTED_MODULE_0__/* .dsaModule */ .vm)({
        name: `${phase}_attention`,
        count: model.layers * times,
        phase,
        heads: model.heads / parallelism.tp,
        architecture: model.architecture,
        dims: dsaDims(model),
        fmha: quant.fmha,
        kvcache: quant.kvcache,
        modes: (0,_projection_modes_js__WEBPACK_IMPORTED_MODULE_6__/* .projectionModes */ .g)(request),
        indexedShare: request.backend === "sglang" ? indexedShare(model) : 1,
        imbalance: phase === "context" ? request.seqImbalance : request.genSeqImbalance,
    });
}
/** Sizes from the configuration. */
function dsaDims(model) {
    const field = (name, fallback) => (0,_spec_js__WEBPACK_IMPORTED_MODULE_8__/* .numberField */ .sJ)(model.text, name) ?? fallback;
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
    const pattern = (0,_spec_js__WEBPACK_IMPORTED_MODULE_8__/* .textField */ .M8)(model.text, "index_topk_pattern");
    if (pattern !== undefined) {
        const used = pattern.slice(0, model.layers);
        return [...used].filter((kind) => kind !== "S").length / used.length;
    }
    const frequency = (0,_spec_js__WEBPACK_IMPORTED_MODULE_8__/* .numberField */ .sJ)(model.text, "index_topk_freq") ?? 1;
    if (frequency <= 1)
        return 1;
    const offset = (0,_spec_js__WEBPACK_IMPORTED_MODULE_8__/* .numberField */ .sJ)(model.text, "index_skip_topk_offset");
    let indexed = 0;
    for (let layer = 0; layer < model.layers; layer++) {
        const position = offset === undefined ? layer - 1 : layer - offset + 1;
        if (Math.max(position, 0) % frequency === 0)
            indexed++;
    }
    return indexed / model.layers;
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
