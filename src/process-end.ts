import { collectGarbage } from "./collect-garbage.js";

/**
 * Collects garbage once, before a process ends.
 *
 * Node waits at its end for the threads that still compile hot functions. A small heap that has stopped growing is full
 * for those threads: they then wait for a collection by the main thread, which no longer runs anything, and both sleep
 * for ever (nodejs/node#54918; every third short `simulate` on Node 20). After a collection there is room for all that a
 * compilation may still ask for. It costs a few milliseconds, less than compiling what is never run again.
 */
export function makeRoomForCompilers(): void {
  collectGarbage();
}

/** Ends the process as soon as everything that was written has left it; compilations in the queue are dropped. */
export async function endProcess(exitCode: number): Promise<never> {
  await Promise.all([process.stdout, process.stderr].map(written));
  makeRoomForCompilers();
  process.exit(exitCode);
}

function written(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => stream.write("", () => resolve()));
}
