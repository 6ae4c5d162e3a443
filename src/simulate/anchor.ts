import { closedLoad } from "./loads.js";
import type { OpenedSystem } from "./open-system.js";
import type { SimulatedPool, SimulatedSystem } from "./run.js";
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

const ROUNDS = 8;
/** Ten rounds of a closed loop, as benchmarks run, or as many as are worth the wait. */
const MOST_REQUESTS = 3000;
/** Scales that agree with the expectation this well are good enough: bands are tens of times wider. */
const CLOSE = 0.002;
/** No step is believed to be further than this from what the operators say. */
const LIMIT = 5;

/**
 * Scales of prompt and answer steps at which a closed loop has the expected mean TTFT and TPOT. They pull at each other
 * (prompts delay answers in mixed steps), so a few rounds of correction by part steps are taken and the best is kept.
 */
export function anchor(
  system: OpenedSystem,
  load: AnchorLoad,
  expected: ExpectedMeans,
  rounds = ROUNDS,
): StepScale {
  let scale = UNSCALED;
  let best = scale;
  let least = Infinity;
  const parts = equalParts(system.at(), load.concurrency);
  const concurrency = load.concurrency / parts;
  const requests = Math.max(60, Math.min(MOST_REQUESTS, 10 * concurrency));
  const closed = closedLoad(concurrency, { requests, isl: load.isl, osl: load.osl });
  for (let round = 0; round < rounds; round++) {
    const { ttftMs, tpotMs } = simulate(shareOf(system.at(scale), parts), closed, {}, warmupOf(closed));
    const prefill = expected.ttftMs / ttftMs.mean;
    const decode = load.osl > 1 ? expected.tpotMs / tpotMs.mean : 1;
    const off = Math.max(Math.abs(Math.log(prefill)), Math.abs(Math.log(decode)));
    if (off < least) [best, least] = [scale, off];
    if (off < CLOSE) break;
    const wanted = scale.prefill * prefill ** 0.7;
    scale = {
      prefill: bounded(wanted),
      decode: bounded(scale.decode * decode ** 0.7),
      // what no believable prefill explains is the host's: the fixed cost of a request is a mean over many deployments
      requestMs: scale.requestMs + (bounded(wanted) === wanted ? 0 : 0.7 * (expected.ttftMs - ttftMs.mean)),
    };
  }
  return best;
}

/**
 * Into how many equal parts a system and its closed load fall: equal workers that share a load evenly behave like one of
 * them with its share, and the fewer requests are simulated the sooner the answer is there.
 */
export function equalParts(system: SimulatedSystem, concurrency: number): number {
  return system.mode === "agg"
    ? gcd(system.pool.workers, concurrency)
    : gcd(gcd(system.prefill.workers, system.decode.workers), concurrency);
}

/** One of `parts` equal parts of a system. */
export function shareOf(system: SimulatedSystem, parts: number): SimulatedSystem {
  const share = (pool: SimulatedPool): SimulatedPool => ({ ...pool, workers: pool.workers / parts });
  return system.mode === "agg"
    ? { ...system, pool: share(system.pool) }
    : { ...system, prefill: share(system.prefill), decode: share(system.decode) };
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}

function bounded(value: number): number {
  return Math.min(LIMIT, Math.max(1 / LIMIT, value));
}
