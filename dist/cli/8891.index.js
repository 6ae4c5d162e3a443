export const id = 8891;
export const ids = [8891];
export const modules = {

/***/ 8891:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Us: () => (/* binding */ LARGE_EP_NEEDS),
  h0: () => (/* binding */ coversLargeEp),
  Hn: () => (/* binding */ exchangedExperts),
  o0: () => (/* binding */ reduceAdd),
  H9: () => (/* binding */ wholeSharedExpert)
});

// EXTERNAL MODULE: ./build/lib/perf/interp/curve.js
var interp_curve = __webpack_require__(2226);
// EXTERNAL MODULE: ./build/lib/perf/interp/grid.js
var interp_grid = __webpack_require__(4473);
// EXTERNAL MODULE: ./build/lib/perf/types.js
var types = __webpack_require__(2779);
// EXTERNAL MODULE: ./build/lib/perf/ops/rows.js
var ops_rows = __webpack_require__(852);
// EXTERNAL MODULE: ./build/lib/perf/ops/slices.js
var slices = __webpack_require__(5434);
;// CONCATENATED MODULE: ./build/lib/perf/ops/a2a-rows.js


const UNIFIED = {
    family: "comm",
    table: "moe_a2a_perf",
    columns: [
        "comm_backend",
        "phase",
        "comm_dtype",
        "ep_size",
        "node_num",
        "hidden_size",
        "topk",
        "num_experts",
        "num_tokens",
        "sms",
        "latency",
    ],
};
const SHAPE = ["node_num", "hidden_size", "num_token", "num_topk", "num_experts"];
const NORMAL = {
    family: "comm",
    table: "wideep_deepep_normal_perf",
    columns: [
        ...SHAPE,
        "dispatch_sms",
        "dispatch_transmit_us",
        "dispatch_notify_us",
        "combine_transmit_us",
        "combine_notify_us",
    ],
};
const LOW_LATENCY = {
    family: "comm",
    table: "wideep_deepep_ll_perf",
    columns: [...SHAPE, "dispatch_avg_t_us", "combine_avg_t_us"],
};
const NVLINK = {
    family: "comm",
    table: "trtllm_alltoall_perf",
    columns: [
        "op_name",
        "kernel_source",
        "moe_dtype",
        "num_tokens",
        "hidden_size",
        "topk",
        "num_experts",
        "moe_ep_size",
        "latency",
    ],
};
/** Tables of all-to-all exchanges. */
const ALL_TO_ALL_NEEDS = [UNIFIED, NORMAL, LOW_LATENCY, NVLINK];
/** GPUs of a node in the tables that name nodes only. */
const LEGACY_GPUS_PER_NODE = 8;
/** Milliseconds over processors given to communication × tokens; undefined when nothing was measured (`spec` operators 5.4). */
function exchangeGrid(context, exchange) {
    const { comm, step, dtype, ep, nodes, hidden, topK, experts } = exchange;
    const key = `a2a ${comm} ${step} ${dtype} ${ep} ${nodes} ${hidden} ${topK} ${experts}`;
    return context.shared(key, () => {
        const sink = { sms: [], tokens: [], values: [] };
        addUnified(context, exchange, sink);
        if (comm === "deepep_ht")
            addNormal(context, exchange, sink);
        if (comm === "deepep_ll")
            addLowLatency(context, exchange, sink);
        if (comm === "nvlink_two_sided" || comm === "nvlink_one_sided")
            addNvlink(context, exchange, sink);
        return sink.values.length === 0 ? undefined : (0,slices/* buildGrid */.zc)(rowsOf(sink));
    });
}
/** Formats under which an exchange was measured. */
function exchangeDtypes(context, exchange) {
    const { comm, step, ep, nodes, hidden, topK, experts } = exchange;
    return context.shared(`a2a formats ${comm} ${step} ${ep} ${nodes} ${hidden} ${topK} ${experts}`, () => {
        const found = new Set();
        for (const source of context.tables(UNIFIED.family, UNIFIED.table)) {
            const column = source.column("comm_dtype");
            if (column?.kind !== "text")
                continue;
            const where = unifiedWhere(exchange);
            for (const row of (0,ops_rows/* matchRows */.lj)(source, { where }) ?? [])
                found.add(column.values[column.codes[row]]);
        }
        if (comm === "deepep_ht" || comm === "deepep_ll") {
            if (exchangeGrid(context, { ...exchange, dtype: "default" }) !== undefined)
                found.add("default");
        }
        if (comm.startsWith("nvlink"))
            addNvlinkDtypes(context, exchange, found);
        return found;
    });
}
function rowsOf({ sms, tokens, values }) {
    return {
        count: values.length,
        axes: [Float64Array.from(sms), Float64Array.from(tokens)],
        values: Float64Array.from(values),
    };
}
function unifiedWhere({ comm, step, ep, nodes, hidden, topK, experts, }) {
    return {
        comm_backend: comm,
        phase: step,
        ep_size: ep,
        node_num: nodes,
        hidden_size: hidden,
        topk: topK,
        num_experts: experts,
    };
}
/** The table of all engines, in microseconds; its rows come before those of the older ones. */
function addUnified(context, exchange, sink) {
    for (const source of context.tables(UNIFIED.family, UNIFIED.table)) {
        const where = { ...unifiedWhere(exchange), comm_dtype: exchange.dtype };
        for (const row of (0,ops_rows/* matchRows */.lj)(source, { where }) ?? []) {
            push(sink, numberAt(source, "sms", row), numberAt(source, "num_tokens", row), numberAt(source, "latency", row) / 1000);
        }
    }
}
function legacyRows(source, exchange) {
    const { dtype, ep, nodes, hidden, topK, experts } = exchange;
    if (dtype !== "default" || ep !== nodes * LEGACY_GPUS_PER_NODE)
        return new Int32Array(0);
    const where = { node_num: nodes, hidden_size: hidden, num_topk: topK, num_experts: experts };
    return (0,ops_rows/* matchRows */.lj)(source, { where }) ?? new Int32Array(0);
}
function addNormal(context, exchange, sink) {
    if (exchange.step === "prepare")
        return;
    for (const source of context.tables(NORMAL.family, NORMAL.table)) {
        for (const row of legacyRows(source, exchange)) {
            const transmit = numberAt(source, `${exchange.step}_transmit_us`, row);
            const notify = numberAt(source, `${exchange.step}_notify_us`, row);
            push(sink, numberAt(source, "dispatch_sms", row), numberAt(source, "num_token", row), (transmit + notify) / 1000);
        }
    }
}
function addLowLatency(context, exchange, sink) {
    if (exchange.step === "prepare")
        return;
    for (const source of context.tables(LOW_LATENCY.family, LOW_LATENCY.table)) {
        for (const row of legacyRows(source, exchange)) {
            push(sink, 0, numberAt(source, "num_token", row), numberAt(source, `${exchange.step}_avg_t_us`, row) / 1000);
        }
    }
}
/** Steps by operation name; the two-sided exchange combines in a number format of its own while decoding. */
const NVLINK_OPERATIONS = {
    alltoall_prepare: { step: "prepare", lowPrecision: false },
    alltoall_dispatch: { step: "dispatch", lowPrecision: false },
    alltoall_combine: { step: "combine", lowPrecision: false },
    alltoall_combine_low_precision: { step: "combine", lowPrecision: true },
};
const NVLINK_KERNELS = {
    nvlink_two_sided: "NVLinkTwoSided",
    nvlink_one_sided: "NVLinkOneSided",
};
function nvlinkWhere(context, exchange) {
    const { comm, ep, nodes, hidden, topK, experts } = exchange;
    if (nodes !== Math.ceil(ep / context.system.node.gpusPerNode))
        return undefined;
    return {
        kernel_source: NVLINK_KERNELS[comm] ?? "",
        moe_ep_size: ep,
        hidden_size: hidden,
        topk: topK,
        num_experts: experts,
    };
}
/** Rack-scale NVLink, in milliseconds. */
function addNvlink(context, exchange, sink) {
    const where = nvlinkWhere(context, exchange);
    if (where === undefined)
        return;
    const low = exchange.dtype === "fp4";
    const mode = low ? "nvfp4" : exchange.dtype;
    for (const source of context.tables(NVLINK.family, NVLINK.table)) {
        const isStep = (operation) => {
            const known = NVLINK_OPERATIONS[String(operation)];
            return known !== undefined && known.step === exchange.step && known.lowPrecision === low;
        };
        for (const row of (0,ops_rows/* matchRows */.lj)(source, { where: { ...where, moe_dtype: mode, op_name: isStep } }) ?? []) {
            push(sink, 0, numberAt(source, "num_tokens", row), numberAt(source, "latency", row));
        }
    }
}
function addNvlinkDtypes(context, exchange, found) {
    const where = nvlinkWhere(context, exchange);
    if (where === undefined)
        return;
    for (const source of context.tables(NVLINK.family, NVLINK.table)) {
        const column = source.column("moe_dtype");
        if (column?.kind !== "text")
            continue;
        for (const row of (0,ops_rows/* matchRows */.lj)(source, { where }) ?? [])
            found.add(column.values[column.codes[row]]);
    }
}
function push(sink, sms, tokens, value) {
    sink.sms.push(sms);
    sink.tokens.push(tokens);
    sink.values.push(value);
}
function numberAt(source, name, row) {
    const column = source.column(name);
    if (column === undefined)
        return 0;
    return column.kind === "number"
        ? column.values[row]
        : Number(column.values[column.codes[row]]);
}

;// CONCATENATED MODULE: ./build/lib/perf/ops/exchange-choice.js

const BOTH = ["context", "generation"];
const DEEPEP = ["sglang", "vllm"];
const ANY_FORMAT = () => ({ dispatch: "default", combine: "default" });
/** In order of preference (`spec` operators 5.4). */
const CANDIDATES = [
    {
        comm: "deepep_ht",
        backends: DEEPEP,
        phases: ["context"],
        minSm: 0,
        sms: 20,
        prepares: false,
        formats: ANY_FORMAT,
    },
    {
        comm: "deepep_ll",
        backends: DEEPEP,
        phases: ["generation"],
        minSm: 0,
        sms: 0,
        prepares: false,
        formats: ANY_FORMAT,
    },
    {
        comm: "deepep_v2_context",
        backends: ["vllm"],
        phases: ["context"],
        minSm: 0,
        sms: 0,
        prepares: false,
        formats: ANY_FORMAT,
    },
    {
        comm: "deepep_v2_generation",
        backends: ["vllm"],
        phases: ["generation"],
        minSm: 0,
        sms: 0,
        prepares: false,
        formats: ANY_FORMAT,
    },
    {
        comm: "trtllm_deepep_ht",
        backends: ["trtllm"],
        phases: ["context"],
        minSm: 0,
        sms: 0,
        prepares: false,
        formats: highThroughput,
    },
    {
        comm: "trtllm_deepep_ll",
        backends: ["trtllm"],
        phases: ["generation"],
        minSm: 0,
        sms: 0,
        prepares: false,
        formats: lowLatency,
    },
    {
        comm: "nvlink_two_sided",
        backends: ["trtllm"],
        phases: BOTH,
        minSm: 100,
        sms: 0,
        prepares: true,
        formats: nvlink,
    },
    {
        comm: "nvlink_one_sided",
        backends: ["trtllm"],
        phases: BOTH,
        minSm: 100,
        sms: 0,
        prepares: false,
        formats: nvlink,
    },
];
/** Most experts a token may go to in any of these exchanges. */
const MAX_TOP_K = 8;
function highThroughput(mode) {
    if (mode === "nvfp4")
        return { dispatch: "nvfp4", combine: "nvfp4" };
    return ["bfloat16", "fp8", "fp8_block"].includes(mode)
        ? { dispatch: "bfloat16", combine: "bfloat16" }
        : undefined;
}
function lowLatency(mode, _phase, sm) {
    if (mode === "nvfp4")
        return sm >= 100 ? { dispatch: "nvfp4", combine: "fp4" } : undefined;
    if (mode === "bfloat16")
        return { dispatch: "bfloat16", combine: "bfloat16" };
    return mode === "fp8" || mode === "fp8_block" ? { dispatch: "fp8", combine: "fp8" } : undefined;
}
function nvlink(mode, phase) {
    if (mode === "nvfp4")
        return { dispatch: "nvfp4", combine: phase === "generation" ? "fp4" : "nvfp4" };
    if (mode === "bfloat16")
        return { dispatch: "bfloat16", combine: "bfloat16" };
    return mode === "fp8" || mode === "fp8_block" ? { dispatch: "fp8", combine: "fp8" } : undefined;
}
/** The first exchange of the engine that was measured, dispatch and combine; undefined when there is none. */
function chooseExchange(context, question) {
    const { phase, mode, ep, hidden, topK, experts } = question;
    return context.shared(`exchange ${phase} ${mode} ${ep} ${hidden} ${topK} ${experts}`, () => {
        if (topK > MAX_TOP_K || ep < 2 || ep > experts || experts % ep !== 0)
            return undefined;
        const sm = context.system.gpu.smVersion ?? 0;
        const nodes = Math.ceil(ep / context.system.node.gpusPerNode);
        for (const candidate of CANDIDATES) {
            const { comm, backends, phases, minSm, sms, prepares, formats } = candidate;
            if (!backends.includes(context.backend) || !phases.includes(phase) || sm < minSm)
                continue;
            const asked = formats(mode, phase, sm);
            if (asked === undefined)
                continue;
            const grid = (step) => {
                if (step === "prepare" && !prepares)
                    return undefined;
                const dtype = step === "combine" ? asked.combine : asked.dispatch;
                return measuredExchange(context, { comm, step, dtype, ep, nodes, hidden, topK, experts });
            };
            if (grid("dispatch") === undefined || grid("combine") === undefined)
                continue;
            return { comm, sms, nodes, splitsTokens: DEEPEP.includes(context.backend), grid };
        }
        return undefined;
    });
}
/** The exchange in the asked format, or what the table has for it; across nodes a one-node row stands in. */
function measuredExchange(context, exchange) {
    const exact = inFormat(context, exchange);
    if (exact !== undefined || exchange.nodes === 1)
        return exact;
    const ep = context.backend === "sglang" ? 8 : context.system.node.gpusPerNode;
    return inFormat(context, { ...exchange, ep, nodes: 1 });
}
function inFormat(context, exchange) {
    const known = exchangeDtypes(context, exchange);
    if (known.has(exchange.dtype))
        return exchangeGrid(context, exchange);
    if (exchange.dtype === "fp8_block" && known.has("fp8"))
        return exchangeGrid(context, { ...exchange, dtype: "fp8" });
    if (known.size === 1 && known.has("default"))
        return exchangeGrid(context, { ...exchange, dtype: "default" });
    return undefined;
}

// EXTERNAL MODULE: ./build/lib/perf/ops/memo.js
var memo = __webpack_require__(6799);
;// CONCATENATED MODULE: ./build/lib/perf/ops/a2a.js






/** Preparation, dispatch or combine of tokens over expert ranks, across nodes too (`spec` operators 5.4). */
function allToAll(shape) {
    const { name, count, phase, attentionRanks } = shape;
    return {
        name,
        count,
        scope: "tokens",
        weightBytes: 0,
        needs: ALL_TO_ALL_NEEDS,
        bind(context) {
            const price = stepPricer(context, shape);
            return (query) => {
                const split = phase === "context" && chooseExchange(context, shape)?.splitsTokens === true;
                return price(split ? Math.floor(query.tokens / attentionRanks) : query.tokens);
            };
        },
    };
}
/** Milliseconds over the tokens of one rank. */
function stepPricer(context, shape) {
    const { phase, mode, step, ep, hidden, topK, experts } = shape;
    return context.shared(`a2a ${phase} ${mode} ${step} ${ep} ${hidden} ${topK} ${experts}`, () => {
        let price;
        return (0,memo/* memo1 */.A)((tokens) => (price ??= bindStep(context, shape))(tokens));
    });
}
function bindStep(context, shape) {
    const { step, ep, hidden, topK, experts } = shape;
    const exchange = chooseExchange(context, shape);
    if (exchange === undefined) {
        throw new types/* MissingDataError */.hr(`no all-to-all over ${ep} ranks was measured on ${context.system.name} for hidden ${hidden}, ${topK} of ${experts} experts`);
    }
    const grid = exchange.grid(step);
    // only one kind of exchange prepares
    if (grid === undefined)
        return () => 0;
    const at = grid.keys[0]?.indexOf(exchange.sms) ?? -1;
    const normal = exchange.comm === "deepep_ht";
    // DeepEP's normal mode is read over processors and tokens together, except in its commonest setting
    if (at >= 0 && (!normal || (exchange.nodes === 1 && exchange.sms === 20))) {
        const curve = curveOf(grid, at);
        return (tokens) => (0,interp_curve/* curveAt */.p)(curve, tokens, proportional);
    }
    return normal ? rescaled(exchange, step, grid) : (tokens) => (0,interp_grid/* gridAt */.Q)(grid, [exchange.sms, tokens], OPTIONS);
}
const OPTIONS = { sol: ([, tokens]) => tokens };
function proportional(tokens) {
    return tokens;
}
/** Both steps together follow the table of their sum; this changes values outside the collected points only. */
function rescaled(exchange, step, grid) {
    const other = exchange.grid(step === "dispatch" ? "combine" : "dispatch") ?? grid;
    const sum = { ...grid, values: grid.values.map((value, i) => value + (other.values[i] ?? 0)) };
    return (tokens) => {
        const at = [exchange.sms, tokens];
        const own = (0,interp_grid/* gridAt */.Q)(grid, at, OPTIONS);
        return (own * (0,interp_grid/* gridAt */.Q)(sum, at, OPTIONS)) / (own + (0,interp_grid/* gridAt */.Q)(other, at, OPTIONS));
    };
}
function curveOf(grid, at) {
    const starts = grid.starts[0];
    const lo = starts[at];
    const hi = starts[at + 1];
    return { keys: grid.keys[1].subarray(lo, hi), values: grid.values.subarray(lo, hi) };
}

;// CONCATENATED MODULE: ./build/lib/perf/ops/expert-compute-rows.js


const SIZES = [
    "hidden_size",
    "inter_size",
    "topk",
    "num_experts",
    "moe_ep_size",
    "num_tokens",
    "distribution",
    "kernel_source",
    "moe_dtype",
    "latency",
];
const expert_compute_rows_UNIFIED = {
    family: "moe",
    table: "moe_expert_compute_perf",
    columns: [...SIZES, "num_slots", "phase"],
};
const TRTLLM = { family: "moe", table: "wideep_moe_perf", columns: [...SIZES, "num_slots"] };
const SGLANG = {
    context: { family: "moe", table: "wideep_context_moe_perf", columns: SIZES },
    generation: { family: "moe", table: "wideep_generation_moe_perf", columns: SIZES },
};
/** Tables of expert work under expert parallelism across nodes. */
const EXPERT_COMPUTE_NEEDS = [
    expert_compute_rows_UNIFIED,
    TRTLLM,
    SGLANG.context,
    SGLANG.generation,
];
/** Latency over tokens, from the tables that hold such rows; undefined when none does (`spec` operators 5.3). */
function expertCurve(context, work) {
    const { phase, hidden, inter, topK, experts, ep, mode, distribution } = work;
    const key = `expert compute ${phase} ${mode} ${distribution} ${hidden} ${inter} ${topK} ${experts} ${ep}`;
    return context.shared(key, () => {
        for (const need of tablesOf(context, phase)) {
            const curve = fromTable(context, need, work);
            if (curve !== undefined)
                return curve;
        }
        return undefined;
    });
}
function tablesOf(context, phase) {
    if (context.backend === "sglang")
        return [expert_compute_rows_UNIFIED, SGLANG[phase]];
    return context.backend === "trtllm" ? [expert_compute_rows_UNIFIED, TRTLLM] : [expert_compute_rows_UNIFIED];
}
function fromTable(context, need, work) {
    const sources = context.tables(need.family, need.table);
    const where = whereOf(need, work);
    const kernel = preferred(distinct(sources, where, "kernel_source"), wantedKernel(context, work));
    if (kernel === undefined)
        return undefined;
    const distribution = preferred(distinct(sources, { ...where, kernel_source: kernel }, "distribution"), work.distribution, "uniform");
    if (distribution === undefined)
        return undefined;
    return (0,slices/* curveSlice */.Kr)(sources, {
        where: { ...where, kernel_source: kernel, distribution },
        defaults: { kernel_source: "" },
        axes: ["num_tokens"],
        value: "latency",
    });
}
function whereOf(need, work) {
    const { phase, hidden, inter, topK, experts, ep, mode } = work;
    const where = {
        hidden_size: hidden,
        inter_size: inter,
        topk: topK,
        num_experts: experts,
        moe_ep_size: ep,
        moe_dtype: mode,
    };
    // as many slots as experts: none is replicated
    if (need !== SGLANG.context && need !== SGLANG.generation)
        where["num_slots"] = experts;
    if (need === expert_compute_rows_UNIFIED)
        where["phase"] = phase;
    return where;
}
function wantedKernel(context, { mode }) {
    if (context.backend !== "trtllm")
        return "deepep_moe";
    return (context.system.gpu.smVersion ?? 0) >= 100 && mode.includes("fp8_block")
        ? "deepgemm"
        : "moe_torch_flow";
}
/** The wanted name, else the next, else the first in file order. */
function preferred(names, ...wanted) {
    return wanted.find((name) => names.includes(name)) ?? names[0];
}
/** Values of a text column among matching rows, in file order; one empty name where the column is absent. */
function distinct(sources, where, name) {
    const found = new Set();
    for (const source of sources) {
        const rows = (0,ops_rows/* matchRows */.lj)(source, { where, defaults: { kernel_source: "" } });
        if (rows === undefined || rows.length === 0)
            continue;
        const column = source.column(name);
        if (column?.kind !== "text")
            found.add("");
        else
            for (const row of rows)
                found.add(column.values[column.codes[row]]);
    }
    return [...found];
}

// EXTERNAL MODULE: ./build/lib/perf/ops/grid-kernel.js
var grid_kernel = __webpack_require__(6855);
// EXTERNAL MODULE: ./build/lib/perf/ops/modes.js
var modes = __webpack_require__(6289);
// EXTERNAL MODULE: ./build/lib/perf/ops/moe.js + 1 modules
var moe = __webpack_require__(4283);
// EXTERNAL MODULE: ./build/lib/perf/ops/moe-rows.js
var moe_rows = __webpack_require__(618);
;// CONCATENATED MODULE: ./build/lib/perf/ops/expert-compute.js








/** Routed experts of one rank behind an all-to-all (`spec` operators 5.3). */
function expertCompute(shape) {
    const { name, count, dp, ep } = shape;
    return {
        name,
        count,
        scope: "tokens",
        weightBytes: (0,moe/* expertBytes */.W0)({ ...shape, moeTp: 1, moeEp: ep }) * count,
        needs: [...EXPERT_COMPUTE_NEEDS, moe_rows/* MOE_NEED */.Xv],
        bind(context) {
            const price = pricer(context, shape);
            return (query) => price(query.tokens * dp);
        },
    };
}
function pricer(context, shape) {
    const { phase, hidden, inter, topK, experts, ep, mode, distribution } = shape;
    const key = `expert price ${phase} ${mode} ${distribution} ${hidden} ${inter} ${topK} ${experts} ${ep}`;
    return context.shared(key, () => {
        const regular = (0,moe/* moePricer */.rz)(context, { ...shape, moeTp: 1, moeEp: ep });
        const sol = expertSol(context, shape);
        return (0,memo/* memo1 */.A)((tokens) => {
            const curve = expertCurve(context, shape);
            if (curve !== undefined)
                return (0,interp_curve/* curveAt */.p)(curve, tokens, sol, { singlePointIsMissBelow: true });
            // SGLang's experts behind an all-to-all are other kernels than its fused ones
            if (context.backend !== "sglang")
                return regular(tokens);
            throw new types/* MissingDataError */.hr(`no ${mode} experts over ${ep} ranks were measured on ${context.system.name} for hidden ${hidden}, ` +
                `expert width ${inter}, ${topK} of ${experts} experts`);
        });
    });
}
/** Whether a rank's expert work was measured at this expert parallel size. */
function coversExpertCompute(context, work) {
    if (expertCurve(context, work) !== undefined)
        return true;
    if (context.backend === "sglang")
        return false;
    const distribution = (0,moe_rows/* hasDistribution */.xW)(context, work.mode, work.distribution) ? work.distribution : "uniform";
    return (0,moe_rows/* moeCurves */.eM)(context, { ...work, distribution }).has((0,moe_rows/* splitKey */._$)(1, work.ep));
}
/** Roofline over tokens: bf16 operations times the mode's factor; integer divisions as the reference has them. */
function expertSol(context, shape) {
    const { hidden: h, inter: i, topK, experts, ep, mode } = shape;
    const matrices = 3;
    const bytes = (0,modes/* modeBytes */.DX)("moe", mode);
    const factor = (0,modes/* computeFactor */.to)((0,modes/* modeOf */.VV)("moe", mode));
    return (tokens) => {
        const routed = tokens * topK;
        const ops = Math.floor((routed * h * i * matrices * 2) / ep);
        const local = Math.floor(routed / ep);
        const elements = local * h * 2 + local * i * matrices + h * i * matrices * Math.min(Math.floor(experts / ep), local);
        return (0,grid_kernel/* roofline */.Bs)(ops / ((0,modes/* computeFlops */.MP)(context.system, "bfloat16") * factor), (elements * bytes) / context.system.gpu.memBw);
    };
}

// EXTERNAL MODULE: ./build/lib/perf/ops/memory-op.js
var memory_op = __webpack_require__(1967);
// EXTERNAL MODULE: ./build/lib/perf/model/families/experts.js + 1 modules
var experts = __webpack_require__(418);
;// CONCATENATED MODULE: ./build/lib/perf/model/families/large-ep.js








/** Tables that decide whether experts may spread over nodes. */
const LARGE_EP_NEEDS = [...ALL_TO_ALL_NEEDS, ...EXPERT_COMPUTE_NEEDS, moe_rows/* MOE_NEED */.Xv];
/** Whether all-to-all and expert work were measured for this tuple in a phase (`spec` operators 5.4). */
function coversLargeEp(request, context, phase, distribution) {
    const question = questionOf(request, phase);
    if (chooseExchange(context, question) === undefined)
        return false;
    return coversExpertCompute(context, { ...question, inter: request.model.moeInter, distribution });
}
function questionOf({ model, parallelism, quant }, phase) {
    return {
        phase,
        mode: quant.moe,
        ep: parallelism.moeEp,
        hidden: model.hidden,
        topK: model.topK,
        experts: model.experts,
    };
}
/** Dispatch, expert work and combine behind an all-to-all; the exchange is chosen among the measured ones. */
function exchangedExperts(request, count, distribution) {
    const { model, parallelism, backend, system, phase } = request;
    const question = questionOf(request, phase);
    const exchange = { ...question, count, attentionRanks: parallelism.tp * parallelism.cp };
    const prepares = backend === "trtllm" && (system.gpu.smVersion ?? 0) >= 100;
    return [
        ...(prepares ? [allToAll({ ...exchange, name: "moe_prepare", step: "prepare" })] : []),
        allToAll({ ...exchange, name: "moe_dispatch", step: "dispatch" }),
        expertCompute({
            ...question,
            name: "moe",
            count,
            inter: model.moeInter,
            distribution,
            dp: parallelism.dp,
        }),
        allToAll({ ...exchange, name: "moe_combine", step: "combine" }),
    ];
}
/** The shared expert, whole on every rank; SGLang and vLLM split a prefill's tokens over the attention group. */
function wholeSharedExpert(request, count, mode) {
    const { model, parallelism, backend, phase } = request;
    const splits = backend !== "trtllm" && phase === "context";
    return (0,experts/* gatedBlock */.LO)(request, {
        count,
        names: backend === "trtllm"
            ? ["shared_gate_up_gemm", "shared_act_gate", "shared_ffn2_gemm"]
            : ["gate_ffn1_gemm", "act_gate", "ffn2_gemm"],
        width: model.moeInter,
        mode,
        ...(splits ? { scaleNumTokens: parallelism.tp } : {}),
    });
}
/** Adds the shared expert's result to the routed ones'. */
function reduceAdd(request, count) {
    const { hidden } = request.model;
    return (0,memory_op/* elementwise */.zc)({ name: "moe_reduce_add", count, read: 2 * hidden, written: hidden });
}


/***/ })

};
