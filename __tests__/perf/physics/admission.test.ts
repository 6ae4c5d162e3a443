import { beforeAll, describe, expect, it } from "@jest/globals";
import { BACKENDS, SINGLE_GPU, type Deployment } from "../../../src/domain/deployment.js";
import { UserError } from "../../../src/domain/errors.js";
import { estimateDeployed } from "../../../src/perf/estimate/deployed.js";
import type {
  EstimateRequest,
  EstimateResult,
  PartialParallelism,
} from "../../../src/perf/estimate/request.js";
import type { PricedPredictor } from "../../../src/perf/predictor.js";
import type { Profile } from "../../../src/perf/profile/profile.js";
import { selectProfile } from "../../../src/perf/profile/select.js";
import { evaluateDeployment } from "../../../src/search/operating-point.js";
import { simulateDeployment } from "../../../src/simulate/deployment-run.js";
import { closedLoad } from "../../../src/simulate/loads.js";
import { openSystem } from "../../../src/simulate/open-system.js";
import { PERF_DB_ROOT, testPredictor } from "../../support/perf.js";

// What memory lets in, over models, engines, systems and layouts of the default profile; and that a load is the load asked.

interface Place {
  readonly model: string;
  readonly parallelism: PartialParallelism;
}

const EXPERTS: readonly PartialParallelism[] = [
  { tp: 8, moeTp: 8, moeEp: 1 },
  { tp: 4, moeTp: 1, moeEp: 4 },
  { dp: 8, moeTp: 1, moeEp: 8 },
];
const DENSE: readonly PartialParallelism[] = [{ tp: 1 }, { tp: 2 }, { tp: 8 }];
const PLACES: readonly Place[] = [
  ...["moonshotai/Kimi-K2.5", "deepseek-ai/DeepSeek-V3", "openai/gpt-oss-120b"].flatMap((model) =>
    EXPERTS.map((parallelism) => ({ model, parallelism })),
  ),
  ...["meta-llama/Meta-Llama-3.1-70B", "Qwen/Qwen3-32B-FP8"].flatMap((model) =>
    DENSE.map((parallelism) => ({ model, parallelism })),
  ),
];
/** in order of memory */
const SYSTEMS = ["h100_sxm", "h200_sxm", "b200_sxm"] as const;
const LOAD = 256;

let predictor: PricedPredictor;
let profile: Profile;
beforeAll(async () => {
  predictor = await testPredictor();
  profile = selectProfile("calibrated", PERF_DB_ROOT);
});

/** The answer, why memory refuses it, or nothing where the data do not cover it. */
async function answer(asked: EstimateRequest): Promise<EstimateResult | UserError | undefined> {
  try {
    return await estimateDeployed(predictor, { profile, ...asked });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.code === "memory" || error.code === "kv-memory" ? error : undefined;
  }
}

const admittedOf = (found: EstimateResult | UserError): number => {
  if (found instanceof UserError) return 0;
  const said = /memory holds (\d+) of/.exec(found.notes.join("\n"));
  return said === null ? found.concurrency : Number(said[1]);
};

function deploymentOf(
  { model, parallelism }: Place,
  backend: Deployment["backend"],
  system: string,
): Deployment {
  const sizes = { ...SINGLE_GPU, ...parallelism };
  const pool = { role: "agg", system, parallelism: sizes, workers: 1, batchSize: 1, settings: {} } as const;
  const named = { model, backend, backendVersion: "current", mode: "agg", quant: {} } as const;
  return { ...named, replicas: 1, pools: [pool] };
}

const GRID = PLACES.flatMap((place) => BACKENDS.map((backend) => ({ ...place, backend })));
const named = ({ model, parallelism, backend }: (typeof GRID)[number]): string =>
  `${model} ${JSON.stringify(parallelism)} ${backend}`;

describe("requests that memory lets in", () => {
  it.each(GRID.map((one) => [named(one), one] as const))(
    "%s: never more for a longer prompt or answer, never fewer for more memory, and no more than the room said",
    async (_name, { model, parallelism, backend }) => {
      const bySystem: number[][] = [];
      for (const system of SYSTEMS) {
        const admitted: number[] = [];
        for (const osl of [100, 4000]) {
          let before = Infinity;
          for (const isl of [500, 2000, 3000, 32_000]) {
            const asked = { context: { model, backend, system }, parallelism, isl, osl, concurrency: LOAD };
            const found = await answer(asked);
            if (found === undefined) continue;
            const here = admittedOf(found);
            expect(here).toBeLessThanOrEqual(before);
            before = here;
            admitted.push(here);
            if (found instanceof UserError) continue;
            expect(found.fits).toBe(true);
            const { batchSize, kvCapacityTokens } = found.workers[0]!;
            expect(kvCapacityTokens).toBeGreaterThanOrEqual(isl + osl);
            expect(kvCapacityTokens).toBeGreaterThanOrEqual(batchSize * (isl + osl / 2));
          }
        }
        bySystem.push(admitted);
      }
      const covered = bySystem.filter(({ length }) => length === 8);
      covered.forEach((one, i) => {
        for (const [j, here] of one.entries()) expect(here).toBeGreaterThanOrEqual(covered[i - 1]?.[j] ?? 0);
      });
    },
  );

  it("for a longer answer, never more either", async () => {
    for (const { model, parallelism, backend } of GRID.slice(0, 9)) {
      let before = Infinity;
      for (const osl of [100, 1000, 4000, 16_000]) {
        const context = { model, backend, system: "h100_sxm" };
        const found = await answer({ context, parallelism, isl: 2000, osl, concurrency: LOAD });
        if (found === undefined) continue;
        expect(admittedOf(found)).toBeLessThanOrEqual(before);
        before = admittedOf(found);
      }
    }
  });

  it("are not fewer for a long prompt that the engine cuts to its own steps", async () => {
    const found = await answer({
      context: { model: "deepseek-ai/DeepSeek-V3", backend: "sglang", system: "h200_sxm" },
      parallelism: { dp: 8, moeTp: 1, moeEp: 8 },
      ...{ isl: 32_000, osl: 1024, concurrency: 32 },
    });
    expect(admittedOf(found!)).toBe(32);
  });
});

describe("a deployment that holds no request", () => {
  const OVERFULL = [
    { model: "deepseek-ai/DeepSeek-R1", parallelism: { tp: 4, moeTp: 4, moeEp: 1 } },
    { model: "moonshotai/Kimi-K2.5", parallelism: { tp: 4, moeTp: 4, moeEp: 1 } },
    { model: "meta-llama/Meta-Llama-3.1-70B", parallelism: { tp: 1 } },
  ];

  it.each(OVERFULL)("$model is refused by estimate and simulate for the same reason", async (place) => {
    for (const backend of BACKENDS) {
      const { model, parallelism } = place;
      const lengths = { isl: 2000, osl: 500, prefix: 0 };
      const found = await answer({
        ...{ context: { model, backend, system: "h100_sxm" }, parallelism },
        ...{ ...lengths, concurrency: 8 },
      });
      if (found === undefined) continue;
      expect(found).toBeInstanceOf(UserError);
      const deployment = deploymentOf(place, backend, "h100_sxm");
      const system = await openSystem(predictor, deployment, { prefix: 0, profile });
      const load = closedLoad(8, { requests: 20, ...lengths });
      expect(() => simulateDeployment(system, { deployment, lengths, load, profile })).toThrow(
        (found as UserError).message,
      );
    }
  });
});

describe("a load is the load asked", () => {
  const LOADS = [1, 2, 3, 5, 7, 8, 9, 12, 15, 16, 17, 24, 31, 33, 48, 63, 64];
  const RANKS = [1, 2, 4, 8].map((dp) => ({
    dp,
    parallelism: dp === 1 ? { tp: 8, moeTp: 8, moeEp: 1 } : { dp, moeTp: 1, moeEp: dp },
  }));

  it.each(RANKS)("on $dp ranks, whole rounds or not, in estimate and check", async ({ dp, parallelism }) => {
    for (const backend of BACKENDS) {
      const place = { model: "Qwen/Qwen3-235B-A22B-FP8", parallelism };
      const lengths = { isl: 2000, osl: 500, prefix: 0 };
      let before: EstimateResult | undefined;
      for (const concurrency of LOADS) {
        const found = await answer({
          ...{ context: { model: place.model, backend, system: "b200_sxm" }, parallelism },
          ...{ ...lengths, concurrency },
        });
        if (found === undefined || found instanceof UserError) break;
        expect(found.concurrency).toBe(concurrency);
        // Little's law
        expect((found.requestsPerSec * found.requestLatencyMs) / 1000 / concurrency).toBeCloseTo(1, 6);
        for (const figure of ["ttftMs", "tpotMs", "requestsPerSec"] as const)
          expect(found[figure]).toBeGreaterThanOrEqual((before?.[figure] ?? 0) * (1 - 1e-6));
        if (concurrency < dp) expect(found.tpotMs).toBeCloseTo((before ?? found).tpotMs, 6);
        before = found;
        const deployment = deploymentOf(place, backend, "b200_sxm");
        const checked = await evaluateDeployment(
          { predictor, profile },
          deployment,
          { ...lengths, concurrency },
          {},
        );
        for (const figure of ["ttftMs", "tpotMs", "requestsPerSec", "concurrency"] as const)
          expect(checked.prediction[figure]).toBeCloseTo(found[figure], 6);
      }
    }
  });
});
