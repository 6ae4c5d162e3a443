import { totalGpus, type Deployment } from "../domain/deployment.js";
import { UserError } from "../domain/errors.js";
import type { Advice, DeploymentReview, Evaluation, Finding, NotChecked } from "../domain/review.js";
import type { ManifestDeployment, SiblingFile } from "../manifest/types.js";
import {
  provenSystem,
  suggestedSystem,
  toDeployment,
  type DeploymentMapping,
  type MappingFacts,
} from "../manifest/to-deployment.js";
import type { ModelFacts } from "../perf/types.js";
import { resolveSettings, type Candidate, type Policy, type ResolvedSettings } from "../policy/index.js";
import {
  alternativesOf,
  applyLevels,
  bandFact,
  budgetFinding,
  chooseAdvice,
  impossibleFinding,
  judge,
  missingData,
  missingGpuType,
  nearestVersion,
  queueFinding,
  regressionFinding,
  stepsBetween,
  traceMovements,
  unknownModel,
  unknownSystem,
  unreachableSla,
  type Unchecked,
} from "../review/index.js";
import { PoolError, type OperatingPoint } from "../search/operating-point.js";
import { adviceFor } from "./advice.js";
import type { CheckDeps } from "./deps.js";
import { evaluationOf, type Evaluator } from "./evaluator.js";
import { factsOf } from "./facts.js";
import { measuredReview } from "./measured.js";
import { memoryFindings, modelFindings } from "./model-findings.js";
import { placeOf, writtenIn } from "./places.js";
import { recommend, type SearchFindings } from "./recommend.js";

/** One deployment of a change, with everything that was read about it. */
export interface DeploymentCase {
  readonly file: string;
  readonly previousFile?: string;
  readonly headText: string;
  readonly head: ManifestDeployment;
  readonly base?: ManifestDeployment;
  /** what files and inputs say about load, limits and hardware */
  readonly candidates: readonly Candidate[];
  readonly siblings: readonly SiblingFile[];
  /** benchmark results of the proposed deployment */
  readonly measured?: readonly SiblingFile[];
  /** findings of the parser that belong to this deployment */
  readonly findings: readonly Finding[];
}

/** A deployment that can be priced, and what was assumed on the way. */
interface Mapped {
  readonly mapping: DeploymentMapping;
  /** what the mapping was told, for edits that are proved by mapping again */
  readonly told: MappingFacts;
  readonly facts?: ModelFacts;
  readonly wantedVersion?: string;
  readonly findings: readonly Finding[];
  readonly notChecked?: NotChecked;
}

/** Predicts, searches and judges one deployment. User mistakes become findings; only defects are thrown. */
export async function reviewDeployment(
  deps: CheckDeps,
  evaluator: Evaluator,
  policy: Policy,
  one: DeploymentCase,
): Promise<DeploymentReview> {
  const settings = resolveSettings(policy, one.file, one.candidates);
  const findings: Finding[] = [...one.findings];
  const frame = {
    file: one.file,
    ...(one.previousFile === undefined ? {} : { previousFile: one.previousFile }),
    name: one.head.name,
    line: one.head.position.line,
    sla: settings.sla,
    workload: settings.workload,
    ...(settings.values.gpuPricePerHour === undefined
      ? {}
      : { gpuPricePerHour: settings.values.gpuPricePerHour.value }),
  };
  const close = (parts: Partial<DeploymentReview>, notChecked?: NotChecked): DeploymentReview => {
    const levelled = applyLevels(findings, policy.rules);
    const judgement = judge({
      findings: levelled,
      assumed: settings.assumed,
      confidence: policy.confidence,
      ...(parts.proposed === undefined ? {} : { proposed: parts.proposed }),
      ...(notChecked === undefined ? {} : { notChecked }),
    });
    return {
      ...frame,
      movements: [],
      alternatives: [],
      frontier: [],
      facts: [],
      ...parts,
      verdict: judgement.verdict,
      reasons: judgement.reasons,
      ...(judgement.notChecked === undefined ? {} : { notChecked: judgement.notChecked }),
      findings: levelled,
    };
  };

  const mapped = await mapManifest(deps, one.head, settings);
  findings.push(...mapped.findings);
  const deployment = mapped.mapping.deployment;
  if (deployment === undefined || mapped.facts === undefined)
    return close({}, mapped.notChecked ?? { phrase: phraseOf(mapped.mapping) });
  const modelProblems = modelFindings(mapped.facts, deployment, settings.workload, one.head);
  findings.push(...modelProblems);
  if (modelProblems.some(({ severity }) => severity === "error")) return close({});

  const memory = await memoryFindings(deps, deployment, settings.workload, one.head);
  findings.push(...memory);
  if (memory.some(({ rule }) => rule === "memory-exceeded")) return close({});

  const proposed = await evaluate(evaluator, deployment, settings, one.head);
  if ("finding" in proposed) {
    findings.push(proposed.finding);
    return close({}, proposed.notChecked);
  }
  if (proposed.queueing !== undefined)
    findings.push(
      ...proposed.prediction.notes
        .slice(0, 1)
        .map((note) => queueFinding(note, placeOf(one.head, deployment.pools.at(-1)!.role, "maxBatchSize"))),
    );
  const proposedEvaluation = evaluationOf(proposed);
  const base = await baseEvaluation(deps, evaluator, one, settings);
  const budget = settings.values.gpus?.value ?? totalGpus(deployment);
  push(
    findings,
    budgetFinding(totalGpus(deployment), budget, placeOf(one.head, deployment.pools[0]!.role, "replicas")),
  );
  if (base !== undefined)
    push(
      findings,
      regressionFinding(base.evaluation, proposedEvaluation, policy.regressionTolerance, placeOf(one.head)),
    );

  const found = await recommend(evaluator, {
    proposed: deployment,
    workload: settings.workload,
    sla: settings.sla,
    gpuBudget: budget,
    backends: settings.values.backends?.value ?? [deployment.backend],
  });
  const verdict = judge({
    proposed: proposedEvaluation,
    findings: applyLevels(findings, policy.rules),
    assumed: settings.assumed,
    confidence: policy.confidence,
  }).verdict;
  const capacity =
    verdict === "pass" ? undefined : await statedCapacity(evaluator, deployment, settings, one.head);
  const advice = await advise(evaluator, policy, one, deployment, mapped.told, {
    proposed: proposedEvaluation,
    verdict,
    found,
    settings,
    budget,
  });
  if (
    found.best === undefined &&
    Object.keys(settings.sla).length > 0 &&
    found.alternatives.length === 0 &&
    found.nearestMiss !== undefined
  ) {
    findings.push(unreachableSla(budget, found.evaluated, placeOf(one.head)));
  }
  const movements =
    base === undefined
      ? []
      : await traceMovements(
          base.evaluation,
          proposedEvaluation,
          stepsBetween(base.deployment, deployment, writtenIn(one.head)),
          async (step) => {
            const point = await evaluate(evaluator, step, settings, one.head);
            return "finding" in point ? undefined : evaluationOf(point);
          },
        );
  const facts = factsOf({
    manifest: one.head,
    settings,
    deployment: proposed.deployment,
    prediction: proposed.prediction,
    ...(mapped.wantedVersion === undefined ? {} : { wantedVersion: mapped.wantedVersion }),
    assumptions: mapped.mapping.assumptions,
  });
  const measured = await measuredReview(deps, deployment, settings.workload.prefix, one.measured ?? []);
  findings.push(...measured.findings);
  const band = bandFact(proposed.prediction, deps.bandSource ?? "held-out measurements");
  return close({
    gpuBudget: budget,
    proposed: proposedEvaluation,
    ...(proposed.prediction.pSla === undefined ? {} : { confidence: policy.confidence }),
    ...(capacity === undefined ? {} : { capacity }),
    ...(base === undefined ? {} : { base: base.evaluation }),
    ...advice,
    movements,
    alternatives: alternativesOf(found.alternatives),
    frontier: found.frontier,
    ...(measured.comparisons.length === 0 ? {} : { measured: measured.comparisons }),
    facts: band === undefined ? facts : [...facts, band],
  });
}

function push<T>(list: T[], item: T | undefined): void {
  if (item !== undefined) list.push(item);
}

/** From written values to a deployment: GPU type, model and data version are resolved, never guessed. */
async function mapManifest(
  deps: CheckDeps,
  manifest: ManifestDeployment,
  settings: ResolvedSettings,
): Promise<Mapped> {
  const { values } = settings;
  const findings: Finding[] = [];
  const proven = manifest.workers.map(provenSystem).find((evidence) => evidence !== undefined)?.system;
  const system = values.system?.value ?? proven;
  const model = values.model?.value ?? manifest.model?.value;
  const backend = manifest.backend === "mocker" ? null : manifest.backend;
  const tell = (facts?: ModelFacts): MappingFacts => ({
    ...(values.system === undefined
      ? {}
      : values.system.source.kind === "policy" && proven !== undefined
        ? { defaultSystem: values.system.value }
        : { system: values.system.value }),
    ...(values.decodeSystem === undefined ? {} : { decodeSystem: values.decodeSystem.value }),
    backendVersion: facts?.version ?? "current",
    ...(values.model === undefined ? {} : { model: values.model.value }),
    ...(facts === undefined
      ? {}
      : { isMoe: facts.moe, checkpointQuantized: facts.quant.gemm !== "bfloat16" }),
    ...(values.acceptLength === undefined ? {} : { acceptLength: values.acceptLength.value }),
  });
  const draft = (facts?: ModelFacts): DeploymentMapping => toDeployment(manifest, tell(facts));
  const first = draft();
  const unchecked = (result: Unchecked): Mapped => ({
    mapping: { ...first, deployment: undefined },
    told: tell(),
    findings: [...findings, result.finding],
    notChecked: result.notChecked,
  });
  if (
    first.missing.some(({ name }) => name !== "system" && name !== "tp") ||
    model === undefined ||
    backend === null
  ) {
    return { mapping: first, told: tell(), findings };
  }
  if (system === undefined) {
    const hint = manifest.workers.map(suggestedSystem).find((evidence) => evidence !== undefined)?.system;
    return unchecked(
      missingGpuType(
        { known: deps.systems, ...(hint === undefined ? {} : { suggested: hint }) },
        placeOf(manifest, manifest.mode === "disagg" ? "prefill" : "agg"),
      ),
    );
  }
  const wanted = values.backendVersion?.value ?? manifest.backendVersion?.value;
  const place = placeOf(manifest);
  let facts: ModelFacts;
  try {
    const opened = await openVersion(
      deps,
      { model, system, backend },
      wanted,
      values.backendVersion !== undefined,
    );
    facts = opened.facts;
    if (wanted !== undefined && opened.substitute)
      findings.push(nearestVersion(`${backend} ${wanted}`, `${backend} ${facts.version}`, placeOf(manifest)));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    if (error.code === "model")
      return unchecked(
        unknownModel(
          model,
          deps.nearestModels(model),
          manifest.model === undefined
            ? place
            : placeOf(manifest, manifest.mode === "disagg" ? "prefill" : "agg", "model"),
        ),
      );
    if (error.code === "system") return unchecked(unknownSystem(system, deps.systems, place));
    return unchecked(missingData(error.message, place));
  }
  const mapping = draft(facts);
  const badSizes = mapping.missing.filter(({ name }) => name === "tp");
  for (const problem of badSizes)
    findings.push(impossibleFinding(problem.message, placeOf(manifest, problem.role, "tp")));
  return {
    mapping,
    told: tell(facts),
    facts,
    findings,
    ...(wanted === undefined ? {} : { wantedVersion: wanted }),
  };
}

/** Data of the wanted engine version; when nobody but the image asked for it and there is none, the current data. */
async function openVersion(
  deps: CheckDeps,
  context: { readonly model: string; readonly system: string; readonly backend: Deployment["backend"] },
  wanted: string | undefined,
  strict: boolean,
): Promise<{ readonly facts: ModelFacts; readonly substitute: boolean }> {
  if (wanted === undefined) return { facts: await deps.predictor.facts(context), substitute: false };
  try {
    return { facts: await deps.predictor.facts({ ...context, backendVersion: wanted }), substitute: false };
  } catch (error) {
    if (strict || !(error instanceof UserError) || error.code !== "version") throw error;
    return { facts: await deps.predictor.facts(context), substitute: true };
  }
}

function phraseOf(mapping: DeploymentMapping): string {
  const [first] = mapping.missing;
  return first === undefined ? "cannot be predicted" : `cannot be predicted: ${first.message}`;
}

/** The operating point, or the finding that says why there is none. */
async function evaluate(
  evaluator: Evaluator,
  deployment: Deployment,
  settings: ResolvedSettings,
  manifest: ManifestDeployment,
): Promise<OperatingPoint | Unchecked | { readonly finding: Finding; readonly notChecked?: NotChecked }> {
  try {
    return await evaluator.evaluate(deployment, settings.workload, settings.sla);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const role = error instanceof PoolError ? error.role : deployment.pools[0]!.role;
    const place = placeOf(manifest, role, "tp");
    if (error.code === "infeasible")
      return {
        finding: impossibleFinding(error.message, place),
      };
    const answers = error.code === "data" ? ` ${await evaluator.answers(deployment, settings.workload)}` : "";
    return missingData(`${error.message}.${answers}`, place);
  }
}

/** A stated load is not surely held: the highest load that is. Nothing where no load was stated or none is held. */
async function statedCapacity(
  evaluator: Evaluator,
  deployment: Deployment,
  settings: ResolvedSettings,
  manifest: ManifestDeployment,
): Promise<Evaluation | undefined> {
  const { concurrency, requestRate, ...unstated } = settings.workload;
  if (concurrency === undefined && requestRate === undefined) return undefined;
  const point = await evaluate(evaluator, deployment, { ...settings, workload: unstated }, manifest);
  return !("finding" in point) && point.meetsSla ? evaluationOf(point) : undefined;
}

/** The deployment as it was, on the same workload and limits; nothing when it cannot be priced. */
async function baseEvaluation(
  deps: CheckDeps,
  evaluator: Evaluator,
  one: DeploymentCase,
  settings: ResolvedSettings,
): Promise<{ readonly deployment: Deployment; readonly evaluation: Evaluation } | undefined> {
  if (one.base === undefined) return undefined;
  const { deployment } = (await mapManifest(deps, one.base, settings)).mapping;
  if (deployment === undefined) return undefined;
  const point = await evaluate(evaluator, deployment, settings, one.base);
  return "finding" in point ? undefined : { deployment, evaluation: evaluationOf(point) };
}

interface AdviceInput {
  readonly proposed: Evaluation;
  readonly verdict: DeploymentReview["verdict"];
  readonly found: SearchFindings;
  readonly settings: ResolvedSettings;
  readonly budget: number;
}

/** Best found, smallest fix and nearest miss, with their edits. */
async function advise(
  evaluator: Evaluator,
  policy: Policy,
  one: DeploymentCase,
  deployment: Deployment,
  told: MappingFacts,
  { proposed, verdict, found, settings, budget }: AdviceInput,
): Promise<Partial<DeploymentReview>> {
  const choice = chooseAdvice({
    proposed,
    verdict,
    passing: found.alternatives,
    misses: found.nearestMiss === undefined ? [] : [found.nearestMiss],
    minGain: policy.minGain,
  });
  const withEdits = (evaluation: Evaluation, target = evaluation.deployment): Advice =>
    adviceFor(one, target, told, settings.workload, evaluation);
  const fix =
    verdict === "fail"
      ? await evaluator.smallestFix(deployment, settings.workload, settings.sla, budget)
      : undefined;
  return {
    ...(choice.recommended === undefined ? {} : { recommended: withEdits(choice.recommended) }),
    ...(choice.bestFound === undefined ? {} : { bestFound: choice.bestFound }),
    ...(choice.nearestMiss === undefined ? {} : { nearestMiss: choice.nearestMiss }),
    ...(fix === undefined ? {} : { smallestFix: withEdits(evaluationOf(fix.point), fix.deployment) }),
  };
}
