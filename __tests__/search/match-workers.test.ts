import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { WorkerMatcher, type MatchRules, type WorkerMatch } from "../../src/search/match-workers.js";

const rules: MatchRules = {
  allowedGpus: [1, 2, 4, 8, 16],
  maxPrefillWorkers: 32,
  maxDecodeWorkers: 32,
  prefillDegradation: 0.9,
  decodeDegradation: 0.92,
};

/** All pairs, as the rule is written. */
function bruteForce(
  r: MatchRules,
  prefillRate: number,
  decodeRate: number,
  prefillGpus: number,
  decodeGpus: number,
): WorkerMatch | undefined {
  let best: WorkerMatch | undefined;
  let bestRatio = 0;
  for (let d = 1; d <= r.maxDecodeWorkers; d++) {
    for (let p = 1; p <= r.maxPrefillWorkers; p++) {
      const gpus = p * prefillGpus + d * decodeGpus;
      if (r.allowedGpus.length > 0 && !r.allowedGpus.includes(gpus)) continue;
      const rate = Math.min(r.prefillDegradation * p * prefillRate, r.decodeDegradation * d * decodeRate);
      // a later pair must be better by more than rounding
      const { packedInto = 0 } = r;
      const filled = packedInto > 0 ? (Math.floor(packedInto / gpus) * gpus) / packedInto : 1;
      const ratio = (rate / gpus) * filled;
      if (ratio > bestRatio * (1 + 1e-12)) {
        bestRatio = ratio;
        best = { prefillWorkers: p, decodeWorkers: d, gpus, rate };
      }
    }
  }
  return best;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

const sizes = fc.constantFrom(1, 2, 4, 8, 16);
const rates = fc.integer({ min: 1, max: 200_000 }).map((n) => n / 1000);
const allowed = fc.constantFrom(
  [1, 2, 4, 8, 16],
  [1, 2, 4, 8, 16, 24, 32, 40, 48, 56, 64],
  [],
  [12],
  Array.from({ length: 96 }, (_, index) => index + 1),
);

describe("matching worker counts", () => {
  it("answers the walkthrough's workload: 10 prefill and 3 decode workers", () => {
    expect(new WorkerMatcher(rules).match(3.391, 9.046, 1, 2)).toMatchObject({
      prefillWorkers: 10,
      decodeWorkers: 3,
      gpus: 16,
    });
  });

  it("equals trying all pairs", () => {
    fc.assert(
      fc.property(
        allowed,
        rates,
        rates,
        sizes,
        sizes,
        fc.constantFrom(0, 16, 40, 96, 100),
        (allowedGpus, prefillRate, decodeRate, prefillGpus, decodeGpus, packedInto) => {
          const r = { ...rules, allowedGpus, packedInto };

          expect(new WorkerMatcher(r).match(prefillRate, decodeRate, prefillGpus, decodeGpus)).toEqual(
            bruteForce(r, prefillRate, decodeRate, prefillGpus, decodeGpus),
          );
        },
      ),
      { numRuns: 400 },
    );
  });

  it("never takes a multiple of counts that serve as much per GPU", () => {
    const matcher = new WorkerMatcher({
      ...rules,
      allowedGpus: Array.from({ length: 128 }, (_, index) => index + 1),
    });
    fc.assert(
      fc.property(rates, rates, sizes, sizes, (prefillRate, decodeRate, prefillGpus, decodeGpus) => {
        const found = matcher.match(prefillRate, decodeRate, prefillGpus, decodeGpus)!;
        expect(greatestCommonDivisor(found.prefillWorkers, found.decodeWorkers)).toBe(1);
      }),
      { numRuns: 300 },
    );
  });

  it("counts GPUs that stay idle when replicas are packed into a cluster", () => {
    const sizes40 = { ...rules, allowedGpus: [8, 16, 40] };
    // four prefill and six decode workers of four GPUs each serve more per GPU than one and one
    const match = (packedInto: number): number | undefined =>
      new WorkerMatcher({ ...sizes40, packedInto }).match(1.5, 1, 4, 4)?.gpus;

    expect([match(0), match(40), match(72)]).toEqual([40, 40, 8]);
  });

  it("splits a budget of any size once a ratio, without room for one more worker", () => {
    const any = (gpus: number) => ({ ...rules, allowedGpus: Array.from({ length: gpus }, (_, i) => i + 1) });
    const splits = (gpus: number, prefillGpus: number, decodeGpus: number) =>
      new WorkerMatcher({ ...any(gpus), packedInto: gpus })
        .splits(prefillGpus, decodeGpus)
        .map(({ prefillWorkers: p, decodeWorkers: d }) => `${p}+${d}`);

    expect(splits(6, 1, 1)).toEqual(["1+5", "1+2", "2+3", "1+1", "3+2", "2+1", "5+1"]);
    expect(splits(6, 1, 2)).toEqual(["1+2", "1+1", "4+1"]);
    expect(splits(3, 4, 4)).toEqual([]);
  });

  it("finds nothing when no count is allowed", () => {
    expect(new WorkerMatcher({ ...rules, allowedGpus: [2] }).match(1, 1, 2, 2)).toBeUndefined();
  });
});
