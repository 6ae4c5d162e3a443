import { describe, expect, it } from "@jest/globals";
import type { SimulatedSystem } from "../../src/simulate/run.js";
import { laterTtftMs, startTtfts, startWithin, withStart } from "../../src/simulate/start.js";
import { distribution, meanOf, type SimulationResult } from "../../src/simulate/statistics.js";
import type { EnginePolicy, RequestOutcome, StepTimes } from "../../src/simulate/types.js";

const policy: EnginePolicy = {
  maxBatch: 64,
  tokenBudget: 8192,
  chunkedPrefill: true,
  mixed: true,
  kvTokens: 1e6,
  requestOverheadMs: 10,
};
/** A tenth of a millisecond a prompt token; answers are free. */
const times: StepTimes = { mixedMs: (tokens) => tokens / 10, decodeMs: () => 1 };

const system = (workers: number): SimulatedSystem => ({ mode: "agg", pool: { workers, policy, times } });
const outcome = (ttftMs: number, arrivalMs = 0): RequestOutcome => ({
  ...{ arrivalMs, ttftMs, osl: 100 },
  tpotMs: 10,
  latencyMs: ttftMs + 990,
});

describe("requests that come at once", () => {
  it.each([
    ["one worker computes its prompts one after another", 1, [0, 0, 0, 0], [110, 210, 310, 410]],
    ["two workers share them", 2, [0, 0, 0, 0], [60, 110, 160, 210]],
    ["a schedule that waits longer is believed", 1, [500, 600, 40, 90], [110, 210, 500, 600]],
  ])("%s", (_, workers, ttfts, expected) => {
    const outcomes = [...ttfts.map((ms) => outcome(ms)), outcome(1, 5000)];
    expect(startTtfts(system(workers), outcomes, { concurrency: 4, isl: 1000 })).toEqual(expected);
  });

  it("wait no longer than the mean of all rounds allows, and as they do where it allows more", () => {
    const start = [100, 200, 300];
    expect(startWithin(start, 50, 1000)).toBe(start);
    // 0.9 · 50 + 0.1 · 100 = 55
    const within = startWithin(start, 50, 55);
    expect(meanOf(within)).toBeCloseTo(100, 9);
    expect(laterTtftMs(within, 55)).toBeCloseTo(50, 9);
  });
});

describe("a benchmark of ten rounds", () => {
  const kept = Array.from({ length: 90 }, () => outcome(50));
  const later: SimulationResult = {
    ...{ requests: 90, requestsPerSec: 10, outputTokensPerSec: 1000, goodputPerSec: 10, meanInFlight: 10.4 },
    ttftMs: distribution(kept.map(({ ttftMs }) => ttftMs)),
    tpotMs: distribution([10]),
    itlMs: distribution([10]),
    requestLatencyMs: distribution(kept.map(({ latencyMs }) => latencyMs)),
  };
  const start = [100, 300, 500, 700, 900];
  const whole = withStart(later, kept, start, { ttftMs: 300 });

  it("has the usual median, the start in its far percentiles, and the mean of both", () => {
    expect(whole.ttftMs.p50).toBe(50);
    expect(whole.ttftMs.p99).toBeGreaterThan(600);
    expect(whole.ttftMs.mean).toBeCloseTo(0.9 * 50 + 0.1 * 500, 0);
    expect(laterTtftMs(start, whole.ttftMs.mean)).toBeCloseTo(50, 0);
  });

  it("serves fewer a second as its requests take longer, and TPOT is the usual one", () => {
    const slower = whole.requestLatencyMs.mean / later.requestLatencyMs.mean;
    expect(slower).toBeGreaterThan(1.04);
    expect(whole.requestsPerSec).toBeCloseTo(10 / slower, 9);
    expect(whole.outputTokensPerSec / whole.requestsPerSec).toBeCloseTo(100, 9);
    expect(whole.tpotMs).toBe(later.tpotMs);
  });

  it("counts prompts of the start that break a limit", () => {
    expect(whole.goodputPerSec).toBeLessThan(whole.requestsPerSec);
    expect(whole.goodputPerSec / whole.requestsPerSec).toBeGreaterThan(0.9);
  });
});
