import type { GpuPrice } from "../../domain/price.js";
import type { Interval } from "../../domain/prediction.js";
import type { Evaluation, LimitCheck, Metric } from "../../domain/review.js";
import type { SlaTarget } from "../../domain/workload.js";
import { columnsOf, type Column } from "../columns.js";
import { costPerMillionTokens } from "../cost.js";
import { chance, change, dollars, checkedMs, latency, latencyMs, limit, number, rate } from "../format.js";
import { bold, NBSP, table } from "../markdown.js";
import type { ReviewView } from "../view.js";
import { limitName, workers } from "../words.js";

/** Share of free memory under which the row is shown. */
const TIGHT_MEMORY = 0.15;

/** Header and rows of the main table; cells are Markdown of ours, with `<br>` between lines. */
export interface MainRows {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The table of settings against metrics; empty when nothing was predicted. */
export function mainTable(
  view: ReviewView,
  options: { readonly withFix: boolean; readonly minGain: number },
): string {
  const { header, rows } = mainRows(view, options);
  return rows.length === 0 ? "" : table(header, `l${"r".repeat(header.length - 1)}`, rows);
}

/** The cells of {@link mainTable}. */
export function mainRows(
  view: ReviewView,
  options: { readonly withFix: boolean; readonly minGain: number },
): MainRows {
  const columns = columnsOf(view, options);
  if (columns.length === 0) return { header: [], rows: [] };
  const { sla, gpuPricePerHour, verdict } = view.review;
  const row = (label: string, cell: (column: Column) => string): readonly string[] => [
    label,
    ...columns.map(cell),
  ];
  const prediction = ({ evaluation }: Column): Evaluation["prediction"] => evaluation.prediction;
  const best = bestColumn(columns, options.minGain);
  const rows = [row("Workers", ({ evaluation }) => workers(evaluation.deployment))];
  for (const metric of ["ttft", "tpot", "requestLatency"] as const) {
    const limitMs = limitOf(sla, metric);
    if (limitMs === undefined && metric === "requestLatency") continue;
    const statistic = columns.map(({ evaluation }) => checkOf(evaluation, metric)?.percentile).find(Boolean);
    const named = limitName({ metric, ...(statistic === undefined ? {} : { percentile: statistic }) });
    const label = limitMs === undefined ? named : `${named}, limit ${limit(limitMs)}${NBSP}ms`;
    rows.push(
      row(label, (column) => {
        const cell = latencyCell(column, metric, verdict === "too-close");
        // a column whose percentile could not be found holds the mean
        const other = statistic !== undefined && checkOf(column.evaluation, metric)?.percentile === undefined;
        return other ? `${cell}<br>mean` : cell;
      }),
    );
  }
  if (columns.some((column) => prediction(column).pSla !== undefined)) {
    rows.push(row("Chance to hold", (column) => chanceCell(prediction(column).pSla)));
  }
  rows.push(
    row(bold("Tokens/s per GPU"), (column) =>
      withChange(rate(prediction(column).tokensPerSecPerGpu), column.ratio, column === best),
    ),
    row("Tokens/s per user", (column) => rate(prediction(column).tokensPerSecPerUser)),
    row("Requests at once", (column) => number(prediction(column).concurrency)),
  );
  if (columns.some(({ evaluation }) => evaluation.evenOdds !== undefined))
    rows.push(row("At even odds", ({ evaluation }) => evenOddsCell(evaluation)));
  if (new Set(columns.map((column) => prediction(column).totalGpus)).size > 1) {
    rows.push(row("GPUs", (column) => number(prediction(column).totalGpus)));
  }
  if (columns.some((column) => freeMemory(column.evaluation) < TIGHT_MEMORY)) {
    rows.push(row("Free GPU memory", ({ evaluation }) => `${number(100 * freeMemory(evaluation))}%`));
  }
  if (gpuPricePerHour !== undefined)
    rows.push(row("Cost per M tokens", (column) => costCell(column, gpuPricePerHour)));
  return { header: ["", ...columns.map(({ title }) => title)], rows };
}

/** Limit of a metric, if it has one. */
export function limitOf(sla: SlaTarget, metric: Metric): number | undefined {
  return { ttft: sla.ttftMs, tpot: sla.tpotMs, requestLatency: sla.requestLatencyMs }[metric];
}

/** Predicted latency of a metric. */
export function valueOf(evaluation: Evaluation, metric: Metric): number {
  const { ttftMs, tpotMs, requestLatencyMs } = evaluation.prediction;
  return { ttft: ttftMs, tpot: tpotMs, requestLatency: requestLatencyMs }[metric];
}

/** The limit of a metric with its figure. */
function checkOf(evaluation: Evaluation, metric: Metric): LimitCheck | undefined {
  return evaluation.limits.find((each) => each.metric === metric);
}

/** The 80 % band of the figure that is shown for a metric, if the profile has one: a percentile scatters as the mean does. */
export function bandOf(evaluation: Evaluation, metric: Metric): Interval | undefined {
  const { bands } = evaluation.prediction;
  const mean =
    bands && { ttft: bands.ttftMs, tpot: bands.tpotMs, requestLatency: bands.requestLatencyMs }[metric];
  const over = checkOf(evaluation, metric)?.percentile?.overMean ?? 1;
  return mean && (over === 1 ? mean : [mean[0] * over, mean[1] * over]);
}

/** Whether the limit lies inside the band. */
export function straddles(check: LimitCheck | undefined, band: Interval | undefined): boolean {
  return check !== undefined && band !== undefined && band[0] <= check.limitMs && check.limitMs < band[1];
}

function latencyCell(column: Column, metric: Metric, tooClose: boolean): string {
  const { evaluation, title } = column;
  const check = checkOf(evaluation, metric);
  const band = bandOf(evaluation, metric);
  const shown = check === undefined ? latencyMs(metric, valueOf(evaluation, metric)) : checkedMs(check);
  const range = band === undefined ? "" : `<br>${latency(metric, band[0])}–${latency(metric, band[1])}`;
  const mark = tooClose && straddles(check, band) ? "⚠️ " : check?.holds === false ? "❌ " : "";
  return `${mark}${mark !== "" && title === "This PR" ? bold(shown) : shown}${range}`;
}

/** Requests at once and tokens/s per GPU that hold with a chance of one half; empty where it is no more than is carried. */
function evenOddsCell({ evenOdds }: Evaluation): string {
  if (evenOdds === undefined) return "";
  return `${number(evenOdds.concurrency)} at once<br>${rate(evenOdds.tokensPerSecPerGpu)}`;
}

function chanceCell(probability: number | undefined): string {
  return probability === undefined ? "" : chance(probability);
}

/** The column whose gain is worth bold: the highest among those that gain at least `minGain`. */
function bestColumn(columns: readonly Column[], minGain: number): Column | undefined {
  let best: Column | undefined;
  for (const column of columns) {
    if (column.ratio === undefined || column.ratio < 1 + minGain) continue;
    if (
      best === undefined ||
      column.evaluation.prediction.tokensPerSecPerGpu > best.evaluation.prediction.tokensPerSecPerGpu
    )
      best = column;
  }
  return best;
}

function withChange(value: string, ratio: number | undefined, strong: boolean): string {
  const parts = ratio === undefined ? [value] : [value, change(ratio)];
  return parts.map((part) => (strong ? bold(part) : part)).join("<br>");
}

/** Empty where a system has no price. */
function costCell({ evaluation, against }: Column, price: GpuPrice): string {
  const cost = costPerMillionTokens(evaluation, price);
  const other = against && costPerMillionTokens(against, price);
  return cost === undefined ? "" : withChange(dollars(cost), other && cost / other, false);
}

function freeMemory({ prediction }: Evaluation): number {
  return 1 - prediction.memoryBytes / prediction.memoryCapacityBytes;
}
