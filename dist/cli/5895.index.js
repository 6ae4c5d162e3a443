export const id = 5895;
export const ids = [5895];
export const modules = {

/***/ 5895:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   measuredFiles: () => (/* binding */ measuredFiles)
/* harmony export */ });
/* unused harmony export measuredBeside */
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7598);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var _domain_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6586);
/* harmony import */ var _measured_read_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7341);
/* harmony import */ var _policy_globs_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(4748);
/* harmony import */ var _read_file_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(1652);







/** Results with every request in them can be large. */
const MAX_BYTES = 64 * 1024 * 1024;
/** Most files that a folder or a pattern stands for. */
const MAX_FILES = 500;
const SKIPPED_FOLDERS = new Set([".git", "node_modules"]);
/** Summaries among the other files of a benchmark's folder; the CSV beside one says the same. */
const SUMMARY = /(?:_aiperf|_genai_perf)\.json$|\.measured\.(?:jsonl?|csv)$/;
/** Results of a file, of the summaries below a folder, or of the files that a glob matches. Throws `UserError`. */
function measuredFiles(given, cwd) {
    const full = node_path__WEBPACK_IMPORTED_MODULE_2__.resolve(cwd, given);
    const files = !(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(full)
        ? matching(given, cwd)
        : (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(full).isDirectory()
            ? below(full).filter((file) => SUMMARY.test(file))
            : [full];
    if (files.length === 0)
        throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y("io", (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(full)
            ? `${given}: no profile_export_aiperf.json or profile_export_genai_perf.json below this folder; name other result files one by one or by a quoted pattern`
            : `${given}: no such file, and no file matches it`);
    return files.map((file) => readFile(file, cwd));
}
/**
 * Results that lie beside a manifest: for `agg.yaml` the files `agg.measured.json`, `.jsonl` or `.csv` and the summaries
 * below the folder `agg.measured/`.
 */
function measuredBeside(manifest, cwd) {
    const stem = path.resolve(cwd, manifest.replace(/\.(?:ya?ml|json)$/i, ""));
    const alone = ["json", "jsonl", "csv"]
        .map((extension) => `${stem}.measured.${extension}`)
        .filter((file) => existsSync(file));
    const folder = `${stem}.measured`;
    const inside = existsSync(folder) && statSync(folder).isDirectory()
        ? below(folder).filter((file) => SUMMARY.test(file))
        : [];
    return [...alone, ...inside].map((file) => readFile(file, cwd));
}
function readFile(full, cwd) {
    const file = node_path__WEBPACK_IMPORTED_MODULE_2__.relative(cwd, full).split(node_path__WEBPACK_IMPORTED_MODULE_2__.sep).join("/");
    const text = (0,_read_file_js__WEBPACK_IMPORTED_MODULE_6__/* .readTextFile */ .G)(cwd, full, file, MAX_BYTES);
    return {
        file,
        sha256: (0,node_crypto__WEBPACK_IMPORTED_MODULE_1__.createHash)("sha256").update(text).digest("hex"),
        results: (0,_measured_read_js__WEBPACK_IMPORTED_MODULE_4__/* .readMeasured */ .L)(text, file),
    };
}
/** Files below the last folder that a pattern names without wildcards. */
function matching(pattern, cwd) {
    const parts = pattern.split("/");
    const wild = parts.findIndex((part) => /[*?[]/.test(part));
    if (wild < 0)
        return [];
    const folder = node_path__WEBPACK_IMPORTED_MODULE_2__.resolve(cwd, parts.slice(0, wild).join("/") || (pattern.startsWith("/") ? "/" : "."));
    if (!(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(folder))
        return [];
    const rest = parts.slice(wild).join("/");
    return below(folder).filter((file) => (0,_policy_globs_js__WEBPACK_IMPORTED_MODULE_5__/* .matchesAny */ ._)(node_path__WEBPACK_IMPORTED_MODULE_2__.relative(folder, file).split(node_path__WEBPACK_IMPORTED_MODULE_2__.sep).join("/"), [rest]));
}
function below(folder) {
    const found = [];
    const walk = (place) => {
        for (const entry of (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readdirSync)(place, { withFileTypes: true }).sort((a, b) => a.name < b.name ? -1 : 1)) {
            const full = node_path__WEBPACK_IMPORTED_MODULE_2__.join(place, entry.name);
            // a link could lead out of the tree or in circles
            if (entry.isDirectory() && !SKIPPED_FOLDERS.has(entry.name))
                walk(full);
            else if (entry.isFile())
                found.push(full);
            if (found.length > MAX_FILES * 20)
                throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y("io", `${place}: too many files; name a smaller folder or a pattern`);
        }
    };
    walk(folder);
    return found;
}


/***/ })

};
