import { UserError } from "../domain/errors.js";
import type { LoadTarget } from "../domain/search-task.js";
import type { ExperimentResult, SearchResult } from "./result.js";
import { defaultTasks, type DefaultRequest } from "./run-default.js";
import { runExperiment, searchEach, type SearchDeps } from "./run-search.js";
import { rolesOf, type SearchTask } from "./task.js";
import { workerContext } from "./space.js";

/** What `recommend` is told: a `default` request without a budget, and a load. */
export type RecommendRequest = Omit<DefaultRequest, "totalGpus" | "load"> & { readonly load: LoadTarget };

const LARGEST_BUDGET = 64;

/**
 * Fewest GPUs for a load (`docs/method/search.md` 8). Searches on one node, and on two, four, … nodes only for the
 * experiments that lacked memory before. Data that were not measured are estimated unless the request says otherwise.
 */
export async function recommend(deps: SearchDeps, request: RecommendRequest): Promise<SearchResult> {
  checkLoad(request.load);
  const { tasks } = defaultTasks({ databaseMode: "HYBRID", ...request, totalGpus: LARGEST_BUDGET });
  return searchEach(deps, tasks, (task) => runGrowing(deps, task));
}

/** One experiment on growing budgets until it fits. */
async function runGrowing(deps: SearchDeps, task: SearchTask): Promise<ExperimentResult> {
  const first = rolesOf(task)[0]!.spec;
  const facts = await deps.predictor.facts(workerContext(task, first));
  let result: ExperimentResult | undefined;
  for (let budget = facts.system.node.gpusPerNode; budget <= LARGEST_BUDGET; budget *= 2) {
    result = await runExperiment(deps, withBudget(task, budget));
    if (result.error === undefined || (result.error.code !== "memory" && result.error.code !== "kv-memory"))
      return result;
  }
  return result!;
}

/** A task on a budget: workers of every power of two up to it, one replica within it. */
function withBudget(task: SearchTask, budget: number): SearchTask {
  const gpus: number[] = [];
  for (let size = 1; size <= budget; size *= 2) gpus.push(size);
  if (task.mode === "agg") {
    return { ...task, totalGpus: budget, worker: { ...task.worker, lists: { gpus, ...task.worker.lists } } };
  }
  return {
    ...task,
    totalGpus: budget,
    prefill: { ...task.prefill, lists: { gpus, ...task.prefill.lists } },
    decode: { ...task.decode, lists: { gpus, ...task.decode.lists } },
  };
}

function checkLoad(load: LoadTarget): void {
  const given = [load.requestRate, load.concurrency].filter((value) => value !== undefined);
  if (given.length !== 1) {
    throw new UserError("usage", "exactly one of --target-request-rate and --target-concurrency is needed");
  }
  if (!(given[0]! > 0)) throw new UserError("usage", `the target load is ${given[0]}; it must be above 0`);
}
