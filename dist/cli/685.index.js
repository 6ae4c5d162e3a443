export const id = 685;
export const ids = [685];
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


/***/ })

};
