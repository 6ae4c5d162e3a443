import type { SlaTarget } from "../domain/workload.js";
import type { SimulatedSystem } from "./run.js";
import { distribution, meanOf, meets, type SimulationResult } from "./statistics.js";
import type { RequestOutcome } from "./types.js";

/** Rounds of a benchmark: ten requests for each one in flight, of which the first come at once. */
const ROUNDS = 10;
const SHARE = 1 / ROUNDS;

/** The TTFT of every request of a first round, shortest first, milliseconds. */
export type StartTtfts = readonly number[];

/**
 * TTFT of requests that all come at once: what the schedule says, and no less than the prompts before them take one after
 * another on the workers that compute prompts. Published percentiles show the start of a run: their p99 is that of the last
 * prompts of the first round, ten to fifty times the median (`docs/adr/0353-the-start-of-a-loop.md`).
 */
export function startTtfts(
  system: SimulatedSystem,
  outcomes: readonly RequestOutcome[],
  { concurrency, isl }: { readonly concurrency: number; readonly isl: number },
): StartTtfts {
  const { workers, times, policy } = system.mode === "agg" ? system.pool : system.prefill;
  const promptMs = times.mixedMs(isl - Math.min(policy.prefix ?? 0, isl - 1), isl, 0, 0) / workers;
  return [...outcomes]
    .sort((a, b) => a.arrivalMs - b.arrivalMs)
    .slice(0, concurrency)
    .map(({ ttftMs }) => ttftMs)
    .sort((a, b) => a - b)
    .map((ttftMs, i) => Math.max(ttftMs, policy.requestOverheadMs + (i + 1) * promptMs));
}

/** A first round that leaves the later ones `laterMs` at the least where the mean of the whole benchmark is known. */
export function startWithin(start: StartTtfts, laterMs: number, wholeMs: number): StartTtfts {
  const most = (wholeMs - (1 - SHARE) * laterMs) / SHARE / meanOf(start);
  return most >= 1 ? start : start.map((ttftMs) => ttftMs * most);
}

/** The mean TTFT of all later rounds where that of the whole benchmark is known. */
export function laterTtftMs(start: StartTtfts, wholeMs: number): number {
  return (wholeMs - SHARE * meanOf(start)) / (1 - SHARE);
}

/** What a whole benchmark experiences: its later rounds as they were simulated, and the first one. */
export function withStart(
  later: SimulationResult,
  kept: readonly RequestOutcome[],
  start: StartTtfts,
  sla: SlaTarget,
): SimulationResult {
  const count = Math.max(1, Math.round((kept.length * SHARE) / (1 - SHARE)));
  const usual = kept[Math.floor(kept.length / 2)]!;
  const first = Array.from({ length: count }, (_, i): RequestOutcome => {
    const ttftMs = start[Math.floor(((i + 0.5) * start.length) / count)]!;
    return { ...usual, ttftMs, latencyMs: usual.latencyMs - usual.ttftMs + ttftMs };
  });
  const all = [...kept, ...first];
  const requestLatencyMs = distribution(all.map(({ latencyMs }) => latencyMs));
  // as many stay in flight, each for longer (Little's law)
  const slower = later.requestLatencyMs.mean / requestLatencyMs.mean;
  const requestsPerSec = later.requestsPerSec * slower;
  return {
    ...later,
    ttftMs: distribution(all.map(({ ttftMs }) => ttftMs)),
    requestLatencyMs,
    requestsPerSec,
    outputTokensPerSec: later.outputTokensPerSec * slower,
    goodputPerSec: (requestsPerSec * all.filter((outcome) => meets(outcome, sla)).length) / all.length,
  };
}
