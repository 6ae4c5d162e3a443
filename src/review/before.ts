import type { DeploymentReview } from "../domain/review.js";
import { isCarried } from "./verdict.js";

/** Share of a stated rate that a deployment which serves it may fall short of by rounding. */
const ROUNDING = 0.999;

/**
 * Whether the base keeps the very limits of this change at its load: then some setting does, whatever a search found.
 * Without a confidence, by the figures alone.
 */
export function beforeHolds({
  base,
  sla,
  workload,
  confidence,
}: Pick<DeploymentReview, "base" | "sla" | "workload" | "confidence">): boolean {
  if (base === undefined || base.limits.length === 0 || !isCarried(base, confidence ?? 0)) return false;
  const { concurrency, requestsPerSec } = base.prediction;
  return (
    base.limits.every(({ metric, limitMs }) => sla[`${metric}Ms`] === limitMs) &&
    concurrency >= (workload?.concurrency ?? 0) &&
    requestsPerSec >= ROUNDING * (workload?.requestRate ?? 0)
  );
}
