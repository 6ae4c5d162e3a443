import type { Backend } from "../../domain/deployment.js";
import { cutsBlocks } from "../../domain/model-numbers.js";
import { UserError } from "../../domain/errors.js";
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
    refuseLayout(`tp ${tp} does not divide the ${model.heads} attention heads of ${model.id}`);
  if (pp > model.layers) refuseLayout(`pp ${pp} is more than the ${model.layers} layers of ${model.id}`);
  if (cp > 1) {
    if (!rules.contextParallel)
      refuseLayout(`cp ${cp}: ${rules.name} cannot split a prompt over GPUs; use cp 1`);
    if (!family.contextParallel)
      refuseLayout(`cp ${cp}: ${model.architecture} cannot split a prompt over GPUs; use cp 1`);
    if (tp > 1 || dp > 1) refuseLayout(`cp ${cp} needs tp 1 and dp 1, not tp ${tp} and dp ${dp}`);
  }
  checkDecodeContext(request, family, rules);
  if (model.experts > 0) checkExperts(request);
}

/**
 * Feed-forward layers of dense models whose parts would hold no whole FP8 blocks: vLLM and SGLang compare them when they load
 * weights. The published method prices them. Throws {@link InvalidParallelismError}.
 */
export function checkWholeBlocks({ model, parallelism: { tp }, quant, backend }: GraphRequest): void {
  const block = blockSize(model.root);
  if (backend === "trtllm" || quant.gemm !== "fp8_block" || block === undefined) return;
  if (cutsBlocks(model, tp, block))
    refuseLayout(
      `tp ${tp} splits the feed-forward width ${model.inter} of ${model.id} into parts that are no multiple of the FP8 block ${block}`,
    );
}

/** What ranks can share of a decode's cache; undefined where nothing is priced. */
export function decodeContextOf(
  { decodeContextOn = [], decodeContextByCopies }: Family,
  backend: Backend,
): "latent" | "copies" | undefined {
  if (!decodeContextOn.includes(backend)) return undefined;
  return decodeContextByCopies === true ? "copies" : "latent";
}

/** Sharing the cache of a decode: what engine and architecture can, and among how many ranks. */
function checkDecodeContext(
  { model, parallelism }: GraphRequest,
  { decodeContextOn = [], decodeContextByCopies }: Family,
  { name }: BackendRules,
): void {
  const { tp, dcp = 1 } = parallelism;
  if (!Number.isInteger(dcp) || dcp < 1) refuseLayout(`dcp ${dcp} must be a whole number of at least 1`);
  if (dcp === 1) return;
  const asked = `dcp ${dcp}`;
  if (!decodeContextOn.includes(name)) {
    const where = decodeContextOn.length === 0 ? "on no engine" : `on ${decodeContextOn.join(" and ")} only`;
    // an engine may run what has no formula: that is no impossible layout
    throw new UserError(
      "data",
      `decode context parallelism of ${model.architecture} is priced ${where}, not on ${name}; dcp 1 is, instead of ${dcp}`,
    );
  }
  if (tp % dcp !== 0) refuseLayout(`${asked} does not divide tp ${tp}: it is a part of the tensor group`);
  const copies = Math.floor(tp / Math.max(1, model.kvHeads));
  const queries = Math.floor(model.heads / Math.max(1, model.kvHeads));
  if (decodeContextByCopies === true && dcp > copies)
    refuseLayout(
      copies > 1
        ? `${asked}: tp ${tp} holds each of the ${model.kvHeads} key-value heads of ${model.id} ${copies} times, and no more ranks can share them; use dcp ${copies} or less`
        : `${asked}: tp ${tp} holds none of the ${model.kvHeads} key-value heads of ${model.id} twice, so there is nothing to share; use dcp 1, or a tp above ${model.kvHeads}`,
    );
  if (decodeContextByCopies === true && queries % dcp !== 0)
    refuseLayout(
      `${asked} does not divide the ${queries} attention heads of each key-value head of ${model.id}`,
    );
  if (parallelism.dcpReplicateQ === true && parallelism.dcpComm === "ag_rs")
    refuseLayout(`${asked} with every rank projecting all queries needs dcp-comm a2a, not ag_rs`);
}

function checkExperts({ model, parallelism, quant }: GraphRequest): void {
  const { tp, dp, cp, moeTp, moeEp } = parallelism;
  if (tp * dp * cp !== moeTp * moeEp) {
    refuseLayout(`tp ${tp} x dp ${dp} x cp ${cp} must equal moe-tp ${moeTp} x moe-ep ${moeEp}`);
  }
  if (moeEp > model.experts)
    refuseLayout(`moe-ep ${moeEp} is more than the ${model.experts} experts of ${model.id}`);
  const block = blockSize(model.root);
  if (quant.moe === "fp8_block" && block !== undefined && (model.moeInter / moeTp) % block !== 0) {
    refuseLayout(
      `moe-tp ${moeTp} splits the expert width ${model.moeInter} into parts that are no multiple of the FP8 block ${block}`,
    );
  }
}

/** Rows and columns of an FP8 block of a checkpoint; undefined where its weights lie in none. */
export function blockSize(root: GraphRequest["model"]["root"]): number | undefined {
  const quantization = objectField(root, "quantization_config");
  const size = quantization === undefined ? undefined : listField(quantization, "weight_block_size")[0];
  return typeof size === "number" && size > 0 ? size : undefined;
}

/** Throws {@link InvalidParallelismError}. */
export function refuseLayout(message: string): never {
  throw new InvalidParallelismError(message);
}
