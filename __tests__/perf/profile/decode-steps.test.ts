import { describe, expect, it } from "@jest/globals";
import { decodeSteps, LOADS } from "../../../src/perf/profile/replica-physics.js";
import { MissingDataError, type WorkerModel } from "../../../src/perf/types.js";

// Only what is asked for: a decode step by its batch, whatever the context.
const worker = (stepMs: (batch: number) => number): WorkerModel =>
  ({ decodeStepMs: stepMs, roofline: { decodeStepMs: stepMs } }) as unknown as WorkerModel;
const LENGTHS = { isl: 1000, osl: 100, prefix: 0 };
const at = (batch: number, stepMs: (batch: number) => number): number =>
  decodeSteps(worker(stepMs), LENGTHS).decodeMs[LOADS.indexOf(batch)]!;

describe("decode steps along the load", () => {
  const bump = (batch: number): number => (batch === 16 ? 89 : 10 + batch / 2);

  it.each([
    [8, 14, "keeps what rises"],
    [16, 26, "is no slower than one of more requests"],
    [32, 26, "is not slowed by a batch below it"],
    [64, 42, "keeps what rises"],
  ])("a step of %i takes %f ms: it %s", (batch, expected) => {
    expect(at(batch, bump)).toBeCloseTo(expected, 9);
  });

  it("of a batch that nothing was measured for goes on as before", () => {
    const ends = (batch: number): number => {
      if (batch > 64) throw new MissingDataError("not measured");
      return batch;
    };
    expect([64, 128, 256].map((batch) => at(batch, ends))).toEqual([64, 128, 256]);
  });

  it("of one request that nothing was measured for is a miss", () => {
    const missing = (): number => {
      throw new MissingDataError("not measured");
    };
    expect(() => decodeSteps(worker(missing), LENGTHS)).toThrow(MissingDataError);
  });
});
