// npm run calibrate [-- train.csv]: fits perf-db/calibration/calibrated.json and local.json and writes docs/accuracy.md.
// npm run accuracy [-- train.csv]: the page alone, from the same cross-validation; the shipped calibration stays as it is.
// Beside the project, ../shared/silicon holds rows of other laboratories, which are scored and never fitted.
// Measurements come from that one file alone (the project's own copy unless another is named); its hash is in both results.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { openPerfDb } from "../../src/perf/open.js";
import type { DataFolder } from "../../src/perf/db/folder.js";
import type { Calibration } from "../../src/perf/profile/calibration-file.js";
import { calibratedProfile } from "../../src/perf/profile/calibrated.js";
import { reference } from "../../src/perf/profile/profile.js";
import { placeOf } from "../../src/perf/profile/place.js";
import { byGroup, fitPair, type Sample } from "./fit.js";
import { neighbourPredictor } from "./neighbours.js";
import { priceRow, type PricedRow } from "./price.js";
import { operatorErrors } from "./scaled-operators.js";
import { scaledRows, scaledShares, withShares } from "./scaled-rows.js";
import { scaledLines } from "./scaled-section.js";
import type { LocalSpread } from "../../src/perf/profile/local-calibration.js";
import { localExperiment } from "./local-experiment.js";
import { fitSpreads, groupRows } from "./local-spread.js";
import { keptSection, otherLines } from "./other-section.js";
import { otherModels } from "./other-models.js";
import { readOthers } from "./other-rows.js";
import { otherScores } from "./other-scores.js";
import { readSilicon, readTable } from "./rows.js";
import { measuredVersions, versionErrors } from "./versions.js";
import { draftedRows } from "./twins.js";
import { percentileErrors } from "./scheduled.js";
import { bandWidths, outOfFold, referenceScores, round, scoresOf, withWidths } from "./validate.js";
import { correlationOf, fitBands, pairedWidths } from "./widths.js";
import { accuracyPage } from "./accuracy-page.js";

const root = process.env["REPO_ROOT"] ?? ".";
const scoresOnly = process.argv.includes("--scores-only");
const file =
  process.argv.slice(2).find((argument) => !argument.startsWith("--")) ??
  path.join(root, "__tests__", "fixtures", "silicon", "train.csv");
const { rows, sha256 } = readSilicon(file);
const places = { root: path.join(root, "perf-db"), configOf: otherModels };
const { predictor, folders } = await openPerfDb(places);
const sound = rows.filter((row) => row.sound);
const priced: PricedRow[] = [];
const unpriced = new Map<string, number>();
for (const row of sound) {
  const answer = await priceRow(predictor, row);
  if (typeof answer !== "string") priced.push(answer);
  else {
    const reason = `${row.model}, ${row.system}, ${row.backend}: ${answer}`;
    unpriced.set(reason, (unpriced.get(reason) ?? 0) + 1);
  }
}
for (const [reason, count] of unpriced) console.log(`not priced: ${count} rows, ${reason}`);
const drafted = draftedRows(priced);
const samples = byGroup(priced.map((row): Sample => ({ priced: row, drafted: drafted.has(row) })));
const whole = fitPair(samples);
const held = {
  family: outOfFold(samples, "family", whole),
  model: outOfFold(samples, "model", whole),
  system: outOfFold(samples, "system", whole),
  group: outOfFold(samples, "group", whole),
};
const known = { group: held.family, model: held.system, none: held.model };
const bands = fitBands(known);
const scores = {
  reference: referenceScores(samples),
  family: scoresOf(withWidths(held.family, known, "group")),
  model: scoresOf(withWidths(held.model, known, "none")),
  system: scoresOf(withWidths(held.system, known, "model")),
};
console.table(scores);
const [folder] = folders as readonly [DataFolder];
const neighbours = neighbourPredictor(folder);
const { systems } = folder.index;
const fromNeighbours = await scaledRows({ predictor: neighbours, systems, samples, whole, known });
const scaled = { systems, operators: await operatorErrors(neighbours), rows: withShares(fromNeighbours) };
const scaledTables = scaledLines(scaled).filter((line) => line.startsWith("|"));
console.log(["Every system scaled from its neighbour", ...scaledTables].join("\n"));
const extent = (pick: (a: number, b: number) => number): number[] =>
  samples
    .map(({ priced: { physics, concurrency } }) => [
      ...placeOf(physics),
      Math.log(Math.max(1, concurrency / physics.ranks)),
    ])
    .reduce((a, b) => a.map((x, i) => pick(x, b[i]!)))
    .map(round);
const calibration: Calibration = {
  format: 2,
  data: { file: "train.csv", sha256, rows: samples.length, unpriced: sound.length - samples.length },
  ...whole.fitted,
  versions: measuredVersions(priced.map(({ row }) => row)),
  bands,
  scaled: scaledShares(fromNeighbours, "shipped"),
  correlation: correlationOf(held.family, bands),
  paired: pairedWidths(held.family, bands),
  range: { low: extent(Math.min), high: extent(Math.max) },
  scores,
};
const local: LocalSpread = {
  format: 1,
  data: { file: calibration.data.file, sha256 },
  // a measured group errs as a held-out family does, a measured model elsewhere as on a held-out system
  spread: {
    group: fitSpreads(groupRows(held.family)),
    model: fitSpreads(groupRows(held.system)),
    none: fitSpreads(groupRows(held.model)),
  },
};
const withPoints = localExperiment(held, {
  group: bandWidths(held.family),
  model: bandWidths(held.system),
  none: bandWidths(held.model),
});
console.table(withPoints);
console.log("bands of scaled systems, as shares of their parts:", calibration.scaled);
mkdirSync(path.join(root, "perf-db", "calibration"), { recursive: true });
if (!scoresOnly) {
  writeFileSync(path.join(root, "perf-db", "calibration", "calibrated.json"), readable(calibration));
  writeFileSync(path.join(root, "perf-db", "calibration", "local.json"), readable(local));
}
const page = path.join(root, "docs", "accuracy.md");
writeFileSync(
  page,
  accuracyPage({
    ...{ calibration, known, held, withPoints, scaled, unpriced },
    versions: versionErrors(samples, whole, held.family),
    others: await otherSection(),
  }),
);

/** Scores on other laboratories' rows; the lines of the last run where those rows are not there. */
async function otherSection(): Promise<readonly string[]> {
  const folder = path.join(root, "..", "shared", "silicon");
  if (!existsSync(folder)) return existsSync(page) ? keptSection(readFileSync(page, "utf8")) : [];
  const profile = calibratedProfile(calibration);
  const profiles = { published: reference, calibrated: profile };
  const scores = await otherScores({ predictor, profiles }, readOthers(folder));
  const table = readTable(path.join(folder, "percentiles.csv"));
  return otherLines({ scores, percentiles: await percentileErrors(predictor, profile, samples, table) });
}

/** One line a list. */
function readable(value: unknown): string {
  return `${JSON.stringify(value, null, 1).replace(/\[[^[\]{}]*\]/g, (list) => list.replace(/\s+/g, ""))}\n`;
}
