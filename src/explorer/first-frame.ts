import { DEFAULT_CONFIDENCE } from "../domain/confidence.js";
import { judgePoints, type JudgedPoint } from "./judge.js";
import { axisEnds, planeAxes, throughput, type PlaneAxis } from "./page/axes.js";
import { colourPlace } from "./page/symbols.js";
import type { ExplorerPayload } from "./payload.js";
import { pointsOf } from "./point.js";

/** Cells of a plane, right and down: points in one cell are one square. */
const [ACROSS, DOWN] = [200, 110];

/**
 * The planes before the page's script has run, as HTML: squares where the points are, so that the first thing on the screen is
 * the picture. The script draws over it what it knows better: symbols, lines, marks, words.
 */
export function firstFrame(page: ExplorerPayload): string {
  const points = pointsOf(page);
  if (points.length === 0) return "";
  const judged = judgePoints(points, { limits: {}, confidence: page.confidence ?? DEFAULT_CONFIDENCE });
  const series = [...new Set(page.sets.map((set) => set.series))];
  const planes = planeAxes(page).map((axis) => {
    const squares = squaresOf(judged, axis, ({ point }) => colourPlace(series.indexOf(point.set.series)));
    return `<div class="plane"><svg class="first" viewBox="0 0 ${ACROSS} ${DOWN}" preserveAspectRatio="none">${squares}</svg></div>`;
  });
  return `<main><section class="planes" aria-hidden="true">${planes.join("")}</section></main>`;
}

/** A path a colour, first of the points that miss their limits, then of those that hold. */
function squaresOf(
  judged: readonly JudgedPoint[],
  axis: PlaneAxis,
  colour: (one: JudgedPoint) => number,
): string {
  const [low, high, top] = axisEnds(
    judged.map(({ point }) => point),
    axis,
  );
  const scaled = axis.logarithmic ? Math.log : (value: number): number => value;
  const cells = new Map<string, Set<number>>();
  for (const one of judged) {
    const across = (scaled(axis.value(one.point)) - scaled(low)) / (scaled(high) - scaled(low));
    const x = Math.round(ACROSS * across);
    const y = Math.round(DOWN * (1 - throughput(one.point) / top));
    if (!Number.isFinite(x + y)) continue;
    const look = `${one.holds ? "holds" : "misses"} colour-${colour(one)}`;
    const known = cells.get(look) ?? new Set();
    cells.set(look, known.add(y * ROW + x));
  }
  const missedFirst = [...cells].sort(([a], [b]) => (a < b ? 1 : -1));
  return missedFirst.map(([look, own]) => `<path class="${look}" d="${linesOf(own)}"/>`).join("");
}

/** Places of a row, so that the last cell of one and the first of the next do not touch. */
const ROW = ACROSS + 10;

/** Cells as lines to the right, one for cells that touch. */
function linesOf(cells: ReadonlySet<number>): string {
  let lines = "";
  for (const cell of cells) {
    if (cells.has(cell - 1)) continue;
    let length = 1;
    while (cells.has(cell + length)) length++;
    lines += `M${cell % ROW} ${Math.floor(cell / ROW)}h${length}`;
  }
  return lines;
}
