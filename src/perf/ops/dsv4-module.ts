import type { Grid } from "../interp/grid-data.js";
import type { TableNeed } from "../table.js";
import type { Operator, Phase, PricingContext } from "../types.js";
import { DSV4_CALIBRATION_NEED, indexSavingMs } from "./dsv4-calibration.js";
import {
  contextDsv4Sol,
  dsv4WeightBytes,
  generationDsv4Sol,
  type CompressionKind,
  type Dsv4Dims,
} from "./dsv4-sol.js";
import { gridPricer, type SequencePricer, sequenceOperator } from "./grid-kernel.js";
import { atLeastFewest, labelsWithHeads } from "./native-heads.js";
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

/** Compressed attention of DeepSeek-V4 with all its projections (`docs/method/operators.md` 4.7.4). */
export function dsv4Module(shape: Dsv4ModuleShape): Operator {
  const { phase, kind, dims, gemm } = shape;
  const weightBytes = dsv4WeightBytes(kind, dims, gemm) * shape.count;
  const needs = [needOf(shape), ...(kind === "csa" ? [DSV4_CALIBRATION_NEED] : [])];
  return sequenceOperator({ ...shape, weightBytes }, needs, (context) => {
    const module = phase === "context" ? contextPricer(context, shape) : generationPricer(context, shape);
    // SGLang's rows were collected with random scores, which make the choice of entries slower than real ones
    const measured = context.databaseMode === "SILICON" || context.databaseMode === "HYBRID";
    if (kind !== "csa" || context.backend !== "sglang" || !measured) return module;
    const saving = indexSavingMs(context, phase, shape.nativeHeads);
    return (batch, seq, prefix) => module(batch, seq, prefix) - saving(batch, seq, prefix);
  });
}

function needOf({ phase, kind }: Dsv4ModuleShape): TableNeed {
  return {
    family: "sparse_attention",
    table: `dsv4_${kind}_${phase}_module_perf`,
    columns: [
      "model",
      "kv_cache_dtype",
      "gemm_type",
      "num_heads",
      "tp_size",
      "batch_size",
      "isl",
      "step",
      "kernel_source",
      "latency",
    ],
  };
}

function contextPricer(context: PricingContext, shape: Dsv4ModuleShape): SequencePricer {
  const { kind, dims, fmha, kvcache, gemm } = shape;
  const sol = contextDsv4Sol(context, kind, dims, { fmha, kvcache, gemm });
  return gridPricer(context, {
    ...common(context, shape, fmha),
    gridSol: ([p, s, b]) => sol(p as number, s as number, b as number),
    at: (batch, seq, prefix) => [prefix, seq, batch],
  });
}

function generationPricer(context: PricingContext, shape: Dsv4ModuleShape): SequencePricer {
  const { kind, dims, kvcache, gemm } = shape;
  const sol = generationDsv4Sol(context, kind, dims, { kvcache, gemm });
  return gridPricer(context, {
    ...common(context, shape, ""),
    gridSol: ([b, s]) => sol(b as number, s as number),
    at: (batch, seq) => [batch, seq],
  });
}

function common(
  context: PricingContext,
  shape: Dsv4ModuleShape,
  extra: string,
): { key: string; label: string; missing: string; grid: () => Grid | undefined } {
  const { phase, kind, dims, kvcache, gemm, nativeHeads } = shape;
  return {
    key: `dsv4 ${kind} ${phase} ${nativeHeads} ${dims.heads} ${dims.outputGroups} ${kvcache} ${gemm} ${extra}`,
    label: `compressed attention (${kind.toUpperCase()}, ${phase === "context" ? "prefill" : "decode"})`,
    missing: `${dims.heads} of ${nativeHeads} heads, ${kvcache} cache, ${gemm} projections`,
    grid: () => {
      const need = needOf(shape);
      const sources = context.tables(need.family, need.table);
      const where = {
        model: labelsWithHeads(context, need, nativeHeads),
        gemm_type: gemm,
        kv_cache_dtype: (mode: string | number) => mode === kvcache || mode === `${kvcache}_e4m3`,
      };
      return gridSlice(sources, {
        // no axis: the split of the heads is part of the slice
        where: { ...where, num_heads: atLeastFewest(sources, where, dims.heads) },
        axes: phase === "context" ? ["step", "isl", "batch_size"] : ["batch_size", ["isl", "step"]],
        value: "latency",
      });
    },
  };
}
