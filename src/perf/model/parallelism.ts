import type { BackendRules } from "../backend/backend.js";
import { InvalidParallelismError } from "../types.js";
import type { Family, GraphRequest } from "./family.js";
import { listField, objectField } from "./spec.js";

/**
 * Throws {@link InvalidParallelismError} for sizes that no model of this shape can have (`docs/method/performance.md`
 * 2.3).
 */
export function checkParallelism(request: GraphRequest, family: Family, rules: BackendRules): void {
  const { model, parallelism } = request;
  const { tp, pp, dp, cp } = parallelism;
  if (model.heads % tp !== 0)
    refuse(`tp ${tp} does not divide the ${model.heads} attention heads of ${model.id}`);
  if (pp > model.layers) refuse(`pp ${pp} is more than the ${model.layers} layers of ${model.id}`);
  if (cp > 1) {
    if (!rules.contextParallel) refuse(`cp ${cp}: ${rules.name} cannot split a prompt over GPUs; use cp 1`);
    if (!family.contextParallel)
      refuse(`cp ${cp}: ${model.architecture} cannot split a prompt over GPUs; use cp 1`);
    if (tp > 1 || dp > 1) refuse(`cp ${cp} needs tp 1 and dp 1, not tp ${tp} and dp ${dp}`);
  }
  if (model.experts > 0) checkExperts(request);
}

function checkExperts({ model, parallelism, quant }: GraphRequest): void {
  const { tp, dp, cp, moeTp, moeEp } = parallelism;
  if (tp * dp * cp !== moeTp * moeEp) {
    refuse(`tp ${tp} x dp ${dp} x cp ${cp} must equal moe-tp ${moeTp} x moe-ep ${moeEp}`);
  }
  if (moeEp > model.experts)
    refuse(`moe-ep ${moeEp} is more than the ${model.experts} experts of ${model.id}`);
  const block = blockSize(model.root);
  if (quant.moe === "fp8_block" && block !== undefined && (model.moeInter / moeTp) % block !== 0) {
    refuse(
      `moe-tp ${moeTp} splits the expert width ${model.moeInter} into parts that are no multiple of the FP8 block ${block}`,
    );
  }
}

function blockSize(root: GraphRequest["model"]["root"]): number | undefined {
  const quantization = objectField(root, "quantization_config");
  const size = quantization === undefined ? undefined : listField(quantization, "weight_block_size")[0];
  return typeof size === "number" && size > 0 ? size : undefined;
}

function refuse(message: string): never {
  throw new InvalidParallelismError(message);
}
