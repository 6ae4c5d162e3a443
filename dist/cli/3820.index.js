export const id = 3820;
export const ids = [3820];
export const modules = {

/***/ 6036:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  declare: () => (/* binding */ declare),
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./build/lib/manifest/parse.js + 31 modules
var parse = __webpack_require__(4045);
;// CONCATENATED MODULE: ./build/lib/manifest/expected-parse.js
/** The parse of a file in the form that `parse --format json` prints and the corpus expects. */
function expectedParse(file) {
    const [request] = file.requests;
    const jobs = file.workloads.filter((source) => source.kind === "perf-job");
    const onlyOther = file.deployments.length === 0 && (request !== undefined || jobs.length > 0);
    return {
        plain_yaml: file.plainYaml,
        ...(!onlyOther && { deployments: file.deployments.map(expectedDeployment) }),
        ...(file.template && { template: file.template }),
        ...(request && { request: expectedRequest(request) }),
        ...(jobs[0] && { workload: expectedWorkload(jobs[0]) }),
    };
}
function expectedDeployment(deployment) {
    const roles = new Map();
    for (const worker of deployment.workers)
        if (!roles.has(worker.role))
            roles.set(worker.role, expectedRole(worker));
    const evidence = deployment.workers.flatMap((worker) => worker.gpu);
    const instance = evidence.find((one) => one.kind === "instance-type")?.value;
    const model = deployment.model?.value ?? null;
    const served = deployment.servedName?.value;
    const unresolved = [...new Set(deployment.unresolved.map((one) => one.name))];
    return {
        name: deployment.name,
        apiVersion: deployment.apiVersion,
        backend: deployment.backend,
        model,
        mode: deployment.mode,
        gpu_product: evidence.find((one) => one.kind === "product")?.value ?? null,
        roles: Object.fromEntries(roles),
        others: Object.fromEntries(deployment.others.map(({ component, kind }) => [component, kind])),
        ...(served !== undefined && served !== model && { served_model_name: served }),
        ...(instance !== undefined && { instance_type: instance }),
        ...(unresolved.length > 0 && { unresolved }),
        ...(!deployment.supported && { supported: false }),
    };
}
function expectedRole(worker) {
    const { settings } = worker;
    const also = alsoOf(worker);
    const replicasUnresolved = worker.unresolved.some((one) => one.name === "replicas");
    const nodes = worker.unresolved.some((one) => one.name === "nodes") ? null : (worker.nodes?.value ?? 1);
    const gpus = value(worker.gpusPerNode);
    return {
        component: worker.component,
        replicas: replicasUnresolved ? null : (worker.replicas?.value ?? 1),
        nodes,
        gpus_per_worker: gpus === null || nodes === null ? null : gpus * nodes,
        tp: value(settings.tp),
        pp: value(settings.pp),
        dp: value(settings.dp),
        ep: value(settings.ep),
        max_batch: value(settings.maxBatch),
        max_tokens: value(settings.maxTokens),
        kv_dtype: value(settings.kvDtype),
        image: value(worker.image),
        ...(Object.keys(also).length > 0 && { also }),
    };
}
function alsoOf({ settings }) {
    const { speculative } = settings;
    const pairs = [
        ["expert_parallel", settings.expertParallel?.value],
        ["attention_dp", settings.attentionDp?.value],
        ["moe_tp", settings.moeTp?.value],
        ["chunked_prefill_size", settings.chunkedPrefillSize?.value],
        ["quantization", settings.quantization?.value],
        ["mem_fraction", settings.memFraction?.value],
        ["max_len", settings.maxSeqLen?.value],
        ["chunked_prefill", settings.chunkedPrefill?.value],
        ["prefix_caching", settings.prefixCaching?.value],
        [
            "speculative",
            speculative &&
                withoutUndefined({
                    method: speculative.method?.value,
                    num_tokens: speculative.numTokens?.value,
                    num_steps: speculative.numSteps?.value,
                    num_draft_tokens: speculative.numDraftTokens?.value,
                }),
        ],
    ];
    return withoutUndefined(Object.fromEntries(pairs));
}
function withoutUndefined(record) {
    return Object.fromEntries(Object.entries(record).filter(([, entry]) => entry !== undefined));
}
function value(setting) {
    return setting?.value ?? null;
}
function expectedRequest(request) {
    return {
        name: request.name,
        apiVersion: request.apiVersion,
        model: value(request.model),
        backend: value(request.backend),
        isl: value(request.isl),
        osl: value(request.osl),
        ttft_ms: value(request.ttftMs),
        itl_ms: value(request.tpotMs),
        e2e_ms: value(request.e2eMs),
        concurrency: value(request.concurrency),
        request_rate: value(request.requestRate),
        gpu_sku: value(request.gpuSku),
        total_gpus: value(request.totalGpus),
        gpus_per_node: value(request.gpusPerNode),
    };
}
function expectedWorkload(source) {
    return {
        model: value(source.model),
        isl: value(source.isl),
        osl: value(source.osl),
        concurrencies: source.concurrencies ?? [],
    };
}

// EXTERNAL MODULE: ./build/lib/report/json-text.js
var json_text = __webpack_require__(4169);
// EXTERNAL MODULE: ./build/lib/cli/flag-table.js
var flag_table = __webpack_require__(5954);
// EXTERNAL MODULE: ./build/lib/cli/model-flags.js
var model_flags = __webpack_require__(3558);
// EXTERNAL MODULE: ./build/lib/cli/read-file.js
var read_file = __webpack_require__(1652);
// EXTERNAL MODULE: ./build/lib/cli/siblings.js
var siblings = __webpack_require__(6110);
;// CONCATENATED MODULE: ./build/lib/cli/commands/parse.js







/** Flags and help of `parse`. */
function declare(command) {
    command.argument("<file...>", "manifests");
    (0,flag_table/* declareFlags */.kV)(command, [model_flags/* FORMAT_FLAG */.rp]);
}
/** Shows what was understood of a manifest, from where, and what is missing. Predicts nothing. */
async function run(args, flags, environment) {
    const { terminal } = environment;
    const parsed = args.map((file) => {
        const text = (0,read_file/* readTextFile */.G)(terminal.cwd, file);
        return (0,parse/* parseManifest */.N)(text, { file, siblings: (0,siblings/* siblingsOf */.D)(terminal.cwd, file) });
    });
    if (flags["format"] === "json") {
        const objects = parsed.map((file) => ({
            file: file.file,
            ...expectedParse(file),
            findings: file.findings,
        }));
        terminal.out((0,json_text/* jsonText */.s)(objects.length === 1 ? objects[0] : objects, 2));
        return 0;
    }
    const { renderParse } = await Promise.all(/* import() */[__webpack_require__.e(1216), __webpack_require__.e(7313)]).then(__webpack_require__.bind(__webpack_require__, 7313));
    for (const file of parsed)
        terminal.out(renderParse(file, { columns: terminal.columns, markdown: flags["format"] === "markdown" }));
    return 0;
}


/***/ }),

/***/ 5653:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ ANNOTATION_PREFIX)
/* harmony export */ });
/** Prefix of the annotations on `metadata.annotations` of a deployment. */
const ANNOTATION_PREFIX = "dynamo-advisor.dev/";


/***/ })

};
