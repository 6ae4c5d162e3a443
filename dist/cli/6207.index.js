export const id = 6207;
export const ids = [6207];
export const modules = {

/***/ 1328:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ Q_LORA),
/* harmony export */   Jv: () => (/* binding */ latentSizes),
/* harmony export */   dN: () => (/* binding */ latentAttention),
/* harmony export */   gN: () => (/* binding */ KERNEL_HEADS),
/* harmony export */   hW: () => (/* binding */ ROPE),
/* harmony export */   l6: () => (/* binding */ KV_LORA),
/* harmony export */   mk: () => (/* binding */ bmmMode)
/* harmony export */ });
/* unused harmony export latentGather */
/* harmony import */ var _ops_context_attention_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(673);
/* harmony import */ var _ops_composite_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3986);
/* harmony import */ var _ops_gemm_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2541);
/* harmony import */ var _ops_generation_attention_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2876);
/* harmony import */ var _ops_mla_bmm_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3816);
/* harmony import */ var _ops_mla_granular_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(1414);
/* harmony import */ var _ops_mla_module_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6394);
/* harmony import */ var _ops_modes_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(6289);
/* harmony import */ var _ops_nccl_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(2557);
/* harmony import */ var _spec_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(4261);










/** The reference asks the MLA kernel tables at this many heads over tp, whatever the model has. */
const KERNEL_HEADS = 128;
/** Ranks of the low-rank queries, keys and values; literals in the fused graph. */
const Q_LORA = 1536;
const KV_LORA = 512;
const ROPE = 64;
const QK_HEAD = 192;
const KV_HEAD = 256;
const V_HEAD = 128;
/** Ranks from the configuration, for the graphs that honour it. */
function latentSizes(model) {
    return {
        qLora: (0,_spec_js__WEBPACK_IMPORTED_MODULE_9__/* .numberField */ .sJ)(model.text, "q_lora_rank") ?? Q_LORA,
        kvLora: (0,_spec_js__WEBPACK_IMPORTED_MODULE_9__/* .numberField */ .sJ)(model.text, "kv_lora_rank") ?? KV_LORA,
        rope: (0,_spec_js__WEBPACK_IMPORTED_MODULE_9__/* .numberField */ .sJ)(model.text, "qk_rope_head_dim") ?? ROPE,
    };
}
/** Attention of the fused graph: the measured module, or its parts where projections differ in format. */
function latentAttention(request, modes) {
    const chain = request.phase === "context" ? contextChain(request, modes) : generationChain(request, modes);
    const uniform = modes.q === modes.kv && modes.kv === modes.o;
    const attention = uniform ? [(0,_ops_composite_js__WEBPACK_IMPORTED_MODULE_1__/* .fallback */ .Np)("mla_block", moduleOf(request, modes.o), chain)] : chain;
    return request.cp === 1 ? attention : [...attention, latentGather(request)];
}
function moduleOf(request, mode) {
    const { model, parallelism, quant, phase, times, cp } = request;
    return (0,_ops_mla_module_js__WEBPACK_IMPORTED_MODULE_6__/* .mlaModule */ .J)({
        name: "mla_module",
        count: (model.layers * times) / cp,
        phase,
        heads: model.heads / parallelism.tp,
        nativeHeads: model.heads,
        fmha: quant.fmha,
        kvcache: quant.kvcache,
        gemm: mode,
        imbalance: phase === "context" ? request.seqImbalance : request.genSeqImbalance,
    });
}
/** Every rank needs the latent keys and values of the others' tokens. */
function latentGather(request) {
    const { model, quant, times, cp } = request;
    return (0,_ops_nccl_js__WEBPACK_IMPORTED_MODULE_8__/* .nccl */ .PZ)({
        name: "cp_all_gather",
        count: model.layers * times,
        operation: "all_gather",
        gpus: cp,
        elementsPerToken: ((KV_LORA + ROPE) * (0,_ops_modes_js__WEBPACK_IMPORTED_MODULE_7__/* .modeBytes */ .DX)("kvcache", quant.kvcache)) / 2,
    });
}
function contextChain(request, modes) {
    const { model, parallelism, quant, backend, cp, times, seqImbalance } = request;
    const { tp } = parallelism;
    const { heads: n, hidden: h } = model;
    const shared = { count: model.layers * times, cp };
    const kernel = {
        ...shared,
        name: "context_attention",
        fmha: quant.fmha,
        kvcache: quant.kvcache,
        imbalance: seqImbalance,
    };
    return [
        (0,_ops_gemm_js__WEBPACK_IMPORTED_MODULE_2__/* .gemm */ .vE)({ ...shared, name: "downscale_gemm", n: Q_LORA + KV_LORA + ROPE, k: h, mode: modes.downscale }),
        (0,_ops_gemm_js__WEBPACK_IMPORTED_MODULE_2__/* .gemm */ .vE)({ ...shared, name: "q_b_proj_gemm", n: Math.floor((n * QK_HEAD) / tp), k: Q_LORA, mode: modes.q }),
        (0,_ops_gemm_js__WEBPACK_IMPORTED_MODULE_2__/* .gemm */ .vE)({
            ...shared,
            name: "kv_b_proj_gemm",
            n: Math.floor((n * KV_HEAD) / tp),
            k: KV_LORA,
            mode: modes.kv,
        }),
        backend === "vllm"
            ? (0,_ops_context_attention_js__WEBPACK_IMPORTED_MODULE_0__/* .contextAttention */ .CV)({ ...kernel, ...plainHeads(request), qkNorm: false })
            : (0,_ops_mla_granular_js__WEBPACK_IMPORTED_MODULE_5__/* .contextMla */ .Sq)({ ...kernel, heads: Math.floor(KERNEL_HEADS / tp) }),
        (0,_ops_gemm_js__WEBPACK_IMPORTED_MODULE_2__/* .gemm */ .vE)({ ...shared, name: "proj_gemm", n: h, k: Math.floor((n * V_HEAD) / tp), mode: modes.o }),
    ];
}
function generationChain(request, modes) {
    const { model, parallelism, quant, backend, times, genSeqImbalance } = request;
    const { tp } = parallelism;
    const { heads: n, hidden: h } = model;
    const count = model.layers * times;
    const kernel = { name: "generation_attention", count, kvcache: quant.kvcache, imbalance: genSeqImbalance };
    const bmm = { count, heads: Math.floor(n / tp), mode: bmmMode(modes) };
    return [
        (0,_ops_gemm_js__WEBPACK_IMPORTED_MODULE_2__/* .gemm */ .vE)({ name: "downscale_gemm", count, n: Q_LORA + KV_LORA + ROPE, k: h, mode: modes.downscale }),
        (0,_ops_gemm_js__WEBPACK_IMPORTED_MODULE_2__/* .gemm */ .vE)({ name: "q_b_proj_gemm", count, n: Math.floor((n * QK_HEAD) / tp), k: Q_LORA, mode: modes.q }),
        ...(backend === "vllm"
            ? [(0,_ops_generation_attention_js__WEBPACK_IMPORTED_MODULE_3__/* .generationAttention */ .hV)({ ...kernel, ...plainHeads(request) })]
            : [
                (0,_ops_mla_bmm_js__WEBPACK_IMPORTED_MODULE_4__/* .mlaBmm */ .z)({ ...bmm, name: "bmm_pre", side: "pre" }),
                (0,_ops_mla_granular_js__WEBPACK_IMPORTED_MODULE_5__/* .generationMla */ .H1)({ ...kernel, heads: Math.floor(KERNEL_HEADS / tp) }),
                (0,_ops_mla_bmm_js__WEBPACK_IMPORTED_MODULE_4__/* .mlaBmm */ .z)({ ...bmm, name: "bmm_post", side: "post" }),
            ]),
        (0,_ops_gemm_js__WEBPACK_IMPORTED_MODULE_2__/* .gemm */ .vE)({ name: "proj_gemm", count, n: h, k: Math.floor((n * V_HEAD) / tp), mode: modes.o }),
    ];
}
/** The batched products run in fp8 unless the key-value up-projection is kept in bf16. */
function bmmMode(modes) {
    return modes.kv === "bfloat16" ? "bfloat16" : "fp8";
}
/** Without MLA kernels vLLM runs plain attention over the expanded heads. */
function plainHeads(request) {
    const { model, parallelism } = request;
    return {
        heads: model.heads / parallelism.tp,
        kvHeads: Math.floor(model.kvHeads / parallelism.tp),
        headDim: (0,_spec_js__WEBPACK_IMPORTED_MODULE_9__/* .numberField */ .sJ)(model.text, "v_head_dim") ?? V_HEAD,
    };
}


/***/ }),

/***/ 5136:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  hN: () => (/* binding */ DISTRIBUTION),
  Ih: () => (/* binding */ groupCollective),
  Vc: () => (/* binding */ largeEpTimes),
  uK: () => (/* binding */ sglangExperts),
  f4: () => (/* binding */ sglangLargeEp),
  xs: () => (/* binding */ trtllmExperts),
  O9: () => (/* binding */ trtllmLargeEp),
  Dt: () => (/* binding */ vllmExperts)
});

// EXTERNAL MODULE: ./build/lib/perf/ops/composite.js
var composite = __webpack_require__(3986);
// EXTERNAL MODULE: ./build/lib/perf/ops/gemm.js + 4 modules
var gemm = __webpack_require__(2541);
// EXTERNAL MODULE: ./build/lib/perf/ops/memory-op.js
var memory_op = __webpack_require__(1967);
// EXTERNAL MODULE: ./build/lib/perf/ops/mla-bmm.js
var mla_bmm = __webpack_require__(3816);
// EXTERNAL MODULE: ./build/lib/perf/ops/mla-granular.js
var mla_granular = __webpack_require__(1414);
// EXTERNAL MODULE: ./build/lib/perf/ops/nccl.js
var nccl = __webpack_require__(2557);
// EXTERNAL MODULE: ./build/lib/perf/ops/grid-kernel.js
var grid_kernel = __webpack_require__(6855);
// EXTERNAL MODULE: ./build/lib/perf/ops/modes.js
var modes = __webpack_require__(6289);
// EXTERNAL MODULE: ./build/lib/perf/ops/slices.js
var slices = __webpack_require__(5434);
;// CONCATENATED MODULE: ./build/lib/perf/ops/wideep-mla.js



const COLUMNS = [
    "kernel_source",
    "mla_dtype",
    "kv_cache_dtype",
    "num_heads",
    "batch_size",
    "isl",
    "step",
    "latency",
];
const CONTEXT_NEED = { family: "mla", table: "wideep_context_mla_perf", columns: COLUMNS };
const GENERATION_NEED = { family: "mla", table: "wideep_generation_mla_perf", columns: COLUMNS };
/** Attention kernels of the collections, the one to prefer first; Blackwell has only the second. */
const KERNELS = ["flashinfer", "trtllm_mla"];
/** SGLang's latent attention under expert parallelism, with the up projections and the output projection (`spec` operators 5.6). */
function wideEpContextMla(shape) {
    const { name, count, heads, fmha, kvcache, imbalance = 1 } = shape;
    return {
        name,
        count,
        scope: "sequence",
        weightBytes: 0,
        needs: [CONTEXT_NEED],
        bind(context) {
            const sol = contextSol(context, fmha);
            const price = (0,grid_kernel/* gridPricer */.Mv)(context, {
                key: `wide-EP context mla ${heads} ${fmha} ${kvcache}`,
                label: "MLA prefill under expert parallelism",
                missing: `${fmha} attention, ${kvcache} cache`,
                grid: () => firstGrid(context, CONTEXT_NEED, { mla_dtype: fmha, kv_cache_dtype: kvcache }, [
                    "num_heads",
                    "isl",
                    "batch_size",
                ]),
                gridSol: ([n, s, b]) => sol(n, s, b),
                sqrtAxis: 1,
                at: (batch, seq, prefix) => [heads, seq + prefix, batch],
                factor: grid_kernel/* uncachedShare */.Pw,
            });
            return (query) => price(query.batch, query.seq, query.prefix) * imbalance;
        },
    };
}
/** The same while decoding, with the absorbed products. */
function wideEpGenerationMla(shape) {
    const { name, count, heads, kvcache, imbalance = 1 } = shape;
    return {
        name,
        count,
        scope: "sequence",
        weightBytes: 0,
        needs: [GENERATION_NEED],
        bind(context) {
            const sol = generationSol(context, kvcache);
            const price = (0,grid_kernel/* gridPricer */.Mv)(context, {
                key: `wide-EP generation mla ${heads} ${kvcache}`,
                label: "MLA decode under expert parallelism",
                missing: `${kvcache} cache`,
                grid: () => firstGrid(context, GENERATION_NEED, { kv_cache_dtype: kvcache }, [
                    "num_heads",
                    "batch_size",
                    ["isl", "step"],
                ]),
                gridSol: ([n, b, s]) => sol(n, b, s),
                at: (batch, seq) => [heads, batch, seq],
            });
            return (query) => price(query.batch, query.seq, 0) * imbalance;
        },
    };
}
function firstGrid(context, need, where, axes) {
    const sources = context.tables(need.family, need.table);
    for (const kernel of [...context.pinnedLanes, ...KERNELS]) {
        const grid = (0,slices/* gridSlice */.P5)(sources, { where: { ...where, kernel_source: kernel }, axes, value: "latency" });
        if (grid !== undefined)
            return grid;
    }
    return undefined;
}
const Q_LORA = 1536;
const KV_LORA = 512;
const LATENT = 576;
const QK_HEAD = 192;
const V_HEAD = 128;
const HIDDEN = 7168;
function contextSol(context, fmha) {
    return (n, s, b) => {
        const products = 2 * b * s * n * (Q_LORA * QK_HEAD + KV_LORA * 2 * V_HEAD + V_HEAD * HIDDEN);
        const attention = n * 320 * b * s * s;
        const elements = b * Q_LORA * s +
            Q_LORA * n * QK_HEAD +
            2 * b * n * QK_HEAD * s +
            b * KV_LORA * s +
            n * 2 * V_HEAD * KV_LORA +
            2 * b * n * 2 * V_HEAD * s +
            2 * (b * s * n * (2 * QK_HEAD + 2 * V_HEAD)) +
            b * n * V_HEAD * s +
            n * V_HEAD * HIDDEN +
            2 * b * HIDDEN * s;
        const computeS = products / (0,modes/* modeFlops */.qU)(context.system, "fmha", fmha) +
            attention / (0,modes/* computeFlops */.MP)(context.system, "bfloat16");
        return (0,grid_kernel/* roofline */.Bs)(computeS, (elements * (0,modes/* modeBytes */.DX)("fmha", fmha)) / context.system.gpu.memBw);
    };
}
function generationSol(context, kvcache) {
    return (n, b, s) => {
        const products = 2 * b * n * (Q_LORA * QK_HEAD + V_HEAD * KV_LORA + KV_LORA * V_HEAD + V_HEAD * HIDDEN);
        const attention = 2 * b * s * n * (LATENT + KV_LORA);
        const elements = b * Q_LORA +
            Q_LORA * n * QK_HEAD +
            2 * b * n * QK_HEAD +
            b * n * V_HEAD +
            n * KV_LORA * V_HEAD +
            2 * b * n * KV_LORA +
            2 * (b * n * LATENT + b * s * LATENT + b * n * KV_LORA) +
            b * n * KV_LORA +
            n * V_HEAD * KV_LORA +
            2 * b * n * V_HEAD +
            b * n * V_HEAD +
            n * V_HEAD * HIDDEN +
            2 * b * HIDDEN;
        const fp8 = kvcache === "fp8" && (context.system.gpu.smVersion ?? 0) >= 89;
        const computeS = products / (0,modes/* computeFlops */.MP)(context.system, fp8 ? "fp8" : "bfloat16") +
            attention / (0,modes/* computeFlops */.MP)(context.system, "bfloat16");
        return (0,grid_kernel/* roofline */.Bs)(computeS, (elements * (0,modes/* modeBytes */.DX)("kvcache", kvcache)) / context.system.gpu.memBw);
    };
}

// EXTERNAL MODULE: ./build/lib/perf/model/families/deepseek-attention.js
var deepseek_attention = __webpack_require__(1328);
// EXTERNAL MODULE: ./build/lib/perf/model/families/experts.js + 1 modules
var experts = __webpack_require__(418);
// EXTERNAL MODULE: ./build/lib/perf/model/families/large-ep.js + 5 modules
var large_ep = __webpack_require__(8891);
// EXTERNAL MODULE: ./build/lib/perf/model/families/phase.js
var families_phase = __webpack_require__(5058);
;// CONCATENATED MODULE: ./build/lib/perf/model/families/deepseek-large-ep.js











const DISTRIBUTION = "power_law_1.01";
/** Layers as TensorRT-LLM's generation list counts them in this graph. */
const TRTLLM_GENERATION_SHARE = 0.9;
/** Factor on the layer counts of a phase. */
function largeEpTimes({ phase, backend, times }) {
    return phase === "generation" && backend === "trtllm" ? times * TRTLLM_GENERATION_SHARE : times;
}
/** TensorRT-LLM's graph: granular attention, shared and routed experts side by side while decoding (`spec` operators 5.2). */
function trtllmLargeEp(request, modes) {
    const { model, phase } = request;
    const count = model.layers * largeEpTimes(request);
    return [
        (0,families_phase/* embeddingOf */.hB)(request, false),
        norm(request, "add_norm_1", count),
        ...(phase === "context"
            ? contextAttention(request, modes, count)
            : generationAttention(request, modes, count)),
        norm(request, "add_norm_2", count),
        ...trtllmExperts(request, modes.shared, count),
        (0,families_phase/* logits */.t6)(request),
        (0,families_phase/* stageHop */.a4)(request),
    ];
}
/** Router, shared and routed experts of TensorRT-LLM. */
function trtllmExperts(request, sharedMode, count) {
    const route = (0,experts/* router */.QB)(request, { count, distribution: DISTRIBUTION });
    const shared = (0,large_ep/* wholeSharedExpert */.H9)(request, count, sharedMode);
    const routed = (0,large_ep/* exchangedExperts */.Hn)(request, count, DISTRIBUTION);
    const add = (0,large_ep/* reduceAdd */.o0)(request, count);
    return request.phase === "context"
        ? [route, ...shared, ...routed, add]
        : [(0,composite/* overlap */.EF)("moe_overlap", [route, ...routed], shared), add];
}
function norm(request, name, count) {
    const width = 2 * request.model.hidden;
    return (0,memory_op/* elementwise */.zc)({ name, count, read: width, written: width });
}
function lowRank(request, modes, count) {
    const { model, parallelism } = request;
    const { qLora, kvLora, rope } = (0,deepseek_attention/* latentSizes */.Jv)(model);
    return [
        (0,gemm/* gemm */.vE)({ name: "downscale_gemm", count, n: qLora + kvLora + rope, k: model.hidden, mode: modes.downscale }),
        (0,memory_op/* elementwise */.zc)({ name: "q_a_layernorm", count, read: qLora, written: qLora }),
        (0,gemm/* gemm */.vE)({
            name: "q_b_proj_gemm",
            count,
            n: Math.floor((model.heads * 192) / parallelism.tp),
            k: qLora,
            mode: modes.q,
        }),
    ];
}
function output(request, modes, count) {
    const { model, parallelism } = request;
    const k = Math.floor((model.heads * 128) / parallelism.tp);
    return (0,gemm/* gemm */.vE)({ name: "proj_gemm", count, n: model.hidden, k, mode: modes.o });
}
function contextAttention(request, modes, count) {
    const { model, parallelism, quant, seqImbalance } = request;
    const { kvLora } = (0,deepseek_attention/* latentSizes */.Jv)(model);
    const { tp } = parallelism;
    return [
        ...lowRank(request, modes, count),
        (0,gemm/* gemm */.vE)({
            name: "kv_b_proj_gemm",
            count,
            n: Math.floor((model.heads * 256) / tp),
            k: kvLora,
            mode: modes.kv,
        }),
        (0,mla_granular/* contextMla */.Sq)({
            name: "context_attention",
            count,
            heads: Math.floor(deepseek_attention/* KERNEL_HEADS */.gN / tp),
            fmha: quant.fmha,
            kvcache: quant.kvcache,
            imbalance: seqImbalance,
        }),
        output(request, modes, count),
    ];
}
function generationAttention(request, modes, count) {
    const { model, parallelism, quant, genSeqImbalance } = request;
    const { kvLora, rope } = (0,deepseek_attention/* latentSizes */.Jv)(model);
    const heads = Math.floor(deepseek_attention/* KERNEL_HEADS */.gN / parallelism.tp);
    const bmm = { count, heads: Math.floor(model.heads / parallelism.tp), mode: (0,deepseek_attention/* bmmMode */.mk)(modes) };
    const cacheWidth = kvLora + rope;
    return [
        ...lowRank(request, modes, count),
        (0,composite/* overlap */.EF)("bmm_rope_overlap", [(0,mla_bmm/* mlaBmm */.z)({ ...bmm, name: "bmm_pre", side: "pre" })], [(0,memory_op/* elementwise */.zc)({ name: "rope_kvcache", count, read: cacheWidth, written: cacheWidth })]),
        (0,mla_granular/* generationMla */.H1)({
            name: "generation_attention",
            count,
            heads,
            kvcache: quant.kvcache,
            imbalance: genSeqImbalance,
        }),
        (0,mla_bmm/* mlaBmm */.z)({ ...bmm, name: "bmm_post", side: "post" }),
        output(request, modes, count),
    ];
}
/** SGLang's graph: it prices the down projection twice and no router, output layer or second norm, as the reference has it. */
function sglangLargeEp(request, modes) {
    const { model, parallelism, quant, phase, times } = request;
    const count = model.layers * times;
    const down = { count, n: deepseek_attention/* Q_LORA */.F + deepseek_attention/* KV_LORA */.l6 + deepseek_attention/* ROPE */.hW, k: model.hidden, mode: modes.downscale };
    const kernel = {
        count,
        heads: Math.floor(deepseek_attention/* KERNEL_HEADS */.gN / parallelism.tp),
        fmha: quant.fmha,
        kvcache: quant.kvcache,
    };
    return [
        (0,gemm/* gemm */.vE)({
            ...down,
            name: "qkv_a_proj_gemm",
            ...(phase === "context" ? { scaleNumTokens: parallelism.tp } : {}),
        }),
        ...groupCollective(request, "tp_all_gather", "all_gather"),
        (0,families_phase/* embeddingOf */.hB)(request, false),
        norm(request, "add_norm_1", count),
        (0,gemm/* gemm */.vE)({ ...down, name: "downscale_gemm" }),
        phase === "context"
            ? wideEpContextMla({ ...kernel, name: "context_attention", imbalance: request.seqImbalance })
            : wideEpGenerationMla({ ...kernel, name: "generation_attention", imbalance: request.genSeqImbalance }),
        ...groupCollective(request, "tp_reduce_scatter", "reduce_scatter"),
        ...sglangExperts(request, modes.shared),
    ];
}
/** Shared and routed experts of SGLang, one after the other. */
function sglangExperts(request, sharedMode) {
    const count = request.model.layers * request.times;
    return [
        ...(0,large_ep/* wholeSharedExpert */.H9)(request, count, sharedMode),
        ...(0,large_ep/* exchangedExperts */.Hn)(request, count, DISTRIBUTION),
    ];
}
/** Collective of an attention group around its attention; in prefills of more than one rank only. */
function groupCollective(request, name, operation) {
    const { model, parallelism, phase, times } = request;
    if (phase !== "context" || parallelism.tp === 1)
        return [];
    const count = model.layers * times;
    return [(0,nccl/* nccl */.PZ)({ name, count, operation, gpus: parallelism.tp, elementsPerToken: model.hidden })];
}
/** Router, shared and routed experts of vLLM, one after the other. */
function vllmExperts(request, sharedMode) {
    const count = request.model.layers * request.times;
    return [(0,experts/* router */.QB)(request, { count, distribution: DISTRIBUTION }), ...sglangExperts(request, sharedMode)];
}


/***/ }),

/***/ 6207:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   addNorm: () => (/* binding */ addNorm),
/* harmony export */   deepseek: () => (/* binding */ deepseek),
/* harmony export */   deepseekGraph: () => (/* binding */ deepseekGraph),
/* harmony export */   expertBlock: () => (/* binding */ expertBlock),
/* harmony export */   kimiK25: () => (/* binding */ kimiK25),
/* harmony export */   latentKvBytes: () => (/* binding */ latentKvBytes)
/* harmony export */ });
/* harmony import */ var _ops_all_reduce_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8277);
/* harmony import */ var _ops_composite_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3986);
/* harmony import */ var _ops_mla_granular_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1414);
/* harmony import */ var _ops_memory_op_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(1967);
/* harmony import */ var _ops_modes_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6289);
/* harmony import */ var _deepseek_attention_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1328);
/* harmony import */ var _deepseek_large_ep_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(5136);
/* harmony import */ var _experts_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(418);
/* harmony import */ var _large_ep_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(8891);
/* harmony import */ var _phase_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(5058);
/* harmony import */ var _projection_modes_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(9605);











const V3 = "DeepseekV3ForCausalLM";
/** Latent attention and experts: DeepSeek-V3, R1, V3.1, Kimi-K2 (`spec` operators 4.3). */
const deepseek = {
    name: "DEEPSEEK",
    architectures: ["DeepSeekForCausalLM", V3],
    contextParallel: true,
    qkNorm: () => false,
    activationRow: "moe",
    moeWorkspace: "backend",
    contextAttentionTable: { need: _ops_mla_granular_js__WEBPACK_IMPORTED_MODULE_2__/* .CONTEXT_MLA_NEED */ .m6, column: "mla_dtype" },
    largeEpNeeds: _large_ep_js__WEBPACK_IMPORTED_MODULE_7__/* .LARGE_EP_NEEDS */ .Us,
    coversLargeEp: (request, context, phase) => (0,_large_ep_js__WEBPACK_IMPORTED_MODULE_7__/* .coversLargeEp */ .h0)(request, context, phase, _deepseek_large_ep_js__WEBPACK_IMPORTED_MODULE_5__/* .DISTRIBUTION */ .hN),
    adjustQuant(quant, { model, backend, explicit, largeEp }) {
        if (!largeEp || backend !== "sglang" || model.architecture !== V3)
            return quant;
        // the rows of this graph's attention carry exactly these labels
        return { ...quant, fmha: explicit.fmha ?? "fp8_block", kvcache: explicit.kvcache ?? "fp8" };
    },
    graph: deepseekGraph,
    kvBytesPerSequence: latentKvBytes,
};
/** Kimi-K2.5 and later: the same graph under another name. */
const kimiK25 = {
    ...deepseek,
    name: "KIMIK25",
    architectures: ["KimiK25ForConditionalGeneration"],
    multimodal: () => true,
};
/** Latent keys and values of every layer, replicated over tp. */
function latentKvBytes(request, length) {
    const { model, quant } = request;
    const { kvLora, rope } = (0,_deepseek_attention_js__WEBPACK_IMPORTED_MODULE_4__/* .latentSizes */ .Jv)(model);
    return length * (0,_ops_modes_js__WEBPACK_IMPORTED_MODULE_3__/* .modeBytes */ .DX)("kvcache", quant.kvcache) * model.layers * (kvLora + rope);
}
/** The fused graph. */
function deepseekGraph(request) {
    return {
        context: operators((0,_phase_js__WEBPACK_IMPORTED_MODULE_8__/* .inPhase */ .xe)(request, "context")),
        generation: operators((0,_phase_js__WEBPACK_IMPORTED_MODULE_8__/* .inPhase */ .xe)(request, "generation")),
    };
}
function operators(request) {
    const { model, parallelism, backend, times, cp, largeEp } = request;
    const count = model.layers * times;
    const inferred = (0,_projection_modes_js__WEBPACK_IMPORTED_MODULE_9__/* .projectionModes */ .g)(request);
    // a mode that was given holds for the shared expert too, though not for the projections, as the reference has it
    const modes = request.given.gemm ? { ...inferred, shared: request.quant.gemm } : inferred;
    if (largeEp && backend === "trtllm")
        return (0,_deepseek_large_ep_js__WEBPACK_IMPORTED_MODULE_5__/* .trtllmLargeEp */ .O9)(request, modes);
    if (largeEp && backend === "sglang")
        return (0,_deepseek_large_ep_js__WEBPACK_IMPORTED_MODULE_5__/* .sglangLargeEp */ .f4)(request, modes);
    return [
        (0,_phase_js__WEBPACK_IMPORTED_MODULE_8__/* .embeddingOf */ .hB)(request, false),
        addNorm(request, "add_norm_1"),
        ...(0,_deepseek_attention_js__WEBPACK_IMPORTED_MODULE_4__/* .latentAttention */ .dN)(request, modes),
        addNorm(request, "add_norm_2"),
        ...(largeEp
            ? (0,_deepseek_large_ep_js__WEBPACK_IMPORTED_MODULE_5__/* .vllmExperts */ .Dt)(request, modes.shared)
            : expertBlock(request, {
                distribution: _deepseek_large_ep_js__WEBPACK_IMPORTED_MODULE_5__/* .DISTRIBUTION */ .hN,
                sharedWidth: model.moeInter / parallelism.tp,
                sharedMode: modes.shared,
            })),
        (0,_phase_js__WEBPACK_IMPORTED_MODULE_8__/* .logits */ .t6)(request),
        ...(backend === "vllm"
            ? [
                (0,_ops_all_reduce_js__WEBPACK_IMPORTED_MODULE_0__/* .allReduce */ .Qk)({
                    name: "tp_allreduce",
                    count: 2 * count,
                    hidden: model.hidden,
                    gpus: parallelism.tp,
                    cp,
                }),
            ]
            : []),
        (0,_phase_js__WEBPACK_IMPORTED_MODULE_8__/* .stageHop */ .a4)(request),
    ];
}
/** Residual addition and norm in front of a block. */
function addNorm(request, name) {
    const { model, times, cp } = request;
    return (0,_ops_memory_op_js__WEBPACK_IMPORTED_MODULE_10__/* .elementwise */ .zc)({
        name,
        count: model.layers * times,
        read: 2 * model.hidden,
        written: 2 * model.hidden,
        cp,
    });
}
/** Shared and routed experts: one after the other in a prefill, side by side while decoding. */
function expertBlock(request, block) {
    const count = request.model.layers * request.times;
    const group = { count, distribution: block.distribution, dispatchCp: request.parallelism.cp };
    const shared = (0,_experts_js__WEBPACK_IMPORTED_MODULE_6__/* .gatedBlock */ .LO)(request, {
        count,
        names: ["shared_gate_up_gemm", "shared_act_gate", "shared_ffn2_gemm"],
        width: block.sharedWidth,
        mode: block.sharedMode,
    });
    const routed = [(0,_experts_js__WEBPACK_IMPORTED_MODULE_6__/* .router */ .QB)(request, group), ...(0,_experts_js__WEBPACK_IMPORTED_MODULE_6__/* .routedExperts */ .Br)(request, group)];
    return request.phase === "context" ? [...shared, ...routed] : [(0,_ops_composite_js__WEBPACK_IMPORTED_MODULE_1__/* .overlap */ .EF)("moe_overlap", routed, shared)];
}


/***/ }),

/***/ 9605:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ projectionModes)
/* harmony export */ });
/** Modules that an exclusion pattern of an attention layer names; a pattern with none of them means all groups. */
const GROUPS = [
    { group: "indexer", names: ["indexer"] },
    { group: "q", names: ["q_a_proj", "q_b_proj"] },
    { group: "kv", names: ["kv_a_proj", "kv_b_proj"] },
    { group: "o", names: ["o_proj"] },
];
/**
 * Which projections a checkpoint leaves in bf16 (`spec` operators 4.3). Matching is by substring, and one pattern of one
 * layer is enough for all layers, as the reference has it.
 */
function projectionModes(request) {
    const { model, quant } = request;
    const excluded = new Set();
    for (const pattern of model.checkpoint.exclusions) {
        if (pattern.includes("self_attn"))
            for (const group of groupsOf(pattern))
                excluded.add(group);
        if (pattern.includes("shared_expert"))
            excluded.add("shared");
    }
    const mode = (group) => (excluded.has(group) ? "bfloat16" : quant.gemm);
    return {
        q: mode("q"),
        kv: mode("kv"),
        o: mode("o"),
        indexer: mode("indexer"),
        shared: mode("shared"),
        downscale: excluded.has("q") && excluded.has("kv") ? "bfloat16" : quant.gemm,
    };
}
function groupsOf(pattern) {
    for (const { group, names } of GROUPS)
        if (names.some((name) => pattern.includes(name)))
            return [group];
    return GROUPS.map(({ group }) => group);
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
