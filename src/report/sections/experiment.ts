import { SAME_WITHIN } from "../../domain/compared.js";
import type {
  Evaluation,
  ExperimentFileReview,
  ExperimentReview,
  Finding,
  Metric,
} from "../../domain/review.js";
import type { ReportContext } from "../context.js";
import { chance, change, checkedMs, latencyMs, stated, list, percent, plural, rate } from "../format.js";
import { fileUrl } from "../links.js";
import { bold, code, link, NBSP, prose, small, table, text } from "../markdown.js";
import { throughputRatio } from "../view.js";
import { backendName, gpus, limitName, metricName, modelShort, workers } from "../words.js";
import { lengths } from "./context-line.js";

/** Most experiments that a heading names. */
const MAX_NAMED = 3;

/** Name of an experiment for people: the backend when it tells the experiments of the file apart. */
export function experimentNames(review: ExperimentFileReview): readonly string[] {
  const backends = review.experiments.map((experiment) => shown(experiment)?.deployment.backend);
  const distinct = new Set(backends);
  const byBackend = distinct.size === backends.length && !backends.includes(undefined);
  return review.experiments.map(({ name }, index) =>
    byBackend ? text(backendName(backends[index] ?? "")) : code(name, 40),
  );
}

function shown({ best, nearestMiss }: ExperimentReview): Evaluation | undefined {
  return best ?? nearestMiss;
}

/** `TensorRT-LLM wins, SGLang 13% behind, vLLM misses TPOT`. */
export function outcome(review: ExperimentFileReview): string {
  const names = experimentNames(review);
  const winner = review.experiments[0]?.best;
  const count = review.experiments.length;
  const errors = review.findings.filter(({ severity }) => severity === "error").length;
  if (review.verdict === "fail" && winner !== undefined && errors > 0)
    return `${code(review.file, 40)} has ${plural(errors, "error")}`;
  if (count > 1 && review.experiments.every((each) => shown(each) === undefined))
    return `none of ${count} experiments can run`;
  const phrases = review.experiments.slice(0, MAX_NAMED).map((experiment, index) => {
    const name = names[index] ?? "";
    if (experiment.best === undefined || winner === undefined) return `${name} ${missText(experiment)}`;
    if (index === 0) return `${name} wins`;
    if (experiment.withinError === true) return `${name} is within its error`;
    const behind = 1 - throughputRatio(experiment.best, winner);
    return behind < SAME_WITHIN ? `${name} is level` : `${name} ${percent(behind)} behind`;
  });
  const more = review.experiments.length - phrases.length;
  return [...phrases, ...(more > 0 ? [`${more} more`] : [])].join(", ");
}

function missText(experiment: ExperimentReview): string {
  if (experiment.nearestMiss === undefined) return "cannot run";
  const { limits, prediction } = experiment.nearestMiss;
  const missed = limits.filter(({ holds }) => !holds);
  if (missed.length > 0) return `misses ${list(missed.map(limitName))}`;
  return `holds its limits with ${chance(prediction.pSla ?? 0)} only`;
}

/** Table of the experiments: winner first and bold, change against the winner, ❌ in the cell that misses. */
export function experimentTable(review: ExperimentFileReview): string {
  const names = experimentNames(review);
  const winner = review.experiments[0]?.best;
  const metrics = (["ttft", "tpot", "requestLatency"] as const).filter(
    (metric) =>
      review.sla[`${metric}Ms`] !== undefined ||
      (metric !== "requestLatency" && review.sla.requestLatencyMs === undefined),
  );
  const header = metrics.map((metric) => {
    const limitMs = review.sla[`${metric}Ms`];
    return limitMs === undefined
      ? metricName(metric)
      : `${metricName(metric)}, limit ${stated(limitMs)}${NBSP}ms`;
  });
  const banded = review.experiments.some((each) => shown(each)?.prediction.pSla !== undefined);
  if (banded) header.push("Chance to hold");
  const rows = review.experiments.map((experiment, index) => {
    const evaluation = shown(experiment);
    const won = index === 0 && winner !== undefined;
    const name = won ? bold(names[index] ?? "") : (names[index] ?? "");
    if (evaluation === undefined)
      return [
        `${name}<br>${prose(problemOf(experiment, review.findings), 160)}`,
        "",
        ...header.map(() => ""),
      ];
    const throughput = rate(evaluation.prediction.tokensPerSecPerGpu);
    const against = winner === undefined || won ? "" : `<br>${change(throughputRatio(evaluation, winner))}`;
    return [
      `${name}<br>${workers(evaluation.deployment)}`,
      won ? bold(throughput) : `${throughput}${against}`,
      ...metrics.map((metric) => metricCell(evaluation, metric)),
      ...(banded ? [chance(evaluation.prediction.pSla ?? 0)] : []),
    ];
  });
  return table(["Experiment", "Tokens/s per GPU", ...header], `l${"r".repeat(header.length + 1)}`, rows);
}

/** Why an experiment has no figures, where no error of the list beside says it. */
function problemOf({ name, problem }: ExperimentReview, findings: readonly Finding[]): string {
  const listed = findings.some(
    ({ severity, message }) =>
      severity === "error" && (message === problem || message === `${name}: ${problem}`),
  );
  return problem === undefined || listed ? "cannot run" : problem;
}

function metricCell(evaluation: Evaluation, metric: Metric): string {
  const check = evaluation.limits.find((each) => each.metric === metric);
  const value =
    check === undefined ? latencyMs(metric, evaluation.prediction[`${metric}Ms`]) : checkedMs(check);
  return check?.holds === false ? `❌ ${value}` : value;
}

/** Who won before, when that changed; empty for a new file. */
export function formerWinner(review: ExperimentFileReview): string {
  if (review.baseWinner === undefined) return "";
  const now = review.experiments[0]?.best === undefined ? undefined : review.experiments[0].name;
  if (review.baseWinner === null)
    return now === undefined
      ? "Before, no experiment met the limits either."
      : "Before, no experiment met the limits.";
  return review.baseWinner === now
    ? "The winner is the one it was before."
    : `Before, ${nameOf(review, review.baseWinner)} won.`;
}

/** The name that the table uses, when the experiment is still there. */
function nameOf(review: ExperimentFileReview, experiment: string): string {
  const index = review.experiments.findIndex(({ name }) => name === experiment);
  return experimentNames(review)[index] ?? code(experiment, 40);
}

/** Model, GPUs, lengths and file. */
export function experimentContext(review: ExperimentFileReview, context: ReportContext): string {
  const evaluations = review.experiments.map(shown).filter((evaluation) => evaluation !== undefined);
  const one = (values: readonly string[]): readonly string[] =>
    new Set(values).size === 1 ? values.slice(0, 1) : [];
  const parts = [
    ...one(evaluations.map(({ deployment }) => text(modelShort(deployment.model), 80))),
    ...one(evaluations.map(gpus)),
    ...(review.workload === undefined ? [] : [lengths(review.workload)]),
    link(code(review.file, 120), fileUrl(context, review.file)),
  ];
  return small(parts.join(" · "));
}
