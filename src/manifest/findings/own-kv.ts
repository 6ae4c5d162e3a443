import { provenSystem } from "../to-deployment.js";
import type { ManifestWorker } from "../types.js";

/**
 * Tokens of a KV block where the file says nothing: vLLM 0.11 to 0.31 (`platforms/cuda.py`, later `config/cache.py`), SGLang
 * 0.5.3 to 0.5.21 (`server_args.py`, later `arg_groups/overrides.py`), TensorRT-LLM 1.0 (`llm_args.py`).
 */
const BLOCK_TOKENS = { vllm: "16", sglang: "1", trtllm: "32" } as const;

/**
 * Models whose layers make vLLM 0.31 or SGLang 0.5.21 choose another block: latent and sparse attention (the types of vLLM's
 * `is_deepseek_mla`), and states beside the cache (its `IsHybrid`), by what their checkpoints are called.
 */
const OWN_BLOCK =
  /deepseek|kimi|glm-?(?:4\.7-flash|5)|minicpm(?:3|-v-4[._]6)|longcat|pangu|\bling-|\bring-|a\.x-k1|dots|hy-?(?:v?4)|qwen3[-_.]?(?:next|[5-9]\b)|qwen-?[4-9]|nemotron|granite-4|jamba|falcon-h1|lfm2|olmo.*hybrid|zamba|bamba|plamo|minimax|inkling|mistral-(?:large-3|small-4)/i;

/** GPUs on which SGLang takes TensorRT-LLM's attention kernels by itself, and their pages of 64. */
const OTHER_KERNELS = /^(?:g?b[123]00|gb10|rtx_(?:50|pro_))/;

/**
 * Checkpoints that may carry a format of their KV cache, which engines follow: those of ModelOpt (FP4, and NVIDIA's FP8), those
 * that say KV in their name, and sparse attention, whose cache is 8-bit on some GPUs. All three engines keep the model's own
 * 16 bits for the others.
 */
const CARRIES_KV = /^nvidia\/.*(?:fp8|fp4)|fp4|modelopt|[-_]kv(?:[-_\d]|$)|deepseek-v(?:3[._-]?2|4)|glm-?5/i;

/** Formats of 16 bits, which `auto` stands for where a checkpoint says nothing of its KV cache. */
const PLAIN_KV: readonly string[] = ["bfloat16", "float16"];

/** The KV block that a worker takes without saying so; undefined where the model, the GPU or its attention kernels decide. */
export function ownBlock(worker: ManifestWorker): string | undefined {
  const { backend, settings, command } = worker;
  if (backend === null || backend === "mocker" || OWN_BLOCK.test(settings.model?.value ?? ""))
    return undefined;
  if (backend === "sglang" && OTHER_KERNELS.test(provenSystem(worker)?.system ?? "")) return undefined;
  const kernels = command?.args.some(({ text }) => /^--?[\w.-]*attention[-_]backend/.test(text)) ?? false;
  return kernels ? undefined : BLOCK_TOKENS[backend];
}

/** Whether a written format of the KV cache may be the one that `auto` stands for on the other side. */
export function isAuto(format: string, { settings }: ManifestWorker): boolean {
  return PLAIN_KV.includes(format) || CARRIES_KV.test(settings.model?.value ?? "");
}
