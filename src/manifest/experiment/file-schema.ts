import { CONFIDENCE_RANGE } from "../../domain/confidence.js";
import { V1_MARKERS, V1_SCHEMA, V2_SCHEMA } from "./schema.js";

/** The whole file, for editors: `exps` and experiments of either form. */
export const FILE_SCHEMA = {
  $schema: "http://json-schema.org/draft-07/schema#",
  $id: "https://dynamo-advisor.dev/schemas/experiment.schema.json",
  title: "Experiment file",
  description:
    "Experiments of `exp`: every key but exps and answered_by is one experiment, in the flat form or in the older nested one.",
  type: "object",
  properties: {
    exps: {
      type: "array",
      items: { type: "string" },
      description: "Names of the experiments to run, in order. All unless given.",
    },
    answered_by: {
      type: "object",
      description: "What answered a saved search; a flag of the command is stronger.",
      additionalProperties: false,
      properties: {
        profile: { enum: ["calibrated", "reference"] },
        confidence: { type: "number", minimum: CONFIDENCE_RANGE.least, maximum: CONFIDENCE_RANGE.most },
        data: { type: "string" },
      },
    },
  },
  additionalProperties: {
    if: { type: "object", anyOf: V1_MARKERS.map((key) => ({ required: [key] })) },
    then: V1_SCHEMA,
    else: V2_SCHEMA,
  },
} as const;
