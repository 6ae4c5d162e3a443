import { compact } from "../domain/compact.js";
import { finding } from "../domain/finding.js";
import type { ChangedFile } from "../domain/change.js";
import type { ExperimentFileReview, ExperimentReview, Fact, Finding } from "../domain/review.js";
import type { Workload } from "../domain/workload.js";
import {
  readExperimentFile,
  stopsExperiment,
  type ExperimentFile,
} from "../manifest/experiment/read-file.js";
import type { PairedWidths } from "../perf/profile/profile.js";
import { resolveSettings, type Policy } from "../policy/index.js";
import { applyLevels, judgeExperiments, rankExperiments } from "../review/index.js";
import type { ExperimentResult } from "../search/result.js";
import { closeRivals, rivalOf, type Rival } from "../search/choose.js";
import { rowEvaluation } from "../search/row-evaluation.js";
import type { CheckDeps } from "./deps.js";
import type { Evaluator } from "./evaluator.js";
import { tightenExperiments } from "./experiment-limits.js";
import { isFileUntouched } from "./untouched.js";

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
  const fleet = resolveSettings(policy, file.path, []).values.system?.value;
  const held =
    policy.annotations === "trust" ? { file: head, findings: [] } : tightenExperiments(head, base, fleet);
  const paired = profile?.paired;
  const runs = await runAll(evaluator, held.file);
  const reviews = runs.map(({ review }) => review);
  const before = base && (await runAll(evaluator, base));
  const lost =
    policy.annotations === "trust"
      ? []
      : noLongerPredicted(
          head,
          reviews,
          (before ?? []).map(({ review }) => review),
        );
  const findings = applyLevels([...head.findings, ...held.findings, ...lost], policy);
  const errors = findings.filter(({ severity }) => severity === "error");
  const judgement =
    errors.length > 0
      ? { verdict: "fail" as const, reasons: errors.map(({ message }) => message) }
      : judgeExperiments(reviews, policy.experiments);
  const first = held.file.experiments.find(({ task }) => task !== undefined)?.task;
  return compact({
    file: file.path,
    previousFile: file.previousPath,
    verdict: judgement.verdict,
    reasons: judgement.reasons,
    sla: first?.sla ?? {},
    workload: first?.lengths satisfies Workload | undefined,
    ...ranked(runs, paired),
    baseWinner: before && winnerOf(before, paired),
    untouched:
      judgement.verdict !== "pass" && isFileUntouched({ ...file, headText: text })
        ? (true as const)
        : undefined,
    facts: head.experiments.flatMap(({ notes, name }): readonly Fact[] =>
      notes.map((note) => ({ label: name, value: note, source: { kind: "derived", what: "" } })),
    ),
    findings,
  });
}

/** Experiments, the winner first, as `exp` has it: of those that the error does not tell from the best the surer one wins. */
function ranked(
  runs: readonly ExperimentRun[],
  paired: PairedWidths | undefined,
): Pick<ExperimentFileReview, "experiments" | "tooClose"> {
  const order = rankExperiments(runs.map(({ review }) => review));
  const rivals = order.flatMap(({ name }) => runs.find(({ review }) => review.name === name)?.rival ?? []);
  const tooClose = closeRivals(rivals, paired);
  if (tooClose === undefined) return { experiments: order };
  const close = new Set(tooClose.others.map(({ name }) => name));
  const won = ({ name }: ExperimentReview): boolean => name === tooClose.chosen.name;
  const marked = order.map((one) => (close.has(one.name) ? { ...one, withinError: true } : one));
  return { experiments: [...marked.filter(won), ...marked.filter((one) => !won(one))], tooClose };
}

/** An experiment as it came out, and by what it is compared with others. */
interface ExperimentRun {
  readonly review: ExperimentReview;
  readonly rival?: Rival;
}

async function runAll(evaluator: Evaluator, file: ExperimentFile): Promise<readonly ExperimentRun[]> {
  const runs: ExperimentRun[] = [];
  for (const { name, task, findings } of file.experiments) {
    if (task === undefined) {
      const problem = problemOf(name, findings.find(stopsExperiment)?.message ?? "cannot run");
      runs.push({ review: { name, problem } });
      continue;
    }
    const { experiments, profile } = await evaluator.experiments([task]);
    runs.push(runOf(name, experiments[0], profile));
  }
  return runs;
}

function runOf(name: string, result: ExperimentResult | undefined, profile: string): ExperimentRun {
  const row = result?.top[0] ?? result?.nearest[0];
  if (result === undefined || row === undefined)
    return {
      review: { name, problem: problemOf(name, result?.error?.message ?? "nothing could be predicted") },
    };
  const evaluation = rowEvaluation(row, result.task.sla, profile);
  return result.top.length > 0
    ? { review: { name, best: evaluation }, rival: rivalOf(result, name) }
    : { review: { name, nearestMiss: evaluation } };
}

/** Why an experiment has no figures, without its name, which messages about a file begin with. */
function problemOf(name: string, message: string): string {
  return message.startsWith(`${name}: `) ? message.slice(name.length + 2) : message;
}

/** Name of the winner on the base; null when nothing passed there. */
function winnerOf(runs: readonly ExperimentRun[], paired: PairedWidths | undefined): string | null {
  const [first] = ranked(runs, paired).experiments;
  return first?.best === undefined ? null : first.name;
}

/**
 * Errors for experiments of which nothing can be predicted any more: those of a name that could be judged before, and new
 * ones where one that could be judged is gone. Otherwise not to be understood would be the way past a missed limit.
 */
function noLongerPredicted(
  { file, experiments }: ExperimentFile,
  now: readonly ExperimentReview[],
  before: readonly ExperimentReview[],
): readonly Finding[] {
  const names = new Set(now.map(({ name }) => name));
  const judged = before.filter(isPredicted);
  return now.flatMap((one, index) => {
    const was = judged.some(({ name }) => name === one.name || !names.has(name));
    if (!was || isPredicted(one)) return [];
    const place = { file, position: experiments[index]!.position };
    return [
      finding(
        "no-longer-judged",
        place,
        `\`${one.name}\` could be judged before, and cannot be predicted now`,
      ),
    ];
  });
}

function isPredicted({ best, nearestMiss }: ExperimentReview): boolean {
  return best !== undefined || nearestMiss !== undefined;
}
