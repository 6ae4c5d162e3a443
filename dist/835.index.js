export const id = 835;
export const ids = [835];
export const modules = {

/***/ 8835:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  kimiK3: () => (/* binding */ kimiK3)
});

// EXTERNAL MODULE: ./build/lib/perf/blackwell.js
var blackwell = __webpack_require__(8629);
// EXTERNAL MODULE: ./build/lib/perf/ops/all-reduce.js
var all_reduce = __webpack_require__(8277);
// EXTERNAL MODULE: ./build/lib/perf/ops/gemm.js + 4 modules
var gemm = __webpack_require__(2541);
// EXTERNAL MODULE: ./build/lib/perf/ops/memory-op.js
var memory_op = __webpack_require__(4348);
// EXTERNAL MODULE: ./build/lib/perf/ops/modes.js
var modes = __webpack_require__(6289);
// EXTERNAL MODULE: ./build/lib/perf/model/spec.js
var spec = __webpack_require__(4261);
// EXTERNAL MODULE: ./build/lib/perf/model/families/experts.js + 1 modules
var experts = __webpack_require__(418);
// EXTERNAL MODULE: ./build/lib/perf/ops/composite.js
var composite = __webpack_require__(3986);
// EXTERNAL MODULE: ./build/lib/perf/ops/context-attention.js
var context_attention = __webpack_require__(673);
// EXTERNAL MODULE: ./build/lib/perf/ops/generation-attention.js
var generation_attention = __webpack_require__(2876);
// EXTERNAL MODULE: ./build/lib/perf/ops/linear-kernel.js
var linear_kernel = __webpack_require__(352);
;// CONCATENATED MODULE: ./build/lib/perf/ops/kda.js

const NEED = {
    family: "kda",
    table: "kda_perf",
    columns: [
        "kernel_source",
        "phase",
        "batch_size",
        "seq_len",
        "d_model",
        "d_conv",
        "num_v_heads",
        "head_k_dim",
        "head_v_dim",
        "latency",
    ],
};
/** bytes of an element of the recurrent state, fp32 */
const STATE_BYTES = 4;
const CHUNK = 64;
/** Kernels that do a whole decode step: SGLang's, and its form for checked drafts. */
const FUSED_DECODE = ["kda_fused_decode"];
const FUSED_VERIFY = ["fused_kda_decode_mtp_dspark"];
/** Short convolutions of queries, keys and values in front of Kimi delta attention. */
function kdaConv(shape) {
    const { phase, convWidth, heads, headDim, verifyTokens } = shape;
    const channels = 3 * heads * headDim;
    return (0,linear_kernel/* linearKernel */.D)({
        ...common(shape),
        kernels: () => [[phase === "context" ? "causal_conv1d_fn_qkv3" : "causal_conv1d_update"]],
        absorbedBy: verifyTokens === undefined ? FUSED_DECODE : FUSED_VERIFY,
        bytes: (batch, seq) => batch * seq * channels * (convWidth + 2) * 2,
    });
}
/** Kimi delta attention: in chunks in a prefill, a recurrent step or a check of drafts in a decode. */
function kdaScan(shape) {
    const { phase, headDim, heads, verifyTokens } = shape;
    const inOut = heads * headDim * 10;
    const state = heads * headDim * headDim * STATE_BYTES;
    const passes = (seq) => {
        if (phase === "context")
            return 2 * (1 + Math.floor(seq / CHUNK));
        return verifyTokens === undefined ? 2 : verifyTokens + 1;
    };
    return (0,linear_kernel/* linearKernel */.D)({
        ...common(shape),
        kernels: (backend) => scanKernels(phase, verifyTokens !== undefined, backend === "vllm"),
        bytes: (batch, seq) => batch * (seq * inOut + state * passes(seq)),
    });
}
function scanKernels(phase, verify, vllm) {
    if (phase === "context")
        return [[vllm ? "flashkda_fwd" : "chunk_kda"]];
    if (verify)
        return vllm ? [["fused_recurrent_kda"]] : [FUSED_VERIFY, ["fused_sigmoid_gating_delta_rule_update"]];
    return vllm ? [["fused_kda_decode"]] : [FUSED_DECODE, ["fused_recurrent_kda_packed_decode"]];
}
function common(shape) {
    const { name, count, phase, hidden, convWidth, heads, headDim, verifyTokens } = shape;
    return {
        name,
        count,
        phase,
        need: NEED,
        shape: {
            d_model: hidden,
            d_conv: convWidth,
            num_v_heads: heads,
            head_k_dim: headDim,
            head_v_dim: headDim,
        },
        ...(verifyTokens === undefined ? {} : { verifyTokens }),
    };
}

// EXTERNAL MODULE: ./build/lib/perf/ops/mla-bmm.js
var mla_bmm = __webpack_require__(3816);
// EXTERNAL MODULE: ./build/lib/perf/ops/mla-granular.js
var mla_granular = __webpack_require__(1414);
// EXTERNAL MODULE: ./build/lib/perf/ops/mla-module.js
var mla_module = __webpack_require__(6394);
;// CONCATENATED MODULE: ./build/lib/perf/model/families/kimi-k3-attention.js











const Q_LORA = 1536;
const KV_LORA = 512;
const ROPE = 64;
/** head size without the rotary part, of queries, keys and values alike */
const HEAD = 128;
/** latent keys and values of a token */
const K3_LATENT_WIDTH = KV_LORA + ROPE;
/** How many layers have which attention. */
function k3Layers(model) {
    const linear = (0,spec/* objectField */.qV)(model.text, "linear_attn_config") ?? {};
    const full = (0,spec/* listField */.FZ)(linear, "full_attn_layers").filter((layer) => Number(layer) <= model.layers).length;
    return { delta: model.layers - full, latent: full };
}
/** Sizes of the delta layers, of the whole model. */
function k3DeltaSizes(model) {
    const linear = (0,spec/* objectField */.qV)(model.text, "linear_attn_config") ?? {};
    return {
        heads: (0,spec/* numberField */.sJ)(linear, "num_heads") ?? model.heads,
        headDim: (0,spec/* numberField */.sJ)(linear, "head_dim") ?? HEAD,
        convWidth: (0,spec/* numberField */.sJ)(linear, "short_conv_kernel_size") ?? 4,
    };
}
/** Layers of Kimi delta attention. */
function k3DeltaLayers(request, count) {
    const { model, parallelism, quant, phase, backend, nextn } = request;
    const { hidden: h } = model;
    const { heads: wholeHeads, headDim, convWidth } = k3DeltaSizes(model);
    const heads = wholeHeads / parallelism.tp;
    const inner = heads * headDim;
    const verify = phase === "generation" && nextn > 0;
    const kernel = {
        count,
        phase,
        hidden: h,
        convWidth,
        heads,
        headDim,
        ...(verify ? { verifyTokens: nextn + 1 } : {}),
    };
    const fused = phase === "generation" && backend === "vllm" && !verify;
    const scan = phase === "context" ? "kda_scan" : verify ? "kda_verify" : "kda_recurrent";
    const mode = quant.gemm;
    return [
        norm(request, "kda_norm", count),
        (0,gemm/* gemm */.vE)({ name: "kda_qkvg_gemm", count, n: 4 * inner, k: h, mode }),
        (0,gemm/* gemm */.vE)({ name: "kda_bfa_gemm", count, n: wholeHeads + headDim, k: h, mode }),
        (0,gemm/* gemm */.vE)({ name: "kda_fb_gemm", count, n: inner, k: headDim, mode }),
        ...(fused
            ? [kdaScan({ ...kernel, name: "kda_fused_decode" })]
            : [
                kdaConv({ ...kernel, name: "kda_conv1d" }),
                kdaScan({ ...kernel, name: scan }),
                (0,memory_op/* elementwise */.zc)({ name: "kda_onorm", count, read: 2 * inner, written: inner }),
            ]),
        (0,gemm/* gemm */.vE)({ name: "kda_o_gemm", count, n: h, k: inner, mode, quantizedInput: true }),
        (0,all_reduce/* allReduce */.Qk)({ name: "kda_ar", count, hidden: h, gpus: parallelism.tp }),
    ];
}
/** Layers of latent attention with an output gate. */
function k3LatentLayers(request, count) {
    const { model, parallelism, quant, backend } = request;
    const { hidden: h } = model;
    const inner = (model.heads * HEAD) / parallelism.tp;
    const chain = latentChain(request, count);
    return [
        norm(request, "mla_norm", count),
        (0,gemm/* gemm */.vE)({ name: "mla_downscale_gemm", count, n: Q_LORA + K3_LATENT_WIDTH, k: h, mode: quant.gemm }),
        ...(backend === "vllm" ? [(0,composite/* fallback */.Np)("mla_block", latentModule(request, count), chain)] : chain),
        (0,gemm/* gemm */.vE)({ name: "mla_gate_gemm", count, n: inner, k: h, mode: quant.gemm }),
        (0,memory_op/* elementwise */.zc)({ name: "mla_gate_mul", count, read: 2 * inner, written: inner }),
        (0,all_reduce/* allReduce */.Qk)({ name: "mla_ar", count, hidden: h, gpus: parallelism.tp }),
    ];
}
function latentModule(request, count) {
    const { model, parallelism, quant, phase } = request;
    return (0,mla_module/* mlaModule */.J)({
        name: "mla_module",
        count,
        phase,
        heads: model.heads / parallelism.tp,
        nativeHeads: model.heads,
        fmha: quant.fmha,
        kvcache: quant.kvcache,
        gemm: quant.gemm,
        imbalance: phase === "context" ? request.seqImbalance : request.genSeqImbalance,
    });
}
function latentChain(request, count) {
    const { model, parallelism, quant, phase } = request;
    const heads = model.heads / parallelism.tp;
    const mode = quant.gemm;
    return [
        (0,gemm/* gemm */.vE)({ name: "mla_q_b_gemm", count, n: heads * (HEAD + ROPE), k: Q_LORA, mode }),
        ...(phase === "context"
            ? [
                (0,gemm/* gemm */.vE)({ name: "mla_kv_b_gemm", count, n: heads * 2 * HEAD, k: KV_LORA, mode }),
                contextKernel(request, count),
            ]
            : generationKernel(request, count)),
        (0,gemm/* gemm */.vE)({ name: "mla_o_gemm", count, n: model.hidden, k: heads * HEAD, mode, quantizedInput: true }),
    ];
}
function contextKernel(request, count) {
    const { model, parallelism, quant, backend, seqImbalance } = request;
    const heads = model.heads / parallelism.tp;
    const shape = {
        name: "context_attention",
        count,
        heads,
        fmha: quant.fmha,
        kvcache: quant.kvcache,
        imbalance: seqImbalance,
    };
    return backend === "vllm"
        ? (0,context_attention/* contextAttention */.CV)({ ...shape, kvHeads: heads, headDim: HEAD, qkNorm: false })
        : (0,mla_granular/* contextMla */.Sq)(shape);
}
function generationKernel(request, count) {
    const { model, parallelism, quant, backend, genSeqImbalance } = request;
    const heads = model.heads / parallelism.tp;
    const shape = {
        name: "generation_attention",
        count,
        heads,
        kvcache: quant.kvcache,
        imbalance: genSeqImbalance,
    };
    if (backend === "vllm")
        return [(0,generation_attention/* generationAttention */.hV)({ ...shape, kvHeads: heads, headDim: HEAD })];
    const bmm = { count, heads, mode: quant.gemm === "bfloat16" ? "bfloat16" : "fp8" };
    return [
        (0,mla_bmm/* mlaBmm */.z)({ ...bmm, name: "bmm_pre", side: "pre" }),
        (0,mla_granular/* generationMla */.H1)(shape),
        (0,mla_bmm/* mlaBmm */.z)({ ...bmm, name: "bmm_post", side: "post" }),
    ];
}
function norm(request, name, count) {
    const width = 2 * request.model.hidden;
    return (0,memory_op/* elementwise */.zc)({ name, count, read: width, written: width });
}

// EXTERNAL MODULE: ./build/lib/perf/model/families/phase.js
var families_phase = __webpack_require__(5058);
;// CONCATENATED MODULE: ./build/lib/perf/model/families/kimi-k3-draft.js







/** Sizes of the draft model that the reference assumes. */
const DRAFT_LAYERS = 5;
const DRAFT_HEADS = 64;
const DRAFT_INTER = 14336;
/** SGLang's draft has grouped attention, vLLM's latent attention. */
const DRAFT_KV_HEADS = 16;
const DRAFT_HEAD_DIM = 64;
/** Elements that the draft model keeps of a token on one rank. */
function k3DraftCacheWidth({ parallelism, nextn, backend, }) {
    if (nextn === 0)
        return 0;
    return (DRAFT_LAYERS *
        (backend === "vllm" ? K3_LATENT_WIDTH : (2 * DRAFT_KV_HEADS * DRAFT_HEAD_DIM) / parallelism.tp));
}
/** One pass of the draft model over `nextn` of `nextn + 1` tokens of a step; nothing without drafts. */
function k3Draft(request) {
    const { model, parallelism, nextn, backend } = request;
    if (nextn === 0)
        return [];
    const { tp } = parallelism;
    const { hidden: h } = model;
    const share = nextn / (nextn + 1);
    const count = DRAFT_LAYERS * share;
    const mode = "bfloat16";
    const vocab = Math.floor(model.vocab / tp);
    const phase = (0,families_phase/* inPhase */.xe)(request, "generation");
    const latent = backend === "vllm";
    const inner = (DRAFT_HEADS * (latent ? HEAD : DRAFT_HEAD_DIM)) / tp;
    const cache = k3DraftCacheWidth(request) / DRAFT_LAYERS;
    return [
        (0,memory_op/* embedding */.Gz)({ name: "draft_embedding", rows: vocab, hidden: h, count: share }),
        (0,memory_op/* elementwise */.zc)({ name: "draft_norm", count: 2 * count, read: 2 * h, written: 2 * h }),
        ...(latent
            ? [
                (0,gemm/* gemm */.vE)({ name: "draft_downscale_gemm", count, n: Q_LORA + K3_LATENT_WIDTH, k: h, mode }),
                (0,gemm/* gemm */.vE)({ name: "draft_q_b_gemm", count, n: (DRAFT_HEADS * (HEAD + ROPE)) / tp, k: Q_LORA, mode }),
            ]
            : [(0,gemm/* gemm */.vE)({ name: "draft_qkv_gemm", count, n: inner + cache, k: h, mode })]),
        draftAttention(request, count, latent),
        (0,gemm/* gemm */.vE)({ name: "draft_proj_gemm", count, n: h, k: inner, mode, quantizedInput: true }),
        ...(0,experts/* gatedBlock */.LO)(phase, {
            count,
            names: ["draft_gate_up_gemm", "draft_act_gate", "draft_down_gemm"],
            width: DRAFT_INTER / tp,
            mode,
            quantizedInput: true,
        }),
        (0,all_reduce/* allReduce */.Qk)({ name: "draft_ar", count: 2 * count, hidden: h, gpus: tp }),
        (0,gemm/* gemm */.vE)({ name: "draft_kv_proj_gemm", count: DRAFT_LAYERS / (nextn + 1), n: cache, k: h, mode }),
        (0,gemm/* gemm */.vE)({ name: "draft_logits_gemm", count: 1 / (nextn + 1), n: vocab, k: h, mode }),
    ];
}
function draftAttention(request, count, latent) {
    const { parallelism, quant } = request;
    const heads = DRAFT_HEADS / parallelism.tp;
    return (0,generation_attention/* generationAttention */.hV)({
        name: "draft_attention",
        count,
        heads,
        kvHeads: latent ? heads : DRAFT_KV_HEADS / parallelism.tp,
        headDim: latent ? HEAD : DRAFT_HEAD_DIM,
        kvcache: quant.kvcache,
    });
}

;// CONCATENATED MODULE: ./build/lib/perf/model/families/kimi-k3.js










/** Kimi delta attention, gated latent attention and experts in a narrower space: Kimi-K3 (`docs/model-notes.md`). */
const kimiK3 = {
    name: "KIMIK3",
    architectures: ["KimiK3ForConditionalGeneration"],
    multimodal: () => true,
    contextParallel: false,
    qkNorm: () => false,
    activationRow: "default",
    activationRowOn: { sglang: "moe" },
    adjustQuant,
    graph: (request) => ({
        context: operators((0,families_phase/* inPhase */.xe)(request, "context")),
        // drafts are priced by a model of their own instead of more layers
        generation: [...operators({ ...(0,families_phase/* inPhase */.xe)(request, "generation"), times: 1 }), ...k3Draft(request)],
    }),
    kvBytesPerSequence: k3KvBytes,
};
/** SGLang quantizes the experts' inputs too where the hardware computes in those formats. */
function adjustQuant(quant, { backend, system, explicit }) {
    const both = backend === "sglang" && (0,blackwell/* isBlackwell */.w)(system) && explicit.moe === undefined;
    return both && quant.moe === "w4a16_mxfp4" ? { ...quant, moe: "w4a8_mxfp4_mxfp8" } : quant;
}
/** States that are kept per request. */
const STATE_SLOTS = 5;
/** Cache of the latent layers and of the draft model, and the states of the delta layers, which do not grow. */
function k3KvBytes(request, length) {
    const { model, parallelism, quant } = request;
    const { delta, latent } = k3Layers(model);
    const { heads, headDim, convWidth } = k3DeltaSizes(model);
    const inner = heads * headDim;
    const state = (inner * headDim * 4 + 3 * inner * (convWidth - 1) * 2) / parallelism.tp;
    const perToken = latent * K3_LATENT_WIDTH + k3DraftCacheWidth(request);
    return length * perToken * (0,modes/* modeBytes */.DX)("kvcache", quant.kvcache) + STATE_SLOTS * delta * state;
}
function operators(request) {
    const { model, parallelism } = request;
    const { hidden: h, layers } = model;
    const { delta, latent } = k3Layers(model);
    const residualBlock = (0,spec/* numberField */.sJ)(model.text, "attn_res_block_size") ?? 12;
    const dense = (0,spec/* numberField */.sJ)(model.text, "first_k_dense_replace") ?? 0;
    return [
        (0,families_phase/* embeddingOf */.hB)(request, true),
        (0,all_reduce/* allReduce */.Qk)({ name: "embedding_ar", count: 1, hidden: h, gpus: parallelism.tp }),
        ...k3DeltaLayers(request, delta),
        ...k3LatentLayers(request, latent),
        (0,memory_op/* elementwise */.zc)({ name: "attn_res", count: 2 * layers, read: (residualBlock / 2 - 1) * h, written: h }),
        (0,memory_op/* elementwise */.zc)({ name: "ffn_norm", count: layers, read: 2 * h, written: 2 * h }),
        ...denseLayers(request, dense),
        ...expertLayers(request, layers - dense),
        (0,families_phase/* logits */.t6)(request),
        (0,families_phase/* stageHop */.a4)(request),
    ];
}
function denseLayers(request, count) {
    if (count === 0)
        return [];
    const { model, parallelism, quant } = request;
    return [
        ...(0,experts/* gatedBlock */.LO)(request, {
            count,
            names: ["dense_gate_up_gemm", "dense_act_gate", "dense_down_gemm"],
            width: model.inter / parallelism.tp,
            mode: quant.gemm,
            quantizedInput: true,
        }),
        (0,all_reduce/* allReduce */.Qk)({ name: "dense_ffn_ar", count, hidden: model.hidden, gpus: parallelism.tp }),
    ];
}
function expertLayers(request, count) {
    const { model, parallelism, quant } = request;
    const { hidden: h } = model;
    const width = (0,spec/* numberField */.sJ)(model.text, "routed_expert_hidden_size") ?? h;
    const group = { count, distribution: "power_law_1.01", width };
    return [
        (0,experts/* router */.QB)(request, group),
        (0,gemm/* gemm */.vE)({ name: "latent_down_gemm", count, n: width, k: h, mode: quant.gemm }),
        (0,memory_op/* elementwise */.zc)({ name: "latent_norm", count, read: 2 * width, written: 2 * width }),
        ...(0,experts/* routedExperts */.Br)(request, group),
        (0,gemm/* gemm */.vE)({ name: "latent_up_gemm", count, n: h, k: width, mode: quant.gemm }),
        ...(0,experts/* gatedBlock */.LO)(request, {
            count,
            names: ["shared_gate_up_gemm", "shared_act_gate", "shared_down_gemm"],
            width: (model.sharedExperts * model.moeInter) / parallelism.tp,
            mode: quant.gemm,
        }),
    ];
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


/***/ })

};
