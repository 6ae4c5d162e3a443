import type { Tree } from "./calibration-file.js";

/** Trees laid out for being asked thousands of times. */
export interface Forest {
  /** sum of all trees at a point */
  at(x: Float64Array): number;
}

/**
 * Lays trees out one after the other in typed arrays, at most 65,535 nodes. A leaf points to itself.
 */
export function forestOf(trees: readonly Tree[]): Forest {
  const nodes = trees.reduce((sum, tree) => sum + tree.value.length, 0);
  const feature = new Uint8Array(nodes);
  const left = new Uint16Array(nodes);
  const right = new Uint16Array(nodes);
  const threshold = new Float64Array(nodes);
  const value = new Float64Array(nodes);
  const roots = new Uint16Array(trees.length);
  let offset = 0;
  trees.forEach((tree, t) => {
    roots[t] = offset;
    for (let node = 0; node < tree.value.length; node++) {
      const at = offset + node;
      const leaf = tree.left[node] === 0;
      feature[at] = tree.feature[node]!;
      threshold[at] = tree.threshold[node]!;
      left[at] = leaf ? at : offset + tree.left[node]!;
      right[at] = leaf ? at : offset + tree.right[node]!;
      value[at] = tree.value[node]!;
    }
    offset += tree.value.length;
  });
  return {
    at(x) {
      let sum = 0;
      for (let t = 0; t < roots.length; t++) {
        let node = roots[t]!;
        for (;;) {
          const next = x[feature[node]!]! <= threshold[node]! ? left[node]! : right[node]!;
          if (next === node) break;
          node = next;
        }
        sum += value[node]!;
      }
      return sum;
    },
  };
}
