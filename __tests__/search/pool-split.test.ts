import { describe, expect, it } from "@jest/globals";
import { bestSplit, splitByRates } from "../../src/search/pool-split.js";
import type { Deployment, WorkerPool } from "../../src/domain/deployment.js";
import { testPredictor } from "../support/perf.js";

/** Rates of pools of eight GPUs: workers and GPUs of each, requests a second of all workers of each. */
const rates = (
  [prefillWorkers, prefillGpus, prefillRequestsPerSec]: readonly [number, number, number],
  [decodeWorkers, decodeGpus, decodeRequestsPerSec]: readonly [number, number, number],
) => ({
  prefillWorkers,
  prefillGpus,
  prefillRequestsPerSec,
  decodeWorkers,
  decodeGpus,
  decodeRequestsPerSec,
});

describe("the split of GPUs between two pools", () => {
  it.each([
    ["prompts are the bottleneck", rates([1, 1, 1], [7, 1, 7]), [4, 4]],
    ["answers are the bottleneck", rates([6, 1, 18], [2, 1, 2]), [2, 6]],
    ["workers of two sizes", rates([1, 2, 1], [6, 1, 6]), [2, 4]],
    ["as good as it gets", rates([1, 4, 1], [1, 4, 9]), [1, 1]],
  ])("serves the most requests: %s", (_, at, [prefill, decode]) => {
    expect(bestSplit(at)).toMatchObject({ prefill, decode });
  });

  it("is made of the predicted rates, and left alone where nothing is known", async () => {
    const pool = (role: WorkerPool["role"], workers: number): WorkerPool => ({
      ...{ role, workers, system: "h200_sxm", batchSize: role === "prefill" ? 1 : 128, settings: {} },
      parallelism: { tp: 1, pp: 1, dp: 1, cp: 1, moeTp: 1, moeEp: 1 },
    });
    const deployment: Deployment = {
      ...{ model: "Qwen/Qwen3-32B", backend: "vllm", backendVersion: "0.24.0", mode: "disagg", replicas: 1 },
      ...{ pools: [pool("prefill", 1), pool("decode", 7)], quant: {} },
    };
    const predictor = await testPredictor();
    const split = async (of: Deployment, isl: number, osl: number): Promise<readonly number[]> =>
      (await splitByRates({ predictor }, of, { isl, osl, prefix: 0 })).pools.map(({ workers }) => workers);
    const [long = 0, short = 0] = [
      (await split(deployment, 12_000, 300))[0],
      (await split(deployment, 1000, 1000))[0],
    ];

    expect(long).toBeGreaterThan(short);
    expect(await split({ ...deployment, model: "acme/none" }, 4000, 500)).toEqual([1, 7]);
  });
});
