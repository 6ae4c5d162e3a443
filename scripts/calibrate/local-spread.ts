// How much a few measurements of a group say about the rest of it: variances and scales by maximum likelihood on held-out
// errors, and the band factor by drawing three points of each group and predicting the others (conformal).
import {
  condition,
  coordinates,
  covariance,
  LOCAL_FIGURES,
  type LocalFigure,
  type LoadPlace,
  type Spread,
} from "../../src/perf/profile/local-calibration.js";
import { cholesky, logDeterminant, solveCholesky } from "../../src/perf/profile/cholesky.js";
import { ownGroup } from "../../src/perf/profile/groups.js";
import { seededRandom } from "../../src/domain/random.js";
import { familyKey } from "./rows.js";
import type { OutOfFold } from "./validate.js";

/** A held-out error where it counts as a measurement: ln(measured / predicted) by figure. */
export interface GroupRow {
  readonly group: string;
  readonly family: string;
  readonly fold: number;
  readonly place: LoadPlace;
  readonly residual: Readonly<Record<LocalFigure, number>>;
  /** measured means, milliseconds, and tokens after the first */
  readonly ttftMs: number;
  readonly tpotMs: number;
  readonly steps: number;
}

/** Rows of a group that a likelihood looks at most: its cost grows with the cube, and more tell nothing new. */
const MAX_ROWS = 40;
/** Draws of three points from each group. */
export const DRAWS = 20;
export const POINTS = 3;

/** Held-out errors with exact formats, by group. Groups and rows keep the order of the file. */
export function groupRows(errors: readonly OutOfFold[]): readonly (readonly GroupRow[])[] {
  const groups = new Map<string, GroupRow[]>();
  for (const { sample, fold, ttft, tpot, latency } of errors) {
    const { row, physics, concurrency, keys } = sample.priced;
    if (!row.exactQuant) continue;
    const group = ownGroup(keys);
    const list = groups.get(group) ?? [];
    list.push({
      group,
      family: familyKey(row),
      fold,
      place: { ...physics, concurrency },
      residual: { ttft: -ttft, tpot: -tpot, latency: -latency },
      ttftMs: row.ttftMs,
      tpotMs: row.tpotMs,
      steps: Math.max(0, row.osl - 1),
    });
    groups.set(group, list);
  }
  return [...groups.keys()].sort().map((key) => groups.get(key)!);
}

type Free = Omit<Spread, "band">;
const START: Free = { group: 0.04, load: 0.03, noise: 0.005, shapeScale: 2, loadScale: 4 };
/** Bounds keep the likelihood from running along a ridge that few groups leave flat. */
const BOUNDS: Readonly<Record<keyof Free, readonly [number, number]>> = {
  group: [1e-4, 1],
  load: [1e-4, 1],
  noise: [2e-3, 1],
  shapeScale: [0.5, 16],
  loadScale: [0.5, 16],
};

/** Spread of one figure, band factor included. */
export function fitSpread(groups: readonly (readonly GroupRow[])[], figure: LocalFigure): Spread {
  const free = fitVariances(groups, figure);
  return { ...free, band: round(bandFactor(groups, figure, { ...free, band: 1 })) };
}

/** All figures. */
export function fitSpreads(groups: readonly (readonly GroupRow[])[]): Record<LocalFigure, Spread> {
  const [ttft, tpot, latency] = LOCAL_FIGURES.map((figure) => fitSpread(groups, figure));
  return { ttft: ttft!, tpot: tpot!, latency: latency! };
}

/** Coordinate search on logarithms with a shrinking step: five parameters, a smooth likelihood. */
function fitVariances(groups: readonly (readonly GroupRow[])[], figure: LocalFigure): Free {
  const thinned = groups.map((rows) => thin(rows));
  const cost = (free: Free): number =>
    thinned.reduce((sum, rows) => sum + surprise(rows, figure, { ...free, band: 1 }), 0);
  let best = START;
  let least = cost(best);
  for (let step = 2; step > 1.1;) {
    let moved = false;
    for (const key of Object.keys(START) as (keyof Free)[]) {
      for (const factor of [step, 1 / step]) {
        const [low, high] = BOUNDS[key];
        const next = { ...best, [key]: Math.min(high, Math.max(low, best[key] * factor)) };
        const value = next[key] === best[key] ? Infinity : cost(next);
        if (value < least - 1e-6) {
          least = value;
          best = next;
          moved = true;
          break;
        }
      }
    }
    if (!moved) step = Math.sqrt(step);
  }
  return Object.fromEntries(
    Object.entries(best).map(([key, value]) => [key, round(value)]),
  ) as unknown as Free;
}

/** Twice the negative log likelihood of a group's errors, constants left out. */
function surprise(rows: readonly GroupRow[], figure: LocalFigure, spread: Spread): number {
  const at = rows.map(({ place }) => coordinates(place, spread));
  const factor = cholesky(
    at.map((a, i) => at.map((b, j) => covariance(a, b, spread) + (i === j ? spread.noise : 0))),
  );
  const y = rows.map(({ residual }) => residual[figure]);
  const solved = solveCholesky(factor, y);
  return y.reduce((sum, value, i) => sum + value * solved[i]!, logDeterminant(factor));
}

/** Every k-th row, so that a big group stays within {@link MAX_ROWS}. */
function thin(rows: readonly GroupRow[]): readonly GroupRow[] {
  const step = Math.ceil(rows.length / MAX_ROWS);
  return rows.filter((_, i) => i % step === 0);
}

/** Standard deviations that hold 80 % of the errors of rows that three drawn points of their group predict. */
function bandFactor(groups: readonly (readonly GroupRow[])[], figure: LocalFigure, spread: Spread): number {
  const scores = drawn(groups, "any").flatMap(({ known, rest }) => {
    const fitted = conditioned(known, figure, spread);
    return rest.map((row) => {
      const { mean, variance } = fitted.at(row.place);
      return Math.abs(row.residual[figure] - mean) / Math.sqrt(variance);
    });
  });
  scores.sort((a, b) => a - b);
  return scores[Math.min(scores.length - 1, Math.ceil(0.8 * (scores.length + 1)) - 1)] ?? 1.28;
}

/** How three points are taken: anywhere in the group, far from each other, or three loads of one configuration family. */
export type Design = "any" | "far" | "family";

/** Some rows of a group as its local calibration, and the others. */
export interface Draw {
  readonly known: readonly GroupRow[];
  readonly rest: readonly GroupRow[];
}

/** Seeded draws of three points from every group that has more. */
export function drawn(groups: readonly (readonly GroupRow[])[], design: Design, points = POINTS): Draw[] {
  const random = seededRandom(1);
  return groups.flatMap((rows) =>
    rows.length <= points
      ? []
      : Array.from({ length: DRAWS }, () => choose(rows, design, points, random)).flatMap((known) =>
          known === undefined ? [] : [{ known, rest: rows.filter((row) => !known.includes(row)) }],
        ),
  );
}

function choose(
  rows: readonly GroupRow[],
  design: Design,
  points: number,
  random: () => number,
): readonly GroupRow[] | undefined {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  if (design === "family") {
    const families = [...new Set(rows.map(({ family }) => family))]
      .map((family) => rows.filter((row) => row.family === family))
      .filter((own) => own.length >= points && own.length < rows.length);
    if (families.length === 0) return undefined;
    const own = [...pick(families)].sort((a, b) => a.place.concurrency - b.place.concurrency);
    return Array.from({ length: points }, (_, i) => own[Math.round((i * (own.length - 1)) / (points - 1))]!);
  }
  const known = [pick(rows)];
  while (known.length < points) {
    const left = rows.filter((row) => !known.includes(row));
    known.push(design === "any" ? pick(left) : farthest(left, known));
  }
  return known;
}

function farthest(left: readonly GroupRow[], known: readonly GroupRow[]): GroupRow {
  const unit = { shapeScale: 1, loadScale: 1 };
  const distance = (a: GroupRow, b: GroupRow): number => {
    const there = coordinates(b.place, unit);
    return coordinates(a.place, unit).reduce((sum, x, i) => sum + Math.abs(x - there[i]!), 0);
  };
  const nearest = left.map((row) => Math.min(...known.map((other) => distance(row, other))));
  return left[nearest.indexOf(Math.max(...nearest))]!;
}

/** The points of a draw, ready to predict. */
export function conditioned(
  known: readonly GroupRow[],
  figure: LocalFigure,
  spread: Spread,
): ReturnType<typeof condition> {
  return condition(
    known.map(({ place }) => place),
    known.map(({ residual }) => residual[figure]),
    spread,
  );
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}
