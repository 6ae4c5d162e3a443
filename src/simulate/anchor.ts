import { closedLoad } from "./loads.js";
import type { OpenedSystem } from "./open-system.js";
import { simulate, warmupOf } from "./simulate.js";
import { UNSCALED, type StepScale } from "./step-times.js";

/** Mean latencies of a closed loop that a calibrated profile expects, milliseconds. */
export interface ExpectedMeans {
  readonly ttftMs: number;
  readonly tpotMs: number;
}

/** The closed loop that the expectation is about. */
export interface AnchorLoad {
  readonly concurrency: number;
  readonly isl: number;
  readonly osl: number;
}

const ROUNDS = 6;
/** Ten rounds of a closed loop, as benchmarks run, or as many as are worth the wait. */
const MOST_REQUESTS = 3000;
/** No step is believed to be further than this from what the operators say. */
const LIMIT = 5;

/**
 * Scales of prompt and answer steps at which a closed loop has the expected mean TTFT and TPOT. They pull at each other
 * (prompts delay answers in mixed steps), so a few rounds of correction by half steps are taken and the last is kept.
 */
export function anchor(system: OpenedSystem, load: AnchorLoad, expected: ExpectedMeans): StepScale {
  let scale = UNSCALED;
  const requests = Math.max(60, Math.min(MOST_REQUESTS, 10 * load.concurrency));
  const closed = closedLoad(load.concurrency, { requests, isl: load.isl, osl: load.osl });
  for (let round = 0; round < ROUNDS; round++) {
    const { ttftMs, tpotMs } = simulate(system.at(scale), closed, {}, warmupOf(closed));
    scale = {
      prefill: bounded(scale.prefill * (expected.ttftMs / ttftMs.mean) ** 0.7),
      decode: load.osl > 1 ? bounded(scale.decode * (expected.tpotMs / tpotMs.mean) ** 0.7) : scale.decode,
    };
  }
  return scale;
}

function bounded(value: number): number {
  return Math.min(LIMIT, Math.max(1 / LIMIT, value));
}
