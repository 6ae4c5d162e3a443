import type { Finding } from "../../domain/review.js";
import type { RuleLevel } from "../../policy/types.js";

/** Findings with the severities of the policy; those that are off are gone. */
export function applyLevels(
  findings: readonly Finding[],
  levels: Readonly<Record<string, RuleLevel>>,
): readonly Finding[] {
  return findings.flatMap((finding) => {
    const level = Object.hasOwn(levels, finding.rule) ? levels[finding.rule] : undefined;
    if (level === "off") return [];
    return [level === undefined ? finding : { ...finding, severity: level }];
  });
}
