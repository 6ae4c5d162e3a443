import { valuesOf, type Dimension } from "./dimensions.js";
import type { SweepPoint } from "./grid.js";
import type { SweepOutcome } from "./outcome.js";

/** Best tokens/s per GPU by two swept values; undefined where no setting meets the limits, null where the point is lost. */
export interface Matrix {
  readonly rows: Dimension;
  readonly columns: Dimension;
  readonly rowValues: readonly string[];
  readonly columnValues: readonly string[];
  readonly cells: readonly (readonly (number | undefined | null)[])[];
  /** values that the matrix has no room for */
  readonly hidden: { readonly rows: number; readonly columns: number };
}

/** Most values that are shown: more is no longer read, and a job summary ends at 1 MiB. */
const MAX_ROWS = 60;
const MAX_COLUMNS = 24;

/** `3 more rows and 117 more columns are in the CSV.`; empty when all are shown. */
export function hiddenSentence({ hidden: { rows, columns } }: Matrix): string {
  const parts = [
    ...(rows > 0 ? [`${rows} more ${rows === 1 ? "row" : "rows"}`] : []),
    ...(columns > 0 ? [`${columns} more ${columns === 1 ? "column" : "columns"}`] : []),
  ];
  return parts.length === 0
    ? ""
    : `${parts.join(" and ")} ${rows + columns === 1 ? "is" : "are"} in the CSV.`;
}

/** How far the values of a dimension lie apart in the best that each reaches: a ratio, endless where one reaches none. */
function swayOf(
  points: readonly SweepPoint[],
  outcomes: ReadonlyMap<number, SweepOutcome>,
  dimension: Dimension,
): number {
  const bests = valuesOf(points, dimension).map((value) =>
    bestOf(
      points.filter((point) => dimension.valueOf(point) === value),
      outcomes,
    ),
  );
  const rates = bests.flatMap((best) => (best === null ? [] : [best ?? 0]));
  const most = Math.max(0, ...rates);
  return most === 0 ? 1 : most / Math.min(...rates);
}

/** The matrix of the two dimensions that move the best most, of equal ones those with more values; undefined when fewer than two vary. */
export function bestMatrix(
  points: readonly SweepPoint[],
  outcomes: readonly SweepOutcome[],
  swept: readonly Dimension[],
): Matrix | undefined {
  const byIndex = new Map(outcomes.map((outcome) => [outcome.index, outcome]));
  const sways = new Map(swept.map((dimension) => [dimension, swayOf(points, byIndex, dimension)]));
  const apart = (a: Dimension, b: Dimension): number =>
    sways.get(a) === sways.get(b) ? 0 : sways.get(b)! - sways.get(a)!;
  const ordered = [...swept]
    .sort((a, b) => apart(a, b) || valuesOf(points, b).length - valuesOf(points, a).length)
    .slice(0, 2);
  const [rows, columns] = swept.filter((dimension) => ordered.includes(dimension));
  if (rows === undefined || columns === undefined) return undefined;
  const [allRows, allColumns] = [valuesOf(points, rows), valuesOf(points, columns)];
  const [rowValues, columnValues] = [allRows.slice(0, MAX_ROWS), allColumns.slice(0, MAX_COLUMNS)];
  const groups = new Map<string, SweepPoint[]>();
  for (const point of points) {
    const cell = JSON.stringify([rows.valueOf(point), columns.valueOf(point)]);
    const group = groups.get(cell);
    if (group === undefined) groups.set(cell, [point]);
    else group.push(point);
  }
  const cells = rowValues.map((row) =>
    columnValues.map((column) => bestOf(groups.get(JSON.stringify([row, column])) ?? [], byIndex)),
  );
  const hidden = {
    rows: allRows.length - rowValues.length,
    columns: allColumns.length - columnValues.length,
  };
  return { rows, columns, rowValues, columnValues, cells, hidden };
}

function bestOf(
  points: readonly SweepPoint[],
  outcomes: ReadonlyMap<number, SweepOutcome>,
): number | undefined | null {
  const found = points.map((point) => outcomes.get(point.index));
  const rates = found.flatMap((outcome) =>
    outcome?.kind === "best" ? [outcome.best.tokensPerSecPerGpu] : [],
  );
  if (rates.length > 0) return Math.max(...rates);
  return found.every((outcome) => outcome === undefined) ? null : undefined;
}

/** A change of one value to the next along a dimension: typical ratio of the best, and the largest step. */
export interface StepCost {
  readonly dimension: Dimension;
  /** geometric mean of the ratios of neighbours */
  readonly typical: number;
  readonly largest: { readonly ratio: number; readonly from: string; readonly to: string };
}

/** What a step along rows or columns does to the best; undefined when no two neighbours have a figure. */
export function stepCost(matrix: Matrix, along: "rows" | "columns"): StepCost | undefined {
  const values = along === "rows" ? matrix.rowValues : matrix.columnValues;
  const lines =
    along === "columns"
      ? matrix.cells
      : matrix.columnValues.map((_, column) => matrix.cells.map((row) => row[column]));
  let [sum, count] = [0, 0];
  let largest: StepCost["largest"] | undefined;
  for (const line of lines) {
    for (let at = 1; at < line.length; at++) {
      const [before, after] = [line[at - 1], line[at]];
      if (
        before === undefined ||
        before === null ||
        after === undefined ||
        after === null ||
        before <= 0 ||
        after <= 0
      )
        continue;
      const ratio = after / before;
      sum += Math.log(ratio);
      count++;
      if (largest === undefined || Math.abs(Math.log(ratio)) > Math.abs(Math.log(largest.ratio))) {
        largest = { ratio, from: values[at - 1] ?? "", to: values[at] ?? "" };
      }
    }
  }
  if (largest === undefined) return undefined;
  return {
    dimension: along === "rows" ? matrix.rows : matrix.columns,
    typical: Math.exp(sum / count),
    largest,
  };
}
