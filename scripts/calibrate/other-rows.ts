import { existsSync } from "node:fs";
import path from "node:path";
import { BACKENDS, type Backend, type Parallelism, type QuantModes } from "../../src/domain/deployment.js";
import { readTable, toRow, type Cells } from "./rows.js";

/** What a row of another laboratory measured: which of our answers it is held against. */
export type OtherLoad = "closed" | "open" | "full" | "prefill" | "decode" | "static";

/** One measurement of another laboratory. Milliseconds, tokens, tokens per second; absent figures were not measured. */
export interface OtherRow {
  readonly id: string;
  readonly source: string;
  readonly load: OtherLoad;
  readonly model: string;
  readonly system: string;
  readonly backend: Backend;
  /** version of the engine, as the row has it; empty where it says none */
  readonly version: string;
  readonly quant: Partial<QuantModes>;
  readonly isl: number;
  readonly osl: number;
  readonly parallelism: Parallelism;
  /** requests at once, of a static row the batch; 0 where the load is a rate or "all at once" */
  readonly requests: number;
  readonly requestRate: number | undefined;
  readonly ttftMs: number | undefined;
  readonly tpotMs: number | undefined;
  readonly latencyMs: number | undefined;
  readonly tokensPerSec: number | undefined;
}

const LOADS: Readonly<Record<string, OtherLoad>> = {
  closed: "closed",
  open: "open",
  max: "full",
  "prefill-only": "prefill",
  "decode-only": "decode",
};

/** Further measurements beside the project; none where they are not there. Only rows that ran as stated. */
export function readOthers(folder: string): readonly OtherRow[] {
  const file = (name: string): readonly Cells[] => {
    const at = path.join(folder, name);
    return existsSync(at) ? readTable(at) : [];
  };
  const extra = file("extra.csv").filter((cells) => cells.get("quality") === "ok");
  return [...extra.map(extraRow), ...file("static.csv").map(staticRow)];
}

function extraRow(cells: Cells): OtherRow {
  const { id, system, backend, version, isl, osl, pools, concurrency } = toRow(cells);
  const number = numbersOf(cells);
  const load = LOADS[cells.get("load") ?? ""];
  if (load === undefined) throw new Error(`row ${id}: unknown load ${cells.get("load")}`);
  return {
    ...{ id, system, backend, version, isl, osl, load },
    source: cells.get("source") ?? "",
    model: modelOf(cells),
    quant: { ...formatsOf(cells.get("precision")), ...cacheOf(cells) },
    parallelism: pools[0]!.parallelism,
    requests: load === "open" || load === "full" ? 0 : Math.max(1, Math.round(concurrency)),
    requestRate: number("request_rate"),
    ttftMs: number("silicon_ttft_ms"),
    tpotMs: number("silicon_tpot_ms"),
    latencyMs: number("e2e_mean_ms"),
    tokensPerSec: number("out_tok_s"),
  };
}

function staticRow(cells: Cells): OtherRow {
  const number = numbersOf(cells);
  const id = cells.get("id") ?? "";
  const backend = BACKENDS.find((known) => known === cells.get("backend"));
  if (backend === undefined) throw new Error(`row ${id}: unknown backend ${cells.get("backend")}`);
  const tp = number("tp") ?? 1;
  return {
    ...{ id, backend, load: "static" },
    source: cells.get("source") ?? "",
    model: modelOf(cells),
    system: cells.get("system") ?? "",
    version: cells.get("backend_version") ?? "",
    quant: formatsOf(cells.get("precision")),
    isl: number("isl") ?? 1,
    osl: number("osl") ?? 1,
    parallelism: { tp, pp: number("pp") ?? 1, dp: 1, cp: 1, moeTp: tp, moeEp: 1 },
    requests: number("batch") ?? 1,
    requestRate: undefined,
    ttftMs: number("first_token_ms"),
    tpotMs: number("step_ms"),
    latencyMs: number("latency_ms"),
    tokensPerSec: undefined,
  };
}

/** The bundled model of the same sizes, else the name itself. */
function modelOf(cells: Cells): string {
  const bundled = cells.get("model_config_used") ?? "";
  return bundled === "" ? (cells.get("model") ?? "") : bundled;
}

/** Formats of dense checkpoints and their cache, as these laboratories ran them. */
function formatsOf(precision: string | undefined): Partial<QuantModes> {
  return precision === "fp8"
    ? { gemm: "fp8", moe: "fp8", kvcache: "fp8" }
    : { gemm: "bfloat16", moe: "bfloat16", kvcache: "bfloat16" };
}

/** The format of a cache whose size a row tells: one H200 holds 945,029 tokens of Llama-8B in 16 bits, in 8 twice as many. */
function cacheOf(cells: Cells): Partial<QuantModes> {
  return / of 945029,/.test(cells.get("note") ?? "") ? { kvcache: "bfloat16" } : {};
}

function numbersOf(cells: Cells): (name: string) => number | undefined {
  return (name) => {
    const text = cells.get(name) ?? "";
    return text === "" ? undefined : Number(text);
  };
}
