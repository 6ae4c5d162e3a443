import type { LoadFacts } from "./calibrated-features.js";
import type { Calibration, Familiarity, FigureModel, Tree } from "./calibration-file.js";
import { forestOf, type Forest } from "./forest.js";
import { nearby, placeOf } from "./neighbours.js";

/** Sum of a tree ensemble at a point. */
export function treesAt(trees: readonly Tree[], x: Float64Array): number {
  let sum = 0;
  for (const tree of trees) {
    let node = 0;
    while (tree.left[node] !== 0)
      node = (x[tree.feature[node]!]! <= tree.threshold[node]! ? tree.left[node] : tree.right[node])!;
    sum += tree.value[node]!;
  }
  return sum;
}

/** Logarithm of the factor of a figure without what its neighbours say. */
export function correctionAt(
  model: Pick<FigureModel, "intercept" | "trees" | "groups">,
  x: Float64Array,
  keys: readonly string[],
): number {
  let sum = model.intercept + treesAt(model.trees, x);
  for (const key of keys) sum += model.groups[key] ?? 0;
  return sum;
}

/** What measurements of the same group say of a load, for both figures; nothing in a group that was never measured. */
export function neighboursAt(
  calibration: Pick<Calibration, "nearness" | "places" | "ttft" | "tpot">,
  group: string,
  facts: LoadFacts,
): { readonly ttft: number; readonly tpot: number } {
  const places = calibration.places[group];
  if (places === undefined) return { ttft: 0, tpot: 0 };
  const place = placeOf(facts);
  const { nearness } = calibration;
  return {
    ttft: nearby(nearness, places, calibration.ttft.near[group]!, place),
    tpot: nearby(nearness, places, calibration.tpot.near[group]!, place),
  };
}

/** Whether the group of a load, or at least its model, was measured. */
export function familiarityOf(calibration: Calibration, keys: readonly string[]): Familiarity {
  if (keys[5]! in calibration.ttft.groups) return "group";
  return keys[2]! in calibration.ttft.groups ? "model" : "none";
}

/** A calibration laid out for being asked thousands of times. */
export interface Ready {
  readonly forests: { readonly ttft: Forest; readonly tpot: Forest };
  /** what does not change with the load, by the keys of a worker */
  offsetsOf(keys: readonly string[]): {
    readonly familiarity: Familiarity;
    readonly ttft: number;
    readonly tpot: number;
  };
}

const READY = new WeakMap<Calibration, Ready>();

/** The calibration laid out, once. */
export function readyOf(calibration: Calibration): Ready {
  let ready = READY.get(calibration);
  if (ready !== undefined) return ready;
  const known = new WeakMap<readonly string[], ReturnType<Ready["offsetsOf"]>>();
  const offset = ({ intercept, groups }: FigureModel, keys: readonly string[]): number =>
    keys.reduce((sum, key) => sum + (groups[key] ?? 0), intercept);
  ready = {
    forests: { ttft: forestOf(calibration.ttft.trees), tpot: forestOf(calibration.tpot.trees) },
    offsetsOf(keys) {
      let found = known.get(keys);
      if (found === undefined) {
        found = {
          familiarity: familiarityOf(calibration, keys),
          ttft: offset(calibration.ttft, keys),
          tpot: offset(calibration.tpot, keys),
        };
        known.set(keys, found);
      }
      return found;
    },
  };
  READY.set(calibration, ready);
  return ready;
}
