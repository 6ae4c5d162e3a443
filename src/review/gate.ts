import type { VerdictKind } from "../domain/review.js";
import type { Policy } from "../policy/types.js";

/** What a verdict means for the job. */
export interface GateOutcome {
  readonly passes: boolean;
  /** one sentence for the log and the status */
  readonly reason: string;
}

/** What the run knows beside the verdict. */
export interface GateSituation {
  /** nothing relevant changed */
  readonly empty: boolean;
  readonly draft: boolean;
  readonly waiver?: { readonly label: string; readonly actor: string };
}

/** Whether the job passes. Only `enforce` on a pull request that is ready can fail it. */
export function gateOutcome(
  verdict: VerdictKind,
  policy: Pick<Policy, "gate" | "tooClose" | "notApplicable">,
  situation: GateSituation,
): GateOutcome {
  if (situation.empty) return { passes: true, reason: "no relevant file changed" };
  const fails =
    verdict === "fail" ||
    (verdict === "too-close" && policy.tooClose === "fail") ||
    (verdict === "not-applicable" && policy.notApplicable === "fail");
  const word = {
    pass: "pass",
    fail: "fail",
    "too-close": "too close to call",
    "not-applicable": "not checked",
  }[verdict];
  if (!fails) return { passes: true, reason: word };
  if (situation.waiver !== undefined)
    return {
      passes: true,
      reason: `${word}, waived by the label ${situation.waiver.label} of ${situation.waiver.actor}`,
    };
  if (policy.gate !== "enforce") return { passes: true, reason: `${word}, gate is ${policy.gate}` };
  if (situation.draft) return { passes: true, reason: `${word}, draft` };
  return { passes: false, reason: word };
}
