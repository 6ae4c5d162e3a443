import { describe, expect, it } from "@jest/globals";
import { runSimulation, type SimulatedSystem } from "../../src/simulate/run.js";
import { summarize } from "../../src/simulate/statistics.js";
import { exponential, seededRandom } from "../../src/domain/random.js";
import type { EnginePolicy, LoadRequest, StepTimes } from "../../src/simulate/types.js";

const TIMES: StepTimes = {
  mixedMs: (tokens, _isl, gen) => tokens * 0.05 + gen * 0.1 + 1,
  decodeMs: (gen) => 5 + gen * 0.1,
};
const POLICY: EnginePolicy = {
  maxBatch: 64,
  tokenBudget: 8192,
  chunkedPrefill: true,
  mixed: true,
  kvTokens: 1e6,
  requestOverheadMs: 0,
};
const pool = (policy: Partial<EnginePolicy> = {}, workers = 1) => ({
  workers,
  policy: { ...POLICY, ...policy },
  times: TIMES,
});
const agg = (policy: Partial<EnginePolicy> = {}, workers = 1): SimulatedSystem => ({
  mode: "agg",
  pool: pool(policy, workers),
});
const requests = (count: number, isl = 1000, osl = 11): LoadRequest[] =>
  Array.from({ length: count }, () => ({ isl, osl }));
const closed = (concurrency: number, list: LoadRequest[]) =>
  ({ kind: "closed", concurrency, requests: list }) as const;

describe("one request alone", () => {
  it("pays its prefill for the first token and one decode step for every other", () => {
    const { outcomes } = runSimulation(agg(), closed(1, requests(1)));

    expect(outcomes[0]).toMatchObject({ ttftMs: 51, latencyMs: 51 + 10 * 5.1 });
    expect(outcomes[0]!.tpotMs).toBeCloseTo(5.1, 9);
  });

  it.each([
    ["a fixed cost of the request", { requestOverheadMs: 40 }, 91],
    ["nothing for company that it does not have", { companyMs: 40 }, 51],
    ["one step a chunk", { tokenBudget: 250 }, 4 * (250 * 0.05 + 1)],
  ])("TTFT holds %s", (_rule, policy, ttftMs) => {
    expect(runSimulation(agg(policy), closed(1, requests(1))).outcomes[0]!.ttftMs).toBeCloseTo(ttftMs, 9);
  });
});

describe("a stall after prompts", () => {
  const stalled: SimulatedSystem = {
    mode: "agg",
    pool: { ...pool(), times: { ...TIMES, stallMs: (tokens) => tokens * 0.1 } },
  };
  const late: LoadRequest[] = [0, 60].map((arrivalMs) => ({ arrivalMs, isl: 1000, osl: 41 }));
  const open = (list: LoadRequest[]) => ({ kind: "open", requests: list }) as const;

  it("keeps answers waiting, not the first token of the prompt itself", () => {
    const [first, second] = runSimulation(stalled, open(late)).outcomes;
    const [free, other] = runSimulation(agg(), open(late)).outcomes;
    expect(second!.ttftMs).toBeCloseTo(other!.ttftMs, 6);
    // the one that answered and the one that came share it: nobody waits for his own prompt
    expect(first!.latencyMs - free!.latencyMs).toBeCloseTo(50, 6);
  });

  it("is nothing to a request alone", () => {
    const [alone] = runSimulation(stalled, closed(1, requests(1))).outcomes;
    const [free] = runSimulation(agg(), closed(1, requests(1))).outcomes;
    expect(alone).toEqual(free);
  });
});

describe("many requests", () => {
  it.each([
    [1, 0],
    [2, 0.5],
    [3, 1],
    [8, 1],
  ])("of which %d are in flight bear a share of %d of what company costs", (concurrency, share) => {
    const load = closed(concurrency, requests(40 * concurrency));
    const late = (companyMs: number): number => {
      const { outcomes } = runSimulation(agg({ companyMs }), load);
      return outcomes.slice(-concurrency).reduce((sum, { ttftMs }) => sum + ttftMs / concurrency, 0);
    };
    // beside other prompts that they meet
    expect(Math.abs(late(1000) - late(0) - 1000 * share)).toBeLessThan(150);
  });

  it.each([
    ["mixed", agg()],
    ["prompts first", agg({ mixed: false })],
    ["whole prompts", agg({ chunkedPrefill: false })],
    ["two workers", agg({}, 2)],
    ["little memory", agg({ kvTokens: 3000 })],
    [
      "disaggregated",
      {
        mode: "disagg",
        prefill: pool({ maxBatch: 1 }, 2),
        decode: pool(),
        transferMs: (isl) => isl * 0.01,
      } as SimulatedSystem,
    ],
  ])("%s: every request ends once and Little's law holds", (_name, system) => {
    const concurrency = 16;
    const run = runSimulation(system, closed(concurrency, requests(400)));
    const { requestLatencyMs } = summarize(run, {}, { warmup: 0, kind: "closed" });

    expect(run.outcomes).toHaveLength(400);
    const inFlight = (requestLatencyMs.mean * 400) / run.endMs;
    expect(inFlight).toBeLessThanOrEqual(concurrency + 1e-6);
    expect(inFlight).toBeGreaterThan(concurrency * 0.93);
  });

  it("a prompt larger than the budget without chunking still runs", () => {
    expect(
      runSimulation(agg({ chunkedPrefill: false, tokenBudget: 500 }), closed(4, requests(8))).outcomes,
    ).toHaveLength(8);
  });

  it("queueing grows with the load: TTFT at p99 is above the median", () => {
    const { ttftMs } = summarize(
      runSimulation(
        agg(),
        closed(
          48,
          requests(500).map((request, i) => ({ ...request, osl: 5 + ((i * 7) % 23) })),
        ),
      ),
      {},
      { warmup: 50, kind: "closed" },
    );

    expect(ttftMs.p99).toBeGreaterThan(ttftMs.p50);
    expect(ttftMs.p50).toBeGreaterThan(51);
  });

  it("an open loop is the same for the same seed and differs for another", () => {
    const poisson = (seed: number): LoadRequest[] => {
      const random = seededRandom(seed);
      let arrivalMs = 0;
      return requests(200).map((request) => ({
        ...request,
        arrivalMs: (arrivalMs += exponential(random, 0.01)),
      }));
    };
    const run = (seed: number) =>
      summarize(
        runSimulation(agg({}, 2), { kind: "open", requests: poisson(seed) }),
        { ttftMs: 120 },
        { warmup: 20, kind: "open" },
      );

    expect(run(7)).toEqual(run(7));
    expect(run(7)).not.toEqual(run(8));
    expect(run(7).goodputPerSec).toBeLessThanOrEqual(run(7).requestsPerSec);
  });
});
