import { decimalsApart, decimalsThatKeep } from "../domain/compared.js";
import type { Evaluation, Finding } from "../domain/review.js";
import type { PairedWidths } from "../perf/profile/profile.js";
import { chanceLess, ratioWidth, throughputOf } from "../search/paired.js";
import { finding, type FindingPlace } from "../domain/finding.js";

/** How a loss against the base is judged. */
export interface RegressionRule {
  /** relative loss in tokens/s per GPU that is tolerated */
  readonly tolerance: number;
  /** how sure a ratio is; absent: the figures are taken at their word */
  readonly paired: PairedWidths | undefined;
}

/**
 * A change that serves less per GPU than its base by more than the tolerance, whatever the SLA says and however sure it is.
 * Where the profile knows its error, the finding says how likely it is that the change serves less at all.
 */
export function regressionFinding(
  base: Evaluation,
  proposed: Evaluation,
  { tolerance, paired }: RegressionRule,
  place: FindingPlace,
): Finding | undefined {
  const ratio = proposed.prediction.tokensPerSecPerGpu / base.prediction.tokensPerSecPerGpu;
  const loss = 1 - ratio;
  if (!(loss > tolerance)) return undefined;
  const width = ratioWidth(
    throughputOf(base.deployment, base.prediction),
    throughputOf(proposed.deployment, proposed.prediction),
    paired,
  );
  const chance = width === undefined ? undefined : chanceLess(ratio, width);
  const sure =
    chance === undefined
      ? ""
      : ` (real with a chance of ${chance > 0.995 ? "more than 99" : Math.round(100 * chance)}%)`;
  const lost = 100 * loss;
  const shown = lost.toFixed(decimalsThatKeep(lost, 0, (percent) => percent > 100 * tolerance));
  const [was, is] = [base.prediction.tokensPerSecPerGpu, proposed.prediction.tokensPerSecPerGpu];
  const decimals = decimalsApart(was, is, 0);
  return finding(
    "regression",
    place,
    `serves ${shown}% less per GPU than before: ${is.toFixed(decimals)} tokens/s instead of ${was.toFixed(decimals)}${sure}`,
  );
}
