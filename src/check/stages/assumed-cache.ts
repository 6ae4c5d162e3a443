import type { Deployment } from "../../domain/deployment.js";
import { ENGINE_NAMES } from "../../domain/engine-names.js";
import type { ManifestDeployment } from "../../manifest/types.js";
import type { ModelFacts } from "../../perf/types.js";

/** How each engine is told to keep an 8-bit KV cache. */
const EIGHT_BITS = {
  vllm: "`--kv-cache-dtype fp8`",
  sglang: "`--kv-cache-dtype fp8_e4m3`",
  trtllm: "`kv_cache_config.dtype: fp8`",
} as const;

/** Layers whose cache has a format of its own, whatever is asked. */
const OWN_FORMAT = /^Deepseek(?:V32|V4)|^GlmMoeDsa/;

/**
 * What is assumed of a KV cache whose type nobody wrote: FP8 and FP4 checkpoints are priced with 8 bits, as they are measured
 * and recommended, while an engine's `auto` follows the checkpoint, and one that names no type keeps 16 bits.
 */
export function assumedCache(
  { workers }: ManifestDeployment,
  { checkpoint, quant, architecture }: ModelFacts,
  { backend, quant: written }: Deployment,
): readonly string[] {
  const open = workers.some(({ settings }) => /^(?:auto)?$/i.test(settings.kvDtype?.value ?? ""));
  if (!open || written.kvcache !== undefined || quant.kvcache !== "fp8") return [];
  if (checkpoint === undefined || OWN_FORMAT.test(architecture)) return [];
  if (checkpoint.kvAlgorithm !== undefined)
    return ["the KV cache is priced with 8 bits: its type is `auto`, and the checkpoint says so"];
  return [
    `the KV cache is priced with 8 bits, and the checkpoint names no type: left to \`auto\`, ${ENGINE_NAMES[backend]} keeps 16 bits and holds about half as many requests; write ${EIGHT_BITS[backend]}`,
  ];
}
