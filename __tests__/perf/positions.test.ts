import { expect, it } from "@jest/globals";
import { isStretched } from "../../src/perf/model/positions.js";

const longest = { max_position_embeddings: 40_960 };

it.each([
  ["YaRN", { ...longest, rope_scaling: { rope_type: "yarn", factor: 4 } }, true],
  ["the older spelling", { ...longest, rope_scaling: { type: "linear", factor: 2 } }, true],
  ["by kind of layer", { ...longest, rope_parameters: { full: { rope_type: "yarn", factor: 4 } } }, true],
  [
    "YaRN whose reach the configuration counts already",
    {
      max_position_embeddings: 163_840,
      rope_scaling: { type: "yarn", factor: 40, original_max_position_embeddings: 4096 },
    },
    false,
  ],
  ["Llama 3.1", { ...longest, rope_scaling: { rope_type: "llama3", factor: 8 } }, false],
  ["no stretching", longest, false],
  ["a factor of something else", { ...longest, routed: { factor: 4 }, factor: 8 }, false],
  ["no limit at all", { rope_scaling: { rope_type: "yarn", factor: 4 } }, false],
] as const)("a context longer than the configuration says: %s", (_name, config, stretched) => {
  expect(isStretched(config)).toBe(stretched);
});
