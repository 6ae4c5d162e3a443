export const id = 9421;
export const ids = [9421];
export const modules = {

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
// EXTERNAL MODULE: ./build/lib/perf/ops/by-mode.js
var by_mode = __webpack_require__(2546);
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
/**
 * Prefill kernels are measured, in every database mode; decode kernels always cost their bytes, as the reference never
 * reads their rows.
 */
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
    return (0,grid_kernel/* gridPricer */.Mv)((0,by_mode/* measuredOnly */.H)(context), {
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
var memory_op = __webpack_require__(1967);
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
