import type { Finding } from "../../domain/review.js";
import type { Policy } from "../../policy/types.js";

/** Findings with the severities of the policy; those that are off are gone. */
export function applyLevels(findings: readonly Finding[], levels: Policy["rules"]): readonly Finding[] {
  return findings.flatMap((finding) => {
    const level = levels[finding.rule];
    if (level === "off") return [];
    return [level === undefined ? finding : { ...finding, severity: level }];
  });
}
