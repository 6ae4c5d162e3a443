import type { PricingContext } from "../types.js";
import { roofline } from "./grid-kernel.js";
import { decodeAttentionFlops, modeBytes, modeFlops } from "./modes.js";

/** Width of an absorbed query head: latent 512 and rotary 64. */
const LATENT = 576;
const LATENT_VALUES = 512;
const NOPE = 128;

/** Roofline of prefill MLA over heads, new tokens, batch and cached tokens (`docs/method/operators.md` 3.8). */
export function contextMlaSol(
  context: PricingContext,
  modes: { readonly fmha: string; readonly kvcache: string },
): (heads: number, seq: number, batch: number, prefix: number) => number {
  const kvBytes = modeBytes("kvcache", modes.kvcache);
  const { memBw } = context.system.gpu;
  return (heads, seq, batch, prefix) => {
    const full = seq + prefix;
    const ops = batch * heads * 320 * (full * full - prefix * prefix);
    const bytes = batch * heads * (kvBytes * full * 320 + 2 * seq * 320);
    return roofline(ops / modeFlops(context.system, "fmha", modes.fmha), bytes / memBw);
  };
}

/**
 * Roofline of decode MLA over heads, batch and key-value length. With `gemm`, both batched products around the kernel are
 * added, compute and memory apart.
 */
export function generationMlaSol(
  context: PricingContext,
  modes: { readonly kvcache: string; readonly gemm?: string },
): (heads: number, batch: number, seq: number) => number {
  const { kvcache, gemm } = modes;
  const kvBytes = modeBytes("kvcache", kvcache);
  const { memBw } = context.system.gpu;
  return (heads, batch, seq) => {
    const ops = 2 * batch * heads * (LATENT + LATENT_VALUES) * seq;
    const bytes = batch * (heads * 2 * (LATENT + LATENT_VALUES) + (seq - 1) * LATENT * kvBytes);
    let computeS = ops / decodeAttentionFlops(context.system, kvcache);
    let memoryS = bytes / memBw;
    if (gemm !== undefined) {
      computeS += (4 * batch * heads * NOPE * LATENT_VALUES) / modeFlops(context.system, "gemm", gemm);
      memoryS += (2 * heads * (640 * batch + NOPE * LATENT_VALUES) * modeBytes("gemm", gemm)) / memBw;
    }
    return roofline(computeS, memoryS);
  };
}

/** Roofline of one batched product over `tokens` sequences: `heads` matrices of 128 × 512. */
export function mlaBmmSol(context: PricingContext, mode: string): (tokens: number, heads: number) => number {
  const bytes = modeBytes("gemm", mode);
  const { memBw } = context.system.gpu;
  return (tokens, heads) =>
    roofline(
      (2 * tokens * heads * NOPE * LATENT_VALUES) / modeFlops(context.system, "gemm", mode),
      (heads * (640 * tokens + NOPE * LATENT_VALUES) * bytes) / memBw,
    );
}
