import type { Finding } from "../../domain/review.js";
import type { Policy } from "../../policy/types.js";

const RANKS = { notice: 0, warning: 1, error: 2 } as const;

/**
 * Findings with the severities of the policy; those that are off are gone. What is as severe as the policy's `fail-level`
 * fails the job, and is an error wherever it is shown.
 */
export function applyLevels(
  findings: readonly Finding[],
  { rules, failLevel }: Pick<Policy, "rules" | "failLevel">,
): readonly Finding[] {
  return findings.flatMap((finding) => {
    const level = rules[finding.rule] ?? finding.severity;
    if (level === "off") return [];
    const raised = RANKS[level] >= RANKS[failLevel] ? "error" : level;
    const severity = raised === "error" && finding.untouched === true ? "warning" : raised;
    return [severity === finding.severity ? finding : { ...finding, severity }];
  });
}
