import { latencyDecimals } from "../domain/compared.js";
import type { Evaluation, Finding, LimitCheck, Metric, NotChecked, VerdictKind } from "../domain/review.js";
import type { Interval } from "../domain/prediction.js";
import { DEFAULT_LENGTHS } from "../domain/workload.js";
import { chanceWithin, isHeld } from "../search/odds.js";

/** Everything that decides about one deployment. */
export interface JudgeInput {
  readonly proposed?: Evaluation;
  /** after the policy's levels */
  readonly findings: readonly Finding[];
  /** why nothing was predicted */
  readonly notChecked?: NotChecked;
  /** why the figures are not those of the whole deployment; what breaks a limit even so fails */
  readonly unread?: string;
  /** names of required values that nobody stated, e.g. `isl`, `osl` */
  readonly assumed: readonly string[];
  /** chance with which all limits must hold together; only figures with an error band use it */
  readonly confidence: number;
}

/** A verdict with its reasons, one sentence each, and what is missing when it cannot be given. */
export interface Judgement {
  readonly verdict: VerdictKind;
  readonly reasons: readonly string[];
  readonly notChecked?: NotChecked;
}

/**
 * The verdict of one deployment. Errors fail it before any figure; figures fail it only when every required value was
 * stated by somebody: an assumption never fails a gate.
 */
export function judge(input: JudgeInput): Judgement {
  const { proposed, findings, notChecked, unread, assumed, confidence } = input;
  const errors = findings.filter(({ severity }) => severity === "error");
  if (errors.length > 0) return { verdict: "fail", reasons: errors.map(({ message }) => message) };
  if (notChecked !== undefined || proposed === undefined) {
    const missing = notChecked ?? { phrase: "cannot be predicted" };
    return { verdict: "not-applicable", reasons: [missing.phrase], notChecked: missing };
  }
  if (proposed.prediction.memoryVerdict !== "fits") {
    return { verdict: "fail", reasons: ["the load does not fit the GPU memory"] };
  }
  const figures = judgeFigures(proposed, confidence);
  if (unread !== undefined && figures.verdict !== "fail")
    return { verdict: "not-applicable", reasons: [unread], notChecked: { phrase: unread } };
  if (figures.verdict === "pass" || assumed.length === 0) return figures;
  const missing: NotChecked = {
    phrase: `does not say its ${lengthWords(assumed)}`,
    policyYaml: `defaults:\n  workload:\n${assumed.map((key) => `    ${key}: ${key === "isl" ? DEFAULT_LENGTHS.isl : DEFAULT_LENGTHS.osl} # tokens, yours\n`).join("")}`,
  };
  return {
    verdict: "not-applicable",
    reasons: [`${missing.phrase}; at assumed lengths ${figures.reasons.join(" and ")}`],
    notChecked: missing,
  };
}

function lengthWords(assumed: readonly string[]): string {
  const words = assumed.map((key) => (key === "isl" ? "prompt" : key === "osl" ? "answer" : key));
  return `${words.join(" and ")} ${words.length === 1 ? "length" : "lengths"}`;
}

/** Figures against limits: by the chance that all hold together where the profile knows its error, else by the figures. */
function judgeFigures({ limits, prediction }: Evaluation, confidence: number): Judgement {
  const { pSla } = prediction;
  if (pSla === undefined) {
    const broken = limits.filter(({ holds }) => !holds);
    return broken.length === 0
      ? { verdict: "pass", reasons: [] }
      : { verdict: "fail", reasons: broken.map(reason) };
  }
  if (pSla >= confidence) return { verdict: "pass", reasons: [] };
  const open = openLimits({ limits, prediction }, confidence);
  return 1 - pSla >= confidence
    ? { verdict: "fail", reasons: open.map(reason) }
    : {
        verdict: "too-close",
        reasons: open.map((limit) => `${reason(limit)}, within the error of the prediction`),
      };
}

/**
 * The limits that keep a load from being carried, the least likely to hold first: those that do not hold with the
 * confidence by themselves. Where only their sum of risks is too much, those that take more than an even share of it (√0.8
 * for two limits at 0.8): one that surely holds is not open.
 */
export function openLimits(evaluation: Judgeable, confidence: number): readonly LimitCheck[] {
  const judged = evaluation.limits
    .map((limit) => ({ limit, chance: chanceOfLimit(evaluation, limit) }))
    .sort((a, b) => a.chance - b.chance);
  const open = judged.filter(({ chance }) => chance < confidence);
  const share = confidence ** (1 / judged.length);
  const risky = judged.filter(({ chance }) => chance < share);
  return [open, risky, judged.slice(0, 1)].find((some) => some.length > 0)?.map(({ limit }) => limit) ?? [];
}

function chanceOfLimit(evaluation: Judgeable, limit: LimitCheck): number {
  const band = bandOf(evaluation, limit.metric);
  // a queue without end breaks its limit whatever the band says
  if (band === undefined || (!limit.holds && limit.valueMs <= limit.limitMs)) return limit.holds ? 1 : 0;
  return chanceWithin(band, limit.limitMs);
}

/** Whether the load of an evaluation holds its limits with the confidence asked. */
export function isCarried({ limits, prediction }: Judgeable, confidence: number): boolean {
  return isHeld(limits, prediction.pSla, confidence);
}

/** The part of an evaluation that is judged. */
type Judgeable = Pick<Evaluation, "limits" | "prediction">;

/** The 80 % band of the figure that is shown for a metric, if the profile has one: a percentile scatters as the mean does. */
export function bandOf({ limits, prediction }: Judgeable, metric: Metric): Interval | undefined {
  const mean = prediction.bands?.[`${metric}Ms`];
  const over = limits.find((each) => each.metric === metric)?.percentile?.overMean;
  return mean === undefined || over === undefined ? mean : [mean[0] * over, mean[1] * over];
}

/** Plain words with the latency as people are told it; one that grows without end has no figure. */
function reason({ metric, valueMs, limitMs, holds, percentile }: LimitCheck): string {
  const name = { ttft: "TTFT", tpot: "TPOT", requestLatency: "request latency" }[metric];
  const figure =
    !holds && valueMs <= limitMs
      ? "grows without end"
      : `is ${valueMs.toFixed(latencyDecimals(metric, valueMs, limitMs))} ms`;
  return `${name}${percentile === undefined ? "" : ` ${percentile.name}`} ${figure}, limit ${limitMs} ms`;
}

/** The verdict over several: fail, then too close, then not checked, then pass. Nothing at all is `not-applicable`. */
export function worstVerdict(verdicts: readonly VerdictKind[]): VerdictKind {
  return (
    (["fail", "too-close", "not-applicable", "pass"] as const).find((kind) => verdicts.includes(kind)) ??
    "not-applicable"
  );
}
