export const id = 5486;
export const ids = [5486,6584,4138,4203];
export const modules = {

/***/ 6584:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openLocalProfile: () => (/* binding */ openLocalProfile),
  repriced: () => (/* binding */ repriced)
});

// EXTERNAL MODULE: ./build/lib/domain/errors.js
var errors = __webpack_require__(6586);
// EXTERNAL MODULE: ./build/lib/measured/local-file.js
var local_file = __webpack_require__(3633);
// EXTERNAL MODULE: ./build/lib/perf/db/calibration.js
var db_calibration = __webpack_require__(633);
// EXTERNAL MODULE: ./build/lib/perf/profile/calibrated.js + 4 modules
var calibrated = __webpack_require__(8395);
;// CONCATENATED MODULE: ./build/lib/perf/profile/cholesky.js
/** Cholesky factor of a symmetric positive definite matrix. A pivot that rounding made non-positive counts as tiny. */
function cholesky(matrix) {
    const rows = [];
    for (let i = 0; i < matrix.length; i++) {
        const row = new Float64Array(i + 1);
        for (let j = 0; j <= i; j++) {
            let sum = matrix[i][j];
            const other = j === i ? row : rows[j];
            for (let k = 0; k < j; k++)
                sum -= row[k] * other[k];
            row[j] = j === i ? Math.sqrt(Math.max(sum, 1e-12)) : sum / other[j];
        }
        rows.push(row);
    }
    return rows;
}
/** The solution of `L·Lᵀ·x = b`. */
function solveCholesky(factor, b) {
    const n = factor.length;
    const x = Float64Array.from(b);
    for (let i = 0; i < n; i++) {
        for (let k = 0; k < i; k++)
            x[i] -= factor[i][k] * x[k];
        x[i] /= factor[i][i];
    }
    for (let i = n - 1; i >= 0; i--) {
        for (let k = i + 1; k < n; k++)
            x[i] -= factor[k][i] * x[k];
        x[i] /= factor[i][i];
    }
    return x;
}
/** Logarithm of the determinant of the factorised matrix. */
function logDeterminant(factor) {
    let sum = 0;
    for (let i = 0; i < factor.length; i++)
        sum += 2 * Math.log(factor[i][i]);
    return sum;
}

;// CONCATENATED MODULE: ./build/lib/perf/profile/local-calibration.js

/** What a local measurement can say about. `latency` is the whole request, which rates follow from. */
const LOCAL_FIGURES = (/* unused pure expression or super */ null && (["ttft", "tpot", "latency"]));
/** Coordinates of a load; distances between them are sums of absolute differences. */
function coordinates(place, spread) {
    const { shapeScale, loadScale } = spread;
    return [
        Math.log(place.isl) / shapeScale,
        Math.log(place.osl) / shapeScale,
        Math.log(place.gpus) / shapeScale,
        Math.log(place.prefillLanes) / shapeScale,
        Math.log(place.concurrency / place.gpus) / loadScale,
    ];
}
/** Covariance of the errors at two loads of one group, noise left out. */
function covariance(a, b, spread) {
    let distance = 0;
    for (let i = 0; i < a.length; i++)
        distance += Math.abs(a[i] - b[i]);
    return spread.group + spread.load * Math.exp(-distance);
}
/**
 * Best linear prediction of a group's error from its measured points (a Gaussian process, known as kriging). With one
 * point it is the familiar shrunk factor, group / (group + load + noise) of what was measured; points near a load count
 * for more, and far from all of them the correction falls back to what the group shares. Duplicated points are averaged
 * by the noise term.
 */
function condition(places, residuals, spread) {
    const at = places.map((place) => coordinates(place, spread));
    const factor = cholesky(at.map((a, i) => at.map((b, j) => covariance(a, b, spread) + (i === j ? spread.noise : 0))));
    const weights = solveCholesky(factor, residuals);
    const prior = spread.group + spread.load + spread.noise;
    return {
        at(place) {
            const here = coordinates(place, spread);
            const shared = at.map((a) => covariance(a, here, spread));
            const solved = solveCholesky(factor, shared);
            let mean = 0;
            let explained = 0;
            for (let i = 0; i < shared.length; i++) {
                mean += weights[i] * shared[i];
                explained += solved[i] * shared[i];
            }
            return { mean, variance: Math.max(prior - explained, spread.noise) };
        },
    };
}
/** Corrections from measured points. Groups are prepared when first asked, so unused ones cost nothing. */
function localCalibration(points, { spread }) {
    const groups = new Map();
    for (const point of points)
        groups.set(point.group, [...(groups.get(point.group) ?? []), point]);
    const ready = new Map();
    return {
        at(group, facts, familiarity) {
            const own = groups.get(group);
            if (own === undefined)
                return undefined;
            const key = `${familiarity} ${group}`;
            let figures = ready.get(key);
            if (figures === undefined) {
                const of = (figure) => {
                    const known = own.filter(({ residual }) => residual[figure] !== undefined);
                    return condition(known.map(({ place }) => place), known.map(({ residual }) => residual[figure]), spread[familiarity][figure]);
                };
                figures = { ttft: of("ttft"), tpot: of("tpot"), latency: of("latency") };
                ready.set(key, figures);
            }
            const ttft = figures.ttft.at(facts);
            const tpot = figures.tpot.at(facts);
            const latency = figures.latency.at(facts);
            const width = (figure, variance) => spread[familiarity][figure].band * Math.sqrt(variance);
            return {
                ttft: ttft.mean,
                tpot: tpot.mean,
                width: {
                    ttft: width("ttft", ttft.variance),
                    tpot: width("tpot", tpot.variance),
                    latency: width("latency", latency.variance),
                },
                points: own.length,
            };
        },
    };
}

// EXTERNAL MODULE: ./build/lib/check/measured-point.js + 2 modules
var measured_point = __webpack_require__(3705);
;// CONCATENATED MODULE: ./build/lib/check/local-profile.js






/**
 * Opens a local calibration over the shipped one. Points whose `predicted` came from another program or calibration are
 * priced again, so an upgrade never lays an old correction over a new model; those that cannot be are left out, and a note
 * says so. Throws `UserError` (`input`) for a broken file.
 */
async function openLocalProfile({ file, text }, places) {
    const calibration = (0,db_calibration/* readCalibration */.h)(places.root);
    const local = await (0,local_file/* parseLocalFile */.TL)(text, file);
    const { points, notes } = local.base === places.base
        ? { points: local.points, notes: [] }
        : await repriced(local, calibration, places.predictor);
    const corrections = localCalibration(points.map(local_file/* toLocalPoint */.pP), (0,db_calibration/* readLocalSpread */.H)(places.root));
    return { profile: (0,calibrated/* calibratedProfile */.Tq)(calibration, corrections), points: points.length, notes };
}
/** All points as the shipped calibration prices them now. */
async function repriced(local, calibration, predictor) {
    const points = [];
    const notes = [];
    for (const point of local.points) {
        try {
            points.push({ ...point, ...(await (0,measured_point/* pricePoint */.Yl)(predictor, calibration, point, point.workload)) });
        }
        catch (error) {
            if (!(error instanceof errors/* UserError */.y))
                throw error;
            notes.push(`local calibration: ${point.name} (${point.source.file}) is left out: ${error.message}`);
        }
    }
    return { points, notes };
}


/***/ }),

/***/ 5486:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  declare: () => (/* binding */ declare),
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/lib/check/local-profile.js + 2 modules
var local_profile = __webpack_require__(6584);
// EXTERNAL MODULE: ./build/lib/check/measured-point.js + 2 modules
var measured_point = __webpack_require__(3705);
// EXTERNAL MODULE: ./build/lib/domain/errors.js
var errors = __webpack_require__(6586);
// EXTERNAL MODULE: ./build/lib/measured/local-file.js
var local_file = __webpack_require__(3633);
// EXTERNAL MODULE: ./build/lib/measured/parts.js
var parts = __webpack_require__(8464);
// EXTERNAL MODULE: ./build/lib/perf/db/calibration.js
var db_calibration = __webpack_require__(633);
// EXTERNAL MODULE: ./build/lib/perf/db/calibration-digest.js
var calibration_digest = __webpack_require__(4138);
// EXTERNAL MODULE: ./build/lib/perf/open.js + 39 modules
var perf_open = __webpack_require__(5997);
;// CONCATENATED MODULE: ./build/lib/report/terminal/calibrated.js
/** The added points against their predictions, and how many measurements each group has now. */
function renderCalibrated({ file, written, points, added }, markdown) {
    const groups = new Map();
    for (const { group } of points)
        groups.set(group, (groups.get(group) ?? 0) + 1);
    const bullet = markdown ? "- " : "  ";
    return [
        `${file}: ${counted(points.length, "point")}${written ? ", written" : ", not written (--dry-run)"}`,
        ...added.map((point) => `${bullet}${described(point)}`),
        ...[...groups].map(([group, count]) => `${bullet}local calibration of ${counted(count, "point")} for ${group.replace(/^group:/, "")}`),
    ].join("\n");
}
function described({ name, workload, measured, predicted, source }) {
    const { isl, osl, concurrency } = workload;
    const figure = (label, predictedMs, measuredMs) => measuredMs === undefined
        ? `${label} not measured`
        : `${label} ${measuredMs.toFixed(label === "TTFT" ? 0 : 2)} ms (predicted ${predictedMs.toFixed(label === "TTFT" ? 0 : 2)}, ${(predictedMs / measuredMs).toFixed(2)}x)`;
    const place = source.line > 1 ? `${source.file}:${source.line}` : source.file;
    return `${name}, isl ${isl}, osl ${osl}, ${concurrency} in flight: ${figure("TTFT", predicted.ttftMs, measured.ttftMs)}, ${figure("TPOT", predicted.tpotMs, measured.tpotMs)} [${place}]`;
}
function counted(count, what) {
    return `${count} ${what}${count === 1 ? "" : "s"}`;
}

// EXTERNAL MODULE: ./build/lib/cli/data-root.js
var data_root = __webpack_require__(7578);
// EXTERNAL MODULE: ./build/lib/cli/failure.js
var failure = __webpack_require__(2011);
// EXTERNAL MODULE: ./build/lib/cli/flag-table.js
var flag_table = __webpack_require__(5954);
// EXTERNAL MODULE: ./build/lib/cli/measured-files.js
var measured_files = __webpack_require__(5895);
// EXTERNAL MODULE: ./build/lib/cli/measured-flags.js
var measured_flags = __webpack_require__(9467);
// EXTERNAL MODULE: ./build/lib/cli/model-flags.js
var model_flags = __webpack_require__(3558);
// EXTERNAL MODULE: ./build/lib/cli/read-file.js
var read_file = __webpack_require__(1652);
// EXTERNAL MODULE: ./build/lib/cli/simulate-request.js
var simulate_request = __webpack_require__(5403);
// EXTERNAL MODULE: ./build/lib/cli/terminal.js
var terminal = __webpack_require__(1913);
// EXTERNAL MODULE: ./build/lib/cli/commands/estimate.js + 3 modules
var estimate = __webpack_require__(8493);
;// CONCATENATED MODULE: ./build/lib/cli/commands/calibrate.js





















/** Flags of `simulate` that say a deployment, not a load. */
const LOAD = /^(isl|osl|concurrency|request-rate|trace|requests|warmup|seed|ttft|tpot|request-latency|profile|database-mode|transfer-policy|estimate-mode|mode|calibration-file|format)$/;
const CALIBRATE_FLAGS = [
    {
        name: "manifest",
        type: (0,flag_table/* text */.Qq)("file"),
        help: "the deployment that was measured, instead of the flags below",
    },
    { name: "deployment", type: (0,flag_table/* text */.Qq)("name"), help: "which one, in a manifest of several" },
    { name: "config-file", type: (0,flag_table/* text */.Qq)("file"), help: "policy that completes the manifest" },
    ...simulate_request/* SIMULATE_FLAGS */.lT.filter(({ name }) => !LOAD.test(name)),
    ...simulate_request/* SIMULATE_FLAGS */.lT.filter(({ name }) => name === "mode"),
    {
        name: "calibration-file",
        type: (0,flag_table/* text */.Qq)("file"),
        help: `file that is written (default: calibration-file of the policy, or ${local_file/* LOCAL_FILE */.N7})`,
    },
    { name: "dry-run", type: flag_table/* SWITCH */.Fo, help: "say what would be written" },
    model_flags/* FORMAT_FLAG */.rp,
];
/** Flags and help of `calibrate`. */
function declare(command) {
    command.argument("[results...]", "benchmark results: files, folders or quoted patterns; none: price the points of the file again");
    (0,flag_table/* declareFlags */.kV)(command, CALIBRATE_FLAGS);
}
/** Adds measurements to the repository's own calibration, which every later prediction of their group follows. */
async function run(args, flags, environment) {
    const { terminal, moduleUrl } = environment;
    const root = (0,data_root/* perfDbRoot */.Kq)(moduleUrl);
    const { predictor } = await (0,perf_open/* openPerfDb */.C)({
        root,
        systemsPaths: (0,estimate.ownFolders)(flags["systemsPaths"]),
    });
    const file = await fileOf(flags, terminal.cwd);
    const full = external_node_path_.resolve(terminal.cwd, file);
    const calibration = (0,db_calibration/* readCalibration */.h)(root);
    const base = (0,calibration_digest.calibrationBase)(root, (0,data_root/* readVersion */.$4)(moduleUrl));
    const before = (0,external_node_fs_.existsSync)(full)
        ? await (0,local_file/* parseLocalFile */.TL)((0,read_file/* readTextFile */.G)(terminal.cwd, file, `--calibration-file ${file}`), file)
        : undefined;
    const kept = before === undefined ? undefined : await current(before, base, calibration, predictor, terminal.err);
    const files = args.flatMap((each) => (0,measured_files.measuredFiles)(each, terminal.cwd));
    if (files.length === 0 && kept === undefined)
        throw new errors/* UserError */.y("usage", `name benchmark results; ${file}, which could be priced again, does not exist`);
    const added = files.length === 0 ? [] : await pointsOf({ files, flags, environment, predictor, calibration });
    const next = (0,local_file/* withPoints */.e7)(kept, base, added);
    const dry = flags["dryRun"] === true;
    if (!dry) {
        (0,external_node_fs_.mkdirSync)(external_node_path_.dirname(full), { recursive: true });
        (0,external_node_fs_.writeFileSync)(full, (0,local_file/* localFileText */.VS)(next));
    }
    if (flags["format"] === "json")
        terminal.out(JSON.stringify({ kind: "calibration", file, written: !dry, points: next.points.length, added }));
    else
        terminal.out(renderCalibrated({ file, written: !dry, points: next.points, added }, flags["format"] === "markdown"));
    return failure/* EXIT */.dc.done;
}
async function fileOf(flags, cwd) {
    const named = flags["calibrationFile"];
    if (named !== undefined)
        return named;
    const { usualPolicy } = await Promise.resolve(/* import() */).then(__webpack_require__.bind(__webpack_require__, 7379));
    return (await usualPolicy(cwd)).calibrationFile ?? local_file/* LOCAL_FILE */.N7;
}
/** The points as this program prices them, so that one file rests on one calibration. */
async function current(local, base, calibration, predictor, say) {
    if (local.base === base)
        return local;
    const { points, notes } = await (0,local_profile.repriced)(local, calibration, predictor);
    for (const note of notes)
        say((0,terminal/* safeLine */.om)(`note: ${note}`));
    return { ...local, base, points };
}
async function pointsOf({ files, flags, environment, predictor, calibration }) {
    const results = files.flatMap((file) => file.results);
    const manifest = flags["manifest"];
    const { deployment, prefix, name } = manifest === undefined
        ? { ...(await (0,measured_flags/* deploymentOfFlags */._)(predictor, flags, results)), name: undefined }
        : await (await Promise.all(/* import() */[__webpack_require__.e(8815), __webpack_require__.e(2463), __webpack_require__.e(9867), __webpack_require__.e(1042), __webpack_require__.e(9720), __webpack_require__.e(1854), __webpack_require__.e(2104), __webpack_require__.e(6069), __webpack_require__.e(7809), __webpack_require__.e(1216), __webpack_require__.e(548), __webpack_require__.e(1835)]).then(__webpack_require__.bind(__webpack_require__, 1835))).deploymentOfManifest({
            manifest,
            name: flags["deployment"],
            configFile: flags["configFile"],
            environment,
        });
    const points = [];
    for (const { file, sha256, results: runs } of files)
        for (const result of runs) {
            const workload = (0,measured_point/* workloadOf */.Rc)(result, prefix);
            const priced = await (0,measured_point/* pricePoint */.Yl)(predictor, calibration, { deployment }, workload);
            points.push({
                name: name ?? modelName(deployment),
                group: priced.group,
                load: priced.load,
                deployment,
                databaseMode: priced.databaseMode,
                workload,
                measured: measuredOf(result),
                predicted: priced.predicted,
                source: {
                    file,
                    line: result.line,
                    sha256,
                    tool: result.tool,
                    ...(result.date === undefined ? {} : { date: result.date }),
                },
            });
        }
    return points;
}
function measuredOf({ ttftMs, tpotMs, tokensPerSec }) {
    return (0,parts/* given */.gI)({ ttftMs: ttftMs.mean, tpotMs: tpotMs.mean, tokensPerSec });
}
function modelName({ model }) {
    return model.split("/").at(-1) ?? model;
}


/***/ }),

/***/ 3633:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N7: () => (/* binding */ LOCAL_FILE),
/* harmony export */   TL: () => (/* binding */ parseLocalFile),
/* harmony export */   VS: () => (/* binding */ localFileText),
/* harmony export */   e7: () => (/* binding */ withPoints),
/* harmony export */   pP: () => (/* binding */ toLocalPoint)
/* harmony export */ });
/* harmony import */ var _domain_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6586);
/* harmony import */ var _parts_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8464);


/** Where a repository keeps its measurements unless the policy says otherwise. */
const LOCAL_FILE = ".github/dynamo-advisor-calibration.json";
/** Largest file that is read, in characters: 500 points of a kilobyte. */
const MAX_LENGTH = 1024 * 1024;
/** Reads a local calibration. `ajv` is loaded here and nowhere earlier. Throws `UserError` (`input`). */
async function parseLocalFile(text, file) {
    const refuse = (message) => new _domain_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y("input", `${message}; \`dynamo-advisor calibrate\` writes this file`, {
        file,
        position: { line: 1, column: 1 },
    });
    if (text.length > MAX_LENGTH)
        throw refuse(`the local calibration has ${text.length} characters, at most ${MAX_LENGTH} are read`);
    let data;
    try {
        data = JSON.parse(text);
    }
    catch (error) {
        throw refuse(`the local calibration is not valid JSON: ${error instanceof Error ? error.message : String(error)}`);
    }
    const [{ Ajv }, { LOCAL_SCHEMA }] = await Promise.all([
        Promise.all(/* import() */[__webpack_require__.e(2463), __webpack_require__.e(6720)]).then(__webpack_require__.bind(__webpack_require__, 6720)),
        __webpack_require__.e(/* import() */ 6862).then(__webpack_require__.bind(__webpack_require__, 6862)),
    ]);
    const validate = new Ajv({ allErrors: false, strict: false, ownProperties: true }).compile(LOCAL_SCHEMA);
    if (!validate(data)) {
        const [first] = validate.errors ?? [];
        throw refuse(first === undefined ? "the local calibration is broken" : described(first, data));
    }
    return data;
}
function described(error, data) {
    const parts = error.instancePath.split("/").slice(1);
    const place = parts.map((part) => (/^\d+$/.test(part) ? `[${part}]` : `.${part}`)).join("");
    const where = place === "" ? "the local calibration" : `\`${place.replace(/^\./, "")}\``;
    const params = error.params;
    if (error.keyword === "required")
        return `${where} lacks \`${String(params["missingProperty"])}\``;
    if (error.keyword === "additionalProperties")
        return `${where} has the unknown key \`${String(params["additionalProperty"])}\``;
    let value = data;
    for (const part of parts)
        value = value?.[part];
    const allowed = error.keyword === "enum"
        ? `; allowed: ${params["allowedValues"].join(", ")}`
        : "";
    return `${where} is ${(0,_parts_js__WEBPACK_IMPORTED_MODULE_1__/* .shown */ .SP)(value)}, it ${error.message ?? "is not allowed"}${allowed}`;
}
/** The file's text: stable order (by group, load and source), so that a commit shows what was added. */
function localFileText(file) {
    const key = ({ group, load, source }) => JSON.stringify([
        group,
        ...[load.isl, load.osl, load.gpus, load.concurrency].map((n) => String(n).padStart(12, "0")),
        source.sha256,
        source.line,
    ]);
    const points = [...file.points].sort((a, b) => (key(a) < key(b) ? -1 : 1));
    return `${JSON.stringify({ format: file.format, base: file.base, points }, null, 2)}\n`;
}
/** Adds points; the same run of the same deployment takes the place of an older reading of it. */
function withPoints(file, base, added) {
    const key = ({ source, deployment }) => JSON.stringify([source.sha256, source.line, deployment]);
    const replaced = new Set(added.map(key));
    const kept = (file?.points ?? []).filter((point) => !replaced.has(key(point)));
    return { format: 1, base, points: [...kept, ...added] };
}
/** What the correction is made from: ln(measured / predicted). */
function toLocalPoint({ group, load, measured, predicted, workload }) {
    const { ttftMs, tpotMs } = measured;
    const steps = Math.max(0, workload.osl - 1);
    return {
        group,
        place: load,
        residual: {
            ...(ttftMs === undefined ? {} : { ttft: Math.log(ttftMs / predicted.ttftMs) }),
            ...(tpotMs === undefined ? {} : { tpot: Math.log(tpotMs / predicted.tpotMs) }),
            ...(ttftMs === undefined || tpotMs === undefined
                ? {}
                : { latency: Math.log((ttftMs + tpotMs * steps) / (predicted.ttftMs + predicted.tpotMs * steps)) }),
        },
    };
}


/***/ }),

/***/ 4138:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   calibrationBase: () => (/* binding */ calibrationBase)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);



/** Which program and which shipped calibration a local prediction rests on, e.g. `1.0.0 3f2a9c41d0b7`. */
function calibrationBase(root, version) {
    const bytes = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readFileSync)(node_path__WEBPACK_IMPORTED_MODULE_2__.join(root, "calibration", "calibrated.json"));
    return `${version} ${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)("sha256").update(bytes).digest("hex").slice(0, 12)}`;
}


/***/ })

};
