import type { Deployment, WorkerPool } from "../domain/deployment.js";
import { compact } from "../domain/compact.js";
import { poolOf } from "../domain/deployment.js";
import type { Prediction } from "../domain/prediction.js";
import type {
  Advice,
  CheckResult,
  DeploymentReview,
  Evaluation,
  ExperimentFileReview,
  Finding,
} from "../domain/review.js";
import { jsonText } from "./json-text.js";
import { throughputRatio } from "./view.js";

/** JSON of an evaluation: the fields of `estimate`, and the worker shapes. */
export interface EstimateJson {
  readonly kind: "estimate";
  readonly [field: string]: unknown;
}

const GIB = 1024 ** 3;

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
    verdict: result.verdict,
    profile: result.profile,
    incomplete: result.incomplete,
    files: [...paths].map((path) => ({
      path,
      deployments: (deployments.get(path) ?? []).map(deploymentJson),
      findings: result.findings.filter(({ file }) => file === path).map(findingJson),
    })),
    findings: result.findings
      .filter(({ file }) => !paths.has(file))
      .map((finding) => ({ ...findingJson(finding), file: finding.file })),
    ...(result.experiments === undefined ? {} : { experiments: result.experiments.map(experimentJson) }),
    ...compact({ removed: result.removed, totals: result.totals }),
  };
}

/** The same as text, one line an indentation step of two. */
export function renderCheckJson(result: CheckResult): string {
  return `${jsonText(checkJson(result), 2)}\n`;
}

function deploymentJson(review: DeploymentReview): Record<string, unknown> {
  const { proposed, recommended, bestFound } = review;
  const best = recommended?.evaluation ?? bestFound;
  return {
    name: review.name,
    line: review.line,
    ...(review.previousFile === undefined ? {} : { previousPath: review.previousFile }),
    verdict: review.verdict,
    reasons: review.reasons,
    workload: review.workload ?? null,
    sla: review.sla,
    gpuBudget: review.gpuBudget ?? null,
    base: review.base === undefined ? null : estimateJson(review.base),
    proposed: proposed === undefined ? null : estimateJson(proposed),
    recommended: recommended === undefined ? null : estimateJson(recommended.evaluation),
    smallestFix:
      review.smallestFix === undefined
        ? null
        : { ...estimateJson(review.smallestFix.evaluation), edits: review.smallestFix.edits },
    bestFound: bestFound === undefined ? null : estimateJson(bestFound),
    nearestMiss: review.nearestMiss === undefined ? null : estimateJson(review.nearestMiss),
    ...(review.confidence === undefined ? {} : { confidence: review.confidence }),
    ...(review.capacity === undefined ? {} : { capacity: estimateJson(review.capacity) }),
    gain: best === undefined || proposed === undefined ? null : throughputRatio(best, proposed) - 1,
    movements: review.movements,
    alternatives: review.alternatives.map(estimateJson),
    facts: review.facts,
    findings: review.findings.map(findingJson),
    edits: recommended?.edits ?? [],
    newText: newText(recommended),
    notChecked: review.notChecked ?? null,
    ...(review.measured === undefined ? {} : { measured: review.measured }),
  };
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
    experiments: review.experiments.map(({ name, best, nearestMiss, problem }) => ({
      name,
      best: best === undefined ? null : estimateJson(best),
      nearestMiss: nearestMiss === undefined ? null : estimateJson(nearestMiss),
      ...(problem === undefined ? {} : { problem }),
    })),
    findings: review.findings.map(findingJson),
  };
}

/** An evaluation with the field names of `estimate`, its limits and its workers. */
export function estimateJson({ deployment, prediction, limits, evenOdds }: Evaluation): EstimateJson {
  return {
    kind: "estimate",
    mode: deployment.mode,
    model: deployment.model,
    backend: deployment.backend,
    ttftMs: prediction.ttftMs,
    tpotMs: prediction.tpotMs,
    requestLatencyMs: prediction.requestLatencyMs,
    tokensPerSec: prediction.tokensPerSec,
    tokensPerSecPerGpu: prediction.tokensPerSecPerGpu,
    tokensPerSecPerUser: prediction.tokensPerSecPerUser,
    requestsPerSec: prediction.requestsPerSec,
    concurrency: prediction.concurrency,
    totalGpus: prediction.totalGpus,
    memoryGib: prediction.memoryBytes / GIB,
    memoryCapacityGib: prediction.memoryCapacityBytes / GIB,
    fits: prediction.memoryVerdict === "fits",
    meetsSla: limits.every(({ holds }) => holds),
    limits,
    perfDb: prediction.perfDb,
    quant: prediction.quant,
    profile: prediction.profile,
    ...(prediction.bands === undefined ? {} : { interval80: prediction.bands }),
    ...(prediction.pSla === undefined ? {} : { pSla: prediction.pSla }),
    ...(evenOdds === undefined ? {} : { evenOdds: loadJson(evenOdds) }),
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
  const [prefill, decode] = [poolOf(deployment, "prefill"), poolOf(deployment, "decode")];
  const agg = poolOf(deployment, "agg");
  return {
    ...(agg === undefined ? {} : { worker: shapeJson(agg) }),
    ...(prefill === undefined ? {} : { prefill: { workers: prefill.workers, ...shapeJson(prefill) } }),
    ...(decode === undefined ? {} : { decode: { workers: decode.workers, ...shapeJson(decode) } }),
  };
}

function shapeJson({
  parallelism: { cp, ...sizes },
  batchSize,
  system,
}: WorkerPool): Record<string, unknown> {
  return { ...sizes, ...(cp > 1 ? { cp } : {}), batchSize, system };
}
