import { describe, expect, it } from "@jest/globals";
import { SINGLE_GPU, type Backend, type Deployment } from "../../../src/domain/deployment.js";
import { estimate } from "../../../src/perf/estimate/estimate.js";
import { selectProfile } from "../../../src/perf/profile/select.js";
import { evaluateDeployment } from "../../../src/search/operating-point.js";
import { PERF_DB_ROOT, relativeError, testPredictor } from "../../support/perf.js";

const CASES: readonly (readonly [string, Backend, number])[] = [
  ["experts over two nodes, SGLang", "sglang", 16],
  ["experts over two nodes, TensorRT-LLM", "trtllm", 16],
  ["experts over two nodes, vLLM", "vllm", 16],
  ["experts within a node, TensorRT-LLM", "trtllm", 8],
  ["experts within a node, SGLang", "sglang", 8],
];
const [model, system, isl, osl] = ["deepseek-ai/DeepSeek-V3", "b200_sxm", 4000, 500] as const;

describe("experts within a node", () => {
  it.each([
    ["MiniMaxAI/MiniMax-M2.5", "h100_sxm", "vllm"],
    ["deepseek-ai/DeepSeek-V3", "h200_sxm", "sglang"],
    ["deepseek-ai/DeepSeek-V3", "b200_sxm", "trtllm"],
  ] as const)(
    "%s on %s with %s: as engines run they are priced as the fit priced them",
    async (id, gpu, backend) => {
      const predictor = await testPredictor();
      const sizes = { ...SINGLE_GPU, dp: 8, moeEp: 8 };
      const stepMs = async (purpose: "estimate" | "search", asEnginesRun: boolean): Promise<number> => {
        const context = { model: id, system: gpu, backend, asEnginesRun };
        const [worker] = await predictor.workers(context, [sizes], { role: "agg", purpose });
        if (worker === undefined || worker instanceof Error) throw worker ?? new Error("no worker");
        return worker.decodeStepMs(16, 1500);
      };
      expect(await stepMs("search", true)).toBe(await stepMs("estimate", true));
      expect(await stepMs("search", false)).not.toBe(await stepMs("estimate", false));
    },
  );
});

describe("a single point under a fitted profile costs what a search and a gate say", () => {
  it.each(CASES)("%s", async (_name, backend, gpus) => {
    const predictor = await testPredictor();
    const profile = selectProfile("calibrated", PERF_DB_ROOT);
    const parallelism = { tp: 1, pp: 1, dp: gpus, cp: 1, moeTp: 1, moeEp: gpus };
    const batchSize = 4;
    const concurrency = batchSize * gpus;
    const point = await estimate(predictor, {
      ...{ context: { model, system, backend }, parallelism, isl, osl, concurrency, profile },
    });
    const pool = { role: "agg", system, workers: 1, parallelism, batchSize, settings: {} } as const;
    const deployment: Deployment = {
      ...{ model, backend, backendVersion: "current", mode: "agg", replicas: 1, pools: [pool], quant: {} },
    };
    const workload = { isl, osl, prefix: 0, concurrency };
    const { prediction } = await evaluateDeployment({ predictor, profile }, deployment, workload, {});
    for (const figure of ["ttftMs", "tpotMs"] as const)
      expect(relativeError(point[figure], prediction[figure])).toBeLessThan(0.02);
  });
});

describe("stages of a pipeline", () => {
  it("work on a batch each: requests at once, rate and latency of a disaggregated answer agree (Little's law)", async () => {
    const predictor = await testPredictor();
    const profile = selectProfile("calibrated", PERF_DB_ROOT);
    const pool = { system: "h200_sxm", batchSize: 8, workers: 1, settings: {} } as const;
    const deployment: Deployment = {
      ...{ model: "Qwen/Qwen3-32B", backend: "vllm", backendVersion: "current", mode: "disagg" },
      ...{ replicas: 1, quant: {} },
      pools: [
        { ...pool, role: "prefill", parallelism: { ...SINGLE_GPU, tp: 4 }, batchSize: 1 },
        { ...pool, role: "decode", parallelism: { ...SINGLE_GPU, tp: 2, pp: 2 } },
      ],
    };
    const workload = { isl: 2000, osl: 400, prefix: 0 };
    const { prediction } = await evaluateDeployment({ predictor, profile }, deployment, workload, {});
    const { concurrency, requestsPerSec, ttftMs, tpotMs } = prediction;
    const inFlight = (requestsPerSec * (ttftMs + tpotMs * (workload.osl - 1))) / 1000;
    expect(relativeError(concurrency, inFlight)).toBeLessThan(0.01);
  });
});
