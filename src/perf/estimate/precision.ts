import type { QuantModes } from "../../domain/deployment.js";
import { UserError } from "../../domain/errors.js";

/** Formats as benchmarks name them. */
const PRECISIONS: Readonly<Record<string, string>> = {
  fp8: "fp8",
  fp8_block: "fp8_block",
  fp4: "nvfp4",
  nvfp4: "nvfp4",
  bf16: "bfloat16",
  bfloat16: "bfloat16",
  fp16: "bfloat16",
  int4: "int4_wo",
  int4_wo: "int4_wo",
};

/**
 * The modes of a model whose weights a benchmark calls `precision`: given modes hold, and it fills those of the weights
 * where none is given. Throws `UserError` (`usage`) for a word that is no format.
 */
export function quantOfPrecision(
  modes: Partial<QuantModes>,
  { precision, model = "" }: { readonly precision?: string | undefined; readonly model?: string | undefined },
): Partial<QuantModes> {
  const word = precision?.toLowerCase();
  // tables of measurements write n/a where the checkpoint's own formats ran
  if (word === undefined || word === "n/a" || word === "auto") return modes;
  const mode = Object.hasOwn(PRECISIONS, word) ? PRECISIONS[word] : undefined;
  if (mode === undefined)
    throw new UserError(
      "usage",
      `precision '${word}' is unknown; use ${Object.keys(PRECISIONS).join(", ")}, or name the modes of --gemm-quant-mode and --moe-quant-mode`,
    );
  // gpt-oss has one 4-bit format of its own, whatever a benchmark calls it
  if (model.toLowerCase().includes("gpt-oss")) return {};
  return modes.gemm !== undefined || modes.moe !== undefined ? modes : { gemm: mode, moe: mode, ...modes };
}
