import { axisRank, columnKind, hasTotalLength, type OrderRule } from "./columns.js";
import type { KeyColumn, PlainTable } from "./table.js";

/** Row order of a re-encoded table, and whether soft keys could join the groups. */
export interface RowOrder {
  readonly order: Uint32Array;
  readonly softGrouped: boolean;
}

/**
 * Order in which a table's rows are written (see docs/perf-db.md, "Row order"). What the original order means is kept:
 * first-seen order of groups (and so of every dtype, kernel, distribution), the nested walk m → n → k of GEMM sites, and
 * the relative order of rows that share a coordinate.
 */
export function rowOrder(table: PlainTable, stem: string, rule: OrderRule): RowOrder {
  if (rule === "file") return { order: identity(table.rowCount), softGrouped: false };
  if (rule === "gemm") return { order: gemmOrder(table), softGrouped: false };
  const parts = split(table, stem);
  const axes = axisKeys(parts.axes, table.rowCount, hasTotalLength(stem));
  const coordinate = combine([...parts.hard.map((key) => key.codes), ...axes], table.rowCount);
  const grouped = sortBy(combine([...parts.hard, ...parts.soft].map((key) => key.codes), table.rowCount), axes);
  if (keepsOrder(grouped, coordinate)) return { order: grouped, softGrouped: true };
  return { order: sortBy(combine(parts.hard.map((key) => key.codes), table.rowCount), axes), softGrouped: false };
}

/** Keys of a table by their part in the order; columns of one value take no part. */
export function split(table: PlainTable, stem: string): Record<"hard" | "soft" | "axes", readonly KeyColumn[]> {
  const varying = table.keys.filter((key) => key.values.length > 1);
  const of = (kind: string) => varying.filter((key) => columnKind(stem, key.name) === kind);
  const axes = [...of("axis")].sort((a, b) => axisRank(a.name) - axisRank(b.name));
  return { hard: of("hard"), soft: of("soft"), axes };
}

/** Sort keys of the axes, slowest first; `isl` and `step` become their sum where a table prices by total length. */
export function axisKeys(axes: readonly KeyColumn[], rowCount: number, totalLength: boolean): readonly Uint32Array[] {
  if (!totalLength) return axes.map((axis) => axis.codes);
  const isLength = (axis: KeyColumn) => axis.name === "isl" || axis.name === "step";
  const length = new Uint32Array(rowCount);
  for (const axis of axes.filter(isLength)) {
    for (let i = 0; i < rowCount; i++) length[i] = (length[i] as number) + (axis.values[axis.codes[i] as number] as number);
  }
  return [...axes.filter((axis) => !isLength(axis)).map((axis) => axis.codes), length];
}

/** Number of each row's combination of codes, in first-seen order. */
export function combine(columns: readonly Uint32Array[], rowCount: number): Uint32Array {
  let ids = new Uint32Array(rowCount);
  for (const codes of columns) {
    const seen = new Map<number, number>();
    const next = new Uint32Array(rowCount);
    for (let i = 0; i < rowCount; i++) {
      const pair = (ids[i] as number) * 0x400000 + (codes[i] as number);
      let id = seen.get(pair);
      if (id === undefined) seen.set(pair, (id = seen.size));
      next[i] = id;
    }
    ids = next;
  }
  return ids;
}

/** GEMM: dtypes in first-seen order, sites (n, k) in walk order, m ascending; equal keys in their order. */
function gemmOrder(table: PlainTable): Uint32Array {
  const codes = (name: string) => {
    const key = table.keys.find((column) => column.name === name);
    if (key === undefined) throw new Error(`gemm table without column ${name}`);
    return key.codes;
  };
  const m = codes("m");
  const dtype = combine([codes("gemm_dtype")], table.rowCount);
  const site = combine([codes("gemm_dtype"), codes("n"), codes("k")], table.rowCount);
  const walk = walkNumbers(dtype, m, codes("n"), codes("k"), site);
  return sortBy(dtype, [Uint32Array.from(site, (id) => walk[id] as number), m]);
}

/**
 * Position of each site in the walk that visits, dtype by dtype, each m in first-seen order, under it each n in
 * first-seen order, under it each k in first-seen order: nested insertion-ordered maps, which is how a reader of the
 * original file meets them.
 */
export function walkNumbers(
  dtype: Uint32Array,
  m: Uint32Array,
  n: Uint32Array,
  k: Uint32Array,
  site: Uint32Array,
): Uint32Array {
  const tree = new Map<number, Map<number, Map<number, Map<number, number>>>>();
  for (let i = 0; i < site.length; i++) {
    const byK = child(child(child(tree, dtype[i] as number), m[i] as number), n[i] as number);
    if (!byK.has(k[i] as number)) byK.set(k[i] as number, site[i] as number);
  }
  const numbers = new Uint32Array(site.length).fill(0xffffffff);
  let next = 0;
  for (const byM of tree.values())
    for (const byN of byM.values())
      for (const byK of byN.values())
        for (const id of byK.values()) if (numbers[id] === 0xffffffff) numbers[id] = next++;
  return numbers;
}

function child<V>(map: Map<number, Map<number, V>>, key: number): Map<number, V> {
  let inner = map.get(key);
  if (inner === undefined) map.set(key, (inner = new Map<number, V>()));
  return inner;
}

/** Stable order by group, then by the axes. */
function sortBy(group: Uint32Array, axes: readonly Uint32Array[]): Uint32Array {
  return identity(group.length).sort((a, b) => {
    const groups = (group[a] as number) - (group[b] as number);
    if (groups !== 0) return groups;
    for (const axis of axes) {
      const step = (axis[a] as number) - (axis[b] as number);
      if (step !== 0) return step;
    }
    return a - b;
  });
}

/** True when rows of the same coordinate follow each other as in the original file. */
function keepsOrder(order: Uint32Array, coordinate: Uint32Array): boolean {
  const last = new Int32Array(order.length).fill(-1);
  for (const row of order) {
    const at = coordinate[row] as number;
    if (row < (last[at] as number)) return false;
    last[at] = row;
  }
  return true;
}

function identity(length: number): Uint32Array {
  return new Uint32Array(length).map((_, i) => i);
}
