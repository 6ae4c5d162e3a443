import type { Calibration } from "../../src/perf/profile/calibration-file.js";
import type { LocalScores } from "./local-experiment.js";
import type { Design } from "./local-spread.js";
import { referenceScores, scoresOf, type HeldOut, type OutOfFold, type Scores } from "./validate.js";

/** What the page is made of. */
export interface AccuracyFacts {
  readonly calibration: Calibration;
  readonly held: Readonly<Record<HeldOut, readonly OutOfFold[]>>;
  /** whole groups held out, some of their points given back */
  readonly withPoints: readonly LocalScores[];
  /** families held out again, in other draws of the folds */
  readonly repeated: readonly Scores[];
  readonly unpriced: ReadonlyMap<string, number>;
}

const HEAD =
  "| | rows | TTFT typical factor | TTFT within 20 % | TPOT MAPE | TPOT within 20 % | throughput MAPE | bands hold (TTFT, TPOT) | band high/low (TTFT, TPOT) |\n|---|---|---|---|---|---|---|---|---|";

/** `docs/accuracy.md`. */
export function accuracyPage({ calibration, held, repeated, withPoints, unpriced }: AccuracyFacts): string {
  const { data } = calibration;
  const reference = referenceScores(held.family.map((e) => e.sample));
  const by = (title: string, of: (e: OutOfFold) => string): string[] => {
    const names = [...new Set(held.family.map(of))].sort();
    const rows = names.flatMap((name) => {
      const part = held.family.filter((e) => of(e) === name);
      if (!part.some((e) => e.sample.priced.row.exactQuant)) return [];
      return [
        line(`${name}: reference`, referenceScores(part.map((e) => e.sample))),
        line(`${name}: calibrated`, scoresOf(part), false),
      ];
    });
    return [`## By ${title}, configuration families held out`, "", HEAD, ...rows, ""];
  };
  return [
    "# Accuracy",
    "",
    "Made by `npm run accuracy`; do not edit. Every figure of the calibrated profile is cross-validated: a row is predicted by a fit that never saw its configuration family (model, system, backend, mode, precision, isl, osl, layout), its model, or its system. Scored on rows whose number formats have tables (`exact_quant=1`).",
    "",
    `Data: \`${data.file}\`, sha256 \`${data.sha256}\`; ${data.rows} rows fitted, ${data.unpriced} not priced. The calibration reads this file and no other measurement.`,
    "",
    "TTFT typical factor: exp(mean |ln(predicted / measured)|). Bands: 80 % intervals; those of a fold come from the errors of the other folds. Repeated measurements of one configuration differ by 7 to 11 % (TTFT) and 6 to 9 % (TPOT).",
    "",
    "## Summary",
    "",
    HEAD,
    line("reference (published figures)", reference),
    line("calibrated, families held out", scoresOf(held.family)),
    line("calibrated, models held out", scoresOf(held.model)),
    line("calibrated, systems held out", scoresOf(held.system)),
    "",
    "## With measurements of your own",
    "",
    "What a committed local calibration (`docs/feedback.md`) brings where nothing like it was measured: whole groups (model, system, backend, number format, mode) are held out of the fit, a few of their points are given back, and the rest of the group is predicted. Points are drawn 20 times with a fixed seed; groups of more than three rows; variances come from other groups. Far: points that differ most in load and layout. One family: three loads of one layout and length, as one benchmark sweep gives.",
    "",
    HEAD,
    ...withPoints.map((scores) => line(pointsText(scores), scores)),
    "",
    ...steadiness(repeated),
    "## Reliability of the bands",
    "",
    "Share of held-out errors within the p % interval (families held out, intervals from the other folds).",
    "",
    "| interval | TTFT | TPOT |",
    "|---|---|---|",
    ...[50, 60, 70, 80, 90, 95].map(
      (p) =>
        `| ${p} % | ${reliability(held.family, "ttft", p)} % | ${reliability(held.family, "tpot", p)} % |`,
    ),
    "",
    ...by("backend", (e) => e.sample.priced.row.backend),
    ...by("mode", (e) => e.sample.priced.row.mode),
    ...by("system", (e) => e.sample.priced.row.system),
    ...by("model", (e) => e.sample.priced.model),
    "## Known limits",
    "",
    "- Requests of all measurements had one length and a closed loop; prefix caching, bursts and mixed lengths were not measured.",
    "- Trees speak about loads inside the measured range (lengths 128 to 8192, one replica). Outside it bands widen, but nothing was measured that proves how much.",
    "- Some DeepSeek rows probably ran speculative decoding that no column names; they pull DeepSeek's TPOT down.",
    "- Disaggregated serving has few rows: its bands are its own, from few errors, and wide.",
    "- Engine versions of the rows differ from those of the tables; the group factors absorb the mean of that difference, not its history.",
    ...[...unpriced].map(([reason, count]) => `- Not priced, ${count} rows: ${reason}.`),
    "",
  ].join("\n");
}

const DESIGNS: Readonly<Record<Design, string>> = { any: "", far: ", far", family: ", one family" };

function pointsText({ points, design, groups }: LocalScores): string {
  return points === 0
    ? `no point, ${groups} groups`
    : `${points} ${points === 1 ? "point" : "points"}${DESIGNS[design]}, ${groups} groups`;
}

/** How far the scores move from one draw of the folds to another. */
function steadiness(repeated: readonly Scores[]): string[] {
  const row = (name: string, of: (scores: Scores) => number, digits: number, unit = ""): string => {
    const values = repeated.map(of);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const spread = Math.sqrt(
      values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1),
    );
    const shown = [mean, spread, Math.min(...values), Math.max(...values)].map((v) => v.toFixed(digits));
    return `| ${name} | ${shown[0]}${unit} | ${shown[1]} | ${shown[2]} to ${shown[3]} |`;
  };
  return [
    "## How steady the scores are",
    "",
    `Families held out in ${repeated.length} other draws of the ten folds.`,
    "",
    "| | mean | standard deviation | range |",
    "|---|---|---|---|",
    row("TTFT typical factor", (s) => s.ttftFactor, 3),
    row("TTFT within 20 %", (s) => 100 * s.ttftWithin20, 1, " %"),
    row("TPOT MAPE", (s) => s.tpotMape, 1, " %"),
    row("TPOT within 20 %", (s) => 100 * s.tpotWithin20, 1, " %"),
    row("throughput MAPE", (s) => s.throughputMape, 1, " %"),
    row("bands hold, TTFT", (s) => 100 * (s.ttftBandHolds ?? 0), 1, " %"),
    row("bands hold, TPOT", (s) => 100 * (s.tpotBandHolds ?? 0), 1, " %"),
    row("band high/low, TTFT", (s) => s.ttftBandRatio ?? 0, 2),
    row("band high/low, TPOT", (s) => s.tpotBandRatio ?? 0, 2),
    "",
  ];
}

function line(name: string, s: Scores, bands = true): string {
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  const banded = bands && s.ttftBandHolds !== undefined && s.tpotBandHolds !== undefined;
  return `| ${name} | ${s.rows} | ${s.ttftFactor.toFixed(2)} | ${percent(s.ttftWithin20)} | ${s.tpotMape.toFixed(1)} % | ${percent(s.tpotWithin20)} | ${s.throughputMape.toFixed(1)} % | ${banded ? `${percent(s.ttftBandHolds ?? 0)}, ${percent(s.tpotBandHolds ?? 0)}` : "–"} | ${banded ? `${(s.ttftBandRatio ?? 0).toFixed(2)}, ${(s.tpotBandRatio ?? 0).toFixed(2)}` : "–"} |`;
}

function reliability(errors: readonly OutOfFold[], figure: "ttft" | "tpot", p: number): string {
  let held = 0;
  for (const fold of new Set(errors.map((e) => e.fold))) {
    const sorted = errors
      .filter((e) => e.fold !== fold)
      .map((e) => Math.abs(e[figure]))
      .sort((a, b) => a - b);
    const width = sorted[Math.ceil((p / 100) * (sorted.length + 1)) - 1] ?? Infinity;
    held += errors.filter((e) => e.fold === fold && Math.abs(e[figure]) <= width).length;
  }
  return ((100 * held) / errors.length).toFixed(1);
}
