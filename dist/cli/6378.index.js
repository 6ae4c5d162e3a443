export const id = 6378;
export const ids = [6378];
export const modules = {

/***/ 6378:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   gemma4: () => (/* binding */ gemma4)
/* harmony export */ });
/* harmony import */ var _ops_memory_op_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(1967);
/* harmony import */ var _ops_modes_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6289);
/* harmony import */ var _types_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2779);
/* harmony import */ var _spec_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(4261);
/* harmony import */ var _experts_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(418);
/* harmony import */ var _grouped_attention_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8868);
/* harmony import */ var _phase_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5058);







/** Windowed and full attention with a shared feed-forward block, with or without experts: Gemma-4 (`spec` operators 4.7.3). */
const gemma4 = {
    name: "GEMMA4MIX",
    architectures: ["Gemma4ForConditionalGeneration", "Gemma4ForCausalLM"],
    multimodal: (architecture) => architecture === "Gemma4ForConditionalGeneration",
    contextParallel: true,
    qkNorm: () => false,
    activationRow: "moe",
    moeWorkspace: "hidden",
    check({ model, parallelism }) {
        if (model.experts > 0 || parallelism.moeEp === 1)
            return;
        throw new _types_js__WEBPACK_IMPORTED_MODULE_1__/* .InvalidParallelismError */ .eW(`${model.id} has no experts, so moe-ep must be 1, not ${parallelism.moeEp}`);
    },
    graph: (request) => ({
        context: operators((0,_phase_js__WEBPACK_IMPORTED_MODULE_4__/* .inPhase */ .xe)(request, "context")),
        generation: operators((0,_phase_js__WEBPACK_IMPORTED_MODULE_4__/* .inPhase */ .xe)(request, "generation")),
    }),
    kvBytesPerSequence: gemmaKvBytes,
};
function excludes(model, name) {
    return model.checkpoint.exclusions.some((pattern) => pattern.includes(name));
}
function layerKinds(model) {
    const field = (name, fallback) => (0,_spec_js__WEBPACK_IMPORTED_MODULE_5__/* .numberField */ .sJ)(model.text, name) ?? fallback;
    const windowed = (0,_spec_js__WEBPACK_IMPORTED_MODULE_5__/* .listField */ .FZ)(model.text, "layer_types")
        .slice(0, model.layers)
        .filter((kind) => kind === "sliding_attention").length;
    return [
        {
            prefix: "swa_",
            layers: windowed,
            kvHeads: model.kvHeads,
            headDim: model.headDim,
            window: field("sliding_window", 1024),
            sameKeyValue: false,
        },
        {
            prefix: "global_",
            layers: model.layers - windowed,
            kvHeads: field("num_global_key_value_heads", model.kvHeads),
            headDim: field("global_head_dim", model.headDim),
            window: 0,
            sameKeyValue: model.text["attention_k_eq_v"] === true,
        },
    ];
}
/** Windowed layers keep their window; keys and values are both charged even where they are the same. */
function gemmaKvBytes(request, length) {
    const { model, parallelism, quant } = request;
    let bytes = 0;
    for (const { layers, kvHeads, headDim, window } of layerKinds(model)) {
        const tokens = window > 0 ? Math.min(length, window) : length;
        bytes +=
            layers *
                tokens *
                Math.ceil(kvHeads / parallelism.tp) *
                headDim *
                2 *
                (0,_ops_modes_js__WEBPACK_IMPORTED_MODULE_0__/* .modeBytes */ .DX)("kvcache", quant.kvcache);
    }
    return bytes;
}
function operators(request) {
    return [
        (0,_phase_js__WEBPACK_IMPORTED_MODULE_4__/* .embeddingOf */ .hB)(request, false),
        ...layerKinds(request.model).flatMap((kind) => (kind.layers === 0 ? [] : layerGroup(request, kind))),
        (0,_phase_js__WEBPACK_IMPORTED_MODULE_4__/* .logits */ .t6)(request),
        (0,_phase_js__WEBPACK_IMPORTED_MODULE_4__/* .stageHop */ .a4)(request),
    ];
}
function layerGroup(request, kind) {
    const { model, parallelism, quant, given, times, cp } = request;
    const { tp } = parallelism;
    const { prefix } = kind;
    const gemmMode = (name) => (excludes(model, name) && !given.gemm ? "bfloat16" : quant.gemm);
    const count = kind.layers * times;
    const group = {
        count,
        prefix,
        distribution: "power_law_1.01",
        dispatchCp: parallelism.cp,
        // one excluded block makes the experts bf16 too, though such checkpoints keep them quantized
        ...(excludes(model, ".mlp") && !given.moe ? { mode: "bfloat16" } : {}),
    };
    return [
        ...(0,_grouped_attention_js__WEBPACK_IMPORTED_MODULE_3__/* .attentionGroup */ .a)(request, {
            prefix,
            count,
            window: kind.window,
            heads: model.heads / tp,
            kvHeads: Math.ceil(kind.kvHeads / tp),
            headDim: kind.headDim,
            keyValueSets: kind.sameKeyValue ? 1 : 2,
            mode: gemmMode("self_attn"),
        }),
        (0,_ops_memory_op_js__WEBPACK_IMPORTED_MODULE_6__/* .elementwise */ .zc)({ name: `${prefix}ffn_norm`, count, read: 2 * model.hidden, written: 2 * model.hidden, cp }),
        ...(0,_experts_js__WEBPACK_IMPORTED_MODULE_2__/* .gatedBlock */ .LO)(request, {
            count,
            names: [`${prefix}shared_mlp_gate_up_gemm`, `${prefix}shared_mlp_act`, `${prefix}shared_mlp_down_gemm`],
            width: model.inter / tp,
            mode: gemmMode(".mlp"),
            quantizedInput: true,
        }),
        ...(model.experts > 0 ? [(0,_experts_js__WEBPACK_IMPORTED_MODULE_2__/* .router */ .QB)(request, group), ...(0,_experts_js__WEBPACK_IMPORTED_MODULE_2__/* .routedExperts */ .Br)(request, group)] : []),
    ];
}


/***/ })

};
