import { beforeAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { BACKENDS } from "../../../src/domain/deployment.js";
import { UserError } from "../../../src/domain/errors.js";
import { estimateDeployed } from "../../../src/perf/estimate/deployed.js";
import type {
  EstimateRequest,
  EstimateResult,
  PartialParallelism,
} from "../../../src/perf/estimate/request.js";
import { resolveParallelism } from "../../../src/perf/estimate/request.js";
import type { PricedPredictor } from "../../../src/perf/predictor.js";
import type { Profile } from "../../../src/perf/profile/profile.js";
import { selectProfile } from "../../../src/perf/profile/select.js";
import { PERF_DB_ROOT, testPredictor } from "../../support/perf.js";

// What no measurement may talk the default profile out of, over real models, engines, systems, layouts and loads. Seeded.

const MODELS = [
  "meta-llama/Meta-Llama-3.1-8B",
  "Qwen/Qwen3-32B",
  "Qwen/Qwen3-32B-FP8",
  "meta-llama/Meta-Llama-3.1-70B",
  "Qwen/Qwen3-235B-A22B-FP8",
  "MiniMaxAI/MiniMax-M2.5",
  "deepseek-ai/DeepSeek-V3",
  "openai/gpt-oss-120b",
] as const;
const MOE = new Set<string>(MODELS.slice(4));
const SYSTEMS = ["h100_sxm", "h200_sxm", "b200_sxm", "gb200"] as const;
const LOADS = [1, 2, 3, 8, 14, 15, 16, 17, 40, 100, 128, 129, 300, 900] as const;

interface Place {
  readonly model: string;
  readonly backend: (typeof BACKENDS)[number];
  readonly system: string;
  readonly isl: number;
  readonly osl: number;
  readonly tp: number;
}

const places: fc.Arbitrary<Place> = fc.record({
  model: fc.constantFrom(...MODELS),
  backend: fc.constantFrom(...BACKENDS),
  system: fc.constantFrom(...SYSTEMS),
  isl: fc.integer({ min: 100, max: 9000 }),
  osl: fc.integer({ min: 2, max: 2500 }),
  tp: fc.constantFrom(2, 4, 8),
});
/** `PHYSICS_SEED` asks other places than the usual ones */
const RUNS = { seed: Number(process.env["PHYSICS_SEED"] ?? 7), numRuns: 30 };
/** a prompt that one per cent more takes over the edge of a tile, where products cost a fifth more */
const TILES: Place = {
  ...{ model: "meta-llama/Meta-Llama-3.1-8B", backend: "trtllm", system: "h100_sxm" },
  ...{ isl: 2282, osl: 2, tp: 4 },
};

let predictor: PricedPredictor;
let profile: Profile;
beforeAll(async () => {
  predictor = await testPredictor();
  profile = selectProfile("calibrated", PERF_DB_ROOT);
});

const layoutOf = (model: string, tp: number): PartialParallelism =>
  MOE.has(model) ? { tp: 8, moeTp: 8, moeEp: 1 } : { tp };

/** The answer, or nothing where a clear refusal is one. */
async function answer(asked: EstimateRequest): Promise<EstimateResult | undefined> {
  try {
    return await estimateDeployed(predictor, { substitutes: true, profile, ...asked });
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

const at = ({ model, backend, system, isl, osl, tp }: Place, concurrency: number): EstimateRequest => ({
  ...{ context: { model, backend, system }, parallelism: layoutOf(model, tp), isl, osl, concurrency },
});

const FIGURES = ["ttftMs", "tpotMs", "requestLatencyMs", "requestsPerSec", "tokensPerSecPerGpu"] as const;

function expectFinite(found: EstimateResult): void {
  for (const figure of FIGURES) expect(Number.isFinite(found[figure])).toBe(true);
  const { bands } = found;
  if (bands === undefined) return;
  for (const [low, high] of Object.values(bands)) {
    expect(low).toBeGreaterThan(0);
    expect(high).toBeGreaterThanOrEqual(low);
  }
  expect(found.ttftMs).toBeGreaterThanOrEqual(bands.ttftMs[0] * (1 - 1e-9));
  expect(found.ttftMs).toBeLessThanOrEqual(bands.ttftMs[1] * (1 + 1e-9));
}

describe("one aggregated worker", () => {
  it("no latency and no throughput falls when load rises; every figure and band is a number", () =>
    fc.assert(
      fc.asyncProperty(places, async (place) => {
        let before: EstimateResult | undefined;
        for (const load of LOADS) {
          const found = await answer(at(place, load));
          if (found === undefined) return;
          expectFinite(found);
          if (before !== undefined)
            for (const figure of ["ttftMs", "tpotMs", "requestsPerSec"] as const)
              expect(found[figure]).toBeGreaterThanOrEqual(before[figure] * (1 - 1e-6));
          before = found;
        }
      }),
      RUNS,
    ));

  it("one per cent more prompt or answer moves no figure by more than a few", () =>
    fc.assert(
      fc.asyncProperty(places, fc.constantFrom(1, 16, 128), async (place, load) => {
        const one = await answer(at(place, load));
        const lone = await answer(at(place, 1));
        const more = (n: number): number => n + Math.ceil(n / 100);
        for (const near of [
          { ...place, isl: more(place.isl) },
          { ...place, osl: more(place.osl) },
        ]) {
          const other = await answer(at(near, load));
          if (one === undefined || other === undefined) return;
          // memory may hold one request less
          if ([one, other].some(({ notes }) => notes.join().includes("admitted"))) return;
          const step = near.osl > place.osl ? near.osl / place.osl : near.isl / place.isl;
          expect(Math.abs(Math.log(other.tpotMs / one.tpotMs))).toBeLessThan(0.06 + 2 * Math.log(step));
          // where prompts keep an engine full, a request waits for what all prompts in flight take beyond its answer: a
          // small difference of two long times, of which the long one is what moves by as little
          const prompts = Math.min(load * (lone?.ttftMs ?? 0), one.requestLatencyMs);
          const allowed = 0.06 * one.ttftMs + 2 * Math.log(step) * Math.max(one.ttftMs, prompts);
          expect(Math.abs(other.ttftMs - one.ttftMs)).toBeLessThan(allowed);
          if (near.osl > place.osl)
            expect(other.requestLatencyMs).toBeGreaterThanOrEqual(one.requestLatencyMs * 0.999);
        }
      }),
      { ...RUNS, examples: [[TILES, 128]] },
    ));

  it("TPOT is never below what the step must read, TTFT never below what the prompt must compute", () =>
    fc.assert(
      fc.asyncProperty(places, fc.constantFrom(1, 16, 64), async (place, load) => {
        const asked = at(place, load);
        const found = await answer(asked);
        if (found === undefined || found.notes.join().includes("HYBRID")) return;
        const facts = await predictor.facts(asked.context);
        const sizes = resolveParallelism(asked.parallelism ?? {}, facts);
        const [worker] = await predictor.workers(asked.context, [sizes], {
          role: "agg",
          purpose: "estimate",
        });
        if (worker === undefined || worker instanceof Error) return;
        const floorMs = worker.roofline.decodeStepMs(1, place.isl);
        expect(found.tpotMs).toBeGreaterThanOrEqual(floorMs * 0.99);
        expect(found.ttftMs).toBeGreaterThanOrEqual(worker.roofline.contextStepMs(1, place.isl, 0) * 0.99);
      }),
      RUNS,
    ));
});

describe("a lone request", () => {
  /** what an engine may add to the operators of a prompt: a share that tables may be off by, and a fixed cost */
  const MOST = { share: 1.25, fixedMs: 60 };
  const LENGTHS = [128, 1000, 4000].flatMap((isl) => [1, 128, 500, 2000].map((osl) => ({ isl, osl })));

  it.each(MODELS.flatMap((model) => BACKENDS.map((backend) => ({ model, backend }))))(
    "$model on $backend has a TTFT of its own prompt and little more, however long its answer, and whatever was measured at load",
    async ({ model, backend }) => {
      for (const system of SYSTEMS) {
        const tp = model.includes("8B") ? 1 : 8;
        const byIsl = new Map<number, number>();
        for (const { isl, osl } of LENGTHS) {
          const asked = at({ model, backend, system, tp, isl, osl }, 1);
          const found = await answer(asked);
          const operators = await answer({ ...asked, mode: "static_ctx", batchSize: 1 });
          if (found === undefined || operators === undefined) continue;
          expect(found.ttftMs).toBeLessThan(MOST.share * operators.ttftMs + MOST.fixedMs);
          expect(found.ttftMs).toBeGreaterThan(operators.ttftMs / MOST.share);
          const first = byIsl.get(isl) ?? found.ttftMs;
          byIsl.set(isl, first);
          expect(Math.abs(Math.log(found.ttftMs / first))).toBeLessThan(0.002);
        }
      }
    },
  );
});

describe("a cached beginning", () => {
  const CACHED = [
    "Qwen/Qwen3-32B-FP8",
    "deepseek-ai/DeepSeek-V3",
    "deepseek-ai/DeepSeek-V3.2",
    "MiniMaxAI/MiniMax-M3",
  ];
  const WIDE = [
    { tp: 8, moeTp: 8, moeEp: 1 },
    { tp: 1, dp: 8, moeTp: 1, moeEp: 8 },
  ];

  it.each(CACHED.flatMap((model) => BACKENDS.map((backend) => ({ model, backend }))))(
    "of a prompt of $model on $backend never makes its first token later",
    async ({ model, backend }) => {
      for (const system of ["h200_sxm", "b200_sxm"])
        for (const parallelism of model.includes("32B") ? [{ tp: 2 }] : WIDE)
          for (const isl of [1000, 16000]) {
            const place = { model, backend, system, isl, osl: 100, tp: 2 };
            const asked = { ...at(place, 1), parallelism };
            const whole = await answer(asked);
            if (whole === undefined) continue;
            for (const prefix of [1, 16, 100, 128, isl / 4, isl / 2, (isl * 9) / 10]) {
              const cached = await answer({ ...asked, prefix });
              if (cached !== undefined) expect(cached.ttftMs).toBeLessThanOrEqual(whole.ttftMs * 1.01);
            }
          }
    },
  );
});

describe("prefill workers beside decode workers", () => {
  it("serve no more prompts than can be computed, and no figure falls with the load", () =>
    fc.assert(
      fc.asyncProperty(
        places,
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 3 }),
        async (place, lanes, workers) => {
          const parallelism = layoutOf(place.model, place.tp);
          const asked = (batchSize: number): EstimateRequest => ({
            ...at(place, batchSize * workers),
            mode: "disagg",
            prefill: { parallelism, batchSize: 1, workers: lanes },
            decode: { parallelism, batchSize, workers },
          });
          let before: EstimateResult | undefined;
          let most = 0;
          for (const batch of [1, 4, 16, 64]) {
            const found = await answer(asked(batch));
            if (found === undefined) return;
            expectFinite(found);
            // prompts that wait there share their steps, as many as one takes
            for (const together of [1, Math.min(32, Math.floor(8192 / place.isl))]) {
              if (together < 1) continue;
              const step = await answer({ ...at(place, 1), mode: "static_ctx", batchSize: together });
              if (step !== undefined) most = Math.max(most, (1000 * lanes * together) / step.ttftMs);
            }
            if (most > 0) expect(found.requestsPerSec).toBeLessThanOrEqual(1.12 * most);
            if (before !== undefined)
              for (const figure of ["ttftMs", "tpotMs", "requestsPerSec"] as const)
                expect(found[figure]).toBeGreaterThanOrEqual(before[figure] * (1 - 1e-6));
            before = found;
          }
        },
      ),
      RUNS,
    ));
});

describe("a longer answer", () => {
  // prompts keep these busy, where the wait that a longer answer saves could be more than it takes
  const BUSY = [
    { model: "Qwen/Qwen3-32B-FP8", system: "b300_sxm", isl: 12265, load: 32, tp: 1, lanes: 1, workers: 1 },
    { model: "Qwen/Qwen3-32B-FP8", system: "b200_sxm", isl: 4180, load: 512, tp: 1, lanes: 1, workers: 3 },
    { model: "Qwen/Qwen3-32B", system: "h200_sxm", isl: 1502, load: 32, tp: 2, lanes: 1, workers: 2 },
    {
      model: "Qwen/Qwen3-235B-A22B-FP8",
      system: "h200_sxm",
      isl: 9517,
      load: 512,
      tp: 8,
      lanes: 2,
      workers: 2,
    },
    { model: "openai/gpt-oss-120b", system: "gb200", isl: 15497, load: 64, tp: 8, lanes: 2, workers: 2 },
    {
      model: "meta-llama/Meta-Llama-3.1-8B",
      system: "h100_sxm",
      isl: 3000,
      load: 128,
      tp: 1,
      lanes: 4,
      workers: 1,
    },
    {
      model: "deepseek-ai/DeepSeek-V3",
      system: "b200_sxm",
      isl: 4000,
      load: 256,
      tp: 8,
      lanes: 1,
      workers: 1,
    },
  ] as const;

  it.each(BUSY.flatMap((one) => BACKENDS.map((backend) => ({ ...one, backend }))))(
    "of $model on $backend, $system: $lanes prefill and $workers decode workers serve no more requests",
    async ({ load, lanes, workers, ...place }) => {
      const parallelism = layoutOf(place.model, place.tp);
      let least = Infinity;
      for (const osl of [2, 8, 32, 100, 150, 200, 300, 400, 600, 800, 1200, 2000, 4000]) {
        const found = await answer({
          ...at({ ...place, osl }, load),
          mode: "disagg",
          prefill: { parallelism, batchSize: 1, workers: lanes },
          decode: { parallelism, workers },
        });
        if (found === undefined || found.notes.join().includes("memory holds")) return;
        expect(found.requestsPerSec).toBeLessThanOrEqual(least * 1.02);
        least = Math.min(least, found.requestsPerSec);
      }
    },
  );
});

describe("hardware and names", () => {
  const GRID = MODELS.flatMap((model) => BACKENDS.map((backend) => ({ model, backend }) as const));

  it("gb200 and gb200_sxm are one system", async () => {
    const [name, alias] = ["gb200", "gb200_sxm"];
    for (const { model, backend } of GRID.slice(0, 12)) {
      const place = { model, backend, isl: 1500, osl: 200, tp: 4 };
      const [one, other] = [
        await answer(at({ ...place, system: name }, 16)),
        await answer(at({ ...place, system: alias }, 16)),
      ];
      expect(other && [other.ttftMs, other.tpotMs, other.bands]).toEqual(
        one && [one.ttftMs, one.tpotMs, one.bands],
      );
    }
  });

  const ESTIMATED = [
    { tp: 8, moeTp: 8, moeEp: 1 },
    { tp: 8, moeTp: 1, moeEp: 8 },
    { tp: 1, dp: 8, moeTp: 1, moeEp: 8 },
    { tp: 4, moeTp: 4, moeEp: 1 },
  ];
  it.each(BACKENDS)(
    "DeepSeek-V4-Flash on %s is estimated in formats that Hopper has, and no slower on H200 than on H100",
    async (backend) => {
      for (const parallelism of ESTIMATED)
        for (const load of [1, 16, 64]) {
          const place = { model: "deepseek-ai/DeepSeek-V4-Flash", backend, isl: 1024, osl: 1024, tp: 8 };
          const asked = (system: string): EstimateRequest => ({
            ...at({ ...place, system }, load),
            parallelism,
          });
          const [slow, fast] = [await answer(asked("h100_sxm")), await answer(asked("h200_sxm"))];
          if (slow === undefined || fast === undefined) continue;
          expect(fast.tpotMs).toBeLessThan(slow.tpotMs * 1.05);
          if (load === 1) expect(fast.ttftMs).toBeLessThan(slow.ttftMs * 1.05);
        }
    },
  );

  it("experts named fp8 are never priced far slower than those of the checkpoint", async () => {
    const place = { model: "Qwen/Qwen3-235B-A22B-FP8", system: "h200_sxm", isl: 1000, osl: 1000, tp: 4 };
    const parallelism = { tp: 4, moeTp: 4, moeEp: 1 };
    const asked = { ...at({ ...place, backend: "vllm" }, 48), parallelism };
    const own = await answer(asked);
    const named = await answer({
      ...asked,
      context: { ...asked.context, quant: { gemm: "fp8", moe: "fp8" } },
    });
    expect(named!.tpotMs / own!.tpotMs).toBeLessThan(1.4);
  });
});
