import type { CheckResult, VerdictKind } from "../domain/review.js";
import type { Policy } from "../policy/types.js";
import { worstVerdict } from "./verdict.js";

/** The label that turns a failed verdict into a passed check, and who set it. */
export interface Waiver {
  readonly label: string;
  readonly actor: string;
}

/** What a run knows about itself beside the verdict. */
export interface GateSituation {
  readonly draft: boolean;
  readonly waiver?: Waiver;
}

/**
 * What decided. `nothing`: there was nothing to judge. `verdict`: the verdict, whatever it is. `incomplete`: not all was
 * looked at. The rest turn a failed verdict into a passed check: `untouched` where all that fails is as it was on the base,
 * `advisory` and `off` are the policy's `gate`.
 */
export type GateCause =
  "nothing" | "verdict" | "incomplete" | "untouched" | "off" | "advisory" | "draft" | "waived";

/** Whether the job passes, and why. */
export interface GateOutcome {
  readonly passes: boolean;
  readonly verdict: VerdictKind;
  readonly why: GateCause;
  /** what the verdict rests on in one line of plain text: first reasons, else how much was judged; may be empty */
  readonly reason: string;
}

/** Whether there was anything to judge. */
export function isRelevant(result: Judged): boolean {
  return (
    result.deployments.length > 0 ||
    (result.experiments?.length ?? 0) > 0 ||
    result.incomplete ||
    result.findings.some(({ severity }) => severity === "error")
  );
}

/** The part of a result that the gate reads. */
export type Judged = Pick<CheckResult, "verdict" | "deployments" | "experiments" | "findings" | "incomplete">;

/** Whether a verdict fails the job where nothing but the policy speaks. */
export function failsByPolicy(
  verdict: VerdictKind,
  { tooClose, notApplicable }: Pick<Policy, "tooClose" | "notApplicable">,
): boolean {
  if (verdict === "too-close") return tooClose === "fail";
  return verdict === "fail" || (verdict === "not-applicable" && notApplicable === "fail");
}

/**
 * The one gate of the action and the command line. Pure, and asked before anything is written: no failed call can change
 * the answer. Only `enforce` fails a job, never on a draft, under a waiver or for what the change leaves as it was; a change
 * that was not looked at whole fails.
 */
export function concludeGate(
  result: Judged,
  policy: Pick<Policy, "gate" | "tooClose" | "notApplicable">,
  situation: GateSituation,
): GateOutcome {
  if (!isRelevant(result)) return { passes: true, verdict: result.verdict, why: "nothing", reason: "" };
  const touched = touchedPart(result);
  const isFailing = ({ verdict, incomplete }: Judged): boolean =>
    incomplete || failsByPolicy(verdict, policy);
  const fails = isRelevant(touched) && isFailing(touched);
  const told = fails ? touched : result;
  const reason = result.incomplete
    ? "not every changed file could be checked"
    : reasonsOf(told) || countOf(told);
  const outcome = (passes: boolean, why: GateCause): GateOutcome => ({
    passes,
    verdict: told.verdict,
    why,
    reason,
  });
  if (!fails) return outcome(true, isFailing(result) ? "untouched" : "verdict");
  if (policy.gate !== "enforce") return outcome(true, policy.gate);
  if (situation.draft) return outcome(true, "draft");
  if (situation.waiver !== undefined) return outcome(true, "waived");
  return outcome(false, result.incomplete ? "incomplete" : "verdict");
}

/** The part of a result that the change is answerable for: without what it leaves as it was. */
function touchedPart({ deployments, experiments = [], findings, incomplete }: Judged): Judged {
  const part = {
    deployments: deployments.filter(({ untouched }) => untouched !== true),
    experiments: experiments.filter(({ untouched }) => untouched !== true),
    findings,
    incomplete,
  };
  return { ...part, verdict: overallVerdict(part) };
}

/** The part of a result that lies in some files, with its own verdict. A list that was cut may miss a file of any part. */
export function partOf(result: CheckResult, inside: (file: string) => boolean): Judged {
  const within = ({ file }: { readonly file: string }): boolean => inside(file);
  const deployments = result.deployments.filter(within);
  const experiments = (result.experiments ?? []).filter(within);
  const findings = result.findings.filter(within);
  return {
    verdict: overallVerdict({ deployments, experiments, findings, incomplete: result.incomplete }),
    deployments,
    experiments,
    findings,
    incomplete: result.incomplete,
  };
}

/** The verdict over everything that was judged. An error of a file fails, and so does a change that was not read whole. */
export function overallVerdict(result: Omit<Judged, "verdict">): VerdictKind {
  const fails = result.incomplete || result.findings.some(({ severity }) => severity === "error");
  return worstVerdict([
    ...[...result.deployments, ...(result.experiments ?? [])].map(({ verdict }) => verdict),
    ...(fails ? ["fail" as const] : []),
  ]);
}

function countOf({ deployments, experiments }: Judged): string {
  const parts = [
    [deployments.length, "manifest"],
    [experiments?.length ?? 0, "experiment file"],
  ] as const;
  return parts
    .filter(([count]) => count > 0)
    .map(([count, name]) => `${count} ${name}${count === 1 ? "" : "s"}`)
    .join(", ");
}

/** First reasons of what has the verdict of the whole, for one line. */
function reasonsOf({ verdict: worst, deployments, experiments, findings }: Judged): string {
  const named = [
    ...deployments.map(({ name, verdict, reasons }) => ({ name, verdict, reasons })),
    ...(experiments ?? []).map(({ file, verdict, reasons }) => ({ name: file, verdict, reasons })),
  ].filter(({ verdict }) => verdict === worst);
  const errors = worst === "fail" ? findings.filter(({ severity }) => severity === "error") : [];
  const sentences = [
    ...named.flatMap(({ name, reasons }) => (reasons[0] === undefined ? [] : [`${name}: ${reasons[0]}`])),
    ...errors.map(({ file, message }) => `${file}: ${message}`),
  ];
  const shown = sentences.slice(0, 3).join("; ");
  return sentences.length > 3 ? `${shown}; and ${sentences.length - 3} more` : shown;
}
