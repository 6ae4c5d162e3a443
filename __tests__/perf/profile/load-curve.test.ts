import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { loadCurve } from "../../../src/perf/profile/load-curve.js";
import { TPOT_PARTS, TTFT_PARTS } from "../../../src/perf/profile/load-parts.js";
import { LOADS, type ReplicaPhysics } from "../../../src/perf/profile/replica-physics.js";
import { physicsOf } from "../../support/replica-physics.js";

// Whatever a fit or a local measurement says, a figure stays within physics: these hold for any corrections at all.

const gain = (size: number): fc.Arbitrary<Float64Array> =>
  fc
    .array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: size, maxLength: size })
    .map((values) => Float64Array.from(values));

const physics = fc
  .record({
    mode: fc.constantFrom("agg" as const, "disagg" as const),
    first: fc.double({ min: 0.5, max: 60, noNaN: true }),
    slope: fc.double({ min: 0, max: 2, noNaN: true }),
    prefillMs: fc.double({ min: 1, max: 3000, noNaN: true }),
    sharing: fc.double({ min: 0.05, max: 1, noNaN: true }),
    prefillLanes: fc.integer({ min: 1, max: 32 }),
    ranks: fc.integer({ min: 1, max: 32 }),
    osl: fc.integer({ min: 1, max: 8192 }),
    tokensPerStep: fc.double({ min: 1, max: 4, noNaN: true }),
  })
  .map(({ first, slope, sharing, ...rest }) =>
    physicsOf({
      ...rest,
      sharedPrefillMs: sharing * rest.prefillMs,
      decodeMs: LOADS.map((b) => first + slope * b),
    }),
  );

const shift = fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 4, maxLength: 4 });

const COSTS = { fixedMs: { vllm: 10 }, companyMs: { vllm: 30 }, stepMs: 0.5 };

interface Case {
  readonly replica: ReplicaPhysics;
  readonly curve: ReturnType<typeof loadCurve>;
}

const cases: fc.Arbitrary<Case> = fc
  .tuple(physics, gain(TTFT_PARTS), gain(TPOT_PARTS), shift)
  .map(([replica, ttft, tpot, waves]) => ({
    replica,
    curve: loadCurve(COSTS, replica, { ttft, tpot }, (concurrency) => ({
      ttft: waves[Math.floor(Math.log2(concurrency)) % 4]!,
      tpot: waves[Math.floor(concurrency) % 4]!,
    })),
  }));

const LOADS_ASKED = [1, 2, 3, 14, 15, 16, 17, 33, 64, 130, 400, 1024, 3000];

function figuresAt(
  { replica, curve }: Case,
  concurrency: number,
): { ttftMs: number; tpotMs: number; rate: number } {
  const { ttftMs, tpotMs } = curve.at(concurrency);
  return { ttftMs, tpotMs, rate: (1000 * concurrency) / (ttftMs + tpotMs * (replica.osl - 1)) };
}

describe("physics holds whatever is corrected", () => {
  it("a figure does not depend on the loads that were asked for before it", () =>
    fc.assert(
      fc.property(physics, gain(TTFT_PARTS), gain(TPOT_PARTS), (replica, ttft, tpot) => {
        const curve = (): ReturnType<typeof loadCurve> => loadCurve(COSTS, replica, { ttft, tpot });
        const loads = [...LOADS_ASKED, 2 ** 24].map((load) => load * replica.ranks);
        const [rising, falling] = [curve(), curve()];
        for (const load of loads) rising.at(load);
        for (const load of loads.toReversed()) {
          const alone = curve().at(load);
          expect(rising.at(load)).toEqual(alone);
          expect(falling.at(load)).toEqual(alone);
        }
      }),
    ));

  it("a lone request's TTFT is its fixed cost and its own prompt, whatever waits and company are corrected by", () =>
    fc.assert(
      fc.property(physics, gain(TTFT_PARTS), gain(TPOT_PARTS), (replica, ttft, tpot) => {
        const alone = { ...replica, ranks: 1, prefillLanes: 1 };
        const [fixed = 0, prompt = 0] = ttft;
        const { ttftMs } = loadCurve(COSTS, alone, { ttft, tpot }).at(1);
        const ownMs = 10 * Math.exp(fixed) + alone.prefillMs * Math.exp(prompt);
        expect(ttftMs).toBeLessThanOrEqual(Math.max(ownMs, alone.prefillMs) * (1 + 1e-9));
      }),
    ));

  it("TTFT, TPOT and throughput never fall with the load", () =>
    fc.assert(
      fc.property(cases, (one) => {
        for (let i = 1; i < LOADS_ASKED.length; i++) {
          const before = figuresAt(one, LOADS_ASKED[i - 1]!);
          const after = figuresAt(one, LOADS_ASKED[i]!);
          for (const figure of ["ttftMs", "tpotMs", "rate"] as const)
            expect(after[figure]).toBeGreaterThanOrEqual(before[figure] * (1 - 1e-7));
        }
      }),
    ));

  it("a longer answer never lets more requests be served", () =>
    fc.assert(
      fc.property(physics, gain(TTFT_PARTS), gain(TPOT_PARTS), (replica, ttft, tpot) => {
        const rates = [2, 9, 40, 150, 500, 1024, 3000].map((osl) => {
          const asked = { ...replica, mode: "disagg" as const, osl };
          const curve = loadCurve(COSTS, asked, { ttft, tpot });
          // beyond the last load of the curve straight lines go on
          return LOADS_ASKED.filter((load) => load <= 1024).map(
            (load) => figuresAt({ replica: asked, curve }, load).rate,
          );
        });
        for (let i = 1; i < rates.length; i++)
          rates[i]!.forEach((rate, k) => expect(rate).toBeLessThanOrEqual(rates[i - 1]![k]! * 1.03));
      }),
    ));

  it("where an engine fills up, the wait grows faster than the load, as far as the request does not", () => {
    const full = physicsOf({ mode: "disagg", prefillMs: 100, sharedPrefillMs: 100, osl: 150, ranks: 1 });
    const none = { ttft: new Float64Array(TTFT_PARTS), tpot: new Float64Array(TPOT_PARTS) };
    const curve = loadCurve(COSTS, full, none);
    const [half, whole] = [curve.at(8), curve.at(32)];
    expect(whole.ttftMs / half.ttftMs).toBeGreaterThan(4.5);
    const latency = (one: typeof half): number => one.ttftMs + one.tpotMs * 149;
    expect(latency(whole) / latency(half)).toBeLessThanOrEqual(4);
  });

  it("one request more moves no figure by more than its share of the load", () =>
    fc.assert(
      fc.property(cases, fc.integer({ min: 1, max: 2000 }), (one, load) => {
        const before = figuresAt(one, load);
        const after = figuresAt(one, load + 1);
        const share = (load + 1) / load;
        expect(after.tpotMs).toBeLessThanOrEqual(before.tpotMs * share * (1 + 1e-7));
        expect(after.rate).toBeLessThanOrEqual(before.rate * share * (1 + 1e-7));
      }),
    ));

  // half of them far beyond the last load of the curve, where only straight lines lead
  const anyLoad = fc.oneof(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 4000, max: 100_000 }));

  it("no step is faster than its roofline, no first token faster than its prefill's", () =>
    fc.assert(
      fc.property(cases, anyLoad, (one, load) => {
        const { ttftMs, tpotMs } = one.curve.at(load);
        const { prefillFloorMs, decodeFloorMs, tokensPerStep, osl } = one.replica;
        expect(ttftMs).toBeGreaterThanOrEqual(prefillFloorMs);
        if (osl > 1) expect(tpotMs).toBeGreaterThanOrEqual((decodeFloorMs[0]! / tokensPerStep) * (1 - 1e-7));
        expect(tpotMs).toBeGreaterThanOrEqual(one.curve.tpotFloorMs(load) * (1 - 1e-7));
      }),
    ));

  it("no more requests are served than prompts can be computed", () =>
    fc.assert(
      fc.property(cases, fc.integer({ min: 1, max: 20000 }), (one, load) => {
        const { prefillMs, sharedPrefillMs, prefillLanes, mode } = one.replica;
        // prompts that wait at prefill workers share their steps for sure
        const promptMs = mode === "agg" ? prefillMs : sharedPrefillMs;
        expect(figuresAt(one, load).rate).toBeLessThanOrEqual(
          ((1000 * prefillLanes) / promptMs) * 1.1 * (1 + 1e-7),
        );
      }),
    ));
});

describe("fewer requests than ranks", () => {
  const replica = (workers: number, prefillLanes = 1): ReplicaPhysics =>
    physicsOf({ mode: "disagg", prefillLanes, ranks: 4 * workers, prefillMs: 120 });
  const none = { ttft: new Float64Array(TTFT_PARTS), tpot: new Float64Array(TPOT_PARTS) };
  const at = (workers: number, requests: number): { ttftMs: number; tpotMs: number } =>
    loadCurve(COSTS, replica(workers), none).at(requests);

  it.each([1, 2, 5, 22])(
    "wait at the prefill workers as they are: %i at once, however many decode",
    (requests) => {
      for (let workers = 1; workers < 12; workers++) {
        const [less, more] = [at(workers, requests), at(workers + 1, requests)];
        const wholeMs = ({ ttftMs, tpotMs }: typeof less): number => ttftMs + 1023 * tpotMs;
        expect(wholeMs(more)).toBeLessThanOrEqual(1.002 * wholeMs(less));
      }
    },
  );

  it("one alone waits for nobody", () => {
    expect(at(6, 1).ttftMs).toBeCloseTo(at(1, 1).ttftMs, 6);
    expect(at(6, 1).ttftMs).toBeLessThan(200);
  });
});
