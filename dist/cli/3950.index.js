export const id = 3950;
export const ids = [3950];
export const modules = {

/***/ 3950:
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
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
// EXTERNAL MODULE: ./build/lib/domain/deployment.js
var deployment = __webpack_require__(6518);
// EXTERNAL MODULE: ./build/lib/domain/errors.js
var errors = __webpack_require__(6586);
// EXTERNAL MODULE: ./build/lib/domain/nearest-name.js
var nearest_name = __webpack_require__(7267);
;// CONCATENATED MODULE: ./build/lib/perf/db/support-matrix.js
/** Fields of a stored row. */
const SUPPORT_FIELDS = [
    "model",
    "architecture",
    "system",
    "backend",
    "version",
    "mode",
    "status",
    "error",
    "source",
];
/** Stores every text once. */
function packSupport(rows) {
    const texts = new Map();
    const code = (text) => {
        const known = texts.get(text);
        if (known !== undefined)
            return known;
        texts.set(text, texts.size);
        return texts.size - 1;
    };
    const packed = rows.map((row) => SUPPORT_FIELDS.map((field) => code(row[field])));
    return { texts: [...texts.keys()], rows: packed };
}
/** The rows of a stored matrix, in the source's order. */
function unpackSupport(file) {
    return file.rows.map((row) => Object.fromEntries(SUPPORT_FIELDS.map((field, i) => [field, file.texts[row[i] ?? 0] ?? ""])));
}

// EXTERNAL MODULE: ./build/lib/perf/open.js + 39 modules
var perf_open = __webpack_require__(5997);
// EXTERNAL MODULE: ./build/lib/perf/version-order.js
var version_order = __webpack_require__(5019);
;// CONCATENATED MODULE: ./build/lib/search/support.js

/**
 * Answers from the support matrix (`spec/search.md` 11): a listed model is supported when a passing row of the mode exists;
 * an unlisted one when more than half of its architecture's models pass, marked as inferred. Without a version the highest
 * listed one counts.
 */
function decideSupport(rows, question) {
    const byPlace = groupBy(rows);
    const answers = [];
    for (const place of byPlace.values()) {
        const { system, backend } = place[0];
        const version = question.version ?? [...new Set(place.map((row) => row.version))].sort(version_order/* compareVersions */.Z).at(-1);
        const listed = place.filter((row) => row.version === version);
        const models = question.model === undefined ? [...new Set(listed.map((row) => row.model))].sort() : [question.model];
        for (const model of models) {
            const own = listed.filter((row) => row.model === model);
            if (own.length > 0) {
                const failed = own.find((row) => !passes(row));
                answers.push({
                    model,
                    system,
                    backend,
                    version,
                    agg: own.some((row) => row.mode === "agg" && passes(row)),
                    disagg: own.some((row) => row.mode === "disagg" && passes(row)),
                    inferred: false,
                    ...(failed === undefined || failed.error === "" ? {} : { reason: failed.error }),
                });
                continue;
            }
            const kin = listed.filter((row) => row.architecture === question.architecture);
            answers.push({
                model,
                system,
                backend,
                version,
                agg: majority(kin, "agg"),
                disagg: majority(kin, "disagg"),
                inferred: true,
                ...(kin.length > 0 ? {} : { reason: "no model of this architecture is listed" }),
            });
        }
    }
    return answers;
}
function groupBy(rows) {
    const groups = new Map();
    for (const row of rows) {
        const key = `${row.system} ${row.backend}`;
        const group = groups.get(key);
        if (group === undefined)
            groups.set(key, [row]);
        else
            group.push(row);
    }
    return groups;
}
function passes(row) {
    return row.status.toUpperCase() === "PASS";
}
function majority(rows, mode) {
    const votes = rows.filter((row) => row.mode === mode);
    return votes.length > 0 && votes.filter(passes).length * 2 > votes.length;
}
/** The answers as a table: a row a model and system, a column an engine; `*` marks inferred answers. */
async function supportMatrix(answers, options) {
    const backends = [...new Set(answers.map(({ backend }) => backend))];
    const systems = [...new Set(answers.map(({ system }) => system))];
    const models = [...new Set(answers.map(({ model }) => model))];
    const head = [
        "Model",
        ...(systems.length > 1 ? ["System"] : []),
        ...backends.flatMap((backend) => [`${backend} agg`, `${backend} disagg`]),
    ];
    const rows = [];
    for (const model of models) {
        for (const system of systems) {
            const cells = backends.flatMap((backend) => {
                const answer = answers.find((each) => each.model === model && each.system === system && each.backend === backend);
                if (answer === undefined)
                    return ["-", "-"];
                return [answer.agg, answer.disagg].map((yes) => `${yes ? "YES" : "NO"}${answer.inferred ? "*" : ""}`);
            });
            if (cells.some((cell) => cell !== "-"))
                rows.push([model, ...(systems.length > 1 ? [system] : []), ...cells]);
        }
    }
    if (options.markdown) {
        const { markdownTable } = await __webpack_require__.e(/* import() */ 735).then(__webpack_require__.bind(__webpack_require__, 735));
        return markdownTable([head, ...rows]);
    }
    const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i].length)));
    const others = widths.slice(1).reduce((sum, width) => sum + width + 2, 0);
    const first = Math.max(10, Math.min(widths[0], options.columns - others));
    const line = (row) => [fit(row[0], first), ...row.slice(1).map((cell, i) => cell.padEnd(widths[i + 1]))].join("  ").trimEnd();
    const versions = [...new Set(answers.map(({ backend, version }) => `${backend} ${version}`))];
    const notes = [
        `Versions: ${versions.join(", ")}`,
        ...(answers.some(({ inferred }) => inferred) ? ["* inferred from models of the same architecture"] : []),
    ];
    const reasons = answers.length <= 6
        ? answers.flatMap(({ backend, system, reason }) => reason === undefined ? [] : [`${backend} on ${system}: ${reason.slice(0, 300)}`])
        : [];
    return [line(head), ...rows.map(line), "", ...notes, ...reasons].join("\n");
}
function fit(text, width) {
    return text.length > width ? `${text.slice(0, width - 1)}…` : text.padEnd(width);
}

// EXTERNAL MODULE: ./build/lib/cli/data-root.js
var data_root = __webpack_require__(7578);
// EXTERNAL MODULE: ./build/lib/cli/flag-table.js
var flag_table = __webpack_require__(5954);
// EXTERNAL MODULE: ./build/lib/cli/model-flags.js
var model_flags = __webpack_require__(3558);
;// CONCATENATED MODULE: ./build/lib/cli/commands/support.js












/** Flags and help of `support`. */
function declare(command) {
    (0,flag_table/* declareFlags */.kV)(command, [
        { name: "model", type: (0,flag_table/* text */.Qq)("name"), help: "Hugging Face id; without it all models" },
        { name: "system", type: (0,flag_table/* text */.Qq)("name"), help: "GPU system; all without it" },
        { name: "backend", type: (0,flag_table/* choice */.Yq)(...deployment/* BACKENDS */.A7, "all"), help: "inference engine; all without it" },
        { name: "backend-version", type: (0,flag_table/* text */.Qq)("version"), help: "engine version (default the newest listed)" },
        model_flags/* FORMAT_FLAG */.rp,
        ...model_flags/* IGNORED_FLAGS */.du.filter(({ name }) => /^(?:log-level|debug|no-color)$/.test(name)),
    ]);
}
/** Looks the support matrix up, or prints it. Exit code 0 also when something is not supported: the answer is the output. */
async function run(_args, flags, environment) {
    const { terminal, moduleUrl } = environment;
    const root = (0,data_root/* perfDbRoot */.Kq)(moduleUrl);
    const rows = readSupport(root);
    const model = flags["model"];
    const { folders } = await (0,perf_open/* openPerfDb */.C)({ root });
    const systems = [...new Set(rows.map((row) => row.system))].sort();
    const system = pick("system", flags["system"], systems);
    const backend = flags["backend"] === "all" ? undefined : flags["backend"];
    const wanted = rows.filter((row) => (system === undefined || row.system === system) && (backend === undefined || row.backend === backend));
    const architecture = model === undefined
        ? undefined
        : folders.map(({ index }) => index.models[model]).find((found) => found !== undefined);
    if (model !== undefined && architecture === undefined && !rows.some((row) => row.model === model)) {
        const known = [...new Set(rows.map((row) => row.model))];
        throw new errors/* UserError */.y("model", `unknown model ${model}${(0,nearest_name/* didYouMean */.a)(model, known, ";")} its architecture is needed, pass a model of the same family`);
    }
    const answers = decideSupport(wanted, {
        ...(model === undefined ? {} : { model }),
        ...(architecture === undefined ? {} : { architecture }),
        ...(flags["backendVersion"] === undefined ? {} : { version: flags["backendVersion"] }),
    });
    if (flags["format"] === "json")
        terminal.out(JSON.stringify({ kind: "support", rows: answers }));
    else
        terminal.out(await supportMatrix(answers, { columns: terminal.columns, markdown: flags["format"] === "markdown" }));
    return 0;
}
function pick(what, asked, known) {
    if (asked === undefined || asked === "all")
        return undefined;
    if (known.includes(asked))
        return asked;
    throw new errors/* UserError */.y("system", `unknown ${what} ${asked}${(0,nearest_name/* didYouMean */.a)(asked, known, ";")} known: ${known.join(", ")}`);
}
function readSupport(root) {
    const packed = (0,external_node_zlib_.brotliDecompressSync)((0,external_node_fs_.readFileSync)(external_node_path_.join(root, "support.json.br"))).toString("utf8");
    return unpackSupport(JSON.parse(packed));
}


/***/ })

};
