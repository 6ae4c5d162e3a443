import type { ChangedFile } from "../domain/change.js";
import type { ExperimentFileReview } from "../domain/review.js";
import type { Evaluator } from "./evaluator.js";
import type { CheckRequest } from "./run-check.js";

export function isExperimentText(_text: string): boolean {
  return false;
}
export async function reviewExperiments(_evaluator: Evaluator, _request: CheckRequest, _file: ChangedFile, _text: string): Promise<ExperimentFileReview | undefined> {
  return undefined;
}
