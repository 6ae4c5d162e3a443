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
  const sign = sense === "maximise" ? -1 : 1;
  const points = rows
    .map((row, index) => ({ row, index, x: x(row), y: y(row) }))
    .filter((point) => Number.isFinite(point.x) && Number.isFinite(point.y));
  points.sort((a, b) => sign * (a.x - b.x) || b.y - a.y || a.index - b.index);
  const frontier: T[] = [];
  let best = -Infinity;
  for (const point of points) {
    if (point.y <= best) continue;
    best = point.y;
    frontier.push(point.row);
  }
  return sense === "maximise" ? frontier.reverse() : frontier;
}
