import { describe, expect, it } from "@jest/globals";
import { parseManifest } from "../../src/manifest/parse.js";
import { deploymentOf, findingsOf, manifest, values, workerOf } from "./support/build.js";
import { ownFixture } from "./support/own.js";

const CONFIG = (yaml: string, key = "config.yaml"): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: engine\ndata:\n  ${key}: |\n${yaml
    .split("\n")
    .map((line) => `    ${line}`)
    .join("\n")}\n`;
const MOUNT = {
  pod: "volumes:\n  - name: e\n    configMap: {name: engine}",
  container: "volumeMounts:\n  - {name: e, mountPath: /engine}",
};
const trt = (args: string, rest: Parameters<typeof manifest>[1] = {}, more = {}): string =>
  manifest(
    [
      {
        image: "registry.example/tensorrtllm-runtime:1.3.0",
        command: "[python3, -m, dynamo.trtllm]",
        args,
        ...MOUNT,
        ...more,
      },
    ],
    rest,
  );

describe("where engine settings live, and which wins", () => {
  it("TensorRT-LLM: override beats file beats flag beats variable", () => {
    const text = trt(
      '- --model-path\n- org/m\n- --extra-engine-args\n- /engine/config.yaml\n- --max-batch-size\n- 8\n- --max-seq-len\n- 100\n- --override-engine-args\n- \'{"max_num_tokens": 1, "kv_cache_config": {"dtype": "auto"}}\'',
      {
        after: CONFIG(
          "max_batch_size: 16\nmax_num_tokens: 2\nkv_cache_config:\n  dtype: fp8\n  free_gpu_memory_fraction: 0.7",
        ),
      },
      {
        env: '- {name: DYN_TRTLLM_MAX_SEQ_LEN, value: "9"}\n- {name: DYN_TRTLLM_TENSOR_PARALLEL_SIZE, value: "4"}',
      },
    );
    expect(values(workerOf(text))).toMatchObject({
      maxTokens: 1,
      kvDtype: "auto",
      memFraction: 0.7,
      maxBatch: 16,
      maxSeqLen: 100,
      tp: 4,
    });
    const line = text.split("\n").indexOf("    max_batch_size: 16") + 1;
    expect(workerOf(text).settings.maxBatch).toMatchObject({
      origin: { how: "config-map", name: "max_batch_size", position: { line, column: 21 } },
      overridden: [{ value: 8, origin: { how: "flag" } }],
    });
    expect(findingsOf(text).filter(([rule]) => rule === "setting-disagrees")).toHaveLength(4);
  });

  it.each([
    [
      "SGLang",
      "dynamo.sglang",
      "- --model-path\n- org/m\n- --config\n- /engine/config.yaml\n- --tp\n- 2",
      "tp-size: 8\nmax-running-requests: 7\nenable-dp-attention: true\ndisable-radix-cache: true",
      { tp: 2, maxBatch: 7, attentionDp: true, prefixCaching: false },
    ],
    [
      "vLLM",
      "dynamo.vllm",
      "- --model\n- org/m\n- --config=/engine/config.yaml\n- -tp\n- 2",
      "tensor_parallel_size: 8\nmax-num-seqs: 7\nenable-prefix-caching: false\nspeculative-config:\n  method: mtp\n  num_speculative_tokens: 2",
      { tp: 2, maxBatch: 7, prefixCaching: false, speculative: { method: "mtp", numTokens: 2 } },
    ],
  ])("%s: flags beat the file", (_name, module, args, yaml, expected) => {
    expect(
      values(
        workerOf(
          manifest([{ command: `[python3, -m, ${module}]`, args, ...MOUNT }], { after: CONFIG(yaml) }),
        ),
      ),
    ).toMatchObject(expected);
  });

  it("dotted flags are engine keys", () => {
    expect(
      values(
        workerOf(
          trt("- --model\n- org/m\n- --trtllm.kv_cache_config.dtype\n- fp8\n- --trtllm.max_batch_size=3"),
        ),
      ),
    ).toMatchObject({ kvDtype: "fp8", maxBatch: 3 });
  });

  it("inner limits of the same name are other keys", () => {
    const worker = deploymentOf(ownFixture("trtllm-agg-configmap.yaml")).workers[0];
    expect(worker && values(worker)).toMatchObject({
      tp: 4,
      ep: 4,
      attentionDp: true,
      maxBatch: 128,
      maxTokens: 8192,
      kvDtype: "fp8",
      memFraction: 0.8,
      prefixCaching: false,
      cudaGraphSizes: [1, 64, 128],
      speculative: { method: "MTP", numTokens: 2 },
    });
  });

  it("older engine files nest the limits", () => {
    expect(
      values(
        workerOf(
          trt("- --extra-engine-args\n- /engine/config.yaml", {
            after: CONFIG("build_config:\n  max_batch_size: 5\n  max_num_tokens: 6\n  max_seq_len: 7"),
          }),
        ),
      ),
    ).toMatchObject({ maxBatch: 5, maxTokens: 6, maxSeqLen: 7 });
  });

  it.each([
    [
      "subPath",
      "volumes:\n  - name: e\n    configMap: {name: engine}",
      "volumeMounts:\n  - {name: e, mountPath: /x/a.yaml, subPath: config.yaml}",
      "/x/a.yaml",
    ],
    [
      "items",
      "volumes:\n  - name: e\n    configMap: {name: engine, items: [{key: config.yaml, path: deep/a.yaml}]}",
      "volumeMounts:\n  - {name: e, mountPath: /x}",
      "/x/deep/a.yaml",
    ],
    [
      "projected",
      "volumes:\n  - name: e\n    projected: {sources: [{configMap: {name: engine}}]}",
      "volumeMounts:\n  - {name: e, mountPath: /x/}",
      "/x/config.yaml",
    ],
    [
      "relative path",
      "volumes:\n  - name: e\n    configMap: {name: engine}",
      "workingDir: /w\nvolumeMounts:\n  - {name: e, mountPath: /w/x}",
      "./x/config.yaml",
    ],
  ])("finds a mounted file by %s", (_name, pod, container, path) => {
    expect(
      values(
        workerOf(
          trt(`- --extra-engine-args\n- ${path}`, { after: CONFIG("max_batch_size: 5") }, { pod, container }),
        ),
      ),
    ).toEqual({ maxBatch: 5 });
  });

  it("a here-document is a file, also with tabs and variables", () => {
    const script =
      "- |\n  N=6\n  cat > /tmp/e.yaml <<EOF\n  tensor_parallel_size: 2\n  max_batch_size: $N\n  EOF\n  exec python3 -m dynamo.trtllm --model org/m --extra-engine-args /tmp/e.yaml";
    const text = manifest([{ command: "[bash, -c]", args: script }]);
    expect(values(workerOf(text))).toMatchObject({ tp: 2, maxBatch: 6 });
    const tp = workerOf(text).settings.tp?.origin;
    expect(text.slice(tp?.range?.start, tp?.range?.end)).toBe("2");
    expect(tp?.how).toBe("here-doc");
  });

  it.each([
    ["inside the image", "- --extra-engine-args\n- engine_configs/agg.yaml", "is a file inside the image"],
    [
      "in a ConfigMap that is not here",
      "- --extra-engine-args\n- /engine/config.yaml",
      "ConfigMap engine, which is not in this file",
    ],
  ])("an engine file %s is said to be unknown", (_name, args, reason) => {
    const text = trt(args);
    expect(workerOf(text).unresolved[0]?.reason).toContain(reason);
    expect(findingsOf(text).map(([rule]) => rule)).toContain("engine-file-missing");
  });

  it("a ConfigMap of a file beside it is found and not edited there", () => {
    const { deployments } = parseManifest(trt("- --extra-engine-args\n- /engine/config.yaml"), {
      file: "a/deploy.yaml",
      siblings: [{ file: "a/config.yaml", text: CONFIG("max_batch_size: 5") }],
    });
    expect(deployments[0]?.workers[0]?.settings.maxBatch).toMatchObject({
      value: 5,
      origin: { file: "a/config.yaml", position: { line: 7, column: 21 } },
    });
  });

  it.each([
    [
      "invalid YAML in the engine file",
      CONFIG("a: [1\nb: 2"),
      "- --extra-engine-args\n- /engine/config.yaml",
      "engine-file-syntax",
    ],
    ["invalid JSON in a flag", CONFIG("a: 1"), "- --override-engine-args\n- '{\"a\": }'", "json-syntax"],
    ["a word where a number belongs", CONFIG("a: 1"), "- --max-batch-size\n- many", "flag-value-invalid"],
  ])("%s is a finding on its line", (_name, after, args, rule) => {
    expect(findingsOf(trt(args, { after })).map(([found]) => found)).toContain(rule);
  });

  it.each([
    ["8k", 8000],
    ["1K", 1024],
    ["2m", 2_000_000],
    ["1M", 1_048_576],
    ["1.5k", 1500],
    ["131072", 131_072],
    ["auto", undefined],
    ["-1", undefined],
  ])("vLLM length %s is %s", (text, value) => {
    expect(
      workerOf(
        manifest([
          {
            command: "[python3, -m, dynamo.vllm]",
            args: `- --model\n- org/m\n- --max-model-len\n- "${text}"`,
          },
        ]),
      ).settings.maxSeqLen?.value,
    ).toBe(value);
  });

  it.each([
    ["dynamo.sglang", "--tp", "tp"],
    ["dynamo.sglang", "--dp", "dp"],
    ["dynamo.sglang", "--ep", "ep"],
    ["dynamo.sglang", "--mem-fraction", "memFraction"],
    ["dynamo.sglang", "--max-running", "maxBatch"],
    ["dynamo.vllm", "-dp", "dp"],
    ["dynamo.vllm", "--data_parallel_size", "dp"],
    ["dynamo.trtllm", "--expert-parallel-size", "ep"],
  ])("%s knows %s", (module, flag, key) => {
    expect(
      values(
        workerOf(
          manifest([{ command: `[python3, -m, ${module}]`, args: `- --model\n- org/m\n- ${flag}\n- 1` }]),
        ),
      )[key],
    ).toBe(1);
  });

  it("identity comes from the served name or the cache path when the model is a local path", () => {
    const named = (args: string): string | undefined =>
      deploymentOf(manifest([{ command: "[python3, -m, dynamo.vllm]", args }])).model?.value;
    expect(named("- --model\n- /models/x\n- --served-model-name\n- org/m")).toBe("org/m");
    expect(named("- --model\n- /hub/models--org--m/snapshots/abc")).toBe("org/m");
    expect(named("- --model\n- org/m\n- --served-model-name\n- alias")).toBe("org/m");
    expect(named("- --model\n- /models/x")).toBe("/models/x");
  });

  it.each([
    ["registry.example/vllm-runtime:1.3.0", "1.3.0", "0.24.0"],
    ["registry.example/vllm-runtime:1.3.0-efa", "1.3.0", "0.24.0"],
    ["registry.example/vllm-runtime:0.8.1@sha256:abc", "0.8.1", "0.12.0"],
    ["vllm/vllm-openai:v0.26.0", undefined, "0.26.0"],
    ["registry.example/vllm-runtime:my-tag", undefined, undefined],
    ["registry.example:5000/vllm-runtime:latest", undefined, undefined],
  ])("image %s is Dynamo %s, engine %s", (image, dynamo, engine) => {
    const deployment = deploymentOf(
      manifest([{ image, command: "[python3, -m, dynamo.vllm]", args: "- --model\n- org/m" }]),
    );
    expect([deployment.dynamoVersion?.value, deployment.backendVersion?.value]).toEqual([dynamo, engine]);
  });
});
