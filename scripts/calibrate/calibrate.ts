// npm run calibrate [-- train.csv]: fits perf-db/calibration/calibrated.json and local.json and writes docs/accuracy.md.
// npm run accuracy [-- train.csv]: the page alone, from the same cross-validation; the shipped calibration stays as it is.
// Measurements come from that one file alone (the project's own copy unless another is named); its hash is in both results.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { ServingMode } from "../../src/domain/deployment.js";
import { openPerfDb } from "../../src/perf/open.js";
import { FEATURES } from "../../src/perf/profile/calibrated-features.js";
import type { Calibration } from "../../src/perf/profile/calibration-file.js";
import { fitPair, REQUEST_OVERHEAD_MS, STEP_OVERHEAD_MS, toSample, type Sample } from "./fit.js";
import { priceRow } from "./price.js";
import type { LocalSpread } from "../../src/perf/profile/local-calibration.js";
import { localExperiment } from "./local-experiment.js";
import { fitSpreads, groupRows } from "./local-spread.js";
import { readSilicon } from "./rows.js";
import { bandWidths, outOfFold, referenceScores, round, scoresOf } from "./validate.js";
import { accuracyPage } from "./accuracy-page.js";

/** Other draws of the folds of families, to see how much a draw matters. */
const REPEATS = [1, 2, 3, 4, 5];

const root = process.env["REPO_ROOT"] ?? ".";
const scoresOnly = process.argv.includes("--scores-only");
const file =
  process.argv.slice(2).find((argument) => !argument.startsWith("--")) ??
  path.join(root, "__tests__", "fixtures", "silicon", "train.csv");
const { rows, sha256 } = readSilicon(file);
const { predictor } = await openPerfDb({ root: path.join(root, "perf-db") });
const samples: Sample[] = [];
const unpriced = new Map<string, number>();
for (const row of rows) {
  const priced = await priceRow(predictor, row);
  if (typeof priced === "string")
    unpriced.set(
      `${row.model}, ${row.system}, ${row.backend}: ${priced}`,
      (unpriced.get(`${row.model}, ${row.system}, ${row.backend}: ${priced}`) ?? 0) + 1,
    );
  else samples.push(toSample(priced));
}
for (const [reason, count] of unpriced) console.log(`not priced: ${count} rows, ${reason}`);
const held = {
  family: outOfFold(samples, "family"),
  model: outOfFold(samples, "model"),
  system: outOfFold(samples, "system"),
  group: outOfFold(samples, "group"),
};
const repeated = REPEATS.map((seed) => scoresOf(outOfFold(samples, "family", seed)));
const scores = {
  reference: referenceScores(samples),
  family: scoresOf(held.family),
  model: scoresOf(held.model),
  system: scoresOf(held.system),
};
console.table(scores);
const widths = (mode: ServingMode): Calibration["bands"] => ({
  group: bandWidths(held.family, mode),
  model: bandWidths(held.system, mode),
  none: bandWidths(held.model, mode),
});
const bands = widths("agg");
const extent = (pick: (a: number, b: number) => number): number[] =>
  FEATURES.map((_, f) => round(samples.map((s) => s.x[f]!).reduce((a, b) => pick(a, b))));
const calibration: Calibration = {
  format: 1,
  data: { file: "train.csv", sha256, rows: samples.length, unpriced: rows.length - samples.length },
  features: FEATURES,
  requestOverheadMs: REQUEST_OVERHEAD_MS,
  stepOverheadMs: STEP_OVERHEAD_MS,
  ...fitPair(samples),
  bands,
  disaggBands: widths("disagg"),
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
const withPoints = localExperiment(held, bands);
console.table(withPoints);
mkdirSync(path.join(root, "perf-db", "calibration"), { recursive: true });
if (!scoresOnly) {
  writeFileSync(path.join(root, "perf-db", "calibration", "calibrated.json"), readable(calibration));
  writeFileSync(path.join(root, "perf-db", "calibration", "local.json"), readable(local));
}
writeFileSync(
  path.join(root, "docs", "accuracy.md"),
  accuracyPage({ calibration, held, repeated, withPoints, unpriced }),
);

/** One line a tree, one a group. */
function readable(value: unknown): string {
  return `${JSON.stringify(value, null, 1).replace(/\[[^[\]{}]*\]/g, (list) => list.replace(/\s+/g, ""))}\n`;
}
