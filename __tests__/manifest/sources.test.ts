import { describe, expect, it } from "@jest/globals";
import { parseManifest } from "../../src/manifest/parse.js";
import type { WorkloadFacts } from "../../src/manifest/types.js";
import { deploymentOf, manifest } from "./support/build.js";

function plain(facts: WorkloadFacts | undefined): Record<string, unknown> {
  const entries = Object.entries(facts ?? {}).filter(
    ([, one]) => typeof one === "object" && one !== null && "origin" in one,
  );
  return Object.fromEntries(entries.map(([key, one]) => [key, (one as { value: unknown }).value]));
}

const sources = (text: string) => parseManifest(text, { file: "deploy.yaml" }).workloads;
const WORKER = { command: "[python3, -m, dynamo.vllm]", args: "- --model\n- org/m" };

describe("load and limits that files state", () => {
  it("annotations with our prefix, each with its place", () => {
    const text = manifest([WORKER], {
      annotations:
        'dynamo-advisor.dev/isl: "4000"\ndynamo-advisor.dev/ttft-ms: "600.5"\ndynamo-advisor.dev/system: h200_sxm\ndynamo-advisor.dev/ignore: "true"\ndynamo-advisor.dev/itl: "3"\nother/isl: "1"',
    });
    const { annotations } = deploymentOf(text);
    expect(plain(annotations)).toEqual({ isl: 4000, ttftMs: 600.5, system: "h200_sxm", ignore: true });
    expect(annotations.ttftMs?.origin).toMatchObject({ how: "annotation", position: { line: 7 } });
    expect(parseManifest(text, { file: "x" }).findings).toContainEqual(
      expect.objectContaining({ rule: "annotation-unknown", position: { line: 10, column: 5 } }),
    );
  });

  it.each([
    [
      "v1beta1",
      "apiVersion: nvidia.com/v1beta1\nkind: DynamoGraphDeploymentRequest\nmetadata: {name: r}\nspec:\n  model: org/m\n  backend: auto\n  workload: {isl: 3000, osl: 150, concurrency: 12, requestRate: null}\n  sla: {ttft: 500, e2eLatency: 9000}\n  hardware: {gpuSku: gb200_sxm, totalGpus: 8, numGpusPerNode: 4}\n  features: {planner: {itl_ms: 40}}",
      {
        model: "org/m",
        backend: "auto",
        isl: 3000,
        osl: 150,
        concurrency: 12,
        ttftMs: 500,
        e2eMs: 9000,
        tpotMs: 40,
        totalGpus: 8,
        gpusPerNode: 4,
        system: "gb200",
      },
    ],
    [
      "v1alpha1 in camel case",
      'apiVersion: nvidia.com/v1alpha1\nkind: DynamoGraphDeploymentRequest\nmetadata: {name: r}\nspec:\n  model: org/m\n  profilingConfig:\n    config:\n      sla: {isl: 1, osl: 2, ttft: 3.0, itl: 4}\n      sweep: {aicSystem: h200_sxm, aicBackendVersion: "1.0"}\n      hardware: {numGpusPerNode: 8}',
      {
        model: "org/m",
        isl: 1,
        osl: 2,
        ttftMs: 3,
        tpotMs: 4,
        system: "h200_sxm",
        backendVersion: "1.0",
        gpusPerNode: 8,
      },
    ],
    [
      "v1alpha1 in snake case",
      "apiVersion: nvidia.com/v1alpha1\nkind: DynamoGraphDeploymentRequest\nmetadata: {name: r}\nspec:\n  profilingConfig:\n    config:\n      sweep: {aic_system: h100_sxm}\n      hardware: {num_gpus_per_node: 8}",
      { system: "h100_sxm", gpusPerNode: 8 },
    ],
  ])("a request of %s", (_name, text, expected) => {
    const [source] = sources(text);
    expect(source?.kind).toBe("dgdr");
    expect(plain(source)).toEqual(expected);
  });

  it.each([
    [
      "older flags",
      'args: [--ttft=100, --itl, "10", --isl=3000, --osl=150]',
      { ttftMs: 100, tpotMs: 10, isl: 3000, osl: 150 },
    ],
    [
      "JSON",
      `args: [--config, '{"ttft_ms": 2000, "itl_ms": 50, "isl": 10, "model_name": "\${M}"}']`,
      { ttftMs: 2000, tpotMs: 50, isl: 10 },
    ],
    [
      "a mounted file",
      "args: [--config, /p/plan.yaml]\n          volumeMounts: [{name: p, mountPath: /p}]\n        volumes: [{name: p, configMap: {name: plan}}]",
      { ttftMs: 7, osl: 9 },
    ],
  ])("a planner with %s", (_name, lines, expected) => {
    const text = `${manifest([WORKER])}    Planner:
      componentType: planner
      extraPodSpec:
        mainContainer:
          image: i
          command: [python3, -m, dynamo.planner]
          ${lines}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: plan}
data:
  plan.yaml: "ttft: 7\\nosl: 9\\n"
`;
    const [source] = sources(text);
    expect(source).toMatchObject({ kind: "planner", name: "Planner", deployment: "demo" });
    expect(plain(source)).toEqual(expected);
  });

  const job = (env: string, script = "run"): string => `apiVersion: batch/v1
kind: Job
metadata: {name: bench}
spec:
  template:
    spec:
      containers:
      - name: b
        command: [/bin/bash, -c]
        args:
        - |
${script
  .split("\n")
  .map((line) => `          ${line}`)
  .join("\n")}
        env: [${env}]
`;

  it.each([
    [
      "variables",
      job(
        '{name: ISL, value: "8192"}, {name: OSL, value: "1024"}, {name: CONCURRENCIES, value: "1 8 64"}, {name: TARGET_MODEL, value: org/m}',
      ),
      { isl: 8192, osl: 1024, model: "org/m" },
      [1, 8, 64],
    ],
    [
      "per GPU",
      job('{name: CONCURRENCY_PER_GPU, value: "16"}, {name: DEPLOYMENT_GPU_COUNT, value: "4"}'),
      { concurrency: 64 },
      [64],
    ],
    [
      "AIPerf flags",
      job(
        "",
        'aiperf profile --model org/m --isl 4000 --output-tokens-mean 500 --concurrency 160 --request-rate 2.5 --goodput "time_to_first_token:500 inter_token_latency:30"',
      ),
      { model: "org/m", isl: 4000, osl: 500, concurrency: 160, requestRate: 2.5, ttftMs: 500, tpotMs: 30 },
      [160],
    ],
    [
      "a replayed trace",
      job(
        '{name: CONCURRENCY, value: "64"}, {name: ISL, value: "1"}',
        'aiperf profile --isl 8000 --concurrency 1\naiperf profile --input-file "$TRACE" --concurrency "$CONCURRENCY"',
      ),
      { concurrency: 64 },
      [64],
    ],
  ])("a benchmark with %s", (_name, text, expected, concurrencies) => {
    const [source] = sources(text);
    expect(source).toMatchObject({ kind: "perf-job", name: "bench", concurrencies });
    expect(plain(source)).toEqual(expected);
  });

  it("a Job that benchmarks nothing is no source", () => {
    expect(sources(job("{name: X, value: y}", "echo hello"))).toEqual([]);
  });
});
