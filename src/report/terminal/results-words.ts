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
    : `holds the SLA with a chance of at least ${wholePercent(confidence)}`;
}

/** A share in whole percent. */
export function wholePercent(share: number): string {
  return `${Math.round(share * 100)}%`;
}

/** The figure that a search is won by. */
export function headline(row: SearchRow): string {
  if (row.load !== undefined && row.load.loadServedPct === undefined) return `${row.totalGpusUsed} GPUs`;
  return `${row.tokensPerSecPerGpuCluster.toFixed(2)} tokens/s/gpu`;
}

/** How far the nearest miss is. */
export function missText(row: SearchRow): string {
  const chance = chanceText(row);
  if (chance !== "") return `holds it with a chance of ${chance}`;
  return `misses the limit by ${(row.violation * 100).toFixed(1)}%`;
}
