import { compact } from "../domain/compact.js";
import type { Deployment } from "../domain/deployment.js";
import type { Evaluation } from "../domain/review.js";
import type { SlaTarget, Workload } from "../domain/workload.js";
import { deploymentPoolRates, evaluateDeployment, type OperatingDeps } from "../search/operating-point.js";
import { type OperatingPoint, type PoolRates } from "../search/operating-types.js";
import type { SearchAsker, SearchResult, ToldSearch } from "../search/result.js";
import { runDefault, type DefaultRequest } from "../search/run-default.js";
import { runSearch } from "../search/run-search.js";
import type { SearchTask } from "../domain/search-task.js";
import { findSmallestFix, type SmallestFix } from "../search/smallest-fix.js";
import { raisedBy, type FixGuard } from "./raised.js";
import { atPercentile } from "./percentile.js";
import { whatWouldAnswer } from "./what-answers.js";

/** Prices deployments and runs searches, each distinct question once: a hundred equal manifests cost one search. */
export interface Evaluator {
  /** Throws `UserError` for layouts that are impossible, unknown names and missing data. */
  evaluate(deployment: Deployment, workload: Workload, sla: SlaTarget): Promise<OperatingPoint>;
  /** what each pool of a disaggregated deployment could serve alone; undefined where data are missing */
  poolRates(deployment: Deployment, workload: Workload, sla: SlaTarget): Promise<PoolRates | undefined>;
  /** what would answer where {@link evaluate} lacks data, as a sentence */
  answers(deployment: Deployment, workload: Workload): Promise<string>;
  search(request: DefaultRequest, asker?: SearchAsker): Promise<SearchResult>;
  experiments(tasks: readonly SearchTask[]): Promise<SearchResult>;
  smallestFix(
    deployment: Deployment,
    workload: Workload,
    sla: SlaTarget,
    options: { readonly gpuBudget: number; readonly guard: FixGuard },
  ): Promise<SmallestFix | undefined>;
}

/**
 * An evaluator that remembers for as long as it lives (one run); `onSearch` is told each search, and again for another
 * deployment that asks the same.
 */
export function createEvaluator(deps: OperatingDeps, onSearch?: (search: ToldSearch) => void): Evaluator {
  const points = new Map<string, Promise<OperatingPoint>>();
  const searches = new Map<string, Promise<SearchResult>>();
  const answers = new Map<string, Promise<string>>();
  const fixes = new Map<string, Promise<SmallestFix | undefined>>();
  const once = <T>(memory: Map<string, Promise<T>>, key: unknown, make: () => Promise<T>): Promise<T> => {
    const text = JSON.stringify(key);
    let found = memory.get(text);
    if (found === undefined) memory.set(text, (found = make()));
    return found;
  };
  const told = (result: SearchResult, asker?: SearchAsker): SearchResult => {
    onSearch?.(compact({ result, asker }));
    return result;
  };
  return {
    evaluate: (deployment, workload, sla) =>
      once(points, [deployment, workload, sla], async () =>
        atPercentile(deps, await evaluateDeployment(deps, deployment, workload, sla), {
          deployment,
          workload,
          sla,
        }),
      ),
    poolRates: (deployment, workload, sla) => deploymentPoolRates(deps, deployment, workload, sla),
    answers: (deployment, workload) =>
      once(answers, [deployment, workload], () => whatWouldAnswer(deps, deployment, workload)),
    experiments: (tasks) => once(searches, tasks, async () => told(await runSearch(deps, tasks))),
    search: async (request, asker) =>
      told(await once(searches, request, () => runDefault(deps, request)), asker),
    smallestFix: (deployment, workload, sla, options) =>
      once(fixes, [deployment, workload, sla, options], async () => {
        const { gpuBudget, guard } = options;
        const raises = (point: OperatingPoint): boolean => raisedBy(guard, evaluationOf(point)).length > 0;
        const fix = await findSmallestFix(deps, deployment, workload, sla, { gpuBudget, raises });
        if (fix === undefined || sla.percentile === undefined) return fix;
        // found on means: it is a fix only if the percentile holds too
        const point = await atPercentile(deps, fix.point, { deployment: fix.deployment, workload, sla });
        return point.meetsSla ? { ...fix, point } : undefined;
      }),
  };
}

/** An operating point in the words of a review. */
export function evaluationOf(point: OperatingPoint): Evaluation {
  const { deployment, prediction, limits, evenOdds } = point;
  return compact({ deployment, prediction, limits, evenOdds: evenOdds?.prediction });
}
