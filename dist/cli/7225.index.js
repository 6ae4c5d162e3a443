export const id = 7225;
export const ids = [7225];
export const modules = {

/***/ 7225:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  saveSearch: () => (/* binding */ saveSearch)
});

// EXTERNAL MODULE: ./build/lib/domain/errors.js
var errors = __webpack_require__(6586);
// EXTERNAL MODULE: ./build/lib/generate/generate.js + 8 modules
var generate = __webpack_require__(9478);
// EXTERNAL MODULE: ./build/lib/generate/options/types.js
var types = __webpack_require__(3322);
;// CONCATENATED MODULE: ./build/lib/save/chart/chart-data.js
/** A search as a chart: one frontier an experiment, the best row marked, the TPOT (or request latency) limit. */
function chartData(result) {
    const shown = result.experiments.filter((experiment) => experiment.frontier.length > 0);
    const first = shown[0] ?? result.experiments[0];
    const byLatency = first?.xAxis === "requestLatency";
    const x = (row) => byLatency ? row.figures.requestLatencyMs : row.figures.tokensPerSecPerUser;
    const best = shown.findIndex((experiment) => experiment.name === result.best);
    const chosen = shown[best]?.top[0];
    return {
        title: `${first?.task.displayModel ?? first?.task.model ?? ""}: throughput against ${byLatency ? "request latency" : "speed for the user"}`,
        subtitle: first === undefined ? "" : subtitle(first),
        xLabel: byLatency ? "request latency, ms" : "tokens/s per user",
        yLabel: "tokens/s per GPU",
        series: shown.map((experiment) => ({
            name: experiment.name,
            points: experiment.frontier.map((row) => [x(row), row.tokensPerSecPerGpuCluster]),
        })),
        ...(chosen === undefined
            ? {}
            : {
                chosen: {
                    series: best,
                    point: [x(chosen), chosen.tokensPerSecPerGpuCluster],
                    label: `best: ${Math.round(chosen.tokensPerSecPerGpuCluster)} tokens/s per GPU`,
                },
            }),
        ...limitOf(first, byLatency),
    };
}
function subtitle({ task }) {
    const { isl, osl } = task.lengths;
    const system = task.mode === "agg"
        ? task.worker.system
        : [...new Set([task.prefill.system, task.decode.system])].join(" and ");
    const limits = [
        ...(task.sla.ttftMs === undefined ? [] : [`TTFT ≤ ${task.sla.ttftMs} ms`]),
        ...(task.sla.requestLatencyMs !== undefined
            ? [`request ≤ ${task.sla.requestLatencyMs} ms`]
            : task.sla.tpotMs === undefined
                ? []
                : [`TPOT ≤ ${task.sla.tpotMs} ms`]),
    ];
    return [`${task.totalGpus} × ${system}`, `${isl} tokens in, ${osl} out`, ...limits].join(" · ");
}
function limitOf(first, byLatency) {
    const { tpotMs, requestLatencyMs } = first?.task.sla ?? {};
    if (byLatency)
        return requestLatencyMs === undefined
            ? {}
            : { limit: { x: requestLatencyMs, side: "max", label: `limit ${requestLatencyMs} ms` } };
    return tpotMs === undefined
        ? {}
        : { limit: { x: 1000 / tpotMs, side: "min", label: `TPOT limit ${tpotMs} ms` } };
}

// EXTERNAL MODULE: ./build/lib/report/visible.js
var visible = __webpack_require__(3381);
// EXTERNAL MODULE: ./node_modules/d3-array/dist/d3-array.mjs
var d3_array = __webpack_require__(5793);
;// CONCATENATED MODULE: ./build/lib/save/chart/scale.js

/** A linear scale from 0 that holds `largest`, with about `count` round ticks. */
function scaleTo(largest, from, to, count) {
    const [, max] = (0,d3_array/* nice */.Cm)(0, largest > 0 ? largest * 1.04 : 1, count);
    return { max, ticks: (0,d3_array/* ticks */.Zc)(0, max, count), at: (value) => from + (value / max) * (to - from) };
}
/** A tick as text: `1,200`, `0.5`. */
function tickText(value) {
    const [whole = "", part] = String(Number(value.toPrecision(12))).split(".");
    const grouped = whole.replaceAll(/(?<=\d)(?=(?:\d{3}){1,4}$)/g, ",");
    return part === undefined ? grouped : `${grouped}.${part}`;
}

;// CONCATENATED MODULE: ./build/lib/save/chart/theme.js
/** For white pages; every colour has at least 3:1 against the background, texts 4.5:1. */
const LIGHT = {
    background: "#ffffff",
    text: "#1f2328",
    muted: "#59636e",
    grid: "#d1d9e0",
    miss: "#818b9826",
    chosen: "#bc4c00",
    series: ["#57606a", "#0969da", "#1a7f37", "#8250df", "#9a6700", "#bf3989"],
};
/** For dark pages. */
const DARK = {
    background: "#0d1117",
    text: "#f0f6fc",
    muted: "#9198a1",
    grid: "#3d444d",
    miss: "#656c7633",
    chosen: "#f0883e",
    series: ["#b1bac4", "#4493f8", "#3fb950", "#ab7df8", "#d29922", "#db61a2"],
};

;// CONCATENATED MODULE: ./build/lib/save/chart/svg.js



const WIDTH = 880;
const HEIGHT = 500;
const LEFT = 76;
const RIGHT = 28;
const TOP = 96;
const BOTTOM = 60;
/** Most characters of a text, of the title at its size, and of a name in the legend; names come from anywhere. */
const MAX_TEXT = 300;
const MAX_TITLE = 90;
const MAX_NAME = 24;
/** A Pareto chart as SVG text. Colour is never alone: series differ by marker too, the chosen point has a label. */
function paretoSvg(data, options = {}) {
    const points = data.series.flatMap((series) => series.points);
    const x = scaleTo(Math.max(0, data.limit?.x ?? 0, ...points.map(([px]) => px)), LEFT, WIDTH - RIGHT, 8);
    const y = scaleTo(Math.max(0, ...points.map(([, py]) => py)), HEIGHT - BOTTOM, TOP, 6);
    return [
        `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" font-family="Inter, system-ui, sans-serif" font-size="13">`,
        `<title>${svg_escape(data.title)}</title>`,
        `<desc>${svg_escape(description(data))}</desc>`,
        `<style>${styles(options.theme ?? "auto")}</style>`,
        `<rect class="background" width="${WIDTH}" height="${HEIGHT}" rx="6"/>`,
        `<text class="text" x="${LEFT}" y="32" font-size="16" font-weight="600">${svg_escape((0,visible/* shorten */.ml)((0,visible/* visible */.RK)(data.title), MAX_TITLE))}</text>`,
        `<text class="muted" x="${LEFT}" y="52">${svg_escape(data.subtitle)}</text>`,
        missArea(data, x, y),
        axes(data, x, y),
        ...data.series.map((series, index) => frontier(series, index, x, y)),
        limitLabel(data, x),
        legend(data),
        chosen(data, x, y),
        "</svg>",
    ]
        .filter((part) => part !== "")
        .join("\n")
        .concat("\n");
}
function styles(theme) {
    if (theme !== "auto")
        return rules(theme === "light" ? LIGHT : DARK);
    return `${rules(LIGHT)}@media (prefers-color-scheme: dark){${rules(DARK)}}`;
}
function rules(theme) {
    return [
        `.background{fill:${theme.background}}.text{fill:${theme.text}}.muted{fill:${theme.muted}}.grid{stroke:${theme.grid}}.miss{fill:${theme.miss}}.limit{stroke:${theme.muted}}`,
        `.chosen{fill:none;stroke:${theme.chosen}}.chosen-text{fill:${theme.chosen}}.halo{stroke:${theme.background};fill:${theme.background}}`,
        ...theme.series.map((colour, index) => `.line${index}{stroke:${colour};fill:none}.dot${index}{fill:${colour};stroke:${theme.background}}`),
    ].join("");
}
function axes(data, x, y) {
    const lines = y.ticks.map((tick) => {
        const at = px(y.at(tick));
        return `<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${at}" y2="${at}"/><text class="muted" x="${LEFT - 8}" y="${px(y.at(tick) + 4)}" text-anchor="end">${tickText(tick)}</text>`;
    });
    const labels = x.ticks.map((tick) => `<text class="muted" x="${px(x.at(tick))}" y="${HEIGHT - BOTTOM + 20}" text-anchor="middle">${tickText(tick)}</text>`);
    return [
        ...lines,
        ...labels,
        `<text class="text" x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 16}" text-anchor="middle">${svg_escape(data.xLabel)}</text>`,
        `<text class="text" transform="translate(20 ${(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)" text-anchor="middle">${svg_escape(data.yLabel)}</text>`,
    ].join("\n");
}
function missArea({ limit }, x, y) {
    if (limit === undefined)
        return "";
    const at = x.at(limit.x);
    const [from, to] = limit.side === "min" ? [LEFT, at] : [at, WIDTH - RIGHT];
    const height = px(y.at(0) - TOP);
    return `<rect class="miss" x="${px(from)}" y="${TOP}" width="${px(Math.max(0, to - from))}" height="${height}"/><line class="limit" x1="${px(at)}" x2="${px(at)}" y1="${TOP}" y2="${px(y.at(0))}" stroke-width="1.5" stroke-dasharray="5 4"/>`;
}
function limitLabel({ limit }, x) {
    if (limit === undefined)
        return "";
    const at = x.at(limit.x);
    const left = limit.side === "min" ? at > 220 : at > WIDTH - 180;
    return `<text class="muted" x="${px(at + (left ? -8 : 8))}" y="${TOP + 16}" text-anchor="${left ? "end" : "start"}">${svg_escape(limit.side === "min" ? `misses ${limit.label}` : limit.label)}</text>`;
}
function frontier(series, index, x, y) {
    const sorted = series.points.toSorted((a, b) => a[0] - b[0]);
    const path = sorted
        .map(([px0, py], position) => `${position === 0 ? "M" : "L"}${px(x.at(px0))} ${px(y.at(py))}`)
        .join("");
    const dots = sorted.map((point) => marker(index, x.at(point[0]), y.at(point[1])));
    return `<path class="line${index % LIGHT.series.length}" d="${path}" stroke-width="2" stroke-linejoin="round"/>\n${dots.join("")}`;
}
/** Circle, square, triangle, diamond, then the same again. */
function marker(index, cx, cy) {
    const style = `class="dot${index % LIGHT.series.length}" stroke-width="1"`;
    switch (index % 4) {
        case 0:
            return `<circle ${style} cx="${px(cx)}" cy="${px(cy)}" r="3.5"/>`;
        case 1:
            return `<rect ${style} x="${px(cx - 3.5)}" y="${px(cy - 3.5)}" width="7" height="7"/>`;
        case 2:
            return `<path ${style} d="M${px(cx)} ${px(cy - 4.5)}L${px(cx + 4.2)} ${px(cy + 3)}L${px(cx - 4.2)} ${px(cy + 3)}Z"/>`;
        default:
            return `<path ${style} d="M${px(cx)} ${px(cy - 4.5)}L${px(cx + 4.5)} ${px(cy)}L${px(cx)} ${px(cy + 4.5)}L${px(cx - 4.5)} ${px(cy)}Z"/>`;
    }
}
/** Room for "and 12 more" at the end of the legend. */
const MORE_WIDTH = 90;
function legend({ series }) {
    let at = LEFT;
    const entries = [];
    for (const [index, { name }] of series.entries()) {
        const shown = (0,visible/* shorten */.ml)((0,visible/* visible */.RK)(name), MAX_NAME);
        const width = 52 + Math.ceil(shown.length * 7.4);
        const left = series.length - index;
        // the last one needs no room for "and 3 more"
        if (at + width + (left > 1 ? MORE_WIDTH : 0) > WIDTH - RIGHT + 22) {
            entries.push(`<text class="muted" x="${at}" y="78">and ${left} more</text>`);
            break;
        }
        entries.push(`<line class="line${index % LIGHT.series.length}" x1="${at}" x2="${at + 22}" y1="74" y2="74" stroke-width="2"/>${marker(index, at + 11, 74)}<text class="text" x="${at + 30}" y="78">${svg_escape(shown)}</text>`);
        at += width;
    }
    return entries.join("\n");
}
function chosen(data, x, y) {
    if (data.chosen === undefined)
        return "";
    const [cx, cy] = [x.at(data.chosen.point[0]), y.at(data.chosen.point[1])];
    const width = data.chosen.label.length * 7.6;
    const toRight = cx + 16 + width < WIDTH - RIGHT;
    const textY = Math.max(TOP + 34, cy - 14);
    const textX = toRight ? cx + 12 : cx - 12;
    const anchor = toRight ? "start" : "end";
    const label = svg_escape(data.chosen.label);
    return [
        `<circle class="chosen" cx="${px(cx)}" cy="${px(cy)}" r="9" stroke-width="2.5"/>`,
        `<text class="halo" x="${px(textX)}" y="${px(textY)}" text-anchor="${anchor}" font-weight="600" stroke-width="4" stroke-linejoin="round">${label}</text>`,
        `<text class="chosen-text" x="${px(textX)}" y="${px(textY)}" text-anchor="${anchor}" font-weight="600">${label}</text>`,
    ].join("\n");
}
function description({ series, chosen: best }) {
    const names = series.map(({ name, points }) => `${name} with ${points.length} points`).join(", ");
    return `Pareto frontiers of ${names}.${best === undefined ? "" : ` Marked: ${best.label}.`}`;
}
function px(value) {
    return String(Math.round(value * 10) / 10);
}
/** Text for SVG on one line: what is not visible is replaced, markup characters are entities. */
function svg_escape(text) {
    return (0,visible/* shorten */.ml)((0,visible/* visible */.RK)(text), MAX_TEXT)
        .replaceAll(/[\ufffe\uffff]/g, " ")
        .replaceAll("&", "&amp;")
        .replaceAll("<", "&lt;")
        .replaceAll(">", "&gt;")
        .replaceAll('"', "&quot;");
}

// EXTERNAL MODULE: ./node_modules/csv-stringify/lib/sync.js + 7 modules
var sync = __webpack_require__(6789);
;// CONCATENATED MODULE: ./build/lib/save/column.js
/** A column of whole numbers. */
function column_int(name, value) {
    return { name, kind: "int", value };
}
/** A column of numbers; whole ones are written with `.0`, so that the column keeps its type. */
function column_float(name, value) {
    return { name, kind: "float", value };
}
/** A column of texts. */
function column_text(name, value) {
    return { name, kind: "text", value };
}

// EXTERNAL MODULE: ./build/lib/domain/deployment.js
var deployment = __webpack_require__(6518);
;// CONCATENATED MODULE: ./build/lib/save/columns.js


const agg = ({ row }) => {
    if (row.origin.mode !== "agg")
        throw new Error("a disaggregated row in an aggregated table");
    return row.origin;
};
const disagg = ({ row }) => {
    if (row.origin.mode !== "disagg")
        throw new Error("an aggregated row in a disaggregated table");
    return row.origin;
};
const lengths = ({ task }) => task.lengths;
const WORKLOAD = [
    column_text("model", ({ task }) => task.displayModel ?? task.model),
    column_int("isl", (entry) => lengths(entry).isl),
    column_int("osl", (entry) => lengths(entry).osl),
    column_int("prefix", (entry) => lengths(entry).prefix),
    column_int("concurrency", ({ row }) => row.figures.concurrency),
    column_float("request_rate", ({ row }) => row.figures.requestsPerSec),
];
const LATENCY = [
    column_float("ttft", ({ row }) => row.figures.ttftMs),
    column_float("tpot", ({ row }) => row.figures.tpotMs),
    column_float("request_latency", ({ row }) => row.figures.requestLatencyMs),
];
const THROUGHPUT = [
    column_float("seq/s", ({ row }) => row.figures.requestsPerSec),
    column_float("seq/s/gpu", ({ row }) => row.figures.requestsPerSecPerGpu),
    column_float("tokens/s", ({ row }) => row.figures.tokensPerSec),
    column_float("tokens/s/gpu", ({ row }) => row.figures.tokensPerSecPerGpu),
    column_float("tokens/s/user", ({ row }) => row.figures.tokensPerSecPerUser),
];
const LAST = [
    column_float("power_w", () => 0),
    column_float("tokens/s/gpu_cluster", ({ row }) => row.tokensPerSecPerGpuCluster),
];
function sizes(prefix, of, withCp) {
    return [
        column_int(`${prefix}tp`, (entry) => of(entry).tp),
        column_int(`${prefix}pp`, (entry) => of(entry).pp),
        column_int(`${prefix}dp`, (entry) => of(entry).dp),
        column_int(`${prefix}moe_tp`, (entry) => of(entry).moeTp),
        column_int(`${prefix}moe_ep`, (entry) => of(entry).moeEp),
        ...(withCp ? [column_int(`${prefix}cp`, (entry) => of(entry).cp)] : []),
        column_text(`${prefix}parallel`, (entry) => (0,deployment/* parallelKey */.h2)(of(entry))),
    ];
}
function quant(prefix, of) {
    return ["gemm", "kvcache", "fmha", "moe", "comm"].map((kind) => column_text(`${prefix}${kind}`, (entry) => of(entry)[kind]));
}
/** Columns of an aggregated table, in the reference's order (0.12.0). */
const AGG_COLUMNS = [
    ...WORKLOAD,
    column_int("bs", (entry) => agg(entry).point.batchSize),
    column_int("global_bs", (entry) => agg(entry).point.batchSize * agg(entry).model.parallelism.dp),
    ...LATENCY,
    column_int("encoder_latency", () => 0),
    column_float("encoder_memory", () => 0),
    ...THROUGHPUT,
    column_int("num_total_gpus", ({ row }) => row.figures.gpusPerReplica),
    ...sizes("", (entry) => agg(entry).model.parallelism, true),
    ...quant("", (entry) => agg(entry).model.quant),
    column_float("memory", ({ row }) => row.figures.memoryGib),
    column_float("balance_score", balanceScore),
    column_float("num_ctx_reqs", promptsOfStep),
    column_float("num_gen_reqs", decodesOfStep),
    column_float("num_tokens", (entry) => agg(entry).point.ctxTokens + decodesOfStep(entry)),
    column_int("ctx_tokens", (entry) => agg(entry).point.ctxTokens),
    column_float("gen_tokens", decodesOfStep),
    column_text("backend", ({ row }) => row.deployment.backend),
    column_text("version", (entry) => agg(entry).model.version),
    column_text("system", ({ row }) => row.deployment.pools[0]?.system ?? ""),
    ...LAST,
];
/** Prefill work over decode work of a step; above 1 prompts are the bottleneck. */
function balanceScore(entry) {
    const { point } = agg(entry);
    const { isl, osl } = lengths(entry);
    return ((isl * point.batchSize) / point.ctxTokens / osl) * (1 + (entry.task.speculation?.accepted ?? 0));
}
/** The reference's count, also where prompts are the bottleneck and fewer decodes really run. */
function decodesOfStep(entry) {
    return agg(entry).point.batchSize - promptsOfStep(entry);
}
function promptsOfStep(entry) {
    return Math.ceil(agg(entry).point.ctxTokens / lengths(entry).isl);
}
function pool(prefix, of, spec, withCp) {
    return [
        ...sizes(prefix, (entry) => of(entry).model.parallelism, withCp),
        ...quant(prefix, (entry) => of(entry).model.quant),
        column_float(`${prefix}memory`, (entry) => of(entry).memoryGib),
        column_text(`${prefix}backend`, (entry) => spec(entry).backend),
        column_text(`${prefix}version`, (entry) => of(entry).model.version),
        column_text(`${prefix}system`, (entry) => spec(entry).system),
    ];
}
const spec = (role) => ({ row }) => ({
    backend: row.deployment.backend,
    system: row.deployment.pools.find((one) => one.role === role)?.system ?? "",
});
/** Columns of a disaggregated table, in the reference's order (0.12.0). The `(e)` columns are for encoders, which we do not predict. */
const DISAGG_COLUMNS = [
    ...WORKLOAD,
    column_int("(p)bs", (entry) => disagg(entry).prefill.batchSize),
    column_int("(p)global_bs", (entry) => disagg(entry).prefill.globalBatchSize),
    column_int("(p)workers", (entry) => disagg(entry).prefillWorkers),
    column_int("(d)bs", (entry) => disagg(entry).decode.batchSize),
    column_int("(d)global_bs", (entry) => disagg(entry).decode.globalBatchSize),
    column_int("(d)workers", (entry) => disagg(entry).decodeWorkers),
    ...LATENCY,
    column_float("encoder_latency", () => 0),
    ...THROUGHPUT,
    column_float("(p)seq/s/worker", (entry) => disagg(entry).prefill.seqPerSec),
    column_float("(d)seq/s/worker", (entry) => disagg(entry).decode.seqPerSec),
    column_int("num_total_gpus", ({ row }) => row.figures.gpusPerReplica),
    ...pool("(p)", (entry) => disagg(entry).prefill, spec("prefill"), true),
    ...pool("(d)", (entry) => disagg(entry).decode, spec("decode"), false),
    column_int("(e)workers", () => 0),
    column_int("(e)tp", () => 0),
    column_int("(e)pp", () => 0),
    column_int("(e)bs", () => 0),
    column_text("(e)parallel", () => ""),
    column_float("(e)memory", () => 0),
    ...LAST,
];
/** Columns that a load target adds. */
const LOAD_COLUMNS = [
    column_int("replicas_needed", ({ row }) => row.load?.replicasNeeded ?? 0),
    column_int("total_gpus_needed", ({ row }) => row.load?.totalGpusNeeded ?? 0),
];
/** Added when a ceiling on GPUs leaves a part of the load unserved. */
const SERVED_COLUMN = column_float("load_served_pct", ({ row }) => row.load?.loadServedPct ?? 100);
/** What `points.csv` has beyond the reference's columns. */
const POINT_COLUMNS = [
    column_int("replicas", ({ row }) => row.replicas),
    column_int("total_gpus_used", ({ row }) => row.totalGpusUsed),
    column_text("meets_sla", ({ row }) => (row.meetsSla ? "True" : "False")),
];

;// CONCATENATED MODULE: ./build/lib/save/csv.js



/** Rows of one experiment as CSV, with the reference's column names, order and types. */
function resultCsv(rows, task, options = {}) {
    const columns = [
        ...(task.mode === "agg" ? AGG_COLUMNS : DISAGG_COLUMNS).map((column) => column.name === "tpot" && options.inclusiveTpot === true ? INCLUSIVE_TPOT : column),
        ...(rows.some((row) => row.load !== undefined) ? LOAD_COLUMNS : []),
        ...(rows.some((row) => row.load?.loadServedPct !== undefined) ? [SERVED_COLUMN] : []),
        ...(options.allPoints === true ? POINT_COLUMNS : []),
    ];
    const lines = rows.map((row) => columns.map((column) => cell(column, { row, task })));
    // a text that begins with = + - @ would be a formula in a spreadsheet
    return (0,sync/* stringify */.A)([columns.map((column) => column.name), ...lines], { escape_formulas: true });
}
const INCLUSIVE_TPOT = column_float("tpot", ({ row, task }) => {
    const { osl } = task.lengths;
    return (row.figures.ttftMs + row.figures.tpotMs * (osl - 1)) / osl;
});
/** A value as text. Three decimals, as the reference rounds; numbers of a `float` column always have one. */
function cell(column, entry) {
    const value = column.value(entry);
    if (typeof value === "string")
        return value;
    if (column.kind === "int")
        return String(Math.round(value));
    const rounded = String(Math.round(value * 1000) / 1000);
    return /^-?\d+$/.test(rounded) ? `${rounded}.0` : rounded;
}

// EXTERNAL MODULE: ./build/lib/generate/yaml-text.js
var yaml_text = __webpack_require__(8595);
;// CONCATENATED MODULE: ./build/lib/save/experiment-config.js

/** Limit that stands for "no limit": the file's own defaults are stricter. Milliseconds. */
const NO_LIMIT = 1e9;
/**
 * `config.yaml` of an experiment: the flat form, which `exp` accepts again. The data version is written out, so that the
 * file gives the same result after an update. Experiments that joined several engines list one experiment for each.
 */
function experimentConfig(result) {
    const tasks = joinedTasks(result);
    const modes = result.rows[0]?.quant;
    return (0,yaml_text/* yamlText */.pS)({
        exps: tasks.map((task) => task.name),
        ...Object.fromEntries(tasks.map((task) => [task.name, taskMapping(task)])),
    }, {
        header: [
            `dynamo-advisor exp --yaml-path config.yaml runs this again`,
            ...(modes === undefined ? [] : [`Number formats that were used: ${formats(modes)}`]),
        ],
    });
}
/** The experiment's task; for `--backend auto` one for each engine that has rows. */
function joinedTasks({ task, rows }) {
    const versions = new Map(rows.map((row) => [row.deployment.backend, row.version]));
    const backends = [...versions.keys()];
    const own = task.mode === "agg" ? task.worker.backend : task.decode.backend;
    if (backends.length <= 1)
        return [withEngine(task, own, versions.get(own), task.name)];
    return backends.map((backend) => withEngine(task, backend, versions.get(backend), `${task.name}_${backend}`));
}
function withEngine(task, backend, version, name) {
    const spec = (role) => ({
        ...role,
        backend,
        ...(version === undefined ? {} : { backendVersion: version }),
    });
    return task.mode === "agg"
        ? { ...task, name, worker: spec(task.worker) }
        : { ...task, name, prefill: spec(task.prefill), decode: spec(task.decode) };
}
function taskMapping(task) {
    const { lengths, sla, speculation } = task;
    const values = {
        serving_mode: task.mode,
        isl: lengths.isl,
        osl: lengths.osl,
        prefix: lengths.prefix,
        ttft: sla.ttftMs ?? NO_LIMIT,
        tpot: sla.tpotMs ?? NO_LIMIT,
        request_latency: sla.requestLatencyMs,
        total_gpus: task.totalGpus,
        database_mode: task.databaseMode ?? "SILICON",
        transfer_policy: task.transfer === undefined
            ? undefined
            : Object.entries(task.transfer)
                .filter(([, on]) => on === true)
                .map(([kind]) => kind),
        pareto_sweep: task.paretoSweep,
        free_gpu_memory_fraction: task.memFraction,
        max_seq_len: task.maxSeqLen,
        nextn: speculation?.nextn,
        nextn_accepted: speculation?.accepted,
        moe_backend: task.moeBackend,
        attention_backend: task.attentionLane,
        ...(task.mode === "agg"
            ? {
                ...roleMapping(task.model, task.worker, "", "agg_"),
                enable_chunked_prefill: task.chunkedPrefill ?? false,
            }
            : {
                ...roleMapping(task.model, task.prefill, "prefill_", "prefill_"),
                ...roleMapping(task.model, task.decode, "decode_", "decode_"),
                ...tuningMapping(task.tuning ?? {}),
            }),
    };
    return Object.fromEntries(Object.entries(values).filter((entry) => entry[1] !== undefined));
}
function roleMapping(model, role, prefix, listPrefix) {
    return {
        [`${prefix}model_path`]: model,
        [`${prefix}system_name`]: role.system,
        [`${prefix}backend_name`]: role.backend,
        [`${prefix}backend_version`]: role.backendVersion,
        ...Object.fromEntries(Object.entries(role.quant ?? {}).map(([kind, mode]) => [`${prefix}${kind}_quant_mode`, mode])),
        ...Object.fromEntries(LISTS.map(([field, name]) => [`${listPrefix}${name}_candidates`, role.lists?.[field]])),
    };
}
const LISTS = [
    ["gpus", "num_gpu"],
    ["tp", "tp"],
    ["pp", "pp"],
    ["dp", "dp"],
    ["moeTp", "moe_tp"],
    ["moeEp", "moe_ep"],
    ["cp", "cp"],
];
function tuningMapping(tuning) {
    return {
        num_gpu_per_replica: tuning.gpusPerReplica ?? undefined,
        max_gpu_per_replica: tuning.maxGpusPerReplica,
        max_prefill_workers: tuning.maxPrefillWorkers,
        max_decode_workers: tuning.maxDecodeWorkers,
        prefill_max_batch_size: tuning.prefillMaxBatchSize,
        decode_max_batch_size: tuning.decodeMaxBatchSize,
        prefill_latency_correction: tuning.prefillLatencyCorrection,
        decode_latency_correction: tuning.decodeLatencyCorrection,
        rate_match_prefill_degradation: tuning.prefillDegradation,
        rate_match_decode_degradation: tuning.decodeDegradation,
        autoscale_ttft_correction_factor: tuning.ttftCorrection,
    };
}
function formats(modes) {
    return Object.entries(modes)
        .map(([kind, mode]) => `${kind} ${mode}`)
        .join(", ");
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./build/lib/save/folder-name.js

/**
 * Folder of a result: `{model}_{system}_{backend}_isl…_osl…_ttft…_tpot…_{six digits}` with the values of the first
 * experiment. The digits come from everything that was asked, so that the same question has the same folder.
 */
function resultFolderName(result) {
    const task = result.experiments[0]?.task;
    if (task === undefined)
        return "result";
    const backends = new Set(result.experiments.flatMap((experiment) => [
        ...new Set(experiment.rows.map((row) => row.deployment.backend)),
    ]));
    const backend = backends.size > 1 && /^(?:agg|disagg)$/.test(task.name)
        ? "auto"
        : (task.mode === "agg" ? task.worker : task.prefill).backend;
    const system = (task.mode === "agg" ? task.worker : task.prefill).system;
    const { isl, osl } = task.lengths;
    const limit = (ms) => (ms === undefined ? "none" : String(Math.trunc(ms)));
    const question = result.experiments.map((experiment) => experiment.task);
    return `${modelName(task)}_${segment(system)}_${backend}_isl${isl}_osl${osl}_ttft${limit(task.sla.ttftMs)}_tpot${limit(task.sla.tpotMs)}_${digits(JSON.stringify(question))}`;
}
/** A repository id keeps its slash (a parent folder, as the reference does); of a local path only the last part is used. */
function modelName({ displayModel, model }) {
    const name = displayModel ?? model;
    const isRepository = /^[\w.-]+\/[\w.-]+$/.test(name) && !name.startsWith(".");
    const parts = isRepository
        ? name.split("/")
        : name
            .split(/[\\/]/)
            .filter((part) => part !== "")
            .slice(-1);
    return parts.map(segment).join("/") || "model";
}
/** A name that is safe as one part of a path. */
function segment(name) {
    const cleaned = name.replaceAll(/[^A-Za-z0-9._+-]/g, "_");
    return /^\.*$/.test(cleaned) ? "_" : cleaned;
}
/** Six digits from a text. */
function digits(text) {
    return String((0,external_node_crypto_.createHash)("sha256").update(text).digest().readUInt32BE(0) % 1_000_000).padStart(6, "0");
}

;// CONCATENATED MODULE: ./build/lib/save/plan.js








/** The whole tree of a search as texts: charts, tables, experiments, and the files of every top row. */
function planTree(result, options = {}) {
    const chart = chartData(result);
    const files = new Map([["pareto_frontier.svg", paretoSvg(chart)]]);
    const warnings = [];
    let benchCommand;
    let bestFolder;
    for (const experiment of result.experiments) {
        const folder = segment(experiment.name);
        if (experiment.error !== undefined) {
            warnings.push(`${experiment.name}: nothing saved: ${experiment.error.message}`);
            continue;
        }
        for (const [name, text] of tables(experiment, options))
            files.set(`${folder}/${name}`, text);
        for (const [index, row] of experiment.top.entries()) {
            const place = `${folder}/top${index + 1}`;
            try {
                const generated = (0,generate/* generateFiles */.j)({ ...row.deployment, quant: row.quant }, taskOf(experiment, row, options), options.generate ?? types/* DEFAULT_OPTIONS */.l);
                for (const [name, text] of generated.files)
                    files.set(`${place}/${name}`, text);
                warnings.push(...generated.notes.map((note) => `${place}: ${note}`));
                if (experiment.name === result.best && index === 0)
                    [benchCommand, bestFolder] = [generated.benchCommand, place];
            }
            catch (error) {
                // the user's own options are wrong for every row alike; sizes that an engine cannot express concern one row
                if (!(error instanceof errors/* UserError */.y) || error.code !== "infeasible")
                    throw error;
                warnings.push(`${place}: not written: ${(0,errors/* errorMessage */.g)(error)}`);
            }
        }
    }
    return {
        folder: resultFolderName(result),
        files,
        pictureSvg: paretoSvg(chart, { theme: "light" }),
        warnings,
        ...(benchCommand === undefined ? {} : { benchCommand }),
        ...(bestFolder === undefined ? {} : { bestFolder }),
    };
}
function tables(experiment, { inclusiveTpot = false }) {
    const { task } = experiment;
    const x = (row) => experiment.xAxis === "requestLatency" ? row.figures.requestLatencyMs : row.figures.tokensPerSecPerUser;
    const frontier = experiment.frontier.toSorted((a, b) => x(a) - x(b));
    return [
        ["pareto.csv", resultCsv(frontier, task, { inclusiveTpot })],
        [
            "points.csv",
            resultCsv(experiment.everyRow?.() ?? experiment.rows, task, { inclusiveTpot, allPoints: true }),
        ],
        ["best_config_topn.csv", resultCsv(experiment.top, task, { inclusiveTpot })],
        ...(experiment.top.length === 0 && experiment.nearest.length > 0
            ? [["nearest_misses.csv", resultCsv(experiment.nearest, task, { inclusiveTpot })]]
            : []),
        ["config.yaml", experimentConfig(experiment)],
    ];
}
function taskOf({ task }, row, { producer }) {
    const { origin, figures, deployment } = row;
    return {
        ...task.lengths,
        sla: task.sla,
        predicted: {
            ttftMs: figures.ttftMs,
            tpotMs: figures.tpotMs,
            tokensPerSecPerGpu: figures.tokensPerSecPerGpu,
        },
        concurrency: Math.max(1, figures.concurrency * deployment.replicas),
        memoryGib: origin.mode === "agg"
            ? { agg: figures.memoryGib }
            : { prefill: origin.prefill.memoryGib, decode: origin.decode.memoryGib },
        ...(producer === undefined ? {} : { producer }),
    };
}

// EXTERNAL MODULE: ./build/lib/save/write-tree.js
var write_tree = __webpack_require__(7320);
;// CONCATENATED MODULE: ./build/lib/save/save-search.js



/**
 * Saves a search: `pareto_frontier.svg` and `.png`, and for each experiment its tables, `config.yaml` and the files of
 * its top rows. Whole or not at all; an existing folder is kept unless `overwrite` says otherwise.
 * @throws UserError `io`, or what the generator refuses (unknown Dynamo version, …)
 */
async function saveSearch(result, options) {
    const plan = planTree(result, options);
    const files = new Map(plan.files);
    const warnings = [...plan.warnings];
    if (options.picture !== false) {
        try {
            const { svgToPng } = await __webpack_require__.e(/* import() */ 7345).then(__webpack_require__.bind(__webpack_require__, 7345));
            files.set("pareto_frontier.png", await svgToPng(plan.pictureSvg));
        }
        catch (error) {
            warnings.push(`pareto_frontier.png: not written: ${(0,errors/* errorMessage */.g)(error)}`);
        }
    }
    const folder = await (0,write_tree/* writeTree */.W)(files, {
        saveDir: options.saveDir,
        folder: plan.folder,
        ...(options.overwrite === undefined ? {} : { overwrite: options.overwrite }),
        ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    return {
        folder,
        warnings,
        ...(plan.bestFolder === undefined ? {} : { bestFolder: plan.bestFolder }),
        ...(plan.benchCommand === undefined ? {} : { benchCommand: plan.benchCommand }),
    };
}


/***/ })

};
