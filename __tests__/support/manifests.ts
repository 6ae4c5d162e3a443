/** Values of an aggregated TensorRT-LLM manifest. */
export interface ManifestValues {
  readonly name?: string;
  readonly tp?: number;
  readonly replicas?: number;
  readonly maxBatchSize?: number;
  readonly maxNumTokens?: number;
  readonly model?: string;
}

/** A small aggregated manifest of Qwen3-32B-FP8 as people write them, with its engine settings in a ConfigMap. */
export function aggManifest(values: ManifestValues = {}): string {
  const {
    name = "qwen3-32b",
    tp = 4,
    replicas = 4,
    maxBatchSize = 40,
    maxNumTokens = 8000,
    model = "Qwen/Qwen3-32B-FP8",
  } = values;
  return `apiVersion: v1
kind: ConfigMap
metadata:
  name: ${name}-config
data:
  config.yaml: |
    backend: pytorch
    tensor_parallel_size: ${tp}
    max_batch_size: ${maxBatchSize}
    max_num_tokens: ${maxNumTokens}
    kv_cache_config:
      free_gpu_memory_fraction: 0.9
---
apiVersion: nvidia.com/v1alpha1
kind: DynamoGraphDeployment
metadata:
  name: ${name}
spec:
  backendFramework: trtllm
  services:
    Frontend:
      componentType: frontend
      replicas: 1
      extraPodSpec:
        mainContainer:
          image: nvcr.io/nvidia/ai-dynamo/tensorrtllm-runtime:1.3.0
    TrtllmWorker:
      componentType: worker
      replicas: ${replicas}
      resources:
        limits:
          gpu: "${tp}"
      extraPodSpec:
        mainContainer:
          image: nvcr.io/nvidia/ai-dynamo/tensorrtllm-runtime:1.3.0
          command:
            - python3
            - -m
            - dynamo.trtllm
          args:
            - --model-path
            - ${model}
            - --extra-engine-args
            - /opt/dynamo/configs/config.yaml
          volumeMounts:
            - mountPath: /opt/dynamo/configs
              name: config
        volumes:
          - configMap:
              name: ${name}-config
            name: config
`;
}

/** A policy with the limits of the walkthrough. */
export const POLICY = `defaults:
  system: h200_sxm
  workload: { isl: 4000, osl: 500 }
  sla: { ttft-ms: 600, tpot-ms: 16.67 }
profile: reference
`;
