import { poolOf, type Parallelism } from "../domain/deployment.js";
import type { DataSet } from "../domain/prediction.js";
import { rowData } from "../search/deployments.js";
import type { ExperimentResult, SearchResult } from "../search/result.js";
import type { SearchRow } from "../search/rows.js";

/** Machine-readable form of a search; names and units are part of the contract with users. */
export interface SearchJson {
  readonly kind: "search";
  /** experiment with the best row that meets the SLA; null when none does */
  readonly best: string | null;
  readonly bestOverNext: number | null;
  /** experiments that the error does not tell from the best */
  readonly closeToBest?: readonly string[];
  readonly profile: string;
  /** chance with which rows of `top` hold their limits; only of a profile that knows its error */
  readonly confidence?: number;
  readonly seconds: number;
  readonly notes: readonly string[];
  readonly experiments: Readonly<Record<string, ExperimentJson>>;
}

interface ExperimentJson {
  readonly mode: string;
  readonly model: string;
  readonly backend: string;
  readonly totalGpus: number;
  readonly isl: number;
  readonly osl: number;
  readonly evaluated: number;
  readonly seconds: number;
  /** best rows that meet the SLA; only when no experiment has one: the nearest misses */
  readonly top: readonly RowJson[];
  /** the smallest miss of an experiment without a row that meets the SLA */
  readonly nearestMiss: RowJson | null;
  /** the best row at even odds, where it serves clearly more than the first of `top` */
  readonly evenOdds?: RowJson;
  readonly frontier: readonly FrontierJson[];
  readonly error?: { readonly code: string; readonly message: string };
  readonly notes: readonly string[];
}

interface WorkerJson {
  readonly tp: number;
  readonly pp: number;
  readonly dp: number;
  readonly moeTp: number;
  readonly moeEp: number;
  readonly cp?: number;
  readonly batchSize: number;
}

interface RowJson {
  readonly rank: number;
  readonly tokensPerSecPerGpu: number;
  readonly tokensPerSecPerGpuCluster: number;
  readonly tokensPerSecPerUser: number;
  readonly ttftMs: number;
  readonly tpotMs: number;
  readonly requestLatencyMs: number;
  readonly requestsPerSec: number;
  readonly concurrency: number;
  readonly replicas: number;
  readonly gpusPerReplica: number;
  readonly totalGpusUsed: number;
  readonly memoryGib: number;
  readonly meetsSla: boolean;
  readonly backend: string;
  readonly perfDb: DataSet;
  readonly quant: SearchRow["quant"];
  readonly worker?: WorkerJson & { readonly ctxTokens: number };
  readonly prefill?: WorkerJson & { readonly workers: number; readonly system: string };
  readonly decode?: WorkerJson & { readonly workers: number; readonly system: string };
  readonly interval80?: SearchRow["figures"]["bands"];
  /** chance that every limit holds; only with bands */
  readonly pSla?: number;
  readonly replicasNeeded?: number;
  readonly totalGpusNeeded?: number;
  readonly loadServedPct?: number;
}

interface FrontierJson {
  readonly tokensPerSecPerUser: number;
  readonly tokensPerSecPerGpuCluster: number;
  readonly tokensPerSecPerGpu: number;
  readonly ttftMs: number;
  readonly tpotMs: number;
  readonly requestLatencyMs: number;
  readonly concurrency: number;
  readonly meetsSla: boolean;
}

/** A search as plain data for `JSON.stringify`. Rates and concurrency of rows count one replica. */
export function searchJson(result: SearchResult): SearchJson {
  const showMisses = result.best === undefined;
  return {
    kind: "search",
    best: result.best ?? null,
    bestOverNext: result.bestOverNext ?? null,
    ...(result.closeToBest === undefined ? {} : { closeToBest: result.closeToBest }),
    profile: result.profile,
    ...(result.confidence === undefined ? {} : { confidence: result.confidence }),
    seconds: result.seconds,
    notes: result.notes,
    experiments: Object.fromEntries(
      result.experiments.map((one) => [one.name, experimentJson(one, showMisses)]),
    ),
  };
}

function experimentJson(experiment: ExperimentResult, showMisses: boolean): ExperimentJson {
  const { task } = experiment;
  const listed = experiment.top.length > 0 || !showMisses ? experiment.top : experiment.nearest;
  const miss = experiment.nearest[0];
  return {
    mode: experiment.mode,
    model: task.displayModel ?? task.model,
    backend: task.mode === "agg" ? task.worker.backend : task.decode.backend,
    totalGpus: task.totalGpus,
    isl: task.lengths.isl,
    osl: task.lengths.osl,
    evaluated: experiment.evaluated,
    seconds: experiment.seconds,
    top: listed.map((row, index) => rowJson(row, index + 1)),
    nearestMiss: miss === undefined ? null : rowJson(miss, 1),
    ...(experiment.evenOdds === undefined ? {} : { evenOdds: rowJson(experiment.evenOdds, 1) }),
    frontier: experiment.frontier.map(frontierJson),
    ...(experiment.error === undefined
      ? {}
      : { error: { code: experiment.error.code, message: experiment.error.message } }),
    notes: experiment.notes,
  };
}

function rowJson(row: SearchRow, rank: number): RowJson {
  const { figures, deployment, chance: pSla } = row;
  return {
    rank,
    tokensPerSecPerGpu: figures.tokensPerSecPerGpu,
    tokensPerSecPerGpuCluster: row.tokensPerSecPerGpuCluster,
    tokensPerSecPerUser: figures.tokensPerSecPerUser,
    ttftMs: figures.ttftMs,
    tpotMs: figures.tpotMs,
    requestLatencyMs: figures.requestLatencyMs,
    requestsPerSec: figures.requestsPerSec,
    concurrency: figures.concurrency,
    replicas: row.replicas,
    gpusPerReplica: figures.gpusPerReplica,
    totalGpusUsed: row.totalGpusUsed,
    memoryGib: figures.memoryGib,
    meetsSla: row.meetsSla,
    backend: deployment.backend,
    perfDb: rowData(row),
    quant: row.quant,
    ...workersJson(row),
    ...(figures.bands === undefined ? {} : { interval80: figures.bands }),
    ...(pSla === undefined ? {} : { pSla }),
    ...(row.load ?? {}),
  };
}

function workersJson(row: SearchRow): Pick<RowJson, "worker" | "prefill" | "decode"> {
  const pools = row.deployment.pools;
  if (row.origin.mode === "agg") {
    return {
      worker: {
        ...sizesJson(pools[0]!.parallelism),
        batchSize: pools[0]!.batchSize,
        ctxTokens: row.origin.point.ctxTokens,
      },
    };
  }
  const side = (role: "prefill" | "decode"): NonNullable<RowJson["prefill"]> => {
    const pool = poolOf(row.deployment, role)!;
    return {
      workers: pool.workers,
      ...sizesJson(pool.parallelism),
      batchSize: pool.batchSize,
      system: pool.system,
    };
  };
  return { prefill: side("prefill"), decode: side("decode") };
}

function sizesJson(p: Parallelism): Omit<WorkerJson, "batchSize"> {
  return { tp: p.tp, pp: p.pp, dp: p.dp, moeTp: p.moeTp, moeEp: p.moeEp, ...(p.cp > 1 ? { cp: p.cp } : {}) };
}

function frontierJson(row: SearchRow): FrontierJson {
  const { figures } = row;
  return {
    tokensPerSecPerUser: figures.tokensPerSecPerUser,
    tokensPerSecPerGpuCluster: row.tokensPerSecPerGpuCluster,
    tokensPerSecPerGpu: figures.tokensPerSecPerGpu,
    ttftMs: figures.ttftMs,
    tpotMs: figures.tpotMs,
    requestLatencyMs: figures.requestLatencyMs,
    concurrency: figures.concurrency,
    meetsSla: row.meetsSla,
  };
}
