import type { Calibration } from "../../src/perf/profile/calibration-file.js";
import { chanceLines } from "./chances.js";
import { decisionLines } from "./decisions.js";
import type { LocalScores } from "./local-experiment.js";
import { scaledLines, type ScaledFacts } from "./scaled-section.js";
import type { Design } from "./local-spread.js";
import {
  referenceScores,
  scoresOf,
  withWidths,
  type HeldOut,
  type OutOfFold,
  type Scores,
  type WithWidth,
} from "./validate.js";
import { versionLines, type VersionErrors } from "./versions.js";
import type { KnownErrors } from "./widths.js";

/** What the page is made of. */
export interface AccuracyFacts {
  readonly calibration: Calibration;
  readonly known: KnownErrors;
  readonly held: Readonly<Record<HeldOut, readonly OutOfFold[]>>;
  /** whole groups held out, some of their points given back */
  readonly withPoints: readonly LocalScores[];
  /** systems predicted as if they had never been measured */
  readonly scaled: ScaledFacts;
  readonly unpriced: ReadonlyMap<string, number>;
  /** versions predicted from others */
  readonly versions: readonly VersionErrors[];
  /** the section on other laboratories' rows */
  readonly others: readonly string[];
}

const HEAD =
  "| | rows | TTFT typical factor | TTFT within 20 % | TPOT MAPE | TPOT within 20 % | throughput MAPE | bands hold (TTFT, TPOT) | band high/low (TTFT, TPOT) |\n|---|---|---|---|---|---|---|---|---|";

/** Rows that a group needs before its share of held bands says anything. */
const ENOUGH = 20;

/** `docs/accuracy.md`. */
export function accuracyPage(facts: AccuracyFacts): string {
  const { calibration, known, held, withPoints, scaled, versions, unpriced, others } = facts;
  const { data } = calibration;
  const drafted = held.family.filter(({ sample }) => sample.drafted === true).length;
  const family = withWidths(held.family, known, "group");
  const cuts: readonly (readonly [string, (e: OutOfFold) => string])[] = [
    ["backend", (e) => e.sample.priced.row.backend],
    ["mode", (e) => e.sample.priced.row.mode],
    ["system", (e) => e.sample.priced.row.system],
    ["model", (e) => e.sample.priced.model],
    ["formats of the fit", (e) => PATHS[e.sample.priced.path]],
  ];
  return [
    "# Accuracy",
    "",
    ...whom(family, cuts.slice(0, 4)),
    "",
    "Made by `npm run accuracy`; do not edit. Every figure of the calibrated profile is cross-validated: a row is predicted by a fit that never saw its configuration family (model, system, backend, mode, precision, isl, osl, layout), its model, or its system. Scored on rows that ran as stated and whose number formats have tables.",
    "",
    `Data: \`${data.file}\`, sha256 \`${data.sha256}\`; ${data.rows} rows fitted, ${data.unpriced} not priced. The calibration reads this file and no other measurement. Rows that ran speculative decoding (known or suspected), and rows that contradict physics or whose load is doubtful, are neither fitted nor scored. ${drafted} more rows of days with drafts are faster than a twin of the same architecture by more than runs differ: their TPOT is scored and teaches nothing.`,
    "",
    "TTFT typical factor: exp(mean |ln(predicted / measured)|). Bands: 80 % intervals; those of a fold come from the errors of the other folds. Repeated measurements of one configuration differ by 7 to 11 % (TTFT) and 6 to 9 % (TPOT).",
    "",
    "## Summary",
    "",
    HEAD,
    line("reference (published figures)", referenceScores(held.family.map((e) => e.sample))),
    line("calibrated, families held out", scoresOf(family)),
    line("calibrated, models held out", scoresOf(withWidths(held.model, known, "none"))),
    line("calibrated, systems held out", scoresOf(withWidths(held.system, known, "model"))),
    "",
    "## With measurements of your own",
    "",
    "What a committed local calibration (`docs/feedback.md`) brings where nothing like it was measured: whole groups (model, system, backend, number format, mode) are held out of the fit, a few of their points are given back, and the rest of the group is predicted. Points are drawn 20 times with a fixed seed; groups of more than three rows; variances come from other groups. Far: points that differ most in load and layout. One family: three loads of one layout and length, as one benchmark sweep gives.",
    "",
    HEAD,
    ...withPoints.map((scores) => line(pointsText(scores), scores)),
    "",
    ...scaledLines(scaled),
    ...versionLines(calibration.versions, versions),
    ...others,
    ...decisionLines(family),
    ...chanceLines(family, calibration.correlation),
    ...cuts.flatMap(([title, of]) => cutLines(title, of, family)),
    ...worseLines(family, cuts.slice(0, 4)),
    "## Known limits",
    "",
    "- Requests of all measurements had one length and a closed loop; prefix caching, bursts and mixed lengths were not measured.",
    "- Outside the measured range (lengths 128 to 8192, one replica) bands widen, but nothing was measured that proves how much; beyond 1,024 requests a rank the slope of the operator model rules.",
    "- On chip designs without a single measurement only waits are corrected; TPOT is that of the operators.",
    "- Disaggregated serving has few rows, none of a dense model: its bands are wide.",
    "- A benchmark of 88 rows (TensorRT-LLM, Llama-3.1-8B on H100) has a TTFT that falls while its load rises from 8 to 32 requests, by about the time of an answer over the requests in flight, as if one request more than the engine has places were kept waiting. No figure here falls with the load.",
    "- Far percentiles of TTFT in `simulate` are those of a benchmark that starts with all its requests at once; in disaggregated serving with thousands of requests they are twice too long.",
    "- Ten of the 25 rows with a published p90 of TTFT are of one setup (SGLang, DeepSeek-R1 on H200, 1,024 tokens in): at every load from 4 to 64 a tenth of its requests or more waited for 0.76 to 0.87 s, where the median is 0.15 s. Nothing here knows why, and p90 in `simulate` is too short there.",
    "- Within the measured versions the corrections hold the mean of what releases changed, not its history.",
    ...[...unpriced].map(([reason, count]) => `- Not priced, ${count} rows: ${reason}.`),
    "",
  ].join("\n");
}

/** Groups of at least {@link ENOUGH} rows in which the published method errs less in any of the three figures. */
function worseLines(
  family: readonly WithWidth[],
  cuts: readonly (readonly [string, (e: OutOfFold) => string])[],
): string[] {
  const rows = cuts.flatMap(([title, of]) =>
    [...groupsBy(family, of)].flatMap(([name, part]) => {
      const ours = scoresOf(part);
      const theirs = referenceScores(part.map((e) => e.sample));
      const worse = (["ttftFactor", "tpotMape", "throughputMape"] as const).filter(
        (f) => ours[f] > theirs[f],
      );
      return ours.rows >= ENOUGH && worse.length > 0 ? [`- ${title} ${name}: ${worse.join(", ")}`] : [];
    }),
  );
  return [
    `## Where the published method errs less`,
    "",
    `Engines, modes, systems and models with at least ${ENOUGH} rows: ${rows.length === 0 ? "none, in TTFT, TPOT or throughput." : ""}`,
    ...rows,
    "",
  ];
}

const PATHS = {
  manifest: "formats of the checkpoint, as a manifest has them",
  row: "formats that the row names",
};

/** For whom the figures are good and for whom not, from the cuts themselves. */
function whom(
  family: readonly WithWidth[],
  cuts: readonly (readonly [string, (e: OutOfFold) => string])[],
): string[] {
  const parts = cuts.flatMap(([title, of]) =>
    [...groupsBy(family, of)]
      .map(([name, rows]) => ({ name, title, scores: scoresOf(rows) }))
      .filter(({ scores }) => scores.rows >= ENOUGH),
  );
  const list = (keep: (s: Scores) => boolean): string =>
    parts
      .filter(({ scores }) => keep(scores))
      .map(({ name }) => name)
      .join(", ") || "none";
  return [
    `Good (typical TTFT factor at most 1.25 and TPOT within 8 % on average, held out): ${list((s) => s.ttftFactor <= 1.25 && s.tpotMape <= 8)}.`,
    "",
    `Poor (TTFT factor above 1.4 or TPOT off by more than 12 %): ${list((s) => s.ttftFactor > 1.4 || s.tpotMape > 12)}. There a verdict near a limit should be measured, not believed.`,
  ];
}

function groupsBy<T>(rows: readonly T[], of: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) groups.set(of(row), [...(groups.get(of(row)) ?? []), row]);
  return new Map([...groups].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function cutLines(title: string, of: (e: OutOfFold) => string, family: readonly WithWidth[]): string[] {
  const rows = [...groupsBy(family, of)].flatMap(([name, part]) =>
    part.some((e) => e.sample.priced.row.exactQuant)
      ? [
          line(`${name}: reference`, referenceScores(part.map((e) => e.sample))),
          line(`${name}: calibrated`, scoresOf(part)),
        ]
      : [],
  );
  return [`## By ${title}, configuration families held out`, "", HEAD, ...rows, ""];
}

const DESIGNS: Readonly<Record<Design, string>> = { any: "", far: ", far", family: ", one family" };

function pointsText({ points, design, groups }: LocalScores): string {
  return points === 0
    ? `no point, ${groups} groups`
    : `${points} ${points === 1 ? "point" : "points"}${DESIGNS[design]}, ${groups} groups`;
}

function line(name: string, s: Omit<Scores, "tpotMedian">): string {
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  const banded = s.ttftBandHolds !== undefined && s.tpotBandHolds !== undefined;
  return `| ${name} | ${s.rows} | ${s.ttftFactor.toFixed(2)} | ${percent(s.ttftWithin20)} | ${s.tpotMape.toFixed(1)} % | ${percent(s.tpotWithin20)} | ${s.throughputMape.toFixed(1)} % | ${banded ? `${percent(s.ttftBandHolds ?? 0)}, ${percent(s.tpotBandHolds ?? 0)}` : "–"} | ${banded ? `${(s.ttftBandRatio ?? 0).toFixed(2)}, ${(s.tpotBandRatio ?? 0).toFixed(2)}` : "–"} |`;
}
