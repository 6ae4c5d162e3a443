import { stripVTControlCharacters } from "node:util";
import { bestRow, nearestMiss } from "../../search/choose.js";
import type { ExperimentResult, SearchResult } from "../../search/result.js";
import type { SearchRow } from "../../search/rows.js";
import { inertLines, truncate, visible } from "../visible.js";
import { DEFAULT_CHART_SIZE, MAX_CHART_SERIES, renderAsciiChart } from "./ascii-chart.js";
import { renderComparison } from "./comparison-table.js";
import { plain, type Paint } from "./paint.js";
import { bestLines, inputLines } from "./results-best.js";
import { distinct, meetsText, missText, modelOf } from "./results-words.js";
import { renderTopTable } from "./top-table.js";

/** How a search is printed. */
export interface ResultsOptions {
  /** width of the terminal; the output stays within 60 and 200 */
  readonly columns: number;
  readonly paint?: Paint;
  /** `default` compares its modes with a ratio, `exp` and `recommend` do not */
  readonly showRatio?: boolean;
}

const MIN_COLUMNS = 60;
const MAX_COLUMNS = 200;
const BOX_WIDTH = 80;
const TITLE = "Dynamo Config Advisor Final Results";

/**
 * The whole printed result of `default`, `exp` and `recommend`: box, best configuration, chart, tables
 * (`docs/method/search.md` 7.5).
 */
export function renderResults(result: SearchResult, options: ResultsOptions): string {
  const paint = options.paint ?? plain;
  const columns = Math.min(MAX_COLUMNS, Math.max(MIN_COLUMNS, options.columns));
  const printable = result.experiments.some((experiment) => experiment.error === undefined);
  if (!printable) return printed(refusalLines(result, paint), columns);
  const best = bestRow(result);
  const miss = best === undefined ? nearestMiss(result.experiments) : undefined;
  const boxWidth = Math.min(BOX_WIDTH, columns);
  const rule = `  ${"-".repeat(boxWidth - 4)}`;
  const lines = [
    ...headBox(paint, boxWidth),
    rule,
    ...inputLines(result, best, miss, options, paint),
    rule,
    ...bestLines(result, best, miss, paint),
    rule,
    ...ruled(chartLines(result, best, columns, paint), rule),
    ...ruled(comparisonLines(result, columns, paint), rule),
    ...detailLines(),
    ...result.experiments.flatMap((experiment) =>
      tableLines(result, experiment, best === undefined, columns, paint),
    ),
    ...noteLines(result),
    "*".repeat(boxWidth),
  ];
  return printed(
    lines.map((line) => line.trimEnd()),
    columns,
  );
}

/** Lines folded to the terminal, none of which a runner takes for a command. */
function printed(lines: readonly string[], columns: number): string {
  return `${inertLines(lines.flatMap((line) => fold(line, columns)).join("\n"))}\n`;
}

/** Nothing could run: one line a reason, with the experiments that it stopped. */
function refusalLines(result: SearchResult, paint: Paint): string[] {
  const reasons = new Map<string, string[]>();
  for (const { name, error } of result.experiments) {
    const message = error?.message ?? "no configuration";
    reasons.set(message, [...(reasons.get(message) ?? []), name]);
  }
  return [...reasons].map(
    ([message, names]) => `${visible(names.join(", "))}: ${paint.bad(visible(message))}`,
  );
}

/** Prose in lines of at most `columns`, the rest indented further; tables and charts fit already. */
function fold(line: string, columns: number): string[] {
  if (stripVTControlCharacters(line).length <= columns || /^[+|]/.test(line)) return [line];
  const indent = " ".repeat(line.length - line.trimStart().length + 2);
  const lines: string[] = [];
  let current = "";
  for (const word of line.trimStart().split(" ")) {
    const next = current === "" ? indent.slice(lines.length === 0 ? 2 : 0) + word : `${current} ${word}`;
    if (current !== "" && stripVTControlCharacters(next).length > columns) {
      lines.push(current);
      current = indent + word;
    } else current = next;
  }
  return [...lines, current];
}

/** A part with a rule below it, where there is one. */
function ruled(part: readonly string[], rule: string): readonly string[] {
  return part.length === 0 ? part : [...part, rule];
}

function headBox(paint: Paint, width: number): string[] {
  const inner = width - 2;
  const left = Math.floor((inner - TITLE.length) / 2);
  return [
    "*".repeat(width),
    `*${" ".repeat(left)}${paint.heading(TITLE)}${" ".repeat(inner - left - TITLE.length)}*`,
    "*".repeat(width),
  ];
}

function chartLines(
  result: SearchResult,
  best: SearchRow | undefined,
  columns: number,
  paint: Paint,
): string[] {
  const drawn = result.experiments.filter((experiment) => experiment.frontier.length > 0);
  if (drawn.length === 0 || drawn.length > MAX_CHART_SERIES) return [];
  const byLatency = drawn[0]!.xAxis === "requestLatency";
  const x = (row: SearchRow): number =>
    byLatency ? row.figures.requestLatencyMs : row.figures.tokensPerSecPerUser;
  const point = (row: SearchRow): { x: number; y: number } => ({
    x: x(row),
    y: row.load === undefined ? row.tokensPerSecPerGpuCluster : row.figures.tokensPerSecPerGpu,
  });
  const xName = byLatency ? "request_latency" : "tokens/s/user";
  const size = { width: Math.min(DEFAULT_CHART_SIZE.width, columns), height: DEFAULT_CHART_SIZE.height };
  const title = `${distinct(drawn.map((experiment) => modelOf(experiment.task)))} Pareto Frontier: tokens/s/gpu_cluster vs ${xName}`;
  const content = {
    title,
    xLabel: xName,
    yLabel: "tokens/s/gpu_cluster",
    series: drawn.map((experiment) => ({
      label: visible(experiment.name),
      points: experiment.frontier.map(point),
    })),
    ...(best === undefined
      ? {}
      : { highlight: { label: `${visible(result.best ?? "")} best`, ...point(best) } }),
  };
  return ["  Pareto Frontier:", ...renderAsciiChart(content, paint, size, !byLatency)];
}

/** Side by side, when there is more to compare than the two modes of one engine. */
function comparisonLines(result: SearchResult, columns: number, paint: Paint): string[] {
  const names = result.experiments.map((experiment) => experiment.name);
  if (names.length < 2 || names.every((name) => name === "agg" || name === "disagg")) return [];
  return [paint.heading("  Experiments Compared:"), ...renderComparison(result, columns)];
}

function detailLines(): string[] {
  return [
    "  Deployment Details:",
    "    (p) prefill, (d) decode, bs batch size of one attention-DP rank.",
    "    A replica is the smallest unit that scales: one agg worker, or x prefill and y decode workers.",
    "    GPUs used = replicas x GPUs of one replica.",
    "    TTFT and request_latency are in ms.",
  ];
}

/** The table of an experiment; nearest misses only when no experiment meets its SLA. */
function tableLines(
  result: SearchResult,
  experiment: ExperimentResult,
  showMisses: boolean,
  columns: number,
  paint: Paint,
): string[] {
  const name = visible(experiment.name);
  const title = name === "agg" ? "Aggregated" : name === "disagg" ? "Disaggregated" : name;
  const layout = { columns, totalGpus: experiment.task.totalGpus, confidence: result.confidence };
  if (experiment.top.length > 0) {
    return ["", paint.heading(`${title} Top Configurations:`), ...renderTopTable(experiment.top, layout)];
  }
  if (experiment.error !== undefined)
    return ["", `${paint.heading(`${title}:`)} ${paint.bad(visible(experiment.error.message))}`];
  const nearest = experiment.nearest[0];
  if (nearest === undefined)
    return ["", `${paint.heading(`${title}:`)} ${paint.bad(`no configuration ${meetsText(result)}`)}`];
  const verdict = `no configuration ${meetsText(result)}; the nearest ${missText(nearest, result.confidence)}`;
  if (!showMisses) return ["", `${paint.heading(`${title}:`)} ${paint.bad(verdict)}`];
  return [
    "",
    paint.bad(`${title} Nearest Misses: ${verdict}`),
    ...renderTopTable(experiment.nearest, layout),
  ];
}

function noteLines(result: SearchResult): string[] {
  const notes = [
    ...result.notes,
    ...result.experiments.flatMap((experiment) => experiment.notes),
    dataNote(result),
    ...(result.profile === "reference"
      ? []
      : [`profile: ${result.profile}; what the published method would choose: --profile reference`]),
  ].filter((note) => note !== "");
  return ["", ...[...new Set(notes)].map((note) => `Note: ${truncate(visible(note), 400)}`)];
}

/** Which performance data the figures rest on. */
function dataNote(result: SearchResult): string {
  const used = result.experiments.flatMap((experiment) => {
    const row = experiment.top[0] ?? experiment.nearest[0] ?? experiment.rows[0];
    return row === undefined
      ? []
      : [
          `${row.deployment.backend} ${row.version} on ${[...new Set(row.deployment.pools.map((pool) => pool.system))].join(" + ")}`,
        ];
  });
  return used.length === 0 ? "" : `performance data: ${distinct(used)}`;
}
