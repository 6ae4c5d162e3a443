export const id = 6584;
export const ids = [6584,4203];
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


/***/ })

};
