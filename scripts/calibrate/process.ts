import type { CorrectionClass } from "../../src/perf/profile/calibration-file.js";
import {
  coordinatesOf,
  LAYOUT,
  LAYOUT_PROMPT,
  likeness,
  placeOf,
  SPEED,
  SPEED_PROMPT,
} from "../../src/perf/profile/place.js";
import { LEVELS, type Level } from "../../src/perf/profile/groups.js";
import { factorise, inverseOf, solveFactored, weightsWithout } from "./dense.js";
import type { PricedRow } from "./price.js";

/** One class of corrections and the variances of what its members share. */
export interface ClassSpec {
  /** as {@link CorrectionClass.columns} */
  readonly columns: readonly number[];
  /** as {@link CorrectionClass.byPrompt} */
  readonly byPrompt: boolean;
  /** neighbouring columns share exp(−distance / reach) */
  readonly reach: number;
  readonly levels: Readonly<Record<Level, number>>;
  readonly near: Readonly<Partial<Record<Level, number>>>;
  readonly alike: number;
}

/** What is fitted: rows, the parts of each one's figure by physics, and its measured logarithm. */
export interface FigureData {
  readonly rows: readonly PricedRow[];
  readonly parts: readonly Float64Array[];
  readonly measured: readonly number[];
  /** variance of a measurement's own error */
  readonly noise: readonly number[];
}

/** A fit of all rows, which also knows what it would be without some of them. */
export interface ProcessFit {
  readonly classes: readonly CorrectionClass[];
  /** the classes of a fit that never saw the rows at these places; the point of linearisation is that of all rows */
  without(left: readonly number[]): readonly CorrectionClass[];
}

/** Degrees of freedom of the noise: rows that err wildly lose their say. */
const FREEDOM = 4;

/**
 * Posterior mean of the corrections: Gauss-Newton, since a figure is a sum of corrected parts and its logarithm is what is
 * measured; Student-t noise by reweighting.
 */
export function fitClasses(specs: readonly ClassSpec[], data: FigureData, rounds = 6): ProcessFit {
  const n = data.rows.length;
  const covariances = specs.map((spec) => covarianceOf(spec, data.rows));
  let gains: readonly Float64Array[] = data.parts.map((parts) => new Float64Array(parts.length));
  let trust: Float64Array = new Float64Array(n).fill(1);
  for (let round = 0; ; round++) {
    const { shares, target } = linearised(data, gains);
    const columns = specs.map((spec) => shares.map((share) => columnShares(spec, share)));
    const matrix = new Float64Array(n * n);
    specs.forEach((spec, c) => addClass(matrix, spec, covariances[c]!, columns[c]!));
    for (let i = 0; i < n; i++) matrix[i * n + i]! += data.noise[i]! / trust[i]!;
    const factor = factorise(matrix, n);
    const alpha = solveFactored(factor, target);
    const weightsOf = (own: Float64Array): readonly (readonly Float64Array[])[] =>
      specs.map((spec, c) => columns[c]!.map((share, i) => smoothed(spec, share, own[i]!)));
    if (round === rounds) {
      const classesOf = (own: Float64Array): readonly CorrectionClass[] =>
        weightsOf(own).map((weights, c) => fileClass(specs[c]!, weights, data.rows));
      const inverse = inverseOf(factor, n);
      return {
        classes: classesOf(alpha),
        without: (left) => classesOf(weightsWithout(inverse, alpha, left)),
      };
    }
    const next = posterior(specs, covariances, weightsOf(alpha), data);
    const step = round === 0 ? 1 : 0.5;
    gains = gains.map((own, i) => own.map((g, k) => g + step * (next[i]![k]! - g)));
    trust = trustOf(data, gains);
  }
}

function linearised(
  data: FigureData,
  gains: readonly Float64Array[],
): { readonly shares: readonly Float64Array[]; readonly target: Float64Array } {
  const target = new Float64Array(data.rows.length);
  const shares = data.parts.map((parts, i) => {
    const own = parts.map((part, k) => part * Math.exp(gains[i]![k]!));
    const total = own.reduce((a, b) => a + b, 0);
    const share = own.map((part) => part / total);
    target[i] = data.measured[i]! - Math.log(total) + share.reduce((sum, s, k) => sum + s * gains[i]![k]!, 0);
    return share;
  });
  return { shares, target };
}

function trustOf(data: FigureData, gains: readonly Float64Array[]): Float64Array {
  return Float64Array.from(data.rows, (_, i) => {
    const total = data.parts[i]!.reduce((sum, part, k) => sum + part * Math.exp(gains[i]![k]!), 0);
    const error = data.measured[i]! - Math.log(total);
    return (FREEDOM + 1) / (FREEDOM + (error * error) / data.noise[i]!);
  });
}

function widthOf({ columns }: ClassSpec): number {
  return 1 + Math.max(...columns);
}

function columnShares(spec: ClassSpec, share: Float64Array): Float64Array {
  const own = new Float64Array(widthOf(spec));
  spec.columns.forEach((column, part) => {
    if (column >= 0) own[column]! += share[part]!;
  });
  return own;
}

/** Shares of a row seen through the likeness of neighbouring columns, times its weight. */
function smoothed(spec: ClassSpec, own: Float64Array, alpha: number): Float64Array {
  return own.map((_, c) => {
    let sum = 0;
    for (let k = 0; k < own.length; k++) sum += Math.exp(-Math.abs(c - k) / spec.reach) * own[k]!;
    return sum * alpha;
  });
}

function addClass(
  matrix: Float64Array,
  spec: ClassSpec,
  covariance: Float64Array,
  columns: readonly Float64Array[],
): void {
  const n = columns.length;
  const seen = columns.map((own) => smoothed(spec, own, 1));
  for (let i = 0; i < n; i++) {
    const a = columns[i]!;
    for (let j = 0; j <= i; j++) {
      const shared = covariance[i * n + j]!;
      if (shared === 0) continue;
      const b = seen[j]!;
      let sum = 0;
      for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!;
      matrix[i * n + j]! += sum * shared;
    }
  }
}

/** Covariance of one column at any two rows; the lower triangle is filled and mirrored. */
function covarianceOf(spec: ClassSpec, rows: readonly PricedRow[]): Float64Array {
  const n = rows.length;
  const at = rows.map(({ physics }) => coordinatesOf(placeOf(physics)));
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      const value = covariance(spec, rows[i]!.keys, rows[j]!.keys, [at[i]!, at[j]!]);
      matrix[i * n + j] = value;
      matrix[j * n + i] = value;
    }
  return matrix;
}

function covariance(
  spec: ClassSpec,
  a: readonly string[],
  b: readonly string[],
  [x, y]: readonly [Float64Array, Float64Array],
): number {
  let shared = 0;
  let near = 0;
  LEVELS.forEach((level, i) => {
    if (a[i] !== b[i]) return;
    shared += spec.levels[level];
    near += spec.near[level] ?? 0;
  });
  const alike = a[0] === b[0] ? spec.alike : 0;
  if (near > 0) shared += near * likeness(x, y, LAYOUT) * (spec.byPrompt ? likeness(x, y, LAYOUT_PROMPT) : 1);
  if (alike > 0) shared += alike * likeness(x, y, SPEED) * (spec.byPrompt ? likeness(x, y, SPEED_PROMPT) : 1);
  return shared;
}

function posterior(
  specs: readonly ClassSpec[],
  covariances: readonly Float64Array[],
  weights: readonly (readonly Float64Array[])[],
  data: FigureData,
): readonly Float64Array[] {
  const n = data.rows.length;
  const gains = data.parts.map((parts) => new Float64Array(parts.length));
  specs.forEach((spec, c) => {
    const width = widthOf(spec);
    for (let i = 0; i < n; i++) {
      const sums = new Float64Array(width);
      for (let j = 0; j < n; j++) {
        const shared = covariances[c]![i * n + j]!;
        if (shared === 0) continue;
        const weight = weights[c]![j]!;
        for (let k = 0; k < width; k++) sums[k]! += shared * weight[k]!;
      }
      spec.columns.forEach((column, part) => {
        if (column >= 0) gains[i]![part]! += sums[column]!;
      });
    }
  });
  return gains;
}

/** A class as the file has it: levels summed up by key, one row of weights a measurement. */
function fileClass(
  spec: ClassSpec,
  weights: readonly Float64Array[],
  rows: readonly PricedRow[],
): CorrectionClass {
  const offsets: Record<string, number[]> = {};
  rows.forEach(({ keys }, i) =>
    LEVELS.forEach((level, l) => {
      if (spec.levels[level] === 0) return;
      const sums = (offsets[keys[l]!] ??= Array.from({ length: widthOf(spec) }, () => 0));
      weights[i]!.forEach((weight, k) => (sums[k]! += spec.levels[level] * weight));
    }),
  );
  for (const [key, sums] of Object.entries(offsets)) offsets[key] = sums.map(round);
  const { columns, byPrompt, near, alike } = spec;
  return { columns, byPrompt, offsets, near, alike, weights: weights.map((row) => Array.from(row, round)) };
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
