import type { PricingContext } from "../types.js";
import { causalPairs } from "./dsa-sol.js";
import { roofline } from "./grid-kernel.js";
import { computeFlops, modeBytes, modeFlops } from "./modes.js";

/** Sizes of MiniMax-M3's block-sparse attention; key-value heads are one rank's. */
export interface MsaDims {
  readonly hidden: number;
  readonly kvHeads: number;
  readonly headDim: number;
  readonly valueDim: number;
  readonly indexHeads: number;
  readonly indexDim: number;
  /** tokens that a query looks at */
  readonly topK: number;
  readonly block: number;
}

export interface MsaModes {
  readonly fmha: string;
  readonly kvcache: string;
  readonly gemm: string;
}

/**
 * Roofline of the prefill module over heads, cached tokens, new tokens and batch, milliseconds. Found by running the
 * reference on hardware with a single finite resource (`docs/model-notes.md`).
 */
export function contextMsaSol(
  context: PricingContext,
  dims: MsaDims,
  modes: MsaModes,
): (heads: number, prefix: number, newTokens: number, batch: number) => number {
  return (heads, prefix, newTokens, batch) =>
    moduleRoofline(context, dims, modes, {
      heads,
      tokens: batch * newTokens,
      batch,
      length: prefix + newTokens,
      pairs: causalPairs(batch, newTokens, prefix, dims.topK),
    });
}

/** Roofline of the decode module over heads, batch and key-value length, milliseconds. */
export function generationMsaSol(
  context: PricingContext,
  dims: MsaDims,
  modes: MsaModes,
): (heads: number, batch: number, seq: number) => number {
  return (heads, batch, seq) =>
    moduleRoofline(context, dims, modes, {
      heads,
      tokens: batch,
      batch,
      length: seq - 1,
      pairs: batch * Math.min(seq - 1, dims.topK),
    });
}

interface MsaWork {
  readonly heads: number;
  readonly tokens: number;
  readonly batch: number;
  /** tokens in the cache, the new ones of a prefill included */
  readonly length: number;
  readonly pairs: number;
}

function moduleRoofline(context: PricingContext, dims: MsaDims, modes: MsaModes, work: MsaWork): number {
  const { hidden, kvHeads, headDim: d, valueDim, indexHeads, indexDim, topK, block } = dims;
  const { heads: n, tokens, batch, length, pairs } = work;
  const indexWidth = indexHeads * indexDim;
  const weights = hidden * (n * d + 2 * kvHeads * d + n * valueDim + indexWidth);
  const blocks = length > topK ? Math.ceil(length / block) : 0;
  const indexOps = 2 * tokens * indexWidth * blocks;
  const computeS =
    (2 * tokens * weights) / modeFlops(context.system, "gemm", modes.gemm) +
    (2 * n * (d + valueDim) * pairs) / modeFlops(context.system, "fmha", modes.fmha) +
    (indexOps === 0 ? 0 : indexOps / computeFlops(context.system, "fp8"));
  const bytes =
    weights * modeBytes("gemm", modes.gemm) +
    2 * tokens * n * d * modeBytes("fmha", modes.fmha) +
    batch * kvHeads * (d + valueDim) * Math.min(length, topK) * modeBytes("kvcache", modes.kvcache) +
    batch * blocks * indexWidth;
  return roofline(computeS, bytes / context.system.gpu.memBw);
}
