import type { Grid } from "../interp/grid-data.js";
import { lessOfLastIsNeverSlower } from "../interp/grid-order.js";
import type { SourceTable, TableNeed } from "../table.js";
import type { PricingContext } from "../types.js";
import { matchRows, type Match, type Rows } from "./rows.js";
import { buildGrid } from "./slices.js";

const UNIFIED: TableNeed = {
  family: "comm",
  table: "moe_a2a_perf",
  columns: [
    "comm_backend",
    "phase",
    "comm_dtype",
    "ep_size",
    "node_num",
    "hidden_size",
    "topk",
    "num_experts",
    "num_tokens",
    "sms",
    "latency",
  ],
};
const SHAPE = ["node_num", "hidden_size", "num_token", "num_topk", "num_experts"];
const NORMAL: TableNeed = {
  family: "comm",
  table: "wideep_deepep_normal_perf",
  columns: [
    ...SHAPE,
    "dispatch_sms",
    "dispatch_transmit_us",
    "dispatch_notify_us",
    "combine_transmit_us",
    "combine_notify_us",
  ],
};
const LOW_LATENCY: TableNeed = {
  family: "comm",
  table: "wideep_deepep_ll_perf",
  columns: [...SHAPE, "dispatch_avg_t_us", "combine_avg_t_us"],
};
const NVLINK: TableNeed = {
  family: "comm",
  table: "trtllm_alltoall_perf",
  columns: [
    "op_name",
    "kernel_source",
    "moe_dtype",
    "num_tokens",
    "hidden_size",
    "topk",
    "num_experts",
    "moe_ep_size",
    "latency",
  ],
};

/** Tables of all-to-all exchanges. */
export const ALL_TO_ALL_NEEDS: readonly TableNeed[] = [UNIFIED, NORMAL, LOW_LATENCY, NVLINK];

export type ExchangeStep = "prepare" | "dispatch" | "combine";

/** One exchange of the experts' tokens, apart from the load. */
export interface Exchange {
  /** `deepep_ht`, `trtllm_deepep_ll`, … */
  readonly comm: string;
  readonly step: ExchangeStep;
  /** format of the travelling tokens as the table calls it */
  readonly dtype: string;
  readonly ep: number;
  readonly nodes: number;
  readonly hidden: number;
  readonly topK: number;
  readonly experts: number;
}

/** GPUs of a node in the tables that name nodes only. */
const LEGACY_GPUS_PER_NODE = 8;

/**
 * Milliseconds over processors given to communication × tokens; undefined when nothing was measured
 * (`docs/method/operators.md` 5.4).
 */
export function exchangeGrid(context: PricingContext, exchange: Exchange): Grid | undefined {
  const { comm, step, dtype, ep, nodes, hidden, topK, experts } = exchange;
  const key = `a2a ${comm} ${step} ${dtype} ${ep} ${nodes} ${hidden} ${topK} ${experts}`;
  return context.shared(key, () => {
    const sink: Sink = { sms: [], tokens: [], values: [] };
    addUnified(context, exchange, sink);
    if (comm === "deepep_ht") addNormal(context, exchange, sink);
    if (comm === "deepep_ll") addLowLatency(context, exchange, sink);
    if (comm === "nvlink_two_sided" || comm === "nvlink_one_sided") addNvlink(context, exchange, sink);
    return sink.values.length === 0 ? undefined : lessOfLastIsNeverSlower(buildGrid(rowsOf(sink)), context);
  });
}

/** Formats under which an exchange was measured. */
export function exchangeDtypes(
  context: PricingContext,
  exchange: Omit<Exchange, "dtype">,
): ReadonlySet<string> {
  const { comm, step, ep, nodes, hidden, topK, experts } = exchange;
  return context.shared(`a2a formats ${comm} ${step} ${ep} ${nodes} ${hidden} ${topK} ${experts}`, () => {
    const found = new Set<string>();
    for (const source of context.tables(UNIFIED.family, UNIFIED.table)) {
      const column = source.column("comm_dtype");
      if (column?.kind !== "text") continue;
      const where = unifiedWhere(exchange);
      for (const row of matchRows(source, { where }) ?? [])
        found.add(column.values[column.codes[row] as number] as string);
    }
    if (comm === "deepep_ht" || comm === "deepep_ll") {
      if (exchangeGrid(context, { ...exchange, dtype: "default" }) !== undefined) found.add("default");
    }
    if (comm.startsWith("nvlink")) addNvlinkDtypes(context, exchange, found);
    return found;
  });
}

interface Sink {
  readonly sms: number[];
  readonly tokens: number[];
  readonly values: number[];
}

function rowsOf({ sms, tokens, values }: Sink): Rows {
  return {
    count: values.length,
    axes: [Float64Array.from(sms), Float64Array.from(tokens)],
    values: Float64Array.from(values),
  };
}

function unifiedWhere({
  comm,
  step,
  ep,
  nodes,
  hidden,
  topK,
  experts,
}: Omit<Exchange, "dtype">): Record<string, Match> {
  return {
    comm_backend: comm,
    phase: step,
    ep_size: ep,
    node_num: nodes,
    hidden_size: hidden,
    topk: topK,
    num_experts: experts,
  };
}

/** The table of all engines, in microseconds; its rows come before those of the older ones. */
function addUnified(context: PricingContext, exchange: Exchange, sink: Sink): void {
  for (const source of context.tables(UNIFIED.family, UNIFIED.table)) {
    const where = { ...unifiedWhere(exchange), comm_dtype: exchange.dtype };
    for (const row of matchRows(source, { where }) ?? []) {
      push(
        sink,
        numberAt(source, "sms", row),
        numberAt(source, "num_tokens", row),
        numberAt(source, "latency", row) / 1000,
      );
    }
  }
}

function legacyRows(source: SourceTable, exchange: Exchange): Int32Array {
  const { dtype, ep, nodes, hidden, topK, experts } = exchange;
  if (dtype !== "default" || ep !== nodes * LEGACY_GPUS_PER_NODE) return new Int32Array(0);
  const where = { node_num: nodes, hidden_size: hidden, num_topk: topK, num_experts: experts };
  return matchRows(source, { where }) ?? new Int32Array(0);
}

function addNormal(context: PricingContext, exchange: Exchange, sink: Sink): void {
  if (exchange.step === "prepare") return;
  for (const source of context.tables(NORMAL.family, NORMAL.table)) {
    for (const row of legacyRows(source, exchange)) {
      const transmit = numberAt(source, `${exchange.step}_transmit_us`, row);
      const notify = numberAt(source, `${exchange.step}_notify_us`, row);
      push(
        sink,
        numberAt(source, "dispatch_sms", row),
        numberAt(source, "num_token", row),
        (transmit + notify) / 1000,
      );
    }
  }
}

function addLowLatency(context: PricingContext, exchange: Exchange, sink: Sink): void {
  if (exchange.step === "prepare") return;
  for (const source of context.tables(LOW_LATENCY.family, LOW_LATENCY.table)) {
    for (const row of legacyRows(source, exchange)) {
      push(
        sink,
        0,
        numberAt(source, "num_token", row),
        numberAt(source, `${exchange.step}_avg_t_us`, row) / 1000,
      );
    }
  }
}

/** Steps by operation name; the two-sided exchange combines in a number format of its own while decoding. */
const NVLINK_OPERATIONS: Readonly<
  Record<string, { readonly step: ExchangeStep; readonly lowPrecision: boolean }>
> = {
  alltoall_prepare: { step: "prepare", lowPrecision: false },
  alltoall_dispatch: { step: "dispatch", lowPrecision: false },
  alltoall_combine: { step: "combine", lowPrecision: false },
  alltoall_combine_low_precision: { step: "combine", lowPrecision: true },
};
const NVLINK_KERNELS: Readonly<Record<string, string>> = {
  nvlink_two_sided: "NVLinkTwoSided",
  nvlink_one_sided: "NVLinkOneSided",
};

function nvlinkWhere(
  context: PricingContext,
  exchange: Omit<Exchange, "dtype">,
): Record<string, Match> | undefined {
  const { comm, ep, nodes, hidden, topK, experts } = exchange;
  if (nodes !== Math.ceil(ep / context.system.node.gpusPerNode)) return undefined;
  return {
    kernel_source: NVLINK_KERNELS[comm] ?? "",
    moe_ep_size: ep,
    hidden_size: hidden,
    topk: topK,
    num_experts: experts,
  };
}

/** Rack-scale NVLink, in milliseconds. */
function addNvlink(context: PricingContext, exchange: Exchange, sink: Sink): void {
  const where = nvlinkWhere(context, exchange);
  if (where === undefined) return;
  const low = exchange.dtype === "fp4";
  const mode = low ? "nvfp4" : exchange.dtype;
  for (const source of context.tables(NVLINK.family, NVLINK.table)) {
    const isStep: Match = (operation) => {
      const known = NVLINK_OPERATIONS[String(operation)];
      return known !== undefined && known.step === exchange.step && known.lowPrecision === low;
    };
    for (const row of matchRows(source, { where: { ...where, moe_dtype: mode, op_name: isStep } }) ?? []) {
      push(sink, 0, numberAt(source, "num_tokens", row), numberAt(source, "latency", row));
    }
  }
}

function addNvlinkDtypes(
  context: PricingContext,
  exchange: Omit<Exchange, "dtype">,
  found: Set<string>,
): void {
  const where = nvlinkWhere(context, exchange);
  if (where === undefined) return;
  for (const source of context.tables(NVLINK.family, NVLINK.table)) {
    const column = source.column("moe_dtype");
    if (column?.kind !== "text") continue;
    for (const row of matchRows(source, { where }) ?? [])
      found.add(column.values[column.codes[row] as number] as string);
  }
}

function push(sink: Sink, sms: number, tokens: number, value: number): void {
  sink.sms.push(sms);
  sink.tokens.push(tokens);
  sink.values.push(value);
}

function numberAt(source: SourceTable, name: string, row: number): number {
  const column = source.column(name);
  if (column === undefined) return 0;
  return column.kind === "number"
    ? (column.values[row] as number)
    : Number(column.values[column.codes[row] as number]);
}
