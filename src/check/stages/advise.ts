import { compact } from "../../domain/compact.js";
import type { Deployment } from "../../domain/deployment.js";
import type { Advice, DeploymentReview, Evaluation, Finding, VerdictKind } from "../../domain/review.js";
import { statesLoad } from "../../domain/workload.js";
import type { Policy } from "../../policy/index.js";
import type { PairedWidths } from "../../perf/profile/profile.js";
import {
  alternativesOf,
  beforeHolds,
  type AdviceChoice,
  type Candidates,
  chooseAdvice,
  type CloseAnswer,
  isCarried,
  stepsBetween,
  tellApart,
  traceMovements,
  unreachableSla,
} from "../../review/index.js";
import { evaluationOf, type Evaluator } from "../evaluator.js";
import { settingPlace, writtenIn } from "../places.js";
import { raisedBy, raising, type FixGuard } from "../raised.js";
import { findBetter, mostCarried } from "../recommend.js";
import { operatingPointOf, type Predicted, type Priceable } from "./predict.js";

/** What the search knows that the proposal does not. */
export interface Advised {
  readonly parts: Pick<
    DeploymentReview,
    | "recommended"
    | "bestFound"
    | "tooClose"
    | "nearestMiss"
    | "mostCarried"
    | "smallestFix"
    | "alternatives"
    | "frontier"
  >;
  readonly findings: readonly Finding[];
}

/** Nothing is advised. */
export const NO_ADVICE: Advised = { parts: { alternatives: [], frontier: [] }, findings: [] };

/** What advice is asked for, and how an evaluation becomes an edit of the file. */
export interface AdviceRequest {
  readonly head: Priceable;
  readonly predicted: Pick<Predicted, "proposed" | "base" | "budget">;
  /** of the proposal, before advice */
  readonly verdict: VerdictKind;
  readonly minGain: Policy["minGain"];
  readonly confidence: Policy["confidence"];
  /** how sure the ratio of two throughputs is; absent: the figures are taken at their word */
  readonly paired: PairedWidths | undefined;
  /** what a smallest fix should not make worse */
  readonly guard: FixGuard;
  edit(evaluation: Evaluation, target: Deployment): Promise<Advice>;
}

/** Searches for the best found, the smallest fix of what fails, and the nearest miss where nothing holds. */
export async function advise(
  evaluator: Pick<Evaluator, "evaluate" | "search" | "smallestFix">,
  { head, predicted, verdict, minGain, confidence, paired, guard, edit }: AdviceRequest,
): Promise<Advised> {
  const { deployment, settings, manifest } = head;
  const { workload, sla, values } = settings;
  const { proposed, base, budget } = predicted;
  const loadStated = statesLoad(workload);
  const found = await findBetter(evaluator, {
    proposed: deployment,
    workload,
    sla,
    gpuBudget: budget,
    backends: values.backends?.value ?? [deployment.backend],
    asker: { file: manifest.file, name: manifest.name },
  });
  const fix =
    verdict === "fail"
      ? await evaluator.smallestFix(deployment, workload, sla, { gpuBudget: budget, guard })
      : undefined;
  // a fix is a setting that carries the load, as those of the search are: the best found is never worse
  const fixed = fix === undefined ? undefined : evaluationOf(fix.point);
  const passing = fixed === undefined ? found.passing : [...found.passing, fixed];
  const choice = tellApart({
    ...compact({ proposed: isCarried(proposed, confidence) ? proposed : undefined }),
    passing,
    rows: found.rows,
    paired,
    loadStated,
    gpuBudget: budget,
  });
  const { recommended, bestFound, nearestMiss } = sparing(choice, {
    proposed,
    verdict,
    passing,
    misses: found.misses,
    minGain,
    loadStated,
    gpuBudget: budget,
  });
  const sure = proposed.prediction.pSla === undefined ? undefined : confidence;
  // what holds them is a setting that does, between those that the search lists: the proposal, or what was before
  const before = base !== undefined && base.prediction.totalGpus <= budget;
  const holds =
    verdict === "pass" || (before && beforeHolds(compact({ base, sla, workload, confidence: sure })));
  const nothingHolds = !holds && passing.length === 0 && found.misses.length > 0;
  return {
    parts: compact({
      recommended: recommended === undefined ? undefined : await edit(recommended, recommended.deployment),
      bestFound,
      tooClose: choice.tooClose,
      nearestMiss,
      mostCarried:
        loadStated && passing.length === 0
          ? await mostCarried(evaluator, found.misses, workload, sla)
          : undefined,
      smallestFix: fix && fixed && raising(await edit(fixed, fix.deployment), raisedBy(guard, fixed)),
      alternatives: alternativesOf(passing, loadStated),
      frontier: found.frontier,
    }),
    findings:
      nothingHolds && Object.keys(sla).length > 0
        ? [
            unreachableSla(
              { gpus: budget, evaluated: found.evaluated, confidence: sure },
              workload,
              settingPlace(manifest),
            ),
          ]
        : [],
  };
}

/** The choice, in which a proposal that holds is not advised against where only settings that the error does not tell from it gain. */
function sparing({ isLevel }: CloseAnswer, candidates: Candidates): AdviceChoice {
  const choice = chooseAdvice(candidates);
  const { recommended, ...rest } = choice;
  if (recommended === undefined || candidates.verdict !== "pass" || !isLevel(recommended)) return choice;
  const told = candidates.passing.filter((one) => !isLevel(one));
  return chooseAdvice({ ...candidates, passing: told }).recommended === undefined
    ? { ...rest, bestFound: recommended }
    : choice;
}

/** What each edit of the change moved, from the base to the proposal. */
export async function movementsOf(
  evaluator: Pick<Evaluator, "evaluate" | "answers">,
  head: Priceable,
  base: Pick<Priceable, "deployment" | "manifest"> & { readonly evaluation: Evaluation },
  proposed: Evaluation,
): Promise<DeploymentReview["movements"]> {
  const steps = stepsBetween(base.deployment, head.deployment, writtenIn(head.manifest, base.manifest));
  return traceMovements(base.evaluation, proposed, steps, async (deployment) => {
    const point = await operatingPointOf(evaluator, { ...head, deployment });
    return "kind" in point ? undefined : evaluationOf(point);
  });
}
