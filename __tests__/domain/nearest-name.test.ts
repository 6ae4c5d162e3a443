import { expect, it } from "@jest/globals";
import { ofItsSize } from "../../src/domain/nearest-name.js";

it.each([
  ["mistralai/Mistral-7B-Instruct-v0.3", ["mistralai/Mixtral-8x22B-v0.1"], []],
  ["Qwen/Qwen3-8B-FP9", ["Qwen/Qwen3-8B-FP8", "Qwen/Qwen3-32B-FP8"], ["Qwen/Qwen3-8B-FP8"]],
  ["Qwen/Qwen3-1.7B", ["Qwen/Qwen3-7B", "Qwen/Qwen3-1.7B-Base"], ["Qwen/Qwen3-1.7B-Base"]],
  ["acme/DeepSeek-V4", ["deepseek-ai/DeepSeek-V3", "x/y-7b"], ["deepseek-ai/DeepSeek-V3", "x/y-7b"]],
  ["Qwen/Qwen3-33B", ["Qwen/Qwen3-32B", "Qwen/Qwen3-32B-FP8"], ["Qwen/Qwen3-32B"]],
  ["acme/bert-12bit", ["a/b-7B"], ["a/b-7B"]],
])("%s means no model of another size", (wrong, models, left) => {
  expect(ofItsSize(wrong, models)).toEqual(left);
});
