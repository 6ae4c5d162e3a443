import { compact } from "../domain/compact.js";
import type { DataSet } from "../domain/prediction.js";
import type { Deployment, EngineSettings, WorkerPool } from "../domain/deployment.js";
import type { KeptRow, SearchRow } from "./rows.js";
import type { SearchTask } from "./task.js";

/** The deployment that a row stands for, repeated `replicas` times. Pools carry the batch of the row as their load. */
export function deploymentOf(task: SearchTask, row: KeptRow, replicas: number): Deployment {
  const { origin } = row;
  const settings = settingsOf(task);
  const pools: WorkerPool[] = [];
  let version: string;
  if (task.mode === "agg" && origin.mode === "agg") {
    version = origin.model.version;
    pools.push({
      role: "agg",
      system: task.worker.system,
      parallelism: origin.model.parallelism,
      workers: 1,
      batchSize: origin.point.batchSize,
      ctxTokens: origin.point.ctxTokens,
      settings: task.chunkedPrefill === true ? { ...settings, chunkedPrefill: true } : settings,
    });
  } else if (task.mode === "disagg" && origin.mode === "disagg") {
    version = origin.decode.model.version;
    pools.push(
      pool("prefill", task.prefill.system, origin.prefill, origin.prefillWorkers, settings),
      pool("decode", task.decode.system, origin.decode, origin.decodeWorkers, settings),
    );
  } else {
    throw new Error(`row of another mode in experiment ${task.name}`);
  }
  const spec = task.mode === "agg" ? task.worker : task.decode;
  return {
    model: task.model,
    backend: spec.backend,
    backendVersion: version,
    mode: task.mode,
    replicas,
    pools,
    quant: spec.quant ?? {},
    ...compact({ engineVersion: spec.engineVersion, speculation: task.speculation }),
  };
}

function pool(
  role: "prefill" | "decode",
  system: string,
  row: { readonly model: { readonly parallelism: WorkerPool["parallelism"] }; readonly batchSize: number },
  workers: number,
  settings: EngineSettings,
): WorkerPool {
  return { role, system, parallelism: row.model.parallelism, workers, batchSize: row.batchSize, settings };
}

function settingsOf(task: SearchTask): EngineSettings {
  return {
    ...(task.memFraction === undefined ? {} : { memFraction: task.memFraction }),
    ...(task.maxSeqLen === undefined ? {} : { maxSeqLen: task.maxSeqLen }),
  };
}

/** The measurements that a row was priced with; those of its decode workers where roles differ. */
export function rowData({ deployment, version, origin }: SearchRow): DataSet {
  const { scaled } = origin.mode === "agg" ? origin.model : origin.decode.model;
  return compact({
    system: deployment.pools.at(-1)!.system,
    backend: deployment.backend,
    version,
    scaledFrom: scaled?.system,
  });
}
