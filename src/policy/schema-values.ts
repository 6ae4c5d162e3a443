import { BACKENDS } from "../domain/deployment.js";

/** A whole number from 1. */
export const count = (description: string) =>
  ({ type: "integer", minimum: 1, maximum: 10_000_000, description }) as const;
/** A number above 0. */
export const positiveNumber = (description: string) =>
  ({ type: "number", exclusiveMinimum: 0, maximum: 1e9, description }) as const;
/** One of a few words. */
export const choice = (values: readonly string[], description: string, fallback?: string) =>
  ({
    type: "string",
    enum: values,
    description,
    ...(fallback === undefined ? {} : { default: fallback }),
  }) as const;
const glob = { type: "string", minLength: 1, maxLength: 200, not: { pattern: "^!" } } as const;
/** One glob or a list of them. */
export const globs = (description: string) =>
  ({
    description,
    anyOf: [glob, { type: "array", minItems: 1, maxItems: 50, items: glob }],
  }) as const;
/** An object without other keys than these. */
export const closed = (description: string, properties: object, required: readonly string[] = []) =>
  ({
    type: "object",
    description,
    additionalProperties: false,
    properties,
    ...(required.length > 0 ? { required } : {}),
  }) as const;

/** Values that `defaults` and each override may give. */
export const values = {
  workload: closed("What requests look like. Lengths in tokens.", {
    isl: count("Length of the prompt."),
    osl: count("Length of the answer."),
    prefix: {
      type: "integer",
      minimum: 0,
      maximum: 10_000_000,
      description: "Tokens of the prompt that are cached already, below isl.",
    },
    concurrency: count(
      "Requests in flight over all replicas. Leave it out to judge every manifest at the highest load that meets its limits.",
    ),
    "request-rate": positiveNumber(
      "Requests that arrive each second over all replicas. Not together with concurrency.",
    ),
  }),
  sla: closed("Latency limits in milliseconds, inclusive. A limit that is left out does not apply.", {
    "ttft-ms": positiveNumber("Time to the first token."),
    "tpot-ms": positiveNumber("Time for each further token of one user."),
    "request-latency-ms": positiveNumber("Time for the whole answer."),
    percentile: choice(["mean", "p50", "p90", "p99"], "Statistic that the limits apply to.", "mean"),
  }),
  system: {
    type: "string",
    minLength: 1,
    maxLength: 60,
    description:
      "GPU system when the manifest does not say it, for example h200_sxm, h100_sxm, b200_sxm, gb200.",
  },
  "decode-system": {
    type: "string",
    minLength: 1,
    maxLength: 60,
    description: "GPU system of decode workers when it differs.",
  },
  gpus: count("GPU budget of the search. Without it: as many as the proposed manifest uses."),
  "gpu-price-per-hour": {
    description:
      "Dollars for one GPU and hour, of all systems or of each by its name. Adds the cost of a million output tokens to the comment.",
    anyOf: [
      positiveNumber("One price."),
      {
        type: "object",
        minProperties: 1,
        maxProperties: 100,
        additionalProperties: positiveNumber("Price of this system."),
      },
    ],
  },
  backends: {
    type: "array",
    minItems: 1,
    uniqueItems: true,
    items: { type: "string", enum: BACKENDS },
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
  "accept-length": positiveNumber("Tokens accepted in one step of speculative decoding."),
} as const;
