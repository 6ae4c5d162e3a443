import { grouped } from "./grouped.js";
import { stripVTControlCharacters } from "node:util";
import { EVEN_ODDS_WORTH } from "../../domain/confidence.js";
import type { Interval } from "../../domain/prediction.js";
import { bestRow, nearestMiss } from "../../search/choose.js";
import { compareRows } from "../../search/rank.js";
import type { ExperimentResult, SearchResult } from "../../search/result.js";
import type { SearchRow } from "../../search/rows.js";
import type { SearchTask } from "../../search/task.js";
import { inertLines, shorten, truncate, visible } from "../visible.js";
import { DEFAULT_CHART_SIZE, MAX_CHART_SERIES, renderAsciiChart } from "./ascii-chart.js";
import { renderComparison } from "./comparison-table.js";
import { plain, type Paint } from "./paint.js";
import { chanceText, layoutText, renderTopTable } from "./top-table.js";

/** How a search is printed. */
export interface ResultsOptions {
  /** width of the terminal; the output stays within 80 and 200 */
  readonly columns: number;
  readonly paint?: Paint;
  /** `default` compares its modes with a ratio, `exp` and `recommend` do not */
  readonly showRatio?: boolean;
}

const MIN_COLUMNS = 80;
const MAX_COLUMNS = 200;
const BOX_WIDTH = 80;
const RULE = "-".repeat(76);
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
  const best = bestRow(result.experiments);
  const miss = best === undefined ? nearestMiss(result.experiments) : undefined;
  const lines = [
    ...headBox(paint),
    `  ${RULE}`,
    ...inputLines(result, best, miss, options, paint),
    `  ${RULE}`,
    ...bestLines(result, best, miss, paint),
    `  ${RULE}`,
    ...chartLines(result, best, columns, paint),
    ...comparisonLines(result, columns, paint),
    ...detailLines(),
    ...result.experiments.flatMap((experiment) =>
      tableLines(result, experiment, best === undefined, columns, paint),
    ),
    ...noteLines(result),
    "*".repeat(BOX_WIDTH),
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

function headBox(paint: Paint): string[] {
  const inner = BOX_WIDTH - 2;
  const left = Math.floor((inner - TITLE.length) / 2);
  return [
    "*".repeat(BOX_WIDTH),
    `*${" ".repeat(left)}${paint.heading(TITLE)}${" ".repeat(inner - left - TITLE.length)}*`,
    "*".repeat(BOX_WIDTH),
  ];
}

/** Longest name that is printed in full. */
const MAX_NAME = 200;

function distinct(values: readonly (string | number)[]): string {
  return [...new Set(values)].map((value) => shorten(visible(String(value)), MAX_NAME)).join(", ");
}

const modelOf = (task: SearchTask): string => task.displayModel ?? task.model;

function inputLines(
  result: SearchResult,
  best: SearchRow | undefined,
  miss: SearchRow | undefined,
  options: ResultsOptions,
  paint: Paint,
): string[] {
  const tasks = result.experiments.map((experiment) => experiment.task);
  const lines = ["  Input Configuration & SLA Target:", `    Model: ${distinct(tasks.map(modelOf))}`];
  if (best?.load === undefined)
    lines.push(`    Total GPUs: ${distinct(tasks.map((task) => task.totalGpus))}`);
  lines.push(`    SLA: ${distinct(tasks.map(slaText))}${confidenceText(result)}`);
  if (best !== undefined) {
    lines.push(
      `    Best Experiment Chosen: ${paint.good(`${visible(best.experiment === result.best ? best.experiment : (result.best ?? ""))} at ${headline(best)}`)}${ratioText(result, options)}`,
    );
  } else if (miss !== undefined) {
    lines.push(
      `    Best Experiment Chosen: ${paint.bad(`none, no configuration ${meetsText(result)}`)} (nearest: ${visible(miss.experiment)}, ${missText(miss)})`,
    );
  } else {
    lines.push(`    Best Experiment Chosen: ${paint.bad("none, no experiment could run")}`);
  }
  return lines;
}

/** ` (80 % sure)`: the chance that a row must hold its limits with. */
function confidenceText({ confidence }: SearchResult): string {
  return confidence === undefined ? "" : `, held with a chance of at least ${percent(confidence)}`;
}

function meetsText({ confidence }: SearchResult): string {
  return confidence === undefined
    ? "meets the SLA"
    : `holds the SLA with a chance of at least ${percent(confidence)}`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}

function headline(row: SearchRow): string {
  if (row.load !== undefined && row.load.loadServedPct === undefined) return `${row.totalGpusUsed} GPUs`;
  return `${row.tokensPerSecPerGpuCluster.toFixed(2)} tokens/s/gpu`;
}

function slaText(task: SearchTask): string {
  const { ttftMs, tpotMs, requestLatencyMs } = task.sla;
  const { isl, osl } = task.lengths;
  const limits =
    requestLatencyMs !== undefined
      ? [`request latency ${requestLatencyMs}ms`]
      : [ttftMs === undefined ? "" : `TTFT ${ttftMs}ms`, tpotMs === undefined ? "" : `TPOT ${tpotMs}ms`];
  return `${limits.filter((text) => text !== "").join(" and ") || "no limits"} at ISL ${isl} / OSL ${osl}`;
}

/** `(disagg 1.30x better than agg)`: the winner over the other of two. */
function ratioText(result: SearchResult, options: ResultsOptions): string {
  if (options.showRatio === false || result.experiments.length !== 2) return "";
  const [first, second] = [...result.experiments].sort((a, b) => b.bestThroughput - a.bestThroughput);
  if (first === undefined || second === undefined || second.bestThroughput === 0) return "";
  if (first.bestThroughput === second.bestThroughput)
    return ` (${visible(first.name)} and ${visible(second.name)} tied)`;
  if (result.closeToBest?.includes(second.name) === true)
    return ` (within the error of ${visible(second.name)}: ${second.bestThroughput.toFixed(0)} to ${first.bestThroughput.toFixed(0)}, too close to tell apart)`;
  return ` (${visible(result.best ?? "")} ${(first.bestThroughput / second.bestThroughput).toFixed(2)}x better than ${visible(result.best === first.name ? second.name : first.name)})`;
}

function missText(row: SearchRow): string {
  const chance = chanceText(row);
  if (chance !== "") return `holds it with a chance of ${chance}`;
  return `misses the limit by ${(row.violation * 100).toFixed(1)}%`;
}

function thousands(value: number): string {
  return grouped(value.toFixed(2));
}

function bestLines(
  result: SearchResult,
  best: SearchRow | undefined,
  miss: SearchRow | undefined,
  paint: Paint,
): string[] {
  const row = best ?? miss;
  if (row === undefined)
    return result.experiments.map(
      (experiment) =>
        `  ${visible(experiment.name)}: ${paint.bad(visible(experiment.error?.message ?? "no configuration"))}`,
    );
  const task = result.experiments.find(
    (experiment) => experiment.name === (best === undefined ? row.experiment : result.best),
  )?.task;
  const budget = row.load === undefined ? (task?.totalGpus ?? 0) : row.totalGpusUsed;
  const { bands } = row.figures;
  const odds = chanceText(row);
  const evenOdds = evenOddsOf(result, best);
  const total = budget === 0 ? row.figures.tokensPerSec : row.tokensPerSecPerGpuCluster * budget;
  return [
    best === undefined
      ? paint.bad(
          `  Nearest Miss (${result.confidence === undefined ? "does not meet the SLA" : `nothing ${meetsText(result)}`}):`,
        )
      : "  Overall Best Configuration:",
    `    - Configuration: ${visible(row.deployment.backend)}, ${layoutText(row)}, ${row.figures.concurrency * row.replicas} requests at once`,
    `    - Best Throughput: ${thousands(total)} tokens/s`,
    `    - Per-GPU Throughput: ${row.tokensPerSecPerGpuCluster.toFixed(2)} tokens/s/gpu${band(clusterBand(row))}`,
    `    - Per-User Throughput: ${row.figures.tokensPerSecPerUser.toFixed(2)} tokens/s/user`,
    `    - Request Rate: ${(row.figures.requestsPerSec * row.replicas).toFixed(2)} req/s`,
    `    - TTFT: ${row.figures.ttftMs.toFixed(2)}ms${band(bands?.ttftMs)}`,
    `    - TPOT: ${row.figures.tpotMs.toFixed(2)}ms${band(bands?.tpotMs)}`,
    `    - Request Latency: ${row.figures.requestLatencyMs.toFixed(2)}ms${band(bands?.requestLatencyMs)}`,
    ...(odds === "" ? [] : [`    - Chance to Hold the SLA: ${odds}`]),
    ...loadLines(row),
    ...(evenOdds === undefined
      ? []
      : [
          `    - At Even Odds: ${headline(evenOdds)} with ${visible(evenOdds.experiment)}, TTFT ${evenOdds.figures.ttftMs.toFixed(2)}ms, TPOT ${evenOdds.figures.tpotMs.toFixed(2)}ms (chance ${chanceText(evenOdds)})`,
        ]),
  ];
}

/** The best row at even odds over all experiments, where it serves clearly more than the best that is carried. */
function evenOddsOf(result: SearchResult, best: SearchRow | undefined): SearchRow | undefined {
  const [first] = result.experiments
    .flatMap(({ evenOdds }) => evenOdds ?? [])
    .sort((a, b) => compareRows(a, b));
  const worth = EVEN_ODDS_WORTH * (best?.tokensPerSecPerGpuCluster ?? 0);
  return first !== undefined && first.tokensPerSecPerGpuCluster > worth ? first : undefined;
}

/** The band of a figure as the box shows it. */
function band(interval: Interval | undefined): string {
  if (interval === undefined) return "";
  const digits = interval[0] < 100 ? 1 : 0;
  return ` (80% band ${interval.map((edge) => edge.toFixed(digits)).join(" to ")})`;
}

/** Throughput of the GPUs that a replica does not use counts against the budget: the band shrinks as the figure does. */
function clusterBand(row: SearchRow): Interval | undefined {
  const { bands, tokensPerSecPerGpu } = row.figures;
  if (bands === undefined || !(tokensPerSecPerGpu > 0)) return undefined;
  const share = row.tokensPerSecPerGpuCluster / tokensPerSecPerGpu;
  return [bands.tokensPerSecPerGpu[0] * share, bands.tokensPerSecPerGpu[1] * share];
}

function loadLines(row: SearchRow): string[] {
  if (row.load === undefined) return [];
  const served =
    row.load.loadServedPct === undefined ? "" : `, serves ${row.load.loadServedPct.toFixed(1)}% of the load`;
  return [
    `    - GPUs Needed: ${row.totalGpusUsed} (${row.replicas} replicas of ${row.figures.gpusPerReplica})${served}`,
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
  return ["  Pareto Frontier:", ...renderAsciiChart(content, paint, size, !byLatency), `  ${RULE}`];
}

/** Side by side, when there is more to compare than the two modes of one engine. */
function comparisonLines(result: SearchResult, columns: number, paint: Paint): string[] {
  const names = result.experiments.map((experiment) => experiment.name);
  if (names.length < 2 || names.every((name) => name === "agg" || name === "disagg")) return [];
  return [paint.heading("  Experiments Compared:"), ...renderComparison(result, columns), `  ${RULE}`];
}

function detailLines(): string[] {
  return [
    "  Deployment Details:",
    "    (p) prefill, (d) decode, bs batch size of one attention-DP rank.",
    "    A replica is the smallest unit that scales: one agg worker, or x prefill and",
    "    y decode workers. GPUs used = replicas x GPUs of one replica.",
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
  const totalGpus = experiment.task.totalGpus;
  if (experiment.top.length > 0) {
    return [
      "",
      paint.heading(`${title} Top Configurations:`),
      ...renderTopTable(experiment.top, { columns, totalGpus }),
    ];
  }
  if (experiment.error !== undefined)
    return ["", `${paint.heading(`${title}:`)} ${paint.bad(visible(experiment.error.message))}`];
  const nearest = experiment.nearest[0];
  if (nearest === undefined)
    return ["", `${paint.heading(`${title}:`)} ${paint.bad(`no configuration ${meetsText(result)}`)}`];
  const verdict = `no configuration ${meetsText(result)}; the nearest ${missText(nearest)}`;
  if (!showMisses) return ["", `${paint.heading(`${title}:`)} ${paint.bad(verdict)}`];
  return [
    "",
    paint.bad(`${title} Nearest Misses: ${verdict}`),
    ...renderTopTable(experiment.nearest, { columns, totalGpus }),
  ];
}

function noteLines(result: SearchResult): string[] {
  const notes = [
    ...result.notes,
    ...result.experiments.flatMap((experiment) => experiment.notes),
    dataNote(result),
    ...(result.profile === "reference" ? [] : [`profile: ${result.profile}`]),
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
