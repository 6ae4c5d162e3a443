import { UserError } from "../domain/errors.js";
import { withPagedCache } from "../perf/pool-context.js";
import { reference, type Profile } from "../perf/profile/profile.js";
import type { Predictor } from "../perf/types.js";
import { sweepAgg } from "./agg-sweep.js";
import { chooseExperiment } from "./choose.js";
import { deploymentOf } from "./deployments.js";
import { sweepDisagg } from "./disagg-sweep.js";
import {
  aggBatchGrid,
  contextTokenGrid,
  requestLatencyTargets,
  tpotTargets,
  type LatencyTarget,
} from "./grids.js";
import { frontierOf, nearestRows, topRows, type RankBy } from "./rank.js";
import type { EvaluatedPoints, ExperimentResult, SearchResult } from "./result.js";
import type { KeptRow, SearchRow } from "./rows.js";
import { scaleToBudget } from "./scale.js";
import { judgedLimits, missScore, violationOf, type Latencies } from "./sla.js";
import { openRole } from "./space.js";
import { MEGA_MOE_NOTE, usesMegaMoe } from "./mega-moe.js";
import { SweepNotes } from "./sweep-notes.js";
import {
  allowedReplicaSizes,
  DEFAULT_TOP_N,
  FILE_SLA,
  resolveTuning,
  type AggSearchTask,
  type DisaggSearchTask,
  type SearchTask,
} from "./task.js";

/** What a search needs from outside. */
export interface SearchDeps {
  readonly predictor: Predictor;
  /** corrects figures before they are filtered and ranked; `reference` unless given */
  readonly profile?: Profile;
  /** milliseconds of a clock, for the time that an experiment took */
  readonly now?: () => number;
  /** called after each experiment, for progress */
  readonly onExperiment?: (result: ExperimentResult) => void;
}

/** Rows of one sweep before they are scaled and judged. */
interface Sweep {
  readonly rows: readonly KeptRow[];
  readonly nearest: (score: (figures: Latencies) => number) => readonly KeptRow[];
  readonly every: () => readonly KeptRow[];
  readonly points: EvaluatedPoints;
  readonly choices: EvaluatedPoints;
  readonly failure: UserError | undefined;
}

/**
 * Runs experiments one after the other and chooses between them. An experiment that cannot run keeps its reason in
 * `error`; the others go on (`spec/search.md` 5.6). Only defects of ours are thrown.
 */
export async function runSearch(deps: SearchDeps, tasks: readonly SearchTask[]): Promise<SearchResult> {
  const now = deps.now ?? Date.now;
  const started = now();
  const experiments: ExperimentResult[] = [];
  for (const task of tasks) {
    const result = await runExperiment(deps, task);
    experiments.push(result);
    deps.onExperiment?.(result);
  }
  return {
    experiments,
    ...chooseExperiment(experiments),
    profile: (deps.profile ?? reference).name,
    seconds: (now() - started) / 1000,
    notes: [],
  };
}

/** Runs one experiment. The user's mistakes come back in `error`; defects are thrown. */
export async function runExperiment(deps: SearchDeps, task: SearchTask): Promise<ExperimentResult> {
  const now = deps.now ?? Date.now;
  const started = now();
  const profile = deps.profile ?? reference;
  const seconds = (): number => (now() - started) / 1000;
  try {
    checkTask(task);
    const sweep =
      task.mode === "agg"
        ? await runAgg(deps.predictor, task, profile)
        : await runDisagg(deps.predictor, task, profile);
    return judge(task, sweep, seconds());
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return emptyResult(task, error, seconds());
  }
}

async function runAgg(predictor: Predictor, task: AggSearchTask, profile: Profile): Promise<Sweep> {
  const notes = new SweepNotes();
  const space = await openRole(
    predictor,
    withPagedCache(task, profile),
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
      profile,
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

async function runDisagg(predictor: Predictor, task: DisaggSearchTask, profile: Profile): Promise<Sweep> {
  const notes = { prefill: new SweepNotes(), decode: new SweepNotes() };
  const ceiling = task.totalGpus;
  const priced = withPagedCache(task, profile);
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
      allowedGpus: allowedReplicaSizes(tuning, task.totalGpus),
      profile,
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
    });
  return {
    rows: result.rows,
    nearest: result.nearest,
    every: result.every,
    points: { prefill: result.evaluatedPrefill, decode: result.evaluatedDecode },
    choices: { prefill: prefill.choices.length, decode: decode.choices.length },
    failure,
  };
}

function label(task: SearchTask): { model: string; totalGpus: number } {
  return { model: task.displayModel ?? task.model, totalGpus: task.totalGpus };
}

/** The limits that a sweep runs through (`spec/search.md` 4.5 and 5.3). */
export function targetsOf(task: SearchTask): readonly LatencyTarget[] {
  const { ttftMs, tpotMs, requestLatencyMs } = task.sla;
  if (requestLatencyMs !== undefined) return requestLatencyTargets(requestLatencyMs, ttftMs, task.lengths);
  const ttft = ttftMs ?? Infinity;
  if (task.paretoSweep === false) return [{ ttftMs: ttft, tpotMs: tpotMs ?? FILE_SLA.tpotMs }];
  return tpotTargets(ttft);
}

/** Scales, judges, ranks. */
function judge(task: SearchTask, sweep: Sweep, seconds: number): ExperimentResult {
  const sla = judgedLimits(task.sla);
  const topN = task.topN ?? DEFAULT_TOP_N;
  const xAxis = task.sla.requestLatencyMs === undefined ? "tokensPerSecPerUser" : "requestLatency";
  const by: RankBy = xAxis;
  const scale = (row: KeptRow): SearchRow => searchRow(task, row, violationOf(row.figures, sla));
  const all = sweep.rows.map(scale);
  const rows = task.strictSla === true ? all.filter((row) => row.meetsSla) : all;
  const top = topRows(all, topN, by);
  const nearest =
    top.length > 0 || sweep.failure !== undefined
      ? []
      : nearestRows(sweep.nearest((figures) => missScore(figures, sla)).map(scale), topN, by);
  const frontier = frontierOf(rows, by);
  return {
    name: task.name,
    mode: task.mode,
    task,
    evaluated: (sweep.points.agg ?? 0) + (sweep.points.prefill ?? 0) + (sweep.points.decode ?? 0),
    points: sweep.points,
    choices: sweep.choices,
    seconds,
    rows,
    everyRow: () => sweep.every().map(scale),
    top,
    nearest,
    frontier,
    bestThroughput: top[0]?.tokensPerSecPerGpuCluster ?? 0,
    xAxis,
    ...(sweep.failure === undefined ? {} : { error: sweep.failure }),
    notes: [
      ...new Set([
        ...(task.notes ?? []),
        ...(usesMegaMoe(task) ? [MEGA_MOE_NOTE] : []),
        ...[...top, ...nearest].flatMap((row) => row.figures.notes ?? []),
      ]),
    ],
  };
}

/** A kept row under the task's budget and limits. */
function searchRow(task: SearchTask, row: KeptRow, violation: number): SearchRow {
  const scaled = scaleToBudget(row.figures.tokensPerSecPerGpu, row.figures.gpusPerReplica, task.totalGpus);
  const model = row.origin.mode === "agg" ? row.origin.model : row.origin.decode.model;
  return {
    key: row.key,
    figures: row.figures,
    origin: row.origin,
    mode: task.mode,
    experiment: task.name,
    replicas: scaled.replicas,
    totalGpusUsed: scaled.totalGpusUsed,
    tokensPerSecPerGpuCluster: scaled.tokensPerSecPerGpuCluster,
    meetsSla: violation === 0,
    violation,
    deployment: deploymentOf(task, row, scaled.replicas),
    quant: model.quant,
    version: model.version,
  };
}

function emptyResult(task: SearchTask, error: UserError, seconds: number): ExperimentResult {
  return {
    name: task.name,
    mode: task.mode,
    task,
    evaluated: 0,
    points: {},
    choices: {},
    seconds,
    rows: [],
    top: [],
    nearest: [],
    frontier: [],
    bestThroughput: 0,
    xAxis: task.sla.requestLatencyMs === undefined ? "tokensPerSecPerUser" : "requestLatency",
    error,
    notes: task.notes ?? [],
  };
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
  const speculation = task.speculation;
  if (speculation !== undefined && (speculation.accepted < 0 || speculation.accepted > speculation.nextn)) {
    fail(`nextn_accepted is ${speculation.accepted}; it must lie between 0 and nextn (${speculation.nextn})`);
  }
}
