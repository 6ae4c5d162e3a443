import { monotonicMs } from "../../monotonic.js";
import type { Predictor, WorkerModel } from "../../perf/types.js";

/** Work shorter than this shows nothing, in milliseconds. */
const QUIET_MS = 1000;
/** Time between two looks at the terminal, in milliseconds. */
const EVERY_MS = 200;

/** Where progress is shown; the process's own stderr but for tests. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/**
 * Runs a search over a predictor that counts the points it prices, and shows the count on a terminal from the first second
 * on. A search is one long piece of work between whose parts no timer runs, so the count is written where it is made.
 */
export async function withProgress<T>(
  predictor: Predictor,
  search: (counting: Predictor) => Promise<T>,
  stream: ProgressStream = process.stderr,
  now: () => number = monotonicMs,
): Promise<T> {
  if (stream.isTTY !== true) return search(predictor);
  const started = now();
  let next = started + QUIET_MS;
  let points = 0;
  const seen = { shown: false };
  const count = (): void => {
    points++;
    if (points % 16 !== 0) return;
    const at = now();
    if (at < next) return;
    next = at + EVERY_MS;
    seen.shown = true;
    stream.write(`\rsearching: ${points} points, ${((at - started) / 1000).toFixed(0)} s\u001b[K`);
  };
  try {
    return await search({
      ...predictor,
      workers: async (...asked) =>
        (await predictor.workers(...asked)).map((worker) =>
          worker instanceof Error ? worker : counting(worker, count),
        ),
    });
  } finally {
    if (seen.shown) stream.write("\r\u001b[K");
  }
}

/** The same worker; `count` is called with each point. */
function counting(worker: WorkerModel, count: () => void): WorkerModel {
  return {
    ...worker,
    agg(...point) {
      count();
      return worker.agg(...point);
    },
    context(...point) {
      count();
      return worker.context(...point);
    },
    generation(...point) {
      count();
      return worker.generation(...point);
    },
  };
}
