import type { Clock } from "../../src/forge/clock.js";

/**
 * A clock that stands still but for the waits themselves: a wait takes no real time, and every limit that it passes fires
 * in its order. What a run decides by time then hangs on what it waited for, not on the load of the machine.
 */
export function virtualClock(): Clock {
  let now = 0;
  const limits: { readonly at: number; readonly controller: AbortController }[] = [];
  return {
    now: () => now,
    signalAfter: (ms) => {
      const controller = new AbortController();
      limits.push({ at: now + ms, controller });
      return controller.signal;
    },
    wait: async (ms) => {
      now += ms;
      for (const { at, controller } of limits.toSorted((one, other) => one.at - other.at))
        if (at <= now) controller.abort(new DOMException("the time is up", "TimeoutError"));
      await Promise.resolve();
    },
  };
}
