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

/** Whether a KV cache of 8 bits is priced whose type nobody wrote, so that the engine's `auto` decides what it is. */
function isOpen(
  { workers }: ManifestDeployment,
  { checkpoint, quant, architecture }: ModelFacts,
  { quant: written }: Deployment,
): boolean {
  const open = workers.some(({ settings }) => /^(?:auto)?$/i.test(settings.kvDtype?.value ?? ""));
  if (!open || written.kvcache !== undefined || quant.kvcache !== "fp8") return false;
  return checkpoint !== undefined && !OWN_FORMAT.test(architecture);
}

/**
 * Whether an engine keeps 16 bits where 8 are priced: the checkpoint names no type, and `auto` follows it. What has to fit at
 * the start is then twice as large.
 */
export function keepsSixteenBits(
  manifest: ManifestDeployment,
  model: ModelFacts,
  deployment: Deployment,
): boolean {
  return isOpen(manifest, model, deployment) && model.checkpoint?.kvAlgorithm === undefined;
}

/**
 * What is assumed of a KV cache whose type nobody wrote: FP8 and FP4 checkpoints are priced with 8 bits, as they are measured
 * and recommended, while an engine's `auto` follows the checkpoint, and one that names no type keeps 16 bits.
 */
export function assumedCache(
  manifest: ManifestDeployment,
  model: ModelFacts,
  deployment: Deployment,
): readonly string[] {
  if (!isOpen(manifest, model, deployment)) return [];
  if (model.checkpoint?.kvAlgorithm !== undefined)
    return ["the KV cache is priced with 8 bits: its type is `auto`, and the checkpoint says so"];
  const { backend } = deployment;
  return [
    `the KV cache is priced with 8 bits, and the checkpoint names no type: left to \`auto\`, ${ENGINE_NAMES[backend]} keeps 16 bits and holds about half as many requests; write ${EIGHT_BITS[backend]}`,
  ];
}
