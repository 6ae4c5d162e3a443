import { compact } from "../../domain/compact.js";
import type { Json, JsonObject } from "../options/types.js";
import { type Component, envList, type Graph } from "./component.js";

/** A graph as `nvidia.com/v1alpha1`: a mapping of services. */
export function graphV1alpha1(graph: Graph): JsonObject {
  return {
    apiVersion: "nvidia.com/v1alpha1",
    kind: "DynamoGraphDeployment",
    metadata: {
      name: graph.name,
      ...compact({ namespace: graph.namespace }),
      ...(Object.keys(graph.annotations).length === 0 ? {} : { annotations: graph.annotations }),
    },
    spec: {
      backendFramework: graph.backend,
      services: Object.fromEntries(graph.components.map((component) => [component.name, service(component)])),
    },
  };
}

function service(component: Component): JsonObject {
  const { kind } = component;
  const role = kind === "prefill" || kind === "decode";
  return {
    ...compact({ envFromSecret: component.envSecret }),
    ...(component.sharedEnv.length === 0 ? {} : { envs: envList(component.sharedEnv) }),
    componentType: role ? "worker" : kind,
    ...(role ? { subComponentType: kind } : {}),
    replicas: component.replicas,
    ...(component.nodes > 1 ? { multinode: { nodeCount: component.nodes } } : {}),
    ...resources(component),
    ...(component.sharedMemory === undefined ? {} : { sharedMemory: { size: component.sharedMemory } }),
    extraPodSpec: {
      ...component.pod,
      mainContainer: {
        ...component.container,
        ...(component.env.length === 0 ? {} : { env: envList(component.env) }),
      },
    },
  };
}

function resources({ gpus, resources: custom, claims }: Component): JsonObject {
  const limits: Record<string, Json> = {
    ...(gpus > 0 ? { gpu: String(gpus) } : {}),
    ...(Object.keys(custom).length === 0 ? {} : { custom }),
  };
  if (Object.keys(limits).length === 0 && claims.length === 0) return {};
  return {
    resources: {
      ...(Object.keys(limits).length === 0 ? {} : { limits }),
      ...(claims.length === 0 ? {} : { claims: claims.map((name) => ({ name })) }),
    },
  };
}
