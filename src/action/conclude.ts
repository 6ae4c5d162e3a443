import type { CheckResult, VerdictKind } from "../domain/review.js";
import type { Policy } from "../policy/index.js";

/** The label that turns a failed verdict into a passed check, and who set it. */
export interface Waiver {
  readonly label: string;
  readonly actor: string;
}

/** What a run knows about itself beside the verdict. */
export interface GateFacts {
  readonly draft: boolean;
  readonly waiver?: Waiver;
}

/** The job's end: `line` is plain text, for the log and the error message. */
export interface Conclusion {
  readonly failed: boolean;
  readonly line: string;
}

/** Whether there was anything to judge. */
export function isRelevant(result: CheckResult): boolean {
  return (
    result.deployments.length > 0 ||
    (result.experiments?.length ?? 0) > 0 ||
    result.incomplete ||
    result.findings.some((finding) => finding.severity === "error")
  );
}

/** Whether a verdict fails the check by the policy's word, before drafts and waivers. */
export function failsByPolicy(verdict: VerdictKind, policy: Policy): boolean {
  if (policy.gate === "off") return false;
  if (verdict === "fail") return true;
  if (verdict === "too-close") return policy.tooClose === "fail";
  if (verdict === "not-applicable") return policy.notApplicable === "fail";
  return false;
}

/**
 * The end of the job from the verdict. Pure, and called before anything is written: no failed call can change it.
 * A list that was cut counts as "could not check": it fails what is enforced.
 */
export function conclude(result: CheckResult, policy: Policy, facts: GateFacts): Conclusion {
  if (!isRelevant(result)) return { failed: false, line: "Nothing to check: no manifest in this change" };
  const fails = failsByPolicy(result.verdict, policy) || (result.incomplete && policy.gate !== "off");
  const reason = result.incomplete
    ? "not every changed file could be checked"
    : reasonsOf(result) || countOf(result);
  const line = `${WORDS[result.verdict]}${reason === "" ? "" : `: ${reason}`}`;
  if (!fails) return { failed: false, line };
  if (policy.gate === "advisory")
    return { failed: false, line: `${line} (gate: advisory, the check stays green)` };
  if (facts.draft) return { failed: false, line: `${line} (draft: advisory, the check stays green)` };
  if (facts.waiver !== undefined) {
    return {
      failed: false,
      line: `${line} (waived by the label ${facts.waiver.label}, set by ${facts.waiver.actor})`,
    };
  }
  return { failed: true, line };
}

function countOf({ deployments, experiments }: CheckResult): string {
  const parts = [
    [deployments.length, "manifest"],
    [experiments?.length ?? 0, "experiment file"],
  ] as const;
  return parts
    .filter(([count]) => count > 0)
    .map(([count, name]) => `${count} ${name}${count === 1 ? "" : "s"}`)
    .join(", ");
}

const WORDS: Readonly<Record<VerdictKind, string>> = {
  pass: "Pass",
  fail: "Fail",
  "too-close": "Too close to call",
  "not-applicable": "Not checked",
};

const ORDER: readonly VerdictKind[] = ["fail", "too-close", "not-applicable", "pass"];

/** The worst of several verdicts; `pass` for none. */
export function worstVerdict(verdicts: readonly VerdictKind[]): VerdictKind {
  return ORDER.find((kind) => verdicts.includes(kind)) ?? "pass";
}

/** First reasons of what does not pass, for one line. */
export function reasonsOf(
  result: Pick<CheckResult, "verdict" | "deployments" | "findings"> & {
    readonly experiments?: CheckResult["experiments"];
  },
): string {
  const named = [
    ...result.deployments.map(({ name, verdict, reasons }) => ({ name, verdict, reasons })),
    ...(result.experiments ?? []).map(({ file, verdict, reasons }) => ({ name: file, verdict, reasons })),
  ].filter(({ verdict }) => verdict === result.verdict);
  const sentences = [
    ...named.flatMap(({ name, reasons }) => (reasons[0] === undefined ? [] : [`${name}: ${reasons[0]}`])),
    ...(result.verdict === "fail"
      ? result.findings
          .filter(({ severity }) => severity === "error")
          .map(({ file, message }) => `${file}: ${message}`)
      : []),
  ];
  const shown = sentences.slice(0, 3).join("; ");
  return sentences.length > 3 ? `${shown}; and ${sentences.length - 3} more` : shown;
}
