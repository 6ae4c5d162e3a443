import type { RequestOutcome } from "./types.js";

/** How much of the work is left out at the end, where a run has no arrivals any more and batches empty. */
const TAIL = 0.1;

/**
 * Requests that an open run serves per second while it is loaded: half of a request is served with its first token, the other
 * half evenly over its answer, whatever the shares really are. Counted from `skipped` requests on to where a tenth is left:
 * answers that come in waves, engines that fill and batches that empty weigh nothing. NaN where all comes at one time.
 */
export function servedPerSec(outcomes: readonly RequestOutcome[], skipped: number): number {
  const count = outcomes.length;
  const last = count * (1 - TAIL);
  const first = Math.min(skipped, last / 2);
  const [fromMs, toMs] = timesOf(outcomes, [first, last]);
  return toMs! > fromMs! ? ((last - first) * 1000) / (toMs! - fromMs!) : Number.NaN;
}

/** A time at which work jumps, and from which on it grows faster or slower. */
interface Turn {
  readonly ms: number;
  readonly jump: number;
  readonly slope: number;
}

/** When so much work, rising amounts in requests, is done. */
function timesOf(outcomes: readonly RequestOutcome[], amounts: readonly number[]): readonly number[] {
  const turns = outcomes.flatMap(turnsOf).sort((a, b) => a.ms - b.ms);
  const times: number[] = [];
  let done = 0;
  let slope = 0;
  let ms = turns[0]?.ms ?? 0;
  for (const turn of turns) {
    const grown = done + slope * (turn.ms - ms);
    while (times.length < amounts.length && amounts[times.length]! <= grown && slope > 0)
      times.push(ms + (amounts[times.length]! - done) / slope);
    done = grown + turn.jump;
    ({ ms } = turn);
    slope += turn.slope;
    while (times.length < amounts.length && amounts[times.length]! <= done) times.push(ms);
  }
  while (times.length < amounts.length) times.push(ms);
  return times;
}

function turnsOf({ arrivalMs, ttftMs, latencyMs }: RequestOutcome): readonly Turn[] {
  const first = arrivalMs + ttftMs;
  const answerMs = latencyMs - ttftMs;
  if (!(answerMs > 0)) return [{ ms: first, jump: 1, slope: 0 }];
  const slope = 0.5 / answerMs;
  return [
    { ms: first, jump: 0.5, slope },
    { ms: arrivalMs + latencyMs, jump: 0, slope: -slope },
  ];
}
