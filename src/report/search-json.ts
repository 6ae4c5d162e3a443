import { compact, pick } from "../domain/compact.js";
import { poolOf, type WorkerPool } from "../domain/deployment.js";
import { rowData } from "../search/deployments.js";
import { chancesOf, type TooClose } from "../domain/too-close.js";
import type { ExperimentResult, SearchResult } from "../search/result.js";
import { stageRates, type SearchRow } from "../search/rows.js";

/**
 * A search as plain data for `JSON.stringify`: names and units are part of the contract with users, further fields may
 * come. Rates and concurrency of rows count one replica. `best`: the experiment with the best row that meets the SLA, null
 * when none does; `closeToBest`: experiments (with `auto`: engines) that the error does not tell
 * from it, with the chances that decided in `equalThroughput`; `confidence`: the chance with which rows
 * of `top` hold their limits, only of a profile that knows its error.
 */
export function searchJson(result: SearchResult) {
  const showMisses = result.best === undefined;
  return {
    kind: "search" as const,
    best: result.best ?? null,
    bestOverNext: result.bestOverNext ?? null,
    ...compact({
      ...tooCloseJson(result.tooClose),
      profile: result.profile,
      confidence: result.confidence,
    }),
    ...pick(result, "seconds", "notes"),
    experiments: Object.fromEntries(
      result.experiments.map((one) => [one.name, experimentJson(one, showMisses)]),
    ),
  };
}

/**
 * Names that the error does not tell from the chosen, and the chances to hold the limits where all serve the same; nothing
 * where there are none.
 */
export function tooCloseJson(tooClose: TooClose | undefined) {
  if (tooClose === undefined) return {};
  const chances = chancesOf(tooClose);
  return {
    closeToBest: tooClose.others.map(({ name }) => name),
    ...(chances !== undefined && {
      equalThroughput: {
        tokensPerSecPerGpu: tooClose.tokensPerSecPerGpu,
        pSla: Object.fromEntries(chances.map(({ name, chance }) => [name, chance])),
      },
    }),
  };
}

/**
 * `top`: the best rows that meet the SLA; only when no experiment has one the nearest misses. `nearestMiss`: the smallest
 * miss of an experiment without a row that meets the SLA. `evenOdds`: the best row at even odds, where it serves clearly
 * more than the first of `top`.
 */
function experimentJson(experiment: ExperimentResult, showMisses: boolean) {
  const { task, error } = experiment;
  const listed = experiment.top.length > 0 || !showMisses ? experiment.top : experiment.nearest;
  const miss = experiment.nearest[0];
  return {
    mode: experiment.mode,
    model: task.displayModel ?? task.model,
    backend: task.mode === "agg" ? task.worker.backend : task.decode.backend,
    totalGpus: task.totalGpus,
    ...pick(task.lengths, "isl", "osl"),
    ...pick(experiment, "evaluated", "seconds"),
    top: listed.map((row, index) => rowJson(row, index + 1)),
    nearestMiss: miss === undefined ? null : rowJson(miss, 1),
    ...compact({ evenOdds: experiment.evenOdds && rowJson(experiment.evenOdds, 1) }),
    frontier: experiment.frontier.map(frontierJson),
    ...compact({ error: error && pick(error, "code", "message") }),
    notes: experiment.notes,
  };
}

/** A row: requests, tokens a second, memory and GPUs of one replica (times `replicas`: of the deployment); with bands its `interval80`, and `pSla`, the chance that every limit holds. */
function rowJson(row: SearchRow, rank: number) {
  const { figures } = row;
  return {
    rank,
    tokensPerSecPerGpu: figures.tokensPerSecPerGpu,
    tokensPerSecPerGpuCluster: row.tokensPerSecPerGpuCluster,
    ...pick(figures, "tokensPerSecPerUser", "ttftMs", "tpotMs", "requestLatencyMs", "requestsPerSec"),
    concurrency: figures.concurrency,
    replicas: row.replicas,
    gpusPerReplica: figures.gpusPerReplica,
    totalGpusUsed: row.totalGpusUsed,
    memoryGib: figures.memoryGib,
    meetsSla: row.meetsSla,
    backend: row.deployment.backend,
    perfDb: rowData(row),
    quant: row.quant,
    ...workersJson(row),
    ...compact({ interval80: figures.bands, pSla: row.chance }),
    ...row.load,
  };
}

function workersJson(row: SearchRow) {
  const { deployment, origin } = row;
  const side = (role: "prefill" | "decode") => {
    const { workers, system, ...pool } = poolOf(deployment, role)!;
    return { workers, ...sizesJson(pool), system, requestsPerSec: stageRates(row)[role] };
  };
  return origin.mode === "agg"
    ? { worker: { ...sizesJson(deployment.pools[0]!), ctxTokens: origin.point.ctxTokens } }
    : { prefill: side("prefill"), decode: side("decode") };
}

function sizesJson({
  parallelism: { cp, dcp = 1, ...sizes },
  batchSize,
}: Pick<WorkerPool, "parallelism" | "batchSize">) {
  return {
    ...pick(sizes, "tp", "pp", "dp", "moeTp", "moeEp"),
    ...compact({ cp: cp > 1 ? cp : undefined, dcp: dcp > 1 ? dcp : undefined }),
    batchSize,
  };
}

function frontierJson({ figures, tokensPerSecPerGpuCluster, meetsSla }: SearchRow) {
  return {
    tokensPerSecPerUser: figures.tokensPerSecPerUser,
    tokensPerSecPerGpuCluster,
    ...pick(figures, "tokensPerSecPerGpu", "ttftMs", "tpotMs", "requestLatencyMs", "concurrency"),
    meetsSla,
  };
}
