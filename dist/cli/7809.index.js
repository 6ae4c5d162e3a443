export const id = 7809;
export const ids = [7809];
export const modules = {

/***/ 7809:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  zj: () => (/* reexport */ DEFAULT_POLICY),
  CX: () => (/* reexport */ POLICY_FILE),
  loadPolicy: () => (/* reexport */ loadPolicy),
  Mo: () => (/* reexport */ resolveSettings)
});

// UNUSED EXPORTS: ASSUMED_VALUES, POLICY_SCHEMA, matchesAny, policyKey

// EXTERNAL MODULE: ./build/lib/policy/globs.js
var globs = __webpack_require__(4748);
// EXTERNAL MODULE: ./build/lib/domain/nearest-name.js
var nearest_name = __webpack_require__(7267);
;// CONCATENATED MODULE: ./build/lib/policy/types.js
/** What holds when the repository has no policy file. The one place of these defaults. */
const DEFAULT_POLICY = {
    defaults: {},
    overrides: [],
    gate: "enforce",
    tooClose: "pass",
    notApplicable: "pass",
    onInternalError: "fail",
    minGain: 0.05,
    regressionTolerance: 0.05,
    comment: "always",
    header: "",
    footer: "",
    commit: "never",
    commitLabel: "apply-advice",
    suggest: true,
    rules: {},
    experiments: "all",
    profile: "calibrated",
    infer: { dgdr: true, planner: true, perfJob: true },
    statuses: [],
    ignore: [],
};
/** Where the policy lies unless the input `config-file` says otherwise. */
const POLICY_FILE = ".github/dynamo-advisor.yml";
/**
 * Values of last resort, each shown as assumed. Lengths are those of Dynamo's own deployment request.
 * No latency limit and no GPU type is ever assumed.
 */
const ASSUMED_VALUES = { isl: 4000, osl: 1000, prefix: 0 };

;// CONCATENATED MODULE: ./build/lib/policy/read.js

/** Data that passed the schema as a policy, defaults filled in. */
function toPolicy(data) {
    const raw = data;
    const base = DEFAULT_POLICY;
    const comment = typeof raw.comment === "string" ? { mode: raw.comment } : (raw.comment ?? {});
    const commit = typeof raw.commit === "string" ? { mode: raw.commit } : (raw.commit ?? {});
    const infer = typeof raw.infer === "boolean"
        ? { dgdr: raw.infer, planner: raw.infer, "perf-job": raw.infer }
        : (raw.infer ?? {});
    return {
        defaults: valuesOf(raw.defaults ?? {}),
        overrides: (raw.overrides ?? []).map((entry) => ({ paths: list(entry.paths), values: valuesOf(entry) })),
        gate: raw.gate ?? base.gate,
        tooClose: raw["too-close"] ?? base.tooClose,
        notApplicable: raw["not-applicable"] ?? base.notApplicable,
        onInternalError: raw["on-internal-error"] ?? base.onInternalError,
        minGain: raw.advice?.["min-gain"] ?? base.minGain,
        regressionTolerance: raw.regression?.tolerance ?? base.regressionTolerance,
        comment: comment.mode ?? base.comment,
        header: ("header" in comment ? comment.header : undefined) ?? base.header,
        footer: ("footer" in comment ? comment.footer : undefined) ?? base.footer,
        commit: commit.mode ?? base.commit,
        commitLabel: ("label" in commit ? commit.label : undefined) ?? base.commitLabel,
        suggest: raw.suggest ?? base.suggest,
        rules: raw.rules ?? base.rules,
        experiments: raw.experiments ?? base.experiments,
        profile: raw.profile ?? base.profile,
        ...(raw["calibration-file"] === undefined ? {} : { calibrationFile: raw["calibration-file"] }),
        ...(raw.waiver === undefined ? {} : { waiverLabel: raw.waiver.label }),
        infer: {
            dgdr: infer.dgdr ?? base.infer.dgdr,
            planner: infer.planner ?? base.infer.planner,
            perfJob: infer["perf-job"] ?? base.infer.perfJob,
        },
        statuses: (raw.statuses ?? []).map(({ context, paths }) => ({ context, paths: list(paths) })),
        ignore: list(raw.ignore ?? []),
    };
}
function list(value) {
    return typeof value === "string" ? [value] : value;
}
function valuesOf(raw) {
    const all = {
        isl: raw.workload?.isl,
        osl: raw.workload?.osl,
        prefix: raw.workload?.prefix,
        concurrency: raw.workload?.concurrency,
        requestRate: raw.workload?.["request-rate"],
        ttftMs: raw.sla?.["ttft-ms"],
        tpotMs: raw.sla?.["tpot-ms"],
        requestLatencyMs: raw.sla?.["request-latency-ms"],
        percentile: raw.sla?.percentile,
        system: raw.system,
        decodeSystem: raw["decode-system"],
        gpus: raw.gpus,
        gpuPricePerHour: raw["gpu-price-per-hour"],
        backends: raw.backends,
        backendVersion: raw["backend-version"],
        model: raw.model,
        acceptLength: raw["accept-length"],
    };
    return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

// EXTERNAL MODULE: ./build/lib/domain/deployment.js
var deployment = __webpack_require__(6518);
;// CONCATENATED MODULE: ./build/lib/policy/schema.js


const count = (description) => ({ type: "integer", minimum: 1, maximum: 10_000_000, description });
const positive = (description) => ({ type: "number", exclusiveMinimum: 0, maximum: 1e9, description });
const choice = (values, description, fallback) => ({
    type: "string",
    enum: values,
    description,
    ...(fallback === undefined ? {} : { default: fallback }),
});
const glob = { type: "string", minLength: 1, maxLength: 200, not: { pattern: "^!" } };
const schema_globs = (description) => ({
    description,
    anyOf: [glob, { type: "array", minItems: 1, maxItems: 50, items: glob }],
});
const schema_closed = (description, properties, required = []) => ({
    type: "object",
    description,
    additionalProperties: false,
    properties,
    ...(required.length > 0 ? { required } : {}),
});
const values = {
    workload: schema_closed("What requests look like. Lengths in tokens.", {
        isl: count("Length of the prompt."),
        osl: count("Length of the answer."),
        prefix: {
            type: "integer",
            minimum: 0,
            maximum: 10_000_000,
            description: "Tokens of the prompt that are cached already, below isl.",
        },
        concurrency: count("Requests in flight over all replicas. Leave it out to judge every manifest at the highest load that meets its limits."),
        "request-rate": positive("Requests that arrive each second over all replicas. Not together with concurrency."),
    }),
    sla: schema_closed("Latency limits in milliseconds, inclusive. A limit that is left out does not apply.", {
        "ttft-ms": positive("Time to the first token."),
        "tpot-ms": positive("Time for each further token of one user."),
        "request-latency-ms": positive("Time for the whole answer."),
        percentile: choice(["mean", "p50", "p90", "p99"], "Statistic that the limits apply to.", "mean"),
    }),
    system: {
        type: "string",
        minLength: 1,
        maxLength: 60,
        description: "GPU system when the manifest does not say it, for example h200_sxm, h100_sxm, b200_sxm, gb200.",
    },
    "decode-system": {
        type: "string",
        minLength: 1,
        maxLength: 60,
        description: "GPU system of decode workers when it differs.",
    },
    gpus: count("GPU budget of the search. Without it: as many as the proposed manifest uses."),
    "gpu-price-per-hour": positive("Dollars for one GPU and hour. Adds the cost of a million output tokens to the comment."),
    backends: {
        type: "array",
        minItems: 1,
        uniqueItems: true,
        items: { type: "string", enum: deployment/* BACKENDS */.A7 },
        description: "Backends that a recommendation may use. Without it: only the one of the manifest.",
    },
    "backend-version": {
        type: "string",
        minLength: 1,
        maxLength: 60,
        description: "Version of the engine when the image does not say it.",
    },
    model: {
        type: "string",
        minLength: 1,
        maxLength: 300,
        description: "Hugging Face id when the manifest names a local path.",
    },
    "accept-length": positive("Tokens accepted in one step of speculative decoding."),
};
const LEVEL = choice(["error", "warning", "notice", "off"], "Severity of this rule; off drops its findings.");
/** JSON Schema of the policy file, published as `schemas/policy.schema.json`. */
const POLICY_SCHEMA = {
    $schema: "http://json-schema.org/draft-07/schema#",
    $id: "https://dynamo-advisor.dev/policy.schema.json",
    title: "Policy of Dynamo Config Advisor",
    description: "Workload, limits, hardware and gate rules for the Dynamo manifests of this repository.",
    type: "object",
    additionalProperties: false,
    properties: {
        defaults: schema_closed("Values for every manifest that says nothing better.", values),
        overrides: {
            type: "array",
            maxItems: 200,
            description: "Values for the files that a glob matches. Later entries win over earlier ones.",
            items: schema_closed("Values for the files that a glob matches.", {
                paths: schema_globs("Globs of paths from the root of the repository, for example deploy/prod/**."),
                ...values,
            }, ["paths"]),
        },
        gate: choice(["enforce", "advisory", "off"], "enforce: a manifest that misses its limits fails the check. advisory: it is only said. off: nothing is judged.", DEFAULT_POLICY.gate),
        "too-close": choice(["pass", "fail"], "What a prediction within its own error of a limit does to the check.", DEFAULT_POLICY.tooClose),
        "not-applicable": choice(["pass", "fail"], "What a manifest that cannot be predicted does to the check.", DEFAULT_POLICY.notApplicable),
        "on-internal-error": choice(["pass", "fail"], "What a defect of the advisor does to the check.", DEFAULT_POLICY.onInternalError),
        advice: schema_closed("When a better setting is worth saying.", {
            "min-gain": {
                type: "number",
                minimum: 0,
                maximum: 10,
                default: DEFAULT_POLICY.minGain,
                description: "Least gain in tokens/s per GPU, as a fraction.",
            },
        }),
        regression: schema_closed("When a change for the worse is a finding.", {
            tolerance: {
                type: "number",
                minimum: 0,
                maximum: 1,
                default: DEFAULT_POLICY.regressionTolerance,
                description: "Loss in tokens/s per GPU against the base that is tolerated, as a fraction.",
            },
        }),
        comment: {
            description: "When the pull-request comment is written, and text of your own in it.",
            anyOf: [
                choice(["always", "on-change", "on-finding", "never"], "When the comment is written.", DEFAULT_POLICY.comment),
                schema_closed("The comment.", {
                    mode: choice(["always", "on-change", "on-finding", "never"], "When the comment is written.", DEFAULT_POLICY.comment),
                    header: { type: "string", maxLength: 2000, description: "Markdown above the heading." },
                    footer: { type: "string", maxLength: 2000, description: "Markdown under the last line." },
                }),
            ],
        },
        commit: {
            description: "Whether the bot commits the best setting found to the branch of the pull request.",
            anyOf: [
                choice(["never", "on-label", "always"], "When the bot commits.", DEFAULT_POLICY.commit),
                schema_closed("The commit.", {
                    mode: choice(["never", "on-label", "always"], "When the bot commits.", DEFAULT_POLICY.commit),
                    label: {
                        type: "string",
                        minLength: 1,
                        maxLength: 50,
                        default: DEFAULT_POLICY.commitLabel,
                        description: "Label that asks for the commit.",
                    },
                }),
            ],
        },
        suggest: {
            type: "boolean",
            default: DEFAULT_POLICY.suggest,
            description: "Whether the smallest fix is posted as a suggestion on the changed lines.",
        },
        rules: {
            type: "object",
            maxProperties: 200,
            propertyNames: { pattern: "^[a-z0-9-]{1,80}$" },
            additionalProperties: LEVEL,
            description: "Severity of single rules, by the ids of docs/rules.md.",
        },
        experiments: choice(["any", "all"], "How many experiments of a file must meet their limits.", DEFAULT_POLICY.experiments),
        profile: choice(["calibrated", "reference"], "Profile of the model: calibrated on real measurements, with error bands, or the published method as it is.", DEFAULT_POLICY.profile),
        "calibration-file": {
            type: "string",
            minLength: 1,
            maxLength: 200,
            // below the repository: no absolute path, no way up
            pattern: "^(?!.*\\.\\.)[\\w.-]+(?:/[\\w.-]+)*\\.json$",
            default: ".github/dynamo-advisor-calibration.json",
            description: "Measurements of this repository's own deployments that correct the calibrated profile, as dynamo-advisor calibrate writes them. In pull requests the file of the base branch holds.",
        },
        waiver: schema_closed("Lets people pass a failed check.", {
            label: {
                type: "string",
                minLength: 1,
                maxLength: 50,
                description: "Label that turns a failed verdict into a passed check. Who set it is named in the summary.",
            },
        }, ["label"]),
        infer: {
            description: "Whether workload and limits may come from other files of the repository.",
            anyOf: [
                { type: "boolean", default: true },
                schema_closed("Single sources.", {
                    dgdr: {
                        type: "boolean",
                        default: true,
                        description: "A DynamoGraphDeploymentRequest for the same model in the same file or folder.",
                    },
                    planner: {
                        type: "boolean",
                        default: true,
                        description: "The planner's settings in the same deployment.",
                    },
                    "perf-job": { type: "boolean", default: true, description: "A benchmark Job beside the manifest." },
                }),
            ],
        },
        statuses: {
            type: "array",
            maxItems: 20,
            description: "Commit statuses, one for each environment.",
            items: schema_closed("A commit status.", {
                context: {
                    type: "string",
                    minLength: 1,
                    maxLength: 100,
                    description: "Name of the status, for example sla/prod.",
                },
                paths: schema_globs("Globs of the manifests that it judges."),
            }, ["context", "paths"]),
        },
        ignore: schema_globs("Globs of files that are never looked at."),
    },
};

;// CONCATENATED MODULE: ./build/lib/policy/load.js




/** Largest policy file that is read, in characters. */
const MAX_LENGTH = 256 * 1024;
let compiled;
/** Reads the text of a policy file. `yaml` and `ajv` are loaded here and nowhere earlier. */
async function loadPolicy(text, file) {
    const fail = (message, position = { line: 1, column: 1 }) => ({
        policy: DEFAULT_POLICY,
        findings: [{ rule: "policy-invalid", severity: "error", message, file, position }],
    });
    if (text.length > MAX_LENGTH)
        return fail(`the policy has ${text.length} characters, at most ${MAX_LENGTH} are read`);
    const { LineCounter, parseDocument } = await __webpack_require__.e(/* import() */ 8815).then(__webpack_require__.t.bind(__webpack_require__, 8815, 19));
    const lines = new LineCounter();
    const document = parseDocument(text, {
        lineCounter: lines,
        uniqueKeys: false,
        logLevel: "error",
        prettyErrors: false,
    });
    const at = (offset) => {
        const { line, col } = lines.linePos(offset);
        return { line: Math.max(line, 1), column: Math.max(col, 1) };
    };
    const broken = document.errors[0];
    if (broken !== undefined)
        return fail(`not valid YAML: ${broken.message}`, at(broken.pos[0]));
    let data;
    try {
        data = document.toJS({ maxAliasCount: 100 });
    }
    catch (error) {
        return fail(`not valid YAML: ${error instanceof Error ? error.message : String(error)}`);
    }
    if (data === null || data === undefined)
        return { policy: { ...DEFAULT_POLICY, file }, findings: [] };
    const validate = await validator();
    if (!validate(data)) {
        return {
            policy: DEFAULT_POLICY,
            findings: mostTelling(validate.errors ?? []).map((error) => ({
                rule: "policy-invalid",
                severity: "error",
                message: describe(error, data),
                file,
                position: at(offsetOf(document, error)),
            })),
        };
    }
    const policy = { ...toPolicy(data), file };
    return { policy, findings: crossChecks(policy, file) };
}
/** Ajv compiles once a process. */
async function validator() {
    if (compiled === undefined) {
        const { Ajv } = await Promise.all(/* import() */[__webpack_require__.e(2463), __webpack_require__.e(6720)]).then(__webpack_require__.bind(__webpack_require__, 6720));
        compiled = new Ajv({ allErrors: true, strict: false, verbose: false, ownProperties: true }).compile(POLICY_SCHEMA);
    }
    return compiled;
}
/** Of the errors that `anyOf` branches raise for one place only the deepest say something; at most ten are told. */
function mostTelling(errors) {
    const useful = errors.filter(({ keyword }) => keyword !== "anyOf" && keyword !== "propertyNames");
    const kept = useful.filter((error) => !((error.keyword === "type" || error.keyword === "enum") &&
        useful.some((other) => other !== error &&
            other.keyword !== "type" &&
            other.keyword !== "enum" &&
            other.instancePath.startsWith(error.instancePath))) &&
        !(error.keyword === "type" &&
            useful.some((other) => other.keyword === "enum" && other.instancePath === error.instancePath)));
    const unique = new Map(kept.map((error) => [`${error.instancePath} ${error.keyword} ${JSON.stringify(error.params)}`, error]));
    return [...unique.values()].slice(0, 10);
}
function describe(error, data) {
    const place = pathText(error.instancePath);
    const where = place === "" ? "" : ` in \`${place}\``;
    const params = error.params;
    if (error.keyword === "additionalProperties") {
        const found = String(params["additionalProperty"]);
        const allowed = Object.keys(error.parentSchema?.properties ??
            propertiesAt(error.schemaPath));
        const hint = (0,nearest_name/* nearestName */.q)(found, allowed);
        return `unknown key \`${found}\`${where}${hint === undefined ? "." : `, did you mean \`${hint}\`?`} Possible: ${allowed.join(", ")}`;
    }
    const value = valueAt(data, error.instancePath);
    if (error.keyword === "enum") {
        const allowed = params["allowedValues"].map(String);
        const hint = typeof value === "string" ? (0,nearest_name/* nearestName */.q)(value, allowed) : undefined;
        return `\`${place}\` is ${show(value)}${hint === undefined ? "." : `, did you mean \`${hint}\`?`} Possible: ${allowed.join(", ")}`;
    }
    if (error.keyword === "required")
        return `\`${String(params["missingProperty"])}\` is missing${where}`;
    if (error.keyword === "not")
        return `\`${place}\` begins with \`!\`, globs cannot be negated; use an earlier, wider entry instead`;
    return `\`${place}\` is ${show(value)}, it ${error.message ?? "is not allowed"}`;
}
/** The properties of the schema that an `additionalProperties` error points at. */
function propertiesAt(schemaPath) {
    let node = POLICY_SCHEMA;
    for (const part of schemaPath.replace(/^#\//, "").split("/").slice(0, -1)) {
        node = node?.[decodePart(part)];
    }
    return node?.properties ?? {};
}
function decodePart(part) {
    return decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~");
}
function partsOf(instancePath) {
    return instancePath.split("/").slice(1).map(decodePart);
}
function pathText(instancePath) {
    return partsOf(instancePath)
        .map((part, index) => (/^\d+$/.test(part) ? `[${part}]` : index === 0 ? part : `.${part}`))
        .join("");
}
function valueAt(data, instancePath) {
    let node = data;
    for (const part of partsOf(instancePath))
        node = node?.[part];
    return node;
}
function show(value) {
    const text = JSON.stringify(value) ?? String(value);
    return `\`${text.length > 60 ? `${text.slice(0, 59)}…` : text}\``;
}
/** Offset of the key or value that an error speaks of. */
function offsetOf(document, error) {
    const parts = partsOf(error.instancePath).map((part) => (/^\d+$/.test(part) ? Number(part) : part));
    if (error.keyword === "additionalProperties") {
        const parent = (parts.length === 0 ? document.contents : document.getIn(parts, true));
        const found = String(error.params["additionalProperty"]);
        const pair = parent?.items?.find(({ key }) => String(key?.value) === found);
        const range = pair?.key?.range;
        if (range)
            return range[0];
    }
    const node = parts.length === 0 ? document.contents : document.getIn(parts, true);
    return node?.range?.[0] ?? 0;
}
/** Rules between keys that a schema cannot say. */
function crossChecks(policy, file) {
    const messages = [];
    for (const [place, values] of [
        ["defaults", policy.defaults],
        ...policy.overrides.map((entry, index) => [`overrides[${index}]`, entry.values]),
    ]) {
        if (values.concurrency !== undefined && values.requestRate !== undefined) {
            messages.push(`\`${place}.workload\` has both \`concurrency\` and \`request-rate\`, say one of them`);
        }
        if (values.isl !== undefined && values.prefix !== undefined && values.prefix >= values.isl) {
            messages.push(`\`${place}.workload.prefix\` is ${values.prefix}, it must be below \`isl\` (${values.isl})`);
        }
    }
    return messages.map((message) => ({
        rule: "policy-invalid",
        severity: "error",
        message,
        file,
        position: { line: 1, column: 1 },
    }));
}

;// CONCATENATED MODULE: ./build/lib/policy/resolve.js


/** Strongest first (`dgd.md` 12). `override` and `default` are the two parts of the policy file. */
const PRECEDENCE = [
    "input",
    "annotation",
    "override",
    "dgdr",
    "planner",
    "perf-job",
    "default",
    "assumed",
];
/** Settings that exclude each other: the stronger one silences the weaker. */
const EXCLUSIVE = [["concurrency", "requestRate"]];
/** Values for a manifest at `path`: each from the strongest source that has it. */
function resolveSettings(policy, path, candidates) {
    const lanes = PRECEDENCE.map((lane) => ({ lane, values: valuesOfLane(lane, policy, path, candidates) }));
    const values = {};
    const strength = {};
    for (const [rank, { values: lane }] of lanes.entries()) {
        for (const [key, sourced] of Object.entries(lane)) {
            if (values[key] !== undefined)
                continue;
            values[key] = sourced;
            strength[key] = rank;
        }
    }
    for (const [a, b] of EXCLUSIVE) {
        const [rankA, rankB] = [strength[a], strength[b]];
        if (rankA !== undefined && rankB !== undefined)
            delete values[rankA <= rankB ? b : a];
    }
    const resolved = values;
    return {
        values: resolved,
        workload: workloadOf(resolved),
        sla: slaOf(resolved),
        assumed: assumedKeys(resolved),
    };
}
function valuesOfLane(lane, policy, path, candidates) {
    if (lane === "override")
        return overrideValues(policy, path);
    if (lane === "default")
        return withSource(policy.defaults, (key) => ({
            kind: "policy",
            path: `defaults.${policyKey(key)}`,
            what: "",
        }));
    if (lane === "assumed")
        return withSource(ASSUMED_VALUES, () => ({ kind: "assumed", what: "" }));
    if (lane === "dgdr" && !policy.infer.dgdr)
        return {};
    if (lane === "planner" && !policy.infer.planner)
        return {};
    if (lane === "perf-job" && !policy.infer.perfJob)
        return {};
    return Object.assign({}, ...candidates
        .filter(({ kind }) => kind === lane)
        .map(({ values }) => values)
        .reverse());
}
function overrideValues(policy, path) {
    const merged = {};
    for (const [index, override] of policy.overrides.entries()) {
        const glob = override.paths.find((pattern) => (0,globs/* matchesAny */._)(path, [pattern]));
        if (glob === undefined)
            continue;
        Object.assign(merged, withSource(override.values, () => ({ kind: "policy", path: `overrides[${index}]`, what: glob })));
    }
    return merged;
}
function withSource(values, source) {
    return Object.fromEntries(Object.entries(values).map(([key, value]) => [
        key,
        { value, source: source(key) },
    ]));
}
/** Path of a setting below `defaults` in the file, for messages. */
function policyKey(key) {
    return POLICY_KEYS[key];
}
const POLICY_KEYS = {
    isl: "workload.isl",
    osl: "workload.osl",
    prefix: "workload.prefix",
    concurrency: "workload.concurrency",
    requestRate: "workload.request-rate",
    ttftMs: "sla.ttft-ms",
    tpotMs: "sla.tpot-ms",
    requestLatencyMs: "sla.request-latency-ms",
    percentile: "sla.percentile",
    system: "system",
    decodeSystem: "decode-system",
    gpus: "gpus",
    gpuPricePerHour: "gpu-price-per-hour",
    backends: "backends",
    backendVersion: "backend-version",
    model: "model",
    acceptLength: "accept-length",
};
function workloadOf(values) {
    const isl = values.isl?.value ?? ASSUMED_VALUES.isl;
    return {
        isl,
        osl: values.osl?.value ?? ASSUMED_VALUES.osl,
        // a cached prefix as long as the prompt would leave nothing to compute
        prefix: Math.min(values.prefix?.value ?? ASSUMED_VALUES.prefix, isl - 1),
        ...(values.concurrency === undefined ? {} : { concurrency: values.concurrency.value }),
        ...(values.requestRate === undefined ? {} : { requestRate: values.requestRate.value }),
    };
}
function slaOf(values) {
    const percentile = values.percentile?.value;
    const limited = values.ttftMs ?? values.tpotMs ?? values.requestLatencyMs;
    return {
        // without a limit there is nothing that a statistic could apply to
        ...(percentile === undefined || percentile === "mean" || limited === undefined ? {} : { percentile }),
        ...(values.ttftMs === undefined ? {} : { ttftMs: values.ttftMs.value }),
        ...(values.tpotMs === undefined ? {} : { tpotMs: values.tpotMs.value }),
        ...(values.requestLatencyMs === undefined ? {} : { requestLatencyMs: values.requestLatencyMs.value }),
    };
}
function assumedKeys(values) {
    return ["isl", "osl"].filter((key) => values[key]?.source.kind === "assumed");
}

;// CONCATENATED MODULE: ./build/lib/policy/index.js







/***/ })

};
