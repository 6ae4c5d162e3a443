import type { Deployment } from "../domain/deployment.js";
import type { SlaTarget } from "../domain/workload.js";
import type { Profile, ReplicaFigures } from "../perf/profile/profile.js";
import type { Lengths } from "../perf/types.js";
import { anchor } from "./anchor.js";
import { expectationOf } from "./expectation.js";
import type { OpenedSystem } from "./open-system.js";
import { simulate } from "./simulate.js";
import type { SimulationResult } from "./statistics.js";
import { UNSCALED, type StepScale } from "./step-times.js";
import type { Load } from "./types.js";

/** A simulation and what its step times rest on. */
export interface DeploymentRun {
  readonly result: SimulationResult;
  readonly scale: StepScale;
  /** figures of the profile for a closed loop of the same mean load; absent when steps are the operators' own */
  readonly expected?: ReplicaFigures;
}

/** How a simulation is run. */
export interface RunOptions {
  /** requests that are left out at the start */
  readonly warmup?: number | undefined;
  /** how often step times are corrected towards the expected means; fewer are enough for ratios of one run */
  readonly anchorRounds?: number | undefined;
}

/**
 * Simulates a load on a deployment. Under a correcting profile step times are scaled until a closed loop with as many
 * requests in flight has the profile's mean TTFT and TPOT: the mean comes from measurements, the spread from the scheduler.
 */
export function simulateDeployment(
  system: OpenedSystem,
  deployment: Deployment,
  lengths: Lengths,
  load: Load,
  sla: SlaTarget,
  profile: Profile,
  { warmup, anchorRounds }: RunOptions = {},
): DeploymentRun {
  const raw = (): SimulationResult => simulate(system.at(), load, sla, warmup);
  if (profile.identity) return { result: raw(), scale: UNSCALED };
  const inFlight = load.kind === "closed" ? load.concurrency : Math.max(1, Math.round(raw().meanInFlight));
  const { concurrency, figures } = expectationOf(system, deployment, lengths, inFlight, profile);
  const scale = anchor(system, { concurrency, isl: lengths.isl, osl: lengths.osl }, figures, anchorRounds);
  return { result: simulate(system.at(scale), load, sla, warmup), scale, expected: figures };
}

/** Mean lengths of a load, for a profile that knows requests of one length. */
export function meanLengths(load: Load, prefix: number): Lengths {
  const mean = (of: (request: Load["requests"][number]) => number): number =>
    Math.max(
      1,
      Math.round(load.requests.reduce((sum, request) => sum + of(request), 0) / load.requests.length),
    );
  const isl = mean((request) => request.isl);
  return { isl, osl: mean((request) => request.osl), prefix: Math.min(prefix, isl - 1) };
}
