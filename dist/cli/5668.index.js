export const id = 5668;
export const ids = [5668];
export const modules = {

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

/***/ 5668:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   renderEstimate: () => (/* binding */ renderEstimate)
/* harmony export */ });
/* harmony import */ var _grouped_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6966);
/* harmony import */ var _top_table_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7958);
/* harmony import */ var _paint_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6376);



const GIB = 1024 ** 3;
/** Operators that are listed at most per phase; smaller ones are counted. */
const MAX_OPERATORS = 40;
/** A single estimate for people: figures, workers, memory, what it rests on, and operators when they were asked for. */
function renderEstimate(result, options) {
    const paint = options.color && !options.markdown ? _paint_js__WEBPACK_IMPORTED_MODULE_1__/* .coloured */ .q : _paint_js__WEBPACK_IMPORTED_MODULE_1__/* .plain */ .p;
    const rows = [
        ["TTFT", `${result.ttftMs.toFixed(2)} ms${band(result.bands?.ttftMs)}`],
        ["TPOT", `${result.tpotMs.toFixed(3)} ms${band(result.bands?.tpotMs)}`],
        ["Request latency", `${result.requestLatencyMs.toFixed(2)} ms`],
        ["Tokens/s", thousands(result.tokensPerSec)],
        ["Tokens/s per GPU", `${thousands(result.tokensPerSecPerGpu)}${band(result.bands?.tokensPerSecPerGpu)}`],
        ["Tokens/s per user", thousands(result.tokensPerSecPerUser)],
        ["Requests/s", result.requestsPerSec.toFixed(3)],
        ["Requests at once", String(result.concurrency)],
        ["GPUs", String(result.totalGpus)],
        ...result.workers.map((worker) => [workerLabel(worker), workerText(worker)]),
        [
            "Memory per GPU",
            `${result.memoryGib.toFixed(1)} of ${(result.memoryCapacityBytes / GIB).toFixed(1)} GiB${result.fits ? "" : `, does not fit (${result.memoryVerdict === "oom" ? "weights and activations" : "KV cache"})`}`,
        ],
        [
            "Precision",
            `gemm ${result.quant.gemm}, moe ${result.quant.moe}, kvcache ${result.quant.kvcache}, fmha ${result.quant.fmha}, comm ${result.quant.comm}`,
        ],
        [
            "Data",
            `${result.perfDb.system}, ${result.perfDb.backend} ${result.perfDb.version}, profile ${result.profile}`,
        ],
    ];
    const lines = options.markdown ? markdownTable(rows) : alignedRows(rows, options.columns, paint);
    for (const note of result.notes)
        lines.push(options.markdown ? `\n> ${note}` : `note: ${note}`);
    if (result.operators !== undefined)
        lines.push(...operatorLines(result, options.markdown));
    return lines.join("\n");
}
function band(interval) {
    return interval === undefined ? "" : ` (80%: ${short(interval[0])} to ${short(interval[1])})`;
}
function short(value) {
    return value >= 100 ? value.toFixed(0) : value.toFixed(2);
}
function thousands(value) {
    return (0,_grouped_js__WEBPACK_IMPORTED_MODULE_2__/* .grouped */ .z)(value.toFixed(2));
}
function workerLabel({ role }) {
    return role === "agg" || role === "static" ? "Worker" : `${role[0].toUpperCase()}${role.slice(1)} workers`;
}
function workerText(worker) {
    const count = worker.workers > 1 ? `${worker.workers} x ` : "";
    return `${count}${(0,_top_table_js__WEBPACK_IMPORTED_MODULE_0__/* .parallelText */ .t)(worker.parallelism)}, batch ${worker.batchSize}${worker.ctxTokens === undefined ? "" : `, ${worker.ctxTokens} prompt tokens a step`}, room for ${(0,_grouped_js__WEBPACK_IMPORTED_MODULE_2__/* .grouped */ .z)(String(worker.kvCapacityTokens))} KV tokens`;
}
function alignedRows(rows, columns, paint) {
    const width = Math.max(...rows.map(([label]) => label.length)) + 2;
    return rows.flatMap(([label, value]) => wrap(value, columns - width).map((part, i) => `${paint.heading((i === 0 ? label : "").padEnd(width))}${part}`));
}
function wrap(text, width) {
    const lines = [];
    let line = "";
    for (const word of text.split(" ")) {
        if (line !== "" && line.length + 1 + word.length > width) {
            lines.push(line);
            line = word;
        }
        else
            line = line === "" ? word : `${line} ${word}`;
    }
    return [...lines, line];
}
function markdownTable(rows) {
    return ["| Figure | Value |", "|:--|:--|", ...rows.map(([label, value]) => `| ${label} | ${value} |`)];
}
function operatorLines(result, markdown) {
    const lines = [];
    for (const phase of ["context", "generation"]) {
        const operators = (result.operators ?? [])
            .filter((operator) => operator.phase === phase)
            .sort((a, b) => b.ms - a.ms);
        if (operators.length === 0)
            continue;
        const total = operators.reduce((sum, operator) => sum + operator.ms, 0);
        lines.push("", `${markdown ? "### " : ""}${phase === "context" ? "Step with prompts" : "Decode step"}, ${total.toFixed(3)} ms`);
        if (markdown)
            lines.push("", "| Operator | ms | Share | Data |", "|:--|--:|--:|:--|");
        for (const operator of operators.slice(0, MAX_OPERATORS)) {
            const cells = [
                operator.name,
                operator.ms.toFixed(4),
                `${((100 * operator.ms) / total).toFixed(1)}%`,
                operator.sources.join(", "),
            ];
            lines.push(markdown
                ? `| ${cells.join(" | ")} |`
                : `  ${cells[0].padEnd(28)}${cells[1].padStart(12)}${cells[2].padStart(8)}  ${cells[3]}`);
        }
        if (operators.length > MAX_OPERATORS)
            lines.push(`  and ${operators.length - MAX_OPERATORS} smaller ones`);
    }
    return lines;
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


/***/ }),

/***/ 3381:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P8: () => (/* binding */ visibleLine),
/* harmony export */   RK: () => (/* binding */ visible),
/* harmony export */   ml: () => (/* binding */ shorten),
/* harmony export */   xv: () => (/* binding */ truncate)
/* harmony export */ });
/** Escape sequences of terminals. Bounded, so that the cost stays linear. */
const ANSI = /\u001b(?:\[[0-9;:?]{0,40}[@-~]|\][^\u0007\u001b]{0,200}(?:\u0007|\u001b\\)|[@-Z\\-_])/g;
/** Control characters, marks that turn the direction of text, characters without width, and what is no character. */
const INVISIBLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff9-\ufffc]|[\u{e0000}-\u{e0fff}]|\p{Cs}/gu;
/** Printable ASCII needs no mending; the expressions above cost 30 ms of start-up when they are first used. */
const PLAIN = /^[ -~]*$/;
/** A stranger's text on one line, with everything that is not plainly visible replaced by `�`. */
function visible(value) {
    if (PLAIN.test(value))
        return value;
    return value
        .replace(/\r\n|[\n\r\t]/g, " ")
        .replace(ANSI, "\ufffd")
        .replace(INVISIBLE, "\ufffd");
}
/** The same for a line of a file: tabs and the leading blanks stay. */
function visibleLine(value) {
    return value
        .replace(ANSI, "\ufffd")
        .replace(INVISIBLE, "\ufffd")
        .replace(/[\n\r]/g, " ");
}
/** At most `max` characters; what is cut out of the middle becomes `…`. */
function shorten(value, max) {
    const characters = value.length > 4 * max + 400 ? [...value.slice(0, 2 * max), ...value.slice(-2 * max)] : [...value];
    if (characters.length <= max)
        return value;
    const head = Math.ceil((max - 1) / 2);
    return `${characters.slice(0, head).join("")}…${characters.slice(characters.length - (max - 1 - head)).join("")}`;
}
/** At most `max` characters; the end is cut off and becomes `…`. */
function truncate(value, max) {
    if (value.length <= max)
        return value;
    const cut = value.slice(0, max - 1);
    return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}


/***/ })

};
