import type { ReplicaPhysics } from "./replica-physics.js";

/** What a measurement's place is made of; natural logarithms. The step is that of one request with a short context. */
export const PLACE = [
  "tp",
  "dp",
  "moeEp",
  "workerGpus",
  "isl",
  "osl",
  "prefillMs",
  "stepMs",
  "layers",
] as const;

/** The place of a replica. */
export function placeOf(physics: ReplicaPhysics): number[] {
  const { tp, dp, moeEp, workerGpus, isl, osl, prefillMs, decodeMs, contextMs, layers } = physics;
  return [tp, dp, moeEp, workerGpus, isl, osl, prefillMs, decodeMs[0]! - contextMs[0]!, layers].map((x) =>
    Math.log(Math.max(x, 1e-9)),
  );
}

/** Equal for places that have coordinates in common: all of them, those of {@link LAYOUT}, and those of {@link SPEED}, prompts included. */
export interface PlaceNames {
  readonly name: string;
  readonly layout: string;
  readonly speeds: string;
}

/** The names of a replica's place. */
export function placeNames(physics: ReplicaPhysics): PlaceNames {
  const { tp, dp, moeEp, workerGpus, isl, osl, prefillMs, decodeMs, contextMs, layers } = physics;
  const worker = `${layers} ${prefillMs} ${decodeMs[0]! - contextMs[0]!}`;
  const layout = `${tp} ${osl} ${isl} ${dp} ${moeEp} ${workerGpus}`;
  return { name: `${layout} ${worker}`, layout, speeds: `${tp} ${osl} ${isl} ${worker}` };
}

/** A range of coordinates. */
export interface Axes {
  readonly from: number;
  readonly to: number;
}

/** Coordinates of a place: layout and answer, the prompt beside it; speeds of the worker, those of the prompt beside them. */
export const LAYOUT: Axes = { from: 0, to: 5 };
export const LAYOUT_PROMPT: Axes = { from: 5, to: 6 };
export const SPEED: Axes = { from: 6, to: 10 };
export const SPEED_PROMPT: Axes = { from: 10, to: 13 };
export const AXES = SPEED_PROMPT.to;

/** Coordinates whose distance is a sum of absolute differences. */
export function coordinatesOf(place: readonly number[]): Float64Array {
  const at = new Float64Array(AXES);
  setCoordinates(place, at, 0);
  return at;
}

/** Writes the coordinates of a place into an array, from an index on: at a distance of one a measurement tells e⁻¹ as much. */
export function setCoordinates(place: readonly number[], at: Float64Array, from: number): void {
  // indices of PLACE: a pattern walks an iterator, a thousand times at every start
  const tp = place[0]!;
  const isl = place[4]!;
  const osl = place[5]!;
  const prefillMs = place[6]!;
  const stepMs = place[7]!;
  at[from] = tp / 6;
  at[from + 1] = place[1]!;
  at[from + 2] = place[2]! / 4;
  at[from + 3] = place[3]! / 3;
  at[from + 4] = osl / 6;
  at[from + 5] = isl / 2.5;
  at[from + 6] = stepMs / 2;
  at[from + 7] = (stepMs - place[8]!) / 6;
  at[from + 8] = osl / 8;
  at[from + 9] = tp / 3;
  at[from + 10] = prefillMs / 4;
  at[from + 11] = isl / 4;
  at[from + 12] = (prefillMs - stepMs) / 6;
}

/** exp(−distance) over some axes. */
export function likeness(a: ArrayLike<number>, b: ArrayLike<number>, { from, to }: Axes, rowOfB = 0): number {
  let distance = 0;
  for (let i = from; i < to; i++) distance += Math.abs(a[i]! - b[rowOfB + i]!);
  return distance === 0 ? 1 : Math.exp(-distance);
}
