import { describe, expect, it } from "@jest/globals";
import { linearRegex } from "../../../src/perf/model/linear-regex.js";
import { coversModule, matchesWildcard, namesModule } from "../../../src/perf/model/module-patterns.js";

const TEXTS = [
  "",
  "model.layers.0.self_attn.q_a_proj",
  "model.layers.12.mlp.experts.3.up_proj",
  "modelXlayers",
  "lm_head",
  "aaab",
];
const PATTERNS = [
  "",
  "lm_head",
  "lm_head$",
  "^model",
  ".*self_attn.*",
  "model\\.layers\\.\\d+\\.self_attn\\.(q|kv)_a_proj",
  "model\\.layers\\.[0-9]+\\.mlp\\.(?:experts|shared_experts)\\.[^.]*\\.up_proj$",
  "a*b",
  "(a|aa)+b",
  "(a*)*b",
  "x?a+?b",
  "[\\w.]+head",
  "model.layers",
];

describe("a regular expression of a checkpoint", () => {
  it.each(PATTERNS)("%s matches what JavaScript matches from the start", (pattern) => {
    const matches = linearRegex(pattern);

    expect(TEXTS.map((text) => matches?.(text))).toEqual(
      TEXTS.map((text) => new RegExp(`^(?:${pattern})`).test(text)),
    );
  });

  it.each(["(?=a)", "a{2}", "(a)\\1", "(a", "a)", "[a", "*a", "\\p"])("%s is not taken", (pattern) => {
    expect(linearRegex(pattern)).toBeUndefined();
  });

  it("takes steps in proportion to the text where others try every way", () => {
    expect(linearRegex("(a*)*(a*)*(a*)*c")?.("a".repeat(5000))).toBe(false);
  });
});

describe("a pattern of modules", () => {
  it.each([
    ["model.layers.0*", "model.layers.0.mlp.down_proj", true],
    ["model.layers.1.*", "model.layers.1.mlp.down_proj", true],
    ["model.layers.1.*", "model.layers.10.mlp.down_proj", false],
    ["*proj", "model.layers.10.mlp.down_proj", true],
    ["gate*", "model.layers.10.mlp.gate_up_proj", true],
    ["mlp.*", "model.layers.10.mlp.gate_up_proj", false],
    ["mlp", "model.layers.10.mlp.gate_up_proj", false],
  ])("%s covers %s: %s", (pattern, module, expected) => {
    expect(coversModule(pattern, module)).toBe(expected);
  });

  it.each([
    ["model.layers.0", "model.layers.0.mlp.up_proj", true],
    ["model.layers.0.", "model.layers.0.mlp.up_proj", true],
    ["model.layers.0", "model.layers.01.mlp.up_proj", false],
    ["mlp", "model.layers.0.mlp.up_proj", true],
    ["up_proj", "model.layers.0.mlp.gate_up_proj", false],
    ["", "model.layers.0.mlp.up_proj", false],
  ])("%s names %s: %s", (pattern, module, expected) => {
    expect(namesModule(pattern, module)).toBe(expected);
  });

  it("with many stars is matched without trying every way", () => {
    expect(matchesWildcard("*a".repeat(50) + "c", "a".repeat(5000))).toBe(false);
  });
});
