import { beforeAll, describe, expect, it } from "@jest/globals";
import { BACKENDS, type Backend } from "../../../src/domain/deployment.js";
import { UserError } from "../../../src/domain/errors.js";
import { estimateDeployed } from "../../../src/perf/estimate/deployed.js";
import type { EstimateResult, PartialParallelism } from "../../../src/perf/estimate/request.js";
import type { PricedPredictor } from "../../../src/perf/predictor.js";
import type { Profile } from "../../../src/perf/profile/profile.js";
import { selectProfile } from "../../../src/perf/profile/select.js";
import { PERF_DB_ROOT, testPredictor } from "../../support/perf.js";

// What no pair of pools may do, whatever was measured: every question goes through numbers of workers, lengths and loads.

interface Pools {
  readonly model: string;
  readonly backend: Backend;
  readonly system: string;
  readonly parallelism: PartialParallelism;
}

interface Question extends Pools {
  readonly prefill: number;
  readonly decode: number;
  readonly isl: number;
  readonly osl: number;
  readonly load: number;
}

const WIDE = { tp: 8, moeTp: 8, moeEp: 1 };
const PLACES: readonly Pools[] = BACKENDS.flatMap((backend) => [
  { backend, model: "meta-llama/Meta-Llama-3.1-8B", system: "b200_sxm", parallelism: { tp: 4 } },
  { backend, model: "meta-llama/Meta-Llama-3.1-70B", system: "h200_sxm", parallelism: { tp: 2 } },
  { backend, model: "Qwen/Qwen3-32B", system: "gb200", parallelism: { tp: 1 } },
  { backend, model: "deepseek-ai/DeepSeek-V3", system: "b200_sxm", parallelism: WIDE },
  { backend, model: "openai/gpt-oss-120b", system: "h100_sxm", parallelism: { tp: 4, moeTp: 4, moeEp: 1 } },
]);
/** Their steps grow nearly as fast as the load: how many answer at once decides how long that takes. */
const STEEP: readonly Pools[] = [
  { backend: "trtllm", model: "nvidia/Qwen3-235B-A22B-NVFP4", system: "l40s", parallelism: WIDE },
  { backend: "sglang", model: "meta-llama/Meta-Llama-3.1-8B", system: "h200_sxm", parallelism: { tp: 8 } },
];
const STEEP_LOADS = [
  { load: 4, isl: 4000, osl: 200 },
  { load: 32, isl: 4000, osl: 200 },
  { load: 256, isl: 8000, osl: 200 },
];
/** requests in flight, prompt, answer */
const LOADS: readonly Pick<Question, "load" | "isl" | "osl">[] = [
  { load: 4, isl: 6000, osl: 16 },
  { load: 64, isl: 1000, osl: 16 },
  { load: 200, isl: 500, osl: 128 },
  { load: 512, isl: 500, osl: 500 },
  { load: 1000, isl: 500, osl: 2 },
];
/** what corrections themselves move with lengths */
const DRIFT = 0.02;
/** how many workers there are moves no correction */
const ROUNDING = 0.002;

let predictor: PricedPredictor;
let profile: Profile;
beforeAll(async () => {
  predictor = await testPredictor();
  profile = selectProfile("calibrated", PERF_DB_ROOT);
});

/** The answer; nothing where a clear refusal is one, and where memory holds fewer requests than are asked about. */
async function answer(asked: Question): Promise<EstimateResult | undefined> {
  const { model, backend, system, parallelism, isl, osl, load: concurrency } = asked;
  const pool = (workers: number) => ({ parallelism, workers });
  try {
    const found = await estimateDeployed(predictor, {
      ...{ context: { model, backend, system }, isl, osl, concurrency, profile, mode: "disagg" },
      ...{ substitutes: true, prefill: { ...pool(asked.prefill), batchSize: 1 }, decode: pool(asked.decode) },
    });
    return found.notes.some((note) => note.includes("memory holds")) ? undefined : found;
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

const NAMES = "$model on $backend, $system";
const COUNTS = [1, 2, 3, 4, 5, 6, 8, 12];

describe("a worker more", () => {
  it.each([...PLACES, ...STEEP])(`in either pool serves no fewer requests: ${NAMES}`, async (place) => {
    for (const load of STEEP.includes(place) ? STEEP_LOADS : LOADS)
      for (const role of ["prefill", "decode"] as const)
        for (const others of [1, 3]) {
          let before = 0;
          for (const workers of COUNTS) {
            const counts = { prefill: others, decode: others, [role]: workers };
            const found = await answer({ ...place, ...load, ...counts });
            if (found === undefined) continue;
            expect(found.requestsPerSec).toBeGreaterThanOrEqual(before * (1 - ROUNDING));
            before = found.requestsPerSec;
          }
        }
  });
});

describe("a longer request", () => {
  const LENGTHS = [1, 2, 4, 16, 100, 300, 1000, 2000];

  it.each(PLACES)(`takes no less, from one token on: ${NAMES}`, async (place) => {
    for (const load of LOADS)
      for (const length of ["isl", "osl"] as const) {
        let least = 0;
        for (const tokens of LENGTHS) {
          const asked = { ...load, [length]: length === "isl" ? 100 + 4 * tokens : tokens };
          const found = await answer({ ...place, ...asked, prefill: 2, decode: 3 });
          if (found === undefined) continue;
          expect(found.requestLatencyMs).toBeGreaterThanOrEqual(least * (1 - DRIFT));
          least = Math.max(least, found.requestLatencyMs);
        }
      }
  });

  it.each(PLACES)(
    `has a TPOT that falls only where its prefill pool is full, and says so: ${NAMES}`,
    async (place) => {
      for (const load of LOADS.filter(({ osl }) => osl > 2)) {
        let most = 0;
        for (const isl of [128, 256, 512, 1000, 2000, 4000, 8000]) {
          const found = await answer({ ...place, ...load, isl, prefill: 2, decode: 2 });
          if (found === undefined) continue;
          if (found.tpotMs < most * (1 - DRIFT))
            expect(found.notes).toContainEqual(expect.stringContaining("the prefill pool is full"));
          most = Math.max(most, found.tpotMs);
        }
      }
    },
  );
});

describe("what is shown of a pool", () => {
  const COUNTED = [
    { prefill: 1, decode: 1 },
    { prefill: 3, decode: 1 },
    { prefill: 1, decode: 4 },
  ];

  it.each(PLACES)(`bounds the requests that the replica serves: ${NAMES}`, async (place) => {
    for (const load of LOADS)
      for (const counts of COUNTED) {
        const found = await answer({ ...place, ...load, ...counts });
        if (found === undefined) continue;
        for (const { role, workers, requestsPerSec = 0 } of found.workers)
          expect({ role, bounds: workers * requestsPerSec * (1 + 1e-9) >= found.requestsPerSec }).toEqual({
            role,
            bounds: true,
          });
      }
  });

  it.each(PLACES)(`lies inside its band, but where the chip ends: ${NAMES}`, async (place) => {
    for (const load of LOADS)
      for (const counts of COUNTED) {
        const found = await answer({ ...place, ...load, ...counts });
        if (found?.bands === undefined) continue;
        for (const figure of ["ttftMs", "requestLatencyMs", "tokensPerSecPerGpu"] as const) {
          const [low, high] = found.bands[figure];
          expect(low).toBeLessThan(found[figure]);
          expect(high).toBeGreaterThan(found[figure]);
        }
        expect(found.bands.tpotMs[0]).toBeLessThanOrEqual(found.tpotMs);
        expect(found.bands.tpotMs[1]).toBeGreaterThan(found.tpotMs);
      }
  });
});
