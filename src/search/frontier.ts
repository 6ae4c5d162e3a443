/** A direction in which x is better. */
export type Sense = "maximise" | "minimise";

/**
 * The rows that no other row beats: at least as good in x and y and better in one. y is always maximised; of rows
 * equal in both only the first stays; rows with a figure that is not finite are dropped. Sorted by x ascending
 * (`docs/method/search.md` 7.1). n log n.
 */
export function findFrontier<T>(
  rows: readonly T[],
  x: (row: T) => number,
  y: (row: T) => number,
  sense: Sense,
): T[] {
  const highest = new Map<number, { readonly row: T; readonly y: number }>();
  for (const row of rows) {
    const point = { row, y: y(row) };
    const at = x(row);
    if (!Number.isFinite(at) || !Number.isFinite(point.y)) continue;
    const known = highest.get(at);
    if (known === undefined || point.y > known.y) highest.set(at, point);
  }
  const order = Float64Array.from(highest.keys()).sort();
  if (sense === "maximise") order.reverse();
  const frontier: T[] = [];
  let best = -Infinity;
  for (const at of order) {
    const point = highest.get(at)!;
    if (point.y <= best) continue;
    best = point.y;
    frontier.push(point.row);
  }
  return sense === "maximise" ? frontier.reverse() : frontier;
}
