import { SEGMENT_ENDS, WAIT_PARTS } from "./load-parts.js";
import { alongLoads, type ReplicaPhysics } from "./replica-physics.js";

/** Lengths of answers to the octave that a shorter one is held against. */
const ANSWERS_TO_THE_OCTAVE = 4;

/** A replica that no load finds better than another, and its TPOT at a number of requests in flight. */
interface Worse {
  readonly physics: ReplicaPhysics;
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
  const others = fewer.map((other) => ({
    ...other,
    firstMs: withinLonger(other.physics, priceMs, steepest),
  }));
  const steps = Math.max(0, physics.osl - 1);
  return (requests, tpotMs) => {
    let leastMs = own(requests, tpotMs);
    for (const other of others) {
      const theirs = other.tpotMs(requests);
      const laterMs = (theirs - tpotMs) * steps;
      // to waits an answer of one token has a step, too
      const longerMs = (stepMs(other.physics, requests) - stepMs(physics, requests)) * Math.max(1, steps);
      if (laterMs >= steepestAt(steepest, physics, requests) * longerMs) continue;
      leastMs = Math.min(leastMs, other.firstMs(requests, theirs) + laterMs);
    }
    return leastMs;
  };
}

/** TTFT of a replica, no more than lets an answer end as soon as any longer one. */
function withinLonger(
  physics: ReplicaPhysics,
  priceMs: Asked["priceMs"],
  steepest: readonly number[],
): (requests: number, tpotMs: number) => number {
  const longer = longerAnswers(physics);
  return (requests, tpotMs) => {
    let leastMs = priceMs(physics, requests);
    // a token more costs as much as it could save
    if (tpotMs >= steepestAt(steepest, physics, requests) * stepMs(physics, requests)) return leastMs;
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
function stepMs({ decodeMs, ranks, tokensPerStep }: ReplicaPhysics, requests: number): number {
  return alongLoads(decodeMs, requests / ranks) / tokensPerStep;
}

/**
 * By segment of {@link SEGMENT_ENDS} that a lane reaches: how much a corrected wait shrinks at most for a millisecond that an
 * answer takes longer. Waits up to the ends of segments shrink by as much at most, each end counts once for its own segment
 * and once, the other way round, for the next.
 */
function steepestWaits(factors: Float64Array): readonly number[] {
  let falls = 0;
  return Array.from({ length: WAIT_PARTS.count }, (_, i) => {
    const factor = factors[WAIT_PARTS.first + i]!;
    const before = i === 0 ? 0 : factors[WAIT_PARTS.first + i - 1]!;
    falls += Math.max(0, before - factor);
    return factor + falls;
  });
}

function steepestAt(steepest: readonly number[], { prefillLanes }: ReplicaPhysics, requests: number): number {
  const ofLane = requests / prefillLanes;
  const segment = SEGMENT_ENDS.findIndex((end, i) => i > 0 && ofLane <= end) - 1;
  return steepest[segment]!;
}
