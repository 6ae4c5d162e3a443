import type { PricingContext } from "../types.js";
import { measuredOnly } from "./by-mode.js";
import { dsaPricer, type DsaModuleShape } from "./dsa-module.js";
import type { DsaDims } from "./dsa-sol.js";
import type { SequencePricer } from "./grid-kernel.js";
import { memo3 } from "./memo.js";

/** The model whose sparse attention lends: GLM-5, with as many heads and the same formats. */
const LENDER = "GlmMoeDsaForCausalLM";
const LENDER_DIMS: DsaDims = {
  hidden: 6144,
  qLora: 2048,
  kvLora: 512,
  nope: 192,
  rope: 64,
  valueDim: 256,
  indexTopK: 2048,
  indexDim: 128,
  indexHeads: 32,
};

/** What the borrowing module must agree in with its lender. */
export type MsaLoan = Pick<DsaModuleShape, "phase" | "heads" | "fmha" | "kvcache"> & {
  readonly gemm: string;
};

/**
 * Milliseconds of block-sparse attention from sparse latent attention of the same sizes: its roofline times what the lender
 * was measured to take over its own (`docs/model-notes.md`).
 */
export function borrowedMsa(context: PricingContext, loan: MsaLoan, sol: SequencePricer): SequencePricer {
  const { phase, heads, fmha, kvcache, gemm } = loan;
  const shape: DsaModuleShape = {
    name: "sparse attention of the lender",
    count: 1,
    phase,
    heads,
    architecture: LENDER,
    dims: LENDER_DIMS,
    fmha,
    kvcache,
    modes: { q: gemm, kv: gemm, o: gemm, indexer: gemm },
    indexing: { share: 1 },
  };
  const measured = dsaPricer(measuredOnly(context), shape);
  const roof = dsaPricer(rooflineOnly(context), shape);
  return memo3(
    (batch, seq, prefix) =>
      (sol(batch, seq, prefix) * measured(batch, seq, prefix)) / roof(batch, seq, prefix),
  );
}

function rooflineOnly(context: PricingContext): PricingContext {
  return {
    ...context,
    databaseMode: "SOL",
    shared: (key, make) => context.shared(`roofline only: ${key}`, make),
    mark: () => undefined,
  };
}
