import type { Backend, QuantModes } from "../../domain/deployment.js";
import { LEGACY_MODELS, SYSTEM_SM } from "./names.js";

/** A 0.5.0 name as a checkpoint of today, and modes that must be said because no such checkpoint is known. */
export interface ResolvedLegacyModel {
  readonly id: string;
  readonly quant: Partial<QuantModes>;
  readonly note: string;
}

const HAS_NVFP4 = 100;
const HAS_FP8_BLOCK = 90;
const HAS_FP8 = 89;

/**
 * Release 0.5.0 chose number formats from the GPU, its successors take them from the checkpoint. A name of 0.5.0
 * becomes the FP8 or FP4 checkpoint that means the same; where there is none, the base checkpoint with the modes said
 * (`docs/method/experiment-files.md` 2.4 and 2.6). With two systems the older decides, since both roles serve one
 * checkpoint. Undefined when the name is not one of the fixed ones.
 */
export function resolveLegacyModel(
  name: string,
  systems: readonly string[],
  backend: Backend,
): ResolvedLegacyModel | undefined {
  const known = LEGACY_MODELS[name];
  if (known === undefined) return undefined;
  const where = [...new Set(systems)].join(" and ");
  const sm = Math.min(...systems.map((system) => SYSTEM_SM[system] ?? 0));
  const checkpoint = sm >= HAS_NVFP4 ? (known.nvfp4 ?? known.fp8) : sm >= HAS_FP8 ? known.fp8 : undefined;
  if (checkpoint !== undefined) {
    return {
      id: checkpoint,
      quant: {},
      note: checkpoint === known.id ? "" : `${name} means ${checkpoint} on ${where}`,
    };
  }
  const quant = legacyModes(name, sm, backend);
  const gemm = quant.gemm === undefined ? "" : ` in ${quant.gemm}`;
  return { id: known.id, quant, note: `${name} means ${known.id}${gemm} on ${where}` };
}

/** Modes that release 0.5.0 took for a GPU; none below compute capability 8.9. gpt-oss keeps those of its checkpoint. */
function legacyModes(name: string, sm: number, backend: Backend): Partial<QuantModes> {
  if (sm < HAS_FP8 || name.startsWith("GPT_OSS")) return {};
  const block = sm >= HAS_FP8_BLOCK && backend !== "vllm" ? "fp8_block" : "fp8";
  const fmha = sm >= HAS_FP8_BLOCK && backend !== "vllm" && name !== "DEEPSEEK_V3" ? "fp8" : "bfloat16";
  return { gemm: block, moe: block, kvcache: "fp8", fmha };
}

/** Release 0.5.0 drafted one token for the DeepSeek family without being asked. */
export function hasImplicitDraft(model: string): boolean {
  return model === "DEEPSEEK_V3" || /^(?:deepseek-ai|nvidia)\/DeepSeek-(?:V3|R1)(?:[.-](?!2)|$)/.test(model);
}
