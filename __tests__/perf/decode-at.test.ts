import { describe, expect, it } from "@jest/globals";
import { decodeAt, decodeRow } from "../../src/perf/disagg.js";
import { MissingDataError, type WorkerModel } from "../../src/perf/types.js";

const LENGTHS = { isl: 1000, osl: 101, prefix: 0 };

/** A worker that counts how often a whole answer is priced, with data up to a batch. */
function workerOf(most: number): { readonly model: WorkerModel; readonly priced: () => number } {
  let count = 0;
  const stepMs = (batch: number): number => {
    if (batch > most) throw new MissingDataError("nothing was measured");
    return 5 + batch / 10;
  };
  const model = {
    parallelism: { tp: 2, pp: 1, dp: 4, moeTp: 1, moeEp: 1 },
    gpus: 8,
    decodeStepMs: stepMs,
    generation(batchSize: number) {
      count++;
      const generationMs = 100 * stepMs(batchSize);
      return { batchSize, contextMs: 0, generationMs, tpotMs: 0, seqPerSec: 0, memory: { total: 0 } };
    },
  } as unknown as WorkerModel;
  return { model, priced: () => count };
}

describe("a decode worker at a batch", () => {
  it("is priced once, when somebody looks at its figures, as a row of its own is", () => {
    const { model, priced } = workerOf(64);
    const worker = decodeAt(model, 16, { lengths: LENGTHS }, undefined);
    expect(priced()).toBe(0);
    const { batchSize, globalBatchSize, gpus, key } = worker;
    expect(worker.row()).toMatchObject({ batchSize, globalBatchSize, gpus, key });
    expect(worker.row()).toBe(worker.row());
    expect(priced()).toBe(1);
    expect(worker.row()).toEqual(decodeRow(model, 16, { lengths: LENGTHS }, undefined));
    expect(worker.row().row()).toBe(worker.row());
  });

  it("is refused at once where its step has no data", () => {
    const { model } = workerOf(64);
    expect(() => decodeAt(model, 65, { lengths: LENGTHS }, undefined)).toThrow(MissingDataError);
  });
});
