import type { ModelName } from "../../src/perf/db/index-format.js";

/** Model names of the 0.5.0 release and the repositories that they mean. */
export const MODEL_NAMES: Readonly<Record<string, ModelName>> = {
  LLAMA2_7B: { id: "meta-llama/Llama-2-7b-hf" },
  LLAMA2_13B: { id: "meta-llama/Llama-2-13b-hf" },
  LLAMA2_70B: { id: "meta-llama/Llama-2-70b-hf" },
  "LLAMA3.1_8B": { id: "meta-llama/Meta-Llama-3.1-8B" },
  "LLAMA3.1_70B": { id: "meta-llama/Meta-Llama-3.1-70B", fp8: "nvidia/Llama-3.1-70B-Instruct-FP8" },
  "LLAMA3.1_405B": { id: "meta-llama/Meta-Llama-3.1-405B" },
  MOE_Mixtral8x7B: { id: "mistralai/Mixtral-8x7B-v0.1" },
  MOE_Mixtral8x22B: { id: "mistralai/Mixtral-8x22B-v0.1" },
  DEEPSEEK_V3: {
    id: "deepseek-ai/DeepSeek-V3",
    fp8: "deepseek-ai/DeepSeek-V3",
    nvfp4: "nvidia/DeepSeek-V3.1-NVFP4",
  },
  "QWEN2.5_1.5B": { id: "Qwen/Qwen2.5-1.5B" },
  "QWEN2.5_7B": { id: "Qwen/Qwen2.5-7B" },
  "QWEN2.5_32B": { id: "Qwen/Qwen2.5-32B" },
  "QWEN2.5_72B": { id: "Qwen/Qwen2.5-72B" },
  "QWEN3_0.6B": { id: "Qwen/Qwen3-0.6B" },
  "QWEN3_1.7B": { id: "Qwen/Qwen3-1.7B" },
  QWEN3_8B: { id: "Qwen/Qwen3-8B" },
  QWEN3_32B: { id: "Qwen/Qwen3-32B", fp8: "Qwen/Qwen3-32B-FP8" },
  QWEN3_30B_A3B: { id: "Qwen/Qwen3-30B-A3B", fp8: "Qwen/Qwen3-30B-A3B-FP8" },
  QWEN3_235B: {
    id: "Qwen/Qwen3-235B-A22B",
    fp8: "Qwen/Qwen3-235B-A22B-FP8",
    nvfp4: "nvidia/Qwen3-235B-A22B-NVFP4",
  },
  QWEN3_480B: { id: "Qwen/Qwen3-Coder-480B-A35B-Instruct" },
  "Nemotron_super_v1.1": { id: "nvidia/Llama-3_3-Nemotron-Super-49B-v1" },
  GPT_OSS_120B: { id: "openai/gpt-oss-120b" },
  GPT_OSS_20B: { id: "openai/gpt-oss-20b" },
};
