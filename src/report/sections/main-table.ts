import type { GpuPrice } from "../../domain/price.js";
import type { Evaluation, LimitCheck, Metric } from "../../domain/review.js";
import { openLimits, bandOf } from "../../review/index.js";
import { columnsOf, type Column } from "../columns.js";
import { costPerMillionTokens } from "../cost.js";
import { chance, change, dollars, checkedMs, latency, latencyMs, stated, number, rate } from "../format.js";
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
  const { sla, gpuPricePerHour, confidence } = view.review;
  const row = (label: string, cell: (column: Column) => string): readonly string[] => [
    label,
    ...columns.map(cell),
  ];
  const prediction = ({ evaluation }: Column): Evaluation["prediction"] => evaluation.prediction;
  const best = bestColumn(columns, options.minGain);
  const rows = [row("Workers", ({ evaluation }) => workers(evaluation.deployment))];
  for (const metric of ["ttft", "tpot", "requestLatency"] as const) {
    const limitMs = sla[`${metric}Ms`];
    if (limitMs === undefined && metric === "requestLatency") continue;
    const statistic = columns.map(({ evaluation }) => checkOf(evaluation, metric)?.percentile).find(Boolean);
    const named = limitName({ metric, ...(statistic === undefined ? {} : { percentile: statistic }) });
    const label = limitMs === undefined ? named : `${named}, limit ${stated(limitMs)}${NBSP}ms`;
    rows.push(
      row(label, (column) => {
        const cell = latencyCell(column, metric, confidence);
        // a column whose percentile could not be found holds the mean
        const other = statistic !== undefined && checkOf(column.evaluation, metric)?.percentile === undefined;
        return other ? `${cell}<br>mean` : cell;
      }),
    );
  }
  if (columns.some((column) => prediction(column).pSla !== undefined)) {
    rows.push(row("Chance to hold", (column) => chanceCell(prediction(column).pSla, confidence)));
  }
  rows.push(
    row(bold("Tokens/s per GPU"), (column) =>
      withChange(rate(prediction(column).tokensPerSecPerGpu), column.ratio, column === best),
    ),
    row("Tokens/s per user", (column) => rate(prediction(column).tokensPerSecPerUser)),
    row("Requests at once", (column) => number(prediction(column).concurrency)),
  );
  if (columns.some(({ evaluation }) => evaluation.evenOdds !== undefined))
    rows.push(row("At even odds", ({ evaluation }) => evenOddsCell(evaluation, confidence)));
  if (new Set(columns.map((column) => prediction(column).totalGpus)).size > 1) {
    rows.push(row("GPUs", (column) => number(prediction(column).totalGpus)));
  }
  if (columns.some((column) => freeMemory(column.evaluation) < TIGHT_MEMORY)) {
    rows.push(row("Free GPU memory", ({ evaluation }) => `${number(100 * freeMemory(evaluation))}%`));
  }
  if (gpuPricePerHour !== undefined) {
    const cost = row("Cost per M tokens", (column) => costCell(column, gpuPricePerHour));
    if (cost.slice(1).some((cell) => cell !== "")) rows.push(cost);
  }
  return { header: ["", ...columns.map(({ title }) => title)], rows };
}

/** The limit of a metric with its figure. */
function checkOf(evaluation: Evaluation, metric: Metric): LimitCheck | undefined {
  return evaluation.limits.find((each) => each.metric === metric);
}

function latencyCell(column: Column, metric: Metric, confidence: number | undefined): string {
  const { evaluation, title } = column;
  const check = checkOf(evaluation, metric);
  const range = bandOf(evaluation, metric);
  const shown =
    check === undefined ? latencyMs(metric, evaluation.prediction[`${metric}Ms`]) : checkedMs(check);
  const band = range === undefined ? "" : `<br>${range.map((edge) => latency(metric, edge)).join("–")}`;
  const mark = markOf(evaluation, check, confidence);
  return `${mark}${mark !== "" && title === "This PR" ? bold(shown) : shown}${band}`;
}

/**
 * Broken: the figure is beyond the limit and the load surely does not hold, or the profile knows no error. Open: the limit keeps
 * the load from being carried. A column that carries its load has no mark, whatever its bands touch.
 */
function markOf(
  { limits, prediction }: Evaluation,
  check: LimitCheck | undefined,
  confidence: number | undefined,
): string {
  const { pSla } = prediction;
  if (check === undefined || confidence === undefined || pSla === undefined)
    return check?.holds === false ? "❌ " : "";
  if (pSla >= confidence || !openLimits({ limits, prediction }, confidence).includes(check)) return "";
  return 1 - pSla >= confidence && !check.holds ? "❌ " : "⚠️ ";
}

/** Requests at once with their chance, and tokens/s per GPU, that hold with a chance of one half; empty where it is no more than is carried. */
function evenOddsCell({ evenOdds }: Evaluation, confidence: number | undefined): string {
  if (evenOdds === undefined) return "";
  const { concurrency, pSla, tokensPerSecPerGpu } = evenOdds;
  const held = pSla === undefined ? "" : `, ${chance(pSla, confidence)} sure`;
  return `${number(concurrency)} at once<br>${rate(tokensPerSecPerGpu)}/GPU${held}`;
}

function chanceCell(probability: number | undefined, confidence: number | undefined): string {
  return probability === undefined ? "" : chance(probability, confidence);
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
