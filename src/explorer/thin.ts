import type { SearchRow } from "../search/rows.js";

/** Points that one page holds at most: more make it slow to load and to drag. */
export const MOST_POINTS = 20_000;

/** Cells of the plane to a doubling of speed or throughput, coarsest first: points in one of the last cover each other. */
const CELLS_PER_DOUBLING = [1, 2, 4, 8, 16];

/**
 * At most `most` rows that cover the plane as all of them do: the first of every coarse cell, then of finer ones while there is
 * room, then those that lie on others. Rows may be made while they are read; no more than a quarter beyond `most` lie in memory.
 * `seen` counts them all.
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
    const rank = rankOf(row, met);
    if (rank >= ceiling) continue;
    kept.push({ row, rank });
    if (kept.length <= SLACK * most) continue;
    kept = lowest(kept, most);
    // a rank that was cut once has no room later either
    ceiling = kept.reduce((highest, one) => Math.max(highest, one.rank), 0) + 1;
  }
  return { rows: lowest(kept, most).map(({ row }) => row), seen };
}

/** How many times the rows that are kept may wait to be thinned: large rows count as memory, small slack as time. */
const SLACK = 1.25;

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

/** The place of the coarsest cells of which a row is the first; beyond them how many came before it in its finest cell. */
function rankOf(
  { figures, tokensPerSecPerGpuCluster, experiment }: SearchRow,
  met: Map<string, number>,
): number {
  const doublings = (value: number): number => Math.log2(Math.max(value, 1e-3));
  const [across, up] = [doublings(figures.tokensPerSecPerUser), doublings(tokensPerSecPerGpuCluster)];
  const cellAt = (cells: number): string =>
    [cells, experiment, Math.round(cells * across), Math.round(cells * up)].join(" ");
  const finest = cellAt(CELLS_PER_DOUBLING.at(-1)!);
  const before = met.get(finest) ?? 0;
  met.set(finest, before + 1);
  if (before > 0) return CELLS_PER_DOUBLING.length - 1 + before;
  const coarser = CELLS_PER_DOUBLING.slice(0, -1).map(cellAt);
  const first = coarser.findIndex((cell) => !met.has(cell));
  for (const cell of coarser) met.set(cell, 1);
  return first < 0 ? coarser.length : first;
}
