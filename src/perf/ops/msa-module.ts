import type { Grid } from "../interp/grid-data.js";
import type { TableNeed } from "../table.js";
import { MissingDataError, type Operator, type Phase, type PricingContext } from "../types.js";
import type { ModalPrices } from "./by-mode.js";
import { DSA_NEEDS } from "./dsa-module.js";
import { gridPricer, type SequencePricer, sequenceOperator } from "./grid-kernel.js";
import { borrowedMsa } from "./msa-estimate.js";
import { contextMsaSol, generationMsaSol, type MsaDims } from "./msa-sol.js";
import { gridSlice } from "./slices.js";

const COLUMNS = [
  "kv_cache_dtype",
  "gemm_type",
  "num_heads",
  "batch_size",
  "isl",
  "step",
  "kernel_source",
  "latency",
];
const NEEDS: Readonly<Record<Phase, TableNeed>> = {
  context: { family: "msa", table: "msa_context_module_perf", columns: COLUMNS },
  generation: { family: "msa", table: "msa_generation_module_perf", columns: COLUMNS },
};

export interface MsaModuleShape {
  readonly name: string;
  readonly count: number;
  readonly phase: Phase;
  /** of one rank */
  readonly heads: number;
  readonly dims: MsaDims;
  readonly fmha: string;
  readonly kvcache: string;
  readonly gemm: string;
  /** sequence imbalance correction, 1 unless given */
  readonly imbalance?: number;
}

/** Block-sparse attention of MiniMax-M3 with its projections, whose weights the reference does not count. */
export function msaModule(shape: MsaModuleShape): Operator {
  const { phase } = shape;
  return sequenceOperator(shape, [NEEDS[phase], DSA_NEEDS[phase]], (context) => pricer(context, shape));
}

function pricer(context: PricingContext, shape: MsaModuleShape): SequencePricer {
  const { phase, heads, dims, fmha, kvcache, gemm } = shape;
  const common = {
    key: `msa ${phase} ${heads} ${dims.kvHeads} ${fmha} ${kvcache} ${gemm}`,
    label: `block-sparse attention (${phase === "context" ? "prefill" : "decode"})`,
    missing: `${kvcache} cache, ${gemm} projections`,
    grid: () => moduleGrid(context, shape),
  };
  // where estimates are made this kernel's own rows are not looked at, as the reference has it
  function loan(sol: SequencePricer): ReturnType<ModalPrices<[number, number, number]>["empirical"]> {
    if (!context.transfer.xop)
      throw new MissingDataError(
        `${common.label} is estimated from other kernels only, which is not allowed`,
      );
    return { price: borrowedMsa(context, shape, sol), source: "xop" };
  }
  if (phase === "context") {
    const sol = contextMsaSol(context, dims, shape);
    return gridPricer(context, {
      ...common,
      estimate: () => loan((batch, seq, prefix) => sol(heads, prefix, seq, batch)),
      gridSol: ([n, p, s, b]) => sol(n as number, p as number, s as number, b as number),
      at: (batch, seq, prefix) => [heads, prefix, seq, batch],
    });
  }
  const sol = generationMsaSol(context, dims, shape);
  return gridPricer(context, {
    ...common,
    estimate: () => loan((batch, seq) => sol(heads, batch, seq)),
    gridSol: ([n, b, s]) => sol(n as number, b as number, s as number),
    at: (batch, seq) => [heads, batch, seq],
  });
}

function moduleGrid(context: PricingContext, { phase, kvcache, gemm }: MsaModuleShape): Grid | undefined {
  const { family, table } = NEEDS[phase];
  return gridSlice(context.tables(family, table), {
    where: { gemm_type: gemm, kv_cache_dtype: (mode) => mode === kvcache || mode === `${kvcache}_e4m3` },
    axes:
      phase === "context"
        ? ["num_heads", "step", "isl", "batch_size"]
        : ["num_heads", "batch_size", ["isl", "step"]],
    value: "latency",
  });
}
