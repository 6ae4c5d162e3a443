import { poolOf, type Deployment, type WorkerPool } from "../domain/deployment.js";
import { compact, pick } from "../domain/compact.js";
import type { Prediction } from "../domain/prediction.js";
import type {
  Advice,
  CheckResult,
  DeploymentReview,
  Evaluation,
  ExperimentFileReview,
  Finding,
} from "../domain/review.js";
import { figuresJson, oddsJson } from "./estimate-json.js";
import { tooCloseJson } from "./search-json.js";
import { jsonText } from "./json-text.js";
import { throughputRatio } from "./view.js";

/** JSON of an evaluation: the fields of `estimate`, and the worker shapes. */
export interface EstimateJson {
  readonly kind: "estimate";
  readonly [field: string]: unknown;
}

/**
 * The `check` object of the command line and of the report file (`docs/method/judging.md` 3); further fields may
 * come, these stay.
 */
export function checkJson(result: CheckResult): Record<string, unknown> {
  const deployments = new Map<string, DeploymentReview[]>();
  const paths = new Set([...result.files, ...result.deployments.map(({ file }) => file)]);
  for (const review of result.deployments)
    deployments.set(review.file, [...(deployments.get(review.file) ?? []), review]);
  return {
    kind: "check",
    ...pick(result, "verdict", "profile", "incomplete"),
    files: [...paths].map((path) => ({
      path,
      deployments: (deployments.get(path) ?? []).map(deploymentJson),
      findings: result.findings.filter(({ file }) => file === path).map(findingJson),
    })),
    findings: result.findings
      .filter(({ file }) => !paths.has(file))
      .map((finding) => ({ ...findingJson(finding), file: finding.file })),
    ...compact({
      experiments: result.experiments?.map(experimentJson),
      removed: result.removed,
      totals: result.totals,
    }),
  };
}

/** The same as text, one line an indentation step of two. */
export function renderCheckJson(result: CheckResult): string {
  return `${jsonText(checkJson(result), 2)}\n`;
}

function deploymentJson(review: DeploymentReview): Record<string, unknown> {
  const { proposed, recommended, bestFound, smallestFix, capacity, mostCarried } = review;
  const best = recommended?.evaluation ?? bestFound;
  return {
    ...pick(review, "name", "line"),
    ...compact({ previousPath: review.previousFile }),
    ...pick(review, "verdict", "reasons"),
    workload: review.workload ?? null,
    sla: review.sla,
    gpuBudget: review.gpuBudget ?? null,
    base: orNull(review.base),
    proposed: orNull(proposed),
    recommended: orNull(recommended?.evaluation),
    smallestFix: smallestFix
      ? {
          ...estimateJson(smallestFix.evaluation),
          edits: smallestFix.edits,
          ...compact({ raises: smallestFix.raises }),
        }
      : null,
    bestFound: orNull(bestFound),
    nearestMiss: orNull(review.nearestMiss),
    ...compact({
      confidence: review.confidence,
      ...tooCloseJson(review.tooClose),
      capacity: capacity && estimateJson(capacity),
      mostCarried: mostCarried && estimateJson(mostCarried),
    }),
    gain: best === undefined || proposed === undefined ? null : throughputRatio(best, proposed) - 1,
    movements: review.movements,
    alternatives: review.alternatives.map(estimateJson),
    facts: review.facts,
    findings: review.findings.map(findingJson),
    edits: recommended?.edits ?? [],
    newText: newText(recommended),
    notChecked: review.notChecked ?? null,
    ...compact({ measured: review.measured, untouched: review.untouched }),
  };
}

function orNull(evaluation: Evaluation | undefined): EstimateJson | null {
  return evaluation === undefined ? null : estimateJson(evaluation);
}

/** A whole new file only where edits of lines cannot say it. */
function newText(advice: Advice | undefined): string | null {
  return advice !== undefined && advice.edits.length === 0 ? (advice.newText ?? null) : null;
}

function findingJson({ rule, severity, message, position, endPosition }: Finding): Record<string, unknown> {
  return {
    rule,
    severity,
    message,
    line: position.line,
    column: position.column,
    ...(endPosition === undefined ? {} : { endLine: endPosition.line, endColumn: endPosition.column }),
  };
}

function experimentJson(review: ExperimentFileReview): Record<string, unknown> {
  return {
    path: review.file,
    verdict: review.verdict,
    reasons: review.reasons,
    sla: review.sla,
    workload: review.workload ?? null,
    winner: review.experiments[0]?.best === undefined ? null : review.experiments[0].name,
    baseWinner: review.baseWinner ?? null,
    ...tooCloseJson(review.tooClose),
    experiments: review.experiments.map(({ name, best, nearestMiss, problem }) => ({
      name,
      best: orNull(best),
      nearestMiss: orNull(nearestMiss),
      ...compact({ problem }),
    })),
    findings: review.findings.map(findingJson),
    ...compact({ untouched: review.untouched }),
  };
}

/** An evaluation with the field names of `estimate`, its limits and its workers. */
export function estimateJson({ deployment, prediction, limits, evenOdds }: Evaluation): EstimateJson {
  return {
    kind: "estimate",
    ...pick(deployment, "mode", "model", "backend"),
    ...figuresJson(prediction),
    meetsSla: limits.every(({ holds }) => holds),
    limits,
    ...pick(prediction, "perfDb", "quant"),
    ...oddsJson(prediction),
    ...compact({ evenOdds: evenOdds && loadJson(evenOdds) }),
    replicas: deployment.replicas,
    ...workersJson(deployment),
    notes: prediction.notes,
  };
}

/** What a deployment does at another load. */
function loadJson(prediction: Prediction): Record<string, unknown> {
  const { ttftMs, tpotMs, tokensPerSecPerGpu, requestsPerSec, concurrency, pSla } = prediction;
  return compact({ ttftMs, tpotMs, tokensPerSecPerGpu, requestsPerSec, concurrency, pSla });
}

function workersJson(deployment: Deployment): Record<string, unknown> {
  const agg = poolOf(deployment, "agg");
  const side = (role: "prefill" | "decode") => {
    const pool = poolOf(deployment, role);
    return pool && { workers: pool.workers, ...shapeJson(pool) };
  };
  return compact({ worker: agg && shapeJson(agg), prefill: side("prefill"), decode: side("decode") });
}

function shapeJson({
  parallelism: { cp, ...sizes },
  batchSize,
  system,
}: WorkerPool): Record<string, unknown> {
  return { ...sizes, ...(cp > 1 ? { cp } : {}), batchSize, system };
}
