import type { Calibration, Familiarity } from "./calibration-file.js";
import { groupKeys, LEVELS, namesOf, ownGroup, type Level } from "./groups.js";
import { keptInOrder, orderAround, sameDie } from "./hardware-order.js";
import { TPOT_PARTS, TTFT_PARTS } from "./load-parts.js";
import type { ReplicaPhysics } from "./replica-physics.js";
import {
  addTo,
  askings,
  classColumns,
  nearOf,
  offsetsOf,
  speedMemo,
  tellerOf,
  type Asking,
  type Group,
  type Near,
} from "./told.js";

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

/** What a calibration says of the loads of one group, apart from their place: worked out once. */
interface Kinship {
  readonly engine: string;
  /** by column, what levels share wherever the place */
  readonly offsets: Float64Array;
  /** groups that tell something of a place like theirs, and by column how much */
  readonly near: readonly Near[];
  readonly knowsDesign: boolean;
  /** how much is known of it against groups that hardware orders */
  readonly weight: number;
}

function layOut(calibration: Corrections): GainModel {
  let end = 0;
  const groups: readonly Group[] = calibration.groups.map(({ key, rows }) => ({
    keys: groupKeys(namesOf(key)),
    first: end,
    end: (end += rows),
  }));
  const columns = classColumns([...calibration.ttft, ...calibration.tpot]);
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
    const sums = speedsOf(engine, asking).slice();
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
    const distinct = [...new Set(kinships.flat())];
    const places = kinships.map((row) => row.map((kinship) => distinct.indexOf(kinship)));
    return byPlace((asking) => {
      const each = distinct.map((kinship) => alone(kinship, asking));
      const pooled = (figure: keyof Gains, parts: number): Float64Array => {
        const told = new Float64Array(parts);
        for (let part = 0; part < parts; part++) {
          const values = places.map((row) => row.map((i) => each[i]![figure][part]!));
          told[part] = keptInOrder(order, values, weights);
        }
        return told;
      };
      return { ttft: pooled("ttft", TTFT_PARTS), tpot: pooled("tpot", TPOT_PARTS) };
    });
  });
  const askingOf = askings(tells);
  return {
    familiarityOf: (keys) => (known.has(ownGroup(keys)) ? "group" : known.has(keys[2]!) ? "model" : "none"),
    knowsDesign: (keys) => kinshipOf(keys).knowsDesign,
    gainsOf: (keys, physics) => askedOf(keys)(askingOf(physics)),
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

function spread(columns: readonly number[], sums: Float64Array, from: number, gains: Float64Array): void {
  for (let part = 0; part < columns.length; part++) {
    const column = columns[part]!;
    if (column >= 0) gains[part]! += sums[from + column]!;
  }
}
