import type { Grid } from "../interp/grid-data.js";
import type { MeasuredPoints } from "./utilisation.js";

/** All points of a grid, one array per axis. */
export function gridPoints(grid: Grid): MeasuredPoints {
  const axes = grid.keys.map(() => new Float64Array(grid.values.length));
  function fill(level: number, lo: number, hi: number): readonly [number, number] {
    if (level === grid.keys.length) return [lo, hi];
    let from = Infinity;
    let to = 0;
    for (let at = lo; at < hi; at++) {
      const starts = grid.starts[level];
      const leaves: readonly [number, number] =
        starts === undefined ? [at, at + 1] : fill(level + 1, starts[at] as number, starts[at + 1] as number);
      (axes[level] as Float64Array).fill(
        (grid.keys[level] as Float64Array)[at] as number,
        leaves[0],
        leaves[1],
      );
      from = Math.min(from, leaves[0]);
      to = Math.max(to, leaves[1]);
    }
    return [from, to];
  }
  fill(0, 0, (grid.keys[0] as Float64Array).length);
  return { axes, values: grid.values };
}
