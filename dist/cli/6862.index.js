export const id = 6862;
export const ids = [6862];
export const modules = {

/***/ 6862:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  LOCAL_SCHEMA: () => (/* binding */ LOCAL_SCHEMA)
});

// EXTERNAL MODULE: ./build/lib/domain/deployment.js
var deployment = __webpack_require__(6518);
;// CONCATENATED MODULE: ./build/lib/measured/result.js
/** Benchmark programs whose results are read. */
const TOOLS = ["aiperf", "genai-perf", "vllm", "sglang"];

;// CONCATENATED MODULE: ./build/lib/measured/local-schema.js


const local_schema_text = (description) => ({ type: "string", minLength: 1, maxLength: 500, description });
const count = (description, minimum = 1) => ({ type: "integer", minimum, maximum: 10_000_000, description });
const positive = (description) => ({ type: "number", exclusiveMinimum: 0, maximum: 1e12, description });
const local_schema_closed = (description, properties, optional = []) => ({
    type: "object",
    description,
    additionalProperties: false,
    properties,
    required: Object.keys(properties).filter((key) => !optional.includes(key)),
});
const parallelism = local_schema_closed("Parallel sizes of one worker.", {
    tp: count("Tensor parallel size."),
    pp: count("Pipeline parallel size."),
    dp: count("Attention data parallel size."),
    cp: count("Context parallel size."),
    moeTp: count("Tensor parallel size of the experts."),
    moeEp: count("Expert parallel size."),
});
const pool = local_schema_closed("Equal workers that do the same thing.", {
    role: { type: "string", enum: ["agg", "prefill", "decode"], description: "What the workers do." },
    system: local_schema_text("GPU system."),
    parallelism,
    workers: count("Workers of the pool in one replica."),
    batchSize: count("Requests of a rank at the measured load."),
    ctxTokens: count("Context tokens of a mixed step."),
    settings: {
        type: "object",
        description: "Limits of the engine that the manifest or the command named.",
        additionalProperties: { type: ["number", "boolean"] },
    },
}, ["ctxTokens"]);
const point = local_schema_closed("One measurement, what was predicted for it, and where it came from.", {
    name: local_schema_text("What was measured, for people."),
    group: {
        ...local_schema_text("Backend, mode, system, model and number format that the measurement corrects."),
        pattern: "^group:",
    },
    load: local_schema_closed("The load of one replica, which decides how much the measurement says about another one.", {
        isl: count("Prompt length in tokens."),
        osl: count("Answer length in tokens."),
        gpus: count("GPUs of a replica."),
        prefillLanes: count("Ranks that prompts queue at."),
        concurrency: positive("Requests in flight."),
    }),
    deployment: local_schema_closed("What was measured, for pricing it again.", {
        model: local_schema_text("Hugging Face id."),
        backend: { type: "string", enum: deployment/* BACKENDS */.A7, description: "Inference engine." },
        backendVersion: local_schema_text("Version of the performance data."),
        mode: { type: "string", enum: ["agg", "disagg"], description: "Serving mode." },
        replicas: count("How often the pools are repeated."),
        pools: { type: "array", minItems: 1, maxItems: 2, items: pool, description: "Workers." },
        quant: {
            type: "object",
            description: "Number formats that were named.",
            additionalProperties: { type: "string", maxLength: 60 },
        },
        speculation: local_schema_closed("Draft tokens.", {
            nextn: count("Draft tokens of a step."),
            accepted: { type: "number", minimum: 0, description: "Accepted ones, on average." },
        }),
    }, ["speculation"]),
    databaseMode: {
        type: "string",
        enum: ["SILICON", "HYBRID"],
        description: "Whether operators without measurements were estimated.",
    },
    workload: local_schema_closed("The load of the whole deployment.", {
        isl: count("Prompt length in tokens."),
        osl: count("Answer length in tokens."),
        prefix: count("Cached tokens of the prompt.", 0),
        concurrency: count("Requests in flight over all replicas."),
    }),
    measured: local_schema_closed("Means that clients saw.", {
        ttftMs: positive("Time to first token, milliseconds."),
        tpotMs: positive("Time per output token, milliseconds."),
        tokensPerSec: positive("Output tokens a second over all users."),
    }, ["ttftMs", "tpotMs", "tokensPerSec"]),
    predicted: local_schema_closed("What the shipped calibration says, without local points.", {
        ttftMs: positive("Time to first token, milliseconds."),
        tpotMs: positive("Time per output token, milliseconds."),
    }),
    source: local_schema_closed("The result file.", {
        file: local_schema_text("Path as it was given."),
        line: count("Line of the run in the file."),
        sha256: { type: "string", pattern: "^[0-9a-f]{64}$", description: "Hash of the file." },
        tool: { type: "string", enum: TOOLS, description: "Program that measured." },
        date: local_schema_text("When, as the file says."),
    }, ["date"]),
}, ["databaseMode"]);
/** JSON Schema (draft 7) of a local calibration; `schemas/local-calibration.schema.json` is its published copy. */
const LOCAL_SCHEMA = {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Dynamo Config Advisor local calibration",
    ...local_schema_closed("Measurements of a repository's own deployments; `dynamo-advisor calibrate` writes them.", {
        format: { const: 1, description: "Version of this format." },
        base: local_schema_text("Program and calibration that `predicted` came from; another one prices the points again."),
        points: { type: "array", maxItems: 500, items: point, description: "The measurements." },
    }),
};


/***/ })

};
