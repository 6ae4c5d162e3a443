import type { Grid } from "../interp/grid.js";
import type { Operator, Phase, PricingContext, TableNeed } from "../types.js";
import { DSV4_CALIBRATION_NEED, indexSavingMs } from "./dsv4-calibration.js";
import { contextDsv4Sol, dsv4WeightBytes, generationDsv4Sol, type CompressionKind, type Dsv4Dims } from "./dsv4-sol.js";
import { gridPricer, type SequencePricer } from "./grid-kernel.js";
import { labelsWithHeads } from "./native-heads.js";
import { gridSlice } from "./slices.js";

export interface Dsv4ModuleShape {
  readonly name: string;
  readonly count: number;
  readonly phase: Phase;
  readonly kind: CompressionKind;
  readonly dims: Dsv4Dims;
  /** heads of the whole model; tells the models in the tables apart */
  readonly nativeHeads: number;
  readonly fmha: string;
  readonly kvcache: string;
  readonly gemm: string;
  /** sequence imbalance correction, 1 unless given */
  readonly imbalance?: number;
}

/** Compressed attention of DeepSeek-V4 with all its projections (`spec` operators 4.7.4). */
export function dsv4Module(shape: Dsv4ModuleShape): Operator {
  const { name, count, phase, kind, dims, gemm, imbalance = 1 } = shape;
  return {
    name,
    count,
    scope: "sequence",
    weightBytes: dsv4WeightBytes(kind, dims, gemm) * count,
    needs: [needOf(shape), ...(kind === "csa" ? [DSV4_CALIBRATION_NEED] : [])],
    bind(context) {
      const module = phase === "context" ? contextPricer(context, shape) : generationPricer(context, shape);
      // SGLang's rows were collected with random scores, which make the choice of entries slower than real ones
      const measured = context.databaseMode === "SILICON" || context.databaseMode === "HYBRID";
      if (kind !== "csa" || context.backend !== "sglang" || !measured) {
        return (query) => module(query.batch, query.seq, query.prefix) * imbalance;
      }
      const saving = indexSavingMs(context, phase, shape.nativeHeads, dims.indexTopK);
      return ({ batch, seq, prefix }) => (module(batch, seq, prefix) - saving(batch, seq, prefix)) * imbalance;
    },
  };
}

function needOf({ phase, kind }: Dsv4ModuleShape): TableNeed {
  return {
    family: "sparse_attention",
    table: `dsv4_${kind}_${phase}_module_perf`,
    columns: ["model", "kv_cache_dtype", "gemm_type", "num_heads", "tp_size", "batch_size", "isl", "step", "kernel_source", "latency"],
  };
}

function contextPricer(context: PricingContext, shape: Dsv4ModuleShape): SequencePricer {
  const { kind, dims, fmha, kvcache, gemm, nativeHeads } = shape;
  const sol = (heads: number) => contextDsv4Sol(context, kind, { ...dims, heads }, { fmha, kvcache, gemm });
  const byHeads = new Map<number, ReturnType<typeof sol>>();
  return gridPricer(context, {
    ...common(context, shape, `${fmha} ${nativeHeads} ${dims.outputGroups}`),
    gridSol: ([n, p, s, b]) => {
      const heads = n as number;
      let own = byHeads.get(heads);
      if (own === undefined) byHeads.set(heads, (own = sol(heads)));
      return own(p as number, s as number, b as number);
    },
    at: (batch, seq, prefix) => [dims.heads, prefix, seq, batch],
  });
}

function generationPricer(context: PricingContext, shape: Dsv4ModuleShape): SequencePricer {
  const { kind, dims, kvcache, gemm, nativeHeads } = shape;
  return gridPricer(context, {
    ...common(context, shape, `${nativeHeads} ${dims.outputGroups}`),
    gridSol: ([n, b, s]) =>
      generationDsv4Sol(context, kind, { ...dims, heads: n as number }, { kvcache, gemm })(b as number, s as number),
    at: (batch, seq) => [dims.heads, batch, seq],
  });
}

function common(
  context: PricingContext,
  shape: Dsv4ModuleShape,
  extra: string,
): { key: string; label: string; missing: string; grid: () => Grid | undefined } {
  const { phase, kind, dims, kvcache, gemm, nativeHeads } = shape;
  return {
    key: `dsv4 ${kind} ${phase} ${dims.heads} ${kvcache} ${gemm} ${extra}`,
    label: `compressed attention (${kind.toUpperCase()}, ${phase === "context" ? "prefill" : "decode"})`,
    missing: `${nativeHeads} heads, ${kvcache} cache, ${gemm} projections`,
    grid: () => {
      const need = needOf(shape);
      return gridSlice(context.tables(need.family, need.table), {
        where: {
          model: labelsWithHeads(context, need, nativeHeads),
          gemm_type: gemm,
          kv_cache_dtype: (mode) => mode === kvcache || mode === `${kvcache}_e4m3`,
        },
        axes: phase === "context" ? ["num_heads", "step", "isl", "batch_size"] : ["num_heads", "batch_size", ["isl", "step"]],
        value: "latency",
        duplicates: "last",
      });
    },
  };
}
