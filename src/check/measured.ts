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

/** Most results that are compared for one deployment: a sweep over loads has about ten. */
const MAX_RESULTS = 20;

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
