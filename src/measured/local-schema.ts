import { complete, count, aboveZero, someWord, shortText } from "../domain/json-schema.js";
import { DCP_COMMS } from "../domain/decode-context.js";
import { BACKENDS } from "../domain/deployment.js";
import { TOOLS } from "./result.js";

const text = (description: string) => shortText(description, 500);
const positive = (description: string) => aboveZero(description, 1e12);

const parallelism = complete(
  "Parallel sizes of one worker.",
  {
    tp: count("Tensor parallel size."),
    pp: count("Pipeline parallel size."),
    dp: count("Attention data parallel size."),
    cp: count("Context parallel size."),
    moeTp: count("Tensor parallel size of the experts."),
    moeEp: count("Expert parallel size."),
    dcp: count("Decode context parallel size."),
    dcpComm: someWord(DCP_COMMS, "How the ranks of dcp join their results."),
    dcpReplicateQ: { type: "boolean", description: "Whether each of them projects all queries." },
  },
  ["dcp", "dcpComm", "dcpReplicateQ"],
);

const pool = complete(
  "Equal workers that do the same thing.",
  {
    role: someWord(["agg", "prefill", "decode"], "What the workers do."),
    system: text("GPU system."),
    parallelism,
    workers: count("Workers of the pool in one replica."),
    batchSize: count("Requests of a rank at the measured load."),
    ctxTokens: count("Context tokens of a mixed step."),
    settings: {
      type: "object",
      description: "Limits of the engine that the manifest or the command named.",
      additionalProperties: { type: ["number", "boolean"] },
    },
  },
  ["ctxTokens"],
);

const point = complete(
  "One measurement, what was predicted for it, and where it came from.",
  {
    name: text("What was measured, for people."),
    group: {
      ...text("Backend, mode, system, model and number format that the measurement corrects."),
      pattern: "^group:",
    },
    load: complete(
      "The load of one replica, which decides how much the measurement says about another one.",
      {
        isl: count("Prompt length in tokens."),
        osl: count("Answer length in tokens."),
        gpus: count("GPUs of a replica."),
        prefillLanes: count("Ranks that prompts queue at."),
        concurrency: positive("Requests in flight."),
      },
    ),
    deployment: complete(
      "What was measured, for pricing it again.",
      {
        model: text("Hugging Face id."),
        backend: someWord(BACKENDS, "Inference engine."),
        backendVersion: text("Version of the performance data."),
        mode: someWord(["agg", "disagg"], "Serving mode."),
        replicas: count("How often the pools are repeated."),
        pools: { type: "array", minItems: 1, maxItems: 2, items: pool, description: "Workers." },
        quant: {
          type: "object",
          description: "Number formats that were named.",
          additionalProperties: { type: "string", maxLength: 60 },
        },
        speculation: complete("Draft tokens.", {
          nextn: count("Draft tokens of a step."),
          accepted: { type: "number", minimum: 0, description: "Accepted ones, on average." },
        }),
      },
      ["speculation"],
    ),
    databaseMode: {
      type: "string",
      enum: ["SILICON", "HYBRID"],
      description: "Whether operators without measurements were estimated.",
    },
    workload: complete("The load of the whole deployment.", {
      isl: count("Prompt length in tokens."),
      osl: count("Answer length in tokens."),
      prefix: count("Cached tokens of the prompt.", 0),
      concurrency: count("Requests in flight over all replicas."),
    }),
    measured: complete(
      "Means that clients saw.",
      {
        ttftMs: positive("Time to first token, milliseconds."),
        tpotMs: positive("Time per output token, milliseconds."),
        tokensPerSec: positive("Output tokens a second over all users."),
      },
      ["ttftMs", "tpotMs", "tokensPerSec"],
    ),
    predicted: complete("What the shipped calibration says, without local points.", {
      ttftMs: positive("Time to first token, milliseconds."),
      tpotMs: positive("Time per output token, milliseconds."),
    }),
    source: complete(
      "The result file.",
      {
        file: text("Path as it was given."),
        line: count("Line of the run in the file."),
        sha256: { type: "string", pattern: "^[0-9a-f]{64}$", description: "Hash of the file." },
        tool: someWord(TOOLS, "Program that measured."),
        date: text("When, as the file says."),
      },
      ["date"],
    ),
  },
  ["databaseMode"],
);

/** JSON Schema (draft 7) of a local calibration; `schemas/local-calibration.schema.json` is its published copy. */
export const LOCAL_SCHEMA = {
  $schema: "http://json-schema.org/draft-07/schema#",
  title: "Dynamo Config Advisor local calibration",
  ...complete("Measurements of a repository's own deployments; `calibrate` writes them.", {
    format: { const: 1, description: "Version of this format." },
    base: text("Program and calibration that `predicted` came from; another one prices the points again."),
    points: { type: "array", maxItems: 500, items: point, description: "The measurements." },
  }),
} as const;
