import type { Evaluation, Finding } from "../domain/review.js";
import { finding, type FindingPlace } from "../domain/finding.js";

/** A change that serves less per GPU than its base by more than the tolerance, whatever the SLA says. */
export function regressionFinding(
  base: Evaluation,
  proposed: Evaluation,
  tolerance: number,
  place: FindingPlace,
): Finding | undefined {
  const loss = 1 - proposed.prediction.tokensPerSecPerGpu / base.prediction.tokensPerSecPerGpu;
  if (!(loss > tolerance)) return undefined;
  const [before, after] = [base, proposed].map(({ prediction }) => Math.round(prediction.tokensPerSecPerGpu));
  return finding(
    "regression",
    place,
    `serves ${Math.round(100 * loss)}% less per GPU than before: ${after} tokens/s instead of ${before}`,
  );
}
