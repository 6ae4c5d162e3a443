import { EVEN_ODDS, EVEN_ODDS_WORTH } from "../domain/confidence.js";
import type { UserError } from "../domain/errors.js";
import type { SlaTarget } from "../domain/workload.js";
import { deploymentOf } from "./deployments.js";
import { MEGA_MOE_NOTE, usesMegaMoe } from "./mega-moe.js";
import { carries, chanceOf, latenciesAt } from "./odds.js";
import { compareRows, frontierOf, nearestRows, topRows, type RankBy } from "./rank.js";
import type { EvaluatedPoints, ExperimentResult } from "./result.js";
import type { KeptRow, SearchRow } from "./rows.js";
import { scaleToBudget } from "./scale.js";
import { judgedLimits, missScore, violationOf, type Latencies } from "./sla.js";
import { DEFAULT_TOP_N, type SearchTask } from "./task.js";

/** Rows of one sweep before they are scaled and judged. */
export interface Sweep {
  readonly rows: readonly KeptRow[];
  readonly nearest: (score: (figures: Latencies) => number) => readonly KeptRow[];
  readonly every: () => Iterable<KeptRow>;
  readonly points: EvaluatedPoints;
  readonly choices: EvaluatedPoints;
  readonly failure: UserError | undefined;
}
/** Scales, judges, ranks. */
export function judgeSweep(
  task: SearchTask,
  sweep: Sweep,
  confidence: number,
  seconds: number,
): ExperimentResult {
  const sla = judgedLimits(task.sla);
  const topN = task.topN ?? DEFAULT_TOP_N;
  const xAxis = task.sla.requestLatencyMs === undefined ? "tokensPerSecPerUser" : "requestLatency";
  const by: RankBy = xAxis;
  const scale = (row: KeptRow): SearchRow => searchRow(task, row, sla, confidence);
  const all = sweep.rows.map(scale);
  const rows = task.strictSla === true ? all.filter((row) => row.meetsSla) : all;
  const top = topRows(all, topN, by);
  const nearest =
    top.length > 0 || sweep.failure !== undefined
      ? []
      : nearestRows(
          sweep.nearest((figures) => missScore(latenciesAt(figures, confidence), sla)).map(scale),
          topN,
          by,
        );
  const evenOdds = evenOddsRow(all, top[0], by);
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
    *everyRow() {
      for (const row of sweep.every()) yield scale(row);
    },
    top,
    nearest,
    ...(evenOdds === undefined ? {} : { evenOdds }),
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

/**
 * The best row whose chance is at least even, where it serves clearly more than the best that is carried; undefined where
 * no chance is known.
 */
export function evenOddsRow(
  rows: readonly SearchRow[],
  carried: SearchRow | undefined,
  by: RankBy,
): SearchRow | undefined {
  const likely = rows.filter(({ chance }) => chance !== undefined && chance >= EVEN_ODDS);
  const [best] = likely.sort((a, b) => compareRows(a, b, by));
  if (best === undefined || carried === undefined) return best;
  const worth = EVEN_ODDS_WORTH * carried.tokensPerSecPerGpuCluster;
  return best.tokensPerSecPerGpuCluster > worth ? best : undefined;
}

/** A kept row under the task's budget and limits, judged at a confidence. */
function searchRow(task: SearchTask, row: KeptRow, sla: SlaTarget, confidence: number): SearchRow {
  const chance = chanceOf(row.figures, sla);
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
    meetsSla: carries(row.figures, sla, confidence),
    violation: violationOf(latenciesAt(row.figures, confidence), sla),
    ...(chance === undefined ? {} : { chance }),
    deployment: deploymentOf(task, row, scaled.replicas),
    quant: model.quant,
    version: model.version,
  };
}

/** The result of an experiment that could not run. */
export function emptyResult(task: SearchTask, error: UserError, seconds: number): ExperimentResult {
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
