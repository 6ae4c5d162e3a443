import { compact } from "../domain/compact.js";
import type { Contender, TooClose } from "../domain/too-close.js";
import type { PairedWidths } from "../perf/profile/profile.js";
import { throughputOf, withinError, type BandedThroughput } from "./paired.js";
import { compareByGpus, compareRows } from "./rank.js";
import type { ExperimentResult, SearchResult } from "./result.js";
import type { SearchRow } from "./rows.js";

/** The winner over all experiments and its lead. */
export interface OverallChoice {
  readonly best: string | undefined;
  readonly bestOverNext: number | undefined;
  /** the winner and those that the error does not tell from it, where the profile knows its error and there are such */
  readonly tooClose?: TooClose;
}

/**
 * The experiment with the best throughput among those that meet their SLA; the earlier one wins a tie
 * (`docs/method/search.md` 7.3). Of those that the error does not tell from it, the one that holds the limits more surely
 * where all serve the same. An experiment whose rows all miss its SLA never wins.
 */
export function chooseExperiment(
  experiments: readonly ExperimentResult[],
  paired?: PairedWidths,
): OverallChoice {
  const able = experiments.filter((experiment) => experiment.top.length > 0);
  const ordered = [...able].sort((a, b) => b.bestThroughput - a.bestThroughput);
  const tooClose = closeRivals(
    ordered.map((one) => rivalOf(one, one.name)),
    paired,
  );
  const best = able.find(({ name }) => name === tooClose?.chosen.name) ?? ordered[0];
  const next = ordered.find((one) => one !== best);
  return {
    best: best?.name,
    bestOverNext: best && next && best.bestThroughput / next.bestThroughput,
    ...compact({ tooClose }),
  };
}

/** A mode, an engine or an experiment that is compared with others. */
export interface Rival {
  readonly name: string;
  /** of its best setting, over the whole budget; undefined where throughput is not what decides */
  readonly tokensPerSecPerGpu: number | undefined;
  readonly best: BandedThroughput;
  /** with which it holds the limits where it serves so much over the whole budget; absent where no limit is set */
  readonly chanceAt?: (tokensPerSecPerGpu: number) => number;
}

/** An experiment that has a row which holds its limits, under a name. */
export function rivalOf({ top, rows, bestThroughput }: ExperimentResult, name: string): Rival {
  const [row] = top;
  return {
    name,
    // what a load needs is compared by GPUs, which throughput does not decide
    tokensPerSecPerGpu: row!.load === undefined ? bestThroughput : undefined,
    best: throughputOf(row!.deployment, row!.figures),
    ...(rows.some(({ chance }) => chance !== undefined) && {
      chanceAt: (throughput: number) => chanceAt(rows, throughput),
    }),
  };
}

/** The first of rivals, best first, and those that the error of a ratio (80 %) does not tell from it, with the surer chosen; the first where no limit is set. */
export function closeRivals(
  [first, ...rest]: readonly Rival[],
  paired: PairedWidths | undefined,
): TooClose | undefined {
  const most = first?.tokensPerSecPerGpu;
  if (first === undefined || most === undefined || paired === undefined) return undefined;
  const served = ({ tokensPerSecPerGpu = 0 }: Rival): number => tokensPerSecPerGpu;
  const close = rest.filter((one) => withinError(first.best, one.best, paired, served(one) / most));
  if (close.length === 0) return undefined;
  const tokensPerSecPerGpu = Math.min(...close.map(served));
  // chances tell nothing apart where one of them has no limit to hold
  const limited = [first, ...close].every(({ chanceAt: known }) => known !== undefined);
  const contenders = [first, ...close].map((one): Contender => ({
    name: one.name,
    tokensPerSecPerGpu: served(one),
    ...compact({ chance: limited ? one.chanceAt?.(tokensPerSecPerGpu) : undefined }),
  }));
  const chosen = contenders.reduce((a, b) => ((b.chance ?? 0) > (a.chance ?? 0) ? b : a));
  return { tokensPerSecPerGpu, chosen, others: contenders.filter((one) => one !== chosen) };
}

/** The highest chance with which a throughput is served: of a row that serves as much, or on the way to it from one below. */
export function chanceAt(rows: readonly SearchRow[], throughput: number): number {
  const layouts = new Map<string, SearchRow[]>();
  for (const row of rows) {
    const layout = JSON.stringify([
      row.replicas,
      row.deployment.pools.map(({ parallelism, workers }) => [parallelism, workers]),
    ]);
    layouts.set(layout, [...(layouts.get(layout) ?? []), row]);
  }
  return Math.max(0, ...[...layouts.values()].map((layout) => chanceAlong(layout, throughput)));
}

/** The same for loads of one layout: a straight line between the two around it, 0 where none serves as much. */
function chanceAlong(rows: readonly SearchRow[], throughput: number): number {
  const serves = (row: SearchRow): number => row.tokensPerSecPerGpuCluster;
  const ascending = [...rows].sort((a, b) => serves(a) - serves(b));
  const above = ascending.find((row) => serves(row) >= throughput);
  if (above === undefined) return 0;
  const below = ascending.findLast((row) => serves(row) < throughput);
  const high = above.chance ?? 0;
  if (below === undefined) return high;
  const share = (serves(above) - throughput) / (serves(above) - serves(below));
  return high + share * ((below.chance ?? high) - high);
}

/** The best row of the chosen experiment (with several engines joined: of the chosen one), or undefined when nothing meets its SLA. */
export function bestRow({
  experiments,
  best,
  tooClose,
}: Pick<SearchResult, "experiments" | "best" | "tooClose">): SearchRow | undefined {
  const top = experiments.find(({ name }) => name === best)?.top;
  return top?.find(({ experiment }) => experiment === tooClose?.chosen.name) ?? top?.[0];
}

/** The row that would be next, of whichever experiment: by throughput, or by GPUs where a load is to be served. */
export function runnerUp(
  { experiments }: Pick<SearchResult, "experiments">,
  best: SearchRow,
): SearchRow | undefined {
  const order =
    best.load === undefined || best.load.loadServedPct !== undefined ? compareRows : compareByGpus;
  return experiments
    .flatMap(({ top }) => top)
    .filter((row) => row !== best)
    .sort((a, b) => order(a, b))[0];
}

/** When nothing meets any SLA: the row that misses by least, over all experiments. */
export function nearestMiss(experiments: readonly ExperimentResult[]): SearchRow | undefined {
  let nearest: SearchRow | undefined;
  for (const row of experiments.flatMap((experiment) => experiment.nearest.slice(0, 1))) {
    if (nearest === undefined || row.violation < nearest.violation) nearest = row;
  }
  return nearest;
}
