import { decimalsThatKeep, exactPercent } from "../../domain/compared.js";
import type { SearchResult } from "../../search/result.js";
import type { SearchRow } from "../../search/rows.js";
import type { SearchTask } from "../../search/task.js";
import { shorten, visible } from "../visible.js";
import { chanceText } from "./top-table.js";

/** Longest name that is printed in full. */
const MAX_NAME = 200;

/** Different values in their order, each as it may be printed. */
export function distinct(values: readonly (string | number)[]): string {
  return [...new Set(values)].map((value) => shorten(visible(String(value)), MAX_NAME)).join(", ");
}

/** The model as it was asked for. */
export const modelOf = (task: SearchTask): string => task.displayModel ?? task.model;

/** What a row must do, in words. */
export function meetsText({ confidence }: SearchResult): string {
  return confidence === undefined
    ? "meets the SLA"
    : `holds the SLA with a chance of at least ${exactPercent(confidence)}`;
}

/** The figure that a search is won by. */
export function headline(row: SearchRow): string {
  if (row.load !== undefined && row.load.loadServedPct === undefined) return `${row.totalGpusUsed} GPUs`;
  return `${row.tokensPerSecPerGpuCluster.toFixed(2)} tokens/s/gpu`;
}

/** How far the nearest miss is. */
export function missText(row: SearchRow, confidence: number | undefined): string {
  const chance = chanceText(row, confidence);
  return chance !== "" ? `holds it with a chance of ${chance}` : `misses the limit by ${violationText(row)}`;
}

/** How far a row is beyond its limit: never nothing. */
export function violationText({ violation }: SearchRow): string {
  const percent = 100 * violation;
  return `${percent.toFixed(decimalsThatKeep(percent, 1, (shown) => shown > 0))}%`;
}
