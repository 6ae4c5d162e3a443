import type { VerdictKind } from "../../domain/review.js";
import { failsByPolicy } from "../../review/index.js";
import type { ReportContext } from "../context.js";
import { code } from "../markdown.js";

/**
 * What the policy, a waiver, a draft or the base makes of the verdict; empty when it stands as it is. `untouched`: all that
 * has this verdict is as it was.
 */
export function policyLine(verdict: VerdictKind, context: ReportContext, untouched = false): string {
  if (untouched && failsByPolicy(verdict, context))
    return "As on the base, and this change leaves it as it was: the check passes.";
  if (verdict === "fail") {
    if (context.waiver !== undefined) {
      return `Waived by the label ${code(context.waiver.label)}, set by ${code(context.waiver.actor)}: the check passes.`;
    }
    if (context.gate !== "enforce") return `Policy ${code(`gate: ${context.gate}`)}: the check stays green.`;
    return context.draft ? "Draft: the check stays green." : "";
  }
  if (verdict === "too-close") return turned("too-close", context.tooClose, context);
  if (verdict === "not-applicable") return turned("not-applicable", context.notApplicable, context);
  return "";
}

function turned(key: string, value: "pass" | "fail", context: ReportContext): string {
  if (value === "fail" && context.gate !== "enforce")
    return `Policy ${code(`gate: ${context.gate}`)}: the check stays green.`;
  if (value === "fail" && context.waiver !== undefined) return policyLine("fail", context);
  if (value === "fail" && context.draft) return "Draft: the check stays green.";
  if (value === "pass" && context.failed === true) return "";
  return `Policy ${code(`${key}: ${value}`)}: the check ${value === "pass" ? "passes" : "fails"}.`;
}
