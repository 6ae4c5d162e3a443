import { MissingDataError } from "../types.js";
import { lowerToNext, REPEATED } from "./curve.js";
import { median } from "./search.js";

/** Collected matrix shapes `(n, k)`, each with its own curve over m. */
export interface Sites {
  readonly n: Float64Array;
  readonly k: Float64Array;
  readonly logN: Float64Array;
  readonly logK: Float64Array;
  /** site `i` owns the points `starts[i] … starts[i + 1]`; sites in collection order, which breaks distance ties */
  readonly starts: Int32Array;
  /** smallest and largest m of a site */
  readonly minM: Float64Array;
  readonly maxM: Float64Array;
  /** m of a point, ascending within a site */
  mAt(point: number): number;
  /** milliseconds of a point of a site, not below the roofline */
  valueAt(point: number, site: number): number;
  /** index of a site by {@link siteKey} */
  readonly index: ReadonlyMap<number, number>;
}

/**
 * Sites in the order that work has. A product of fewer rows is never slower, for it may be filled up: many measured ones are, FP8
 * at one row on Blackwell up to twice as slow as at eight. And none takes clearly longer than as many of a smaller one as make it
 * up: bfloat16 of vLLM on GB200 takes four times as long for 8,192 rows as for 4,096.
 */
export function rowsInOrder(sites: Sites): Sites {
  const bySite = new Map<number, Float64Array>();
  const inOrder = (site: number): Float64Array => {
    const first = sites.starts[site]!;
    const values = new Float64Array(sites.starts[site + 1]! - first);
    const keys = new Float64Array(values.length);
    for (let i = 0; i < values.length; i++) {
      keys[i] = sites.mAt(first + i);
      values[i] = sites.valueAt(first + i, site);
    }
    lowerToParts(values, keys);
    lowerToNext(values, 0, values.length);
    return values;
  };
  return {
    ...sites,
    valueAt(point, site) {
      let values = bySite.get(site);
      if (values === undefined) bySite.set(site, (values = inOrder(site)));
      return values[point - sites.starts[site]!]!;
    },
  };
}

/** Lowers each value to what as many of a smaller key take as make it up, and what measurements differ by. */
function lowerToParts(values: Float64Array, keys: Float64Array): void {
  let leastPerKey = Infinity;
  for (let i = 0; i < values.length; i++) {
    const key = keys[i]!;
    // nearly all values: no number of smaller ones, whole or not, takes less
    if (values[i]! > ALMOST_ONE * REPEATED * key * leastPerKey)
      for (let j = 0; j < i; j++)
        values[i] = Math.min(values[i]!, REPEATED * Math.ceil(key / keys[j]!) * values[j]!);
    leastPerKey = Math.min(leastPerKey, values[i]! / key);
  }
}

/** Keeps a bound on the safe side of rounding. */
const ALMOST_ONE = 1 - 1e-12;

/** Roofline of a product `m × n × k`, same unit as the values. */
export type ProductSol = (m: number, n: number, k: number) => number;

/** Farthest site that may lend its utilisation, in octaves of `(n, k)`. */
const REACH = 2;
const LENDERS = 4;

/** One number per `(n, k)`. */
export function siteKey(n: number, k: number): number {
  return n * 67108864 + k;
}

/**
 * Latency over m of one shape: its own curve where collected, else borrowed from neighbours
 * (`docs/method/operators.md` 2.3).
 */
export function siteCurve(sites: Sites, n: number, k: number, sol: ProductSol): (m: number) => number {
  const own = sites.index.get(siteKey(n, k));
  if (own !== undefined) return (m) => ownCurveAt(sites, own, m, sol);
  let lenders: Lenders | undefined;
  return (m) => {
    lenders ??= new Lenders(sites, n, k);
    return sol(m, n, k) / borrowedUtilisation(sites, lenders, m, sol);
  };
}

function ownCurveAt(sites: Sites, site: number, m: number, sol: ProductSol): number {
  const lo = sites.starts[site] as number;
  const hi = sites.starts[site + 1] as number;
  const at = firstNotBelow(sites, m, lo, hi);
  if (at < hi && sites.mAt(at) === m) return sites.valueAt(at, site);
  if (at > lo && at < hi) {
    const low = sites.mAt(at - 1);
    const weight = (m - low) / (sites.mAt(at) - low);
    const before = sites.valueAt(at - 1, site);
    return before + weight * (sites.valueAt(at, site) - before);
  }
  const n = sites.n[site] as number;
  const k = sites.k[site] as number;
  const from = at === lo ? lo : Math.max(lo, hi - 3);
  const utilisations: number[] = [];
  for (let i = from; i < Math.min(from + 3, hi); i++)
    utilisations.push(sol(sites.mAt(i), n, k) / sites.valueAt(i, site));
  return sol(m, n, k) / median(utilisations);
}

function firstNotBelow(sites: Sites, m: number, lo: number, hi: number): number {
  let a = lo;
  let b = hi;
  while (a < b) {
    const middle = (a + b) >>> 1;
    if (sites.mAt(middle) < m) a = middle + 1;
    else b = middle;
  }
  return a;
}

/** Mean utilisation of the lenders at m, the nearer the heavier. */
function borrowedUtilisation(sites: Sites, lenders: Lenders, m: number, sol: ProductSol): number {
  let weights = 0;
  let weighted = 0;
  for (const site of lenders.at(m)) {
    const d = lenders.distance[site] as number;
    const weight = 1 / (d * d + 1e-12);
    weights += weight;
    weighted +=
      (weight * sol(m, sites.n[site] as number, sites.k[site] as number)) / ownCurveAt(sites, site, m, sol);
  }
  return weighted / weights;
}

/** Values of m between which the same sites cover m. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly chosen: readonly number[];
}

/** Which sites lend to one uncollected shape. */
class Lenders {
  /** from the shape, in octaves, by site */
  readonly distance: Float64Array;
  private readonly stretches: Stretch[] = [];

  constructor(
    private readonly sites: Sites,
    private readonly n: number,
    private readonly k: number,
  ) {
    const { logN, logK } = sites;
    const targetN = Math.log2(n);
    const targetK = Math.log2(k);
    this.distance = new Float64Array(logN.length);
    for (let site = 0; site < logN.length; site++) {
      const onN = (logN[site] as number) - targetN;
      const onK = (logK[site] as number) - targetK;
      this.distance[site] = Math.sqrt(onN * onN + onK * onK);
    }
  }

  /** The lending sites at m (a whole number). Throws {@link MissingDataError} when none may lend. */
  at(m: number): readonly number[] {
    for (const stretch of this.stretches) if (stretch.from <= m && m <= stretch.to) return stretch.chosen;
    const stretch = { ...this.stretchAround(m), chosen: this.choose(m) };
    this.stretches.push(stretch);
    return stretch.chosen;
  }

  private stretchAround(m: number): { from: number; to: number } {
    const { minM, maxM } = this.sites;
    let from = -Infinity;
    let to = Infinity;
    for (let site = 0; site < minM.length; site++) {
      const low = minM[site] as number;
      const high = maxM[site] as number;
      if (m < low) to = Math.min(to, low - 1);
      else from = Math.max(from, low);
      if (m > high) from = Math.max(from, high + 1);
      else to = Math.min(to, high);
    }
    return { from, to };
  }

  /** The four nearest within reach that were measured around m (all sites, where none was), else the frontier's. */
  private choose(m: number): readonly number[] {
    const { minM, maxM } = this.sites;
    const covers = (site: number): boolean => (minM[site] as number) <= m && m <= (maxM[site] as number);
    const candidate = minM.some((_, site) => covers(site)) ? covers : () => true;
    const near = this.nearest((site) => (this.distance[site] as number) <= REACH && candidate(site));
    return near.length > 0 ? near : this.frontier(candidate);
  }

  /** The nearest accepted sites, of equal ones those collected first. */
  private nearest(accept: (site: number) => boolean): number[] {
    const chosen: number[] = [];
    for (let site = 0; site < this.distance.length; site++) {
      const distance = this.distance[site] as number;
      const worst = chosen[LENDERS - 1];
      if (worst !== undefined && distance >= (this.distance[worst] as number)) continue;
      if (!accept(site)) continue;
      let place = chosen.length;
      while (place > 0 && (this.distance[chosen[place - 1] as number] as number) > distance) place--;
      chosen.splice(place, 0, site);
      if (chosen.length > LENDERS) chosen.pop();
    }
    return chosen;
  }

  /** A shape larger than everything collected on exactly one axis borrows along the other. */
  private frontier(candidate: (site: number) => boolean): number[] {
    const { sites, n, k } = this;
    const rangeN = rangeOver(sites.n, candidate);
    const rangeK = rangeOver(sites.k, candidate);
    const wide = n > rangeN.high;
    const deep = k > rangeK.high;
    const small = n < rangeN.low || k < rangeK.low;
    const logs = wide ? sites.logK : sites.logN;
    const asked = Math.log2(wide ? k : n);
    const chosen =
      small || wide === deep
        ? []
        : this.nearest((site) => candidate(site) && Math.abs((logs[site] as number) - asked) <= REACH);
    if (chosen.length === 0) throw new MissingDataError(`no measured matrix shape is near n ${n}, k ${k}`);
    return chosen;
  }
}

function rangeOver(axis: Float64Array, accept: (site: number) => boolean): { low: number; high: number } {
  let low = Infinity;
  let high = -Infinity;
  for (let site = 0; site < axis.length; site++) {
    if (!accept(site)) continue;
    low = Math.min(low, axis[site] as number);
    high = Math.max(high, axis[site] as number);
  }
  return { low, high };
}
