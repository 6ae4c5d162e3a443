export const id = 148;
export const ids = [148];
export const modules = {

/***/ 148:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  deepseekV4: () => (/* binding */ deepseekV4)
});

// EXTERNAL MODULE: ./build/lib/perf/interp/search.js
var search = __webpack_require__(2153);
// EXTERNAL MODULE: ./build/lib/perf/ops/memo.js
var memo = __webpack_require__(6799);
;// CONCATENATED MODULE: ./build/lib/perf/ops/native-heads.js
/**
 * Whether a `model` label of a module table belongs to a model with so many heads in all (`num_heads · tp_size` of its rows).
 * Labels of one architecture name different checkpoints of the same sizes.
 */
function labelsWithHeads(context, need, nativeHeads) {
    const labels = context.shared(`labels of ${need.table}`, () => labelHeads(context, need));
    return (label) => labels.get(String(label)) === nativeHeads;
}
/** Heads of the whole model by label. */
function labelHeads(context, need) {
    const labels = new Map();
    for (const source of context.tables(need.family, need.table)) {
        const model = source.column("model");
        const heads = source.column("num_heads");
        const tp = source.column("tp_size");
        if (model?.kind !== "text" || heads?.kind !== "number" || tp?.kind !== "number")
            continue;
        for (let row = 0; row < source.rowCount; row++) {
            const label = model.values[model.codes[row]];
            if (!labels.has(label))
                labels.set(label, heads.values[row] * tp.values[row]);
        }
    }
    return labels;
}

// EXTERNAL MODULE: ./build/lib/perf/ops/slices.js
var slices = __webpack_require__(5434);
;// CONCATENATED MODULE: ./build/lib/perf/ops/dsv4-calibration.js




const DSV4_CALIBRATION_NEED = {
    family: "sparse_attention",
    table: "dsv4_csa_topk_calib_perf",
    columns: [
        "model",
        "score_mode",
        "num_heads",
        "tp_size",
        "batch_size",
        "isl",
        "step",
        "kernel_source",
        "latency",
    ],
};
/**
 * Milliseconds that choosing compressed entries takes less with real scores than with the flat ones of the collection.
 * Linear inside the table, held at its edge outside (`docs/model-notes.md`). Nothing where no such rows exist.
 */
function indexSavingMs(context, phase, nativeHeads) {
    return context.shared(`dsv4 calibration ${phase} ${nativeHeads}`, () => {
        const version = phase === "context" ? "v1" : "v2";
        const flat = scoreGrid(context, phase, nativeHeads, `${version}_flat`);
        const real = scoreGrid(context, phase, nativeHeads, `${version}_top_last`);
        if (flat === undefined || real === undefined)
            return () => 0;
        return (0,memo/* memo3 */.O)((batch, seq, prefix) => {
            const at = phase === "context" ? [batch, prefix, seq] : [batch, seq];
            return (heldAt(flat, at, 0, 0, flat.keys[0]?.length ?? 0) - heldAt(real, at, 0, 0, real.keys[0]?.length ?? 0));
        });
    });
}
function scoreGrid(context, phase, nativeHeads, score) {
    const { family, table } = DSV4_CALIBRATION_NEED;
    return (0,slices/* gridSlice */.P5)(context.tables(family, table), {
        where: { model: labelsWithHeads(context, DSV4_CALIBRATION_NEED, nativeHeads), score_mode: score },
        axes: phase === "context" ? ["batch_size", "step", "isl"] : ["batch_size", ["isl", "step"]],
        value: "latency",
    });
}
/** Linear between the keys of every level, the nearest key beyond them. */
function heldAt(grid, at, level, lo, hi) {
    const keys = grid.keys[level];
    const x = at[level];
    const above = Math.min((0,search/* lowerBound */.y)(keys, x, lo, hi), hi - 1);
    const below = Math.max(lo, above - 1);
    const high = keys[above];
    const low = keys[below];
    if (x >= high || above === below)
        return descend(grid, at, level, above);
    if (x <= low)
        return descend(grid, at, level, below);
    const first = descend(grid, at, level, below);
    return first + ((x - low) / (high - low)) * (descend(grid, at, level, above) - first);
}
function descend(grid, at, level, index) {
    const starts = grid.starts[level];
    if (starts === undefined)
        return grid.values[index];
    return heldAt(grid, at, level + 1, starts[index], starts[index + 1]);
}

// EXTERNAL MODULE: ./build/lib/perf/ops/grid-kernel.js
var grid_kernel = __webpack_require__(6855);
// EXTERNAL MODULE: ./build/lib/perf/ops/modes.js
var ops_modes = __webpack_require__(6289);
;// CONCATENATED MODULE: ./build/lib/perf/ops/dsv4-sol.js


/** Tokens of one compressed entry. */
function compressionRatio(kind) {
    return kind === "csa" ? 4 : 128;
}
/** Width of what the compressor makes: overlapping windows double it. */
function compressedWidth(kind, width) {
    return kind === "csa" ? 2 * width : width;
}
/**
 * Roofline of the prefill module over cached tokens, new tokens and batch, milliseconds. Found by running the reference on
 * hardware with a single finite resource (`docs/model-notes.md`).
 */
function contextDsv4Sol(context, kind, dims, modes) {
    const pairsUpTo = pairCounter(kind, dims);
    return (prefix, newTokens, batch) => {
        const full = prefix + newTokens;
        return moduleRoofline(context, kind, dims, modes, {
            tokens: batch * newTokens,
            batch,
            entries: Math.floor(full / compressionRatio(kind)),
            pairs: batch * (pairsUpTo(full) - pairsUpTo(prefix)),
            attentionFlops: (0,ops_modes/* modeFlops */.qU)(context.system, "fmha", modes.fmha),
            rotaryMode: ["fmha", modes.fmha],
        });
    };
}
/** Roofline of the decode module over batch and key-value length, milliseconds. */
function generationDsv4Sol(context, kind, dims, modes) {
    return (batch, seq) => {
        const length = seq - 1;
        const entries = Math.floor(length / compressionRatio(kind));
        const seen = Math.min(length, dims.window) + (kind === "csa" ? Math.min(entries, dims.indexTopK) : entries);
        return moduleRoofline(context, kind, dims, modes, {
            tokens: batch,
            batch,
            entries: Math.max(entries, 0),
            pairs: batch * seen,
            attentionFlops: (0,ops_modes/* decodeAttentionFlops */.ZN)(context.system, modes.kvcache),
            rotaryMode: ["kvcache", modes.kvcache],
        });
    };
}
/** Query-key pairs of the first `n` tokens: `Σ min(i, window) + min(⌊i / ratio⌋, topK)`, HCA without the last bound. */
function pairCounter(kind, { window, indexTopK }) {
    const ratio = compressionRatio(kind);
    const bound = kind === "csa" ? indexTopK : Infinity;
    return (n) => {
        const inWindow = Math.min(n, window);
        const local = (inWindow * (inWindow + 1)) / 2 + (n - inWindow) * window;
        const free = Math.min(n, bound * ratio);
        const groups = Math.floor(free / ratio);
        const rising = (ratio * groups * (groups - 1)) / 2 + groups * (free - groups * ratio + 1);
        return local + (groups > 0 ? rising : 0) + (n > free ? (n - free) * bound : 0);
    };
}
function moduleRoofline(context, kind, dims, modes, work) {
    const { hidden: h, heads: n, headDim: d, rope, qLora, oLora, outputGroups, indexHeads, indexDim } = dims;
    const { tokens: t, batch, entries, pairs, attentionFlops, rotaryMode } = work;
    const indexed = kind === "csa";
    const compressed = compressedWidth(kind, d);
    const indexCompressed = indexed ? compressedWidth(kind, indexDim) : 0;
    const projections = h * qLora + qLora * n * d + h * d + outputGroups * oLora * h + 2 * h * compressed;
    const gemmOps = 2 * t * (projections + compressed + 2 * h * indexCompressed + indexCompressed);
    const bf16Ops = 2 * t * n * d * oLora + (indexed ? 2 * t * h * indexHeads : 0);
    const fp8Ops = indexed ? 2 * t * indexHeads * indexDim * (qLora + entries) : 0;
    const computeS = gemmOps / (0,ops_modes/* modeFlops */.qU)(context.system, "gemm", modes.gemm) +
        bf16Ops / (0,ops_modes/* computeFlops */.MP)(context.system, "bfloat16") +
        (fp8Ops === 0 ? 0 : fp8Ops / (0,ops_modes/* computeFlops */.MP)(context.system, "fp8")) +
        (4 * n * d * pairs) / attentionFlops;
    const indexWeights = indexed ? qLora * indexHeads * indexDim : 0;
    const bytes = (projections + indexWeights + t * (h + qLora + outputGroups * oLora + n * d + d)) *
        (0,ops_modes/* modeBytes */.DX)("gemm", modes.gemm) +
        2 * n * d * oLora +
        (indexed ? 2 * h * indexHeads + (batch * entries * indexDim) / 2 : 0) +
        t * n * rope * (0,ops_modes/* modeBytes */.DX)(...rotaryMode) +
        pairs * d * (0,ops_modes/* modeBytes */.DX)("kvcache", modes.kvcache);
    return (0,grid_kernel/* roofline */.Bs)(computeS, bytes / context.system.gpu.memBw);
}
/** Weight bytes of one layer on one rank. */
function dsv4WeightBytes(kind, dims, gemm) {
    const { hidden: h, heads: n, headDim: d, qLora, oLora, outputGroups, indexHeads, indexDim } = dims;
    const indexed = kind === "csa";
    const compressed = compressedWidth(kind, d);
    const indexCompressed = indexed ? compressedWidth(kind, indexDim) : 0;
    const quantized = h * qLora +
        qLora * n * d +
        h * d +
        outputGroups * oLora * h +
        2 * h * (compressed + indexCompressed) +
        (indexed ? qLora * indexHeads * indexDim : 0);
    // positions of the compressor and one sink a head, fp32
    const float32 = compressionRatio(kind) * (compressed + indexCompressed) + n;
    return (quantized * (0,ops_modes/* modeBytes */.DX)("gemm", gemm) + 2 * (n * d * oLora + (indexed ? h * indexHeads : 0)) + 4 * float32);
}

;// CONCATENATED MODULE: ./build/lib/perf/ops/dsv4-module.js





/** Compressed attention of DeepSeek-V4 with all its projections (`spec` operators 4.7.4). */
function dsv4Module(shape) {
    const { name, count, phase, kind, dims, gemm, imbalance = 1 } = shape;
    return {
        name,
        count,
        scope: "sequence",
        weightBytes: dsv4WeightBytes(kind, dims, gemm) * count,
        needs: [needOf(shape), ...(kind === "csa" ? [DSV4_CALIBRATION_NEED] : [])],
        bind(context) {
            const module = phase === "context" ? contextPricer(context, shape) : generationPricer(context, shape);
            // SGLang's rows were collected with random scores, which make the choice of entries slower than real ones
            const measured = context.databaseMode === "SILICON" || context.databaseMode === "HYBRID";
            if (kind !== "csa" || context.backend !== "sglang" || !measured) {
                return (query) => module(query.batch, query.seq, query.prefix) * imbalance;
            }
            const saving = indexSavingMs(context, phase, shape.nativeHeads);
            return ({ batch, seq, prefix }) => (module(batch, seq, prefix) - saving(batch, seq, prefix)) * imbalance;
        },
    };
}
function needOf({ phase, kind }) {
    return {
        family: "sparse_attention",
        table: `dsv4_${kind}_${phase}_module_perf`,
        columns: [
            "model",
            "kv_cache_dtype",
            "gemm_type",
            "num_heads",
            "tp_size",
            "batch_size",
            "isl",
            "step",
            "kernel_source",
            "latency",
        ],
    };
}
function contextPricer(context, shape) {
    const { kind, dims, fmha, kvcache, gemm } = shape;
    const sol = contextDsv4Sol(context, kind, dims, { fmha, kvcache, gemm });
    return (0,grid_kernel/* gridPricer */.Mv)(context, {
        ...common(context, shape, fmha),
        gridSol: ([p, s, b]) => sol(p, s, b),
        at: (batch, seq, prefix) => [prefix, seq, batch],
    });
}
function generationPricer(context, shape) {
    const { kind, dims, kvcache, gemm } = shape;
    const sol = generationDsv4Sol(context, kind, dims, { kvcache, gemm });
    return (0,grid_kernel/* gridPricer */.Mv)(context, {
        ...common(context, shape, ""),
        gridSol: ([b, s]) => sol(b, s),
        at: (batch, seq) => [batch, seq],
    });
}
function common(context, shape, extra) {
    const { phase, kind, dims, kvcache, gemm, nativeHeads } = shape;
    return {
        key: `dsv4 ${kind} ${phase} ${nativeHeads} ${dims.heads} ${dims.outputGroups} ${kvcache} ${gemm} ${extra}`,
        label: `compressed attention (${kind.toUpperCase()}, ${phase === "context" ? "prefill" : "decode"})`,
        missing: `${dims.heads} of ${nativeHeads} heads, ${kvcache} cache, ${gemm} projections`,
        grid: () => {
            const need = needOf(shape);
            return (0,slices/* gridSlice */.P5)(context.tables(need.family, need.table), {
                where: {
                    model: labelsWithHeads(context, need, nativeHeads),
                    // no axis: the split of the heads is part of the slice
                    num_heads: dims.heads,
                    gemm_type: gemm,
                    kv_cache_dtype: (mode) => mode === kvcache || mode === `${kvcache}_e4m3`,
                },
                axes: phase === "context" ? ["step", "isl", "batch_size"] : ["batch_size", ["isl", "step"]],
                value: "latency",
            });
        },
    };
}

// EXTERNAL MODULE: ./build/lib/perf/ops/memory-op.js
var memory_op = __webpack_require__(1967);
// EXTERNAL MODULE: ./build/lib/perf/interp/curve.js
var curve = __webpack_require__(2226);
// EXTERNAL MODULE: ./build/lib/perf/types.js
var types = __webpack_require__(2779);
// EXTERNAL MODULE: ./build/lib/perf/ops/by-mode.js
var by_mode = __webpack_require__(2546);
// EXTERNAL MODULE: ./build/lib/perf/ops/utilisation.js
var ops_utilisation = __webpack_require__(168);
;// CONCATENATED MODULE: ./build/lib/perf/ops/mhc.js






const NEED = {
    family: "mhc",
    table: "mhc_module_perf",
    columns: ["op_name", "num_tokens", "hc_mult", "hidden_size", "kernel_source", "latency"],
};
/** Mixing of residual streams around a block (manifold hyper-connections); one row covers both sites of a layer. */
function mhc(shape) {
    const { name, count, hidden, streams, cp = 1 } = shape;
    return {
        name,
        count,
        scope: "tokens",
        weightBytes: 4 * mixWeights(hidden, streams) * count,
        needs: [NEED],
        bind(context) {
            const price = mhcPricer(context, shape);
            return (query) => price(Math.ceil(query.tokens / cp));
        },
    };
}
/** Coefficients of one token: streams in, streams out, and a square between them. */
function mixWidth(streams) {
    return 2 * streams + streams * streams;
}
function mixWeights(hidden, streams) {
    return streams * hidden * mixWidth(streams) + mixWidth(streams) + 3;
}
/** Bytes in milliseconds; computing never counts. */
function mhcSol(context, { side, hidden, streams }) {
    const perToken = 2 * streams * hidden + (side === "pre" ? 2 * mixWidth(streams) : 0);
    const weights = mixWeights(hidden, streams);
    return (tokens) => ((4 * (tokens * perToken + weights)) / context.system.gpu.memBw) * 1000;
}
function mhcPricer(context, shape) {
    const { side, hidden, streams } = shape;
    return context.shared(`mhc ${side} ${hidden} ${streams}`, () => {
        const sol = mhcSol(context, shape);
        let known;
        const measured = () => (known ??= findCurve(context, shape));
        return (0,memo/* memo1 */.A)((0,by_mode/* priceByMode */.W)(context, "residual stream mixing", {
            silicon: (tokens) => (0,curve/* curveAt */.p)(measured(), tokens, sol),
            empirical() {
                const { keys, values } = measured();
                const utilisation = (0,ops_utilisation/* utilisationOf */.n)({ axes: [keys], values }, ([x]) => sol(x));
                return { price: (tokens) => sol(tokens) / utilisation([tokens]), source: "empirical" };
            },
            sol,
        }));
    });
}
function findCurve(context, { side, hidden, streams }) {
    const curve = (0,slices/* curveSlice */.Kr)(context.tables(NEED.family, NEED.table), {
        where: { op_name: side, hidden_size: hidden, hc_mult: streams },
        axes: ["num_tokens"],
        value: "latency",
    });
    if (curve !== undefined)
        return curve;
    throw new types/* MissingDataError */.hr(`no residual stream mixing was measured on ${context.system.name} for hidden ${hidden}`);
}

// EXTERNAL MODULE: ./build/lib/perf/model/spec.js
var spec = __webpack_require__(4261);
// EXTERNAL MODULE: ./build/lib/perf/model/families/deepseek.js
var deepseek = __webpack_require__(6207);
// EXTERNAL MODULE: ./build/lib/perf/model/families/phase.js
var phase = __webpack_require__(5058);
;// CONCATENATED MODULE: ./build/lib/perf/model/families/deepseek-v4.js







/** Compressed attention, mixed residual streams and experts: DeepSeek-V4 (`spec` operators 4.7.4). */
const deepseekV4 = {
    name: "DEEPSEEKV4",
    architectures: ["DeepseekV4ForCausalLM"],
    contextParallel: true,
    qkNorm: () => false,
    activationRow: "moe",
    moeWorkspace: "backend",
    adjustQuant,
    graph: (request) => ({
        context: operators((0,phase/* inPhase */.xe)(request, "context")),
        generation: operators((0,phase/* inPhase */.xe)(request, "generation")),
    }),
    kvBytesPerSequence: compressedKvBytes,
};
function adjustQuant(quant, { model, backend, system, explicit }) {
    const fixed = { ...quant, fmha: explicit.fmha ?? "bfloat16", kvcache: "fp8" };
    if (explicit.moe !== undefined || (0,spec/* textField */.M8)(model.text, "expert_dtype") !== "fp4" || nvfp4Experts(quant))
        return fixed;
    return { ...fixed, moe: mxfp4Mode(backend, system.gpu.smVersion ?? 0) };
}
function nvfp4Experts({ moe }) {
    return moe.includes("nvfp4");
}
function mxfp4Mode(backend, sm) {
    if (backend === "sglang" && sm >= 100)
        return "w4a8_mxfp4_mxfp8_trtllm";
    return backend === "sglang" && sm === 90 ? "w4a16_mxfp4_cutlass" : "w4a8_mxfp4_mxfp8";
}
function dims({ model, parallelism }) {
    const field = (name, fallback) => (0,spec/* numberField */.sJ)(model.text, name) ?? fallback;
    return {
        hidden: model.hidden,
        heads: model.heads / parallelism.tp,
        headDim: model.headDim,
        rope: field("qk_rope_head_dim", 64),
        qLora: field("q_lora_rank", 1024),
        oLora: field("o_lora_rank", 1024),
        outputGroups: Math.max(1, Math.floor(field("o_groups", 8) / parallelism.tp)),
        indexHeads: field("index_n_heads", 64),
        indexDim: field("index_head_dim", 128),
        indexTopK: field("index_topk", 512),
        window: field("sliding_window", 128),
    };
}
/** Layers whose cache is compressed so much; a list entry of 0 stands for no compression. */
function layersWithRatio(model, ratio) {
    return (0,spec/* listField */.FZ)(model.text, "compress_ratios")
        .slice(0, model.layers)
        .filter((found) => found === ratio).length;
}
/** Window of every layer, compressed entries, index keys and the state of the compressors; replicated over tp. */
function compressedKvBytes(request, length) {
    const { model, quant } = request;
    const { headDim: d, indexDim, window } = dims(request);
    const bytes = (0,ops_modes/* modeBytes */.DX)("kvcache", quant.kvcache);
    const fine = Math.floor(length / 4) * (d + indexDim / 2) + 64 * (d + indexDim);
    const coarse = Math.floor(length / 128) * d + 1024 * d;
    const local = model.layers * Math.min(length, window) * d;
    return bytes * (local + layersWithRatio(model, 4) * fine + layersWithRatio(model, 128) * coarse);
}
function operators(request) {
    const { model, parallelism, quant, times, cp } = request;
    const count = model.layers * times;
    const indexed = layersWithRatio(model, 4);
    const mixing = { count, hidden: model.hidden, streams: (0,spec/* numberField */.sJ)(model.text, "hc_mult") ?? 4, cp };
    const norm = { count, read: model.hidden, written: model.hidden, cp };
    return [
        (0,phase/* embeddingOf */.hB)(request, false),
        mhc({ ...mixing, name: "mhc_pre", side: "pre" }),
        (0,memory_op/* elementwise */.zc)({ ...norm, name: "attn_norm" }),
        attention(request, "csa", indexed * times),
        // layers without compression are priced like strongly compressed ones
        attention(request, "hca", (model.layers - indexed) * times),
        mhc({ ...mixing, name: "mhc_post", side: "post" }),
        (0,memory_op/* elementwise */.zc)({ ...norm, name: "ffn_norm" }),
        ...(0,deepseek.expertBlock)(request, {
            distribution: "power_law_1.01",
            sharedWidth: model.moeInter / parallelism.tp,
            sharedMode: quant.gemm,
        }),
        (0,phase/* logits */.t6)(request),
        (0,phase/* stageHop */.a4)(request),
    ];
}
function attention(request, kind, count) {
    const { model, quant, phase } = request;
    return dsv4Module({
        name: `${phase}_attention`,
        count,
        phase,
        kind,
        dims: dims(request),
        nativeHeads: model.heads,
        fmha: quant.fmha,
        kvcache: quant.kvcache,
        gemm: quant.gemm,
        imbalance: phase === "context" ? request.seqImbalance : request.genSeqImbalance,
    });
}


/***/ })

};
