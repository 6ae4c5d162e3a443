import { MissingDataError } from "../types.js";

/** Measured points: one array per axis, and their latencies. */
export interface MeasuredPoints {
  readonly axes: readonly ArrayLike<number>[];
  readonly values: ArrayLike<number>;
}

const LOG_FLOOR = 1e-9;

/**
 * Roofline utilisation at any coordinates (`docs/method/operators.md` 6): coordinates in natural log, scaled to the
 * slice's range and clamped to it; the two nearest points weighted by the inverse of their distance.
 */
export function utilisationOf(
  points: MeasuredPoints,
  sol: (coordinates: readonly number[]) => number,
): (coordinates: readonly number[]) => number {
  const ranges = points.axes.map(rangeOf);
  const kept: number[] = [];
  const utilisations: number[] = [];
  for (let i = 0; i < points.values.length; i++) {
    const latency = points.values[i] as number;
    const roof = sol(points.axes.map((axis) => axis[i] as number));
    if (!(latency > 0) || !(roof > 0)) continue;
    kept.push(i);
    utilisations.push(roof / latency);
  }
  if (kept.length === 0) throw new MissingDataError("no measured point to take a utilisation from");
  const kindred = points.axes.map((axis) => Float64Array.from(kept, (i) => axis[i] as number));
  const { scaled, scale } = logSpace(kindred, ranges);
  return (coordinates) => nearestTwo(scaled, utilisations, scale(coordinates));
}

/**
 * Index of the point nearest to any coordinates, in the same space; with `beyond` the coordinates may lie outside the range
 * of the points.
 */
export function nearestPoint(
  axes: readonly ArrayLike<number>[],
  { beyond = false }: { readonly beyond?: boolean } = {},
): (coordinates: readonly number[]) => number {
  const { scaled, scale } = logSpace(axes, axes.map(rangeOf), beyond);
  return (coordinates) => twoNearest(scaled, scale(coordinates)).first;
}

/** Axes in natural log, scaled to their ranges, and the map of a query into it. */
function logSpace(
  axes: readonly ArrayLike<number>[],
  ranges: readonly Range[],
  beyond = false,
): { scaled: readonly Float64Array[]; scale: (coordinates: readonly number[]) => readonly number[] } {
  const scaled = axes.map((axis, j) => {
    const { low, span } = ranges[j] as Range;
    return Float64Array.from(axis, (x) => (logFloored(x) - low) / span);
  });
  const scale = (coordinates: readonly number[]): readonly number[] =>
    coordinates.map((x, j) => {
      const { low, span } = ranges[j] as Range;
      const place = (logFloored(x) - low) / span;
      return beyond ? place : Math.min(1, Math.max(0, place));
    });
  return { scaled, scale };
}

interface Range {
  readonly low: number;
  readonly span: number;
}

function rangeOf(axis: ArrayLike<number>): Range {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < axis.length; i++) {
    const x = logFloored(axis[i] as number);
    if (x < low) low = x;
    if (x > high) high = x;
  }
  return { low, span: high > low ? high - low : 1 };
}

function nearestTwo(
  scaled: readonly Float64Array[],
  utilisations: readonly number[],
  target: readonly number[],
): number {
  const { first, second, d1, d2 } = twoNearest(scaled, target);
  const near = utilisations[first] as number;
  if (d1 === 0 || second < 0) return near;
  const w1 = 1 / Math.sqrt(d1);
  const w2 = 1 / Math.sqrt(d2);
  return (w1 * near + w2 * (utilisations[second] as number)) / (w1 + w2);
}

/** The two nearest points and their squared distances; of equal ones the earlier. */
function twoNearest(
  scaled: readonly Float64Array[],
  target: readonly number[],
): { first: number; second: number; d1: number; d2: number } {
  let first = -1;
  let second = -1;
  let d1 = Infinity;
  let d2 = Infinity;
  const count = scaled[0]?.length ?? 0;
  for (let i = 0; i < count; i++) {
    let square = 0;
    for (let j = 0; j < target.length; j++) {
      const step = ((scaled[j] as Float64Array)[i] as number) - (target[j] as number);
      square += step * step;
    }
    if (square < d1) {
      second = first;
      d2 = d1;
      first = i;
      d1 = square;
    } else if (square < d2) {
      second = i;
      d2 = square;
    }
  }
  return { first, second, d1, d2 };
}

function logFloored(x: number): number {
  return Math.log(Math.max(x, LOG_FLOOR));
}
