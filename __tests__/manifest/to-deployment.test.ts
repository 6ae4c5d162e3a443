import { describe, expect, it } from "@jest/globals";
import type { Parallelism } from "../../src/domain/deployment.js";
import { provenSystem, suggestedSystem, toDeployment } from "../../src/manifest/to-deployment.js";
import { type MappingFacts } from "../../src/manifest/mapping-facts.js";
import { systemOfInstance, systemOfProduct, systemOfText } from "../../src/manifest/gpu.js";
import { deploymentOf, manifest, workerOf } from "./support/build.js";

const FACTS: MappingFacts = { system: "h200_sxm", backendVersion: "1.0" };
const worker = (module: string, args: string, extra = {}): string =>
  manifest([
    {
      command: `[python3, -m, dynamo.${module}]`,
      args: `- --model\n- org/m\n${args
        .split(" ")
        .filter((word) => word !== "")
        .map((word) => `- "${word}"`)
        .join("\n")}`,
      ...extra,
    },
  ]);
const dense = (tp: number, pp = 1): Parallelism => ({ tp, pp, dp: 1, cp: 1, moeTp: 1, moeEp: 1 });

describe("what the sizes mean to each engine", () => {
  it.each<readonly [string, string, string, boolean | undefined, Parallelism, number]>([
    ["dense", "vllm", "-tp 4 -pp 2", false, dense(4, 2), 1],
    ["dense, data parallel is copies", "vllm", "-tp 2 -dp 4", false, dense(2), 4],
    ["experts split by tensor", "vllm", "-tp 4", true, { tp: 4, pp: 1, dp: 1, cp: 1, moeTp: 4, moeEp: 1 }, 1],
    [
      "experts spread over all ranks",
      "vllm",
      "-tp 2 -dp 4 --enable-expert-parallel",
      true,
      { tp: 2, pp: 1, dp: 4, cp: 1, moeTp: 1, moeEp: 8 },
      1,
    ],
    [
      "the switch alone speaks of experts",
      "vllm",
      "-tp 2 --enable-expert-parallel",
      undefined,
      { tp: 2, pp: 1, dp: 1, cp: 1, moeTp: 1, moeEp: 2 },
      1,
    ],
    [
      "SGLang with DP attention",
      "sglang",
      "--tp 8 --dp 4 --enable-dp-attention --ep 8",
      true,
      { tp: 2, pp: 1, dp: 4, cp: 1, moeTp: 1, moeEp: 8 },
      1,
    ],
    [
      "SGLang without DP attention: replicas",
      "sglang",
      "--tp 2 --dp 4",
      true,
      { tp: 2, pp: 1, dp: 1, cp: 1, moeTp: 2, moeEp: 1 },
      4,
    ],
    [
      "SGLang with DeepEP",
      "sglang",
      "--tp 8 --dp 8 --enable-dp-attention --moe-a2a-backend deepep",
      true,
      { tp: 1, pp: 1, dp: 8, cp: 1, moeTp: 1, moeEp: 8 },
      1,
    ],
    [
      "TensorRT-LLM with attention DP",
      "trtllm",
      "--tensor-parallel-size 8 --enable-attention-dp --expert-parallel-size 4",
      true,
      { tp: 1, pp: 1, dp: 8, cp: 1, moeTp: 2, moeEp: 4 },
      1,
    ],
    [
      "TensorRT-LLM without",
      "trtllm",
      "--tensor-parallel-size 8 --expert-parallel-size 8",
      true,
      { tp: 8, pp: 1, dp: 1, cp: 1, moeTp: 1, moeEp: 8 },
      1,
    ],
  ])("%s (%s)", (_name, module, args, isMoe, parallelism, copies) => {
    const { deployment } = toDeployment(deploymentOf(worker(module, args, { replicas: "3" })), {
      ...FACTS,
      ...(isMoe !== undefined && { isMoe }),
    });
    expect(deployment?.pools[0]?.parallelism).toEqual(parallelism);
    expect(deployment?.replicas).toBe(3 * copies);
  });

  it.each([
    [
      "vllm",
      "--max-num-seqs 64 --max-num-batched-tokens 8k --max-model-len 9000 --gpu-memory-utilization 0.9 --no-enable-prefix-caching",
      { maxBatchSize: 64, maxNumTokens: 8000, maxSeqLen: 9000, memFraction: 0.9, prefixCaching: false },
    ],
    [
      "sglang",
      "--tp 4 --dp 4 --enable-dp-attention --max-running-requests 128 --chunked-prefill-size 8192",
      { maxBatchSize: 32, maxNumTokens: 2048, chunkedPrefill: true },
    ],
    [
      "sglang",
      "--chunked-prefill-size -1 --max-prefill-tokens 4096",
      { maxNumTokens: 4096, chunkedPrefill: false },
    ],
    [
      "trtllm",
      "--max-batch-size 8 --max-num-tokens 64 --free-gpu-memory-fraction 0.8",
      { maxBatchSize: 8, maxNumTokens: 64, memFraction: 0.8 },
    ],
  ])("limits of %s count one attention rank: %s", (module, args, settings) => {
    expect(
      toDeployment(deploymentOf(worker(module, args)), { ...FACTS, isMoe: true }).deployment?.pools[0]
        ?.settings,
    ).toEqual(settings);
  });

  it("prefill and decode pools keep their counts and systems", () => {
    const text = manifest([
      {
        name: "P",
        subType: "prefill",
        replicas: "10",
        command: "[python3, -m, dynamo.vllm]",
        args: "- --model\n- org/m",
      },
      {
        name: "D",
        subType: "decode",
        replicas: "3",
        command: "[python3, -m, dynamo.vllm]",
        args: "- --model\n- org/m\n- -tp\n- 2",
      },
    ]);
    const { deployment } = toDeployment(deploymentOf(text), { ...FACTS, decodeSystem: "b200_sxm" });
    expect(deployment).toMatchObject({
      mode: "disagg",
      replicas: 1,
      pools: [
        { role: "prefill", workers: 10, system: "h200_sxm" },
        { role: "decode", workers: 3, system: "b200_sxm" },
      ],
    });
  });

  it("drafts are predicted only with a known acceptance", () => {
    const text = worker("vllm", "").replace(
      "- org/m\n",
      `- org/m\n            - --speculative-config\n            - '{"method":"mtp","num_speculative_tokens":3}'\n`,
    );
    expect(toDeployment(deploymentOf(text), FACTS)).toMatchObject({
      assumptions: expect.arrayContaining([expect.stringContaining("accept-length")]),
    });
    expect(toDeployment(deploymentOf(text), { ...FACTS, acceptLength: 2.7 }).deployment?.speculation).toEqual(
      { nextn: 3, accepted: expect.closeTo(1.7, 9) },
    );
  });

  it.each([
    ["fp8_e4m3", { kvcache: "fp8" }],
    ["auto", {}],
    ["bf16", { kvcache: "bfloat16" }],
  ])("KV cache %s", (dtype, quant) => {
    expect(
      toDeployment(deploymentOf(worker("sglang", `--kv-cache-dtype ${dtype}`)), FACTS).deployment?.quant,
    ).toEqual(quant);
  });

  it("fp8 at load time changes a checkpoint that is not quantized", () => {
    const deployment = deploymentOf(worker("vllm", "--quantization fp8"));
    expect(toDeployment(deployment, { ...FACTS, checkpointQuantized: false }).deployment?.quant).toEqual({
      gemm: "fp8",
      moe: "fp8",
    });
    expect(toDeployment(deployment, { ...FACTS, checkpointQuantized: true }).deployment?.quant).toEqual({});
  });

  it.each([
    ["the GPU type", worker("vllm", ""), { backendVersion: "1" }, "system"],
    ["the model", worker("vllm", "").replace("--model", "--other"), FACTS, "model"],
    ["replicas", worker("vllm", "", { replicas: "0" }), FACTS, "replicas"],
    [
      "an engine file with the sizes of several GPUs",
      worker("trtllm", "--extra-engine-args engine.yaml", { gpu: "4" }),
      FACTS,
      "unresolved",
    ],
    ["an unresolved size", worker("vllm", "-tp $X"), FACTS, "unresolved"],
    ["sizes that do not divide", worker("sglang", "--tp 4 --dp 3 --enable-dp-attention"), FACTS, "tp"],
    ["the other pool", worker("vllm", "--disaggregation-mode prefill"), FACTS, "decode"],
    ["an engine that is not covered", worker("mocker", ""), FACTS, "supported"],
  ])("says that %s is missing", (_name, text, facts, name) => {
    const { deployment, missing } = toDeployment(deploymentOf(text), facts);
    expect(deployment).toBeUndefined();
    expect(missing.map((one) => one.name)).toContain(name);
    for (const { message } of missing) expect(message).toMatch(/\.$|\d|\)/);
  });
});

describe("GPU types", () => {
  it.each([
    ["NVIDIA-H200", "h200_sxm"],
    ["NVIDIA-H100-80GB-HBM3", "h100_sxm"],
    ["NVIDIA-H100-80GB-HBM3-SHARED", "h100_sxm"],
    ["NVIDIA-H100-PCIe", "h100_pcie"],
    ["NVIDIA-B200", "b200_sxm"],
    ["NVIDIA-GB200", "gb200"],
    ["NVIDIA-GB300", "gb300"],
    ["NVIDIA-L40S", "l40s"],
    ["NVIDIA-A100-SXM4-80GB", "a100_sxm"],
    ["NVIDIA-H200-NVL", "h200_nvl"],
    ["Tesla-V100", undefined],
  ])("product %s is %s", (product, system) => {
    expect(systemOfProduct(product)).toBe(system);
  });

  it.each([
    ["p5.48xlarge", "h100_sxm"],
    ["p5en.48xlarge", "h200_sxm"],
    ["p6-b200.48xlarge", "b200_sxm"],
    ["ml.g6e.4xlarge", "l40s"],
    ["a3-ultragpu-8g", "h200_sxm"],
    ["Standard_ND96isr_H200_v5", "h200_sxm"],
    ["m5.large", undefined],
  ])("instance type %s is %s", (instance, system) => {
    expect(systemOfInstance(instance)).toBe(system);
  });

  it("labels and names only suggest", () => {
    expect(systemOfText("agg-h200-chat")).toBe("h200_sxm");
    expect(systemOfText("gh2000")).toBeUndefined();
    const hinted = workerOf(worker("vllm", "", { pod: "nodeSelector: {nodepool: h100}" }));
    expect([provenSystem(hinted), suggestedSystem(hinted)?.system]).toEqual([undefined, "h100_sxm"]);
    const proven = workerOf(
      worker("vllm", "", {
        pod: "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: nvidia.com/gpu.product, operator: In, values: [NVIDIA-B200]}]}]}}}",
      }),
    );
    expect(provenSystem(proven)?.system).toBe("b200_sxm");
    expect(
      toDeployment(
        deploymentOf(worker("vllm", "", { pod: "nodeSelector: {nvidia.com/gpu.product: NVIDIA-B200}" })),
        { backendVersion: "1", defaultSystem: "h200_sxm" },
      ).deployment?.pools[0]?.system,
    ).toBe("b200_sxm");
  });
});
