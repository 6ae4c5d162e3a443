import { columnKind, hasTotalLength, orderRule } from "./columns.js";
import { relativeError } from "./encode.js";
import { axisKeys, combine, split } from "./order.js";
import type { Cell, KeyColumn, PlainTable } from "./table.js";

/** What the comparison of one table found. `faults` is empty when the re-encoded table is faithful. */
export interface Comparison {
  readonly rows: number;
  readonly maxError: number;
  /** mean of (stored − original) / original */
  readonly meanError: number;
  readonly faults: readonly string[];
}

/** Which table is compared, and which of the original's rows are left out on purpose. */
export interface ComparedAs {
  readonly family: string;
  readonly stem: string;
  readonly hidden?: Uint8Array;
}

/** Compares an original table with its re-encoded form: rows, keys, values, and every order that carries meaning. */
export function compareTables(original: PlainTable, stored: PlainTable, as: ComparedAs): Comparison {
  const { family, stem, hidden } = as;
  const faults: string[] = [];
  const rows = original.rowCount - (hidden?.reduce((sum, mark) => sum + mark, 0) ?? 0);
  if (stored.rowCount !== rows) return { rows, maxError: 0, meanError: 0, faults: [`${stored.rowCount} rows, expected ${rows}`] };
  const kept = original.keys.filter((key) => columnKind(stem, key.name) !== "dropped");
  const both = joinKeys(kept, stored, faults);
  const pairing = pairRows(both, original.rowCount, rows, hidden);
  if (pairing === undefined) return { rows, maxError: 0, meanError: 0, faults: [...faults, "the sets of keys differ"] };
  const errors = compareValues(original, stored, pairing, faults);
  checkOrder({ ...original, keys: kept }, pairing, family, stem, faults);
  return { rows, ...errors, faults };
}

/** Codes of every key column over the original's rows followed by the stored ones. */
function joinKeys(kept: readonly KeyColumn[], stored: PlainTable, faults: string[]): Uint32Array[] {
  const names = new Set(kept.map((key) => key.name));
  for (const key of stored.keys) if (!names.has(key.name)) faults.push(`column ${key.name} is not in the original`);
  return kept.flatMap((key) => {
    const column = stored.keys.find(({ name }) => name === key.name) ;
    if (column === undefined) {
      faults.push(`column ${key.name} is missing`);
      return [];
    }
    const codeOf = new Map<Cell, number>(key.values.map((value, code) => [value, code]));
    const remap = column.values.map((value) => codeOf.get(value) ?? key.values.length);
    const codes = new Uint32Array(key.codes.length + stored.rowCount);
    codes.set(key.codes);
    column.codes.forEach((code, row) => (codes[key.codes.length + row] = remap[code] as number));
    return [codes];
  });
}

/** Original row of each stored row: the i-th stored row of a key is the i-th original row of it that is not hidden. */
function pairRows(
  both: readonly Uint32Array[],
  originals: number,
  rows: number,
  hidden: Uint8Array | undefined,
): Uint32Array | undefined {
  const ids = combine(both, originals + rows);
  const queue = new Int32Array(originals + rows).fill(-1);
  const next = new Int32Array(originals).fill(-1);
  for (let row = originals - 1; row >= 0; row--) {
    if (hidden?.[row] === 1) continue;
    next[row] = queue[ids[row] as number] as number;
    queue[ids[row] as number] = row;
  }
  const pairing = new Uint32Array(rows);
  for (let row = 0; row < rows; row++) {
    const id = ids[originals + row] as number;
    const match = queue[id] as number;
    if (match < 0) return undefined;
    pairing[row] = match;
    queue[id] = next[match] as number;
  }
  return pairing;
}

function compareValues(
  original: PlainTable,
  stored: PlainTable,
  pairing: Uint32Array,
  faults: string[],
): { maxError: number; meanError: number } {
  let maxError = 0;
  let sum = 0;
  let count = 0;
  for (const { name, values } of original.values) {
    const other = stored.values.find((column) => column.name === name)?.values;
    if (other === undefined) {
      faults.push(`column ${name} is missing`);
      continue;
    }
    for (let row = 0; row < pairing.length; row++) {
      const exact = values[pairing[row] as number] as number;
      const found = other[row] as number;
      maxError = Math.max(maxError, relativeError(exact, found));
      if (exact !== 0) {
        sum += (found - exact) / exact;
        count++;
      }
    }
  }
  return { maxError, meanError: count === 0 ? 0 : sum / count };
}

/** Checks the order rules of docs/perf-db.md on the pairing alone, in the original's own terms. */
function checkOrder(original: PlainTable, pairing: Uint32Array, family: string, stem: string, faults: string[]): void {
  const rule = orderRule(family, stem);
  if (rule === "file" && pairing.some((row, i) => row !== i)) faults.push("rows left the file order");
  if (rule === "gemm" && !followsWalk(original, pairing)) faults.push("GEMM sites are not in walk order");
  const parts = split(original, stem);
  const hard = rule === "gemm" ? parts.hard.filter((key) => key.name === "gemm_dtype") : parts.hard;
  const rows = original.rowCount;
  // of groups, not of single columns: a group whose rows are all hidden takes the place of its values with it
  if (!sameFirstSeen(combine(hard.map((key) => key.codes), rows), pairing)) faults.push("groups are first seen in another order");
  const axes = axisKeys(parts.axes, rows, hasTotalLength(stem));
  const coordinates = combine([...parts.hard.map((key) => key.codes), ...axes], rows);
  const last = new Int32Array(rows).fill(-1);
  for (const row of pairing) {
    if (row < (last[coordinates[row] as number] as number)) {
      faults.push("rows of one coordinate changed places");
      return;
    }
    last[coordinates[row] as number] = row;
  }
}

function sameFirstSeen(codes: Uint32Array, pairing: Uint32Array): boolean {
  const before = new Set(codes);
  const after = new Set(Array.from(pairing, (row) => codes[row] as number));
  const expected = [...before].filter((code) => after.has(code));
  return [...after].every((code, i) => code === expected[i]);
}

/** Walks the original with plain nested maps of decoded values and compares its sites with the stored order. */
function followsWalk(original: PlainTable, pairing: Uint32Array): boolean {
  const cell = (name: string) => {
    const key = original.keys.find((column) => column.name === name);
    return (row: number) => key?.values[key.codes[row] as number] ?? null;
  };
  const [dtype, m, n, k] = [cell("gemm_dtype"), cell("m"), cell("n"), cell("k")];
  type Tree = Map<Cell, Tree>;
  const tree: Tree = new Map();
  const step = (at: Tree, key: Cell): Tree => {
    let next = at.get(key);
    if (next === undefined) at.set(key, (next = new Map()));
    return next;
  };
  for (let row = 0; row < original.rowCount; row++) step(step(step(step(tree, dtype(row)), m(row)), n(row)), k(row));
  const walk = new Set<string>();
  for (const [d, byM] of tree) for (const byN of byM.values()) for (const [nn, byK] of byN) for (const kk of byK.keys()) walk.add(`${d} ${nn} ${kk}`);
  const stored = new Set<string>();
  for (const row of pairing) stored.add(`${dtype(row)} ${n(row)} ${k(row)}`);
  const expected = [...walk].filter((site) => stored.has(site));
  return [...stored].every((site, i) => site === expected[i]);
}
