import { isBlackwell } from "../blackwell.js";
import { expertsAsRun, type Curve } from "../interp/curve.js";
import type { SourceTable, TableNeed } from "../table.js";
import type { Phase, PricingContext } from "../types.js";
import type { ExpertSizes } from "./moe-rows.js";
import { matchRows, type Match } from "./rows.js";
import { curveSlice } from "./slices.js";

const SIZES = [
  "hidden_size",
  "inter_size",
  "topk",
  "num_experts",
  "moe_ep_size",
  "num_tokens",
  "distribution",
  "kernel_source",
  "moe_dtype",
  "latency",
];
const UNIFIED: TableNeed = {
  family: "moe",
  table: "moe_expert_compute_perf",
  columns: [...SIZES, "num_slots", "phase"],
};
const TRTLLM: TableNeed = { family: "moe", table: "wideep_moe_perf", columns: [...SIZES, "num_slots"] };
const SGLANG: Readonly<Record<Phase, TableNeed>> = {
  context: { family: "moe", table: "wideep_context_moe_perf", columns: SIZES },
  generation: { family: "moe", table: "wideep_generation_moe_perf", columns: SIZES },
};

/** Tables of expert work under expert parallelism across nodes. */
export const EXPERT_COMPUTE_NEEDS: readonly TableNeed[] = [
  UNIFIED,
  TRTLLM,
  SGLANG.context,
  SGLANG.generation,
];

/** Expert work of one rank, apart from the load. */
export interface ExpertWork extends ExpertSizes {
  readonly phase: Phase;
  readonly ep: number;
  /** a moe mode */
  readonly mode: string;
  readonly distribution: string;
}

/**
 * Latency over tokens, from the tables that hold such rows; undefined when none does (`docs/method/operators.md`
 * 5.3).
 */
export function expertCurve(context: PricingContext, work: ExpertWork): Curve | undefined {
  const { phase, hidden, inter, topK, experts, ep, mode, distribution } = work;
  const key = `expert compute ${phase} ${mode} ${distribution} ${hidden} ${inter} ${topK} ${experts} ${ep}`;
  return context.shared(key, () => {
    for (const need of tablesOf(context, phase)) {
      const curve = fromTable(context, need, work);
      if (curve !== undefined) return expertsAsRun(curve, context);
    }
    return undefined;
  });
}

function tablesOf(context: PricingContext, phase: Phase): readonly TableNeed[] {
  if (context.backend === "sglang") return [UNIFIED, SGLANG[phase]];
  return context.backend === "trtllm" ? [UNIFIED, TRTLLM] : [UNIFIED];
}

function fromTable(context: PricingContext, need: TableNeed, work: ExpertWork): Curve | undefined {
  const sources = context.tables(need.family, need.table);
  const where = whereOf(need, work);
  const kernel = preferred(distinct(sources, where, "kernel_source"), wantedKernel(context, work));
  if (kernel === undefined) return undefined;
  const distribution = preferred(
    distinct(sources, { ...where, kernel_source: kernel }, "distribution"),
    work.distribution,
    "uniform",
  );
  if (distribution === undefined) return undefined;
  return curveSlice(sources, {
    where: { ...where, kernel_source: kernel, distribution },
    defaults: { kernel_source: "" },
    axes: ["num_tokens"],
    value: "latency",
  });
}

function whereOf(need: TableNeed, work: ExpertWork): Record<string, Match> {
  const { phase, hidden, inter, topK, experts, ep, mode } = work;
  const where: Record<string, Match> = {
    hidden_size: hidden,
    inter_size: inter,
    topk: topK,
    num_experts: experts,
    moe_ep_size: ep,
    moe_dtype: mode,
  };
  // as many slots as experts: none is replicated
  if (need !== SGLANG.context && need !== SGLANG.generation) where["num_slots"] = experts;
  if (need === UNIFIED) where["phase"] = phase;
  return where;
}

function wantedKernel(context: PricingContext, { mode }: ExpertWork): string {
  if (context.backend !== "trtllm") return "deepep_moe";
  return isBlackwell(context.system) && mode.includes("fp8_block") ? "deepgemm" : "moe_torch_flow";
}

/** The wanted name, else the next, else the first in file order. */
function preferred(names: readonly string[], ...wanted: readonly string[]): string | undefined {
  return wanted.find((name) => names.includes(name)) ?? names[0];
}

/** Values of a text column among matching rows, in file order; one empty name where the column is absent. */
function distinct(
  sources: readonly SourceTable[],
  where: Readonly<Record<string, Match>>,
  name: string,
): string[] {
  const found = new Set<string>();
  for (const source of sources) {
    const rows = matchRows(source, { where, defaults: { kernel_source: "" } });
    if (rows === undefined || rows.length === 0) continue;
    const column = source.column(name);
    if (column?.kind !== "text") found.add("");
    else for (const row of rows) found.add(column.values[column.codes[row] as number] as string);
  }
  return [...found];
}
