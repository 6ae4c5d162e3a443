export const id = 3578;
export const ids = [3578];
export const modules = {

/***/ 3578:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  qwen35: () => (/* binding */ qwen35)
});

// EXTERNAL MODULE: ./build/lib/perf/ops/all-reduce.js
var all_reduce = __webpack_require__(8277);
// EXTERNAL MODULE: ./build/lib/perf/ops/composite.js
var composite = __webpack_require__(3986);
// EXTERNAL MODULE: ./build/lib/perf/ops/linear-kernel.js
var linear_kernel = __webpack_require__(352);
;// CONCATENATED MODULE: ./build/lib/perf/ops/gdn.js

const NEED = {
    family: "linear_attention",
    table: "gdn_perf",
    columns: [
        "kernel_source",
        "phase",
        "batch_size",
        "seq_len",
        "d_model",
        "d_conv",
        "num_k_heads",
        "head_k_dim",
        "num_v_heads",
        "head_v_dim",
        "latency",
    ],
};
/** bytes of an element of the recurrent state, fp32 */
const STATE_BYTES = 4;
const CHUNK = 64;
/** Short convolution in front of a gated delta rule. */
function gdnConv(shape) {
    const { convWidth } = shape;
    const channels = channelsOf(shape);
    return (0,linear_kernel/* linearKernel */.D)({
        ...common(shape),
        kernels: () => [[shape.phase === "context" ? "causal_conv1d_fn" : "causal_conv1d_update"]],
        bytes: (batch, seq) => batch * seq * channels * (convWidth + 2) * 2,
    });
}
/** The gated delta rule: in chunks in a prefill, one recurrent step in a decode (`spec` operators 3.10). */
function gdnScan(shape) {
    const { phase, keyDim, valueHeads, valueDim } = shape;
    const channels = channelsOf(shape);
    const state = valueHeads * keyDim * valueDim;
    return (0,linear_kernel/* linearKernel */.D)({
        ...common(shape),
        kernels: (backend) => phase === "generation" ? [DECODE_KERNELS] : backend === "vllm" ? VLLM_CHUNKS : CHUNKS,
        bytes: (batch, seq) => {
            const inOut = batch * seq * (channels + valueHeads * valueDim) * 2;
            const chunks = phase === "context" ? Math.floor(seq / CHUNK) * state * 2 * batch : 0;
            return inOut + 2 * (state * STATE_BYTES * batch + chunks);
        },
    });
}
const CHUNKS = [["chunk_gated_delta_rule"]];
/** vLLM's physical kernels come before the name they share. */
const VLLM_CHUNKS = [
    ["chunk_gated_delta_rule_flashinfer", "chunk_gated_delta_rule_triton", "chunk_gated_delta_rule_cutedsl"],
    ...CHUNKS,
];
const DECODE_KERNELS = [
    "fused_sigmoid_gating_delta_rule_update",
    "fused_recurrent_gated_delta_rule",
    "fused_recurrent_gated_delta_rule_packed_decode",
];
function channelsOf({ keyHeads, keyDim, valueHeads, valueDim }) {
    return 2 * keyHeads * keyDim + valueHeads * valueDim;
}
function common(shape) {
    const { name, count, phase, hidden, convWidth, keyHeads, keyDim, valueHeads, valueDim } = shape;
    return {
        name,
        count,
        phase,
        need: NEED,
        shape: {
            d_model: hidden,
            d_conv: convWidth,
            num_k_heads: keyHeads,
            head_k_dim: keyDim,
            num_v_heads: valueHeads,
            head_v_dim: valueDim,
        },
    };
}

// EXTERNAL MODULE: ./build/lib/perf/ops/gemm.js + 4 modules
var gemm = __webpack_require__(2541);
// EXTERNAL MODULE: ./build/lib/perf/ops/memory-op.js
var memory_op = __webpack_require__(1967);
// EXTERNAL MODULE: ./build/lib/perf/ops/modes.js
var modes = __webpack_require__(6289);
// EXTERNAL MODULE: ./build/lib/perf/types.js
var types = __webpack_require__(2779);
// EXTERNAL MODULE: ./build/lib/perf/model/family.js
var family = __webpack_require__(1390);
// EXTERNAL MODULE: ./build/lib/perf/model/spec.js
var spec = __webpack_require__(4261);
// EXTERNAL MODULE: ./build/lib/perf/model/families/experts.js + 1 modules
var families_experts = __webpack_require__(418);
// EXTERNAL MODULE: ./build/lib/perf/model/families/grouped-attention.js
var grouped_attention = __webpack_require__(8868);
// EXTERNAL MODULE: ./build/lib/perf/model/families/phase.js
var phase = __webpack_require__(5058);
;// CONCATENATED MODULE: ./build/lib/perf/model/families/qwen35-modes.js
/** What names a class in the checkpoint's lists. */
const PROJECTIONS = ["self_attn", "linear_attn"];
const DENSE = [".mlp"];
const SHARED = ["shared_expert"];
/**
 * A mixed checkpoint lists the format of every module; elsewhere a class with an excluded module runs in bf16, and the
 * rest as the checkpoint says (`spec` operators 4.5). A mode that was given holds for all.
 */
function qwen35Modes(request) {
    const projections = modeOf(request, PROJECTIONS);
    return {
        linear: projections,
        attention: projections,
        dense: modeOf(request, DENSE),
        shared: modeOf(request, SHARED),
    };
}
function modeOf({ model, quant, given }, names) {
    if (given.gemm)
        return quant.gemm;
    const { layerAlgorithms, exclusions, dynamic } = model.checkpoint;
    const belongs = (module) => names.some((name) => module.includes(name));
    for (const [module, algorithm] of layerAlgorithms) {
        if (belongs(module))
            return algorithm === "fp8" && dynamic !== true ? "fp8_static" : algorithm;
    }
    return exclusions.some(belongs) ? "bfloat16" : quant.gemm;
}

;// CONCATENATED MODULE: ./build/lib/perf/model/families/qwen35.js













const DISTRIBUTION = "power_law_1.2";
/** Fewer experts than this are chosen without a product of their own. */
const ROUTED_EXPERTS = 128;
/** Gated delta net and full attention in turn, dense or with experts: Qwen3.5, Qwen3.6 (`spec` operators 4.5). */
const qwen35 = {
    name: "QWEN35",
    architectures: ["Qwen3_5ForConditionalGeneration", "Qwen3_5MoeForConditionalGeneration"],
    multimodal: () => true,
    contextParallel: false,
    qkNorm: () => true,
    activationRow: "default",
    check({ model, parallelism }) {
        const { keyHeads, valueHeads } = gdnSizes(model);
        if (keyHeads % parallelism.tp === 0 && valueHeads % parallelism.tp === 0)
            return;
        throw new types/* InvalidParallelismError */.eW(`tp ${parallelism.tp} does not divide the ${keyHeads} key and ${valueHeads} value heads of the linear layers`);
    },
    graph: (request) => ({
        context: operators((0,phase/* inPhase */.xe)(request, "context")),
        generation: operators((0,phase/* inPhase */.xe)(request, "generation")),
    }),
    kvBytesPerSequence: qwen35KvBytes,
};
function gdnSizes(model) {
    const field = (name, fallback) => (0,spec/* numberField */.sJ)(model.text, name) ?? fallback;
    return {
        keyHeads: field("linear_num_key_heads", 16),
        keyDim: field("linear_key_head_dim", 128),
        valueHeads: field("linear_num_value_heads", 32),
        valueDim: field("linear_value_head_dim", 128),
        convWidth: field("linear_conv_kernel_dim", 4),
    };
}
function fullLayers(model) {
    return (0,spec/* listField */.FZ)(model.text, "layer_types")
        .slice(0, model.layers)
        .filter((kind) => kind === "full_attention").length;
}
/** Cache of the full layers, and the recurrent and convolution states of the linear ones, which do not grow. */
function qwen35KvBytes(request, length) {
    const { model, parallelism, quant } = request;
    const { keyHeads, keyDim, valueHeads, valueDim, convWidth } = gdnSizes(model);
    const full = fullLayers(model);
    const cache = length * (0,modes/* modeBytes */.DX)("kvcache", quant.kvcache) * 2 * (0,family/* rankHeads */.A)(request).kvHeads * model.headDim * full;
    const stateType = (0,spec/* textField */.M8)(model.text, "mamba_ssm_dtype") ?? (0,spec/* textField */.M8)(model.root, "mamba_ssm_dtype");
    const state = Math.floor(valueHeads / parallelism.tp) * keyDim * valueDim * (stateType === "bfloat16" ? 2 : 4);
    const channels = Math.floor((2 * keyHeads * keyDim + valueHeads * valueDim) / parallelism.tp);
    return cache + (model.layers - full) * (state + channels * (convWidth - 1) * 2);
}
function operators(request) {
    const { model, parallelism, times } = request;
    const full = fullLayers(model);
    const modes = qwen35Modes(request);
    return [
        (0,phase/* embeddingOf */.hB)(request, true),
        (0,all_reduce/* allReduce */.Qk)({ name: "embedding_ar", count: times, hidden: model.hidden, gpus: parallelism.tp }),
        ...linearGroup(request, modes, (model.layers - full) * times),
        ...fullGroup(request, modes, full * times),
        (0,phase/* logits */.t6)(request),
        (0,phase/* stageHop */.a4)(request),
    ];
}
function linearGroup(request, modes, count) {
    const { model, parallelism, phase } = request;
    const { tp } = parallelism;
    const { keyHeads, keyDim, valueHeads, valueDim, convWidth } = gdnSizes(model);
    const inner = valueHeads * valueDim;
    const kernel = {
        count,
        phase,
        hidden: model.hidden,
        convWidth,
        keyHeads: keyHeads / tp,
        keyDim,
        valueHeads: valueHeads / tp,
        valueDim,
    };
    const k = model.hidden;
    const mode = modes.linear;
    return [
        norm(request, "gdn_norm", count),
        (0,gemm/* gemm */.vE)({ name: "gdn_in_proj_gemm", count, n: (2 * keyHeads * keyDim + 2 * inner) / tp, k, mode }),
        (0,gemm/* gemm */.vE)({ name: "gdn_in_proj_ba_gemm", count, n: (2 * valueHeads) / tp, k, mode, belowGridSol: true }),
        gdnConv({ ...kernel, name: "gdn_conv1d" }),
        gdnScan({ ...kernel, name: phase === "context" ? "gdn_scan" : "gdn_recurrence" }),
        (0,gemm/* gemm */.vE)({ name: "gdn_out_proj_gemm", count, n: k, k: inner / tp, mode, quantizedInput: true }),
        ...attentionReduce(request, "gdn_ar", count),
        ...feedForward(request, modes, "gdn_", count),
    ];
}
function fullGroup(request, modes, count) {
    const { model } = request;
    const { heads, kvHeads } = (0,family/* rankHeads */.A)(request);
    const { hidden: h, headDim: d } = model;
    const mode = modes.attention;
    return [
        norm(request, "full_attn_norm", count),
        // the output gate doubles the queries
        (0,gemm/* gemm */.vE)({ name: "qkv_gemm", count, n: 2 * heads * d + 2 * kvHeads * d, k: h, mode }),
        ...(0,grouped_attention/* groupedAttention */.n)(request, count, 0),
        (0,gemm/* gemm */.vE)({ name: "proj_gemm", count, n: h, k: heads * d, mode, quantizedInput: true }),
        ...attentionReduce(request, "full_ar", count),
        ...feedForward(request, modes, "full_", count),
    ];
}
/** SGLang with attention data parallelism leaves this sum to the dispatch. */
function attentionReduce(request, name, count) {
    const { model, parallelism, backend } = request;
    if (model.experts > 0 && backend === "sglang" && parallelism.dp > 1)
        return [];
    return [(0,all_reduce/* allReduce */.Qk)({ name, count, hidden: model.hidden, gpus: parallelism.tp })];
}
function feedForward(request, modes, prefix, count) {
    const first = norm(request, `${prefix}ffn_norm`, count);
    if (request.model.experts > 0)
        return [first, ...expertBlock(request, modes, prefix, count)];
    const { model, parallelism } = request;
    return [
        first,
        ...(0,families_experts/* gatedBlock */.LO)(request, {
            count,
            names: [`${prefix}gate_ffn1_gemm`, `${prefix}act_gate`, `${prefix}ffn2_gemm`],
            width: model.inter / parallelism.tp,
            mode: modes.dense,
            quantizedInput: true,
        }),
        (0,all_reduce/* allReduce */.Qk)({ name: `${prefix}ffn_ar`, count, hidden: model.hidden, gpus: parallelism.tp }),
    ];
}
function expertBlock(request, modes, prefix, count) {
    const { model, parallelism, backend, phase } = request;
    const group = { count, distribution: DISTRIBUTION, prefix, attentionReduced: true };
    const route = model.experts >= ROUTED_EXPERTS ? [(0,families_experts/* router */.QB)(request, group)] : [];
    const [pre, experts, post] = (0,families_experts/* routedExperts */.Br)(request, group);
    const shared = sharedExpert(request, modes, prefix, count);
    const merge = (0,memory_op/* elementwise */.zc)({
        name: `${prefix}shared_merge`,
        count,
        read: (backend === "sglang" ? 3 : 2) * model.hidden,
        written: model.hidden,
    });
    if (backend === "sglang") {
        const hand = parallelism.dp > 1 ? [pre] : [];
        return phase === "context"
            ? [...route, ...hand, experts, post, ...shared, merge]
            : [...hand, (0,composite/* overlap */.EF)(`${prefix}moe_overlap`, [...route, experts], shared), merge, post];
    }
    if (phase === "context")
        return [...route, pre, experts, post, ...shared, merge];
    if (backend === "vllm")
        return [(0,composite/* overlap */.EF)(`${prefix}moe_overlap`, [...route, pre, experts], shared), merge, post];
    return [...route, pre, experts, ...shared, merge, post];
}
/** The shared expert; SGLang fuses its gate into the merge. */
function sharedExpert(request, modes, prefix, count) {
    const { model, parallelism, backend } = request;
    const { hidden: h } = model;
    const width = ((0,spec/* numberField */.sJ)(model.text, "shared_expert_intermediate_size") ?? 0) / parallelism.tp;
    if (width === 0)
        return [];
    const block = (0,families_experts/* gatedBlock */.LO)(request, {
        count,
        names: [`${prefix}shared_gate_up_gemm`, `${prefix}shared_act_gate`, `${prefix}shared_down_gemm`],
        width,
        mode: modes.shared,
        quantizedInput: true,
    });
    if (backend === "sglang")
        return block;
    const gate = {
        name: `${prefix}shared_expert_gate_gemm`,
        count,
        n: 1,
        k: h,
        mode: "bfloat16",
        belowGridSol: true,
    };
    return [
        (0,gemm/* gemm */.vE)(gate),
        ...block,
        (0,memory_op/* elementwise */.zc)({ name: `${prefix}shared_expert_gate_mul`, count, read: h, written: h }),
    ];
}
function norm(request, name, count) {
    const width = 2 * request.model.hidden;
    return (0,memory_op/* elementwise */.zc)({ name, count, read: width, written: width });
}


/***/ }),

/***/ 352:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ linearKernel)
/* harmony export */ });
/* harmony import */ var _types_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2779);
/* harmony import */ var _by_mode_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2546);
/* harmony import */ var _grid_kernel_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6855);
/* harmony import */ var _rows_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(852);
/* harmony import */ var _slices_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5434);





/**
 * Measured where there are rows, in every database mode; else its roofline: nobody is refused for a missing recurrent
 * kernel (`spec` operators 3.10).
 */
function linearKernel(kernel) {
    const { name, count, phase, need, verifyTokens } = kernel;
    return {
        name,
        count,
        scope: phase === "context" ? "sequence" : "batch",
        weightBytes: 0,
        needs: [need],
        bind(context) {
            const price = linearPricer(context, kernel);
            if (phase === "context")
                return (query) => price(query.batch, query.seq);
            if (verifyTokens === undefined)
                return (query) => price(query.batch, 1);
            return (query) => price(Math.ceil(query.batch / verifyTokens), verifyTokens);
        },
    };
}
function linearPricer(context, kernel) {
    const { name, need, shape, bytes } = kernel;
    const { memBw } = context.system.gpu;
    const sol = (batch, seq) => (bytes(batch, seq) / memBw) * 1000;
    const overLength = isOverLength(kernel);
    const names = kernel.kernels(context.backend);
    const price = (0,_grid_kernel_js__WEBPACK_IMPORTED_MODULE_2__/* .gridPricer */ .Mv)((0,_by_mode_js__WEBPACK_IMPORTED_MODULE_1__/* .measuredOnly */ .H)(context), {
        key: `${need.table} ${rowPhase(kernel)} ${names.join()} ${Object.values(shape).join(" ")}`,
        label: name,
        missing: names.map((group) => group[0]).join(" or "),
        grid: () => kernelGrid(context, kernel),
        gridSol: overLength ? ([b, s]) => sol(b, s) : ([b]) => sol(b, 1),
        at: overLength ? (batch, seq) => [batch, seq] : (batch) => [batch],
    });
    let absorbed;
    return (batch, seq) => {
        try {
            return price(batch, seq, 0);
        }
        catch (error) {
            if (!(error instanceof _types_js__WEBPACK_IMPORTED_MODULE_0__/* .MissingDataError */ .hr))
                throw error;
            absorbed ??= isAbsorbed(context, kernel);
            if (absorbed)
                return 0;
            context.mark(name, "sol");
            return sol(batch, seq);
        }
    };
}
function isOverLength({ phase, verifyTokens }) {
    return phase === "context" || verifyTokens !== undefined;
}
function rowPhase({ phase, verifyTokens }) {
    return verifyTokens === undefined ? phase : "verify";
}
function rowsOf(kernel, names) {
    return {
        ...kernel.shape,
        phase: rowPhase(kernel),
        kernel_source: (source) => names.includes(String(source)),
    };
}
function isMeasured(context, kernel, names) {
    const where = rowsOf(kernel, names);
    const { family, table } = kernel.need;
    return context.tables(family, table).some((source) => ((0,_rows_js__WEBPACK_IMPORTED_MODULE_3__/* .matchRows */ .lj)(source, { where })?.length ?? 0) > 0);
}
function isAbsorbed(context, kernel) {
    return kernel.absorbedBy !== undefined && isMeasured(context, kernel, kernel.absorbedBy);
}
function kernelGrid(context, kernel) {
    const { family, table } = kernel.need;
    const axes = isOverLength(kernel) ? ["batch_size", "seq_len"] : ["batch_size"];
    for (const names of kernel.kernels(context.backend)) {
        if (!isMeasured(context, kernel, names))
            continue;
        return (0,_slices_js__WEBPACK_IMPORTED_MODULE_4__/* .gridSlice */ .P5)(context.tables(family, table), { where: rowsOf(kernel, names), axes, value: "latency" });
    }
    return undefined;
}


/***/ })

};
