import { describe, expect, it } from "@jest/globals";
import { anchor, equalParts, shareOf } from "../../src/simulate/anchor.js";
import { closedLoad } from "../../src/simulate/loads.js";
import type { OpenedSystem } from "../../src/simulate/open-system.js";
import { simulate } from "../../src/simulate/simulate.js";
import { UNSCALED, type StepScale } from "../../src/simulate/step-times.js";

const POLICY = {
  ...{ maxBatch: 256, tokenBudget: 8192, chunkedPrefill: true, mixed: true, kvTokens: 1e7 },
  ...{ stepOverheadMs: 0, tokensPerStep: 1 },
};
/** Workers whose prompts take 0.05 ms a token and whose answers take 8 ms a step and a little for each other one. */
const system = (workers: number): OpenedSystem => ({
  workers: {},
  at: ({ prefill, decode, requestMs }: StepScale = UNSCALED) => ({
    mode: "agg",
    pool: {
      workers,
      policy: { ...POLICY, requestOverheadMs: Math.max(0, 110 + requestMs) },
      times: {
        mixedMs: (tokens, _isl, gen) => prefill * (5 + 0.05 * tokens) + decode * gen * 0.05,
        decodeMs: (gen) => decode * (8 + gen * 0.05),
      },
    },
  }),
});
const LOAD = { concurrency: 32, isl: 1000, osl: 100 };
const meansAt = (opened: OpenedSystem, scale: StepScale): { ttftMs: number; tpotMs: number } => {
  const load = closedLoad(LOAD.concurrency, { requests: 320, isl: LOAD.isl, osl: LOAD.osl });
  const { ttftMs, tpotMs } = simulate(opened.at(scale), load, {});
  return { ttftMs: ttftMs.mean, tpotMs: tpotMs.mean };
};

describe("step times scaled to expected means", () => {
  it.each([
    ["slower prompts and answers", 1, { ttftMs: 700, tpotMs: 25 }],
    ["faster answers", 1, { ttftMs: 400, tpotMs: 10 }],
    ["on four workers", 4, { ttftMs: 300, tpotMs: 14 }],
    ["a first token sooner than the fixed cost of a request", 4, { ttftMs: 100, tpotMs: 9 }],
  ])("%s: the closed loop has them", (_name, workers, expected) => {
    const opened = system(workers);
    const means = meansAt(opened, anchor(opened, LOAD, expected));
    expect(Math.abs(means.ttftMs / expected.ttftMs - 1)).toBeLessThan(0.08);
    expect(Math.abs(means.tpotMs / expected.tpotMs - 1)).toBeLessThan(0.05);
  });

  it("only what no believable prefill explains moves the fixed cost of a request", () => {
    expect(anchor(system(1), LOAD, { ttftMs: 700, tpotMs: 25 }).requestMs).toBe(0);
    expect(anchor(system(4), LOAD, { ttftMs: 100, tpotMs: 9 }).requestMs).toBeLessThan(0);
  });
});

describe("equal parts of a system", () => {
  it.each([
    [8, 256, 8],
    [8, 12, 4],
    [8, 7, 1],
    [1, 64, 1],
  ])("%d workers with %d requests fall into %d", (workers, concurrency, parts) => {
    expect(equalParts(system(workers).at(), concurrency)).toBe(parts);
  });

  it("a part with its share has the means of the whole", () => {
    const whole = system(4).at();
    const run = (one: typeof whole, concurrency: number): number =>
      simulate(one, closedLoad(concurrency, { requests: 10 * concurrency, isl: 1000, osl: 100 }), {})
        .requestLatencyMs.mean;
    expect(run(shareOf(whole, 4), 8) / run(whole, 32)).toBeCloseTo(1, 1);
  });
});
