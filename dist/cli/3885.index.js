export const id = 3885;
export const ids = [3885,4663];
export const modules = {

/***/ 4663:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  generateOptions: () => (/* binding */ generateOptions)
});

// EXTERNAL MODULE: ./build/lib/domain/errors.js
var errors = __webpack_require__(6586);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./build/lib/cli/read-file.js



/** Largest file that is read whole, in bytes. */
const MAX_BYTES = 16 * 1024 * 1024;
/** Words for what a file system refuses. */
const REASONS = {
    ENOENT: "no such file",
    ENOTDIR: "no such file",
    EISDIR: "it is a folder; a file is needed",
    EACCES: "it may not be read; check its permissions",
    ENAMETOOLONG: "the name is too long",
    ELOOP: "its links lead in a circle",
};
/** Why a file cannot be read or written, without the words of the operating system where we have better ones. */
function fileProblem(error) {
    const code = error?.code ?? "";
    return REASONS[code] ?? (0,errors/* errorMessage */.g)(error);
}
/**
 * The text of a file that a flag or an argument names; `-` is standard input. `what` begins the message.
 * Throws `UserError` (`io`): missing, a folder, too large, not text.
 */
function readTextFile(cwd, file, what = file) {
    const refuse = (why) => {
        throw new errors/* UserError */.y("io", `${what}: ${why}`);
    };
    let bytes;
    try {
        if (file === "-")
            bytes = (0,external_node_fs_.readFileSync)(0);
        else {
            const full = external_node_path_.resolve(cwd, file);
            const { size } = (0,external_node_fs_.statSync)(full);
            if (size > MAX_BYTES)
                return refuse(`it has ${size} bytes; at most ${MAX_BYTES} are read`);
            bytes = (0,external_node_fs_.readFileSync)(full);
        }
    }
    catch (error) {
        if (error instanceof errors/* UserError */.y)
            throw error;
        return refuse(fileProblem(error));
    }
    if (bytes.includes(0))
        return refuse("it is a binary file; a text file (UTF-8) is needed");
    try {
        return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    }
    catch {
        return refuse("it is not UTF-8; save it as UTF-8 text");
    }
}

;// CONCATENATED MODULE: ./build/lib/cli/generate-options.js


/** Generator options from the flags of a command. Throws `UserError` for unknown keys and wrong values. */
async function generateOptions(flags, cwd) {
    const { parseGenerateOptions } = await Promise.all(/* import() */[__webpack_require__.e(8815), __webpack_require__.e(4193)]).then(__webpack_require__.bind(__webpack_require__, 6574));
    const text = (name) => flags[name];
    const file = text("generatorConfig");
    const configText = file === undefined ? undefined : readTextFile(cwd, file, `--generator-config ${file}`);
    const target = text("deploymentTarget");
    if (target !== undefined && target !== "dynamo-j2")
        throw new errors/* UserError */.y("usage", `--deployment-target ${target} is not written by this tool; only dynamo-j2 is`);
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
/* harmony import */ var _generate_options_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4663);
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
