import type { Tree } from "../../src/perf/profile/calibration-file.js";
import { treesAt } from "../../src/perf/profile/correction-at.js";
import { seededRandom } from "../../src/simulate/random.js";

/** How an ensemble grows. */
export interface BoostOptions {
  readonly trees: number;
  readonly leaves: number;
  readonly rate: number;
  readonly minLeaf: number;
  /** weight that pulls leaves to 0 */
  readonly shrink: number;
  /** share of the rows and of the features that a tree sees */
  readonly rows: number;
  readonly features: number;
}

/** What a tree grows on. */
interface Ground {
  readonly bins: readonly Uint8Array[];
  readonly cuts: readonly number[][];
  readonly sign: Float64Array;
  readonly weights: Float64Array;
  readonly features: readonly number[];
  readonly options: BoostOptions;
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

/** The draws of every fit, so that the same rows give the same trees. */
const SEED = 1;

/**
 * Boosted regression trees under absolute error (gradients are signs, leaves are shrunk medians) on weighted rows; each
 * tree sees a drawn part of rows and features. Deterministic.
 */
export function boost(
  x: readonly Float64Array[],
  y: readonly number[],
  rowWeights: readonly number[],
  options: BoostOptions,
): Tree[] {
  const cuts = x[0]!.length === 0 ? [] : Array.from(x[0]!, (_, f) => cutsOf(x.map((row) => row[f]!)));
  const bins = x.map((row) => Uint8Array.from(row, (value, f) => binOf(cuts[f]!, value)));
  const weights = Float64Array.from(rowWeights);
  const residual = Float64Array.from(y);
  const random = seededRandom(SEED);
  const draw = (count: number, share: number): number[] => {
    const drawn = Array.from({ length: count }, (_, i) => i).filter(() => random() < share);
    return drawn.length > 0 ? drawn : [0];
  };
  const trees: Tree[] = [];
  for (let t = 0; t < options.trees; t++) {
    const sign = Float64Array.from(residual, (r) => Math.sign(r));
    const features = draw(cuts.length, options.features);
    const rows = draw(x.length, options.rows);
    const tree = grow({ bins, cuts, sign, weights, features, options }, residual, rows);
    for (let i = 0; i < x.length; i++) residual[i] = residual[i]! - treesAt([tree], x[i]!);
    trees.push(tree);
  }
  return trees;
}

function grow(ground: Ground, residual: Float64Array, all: readonly number[]): Tree {
  const { bins, cuts, weights, options } = ground;
  const tree = { feature: [0], threshold: [0], left: [0], right: [0], value: [0] };
  const leaves: Leaf[] = [{ node: 0, rows: all, split: bestSplit(ground, all) }];
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
      leaves.push({ node: at, rows: kept, split: bestSplit(ground, kept) });
    }
  }
  for (const { node, rows } of leaves) {
    const weight = rows.reduce((sum, row) => sum + weights[row]!, 0);
    const value = weightedMedian(rows, residual, weights);
    tree.value[node] = round((options.rate * value * weight) / (weight + options.shrink));
  }
  return tree;
}

function bestSplit(ground: Ground, rows: readonly number[]): Split | undefined {
  const { bins, cuts, sign, weights, features, options } = ground;
  if (rows.length < 2 * options.minLeaf) return undefined;
  let total = 0;
  let all = 0;
  for (const row of rows) {
    total += sign[row]! * weights[row]!;
    all += weights[row]!;
  }
  const base = (total * total) / (all + options.shrink);
  let best: Split | undefined;
  const sums = new Float64Array(BINS + 1);
  const loads = new Float64Array(BINS + 1);
  const counts = new Float64Array(BINS + 1);
  for (const feature of features) {
    sums.fill(0);
    loads.fill(0);
    counts.fill(0);
    for (const row of rows) {
      const bin = bins[row]![feature]!;
      sums[bin] = sums[bin]! + sign[row]! * weights[row]!;
      loads[bin] = loads[bin]! + weights[row]!;
      counts[bin] = counts[bin]! + 1;
    }
    let sum = 0;
    let weight = 0;
    let count = 0;
    for (let threshold = 0; threshold < cuts[feature]!.length; threshold++) {
      sum += sums[threshold]!;
      weight += loads[threshold]!;
      count += counts[threshold]!;
      const rest = rows.length - count;
      if (count < options.minLeaf || rest < options.minLeaf) continue;
      const gain =
        (sum * sum) / (weight + options.shrink) +
        ((total - sum) * (total - sum)) / (all - weight + options.shrink) -
        base;
      if (gain > 1e-9 && (best === undefined || gain > best.gain)) best = { gain, feature, threshold };
    }
  }
  return best;
}

function weightedMedian(rows: readonly number[], values: Float64Array, weights: Float64Array): number {
  const sorted = [...rows].sort((a, b) => values[a]! - values[b]!);
  const half = rows.reduce((sum, row) => sum + weights[row]!, 0) / 2;
  let sum = 0;
  for (const row of sorted) {
    sum += weights[row]!;
    if (sum >= half) return values[row]!;
  }
  return 0;
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
