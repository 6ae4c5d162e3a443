import type { PricingContext } from "../types.js";
import { roofline } from "./grid-kernel.js";
import { computeFlops, decodeAttentionFlops, modeBytes, modeFlops } from "./modes.js";

/** Layers that compress the cache 4 to 1 and pick by index (CSA), or 128 to 1 and look at everything (HCA). */
export type CompressionKind = "csa" | "hca";

/** Sizes of DeepSeek-V4's compressed attention; heads and output groups are one rank's. */
export interface Dsv4Dims {
  readonly hidden: number;
  readonly heads: number;
  readonly headDim: number;
  readonly rope: number;
  readonly qLora: number;
  readonly oLora: number;
  readonly outputGroups: number;
  readonly indexHeads: number;
  readonly indexDim: number;
  /** compressed entries that a query looks at */
  readonly indexTopK: number;
  /** latest tokens, which are always looked at */
  readonly window: number;
}

export interface Dsv4Modes {
  readonly fmha: string;
  readonly kvcache: string;
  readonly gemm: string;
}

/** Tokens of one compressed entry. */
export function compressionRatio(kind: CompressionKind): number {
  return kind === "csa" ? 4 : 128;
}

/** Width of what the compressor makes: overlapping windows double it. */
function compressedWidth(kind: CompressionKind, width: number): number {
  return kind === "csa" ? 2 * width : width;
}

/**
 * Roofline of the prefill module over cached tokens, new tokens and batch, milliseconds. Found by running the reference on
 * hardware with a single finite resource (`docs/model-notes.md`).
 */
export function contextDsv4Sol(
  context: PricingContext,
  kind: CompressionKind,
  dims: Dsv4Dims,
  modes: Dsv4Modes,
): (prefix: number, newTokens: number, batch: number) => number {
  const pairsUpTo = pairCounter(kind, dims);
  return (prefix, newTokens, batch) => {
    const full = prefix + newTokens;
    return moduleRoofline(context, kind, dims, modes, {
      tokens: batch * newTokens,
      batch,
      entries: Math.floor(full / compressionRatio(kind)),
      pairs: batch * (pairsUpTo(full) - pairsUpTo(prefix)),
      attentionFlops: modeFlops(context.system, "fmha", modes.fmha),
      rotaryMode: ["fmha", modes.fmha],
    });
  };
}

/** Roofline of the decode module over batch and key-value length, milliseconds. */
export function generationDsv4Sol(
  context: PricingContext,
  kind: CompressionKind,
  dims: Dsv4Dims,
  modes: Omit<Dsv4Modes, "fmha">,
): (batch: number, seq: number) => number {
  return (batch, seq) => {
    const length = seq - 1;
    const entries = Math.floor(length / compressionRatio(kind));
    const seen =
      Math.min(length, dims.window) + (kind === "csa" ? Math.min(entries, dims.indexTopK) : entries);
    return moduleRoofline(context, kind, dims, modes, {
      tokens: batch,
      batch,
      entries: Math.max(entries, 0),
      pairs: batch * seen,
      attentionFlops: decodeAttentionFlops(context.system, modes.kvcache),
      rotaryMode: ["kvcache", modes.kvcache],
    });
  };
}

/** Query-key pairs of the first `n` tokens: `Σ min(i, window) + min(⌊i / ratio⌋, topK)`, HCA without the last bound. */
function pairCounter(kind: CompressionKind, { window, indexTopK }: Dsv4Dims): (n: number) => number {
  const ratio = compressionRatio(kind);
  const bound = kind === "csa" ? indexTopK : Infinity;
  return (n) => {
    const inWindow = Math.min(n, window);
    const local = (inWindow * (inWindow + 1)) / 2 + (n - inWindow) * window;
    const free = Math.min(n, bound * ratio);
    const groups = Math.floor(free / ratio);
    const rising = (ratio * groups * (groups - 1)) / 2 + groups * (free - groups * ratio + 1);
    return local + (groups > 0 ? rising : 0) + (n > free ? (n - free) * bound : 0);
  };
}

interface Dsv4Work {
  readonly tokens: number;
  readonly batch: number;
  /** compressed entries of one sequence */
  readonly entries: number;
  readonly pairs: number;
  readonly attentionFlops: number;
  /** format of the rotary part of the queries */
  readonly rotaryMode: readonly ["fmha" | "kvcache", string];
}

function moduleRoofline(
  context: PricingContext,
  kind: CompressionKind,
  dims: Dsv4Dims,
  modes: Pick<Dsv4Modes, "gemm" | "kvcache">,
  work: Dsv4Work,
): number {
  const { hidden: h, heads: n, headDim: d, rope, qLora, oLora, outputGroups, indexHeads, indexDim } = dims;
  const { tokens: t, batch, entries, pairs, attentionFlops, rotaryMode } = work;
  const indexed = kind === "csa";
  const compressed = compressedWidth(kind, d);
  const indexCompressed = indexed ? compressedWidth(kind, indexDim) : 0;
  const projections = h * qLora + qLora * n * d + h * d + outputGroups * oLora * h + 2 * h * compressed;
  const gemmOps = 2 * t * (projections + compressed + 2 * h * indexCompressed + indexCompressed);
  const bf16Ops = 2 * t * n * d * oLora + (indexed ? 2 * t * h * indexHeads : 0);
  const fp8Ops = indexed ? 2 * t * indexHeads * indexDim * (qLora + entries) : 0;
  const computeS =
    gemmOps / modeFlops(context.system, "gemm", modes.gemm) +
    bf16Ops / computeFlops(context.system, "bfloat16") +
    (fp8Ops === 0 ? 0 : fp8Ops / computeFlops(context.system, "fp8")) +
    (4 * n * d * pairs) / attentionFlops;
  const indexWeights = indexed ? qLora * indexHeads * indexDim : 0;
  const bytes =
    (projections + indexWeights + t * (h + qLora + outputGroups * oLora + n * d + d)) *
      modeBytes("gemm", modes.gemm) +
    2 * n * d * oLora +
    (indexed ? 2 * h * indexHeads + (batch * entries * indexDim) / 2 : 0) +
    t * n * rope * modeBytes(...rotaryMode) +
    pairs * d * modeBytes("kvcache", modes.kvcache);
  return roofline(computeS, bytes / context.system.gpu.memBw);
}

/** Weight bytes of one layer on one rank. */
export function dsv4WeightBytes(kind: CompressionKind, dims: Dsv4Dims, gemm: string): number {
  const { hidden: h, heads: n, headDim: d, qLora, oLora, outputGroups, indexHeads, indexDim } = dims;
  const indexed = kind === "csa";
  const compressed = compressedWidth(kind, d);
  const indexCompressed = indexed ? compressedWidth(kind, indexDim) : 0;
  const quantized =
    h * qLora +
    qLora * n * d +
    h * d +
    outputGroups * oLora * h +
    2 * h * (compressed + indexCompressed) +
    (indexed ? qLora * indexHeads * indexDim : 0);
  // positions of the compressor and one sink a head, fp32
  const float32 = compressionRatio(kind) * (compressed + indexCompressed) + n;
  return (
    quantized * modeBytes("gemm", gemm) + 2 * (n * d * oLora + (indexed ? h * indexHeads : 0)) + 4 * float32
  );
}
