import type { FilePosition } from "../../domain/location.js";
import type { Finding, Severity } from "../../domain/review.js";

/** Where a finding belongs. */
export interface Place {
  readonly file: string;
  readonly position: FilePosition;
  readonly endPosition?: FilePosition;
}

/**
 * Rules that need the model or the performance data, with the severity each has unless the policy says otherwise.
 * `docs/rules.md` explains them.
 */
export const REVIEW_RULES = {
  "heads-not-divisible": "error",
  "experts-not-divisible": "error",
  "parallel-size-impossible": "error",
  "memory-exceeded": "error",
  "batch-exceeds-memory": "warning",
  "context-exceeds-model": "error",
  "pool-imbalance": "warning",
  "sla-unreachable": "warning",
  "queue-grows": "warning",
  "unknown-model": "notice",
  "unknown-system": "notice",
  "gpu-type-missing": "notice",
  "data-version-nearest": "notice",
  "data-missing": "notice",
  "gpu-budget-exceeded": "warning",
  regression: "warning",
} as const satisfies Record<string, Severity>;

/** Id of a rule that the review can break. */
export type ReviewRule = keyof typeof REVIEW_RULES;

/** A finding with its rule's own severity. */
export function finding(rule: ReviewRule, place: Place, message: string): Finding {
  return {
    rule,
    severity: REVIEW_RULES[rule],
    message,
    file: place.file,
    position: place.position,
    ...(place.endPosition === undefined ? {} : { endPosition: place.endPosition }),
  };
}
