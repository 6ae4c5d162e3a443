import { describe, expect, it } from "@jest/globals";
import {
  COMPANY_PART,
  CONTEXT_PART,
  correctedTpot,
  correctedTtft,
  queueMs,
  togetherMs,
  tpotParts,
  ttftParts,
} from "../../../src/perf/profile/load-parts.js";
import { alongLoads, LOADS } from "../../../src/perf/profile/replica-physics.js";
import { physicsOf } from "../../support/replica-physics.js";

const COSTS = { fixedMs: 49, companyMs: 30 };
const REQUESTS = [...LOADS, 4096];
const sum = (parts: Float64Array): number => parts.reduce((a, b) => a + b, 0);

describe("prompts queue without bound", () => {
  it.each(REQUESTS)(
    "%d requests obey Little's law, and a prompt waits for those it meets at the lane",
    (requests) => {
      const [service, phase] = [50, 2000];
      const queued = queueMs(service, phase, requests);
      const throughput = requests / (queued + phase);
      const atLane = throughput * queued;
      // an arrival sees what the others have at the lane: S · (1 + (N − 1) / N of the mean number there)
      expect(queued / (service * (1 + (atLane * (requests - 1)) / requests))).toBeCloseTo(1, 9);
      expect(throughput * service).toBeLessThan(1);
    },
  );

  it("a lone request waits for nobody", () => expect(queueMs(50, 1000, 1)).toBeCloseTo(50, 6));

  it("saturated it grows by one service a request, with no cap", () => {
    expect(queueMs(50, 1000, 4001) - queueMs(50, 1000, 4000)).toBeCloseTo(50, 1);
    expect(queueMs(50, 1000, 1e6) / 1e6).toBeCloseTo(50, 1);
  });

  it("those that come together wait for a quarter of the others", () => {
    const own = { prefillMs: 40, sharedPrefillMs: 40 };
    expect(togetherMs(own, 1)).toBe(0);
    expect(togetherMs(own, 101)).toBe(1000);
  });

  it("and for less where prompts share steps", () => {
    expect(togetherMs({ prefillMs: 40, sharedPrefillMs: 20 }, 101)).toBe(700);
  });
});

describe("the parts of TTFT", () => {
  it("of a lone request are its fixed cost and its prefill, nothing else", () => {
    expect(Array.from(ttftParts(physicsOf(), COSTS, 1))).toEqual([49, 60, 0, 0, 0, 0, 0, 0]);
  });

  it.each([
    [1, 0],
    [2, 15],
    [3, 30],
    [200, 30],
  ])("of %d requests cost %d ms by their company", (requests, companyMs) => {
    expect(ttftParts(physicsOf(), COSTS, requests)[COMPANY_PART]).toBeCloseTo(companyMs, 9);
  });

  it("never fall with the load, one by one", () => {
    for (let i = 1; i < REQUESTS.length; i++) {
      const before = ttftParts(physicsOf(), COSTS, REQUESTS[i - 1]!);
      ttftParts(physicsOf(), COSTS, REQUESTS[i]!).forEach((part, k) =>
        expect(part).toBeGreaterThanOrEqual(before[k]! - 1e-9),
      );
    }
  });

  it("are shared by lanes", () => {
    const many = physicsOf({ prefillLanes: 8, ranks: 8 });
    expect(sum(ttftParts(many, COSTS, 32))).toBeCloseTo(sum(ttftParts(physicsOf(), COSTS, 32)), 9);
  });
});

describe("the parts of TPOT", () => {
  it("are the step of the whole batch, the host and the prompts of others", () => {
    const parts = tpotParts(physicsOf(), 0.5, 16);
    expect(sum(parts)).toBeCloseTo(8.96 + 0.5 + (0.85 * 60 * 15) / 1023, 9);
  });

  it("hold what contexts cost apart from steps with short ones, which no length changes", () => {
    const short = physicsOf();
    const long = physicsOf({
      isl: 8192,
      decodeMs: short.decodeMs.map((ms, i) => ms + 3 * short.contextMs[i]!),
      contextMs: short.contextMs.map((ms) => 4 * ms),
    });
    const [before, after] = [short, long].map((physics) => tpotParts(physics, 0.5, 40));
    before!.forEach((part, k) => {
      if (k === CONTEXT_PART) expect(after![k]).toBeCloseTo(4 * part, 9);
      else expect(after![k]).toBeCloseTo(part, 9);
    });
  });

  it("know no prompts of others in disaggregated serving", () => {
    expect(sum(tpotParts(physicsOf({ mode: "disagg" }), 0.5, 16))).toBeCloseTo(9.46, 9);
  });

  it("of steps are shared by the tokens of a step", () => {
    const drafted = physicsOf({ mode: "disagg", tokensPerStep: 2 });
    expect(sum(tpotParts(drafted, 0.5, 16))).toBeCloseTo(4.73, 9);
  });
});

describe("the corrected figures of a rank", () => {
  const factors = Float64Array.from({ length: 8 }, (_, part) => Math.exp(Math.sin(part) / 2));
  const timesFactors = (parts: Float64Array): number =>
    parts.reduce((all, part, i) => all + part * factors[i]!, 0);
  const falling = physicsOf({ contextMs: LOADS.map((batch) => 0.07 * batch) });
  it.each([
    ["aggregated", physicsOf()],
    [
      "disaggregated, with drafts",
      physicsOf({ mode: "disagg", tokensPerStep: 2, prefillLanes: 3, ranks: 4 }),
    ],
    ["whose contexts cost more than its steps", falling],
  ])("%s: are the sums of its parts times their factors, to the last bit", (_, physics) => {
    const tpotMs = correctedTpot(physics, 0.5, factors);
    for (const batch of [0.3, 1, 1.5, 2, 4, 5, 16, 17.3, 64, 100, 256, 300, 1024, 5000]) {
      expect(tpotMs(batch)).toBe(timesFactors(tpotParts(physics, 0.5, batch)));
      expect(correctedTtft(physics, COSTS, batch, factors)).toBe(
        timesFactors(ttftParts(physics, COSTS, batch)),
      );
    }
  });
});

describe("a curve over loads", () => {
  it("is straight between priced loads and goes on beyond the last", () => {
    const { decodeMs } = physicsOf();
    for (const load of [1, 3, 100, 1024, 5000])
      expect(alongLoads(decodeMs, load)).toBeCloseTo(8 + 0.06 * load, 9);
  });
});
