export const id = 2290;
export const ids = [2290,9492];
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
/* harmony import */ var _ops_memory_op_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(1967);
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

/***/ 2290:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   moe: () => (/* binding */ moe),
/* harmony export */   moeGraph: () => (/* binding */ moeGraph)
/* harmony export */ });
/* harmony import */ var _ops_all_reduce_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8277);
/* harmony import */ var _ops_gemm_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2541);
/* harmony import */ var _ops_memory_op_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(1967);
/* harmony import */ var _ops_modes_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6289);
/* harmony import */ var _family_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(1390);
/* harmony import */ var _experts_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(418);
/* harmony import */ var _grouped_attention_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8868);
/* harmony import */ var _large_ep_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(8891);
/* harmony import */ var _llama_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(9492);
/* harmony import */ var _phase_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(5058);










const DISTRIBUTION = "power_law_1.2";
const GPT_OSS = "GptOssForCausalLM";
/** gpt-oss: every second layer looks at this many tokens only */
const GPT_OSS_WINDOW = 128;
/** Grouped attention with routed experts in every layer: Mixtral, Qwen-MoE, gpt-oss, MiniMax-M2 (`spec` operators 4.2). */
const moe = {
    name: "MOE",
    architectures: [
        "MixtralForCausalLM",
        "Qwen2MoeForCausalLM",
        "Qwen3MoeForCausalLM",
        GPT_OSS,
        "MiniMaxM2ForCausalLM",
    ],
    contextParallel: true,
    qkNorm: (architecture) => architecture === "Qwen3MoeForCausalLM" || architecture === "MiniMaxM2ForCausalLM",
    activationRow: "moe",
    graph: moeGraph,
    largeEpNeeds: _large_ep_js__WEBPACK_IMPORTED_MODULE_5__/* .LARGE_EP_NEEDS */ .Us,
    coversLargeEp: (request, context, phase) => (0,_large_ep_js__WEBPACK_IMPORTED_MODULE_5__/* .coversLargeEp */ .h0)(request, context, phase, DISTRIBUTION),
    kvBytesPerSequence: moeKvBytes,
};
/** The graph of grouped attention and experts; Qwen3-VL uses it too. */
function moeGraph(request) {
    return {
        context: operators((0,_phase_js__WEBPACK_IMPORTED_MODULE_7__/* .inPhase */ .xe)(request, "context")),
        generation: operators((0,_phase_js__WEBPACK_IMPORTED_MODULE_7__/* .inPhase */ .xe)(request, "generation")),
    };
}
function operators(request) {
    const { model, parallelism, quant, phase, cp, times } = request;
    const { hidden: h, headDim: d } = model;
    const { heads, kvHeads } = (0,_family_js__WEBPACK_IMPORTED_MODULE_8__/* .rankHeads */ .A)(request);
    const count = model.layers * times;
    const norm = { count, read: 2 * h, written: 2 * h, cp };
    const experts = { count, distribution: DISTRIBUTION };
    return [
        (0,_phase_js__WEBPACK_IMPORTED_MODULE_7__/* .embeddingOf */ .hB)(request, true),
        (0,_ops_memory_op_js__WEBPACK_IMPORTED_MODULE_9__/* .elementwise */ .zc)({ ...norm, name: "add_norm_1" }),
        (0,_ops_gemm_js__WEBPACK_IMPORTED_MODULE_1__/* .gemm */ .vE)({ name: "qkv_gemm", count, n: heads * d + 2 * d * kvHeads, k: h, mode: quant.gemm, cp }),
        ...attention(request),
        (0,_ops_gemm_js__WEBPACK_IMPORTED_MODULE_1__/* .gemm */ .vE)({ name: "proj_gemm", count, n: h, k: heads * d, mode: quant.gemm, cp, quantizedInput: true }),
        (0,_ops_memory_op_js__WEBPACK_IMPORTED_MODULE_9__/* .elementwise */ .zc)({ ...norm, name: "add_norm_2" }),
        (0,_experts_js__WEBPACK_IMPORTED_MODULE_3__/* .router */ .QB)(request, experts),
        ...(request.largeEp ? (0,_large_ep_js__WEBPACK_IMPORTED_MODULE_5__/* .exchangedExperts */ .Hn)(request, count, DISTRIBUTION) : (0,_experts_js__WEBPACK_IMPORTED_MODULE_3__/* .routedExperts */ .Br)(request, experts)),
        // the reference's prefill list has no output layer
        ...(phase === "generation" ? [(0,_phase_js__WEBPACK_IMPORTED_MODULE_7__/* .logits */ .t6)(request)] : []),
        (0,_ops_all_reduce_js__WEBPACK_IMPORTED_MODULE_0__/* .allReduce */ .Qk)({ name: "embedding_ar", count: times, hidden: h, gpus: parallelism.tp, cp }),
        (0,_phase_js__WEBPACK_IMPORTED_MODULE_7__/* .stageHop */ .a4)(request),
    ];
}
function attention(request) {
    const { model, times } = request;
    if (model.architecture !== GPT_OSS)
        return (0,_grouped_attention_js__WEBPACK_IMPORTED_MODULE_4__/* .groupedAttention */ .n)(request, model.layers * times, 0);
    const windowed = Math.floor(model.layers / 2);
    return [
        ...(0,_grouped_attention_js__WEBPACK_IMPORTED_MODULE_4__/* .groupedAttention */ .n)(request, windowed * times, GPT_OSS_WINDOW),
        ...(0,_grouped_attention_js__WEBPACK_IMPORTED_MODULE_4__/* .groupedAttention */ .n)(request, (model.layers - windowed) * times, 0),
    ];
}
function moeKvBytes(request, length) {
    const { model, quant } = request;
    if (model.architecture !== GPT_OSS)
        return (0,_llama_js__WEBPACK_IMPORTED_MODULE_6__.groupedKvBytes)(request, length);
    const windowed = Math.floor(model.layers / 2);
    const tokens = windowed * Math.min(length, GPT_OSS_WINDOW) + (model.layers - windowed) * length;
    return (0,_family_js__WEBPACK_IMPORTED_MODULE_8__/* .rankHeads */ .A)(request).kvHeads * model.headDim * 2 * (0,_ops_modes_js__WEBPACK_IMPORTED_MODULE_2__/* .modeBytes */ .DX)("kvcache", quant.kvcache) * tokens;
}


/***/ })

};
