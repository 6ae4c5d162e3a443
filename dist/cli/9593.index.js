export const id = 9593;
export const ids = [9593];
export const modules = {

/***/ 5400:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ profileFlag)
/* harmony export */ });
/* harmony import */ var _perf_profile_select_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9588);

/** The profile that a command's flags ask for, as a part of the search's dependencies; the reference unless asked. */
function profileFlag(flags, root) {
    const name = flags["profile"];
    return name === undefined || name === "reference" ? {} : { profile: (0,_perf_profile_select_js__WEBPACK_IMPORTED_MODULE_0__/* .selectProfile */ .o)(name, root) };
}


/***/ }),

/***/ 7894:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  B: () => (/* binding */ answerSearch)
});

// EXTERNAL MODULE: ./build/lib/report/terminal/paint.js
var terminal_paint = __webpack_require__(6376);
// EXTERNAL MODULE: ./build/lib/report/terminal/grouped.js
var grouped = __webpack_require__(6966);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
// EXTERNAL MODULE: ./build/lib/search/choose.js
var choose = __webpack_require__(5908);
// EXTERNAL MODULE: ./build/lib/report/visible.js
var visible = __webpack_require__(3381);
// EXTERNAL MODULE: ./node_modules/d3-array/dist/d3-array.mjs
var d3_array = __webpack_require__(5793);
;// CONCATENATED MODULE: ./build/lib/report/terminal/ascii-chart.js

/** The reference's size. */
const DEFAULT_CHART_SIZE = { width: 80, height: 30 };
const SERIES_MARKERS = ["•", "f", "h", "l", "s", "a", "b", "c", "d", "e"];
const HIGHLIGHT_MARKER = "x";
/** With more experiments a chart is unreadable (`spec/search.md` 7.5). */
const MAX_CHART_SERIES = SERIES_MARKERS.length;
const Y_TICKS = 6;
const X_TICKS = 4;
const X_CAP = 300;
/** Lines that are not plot: title, two borders, tick labels, axis labels. */
const FRAME_LINES = 5;
/** Upper end of the y axis (`spec/search.md` 7.5). */
function yAxisEnd(yMax) {
    return Math.max(50, Math.floor((1.2 * yMax + 49) / 50) * 50);
}
/** Upper end of the x axis: 300 at most when any point lies within (`spec/search.md` 7.5). */
function xAxisEnd(xs, capped) {
    const end = Math.max(20, Math.floor((1.1 * ((0,d3_array/* max */.T9)(xs) ?? 0) + 19) / 20) * 20);
    return capped && xs.some((x) => x <= X_CAP) ? Math.min(end, X_CAP) : end;
}
/** Draws frontiers as text, one string a line, none longer than the width. Markers differ by letter, so no colour is needed. */
function renderAsciiChart(content, paint, size = DEFAULT_CHART_SIZE, capX = true) {
    const points = [
        ...content.series.flatMap((one) => one.points),
        ...(content.highlight === undefined ? [] : [content.highlight]),
    ];
    const yEnd = yAxisEnd((0,d3_array/* max */.T9)(points, (point) => point.y) ?? 0);
    const xEnd = xAxisEnd(points.map((point) => point.x), capX);
    const labels = (0,d3_array/* range */.y1)(Y_TICKS + 1).map((tick) => ((yEnd * (Y_TICKS - tick)) / Y_TICKS).toFixed(1));
    const labelWidth = Math.max(...labels.map((label) => label.length));
    const columns = size.width - labelWidth - 2;
    const rows = size.height - FRAME_LINES;
    const canvas = new Canvas(columns, rows, xEnd, yEnd);
    content.series.forEach((one, index) => canvas.line(one.points, index));
    if (content.highlight !== undefined)
        canvas.dot(content.highlight, content.series.length);
    canvas.legend([
        ...content.series.map((one, index) => ({ label: one.label, layer: index })),
        ...(content.highlight === undefined
            ? []
            : [{ label: content.highlight.label, layer: content.series.length }]),
    ]);
    const marker = (layer) => layer === content.series.length ? HIGHLIGHT_MARKER : SERIES_MARKERS[layer];
    const draw = (cell) => typeof cell === "string" ? cell : paint.series(cell, content.series.length, marker(cell));
    const tickRows = new Map(labels.map((label, tick) => [Math.round((tick * (rows - 1)) / Y_TICKS), label]));
    const body = canvas.cells.map((line, row) => {
        const label = tickRows.get(row);
        return `${(label ?? "").padStart(labelWidth)}${label === undefined ? "│" : "┤"}${line.map(draw).join("")}│`;
    });
    return [
        centre(content.title, size.width),
        `${" ".repeat(labelWidth)}┌${"─".repeat(columns)}┐`,
        ...body,
        ...xAxis(xEnd, columns, labelWidth),
        `${content.yLabel}${content.xLabel.padStart(size.width - content.yLabel.length)}`,
    ].map((line) => line.trimEnd());
}
/** The lower border with its ticks and the figures under them. */
function xAxis(xEnd, columns, labelWidth) {
    const at = (0,d3_array/* range */.y1)(X_TICKS + 1).map((tick) => Math.round((tick * (columns - 1)) / X_TICKS));
    const border = (0,d3_array/* range */.y1)(columns).map((column) => (at.includes(column) ? "┬" : "─"));
    let figures = " ".repeat(labelWidth + 1);
    at.forEach((column, tick) => {
        const value = (xEnd * tick) / X_TICKS;
        const text = Number.isInteger(value) ? String(value) : value.toFixed(1);
        // Centred under its tick, inside the frame, one blank from the figure before.
        const start = Math.min(labelWidth + 1 + column - Math.floor((text.length - 1) / 2), labelWidth + 1 + columns - text.length);
        figures = figures.padEnd(start) + text;
    });
    return [`${" ".repeat(labelWidth)}└${border.join("")}┘`, figures];
}
class Canvas {
    columns;
    rows;
    xEnd;
    yEnd;
    cells;
    constructor(columns, rows, xEnd, yEnd) {
        this.columns = columns;
        this.rows = rows;
        this.xEnd = xEnd;
        this.yEnd = yEnd;
        this.cells = (0,d3_array/* range */.y1)(rows).map(() => new Array(columns).fill(" "));
    }
    dot(point, layer) {
        const [column, row] = this.place(point);
        this.set(column, row, layer);
    }
    line(points, layer) {
        for (let i = 0; i < points.length; i++) {
            const [c1, r1] = this.place(points[i]);
            const [c2, r2] = this.place(points[i + 1] ?? points[i]);
            const [from, to] = this.visiblePart(c1, c2);
            const steps = Math.max(Math.ceil(Math.abs(c2 - c1) * (to - from)), Math.abs(r2 - r1), 1);
            for (let step = 0; from <= to && step <= steps; step++) {
                const share = from + ((to - from) * step) / steps;
                this.set(Math.round(c1 + (c2 - c1) * share), Math.round(r1 + (r2 - r1) * share), layer);
            }
        }
    }
    /** Entries below each other in the upper right corner, marker doubled. */
    legend(entries) {
        const widest = Math.min(this.columns - 6, Math.max(...entries.map((entry) => entry.label.length)));
        const start = this.columns - widest - 5;
        entries.forEach((entry, row) => {
            const label = entry.label.length > widest ? `${entry.label.slice(0, widest - 1)}…` : entry.label;
            const cells = [" ", entry.layer, entry.layer, " ", ...label.padEnd(widest), " "];
            cells.forEach((cell, index) => {
                const line = this.cells[row];
                if (line !== undefined)
                    line[start + index] = cell;
            });
        });
    }
    /** Shares of the way between two columns that lie inside; the x axis may end before the points do. */
    visiblePart(c1, c2) {
        if (c1 === c2)
            return [0, 1];
        const shares = [(0 - c1) / (c2 - c1), (this.columns - 1 - c1) / (c2 - c1)].sort((a, b) => a - b);
        return [Math.max(0, shares[0]), Math.min(1, shares[1])];
    }
    place(point) {
        return [
            Math.round((point.x / this.xEnd) * (this.columns - 1)),
            Math.round((1 - point.y / this.yEnd) * (this.rows - 1)),
        ];
    }
    set(column, row, layer) {
        const line = this.cells[row];
        if (line !== undefined && column >= 0 && column < this.columns)
            line[column] = layer;
    }
}
function centre(text, width) {
    const shown = text.length > width ? `${text.slice(0, width - 1)}…` : text;
    return " ".repeat(Math.floor((width - shown.length) / 2)) + shown;
}

// EXTERNAL MODULE: ./build/lib/domain/deployment.js
var domain_deployment = __webpack_require__(6518);
// EXTERNAL MODULE: ./build/lib/report/terminal/ascii-table.js
var ascii_table = __webpack_require__(5394);
// EXTERNAL MODULE: ./build/lib/report/terminal/top-table.js
var top_table = __webpack_require__(7958);
;// CONCATENATED MODULE: ./build/lib/report/terminal/comparison-table.js




/** `4 prefill (tp1) + 1 decode (tp4) x 2 replicas`; sizes of one GPU are still named, so that rows read alike. */
function architectureText(row) {
    const size = (p) => (0,domain_deployment/* gpusPerWorker */.D_)(p) === p.tp && p.dp === 1 && p.moeTp === 1 && p.moeEp === 1 ? `tp${p.tp}` : (0,top_table/* parallelText */.t)(p);
    if (row.mode === "agg")
        return `${row.replicas} x ${size(row.deployment.pools[0].parallelism)}`;
    const side = (role) => {
        const pool = (0,domain_deployment/* poolOf */.e9)(row.deployment, role);
        return `${pool.workers} ${role} (${size(pool.parallelism)})`;
    };
    return `${side("prefill")} + ${side("decode")}${row.replicas > 1 ? ` x ${row.replicas}` : ""}`;
}
/**
 * All experiments side by side, best first: throughput, distance to the best, latencies, architecture. Those without a row
 * that meets the SLA come last and say why. No wider than `columns`; narrow terminals lose the latencies, then the architecture.
 */
function renderComparison(result, columns) {
    const ordered = [...result.experiments].sort((a, b) => b.bestThroughput - a.bestThroughput);
    const best = ordered[0]?.bestThroughput ?? 0;
    const rows = ordered.map((experiment) => cells(experiment, best));
    const all = { Experiment: 0, "tokens/s/gpu": 1, "vs best": 2, TTFT: 3, TPOT: 4, Architecture: 5 };
    const choices = [
        ["Experiment", "tokens/s/gpu", "vs best", "TTFT", "TPOT", "Architecture"],
        ["Experiment", "tokens/s/gpu", "vs best", "Architecture"],
        ["Experiment", "tokens/s/gpu", "vs best", "TTFT", "TPOT"],
        ["Experiment", "tokens/s/gpu", "vs best"],
    ];
    let lines = [];
    for (const heads of choices) {
        lines = (0,ascii_table/* asciiTable */.c)(heads, rows.map((row) => heads.map((head) => row[all[head]])));
        if ((lines[0] ?? "").length <= columns)
            return lines;
    }
    return lines;
}
function cells(experiment, best) {
    const name = (0,visible/* truncate */.xv)((0,visible/* visible */.RK)(experiment.name), 30);
    const row = experiment.top[0];
    if (row === undefined) {
        const miss = experiment.nearest[0];
        const reason = miss === undefined ? "could not run" : `misses by ${(miss.violation * 100).toFixed(1)}%`;
        return [
            name,
            reason,
            "-",
            miss === undefined ? "-" : miss.figures.ttftMs.toFixed(2),
            miss === undefined ? "-" : miss.figures.tpotMs.toFixed(2),
            "-",
        ];
    }
    const gap = experiment.bestThroughput === best
        ? "best"
        : `-${((1 - experiment.bestThroughput / best) * 100).toFixed(1)}%`;
    return [
        name,
        row.tokensPerSecPerGpuCluster.toFixed(2),
        gap,
        row.figures.ttftMs.toFixed(2),
        row.figures.tpotMs.toFixed(2),
        architectureText(row),
    ];
}

;// CONCATENATED MODULE: ./build/lib/report/terminal/results.js








const MIN_COLUMNS = 80;
const MAX_COLUMNS = 200;
const BOX_WIDTH = 80;
const RULE = "-".repeat(76);
const TITLE = "Dynamo Config Advisor Final Results";
/** The whole printed result of `default`, `exp` and `recommend`: box, best configuration, chart, tables (`spec/search.md` 7.5). */
function renderResults(result, options) {
    const paint = options.paint ?? terminal_paint/* plain */.p;
    const columns = Math.min(MAX_COLUMNS, Math.max(MIN_COLUMNS, options.columns));
    const printable = result.experiments.some((experiment) => experiment.error === undefined);
    if (!printable)
        return `${refusalLines(result, paint)
            .flatMap((line) => fold(line, columns))
            .join("\n")}\n`;
    const best = (0,choose/* bestRow */.bD)(result.experiments);
    const miss = best === undefined ? (0,choose/* nearestMiss */.Rg)(result.experiments) : undefined;
    const lines = [
        ...headBox(paint),
        `  ${RULE}`,
        ...inputLines(result, best, miss, options, paint),
        `  ${RULE}`,
        ...bestLines(result, best, miss, paint),
        `  ${RULE}`,
        ...chartLines(result, best, columns, paint),
        ...comparisonLines(result, columns, paint),
        ...detailLines(),
        ...result.experiments.flatMap((experiment) => tableLines(experiment, best === undefined, columns, paint)),
        ...noteLines(result),
        "*".repeat(BOX_WIDTH),
    ];
    return `${lines
        .map((line) => line.trimEnd())
        .flatMap((line) => fold(line, columns))
        .join("\n")}\n`;
}
/** Nothing could run: one line a reason, with the experiments that it stopped. */
function refusalLines(result, paint) {
    const reasons = new Map();
    for (const { name, error } of result.experiments) {
        const message = error?.message ?? "no configuration";
        reasons.set(message, [...(reasons.get(message) ?? []), name]);
    }
    return [...reasons].map(([message, names]) => `${(0,visible/* visible */.RK)(names.join(", "))}: ${paint.bad((0,visible/* visible */.RK)(message))}`);
}
/** Prose in lines of at most `columns`, the rest indented further; tables and charts fit already. */
function fold(line, columns) {
    if ((0,external_node_util_.stripVTControlCharacters)(line).length <= columns || /^[+|]/.test(line))
        return [line];
    const indent = " ".repeat(line.length - line.trimStart().length + 2);
    const lines = [];
    let current = "";
    for (const word of line.trimStart().split(" ")) {
        const next = current === "" ? indent.slice(lines.length === 0 ? 2 : 0) + word : `${current} ${word}`;
        if (current !== "" && (0,external_node_util_.stripVTControlCharacters)(next).length > columns) {
            lines.push(current);
            current = indent + word;
        }
        else
            current = next;
    }
    return [...lines, current];
}
function headBox(paint) {
    const inner = BOX_WIDTH - 2;
    const left = Math.floor((inner - TITLE.length) / 2);
    return [
        "*".repeat(BOX_WIDTH),
        `*${" ".repeat(left)}${paint.heading(TITLE)}${" ".repeat(inner - left - TITLE.length)}*`,
        "*".repeat(BOX_WIDTH),
    ];
}
function distinct(values) {
    return [...new Set(values)].map((value) => (0,visible/* visible */.RK)(String(value))).join(", ");
}
const modelOf = (task) => task.displayModel ?? task.model;
function inputLines(result, best, miss, options, paint) {
    const tasks = result.experiments.map((experiment) => experiment.task);
    const lines = ["  Input Configuration & SLA Target:", `    Model: ${distinct(tasks.map(modelOf))}`];
    if (best?.load === undefined)
        lines.push(`    Total GPUs: ${distinct(tasks.map((task) => task.totalGpus))}`);
    lines.push(`    SLA: ${distinct(tasks.map(slaText))}`);
    if (best !== undefined) {
        lines.push(`    Best Experiment Chosen: ${paint.good(`${(0,visible/* visible */.RK)(best.experiment === result.best ? best.experiment : (result.best ?? ""))} at ${headline(best)}`)}${ratioText(result, options)}`);
    }
    else if (miss !== undefined) {
        lines.push(`    Best Experiment Chosen: ${paint.bad("none, no configuration meets the SLA")} (nearest: ${(0,visible/* visible */.RK)(miss.experiment)}, ${missText(miss)})`);
    }
    else {
        lines.push(`    Best Experiment Chosen: ${paint.bad("none, no experiment could run")}`);
    }
    return lines;
}
function headline(row) {
    if (row.load !== undefined && row.load.loadServedPct === undefined)
        return `${row.totalGpusUsed} GPUs`;
    return `${row.tokensPerSecPerGpuCluster.toFixed(2)} tokens/s/gpu`;
}
function slaText(task) {
    const { ttftMs, tpotMs, requestLatencyMs } = task.sla;
    const { isl, osl } = task.lengths;
    const limits = requestLatencyMs !== undefined
        ? [`request latency ${requestLatencyMs}ms`]
        : [ttftMs === undefined ? "" : `TTFT ${ttftMs}ms`, tpotMs === undefined ? "" : `TPOT ${tpotMs}ms`];
    return `${limits.filter((text) => text !== "").join(" and ") || "no limits"} at ISL ${isl} / OSL ${osl}`;
}
/** `(disagg 1.30x better than agg)`: the winner over the other of two. */
function ratioText(result, options) {
    if (options.showRatio === false || result.experiments.length !== 2)
        return "";
    const [first, second] = [...result.experiments].sort((a, b) => b.bestThroughput - a.bestThroughput);
    if (first === undefined || second === undefined || second.bestThroughput === 0)
        return "";
    if (first.bestThroughput === second.bestThroughput)
        return ` (${(0,visible/* visible */.RK)(first.name)} and ${(0,visible/* visible */.RK)(second.name)} tied)`;
    return ` (${(0,visible/* visible */.RK)(result.best ?? "")} ${(first.bestThroughput / second.bestThroughput).toFixed(2)}x better than ${(0,visible/* visible */.RK)(result.best === first.name ? second.name : first.name)})`;
}
function missText(row) {
    return `misses the limit by ${(row.violation * 100).toFixed(1)}%`;
}
function thousands(value) {
    return (0,grouped/* grouped */.z)(value.toFixed(2));
}
function bestLines(result, best, miss, paint) {
    const row = best ?? miss;
    if (row === undefined)
        return result.experiments.map((experiment) => `  ${(0,visible/* visible */.RK)(experiment.name)}: ${paint.bad((0,visible/* visible */.RK)(experiment.error?.message ?? "no configuration"))}`);
    const task = result.experiments.find((experiment) => experiment.name === (best === undefined ? row.experiment : result.best))?.task;
    const budget = row.load === undefined ? (task?.totalGpus ?? 0) : row.totalGpusUsed;
    const total = budget === 0 ? row.figures.tokensPerSec : row.tokensPerSecPerGpuCluster * budget;
    return [
        best === undefined
            ? paint.bad("  Nearest Miss (does not meet the SLA):")
            : "  Overall Best Configuration:",
        `    - Best Throughput: ${thousands(total)} tokens/s`,
        `    - Per-GPU Throughput: ${row.tokensPerSecPerGpuCluster.toFixed(2)} tokens/s/gpu`,
        `    - Per-User Throughput: ${row.figures.tokensPerSecPerUser.toFixed(2)} tokens/s/user`,
        `    - Request Rate: ${(row.figures.requestsPerSec * row.replicas).toFixed(2)} req/s`,
        `    - TTFT: ${row.figures.ttftMs.toFixed(2)}ms`,
        `    - TPOT: ${row.figures.tpotMs.toFixed(2)}ms`,
        `    - Request Latency: ${row.figures.requestLatencyMs.toFixed(2)}ms`,
        ...loadLines(row),
    ];
}
function loadLines(row) {
    if (row.load === undefined)
        return [];
    const served = row.load.loadServedPct === undefined ? "" : `, serves ${row.load.loadServedPct.toFixed(1)}% of the load`;
    return [
        `    - GPUs Needed: ${row.totalGpusUsed} (${row.replicas} replicas of ${row.figures.gpusPerReplica})${served}`,
    ];
}
function chartLines(result, best, columns, paint) {
    const drawn = result.experiments.filter((experiment) => experiment.frontier.length > 0);
    if (drawn.length === 0 || drawn.length > MAX_CHART_SERIES)
        return [];
    const byLatency = drawn[0].xAxis === "requestLatency";
    const x = (row) => byLatency ? row.figures.requestLatencyMs : row.figures.tokensPerSecPerUser;
    const point = (row) => ({
        x: x(row),
        y: row.load === undefined ? row.tokensPerSecPerGpuCluster : row.figures.tokensPerSecPerGpu,
    });
    const xName = byLatency ? "request_latency" : "tokens/s/user";
    const size = { width: Math.min(DEFAULT_CHART_SIZE.width, columns), height: DEFAULT_CHART_SIZE.height };
    const title = `${distinct(drawn.map((experiment) => modelOf(experiment.task)))} Pareto Frontier: tokens/s/gpu_cluster vs ${xName}`;
    const content = {
        title,
        xLabel: xName,
        yLabel: "tokens/s/gpu_cluster",
        series: drawn.map((experiment) => ({
            label: (0,visible/* visible */.RK)(experiment.name),
            points: experiment.frontier.map(point),
        })),
        ...(best === undefined
            ? {}
            : { highlight: { label: `${(0,visible/* visible */.RK)(result.best ?? "")} best`, ...point(best) } }),
    };
    return ["  Pareto Frontier:", ...renderAsciiChart(content, paint, size, !byLatency), `  ${RULE}`];
}
/** Side by side, when there is more to compare than the two modes of one engine. */
function comparisonLines(result, columns, paint) {
    const names = result.experiments.map((experiment) => experiment.name);
    if (names.length < 2 || names.every((name) => name === "agg" || name === "disagg"))
        return [];
    return [paint.heading("  Experiments Compared:"), ...renderComparison(result, columns), `  ${RULE}`];
}
function detailLines() {
    return [
        "  Deployment Details:",
        "    (p) prefill, (d) decode, bs batch size of one attention-DP rank.",
        "    A replica is the smallest unit that scales: one agg worker, or x prefill and",
        "    y decode workers. GPUs used = replicas x GPUs of one replica.",
    ];
}
/** The table of an experiment; nearest misses only when no experiment meets its SLA. */
function tableLines(experiment, showMisses, columns, paint) {
    const name = (0,visible/* visible */.RK)(experiment.name);
    const title = name === "agg" ? "Aggregated" : name === "disagg" ? "Disaggregated" : name;
    const totalGpus = experiment.task.totalGpus;
    if (experiment.top.length > 0) {
        return [
            "",
            paint.heading(`${title} Top Configurations:`),
            ...(0,top_table/* renderTopTable */.y)(experiment.top, { columns, totalGpus }),
        ];
    }
    if (experiment.error !== undefined)
        return ["", `${paint.heading(`${title}:`)} ${paint.bad((0,visible/* visible */.RK)(experiment.error.message))}`];
    const nearest = experiment.nearest[0];
    if (nearest === undefined)
        return ["", `${paint.heading(`${title}:`)} ${paint.bad("no configuration meets the SLA")}`];
    const verdict = `no configuration meets the SLA; the nearest ${missText(nearest)}`;
    if (!showMisses)
        return ["", `${paint.heading(`${title}:`)} ${paint.bad(verdict)}`];
    return [
        "",
        paint.bad(`${title} Nearest Misses: ${verdict}`),
        ...(0,top_table/* renderTopTable */.y)(experiment.nearest, { columns, totalGpus }),
    ];
}
function noteLines(result) {
    const notes = [
        ...result.notes,
        ...result.experiments.flatMap((experiment) => experiment.notes),
        dataNote(result),
        ...(result.profile === "reference" ? [] : [`profile: ${result.profile}`]),
    ].filter((note) => note !== "");
    return ["", ...[...new Set(notes)].map((note) => `Note: ${(0,visible/* truncate */.xv)((0,visible/* visible */.RK)(note), 400)}`)];
}
/** Which performance data the figures rest on. */
function dataNote(result) {
    const used = result.experiments.flatMap((experiment) => {
        const row = experiment.top[0] ?? experiment.nearest[0] ?? experiment.rows[0];
        return row === undefined
            ? []
            : [
                `${row.deployment.backend} ${row.version} on ${[...new Set(row.deployment.pools.map((pool) => pool.system))].join(" + ")}`,
            ];
    });
    return used.length === 0 ? "" : `performance data: ${distinct(used)}`;
}

;// CONCATENATED MODULE: ./build/lib/report/search-json.js

/** A search as plain data for `JSON.stringify`. Rates and concurrency of rows count one replica. */
function searchJson(result) {
    const showMisses = result.best === undefined;
    return {
        kind: "search",
        best: result.best ?? null,
        bestOverNext: result.bestOverNext ?? null,
        profile: result.profile,
        seconds: result.seconds,
        notes: result.notes,
        experiments: Object.fromEntries(result.experiments.map((one) => [one.name, experimentJson(one, showMisses)])),
    };
}
function experimentJson(experiment, showMisses) {
    const { task } = experiment;
    const listed = experiment.top.length > 0 || !showMisses ? experiment.top : experiment.nearest;
    const miss = experiment.nearest[0];
    return {
        mode: experiment.mode,
        model: task.displayModel ?? task.model,
        backend: task.mode === "agg" ? task.worker.backend : task.decode.backend,
        totalGpus: task.totalGpus,
        isl: task.lengths.isl,
        osl: task.lengths.osl,
        evaluated: experiment.evaluated,
        seconds: experiment.seconds,
        top: listed.map((row, index) => rowJson(row, index + 1)),
        nearestMiss: miss === undefined ? null : rowJson(miss, 1),
        frontier: experiment.frontier.map(frontierJson),
        ...(experiment.error === undefined
            ? {}
            : { error: { code: experiment.error.code, message: experiment.error.message } }),
        notes: experiment.notes,
    };
}
function rowJson(row, rank) {
    const { figures, deployment } = row;
    const system = ((0,domain_deployment/* poolOf */.e9)(deployment, "decode") ?? deployment.pools[0]).system;
    return {
        rank,
        tokensPerSecPerGpu: figures.tokensPerSecPerGpu,
        tokensPerSecPerGpuCluster: row.tokensPerSecPerGpuCluster,
        tokensPerSecPerUser: figures.tokensPerSecPerUser,
        ttftMs: figures.ttftMs,
        tpotMs: figures.tpotMs,
        requestLatencyMs: figures.requestLatencyMs,
        requestsPerSec: figures.requestsPerSec,
        concurrency: figures.concurrency,
        replicas: row.replicas,
        gpusPerReplica: figures.gpusPerReplica,
        totalGpusUsed: row.totalGpusUsed,
        memoryGib: figures.memoryGib,
        meetsSla: row.meetsSla,
        backend: deployment.backend,
        perfDb: { system, backend: deployment.backend, version: row.version },
        quant: row.quant,
        ...workersJson(row),
        ...(figures.bands === undefined ? {} : { interval80: figures.bands }),
        ...(row.load ?? {}),
    };
}
function workersJson(row) {
    const pools = row.deployment.pools;
    if (row.origin.mode === "agg") {
        return {
            worker: {
                ...sizesJson(pools[0].parallelism),
                batchSize: pools[0].batchSize,
                ctxTokens: row.origin.point.ctxTokens,
            },
        };
    }
    const side = (role) => {
        const pool = (0,domain_deployment/* poolOf */.e9)(row.deployment, role);
        return {
            workers: pool.workers,
            ...sizesJson(pool.parallelism),
            batchSize: pool.batchSize,
            system: pool.system,
        };
    };
    return { prefill: side("prefill"), decode: side("decode") };
}
function sizesJson(p) {
    return { tp: p.tp, pp: p.pp, dp: p.dp, moeTp: p.moeTp, moeEp: p.moeEp, ...(p.cp > 1 ? { cp: p.cp } : {}) };
}
function frontierJson(row) {
    const { figures } = row;
    return {
        tokensPerSecPerUser: figures.tokensPerSecPerUser,
        tokensPerSecPerGpuCluster: row.tokensPerSecPerGpuCluster,
        tokensPerSecPerGpu: figures.tokensPerSecPerGpu,
        ttftMs: figures.ttftMs,
        tpotMs: figures.tpotMs,
        requestLatencyMs: figures.requestLatencyMs,
        concurrency: figures.concurrency,
        meetsSla: row.meetsSla,
    };
}

// EXTERNAL MODULE: ./build/lib/cli/failure.js
var failure = __webpack_require__(2011);
;// CONCATENATED MODULE: ./build/lib/cli/search-answer.js




/** Prints a search in the asked format, saves it when asked, and returns the exit code: 2 when no experiment could run. */
async function answerSearch(result, answer) {
    const { flags, environment } = answer;
    const { terminal } = environment;
    const failed = result.experiments.every((experiment) => experiment.error !== undefined);
    if (flags["format"] === "json")
        terminal.out(JSON.stringify(searchJson(result)));
    else {
        const printed = renderResults(result, {
            columns: terminal.columns,
            paint: terminal.color && flags["format"] !== "markdown" ? terminal_paint/* coloured */.q : terminal_paint/* plain */.p,
            showRatio: answer.command === "default",
        });
        terminal.out(flags["format"] === "markdown" ? `\`\`\`text\n${printed.trimEnd()}\n\`\`\`` : printed);
    }
    if (flags["saveDir"] !== undefined && !failed) {
        const { saveSearch } = await __webpack_require__.e(/* import() */ 3885).then(__webpack_require__.bind(__webpack_require__, 3885));
        await saveSearch(result, answer);
    }
    return failed ? failure/* EXIT */.d.usage : failure/* EXIT */.d.done;
}


/***/ }),

/***/ 6895:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G1: () => (/* binding */ DEFAULT_FLAGS),
/* harmony export */   Qh: () => (/* binding */ SAVE_FLAGS),
/* harmony export */   l1: () => (/* binding */ defaultRequest),
/* harmony export */   y7: () => (/* binding */ GENERATOR_FLAGS)
/* harmony export */ });
/* unused harmony export SLA_FLAGS */
/* harmony import */ var _domain_deployment_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6518);
/* harmony import */ var _domain_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6586);
/* harmony import */ var _search_task_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1512);
/* harmony import */ var _estimate_request_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5839);
/* harmony import */ var _flag_table_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5954);
/* harmony import */ var _model_flags_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(3558);






/** Limits of a search. */
const SLA_FLAGS = [
    {
        name: "ttft",
        type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_4__/* .number */ .ai)(0),
        help: `limit of the time to first token, ms (default ${_search_task_js__WEBPACK_IMPORTED_MODULE_2__/* .COMMAND_LINE_SLA */ .qi.ttftMs})`,
    },
    {
        name: "tpot",
        type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_4__/* .number */ .ai)(0),
        help: `limit of the time per output token, ms (default ${_search_task_js__WEBPACK_IMPORTED_MODULE_2__/* .COMMAND_LINE_SLA */ .qi.tpotMs})`,
    },
    {
        name: "request-latency",
        type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_4__/* .number */ .ai)(0),
        help: "limit of the whole request, ms; replaces the other two",
    },
];
/** Where results are saved. */
const SAVE_FLAGS = [
    {
        name: "save-dir",
        type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_4__/* .text */ .Qq)("folder"),
        help: "write tables, charts and deployment files below this folder",
    },
    { name: "overwrite", type: _flag_table_js__WEBPACK_IMPORTED_MODULE_4__/* .SWITCH */ .Fo, help: "replace a result that is already in --save-dir" },
];
/** Flags of the deployment files, for every command that writes them. */
const GENERATOR_FLAGS = [
    {
        name: "generator-set",
        type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_4__/* .repeat */ .ux)("path=value"),
        help: "set one value of the generator (repeat for more)",
    },
    { name: "generator-config", type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_4__/* .text */ .Qq)("file"), help: "YAML file of generator values" },
    { name: "namespace", type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_4__/* .text */ .Qq)("name"), help: "Kubernetes namespace of the manifest" },
    { name: "dynamo-version", type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_4__/* .text */ .Qq)("version"), help: "Dynamo release that the files are for" },
    { name: "config-template-version", type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_4__/* .text */ .Qq)("version"), help: "engine version that the files are for" },
    { name: "model-cache", type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_4__/* .text */ .Qq)("pvc[:mount[:path]]"), help: "volume that holds the model" },
    {
        name: "transport",
        type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_4__/* .choice */ .Yq)("nvlink", "ib", "efa"),
        help: "how the KV cache travels between workers",
    },
    { name: "image-pull-secret", type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_4__/* .text */ .Qq)("name"), help: "secret for pulling images" },
    { name: "deployment-target", type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_4__/* .text */ .Qq)("name"), help: "dynamo-j2 (default)" },
];
/** Flags of `default`. */
const DEFAULT_FLAGS = [
    ..._model_flags_js__WEBPACK_IMPORTED_MODULE_5__/* .MODEL_FLAGS */ .Wt,
    {
        name: "backend",
        type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_4__/* .choice */ .Yq)(..._domain_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .BACKENDS */ .A7, "auto"),
        help: "inference engine (default trtllm); auto tries all",
    },
    { name: "total-gpus", type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_4__/* .int */ .Wh)(0), help: "GPUs of the whole deployment" },
    ..._model_flags_js__WEBPACK_IMPORTED_MODULE_5__/* .LENGTH_FLAGS */ .Vk,
    ...SLA_FLAGS,
    { name: "strict-sla", type: _flag_table_js__WEBPACK_IMPORTED_MODULE_4__/* .SWITCH */ .Fo, help: "settings above the limits leave chart and frontier too" },
    {
        name: "serving-mode",
        type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_4__/* .choice */ .Yq)("auto", "all", "agg", "disagg"),
        help: "modes to compare (default both)",
    },
    { name: "enable-chunked-prefill", type: _flag_table_js__WEBPACK_IMPORTED_MODULE_4__/* .SWITCH */ .Fo, help: "prompts may be split over steps" },
    { name: "top-n", type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_4__/* .int */ .Wh)(1, 100), help: "rows of a table (default 5)" },
    { name: "inclusive-tpot", type: _flag_table_js__WEBPACK_IMPORTED_MODULE_4__/* .SWITCH */ .Fo, help: "print TPOT with the first token counted in" },
    {
        name: "target-request-rate",
        type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_4__/* .number */ .ai)(0),
        help: "find the fewest GPUs for this many requests a second",
    },
    {
        name: "target-concurrency",
        type: (0,_flag_table_js__WEBPACK_IMPORTED_MODULE_4__/* .number */ .ai)(0),
        help: "find the fewest GPUs for this many requests at once",
    },
    ...SAVE_FLAGS,
    ...GENERATOR_FLAGS,
    _model_flags_js__WEBPACK_IMPORTED_MODULE_5__/* .FORMAT_FLAG */ .rp,
    ..._model_flags_js__WEBPACK_IMPORTED_MODULE_5__/* .IGNORED_FLAGS */ .du,
];
/** A search from flags. Throws `UserError` when a needed flag is missing or two contradict. */
function defaultRequest(flags) {
    const value = (name) => flags[name];
    const backend = value("backend") ?? "trtllm";
    const { model, system, backend: _backend, ...context } = (0,_estimate_request_js__WEBPACK_IMPORTED_MODULE_3__/* .contextOf */ .Vm)({ ...flags, backend: backend === "auto" ? "trtllm" : backend });
    const totalGpus = value("totalGpus");
    if (totalGpus === undefined)
        throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .y("usage", "--total-gpus is missing; give the GPUs of the whole deployment, or --target-request-rate / --target-concurrency to ask how many");
    const isl = value("isl") ?? _search_task_js__WEBPACK_IMPORTED_MODULE_2__/* .DEFAULT_LENGTHS */ .Ss.isl;
    const prefix = value("prefix") ?? 0;
    if (prefix >= isl)
        throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .y("usage", `--prefix ${prefix} must be below --isl ${isl}`);
    const modes = modesOf(value("servingMode"));
    if (totalGpus === 1 && modes?.length === 1 && modes[0] === "disagg")
        throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .y("usage", "disaggregated serving needs at least 2 GPUs; --total-gpus is 1");
    const moeBackend = value("moeBackend");
    return {
        ...context,
        model,
        system,
        backend,
        totalGpus,
        ...(0,_estimate_request_js__WEBPACK_IMPORTED_MODULE_3__/* .optional */ .lq)("decodeSystem", value("decodeSystem")),
        lengths: { isl, osl: value("osl") ?? _search_task_js__WEBPACK_IMPORTED_MODULE_2__/* .DEFAULT_LENGTHS */ .Ss.osl, prefix },
        sla: {
            ttftMs: value("ttft") ?? _search_task_js__WEBPACK_IMPORTED_MODULE_2__/* .COMMAND_LINE_SLA */ .qi.ttftMs,
            tpotMs: value("tpot") ?? _search_task_js__WEBPACK_IMPORTED_MODULE_2__/* .COMMAND_LINE_SLA */ .qi.tpotMs,
            ...(0,_estimate_request_js__WEBPACK_IMPORTED_MODULE_3__/* .optional */ .lq)("requestLatencyMs", value("requestLatency")),
        },
        ...(flags["strictSla"] === true ? { strictSla: true } : {}),
        ...(flags["enableChunkedPrefill"] === true ? { chunkedPrefill: true } : {}),
        ...(0,_estimate_request_js__WEBPACK_IMPORTED_MODULE_3__/* .optional */ .lq)("topN", value("topN")),
        ...(0,_estimate_request_js__WEBPACK_IMPORTED_MODULE_3__/* .optional */ .lq)("moeBackend", moeBackend === "deepep_moe" ? undefined : moeBackend),
        ...(0,_estimate_request_js__WEBPACK_IMPORTED_MODULE_3__/* .optional */ .lq)("modes", modes),
    };
}
function modesOf(asked) {
    return asked === "agg" || asked === "disagg" ? [asked] : undefined;
}


/***/ }),

/***/ 5394:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ asciiTable)
/* harmony export */ });
/* harmony import */ var cli_table3__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5832);

/** The reference's frame: `+`, `-` and `|`, rules above, below the head and below the last row. */
const FRAME = {
    top: "-",
    "top-mid": "+",
    "top-left": "+",
    "top-right": "+",
    bottom: "-",
    "bottom-mid": "+",
    "bottom-left": "+",
    "bottom-right": "+",
    left: "|",
    "left-mid": "+",
    mid: "-",
    "mid-mid": "+",
    right: "|",
    "right-mid": "+",
    middle: "|",
};
/** A centred table as lines. */
function asciiTable(head, rows) {
    const table = new cli_table3__WEBPACK_IMPORTED_MODULE_0__({
        head: [...head],
        chars: FRAME,
        style: { head: [], border: [], compact: true },
        colAligns: head.map(() => "center"),
    });
    table.push(...rows.map((row) => [...row]));
    return table.toString().split("\n");
}


/***/ }),

/***/ 6966:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   z: () => (/* binding */ grouped)
/* harmony export */ });
/** `1234567.80` as `1,234,567.80`. Not `toLocaleString`: its first call costs 15 ms of start-up. */
function grouped(digits) {
    const dot = digits.indexOf(".");
    const whole = dot < 0 ? digits : digits.slice(0, dot);
    let result = "";
    for (let i = 0; i < whole.length; i++) {
        const left = whole.length - i;
        result += whole[i];
        if (left > 1 && left % 3 === 1 && whole[i] !== "-")
            result += ",";
    }
    return dot < 0 ? result : result + digits.slice(dot);
}


/***/ }),

/***/ 6376:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ plain),
/* harmony export */   q: () => (/* binding */ coloured)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7975);

const SERIES_STYLES = ["blue", "green", "magenta", "cyan", "red"];
/** No colour: for pipes, files and `NO_COLOR`. */
const plain = {
    series: (_index, _count, text) => text,
    heading: (text) => text,
    good: (text) => text,
    bad: (text) => text,
};
/** Colour by `util.styleText`; the caller has looked at the stream. */
const coloured = {
    series: (index, count, text) => style(index === count ? ["bold", "yellow"] : SERIES_STYLES[index % SERIES_STYLES.length], text),
    heading: (text) => style("bold", text),
    good: (text) => style("green", text),
    bad: (text) => style("red", text),
};
function style(format, text) {
    return text.trim() === "" ? text : (0,node_util__WEBPACK_IMPORTED_MODULE_0__.styleText)(format, text, { validateStream: false });
}


/***/ }),

/***/ 7958:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ parallelText),
/* harmony export */   y: () => (/* binding */ renderTopTable)
/* harmony export */ });
/* harmony import */ var _domain_deployment_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6518);
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3381);
/* harmony import */ var _ascii_table_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5394);



const figure = (value) => value.toFixed(2);
const sum = (total, parts, form) => form === "long" ? `${total} (=${parts})` : String(total);
/** Sizes as the walkthrough writes them: `tp2pp1`; the expert sizes only when there are any. */
function parallelText(p) {
    const experts = p.dp > 1 || p.moeTp > 1 || p.moeEp > 1 ? `dp${p.dp}etp${p.moeTp}ep${p.moeEp}` : "";
    return `tp${p.tp}pp${p.pp}${experts}${p.cp > 1 ? `cp${p.cp}` : ""}`;
}
const gpusOf = (p) => p.tp * p.pp * p.dp * p.cp;
/** `8x2` for eight agg workers of two GPUs, `10x1+3x2` for ten prefill and three decode workers. */
function replicaText(row) {
    if (row.mode === "agg")
        return `${row.replicas}x${row.figures.gpusPerReplica}`;
    const pools = row.deployment.pools.map((pool) => `${pool.workers}x${gpusOf(pool.parallelism)}`).join("+");
    return row.replicas === 1 ? pools : `${row.replicas}x(${pools})`;
}
function gpusText(row, totalGpus, form) {
    if (form === "short")
        return `${row.totalGpusUsed} (${replicaText(row)})`;
    return `${totalGpus} (${row.totalGpusUsed}=${row.replicas}x${row.figures.gpusPerReplica})`;
}
function poolColumn(role, name, short, cell) {
    const prefix = role === "agg" ? "" : `(${role[0]})`;
    return {
        id: `${prefix}${name}`,
        head: [`${prefix}${name}`, `${prefix}${short}`],
        cell: (row) => {
            const pool = (0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .poolOf */ .e9)(row.deployment, role);
            return pool === undefined ? "" : String(cell(pool));
        },
    };
}
/** Columns of a mode in the reference's order (`spec/search.md` 7.5). */
function columnsOf(mode, totalGpus) {
    const column = (id, short, cell) => ({
        id,
        head: [id, short],
        cell,
    });
    const shared = [
        column("backend", "backend", (row) => row.deployment.backend),
        column("tokens/s/gpu", "tok/s/gpu", (row) => figure(row.tokensPerSecPerGpuCluster)),
        column("tokens/s/user", "tok/s/user", (row) => figure(row.figures.tokensPerSecPerUser)),
        column("req/s", "req/s", (row) => figure(row.figures.requestsPerSec * row.replicas)),
        column("TTFT", "TTFT", (row) => figure(row.figures.ttftMs)),
        column("request_latency", "latency", (row) => figure(row.figures.requestLatencyMs)),
        column("concurrency", "conc", (row, form) => sum(row.figures.concurrency * row.replicas, `${row.figures.concurrency} x ${row.replicas}`, form)),
        column("total_gpus (used)", "gpus (used)", (row, form) => gpusText(row, totalGpus, form)),
        column("replicas", "repl", (row) => String(row.replicas)),
        column("gpus/replica", "gpus/repl", (row) => String(row.figures.gpusPerReplica)),
    ];
    const worker = (role) => [
        ...(role === "agg" ? [] : [poolColumn(role, "workers", "w", (pool) => pool.workers)]),
        poolColumn(role, "gpus/worker", "gpus/w", (pool) => gpusOf(pool.parallelism)),
        poolColumn(role, "parallel", "par", (pool) => parallelText(pool.parallelism)),
        poolColumn(role, "bs", "bs", (pool) => pool.batchSize),
    ];
    return [...shared, ...(mode === "agg" ? worker("agg") : [...worker("prefill"), ...worker("decode")])];
}
const drop = (...ids) => (columns) => columns.filter((column) => !ids.includes(column.spec.id));
const shortCell = (id) => (columns) => columns.map((column) => (column.spec.id === id ? { ...column, cellForm: "short" } : column));
const shortHeads = (columns) => columns.map((column) => ({ ...column, headForm: "short" }));
/** From the widest table to the narrowest; the walkthrough's own table stands in the middle. */
const REDUCTIONS = [
    shortCell("concurrency"),
    drop("gpus/worker", "(p)gpus/worker", "(d)gpus/worker"),
    shortCell("total_gpus (used)"),
    drop("gpus/replica"),
    drop("replicas"),
    drop("req/s"),
    shortHeads,
    drop("request_latency"),
    drop("(p)workers", "(d)workers"),
    drop("(p)parallel"),
    drop("(p)bs"),
    drop("(d)parallel"),
    drop("backend"),
    drop("bs"),
    drop("tokens/s/user"),
];
/** Rows of one experiment as a table no wider than `columns` (80 to 200), one string a line. Nothing ever wraps. */
function renderTopTable(rows, options) {
    const mode = rows[0]?.mode;
    if (mode === undefined)
        return [];
    const manyBackends = new Set(rows.map((row) => row.deployment.backend)).size > 1;
    const all = columnsOf(mode, options.totalGpus).filter((spec) => spec.id !== "backend" || manyBackends);
    const rank = { id: "Rank", head: ["Rank", "#"], cell: (row) => String(rows.indexOf(row) + 1) };
    let columns = [rank, ...all].map((spec) => ({
        spec,
        headForm: "long",
        cellForm: "long",
    }));
    for (const reduction of REDUCTIONS) {
        if (widthOf(columns, rows) <= options.columns)
            break;
        columns = reduction(columns);
    }
    return (0,_ascii_table_js__WEBPACK_IMPORTED_MODULE_1__/* .asciiTable */ .c)(columns.map(headOf), rows.map((row) => columns.map((column) => cellOf(column, row))));
}
function headOf(column) {
    return column.spec.head[column.headForm === "long" ? 0 : 1];
}
function cellOf(column, row) {
    return (0,_visible_js__WEBPACK_IMPORTED_MODULE_2__/* .visible */ .RK)(column.spec.cell(row, column.cellForm));
}
/** Width of the printed table: two blanks and one bar a column, and one bar more. */
function widthOf(columns, rows) {
    return (1 +
        columns.reduce((width, column) => width + 3 + Math.max(headOf(column).length, ...rows.map((row) => cellOf(column, row).length)), 0));
}


/***/ })

};
