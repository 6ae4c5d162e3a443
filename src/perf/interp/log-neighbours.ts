import type { Grid } from "./grid.js";
import { lowerBound } from "./search.js";

/** A point near a query: its distance, its leaf, and the position of its key on every level. */
export interface LogNeighbour {
  readonly distance: number;
  readonly leaf: number;
  readonly path: readonly number[];
}

/** Smallest coordinate that is told apart in log space. */
const FLOOR = 1e-12;

/** `log2` of a coordinate, floored. */
export function log2Floored(x: number): number {
  return Math.log2(Math.max(x, FLOOR));
}

/**
 * The `count` points with a positive value nearest in `log2` of every coordinate, distances ascending. Walks each level
 * outward from the query and leaves a branch once its partial distance exceeds the worst kept.
 */
export function nearestInLog(
  grid: Grid,
  coordinates: readonly number[],
  count: number,
): readonly LogNeighbour[] {
  const walk = new OutwardWalk(grid, coordinates, count);
  walk.level(0, 0, (grid.keys[0] as Float64Array).length, 0);
  return walk.neighbours();
}

/** One search. Flat arrays and no closures: the search of a whole space asks tens of thousands of times. */
class OutwardWalk {
  private kept = 0;
  private worst = Infinity;
  private readonly squares: Float64Array;
  private readonly leaves: Int32Array;
  private readonly paths: Int32Array;
  private readonly path: Int32Array;
  private readonly logs: readonly Float64Array[];
  private readonly depth: number;

  constructor(
    private readonly grid: Grid,
    private readonly coordinates: readonly number[],
    private readonly count: number,
  ) {
    this.depth = grid.keys.length;
    this.logs = grid.logKeys();
    this.squares = new Float64Array(count + 1);
    this.leaves = new Int32Array(count + 1);
    this.paths = new Int32Array((count + 1) * this.depth);
    this.path = new Int32Array(this.depth);
  }

  neighbours(): readonly LogNeighbour[] {
    const found: LogNeighbour[] = [];
    for (let i = 0; i < this.kept; i++) {
      const path: number[] = [];
      for (let level = 0; level < this.depth; level++)
        path.push(this.paths[i * this.depth + level] as number);
      found.push({ distance: Math.sqrt(this.squares[i] as number), leaf: this.leaves[i] as number, path });
    }
    return found;
  }

  level(level: number, lo: number, hi: number, partial: number): void {
    const logs = this.logs[level] as Float64Array;
    const coordinate = this.coordinates[level] as number;
    const target = log2Floored(coordinate);
    const starts = level === this.depth - 1 ? undefined : (this.grid.starts[level] as Int32Array);
    const middle = lowerBound(this.grid.keys[level] as Float64Array, coordinate, lo, hi);
    for (let step = 1; step >= -1; step -= 2) {
      for (let at = step > 0 ? middle : middle - 1; at < hi && at >= lo; at += step) {
        const apart = (logs[at] as number) - target;
        const square = partial + apart * apart;
        if (square >= this.worst) break;
        this.path[level] = at;
        if (starts === undefined) this.keep(square, at);
        else this.level(level + 1, starts[at] as number, starts[at + 1] as number, square);
      }
    }
  }

  private keep(square: number, leaf: number): void {
    if (!((this.grid.values[leaf] as number) > 0)) return;
    const { squares, leaves, paths, depth, count } = this;
    let place = this.kept;
    while (place > 0 && (squares[place - 1] as number) > square) {
      squares[place] = squares[place - 1] as number;
      leaves[place] = leaves[place - 1] as number;
      for (let i = place * depth; i < (place + 1) * depth; i++) paths[i] = paths[i - depth] as number;
      place--;
    }
    squares[place] = square;
    leaves[place] = leaf;
    for (let i = 0; i < depth; i++) paths[place * depth + i] = this.path[i] as number;
    if (this.kept < count) this.kept++;
    if (this.kept === count) this.worst = squares[count - 1] as number;
  }
}
