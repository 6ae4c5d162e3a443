export const id = 421;
export const ids = [421,492];
export const modules = {

/***/ 9492:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   groupedKvBytes: () => (/* binding */ groupedKvBytes),
/* harmony export */   llama: () => (/* binding */ llama),
/* harmony export */   llamaGraph: () => (/* binding */ llamaGraph)
/* harmony export */ });
/* harmony import */ var _ops_all_reduce_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8277);
/* harmony import */ var _ops_context_attention_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(673);
/* harmony import */ var _ops_gemm_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2541);
/* harmony import */ var _ops_generation_attention_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2876);
/* harmony import */ var _ops_memory_op_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(4348);
/* harmony import */ var _ops_modes_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6289);
/* harmony import */ var _ops_nccl_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2557);
/* harmony import */ var _ops_p2p_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(3651);
/* harmony import */ var _family_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(1390);









/** Dense transformers with grouped attention and a gated feed-forward block (`spec` operators 4.1). */
const llama = {
    name: "LLAMA",
    architectures: ["LlamaForCausalLM", "Qwen2ForCausalLM", "Qwen3ForCausalLM", "MiMoForCausalLM"],
    contextParallel: true,
    qkNorm: (architecture) => architecture === "Qwen3ForCausalLM",
    activationRow: "llama",
    graph: llamaGraph,
    kvBytesPerSequence: groupedKvBytes,
};
/** Keys and values of every layer: `length · bytes · kvHeads of the rank · headDim · 2 · layers`. */
function groupedKvBytes(request, length) {
    const { model, quant } = request;
    return (length *
        (0,_ops_modes_js__WEBPACK_IMPORTED_MODULE_4__/* .modeBytes */ .DX)("kvcache", quant.kvcache) *
        (0,_family_js__WEBPACK_IMPORTED_MODULE_6__/* .rankHeads */ .A)(request).kvHeads *
        model.headDim *
        2 *
        model.layers);
}
/** The dense graph; Qwen3-VL uses it too. */
function llamaGraph(request) {
    return { context: denseOperators(request, "context"), generation: denseOperators(request, "generation") };
}
function denseOperators(request, phase) {
    const { model, parallelism, quant } = request;
    const { tp, pp } = parallelism;
    // the generation list ignores context parallelism altogether
    const cp = phase === "context" ? parallelism.cp : 1;
    const times = phase === "generation" ? (0,_family_js__WEBPACK_IMPORTED_MODULE_6__/* .draftFactor */ .n)(request) : 1;
    const count = model.layers * times;
    const { hidden: h, headDim: d } = model;
    const { heads, kvHeads } = (0,_family_js__WEBPACK_IMPORTED_MODULE_6__/* .rankHeads */ .A)(request);
    const inter = model.inter / tp;
    const mode = quant.gemm;
    const vocab = Math.floor(model.vocab / tp);
    const logitRows = phase === "context" ? "batch" : "tokens";
    return [
        (0,_ops_memory_op_js__WEBPACK_IMPORTED_MODULE_7__/* .embedding */ .Gz)({ rows: vocab, hidden: h, count: times, cp }),
        (0,_ops_memory_op_js__WEBPACK_IMPORTED_MODULE_7__/* .elementwise */ .zc)({ name: "add_norm_1", count, read: 2 * h, written: 2 * h, cp }),
        (0,_ops_gemm_js__WEBPACK_IMPORTED_MODULE_2__/* .gemm */ .vE)({ name: "qkv_gemm", count, n: heads * d + 2 * d * kvHeads, k: h, mode, cp }),
        ...attention(request, phase, count, cp),
        (0,_ops_gemm_js__WEBPACK_IMPORTED_MODULE_2__/* .gemm */ .vE)({ name: "proj_gemm", count, n: h, k: heads * d, mode, cp, quantizedInput: true }),
        (0,_ops_memory_op_js__WEBPACK_IMPORTED_MODULE_7__/* .elementwise */ .zc)({ name: "add_norm_2", count, read: 2 * h, written: 2 * h, cp }),
        (0,_ops_gemm_js__WEBPACK_IMPORTED_MODULE_2__/* .gemm */ .vE)({ name: "gate_ffn1_gemm", count, n: 2 * inter, k: h, mode, cp }),
        (0,_ops_memory_op_js__WEBPACK_IMPORTED_MODULE_7__/* .elementwise */ .zc)({ name: "act_gate", count, read: 2 * inter, written: inter, cp }),
        (0,_ops_gemm_js__WEBPACK_IMPORTED_MODULE_2__/* .gemm */ .vE)({ name: "ffn2_gemm", count, n: h, k: inter, mode, cp, quantizedInput: true }),
        (0,_ops_gemm_js__WEBPACK_IMPORTED_MODULE_2__/* .gemm */ .vE)({ name: "logits_gemm", count: times, n: vocab, k: h, mode: "bfloat16", rows: logitRows, cp }),
        (0,_ops_all_reduce_js__WEBPACK_IMPORTED_MODULE_0__/* .allReduce */ .Qk)({ name: "embedding_ar", count: times, hidden: h, gpus: tp, cp }),
        (0,_ops_all_reduce_js__WEBPACK_IMPORTED_MODULE_0__/* .allReduce */ .Qk)({ name: "ar_1", count, hidden: h, gpus: tp, cp }),
        (0,_ops_all_reduce_js__WEBPACK_IMPORTED_MODULE_0__/* .allReduce */ .Qk)({ name: "ar_2", count, hidden: h, gpus: tp, cp }),
        (0,_ops_p2p_js__WEBPACK_IMPORTED_MODULE_8__/* .pipelineP2p */ .j)({ pp, hidden: h, cp, times }),
    ];
}
function attention(request, phase, count, cp) {
    const { model, quant } = request;
    const { heads, kvHeads } = (0,_family_js__WEBPACK_IMPORTED_MODULE_6__/* .rankHeads */ .A)(request);
    const shape = { count, heads, kvHeads, headDim: model.headDim, kvcache: quant.kvcache };
    if (phase === "generation")
        return [(0,_ops_generation_attention_js__WEBPACK_IMPORTED_MODULE_3__/* .generationAttention */ .hV)({ ...shape, imbalance: request.genSeqImbalance })];
    const kernel = (0,_ops_context_attention_js__WEBPACK_IMPORTED_MODULE_1__/* .contextAttention */ .CV)({
        ...shape,
        fmha: quant.fmha,
        qkNorm: model.qkNorm,
        cp,
        imbalance: request.seqImbalance,
    });
    if (cp === 1)
        return [kernel];
    const elementsPerToken = (2 * kvHeads * model.headDim * (0,_ops_modes_js__WEBPACK_IMPORTED_MODULE_4__/* .modeBytes */ .DX)("kvcache", quant.kvcache)) / 2;
    return [
        kernel,
        (0,_ops_nccl_js__WEBPACK_IMPORTED_MODULE_5__/* .nccl */ .PZ)({ name: "cp_all_gather", count, operation: "all_gather", gpus: cp, elementsPerToken }),
    ];
}


/***/ }),

/***/ 9421:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  layersOfKind: () => (/* binding */ layersOfKind),
  nemotronH: () => (/* binding */ nemotronH)
});

// EXTERNAL MODULE: ./build/lib/perf/ops/all-reduce.js
var all_reduce = __webpack_require__(8277);
// EXTERNAL MODULE: ./build/lib/perf/ops/gemm.js + 4 modules
var gemm = __webpack_require__(2541);
// EXTERNAL MODULE: ./build/lib/perf/types.js
var types = __webpack_require__(2779);
// EXTERNAL MODULE: ./build/lib/perf/ops/grid-kernel.js
var grid_kernel = __webpack_require__(6855);
// EXTERNAL MODULE: ./build/lib/perf/ops/slices.js
var slices = __webpack_require__(5434);
;// CONCATENATED MODULE: ./build/lib/perf/ops/mamba2.js



const NEED = {
    family: "linear_attention",
    table: "mamba2_perf",
    columns: [
        "kernel_source",
        "phase",
        "batch_size",
        "seq_len",
        "d_model",
        "d_state",
        "d_conv",
        "nheads",
        "head_dim",
        "n_groups",
        "chunk_size",
        "latency",
    ],
};
/** Short convolution of a Mamba-2 layer. */
function mamba2Conv(shape) {
    const width = shape.heads * shape.headDim + 2 * shape.groups * shape.stateDim;
    return mamba2Kernel(shape, "causal_conv1d_fn", (tokens) => tokens * width * (shape.convWidth + 2) * 2);
}
/** State-space scan of a Mamba-2 layer. */
function mamba2Scan(shape) {
    const inner = shape.heads * shape.headDim;
    const read = inner + 2 * shape.groups * shape.stateDim + shape.heads;
    return mamba2Kernel(shape, "mamba_chunk_scan_combined", (tokens) => tokens * (read + inner) * 2);
}
/** Prefill kernels are measured; decode kernels always cost their bytes, as the reference never reads their rows. */
function mamba2Kernel(shape, kernel, bytesOf) {
    const { name, count, phase } = shape;
    return {
        name,
        count,
        scope: phase === "context" ? "sequence" : "batch",
        weightBytes: 0,
        needs: phase === "context" ? [NEED] : [],
        bind(context) {
            const { memBw } = context.system.gpu;
            const sol = (batch, seq) => (bytesOf(batch * seq) / memBw) * 1000;
            if (phase === "generation")
                return (query) => sol(query.batch, 1);
            const price = contextPricer(context, shape, kernel, sol);
            return (query) => {
                try {
                    return price(query.batch, query.seq, 0);
                }
                catch (error) {
                    if (!(error instanceof types/* MissingDataError */.hr))
                        throw error;
                    context.mark(name, "sol");
                    return sol(query.batch, query.seq);
                }
            };
        },
    };
}
function contextPricer(context, shape, kernel, sol) {
    const { hidden, stateDim, convWidth, heads, headDim, groups, chunk } = shape;
    return (0,grid_kernel/* gridPricer */.Mv)(context, {
        key: `mamba2 ${kernel} ${hidden} ${stateDim} ${convWidth} ${heads} ${headDim} ${groups} ${chunk}`,
        label: shape.name,
        missing: kernel,
        grid: () => kernelGrid(context, shape, kernel),
        gridSol: ([b, s]) => sol(b, s),
        at: (batch, seq) => [batch, seq],
    });
}
/** Rows of the shape, else of any shape with the same hidden size. */
function kernelGrid(context, shape, kernel) {
    const rows = { kernel_source: kernel, phase: "context", d_model: shape.hidden };
    const exact = {
        ...rows,
        d_state: shape.stateDim,
        d_conv: shape.convWidth,
        nheads: shape.heads,
        head_dim: shape.headDim,
        n_groups: shape.groups,
        chunk_size: shape.chunk,
    };
    const sources = context.tables(NEED.family, NEED.table);
    for (const where of [exact, rows]) {
        const grid = (0,slices/* gridSlice */.P5)(sources, { where, axes: ["batch_size", "seq_len"], value: "latency" });
        if (grid !== undefined)
            return grid;
    }
    return undefined;
}

// EXTERNAL MODULE: ./build/lib/perf/ops/memory-op.js
var memory_op = __webpack_require__(4348);
// EXTERNAL MODULE: ./build/lib/perf/model/family.js
var family = __webpack_require__(1390);
// EXTERNAL MODULE: ./build/lib/perf/model/spec.js
var spec = __webpack_require__(4261);
// EXTERNAL MODULE: ./build/lib/perf/model/families/experts.js + 1 modules
var families_experts = __webpack_require__(418);
// EXTERNAL MODULE: ./build/lib/perf/model/families/llama.js
var llama = __webpack_require__(9492);
// EXTERNAL MODULE: ./build/lib/perf/model/families/grouped-attention.js
var grouped_attention = __webpack_require__(8868);
// EXTERNAL MODULE: ./build/lib/perf/model/families/phase.js
var phase = __webpack_require__(5058);
;// CONCATENATED MODULE: ./build/lib/perf/model/families/nemotron-h.js










/** Mamba-2, attention, expert and plain layers in a pattern of the model's own (`spec` operators 4.6). */
const nemotronH = {
    name: "NEMOTRONH",
    architectures: ["NemotronHForCausalLM"],
    contextParallel: false,
    qkNorm: () => false,
    activationRow: "default",
    adjustQuant: (quant, { backend }) => backend === "vllm" && quant.moe === "w4a16_nvfp4" ? { ...quant, moe: "nvfp4" } : quant,
    graph: (request) => ({
        context: operators((0,phase/* inPhase */.xe)(request, "context")),
        generation: operators((0,phase/* inPhase */.xe)(request, "generation")),
    }),
    // the reference charges a cache for every layer, attention or not
    kvBytesPerSequence: llama.groupedKvBytes,
};
const KIND_NAMES = { mamba: "M", attention: "*", moe: "E", mlp: "-" };
/** How many layers of a kind the model has. */
function layersOfKind(model, kind) {
    const pattern = (0,spec/* textField */.M8)(model.text, "hybrid_override_pattern");
    const kinds = pattern === undefined
        ? (0,spec/* listField */.FZ)(model.text, "layers_block_type").map((name) => KIND_NAMES[String(name)])
        : [...pattern];
    return kinds.slice(0, model.layers).filter((found) => found === kind).length;
}
function operators(request) {
    const counts = (kind) => layersOfKind(request.model, kind) * request.times;
    return [
        (0,phase/* embeddingOf */.hB)(request, false),
        ...mambaLayers(request, counts("M")),
        ...attentionLayers(request, counts("*")),
        ...expertLayers(request, counts("E")),
        ...plainLayers(request, counts("-")),
        (0,phase/* stageHop */.a4)(request),
        (0,phase/* logits */.t6)(request),
    ];
}
function mambaLayers(request, count) {
    if (count === 0)
        return [];
    const { model, parallelism, quant, phase } = request;
    const { tp } = parallelism;
    const field = (name) => (0,spec/* numberField */.sJ)(model.text, name) ?? 0;
    const heads = field("mamba_num_heads");
    const headDim = field("mamba_head_dim");
    const groups = field("n_groups");
    const stateDim = field("ssm_state_size");
    const inner = heads * headDim;
    const kernel = {
        count,
        phase,
        hidden: model.hidden,
        stateDim,
        convWidth: field("conv_kernel"),
        heads,
        headDim,
        groups,
        chunk: field("chunk_size"),
    };
    const inWidth = Math.floor((2 * inner + 2 * groups * stateDim + heads) / tp);
    return [
        norm(request, "mamba_norm", count),
        (0,gemm/* gemm */.vE)({ name: "mamba_in_proj_gemm", count, n: inWidth, k: model.hidden, mode: quant.gemm }),
        mamba2Conv({ ...kernel, name: "mamba_conv1d" }),
        mamba2Scan({ ...kernel, name: "mamba_ssm" }),
        (0,gemm/* gemm */.vE)({
            name: "mamba_out_proj_gemm",
            count,
            n: model.hidden,
            k: Math.floor(inner / tp),
            mode: quant.gemm,
        }),
        reduce(request, "mamba_ar", count),
    ];
}
function attentionLayers(request, count) {
    if (count === 0)
        return [];
    const { model, quant } = request;
    const { heads, kvHeads } = (0,family/* rankHeads */.A)(request);
    const { hidden: h, headDim: d } = model;
    return [
        norm(request, "attn_norm", count),
        (0,gemm/* gemm */.vE)({ name: "qkv_gemm", count, n: heads * d + 2 * d * kvHeads, k: h, mode: quant.gemm }),
        ...(0,grouped_attention/* groupedAttention */.n)(request, count, 0),
        (0,gemm/* gemm */.vE)({ name: "proj_gemm", count, n: h, k: heads * d, mode: quant.gemm, quantizedInput: true }),
        reduce(request, "attn_ar", count),
    ];
}
function expertLayers(request, count) {
    if (count === 0)
        return [];
    const { model, parallelism, quant } = request;
    const { tp } = parallelism;
    const { hidden: h } = model;
    const sharedWidth = (0,spec/* numberField */.sJ)(model.text, "moe_shared_expert_intermediate_size") ?? model.moeInter;
    const shared = Math.floor(sharedWidth / tp);
    const latent = (0,spec/* numberField */.sJ)(model.text, "moe_latent_size") ?? 0;
    const group = { count, distribution: "power_law_1.01", gated: false, width: latent > 0 ? latent : h };
    const experts = (0,families_experts/* routedExperts */.Br)(request, group);
    const narrow = Math.floor(latent / tp);
    return [
        norm(request, "moe_norm", count),
        (0,gemm/* gemm */.vE)({ name: "shared_up_gemm", count, n: shared, k: h, mode: quant.gemm }),
        (0,memory_op/* elementwise */.zc)({ name: "shared_relu2", count, read: shared, written: shared }),
        (0,gemm/* gemm */.vE)({ name: "shared_down_gemm", count, n: h, k: shared, mode: quant.gemm, quantizedInput: true }),
        (0,families_experts/* router */.QB)(request, group),
        ...(latent > 0 ? [(0,gemm/* gemm */.vE)({ name: "fc1_latent_proj_gemm", count, n: narrow, k: h, mode: quant.gemm })] : []),
        ...experts,
        ...(latent > 0
            ? [
                (0,gemm/* gemm */.vE)({
                    name: "fc2_latent_proj_gemm",
                    count,
                    n: h,
                    k: narrow,
                    mode: quant.gemm,
                    quantizedInput: true,
                }),
            ]
            : []),
        reduce(request, "moe_ar", count),
    ];
}
function plainLayers(request, count) {
    if (count === 0)
        return [];
    const { model, parallelism, quant } = request;
    const width = Math.floor(model.inter / parallelism.tp);
    return [
        norm(request, "mlp_norm", count),
        (0,gemm/* gemm */.vE)({ name: "mlp_up_gemm", count, n: width, k: model.hidden, mode: quant.gemm }),
        (0,memory_op/* elementwise */.zc)({ name: "mlp_relu2", count, read: width, written: width }),
        (0,gemm/* gemm */.vE)({ name: "mlp_down_gemm", count, n: model.hidden, k: width, mode: quant.gemm }),
        reduce(request, "mlp_ar", count),
    ];
}
function norm(request, name, count) {
    const width = 2 * request.model.hidden;
    return (0,memory_op/* elementwise */.zc)({ name, count, read: width, written: width });
}
function reduce(request, name, count) {
    return (0,all_reduce/* allReduce */.Qk)({ name, count, hidden: request.model.hidden, gpus: request.parallelism.tp });
}


/***/ })

};
