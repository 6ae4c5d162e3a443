// Whole groups held out, a few of their points given back as a local calibration, the rest predicted.
import type { BandWidths, Familiarity } from "../../src/perf/profile/calibration-file.js";
import { ownGroup } from "../../src/perf/profile/groups.js";
import { LOCAL_FIGURES, type LocalFigure, type Spread } from "../../src/perf/profile/local-calibration.js";
import {
  conditioned,
  drawn,
  fitSpreads,
  groupRows,
  POINTS,
  type Design,
  type GroupRow,
} from "./local-spread.js";
import { round, type HeldOut, type OutOfFold, type Scores } from "./validate.js";

type Spreads = Readonly<Record<LocalFigure, Spread>>;

/** One line of the experiment. */
export interface LocalScores extends Omit<Scores, "tpotMedian"> {
  readonly design: Design;
  /** measured points given of each group */
  readonly points: number;
  readonly groups: number;
}

/** Parts that variances are fitted without, so that no group has a say in its own. */
const PARTS = 4;

/**
 * Scores with 0, 1, 3, 5 and 10 points. A group's familiarity is that of a fit without it (its model is known elsewhere
 * or not), and its variances come from errors of other groups alone.
 */
export function localExperiment(
  held: Readonly<Record<HeldOut, readonly OutOfFold[]>>,
  bands: Readonly<Record<Familiarity, BandWidths>>,
): LocalScores[] {
  const groups = groupRows(held.group);
  const partOf = (group: string): number =>
    held.group.find((e) => ownGroup(e.sample.priced.keys) === group)!.fold % PARTS;
  const parts = Array.from({ length: PARTS }, (_, part): Readonly<Record<"model" | "none", Spreads>> => {
    const others = (errors: readonly OutOfFold[]): Spreads =>
      fitSpreads(groupRows(errors).filter(([row]) => partOf(row!.group) !== part));
    return { model: others(held.system), none: others(held.model) };
  });
  const partOfGroup = new Map(groups.map(([row]) => [row!.group, partOf(row!.group)]));
  const known = familiarities(held.group);
  const lookup = (group: string): { readonly spread: Spreads; readonly base: BandWidths } => {
    const familiarity = known.get(group)!;
    return { spread: parts[partOfGroup.get(group)!]![familiarity], base: bands[familiarity] };
  };
  const lines: readonly (readonly [Design, number])[] = [
    ["any", 0],
    ["any", 1],
    ["any", POINTS],
    ["far", POINTS],
    ["family", POINTS],
    ["any", 5],
    ["any", 10],
  ];
  return lines.map(([design, points]) => scored(groups, design, points, lookup));
}

/** Whether a group's model has rows outside its fold. */
function familiarities(errors: readonly OutOfFold[]): ReadonlyMap<string, "model" | "none"> {
  const folds = new Map<string, Set<number>>();
  for (const { sample, fold } of errors) {
    const set = folds.get(sample.priced.model) ?? new Set();
    folds.set(sample.priced.model, set.add(fold));
  }
  return new Map(
    errors.map(({ sample }) => [
      ownGroup(sample.priced.keys),
      folds.get(sample.priced.model)!.size > 1 ? "model" : "none",
    ]),
  );
}

function scored(
  groups: readonly (readonly GroupRow[])[],
  design: Design,
  points: number,
  lookup: (group: string) => { readonly spread: Spreads; readonly base: BandWidths },
): LocalScores {
  // the same groups answer with no point and with three
  const enough = groups.filter((rows) => rows.length > Math.max(points, POINTS));
  const draws =
    points === 0 ? enough.map((rest) => ({ known: [] as GroupRow[], rest })) : drawn(enough, design, points);
  const sums = { n: 0, ttft: 0, ttft20: 0, tpot: 0, tpot20: 0, rate: 0, holds: [0, 0], ratio: [0, 0] };
  // every group counts by its rows, however many draws it has
  const drawsOf = new Map<string, number>();
  for (const { rest } of draws) drawsOf.set(rest[0]!.group, (drawsOf.get(rest[0]!.group) ?? 0) + 1);
  for (const { known, rest } of draws) {
    const { group } = rest[0]!;
    const { spread, base } = lookup(group);
    const weight = 1 / drawsOf.get(group)!;
    const figures = Object.fromEntries(
      LOCAL_FIGURES.map((figure) => [figure, conditioned(known, figure, spread[figure])]),
    ) as Record<LocalFigure, ReturnType<typeof conditioned>>;
    for (const row of rest) {
      const ttft = figures.ttft.at(row.place);
      const tpot = figures.tpot.at(row.place);
      const errors = [ttft.mean - row.residual.ttft, tpot.mean - row.residual.tpot] as const;
      const widths = [ttft.variance, tpot.variance].map((variance, i) => {
        const figure = i === 0 ? "ttft" : "tpot";
        return points === 0
          ? base[figure]
          : Math.min(base[figure], spread[figure].band * Math.sqrt(variance));
      });
      const latency = Math.log(
        (row.ttftMs * Math.exp(errors[0]) + row.tpotMs * Math.exp(errors[1]) * row.steps) /
          (row.ttftMs + row.tpotMs * row.steps),
      );
      const off = (e: number): number => Math.abs(Math.exp(e) - 1);
      sums.n += weight;
      sums.ttft += weight * Math.abs(errors[0]);
      sums.ttft20 += weight * Number(off(errors[0]) <= 0.2);
      sums.tpot += weight * off(errors[1]);
      sums.tpot20 += weight * Number(off(errors[1]) <= 0.2);
      sums.rate += weight * off(-latency);
      for (const i of [0, 1] as const) {
        sums.holds[i]! += weight * Number(Math.abs(errors[i]) <= widths[i]!);
        sums.ratio[i]! += weight * widths[i]!;
      }
    }
  }
  const mean = (sum: number): number => sum / sums.n;
  return {
    design,
    points,
    groups: drawsOf.size,
    rows: Math.round(sums.n),
    ttftFactor: round(Math.exp(mean(sums.ttft))),
    ttftWithin20: round(mean(sums.ttft20)),
    tpotMape: round(100 * mean(sums.tpot)),
    tpotWithin20: round(mean(sums.tpot20)),
    throughputMape: round(100 * mean(sums.rate)),
    ttftBandHolds: round(mean(sums.holds[0]!)),
    tpotBandHolds: round(mean(sums.holds[1]!)),
    ttftBandRatio: round(Math.exp(2 * mean(sums.ratio[0]!))),
    tpotBandRatio: round(Math.exp(2 * mean(sums.ratio[1]!))),
  };
}
