import { expect, it } from "@jest/globals";
import { ofItsNumbers } from "../../src/domain/nearest-name.js";

it.each([
  ["mistralai/Mistral-7B-Instruct-v0.3", ["mistralai/Mixtral-8x22B-v0.1"], []],
  ["Qwen/Qwen3-8B-FP9", ["Qwen/Qwen3-8B-FP8", "Qwen/Qwen3-32B-FP8"], ["Qwen/Qwen3-8B-FP8"]],
  ["Qwen/Qwen3-1.7B", ["Qwen/Qwen3-7B", "Qwen/Qwen3-1.7B-Base"], ["Qwen/Qwen3-1.7B-Base"]],
  ["acme/DeepSeek", ["deepseek-ai/DeepSeek-V3", "x/y-7b"], ["deepseek-ai/DeepSeek-V3", "x/y-7b"]],
  ["zai-org/GLM-4.6", ["zai-org/GLM-5.1", "zai-org/GLM-5"], []],
  ["deepseek-ai/DeepSeek-R1-Distill-Qwen-7B", ["deepseek-ai/DeepSeek-R1"], []],
  [
    "meta-llama/Llama-3-70B",
    ["meta-llama/Meta-Llama-3.1-70B", "meta-llama/Meta-Llama-3.1-8B"],
    ["meta-llama/Meta-Llama-3.1-70B"],
  ],
  ["meta-llama/Llama-3.3-70B", ["meta-llama/Meta-Llama-3.1-70B"], []],
  ["Qwen/Qwen3-33B", ["Qwen/Qwen3-32B", "Qwen/Qwen3-32B-FP8"], ["Qwen/Qwen3-32B"]],
  ["acme/bert-12bit", ["a/b-7B"], []],
])("%s means no model of another size or generation", (wrong, models, left) => {
  expect(ofItsNumbers(wrong, models)).toEqual(left);
});
