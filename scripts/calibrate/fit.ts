import type { Corrections } from "../../src/perf/profile/gains.js";
import { placeOf } from "../../src/perf/profile/place.js";
import { ownGroup } from "../../src/perf/profile/groups.js";
import { costsOf, tpotParts, ttftParts } from "../../src/perf/profile/load-parts.js";
import { replicaOf } from "../../src/perf/profile/replica-memo.js";
import type { PricedRow } from "./price.js";
import { fitClasses, type FigureData } from "./process.js";
import { COMPANY_MS, FIXED_MS, NOISE, STEP_MS, TPOT_CLASSES, TTFT_CLASSES } from "./variances.js";

const COSTS = { fixedMs: FIXED_MS, companyMs: COMPANY_MS, stepMs: STEP_MS };

/** A row ready to be fitted, or scored alone. */
export interface Sample {
  readonly priced: PricedRow;
  /** it drafted tokens though nobody says so (`twins.ts`): its TPOT teaches nothing */
  readonly drafted?: boolean;
}

/** Everything of a calibration that is fitted but its bands. */
export type Fitted = Corrections;

/** A fit of all rows, and of all but some. */
export interface Fit {
  readonly fitted: Fitted;
  without(left: readonly Sample[]): Fitted;
}

/**
 * Variance of the error of a row over that of the others, where its number formats have no tables, or where its engine ran
 * with speculation on other rows of the same day (TPOT).
 */
const DOUBTED = 4;
/** The same for the TPOT of a row that drafted tokens unlabelled: in effect it is left out. */
const DRAFTED = 1e4;

/** Fits both figures. Rows are taken in the order of their groups. */
export function fitPair(samples: readonly Sample[]): Fit {
  const rows = samples.map(({ priced }) => priced);
  const ttft = fitClasses(TTFT_CLASSES, figureData(samples, "ttft"));
  const tpot = fitClasses(TPOT_CLASSES, figureData(samples, "tpot"));
  const index = new Map(samples.map((sample, i) => [sample, i]));
  const places = rows.map(({ physics }) => placeOf(physics).map((x) => Math.round(x * 1e3) / 1e3));
  const shapes = Object.fromEntries(rows.map(({ model, shape }) => [model, shape]));
  const whole = { ...COSTS, shapes, groups: groupsOf(rows), places };
  return {
    fitted: { ...whole, ttft: ttft.classes, tpot: tpot.classes },
    without(left) {
      const gone = left.map((sample) => index.get(sample)!);
      // a group of which nothing is left was never measured
      const out = new Set(gone);
      const stays = rows.map((_, i) => i).filter((i) => !out.has(i));
      const kept = (classes: Fitted["ttft"]): Fitted["ttft"] =>
        classes.map((one) => ({ ...one, weights: stays.map((i) => one.weights[i]!) }));
      return {
        ...whole,
        groups: groupsOf(stays.map((i) => rows[i]!)),
        places: stays.map((i) => places[i]!),
        ttft: kept(ttft.without(gone)),
        tpot: kept(tpot.without(gone)),
      };
    },
  };
}

/** Rows sorted so that those of a group stand together, in the order of the file. */
export function byGroup(samples: readonly Sample[]): readonly Sample[] {
  const groups = new Map<string, Sample[]>();
  for (const sample of samples) {
    const key = ownGroup(sample.priced.keys);
    groups.set(key, [...(groups.get(key) ?? []), sample]);
  }
  return [...groups.values()].flat();
}

function groupsOf(rows: readonly PricedRow[]): { key: string; rows: number }[] {
  const groups: { key: string; rows: number }[] = [];
  for (const { keys } of rows) {
    const key = ownGroup(keys);
    const last = groups.at(-1);
    if (last?.key === key) last.rows++;
    else groups.push({ key, rows: 1 });
  }
  return groups;
}

function figureData(samples: readonly Sample[], figure: "ttft" | "tpot"): FigureData {
  const rows = samples.map(({ priced }) => priced);
  return {
    rows,
    parts: rows.map(({ physics, concurrency }) => {
      const batch = concurrency / physics.ranks;
      return figure === "ttft"
        ? ttftParts(physics, costsOf(COSTS, physics.backend), batch)
        : tpotParts(physics, STEP_MS, batch);
    }),
    measured: rows.map(({ row }) => Math.log(figure === "ttft" ? row.ttftMs : row.tpotMs)),
    noise: samples.map(
      ({ priced: { row }, drafted }) =>
        NOISE[figure] *
        (row.exactQuant ? 1 : DOUBTED) *
        (figure === "tpot" && row.maybeSpeculative ? DOUBTED : 1) *
        (figure === "tpot" && drafted === true ? DRAFTED : 1),
    ),
  };
}

/** Log errors of a row: positive when the prediction is too high. */
export interface RowErrors {
  readonly ttft: number;
  readonly tpot: number;
  /** of the whole request */
  readonly latency: number;
}

/** Errors of the shipped path under a fit. */
export function errorsOf(fitted: Fitted, { priced }: Sample): RowErrors {
  const { row, physics, keys, concurrency } = priced;
  const { ttftMs, tpotMs } = replicaOf(fitted, keys, physics).curve.at(concurrency);
  const steps = Math.max(0, row.osl - 1);
  return {
    ttft: Math.log(ttftMs / row.ttftMs),
    tpot: Math.log(tpotMs / row.tpotMs),
    latency: Math.log((ttftMs + tpotMs * steps) / (row.ttftMs + row.tpotMs * steps)),
  };
}
