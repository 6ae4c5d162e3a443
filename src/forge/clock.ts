/** The time that limits and waits go by. */
export interface Clock {
  /** milliseconds since some fixed moment */
  now(): number;
  /** pauses for `ms` milliseconds */
  wait(ms: number): Promise<void>;
  /** aborts after `ms` milliseconds */
  signalAfter(ms: number): AbortSignal;
}

/** The machine's own clock. */
export const SYSTEM_CLOCK: Clock = {
  now: Date.now,
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  signalAfter: (ms) => AbortSignal.timeout(ms),
};
