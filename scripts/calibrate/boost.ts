import type { Tree } from "../../src/perf/profile/calibration-file.js";

/** How an ensemble grows. */
export interface BoostOptions {
  readonly trees: number;
  readonly leaves: number;
  readonly rate: number;
  readonly minLeaf: number;
  /** weight that pulls leaves to 0 */
  readonly shrink: number;
}

interface Split {
  readonly gain: number;
  readonly feature: number;
  readonly threshold: number;
}
interface Leaf {
  readonly node: number;
  readonly rows: readonly number[];
  readonly split: Split | undefined;
}

const BINS = 24;

/** Boosted regression trees under absolute error (gradients are signs, leaves are shrunk medians). Deterministic. */
export function boost(x: readonly Float64Array[], y: readonly number[], options: BoostOptions): Tree[] {
  const cuts = x[0]!.length === 0 ? [] : Array.from(x[0]!, (_, f) => cutsOf(x.map((row) => row[f]!)));
  const bins = x.map((row) => Uint8Array.from(row, (value, f) => binOf(cuts[f]!, value)));
  const residual = Float64Array.from(y);
  const trees: Tree[] = [];
  for (let t = 0; t < options.trees; t++) trees.push(grow(bins, cuts, residual, options));
  return trees;
}

function grow(
  bins: readonly Uint8Array[],
  cuts: readonly number[][],
  residual: Float64Array,
  options: BoostOptions,
): Tree {
  const tree = { feature: [0], threshold: [0], left: [0], right: [0], value: [0] };
  const sign = Float64Array.from(residual, (r) => Math.sign(r));
  const all = Array.from(residual.keys());
  const leaves: Leaf[] = [{ node: 0, rows: all, split: bestSplit(bins, cuts, sign, all, options) }];
  while (leaves.length < options.leaves) {
    let best = -1;
    leaves.forEach((leaf, i) => {
      if (leaf.split !== undefined && (best < 0 || leaf.split.gain > leaves[best]!.split!.gain)) best = i;
    });
    if (best < 0) break;
    const [{ node, rows, split }] = leaves.splice(best, 1) as [Leaf & { split: Split }];
    const left = tree.value.length;
    for (let i = 0; i < 2; i++) {
      tree.feature.push(0);
      tree.threshold.push(0);
      tree.left.push(0);
      tree.right.push(0);
      tree.value.push(0);
    }
    tree.feature[node] = split.feature;
    tree.threshold[node] = cuts[split.feature]![split.threshold]!;
    tree.left[node] = left;
    tree.right[node] = left + 1;
    const goes = (row: number): boolean => bins[row]![split.feature]! <= split.threshold;
    for (const [at, kept] of [
      [left, rows.filter(goes)],
      [left + 1, rows.filter((row) => !goes(row))],
    ] as const) {
      leaves.push({ node: at, rows: kept, split: bestSplit(bins, cuts, sign, kept, options) });
    }
  }
  for (const { node, rows } of leaves) {
    const values = rows.map((row) => residual[row]!).sort((a, b) => a - b);
    const value = round((options.rate * median(values) * rows.length) / (rows.length + options.shrink));
    tree.value[node] = value;
    for (const row of rows) residual[row] = residual[row]! - value;
  }
  return tree;
}

function bestSplit(
  bins: readonly Uint8Array[],
  cuts: readonly number[][],
  sign: Float64Array,
  rows: readonly number[],
  options: BoostOptions,
): Split | undefined {
  if (rows.length < 2 * options.minLeaf) return undefined;
  let total = 0;
  for (const row of rows) total += sign[row]!;
  const base = (total * total) / (rows.length + options.shrink);
  let best: Split | undefined;
  const sums = new Float64Array(BINS + 1);
  const counts = new Float64Array(BINS + 1);
  for (let feature = 0; feature < cuts.length; feature++) {
    sums.fill(0);
    counts.fill(0);
    for (const row of rows) {
      const bin = bins[row]![feature]!;
      sums[bin] = sums[bin]! + sign[row]!;
      counts[bin] = counts[bin]! + 1;
    }
    let sum = 0;
    let count = 0;
    for (let threshold = 0; threshold < cuts[feature]!.length; threshold++) {
      sum += sums[threshold]!;
      count += counts[threshold]!;
      const rest = rows.length - count;
      if (count < options.minLeaf || rest < options.minLeaf) continue;
      const gain =
        (sum * sum) / (count + options.shrink) +
        ((total - sum) * (total - sum)) / (rest + options.shrink) -
        base;
      if (gain > 1e-9 && (best === undefined || gain > best.gain)) best = { gain, feature, threshold };
    }
  }
  return best;
}

/** Cut points between quantiles of the distinct values. */
function cutsOf(values: readonly number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  const distinct = sorted.filter((value, i) => i === 0 || value !== sorted[i - 1]);
  if (distinct.length <= BINS) return distinct.slice(1).map((value, i) => round((value + distinct[i]!) / 2));
  const cuts = new Set<number>();
  for (let i = 1; i < BINS; i++) cuts.add(round(sorted[Math.floor((i * sorted.length) / BINS)]!));
  return [...cuts];
}

function binOf(cuts: readonly number[], value: number): number {
  let bin = 0;
  while (bin < cuts.length && value > cuts[bin]!) bin++;
  return bin;
}

export function median(sorted: readonly number[]): number {
  const middle = sorted.length >> 1;
  return sorted.length === 0
    ? 0
    : sorted.length % 2 === 1
      ? sorted[middle]!
      : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function round(value: number): number {
  return Math.round(value * 1e5) / 1e5;
}
