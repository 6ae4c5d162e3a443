export const id = 696;
export const ids = [696];
export const modules = {

/***/ 696:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   nemotronNas: () => (/* binding */ nemotronNas)
/* harmony export */ });
/* harmony import */ var _domain_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6586);
/* harmony import */ var _ops_all_reduce_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8277);
/* harmony import */ var _ops_gemm_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2541);
/* harmony import */ var _ops_memory_op_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(4348);
/* harmony import */ var _types_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2779);
/* harmony import */ var _spec_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(4261);
/* harmony import */ var _experts_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(418);
/* harmony import */ var _grouped_attention_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(8868);
/* harmony import */ var _phase_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(5058);









/** Dense models whose blocks were shrunk one by one: Nemotron-Super (`spec` operators 4.7.2). */
const nemotronNas = {
    name: "NEMOTRONNAS",
    architectures: ["NemotronForCausalLM", "DeciLMForCausalLM"],
    contextParallel: false,
    qkNorm: () => false,
    activationRow: "default",
    check({ model, nextn }) {
        if (nextn > 0)
            throw new _types_js__WEBPACK_IMPORTED_MODULE_3__/* .InvalidParallelismError */ .eW(`${model.architecture} has no draft layers; use nextn 0`);
    },
    graph: (request) => ({
        context: operators((0,_phase_js__WEBPACK_IMPORTED_MODULE_6__/* .inPhase */ .xe)(request, "context")),
        generation: operators((0,_phase_js__WEBPACK_IMPORTED_MODULE_6__/* .inPhase */ .xe)(request, "generation")),
    }),
    // the model as a whole states no key-value heads, so the reference charges no cache
    kvBytesPerSequence: () => 0,
};
/** Widths are rounded up to a multiple of this. */
const WIDTH_STEP = 256;
function blockRuns(model) {
    const blocks = (0,_spec_js__WEBPACK_IMPORTED_MODULE_7__/* .listField */ .FZ)(model.text, "block_configs").slice(0, model.layers);
    if (blocks.length === 0)
        throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y("model", `config.json of ${model.id} lacks block_configs`);
    const runs = [];
    for (const block of blocks) {
        const run = { count: 1, ...describeBlock(model, block) };
        const last = runs[runs.length - 1];
        if (last !== undefined && last.headsInGroup === run.headsInGroup && last.inter === run.inter) {
            runs[runs.length - 1] = { ...last, count: last.count + 1 };
        }
        else
            runs.push(run);
    }
    return runs;
}
function describeBlock(model, block) {
    const attention = (0,_spec_js__WEBPACK_IMPORTED_MODULE_7__/* .objectField */ .qV)(block, "attention") ?? {};
    const ffn = (0,_spec_js__WEBPACK_IMPORTED_MODULE_7__/* .objectField */ .qV)(block, "ffn") ?? {};
    const width = Math.trunc((2 * ((0,_spec_js__WEBPACK_IMPORTED_MODULE_7__/* .numberField */ .sJ)(ffn, "ffn_mult") ?? 0) * model.hidden) / 3);
    return {
        headsInGroup: attention["no_op"] === true ? 0 : ((0,_spec_js__WEBPACK_IMPORTED_MODULE_7__/* .numberField */ .sJ)(attention, "n_heads_in_group") ?? 0),
        inter: ffn["no_op"] === true ? 0 : Math.ceil(width / WIDTH_STEP) * WIDTH_STEP,
    };
}
function operators(request) {
    return [
        (0,_phase_js__WEBPACK_IMPORTED_MODULE_6__/* .embeddingOf */ .hB)(request, false),
        ...blockRuns(request.model).flatMap((run) => [
            ...attentionBlock(request, run),
            ...feedForward(request, run),
        ]),
        (0,_phase_js__WEBPACK_IMPORTED_MODULE_6__/* .stageHop */ .a4)(request),
        (0,_phase_js__WEBPACK_IMPORTED_MODULE_6__/* .logits */ .t6)(request),
    ];
}
function attentionBlock(request, run) {
    if (run.headsInGroup === 0)
        return [];
    const { model, parallelism, quant, times } = request;
    const { hidden: h, headDim: d } = model;
    const count = run.count * times;
    const heads = model.heads / parallelism.tp;
    const kvHeads = Math.ceil(Math.floor(model.heads / run.headsInGroup) / parallelism.tp);
    return [
        (0,_ops_memory_op_js__WEBPACK_IMPORTED_MODULE_8__/* .elementwise */ .zc)({ name: "add_norm_1", count, read: 2 * h, written: 2 * h }),
        (0,_ops_gemm_js__WEBPACK_IMPORTED_MODULE_2__/* .gemm */ .vE)({ name: "qkv_gemm", count, n: heads * d + 2 * kvHeads * d, k: h, mode: quant.gemm }),
        ...(0,_grouped_attention_js__WEBPACK_IMPORTED_MODULE_5__/* .groupedAttention */ .n)(request, count, 0, { heads, kvHeads, headDim: d }),
        (0,_ops_gemm_js__WEBPACK_IMPORTED_MODULE_2__/* .gemm */ .vE)({ name: "proj_gemm", count, n: h, k: heads * d, mode: quant.gemm }),
        (0,_ops_all_reduce_js__WEBPACK_IMPORTED_MODULE_1__/* .allReduce */ .Qk)({ name: "ar_1", count, hidden: h, gpus: parallelism.tp }),
    ];
}
function feedForward(request, run) {
    if (run.inter === 0)
        return [];
    const { model, parallelism, quant, times } = request;
    const { hidden: h } = model;
    const count = run.count * times;
    return [
        (0,_ops_memory_op_js__WEBPACK_IMPORTED_MODULE_8__/* .elementwise */ .zc)({ name: "add_norm_2", count, read: 2 * h, written: 2 * h }),
        ...(0,_experts_js__WEBPACK_IMPORTED_MODULE_4__/* .gatedBlock */ .LO)(request, {
            count,
            names: ["gate_ffn1_gemm", "act_gate", "ffn2_gemm"],
            width: run.inter / parallelism.tp,
            mode: quant.gemm,
        }),
        (0,_ops_all_reduce_js__WEBPACK_IMPORTED_MODULE_1__/* .allReduce */ .Qk)({ name: "ar_2", count, hidden: h, gpus: parallelism.tp }),
    ];
}


/***/ })

};
