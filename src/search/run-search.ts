import { compact } from "../domain/compact.js";
import { DEFAULT_CONFIDENCE, EVEN_ODDS } from "../domain/confidence.js";
import { UserError } from "../domain/errors.js";
import { mixedEngines } from "../domain/search-task.js";
import { contextNotes } from "../perf/context-note.js";
import { checkpointDrafts, trainedDrafts } from "../perf/drafts.js";
import { pricedAsRun } from "../perf/pool-context.js";
import { reference, type Profile } from "../perf/profile/profile.js";
import type { Predictor } from "../perf/types.js";
import type { DatabaseMode } from "../domain/data-policy.js";
import { sweepAgg } from "./agg-sweep.js";
import { chooseExperiment } from "./choose.js";
import { sweepDisagg } from "./disagg-sweep.js";
import {
  aggBatchGrid,
  contextTokenGrid,
  requestLatencyTargets,
  tpotTargets,
  type LatencyTarget,
  type Promised,
} from "./grids.js";
import { fitToLoad } from "./fit-load.js";
import { emptyResult, judgeSweep, type Sweep } from "./judge-sweep.js";
import { mayCarry } from "./odds.js";
import type { ExperimentResult, SearchResult } from "./result.js";
import { judgedLimits } from "./sla.js";
import { openRole, workerContext } from "./space.js";
import { SweepNotes } from "./sweep-notes.js";
import {
  allowedReplicaSizes,
  resolveTuning,
  rolesOf,
  type AggSearchTask,
  type DisaggSearchTask,
  type SearchTask,
} from "./task.js";
import { FILE_SLA } from "../domain/workload.js";

/** What a search needs from outside. */
export interface SearchDeps {
  readonly predictor: Predictor;
  /** corrects figures before they are filtered and ranked; `reference` unless given */
  readonly profile?: Profile;
  /** chance with which a row must hold its limits, where the profile knows its error; {@link DEFAULT_CONFIDENCE} unless given */
  readonly confidence?: number;
  /** milliseconds of a clock, for the time that an experiment took */
  readonly now?: () => number;
  /** called after each experiment, for progress */
  readonly onExperiment?: (result: ExperimentResult) => void;
}

/**
 * Runs experiments one after the other and chooses between them. An experiment that cannot run keeps its reason in
 * `error`; the others go on (`docs/method/search.md` 5.6). Only defects of ours are thrown.
 */
export async function runSearch(deps: SearchDeps, tasks: readonly SearchTask[]): Promise<SearchResult> {
  return searchEach(deps, tasks, (task) => runExperiment(deps, task));
}

/** Answers every experiment by `run`, tells of each as it comes, and chooses between them. */
export async function searchEach(
  deps: SearchDeps,
  tasks: readonly SearchTask[],
  run: (task: SearchTask) => Promise<ExperimentResult>,
): Promise<SearchResult> {
  const now = deps.now ?? Date.now;
  const started = now();
  const experiments: ExperimentResult[] = [];
  for (const task of tasks) {
    const result = await run(task);
    experiments.push(result);
    deps.onExperiment?.(result);
  }
  return {
    experiments,
    ...chooseExperiment(experiments, deps.profile?.paired),
    ...profileOf(deps),
    seconds: (now() - started) / 1000,
    notes: [],
  };
}

/** The profile of a search as its result names it, with the confidence where it is used. */
export function profileOf(deps: SearchDeps): Pick<SearchResult, "profile" | "confidence"> {
  const { name, identity } = deps.profile ?? reference;
  return identity ? { profile: name } : { profile: name, confidence: deps.confidence ?? DEFAULT_CONFIDENCE };
}

/** Runs one experiment. The user's mistakes come back in `error`; defects are thrown. */
export async function runExperiment(deps: SearchDeps, task: SearchTask): Promise<ExperimentResult> {
  const now = deps.now ?? Date.now;
  const started = now();
  const odds: Odds = {
    profile: deps.profile ?? reference,
    confidence: deps.confidence ?? DEFAULT_CONFIDENCE,
  };
  const seconds = (): number => (now() - started) / 1000;
  try {
    checkTask(task);
    const settled = await withModelNotes(deps.predictor, await withDrafts(deps.predictor, task));
    const sweep =
      settled.mode === "agg"
        ? await runAgg(deps.predictor, settled, odds)
        : await runDisagg(deps.predictor, settled, odds);
    const found = judgeSweep(settled, sweep, odds.confidence, seconds());
    return settled.load === undefined ? found : fitToLoad(found, settled.load, odds.profile);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return emptyResult(task, error, seconds());
  }
}

/** The task with the number of drafts that the checkpoint, or a trained draft, tells where it asked for that. */
async function withDrafts(predictor: Predictor, task: SearchTask): Promise<SearchTask> {
  const { autoDrafts, ...settled } = task;
  if (autoDrafts === undefined) return task;
  const context = workerContext(settled, rolesOf(settled)[0]!.spec);
  const { accepted, trained } = autoDrafts;
  const { speculation, note } =
    trained === undefined
      ? await checkpointDrafts(predictor, context, accepted)
      : await trainedDrafts(predictor, context, { ...autoDrafts, trained });
  return { ...settled, ...compact({ speculation }), notes: [...(task.notes ?? []), note] };
}

/** The task with notes on what the model's sizes rest on, where that is not its own file, and on requests beyond its context. */
async function withModelNotes(predictor: Predictor, task: SearchTask): Promise<SearchTask> {
  const facts = await predictor.facts(workerContext(task, rolesOf(task)[0]!.spec));
  const notes = [...(facts.basis === undefined ? [] : [facts.basis]), ...contextNotes(facts, task.lengths)];
  return notes.length === 0 ? task : { ...task, notes: [...(task.notes ?? []), ...notes] };
}

/** The profile of a search and the chance that it asks for. */
interface Odds {
  readonly profile: Profile;
  readonly confidence: number;
}

/** The rows that a profile with bands must keep beside those of the targets: the best at the confidence and at even odds. */
function promisesOf(task: SearchTask, { profile, confidence }: Odds): readonly Promised[] {
  const sla = judgedLimits(task.sla);
  return profile.identity
    ? []
    : [confidence, EVEN_ODDS].map(
        (chance): Promised =>
          (figures) =>
            mayCarry(figures, sla, chance),
      );
}

async function runAgg(predictor: Predictor, task: AggSearchTask, odds: Odds): Promise<Sweep> {
  const notes = new SweepNotes();
  const space = await openRole(
    predictor,
    pricedAsRun(task, odds.profile),
    { role: "agg", spec: task.worker, maxGpus: task.totalGpus },
    notes,
  );
  const result = sweepAgg(
    {
      workers: space.workers,
      context: space.context,
      lengths: task.lengths,
      batches: aggBatchGrid(),
      ctxTokens: contextTokenGrid(task.lengths.isl, task.chunkedPrefill === true),
      targets: targetsOf(task),
      promises: promisesOf(task, odds),
      profile: odds.profile,
    },
    notes,
  );
  return {
    rows: result.rows,
    nearest: result.nearest,
    every: result.every,
    points: { agg: result.evaluated },
    choices: { agg: space.choices.length },
    failure: notes.failure({ ...label(task), where: `${task.worker.system} with ${task.worker.backend}` }),
  };
}

async function runDisagg(predictor: Predictor, task: DisaggSearchTask, odds: Odds): Promise<Sweep> {
  const notes = { prefill: new SweepNotes(), decode: new SweepNotes() };
  const ceiling = task.totalGpus;
  const priced = pricedAsRun(task, odds.profile);
  const prefill = await openRole(
    predictor,
    priced,
    { role: "prefill", spec: task.prefill, maxGpus: ceiling },
    notes.prefill,
  );
  const decode = await openRole(
    predictor,
    priced,
    { role: "decode", spec: task.decode, maxGpus: ceiling },
    notes.decode,
  );
  const largeEp = [...prefill.workers, ...decode.workers].some((worker) => worker.largeEp);
  const tuning = resolveTuning(task.tuning ?? {}, { largeEp });
  const result = sweepDisagg(
    {
      prefill: { workers: prefill.workers, context: prefill.context, lengths: task.lengths },
      decode: { workers: decode.workers, context: decode.context, lengths: task.lengths },
      lengths: task.lengths,
      targets: targetsOf(task),
      tuning,
      promises: promisesOf(task, odds),
      allowedGpus: allowedReplicaSizes(task, tuning, odds.profile.identity),
      totalGpus: task.totalGpus,
      profile: odds.profile,
    },
    notes,
  );
  const failure =
    notes.prefill.failure({
      ...label(task),
      where: `${task.prefill.system} with ${task.prefill.backend} (prefill)`,
    }) ??
    notes.decode.failure({
      ...label(task),
      where: `${task.decode.system} with ${task.decode.backend} (decode)`,
    }) ??
    (result.unpaired === undefined
      ? undefined
      : new UserError("infeasible", `${label(task).model} on ${task.decode.system}: ${result.unpaired}`));
  return {
    rows: result.rows,
    nearest: result.nearest,
    every: result.every,
    points: { prefill: result.evaluatedPrefill, decode: result.evaluatedDecode },
    choices: { prefill: prefill.choices.length, decode: decode.choices.length },
    failure,
  };
}

function label(task: SearchTask): {
  model: string;
  totalGpus: number;
  databaseMode: DatabaseMode | undefined;
} {
  const { displayModel, model, totalGpus, databaseMode } = task;
  return { model: displayModel ?? model, totalGpus, databaseMode };
}

/** The limits that a sweep runs through (`docs/method/search.md` 4.5 and 5.3). */
export function targetsOf(task: SearchTask): readonly LatencyTarget[] {
  const { ttftMs, tpotMs, requestLatencyMs } = task.sla;
  if (requestLatencyMs !== undefined) return requestLatencyTargets(requestLatencyMs, ttftMs, task.lengths);
  const ttft = ttftMs ?? Infinity;
  if (task.paretoSweep === false) return [{ ttftMs: ttft, tpotMs: tpotMs ?? FILE_SLA.tpotMs }];
  return tpotTargets(ttft);
}

/** Rules that hold for every task, whoever made it. Throws {@link UserError}. */
function checkTask(task: SearchTask): void {
  const { isl, osl, prefix } = task.lengths;
  const fail = (message: string): never => {
    throw new UserError("input", message);
  };
  if (!Number.isInteger(isl) || isl < 1) fail(`isl is ${isl}; a whole number of at least 1 is needed`);
  if (!Number.isInteger(osl) || osl < 2)
    fail(`osl is ${osl}; a whole number of at least 2 is needed (TPOT has no meaning below)`);
  if (!Number.isInteger(prefix) || prefix < 0 || prefix >= isl)
    fail(`prefix is ${prefix}; it must be at least 0 and below isl (${isl})`);
  if (!Number.isInteger(task.totalGpus) || task.totalGpus < 0)
    fail(`total_gpus is ${task.totalGpus}; a whole number of at least 0 is needed`);
  if (task.mode === "disagg" && task.totalGpus < 2)
    fail(`disaggregated serving needs at least 2 GPUs, total_gpus is ${task.totalGpus}`);
  if (task.mode === "disagg" && task.prefill.backend !== task.decode.backend)
    fail(mixedEngines(task.prefill.backend, task.decode.backend));
  const speculation = task.speculation;
  if (speculation !== undefined && (speculation.accepted < 0 || speculation.accepted > speculation.nextn)) {
    fail(`nextn_accepted is ${speculation.accepted}; it must lie between 0 and nextn (${speculation.nextn})`);
  }
}
