import type { Deployment, Role } from "../domain/deployment.js";
import type { SlaTarget } from "../domain/workload.js";
import type { Profile, ReplicaFigures } from "../perf/profile/profile.js";
import type { StepFactors } from "../perf/profile/step-factors.js";
import { refuseMisfit } from "../perf/estimate/worker.js";
import type { Lengths } from "../perf/types.js";
import { loopResult } from "./closed-loop.js";
import { expectationOf, stepsOf, type Expectation } from "./expectation.js";
import type { OpenedSystem } from "./open-system.js";
import { simulate } from "./simulate.js";
import type { SimulationResult } from "./statistics.js";
import type { Load } from "./types.js";

/** What is simulated on an opened system. */
export interface RunQuestion {
  readonly deployment: Deployment;
  readonly lengths: Lengths;
  readonly load: Load;
  readonly profile: Profile;
  /** limits that goodput counts; none unless given */
  readonly sla?: SlaTarget;
  /** requests that are left out at the start */
  readonly warmup?: number | undefined;
}

const ROLES: readonly Role[] = ["agg", "prefill", "decode"];

/** A simulation and what its step times rest on. */
export interface DeploymentRun {
  readonly result: SimulationResult;
  readonly factors: StepFactors;
  /** figures of the profile for a closed loop of the same mean load; absent when steps are the operators' own */
  readonly expected?: ReplicaFigures;
}

/**
 * Simulates a load on a deployment. Under a correcting profile every step is the operators' times one factor for its batch,
 * whatever the load: steps come from measurements, waits and spread from the scheduler.
 */
export function simulateDeployment(system: OpenedSystem, question: RunQuestion): DeploymentRun {
  const { deployment, lengths, load, profile, sla = {}, warmup } = question;
  if (!profile.identity) {
    for (const role of ROLES) {
      const worker = system.workers[role];
      if (worker !== undefined) refuseMisfit(worker, role, 1, lengths);
    }
  }
  const factors = stepsOf(system, deployment, lengths, profile);
  const alone = (): SimulationResult => simulate(system.at(factors), load, sla, warmup);
  if (profile.identity) return { result: alone(), factors };
  const expect = (inFlight: number): Expectation =>
    expectationOf(system, deployment, lengths, Math.max(1, Math.round(inFlight)), profile);
  if (load.kind === "open") {
    const result = alone();
    return { result, factors, expected: expect(result.meanInFlight).queued };
  }
  const { figures, queued } = expect(load.concurrency);
  const result = loopResult(system.at(factors), load, question, figures.ttftMs);
  return { result, factors, expected: queued };
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
