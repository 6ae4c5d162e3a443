export const id = 3885;
export const ids = [3885,685];
export const modules = {

/***/ 685:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   generateOptions: () => (/* binding */ generateOptions)
/* harmony export */ });
/* harmony import */ var _domain_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6586);
/* harmony import */ var _read_file_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1652);


/** Generator options from the flags of a command. Throws `UserError` for unknown keys and wrong values. */
async function generateOptions(flags, cwd) {
    const { parseGenerateOptions } = await Promise.all(/* import() */[__webpack_require__.e(8815), __webpack_require__.e(4193)]).then(__webpack_require__.bind(__webpack_require__, 6574));
    const text = (name) => flags[name];
    const file = text("generatorConfig");
    const configText = file === undefined ? undefined : (0,_read_file_js__WEBPACK_IMPORTED_MODULE_1__/* .readTextFile */ .G)(cwd, file, `--generator-config ${file}`);
    const target = text("deploymentTarget");
    if (target !== undefined && target !== "dynamo-j2")
        throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y("usage", `--deployment-target ${target} is not written by this tool; only dynamo-j2 is`);
    const entries = {
        configText,
        configFile: file,
        sets: flags["generatorSet"],
        namespace: text("namespace"),
        dynamoVersion: text("dynamoVersion"),
        engineVersion: text("configTemplateVersion"),
        modelCache: text("modelCache"),
        imagePullSecret: text("imagePullSecret"),
        transport: text("transport"),
    };
    return parseGenerateOptions(Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)));
}


/***/ }),

/***/ 3885:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   saveSearch: () => (/* binding */ saveSearch)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _data_root_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7578);
/* harmony import */ var _generate_options_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(685);
/* harmony import */ var _terminal_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1913);




/** Writes the result's tree below `--save-dir`. Returns where it is, and the command that measures the recommendation. */
async function saveSearch(result, answer) {
    const { flags, environment } = answer;
    const { terminal, moduleUrl } = environment;
    const { saveSearch: save } = await Promise.all(/* import() */[__webpack_require__.e(8815), __webpack_require__.e(6789), __webpack_require__.e(1042), __webpack_require__.e(7320), __webpack_require__.e(7225)]).then(__webpack_require__.bind(__webpack_require__, 7225));
    const saved = await save(result, {
        saveDir: node_path__WEBPACK_IMPORTED_MODULE_0__.resolve(terminal.cwd, flags["saveDir"]),
        ...(flags["overwrite"] === true ? { overwrite: true } : {}),
        ...(flags["inclusiveTpot"] === true ? { inclusiveTpot: true } : {}),
        generate: await (0,_generate_options_js__WEBPACK_IMPORTED_MODULE_2__.generateOptions)(flags, terminal.cwd),
        producer: `dynamo-advisor ${(0,_data_root_js__WEBPACK_IMPORTED_MODULE_1__/* .readVersion */ .$4)(moduleUrl)}`,
    });
    for (const warning of saved.warnings)
        terminal.err((0,_terminal_js__WEBPACK_IMPORTED_MODULE_3__/* .safeLine */ .om)(`warning: ${warning}`));
    const lines = [`Saved to ${node_path__WEBPACK_IMPORTED_MODULE_0__.relative(terminal.cwd, saved.folder) || saved.folder}`];
    if (saved.bestFolder !== undefined)
        lines.push(`Deploy the best: kubectl apply -f ${node_path__WEBPACK_IMPORTED_MODULE_0__.join(node_path__WEBPACK_IMPORTED_MODULE_0__.relative(terminal.cwd, saved.folder), saved.bestFolder, "k8s_deploy.yaml")}`);
    if (saved.benchCommand !== undefined)
        lines.push("", "Measure it (after a port-forward to the frontend):", saved.benchCommand);
    return lines;
}


/***/ })

};
