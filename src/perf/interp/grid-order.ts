import { lowerToNext } from "./curve.js";
import type { Grid } from "./grid-data.js";

const ORDERED = new WeakMap<Grid, Grid>();

/**
 * The grid, as engines run, with no value above that of more along either of its last two axes: a longer cache, a longer prompt
 * or a further one never makes a kernel faster. Some measured rows say otherwise, and what is fitted to them would grow with it.
 */
export function lessIsNeverSlower(grid: Grid, { asEnginesRun }: { readonly asEnginesRun: boolean }): Grid {
  if (!asEnginesRun) return grid;
  let ordered = ORDERED.get(grid);
  if (ordered === undefined) ORDERED.set(grid, (ordered = inOrder(grid)));
  return ordered;
}

/** The same along the last axis alone, where the one before it is no amount of work. */
export function lessOfLastIsNeverSlower(
  grid: Grid,
  { asEnginesRun }: { readonly asEnginesRun: boolean },
): Grid {
  if (!asEnginesRun) return grid;
  const values = grid.values.slice();
  const runs = grid.starts.at(-1)!;
  for (let node = 0; node + 1 < runs.length; node++) lowerToNext(values, runs[node]!, runs[node + 1]!);
  return { ...grid, values };
}

function inOrder(grid: Grid): Grid {
  const { keys, starts } = grid;
  const last = keys.length - 1;
  const values = grid.values.slice();
  const leaves = keys[last]!;
  if (last === 0) {
    lowerToNext(values, 0, leaves.length);
    return { ...grid, values };
  }
  const runs = starts[last - 1]!;
  /** leaves of one node against those of the next larger one, where both were measured */
  const against = (node: number): void => {
    let other = runs[node + 1]!;
    for (let at = runs[node]!; at < runs[node + 1]!; at++) {
      while (other < runs[node + 2]! && leaves[other]! < leaves[at]!) other++;
      if (other < runs[node + 2]! && leaves[other] === leaves[at])
        values[at] = Math.min(values[at]!, values[other]!);
    }
  };
  for (const [first, end] of siblings(grid, last - 1))
    for (let node = end - 1; node >= first; node--) {
      if (node + 1 < end) against(node);
      lowerToNext(values, runs[node]!, runs[node + 1]!);
    }
  return { ...grid, values };
}

/** Runs of nodes of a level that have one parent. */
function siblings({ keys, starts }: Grid, level: number): readonly (readonly [number, number])[] {
  if (level === 0) return [[0, keys[0]!.length]];
  const runs = starts[level - 1]!;
  return Array.from({ length: runs.length - 1 }, (_, i) => [runs[i]!, runs[i + 1]!] as const);
}
