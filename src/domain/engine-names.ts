import type { Backend } from "./deployment.js";

/** Engines as people write them. */
export const ENGINE_NAMES: Readonly<Record<Backend, string>> = {
  trtllm: "TensorRT-LLM",
  vllm: "vLLM",
  sglang: "SGLang",
};
