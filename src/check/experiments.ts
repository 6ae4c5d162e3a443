import type { ChangedFile } from "../domain/change.js";
import type { ExperimentFileReview, ExperimentReview, Fact } from "../domain/review.js";
import type { SlaTarget, Workload } from "../domain/workload.js";
import {
  mayBeExperimentText,
  readExperimentFile,
  type ExperimentContext,
  type ExperimentFile,
} from "../manifest/experiment/read-file.js";
import type { Policy } from "../policy/index.js";
import { applyLevels, judgeExperiments, rankExperiments } from "../review/index.js";
import { checkLimits } from "../search/sla.js";
import type { ExperimentResult } from "../search/result.js";
import type { SearchRow } from "../search/rows.js";
import type { Evaluation } from "../domain/review.js";
import type { Evaluator } from "./evaluator.js";

/** Cheap look whether a text may be an experiment file. */
export const isExperimentText = mayBeExperimentText;

const GIB = 1024 ** 3;

/** Which experiment of a changed file wins, and which won before. Undefined when the file turns out to be something else. */
export async function reviewExperiments(
  evaluator: Evaluator,
  policy: Policy,
  context: ExperimentContext,
  file: ChangedFile,
  text: string,
): Promise<ExperimentFileReview | undefined> {
  const head = readExperimentFile(text, file.path, context);
  if (head.experiments.length === 0 && head.findings.length === 0) return undefined;
  const reviews = await runAll(evaluator, head);
  const findings = applyLevels(head.findings, policy.rules);
  const errors = findings.filter(({ severity }) => severity === "error");
  const judgement =
    errors.length > 0
      ? { verdict: "fail" as const, reasons: errors.map(({ message }) => message) }
      : judgeExperiments(reviews, policy.experiments);
  const first = head.experiments.find(({ task }) => task !== undefined)?.task;
  const before =
    file.baseText === undefined
      ? undefined
      : await winnerOf(evaluator, readExperimentFile(file.baseText, file.previousPath ?? file.path, context));
  return {
    file: file.path,
    ...(file.previousPath === undefined ? {} : { previousFile: file.previousPath }),
    verdict: judgement.verdict,
    reasons: judgement.reasons,
    sla: first?.sla ?? {},
    ...(first === undefined ? {} : { workload: first.lengths satisfies Workload }),
    experiments: rankExperiments(reviews),
    ...(before === undefined ? {} : { baseWinner: before }),
    facts: head.experiments.flatMap(({ notes, name }): readonly Fact[] =>
      notes.map((note) => ({ label: name, value: note, source: { kind: "derived", what: "" } })),
    ),
    findings,
  };
}

async function runAll(evaluator: Evaluator, file: ExperimentFile): Promise<readonly ExperimentReview[]> {
  const reviews: ExperimentReview[] = [];
  for (const { name, task, findings } of file.experiments) {
    if (task === undefined) {
      reviews.push({
        name,
        problem: findings.find(({ severity }) => severity === "error")?.message ?? "cannot run",
      });
      continue;
    }
    const { experiments } = await evaluator.experiments([task]);
    reviews.push(reviewOf(name, experiments[0]));
  }
  return reviews;
}

function reviewOf(name: string, result: ExperimentResult | undefined): ExperimentReview {
  const [best] = result?.top ?? [];
  if (result !== undefined && best !== undefined) return { name, best: evaluationOf(best, result) };
  const [miss] = result?.nearest ?? [];
  if (result !== undefined && miss !== undefined) return { name, nearestMiss: evaluationOf(miss, result) };
  return { name, problem: result?.error?.message ?? "nothing could be predicted" };
}

/** Name of the winner on the base; null when nothing passed there. */
async function winnerOf(evaluator: Evaluator, file: ExperimentFile): Promise<string | null> {
  const ranked = rankExperiments(await runAll(evaluator, file));
  const [first] = ranked;
  return first?.best === undefined ? null : first.name;
}

function evaluationOf(row: SearchRow, { task }: ExperimentResult): Evaluation {
  const { figures, replicas, deployment } = row;
  const sla: SlaTarget = task.sla;
  return {
    deployment,
    limits: checkLimits(figures, sla),
    prediction: {
      ttftMs: figures.ttftMs,
      tpotMs: figures.tpotMs,
      requestLatencyMs: figures.requestLatencyMs,
      tokensPerSec: figures.tokensPerSec * replicas,
      tokensPerSecPerGpu: row.tokensPerSecPerGpuCluster,
      tokensPerSecPerUser: figures.tokensPerSecPerUser,
      requestsPerSec: figures.requestsPerSec * replicas,
      concurrency: figures.concurrency * replicas,
      totalGpus: row.totalGpusUsed,
      memoryBytes: figures.memoryGib * GIB,
      memoryCapacityBytes: figures.memoryGib * GIB,
      memoryVerdict: "fits",
      quant: row.quant,
      perfDb: { system: deployment.pools[0]!.system, backend: deployment.backend, version: row.version },
      profile: "reference",
      ...(figures.bands === undefined ? {} : { bands: figures.bands }),
      notes: [],
    },
  };
}
