import { companyShare } from "../perf/profile/load-parts.js";
import { GapHistogram } from "./gaps.js";
import type { EnginePolicy, Load, LoadRequest, RequestOutcome, StepTimes } from "./types.js";
import { SimulatedWorker } from "./worker.js";

/** Workers of one kind and how they schedule. */
export interface SimulatedPool {
  readonly workers: number;
  readonly policy: EnginePolicy;
  readonly times: StepTimes;
}

/** What is simulated: one pool for both phases, or a prefill and a decode pool with a transfer between them. */
export type SimulatedSystem =
  | { readonly mode: "agg"; readonly pool: SimulatedPool; readonly togetherMs?: number }
  | {
      /**
       * mean wait beyond what the schedule yields where it is known, company included; a prompt waits up to twice as long.
       * Company costs what the policy says where it is not known
       */
      readonly togetherMs?: number;
      readonly mode: "disagg";
      readonly prefill: SimulatedPool;
      readonly decode: SimulatedPool;
      /** milliseconds to move the cache of a prompt of `isl` tokens */
      readonly transferMs: (isl: number) => number;
    };

/** Outcomes in order of completion, and the time of the last one. */
export interface SimulationRun {
  readonly outcomes: readonly RequestOutcome[];
  readonly endMs: number;
  readonly gaps: GapHistogram;
}

/** Multiples of it, without their whole part, lie evenly between 0 and 1. */
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** Runs a load through a system, event by event. Requests go to the least loaded worker; ties to the first. */
export function runSimulation(system: SimulatedSystem, load: Load): SimulationRun {
  const outcomes: RequestOutcome[] = [];
  const gaps = new GapHistogram();
  let endMs = 0;
  let submitted = 0;
  const queue = load.requests;
  const front: SimulatedWorker[] = [];
  const back: SimulatedWorker[] = [];

  const arrive = (request: LoadRequest, atMs: number): void => {
    const pool = system.mode === "agg" ? system.pool : system.prefill;
    const share = (submitted * GOLDEN) % 1;
    const inFlight = submitted - outcomes.length;
    const addedMs =
      system.togetherMs === undefined
        ? (pool.policy.companyMs ?? 0) * companyShare(inFlight / front.length)
        : 2 * share * system.togetherMs;
    const waitMs = pool.policy.requestOverheadMs + addedMs;
    leastLoaded(front).submit(request, atMs, atMs + waitMs);
  };
  const complete = (outcome: RequestOutcome, atMs: number): void => {
    outcomes.push(outcome);
    endMs = Math.max(endMs, atMs);
    if (load.kind === "closed" && submitted < queue.length) arrive(queue[submitted++]!, atMs);
  };
  if (system.mode === "agg") {
    for (let i = 0; i < system.pool.workers; i++) {
      front.push(new SimulatedWorker(system.pool.policy, system.pool.times, "both", complete, gaps));
    }
  } else {
    const { prefill, decode, transferMs } = system;
    for (let i = 0; i < decode.workers; i++)
      back.push(new SimulatedWorker(decode.policy, decode.times, "decode", complete, gaps));
    for (let i = 0; i < prefill.workers; i++) {
      front.push(
        new SimulatedWorker(
          prefill.policy,
          prefill.times,
          "prefill",
          (outcome, atMs) => {
            // The first token is seen when the prompt is done; the cache still travels before the second.
            const moved = atMs + transferMs(outcome.request.isl);
            leastLoaded(back).submit(
              outcome.request,
              outcome.arrivalMs,
              moved + decode.policy.requestOverheadMs,
              outcome.firstTokenMs,
            );
          },
          gaps,
        ),
      );
    }
  }

  const workers = [...front, ...back];
  if (load.kind === "closed") {
    while (submitted < Math.min(load.concurrency, queue.length)) arrive(queue[submitted++]!, 0);
  }
  for (;;) {
    let next: SimulatedWorker | undefined;
    let nextMs = Infinity;
    for (const worker of workers) {
      const at = worker.nextStepMs;
      if (at < nextMs) [next, nextMs] = [worker, at];
    }
    const arrival = load.kind === "open" ? queue[submitted]?.arrivalMs : undefined;
    if (arrival !== undefined && arrival <= nextMs) {
      arrive(queue[submitted++]!, arrival);
      continue;
    }
    if (next === undefined) break;
    let horizon = arrival ?? Infinity;
    // Another worker's completion may bring a request to this one (closed loop, disaggregated); in an open loop only arrivals do.
    if (load.kind === "closed" || system.mode === "disagg") {
      for (const worker of workers)
        if (worker !== next) horizon = Math.min(horizon, Math.max(nextMs, worker.quietUntilMs));
    }
    next.step(horizon);
  }
  return { outcomes, endMs, gaps };
}

function leastLoaded(workers: readonly SimulatedWorker[]): SimulatedWorker {
  let best = workers[0]!;
  for (const worker of workers) if (worker.depth < best.depth) best = worker;
  return best;
}
