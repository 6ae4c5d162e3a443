import type { Evaluation, Finding, LimitCheck, NotChecked, VerdictKind } from "../domain/review.js";
import type { Interval } from "../domain/prediction.js";

/** Everything that decides about one deployment. */
export interface JudgeInput {
  readonly proposed?: Evaluation;
  /** after the policy's levels */
  readonly findings: readonly Finding[];
  /** why nothing was predicted */
  readonly notChecked?: NotChecked;
  /** names of required values that nobody stated, e.g. `isl`, `osl` */
  readonly assumed: readonly string[];
}

/** A verdict with its reasons, one sentence each, and what is missing when it cannot be given. */
export interface Judgement {
  readonly verdict: VerdictKind;
  readonly reasons: readonly string[];
  readonly notChecked?: NotChecked;
}

/** With a higher chance than this the limits hold for us; with a lower one than its rest they do not. Edges of an 80 % band. */
export const CLEAR_CHANCE = 0.9;

/**
 * The verdict of one deployment. Errors fail it before any figure; figures fail it only when every required value was
 * stated by somebody: an assumption never fails a gate.
 */
export function judge({ proposed, findings, notChecked, assumed }: JudgeInput): Judgement {
  const errors = findings.filter(({ severity }) => severity === "error");
  if (errors.length > 0) return { verdict: "fail", reasons: errors.map(({ message }) => message) };
  if (notChecked !== undefined || proposed === undefined) {
    const missing = notChecked ?? { phrase: "cannot be predicted" };
    return { verdict: "not-applicable", reasons: [missing.phrase], notChecked: missing };
  }
  if (proposed.prediction.memoryVerdict !== "fits") {
    return { verdict: "fail", reasons: ["the load does not fit the GPU memory"] };
  }
  const figures = judgeFigures(proposed);
  if (figures.verdict === "pass" || assumed.length === 0) return figures;
  const missing: NotChecked = {
    phrase: `does not say its ${lengthWords(assumed)}`,
    policyYaml: `defaults:\n  workload:\n${assumed.map((key) => `    ${key}: ${key === "isl" ? 4000 : 1000} # tokens, yours\n`).join("")}`,
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

/** Figures against limits: bands where the profile has them, else the figures themselves. */
function judgeFigures(proposed: Evaluation): Judgement {
  const states = proposed.limits.map((check) => ({
    check,
    state: stateOf(check, bandOf(proposed, check)),
  }));
  const broken = states.filter(({ state }) => state === "broken");
  const odds = proposed.prediction.pSla;
  if (broken.length > 0) return { verdict: "fail", reasons: broken.map(({ check }) => reason(check)) };
  if (odds !== undefined && odds < 1 - CLEAR_CHANCE)
    return { verdict: "fail", reasons: proposed.limits.map(reason) };
  const open = states.filter(({ state }) => state === "open");
  if (open.length === 0 || (odds !== undefined && odds >= CLEAR_CHANCE))
    return { verdict: "pass", reasons: [] };
  return {
    verdict: "too-close",
    reasons: open.map(({ check }) => `${reason(check)}, within the error of the prediction`),
  };
}

function stateOf(check: LimitCheck, band: Interval | undefined): "holds" | "open" | "broken" {
  // a queue without end breaks its limit whatever the band says
  if (band === undefined || (!check.holds && check.valueMs <= check.limitMs))
    return check.holds ? "holds" : "broken";
  if (band[1] <= check.limitMs) return "holds";
  return band[0] > check.limitMs ? "broken" : "open";
}

/** The band of the statistic that the limit applies to: a percentile scatters as the mean does. */
function bandOf(
  { prediction: { bands } }: Evaluation,
  { metric, percentile }: LimitCheck,
): Interval | undefined {
  const mean =
    bands && { ttft: bands.ttftMs, tpot: bands.tpotMs, requestLatency: bands.requestLatencyMs }[metric];
  if (mean === undefined || percentile === undefined) return mean;
  return [mean[0] * percentile.overMean, mean[1] * percentile.overMean];
}

/** Plain words; rounding for people is the report's. */
function reason({ metric, valueMs, limitMs, percentile }: LimitCheck): string {
  const name = { ttft: "TTFT", tpot: "TPOT", requestLatency: "request latency" }[metric];
  return `${name}${percentile === undefined ? "" : ` ${percentile.name}`} is ${Number(valueMs.toPrecision(6))} ms, limit ${limitMs} ms`;
}

/** Whether every limit holds over its whole band: a setting that can be called safe. */
export function isSafe(evaluation: Evaluation): boolean {
  return (
    evaluation.prediction.memoryVerdict === "fits" &&
    judgeFigures(evaluation).verdict === "pass" &&
    evaluation.limits.every(({ holds }) => holds)
  );
}

/** The verdict over several: fail, then too close, then not checked, then pass. Nothing at all is `not-applicable`. */
export function worstVerdict(verdicts: readonly VerdictKind[]): VerdictKind {
  return (
    (["fail", "too-close", "not-applicable", "pass"] as const).find((kind) => verdicts.includes(kind)) ??
    "not-applicable"
  );
}
