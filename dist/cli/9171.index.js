export const id = 9171;
export const ids = [9171];
export const modules = {

/***/ 9171:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  declare: () => (/* binding */ declare),
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./build/lib/domain/errors.js
var errors = __webpack_require__(6586);
// EXTERNAL MODULE: ./build/lib/manifest/experiment/read-file.js + 10 modules
var read_file = __webpack_require__(4367);
// EXTERNAL MODULE: ./build/lib/perf/open.js + 39 modules
var perf_open = __webpack_require__(5997);
// EXTERNAL MODULE: ./build/lib/search/data-versions.js
var data_versions = __webpack_require__(6103);
// EXTERNAL MODULE: ./build/lib/search/run-search.js + 5 modules
var run_search = __webpack_require__(989);
// EXTERNAL MODULE: ./build/lib/cli/data-root.js
var data_root = __webpack_require__(7578);
// EXTERNAL MODULE: ./build/lib/cli/flag-table.js
var flag_table = __webpack_require__(5954);
// EXTERNAL MODULE: ./build/lib/cli/local-calibration.js
var local_calibration = __webpack_require__(7379);
// EXTERNAL MODULE: ./build/lib/cli/model-flags.js
var model_flags = __webpack_require__(3558);
// EXTERNAL MODULE: ./build/lib/cli/read-file.js
var cli_read_file = __webpack_require__(1652);
;// CONCATENATED MODULE: ./build/lib/cli/progress.js
/** Work shorter than this shows no bar, in milliseconds. */
const QUIET_MS = 1000;
/** Runs work in `total` steps and shows a bar on stderr once it has taken a second, on a terminal only. */
async function withProgress(terminal, total, work) {
    if (!process.stderr.isTTY || total < 2)
        return work(() => undefined);
    const started = performance.now();
    let done = 0;
    let bar;
    try {
        return await work(() => {
            done++;
            bar?.update(done);
            if (bar === undefined && performance.now() - started > QUIET_MS && done < total) {
                // Loaded only now: short runs never pay for it.
                void __webpack_require__.e(/* import() */ 8502).then(__webpack_require__.t.bind(__webpack_require__, 8502, 19)).then(({ SingleBar, Presets }) => {
                    if (done >= total)
                        return;
                    const single = new SingleBar({
                        format: "{bar} {value}/{total} experiments, {eta}s left",
                        clearOnComplete: true,
                        barsize: Math.min(40, terminal.columns - 40),
                    }, Presets.shades_classic);
                    single.start(total, done);
                    bar = single;
                });
            }
        });
    }
    finally {
        bar?.stop();
    }
}

// EXTERNAL MODULE: ./build/lib/cli/search-answer.js + 4 modules
var search_answer = __webpack_require__(7894);
// EXTERNAL MODULE: ./build/lib/cli/profile.js
var cli_profile = __webpack_require__(5400);
// EXTERNAL MODULE: ./build/lib/cli/search-flags.js
var search_flags = __webpack_require__(6895);
// EXTERNAL MODULE: ./build/lib/cli/terminal.js
var cli_terminal = __webpack_require__(1913);
// EXTERNAL MODULE: ./build/lib/cli/commands/estimate.js + 3 modules
var estimate = __webpack_require__(8493);
;// CONCATENATED MODULE: ./build/lib/cli/commands/exp.js
















/** Flags and help of `exp`. */
function declare(command) {
    command.argument("[file]", "experiment file (or --yaml-path)");
    (0,flag_table/* declareFlags */.kV)(command, [
        { name: "yaml-path", type: (0,flag_table/* text */.Qq)("file"), help: "experiment file" },
        { name: "top-n", type: (0,flag_table/* int */.Wh)(1, 100), help: "rows of a table (default 5)" },
        {
            name: "systems-paths",
            type: (0,flag_table/* list */.p_)("folders"),
            help: "own data folders, searched before the shipped data",
        },
        {
            name: "profile",
            type: (0,flag_table/* choice */.Yq)("reference", "calibrated"),
            help: "the published method, or calibrated on measurements",
        },
        ...search_flags/* SAVE_FLAGS */.Qh,
        ...search_flags/* GENERATOR_FLAGS */.y7,
        model_flags/* CALIBRATION_FLAG */.CB,
        model_flags/* FORMAT_FLAG */.rp,
        ...model_flags/* IGNORED_FLAGS */.du,
    ]);
}
/** Runs the experiments of a file and compares them all. Every rejected experiment is told with its line. */
async function run(args, flags, environment) {
    const { terminal, moduleUrl } = environment;
    const file = flags["yamlPath"] ?? args[0];
    if (file === undefined)
        throw new errors/* UserError */.y("usage", "give an experiment file: dynamo-advisor exp --yaml-path experiments.yaml");
    const content = (0,cli_read_file/* readTextFile */.G)(terminal.cwd, file);
    const root = (0,data_root/* perfDbRoot */.Kq)(moduleUrl);
    const { predictor, folders } = await (0,perf_open/* openPerfDb */.C)({
        root,
        systemsPaths: (0,estimate.ownFolders)(flags["systemsPaths"]),
    });
    const read = (0,read_file/* readExperimentFile */.gj)(content, file, (0,data_versions/* dataNames */.v)(folders));
    const runnable = read.experiments.some(({ task }) => task !== undefined);
    // where nothing can run, the first error is the answer of the whole command
    const reason = runnable ? undefined : read.findings.find(({ severity }) => severity === "error");
    for (const finding of read.findings) {
        if (finding === reason)
            continue;
        terminal.err((0,cli_terminal/* safeLine */.om)(`${finding.severity}: ${finding.file}:${finding.position.line}:${finding.position.column}: ${finding.message}`));
    }
    const topN = flags["topN"];
    const tasks = read.experiments.flatMap(({ task }) => task === undefined ? [] : [topN === undefined ? task : { ...task, topN }]);
    const [first] = tasks;
    if (first === undefined)
        throw new errors/* UserError */.y("input", reason?.message ?? "no experiment of this file can run", {
            file,
            ...(reason === undefined ? {} : { position: reason.position }),
        });
    const modes = tasks.map(({ databaseMode }) => databaseMode);
    const profile = await (0,local_calibration/* withLocalCalibration */.e2)((0,cli_profile/* profileFlag */.o)(flags, root, modes).profile, {
        flags,
        environment,
        root,
        predictor,
    });
    const result = await withProgress(terminal, tasks.length, async (step) => (0,run_search/* runSearch */._d)({
        predictor,
        profile,
        now: () => performance.now(),
        onExperiment: step,
    }, tasks));
    const code = await (0,search_answer/* answerSearch */.B)(result, {
        flags,
        environment,
        totalGpus: first.totalGpus,
        model: first.model,
        command: "exp",
    });
    return read.findings.some(({ severity }) => severity === "error") ? 2 : code;
}


/***/ })

};
