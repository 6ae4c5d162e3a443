import type { PairedWidths } from "../perf/profile/profile.js";
import { throughputOf, withinError } from "./paired.js";
import type { ExperimentResult } from "./result.js";
import type { SearchRow } from "./rows.js";

/** The winner over all experiments and its lead. */
export interface OverallChoice {
  readonly best: string | undefined;
  readonly bestOverNext: number | undefined;
  /** experiments whose best lies within the error of the winner's, where the profile knows its error; the winner is not among them */
  readonly closeToBest?: readonly string[];
}

/**
 * The experiment with the best throughput among those that meet their SLA; the earlier one wins a tie
 * (`docs/method/search.md` 7.3). An experiment whose rows all miss it never wins.
 */
export function chooseExperiment(
  experiments: readonly ExperimentResult[],
  paired?: PairedWidths,
): OverallChoice {
  const able = experiments.filter((experiment) => experiment.top.length > 0);
  const ordered = [...able].sort((a, b) => b.bestThroughput - a.bestThroughput);
  const [first, second] = ordered;
  return {
    best: first?.name,
    bestOverNext:
      first === undefined || second === undefined ? undefined : first.bestThroughput / second.bestThroughput,
    ...closeTo(first, ordered.slice(1), paired),
  };
}

/** Those that the error of a ratio (80 %) does not tell from the first. */
function closeTo(
  first: ExperimentResult | undefined,
  others: readonly ExperimentResult[],
  paired: PairedWidths | undefined,
): Pick<OverallChoice, "closeToBest"> {
  const best = first?.top[0];
  if (best === undefined || paired === undefined) return {};
  const close = others.filter(({ top: [row] }) => {
    if (row === undefined) return false;
    return withinError(
      throughputOf(best.deployment, best.figures),
      throughputOf(row.deployment, row.figures),
      paired,
      row.tokensPerSecPerGpuCluster / best.tokensPerSecPerGpuCluster,
    );
  });
  return close.length === 0 ? {} : { closeToBest: close.map(({ name }) => name) };
}

/** The best row of the chosen experiment, or undefined when nothing meets its SLA. */
export function bestRow(experiments: readonly ExperimentResult[]): SearchRow | undefined {
  const { best } = chooseExperiment(experiments);
  return experiments.find((experiment) => experiment.name === best)?.top[0];
}

/** When nothing meets any SLA: the row that misses by least, over all experiments. */
export function nearestMiss(experiments: readonly ExperimentResult[]): SearchRow | undefined {
  let nearest: SearchRow | undefined;
  for (const row of experiments.flatMap((experiment) => experiment.nearest.slice(0, 1))) {
    if (nearest === undefined || row.violation < nearest.violation) nearest = row;
  }
  return nearest;
}
