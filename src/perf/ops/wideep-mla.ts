import type { Grid } from "../interp/grid-data.js";
import type { TableNeed } from "../table.js";
import type { Operator, PricingContext } from "../types.js";
import { gridPricer, roofline, uncachedShare, sequenceOperator } from "./grid-kernel.js";
import { computeFlops, modeBytes, modeFlops } from "./modes.js";
import { gridSlice } from "./slices.js";

const COLUMNS = [
  "kernel_source",
  "mla_dtype",
  "kv_cache_dtype",
  "num_heads",
  "batch_size",
  "isl",
  "step",
  "latency",
];
const CONTEXT_NEED: TableNeed = { family: "mla", table: "wideep_context_mla_perf", columns: COLUMNS };
const GENERATION_NEED: TableNeed = { family: "mla", table: "wideep_generation_mla_perf", columns: COLUMNS };

/** Attention kernels of the collections, the one to prefer first; Blackwell has only the second. */
const KERNELS = ["flashinfer", "trtllm_mla"];

export interface WideEpMlaShape {
  readonly name: string;
  readonly count: number;
  /** of one rank */
  readonly heads: number;
  readonly fmha: string;
  readonly kvcache: string;
  /** sequence imbalance correction, 1 unless given */
  readonly imbalance?: number;
}

/**
 * SGLang's latent attention under expert parallelism, with the up projections and the output projection
 * (`docs/method/operators.md` 5.6).
 */
export function wideEpContextMla(shape: WideEpMlaShape): Operator {
  const { heads, fmha, kvcache } = shape;
  return sequenceOperator(shape, [CONTEXT_NEED], (context) => {
    const sol = contextSol(context, fmha);
    return gridPricer(context, {
      key: `wide-EP context mla ${heads} ${fmha} ${kvcache}`,
      label: "MLA prefill under expert parallelism",
      missing: `${fmha} attention, ${kvcache} cache`,
      grid: () =>
        firstGrid(context, CONTEXT_NEED, { mla_dtype: fmha, kv_cache_dtype: kvcache }, [
          "num_heads",
          "isl",
          "batch_size",
        ]),
      gridSol: ([n, s, b]) => sol(n as number, s as number, b as number),
      sqrtAxis: 1,
      at: (batch, seq, prefix) => [heads, seq + prefix, batch],
      factor: uncachedShare,
    });
  });
}

/** The same while decoding, with the absorbed products. */
export function wideEpGenerationMla(shape: WideEpMlaShape): Operator {
  const { heads, kvcache } = shape;
  return sequenceOperator(shape, [GENERATION_NEED], (context) => {
    const sol = generationSol(context, kvcache);
    return gridPricer(context, {
      key: `wide-EP generation mla ${heads} ${kvcache}`,
      label: "MLA decode under expert parallelism",
      missing: `${kvcache} cache`,
      grid: () =>
        firstGrid(context, GENERATION_NEED, { kv_cache_dtype: kvcache }, [
          "num_heads",
          "batch_size",
          ["isl", "step"],
        ]),
      gridSol: ([n, b, s]) => sol(n as number, b as number, s as number),
      at: (batch, seq) => [heads, batch, seq],
    });
  });
}

function firstGrid(
  context: PricingContext,
  need: TableNeed,
  where: Readonly<Record<string, string>>,
  axes: readonly (string | readonly string[])[],
): Grid | undefined {
  const sources = context.tables(need.family, need.table);
  for (const kernel of [...context.pinnedLanes, ...KERNELS]) {
    const grid = gridSlice(sources, { where: { ...where, kernel_source: kernel }, axes, value: "latency" });
    if (grid !== undefined) return grid;
  }
  return undefined;
}

const Q_LORA = 1536;
const KV_LORA = 512;
const LATENT = 576;
const QK_HEAD = 192;
const V_HEAD = 128;
const HIDDEN = 7168;

function contextSol(
  context: PricingContext,
  fmha: string,
): (heads: number, seq: number, batch: number) => number {
  return (n, s, b) => {
    const products = 2 * b * s * n * (Q_LORA * QK_HEAD + KV_LORA * 2 * V_HEAD + V_HEAD * HIDDEN);
    const attention = n * 320 * b * s * s;
    const elements =
      b * Q_LORA * s +
      Q_LORA * n * QK_HEAD +
      2 * b * n * QK_HEAD * s +
      b * KV_LORA * s +
      n * 2 * V_HEAD * KV_LORA +
      2 * b * n * 2 * V_HEAD * s +
      2 * (b * s * n * (2 * QK_HEAD + 2 * V_HEAD)) +
      b * n * V_HEAD * s +
      n * V_HEAD * HIDDEN +
      2 * b * HIDDEN * s;
    const computeS =
      products / modeFlops(context.system, "fmha", fmha) +
      attention / computeFlops(context.system, "bfloat16");
    return roofline(computeS, (elements * modeBytes("fmha", fmha)) / context.system.gpu.memBw);
  };
}

function generationSol(
  context: PricingContext,
  kvcache: string,
): (heads: number, batch: number, seq: number) => number {
  return (n, b, s) => {
    const products = 2 * b * n * (Q_LORA * QK_HEAD + V_HEAD * KV_LORA + KV_LORA * V_HEAD + V_HEAD * HIDDEN);
    const attention = 2 * b * s * n * (LATENT + KV_LORA);
    const elements =
      b * Q_LORA +
      Q_LORA * n * QK_HEAD +
      2 * b * n * QK_HEAD +
      b * n * V_HEAD +
      n * KV_LORA * V_HEAD +
      2 * b * n * KV_LORA +
      2 * (b * n * LATENT + b * s * LATENT + b * n * KV_LORA) +
      b * n * KV_LORA +
      n * V_HEAD * KV_LORA +
      2 * b * n * V_HEAD +
      b * n * V_HEAD +
      n * V_HEAD * HIDDEN +
      2 * b * HIDDEN;
    const fp8 = kvcache === "fp8" && (context.system.gpu.smVersion ?? 0) >= 89;
    const computeS =
      products / computeFlops(context.system, fp8 ? "fp8" : "bfloat16") +
      attention / computeFlops(context.system, "bfloat16");
    return roofline(computeS, (elements * modeBytes("kvcache", kvcache)) / context.system.gpu.memBw);
  };
}
