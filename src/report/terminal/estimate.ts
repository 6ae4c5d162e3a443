import { dataSystem } from "../../domain/prediction.js";
import { prose, text } from "../markdown.js";
import { inertLines, visible } from "../visible.js";
import { grouped } from "./grouped.js";
import type { EstimateResult, EstimatedWorker } from "../../perf/estimate/request.js";
import { parallelText } from "./top-table.js";
import { coloured, plain } from "./paint.js";

const GIB = 1024 ** 3;
/** Operators that are listed at most per phase; smaller ones are counted. */
const MAX_OPERATORS = 40;

/** How an estimate is printed. */
export interface EstimateTextOptions {
  readonly columns: number;
  readonly color: boolean;
  readonly markdown: boolean;
  /** why the figures are of the published method where nobody asked for it; the first line then */
  readonly published?: string | undefined;
  /** list what fills the memory of a GPU */
  readonly memory?: boolean;
}

/** A single estimate for people: figures, workers, memory, what it rests on, and operators when they were asked for. */
export function renderEstimate(result: EstimateResult, options: EstimateTextOptions): string {
  const paint = options.color && !options.markdown ? coloured : plain;
  type Row = readonly [string, string];
  // an answer of one token, and a prompt alone, have no time between tokens and no rate of them
  const between = (figures: readonly Row[]): readonly Row[] =>
    result.lengths.osl > 1 && result.tpotMs > 0 ? figures : [];
  const rows: Row[] = [
    ...(options.published === undefined ? [] : [["Profile", `reference: ${options.published}`] as const]),
    ["TTFT", `${result.ttftMs.toFixed(2)} ms${band(result.bands?.ttftMs)}`],
    ...between([["TPOT", `${result.tpotMs.toFixed(3)} ms${band(result.bands?.tpotMs)}`]]),
    ["Request latency", `${result.requestLatencyMs.toFixed(2)} ms`],
    ["Tokens/s", thousands(result.tokensPerSec)],
    ["Tokens/s per GPU", `${thousands(result.tokensPerSecPerGpu)}${band(result.bands?.tokensPerSecPerGpu)}`],
    ...between([["Tokens/s per user", thousands(result.tokensPerSecPerUser)]]),
    ["Requests/s", result.requestsPerSec.toFixed(3)],
    ["Requests at once", String(result.concurrency)],
    ["Request", requestText(result.lengths)],
    ["GPUs", String(result.totalGpus)],
    ...result.workers.map((worker): readonly [string, string] => [workerLabel(worker), workerText(worker)]),
    [
      "Memory per GPU",
      `${result.memoryGib.toFixed(1)} of ${(result.memoryCapacityBytes / GIB).toFixed(1)} GiB${result.fits ? "" : `, does not fit (${result.memoryVerdict === "oom" ? "weights and activations" : "KV cache"})`}`,
    ],
    [
      "Precision",
      `gemm ${result.quant.gemm}, moe ${result.quant.moe}, kvcache ${result.quant.kvcache}, fmha ${result.quant.fmha}, comm ${result.quant.comm}`,
    ],
    [
      "Data",
      visible(
        `${dataSystem(result.perfDb)}, ${result.perfDb.backend} ${result.perfDb.version}, profile ${result.profile}`,
      ),
    ],
  ];
  const lines = options.markdown ? markdownTable(rows) : alignedRows(rows, options.columns, paint);
  for (const note of result.notes)
    lines.push(options.markdown ? `\n> ${prose(note)}` : `note: ${visible(note)}`);
  if (options.memory === true) lines.push(...memoryLines(result, options.markdown));
  if (result.operators !== undefined) lines.push(...operatorLines(result, options.markdown));
  return inertLines(lines.join("\n"));
}

function band(interval: readonly [number, number] | undefined): string {
  return interval === undefined ? "" : ` (80%: ${short(interval[0])} to ${short(interval[1])})`;
}

function short(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(2);
}

function thousands(value: number): string {
  return grouped(value.toFixed(2));
}

/** Lengths that the figures are for: an answer that does not name them cannot be read a day later. */
function requestText({ isl, osl, prefix }: EstimateResult["lengths"]): string {
  return `ISL ${isl}, OSL ${osl}${prefix > 0 ? `, of the prompt ${prefix} cached` : ""}`;
}

function workerLabel({ role }: EstimatedWorker): string {
  return role === "agg" || role === "static" ? "Worker" : `${role[0]!.toUpperCase()}${role.slice(1)} workers`;
}

function workerText(worker: EstimatedWorker): string {
  const count = worker.workers > 1 ? `${worker.workers} x ` : "";
  return `${count}${parallelText(worker.parallelism)}, batch ${worker.batchSize}${worker.ctxTokens === undefined ? "" : `, ${worker.ctxTokens} prompt tokens a step`}, room for ${grouped(String(worker.kvCapacityTokens))} KV tokens`;
}

function alignedRows(
  rows: readonly (readonly [string, string])[],
  columns: number,
  paint: typeof plain,
): string[] {
  const width = Math.max(...rows.map(([label]) => label.length)) + 2;
  return rows.flatMap(([label, value]) =>
    wrap(value, columns - width).map(
      (part, i) => `${paint.heading((i === 0 ? label : "").padEnd(width))}${part}`,
    ),
  );
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

function markdownTable(rows: readonly (readonly [string, string])[]): string[] {
  return [
    "| Figure | Value |",
    "|:--|:--|",
    ...rows.map(([label, value]) => `| ${label} | ${text(value)} |`),
  ];
}

const MEMORY_PARTS = [
  ["weights", "weights"],
  ["kvCache", "KV cache"],
  ["activations", "activations"],
  ["nccl", "communication buffers"],
  ["other", "engine and driver"],
] as const;

function memoryLines(result: EstimateResult, markdown: boolean): string[] {
  return result.workers.flatMap((worker) => {
    const of = worker.role === "agg" || worker.role === "static" ? "" : `, ${worker.role}`;
    const title = `${markdown ? "### " : ""}Memory of one GPU${of}, ${worker.memoryGib.toFixed(3)} GiB`;
    const share = (gib: number): string => `${((100 * gib * GIB) / result.memoryCapacityBytes).toFixed(1)}%`;
    const rows = MEMORY_PARTS.map(([key, name]) => {
      const gib = worker.memoryPartsGib[key];
      return detailRow([name, gib.toFixed(3), share(gib)], markdown);
    });
    return ["", title, ...(markdown ? ["", "| Part | GiB | Of the GPU |", "|:--|--:|--:|"] : []), ...rows];
  });
}

/** A name, a figure, its share, and what else there is to say. */
function detailRow(
  [name, figure, share, ...rest]: readonly [string, string, string, ...string[]],
  markdown: boolean,
): string {
  return markdown
    ? `| ${[name, figure, share, ...rest].join(" | ")} |`
    : [`  ${name.padEnd(28)}${figure.padStart(12)}${share.padStart(8)}`, ...rest].join("  ");
}

function operatorLines(result: EstimateResult, markdown: boolean): string[] {
  const lines: string[] = [];
  for (const phase of ["context", "generation"] as const) {
    const operators = (result.operators ?? [])
      .filter((operator) => operator.phase === phase)
      .sort((a, b) => b.ms - a.ms);
    if (operators.length === 0) continue;
    const total = operators.reduce((sum, operator) => sum + operator.ms, 0);
    lines.push(
      "",
      `${markdown ? "### " : ""}${phase === "context" ? "Step with prompts" : "Decode step"}, ${total.toFixed(3)} ms`,
    );
    if (markdown) lines.push("", "| Operator | ms | Share | Data |", "|:--|--:|--:|:--|");
    for (const operator of operators.slice(0, MAX_OPERATORS)) {
      const cells: [string, string, string, string] = [
        operator.name,
        operator.ms.toFixed(4),
        `${((100 * operator.ms) / total).toFixed(1)}%`,
        operator.sources.join(", "),
      ];
      lines.push(detailRow(cells, markdown));
    }
    if (operators.length > MAX_OPERATORS)
      lines.push(`  and ${operators.length - MAX_OPERATORS} smaller ones`);
  }
  return lines;
}
