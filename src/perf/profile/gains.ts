import type { Calibration, CorrectionClass, Familiarity } from "./calibration-file.js";
import { dieOf, groupKeys, LEVELS, ownGroup, type GroupNames, type Level } from "./groups.js";
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
const LAYOUT_SCALES = [6, 1, 4, 3, 2.5, 6];
export const LAYOUT_AXES = LAYOUT_SCALES.length;
export const SPEED_AXES = 7;

/** Coordinates whose distance is a sum of absolute differences: layout and lengths, then speeds of the worker. */
export function coordinatesOf(place: readonly number[]): Float64Array {
  const at = new Float64Array(AXES);
  setCoordinates(place, at, 0);
  return at;
}

function setCoordinates(place: readonly number[], at: Float64Array, from: number): void {
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

const AXES = LAYOUT_AXES + SPEED_AXES;
export const LAYOUT: Axes = { from: 0, to: LAYOUT_AXES };
export const SPEED: Axes = { from: LAYOUT_AXES, to: AXES };

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

/** The names in the key of a group. */
export function namesOf(groupKey: string): GroupNames {
  const [backend, mode, system, model, precision] = groupKey.slice("group:".length).split("/");
  return { backend, mode, system, model, precision } as GroupNames;
}

/** What of a calibration corrects figures. */
export type Corrections = Pick<
  Calibration,
  "fixedMs" | "companyMs" | "stepMs" | "shapes" | "groups" | "places" | "ttft" | "tpot"
>;

const READY = new WeakMap<Corrections, GainModel>();

/** The calibration laid out, once. */
export function gainModel(calibration: Corrections): GainModel {
  let ready = READY.get(calibration);
  if (ready === undefined) READY.set(calibration, (ready = layOut(calibration)));
  return ready;
}

/** Measurements of one group, as a load of another group sees them. */
interface Kin {
  readonly first: number;
  readonly end: number;
  readonly sameEngine: boolean;
  readonly anyNear: boolean;
  /** by column */
  readonly near: Float64Array;
}

/** What a calibration says of the loads of one group, apart from their place: worked out once. */
interface Kinship {
  readonly kin: readonly Kin[];
  /** by column */
  readonly offsets: Float64Array;
  readonly knowsDesign: boolean;
  /** by column, what measurements say of a worker's speeds and not of its layout: the same for every split of the GPUs */
  readonly bySpeeds: Map<string, Float64Array>;
}

/** The columns of all classes in a row, those of TTFT first. */
interface Columns {
  readonly classes: readonly {
    readonly source: CorrectionClass;
    readonly from: number;
    readonly to: number;
  }[];
  readonly count: number;
  /** one row a measurement */
  readonly weights: Float64Array;
  /** variance of workers of like speed, by column */
  readonly alike: Float64Array;
}

function layOut(calibration: Corrections): GainModel {
  let end = 0;
  const groups = calibration.groups.map(({ key, rows }) => ({
    keys: groupKeys(namesOf(key)),
    first: end,
    end: (end += rows),
  }));
  const places = new Float64Array(calibration.places.length * AXES);
  calibration.places.forEach((place, i) => setCoordinates(place, places, i * AXES));
  const known = new Set(groups.flatMap(({ keys }) => keys));
  const designs = new Set(groups.map(({ keys }) => designIn(keys)));
  const columns = columnsOf([...calibration.ttft, ...calibration.tpot]);
  const kinships = new Map<string, Kinship>();
  const kinshipOf = (asked: readonly string[]): Kinship => {
    const name = asked.join(" ");
    let found = kinships.get(name);
    if (found === undefined) {
      // where only another system of the same die was measured its group speaks: hardware alone decides their order
      const twins = known.has(ownGroup(asked)) ? [] : groups.filter(({ keys }) => sameDie(keys, asked));
      const largest = twins.sort((a, b) => b.end - b.first - (a.end - a.first))[0];
      const keys = largest?.keys ?? asked;
      const kin = groups.flatMap((group) => kinOf(columns, group, keys) ?? []);
      const knowsDesign = designs.has(designIn(keys));
      found = { kin, offsets: offsetsOf(columns, keys), knowsDesign, bySpeeds: new Map() };
      kinships.set(name, found);
    }
    return found;
  };
  return {
    familiarityOf: (keys) => (known.has(ownGroup(keys)) ? "group" : known.has(keys[2]!) ? "model" : "none"),
    knowsDesign: (keys) => kinshipOf(keys).knowsDesign,
    gainsOf(keys, physics) {
      const kinship = kinshipOf(keys);
      const here = coordinatesOf(placeOf(physics));
      const sums = sumsOfSpeeds(columns, kinship, { here, places }).slice();
      for (const kin of kinship.kin)
        if (kin.anyNear) addAlong(columns, kin, { here, places, sums, axes: LAYOUT });
      const gains = { ttft: new Float64Array(TTFT_PARTS), tpot: new Float64Array(TPOT_PARTS) };
      columns.classes.forEach(({ source, from }, c) => {
        if (c < calibration.ttft.length) spread(source.columns, sums, from, gains.ttft);
        // how fast a chip of another design decodes is nothing that the measured ones tell
        else if (kinship.knowsDesign) spread(source.columns, sums, from, gains.tpot);
      });
      return gains;
    },
  };
}

/** Whether groups differ in nothing but systems of one die with other memory. */
function sameDie(a: readonly string[], b: readonly string[]): boolean {
  const die = dieOf(namesOf(ownGroup(a)).system);
  return die !== undefined && die === dieOf(namesOf(ownGroup(b)).system) && a.at(-2) === b.at(-2);
}

function designIn(keys: readonly string[]): string {
  return keys[1]!.slice(keys[1]!.lastIndexOf("/") + 1);
}

function columnsOf(sources: readonly CorrectionClass[]): Columns {
  let count = 0;
  const classes = sources.map((source) => {
    const from = count;
    count += 1 + Math.max(...source.columns);
    return { source, from, to: count };
  });
  const rows = sources[0]?.weights.length ?? 0;
  const weights = new Float64Array(rows * count);
  const alike = new Float64Array(count);
  for (const { source, from, to } of classes) {
    alike.fill(source.alike, from, to);
    for (let row = 0; row < rows; row++) {
      const own = source.weights[row]!;
      for (let k = 0; k < own.length; k++) weights[row * count + from + k] = own[k]!;
    }
  }
  return { classes, count, weights, alike };
}

/** What a group is to the loads of another; undefined where it says nothing. */
function kinOf(
  { classes, count }: Columns,
  group: { readonly keys: readonly string[]; readonly first: number; readonly end: number },
  keys: readonly string[],
): Kin | undefined {
  const near = new Float64Array(count);
  let anyNear = false;
  for (const { source, from, to } of classes) {
    let variance = 0;
    for (const level in source.near) {
      const at = LEVELS.indexOf(level as Level);
      if (group.keys[at] === keys[at]) variance += source.near[level as Level]!;
    }
    near.fill(variance, from, to);
    anyNear ||= variance > 0;
  }
  const sameEngine = group.keys[0] === keys[0];
  return sameEngine || anyNear
    ? { first: group.first, end: group.end, sameEngine, anyNear, near }
    : undefined;
}

function offsetsOf({ classes, count }: Columns, keys: readonly string[]): Float64Array {
  const offsets = new Float64Array(count);
  for (const { source, from } of classes)
    for (const key of keys) source.offsets[key]?.forEach((value, k) => (offsets[from + k]! += value));
  return offsets;
}

/** Offsets and what the measurements of the engine say of the speeds of a place, worked out once for equal speeds. */
function sumsOfSpeeds(columns: Columns, { kin, offsets, bySpeeds }: Kinship, at: Places): Float64Array {
  const key = at.here.subarray(SPEED.from).join();
  let sums = bySpeeds.get(key);
  if (sums === undefined) {
    sums = Float64Array.from(offsets);
    for (const one of kin) if (one.sameEngine) addAlong(columns, one, { ...at, sums, axes: SPEED });
    bySpeeds.set(key, sums);
  }
  return sums;
}

/** Coordinates of a load, and those of all measurements. */
interface Places {
  readonly here: Float64Array;
  readonly places: Float64Array;
}

/** Adds what the measurements of a group say of a place along its layout or its speeds. */
function addAlong(
  { count, weights, alike }: Columns,
  { first, end, near }: Kin,
  { here, places, sums, axes }: Places & { readonly sums: Float64Array; readonly axes: Axes },
): void {
  const variances = axes === LAYOUT ? near : alike;
  for (let row = first; row < end; row++) {
    const like = likeness(here, places, axes, row * AXES);
    for (let k = 0; k < count; k++) sums[k]! += variances[k]! * like * weights[row * count + k]!;
  }
}

function spread(columns: readonly number[], sums: Float64Array, from: number, gains: Float64Array): void {
  columns.forEach((column, part) => {
    if (column >= 0) gains[part]! += sums[from + column]!;
  });
}
