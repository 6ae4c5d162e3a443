import { describe, expect, it } from "@jest/globals";
import type { Backend, Deployment } from "../../src/domain/deployment.js";
import { startableLayout } from "../../src/search/startable-layout.js";
import { testPredictor } from "../support/perf.js";

/** moeTp × moeEp of a worker of eight GPUs once it can start. */
async function laidOut(model: string, backend: Backend, moeTp: number): Promise<readonly number[]> {
  const sizes = { tp: 8, pp: 1, dp: 1, cp: 1, moeTp, moeEp: moeTp === 1 ? 1 : 8 / moeTp };
  const deployment: Deployment = {
    ...{ model, backend, backendVersion: "current", mode: "agg", replicas: 1, quant: {} },
    pools: [{ role: "agg", system: "h200_sxm", parallelism: sizes, workers: 1, batchSize: 64, settings: {} }],
  };
  const context = { model, system: "h200_sxm", backend };
  const { pools } = await startableLayout(await testPredictor(), context, deployment);
  return [pools[0]!.parallelism.moeTp, pools[0]!.parallelism.moeEp];
}

describe("experts are cut where the engine can start so, else whole", () => {
  it.each<[string, Backend, number, readonly number[]]>([
    ["Qwen/Qwen3-235B-A22B-FP8", "vllm", 8, [1, 8]],
    ["Qwen/Qwen3-235B-A22B-FP8", "sglang", 8, [1, 8]],
    ["Qwen/Qwen3-235B-A22B-FP8", "trtllm", 8, [1, 8]],
    ["Qwen/Qwen3-235B-A22B-FP8", "vllm", 4, [4, 2]],
    ["Qwen/Qwen3-235B-A22B", "vllm", 8, [8, 1]],
    ["Qwen/Qwen3-32B-FP8", "vllm", 1, [1, 1]],
  ])("%s, %s, cut in %i", async (model, backend, moeTp, expected) => {
    expect(await laidOut(model, backend, moeTp)).toEqual(expected);
  });
});
