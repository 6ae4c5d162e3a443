import { findFrontier } from "./frontier.js";
import type { SearchRow } from "./rows.js";

/** Which figure breaks the first tie: speed for the user, or the whole request when that is the limit. */
export type RankBy = "tokensPerSecPerUser" | "requestLatency";

function batchSizes(row: SearchRow): readonly [number, number] {
  const origin = row.origin;
  return origin.mode === "agg"
    ? [origin.point.batchSize, 0]
    : [origin.decode.batchSize, origin.prefill.batchSize];
}

function fullKey(row: SearchRow): string {
  return row.origin.mode === "agg" ? row.key : `${row.origin.prefill.key} ${row.key}`;
}

/**
 * Best first: throughput of the cluster, then the user's speed (or request latency), then fewer GPUs a replica,
 * smaller batches, and the parallel key as text, so that equal figures always come in the same order
 * (`docs/method/search.md` 7.4).
 */
export function compareRows(a: SearchRow, b: SearchRow, by: RankBy = "tokensPerSecPerUser"): number {
  const second =
    by === "requestLatency"
      ? a.figures.requestLatencyMs - b.figures.requestLatencyMs
      : b.figures.tokensPerSecPerUser - a.figures.tokensPerSecPerUser;
  const primary = b.tokensPerSecPerGpuCluster - a.tokensPerSecPerGpuCluster || second;
  if (primary !== 0) return primary;
  const [batchA, prefillA] = batchSizes(a);
  const [batchB, prefillB] = batchSizes(b);
  return (
    a.figures.gpusPerReplica - b.figures.gpusPerReplica ||
    batchA - batchB ||
    prefillA - prefillB ||
    (fullKey(a) < fullKey(b) ? -1 : fullKey(a) > fullKey(b) ? 1 : 0)
  );
}

/** Of rows that serve a load: fewest GPUs first, then throughput. */
export function compareByGpus(a: SearchRow, b: SearchRow): number {
  return (
    a.totalGpusUsed - b.totalGpusUsed ||
    b.figures.tokensPerSecPerGpu - a.figures.tokensPerSecPerGpu ||
    compareRows(a, b)
  );
}

/** The best row of every parallel key under an order, itself in that order. */
export function bestPerKey(
  rows: readonly SearchRow[],
  compare: (a: SearchRow, b: SearchRow) => number,
): SearchRow[] {
  const best = new Map<string, SearchRow>();
  for (const row of rows) {
    const known = best.get(row.key);
    if (known === undefined || compare(row, known) < 0) best.set(row.key, row);
  }
  return [...best.values()].sort(compare);
}

/**
 * The table of an experiment: rows that meet the limits, one per parallel key, N at most (`docs/method/search.md`
 * 7.2).
 */
export function topRows(rows: readonly SearchRow[], topN: number, by: RankBy): SearchRow[] {
  const compare = (a: SearchRow, b: SearchRow): number => compareRows(a, b, by);
  return bestPerKey(
    rows.filter((row) => row.meetsSla),
    compare,
  ).slice(0, topN);
}

/** Rows that miss the limits, the smallest miss first; equal misses in the order of {@link compareRows}. */
export function nearestRows(rows: readonly SearchRow[], topN: number, by: RankBy): SearchRow[] {
  const compare = (a: SearchRow, b: SearchRow): number => a.violation - b.violation || compareRows(a, b, by);
  return bestPerKey(rows, compare).slice(0, topN);
}

/**
 * The frontier of rows: the user's speed (or the whole request's latency) against the ranking figure
 * (`docs/method/search.md` 7.1).
 */
export function frontierOf(rows: readonly SearchRow[], by: RankBy): SearchRow[] {
  const y = (row: SearchRow): number => row.tokensPerSecPerGpuCluster;
  return by === "requestLatency"
    ? findFrontier(rows, (row) => row.figures.requestLatencyMs, y, "minimise")
    : findFrontier(rows, (row) => row.figures.tokensPerSecPerUser, y, "maximise");
}
