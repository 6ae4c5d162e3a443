import { MissingDataError } from "../types.js";
import type { Grid } from "./grid-data.js";
import { LogNeighbours, type Roofline } from "./log-neighbours.js";
import { lowerBound } from "./search.js";

export interface GridOptions {
  readonly sol: Roofline;
  /** axis on which `√value` is blended; -1 for none */
  readonly sqrtAxis?: number;
}

/** answers of the recursion that are not a value; values are never negative */
const OUT_OF_RANGE = -1;
const MISS = -2;

/**
 * Lookup of `docs/method/operators.md` 2.2; off the grid the joint-log hold. Throws {@link MissingDataError} on a
 * miss.
 */
export function gridAt(grid: Grid, coordinates: readonly number[], options: GridOptions): number {
  if (grid.values.length === 0) throw new MissingDataError("empty grid");
  const value = resolve(grid, coordinates, options, 0, 0, (grid.keys[0] as Float64Array).length);
  if (value >= 0) return value;
  if (value === MISS) throw new MissingDataError(`no points around (${coordinates.join(", ")})`);
  return holdUtilisation(grid, coordinates, options);
}

/** Leaves below one node: the run of the last axis that it owns. */
interface Run {
  readonly lo: number;
  readonly hi: number;
}

/**
 * {@link gridAt} along the last of three axes at fixed outer coordinates, without a square-root axis. Where the first is a
 * key of the grid, the runs of the second are found once; everything else is looked up point by point.
 */
export function gridLine(
  grid: Grid,
  first: number,
  second: number,
  options: Pick<GridOptions, "sol">,
): (x: number) => number {
  const hold = (x: number): number => holdUtilisation(grid, [first, second, x], options);
  const [outer, inner] = grid.keys as [Float64Array, Float64Array];
  const node = lowerBound(outer, first, 0, outer.length);
  if (outer[node] !== first) return (x) => gridAt(grid, [first, second, x], options);
  const lo = grid.starts[0]![node]!;
  const hi = grid.starts[0]![node + 1]!;
  const at = lowerBound(inner, second, lo, hi);
  const runOf = (index: number): Run => ({ lo: grid.starts[1]![index]!, hi: grid.starts[1]![index + 1]! });
  if (at < hi && inner[at] === second) {
    const run = runOf(at);
    return (x) => {
      const value = alongRun(grid, run, x);
      return value < 0 ? hold(x) : value;
    };
  }
  if (at === lo || at === hi) return hold;
  const low = runOf(at - 1);
  const high = runOf(at);
  const lowKey = inner[at - 1]!;
  const highKey = inner[at]!;
  const weight = (second - lowKey) / (highKey - lowKey);
  const { sol } = options;
  // one neighbour alone reaches x: its value, moved to the second coordinate by the roofline
  const moved = (value: number, key: number, x: number): number =>
    value * (sol([first, second, x]) / sol([first, key, x]));
  return (x) => {
    const below = alongRun(grid, low, x);
    const above = alongRun(grid, high, x);
    if (below >= 0) return above >= 0 ? below + weight * (above - below) : moved(below, lowKey, x);
    return above >= 0 ? moved(above, highKey, x) : hold(x);
  };
}

/** Value along a run of the last axis, straight between its points; {@link OUT_OF_RANGE} outside. */
function alongRun(grid: Grid, { lo, hi }: Run, x: number): number {
  const keys = grid.keys[2] as Float64Array;
  const at = lowerBound(keys, x, lo, hi);
  if (at < hi && keys[at] === x) return grid.values[at]!;
  if (at === lo || at === hi) return OUT_OF_RANGE;
  const below = grid.values[at - 1]!;
  const weight = (x - keys[at - 1]!) / (keys[at]! - keys[at - 1]!);
  return below + weight * (grid.values[at]! - below);
}

function resolve(
  grid: Grid,
  coordinates: readonly number[],
  options: GridOptions,
  level: number,
  lo: number,
  hi: number,
): number {
  if (lo >= hi) return MISS;
  const keys = grid.keys[level] as Float64Array;
  const x = coordinates[level] as number;
  const at = lowerBound(keys, x, lo, hi);
  if (at < hi && keys[at] === x) return descend(grid, coordinates, options, level, at);
  if (at === lo || at === hi) return OUT_OF_RANGE;
  const below = descend(grid, coordinates, options, level, at - 1);
  const above = descend(grid, coordinates, options, level, at);
  const lowKey = keys[at - 1] as number;
  const highKey = keys[at] as number;
  if (below >= 0 && above >= 0) {
    const weight = (x - lowKey) / (highKey - lowKey);
    if (level !== options.sqrtAxis) return below + weight * (above - below);
    const low = Math.sqrt(below);
    const root = low + weight * (Math.sqrt(above) - low);
    return root * root;
  }
  if (below >= 0) return below * solRatio(coordinates, options, level, lowKey);
  if (above >= 0) return above * solRatio(coordinates, options, level, highKey);
  return below === OUT_OF_RANGE || above === OUT_OF_RANGE ? OUT_OF_RANGE : MISS;
}

function descend(
  grid: Grid,
  coordinates: readonly number[],
  options: GridOptions,
  level: number,
  at: number,
): number {
  if (level === grid.keys.length - 1) return grid.values[at] as number;
  const starts = grid.starts[level] as Int32Array;
  return resolve(grid, coordinates, options, level + 1, starts[at] as number, starts[at + 1] as number);
}

function solRatio(coordinates: readonly number[], options: GridOptions, level: number, key: number): number {
  const moved = coordinates.slice();
  moved[level] = key;
  return options.sol(coordinates) / options.sol(moved);
}

/** Points whose utilisation is averaged; one more gives the radius. */
const LENDERS = 4;

/** One search per grid, so that each starts from the answer before it. */
const NEIGHBOURS = new WeakMap<Grid, LogNeighbours>();

function neighboursOf(grid: Grid): LogNeighbours {
  let near = NEIGHBOURS.get(grid);
  if (near === undefined) NEIGHBOURS.set(grid, (near = new LogNeighbours(grid, LENDERS + 1)));
  return near;
}

/** Weighted mean utilisation of the four nearest points in log2 space, the fifth's distance being the radius. */
function holdUtilisation(grid: Grid, coordinates: readonly number[], options: GridOptions): number {
  const near = neighboursOf(grid);
  near.find(coordinates);
  const used = Math.min(LENDERS, near.found);
  const radius = near.found > LENDERS ? near.distance(LENDERS) : undefined;
  let weights = 0;
  let weighted = 0;
  let plain = 0;
  let count = 0;
  for (let i = 0; i < used; i++) {
    const utilisation = near.utilisation(i, options.sol);
    if (!(utilisation > 0)) continue;
    const distance = near.distance(i);
    const weight =
      radius === undefined
        ? 1 / (distance * distance + 1e-12)
        : (Math.max(radius - distance, 0) / (radius * distance + 1e-12)) ** 2;
    weights += weight;
    weighted += weight * utilisation;
    plain += utilisation;
    count++;
  }
  if (count === 0) throw new MissingDataError(`no usable point around (${coordinates.join(", ")})`);
  return options.sol(coordinates) / (weights > 0 ? weighted / weights : plain / count);
}
