import type { Curve } from "../interp/curve.js";
import type { SourceTable, TableNeed } from "../table.js";
import type { PricingContext } from "../types.js";
import { matchRows, type Match } from "./rows.js";
import { buildCurve } from "./slices.js";
import { widerModes } from "./wider.js";

export const MOE_NEED: TableNeed = {
  family: "moe",
  table: "moe_perf",
  columns: [
    "kernel_source",
    "moe_dtype",
    "num_tokens",
    "hidden_size",
    "inter_size",
    "topk",
    "num_experts",
    "moe_tp_size",
    "moe_ep_size",
    "distribution",
    "latency",
  ],
};

/** Sizes of the experts, of the whole model. */
export interface ExpertSizes {
  readonly hidden: number;
  /** width of one expert */
  readonly inter: number;
  readonly topK: number;
  readonly experts: number;
}

/** A table name under which some kernels' rows of a mode are filed (`docs/method/operators.md` 3.5). */
const SPLIT_MODES: readonly { readonly rows: string; readonly kernel: string; readonly mode: string }[] = [
  {
    rows: "w4a8_mxfp4_mxfp8",
    kernel: "sglang_mxfp4_flashinfer_trtllm_moe",
    mode: "w4a8_mxfp4_mxfp8_trtllm",
  },
  { rows: "w4a16_mxfp4", kernel: "sglang_flashinfer_cutlass_moe", mode: "w4a16_mxfp4_cutlass" },
];

/** Kernel of small batches; its rows form a table of their own. */
const MIN_LATENCY = "moe_torch_flow_min_latency";

export interface MoeRowsQuery extends ExpertSizes {
  readonly mode: string;
  readonly distribution: string;
  /** rows of the small-batch kernel instead of all others */
  readonly minLatency?: boolean;
}

/** Latency over tokens by (moeTp, moeEp) of one expert shape. */
export type MoeCurves = ReadonlyMap<number, Curve>;

/** Key of {@link MoeCurves}. */
export function splitKey(moeTp: number, moeEp: number): number {
  return moeTp * 65536 + moeEp;
}

/** How experts are cut over GPUs. */
export interface Split {
  readonly moeTp: number;
  readonly moeEp: number;
}

/** The split behind a {@link splitKey}. */
export function splitOf(key: number): Split {
  return { moeTp: Math.floor(key / 65536), moeEp: key % 65536 };
}

/**
 * The experts of a rank on as many GPUs or fewer, in the same numbers or wider, without the rank itself: each does all of its work
 * and more, and no faster.
 */
export function widerShapes<S extends Split & { readonly mode: string }>(shape: S): readonly S[] {
  const modes = [shape.mode, ...widerModes("moe", shape.mode)];
  return divisorsOf(shape.moeTp)
    .flatMap((moeTp) => divisorsOf(shape.moeEp).map((moeEp) => ({ moeTp, moeEp })))
    .flatMap((split) => modes.map((mode) => ({ ...shape, ...split, mode })))
    .filter(
      ({ moeTp, moeEp, mode }) => moeTp !== shape.moeTp || moeEp !== shape.moeEp || mode !== shape.mode,
    );
}

function divisorsOf(count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => i + 1).filter((divisor) => count % divisor === 0);
}

/** All parallel splits of one expert shape, gathered in one pass over the rows. */
export function moeCurves(context: PricingContext, query: MoeRowsQuery): MoeCurves {
  const { hidden, inter, topK, experts, mode, distribution, minLatency = false } = query;
  const key = `moe curves ${mode} ${distribution} ${hidden} ${inter} ${topK} ${experts} ${minLatency}`;
  return context.shared(key, () => {
    const buckets = new Map<number, Bucket>();
    for (const source of context.tables(MOE_NEED.family, MOE_NEED.table)) {
      fillBuckets(source, buckets, {
        hidden_size: hidden,
        inter_size: inter,
        topk: topK,
        num_experts: experts,
        distribution,
        ...modeMatch(mode, minLatency),
      });
    }
    return new Map(
      [...buckets].map(([split, { tokens, values }]) => [
        split,
        buildCurve({
          count: tokens.length,
          axes: [Float64Array.from(tokens)],
          values: Float64Array.from(values),
        }),
      ]),
    );
  });
}

/** Expert shapes with rows of a mode at one split over GPUs, in order of first sight. */
export function moeShapes(
  context: PricingContext,
  query: {
    readonly mode: string;
    readonly distribution: string;
    readonly moeTp: number;
    readonly moeEp: number;
  },
): readonly ExpertSizes[] {
  const { mode, distribution, moeTp, moeEp } = query;
  return context.shared(`moe shapes ${mode} ${distribution} ${moeTp} ${moeEp}`, () => {
    const shapes = new Map<string, ExpertSizes>();
    for (const source of context.tables(MOE_NEED.family, MOE_NEED.table)) {
      const where = { distribution, moe_tp_size: moeTp, moe_ep_size: moeEp, ...modeMatch(mode, false) };
      const rows = matchRows(source, { where, defaults: { kernel_source: "" } });
      if (rows === undefined || rows.length === 0) continue;
      const [hidden, inter, topK, experts] = ["hidden_size", "inter_size", "topk", "num_experts"].map(
        (name) => numbers(source, name),
      ) as [ArrayLike<number>, ArrayLike<number>, ArrayLike<number>, ArrayLike<number>];
      for (const row of rows) {
        const sizes = {
          hidden: hidden[row] as number,
          inter: inter[row] as number,
          topK: topK[row] as number,
          experts: experts[row] as number,
        };
        const key = Object.values(sizes).join(" ");
        if (!shapes.has(key)) shapes.set(key, sizes);
      }
    }
    return [...shapes.values()];
  });
}

/**
 * Whether any row has this mode and distribution; without one, the `uniform` rows are asked
 * (`docs/method/operators.md` 3.5).
 */
export function hasDistribution(
  context: PricingContext,
  mode: string,
  distribution: string,
  minLatency = false,
): boolean {
  return context.shared(`moe has ${mode} ${distribution} ${minLatency}`, () =>
    context
      .tables(MOE_NEED.family, MOE_NEED.table)
      .some(
        (source) =>
          (matchRows(source, { where: { distribution, ...modeMatch(mode, minLatency) } })?.length ?? 0) > 0,
      ),
  );
}

/** Which rows carry a mode. */
export function modeMatch(mode: string, minLatency: boolean): Readonly<Record<string, Match>> {
  const split = SPLIT_MODES.find((entry) => entry.mode === mode);
  if (split !== undefined) return { moe_dtype: split.rows, kernel_source: split.kernel };
  const taken = SPLIT_MODES.find((entry) => entry.rows === mode)?.kernel;
  return {
    moe_dtype: mode,
    kernel_source: (kernel) => kernel !== taken && (kernel === MIN_LATENCY) === minLatency,
  };
}

interface Bucket {
  readonly tokens: number[];
  readonly values: number[];
}

function fillBuckets(
  source: SourceTable,
  buckets: Map<number, Bucket>,
  where: Readonly<Record<string, Match>>,
): void {
  const rows = matchRows(source, { where, defaults: { kernel_source: "" } });
  if (rows === undefined || rows.length === 0) return;
  const moeTp = numbers(source, "moe_tp_size");
  const moeEp = numbers(source, "moe_ep_size");
  const tokens = numbers(source, "num_tokens");
  const latency = numbers(source, "latency");
  for (const row of rows) {
    const key = splitKey(moeTp[row] as number, moeEp[row] as number);
    let bucket = buckets.get(key);
    if (bucket === undefined) buckets.set(key, (bucket = { tokens: [], values: [] }));
    bucket.tokens.push(tokens[row] as number);
    bucket.values.push(latency[row] as number);
  }
}

function numbers(source: SourceTable, name: string): ArrayLike<number> {
  const column = source.column(name);
  if (column?.kind !== "number") throw new Error(`column ${name} of the MoE table is not numeric`);
  return column.values;
}
