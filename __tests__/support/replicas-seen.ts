import { SINGLE_GPU, type Backend, type Parallelism } from "../../src/domain/deployment.js";
import { UserError } from "../../src/domain/errors.js";
import { estimateDeployed } from "../../src/perf/estimate/deployed.js";
import type { EstimateRequest, EstimateResult } from "../../src/perf/estimate/request.js";
import { LOADS, SHORT_CONTEXT } from "../../src/perf/profile/replica-physics.js";
import { selectProfile } from "../../src/perf/profile/select.js";
import type { WorkerModel } from "../../src/perf/types.js";
import { PERF_DB_ROOT, testPredictor } from "./perf.js";

/** One aggregated worker and the lengths of its requests. */
export interface Asked {
  readonly model: string;
  readonly backend: Backend;
  readonly system: string;
  readonly sizes: Partial<Parallelism>;
  readonly isl: number;
  readonly osl: number;
}

/** The worker, its answers by load, and the context that its steps are priced at. */
export interface Seen {
  readonly worker: WorkerModel;
  readonly asked: Asked;
  readonly at: ReadonlyMap<number, EstimateResult>;
}

/** Asks the default profile at some loads; nothing where a clear refusal is the answer. */
export async function askingReplicas(
  loads: readonly number[],
): Promise<(asked: Asked) => Promise<Seen | undefined>> {
  const predictor = await testPredictor();
  const profile = selectProfile("calibrated", PERF_DB_ROOT);
  return async (asked) => {
    const { model, backend, system, sizes, isl, osl } = asked;
    const context = { model, backend, system };
    const request: EstimateRequest = { context, parallelism: sizes, isl, osl };
    const at = new Map<number, EstimateResult>();
    try {
      for (const concurrency of loads) {
        const found = await estimateDeployed(predictor, { ...request, concurrency, profile });
        // who waits for memory waits for a room that the other side has
        if (!found.notes.join().includes("memory holds")) at.set(concurrency, found);
      }
      const asRun = { ...context, asEnginesRun: true };
      const options = { role: "agg", purpose: "search" } as const;
      const [worker] = await predictor.workers(asRun, [{ ...SINGLE_GPU, ...sizes }], options);
      return worker === undefined || worker instanceof Error ? undefined : { worker, asked, at };
    } catch (error) {
      if (error instanceof UserError) return undefined;
      throw error;
    }
  };
}

/** How much longer the operators of one worker take than those of another at most, in a prompt and in steps with short and with real contexts; at least 1. */
export function operators(one: Seen, other: Seen): number {
  const promptMs = ({ worker, asked }: Seen): number => worker.contextStepMs(1, asked.isl, 0);
  const middle = ({ asked: { isl, osl } }: Seen): number => isl + Math.floor(osl / 2) + 1;
  const steps = LOADS.filter((load) => load <= 64).flatMap((load) => [
    one.worker.decodeStepMs(load, SHORT_CONTEXT) / other.worker.decodeStepMs(load, SHORT_CONTEXT),
    one.worker.decodeStepMs(load, middle(one)) / other.worker.decodeStepMs(load, middle(other)),
  ]);
  return Math.max(1, promptMs(one) / promptMs(other), ...steps);
}
