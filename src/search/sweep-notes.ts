import { errorMessage, UserError } from "../domain/errors.js";
import type { MemoryVerdict } from "../domain/prediction.js";
import { MissingDataError } from "../perf/types.js";

/** What a sweep met on its way, to say why an experiment is empty (`spec/search.md` 5.6). */
export class SweepNotes {
  private built = 0;
  private pricedWorkers = 0;
  private oom = false;
  private kvOom = false;
  private firstMissing: Error | undefined;
  private lastRefused: Error | undefined;

  /** A parallel choice that the model, the engine or the data cannot have. */
  refused(error: Error): void {
    if (error instanceof MissingDataError) this.missingData(error);
    else this.lastRefused = error;
  }

  workerBuilt(): void {
    this.built++;
  }

  /** At least one point of a worker was priced. */
  priced(): void {
    this.pricedWorkers++;
  }

  missingData(error: Error): void {
    this.firstMissing ??= error;
  }

  outOfMemory(verdict: Exclude<MemoryVerdict, "fits">): void {
    if (verdict === "oom") this.oom = true;
    else this.kvOom = true;
  }

  /** Why nothing could be priced, as one line that says what to do; undefined when something was. */
  failure(task: {
    readonly model: string;
    readonly where: string;
    readonly totalGpus: number;
  }): UserError | undefined {
    if (this.pricedWorkers > 0) return undefined;
    const what = `${task.model} on ${task.where}`;
    if (this.built > 0 && this.kvOom) {
      return new UserError(
        "kv-memory",
        `${what}: the weights fit, the KV cache of a single request does not; give more GPUs (${task.totalGpus} now), shorter lengths or a smaller KV format`,
      );
    }
    if (this.built > 0 && this.oom) {
      return new UserError(
        "memory",
        `${what}: weights and activations do not fit with any layout of up to ${task.totalGpus} GPUs; give more GPUs, a smaller checkpoint or shorter lengths`,
      );
    }
    const cause = this.firstMissing ?? this.lastRefused;
    if (cause === undefined) {
      return new UserError(
        "infeasible",
        `${what}: no parallel layout is left; widen the size lists or give more GPUs (${task.totalGpus} now)`,
      );
    }
    if (cause instanceof UserError) return cause;
    return new UserError(
      cause === this.firstMissing ? "data" : "infeasible",
      `${what}: no layout can be predicted: ${errorMessage(cause)}`,
      { cause },
    );
  }
}
