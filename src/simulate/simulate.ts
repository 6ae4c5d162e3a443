import type { SlaTarget } from "../domain/workload.js";
import { runSimulation, type SimulatedSystem } from "./run.js";
import { summarize, type SimulationResult } from "./statistics.js";
import type { Load } from "./types.js";

/** Requests that are left out at the start unless said: twice the requests in flight of a closed loop, a tenth of an open one. */
export function warmupOf(load: Load): number {
  const half = Math.floor(load.requests.length / 2);
  const wanted = load.kind === "closed" ? 2 * load.concurrency : Math.floor(load.requests.length / 10);
  return Math.min(half, wanted);
}

/** Requests that a closed loop needs for steady figures: ten rounds, five where they are many, within bounds. */
export function requestsFor(concurrency: number): number {
  return Math.max(1000, Math.min(10 * concurrency, Math.max(20_000, Math.min(100_000, 5 * concurrency))));
}

/** A load through a system, with what it experienced after the warm-up. */
export function simulate(
  system: SimulatedSystem,
  load: Load,
  sla: SlaTarget,
  warmup = warmupOf(load),
): SimulationResult {
  return summarize(runSimulation(system, load), sla, { warmup, kind: load.kind });
}
