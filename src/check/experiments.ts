import { compact } from "../domain/compact.js";
import type { ChangedFile } from "../domain/change.js";
import type { Evaluation, ExperimentFileReview, ExperimentReview, Fact } from "../domain/review.js";
import type { Workload } from "../domain/workload.js";
import { readExperimentFile, type ExperimentFile } from "../manifest/experiment/read-file.js";
import type { PairedWidths } from "../perf/profile/profile.js";
import type { Policy } from "../policy/index.js";
import { applyLevels, judgeExperiments, rankExperiments } from "../review/index.js";
import type { ExperimentResult } from "../search/result.js";
import { throughputOf, withinError, type BandedThroughput } from "../search/paired.js";
import { rowEvaluation } from "../search/row-evaluation.js";
import type { CheckDeps } from "./deps.js";
import type { Evaluator } from "./evaluator.js";
import { tightenExperiments } from "./experiment-limits.js";

/** Which experiment of a changed file wins, and which won before. Undefined when the file turns out to be something else. */
export async function reviewExperiments(
  evaluator: Evaluator,
  policy: Policy,
  { experimentContext: context = {}, profile }: Pick<CheckDeps, "experimentContext" | "profile">,
  file: ChangedFile,
  text: string,
): Promise<ExperimentFileReview | undefined> {
  const head = readExperimentFile(text, file.path, context);
  if (head.experiments.length === 0 && head.findings.length === 0) return undefined;
  const base =
    file.baseText === undefined
      ? undefined
      : readExperimentFile(file.baseText, file.previousPath ?? file.path, context);
  const held = policy.annotations === "trust" ? { file: head, findings: [] } : tightenExperiments(head, base);
  const reviews = await runAll(evaluator, held.file);
  const findings = applyLevels([...head.findings, ...held.findings], policy);
  const errors = findings.filter(({ severity }) => severity === "error");
  const judgement =
    errors.length > 0
      ? { verdict: "fail" as const, reasons: errors.map(({ message }) => message) }
      : judgeExperiments(reviews, policy.experiments);
  const first = held.file.experiments.find(({ task }) => task !== undefined)?.task;
  const before = base && (await winnerOf(evaluator, base));
  return compact({
    file: file.path,
    previousFile: file.previousPath,
    verdict: judgement.verdict,
    reasons: judgement.reasons,
    sla: first?.sla ?? {},
    workload: first?.lengths satisfies Workload | undefined,
    experiments: withErrors(rankExperiments(reviews), profile?.paired),
    baseWinner: before,
    facts: head.experiments.flatMap(({ notes, name }): readonly Fact[] =>
      notes.map((note) => ({ label: name, value: note, source: { kind: "derived", what: "" } })),
    ),
    findings,
  });
}

/** Marks those that the error of a prediction does not tell from the winner. */
function withErrors(
  ranked: readonly ExperimentReview[],
  paired: PairedWidths | undefined,
): readonly ExperimentReview[] {
  const banded = ({ deployment, prediction }: Evaluation): BandedThroughput =>
    throughputOf(deployment, prediction);
  const best = ranked[0]?.best;
  return ranked.map((one, index) =>
    index > 0 && best && one.best && withinError(banded(best), banded(one.best), paired)
      ? { ...one, withinError: true }
      : one,
  );
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
    const { experiments, profile } = await evaluator.experiments([task]);
    reviews.push(reviewOf(name, experiments[0], profile));
  }
  return reviews;
}

function reviewOf(name: string, result: ExperimentResult | undefined, profile: string): ExperimentReview {
  const row = result?.top[0] ?? result?.nearest[0];
  if (result === undefined || row === undefined)
    return { name, problem: result?.error?.message ?? "nothing could be predicted" };
  const evaluation = rowEvaluation(row, result.task.sla, profile);
  return result.top.length > 0 ? { name, best: evaluation } : { name, nearestMiss: evaluation };
}

/** Name of the winner on the base; null when nothing passed there. */
async function winnerOf(evaluator: Evaluator, file: ExperimentFile): Promise<string | null> {
  const ranked = rankExperiments(await runAll(evaluator, file));
  const [first] = ranked;
  return first?.best === undefined ? null : first.name;
}
