import { describe, expect, it } from "@jest/globals";
import type { Backend, Deployment, Parallelism, Role, WorkerPool } from "../../src/domain/deployment.js";
import { generateFiles } from "../../src/generate/generate.js";
import { DEFAULT_OPTIONS } from "../../src/generate/options/types.js";
import { differenceOf } from "../../src/manifest/edits/verify.js";
import { parseManifest } from "../../src/manifest/parse.js";
import { toDeployment } from "../../src/manifest/to-deployment.js";

const dense = (tp: number): Parallelism => ({ tp, pp: 1, dp: 1, cp: 1, moeTp: 1, moeEp: 1 });
const pool = (role: Role, parallelism: Parallelism, workers: number, batchSize: number): WorkerPool => ({
  role,
  system: "h200_sxm",
  parallelism,
  workers,
  batchSize,
  settings: {},
});

const wide: Parallelism = { tp: 1, pp: 1, dp: 8, cp: 1, moeTp: 1, moeEp: 8 };
const CASES: readonly (readonly [string, boolean, readonly WorkerPool[]])[] = [
  ["aggregated", false, [pool("agg", dense(4), 1, 40)]],
  ["disaggregated", false, [pool("prefill", dense(1), 10, 1), pool("decode", dense(2), 3, 64)]],
  ["experts with attention DP", true, [pool("agg", wide, 1, 32)]],
  [
    "experts, disaggregated",
    true,
    [pool("prefill", { ...dense(4), moeTp: 4 }, 4, 1), pool("decode", wide, 2, 64)],
  ],
];

describe("manifests that we write are read back exactly", () => {
  const rows = (["trtllm", "vllm", "sglang"] as const).flatMap((backend) =>
    CASES.map(([name, isMoe, pools]) => ({ backend, name, isMoe, pools })),
  );

  const split: Parallelism = { ...dense(1), cp: 4 };
  const sglang = [
    { backend: "sglang", name: "prompts split over GPUs", isMoe: false, pools: [pool("agg", split, 1, 8)] },
    {
      backend: "sglang",
      name: "prompts split over GPUs in prefill, experts",
      isMoe: true,
      pools: [pool("prefill", { ...split, moeTp: 2, moeEp: 2 }, 1, 1), pool("decode", wide, 1, 8)],
    },
  ] as const;

  it.each([...rows, ...sglang])("$backend, $name", ({ backend, isMoe, pools }) => {
    const deployment: Deployment = {
      model: isMoe ? "Qwen/Qwen3-235B-A22B-FP8" : "Qwen/Qwen3-32B-FP8",
      backend: backend satisfies Backend,
      backendVersion: "current",
      mode: pools.length === 1 ? "agg" : "disagg",
      replicas: pools.length === 1 ? 4 : 1,
      pools,
      quant: {},
    };
    const made = generateFiles(deployment, { isl: 4000, osl: 500, prefix: 0, isMoe }, DEFAULT_OPTIONS);
    const text = made.files.get("k8s_deploy.yaml") ?? "";
    const parsed = parseManifest(text, { file: "k8s_deploy.yaml" });
    const [read] = parsed.deployments;
    const mapped = read && toDeployment(read, { system: "h200_sxm", backendVersion: "current", isMoe });
    expect(mapped?.missing).toEqual([]);
    expect(mapped?.deployment && differenceOf(mapped.deployment, made.deployment)).toBeUndefined();
    expect(mapped?.deployment?.model).toBe(deployment.model);
    expect(parsed.findings.filter((one) => one.severity !== "notice")).toEqual([]);
  });
});
