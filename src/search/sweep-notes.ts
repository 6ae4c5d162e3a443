import { errorMessage, UserError } from "../domain/errors.js";
import type { MemoryVerdict } from "../domain/prediction.js";
import { noMeasurements } from "../perf/no-data.js";
import { MissingDataError } from "../perf/types.js";
import { type DatabaseMode } from "../domain/data-policy.js";

/** What a sweep met on its way, to say why an experiment is empty (`docs/method/search.md` 5.6). */
export class SweepNotes {
  /** GPUs of the largest worker that could be built */
  private largest = 0;
  private pricedWorkers = 0;
  private oom = false;
  private kvOom = false;
  /** of a choice that could not even be built */
  private unbuilt: Error | undefined;
  /** of a point that fits the memory, so that its size is no reason */
  private unmeasured: Error | undefined;
  private lastRefused: Error | undefined;

  /** A parallel choice that the model, the engine or the data cannot have. */
  refused(error: Error): void {
    if (error instanceof MissingDataError) this.unbuilt ??= error;
    else this.lastRefused = error;
  }

  workerBuilt(gpus: number): void {
    this.largest = Math.max(this.largest, gpus);
  }

  /** At least one point of a worker was priced. */
  priced(): void {
    this.pricedWorkers++;
  }

  /** A point that fits the memory and has no data. */
  missingData(error: Error): void {
    this.unmeasured ??= error;
  }

  outOfMemory(verdict: Exclude<MemoryVerdict, "fits">): void {
    if (verdict === "oom") this.oom = true;
    else this.kvOom = true;
  }

  /** What brings a larger worker: lists of sizes may end below the budget. */
  private moreGpus(totalGpus: number): string {
    return totalGpus === 0 || this.largest * 2 <= totalGpus
      ? `allow workers of more than ${this.largest} GPUs`
      : `give more GPUs (${totalGpus} now)`;
  }

  /**
   * Why nothing could be priced, as one line that says what to do; undefined when something was. The first cause is named:
   * larger batches run out of memory everywhere, so memory is the reason only where no point that fits lacked data.
   */
  failure(task: {
    readonly model: string;
    readonly where: string;
    readonly totalGpus: number;
    readonly databaseMode: DatabaseMode | undefined;
  }): UserError | undefined {
    if (this.pricedWorkers > 0) return undefined;
    const what = `${task.model} on ${task.where}`;
    const noData = (cause: Error): UserError =>
      new UserError("data", `${what}: ${noMeasurements(cause, task.databaseMode)}`, { cause });
    if (this.unmeasured !== undefined) return noData(this.unmeasured);
    if (this.largest > 0 && this.kvOom) {
      return new UserError(
        "kv-memory",
        `${what}: the weights fit, the KV cache of a single request does not; ${this.moreGpus(task.totalGpus)}, shorter lengths or a smaller KV format`,
      );
    }
    if (this.largest > 0 && this.oom) {
      return new UserError(
        "memory",
        `${what}: weights and activations do not fit with any layout of up to ${this.largest} GPUs; ${this.moreGpus(task.totalGpus)}, a smaller checkpoint or shorter lengths`,
      );
    }
    if (this.unbuilt !== undefined) return noData(this.unbuilt);
    const cause = this.lastRefused;
    if (cause === undefined) {
      return new UserError(
        "infeasible",
        `${what}: no parallel layout is left; widen the size lists or give more GPUs (${task.totalGpus} now)`,
      );
    }
    if (cause instanceof UserError) return cause;
    return new UserError("infeasible", `${what}: no layout can be predicted: ${errorMessage(cause)}`, {
      cause,
    });
  }
}
