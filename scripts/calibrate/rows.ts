import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { BACKENDS, type Backend, type Parallelism, type ServingMode } from "../../src/domain/deployment.js";

/** A layout of one role: parallel sizes, workers (unknown in some rows) and requests per rank. */
export interface RowPool {
  readonly parallelism: Parallelism;
  readonly workers: number;
}

/** One measurement of the training file. Latencies in milliseconds. */
export interface SiliconRow {
  readonly id: string;
  readonly model: string;
  readonly system: string;
  readonly backend: Backend;
  readonly precision: string;
  readonly mode: ServingMode;
  readonly isl: number;
  readonly osl: number;
  readonly gemmQuant: string | undefined;
  readonly moeQuant: string | undefined;
  readonly exactQuant: boolean;
  /** measured as the row says, without speculative decoding: such rows are fitted and scored, others are neither */
  readonly sound: boolean;
  /** its engine ran with speculation that day on other rows: it may have here */
  readonly maybeSpeculative: boolean;
  /** day and version of the engine that it was measured with */
  readonly session: string;
  /** version of the engine, as the row has it; empty where it says none */
  readonly version: string;
  /** requests in flight in a closed loop */
  readonly concurrency: number;
  /** aggregated: one pool; disaggregated: prefill and decode */
  readonly pools: readonly RowPool[];
  readonly ttftMs: number;
  readonly tpotMs: number;
  readonly referenceTtftMs: number;
  readonly referenceTpotMs: number;
}

/** The training file: its rows and the hash of its bytes. */
export interface SiliconFile {
  readonly rows: readonly SiliconRow[];
  readonly sha256: string;
}

/** Reads the training file. Throws on a row that misses what a prediction needs. */
export function readSilicon(path: string): SiliconFile {
  const rows = readTable(path).map(toRow);
  return { rows, sha256: createHash("sha256").update(readFileSync(path)).digest("hex") };
}

/** Rows of a CSV file with a head line, cells by their column's name. */
export function readTable(path: string): readonly Cells[] {
  const [head = "", ...lines] = readFileSync(path, "utf8").trim().split(/\r?\n/);
  const names = cellsOf(head);
  return lines.map((line) => new Map(cellsOf(line).map((cell, i) => [names[i] ?? "", cell])));
}

/** Cells of a row by the name of their column. */
export type Cells = ReadonlyMap<string, string>;

/** Key of a configuration family: rows of one family differ in load alone. */
export function familyKey(row: SiliconRow): string {
  return [
    row.model,
    row.system,
    row.backend,
    row.mode,
    row.precision,
    row.isl,
    row.osl,
    JSON.stringify(row.pools),
  ].join("|");
}

/** Cells of a line; quoted ones may hold commas. */
function cellsOf(line: string): string[] {
  const cells: string[] = [];
  for (const part of line.split(",")) {
    const open = cells.at(-1);
    if (open?.startsWith('"') === true && !/[^"]"$|^""$/.test(open))
      cells[cells.length - 1] = `${open},${part}`;
    else cells.push(part);
  }
  return cells.map((cell) => cell.replace(/^"(.*)"$/, "$1"));
}

/** A row of the training file, or of another with its columns. */
export function toRow(cells: Cells): SiliconRow {
  const text = (name: string): string => cells.get(name) ?? "";
  const number = (name: string, fallback: number): number =>
    text(name) === "" ? fallback : Number(text(name));
  const backend = BACKENDS.find((known) => known === text("backend"));
  if (backend === undefined) throw new Error(`row ${text("id")}: unknown backend ${text("backend")}`);
  const mode = text("mode") === "disagg" ? "disagg" : "agg";
  const sizes = (role: "" | "prefill_" | "decode_"): Parallelism => ({
    tp: number(role === "" ? "tp" : `${role}tp_size`, 1),
    pp: number(role === "" ? "pp" : `${role}pp_size`, 1),
    dp: number(role === "" ? "dp" : `${role}attention_dp_size`, 1),
    cp: 1,
    moeTp: Math.max(1, number(role === "" ? "moe_tp" : `${role}moe_tp_size`, 1)),
    moeEp: Math.max(1, number(role === "" ? "moe_ep" : `${role}moe_ep_size`, 1)),
  });
  const dp = number("dp", 1);
  const workers = number("decode_num_workers", 1);
  const pools: RowPool[] =
    mode === "agg"
      ? [{ parallelism: sizes(""), workers: 1 }]
      : [
          { parallelism: sizes("prefill_"), workers: number("prefill_num_workers", 1) },
          { parallelism: sizes("decode_"), workers },
        ];
  const inFlight =
    mode === "agg"
      ? number("batch_size", 1) * dp
      : number("decode_batch_size", 1) * workers * (pools[1]?.parallelism.dp ?? 1);
  return {
    id: text("id"),
    model: text("model_config_used"),
    system: text("system"),
    backend,
    precision: text("precision"),
    mode,
    isl: number("isl", 1),
    osl: number("osl", 1),
    gemmQuant: text("gemm_quant") || undefined,
    moeQuant: text("moe_quant") || undefined,
    exactQuant: text("exact_quant") === "1",
    sound: (text("quality") || "ok") === "ok" && (text("speculation") || "none") === "none",
    maybeSpeculative: text("suspect_day") === "1",
    session: `${text("measured")} ${text("backend_version")}`,
    version: text("backend_version"),
    concurrency: number("concurrency", inFlight),
    pools,
    ttftMs: number("silicon_ttft_ms", Number.NaN),
    tpotMs: number("silicon_tpot_ms", Number.NaN),
    referenceTtftMs: number("reference_ttft_ms", Number.NaN),
    referenceTpotMs: number("reference_tpot_ms", Number.NaN),
  };
}
