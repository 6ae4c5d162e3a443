import type { ManifestWorker } from "../types.js";

/** Tokens of a KV block that an engine takes where the file says nothing. */
const BLOCK_TOKENS = { vllm: "16", sglang: "1", trtllm: "32" } as const;

/** Models whose layers make an engine choose another block: latent attention, states beside the cache, sparse attention. */
const OWN_BLOCK =
  /deepseek|kimi|glm-?5|minicpm3|longcat|qwen3[-_.]?(?:next|5|6)|nemotron|granite-4|jamba|falcon-h1|mistral-large-3/i;

/**
 * Checkpoints that may carry a format of their KV cache, which engines follow: those of ModelOpt, those that say KV in
 * their name, and sparse attention, whose cache is 8-bit on some GPUs.
 */
const CARRIES_KV = /^nvidia\/.*(?:fp8|fp4)|[-_]kv(?:[-_\d]|$)|deepseek-v(?:3[._-]?2|4)|glm-?5/i;

/** Formats of 16 bits, which `auto` stands for where a checkpoint says nothing of its KV cache. */
const PLAIN_KV: readonly string[] = ["bfloat16", "float16"];

/** The KV block that a worker takes without saying so; undefined where the model or its attention kernels decide. */
export function ownBlock({ backend, settings, command }: ManifestWorker): string | undefined {
  if (backend === null || backend === "mocker" || OWN_BLOCK.test(settings.model?.value ?? ""))
    return undefined;
  const kernels = command?.args.some(({ text }) => /^--?[\w.-]*attention[-_]backend/.test(text)) ?? false;
  return kernels ? undefined : BLOCK_TOKENS[backend];
}

/** Whether a written format of the KV cache may be the one that `auto` stands for on the other side. */
export function isAuto(format: string, { settings }: ManifestWorker): boolean {
  return PLAIN_KV.includes(format) || CARRIES_KV.test(settings.model?.value ?? "");
}
