import type { Sample } from "./fit.js";
import {
  best,
  holds,
  limitsOf,
  questionsOf,
  type Candidate,
  type Limits,
  type Questions,
  type Source,
} from "./questions.js";
import { measuredAgain, repeatedRows, runPairs, type RunPair } from "./repeats.js";
import type { WithWidth } from "./validate.js";

/** How a pick is made: the highest rate among points that are believed to hold. */
type Pick = (candidates: readonly Candidate[], limits: Limits) => Candidate | undefined;

/** Times that everything is measured again. */
const DRAWS = 40;

/** Questions, picks and orders that `docs/accuracy.md` shows beside the published method and beside a second measurement. */
export function decisionLines(family: readonly WithWidth[]): string[] {
  const { questions, engines } = questionsOf(family);
  const samples = family.map((e) => e.sample);
  const pairs = runPairs(samples);
  const again = drawsOf(questions, pairs);
  const enginesAgain = drawsOf(engines, pairs);
  return [
    "## Decisions",
    "",
    "Questions: one model, system, engine, number format, mode and lengths with at least 4 measured points in at least 2 layouts; limits of TPOT at the 20, 40, 60 and 80 % quantile of what was measured, of TTFT none and at 50 and 80 %. The pick is the point with the highest predicted throughput per GPU among those predicted to hold. All predictions with families held out.",
    "",
    againText(samples, pairs),
    "",
    "| | questions | picks that break a limit | no pick | throughput lost where kept |",
    "|---|---|---|---|---|",
    pickLine("published method", [questions], pickBy("published")),
    pickLine("calibrated, point figures", [questions], pickBy("calibrated")),
    pickLine("calibrated, chance of at least 80 %", [questions], pickSure(0.8)),
    pickLine("measured again", again, pickBy("calibrated")),
    "",
    "| pairs of points | pairs | published method | calibrated | measured again |",
    "|---|---|---|---|---|",
    orderLine("other layout, measured TPOT within 15 %: which serves more per GPU", sameInteractivity, {
      questions,
      again,
    }),
    ...[0.05, 0.1].map((apart) =>
      orderLine(
        `the same, measured rates more than ${100 * apart} % apart${apart === 0.05 ? " (repeated runs differ by as much)" : ""}`,
        (a, b) => sameInteractivity(a, b) && Math.abs(Math.log(a.measured.rate / b.measured.rate)) > apart,
        { questions, again },
      ),
    ),
    orderLine("other layout, requests per GPU alike", sameLoad, { questions, again }),
    "",
    "Under a limit of TPOT at the same quantiles: is the layout, or the engine, of the best predicted point that of the best measured one, and how much less does the best measured point of the chosen one serve.",
    "",
    "| choice | questions | published method right | lost | calibrated right | lost | measured again right | lost |",
    "|---|---|---|---|---|---|---|---|",
    choiceLine("layout", (c) => c.family, { questions, again }),
    choiceLine("engine", (c) => c.backend, { questions: engines, again: enginesAgain }),
    "",
  ];
}

/** Questions as they were measured, and as they would be again. */
interface Asked {
  readonly questions: Questions;
  readonly again: readonly Questions[];
}

function drawsOf(questions: Questions, pairs: readonly RunPair[]): readonly Questions[] {
  return Array.from({ length: DRAWS }, (_, seed) => measuredAgain(questions, pairs, seed + 1));
}

/** What "measured again" means, and how far one measurement predicts another beside what the fit does on the same rows. */
function againText(samples: readonly Sample[], pairs: readonly RunPair[]): string {
  const configurations = repeatedRows(samples).length;
  const changes = pairs.flat();
  const mean = (of: (change: { ttft: number; tpot: number }) => number): number =>
    changes.reduce((sum, change) => sum + Math.abs(of(change)), 0) / changes.length;
  return `Measured again: what the measurements themselves would get if they were the prediction and every session of measurements were repeated. ${configurations} configurations were measured more than once, in ${pairs.length} pairs of runs, often with another version of the engine: TTFT changed by a factor of ${Math.exp(mean((c) => c.ttft)).toFixed(2)} and TPOT by ${(100 * mean((c) => c.tpot)).toFixed(1)} % on average. Each session (a group on one day, with one version) moves as some such pair did, its points together and each by its own; means of ${DRAWS} draws. No prediction that does not know the run can be expected to do better; and what measured differences already hold of chance makes this look too good, if anything.`;
}

function sharesOf(sums: readonly (readonly [count: number, of: number])[]): string {
  const shares = sums.map(([count, of]) => (100 * count) / Math.max(1, of));
  return `${(shares.reduce((a, b) => a + b, 0) / shares.length).toFixed(1)} %`;
}

/** How often the best predicted point under a limit of TPOT is of the best measured kind, and what its kind serves less. */
function choiceLine(name: string, kindOf: (c: Candidate) => string, { questions, again }: Asked): string {
  const cells = (lists: readonly Questions[], source: Source): string[] => {
    const found = lists.map((list) => choices(list, kindOf, source));
    return [sharesOf(found.map((f) => [f.right, f.asked])), sharesOf(found.map((f) => [f.lost, f.asked]))];
  };
  const { asked } = choices(questions, kindOf, "published");
  return `| ${[name, asked, ...cells([questions], "published"), ...cells([questions], "calibrated"), ...cells(again, "calibrated")].join(" | ")} |`;
}

function choices(
  questions: Questions,
  kindOf: (c: Candidate) => string,
  source: Source,
): { readonly asked: number; readonly right: number; readonly lost: number } {
  const found = { asked: 0, right: 0, lost: 0 };
  for (const list of questions)
    for (const { tpotMs } of limitsOf(list).filter(({ ttftMs }) => ttftMs === Infinity)) {
      const holding = list.filter((c) => c.measured.tpotMs <= tpotMs);
      const right = best(holding, (c) => c.measured);
      if (right === undefined) continue;
      found.asked++;
      const pick = best(
        list.filter((c) => c[source].tpotMs <= tpotMs),
        (c) => c[source],
      );
      const kind = pick === undefined ? undefined : kindOf(pick);
      const served = best(
        holding.filter((c) => kindOf(c) === kind),
        (c) => c.measured,
      );
      found.right += Number(kind === kindOf(right));
      found.lost += 1 - (served?.measured.rate ?? 0) / right.measured.rate;
    }
  return found;
}

function pickBy(source: Source): Pick {
  return (list, limits) =>
    best(
      list.filter((c) => holds(c[source], limits)),
      (c) => c[source],
    );
}

function pickSure(confidence: number): Pick {
  return (list, { ttftMs, tpotMs }) =>
    best(
      list.filter((c) => c.chance(ttftMs, tpotMs) >= confidence),
      (c) => c.calibrated,
    );
}

function pickLine(name: string, lists: readonly Questions[], pick: Pick): string {
  const found = lists.map((questions) => picks(questions, pick));
  const asked = Math.round(found.reduce((sum, f) => sum + f.asked, 0) / found.length);
  const cells = [
    sharesOf(found.map((f) => [f.broken, f.asked - f.none])),
    sharesOf(found.map((f) => [f.none, f.asked])),
    sharesOf(found.map((f) => [f.lost, f.asked - f.none - f.broken])),
  ];
  return `| ${[name, asked, ...cells].join(" | ")} |`;
}

function picks(
  questions: Questions,
  pick: Pick,
): { readonly asked: number; readonly none: number; readonly broken: number; readonly lost: number } {
  const found = { asked: 0, none: 0, broken: 0, lost: 0 };
  for (const list of questions)
    for (const limits of limitsOf(list)) {
      const right = best(
        list.filter((c) => holds(c.measured, limits)),
        (c) => c.measured,
      );
      if (right === undefined) continue;
      found.asked++;
      const chosen = pick(list, limits);
      if (chosen === undefined) found.none++;
      else if (!holds(chosen.measured, limits)) found.broken++;
      else found.lost += 1 - chosen.measured.rate / right.measured.rate;
    }
  return found;
}

type Alike = (a: Candidate, b: Candidate) => boolean;

function sameInteractivity(a: Candidate, b: Candidate): boolean {
  return Math.abs(Math.log(a.measured.tpotMs / b.measured.tpotMs)) < Math.log(1.15);
}

function sameLoad(a: Candidate, b: Candidate): boolean {
  return Math.abs(Math.log(a.load / b.load)) < Math.log(1.15);
}

function orderLine(name: string, alike: Alike, { questions, again }: Asked): string {
  const cell = (lists: readonly Questions[], source: Source): string =>
    sharesOf(lists.map((list) => orders(list, alike, source)).map(({ right, pairs }) => [right, pairs]));
  const { pairs } = orders(questions, alike, "published");
  return `| ${[name, pairs, cell([questions], "published"), cell([questions], "calibrated"), cell(again, "calibrated")].join(" | ")} |`;
}

function orders(
  questions: Questions,
  alike: Alike,
  source: Source,
): { readonly pairs: number; readonly right: number } {
  const found = { pairs: 0, right: 0 };
  for (const list of questions)
    list.forEach((a, i) => {
      for (const b of list.slice(i + 1)) {
        if (a.family === b.family || !alike(a, b)) continue;
        found.pairs++;
        if (a[source].rate > b[source].rate === a.measured.rate > b.measured.rate) found.right++;
      }
    });
  return found;
}
