import type { Grid } from "./grid-data.js";

/** Smallest coordinate that is told apart in log space. */
const FLOOR = 1e-12;

/** Roofline at any coordinates, same unit as a grid's values. */
export type Roofline = (coordinates: readonly number[]) => number;

/** `log2` of a coordinate, floored. */
export function log2Floored(x: number): number {
  return Math.log2(Math.max(x, FLOOR));
}

/**
 * The `count` points of a grid with a positive value nearest in `log2` of every coordinate, distances ascending. Walks each
 * level outward from the query and leaves a branch once its partial distance exceeds the worst kept. Flat arrays that are
 * used again, and the last answer as the first bound: the search of a whole space asks tens of thousands of times, each
 * time close to the time before. The bound only cuts points that cannot be among the nearest, so it never changes an answer.
 */
export class LogNeighbours {
  /** points found by the last {@link find} */
  found = 0;
  private worst = Infinity;
  private readonly squares: Float64Array;
  private readonly leaves: Int32Array;
  private readonly paths: Int32Array;
  private readonly path: Int32Array;
  private readonly targets: Float64Array;
  private readonly logs: readonly Float64Array[];
  /** by level and node, where the search last divided the node's keys: the next query lies close */
  private readonly middles: readonly Int32Array[];
  private readonly depth: number;
  private coordinates: readonly number[] = [];
  private readonly point: number[] = [];
  private sol: Roofline | undefined;
  private utilisations: Float64Array | undefined;

  constructor(
    private readonly grid: Grid,
    private readonly count: number,
  ) {
    this.depth = grid.keys.length;
    this.logs = grid.logKeys();
    this.middles = grid.keys.map((keys) => new Int32Array(keys.length));
    this.squares = new Float64Array(count + 1);
    this.leaves = new Int32Array(count + 1);
    this.paths = new Int32Array((count + 1) * this.depth);
    this.path = new Int32Array(this.depth);
    this.targets = new Float64Array(this.depth);
  }

  /** Looks around a query; the answer stands in this object until the next. */
  find(coordinates: readonly number[]): void {
    this.coordinates = coordinates;
    for (let level = 0; level < this.depth; level++)
      this.targets[level] = log2Floored(coordinates[level] as number);
    this.worst = this.boundOfLast();
    this.found = 0;
    this.level(0, 0, (this.grid.keys[0] as Float64Array).length, 0);
  }

  /** Distance of a found point in log2 units. */
  distance(i: number): number {
    return Math.sqrt(this.squares[i] as number);
  }

  /**
   * Roofline over value of a found point; not positive where the roofline is not. Kept per point as long as the same
   * roofline is asked for.
   */
  utilisation(i: number, sol: Roofline): number {
    const leaf = this.leaves[i] as number;
    const { values } = this.grid;
    if (sol !== this.sol) {
      // A roofline made for one query is not worth a table.
      this.sol = sol;
      this.utilisations = undefined;
      return sol(this.at(i)) / (values[leaf] as number);
    }
    this.utilisations ??= new Float64Array(values.length).fill(NaN);
    const kept = this.utilisations[leaf] as number;
    if (!Number.isNaN(kept)) return kept;
    return (this.utilisations[leaf] = sol(this.at(i)) / (values[leaf] as number));
  }

  /** Coordinates of a found point, in an array that the next call fills anew. */
  at(i: number): readonly number[] {
    for (let level = 0; level < this.depth; level++)
      this.point[level] = (this.grid.keys[level] as Float64Array)[
        this.paths[i * this.depth + level] as number
      ] as number;
    return this.point;
  }

  /** Just above the distance of the farthest point of the last answer, measured from the new query. */
  private boundOfLast(): number {
    if (this.found < this.count) return Infinity;
    let bound = 0;
    for (let i = 0; i < this.count; i++) {
      let square = 0;
      for (let level = 0; level < this.depth; level++) {
        const at = this.paths[i * this.depth + level] as number;
        const apart = ((this.logs[level] as Float64Array)[at] as number) - (this.targets[level] as number);
        square += apart * apart;
      }
      bound = Math.max(bound, square);
    }
    return bound * (1 + 1e-12) + Number.MIN_VALUE;
  }

  private level(level: number, lo: number, hi: number, partial: number): void {
    const logs = this.logs[level] as Float64Array;
    const target = this.targets[level] as number;
    const starts = level === this.depth - 1 ? undefined : (this.grid.starts[level] as Int32Array);
    const middle = this.divide(level, lo, hi);
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

  /** Index of the first key of a node that is not below the query; `hi` when all are below. */
  private divide(level: number, lo: number, hi: number): number {
    const keys = this.grid.keys[level] as Float64Array;
    const middles = this.middles[level] as Int32Array;
    const x = this.coordinates[level] as number;
    let at = lo + (middles[lo] as number);
    while (at < hi && (keys[at] as number) < x) at++;
    while (at > lo && (keys[at - 1] as number) >= x) at--;
    middles[lo] = at - lo;
    return at;
  }

  private keep(square: number, leaf: number): void {
    if (!((this.grid.values[leaf] as number) > 0)) return;
    const { squares, leaves, paths, depth, count } = this;
    let place = this.found;
    while (place > 0 && (squares[place - 1] as number) > square) {
      squares[place] = squares[place - 1] as number;
      leaves[place] = leaves[place - 1] as number;
      for (let i = place * depth; i < (place + 1) * depth; i++) paths[i] = paths[i - depth] as number;
      place--;
    }
    squares[place] = square;
    leaves[place] = leaf;
    for (let i = 0; i < depth; i++) paths[place * depth + i] = this.path[i] as number;
    if (this.found < count) this.found++;
    if (this.found === count) this.worst = squares[count - 1] as number;
  }
}
