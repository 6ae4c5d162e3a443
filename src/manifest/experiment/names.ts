import type { Backend } from "../../domain/deployment.js";

/** A GPU system by name: compute capability times ten, undefined for other vendors. */
export const SYSTEM_SM: Readonly<Record<string, number | undefined>> = {
  h100_sxm: 90,
  h100_pcie: 90,
  h200_sxm: 90,
  b200_sxm: 100,
  b300_sxm: 103,
  gb200: 100,
  gb300: 103,
  a100_sxm: 80,
  a100_pcie: 80,
  a30: 80,
  l4: 89,
  l40s: 89,
  b60: undefined,
  rtx_pro_6000_server: 120,
};

/** Older spellings of systems. */
export const SYSTEM_ALIASES: Readonly<Record<string, string>> = { gb200_sxm: "gb200" };

/** Spellings of engines, all lower case. */
export const BACKEND_ALIASES: Readonly<Record<string, Backend>> = {
  trtllm: "trtllm",
  "trt-llm": "trtllm",
  "tensorrt-llm": "trtllm",
  tensorrtllm: "trtllm",
  vllm: "vllm",
  sglang: "sglang",
};

/** What a fixed name of release 0.5.0 stands for: the base checkpoint and its quantized forms. */
export interface LegacyModel {
  readonly id: string;
  readonly fp8?: string;
  readonly nvfp4?: string;
}

/** Names of release 0.5.0, case sensitive (`docs/method/experiment-files.md` 2.4). */
export const LEGACY_MODELS: Readonly<Record<string, LegacyModel>> = {
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

/** Quantization names by field (`docs/method/experiment-files.md` 3.5). */
export const QUANT_NAMES = {
  gemm: [
    "bfloat16",
    "int8_wo",
    "int4_wo",
    "fp8",
    "fp8_static",
    "sq",
    "fp8_block",
    "fp8_ootb",
    "nvfp4",
    "nvfp4_wo",
    "w4a16_nvfp4",
  ],
  moe: [
    "bfloat16",
    "fp8",
    "int4_wo",
    "fp8_block",
    "w4afp8",
    "nvfp4",
    "nvfp4_wo",
    "w4a16_mxfp4",
    "w4a8_mxfp4_mxfp8",
    "w4a8_mxfp4_mxfp8_trtllm",
    "w4a16_mxfp4_cutlass",
    "w4a16_mxfp4_humming",
    "w4a16_nvfp4",
  ],
  kvcache: ["bfloat16", "int8", "fp8"],
  fmha: ["bfloat16", "float16", "fp8", "fp8_block"],
  comm: ["half", "int8", "fp8"],
} as const;

/** Field of a quantization mode. */
export type QuantField = keyof typeof QUANT_NAMES;
export const QUANT_FIELDS = Object.keys(QUANT_NAMES) as readonly QuantField[];

/** Other spellings of number formats; `comm` has none. */
export const QUANT_ALIASES: Readonly<Record<string, string>> = {
  float16: "bfloat16",
  fp16: "bfloat16",
  bf16: "bfloat16",
};

/**
 * Presets of number formats: names of release 0.5.0 and of its successor's converter
 * (`docs/method/experiment-files.md` 2.5).
 */
export const PROFILES: Readonly<Record<string, Readonly<Record<QuantField, string>>>> = (() => {
  const all = (mode: string): Record<QuantField, string> => ({
    gemm: mode,
    moe: mode,
    kvcache: mode,
    fmha: mode,
    comm: "half",
  });
  const fp8 = all("fp8");
  const bfloat16 = all("bfloat16");
  const nvfp4 = { gemm: "nvfp4", moe: "nvfp4", kvcache: "fp8", fmha: "fp8", comm: "half" };
  return {
    fp8_default: fp8,
    fp8,
    float16_default: bfloat16,
    bfloat16,
    nvfp4_default: nvfp4,
    nvfp4,
    fp8_static: { ...fp8, gemm: "fp8_static" },
    mxfp4: { ...bfloat16, moe: "w4a16_mxfp4" },
  };
})();
