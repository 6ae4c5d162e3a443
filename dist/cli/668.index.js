export const id = 668;
export const ids = [668];
export const modules = {

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


/***/ })

};
