import type { PricingContext } from "../types.js";
import { roofline } from "./grid-kernel.js";
import { computeFlops, modeBytes, modeFlops } from "./modes.js";

/** Sizes of sparse latent attention with an indexer (DeepSeek-V3.2, GLM-5). */
export interface DsaDims {
  readonly hidden: number;
  readonly qLora: number;
  readonly kvLora: number;
  readonly nope: number;
  readonly rope: number;
  readonly valueDim: number;
  /** tokens that attention looks at */
  readonly indexTopK: number;
  readonly indexDim: number;
  readonly indexHeads: number;
}

export interface DsaModes {
  readonly fmha: string;
  readonly kvcache: string;
  readonly gemm: string;
}

/** What a layer without an indexer of its own leaves out: the products with the index keys, or the whole indexer. */
export type DsaSkip = "index-products" | "whole-indexer";

/** Query-key pairs of causal attention that looks at `topK` tokens at most, over `f − p` new tokens after `p` cached ones. */
export function causalPairs(batch: number, newTokens: number, prefix: number, topK: number): number {
  const full = prefix + newTokens;
  if (full <= topK) return (batch * (full * (full + 1) - prefix * (prefix + 1))) / 2;
  if (prefix >= topK) return batch * newTokens * topK;
  return (batch * (topK * (topK + 1) - prefix * (prefix + 1))) / 2 + batch * (full - topK) * topK;
}

/**
 * Roofline of the prefill module over heads, cached tokens, new tokens and batch (`docs/method/operators.md` 3.9).
 * `skip`: of layers that take over the indices of an earlier one.
 */
export function contextDsaSol(
  context: PricingContext,
  dims: DsaDims,
  modes: DsaModes,
  skip?: DsaSkip,
): (heads: number, prefix: number, newTokens: number, batch: number) => number {
  const { kvLora, rope, nope, indexTopK, indexDim, indexHeads } = dims;
  const { memBw } = context.system.gpu;
  const latent = kvLora + rope;
  const indexer = skip !== "whole-indexer";
  return (n, prefix, newTokens, batch) => {
    const tokens = batch * newTokens;
    const full = newTokens + prefix;
    const sparse = full > indexTopK;
    const index = skip !== undefined || !sparse ? 0 : 2 * tokens * indexHeads * indexDim * full;
    const pairs = causalPairs(batch, newTokens, prefix, indexTopK);
    const computeS = computeSeconds(context, dims, modes, {
      tokens,
      heads: n,
      index,
      pairs,
      indexer,
      attentionFlops: modeFlops(context.system, "fmha", modes.fmha),
    });
    const bytes =
      weightElements(dims, n, indexer) * modeBytes("gemm", modes.gemm) +
      batch * n * Math.min(full, indexTopK) * latent * modeBytes("kvcache", modes.kvcache) +
      (sparse && indexer ? batch * full * indexRowBytes(indexDim) : 0) +
      tokens * n * (nope + rope) * modeBytes("fmha", modes.fmha) * 2;
    return roofline(computeS, bytes / memBw);
  };
}

/** Roofline of the decode module over heads, batch and key-value length. */
export function generationDsaSol(
  context: PricingContext,
  dims: DsaDims,
  modes: Omit<DsaModes, "fmha">,
  skip?: DsaSkip,
): (heads: number, batch: number, seq: number) => number {
  const { kvLora, rope, indexTopK, indexDim, indexHeads } = dims;
  const { memBw } = context.system.gpu;
  const indexer = skip !== "whole-indexer";
  return (n, batch, seq) => {
    const pairs = batch * Math.min(seq, indexTopK);
    const computeS = computeSeconds(context, dims, modes, {
      tokens: batch,
      heads: n,
      index: skip !== undefined ? 0 : 2 * batch * indexHeads * indexDim * seq,
      pairs,
      indexer,
      attentionFlops: computeFlops(context.system, "bfloat16"),
    });
    const bytes =
      weightElements(dims, n, indexer) * modeBytes("gemm", modes.gemm) +
      pairs * (kvLora + rope) * modeBytes("kvcache", modes.kvcache) +
      (indexer ? batch * seq * indexRowBytes(indexDim) : 0);
    return roofline(computeS, bytes / memBw);
  };
}

interface DsaWork {
  readonly tokens: number;
  readonly heads: number;
  /** operations of the index products */
  readonly index: number;
  readonly pairs: number;
  /** whether the layer projects index queries and keys */
  readonly indexer: boolean;
  readonly attentionFlops: number;
}

function computeSeconds(
  context: PricingContext,
  dims: DsaDims,
  modes: Pick<DsaModes, "gemm">,
  work: DsaWork,
): number {
  const { hidden: h, qLora, kvLora, nope, rope, valueDim } = dims;
  const { tokens: t, heads: n, index, pairs, attentionFlops, indexer } = work;
  const products =
    2 * t * h * (qLora + kvLora + rope) +
    2 * t * qLora * n * (nope + rope) +
    (indexer ? 2 * t * indexerElements(dims) : 0) +
    2 * t * n * valueDim * h +
    2 * n * t * nope * kvLora +
    2 * n * t * kvLora * valueDim;
  const attention = 2 * n * (2 * kvLora + rope) * pairs;
  return (
    products / modeFlops(context.system, "gemm", modes.gemm) +
    index / computeFlops(context.system, "fp8") +
    attention / attentionFlops
  );
}

function weightElements(dims: DsaDims, n: number, indexer: boolean): number {
  const { hidden: h, qLora, kvLora, nope, rope, valueDim } = dims;
  return (
    h * (qLora + kvLora + rope) +
    qLora * n * (nope + rope) +
    n * valueDim * h +
    (indexer ? indexerElements(dims) : 0)
  );
}

/** Weights of the indexer: queries from the latent ones, keys and head weights from the hidden states. */
function indexerElements({ hidden: h, qLora, indexDim, indexHeads }: DsaDims): number {
  return qLora * indexHeads * indexDim + h * indexHeads + h * indexDim;
}

/** A cached index key: one byte an element and a scale for every 128. */
function indexRowBytes(indexDim: number): number {
  return indexDim + 4 * Math.ceil(indexDim / 128);
}
