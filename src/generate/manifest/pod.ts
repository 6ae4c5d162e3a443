import type { JsonObject, K8sOptions } from "../options/types.js";
import type { SystemFacts } from "../systems.js";
import { ENGINE_CONFIG_MAP, ENGINE_FOLDER } from "./worker-command.js";

/** A probe that waits for a large model: the operator's own gives up before the weights are loaded. */
function probe(path: string, initialDelaySeconds: number, failureThreshold: number): JsonObject {
  return {
    httpGet: { path, port: 9090 },
    initialDelaySeconds,
    periodSeconds: 30,
    timeoutSeconds: 10,
    failureThreshold,
  };
}

/** Probes of an engine that loads for minutes. */
export const PROBES: JsonObject = {
  startupProbe: probe("/health", 120, 40),
  livenessProbe: probe("/live", 300, 10),
  readinessProbe: probe("/live", 300, 10),
};

/**
 * Which nodes a pod may use, and the secret that lets them pull its image. Only pods with GPUs are bound to a GPU product;
 * the others run wherever their image does.
 */
export function placement(k8s: K8sOptions, facts: SystemFacts, withGpus: boolean): JsonObject {
  const arch = facts.arch === undefined ? {} : { "kubernetes.io/arch": facts.arch };
  const [only, ...more] = facts.gpuProducts;
  const byProduct = withGpus && k8s.nodeSelector === "known" && only !== undefined;
  const selector =
    typeof k8s.nodeSelector === "object"
      ? k8s.nodeSelector
      : { ...arch, ...(byProduct && more.length === 0 ? { "nvidia.com/gpu.product": only } : {}) };
  return {
    ...(k8s.imagePullSecret === undefined ? {} : { imagePullSecrets: [{ name: k8s.imagePullSecret }] }),
    ...(k8s.nodeSelector === "none" || Object.keys(selector).length === 0 ? {} : { nodeSelector: selector }),
    ...(byProduct && more.length > 0 ? { affinity: productAffinity(facts.gpuProducts) } : {}),
    ...(facts.tolerations.length === 0
      ? {}
      : { tolerations: facts.tolerations.map((toleration) => ({ ...toleration })) }),
  };
}

function productAffinity(products: readonly string[]): JsonObject {
  const matchExpressions = [{ key: "nvidia.com/gpu.product", operator: "In", values: products }];
  return {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions }] },
    },
  };
}

/** The volume of the model cache, when there is one. */
export function cacheVolumes(k8s: K8sOptions): readonly JsonObject[] {
  return k8s.pvcName === undefined
    ? []
    : [{ name: "model-cache", persistentVolumeClaim: { claimName: k8s.pvcName } }];
}

/** Its mount. */
export function cacheMounts(k8s: K8sOptions): readonly JsonObject[] {
  return k8s.pvcName === undefined ? [] : [{ name: "model-cache", mountPath: k8s.pvcMountPath }];
}

/** Where engine files stand, and a /tmp in memory. */
export function engineFileVolumes(k8s: K8sOptions): {
  readonly volumes: readonly JsonObject[];
  readonly mounts: readonly JsonObject[];
} {
  const fromMap = k8s.engineMode === "configmap";
  return {
    volumes: [
      {
        name: "engine-configs",
        ...(fromMap ? { configMap: { name: ENGINE_CONFIG_MAP } } : { emptyDir: {} }),
      },
      { name: "tmp", emptyDir: { medium: "Memory", sizeLimit: "10Gi" } },
    ],
    mounts: [
      { name: "engine-configs", mountPath: ENGINE_FOLDER, ...(fromMap ? { readOnly: true } : {}) },
      { name: "tmp", mountPath: "/tmp" },
    ],
  };
}

/** `volumes`, left out when empty. */
export function volumes(list: readonly JsonObject[]): JsonObject {
  return list.length === 0 ? {} : { volumes: list };
}

/** `volumeMounts`, left out when empty. */
export function mounts(list: readonly JsonObject[]): JsonObject {
  return list.length === 0 ? {} : { volumeMounts: list };
}
