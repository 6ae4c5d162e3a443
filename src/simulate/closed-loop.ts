import type { SlaTarget } from "../domain/workload.js";
import type { Lengths } from "../perf/types.js";
import { runSimulation, type SimulatedSystem, type SimulationRun } from "./run.js";
import { warmupOf } from "./simulate.js";
import { laterTtftMs, startTtfts, startWithin, withStart } from "./start.js";
import { after, inOrder, meanOf, summarize, type SimulationResult } from "./statistics.js";
import type { Load } from "./types.js";

/** How a closed loop is looked at. */
export interface LoopQuestion {
  readonly lengths: Lengths;
  /** limits that goodput counts; none unless given */
  readonly sla?: SlaTarget;
  /** requests that are left out at the start */
  readonly warmup?: number | undefined;
}

/** A mean TTFT this near to the expected one is near enough: bands are many times wider. */
const CLOSE = 0.05;

/**
 * A closed loop as benchmarks run it: it starts with all its requests at once, and equal answers come back together. Where
 * the expected mean TTFT is longer than the schedule of independent arrivals, the first round waits as prompts that come at
 * once do, and the rest is a wait that all later ones have, what company costs among it; prompts that wait meet others, so it
 * is found by the secant. A schedule that waits longer by itself is left alone, and a warm-up that is asked for leaves the
 * start out.
 */
export function loopResult(
  system: SimulatedSystem,
  load: Extract<Load, { readonly kind: "closed" }>,
  { lengths, sla = {}, warmup }: LoopQuestion,
  expectedMs: number,
): SimulationResult {
  const left = warmup ?? warmupOf(load);
  const counting = { warmup: left, kind: load.kind };
  const run = (togetherMs: number): SimulationRun => runSimulation({ ...system, togetherMs }, load);
  const meanMs = (one: SimulationRun): number =>
    meanOf(after(inOrder(one), left).map(({ ttftMs }) => ttftMs));
  const alone = run(0);
  const aloneMs = meanMs(alone);
  const lackMs = expectedMs - aloneMs;
  const closeMs = CLOSE * expectedMs;
  if (lackMs <= closeMs) return summarize(alone, sla, counting);
  if (warmup !== undefined)
    return summarize(withWait(run, meanMs, { aloneMs, wantedMs: lackMs, closeMs }), sla, counting);
  const first = startTtfts(system, alone.outcomes, { concurrency: load.concurrency, isl: lengths.isl });
  const start = startWithin(first, aloneMs, expectedMs);
  const wantedMs = laterTtftMs(start, expectedMs) - aloneMs;
  const later = wantedMs <= closeMs ? alone : withWait(run, meanMs, { aloneMs, wantedMs, closeMs });
  return withStart(summarize(later, sla, counting), after(inOrder(later), left), start, sla);
}

/** Most that a second try lets prompts wait, as a multiple of the first. */
const STEEPEST = 2;

/** The run, of two tries, in which prompts wait so long that their mean TTFT grows by `wantedMs`. */
function withWait(
  run: (togetherMs: number) => SimulationRun,
  meanMs: (one: SimulationRun) => number,
  {
    aloneMs,
    wantedMs,
    closeMs,
  }: { readonly aloneMs: number; readonly wantedMs: number; readonly closeMs: number },
): SimulationRun {
  const gainOf = (one: SimulationRun): number => meanMs(one) - aloneMs;
  const missOf = (one: SimulationRun): number => Math.abs(gainOf(one) - wantedMs);
  const first = run(wantedMs);
  const gainedMs = gainOf(first);
  if (missOf(first) <= closeMs || gainedMs <= 0) return first;
  // prompts that wait may fall into one step or into two: a run that gained next to nothing says little of its slope
  const second = run(wantedMs * Math.min(STEEPEST, wantedMs / gainedMs));
  return missOf(second) < missOf(first) ? second : first;
}
