import { MissingDataError } from "../types.js";
import { median } from "./search.js";

/** Collected matrix shapes `(n, k)`, each with its own curve over m. */
export interface Sites {
  readonly n: Float64Array;
  readonly k: Float64Array;
  /** site `i` owns the points `starts[i] … starts[i + 1]`; sites in collection order, which breaks distance ties */
  readonly starts: Int32Array;
  /** m of a point, ascending within a site */
  mAt(point: number): number;
  /** milliseconds of a point of a site, not below the roofline */
  valueAt(point: number, site: number): number;
  /** index of a site by {@link siteKey} */
  readonly index: ReadonlyMap<number, number>;
}

/** Roofline of a product `m × n × k`, same unit as the values. */
export type ProductSol = (m: number, n: number, k: number) => number;

/** Farthest site that may lend its utilisation, in octaves of `(n, k)`. */
const REACH = 2;
const LENDERS = 4;

/** One number per `(n, k)`. */
export function siteKey(n: number, k: number): number {
  return n * 67108864 + k;
}

/** Latency over m of one shape: its own curve where collected, else borrowed from neighbours (`spec` operators 2.3). */
export function siteCurve(sites: Sites, n: number, k: number, sol: ProductSol): (m: number) => number {
  const own = sites.index.get(siteKey(n, k));
  if (own !== undefined) return (m) => ownCurveAt(sites, own, m, sol);
  let lenders: Lenders | undefined;
  return (m) => borrowed(sites, (lenders ??= sortLenders(sites, n, k)), m, n, k, sol);
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
  for (let i = from; i < Math.min(from + 3, hi); i++) utilisations.push(sol(sites.mAt(i), n, k) / sites.valueAt(i, site));
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

/** All sites by distance from a shape, nearest first, ties in collection order. */
interface Lenders {
  readonly order: Int32Array;
  readonly distance: Float64Array;
}

function sortLenders(sites: Sites, n: number, k: number): Lenders {
  const count = sites.n.length;
  const distance = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const onN = Math.log2(sites.n[i] as number) - Math.log2(n);
    const onK = Math.log2(sites.k[i] as number) - Math.log2(k);
    distance[i] = Math.sqrt(onN * onN + onK * onK);
  }
  const order = Int32Array.from({ length: count }, (_, i) => i);
  order.sort((a, b) => (distance[a] as number) - (distance[b] as number) || a - b);
  return { order, distance };
}

function borrowed(sites: Sites, lenders: Lenders, m: number, n: number, k: number, sol: ProductSol): number {
  const { order, distance } = lenders;
  const covers = (site: number): boolean =>
    sites.mAt(sites.starts[site] as number) <= m && m <= sites.mAt((sites.starts[site + 1] as number) - 1);
  let chosen = take(order, (site) => (distance[site] as number) <= REACH && covers(site));
  if (chosen.length === 0) {
    const anyCovers = order.some(covers);
    const candidate = anyCovers ? covers : () => true;
    if (!anyCovers) chosen = take(order, (site) => (distance[site] as number) <= REACH);
    if (chosen.length === 0) chosen = frontier(sites, order, candidate, n, k);
  }
  let weights = 0;
  let weighted = 0;
  for (const site of chosen) {
    const d = distance[site] as number;
    const weight = 1 / (d * d + 1e-12);
    weights += weight;
    weighted +=
      (weight * sol(m, sites.n[site] as number, sites.k[site] as number)) / ownCurveAt(sites, site, m, sol);
  }
  return sol(m, n, k) / (weighted / weights);
}

function take(order: Int32Array, accept: (site: number) => boolean): number[] {
  const chosen: number[] = [];
  for (const site of order) {
    if (!accept(site)) continue;
    chosen.push(site);
    if (chosen.length === LENDERS) break;
  }
  return chosen;
}

/** A shape larger than everything collected on exactly one axis borrows along the other. */
function frontier(
  sites: Sites,
  order: Int32Array,
  candidate: (site: number) => boolean,
  n: number,
  k: number,
): number[] {
  let minN = Infinity;
  let maxN = 0;
  let minK = Infinity;
  let maxK = 0;
  for (const site of order) {
    if (!candidate(site)) continue;
    minN = Math.min(minN, sites.n[site] as number);
    maxN = Math.max(maxN, sites.n[site] as number);
    minK = Math.min(minK, sites.k[site] as number);
    maxK = Math.max(maxK, sites.k[site] as number);
  }
  if (n < minN || k < minK || n > maxN === k > maxK) {
    throw new MissingDataError(`no measured matrix shape is near n ${n}, k ${k}`);
  }
  const other = n > maxN ? sites.k : sites.n;
  const asked = n > maxN ? k : n;
  const chosen = take(
    order,
    (site) => candidate(site) && Math.abs(Math.log2((other[site] as number) / asked)) <= REACH,
  );
  if (chosen.length === 0) throw new MissingDataError(`no measured matrix shape is near n ${n}, k ${k}`);
  return chosen;
}
