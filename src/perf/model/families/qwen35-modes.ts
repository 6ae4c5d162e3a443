import type { GraphRequest } from "../family.js";

/** GEMM modes of the three classes of products of Qwen3.5. */
export interface Qwen35Modes {
  /** projections of the linear layers */
  readonly linear: string;
  /** projections of the full layers */
  readonly attention: string;
  readonly dense: string;
  readonly shared: string;
}

/** What names a class in the checkpoint's lists. */
const PROJECTIONS = ["self_attn", "linear_attn"];
const DENSE = [".mlp"];
const SHARED = ["shared_expert"];

/**
 * A mixed checkpoint lists the format of every module; elsewhere a class with an excluded module runs in bf16, and
 * the rest as the checkpoint says (`docs/method/operators.md` 4.5). A mode that was given holds for all.
 */
export function qwen35Modes(request: Pick<GraphRequest, "model" | "quant" | "given">): Qwen35Modes {
  const projections = modeOf(request, PROJECTIONS);
  return {
    linear: projections,
    attention: projections,
    dense: modeOf(request, DENSE),
    shared: modeOf(request, SHARED),
  };
}

function modeOf(
  { model, quant, given }: Pick<GraphRequest, "model" | "quant" | "given">,
  names: readonly string[],
): string {
  if (given.gemm) return quant.gemm;
  const { layerAlgorithms, exclusions, dynamic } = model.checkpoint;
  const belongs = (module: string): boolean => names.some((name) => module.includes(name));
  for (const [module, algorithm] of layerAlgorithms) {
    if (belongs(module)) return algorithm === "fp8" && dynamic !== true ? "fp8_static" : algorithm;
  }
  return exclusions.some(belongs) ? "bfloat16" : quant.gemm;
}
