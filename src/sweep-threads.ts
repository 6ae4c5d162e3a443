import { availableParallelism } from "node:os";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import type { SweepModel, SweepPoint } from "./sweep/grid.js";
import type { SweepOutcome } from "./sweep/outcome.js";

/** Runs points one after another; opened performance data are kept between them. */
export type RunPoint = (point: SweepPoint) => Promise<SweepOutcome>;

/** What a worker needs: the bundle to run, and data for {@link threadData}. */
export interface ThreadStart {
  readonly moduleUrl: string;
  readonly data: SweepModel;
  /** milliseconds since some moment; the machine's clock unless given */
  readonly now?: () => number;
}

/** What the main thread gave this worker. */
export function threadData(): SweepModel {
  return workerData as SweepModel;
}

/** A worker's start costs a tenth of this; shorter work stays in one thread. */
const WORTH_A_THREAD_MS = 1000;
const MAX_THREADS = 8;
/** Points a worker gets at a time: few, so that none idles at the end. */
const BATCH = 4;

/** Whether this process is a worker of {@link runPoints}. */
export function isSweepThread(): boolean {
  return !isMainThread;
}

/** Runs points; what is left after a second is shared with worker threads that run the same bundle. */
export async function runPoints(
  points: readonly SweepPoint[],
  run: RunPoint,
  thread: ThreadStart,
): Promise<readonly SweepOutcome[]> {
  const outcomes: SweepOutcome[] = [];
  const now = thread.now ?? (() => performance.now());
  const started = now();
  const left = [...points];
  while (left.length > 0 && now() - started < WORTH_A_THREAD_MS) outcomes.push(await run(left.shift()!));
  const threads = Math.min(MAX_THREADS, availableParallelism() - 1, Math.ceil(left.length / BATCH));
  const workers = threads > 0 ? Array.from({ length: threads }, () => runWorker(thread, left, outcomes)) : [];
  // this thread works along; a worker that cannot start leaves its points to it
  while (left.length > 0) {
    outcomes.push(await run(left.shift()!));
    // lets the workers' answers in
    await new Promise((resolve) => setImmediate(resolve));
  }
  const unfinished = (await Promise.all(workers)).flat();
  for (const point of unfinished) outcomes.push(await run(point));
  return outcomes.sort((a, b) => a.index - b.index);
}

/** Feeds one worker from the shared list; resolves to the points that it took and did not finish. */
function runWorker(
  thread: ThreadStart,
  left: SweepPoint[],
  outcomes: SweepOutcome[],
): Promise<readonly SweepPoint[]> {
  return new Promise((resolve) => {
    let taken: readonly SweepPoint[] = [];
    const worker = new Worker(new URL(thread.moduleUrl), { workerData: thread.data });
    const feed = (): void => {
      taken = left.splice(0, BATCH);
      if (taken.length > 0) worker.postMessage(taken);
      else void worker.terminate();
    };
    worker.on("online", feed);
    worker.on("message", (done: readonly SweepOutcome[]) => {
      outcomes.push(...done);
      feed();
    });
    worker.on("error", () => resolve(taken));
    worker.on("exit", () => resolve(taken));
  });
}

/** The worker's side: answers each batch of points with its outcomes. */
export function serveSweepThread(run: RunPoint): void {
  parentPort?.on("message", (points: readonly SweepPoint[]) => {
    void (async () => {
      const outcomes: SweepOutcome[] = [];
      for (const point of points) outcomes.push(await run(point));
      parentPort?.postMessage(outcomes);
    })();
  });
}
