import { describe, expect, it } from "@jest/globals";
import { prefillTimes } from "../../../src/perf/profile/replica-physics.js";
import { MissingDataError, type WorkerModel } from "../../../src/perf/types.js";

/** A prompt costs a millisecond a token, and 7 % more from one token beyond `edge` on. */
const worker = (edge: number): WorkerModel =>
  ({
    contextStepMs: (_: number, tokens: number) => tokens * (tokens > edge ? 1.07 : 1),
    roofline: { contextStepMs: (_: number, tokens: number) => tokens / 2 },
  }) as unknown as WorkerModel;
const priceOf = (isl: number, { edge = 2304, prefix = 0 } = {}): number =>
  prefillTimes(worker(edge), { isl, osl: 100, prefix }).prefillMs;

describe("the price of a prompt alone", () => {
  it.each([1, 2, 64, 1024, 2048, 8192])(
    "is that of its own length where that is a power of two: %i",
    (isl) => {
      expect(priceOf(isl)).toBe(isl * (isl > 2304 ? 1.07 : 1));
    },
  );

  it.each([1, 3, 7, 100, 777, 1000, 5000])(
    "is the operators' own where those grow by the token: %i",
    (isl) => {
      expect(priceOf(isl, { edge: Infinity })).toBeCloseTo(isl, 9);
    },
  );

  it("does not leap at a tile's edge, and never falls", () => {
    for (let isl = 2000; isl < 2700; isl++) {
      const more = priceOf(isl + 1) / priceOf(isl);
      expect(more).toBeGreaterThan(1);
      expect(more).toBeLessThan(1.002);
    }
  });

  it("counts no tokens that are cached, and its floor is that of its own length", () => {
    expect(priceOf(3000, { prefix: 1976 })).toBe(1024);
    expect(prefillTimes(worker(2304), { isl: 1500, osl: 1, prefix: 0 }).prefillFloorMs).toBe(750);
  });
});

describe("a prompt's part of a step that several share", () => {
  /** every step costs as much as 500 tokens before its first one */
  const stepped = {
    contextStepMs: (prompts: number, tokens: number) => 500 + prompts * tokens,
    roofline: { contextStepMs: () => 0 },
  } as unknown as WorkerModel;
  const shared = (isl: number, prefix = 0, model = stepped): number =>
    prefillTimes(model, { isl, osl: 100, prefix }).sharedPrefillMs;

  it.each([
    [1024, 8],
    [2048, 4],
    [4096, 2],
    [16, 32],
  ])("of %i tokens, %i to the step, bears as much less of what a step costs", (isl, prompts) => {
    expect(shared(isl)).toBeCloseTo(isl + 500 / prompts, 9);
  });

  it("is the prompt alone where no second one has room, or where no such step was measured", () => {
    expect(shared(9000)).toBe(prefillTimes(stepped, { isl: 9000, osl: 1, prefix: 0 }).prefillMs);
    const alone = {
      ...stepped,
      contextStepMs(prompts: number, tokens: number) {
        if (prompts > 1) throw new MissingDataError("no such batch");
        return tokens;
      },
    } as unknown as WorkerModel;
    expect(shared(1024, 0, alone)).toBe(1024);
  });

  it("counts no tokens that are cached, never exceeds the prompt alone, and never leaps", () => {
    expect(shared(3072, 2048)).toBe(shared(1024));
    for (let isl = 100; isl < 9000; isl += 7) {
      expect(shared(isl)).toBeLessThanOrEqual(
        prefillTimes(stepped, { isl, osl: 1, prefix: 0 }).prefillMs + 1e-9,
      );
      expect(shared(isl + 1) / shared(isl)).toBeLessThan(1.02);
      expect(shared(isl + 1)).toBeGreaterThanOrEqual(shared(isl));
    }
  });
});
