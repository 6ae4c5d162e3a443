import { describe, expect, it } from "@jest/globals";
import { parse } from "yaml";
import type { Deployment } from "../../src/domain/deployment.js";
import { type KeptManifest, manifestFrom } from "../../src/generate/from-manifest.js";
import { DEFAULT_OPTIONS, type JsonObject } from "../../src/generate/options/types.js";
import { parseManifest } from "../../src/manifest/parse.js";
import { neutral } from "./support/neutral.js";

const OLD = parse(`
apiVersion: nvidia.com/v1alpha1
kind: DynamoGraphDeployment
metadata: { name: chat, namespace: serving, labels: { team: a } }
spec:
  envs: [{ name: LOG, value: debug }]
  services:
    Frontend: { componentType: frontend, replicas: 2, extraPodSpec: { mainContainer: { image: mine/front:9 } } }
    TrtllmWorker:
      componentType: worker
      replicas: 4
      envFromSecret: my-token
      resources: { limits: { gpu: "4", memory: 100Gi } }
      extraPodSpec:
        volumes: [{ name: engine-configs, configMap: { name: old } }, { name: models, persistentVolumeClaim: { claimName: pvc } }]
        tolerations: [{ key: team, operator: Exists }]
        mainContainer:
          image: mine/trtllm:9
          env: [{ name: NCCL_DEBUG, value: INFO }]
          volumeMounts: [{ name: engine-configs, mountPath: /workspace/engine_configs }, { name: models, mountPath: /models }]
          command: [python3, -m, dynamo.trtllm]
          args: [--model-path, /models/qwen]
`) as JsonObject;

const size = { tp: 1, pp: 1, dp: 1, cp: 1, moeTp: 1, moeEp: 1 };
const DISAGG: Deployment = {
  model: "Qwen/Qwen3-32B-FP8",
  backend: "trtllm",
  backendVersion: "1",
  mode: "disagg",
  replicas: 1,
  quant: { kvcache: "fp8" },
  pools: [
    { role: "prefill", system: "h200_sxm", parallelism: size, workers: 10, batchSize: 1, settings: {} },
    {
      role: "decode",
      system: "h200_sxm",
      parallelism: { ...size, tp: 2 },
      workers: 3,
      batchSize: 64,
      settings: {},
    },
  ],
};
const KEPT: KeptManifest = {
  document: OLD,
  backend: "trtllm",
  workers: [{ role: "agg", component: "TrtllmWorker" }],
  dynamoVersion: "1.1.0",
};
const task = { isl: 4000, osl: 500, prefix: 0 };

describe("a manifest made anew from an old one", () => {
  const text = manifestFrom(KEPT, DISAGG, task, DEFAULT_OPTIONS);
  const manifest = neutral([parse(text) as JsonObject]);

  it("keeps name, namespace, labels, other components and the graph's environment", () => {
    const { metadata, spec } = parse(text) as {
      metadata: JsonObject;
      spec: { envs: unknown; services: Record<string, JsonObject> };
    };

    expect(metadata).toMatchObject({ name: "chat", namespace: "serving", labels: { team: "a" } });
    expect(spec.envs).toEqual([{ name: "LOG", value: "debug" }]);
    expect(spec.services["Frontend"]).toEqual((OLD["spec"] as { services: JsonObject }).services["Frontend"]);
  });

  it("names, counts and sizes the new workers", () => {
    expect(
      manifest.workers
        .slice(1)
        .map(({ component, role, replicas, gpus }) => [component, role, replicas, gpus]),
    ).toEqual([
      ["TrtllmDecodeWorker", "decode", 3, 2],
      ["TrtllmPrefillWorker", "prefill", 10, 1],
    ]);
  });

  it("keeps image, environment, volumes, tolerations, secret and the memory limit of the worker", () => {
    const decode = manifest.workers.find(({ component }) => component === "TrtllmDecodeWorker");

    expect(decode).toMatchObject({
      image: "mine/trtllm:9",
      envSecret: "my-token",
      env: { NCCL_DEBUG: "INFO" },
    });
    expect(decode?.pod["tolerations"]).toEqual([{ key: "team", operator: "Exists" }]);
    expect(decode?.pod["nodeSelector"]).toBeUndefined();
    expect(decode?.pod["volumes"]).toContainEqual({
      name: "models",
      persistentVolumeClaim: { claimName: "pvc" },
    });
    expect(text).toContain("memory: 100Gi");
  });

  it("gives the engine files a place of their own", () => {
    const decode = manifest.workers.find(({ component }) => component === "TrtllmDecodeWorker");

    expect((decode?.pod["volumes"] as JsonObject[]).filter(({ name }) => name === "engine-configs")).toEqual([
      { name: "engine-configs", emptyDir: {} },
    ]);
    expect(decode?.mounts.filter(({ mountPath }) => mountPath === "/workspace/engine_configs").length).toBe(
      1,
    );
    expect(decode?.engineFile).toMatchObject({
      tensor_parallel_size: 2,
      max_batch_size: 64,
      cache_transceiver_config: { backend: "DEFAULT" },
    });
  });

  it("reads back as disaggregated", () => {
    expect(parseManifest(text, { file: "x.yaml" }).deployments[0]).toMatchObject({
      mode: "disagg",
      name: "chat",
      namespace: "serving",
    });
  });

  it("takes new images when the engine changes", () => {
    const vllm = manifestFrom(KEPT, { ...DISAGG, backend: "vllm" }, task, DEFAULT_OPTIONS);

    expect(vllm).toContain("vllm-runtime:1.1.0");
    expect(vllm).not.toContain("mine/trtllm");
  });

  it("refuses a worker beside a Dynamo sidecar", () => {
    const document = {
      ...OLD,
      spec: {
        services: {
          TrtllmWorker: { extraPodSpec: { initContainers: [{ name: "engine", restartPolicy: "Always" }] } },
        },
      },
    };

    expect(() => manifestFrom({ ...KEPT, document }, DISAGG, task, DEFAULT_OPTIONS)).toThrow(
      /beside a Dynamo sidecar/,
    );
  });
});
