import { SEGMENT_ENDS, WAIT_PARTS } from "./load-parts.js";
import { alongLoads, type ReplicaPhysics } from "./replica-physics.js";

/** Lengths of answers to the octave that a shorter one is held against. */
const ANSWERS_TO_THE_OCTAVE = 4;

/** A replica on fewer ranks, which no load finds better than another, and its TPOT at a number of requests in flight. */
interface Worse {
  readonly ranks: number;
  tpotMs(requests: number): number;
}

/** What first tokens of a replica are held against. */
interface Asked {
  readonly physics: ReplicaPhysics;
  /** factors of the parts of TTFT */
  readonly factors: Float64Array;
  /** TTFT by corrected parts, of a replica at a number of requests in flight */
  priceMs(physics: ReplicaPhysics, requests: number): number;
  /** the same prompts with fewer decode workers */
  readonly fewer: readonly Worse[];
}

/**
 * TTFT by corrected parts at a number of requests in flight, whose answers have a TPOT, but no more than lets the whole
 * request end as soon as with a longer answer or with fewer decode workers. Who answers sooner comes back sooner, so prompts
 * wait longer; where factors of waits lie above those of steps, they would wait for more than the answer saves.
 */
export function firstTokens({
  physics,
  factors,
  priceMs,
  fewer,
}: Asked): (requests: number, tpotMs: number) => number {
  const steepest = steepestWaits(factors);
  const own = withinLonger(physics, priceMs, steepest);
  const firsts: ReturnType<typeof withinLonger>[] = [];
  const steps = Math.max(0, physics.osl - 1);
  return (requests, tpotMs) => {
    let leastMs = own(requests, tpotMs);
    const ownStepMs = stepMs(physics, physics.ranks, requests);
    const mostShrunk = steepestAt(steepest, physics, requests);
    for (let i = 0; i < fewer.length; i++) {
      const other = fewer[i]!;
      const theirs = other.tpotMs(requests);
      const laterMs = (theirs - tpotMs) * steps;
      // to waits an answer of one token has a step, too
      const longerMs = (stepMs(physics, other.ranks, requests) - ownStepMs) * Math.max(1, steps);
      if (laterMs >= mostShrunk * longerMs) continue;
      const firstMs = (firsts[i] ??= withinLonger({ ...physics, ranks: other.ranks }, priceMs, steepest));
      leastMs = Math.min(leastMs, firstMs(requests, theirs) + laterMs);
    }
    return leastMs;
  };
}

/** TTFT of a replica, no more than lets an answer end as soon as any longer one. */
function withinLonger(
  physics: ReplicaPhysics,
  priceMs: Asked["priceMs"],
  steepest: Float64Array,
): (requests: number, tpotMs: number) => number {
  const longer = longerAnswers(physics);
  return (requests, tpotMs) => {
    let leastMs = priceMs(physics, requests);
    // a token more costs as much as it could save
    if (tpotMs >= steepestAt(steepest, physics, requests) * stepMs(physics, physics.ranks, requests))
      return leastMs;
    for (let index = 0; ; index++) {
      const other = longer(index);
      const laterMs = tpotMs * (other.osl - physics.osl);
      if (laterMs >= leastMs - physics.prefillFloorMs) return leastMs;
      leastMs = Math.min(leastMs, priceMs(other, requests) + laterMs);
    }
  };
}

/** A replica with longer answers, the next length first; each is made once, whatever loads ask for it. */
function longerAnswers(physics: ReplicaPhysics): (index: number) => ReplicaPhysics {
  const first = Math.floor(ANSWERS_TO_THE_OCTAVE * Math.log2(physics.osl)) + 1;
  const made: ReplicaPhysics[] = [];
  return (index) => (made[index] ??= { ...physics, osl: 2 ** ((first + index) / ANSWERS_TO_THE_OCTAVE) });
}

/** A token as the operators say, of which the answers are that waits know. */
function stepMs({ decodeMs, tokensPerStep }: ReplicaPhysics, ranks: number, requests: number): number {
  return alongLoads(decodeMs, requests / ranks) / tokensPerStep;
}

/**
 * By segment of {@link SEGMENT_ENDS} that a lane reaches: how much a corrected wait shrinks at most for a millisecond that an
 * answer takes longer. Waits up to the ends of segments shrink by as much at most, each end counts once for its own segment
 * and once, the other way round, for the next.
 */
function steepestWaits(factors: Float64Array): Float64Array {
  const steepest = new Float64Array(WAIT_PARTS.count);
  let falls = 0;
  let before = 0;
  for (let i = 0; i < steepest.length; i++) {
    const factor = factors[WAIT_PARTS.first + i]!;
    falls += Math.max(0, before - factor);
    steepest[i] = factor + falls;
    before = factor;
  }
  return steepest;
}

function steepestAt(steepest: Float64Array, { prefillLanes }: ReplicaPhysics, requests: number): number {
  const ofLane = requests / prefillLanes;
  let segment = 0;
  while (ofLane > SEGMENT_ENDS[segment + 1]!) segment++;
  return steepest[segment]!;
}
