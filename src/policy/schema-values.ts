import { BACKENDS } from "../domain/deployment.js";
import { aboveZero, closed, count, someWord, shortText } from "../domain/json-schema.js";

/** A number above 0. */
export const positiveNumber = (description: string) => aboveZero(description, 1e9);
/** One of a few words, and the one that holds unless said. */
export const choice = <const W extends readonly string[]>(
  words: W,
  description: string,
  fallback?: string,
) => ({
  ...someWord(words, description),
  ...(fallback === undefined ? {} : { default: fallback }),
});
const glob = { type: "string", minLength: 1, maxLength: 200, not: { pattern: "^!" } } as const;
/** One glob or a list of them. */
export const globs = (description: string) =>
  ({
    description,
    anyOf: [glob, { type: "array", minItems: 1, maxItems: 50, items: glob }],
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
  system: shortText(
    "GPU system when the manifest does not say it, for example h200_sxm, h100_sxm, b200_sxm, gb200.",
    60,
  ),
  "decode-system": shortText("GPU system of decode workers when it differs.", 60),
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
  "backend-version": shortText("Version of the engine when the image does not say it.", 60),
  model: shortText("Hugging Face id when the manifest names a local path.", 300),
  "accept-length": positiveNumber("Tokens accepted in one step of speculative decoding."),
} as const;
