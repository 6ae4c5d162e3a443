import type { Grid } from "./grid.js";
import { lowerBound } from "./search.js";

/** Points near a query: distances ascending, leaf indices and their coordinates in the same order. */
export interface LogNeighbours {
  readonly distances: readonly number[];
  readonly leaves: readonly number[];
  readonly points: readonly (readonly number[])[];
}

/** Smallest coordinate that is told apart in log space. */
const FLOOR = 1e-12;

/**
 * The `count` points nearest in `log2` of every coordinate among those with a positive value and roofline.
 * Walks each level outward from the query and leaves a branch once its partial distance exceeds the worst kept.
 */
export function nearestInLog(
  grid: Grid,
  coordinates: readonly number[],
  count: number,
  sol: (coordinates: readonly number[]) => number,
): LogNeighbours {
  const target = coordinates.map(log2Floored);
  const squares: number[] = [];
  const leaves: number[] = [];
  const points: number[][] = [];
  const path = coordinates.slice();
  const last = grid.keys.length - 1;

  function keep(square: number, leaf: number): void {
    if (squares.length === count && square >= (squares[count - 1] as number)) return;
    if (!((grid.values[leaf] as number) > 0) || !(sol(path) > 0)) return;
    let place = squares.length;
    while (place > 0 && (squares[place - 1] as number) > square) place--;
    squares.splice(place, 0, square);
    leaves.splice(place, 0, leaf);
    points.splice(place, 0, path.slice());
    if (squares.length > count) {
      squares.pop();
      leaves.pop();
      points.pop();
    }
  }

  function visit(level: number, at: number, partial: number): boolean {
    const keys = grid.keys[level] as Float64Array;
    const key = keys[at] as number;
    const step = log2Floored(key) - (target[level] as number);
    const square = partial + step * step;
    if (squares.length === count && square >= (squares[count - 1] as number)) return false;
    path[level] = key;
    if (level === last) keep(square, at);
    else {
      const starts = grid.starts[level] as Int32Array;
      walk(level + 1, starts[at] as number, starts[at + 1] as number, square);
    }
    return true;
  }

  function walk(level: number, lo: number, hi: number, partial: number): void {
    const middle = lowerBound(grid.keys[level] as Float64Array, coordinates[level] as number, lo, hi);
    for (let at = middle; at < hi; at++) if (!visit(level, at, partial)) break;
    for (let at = middle - 1; at >= lo; at--) if (!visit(level, at, partial)) break;
  }

  walk(0, 0, (grid.keys[0] as Float64Array).length, 0);
  return { distances: squares.map(Math.sqrt), leaves, points };
}

function log2Floored(x: number): number {
  return Math.log2(Math.max(x, FLOOR));
}
