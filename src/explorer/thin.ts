import type { SearchRow } from "../search/rows.js";

/** Points that one page holds at most: more make it slow to load and to drag. */
export const MOST_POINTS = 20_000;

/** Cells of the plane to a doubling of speed or throughput: points in one cell cover each other. */
const CELLS_PER_DOUBLING = 16;

/**
 * At most `most` rows that cover the plane as all of them do: where several lie on one another, the first ones stay. Rows
 * may be made while they are read; no more than twice as many lie in memory. `seen` counts them all.
 */
export function thinRows(
  rows: Iterable<SearchRow>,
  most: number,
): { readonly rows: readonly SearchRow[]; readonly seen: number } {
  const met = new Map<string, number>();
  let kept: Ranked[] = [];
  let ceiling = Infinity;
  let seen = 0;
  for (const row of rows) {
    seen++;
    const cell = cellOf(row);
    const rank = met.get(cell) ?? 0;
    met.set(cell, rank + 1);
    if (rank >= ceiling) continue;
    kept.push({ row, rank });
    if (kept.length <= 2 * most) continue;
    kept = lowest(kept, most);
    // a rank that was cut once has no room later either
    ceiling = kept.reduce((highest, one) => Math.max(highest, one.rank), 0) + 1;
  }
  return { rows: lowest(kept, most).map(({ row }) => row), seen };
}

/** A row and how many rows of its cell came before it. */
interface Ranked {
  readonly row: SearchRow;
  readonly rank: number;
}

/** The `most` rows of the lowest ranks, in their order. */
function lowest(kept: readonly Ranked[], most: number): Ranked[] {
  if (kept.length <= most) return [...kept];
  const counts: number[] = [];
  for (const { rank } of kept) counts[rank] = (counts[rank] ?? 0) + 1;
  let room = most;
  let highest = 0;
  while (room >= (counts[highest] ?? 0)) room -= counts[highest++] ?? 0;
  // the rank that fits in part is cut where its room ends
  return kept.filter(({ rank }) => rank < highest || (rank === highest && room-- > 0));
}

function cellOf({ figures, tokensPerSecPerGpuCluster, experiment }: SearchRow): string {
  const step = (value: number): number => Math.round(CELLS_PER_DOUBLING * Math.log2(Math.max(value, 1e-3)));
  return [experiment, step(figures.tokensPerSecPerUser), step(tokensPerSecPerGpuCluster)].join(" ");
}
