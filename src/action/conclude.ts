import type { VerdictKind } from "../domain/review.js";
import type { GateOutcome, Waiver } from "../review/index.js";

/** The job's end: `line` is plain text, for the log and the error message. */
export interface Conclusion {
  readonly failed: boolean;
  readonly line: string;
}

/** The words of the action for what the gate decided. */
export function conclude(outcome: GateOutcome, waiver?: Waiver): Conclusion {
  const { passes, verdict, why, reason } = outcome;
  if (why === "nothing") return { failed: false, line: "Nothing to check: no manifest in this change" };
  const notes = {
    verdict: "",
    incomplete: "",
    untouched: " (as on the base: this change leaves it as it was, the check stays green)",
    off: " (gate: off, the check stays green)",
    advisory: " (gate: advisory, the check stays green)",
    draft: " (draft: advisory, the check stays green)",
    waived: ` (waived by the label ${waiver?.label}, set by ${waiver?.actor})`,
  };
  return { failed: !passes, line: `${WORDS[verdict]}${reason === "" ? "" : `: ${reason}`}${notes[why]}` };
}

const WORDS: Readonly<Record<VerdictKind, string>> = {
  pass: "Pass",
  fail: "Fail",
  "too-close": "Too close to call",
  "not-applicable": "Not checked",
};
