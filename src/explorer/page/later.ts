import { useEffect, useState } from "preact/hooks";

/** How long a value waits at most while something else keeps the page busy, milliseconds. */
const LONGEST_WAIT_MS = 150;

/**
 * A value as it was when the page last had time: undefined until the first frame stands, then behind what is drawn. What is
 * slow to lay out takes this, so that the planes answer first. Of values that follow one another at once only the last comes.
 */
export function useLater<T extends object>(value: T): T | undefined {
  const [settled, setSettled] = useState<T>();
  const [due] = useState(() => new Due());
  // effects run after a frame; a newer value takes the place of this one but not its turn
  useEffect(() => due.at(() => setSettled(value)), [value]);
  return settled;
}

/** One call in the page's next spare time; of several before it the last is made, and none waits longer than the first may. */
class Due {
  private call?: (() => void) | undefined;

  at(call: () => void): void {
    if (this.call === undefined) whenIdle(() => this.make());
    this.call = call;
  }

  private make(): void {
    const call = this.call;
    this.call = undefined;
    call?.();
  }
}

/** Calls in a pause of the page; at once where the browser knows of none. */
function whenIdle(call: () => void): void {
  if (typeof requestIdleCallback === "function") requestIdleCallback(call, { timeout: LONGEST_WAIT_MS });
  else setTimeout(call);
}
