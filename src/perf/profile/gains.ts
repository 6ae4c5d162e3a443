import type { Calibration, CorrectionClass, Familiarity } from "./calibration-file.js";
import { groupKeys, LEVELS, namesOf, ownGroup, type Level } from "./groups.js";
import { keptInOrder, orderAround, sameDie } from "./hardware-order.js";
import { TPOT_PARTS, TTFT_PARTS } from "./load-parts.js";
import {
  AXES,
  coordinatesOf,
  LAYOUT,
  LAYOUT_PROMPT,
  likeness,
  placeOf,
  setCoordinates,
  SPEED,
  SPEED_PROMPT,
  type Axes,
} from "./place.js";
import type { ReplicaPhysics } from "./replica-physics.js";

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

/** A measured group: its keys, and its rows from the first to before the end. */
interface Group {
  readonly keys: readonly string[];
  readonly first: number;
  readonly end: number;
}

/** What a calibration says of the loads of one group, apart from their place: worked out once. */
interface Kinship {
  readonly engine: string;
  /** by column, what levels share wherever the place */
  readonly offsets: Float64Array;
  /** groups that tell something of a place like theirs, and by column how much */
  readonly near: readonly { readonly group: Group; readonly variances: Float64Array }[];
  readonly knowsDesign: boolean;
  /** how much is known of it against groups that hardware orders */
  readonly weight: number;
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
  /** by column, 1 where its class knows prompts */
  readonly byPrompt: Uint8Array;
  /** variance of workers of like speed, by column */
  readonly alike: Float64Array;
}

function layOut(calibration: Corrections): GainModel {
  let end = 0;
  const groups: readonly Group[] = calibration.groups.map(({ key, rows }) => ({
    keys: groupKeys(namesOf(key)),
    first: end,
    end: (end += rows),
  }));
  const columns = columnsOf([...calibration.ttft, ...calibration.tpot]);
  const tells = tellerOf(columns, calibration.places);
  const known = rowsByKey(groups);
  const designs = new Set(groups.map(({ keys }) => designIn(keys)));
  const speedsOf = speedMemo(columns, groups, tells);
  const kinshipOf = byKeys((asked): Kinship => {
    // where only another system of the same die was measured its group speaks: hardware alone decides their order
    const twins = known.has(ownGroup(asked)) ? [] : groups.filter(({ keys }) => sameDie(keys, asked));
    const largest = twins.sort((a, b) => b.end - b.first - (a.end - a.first))[0];
    if (largest !== undefined) return kinshipOf(largest.keys);
    return {
      engine: asked[0]!,
      offsets: offsetsOf(columns, asked),
      near: groups.flatMap((group) => nearOf(columns, group, asked) ?? []),
      knowsDesign: designs.has(designIn(asked)),
      weight: weightOf(known, asked),
    };
  });
  /** what measurements say of a group, whatever hardware says of others */
  const alone = ({ engine, offsets, near, knowsDesign }: Kinship, asking: Asking): Gains => {
    const sums = speedsOf(engine, asking.here).slice();
    addTo(sums, offsets);
    for (const { group, variances } of near) addTo(sums, asking.of(group), variances);
    const gains = { ttft: new Float64Array(TTFT_PARTS), tpot: new Float64Array(TPOT_PARTS) };
    columns.classes.forEach(({ source, from }, c) => {
      if (c < calibration.ttft.length) spread(source.columns, sums, from, gains.ttft);
      // how fast a chip of another design decodes is nothing that the measured ones tell
      else if (knowsDesign) spread(source.columns, sums, from, gains.tpot);
    });
    return gains;
  };
  const askedOf = byKeys((asked): Asked => {
    const order = orderAround(
      asked,
      groups.map(({ keys }) => keys),
    );
    if (order === undefined) return byPlace((asking) => alone(kinshipOf(asked), asking));
    const kinships = order.groups.map((row) => row.map(kinshipOf));
    const weights = kinships.map((row) => row.map(({ weight }) => weight));
    return byPlace((asking) => {
      const each = new Map(kinships.flat().map((kinship) => [kinship, alone(kinship, asking)]));
      const gains = kinships.map((row) => row.map((kinship) => each.get(kinship)!));
      const pooled = (figure: keyof Gains, parts: number): Float64Array =>
        Float64Array.from({ length: parts }, (_, part) =>
          keptInOrder(
            order,
            gains.map((row) => row.map((own) => own[figure][part]!)),
            weights,
          ),
        );
      return { ttft: pooled("ttft", TTFT_PARTS), tpot: pooled("tpot", TPOT_PARTS) };
    });
  });
  const askingOf = askings(tells);
  return {
    familiarityOf: (keys) => (known.has(ownGroup(keys)) ? "group" : known.has(keys[2]!) ? "model" : "none"),
    knowsDesign: (keys) => kinshipOf(keys).knowsDesign,
    gainsOf: (keys, physics) => askedOf(keys)(askingOf(coordinatesOf(placeOf(physics)))),
  };
}

/** Remembers what is made of keys. */
function byKeys<V>(make: (keys: readonly string[]) => V): (keys: readonly string[]) => V {
  const made = new Map<string, V>();
  return (keys) => {
    const name = keys.join(" ");
    let found = made.get(name);
    if (found === undefined) made.set(name, (found = make(keys)));
    return found;
  };
}

/** What the loads of one group are corrected by, by their place: splits of as many GPUs have one place. */
type Asked = (asking: Asking) => Gains;

function byPlace(make: Asked): Asked {
  const made = new Map<string, Gains>();
  return (asking) => {
    let found = made.get(asking.name);
    if (found === undefined) made.set(asking.name, (found = make(asking)));
    return found;
  };
}

function rowsByKey(groups: readonly Group[]): ReadonlyMap<string, number> {
  const rows = new Map<string, number>();
  for (const { keys, first, end } of groups)
    for (const key of keys) rows.set(key, (rows.get(key) ?? 0) + end - first);
  return rows;
}

/** Levels that know a group best, most first. */
const KNOWING: readonly Level[] = ["group", "design-group", "precision"];

/** Its own measurements count, then those of its chip design, then those of its format anywhere. */
function weightOf(rows: ReadonlyMap<string, number>, keys: readonly string[]): number {
  return KNOWING.reduce(
    (sum, level, i) => sum + (rows.get(keys[LEVELS.indexOf(level)]!) ?? 0) * 1e-3 ** i,
    1e-9,
  );
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
  const byPrompt = new Uint8Array(count);
  for (const { source, from, to } of classes) {
    byPrompt.fill(Number(source.byPrompt), from, to);
    alike.fill(source.alike, from, to);
    for (let row = 0; row < rows; row++) {
      const own = source.weights[row]!;
      for (let k = 0; k < own.length; k++) weights[row * count + from + k] = own[k]!;
    }
  }
  return { classes, count, weights, byPrompt, alike };
}

/** What a group tells loads of another by their layout; undefined where it tells nothing. */
function nearOf(
  { classes, count }: Columns,
  group: Group,
  keys: readonly string[],
): Kinship["near"][number] | undefined {
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

function offsetsOf({ classes, count }: Columns, keys: readonly string[]): Float64Array {
  const offsets = new Float64Array(count);
  for (const { source, from } of classes)
    for (const key of keys) source.offsets[key]?.forEach((value, k) => (offsets[from + k]! += value));
  return offsets;
}

/** By column, the weights of a group's measurements, each by how like its place is along some axes, and along those of prompts. */
type Teller = (group: Group, here: Float64Array, axes: Axes, ofPrompts: Axes) => Float64Array;

function tellerOf({ count, weights, byPrompt }: Columns, measured: Corrections["places"]): Teller {
  const places = new Float64Array(measured.length * AXES);
  measured.forEach((place, i) => setCoordinates(place, places, i * AXES));
  return ({ first, end }, here, axes, ofPrompts) => {
    const sums = new Float64Array(count);
    for (let row = first; row < end; row++) {
      const like = likeness(here, places, axes, row * AXES);
      const likePrompt = like * likeness(here, places, ofPrompts, row * AXES);
      for (let k = 0; k < count; k++)
        sums[k]! += (byPrompt[k] === 1 ? likePrompt : like) * weights[row * count + k]!;
    }
    return sums;
  };
}

/** A place, and what groups tell of its layout: each is asked once a layout, whoever else hardware compares it with. */
interface Asking {
  readonly name: string;
  readonly here: Float64Array;
  of(group: Group): Float64Array;
}

function askings(tells: Teller): (here: Float64Array) => Asking {
  const byLayout = new Map<string, Map<Group, Float64Array>>();
  return (here) => {
    const layout = here.subarray(LAYOUT.from, LAYOUT_PROMPT.to).join();
    let told = byLayout.get(layout);
    if (told === undefined) byLayout.set(layout, (told = new Map()));
    const known = told;
    return {
      name: here.join(),
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
function speedMemo(
  { alike, count }: Columns,
  groups: readonly Group[],
  tells: Teller,
): (engine: string, here: Float64Array) => Float64Array {
  const bySpeeds = new Map<string, Float64Array>();
  return (engine, here) => {
    const key = `${engine} ${here.subarray(SPEED.from).join()}`;
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
function addTo(sums: Float64Array, values: Float64Array, factors?: Float64Array): void {
  for (let k = 0; k < sums.length; k++)
    sums[k]! += factors === undefined ? values[k]! : factors[k]! * values[k]!;
}

function spread(columns: readonly number[], sums: Float64Array, from: number, gains: Float64Array): void {
  columns.forEach((column, part) => {
    if (column >= 0) gains[part]! += sums[from + column]!;
  });
}
