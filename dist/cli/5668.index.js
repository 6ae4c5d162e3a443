export const id = 5668;
export const ids = [5668];
export const modules = {

/***/ 8818:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AU: () => (/* binding */ fold),
/* harmony export */   CS: () => (/* binding */ prose),
/* harmony export */   Cr: () => (/* binding */ bold),
/* harmony export */   EU: () => (/* binding */ fence),
/* harmony export */   EX: () => (/* binding */ small),
/* harmony export */   MK: () => (/* binding */ NBSP),
/* harmony export */   Qq: () => (/* binding */ text),
/* harmony export */   aY: () => (/* binding */ code),
/* harmony export */   nf: () => (/* binding */ link),
/* harmony export */   tp: () => (/* binding */ table),
/* harmony export */   v1: () => (/* binding */ codeHtml)
/* harmony export */ });
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3381);

/**
 * Markdown as GitHub reads it. Every text that is not ours passes through {@link text}, {@link code} or {@link fence};
 * links are built from our own parts alone. Functions return single lines unless they say otherwise.
 */
/** No-break space, between a number and its unit. */
const NBSP = "\u00a0";
/** Breaks names, numbers and addresses that GitHub would link, without being seen. */
const BREAK = "\u200b";
/** Longest text of a stranger anywhere. */
const MAX_TEXT = 200;
/** Longest line in a fence. */
const MAX_LINE = 400;
/** A stranger's words as plain text: no markup, no mention, no reference, no address becomes active. */
function text(value, max = MAX_TEXT) {
    return guardStart(escape((0,_visible_js__WEBPACK_IMPORTED_MODULE_0__/* .shorten */ .ml)((0,_visible_js__WEBPACK_IMPORTED_MODULE_0__/* .visible */ .RK)(value), max)));
}
function escape(value) {
    return value
        .replace(/[\\`*_{}[\]<>&|~$!]/g, (mark) => `\\${mark}`)
        .replace(/[@#]/g, (mark) => `${mark}${BREAK}`)
        .replace(/:(?=[a-z/])/gi, `:${BREAK}`)
        .replace(/(?:www\.|gh-)/gi, (start) => `${start.slice(0, -1)}${BREAK}${start.slice(-1)}`);
}
/** At the start of a line blanks, list marks, quotes and headings mean something. */
function guardStart(markdown) {
    return /^(?:[\s\-+=>#]|\d{1,9}[.)](?:\s|$))/.test(markdown) ? `${BREAK}${markdown}` : markdown;
}
/** A name, path or setting as a code span. What a span cannot hold inside a table becomes `<code>` with entities. */
function code(value, max = MAX_TEXT) {
    const shown = (0,_visible_js__WEBPACK_IMPORTED_MODULE_0__/* .shorten */ .ml)((0,_visible_js__WEBPACK_IMPORTED_MODULE_0__/* .visible */ .RK)(value), max);
    return shown.trim() === "" || /[`|\\]/.test(shown) ? `<code>${entities(shown)}</code>` : `\`${shown}\``;
}
/** The same inside a block of HTML (`<summary>`), where Markdown is not read. */
function codeHtml(value, max = MAX_TEXT) {
    const shown = (0,_visible_js__WEBPACK_IMPORTED_MODULE_0__/* .shorten */ .ml)((0,_visible_js__WEBPACK_IMPORTED_MODULE_0__/* .visible */ .RK)(value), max);
    return `<code>${shown.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`)}</code>`;
}
/** Every ASCII mark as a numeric entity: neutral in HTML and in Markdown. Addresses are looked for after decoding. */
function entities(value) {
    return value.replace(/[!-/:-@[-`{-~]/g, (mark) => `&#${mark.charCodeAt(0)};${mark === "@" ? BREAK : ""}`);
}
/** Our own sentence that carries names in backticks: the names become code spans, the rest is plain text. */
function prose(value, max = 600) {
    const parts = (0,_visible_js__WEBPACK_IMPORTED_MODULE_0__/* .shorten */ .ml)((0,_visible_js__WEBPACK_IMPORTED_MODULE_0__/* .visible */ .RK)(value), max).split("`");
    // an unpaired backtick opens nothing
    const paired = parts.length % 2 === 1 ? parts : [...parts.slice(0, -2), `${parts.at(-2)}\`${parts.at(-1)}`];
    return guardStart(paired
        .map((part, index) => (index % 2 === 1 ? (part === "" ? "" : code(part, max)) : escape(part)))
        .join(""));
}
/** A link; `label` is Markdown already, `url` one of `links.ts`. Without an address just the label. */
function link(label, url) {
    return url === undefined ? label : `[${label}](${url})`;
}
function bold(markdown) {
    return `**${markdown}**`;
}
/** Lines of a file in a fence that none of them can close. Several lines. */
function fence(language, lines) {
    const shown = lines.map((line) => (0,_visible_js__WEBPACK_IMPORTED_MODULE_0__/* .truncate */ .xv)((0,_visible_js__WEBPACK_IMPORTED_MODULE_0__/* .visibleLine */ .P8)(line), MAX_LINE));
    let ticks = 3;
    for (const line of shown)
        for (const run of line.matchAll(/`{3,}/g))
            ticks = Math.max(ticks, run[0].length + 1);
    const mark = "`".repeat(ticks);
    return [`${mark}${language}`, ...shown, mark].join("\n");
}
/** A table; cells are Markdown already. `align`: one letter a column, `l` or `r`. Several lines. */
function table(header, align, rows) {
    const line = (cells) => `| ${cells.join(" | ")} |`;
    const delimiter = `|${[...align].map((side) => (side === "r" ? "--:" : ":--")).join("|")}|`;
    return [line(header), delimiter, ...rows.map(line)].join("\n");
}
/** A fold; `summary` is HTML already. Several lines. */
function fold(summary, content) {
    return `<details><summary>${summary}</summary>\n\n${content}\n\n</details>`;
}
/** Small print. */
function small(markdown) {
    return `<sub>${markdown}</sub>`;
}


/***/ }),

/***/ 5668:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   renderEstimate: () => (/* binding */ renderEstimate)
/* harmony export */ });
/* harmony import */ var _markdown_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8818);
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3381);
/* harmony import */ var _grouped_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6966);
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
            (0,_visible_js__WEBPACK_IMPORTED_MODULE_2__/* .visible */ .RK)(`${result.perfDb.system}, ${result.perfDb.backend} ${result.perfDb.version}, profile ${result.profile}`),
        ],
    ];
    const lines = options.markdown ? markdownTable(rows) : alignedRows(rows, options.columns, paint);
    for (const note of result.notes)
        lines.push(options.markdown ? `\n> ${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_3__/* .prose */ .CS)(note)}` : `note: ${(0,_visible_js__WEBPACK_IMPORTED_MODULE_2__/* .visible */ .RK)(note)}`);
    if (options.memory === true)
        lines.push(...memoryLines(result, options.markdown));
    if (result.operators !== undefined)
        lines.push(...operatorLines(result, options.markdown));
    return (0,_visible_js__WEBPACK_IMPORTED_MODULE_2__/* .inertLines */ .wi)(lines.join("\n"));
}
function band(interval) {
    return interval === undefined ? "" : ` (80%: ${short(interval[0])} to ${short(interval[1])})`;
}
function short(value) {
    return value >= 100 ? value.toFixed(0) : value.toFixed(2);
}
function thousands(value) {
    return (0,_grouped_js__WEBPACK_IMPORTED_MODULE_4__/* .grouped */ .z)(value.toFixed(2));
}
function workerLabel({ role }) {
    return role === "agg" || role === "static" ? "Worker" : `${role[0].toUpperCase()}${role.slice(1)} workers`;
}
function workerText(worker) {
    const count = worker.workers > 1 ? `${worker.workers} x ` : "";
    return `${count}${(0,_top_table_js__WEBPACK_IMPORTED_MODULE_0__/* .parallelText */ .t0)(worker.parallelism)}, batch ${worker.batchSize}${worker.ctxTokens === undefined ? "" : `, ${worker.ctxTokens} prompt tokens a step`}, room for ${(0,_grouped_js__WEBPACK_IMPORTED_MODULE_4__/* .grouped */ .z)(String(worker.kvCapacityTokens))} KV tokens`;
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
    return [
        "| Figure | Value |",
        "|:--|:--|",
        ...rows.map(([label, value]) => `| ${label} | ${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_3__/* .text */ .Qq)(value)} |`),
    ];
}
const MEMORY_PARTS = [
    ["weights", "weights"],
    ["kvCache", "KV cache"],
    ["activations", "activations"],
    ["nccl", "communication buffers"],
    ["other", "engine and driver"],
];
function memoryLines(result, markdown) {
    return result.workers.flatMap((worker) => {
        const of = worker.role === "agg" || worker.role === "static" ? "" : `, ${worker.role}`;
        const title = `${markdown ? "### " : ""}Memory of one GPU${of}, ${worker.memoryGib.toFixed(3)} GiB`;
        const share = (gib) => `${((100 * gib * GIB) / result.memoryCapacityBytes).toFixed(1)}%`;
        const rows = MEMORY_PARTS.map(([key, name]) => {
            const gib = worker.memoryPartsGib[key];
            return detailRow([name, gib.toFixed(3), share(gib)], markdown);
        });
        return ["", title, ...(markdown ? ["", "| Part | GiB | Of the GPU |", "|:--|--:|--:|"] : []), ...rows];
    });
}
/** A name, a figure, its share, and what else there is to say. */
function detailRow([name, figure, share, ...rest], markdown) {
    return markdown
        ? `| ${[name, figure, share, ...rest].join(" | ")} |`
        : [`  ${name.padEnd(28)}${figure.padStart(12)}${share.padStart(8)}`, ...rest].join("  ");
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
            lines.push(detailRow(cells, markdown));
        }
        if (operators.length > MAX_OPERATORS)
            lines.push(`  and ${operators.length - MAX_OPERATORS} smaller ones`);
    }
    return lines;
}


/***/ })

};
