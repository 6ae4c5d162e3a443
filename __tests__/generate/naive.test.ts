import { parseGenerateOptions } from "../../src/generate/options/parse.js";
import { describe, expect, it } from "@jest/globals";
import { naiveDeployment, naiveFolderName, naiveOptions, parameterCount } from "../../src/generate/naive.js";
import { type ModelNumbers } from "../../src/domain/model-numbers.js";

const QWEN3_32B: ModelNumbers = {
  architecture: "Qwen3ForCausalLM",
  vocab: 151936,
  hidden: 5120,
  layers: 64,
  inter: 25600,
  experts: 0,
  moeInter: 0,
};
const DEEPSEEK_V3: ModelNumbers = {
  architecture: "DeepseekV3ForCausalLM",
  vocab: 129280,
  hidden: 7168,
  layers: 61,
  inter: 18432,
  experts: 256,
  moeInter: 2048,
};
const H200 = {
  backend: "trtllm",
  backendVersion: "1",
  system: "h200_sxm",
  memoryBytes: 151397597184,
  gpusPerNode: 8,
  quant: { gemm: "bfloat16", moe: "bfloat16", kvcache: "bfloat16", fmha: "bfloat16", comm: "half" },
} as const;

describe("naive sizing", () => {
  it("counts parameters as specified", () => {
    expect(parameterCount(QWEN3_32B)).toBe(
      151936 * 5120 + 64 * (4 * 5120 ** 2 + 3 * 5120 * 25600 + 4 * 5120),
    );
    expect(parameterCount(DEEPSEEK_V3) / 1e9).toBeCloseTo(701.6, 0);
  });

  it.each([
    ["a dense model fits one card", QWEN3_32B, 8, { tp: 1 }, 8, true],
    ["experts are split by tensor, at most a node", DEEPSEEK_V3, 16, { tp: 8, moeTp: 8, moeEp: 1 }, 2, false],
    ["the budget caps the worker", DEEPSEEK_V3, 4, { tp: 4 }, 1, false],
  ] as const)("%s", (_title, numbers, totalGpus, sizes, replicas, fits) => {
    const sizing = naiveDeployment({ ...H200, model: "m", numbers, totalGpus });

    expect(sizing.deployment).toMatchObject({
      mode: "agg",
      replicas,
      pools: [{ parallelism: sizes, batchSize: 128 }],
    });
    expect(sizing.fits).toBe(fits);
  });

  it("spreads DeepSeek by data and experts when throughput counts", () => {
    const { deployment } = naiveDeployment({
      ...H200,
      model: "m",
      numbers: DEEPSEEK_V3,
      totalGpus: 16,
      throughput: true,
    });

    expect(deployment.pools[0]?.parallelism).toMatchObject({ tp: 1, dp: 8, moeTp: 1, moeEp: 8 });
  });

  it("calls the deployment after the model unless it is named", () => {
    expect(naiveOptions(parseGenerateOptions({}), "Qwen/Qwen3-32B-FP8").k8s.namePrefix).toBe(
      "qwen-qwen3-32b-fp8",
    );
    expect(
      naiveOptions(parseGenerateOptions({ sets: ["K8sConfig.name_prefix=chat"] }), "m").k8s.namePrefix,
    ).toBe("chat");
  });

  it("disaggregates into one prefill worker and the rest decode", () => {
    const { deployment } = naiveDeployment({
      ...H200,
      model: "Qwen/Qwen3-32B",
      numbers: QWEN3_32B,
      totalGpus: 8,
      mode: "disagg",
    });

    expect(deployment.pools.map(({ role, workers }) => [role, workers])).toEqual([
      ["prefill", 1],
      ["decode", 7],
    ]);
    expect(naiveFolderName(deployment, "012345")).toBe("Qwen_Qwen3-32B_naive_tp1_pp1_012345");
    expect(() =>
      naiveDeployment({ ...H200, model: "m", numbers: QWEN3_32B, totalGpus: 1, mode: "disagg" }),
    ).toThrow(/two workers of 1 GPU do not fit/);
  });
});
