import { monotonicMs } from "../../monotonic.js";
import type { Predictor, WorkerModel } from "../../perf/types.js";

/** A program younger than this shows nothing, in milliseconds: whoever waits longer is told within the second. */
const QUIET_MS = 900;
/** Time between two looks at the terminal, in milliseconds. */
const EVERY_MS = 200;

/** Where progress is shown; the process's own stderr but for tests. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** The surroundings of {@link withProgress}, replaced in tests. */
export interface ProgressEdges {
  readonly stream?: ProgressStream;
  readonly now?: () => number;
  /** age of the program when the search begins, in milliseconds */
  readonly ageMs?: number;
}

/** The same predictor; what it is asked for is counted. */
export type Counted = (predictor: Predictor) => Predictor;

/**
 * Runs a search whose predictors (`counted`) count the points that they price, and shows the count on a terminal before the
 * program is a second old. A search is one long piece of work between whose parts no timer runs, so the count is written
 * where it is made: after each table that was opened and each few points.
 */
export async function withProgress<T>(
  search: (counted: Counted) => Promise<T>,
  { stream = process.stderr, now = monotonicMs, ageMs = process.uptime() * 1000 }: ProgressEdges = {},
): Promise<T> {
  if (stream.isTTY !== true) return search((predictor) => predictor);
  const started = now() - ageMs;
  let next = started + QUIET_MS;
  let points = 0;
  const seen = { shown: false };
  const look = (): void => {
    const at = now();
    if (at < next) return;
    next = at + EVERY_MS;
    seen.shown = true;
    stream.write(`\rsearching: ${points} points, ${((at - started) / 1000).toFixed(0)} s\u001b[K`);
  };
  const count = (): void => {
    points++;
    if (points % 16 === 0) look();
  };
  try {
    return await search((predictor) => ({
      ...predictor,
      workers: async (...asked) => {
        const workers = await predictor.workers(...asked);
        look();
        return workers.map((worker) => (worker instanceof Error ? worker : counting(worker, count)));
      },
    }));
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
