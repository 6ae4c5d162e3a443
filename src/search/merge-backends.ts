import { compact } from "../domain/compact.js";
import { errorMessage } from "../domain/errors.js";
import type { PairedWidths } from "../perf/profile/profile.js";
import { chooseExperiment } from "./choose.js";
import { compareRows, frontierOf } from "./rank.js";
import type { EvaluatedPoints, ExperimentResult, SearchResult } from "./result.js";
import type { SearchRow } from "./rows.js";
import { DEFAULT_TOP_N } from "./task.js";

/**
 * Joins the experiments of several engines to one a serving mode: top rows together, sorted, N kept; the frontier of
 * all frontiers (`docs/method/search.md` 7.3). Rows remember the experiment and the engine they come from. Which is chosen
 * is asked of the engines' own experiments: the error may not tell two engines of one mode apart.
 */
export function mergeBackends(result: SearchResult, paired?: PairedWidths): SearchResult {
  const experiments: ExperimentResult[] = [];
  for (const mode of ["agg", "disagg"] as const) {
    const group = result.experiments.filter((experiment) => experiment.mode === mode);
    if (group.length > 0) experiments.push(join(mode, group));
  }
  const { tooClose, best } = chooseExperiment(result.experiments, paired);
  if (tooClose === undefined) return { ...result, ...chooseExperiment(experiments), experiments };
  const chosen = result.experiments.find(({ name }) => name === best)!;
  const [ofMode, other] = [...experiments].sort(
    (a, b) => Number(b.mode === chosen.mode) - Number(a.mode === chosen.mode),
  );
  return {
    ...result,
    tooClose,
    best: chosen.mode,
    bestOverNext:
      other && other.bestThroughput > 0 ? ofMode!.bestThroughput / other.bestThroughput : undefined,
    experiments: experiments.map((one) => (one === ofMode ? listing(one, chosen.top[0]!) : one)),
  };
}

/** An experiment whose top lists a row, in the place of the last where it did not. */
function listing(experiment: ExperimentResult, row: SearchRow): ExperimentResult {
  const { top } = experiment;
  return top.includes(row) ? experiment : { ...experiment, top: [...top.slice(0, -1), row] };
}

function join(name: string, group: readonly ExperimentResult[]): ExperimentResult {
  const first = group[0]!;
  const by = first.xAxis;
  const topN = first.task.topN ?? DEFAULT_TOP_N;
  const top = group
    .flatMap((one) => one.top)
    .sort((a, b) => compareRows(a, b, by))
    .slice(0, topN);
  const nearest =
    top.length > 0
      ? []
      : group
          .flatMap((one) => one.nearest)
          .sort((a, b) => a.violation - b.violation)
          .slice(0, topN);
  const [evenOdds] = group.flatMap((one) => one.evenOdds ?? []).sort((a, b) => compareRows(a, b, by));
  const frontier = frontierOf(
    group.flatMap((one) => one.frontier),
    by,
  );
  const failed = group.filter((one) => one.error !== undefined);
  const error = failed.length === group.length ? first.error : undefined;
  return {
    name,
    mode: first.mode,
    task: { ...first.task, name },
    evaluated: group.reduce((sum, one) => sum + one.evaluated, 0),
    points: group.map((one) => one.points).reduce(addPoints),
    choices: group.map((one) => one.choices).reduce(addPoints),
    seconds: group.reduce((sum, one) => sum + one.seconds, 0),
    rows: group
      .flatMap((one) => one.rows)
      .sort((a, b) => b.figures.tokensPerSecPerGpu - a.figures.tokensPerSecPerGpu),
    *everyRow() {
      for (const one of group) yield* one.everyRow?.() ?? [];
    },
    top,
    nearest,
    ...(evenOdds === undefined ? {} : { evenOdds }),
    frontier,
    bestThroughput: top[0]?.tokensPerSecPerGpuCluster ?? 0,
    xAxis: by,
    ...compact({ error }),
    notes: [
      ...new Set(group.flatMap((one) => one.notes)),
      ...failed.map((one) => `${one.name} left out: ${errorMessage(one.error)}`),
    ],
  };
}

function addPoints(a: EvaluatedPoints, b: EvaluatedPoints): EvaluatedPoints {
  const sum = (key: keyof EvaluatedPoints): EvaluatedPoints =>
    a[key] === undefined && b[key] === undefined ? {} : { [key]: (a[key] ?? 0) + (b[key] ?? 0) };
  return { ...sum("agg"), ...sum("prefill"), ...sum("decode") };
}
