export const id = 7313;
export const ids = [7313];
export const modules = {

/***/ 7313:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  renderParse: () => (/* binding */ renderParse)
});

// EXTERNAL MODULE: ./node_modules/string-width/index.js + 6 modules
var string_width = __webpack_require__(4292);
;// CONCATENATED MODULE: ./build/lib/manifest/missing.js
/** Every value of the engine workers that is not known, each with its reason: unresolved, in a file that is not here, or not written. */
function missingValues(deployment) {
    return deployment.workers.flatMap((worker) => missingOf(worker));
}
function missingOf(worker) {
    const { settings } = worker;
    const file = worker.unresolved.find((one) => one.name === "engine file");
    const reasonFor = (names, otherwise) => {
        const unresolved = worker.unresolved.find((one) => names.includes(one.name));
        if (unresolved)
            return `"${unresolved.text}": ${unresolved.reason}`;
        return file && worker.backend === "trtllm" ? file.reason : otherwise;
    };
    const found = [];
    const need = (present, name, keys, otherwise) => {
        if (present === undefined || present === null)
            found.push({
                component: worker.component,
                name,
                reason: reasonFor(keys, otherwise),
                line: worker.position.line,
            });
    };
    const engineDefault = "not written, the engine's default applies";
    need(settings.model, "model", ["model"], "not written in the command");
    if (!worker.replicas && worker.unresolved.some((one) => one.name === "replicas"))
        need(undefined, "replicas", ["replicas"], "not written, which means 1");
    need(worker.gpusPerNode, "GPUs", ["gpus_per_worker"], "no GPU limit in the file; a resource claim or a mistake");
    if (!worker.gpu.some((one) => one.kind === "product" || one.kind === "instance-type")) {
        const hint = worker.gpu.find((one) => one.system !== undefined);
        need(undefined, "GPU type", [], hint
            ? `no node selector names the product (a hint: ${hint.value})`
            : "no node selector names the product");
    }
    need(settings.tp, "tensor parallel", ["tp"], "not written, the engine takes 1");
    need(settings.maxBatch, "batch limit", ["maxBatch"], engineDefault);
    need(settings.maxTokens ?? settings.chunkedPrefillSize, "token budget", ["maxTokens", "chunkedPrefillSize"], engineDefault);
    need(settings.kvDtype, "KV cache type", ["kvDtype"], "not written, it follows the model");
    need(worker.image, "image", ["image"], "not written");
    return found;
}

// EXTERNAL MODULE: ./build/lib/report/markdown.js
var report_markdown = __webpack_require__(8818);
// EXTERNAL MODULE: ./build/lib/report/text-layout.js
var text_layout = __webpack_require__(799);
// EXTERNAL MODULE: ./build/lib/report/visible.js
var visible = __webpack_require__(3381);
;// CONCATENATED MODULE: ./build/lib/report/parse-text.js





/** Longest value in a table. */
const MAX_VALUE = 60;
/** What was understood of a manifest, from where, and what is missing, for people. */
function renderParse(file, options = {}) {
    const columns = Math.max(40, options.columns ?? 80);
    const markdown = options.markdown ?? false;
    const table = (rows) => markdown ? markdownRows(rows) : textRows(rows, columns);
    const lines = [markdown ? `### ${(0,report_markdown/* code */.aY)(file.file)}` : (0,visible/* visible */.RK)(file.file)];
    if (file.template)
        lines.push(...paragraph(TEMPLATE_WORDS[file.template], columns, markdown));
    for (const note of file.notes)
        lines.push(...paragraph(note, columns, markdown));
    for (const deployment of file.deployments)
        lines.push("", ...deploymentLines(deployment, table, columns, markdown));
    for (const request of file.requests)
        lines.push("", heading(`Request ${request.name} (${request.apiVersion})`, markdown), ...table(loadRows(request)));
    for (const source of file.workloads.filter((one) => one.kind !== "dgdr"))
        lines.push("", heading(`${source.kind === "planner" ? "Planner" : "Benchmark"} ${source.name}`, markdown), ...table([...loadRows(source), ...concurrencyRow(source)]));
    if (file.deployments.length + file.requests.length + file.workloads.length === 0 &&
        file.documents.length > 0)
        lines.push(...paragraph(`No deployment here. Found: ${[...new Set(file.documents.map((document) => document.kind || "a document without a kind"))].slice(0, 10).join(", ")}.`, columns, markdown));
    if (file.findings.length > 0) {
        lines.push("", heading(`Findings (${file.findings.length})`, markdown));
        for (const finding of file.findings.slice(0, 50))
            lines.push(...bullet(`${finding.position.line}:${finding.position.column} ${finding.severity} ${finding.rule}: ${(0,visible/* truncate */.xv)(finding.message, 500)}`, columns, markdown));
    }
    return (0,visible/* inertLines */.wi)(lines.join("\n"));
}
const TEMPLATE_WORDS = {
    helm: "A Helm template: render it first, then read the rendered file.",
    envsubst: "A template with variables to be filled in from outside.",
    placeholder: "Some values are placeholders.",
    "kustomize-patch": "A kustomize patch: it holds only the differences. Read the rendered deployment.",
};
function deploymentLines(deployment, table, columns, markdown) {
    const lines = [
        heading(`${deployment.name || "(no name)"}: ${deployment.mode ?? "no serving mode"}, ${deployment.backend ?? "no known engine"}, line ${deployment.position.line}`, markdown),
    ];
    const rows = [];
    addRow(rows, "model", deployment.model);
    if (deployment.servedName && deployment.servedName.value !== deployment.model?.value)
        addRow(rows, "served as", deployment.servedName);
    addRow(rows, "Dynamo", deployment.dynamoVersion);
    addRow(rows, "engine version", deployment.backendVersion);
    lines.push(...table([...rows, ...loadRows(deployment.annotations)]));
    for (const worker of deployment.workers)
        lines.push("", subheading(`${worker.role} worker ${worker.component}, line ${worker.position.line}`, markdown), ...table(workerRows(worker)));
    if (deployment.others.length > 0)
        lines.push(...paragraph(`Beside them: ${deployment.others.map(({ component, kind }) => `${component} (${kind})`).join(", ")}.`, columns, markdown));
    for (const note of deployment.notes)
        lines.push(...paragraph(note, columns, markdown));
    const missing = missingValues(deployment);
    if (missing.length > 0) {
        lines.push("", subheading("Not in the file", markdown));
        for (const { component, name, reason } of missing)
            lines.push(...bullet(`${component}: ${name}: ${reason}`, columns, markdown));
    }
    return lines;
}
function workerRows(worker) {
    const rows = [];
    const { settings } = worker;
    addRow(rows, "replicas", worker.replicas);
    addRow(rows, "nodes each", worker.nodes);
    addRow(rows, "GPUs each node", worker.gpusPerNode);
    const [gpu] = worker.gpu;
    if (gpu)
        rows.push([
            "GPU type",
            gpu.value,
            `${place(gpu.origin)}${gpu.system === undefined ? "" : `, ${gpu.system}`}`,
        ]);
    for (const [name, setting] of engineRows(settings))
        addRow(rows, name, setting);
    const { speculative } = settings;
    addRow(rows, "drafts", speculative?.method);
    addRow(rows, "draft depth", speculative?.numTokens ?? speculative?.numSteps);
    addRow(rows, "image", worker.image);
    return rows;
}
function engineRows(settings) {
    return [
        ["tensor parallel", settings.tp],
        ["pipeline parallel", settings.pp],
        ["data parallel", settings.dp],
        ["attention DP", settings.attentionDp],
        ["expert parallel", settings.ep ?? settings.expertParallel],
        ["expert tensor parallel", settings.moeTp],
        ["batch limit", settings.maxBatch],
        ["token budget", settings.maxTokens],
        ["prefill chunk", settings.chunkedPrefillSize],
        ["sequence limit", settings.maxSeqLen],
        ["KV cache type", settings.kvDtype],
        ["weights", settings.quantization],
        ["memory fraction", settings.memFraction],
        ["chunked prefill", settings.chunkedPrefill],
        ["prefix caching", settings.prefixCaching],
        ["KV transfer", settings.kvTransfer],
    ];
}
function loadRows(facts) {
    const rows = [];
    addRow(rows, "model", facts.model);
    addRow(rows, "prompt tokens", facts.isl);
    addRow(rows, "answer tokens", facts.osl);
    addRow(rows, "shared prefix", facts.prefixTokens);
    addRow(rows, "requests at once", facts.concurrency);
    addRow(rows, "requests/s", facts.requestRate);
    addRow(rows, "TTFT limit, ms", facts.ttftMs);
    addRow(rows, "TPOT limit, ms", facts.tpotMs);
    addRow(rows, "latency limit, ms", facts.e2eMs);
    addRow(rows, "GPU system", facts.system);
    addRow(rows, "GPUs in all", facts.totalGpus);
    return rows;
}
function concurrencyRow({ concurrencies = [], position }) {
    return concurrencies.length > 1
        ? [["requests at once", concurrencies.join(", "), `line ${position.line}`]]
        : [];
}
function addRow(rows, name, setting) {
    if (!setting)
        return;
    const lost = (setting.overridden ?? []).filter((other) => String(other.value) !== String(setting.value));
    const also = lost.length === 0
        ? ""
        : ` (beats ${lost.map((other) => `${String(other.value)} on line ${other.origin.position.line}`).join(", ")})`;
    rows.push([name, String(setting.value), place(setting.origin) + also]);
}
/** Flags stay whole, of annotations and labels the part after the slash, of paths the last key. */
function shortName(name) {
    if (name.startsWith("-"))
        return name;
    return name.includes("/") ? name.slice(name.lastIndexOf("/") + 1) : (name.split(".").at(-1) ?? name);
}
/** Where a value stands, in a few words. */
function place({ position, name, via, aliased, how }) {
    const short = shortName(name);
    const carried = via === undefined || via === name ? "" : ` in ${via.replace(/^ConfigMap \S+, /, "")}`;
    return `line ${position.line}, ${how === "image" ? "image tag" : short}${carried}${aliased ? ", through an alias" : ""}`;
}
function textRows(rows, columns) {
    const clean = rows.map(([name, value, from]) => [
        name,
        (0,visible/* truncate */.xv)((0,visible/* visible */.RK)(value), MAX_VALUE),
        (0,visible/* visible */.RK)(from),
    ]);
    const width = (index, most) => Math.max(0, ...clean.map((row) => (0,string_width/* default */.A)(row[index])).filter((size) => size <= most));
    const [first, second] = [width(0, columns), width(1, Math.floor(columns / 3))];
    const pad = (value, size) => value + " ".repeat(Math.max(0, size - (0,string_width/* default */.A)(value)));
    return clean.flatMap(([name, value, from]) => {
        const head = `  ${pad(name, first)}  ${pad(value, second)}  `;
        const room = columns - (0,string_width/* default */.A)(head);
        // A long value pushes its source to a line of its own.
        return room >= 30
            ? [head + (0,visible/* truncate */.xv)(from, room)]
            : [head.trimEnd(), `  ${" ".repeat(first)}  ${(0,visible/* truncate */.xv)(from, columns - first - 4)}`];
    });
}
function markdownRows(rows) {
    if (rows.length === 0)
        return [];
    return [
        "",
        (0,report_markdown/* table */.tp)(["Setting", "Value", "From"], "lll", rows.map(([name, value, from]) => [name, (0,report_markdown/* code */.aY)(value), (0,report_markdown/* text */.Qq)(from)])),
    ];
}
function heading(title, markdown) {
    return markdown ? `#### ${(0,report_markdown/* text */.Qq)(title)}` : (0,visible/* visible */.RK)(title);
}
function subheading(title, markdown) {
    return markdown ? `**${(0,report_markdown/* text */.Qq)(title)}**` : `  ${(0,visible/* visible */.RK)(title)}`;
}
function paragraph(sentence, columns, markdown) {
    return markdown ? ["", (0,report_markdown/* prose */.CS)(sentence)] : (0,text_layout/* wrap */.LV)((0,visible/* visible */.RK)(sentence), columns, "  ");
}
function bullet(item, columns, markdown) {
    return markdown ? [`- ${(0,report_markdown/* text */.Qq)(item, 600)}`] : (0,text_layout/* wrap */.LV)((0,visible/* visible */.RK)(item), columns, "  ");
}


/***/ })

};
