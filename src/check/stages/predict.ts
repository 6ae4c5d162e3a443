import { compact } from "../../domain/compact.js";
import { totalGpus, type Deployment } from "../../domain/deployment.js";
import { UserError } from "../../domain/errors.js";
import type { Evaluation, Finding } from "../../domain/review.js";
import { statesLoad, type Workload } from "../../domain/workload.js";
import type { ManifestDeployment } from "../../manifest/types.js";
import type { ResolvedSettings } from "../../policy/index.js";
import {
  budgetFinding,
  imbalanceFinding,
  impossibleFinding,
  missingData,
  queueFinding,
  regressionFinding,
  type RegressionRule,
} from "../../review/index.js";
import { queueSentence } from "../../search/operate-common.js";
import { PoolError } from "../../search/operating-point.js";
import { type OperatingPoint } from "../../search/operating-types.js";
import { evaluationOf, type Evaluator } from "../evaluator.js";
import { layoutPlace, settingPlace } from "../places.js";
import type { Stop } from "./map.js";
import { starvedFinding, withinBudget } from "./token-budget.js";

/** A deployment that can be priced and the values that it is judged by. */
export interface Priceable {
  readonly deployment: Deployment;
  readonly manifest: ManifestDeployment;
  readonly settings: ResolvedSettings;
}

/** The proposal at its operating point, the base at its own, and what the figures alone say. */
export interface Predicted {
  readonly kind: "predicted";
  readonly proposed: Evaluation;
  readonly base?: Evaluation;
  /** GPUs of the search: the policy's, else as many as the proposal uses */
  readonly budget: number;
  readonly findings: readonly Finding[];
}

/** Predicts the proposal and the base. A base that cannot be priced is left out; a proposal that cannot is the end. */
export async function predict(
  evaluator: Pick<Evaluator, "evaluate" | "answers" | "poolRates">,
  head: Priceable,
  base: Priceable | undefined,
  regression: RegressionRule,
): Promise<Predicted | Stop> {
  const point = await carriedPoint(evaluator, head);
  if ("kind" in point) return point;
  const before = base === undefined ? undefined : await carriedPoint(evaluator, base);
  const proposed = evaluationOf(point);
  const baseEvaluation = before === undefined || "kind" in before ? undefined : evaluationOf(before);
  const { deployment, manifest, settings } = head;
  const gpus = totalGpus(deployment);
  const budget = settings.values.gpus?.value ?? gpus;
  const findings = [
    point.queueing === undefined
      ? undefined
      : queueFinding(
          queueSentence(point.queueing),
          settingPlace(manifest, deployment.pools.at(-1)!.role, "maxBatchSize"),
        ),
    budgetFinding(gpus, budget, settingPlace(manifest, deployment.pools[0]!.role, "replicas")),
    await balanceOf(evaluator, head),
    await starvedFinding(head, point, atLoads(evaluator, head)),
    baseEvaluation === undefined
      ? undefined
      : regressionFinding(baseEvaluation, proposed, regression, settingPlace(manifest)),
  ].filter((finding) => finding !== undefined);
  return compact({ kind: "predicted", proposed, base: baseEvaluation, budget, findings });
}

/** {@link operatingPointOf}, no further than the tokens of a step allow. */
async function carriedPoint(
  evaluator: Pick<Evaluator, "evaluate" | "answers">,
  one: Priceable,
): Promise<OperatingPoint | Stop> {
  const point = await operatingPointOf(evaluator, one);
  return "kind" in point ? point : withinBudget(one, point, atLoads(evaluator, one));
}

function atLoads(evaluator: Pick<Evaluator, "evaluate" | "answers">, one: Priceable) {
  return async (workload: Workload): Promise<OperatingPoint | undefined> => {
    const point = await operatingPointOf(evaluator, { ...one, settings: { ...one.settings, workload } });
    return "kind" in point ? undefined : point;
  };
}

/** The operating point, or the finding that says why there is none. */
export async function operatingPointOf(
  evaluator: Pick<Evaluator, "evaluate" | "answers">,
  { deployment, manifest, settings }: Priceable,
): Promise<OperatingPoint | Stop> {
  try {
    return await evaluator.evaluate(deployment, settings.workload, settings.sla);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const role = error instanceof PoolError ? error.role : deployment.pools[0]!.role;
    const place = settingPlace(manifest, role, "tp");
    if (error.code === "infeasible")
      return {
        kind: "stop",
        findings: [impossibleFinding(error.message, layoutPlace(manifest, role, error.message))],
      };
    const answers = error.code === "data" ? ` ${await evaluator.answers(deployment, settings.workload)}` : "";
    const { finding, notChecked } = missingData(`${error.message}.${answers}`, place);
    return { kind: "stop", findings: [finding], notChecked };
  }
}

/** A stated load is not surely held: the highest load that is. Nothing where no load was stated or none is held. */
export async function statedCapacity(
  evaluator: Pick<Evaluator, "evaluate" | "answers">,
  head: Priceable,
): Promise<Evaluation | undefined> {
  const { concurrency: _asked, requestRate: _rate, ...workload } = head.settings.workload;
  if (!statesLoad(head.settings.workload)) return undefined;
  const point = await operatingPointOf(evaluator, { ...head, settings: { ...head.settings, workload } });
  return "kind" in point || !point.meetsSla ? undefined : evaluationOf(point);
}

/** Whether one pool of a disaggregated deployment waits for the other. */
async function balanceOf(
  evaluator: Pick<Evaluator, "evaluate" | "poolRates">,
  { deployment, manifest, settings }: Priceable,
): Promise<Finding | undefined> {
  if (deployment.mode !== "disagg") return undefined;
  const { sla, workload } = settings;
  const rates = await evaluator.poolRates(deployment, workload, sla);
  if (rates === undefined) return undefined;
  const slow = rates.prefillRequestsPerSec > rates.decodeRequestsPerSec ? "decode" : "prefill";
  const { concurrency: _asked, requestRate: _rate, ...unstated } = workload;
  const carried = async (of: Deployment): Promise<number> => {
    const { meetsSla, prediction } = await evaluator.evaluate(of, unstated, sla);
    return meetsSla ? prediction.requestsPerSec : 0;
  };
  return imbalanceFinding(rates, settingPlace(manifest, slow, "replicas"), async (prefill, decode) => {
    const workers = { agg: 1, prefill, decode };
    const pools = deployment.pools.map((pool) => ({ ...pool, workers: workers[pool.role] }));
    const [now, split] = [await carried(deployment), await carried({ ...deployment, replicas: 1, pools })];
    return now > 0 ? split / now : split > 0 ? Infinity : 0;
  });
}
