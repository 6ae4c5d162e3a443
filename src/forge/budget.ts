import { SYSTEM_CLOCK, type Clock } from "./clock.js";

/** How much time a phase (reading, writing) may spend on the network, waits included. */
export interface TimeBudget {
  /** what the limit is measured with */
  readonly clock: Clock;
  /** milliseconds left, never negative */
  remainingMs(): number;
  /** whether a wait of this length still leaves time for a call after it */
  allowsWait(ms: number): boolean;
  /** begins a new phase with the full limit */
  restart(): void;
}

/** Time that is kept for the call that follows a wait. */
const CALL_RESERVE_MS = 500;

/** A budget of `limitMs` from now on; tests bring a clock of their own. */
export function createBudget(limitMs: number, clock: Clock = SYSTEM_CLOCK): TimeBudget {
  let deadline = clock.now() + limitMs;
  const remainingMs = (): number => Math.max(0, deadline - clock.now());
  return {
    clock,
    remainingMs,
    allowsWait: (ms) => remainingMs() >= ms + CALL_RESERVE_MS,
    restart: () => {
      deadline = clock.now() + limitMs;
    },
  };
}

/** No time is left. Its name keeps the retry plugin from trying again. */
export class OutOfTimeError extends Error {
  /** whether the call was on its way: the server may have done what was asked */
  readonly sent: boolean;

  constructor(sent = false) {
    super("the time limit for calls to GitHub is used up");
    this.name = "AbortError";
    this.sent = sent;
  }
}
