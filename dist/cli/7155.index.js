export const id = 7155;
export const ids = [7155];
export const modules = {

/***/ 7155:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  answerMeasured: () => (/* binding */ answerMeasured)
});

// EXTERNAL MODULE: ./build/lib/check/measured-point.js + 2 modules
var measured_point = __webpack_require__(3705);
// EXTERNAL MODULE: ./build/lib/perf/profile/select.js
var profile_select = __webpack_require__(4702);
;// CONCATENATED MODULE: ./build/lib/report/terminal/measured.js
const NAMES = {
    ttftMs: "TTFT, ms",
    tpotMs: "TPOT, ms",
    requestLatencyMs: "Request latency, ms",
    tokensPerSec: "Tokens/s",
};
/** Predicted against measured as a table, with what it is about above it and doubts below. */
function renderMeasured(comparison, markdown) {
    const { file, line, tool, date, isl, osl, concurrency, figures, notes } = comparison;
    const place = line > 1 ? `${file}:${line}` : file;
    const head = `${place} (${tool}${date === undefined ? "" : `, ${date}`}): isl ${isl}, osl ${osl}, ${concurrency} requests in flight`;
    const header = ["", "predicted", "measured", "predicted / measured", "80% interval", ""];
    const rows = figures.map(rowOf);
    const lines = markdown
        ? [
            `**${head.replaceAll("|", "\\|")}**`,
            "",
            ...[header, [":--", "--:", "--:", "--:", "--:", ":--"], ...rows].map((row) => `| ${row.join(" | ")} |`),
        ]
        : [head, ...aligned([header, ...rows])];
    return [...lines, ...notes.map((note) => (markdown ? `\n> ${note}` : `note: ${note}`))].join("\n");
}
function rowOf({ figure, statistic, predicted, measured, ratio, interval80, withinBand, }) {
    return [
        `${NAMES[figure]}${statistic === "mean" ? "" : `, ${statistic}`}`,
        measured_short(predicted),
        measured_short(measured),
        ratio.toFixed(2),
        interval80 === undefined ? "" : `${measured_short(interval80[0])} to ${measured_short(interval80[1])}`,
        withinBand === undefined ? "" : withinBand ? "within" : "outside",
    ];
}
/** First column left, the others right. */
function aligned(rows) {
    const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
    return rows.map((row) => row
        .map((cell, column) => column === 0 || column === row.length - 1
        ? cell.padEnd(widths[column])
        : cell.padStart(widths[column]))
        .join("  ")
        .trimEnd());
}
function measured_short(value) {
    return value >= 1000 ? value.toFixed(0) : value >= 100 ? value.toFixed(1) : value.toFixed(2);
}

// EXTERNAL MODULE: ./build/lib/cli/data-root.js
var data_root = __webpack_require__(7578);
// EXTERNAL MODULE: ./build/lib/cli/failure.js
var failure = __webpack_require__(2011);
// EXTERNAL MODULE: ./build/lib/cli/local-calibration.js
var local_calibration = __webpack_require__(7379);
// EXTERNAL MODULE: ./build/lib/cli/measured-files.js
var measured_files = __webpack_require__(5895);
// EXTERNAL MODULE: ./build/lib/cli/measured-flags.js
var measured_flags = __webpack_require__(9467);
;// CONCATENATED MODULE: ./build/lib/cli/measured-answer.js








/** `estimate --measured`: the configuration of the flags at the load of every result, predicted against measured. */
async function answerMeasured(predictor, flags, environment) {
    const { terminal, moduleUrl } = environment;
    const root = (0,data_root/* perfDbRoot */.Kq)(moduleUrl);
    const given = flags["measured"];
    const results = given.flatMap((each) => (0,measured_files.measuredFiles)(each, terminal.cwd)).flatMap((file) => file.results);
    const { deployment, prefix } = await (0,measured_flags/* deploymentOfFlags */._)(predictor, flags, results);
    const profile = await (0,local_calibration/* withLocalCalibration */.e2)((0,profile_select/* selectProfile */.o)(flags["profile"] ?? "calibrated", root), { flags, environment, root, predictor });
    const comparisons = [];
    for (const result of results)
        comparisons.push(await (0,measured_point/* compareMeasured */.kn)(predictor, profile, { deployment }, result, prefix));
    if (flags["format"] === "json")
        terminal.out(JSON.stringify({ kind: "measured", profile: profile.name, results: comparisons }));
    else
        terminal.out(comparisons.map((each) => renderMeasured(each, flags["format"] === "markdown")).join("\n\n"));
    return failure/* EXIT */.dc.done;
}


/***/ })

};
