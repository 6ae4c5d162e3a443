import { jointChance } from "../../src/perf/profile/chance.js";
import { familyKey } from "./rows.js";
import type { WithWidth } from "./validate.js";

/** A measured point of a question, as a source of figures sees it. Milliseconds; rate in requests per second and GPU. */
export interface Point {
  readonly ttftMs: number;
  readonly tpotMs: number;
  readonly rate: number;
}

/** What tells the figures of a point. */
export type Source = "published" | "calibrated";

/** A choice among the measured points of one question. */
export interface Candidate {
  readonly family: string;
  readonly backend: string;
  /** rows that were measured together: those of one group on one day with one version of the engine */
  readonly session: string;
  /** requests in flight per GPU */
  readonly load: number;
  readonly measured: Point;
  readonly calibrated: Point;
  readonly published: Point;
  readonly chance: (ttftMs: number, tpotMs: number) => number;
  /** the rate of such latencies at its load */
  readonly rateOf: (ttftMs: number, tpotMs: number) => number;
}

/** Lists of points that are chosen among. */
export type Questions = readonly (readonly Candidate[])[];

/** Limits of a question, milliseconds. */
export interface Limits {
  readonly ttftMs: number;
  readonly tpotMs: number;
}

/** Points and layouts that a question needs. */
const LEAST_POINTS = 4;
const LEAST_LAYOUTS = 2;
const TPOT_QUANTILES = [0.2, 0.4, 0.6, 0.8];
const TTFT_QUANTILES = [Infinity, 0.5, 0.8];
/** Limits lie this much above a measured figure, so that its own point holds. */
const ABOVE = 1.03;

/** Points of one engine in several layouts, and points of several engines. */
export function questionsOf(family: readonly WithWidth[]): {
  readonly questions: Questions;
  readonly engines: Questions;
} {
  const groups = new Map<string, Candidate[]>();
  const across = new Map<string, Candidate[]>();
  for (const e of family) {
    const { row, keys } = e.sample.priced;
    if (!row.exactQuant) continue;
    const key = `${keys.at(-1)!} ${row.isl} ${row.osl}`;
    const anyEngine = key.replace(`group:${row.backend}`, "");
    const candidate = candidateOf(e);
    groups.set(key, [...(groups.get(key) ?? []), candidate]);
    across.set(anyEngine, [...(across.get(anyEngine) ?? []), candidate]);
  }
  const several = (lists: Questions, of: (c: Candidate) => string): Questions =>
    lists.filter((list) => list.length >= LEAST_POINTS && new Set(list.map(of)).size >= LEAST_LAYOUTS);
  return {
    questions: several([...groups.values()], (c) => c.family),
    engines: several([...across.values()], (c) => c.backend),
  };
}

function candidateOf(e: WithWidth): Candidate {
  const { row, keys, physics, concurrency } = e.sample.priced;
  const steps = Math.max(0, row.osl - 1);
  const rateOf = (ttftMs: number, tpotMs: number): number =>
    (1000 * concurrency) / (ttftMs + tpotMs * steps) / physics.gpus;
  const point = (ttftMs: number, tpotMs: number): Point => ({ ttftMs, tpotMs, rate: rateOf(ttftMs, tpotMs) });
  const calibrated = point(row.ttftMs * Math.exp(e.ttft), row.tpotMs * Math.exp(e.tpot));
  return {
    family: familyKey(row),
    backend: row.backend,
    session: `${keys.at(-1)!} ${row.session}`,
    load: concurrency / physics.gpus,
    measured: point(row.ttftMs, row.tpotMs),
    calibrated,
    published: point(row.referenceTtftMs, row.referenceTpotMs),
    rateOf,
    chance(ttftMs, tpotMs) {
      const tpot = { distance: Math.log(tpotMs / calibrated.tpotMs), width: e.width.tpot };
      const ttft = { distance: Math.log(ttftMs / calibrated.ttftMs), width: e.width.ttft };
      return jointChance(Number.isFinite(ttftMs) ? [ttft, tpot] : [tpot]);
    },
  };
}

/** Limits that are asked of a list: TPOT at four quantiles of what was measured, TTFT without and at two. */
export function limitsOf(list: readonly Candidate[]): Limits[] {
  const quantile = (values: readonly number[], q: number): number => {
    if (q === Infinity) return Infinity;
    const sorted = [...values].sort((a, b) => a - b);
    return ABOVE * sorted[Math.round(q * (sorted.length - 1))]!;
  };
  return TPOT_QUANTILES.flatMap((t) =>
    TTFT_QUANTILES.map((f) => ({
      tpotMs: quantile(
        list.map((c) => c.measured.tpotMs),
        t,
      ),
      ttftMs: quantile(
        list.map((c) => c.measured.ttftMs),
        f,
      ),
    })),
  );
}

/** Whether a point keeps its limits. */
export function holds({ ttftMs, tpotMs }: Point, limits: Limits): boolean {
  return ttftMs <= limits.ttftMs && tpotMs <= limits.tpotMs;
}

/** The point of a list with the highest rate. */
export function best(list: readonly Candidate[], of: (c: Candidate) => Point): Candidate | undefined {
  return list.reduce<Candidate | undefined>(
    (top, c) => (top === undefined || of(c).rate > of(top).rate ? c : top),
    undefined,
  );
}
