import type { ReplicaPhysics } from "./replica-physics.js";

/** What a measurement's place is made of; natural logarithms. */
export const PLACE = ["tp", "dp", "moeEp", "gpus", "isl", "osl", "prefillMs", "decodeMs", "layers"] as const;

/** The place of a replica. */
export function placeOf(physics: ReplicaPhysics): number[] {
  const { tp, dp, moeEp, gpus, isl, osl, prefillMs, decodeMs, layers } = physics;
  return [tp, dp, moeEp, gpus, isl, osl, prefillMs, decodeMs[0]!, layers].map((x) =>
    Math.log(Math.max(x, 1e-9)),
  );
}

/** Scales of layout and lengths: e to that power times the size tells e⁻¹ as much. */
const LAYOUT_SCALES = [6, 1, 4, 3, 2.5, 6];
export const LAYOUT_AXES = LAYOUT_SCALES.length;
export const SPEED_AXES = 7;

/** Coordinates whose distance is a sum of absolute differences: layout and lengths, then speeds of the worker. */
export function coordinatesOf(place: readonly number[]): Float64Array {
  const at = new Float64Array(AXES);
  setCoordinates(place, at, 0);
  return at;
}

/** Writes the coordinates of a place into an array, from an index on. */
export function setCoordinates(place: readonly number[], at: Float64Array, from: number): void {
  for (let i = 0; i < LAYOUT_AXES; i++) at[from + i] = place[i]! / LAYOUT_SCALES[i]!;
  // indices of PLACE: a pattern walks an iterator, a thousand times at every start
  const prefillMs = place[6]!;
  const decodeMs = place[7]!;
  at[from + 6] = prefillMs / 4;
  at[from + 7] = decodeMs / 2;
  at[from + 8] = (decodeMs - place[8]!) / 6;
  at[from + 9] = place[4]! / 4;
  at[from + 10] = place[5]! / 8;
  at[from + 11] = place[0]! / 3;
  at[from + 12] = (prefillMs - decodeMs) / 6;
}

/** A range of coordinates. */
export interface Axes {
  readonly from: number;
  readonly to: number;
}

/** exp(−distance) over some axes. */
export function likeness(a: ArrayLike<number>, b: ArrayLike<number>, { from, to }: Axes, rowOfB = 0): number {
  let distance = 0;
  for (let i = from; i < to; i++) distance += Math.abs(a[i]! - b[rowOfB + i]!);
  return Math.exp(-distance);
}

export const AXES = LAYOUT_AXES + SPEED_AXES;
export const LAYOUT: Axes = { from: 0, to: LAYOUT_AXES };
export const SPEED: Axes = { from: LAYOUT_AXES, to: AXES };
