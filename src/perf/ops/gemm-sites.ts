import { siteKey, type ProductSol, type Sites } from "../interp/sites.js";
import type { CodedNumbers, Codes, SourceTable, TableColumn } from "../table.js";
import { collectRows, readerOf, type Rows } from "./rows.js";

/**
 * Gathers the matrix shapes of one number format. Points below their roofline count as it (`floor`, absent where the
 * hardware has no such FLOPS). Sites keep the reference's walk over m, n, k, which decides distance ties.
 */
export function loadSites(
  sources: readonly SourceTable[],
  dtype: string,
  floor: ProductSol | undefined,
): Sites | undefined {
  const only = sources.length === 1 ? sitesInPlace(sources[0] as SourceTable, dtype, floor) : undefined;
  if (only !== undefined) return only;
  const index = new Map<number, number>();
  const parts: { readonly rows: Rows; readonly sites: Int32Array }[] = [];
  let count = 0;
  for (const source of sources) {
    const found = collectRows([source], {
      where: { gemm_dtype: dtype },
      axes: ["n", "k", "m"],
      value: "latency",
    });
    if (found.count === 0) continue;
    const rows = source.ordered ? found : inWalkOrder(found);
    parts.push({ rows, sites: numberSites(rows, index) });
    count += rows.count;
  }
  if (count === 0) return undefined;
  return assemble(parts, index, count, floor);
}

/** Sites over the columns of one of our own files, whose rows already stand site by site; nothing is copied. */
function sitesInPlace(source: SourceTable, dtype: string, floor: ProductSol | undefined): Sites | undefined {
  const { runs } = source;
  if (!source.ordered || source.kernels !== undefined || runs === undefined) return undefined;
  const formats = source.column("gemm_dtype");
  const format = formats?.kind === "text" ? formats.values.indexOf(dtype) : -1;
  const [n, k, m] = ["n", "k", "m"].map((name) => codedOf(source.column(name)));
  const latency = source.column("latency");
  if (formats?.kind !== "text" || format < 0 || latency?.kind !== "number" || !n || !k || !m)
    return undefined;
  if (formats.byRun === undefined || n.byRun === undefined || k.byRun === undefined) return undefined;
  // the formats of an ordered file stand one after the other
  const first = formats.byRun.indexOf(format);
  const last = formats.byRun.lastIndexOf(format);
  const begins = siteBegins(n.byRun, k.byRun, first, last);
  const siteN = Float64Array.from(begins, (run) => n.dictionary[n.byRun![run]!]!);
  const siteK = Float64Array.from(begins, (run) => k.dictionary[k.byRun![run]!]!);
  const index = new Map<number, number>();
  begins.forEach((_, site) => index.set(siteKey(siteN[site] as number, siteK[site] as number), site));
  if (index.size !== begins.length) return undefined;
  const ms = m.codes;
  const mAt = (point: number): number => m.dictionary[ms[point]!]!;
  const starts = Int32Array.from([...begins, last + 1], (run) => runs[run]!);
  return {
    ...axesOf(siteN, siteK),
    starts,
    index,
    ...rangesOf(starts, mAt),
    mAt,
    valueAt: flooredValues(readerOf(latency), siteN, siteK, mAt, floor),
  };
}

/** The runs from `first` to `last` with another n or k than the run before. */
function siteBegins(n: Codes, k: Codes, first: number, last: number): number[] {
  const begins: number[] = [];
  for (let run = first; run <= last; run++)
    if (run === first || n[run] !== n[run - 1] || k[run] !== k[run - 1]) begins.push(run);
  return begins;
}

function axesOf(n: Float64Array, k: Float64Array): Pick<Sites, "n" | "k" | "logN" | "logK"> {
  return { n, k, logN: n.map(Math.log2), logK: k.map(Math.log2) };
}

function rangesOf(starts: Int32Array, mAt: (point: number) => number): Pick<Sites, "minM" | "maxM"> {
  const ends = starts.subarray(1);
  return {
    minM: Float64Array.from(ends, (_, site) => mAt(starts[site] as number)),
    maxM: Float64Array.from(ends, (end) => mAt(end - 1)),
  };
}

function codedOf(column: TableColumn | undefined): CodedNumbers | undefined {
  return column?.kind === "number" ? column.coded : undefined;
}

function flooredValues(
  valueAt: (point: number) => number,
  n: Float64Array,
  k: Float64Array,
  mAt: (point: number) => number,
  floor: ProductSol | undefined,
): Sites["valueAt"] {
  if (floor === undefined) return valueAt;
  return (point, site) => Math.max(valueAt(point), floor(mAt(point), n[site] as number, k[site] as number));
}

/** Site number of every row, in order of first sight. */
function numberSites(rows: Rows, index: Map<number, number>): Int32Array {
  const [n, k] = rows.axes as [Float64Array, Float64Array];
  const sites = new Int32Array(rows.count);
  let key = -1;
  let site = -1;
  for (let i = 0; i < rows.count; i++) {
    const here = siteKey(n[i] as number, k[i] as number);
    if (here !== key) {
      key = here;
      site = index.get(key) ?? index.size;
      index.set(key, site);
    }
    sites[i] = site;
  }
  return sites;
}

function assemble(
  parts: readonly { readonly rows: Rows; readonly sites: Int32Array }[],
  index: ReadonlyMap<number, number>,
  count: number,
  floor: ProductSol | undefined,
): Sites {
  const sizes = new Int32Array(index.size + 1);
  for (const { sites } of parts) for (const site of sites) sizes[site + 1] = (sizes[site + 1] as number) + 1;
  for (let i = 0; i < index.size; i++) sizes[i + 1] = (sizes[i + 1] as number) + (sizes[i] as number);
  const next = sizes.slice();
  const m = new Float64Array(count);
  const values = new Float64Array(count);
  const siteN = new Float64Array(index.size);
  const siteK = new Float64Array(index.size);
  for (const { rows, sites } of parts) {
    const [n, k, rowM] = rows.axes as [Float64Array, Float64Array, Float64Array];
    for (let i = 0; i < rows.count; i++) {
      const site = sites[i] as number;
      const at = next[site] as number;
      next[site] = at + 1;
      siteN[site] = n[i] as number;
      siteK[site] = k[i] as number;
      m[at] = rowM[i] as number;
      values[at] = rows.values[i] as number;
    }
  }
  const starts = tidy(sizes, m, values);
  const mAt = (point: number): number => m[point] as number;
  return {
    ...axesOf(siteN, siteK),
    starts,
    index,
    ...rangesOf(starts, mAt),
    mAt,
    valueAt: flooredValues((point) => values[point] as number, siteN, siteK, mAt, floor),
  };
}

/** Sorts every site by m and drops repeated m, the first of which counts; returns where sites start. */
function tidy(starts: Int32Array, m: Float64Array, values: Float64Array): Int32Array {
  const begin = new Int32Array(starts.length);
  let filled = 0;
  for (let site = 0; site + 1 < starts.length; site++) {
    const lo = starts[site] as number;
    const hi = starts[site + 1] as number;
    if (!ascending(m, lo, hi)) sortRun(m, values, lo, hi);
    begin[site] = filled;
    let previous = NaN;
    for (let i = lo; i < hi; i++) {
      const here = m[i] as number;
      if (here === previous) continue;
      previous = here;
      m[filled] = here;
      values[filled] = values[i] as number;
      filled++;
    }
  }
  begin[starts.length - 1] = filled;
  return begin;
}

function ascending(m: Float64Array, lo: number, hi: number): boolean {
  for (let i = lo + 1; i < hi; i++) if ((m[i] as number) < (m[i - 1] as number)) return false;
  return true;
}

function sortRun(m: Float64Array, values: Float64Array, lo: number, hi: number): void {
  const order = Array.from({ length: hi - lo }, (_, i) => lo + i).sort(
    (a, b) => (m[a] as number) - (m[b] as number),
  );
  const sortedM = order.map((i) => m[i] as number);
  const sortedValues = order.map((i) => values[i] as number);
  m.set(sortedM, lo);
  values.set(sortedValues, lo);
}

/** Rows as the reference walks its nested tables: m, then n, then k, each in order of first sight. */
function inWalkOrder(rows: Rows): Rows {
  const [n, , m] = rows.axes as [Float64Array, Float64Array, Float64Array];
  const firstOfM = new Map<number, number>();
  const firstOfMn = new Map<number, number>();
  const mRank = new Float64Array(rows.count);
  const mnRank = new Float64Array(rows.count);
  for (let i = 0; i < rows.count; i++) {
    const mn = siteKey(m[i] as number, n[i] as number);
    if (!firstOfM.has(m[i] as number)) firstOfM.set(m[i] as number, i);
    if (!firstOfMn.has(mn)) firstOfMn.set(mn, i);
    mRank[i] = firstOfM.get(m[i] as number) as number;
    mnRank[i] = firstOfMn.get(mn) as number;
  }
  const order = Int32Array.from({ length: rows.count }, (_, i) => i).sort(
    (a, b) =>
      (mRank[a] as number) - (mRank[b] as number) || (mnRank[a] as number) - (mnRank[b] as number) || a - b,
  );
  return {
    count: rows.count,
    axes: rows.axes.map((axis) => Float64Array.from(order, (i) => axis[i] as number)),
    values: Float64Array.from(order, (i) => rows.values[i] as number),
  };
}
