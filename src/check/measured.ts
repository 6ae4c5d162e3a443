import { errorMessage, UserError } from "../domain/errors.js";
import type { Deployment } from "../domain/deployment.js";
import type { MeasuredComparison } from "../domain/measurement.js";
import { finding, topOf } from "../domain/finding.js";
import type { Finding } from "../domain/review.js";
import type { SiblingFile } from "../manifest/types.js";
import { readMeasured } from "../measured/read.js";
import { reference } from "../perf/profile/profile.js";
import type { CheckDeps } from "./deps.js";
import { compareMeasured } from "./measured-point.js";

/** Results that belong to a manifest by their name: for `agg.yaml` the files `agg.measured.json`, `.jsonl` and `.csv`. */
const MEASURED_NAME = /\.measured\.(?:jsonl?|csv)$/i;

/** Most results that are compared for one deployment: a sweep over loads has about ten. */
const MAX_RESULTS = 20;

/** Whether a file holds benchmark results of the manifest beside it. */
export function isMeasuredOf(manifest: string, file: string): boolean {
  return (
    MEASURED_NAME.test(file) && file.replace(MEASURED_NAME, "") === manifest.replace(/\.(?:ya?ml|json)$/i, "")
  );
}

/** Whether a file's name says that it holds benchmark results. */
export function isMeasuredName(file: string): boolean {
  return MEASURED_NAME.test(file);
}

/** Measured results beside what is predicted for the same load; a file that cannot be used is a finding. */
export interface MeasuredReview {
  readonly comparisons: readonly MeasuredComparison[];
  readonly findings: readonly Finding[];
}

/**
 * Compares a deployment with the results that lie beside its manifest. They are shown and judge nothing: whoever writes a
 * pull request writes them.
 */
export async function measuredReview(
  deps: CheckDeps,
  deployment: Deployment,
  prefix: number,
  files: readonly SiblingFile[],
): Promise<MeasuredReview> {
  const comparisons: MeasuredComparison[] = [];
  const findings: Finding[] = [];
  for (const { file, text } of files) {
    try {
      for (const result of readMeasured(text, file)) {
        if (comparisons.length >= MAX_RESULTS) return { comparisons, findings };
        comparisons.push(
          await compareMeasured(deps.predictor, deps.profile ?? reference, { deployment }, result, prefix),
        );
      }
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const place = { file, position: error.position ?? topOf(file).position };
      findings.push(finding("measurement-unreadable", place, `not compared: ${errorMessage(error)}`));
    }
  }
  return { comparisons, findings };
}
