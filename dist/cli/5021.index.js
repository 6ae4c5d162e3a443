export const id = 5021;
export const ids = [5021];
export const modules = {

/***/ 5021:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HYBRID_EXPERTS: () => (/* binding */ HYBRID_EXPERTS),
/* harmony export */   countLayers: () => (/* binding */ countLayers),
/* harmony export */   densePart: () => (/* binding */ densePart),
/* harmony export */   expertPart: () => (/* binding */ expertPart),
/* harmony export */   hybridMoe: () => (/* binding */ hybridMoe)
/* harmony export */ });
/* harmony import */ var _ops_memory_op_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(1967);
/* harmony import */ var _spec_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4261);
/* harmony import */ var _experts_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(418);
/* harmony import */ var _grouped_attention_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8868);
/* harmony import */ var _llama_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9492);
/* harmony import */ var _phase_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5058);






const LLAMA4 = "Llama4ForConditionalGeneration";
/** Tokens of this family travel in bf16, whatever the experts' format. */
const HYBRID_EXPERTS = { distribution: "power_law_1.01", dispatchMode: "bfloat16" };
/** Full and windowed attention, dense and expert layers in any mixture: Llama-4, MiMo-V2 (`spec` operators 4.7.1). */
const hybridMoe = {
    name: "HYBRIDMOE",
    architectures: [LLAMA4, "MiMoV2FlashForCausalLM"],
    multimodal: (architecture) => architecture === LLAMA4,
    contextParallel: true,
    qkNorm: () => false,
    activationRow: "default",
    graph: (request) => ({
        context: operators((0,_phase_js__WEBPACK_IMPORTED_MODULE_3__/* .inPhase */ .xe)(request, "context")),
        generation: operators((0,_phase_js__WEBPACK_IMPORTED_MODULE_3__/* .inPhase */ .xe)(request, "generation")),
    }),
    kvBytesPerSequence: _llama_js__WEBPACK_IMPORTED_MODULE_2__.groupedKvBytes,
};
function planOf(model) {
    return model.architecture === LLAMA4 ? llama4Plan(model) : mimoPlan(model);
}
function llama4Plan(model) {
    const sizes = { kvHeads: model.kvHeads, headDim: model.headDim, valueDim: model.headDim };
    const step = (0,_spec_js__WEBPACK_IMPORTED_MODULE_4__/* .numberField */ .sJ)(model.text, "interleave_moe_layer_step") ?? 1;
    return {
        isFull: (layer) => layer % 2 === 1,
        hasExperts: (layer) => (layer + 1) % step === 0,
        full: sizes,
        windowed: sizes,
        window: (0,_spec_js__WEBPACK_IMPORTED_MODULE_4__/* .numberField */ .sJ)(model.text, "attention_chunk_size") ?? 8192,
        denseWidth: (0,_spec_js__WEBPACK_IMPORTED_MODULE_4__/* .numberField */ .sJ)(model.text, "intermediate_size_mlp") ?? model.inter,
    };
}
function mimoPlan(model) {
    const field = (name, fallback) => (0,_spec_js__WEBPACK_IMPORTED_MODULE_4__/* .numberField */ .sJ)(model.text, name) ?? fallback;
    const pattern = (0,_spec_js__WEBPACK_IMPORTED_MODULE_4__/* .listField */ .FZ)(model.text, "hybrid_layer_pattern");
    const experts = (0,_spec_js__WEBPACK_IMPORTED_MODULE_4__/* .listField */ .FZ)(model.text, "moe_layer_freq");
    const valueDim = field("v_head_dim", model.headDim);
    return {
        // the reference reads the pattern the wrong way round: 1 means a window in the model
        isFull: (layer) => pattern[layer] === 1,
        hasExperts: (layer) => experts[layer] === 1,
        full: { kvHeads: model.kvHeads, headDim: model.headDim, valueDim },
        windowed: {
            kvHeads: field("swa_num_key_value_heads", model.kvHeads),
            headDim: field("swa_head_dim", model.headDim),
            valueDim: field("swa_v_head_dim", valueDim),
        },
        window: field("sliding_window", 128),
        denseWidth: model.inter,
    };
}
function operators(request) {
    const plan = planOf(request.model);
    const groups = [
        { full: true, experts: true, prefix: "global_" },
        { full: true, experts: false, prefix: "global_dense_" },
        { full: false, experts: true, prefix: "swa_" },
        { full: false, experts: false, prefix: "swa_dense_" },
    ];
    return [
        (0,_phase_js__WEBPACK_IMPORTED_MODULE_3__/* .embeddingOf */ .hB)(request, false),
        ...groups.flatMap(({ full, experts, prefix }) => {
            const count = countLayers(request, (layer) => plan.isFull(layer) === full && plan.hasExperts(layer) === experts);
            if (count === 0)
                return [];
            const attention = attentionOf(request, plan, full, prefix, count);
            const rest = experts
                ? expertPart(request, prefix, count)
                : densePart(request, plan.denseWidth, prefix, count);
            return [...attention, ...rest];
        }),
        (0,_phase_js__WEBPACK_IMPORTED_MODULE_3__/* .logits */ .t6)(request),
        (0,_phase_js__WEBPACK_IMPORTED_MODULE_3__/* .stageHop */ .a4)(request),
    ];
}
/** Layers of a kind, drafts included. */
function countLayers(request, belongs) {
    let count = 0;
    for (let layer = 0; layer < request.model.layers; layer++)
        if (belongs(layer))
            count++;
    return count * request.times;
}
function attentionOf(request, plan, full, prefix, count) {
    const { model, parallelism, quant } = request;
    const { kvHeads, headDim, valueDim } = full ? plan.full : plan.windowed;
    return (0,_grouped_attention_js__WEBPACK_IMPORTED_MODULE_1__/* .attentionGroup */ .a)(request, {
        prefix,
        count,
        window: full ? 0 : plan.window,
        heads: model.heads / parallelism.tp,
        kvHeads: Math.ceil(kvHeads / parallelism.tp),
        headDim,
        valueDim,
        mode: quant.gemm,
    });
}
/** Norm, router and experts of a group; Step-3 uses it too. */
function expertPart(request, prefix, count) {
    const { model, parallelism, cp } = request;
    const width = 2 * model.hidden;
    const group = { ...HYBRID_EXPERTS, count, prefix, dispatchCp: parallelism.cp };
    return [
        (0,_ops_memory_op_js__WEBPACK_IMPORTED_MODULE_5__/* .elementwise */ .zc)({ name: `${prefix}moe_norm`, count, read: width, written: width, cp }),
        (0,_experts_js__WEBPACK_IMPORTED_MODULE_0__/* .router */ .QB)(request, group),
        ...(0,_experts_js__WEBPACK_IMPORTED_MODULE_0__/* .routedExperts */ .Br)(request, group),
    ];
}
/** Norm and feed-forward block of a group of dense layers. */
function densePart(request, denseWidth, prefix, count) {
    const width = 2 * request.model.hidden;
    return [
        (0,_ops_memory_op_js__WEBPACK_IMPORTED_MODULE_5__/* .elementwise */ .zc)({ name: `${prefix}ffn_norm`, count, read: width, written: width, cp: request.cp }),
        ...(0,_experts_js__WEBPACK_IMPORTED_MODULE_0__/* .gatedBlock */ .LO)(request, {
            count,
            names: [`${prefix}gate_up_gemm`, `${prefix}act`, `${prefix}down_gemm`],
            width: denseWidth / request.parallelism.tp,
            mode: request.quant.gemm,
            quantizedInput: true,
        }),
    ];
}


/***/ })

};
