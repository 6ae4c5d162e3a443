import path from "node:path";
import { fileURLToPath } from "node:url";
import { SINGLE_GPU, type Backend, type Parallelism } from "../../src/domain/deployment.js";
import { openPerfDb } from "../../src/perf/open.js";
import type { PricedPredictor } from "../../src/perf/predictor.js";
import type { WorkerContext, WorkerModel, WorkerOptions } from "../../src/perf/types.js";

/** The project's own performance data. */
export const PERF_DB_ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..", "..", "perf-db");

let opened: Promise<PricedPredictor> | undefined;

/** One predictor for all tests of a file: tables are read once. */
export function testPredictor(): Promise<PricedPredictor> {
  opened ??= openPerfDb({ root: PERF_DB_ROOT }).then(({ predictor }) => predictor);
  return opened;
}

/** The worked examples' model on h200_sxm. */
export function workedContext(backend: Backend = "trtllm", rest: Partial<WorkerContext> = {}): WorkerContext {
  return { model: "Qwen/Qwen3-32B-FP8", system: "h200_sxm", backend, ...rest };
}

/** A worker; throws when the sizes are impossible. */
export async function testWorker(
  context: WorkerContext,
  sizes: Partial<Parallelism> = {},
  role: WorkerOptions["role"] = "agg",
): Promise<WorkerModel> {
  const predictor = await testPredictor();
  const [built] = await predictor.workers(context, [{ ...SINGLE_GPU, ...sizes }], { role });
  if (built === undefined || built instanceof Error) throw built ?? new Error("no worker");
  return built;
}

/** |a − b| / |b|; the data are rounded by up to 0.05 %. */
export function relativeError(a: number, b: number): number {
  return b === 0 ? Math.abs(a) : Math.abs(a - b) / Math.abs(b);
}
