import { familyKey } from "./rows.js";
import { jointChance } from "../../src/perf/profile/chance.js";
import type { WithWidth } from "./validate.js";

/** A measured point of a question, as a source of figures sees it. Milliseconds; rate in requests per second and GPU. */
interface Point {
  readonly ttftMs: number;
  readonly tpotMs: number;
  readonly rate: number;
}

/** A choice among the measured points of one question. */
interface Candidate {
  readonly family: string;
  readonly backend: string;
  /** requests in flight per GPU */
  readonly load: number;
  readonly measured: Point;
  readonly calibrated: Point;
  readonly published: Point;
  readonly chance: (ttftMs: number, tpotMs: number) => number;
}

/** How a pick is made: the highest rate among points that are believed to hold. */
type Pick = (candidates: readonly Candidate[], limits: Limits) => Candidate | undefined;

interface Limits {
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

/** Questions, picks and orders that `docs/accuracy.md` shows beside the published method. */
export function decisionLines(family: readonly WithWidth[]): string[] {
  const { questions, engines } = questionsOf(family);
  const picks: readonly (readonly [string, Pick])[] = [
    ["published method", pickBy((c) => c.published)],
    ["calibrated, point figures", pickBy((c) => c.calibrated)],
    ["calibrated, chance of at least 80 %", pickSure(0.8)],
  ];
  return [
    "## Decisions",
    "",
    "Questions: one model, system, engine, number format, mode and lengths with at least 4 measured points in at least 2 layouts; limits of TPOT at the 20, 40, 60 and 80 % quantile of what was measured, of TTFT none and at 50 and 80 %. The pick is the point with the highest predicted throughput per GPU among those predicted to hold. All predictions with families held out.",
    "",
    "| | questions | picks that break a limit | no pick | throughput lost where kept |",
    "|---|---|---|---|---|",
    ...picks.map(([name, pick]) => pickLine(name, questions, pick)),
    "",
    "| pairs of points | pairs | published method | calibrated |",
    "|---|---|---|---|",
    orderLine(
      "other layout, measured TPOT within 15 %: which serves more per GPU",
      questions,
      sameInteractivity,
    ),
    ...[0.05, 0.1].map((apart) =>
      orderLine(
        `the same, measured rates more than ${100 * apart} % apart${apart === 0.05 ? " (repeated runs differ by as much)" : ""}`,
        questions,
        (a, b) => sameInteractivity(a, b) && Math.abs(Math.log(a.measured.rate / b.measured.rate)) > apart,
      ),
    ),
    orderLine("other layout, requests per GPU alike", questions, sameLoad),
    "",
    "Under a limit of TPOT at the same quantiles: is the layout, or the engine, of the best predicted point that of the best measured one, and how much less does the best measured point of the chosen one serve.",
    "",
    "| choice | questions | published method right | lost | calibrated right | lost |",
    "|---|---|---|---|---|---|",
    choiceLine("layout", questions, (c) => c.family),
    choiceLine("engine", engines, (c) => c.backend),
    "",
  ];
}

type Questions = readonly (readonly Candidate[])[];

/** Points of one engine in several layouts, and points of several engines. */
function questionsOf(family: readonly WithWidth[]): {
  readonly questions: Questions;
  readonly engines: Questions;
} {
  const groups = new Map<string, Candidate[]>();
  const across = new Map<string, Candidate[]>();
  for (const e of family) {
    const { row, keys, physics, concurrency } = e.sample.priced;
    if (!row.exactQuant) continue;
    const key = `${keys.at(-1)!} ${row.isl} ${row.osl}`;
    const steps = Math.max(0, row.osl - 1);
    const point = (ttftMs: number, tpotMs: number): Point => ({
      ttftMs,
      tpotMs,
      rate: (1000 * concurrency) / (ttftMs + tpotMs * steps) / physics.gpus,
    });
    const candidate: Candidate = {
      family: familyKey(row),
      backend: row.backend,
      load: concurrency / physics.gpus,
      measured: point(row.ttftMs, row.tpotMs),
      calibrated: point(row.ttftMs * Math.exp(e.ttft), row.tpotMs * Math.exp(e.tpot)),
      published: point(row.referenceTtftMs, row.referenceTpotMs),
      chance(ttftMs, tpotMs) {
        const { calibrated } = candidate;
        const tpot = { distance: Math.log(tpotMs / calibrated.tpotMs), width: e.width.tpot };
        const ttft = { distance: Math.log(ttftMs / calibrated.ttftMs), width: e.width.ttft };
        return jointChance(Number.isFinite(ttftMs) ? [ttft, tpot] : [tpot]);
      },
    };
    const anyEngine = key.replace(`group:${row.backend}`, "");
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

/** How often the best predicted point under a limit of TPOT is of the best measured kind, and what its kind serves less. */
function choiceLine(name: string, questions: Questions, kindOf: (c: Candidate) => string): string {
  let asked = 0;
  const found = { published: { right: 0, lost: 0 }, calibrated: { right: 0, lost: 0 } };
  for (const list of questions)
    for (const { tpotMs } of limitsOf(list).filter(({ ttftMs }) => ttftMs === Infinity)) {
      const holding = list.filter((c) => c.measured.tpotMs <= tpotMs);
      const right = best(holding, (c) => c.measured);
      if (right === undefined) continue;
      asked++;
      for (const source of ["published", "calibrated"] as const) {
        const pick = best(
          list.filter((c) => c[source].tpotMs <= tpotMs),
          (c) => c[source],
        );
        const kind = pick === undefined ? undefined : kindOf(pick);
        const served = best(
          holding.filter((c) => kindOf(c) === kind),
          (c) => c.measured,
        );
        found[source].right += Number(kind === kindOf(right));
        found[source].lost += 1 - (served?.measured.rate ?? 0) / right.measured.rate;
      }
    }
  const share = (sum: number): string => `${((100 * sum) / Math.max(1, asked)).toFixed(1)} %`;
  const cells = (["published", "calibrated"] as const).flatMap((s) => [
    share(found[s].right),
    share(found[s].lost),
  ]);
  return `| ${name} | ${asked} | ${cells.join(" | ")} |`;
}

function limitsOf(list: readonly Candidate[]): Limits[] {
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

function holds({ ttftMs, tpotMs }: Point, limits: Limits): boolean {
  return ttftMs <= limits.ttftMs && tpotMs <= limits.tpotMs;
}

function best(list: readonly Candidate[], of: (c: Candidate) => Point): Candidate | undefined {
  return list.reduce<Candidate | undefined>(
    (top, c) => (top === undefined || of(c).rate > of(top).rate ? c : top),
    undefined,
  );
}

function pickBy(of: (c: Candidate) => Point): Pick {
  return (list, limits) =>
    best(
      list.filter((c) => holds(of(c), limits)),
      of,
    );
}

function pickSure(confidence: number): Pick {
  return (list, { ttftMs, tpotMs }) =>
    best(
      list.filter((c) => c.chance(ttftMs, tpotMs) >= confidence),
      (c) => c.calibrated,
    );
}

function pickLine(name: string, questions: Questions, pick: Pick): string {
  let asked = 0;
  let none = 0;
  let broken = 0;
  let kept = 0;
  let lost = 0;
  for (const list of questions)
    for (const limits of limitsOf(list)) {
      const right = best(
        list.filter((c) => holds(c.measured, limits)),
        (c) => c.measured,
      );
      if (right === undefined) continue;
      asked++;
      const chosen = pick(list, limits);
      if (chosen === undefined) none++;
      else if (!holds(chosen.measured, limits)) broken++;
      else {
        kept++;
        lost += 1 - chosen.measured.rate / right.measured.rate;
      }
    }
  const share = (count: number, of: number): string => `${((100 * count) / Math.max(1, of)).toFixed(1)} %`;
  return `| ${name} | ${asked} | ${share(broken, asked - none)} | ${share(none, asked)} | ${share(lost, kept)} |`;
}

function sameInteractivity(a: Candidate, b: Candidate): boolean {
  return Math.abs(Math.log(a.measured.tpotMs / b.measured.tpotMs)) < Math.log(1.15);
}

function sameLoad(a: Candidate, b: Candidate): boolean {
  return Math.abs(Math.log(a.load / b.load)) < Math.log(1.15);
}

function orderLine(
  name: string,
  questions: Questions,
  alike: (a: Candidate, b: Candidate) => boolean,
): string {
  let pairs = 0;
  const right = { published: 0, calibrated: 0 };
  for (const list of questions)
    list.forEach((a, i) => {
      for (const b of list.slice(i + 1)) {
        if (a.family === b.family || !alike(a, b)) continue;
        pairs++;
        const truth = a.measured.rate > b.measured.rate;
        for (const source of ["published", "calibrated"] as const)
          if (a[source].rate > b[source].rate === truth) right[source]++;
      }
    });
  const share = (count: number): string => `${((100 * count) / Math.max(1, pairs)).toFixed(1)} %`;
  return `| ${name} | ${pairs} | ${share(right.published)} | ${share(right.calibrated)} |`;
}
