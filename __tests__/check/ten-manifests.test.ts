import { beforeAll, describe, expect, it } from "@jest/globals";
import {
  SINGLE_GPU,
  type Backend,
  type Deployment,
  type Role,
  type WorkerPool,
} from "../../src/domain/deployment.js";
import type { DeploymentReview } from "../../src/domain/review.js";
import { statesLoad } from "../../src/domain/workload.js";
import { generateFiles } from "../../src/generate/generate.js";
import { DEFAULT_OPTIONS } from "../../src/generate/options/types.js";
import { checkDeps, checkManifest, type Told } from "../support/check-manifest.js";

/** A team's manifest: engine, Dynamo release (the older one has v1alpha1), model, workers, and what its policy says. */
type Row = readonly [
  name: string,
  backend: Backend,
  dynamo: "1.1.0" | "1.3.0",
  model: string,
  pools: readonly (readonly [role: Role, workers: number, tp: number, batch: number])[],
  told: Told,
];

const QWEN = "Qwen/Qwen3-32B-FP8";
const LLAMA = "meta-llama/Meta-Llama-3.1-70B";
const CHAT = { isl: 4000, osl: 500, ttftMs: 1500, tpotMs: 25 };
const ROWS: readonly Row[] = [
  ["trtllm agg, no load", "trtllm", "1.1.0", QWEN, [["agg", 4, 4, 40]], CHAT],
  [
    "trtllm agg, a load that it carries easily",
    "trtllm",
    "1.3.0",
    QWEN,
    [["agg", 8, 2, 32]],
    { ...CHAT, concurrency: 48 },
  ],
  [
    "trtllm disagg, no load",
    "trtllm",
    "1.3.0",
    QWEN,
    [
      ["prefill", 4, 2, 1],
      ["decode", 2, 4, 64],
    ],
    CHAT,
  ],
  ["vLLM agg, no load", "vllm", "1.1.0", QWEN, [["agg", 4, 2, 64]], CHAT],
  [
    "vLLM agg, a load far beyond it",
    "vllm",
    "1.3.0",
    LLAMA,
    [["agg", 2, 4, 128]],
    { ...CHAT, concurrency: 400 },
  ],
  [
    "vLLM disagg, no load",
    "vllm",
    "1.1.0",
    LLAMA,
    [
      ["prefill", 2, 4, 1],
      ["decode", 1, 8, 48],
    ],
    { ...CHAT, ttftMs: 3000, tpotMs: 40 },
  ],
  [
    "vLLM disagg, a small load",
    "vllm",
    "1.3.0",
    QWEN,
    [
      ["prefill", 2, 4, 1],
      ["decode", 2, 4, 64],
    ],
    { ...CHAT, ttftMs: 2500, concurrency: 24 },
  ],
  ["SGLang agg, no load", "sglang", "1.3.0", QWEN, [["agg", 4, 4, 64]], CHAT],
  [
    "SGLang agg, a load near its limit",
    "sglang",
    "1.1.0",
    QWEN,
    [["agg", 4, 2, 64]],
    { ...CHAT, concurrency: 96 },
  ],
  [
    "SGLang disagg, no load",
    "sglang",
    "1.1.0",
    QWEN,
    [
      ["prefill", 2, 4, 1],
      ["decode", 1, 8, 96],
    ],
    { ...CHAT, ttftMs: 2500 },
  ],
];

async function reviewOf([, backend, dynamoVersion, model, shapes, told]: Row): Promise<DeploymentReview> {
  const system = "h200_sxm";
  const pools = shapes.map(([role, workers, tp, batchSize]): WorkerPool => {
    const settings = { maxBatchSize: batchSize, ...(role === "agg" ? { maxNumTokens: 8192 } : {}) };
    return {
      role,
      system,
      parallelism: { ...SINGLE_GPU, tp },
      workers: role === "agg" ? 1 : workers,
      batchSize,
      settings,
    };
  });
  const { quant } = await (await checkDeps()).predictor.facts({ model, backend, system });
  const deployment: Deployment = {
    ...{ model, backend, backendVersion: "current", quant, pools },
    mode: pools.length > 1 ? "disagg" : "agg",
    replicas: pools.length > 1 ? 1 : shapes[0]![1],
  };
  const { files } = generateFiles(
    deployment,
    { isl: 4000, osl: 500, prefix: 0 },
    { ...DEFAULT_OPTIONS, dynamoVersion },
  );
  return checkManifest(files.get("k8s_deploy.yaml")!, told);
}

describe("ten manifests of teams", () => {
  let reviews: readonly DeploymentReview[];
  beforeAll(async () => {
    reviews = await Promise.all(ROWS.map(reviewOf));
  }, 120_000);

  it("get an answer: at most two are too close to call, at a load that was stated and neither likely nor unlikely", () => {
    const open = reviews.filter(({ verdict }) => verdict === "too-close");

    expect(open.length).toBeLessThanOrEqual(2);
    for (const { workload, proposed } of open) {
      expect(statesLoad(workload!)).toBe(true);
      expect(proposed!.prediction.pSla).toBeGreaterThan(0.2);
      expect(proposed!.prediction.pSla).toBeLessThan(0.8);
    }
  });

  it("pass where they carry a load as surely as was asked, fail where they surely do not", () => {
    for (const { verdict, proposed, workload } of reviews) {
      const chance = proposed!.prediction.pSla!;
      if (verdict === "pass") expect(chance).toBeGreaterThanOrEqual(0.8);
      if (verdict === "fail") expect(chance).toBeLessThanOrEqual(0.2);
      if (!statesLoad(workload!)) expect(verdict).toBe("pass");
    }
    expect(new Set(reviews.map(({ verdict }) => verdict)).has("fail")).toBe(true);
  });
});
