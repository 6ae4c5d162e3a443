import { describe, expect, it } from "@jest/globals";
import { generateFiles } from "../../src/generate/generate.js";
import { applyMapping, parseGenerateOptions } from "../../src/generate/options/parse.js";
import { DEFAULT_OPTIONS, type JsonObject } from "../../src/generate/options/types.js";
import { parse } from "yaml";
import { documentsOf, neutral } from "./support/neutral.js";
import { allShapes } from "./support/shapes.js";

describe("generator options", () => {
  it("file, then --generator-set, then the flags of their own", () => {
    const options = parseGenerateOptions({
      configText: "K8sConfig:\n  k8s_namespace: file\n  transport: ib\n  k8s_image: mine:1\n",
      sets: ["K8sConfig.k8s_namespace=set", "K8sConfig.transport=efa"],
      namespace: "flag",
    });

    expect(options.k8s).toMatchObject({ namespace: "flag", transport: "efa", image: "mine:1" });
  });

  it.each([
    [
      "K8sConfig.k8s_namespce=x",
      /unknown generator option K8sConfig\.k8s_namespce, did you mean K8sConfig\.k8s_namespace\?/,
    ],
    ["Workers.agg.max_batchsize=3", /did you mean Workers\.agg\.max_batch_size\?/],
    ["K8sConfig.transport=nvlnk", /"nvlnk" is not allowed; expected nvlink, ib, efa; did you mean nvlink\?/],
    ["Workers.agg.max_batch_size=0", /whole number of at least 1/],
    ["Workers.agg.kv_cache_free_gpu_memory_fraction=1.2", /above 0, at most 1/],
    ["ServiceConfig.include_frontend=maybe", /true or false/],
    ["nonsense", /KEY=VALUE is needed/],
    ["__proto__.x=1", /unknown generator option/],
    ["Workers.agg.constructor=1", /unknown generator option/],
  ])("refuses %s with the nearest right word", (set, message) => {
    expect(() => parseGenerateOptions({ sets: [set] })).toThrow(message);
  });

  it.each([
    ["cache", { pvcName: "cache" }],
    ["cache:/m", { pvcName: "cache", pvcMountPath: "/m" }],
    ["cache:/m:qwen", { pvcName: "cache", pvcMountPath: "/m", modelPathInPvc: "qwen" }],
  ])("--model-cache %s", (modelCache, wanted) => {
    expect(parseGenerateOptions({ modelCache }).k8s).toMatchObject(wanted);
  });

  it.each([["cache:m"], [":/m"], ["a:/b:c:d"]])("refuses --model-cache %s", (modelCache) => {
    expect(() => parseGenerateOptions({ modelCache })).toThrow(/NAME\[:MOUNT\[:SUBPATH\]\]/);
  });

  it("refuses an unknown Dynamo version and lists the known ones", () => {
    const [shape] = allShapes();

    expect(() =>
      generateFiles(
        shape!.deployment,
        { isl: 1, osl: 2, prefix: 0 },
        parseGenerateOptions({ dynamoVersion: "v1.3.9" }),
      ),
    ).toThrow(/did you mean 1\.3\.[01]\? known: 1\.6\.1, 1\.6\.0/);
  });

  it("takes any generator_config.yaml of its own back and writes the same files", () => {
    for (const { deployment, isMoe } of allShapes()
      .slice(0, 40)
      .filter((_, index) => index % 7 === 0)) {
      const options = parseGenerateOptions({
        sets: [
          "Workers.decode.max_batch_size=7",
          "K8sConfig.extra_env={A: '1'}",
          "rule=benchmark",
          "K8sConfig.k8s_namespace=prod",
        ],
        dynamoVersion: "1.2.0",
      });
      const first = generateFiles(deployment, { isl: 3000, osl: 300, prefix: 0, isMoe }, options);
      const again = generateFiles(
        deployment,
        { isl: 3000, osl: 300, prefix: 0, isMoe },
        applyMapping(DEFAULT_OPTIONS, parse(first.files.get("generator_config.yaml") ?? "") as JsonObject),
      );

      expect(again.files.get("k8s_deploy.yaml")).toBe(first.files.get("k8s_deploy.yaml"));
    }
  });

  it("Workers overrides win over the rules, and what builds on them follows", () => {
    const shape = allShapes().find(({ title }) => title.startsWith("vllm agg dense tp1"))!;
    const options = parseGenerateOptions({
      sets: [
        "Workers.agg.max_batch_size=100",
        "Workers.agg.kv_cache_free_gpu_memory_fraction=0.85",
        "Workers.agg.enable_chunked_prefill=true",
        "Workers.agg.extra_cli_args=--seed 1",
      ],
    });

    const [, worker] = neutral(
      documentsOf(
        generateFiles(shape.deployment, { isl: 9000, osl: 500, prefix: 0 }, options).files.get(
          "k8s_deploy.yaml",
        ) ?? "",
      ),
    ).workers;

    expect(worker?.flags).toMatchObject({
      "max-num-seqs": "100",
      "max-num-batched-tokens": "10600",
      "gpu-memory-utilization": "0.85",
      "enable-chunked-prefill": "on",
      seed: "1",
    });
  });

  it("keeps the engine's own limits when told", () => {
    const shape = allShapes().find(({ title }) => title.startsWith("trtllm agg dense tp1"))!;

    const file = parse(
      generateFiles(
        shape.deployment,
        { isl: 4000, osl: 500, prefix: 0 },
        parseGenerateOptions({ sets: ["preserve_engine_limits=true"] }),
      ).files.get("agg_config.yaml") ?? "",
    ) as JsonObject;

    expect(Object.keys(file).filter((key) => key.startsWith("max_"))).toEqual([]);
  });

  it("offloads KV blocks where the engine can", () => {
    const withBlocks = (title: string): ReturnType<typeof neutral> => {
      const shape = allShapes().find((one) => one.title.startsWith(title))!;
      const { files } = generateFiles(
        shape.deployment,
        { isl: 4000, osl: 500, prefix: 0 },
        parseGenerateOptions({ sets: ["DynConfig.kvbm_config={cpu_cache_gb: 50}"] }),
      );
      return neutral(documentsOf(files.get("k8s_deploy.yaml") ?? ""));
    };

    const [, decode, prefill] = withBlocks("vllm disagg dense tp1").workers;

    expect(prefill).toMatchObject({
      env: { DYN_KVBM_CPU_CACHE_GB: "50" },
      flags: { "kv-transfer-config": expect.stringContaining("PdConnector") },
    });
    expect(decode?.flags["kv-transfer-config"]).toBe('{"kv_connector":"NixlConnector","kv_role":"kv_both"}');
    expect(withBlocks("vllm agg dense tp1").workers[1]?.flags["kv-transfer-config"]).toContain(
      "DynamoConnector",
    );
    expect(() => withBlocks("sglang agg dense tp1")).toThrow(/no KV block manager/);
  });

  it("never prints a namespace that was not given", () => {
    const shape = allShapes()[0]!;

    const { files } = generateFiles(shape.deployment, { isl: 4000, osl: 500, prefix: 0 });

    expect([...files.values()].join("\n")).not.toMatch(/\bNone\b|undefined|NaN/);
    expect(files.get("bench_run.sh")).toContain("http://0.0.0.0:8000");
    // nothing was predicted: no time to spread the start over
    expect(files.get("bench_run.sh")).not.toContain("ramp");
    expect(files.get("k8s_bench.yaml")).toContain("http://dynamo-agg-frontend:8000");
  });
});
