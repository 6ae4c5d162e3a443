import type { Calibration, CorrectionClass, Familiarity } from "./calibration-file.js";
import { groupKeys, LEVELS, ownGroup, type GroupNames, type Level } from "./groups.js";
import { TPOT_PARTS, TTFT_PARTS } from "./load-parts.js";
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
const LAYOUT_SCALES = [2, 2, 4, 3, 3, 4];
export const LAYOUT_AXES = LAYOUT_SCALES.length;
export const SPEED_AXES = 7;

/** Coordinates whose distance is a sum of absolute differences: layout and lengths, then speeds of the worker. */
export function coordinatesOf(place: readonly number[]): Float64Array {
  const [tp, , , , isl, osl, prefillMs, decodeMs, layers] = place as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const at = new Float64Array(LAYOUT_AXES + SPEED_AXES);
  for (let i = 0; i < LAYOUT_AXES; i++) at[i] = place[i]! / LAYOUT_SCALES[i]!;
  at[6] = prefillMs / 2;
  at[7] = decodeMs / 2;
  at[8] = (decodeMs - layers) / 2;
  at[9] = isl / 3;
  at[10] = osl / 4;
  at[11] = tp / 3;
  at[12] = (prefillMs - decodeMs) / 3;
  return at;
}

/** exp(−distance) over the axes from `from` to `to`. */
export function likeness(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  [from, to]: readonly [number, number],
  rowOfB = 0,
): number {
  let distance = 0;
  for (let i = from; i < to; i++) distance += Math.abs(a[i]! - b[rowOfB + i]!);
  return Math.exp(-distance);
}

export const LAYOUT: readonly [number, number] = [0, LAYOUT_AXES];
export const SPEED: readonly [number, number] = [LAYOUT_AXES, LAYOUT_AXES + SPEED_AXES];
const AXES = LAYOUT_AXES + SPEED_AXES;

/** Logarithms of the factors of every part. */
export interface Gains {
  readonly ttft: Float64Array;
  readonly tpot: Float64Array;
}

/** A calibration laid out for being asked. */
export interface GainModel {
  familiarityOf(keys: readonly string[]): Familiarity;
  /** whether anything was measured on the chip design of a load */
  knowsDesign(keys: readonly string[]): boolean;
  gainsOf(keys: readonly string[], physics: ReplicaPhysics): Gains;
}

interface ReadyGroup {
  readonly keys: readonly string[];
  readonly first: number;
  readonly rows: number;
}

interface ReadyClass {
  readonly source: CorrectionClass;
  readonly width: number;
  readonly weights: Float64Array;
  readonly near: readonly (readonly [number, number])[];
}

/** The names in the key of a group. */
export function namesOf(groupKey: string): GroupNames {
  const [backend, mode, system, model, precision] = groupKey.slice("group:".length).split("/");
  return { backend, mode, system, model, precision } as GroupNames;
}

/** What of a calibration corrects figures. */
export type Corrections = Pick<Calibration, "fixedMs" | "stepMs" | "groups" | "places" | "ttft" | "tpot">;

const READY = new WeakMap<Corrections, GainModel>();

/** The calibration laid out, once. */
export function gainModel(calibration: Corrections): GainModel {
  let ready = READY.get(calibration);
  if (ready === undefined) READY.set(calibration, (ready = layOut(calibration)));
  return ready;
}

function layOut(calibration: Corrections): GainModel {
  let first = 0;
  const groups = calibration.groups.map(({ key, rows }): ReadyGroup => {
    const group = { keys: groupKeys(namesOf(key)), first, rows };
    first += rows;
    return group;
  });
  const at = new Float64Array(calibration.places.length * AXES);
  calibration.places.forEach((place, i) => at.set(coordinatesOf(place), i * AXES));
  const known = new Set(groups.flatMap(({ keys }) => keys));
  const designs = new Set(groups.map(({ keys }) => designIn(keys)));
  const ttft = calibration.ttft.map(readyClass);
  const tpot = calibration.tpot.map(readyClass);
  return {
    familiarityOf: (keys) => (known.has(ownGroup(keys)) ? "group" : known.has(keys[2]!) ? "model" : "none"),
    knowsDesign: (keys) => designs.has(designIn(keys)),
    gainsOf(keys, physics) {
      const gains = { ttft: new Float64Array(TTFT_PARTS), tpot: new Float64Array(TPOT_PARTS) };
      const sums = [
        ...ttft.map(({ width }) => new Float64Array(width)),
        ...tpot.map(({ width }) => new Float64Array(width)),
      ];
      const classes = [...ttft, ...tpot];
      const here = coordinatesOf(placeOf(physics));
      for (const group of groups) addGroup(group, { keys, here, at, classes, sums });
      classes.forEach(({ source }, c) => addOffsets(source, keys, sums[c]!));
      ttft.forEach(({ source }, c) => spread(source.columns, sums[c]!, gains.ttft));
      // how fast a chip of another design decodes is nothing that the measured ones tell
      if (designs.has(designIn(keys)))
        tpot.forEach(({ source }, c) => spread(source.columns, sums[ttft.length + c]!, gains.tpot));
      return gains;
    },
  };
}

function designIn(keys: readonly string[]): string {
  return keys[1]!.slice(keys[1]!.lastIndexOf("/") + 1);
}

function readyClass(source: CorrectionClass): ReadyClass {
  const width = 1 + Math.max(...source.columns);
  const weights = new Float64Array(source.weights.length * width);
  source.weights.forEach((row, i) => weights.set(row, i * width));
  const near = (Object.entries(source.near) as [Level, number][]).map(
    ([level, variance]) => [LEVELS.indexOf(level), variance] as const,
  );
  return { source, width, weights, near };
}

/** Adds what the measurements of one group say of a place. */
function addGroup(
  group: ReadyGroup,
  query: {
    readonly keys: readonly string[];
    readonly here: Float64Array;
    readonly at: Float64Array;
    readonly classes: readonly ReadyClass[];
    readonly sums: readonly Float64Array[];
  },
): void {
  const { keys, here, at, classes, sums } = query;
  const sameEngine = group.keys[0] === keys[0];
  const near = classes.map((one) =>
    one.near.reduce(
      (sum, [level, variance]) => (group.keys[level] === keys[level] ? sum + variance : sum),
      0,
    ),
  );
  const anyNear = near.some((variance) => variance > 0);
  if (!sameEngine && !anyNear) return;
  for (let row = group.first; row < group.first + group.rows; row++) {
    const byLayout = anyNear ? likeness(here, at, LAYOUT, row * AXES) : 0;
    const bySpeed = sameEngine ? likeness(here, at, SPEED, row * AXES) : 0;
    for (let c = 0; c < classes.length; c++) {
      const { source, width, weights } = classes[c]!;
      const covariance = near[c]! * byLayout + source.alike * bySpeed;
      const sum = sums[c]!;
      for (let k = 0; k < width; k++) sum[k]! += covariance * weights[row * width + k]!;
    }
  }
}

function addOffsets({ offsets }: CorrectionClass, keys: readonly string[], sum: Float64Array): void {
  for (const key of keys) offsets[key]?.forEach((value, k) => (sum[k]! += value));
}

function spread(columns: readonly number[], sum: Float64Array, gains: Float64Array): void {
  columns.forEach((column, part) => {
    if (column >= 0) gains[part]! += sum[column]!;
  });
}
