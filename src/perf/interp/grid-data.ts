/**
 * Measured points over 2–4 axes as a ragged tree, outer axis first. `keys[level]` holds the keys of all nodes of a
 * level in a row; node `i` owns the run `starts[level][i] … starts[level][i + 1]` of the next level. The last
 * level runs parallel to `values`.
 */
export interface Grid {
  readonly keys: readonly Float64Array[];
  readonly starts: readonly Int32Array[];
  readonly values: Float64Array;
  /** `log2` of {@link Grid.keys}, made on first use */
  readonly logKeys: () => readonly Float64Array[];
}

/** Largest coordinate of an axis anywhere in the grid. */
export function largestKey(grid: Grid, level: number): number {
  return (grid.keys[level] as Float64Array).reduce((top, key) => Math.max(top, key), -Infinity);
}
