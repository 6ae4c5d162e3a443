import { compact } from "../domain/compact.js";
import { EVEN_ODDS } from "../domain/confidence.js";
import type { LoadTarget } from "../domain/search-task.js";
import { reference, type Profile } from "../perf/profile/profile.js";
import { bestPerKey, compareByGpus, compareRows, frontierOf } from "./rank.js";
import type { ExperimentResult } from "./result.js";
import type { SearchRow } from "./rows.js";
import { DEFAULT_TOP_N } from "./task.js";

/**
 * Ranks an experiment's rows by the GPUs that the load needs: one row per parallel key, fewest GPUs first, then tokens per
 * second per GPU. With a ceiling that no row keeps, replicas are capped and rows ranked by what they serve within it.
 * `bestThroughput` becomes the figure that experiments are compared by: `1 / GPUs needed`, or the capped throughput.
 */
export function fitToLoad(
  experiment: ExperimentResult,
  load: LoadTarget,
  profile: Pick<Profile, "identity"> = reference,
): ExperimentResult {
  const withinCeiling = (row: SearchRow): SearchRow | undefined => capRow(row, load, profile);
  const topN = experiment.task.topN ?? DEFAULT_TOP_N;
  const able = experiment.rows.filter((row) => row.meetsSla).map((row) => fitRow(row, load));
  const ceiling = load.maxTotalGpus;
  const within = ceiling === undefined ? able : able.filter((row) => row.totalGpusUsed <= ceiling);
  const capped = ceiling !== undefined && within.length === 0;
  const rows = capped ? able.flatMap((row) => withinCeiling(row) ?? []) : within;
  const compare = capped
    ? (a: SearchRow, b: SearchRow): number => compareRows(a, b, experiment.xAxis)
    : compareByGpus;
  const top = bestPerKey(rows, compare).slice(0, topN);
  const nearest = top.length > 0 ? [] : experiment.nearest.map((row) => fitRow(row, load));
  const first = top[0];
  const { evenOdds: likely, ...found } = experiment;
  const evenOdds = capped
    ? likely && withinCeiling(fitRow(likely, load))
    : fewerAtEvenOdds(experiment, first, load);
  // Without a budget nothing is idle: the frontier is drawn over the figures of the replicas themselves.
  const unscaled = experiment.rows.map((row) => ({
    ...row,
    tokensPerSecPerGpuCluster: row.figures.tokensPerSecPerGpu,
  }));
  return {
    ...found,
    rows: unscaled,
    frontier: frontierOf(unscaled, experiment.xAxis),
    top,
    nearest,
    forLoad: (row) => {
      const fitted = fitRow(row, load);
      if (capped) return withinCeiling(fitted);
      return fitted.totalGpusUsed <= (ceiling ?? Infinity) ? fitted : undefined;
    },
    ...compact({ evenOdds }),
    bestThroughput:
      first === undefined ? 0 : capped ? first.tokensPerSecPerGpuCluster : 1 / first.totalGpusUsed,
  };
}

/** The fewest GPUs that serve a load with even odds, where they are fewer than those that carry it. */
function fewerAtEvenOdds(
  { rows }: ExperimentResult,
  carried: SearchRow | undefined,
  load: LoadTarget,
): SearchRow | undefined {
  const most = Math.min(load.maxTotalGpus ?? Infinity, (carried?.totalGpusUsed ?? Infinity) - 1);
  const likely = rows
    .filter(({ chance }) => chance !== undefined && chance >= EVEN_ODDS)
    .map((row) => fitRow(row, load))
    .filter(({ totalGpusUsed }) => totalGpusUsed <= most);
  return bestPerKey(likely, compareByGpus)[0];
}

/** Requests (in flight, or a second) that one replica of a row serves, and how many are asked for. */
function servedOf(
  { figures }: SearchRow,
  { requestRate, concurrency }: LoadTarget,
): readonly [number, number] {
  return requestRate === undefined ? [figures.concurrency, concurrency ?? 0] : [rateOf(figures), requestRate];
}

/** Requests a second of one replica; of one so slow that its figure rounds to none, what its latency makes. */
function rateOf({ requestsPerSec, concurrency, requestLatencyMs }: SearchRow["figures"]): number {
  return requestsPerSec > 0 ? requestsPerSec : (1000 * concurrency) / requestLatencyMs;
}

/** A row with as many replicas as the load needs. */
function fitRow(row: SearchRow, load: LoadTarget): SearchRow {
  const [served, wanted] = servedOf(row, load);
  const replicas = Math.max(1, Math.ceil(wanted / served));
  return withReplicas(
    row,
    replicas,
    { replicasNeeded: replicas, totalGpusNeeded: replicas * row.figures.gpusPerReplica },
    row.figures.tokensPerSecPerGpu,
  );
}

/**
 * A row with as many replicas as a ceiling leaves room for, and the share of the load that they serve (by the published method:
 * the share of the replicas that it needs); undefined without room for one.
 */
function capRow(
  row: SearchRow,
  load: LoadTarget,
  { identity }: Pick<Profile, "identity">,
): SearchRow | undefined {
  const ceiling = load.maxTotalGpus ?? Infinity;
  if (row.totalGpusUsed <= ceiling) return row;
  const gpus = row.figures.gpusPerReplica;
  const replicas = Math.floor(ceiling / gpus);
  if (replicas === 0) return undefined;
  const [served, wanted] = servedOf(row, load);
  const share = identity ? replicas / row.replicas : (replicas * served) / wanted;
  const loadServedPct = Math.round(1000 * share) / 10;
  const cluster = (row.figures.tokensPerSecPerGpu * replicas * gpus) / ceiling;
  return withReplicas(
    row,
    replicas,
    { replicasNeeded: replicas, totalGpusNeeded: replicas * gpus, loadServedPct },
    cluster,
  );
}

function withReplicas(
  row: SearchRow,
  replicas: number,
  load: NonNullable<SearchRow["load"]>,
  cluster: number,
): SearchRow {
  return {
    ...row,
    replicas,
    totalGpusUsed: replicas * row.figures.gpusPerReplica,
    tokensPerSecPerGpuCluster: cluster,
    deployment: { ...row.deployment, replicas },
    load,
  };
}

/** Rows with the replicas that the load of their experiment needs, without those beyond its ceiling; as they are without a load. */
export function* servedRows(
  rows: Iterable<SearchRow>,
  { forLoad = (row) => row }: Pick<ExperimentResult, "forLoad">,
): Generator<SearchRow> {
  for (const row of rows) {
    const served = forLoad(row);
    if (served !== undefined) yield served;
  }
}
