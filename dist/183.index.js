export const id = 183;
export const ids = [183];
export const modules = {

/***/ 8183:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  gemma4: () => (/* binding */ gemma4)
});

// EXTERNAL MODULE: ./build/lib/perf/ops/memory-op.js
var memory_op = __webpack_require__(4348);
// EXTERNAL MODULE: ./build/lib/perf/types.js
var types = __webpack_require__(2779);
// EXTERNAL MODULE: ./build/lib/perf/ops/gemm.js + 4 modules
var gemm = __webpack_require__(2541);
;// CONCATENATED MODULE: ./build/lib/perf/ops/measured-mode.js


/**
 * Costs nothing, but is a miss where no matrix product of a mode was measured: a model that is priced without any product of
 * its own format must not pass for one of that format.
 */
function measuredMode(mode) {
    return {
        name: "measured_format",
        count: 1,
        scope: "tokens",
        weightBytes: 0,
        needs: [gemm/* GEMM_NEED */.We],
        bind(context) {
            if (context.databaseMode !== "SILICON")
                return () => 0;
            return () => {
                if ((0,gemm/* gemmSites */.hQ)(context, mode) !== undefined)
                    return 0;
                throw new types/* MissingDataError */.hr(`no ${mode} matrix products were measured on ${context.system.name}`);
            };
        },
    };
}

// EXTERNAL MODULE: ./build/lib/perf/ops/modes.js
var modes = __webpack_require__(6289);
// EXTERNAL MODULE: ./build/lib/perf/model/spec.js
var spec = __webpack_require__(4261);
// EXTERNAL MODULE: ./build/lib/perf/model/families/experts.js + 1 modules
var experts = __webpack_require__(418);
// EXTERNAL MODULE: ./build/lib/perf/model/families/grouped-attention.js
var grouped_attention = __webpack_require__(8868);
// EXTERNAL MODULE: ./build/lib/perf/model/families/phase.js
var phase = __webpack_require__(5058);
;// CONCATENATED MODULE: ./build/lib/perf/model/families/gemma4.js








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
        throw new types/* InvalidParallelismError */.eW(`${model.id} has no experts, so moe-ep must be 1, not ${parallelism.moeEp}`);
    },
    graph: (request) => ({
        context: operators((0,phase/* inPhase */.xe)(request, "context")),
        generation: operators((0,phase/* inPhase */.xe)(request, "generation")),
    }),
    kvBytesPerSequence: gemmaKvBytes,
};
function excludes(model, name) {
    return model.checkpoint.exclusions.some((pattern) => pattern.includes(name));
}
function layerKinds(model) {
    const field = (name, fallback) => (0,spec/* numberField */.sJ)(model.text, name) ?? fallback;
    const windowed = (0,spec/* listField */.FZ)(model.text, "layer_types")
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
                (0,modes/* modeBytes */.DX)("kvcache", quant.kvcache);
    }
    return bytes;
}
function operators(request) {
    const { model, quant } = request;
    const unused = excludes(model, "self_attn") && excludes(model, ".mlp") && quant.gemm !== "bfloat16";
    return [
        ...(unused ? [measuredMode(quant.gemm)] : []),
        (0,phase/* embeddingOf */.hB)(request, false),
        ...layerKinds(request.model).flatMap((kind) => (kind.layers === 0 ? [] : layerGroup(request, kind))),
        (0,phase/* logits */.t6)(request),
        (0,phase/* stageHop */.a4)(request),
    ];
}
function layerGroup(request, kind) {
    const { model, parallelism, quant, times, cp } = request;
    const { tp } = parallelism;
    const { prefix } = kind;
    const count = kind.layers * times;
    const group = {
        count,
        prefix,
        distribution: "power_law_1.01",
        dispatchCp: parallelism.cp,
        // one excluded block makes the experts bf16 too, though such checkpoints keep them quantized
        ...(excludes(model, ".mlp") ? { mode: "bfloat16" } : {}),
    };
    return [
        ...(0,grouped_attention/* attentionGroup */.a)(request, {
            prefix,
            count,
            window: kind.window,
            heads: model.heads / tp,
            kvHeads: Math.ceil(kind.kvHeads / tp),
            headDim: kind.headDim,
            keyValueSets: kind.sameKeyValue ? 1 : 2,
            mode: excludes(model, "self_attn") ? "bfloat16" : quant.gemm,
        }),
        (0,memory_op/* elementwise */.zc)({ name: `${prefix}ffn_norm`, count, read: 2 * model.hidden, written: 2 * model.hidden, cp }),
        ...(0,experts/* gatedBlock */.LO)(request, {
            count,
            names: [`${prefix}shared_mlp_gate_up_gemm`, `${prefix}shared_mlp_act`, `${prefix}shared_mlp_down_gemm`],
            width: model.inter / tp,
            mode: excludes(model, ".mlp") ? "bfloat16" : quant.gemm,
            quantizedInput: true,
        }),
        ...(model.experts > 0 ? [(0,experts/* router */.QB)(request, group), ...(0,experts/* routedExperts */.Br)(request, group)] : []),
    ];
}


/***/ })

};
