import type { Calibration, CorrectionClass } from "./calibration-file.js";
import { LEVELS, type Level } from "./groups.js";
import {
  AXES,
  coordinatesOf,
  LAYOUT,
  LAYOUT_PROMPT,
  likeness,
  placeNames,
  placeOf,
  setCoordinates,
  SPEED,
  SPEED_PROMPT,
  type Axes,
  type PlaceNames,
} from "./place.js";
import type { ReplicaPhysics } from "./replica-physics.js";

/** A measured group: its keys, and its rows from the first to before the end. */
export interface Group {
  readonly keys: readonly string[];
  readonly first: number;
  readonly end: number;
}

/** The columns of all classes in a row, those of TTFT first. */
export interface Columns {
  readonly classes: readonly {
    readonly source: CorrectionClass;
    readonly from: number;
    readonly to: number;
  }[];
  readonly count: number;
  /** variance of workers of like speed, by column */
  readonly alike: Float64Array;
}

/** Classes laid out as columns. */
export function classColumns(sources: readonly CorrectionClass[]): Columns {
  let count = 0;
  const classes = sources.map((source) => {
    const from = count;
    count += 1 + Math.max(...source.columns);
    return { source, from, to: count };
  });
  const alike = new Float64Array(count);
  for (const { source, from, to } of classes) alike.fill(source.alike, from, to);
  return { classes, count, alike };
}

/** A group that tells something of a place like its own, and by column how much. */
export interface Near {
  readonly group: Group;
  readonly variances: Float64Array;
}

/** What a group tells loads of another by their layout; undefined where it tells nothing. */
export function nearOf({ classes, count }: Columns, group: Group, keys: readonly string[]): Near | undefined {
  const variances = new Float64Array(count);
  let any = false;
  for (const { source, from, to } of classes) {
    let variance = 0;
    for (const level in source.near) {
      const at = LEVELS.indexOf(level as Level);
      if (group.keys[at] === keys[at]) variance += source.near[level as Level]!;
    }
    variances.fill(variance, from, to);
    any ||= variance > 0;
  }
  return any ? { group, variances } : undefined;
}

/** By column, what the levels of a group share. */
export function offsetsOf({ classes, count }: Columns, keys: readonly string[]): Float64Array {
  const offsets = new Float64Array(count);
  for (const { source, from } of classes)
    for (const key of keys) source.offsets[key]?.forEach((value, k) => (offsets[from + k]! += value));
  return offsets;
}

/** By column, the weights of a group's measurements, each by how like its place is along some axes, and along those of prompts. */
export type Teller = (group: Group, here: Float64Array, axes: Axes, ofPrompts: Axes) => Float64Array;

/** How a calibration tells, by what each of its measurements weighs. */
export function tellerOf({ classes, count }: Columns, measured: Calibration["places"]): Teller {
  const places = new Float64Array(measured.length * AXES);
  measured.forEach((place, i) => setCoordinates(place, places, i * AXES));
  return ({ first, end }, here, axes, ofPrompts) => {
    const sums = new Float64Array(count);
    for (let row = first; row < end; row++) {
      const like = likeness(here, places, axes, row * AXES);
      const likePrompt = like * likeness(here, places, ofPrompts, row * AXES);
      for (let c = 0; c < classes.length; c++) {
        const { source, from } = classes[c]!;
        const own = source.weights[row]!;
        const share = source.byPrompt ? likePrompt : like;
        for (let k = 0; k < own.length; k++) sums[from + k]! += share * own[k]!;
      }
    }
    return sums;
  };
}

/** A place, and what groups tell of its layout: each is asked once a layout, whoever else hardware compares it with. */
export interface Asking extends PlaceNames {
  readonly here: Float64Array;
  of(group: Group): Float64Array;
}

/** Places as they are asked for. */
export function askings(tells: Teller): (physics: ReplicaPhysics) => Asking {
  const byLayout = new Map<string, Map<Group, Float64Array>>();
  return (physics) => {
    const names = placeNames(physics);
    const here = coordinatesOf(placeOf(physics));
    const { layout } = names;
    let told = byLayout.get(layout);
    if (told === undefined) byLayout.set(layout, (told = new Map()));
    const known = told;
    return {
      ...names,
      here,
      of(group) {
        let found = known.get(group);
        if (found === undefined) known.set(group, (found = tells(group, here, LAYOUT, LAYOUT_PROMPT)));
        return found;
      },
    };
  };
}

/** What the measurements of an engine say of the speeds of a place and not of its layout: the same for every split of the GPUs. */
export function speedMemo(
  { alike, count }: Columns,
  groups: readonly Group[],
  tells: Teller,
): (engine: string, asking: Asking) => Float64Array {
  const bySpeeds = new Map<string, Float64Array>();
  return (engine, { speeds, here }) => {
    const key = `${engine} ${speeds}`;
    let sums = bySpeeds.get(key);
    if (sums === undefined) {
      bySpeeds.set(key, (sums = new Float64Array(count)));
      for (const group of groups)
        if (group.keys[0] === engine) addTo(sums, tells(group, here, SPEED, SPEED_PROMPT), alike);
    }
    return sums;
  };
}

/** Adds values, each times its factor where there are some. */
export function addTo(sums: Float64Array, values: Float64Array, factors?: Float64Array): void {
  for (let k = 0; k < sums.length; k++)
    sums[k]! += factors === undefined ? values[k]! : factors[k]! * values[k]!;
}
