import { largestKey, type Grid } from "../interp/grid-data.js";
import type { TableNeed } from "../table.js";
import type { Operator, Phase, PricingContext } from "../types.js";
import { contextDsaSol, generationDsaSol, type DsaDims, type DsaSkip } from "./dsa-sol.js";
import { measuredOnly } from "./by-mode.js";
import { gridPricer, type SequencePricer, sequenceOperator } from "./grid-kernel.js";
import { modeBytes } from "./modes.js";
import { matchRows, type Match } from "./rows.js";
import { gridSlice } from "./slices.js";
import { widerFormats } from "./wider.js";

const COLUMNS = [
  "architecture",
  "op_name",
  "kernel_source",
  "mla_dtype",
  "kv_cache_dtype",
  "gemm_type",
  "num_heads",
  "batch_size",
  "isl",
  "step",
  "latency",
];
export const DSA_NEEDS: Readonly<Record<Phase, TableNeed>> = {
  context: { family: "sparse_attention", table: "dsa_context_module_perf", columns: COLUMNS },
  generation: { family: "sparse_attention", table: "dsa_generation_module_perf", columns: COLUMNS },
};
const AXES: Readonly<Record<Phase, readonly (string | readonly string[])[]>> = {
  context: ["num_heads", "step", "isl", "batch_size"],
  generation: ["num_heads", "batch_size", ["isl", "step"]],
};

/** place of the cached tokens among the axes of a prefill */
const PREFIX_AXIS = 1;

/** GEMM modes by group of projections; they count in the weights. */
export interface DsaProjectionModes {
  readonly q: string;
  readonly kv: string;
  readonly o: string;
  readonly indexer: string;
}

/** How layers share the indices that an indexer found. */
export interface DsaIndexing {
  /** part of the layers that run an indexer of their own; the rest takes over another layer's indices */
  readonly share: number;
  /**
   * what the roofline of such a layer lacks. `index-products`: the products with the index keys alone (SGLang);
   * `whole-indexer`: its projections and index keys too (vLLM, which also needs rows of exactly these heads)
   */
  readonly skipping?: DsaSkip;
}

export interface DsaModuleShape {
  readonly name: string;
  readonly count: number;
  readonly phase: Phase;
  /** of one rank */
  readonly heads: number;
  /** picks the rows */
  readonly architecture: string;
  readonly dims: DsaDims;
  readonly fmha: string;
  readonly kvcache: string;
  readonly modes: DsaProjectionModes;
  readonly indexing: DsaIndexing;
  /** ranks that share the cache of a decode, and with it the chosen tokens; 1 unless given */
  readonly ranks?: number;
  /** sequence imbalance correction, 1 unless given */
  readonly imbalance?: number;
}

/** Sparse latent attention with all its projections and the indexer (`docs/method/operators.md` 3.9). */
export function dsaModule(shape: DsaModuleShape): Operator {
  const weightBytes = moduleWeightBytes(shape) * shape.count;
  return sequenceOperator({ ...shape, weightBytes }, [DSA_NEEDS[shape.phase]], (context) => {
    const full = pricer(context, shape);
    const { share, skipping: kind } = shape.indexing;
    if (share >= 1 || kind === undefined || !skipRowsExist(context, shape, kind)) return full;
    const skipping = pricer(context, shape, kind);
    return (batch, seq, prefix) =>
      share * full(batch, seq, prefix) + (1 - share) * skipping(batch, seq, prefix);
  });
}

/** Milliseconds of one layer with its indexer, as the database mode has it. */
export function dsaPricer(context: PricingContext, shape: DsaModuleShape): SequencePricer {
  return pricer(context, shape);
}

/** The mode that the module's rows are filed under: the common one, else that of the output projection. */
function moduleMode(modes: DsaProjectionModes): string {
  return modes.o;
}

function allOf(mode: string): DsaProjectionModes {
  return { q: mode, kv: mode, o: mode, indexer: mode };
}

/** Weight bytes of one layer on one rank. */
function moduleWeightBytes({ dims, heads: n, modes }: DsaModuleShape): number {
  const { hidden: h, qLora, kvLora, nope, rope, valueDim, indexDim, indexHeads } = dims;
  return (
    (h * qLora + qLora * n * (nope + rope)) * modeBytes("gemm", modes.q) +
    (h * (kvLora + rope) + kvLora * n * (nope + valueDim)) * modeBytes("gemm", modes.kv) +
    n * valueDim * h * modeBytes("gemm", modes.o) +
    (qLora * indexDim * indexHeads + h * indexHeads) * modeBytes("gemm", modes.indexer)
  );
}

function pricer(context: PricingContext, shape: DsaModuleShape, skip?: DsaSkip): SequencePricer {
  const { phase, heads, architecture, dims, fmha, kvcache, ranks = 1 } = shape;
  const gemm = moduleMode(shape.modes);
  const common = {
    key: `dsa ${phase} ${architecture} ${heads} ${fmha} ${kvcache} ${gemm} ${skip ?? ""}`,
    label: `sparse latent attention (${phase === "context" ? "prefill" : "decode"})`,
    missing: `${architecture}, ${fmha} attention, ${kvcache} cache, ${gemm} projections`,
    grid: () => moduleGrid(context, shape, skip !== undefined),
    wider: () =>
      widerFormats({ fmha, kvcache, gemm }).map((formats) =>
        pricer(measuredOnly(context), { ...shape, ...formats, modes: allOf(formats.gemm), ranks: 1 }, skip),
      ),
  };
  if (phase === "context") {
    const sol = contextDsaSol(context, dims, { fmha, kvcache, gemm }, skip);
    return gridPricer(context, {
      ...common,
      gridSol: ([n, p, s, b]) => sol(n as number, p as number, s as number, b as number),
      at: (batch, seq, prefix) => [heads, prefix, seq, batch],
      estimateAt: (batch, seq, prefix, grid) => {
        // more cached tokens than were ever measured: as a prompt of that length without any
        const beyond = prefix > largestKey(grid, PREFIX_AXIS);
        return beyond ? [heads, 0, prefix + seq, batch] : [heads, prefix, seq, batch];
      },
    });
  }
  const sol = generationDsaSol(context, dims, { kvcache, gemm }, skip);
  const price = gridPricer(context, {
    ...common,
    gridSol: ([n, b, s]) => sol(n as number, b as number, s as number),
    at: (batch, seq) => [heads, batch, seq],
  });
  if (ranks === 1) return price;
  const ownTokens = { ...dims, indexTopK: Math.ceil(dims.indexTopK / ranks) };
  const ownSol = generationDsaSol(context, ownTokens, { kvcache, gemm }, skip);
  return (batch, seq, prefix) =>
    (price(batch, seq, prefix) * ownSol(heads, batch, seq)) / sol(heads, batch, seq);
}

function moduleGrid(context: PricingContext, shape: DsaModuleShape, skip: boolean): Grid | undefined {
  const sources = context.tables(DSA_NEEDS[shape.phase].family, DSA_NEEDS[shape.phase].table);
  for (const kernel of kernelBuckets(shape.kvcache)) {
    const grid = gridSlice(sources, {
      where: { ...sliceOf(shape, skip), kernel_source: kernel },
      defaults: { op_name: "", kernel_source: "" },
      axes: AXES[shape.phase],
      value: "latency",
      duplicates: "last",
    });
    if (grid !== undefined) return grid;
  }
  return undefined;
}

/** Rows of the TRT-LLM kernel where there are any, else all others; with a bf16 cache they form one table. */
function kernelBuckets(kvcache: string): readonly Match[] {
  if (kvcache === "bfloat16") return [() => true];
  return [true, false].map((wanted) => (kernel) => String(kernel).includes("trtllm") === wanted);
}

function sliceOf(shape: DsaModuleShape, skip: boolean): Readonly<Record<string, Match>> {
  const { architecture, fmha, kvcache, modes } = shape;
  return {
    op_name: (op) => String(op).includes("skip_indexer") === skip,
    architecture,
    mla_dtype: fmha,
    kv_cache_dtype: kvcache,
    gemm_type: moduleMode(modes),
  };
}

function skipRowsExist(context: PricingContext, shape: DsaModuleShape, skip: DsaSkip): boolean {
  const { family, table } = DSA_NEEDS[shape.phase];
  const where = {
    ...sliceOf(shape, true),
    ...(skip === "whole-indexer" ? { num_heads: shape.heads } : {}),
  };
  return context
    .tables(family, table)
    .some((source) => (matchRows(source, { where, defaults: { op_name: "" } })?.length ?? 0) > 0);
}
