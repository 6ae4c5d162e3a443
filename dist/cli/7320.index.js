export const id = 7320;
export const ids = [7320];
export const modules = {

/***/ 9478:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  j: () => (/* binding */ generateFiles),
  T: () => (/* binding */ isExecutable)
});

// EXTERNAL MODULE: ./build/lib/generate/shell.js
var shell = __webpack_require__(60);
;// CONCATENATED MODULE: ./build/lib/generate/bench/aiperf.js

/** The AIPerf command that measures one load through a port-forward, one argument pair a line. For people to copy. */
function aiperfCommand(settings, options = {}) {
    const pairs = [
        ["--model", settings.model],
        ["--tokenizer", settings.tokenizer],
        ["--endpoint-type", settings.endpointType],
        ["--url", options.url ?? "http://localhost:8000"],
        ["--streaming"],
        ["--synthetic-input-tokens-mean", String(settings.isl)],
        ["--synthetic-input-tokens-stddev", String(settings.islStddev)],
        ["--output-tokens-mean", String(settings.osl)],
        ["--output-tokens-stddev", String(settings.oslStddev)],
        ["--concurrency", String(settings.recommended)],
        ["--request-count", "1000"],
        ["--warmup-request-count", "100"],
        ["--artifact-dir", options.artifactDir ?? "./benchmark-results"],
        ["-v"],
    ];
    return `aiperf profile \\\n${pairs.map(([flag, value]) => `  ${flag}${value === undefined ? "" : ` ${plainOrQuoted(value)}`}`).join(" \\\n")}\n`;
}
function plainOrQuoted(word) {
    return /^[A-Za-z0-9_./:@%+-]+$/.test(word) ? word : (0,shell/* shellQuote */.ZL)(word);
}

// EXTERNAL MODULE: ./build/lib/generate/yaml-text.js
var yaml_text = __webpack_require__(8595);
;// CONCATENATED MODULE: ./build/lib/generate/bench/script.js


/** Prefix of the variables that override a setting; AIConfigurator's scripts read the same names. */
const PREFIX = "AICONFIGURATOR_BENCH_";
const SCRIPT_ROUNDS = 20;
/** `bench_run.sh`: AIPerf once for each load, against the frontend on the head node. */
function benchScript(settings, values) {
    const { headNodeIp, port } = values.options.service;
    const url = values.options.bench.endpointUrl ?? `http://${headNodeIp}:${port}`;
    const copied = aiperfCommand(settings).trimEnd().replaceAll("\n", "\n#   ");
    return [
        "#!/usr/bin/env bash\n",
        `# Measures the deployment; the recommended load is ${settings.recommended} requests in flight. That load alone, through a port-forward:\n#   ${copied}\n`,
        "set -eu\nset -o pipefail\n\n",
        sweep(settings, { url, rounds: SCRIPT_ROUNDS }),
    ].join("");
}
/** The script of the benchmark Job: installs AIPerf, then the same sweep with longer runs. */
function jobScript(settings) {
    return `set -eu\nset -o pipefail\npip install aiperf\n${sweep(settings, { url: settings.url, rounds: 50 })}`;
}
function sweep(settings, { url, rounds }) {
    const variables = [
        ["BENCH_MODEL", `${PREFIX}MODEL`, settings.model],
        ["BENCH_TOKENIZER", `${PREFIX}TOKENIZER`, settings.tokenizer],
        ["BENCH_ENDPOINT_TYPE", `${PREFIX}ENDPOINT_TYPE`, settings.endpointType],
        ["BENCH_ENDPOINT_URL", `${PREFIX}ENDPOINT_URL`, url],
        ["BENCH_ISL", `${PREFIX}ISL`, settings.isl],
        ["BENCH_ISL_STDDEV", `${PREFIX}ISL_STDDEV`, settings.islStddev],
        ["BENCH_OSL", `${PREFIX}OSL`, settings.osl],
        ["BENCH_OSL_STDDEV", `${PREFIX}OSL_STDDEV`, settings.oslStddev],
        ["BENCH_PREFIX", `${PREFIX}PREFIX`, settings.prefix],
        ["BENCH_PREFIX_PROMPTS", `${PREFIX}PREFIX_PROMPTS`, settings.prefixPrompts],
        ["BENCH_ROUNDS", `${PREFIX}MULTI_ROUND`, rounds],
        ["BENCH_UI", `${PREFIX}UI`, settings.ui],
        ["ARTIFACT_DIR", "BENCH_ARTIFACT_DIR", "/tmp/bench_artifacts"],
    ];
    return [
        ...variables.map(([name, variable, fallback]) => (0,shell/* assignDefault */.jx)(name, String(fallback), variable)),
        `\nread -r -a concurrencies <<< "\${${PREFIX}CONCURRENCY:-${settings.concurrencies.join(" ")}}"\n`,
        "\nprefix_args=()\n",
        'if [ "$BENCH_PREFIX" -gt 0 ]; then\n',
        '  prefix_args=(--prefix-prompt-length "$BENCH_PREFIX" --num-prefix-prompts "$BENCH_PREFIX_PROMPTS")\n',
        "fi\n\n",
        'for concurrency in "${concurrencies[@]}"; do\n',
        '  echo "Concurrency $concurrency"\n',
        "  aiperf profile \\\n",
        '    --artifact-dir "${ARTIFACT_DIR}/concurrency_${concurrency}" \\\n',
        '    -m "$BENCH_MODEL" \\\n',
        '    --endpoint-type "$BENCH_ENDPOINT_TYPE" \\\n',
        '    -u "$BENCH_ENDPOINT_URL" \\\n',
        '    --tokenizer "$BENCH_TOKENIZER" \\\n',
        '    --isl "$BENCH_ISL" --isl-stddev "$BENCH_ISL_STDDEV" \\\n',
        '    --osl "$BENCH_OSL" --osl-stddev "$BENCH_OSL_STDDEV" \\\n',
        // bash before 4.4 takes an empty array for an unset variable
        '    ${prefix_args[@]+"${prefix_args[@]}"} \\\n',
        "    --extra-inputs 'ignore_eos:true' \\\n",
        `    --extra-inputs '{"nvext":{"ignore_eos":true}}' \\\n`,
        '    --concurrency "$concurrency" \\\n',
        '    --num-requests "$((concurrency * BENCH_ROUNDS))" \\\n',
        '    --warmup-request-count "$((concurrency * 2))" \\\n',
        "    --random-seed 100 \\\n",
        '    --ui "$BENCH_UI" \\\n',
        "    --streaming\n",
        "done\n",
    ].join("");
}

;// CONCATENATED MODULE: ./build/lib/generate/bench/job.js


/** `k8s_bench.yaml`: a Job that measures the deployment from inside the cluster. */
function benchJob(settings, { options: { bench, k8s } }) {
    return (0,yaml_text/* yamlText */.pS)({
        apiVersion: "batch/v1",
        kind: "Job",
        metadata: { name: settings.name, ...(k8s.namespace === undefined ? {} : { namespace: k8s.namespace }) },
        spec: {
            backoffLimit: 0,
            template: {
                metadata: { name: settings.name },
                spec: {
                    restartPolicy: "Never",
                    ...(k8s.imagePullSecret === undefined
                        ? {}
                        : { imagePullSecrets: [{ name: k8s.imagePullSecret }] }),
                    containers: [
                        {
                            name: "aiperf",
                            image: bench.image,
                            command: ["/bin/bash", "-c"],
                            args: [jobScript(settings)],
                            ...(k8s.hfTokenSecret === ""
                                ? {}
                                : { envFrom: [{ secretRef: { name: k8s.hfTokenSecret, optional: true } }] }),
                            env: [
                                { name: "AIPERF_SERVICE_PROFILE_START_TIMEOUT", value: String(bench.profileStartTimeout) },
                            ],
                        },
                    ],
                },
            },
        },
    }, {
        header: [`Measures the deployment; the recommended load is ${settings.recommended} requests in flight`],
    });
}

;// CONCATENATED MODULE: ./build/lib/generate/bench/settings.js
/** Loads that are always worth knowing, beside the predicted one. */
const COMMON_LOADS = [1, 2, 8, 16, 32, 64, 128];
/** AIPerf settings of a deployment: the predicted load, 5 % around it, and common ones. */
function benchSettings(values) {
    const { bench, k8s } = values.options;
    const { task, concurrency } = values;
    const around = [Math.floor(0.95 * concurrency), concurrency, Math.floor(1.05 * concurrency)];
    return {
        name: bench.name ?? `${values.name}-benchmark`,
        model: bench.model ?? values.service.servedModelName,
        tokenizer: bench.tokenizer ?? values.service.modelPath,
        endpointType: bench.endpointType,
        url: bench.endpointUrl ??
            `http://${values.name}-frontend${k8s.namespace === undefined ? "" : `.${k8s.namespace}.svc.cluster.local`}:8000`,
        isl: bench.isl ?? task.isl,
        osl: bench.osl ?? task.osl,
        islStddev: bench.islStddev,
        oslStddev: bench.oslStddev,
        prefix: bench.prefix ?? values.prefix,
        prefixPrompts: bench.prefixPromptPoolSize,
        concurrencies: bench.concurrency ??
            [...new Set([...COMMON_LOADS, ...around])].filter((load) => load >= 1).sort((a, b) => a - b),
        recommended: concurrency,
        ui: bench.ui,
    };
}

// EXTERNAL MODULE: ./build/lib/generate/build-values.js + 1 modules
var build_values = __webpack_require__(1910);
// EXTERNAL MODULE: ./build/lib/generate/manifest/graph.js + 2 modules
var manifest_graph = __webpack_require__(2594);
;// CONCATENATED MODULE: ./build/lib/generate/generator-config.js



/** `generator_config.yaml`: what the files of a folder were written from. `generate --generator-config` accepts it again. */
function generatorConfig(values, deployment) {
    const { options, task, target, service } = values;
    const { k8s, dyn } = options;
    const bench = benchSettings(values);
    const config = {
        backend: values.backend,
        generator_dynamo_version: target.dynamo,
        generated_config_version: target.engine,
        ...(options.rule === "default" ? {} : { rule: options.rule }),
        ...(options.preserveEngineLimits ? { preserve_engine_limits: true } : {}),
        ServiceConfig: {
            model_path: service.modelPath,
            served_model_path: service.modelPath,
            served_model_name: service.servedModelName,
            model_name: service.servedModelName,
            include_frontend: options.service.includeFrontend,
            prefix: values.prefix,
            head_node_ip: options.service.headNodeIp,
            port: options.service.port,
            ...(values.backend === "vllm"
                ? {
                    dyn_vllm_kv_event_port: options.service.vllmKvEventPort,
                    vllm_nixl_side_channel_port: options.service.vllmNixlSideChannelPort,
                }
                : {}),
            ...(values.backend === "sglang" ? { sglang_kv_event_port: options.service.sglangKvEventPort } : {}),
        },
        K8sConfig: {
            name: values.name,
            name_prefix: k8s.namePrefix,
            k8s_namespace: k8s.namespace ?? null,
            k8s_api_version: target.apiVersion.replace("nvidia.com/", ""),
            k8s_image: (0,manifest_graph/* runtimeImage */.Wy)(values),
            k8s_planner_image: k8s.plannerImage ?? null,
            k8s_image_pull_secret: k8s.imagePullSecret ?? null,
            k8s_hf_token_secret: k8s.hfTokenSecret,
            transport: k8s.transport,
            k8s_engine_mode: k8s.engineMode,
            k8s_pvc_name: k8s.pvcName ?? "",
            k8s_pvc_mount_path: k8s.pvcMountPath,
            k8s_model_path_in_pvc: k8s.modelPathInPvc ?? "",
            k8s_etcd_endpoints: k8s.etcdEndpoints ?? null,
            k8s_hf_home: k8s.hfHome ?? "",
            node_selector: k8s.nodeSelector,
            ...(k8s.extraEnv.length === 0
                ? {}
                : { extra_env: k8s.extraEnv.map(([name, value]) => ({ name, value })) }),
            ...(k8s.workerExtraPodSpec === undefined ? {} : { worker_extra_pod_spec: k8s.workerExtraPodSpec }),
            ...(k8s.frontendExtraPodSpec === undefined
                ? {}
                : { frontend_extra_pod_spec: k8s.frontendExtraPodSpec }),
        },
        DynConfig: {
            mode: values.mode,
            ...(dyn.enableRouter === undefined ? {} : { enable_router: dyn.enableRouter }),
            ...(dyn.routerMode === undefined ? {} : { router_mode: dyn.routerMode }),
            ...(dyn.routerConfig === undefined ? {} : { router_config: dyn.routerConfig }),
            ...(dyn.plannerConfig === undefined ? {} : { planner_config: dyn.plannerConfig }),
            ...(dyn.kvbmConfig === undefined ? {} : { kvbm_config: dyn.kvbmConfig }),
        },
        WorkerConfig: Object.fromEntries(values.roles.flatMap((role) => [
            [`${role.role}_workers`, role.workers],
            [`${role.role}_gpus_per_worker`, role.gpusPerWorker],
        ])),
        ...workersSection(values),
        SlaConfig: {
            isl: task.isl,
            osl: task.osl,
            ...(task.predicted === undefined ? {} : { ttft: task.predicted.ttftMs, tpot: task.predicted.tpotMs }),
        },
        BenchConfig: {
            name: bench.name,
            image: options.bench.image,
            endpoint_type: bench.endpointType,
            endpoint_url: bench.url,
            model: bench.model,
            tokenizer: bench.tokenizer,
            isl: bench.isl,
            osl: bench.osl,
            concurrency: bench.concurrencies,
        },
        NodeConfig: {
            num_gpus_per_node: values.roles[0]?.gpusPerNode ?? 8,
            system_name: values.roles[0]?.system ?? "",
        },
        params: paramsSection(values, deployment),
        ModelConfig: {
            prefix: values.prefix,
            is_moe: values.isMoe,
            nextn: values.nextn,
            ...(deployment.speculation === undefined || values.nextn === 0
                ? {}
                : { nextn_accepted: deployment.speculation.accepted }),
        },
    };
    return (0,yaml_text/* yamlText */.pS)(config);
}
function workersSection({ options }) {
    const entries = Object.entries(options.workers).filter(([, overrides]) => overrides !== undefined);
    return entries.length === 0 ? {} : { Workers: Object.fromEntries(entries) };
}
/** The predicted row of each role, in the reference's words; empty for unused roles. */
function paramsSection(values, deployment) {
    const roles = ["prefill", "decode", "agg"];
    return Object.fromEntries(roles.map((name) => {
        const role = values.roles.find((candidate) => candidate.role === name);
        const pool = deployment.pools.find((candidate) => candidate.role === name);
        return [
            name,
            role === undefined || pool === undefined ? {} : roleParams(values, deployment, role, pool),
        ];
    }));
}
function roleParams(values, { quant }, role, pool) {
    const { parallelism: p } = role.engine;
    const memory = values.task.memoryGib?.[role.role];
    const params = {
        tensor_parallel_size: p.tp,
        pipeline_parallel_size: p.pp,
        data_parallel_size: p.dp,
        moe_tensor_parallel_size: p.moeTp,
        moe_expert_parallel_size: p.moeEp,
        ...(p.cp > 1 ? { context_parallel_size: p.cp } : {}),
        gpus_per_worker: role.gpusPerWorker,
        max_batch_size: pool.batchSize,
        ctx_tokens: pool.ctxTokens,
        gemm_quant_mode: quant.gemm,
        moe_quant_mode: quant.moe,
        kvcache_quant_mode: quant.kvcache,
        fmha_quant_mode: quant.fmha,
        comm_quant_mode: quant.comm,
        memory,
        kv_cache_dtype: quant.kvcache,
    };
    return Object.fromEntries(Object.entries(params).filter((entry) => entry[1] !== undefined));
}

// EXTERNAL MODULE: ./build/lib/generate/manifest/compute-domain.js
var compute_domain = __webpack_require__(9404);
// EXTERNAL MODULE: ./build/lib/generate/manifest/v1alpha1.js
var v1alpha1 = __webpack_require__(3930);
// EXTERNAL MODULE: ./build/lib/generate/manifest/v1beta1.js
var v1beta1 = __webpack_require__(7608);
// EXTERNAL MODULE: ./build/lib/generate/manifest/worker-command.js
var worker_command = __webpack_require__(5910);
;// CONCATENATED MODULE: ./build/lib/generate/manifest/deploy.js






/** `k8s_deploy.yaml`: ConfigMap of engine files (when asked for), the deployment, the NVLink domain of multi-node workers. */
function deployManifest(values) {
    const graph = (0,manifest_graph/* buildGraph */.ZG)(values);
    const deployment = values.target.apiVersion === "nvidia.com/v1beta1" ? (0,v1beta1/* graphV1beta1 */.Z)(graph) : (0,v1alpha1/* graphV1alpha1 */.R)(graph);
    const configMap = values.options.k8s.engineMode === "configmap" ? engineConfigMap(values) : undefined;
    const multiNode = values.roles.some((role) => role.nodes > 1);
    return (0,yaml_text/* yamlFile */.oF)([
        ...(configMap === undefined ? [] : [(0,yaml_text/* yamlText */.pS)(configMap)]),
        (0,yaml_text/* yamlText */.pS)(deployment, { header: headerLines(values) }),
        ...(multiNode ? [(0,yaml_text/* yamlText */.pS)((0,compute_domain/* computeDomain */.m)(values.name, values.options.k8s.namespace))] : []),
    ]);
}
function engineConfigMap(values) {
    const files = values.roles.flatMap((role) => (0,worker_command/* engineFileText */.Ol)(role, values) ?? []);
    if (files.length === 0)
        return undefined;
    const { namespace } = values.options.k8s;
    return {
        apiVersion: "v1",
        kind: "ConfigMap",
        metadata: { name: worker_command/* ENGINE_CONFIG_MAP */.RR, ...(namespace === undefined ? {} : { namespace }) },
        data: Object.fromEntries(files.map((file) => [file.name, file.text])),
    };
}
/** What a reader of the file should know: what it is, what was predicted, what must exist in the cluster. */
function headerLines(values) {
    const { task, options, roles, target } = values;
    const gpus = roles.reduce((sum, role) => sum + role.workers * role.gpusPerWorker, 0);
    const secret = options.k8s.hfTokenSecret;
    return [
        `${values.service.modelPath} on ${gpus} GPUs (${[...new Set(roles.map((role) => role.system))].join(", ")}), ${values.backend} ${target.engine}, Dynamo ${target.dynamo}`,
        `${values.replicas} ${values.replicas === 1 ? "replica" : "replicas"}, in all ${roles.map(poolText).join(" + ")}`,
        ...(task.predicted === undefined
            ? []
            : [
                `Predicted at ${values.concurrency} requests in flight, ${task.isl} tokens in, ${task.osl} out: TTFT ${round(task.predicted.ttftMs)} ms, TPOT ${round(task.predicted.tpotMs)} ms (data: ${values.backend} ${values.dataVersion})`,
            ]),
        ...(secret === "" ? [] : [`Needs in the namespace: the secret ${secret} with HF_TOKEN`]),
        ...(task.producer === undefined ? [] : [`Written by ${task.producer}`]),
        ...values.notes,
    ];
}
function poolText({ role, workers, gpusPerWorker, nodes }) {
    const label = role === "agg"
        ? workers === 1
            ? "worker"
            : "workers"
        : `${role} ${workers === 1 ? "worker" : "workers"}`;
    return `${workers} ${label} of ${gpusPerWorker} ${gpusPerWorker === 1 ? "GPU" : "GPUs"}${nodes > 1 ? ` on ${nodes} nodes` : ""}`;
}
function round(value) {
    return String(Math.round(value * 100) / 100);
}

// EXTERNAL MODULE: ./build/lib/generate/options/types.js
var types = __webpack_require__(3322);
// EXTERNAL MODULE: ./build/lib/generate/rules.js
var rules = __webpack_require__(4085);
// EXTERNAL MODULE: ./build/lib/generate/backends/index.js + 10 modules
var backends = __webpack_require__(7085);
;// CONCATENATED MODULE: ./build/lib/generate/placement.js
/**
 * Where the workers stand when they are started by hand: each goes to the first machine with room. Disaggregated
 * workers come in the smallest even mixture (`p/g` prefill, then `d/g` decode, g = gcd), so that every machine gets both
 * kinds when it can. On a machine prefill workers use the first GPUs. A worker larger than a machine fills machines of
 * its own.
 */
function placeWorkers(values) {
    const machines = [];
    const placed = new Map();
    for (const role of workerOrder(values.roles)) {
        const first = placed.get(role.role) ?? 0;
        placed.set(role.role, first + 1);
        if (role.nodes > 1)
            addSpanning(machines, role, first);
        else
            addWorker(machines, role, first);
    }
    return machines.map((machine) => ({ system: machine.system, workers: workersOn(machine, values.roles) }));
}
function workerOrder(roles) {
    const rounds = roles.reduce((divisor, role) => gcd(divisor, role.workers), 0);
    const order = [];
    for (let round = 0; round < rounds; round++) {
        for (const role of roles)
            order.push(...Array.from({ length: role.workers / rounds }, () => role));
    }
    return order;
}
function addSpanning(machines, role, first) {
    for (let rank = 0; rank < role.nodes; rank++) {
        const spanning = {
            role: role.role,
            count: 1,
            first,
            gpuOffset: 0,
            rank,
            nodes: role.nodes,
        };
        machines.push({ system: role.system, free: 0, counts: new Map(), spanning });
    }
}
function addWorker(machines, role, first) {
    let machine = machines.find((candidate) => candidate.system === role.system && candidate.free >= role.gpusPerWorker);
    if (machine === undefined) {
        machine = { system: role.system, free: role.gpusPerNode, counts: new Map() };
        machines.push(machine);
    }
    machine.free -= role.gpusPerWorker;
    const before = machine.counts.get(role.role);
    machine.counts.set(role.role, { count: (before?.count ?? 0) + 1, first: before?.first ?? first });
}
function workersOn(machine, roles) {
    if (machine.spanning !== undefined)
        return [machine.spanning];
    const placed = [];
    let gpuOffset = 0;
    for (const role of roles) {
        const here = machine.counts.get(role.role);
        if (here === undefined)
            continue;
        placed.push({ role: role.role, count: here.count, first: here.first, gpuOffset, rank: 0, nodes: 1 });
        gpuOffset += here.count * role.gpusPerWorker;
    }
    return placed;
}
function gcd(a, b) {
    return b === 0 ? a : gcd(b, a % b);
}

;// CONCATENATED MODULE: ./build/lib/generate/scripts/run-script.js




/** Ends what the script started when the script ends, and nothing else. */
const STOP_CHILDREN = [
    "",
    "pids=()",
    "stop() {",
    '  for pid in ${pids[@]+"${pids[@]}"}; do kill "$pid" 2>/dev/null || true; done',
    "}",
    "trap stop EXIT",
    "trap 'exit 130' INT",
    "trap 'exit 143' TERM",
    "\n",
].join("\n");
/** `run_0.sh` …: one script a machine; the first also starts the frontend. */
function runScripts(values) {
    const nodes = placeWorkers(values);
    return nodes.map((node, index) => ({
        name: `run_${index}.sh`,
        text: runScript(values, node, index, nodes.length),
    }));
}
function runScript(values, node, index, total) {
    const frontend = index === 0 && values.options.service.includeFrontend;
    const counts = node.workers.map((worker) => worker.nodes > 1
        ? `part ${worker.rank + 1} of ${worker.nodes} of a ${worker.role} worker`
        : `${worker.count} ${worker.role} ${worker.count === 1 ? "worker" : "workers"}`);
    const launched = node.workers.find((worker) => needsLauncher(values, worker));
    return [
        "#!/usr/bin/env bash\n",
        `# Machine ${index + 1} of ${total} (${(0,yaml_text/* oneLine */.TN)(node.system)}): ${[...(frontend ? ["frontend"] : []), ...counts].join(", ")}.\n`,
        `# Runs inside the ${(0,backends/* backendGenerator */.M)(values.backend).runtimeImage}:${(0,yaml_text/* oneLine */.TN)(values.target.dynamo)} container; etcd and NATS run on HEAD_NODE_IP.\n`,
        "set -eu\nset -o pipefail\n",
        ...(launched === undefined
            ? [
                STOP_CHILDREN,
                environment(values),
                frontend ? frontendLines(values) : "",
                ...node.workers.map((worker) => workerLines(values, roleOf(values, worker), worker)),
                "\nwait\n",
            ]
            : [
                `\necho ${(0,shell/* shellQuote */.ZL)(`This machine holds a part of a ${launched.role} worker that spans ${launched.nodes} machines. TensorRT-LLM starts such workers through MPI: use k8s_deploy.yaml, or the launcher of your scheduler.`)} >&2\nexit 1\n`,
            ]),
    ].join("");
}
/** Whether a worker spans machines and its engine starts only through an outside launcher. */
function needsLauncher(values, placed) {
    return placed.nodes > 1 && (0,backends/* backendGenerator */.M)(values.backend).multiNodeArgs === undefined;
}
function roleOf(values, worker) {
    const role = values.roles.find((candidate) => candidate.role === worker.role);
    if (role === undefined)
        throw new Error(`no role ${worker.role}`);
    return role;
}
function environment(values) {
    const { service } = values.options;
    return [
        (0,shell/* assignDefault */.jx)("MODEL_PATH", values.service.modelPath),
        (0,shell/* assignDefault */.jx)("SERVED_MODEL_NAME", values.service.servedModelName),
        (0,shell/* assignDefault */.jx)("HF_TOKEN", service.hfToken),
        (0,shell/* assignDefault */.jx)("HEAD_NODE_IP", service.headNodeIp),
        'ETCD_ENDPOINTS="${ETCD_ENDPOINTS:-${HEAD_NODE_IP}:2379}"\n',
        'NATS_SERVER="${NATS_SERVER:-nats://${HEAD_NODE_IP}:4222}"\n',
        (0,backends/* backendGenerator */.M)(values.backend).readsEngineFile
            ? 'ENGINE_CONFIG_DIR="${ENGINE_CONFIG_DIR:-$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)}"\n'
            : "",
        "export MODEL_PATH SERVED_MODEL_NAME HF_TOKEN HEAD_NODE_IP ETCD_ENDPOINTS NATS_SERVER\n",
    ].join("");
}
function frontendLines({ options: { service, dyn }, router }) {
    const mode = dyn.routerMode ?? (router ? "kv" : undefined);
    const words = ["--http-port", String(service.port), ...(mode === undefined ? [] : ["--router-mode", mode])];
    return `\npython3 -m dynamo.frontend ${words.map((word, index) => (index % 2 === 0 ? word : (0,shell/* shellQuote */.ZL)(word))).join(" ")} > >(sed -u 's/^/[frontend] /') 2>&1 &\npids+=("$!")\n`;
}
/** The loop that starts the workers of one role on this machine. */
function workerLines(values, role, placed) {
    const generator = (0,backends/* backendGenerator */.M)(values.backend);
    const file = generator.readsEngineFile ? `${role.role}_config.yaml` : undefined;
    const { module, args } = generator.command(role, values, file);
    const gpus = role.gpusPerWorker / placed.nodes;
    const title = `\n# ${placed.count} × ${role.role}, ${gpus} ${gpus === 1 ? "GPU" : "GPUs"} each${placed.nodes > 1 ? ` of the worker's ${role.gpusPerWorker}` : ""}\n`;
    const multiNode = placed.nodes > 1 ? (generator.multiNodeArgs?.(placed.nodes) ?? []) : [];
    const name = role.role.toUpperCase();
    const before = roleOffset(values, role, placed);
    const ports = generator
        .ports(values, role.role)
        .map(({ variable, base }) => ` ${variable}="$((${base + before} + w))"`);
    const portFlags = generator
        .portFlags(role, values)
        .map(({ flag, base, around: [left, right] = ["", ""] }) => ` ${flag} "${(0,shell/* shellDouble */.Qx)(left)}$((${base + before} + w))${(0,shell/* shellDouble */.Qx)(right)}"`);
    return [
        title,
        `${name}_GPU=${gpus}\n${name}_WORKERS=${placed.count}\n${name}_GPU_OFFSET=${placed.gpuOffset}\n`,
        placed.nodes > 1
            ? `NODE_RANK=${placed.rank}\nMASTER_ADDR="\${MASTER_ADDR:?address of the first machine of this worker}"\nMASTER_PORT="\${MASTER_PORT:-29500}"\nexport MASTER_PORT\n`
            : "",
        `${role.role}_args=(\n${argumentLines(args, file)}${multiNode.length === 0 ? "" : rankLines(multiNode)})\n`,
        `for ((w = 0; w < ${name}_WORKERS; w++)); do\n`,
        `  first=$((${name}_GPU_OFFSET + w * ${name}_GPU))\n`,
        `  gpus="$(seq -s, "$first" $((first + ${name}_GPU - 1)))"\n`,
        `  CUDA_VISIBLE_DEVICES="$gpus"${ports.join("")} \\\n`,
        `    python3 -m ${module} "\${${role.role}_args[@]}"${portFlags.join("")} \\\n    > >(sed -u "s/^/[${role.role} $w] /") 2>&1 &\n`,
        '  pids+=("$!")\n',
        "done\n",
    ].join("");
}
/** Workers of an earlier role on the same machine take the first ports. */
function roleOffset(values, role, placed) {
    return role.role === "decode" && placed.gpuOffset > 0
        ? Math.floor(placed.gpuOffset / (values.roles[0]?.gpusPerWorker ?? 1))
        : 0;
}
/** Arguments as array lines; model, name and file come from the script's variables. */
function argumentLines(args, file) {
    const replaced = {
        "--model": '"$MODEL_PATH"',
        "--model-path": '"$MODEL_PATH"',
        "--served-model-name": '"$SERVED_MODEL_NAME"',
        ...(file === undefined ? {} : { "--extra-engine-args": `"\${ENGINE_CONFIG_DIR}/${file}"` }),
    };
    const head = [];
    const rest = [];
    for (let i = 0; i < args.length; i++) {
        const variable = replaced[args[i] ?? ""];
        if (variable === undefined)
            rest.push(args[i] ?? "");
        else
            head.push(`  ${args[i++]} ${variable}\n`);
    }
    return head.join("") + (0,shell/* arrayLines */.zL)(rest);
}
/** Flags whose values name shell variables. */
function rankLines(words) {
    const lines = [];
    for (let i = 0; i + 1 < words.length; i += 2)
        lines.push(`  ${words[i]} "${words[i + 1]}"\n`);
    return lines.join("");
}

;// CONCATENATED MODULE: ./build/lib/generate/generate.js











/**
 * Everything needed to run a deployment: `generator_config.yaml`, `k8s_deploy.yaml`, engine files, `run_N.sh`,
 * `bench_run.sh` and `k8s_bench.yaml`.
 * @throws UserError `version`, `infeasible` or `input`, see {@link buildValues}
 */
function generateFiles(deployment, task, options = types/* DEFAULT_OPTIONS */.l) {
    const values = (0,build_values/* buildValues */.XF)(deployment, task, options);
    const bench = benchSettings(values);
    const files = new Map([
        ["generator_config.yaml", generatorConfig(values, deployment)],
        ["k8s_deploy.yaml", deployManifest(values)],
    ]);
    for (const role of values.roles) {
        const file = (0,worker_command/* engineFileText */.Ol)(role, values);
        if (file !== undefined)
            files.set(file.name, file.text);
    }
    for (const script of runScripts(values))
        files.set(script.name, script.text);
    files.set("bench_run.sh", benchScript(bench, values));
    files.set("k8s_bench.yaml", benchJob(bench, values));
    return {
        files,
        deployment: writtenDeployment(deployment, values),
        values,
        benchCommand: aiperfCommand(bench),
        notes: values.notes,
    };
}
/** Whether a file of the tree gets the executable bit. */
function isExecutable(path) {
    return path.endsWith(".sh");
}
function writtenDeployment(deployment, values) {
    const pools = deployment.pools.map((pool) => {
        const engine = values.roles.find((role) => role.role === pool.role)?.engine;
        if (engine === undefined)
            return pool;
        return {
            ...pool,
            parallelism: engine.parallelism,
            settings: {
                ...(0,rules/* defined */.sw)("maxBatchSize", engine.maxBatchSize),
                ...(0,rules/* defined */.sw)("maxNumTokens", engine.maxNumTokens),
                ...(0,rules/* defined */.sw)("maxSeqLen", engine.maxSeqLen),
                ...(0,rules/* defined */.sw)("memFraction", engine.memFraction),
                ...(0,rules/* defined */.sw)("chunkedPrefill", engine.chunkedPrefill),
                ...(0,rules/* defined */.sw)("prefixCaching", engine.prefixCaching),
            },
        };
    });
    return { ...deployment, pools };
}


/***/ }),

/***/ 7320:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ writeTree)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var _domain_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6586);
/* harmony import */ var _generate_generate_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9478);





/**
 * Writes a tree whole or not at all: into a hidden folder beside its place, then renamed. Returns the result folder.
 * @throws UserError `io`: the folder exists and `overwrite` is off, or the disk refuses
 */
async function writeTree(files, options) {
    const target = node_path__WEBPACK_IMPORTED_MODULE_2__.join(options.saveDir, ...options.folder.split("/"));
    const parent = node_path__WEBPACK_IMPORTED_MODULE_2__.dirname(target);
    if (options.overwrite !== true)
        await refuseExisting(target);
    let temporary;
    let made;
    const stop = whenStopped(() => temporary);
    try {
        made = await makeFolders(parent);
        temporary = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdtemp)(node_path__WEBPACK_IMPORTED_MODULE_2__.join(parent, `.${node_path__WEBPACK_IMPORTED_MODULE_2__.basename(target)}.`));
        for (const [name, content] of files) {
            options.signal?.throwIfAborted();
            await writeOne(temporary, name, content);
        }
        options.signal?.throwIfAborted();
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.chmod)(temporary, 0o755);
        await moveInto(temporary, target, options.overwrite === true);
        return target;
    }
    catch (error) {
        if (temporary !== undefined)
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(temporary, { recursive: true, force: true });
        if (made !== undefined)
            await removeEmpty(parent, made);
        if (error instanceof _domain_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y || options.signal?.aborted === true)
            throw error;
        throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y("io", `${target} cannot be written: ${(0,_domain_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .errorMessage */ .g)(error)}`, { cause: error });
    }
    finally {
        stop();
    }
}
/** Clears the hidden folder when the program is told to end meanwhile. Returns how to stop listening. */
function whenStopped(temporary) {
    const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
    const handlers = signals.map((signal) => {
        const handler = () => {
            const folder = temporary();
            if (folder !== undefined)
                (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync)(folder, { recursive: true, force: true });
            process.removeListener(signal, handler);
            process.kill(process.pid, signal);
        };
        process.once(signal, handler);
        return [signal, handler];
    });
    return () => {
        for (const [signal, handler] of handlers)
            process.removeListener(signal, handler);
    };
}
/**
 * Makes a folder and those above it that are missing; returns the first that was made. One by one, because Node's own
 * recursive way never returns where a file system without new folders (`/proc`) says that there is no such folder.
 */
async function makeFolders(folder) {
    if (await exists(folder))
        return undefined;
    const above = node_path__WEBPACK_IMPORTED_MODULE_2__.dirname(folder);
    const first = above === folder ? undefined : await makeFolders(above);
    // another run may make the same folder at the same time
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdir)(folder).catch((error) => {
        if (error.code !== "EEXIST")
            throw error;
    });
    return first ?? folder;
}
/** Removes the parent folders that were made for nothing. */
async function removeEmpty(folder, upTo) {
    for (let current = folder; current.length >= upTo.length; current = node_path__WEBPACK_IMPORTED_MODULE_2__.dirname(current)) {
        const gone = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rmdir)(current).then(() => true, () => false);
        if (!gone)
            return;
    }
}
async function writeOne(folder, name, content) {
    const file = node_path__WEBPACK_IMPORTED_MODULE_2__.join(folder, ...name.split("/"));
    if (node_path__WEBPACK_IMPORTED_MODULE_2__.relative(folder, file).startsWith(".."))
        throw new Error(`${name} leaves the folder`);
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdir)(node_path__WEBPACK_IMPORTED_MODULE_2__.dirname(file), { recursive: true });
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.writeFile)(file, content, { mode: (0,_generate_generate_js__WEBPACK_IMPORTED_MODULE_4__/* .isExecutable */ .T)(name) ? 0o755 : 0o644 });
}
/** Renames over an empty place; an old folder steps aside first and goes only when the new one stands. */
async function moveInto(temporary, target, overwrite) {
    if (!overwrite) {
        await refuseExisting(target);
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rename)(temporary, target);
        return;
    }
    if (!(await exists(target)))
        return void (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rename)(temporary, target));
    const aside = `${temporary}.old`;
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rename)(target, aside);
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rename)(temporary, target);
    }
    catch (error) {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rename)(aside, target);
        throw error;
    }
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(aside, { recursive: true, force: true });
}
async function refuseExisting(target) {
    if (!(await exists(target)))
        return;
    const empty = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readdir)(target).then((names) => names.length === 0, () => false);
    if (!empty)
        throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y("io", `${target} exists already; give --overwrite to replace it, or another --save-dir`);
}
async function exists(target) {
    return (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.lstat)(target).then(() => true, (error) => {
        if (error.code === "ENOENT" || error.code === "ENOTDIR")
            return false;
        throw error;
    });
}


/***/ })

};
