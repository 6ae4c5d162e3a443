import type { Curve } from "../interp/curve.js";
import type { Grid } from "../interp/grid-data.js";
import { log2Floored } from "../interp/log-neighbours.js";
import type { SourceTable } from "../table.js";
import { collectRows, type RowQuery, type Rows } from "./rows.js";

/** The curve of the matching rows over one axis; undefined when nothing matches. */
export function curveSlice(sources: readonly SourceTable[], query: RowQuery): Curve | undefined {
  const rows = collectRows(sources, query);
  return rows.count === 0 ? undefined : buildCurve(rows);
}

/** The grid of the matching rows over two to four axes; undefined when nothing matches. */
export function gridSlice(sources: readonly SourceTable[], query: RowQuery): Grid | undefined {
  const rows = collectRows(sources, query);
  return rows.count === 0 ? undefined : buildGrid(rows);
}

/** Sorts rows of one axis into a curve; of equal keys the first row counts. */
export function buildCurve(rows: Rows): Curve {
  const grid = buildGrid(rows);
  return { keys: grid.keys[0] as Float64Array, values: grid.values };
}

/** Sorts rows into a ragged tree of keys; of equal coordinates the first row counts. */
export function buildGrid(rows: Rows): Grid {
  const order = sortedOrder(rows);
  const depth = rows.axes.length;
  const keys = rows.axes.map(() => new Float64Array(rows.count));
  const starts = rows.axes.slice(1).map(() => new Int32Array(rows.count + 1));
  const values = new Float64Array(rows.count);
  const filled = new Int32Array(depth);
  let previous = -1;
  for (let i = 0; i < rows.count; i++) {
    const row = order === undefined ? i : (order[i] as number);
    let level = 0;
    if (previous >= 0) {
      while (level < depth) {
        const axis = rows.axes[level] as Float64Array;
        if (axis[row] !== axis[previous]) break;
        level++;
      }
    }
    if (level === depth) continue;
    for (; level < depth; level++) {
      const at = filled[level] as number;
      (keys[level] as Float64Array)[at] = (rows.axes[level] as Float64Array)[row] as number;
      if (level < depth - 1) (starts[level] as Int32Array)[at] = filled[level + 1] as number;
      else values[at] = rows.values[row] as number;
      filled[level] = at + 1;
    }
    previous = row;
  }
  const last = filled[depth - 1] as number;
  for (let level = 0; level < depth - 1; level++) {
    (starts[level] as Int32Array)[filled[level] as number] = filled[level + 1] as number;
  }
  const kept = keys.map((array, level) => array.slice(0, filled[level] as number));
  let logs: readonly Float64Array[] | undefined;
  return {
    keys: kept,
    logKeys: () => (logs ??= kept.map((array) => array.map(log2Floored))),
    starts: starts.map((array, level) => array.slice(0, (filled[level] as number) + 1)),
    values: values.slice(0, last),
  };
}

/** Stable ascending order of the coordinates; undefined when the rows already have it. */
function sortedOrder(rows: Rows): Float64Array | Int32Array | undefined {
  if (isSorted(rows)) return undefined;
  const packed = packCoordinates(rows);
  if (packed === undefined) return sortByComparison(rows);
  for (let i = 0; i < rows.count; i++) packed[i] = (packed[i] as number) * rows.count + i;
  packed.sort();
  for (let i = 0; i < rows.count; i++) packed[i] = (packed[i] as number) % rows.count;
  return packed;
}

function isSorted(rows: Rows): boolean {
  for (let row = 1; row < rows.count; row++) {
    for (const axis of rows.axes) {
      const step = (axis[row] as number) - (axis[row - 1] as number);
      if (step > 0) break;
      if (step < 0) return false;
    }
  }
  return true;
}

/** One exact integer per row that sorts like its coordinates, with room for the row number; undefined when too large. */
function packCoordinates(rows: Rows): Float64Array | undefined {
  const packed = new Float64Array(rows.count);
  let span = rows.count;
  for (const axis of rows.axes) {
    let top = 0;
    for (let i = 0; i < rows.count; i++) {
      const x = axis[i] as number;
      if (!Number.isInteger(x) || x < 0) return undefined;
      if (x > top) top = x;
    }
    span *= top + 1;
    if (span > Number.MAX_SAFE_INTEGER) return undefined;
    for (let i = 0; i < rows.count; i++) packed[i] = (packed[i] as number) * (top + 1) + (axis[i] as number);
  }
  return packed;
}

function sortByComparison(rows: Rows): Int32Array {
  const order = Int32Array.from({ length: rows.count }, (_, i) => i);
  return order.sort((a, b) => {
    for (const axis of rows.axes) {
      const step = (axis[a] as number) - (axis[b] as number);
      if (step !== 0) return step;
    }
    return a - b;
  });
}
