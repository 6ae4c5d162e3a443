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

/** Query-key pairs of causal attention that looks at `topK` tokens at most, over `f − p` new tokens after `p` cached ones. */
export function causalPairs(batch: number, newTokens: number, prefix: number, topK: number): number {
  const full = prefix + newTokens;
  if (full <= topK) return (batch * (full * (full + 1) - prefix * (prefix + 1))) / 2;
  if (prefix >= topK) return batch * newTokens * topK;
  return (batch * (topK * (topK + 1) - prefix * (prefix + 1))) / 2 + batch * (full - topK) * topK;
}

/**
 * Roofline of the prefill module over heads, cached tokens, new tokens and batch (`spec` operators 3.9). `skip`: layers that
 * take over the indices of an earlier one; only the index products are left out.
 */
export function contextDsaSol(
  context: PricingContext,
  dims: DsaDims,
  modes: DsaModes,
  skip: boolean,
): (heads: number, prefix: number, newTokens: number, batch: number) => number {
  const { kvLora, rope, nope, indexTopK, indexDim, indexHeads } = dims;
  const { memBw } = context.system.gpu;
  const latent = kvLora + rope;
  return (n, prefix, newTokens, batch) => {
    const tokens = batch * newTokens;
    const full = newTokens + prefix;
    const sparse = full > indexTopK;
    const index = skip || !sparse ? 0 : 2 * tokens * indexHeads * indexDim * full;
    const pairs = causalPairs(batch, newTokens, prefix, indexTopK);
    const computeS = computeSeconds(context, dims, modes, {
      tokens,
      heads: n,
      index,
      pairs,
      attentionFlops: modeFlops(context.system, "fmha", modes.fmha),
    });
    const bytes =
      weightElements(dims, n) * modeBytes("gemm", modes.gemm) +
      batch * n * Math.min(full, indexTopK) * latent * modeBytes("kvcache", modes.kvcache) +
      (sparse ? batch * full * indexRowBytes(indexDim) : 0) +
      tokens * n * (nope + rope) * modeBytes("fmha", modes.fmha) * 2;
    return roofline(computeS, bytes / memBw);
  };
}

/** Roofline of the decode module over heads, batch and key-value length. */
export function generationDsaSol(
  context: PricingContext,
  dims: DsaDims,
  modes: Omit<DsaModes, "fmha">,
  skip: boolean,
): (heads: number, batch: number, seq: number) => number {
  const { kvLora, rope, indexTopK, indexDim, indexHeads } = dims;
  const { memBw } = context.system.gpu;
  return (n, batch, seq) => {
    const pairs = batch * Math.min(seq, indexTopK);
    const computeS = computeSeconds(context, dims, modes, {
      tokens: batch,
      heads: n,
      index: skip ? 0 : 2 * batch * indexHeads * indexDim * seq,
      pairs,
      attentionFlops: computeFlops(context.system, "bfloat16"),
    });
    const bytes =
      weightElements(dims, n) * modeBytes("gemm", modes.gemm) +
      pairs * (kvLora + rope) * modeBytes("kvcache", modes.kvcache) +
      batch * seq * indexRowBytes(indexDim);
    return roofline(computeS, bytes / memBw);
  };
}

interface DsaWork {
  readonly tokens: number;
  readonly heads: number;
  /** operations of the index products */
  readonly index: number;
  readonly pairs: number;
  readonly attentionFlops: number;
}

function computeSeconds(
  context: PricingContext,
  dims: DsaDims,
  modes: Pick<DsaModes, "gemm">,
  work: DsaWork,
): number {
  const { hidden: h, qLora, kvLora, nope, rope, valueDim, indexDim, indexHeads } = dims;
  const { tokens: t, heads: n, index, pairs, attentionFlops } = work;
  const down = qLora + kvLora + rope + indexDim;
  const products =
    2 * t * h * down +
    2 * t * qLora * n * (nope + rope) +
    2 * t * qLora * indexHeads * indexDim +
    2 * t * h * indexHeads +
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

function weightElements(dims: DsaDims, n: number): number {
  const { hidden: h, qLora, kvLora, nope, rope, valueDim, indexDim, indexHeads } = dims;
  return (
    h * (qLora + kvLora + rope + indexDim) +
    qLora * n * (nope + rope) +
    qLora * indexHeads * indexDim +
    h * indexHeads +
    n * valueDim * h
  );
}

/** A cached index key: one byte an element and a scale for every 128. */
function indexRowBytes(indexDim: number): number {
  return indexDim + 4 * Math.ceil(indexDim / 128);
}
