export const id = 9203;
export const ids = [9203];
export const modules = {

/***/ 2226:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ curveAt)
/* harmony export */ });
/* harmony import */ var _types_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2779);
/* harmony import */ var _search_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2153);


/**
 * One-axis lookup (`spec` operators 2.1): exact key, else linear between neighbours; outside the range the roofline
 * utilisation of the nearest end is held, `sol(x) · value(end) / sol(end)`.
 */
function curveAt(curve, x, sol, options = {}) {
    const { keys, values } = curve;
    const count = keys.length;
    if (count === 0)
        throw new _types_js__WEBPACK_IMPORTED_MODULE_0__/* .MissingDataError */ .hr("empty curve");
    const at = (0,_search_js__WEBPACK_IMPORTED_MODULE_1__/* .lowerBound */ .y)(keys, x, 0, count);
    if (at < count && keys[at] === x)
        return values[at];
    if (at > 0 && at < count) {
        const low = keys[at - 1];
        const weight = (x - low) / (keys[at] - low);
        const before = values[at - 1];
        return before + weight * (values[at] - before);
    }
    if (count === 1 && at === 0 && options.singlePointIsMissBelow === true) {
        throw new _types_js__WEBPACK_IMPORTED_MODULE_0__/* .MissingDataError */ .hr(`only one point was measured (${keys[0]}), and ${x} lies below it`);
    }
    const end = at === 0 ? 0 : count - 1;
    return (sol(x) * values[end]) / sol(keys[end]);
}


/***/ }),

/***/ 4473:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ gridAt)
/* harmony export */ });
/* harmony import */ var _types_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2779);
/* harmony import */ var _log_neighbours_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8492);
/* harmony import */ var _search_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2153);



/** answers of the recursion that are not a value; values are never negative */
const OUT_OF_RANGE = -1;
const MISS = -2;
/** Lookup of `spec` operators 2.2; off the grid the joint-log hold. Throws {@link MissingDataError} on a miss. */
function gridAt(grid, coordinates, options) {
    if (grid.values.length === 0)
        throw new _types_js__WEBPACK_IMPORTED_MODULE_0__/* .MissingDataError */ .hr("empty grid");
    const value = resolve(grid, coordinates, options, 0, 0, grid.keys[0].length);
    if (value >= 0)
        return value;
    if (value === MISS)
        throw new _types_js__WEBPACK_IMPORTED_MODULE_0__/* .MissingDataError */ .hr(`no points around (${coordinates.join(", ")})`);
    return holdUtilisation(grid, coordinates, options);
}
function resolve(grid, coordinates, options, level, lo, hi) {
    if (lo >= hi)
        return MISS;
    const keys = grid.keys[level];
    const x = coordinates[level];
    const at = (0,_search_js__WEBPACK_IMPORTED_MODULE_1__/* .lowerBound */ .y)(keys, x, lo, hi);
    if (at < hi && keys[at] === x)
        return descend(grid, coordinates, options, level, at);
    if (at === lo || at === hi)
        return OUT_OF_RANGE;
    const below = descend(grid, coordinates, options, level, at - 1);
    const above = descend(grid, coordinates, options, level, at);
    const lowKey = keys[at - 1];
    const highKey = keys[at];
    if (below >= 0 && above >= 0) {
        const weight = (x - lowKey) / (highKey - lowKey);
        if (level !== options.sqrtAxis)
            return below + weight * (above - below);
        const low = Math.sqrt(below);
        const root = low + weight * (Math.sqrt(above) - low);
        return root * root;
    }
    if (below >= 0)
        return below * solRatio(coordinates, options, level, lowKey);
    if (above >= 0)
        return above * solRatio(coordinates, options, level, highKey);
    return below === OUT_OF_RANGE || above === OUT_OF_RANGE ? OUT_OF_RANGE : MISS;
}
function descend(grid, coordinates, options, level, at) {
    if (level === grid.keys.length - 1)
        return grid.values[at];
    const starts = grid.starts[level];
    return resolve(grid, coordinates, options, level + 1, starts[at], starts[at + 1]);
}
function solRatio(coordinates, options, level, key) {
    const moved = coordinates.slice();
    moved[level] = key;
    return options.sol(coordinates) / options.sol(moved);
}
/** Points whose utilisation is averaged; one more gives the radius. */
const LENDERS = 4;
/** Weighted mean utilisation of the four nearest points in log2 space, the fifth's distance being the radius. */
function holdUtilisation(grid, coordinates, options) {
    const near = (0,_log_neighbours_js__WEBPACK_IMPORTED_MODULE_2__/* .nearestInLog */ .S)(grid, coordinates, LENDERS + 1);
    const used = Math.min(LENDERS, near.length);
    const radius = near[LENDERS]?.distance;
    let weights = 0;
    let weighted = 0;
    let plain = 0;
    let count = 0;
    for (let i = 0; i < used; i++) {
        const { distance, leaf, path } = near[i];
        const roof = options.sol(path.map((at, level) => grid.keys[level][at]));
        if (!(roof > 0))
            continue;
        const utilisation = roof / grid.values[leaf];
        const weight = radius === undefined
            ? 1 / (distance * distance + 1e-12)
            : (Math.max(radius - distance, 0) / (radius * distance + 1e-12)) ** 2;
        weights += weight;
        weighted += weight * utilisation;
        plain += utilisation;
        count++;
    }
    if (count === 0)
        throw new _types_js__WEBPACK_IMPORTED_MODULE_0__/* .MissingDataError */ .hr(`no usable point around (${coordinates.join(", ")})`);
    return options.sol(coordinates) / (weights > 0 ? weighted / weights : plain / count);
}


/***/ }),

/***/ 1390:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ rankHeads),
/* harmony export */   n: () => (/* binding */ draftFactor)
/* harmony export */ });
/** Draft layers add to every generation operator: `(L + nextn) / L`. */
function draftFactor(request) {
    return (request.model.layers + request.nextn) / request.model.layers;
}
/** Rank-local sizes of grouped attention. */
function rankHeads(request) {
    const { model, parallelism } = request;
    return { heads: model.heads / parallelism.tp, kvHeads: Math.ceil(model.kvHeads / parallelism.tp) };
}


/***/ }),

/***/ 8277:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N7: () => (/* binding */ allReducePricer),
/* harmony export */   Qk: () => (/* binding */ allReduce),
/* harmony export */   v9: () => (/* binding */ ALL_REDUCE_NEEDS)
/* harmony export */ });
/* unused harmony export ALL_REDUCE_NEED */
/* harmony import */ var _interp_curve_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2226);
/* harmony import */ var _types_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2779);
/* harmony import */ var _bandwidth_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7256);
/* harmony import */ var _by_mode_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2546);
/* harmony import */ var _memo_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6799);
/* harmony import */ var _nccl_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2557);
/* harmony import */ var _slices_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(5434);
/* harmony import */ var _utilisation_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(168);








const ALL_REDUCE_NEED = {
    family: "comm",
    table: "custom_allreduce_perf",
    columns: ["num_gpus", "message_size", "kernel_source", "backend", "latency"],
};
/** Tables of every all-reduce; rack-scale NVLink takes NCCL's. */
const ALL_REDUCE_NEEDS = [ALL_REDUCE_NEED, ..._nccl_js__WEBPACK_IMPORTED_MODULE_3__/* .NCCL_NEEDS */ .Vx];
/** Sum of the tokens' hidden states over `gpus` GPUs (`spec` operators 3.6); nothing for one GPU. */
function allReduce(shape) {
    const { name, count, hidden, gpus, cp = 1 } = shape;
    return {
        name,
        count,
        scope: "tokens",
        weightBytes: 0,
        needs: gpus > 1 ? ALL_REDUCE_NEEDS : [],
        bind(context) {
            if (gpus <= 1)
                return () => 0;
            const price = allReducePricer(context, gpus);
            return (query) => price(Math.ceil(query.tokens / cp) * hidden);
        },
    };
}
/** Milliseconds over message size in elements, for the engine's own all-reduce over `gpus` (> 1) GPUs. */
function allReducePricer(context, gpus) {
    const { system } = context;
    if (system.node.gpusPerNode === 72 && gpus > 4)
        return (0,_nccl_js__WEBPACK_IMPORTED_MODULE_3__/* .ncclPricer */ .uC)(context, "all_reduce", gpus);
    return context.shared(`all-reduce ${gpus}`, () => {
        const sol = (elements) => (((4 * elements * (gpus - 1)) / gpus) * 1000) / (0,_bandwidth_js__WEBPACK_IMPORTED_MODULE_5__/* .p2pBandwidth */ .o)(system, gpus);
        return (0,_memo_js__WEBPACK_IMPORTED_MODULE_6__/* .memo1 */ .A)((0,_by_mode_js__WEBPACK_IMPORTED_MODULE_2__/* .priceByMode */ .W)(context, "all_reduce", {
            silicon(elements) {
                const { curve, factor } = measured(context, gpus);
                return factor * (0,_interp_curve_js__WEBPACK_IMPORTED_MODULE_0__/* .curveAt */ .p)(curve, elements, proportional);
            },
            empirical() {
                const { curve, gpus: lender } = measured(context, gpus);
                const lenderSol = (x) => (((4 * x * (lender - 1)) / lender) * 1000) / (0,_bandwidth_js__WEBPACK_IMPORTED_MODULE_5__/* .p2pBandwidth */ .o)(system, lender);
                const utilisation = (0,_utilisation_js__WEBPACK_IMPORTED_MODULE_4__/* .utilisationOf */ .n)({ axes: [curve.keys], values: curve.values }, ([x]) => lenderSol(x));
                return { price: (x) => sol(x) / utilisation([x]), source: "empirical" };
            },
            sol,
        }));
    });
}
/** Curve of exactly this many GPUs, else the node's, scaled to the slower links beyond it. */
function measured(context, gpus) {
    const { system } = context;
    const exact = allReduceCurve(context, gpus);
    if (exact !== undefined)
        return { curve: exact, factor: 1, gpus };
    const node = system.node.gpusPerNode;
    const capped = Math.min(gpus, node);
    const curve = allReduceCurve(context, capped);
    if (curve === undefined)
        throw new _types_js__WEBPACK_IMPORTED_MODULE_1__/* .MissingDataError */ .hr(`no all-reduce over ${gpus} GPUs was measured on ${system.name}`);
    if (gpus <= node)
        return { curve, factor: 1, gpus: capped };
    const steps = (((gpus - 1) / gpus) * node) / (node - 1);
    return { curve, factor: (steps * (0,_bandwidth_js__WEBPACK_IMPORTED_MODULE_5__/* .p2pBandwidth */ .o)(system, node)) / (0,_bandwidth_js__WEBPACK_IMPORTED_MODULE_5__/* .p2pBandwidth */ .o)(system, gpus), gpus: capped };
}
function allReduceCurve(context, gpus) {
    return context.shared(`all-reduce curve ${gpus}`, () => {
        const eager = context.system.name === "b60";
        const graphed = (kernel) => eager || !String(kernel).endsWith("_eager");
        return (0,_slices_js__WEBPACK_IMPORTED_MODULE_7__/* .curveSlice */ .Kr)(context.tables(ALL_REDUCE_NEED.family, ALL_REDUCE_NEED.table), {
            where: { num_gpus: gpus, kernel_source: graphed, backend: graphed },
            defaults: { kernel_source: "", backend: "" },
            axes: ["message_size"],
            value: "latency",
        });
    });
}
function proportional(size) {
    return size;
}


/***/ }),

/***/ 5206:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ estimateContextAttention),
/* harmony export */   r: () => (/* binding */ estimateGenerationAttention)
/* harmony export */ });
/* harmony import */ var _types_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2779);
/* harmony import */ var _attention_slices_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2643);
/* harmony import */ var _context_attention_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(673);
/* harmony import */ var _generation_attention_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2876);
/* harmony import */ var _grid_points_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2985);
/* harmony import */ var _rows_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(852);
/* harmony import */ var _utilisation_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(168);







/** Prefill utilisation relative to head size 128, by backend (`spec` operators 6). */
const HEAD_LEVELS = {
    trtllm: [
        [64, 0.58],
        [128, 1],
        [192, 1.1],
        [256, 1.17],
        [512, 1.2],
    ],
    sglang: [
        [64, 0.6],
        [128, 1],
        [192, 1.18],
        [256, 1.32],
        [512, 1.38],
    ],
    vllm: [
        [64, 0.6],
        [128, 1],
        [192, 1.27],
        [256, 1.51],
        [512, 1.6],
    ],
};
/** Prefill attention from measured utilisation, of another head size or without the window where it has to be. */
function estimateContextAttention(context, slice, heads) {
    const sol = (0,_context_attention_js__WEBPACK_IMPORTED_MODULE_2__/* .contextAttentionSol */ .S6)(context, slice);
    const lender = findLender(context, _attention_slices_js__WEBPACK_IMPORTED_MODULE_1__/* .CONTEXT_ATTENTION_NEED */ .ih, slice);
    const lenderSol = (0,_context_attention_js__WEBPACK_IMPORTED_MODULE_2__/* .contextAttentionSol */ .S6)(context, { ...slice, ...lender.slice });
    const { kvcache, kvHeads, headDim, window, fmha } = { ...slice, ...lender.slice };
    const utilisation = context.shared(`prefill utilisation ${fmha} ${kvcache} ${kvHeads} ${headDim} ${window} ${lender.kernel ?? ""}`, () => (0,_utilisation_js__WEBPACK_IMPORTED_MODULE_4__/* .utilisationOf */ .n)((0,_grid_points_js__WEBPACK_IMPORTED_MODULE_5__/* .gridPoints */ .C)(lender.grid), ([n, s, b]) => lenderSol(n, s, b, 0)));
    const levels = HEAD_LEVELS[context.backend] ?? [];
    const factor = headLevel(levels, slice.headDim) / headLevel(levels, headDim);
    return {
        price: (batch, seq, prefix) => sol(heads, seq, batch, prefix) / (utilisation([heads, seq + prefix, batch]) * factor),
        source: lender.source,
    };
}
/** Decode attention from measured utilisation; other head sizes lend theirs unchanged. */
function estimateGenerationAttention(context, slice, heads) {
    const sol = (0,_generation_attention_js__WEBPACK_IMPORTED_MODULE_3__/* .generationAttentionSol */ .v6)(context, slice);
    const lender = findLender(context, _attention_slices_js__WEBPACK_IMPORTED_MODULE_1__/* .GENERATION_ATTENTION_NEED */ .dJ, slice);
    const used = { ...slice, ...lender.slice };
    const lenderSol = (0,_generation_attention_js__WEBPACK_IMPORTED_MODULE_3__/* .generationAttentionSol */ .v6)(context, used);
    const gridSol = ([n, b, s]) => lenderSol(n, b, s);
    const utilisation = context.shared(`decode utilisation ${used.kvcache} ${used.kvHeads} ${used.headDim} ${used.window} ${lender.kernel ?? ""}`, () => (0,_utilisation_js__WEBPACK_IMPORTED_MODULE_4__/* .utilisationOf */ .n)((0,_grid_points_js__WEBPACK_IMPORTED_MODULE_5__/* .gridPoints */ .C)((0,_generation_attention_js__WEBPACK_IMPORTED_MODULE_3__/* .raisedToSol */ .gQ)(lender.grid, gridSol)), gridSol));
    return {
        price: (batch, seq) => sol(heads, batch, seq) / utilisation([heads, batch, seq]),
        source: lender.source,
    };
}
/** The slice itself, else, kernel after kernel, the nearest head size (128 preferred) with the window or without it. */
function findLender(context, need, slice) {
    const own = (0,_attention_slices_js__WEBPACK_IMPORTED_MODULE_1__/* .attentionGrid */ .PP)(context, need, slice);
    if (own !== undefined)
        return { slice: {}, grid: own, source: "empirical" };
    if (context.transfer.xshape) {
        const windows = slice.window > 0 ? [slice.window, 0] : [0];
        const sizes = headDims(context, need, slice);
        for (const kernel of (0,_attention_slices_js__WEBPACK_IMPORTED_MODULE_1__/* .attentionLanes */ ._U)(context, need)) {
            for (const window of windows) {
                for (const headDim of sizes) {
                    const grid = (0,_attention_slices_js__WEBPACK_IMPORTED_MODULE_1__/* .attentionGrid */ .PP)(context, need, { ...slice, headDim, window }, kernel);
                    if (grid !== undefined)
                        return { slice: { headDim, window }, kernel, grid, source: "xshape" };
                }
            }
        }
    }
    throw new _types_js__WEBPACK_IMPORTED_MODULE_0__/* .MissingDataError */ .hr(`no attention of this shape was measured, and none may be borrowed`);
}
function headDims(context, need, slice) {
    const found = new Set();
    for (const source of (0,_attention_slices_js__WEBPACK_IMPORTED_MODULE_1__/* .normalizedSources */ .Ys)(context, need)) {
        const column = source.column("head_dim");
        const rows = (0,_rows_js__WEBPACK_IMPORTED_MODULE_6__/* .matchRows */ .lj)(source, {
            where: {
                kv_cache_dtype: slice.kvcache,
                ...(slice.fmha === undefined ? {} : { attn_dtype: slice.fmha }),
            },
        });
        if (column?.kind === "number")
            for (const row of rows ?? [])
                found.add(column.values[row]);
    }
    const distance = (d) => Math.abs(Math.log2(d / slice.headDim));
    return [...found].sort((a, b) => distance(a) - distance(b) || Number(b === 128) - Number(a === 128) || a - b);
}
function headLevel(levels, headDim) {
    let before;
    for (const level of levels) {
        if (headDim <= level[0]) {
            if (before === undefined || headDim === level[0])
                return level[1];
            const weight = Math.log2(headDim / before[0]) / Math.log2(level[0] / before[0]);
            return before[1] + weight * (level[1] - before[1]);
        }
        before = level;
    }
    return before?.[1] ?? 1;
}


/***/ }),

/***/ 7256:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ p2pBandwidth)
/* harmony export */ });
/** Bytes per second between two of `gpus` GPUs: within the node, within the rack, or across racks. */
function p2pBandwidth(system, gpus) {
    const { gpusPerNode, gpusPerRack, intraNodeBw, interNodeBw, interRackBw } = system.node;
    if (gpus <= gpusPerNode)
        return intraNodeBw;
    return gpus <= (gpusPerRack ?? Infinity) ? interNodeBw : (interRackBw ?? interNodeBw);
}


/***/ }),

/***/ 2546:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ priceByMode)
/* harmony export */ });
/* harmony import */ var _types_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2779);

/**
 * Picks the pricer of the database mode (`spec` operators 6): SILICON measured only, SOL the bare roofline, EMPIRICAL
 * roofline over utilisation, HYBRID measured and on a miss EMPIRICAL.
 */
function priceByMode(context, operator, prices) {
    let estimate;
    function estimated(...query) {
        estimate ??= prices.empirical();
        context.mark(operator, estimate.source);
        return estimate.price(...query);
    }
    switch (context.databaseMode) {
        case "SILICON":
            return prices.silicon;
        case "SOL":
            return (...query) => {
                context.mark(operator, "sol");
                return prices.sol(...query);
            };
        case "EMPIRICAL":
            return estimated;
        case "HYBRID":
            return (...query) => {
                try {
                    return prices.silicon(...query);
                }
                catch (error) {
                    if (!(error instanceof _types_js__WEBPACK_IMPORTED_MODULE_0__/* .MissingDataError */ .hr))
                        throw error;
                    return estimated(...query);
                }
            };
    }
}


/***/ }),

/***/ 673:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CV: () => (/* binding */ contextAttention),
/* harmony export */   S6: () => (/* binding */ contextAttentionSol)
/* harmony export */ });
/* unused harmony export contextAttentionPricer */
/* harmony import */ var _interp_grid_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4473);
/* harmony import */ var _types_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2779);
/* harmony import */ var _attention_slices_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2643);
/* harmony import */ var _attention_estimate_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5206);
/* harmony import */ var _by_mode_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2546);
/* harmony import */ var _memo_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6799);
/* harmony import */ var _memory_op_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(1967);
/* harmony import */ var _modes_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6289);








/** Attention kernel of a prefill with its RoPE, cache write and qk-norm (`spec` operators 3.2). */
function contextAttention(shape) {
    const { name = "context_attention", count, cp = 1, imbalance = 1 } = shape;
    return {
        name,
        count,
        scope: "sequence",
        weightBytes: 0,
        needs: [_attention_slices_js__WEBPACK_IMPORTED_MODULE_2__/* .CONTEXT_ATTENTION_NEED */ .ih],
        bind(context) {
            const kernel = contextAttentionPricer(context, shape);
            const extras = extrasMs(context, shape);
            if (cp === 1)
                return (q) => (kernel(q.batch, q.seq, q.prefix) + extras) * imbalance;
            return (q) => {
                // each rank takes the first and the last of 2·cp chunks, so that causal work is even
                const chunk = Math.ceil(q.seq / (2 * cp));
                const last = kernel(q.batch, chunk, q.prefix + q.seq - chunk);
                return (kernel(q.batch, chunk, q.prefix) + last + extras) * imbalance;
            };
        },
    };
}
/** Kernel milliseconds for a batch of `seq` new tokens after `prefix` cached ones, shared by operators of equal shape. */
function contextAttentionPricer(context, shape) {
    const { name = "context_attention", heads, headDim, window = 0, fmha, kvcache } = shape;
    const kvHeads = shape.kvHeads === heads ? 0 : shape.kvHeads;
    return context.shared(`context attention ${heads} ${kvHeads} ${headDim} ${window} ${fmha} ${kvcache}`, () => {
        const sol = contextAttentionSol(context, { ...shape, kvHeads });
        const gridSol = ([n, s, b]) => sol(n, s, b, 0);
        const options = { sol: gridSol, sqrtAxis: 1 };
        const slice = { fmha, kvcache, kvHeads, headDim, window };
        return (0,_memo_js__WEBPACK_IMPORTED_MODULE_6__/* .memo3 */ .O)((0,_by_mode_js__WEBPACK_IMPORTED_MODULE_4__/* .priceByMode */ .W)(context, name, {
            silicon(batch, seq, prefix) {
                const grid = (0,_attention_slices_js__WEBPACK_IMPORTED_MODULE_2__/* .attentionGrid */ .PP)(context, _attention_slices_js__WEBPACK_IMPORTED_MODULE_2__/* .CONTEXT_ATTENTION_NEED */ .ih, slice);
                if (grid === undefined)
                    throw missing(slice);
                const full = seq + prefix;
                const whole = (0,_interp_grid_js__WEBPACK_IMPORTED_MODULE_0__/* .gridAt */ .Q)(grid, [heads, full, batch], options);
                return prefix === 0 ? whole : (whole * (full * full - prefix * prefix)) / (full * full);
            },
            empirical: () => (0,_attention_estimate_js__WEBPACK_IMPORTED_MODULE_3__/* .estimateContextAttention */ .m)(context, slice, heads),
            sol: (batch, seq, prefix) => sol(heads, seq, batch, prefix),
        }));
    });
}
/** Roofline over heads, new tokens, batch and cached tokens. `kvHeads` 0 means as many as heads. */
function contextAttentionSol(context, shape) {
    const { kvHeads, headDim: d, window: w = 0, fmha, kvcache } = shape;
    const kvBytes = (0,_modes_js__WEBPACK_IMPORTED_MODULE_5__/* .modeBytes */ .DX)("kvcache", kvcache);
    const { memBw } = context.system.gpu;
    return (heads, seq, batch, prefix) => {
        const full = seq + prefix;
        const kv = kvHeads === 0 ? heads : kvHeads;
        const ops = w > 0 && full > w
            ? 4 * batch * seq * w * heads * d
            : 2 * batch * (full * full - prefix * prefix) * heads * d;
        const bytes = 2 * batch * (2 * heads * seq * d) + kvBytes * batch * 2 * kv * full * d;
        return Math.max(ops / (0,_modes_js__WEBPACK_IMPORTED_MODULE_5__/* .modeFlops */ .qU)(context.system, "fmha", fmha), bytes / memBw) * 1000;
    };
}
/** The reference prices these for a single token, whatever the length. */
function extrasMs(context, shape) {
    const { heads: n, kvHeads: kv, headDim: d, fmha, qkNorm } = shape;
    const norms = qkNorm ? 2 * (2 * (0,_memory_op_js__WEBPACK_IMPORTED_MODULE_7__/* .memoryMs */ .Kz)(context, 2 * n * d) + 2 * (0,_memory_op_js__WEBPACK_IMPORTED_MODULE_7__/* .memoryMs */ .Kz)(context, 2 * kv * d)) : 0;
    const rope = 2 * (0,_memory_op_js__WEBPACK_IMPORTED_MODULE_7__/* .memoryMs */ .Kz)(context, 2 * n * d + 2 * kv * d);
    const write = 2 * (0,_memory_op_js__WEBPACK_IMPORTED_MODULE_7__/* .memoryMs */ .Kz)(context, kv * d * (0,_modes_js__WEBPACK_IMPORTED_MODULE_5__/* .modeBytes */ .DX)("fmha", fmha));
    return 1.1 * (norms + rope + write);
}
function missing(slice) {
    const { fmha, kvcache, kvHeads, headDim, window } = slice;
    const heads = kvHeads === 0 ? "as many key-value heads as heads" : `${kvHeads} key-value heads`;
    return new _types_js__WEBPACK_IMPORTED_MODULE_1__/* .MissingDataError */ .hr(`no prefill attention was measured for ${fmha} with ${kvcache} cache, ${heads}, head size ${headDim}, window ${window}`);
}


/***/ }),

/***/ 2541:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  We: () => (/* binding */ GEMM_NEED),
  vE: () => (/* binding */ gemm),
  hQ: () => (/* binding */ gemmSites),
  D6: () => (/* binding */ gemmSol)
});

// UNUSED EXPORTS: gemmPricer

// EXTERNAL MODULE: ./build/lib/perf/types.js
var types = __webpack_require__(2779);
// EXTERNAL MODULE: ./build/lib/perf/interp/search.js
var search = __webpack_require__(2153);
;// CONCATENATED MODULE: ./build/lib/perf/interp/sites.js


/** Farthest site that may lend its utilisation, in octaves of `(n, k)`. */
const REACH = 2;
const LENDERS = 4;
/** One number per `(n, k)`. */
function siteKey(n, k) {
    return n * 67108864 + k;
}
/** Latency over m of one shape: its own curve where collected, else borrowed from neighbours (`spec` operators 2.3). */
function siteCurve(sites, n, k, sol) {
    const own = sites.index.get(siteKey(n, k));
    if (own !== undefined)
        return (m) => ownCurveAt(sites, own, m, sol);
    let lenders;
    return (m) => {
        lenders ??= new Lenders(sites, n, k);
        return sol(m, n, k) / borrowedUtilisation(sites, lenders, m, sol);
    };
}
function ownCurveAt(sites, site, m, sol) {
    const lo = sites.starts[site];
    const hi = sites.starts[site + 1];
    const at = firstNotBelow(sites, m, lo, hi);
    if (at < hi && sites.mAt(at) === m)
        return sites.valueAt(at, site);
    if (at > lo && at < hi) {
        const low = sites.mAt(at - 1);
        const weight = (m - low) / (sites.mAt(at) - low);
        const before = sites.valueAt(at - 1, site);
        return before + weight * (sites.valueAt(at, site) - before);
    }
    const n = sites.n[site];
    const k = sites.k[site];
    const from = at === lo ? lo : Math.max(lo, hi - 3);
    const utilisations = [];
    for (let i = from; i < Math.min(from + 3, hi); i++)
        utilisations.push(sol(sites.mAt(i), n, k) / sites.valueAt(i, site));
    return sol(m, n, k) / (0,search/* median */.J)(utilisations);
}
function firstNotBelow(sites, m, lo, hi) {
    let a = lo;
    let b = hi;
    while (a < b) {
        const middle = (a + b) >>> 1;
        if (sites.mAt(middle) < m)
            a = middle + 1;
        else
            b = middle;
    }
    return a;
}
/** Mean utilisation of the lenders at m, the nearer the heavier. */
function borrowedUtilisation(sites, lenders, m, sol) {
    let weights = 0;
    let weighted = 0;
    for (const site of lenders.at(m)) {
        const d = lenders.distance[site];
        const weight = 1 / (d * d + 1e-12);
        weights += weight;
        weighted +=
            (weight * sol(m, sites.n[site], sites.k[site])) / ownCurveAt(sites, site, m, sol);
    }
    return weighted / weights;
}
/** Which sites lend to one uncollected shape. */
class Lenders {
    sites;
    n;
    k;
    /** from the shape, in octaves, by site */
    distance;
    stretches = [];
    constructor(sites, n, k) {
        this.sites = sites;
        this.n = n;
        this.k = k;
        const { logN, logK } = sites;
        const targetN = Math.log2(n);
        const targetK = Math.log2(k);
        this.distance = new Float64Array(logN.length);
        for (let site = 0; site < logN.length; site++) {
            const onN = logN[site] - targetN;
            const onK = logK[site] - targetK;
            this.distance[site] = Math.sqrt(onN * onN + onK * onK);
        }
    }
    /** The lending sites at m (a whole number). Throws {@link MissingDataError} when none may lend. */
    at(m) {
        for (const stretch of this.stretches)
            if (stretch.from <= m && m <= stretch.to)
                return stretch.chosen;
        const stretch = { ...this.stretchAround(m), chosen: this.choose(m) };
        this.stretches.push(stretch);
        return stretch.chosen;
    }
    stretchAround(m) {
        const { minM, maxM } = this.sites;
        let from = -Infinity;
        let to = Infinity;
        for (let site = 0; site < minM.length; site++) {
            const low = minM[site];
            const high = maxM[site];
            if (m < low)
                to = Math.min(to, low - 1);
            else
                from = Math.max(from, low);
            if (m > high)
                from = Math.max(from, high + 1);
            else
                to = Math.min(to, high);
        }
        return { from, to };
    }
    /** The four nearest within reach that were measured around m (all sites, where none was), else the frontier's. */
    choose(m) {
        const { minM, maxM } = this.sites;
        const covers = (site) => minM[site] <= m && m <= maxM[site];
        const candidate = minM.some((_, site) => covers(site)) ? covers : () => true;
        const near = this.nearest((site) => this.distance[site] <= REACH && candidate(site));
        return near.length > 0 ? near : this.frontier(candidate);
    }
    /** The nearest accepted sites, of equal ones those collected first. */
    nearest(accept) {
        const chosen = [];
        for (let site = 0; site < this.distance.length; site++) {
            const distance = this.distance[site];
            const worst = chosen[LENDERS - 1];
            if (worst !== undefined && distance >= this.distance[worst])
                continue;
            if (!accept(site))
                continue;
            let place = chosen.length;
            while (place > 0 && this.distance[chosen[place - 1]] > distance)
                place--;
            chosen.splice(place, 0, site);
            if (chosen.length > LENDERS)
                chosen.pop();
        }
        return chosen;
    }
    /** A shape larger than everything collected on exactly one axis borrows along the other. */
    frontier(candidate) {
        const { sites, n, k } = this;
        const rangeN = rangeOver(sites.n, candidate);
        const rangeK = rangeOver(sites.k, candidate);
        const wide = n > rangeN.high;
        const deep = k > rangeK.high;
        const small = n < rangeN.low || k < rangeK.low;
        const logs = wide ? sites.logK : sites.logN;
        const asked = Math.log2(wide ? k : n);
        const chosen = small || wide === deep
            ? []
            : this.nearest((site) => candidate(site) && Math.abs(logs[site] - asked) <= REACH);
        if (chosen.length === 0)
            throw new types/* MissingDataError */.hr(`no measured matrix shape is near n ${n}, k ${k}`);
        return chosen;
    }
}
function rangeOver(axis, accept) {
    let low = Infinity;
    let high = -Infinity;
    for (let site = 0; site < axis.length; site++) {
        if (!accept(site))
            continue;
        low = Math.min(low, axis[site]);
        high = Math.max(high, axis[site]);
    }
    return { low, high };
}

// EXTERNAL MODULE: ./build/lib/perf/ops/by-mode.js
var by_mode = __webpack_require__(2546);
// EXTERNAL MODULE: ./build/lib/perf/ops/modes.js
var modes = __webpack_require__(6289);
// EXTERNAL MODULE: ./build/lib/perf/ops/utilisation.js
var ops_utilisation = __webpack_require__(168);
;// CONCATENATED MODULE: ./build/lib/perf/ops/gemm-estimate.js




/** Levels of utilisation by (bytes, compute factor) of a mode, for products (`spec` operators 6). */
const LEVELS = [
    [2, 1, 0.7],
    [1, 1, 0.55],
    [0.5625, 1, 0.45],
    [0.5, 1, 0.45],
    [1, 2, 0.45],
    [0.5, 2, 0.35],
    [1, 4, 0.3],
    [0.5, 4, 0.3],
    [0.5625, 4, 0.3],
];
const OTHER_LEVEL = 0.45;
/** Estimate of a product from the utilisation of measured ones, of another mode where its own was never measured. */
function estimateGemm(context, mode, n, k) {
    const sol = gemmSol(context, mode);
    const lender = findLender(context, mode);
    // a lender of the same profile lends latencies, to be held against the asked mode's own roofline
    const roofMode = lender.source === "xprofile" ? lender.mode : mode;
    const utilisation = context.shared(`gemm utilisation ${lender.mode} ${roofMode}`, () => {
        const roof = gemmSol(context, roofMode);
        return (0,ops_utilisation/* utilisationOf */.n)(pointsOf(gemmSites(context, lender.mode)), ([m, a, b]) => roof(m, a, b));
    });
    return {
        price: (m) => sol(m, n, k) / (utilisation([m, n, k]) * lender.factor),
        source: lender.source,
    };
}
function findLender(context, mode) {
    if (gemmSites(context, mode) !== undefined)
        return { mode, factor: 1, source: "empirical" };
    const target = (0,modes/* modeOf */.VV)("gemm", mode);
    const measured = measuredModes(context).filter((name) => gemmSites(context, name) !== undefined);
    if (context.transfer.xquant) {
        const equal = measured.find((name) => sameProfile((0,modes/* modeOf */.VV)("gemm", name), target));
        if (equal !== undefined)
            return { mode: equal, factor: 1, source: "xquant" };
    }
    if (context.transfer.xprofile) {
        const nearest = nearestProfile(measured, target);
        if (nearest !== undefined) {
            const factor = level(target) / level((0,modes/* modeOf */.VV)("gemm", nearest));
            return { mode: nearest, factor, source: "xprofile" };
        }
    }
    throw new types/* MissingDataError */.hr(`no ${mode} matrix products were measured, and none may be borrowed`);
}
/** Modes of the table in order of first sight. */
function measuredModes(context) {
    const seen = new Set();
    for (const source of context.tables("gemm", "gemm_perf")) {
        const column = source.column("gemm_dtype");
        if (column?.kind === "text")
            for (const value of column.values)
                seen.add(value);
    }
    return [...seen].filter((name) => modes/* MODES */.FN.gemm[name] !== undefined);
}
function sameProfile(a, b) {
    return a.bytes === b.bytes && (0,modes/* computeFactor */.to)(a) === (0,modes/* computeFactor */.to)(b);
}
function nearestProfile(names, target) {
    let best;
    let bestDistance = [Infinity, Infinity];
    for (const name of names) {
        const mode = (0,modes/* modeOf */.VV)("gemm", name);
        const distance = [
            Math.abs((0,modes/* computeFactor */.to)(mode) - (0,modes/* computeFactor */.to)(target)),
            Math.abs(mode.bytes - target.bytes),
        ];
        if (distance[0] < bestDistance[0] || (distance[0] === bestDistance[0] && distance[1] < bestDistance[1])) {
            best = name;
            bestDistance = distance;
        }
    }
    return best;
}
function level(mode) {
    const factor = (0,modes/* computeFactor */.to)(mode);
    return LEVELS.find(([bytes, compute]) => bytes === mode.bytes && compute === factor)?.[2] ?? OTHER_LEVEL;
}
/** All points by m, n and k, which is the order that breaks ties of distance. */
function pointsOf(sites) {
    const points = [];
    for (let site = 0; site < sites.n.length; site++) {
        for (let point = sites.starts[site]; point < sites.starts[site + 1]; point++) {
            points.push({
                point,
                site,
                m: sites.mAt(point),
                n: sites.n[site],
                k: sites.k[site],
            });
        }
    }
    points.sort((a, b) => a.m - b.m || a.n - b.n || a.k - b.k);
    return {
        axes: [
            Float64Array.from(points, ({ m }) => m),
            Float64Array.from(points, ({ n }) => n),
            Float64Array.from(points, ({ k }) => k),
        ],
        values: Float64Array.from(points, ({ point, site }) => sites.valueAt(point, site)),
    };
}

// EXTERNAL MODULE: ./build/lib/perf/ops/rows.js
var ops_rows = __webpack_require__(852);
;// CONCATENATED MODULE: ./build/lib/perf/ops/gemm-sites.js


/**
 * Gathers the matrix shapes of one number format. Points below their roofline count as it (`floor`, absent where the
 * hardware has no such FLOPS). Sites keep the reference's walk over m, n, k, which decides distance ties.
 */
function loadSites(sources, dtype, floor) {
    const only = sources.length === 1 ? sitesInPlace(sources[0], dtype, floor) : undefined;
    if (only !== undefined)
        return only;
    const index = new Map();
    const parts = [];
    let count = 0;
    for (const source of sources) {
        const found = (0,ops_rows/* collectRows */.Un)([source], {
            where: { gemm_dtype: dtype },
            axes: ["n", "k", "m"],
            value: "latency",
        });
        if (found.count === 0)
            continue;
        const rows = source.ordered ? found : inWalkOrder(found);
        parts.push({ rows, sites: numberSites(rows, index) });
        count += rows.count;
    }
    if (count === 0)
        return undefined;
    return assemble(parts, index, count, floor);
}
/** Sites over the columns of one of our own files, whose rows already stand site by site; nothing is copied. */
function sitesInPlace(source, dtype, floor) {
    if (!source.ordered || source.kernels !== undefined)
        return undefined;
    const rows = (0,ops_rows/* matchRows */.lj)(source, { where: { gemm_dtype: dtype } });
    const [n, k, m] = ["n", "k", "m"].map((name) => codedOf(source.column(name)));
    const latency = source.column("latency");
    if (rows === undefined || rows.length === 0 || latency?.kind !== "number" || !n || !k || !m)
        return undefined;
    const first = rows[0];
    const last = rows[rows.length - 1];
    if (last - first + 1 !== rows.length)
        return undefined;
    const begins = [];
    for (let row = first; row <= last; row++) {
        if (row === first || n.codes[row] !== n.codes[row - 1] || k.codes[row] !== k.codes[row - 1])
            begins.push(row);
    }
    const at = (column, row) => column.dictionary[column.codes[row]];
    const siteN = Float64Array.from(begins, (row) => at(n, row));
    const siteK = Float64Array.from(begins, (row) => at(k, row));
    const index = new Map();
    begins.forEach((_, site) => index.set(siteKey(siteN[site], siteK[site]), site));
    if (index.size !== begins.length)
        return undefined;
    const mAt = (point) => at(m, point);
    const starts = Int32Array.from([...begins, last + 1]);
    return {
        ...axesOf(siteN, siteK),
        starts,
        index,
        ...rangesOf(starts, mAt),
        mAt,
        valueAt: flooredValues((0,ops_rows/* readerOf */.TC)(latency), siteN, siteK, mAt, floor),
    };
}
function axesOf(n, k) {
    return { n, k, logN: n.map(Math.log2), logK: k.map(Math.log2) };
}
function rangesOf(starts, mAt) {
    const ends = starts.subarray(1);
    return {
        minM: Float64Array.from(ends, (_, site) => mAt(starts[site])),
        maxM: Float64Array.from(ends, (end) => mAt(end - 1)),
    };
}
function codedOf(column) {
    return column?.kind === "number" ? column.coded : undefined;
}
function flooredValues(valueAt, n, k, mAt, floor) {
    if (floor === undefined)
        return valueAt;
    return (point, site) => Math.max(valueAt(point), floor(mAt(point), n[site], k[site]));
}
/** Site number of every row, in order of first sight. */
function numberSites(rows, index) {
    const [n, k] = rows.axes;
    const sites = new Int32Array(rows.count);
    let key = -1;
    let site = -1;
    for (let i = 0; i < rows.count; i++) {
        const here = siteKey(n[i], k[i]);
        if (here !== key) {
            key = here;
            site = index.get(key) ?? index.size;
            index.set(key, site);
        }
        sites[i] = site;
    }
    return sites;
}
function assemble(parts, index, count, floor) {
    const sizes = new Int32Array(index.size + 1);
    for (const { sites } of parts)
        for (const site of sites)
            sizes[site + 1] = sizes[site + 1] + 1;
    for (let i = 0; i < index.size; i++)
        sizes[i + 1] = sizes[i + 1] + sizes[i];
    const next = sizes.slice();
    const m = new Float64Array(count);
    const values = new Float64Array(count);
    const siteN = new Float64Array(index.size);
    const siteK = new Float64Array(index.size);
    for (const { rows, sites } of parts) {
        const [n, k, rowM] = rows.axes;
        for (let i = 0; i < rows.count; i++) {
            const site = sites[i];
            const at = next[site];
            next[site] = at + 1;
            siteN[site] = n[i];
            siteK[site] = k[i];
            m[at] = rowM[i];
            values[at] = rows.values[i];
        }
    }
    const starts = tidy(sizes, m, values);
    const mAt = (point) => m[point];
    return {
        ...axesOf(siteN, siteK),
        starts,
        index,
        ...rangesOf(starts, mAt),
        mAt,
        valueAt: flooredValues((point) => values[point], siteN, siteK, mAt, floor),
    };
}
/** Sorts every site by m and drops repeated m, the first of which counts; returns where sites start. */
function tidy(starts, m, values) {
    const begin = new Int32Array(starts.length);
    let filled = 0;
    for (let site = 0; site + 1 < starts.length; site++) {
        const lo = starts[site];
        const hi = starts[site + 1];
        if (!ascending(m, lo, hi))
            sortRun(m, values, lo, hi);
        begin[site] = filled;
        let previous = NaN;
        for (let i = lo; i < hi; i++) {
            const here = m[i];
            if (here === previous)
                continue;
            previous = here;
            m[filled] = here;
            values[filled] = values[i];
            filled++;
        }
    }
    begin[starts.length - 1] = filled;
    return begin;
}
function ascending(m, lo, hi) {
    for (let i = lo + 1; i < hi; i++)
        if (m[i] < m[i - 1])
            return false;
    return true;
}
function sortRun(m, values, lo, hi) {
    const order = Array.from({ length: hi - lo }, (_, i) => lo + i).sort((a, b) => m[a] - m[b]);
    const sortedM = order.map((i) => m[i]);
    const sortedValues = order.map((i) => values[i]);
    m.set(sortedM, lo);
    values.set(sortedValues, lo);
}
/** Rows as the reference walks its nested tables: m, then n, then k, each in order of first sight. */
function inWalkOrder(rows) {
    const [n, , m] = rows.axes;
    const firstOfM = new Map();
    const firstOfMn = new Map();
    const mRank = new Float64Array(rows.count);
    const mnRank = new Float64Array(rows.count);
    for (let i = 0; i < rows.count; i++) {
        const mn = siteKey(m[i], n[i]);
        if (!firstOfM.has(m[i]))
            firstOfM.set(m[i], i);
        if (!firstOfMn.has(mn))
            firstOfMn.set(mn, i);
        mRank[i] = firstOfM.get(m[i]);
        mnRank[i] = firstOfMn.get(mn);
    }
    const order = Int32Array.from({ length: rows.count }, (_, i) => i).sort((a, b) => mRank[a] - mRank[b] || mnRank[a] - mnRank[b] || a - b);
    return {
        count: rows.count,
        axes: rows.axes.map((axis) => Float64Array.from(order, (i) => axis[i])),
        values: Float64Array.from(order, (i) => rows.values[i]),
    };
}

// EXTERNAL MODULE: ./build/lib/perf/ops/memo.js
var memo = __webpack_require__(6799);
// EXTERNAL MODULE: ./build/lib/perf/interp/grid.js
var interp_grid = __webpack_require__(4473);
// EXTERNAL MODULE: ./build/lib/perf/ops/grid-points.js
var grid_points = __webpack_require__(2985);
// EXTERNAL MODULE: ./build/lib/perf/ops/slices.js
var slices = __webpack_require__(5434);
;// CONCATENATED MODULE: ./build/lib/perf/ops/quantize.js






const COLUMNS = ["quant_dtype", "m", "k", "latency"];
/** Tables of the two steps that a statically quantized product does not run. */
const QUANTIZE_NEEDS = [
    { family: "quantize", table: "computescale_perf", columns: COLUMNS },
    { family: "quantize", table: "scale_matrix_perf", columns: COLUMNS },
];
/**
 * Milliseconds that a dynamically quantized `fp8` product spends on its input `m × k`: finding the scale, and, when the
 * producer hands over quantized values, applying it (`spec` operators 3.1).
 */
function quantizationMs(context, m, k, applied) {
    const scale = stepPricer(context, "computescale_perf")(m, k);
    return applied ? scale + stepPricer(context, "scale_matrix_perf")(m, k) : scale;
}
/** Memory passes over the input. */
const PASSES = { computescale_perf: 2, scale_matrix_perf: 3 };
function stepPricer(context, table) {
    return context.shared(`quantize price ${table}`, () => {
        const sol = (m, k) => ((PASSES[table] * m * k) / context.system.gpu.memBw) * 1000;
        return (0,by_mode/* priceByMode */.W)(context, table, {
            silicon(m, k) {
                const found = clampedLookup(quantizeGrid(context, table), m, k);
                // beyond the table finding a scale is held flat, applying it follows the size
                return table === "computescale_perf" ? found.value : (found.value * m * k) / (found.m * found.k);
            },
            empirical() {
                const grid = quantizeGrid(context, table);
                if (table === "computescale_perf")
                    return { price: scaledNearest(grid, sol), source: "empirical" };
                const utilisation = (0,ops_utilisation/* utilisationOf */.n)((0,grid_points/* gridPoints */.C)(grid), ([m, k]) => sol(m, k));
                return { price: (m, k) => sol(m, k) / utilisation([m, k]), source: "empirical" };
            },
            sol,
        });
    });
}
/** The nearest point scaled by size: finding a scale costs nothing at all on some engines, so there may be no utilisation. */
function scaledNearest(grid, sol) {
    const { axes, values } = (0,grid_points/* gridPoints */.C)(grid);
    const nearest = (0,ops_utilisation/* nearestPoint */.x)(axes);
    return (m, k) => {
        const at = nearest([m, k]);
        const [ms, ks] = axes;
        return (values[at] * sol(m, k)) / sol(ms[at], ks[at]);
    };
}
function quantizeGrid(context, table) {
    const grid = context.shared(`quantize ${table}`, () => (0,slices/* gridSlice */.P5)(context.tables("quantize", table), {
        where: { quant_dtype: "fp8" },
        axes: ["m", "k"],
        value: "latency",
    }));
    if (grid === undefined)
        throw new types/* MissingDataError */.hr(`no ${table} rows for fp8`);
    return grid;
}
/** Value at the nearest point of the table's envelope, and that point. */
function clampedLookup(grid, m, k) {
    const rows = grid.keys[0];
    const columns = grid.keys[1];
    const atM = clamp(m, rows[0], rows[rows.length - 1]);
    let low = Infinity;
    let high = 0;
    for (const column of columns) {
        if (column < low)
            low = column;
        if (column > high)
            high = column;
    }
    const atK = clamp(k, low, high);
    return {
        value: (0,interp_grid/* gridAt */.Q)(grid, [atM, atK], { sol: ([a, b]) => a * b }),
        m: atM,
        k: atK,
    };
}
function clamp(x, low, high) {
    return Math.min(high, Math.max(low, x));
}

;// CONCATENATED MODULE: ./build/lib/perf/ops/gemm.js








const GEMM_NEED = {
    family: "gemm",
    table: "gemm_perf",
    columns: ["gemm_dtype", "m", "n", "k", "latency"],
};
/** Matrix product of the tokens with one rank's weights (`spec` operators 3.1). */
function gemm(shape) {
    const { name, count, n, k, mode, rows = "tokens", cp = 1, scaleNumTokens = 1, weightless = false } = shape;
    return {
        name,
        count,
        scope: rows,
        weightBytes: weightless ? 0 : n * k * (0,modes/* modeBytes */.DX)("gemm", mode) * count,
        needs: mode === "fp8_static" ? [GEMM_NEED, ...QUANTIZE_NEEDS] : [GEMM_NEED],
        bind(context) {
            const price = gemmPricer(context, shape);
            return (query) => {
                const seen = rows === "batch" ? query.batch : query.tokens;
                return price(Math.ceil(Math.floor(seen / scaleNumTokens) / cp));
            };
        },
    };
}
/** Milliseconds over m of one shape, shared by all operators of that shape. */
function gemmPricer(context, shape) {
    const { mode, n, k, belowGridSol = false, quantizedInput = false } = shape;
    const statically = mode === "fp8_static";
    const key = `gemm ${mode} ${n} ${k} ${belowGridSol} ${statically && quantizedInput}`;
    return context.shared(key, () => (0,memo/* memo1 */.A)(statically ? staticGemm(context, shape) : dynamicGemm(context, shape, mode)));
}
function dynamicGemm(context, shape, mode) {
    const { name, n, k, belowGridSol = false } = shape;
    const sol = gemmSol(context, mode);
    const measured = measuredGemm(context, mode, n, k);
    return (0,by_mode/* priceByMode */.W)(context, name, {
        silicon: belowGridSol ? orRoofline(measured, (m) => sol(m, n, k)) : measured,
        empirical: () => estimateGemm(context, mode, n, k),
        sol: (m) => sol(m, n, k),
    });
}
/** The dynamically quantized product without the steps that quantize its input; never below the roofline. */
function staticGemm(context, shape) {
    const { n, k, quantizedInput = false } = shape;
    const sol = gemmSol(context, "fp8");
    const whole = dynamicGemm(context, shape, "fp8");
    if (context.databaseMode === "SOL")
        return whole;
    return (m) => Math.max(whole(m) - quantizationMs(context, m, k, quantizedInput), sol(m, n, k));
}
/** Roofline in milliseconds: the reference charges activations at the weight's byte width. */
function gemmSol(context, mode) {
    const bytes = (0,modes/* modeBytes */.DX)("gemm", mode);
    const { memBw } = context.system.gpu;
    let flops = 0;
    return (m, n, k) => {
        if (flops === 0)
            flops = (0,modes/* modeFlops */.qU)(context.system, "gemm", mode);
        return Math.max((2 * m * n * k) / flops, (bytes * (m * n + m * k + n * k)) / memBw) * 1000;
    };
}
/** The measured shapes of one mode; undefined when none was measured. */
function gemmSites(context, mode) {
    return context.shared(`gemm sites ${mode}`, () => {
        let floor = gemmSol(context, mode);
        try {
            floor(1, 1, 1);
        }
        catch {
            floor = undefined;
        }
        return loadSites(context.tables(GEMM_NEED.family, GEMM_NEED.table), mode, floor);
    });
}
function measuredGemm(context, mode, n, k) {
    const sol = gemmSol(context, mode);
    let curve;
    return (m) => {
        if (curve === undefined) {
            const sites = gemmSites(context, mode);
            if (sites === undefined)
                throw new types/* MissingDataError */.hr(`no ${mode} matrix products were measured`);
            curve = siteCurve(sites, n, k, sol);
        }
        return curve(m);
    };
}
function orRoofline(measured, roofline) {
    return (m) => {
        try {
            return measured(m);
        }
        catch (error) {
            if (error instanceof types/* MissingDataError */.hr)
                return roofline(m);
            throw error;
        }
    };
}


/***/ }),

/***/ 2876:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   gQ: () => (/* binding */ raisedToSol),
/* harmony export */   hV: () => (/* binding */ generationAttention),
/* harmony export */   v6: () => (/* binding */ generationAttentionSol)
/* harmony export */ });
/* unused harmony exports generationAttentionPricer, meanAround */
/* harmony import */ var _interp_grid_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4473);
/* harmony import */ var _types_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2779);
/* harmony import */ var _attention_estimate_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5206);
/* harmony import */ var _attention_slices_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2643);
/* harmony import */ var _by_mode_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2546);
/* harmony import */ var _memo_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6799);
/* harmony import */ var _modes_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6289);







/** Decode attention over the cache (`spec` operators 3.3). */
function generationAttention(shape) {
    const { name = "generation_attention", count, imbalance = 1 } = shape;
    return {
        name,
        count,
        scope: "sequence",
        weightBytes: 0,
        needs: [_attention_slices_js__WEBPACK_IMPORTED_MODULE_3__/* .GENERATION_ATTENTION_NEED */ .dJ],
        bind(context) {
            const kernel = generationAttentionPricer(context, shape);
            return (q) => kernel(q.batch, q.seq, 0) * imbalance;
        },
    };
}
/** Kernel milliseconds for a batch at a key-value length, shared by operators of equal shape. */
function generationAttentionPricer(context, shape) {
    const { name = "generation_attention", heads, headDim, window = 0, kvcache } = shape;
    const kvHeads = shape.kvHeads === heads ? 0 : shape.kvHeads;
    return context.shared(`generation attention ${heads} ${kvHeads} ${headDim} ${window} ${kvcache}`, () => {
        const sol = generationAttentionSol(context, { ...shape, kvHeads });
        const gridSol = ([n, b, s]) => sol(n, b, s);
        const slice = { kvcache, kvHeads, headDim, window };
        return (0,_memo_js__WEBPACK_IMPORTED_MODULE_6__/* .memo3 */ .O)((0,_by_mode_js__WEBPACK_IMPORTED_MODULE_4__/* .priceByMode */ .W)(context, name, {
            silicon(batch, seq) {
                const grid = floored(context, slice, gridSol);
                return meanAround(seq, (s) => (0,_interp_grid_js__WEBPACK_IMPORTED_MODULE_0__/* .gridAt */ .Q)(grid, [heads, batch, s], { sol: gridSol }));
            },
            empirical: () => (0,_attention_estimate_js__WEBPACK_IMPORTED_MODULE_2__/* .estimateGenerationAttention */ .r)(context, slice, heads),
            sol: (batch, seq) => sol(heads, batch, seq),
        }));
    });
}
/** Mean of five samples from 0.9 to 1.1 of a length: sequences of a batch differ. */
function meanAround(seq, at) {
    const low = Math.max(1, Math.trunc(0.9 * seq));
    const high = Math.max(low, Math.trunc(1.1 * seq));
    let sum = 0;
    for (let i = 0; i <= 4; i++)
        sum += at(low + Math.floor(((high - low) * i) / 4));
    return sum / 5;
}
/** Roofline over heads, batch and key-value length. `kvHeads` 0 means as many as heads. */
function generationAttentionSol(context, shape) {
    const { kvHeads, headDim: d, window: w = 0, kvcache } = shape;
    const kvBytes = (0,_modes_js__WEBPACK_IMPORTED_MODULE_5__/* .modeBytes */ .DX)("kvcache", kvcache);
    const { memBw } = context.system.gpu;
    return (heads, batch, seq) => {
        const kv = kvHeads === 0 ? heads : kvHeads;
        const length = w > 0 ? Math.min(seq - 1, w) : seq - 1;
        const ops = 4 * batch * heads * d * length;
        const bytes = batch * (2 * heads * d + 2 * kv * length * d * kvBytes + 2 * heads * d);
        return Math.max(ops / (0,_modes_js__WEBPACK_IMPORTED_MODULE_5__/* .decodeAttentionFlops */ .ZN)(context.system, kvcache), bytes / memBw) * 1000;
    };
}
/** The slice with every point raised to its roofline. */
function floored(context, slice, sol) {
    const { kvcache, kvHeads, headDim, window } = slice;
    const grid = context.shared(`decode grid ${kvcache} ${kvHeads} ${headDim} ${window}`, () => {
        const raw = (0,_attention_slices_js__WEBPACK_IMPORTED_MODULE_3__/* .attentionGrid */ .PP)(context, _attention_slices_js__WEBPACK_IMPORTED_MODULE_3__/* .GENERATION_ATTENTION_NEED */ .dJ, slice);
        return raw === undefined ? undefined : raisedToSol(raw, sol);
    });
    if (grid !== undefined)
        return grid;
    const heads = kvHeads === 0 ? "as many key-value heads as heads" : `${kvHeads} key-value heads`;
    throw new _types_js__WEBPACK_IMPORTED_MODULE_1__/* .MissingDataError */ .hr(`no decode attention was measured with ${kvcache} cache, ${heads}, head size ${headDim}, window ${window}`);
}
/** A grid with every point raised to its roofline. */
function raisedToSol(grid, sol) {
    const values = grid.values.slice();
    const path = [];
    function visit(level, lo, hi) {
        const keys = grid.keys[level];
        for (let at = lo; at < hi; at++) {
            path[level] = keys[at];
            if (level === grid.keys.length - 1)
                values[at] = Math.max(values[at], sol(path));
            else {
                const starts = grid.starts[level];
                visit(level + 1, starts[at], starts[at + 1]);
            }
        }
    }
    visit(0, 0, grid.keys[0].length);
    return { ...grid, values };
}


/***/ }),

/***/ 2985:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ gridPoints)
/* harmony export */ });
/** All points of a grid, one array per axis. */
function gridPoints(grid) {
    const axes = grid.keys.map(() => new Float64Array(grid.values.length));
    function fill(level, lo, hi) {
        if (level === grid.keys.length)
            return [lo, hi];
        let from = Infinity;
        let to = 0;
        for (let at = lo; at < hi; at++) {
            const starts = grid.starts[level];
            const leaves = starts === undefined ? [at, at + 1] : fill(level + 1, starts[at], starts[at + 1]);
            axes[level].fill(grid.keys[level][at], leaves[0], leaves[1]);
            from = Math.min(from, leaves[0]);
            to = Math.max(to, leaves[1]);
        }
        return [from, to];
    }
    fill(0, 0, grid.keys[0].length);
    return { axes, values: grid.values };
}


/***/ }),

/***/ 1967:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gz: () => (/* binding */ embedding),
/* harmony export */   Kz: () => (/* binding */ memoryMs),
/* harmony export */   zc: () => (/* binding */ elementwise)
/* harmony export */ });
/** Milliseconds to move `bytes` through memory (`spec` operators 1); SOL drops the empirical scaling and constant. */
function memoryMs(context, bytes) {
    const { memBw, memBwScaling, memConstantLatencyS } = context.system.gpu;
    if (context.databaseMode === "SOL")
        return (bytes / memBw) * 1000;
    return (bytes / (memBw * memBwScaling) + memConstantLatencyS) * 1000;
}
/** Token embedding lookup, bf16. */
function embedding(shape) {
    const { name = "embedding", rows, hidden, count = 1, cp = 1 } = shape;
    return {
        name,
        count,
        scope: "tokens",
        weightBytes: rows * hidden * 2 * count,
        needs: [],
        bind: (context) => (query) => memoryMs(context, Math.ceil(query.tokens / cp) * hidden * 2),
    };
}
/** Norms, activations, residual merges: bf16 traffic per token. */
function elementwise(shape) {
    const { name, count, read, written, cp = 1, scaleNumTokens = 1 } = shape;
    const bytesPerToken = 2 * read + 2 * written;
    return {
        name,
        count,
        scope: "tokens",
        weightBytes: 0,
        needs: [],
        bind: (context) => (query) => memoryMs(context, Math.ceil(Math.floor(query.tokens / scaleNumTokens) / cp) * bytesPerToken),
    };
}


/***/ }),

/***/ 2557:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   PZ: () => (/* binding */ nccl),
/* harmony export */   Vx: () => (/* binding */ NCCL_NEEDS),
/* harmony export */   uC: () => (/* binding */ ncclPricer)
/* harmony export */ });
/* harmony import */ var _interp_curve_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2226);
/* harmony import */ var _types_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2779);
/* harmony import */ var _bandwidth_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7256);
/* harmony import */ var _by_mode_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2546);
/* harmony import */ var _memo_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6799);
/* harmony import */ var _modes_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6289);
/* harmony import */ var _rows_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(852);
/* harmony import */ var _slices_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(5434);
/* harmony import */ var _utilisation_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(168);









const COLUMNS = ["nccl_dtype", "op_name", "num_gpus", "message_size", "latency"];
/** NCCL and, as a fallback slice by slice, oneCCL; both in the version that the system file names. */
const NCCL_NEEDS = [
    { family: "comm", table: "nccl_perf", columns: COLUMNS },
    { family: "comm", table: "oneccl_perf", columns: COLUMNS },
];
/** A library collective on all tokens of the step. */
function nccl(shape) {
    const { name, count, operation, gpus, elementsPerToken } = shape;
    return {
        name,
        count,
        scope: "tokens",
        weightBytes: 0,
        needs: gpus > 1 ? NCCL_NEEDS : [],
        bind(context) {
            if (gpus <= 1)
                return () => 0;
            const price = ncclPricer(context, operation, gpus);
            return (query) => price(query.tokens * elementsPerToken);
        },
    };
}
/** Milliseconds over message size in elements of a mode (`half` unless given) over `gpus` (> 1) GPUs (`spec` operators 3.6). */
function ncclPricer(context, operation, gpus, mode = "half") {
    const { system } = context;
    return context.shared(`nccl ${operation} ${gpus} ${mode}`, () => {
        const passes = operation === "all_reduce" ? 2 : 1;
        const solOver = (ranks) => (elements) => (((passes * (0,_modes_js__WEBPACK_IMPORTED_MODULE_3__/* .modeBytes */ .DX)("comm", mode) * elements * (ranks - 1)) / ranks) * 1000) /
            (0,_bandwidth_js__WEBPACK_IMPORTED_MODULE_5__/* .p2pBandwidth */ .o)(system, ranks);
        const sol = solOver(gpus);
        return (0,_memo_js__WEBPACK_IMPORTED_MODULE_6__/* .memo1 */ .A)((0,_by_mode_js__WEBPACK_IMPORTED_MODULE_2__/* .priceByMode */ .W)(context, operation, {
            silicon(elements) {
                const { curve, factor } = measured(context, operation, gpus, mode);
                return factor * (0,_interp_curve_js__WEBPACK_IMPORTED_MODULE_0__/* .curveAt */ .p)(curve, elements, (size) => size);
            },
            empirical() {
                const { curve, gpus: lender } = measured(context, operation, gpus, mode);
                const lenderSol = solOver(lender);
                const utilisation = (0,_utilisation_js__WEBPACK_IMPORTED_MODULE_4__/* .utilisationOf */ .n)({ axes: [curve.keys], values: curve.values }, ([x]) => lenderSol(x));
                return { price: (x) => sol(x) / utilisation([x]), source: "empirical" };
            },
            sol,
        }));
    });
}
/** The largest collected count caps the curve; beyond it time follows the share of data that travels and the link. */
function measured(context, operation, gpus, mode) {
    for (const need of NCCL_NEEDS) {
        const found = fromTable(context, need, operation, gpus, mode);
        if (found !== undefined)
            return found;
    }
    throw new _types_js__WEBPACK_IMPORTED_MODULE_1__/* .MissingDataError */ .hr(`no ${operation} over ${gpus} GPUs was measured on ${context.system.name}`);
}
function fromTable(context, need, operation, gpus, mode) {
    const sources = context.tables(need.family, need.table);
    const where = { op_name: operation, nccl_dtype: mode };
    let largest = 0;
    for (const source of sources) {
        const column = source.column("num_gpus");
        if (column?.kind !== "number")
            continue;
        for (const row of (0,_rows_js__WEBPACK_IMPORTED_MODULE_7__/* .matchRows */ .lj)(source, { where }) ?? [])
            largest = Math.max(largest, column.values[row]);
    }
    if (largest === 0)
        return undefined;
    const used = Math.min(gpus, largest);
    const curve = (0,_slices_js__WEBPACK_IMPORTED_MODULE_8__/* .curveSlice */ .Kr)(sources, {
        where: { ...where, num_gpus: used },
        axes: ["message_size"],
        value: "latency",
    });
    if (curve === undefined)
        return undefined;
    if (gpus <= largest)
        return { curve, factor: 1, gpus: used };
    const steps = (((gpus - 1) / gpus) * largest) / (largest - 1);
    const factor = (steps * (0,_bandwidth_js__WEBPACK_IMPORTED_MODULE_5__/* .p2pBandwidth */ .o)(context.system, largest)) / (0,_bandwidth_js__WEBPACK_IMPORTED_MODULE_5__/* .p2pBandwidth */ .o)(context.system, gpus);
    return { curve, factor, gpus: used };
}


/***/ }),

/***/ 3651:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   j: () => (/* binding */ pipelineP2p)
/* harmony export */ });
/** Hidden states handed from one pipeline stage to the next, bf16, over the network. Nothing for one stage. */
function pipelineP2p(shape) {
    const { pp, hidden, cp = 1, times = 1 } = shape;
    return {
        name: "p2p",
        count: (pp - 1) * times,
        scope: "tokens",
        weightBytes: 0,
        needs: [],
        bind(context) {
            const { interNodeBw, p2pLatencyS } = context.system.node;
            const latency = context.databaseMode === "SOL" ? 0 : p2pLatencyS;
            return (query) => ((Math.ceil(query.tokens / cp) * hidden * 2) / interNodeBw + latency) * 1000;
        },
    };
}


/***/ }),

/***/ 168:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ utilisationOf),
/* harmony export */   x: () => (/* binding */ nearestPoint)
/* harmony export */ });
/* harmony import */ var _types_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2779);

const LOG_FLOOR = 1e-9;
/**
 * Roofline utilisation at any coordinates (`spec` operators 6): coordinates in natural log, scaled to the slice's
 * range and clamped to it; the two nearest points weighted by the inverse of their distance.
 */
function utilisationOf(points, sol) {
    const ranges = points.axes.map(rangeOf);
    const kept = [];
    const utilisations = [];
    for (let i = 0; i < points.values.length; i++) {
        const latency = points.values[i];
        const roof = sol(points.axes.map((axis) => axis[i]));
        if (!(latency > 0) || !(roof > 0))
            continue;
        kept.push(i);
        utilisations.push(roof / latency);
    }
    if (kept.length === 0)
        throw new _types_js__WEBPACK_IMPORTED_MODULE_0__/* .MissingDataError */ .hr("no measured point to take a utilisation from");
    const kindred = points.axes.map((axis) => Float64Array.from(kept, (i) => axis[i]));
    const { scaled, scale } = logSpace(kindred, ranges);
    return (coordinates) => nearestTwo(scaled, utilisations, scale(coordinates));
}
/** Index of the point nearest to any coordinates, in the same space. */
function nearestPoint(axes) {
    const { scaled, scale } = logSpace(axes, axes.map(rangeOf));
    return (coordinates) => twoNearest(scaled, scale(coordinates)).first;
}
/** Axes in natural log, scaled to their ranges, and the map of a query into it. */
function logSpace(axes, ranges) {
    const scaled = axes.map((axis, j) => {
        const { low, span } = ranges[j];
        return Float64Array.from(axis, (x) => (logFloored(x) - low) / span);
    });
    const scale = (coordinates) => coordinates.map((x, j) => {
        const { low, span } = ranges[j];
        return Math.min(1, Math.max(0, (logFloored(x) - low) / span));
    });
    return { scaled, scale };
}
function rangeOf(axis) {
    let low = Infinity;
    let high = -Infinity;
    for (let i = 0; i < axis.length; i++) {
        const x = logFloored(axis[i]);
        if (x < low)
            low = x;
        if (x > high)
            high = x;
    }
    return { low, span: high > low ? high - low : 1 };
}
function nearestTwo(scaled, utilisations, target) {
    const { first, second, d1, d2 } = twoNearest(scaled, target);
    const near = utilisations[first];
    if (d1 === 0 || second < 0)
        return near;
    const w1 = 1 / Math.sqrt(d1);
    const w2 = 1 / Math.sqrt(d2);
    return (w1 * near + w2 * utilisations[second]) / (w1 + w2);
}
/** The two nearest points and their squared distances; of equal ones the earlier. */
function twoNearest(scaled, target) {
    let first = -1;
    let second = -1;
    let d1 = Infinity;
    let d2 = Infinity;
    const count = scaled[0]?.length ?? 0;
    for (let i = 0; i < count; i++) {
        let square = 0;
        for (let j = 0; j < target.length; j++) {
            const step = scaled[j][i] - target[j];
            square += step * step;
        }
        if (square < d1) {
            second = first;
            d2 = d1;
            first = i;
            d1 = square;
        }
        else if (square < d2) {
            second = i;
            d2 = square;
        }
    }
    return { first, second, d1, d2 };
}
function logFloored(x) {
    return Math.log(Math.max(x, LOG_FLOOR));
}


/***/ })

};
